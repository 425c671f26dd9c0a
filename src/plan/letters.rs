//! The A–Z: a sorted list cut at its initials.

use crate::intl::Sorter;
use crate::model::{Letter, Listed};

use super::url;

/// More initials than this are too many to choose from (Han characters); they become ranges.
const MOST_LETTERS: usize = 60;

/// With no more articles than this the home page lists them all.
const FEW: usize = 150;

/// Entries in a range of rare initials.
const RANGE: usize = 120;

/// Cuts a sorted listing at its initials. Signs and digits, which every collation sorts first, are
/// one group; where initials are too many, groups are ranges of them.
pub fn letters(listing: &[Listed], sorter: &Sorter, home: &str) -> Vec<Letter> {
    if listing.len() <= FEW {
        return Vec::new();
    }
    let mut groups = groups(listing, sorter);
    for group in &mut groups {
        group.url = format!("{home}a-z/{}/", url::encode_path(&group.id));
    }
    groups
}

fn groups(listing: &[Listed], sorter: &Sorter) -> Vec<Letter> {
    let mut groups: Vec<Letter> = Vec::new();
    for (n, entry) in listing.iter().enumerate() {
        let initial = initial(&entry.title);
        match groups.last_mut() {
            Some(last) if same(last.label.as_deref(), initial.as_deref(), sorter) => last.range.end = n + 1,
            _ => groups.push(Letter { label: initial, id: String::new(), url: String::new(), range: n..n + 1 }),
        }
    }
    // The same letter can come twice where digits sort between signs.
    if groups.len() > MOST_LETTERS {
        groups = ranges(&groups);
    }
    for (n, group) in groups.iter_mut().enumerate() {
        let ascii = group.label.as_deref().filter(|l| l.len() == 1).map(str::to_ascii_lowercase);
        group.id = ascii.unwrap_or_else(|| if group.label.is_none() { "0-9".into() } else { format!("{}", n + 1) });
    }
    for n in 1..groups.len() {
        if groups[..n].iter().any(|g| g.id == groups[n].id) {
            groups[n].id = format!("{}-{}", groups[n].id, n + 1);
        }
    }
    groups
}

fn initial(title: &str) -> Option<String> {
    let first = title.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_alphabetic())?;
    Some(first.to_uppercase().collect())
}

fn same(a: Option<&str>, b: Option<&str>, sorter: &Sorter) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => sorter.same_letter(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Keeps frequent initials as they are, and joins runs of rare ones.
fn ranges(groups: &[Letter]) -> Vec<Letter> {
    let mut joined: Vec<Letter> = Vec::new();
    let mut first: Option<String> = None;
    for group in groups {
        let fits = joined.last().is_some_and(|last| {
            last.label.is_some() && group.label.is_some() && group.range.end - last.range.start <= RANGE
        });
        match joined.last_mut() {
            Some(last) if fits => {
                last.range.end = group.range.end;
                if let (Some(from), Some(to)) = (&first, &group.label) {
                    last.label = Some(if from == to { from.clone() } else { format!("{from} – {to}") });
                }
            }
            _ => {
                first = group.label.clone();
                joined.push(group.clone());
            }
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Locale;

    fn labels(locale: &str, titles: &[String]) -> Vec<(Option<String>, usize)> {
        let sorter = Sorter::new(&Locale::parse(locale).unwrap());
        let mut listing: Vec<Listed> = titles
            .iter()
            .map(|t| Listed { article: 0, title: t.as_str().into(), url: "".into(), foreign: None })
            .collect();
        listing.sort_by(|a, b| sorter.compare(&a.title, &b.title));
        groups(&listing, &sorter).into_iter().map(|l| (l.label, l.range.len())).collect()
    }

    #[test]
    fn initials() {
        let titles = ["« Été »", "ecran", "Zone", "5.7.750", "401", "Öl", "Åka"].map(str::to_owned);
        let some = |l: &str, n| (Some(l.to_owned()), n);
        let fr = labels("fr-FR", &titles[..5]);
        assert_eq!(
            fr.iter().filter(|l| l.0.as_deref() == Some("E")).map(|l| l.1).sum::<usize>()
                + fr.iter().filter(|l| l.0.as_deref() == Some("É")).map(|l| l.1).sum::<usize>(),
            2
        );
        assert!(labels("sv-SE", &titles).ends_with(&[some("Z", 1), some("Å", 1), some("Ö", 1)]));
    }

    #[test]
    fn too_many_initials_become_ranges() {
        let titles: Vec<String> = ('\u{4E00}'..='\u{4F00}').map(String::from).collect();
        let groups = labels("zh-TW", &titles);
        assert!(groups.len() <= 4, "{}", groups.len());
        assert!(groups[0].0.as_deref().unwrap().contains('–'));
        assert_eq!(groups.iter().map(|g| g.1).sum::<usize>(), 257);
    }
}
