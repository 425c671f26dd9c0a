//! A host that is reached by SSH: settings in, the arguments of the system's programs out. Credentials are `ssh`'s own
//! business (agent, settings); nobody is asked for a password.

use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use super::program::{Program, Said};
use super::{Job, Stop};
use crate::config::TargetOptions;
use crate::disk::links::Scratch;
use crate::disk::{self, Failure};

/// A host, and the folder there.
#[derive(Debug)]
pub struct Host {
    /// With its user, if that is said.
    pub name: String,
    port: Option<u16>,
    config: Option<PathBuf>,
    /// The folder, without `/` at its end; relative to the home of the user where it does not begin with `/`.
    pub root: String,
    /// For what is read and written here on the way.
    pub scratch: Scratch,
}

const ADVICE: &str = "install OpenSSH's client";

/// What ends the connection of a host that is silent, and never asks a person.
const SETTINGS: [&str; 4] = ["BatchMode=yes", "ConnectTimeout=30", "ServerAliveInterval=15", "ServerAliveCountMax=4"];

impl Host {
    /// The host of a target.
    ///
    /// # Errors
    /// Where the settings name no host or no folder that could be one.
    pub fn of(job: &Job) -> Result<Self, Stop> {
        let name = job.options.host.clone().unwrap_or_default();
        let fine = |c: char| c.is_ascii_alphanumeric() || "._-@:[]%".contains(c);
        if name.is_empty() || name.starts_with('-') || !name.chars().all(fine) {
            return Err(Stop::unable(format!("`{name}` is no name of a host; say `host: user@host.example`")));
        }
        let path = job.options.path.as_deref().unwrap_or_default();
        let path = path.strip_prefix("~/").unwrap_or(path);
        let mut root = path.trim_end_matches('/').to_owned();
        if root.is_empty() || root.contains(|c: char| c.is_control()) || root.split('/').any(|part| part == "..") {
            return Err(Stop::unable(format!("`{path}` is no folder on a host that could be published to")));
        }
        if root.starts_with('-') {
            root.insert_str(0, "./");
        }
        let config = job.options.ssh_config.as_deref().map(|path| disk::absolute(&job.root.join(path)));
        Ok(Self { name, port: job.options.port, config, root, scratch: Scratch::new()? })
    }

    /// A path on the host.
    pub fn at(&self, path: &str) -> String {
        super::place::below(&self.root, path)
    }

    pub fn words(&self) -> String {
        format!("`{}:{}`", self.name, self.root)
    }

    /// Arguments of `ssh` and `sftp`, but for the port.
    fn settings(&self) -> Vec<String> {
        let mut args = Vec::new();
        if let Some(config) = &self.config {
            args.extend(["-F".to_owned(), config.to_string_lossy().into_owned()]);
        }
        args.extend(SETTINGS.iter().flat_map(|setting| ["-o".to_owned(), (*setting).to_owned()]));
        if cfg!(unix) {
            // One connection for all that is asked; it ends by itself should this process be killed.
            let shared = ["ControlMaster=auto".to_owned(), "ControlPersist=20".to_owned(), self.control()];
            args.extend(shared.into_iter().flat_map(|setting| ["-o".to_owned(), setting]));
        }
        args
    }

    fn control(&self) -> String {
        format!("ControlPath={}", self.scratch.path().join("c").display())
    }

    /// Runs a script of the POSIX shell on the host; what it is given arrives as `$1`, `$2`, …, whatever is in it.
    ///
    /// # Errors
    /// Where the host is not reached.
    pub fn shell(
        &self,
        script: &str,
        args: &[&str],
        input: Vec<u8>,
        keep: super::place::Keep,
    ) -> Result<(Program, Said), Stop> {
        let mut command = format!("exec sh -c {} kbgen", quote(script));
        for arg in args {
            command.push(' ');
            command.push_str(&quote(arg));
        }
        let mut program = Program::new("ssh", ADVICE).args(self.settings());
        if let Some(port) = self.port {
            program = program.arg("-p").arg(port.to_string());
        }
        let program = program.args(["-T", "--", &self.name, &command]).input(input);
        let said = program.run_while(keep)?;
        if said.status == Some(255) {
            return Err(Stop::Unable(self.unreached(&program, &said)));
        }
        Ok((program, said))
    }

    /// `sftp` with a batch of commands.
    pub fn sftp(&self, batch: String) -> Program {
        let mut program = Program::new("sftp", ADVICE).args(["-b", "-"]).args(self.settings());
        if let Some(port) = self.port {
            program = program.arg("-P").arg(port.to_string());
        }
        program.arg(&self.name).input(batch)
    }

    /// Why it was not reached.
    pub fn unreached(&self, program: &Program, said: &Said) -> Failure {
        let failure = program.complaint(said);
        let advice = if said.err.contains("Host key verification failed") {
            "; connect once by hand with `ssh`, so that its key is known"
        } else if said.err.contains("Permission denied") {
            "; give `ssh` a key in its agent or its settings, since no one can type a password here"
        } else {
            ""
        };
        Failure::new(format!("{}: {failure}{advice}", self.words()))
    }

    /// The command by which `rsync` starts `ssh`, in the words that `rsync` takes apart itself.
    ///
    /// # Errors
    /// Where the path of the settings cannot be said so.
    pub fn remote_shell(&self) -> Result<String, Stop> {
        let mut words = vec!["ssh".to_owned()];
        words.extend(self.settings());
        if let Some(port) = self.port {
            words.extend(["-p".to_owned(), port.to_string()]);
        }
        if let Some(word) = words.iter().find(|word| word.contains(['"', '\''])) {
            return Err(Stop::unable(format!("`rsync` cannot be told the path `{word}`; rename it")));
        }
        let quoted = words.iter().map(|word| if word.contains(' ') { format!("\"{word}\"") } else { word.clone() });
        Ok(quoted.collect::<Vec<_>>().join(" "))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if cfg!(unix) && disk::exists(&self.scratch.path().join("c")) {
            let end = Program::new("ssh", ADVICE).args(["-O", "exit", "-o", &self.control(), "--", &self.name]);
            let _ = end.limit(Duration::from_secs(10)).run();
        }
    }
}

/// The settings that an address such as `sftp://user@host:22/path` says.
pub fn from_url(url: &Url, options: &mut TargetOptions) {
    let user = if url.username().is_empty() { String::new() } else { format!("{}@", url.username()) };
    options.host = url.host_str().map(|host| format!("{user}{host}"));
    options.port = url.port();
    let path = percent_decoded(url.path());
    // As other programs read such addresses: `/~/` is the home of the user.
    options.path = Some(path.strip_prefix("/~/").map_or(path.clone(), str::to_owned)).filter(|path| path != "/");
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = (*first == b'%').then(|| after.get(..2).and_then(|h| std::str::from_utf8(h).ok())).flatten();
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A word as the shell of the host reads it: nothing in it means anything.
fn quote(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// The folders that the removal of files may leave empty, the deepest first.
pub fn folders_of<'a>(files: &[&'a str]) -> Vec<&'a str> {
    let mut folders: Vec<&str> =
        files.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
    folders.sort_by_key(|folder| (std::cmp::Reverse(folder.matches('/').count()), *folder));
    folders.dedup();
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(quote("a b"), "'a b'");
        assert_eq!(quote("it's $HOME"), r"'it'\''s $HOME'");
        let said =
            Program::new("sh", "").args(["-c", &format!("printf %s {}", quote("a'b\"c\\$d`e`\n*"))]).run().unwrap();
        assert_eq!(said.out, b"a'b\"c\\$d`e`\n*");
    }

    #[test]
    fn addresses() {
        let of = |address: &str| {
            let mut options = TargetOptions::default();
            from_url(&Url::parse(address).unwrap(), &mut options);
            (options.host.unwrap_or_default(), options.port, options.path)
        };
        assert_eq!(
            of("sftp://docs@host.example:2222/srv/a%20b"),
            ("docs@host.example".to_owned(), Some(2222), Some("/srv/a b".to_owned()))
        );
        assert_eq!(of("rsync+ssh://host/~/www"), ("host".to_owned(), None, Some("www".to_owned())));
        assert_eq!(of("sftp://host/").2, None);
    }

    #[test]
    fn folders_from_the_deepest() {
        assert_eq!(folders_of(&["a/b/c.html", "a/d.html", "e"]), ["a/b", "a"]);
    }
}
