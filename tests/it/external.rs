//! Links that lead out of the site: who is asked, how often, how politely, and what authors are told.
//! A server of our own answers on 127.0.0.1; nothing here needs a network.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Run, Site, article, kbgen, unit};

/// A question that came in.
struct Question {
    head: bool,
    path: String,
    /// How often this path was asked before.
    before: usize,
}

/// What the server does with it.
enum Reply {
    /// Status line and headers, such as `404 Not Found` or `301 Moved\r\nLocation: /x`.
    Say(&'static str),
    SayText(String),
    /// The same, after a while.
    Slowly(u64, &'static str),
    /// Closes the connection without a word.
    Close,
}

use Reply::{Close, Say, SayText, Slowly};

#[derive(Default)]
struct Seen {
    /// Method and path of every question, with the time it came.
    questions: Vec<(String, Instant)>,
    headers: Vec<String>,
    now: usize,
    /// The most questions at the same time.
    most: usize,
}

/// A server; it runs until the end of the tests.
struct Server {
    port: u16,
    seen: Arc<Mutex<Seen>>,
}

impl Server {
    fn start(reply: impl Fn(&Question) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self { port: listener.local_addr().unwrap().port(), seen: Arc::default() };
        let (seen, reply) = (server.seen.clone(), Arc::new(reply));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, reply) = (seen.clone(), reply.clone());
                thread::spawn(move || serve(&stream, &seen, &*reply));
            }
        });
        server
    }

    /// The address of a path.
    fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What was asked, in order of method and path, and forgets it.
    fn asked(&self) -> Vec<String> {
        let mut asked: Vec<String> = self.seen.lock().unwrap().questions.drain(..).map(|(q, _)| q).collect();
        asked.sort();
        asked
    }

    /// The time between the first and the last question for a path.
    fn waited(&self, path: &str) -> Duration {
        let seen = self.seen.lock().unwrap();
        let mut times = seen.questions.iter().filter(|(q, _)| q.ends_with(&format!(" {path}"))).map(|(_, at)| *at);
        let first = times.next().expect("it was asked");
        times.next_back().expect("it was asked again") - first
    }
}

fn serve(stream: &TcpStream, seen: &Mutex<Seen>, reply: &dyn Fn(&Question) -> Reply) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default().to_owned());
    let question = {
        let mut seen = seen.lock().unwrap();
        let before = seen.questions.iter().filter(|(q, _)| q.ends_with(&format!(" {path}"))).count();
        seen.questions.push((format!("{method} {path}"), Instant::now()));
        seen.headers.extend(headers.into_iter().map(|header| format!("{method} {header}")));
        seen.now += 1;
        seen.most = seen.most.max(seen.now);
        Question { head: method == "HEAD", path, before }
    };
    let words = match reply(&question) {
        Say(words) => Some(words.to_owned()),
        SayText(words) => Some(words),
        Slowly(milliseconds, words) => {
            thread::sleep(Duration::from_millis(milliseconds));
            Some(words.to_owned())
        }
        Close => None,
    };
    seen.lock().unwrap().now -= 1;
    if let Some(words) = words {
        let body = if question.head { "" } else { "<p>text" };
        let _ = write!(&*stream, "HTTP/1.1 {words}\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{body}");
    }
    let _ = stream.shutdown(Shutdown::Both);
}

/// A site with a link a line: line 10 is the first.
fn site(addresses: &[String]) -> Site {
    let links: Vec<String> = addresses.iter().map(|address| format!("[x]({address})")).collect();
    Site::with(&[
        ("content/fr-FR/a.md", &article(1, 'a', "Un", &links.join("\n"))),
        ("kbgen.yaml", "links: {external: {private: true, timeout: 1}}\n"),
    ])
}

/// Runs the command without the proxies of this machine.
fn run(site: &Site, args: &[&str]) -> Run {
    let mut command = kbgen(&site.path(""));
    for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "SSL_CERT_FILE"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let output = command.args(args).output().expect("the command starts");
    Run {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

fn check(site: &Site) -> Run {
    run(site, &["check", "--external", "--format", "json"])
}

/// Place, message and notes of each finding, with `HERE` for the address of the server.
fn findings(said: &Run, server: &Server) -> Vec<String> {
    let short = |text: &str| text.replace(&server.at(""), "HERE");
    said.json()
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            assert_eq!((&found["code"], &found["severity"]), (&"KB407".into(), &"warning".into()), "{found}");
            assert!(found["help"].as_str().unwrap().contains("links.external.ignore"), "{found}");
            let notes: Vec<&str> = found["notes"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
            let notes = notes.iter().map(|note| format!("; {note}")).collect::<String>();
            short(&format!("{}: {}{notes}", found["line"], found["message"].as_str().unwrap()))
        })
        .collect()
}

/// The line of the summary.
fn summary(site: &Site) -> String {
    let said = run(site, &["check", "--external"]).exits(0);
    let line = said.out.lines().find(|line| line.contains(" outside the site: "));
    line.unwrap_or_else(|| panic!("{}", said.out)).to_owned()
}

#[test]
fn every_kind_of_answer() {
    let server = Server::start(|question| match (question.path.as_str(), question.head, question.before) {
        ("/flaky", _, 0) => Say("500 Internal Server Error"),
        ("/no-head", true, _) => Say("405 Method Not Allowed"),
        ("/only-get", true, _) => Say("404 Not Found"),
        ("/busy", _, 0) => Say("429 Too Many Requests\r\nRetry-After: 2"),
        ("/moved", ..) => Say("301 Moved Permanently\r\nLocation: ok"),
        ("/moved-away", ..) => Say("308 Permanent Redirect\r\nLocation: /missing"),
        ("/for-now", ..) => Say("302 Found\r\nLocation: /missing"),
        ("/circle", ..) => Say("302 Found\r\nLocation: /circle?again"),
        ("/circle?again", ..) => Say("302 Found\r\nLocation: /circle"),
        ("/ok" | "/flaky" | "/no-head" | "/only-get" | "/busy", ..) => Say("200 OK"),
        ("/gone", ..) => Say("410 Gone"),
        ("/broken", ..) => Say("500 Internal Server Error"),
        ("/login", ..) => Say("401 Unauthorized"),
        ("/people-only", ..) => Say("403 Forbidden"),
        ("/odd", ..) => Say("999 No"),
        ("/close", ..) => Close,
        ("/slow", ..) => Slowly(1500, "200 OK"),
        (path, ..) => match path.strip_prefix("/chain").map(|n| n.parse::<usize>().unwrap()) {
            Some(0) => Say("200 OK"),
            Some(n) => SayText(format!("307 Temporary Redirect\r\nLocation: /chain{}", n - 1)),
            None => Say("404 Not Found"),
        },
    });
    let paths = [
        "/ok",
        "/slow",
        "/close",
        "/broken",
        "/busy",
        "/missing",
        "/gone",
        "/flaky",
        "/no-head",
        "/only-get",
        "/moved",
        "/moved-away",
        "/for-now",
        "/circle",
        "/chain9",
        "/chain11",
        "/login",
        "/people-only",
        "/odd",
    ];
    let site = site(&paths.map(|path| server.at(path)));
    let said = check(&site).exits(0);
    assert_eq!(said.err, "");
    assert_eq!(
        findings(&said, &server),
        [
            "11: `HERE/slow` is dead: no answer within 1 s",
            "12: `HERE/close` is dead: the server closes the connection",
            "13: `HERE/broken` is dead: the server says 500 Internal Server Error",
            "15: `HERE/missing` is dead: the server says 404 Not Found",
            "16: `HERE/gone` is dead: the server says 410 Gone",
            "21: `HERE/moved-away` is dead: the server says 404 Not Found; it moved for good to `HERE/missing`",
            "22: `HERE/for-now` is dead: the server says 404 Not Found at `HERE/missing`",
            "23: `HERE/circle` is dead: the server redirects in a circle at `HERE/circle?again`",
            "25: `HERE/chain11` is dead: the server redirects more than 10 times at `HERE/chain1`",
        ]
    );
    assert!(server.waited("/busy") >= Duration::from_secs(2), "Retry-After was not honoured");
    assert!(server.waited("/broken") >= Duration::from_secs(4), "tries without growing pauses");
    {
        let seen = server.seen.lock().unwrap();
        let agent = format!("kbgen/{} (link check)", env!("CARGO_PKG_VERSION"));
        for method in ["HEAD", "GET"] {
            let sent: Vec<&String> = seen
                .headers
                .iter()
                .filter(|h| h.to_lowercase().starts_with(&format!("{method} user-agent:").to_lowercase()))
                .collect();
            assert!(!sent.is_empty() && sent.iter().all(|header| header.ends_with(&agent)), "{sent:?}");
        }
        let ranged = |method: &str| {
            let of = |h: &&String| h.to_lowercase().starts_with(&format!("{method} range: bytes=0-").to_lowercase());
            seen.headers.iter().filter(of).count()
        };
        let gets = seen.questions.iter().filter(|(q, _)| q.starts_with("GET")).count();
        assert_eq!((ranged("GET"), ranged("HEAD")), (gets, 0));
        assert!(seen.most <= 2, "{} questions at once", seen.most);
    }
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for question in server.asked() {
        *times.entry(question).or_default() += 1;
    }
    for (question, expected) in [
        ("HEAD /ok", 2), // once for itself, once for `/moved`
        ("GET /ok", 0),
        ("HEAD /gone", 1),
        ("GET /gone", 0),
        ("HEAD /no-head", 1),
        ("GET /no-head", 1),
        ("HEAD /broken", 1),
        ("GET /broken", 2),
        ("HEAD /slow", 1),
        ("GET /slow", 2),
        ("HEAD /busy", 2),
        ("HEAD /chain1", 2),
        ("HEAD /login", 1),
    ] {
        assert_eq!(times.get(question).copied().unwrap_or_default(), expected, "{question}");
    }
    // Once more: everything is known.
    let again = check(&site).exits(0);
    assert_eq!(again.out, said.out);
    assert_eq!(server.asked(), Vec::<String>::new());
    assert_eq!(
        summary(&site),
        "19 addresses outside the site: 7 alive, 9 dead, 3 not to be told, 0 skipped; 19 known from an earlier run"
    );
}

#[test]
fn asked_only_when_wanted_and_only_once() {
    let server = Server::start(|_| Say("404 Not Found"));
    let text = format!("[a]({0}) [b]({0}#part) ![c]({0}) <{0}>\n\n[d](mailto:a@b.c) [e](tel:1)", server.at("/x"));
    let site = site(&[]);
    for (id, locale) in ["fr-FR", "sv-SE", "ja-JP"].iter().enumerate() {
        site.write(&format!("content/{locale}/a.md"), article(id as u32, 'a', "Un", &text));
    }
    assert_eq!(run(&site, &["check"]).exits(0).err, "");
    assert!(server.asked().is_empty() && !site.exists(".kbgen"));
    let said = check(&site).exits(0);
    assert_eq!(server.asked(), ["GET /x", "HEAD /x"]);
    let found = findings(&said, &server);
    assert_eq!(found, vec!["10: `HERE/x` is dead: the server says 404 Not Found"; 12]);
    // An error only for those who want it so.
    run(&site, &["check", "--external", "--strict"]).exits(1);
}

#[test]
fn answers_are_kept_for_a_while() {
    let server = Server::start(|q| if q.path == "/bad" { Say("410 Gone") } else { Say("200 OK") });
    let site = site(&[server.at("/good"), server.at("/bad")]);
    let file = ".kbgen/external-links.json";
    let first = check(&site).exits(0);
    assert_eq!(server.asked(), ["HEAD /bad", "HEAD /good"]);
    let kept: Value = serde_json::from_str(&site.read(file)).unwrap();
    // As if the answers were older.
    let older = |hours: u64| {
        let mut kept = kept.clone();
        for entry in kept["addresses"].as_object_mut().unwrap().values_mut() {
            entry["asked"] = (entry["asked"].as_u64().unwrap() - hours * 3600).into();
        }
        site.write(file, kept.to_string());
        assert_eq!(check(&site).exits(0).out, first.out);
        server.asked()
    };
    assert_eq!(older(0), Vec::<String>::new());
    assert_eq!(older(2), ["HEAD /bad"]);
    assert_eq!(older(8 * 24), ["HEAD /bad", "HEAD /good"]);
    // A file that was broken is written anew.
    for text in ["", "{\"format\":1,\"addr", "[]", "{\"format\":7,\"addresses\":{}}"] {
        site.write(file, text);
        assert_eq!(check(&site).exits(0).out, first.out);
        assert_eq!(server.asked(), ["HEAD /bad", "HEAD /good"], "{text}");
        assert_eq!(serde_json::from_str::<Value>(&site.read(file)).unwrap()["format"], 1);
    }
    // Where it cannot be kept, the check is still worth its time.
    site.remove(file);
    remove_folder(&site, ".kbgen");
    site.write(".kbgen", "a file");
    let said = check(&site).exits(0);
    assert_eq!(said.out, first.out);
    assert!(said.err.contains("are not kept") && said.err.contains(".kbgen"), "{}", said.err);
}

fn remove_folder(site: &Site, path: &str) {
    std::fs::remove_dir_all(site.path(path)).unwrap();
}

#[test]
fn few_at_a_time_and_always_the_same_output() {
    let server = Server::start(|question| {
        let number: u64 = question.path[1..].parse().unwrap();
        Slowly(150 - number * 7, if number.is_multiple_of(2) { "410 Gone" } else { "200 OK" })
    });
    let mut addresses: Vec<String> = (0..12).map(|n| server.at(&format!("/{n}"))).collect();
    let site = site(&addresses);
    let most = || std::mem::take(&mut server.seen.lock().unwrap().most);
    let first = check(&site).exits(0);
    assert_eq!(most(), 2, "both questions to a host are used, and not more");
    assert_eq!(findings(&first, &server).len(), 6);
    // One at a time; and in another order of answers.
    remove_folder(&site, ".kbgen");
    site.write("kbgen.yaml", "links: {external: {private: true, per_host: 1}}\n");
    assert_eq!(check(&site).exits(0).out, first.out);
    assert_eq!(most(), 1);
    // Two hosts, but three questions in all.
    remove_folder(&site, ".kbgen");
    addresses.extend((0..12).map(|n| format!("http://localhost:{}/{n}", server.port)));
    let links: Vec<String> = addresses.iter().map(|address| format!("[x]({address})")).collect();
    site.write("content/fr-FR/a.md", article(1, 'a', "Un", &links.join("\n")));
    site.write("kbgen.yaml", "links: {external: {private: true, concurrency: 3}}\n");
    assert_eq!(findings(&check(&site).exits(0), &server).len(), 12);
    assert_eq!(most(), 3);
}

#[test]
fn hosts_that_are_nobody_elses_business() {
    let server = Server::start(|_| Say("404 Not Found"));
    let mut addresses: Vec<String> = ["localhost", "192.168.1.1", "10.0.0.1", "wiki", "a.test", "b.local"]
        .map(|host| format!("http://{host}/"))
        .into();
    addresses.push(server.at("/x"));
    addresses.extend(["https://help.example/", "https://www.example.com/no", "https://a.invalid"].map(str::to_owned));
    let site = site(&addresses);
    site.remove("kbgen.yaml");
    assert_eq!(
        summary(&site),
        "10 addresses outside the site: 0 alive, 0 dead, 0 not to be told, 10 skipped; 0 known from an earlier run"
    );
    // Those of the own network can be asked where the site says so, but for what it ignores.
    let ignore = "'http://wiki*', '*.local/', 'http://1?2.168*', 'http://192.168.1.1', 'http://10.*', '*//a.test/', 'http://localhost'";
    site.write("kbgen.yaml", format!("links: {{external: {{private: true, ignore: [{ignore}, '*192.168.1.1/']}}}}\n"));
    site.write("content/fr-FR/a.md", site.read("content/fr-FR/a.md").replace("http://localhost/", "http://localhost"));
    assert_eq!(findings(&check(&site).exits(0), &server), ["16: `HERE/x` is dead: the server says 404 Not Found"]);
    assert_eq!(server.asked(), ["GET /x", "HEAD /x"]);
}

#[test]
fn a_server_that_wants_rest_gets_it() {
    let server = Server::start(|_| Say("429 Too Many Requests\r\nRetry-After: 3600"));
    let site = site(&(0..50).map(|n| server.at(&format!("/{n}"))).collect::<Vec<_>>());
    assert_eq!(check(&site).exits(0).json(), Value::Array(Vec::new()));
    let asked = server.asked().len();
    assert!((1..=2).contains(&asked), "{asked} questions");
    assert_eq!(
        summary(&site),
        "50 addresses outside the site: 0 alive, 0 dead, 50 not to be told, 0 skipped; 50 known from an earlier run"
    );
}

/// Addresses that nobody listens at, on three hosts.
fn closed() -> [String; 3] {
    ["127.0.0.1", "127.0.0.2", "127.0.0.3"].map(|host| format!("http://{host}:1/"))
}

#[test]
fn without_a_network_there_is_one_word() {
    let another = thread::spawn(one_host_that_answers);
    let site = site(&closed());
    let text = site.read("content/fr-FR/a.md").replace("# Un\n", "# Un\n\n[y](no-such.md)\n");
    site.write("content/fr-FR/a.md", text);
    let said = check(&site).exits(2);
    assert_eq!(said.diagnostics(), ["content/fr-FR/a.md:10:1 error KB401 broken-link: there is no page `no-such.md`"]);
    assert!(said.err.contains("the network cannot be reached: none of 3 hosts answers"), "{}", said.err);
    assert!(!site.exists(".kbgen"));
    another.join().unwrap();
}

/// Where anyone answers, the others are dead; and many addresses of such a host take no longer than one.
fn one_host_that_answers() {
    let server = Server::start(|_| Say("200 OK"));
    let closed = closed();
    let mut addresses = vec![server.at("/"), closed[0].clone()];
    addresses.extend((0..60).map(|n| format!("{}{n}", closed[1])));
    let site = site(&addresses);
    let start = Instant::now();
    let found = findings(&check(&site).exits(0), &server);
    assert!(start.elapsed() < Duration::from_secs(9), "{:?}", start.elapsed());
    assert_eq!(found.len(), 61, "{found:?}");
    assert_eq!(found[0], "11: `http://127.0.0.1:1/` is dead: the connection is refused");
    assert_eq!(found[60], "71: `http://127.0.0.2:1/59` is dead: the connection is refused");
    assert!(site.exists(".kbgen/external-links.json"));
}

#[test]
fn every_place_is_told_but_not_without_end() {
    let server = Server::start(|_| Say("410 Gone"));
    let site = site(&vec![server.at("/x"); 130]);
    let found = check(&site).exits(0).diagnostics();
    assert_eq!(server.asked(), ["HEAD /x"]);
    assert_eq!(found.len(), 101);
    assert_eq!(found[0], "content/fr-FR/a.md:1:1 warning KB407 dead-link: the file has 30 more of these");
    let github = run(&site, &["check", "--external", "--format", "github"]).exits(0);
    let first = "::warning file=content/fr-FR/a.md,line=10,col=1,title=KB407 dead-link::`http://127.0.0.1:";
    assert!(github.out.contains(first), "{}", github.out);
    let sarif = run(&site, &["check", "--external", "--format", "sarif"]).exits(0);
    assert_eq!(sarif.json()["runs"][0]["results"].as_array().unwrap().len(), 101);
    assert_eq!((github.err.as_str(), sarif.err.as_str()), ("", ""));
}

#[test]
fn links_of_rebuilt_texts_and_of_another_host() {
    let server = Server::start(|_| Say("410 Gone"));
    let text = unit(
        101,
        &format!("Voir [ici]({}) et [là](/azure/x).", server.at("/fr")),
        &format!("See [here]({}) and [there](/azure/x).", server.at("/en")),
    );
    let site = site(&[]);
    site.write("content/fr-FR/a.md", article(1, 'a', "Un", &text));
    site.write(
        "kbgen.yaml",
        format!("fallback: page\nlinks: {{site_host: '{}', external: {{private: true}}}}\n", server.at("")),
    );
    site.write("content/sv-SE/b.md", article(2, 'b', "Två", "Text."));
    let mut found = findings(&check(&site).exits(0), &server);
    found.sort();
    let dead = |path| format!("10: `HERE{path}` is dead: the server says 410 Gone");
    assert_eq!(found, ["/en-us/azure/x", "/en", "/fr-fr/azure/x", "/fr"].map(dead));
}
