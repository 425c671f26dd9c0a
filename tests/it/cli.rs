//! The command line: what is printed where, in which form, and with which exit status.

use std::fs;

use serde_json::Value;

use crate::support::{Site, article, run, run_with};

const COMMANDS: &[&str] = &["build", "check", "publish", "align", "init", "completions"];

fn site() -> Site {
    Site::with(&[
        ("content/fr-FR/a.md", &article(1, 'a', "Un", "Voir [trois](no-such.md) et [ici](#rien).")),
        ("content/fr-FR/b.md", &article(2, 'b', "Deux", "Texte.")),
        ("content/sv-SE/a.md", &article(3, 'a', "Ett", "Text.")),
        ("content/sv-SE/b.md", &article(4, 'b', "Två", "Text.")),
    ])
}

#[test]
fn every_command_explains_itself() {
    let folder = Site::new();
    let help = folder.run(&["--help"]).exits(0);
    assert!(help.out.contains("Exit status: 0 clean"), "{}", help.out);
    for command in COMMANDS {
        assert!(help.out.contains(&format!("\n  {command} ")), "{command}: {}", help.out);
        for flag in ["--help", "-h"] {
            let help = folder.run(&[command, flag]).exits(0);
            assert!(help.out.contains(&format!("Usage: kbgen {command}")), "{}", help.out);
            assert!(help.out.contains("--output <DIR>") && help.out.contains("--format <FORMAT>"), "{}", help.out);
            assert_eq!(help.err, "");
        }
    }
    let version = folder.run(&["--version"]).exits(0);
    assert_eq!(version.out, format!("kbgen {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn what_cannot_run_exits_with_2() {
    let folder = Site::new();
    for args in [
        &[][..],
        &["bulid"],
        &["build", "--no-such-option"],
        &["build"],
        &["build", "--root", "no-such-folder"],
        &["build", "--content", "no-such-folder"],
        &["build", "--config", "no-such.yaml"],
        &["build", "--locale", "not a tag"],
        &["build", "--format", "xml"],
        &["completions"],
        &["completions", "no-such-shell"],
    ] {
        let failed = folder.run(args).exits(2);
        assert!(!failed.err.is_empty() && failed.out.is_empty(), "{args:?}");
        let left = folder.files("");
        assert!(left.is_empty(), "{args:?} leaves {:?} behind", left.keys());
    }
}

#[test]
fn exit_statuses() {
    let site = site();
    site.run(&["check"]).exits(1);
    site.run(&["build"]).exits(1);
    site.write("content/fr-FR/a.md", article(1, 'a', "Un", "[ici](#rien)"));
    site.run(&["build"]).exits(0);
    site.run(&["build", "--strict"]).exits(1);
    site.write("content/fr-FR/a.md", article(1, 'a', "Un", "Texte."));
    site.run(&["build", "--strict"]).exits(0);
    site.run(&["build", "--base-url", "help.example"]).exits(2);
}

#[test]
fn people_read_findings_on_standard_error() {
    let said = site().run(&["build"]).exits(1);
    let findings: Vec<&str> = said.err.lines().filter(|l| l.contains("[KB")).collect();
    assert_eq!(
        findings,
        [
            "content/fr-FR/a.md:10:6: error[KB401 broken-link]: there is no page `no-such.md`",
            "content/fr-FR/a.md:10:29: warning[KB402 broken-anchor]: `content/fr-FR/a.md` has no heading `#rien`",
        ]
    );
    assert!(
        said.err.contains("\n  | Voir [trois](no-such.md) et [ici](#rien).\n  |      ^^^^^^^^^^^^^^^^^^^\n"),
        "{}",
        said.err
    );
    assert!(said.err.contains("  help: "), "{}", said.err);
    assert!(!said.out.contains("[KB"), "{}", said.out);
    assert!(said.out.contains("2 articles in 2 locales, 4 pages"), "{}", said.out);
}

#[test]
fn programs_read_json_on_standard_output() {
    let site = site();
    let said = site.run(&["build", "--format", "json"]).exits(1);
    assert_eq!(said.err, "");
    let found = said.json();
    let first = &found[0];
    assert_eq!(
        (&first["code"], &first["name"], &first["severity"]),
        (&"KB401".into(), &"broken-link".into(), &"error".into())
    );
    assert_eq!(
        (&first["file"], &first["line"], &first["column"]),
        (&"content/fr-FR/a.md".into(), &10.into(), &6.into())
    );
    assert!(first["message"].is_string() && first["help"].is_string() && first["notes"].is_array());
    assert_eq!(first["help_url"], "https://kbgen.example/en-us/diagnostics/kb401-broken-link/");
    site.write("content/fr-FR/a.md", article(1, 'a', "Un", "Texte."));
    assert_eq!(site.run(&["check", "--format", "json"]).exits(0).json(), Value::Array(Vec::new()));
}

#[test]
fn github_reads_annotations() {
    let said = site().run(&["check", "--format", "github"]).exits(1);
    assert_eq!(said.err, "");
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", said.out);
    assert!(
        lines[0].starts_with("::error file=content/fr-FR/a.md,line=10,col=6,title=KB401 broken-link::"),
        "{}",
        lines[0]
    );
    assert!(lines[1].starts_with("::warning file=content/fr-FR/a.md,line=10,col=29,"), "{}", lines[1]);
}

#[test]
fn code_scanning_reads_sarif() {
    let said = site().run(&["check", "--format", "sarif"]).exits(1);
    assert_eq!(said.err, "");
    let log = said.json();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<&str> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(rules, ["KB401", "KB402"]);
    let address = "https://kbgen.example/en-us/diagnostics/kb402-broken-anchor/";
    assert_eq!(run["tool"]["driver"]["rules"][1]["helpUri"], address);
    for result in run["results"].as_array().unwrap() {
        assert!(rules.contains(&result["ruleId"].as_str().unwrap()));
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/fr-FR/a.md");
        assert!(
            place["region"]["startLine"].as_u64().unwrap() > 0 && place["region"]["startColumn"].as_u64().unwrap() > 0
        );
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let site = site();
    let said = |variables: &[(&str, &str)]| {
        let run = run_with(&site.path(""), &["check"], variables);
        run.out + &run.err
    };
    assert!(!said(&[]).contains('\u{1b}'), "no terminal, no colour");
    assert!(said(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!said(&[("NO_COLOR", "1")]).contains('\u{1b}'));
    assert!(!said(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]).contains('\u{1b}'), "NO_COLOR wins");
}

/// Everywhere, without a site: in the language of the terminal, first `LC_ALL`, then `LC_MESSAGES`, then `LANG`.
#[test]
fn check_explains_a_code() {
    let folder = Site::new();
    let said = |code: &str, variables: &[(&str, &str)]| {
        let mut all = vec![("LC_ALL", ""), ("LC_MESSAGES", ""), ("LANG", "")];
        all.extend(variables);
        let said = run_with(&folder.path(""), &["check", "--explain", code], &all).exits(0);
        assert_eq!(said.err, "");
        assert!(said.out.lines().all(|line| line.chars().count() <= 80), "{}", said.out);
        said.out
    };
    for (variables, title, headings) in [
        (
            &[("LANG", "fr_FR.UTF-8")][..],
            "KB103\u{a0}: Un article n’a pas d’en-tête",
            ["Symptôme", "Cause", "Résolution", "Exemple"],
        ),
        (
            &[("LC_MESSAGES", "sv_SE.UTF-8"), ("LANG", "fr_FR.UTF-8")],
            "KB103: En artikel saknar metadatablock",
            ["Symptom", "Orsak", "Lösning", "Exempel"],
        ),
        (&[("LC_ALL", "zh_TW.UTF-8"), ("LANG", "C")], "KB103：文章沒有前置資料", ["徵兆", "原因", "解決方式", "範例"]),
        (
            &[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")],
            "KB103: An article has no front matter",
            ["Symptom", "Cause", "Resolution", "Example"],
        ),
    ] {
        let out = said("kb103", variables);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[0], title);
        let found: Vec<&str> = lines.iter().copied().filter(|line| headings.contains(line)).collect();
        assert_eq!(found, headings, "{out}");
        assert!(out.contains("\n\n    <!-- Checked in March -->\n    ---\n    title: "), "{out}");
        assert!(!out.contains("data-ttu-id") && !out.contains("<a name"), "{out}");
    }
    assert_eq!(said("missing-front-matter", &[]), said("KB103", &[]));
    let bold =
        run_with(&folder.path(""), &["check", "--explain", "KB103"], &[("CLICOLOR_FORCE", "1"), ("LC_ALL", "C")]);
    assert!(bold.out.starts_with("\u{1b}[1mKB103: An article has no front matter\u{1b}[0m\n"), "{}", bold.out);
    assert!(folder.files("").is_empty());
}

#[test]
fn codes_that_do_not_exist_are_not_explained() {
    let folder = Site::new();
    let near = folder.run(&["check", "--explain", "brokn-link"]).exits(2);
    assert_eq!(near.err, "error: there is no code `brokn-link`; the nearest one is `KB401 broken-link`\n");
    assert_eq!(near.out, "");
    let far = folder.run(&["check", "--explain", "xyz"]).exits(2);
    assert_eq!(far.err, "error: there is no code `xyz`; codes are written as in `KB401` or `broken-link`\n");
}

/// Once, at the end, and only where there is something to explain.
#[test]
fn findings_end_with_the_way_to_their_explanation() {
    let site = site();
    let said = site.run(&["check"]).exits(1).err;
    assert!(said.ends_with("\n\nfor more on a code: kbgen check --explain KB401\n"), "{said}");
    site.write("content/fr-FR/a.md", article(1, 'a', "Un", "Texte."));
    assert!(!site.run(&["check"]).exits(0).err.contains("--explain"));
}

#[test]
fn check_writes_nothing() {
    let site = site();
    let before = site.files("");
    site.run(&["check"]).exits(1);
    assert_eq!(site.files(""), before);
}

#[test]
fn options_stand_before_or_after_the_command() {
    let site = site();
    let elsewhere = Site::new();
    let root = site.path("").to_string_lossy().into_owned();
    let target = elsewhere.path("site").to_string_lossy().into_owned();
    run(&elsewhere.path(""), &["--root", &root, "-o", &target, "build", "-u", "https://help.example/kb/"]).exits(1);
    let page = elsewhere.read("site/fr-fr/a/index.html");
    assert!(page.contains("https://help.example/kb/fr-fr/a/"), "{page}");
    let content: Vec<String> = ["fr-FR", "sv-SE"].iter().map(|l| format!("{root}/content/{l}")).collect();
    run(&elsewhere.path(""), &["build", "-o", "two", "--content", &content[0], "--content", &content[1]]).exits(1);
    assert!(elsewhere.exists("two/sv-se/b/index.html"), "the locale is the name of the content folder");
}

#[test]
fn align_as_a_table() {
    let site = site();
    site.remove("content/sv-SE/b.md");
    let said = site.run(&["align"]).exits(0);
    assert_eq!(
        said.out,
        "article  fr-FR           sv-SE\na        current         current\nb        current         missing\n"
    );
}

#[test]
fn align_as_json() {
    let aligned = site().run(&["align", "--format", "json"]).exits(0).json();
    let a = &aligned[0];
    assert_eq!((&a["article"], &a["missing"]), (&"a".into(), &Value::Array(Vec::new())));
    let french = &a["translations"][0];
    assert_eq!(
        (&french["locale"], &french["locfileid"], &french["state"]),
        (&"fr-FR".into(), &"1".into(), &"current".into())
    );
    assert_eq!(french["path"], "content/fr-FR/a.md");
    let kinds: Vec<&str> = french["evidence"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"openlocfilehash"), "{kinds:?}");
}

#[test]
fn align_explains_a_file() {
    let site = site();
    for id in ["3", "content/sv-SE/a.md", "./content/sv-SE/a.md", "sv-SE/a.md"] {
        let said = site.run(&["align", "--explain", id]).exits(0);
        assert!(said.out.starts_with("content/sv-SE/a.md\n"), "{id}: {}", said.out);
        assert!(
            said.out.contains("\narticle a\n")
                && said.out.contains("\nwhy\n")
                && said.out.contains("ms.openlocfilehash"),
            "{}",
            said.out
        );
    }
    let unknown = site.run(&["align", "--explain", "999"]).exits(2);
    assert!(unknown.err.contains("`999`"), "{}", unknown.err);
}

/// The articles of `align`, as slug and the files of its translations.
fn aligned(site: &Site) -> Vec<(String, Vec<String>)> {
    let json = site.run(&["align", "--format", "json"]).json();
    let article = |a: &Value| {
        let paths = a["translations"].as_array().unwrap().iter().map(|t| t["path"].as_str().unwrap().to_owned());
        (a["article"].as_str().unwrap().to_owned(), paths.collect())
    };
    json.as_array().unwrap().iter().map(article).collect()
}

#[test]
fn a_kept_alignment_survives_renaming_and_new_ids() {
    let site = site();
    site.run(&["align", "--write"]).exits(0);
    let written = site.read("alignment.yaml");
    assert!(written.contains("fr-FR: \"1\"") || written.contains("fr-FR: '1'"), "{written}");
    let again = site.run(&["align", "--write"]).exits(0);
    assert!(again.out.contains("up to date"), "{}", again.out);
    assert_eq!(site.read("alignment.yaml"), written);

    // New ids and a new source version at the old place: nothing moves.
    site.write("content/fr-FR/a.md", article(11, '1', "Un", "Texte."));
    site.write("content/sv-SE/a.md", article(13, '1', "Ett", "Text."));
    site.run(&["build"]).exits(0);
    assert!(
        site.exists("output/fr-fr/a/index.html")
            && !site.read("output/fr-fr/a/index.html").contains("http-equiv=\"refresh\"")
    );
    site.run(&["align", "--write"]).exits(0);

    // A new name: the old address leads to the new one, in every locale.
    for locale in ["fr-FR", "sv-SE"] {
        site.rename(&format!("content/{locale}/a.md"), &format!("content/{locale}/renamed.md"));
    }
    site.run(&["build", "--strict"]).exits(0);
    for locale in ["fr-fr", "sv-se"] {
        assert!(site.exists(&format!("output/{locale}/renamed/index.html")));
        let old = site.read(&format!("output/{locale}/a/index.html"));
        assert!(old.contains(&format!("url=/{locale}/renamed/")), "{old}");
    }
    // And a name again: both old addresses.
    site.run(&["align", "--write"]).exits(0);
    for locale in ["fr-FR", "sv-SE"] {
        site.rename(&format!("content/{locale}/renamed.md"), &format!("content/{locale}/third.md"));
    }
    site.run(&["build"]).exits(0);
    for old in ["a", "renamed"] {
        assert!(site.read(&format!("output/fr-fr/{old}/index.html")).contains("url=/fr-fr/third/"), "{old}");
    }
    // A new article at an old address wins over the redirect.
    site.write("content/fr-FR/a.md", article(21, '2', "Nouveau", "Texte."));
    site.run(&["build"]).exits(0);
    assert!(site.read("output/fr-fr/a/index.html").contains("Nouveau"));
}

#[test]
fn pins_corrected_by_hand_are_obeyed() {
    let site = site();
    site.run(&["align", "--write"]).exits(0);
    let crossed = "articles:\n  a:\n    translations:\n      fr-FR: \"1\"\n      sv-SE: \"4\"\n  b:\n    translations:\n      fr-FR: \"2\"\n      sv-SE: sv-SE/a.md\n";
    site.write("alignment.yaml", crossed);
    let mut articles = aligned(&site);
    articles.sort();
    let files = |paths: [&str; 2]| paths.map(str::to_owned).to_vec();
    assert_eq!(
        articles.iter().map(|a| a.1.clone()).collect::<Vec<_>>(),
        [files(["content/fr-FR/a.md", "content/sv-SE/b.md"]), files(["content/fr-FR/b.md", "content/sv-SE/a.md"]),]
    );
    let why = site.run(&["align", "--explain", "4"]).exits(0);
    assert!(why.out.contains("the alignment file puts it here"), "{}", why.out);
    // Writing keeps what was said.
    site.run(&["align", "--write"]).exits(0);
    let mut again = aligned(&site);
    again.sort();
    assert_eq!(again, articles);
}

/// A part of the content says nothing of the rest, and a file that is away may come back.
#[test]
fn pins_of_absent_files_stay() {
    let site = site();
    site.run(&["align", "--write"]).exits(0);
    let written = site.read("alignment.yaml");
    site.run(&["align", "--write", "--locale", "fr-FR"]).exits(0);
    assert_eq!(site.read("alignment.yaml"), written);
    let away = site.read("content/sv-SE/a.md");
    site.remove("content/sv-SE/a.md");
    site.run(&["align", "--write"]).exits(0);
    assert_eq!(site.read("alignment.yaml"), written);
    site.write("content/sv-SE/a.md", away);
}

/// An address that was chosen by hand is where the article is.
#[test]
fn a_chosen_slug_stays() {
    let site = site();
    site.write("alignment.yaml", "articles:\n  a:\n    slug: chosen\n    translations: {fr-FR: \"1\"}\n");
    site.run(&["build"]).exits(1);
    assert!(site.exists("output/fr-fr/chosen/index.html") && site.exists("output/sv-se/chosen/index.html"));
    site.run(&["align", "--write"]).exits(0);
    site.run(&["build"]).exits(1);
    assert!(site.read("output/fr-fr/chosen/index.html").contains("Un"));
    assert!(!site.read("output/fr-fr/chosen/index.html").contains("http-equiv=\"refresh\""));
}

/// Small sites have few anchors and ids; that two texts are of one heading and one paragraph is no
/// proof of anything.
#[test]
fn a_like_shape_alone_joins_nothing() {
    let site = Site::with(&[
        ("content/fr-FR/pay.md", &article(1, 'a', "Payer", "Payez en ligne.")),
        ("content/ja-JP/call.md", &article(2, 'b', "電話", "電話してください。")),
    ]);
    let articles = aligned(&site);
    assert_eq!(articles.len(), 2, "{}", site.run(&["align", "--explain", "2"]).out);
}

#[test]
fn init_from_nothing() {
    let folder = Site::new();
    let said = folder.run(&["init", "new"]).exits(0);
    assert!(said.out.contains("kbgen build --root new"), "{}", said.out);
    let site = folder.path("new");
    run(&site, &["build", "--strict"]).exits(0);
    assert!(folder.exists("new/output/en-us/first-article/index.html"));
    run(&site, &["init"]).exits(2);
    assert!(folder.run(&["init", "new"]).exits(2).err.contains("exists already"));
}

#[test]
fn init_over_content() {
    let site = site();
    site.write("content/ja-JP/c.md", article(9, 'c', "三", "文字。"));
    let before = fs::read(site.path("content/fr-FR/a.md")).unwrap();
    let said = site.run(&["init"]).exits(0);
    assert!(said.out.contains("found 5 article files in 3 locales"), "{}", said.out);
    let configuration = site.read("kbgen.yaml");
    for locale in ["fr-FR", "ja-JP", "sv-SE"] {
        assert!(configuration.contains(&format!("  {locale}: {{}}")), "{configuration}");
    }
    assert_eq!(fs::read(site.path("content/fr-FR/a.md")).unwrap(), before);
    assert!(!site.exists("content/en-US"));
    site.run(&["build"]).exits(1);
    assert!(site.exists("output/ja-jp/c/index.html"));
}

#[test]
fn init_over_files_without_folders() {
    let site = Site::with(&[
        (
            "000_0011223344556677.txt",
            &article(1, 'a', "Un", "Texte.").replace("title:", "ms.contentlocale: fr-FR\ntitle:"),
        ),
        (
            "001_8899aabbccddeeff.txt",
            &article(2, 'a', "Ett", "Text.").replace("title:", "ms.contentlocale: sv-SE\ntitle:"),
        ),
    ]);
    site.run(&["init"]).exits(0);
    site.run(&["build"]).exits(0);
    assert_eq!(aligned(&site).len(), 1);
    // The output beside the content is not content.
    site.run(&["build"]).exits(0);
    assert_eq!(aligned(&site).len(), 1);
}

#[test]
fn completions_for_every_shell() {
    let folder = Site::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = folder.run(&["completions", shell]).exits(0);
        assert!(said.out.contains("kbgen") && COMMANDS.iter().all(|c| said.out.contains(c)), "{shell}");
    }
}
