//! Builds, again and again. Enters: changes. Leaves: a site for the hub, and news for the terminal. A build that fails
//! leaves the last good site where it is. Knows nothing of HTTP or of how changes are heard.

use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::disk::{self, Failure};
use crate::hosts::Host;
use crate::model::{Checked, Code, Diagnostic};
use crate::pipeline::{self, Built, Memory, Observer, Progress, Request};
use crate::read::Changes;

use super::hub::Hub;
use super::mailbox::Mailbox;
use super::problems::{self, Problems};
use super::store::{self, Collector, Site};
use super::watch::{Targets, Watch};
use super::{Ear, News, Prepare, Summary};

/// Builds sites for a hub.
pub struct Builder {
    /// Reads the configuration.
    prepare: Prepare,
    /// The configuration file.
    file: PathBuf,
    /// Scheme and host of the server.
    origin: String,
    hub: Arc<Hub>,
    ear: Arc<dyn Ear>,
    /// Who tells of changes, if anybody does, and what is watched.
    watch: Option<(Watch, Targets)>,
    /// What the first build found.
    first: Arc<Problems>,
    /// Why the last build came to nothing.
    failure: Option<String>,
    memory: Memory,
    /// What changed since the last build that came to an end.
    missed: Changes,
}

impl Builder {
    pub fn new(
        prepare: Prepare,
        file: &Path,
        origin: String,
        hub: Arc<Hub>,
        ear: Arc<dyn Ear>,
        watch: Option<Watch>,
    ) -> Self {
        let watch = watch.map(|watch| (watch, Targets::default()));
        let file = file.to_owned();
        Self {
            prepare,
            file,
            origin,
            hub,
            ear,
            watch,
            first: Arc::default(),
            failure: None,
            memory: Memory::default(),
            missed: Changes::All,
        }
    }

    /// The first build.
    ///
    /// # Errors
    /// Where there is no site to be had.
    pub fn begin(&mut self) -> Result<(), Failure> {
        let start = Instant::now();
        let ear = self.ear.clone();
        let (site, built) = self.build(&Site::default(), &Changes::All, &|progress| ear.progress(progress))?;
        self.hub.publish(Arc::new(site));
        self.missed = Changes::Paths(BTreeSet::new());
        let Built { plan, .. } = built.value;
        let summary = Summary {
            articles: plan.articles.len(),
            locales: plan.locales.len(),
            pages: plan.articles.iter().map(|a| a.pages.len()).sum(),
        };
        self.first = Arc::new(Problems::new(built.diagnostics, None, &plan));
        self.hub.publish_problems(self.first.clone());
        let (findings, watching) = (self.first.findings(), self.watch.is_some());
        self.ear.hear(&News::Ready { summary, findings, seconds: start.elapsed().as_secs_f64(), watching });
        Ok(())
    }

    /// Every build after the first, until the mailbox is closed.
    pub fn follow(&mut self, mailbox: &Mailbox) {
        while let Some(changes) = mailbox.take() {
            self.again(&changes);
        }
    }

    fn again(&mut self, changes: &Changes) {
        let start = Instant::now();
        let before = self.hub.site();
        // Nothing of a build that broke off is used afterwards.
        // What a build that failed did not come to is still to be done.
        let missed = std::mem::replace(&mut self.missed, Changes::All).and(changes.clone());
        let built = panic::catch_unwind(AssertUnwindSafe(|| self.build(&before, &missed, &|_| {})));
        let built = built.unwrap_or_else(|_| {
            self.memory = Memory::default();
            Err(Failure::new("the build broke off; this is an error of kbgen itself"))
        });
        self.missed = if built.is_ok() { Changes::Paths(BTreeSet::new()) } else { missed };
        match built {
            Ok((site, built)) => {
                let site = Arc::new(site);
                // Before anything else: somebody may be waiting for the page.
                self.hub.publish(site.clone());
                let seconds = start.elapsed().as_secs_f64();
                let known = self.hub.problems();
                let problems = Problems::new(built.diagnostics, Some(&self.first), &built.value.plan);
                let problems = Arc::new(problems);
                self.hub.publish_problems(problems.clone());
                let (new, mended) = problems::compare(known.findings(), problems.findings());
                let new: Vec<Diagnostic> = new.into_iter().map(|n| problems.findings()[n].clone()).collect();
                let recovered = self.failure.take().is_some();
                let files = store::differences(&before, &site);
                self.ear.hear(&News::Rebuilt { changes, files, seconds, new: &new, mended, recovered });
            }
            Err(failure) => {
                let failure = failure.to_string();
                self.hub.publish_problems(Arc::new(self.hub.problems().failed(&failure)));
                // Once is enough.
                if self.failure.as_ref() != Some(&failure) {
                    self.ear.hear(&News::Failed(&failure));
                    self.failure = Some(failure);
                }
            }
        }
    }

    fn build(
        &mut self,
        before: &Site,
        changes: &Changes,
        observer: Observer<'_>,
    ) -> Result<(Site, Checked<Built>), Failure> {
        let mut request = (self.prepare)()?;
        let base = request.config.base_path();
        request.config.base_url = Some(format!("{}{base}", self.origin));
        // The server is the host.
        request.config.publish.host = Some(Host::default());
        let targets = self.targets(&request);
        if let Some((watch, watched)) = self.watch.as_mut().filter(|(_, watched)| *watched != targets) {
            // Before anything is read, so that no change is missed.
            watch.aim(targets.clone());
            *watched = targets;
        }
        let collector = Collector::new(before);
        let hub = self.hub.clone();
        let observe = |progress: Progress| {
            // Pages need not wait for the search index.
            if let Progress::Readable = progress {
                hub.publish(Arc::new(collector.so_far(&base)));
            }
            observer(progress);
        };
        let built = pipeline::build(&request, changes, &mut self.memory, Some(&collector), &observe)?;
        // A page that a template spoils is shown as it was.
        let keep = built.diagnostics.iter().any(|d| d.code == Code::TemplateError);
        Ok((collector.site(&base, keep), built))
    }

    fn targets(&self, request: &Request) -> Targets {
        let config = &request.config;
        let mut trees: Vec<_> = config.content.iter().map(|root| disk::absolute(root)).collect();
        trees.push(disk::absolute(&config.theme));
        trees.sort();
        trees.dedup();
        let files = vec![disk::absolute(&self.file), disk::absolute(&config.alignment)];
        Targets { trees, files, ignored: vec![disk::absolute(&config.output)] }
    }
}
