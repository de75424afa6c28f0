//! What was found of an article, in words.

use std::fmt::Write as _;

use dossier::v1::{AnchorState, Article, VerifyArticleResponse};
use dossier_check::content::SourceMap;
use dossier_check::diagnostic::render;
use dossier_check::rules::Checked;
use dossier_check::text::{coverage, passage::Passage};

use super::compare::{Compared, facts, is_another_text};
use crate::cli::check::colour;
use crate::cli::output::counted;

/// What was found of one article: its places, what its facts say, and what nobody has dealt with yet.
pub(super) fn describe(
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
