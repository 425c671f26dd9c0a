use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Date, Key, Lazy, Locale};

/// One file, parsed: all that can be known of it without looking at any other.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// The key of all that it was made of.
    pub made_of: Key,
    /// The path to show to people.
    pub path: Arc<str>,
    pub root: usize,
    /// Path below the content root, with `/` between its parts.
    pub relative: Arc<str>,
    /// See [`super::Source::docset`].
    pub docset: Option<usize>,
    pub role: Role,
    pub locale: Locale,
    pub locale_from: LocaleFrom,
    /// Path without its locale part: equal in every locale of one article. `None` where the path
    /// says no locale, so that its name may be meaningless.
    pub key: Option<String>,
    /// Where the path says no locale: its key if that means the site's own language.
    pub bare_key: Option<String>,
    /// Path below the docset root, or below the locale folder, without its extension.
    pub stem: String,
    /// The decoded text, without byte-order mark. As the bodies it is kept apart from the rest.
    #[serde(skip)]
    pub text: Arc<Lazy<Arc<str>>>,
    pub meta: Meta,
    /// What readers of this locale read.
    #[serde(skip)]
    pub reading: Arc<Lazy<Body>>,
    /// The words of its first heading.
    pub heading: Option<Box<str>>,
    /// The source-language text, rebuilt from the bilingual units where the file has any.
    #[serde(skip)]
    pub source: Option<Arc<Lazy<Body>>>,
    /// The words of its first heading in the source language.
    pub source_heading: Option<Box<str>>,
    /// The language of `source`, where its words tell; `None` also where there is none.
    pub source_language: Option<Locale>,
    /// Number of bilingual units in the body.
    pub units: usize,
    /// What the units are called in the file: `102`, or `p102` for a whole paragraph; a line each.
    pub unit_names: Box<str>,
}

/// What a file is to the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// A page of its own.
    Article,
    /// A part of other pages, below a folder `includes`.
    Include,
    /// No page any more: its readers are sent to `redirect_url`.
    Redirect,
    /// Neither: a file beside the docset (such as a repository's `README.md`), or an empty one.
    Other,
}

/// What told the locale of a file, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LocaleFrom {
    FrontMatter,
    Path,
    Suffix,
    /// Its silence: the same path with a locale exists beside it, so it is in the site's language.
    Beside,
    Text,
}

/// The front matter that kbgen knows; `extra` keeps the rest.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize)]
pub struct Meta {
    pub title: Option<String>,
    /// Source-language title, where the title is bilingual.
    pub source_title: Option<String>,
    pub description: Option<String>,
    pub locale: Option<Locale>,
    /// `ms.locfileid`: names one translation job.
    pub locfileid: Option<String>,
    /// `ms.openlocfilehash`: hash of the source file, lower-case hex.
    pub source_hash: Option<String>,
    /// `ms.sourcegitcommit`.
    pub source_commit: Option<String>,
    /// `ms.lasthandoff`: when the source version was sent for translation.
    pub handoff: Option<Date>,
    pub translation: Option<TranslationType>,
    /// `ms.custom`: topic ids.
    pub custom: Vec<String>,
    /// `ms.assetid`.
    pub asset_id: Option<String>,
    /// `ms.date`.
    pub date: Option<Date>,
    pub robots: Robots,
    pub draft: bool,
    /// Old addresses: `aliases`, `redirect_from`.
    pub aliases: Vec<String>,
    /// `redirect_url`: where readers of the file are sent.
    pub redirect_url: Option<String>,
    /// The name of its address: the last part of the path, or with a `/` the whole.
    pub slug: Option<String>,
    /// `translationKey`: the same in all translations of one article.
    pub translation_key: Option<String>,
    /// `translationOf`: the file that it translates, or that file's key.
    pub translation_of: Option<String>,
    /// Every other key with a value that can be written as text.
    pub extra: BTreeMap<String, String>,
}

/// `ms.translationtype`: who translated.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TranslationType {
    Human,
    Machine,
    /// Machine translation edited by a human (`MTE75`, `MTE95`).
    Edited,
    /// A value that names none of these; kept and shown as it is.
    Other(String),
}

/// The `ROBOTS` key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Robots {
    pub noindex: bool,
    pub nofollow: bool,
}

/// A text in one language, rendered but for what only the whole site knows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// The first heading of level one; it is not part of `html`.
    pub title: Option<Title>,
    /// Clean, balanced HTML with holes.
    pub html: String,
    /// In the order of their place, never overlapping.
    pub holes: Vec<Hole>,
    pub links: Vec<Link>,
    /// Files whose text stands in this one.
    pub includes: Vec<Included>,
    /// Ids that fragments may lead to, the title's included.
    pub anchors: BTreeSet<String>,
    /// Headings below the title.
    pub headings: Vec<Heading>,
    /// The text without markup, a block a line.
    pub text: String,
    pub blocks: Vec<Block>,
    /// Where the bilingual units begin, in their order; empty where there are none.
    pub units: Vec<UnitStart>,
}

/// Where the text of a bilingual unit begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitStart {
    /// Number of the unit in its file; the same in both languages of the file.
    pub unit: u32,
    /// Byte of [`Body::text`].
    pub at: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Title {
    pub text: String,
    /// Inline HTML without links.
    pub html: String,
    /// Id of the heading.
    pub id: String,
    /// The `<a name>` of the heading: an English slug, the same in every locale.
    pub anchor: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    pub level: u8,
    pub id: String,
    pub text: String,
    /// Whether the id was written by an author (`<a name>`), not made from the text.
    pub named: bool,
    /// Whether it was written as a paragraph in bold.
    pub bold: bool,
}

/// A place of a body's HTML that is filled when the site is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hole {
    /// Bytes of the HTML that the filling replaces.
    pub range: Range<usize>,
    pub kind: HoleKind,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum HoleKind {
    /// A whole ` href="…"` attribute; number of the link.
    Href(usize),
    /// A whole `<img …>` tag: number of the link, and where its `src` value stands.
    Image { link: usize, src: Range<usize>, alt: String },
    /// A text of the interface, by the name of its string.
    Text(Cow<'static, str>),
    /// The text of a link that has none of its own; number of the link.
    Label(usize),
    /// The end of a start tag, in which the number of the block is named that the element holds.
    Block(usize),
}

/// A link or an embedded file as the author wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub target: String,
    /// Bytes of the text of the document, or of the included file.
    pub span: Range<usize>,
    /// Whether it embeds (`<img src>`) rather than links.
    pub embedded: bool,
    /// Number of the included file that it stands in; `None` for the document itself.
    pub file: Option<usize>,
    /// Whether it has no text of its own, so that its target's title is shown.
    pub unlabelled: bool,
}

/// A file whose text was included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Included {
    /// The path to show to people.
    pub path: Arc<str>,
    pub root: usize,
    /// Path below the content root.
    pub relative: Arc<str>,
    /// See [`super::Source::docset`].
    pub docset: Option<usize>,
    pub text: Arc<str>,
}

/// A leaf block: the unit in which translations of one article are compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    pub kind: BlockKind,
    /// Number of lists and quotations around it.
    pub depth: u8,
    /// Bytes of [`Body::text`].
    pub text: Range<usize>,
    /// Numbers of the links in it.
    pub links: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BlockKind {
    Heading(u8),
    Paragraph,
    Item,
    Cell,
    Code,
    Html,
}

impl Meta {
    /// Whether the keys are those of localized docs repositories (`ms.*`), which want a heading of
    /// the first level. Elsewhere the title stands in the front matter alone.
    pub fn is_of_docs_repository(&self) -> bool {
        self.locfileid.is_some()
            || self.source_hash.is_some()
            || self.source_commit.is_some()
            || self.handoff.is_some()
            || self.translation.is_some()
            || !self.custom.is_empty()
            || self.asset_id.is_some()
            || self.extra.keys().any(|key| key.starts_with("ms."))
    }
}

impl Body {
    /// The text of a block.
    pub fn block_text(&self, block: &Block) -> &str {
        self.text[block.text.clone()].trim()
    }

    /// The first paragraph, as a description of the whole.
    pub fn lead(&self) -> Option<&str> {
        let prose = |b: &&Block| matches!(b.kind, BlockKind::Paragraph | BlockKind::Item);
        self.blocks.iter().filter(prose).map(|b| self.block_text(b)).find(|text| text.chars().count() > 20)
    }
}

impl Document {
    /// Whether every sentence is followed by its source.
    pub fn is_bilingual(&self) -> bool {
        self.units > 0
    }

    /// The title that readers see: the heading, else the front matter's, else the file name.
    pub fn title(&self) -> &str {
        self.heading.as_deref().or(self.meta.title.as_deref()).unwrap_or_else(|| self.file_stem())
    }

    /// The title in the source language, where the file tells it.
    pub fn source_title(&self) -> Option<&str> {
        self.source_heading.as_deref().or(self.meta.source_title.as_deref())
    }

    pub fn file_stem(&self) -> &str {
        self.stem.rsplit('/').next().unwrap_or(&self.stem)
    }
}
