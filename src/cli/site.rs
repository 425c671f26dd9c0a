//! The options that every command has: which site, and how to say what is wrong with it.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::config::{self, Config};
use crate::disk::{self, Failure};
use crate::hosts::Host;
use crate::model::{Diagnostic, Locale};
use crate::pipeline::Request;
use crate::report::{self, Look};

/// Options of every command.
#[derive(Args)]
#[command(next_help_heading = "Site options")]
pub struct SiteArgs {
    /// Folder of the site: paths in the configuration are relative to it
    #[arg(short, long, global = true, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,

    /// Configuration file [default: kbgen.yaml in the root, if it exists]
    #[arg(short, long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Folder with articles; can be given several times [default: content]
    #[arg(long, global = true, value_name = "DIR")]
    pub content: Vec<PathBuf>,

    /// Only this locale, such as fr-FR; can be given several times [default: all]
    #[arg(long, global = true, value_name = "TAG", value_parser = locale)]
    pub locale: Vec<Locale>,

    /// Address the site will have, such as https://help.example/kb/
    #[arg(short = 'u', long, global = true, value_name = "URL")]
    base_url: Option<String>,

    /// Host that the site is built for, such as netlify [default: publish.target, or a plain folder]
    #[arg(long, global = true, value_name = "NAME", value_parser = Host::parse)]
    host: Option<Host>,

    /// Build a preview, which search engines are asked not to list
    #[arg(long, global = true)]
    preview: bool,

    /// Folder to write the site to [default: output]
    #[arg(short, long, global = true, value_name = "DIR")]
    output: Option<PathBuf>,

    /// Include articles marked `draft: true`
    #[arg(long, global = true)]
    drafts: bool,

    /// Build into a folder that holds other files too (these stay as they are); publish an older commit over a newer one
    #[arg(short, long, global = true)]
    pub force: bool,

    /// Form of the results and diagnostics
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub format: FormatName,

    /// Let warnings count as errors
    #[arg(long, global = true)]
    pub strict: bool,
}

/// The values of `--format`.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// For people
    Human,
    /// For programs
    Json,
    /// Annotations for GitHub Actions
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

impl FormatName {
    fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Github => "github",
            Self::Sarif => "sarif",
        }
    }
}

fn locale(tag: &str) -> Result<Locale, String> {
    Locale::parse(tag).ok_or_else(|| "not a language tag such as `fr-FR`".to_owned())
}

impl SiteArgs {
    /// What to build: the configuration, with the command line over it.
    pub fn request(&self) -> Result<Request, Failure> {
        let mut config = self.config()?;
        config.content = self.content_roots(&config)?;
        Ok(Request { config, only: self.locale.clone(), drafts: self.drafts })
    }

    /// The configuration of a site whose content is not asked for.
    pub fn config(&self) -> Result<Config, Failure> {
        if !disk::is_folder(&self.root) {
            return Err(Failure::new(format!("the root `{}` is not a folder", self.root.display())));
        }
        let mut config = Config::load(&self.root, self.config.as_deref())?;
        config.output = match &self.output {
            Some(output) => output.clone(),
            None => self.below(&config.output),
        };
        config.theme = self.below(&config.theme);
        config.alignment = self.below(&config.alignment);
        config.publish.host = self.host;
        config.publish.preview |= self.preview;
        if self.base_url.is_some() {
            config.base_url = self.base_url.clone();
            config.validate()?;
        }
        Ok(config)
    }

    /// The configuration file, whether it exists or not.
    pub fn config_file(&self) -> PathBuf {
        self.root.join(self.config.as_deref().unwrap_or(Path::new(config::FILE)))
    }

    fn content_roots(&self, config: &Config) -> Result<Vec<PathBuf>, Failure> {
        if !self.content.is_empty() {
            return Ok(self.content.clone());
        }
        if !config.content.is_empty() {
            return Ok(config.content.iter().map(|c| self.below(c)).collect());
        }
        let usual = self.below(Path::new("content"));
        if disk::is_folder(&usual) {
            return Ok(vec![usual]);
        }
        Err(Failure::new(format!(
            "there is no folder `{}`; name one with `--content`, or begin with `kbgen init`",
            usual.display()
        )))
    }

    /// A path of the configuration, as it can be opened.
    pub fn below(&self, path: &Path) -> PathBuf {
        if self.root == Path::new(".") { path.to_owned() } else { self.root.join(path) }
    }

    /// Shows diagnostics: for people on standard error, for programs on standard output.
    pub fn report(&self, diagnostics: &[Diagnostic]) {
        let Some(format) = report::format(self.format.name()) else { return };
        if self.format == FormatName::Human {
            let color = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
            let mut text = (format.render)(diagnostics, Look { color });
            if let Some(gravest) = diagnostics.iter().min_by_key(|d| std::cmp::Reverse(d.severity)) {
                let hint = format!("for more on a code: kbgen check --explain {}", gravest.code.id());
                let dimmed = anstyle::Style::new().effects(anstyle::Effects::DIMMED);
                text.push_str(&if color { format!("{dimmed}{hint}{dimmed:#}\n") } else { hint + "\n" });
            }
            let _ = std::io::stderr().write_all(text.as_bytes());
        } else {
            super::print(&(format.render)(diagnostics, Look::default()));
        }
    }

    /// Whether progress can be seen.
    pub fn shows_progress(&self) -> bool {
        self.format == FormatName::Human && std::io::stderr().is_terminal()
    }
}
