//! `kbgen check`.

use std::path::Path;
use std::time::Instant;

use super::progress::Bar;
use super::site::{FormatName, SiteArgs};
use super::summary::{self, Summary};
use super::{Status, counted, print};
use crate::config::Config;
use crate::disk::{self, Failure};
use crate::explain;
use crate::external::{self, Outcome};
use crate::model::Locale;
use crate::pipeline::{self, Memory};
use crate::read::Changes;
use crate::report;

/// Columns of an explanation where no terminal says how many it has, and the most that read well.
const WIDTH: usize = 80;
const WIDEST: usize = 100;

/// Arguments of `kbgen check`.
#[derive(clap::Args)]
pub struct Args {
    /// Explain a code, such as KB401 or broken-link, in the language of the terminal; needs no site
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,

    /// Ask the servers of other sites whether links to them still work; this can take minutes, and
    /// the answers are kept in .kbgen/external-links.json for the next time
    #[arg(long)]
    external: bool,
}

pub fn run(site: &SiteArgs, args: &Args) -> Status {
    if let Some(code) = &args.explain {
        return explained(code);
    }
    let start = Instant::now();
    let request = site.request()?;
    let bar = Bar::new(site.shows_progress());
    let built = pipeline::build(&request, &Changes::All, &mut Memory::default(), None, &|progress| bar.hear(progress));
    let cache = site.below(Path::new(external::CACHE));
    let ask = |value| pipeline::ask_outside(value, &request.config, &cache, &|progress| bar.hear(progress));
    let asked = built.as_ref().ok().filter(|_| args.external).map(|built| ask(&built.value));
    bar.done();
    let mut built = built?;
    let (outcome, lost) = match asked {
        Some(Ok(asked)) => {
            built.diagnostics.extend(asked.diagnostics);
            built.diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
            (Some(asked.value), None)
        }
        Some(Err(failure)) => (None, Some(failure)),
        None => (None, None),
    };
    site.report(&built.diagnostics);
    if let Some(failure) = lost {
        return Err(failure);
    }
    if site.format == FormatName::Human {
        let has_url = request.config.base_url.is_some();
        let seconds = start.elapsed().as_secs_f64();
        print(&summary::in_words(&Summary::of(&built.value), &built.diagnostics, has_url, None, seconds));
        print(&outcome.as_ref().map(outside).unwrap_or_default());
    }
    if let Some(failure) = outcome.and_then(|outcome| outcome.unkept) {
        anstream::eprintln!("the answers of other sites are not kept: {failure}");
    }
    Ok(report::status(&built.diagnostics, site.strict))
}

fn explained(wanted: &str) -> Status {
    let code = explain::find(wanted).map_err(|nearest| {
        let way_out = match nearest {
            Some(code) => format!("the nearest one is `{} {}`", code.id(), code.name()),
            None => "codes are written as in `KB401` or `broken-link`".to_owned(),
        };
        Failure::new(format!("there is no code `{wanted}`; {way_out}"))
    })?;
    let locale = terminal_locale();
    let columns = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    print(&explain::text(code, locale.as_ref(), columns.map_or(WIDTH, |columns| columns.min(WIDEST))));
    Ok(0)
}

/// The locale of the terminal, where it says one.
pub fn terminal_locale() -> Option<Locale> {
    // The first of them that says anything decides, as everywhere in POSIX.
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
    let said = variables.filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    said.as_deref().and_then(explain::locale_of)
}

/// What the servers of other sites said, in a line.
fn outside(outcome: &Outcome) -> String {
    let counts = &outcome.counts;
    let all = counts.alive + counts.dead + counts.untold + counts.skipped;
    format!(
        "{} outside the site: {} alive, {} dead, {} not to be told, {} skipped; {} known from an earlier run\n",
        counted(all, "address", "addresses"),
        counts.alive,
        counts.dead,
        counts.untold,
        counts.skipped,
        counts.cached
    )
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
