//! kbgen builds the website of a localized knowledge base.
pub mod align;
pub mod disk;
pub mod model;
pub mod parse;
pub mod yaml;
