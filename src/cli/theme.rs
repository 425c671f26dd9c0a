//! `kbgen theme`: what the default theme is made of, and copies of its files to change.

use super::site::SiteArgs;
use super::{Status, counted, print};
use crate::disk::{self, Failure};
use crate::theme;

/// Arguments of `kbgen theme`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Name the files of the default theme
    List,
    /// Copy files of the default theme into the site's theme folder, to be changed there
    ///
    /// Files that are not copied stay those of the default theme, also when a newer kbgen changes them: copy as few as
    /// you can. A file that the folder has already is never replaced.
    Eject(EjectArgs),
}

#[derive(clap::Args)]
struct EjectArgs {
    /// The file, such as `templates/article.html` [default: all files]
    file: Option<String>,
}

pub fn run(site: &SiteArgs, args: &Args) -> Status {
    match &args.command {
        Command::List => {
            let names: String = theme::default_files().map(|(name, _)| name + "\n").collect();
            print(&names);
            Ok(0)
        }
        Command::Eject(args) => eject(site, args.file.as_deref()),
    }
}

fn eject(site: &SiteArgs, wanted: Option<&str>) -> Status {
    let folder = site.config()?.theme;
    let wanted = wanted.map(|name| name.replace('\\', "/"));
    let files: Vec<(String, Vec<u8>)> =
        theme::default_files().filter(|(name, _)| wanted.as_ref().is_none_or(|wanted| wanted == name)).collect();
    if let (Some(wanted), true) = (&wanted, files.is_empty()) {
        let message = format!("the default theme has no file `{wanted}`; `kbgen theme list` names those it has");
        return Err(Failure::new(message));
    }
    let (mut copied, mut kept) = (0, 0);
    for (name, bytes) in files {
        let path = folder.join(&name);
        if disk::exists(&path) {
            if wanted.is_some() {
                return Err(Failure::new(format!("`{}` exists already, and is not replaced", path.display())));
            }
            kept += 1;
            continue;
        }
        disk::write(&path, &bytes)?;
        copied += 1;
    }
    let kept = if kept == 0 { String::new() } else { format!(", {kept} kept that were there") };
    print(&format!("copied {} to {}{kept}\n", counted(copied, "file", "files"), folder.display()));
    Ok(0)
}
