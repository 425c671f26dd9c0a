//! A branch of a git repository, such as the one that GitHub Pages serves: a site in, a commit with it out, pushed only
//! where nobody else was first. What others keep in the branch stays.
//!
//! `.kbgen-published.json` in the branch records what is ours there.

mod repository;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::{Deserialize, Serialize};
use url::Url;

use super::program::Program;
use super::{Action, Job, Kind, Outcome, Progress, Record, Stop, record};
use crate::config::TargetOptions;
use crate::disk;
use repository::{Repository, Tree};

pub const KIND: Kind = Kind {
    name: "git",
    keys: &["remote", "branch", "cname", "history"],
    required: &[],
    schemes: &["git+https", "git+ssh", "git+file"],
    from_url,
    publish,
};

/// Where the record lies in the branch.
const PUBLISHED: &str = ".kbgen-published.json";

const CNAME: &str = "CNAME";

/// Tells GitHub Pages to serve the files as they are.
const NO_JEKYLL: &str = ".nojekyll";

const FILE: &str = "100644";

/// What the branch says of what was published.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Published {
    #[serde(flatten)]
    record: Record,
    /// Files that are ours and not the site's, such as `.nojekyll`.
    #[serde(default)]
    extras: BTreeSet<String>,
    /// The commit of the state before.
    #[serde(default)]
    previous: Option<String>,
    /// The last commit that is not kbgen's: it is never cut off.
    #[serde(default)]
    base: Option<String>,
}

impl Published {
    fn has(&self, path: &str) -> bool {
        path == PUBLISHED || self.record.files.contains_key(path) || self.extras.contains(path)
    }
}

/// What the branch is now.
#[derive(Default)]
struct Seen {
    tip: Option<String>,
    files: Tree,
    /// None where kbgen never published into it.
    published: Option<Published>,
    /// See [`Published::base`].
    base: Option<String>,
}

fn from_url(url: &Url, options: &mut TargetOptions) {
    options.branch = url.fragment().map(str::to_owned);
    let mut remote = url.clone();
    remote.set_fragment(None);
    options.remote = remote.as_str().strip_prefix("git+").map(str::to_owned);
}

fn publish(job: &Job) -> Result<Outcome, Stop> {
    let options = job.options;
    let branch = options.branch.as_deref().unwrap_or("gh-pages");
    refuse_own_branch(job, branch)?;
    let remote = options.remote.as_deref().unwrap_or("origin");
    let repository = Repository::open(job.root, remote, branch)?;
    let seen = look(&repository)?;
    let (files, published, note) = match job.action {
        Action::Publish => forth(job, &repository, &seen)?,
        Action::Rollback => back(&repository, &seen)?,
    };
    let words = format!("branch `{branch}` of `{}`", repository.shown);
    let of = |path: &String| files.get(path) == seen.files.get(path);
    let (same, changed): (Vec<&String>, Vec<&String>) = files.keys().partition(|path| of(path));
    let unchanged = same.iter().filter(|path| published.has(path)).count();
    let bytes = changed.iter().filter_map(|path| published.record.files.get(*path)).map(|entry| entry.size).sum();
    let mut outcome = Outcome {
        target: words,
        dry_run: job.dry_run,
        uploaded: changed.len(),
        unchanged,
        deleted: seen.files.keys().filter(|path| *path != PUBLISHED && !files.contains_key(*path)).count(),
        bytes,
        generation: Some(published.record.generation),
        files: (job.action == Action::Rollback).then(|| published.record.hashes()),
        ..Outcome::default()
    };
    outcome.notes.extend(note);
    let nothing = outcome.uploaded == 0 && outcome.deleted == 0;
    if let Some(old) = seen.published.as_ref().filter(|_| nothing && job.action == Action::Publish) {
        outcome.generation = Some(old.record.generation);
        return Ok(outcome);
    }
    if job.dry_run {
        return Ok(outcome);
    }
    let parent = match options.history.unwrap_or(true) {
        true => seen.tip.as_deref(),
        false => published.base.as_deref(),
    };
    let mut files = files;
    let kept = repository.keep_bytes(&record::write(&published)?)?;
    files.insert(PUBLISHED.to_owned(), (FILE.to_owned(), kept));
    let commit = repository.commit(&files, parent, &message(&published))?;
    (job.hear)(Progress::Begin("pushing", 1));
    repository.push(&commit, seen.tip.as_deref())?;
    (job.hear)(Progress::Step);
    Ok(outcome)
}

/// Refuses to put the site where its sources are.
fn refuse_own_branch(job: &Job, branch: &str) -> Result<(), Stop> {
    let head = Program::new("git", "install git").arg("-C").arg(job.root).args(["symbolic-ref", "--short", "HEAD"]);
    let head = head.run()?;
    if head.status == Some(0) && String::from_utf8_lossy(&head.out).trim() == branch {
        return Err(Stop::unable(format!("`{branch}` is the branch of the sources; publish to another `branch`")));
    }
    Ok(())
}

fn look(repository: &Repository) -> Result<Seen, Stop> {
    let Some(tip) = repository.tip()? else { return Ok(Seen::default()) };
    repository.fetch(&tip)?;
    let files = repository.tree(&tip)?;
    let published = match files.get(PUBLISHED) {
        Some((_, object)) => Some(published(&repository.blob(object)?)?),
        None => None,
    };
    let ours = match &published {
        Some(published) => repository.message(&tip)?.lines().any(|line| line == generation_line(published)),
        None => false,
    };
    let base = if ours { published.as_ref().and_then(|p| p.base.clone()) } else { Some(tip.clone()) };
    Ok(Seen { tip: Some(tip), files, published, base })
}

fn published(bytes: &[u8]) -> Result<Published, Stop> {
    Record::read(bytes, PUBLISHED)?;
    Ok(record::read(bytes, PUBLISHED)?)
}

type Next = (Tree, Published, Option<String>);

/// The branch with the site.
fn forth(job: &Job, repository: &Repository, seen: &Seen) -> Result<Next, Stop> {
    let old = seen.published.clone().unwrap_or_default();
    let new = Record::of(job.site, old.record.generation + 1)?;
    record::refuse_older(new.source.as_ref(), old.record.source.as_ref(), job.force)?;
    let paths: Vec<&str> = new.files.keys().map(String::as_str).collect();
    let objects = repository.keep(&disk::absolute(&job.site.folder), &paths)?;
    (job.hear)(Progress::Begin("checking", paths.len()));
    for file in &job.site.files {
        job.site.read(file)?;
        (job.hear)(Progress::Step);
    }
    let ours: Tree =
        paths.iter().zip(objects).map(|(path, object)| ((*path).to_owned(), (FILE.to_owned(), object))).collect();
    let mut extras = BTreeMap::new();
    if !new.files.contains_key(NO_JEKYLL) {
        extras.insert(NO_JEKYLL, Vec::new());
    }
    if let Some(cname) = &job.options.cname {
        extras.insert(CNAME, format!("{cname}\n").into_bytes());
    }
    let mut ours = ours;
    let mut own = BTreeSet::new();
    for (path, bytes) in extras {
        own.insert(path.to_owned());
        // What somebody else wrote there first is as good.
        if path == NO_JEKYLL && seen.files.contains_key(path) {
            if !old.has(path) {
                own.remove(path);
            }
            continue;
        }
        ours.insert(path.to_owned(), (FILE.to_owned(), repository.keep_bytes(&bytes)?));
    }
    // The domain stays until another one is said.
    if old.extras.contains(CNAME) && !ours.contains_key(CNAME) {
        own.insert(CNAME.to_owned());
    }
    let published = Published { record: new, extras: own, previous: seen.previous(), base: seen.base.clone() };
    Ok((together(repository, seen, ours, &published)?, published, None))
}

impl Seen {
    /// The commit that a later `--rollback` leads to.
    fn previous(&self) -> Option<String> {
        self.published.as_ref().and(self.tip.clone())
    }
}

/// Our files, and those of others in the branch.
fn together(repository: &Repository, seen: &Seen, ours: Tree, new: &Published) -> Result<Tree, Stop> {
    let old = seen.published.clone().unwrap_or_default();
    let stays = |path: &str| path != PUBLISHED && (!old.has(path) || (new.extras.contains(path)));
    let mut files: Tree =
        seen.files.iter().filter(|(path, _)| stays(path)).map(|(path, file)| (path.clone(), file.clone())).collect();
    for (path, file) in ours {
        let foreign = |path: &&String| !old.has(path) && *path != CNAME && !new.extras.contains(*path);
        let there = files.get_key_value(&path).filter(|(_, found)| **found != file).map(|(path, _)| path);
        let mut above = path.match_indices('/').filter_map(|(at, _)| files.get_key_value(&path[..at]));
        let folder = format!("{path}/");
        let below = files.range(folder.clone()..).next().map(|(path, _)| path).filter(|p| p.starts_with(&folder));
        let way = there.filter(foreign).or_else(|| above.find(|(p, _)| foreign(p)).map(|(p, _)| p));
        if let Some(foreign) = way.or_else(|| below.filter(foreign)) {
            return Err(Stop::unable(format!(
                "`{foreign}` in the branch `{}` was not published by kbgen and is in the way; remove it there with git, or choose another `branch`",
                repository.branch
            )));
        }
        files.insert(path, file);
    }
    Ok(files)
}

/// The branch with the site of the state before.
fn back(repository: &Repository, seen: &Seen) -> Result<Next, Stop> {
    let nothing = || Stop::unable(format!("the branch `{}` has no earlier state to go back to", repository.branch));
    let current = seen.published.as_ref().ok_or_else(nothing)?;
    let previous = current.previous.as_deref().ok_or_else(nothing)?;
    repository.fetch(previous).map_err(|stop| {
        Stop::unable(format!("the remote repository no longer has the state before, commit `{previous}`: {stop}"))
    })?;
    let files = repository.tree(previous)?;
    let (_, object) = files.get(PUBLISHED).ok_or_else(nothing)?;
    let old = published(&repository.blob(object)?)?;
    let ours = |path: &str| old.has(path) && path != PUBLISHED;
    let ours: Tree = files.iter().filter(|(p, _)| ours(p)).map(|(p, f)| (p.clone(), f.clone())).collect();
    let note = format!(
        "back to what was generation {}, as generation {}; the same again undoes it",
        old.record.generation,
        current.record.generation + 1
    );
    let published = Published {
        record: Record { generation: current.record.generation + 1, ..old.record },
        extras: old.extras,
        previous: seen.tip.clone(),
        base: seen.base.clone(),
    };
    Ok((together(repository, seen, ours, &published)?, published, Some(note)))
}

fn generation_line(published: &Published) -> String {
    format!("kbgen-generation: {}", published.record.generation)
}

fn message(published: &Published) -> String {
    let mut text = format!("Publish generation {}", published.record.generation);
    if let Some(source) = &published.record.source {
        let _ = write!(text, " from {}\n\nkbgen-source: {}", source.short(), source.commit);
    } else {
        text.push('\n');
    }
    let _ = writeln!(text, "\n{}", generation_line(published));
    text
}
