//! Input that would stop a careless program: sizes at which the square of the time is minutes.

use std::time::Duration;

use crate::support::{Site, kbgen, unit};

#[test]
fn one_file_never_stops_a_build() {
    let rows = "| x | [y](z.md) |\n".repeat(10_000);
    let table = format!("| a | b |\n|---|---|\n{rows}");
    let unclosed_source = "<span data-ttu-id=\"a-1\">x</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">y ";
    for (name, text) in [
        ("units", "<span data-ttu-id=\"abcde-101\">x ".repeat(100_000)),
        ("sources", unclosed_source.repeat(20_000)),
        ("links", "[x](nope.md) ".repeat(50_000)),
        ("headings", "## Même\n\n".repeat(50_000)),
        ("elements", "<div>".repeat(50_000)),
        ("brackets", "[".repeat(100_000)),
        ("angles", "<".repeat(100_000)),
        ("quotations", format!("{} x", ">".repeat(5_000))),
        ("table", table),
        ("marks", "a &#xFDD1; [b](b.md) <a href=\"kbgen&#58;0\">c</a>\n\n".repeat(1_000)),
    ] {
        builds(name, &text, &[]);
    }
}

/// Builds a site with one article of this text: in time, with a page, and with few findings.
fn builds(name: &str, text: &str, others: &[(String, String)]) {
    let site = Site::with(&[
        ("kbgen.yaml", "content: [content]\nmarkdown: {footnotes: true, task_lists: true, math: true}\n"),
        ("content/fr-FR/a.md", &format!("---\ntitle: A\n---\n# A\n\n{text}")),
        ("content/fr-FR/b.md", "---\ntitle: B\n---\n# B\n\nTexte.\n"),
    ]);
    others.iter().for_each(|(path, text)| site.write(path, text));
    // Most take a tenth of a second.
    let mut command = kbgen(&site.path(""));
    let output = command.args(["build", "--format", "json"]).timeout(Duration::from_secs(60)).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code().is_some_and(|code| code <= 1), "{name}: {:?} {said}", output.status);
    let page = site.read("output/fr-fr/a/index.html");
    assert!(!page.contains("\"kbgen:") && !page.contains("data-ttu"), "{name}");
    // Findings of one kind are counted, not listed without end.
    let found: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(found.len() <= 320, "{name}: {}", found.len());
    // A page is not many times what was written.
    let length = text.len() + others.iter().map(|(_, text)| text.len()).sum::<usize>();
    assert!(page.len() <= 30 * length + 12 * 1024 * 1024, "{name}: {} from {length}", page.len());
}

#[test]
fn the_dialect_costs_what_it_is_long() {
    for (name, part, times) in [
        ("rows", ":::row:::\n", 100_000),
        ("rows within columns", ":::row:::\n   :::column:::\n", 50_000),
        ("ends of rows", ":::row-end:::\n", 100_000),
        ("zones", ":::zone pivot=\"a\"\n", 50_000),
        ("notes", "> [!NOTE]\n> x\n\n", 100_000),
        ("notes on one line", "[!NOTE] ", 100_000),
        ("tabs", "# [A](#tab/a)\n\nx\n\n", 50_000),
        ("includes", "[!INCLUDE [x](includes/x.md)]\n\n", 20_000),
        ("includes in a line", "a [!INCLUDE [x](includes/x.md)] b ", 20_000),
        ("missing includes", "[!INCLUDE [x](includes/none.md)]\n\n", 20_000),
        ("unclosed includes", "[!INCLUDE [x](a", 50_000),
        ("half includes", "[!INCLUDE [x](", 50_000),
        ("images", ":::image source=\"a.png\" type=\"complex\" alt-text=\"b\":::\n", 30_000),
        ("unclosed images", ":::image source=\"a.png\" ", 30_000),
        ("videos", "[!VIDEO ", 50_000),
        ("four stars", "**** ", 100_000),
        ("four stars between letters", "a****b", 100_000),
        ("two stars", "** ", 100_000),
        ("two stars before letters", "**a ", 100_000),
        ("labels that lost their bold", "[a]****", 50_000),
        ("quotes that became entities", "<a name=\"x&quot;>", 50_000),
        ("quotes that became entities, unclosed", "<a name=\"x&quot;> <a ", 50_000),
        ("links without a label", "](http", 100_000),
        ("links without a label, parted", "](http://a ", 100_000),
        ("links without an end", "[x] (http://a", 75_000),
        ("links without an end, parted", "[[x] (http://a ", 75_000),
        ("remnants", "<mrk>x</g>", 50_000),
        ("names", "@A.B", 100_000),
        ("shortcodes", ":smile:", 50_000),
        ("references to names", "[](xref:a.b) ", 50_000),
        ("gaps", "一。 ", 100_000),
    ] {
        builds(name, &part.repeat(times), &[("content/fr-FR/includes/x.md".into(), "Un **texte**.\n".into())]);
    }
    builds("open and other ends", &(":::row:::\n".repeat(50_000) + &":::zone-end:::\n".repeat(50_000)), &[]);
    builds("remnants and other ends", &("<mrk>x".repeat(50_000) + &"</g>".repeat(50_000)), &[]);
}

#[test]
fn markdown_costs_what_it_is_long() {
    for (name, part, times) in [
        ("stars", "*a ", 100_000),
        ("underscores", "_a __b ", 50_000),
        ("tildes", "~~a ", 100_000),
        ("backticks", "`a", 100_000),
        ("images", "![", 50_000),
        ("addresses", "https://e.org/)))", 50_000),
        ("halves of addresses", "mailto:", 100_000),
        ("hosts", "www.", 100_000),
        ("blank lines", "\n", 1_000_000),
        ("indented code", "    x\n\n", 100_000),
        ("rules", "***\n", 100_000),
        ("titles", "# A\n", 50_000),
        ("anchors", "<a name=\"x\"></a>", 50_000),
        ("headings of anchors", "## <a name=\"x\"></a><a name=\"y\"></a>A\n\n", 20_000),
        ("labels", "[a]: http://e.org\n", 50_000),
        ("links without words", "[](x.md) ", 50_000),
        ("broken anchors", "## A\n\n[x](#nowhere) ", 20_000),
        ("one footnote", "[^1] ", 100_000),
        ("dollars", "$", 100_000),
        ("formulas", "$x^2$ ", 20_000),
        ("tasks", "- [x] a\n", 50_000),
        ("paragraphs", "Texte **gras** et [lien](http://e.org). ", 250_000),
    ] {
        builds(name, &part.repeat(times), &[]);
    }
    builds("brackets within brackets", &("[".repeat(100_000) + "x" + &"]".repeat(100_000)), &[]);
    builds("links within links", &("[".repeat(50_000) + "x" + &"](a)".repeat(50_000)), &[]);
    builds("runs of backticks", &(0..2_000).map(|n| "`".repeat(n % 450 + 1) + " ").collect::<String>(), &[]);
    builds("an address of a megabyte", &format!("https://e.org/{}", "a".repeat(1_000_000)), &[]);
    builds("an address of brackets", &format!("https://e.org/{}", ")".repeat(100_000)), &[]);
    builds("a list in a list", &("- ".repeat(5_000) + "x"), &[]);
    builds("a number in a number", &("1. ".repeat(5_000) + "x"), &[]);
    builds("lists, each deeper", &(0..1_000).map(|n| " ".repeat(2 * n) + "- x\n").collect::<String>(), &[]);
    builds("quotations, each deeper", &(0..2_000).map(|n| "> ".repeat(n % 1_000) + "x\n").collect::<String>(), &[]);
    let wide = ["|a".repeat(2_000) + "|\n", "|-".repeat(2_000) + "|\n", "|x\n".repeat(2_000)].concat();
    builds("a wide table", &wide, &[]);
    let notes: String = (0..50_000).map(|n| format!("[^{n}]: x\n\n[^{n}] y\n\n")).collect();
    builds("footnotes", &notes, &[]);
    for (name, open, close) in [
        ("fractions", "\\frac{", "}{a}"),
        ("groups", "{", "}"),
        ("powers", "x^{", "}"),
        ("brackets", "\\left(", "\\right)"),
    ] {
        for depth in [120, 240, 400, 10_000] {
            builds(name, &format!("${}x{}$", open.repeat(depth), close.repeat(depth)), &[]);
            builds(name, &format!("${}x$", open.repeat(depth)), &[]);
        }
    }
}

#[test]
fn raw_html_costs_what_it_is_long() {
    for (name, part, times) in [
        ("bold", "<b>", 100_000),
        ("bold in a line", "x <b> ", 100_000),
        ("bold in paragraphs", "<b> x\n\n", 50_000),
        ("misnested", "<b><i><u>x</b>", 30_000),
        ("links", "<a href=\"x\"><b>", 50_000),
        ("tables", "<table>", 10_000),
        ("tables within cells", "<table><tr><td>", 10_000),
        ("equal ids", "<p id=\"a\">x</p>", 50_000),
        ("equal ids in a line", "x <i id=\"a\">x</i> ", 50_000),
        ("ids that are text", "<b>x</b>\n\n id=\"a\" ", 50_000),
        ("half tags", "<a ", 50_000),
        ("half values", "<a href=\"", 50_000),
        ("attributes", "<p>x <a href href href ", 20_000),
        ("escaped addresses", "<p>x <a href=\"&amp;x\">y</a>\n", 30_000),
        ("comments", "x <!-- ", 50_000),
        ("data", "x <![CDATA[ ", 50_000),
        ("data in a block", "<p><![CDATA[ ", 50_000),
        ("instructions in a block", "<p>x <? ", 50_000),
        ("scripts", "x <script> ", 50_000),
        ("placeholders", "<email>", 50_000),
        ("drawings", "<svg><math><mtext>", 20_000),
        ("menus", "<select><option>", 20_000),
        ("details", "<details><summary>", 20_000),
        ("blocks", "<div>\n\n> [!NOTE]\n> x\n\n", 10_000),
    ] {
        builds(name, &part.repeat(times), &[]);
    }
    builds("one tag", &format!("x <a {}> y", "href ".repeat(50_000)), &[]);
    builds("ends of other elements", &("<b>x".repeat(50_000) + &"</i>".repeat(50_000)), &[]);
    builds("ids in one text", &format!("<b>x</b>\n\n{}", " id=\"a\" ".repeat(100_000)), &[]);
}

#[test]
fn bilingual_units_cost_what_they_are_long() {
    let units: String = (0..20_000).map(|n| unit(n, "Une phrase.", "A sentence.") + " ").collect();
    builds("units of one paragraph", &units, &[]);
    let units: String = (0..1_500).map(|n| unit(n, "Une **phrase**.", "A **sentence**.") + "\n\n").collect();
    builds("units", &units, &[]);
}

/// Twenty files, each of which includes the next one ten times.
#[test]
fn includes_do_not_multiply() {
    let include = |n: usize| format!("x [!INCLUDE [x](l{n}.md)]\n\n").repeat(10);
    let path = |n: usize| format!("content/fr-FR/includes/l{n}.md");
    let mut files: Vec<(String, String)> = (0..19).map(|n| (path(n), include(n + 1))).collect();
    files.push((path(19), "ha ".repeat(1_000)));
    builds("includes", "[!INCLUDE [x](includes/l0.md)]\n", &files);
}

#[test]
fn a_value_of_brackets_costs_itself() {
    let text = format!("---\ntitle: A\nkeys: {}\n---\n# A\n\nTexte.\n", "[".repeat(100_000));
    let site = Site::with(&[("content/fr-FR/a.md", &text)]);
    let built = site.run(&["build", "--format", "json"]).exits(1);
    assert_eq!(built.diagnostics().len(), 1);
}

/// Calls of programs that never end, or begin without end.
#[test]
fn open_ends_cost_their_length() {
    for (name, front, text) in [
        ("braces", "", "{".repeat(200_000)),
        ("components", "", "<A>".repeat(100_000)),
        ("open components", "", "<A b=\"".repeat(50_000)),
        ("indented components", "", format!("{}{}", " ".repeat(100_000), "<A>".repeat(50_000))),
        ("backticks", "", "` `` ".repeat(50_000)),
        ("exports", "", "export const a = {\n\n".repeat(20_000)),
        ("apostrophes", "", format!("export const a = {{ {}", "\\'".repeat(100_000))),
        ("expressions", "", "{'a'}{b} ".repeat(50_000)),
        ("shortcodes", "+++\n+++\n", "{{< a ".repeat(50_000)),
        ("highlights", "+++\n+++\n", format!("{}{{{{< /highlight >}}}}", "{{< highlight x >}}\n```\n".repeat(20_000))),
        ("calls", "+++\n+++\n", "{{ a(".repeat(50_000)),
        ("tables", &format!("+++\na = {}\n+++\n", "[".repeat(100_000)), String::new()),
        ("objects", &format!("{{\"a\": {}\n}}\n", "[".repeat(100_000)), String::new()),
        ("ids", "", "# {#a} {#b\n\n".repeat(20_000)),
    ] {
        let file = if front.is_empty() { "content/fr-FR/a.mdx" } else { "content/fr-FR/a.md" };
        let site = Site::with(&[(file, &format!("{front}# A\n\nTexte.\n\n{text}"))]);
        let built = site.run(&["build", "--format", "json"]);
        assert!(built.status <= 1, "{name}: {}", built.err);
        assert!(site.exists("output/fr-fr/a/index.html"), "{name}");
        assert!(built.diagnostics().len() <= 220, "{name}: {}", built.diagnostics().len());
    }
}
