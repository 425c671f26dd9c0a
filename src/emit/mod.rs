//! Emit: the plan in, the files of the site out. Each emitter is one file here and one line in
//! [`EMITTERS`]; it lists jobs, and a job carries all that it reads. Never decides a URL, never
//! touches the disk.

mod articles;
mod assets;
mod body;
mod errors;
mod feed;
mod home;
mod host_files;
mod lists;
mod machines;
mod navigation;
mod not_found;
mod originals;
mod redirects;
mod robots;
mod root;
mod search;
mod search_page;
mod site;
mod sitemap;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::cache::Table;
use crate::disk::Failure;
use crate::hosts::limits::Tally;
use crate::model::{Checked, Diagnostic, Key, Keyed, OutputFile};
use crate::parallel;
use crate::shelf::Shelf;

pub use site::Site;

/// A piece of work that yields files, independent of all others. Jobs of equal keys yield the same.
pub struct Job<'a> {
    name: &'static str,
    keyed: Keying<'a>,
    make: Box<dyn Fn() -> Checked<Vec<OutputFile>> + Send + Sync + 'a>,
}

type Keying<'a> = Box<dyn Fn(&mut Keyed) + Send + Sync + 'a>;

impl<'a> Job<'a> {
    /// `keyed` adds all that `make` reads to a key.
    pub fn new(
        name: &'static str,
        keyed: impl Fn(&mut Keyed) + Send + Sync + 'a,
        make: impl Fn() -> Checked<Vec<OutputFile>> + Send + Sync + 'a,
    ) -> Self {
        Self { name, keyed: Box::new(keyed), make: Box::new(make) }
    }

    /// The key of all that it is made of.
    pub fn key(&self) -> Key {
        let mut keyed = Keyed::default();
        keyed.add(self.name);
        (self.keyed)(&mut keyed);
        keyed.done()
    }

    /// Its files.
    pub fn make(&self) -> Checked<Vec<OutputFile>> {
        (self.make)()
    }
}

/// What a job yielded.
#[derive(Debug, Serialize, Deserialize)]
pub struct Emitted {
    /// Paths of its files.
    pub files: Vec<Arc<str>>,
    /// How much there is to be uploaded.
    pub tally: Tally,
    pub diagnostics: Vec<Diagnostic>,
}

/// What was emitted before.
#[derive(Debug, Default)]
pub struct Memory {
    pub jobs: Table<Emitted>,
    pub search: search::Memory,
}

impl Memory {
    /// Ends a run; see [`Table::turn`].
    pub fn turn(&mut self) {
        self.jobs.turn();
        self.search.turn();
    }

    /// Takes what a shelf has.
    pub fn load(shelf: &Shelf) -> Self {
        Self { jobs: Table::load(shelf, "jobs"), search: search::Memory::load(shelf) }
    }

    /// Puts on a shelf what it does not have yet.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save(&self, shelf: &Shelf) -> Result<(), Failure> {
        let (jobs, search) = parallel::both(|| self.jobs.save(shelf, "jobs"), || self.search.save(shelf));
        jobs.and(search)
    }
}

/// One kind of output.
pub struct Emitter {
    pub name: &'static str,
    pub jobs: for<'a> fn(&'a Site<'a>) -> Vec<Job<'a>>,
}

/// Every kind of output, in two parts: what readers look at, and what programs read. Each place of the output folder
/// belongs to one of them.
pub const EMITTERS: [&[Emitter]; 2] = [
    &[
        // The longest jobs first.
        articles::EMITTER,
        originals::EMITTER,
        home::EMITTER,
        lists::EMITTER,
        errors::EMITTER,
        not_found::EMITTER,
        search_page::EMITTER,
        root::EMITTER,
        redirects::EMITTER,
        assets::EMITTER,
    ],
    &[search::EMITTER, machines::EMITTER, sitemap::EMITTER, feed::EMITTER, host_files::EMITTER, robots::EMITTER],
];

/// All jobs of a site, in the parts of [`EMITTERS`].
pub fn jobs<'a>(site: &'a Site<'a>) -> [Vec<Job<'a>>; 2] {
    EMITTERS.map(|part| part.iter().flat_map(|emitter| (emitter.jobs)(site)).collect())
}
