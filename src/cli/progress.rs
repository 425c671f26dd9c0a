//! A progress bar, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Progress;
use crate::publish;

/// Shows progress, or does nothing.
pub struct Bar(Option<ProgressBar>);

impl Bar {
    pub fn new(visible: bool) -> Self {
        Self(visible.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
            if let Ok(style) = ProgressStyle::with_template("{msg:<8} {bar:40} {pos}/{len}") {
                bar.set_style(style);
            }
            bar
        }))
    }

    pub fn hear(&self, progress: Progress) {
        let Some(bar) = &self.0 else { return };
        match progress {
            Progress::Reading(files) => {
                bar.set_length(files as u64);
                bar.set_message("reading");
            }
            Progress::Writing(jobs) => {
                bar.reset();
                bar.set_length(jobs as u64);
                bar.set_message("writing");
            }
            Progress::Asking(addresses) => {
                bar.reset();
                bar.set_length(addresses as u64);
                bar.set_message("asking");
            }
            Progress::Readable => {}
            Progress::Step => bar.inc(1),
        }
    }

    pub fn hear_publisher(&self, progress: publish::Progress) {
        let Some(bar) = &self.0 else { return };
        match progress {
            publish::Progress::Begin(what, steps) => {
                bar.reset();
                bar.set_length(steps as u64);
                bar.set_message(what);
            }
            publish::Progress::Step => bar.inc(1),
        }
    }

    pub fn done(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
