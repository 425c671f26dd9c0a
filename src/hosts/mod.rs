//! Hosts: what a site needs besides its pages so that a host serves it well: redirects, headers, not-found
//! pages, the reader's language. One file a host, each with its line in [`PROFILES`].
//!
//! Plain values in, files and findings out. Knows no disk and no network, and uploads nothing; publishing reads
//! here which headers belong to a file, and what a host refuses.

mod apache;
mod azure_blob;
mod azure_static_web_apps;
mod caddy;
mod cloudflare;
mod compress;
mod folder;
mod gcs;
mod github_pages;
pub mod headers;
pub mod languages;
pub mod limits;
mod netlify;
mod nginx;
mod objects;
mod redirects;
mod s3;
mod script;

use std::fmt;

use serde::{Deserialize, Deserializer};

use crate::model::{Checked, Locale, OutputFile, Redirect};
use crate::plan::url;

use headers::Policy;
use limits::Limits;

/// The folder of files that are for the host alone; no host shows it, and object stores never get it.
pub const PRIVATE: &str = "_host/";

/// Every host; the first is the default.
pub const PROFILES: &[Profile] = &[
    folder::PROFILE,
    github_pages::PROFILE,
    netlify::PROFILE,
    cloudflare::PROFILE,
    azure_static_web_apps::PROFILE,
    azure_blob::PROFILE,
    s3::PROFILE,
    gcs::PROFILE,
    nginx::PROFILE,
    caddy::PROFILE,
    apache::PROFILE,
];

/// What is particular to a host.
#[derive(Debug)]
pub struct Profile {
    /// As the configuration names it.
    pub name: &'static str,
    pub place: Place,
    pub limits: Limits,
    /// Whether the host serves `x.gz` to those who ask for `x` compressed.
    pub precompressed: bool,
    files: fn(&Deployment<'_>) -> Checked<Vec<OutputFile>>,
}

/// What the output folder is on the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The root of the host: a site below a path lies in folders of that name.
    Host,
    /// The root of the site, wherever the host has it.
    Site,
}

type Files = fn(&Deployment<'_>) -> Checked<Vec<OutputFile>>;

impl Profile {
    const fn new(name: &'static str, place: Place, files: Files) -> Self {
        Self { name, place, limits: Limits::NONE, precompressed: false, files }
    }

    const fn limited(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    const fn with_precompressed(self) -> Self {
        Self { precompressed: true, ..self }
    }
}

/// A host that kbgen knows; by default a plain folder.
#[derive(Clone, Copy)]
pub struct Host(&'static Profile);

impl Host {
    /// The host of that name.
    ///
    /// # Errors
    /// Where there is none; says which there are.
    pub fn parse(name: &str) -> Result<Self, String> {
        PROFILES.iter().find(|profile| profile.name == name).map(Self).ok_or_else(|| {
            let known: Vec<String> = PROFILES.iter().map(|profile| format!("`{}`", profile.name)).collect();
            format!("`{name}` is not a host; kbgen knows {}", known.join(", "))
        })
    }

    /// The host that a kind of target of `kbgen publish` leads to, as far as that tells.
    pub fn of_kind(kind: &str) -> Self {
        let name = match kind {
            "azure" => "azure-blob",
            "git" => "github-pages",
            kind => kind,
        };
        Self::parse(name).unwrap_or_default()
    }

    pub fn name(self) -> &'static str {
        self.0.name
    }

    pub fn profile(self) -> &'static Profile {
        self.0
    }

    /// The folder below the output folder that holds the site whose path on its host is `base`; `/` at its end,
    /// or empty.
    pub fn site_folder(self, base: &str) -> String {
        match self.0.place {
            Place::Host => url::decode(base.trim_start_matches('/')),
            Place::Site => String::new(),
        }
    }

    /// The host's own files.
    pub fn files(self, deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
        (self.0.files)(deployment)
    }

    /// The files of a job as they lie below the output folder: in the folder of the site, but for those that hosts
    /// look for at their root, and with compressed copies where the host serves them. `base` is the site's path.
    pub fn finish(self, files: Vec<OutputFile>, base: &str) -> Vec<OutputFile> {
        let mut files = files;
        if self.0.precompressed {
            let copies: Vec<OutputFile> = files.iter().filter_map(compress::copy).collect();
            files.extend(copies);
        }
        let folder = self.site_folder(base);
        if !folder.is_empty() {
            for file in files.iter_mut().filter(|file| !is_for_the_root(&file.path)) {
                file.path.insert_str(0, &folder);
            }
        }
        files
    }
}

/// Files that are looked for at the root of a host, whatever the path of the site.
fn is_for_the_root(path: &str) -> bool {
    const NAMES: [&str; 6] =
        ["_redirects", "_headers", "wrangler.jsonc", ".assetsignore", "staticwebapp.config.json", "robots.txt"];
    NAMES.contains(&path) || path.starts_with(PRIVATE)
}

impl Default for Host {
    fn default() -> Self {
        Self(&PROFILES[0])
    }
}

impl std::hash::Hash for Host {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.name.hash(state);
    }
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Host {}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Host {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// What the files of a host are made of.
pub struct Deployment<'a> {
    /// Path of the site on its host, beginning and ending in `/`.
    pub base: &'a str,
    /// Scheme and host, or empty where they are not known.
    pub origin: &'a str,
    /// The locales of the site in its order, with the URL paths of their home pages.
    pub homes: Vec<(&'a Locale, &'a str)>,
    pub redirects: &'a [Redirect],
    /// Paths below the site of the files in `assets/` whose names do not change with what they hold.
    pub unhashed: Vec<String>,
    pub policy: Policy,
}

impl Deployment<'_> {
    /// The site's path without escapes, as servers compare it.
    fn plain_base(&self) -> String {
        url::decode(self.base)
    }

    /// The name of the host's machine, without scheme and port; empty where it is not known.
    fn domain(&self) -> &str {
        let name = self.origin.split_once("://").map_or("", |(_, name)| name);
        name.split(':').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let file = |path: &str| OutputFile::text(path, "x");
        let paths = |host: &str, base: &str| -> Vec<String> {
            let files = vec![file("index.html"), file("_redirects"), file("_host/worker.js")];
            Host::parse(host).unwrap().finish(files, base).into_iter().map(|file| file.path).collect()
        };
        assert_eq!(paths("netlify", "/kb/"), ["kb/index.html", "_redirects", "_host/worker.js"]);
        assert_eq!(paths("netlify", "/"), ["index.html", "_redirects", "_host/worker.js"]);
        assert_eq!(paths("nginx", "/kb/"), ["index.html", "_redirects", "_host/worker.js"]);
    }

    #[test]
    fn compressed_copies() {
        let files = || {
            vec![
                OutputFile::text("a.html", "x".repeat(2000)),
                OutputFile::text("b.html", "x"),
                OutputFile::text("c.bin", "x".repeat(2000)),
                OutputFile::text(".htaccess", "x".repeat(2000)),
            ]
        };
        let paths = |host| -> Vec<String> {
            Host::parse(host).unwrap().finish(files(), "/").into_iter().map(|file| file.path).collect()
        };
        assert_eq!(paths("nginx"), ["a.html", "b.html", "c.bin", ".htaccess", "a.html.gz"]);
        assert_eq!(paths("netlify"), ["a.html", "b.html", "c.bin", ".htaccess"]);
    }
}
