//! The command `verify`: whether every evidence still stands in its article's text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use dossier::Collection;
use dossier::v1::{
    AnchorReport, AnchorState, Article, Entity, Fact, VerifyArticleResponse, resource,
};
use dossier_check::assess::{Assessment, assess, assess_without_records};
use dossier_check::content::{SourceMap, grounding};
use dossier_check::diagnostic::{Finding, did_you_mean, render};
use dossier_check::ground::{self, Ground};
use dossier_check::rules::Checked;
use dossier_check::text::{coverage, passage::Passage};

use super::check::{Format, colour};
use super::clock;
use super::files::read_text;
use super::output::{counted, fail, print};

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

#[derive(Debug, thiserror::Error)]
enum VerifyError {
    #[error("`{0}` does not have the form `ID=FILE`")]
    Malformed(String),
    #[error("unknown article `{id}`{hint}")]
    Unknown { id: String, hint: String },
    #[error(transparent)]
    Text(#[from] super::files::TextError),
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
    let compared = match compare_all(arguments, &checked) {
        Ok(compared) => compared,
        Err(error) => return fail(&error),
    };
    let mut out = String::new();
    for (argument, one) in arguments.text.iter().zip(&compared) {
        describe(&mut out, argument, one, (&checked, &sources));
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

/// An article that was compared with its text.
struct Compared<'c> {
    article: &'c Article,
    /// Places and verdicts.
    response: VerifyArticleResponse,
    grounds: Vec<Ground>,
    findings: Vec<Finding>,
}

impl Compared<'_> {
    /// Whether every place stands and no fact says what its words do not.
    fn is_sound(&self) -> bool {
        let mut anchors = self.response.anchors.iter();
        let mut groundings = self.response.groundings.iter();
        anchors.all(|anchor| anchor.state() == AnchorState::Verified)
            && groundings.all(|one| !one.is_error)
    }
}

/// Compares each text in turn. What a fact says may rest on another article: on one whose text is given
/// too, or whose record says so.
fn compare_all<'c>(
    arguments: &Arguments,
    checked: &'c Checked,
) -> Result<Vec<Compared<'c>>, VerifyError> {
    let mut known: Vec<Fact> = facts(checked).cloned().collect();
    let rests_on_several = |fact: &Fact| {
        let articles: BTreeSet<&str> = fact
            .evidence
            .iter()
            .map(|one| one.article.as_str())
            .collect();
        articles.len() > 1
    };
    let each = |known: &[Fact]| -> Result<Vec<Compared<'c>>, VerifyError> {
        let facts: Vec<&Fact> = known.iter().collect();
        let texts = arguments.text.iter();
        texts.map(|text| compare(checked, &facts, text)).collect()
    };
    if !known.iter().any(rests_on_several) {
        return each(&known);
    }
    // Records that do not fit the content any more are none.
    let recorded = assess(&arguments.directory, &clock::today()).ok();
    if let Some(recorded) = recorded.and_then(|assessment| assessment.checked) {
        known = facts(&recorded).cloned().collect();
    }
    let first = each(&known)?;
    for ground in first.iter().flat_map(|one| &one.grounds) {
        let fact = known.iter_mut().find(|fact| fact.name == ground.fact);
        let evidence = fact.and_then(|fact| fact.evidence.get_mut(ground.evidence_index));
        if let Some(evidence) = evidence {
            evidence.grounding = Some(ground.record.clone());
        }
    }
    each(&known)
}

fn compare<'c>(
    checked: &'c Checked,
    facts: &[&Fact],
    argument: &str,
) -> Result<Compared<'c>, VerifyError> {
    let (id, file) = argument
        .split_once('=')
        .ok_or_else(|| VerifyError::Malformed(argument.to_owned()))?;
    let article =
        articles(checked).find(|article| Collection::Articles.id(&article.name) == Some(id));
    let Some(article) = article else {
        let ids = articles(checked).filter_map(|article| Collection::Articles.id(&article.name));
        let hint = did_you_mean(id, ids).map_or_else(String::new, |hint| format!("; {hint}"));
        return Err(VerifyError::Unknown {
            id: id.to_owned(),
            hint,
        });
    };
    let text = read_text(&PathBuf::from(file))?;
    let (response, grounds) = ground::verify(article, &text, facts, entities(checked));
    Ok(Compared {
        article,
        response,
        findings: ground::findings(&grounds),
        grounds,
    })
}

/// What was found of one article: its places, what its facts say, and what nobody has dealt with yet.
fn describe(
    out: &mut String,
    argument: &str,
    compared: &Compared<'_>,
    (checked, sources): (&Checked, &SourceMap),
) {
    if is_another_text(&compared.response) {
        return describe_stranger(out, argument, &compared.response);
    }
    let mut findings = compared.findings.clone();
    for finding in &mut findings {
        sources.place(finding);
    }
    if !findings.is_empty() {
        out.push_str(&render::text(&findings, colour()));
    }
    describe_places(out, compared.article, &compared.response);
    describe_verdicts(out, &compared.response);
    describe_coverage(out, compared.article, checked);
}

/// How many parts of facts got each verdict.
fn describe_verdicts(out: &mut String, response: &VerifyArticleResponse) {
    let counts = response.verdict_counts.iter().map(|count| {
        let verdict = count.verdict().as_str_name();
        let verdict = verdict.trim_start_matches("VERDICT_");
        format!("{} {verdict}", count.count)
    });
    let counts: Vec<String> = counts.collect();
    let parts = counted(response.groundings.len(), "value", "values");
    writeln!(out, "{}: {parts}: {}", response.article, counts.join(", ")).ok();
}

fn articles(checked: &Checked) -> impl Iterator<Item = &Article> {
    checked
        .resources()
        .filter_map(|resource| match &resource.resource {
            Some(resource::Resource::Article(article)) => Some(article.as_ref()),
            _ => None,
        })
}

fn facts(checked: &Checked) -> impl Iterator<Item = &Fact> {
    checked
        .resources()
        .filter_map(|resource| match &resource.resource {
            Some(resource::Resource::Fact(fact)) => Some(fact.as_ref()),
            _ => None,
        })
}

fn entities(checked: &Checked) -> impl Iterator<Item = &Entity> {
    checked
        .resources()
        .filter_map(|resource| match &resource.resource {
            Some(resource::Resource::Entity(entity)) => Some(entity.as_ref()),
            _ => None,
        })
}

/// Whether no place of an article stands in a text, here or elsewhere in it: probably it is the text of
/// something else.
fn is_another_text(report: &VerifyArticleResponse) -> bool {
    let mut states = report.anchors.iter().map(AnchorReport::state);
    let lost = |state| matches!(state, AnchorState::Changed | AnchorState::Lost);
    !report.text_matches_skeleton && !report.anchors.is_empty() && states.all(lost)
}

/// One line instead of one for each place.
fn describe_stranger(out: &mut String, argument: &str, report: &VerifyArticleResponse) {
    let name = &report.article;
    let file = argument.split_once('=').map_or(argument, |(_, file)| file);
    let places = match report.anchors.len() {
        1 => "the 1 place".to_owned(),
        count => format!("none of the {count} places"),
    };
    let verb = if report.anchors.len() == 1 {
        "is not"
    } else {
        "is"
    };
    writeln!(
        out,
        "{name}: {places} {verb} there; is `{file}` the text of this article?"
    )
    .ok();
}

/// The places that do not stand, then a line of counts.
fn describe_places(out: &mut String, article: &Article, report: &VerifyArticleResponse) {
    let name = &article.name;
    if !report.text_matches_skeleton {
        writeln!(
            out,
            "{name}: the text is not the version that the skeleton was made from"
        )
        .ok();
    }
    for anchor in &report.anchors {
        if anchor.state() != AnchorState::Verified {
            let state = anchor
                .state()
                .as_str_name()
                .trim_start_matches("ANCHOR_STATE_");
            let place = anchor.selector.as_ref().map_or_else(String::new, written);
            let now = anchor
                .relocated_to
                .as_ref()
                .map_or_else(String::new, |to| format!(", now {}", written(to)));
            writeln!(out, "{}: {place} {state}{now}", anchor.fact).ok();
        }
    }
    let counts: Vec<String> = report
        .counts
        .iter()
        .map(|count| {
            let state = count
                .state()
                .as_str_name()
                .trim_start_matches("ANCHOR_STATE_");
            format!("{} {state}", count.count)
        })
        .collect();
    writeln!(
        out,
        "{name}: {}: {}",
        counted(report.anchors.len(), "place", "places"),
        counts.join(", ")
    )
    .ok();
}

/// How many sentences the facts deal with.
fn describe_coverage(out: &mut String, article: &Article, checked: &Checked) {
    let name = &article.name;
    let coverage = coverage(article, facts(checked));
    let dealt = coverage.covered_count + coverage.marked_count;
    let percent = (100 * dealt)
        .checked_div(coverage.sentence_count)
        .unwrap_or(100);
    writeln!(
        out,
        "{name}: {}: {} covered, {} marked, {} uncovered ({percent} %)",
        counted(coverage.sentence_count, "sentence", "sentences"),
        coverage.covered_count,
        coverage.marked_count,
        coverage.uncovered_count,
    )
    .ok();
}

/// A selector as people write places, with its characters.
fn written(selector: &dossier::v1::Selector) -> String {
    let sentences =
        (selector.first_sentence > 0).then_some((selector.first_sentence, selector.last_sentence));
    let place = Passage {
        block: selector.block.clone(),
        sentences,
    };
    format!("{place} [{},{})", selector.start, selector.end)
}

/// The reports as one array of protobuf JSON messages.
fn json(compared: &[Compared<'_>]) -> String {
    let all: Vec<serde_json::Value> = compared
        .iter()
        .filter_map(|one| {
            let message = dossier_check::model::contract::dynamic(
                &one.response,
                "dossier.v1.VerifyArticleResponse",
            )?;
            serde_json::to_value(&message).ok()
        })
        .collect();
    format!("{:#}\n", serde_json::Value::Array(all))
}
