//! The nouns: plain values that the stages pass to each other.
//!
//! Nothing here reads a file, renders a page or decides anything; this module imports no other of kbgen.

mod answer;
mod catalog;
mod date;
mod diagnostic;
mod document;
pub mod docusaurus;
mod key;
mod lazy;
mod library;
mod locale;
mod output;
pub mod path;
mod plan;
pub mod slug;
mod source;

pub use answer::{Answer, Answers, Dead};
pub use catalog::*;
pub use date::Date;
pub use diagnostic::{Capped, Checked, Code, Diagnostic, Location, Severity};
pub use document::*;
pub use key::{Key, KeyMap, Keyed};
pub use lazy::{Lazy, Piece, Pieces};
pub use library::{Library, Part};
pub use locale::{Direction, Locale};
pub use output::{Content, OutputFile};
pub use plan::*;
pub use source::{Asset, Moved, Repository, RepositoryFile, Source, Spot, Toc, TocNode, Written};
