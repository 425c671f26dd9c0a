//! The integration tests of kbgen: one binary, one module a subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, clippy::disallowed_methods)]

mod cases;
mod cli;
mod content;
mod corpus;
mod external;
mod families;
mod fuzz;
mod golden;
mod hostile;
mod hosts;
mod invariants;
mod memory;
mod publish;
mod publish_git;
mod publish_places;
mod publish_vendors;
mod repository;
mod search;
mod serve;
mod sshd;
mod support;
mod theme;
mod tidy;
