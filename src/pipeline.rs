//! The order of the stages, and nothing else: read, parse, align, plan, emit, write.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use memchr::memmem;
use rayon::prelude::*;

use crate::config::Config;
use crate::disk::{self, Failure};
use crate::hosts::limits::Tally;
use crate::model::{
    Asset, Catalog, Checked, Code, Diagnostic, Document, Library, Locale, Location, Moved, Part, Plan, Repository,
    Role, Source,
};
use crate::parse::docset::Rules;
use crate::write::Sink;
use crate::{align, emit, external, parse, plan, theme};

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
        let folders = entry.relative.rsplit_once('/').map_or("", |(folders, _)| folders);
        let locale = || folders.split('/').find_map(Locale::from_folder).map(|(locale, _)| locale);
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
    pub repositories: Vec<Repository>,
    /// Files that are gone.
    pub moved: Vec<Moved>,
    /// Paths of the files of other locales than those asked for.
    pub unread: Vec<Arc<str>>,
    pub files: Files,
}

/// How many files were read, by what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// Hears of progress: steps done, of how many.
pub type Observer<'a> = &'a (dyn Fn(Progress) + Sync);

/// How far a build is.
#[derive(Clone, Copy, Debug)]
pub enum Progress {
    /// So many files are to be read.
    Reading(usize),
    /// So many jobs are to be done.
    Writing(usize),
    /// So many addresses outside the site are to be asked.
    Asking(usize),
    /// One more of them is done.
    Step,
}

/// Reads the content and aligns it.
///
/// # Errors
/// Where the content or the alignment file cannot be read.
pub fn align(request: &Request, observer: Observer<'_>) -> Result<Checked<Aligned>, Failure> {
    let config = &request.config;
    let ledger = load_ledger(config)?;
    let listing = disk::list(&config.content, &config.output)?;
    observer(Progress::Reading(listing.texts.len()));
    let mut diagnostics = Vec::new();
    let (repositories, rules) = repositories(request, &listing.docsets, &mut diagnostics);
    let wanted = |entry: &&disk::Entry| request.wants(entry);
    let loaded: Vec<Checked<Option<Source>>> = listing
        .texts
        .par_iter()
        .filter(wanted)
        .map(|entry| match disk::load(entry) {
            Ok(source) => Checked { value: source.map(|source| ruled(source, entry, &rules)), diagnostics: Vec::new() },
            Err(failure) => Checked { value: None, diagnostics: vec![unreadable(&entry.path, &failure)] },
        })
        .collect();
    let library = library(&loaded, &listing, config);
    let parsed: Vec<Checked<Option<Arc<Document>>>> = loaded
        .into_par_iter()
        .map(|loaded| {
            observer(Progress::Step);
            let Checked { value: source, mut diagnostics } = loaded;
            let parsed = parsed(source.map(|source| parse::parse(&source, &library, &config.markdown)));
            diagnostics.extend(parsed.diagnostics);
            Checked { value: parsed.value, diagnostics }
        })
        .collect();
    let assets: Vec<_> = listing.assets.par_iter().map(|entry| (entry, disk::load_asset(entry))).collect();

    let mut documents = Vec::with_capacity(parsed.len());
    for checked in parsed {
        diagnostics.extend(checked.diagnostics);
        documents.extend(checked.value);
    }
    let mut readable = Vec::with_capacity(assets.len());
    for (entry, asset) in assets {
        match asset {
            Ok(asset) => readable.push(asset),
            Err(failure) => diagnostics.push(unreadable(&entry.path, &failure)),
        }
    }
    let options = align::Options {
        order: config.locales.0.iter().map(|(locale, _)| locale.clone()).collect(),
        source_locale: config.source_locale.clone(),
        only: request.only.clone(),
        drafts: request.drafts,
    };
    let files = count(&documents, request.drafts);
    let aligned = align::align(&documents, &ledger, &options);
    diagnostics.extend(aligned.diagnostics);
    let catalog = aligned.value;
    // Of files whose folder names no locale, some were read in vain.
    let in_vain = documents.iter().filter(|d| !request.only.is_empty() && d.role == Role::Article);
    let unread = listing.texts.iter().filter(|e| !request.wants(e)).map(|e| &e.relative);
    let unread = unread.chain(in_vain.map(|d| &d.relative)).cloned().collect();
    let redirects = documents.iter().filter(|d| request.drafts || !d.meta.draft);
    let mut moved: Vec<Moved> = redirects.filter_map(|d| parse::redirections::of_document(d)).collect();
    for entry in listing.redirections.iter().filter(wanted) {
        match disk::load_description(entry) {
            Ok(file) => {
                let found = parse::redirections::read(&file, &repositories);
                diagnostics.extend(found.diagnostics);
                moved.extend(found.value);
            }
            Err(failure) => diagnostics.push(unreadable(&entry.path, &failure)),
        }
    }
    let value = Aligned { catalog, ledger, assets: readable, repositories, moved, unread, files };
    Ok(Checked { value, diagnostics })
}

/// Reads what the docsets say of themselves: one of each in their order.
fn repositories(
    request: &Request,
    docsets: &[disk::Docset],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Repository>, Vec<Rules>) {
    let mut all_rules = Vec::with_capacity(docsets.len());
    let mut repositories = Vec::with_capacity(docsets.len());
    for docset in docsets {
        // The files of a locale that nobody asked for are not read.
        let mut load = |entry: &disk::Entry| {
            let loaded = request.wants(entry).then(|| disk::load_description(entry))?;
            loaded.map_err(|failure| diagnostics.push(unreadable(&entry.path, &failure))).ok()
        };
        let config = load(&docset.config);
        let files: Vec<_> = docset.tocs.iter().filter_map(load).collect();
        let rules = config.map(|file| parse::docset::read(&file)).unwrap_or_default();
        diagnostics.extend(rules.diagnostics);
        let mut tocs = Vec::with_capacity(files.len());
        for file in files.iter().filter(|file| !rules.value.leaves_out(&file.relative)) {
            let toc = parse::toc::read(file);
            diagnostics.extend(toc.diagnostics);
            tocs.push(toc.value);
        }
        let (root, folder) = (docset.config.root, docset.folder.clone());
        repositories.push(Repository { root, folder, bases: rules.value.bases.clone(), tocs });
        all_rules.push(rules.value);
    }
    (repositories, all_rules)
}

/// A file with what its docset says of it.
fn ruled(mut source: Source, entry: &disk::Entry, rules: &[Rules]) -> Source {
    if let Some(rules) = entry.number.and_then(|n| rules.get(n)) {
        source.excluded = !rules.publishes(&source.relative);
        source.defaults = rules.defaults(&source.relative);
    }
    source
}

/// Builds the site into the sink; without one, only finds what is wrong.
///
/// # Errors
/// Where the content or theme cannot be read, or the output cannot be written.
pub fn build(request: &Request, sink: Option<&dyn Sink>, observer: Observer<'_>) -> Result<Checked<Built>, Failure> {
    let Checked { value: aligned, mut diagnostics } = align(request, observer)?;
    if aligned.catalog.articles.is_empty() {
        return Err(no_articles(request));
    }
    let found = plan::Found {
        assets: &aligned.assets,
        repositories: &aligned.repositories,
        moved: &aligned.moved,
        unread: &aligned.unread,
    };
    let planned = plan::plan(aligned.catalog, &found, &request.config);
    diagnostics.extend(planned.diagnostics);
    let plan = planned.value;
    let locales: Vec<Locale> = plan.locales.iter().map(|l| l.locale.clone()).collect();
    let (theme, found) = theme::load(disk::read_folder(&request.config.theme)?, &locales)?;
    diagnostics.extend(found);
    {
        let site = emit::Site::new(&plan, &theme);
        let jobs = emit::jobs(&site);
        observer(Progress::Writing(jobs.len()));
        let host = request.config.publish.host();
        let found: Result<Vec<(Vec<Diagnostic>, Tally)>, Failure> = jobs
            .par_iter()
            .map(|job| {
                let Checked { value: files, mut diagnostics } = job();
                let files = host.finish(files, &plan.base);
                let tally = Tally::of(&files, host.profile());
                if let Some(sink) = sink {
                    diagnostics.extend(sink.put(files)?);
                }
                observer(Progress::Step);
                Ok((diagnostics, tally))
            })
            .collect();
        let assets = plan.assets.iter().map(|plan| (plan.path.as_str(), &plan.asset));
        let mut tally = Tally::of_assets(assets, host.profile());
        for (found, files) in found? {
            diagnostics.extend(found);
            tally = tally.merge(files);
        }
        diagnostics.extend(tally.check(host.profile()));
    }
    diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    // A template that fails does so on every page; once is enough.
    diagnostics.dedup();
    Ok(Checked { value: Built { plan, files: aligned.files }, diagnostics })
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

fn parsed(checked: Option<Checked<Document>>) -> Checked<Option<Arc<Document>>> {
    match checked {
        Some(Checked { value, diagnostics }) => Checked { value: Some(Arc::new(value)), diagnostics },
        None => Checked { value: None, diagnostics: Vec::new() },
    }
}

fn unreadable(path: &Arc<str>, failure: &Failure) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, failure.to_string())
        .at(Location::of_file(path))
        .help("make the file readable; the site is built without it")
}

/// Reads the files that others show: those named, in every locale that has them, and what they
/// show themselves.
fn library(loaded: &[Checked<Option<Source>>], listing: &disk::Listing, config: &Config) -> Library {
    let shown = |source: &Source| {
        // Nearly no file shows another one.
        let shows = [&b":::"[..], b"[!"].iter().any(|sign| memmem::find(&source.bytes, sign).is_some());
        let text = if shows { String::from_utf8_lossy(&source.bytes) } else { Cow::Borrowed("") };
        parse::shows(&text, source.root, &source.relative, source.docset)
    };
    let sources = loaded.par_iter().filter_map(|loaded| loaded.value.as_ref());
    let mut wanted: Vec<String> = sources.flat_map_iter(shown).collect();
    if wanted.is_empty() {
        return Library::default();
    }
    let mut entries: BTreeMap<String, Vec<&disk::Entry>> = BTreeMap::new();
    for entry in listing.texts.iter().chain(&listing.assets).chain(&listing.others) {
        entries.entry(Locale::split_path(&entry.relative.to_lowercase()).1).or_default().push(entry);
    }
    let mut parts = Vec::new();
    while let Some(path) = wanted.pop() {
        for entry in entries.remove(&Locale::split_path(&path.to_lowercase()).1).unwrap_or_default() {
            // One that cannot be read is as good as none; whoever shows it hears of that.
            let Ok(text) = disk::load_part(entry) else { continue };
            wanted.extend(parse::shows(&text, entry.root, &entry.relative, entry.docset));
            parts.push(Part {
                path: entry.path.clone(),
                root: entry.root,
                relative: entry.relative.clone(),
                docset: entry.docset,
                text: text.into(),
            });
        }
    }
    let fallback = std::iter::once(&config.source_locale).chain(config.locales.0.iter().map(|(locale, _)| locale));
    let chains = config.locales.0.iter().map(|(locale, options)| (locale.clone(), options.fallback.clone()));
    Library::new(parts, chains.collect(), fallback.cloned().collect())
}

fn count(documents: &[Arc<Document>], drafts: bool) -> Files {
    let mut files = Files::default();
    for document in documents {
        match document.role {
            Role::Article | Role::Redirect if document.meta.draft && !drafts => files.drafts += 1,
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
