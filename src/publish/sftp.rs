//! A host without a shell: everything by the system's `sftp`. In place, if nothing else is said, because such hosts
//! mostly serve one fixed folder; releases are possible where the server knows links. See [`release`] and [`in_place`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::place::{Keep, Link, Place};
use super::program::Said;
use super::ssh::{Host, folders_of, from_url};
use super::{File, Job, Kind, Outcome, Progress, Site, Stop, in_place, release};
use crate::disk::{self, Failure, links};

pub const KIND: Kind = Kind {
    name: "sftp",
    keys: &["host", "port", "path", "switch", "keep", "ssh_config", "concurrency"],
    required: &["host", "path"],
    schemes: &["sftp"],
    from_url,
    publish,
};

fn publish(job: &Job) -> Result<Outcome, Stop> {
    let place =
        Remote { host: Host::of(job)?, connections: job.options.concurrency.unwrap_or(4).clamp(1, 32), hear: job.hear };
    if job.options.switch.unwrap_or(false) { release::publish(job, &place) } else { in_place::publish(job, &place) }
}

struct Remote<'a> {
    host: Host,
    connections: usize,
    hear: &'a (dyn Fn(Progress) + Sync),
}

/// Tasks of one run of the program: as many as can be lost when another publisher takes over.
const PORTION: usize = 200;

/// Tasks that are not worth another run.
const FEW: usize = 32;

/// How long one run may take.
const LIMIT: Duration = Duration::from_secs(3600);

impl Remote<'_> {
    fn at(&self, path: &str) -> String {
        quote(&self.host.at(path))
    }

    /// Runs commands in one connection. A command that begins with `-` may fail.
    fn run(&self, batch: String) -> Result<Said, Stop> {
        let program = self.host.sftp(batch).limit(LIMIT);
        let said = program.run()?;
        match said.status {
            Some(0) => Ok(said),
            Some(255) => Err(Stop::Unable(self.host.unreached(&program, &said))),
            _ => Err(Stop::Failed(self.host.unreached(&program, &said))),
        }
    }

    /// Runs tasks, each of some commands, in several connections at a time; what was said, in no order.
    fn many(&self, tasks: &[String], step: bool, keep: Keep) -> Result<Vec<Said>, Stop> {
        let portions: Vec<&[String]> =
            tasks.chunks(tasks.len().div_ceil(self.connections).clamp(FEW, PORTION)).collect();
        let (next, ended, stopped) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
        let results: Mutex<Vec<Result<Said, Stop>>> = Mutex::default();
        let workers = self.connections.min(portions.len());
        let work = || {
            while let Some(portion) = portions.get(next.fetch_add(1, Ordering::Relaxed)) {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                let result = self.run(portion.concat());
                stopped.fetch_or(result.is_err(), Ordering::Relaxed);
                results.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(result);
                if step {
                    portion.iter().for_each(|_| (self.hear)(Progress::Step));
                }
            }
            ended.fetch_add(1, Ordering::Relaxed);
        };
        let mut kept = Ok(());
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(work);
            }
            while ended.load(Ordering::Relaxed) < workers {
                thread::sleep(Duration::from_millis(20));
                if kept.is_ok() {
                    kept = keep();
                    stopped.fetch_or(kept.is_err(), Ordering::Relaxed);
                }
            }
        });
        kept?;
        results.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()).into_iter().collect()
    }

    /// Makes the folders that files below a folder need.
    fn make_folders(&self, folder: &str, files: &[&File], keep: Keep) -> Result<(), Stop> {
        let root = self.host.at(folder);
        let mut folders: BTreeSet<String> = ancestors(&root).into_iter().collect();
        folders.insert(root.clone());
        let mut levels: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for file in files {
            for (at, _) in file.path.match_indices('/') {
                folders.insert(format!("{root}/{}", &file.path[..at]));
            }
        }
        if folders.len() <= PORTION {
            // In their order, parents come first.
            let batch = folders.iter().map(|folder| format!("-@mkdir {}\n", quote(folder))).collect();
            return self.run(batch).map(drop);
        }
        for folder in folders {
            levels.entry(folder.matches('/').count()).or_default().push(format!("-@mkdir {}\n", quote(&folder)));
        }
        for level in levels.values() {
            self.many(level, false, keep)?;
        }
        Ok(())
    }

    /// Writes bytes here, and the commands that put them there under another name first.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(String, String), Stop> {
        let name = links::unique();
        let here = self.host.scratch.path().join(&name);
        disk::write(&here, bytes)?;
        let part = format!("{path}.{name}{}", disk::PART);
        let mut batch = String::new();
        for folder in ancestors(&self.host.at(path)) {
            let _ = writeln!(batch, "-@mkdir {}", quote(&folder));
        }
        let _ = writeln!(batch, "@put {} {}", local(&here)?, self.at(&part));
        Ok((batch, part))
    }
}

impl Place for Remote<'_> {
    fn words(&self) -> String {
        self.host.words()
    }

    fn compares(&self) -> bool {
        false
    }

    fn names(&self, folder: &str) -> Result<Option<Vec<String>>, Stop> {
        let said = self.run(format!("-@ls -1a {}\n", self.at(folder)))?;
        if is_missing(&said) {
            return Ok(None);
        }
        succeeded(&said, "ls")?;
        let text = String::from_utf8_lossy(&said.out);
        let names = text.lines().map(|line| line.rsplit('/').next().unwrap_or(line));
        Ok(Some(names.filter(|name| !name.is_empty() && *name != "." && *name != "..").map(str::to_owned).collect()))
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        let here = self.host.scratch.path().join(links::unique());
        let said = self.run(format!("-@get {} {}\n", self.at(path), local(&here)?))?;
        match disk::read_bytes(&here)? {
            Some(bytes) if said.err.is_empty() => Ok(Some(bytes)),
            _ if is_missing(&said) => Ok(None),
            _ => Err(Stop::failed(format!("cannot read `{path}` in {}: {}", self.words(), said.err))),
        }
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Stop> {
        let (mut batch, part) = self.put(path, bytes)?;
        let _ = writeln!(batch, "@rename {} {}", self.at(&part), self.at(path));
        self.run(batch).map(drop)
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, Stop> {
        let (mut batch, part) = self.put(path, bytes)?;
        // The old way of renaming refuses to replace a file; the new one does replace it.
        let _ = writeln!(batch, "-@rename -l {} {}\n-@rm {0}", self.at(&part), self.at(path));
        self.run(batch)?;
        Ok(self.read(path)?.as_deref() == Some(bytes))
    }

    fn rename(&self, from: &str, to: &str) -> Result<bool, Stop> {
        let said = self.run(format!("-@rename {} {}\n", self.at(from), self.at(to)))?;
        if is_missing(&said) {
            return Ok(false);
        }
        succeeded(&said, "rename").map(|()| true)
    }

    fn link(&self, path: &str) -> Result<Link, Stop> {
        // The program can follow links, but not read them.
        let said = self.run(format!("@cd {}\n@pwd\n-@cd {}\n@pwd\n", quote(&self.host.root), quote(path)))?;
        let text = String::from_utf8_lossy(&said.out);
        let mut folders = text.lines().filter_map(|line| line.split_once("directory: ")).map(|(_, folder)| folder);
        let (Some(root), Some(folder)) = (folders.next(), folders.next()) else {
            return Err(Stop::failed(format!("`sftp` does not say where `{path}` in {} leads to", self.words())));
        };
        if root == folder {
            return Ok(if is_missing(&said) { Link::Nothing } else { Link::Other });
        }
        let below = folder.strip_prefix(root).map(|rest| rest.trim_start_matches('/'));
        Ok(below.filter(|below| *below != path).map_or(Link::Other, |below| Link::To(below.to_owned())))
    }

    fn point(&self, path: &str, to: &str) -> Result<(), Stop> {
        let part = self.at(&format!("{path}.{}{}", links::unique(), disk::PART));
        self.run(format!("@ln -s {} {part}\n@rename {part} {}\n", quote(to), self.at(path))).map(drop)
    }

    fn adopt(&self, files: &[&File], from: &str, into: &str, keep: Keep) -> Result<Vec<String>, Stop> {
        self.make_folders(into, files, keep)?;
        let at = |folder: &str, file: &File| self.at(&super::place::below(folder, &file.path));
        let tasks: Vec<String> =
            files.iter().map(|file| format!("-@ln {} {}\n", at(from, file), at(into, file))).collect();
        self.many(&tasks, false, keep)?;
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let found = self.sizes(into, &paths, keep)?;
        Ok(files.iter().filter(|f| found.get(&f.path) != Some(&f.size)).map(|f| f.path.clone()).collect())
    }

    fn send(&self, site: &Site, files: &[&File], into: &str, keep: Keep) -> Result<(), Stop> {
        if files.is_empty() {
            return Ok(());
        }
        self.make_folders(into, files, keep)?;
        let mut tasks = Vec::new();
        for file in files {
            let here = disk::absolute(&site.folder.join(&file.path));
            let path = super::place::below(into, &file.path);
            let part = self.at(&format!("{path}{}", disk::PART));
            tasks.push(format!("@put {} {part}\n@rename {part} {}\n", local(&here)?, self.at(&path)));
        }
        self.many(&tasks, true, keep).map(drop)
    }

    fn wrong(&self, site: &Site, files: &[&File], folder: &str, keep: Keep) -> Result<Vec<String>, Stop> {
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let found = self.sizes(folder, &paths, keep)?;
        // What was sent must be what was to be published.
        for file in files {
            site.read(file)?;
        }
        Ok(files.iter().filter(|f| found.get(&f.path) != Some(&f.size)).map(|f| f.path.clone()).collect())
    }

    fn sizes(&self, folder: &str, files: &[&str], keep: Keep) -> Result<BTreeMap<String, u64>, Stop> {
        let command = |path: &&str| format!("-ls -ln {}\n", self.at(&super::place::below(folder, path)));
        let tasks: Vec<String> = files.iter().map(command).collect();
        let asked: BTreeMap<&str, &str> = tasks.iter().map(|task| task.trim_end()).zip(files.iter().copied()).collect();
        let mut sizes = BTreeMap::new();
        for said in self.many(&tasks, false, keep)? {
            let mut path = None;
            // Each command is repeated before its answer.
            for line in String::from_utf8_lossy(&said.out).lines() {
                if let Some(command) = line.strip_prefix("sftp> ") {
                    path = asked.get(command).copied();
                } else if let Some((path, size)) = path.zip(size(line)) {
                    sizes.insert(path.to_owned(), size);
                }
            }
        }
        Ok(sizes)
    }

    fn remove(&self, folder: &str, files: &[&str], keep: Keep) -> Result<(), Stop> {
        let at = |path: &str| self.at(&super::place::below(folder, path));
        let tasks: Vec<String> = files.iter().map(|path| format!("-@rm {}\n", at(path))).collect();
        self.many(&tasks, false, keep)?;
        // Those that others use are not empty, and stay. One connection, so that the deepest go first.
        let mut batch: String = folders_of(files).iter().map(|path| format!("-@rmdir {}\n", at(path))).collect();
        if !folder.is_empty() {
            let _ = writeln!(batch, "-@rmdir {}", self.at(folder));
        }
        if !batch.is_empty() {
            self.run(batch)?;
        }
        Ok(())
    }
}

/// The size in a line of a long listing, if it is that of a file.
fn size(line: &str) -> Option<u64> {
    if line.starts_with('-') { line.split_whitespace().nth(4)?.parse().ok() } else { None }
}

fn is_missing(said: &Said) -> bool {
    said.err.contains("not found") || said.err.contains("No such file")
}

fn succeeded(said: &Said, what: &str) -> Result<(), Stop> {
    if said.err.is_empty() { Ok(()) } else { Err(Stop::failed(format!("`sftp` cannot {what}: {}", said.err))) }
}

/// The folders that a path lies in, from the outermost.
fn ancestors(path: &str) -> Vec<String> {
    path.match_indices('/').map(|(at, _)| path[..at].to_owned()).filter(|folder| !folder.is_empty()).collect()
}

/// A path as the program reads it: in quotation marks nothing is a pattern.
fn quote(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
}

fn local(path: &Path) -> Result<String, Failure> {
    match path.to_str().filter(|path| !path.contains(|c: char| c.is_control())) {
        Some(path) => Ok(quote(path)),
        None => Err(Failure::new(format!("the path `{}` cannot be told to `sftp`; rename it", path.display()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listings() {
        assert_eq!(size("-rw-r--r--    1 0        0            1234 Nov 27 22:47 /srv/a b"), Some(1234));
        assert_eq!(size("drwxr-xr-x    2 0        0            4096 Nov 27 22:47 /srv"), None);
        assert_eq!(ancestors("/srv/a/b"), ["/srv", "/srv/a"]);
        assert_eq!(ancestors("www/b"), ["www"]);
        assert_eq!(quote("a \"b\" *"), "\"a \\\"b\\\" *\"");
    }
}
