//! `kbgen check`.

use std::time::Instant;

use super::build::summary;
use super::progress::Bar;
use super::site::{FormatName, SiteArgs};
use super::{Status, print};
use crate::config::Config;
use crate::disk::{self, Failure};
use crate::pipeline;
use crate::report;

pub fn run(site: &SiteArgs) -> Status {
    let start = Instant::now();
    let request = site.request()?;
    let bar = Bar::new(site.shows_progress());
    let built = pipeline::build(&request, None, &|progress| bar.hear(progress));
    bar.done();
    let built = built?;
    site.report(&built.diagnostics);
    if site.format == FormatName::Human {
        let has_url = request.config.base_url.is_some();
        print(&summary(&built.value, &built.diagnostics, has_url, None, start.elapsed().as_secs_f64()));
    }
    Ok(report::status(&built.diagnostics, site.strict))
}

/// Refuses an output folder that holds the content: the site must never grow into what it is made of.
pub fn refuse_overlap(config: &Config) -> Result<(), Failure> {
    let output = disk::absolute(&config.output);
    for content in &config.content {
        let content_path = disk::absolute(content);
        if content_path.starts_with(&output) {
            return Err(Failure::new(format!(
                "the output folder `{}` holds the content `{}`; choose another one with `--output`",
                config.output.display(),
                content.display()
            )));
        }
    }
    Ok(())
}
