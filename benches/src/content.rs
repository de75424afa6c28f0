//! How time grows with content: files read and written, a server made ready, a large dossier rendered.
//! Each is measured by turns with a tenth of it, so a ratio above ten is more than in proportion.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};

use dossier::v1::Resource;
use dossier_benches::corpus;
use dossier_benches::measure::{Row, alternate, seconds};
use dossier_check::assess::assess;
use dossier_check::content::write;
use tempfile::TempDir;

use crate::{Outcome, Process, ROUNDS, TODAY, beside};

/// Facts of a large corpus, and the tenth of it that it is measured by.
const FACTS: [usize; 2] = [10_000, 1_000];
/// Facts of the largest corpus that somebody asked for.
const FACTS_MAX: usize = 70_000;
/// Facts of one large dossier, and a tenth of it.
const DOSSIER_FACTS: [usize; 2] = [3_000, 300];

/// Rounds for what takes seconds.
const SLOW_ROUNDS: usize = 3;

/// All measurements of this file.
pub(crate) fn content() -> Outcome {
    let corpora = [corpus_of(FACTS[0])?, corpus_of(FACTS[1])?];
    let checked = grown(
        ("check a directory of 10,000 facts", "of 1,000"),
        ROUNDS,
        [&corpora[0], &corpora[1]].map(|folder| move || check(folder.path())),
    );
    let resources = [resources(corpora[0].path())?, resources(corpora[1].path())?];
    let exported = grown(
        ("write 10,000 facts as files", "1,000"),
        ROUNDS,
        [&resources[0], &resources[1]].map(|resources| move || export(resources)),
    );
    Ok(vec![checked, exported, ready()?, dossier()?])
}

fn corpus_of(facts: usize) -> std::io::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    corpus::write(folder.path(), facts)?;
    Ok(folder)
}

/// Measures two sizes of the same work in turn; each name says how much of it there is.
fn grown((large, small): (&str, &str), rounds: usize, [one, other]: [impl FnMut(); 2]) -> Row {
    let (one, other) = alternate(rounds, one, other);
    Row {
        what: large.to_owned(),
        result: seconds(one),
        baseline: format!("{small}: {}", seconds(other)),
        ratio: Some(one / other),
    }
}

fn check(folder: &Path) {
    let assessment = assess(folder, TODAY);
    assert!(assessment.is_ok_and(|assessment| assessment.checked.is_some()));
}

fn resources(folder: &Path) -> Result<Vec<Resource>, Box<dyn Error>> {
    let assessment = assess(folder, TODAY)?;
    let checked = assessment.checked.ok_or("the corpus is sound")?;
    Ok(checked.resources().cloned().collect())
}

fn export(resources: &[Resource]) {
    let files = write::files(resources.iter().cloned());
    assert!(!files.is_empty());
}

/// From the start of a server until it answers, with the largest corpus.
fn ready() -> Result<Row, Box<dyn Error>> {
    let corpora = [corpus_of(FACTS_MAX)?, corpus_of(FACTS_MAX / 10)?];
    let start = |folder: &TempDir| {
        let content = folder.path().to_string_lossy().into_owned();
        let arguments = ["serve", "--content", &content, "--listen", "127.0.0.1:0"];
        let server = Process::start("dossier-server", &arguments);
        assert!(server.is_ok());
    };
    Ok(grown(
        (
            "`serve --content` of 70,000 facts, from start to ready",
            "of 7,000",
        ),
        SLOW_ROUNDS,
        [&corpora[0], &corpora[1]].map(|folder| move || start(folder)),
    ))
}

/// The whole site of one large dossier.
fn dossier() -> Result<Row, Box<dyn Error>> {
    let mut servers = Vec::new();
    for facts in DOSSIER_FACTS {
        let folder = tempfile::tempdir()?;
        corpus::write_dossiers(folder.path(), facts, facts)?;
        let content = folder.path().to_string_lossy().into_owned();
        let arguments = ["serve", "--content", &content, "--listen", "127.0.0.1:0"];
        servers.push((Process::start("dossier-server", &arguments)?, folder));
    }
    let build = |index: usize| {
        let (server, folder) = servers.get(index).ok_or("two servers")?;
        let out = folder.path().join("public");
        let status = Command::new(beside("sitegen"))
            .args(["build", "--server", &server.url, "--out"])
            .arg(out)
            .stdout(Stdio::null())
            .status()?;
        status.success().then_some(()).ok_or("the site is built")?;
        Ok::<(), Box<dyn Error>>(())
    };
    let [large, small] = [0, 1].map(|index| move || assert!(build(index).is_ok()));
    Ok(grown(
        ("site of one dossier of 3,000 facts", "of 300"),
        SLOW_ROUNDS,
        [large, small],
    ))
}
