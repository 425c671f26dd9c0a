//! The order of the stages, and nothing else: read, parse, align, plan, emit, write.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::cache::Table;
use crate::config::Config;
use crate::disk::{self, Failure};
use crate::hosts::Host;
use crate::hosts::limits::Tally;
use crate::model::{Asset, Catalog, Checked, Diagnostic, Key, Locale, Location, Moved, OutputFile, Plan, Role};
use crate::read::{self, Changes, Described};
use crate::shelf::Shelf;
use crate::write::Sink;
use crate::{align, emit, external, parallel, parse, plan, theme};

/// What to build.
#[derive(Clone, Debug)]
pub struct Request {
    /// The configuration, its paths as they can be opened.
    pub config: Config,
    /// Only these locales; all where empty.
    pub only: Vec<Locale>,
    pub drafts: bool,
}

impl Request {
    /// Whether a file can matter to the locales asked for. One in the folder of another locale does
    /// not, unless its units are needed for the source language.
    fn wants(&self, entry: &disk::Entry) -> bool {
        let locale = || {
            let folders = entry.relative.rsplit_once('/').map_or("", |(folders, _)| folders);
            folders.split('/').find_map(Locale::from_folder).map(|(locale, _)| locale)
        };
        self.only.is_empty()
            || self.only.contains(&self.config.source_locale)
            || locale().is_none_or(|locale| self.only.contains(&locale))
    }
}

/// All that is read, aligned.
#[derive(Debug)]
pub struct Aligned {
    pub catalog: Catalog,
    pub ledger: align::Ledger,
    pub assets: Vec<Asset>,
    pub described: Arc<Described>,
    /// Files that are gone.
    pub moved: Vec<Moved>,
    /// Paths of the files of other locales than those asked for.
    pub unread: Vec<Arc<str>>,
    pub files: Files,
}

/// How many files were read, by what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    pub articles: usize,
    pub includes: usize,
    pub redirects: usize,
    pub others: usize,
    pub drafts: usize,
}

/// What a build came to.
#[derive(Debug)]
pub struct Built {
    pub plan: Plan,
    pub files: Files,
}

/// What earlier builds came to. A build with a memory makes the same site as one without, in the time that the changes
/// take.
#[derive(Default)]
pub struct Memory {
    read: read::Memory,
    align: align::Memory,
    plan: plan::Memory,
    themes: Table<Result<(theme::Theme, Vec<Diagnostic>), String>>,
    emit: emit::Memory,
}

impl Memory {
    /// Takes what a shelf has.
    pub fn load(&mut self, shelf: &Shelf) {
        self.read.load(shelf);
        self.align = align::Memory::load(shelf);
        self.plan = plan::Memory::load(shelf);
        self.emit = emit::Memory::load(shelf);
    }

    /// Puts on a shelf what it does not have yet.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save(&self, shelf: &Shelf) -> Result<(), Failure> {
        let early = || self.read.save(shelf).and_then(|()| self.align.save(shelf));
        let stages = || parallel::both(early, || self.plan.save(shelf));
        let ((early, plan), emit) = parallel::both(stages, || self.emit.save(shelf));
        early.and(plan).and(emit)
    }

    /// Ends a build: forgets what it did not need.
    fn turn(&mut self) {
        self.read.turn();
        self.align.turn();
        self.plan.turn();
        self.themes.turn();
        self.emit.turn();
    }
}

/// Hears of progress: steps done, of how many.
pub type Observer<'a> = &'a (dyn Fn(Progress) + Sync);

/// How far a build is.
#[derive(Clone, Copy, Debug)]
pub enum Progress {
    /// So many files are to be read.
    Reading(usize),
    /// So many jobs are to be done.
    Writing(usize),
    /// What readers look at is there; what programs read, such as the search index, is to come.
    Readable,
    /// So many addresses outside the site are to be asked.
    Asking(usize),
    /// One more of them is done.
    Step,
}

/// The key of all that a build reads; `None` where a file was changed so lately that it cannot be told from a newer one.
///
/// # Errors
/// Where the content or the theme cannot be read.
pub fn inputs(request: &Request, memory: &mut Memory) -> Result<Option<Key>, Failure> {
    let config = &request.config;
    let Some(content) = read::inputs(config, &mut memory.read)? else { return Ok(None) };
    let (theme, ledger) = (disk::read_folder(&config.theme)?, disk::read_optional(&config.alignment)?);
    Ok(Some(Key::of(&(config, &request.only, request.drafts, content, theme, ledger))))
}

/// Reads the content and aligns it.
///
/// # Errors
/// Where the content or the alignment file cannot be read.
pub fn align(
    request: &Request,
    changes: &Changes,
    memory: &mut Memory,
    observer: Observer<'_>,
) -> Result<Checked<Aligned>, Failure> {
    let config = &request.config;
    let ledger = load_ledger(config)?;
    let step = |files: Option<usize>| observer(files.map_or(Progress::Step, Progress::Reading));
    let wants = |entry: &disk::Entry| request.wants(entry);
    let wants = (&wants as _, Key::of(&request.only));
    let Checked { value: content, mut diagnostics } = read::read(config, wants, changes, &mut memory.read, &step)?;
    let options = align::Options {
        order: config.locales.0.iter().map(|(locale, _)| locale.clone()).collect(),
        source_locale: config.source_locale.clone(),
        only: request.only.clone(),
        drafts: request.drafts,
    };
    let told = || content.documents.iter().flatten();
    let aligned = align::align(told(), &ledger, &options, &memory.align);
    diagnostics.extend(aligned.diagnostics);
    // Of files whose folder names no locale, some were read in vain.
    let in_vain = told().filter(|told| !request.only.is_empty() && told.role == Role::Article);
    let unread = content.listing.texts.iter().filter(|e| !request.wants(e)).map(|e| &e.relative);
    let unread = unread.chain(in_vain.map(|told| &told.document.relative)).cloned().collect();
    let redirects = told().filter(|told| told.role == Role::Redirect && (request.drafts || !told.draft));
    let mut moved: Vec<Moved> = redirects.filter_map(|told| parse::redirections::of_document(&told.document)).collect();
    for entry in content.listing.redirections.iter().filter(|entry| request.wants(entry)) {
        match disk::load_description(entry) {
            Ok(file) => {
                let found = parse::redirections::read(&file, &content.described.repositories);
                diagnostics.extend(found.diagnostics);
                moved.extend(found.value);
            }
            Err(failure) => diagnostics.push(read::unreadable(&entry.path, &failure)),
        }
    }
    let files = count(told(), request.drafts);
    let value = Aligned {
        catalog: aligned.value,
        ledger,
        assets: content.assets,
        described: content.described,
        moved,
        unread,
        files,
    };
    Ok(Checked { value, diagnostics })
}

/// Builds the site into the sink; without one, only finds what is wrong.
///
/// # Errors
/// Where the content or theme cannot be read, or the output cannot be written.
pub fn build(
    request: &Request,
    changes: &Changes,
    memory: &mut Memory,
    sink: Option<&dyn Sink>,
    observer: Observer<'_>,
) -> Result<Checked<Built>, Failure> {
    let Checked { value: aligned, mut diagnostics } = align(request, changes, memory, observer)?;
    if aligned.catalog.articles.is_empty() {
        return Err(no_articles(request));
    }
    let found = plan::Found {
        assets: &aligned.assets,
        repositories: &aligned.described.repositories,
        moved: &aligned.moved,
        unread: &aligned.unread,
    };
    let own = disk::read_folder(&request.config.theme)?;
    let locales = aligned.catalog.locales.clone();
    let load = || theme::load(own.clone(), &locales).map_err(|failure| failure.to_string());
    let (planned, loaded) = parallel::both(
        || plan::plan(aligned.catalog, &found, &request.config, &memory.plan),
        || memory.themes.get(Key::of(&(&own, &locales)), load),
    );
    diagnostics.extend(planned.diagnostics);
    let plan = planned.value;
    let (theme, found) = loaded.as_ref().as_ref().map_err(|failure| Failure::new(failure.clone()))?;
    diagnostics.extend(found.iter().cloned());
    let site = emit::Site::new(&plan, theme, &memory.emit);
    let parts = emit::jobs(&site);
    observer(Progress::Writing(parts.iter().map(Vec::len).sum()));
    let host = request.config.publish.host();
    let assets = plan.assets.iter().map(|plan| (plan.path.as_str(), &plan.asset));
    let mut tally = Tally::of_assets(assets, host.profile());
    let finish = |files| host.finish(files, &plan.base);
    let place = Key::of(&(host.name(), &plan.base));
    let [pages, others] = &parts;
    // Of what nobody waits for, the longest comes first.
    let rounds = match sink.is_some_and(Sink::pages_first) {
        true => vec![pages.iter().collect(), others.iter().collect()],
        false => vec![others.iter().chain(pages).collect::<Vec<_>>()],
    };
    for (round, jobs) in rounds.into_iter().enumerate() {
        let done = parallel::map_evenly(&jobs, |job| {
            let emitted = emit(job, place, host, &finish, &memory.emit.jobs, sink);
            observer(Progress::Step);
            emitted
        });
        for emitted in done {
            let (emitted, refused) = emitted?;
            diagnostics.extend(emitted.diagnostics.iter().cloned().chain(refused));
            tally = tally.merge(emitted.tally.clone());
        }
        if round == 0 {
            observer(Progress::Readable);
        }
    }
    diagnostics.extend(tally.check(host.profile()));
    diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    // A template that fails does so on every page; once is enough.
    diagnostics.dedup();
    drop(parts);
    drop(site);
    drop(loaded);
    memory.turn();
    Ok(Checked { value: Built { plan, files: aligned.files }, diagnostics })
}

/// Does a job, unless its files are there already; what it yielded, and which of its files were refused. `finish` makes
/// of them what the host gets, which `place` names.
fn emit(
    job: &emit::Job<'_>,
    place: Key,
    host: Host,
    finish: &dyn Fn(Vec<OutputFile>) -> Vec<OutputFile>,
    known: &Table<emit::Emitted>,
    sink: Option<&dyn Sink>,
) -> Result<(Arc<emit::Emitted>, Vec<Diagnostic>), Failure> {
    let key = Key::of(&(job.key(), place));
    if let Some(emitted) = known.find(key).filter(|known| sink.is_none_or(|sink| sink.keep(key, &known.files))) {
        return Ok((emitted, Vec::new()));
    }
    let Checked { value: files, diagnostics } = job.make();
    let files = finish(files);
    let tally = Tally::of(&files, host.profile());
    let paths = files.iter().map(|file| file.path.as_str().into()).collect();
    let emitted = Arc::new(emit::Emitted { files: paths, tally, diagnostics });
    let refused = sink.map_or(Ok(Vec::new()), |sink| sink.put(key, files))?;
    if refused.is_empty() {
        known.put(key, emitted.clone());
    }
    Ok((emitted, refused))
}

/// Asks every address outside the site whether it still answers; remembers the answers in a file.
///
/// # Errors
/// Where the network cannot be reached.
pub fn ask_outside(
    built: &Built,
    config: &Config,
    cache: &Path,
    observer: Observer<'_>,
) -> Result<Checked<external::Outcome>, Failure> {
    let places = plan::outside::places(&built.plan);
    let addresses = places.iter().map(|place| place.address.as_str());
    let inquiry = external::Inquiry::new(addresses, &config.links.external, cache);
    observer(Progress::Asking(inquiry.open()));
    let value = inquiry.run(&|| observer(Progress::Step))?;
    let diagnostics = plan::outside::findings(&places, &value.answers);
    Ok(Checked { value, diagnostics })
}

/// Reads the alignment file, where there is one.
///
/// # Errors
/// Where it cannot be read or is not valid.
fn load_ledger(config: &Config) -> Result<align::Ledger, Failure> {
    let Some(text) = disk::read_optional(&config.alignment)? else { return Ok(align::Ledger::default()) };
    align::Ledger::parse(&text).map_err(|error| {
        let path: Arc<str> = config.alignment.to_string_lossy().into();
        let location = Location::in_text(&path, &text, error.offset.map_or(0..0, |at| at..at));
        Failure::new(format!("{path}:{}:{}: {}", location.line, location.column, error.message))
    })
}

fn count<'a>(told: impl Iterator<Item = &'a align::Told>, drafts: bool) -> Files {
    let mut files = Files::default();
    for told in told {
        match told.role {
            Role::Article | Role::Redirect if told.draft && !drafts => files.drafts += 1,
            Role::Article => files.articles += 1,
            Role::Include => files.includes += 1,
            Role::Redirect => files.redirects += 1,
            Role::Other => files.others += 1,
        }
    }
    files
}

fn no_articles(request: &Request) -> Failure {
    let folders: Vec<String> = request.config.content.iter().map(|c| format!("`{}`", c.display())).collect();
    let locales: Vec<&str> = request.only.iter().map(Locale::tag).collect();
    let wanted = if locales.is_empty() { String::new() } else { format!(" in {}", locales.join(" or ")) };
    Failure::new(format!("there is no article{wanted} in {}", folders.join(", ")))
}
