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
