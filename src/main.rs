//! The `kbgen` command.

use std::process::ExitCode;

/// Ten thousand small files are millions of small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kbgen::cli::main()
}
