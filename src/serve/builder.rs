//! Builds, again and again. Enters: changes. Leaves: a site for the hub, and news for the terminal. A build that fails
//! leaves the last good site where it is. Knows nothing of HTTP or of how changes are heard.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use crate::disk::{self, Failure};
use crate::model::{Code, Diagnostic};
use crate::pipeline::{self, Progress, Request};

use super::hub::Hub;
use super::mailbox::Mailbox;
use super::problems::{self, Problems};
use super::store::{self, Collector, Site};
use super::watch::{Changes, Targets, Watch};
use super::{Ear, News, Prepare, Summary};

/// Builds sites for a hub.
pub struct Builder {
    /// Reads the configuration.
    pub prepare: Prepare,
    /// The configuration file.
    pub file: std::path::PathBuf,
    /// Scheme and host of the server.
    pub origin: String,
    pub hub: Arc<Hub>,
    pub ear: Arc<dyn Ear>,
    pub watch: Option<Watch>,
    /// What the first build found.
    first: Vec<Diagnostic>,
    failure: Option<String>,
}

impl Builder {
    pub fn new(prepare: Prepare, file: &Path, origin: String, hub: Arc<Hub>, ear: Arc<dyn Ear>) -> Self {
        Self { prepare, file: file.to_owned(), origin, hub, ear, watch: None, first: Vec::new(), failure: None }
    }

    /// The first build.
    ///
    /// # Errors
    /// Where there is no site to be had.
    pub fn begin(&mut self) -> Result<(), Failure> {
        let start = Instant::now();
        let before = self.hub.site();
        let (site, summary, findings, problems) = self.build(&before, &Changes::All, true)?;
        self.hub.publish(Arc::new(site));
        self.hub.publish_problems(Arc::new(problems));
        self.first.clone_from(&findings);
        let watching = self.watch.is_some();
        self.ear.hear(&News::Ready { summary, findings: &findings, seconds: start.elapsed().as_secs_f64(), watching });
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
        let built = panic::catch_unwind(AssertUnwindSafe(|| self.build(&before, changes, false)));
        let built =
            built.unwrap_or_else(|_| Err(Failure::new("the build broke off; this is an error of kbgen itself")));
        match built {
            Ok((site, _, findings, problems)) => {
                let site = Arc::new(site);
                self.hub.publish(site.clone());
                let seconds = start.elapsed().as_secs_f64();
                let known = self.hub.problems();
                self.hub.publish_problems(Arc::new(problems));
                let (new, mended) = problems::compare(known.findings(), &findings);
                let new: Vec<Diagnostic> = new.into_iter().map(|n| findings[n].clone()).collect();
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
        &self,
        before: &Site,
        _changes: &Changes,
        is_first: bool,
    ) -> Result<(Site, Summary, Vec<Diagnostic>, Problems), Failure> {
        let mut request = (self.prepare)()?;
        let base = request.config.base_path();
        request.config.base_url = Some(format!("{}{base}", self.origin));
        // Before anything is read, so that no change is missed.
        if let Some(watch) = &self.watch {
            watch.aim(self.targets(&request));
        }
        let collector = Collector::new(before);
        let ear = &self.ear;
        let observer = move |progress: Progress| {
            if is_first {
                ear.progress(progress);
            }
        };
        let built = pipeline::build(&request, Some(&collector), &observer)?;
        let (findings, plan) = (built.diagnostics, &built.value.plan);
        // A page that a template spoils is shown as it was.
        let keep = findings.iter().any(|d| d.code == Code::TemplateError);
        let site = collector.site(base, keep);
        let summary = Summary {
            articles: plan.articles.len(),
            locales: plan.locales.len(),
            pages: plan.articles.iter().map(|a| a.pages.len()).sum(),
        };
        let first = if is_first { &findings } else { &self.first };
        let problems = Problems::new(findings.clone(), first, plan);
        Ok((site, summary, findings, problems))
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
