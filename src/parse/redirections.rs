//! Lists of redirects (`.openpublishing.redirection.json`), and files whose front matter says where
//! their readers are sent: text in, files that are gone out. Where they lead is found out later, by
//! who knows the whole site.

use std::sync::Arc;

use crate::json::{self, Node};
use crate::model::{Checked, Code, Document, Moved, Repository, RepositoryFile, Role, Source, Spot, path};

use super::{Findings, locale};

/// Reads a list of redirects.
pub fn read(file: &RepositoryFile, repositories: &[Repository]) -> Checked<Vec<Moved>> {
    let mut findings = Findings::new(&file.path, &file.text);
    let mut moved = Vec::new();
    let text = json::Text::new(&file.text);
    let entries = text.root().map(|root| root.get("redirections").and_then(|list| list.items()));
    match entries {
        Ok(Some(entries)) => {
            for entry in entries {
                match read_entry(file, repositories, &entry) {
                    Ok(found) => moved.push(found),
                    Err(what) => {
                        let line = findings.line_of(entry.span());
                        let help = "write `{ \"source_path\": \"old.md\", \"redirect_url\": \"new\" }`";
                        findings.add(Code::InvalidRepositoryFile, line, format!("the redirect {what}"), help);
                    }
                }
            }
        }
        Ok(None) => findings.add(
            Code::InvalidRepositoryFile,
            0..1,
            "the file has no list `redirections`",
            "write `{ \"redirections\": [ … ] }`; the site is built without its redirects",
        ),
        Err(error) => findings.add(
            Code::InvalidRepositoryFile,
            error.offset..error.offset + 1,
            format!("the redirects are not valid JSON: {}", error.message),
            "correct the file; the site is built without its redirects",
        ),
    }
    Checked { value: moved, diagnostics: findings.done() }
}

fn read_entry(file: &RepositoryFile, repositories: &[Repository], entry: &Node<'_>) -> Result<Moved, &'static str> {
    let fields = entry.entries().ok_or("is not an object")?;
    let field = |name: &str| fields.iter().rev().find(|(key, _)| key == name).map(|(_, value)| *value);
    let folder = file.relative.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (source, from) = match (field("source_path"), field("source_path_from_root")) {
        (Some(path), _) => {
            let text = path.text().ok_or("has a `source_path` that is no text")?;
            (path, joined(folder, &text))
        }
        (None, Some(path)) => {
            let text = path.text().ok_or("has a `source_path_from_root` that is no text")?;
            (path, joined(root_above(folder, &text), &text))
        }
        (None, None) => return Err("has no `source_path`"),
    };
    let relative = from.filter(|path| !path.is_empty()).ok_or("has a `source_path` that leads out of the content")?;
    let target = field("redirect_url").ok_or("has no `redirect_url`")?.text();
    let target = target.ok_or("has a `redirect_url` that is no text")?;
    // Old lists spell folders in any case.
    let inside = |folder: &str| relative.get(..folder.len()).is_some_and(|start| start.eq_ignore_ascii_case(folder));
    let docsets = repositories.iter().filter(|r| r.root == file.root && inside(&r.folder));
    let docset = docsets.map(|r| r.folder.len()).max().unwrap_or(0);
    let facts = locale::path_facts(&Source {
        root_names: file.root_names.clone(),
        relative: relative.as_str().into(),
        docset: Some(docset),
        ..Source::default()
    });
    Ok(Moved {
        root: file.root,
        relative,
        docset,
        key: facts.key,
        stem: facts.stem,
        locale: facts.locale.map(|(locale, _)| locale),
        target,
        spot: Spot { path: file.path.clone(), text: file.text.clone(), span: source.span() },
    })
}

/// The root of a repository, by a path from there and a folder somewhere below it: where the path
/// goes through that folder, what is above it.
fn root_above<'a>(folder: &'a str, path: &str) -> &'a str {
    let below: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
    let starts = folder.match_indices('/').map(|(n, _)| n + 1);
    for start in std::iter::once(0).chain(starts) {
        let parts: Vec<&str> = folder[start..].split('/').filter(|p| !p.is_empty()).collect();
        let same = |(a, b): (&&str, &&str)| a.eq_ignore_ascii_case(b);
        if !parts.is_empty() && parts.len() < below.len() && parts.iter().zip(&below).all(same) {
            return folder[..start].trim_end_matches('/');
        }
    }
    folder
}

/// A path without query and fragment, below a folder; `None` where it leads out of the content.
fn joined(folder: &str, path: &str) -> Option<String> {
    path::join(folder, path.split(['#', '?']).next().unwrap_or_default())
}

/// A file whose front matter sends its readers elsewhere.
pub fn of_document(document: &Document) -> Option<Moved> {
    let target = document.meta.redirect_url.clone().filter(|_| document.role == Role::Redirect)?;
    let said = document.text.find("redirect_").unwrap_or(0);
    let line = document.text[said..].lines().next().unwrap_or_default().trim_end();
    Some(Moved {
        root: document.root,
        relative: document.relative.to_string(),
        docset: document.docset.unwrap_or(0),
        key: document.key.clone(),
        stem: document.stem.clone(),
        locale: Some(document.locale.clone()).filter(|locale| *locale != crate::model::Locale::undetermined()),
        target,
        spot: Spot { path: document.path.clone(), text: Arc::clone(&document.text), span: said..said + line.len() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(relative: &str, text: &str) -> (Vec<Moved>, Vec<String>) {
        let file = RepositoryFile {
            path: relative.into(),
            root: 0,
            root_names: [].into(),
            relative: relative.into(),
            text: text.into(),
        };
        let docset = |folder: &str| Repository { root: 0, folder: folder.into(), bases: Vec::new(), tocs: Vec::new() };
        let checked = read(&file, &[docset("kb.fr-FR/Docs/")]);
        let said = |d: &crate::model::Diagnostic| {
            let place = d.location.as_ref().unwrap();
            format!("{}:{} {}", place.line, place.column, d.message)
        };
        (checked.value, checked.diagnostics.iter().map(said).collect())
    }

    #[test]
    fn paths_from_the_list_and_from_the_root() {
        let of = |relative: &str, path: &str| {
            let text = format!("{{\"redirections\": [{{\"{path}\", \"redirect_url\": \"x\"}}]}}");
            let (moved, said) = list(relative, &text);
            assert_eq!(said, Vec::<String>::new());
            let found = &moved[0];
            (found.relative.clone(), found.stem.clone(), found.locale.as_ref().unwrap().to_string())
        };
        let result = |path: &str, stem: &str| (path.to_owned(), stem.to_owned(), "fr-FR".to_owned());
        let root = "kb.fr-FR/.openpublishing.redirection.json";
        assert_eq!(of(root, "source_path\": \"docs/a/Old.md"), result("kb.fr-FR/docs/a/Old.md", "a/Old"));
        assert_eq!(of(root, "source_path_from_root\": \"/docs/old.md#x"), result("kb.fr-FR/docs/old.md", "old"));
        let below = "kb.fr-FR/docs/x/.openpublishing.redirection.x.json";
        assert_eq!(of(below, "source_path\": \"../old.md"), result("kb.fr-FR/docs/old.md", "old"));
        assert_eq!(of(below, "source_path_from_root\": \"/docs/x/old.md"), result("kb.fr-FR/docs/x/old.md", "x/old"));
    }

    #[test]
    fn a_wrong_entry_costs_itself() {
        let (moved, said) = list(
            "kb.fr-FR/.openpublishing.redirection.json",
            "{\"redirections\": [\n7,\n{\"redirect_url\": \"x\"},\n{\"source_path\": \"a.md\"},\n{\"source_path\": \"../../a.md\", \"redirect_url\": \"x\"},\n{\"source_path\": \"a.md\", \"redirect_url\": 1},\n{\"source_path\": \"a.md\", \"redirect_url\": \"x\", \"redirect_document_id\": false}\n]}",
        );
        assert_eq!(moved.len(), 1);
        assert_eq!(
            said,
            [
                "2:1 the redirect is not an object",
                "3:1 the redirect has no `source_path`",
                "4:1 the redirect has no `redirect_url`",
                "5:1 the redirect has a `source_path` that leads out of the content",
                "6:1 the redirect has a `redirect_url` that is no text",
            ]
        );
        assert_eq!(list("a/.openpublishing.redirection.json", "{}").1, ["1:1 the file has no list `redirections`"]);
        assert!(list("a/.openpublishing.redirection.json", "{").1[0].contains("not valid JSON"));
    }
}
