//! Runs all measurements and prints a table. Arguments: words that the names of measurements hold.

mod content;
mod large;
mod news;
mod sentences;

use std::error::Error;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bytes::Bytes;
use dossier::v1::{GetFactRequest, ListFactsRequest};
use dossier_benches::corpus;
use dossier_benches::measure::{Row, alternate, median, seconds, table};
use dossier_benches::rates::Call;
use dossier_check::assess::assess;
use dossier_server::commit::Signature;
use dossier_server::ledger::draft;
use dossier_server::snapshot::Snapshot;

type Outcome = Result<Vec<Row>, Box<dyn Error>>;
type Bench = (&'static str, fn() -> Outcome);

/// How often each measurement and its baseline take turns.
const ROUNDS: usize = 7;
/// How long a rate is measured in a round.
const WHILE: Duration = Duration::from_secs(2);
/// A day, for checks that depend on one.
const TODAY: &str = "2024-07-01";

fn main() -> Result<(), Box<dyn Error>> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let benches: [Bench; 10] = [
        ("sentences", sentences::sentences),
        ("reading", || Ok(sentences::reading())),
        ("check", check),
        ("content", content::content),
        ("load", load),
        ("serve", serve),
        ("site", site),
        ("commits", large::commits),
        ("watchers", large::watchers),
        ("large", large::large),
    ];
    let mut rows = Vec::new();
    for (name, bench) in benches {
        if wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str())) {
            writeln!(std::io::stderr(), "measuring {name}")?;
            rows.extend(bench()?);
        }
    }
    write!(std::io::stdout(), "{}", table(&rows))?;
    Ok(())
}

/// How long a check of a directory takes, by the time that reading its YAML takes.
fn check() -> Outcome {
    let mut rows = Vec::new();
    for facts in [1_000, 10_000] {
        let folder = tempfile::tempdir()?;
        corpus::write(folder.path(), facts)?;
        let files = yaml_files(folder.path())?;
        let (checked, read) = alternate(
            ROUNDS,
            || {
                let assessment = assess(folder.path(), TODAY);
                assert!(assessment.is_ok_and(|assessment| assessment.checked.is_some()));
            },
            || {
                let events = files.iter().map(|file| yaml_events(file)).sum::<usize>();
                assert!(events > 0);
            },
        );
        rows.push(Row {
            what: format!("check a directory of {facts} facts"),
            result: seconds(checked),
            baseline: format!("parse its YAML: {}", seconds(read)),
            ratio: Some(checked / read),
        });
    }
    Ok(rows)
}

fn yaml_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(yaml_files(&path)?);
        } else if path.extension().is_some_and(|end| end == "yaml") {
            files.push(path);
        }
    }
    Ok(files)
}

fn yaml_events(file: &Path) -> usize {
    let text = fs::read_to_string(file).unwrap_or_default();
    saphyr_parser::Parser::new_from_str(&text).count()
}

/// How long a server takes from its start until it serves, and how long a snapshot takes.
fn load() -> Outcome {
    let folder = tempfile::tempdir()?;
    corpus::write(folder.path(), 10_000)?;
    let checked = assess(folder.path(), TODAY)?
        .checked
        .ok_or("the corpus is sound")?;
    let time = prost_types::Timestamp::default();
    let mut taken = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let empty = Snapshot::empty("");
        let commit = draft(&empty, &checked, &Signature::default(), time);
        let snapshot = empty.apply(&commit);
        taken.push(start.elapsed().as_secs_f64());
        assert!(snapshot.revision() == 1);
    }
    let mut ready = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let server = Process::start(
            "dossier-server",
            &["serve", "--content", "content", "--listen", "127.0.0.1:0"],
        )?;
        ready.push(start.elapsed().as_secs_f64());
        drop(server);
    }
    Ok(vec![
        Row {
            what: "snapshot of 10000 checked facts".to_owned(),
            result: seconds(median(taken)),
            baseline: String::new(),
            ratio: None,
        },
        Row {
            what: "`serve --content content`, from start to ready".to_owned(),
            result: seconds(median(ready)),
            baseline: String::new(),
            ratio: None,
        },
    ])
}

/// Calls a second, by those of a bare tonic server in the same run.
fn serve() -> Outcome {
    let folder = tempfile::tempdir()?;
    corpus::write(folder.path(), 1_000)?;
    let content = folder.path().to_str().ok_or("the path is UTF-8")?;
    let server = Process::start(
        "dossier-server",
        &["serve", "--content", content, "--listen", "127.0.0.1:0"],
    )?;
    let get = Call {
        url: server.url.clone(),
        method: "/dossier.v1.FactService/GetFact",
        request: encoded(&GetFactRequest {
            name: "facts/fact-500".to_owned(),
            ..Default::default()
        }),
    };
    let list = Call {
        url: server.url.clone(),
        method: "/dossier.v1.FactService/ListFacts",
        request: encoded(&ListFactsRequest {
            page_size: 100,
            ..Default::default()
        }),
    };
    let runtime = tokio::runtime::Runtime::new()?;
    let page = runtime.block_on(list.reply())?.len();
    let fact = runtime.block_on(get.reply())?.len();
    let baselines = [("same layout", "sharded"), ("default layout", "shared")];
    // How much of the way to hello world is the size of a fact.
    let hello = Process::start("hello", &["sharded", &fact.to_string()])?;
    let constant = Call {
        url: hello.url.clone(),
        method: "/helloworld.Greeter/SayConstant",
        request: Bytes::from_static(b"\x0a\x05world"),
    };
    let label = format!("{fact} constant bytes, same layout");
    let mut rows = vec![compared(&runtime, ("GetFact", &get), (&label, &constant))?];
    for (variant, layout) in baselines {
        let hello = Process::start("hello", &[layout, &page.to_string()])?;
        let say = |method| Call {
            url: hello.url.clone(),
            method,
            request: Bytes::from_static(b"\x0a\x05world"),
        };
        let hello = say("/helloworld.Greeter/SayHello");
        let constant = say("/helloworld.Greeter/SayConstant");
        for (name, ours, theirs, what) in [
            ("GetFact", &get, &hello, "hello world"),
            (
                "ListFacts(100)",
                &list,
                &constant,
                "constant bytes of that size",
            ),
        ] {
            let baseline = format!("{what}, {variant}");
            rows.push(compared(&runtime, (name, ours), (&baseline, theirs))?);
        }
    }
    Ok(rows)
}

fn compared(
    runtime: &tokio::runtime::Runtime,
    (name, ours): (&str, &Call),
    (baseline, theirs): (&str, &Call),
) -> Result<Row, Box<dyn Error>> {
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        own.push(runtime.block_on(ours.rate(WHILE))?);
        other.push(runtime.block_on(theirs.rate(WHILE))?);
    }
    let (own, other) = (median(own), median(other));
    Ok(Row {
        what: format!("{name}, calls a second"),
        result: format!("{own:.0}"),
        baseline: format!("tonic, {baseline}: {other:.0}"),
        ratio: Some(own / other),
    })
}

/// Pages a second, by the time that writing the same files takes.
fn site() -> Outcome {
    let mut rows = Vec::new();
    for facts in [1_000, 10_000] {
        let folder = tempfile::tempdir()?;
        let content = folder.path().join("content");
        corpus::write(&content, facts)?;
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let server = Process::start(
            "dossier-server",
            &[
                "serve",
                "--content",
                &path("content"),
                "--listen",
                "127.0.0.1:0",
            ],
        )?;
        let out = path("public");
        let render = || {
            let status = Command::new(beside("sitegen"))
                .args(["build", "--server", &server.url, "--out", &out])
                .stdout(Stdio::null())
                .status();
            assert!(status.is_ok_and(|status| status.success()));
        };
        render();
        let files = all_files(Path::new(&out))?;
        let copy = folder.path().join("copy");
        let (built, written) = alternate(3, render, || {
            fs::remove_dir_all(&copy).ok();
            for (name, bytes) in &files {
                let path = copy.join(name);
                fs::create_dir_all(path.parent().unwrap_or(&copy)).ok();
                fs::write(path, bytes).ok();
            }
        });
        #[expect(
            clippy::cast_precision_loss,
            reason = "a count of pages is far below 2^52"
        )]
        let rate = files.len() as f64 / built;
        rows.push(Row {
            what: format!("site of {} files from {facts} facts", files.len()),
            result: format!("{} ({rate:.0} files/s)", seconds(built)),
            baseline: format!("write the same files: {}", seconds(written)),
            ratio: Some(built / written),
        });
    }
    Ok(rows)
}

fn all_files(folder: &Path) -> std::io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_owned();
                files.push((name, fs::read(&path)?));
            }
        }
    }
    Ok(files)
}

fn encoded(message: &impl prost::Message) -> Bytes {
    message.encode_to_vec().into()
}

/// A program that stands beside this one.
fn beside(program: &str) -> PathBuf {
    std::env::current_exe()
        .unwrap_or_default()
        .with_file_name(program)
}

/// A server that was started, and stops when it is dropped.
struct Process {
    child: Child,
    url: String,
}

impl Process {
    fn start(program: &str, arguments: &[&str]) -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(beside(program))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = child.stdout.take().ok_or("its output is piped")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let word = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"));
        let url = word
            .ok_or("the server names its address")?
            .trim_end_matches(',')
            .to_owned();
        Ok(Self { child, url })
    }
}

impl Process {
    fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
