//! The configuration: `kbgen.yaml` and what the command line says over it.
//!
//! Everything has a default; an unknown key or a value that cannot be used stops at once.

mod targets;

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::codes::Patterns;
use crate::disk::{self, Failure};
use crate::hosts::{self, Host};
use crate::model::{HostPlan, Locale, Location};
use crate::yaml;

pub use targets::TargetOptions;

/// The name of the configuration file in the site's root.
pub const FILE: &str = "kbgen.yaml";

/// What `kbgen.yaml` says.
#[derive(Clone, Debug, Deserialize, Hash)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The site's name, one for all locales or one each.
    pub title: Localized,
    /// Where the site will be: an absolute URL. Without it, links for machines are relative.
    pub base_url: Option<String>,
    /// Content roots.
    pub content: Vec<PathBuf>,
    pub output: PathBuf,
    /// The language that the articles were translated from.
    pub source_locale: Locale,
    /// Locales in the site's order; others that are found follow.
    pub locales: Ordered<Locale, LocaleOptions>,
    pub fallback: Fallback,
    pub publish: Publish,
    pub topics: Vec<TopicRule>,
    /// A folder whose `templates/`, `static/` and `strings/` come before the embedded theme's.
    pub theme: PathBuf,
    /// The alignment file.
    pub alignment: PathBuf,
    pub links: Links,
    pub markdown: Markdown,
    pub search: Search,
    pub feedback: Feedback,
}

/// Where readers can turn; nothing is asked of them where nothing is said. In the addresses `{id}` stands for the
/// article's number (`ms.locfileid`), `{locale}`, `{title}` and `{url}` for those of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Hash)]
#[serde(deny_unknown_fields, default)]
pub struct Feedback {
    /// "Was this article helpful?": gets a POST with `answer` (`yes`, `no`), `id`, `locale` and `url`.
    pub helpful: Localized,
    /// "Contact support": a page, or `mailto:`.
    pub contact: Localized,
    /// "Report this sentence": a page, or `mailto:`. Here also `{unit}`, the number of the unit in the file,
    /// `{translation}` and `{original}`, both texts.
    pub report: Localized,
}

/// What searching knows beyond the texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Hash)]
#[serde(deny_unknown_fields, default)]
pub struct Search {
    /// Regular expressions of error codes, besides the built-in ones.
    pub codes: Vec<String>,
}

/// What Markdown has beyond the dialect of docfx.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Markdown {
    /// `[^1]` and its note.
    pub footnotes: bool,
    /// `- [x] done`.
    pub task_lists: bool,
    /// `$x$` and `$$x$$`, in LaTeX.
    pub math: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: Localized::default(),
            base_url: None,
            content: Vec::new(),
            output: "output".into(),
            source_locale: Locale::parse("en-US").unwrap_or_else(Locale::undetermined),
            locales: Ordered::default(),
            fallback: Fallback::default(),
            publish: Publish::default(),
            topics: Vec::new(),
            theme: "themes".into(),
            alignment: "alignment.yaml".into(),
            links: Links::default(),
            markdown: Markdown::default(),
            search: Search::default(),
            feedback: Feedback::default(),
        }
    }
}

/// Options of one locale.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Hash)]
#[serde(deny_unknown_fields, default)]
pub struct LocaleOptions {
    /// Locales to read instead where an article is missing, first the best.
    pub fallback: Vec<Locale>,
}

/// What becomes of an article that a locale lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Hash)]
#[serde(rename_all = "lowercase")]
pub enum Fallback {
    /// Links lead to the article in another language.
    #[default]
    Link,
    /// The locale gets a page that shows the other language's text.
    Page,
}

/// What outside readers of the site are told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Hash)]
#[serde(deny_unknown_fields, default)]
pub struct Publish {
    pub robots: RobotsPolicy,
    pub machine: MachinePolicy,
    /// Whether every article is also written as Markdown, beside its page.
    pub markdown: bool,
    /// The target that is meant where none is named, or the host that the site is built for.
    pub target: Option<String>,
    /// Where `kbgen publish` can put the site.
    pub targets: Ordered<String, TargetOptions>,
    /// Seconds that files stay which no page needs any more, because readers may have an older page open.
    pub grace: Option<u64>,
    /// The host that the command line names.
    #[serde(skip)]
    pub host: Option<Host>,
    /// Whether the site is a preview: public search engines are asked to stay away from all of it.
    pub preview: bool,
    /// Sources that the Content-Security-Policy permits besides the site itself, by directive.
    pub security: BTreeMap<String, String>,
}

impl Publish {
    /// The host that the site is built for.
    pub fn host(&self) -> Host {
        self.host.or_else(|| self.host_of(self.target.as_deref())).unwrap_or_default()
    }

    /// The host of a target, or the one of that name; without a name that of the only target.
    pub fn host_of(&self, target: Option<&str>) -> Option<Host> {
        let options = match target {
            Some(name) => self.targets.0.iter().find(|(known, _)| known == name),
            None => self.targets.0.first().filter(|_| self.targets.0.len() == 1),
        };
        match (options, target) {
            (Some((_, options)), _) => Some(options.server.unwrap_or_else(|| Host::of_kind(&options.to))),
            (None, Some(name)) => Host::parse(name).ok(),
            (None, None) => None,
        }
    }

    /// What the plan says of the host.
    pub fn host_plan(&self) -> HostPlan {
        let name = self.host().name().to_owned();
        HostPlan { name, preview: self.preview, security: self.security.clone() }
    }
}

/// Whether search engines may list machine translations that nobody has checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Hash)]
#[serde(rename_all = "lowercase")]
pub enum MachinePolicy {
    #[default]
    Index,
    Noindex,
}

/// Whether `ROBOTS: NOINDEX` in front matter is meant for this site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Hash)]
#[serde(rename_all = "lowercase")]
pub enum RobotsPolicy {
    #[default]
    Obey,
    Ignore,
}

/// A topic and which articles it has.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Hash)]
#[serde(deny_unknown_fields)]
pub struct TopicRule {
    /// Its folder in the URL.
    pub id: String,
    pub title: Localized,
    /// Every condition must hold: `path` is a pattern for the slug (`*` is any text), other keys are
    /// front matter keys.
    #[serde(rename = "match")]
    pub conditions: BTreeMap<String, String>,
}

/// How links are treated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Hash)]
#[serde(deny_unknown_fields, default)]
pub struct Links {
    /// Host of links that begin with `/` and are no page of the site (`https://learn.example`).
    pub site_host: Option<String>,
    /// Hosts whose addresses begin with a locale (`https://learn.example/en-us/…`): a link that is
    /// pinned to one gets the page's.
    pub localized_hosts: Vec<String>,
    pub external: External,
}

/// How links that lead out of the site are checked, where that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Hash)]
#[serde(deny_unknown_fields, default)]
pub struct External {
    /// Patterns of addresses that nobody asks; `*` is any text.
    pub ignore: Vec<String>,
    /// Seconds to wait for an answer.
    pub timeout: u64,
    /// Questions to one host at the same time.
    pub per_host: usize,
    /// Questions to all hosts at the same time.
    pub concurrency: usize,
    /// Whether hosts of the own network are asked too: `localhost`, `10.*`, `*.local`, `wiki`.
    pub private: bool,
}

impl Default for External {
    fn default() -> Self {
        Self { ignore: Vec::new(), timeout: 20, per_host: 2, concurrency: 16, private: false }
    }
}

/// A text, the same in every locale or one each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Localized {
    all: Option<String>,
    by_locale: BTreeMap<Locale, String>,
}

impl Localized {
    /// The text in a locale, else in one of its language, else the one for all, else any.
    pub fn get(&self, locale: &Locale) -> Option<&str> {
        let same_language = || self.by_locale.iter().find(|(l, _)| l.language() == locale.language()).map(|(_, t)| t);
        let text = self.by_locale.get(locale).or_else(same_language).or(self.all.as_ref());
        text.or_else(|| self.by_locale.values().next()).map(String::as_str)
    }
}

impl<'de> Deserialize<'de> for Localized {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a text, or a map of locales to texts")]
        enum Either {
            One(String),
            Each(BTreeMap<Locale, String>),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::One(text) => Self { all: Some(text), by_locale: BTreeMap::new() },
            Either::Each(by_locale) => Self { all: None, by_locale },
        })
    }
}

/// A map that keeps the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ordered<K, V>(pub Vec<(K, V)>);

impl<K, V> Default for Ordered<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, K: Deserialize<'de>, V: Deserialize<'de> + Default> Deserialize<'de> for Ordered<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<K, V>(PhantomData<(K, V)>);
        impl<'de, K: Deserialize<'de>, V: Deserialize<'de> + Default> Visitor<'de> for Entries<K, V> {
            type Value = Ordered<K, V>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, value)) = map.next_entry::<K, Option<V>>()? {
                    entries.push((key, value.unwrap_or_default()));
                }
                Ok(Ordered(entries))
            }
        }
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

impl Config {
    /// Reads the configuration of the site in `root`. `file` must exist where it is named; the
    /// default one need not.
    ///
    /// # Errors
    /// Where the file cannot be read or says something that cannot be used.
    pub fn load(root: &Path, file: Option<&Path>) -> Result<Self, Failure> {
        let path = file.map_or_else(|| root.join(FILE), |file| root.join(file));
        match disk::read_optional(&path)? {
            Some(text) => Self::parse(&text, &path),
            None if file.is_some() => {
                Err(Failure::new(format!("the configuration `{}` does not exist", path.display())))
            }
            None => Ok(Self::default()),
        }
    }

    /// Reads the text of a configuration.
    ///
    /// # Errors
    /// Where it is not valid.
    pub fn parse(text: &str, path: &Path) -> Result<Self, Failure> {
        if text.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
            return Ok(Self::default());
        }
        let config: Self = yaml::from_str(text).map_err(|error| {
            let shown = path.to_string_lossy();
            let place = error.offset.map(|at| {
                let location = Location::in_text(&shown.as_ref().into(), text, at..at);
                format!(":{}:{}", location.line, location.column)
            });
            Failure::new(format!("{shown}{}: {}", place.unwrap_or_default(), error.message))
        })?;
        config.validate()?;
        Ok(config)
    }

    /// Checks what the types do not.
    ///
    /// # Errors
    /// Where a value cannot be used.
    pub fn validate(&self) -> Result<(), Failure> {
        if let Some(url) = &self.base_url {
            base_path(url).map_err(Failure::new)?;
        }
        if let Some(host) = &self.links.site_host {
            base_path(host).map_err(Failure::new)?;
        }
        let External { timeout, per_host, concurrency, .. } = self.links.external;
        for (key, value, most) in [
            ("timeout", usize::try_from(timeout).unwrap_or(usize::MAX), 600),
            ("per_host", per_host, 16),
            ("concurrency", concurrency, 256),
        ] {
            if !(1..=most).contains(&value) {
                return Err(Failure::new(format!("`links.external.{key}` is {value}, not a number from 1 to {most}")));
            }
        }
        for (key, addresses) in [
            ("helpful", &self.feedback.helpful),
            ("contact", &self.feedback.contact),
            ("report", &self.feedback.report),
        ] {
            for address in addresses.all.iter().chain(addresses.by_locale.values()) {
                let schemes: &[&str] = if key == "helpful" {
                    &["https://", "http://", "/"]
                } else {
                    &["https://", "http://", "/", "mailto:"]
                };
                if !schemes.iter().any(|scheme| address.starts_with(scheme)) {
                    let message = format!("`feedback.{key}`: `{address}` does not begin with {}", schemes.join(", "));
                    return Err(Failure::new(message));
                }
            }
        }
        if let Some(target) = self.publish.target.as_deref().filter(|target| !target.contains("://"))
            && self.publish.host_of(Some(target)).is_none()
        {
            Host::parse(target).map_err(|error| {
                let targets: Vec<&str> = self.publish.targets.0.iter().map(|(name, _)| name.as_str()).collect();
                let targets =
                    if targets.is_empty() { "none".to_owned() } else { format!("`{}`", targets.join("`, `")) };
                Failure::new(format!("`publish.target` names none of `publish.targets` ({targets}), and {error}"))
            })?;
        }
        hosts::headers::check_sources(&self.publish.security).map_err(Failure::new)?;
        Patterns::new(&self.search.codes).map_err(|error| Failure::new(format!("`search.codes`: {error}")))?;
        for topic in &self.topics {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if topic.id.is_empty() || !topic.id.chars().all(plain) {
                let message = format!("the topic id `{}` is not made of a–z, 0–9 and hyphens", topic.id);
                return Err(Failure::new(message));
            }
        }
        Ok(())
    }

    /// The site's path on its host, beginning and ending in `/`.
    pub fn base_path(&self) -> String {
        self.base_url.as_deref().and_then(|url| base_path(url).ok()).unwrap_or_else(|| "/".into())
    }

    /// The folder below the output folder that holds the site, `/` at its end: empty where the output folder is
    /// the root of the site, and the site's path where it is the root of the host.
    pub fn site_folder(&self) -> String {
        self.publish.host().site_folder(&self.base_path())
    }

    /// Scheme and host of the site, without the path; empty where no base URL is known.
    pub fn origin(&self) -> &str {
        let Some(url) = &self.base_url else { return "" };
        let host = url.find("://").map_or(0, |n| n + 3);
        &url[..url[host..].find('/').map_or(url.len(), |n| host + n)]
    }
}

/// The path of an absolute URL, with `/` at both ends.
fn base_path(url: &str) -> Result<String, String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest.filter(|rest| !rest.is_empty() && !rest.starts_with('/')) else {
        return Err(format!("`{url}` is not an absolute URL such as `https://help.example/`"));
    };
    if rest.contains(['?', '#', ' ', '"', '<', '>']) {
        return Err(format!("`{url}` is not a plain URL: it has a query, a fragment, or other characters"));
    }
    let path = rest.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
    Ok(if path.is_empty() { "/".into() } else { format!("/{path}/") })
}

/// Whether a text fits a pattern in which `*` stands for any text.
pub fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut last = None;
    for part in parts {
        last = Some(part);
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    match last {
        None => rest.is_empty(),
        Some(last) => text.ends_with(last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, Path::new("kbgen.yaml")).map_err(|e| e.to_string())
    }

    #[test]
    fn whole() {
        let config = parse(
            "title: {fr-fr: Aide, sv-SE: Hjälp}\nbase_url: https://a.example/kb\nlocales:\n  sv-SE:\n  fr-FR: {fallback: [sv-SE]}\nfallback: page\npublish: {robots: ignore}\n",
        )
        .unwrap();
        let locale = |tag| Locale::parse(tag).unwrap();
        assert_eq!(config.title.get(&locale("fr-CA")), Some("Aide"));
        assert_eq!((config.base_path().as_str(), config.origin()), ("/kb/", "https://a.example"));
        assert_eq!(config.locales.0[0].0, locale("sv-SE"));
        assert_eq!(config.locales.0[1].1.fallback, [locale("sv-SE")]);
        assert_eq!((config.fallback, config.publish.robots), (Fallback::Page, RobotsPolicy::Ignore));
        assert_eq!(parse("# nothing\n").unwrap().output, Path::new("output"));
    }

    #[test]
    fn wrong_ones_say_where() {
        for (text, expected) in [
            ("titel: x\n", "unknown field `titel`"),
            ("fallback: links\n", "unknown variant `links`"),
            ("base_url: a.example\n", "`a.example` is not an absolute URL"),
            ("locales: {klingonese-: {}}\n", "is not a language tag"),
            ("topics: [{id: 'A b', title: x, match: {}}]\n", "the topic id `A b`"),
            ("links: {external: {per_host: 0}}\n", "`links.external.per_host` is 0"),
            ("search: {codes: ['(x']}\n", "`search.codes`: `(x` is not a regular expression: unclosed group"),
            ("links: {external: {retries: 1}}\n", "unknown field `retries`"),
            ("publish: {target: geocities}\n", "`geocities` is not a host; kbgen knows `folder`, `github-pages`"),
            ("publish: {security: {script-src: \"'self'; x\"}}\n", "`publish.security.script-src`"),
            ("publish: {security: {scripts: x}}\n", "`publish.security`: `scripts` is not a directive"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
        assert!(parse("title: x\nfallback: links\n").unwrap_err().starts_with("kbgen.yaml:2:"));
    }

    #[test]
    fn patterns() {
        for (pattern, text, expected) in [
            ("outlook*", "outlook-crash", true),
            ("*crash", "outlook-crash", true),
            ("a*b*c", "axxbxc", true),
            ("a*b", "axbx", false),
            ("exact", "exact", true),
            ("exact", "exactly", false),
            ("*", "", true),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }
}
