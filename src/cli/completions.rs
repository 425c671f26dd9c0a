//! `kbgen completions`.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Status, print};

/// Arguments of `kbgen completions`.
#[derive(clap::Args)]
pub struct Args {
    /// The shell to complete for
    shell: Shell,
}

pub fn run(args: &Args) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "kbgen", &mut script);
    print(&String::from_utf8_lossy(&script));
    Ok(0)
}
