//! The main job: from content to a website whose links all resolve.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dossier::name;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::query_service_client::QueryServiceClient;
use dossier::v1::{ListFactsRequest, QueryTimelineRequest};

use crate::overlap;
use crate::support::{CONTENT, FACTS, Server, files, repository, run, stdout};

/// The files of a built site: each path below its folder, with what it holds.
pub(crate) fn contents(site: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let all = files(site).into_iter().map(|file| {
        let bytes = fs::read(&file).expect("a file");
        let path = file.strip_prefix(site).expect("a file of the site");
        (path.to_owned(), bytes)
    });
    all.collect()
}

/// Two sites have the same files, byte for byte.
pub(crate) fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (contents(one), contents(other));
    assert!(!one.is_empty());
    let differing: BTreeSet<_> = one
        .keys()
        .chain(other.keys())
        .filter(|path| one.get(*path) != other.get(*path))
        .collect();
    assert!(differing.is_empty(), "these differ: {differing:?}");
}

#[test]
fn the_site_is_whole_and_every_link_resolves() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let path = out.to_str().expect("UTF-8");
    let output = run("sitegen", &["build", "--out", path]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );

    let pages = files(&out)
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "html"))
        .count();
    assert!(pages > 0);
    let output = run("sitegen", &["check", path]);
    assert!(
        output.status.success(),
        "{}{}",
        stdout(&output),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The facts to which the links of a page lead, in order, each once.
fn linked_facts(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for link in page.split("href=\"").skip(1) {
        let address = link.split('"').next().unwrap_or_default();
        let id = address.strip_suffix("/index.html").map(name::id);
        let own = address.contains("facts/") || !address.starts_with("..");
        let name = id.filter(|_| own).map(|id| format!("facts/{id}"));
        found.extend(name.filter(|name| !found.contains(name)));
    }
    found
}

/// A server, and the site that is built from it.
fn server_with_site(out: &Path) -> Server {
    let server = Server::start();
    let path = out.to_str().expect("UTF-8");
    let arguments = ["build", "--server", &server.url, "--out", path];
    assert!(run("sitegen", &arguments).status.success());
    server
}

/// What stands between two marks of a page, where they come first.
fn between<'p>(page: &'p str, start: &str, end: &str) -> &'p str {
    let after = page.split(start).nth(1).expect(start);
    after.split(end).next().unwrap_or_default()
}

#[tokio::test]
async fn pages_and_services_agree_on_what_is_current() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("public");
    let server = server_with_site(&site);
    let client = FactServiceClient::connect(server.url.clone()).await;
    let request = ListFactsRequest {
        page_size: 500,
        ..ListFactsRequest::default()
    };
    let listed = client.expect("a server").list_facts(request).await;
    let listed = listed.expect("facts").into_inner().facts.into_iter();
    let listed: BTreeSet<String> = listed.map(|fact| fact.name).collect();
    let page = fs::read_to_string(site.join("facts/index.html")).expect("a page");
    let shown = linked_facts(between(&page, "<main", "</main>"));
    assert_eq!(shown.into_iter().collect::<BTreeSet<_>>(), listed);
}

/// The days by which a timeline of the service places each fact.
type Days = (String, String);

async fn days_of_facts(server: &Server) -> Vec<(String, Days)> {
    let client = QueryServiceClient::connect(server.url.clone()).await;
    let request = QueryTimelineRequest {
        page_size: 500,
        ..QueryTimelineRequest::default()
    };
    let timeline = client.expect("a server").query_timeline(request).await;
    let items = timeline.expect("a timeline").into_inner().items.into_iter();
    let placed = items.filter_map(|item| {
        let time = item.time.unwrap_or_default();
        Some((item.fact?.name, (time.earliest, time.latest)))
    });
    placed.collect()
}

#[tokio::test]
async fn pages_and_services_agree_on_when_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("public");
    let server = server_with_site(&site);
    let placed = days_of_facts(&server).await;
    let mut dated = 0;
    let pages = files(&site).into_iter();
    for file in pages.filter(|file| file.ends_with("timeline/index.html")) {
        let page = fs::read_to_string(&file).expect("UTF-8");
        let facts = linked_facts(between(&page, "<ol class=\"timeline\">", "</ol>"));
        // Of one time, the page has the editor's order and the service that of names.
        let days = |name: &String| placed.iter().find(|(fact, _)| fact == name);
        let shown: Vec<&Days> = facts
            .iter()
            .filter_map(days)
            .map(|(_, days)| days)
            .collect();
        assert_eq!(shown.len(), facts.len(), "the service dates them all");
        let expected = placed.iter().filter(|(fact, _)| facts.contains(fact));
        let expected: Vec<&Days> = expected.map(|(_, days)| days).collect();
        assert_eq!(shown, expected, "{}", file.display());
        dated += shown.len();
    }
    assert!(dated > 3, "no timeline was built");
}

#[test]
fn two_builds_are_equal_byte_for_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let builds = ["one", "two"].map(|name| folder.path().join(name));
    for out in &builds {
        let output = run("sitegen", &["build", "--out", out.to_str().expect("UTF-8")]);
        assert!(output.status.success());
    }
    let [one, two] = &builds;
    assert_same(one, two);
}

#[test]
fn a_server_elsewhere_gives_the_same_site() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start();
    let [own, other] = ["own", "other"].map(|name| folder.path().join(name));
    let path = |out: &Path| out.to_str().expect("UTF-8").to_owned();
    assert!(
        run(
            "sitegen",
            &["build", "--content", CONTENT, "--out", &path(&own)]
        )
        .status
        .success()
    );
    let output = run(
        "sitegen",
        &["build", "--server", &server.url, "--out", &path(&other)],
    );
    assert!(output.status.success());
    // Only a store that goes on is named in `build.json`, and so in the list of digests.
    for note in ["build.json", ".sitegen"] {
        for out in [&own, &other] {
            fs::remove_file(out.join(note)).expect("a note");
        }
    }
    assert_same(&own, &other);
}

/// The lines of a page that say what was compared of a fact, one for each evidence.
fn compared_lines(page: &str) -> Vec<&str> {
    let lines = page.split("<p class=\"compared\">").skip(1);
    lines
        .map(|line| line.split_once("</p>").map_or(line, |(line, _)| line))
        .collect()
}

#[test]
fn pages_claim_what_the_records_say_and_no_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let output = run("sitegen", &["build", "--out", out.to_str().expect("UTF-8")]);
    assert!(output.status.success(), "{output:?}");
    let mut facts = 0;
    for file in files(&out.join("facts")) {
        if file.extension().is_none_or(|end| end != "json") {
            continue;
        }
        facts += 1;
        let text = fs::read_to_string(&file).expect("a file");
        let fact: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let page = file.with_extension("").join("index.html");
        let page = fs::read_to_string(page).expect("a page");
        let lines = compared_lines(&page);
        let none = Vec::new();
        let evidence = fact["evidence"].as_array().unwrap_or(&none);
        assert_eq!(lines.len(), evidence.len(), "{}", file.display());
        for (line, evidence) in lines.into_iter().zip(evidence) {
            let record = &evidence["grounding"];
            let expected = if record.is_null() {
                "Not compared with the text"
            } else {
                "Compared with the text on "
            };
            assert!(line.starts_with(expected), "{}: {line}", file.display());
            let verdicts = record["parts"].as_array().unwrap_or(&none);
            let found = verdicts
                .iter()
                .any(|verdict| verdict["verdict"] == "VERDICT_FOUND");
            let says = line.contains("Found in these words");
            assert_eq!(says, found, "{}: {line}", file.display());
        }
    }
    assert!(facts > 0);
    for (page, bytes) in contents(&out) {
        let text = String::from_utf8_lossy(&bytes);
        for claim in [
            "hecked against the text",
            "ord for word",
            "vérifié sur le texte",
        ] {
            assert!(!text.contains(claim), "{} says {claim}", page.display());
        }
    }
}

#[test]
fn no_sentence_of_the_article_is_in_the_site() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let output = run("sitegen", &["build", "--out", out.to_str().expect("UTF-8")]);
    assert!(output.status.success());
    let copies = overlap::copies(&files(&out), &overlap::article_runs());
    assert!(
        copies.is_empty(),
        "copied from the article:\n{}",
        copies.join("\n")
    );
}

#[test]
fn what_cannot_be_built_is_told() {
    let refusal = |arguments: &[&str]| {
        let output = run("sitegen", arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), error)
    };
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let out = out.to_str().expect("UTF-8");

    let (code, error) = refusal(&["build", "--server", "http://127.0.0.1:1", "--out", out]);
    assert_eq!(code, Some(2));
    assert!(
        error.starts_with("error: no server answers at http://127.0.0.1:1: "),
        "{error}"
    );

    let (code, error) = refusal(&["build", "--server", "nonsense", "--out", out]);
    assert_eq!(code, Some(2));
    assert!(error.contains("is not the address of a server"), "{error}");

    let content = folder.path().join("content");
    fs::create_dir(&content).expect("made");
    let entities = content.join("entities.yaml");
    fs::write(entities, "entities: {A: {kind: stat}}").expect("written");
    let content = content.to_str().expect("UTF-8");
    let (code, error) = refusal(&["build", "--content", content, "--out", out]);
    assert_eq!(code, Some(1), "{error}");
    assert!(error.contains("did you mean `state`?"), "{error}");
    assert!(error.contains("the server refused the content"), "{error}");

    let (code, error) = refusal(&["build", "--out", "docs"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("what sitegen did not make"), "{error}");
    assert!(!Path::new(out).exists());
}

/// What the fishers hold, our check of it, and what speaks against it.
fn assert_disputes_are_listed(page: &str) {
    let disputed = page
        .split("What is disputed</h3>")
        .nth(1)
        .expect("the list");
    let disputed = disputed.split("</ul>").next().expect("its end");
    assert!(disputed.contains("facts/fishers-catch/") && disputed.contains("Our check: disputed"));
    assert!(disputed.contains("is contradicted by") && disputed.contains("facts/fish-move/"));
}

#[test]
fn a_dossier_is_told_in_each_of_its_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let base = "https://example.org/facts/";
    let path = out.to_str().expect("UTF-8");
    let build = ["build", "--content", CONTENT, "--out", path];
    let output = run("sitegen", &[&build[..], &["--base-url", base]].concat());
    assert!(output.status.success(), "{output:?}");
    for edition in ["", "fr"] {
        let facts = fs::read_dir(out.join(edition).join("facts")).expect("facts");
        let pages = facts.filter(|entry| entry.as_ref().expect("an entry").path().is_dir());
        assert_eq!(pages.count(), FACTS, "in `{edition}`");
    }
    let read = |page: &str| fs::read_to_string(out.join(page)).expect(page);
    let english = read("dossiers/canal/index.html");
    let french = read("fr/dossiers/canal/index.html");
    assert!(english.contains("<html lang=\"en\"") && english.contains("What is disputed"));
    assert!(french.contains("<html lang=\"fr\"") && french.contains("Ce qui est contesté"));
    for page in [&english, &french] {
        for (language, address) in [
            ("en", "dossiers/canal/"),
            ("fr", "fr/dossiers/canal/"),
            ("x-default", "dossiers/canal/"),
        ] {
            let link = format!("hreflang=\"{language}\" href=\"{base}{address}\"");
            assert!(page.contains(&link), "{link}");
        }
    }
    assert_disputes_are_listed(&english);
    // What is not translated appears in its own language, and says so.
    let quote = read("fr/facts/brandt-on-canal/index.html");
    assert!(
        quote.contains("<h1 class=\"statement\">Ivo Brandt a qualifié"),
        "{quote}"
    );
    assert!(
        quote.contains("«\u{a0}<span lang=\"en\">blue road north</span>\u{a0}»"),
        "{quote}"
    );
    // What has no language lies there once.
    assert!(out.join("facts/timber.json").exists() && !out.join("fr/facts/timber.json").exists());
    let output = run("sitegen", &[&build[..], &["--language", "xx"]].concat());
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(
        message.contains("not available in `xx`, only in `en`, `fr`"),
        "{message}"
    );
}

#[test]
fn a_change_is_told_with_what_was_said_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let (data, content, out) = (path("data"), path("content"), path("public"));
    let source = repository().join("tests/arabic");
    for file in files(&source) {
        let to = Path::new(&content).join(file.strip_prefix(&source).expect("a file of it"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(file, to).expect("copied");
    }
    let serve = ["serve", "--content", &content, "--data", &data];
    drop(Server::with(&serve));
    let facts = Path::new(&content).join("dossiers/flood/facts.yaml");
    let before = fs::read_to_string(&facts).expect("facts");
    let after = before.replacen("quantity: 3 m,", "quantity: 4 m,", 1);
    assert_ne!(before, after);
    fs::write(&facts, after).expect("written");
    let server = Server::with(&serve);
    let output = run(
        "sitegen",
        &[
            "build",
            "--server",
            &server.url,
            "--out",
            &out,
            "--base-url",
            "https://example.org/",
        ],
    );
    assert!(output.status.success(), "{output:?}");
    let page = |page: &str| fs::read_to_string(Path::new(&out).join(page)).expect("a page");
    let fact = page("facts/rise/index.html");
    assert!(
        fact.contains("id=\"history\"") && fact.contains("<del>"),
        "{fact}"
    );
    assert!(page("dossiers/flood/index.html").contains("facts/rise/index.html#revision-2"));
    let feed = page("dossiers/flood/feed.xml");
    assert!(feed.contains("facts/rise/#revision-2</id>"), "{feed}");
    let output = run("sitegen", &["check", &out]);
    assert!(output.status.success(), "{}", stdout(&output));
}

#[test]
fn arabic_runs_from_right_to_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let path = out.to_str().expect("UTF-8");
    let content = "tests/arabic";
    let checked = run("dossier-server", &["check", content, "--deny-warnings"]);
    assert!(checked.status.success(), "{checked:?}");
    let output = run("sitegen", &["build", "--content", content, "--out", path]);
    assert!(output.status.success(), "{output:?}");
    let page = fs::read_to_string(out.join("dossiers/flood/index.html")).expect("a page");
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page.contains("matrix(-1 0 0 1 704 0)"), "no mirrored path");
    let output = run("sitegen", &["check", path]);
    assert!(output.status.success(), "{}", stdout(&output));
}
