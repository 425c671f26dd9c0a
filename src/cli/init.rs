//! `kbgen init`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::site::SiteArgs;
use super::{Status, counted, print};
use crate::config::{self, Markdown};
use crate::disk::{self, Failure};
use crate::model::{Library, Locale, Role};
use crate::parse;

/// Arguments of `kbgen init`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the site [default: the root]
    dir: Option<PathBuf>,
}

const FIRST_ARTICLE: &str = "\
---
title: Your first article
description: What to write first, and where.
ms.contentlocale: en-US
---
# Your first article

Write one file an article, in the folder of its locale. An article is known in every language by its
path below that folder.

## What to do next

1. Change this file, or put your own beside it.
2. Add a folder for another language, such as `fr-FR`, with a translation of the same name.
3. Run `kbgen build`, and open the folder `output`.
";

pub fn run(site: &SiteArgs, args: &Args) -> Status {
    let root = args.dir.clone().unwrap_or_else(|| site.root.clone());
    let path = below(&root, config::FILE);
    if disk::read_optional(&path)?.is_some() {
        return Err(Failure::new(format!("`{}` exists already; `kbgen build` uses it", path.display())));
    }
    let content: Vec<PathBuf> = if site.content.is_empty() {
        let usual = ["content", "."].into_iter().find(|folder| has_articles(&below(&root, folder)));
        usual.map(PathBuf::from).into_iter().collect()
    } else {
        site.content.clone()
    };
    let (text, said) = match content.as_slice() {
        [_, ..] => existing(&root, &content)?,
        [] => {
            let article = below(&root, "content/en-US/first-article.md");
            if disk::read_optional(&article)?.is_none() {
                disk::write(&article, FIRST_ARTICLE.as_bytes())?;
            }
            let said = format!("made a site with a first article: {}\n", article.display());
            (
                config_text(
                    &[PathBuf::from("content")],
                    &[Locale::parse("en-US").unwrap_or_else(Locale::undetermined)],
                ),
                said,
            )
        }
    };
    disk::write(&path, text.as_bytes())?;
    let place = if root == Path::new(".") { String::new() } else { format!(" --root {}", root.display()) };
    print(&format!("{said}wrote {}\nnext: kbgen build{place}\n", path.display()));
    Ok(0)
}

/// A path of the site, without a needless `./`.
fn below(root: &Path, path: impl AsRef<Path>) -> PathBuf {
    if root == Path::new(".") { path.as_ref().to_owned() } else { root.join(path) }
}

fn has_articles(folder: &Path) -> bool {
    let listing = disk::list(&[folder.to_owned()], &folder.join("output"));
    listing.is_ok_and(|listing| {
        listing.texts.iter().any(|entry| entry.relative.ends_with(".md") || entry.relative.ends_with(".txt"))
    })
}

/// A configuration for content that is there, and what was found.
fn existing(root: &Path, content: &[PathBuf]) -> Result<(String, String), Failure> {
    let folders: Vec<PathBuf> = content.iter().map(|folder| below(root, folder)).collect();
    let listing = disk::list(&folders, &root.join("output"))?;
    let mut locales: BTreeMap<Locale, usize> = BTreeMap::new();
    for entry in &listing.texts {
        let Some(source) = disk::load(entry)? else { continue };
        let document = parse::parse(&source, &Library::default(), &Markdown::default()).value;
        if document.role == Role::Article {
            *locales.entry(document.locale).or_default() += 1;
        }
    }
    let mut said = String::new();
    let _ = writeln!(
        said,
        "found {} in {} below {}:",
        counted(locales.values().sum(), "article file", "article files"),
        counted(locales.len(), "locale", "locales"),
        folders.iter().map(|f| f.display().to_string()).collect::<Vec<_>>().join(", ")
    );
    for (locale, files) in &locales {
        let _ = writeln!(said, "  {:<10} {files:>6}", locale.tag());
    }
    let layout = match listing.docsets.len() {
        0 => "a folder of files".to_owned(),
        n => counted(n, "localized repository (docfx.json)", "localized repositories (docfx.json)"),
    };
    let _ = writeln!(said, "layout: {layout}");
    let locales: Vec<Locale> = locales.into_keys().filter(|l| *l != Locale::undetermined()).collect();
    Ok((config_text(content, &locales), said))
}

fn config_text(content: &[PathBuf], locales: &[Locale]) -> String {
    let content = content.iter().map(|f| f.display().to_string()).collect::<Vec<_>>().join(", ");
    let mut text = format!(
        "# The site's name; also one for each locale: {{en-US: Help, fr-FR: Aide}}\n\
         # title: Help\n\n\
         # Where the site will be. Set it before publishing.\n\
         # base_url: https://help.example/\n\n\
         content: [{content}]\n\n\
         # The order of the language menu. Locales that are not named follow by themselves.\n\
         locales:\n"
    );
    for locale in locales {
        let _ = writeln!(text, "  {locale}: {{}}");
    }
    if locales.is_empty() {
        text = text.replace("locales:\n", "locales: {}\n");
    }
    text
}
