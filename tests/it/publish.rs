//! `kbgen publish` up to the point where a host is asked: which target is meant, which site, and what is refused.
//! What happens on hosts is tested beside servers, in `tests/publish/`.

use crate::support::{Run, Site, article};

fn site(configuration: &str) -> Site {
    let site = Site::with(&[("content/fr-FR/a.md", &article(1, 'a', "Un", "Texte."))]);
    site.write("kbgen.yaml", configuration);
    site
}

const TARGET: &str = "publish: {targets: {live: {to: s3, bucket: help, endpoint: 'http://127.0.0.1:9'}}}\n";

#[track_caller]
fn refused(run: Run, why: &str) {
    let run = run.exits(2);
    assert!(run.err.contains(why), "{}", run.err);
}

#[test]
fn a_target_must_be_known() {
    refused(site("").run(&["publish"]), "no target is known");
    refused(site(TARGET).run(&["publish", "lvie"]), "there is no target `lvie`; there are: `live`");
    refused(site(TARGET).run(&["publish", "ftp://host/x"]), "`ftp://` is no kind of target");
    refused(site("publish: {targets: {live: {to: s3}}}\n").run(&["publish"]), "the target `live`: `s3` needs `bucket`");
    refused(site("publish: {targets: {live: {to: s3, bukcet: x}}}\n").run(&["publish"]), "unknown field `bukcet`");
    let secret = site("").run(&["publish", "s3://key:hidden-word@bucket/x"]);
    assert!(!secret.err.contains("hidden-word"), "{}", secret.err);
    refused(secret, "credentials come from the environment alone");
}

#[test]
fn only_whole_sites_are_published() {
    let folder = site(TARGET);
    refused(folder.run(&["publish", "--no-build"]), "`output` holds no site that kbgen built");
    folder.run(&["build"]).exits(0);
    folder.write("output/.kbgen-journal", "fr-fr/x/index.html\n");
    refused(folder.run(&["publish", "--no-build"]), "the last build of `output` was interrupted");
    folder.remove("output/.kbgen-journal");
    folder.remove("output/index.html");
    refused(folder.run(&["publish", "--no-build"]), "`index.html` is missing in `output`; build the site again");
    folder.write("output/.kbgen-manifest.json", "{\"files\": []}");
    refused(folder.run(&["publish", "--no-build"]), "there is nothing to publish");
    folder.write("output/.kbgen-manifest.json", "{\"files\": [\"../kbgen.yaml\"]}");
    refused(folder.run(&["publish", "--no-build"]), "`../kbgen.yaml` is no path of a site");
}

#[test]
fn options_that_make_no_sense_are_refused() {
    refused(site(TARGET).run(&["publish", "--verify"]), "`--verify` needs to know where the site is");
    refused(site(TARGET).run(&["publish", "--rollback", "--no-build"]), "cannot be used with");
    let many = TARGET.replace("bucket: help", "bucket: help, concurrency: 1000");
    let said = if cfg!(feature = "cloud") { "`concurrency` is 1000" } else { "built without object stores" };
    refused(site(&many).run(&["publish"]), said);
}

#[test]
fn strict_sites_with_problems_stay_at_home() {
    let folder = site(TARGET);
    folder.write("content/fr-FR/b.md", article(2, 'b', "Deux", "Voir [rien](rien.md)."));
    let run = folder.run(&["publish", "--strict"]).exits(1);
    assert!(run.err.contains("the site has problems and is not published (--strict)"), "{}", run.err);
}
