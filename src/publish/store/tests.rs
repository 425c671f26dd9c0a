//! Plans, and whole publications on a store in memory: what is done, and what becomes of a stopped publisher.

use std::collections::BTreeMap;
use std::sync::Arc;

use object_store::memory::InMemory;

use super::plan::{Known, Todo, Wanted, plan};
use super::records::{Entry, HIDDEN, Manifest, Origin, Pending, Plan, STATE, State, kept, pack, unpack};
use super::remote::{Mode, Put, Remote};
use super::{Lease, all};
use crate::config::TargetOptions;
use crate::publish::{Action, Job, Outcome, Site, Source, Stop};

const GRACE: u64 = 100;

fn wanted(files: &[(&str, &str)]) -> Wanted {
    let files = files.iter().map(|(path, hash)| ((*path).to_owned(), Entry { hash: (*hash).to_owned(), size: 1 }));
    Wanted { files: files.collect(), source: None }
}

/// The target after all of a plan was done.
fn after(todo: Todo) -> Known {
    Known { committed: Some(("m".into(), todo.manifest)), finished: true, pending: Vec::new() }
}

fn published(files: &[(&str, &str)]) -> Known {
    after(plan(&Known { finished: true, ..Known::default() }, &wanted(files), 0, GRACE))
}

fn steps(todo: &Todo) -> Vec<String> {
    let each = todo.steps.iter().map(|step| {
        let write = step.write.as_ref().map_or("gone".to_owned(), |entry| entry.hash.clone());
        let keep = step
            .keep
            .as_ref()
            .map_or(String::new(), |(hash, sure)| format!(" keeps {hash}{}", if *sure { "" } else { "?" }));
        format!("{} {write}{}{keep}", step.path, if step.ours { "" } else { " new" })
    });
    each.collect()
}

const FIRST: &[(&str, &str)] =
    &[("assets/a.css", "a1"), ("fr-fr/x/index.html", "x1"), ("fr-fr/y/index.html", "y1"), ("index.html", "i1")];

#[test]
fn the_first_time_everything_is_new_and_in_order() {
    let todo = plan(&Known { finished: true, ..Known::default() }, &wanted(FIRST), 0, GRACE);
    assert_eq!(
        steps(&todo),
        ["assets/a.css a1 new", "fr-fr/x/index.html x1 new", "fr-fr/y/index.html y1 new", "index.html i1 new"]
    );
    assert_eq!((todo.manifest.generation, todo.manifest.doomed.len(), todo.any), (1, 0, true));
}

#[test]
fn nothing_to_do() {
    let todo = plan(&published(FIRST), &wanted(FIRST), 9, GRACE);
    assert_eq!((steps(&todo), todo.unchanged, todo.any), (vec![], 4, false));
}

#[test]
fn what_is_replaced_or_goes_is_kept() {
    let known = published(FIRST);
    let todo = plan(
        &known,
        &wanted(&[
            ("assets/b.css", "b1"),
            ("fr-fr/x/index.html", "x2"),
            ("fr-fr/z/index.html", "z1"),
            ("index.html", "i1"),
        ]),
        10,
        GRACE,
    );
    // What is new comes before what stands, so that a stranger in the way is found in time.
    assert_eq!(
        steps(&todo),
        [
            "assets/b.css b1 new",
            "fr-fr/z/index.html z1 new",
            "fr-fr/x/index.html x2 keeps x1",
            "fr-fr/y/index.html gone keeps y1"
        ]
    );
    let manifest = &todo.manifest;
    assert_eq!(manifest.kept.iter().collect::<Vec<_>>(), ["x1", "y1"]);
    assert_eq!(manifest.doomed.keys().collect::<Vec<_>>(), ["fr-fr/y/index.html"]);
    assert_eq!((manifest.stale["assets/a.css"].since, manifest.previous.as_deref()), (10, Some("m")));
    assert_eq!(todo.unchanged, 1);

    // Within the grace the old style stays; it comes back for nothing.
    let known = after(todo);
    let back = plan(&known, &wanted(FIRST), 50, GRACE);
    assert!(!steps(&back).iter().any(|step| step.starts_with("assets/")), "{:?}", steps(&back));
    let later = plan(&known, &wanted(&[("assets/b.css", "b1"), ("index.html", "i2")]), 110, GRACE);
    assert_eq!(later.manifest.doomed["assets/a.css"], Origin::Ours);
    assert!(later.manifest.doomed.contains_key(&kept("x1")) && !later.manifest.doomed.contains_key("other"));
}

fn stopped(files: &[(&str, &str)], done: usize, open: bool) -> (Pending, Plan) {
    let steps = files.iter().map(|(path, hash)| ((*path).to_owned(), (*hash).to_owned())).collect();
    (Pending { by: "S".into(), done, open }, Plan { format: 1, steps })
}

#[test]
fn what_a_stopped_publisher_did_is_not_done_again() {
    let mut known = published(FIRST);
    known.pending.push(stopped(&[("assets/b.css", "b1"), ("fr-fr/x/index.html", "x2"), ("index.html", "i2")], 2, true));
    let next = wanted(&[
        ("assets/b.css", "b1"),
        ("fr-fr/x/index.html", "x2"),
        ("fr-fr/y/index.html", "y1"),
        ("index.html", "i2"),
    ]);
    let todo = plan(&known, &next, 10, GRACE);
    assert_eq!(steps(&todo), ["index.html i2 keeps i1?"]);
    assert_eq!(todo.manifest.generation, 2);
    assert!(todo.manifest.contested.is_empty(), "it can only write what is wanted");
    assert_eq!(todo.manifest.doomed[".kbgen/plans/S"], Origin::Ours);
}

#[test]
fn what_a_stopped_publisher_may_yet_do_is_watched() {
    let mut known = published(FIRST);
    known.pending.push(stopped(
        &[("assets/b.css", "b1"), ("fr-fr/x/index.html", "x2"), ("fr-fr/new/index.html", "n1")],
        0,
        true,
    ));
    let todo = plan(&known, &wanted(FIRST), 10, GRACE);
    // The old page is written again, and once more by whoever comes next: a late request may reach it.
    assert_eq!(steps(&todo), ["fr-fr/x/index.html x1"]);
    assert_eq!((todo.manifest.generation, todo.any), (1, true));
    assert_eq!(
        todo.manifest.contested.keys().collect::<Vec<_>>(),
        ["assets/b.css", "fr-fr/new/index.html", "fr-fr/x/index.html"]
    );
    // What only it can have made goes, if its mark says so; its files after its pages.
    assert_eq!(todo.manifest.doomed["fr-fr/new/index.html"], Origin::Unsure);
    assert!(!todo.manifest.doomed.contains_key("assets/b.css"));
    assert_eq!(todo.manifest.stale["assets/b.css"].origin, Origin::Unsure);
    assert!(todo.manifest.marks.contains("S"));
    let known = after(todo);
    assert_eq!(steps(&plan(&known, &wanted(FIRST), 20, GRACE)), ["fr-fr/x/index.html x1"]);
    let quiet = plan(&known, &wanted(FIRST), 4000, GRACE);
    assert!(!quiet.any, "{:?}", steps(&quiet));
}

#[test]
fn what_was_not_deleted_is_deleted_by_the_next() {
    let mut known = after(plan(&published(FIRST), &wanted(&[("index.html", "i1")]), 10, GRACE));
    known.finished = false;
    let todo = plan(&known, &wanted(&[("index.html", "i1")]), 11, GRACE);
    assert!(todo.only_finish && todo.any && todo.steps.is_empty());
    // A page that comes back may be deleted by a late request.
    let todo = plan(&known, &wanted(&[("fr-fr/x/index.html", "x1"), ("index.html", "i1")]), 12, GRACE);
    assert_eq!(steps(&todo), ["fr-fr/x/index.html x1"]);
    assert!(todo.manifest.contested.contains_key("fr-fr/x/index.html"));
    assert!(todo.manifest.doomed.contains_key("fr-fr/y/index.html"));
}

/// A site in a folder, and a store in memory.
struct Bench {
    folder: tempfile::TempDir,
    store: Arc<InMemory>,
    runtime: tokio::runtime::Runtime,
    options: TargetOptions,
}

impl Bench {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            store: Arc::new(InMemory::new()),
            runtime: tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap(),
            options: TargetOptions { to: "s3".into(), ..TargetOptions::default() },
        }
    }

    #[allow(clippy::disallowed_methods)]
    fn site(&self, files: &[(&str, &str)]) -> Site {
        let paths: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
        for (path, text) in files {
            let place = self.folder.path().join(path);
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, text).unwrap();
        }
        let manifest = serde_json::json!({ "files": paths }).to_string();
        std::fs::write(self.folder.path().join(".kbgen-manifest.json"), manifest).unwrap();
        Site { source: None, ..Site::open(self.folder.path(), self.folder.path()).unwrap() }
    }

    fn remote(&self, by: &str) -> Remote {
        Remote::new(self.store.clone(), Some("kb"), "memory", by.into())
    }

    fn run(&self, by: &str, site: &Site, action: Action, dry_run: bool) -> Result<Outcome, Stop> {
        let job = Job {
            name: "t",
            options: &self.options,
            root: self.folder.path(),
            site,
            action,
            dry_run,
            force: false,
            grace: 0,
            base_url: None,
            hear: &|_| {},
        };
        self.runtime.block_on(all(&job, &self.remote(by), None, None, 4))
    }

    fn text(&self, path: &str) -> Option<String> {
        let got = self.runtime.block_on(self.remote("reader").get(path)).unwrap();
        got.map(|(bytes, _)| String::from_utf8_lossy(&bytes).into_owned())
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let remote = self.remote("stranger");
        let put = remote.record(path, bytes.to_vec(), Mode::Overwrite);
        assert!(matches!(self.runtime.block_on(put).unwrap(), Put::Done(_)));
    }

    fn state(&self) -> State {
        State::read(self.text(STATE).unwrap().as_bytes()).unwrap()
    }
}

const ONE: &[(&str, &str)] = &[("assets/a.css", "a"), ("fr-fr/x/index.html", "one"), ("index.html", "home")];
const TWO: &[(&str, &str)] = &[("assets/a.css", "a"), ("fr-fr/x/index.html", "two"), ("index.html", "home")];

#[test]
fn published_changed_and_back() {
    let bench = Bench::new();
    assert_eq!(bench.run("1", &bench.site(ONE), Action::Publish, false).unwrap().uploaded, 3);
    let outcome = bench.run("2", &bench.site(TWO), Action::Publish, false).unwrap();
    assert_eq!((outcome.uploaded, outcome.unchanged, outcome.generation), (1, 2, Some(2)));
    assert_eq!(bench.text("fr-fr/x/index.html").as_deref(), Some("two"));
    let dry = bench.run("3", &Site::default(), Action::Rollback, true).unwrap();
    assert_eq!((dry.uploaded, bench.text("fr-fr/x/index.html").as_deref()), (1, Some("two")));
    bench.run("4", &Site::default(), Action::Rollback, false).unwrap();
    assert_eq!(bench.text("fr-fr/x/index.html").as_deref(), Some("one"));
    bench.run("5", &Site::default(), Action::Rollback, false).unwrap();
    assert_eq!(bench.text("fr-fr/x/index.html").as_deref(), Some("two"));
    let state = bench.state();
    assert!(state.finished && state.lock.is_none() && state.pending.is_empty());
}

/// Whoever read the state before another one changed it can neither take the lock nor commit.
#[test]
fn the_slower_one_loses() {
    let bench = Bench::new();
    let (slow, fast) = (bench.remote("slow"), bench.remote("fast"));
    bench.runtime.block_on(async {
        let mut late = Lease::look(&slow, None).await.unwrap();
        let mut first = Lease::look(&fast, None).await.unwrap();
        first.take(true).await.unwrap();
        let refused = late.take(true).await.unwrap_err().to_string();
        assert!(refused.contains("another publisher was faster"), "{refused}");
        assert!(Lease::look(&slow, None).await.unwrap().held().is_some());
        first.renew(1).await.unwrap();
        assert!(late.commit("m").await.is_err());
        first.commit("m").await.unwrap();
        first.finish().await.unwrap();
    });
    assert_eq!((bench.state().manifest.as_deref(), bench.state().lock), (Some("m"), None));
}

#[test]
fn a_lock_that_is_over_is_taken_over_and_lost() {
    let bench = Bench::new();
    bench.run("1", &bench.site(ONE), Action::Publish, false).unwrap();
    // One that stopped long ago, in the middle of its first step.
    let mut state = bench.state();
    state.lock = Some(super::records::Lock { by: "S".into(), until: 1 });
    state.pending.push(Pending { by: "S".into(), done: 0, open: true });
    bench.put(STATE, &state.bytes().unwrap());
    let steps =
        vec![("fr-fr/x/index.html".to_owned(), "h".to_owned()), ("fr-fr/z/index.html".to_owned(), "h".to_owned())];
    bench.put(".kbgen/plans/S", &pack(&Plan { format: 1, steps }).unwrap());
    let sleeper = bench.remote("S");
    let mut lease = bench.runtime.block_on(Lease::look(&sleeper, None)).unwrap();
    // A stranger's page, where the stopped one wanted to make a page.
    bench.put("fr-fr/z/index.html", b"by hand");
    bench.run("2", &bench.site(TWO), Action::Publish, false).unwrap();
    assert_eq!(bench.text("fr-fr/x/index.html").as_deref(), Some("two"));
    assert_eq!(bench.text("fr-fr/z/index.html").as_deref(), Some("by hand"));
    assert_eq!(bench.text(".kbgen/plans/S"), None);
    assert!(bench.runtime.block_on(lease.renew(1)).is_err());
}

#[test]
fn locks_are_respected_and_older_commits_refused() {
    let bench = Bench::new();
    let mut site = bench.site(ONE);
    site.source = Some(Source { commit: "bbb".into(), time: 20 });
    bench.run("1", &site, Action::Publish, false).unwrap();
    site.source = Some(Source { commit: "aaa".into(), time: 10 });
    let older = bench.run("2", &site, Action::Publish, false).unwrap_err().to_string();
    assert!(older.contains("is older than"), "{older}");
    let remote = bench.remote("other");
    let mut lease = bench.runtime.block_on(Lease::look(&remote, None)).unwrap();
    bench.runtime.block_on(lease.take(true)).unwrap();
    let locked = bench.run("3", &site, Action::Publish, false);
    assert!(matches!(locked, Err(Stop::Failed(_))));
}

#[test]
fn copies_that_nobody_needs_are_deleted() {
    let bench = Bench::new();
    let mut sizes = BTreeMap::new();
    for n in 0..6 {
        let text = format!("version {n}");
        bench.run(&format!("{n}"), &bench.site(&[("index.html", &text)]), Action::Publish, false).unwrap();
        let manifest: Manifest = {
            let name = bench.state().manifest.unwrap();
            let (bytes, _) = bench.runtime.block_on(bench.remote("r").get(&name)).unwrap().unwrap();
            unpack(&name, &bytes).unwrap()
        };
        let listed = bench.runtime.block_on(async {
            use futures_util::StreamExt;
            use object_store::ObjectStore;
            bench.store.list(None).count().await
        });
        sizes.insert(n, (listed, manifest.kept.len()));
    }
    // The page, the state, two manifests, and one copy.
    assert_eq!(sizes[&5], (5, 1), "{sizes:?}");
    assert!(bench.state().manifest.unwrap().starts_with(HIDDEN));
}
