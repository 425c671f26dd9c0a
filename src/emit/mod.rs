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

use crate::model::{Checked, OutputFile};

pub use site::Site;

/// A piece of work that yields files, independent of all others.
pub type Job<'a> = Box<dyn Fn() -> Checked<Vec<OutputFile>> + Send + Sync + 'a>;

/// One kind of output.
pub struct Emitter {
    pub name: &'static str,
    pub jobs: for<'a> fn(&'a Site<'a>) -> Vec<Job<'a>>,
}

/// Every kind of output. Each place of the output folder belongs to one of them.
pub const EMITTERS: &[Emitter] = &[
    // The longest jobs first.
    search::EMITTER,
    articles::EMITTER,
    originals::EMITTER,
    home::EMITTER,
    lists::EMITTER,
    errors::EMITTER,
    not_found::EMITTER,
    search_page::EMITTER,
    root::EMITTER,
    redirects::EMITTER,
    host_files::EMITTER,
    sitemap::EMITTER,
    feed::EMITTER,
    machines::EMITTER,
    robots::EMITTER,
    assets::EMITTER,
];

/// All jobs of a site.
pub fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    EMITTERS.iter().flat_map(|emitter| (emitter.jobs)(site)).collect()
}
