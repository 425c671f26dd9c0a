//! Publishing to folders: on this machine, and on a host by rsync and by SFTP. The server is a real one.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::sshd::Sshd;
use crate::support::{Run, Site, article, files};

/// A site with a target, and what stands behind it.
struct World {
    site: Site,
    sshd: Option<Sshd>,
    /// Where the target leads, on this disk.
    place: PathBuf,
    _folder: tempfile::TempDir,
}

const KINDS: [&str; 3] = ["folder", "rsync", "sftp"];

impl World {
    /// A built site of some articles in two languages with a target `live` of a kind. The folder has a name that
    /// means something to every shell.
    fn new(kind: &str, articles: u32, options: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("it's \"a\" [web] $HOME `x` *");
        let site = Site::new();
        for number in 1..=articles {
            for (locale, title) in [("fr-FR", "Aide"), ("sv-SE", "Hjälp")] {
                let text = article(number, 'a', &format!("{title} {number}"), "Un texte.");
                site.write(&format!("content/{locale}/kb/article-{number}.md"), text);
            }
        }
        let sshd = (kind != "folder").then(Sshd::start);
        let world = Self { site, sshd, place, _folder: folder };
        world.configure(kind, options);
        world.site.run(&["build"]).exits(0);
        world
    }

    fn configure(&self, kind: &str, options: &str) {
        let path = serde_json::to_string(&self.place).unwrap();
        let mut target = format!("{{to: {kind}, path: {path}{options}");
        if let Some(sshd) = &self.sshd {
            target += &format!(", host: kb-host, ssh_config: {}", serde_json::to_string(&sshd.config()).unwrap());
        }
        self.site.write(
            "kbgen.yaml",
            format!("base_url: https://help.example/\npublish: {{grace: 0, targets: {{live: {target}}}}}}}\n"),
        );
    }

    fn change(&self, text: &str) {
        self.site.write("content/fr-FR/kb/article-1.md", article(1, 'a', "Aide 1", text));
        self.site.run(&["build"]).exits(0);
    }

    fn publish(&self, args: &[&str]) -> Run {
        let _ = fs::remove_file(self.site.path("report.json"));
        self.site.run(&[&["publish", "--no-build", "--report", "report.json"], args].concat())
    }

    fn report(&self) -> Value {
        serde_json::from_str(&self.site.read("report.json")).unwrap()
    }

    /// The site as it was built.
    fn built(&self) -> BTreeMap<String, Vec<u8>> {
        let mut built = files(&self.site.path("output"));
        built.retain(|path, _| !path.starts_with(".kbgen"));
        built
    }

    /// What a server would serve.
    fn served(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut served = files(&self.place.join(folder));
        served.retain(|path, _| !path.starts_with(".kbgen"));
        served
    }
}

#[track_caller]
fn same(left: &BTreeMap<String, Vec<u8>>, right: &BTreeMap<String, Vec<u8>>) {
    let differ = left.keys().chain(right.keys()).filter(|path| left.get(*path) != right.get(*path));
    assert_eq!(differ.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn releases_are_made_changed_and_gone_back_to() {
    for kind in KINDS {
        let world = World::new(kind, 4, ", switch: true, keep: 2");
        let before = world.built();
        // A dry run leaves nothing behind.
        world.publish(&["--dry-run"]).exits(0);
        assert_eq!((&world.report()["uploaded"], world.place.exists()), (&before.len().into(), false), "{kind}");

        world.publish(&[]).exits(0);
        same(&world.served("current"), &before);
        let report = world.report();
        assert_eq!(
            (&report["uploaded"], &report["unchanged"], &report["generation"]),
            (&before.len().into(), &0.into(), &1.into()),
            "{kind}"
        );

        // One article changes: only what differs is sent, the rest is the same file with a second name.
        let old = fs::canonicalize(world.place.join("current")).unwrap();
        world.change("Un autre texte.");
        let after = world.built();
        let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).count();
        assert!((1..after.len() / 2).contains(&changed), "{changed} of {}", after.len());
        let run = world.publish(&[]).exits(0);
        assert_eq!(world.report()["uploaded"], changed, "{kind}: {}", run.out);
        same(&world.served("current"), &after);
        same(&files(&old), &before);
        let new = fs::canonicalize(world.place.join("current")).unwrap();
        for (path, bytes) in &after {
            let shared = before.contains_key(path)
                && fs::metadata(old.join(path)).unwrap().ino() == fs::metadata(new.join(path)).unwrap().ino();
            assert_eq!(shared, before.get(path) == Some(bytes), "{kind}: {path}");
        }
        // Nothing to do is nothing done.
        world.publish(&[]).exits(0);
        let report = world.report();
        assert_eq!((&report["uploaded"], &report["generation"]), (&0.into(), &2.into()), "{kind}");
        assert_eq!(fs::canonicalize(world.place.join("current")).unwrap(), new);

        // Back, and forth again.
        world.publish_rollback();
        same(&world.served("current"), &before);
        world.publish_rollback();
        same(&world.served("current"), &after);

        // Old releases go, new ones come.
        for text in ["Trois.", "Quatre."] {
            world.change(text);
            world.publish(&[]).exits(0);
            same(&world.served("current"), &world.built());
        }
        let mut releases: Vec<_> =
            fs::read_dir(world.place.join("releases")).unwrap().map(|e| e.unwrap().file_name()).collect();
        releases.sort();
        assert_eq!(releases, ["3", "4"], "{kind}");
        assert!(!world.place.join(".kbgen/lock.json").exists());
    }
}

impl World {
    #[track_caller]
    fn publish_rollback(&self) {
        self.site.run(&["publish", "--rollback"]).exits(0);
    }
}

#[test]
fn in_place_only_what_changed_comes_and_goes() {
    for kind in KINDS {
        let world = World::new(kind, 3, ", switch: false");
        world.publish(&[]).exits(0);
        let before = world.built();
        same(&world.served(""), &before);
        // What others put there stays, also beside our pages.
        for path in ["google123.html", "fr-fr/notes.txt"] {
            fs::write(world.place.join(path), "foreign").unwrap();
        }
        world.site.remove("content/fr-FR/kb/article-2.md");
        world.site.remove("content/sv-SE/kb/article-2.md");
        world.change("Un autre texte.");
        let after = world.built();
        let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).count();
        let gone = before.keys().filter(|path| !after.contains_key(*path)).count();
        assert!(gone >= 2);
        world.publish(&["--dry-run"]).exits(0);
        let planned = world.report();
        world.publish(&[]).exits(0);
        let report = world.report();
        assert_eq!((&report["uploaded"], &report["deleted"]), (&changed.into(), &gone.into()), "{kind}");
        assert_eq!((&planned["uploaded"], &planned["deleted"]), (&report["uploaded"], &report["deleted"]), "{kind}");
        let mut served = world.served("");
        assert_eq!(served.remove("google123.html").unwrap(), b"foreign");
        assert_eq!(served.remove("fr-fr/notes.txt").unwrap(), b"foreign");
        same(&served, &after);
        assert!(!world.place.join("fr-fr/kb/article-2").exists(), "{kind}: an empty folder is left");
        world.publish(&[]).exits(0);
        assert_eq!(world.report()["uploaded"], 0);
        let back = world.site.run(&["publish", "--rollback"]).exits(2);
        assert!(back.err.contains("keeps no earlier state"), "{}", back.err);
        // A new page whose place is taken.
        fs::create_dir_all(world.place.join("fr-fr/kb/article-9")).unwrap();
        fs::write(world.place.join("fr-fr/kb/article-9/index.html"), "foreign").unwrap();
        world.site.write("content/fr-FR/kb/article-9.md", article(9, 'a', "Article 9", "Neuf."));
        world.site.run(&["build"]).exits(0);
        assert!(world.built().contains_key("fr-fr/kb/article-9/index.html"), "{:?}", world.built().keys());
        let run = world.publish(&["--force"]).exits(2);
        assert!(run.err.contains("`fr-fr/kb/article-9/index.html`") && run.err.contains("in the way"), "{}", run.err);
        assert_eq!(fs::read(world.place.join("fr-fr/kb/article-9/index.html")).unwrap(), b"foreign");
    }
}

#[test]
fn what_is_not_ours_is_refused() {
    for kind in KINDS {
        for switch in ["true", "false"] {
            let world = World::new(kind, 1, &format!(", switch: {switch}"));
            fs::create_dir_all(&world.place).unwrap();
            fs::write(world.place.join("diary.txt"), "mine").unwrap();
            let run = world.publish(&[]).exits(2);
            assert!(run.err.contains("files that kbgen did not publish: `diary.txt`"), "{}", run.err);
            assert_eq!(files(&world.place).len(), 1, "{kind}");
            world.publish(&["--force"]).exits(0);
            assert_eq!(fs::read(world.place.join("diary.txt")).unwrap(), b"mine");
            // The other way of publishing does not fit.
            let other = if switch == "true" { "false" } else { "true" };
            world.configure(kind, &format!(", switch: {other}"));
            let run = world.publish(&["--force"]).exits(2);
            assert!(run.err.contains(&format!("go on with `switch: {switch}`")), "{}", run.err);
        }
        // A link that is somebody else's.
        let world = World::new(kind, 1, ", switch: true");
        fs::create_dir_all(world.place.join("old")).unwrap();
        symlink("old", world.place.join("current")).unwrap();
        let run = world.publish(&["--force"]).exits(2);
        assert!(run.err.contains("`current`") && run.err.contains("was not made by kbgen"), "{}", run.err);
        assert_eq!(fs::read_link(world.place.join("current")).unwrap(), Path::new("old"));
    }
}

#[test]
fn a_lock_keeps_others_out_until_it_ends() {
    for kind in KINDS {
        let world = World::new(kind, 1, ", switch: true");
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let lock = |until: u64| {
            fs::create_dir_all(world.place.join(".kbgen")).unwrap();
            let text = format!(
                "{{\"id\": \"other\", \"until\": {until}, \"machine\": null, \"process\": 1, \"began\": null}}"
            );
            fs::write(world.place.join(".kbgen/lock.json"), text).unwrap();
        };
        lock(now + 600);
        let run = world.publish(&[]).exits(1);
        assert!(run.err.contains("another publisher is at work") && run.err.contains("ends in 10 min"), "{}", run.err);
        assert!(world.place.join(".kbgen/lock.json").exists() && !world.place.join("current").exists());
        lock(now - 1);
        world.publish(&[]).exits(0);
        same(&world.served("current"), &world.built());
        assert!(!world.place.join(".kbgen/lock.json").exists());
    }
}

/// Readers may have an older page open, which loads what no new page needs.
#[test]
fn what_old_pages_load_stays_for_a_while() {
    let world = World::new("folder", 1, ", switch: false");
    let config = world.site.read("kbgen.yaml");
    world.site.write("kbgen.yaml", config.replace("grace: 0", "grace: 600"));
    world.publish(&[]).exits(0);
    let before = world.built();
    world.change("Un autre texte, avec d’autres mots.");
    let after = world.built();
    let stale: Vec<&String> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    assert!(!stale.is_empty() && stale.iter().all(|path| path.starts_with("assets/")), "{stale:?}");
    for _ in 0..2 {
        world.publish(&[]).exits(0);
        assert!(stale.iter().all(|path| world.served("").contains_key(*path)));
        assert_eq!(world.report()["generation"], 2);
    }
    world.site.write("kbgen.yaml", config);
    world.publish(&[]).exits(0);
    same(&world.served(""), &after);
}

/// Publishers that start at the same moment: each says honestly how it went, and the last one that won is served.
#[test]
fn two_publishers_at_once() {
    for kind in KINDS {
        let world = World::new(kind, 12, ", switch: true");
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
                Some(1) => assert!(words.contains("publisher"), "{kind}: {words}"),
                other => panic!("{kind}: {other:?} {words}"),
            }
        }
        let served = world.served("current");
        let is_served = |output: &&&PathBuf| {
            let mut built = files(output);
            built.retain(|path, _| !path.starts_with(".kbgen"));
            built == served
        };
        assert_eq!(won.iter().filter(is_served).count(), 1, "{kind}: {} won", won.len());
        assert!(!world.place.join(".kbgen/lock.json").exists());
    }
}

/// Killed at many moments: what is served is always one whole site, and the next attempt comes to the end.
#[test]
fn killed_on_the_way_and_run_again() {
    for (kind, runs) in [("folder", 12), ("rsync", 4), ("sftp", 4)] {
        for switch in [true, false] {
            let world = World::new(kind, 20, &format!(", switch: {switch}"));
            let folder = if switch { "current" } else { "" };
            world.publish(&[]).exits(0);
            let begin = Instant::now();
            world.change("Mesure.");
            world.publish(&[]).exits(0);
            let whole = begin.elapsed();
            let mut known = vec![world.built()];
            for run in 0..runs {
                world.change(&format!("Texte {run}."));
                known.push(world.built());
                let mut publisher = Command::new(env!("CARGO_BIN_EXE_kbgen"))
                    .args(["publish", "--no-build"])
                    .current_dir(world.site.path(""))
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap();
                std::thread::sleep(whole * run / runs);
                publisher.kill().unwrap();
                publisher.wait().unwrap();
                if switch {
                    let served = world.served(folder);
                    assert!(known.contains(&served), "{kind}: run {run} left half a site");
                }
                // Every third time someone else comes first with something else.
                if run % 3 == 0 {
                    world.change(&format!("Autre {run}."));
                    known.push(world.built());
                }
                let again = world.publish(&[]);
                assert_eq!(again.status, 0, "{kind}: run {run}: {}", again.err);
                same(&world.served(folder), &world.built());
            }
            if switch {
                let releases = fs::read_dir(world.place.join("releases")).unwrap().count();
                assert!(releases <= 4, "{kind}: {releases} releases are left");
            }
            assert!(!world.place.join(".kbgen/lock.json").exists());
            assert!(!world.place.join(".kbgen/pending.json").exists());
        }
    }
}

/// A publisher that sleeps past the end of its lock finds that another one was there, and does not undo its work.
#[test]
fn one_that_slept_too_long_loses() {
    let world = World::new("folder", 400, ", switch: true");
    world.publish(&[]).exits(0);
    let slow = world.site.path("output-slow");
    world.change("Lent.");
    for number in 2..=400 {
        let text = article(number, 'a', &format!("Aide {number}"), "Tout est autre.");
        world.site.write(&format!("content/fr-FR/kb/article-{number}.md"), text);
    }
    world.site.run(&["build", "--output", slow.to_str().unwrap()]).exits(0);
    let publisher = Command::new(env!("CARGO_BIN_EXE_kbgen"))
        .args(["publish", "--no-build", "--output"])
        .arg(&slow)
        .current_dir(world.site.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lock = world.place.join(".kbgen/lock.json");
    let begin = Instant::now();
    while !(lock.exists() && world.place.join("releases/2").exists()) {
        assert!(begin.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(1));
    }
    let signal = |name: &str| {
        assert!(Command::new("kill").args([name, &publisher.id().to_string()]).status().unwrap().success());
    };
    signal("-STOP");
    assert!(lock.exists(), "it was done already");
    // Its time passes.
    let mut held: Value = serde_json::from_slice(&fs::read(&lock).unwrap()).unwrap();
    held["until"] = 1.into();
    fs::write(&lock, held.to_string()).unwrap();
    world.publish(&[]).exits(0);
    let fast = world.served("current");
    signal("-CONT");
    let done = publisher.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(1));
    let words = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(words.contains("another publisher took over"), "{words}");
    same(&world.served("current"), &fast);
}

#[test]
fn hosts_that_cannot_be_reached_are_told_at_once() {
    for kind in ["rsync", "sftp"] {
        let world = World::new(kind, 1, "");
        world.sshd.as_ref().unwrap().forget_user();
        let begin = Instant::now();
        let run = world.publish(&[]).exits(2);
        assert!(run.err.contains("Permission denied") && run.err.contains("agent"), "{}", run.err);
        assert!(begin.elapsed() < Duration::from_secs(30));
        let config = world.site.read("kbgen.yaml").replace("host: kb-host", "host: -oProxyCommand=x");
        world.site.write("kbgen.yaml", config);
        assert!(world.publish(&[]).exits(2).err.contains("is no name of a host"));
    }
}

#[test]
fn a_folder_is_checked_before_it_is_touched() {
    let world = World::new("folder", 1, "");
    for (path, word) in [("output/x", "overlaps the output folder"), (".", "overlaps"), ("..", "overlaps")] {
        world.site.write("kbgen.yaml", format!("publish: {{targets: {{live: {{to: folder, path: {path}}}}}}}\n"));
        let run = world.publish(&[]).exits(2);
        assert!(run.err.contains(word), "{path}: {}", run.err);
    }
    // A copy of the sources' commit that is older than what is published.
    world.configure("folder", "");
    let git = |args: &[&str]| {
        let who = ["-c", "user.name=A", "-c", "user.email=a@help.example", "-c", "commit.gpgsign=false"];
        let done = Command::new("git").args(who).args(args).current_dir(world.site.path("")).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    git(&["init", "-q"]);
    git(&["commit", "-q", "--allow-empty", "-m", "one", "--date=2026-01-01T00:00:00Z"]);
    std::thread::sleep(Duration::from_millis(1100));
    git(&["commit", "-q", "--allow-empty", "-m", "two"]);
    world.publish(&[]).exits(0);
    git(&["checkout", "-q", "HEAD~1"]);
    world.change("Ancien.");
    let run = world.publish(&[]).exits(2);
    assert!(run.err.contains("newer commit"), "{}", run.err);
    world.publish(&["--force"]).exits(0);
    same(&world.served("current"), &world.built());
}
