//! Publishing to a branch: the remote is a real, bare repository, and what is in it is told by git itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Run, Site, article, files};

struct World {
    site: Site,
    /// The bare repository.
    remote: PathBuf,
    folder: tempfile::TempDir,
}

fn try_git(folder: &Path, args: &[&str]) -> Output {
    let who = ["-c", "user.name=A", "-c", "user.email=a@help.example", "-c", "commit.gpgsign=false"];
    Command::new("git").args(who).args(args).current_dir(folder).output().expect("git is installed")
}

#[track_caller]
fn git(folder: &Path, args: &[&str]) -> String {
    let done = try_git(folder, args);
    assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

impl World {
    /// A site in a repository, whose `origin` is bare and has no branch yet but that of the sources.
    fn new(options: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let remote = folder.path().join("remote $HOME.git");
        git(folder.path(), &["init", "-q", "--bare", remote.to_str().unwrap()]);
        let site = Site::new();
        for number in 1..=3u32 {
            let text = article(number, char::from(b'0' + number as u8), &format!("Aide {number}"), "Un texte.");
            site.write(&format!("content/fr-FR/kb/article-{number}.md"), text);
        }
        site.write(
            "kbgen.yaml",
            format!("base_url: https://help.example/\npublish: {{targets: {{live: {{to: git{options}}}}}}}\n"),
        );
        site.write(".gitignore", "/output*\n/report.json\n");
        git(&site.path(""), &["init", "-q", "-b", "main"]);
        git(&site.path(""), &["remote", "add", "origin", remote.to_str().unwrap()]);
        let world = Self { site, remote, folder };
        world.change("Un texte.");
        world
    }

    /// Changes an article, commits and builds.
    fn change(&self, text: &str) {
        self.site.write("content/fr-FR/kb/article-1.md", article(1, '1', "Aide 1", text));
        git(&self.site.path(""), &["add", "-A"]);
        git(&self.site.path(""), &["commit", "-q", "--allow-empty", "-m", text]);
        self.site.run(&["build"]).exits(0);
    }

    fn publish(&self, args: &[&str]) -> Run {
        let _ = fs::remove_file(self.site.path("report.json"));
        self.site.run(&[&["publish", "--report", "report.json"], args].concat())
    }

    fn report(&self) -> Value {
        serde_json::from_str(&self.site.read("report.json")).unwrap()
    }

    fn tip(&self) -> String {
        git(&self.remote, &["rev-parse", "gh-pages"])
    }

    /// What a real client finds in the branch.
    fn cloned(&self) -> BTreeMap<String, Vec<u8>> {
        let clone = self.folder.path().join("clone");
        let _ = fs::remove_dir_all(&clone);
        let remote = self.remote.to_str().unwrap();
        let setting = "core.autocrlf=false";
        git(self.folder.path(), &["-c", setting, "clone", "-q", "--branch", "gh-pages", remote, "clone"]);
        let mut found = files(&clone);
        found.retain(|path, _| !path.starts_with(".git/"));
        found
    }

    /// What it should find, with what is ours beside the site.
    fn expected(&self, more: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        let mut built = files(&self.site.path("output"));
        built.retain(|path, _| !path.starts_with(".kbgen"));
        built.insert(".nojekyll".into(), Vec::new());
        built.extend(more.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
        built
    }

    #[track_caller]
    fn shows(&self, expected: &BTreeMap<String, Vec<u8>>) {
        let mut found = self.cloned();
        assert!(found.remove(".kbgen-published.json").is_some());
        let differ = found.keys().chain(expected.keys()).filter(|path| found.get(*path) != expected.get(*path));
        assert_eq!(differ.collect::<Vec<_>>(), Vec::<&String>::new());
    }

    /// Commits something to the branch by hand.
    fn by_hand(&self, path: &str, text: &str) {
        let clone = self.folder.path().join("by-hand");
        let _ = fs::remove_dir_all(&clone);
        let has_branch = !git(&self.remote, &["branch", "--list", "gh-pages"]).is_empty();
        git(self.folder.path(), &["clone", "-q", self.remote.to_str().unwrap(), "by-hand"]);
        let args: &[&str] =
            if has_branch { &["checkout", "-q", "gh-pages"] } else { &["checkout", "-q", "--orphan", "gh-pages"] };
        git(&clone, args);
        fs::create_dir_all(clone.join(path).parent().unwrap()).unwrap();
        fs::write(clone.join(path), text).unwrap();
        git(&clone, &["add", path]);
        git(&clone, &["commit", "-q", "-m", "by hand"]);
        git(&clone, &["push", "-q", "origin", "gh-pages"]);
    }
}

#[test]
fn a_branch_is_made_changed_and_gone_back_to() {
    let world = World::new("");
    let root = world.site.path("");
    let state = || {
        let index = fs::read(root.join(".git/index")).unwrap();
        (index, git(&root, &["for-each-ref"]), git(&root, &["status", "--porcelain"]), git(&root, &["count-objects"]))
    };
    let before_state = state();
    world.publish(&["--dry-run"]).exits(0);
    assert_eq!(git(&world.remote, &["for-each-ref"]), "");
    world.publish(&[]).exits(0);
    let before = world.expected(&[]);
    world.shows(&before);
    assert_eq!(world.report()["uploaded"], before.len());
    let first = world.tip();
    // The user's repository is as it was.
    assert_eq!(state(), before_state);

    // Nothing changed: nothing is pushed.
    world.publish(&[]).exits(0);
    assert_eq!((world.tip(), &world.report()["uploaded"]), (first.clone(), &0.into()));

    world.change("Un autre texte.");
    let after = world.expected(&[]);
    let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).count();
    let objects = || git(&world.remote, &["count-objects", "-v"]);
    let count = |text: &str, key: &str| -> usize {
        text.lines().find_map(|line| line.strip_prefix(key)).unwrap().trim().parse().unwrap()
    };
    let sent = objects();
    world.publish(&[]).exits(0);
    world.shows(&after);
    assert_eq!(world.report()["uploaded"], changed);
    // Blobs that changed, the record, their folders, a commit: what was there is not sent again.
    let total = |text: &str| count(text, "count:") + count(text, "in-pack:");
    let new = total(&objects()) - total(&sent);
    assert!(new <= 3 * changed + 6, "{new} objects were sent for {changed} files");
    assert_eq!(git(&world.remote, &["rev-parse", "gh-pages^"]), first);
    let message = git(&world.remote, &["log", "-1", "--format=%B", "gh-pages"]);
    let source = git(&root, &["rev-parse", "HEAD"]);
    assert!(message.contains("generation 2") && message.contains(&source), "{message}");

    world.site.run(&["publish", "--rollback"]).exits(0);
    world.shows(&before);
    world.site.run(&["publish", "--rollback"]).exits(0);
    world.shows(&after);
    assert_eq!(git(&world.remote, &["rev-list", "--count", "gh-pages"]), "4");

    // An older commit does not come over a newer one by accident.
    std::thread::sleep(Duration::from_millis(1100));
    world.change("Encore.");
    world.publish(&[]).exits(0);
    git(&root, &["checkout", "-q", "HEAD~1"]);
    world.site.run(&["build"]).exits(0);
    let run = world.publish(&[]).exits(2);
    assert!(run.err.contains("newer commit"), "{}", run.err);
    world.publish(&["--force"]).exits(0);
    world.shows(&world.expected(&[]));
}

#[test]
fn what_others_keep_in_the_branch_stays() {
    let world = World::new("");
    world.by_hand("CNAME", "help.example\n");
    world.by_hand("docs/old.html", "old\n");
    world.publish(&[]).exits(0);
    let foreign = [("CNAME", "help.example\n"), ("docs/old.html", "old\n")];
    world.shows(&world.expected(&foreign));
    world.by_hand("google.html", "later\n");
    // A page of ours that somebody changed by hand is set right again.
    world.by_hand("fr-fr/kb/article-2/index.html", "vandal\n");
    world.site.remove("content/fr-FR/kb/article-3.md");
    world.change("Un autre texte.");
    world.publish(&[]).exits(0);
    let foreign = [&foreign[..], &[("google.html", "later\n")]].concat();
    world.shows(&world.expected(&foreign));
    assert!(!world.cloned().contains_key("fr-fr/kb/article-3/index.html"));
    // A page whose place is taken.
    world.by_hand("fr-fr/kb/article-9/index.html", "foreign\n");
    world.site.write("content/fr-FR/kb/article-9.md", article(9, '9', "Article 9", "Neuf."));
    world.change("Plus.");
    let tip = world.tip();
    let run = world.publish(&[]).exits(2);
    assert!(run.err.contains("`fr-fr/kb/article-9/index.html` in the branch"), "{}", run.err);
    assert_eq!(world.tip(), tip);
}

#[test]
fn without_history_only_ours_is_cut_off() {
    let world = World::new(", history: false, cname: docs.example");
    world.publish(&[]).exits(0);
    world.change("Deux.");
    world.publish(&[]).exits(0);
    assert_eq!(git(&world.remote, &["rev-list", "--count", "gh-pages"]), "1");
    world.shows(&world.expected(&[("CNAME", "docs.example\n")]));
    let second = world.expected(&[("CNAME", "docs.example\n")]);
    // A commit by hand, and all before it, stays below ours.
    world.by_hand("robots-extra.txt", "mine\n");
    let foreign = world.tip();
    for text in ["Trois.", "Quatre."] {
        world.change(text);
        world.publish(&[]).exits(0);
        assert_eq!(git(&world.remote, &["rev-parse", "gh-pages^"]), foreign);
    }
    let fourth = world.expected(&[("CNAME", "docs.example\n"), ("robots-extra.txt", "mine\n")]);
    world.shows(&fourth);
    assert_ne!(second, fourth);
    // The state before is nobody's parent, but the server may still have it.
    world.site.run(&["publish", "--rollback"]).exits(0);
    let back = world.cloned();
    assert_eq!(back["robots-extra.txt"], b"mine\n");
    assert!(String::from_utf8_lossy(&back["fr-fr/kb/article-1/index.html"]).contains("Trois."));
    // Another domain is one's own word.
    let config = world.site.read("kbgen.yaml").replace("docs.example", "new.example");
    world.site.write("kbgen.yaml", config);
    world.change("Cinq.");
    world.publish(&[]).exits(0);
    assert_eq!(world.cloned()["CNAME"], b"new.example\n");
}

/// Several at once: the branch is that of one who exits with 0, and those who were late say so.
#[test]
fn the_late_one_loses() {
    let world = World::new("");
    world.publish(&[]).exits(0);
    let mut outputs = Vec::new();
    for text in ["Un.", "Deux.", "Trois."] {
        world.change(text);
        let output = world.site.path(&format!("output-{text}"));
        world.site.run(&["build", "--output", output.to_str().unwrap()]).exits(0);
        outputs.push(output);
    }
    let publishers: Vec<_> = outputs
        .iter()
        .map(|output| {
            Command::new(env!("CARGO_BIN_EXE_kbgen"))
                .args(["publish", "--no-build", "--output"])
                .arg(output)
                .current_dir(world.site.path(""))
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let mut won = Vec::new();
    for (publisher, output) in publishers.into_iter().zip(&outputs) {
        let done = publisher.wait_with_output().unwrap();
        let words = String::from_utf8_lossy(&done.stderr).into_owned();
        match done.status.code() {
            Some(0) => won.push(output),
            Some(1) => assert!(words.contains("another publisher was first"), "{words}"),
            other => panic!("{other:?} {words}"),
        }
    }
    let page = world.cloned().remove("fr-fr/kb/article-1/index.html").unwrap();
    let shown = |output: &&&PathBuf| fs::read(output.join("fr-fr/kb/article-1/index.html")).unwrap() == page;
    assert_eq!(won.iter().filter(shown).count(), 1, "{} won", won.len());
    let commits: usize = git(&world.remote, &["rev-list", "--count", "gh-pages"]).parse().unwrap();
    assert_eq!(commits, 1 + won.len());
}

#[test]
fn killed_on_the_way_and_run_again() {
    let world = World::new("");
    let begin = Instant::now();
    world.publish(&["--no-build"]).exits(0);
    let whole = begin.elapsed();
    let mut known = vec![world.tip()];
    for run in 0..8 {
        world.change(&format!("Texte {run}."));
        let mut publisher = Command::new(env!("CARGO_BIN_EXE_kbgen"))
            .args(["publish", "--no-build"])
            .current_dir(world.site.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole * run / 8);
        publisher.kill().unwrap();
        publisher.wait().unwrap();
        // What it started may still come to its end, and then be first.
        let again = world.publish(&["--no-build"]);
        if again.status != 0 {
            assert!(again.err.contains("another publisher was first"), "{}", again.err);
            world.publish(&["--no-build"]).exits(0);
        }
        world.shows(&world.expected(&[]));
        known.push(world.tip());
    }
}

#[test]
fn what_cannot_be_is_said_before_anything_is_done() {
    let world = World::new(", branch: main");
    let run = world.publish(&[]).exits(2);
    assert!(run.err.contains("`main` is the branch of the sources"), "{}", run.err);
    let with = |options: &str| {
        world.site.write("kbgen.yaml", format!("publish: {{targets: {{live: {{to: git{options}}}}}}}\n"));
        world.publish(&["--no-build"])
    };
    let run = with(", remote: upstream").exits(2);
    assert!(run.err.contains("git knows no remote `upstream`"), "{}", run.err);
    let run = with(", branch: 'a..b'").exits(2);
    assert!(run.err.contains("`a..b` is no name of a branch"), "{}", run.err);
    let run = with("").exits(0);
    assert_eq!(run.err, "");
    let run = with(", cname: x.example, remote: 'https://me:hiddenword@127.0.0.1:1/a.git'").exits(2);
    assert!(!run.err.contains("hiddenword") && run.err.contains("127.0.0.1"), "{}", run.err);
    // A remote that refuses.
    let hook = world.remote.join("hooks/pre-receive");
    fs::write(&hook, "#!/bin/sh\necho 'policy: frozen' >&2\nexit 1\n").unwrap();
    assert!(Command::new("chmod").arg("+x").arg(&hook).status().unwrap().success());
    world.change("Refusé.");
    let tip = world.tip();
    let run = with("").exits(1);
    assert!(run.err.contains("policy: frozen") || run.err.contains("pre-receive hook declined"), "{}", run.err);
    assert_eq!(world.tip(), tip);
    // An address on the command line, for those who have no configuration.
    fs::remove_file(&hook).unwrap();
    world.site.write("kbgen.yaml", "");
    let address = format!("git+file://{}#site", world.remote.display().to_string().replace(' ', "%20"));
    world.site.run(&["publish", "--no-build", &address]).exits(0);
    assert!(!git(&world.remote, &["rev-parse", "site"]).is_empty());
}
