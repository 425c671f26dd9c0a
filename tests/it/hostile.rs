//! Input that would stop a careless program: sizes at which the square of the time is minutes.

use crate::support::Site;

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
        let site = Site::with(&[
            ("content/fr-FR/a.md", &format!("---\ntitle: A\n---\n# A\n\n{text}")),
            ("content/fr-FR/b.md", "---\ntitle: B\n---\n# B\n\nTexte.\n"),
        ]);
        let built = site.run(&["build", "--format", "json"]);
        assert!(built.status <= 1, "{name}: {}", built.err);
        let page = site.read("output/fr-fr/a/index.html");
        assert!(!page.contains("\"kbgen:") && !page.contains("data-ttu"), "{name}");
        // Findings of one kind are counted, not listed without end.
        assert!(built.diagnostics().len() <= 220, "{name}: {}", built.diagnostics().len());
    }
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
