//! The pages as Markdown, for language models and for whoever reads without a browser.

use std::fmt::Write as _;

use dossier::Collection;
use dossier::v1::{Article, Dossier, Entity, Fact};

use crate::context::PageContext;
use crate::html::Inlines;
use crate::part::article_rows::article_rows;
use crate::part::body;
use crate::part::coverage::coverage;
use crate::part::entity_rows::entity_rows;
use crate::part::passage::places;
use crate::part::rows::Row;
use crate::part::voice_mark::voice;
use crate::url::Route;

/// The page of a resource as Markdown, by its name; nothing for a name that nobody has.
pub(crate) fn page(context: &PageContext<'_>, name: &str) -> String {
    let catalog = context.catalog;
    let told = match Collection::of(name) {
        Some(Collection::Facts) => catalog.fact(name).map(|one| fact(context, one)),
        Some(Collection::Entities) => catalog.entity(name).map(|one| entity(context, one)),
        Some(Collection::Articles) => catalog.article(name).map(|one| article(context, one)),
        _ => catalog.dossier(name).map(|one| dossier(context, one)),
    };
    plain(&told.unwrap_or_default())
}

/// A dossier as Markdown, with its links leading to the Markdown of facts and names.
fn dossier(context: &PageContext<'_>, dossier: &Dossier) -> String {
    let mut out = format!(
        "# {}\n\n{}\n",
        context.text(&dossier.title).text,
        context.text(&dossier.standfirst).text
    );
    for section in &dossier.sections {
        // Writing to a string does not fail.
        write!(out, "\n## {}\n\n", context.text(&section.heading).text).ok();
        let prose = context.text(&section.markdown).text;
        let prose = prose.trim();
        if !prose.is_empty() {
            writeln!(out, "{}", linked(context, prose)).ok();
        }
    }
    write!(out, "\n## {}\n\n", context.words.site.all_facts).ok();
    for fact in context.catalog.told_by(dossier) {
        put_fact(&mut out, context, fact);
    }
    out
}

/// Markdown without markup of HTML, whoever renders it.
fn plain(markdown: &str) -> String {
    markdown.replace('<', "&lt;")
}

/// `fact:x` and `entity:x` as links to files of the site.
fn linked(context: &PageContext<'_>, prose: &str) -> String {
    let mut out = String::with_capacity(prose.len());
    let mut rest = prose;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        out.push_str("](");
        let (target, after) = after.split_once(')').unwrap_or((after, ""));
        let href = match target.split_once(':') {
            Some(("fact", id)) => {
                let name = context.catalog.linked_name(Collection::Facts, id);
                let fact = context.catalog.fact(&name);
                fact.map(|fact| context.link(Route::Markdown(&fact.name)))
            }
            Some(("entity", id)) => {
                let name = context.catalog.linked_name(Collection::Entities, id);
                let entity = context.catalog.entity(&name);
                entity.map(|entity| context.link(Route::Markdown(&entity.name)))
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
fn said(context: &PageContext<'_>, fact: &Fact) -> String {
    let mark = crate::part::voice_mark::mark_of(context, fact);
    mark.map_or_else(String::new, |mark| format!(" ({})", mark.word))
}

/// A fact as Markdown: what is so, who says it, and where.
fn fact(context: &PageContext<'_>, fact: &Fact) -> String {
    let mut out = format!("# {}\n\n", context.text(&fact.statement).text);
    let label = &context.words.label;
    put(&mut out, context, label.fact, &fact.name);
    put(&mut out, context, label.kind, body::kind(context, fact));
    put_rows(&mut out, context, &body::rows(context, fact));
    if voice(fact).is_some() {
        put(&mut out, context, label.voice, said(context, fact).trim());
    }
    for evidence in &fact.evidence {
        let places = text(&places(context, evidence));
        let article = context.article(&evidence.article).text;
        let href = context.link(Route::Markdown(&evidence.article));
        let place = format!("[{article}]({href}), {places}");
        put(&mut out, context, label.stands_in, &place);
    }
    out
}

/// An entity as Markdown: who or what it is, and the facts about it.
fn entity(context: &PageContext<'_>, entity: &Entity) -> String {
    let mut out = format!("# {}\n\n", context.entity_name(entity).text);
    let description = context.text(&entity.description).text;
    if !description.is_empty() {
        write!(out, "{description}\n\n").ok();
    }
    let label = &context.words.label;
    let kind = context.words.term(entity.kind().as_str_name());
    put(&mut out, context, label.kind, kind);
    put_rows(&mut out, context, &entity_rows(context, entity));
    write!(out, "\n## {}\n\n", context.words.site.facts).ok();
    for fact in context.catalog.facts_about(&entity.name) {
        put_fact(&mut out, context, fact);
    }
    out
}

/// An article as Markdown: what it is, how much of it is in the facts, and what rests on it.
fn article(context: &PageContext<'_>, article: &Article) -> String {
    let mut out = format!("# {}\n\n", context.text(&article.title).text);
    put_rows(&mut out, context, &article_rows(context, article));
    if let Some((_, said)) = coverage(context, &article.name) {
        put(&mut out, context, context.words.label.coverage, &said);
    }
    write!(out, "\n## {}\n\n", context.words.label.rests_on_it).ok();
    for fact in context.catalog.facts_from(&article.name) {
        put_fact(&mut out, context, fact);
    }
    out
}

/// A fact in a list, leading to its Markdown.
fn put_fact(out: &mut String, context: &PageContext<'_>, fact: &Fact) {
    let href = context.link(Route::Markdown(&fact.name));
    let statement = context.text(&fact.statement).text;
    writeln!(out, "- [{statement}]({href}){}", said(context, fact)).ok();
}

fn put_rows(out: &mut String, context: &PageContext<'_>, rows: &[Row]) {
    for row in rows {
        let lines: Vec<String> = row.lines.iter().map(text).collect();
        put(out, context, row.label, &lines.join("; "));
    }
}

/// A label and what it labels.
fn put(out: &mut String, context: &PageContext<'_>, label: &str, said: &str) {
    writeln!(out, "- {}", context.labelled(label, said)).ok();
}

/// The words of a line.
fn text(line: &Inlines) -> String {
    line.iter().map(|inline| inline.text.as_str()).collect()
}

/// What there is for language models (llmstxt.org).
pub(crate) fn llms(context: &PageContext<'_>) -> String {
    let site = &context.words.site;
    let mut out = format!("# {}\n\n> {}\n", site.name, site.tagline);
    for dossier in context.catalog.dossiers() {
        let title = context.text(&dossier.title).text;
        write!(out, "\n## {title}\n\n").ok();
        let href = context.link(Route::Markdown(&dossier.name));
        writeln!(
            out,
            "- [{title}]({href}): {}",
            context.text(&dossier.standfirst).text
        )
        .ok();
        for fact in context.catalog.told_by(dossier) {
            let href = context.link(Route::Markdown(&fact.name));
            writeln!(out, "- [{}]({href})", context.text(&fact.statement).text).ok();
        }
    }
    plain(&out)
}
