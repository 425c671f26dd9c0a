//! kbgen builds the website of a localized knowledge base.
pub mod align;
pub mod cli;
pub mod config;
pub mod disk;
pub mod emit;
pub mod highlight;
pub mod intl;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod plan;
pub mod report;
pub mod strings;
pub mod theme;
pub mod write;
pub mod yaml;
