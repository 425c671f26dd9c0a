//! Which other files a text shows: texts it includes, code it quotes.

use crate::plan::url;

use super::dialect::head;
use super::markdown::Place;

/// The paths of all files that a text may show, below the content root. Some may stand in code,
/// and need not exist.
pub fn wanted(text: &str, place: Place<'_>) -> Vec<String> {
    let mut paths = Vec::new();
    let lower = |at: usize, length: usize| text.get(at..at + length).map(str::to_ascii_lowercase).unwrap_or_default();
    for (at, _) in text.match_indices("[!") {
        if lower(at + 2, 7) == "include" || lower(at + 2, 4) == "code" {
            let line = head(&text[at..]).split('\n').next().unwrap_or_default();
            let target = line.find("](").map(|n| &line[n + 2..]);
            // Which bracket ends the path is known only later: every one may.
            let ends =
                target.into_iter().flat_map(|target| target.match_indices(')').map(move |(end, _)| &target[..end]));
            paths.extend(ends.take(4).filter_map(|path| locate(place, path.trim())));
        }
    }
    for (at, _) in text.match_indices(":::") {
        let line = head(&text[at + 3..]).split('\n').next().unwrap_or_default();
        if line.trim_start().get(..4).is_some_and(|word| word.eq_ignore_ascii_case("code")) {
            let source = line.split_once("source=").map(|(_, rest)| rest.trim_start_matches('"'));
            let path = source.and_then(|source| source.split(['"', '\n']).next());
            paths.extend(path.and_then(|path| locate(place, path)));
        }
    }
    paths
}

/// A path of a text as the path below the content root; `None` where it leads out of it.
pub fn locate(place: Place<'_>, path: &str) -> Option<String> {
    let path = path.split(" \"").next().unwrap_or(path).trim().trim_matches(['<', '>']);
    let path = url::decode(path.split(['?', '#']).next().unwrap_or_default());
    let docset = || place.relative.get(..place.docset.unwrap_or(0)).unwrap_or_default();
    let folder = place.relative.rsplit_once('/').map_or("", |(folder, _)| folder);
    match path.strip_prefix("~/") {
        Some(rest) => url::join(docset(), rest),
        None if path.starts_with('/') => url::join(docset(), &path),
        None if path.is_empty() => None,
        None => url::join(folder, &path),
    }
}
