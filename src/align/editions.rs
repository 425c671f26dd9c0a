//! Which files are one translation: the live and the bilingual edition of one job.

use std::sync::Arc;

use crate::model::{Code, Diagnostic, Document, Locale};

use super::about_two;

/// One translation in the making.
pub struct Node {
    pub locale: Locale,
    /// Its editions, the one to read first.
    pub documents: Vec<Arc<Document>>,
}

impl Node {
    pub fn first(&self) -> &Document {
        &self.documents[0]
    }
}

/// Groups documents into translations: same locale, and same locfileid or same path.
pub fn group(documents: &[Arc<Document>], diagnostics: &mut Vec<Diagnostic>) -> Vec<Node> {
    let mut groups = Groups { parent: (0..documents.len()).collect() };
    let mut by_id: Vec<(&Locale, &str, usize)> =
        documents.iter().enumerate().filter_map(|(n, d)| Some((&d.locale, d.meta.locfileid.as_deref()?, n))).collect();
    by_id.sort();
    for group in by_id.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for &(_, id, n) in &group[1..] {
            let (first, other) = (&documents[group[0].2], &documents[n]);
            let editions = first.root != other.root || first.is_bilingual() != other.is_bilingual();
            if editions && same_article(first, other) {
                groups.join(group[0].2, n);
            } else {
                diagnostics.push(about_two(
                    Code::DuplicateId,
                    first,
                    other,
                    format!("two different articles carry the locfileid `{id}`"),
                    "give the copied file its own `ms.locfileid`, or remove the key",
                ));
            }
        }
    }
    let mut by_path: Vec<(&Locale, &str, usize)> =
        documents.iter().enumerate().filter_map(|(n, d)| Some((&d.locale, d.key.as_deref()?, n))).collect();
    by_path.sort();
    for group in by_path.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (at, &(_, _, n)) in group.iter().enumerate().skip(1) {
            let partner = group[..at].iter().map(|g| g.2).find(|&m| {
                let (one, other) = (&documents[m], &documents[n]);
                one.root != other.root && (one.is_bilingual() != other.is_bilingual() || same_article(one, other))
            });
            match partner {
                Some(partner) => groups.join(partner, n),
                None if groups.find(group[0].2) == groups.find(n) => {}
                None => diagnostics.push(about_two(
                    Code::TranslationConflict,
                    &documents[group[0].2],
                    &documents[n],
                    format!("two files of `{}` have the same path below their locale", documents[n].locale),
                    "remove one of them, or move it to another path",
                )),
            }
        }
    }
    let mut members: Vec<(usize, usize)> = (0..documents.len()).map(|n| (groups.find(n), n)).collect();
    members.sort_unstable();
    members
        .chunk_by(|a, b| a.0 == b.0)
        .map(|chunk| {
            let mut editions: Vec<Arc<Document>> = chunk.iter().map(|(_, n)| documents[*n].clone()).collect();
            editions.sort_by(|a, b| newest_first(a, b));
            Node { locale: editions[0].locale.clone(), documents: editions }
        })
        .collect()
}

/// Whether two files of one locale and one id, or one path, are about the same thing.
fn same_article(a: &Document, b: &Document) -> bool {
    let anchor = |d: &Document| d.reading.title.as_ref().and_then(|t| t.anchor.clone());
    let equal = |x: Option<String>, y: Option<String>| x.is_some() && x == y;
    equal(a.meta.source_hash.clone(), b.meta.source_hash.clone())
        || equal(anchor(a), anchor(b))
        || equal(a.key.clone(), b.key.clone()) && equal(a.meta.locfileid.clone(), b.meta.locfileid.clone())
        || a.title() == b.title()
}

/// The newest hand-off first; of one hand-off the plain text, which has whole alternative texts.
fn newest_first(a: &Document, b: &Document) -> std::cmp::Ordering {
    let order = |d: &Document| (std::cmp::Reverse(d.meta.handoff), d.is_bilingual(), d.root);
    order(a).cmp(&order(b)).then_with(|| a.relative.cmp(&b.relative))
}

/// Disjoint sets of documents.
struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    fn find(&mut self, mut n: usize) -> usize {
        while self.parent[n] != n {
            self.parent[n] = self.parent[self.parent[n]];
            n = self.parent[n];
        }
        n
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b)] = a.min(b);
    }
}
