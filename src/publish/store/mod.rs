//! Object stores: a built site in, the same site in a bucket out, page by page, so that a reader never meets a page
//! whose files are missing. The order of things; what has to be done says [`plan`], how it travels [`http`].

mod caches;
mod http;
mod lease;
mod plan;
mod records;
mod remote;
mod run;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use object_store::ObjectStore;

pub use caches::CloudFront;
pub use http::Wire;

use super::{Action, Job, Outcome, Stop};
use crate::disk::Failure;
use lease::Lease;
use plan::{Known, Todo, Wanted, plan};
use records::{Entry, Manifest, Origin, Pending, Plan, unpack};
use remote::{Remote, now};

/// Requests at a time, where the target does not say it, and the most that it can say.
const CONCURRENCY: usize = 32;
const MOST: usize = 256;

/// A store that a site can be put into.
pub struct Store {
    pub objects: Arc<dyn ObjectStore>,
    /// What people call it.
    pub name: String,
    pub wire: Wire,
    /// Caches that have to be told what changed.
    pub front: Option<CloudFront>,
}

/// Requests at a time.
///
/// # Errors
/// Where the target wants none, or too many.
pub fn concurrency(job: &Job) -> Result<usize, Stop> {
    match job.options.concurrency {
        None => Ok(CONCURRENCY),
        Some(number) if (1..=MOST).contains(&number) => Ok(number),
        Some(number) => Err(Stop::unable(format!(
            "the target `{}`: `concurrency` is {number}, not a number from 1 to {MOST}",
            job.name
        ))),
    }
}

/// Publishes into a store.
///
/// # Errors
/// See [`Stop`].
pub fn publish(job: &Job, store: &Store) -> Result<Outcome, Stop> {
    let concurrency = concurrency(job)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .max_blocking_threads(concurrency + 8)
        .build()
        .map_err(|e| Stop::unable(format!("no threads can be had: {e}")))?;
    let by = format!("{:x}-{:016x}", now().as_secs(), http::random());
    let remote = Remote::new(store.objects.clone(), job.options.prefix.as_deref(), &store.name, by);
    let mut outcome = runtime.block_on(all(job, &remote, Some(&store.wire), store.front.as_ref(), concurrency))?;
    outcome.requests = store.wire.requests();
    Ok(outcome)
}

/// All of one publication.
async fn all(
    job: &Job<'_>,
    remote: &Remote,
    wire: Option<&Wire>,
    front: Option<&CloudFront>,
    concurrency: usize,
) -> Result<Outcome, Stop> {
    // Where nothing can be read, nothing was changed: that is a matter of settings.
    let mut lease = Lease::look(remote, wire).await.map_err(|stop| match stop {
        Stop::Failed(failure) => Stop::Unable(failure),
        other => other,
    })?;
    let known = known(remote, &lease).await?;
    if let Some(wait) = lease.held().filter(|_| !job.dry_run) {
        return Err(Stop::failed(format!(
            "{}: another publisher is at work; if it was killed, try again in {} s",
            remote.name,
            wait.div_ceil(1000)
        )));
    }
    let wanted = match job.action {
        Action::Publish => from_site(job, &known)?,
        Action::Rollback => from_previous(remote, &known).await?,
    };
    let mut todo = plan(&known, &wanted, now().as_secs(), job.grace);
    todo.manifest.back = job.action == Action::Rollback;
    // After the commit nobody needs the plan.
    let own = Pending { by: remote.by.clone(), done: 0, open: true };
    todo.manifest.doomed.insert(own.plan(), Origin::Ours);
    let mut outcome = outcome(job, remote, &todo, &wanted);
    if job.dry_run {
        outcome.notes.extend(lease.held().map(|_| "another publisher is at work".to_owned()));
        return Ok(outcome);
    }
    if todo.any {
        run::Run { job, remote, front, todo: &todo, known: &known, concurrency }.run(&mut lease, &mut outcome).await?;
    }
    Ok(outcome)
}

/// Reads what is known of the target.
async fn known(remote: &Remote, lease: &Lease<'_>) -> Result<Known, Stop> {
    let state = lease.state();
    let mut known = Known { finished: state.finished, ..Known::default() };
    if let Some(name) = &state.manifest {
        known.committed = Some((name.clone(), manifest(remote, name).await?));
    }
    for pending in &state.pending {
        let name = pending.plan();
        let plan = match remote.get(&name).await? {
            Some((bytes, _)) => unpack::<Plan>(&name, &bytes).map_err(Stop::Failed)?,
            // It was stopped before its first step.
            None => Plan::default(),
        };
        known.pending.push((pending.clone(), plan));
    }
    Ok(known)
}

async fn manifest(remote: &Remote, name: &str) -> Result<Manifest, Stop> {
    let Some((bytes, _)) = remote.get(name).await? else {
        return Err(Stop::failed(format!(
            "{}: `{name}`, the list of what was published, is gone; restore it, or publish into another prefix",
            remote.name
        )));
    };
    unpack(name, &bytes).map_err(Stop::Failed)
}

/// The built site as what is wanted.
fn from_site(job: &Job, known: &Known) -> Result<Wanted, Stop> {
    let files = job.site.files.iter();
    let files: BTreeMap<String, Entry> =
        files.map(|f| (f.path.clone(), Entry { hash: f.hash.clone(), size: f.size })).collect();
    let old = known.committed.as_ref().and_then(|(_, manifest)| manifest.source.as_ref());
    if let (Some(old), Some(new)) = (old, &job.site.source)
        && new.is_older_than(old)
        && !job.force
    {
        return Err(Stop::failed(format!(
            "the site was built from the commit {}, which is older than {}, which is published; `--force` publishes it all the same",
            new.short(),
            old.short()
        )));
    }
    Ok(Wanted { files, source: job.site.source.clone() })
}

/// The site before the last one as what is wanted.
async fn from_previous(remote: &Remote, known: &Known) -> Result<Wanted, Stop> {
    let Some((_, committed)) = &known.committed else {
        return Err(Stop::failed(format!("{}: nothing was published, so that there is no way back", remote.name)));
    };
    if committed.back && !known.finished {
        // It was gone back already, but not to the end.
        return Ok(Wanted { files: committed.files.clone(), source: committed.source.clone() });
    }
    let Some(previous) = &committed.previous else {
        return Err(Stop::failed(format!(
            "{}: only one state was published, so that there is no way back",
            remote.name
        )));
    };
    let previous = manifest(remote, previous).await?;
    Ok(Wanted { files: previous.files, source: previous.source })
}

/// What will have been done.
fn outcome(job: &Job, remote: &Remote, todo: &Todo, wanted: &Wanted) -> Outcome {
    let writes = todo.steps.iter().filter_map(|step| step.write.as_ref());
    Outcome {
        target: remote.name.clone(),
        dry_run: job.dry_run,
        uploaded: writes.clone().count(),
        unchanged: todo.unchanged,
        deleted: todo.manifest.doomed.keys().filter(|path| !path.starts_with(records::HIDDEN)).count(),
        bytes: writes.map(|entry| entry.size).sum(),
        generation: Some(todo.manifest.generation),
        files: (job.action == Action::Rollback)
            .then(|| wanted.files.iter().map(|(path, entry)| (path.clone(), entry.hash.clone())).collect()),
        ..Outcome::default()
    }
}

/// A failure of a library that builds a store, without its secrets.
pub fn unusable(name: &str, error: &object_store::Error) -> Stop {
    Stop::Unable(Failure::new(super::hide(&format!("{name}: {error}"))))
}
