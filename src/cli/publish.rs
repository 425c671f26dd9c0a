//! `kbgen publish`.

use std::fmt::Write;
use std::path::PathBuf;
use std::time::Instant;

use super::progress::Bar;
use super::site::{FormatName, SiteArgs};
use super::{Status, build, counted, print};
use crate::config::Config;
use crate::disk::{self, Failure};
use crate::hosts::Host;
use crate::publish::{self, Action, Job, Outcome, Site, Stop};

/// Arguments of `kbgen publish`.
#[derive(clap::Args)]
pub struct Args {
    /// Name of one of `publish.targets` in kbgen.yaml, or an address such as s3://bucket/prefix
    #[arg(value_name = "TARGET")]
    target: Option<String>,

    /// Say what would be done, and change nothing there
    #[arg(long)]
    dry_run: bool,

    /// Fetch some of the files through the site's public address, and compare them
    #[arg(long)]
    verify: bool,

    /// Go back to the state before the last publishing; called again, it undoes itself
    #[arg(long, conflicts_with = "no_build")]
    rollback: bool,

    /// Publish what the output folder holds, without building first
    #[arg(long)]
    no_build: bool,

    /// Also write what was done, as JSON, into a file
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

pub fn run(site: &SiteArgs, args: &Args) -> Status {
    let config = site.config()?;
    let target = publish::resolve(&config.publish, args.target.as_deref())?;
    if args.verify && config.base_url.is_none() {
        return Err(Failure::new("`--verify` needs to know where the site is: set `base_url`"));
    }
    let files = if args.rollback {
        Site::default()
    } else {
        if !args.no_build {
            let host = target.options.server.unwrap_or_else(|| Host::of_kind(target.kind.name));
            let status = build::run_for(site, &build::Args::default(), Some(host))?;
            if status != 0 && site.strict {
                super::complain(&Failure::new("the site has problems and is not published (--strict)"));
                return Ok(status);
            }
        }
        Site::open(&config.output, &site.root)?
    };
    let start = Instant::now();
    let bar = Bar::new(site.shows_progress());
    let hear = |progress| bar.hear_publisher(progress);
    let job = Job {
        name: &target.name,
        options: &target.options,
        root: &site.root,
        site: &files,
        action: if args.rollback { Action::Rollback } else { Action::Publish },
        dry_run: args.dry_run,
        force: site.force,
        grace: config.publish.grace.unwrap_or(publish::GRACE),
        base_url: config.base_url.as_deref(),
        hear: &hear,
    };
    let done = (target.kind.publish)(&job).and_then(|outcome| proven(args, &config, &files, outcome, &hear));
    bar.done();
    let (outcome, failed) = match done {
        Ok(outcome) => (outcome, None),
        Err(stop) => {
            let error = publish::hide(&stop.to_string());
            let outcome = Outcome { target: target.name.clone(), error: Some(error.clone()), ..Outcome::default() };
            (outcome, Some((stop, Failure::new(error))))
        }
    };
    let json = serde_json::to_string_pretty(&outcome).map_err(|e| Failure::new(e.to_string()))? + "\n";
    if let Some(path) = &args.report {
        disk::write(path, json.as_bytes())?;
    }
    match failed {
        Some((Stop::Unable(_), failure)) => return Err(failure),
        Some((Stop::Failed(_), failure)) => {
            super::complain(&failure);
            return Ok(1);
        }
        None => {}
    }
    match site.format {
        FormatName::Human => print(&summary(&outcome, start.elapsed().as_secs_f64())),
        // What the build found is one document already.
        _ if args.no_build || args.rollback => print(&json),
        _ => {}
    }
    Ok(0)
}

/// The outcome with the proof that was asked for.
fn proven(
    args: &Args,
    config: &Config,
    site: &Site,
    mut outcome: Outcome,
    hear: &dyn Fn(publish::Progress),
) -> Result<Outcome, Stop> {
    if let Some(base_url) =
        config.base_url.as_deref().filter(|_| args.verify && !args.dry_run && outcome.verified.is_none())
    {
        let built = || site.files.iter().map(|file| (file.path.clone(), file.hash.clone())).collect();
        let files = outcome.files.take().unwrap_or_else(built);
        outcome.verified = Some(publish::verify(&files, base_url, hear)?);
    }
    Ok(outcome)
}

/// What was done, in a few lines.
fn summary(outcome: &Outcome, seconds: f64) -> String {
    let mut out = String::new();
    let (uploaded, deleted) = if outcome.dry_run { ("to upload", "to delete") } else { ("uploaded", "deleted") };
    let _ = write!(
        out,
        "{}: {} {uploaded}, {} unchanged, {} {deleted}",
        outcome.target, outcome.uploaded, outcome.unchanged, outcome.deleted
    );
    if let Some(generation) = outcome.generation {
        let _ = write!(out, ", generation {generation}");
    }
    if outcome.requests > 0 {
        let _ = write!(out, ", {}", counted(outcome.requests, "request", "requests"));
    }
    let _ = writeln!(out, ", {:.1} MB, in {seconds:.2} s", outcome.bytes as f64 / 1e6);
    if let Some(verified) = outcome.verified {
        let _ = writeln!(
            out,
            "{} fetched through the public address, all as they should be",
            counted(verified, "file", "files")
        );
    }
    for note in &outcome.notes {
        let _ = writeln!(out, "{note}");
    }
    if outcome.dry_run {
        out.push_str("nothing was changed (--dry-run)\n");
    }
    out
}
