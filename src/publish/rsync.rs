//! A host with a shell: `rsync` sends, `ssh` does the rest. See [`release`] and [`in_place`].

use std::collections::BTreeMap;
use std::time::Duration;

use super::place::{Keep, Link, Place};
use super::program::{Program, Said};
use super::ssh::{Host, folders_of, from_url};
use super::{File, Job, Kind, Outcome, Progress, Site, Stop, in_place, release};
use crate::disk::{self, links};

pub const KIND: Kind = Kind {
    name: "rsync",
    keys: &["host", "port", "path", "switch", "keep", "ssh_config"],
    required: &["host", "path"],
    schemes: &["rsync+ssh"],
    from_url,
    publish,
};

fn publish(job: &Job) -> Result<Outcome, Stop> {
    let place = Remote { host: Host::of(job)?, job };
    if job.options.switch.unwrap_or(true) { release::publish(job, &place) } else { in_place::publish(job, &place) }
}

struct Remote<'a> {
    host: Host,
    job: &'a Job<'a>,
}

/// Exit status of scripts: what was asked for is not there, or something else is.
const NOTHING: i32 = 44;
const OTHER: i32 = 45;

/// Keeps what arrives only if it is whole: a connection that is cut looks like an end.
const RECEIVE: &str = r#"cat > "$3" && [ "$(($(wc -c < "$3")))" -eq "$4" ] || { rm -f "$3"; exit 1; }; "#;

impl Remote<'_> {
    fn run(&self, script: &str, args: &[&str], input: Vec<u8>, keep: Keep) -> Result<Said, Stop> {
        let (program, said) = self.host.shell(script, args, input, keep)?;
        match said.status {
            Some(0 | NOTHING | OTHER) => Ok(said),
            _ => Err(Stop::failed(format!("{}: {}", self.host.words(), program.complaint(&said)))),
        }
    }

    fn ask(&self, script: &str, args: &[&str]) -> Result<Said, Stop> {
        self.run(script, args, Vec::new(), &|| Ok(()))
    }

    fn receive(&self, path: &str, bytes: &[u8], then: &str) -> Result<Said, Stop> {
        let path = self.host.at(path);
        let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
        let part = format!("{path}.{}{}", links::unique(), disk::PART);
        let size = bytes.len().to_string();
        let script = format!("mkdir -p \"$2\" && {RECEIVE}{then}");
        self.run(&script, &[&path, folder, &part, &size], bytes.to_vec(), &|| Ok(()))
    }

    /// `rsync` with files of the site into a folder of the host; what it prints.
    fn rsync(&self, folder: &str, files: &[&File], args: &[&str], keep: Keep) -> Result<String, Stop> {
        let list: Vec<u8> = files.iter().flat_map(|file| file.path.bytes().chain([0])).collect();
        let program = Program::new("rsync", "install it, or publish by `sftp`")
            // The environment must not choose another shell or other arguments.
            .without("RSYNC_RSH")
            .args(["-e", &self.host.remote_shell()?])
            .args(["--secluded-args", "--files-from=-", "--from0", "--timeout=120", "--keep-dirlinks"])
            .args(["--8-bit-output", "--no-motd"])
            .args(args)
            .arg("--")
            .arg(format!("{}/", disk::absolute(&self.job.site.folder).display()))
            .arg(format!("{}:{}/", self.host.name, self.host.at(folder)))
            .input(list)
            .limit(Duration::from_secs(6 * 3600));
        let said = program.run_while(keep)?;
        if said.status != Some(0) {
            return Err(Stop::Failed(self.host.unreached(&program, &said)));
        }
        Ok(String::from_utf8_lossy(&said.out).into_owned())
    }

    fn make_folder(&self, folder: &str) -> Result<(), Stop> {
        self.ask("mkdir -p \"$1\"", &[&self.host.at(folder)]).map(drop)
    }
}

impl Place for Remote<'_> {
    fn words(&self) -> String {
        self.host.words()
    }

    fn compares(&self) -> bool {
        true
    }

    fn names(&self, folder: &str) -> Result<Option<Vec<String>>, Stop> {
        let said = self.ask("[ -d \"$1\" ] || exit 44; ls -1A \"$1\"", &[&self.host.at(folder)])?;
        let names = String::from_utf8_lossy(&said.out).lines().map(str::to_owned).collect();
        Ok((said.status != Some(NOTHING)).then_some(names))
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        let said = self.ask("[ -e \"$1\" ] || exit 44; cat \"$1\"", &[&self.host.at(path)])?;
        Ok((said.status != Some(NOTHING)).then_some(said.out))
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Stop> {
        self.receive(path, bytes, "mv -f \"$3\" \"$1\"").map(drop)
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, Stop> {
        let then = "if ln \"$3\" \"$1\"; then rm -f \"$3\"; else rm -f \"$3\"; [ -e \"$1\" ] && exit 45; exit 1; fi";
        Ok(self.receive(path, bytes, then)?.status == Some(0))
    }

    fn rename(&self, from: &str, to: &str) -> Result<bool, Stop> {
        let script = "mv -f \"$1\" \"$2\" || { [ -e \"$1\" ] || exit 44; exit 1; }";
        Ok(self.ask(script, &[&self.host.at(from), &self.host.at(to)])?.status == Some(0))
    }

    fn link(&self, path: &str) -> Result<Link, Stop> {
        let script = "if [ -L \"$1\" ]; then readlink \"$1\"; elif [ -e \"$1\" ]; then exit 45; else exit 44; fi";
        let said = self.ask(script, &[&self.host.at(path)])?;
        Ok(match said.status {
            Some(NOTHING) => Link::Nothing,
            Some(OTHER) => Link::Other,
            _ => Link::To(String::from_utf8_lossy(&said.out).trim_end_matches('\n').to_owned()),
        })
    }

    fn point(&self, path: &str, to: &str) -> Result<(), Stop> {
        // A link to a folder must be replaced, not entered: systems have two words for that.
        let script = "ln -s \"$2\" \"$3\" && { mv -fT \"$3\" \"$1\" 2>/dev/null || mv -fh \"$3\" \"$1\"; } \
                      || { rm -f \"$3\"; exit 1; }";
        let path = self.host.at(path);
        let part = format!("{path}.{}{}", links::unique(), disk::PART);
        self.ask(script, &[&path, to, &part]).map(drop)
    }

    fn adopt(&self, files: &[&File], from: &str, into: &str, keep: Keep) -> Result<Vec<String>, Stop> {
        self.make_folder(into)?;
        let from = from.rsplit('/').next().unwrap_or(from);
        // What the record says to be the same needs no look at its bytes, and its time says nothing.
        let said =
            self.rsync(into, files, &["--size-only", &format!("--link-dest=../{from}"), "--out-format=%i %n"], keep)?;
        Ok(said.lines().filter_map(|line| Some(line.strip_prefix("<f")?.split_once(' ')?.1.to_owned())).collect())
    }

    fn send(&self, _: &Site, files: &[&File], into: &str, keep: Keep) -> Result<(), Stop> {
        if files.is_empty() {
            return Ok(());
        }
        self.make_folder(into)?;
        self.rsync(into, files, &["--ignore-times"], keep)?;
        for _ in files {
            (self.job.hear)(Progress::Step);
        }
        Ok(())
    }

    fn wrong(&self, site: &Site, files: &[&File], folder: &str, keep: Keep) -> Result<Vec<String>, Stop> {
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let said = self.rsync(folder, files, &["--checksum", "--dry-run", "--out-format=%n"], keep)?;
        // Both sides are the same; they must also be what was to be published.
        for file in files {
            site.read(file)?;
        }
        Ok(said.lines().filter(|line| !line.ends_with('/')).map(str::to_owned).collect())
    }

    fn sizes(&self, folder: &str, files: &[&str], keep: Keep) -> Result<BTreeMap<String, u64>, Stop> {
        if files.is_empty() {
            return Ok(BTreeMap::new());
        }
        let script = "cd \"$1\" 2>/dev/null || exit 44; \
                      if stat -c %s . >/dev/null 2>&1; then xargs -0 stat -c '%s %n' --; else xargs -0 stat -f '%z %N' --; fi; exit 0";
        let said = self.run(script, &[&self.host.at(folder)], list(files), keep)?;
        let text = String::from_utf8_lossy(&said.out);
        Ok(text
            .lines()
            .filter_map(|line| {
                let (size, path) = line.split_once(' ')?;
                Some((path.to_owned(), size.parse().ok()?))
            })
            .collect())
    }

    fn remove(&self, folder: &str, files: &[&str], keep: Keep) -> Result<(), Stop> {
        if files.is_empty() {
            return Ok(());
        }
        let root = self.host.at(folder);
        self.run("cd \"$1\" 2>/dev/null || exit 44; xargs -0 rm -f --", &[&root], list(files), keep)?;
        let folders = folders_of(files);
        let last = if folder.is_empty() { "" } else { "; cd / && rmdir \"$1\" 2>/dev/null" };
        if !folders.is_empty() || !folder.is_empty() {
            // Those that others use are not empty, and stay.
            let each = if folders.is_empty() { ":" } else { "xargs -0 rmdir -- 2>/dev/null" };
            let script = format!("cd \"$1\" 2>/dev/null || exit 44; {each}{last}; exit 0");
            self.run(&script, &[&root], list(&folders), keep)?;
        }
        Ok(())
    }
}

fn list(paths: &[&str]) -> Vec<u8> {
    paths.iter().flat_map(|path| path.bytes().chain([0])).collect()
}
