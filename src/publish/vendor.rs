//! Hosts that are reached by their vendors' programs: a site in, what the program and then the public address say out.
//! The program is not believed: success is what readers can fetch.

use std::time::Duration;

use super::program::{Program, Said};
use super::{Action, Class, Job, Outcome, Progress, Stop, verify};
use crate::disk;

/// A vendor's program.
pub struct Vendor {
    /// The vendor, for people.
    pub name: &'static str,
    /// Its program, as it is found on `PATH`.
    pub program: &'static str,
    /// What to do where it is missing.
    pub advice: &'static str,
    /// The arguments, with the path of the output folder.
    pub args: fn(&Job, &str) -> Vec<String>,
    /// The address to look at instead of the public one, as the program says it, if it says one.
    pub address: fn(&Job, &Said) -> Option<String>,
    /// A file that the host needs, and that builds for it have.
    pub needs: Option<&'static str>,
}

/// How long programs may take: they send everything.
const LIMIT: Duration = Duration::from_secs(3600);

/// How long hosts take until all readers have the new site, if nothing is said.
const PATIENCE: u64 = 120;

/// Has the vendor's program publish, and looks whether it did.
///
/// # Errors
/// Where the program is missing or fails, or the public address does not show the site afterwards.
pub fn publish(job: &Job, vendor: &Vendor) -> Result<Outcome, Stop> {
    if job.action == Action::Rollback {
        return Err(Stop::unable(format!(
            "{} keeps earlier states itself: go back in its console, or check the earlier commit out and publish it",
            vendor.name
        )));
    }
    let base_url = job.base_url.ok_or_else(|| {
        Stop::unable(format!("set `base_url`: without it kbgen cannot see whether {} shows the site", vendor.name))
    })?;
    if let Some(needed) = vendor.needs
        && !job.site.files.iter().any(|file| file.path == needed)
    {
        return Err(Stop::unable(format!(
            "the site has no `{needed}`, which {} needs; build it for that host",
            vendor.name
        )));
    }
    let folder = disk::absolute(&job.site.folder);
    let name = job.options.program.as_deref().unwrap_or(vendor.program);
    // A path is relative to the site, a mere name is looked for on `PATH`.
    let name = match name.contains(['/', '\\']) {
        true => disk::absolute(&job.root.join(name)).into_os_string(),
        false => name.into(),
    };
    let program = Program::new(name, vendor.advice)
        .args((vendor.args)(job, &folder.to_string_lossy()))
        // Nobody is there to answer.
        .variable("CI", "1")
        .folder(&disk::absolute(job.root))
        .limit(LIMIT);
    let mut outcome = Outcome {
        target: vendor.name.to_owned(),
        dry_run: job.dry_run,
        uploaded: job.site.files.len(),
        bytes: job.site.files.iter().map(|file| file.size).sum(),
        ..Outcome::default()
    };
    if job.dry_run {
        outcome.notes.push(format!("`{}` would send what it finds to be new", program.name()));
        return Ok(outcome);
    }
    let shown = shown(job);
    // What is not there yet is what will prove that it came.
    let new = verify::missing(&shown, base_url, job.hear)?;
    (job.hear)(Progress::Begin("sending", 1));
    let said = program.run().map_err(|failure| match failure.to_string().starts_with("there is no program") {
        true => Stop::Unable(failure),
        false => Stop::Failed(failure),
    })?;
    if said.status != Some(0) {
        return Err(Stop::Failed(program.complaint(&said)));
    }
    (job.hear)(Progress::Step);
    let address = (vendor.address)(job, &said);
    let other = address.is_some();
    let address = address.unwrap_or_else(|| base_url.to_owned());
    let patience = Duration::from_secs(job.options.patience.unwrap_or(PATIENCE));
    let wanted = if new.is_empty() || other { verify::sample(&shown) } else { new.clone() };
    let proven = verify::within(patience, &wanted, &address, job.hear).map_err(|stop| {
        Stop::failed(format!("`{}` reports success, but the site is not there: {stop}", program.name()))
    })?;
    outcome.verified = Some(proven);
    if other {
        outcome.notes.push(format!("it can be seen at <{address}>"));
    } else if new.is_empty() {
        outcome.notes.push("every file that was looked at had been there before".to_owned());
    }
    Ok(outcome)
}

/// What hosts show as it is: neither their own rules and error pages, nor the front page, where many choose a language.
fn shown(job: &Job) -> Vec<(String, String)> {
    let is_shown = |path: &str| match Class::of(path) {
        Class::Root => ["robots.txt", "llms.txt", "catalog.json"].contains(&path) || path.ends_with(".xml"),
        _ => !path.ends_with("404.html") && !path.split('/').any(|part| part.starts_with(['_', '.'])),
    };
    let files = job.site.files.iter().filter(|file| is_shown(&file.path));
    files.map(|file| (file.path.clone(), file.hash.clone())).collect()
}

/// Whether readers are meant, rather than people who look at a preview.
pub fn is_live<'a>(job: &'a Job) -> Result<(), &'a str> {
    match job.options.environment.as_deref() {
        None | Some("production") => Ok(()),
        Some(other) => Err(other),
    }
}
