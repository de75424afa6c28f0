//! The preview as a browser meets it: the pages of a build, news of each change, what is wrong, and nobody else's
//! names.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use dossier::v1::LifecycleState;
use serde_json::Value;

use crate::commits::{Desk, TREATY, edits, put};
use crate::site::contents;
use crate::support::{CONTENT, binaries, files, run, spawn};

/// How long news may take. A machine that does much else is slow.
const PATIENCE: Duration = Duration::from_mins(1);

/// A preview that runs; ended when it is dropped.
struct Preview {
    child: Child,
    /// Such as `127.0.0.1:40021`.
    address: String,
}

/// What was answered.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Preview {
    fn start(arguments: &[&str]) -> Self {
        let mut child = spawn("sitegen", &[&["preview"], arguments].concat());
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = String::new();
        out.read_line(&mut line).expect("a line");
        // What it says later goes nowhere, but must be read.
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()).ok());
        let mut errors = child.stderr.take().expect("piped");
        std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()).ok());
        let address = line.trim().strip_prefix("previewing at http://");
        let address = address.expect("an address").trim_end_matches('/');
        Self {
            address: address.to_owned(),
            child,
        }
    }

    fn of_content(content: &Path) -> Self {
        Self::start(&["--content", content.to_str().expect("UTF-8")])
    }

    fn connect(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        stream.write_all(request.as_bytes()).expect("sent");
        stream
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        let close = "Connection: close\r\n\r\n";
        let mut stream = self.connect(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{close}"
        ));
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.expect("a head");
        let (head, body) = bytes.split_at(end);
        let head = String::from_utf8(head.to_vec()).expect("UTF-8");
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
        Answer {
            status: status.expect("a status"),
            head: head.to_ascii_lowercase(),
            body: body.iter().skip(4).copied().collect(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &self.address)
    }

    fn text(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}");
        String::from_utf8(answer.body).expect("UTF-8")
    }

    /// The news, as a tab hears them.
    fn news(&self) -> impl Iterator<Item = Value> + use<> {
        let host = &self.address;
        let stream = self.connect(&format!(
            "GET /_preview/events HTTP/1.1\r\nHost: {host}\r\n\r\n"
        ));
        let lines = BufReader::new(stream).lines().map_while(Result::ok);
        let news = lines.filter_map(|line| {
            let data = line.strip_prefix("data: ")?;
            Some(serde_json::from_str(data).expect("JSON"))
        });
        // Before the first state there is nothing to tell.
        news.filter(|news: &Value| news["number"] != 0)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A copy of [`CONTENT`] that may be edited.
fn content() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("content");
    for file in files(Path::new(CONTENT)) {
        let to = copy.join(file.strip_prefix(CONTENT).expect("below it"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        fs::copy(&file, to).expect("copied");
    }
    (folder, copy)
}

/// Replaces words in a file, as an editor who saves.
fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("a file");
    assert!(text.contains(from), "{from}");
    fs::write(file, text.replacen(from, to, 1)).expect("saved");
}

#[test]
fn the_preview_has_the_files_of_a_build_byte_for_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let base = ["--base-url", "https://facts.example.org/"];
    let path = out.to_str().expect("UTF-8");
    let build = ["build", "--content", CONTENT, "--out", path];
    assert!(
        run("sitegen", &[&build[..], &base].concat())
            .status
            .success()
    );
    let preview = Preview::start(&[&["--content", CONTENT], &base[..]].concat());
    for (file, bytes) in contents(&out) {
        let path = format!("/{}", file.to_str().expect("UTF-8"));
        if path == "/.sitegen" {
            continue;
        }
        let answer = preview.get(&path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body == bytes, "{path} is another one");
    }
    let folder = preview.get("/facts/canal-treaty/");
    assert!(folder.body == fs::read(out.join("facts/canal-treaty/index.html")).expect("a page"));
    let missing = preview.get("/facts/nothing/index.html");
    assert_eq!(missing.status, 404);
    assert!(missing.body == fs::read(out.join("404.html")).expect("a page"));
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "//etc/passwd",
        "/.sitegen",
    ] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
}

#[test]
fn a_change_is_shown_and_a_mistake_is_told_above_the_last_good_page() {
    let (_folder, content) = content();
    let facts = content.join("dossiers/canal/facts.yaml");
    let preview = Preview::of_content(&content);
    let mut news = preview.news();
    let first = news.next().expect("the first state");
    assert_eq!((&first["site"], &first["drafts"]), (&1.into(), &0.into()));
    let page = "/facts/canal-treaty/index.html";

    edit(&facts, "place: tarnholm", "place: tarnhol");
    let wrong = news.find(|news| news["findings"][0]["error"] == true);
    let wrong = wrong.expect("news");
    let finding = &wrong["findings"][0];
    let place = finding["place"].as_str().expect("a place");
    let line = text_before(&facts, "tarnhol").lines().count();
    assert!(place.contains(&format!("facts.yaml:{line}:")), "{finding}");
    assert_eq!(finding["rule"], "unknown-reference", "{finding}");
    let suggestion = finding["suggestion"].as_str().expect("a suggestion");
    assert!(suggestion.contains("tarnholm"), "{finding}");
    // The last page that was right stays.
    assert_eq!(wrong["site"], 1);
    assert!(preview.text(page).contains("Tarnholm"));

    edit(&facts, "place: tarnhol", "place: tarnholm");
    let right = news.find(|news| news["site"] == 2).expect("news");
    assert_eq!(right["findings"], Value::Array(Vec::new()));
    let mut times: Vec<Duration> = Vec::new();
    let mut before = "diplomacy";
    for (site, topic) in (3..).zip(["topic-one", "topic-two", "topic-three"]) {
        let started = Instant::now();
        let [from, to] = [before, topic].map(|topic| format!("topics: [canal, {topic}]"));
        edit(&facts, &from, &to);
        news.find(|news| news["site"] == site).expect("news");
        assert!(preview.text(page).contains(topic), "{topic}");
        times.push(started.elapsed());
        before = topic;
    }
    eprintln!("from save to page: {times:?}");
}

#[test]
fn a_waiting_server_reads_when_it_is_asked_and_tells_findings_before_its_address() {
    let (_folder, content) = content();
    let facts = content.join("dossiers/canal/facts.yaml");
    let path = content.to_str().expect("UTF-8");
    let told = |asked: &str| {
        let mut child = Command::new(binaries().join("dossier-server"))
            .args(["serve", "--listen", "127.0.0.1:0", "--content", path])
            .args(["--exit-with-stdin", "--for-preview"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut input = child.stdin.take().expect("piped");
        input.write_all(asked.as_bytes()).expect("asked");
        // It answers all the same, and ends.
        drop(input);
        let answer = child.wait_with_output().expect("an end");
        let lines = String::from_utf8(answer.stdout).expect("UTF-8");
        let lines: Vec<String> = lines.lines().map(str::to_owned).collect();
        (lines, answer.status.code())
    };
    edit(&facts, "place: tarnholm", "place: tarnhol");
    for asked in ["read\n", "warm\nread\n"] {
        let (lines, status) = told(asked);
        let [findings] = &lines[..] else {
            panic!("{asked}: {lines:?}")
        };
        let findings: Value = serde_json::from_str(findings).expect("JSON");
        assert_eq!(findings[0]["rule"], "unknown-reference", "{findings}");
        assert_eq!(status, Some(1), "{asked}");
    }
    edit(&facts, "place: tarnhol", "place: tarnholm");
    let (lines, status) = told("warm\nread\n");
    assert_eq!((lines[0].as_str(), lines.len()), ("[]", 2), "{lines:?}");
    let address = "serving dossier.v1 on http://127.0.0.1:";
    assert!(lines[1].starts_with(address), "{lines:?}");
    assert_eq!(status, Some(0));
    // Nobody asks for it.
    for asked in ["", "warm\n"] {
        assert_eq!(told(asked), (Vec::new(), Some(0)), "{asked}");
    }
}

#[test]
fn settings_and_the_owner_s_pages_are_shown_and_followed() {
    let (folder, content) = content();
    let config = folder.path().join("sitegen.toml");
    fs::write(&config, "title = \"Our site\"\ncontent = \"content\"").expect("written");
    let file = content.join("pages/about.md");
    fs::create_dir(content.join("pages")).expect("made");
    fs::write(&file, "---\ntitle: About\n---\nFirst.\n").expect("written");
    let preview = Preview::start(&["--config", config.to_str().expect("UTF-8")]);
    let mut news = preview.news();
    news.next().expect("the first state");
    let page = "/pages/about/index.html";
    assert!(preview.text(page).contains("About — Our site</title>"));
    assert!(preview.text(page).contains("First."));

    edit(&file, "title", "titel");
    let is_told = |news: &Value| {
        news["trouble"]
            .as_str()
            .is_some_and(|trouble| !trouble.is_empty())
    };
    let wrong = news.find(is_told).expect("news");
    let trouble = wrong["trouble"].as_str().unwrap_or_default();
    assert!(
        trouble.contains("about.md:2: `titel` is not known here"),
        "{wrong}"
    );
    assert!(preview.text(page).contains("First."));
    edit(&file, "titel", "title");
    edit(&file, "First", "Second");
    let shown = |news: &Value| news["site"].as_u64() > Some(1);
    news.find(shown).expect("news");
    let deadline = Instant::now() + PATIENCE;
    while !preview.text(page).contains("Second.") && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(preview.text(page).contains("Second."));
}

/// What stands in a file before some words.
fn text_before(file: &Path, words: &str) -> String {
    let text = fs::read_to_string(file).expect("a file");
    text.split(words).next().expect("a part").to_owned()
}

#[test]
fn drafts_are_shown_and_marked_and_no_build_has_them() {
    let (folder, content) = content();
    let facts = content.join("dossiers/canal/facts.yaml");
    edit(&facts, "facts:\n", &format!("facts:\n{DRAFT}"));
    let preview = Preview::of_content(&content);
    let state = preview.news().next().expect("a state");
    assert_eq!(state["drafts"], 1, "{state}");
    let page = preview.text("/facts/second-look/index.html");
    assert!(
        page.contains("This is a draft and has not been published."),
        "{page}"
    );
    let list = preview.text("/facts/index.html");
    assert!(list.contains("second-look/index.html"));
    let other = preview.text("/facts/canal-treaty/index.html");
    assert!(!other.contains("This is a draft"));
    let out = folder.path().join("public");
    let [out, content] = [&out, &content].map(|path| path.to_str().expect("UTF-8").to_owned());
    let build = ["build", "--content", &content, "--out", &out];
    assert!(run("sitegen", &build).status.success());
    for (file, bytes) in contents(Path::new(&out)) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("second-look"), "{}", file.display());
    }
}

/// A fact that its editor has not published yet.
const DRAFT: &str = "  second-look:
    state: draft
    statement: Ivo Brandt may visit Upper Venn again.
    claim: {kind: factual}
    evidence: {at: p1.s2, voice: author_analysis}
";

#[tokio::test]
async fn a_server_is_followed_from_commit_to_commit() {
    let mut desk = Desk::new().await;
    let preview = Preview::start(&["--server", desk.url()]);
    let mut news = preview.news();
    let first = news.next().expect("the first state");
    assert_eq!((&first["site"], &first["revision"]), (&1.into(), &1.into()));
    let mut fact = desk.fact(TREATY, 0).await.expect("the fact");
    fact.topics = vec!["locks".to_owned()];
    desk.commit(edits(vec![put(fact)])).await.expect("a commit");
    let next = news.find(|news| news["revision"] == 2).expect("news");
    assert_eq!(next["drafts"], 0);
    let mut draft = desk.fact(TREATY, 0).await.expect("the fact");
    assert_eq!(draft.state(), LifecycleState::Published);
    draft.name = "facts/third-visit".to_owned();
    draft.state = LifecycleState::Draft.into();
    desk.commit(edits(vec![put(draft)]))
        .await
        .expect("a commit");
    let next = news.find(|news| news["revision"] == 3).expect("news");
    assert_eq!(next["drafts"], 1);
    let page = preview.text("/facts/third-visit/index.html");
    assert!(page.contains("This is a draft"));
    // The server goes away, and the last page stays.
    drop(desk);
    let gone = news.find(|news| news["trouble"] != "").expect("news");
    assert_eq!(gone["site"], 3);
    preview.text("/facts/third-visit/index.html");
}

#[test]
fn nobody_else_s_name_leads_to_the_preview() {
    let preview = Preview::start(&["--content", CONTENT, "--allow-host", "desk.example"]);
    let port = preview.address.rsplit(':').next().expect("a port");
    let ask = |method: &str, host: &str| preview.ask(method, "/index.html", host);
    for host in ["127.0.0.1", "localhost", "[::1]", "desk.example"] {
        assert_eq!(ask("GET", &format!("{host}:{port}")).status, 200, "{host}");
    }
    for host in ["evil.example", "127.0.0.1.evil.example", ""] {
        let answer = ask("GET", host);
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.body.starts_with(b"<!"));
    }
    for method in ["POST", "PUT", "OPTIONS"] {
        assert_eq!(ask(method, "localhost").status, 405, "{method}");
    }
    let page = preview.get("/index.html");
    for line in [
        "x-frame-options: sameorigin",
        "cache-control: no-store",
        "nosniff",
    ] {
        assert!(page.head.contains(line), "{}", page.head);
    }
    assert!(!page.head.contains("access-control-allow"), "{}", page.head);
    let shell = preview.get("/");
    assert!(shell.head.contains("script-src 'self'"), "{}", shell.head);
    assert_eq!(ask("HEAD", "localhost").body, b"");
}
