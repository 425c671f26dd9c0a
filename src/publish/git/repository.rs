//! A repository for one publishing, beside that of the user: trees and commits in, a pushed branch out. Nothing of the
//! user's repository is written, be it work tree, index, branches or objects.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::disk::{self, Failure, links::Scratch};
use crate::publish::Stop;
use crate::publish::program::{Program, Said};

const ADVICE: &str = "install git";

/// What git must not take over from where it is called, such as a hook.
const FOREIGN: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
];

/// Fetching and pushing take as long as networks do.
const LONG: Duration = Duration::from_secs(3600);

/// Files of a tree: mode and object by path.
pub type Tree = BTreeMap<String, (String, String)>;

/// The private repository, and the remote one that it speaks to.
pub struct Repository {
    scratch: Scratch,
    /// Settings, in the environment: arguments can be seen by other users of the machine.
    settings: Vec<(String, String)>,
    who: Vec<(&'static str, String)>,
    url: String,
    /// The address as it can be shown.
    pub shown: String,
    pub branch: String,
}

impl Repository {
    /// Makes one for a branch of a remote that the user's repository knows, or of an address.
    ///
    /// # Errors
    /// Where git is missing, or there is no such remote.
    pub fn open(root: &Path, remote: &str, branch: &str) -> Result<Self, Stop> {
        let reference = format!("refs/heads/{branch}");
        if branch.starts_with('-') || git().args(["check-ref-format", &reference]).run()?.status != Some(0) {
            return Err(Stop::unable(format!("`{branch}` is no name of a branch")));
        }
        let url = url(root, remote)?;
        let shown = without_secret(&url);
        let mut settings = vec![
            ("remote.target.url".to_owned(), url.clone()),
            ("gc.auto".to_owned(), "0".to_owned()),
            ("maintenance.auto".to_owned(), "false".to_owned()),
            // Hooks of the user expect a work tree.
            ("core.hooksPath".to_owned(), "/dev/null".to_owned()),
        ];
        settings.extend(access(root));
        let scratch = Scratch::new()?;
        let who = who(root);
        let repository = Self { scratch, settings, who, url, shown, branch: branch.to_owned() };
        repository.git().args(["init", "--bare", "--quiet", "--template="]).succeed()?;
        Ok(repository)
    }

    fn git(&self) -> Program {
        let mut program = git().variable("GIT_DIR", self.scratch.path().join("repository"));
        program = program.variable("GIT_INDEX_FILE", self.scratch.path().join("index"));
        program = program.variable("GIT_TERMINAL_PROMPT", "0");
        if std::env::var_os("GIT_SSH_COMMAND").is_none()
            && std::env::var_os("GIT_SSH").is_none()
            && !self.settings.iter().any(|(name, _)| name.eq_ignore_ascii_case("core.sshcommand"))
        {
            program = program.variable("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        }
        for (name, value) in &self.who {
            program = program.variable(name, value);
        }
        program = program.variable("GIT_CONFIG_COUNT", self.settings.len().to_string());
        for (number, (name, value)) in self.settings.iter().enumerate() {
            program = program
                .variable(format!("GIT_CONFIG_KEY_{number}"), name)
                .variable(format!("GIT_CONFIG_VALUE_{number}"), value);
        }
        program
    }

    fn text(&self, program: &Program) -> Result<String, Stop> {
        let out = program.succeed().map_err(|failure| self.clean(&failure))?;
        Ok(String::from_utf8_lossy(&out).trim().to_owned())
    }

    /// A failure without what the address may hold.
    fn clean(&self, failure: &Failure) -> Failure {
        Failure::new(failure.to_string().replace(&self.url, &self.shown))
    }

    /// Where the branch is on the remote; `None` where there is none.
    ///
    /// # Errors
    /// Where the remote does not answer.
    pub fn tip(&self) -> Result<Option<String>, Stop> {
        let reference = format!("refs/heads/{}", self.branch);
        let text = self.text(&self.git().args(["ls-remote", "--", "target", &reference]).limit(LONG))?;
        let found = text.lines().filter_map(|line| line.split_once('\t'));
        Ok(found.filter(|(_, name)| *name == reference).map(|(commit, _)| commit.to_owned()).next())
    }

    /// Fetches a commit and its parents.
    ///
    /// # Errors
    /// Where the remote does not give it.
    pub fn fetch(&self, commit: &str) -> Result<(), Stop> {
        let program = self.git().args(["fetch", "--quiet", "--no-tags", "--depth=2", "--no-write-fetch-head"]);
        self.text(&program.args(["--", "target", commit]).limit(LONG)).map(drop)
    }

    /// The files of a commit.
    ///
    /// # Errors
    /// Where the commit is not there.
    pub fn tree(&self, commit: &str) -> Result<Tree, Stop> {
        let out = self.git().args(["ls-tree", "-r", "-z", "--full-tree", commit]).succeed()?;
        let mut tree = Tree::new();
        for line in out.split(|b| *b == 0).filter(|line| !line.is_empty()) {
            let line = String::from_utf8(line.to_vec())
                .map_err(|_| Stop::unable(format!("the branch `{}` holds a path that is no UTF-8", self.branch)))?;
            let parsed = line.split_once('\t').and_then(|(facts, path)| {
                let mut facts = facts.split(' ');
                Some((path.to_owned(), facts.next()?.to_owned(), facts.nth(1)?.to_owned()))
            });
            let (path, mode, object) = parsed.ok_or_else(|| Stop::unable("`git ls-tree` says what cannot be read"))?;
            tree.insert(path, (mode, object));
        }
        Ok(tree)
    }

    /// The bytes of a blob.
    ///
    /// # Errors
    /// Where it is not there.
    pub fn blob(&self, object: &str) -> Result<Vec<u8>, Stop> {
        Ok(self.git().args(["cat-file", "blob", object]).succeed()?)
    }

    /// The message of a commit.
    ///
    /// # Errors
    /// Where it is not there.
    pub fn message(&self, commit: &str) -> Result<String, Stop> {
        self.text(&self.git().args(["log", "-1", "--format=%B", commit, "--"]))
    }

    /// Keeps files of a folder as blobs, byte for byte; their names, in the same order.
    ///
    /// # Errors
    /// Where one cannot be read.
    pub fn keep(&self, folder: &Path, paths: &[&str]) -> Result<Vec<String>, Stop> {
        let mut list = String::new();
        for path in paths {
            // What begins with a quotation mark is read as quoted.
            if path.starts_with('"') {
                list.push_str(&format!("\"{}\"", path.replace('"', "\\\"")));
            } else {
                list.push_str(path);
            }
            list.push('\n');
        }
        let program = self.git().args(["hash-object", "-w", "--stdin-paths", "--no-filters"]);
        let text = self.text(&program.folder(folder).input(list).limit(LONG))?;
        let objects: Vec<String> = text.lines().map(str::to_owned).collect();
        if objects.len() != paths.len() {
            return Err(Stop::unable("`git hash-object` did not take every file"));
        }
        Ok(objects)
    }

    /// Keeps bytes as a blob.
    ///
    /// # Errors
    /// Where git cannot.
    pub fn keep_bytes(&self, bytes: &[u8]) -> Result<String, Stop> {
        self.text(&self.git().args(["hash-object", "-w", "--stdin"]).input(bytes))
    }

    /// A commit of files.
    ///
    /// # Errors
    /// Where git cannot make it.
    pub fn commit(&self, files: &Tree, parent: Option<&str>, message: &str) -> Result<String, Stop> {
        let mut list = Vec::new();
        for (path, (mode, object)) in files {
            list.extend_from_slice(format!("{mode} {object}\t{path}\0").as_bytes());
        }
        self.text(&self.git().args(["update-index", "-z", "--index-info"]).input(list))?;
        let tree = self.text(&self.git().arg("write-tree"))?;
        let mut program = self.git().args(["commit-tree", &tree, "-F", "-"]);
        if let Some(parent) = parent {
            program = program.args(["-p", parent]);
        }
        self.text(&program.input(message))
    }

    /// Lets the branch be a commit, if it still is where it was expected.
    ///
    /// # Errors
    /// Where it is not, or the remote refuses, or does not say afterwards that it is there.
    pub fn push(&self, commit: &str, expected: Option<&str>) -> Result<(), Stop> {
        let reference = format!("refs/heads/{}", self.branch);
        let lease = format!("--force-with-lease={reference}:{}", expected.unwrap_or_default());
        let program = self.git().args(["push", "--porcelain", "--no-verify", &lease, "--", "target"]);
        let program = program.arg(format!("{commit}:{reference}")).limit(LONG);
        let said = program.run().map_err(|failure| Stop::Failed(self.clean(&failure)))?;
        let found = self.tip().map_err(super::super::release::midway)?;
        if found.as_deref() == Some(commit) {
            return Ok(());
        }
        if found.as_deref() != expected {
            return Err(Stop::failed(format!(
                "another publisher was first: the branch `{}` of `{}` is no longer where it was; publish again",
                self.branch, self.shown
            )));
        }
        Err(match said {
            Said { status: Some(0), .. } => Stop::failed(format!(
                "`git push` reports success, but the branch `{}` of `{}` is where it was",
                self.branch, self.shown
            )),
            said => Stop::Failed(self.clean(&refusal(&program, &said))),
        })
    }
}

/// Why a push was refused: the reason stands on standard output.
fn refusal(program: &Program, said: &Said) -> Failure {
    let out = String::from_utf8_lossy(&said.out);
    match out.lines().find(|line| line.starts_with('!')).and_then(|line| line.rsplit('\t').next()) {
        Some(reason) => Failure::new(format!("{} {reason}", program.complaint(said))),
        None => program.complaint(said),
    }
}

fn git() -> Program {
    FOREIGN.iter().fold(Program::new("git", ADVICE), |program, name| program.without(name))
}

/// The address of a remote.
fn url(root: &Path, remote: &str) -> Result<String, Stop> {
    if remote.is_empty() || remote.starts_with('-') {
        return Err(Stop::unable(format!("`{remote}` is no name of a remote repository")));
    }
    let known = git().arg("-C").arg(root).args(["remote", "get-url", "--push", "--", remote]).run()?;
    let text = String::from_utf8_lossy(&known.out).trim().to_owned();
    let (said, base) = if known.status == Some(0) && !text.is_empty() {
        let top = git().arg("-C").arg(root).args(["rev-parse", "--show-toplevel"]).run()?;
        (text, PathBuf::from(String::from_utf8_lossy(&top.out).trim()))
    } else {
        (remote.to_owned(), root.to_owned())
    };
    // As git tells a path: no scheme, and no colon before the first slash.
    let is_path = !said.contains("://") && !said.split('/').next().unwrap_or_default().contains(':');
    if !is_path {
        return Ok(said);
    }
    let path = disk::absolute(&base.join(&said));
    if disk::is_folder(&path) {
        return Ok(path.to_string_lossy().into_owned());
    }
    Err(Stop::unable(format!(
        "git knows no remote `{remote}` in `{}`, and there is no such folder; say its name or address as `remote`",
        root.display()
    )))
}

/// An address without the name and password in it.
fn without_secret(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            format!("{scheme}://{}/{path}", host.rsplit('@').next().unwrap_or(host))
        }
        None => url.to_owned(),
    }
}

/// What the user's repository says of how remotes are reached: continuous integration keeps its token there.
fn access(root: &Path) -> Vec<(String, String)> {
    const NAMES: &str = r"^(http|credential|url|ssh)\.|^core\.(sshcommand|askpass)$";
    let program = git().arg("-C").arg(root).args(["config", "--local", "--includes", "--null", "--get-regexp", NAMES]);
    let Ok(out) = program.succeed() else { return Vec::new() };
    let text = String::from_utf8_lossy(&out).into_owned();
    let entries = text.split('\0').filter_map(|entry| entry.split_once('\n'));
    entries.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Who commits: whoever would in the user's repository, or kbgen.
fn who(root: &Path) -> Vec<(&'static str, String)> {
    let mut who = Vec::new();
    for (variable, name, mail) in [
        ("GIT_AUTHOR_IDENT", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"),
        ("GIT_COMMITTER_IDENT", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"),
    ] {
        let strict = git().arg("-C").arg(root).args(["-c", "user.useConfigOnly=true", "var", variable]);
        let ident = strict.succeed().ok().and_then(|out| String::from_utf8(out).ok()).unwrap_or_default();
        // `Name <mail> seconds zone`
        let parts = ident.split_once(" <").and_then(|(n, rest)| Some((n, rest.split_once('>')?.0)));
        let (n, m) = parts.unwrap_or(("kbgen", "kbgen@localhost"));
        who.extend([(name, n.to_owned()), (mail, m.to_owned())]);
    }
    who
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_without_secrets() {
        assert_eq!(without_secret("https://me:hidden@host.example/a/b.git"), "https://host.example/a/b.git");
        assert_eq!(without_secret("git@host.example:a/b.git"), "git@host.example:a/b.git");
        assert_eq!(without_secret("/srv/a.git"), "/srv/a.git");
    }
}
