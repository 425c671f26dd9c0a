//! What a build means for a page that somebody looks at. Enters: the site before and after, and the page. Leaves: whether
//! to load it again, to change its style, or to go elsewhere.

use super::find::{self, Found};
use super::store::{File, Site, short_hash};

/// What a page is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    Reload,
    /// Only the style is another: addresses of style sheets, old and new, and the version that the page then has.
    Style {
        sheets: Vec<(String, String)>,
        version: String,
    },
    /// It is gone; this is the nearest page.
    Gone {
        to: String,
    },
}

/// A page in a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path, as the browser asks for it.
    pub path: String,
    /// What named the bytes that it was made of.
    pub version: String,
    /// Whether it is the page that says that there is none.
    pub missing: bool,
}

/// Style sheets that differ between two sites: old and new path below the base.
pub fn sheets(before: &Site, after: &Site) -> Vec<(String, String)> {
    let of = |site: &Site| -> Vec<String> {
        site.below("assets/").filter(|path| path.ends_with(".css")).map(str::to_owned).collect()
    };
    let new = of(after);
    let same = |path: &String| before.file(path).zip(after.file(path)).is_some_and(|(a, b)| std::ptr::eq(&**a, &**b));
    let mut pairs = Vec::new();
    for old in of(before) {
        if after.file(&old).is_some() {
            if !same(&old) {
                pairs.push((old.clone(), old));
            }
        } else if let Some(new) = new.iter().find(|new| stem(new) == stem(&old) && before.file(new).is_none()) {
            pairs.push((old, new.clone()));
        }
    }
    pairs
}

/// A name without the hash in it.
fn stem(path: &str) -> &str {
    let name = path.strip_suffix(".css").unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What a page is to do after a build. Where it comes anew, nothing is known of the site `before`. The sheets are those of
/// [`sheets`].
pub fn turn(before: Option<&Site>, after: &Site, sheets: &[(String, String)], page: &Page) -> Option<Turn> {
    match find::find(after, &page.path, None) {
        Found::Elsewhere { .. } => Some(Turn::Reload),
        Found::Nothing => (!page.missing).then(|| gone(after, page)),
        Found::File { status: 404, file, .. } => match page.missing {
            true => (version(file) != page.version).then_some(Turn::Reload),
            false => Some(gone(after, page)),
        },
        Found::File { .. } if page.missing => Some(Turn::Reload),
        Found::File { file, .. } => {
            let now = version(file);
            let old = before.and_then(|before| match find::find(before, &page.path, None) {
                Found::File { status: 200, file, .. } if version(file) == page.version => Some(file),
                _ => None,
            });
            if let Some(sheets) = old.and_then(|old| only_style(old, file, sheets)) {
                let address = |path: &str| format!("{}{path}", after.base);
                let sheets: Vec<_> = sheets.into_iter().map(|(old, new)| (address(&old), address(&new))).collect();
                return (!sheets.is_empty()).then_some(Turn::Style { sheets, version: now });
            }
            (now != page.version).then_some(Turn::Reload)
        }
    }
}

fn gone(after: &Site, page: &Page) -> Turn {
    Turn::Gone { to: find::nearest_page(after, &page.path) }
}

/// What names the bytes of a page.
pub fn version(file: &File) -> String {
    if file.hash().is_empty() { short_hash(format!("{:?}", file.held).as_bytes()) } else { file.hash().to_owned() }
}

/// The sheets that a page shows, where nothing else of it differs.
fn only_style(old: &File, new: &File, sheets: &[(String, String)]) -> Option<Vec<(String, String)>> {
    let (old, new) = (old.text()?, new.text()?);
    let shown: Vec<_> = sheets.iter().filter(|(sheet, _)| old.contains(sheet.as_str())).cloned().collect();
    let mut expected = old.to_owned();
    for (from, to) in shown.iter().filter(|(from, to)| from != to) {
        expected = expected.replace(from.as_str(), to);
    }
    (expected == new).then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::super::store::tests::site;
    use super::*;

    const OLD: &str = "assets/style.000000000000.css";
    const NEW: &str = "assets/style.111111111111.css";

    fn page_text(sheet: &str, text: &str) -> String {
        format!("<link rel=stylesheet href=/{sheet}>{text}")
    }

    fn page(site: &Site, path: &str) -> Page {
        match find::find(site, path, None) {
            Found::File { status, file, .. } => {
                Page { path: path.to_owned(), version: version(file), missing: status == 404 }
            }
            other => panic!("{other:?}"),
        }
    }

    fn turns(before: &[(&str, &str)], after: &[(&str, &str)], path: &str) -> Option<Turn> {
        let before = site("/", &Site::default(), before);
        let after = site("/", &before, after);
        turn(Some(&before), &after, &sheets(&before, &after), &page(&before, path))
    }

    #[test]
    fn a_page_hears_only_of_itself() {
        let before = [("a/index.html", "one"), ("b/index.html", "x")];
        assert_eq!(turns(&before, &[("a/index.html", "two"), ("b/index.html", "x")], "/b/"), None);
        assert_eq!(turns(&before, &[("a/index.html", "two"), ("b/index.html", "x")], "/a/"), Some(Turn::Reload));
    }

    #[test]
    fn style_alone_is_swapped() {
        let (old, new, other) = (page_text(OLD, "x"), page_text(NEW, "x"), page_text(NEW, "y"));
        let before = [("a/index.html", old.as_str()), (OLD, "a{}"), ("index.html", "")];
        let after = turns(&before, &[("a/index.html", new.as_str()), (NEW, "b{}"), ("index.html", "")], "/a/");
        let Some(Turn::Style { sheets, version }) = after else { panic!("{after:?}") };
        assert_eq!(sheets, [(format!("/{OLD}"), format!("/{NEW}"))]);
        assert_eq!(version, short_hash(new.as_bytes()));
        assert_eq!(turns(&before, &[("a/index.html", other.as_str()), (NEW, "b{}")], "/a/"), Some(Turn::Reload));
        // One without a hash in its name, which the page of course still names.
        let sheet = "assets/own/x.css";
        let text = page_text(sheet, "x");
        let changed = turns(&[("index.html", &text), (sheet, "a{}")], &[("index.html", &text), (sheet, "b{}")], "/");
        assert!(matches!(changed, Some(Turn::Style { .. })), "{changed:?}");
    }

    #[test]
    fn a_page_that_is_gone_goes_to_its_nearest() {
        let before = [("fr/a/b/index.html", "b"), ("fr/index.html", "home"), ("404.html", "none")];
        assert_eq!(turns(&before, &before[1..], "/fr/a/b/"), Some(Turn::Gone { to: "/fr/".to_owned() }));
        // One that was missing and came back.
        assert_eq!(turns(&before[1..], &before, "/fr/a/b/"), Some(Turn::Reload));
        assert_eq!(turns(&before[1..], &before[1..], "/fr/a/b/"), None);
    }

    #[test]
    fn a_page_that_comes_anew_is_compared() {
        let after = site("/", &Site::default(), &[("index.html", "two")]);
        let now = page(&after, "/");
        assert_eq!(turn(None, &after, &[], &now), None);
        let old = Page { version: "0".to_owned(), ..now };
        assert_eq!(turn(None, &after, &[], &old), Some(Turn::Reload));
    }
}
