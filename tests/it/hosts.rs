//! What a build writes for each host, beside the pages: one site, every host, in `tests/hosts/expected/`.
//! `UPDATE=1 cargo test --test it hosts` writes it anew. That hosts understand it is shown by `tests/hosts/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

use flate2::read::GzDecoder;
use kbgen::hosts::PROFILES;
use std::io::Read;
use tempfile::TempDir;

use crate::support::{Site, files, repository, run};

/// Builds the site with redirects for a host; what lies in the output folder.
fn built(host: &str, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let output = TempDir::new().unwrap();
    let target = output.path().join("out");
    let target = target.to_string_lossy();
    let mut args = vec!["build", "--host", host, "--output", &target];
    args.extend(more);
    let input = repository().join("tests/sites/redirects/input");
    assert!(run(&input, &args).status <= 1);
    files(&output.path().join("out"))
}

/// The files that only this host gets.
#[test]
fn files_of_every_host() {
    let plain: BTreeSet<String> = built("folder", &[]).into_keys().filter(|path| path != "_redirects").collect();
    let mut problems = String::new();
    for profile in PROFILES {
        let folder = repository().join("tests/hosts/expected").join(profile.name);
        let mut actual: BTreeMap<String, String> = BTreeMap::new();
        for (path, bytes) in built(profile.name, &[]) {
            let below = path.strip_prefix("kb/").unwrap_or(&path);
            if !plain.contains(below) && !path.ends_with(".gz") {
                actual.insert(path.replace('/', "~"), String::from_utf8(bytes).unwrap());
            }
        }
        if std::env::var_os("UPDATE").is_some_and(|v| v == "1") {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            for (path, text) in &actual {
                fs::write(folder.join(format!("{path}.txt")), text).unwrap();
            }
            continue;
        }
        let mut expected = files(&folder);
        for (path, text) in &actual {
            match expected.remove(&format!("{path}.txt")) {
                Some(old) if old == text.as_bytes() => {}
                Some(old) => {
                    let old = String::from_utf8_lossy(&old).into_owned();
                    let changed = old.lines().zip(text.lines()).find(|(a, b)| a != b);
                    let _ = writeln!(problems, "{}: {path} is another: {changed:?}", profile.name);
                }
                None => _ = writeln!(problems, "{}: {path} is new", profile.name),
            }
        }
        problems.extend(expected.keys().map(|path| format!("{}: {path} does not come\n", profile.name)));
    }
    assert!(problems.is_empty(), "{problems}");
}

/// Every page is where its host will look for it; only the folder differs.
#[test]
fn pages_are_the_same_on_every_host() {
    let plain = built("folder", &[]);
    for profile in PROFILES {
        let own = built(profile.name, &[]);
        let site = if own.contains_key("kb/index.html") { "kb/" } else { "" };
        for (path, bytes) in plain.iter().filter(|(path, _)| !path.starts_with('.') && *path != "_redirects") {
            let place = if path == "robots.txt" { path.clone() } else { format!("{site}{path}") };
            assert!(own.get(&place) == Some(bytes), "{}: {place}", profile.name);
        }
        for (path, bytes) in own.iter().filter(|(path, _)| path.ends_with(".gz")) {
            let mut text = Vec::new();
            GzDecoder::new(bytes.as_slice()).read_to_end(&mut text).unwrap();
            assert!(own[path.trim_end_matches(".gz")] == text, "{path}");
        }
    }
}

#[test]
fn a_preview_is_hidden() {
    let preview = built("netlify", &["--preview"]);
    let mut pages = 0;
    for (path, bytes) in preview.iter().filter(|(path, _)| path.ends_with(".html")) {
        pages += 1;
        assert!(String::from_utf8_lossy(bytes).contains("<meta name=\"robots\" content=\"noindex"), "{path}");
    }
    assert!(pages > 10);
    assert_eq!(preview["robots.txt"], b"User-agent: *\nDisallow: /\n");
    assert!(String::from_utf8_lossy(&preview["_headers"]).contains("\n  X-Robots-Tag: noindex\n"));
    let known = built("netlify", &[]);
    assert!(String::from_utf8_lossy(&known["kb/fr-fr/index.html"]).contains("<title>"));
    assert!(!String::from_utf8_lossy(&known["kb/fr-fr/index.html"]).contains("noindex"));
    assert!(!String::from_utf8_lossy(&known["_headers"]).contains("X-Robots-Tag"));
}

/// The configuration, the command line over it, and what pages need of other hosts.
#[test]
fn the_policy_permits_what_the_pages_need() {
    let config = "publish: {target: netlify, security: {script-src: https://stats.example}}\n\
                  feedback: {helpful: 'https://votes.example/vote?x'}\n";
    let site = Site::with(&[
        ("kbgen.yaml", config),
        ("content/fr-FR/a.md", "---\ntitle: A\n---\n# A\n\n![x](https://pictures.example/a.png)\n"),
    ]);
    site.run(&["build"]).exits(0);
    let headers = site.read("output/_headers");
    for expected in [
        "connect-src 'self' https://votes.example;",
        "form-action 'self' https://votes.example;",
        "img-src 'self' data: https://pictures.example;",
        "script-src 'self' https://stats.example;",
    ] {
        assert!(headers.contains(expected), "{expected}: {headers}");
    }
    site.run(&["build", "--host", "nginx"]).exits(0);
    assert!(site.exists("output/_host/nginx.conf") && !site.exists("output/_headers"));
    let wrong = site.run(&["build", "--host", "geocities"]).exits(2);
    assert!(wrong.err.contains("`geocities` is not a host; kbgen knows `folder`, `github-pages`"), "{}", wrong.err);
}

/// The browser tests are run under the policy that hosts send.
#[test]
fn browsers_are_tested_under_the_policy() {
    let headers = built("netlify", &[]).remove("_headers").unwrap();
    let headers = String::from_utf8(headers).unwrap();
    let sent = headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: ")).unwrap();
    let tested = fs::read_to_string(repository().join("tests/browser/lib.mjs")).unwrap();
    let tested = tested.split_once("const CONTENT_SECURITY_POLICY = [").unwrap().1.split_once(']').unwrap().0;
    let tested: Vec<&str> = tested.split('"').skip(1).step_by(2).collect();
    assert_eq!(sent.split("; ").collect::<Vec<_>>(), tested);
}

/// What the host would refuse is an error of the build; nothing is cut off.
#[test]
fn limits_are_errors() {
    let redirects: String = (0..2005).map(|n| format!("- /old/{n}/\n")).collect();
    let article = format!(
        "---\ntitle: A\naliases:\n- /{}/\n{redirects}---\n# A\n\n[x](big.zip)\n",
        vec!["y".repeat(200); 5].join("/")
    );
    let site = Site::with(&[("content/fr-FR/a.md", article.as_str())]);
    let big = site.path("content/fr-FR/big.zip");
    fs::File::create(big).unwrap().set_len(26_214_401).unwrap();
    let found = site.run(&["build", "--host", "cloudflare", "--format", "json"]).exits(1).diagnostics();
    let ours: Vec<&String> = found.iter().filter(|line| line.contains(" KB6")).collect();
    assert_eq!(ours.len(), 2, "{found:?}");
    let name = site.files("output").into_keys().find(|path| path.ends_with(".zip")).unwrap();
    let file = format!(
        "error KB602 host-limit: `cloudflare` takes 26,214,400 bytes in a file; `{name}` has 26,214,401, 1 too many"
    );
    assert_eq!(*ours[0], file);
    let redirects = "note KB603 redirects-left-to-pages: `cloudflare` answers all redirects itself but 6, since it takes 2,000 rules";
    assert_eq!(*ours[1], redirects);
    assert_eq!(site.read("output/_redirects").lines().count(), 2000);
    assert!(site.exists("output/fr-fr/old/2004/index.html"), "the page of a redirect without rule");
    // What is wrong is also said where nothing is written.
    site.run(&["check", "--host", "cloudflare"]).exits(1);
    site.run(&["check", "--host", "nginx"]).exits(0);
}

/// The search of the terminal finds the site where the host wants to have it.
#[test]
fn the_search_knows_the_folder_of_the_site() {
    let site = Site::with(&[
        ("kbgen.yaml", "base_url: https://help.example/kb/\npublish: {target: netlify}\n"),
        ("content/fr-FR/a.md", "---\ntitle: Bonjour\n---\n# Bonjour\n\nTexte.\n"),
    ]);
    site.run(&["build"]).exits(0);
    assert!(site.exists("output/kb/fr-fr/a/index.html"));
    assert!(site.run(&["search", "bonjour"]).exits(0).out.contains("https://help.example/kb/fr-fr/a/"));
}
