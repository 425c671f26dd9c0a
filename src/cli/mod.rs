//! The command line: arguments in, text on the terminal and an exit status out. The only place that
//! prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod align;
mod build;
mod check;
mod completions;
mod init;
mod progress;
mod publish;
mod search;
mod serve;
mod site;
mod summary;
mod theme;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::disk::Failure;

use site::SiteArgs;

/// Builds the website of a localized knowledge base.
///
/// kbgen reads help articles in many languages (Markdown with `ms.*` front matter, with or without
/// bilingual spans), finds out which are translations of one article, and writes a site in which
/// every article can be read in every language it has.
#[derive(Parser)]
#[command(name = "kbgen", version, max_term_width = 100, after_help = EXIT_STATUS)]
struct Cli {
    #[command(flatten)]
    site: SiteArgs,

    #[command(subcommand)]
    command: Command,
}

const EXIT_STATUS: &str =
    "Exit status: 0 clean, 1 errors were found (with --strict also warnings), 2 kbgen could not run.";

/// Every command; each is one file beside this one.
#[derive(Subcommand)]
enum Command {
    /// Build the site
    Build(build::Args),
    /// Show the site in a browser while it is written, and build it again with every change
    Serve(serve::Args),
    /// Find what is wrong with the content, without writing the site
    Check(check::Args),
    /// Put the site on its host, safely, or go back to what was there before
    Publish(publish::Args),
    /// Show which files are translations of one article, and why
    Align(align::Args),
    /// Search the built site, as its readers do
    Search(search::Args),
    /// Show the default theme's files, or copy some to change them
    Theme(theme::Args),
    /// Make a new site, or a configuration for existing content
    Init(init::Args),
    /// Print completions for a shell
    Completions(completions::Args),
}

/// Runs the command of this process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command {
        Command::Build(args) => build::run(&cli.site, args),
        Command::Serve(args) => serve::run(cli.site, args),
        Command::Check(args) => check::run(&cli.site, args),
        Command::Publish(args) => publish::run(&cli.site, args),
        Command::Align(args) => align::run(&cli.site, args),
        Command::Search(args) => search::run(&cli.site, args),
        Command::Theme(args) => theme::run(&cli.site, args),
        Command::Init(args) => init::run(&cli.site, args),
        Command::Completions(args) => completions::run(args),
    };
    match done {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            complain(&failure);
            ExitCode::from(2)
        }
    }
}

/// Says why something could not be done.
fn complain(failure: &Failure) {
    let style = anstyle::AnsiColor::Red.on_default().effects(anstyle::Effects::BOLD);
    anstream::eprintln!("{style}error{style:#}: {failure}");
}

/// Prints a result; a reader that has gone away is no failure.
fn print(text: &str) {
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Counts something in words.
fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

type Status = Result<u8, Failure>;
