//! What Markdown becomes.

use std::collections::BTreeSet;

use super::*;
use crate::model::HoleKind;

fn rendered(markdown: &str) -> (Body, Vec<Finding>) {
    let place = Place { root: 0, relative: "a.md", docset: None };
    let (library, options) = (Library::default(), Markdown::default());
    render(
        Side::plain(markdown, 0),
        Context {
            place,
            library: &library,
            options: &options,
            is_source: false,
            title: None,
            sections: false,
            units: &[],
        },
    )
}

fn body(markdown: &str) -> Body {
    rendered(markdown).0
}

/// The HTML with the holes named.
fn html(markdown: &str) -> String {
    named(&body(markdown))
}

fn named(body: &Body) -> String {
    let mut out = body.html.clone();
    for hole in body.holes.iter().rev() {
        let name = match &hole.kind {
            HoleKind::Href(n) => format!(" [{}]", body.links[*n].target),
            HoleKind::Image { link, alt, .. } => format!("[{} {alt}]", body.links[*link].target),
            HoleKind::Text(name) => format!("[{name}]"),
            HoleKind::Label(n) => format!("[title of {}]", body.links[*n].target),
            HoleKind::Block(_) => ">".to_owned(),
        };
        out.replace_range(hole.range.clone(), &name);
    }
    out
}

#[test]
fn titles_and_headings() {
    let body = body(
        "# <a name=\"reset-key\"></a>Réinitialiser la [clé](x.md) `K`\n\n## <a name=\"two\"></a>Deux\n\n## Ça va ?\n\n# Encore\n",
    );
    let title = body.title.as_ref().unwrap();
    assert_eq!((title.text.as_str(), title.anchor.as_deref()), ("Réinitialiser la clé K", Some("reset-key")));
    assert_eq!(title.html, "Réinitialiser la clé <code>K</code>");
    assert_eq!(
        named(&body),
        "<h2 id=\"two\">Deux</h2>\n<h2 id=\"ça-va-\">Ça va ?</h2>\n<h2 id=\"encore\">Encore</h2>\n"
    );
    assert_eq!(body.anchors, BTreeSet::from(["reset-key", "two", "ça-va-", "encore"].map(str::to_owned)));
}

#[test]
fn holes() {
    assert_eq!(
        html("[a](b.md#c \"t\") ![x\"y](m.png) <https://e.org>"),
        "<p><a [b.md#c] title=\"t\">a</a> [m.png x\"y] <a [https://e.org]>https://e.org</a></p>\n"
    );
    assert_eq!(
        html("> [!NOTE]\n> Texte\n"),
        "<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">[alert_note]</p>\n<p>Texte</p>\n</div>\n"
    );
    // Raw HTML: cleaned, its links found as well.
    assert_eq!(
        html("<b onclick=\"x\">[a](b.md) <a href=\"c.md?x=1&amp;y\">c</a> <img src=\"d.png\" alt=\"> d\">\n"),
        "<p><b><a [b.md]>a</a> <a [c.md?x=1&y]>c</a> [d.png > d]</b></p>\n"
    );
}

#[test]
fn authors_cannot_write_holes() {
    for forged in ["<a href=\"kbgen:0\">x</a>", "[x](kbgen:0)", "`<a href=\"kbgen:0\">`", "\u{FDD1}alert_note\u{FDD1}"]
    {
        let body = body(forged);
        assert!(body.holes.iter().all(|h| match &h.kind {
            HoleKind::Href(n) => body.links[*n].target.starts_with("kbgen"),
            HoleKind::Image { .. } | HoleKind::Label(_) => false,
            HoleKind::Block(_) => true,
            HoleKind::Text(_) => forged.starts_with('\u{FDD1}'),
        }));
    }
}

#[test]
fn bold_paragraphs_are_headings_of_what_follows() {
    assert_eq!(
        html("**Une erreur**\n\nTexte.\n\n## A\n\n**Cause :**\n\n- x\n\n**Fin**\n"),
        "<h2 id=\"une-erreur\">Une erreur</h2>\n<p>Texte.</p>\n<h2 id=\"a\">A</h2>\n<h3 id=\"cause\">Cause :</h3>\n\
         <ul>\n<li>x</li>\n</ul>\n<p><strong>Fin</strong></p>\n"
    );
    // A sentence, two of them, a part of a list, the one over another.
    for text in ["**Faites-le.**\n\nx", "**A** **B**\n\nx", "- **A**\n\n  x", "**A**\n\n# B", "**A**"] {
        assert!(body(text).headings.iter().all(|heading| !heading.bold), "{text}");
    }
}

#[test]
fn blocks_name_their_elements() {
    let body = body("Un.\n\n- x\n  - y\n\n| h |\n|---|\n| c |\n");
    let elements: Vec<_> = body
        .holes
        .iter()
        .filter_map(|hole| match hole.kind {
            HoleKind::Block(block) => {
                let tag = body.html[..hole.range.start].rsplit('<').next()?;
                Some((tag.split(' ').next()?.to_owned(), body.block_text(&body.blocks[block]).to_owned()))
            }
            _ => None,
        })
        .collect();
    let pairs: Vec<_> = elements.iter().map(|(tag, text)| (tag.as_str(), text.as_str())).collect();
    assert_eq!(pairs, [("p", "Un."), ("li", "x"), ("li", "y"), ("th", "h"), ("td", "c")]);
}

#[test]
fn placeholders_and_remnants() {
    assert_eq!(
        html("Envoyez <email> à <mrk mid=\"1\">lui</mrk>.</br>Fin"),
        "<p>Envoyez &lt;email&gt; à lui.<br>Fin</p>\n"
    );
    let (_, found) = rendered("<mrk mid=\"1\">lui</mrk>");
    assert_eq!(found.len(), 2);
}

#[test]
fn sentences_of_unspaced_scripts_close_up() {
    assert_eq!(html("一。 二！ [三](x)。 Four. 五 六"), "<p>一。二！ <a [x]>三</a>。 Four. 五 六</p>\n");
}

#[test]
fn blocks_make_the_skeleton() {
    let body = body("# T\n\nUn [a](b).\n\n- x\n- y\n\n  z\n\n| h |\n|---|\n| [c](d) |\n\n```sh\ncode\n```\n");
    let skeleton: Vec<_> = body.blocks.iter().map(|b| (b.kind, b.depth, body.block_text(b), b.links.len())).collect();
    assert_eq!(
        skeleton,
        [
            (BlockKind::Heading(1), 0, "T", 0),
            (BlockKind::Paragraph, 0, "Un a.", 1),
            (BlockKind::Paragraph, 1, "x", 0),
            (BlockKind::Paragraph, 1, "y", 0),
            (BlockKind::Paragraph, 1, "z", 0),
            (BlockKind::Cell, 0, "h", 0),
            (BlockKind::Cell, 0, "c", 1),
            (BlockKind::Code, 0, "code", 0),
        ]
    );
}
