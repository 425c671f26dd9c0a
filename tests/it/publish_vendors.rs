//! Publishing by vendors' programs. The programs here are doubles, which speak their arguments and answers; what readers
//! get comes from a real HTTP server. And `--verify`, which looks at the same place.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Run, Site, article, run_with};

/// Serves a folder over HTTP.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process = Command::new("python3")
            .args(["-m", "http.server", "--bind", "127.0.0.1", "--directory"])
            .arg(folder)
            .arg(port.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("python3 is installed");
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begin.elapsed() < Duration::from_secs(30), "the server does not start");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { process, url: format!("http://127.0.0.1:{port}/") }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct World {
    site: Site,
    server: Server,
    folder: tempfile::TempDir,
}

impl World {
    fn new(target: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["bin", "web"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let server = Server::start(&folder.path().join("web"));
        let site = Site::new();
        site.write("kbgen.yaml", format!("base_url: {}\npublish: {{targets: {{live: {target}}}}}\n", server.url));
        let world = Self { site, server, folder };
        world.change("Un texte.");
        world
    }

    fn change(&self, text: &str) {
        self.site.write("content/fr-FR/kb/article.md", article(1, 'a', "Aide", text));
        self.site.run(&["build"]).exits(0);
    }

    fn web(&self) -> PathBuf {
        self.folder.path().join("web")
    }

    /// A double of a vendor's program, which notes its arguments and then runs a script; `$WEB` is what is served.
    fn double(&self, name: &str, script: &str) {
        let path = self.folder.path().join("bin").join(name);
        let arguments = self.folder.path().join("arguments");
        let text = format!(
            "#!/bin/sh\n# A double of {name} for the tests of kbgen.\nprintf '%s\\n' \"$@\" > {}\nWEB={}\n{script}\n",
            arguments.display(),
            self.web().display()
        );
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn arguments(&self) -> Vec<String> {
        let text = fs::read_to_string(self.folder.path().join("arguments")).unwrap();
        let output = fs::canonicalize(self.site.path("output")).unwrap().display().to_string();
        text.lines().map(|line| line.replace(&output, "OUTPUT")).collect()
    }

    fn publish(&self, args: &[&str]) -> Run {
        let path = format!("{}:{}", self.folder.path().join("bin").display(), std::env::var("PATH").unwrap());
        let variables = [("PATH", path.as_str()), ("NETLIFY_AUTH_TOKEN", "very-secret-word")];
        let args = [&["publish", "--no-build", "--report", "report.json"], args].concat();
        run_with(&self.site.path(""), &args, &variables)
    }

    fn report(&self) -> Value {
        serde_json::from_str(&self.site.read("report.json")).unwrap()
    }
}

const UPLOAD: &str = "cp -R \"$DIR\"/. \"$WEB\"";

#[test]
fn netlify_is_called_and_what_it_did_is_looked_at() {
    let world = World::new("{to: netlify, site: help-site, patience: 2}");
    world.double("netlify", &format!("DIR=$3; {UPLOAD}; echo '{{\"deploy_url\": \"https://x.example\"}}'"));
    world.publish(&["--dry-run"]).exits(0);
    assert!(!world.folder.path().join("arguments").exists());
    world.publish(&[]).exits(0);
    assert_eq!(
        world.arguments(),
        ["deploy", "--dir", "OUTPUT", "--no-build", "--json", "--prod", "--site", "help-site"]
    );
    assert!(world.report()["verified"].as_u64().unwrap() > 5, "{}", world.report());

    // Success is reported, nothing is sent.
    world.double("netlify", "echo '{}'");
    world.change("Un autre texte.");
    let run = world.publish(&[]).exits(1);
    assert!(run.err.contains("`netlify` reports success, but the site is not there"), "{}", run.err);

    // Only some of it is sent.
    world.double("netlify", "cp \"$3\"/*.xml \"$WEB\"; echo '{}'");
    let run = world.publish(&[]).exits(1);
    assert!(run.err.contains("is not as it should be"), "{}", run.err);

    // It says what it should keep to itself.
    world.double("netlify", "echo \"token $NETLIFY_AUTH_TOKEN is not allowed\" >&2; exit 4");
    let run = world.publish(&[]).exits(1);
    assert!(run.err.contains("`netlify` failed (status 4): token … is not allowed"), "{}", run.err);
    assert!(!run.err.contains("very-secret-word") && !run.out.contains("very-secret-word"));

    // Afterwards all is well again.
    world.double("netlify", &format!("DIR=$3; {UPLOAD}"));
    world.publish(&[]).exits(0);
    world.publish(&[]).exits(0);
    assert!(world.report()["notes"][0].as_str().unwrap().contains("had been there before"));
    assert!(world.site.run(&["publish", "--rollback"]).exits(2).err.contains("keeps earlier states itself"));
}

#[test]
fn a_preview_is_looked_at_where_it_is() {
    let world = World::new("{to: netlify, environment: preview, patience: 2}");
    let url = &world.server.url;
    // The site itself is elsewhere.
    let config = world.site.read("kbgen.yaml").replace(url.as_str(), "http://127.0.0.1:9/");
    world.site.write("kbgen.yaml", config);
    world.change("Un texte.");
    world.double("netlify", &format!("DIR=$3; {UPLOAD}; echo '{{\"deploy_url\": \"{url}\"}}'"));
    let run = world.publish(&[]).exits(0);
    assert!(run.out.contains(&format!("it can be seen at <{url}>")), "{}", run.out);
    assert_eq!(world.arguments()[5..], ["--alias", "preview"]);
}

#[test]
fn cloudflare_and_azure_are_called_in_their_words() {
    let world = World::new("{to: cloudflare, project: help, patience: 2}");
    world.site.run(&["build", "--host", "folder"]).exits(0);
    let run = world.publish(&[]).exits(2);
    assert!(run.err.contains("has no `wrangler.jsonc`"), "{}", run.err);
    // A target tells the host.
    world.site.run(&["build"]).exits(0);
    world.double("wrangler", &format!("DIR=$(dirname \"$3\"); {UPLOAD}"));
    world.publish(&[]).exits(0);
    assert_eq!(world.arguments(), ["deploy", "--config", "OUTPUT/wrangler.jsonc", "--name", "help"]);

    let world = World::new("{to: azure-static-web-apps, patience: 2, program: tools/my-swa}");
    let run = world.publish(&[]).exits(2);
    assert!(run.err.contains("my-swa") && run.err.contains("npm install"), "{}", run.err);
    world.double("swa", &format!("DIR=$2; {UPLOAD}"));
    fs::create_dir(world.site.path("tools")).unwrap();
    fs::rename(world.folder.path().join("bin/swa"), world.site.path("tools/my-swa")).unwrap();
    world.publish(&[]).exits(0);
    assert_eq!(world.arguments(), ["deploy", "OUTPUT", "--env", "production", "--no-use-keychain"]);
}

#[test]
fn a_folder_is_proven_through_the_server() {
    let world = World::new("{to: folder, path: unset}");
    let place = world.folder.path().join("web");
    let config = world.site.read("kbgen.yaml").replace("unset", place.to_str().unwrap());
    world.site.write("kbgen.yaml", config.replace(&world.server.url, &format!("{}current/", world.server.url)));
    world.change("Un texte.");
    for _ in 0..2 {
        world.publish(&["--verify"]).exits(0);
        assert!(world.report()["verified"].as_u64().unwrap() > 5);
        world.change("Un autre texte.");
    }
    let back = world.site.run(&["publish", "--rollback", "--verify"]).exits(0);
    assert!(back.out.contains("fetched through the public address"), "{}", back.out);
}
