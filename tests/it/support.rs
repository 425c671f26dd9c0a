//! What the other modules share: a site in a temporary folder, the command run on it, and the files
//! below a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// The root of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What one run of the command came to.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Panics with all that was said where the exit status is another one.
    #[track_caller]
    pub fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, status, "exit status\n--- stdout\n{}\n--- stderr\n{}", self.out, self.err);
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("not JSON ({e}): {}\n{}", self.out, self.err))
    }

    /// The diagnostics of `--format json`, one short line each.
    #[track_caller]
    pub fn diagnostics(&self) -> Vec<String> {
        self.json().as_array().expect("a list of diagnostics").iter().map(diagnostic).collect()
    }
}

/// `file:line:column severity code name: message`, without the place where there is none.
pub fn diagnostic(value: &Value) -> String {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let place = match value["file"].as_str() {
        Some(file) => format!("{file}:{}:{} ", value["line"], value["column"]),
        None => String::new(),
    };
    format!("{place}{} {} {}: {}", text("severity"), text("code"), text("name"), text("message"))
}

/// The command, in a folder.
pub fn kbgen(folder: &Path) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_kbgen"));
    command.current_dir(folder).timeout(Duration::from_secs(300));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RAYON_NUM_THREADS"] {
        command.env_remove(name);
    }
    command
}

/// Runs the command in a folder.
pub fn run(folder: &Path, args: &[&str]) -> Run {
    run_with(folder, args, &[])
}

/// Runs the command in a folder, with variables of the environment.
pub fn run_with(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = kbgen(folder);
    let output = command.args(args).envs(variables.iter().copied()).output().expect("the command starts");
    Run {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// A folder with a site in the making; it is gone at the end of the test.
pub struct Site(TempDir);

impl Site {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A site with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let site = Self::new();
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    pub fn path(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.0.path().to_owned() } else { self.0.path().join(path) }
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    pub fn exists(&self, path: &str) -> bool {
        fs::symlink_metadata(self.path(path)).is_ok()
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    }

    pub fn rename(&self, from: &str, to: &str) {
        let to = self.path(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(self.path(from), to).unwrap();
    }

    pub fn run(&self, args: &[&str]) -> Run {
        run(self.0.path(), args)
    }

    /// Every file below a folder of the site.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        files(&self.path(folder))
    }
}

/// Every file below a folder: its path there, with `/` between its parts, and its bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    walk(folder, &mut |path| {
        let below = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        found.insert(below, fs::read(path).unwrap());
    });
    found
}

/// Visits every file below a folder; an absent folder has none.
pub fn walk(folder: &Path, visit: &mut dyn FnMut(&Path)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if fs::symlink_metadata(&path).unwrap().is_dir() {
            walk(&path, visit);
        } else {
            visit(&path);
        }
    }
}

/// An article of plain text.
pub fn article(id: u32, hash: char, title: &str, text: &str) -> String {
    let hash = hash.to_string().repeat(40);
    format!(
        "---\ntitle: {title}\nms.openlocfilehash: {hash}\nms.translationtype: HT\nms.lasthandoff: 03/16/2026\nms.locfileid: \"{id}\"\n---\n# {title}\n\n{text}\n"
    )
}

/// A bilingual unit.
pub fn unit(number: u32, target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"abcde-{number}\">{target}</span><span class=\"sxs-lookup\"><span data-stu-id=\"abcde-{number}\">{source}</span></span>"
    )
}
