//! Outside: the plan in, every address that leads out of the site and where it stands out; and once
//! it is known what became of the addresses, what to tell their authors. Asks nobody.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Answer, Capped, Code, Diagnostic, LinkTarget, Location, Plan};

use super::url;

/// A link that leads out of the site.
pub struct Place<'a> {
    /// The address as pages say it, without its fragment.
    pub address: String,
    /// The path and text of the file that says it: an article's, or one that it includes.
    path: &'a Arc<str>,
    text: &'a Arc<str>,
    span: Range<usize>,
}

/// Every link to `http:` and `https:` outside the site, in the order of files.
pub fn places(plan: &Plan) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for (article, pages) in plan.catalog.articles.iter().zip(&plan.articles) {
        for page in &pages.pages {
            let translation = &article.translations[page.translation];
            let (document, body) = (translation.document(), translation.body());
            for (link, target) in body.links.iter().zip(page.links.iter()) {
                let address = match target {
                    LinkTarget::External => &link.target,
                    LinkTarget::Address(address) => address,
                    LinkTarget::Internal { .. } | LinkTarget::Nowhere => continue,
                };
                if is_web(address) {
                    let address = url::encode(address.split('#').next().unwrap_or_default());
                    let file = link.file.and_then(|file| body.includes.get(file));
                    let (path, text) = file.map_or_else(|| (&document.path, &**document.text), |f| (&f.path, &f.text));
                    places.push(Place { address, path, text, span: link.span.clone() });
                }
            }
        }
    }
    // Rebuilt texts and fallbacks repeat the links of other pages.
    let key = |place: &Place<'_>| (place.path.clone(), place.span.start, place.address.clone());
    places.sort_by(|a, b| (&a.path, a.span.start, &a.address).cmp(&(&b.path, b.span.start, &b.address)));
    places.dedup_by(|a, b| key(a) == key(b));
    places
}

fn is_web(address: &str) -> bool {
    let begins = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("https:") || begins("http:") || begins("//")
}

/// What to tell the authors of links to dead addresses.
pub fn findings(places: &[Place<'_>], answers: &BTreeMap<String, Answer>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for of_file in places.chunk_by(|a, b| a.path == b.path) {
        let mut found = Capped::default();
        for place in of_file {
            let Some(Answer::Dead(dead)) = answers.get(&place.address) else { continue };
            found.add(Code::DeadLink, || {
                let location = Location::in_text(place.path, place.text, place.span.clone());
                let message = format!("`{}` is dead: {}", short(&place.address), dead.why);
                let moved = dead.moved.iter().map(|to| format!("it moved for good to `{to}`"));
                let mut diagnostic = Diagnostic::new(Code::DeadLink, message).at(location);
                diagnostic.notes.extend(moved);
                diagnostic.help(
                    "correct the address, or remove the link; where people can read it all the same, name it in `links.external.ignore`",
                )
            });
        }
        diagnostics.extend(found.done(of_file[0].path));
    }
    diagnostics
}

/// An address of bounded length; it is ASCII.
fn short(address: &str) -> String {
    const MOST: usize = 200;
    address.get(..MOST).map_or_else(|| address.to_owned(), |start| format!("{start}…"))
}
