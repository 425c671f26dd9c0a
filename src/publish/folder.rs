//! A folder of this machine: releases with a link to the current one, or the files of the site in place.

use std::collections::BTreeMap;
use std::path::PathBuf;

use url::Url;

use super::place::{Keep, Link, Place};
use super::{File, Job, Kind, Outcome, Progress, Site, Stop, in_place, release, site};
use crate::config::TargetOptions;
use crate::disk::{self, OutputFolder, links};

pub const KIND: Kind = Kind {
    name: "folder",
    keys: &["path", "switch", "keep"],
    required: &["path"],
    schemes: &["file"],
    from_url,
    publish,
};

fn from_url(url: &Url, options: &mut TargetOptions) {
    options.path = url.to_file_path().ok().map(|path| path.to_string_lossy().into_owned());
}

fn publish(job: &Job) -> Result<Outcome, Stop> {
    let said = job.options.path.as_deref().filter(|path| !path.is_empty());
    let said = said.ok_or_else(|| Stop::unable("the folder to publish to has no path"))?;
    let root = disk::absolute(&job.root.join(said));
    let output = disk::absolute(&job.site.folder);
    // Going back needs no site.
    if !job.site.files.is_empty() && (root.starts_with(&output) || output.starts_with(&root)) {
        return Err(Stop::unable(format!(
            "the folder `{}` overlaps the output folder, which builds write to; choose another `path`",
            root.display()
        )));
    }
    if disk::absolute(job.root).starts_with(&root) {
        return Err(Stop::unable(format!(
            "the folder `{}` holds the sources of the site; choose another `path`",
            root.display()
        )));
    }
    let folder = Folder { said: format!("`{}`", root.display()), root, hear: job.hear };
    if job.options.switch.unwrap_or(true) { release::publish(job, &folder) } else { in_place::publish(job, &folder) }
}

struct Folder<'a> {
    root: PathBuf,
    said: String,
    hear: &'a (dyn Fn(Progress) + Sync),
}

impl Folder<'_> {
    fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }
}

impl Place for Folder<'_> {
    fn words(&self) -> String {
        self.said.clone()
    }

    fn compares(&self) -> bool {
        true
    }

    fn names(&self, folder: &str) -> Result<Option<Vec<String>>, Stop> {
        Ok(links::names(&self.at(folder))?)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        Ok(disk::read_bytes(&self.at(path))?)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Stop> {
        Ok(disk::write(&self.at(path), bytes)?)
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, Stop> {
        Ok(links::create(&self.at(path), bytes)?)
    }

    fn rename(&self, from: &str, to: &str) -> Result<bool, Stop> {
        Ok(links::rename(&self.at(from), &self.at(to))?)
    }

    fn link(&self, path: &str) -> Result<Link, Stop> {
        let path = self.at(path);
        Ok(match links::read_link(&path) {
            Some(to) => Link::To(to.to_string_lossy().replace('\\', "/")),
            None if disk::exists(&path) => Link::Other,
            None => Link::Nothing,
        })
    }

    fn point(&self, path: &str, to: &str) -> Result<(), Stop> {
        Ok(links::point(&self.at(path), to)?)
    }

    fn adopt(&self, files: &[&File], from: &str, into: &str, keep: Keep) -> Result<Vec<String>, Stop> {
        let (from, into) = (self.at(from), self.at(into));
        let folders = OutputFolder::new(&into);
        let mut failed = Vec::new();
        for file in files {
            keep()?;
            let source = from.join(&file.path);
            if links::size(&source) != Some(file.size) {
                failed.push(file.path.clone());
                continue;
            }
            folders.make_folder(parent(&file.path))?;
            links::link_or_copy(&source, &into.join(&file.path))?;
        }
        Ok(failed)
    }

    fn send(&self, site: &Site, files: &[&File], into: &str, keep: Keep) -> Result<(), Stop> {
        let into = self.at(into);
        let folders = OutputFolder::new(&into);
        for file in files {
            keep()?;
            let bytes = site.read(file)?;
            folders.make_folder(parent(&file.path))?;
            disk::write(&into.join(&file.path), &bytes)?;
            (self.hear)(Progress::Step);
        }
        Ok(())
    }

    fn wrong(&self, _: &Site, files: &[&File], folder: &str, keep: Keep) -> Result<Vec<String>, Stop> {
        let folder = self.at(folder);
        let mut wrong = Vec::new();
        for file in files {
            keep()?;
            let right = disk::read_bytes(&folder.join(&file.path))?
                .is_some_and(|bytes| site::hash(&file.path, &bytes) == file.hash);
            if !right {
                wrong.push(file.path.clone());
            }
        }
        Ok(wrong)
    }

    fn sizes(&self, folder: &str, files: &[&str], _: Keep) -> Result<BTreeMap<String, u64>, Stop> {
        let folder = self.at(folder);
        let size = |path: &&str| Some(((*path).to_owned(), links::size(&folder.join(path))?));
        Ok(files.iter().filter_map(size).collect())
    }

    fn remove(&self, folder: &str, files: &[&str], keep: Keep) -> Result<(), Stop> {
        let folders = OutputFolder::new(&self.at(folder));
        for path in files {
            keep()?;
            folders.remove(path)?;
        }
        if !folder.is_empty() {
            links::remove_empty(&self.at(folder));
        }
        Ok(())
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}
