//! What is new, for feed readers: Atom (RFC 4287) and JSON Feed 1.1.
//!
//! Both want absolute addresses, so a site has feeds only where it is known where it will be.

use std::fmt::Write as _;

use dossier::v1::LocalizedText;
use prost_types::Timestamp;
use serde_json::json;

use crate::desk::Desk;
use crate::url::{BaseUrl, Place};

/// An entry of a feed.
struct Entry {
    id: String,
    title: String,
    summary: String,
    /// RFC 3339.
    updated: String,
}

/// How many entries a feed has at most.
const ENTRIES_MAX: usize = 100;

fn time(time: Option<&Timestamp>) -> String {
    let whole = time.map(|time| Timestamp { nanos: 0, ..*time });
    whole.unwrap_or_default().to_string()
}

/// Dossiers, and corrections of facts, the newest first.
fn entries(desk: &Desk<'_>, base: &BaseUrl) -> Vec<Entry> {
    let text = |texts: &[LocalizedText]| desk.text(texts).text;
    let dossiers = desk.library.dossiers().map(|one| Entry {
        id: base.of(Place::Dossier(&one.name)),
        title: text(&one.title),
        summary: text(&one.standfirst),
        // A site that is built from the same content has the same feed.
        updated: match one.reviewed_on.as_str() {
            "" => time(None),
            day => format!("{day}T00:00:00Z"),
        },
    });
    let corrections = desk.library.facts().flat_map(|fact| {
        (1..).zip(&fact.corrections).map(|(number, one)| Entry {
            id: format!("{}#correction-{number}", base.of(Place::Fact(&fact.name))),
            title: format!("{}: {}", desk.words.site.corrections, text(&fact.statement)),
            summary: text(&one.note),
            updated: format!("{}T00:00:00Z", one.date),
        })
    });
    let mut entries: Vec<Entry> = dossiers.chain(corrections).collect();
    entries.sort_by(|one, other| (&other.updated, &one.id).cmp(&(&one.updated, &other.id)));
    entries.truncate(ENTRIES_MAX);
    entries
}

/// The Atom feed.
pub(crate) fn atom(desk: &Desk<'_>, base: &BaseUrl) -> String {
    let site = &desk.words.site;
    let entries = entries(desk, base);
    let updated = entries.iter().map(|entry| entry.updated.clone()).max();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        desk.words.code
    );
    // Writing to a string does not fail.
    write!(
        out,
        "<title>{}</title>\n<subtitle>{}</subtitle>\n<id>{}</id>\n<link rel=\"self\" href=\"{}\"/>\n<link href=\"{}\"/>\n<author><name>{}</name></author>\n<updated>{}</updated>\n",
        xml(site.name),
        xml(site.tagline),
        xml(&base.of(Place::Home)),
        xml(&base.of(Place::Atom)),
        xml(&base.of(Place::Home)),
        xml(site.name),
        xml(&updated.unwrap_or_else(|| time(None))),
    )
    .ok();
    for entry in &entries {
        write!(
            out,
            "<entry>\n<title>{}</title>\n<id>{id}</id>\n<link href=\"{id}\"/>\n<updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
            xml(&entry.title),
            xml(&entry.updated),
            xml(&entry.summary),
            id = xml(&entry.id),
        )
        .ok();
    }
    out.push_str("</feed>\n");
    out
}

/// The JSON feed.
pub(crate) fn json(desk: &Desk<'_>, base: &BaseUrl) -> String {
    let site = &desk.words.site;
    let items = entries(desk, base).into_iter().map(|entry| {
        json!({
            "id": entry.id,
            "url": entry.id,
            "title": entry.title,
            "content_text": entry.summary,
            "date_modified": entry.updated,
        })
    });
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "description": site.tagline,
        "language": desk.words.code,
        "home_page_url": base.of(Place::Home),
        "feed_url": base.of(Place::JsonFeed),
        "items": items.collect::<Vec<_>>(),
    });
    format!("{feed:#}\n")
}

/// A text inside XML; what XML 1.0 has no place for is left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            one if one.is_control() && !matches!(one, '\n' | '\t') => {}
            one => out.push(one),
        }
    }
    out
}
