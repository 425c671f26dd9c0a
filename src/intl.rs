//! The languages' own ways: sorting, dates, names of languages. The home of ICU4X.

use std::cmp::Ordering;

use icu_calendar::Gregorian;
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_locale::Locale as IcuLocale;
use icu_locale::names::LanguageIdentifierDisplayName;
use writeable::TryWriteable;

use crate::model::{Date, Locale};

/// Compares texts as readers of a locale sort them.
pub struct Sorter {
    full: Option<CollatorBorrowed<'static>>,
    letters: Option<CollatorBorrowed<'static>>,
}

impl Sorter {
    pub fn new(locale: &Locale) -> Self {
        let collator = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            Collator::try_new((&icu(locale)).into(), options).ok()
        };
        Self { full: collator(Strength::Tertiary), letters: collator(Strength::Primary) }
    }

    /// The order of two texts; equal ones fall back to their bytes, so that the order is total.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let order = self.full.as_ref().map_or(Ordering::Equal, |c| c.compare(a, b));
        order.then_with(|| a.cmp(b))
    }

    /// Whether two texts differ in nothing but marks and case: `e` and `É` in French, but not `a`
    /// and `å` in Swedish.
    pub fn same_letter(&self, a: &str, b: &str) -> bool {
        self.letters.as_ref().map_or(a == b, |c| c.compare(a, b) == Ordering::Equal)
    }
}

/// Writes dates in a locale's long form (`18 décembre 2020`), in the Gregorian calendar.
pub struct Dates {
    formatter: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
}

impl Dates {
    pub fn new(locale: &Locale) -> Self {
        Self { formatter: FixedCalendarDateTimeFormatter::try_new((&icu(locale)).into(), YMD::long()).ok() }
    }

    pub fn format(&self, date: Date) -> String {
        let day = icu_calendar::Date::try_new_gregorian(i32::from(date.year), date.month, date.day).ok();
        match (&self.formatter, day) {
            (Some(formatter), Some(day)) => formatter.format(&day).to_string(),
            _ => date.to_string(),
        }
    }
}

/// The name of `locale` in its own language, capitalized as in a list.
pub fn own_name(locale: &Locale, others: &[Locale]) -> String {
    let name = language_name(locale, locale, others);
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name of `locale` in the words of `reader`, as within a sentence.
///
/// The region is named only where `others` holds another locale of the same language; Chinese is
/// named by its script, as its readers do.
pub fn language_name(locale: &Locale, reader: &Locale, others: &[Locale]) -> String {
    let mut id = locale.identifier();
    let alone = |l: &Locale| l.language() != locale.language() || l == locale;
    if locale.language() == "zh" {
        id.script = locale.script().and_then(|script| script.parse().ok());
        id.region = id.region.filter(|_| !others.iter().all(|l| alone(l) || l.script() != locale.script()));
    } else if others.iter().all(alone) {
        id.region = None;
    }
    let name = LanguageIdentifierDisplayName::try_new_heavy((&icu(reader)).into(), id, Default::default());
    let name = name.ok().and_then(|name| name.as_borrowed().try_write_to_string().ok().map(|text| text.into_owned()));
    name.unwrap_or_else(|| locale.tag().to_owned())
}

fn icu(locale: &Locale) -> IcuLocale {
    IcuLocale::from(locale.identifier())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str) -> Locale {
        Locale::parse(tag).unwrap()
    }

    #[test]
    fn names() {
        let own = |tag: &str, others: &[&str]| {
            let others: Vec<Locale> = others.iter().map(|t| locale(t)).collect();
            own_name(&locale(tag), &others)
        };
        assert_eq!(own("fr-FR", &["fr-FR", "sv-SE"]), "Français");
        assert_eq!(own("fr-FR", &["fr-FR", "fr-CA"]), "Français (France)");
        assert_eq!(own("sv-SE", &[]), "Svenska");
        assert_eq!(own("zh-TW", &["zh-TW", "zh-CN"]), "繁體中文");
        assert_eq!(own("ar-SA", &[]), "العربية");
        assert_eq!(language_name(&locale("en-US"), &locale("fr-FR"), &[]), "anglais");
    }

    #[test]
    fn sorting() {
        let sv = Sorter::new(&locale("sv-SE"));
        assert_eq!(sv.compare("Ö", "Z"), Ordering::Greater);
        assert!(!sv.same_letter("a", "å"));
        let fr = Sorter::new(&locale("fr-FR"));
        assert_eq!(fr.compare("école", "ecran"), Ordering::Less);
        assert!(fr.same_letter("É", "e"));
    }

    #[test]
    fn dates() {
        let date = Date::parse("12/18/2020").unwrap();
        assert_eq!(Dates::new(&locale("fr-FR")).format(date), "18 décembre 2020");
        assert_eq!(Dates::new(&locale("sv-SE")).format(date), "18 december 2020");
        assert_eq!(Dates::new(&locale("zh-TW")).format(date), "2020年12月18日");
    }
}
