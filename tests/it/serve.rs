//! `kbgen serve`: the command on a free port, asked by plain HTTP; files are changed as editors and version control do.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Site, article};

/// No wait is longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that runs; it is killed at the end of the test.
struct Server {
    child: Child,
    port: u16,
    address: String,
    lines: Receiver<String>,
    /// Lines that came while others were waited for: the two streams of a process have no common order.
    passed: RefCell<Vec<String>>,
}

/// An answer.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

fn lines_of(stream: impl Read + Send + 'static, sender: mpsc::Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
}

fn command(site: &Site, args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kbgen"));
    command.current_dir(site.path("")).arg("serve").args(args).env("NO_COLOR", "1");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the command starts")
}

impl Server {
    fn start(site: &Site, args: &[&str]) -> Self {
        let port = if args.contains(&"-p") { &[][..] } else { &["-p", "0"] };
        let mut server = Self::of(command(site, &[port, args].concat()));
        let line = server.line("http://");
        server.said();
        server.address = line.split(' ').next().unwrap().to_owned();
        let port = server.address.split('/').nth(2).unwrap().rsplit_once(':').unwrap().1;
        server.port = port.parse().unwrap();
        server
    }

    fn of(mut child: Child) -> Self {
        let (sender, lines) = mpsc::channel();
        lines_of(child.stdout.take().unwrap(), sender.clone());
        lines_of(child.stderr.take().unwrap(), sender);
        Self { child, port: 0, address: String::new(), lines, passed: RefCell::default() }
    }

    /// The next line on the terminal that holds a text.
    #[track_caller]
    fn line(&self, text: &str) -> String {
        let end = Instant::now() + PATIENCE;
        let mut passed = self.passed.borrow_mut();
        if let Some(at) = passed.iter().position(|line| line.contains(text)) {
            return passed.remove(at);
        }
        loop {
            match self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) if line.contains(text) => return line,
                Ok(line) => passed.push(line),
                Err(_) => panic!("no line with `{text}` but {passed:#?}"),
            }
        }
    }

    /// All lines that came by now and were not waited for.
    fn said(&self) -> Vec<String> {
        let mut lines = self.passed.take();
        lines.extend(self.lines.try_iter());
        lines
    }

    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request.push_str("Host: localhost\r\n");
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut bytes = Vec::new();
        self.send(&format!("{request}\r\n")).read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").expect("an end of the headers");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers =
            lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.to_lowercase(), v.to_owned())).collect();
        let mut answer = Answer { status, headers, body: bytes[end + 4..].to_vec() };
        if answer.header("transfer-encoding") == "chunked" {
            answer.body = unchunked(&answer.body);
        }
        answer
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Asks for a page until its answer fits.
    #[track_caller]
    fn until(&self, path: &str, fits: impl Fn(&Answer) -> bool) -> Answer {
        let end = Instant::now() + PATIENCE;
        loop {
            let answer = self.get(path);
            if fits(&answer) {
                return answer;
            }
            assert!(Instant::now() < end, "{path}: {} {}\n{:#?}", answer.status, answer.text(), self.said());
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[track_caller]
    fn until_text(&self, path: &str, text: &str) {
        self.until(path, |answer| answer.status == 200 && answer.text().contains(text));
    }

    #[track_caller]
    fn until_status(&self, path: &str, status: u16) {
        self.until(path, |answer| answer.status == status);
    }

    /// The events of a page that is shown as it is now.
    fn events(&self, path: &str) -> Events {
        let text = self.get(path).text();
        let version = text.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        self.events_of(path, &version)
    }

    fn events_of(&self, path: &str, version: &str) -> Events {
        let query = format!("page={path}&version={version}&missing=");
        let stream = self.send(&format!("GET /.kbgen/events?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        Events(BufReader::new(stream))
    }

    fn signal(&self, name: &str) {
        let done = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }

    /// The exit status, after it has ended by itself.
    #[track_caller]
    fn ends(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("it does not end");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = body.windows(2).position(|w| w == b"\r\n") {
        let length = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap(), 16).unwrap();
        whole.extend_from_slice(&body[end + 2..end + 2 + length]);
        body = &body[end + 4 + length..];
    }
    whole
}

/// Server-sent events.
struct Events(BufReader<TcpStream>);

impl Events {
    /// The next event: its name and data.
    fn next(&mut self) -> (String, serde_json::Value) {
        let mut name = String::new();
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).expect("an event"), 0, "the stream has ended");
            if let Some(event) = line.trim_end().strip_prefix("event: ") {
                name = event.to_owned();
            }
            if let Some(data) = line.trim_end().strip_prefix("data: ") {
                return (name, serde_json::from_str(data).unwrap());
            }
        }
    }

    /// The next event of a name.
    fn named(&mut self, wanted: &str) -> serde_json::Value {
        loop {
            let (name, data) = self.next();
            if name == wanted {
                return data;
            }
        }
    }
}

fn small() -> Site {
    Site::with(&[
        ("content/fr-FR/unlock.md", &article(1, 'a', "Débloquer", "Un texte.")),
        ("content/fr-FR/guide/codes.md", &article(2, 'b', "Codes", "Un autre. ![x](pic.png)")),
        ("content/fr-FR/guide/pic.png", "not really a picture"),
        ("content/sv-SE/unlock.md", &article(3, 'a', "Lås upp", "En text.")),
    ])
}

#[test]
fn answers_as_a_static_host() {
    let site = small();
    site.write("content/fr-FR/old.md", "---\ntitle: x\nredirect_url: unlock.md\n---\n");
    let server = Server::start(&site, &["--no-watch"]);
    let page = server.get("/fr-fr/unlock/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.text().contains("Un texte."));
    assert!(page.text().contains("<script src=\"/.kbgen/live.js\" defer data-version=\""));
    assert!(
        page.header("content-security-policy").starts_with("default-src 'none'; style-src 'self'; script-src 'self';")
    );
    assert_eq!((page.header("x-content-type-options"), page.header("cache-control")), ("nosniff", "no-cache"));

    let slash = server.get("/fr-fr/unlock?a=b");
    assert_eq!((slash.status, slash.header("location")), (301, "/fr-fr/unlock/?a=b"));
    let old = server.get("/fr-fr/old/");
    assert_eq!((old.status, old.header("location")), (301, "/fr-fr/unlock/"));
    for (path, lang) in [("/fr-fr/nope/deep/", "fr-FR"), ("/sv-se/nope", "sv-SE")] {
        let missing = server.get(path);
        assert_eq!(missing.status, 404);
        assert!(missing.text().contains(&format!("<html lang=\"{lang}\"")), "{path}");
        assert!(missing.text().contains("data-missing=\"1\""));
    }
    for path in ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/fr-fr/..%2f..%2fkbgen.yaml", "/.kbgen/../../x"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }

    let tag = page.header("etag").to_owned();
    assert!(tag.starts_with('"'));
    let same = server.ask("GET", "/fr-fr/unlock/", &[("If-None-Match", &tag)]);
    assert_eq!((same.status, same.body.len(), same.header("etag")), (304, 0, tag.as_str()));
    let head = server.ask("HEAD", "/fr-fr/unlock/", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), page.body.len().to_string());
    let part = server.ask("GET", "/fr-fr/unlock/", &[("Range", "bytes=2-8")]);
    assert_eq!((part.status, part.text().as_str()), (206, "DOCTYPE"));
    assert_eq!(part.header("content-range"), format!("bytes 2-8/{}", page.body.len()));
    let part = server.ask("GET", "/fr-fr/unlock/", &[("Range", "bytes=0-1"), ("If-Range", "\"other\"")]);
    assert_eq!((part.status, part.body.len()), (200, page.body.len()));
    let part = server.ask("GET", "/fr-fr/unlock/", &[("Range", "bytes=9999999-")]);
    assert_eq!((part.status, part.header("content-range")), (416, &*format!("bytes */{}", page.body.len())));
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let refused = server.ask(method, "/fr-fr/unlock/", &[]);
        assert_eq!((refused.status, refused.header("allow")), (405, "GET, HEAD"), "{method}");
    }

    // A file of the content is read when it is asked for.
    let text = server.get("/fr-fr/guide/codes/").text();
    let picture =
        text.split("src=\"").find_map(|rest| rest.split('"').next().filter(|src| src.ends_with(".png"))).unwrap();
    let whole = server.get(picture);
    assert_eq!(
        (whole.status, whole.header("content-type"), whole.text().as_str()),
        (200, "image/png", "not really a picture")
    );
    assert_eq!(server.ask("GET", picture, &[("Range", "bytes=-7")]).text(), "picture");
    assert_eq!(server.ask("GET", picture, &[("If-None-Match", whole.header("etag"))]).status, 304);
    assert_eq!(server.ask("HEAD", picture, &[]).header("content-length"), "20");

    // Another site's name for this machine.
    let foreign = server.ask("GET", "/fr-fr/unlock/", &[("Host", "evil.example:8000")]);
    assert_eq!(foreign.status, 403);
    assert!(!foreign.text().contains("Un texte."));
    for (path, kind) in [("/.kbgen/live.js", "text/javascript"), ("/.kbgen/live.css", "text/css")] {
        let own = server.get(path);
        assert!(own.status == 200 && own.header("content-type").starts_with(kind) && own.body.len() > 100, "{path}");
    }
}

/// Every file of the built site is served as it was built; pages have one line more.
#[test]
fn serves_what_build_writes() {
    let site = small();
    let server = Server::start(&site, &["--no-watch"]);
    assert!(!site.exists("output"), "nothing is written");
    site.run(&["build", "--base-url", &server.address]).exits(0);
    let mut pages = 0;
    for (path, bytes) in site.files("output") {
        if path.starts_with('.') {
            continue;
        }
        let served = server.get(&format!("/{path}"));
        assert_eq!(served.status, 200, "{path}");
        if path.ends_with(".html") {
            pages += 1;
            let text = served.text();
            let (before, rest) = text.split_once("<script src=\"/.kbgen/").unwrap();
            let whole = format!("{before}{}", rest.split_once("</script>\n").unwrap().1);
            assert_eq!(whole.as_bytes(), bytes, "{path}");
        } else {
            assert_eq!(served.body, bytes, "{path}");
        }
    }
    assert!(pages > 8);
}

#[test]
fn keeps_the_path_of_the_configuration() {
    let site = small();
    site.write("kbgen.yaml", "base_url: https://help.example/kb/\n");
    let server = Server::start(&site, &["--no-watch"]);
    assert_eq!(server.address, format!("http://127.0.0.1:{}/kb/", server.port));
    let root = server.get("/");
    assert_eq!((root.status, root.header("location")), (302, "/kb/"));
    let page = server.get("/kb/fr-fr/unlock/");
    assert!(page.text().contains(&format!("<link rel=\"canonical\" href=\"{}fr-fr/unlock/\">", server.address)));
    assert!(!page.text().contains("help.example"));
    assert_eq!(server.get("/fr-fr/unlock/").status, 404);
}

#[test]
fn an_edit_is_served_and_its_page_is_told() {
    let site = small();
    let server = Server::start(&site, &[]);
    let mut page = server.events("/fr-fr/unlock/");
    let mut other = server.events("/fr-fr/guide/codes/");
    assert_eq!(page.next().0, "problems");
    site.write("content/fr-FR/unlock.md", article(1, 'a', "Débloquer", "Un texte mieux écrit."));
    page.named("reload");
    assert!(server.get("/fr-fr/unlock/").text().contains("mieux écrit"));
    assert!(server.line("content/fr-FR/unlock.md: ").contains("changed, built in"));
    // The other page has heard nothing of it: its next event is that of its own edit.
    site.write("content/fr-FR/guide/codes.md", article(2, 'b', "Codes", "Nouveau."));
    assert_eq!(other.next().0, "problems");
    assert_eq!(other.next().0, "reload");
    // One that comes with an old version loads again at once.
    assert_eq!(server.events_of("/fr-fr/unlock/", "0").next().0, "reload");
}

#[test]
fn a_broken_configuration_keeps_the_last_good_site() {
    let site = small();
    site.write("kbgen.yaml", "title: One\n");
    let server = Server::start(&site, &[]);
    let mut events = server.events("/fr-fr/unlock/");
    events.named("problems");
    site.write("kbgen.yaml", "title: One\nfallback: links\n");
    let problems = events.named("problems");
    assert!(problems["failure"].as_str().unwrap().contains("kbgen.yaml:2:"), "{problems}");
    server.line("error: ");
    // The same again is not said again.
    site.write("content/fr-FR/unlock.md", article(1, 'a', "Débloquer", "Meanwhile."));
    thread::sleep(Duration::from_millis(500));
    assert!(!server.said().iter().any(|line| line.contains("error: ")));
    assert!(server.get("/fr-fr/unlock/").text().contains("Un texte."));
    site.write("kbgen.yaml", "title: Two\n");
    server.until_text("/fr-fr/unlock/", "Meanwhile.");
    server.until_text("/fr-fr/unlock/", "Two</title>");
    loop {
        if events.named("problems")["failure"].is_null() {
            break;
        }
    }
}

#[test]
fn a_broken_template_keeps_the_last_good_pages() {
    let site = small();
    let server = Server::start(&site, &[]);
    let mut events = server.events("/fr-fr/unlock/");
    events.named("problems");
    // The folder of the theme is new, too.
    site.write("themes/templates/not-found.html", "{{ nothing.at.all }}");
    let problems = events.named("problems");
    assert_eq!(problems["list"][0]["code"], "KB502");
    server.until("/fr-fr/nope/", |answer| answer.status == 404 && answer.text().contains("<html lang=\"fr-FR\""));
    // One that cannot be read at all.
    site.write("themes/templates/not-found.html", "{% if %}");
    assert!(events.named("problems")["failure"].as_str().unwrap().contains("not-found.html"));
    site.write("themes/templates/not-found.html", "own page {{ lang }}");
    server.until("/fr-fr/nope/", |answer| answer.text().contains("own page fr-FR"));
}

#[test]
fn problems_are_told_once_and_when_they_are_mended() {
    let site = small();
    let server = Server::start(&site, &[]);
    let mut events = server.events("/fr-fr/unlock/");
    assert_eq!(events.named("problems")["errors"], 0);
    site.write("content/fr-FR/unlock.md", article(1, 'a', "Débloquer", "Un [lien](nope.md) rompu."));
    let problems = events.named("problems");
    let found = &problems["list"][0];
    assert_eq!(
        (found["code"].as_str(), found["own"].as_bool(), found["new"].as_bool()),
        (Some("KB401"), Some(true), Some(true))
    );
    assert_eq!(found["place"], "content/fr-FR/unlock.md:10:4");
    assert_eq!(found["excerpt"][1], "[lien](nope.md)");
    server.line("error[KB401 broken-link]");
    server.line("content/fr-FR/unlock.md: ");
    // A line more above it moves it, and is no news.
    site.write("content/fr-FR/unlock.md", article(1, 'a', "Débloquer", "Plus.\n\nUn [lien](nope.md) rompu."));
    let said = server.line("content/fr-FR/unlock.md: ");
    assert!(said.contains("built in") && !said.contains("mended"), "{said}");
    site.write("content/fr-FR/unlock.md", article(1, 'a', "Débloquer", "Un lien."));
    let mended = server.line("content/fr-FR/unlock.md: ");
    assert!(mended.contains("1 problem mended"), "{mended}");
    loop {
        if events.named("problems")["errors"] == 0 {
            break;
        }
    }
}

#[test]
fn files_and_folders_come_and_go() {
    let site = small();
    let server = Server::start(&site, &[]);
    // Deleted: its page is told where to go.
    let mut events = server.events("/fr-fr/guide/codes/");
    site.remove("content/fr-FR/guide/codes.md");
    assert_eq!(events.named("gone")["to"], "/fr-fr/");
    server.until_status("/fr-fr/guide/codes/", 404);
    // New, in a folder that is new, which is written in pieces.
    for n in 0..20 {
        site.write(&format!("content/fr-FR/new/deep/{n}/a.md"), article(100 + n, 'c', "Nouveau", "Là."));
    }
    for n in 0..20 {
        server.until_text(&format!("/fr-fr/new/deep/{n}/a/"), "Là.");
    }
    // A folder that is moved within the content, edited there, and moved out.
    site.rename("content/fr-FR/new/deep", "content/fr-FR/moved");
    server.until_text("/fr-fr/moved/7/a/", "Là.");
    server.until_status("/fr-fr/new/deep/7/a/", 404);
    site.write("content/fr-FR/moved/7/a.md", article(107, 'c', "Nouveau", "Ici."));
    server.until_text("/fr-fr/moved/7/a/", "Ici.");
    site.rename("content/fr-FR/moved", "elsewhere");
    server.until_status("/fr-fr/moved/7/a/", 404);
    // Moved in from outside.
    site.rename("elsewhere", "content/fr-FR/back");
    server.until_text("/fr-fr/back/7/a/", "Ici.");
    site.write("content/fr-FR/back/7/a.md", article(107, 'c', "Nouveau", "De retour."));
    server.until_text("/fr-fr/back/7/a/", "De retour.");
}

#[test]
fn editors_save_in_many_ways() {
    let site = small();
    let server = Server::start(&site, &[]);
    let path = "content/fr-FR/unlock.md";
    let text = |n: u32| article(1, 'a', "Débloquer", &format!("Version {n}."));
    let mut events = server.events("/fr-fr/unlock/");
    // Beside its place, then moved there.
    site.write("content/fr-FR/unlock.md.tmp", text(1));
    site.rename("content/fr-FR/unlock.md.tmp", path);
    server.until_text("/fr-fr/unlock/", "Version 1.");
    // Under a hidden name.
    site.write("content/fr-FR/.unlock.md.swp", text(2));
    site.rename("content/fr-FR/.unlock.md.swp", path);
    server.until_text("/fr-fr/unlock/", "Version 2.");
    // The old one moved away, the new one written, the old one deleted.
    site.rename(path, "content/fr-FR/unlock.md~");
    thread::sleep(Duration::from_millis(5));
    site.write(path, text(3));
    site.remove("content/fr-FR/unlock.md~");
    server.until_text("/fr-fr/unlock/", "Version 3.");
    // Deleted and written.
    site.remove(path);
    site.write(path, text(4));
    server.until_text("/fr-fr/unlock/", "Version 4.");
    // Emptied, and written in pieces.
    let mut file = fs::File::create(site.path(path)).unwrap();
    for piece in text(5).as_bytes().chunks(30) {
        file.write_all(piece).unwrap();
        thread::sleep(Duration::from_millis(3));
    }
    drop(file);
    server.until_text("/fr-fr/unlock/", "Version 5.");
    // In all that, the page was never gone.
    loop {
        let (name, _) = events.next();
        assert_ne!(name, "gone");
        if name == "reload" {
            break;
        }
    }
}

#[test]
fn five_hundred_saves_end_in_the_last() {
    let site = small();
    let server = Server::start(&site, &[]);
    for n in 1..=500 {
        site.write("content/fr-FR/unlock.md", article(1, 'a', "Débloquer", &format!("Version {n}.")));
        if n % 50 == 0 {
            thread::sleep(Duration::from_millis(1));
        }
    }
    server.until_text("/fr-fr/unlock/", "Version 500.");
    thread::sleep(Duration::from_millis(400));
    assert!(server.get("/fr-fr/unlock/").text().contains("Version 500."));
    let builds = server.said().iter().filter(|line| line.contains("built in")).count();
    assert!(builds < 100, "{builds} builds");
}

/// Another branch: thousands of files are gone, others are new, and back again.
#[test]
fn another_branch_and_back() {
    let site = small();
    let branch = |name: &str| {
        for n in 0..1000 {
            site.write(&format!("{name}/d{}/a{n}.md", n % 30), article(1000 + n, 'd', "Un", name));
        }
    };
    branch("one");
    branch("two");
    site.rename("one", "content/fr-FR/branch");
    let server = Server::start(&site, &[]);
    assert_eq!(server.get("/fr-fr/branch/d7/a7/").status, 200);
    for (away, here) in [("one", "two"), ("two", "one")] {
        // As version control does: file by file.
        for n in 0..1000 {
            let path = format!("d{}/a{n}.md", n % 30);
            site.rename(&format!("content/fr-FR/branch/{path}"), &format!("{away}/{path}"));
        }
        for n in 0..1000 {
            let path = format!("d{}/a{n}.md", n % 30);
            site.rename(&format!("{here}/{path}"), &format!("content/fr-FR/branch/{path}"));
        }
        for n in [0, 7, 500, 999] {
            server.until_text(&format!("/fr-fr/branch/d{}/a{n}/", n % 30), &format!("<p>{here}</p>"));
        }
    }
}

#[test]
fn a_content_root_vanishes_and_returns() {
    let site = small();
    let server = Server::start(&site, &[]);
    let mut events = server.events("/fr-fr/unlock/");
    events.named("problems");
    site.rename("content", "away");
    assert!(events.named("problems")["failure"].as_str().unwrap().contains("content"));
    assert!(server.get("/fr-fr/unlock/").text().contains("Un texte."));
    site.write("away/fr-FR/unlock.md", article(1, 'a', "Débloquer", "Au loin."));
    site.rename("away", "content");
    server.until_text("/fr-fr/unlock/", "Au loin.");
    // It is watched again.
    site.write("content/fr-FR/unlock.md", article(1, 'a', "Débloquer", "De retour."));
    server.until_text("/fr-fr/unlock/", "De retour.");
    // Deleted, and made anew.
    fs::remove_dir_all(site.path("content")).unwrap();
    site.write("content/fr-FR/unlock.md", article(1, 'a', "Débloquer", "À neuf."));
    server.until_text("/fr-fr/unlock/", "À neuf.");
    site.write("content/fr-FR/unlock.md", article(1, 'a', "Débloquer", "Encore."));
    server.until_text("/fr-fr/unlock/", "Encore.");
}

/// The system keeps some 16,000 events and drops the others, with a word on that.
#[test]
fn more_events_than_the_system_keeps() {
    let site = small();
    let server = Server::start(&site, &[]);
    server.signal("STOP");
    for n in 0..8000 {
        site.write(&format!("content/fr-FR/.n{n}"), "x");
    }
    // Told by nobody, in a folder that nobody has told of either.
    site.write("content/fr-FR/new/deep/a.md", article(9, 'e', "A", "Là."));
    server.signal("CONT");
    server.until_text("/fr-fr/new/deep/a/", "Là.");
    site.write("content/fr-FR/new/deep/a.md", article(9, 'e', "A", "Ici."));
    server.until_text("/fr-fr/new/deep/a/", "Ici.");
}

#[test]
fn what_does_not_matter_builds_nothing() {
    let site = small();
    let server = Server::start(&site, &[]);
    for (path, bytes) in site.files("content") {
        assert_eq!(fs::read(site.path("content").join(path)).unwrap(), bytes);
    }
    for path in ["output/x.html", ".kbgen/y", "content/.git/index", "content/fr-FR/.a.md.swp", "notes.txt"] {
        site.write(path, "x");
    }
    site.run(&["build", "--force"]).exits(0);
    thread::sleep(Duration::from_millis(700));
    assert_eq!(server.said(), Vec::<String>::new());
    site.write("alignment.yaml", "articles: [\n");
    server.line("error: alignment.yaml");
}

#[test]
fn without_watching() {
    let site = small();
    let server = Server::start(&site, &["--watch", "--no-watch"]);
    site.write("content/fr-FR/unlock.md", article(1, 'a', "Débloquer", "Nouveau."));
    thread::sleep(Duration::from_millis(400));
    assert!(server.get("/fr-fr/unlock/").text().contains("Un texte."));
}

#[test]
fn by_looking_at_files() {
    let site = small();
    let server = Server::start(&site, &["--poll"]);
    site.write("content/fr-FR/unlock.md", article(1, 'a', "Débloquer", "Nouveau."));
    server.until_text("/fr-fr/unlock/", "Nouveau.");
    site.remove("content/fr-FR/guide/codes.md");
    server.until_status("/fr-fr/guide/codes/", 404);
    site.write("content/fr-FR/neu/a.md", article(9, 'e', "A", "Là."));
    server.until_text("/fr-fr/neu/a/", "Là.");
    site.write("kbgen.yaml", "title: Deux\n");
    server.until_text("/fr-fr/unlock/", "Deux</title>");
}

#[test]
fn ends_when_it_is_asked_to() {
    let site = small();
    for signal in ["TERM", "INT"] {
        let mut server = Server::start(&site, &[]);
        let mut events = server.events("/fr-fr/unlock/");
        events.named("problems");
        // One that has asked for nothing yet, and one that waits for more.
        let _idle = server.send("");
        let _waiting = server.send("GET / HTTP/1.1\r\n");
        let start = Instant::now();
        server.signal(signal);
        assert_eq!(server.ends(), Some(0), "{signal}");
        assert!(start.elapsed() < Duration::from_secs(5));
        let mut rest = String::new();
        events.0.read_to_string(&mut rest).expect("the stream ends");
    }
}

#[test]
fn ports() {
    let site = small();
    let first = Server::start(&site, &["--no-watch"]);
    let port = first.port.to_string();
    let refused = site.run(&["serve", "-p", &port, "--no-watch"]).exits(2);
    assert!(
        refused.err.contains(&format!("cannot listen at port {port} of 127.0.0.1: it is in use")),
        "{}",
        refused.err
    );
    // The usual port, which others on this machine may have, too.
    let taken = std::net::TcpListener::bind(("127.0.0.1", 8000));
    let server = Server::of(command(&site, &["--no-watch"]));
    let said = server.line("port 8000 is in use, ");
    let address = server.line("http://127.0.0.1:");
    let next = said.rsplit_once("in use, ").unwrap().1.split(' ').next().unwrap().to_owned();
    assert!(address.starts_with(&format!("http://127.0.0.1:{next}/ ")), "{said} {address}");
    drop(taken);
}

#[test]
fn what_cannot_be_served_is_said_at_once() {
    let empty = Site::new();
    let run = empty.run(&["serve", "-p", "0"]).exits(2);
    assert!(run.err.contains("there is no folder `content`"), "{}", run.err);
    empty.write("content/a.json", "{}");
    assert!(empty.run(&["serve", "-p", "0"]).exits(2).err.contains("there is no article"));
    let site = small();
    site.write("kbgen.yaml", "titel: x\n");
    assert!(site.run(&["serve", "-p", "0"]).exits(2).err.contains("unknown field `titel`"));
}

#[test]
fn opens_a_browser() {
    let site = small();
    site.write("browser", "#!/bin/sh\necho \"$1\" > opened\n");
    Command::new("chmod").arg("+x").arg(site.path("browser")).status().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kbgen"));
    child.current_dir(site.path("")).args(["serve", "-p", "0", "--no-watch", "-O"]).env("BROWSER", "./browser");
    child.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let server = Server::of(child.spawn().unwrap());
    let address = server.line("http://").split(' ').next().unwrap().to_owned();
    let end = Instant::now() + PATIENCE;
    while !site.exists("opened") || site.read("opened").is_empty() {
        assert!(Instant::now() < end, "no browser");
        thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(site.read("opened").trim(), address);
}
