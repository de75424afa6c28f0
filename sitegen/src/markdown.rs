//! The pages as Markdown, for language models and for whoever reads without a browser.

use std::fmt::Write as _;

use dossier::v1::{Article, Dossier, Entity, Fact};

use crate::desk::{Desk, Line, voice};
use crate::page::{article_rows, coverage, entity_rows};
use crate::part::body::{self, Row};
use crate::part::place::places;
use crate::url::Place;

/// The page of a resource as Markdown, by its name; nothing for a name that nobody has.
pub(crate) fn page(desk: &Desk<'_>, name: &str) -> String {
    let library = desk.library;
    let told = match name.split('/').next() {
        Some("facts") => library.fact(name).map(|one| fact(desk, one)),
        Some("entities") => library.entity(name).map(|one| entity(desk, one)),
        Some("articles") => library.article(name).map(|one| article(desk, one)),
        _ => library.dossier(name).map(|one| dossier(desk, one)),
    };
    plain(&told.unwrap_or_default())
}

/// A dossier as Markdown, with its links leading to the Markdown of facts and names.
fn dossier(desk: &Desk<'_>, dossier: &Dossier) -> String {
    let mut out = format!(
        "# {}\n\n{}\n",
        desk.text(&dossier.title).text,
        desk.text(&dossier.standfirst).text
    );
    for section in &dossier.sections {
        // Writing to a string does not fail.
        write!(out, "\n## {}\n\n", desk.text(&section.heading).text).ok();
        let prose = desk.text(&section.markdown).text;
        let prose = prose.trim();
        if !prose.is_empty() {
            writeln!(out, "{}", linked(desk, prose)).ok();
        }
    }
    write!(out, "\n## {}\n\n", desk.words.site.all_facts).ok();
    for fact in desk.library.told_by(dossier) {
        put_fact(&mut out, desk, fact);
    }
    out
}

/// Markdown without markup of HTML, whoever renders it.
fn plain(markdown: &str) -> String {
    markdown.replace('<', "&lt;")
}

/// `fact:x` and `entity:x` as links to files of the site.
fn linked(desk: &Desk<'_>, prose: &str) -> String {
    let mut out = String::with_capacity(prose.len());
    let mut rest = prose;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        out.push_str("](");
        let (target, after) = after.split_once(')').unwrap_or((after, ""));
        let href = match target.split_once(':') {
            Some(("fact", id)) => {
                let fact = desk.library.fact(&format!("facts/{id}"));
                fact.map(|fact| desk.link(Place::Markdown(&fact.name)))
            }
            Some(("entity", id)) => {
                let entity = desk.library.entity(&format!("entities/{id}"));
                entity.map(|entity| desk.link(Place::Markdown(&entity.name)))
            }
            _ => Some(target.to_owned()),
        };
        out.push_str(&href.unwrap_or_default());
        out.push(')');
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whose voice it is in, in parentheses.
fn said(desk: &Desk<'_>, fact: &Fact) -> String {
    let mark = crate::part::evidence::mark_of(desk, fact);
    mark.map_or_else(String::new, |mark| format!(" ({})", mark.word))
}

/// A fact as Markdown: what is so, who says it, and where.
fn fact(desk: &Desk<'_>, fact: &Fact) -> String {
    let mut out = format!("# {}\n\n", desk.text(&fact.statement).text);
    let label = &desk.words.label;
    put(&mut out, desk, label.fact, &fact.name);
    put(&mut out, desk, label.kind, body::kind(desk, fact));
    put_rows(&mut out, desk, &body::rows(desk, fact));
    if voice(fact).is_some() {
        put(&mut out, desk, label.voice, said(desk, fact).trim());
    }
    for evidence in &fact.evidence {
        let places = text(&places(desk, evidence));
        let article = desk.article(&evidence.article).text;
        let href = desk.link(Place::Markdown(&evidence.article));
        let place = format!("[{article}]({href}), {places}");
        put(&mut out, desk, label.stands_in, &place);
    }
    out
}

/// An entity as Markdown: who or what it is, and the facts about it.
fn entity(desk: &Desk<'_>, entity: &Entity) -> String {
    let mut out = format!("# {}\n\n", desk.entity_name(entity).text);
    let description = desk.text(&entity.description).text;
    if !description.is_empty() {
        write!(out, "{description}\n\n").ok();
    }
    let label = &desk.words.label;
    let kind = desk.words.term(entity.kind().as_str_name());
    put(&mut out, desk, label.kind, kind);
    put_rows(&mut out, desk, &entity_rows(desk, entity));
    write!(out, "\n## {}\n\n", desk.words.site.facts).ok();
    for fact in desk.library.facts_about(&entity.name) {
        put_fact(&mut out, desk, fact);
    }
    out
}

/// An article as Markdown: what it is, how much of it is in the facts, and what rests on it.
fn article(desk: &Desk<'_>, article: &Article) -> String {
    let mut out = format!("# {}\n\n", desk.text(&article.title).text);
    put_rows(&mut out, desk, &article_rows(desk, article));
    if let Some((_, said)) = coverage(desk, &article.name) {
        put(&mut out, desk, desk.words.label.coverage, &said);
    }
    write!(out, "\n## {}\n\n", desk.words.label.rests_on_it).ok();
    for fact in desk.library.facts_from(&article.name) {
        put_fact(&mut out, desk, fact);
    }
    out
}

/// A fact in a list, leading to its Markdown.
fn put_fact(out: &mut String, desk: &Desk<'_>, fact: &Fact) {
    let href = desk.link(Place::Markdown(&fact.name));
    let statement = desk.text(&fact.statement).text;
    writeln!(out, "- [{statement}]({href}){}", said(desk, fact)).ok();
}

fn put_rows(out: &mut String, desk: &Desk<'_>, rows: &[Row]) {
    for row in rows {
        let lines: Vec<String> = row.lines.iter().map(text).collect();
        put(out, desk, row.label, &lines.join("; "));
    }
}

/// A label and what it labels.
fn put(out: &mut String, desk: &Desk<'_>, label: &str, said: &str) {
    writeln!(out, "- {}", desk.labelled(label, said)).ok();
}

/// The words of a line.
fn text(line: &Line) -> String {
    line.iter().map(|run| run.text.as_str()).collect()
}

/// What there is for language models (llmstxt.org).
pub(crate) fn llms(desk: &Desk<'_>) -> String {
    let site = &desk.words.site;
    let mut out = format!("# {}\n\n> {}\n", site.name, site.tagline);
    for dossier in desk.library.dossiers() {
        let title = desk.text(&dossier.title).text;
        write!(out, "\n## {title}\n\n").ok();
        let href = desk.link(Place::Markdown(&dossier.name));
        writeln!(
            out,
            "- [{title}]({href}): {}",
            desk.text(&dossier.standfirst).text
        )
        .ok();
        for fact in desk.library.told_by(dossier) {
            let href = desk.link(Place::Markdown(&fact.name));
            writeln!(out, "- [{}]({href})", desk.text(&fact.statement).text).ok();
        }
    }
    plain(&out)
}
