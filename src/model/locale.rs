use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use icu_locale::{LanguageIdentifier, LocaleDirectionality, LocaleExpander};

/// Languages that a bare two-letter folder (`fr/`) or file suffix (`page.fr.md`) may name.
///
/// Most two-letter words are the code of some language (`js`, `ts`, `io`, `my`); this list keeps
/// folders and suffixes that mean something else from becoming locales.
const BARE_LANGUAGES: &[&str] = &[
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th",
    "tr", "uk", "ur", "vi", "zh",
];

/// A language tag of BCP 47 in its canonical form (`fr-FR`, `zh-TW`, `sr-Latn-RS`); cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(Arc<str>);

/// The direction in which a locale's script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    pub fn as_html(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

impl Locale {
    /// Reads a tag in any case, with `-` or `_`; `None` where it is not well-formed.
    ///
    /// Only language, script and region are accepted: a locale names a folder and a URL.
    pub fn parse(tag: &str) -> Option<Self> {
        let id = LanguageIdentifier::from_str(&tag.trim().replace('_', "-")).ok()?;
        let known = id.variants.is_empty() && !id.language.is_unknown();
        known.then(|| Self(id.to_string().into()))
    }

    /// The tag `und`: nothing tells the language.
    pub fn undetermined() -> Self {
        Self("und".into())
    }

    /// A path below a content root without the folder that names its locale, and that locale.
    pub fn split_path(path: &str) -> (Option<Self>, String) {
        if let Some((locale, path)) = super::docusaurus::translated(path) {
            return (Some(locale), path);
        }
        let mut locale = None;
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split('/') {
            match Self::from_folder(part).filter(|_| locale.is_none()) {
                Some((found, rest)) => {
                    locale = Some(found);
                    parts.extend(rest);
                }
                None => parts.push(part),
            }
        }
        (locale, parts.join("/"))
    }

    /// Reads a folder name or file suffix as a locale: a full tag with a region (`fr-fr`), or a
    /// bare language that is common enough not to be another word (`fr`).
    pub fn from_path_part(part: &str) -> Option<Self> {
        let (language, rest) = part.split_once(['-', '_']).unwrap_or((part, ""));
        let language = language.to_ascii_lowercase();
        if !BARE_LANGUAGES.contains(&language.as_str()) {
            return None;
        }
        let well_formed = rest.is_empty()
            || rest.split(['-', '_']).all(|subtag| {
                let alphabetic = subtag.bytes().all(|b| b.is_ascii_alphabetic());
                let digits = subtag.bytes().all(|b| b.is_ascii_digit());
                matches!((subtag.len(), alphabetic, digits), (2 | 4, true, _) | (3, _, true))
            });
        well_formed.then(|| Self::parse(part)).flatten()
    }

    /// Reads a folder name as a locale (`fr-FR`), or as something that ends in one
    /// (`repository.fr-FR`); also returns that something.
    pub fn from_folder(name: &str) -> Option<(Self, Option<&str>)> {
        if let Some(locale) = Self::from_path_part(name) {
            return Some((locale, None));
        }
        let (rest, last) = name.rsplit_once('.')?;
        let region = last.contains(['-', '_']);
        Self::from_path_part(last).filter(|_| region).map(|locale| (locale, Some(rest)))
    }

    /// The canonical tag, as `lang` and `hreflang` want it.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The first folder of this locale's URLs: the tag in lower case.
    pub fn url_segment(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The language subtag (`zh` of `zh-TW`).
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The script in which this locale is written, likely subtags added (`Hant` of `zh-TW`).
    pub fn script(&self) -> Option<String> {
        let mut id = self.identifier();
        LocaleExpander::new_extended().maximize(&mut id);
        id.script.map(|script| script.to_string())
    }

    /// Script and region, likely subtags added (`Hant` and `TW` of `zh-Hant`).
    pub fn likely(&self) -> Option<(String, String)> {
        let mut id = self.identifier();
        LocaleExpander::new_extended().maximize(&mut id);
        Some((id.script?.to_string(), id.region?.to_string()))
    }

    pub fn direction(&self) -> Direction {
        if LocaleDirectionality::new_extended().is_right_to_left(&self.identifier()) {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        }
    }

    /// The parsed identifier, for the libraries that want one.
    pub fn identifier(&self) -> LanguageIdentifier {
        LanguageIdentifier::from_str(&self.0).unwrap_or(LanguageIdentifier::UNKNOWN)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for Locale {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Locale {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // What kbgen wrote for itself is well-formed.
        let ours = !deserializer.is_human_readable();
        let tag = String::deserialize(deserializer)?;
        if ours {
            return Ok(Self(tag.into()));
        }
        Self::parse(&tag).ok_or_else(|| serde::de::Error::custom(format!("`{tag}` is not a language tag of BCP 47")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_form() {
        for (given, canonical) in
            [("fr-fr", "fr-FR"), ("ZH_tw", "zh-TW"), ("sr-latn-rs", "sr-Latn-RS"), ("es-419", "es-419")]
        {
            assert_eq!(Locale::parse(given).unwrap().tag(), canonical);
        }
        for wrong in ["", "français", "und", "x", "fr-FR-posix"] {
            assert_eq!(Locale::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn path_parts() {
        for (part, tag) in [("fr-fr", "fr-FR"), ("fr", "fr"), ("zh-Hant-TW", "zh-Hant-TW"), ("es-419", "es-419")] {
            assert_eq!(Locale::from_path_part(part).map(|l| l.tag().to_owned()).as_deref(), Some(tag));
        }
        for other in ["media", "js", "io", "api", "faq", "fr-guide", "com", "en-terms-of-use"] {
            assert_eq!(Locale::from_path_part(other), None, "{other}");
        }
    }

    #[test]
    fn direction_and_script() {
        let locale = |tag| Locale::parse(tag).unwrap();
        assert_eq!(locale("ar-SA").direction(), Direction::RightToLeft);
        assert_eq!(locale("he").direction(), Direction::RightToLeft);
        assert_eq!(locale("fr-FR").direction(), Direction::LeftToRight);
        assert_eq!(locale("zh-HK").script().as_deref(), Some("Hant"));
    }

    #[test]
    fn paths_without_locale() {
        let of = |path| {
            let (locale, rest) = Locale::split_path(path);
            (locale.map(|l| l.to_string()).unwrap_or_default(), rest)
        };
        assert_eq!(of("fr-fr/kb/media/a.png"), ("fr-FR".into(), "kb/media/a.png".into()));
        assert_eq!(of("kb.sv-se/media/a.png"), ("sv-SE".into(), "kb/media/a.png".into()));
        assert_eq!(of("media/a.png"), (String::new(), "media/a.png".into()));
    }
}
