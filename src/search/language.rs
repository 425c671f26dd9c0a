//! What the analysis knows of each language: all that is particular to one stands here, in data that
//! the index carries to the browser.

use serde::{Deserialize, Serialize};
use snowball_stemmers_rs::{Algorithm, Stemmer};

use crate::model::Locale;

/// How the words of a language are searched for. Its stemmer is used while the index is made, the
/// rest also when a query is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Language {
    stemmer: Option<Algorithm>,
    /// Whether an apostrophe is a letter (Ukrainian `комп’ютер`), not the end of an elided word.
    pub apostrophe: bool,
    /// Ways to write letters without marks: what is written, and the folded letter that is meant.
    pub spellings: &'static [(&'static str, &'static str)],
    /// Words that are written together with the next one: articles, prepositions, conjunctions.
    pub proclitics: &'static [&'static str],
    /// How the first part of a compound differs from the word: an ending that is added to it, and one
    /// that it loses; empty where the language makes few compounds.
    pub joints: &'static [(&'static str, &'static str)],
}

/// The part of [`Language`] that queries need, read from an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryLanguage {
    pub apostrophe: bool,
    pub spellings: Vec<(String, String)>,
    pub proclitics: Vec<String>,
    pub joints: Vec<(String, String)>,
}

const PLAIN: Language = Language { stemmer: None, apostrophe: false, spellings: &[], proclitics: &[], joints: &[] };

const fn stemmed(stemmer: Algorithm) -> Language {
    Language { stemmer: Some(stemmer), ..PLAIN }
}

/// The language of a locale; one of which nothing is known has words like any other.
pub fn of(locale: &Locale) -> Language {
    let tag = locale.tag();
    match tag.split('-').next().unwrap_or(tag) {
        "ar" => Language {
            proclitics: &["ال", "و", "ب", "ل", "ف", "ك", "وال", "بال", "كال", "فال", "لل"],
            ..stemmed(Algorithm::Arabic)
        },
        "ca" => stemmed(Algorithm::Catalan),
        "cs" => stemmed(Algorithm::Czech),
        "da" => Language { spellings: NORDIC, joints: NORDIC_JOINTS, ..stemmed(Algorithm::Danish) },
        "de" => Language {
            spellings: &[("ae", "a"), ("oe", "o"), ("ue", "u")],
            joints: &[("", ""), ("s", ""), ("n", ""), ("en", ""), ("es", ""), ("er", ""), ("", "e")],
            ..stemmed(Algorithm::German)
        },
        "el" => stemmed(Algorithm::Greek),
        "en" => stemmed(Algorithm::English),
        "es" => stemmed(Algorithm::Spanish),
        "et" => Language { joints: &[("", ""), ("s", ""), ("e", "")], ..stemmed(Algorithm::Estonian) },
        "eu" => stemmed(Algorithm::Basque),
        "fa" => stemmed(Algorithm::Persian),
        "fi" => Language { joints: &[("", ""), ("n", "")], ..stemmed(Algorithm::Finnish) },
        "fr" => stemmed(Algorithm::French),
        "ga" => stemmed(Algorithm::Irish),
        "he" => Language {
            proclitics: &["ה", "ו", "ב", "ל", "מ", "ש", "כ", "וה", "שה", "כש", "מה"], ..PLAIN
        },
        "hi" => stemmed(Algorithm::Hindi),
        // The grammar of one language under several names.
        "hr" | "sr" | "bs" => stemmed(Algorithm::Serbian),
        "hu" => Language { joints: &[("", "")], ..stemmed(Algorithm::Hungarian) },
        "hy" => stemmed(Algorithm::Armenian),
        "id" | "ms" => stemmed(Algorithm::Indonesian),
        "is" => Language { joints: &[("", ""), ("s", ""), ("ar", "")], ..PLAIN },
        "it" => stemmed(Algorithm::Italian),
        "lt" => stemmed(Algorithm::Lithuanian),
        "lv" => Language { joints: &[("", "")], ..PLAIN },
        "nb" | "nn" | "no" => Language { spellings: NORDIC, joints: NORDIC_JOINTS, ..stemmed(Algorithm::Norwegian) },
        "ne" => stemmed(Algorithm::Nepali),
        "nl" | "af" => {
            Language { joints: &[("", ""), ("s", ""), ("en", ""), ("n", ""), ("e", "")], ..stemmed(Algorithm::Dutch) }
        }
        "pl" => stemmed(Algorithm::Polish),
        "pt" => stemmed(Algorithm::Portuguese),
        "ro" => stemmed(Algorithm::Romanian),
        "ru" => stemmed(Algorithm::Russian),
        "sv" => Language { joints: &[("", ""), ("s", ""), ("", "a"), ("", "e")], ..stemmed(Algorithm::Swedish) },
        "ta" => stemmed(Algorithm::Tamil),
        "tr" => stemmed(Algorithm::Turkish),
        "uk" => Language { apostrophe: true, ..stemmed(Algorithm::Ukrainian) },
        "be" => Language { apostrophe: true, ..PLAIN },
        "yi" => stemmed(Algorithm::Yiddish),
        _ => PLAIN,
    }
}

/// `å` on keyboards that have none.
const NORDIC: &[(&str, &str)] = &[("aa", "a"), ("oe", "o")];

const NORDIC_JOINTS: &[(&str, &str)] = &[("", ""), ("s", ""), ("e", "")];

impl Language {
    /// What the forms of one word have in common; `None` where the language has no stemmer.
    pub fn stemmer(&self) -> Option<Stemmer> {
        self.stemmer.map(Stemmer::create)
    }

    /// The same for queries.
    pub fn for_queries(&self) -> QueryLanguage {
        let pairs = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        QueryLanguage {
            apostrophe: self.apostrophe,
            spellings: pairs(self.spellings),
            proclitics: self.proclitics.iter().map(|p| (*p).to_owned()).collect(),
            joints: pairs(self.joints),
        }
    }
}
