//! One source: what it is, and sentence by sentence what rests on it.

use askama::Template;
use dossier::v1::{Article, CoverageState, SentenceCoverage, SentenceRole, TextPolicy};

use super::dossier::coverage;
use super::frame::{Frame, Setting, trail};
use crate::desk::{Desk, Line, Run};
use crate::part::body::Row;
use crate::part::card::{Notice, notice, optional};
use crate::part::place;
use crate::part::views::translation;
use crate::url::{self, Place};

/// A source's page.
#[derive(Debug, Template)]
#[template(path = "page/article.html")]
pub(crate) struct ArticlePage {
    frame: Frame,
    title: Run,
    notice: Option<Notice>,
    rows: Vec<Row>,
    coverage: String,
    sentences: Vec<SentenceRow>,
    identity: String,
}

/// A sentence, by its place, and the facts that rest on it.
#[derive(Debug)]
pub(crate) struct SentenceRow {
    /// The id of the row, and the place in words.
    anchor: String,
    place: String,
    /// What it is where no fact covers it.
    role: &'static str,
    facts: Vec<Run>,
}

impl ArticlePage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting, article: &Article) -> Self {
        let title = desk.text(&article.title);
        let up = Run::link(desk.words.site.articles, desk.link(Place::Articles));
        let own = trail(desk, vec![up], title.clone());
        let report = desk.library.coverage.get(&article.name);
        let sentences = report
            .map(|report| report.sentences.as_slice())
            .unwrap_or_default();
        Self {
            frame: Frame::new(desk, setting, own, &title.text),
            notice: notice(
                desk,
                article.state(),
                &article.state_reason,
                &article.superseded_by,
            ),
            rows: rows(desk, article),
            coverage: coverage(desk, &article.name)
                .map(|(_, said)| said)
                .unwrap_or_default(),
            sentences: sentences
                .iter()
                .map(|one| sentence(desk, &article.name, one))
                .collect(),
            identity: article.name.clone(),
            title,
        }
    }
}

fn sentence(desk: &Desk<'_>, article: &str, sentence: &SentenceCoverage) -> SentenceRow {
    let role = match (sentence.state(), sentence.role()) {
        (CoverageState::Marked, role) if role != SentenceRole::Unspecified => role.as_str_name(),
        (CoverageState::Uncovered, _) => CoverageState::Uncovered.as_str_name(),
        _ => "",
    };
    SentenceRow {
        place: place::sentence(desk, article, &sentence.place),
        anchor: sentence.place.clone(),
        role: if role.is_empty() {
            ""
        } else {
            desk.words.term(role)
        },
        facts: sentence.facts.iter().map(|name| desk.fact(name)).collect(),
    }
}

/// What is known of an article, a row each.
pub(crate) fn rows(desk: &Desk<'_>, article: &Article) -> Vec<Row> {
    let label = &desk.words.label;
    let language = desk.language(&article.language_code);
    let digest = article.skeleton.as_ref().map(|skeleton| Run {
        class: "digest",
        ..Run::plain(skeleton.digest.clone())
    });
    let rows = [
        (
            label.publication,
            vec![desk.entities([&article.publication])],
        ),
        (label.authors, vec![desk.entities(&article.authors)]),
        (label.published, vec![published(desk, article)]),
        (
            label.genre,
            vec![words(desk.words.term(article.genre().as_str_name()))],
        ),
        (label.language, vec![words(&language)]),
        (
            label.translation,
            vec![
                words(&translation(desk, article)),
                translation_note(desk, article),
            ],
        ),
        (label.address, vec![address(&article.url)]),
        (
            label.archive,
            article
                .archive_urls
                .iter()
                .map(|url| address(url))
                .collect(),
        ),
        (label.rights, vec![words(&rights(desk, article))]),
        (label.fingerprint, vec![digest.into_iter().collect()]),
    ];
    let rows = rows.into_iter().map(|(label, lines)| Row {
        label,
        lines: lines
            .into_iter()
            .filter(|line: &Line| !line.is_empty())
            .collect(),
    });
    rows.filter(|row| !row.lines.is_empty()).collect()
}

fn words(text: &str) -> Line {
    let filled = (!text.is_empty()).then(|| Run::plain(text));
    filled.into_iter().collect()
}

/// An address on the web; nothing for any other.
fn address(url: &str) -> Line {
    let run = url::web(url).map(|url| Run {
        class: "external",
        ..Run::link(url, url)
    });
    run.into_iter().collect()
}

fn published(desk: &Desk<'_>, article: &Article) -> Line {
    let Some(when) = desk.time(article.published.as_ref()) else {
        return Line::new();
    };
    let note = (!when.note.is_empty()).then(|| Run {
        class: "aside",
        ..Run::plain(format!(" ({})", when.note))
    });
    [Run::plain(when.text)].into_iter().chain(note).collect()
}

fn translation_note(desk: &Desk<'_>, article: &Article) -> Line {
    let translation = article.translation.as_ref();
    let note = translation.and_then(|one| optional(desk, &one.note));
    note.into_iter().collect()
}

fn rights(desk: &Desk<'_>, article: &Article) -> String {
    let rights = article.rights.clone().unwrap_or_default();
    let policy = match rights.text_policy() {
        TextPolicy::Unspecified => "",
        policy => desk.words.term(policy.as_str_name()),
    };
    let parts = [rights.holder.as_str(), rights.license.as_str(), policy];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}
