//! The steps of one publication, in their rounds: what has to be done in, done or stopped out. Never begins a round
//! before the one before it is done, and never deletes anything before the commit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::{StreamExt, future, stream};
use object_store::PutPayload;
use tokio::sync::{Notify, Semaphore};

use super::caches::CloudFront;
use super::lease::Lease;
use super::plan::{Known, Step, Todo};
use super::records::{Entry, HIDDEN, Manifest, Origin, Pending, kept, pack};
use super::remote::{Mode, Put, Remote};
use crate::publish::{Action, Class, File, Job, Outcome, Progress, Stop};

/// KiB of files that are in memory at a time, but for a single larger one.
const MEMORY: u32 = 128 * 1024;

/// One publication.
pub struct Run<'a> {
    pub job: &'a Job<'a>,
    pub remote: &'a Remote,
    pub front: Option<&'a CloudFront>,
    pub todo: &'a Todo,
    pub known: &'a Known,
    pub concurrency: usize,
}

/// Which steps are done.
struct Done {
    each: Vec<bool>,
    /// All before this one.
    low: usize,
}

impl Run<'_> {
    /// Does it all, from the lock to giving it back.
    pub async fn run(&self, lease: &mut Lease<'_>, outcome: &mut Outcome) -> Result<(), Stop> {
        lease.take(!self.todo.only_finish).await?;
        let done = Mutex::new(Done { each: vec![false; self.todo.steps.len()], low: 0 });
        let lost = Mutex::new(Vec::new());
        match self.locked(lease, &done, &lost).await {
            Ok(deleted) => outcome.deleted = deleted,
            Err(stop) => {
                // If another one took over, this fails too, which is right.
                let low = held(&done).low;
                let _ = lease.give_up(low).await;
                return Err(stop);
            }
        }
        let lost: Vec<String> = std::mem::take(&mut *held(&lost));
        if let Some(first) = lost.first() {
            outcome.notes.push(format!(
                "{} of the state before are lost, so that going back is not possible for them: `{first}`",
                lost.len()
            ));
        }
        Ok(())
    }

    async fn locked(
        &self,
        lease: &mut Lease<'_>,
        done: &Mutex<Done>,
        lost: &Mutex<Vec<String>>,
    ) -> Result<usize, Stop> {
        let manifest = match &self.known.committed {
            Some((_, manifest)) if self.todo.only_finish => manifest,
            _ => {
                self.prepare().await?;
                renewing(lease, &|| held(done).low, self.rounds(done, lost)).await?;
                let manifest = &self.todo.manifest;
                let name = format!("{HIDDEN}manifests/{}-{}", manifest.generation, self.remote.by);
                let bytes = pack(manifest).map_err(Stop::Failed)?;
                self.remote.record(&name, bytes, Mode::Overwrite).await?;
                lease.commit(&name).await?;
                manifest
            }
        };
        let deleted = renewing(lease, &|| 0, self.after(manifest)).await?;
        lease.finish().await?;
        Ok(deleted)
    }

    /// Says what will be written, before anything is.
    async fn prepare(&self) -> Result<(), Stop> {
        let name = Pending { by: self.remote.by.clone(), done: 0, open: true }.plan();
        let bytes = pack(&self.todo.plan()).map_err(Stop::Failed)?;
        self.remote.record(&name, bytes, Mode::Overwrite).await.map(drop)
    }

    /// Every step, round by round.
    async fn rounds(&self, done: &Mutex<Done>, lost: &Mutex<Vec<String>>) -> Result<(), Stop> {
        let steps = &self.todo.steps;
        let files: BTreeMap<&str, &File> = self.job.site.files.iter().map(|file| (file.path.as_str(), file)).collect();
        (self.job.hear)(Progress::Begin("sending", steps.len()));
        let room = Semaphore::new(MEMORY as usize);
        let mut from = 0;
        for round in steps.chunk_by(|a, b| a.round() == b.round()) {
            each(self.concurrency, round.iter().enumerate().map(|(n, step)| (from + n, step)), |(n, step)| {
                let (files, room) = (&files, &room);
                async move {
                    self.step(step, files, room, lost).await?;
                    let mut done = held(done);
                    done.each[n] = true;
                    while done.each.get(done.low) == Some(&true) {
                        done.low += 1;
                    }
                    (self.job.hear)(Progress::Step);
                    Ok(())
                }
            })
            .await?;
            from += round.len();
        }
        Ok(())
    }

    async fn step(
        &self,
        step: &Step,
        files: &BTreeMap<&str, &File>,
        room: &Semaphore,
        lost: &Mutex<Vec<String>>,
    ) -> Result<(), Stop> {
        if let Some((hash, sure)) = &step.keep
            && !self.keep(&step.path, hash, *sure).await?
        {
            held(lost).push(step.path.clone());
        }
        let Some(entry) = &step.write else { return Ok(()) };
        if self.job.action == Action::Rollback {
            return self.restore(step, entry).await;
        }
        let file = files.get(step.path.as_str());
        let file = file.ok_or_else(|| Stop::failed(format!("`{}` is not in the site", step.path)))?;
        // Files that are sent at a time are in memory: many small ones, few large ones.
        let share = u32::try_from(entry.size / 1024 + 1).unwrap_or(u32::MAX).min(MEMORY);
        let _room = room.acquire_many(share).await;
        let bytes = self.job.site.read(file).map_err(Stop::Failed)?;
        self.write(step, bytes.into(), &entry.hash).await
    }

    /// Keeps a copy of what stands there; tells whether there is one now.
    async fn keep(&self, path: &str, hash: &str, sure: bool) -> Result<bool, Stop> {
        let copy = kept(hash);
        let is =
            async |place: &str| Ok::<_, Stop>(self.remote.mark(place).await?.is_some_and(|mark| mark.hash == hash));
        if !sure {
            // The copy is made before the file is replaced: one of both is what it was.
            if is(&copy).await? {
                return Ok(true);
            }
            if !is(path).await? {
                return Ok(false);
            }
        }
        self.remote.copy(path, &copy).await
    }

    /// Brings a file of the state before back.
    async fn restore(&self, step: &Step, entry: &Entry) -> Result<(), Stop> {
        let copy = kept(&entry.hash);
        let is = async |place: &str| {
            Ok::<_, Stop>(self.remote.mark(place).await?.is_some_and(|mark| mark.hash == entry.hash))
        };
        if is(&copy).await? {
            if step.ours {
                self.remote.copy(&copy, &step.path).await?;
                return Ok(());
            }
            if let Some((bytes, _)) = self.remote.get(&copy).await? {
                return self.write(step, bytes.into(), &entry.hash).await;
            }
        }
        if is(&step.path).await? {
            return Ok(());
        }
        Err(Stop::failed(format!("`{}` of the state before is lost; publish the site as it was instead", step.path)))
    }

    async fn write(&self, step: &Step, bytes: PutPayload, hash: &str) -> Result<(), Stop> {
        if step.ours {
            return self.remote.upload(&step.path, bytes, hash, Mode::Overwrite).await.map(drop);
        }
        if self.remote.upload(&step.path, bytes.clone(), hash, Mode::Create).await? != Put::Refused {
            return Ok(());
        }
        match self.remote.mark(&step.path).await? {
            // The answer to our own request was lost.
            Some(mark) if mark.by == self.remote.by && mark.hash == hash => Ok(()),
            Some(mark) if mark.by != self.remote.by && !self.todo.marks.contains(&mark.by) => {
                Err(Stop::failed(format!(
                    "{}: `{}` is in the way: it is there, but kbgen did not publish it; move it away, or publish into another prefix",
                    self.remote.name, step.path
                )))
            }
            _ => self.remote.upload(&step.path, bytes, hash, Mode::Overwrite).await.map(drop),
        }
    }

    /// What comes after the commit: caches forget, and what nobody needs is deleted. Tells how many files of the site were.
    async fn after(&self, manifest: &Manifest) -> Result<usize, Stop> {
        if let Some(front) = self.front.filter(|_| !manifest.touched.is_empty()) {
            front.forget(&manifest.touched, self.job.options.prefix.as_deref(), &self.remote.by).await?;
        }
        let of = |wanted: Origin| manifest.doomed.iter().filter(move |(_, origin)| **origin == wanted);
        let mut paths: Vec<String> = of(Origin::Ours).map(|(path, _)| path.clone()).collect();
        let marks: BTreeSet<&String> = manifest.marks.iter().chain(&self.todo.marks).collect();
        let found = Mutex::new(Vec::new());
        each(self.concurrency, of(Origin::Unsure), |(path, _)| {
            let (marks, found) = (&marks, &found);
            async move {
                if self.remote.mark(path).await?.is_some_and(|mark| marks.contains(&mark.by)) {
                    held(found).push(path.clone());
                }
                Ok(())
            }
        })
        .await?;
        paths.append(&mut held(&found));
        (self.job.hear)(Progress::Begin("deleting", paths.len()));
        // Pages go before what they load.
        let (files, pages): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(|path| Class::of(path) <= Class::Search);
        for round in [pages, files].iter().filter(|round| !round.is_empty()) {
            self.remote.delete(round).await?;
        }
        Ok(paths.iter().filter(|path| !path.starts_with(HIDDEN)).count())
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Does so many things at a time. After a failure no other one begins, but all that have begun come to their end.
async fn each<T, F: Future<Output = Result<(), Stop>>>(
    concurrency: usize,
    things: impl Iterator<Item = T>,
    act: impl Fn(T) -> F,
) -> Result<(), Stop> {
    let failed = AtomicBool::new(false);
    let failure = Mutex::new(None);
    stream::iter(things.take_while(|_| !failed.load(Ordering::Relaxed)))
        .for_each_concurrent(concurrency, |thing| {
            let action = act(thing);
            let (failed, failure) = (&failed, &failure);
            async move {
                if let Err(stop) = action.await {
                    failed.store(true, Ordering::Relaxed);
                    held(failure).get_or_insert(stop);
                }
            }
        })
        .await;
    let failure = held(&failure).take();
    failure.map_or(Ok(()), Err)
}

/// Works, and keeps the lock meanwhile.
async fn renewing<T>(
    lease: &mut Lease<'_>,
    done: &dyn Fn() -> usize,
    work: impl Future<Output = Result<T, Stop>>,
) -> Result<T, Stop> {
    let over = Notify::new();
    let pause = lease.pause();
    let working = async {
        let result = work.await;
        over.notify_one();
        result
    };
    // Without the lock the wire lets nothing through, so that the work comes to its end soon.
    let keeping = async {
        loop {
            tokio::select! {
                () = over.notified() => return Ok(()),
                () = tokio::time::sleep(pause) => lease.renew(done()).await?,
            }
        }
    };
    let (result, kept) = future::join(working, keeping).await;
    kept.and(result)
}
