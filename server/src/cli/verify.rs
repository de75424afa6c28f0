//! The command `verify`: whether every evidence still stands in its article's text.

mod compare;
mod describe;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use dossier::v1::Fact;
use dossier_check::assess::{Assessment, assess_without_records};
use dossier_check::content::grounding;
use dossier_check::diagnostic::render;
use dossier_check::rules::Checked;

use self::compare::{Compared, compare_all, facts};
use self::describe::describe;
use super::check::{Format, colour};
use super::clock;
use super::output::{fail, print};

/// Compare every fact with the words that it rests on. The text is not kept.
///
/// Checks whether each place still holds its words, and whether the words say what the fact says: its
/// amounts, dates, quotations, names and directions. docs/text.md explains the verdicts.
///
/// Exit codes: 0 all places hold their words and no fact differs from them, 1 some do not (or the
/// content has errors), 2 a file could not be read.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The directory with `entities.yaml`, `articles/` and `dossiers/`.
    directory: PathBuf,
    /// An article's id and the file with its text, such as `site-48=site-48.txt`; may be repeated.
    #[arg(long, value_name = "ID=FILE", required = true)]
    text: Vec<String>,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Record what was found in `grounding/ID.yaml`, without a word of the text. Nothing is recorded
    /// while a fact differs from its words.
    #[arg(long)]
    write: bool,
    /// Who compared, for readers of the record. Records whose outcome is unchanged keep their name and
    /// day.
    #[arg(long, value_name = "NAME", default_value = "the editors")]
    by: String,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let assessment = match assess_without_records(&arguments.directory, &clock::today()) {
        Ok(assessment) => assessment,
        Err(error) => return fail(&error),
    };
    let Assessment {
        findings,
        checked: Some(checked),
        sources,
    } = assessment
    else {
        print(&render::text(&assessment.findings, colour()));
        return ExitCode::from(1);
    };
    drop(findings);
    let compared = match compare_all(&arguments.directory, &arguments.text, &checked) {
        Ok(compared) => compared,
        Err(error) => return fail(&error),
    };
    let mut out = String::new();
    for (argument, verified) in arguments.text.iter().zip(&compared) {
        describe(&mut out, argument, verified, (&checked, &sources));
    }
    if arguments.format == Format::Json {
        out = json(&compared);
    }
    let sound = compared.iter().all(Compared::is_sound);
    if arguments.write {
        let by = (arguments.by.as_str(), &checked);
        match keep(&arguments.directory, &compared, by, sound) {
            Ok(lines) if arguments.format == Format::Text => out.push_str(&lines),
            Ok(_) => {}
            Err(error) => return fail(&error),
        }
    }
    let printed = print(&out);
    if sound { printed } else { ExitCode::from(1) }
}

/// Writes the records of all articles that were compared; none where one fact differs from its words.
fn keep(
    directory: &Path,
    compared: &[Compared<'_>],
    (by, checked): (&str, &Checked),
    sound: bool,
) -> Result<String, std::io::Error> {
    if !sound {
        return Ok("nothing was recorded; fix the errors first\n".to_owned());
    }
    let facts: BTreeMap<&str, &Fact> = facts(checked)
        .map(|fact| (fact.name.as_str(), fact))
        .collect();
    let mut lines = String::new();
    for comparison in compared {
        let records = comparison.grounds.iter().filter_map(|ground| {
            let fact = facts.get(ground.fact.as_str())?;
            Some((*fact, ground.evidence_index, ground.record.clone()))
        });
        let records: Vec<_> = records.collect();
        let changed = grounding::write(
            directory,
            &comparison.article.name,
            &records,
            by,
            &clock::today(),
        )?;
        let what = if changed {
            "recorded"
        } else {
            "the record stays"
        };
        writeln!(lines, "{}: {what}", comparison.article.name).ok();
    }
    Ok(lines)
}

/// The reports as one array of protobuf JSON messages.
fn json(compared: &[Compared<'_>]) -> String {
    let all: Vec<serde_json::Value> = compared
        .iter()
        .filter_map(|text| {
            let message = dossier_check::model::contract::dynamic(
                &text.response,
                "dossier.v1.VerifyArticleResponse",
            )?;
            serde_json::to_value(&message).ok()
        })
        .collect();
    format!("{:#}\n", serde_json::Value::Array(all))
}
