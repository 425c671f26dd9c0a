//! Which locale a file is in, and what its path says without the locale.

use crate::model::{Locale, LocaleFrom, Source, docusaurus};

/// What the path of a file says.
#[derive(Debug, Default, PartialEq)]
pub struct PathFacts {
    pub locale: Option<(Locale, LocaleFrom)>,
    /// See [`crate::model::Document::key`].
    pub key: Option<String>,
    /// See [`crate::model::Document::bare_key`].
    pub bare_key: Option<String>,
    /// See [`crate::model::Document::stem`].
    pub stem: String,
}

/// Reads locale, key and stem from the path. The locale is that of a folder (`fr-FR/`, or
/// `repository.fr-FR/`), else of the file name's suffix (`page.fr-FR.md`), else of the content root's
/// own name. Translations of a Docusaurus site stand in a place of their own.
pub fn path_facts(source: &Source) -> PathFacts {
    let relative = &*source.relative;
    if let Some(site) = source.docusaurus
        && let Some((locale, path)) = docusaurus::translated(relative)
    {
        let key = path.rsplit_once('.').map_or(path.as_str(), |(key, _)| key).to_owned();
        let stem = docusaurus::address(key.get(site..).unwrap_or(&key));
        return PathFacts { locale: Some((locale, LocaleFrom::Path)), key: Some(key), bare_key: None, stem };
    }
    let (folders, name) = relative.rsplit_once('/').unwrap_or(("", relative));
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (name, suffix) = match name.rsplit_once('.') {
        Some((stem, last)) if !stem.is_empty() => match Locale::from_path_part(last) {
            Some(locale) => (stem, Some(locale)),
            None => (name, None),
        },
        _ => (name, None),
    };
    let parts: Vec<&str> = folders.split('/').filter(|p| !p.is_empty()).collect();
    let docset = source.docset.unwrap_or(0);
    let below_docset = relative.get(docset..).unwrap_or(relative);

    let mut key = Vec::new();
    let mut below_locale = Vec::new();
    let mut locale = None;
    for part in &parts {
        match Locale::from_folder(part).filter(|_| locale.is_none()) {
            Some((found, rest)) => {
                locale = Some(found);
                below_locale.clear();
                key.extend(rest);
            }
            None => {
                key.push(part);
                below_locale.push(*part);
            }
        }
    }
    let in_root =
        || source.root_names.iter().rev().find_map(|name| Locale::from_folder(name)).map(|(locale, _)| locale);
    let locale = locale
        .map(|locale| (locale, LocaleFrom::Path))
        .or_else(|| suffix.map(|locale| (locale, LocaleFrom::Suffix)))
        .or_else(|| in_root().map(|locale| (locale, LocaleFrom::Path)));

    let stem = if docset > 0 {
        let folders = below_docset.rsplit_once('/').map_or("", |(folders, _)| folders);
        let folders = folders.split('/').filter(|p| !p.is_empty() && Locale::from_folder(p).is_none());
        folders.chain([name]).collect::<Vec<_>>().join("/")
    } else {
        below_locale.into_iter().chain([name]).collect::<Vec<_>>().join("/")
    };
    let stem = match source.docusaurus.filter(|_| locale.is_none()) {
        Some(site) => docusaurus::address(stem.get(site..).unwrap_or(&stem)),
        None => stem,
    };
    key.push(name);
    let key = key.join("/");
    let (key, bare_key) = match (&locale, source.docusaurus) {
        (Some(_), _) => (Some(key), None),
        // There every name means something.
        (None, Some(_)) => (Some(key.clone()), Some(key)),
        (None, None) => (None, Some(key)),
    };
    PathFacts { locale, key, bare_key, stem }
}

/// The language of a text that says nowhere in which it is; `None` where it cannot be told.
pub fn of_text(text: &str) -> Option<Locale> {
    // Names, numbers and addresses say nothing; a few hundred letters are enough.
    let sample: String = text.chars().take(4000).collect();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let info = whatlang::detect(&sample).filter(|info| info.is_reliable() || letters > 30)?;
    let tag = match info.lang() {
        whatlang::Lang::Cmn if traditional(&sample) => "zh-TW",
        whatlang::Lang::Cmn => "zh-CN",
        lang => return Locale::parse(two_letters(lang.code())),
    };
    Locale::parse(tag)
}

/// The language of a source text, which is English as a rule: told by its commonest words before
/// the detector is asked, and believed to be another one only where the text is long enough.
pub fn of_source(text: &str) -> Option<Locale> {
    let words = text.split_ascii_whitespace().take(150);
    let common = words.filter(|w| matches!(*w, "the" | "The" | "to" | "of" | "and" | "you" | "your" | "is" | "with"));
    if common.take(3).count() == 3 {
        return Locale::parse("en");
    }
    let sample: String = text.chars().take(1500).collect();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let info = whatlang::detect(&sample).filter(|info| info.is_reliable() && letters > 80)?;
    Locale::parse(two_letters(info.lang().code()))
}

/// Whether Chinese text is in traditional characters, by some of the most frequent that differ.
fn traditional(text: &str) -> bool {
    const TRADITIONAL: &str = "們這個來時說國為會對學過電網頁設檔應應該開關動後點機選項無問題錯誤";
    const SIMPLIFIED: &str = "们这个来时说国为会对学过电网页设档应应该开关动后点机选项无问题错误";
    let pairs = || TRADITIONAL.chars().zip(SIMPLIFIED.chars()).filter(|(t, s)| t != s);
    let count = |c: char, pick: fn((char, char)) -> char| pairs().any(|pair| pick(pair) == c);
    let traditional = text.chars().filter(|c| count(*c, |p| p.0)).count();
    let simplified = text.chars().filter(|c| count(*c, |p| p.1)).count();
    traditional > simplified
}

/// BCP 47 wants the shortest code; the detector knows languages by three letters.
fn two_letters(code: &str) -> &str {
    match code {
        "ara" => "ar",
        "bul" => "bg",
        "cat" => "ca",
        "ces" => "cs",
        "dan" => "da",
        "deu" => "de",
        "ell" => "el",
        "eng" => "en",
        "spa" => "es",
        "est" => "et",
        "pes" => "fa",
        "fin" => "fi",
        "fra" => "fr",
        "heb" => "he",
        "hin" => "hi",
        "hrv" => "hr",
        "hun" => "hu",
        "ind" => "id",
        "ita" => "it",
        "jpn" => "ja",
        "kor" => "ko",
        "lit" => "lt",
        "lav" => "lv",
        "nob" => "nb",
        "nld" => "nl",
        "pol" => "pl",
        "por" => "pt",
        "ron" => "ro",
        "rus" => "ru",
        "slk" => "sk",
        "slv" => "sl",
        "srp" => "sr",
        "swe" => "sv",
        "tha" => "th",
        "tur" => "tr",
        "ukr" => "uk",
        "vie" => "vi",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(relative: &str, docset: Option<usize>, root: &[&str]) -> (String, String, String) {
        let source = Source {
            path: relative.into(),
            root: 0,
            root_names: root.iter().map(|s| (*s).to_owned()).collect(),
            relative: relative.into(),
            docset,
            docusaurus: docusaurus::site(relative).map(str::len),
            ..Source::default()
        };
        let facts = path_facts(&source);
        let locale = facts.locale.map_or_else(String::new, |(l, _)| l.to_string());
        (locale, facts.key.unwrap_or_default(), facts.stem)
    }

    fn case(given: (&str, Option<usize>, &[&str]), locale: &str, key: &str, stem: &str) {
        assert_eq!(facts(given.0, given.1, given.2), (locale.into(), key.into(), stem.into()), "{given:?}");
    }

    #[test]
    fn layouts() {
        case(("fr-fr/kb/a/b.md", Some(9), &[]), "fr-FR", "kb/a/b", "a/b");
        case(("live/zh-TW/a.md", None, &[]), "zh-TW", "live/a", "a");
        case(("docs.sv-SE/kb/a.md", Some(14), &[]), "sv-SE", "docs/kb/a", "a");
        case(("guide/page.fr.md", None, &[]), "fr", "guide/page", "guide/page");
        case(("fr/page.sv.md", None, &[]), "fr", "page", "page");
        case(("kb/a.md", Some(3), &["live", "fr-FR"]), "fr-FR", "kb/a", "a");
        case(("000_06500f0d1bfbd9ef.txt", None, &["seeds"]), "", "", "000_06500f0d1bfbd9ef");
        case(("node.js.md", None, &[]), "", "", "node.js");
        case(
            ("web/i18n/fr/docusaurus-plugin-content-docs/current/01-a/02-b.mdx", None, &[]),
            "fr",
            "web/docs/01-a/02-b",
            "docs/a/b",
        );
    }

    #[test]
    fn languages() {
        let told = |text: &str| of_text(text).map(|l| l.to_string());
        assert_eq!(
            told("Ouvrez le navigateur de votre appareil et accédez à la page d’inscription.").as_deref(),
            Some("fr")
        );
        assert_eq!(told("Öppna webbläsaren på din enhet och gå till sidan för registrering.").as_deref(), Some("sv"));
        assert_eq!(told("如果問題仍然存在，請選取應用程式並重新設定這個選項。").as_deref(), Some("zh-TW"));
        assert_eq!(told("如果问题仍然存在，请选择应用程序并重新设置这个选项。").as_deref(), Some("zh-CN"));
        assert_eq!(told("0x80070005"), None);
    }
}
