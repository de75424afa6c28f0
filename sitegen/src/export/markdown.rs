//! The pages as Markdown, for language models and for whoever reads without a browser.

mod escape;
mod prose;

use std::fmt::Write as _;

use dossier::v1::{Article, Dossier, Entity, Fact, LocalizedText, Section};
use dossier::{Collection, web_address};

use self::escape::escaped;
use self::prose::prose;
use crate::context::PageContext;
use crate::context::look::Look;
use crate::html::Inlines;
use crate::part::article_rows::article_rows;
use crate::part::body;
use crate::part::card::{Card, card};
use crate::part::coverage::coverage;
use crate::part::entity_rows::entity_rows;
use crate::part::notice::{Notice, notice};
use crate::part::rows::Row;
use crate::part::source_text::unshown;
use crate::part::source_view::SourceView;
use crate::part::tally::{tally, tally_of_article};
use crate::part::view::quotes::rendering;
use crate::part::view::sources::{Source, own_sources};
use crate::part::voice_mark::mark_of;
use crate::url::Route;

/// The page of a resource as Markdown, by its name; nothing for a name that nobody has.
pub(crate) fn page(context: &PageContext<'_>, name: &str) -> String {
    let catalog = context.catalog;
    let rendered = match Collection::from_name(name) {
        Some(Collection::Facts) => catalog.fact(name).map(|fact| self::fact(context, fact)),
        Some(Collection::Entities) => catalog
            .entity(name)
            .map(|entity| self::entity(context, entity)),
        Some(Collection::Articles) => catalog
            .article(name)
            .map(|article| self::article(context, article)),
        _ => catalog
            .dossier(name)
            .map(|dossier| self::dossier(context, dossier)),
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
    for part in &dossier.sections {
        section(&mut out, context, part);
    }
    write!(out, "\n## {}\n\n", context.words.site.all_facts).ok();
    for fact in facts {
        put_fact(&mut out, context, fact);
    }
    out
}

/// A section as Markdown: its text, or the facts that it chooses. One that only shows facts as a figure or
/// table has neither; they are in the list below.
fn section(out: &mut String, context: &PageContext<'_>, section: &Section) {
    // As it was typed: code and addresses are not set.
    let text = context.own(&section.markdown).map_or("", |own| &own.text);
    let prose = prose(text, &|address| target(context, address));
    let chosen = section.facts.iter();
    let chosen: Vec<&Fact> = chosen
        .filter_map(|name| context.catalog.fact(name))
        .collect();
    if prose.is_empty() && chosen.is_empty() {
        return;
    }
    // Writing to a string does not fail.
    write!(out, "\n## {}\n\n", said_in(context, &section.heading)).ok();
    if !prose.is_empty() {
        writeln!(out, "{prose}").ok();
    }
    for fact in chosen {
        put_fact(out, context, fact);
    }
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

/// Whose voice it is in, and what speaks against it, in parentheses.
fn said(context: &PageContext<'_>, fact: &Fact) -> String {
    let mark = mark_of(context, fact);
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
    if let Some(mark) = mark_of(context, fact) {
        put(&mut out, context, label.voice, &escaped(&mark.word));
    }
    let wording = rendering(context, fact);
    if !wording.is_empty() {
        put(&mut out, context, label.rendering, &escaped(wording));
    }
    let card = card(context, fact);
    put_standing(&mut out, context, &card);
    for (evidence, source) in fact.evidence.iter().zip(&card.sources) {
        let article = escaped(&source.article.text);
        let href = context.link(Route::Markdown(&evidence.article));
        let place = format!("[{article}]({href}), {}", text(&source.places));
        put(&mut out, context, label.stands_in, &place);
        put_source(&mut out, context, source);
    }
    out
}

/// What became of a fact, our verdict on it, from which facts it follows, and its corrections.
fn put_standing(out: &mut String, context: &PageContext<'_>, card: &Card) {
    let label = &context.words.label;
    if let Some(notice) = &card.notice {
        put_notice(out, context, notice);
    }
    if let Some((verdict, _)) = card.verdict {
        let note = card.verdict_note.as_ref();
        let note = note.map_or_else(String::new, |note| format!(" — {}", escaped(&note.text)));
        let verdict = format!("{}{note}", escaped(verdict));
        put(out, context, label.verification, &verdict);
    }
    if let Some(derived) = &card.derived {
        let facts = derived.facts.iter().map(|fact| escaped(&fact.text));
        let facts: Vec<String> = facts.collect();
        let facts = format!("{} ({})", facts.join(" "), escaped(derived.method));
        put(out, context, label.derived_from, &facts);
    }
    for (_, change) in &card.changes {
        let change = format!("{}, {}", escaped(&change.date), escaped(&change.note.text));
        put(out, context, context.words.site.corrections, &change);
    }
}

/// That a resource no longer stands, why, and what to read instead.
fn put_notice(out: &mut String, context: &PageContext<'_>, notice: &Notice) {
    let label = &context.words.label;
    writeln!(out, "- {}", escaped(notice.message)).ok();
    let rows = [
        (label.reason, &notice.reason),
        (label.see_instead, &notice.instead),
    ];
    for (label, inline) in rows {
        if let Some(inline) = inline {
            put(out, context, label, &escaped(&inline.text));
        }
    }
}

/// How an article expresses a fact, a level below the place.
fn put_source(out: &mut String, context: &PageContext<'_>, source: &SourceView) {
    let comma = context.words.comma;
    let mut lines: Vec<String> = Vec::new();
    let hops = source.hops.iter().map(|hop| {
        let notes = text(&hop.notes);
        let notes = if notes.is_empty() {
            notes
        } else {
            format!(" ({notes})")
        };
        let who = context.labelled(hop.role, &hop.who.text);
        format!("{}{notes}", escaped(&who))
    });
    lines.push(
        hops.collect::<Vec<_>>()
            .join(&format!(" {} ", context.words.onward)),
    );
    let qualifiers = source.qualifiers.iter();
    let qualifiers = qualifiers.map(|(label, word)| escaped(&context.labelled(label, word)));
    lines.push(qualifiers.collect::<Vec<_>>().join(comma));
    lines.extend(source.notes.iter().map(|note| escaped(&note.text)));
    let excerpts = source.excerpts.iter();
    lines.extend(excerpts.map(|excerpt| escaped(&context.quoted(&excerpt.text()))));
    lines.push(escaped(&source.compared));
    for line in lines.iter().filter(|line| !line.is_empty()) {
        writeln!(out, "  - {line}").ok();
    }
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
    let notice = notice(
        context,
        entity.state(),
        &entity.state_reason,
        &entity.superseded_by,
    );
    if let Some(notice) = notice {
        put_notice(&mut out, context, &notice);
    }
    put_rows(&mut out, context, &entity_rows(context, entity));
    put_articles(&mut out, context, &own_sources(context, entity));
    write!(out, "\n## {}\n\n", context.words.site.facts).ok();
    for fact in context.catalog.facts_about(&entity.name) {
        put_fact(&mut out, context, fact);
    }
    out
}

/// The articles that an entity published or wrote, each leading to its Markdown.
fn put_articles(out: &mut String, context: &PageContext<'_>, sources: &[Source]) {
    if sources.is_empty() {
        return;
    }
    write!(out, "\n## {}\n\n", context.words.site.own_articles).ok();
    for source in sources {
        let href = context.link(Route::Markdown(&source.name));
        let title = escaped(&source.title.text);
        let issue = [source.publication.text.as_str(), &source.published];
        let issue = issue.into_iter().filter(|word| !word.is_empty());
        let issue = issue.collect::<Vec<_>>().join(context.words.comma);
        let translation = if source.translation.is_empty() {
            String::new()
        } else {
            format!("{} {}", context.words.label.translation, source.translation)
        };
        let more = [&issue, source.genre, &translation, &source.facts];
        let more = more.into_iter().filter(|word| !word.is_empty());
        let more: Vec<String> = more.map(escaped).collect();
        writeln!(out, "- [{title}]({href}) · {}", more.join(" · ")).ok();
    }
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
    put_text(&mut out, context, article);
    write!(out, "\n## {}\n\n", context.words.label.rests_on_it).ok();
    for fact in context.catalog.facts_from(&article.name) {
        put_fact(&mut out, context, fact);
    }
    out
}

/// The text of an article, or why it is not shown.
fn put_text(out: &mut String, context: &PageContext<'_>, article: &Article) {
    let unshown = unshown(context, article);
    if !unshown.is_empty() {
        write!(out, "\n{}\n", escaped(unshown)).ok();
        return;
    }
    write!(out, "\n## {}\n", context.words.label.text).ok();
    for block in article.skeleton.iter().flat_map(|known| &known.blocks) {
        write!(out, "\n{}\n", escaped(&block.text)).ok();
    }
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
pub(crate) fn llms(context: &PageContext<'_>, look: &Look) -> String {
    let title = escaped(look.title(context.words));
    let tagline = escaped(look.tagline(context.words));
    let mut out = format!("# {title}\n\n> {tagline}\n");
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
