//! `kbgen serve`.

use std::fmt::Write;
use std::net::IpAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use super::progress::Bar;
use super::site::{FormatName, SiteArgs};
use super::{Status, counted, print};
use crate::disk;
use crate::model::Diagnostic;
use crate::pipeline::Progress;
use crate::read::Changes;
use crate::report;
use crate::serve::{self, Ear, News, Options};

/// Arguments of `kbgen serve`.
#[derive(clap::Args)]
pub struct Args {
    /// Build again with every change, and show it in the browser: the default
    #[arg(long, overrides_with = "no_watch")]
    watch: bool,

    /// Build once, and follow no changes
    #[arg(long, overrides_with = "watch")]
    no_watch: bool,

    /// Port to listen at [default: 8000, or the next free one]
    #[arg(short, long, value_name = "PORT")]
    port: Option<u16>,

    /// Address to listen at; 0.0.0.0 shows the site to other machines, too
    #[arg(short, long, value_name = "ADDR", default_value = "127.0.0.1")]
    interface: IpAddr,

    /// Open the site in the browser
    #[arg(short = 'O', long)]
    open: bool,

    /// Look at all files every second, where the system does not tell of changes: on network drives, and in some containers
    #[arg(long)]
    poll: bool,
}

pub fn run(site: SiteArgs, args: &Args) -> Status {
    let options = Options {
        interface: args.interface,
        port: args.port,
        watch: args.watch || !args.no_watch,
        poll: args.poll,
        file: site.config_file(),
    };
    let site = Arc::new(site);
    let bar = Bar::new(site.shows_progress());
    let terminal = Arc::new(Terminal { site: site.clone(), bar, open: args.open });
    let served = serve::run(&options, Box::new(move || site.request()), terminal.clone());
    terminal.bar.done();
    served.map(|()| 0)
}

/// Says what happens.
struct Terminal {
    site: Arc<SiteArgs>,
    bar: Bar,
    open: bool,
}

impl Terminal {
    fn say(&self, text: &str) {
        if self.site.format == FormatName::Human {
            print(text);
        }
    }

    fn report(&self, findings: &[Diagnostic]) {
        if !findings.is_empty() {
            self.site.report(findings);
        }
    }
}

impl Ear for Terminal {
    fn hear(&self, news: &News<'_>) {
        match news {
            News::PortTaken { wanted, port } => self.say(&format!("port {wanted} is in use, {port} is not\n")),
            News::Ready { summary, findings, seconds, watching } => {
                self.bar.done();
                self.report(findings);
                let mut text = format!(
                    "{} in {}, {}, built in {seconds:.2} s\n",
                    counted(summary.articles, "article", "articles"),
                    counted(summary.locales, "locale", "locales"),
                    counted(summary.pages, "page", "pages")
                );
                let (errors, warnings, notes) = report::tally(findings);
                if errors + warnings + notes > 0 {
                    let _ = writeln!(
                        text,
                        "{}, {}, {}",
                        counted(errors, "error", "errors"),
                        counted(warnings, "warning", "warnings"),
                        counted(notes, "note", "notes")
                    );
                }
                if !watching {
                    text.push_str("changes are not followed\n");
                }
                self.say(&text);
            }
            News::Listening(address) => {
                self.say(&format!("{address} (Ctrl C ends it)\n"));
                if self.open && !open(address) {
                    anstream::eprintln!("no browser could be opened");
                }
            }
            News::Polling(reason) => {
                anstream::eprintln!("files are looked at every second for changes: {reason}");
            }
            News::Rebuilt { changes, files, seconds, new, mended, recovered } => {
                self.report(new);
                if *files == 0 && new.is_empty() && *mended == 0 && !recovered {
                    return;
                }
                let mut text = format!(
                    "{}: {}, built in {seconds:.3} s",
                    named(changes),
                    counted(*files, "file of the site has changed", "files of the site have changed")
                );
                if *mended > 0 {
                    let _ = write!(text, ", {} mended", counted(*mended, "problem", "problems"));
                }
                text.push('\n');
                self.say(&text);
            }
            News::Failed(failure) => {
                let style = anstyle::AnsiColor::Red.on_default().effects(anstyle::Effects::BOLD);
                anstream::eprintln!("{style}error{style:#}: {failure}\nthe site is served as it was before");
            }
        }
    }

    fn progress(&self, progress: Progress) {
        self.bar.hear(progress);
    }
}

/// What has changed, in few words.
fn named(changes: &Changes) -> String {
    match changes {
        Changes::All => "everything".to_owned(),
        Changes::Paths(paths) => match paths.first() {
            Some(path) if paths.len() == 1 => {
                let here = disk::absolute(Path::new("."));
                path.strip_prefix(here).unwrap_or(path).display().to_string()
            }
            _ => counted(paths.len(), "path", "paths"),
        },
    }
}

/// Opens an address in the browser that `BROWSER` names, or the system's; whether that began.
fn open(address: &str) -> bool {
    let named = std::env::var("BROWSER").ok().filter(|name| !name.is_empty());
    let (program, arguments): (String, &[&str]) = match named {
        Some(program) => (program, &[]),
        None if cfg!(windows) => ("explorer".to_owned(), &[]),
        None if cfg!(target_os = "macos") => ("open".to_owned(), &[]),
        None => ("xdg-open".to_owned(), &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
