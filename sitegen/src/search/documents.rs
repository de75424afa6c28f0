//! What can be found: a document for each name, fact, source and dossier, with the words that find it
//! and how much each of them weighs.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::fact::Body;
use dossier::v1::{Article, Dossier, Entity, Fact, LocalizedText};
use dossier::words::{variants, words};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::context::PageContext;
use crate::html::Inline;
use crate::part::body;
use crate::part::voice_mark::{VoiceMark, mark_of};
use crate::source::mentions::taking_part;
use crate::url::Route;

/// What a reader can narrow the search to, in the order in which documents are numbered: where two
/// are found equally well, a name comes before what is said about it.
pub(crate) const FACETS: [&str; 7] = [
    "names",
    "terms",
    "dossiers",
    "facts",
    "quotes",
    "forecasts",
    "sources",
];

/// How many numbers the documents of one facet have: so many that few names share one, and so few that
/// lists of them stay short.
pub(crate) const SPACE: u64 = 1 << 24;

/// How much a word weighs in a name, by how many words the name has: the fewer, the more of it the word
/// is.
const NAME: [u32; 4] = [18, 14, 11, 8];

/// In another name than the one that is shown.
const ALIAS: [u32; 4] = [15, 12, 9, 7];

/// In a statement, by whether it is short, middling or long.
const STATEMENT: [u32; 3] = [9, 8, 7];

/// In the title of a source or a dossier.
const TITLE: u32 = 7;

/// In what goes with a title: a description, words of a quotation.
const TEXT: u32 = 4;

/// In what is only around it: topics, kinds, who takes part.
const AROUND: u32 = 2;

/// Something that can be found.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// The resource that it is of.
    name: String,
    /// What the index calls it: its place in [`FACETS`], and below [`SPACE`] a digest of the name.
    pub(crate) number: u64,
    /// One of [`FACETS`].
    pub(crate) facet: &'static str,
    title: Inline,
    href: String,
    kind: &'static str,
    /// What is shown below the title: a description, the words of a quotation.
    text: Inline,
    /// Other names and words that find it, shown where nothing else has the word.
    also: String,
    mark: Option<VoiceMark>,
    /// The words that find it, with the most that each of them weighs.
    pub(crate) words: BTreeMap<String, u32>,
}

impl Document {
    /// The name of the resource that it is of.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    fn add(&mut self, weight: u32, text: &str) {
        for word in words(text).into_iter().chain(variants(text)) {
            let known = self.words.entry(word.text).or_default();
            *known = weight.max(*known);
        }
    }

    fn add_name(&mut self, [one, two, three, more]: [u32; 4], text: &str) {
        let weight = match words(text).len() {
            ..=1 => one,
            2 => two,
            3 => three,
            _ => more,
        };
        self.add(weight, text);
    }

    /// What the page shows of it: number, title, address, kind, text, other words, class and word of the
    /// voice, languages of title and text; what is empty at the end is left out.
    pub(crate) fn shown(&self) -> Value {
        let mark = self.mark.as_ref();
        let mut row = vec![
            self.title.text.as_str(),
            &self.href,
            self.kind,
            &self.text.text,
            &self.also,
            mark.map_or("", |mark| mark.class),
            mark.map_or("", |mark| mark.word.as_str()),
            &self.title.lang,
            &self.text.lang,
        ];
        while row.last().is_some_and(|last| last.is_empty()) {
            row.pop();
        }
        let number = json!(self.number);
        let texts = row.into_iter().map(|text| json!(text));
        Value::Array([number].into_iter().chain(texts).collect())
    }
}

/// Gives every document its number, and puts them in the order of numbers. The number follows from the
/// name, so that what comes or goes beside a document leaves it alone; only of two that would get the same
/// the later one moves on to the next.
fn number(documents: &mut [Document]) {
    for document in documents.iter_mut() {
        let facet = FACETS.iter().position(|facet| *facet == document.facet);
        let facet = u64::try_from(facet.unwrap_or_default()).unwrap_or_default();
        document.number = facet * SPACE + digest(&document.name) % SPACE;
    }
    documents.sort_by(|left, right| (left.number, &left.name).cmp(&(right.number, &right.name)));
    let mut free = 0;
    for document in documents {
        document.number = document.number.max(free);
        free = document.number + 1;
    }
}

/// The start of a digest: what stands for a name or a word where one is wanted that has nothing to do with
/// how many others there are.
pub(crate) fn digest(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(6)
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// All documents, in the order of their numbers.
pub(crate) fn documents(context: &PageContext<'_>) -> Vec<Document> {
    let catalog = context.catalog;
    let entities = catalog
        .entities()
        .filter(|entity| entity.state().is_current());
    let dossiers = catalog
        .dossiers()
        .filter(|dossier| dossier.state().is_current());
    let facts = catalog.facts().filter(|fact| fact.state().is_current());
    let articles = catalog
        .articles()
        .filter(|article| article.state().is_current());
    let mut found: Vec<Document> = entities
        .map(|entity| self::entity(context, entity))
        .chain(dossiers.map(|dossier| self::dossier(context, dossier)))
        .chain(facts.map(|fact| self::fact(context, fact)))
        .chain(articles.map(|article| self::article(context, article)))
        .collect();
    number(&mut found);
    found
}

fn entity(context: &PageContext<'_>, entity: &Entity) -> Document {
    let meaning = context.catalog.meaning(&entity.name);
    let definition = meaning.and_then(|fact| match &fact.body {
        Some(Body::Definition(body)) => Some(&body.definition),
        _ => None,
    });
    let title = context.entity_name(entity);
    let others: BTreeSet<&str> = entity.names.iter().map(|name| name.text.as_str()).collect();
    let others: Vec<&str> = others
        .into_iter()
        .filter(|name| *name != title.text)
        .collect();
    let mut document = Document {
        name: entity.name.clone(),
        facet: if definition.is_some() {
            "terms"
        } else {
            "names"
        },
        href: context.link(Route::Entity(&entity.name)),
        kind: context.words.term(entity.kind().as_str_name()),
        text: context.text(definition.unwrap_or(&entity.description)),
        also: others.join(context.words.comma),
        title,
        ..Document::default()
    };
    let title = document.title.text.clone();
    document.add_name(NAME, &title);
    for name in others {
        document.add_name(ALIAS, name);
    }
    document.add(TEXT, &context.text(&entity.description).text);
    document.add(TEXT, &document.text.text.clone());
    document.add(AROUND, document.kind);
    document
}

fn dossier(context: &PageContext<'_>, dossier: &Dossier) -> Document {
    let headings = dossier
        .sections
        .iter()
        .map(|part| context.text(&part.heading).text);
    let headings: Vec<String> = headings.filter(|text| !text.is_empty()).collect();
    let mut document = Document {
        name: dossier.name.clone(),
        facet: "dossiers",
        title: context.text(&dossier.title),
        href: context.link(Route::Dossier(&dossier.name)),
        kind: context.words.site.story,
        text: context.text(&dossier.standfirst),
        also: headings.join(" · "),
        ..Document::default()
    };
    document.add(TITLE, &document.title.text.clone());
    document.add(TEXT, &document.text.text.clone());
    document.add(TEXT, &document.also.clone());
    document.add(AROUND, &dossier.topics.join(" "));
    document
}

fn article(context: &PageContext<'_>, article: &Article) -> Document {
    let people = [&article.publication].into_iter().chain(&article.authors);
    let people = people.filter(|name| !name.is_empty());
    let people: Vec<String> = people.map(|name| context.entity(name).text).collect();
    let published = context
        .time(article.published.as_ref())
        .map(|when| when.text);
    let text: Vec<String> = people.into_iter().chain(published).collect();
    let mut document = Document {
        name: article.name.clone(),
        facet: "sources",
        title: context.text(&article.title),
        href: context.link(Route::Article(&article.name)),
        kind: context.words.term(article.genre().as_str_name()),
        text: Inline::plain(text.join(" · ")),
        also: article.headline.clone(),
        ..Document::default()
    };
    if article.genre() == dossier::v1::Genre::Unspecified {
        document.kind = context.words.site.sources;
    }
    document.add(TITLE, &document.title.text.clone());
    document.add(TITLE, &article.headline);
    document.add(AROUND, &document.text.text.clone());
    document.add(AROUND, document.kind);
    document
}

fn fact(context: &PageContext<'_>, stated: &Fact) -> Document {
    let facet = match stated.body {
        Some(Body::Quote(_)) => "quotes",
        Some(Body::Forecast(_)) => "forecasts",
        _ => "facts",
    };
    let names: BTreeSet<&str> = taking_part(stated).into_iter().collect();
    let names = names
        .into_iter()
        .filter_map(|name| context.catalog.entity(name));
    let names: Vec<String> = names.map(|name| context.entity_name(name).text).collect();
    let mut document = Document {
        name: stated.name.clone(),
        facet,
        title: context.text(&stated.statement),
        href: context.link(Route::Fact(&stated.name)),
        kind: body::kind(context, stated),
        text: text(context, stated),
        also: names.join(" · "),
        mark: mark_of(context, stated),
        ..Document::default()
    };
    let statement = document.title.text.clone();
    let [short, middling, long] = STATEMENT;
    let weight = match words(&statement).len() {
        ..=8 => short,
        9..=16 => middling,
        _ => long,
    };
    document.add(weight, &statement);
    document.add(TEXT, &document.text.text.clone());
    document.add(AROUND, &document.also.clone());
    document.add(AROUND, &stated.topics.join(" "));
    document.add(AROUND, document.kind);
    let mark = document.mark.as_ref().map(|mark| mark.word.clone());
    document.add(AROUND, &mark.unwrap_or_default());
    document
}

/// The words of a fact's body that say more than its statement.
fn text(context: &PageContext<'_>, fact: &Fact) -> Inline {
    let texts: &[LocalizedText] = match &fact.body {
        Some(Body::Quote(body)) if !body.words.is_empty() => {
            let words = context.fragments(&body.words).unwrap_or_default();
            return Inline {
                text: context.quoted(&words.text),
                ..words
            };
        }
        Some(Body::Agreement(body)) => match body.titles.first() {
            Some(title) => {
                return Inline {
                    lang: context.lang(&title.language_code),
                    ..Inline::plain(context.quoted(&title.text))
                };
            }
            None => &body.subjects,
        },
        Some(Body::Definition(body)) => &body.definition,
        Some(Body::Role(body)) => &body.title,
        Some(Body::Membership(body)) => &body.role,
        Some(Body::Measurement(body)) => &body.property,
        Some(Body::Transfer(body)) => &body.purpose,
        _ => &[],
    };
    context.text(texts)
}
