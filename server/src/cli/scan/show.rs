//! `scan --show`: the numbered sentences of a text on the screen, with what rests on each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use dossier::Collection;
use dossier::v1::{Article, CoverageState, Fact, SentenceCoverage, SentenceRole, resource};
use dossier_check::content::{ReadError, Records, read};
use dossier_check::text::{Document, coverage};

/// What is known of each sentence, by its place.
pub(super) type Known = BTreeMap<String, SentenceCoverage>;

/// An article of a content directory, and what is known of its sentences; nothing where there is none
/// of that id.
pub(super) fn article(content: &Path, id: &str) -> Result<Option<(Article, Known)>, ReadError> {
    let loaded = read(content, Records::Ignored)?;
    let name = Collection::Articles.name(id);
    let mut article = None;
    let mut facts: Vec<Fact> = Vec::new();
    for resource in loaded.resources {
        match resource.resource {
            Some(resource::Resource::Article(found)) if found.name == name => {
                article = Some(*found);
            }
            Some(resource::Resource::Fact(fact)) => facts.push(*fact),
            _ => {}
        }
    }
    Ok(article.map(|article| {
        let report = coverage(&article, facts.iter());
        let sentences = report.sentences.into_iter();
        let known = sentences
            .map(|sentence| (sentence.place.clone(), sentence))
            .collect();
        (article, known)
    }))
}

/// The sentences, a line for each.
pub(super) fn sentences(document: &Document, known: Option<&Known>) -> String {
    let mut out = String::new();
    for block in document.blocks() {
        for (number, range) in (1..).zip(block.sentences) {
            let place = format!("{}.s{number}", block.id);
            let words = block.text.get(range.clone()).unwrap_or_default();
            // Writing to a String cannot fail.
            writeln!(out, "{place:<8} {words}").ok();
            if let Some(known) = known {
                let coverage = known
                    .get(&place)
                    .map_or_else(|| "uncovered".to_owned(), said);
                writeln!(out, "         [{coverage}]").ok();
            }
        }
        out.push('\n');
    }
    out
}

/// What rests on a sentence, or what an editor says of it.
fn said(sentence: &SentenceCoverage) -> String {
    match sentence.state() {
        CoverageState::Covered => {
            let ids = sentence.facts.iter();
            let ids = ids.map(|name| Collection::Facts.id(name).unwrap_or(name));
            ids.collect::<Vec<_>>().join(", ")
        }
        CoverageState::Marked => match sentence.role() {
            SentenceRole::Analysis => "marked: analysis",
            SentenceRole::Boilerplate => "marked: boilerplate",
            SentenceRole::Context | SentenceRole::Unspecified => "marked: context",
        }
        .to_owned(),
        _ => "uncovered".to_owned(),
    }
}
