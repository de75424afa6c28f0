//! What is new, for feed readers: Atom (RFC 4287) and JSON Feed 1.1, of the site and of each dossier.
//!
//! Both want absolute addresses, so a site has feeds only where it is known where it will be.

use std::fmt::Write as _;

use dossier::v1::{Dossier, Fact, LocalizedText};
use serde_json::json;

use crate::context::PageContext;
use crate::context::look::Look;
use crate::direction::{Form, isolated};
use crate::part::corrections::identity;
use crate::part::history::history;
use crate::url;
use crate::url::{BaseUrl, Route};

/// An entry of a feed.
struct Entry {
    /// Stays for ever: readers show an entry with another id as a new one (RFC 4287, 4.2.6).
    id: String,
    /// Where it leads now.
    link: String,
    title: String,
    summary: String,
    /// RFC 3339.
    updated: String,
}

/// How many entries a feed has at most.
const ENTRIES_MAX: usize = 100;

/// The first moment of a day; that of 1970 for none.
fn moment(day: &str) -> String {
    let day = if day.is_empty() { "1970-01-01" } else { day };
    format!("{day}T00:00:00Z")
}

/// A feed, ready to print.
pub(crate) struct Feed {
    language: &'static str,
    /// Whose feed it is.
    author: String,
    title: String,
    subtitle: String,
    /// The first address of the page that it is of, which stays for ever.
    id: String,
    /// The page that it is of.
    home: String,
    /// Its own addresses, as Atom and as JSON.
    own: [String; 2],
    /// The newest first.
    entries: Vec<Entry>,
}

impl Feed {
    /// The feed of a dossier, or of the site: dossiers, corrections and other changes of facts.
    pub(crate) fn new(
        context: &PageContext<'_>,
        (base, look): (&BaseUrl, &Look),
        dossier: Option<&Dossier>,
    ) -> Self {
        let (title, tagline) = (look.title(context.words), look.tagline(context.words));
        let direction = context.words.reading();
        let text =
            |texts: &[LocalizedText]| isolated(&context.text(texts).text, direction, Form::Plain);
        let catalog = context.catalog;
        let dossiers: Vec<&Dossier> = match dossier {
            Some(dossier) => vec![dossier],
            None => catalog.dossiers().collect(),
        };
        let facts: Vec<&Fact> = match dossier {
            Some(dossier) => {
                let names = dossier.facts.iter();
                names.filter_map(|name| catalog.fact(name)).collect()
            }
            None => catalog.facts().collect(),
        };
        let stories = dossiers.into_iter().map(|dossier| Entry {
            id: base.absolute(Route::Dossier(catalog.first_name(&dossier.name))),
            link: base.absolute(Route::Dossier(&dossier.name)),
            title: text(&dossier.title),
            summary: text(&dossier.standfirst),
            // A site that is built from the same content has the same feed.
            updated: moment(&dossier.reviewed_on),
        });
        let news = facts.into_iter().flat_map(|fact| news(context, base, fact));
        let mut entries: Vec<Entry> = stories.chain(news).collect();
        entries.sort_by(|left, right| (&right.updated, &left.id).cmp(&(&left.updated, &right.id)));
        entries.truncate(ENTRIES_MAX);
        let of = dossier.map(|dossier| dossier.name.as_str());
        Self {
            language: context.words.code,
            author: title.to_owned(),
            title: dossier.map_or_else(|| title.to_owned(), |dossier| text(&dossier.title)),
            subtitle: dossier
                .map_or_else(|| tagline.to_owned(), |dossier| text(&dossier.standfirst)),
            id: base
                .absolute(of.map_or(Route::Home, |name| Route::Dossier(catalog.first_name(name)))),
            home: base.absolute(of.map_or(Route::Home, Route::Dossier)),
            own: [Route::Atom(of), Route::JsonFeed(of)].map(|place| base.absolute(place)),
            entries,
        }
    }

    /// The feed as Atom.
    pub(crate) fn atom(&self) -> String {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
            self.language
        );
        let updated = self.entries.iter().map(|entry| entry.updated.clone()).max();
        let [own, _] = &self.own;
        // Writing to a string does not fail.
        write!(
            out,
            "<title>{}</title>\n<subtitle>{}</subtitle>\n<id>{}</id>\n<link rel=\"self\" href=\"{}\"/>\n<link href=\"{home}\"/>\n<author><name>{}</name></author>\n<updated>{}</updated>\n",
            xml(&self.title),
            xml(&self.subtitle),
            xml(&self.id),
            xml(own),
            xml(&self.author),
            xml(&updated.unwrap_or_else(|| moment(""))),
            home = xml(&self.home),
        )
        .ok();
        for entry in &self.entries {
            write!(
                out,
                "<entry>\n<title>{}</title>\n<id>{}</id>\n<link href=\"{}\"/>\n<updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
                xml(&entry.title),
                xml(&entry.id),
                xml(&entry.link),
                xml(&entry.updated),
                xml(&entry.summary),
            )
            .ok();
        }
        out.push_str("</feed>\n");
        out
    }

    /// The feed as JSON.
    pub(crate) fn json(&self) -> String {
        let items = self.entries.iter().map(|entry| {
            json!({
                "id": entry.id,
                "url": entry.link,
                "title": entry.title,
                "content_text": entry.summary,
                "date_modified": entry.updated,
            })
        });
        let [_, own] = &self.own;
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "description": self.subtitle,
            "language": self.language,
            "home_page_url": self.home,
            "feed_url": own,
            "items": items.collect::<Vec<_>>(),
        });
        format!("{feed:#}\n")
    }
}

/// The corrections of a fact, and what else changed in it.
fn news(context: &PageContext<'_>, base: &BaseUrl, fact: &Fact) -> Vec<Entry> {
    let names = [context.catalog.first_name(&fact.name), &fact.name];
    let direction = context.words.reading();
    let statement = isolated(&context.text(&fact.statement).text, direction, Form::Plain);
    let corrections = fact.corrections.iter().map(|correction| {
        let [id, link] = names.map(|name| {
            let place = url::correction(&url::card(name), &identity(correction));
            format!(
                "{}{}",
                base.absolute(Route::Fact(name)),
                url::fragment(&place)
            )
        });
        Entry {
            id,
            link,
            title: context.labelled(context.words.site.corrections, &statement),
            summary: isolated(&context.text(&correction.note).text, direction, Form::Plain),
            updated: moment(&correction.date),
        }
    });
    let mut states = history(context, &fact.name);
    // The first is no change.
    states.pop();
    let changes = states.into_iter().map(|state| {
        let parts: Vec<&str> = state
            .differences
            .iter()
            .map(|difference| difference.label)
            .collect();
        let [id, link] = names.map(|name| {
            let page = base.absolute(Route::Fact(name));
            format!("{page}#revision-{}", state.revision)
        });
        Entry {
            id,
            link,
            title: context.labelled(state.kind, &statement),
            summary: if parts.is_empty() {
                state.kind.to_owned()
            } else {
                parts.join(context.words.comma)
            },
            updated: moment(&state.machine),
        }
    });
    corrections.chain(changes).collect()
}

/// A text inside XML; what XML 1.0 has no place for is left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            character if character.is_control() && !matches!(character, '\n' | '\t') => {}
            character => out.push(character),
        }
    }
    out
}
