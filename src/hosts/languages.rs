//! Languages: the locales of a site in, the language ranges that lead to each out, so that hosts which know nothing of
//! scripts and regions choose as the root page's own script does.

use crate::model::Locale;

/// What a reader may ask for, and where that leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// In lower case, as `Accept-Language` has it: `fr`, `zh-hk`.
    pub range: String,
    /// Whether longer ranges that begin so mean the same (`fr-be`).
    pub open: bool,
    /// Number of the locale.
    pub locale: usize,
}

/// Regions in which a language may have another script than elsewhere, and their neighbours: Chinese, Serbian, Azeri,
/// Uzbek, Punjabi and others.
const REGIONS: &[&str] = &[
    "AF", "AU", "AZ", "BA", "CN", "GB", "HK", "IN", "IQ", "IR", "KZ", "ME", "MN", "MO", "MY", "PK", "RS", "SG", "TR",
    "TW", "US", "UZ", "XK",
];

/// The ranges of a site, longer ones first, so that the first that fits is the best.
pub fn ranges(locales: &[&Locale]) -> Vec<Range> {
    let mut ranges: Vec<Range> = Vec::new();
    let mut languages: Vec<&str> = Vec::new();
    for locale in locales {
        let language = spelling(locale.language());
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    for language in languages {
        for range in of_language(language, locales) {
            // Browsers say `nb`, some systems `no`.
            if let Some(rest) = range.range.strip_prefix("nb").filter(|_| language == "nb") {
                ranges.push(Range { range: format!("no{rest}"), ..range.clone() });
            }
            ranges.push(range);
        }
    }
    ranges.sort_by(|a, b| b.range.len().cmp(&a.range.len()).then_with(|| a.range.cmp(&b.range)));
    ranges.dedup_by(|a, b| a.range == b.range);
    ranges
}

fn spelling(language: &str) -> &str {
    if language == "no" { "nb" } else { language }
}

fn of_language(language: &str, locales: &[&Locale]) -> Vec<Range> {
    let likely = |tag: &str| Locale::parse(tag).and_then(|locale| locale.likely());
    let own: Vec<(usize, (String, String))> = locales
        .iter()
        .enumerate()
        .filter(|(_, locale)| spelling(locale.language()) == language)
        .filter_map(|(number, locale)| Some((number, locale.likely()?)))
        .collect();
    // As `root.js`: the region within the script, else the first of the script.
    let best = |(script, region): &(String, String)| {
        let akin = || own.iter().filter(|(_, (known, _))| known == script);
        akin().find(|(_, (_, known))| known == region).or_else(|| akin().next()).map(|(number, _)| *number)
    };
    let Some(usual) = likely(language) else { return Vec::new() };
    let in_regions: Vec<(&str, (String, String))> =
        REGIONS.iter().filter_map(|region| Some((*region, likely(&format!("{language}-{region}"))?))).collect();
    let several = in_regions.iter().any(|(_, (script, _))| *script != usual.0);
    let mut ranges = Vec::new();
    let mut add = |range: String, open: bool, locale: Option<usize>| {
        if let Some(locale) = locale.filter(|_| !ranges.iter().any(|r: &Range| r.range == range)) {
            ranges.push(Range { range, open, locale });
        }
    };
    for (number, _) in &own {
        let tag = spelled(locales[*number], language);
        let open = !several || tag != language;
        add(tag, open, Some(*number));
    }
    for (number, (script, region)) in &own {
        add(format!("{language}-{}", region.to_lowercase()), true, Some(*number).filter(|_| !several));
        if several {
            let range = format!("{language}-{script}");
            add(range.to_lowercase(), true, likely(&range).and_then(|likely| best(&likely)));
        }
    }
    if several {
        for (region, likely) in &in_regions {
            add(format!("{language}-{}", region.to_lowercase()), true, best(likely));
        }
    }
    // Where regions differ in script, what is not listed here is not known to be readable.
    add(language.to_owned(), !several, best(&usual));
    ranges
}

/// The tag of a locale in lower case, under the usual name of its language.
fn spelled(locale: &Locale, language: &str) -> String {
    format!("{language}{}", &locale.tag()[locale.language().len()..]).to_lowercase()
}

/// The number of the locale that a reader prefers whose browser sends this `Accept-Language`; `None` where the site
/// has none of the languages. The scripts and snippets of hosts say the same.
pub fn preferred(ranges: &[Range], header: &str) -> Option<usize> {
    let mut wanted: Vec<(f32, String)> = header
        .split(',')
        .filter_map(|part| {
            let mut pieces = part.split(';').map(str::trim);
            let tag = pieces.next().filter(|tag| !tag.is_empty())?.to_lowercase();
            let quality = pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok())?;
            (quality > 0.0).then_some((quality, tag))
        })
        .collect();
    // Equal ones keep their order.
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.iter().find_map(|(_, tag)| {
        let fits = |range: &&Range| {
            let rest = tag.strip_prefix(range.range.as_str());
            rest.is_some_and(|rest| rest.is_empty() || range.open && rest.starts_with('-'))
        };
        ranges.iter().find(fits).map(|range| range.locale)
    })
}

/// Regular expressions that find in `Accept-Language` the range a reader prefers most, as their only group, the first that
/// fits being the right one: those of quality 1, of 0.9, and so on.
pub(super) fn patterns(ranges: &[Range]) -> Vec<String> {
    let joined = |open: bool| {
        let words: Vec<&str> = ranges.iter().filter(|r| r.open == open).map(|r| r.range.as_str()).collect();
        words.join("|")
    };
    let open = format!("(?:{})(?:-[a-z0-9]+)*", joined(true));
    let closed = joined(false);
    let range = if closed.is_empty() { open } else { format!("{open}|{closed}") };
    (1..=10)
        .rev()
        .map(|tenths| {
            let quality = match tenths {
                10 => r"(?:;\s*q=1(?:\.0*)?\s*)?".to_owned(),
                tenths => format!(r";\s*q=0\.{tenths}[0-9]*\s*"),
            };
            format!(r"(?:^|,)\s*({range})\s*{quality}(?:,|$)")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(tags: &[&str], header: &str) -> String {
        let locales: Vec<Locale> = tags.iter().map(|tag| Locale::parse(tag).unwrap()).collect();
        let all: Vec<&Locale> = locales.iter().collect();
        let ranges = ranges(&all);
        let number = preferred(&ranges, header);
        // The patterns find the same.
        let ordered = patterns(&ranges);
        let found = ordered.iter().find_map(|pattern| {
            let pattern = regex::Regex::new(&format!("(?i){pattern}")).unwrap();
            Some(pattern.captures(header)?[1].to_lowercase())
        });
        assert_eq!(found.and_then(|range| preferred(&ranges, &range)), number, "{header}");
        number.map_or_else(String::new, |number| tags[number].to_owned())
    }

    #[test]
    fn choices() {
        let tags = ["sv-SE", "fr-FR", "fr-CA", "zh-TW", "nb-NO", "pt-BR", "sr-Latn-RS"];
        for (header, expected) in [
            ("fr", "fr-FR"),
            ("fr-BE,en;q=0.8", "fr-FR"),
            ("fr-CA,fr;q=0.9", "fr-CA"),
            ("de,sv;q=0.4,fr;q=0.6", "fr-FR"),
            ("sv;q=0.2, fr-ca;q=0.8, de", "fr-CA"),
            ("zh-HK,zh;q=0.9", "zh-TW"),
            ("zh-Hant-HK", "zh-TW"),
            ("zh-CN,sv;q=0.5", "sv-SE"),
            ("zh", ""),
            ("no", "nb-NO"),
            ("nb", "nb-NO"),
            ("nn", ""),
            ("pt-PT", "pt-BR"),
            ("sr", ""),
            ("sr-Latn", "sr-Latn-RS"),
            ("sr-ME", "sr-Latn-RS"),
            ("fr;q=0, sv;q=0.1", "sv-SE"),
            ("frx, *", ""),
            ("", ""),
            ("FR-fr", "fr-FR"),
        ] {
            assert_eq!(choice(&tags, header), expected, "{header}");
        }
        assert_eq!(choice(&["zh-CN", "zh-TW"], "zh-SG,zh;q=0.9"), "zh-CN");
        assert_eq!(choice(&["zh-CN", "zh-TW"], "zh-MO"), "zh-TW");
        assert_eq!(choice(&["en-US", "en-GB"], "en-AU"), "en-US");
        assert_eq!(choice(&["zh"], "zh-TW"), "");
    }
}
