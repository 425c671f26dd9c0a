//! `kbgen build`.

use std::path::Path;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::progress::Bar;
use super::site::{FormatName, SiteArgs};
use super::summary::{self, Summary};
use super::{Status, print};
use crate::disk::{self, Failure};
use crate::hosts::Host;
use crate::model::{Code, Diagnostic, Key};
use crate::parallel;
use crate::pipeline::{self, Memory, Request};
use crate::read::Changes;
use crate::report;
use crate::shelf::Shelf;
use crate::write::{Counts, Done, Left, Writer};

/// Folder of the memory between builds, below the site's.
const CACHE: &str = ".kbgen/cache";

/// Arguments of `kbgen build`.
#[derive(Default, clap::Args)]
pub struct Args {
    /// Build everything anew, and keep nothing in .kbgen/cache for the next build
    #[arg(long)]
    no_cache: bool,
}

/// What a whole build came to, by the key of all that it read.
#[derive(Serialize, Deserialize)]
struct Finished {
    inputs: Option<Key>,
    /// The key of how it left its files.
    left: Key,
    summary: Summary,
    diagnostics: Vec<Diagnostic>,
}

/// What is left to be done when a build is done.
struct Kept {
    /// Whether the memory could be kept.
    saved: Result<(), Failure>,
    left: Left,
    names: Names,
}

/// Names on the shelf.
struct Names {
    left: String,
    finished: String,
}

impl Kept {
    /// Puts the whole build on the shelf.
    fn save(&self, mut finished: Finished, shelf: &Shelf) -> Result<(), Failure> {
        self.saved.as_ref().map_err(Failure::again)?;
        finished.left = Key::of(&self.left);
        let puts =
            parallel::both(|| shelf.put(&self.names.left, &self.left), || shelf.put(&self.names.finished, &finished));
        puts.0.and(puts.1)
    }
}

pub fn run(site: &SiteArgs, args: &Args) -> Status {
    run_for(site, args, None)
}

/// Builds the site for a host, unless the command line names another one.
pub fn run_for(site: &SiteArgs, args: &Args, host: Option<Host>) -> Status {
    let start = Instant::now();
    let mut request = site.request()?;
    request.config.publish.host = request.config.publish.host.or(host);
    super::check::refuse_overlap(&request.config)?;
    // A memory that cannot be opened is none; whether it can be kept is seen at the end.
    let shelf = if args.no_cache { None } else { Shelf::open(&site.below(Path::new(CACHE))).ok() };
    let bar = Bar::new(site.shows_progress());
    let made = make(&request, site.force, shelf.as_ref(), &bar);
    bar.done();
    let (finished, counts, kept) = made?;
    site.report(&finished.diagnostics);
    if site.format == FormatName::Human {
        let output = request.config.output.display().to_string();
        let written = Some((output.as_str(), counts));
        let has_url = request.config.base_url.is_some();
        let seconds = start.elapsed().as_secs_f64();
        print(&summary::in_words(&finished.summary, &finished.diagnostics, has_url, written, seconds));
    }
    let status = report::status(&finished.diagnostics, site.strict);
    if let (Some(shelf), Some(kept)) = (&shelf, kept)
        && let Err(failure) = kept.save(finished, shelf)
    {
        anstream::eprintln!("the memory of this build is not kept: {failure}");
    }
    Ok(status)
}

/// Builds the site; without any change of what is read or written it is remembered as a whole, and no memory is needed.
fn make(
    request: &Request,
    force: bool,
    shelf: Option<&Shelf>,
    bar: &Bar,
) -> Result<(Finished, Counts, Option<Kept>), Failure> {
    let output = disk::absolute(&request.config.output);
    let place = Key::of(&(&output, &request.only, request.drafts)).to_string();
    let names = Names { left: format!("left-{}", Key::of(&output)), finished: format!("finished-{place}") };
    let open = || {
        let left: Left = shelf.and_then(|shelf| shelf.get(&names.left)).unwrap_or_default();
        (Key::of(&left), Writer::open(&request.config.output, force, left))
    };
    // What was built is looked at while what is to be built is.
    let recall = || -> Result<(Memory, Option<Key>, Option<Finished>), Failure> {
        let mut memory = Memory::default();
        let Some(shelf) = shelf else { return Ok((memory, None, None)) };
        let inputs = pipeline::inputs(request, &mut memory)?;
        let finished: Option<Finished> = shelf.get(&names.finished);
        let finished = finished.filter(|finished| inputs.is_some() && finished.inputs == inputs);
        if finished.is_none() {
            memory.load(shelf);
        }
        Ok((memory, inputs, finished))
    };
    let ((left_key, writer), recalled) = parallel::both(open, recall);
    let (writer, (mut memory, inputs, finished)) = (writer?, recalled?);
    if let Some(finished) = finished {
        if finished.left == left_key && writer.keep_all() {
            let Done { counts, .. } = writer.finish()?;
            return Ok((finished, counts, None));
        }
        if let Some(shelf) = shelf {
            memory.load(shelf);
        }
    }
    let built = pipeline::build(request, &Changes::All, &mut memory, Some(&writer), &|progress| bar.hear(progress))?;
    if let Some(shelf) = shelf.filter(|shelf| shelf.is_damaged()) {
        shelf.clear()?;
        return make(request, force, Some(shelf), bar);
    }
    let save = || shelf.map(|shelf| memory.save(shelf));
    let (done, saved) = parallel::both(|| writer.finish(), save);
    let Done { counts, left } = done?;
    // A file that is in the way may go.
    let is_complete = built.diagnostics.iter().all(|diagnostic| diagnostic.code != Code::ForeignFile);
    let finished = Finished {
        inputs: inputs.filter(|_| is_complete),
        left: Key::default(),
        summary: Summary::of(&built.value),
        diagnostics: built.diagnostics,
    };
    // The program ends soon: giving back every text, one by one, would only take time.
    std::mem::forget((built.value, memory));
    Ok((finished, counts, saved.map(|saved| Kept { saved, left, names })))
}
