//! The integration tests of kbgen: one binary, one module a subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, clippy::disallowed_methods)]

mod cli;
mod content;
mod corpus;
mod families;
mod golden;
mod hostile;
mod invariants;
mod support;
mod theme;
mod tidy;
