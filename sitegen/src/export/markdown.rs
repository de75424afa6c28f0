//! The pages as Markdown, for language models and for whoever reads without a browser.

mod escape;
mod prose;

use std::fmt::Write as _;

use dossier::v1::{Article, Dossier, Entity, Fact, LocalizedText};
use dossier::{Collection, web_address};

use self::escape::escaped;
use self::prose::prose;
use crate::context::PageContext;
use crate::html::Inlines;
use crate::part::article_rows::article_rows;
use crate::part::body;
use crate::part::coverage::coverage;
use crate::part::entity_rows::entity_rows;
use crate::part::grounding::compared;
use crate::part::passage::places;
use crate::part::rows::Row;
use crate::part::tally::{tally, tally_of_article};
use crate::part::view::quotes::rendering;
use crate::part::voice_mark::voice;
use crate::url::Route;

/// The page of a resource as Markdown, by its name; nothing for a name that nobody has.
pub(crate) fn page(context: &PageContext<'_>, name: &str) -> String {
    let catalog = context.catalog;
    let rendered = match Collection::of(name) {
        Some(Collection::Facts) => catalog.fact(name).map(|one| fact(context, one)),
        Some(Collection::Entities) => catalog.entity(name).map(|one| entity(context, one)),
        Some(Collection::Articles) => catalog.article(name).map(|one| article(context, one)),
        _ => catalog.dossier(name).map(|one| dossier(context, one)),
    };
    rendered.unwrap_or_default()
}

/// A dossier as Markdown, with its links leading to the Markdown of facts and names.
fn dossier(context: &PageContext<'_>, dossier: &Dossier) -> String {
    let title = said_in(context, &dossier.title);
    let mut out = format!("# {title}\n\n{}\n", said_in(context, &dossier.standfirst));
    let facts: Vec<&Fact> = context.catalog.facts_in(dossier).collect();
    let tally = tally(context, &facts);
    if !tally.is_empty() {
        write!(out, "\n{}.\n", escaped(&tally)).ok();
    }
    for section in &dossier.sections {
        // Writing to a string does not fail.
        write!(out, "\n## {}\n\n", said_in(context, &section.heading)).ok();
        // As it was typed: code and addresses are not set.
        let text = context.own(&section.markdown).map_or("", |own| &own.text);
        let prose = prose(text, &|address| target(context, address));
        if !prose.is_empty() {
            writeln!(out, "{prose}").ok();
        }
    }
    write!(out, "\n## {}\n\n", context.words.site.all_facts).ok();
    for fact in facts {
        put_fact(&mut out, context, fact);
    }
    out
}

/// A text in the page's language, as Markdown that shows it.
fn said_in(context: &PageContext<'_>, texts: &[LocalizedText]) -> String {
    escaped(&context.text(texts).text)
}

/// Where a link of an editor leads: to a file of the site, or to the web.
fn target(context: &PageContext<'_>, address: &str) -> Option<String> {
    let catalog = context.catalog;
    let collection = match address.split_once(':') {
        Some(("fact", id)) => Some((Collection::Facts, id)),
        Some(("entity", id)) => Some((Collection::Entities, id)),
        _ => None,
    };
    if let Some((collection, id)) = collection {
        let linked = catalog.linked_name(collection, id);
        let fact = catalog.fact(&linked).map(|fact| &fact.name);
        let name = fact.or_else(|| catalog.entity(&linked).map(|entity| &entity.name))?;
        return Some(context.link(Route::Markdown(name)));
    }
    if address.starts_with('#') {
        return Some(address.to_owned());
    }
    web_address(address).map(str::to_owned)
}

/// Whose voice it is in, in parentheses.
fn said(context: &PageContext<'_>, fact: &Fact) -> String {
    let mark = crate::part::voice_mark::mark_of(context, fact);
    mark.map_or_else(String::new, |mark| format!(" ({})", escaped(&mark.word)))
}

/// A fact as Markdown: what is so, who says it, and where.
fn fact(context: &PageContext<'_>, fact: &Fact) -> String {
    let mut out = format!("# {}\n\n", said_in(context, &fact.statement));
    let label = &context.words.label;
    put(&mut out, context, label.fact, &escaped(&fact.name));
    put(
        &mut out,
        context,
        label.kind,
        &escaped(body::kind(context, fact)),
    );
    put_rows(&mut out, context, &body::rows(context, fact));
    if voice(fact).is_some() {
        put(&mut out, context, label.voice, said(context, fact).trim());
    }
    let wording = rendering(context, fact);
    if !wording.is_empty() {
        put(&mut out, context, label.rendering, &escaped(wording));
    }
    for evidence in &fact.evidence {
        let places = text(&places(context, evidence));
        let article = escaped(&context.article(&evidence.article).text);
        let href = context.link(Route::Markdown(&evidence.article));
        let place = format!("[{article}]({href}), {places}");
        put(&mut out, context, label.stands_in, &place);
        let compared = escaped(&compared(context, evidence));
        let details = context.words.compared.details;
        put(&mut out, context, details, &compared);
    }
    out
}

/// An entity as Markdown: who or what it is, and the facts about it.
fn entity(context: &PageContext<'_>, entity: &Entity) -> String {
    let mut out = format!("# {}\n\n", escaped(&context.entity_name(entity).text));
    let description = said_in(context, &entity.description);
    if !description.is_empty() {
        write!(out, "{description}\n\n").ok();
    }
    let label = &context.words.label;
    let kind = context.words.term(entity.kind().as_str_name());
    put(&mut out, context, label.kind, &escaped(kind));
    put_rows(&mut out, context, &entity_rows(context, entity));
    write!(out, "\n## {}\n\n", context.words.site.facts).ok();
    for fact in context.catalog.facts_about(&entity.name) {
        put_fact(&mut out, context, fact);
    }
    out
}

/// An article as Markdown: what it is, how much of it is in the facts, and what rests on it.
fn article(context: &PageContext<'_>, article: &Article) -> String {
    let mut out = format!("# {}\n\n", said_in(context, &article.title));
    put_rows(&mut out, context, &article_rows(context, article));
    if let Some((_, said)) = coverage(context, &article.name) {
        put(
            &mut out,
            context,
            context.words.label.coverage,
            &escaped(&said),
        );
    }
    let tally = tally_of_article(context, &article.name);
    if !tally.is_empty() {
        let details = context.words.compared.details;
        put(&mut out, context, details, &escaped(&tally));
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
    let statement = said_in(context, &fact.statement);
    writeln!(out, "- [{statement}]({href}){}", said(context, fact)).ok();
}

fn put_rows(out: &mut String, context: &PageContext<'_>, rows: &[Row]) {
    for row in rows {
        let lines: Vec<String> = row.lines.iter().map(text).collect();
        put(
            out,
            context,
            row.label,
            &lines.join(context.words.semicolon),
        );
    }
}

/// A label and what it labels, which is Markdown.
fn put(out: &mut String, context: &PageContext<'_>, label: &str, said: &str) {
    writeln!(out, "- {}", context.labelled(&escaped(label), said)).ok();
}

/// The words of a line, as Markdown.
fn text(line: &Inlines) -> String {
    let words: String = line.iter().map(|inline| inline.text.as_str()).collect();
    escaped(&words)
}

/// What there is for language models (llmstxt.org).
pub(crate) fn llms(context: &PageContext<'_>) -> String {
    let site = &context.words.site;
    let (name, tagline) = (escaped(site.name), escaped(site.tagline));
    let mut out = format!("# {name}\n\n> {tagline}\n");
    for dossier in context.catalog.dossiers() {
        let title = said_in(context, &dossier.title);
        let standfirst = said_in(context, &dossier.standfirst);
        let href = context.link(Route::Markdown(&dossier.name));
        write!(out, "\n## {title}\n\n- [{title}]({href}): {standfirst}\n").ok();
        for fact in context.catalog.facts_in(dossier) {
            let href = context.link(Route::Markdown(&fact.name));
            writeln!(out, "- [{}]({href})", said_in(context, &fact.statement)).ok();
        }
    }
    out
}
