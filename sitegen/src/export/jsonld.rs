//! What a page says to machines: JSON-LD in the terms of schema.org.
//!
//! A thing is only described where what the type needs is known: a quotation without words, or an
//! event without a date, says nothing.

use dossier::Edtf;
use dossier::v1::fact::Body;
use dossier::v1::{
    Article, Dossier, Entity, EntityKind, Evidence, Fact, Stance, TimeBasis, TimeExpression,
    Verification,
};
use dossier::{Collection, web_address};
use serde_json::{Map, Value, json};

use crate::context::PageContext;
use crate::html::Inline;
use crate::locale::date;
use crate::part::grounding::compared;
use crate::part::tally::tally;
use crate::part::view::quotes::rendering;
use crate::part::voice_mark::is_doubted;
use crate::url::{BaseUrl, Route, View, wikidata};

/// Describes pages; addresses are absolute where it is known where the site will be.
pub(crate) struct Linked<'d, 'a> {
    pub(crate) context: &'d PageContext<'a>,
    pub(crate) base: Option<&'d BaseUrl>,
}

impl Linked<'_, '_> {
    /// The things of a page.
    pub(crate) fn things(&self, trail: &[Inline]) -> Vec<Value> {
        let catalog = self.context.catalog;
        let own = match self.context.here {
            Route::Dossier(name) => catalog.dossier(name).map(|dossier| self.dossier(dossier)),
            Route::Fact(name) => catalog.fact(name).and_then(|fact| self.fact(fact)),
            Route::Entity(name) => catalog.entity(name).map(|entity| self.entity(entity)),
            Route::Article(name) => catalog.article(name).map(|article| self.article(article)),
            Route::View(name, View::Glossary) => catalog
                .dossier(name)
                .and_then(|dossier| self.glossary(dossier)),
            _ => None,
        };
        own.into_iter().chain(self.breadcrumbs(trail)).collect()
    }

    fn address(&self, place: Route<'_>) -> Option<String> {
        self.base.map(|base| base.absolute(place))
    }

    fn thing(&self, kind: &str, place: Route<'_>) -> Map<String, Value> {
        let mut thing = Map::new();
        thing.insert("@context".to_owned(), json!("https://schema.org"));
        thing.insert("@type".to_owned(), json!(kind));
        if let Some(url) = self.address(place) {
            thing.insert("@id".to_owned(), json!(url));
            thing.insert("url".to_owned(), json!(url));
        }
        thing
    }

    /// A thing that is told in words, in the language that they are in.
    fn worded(&self, kind: &str, place: Route<'_>, words: &Inline) -> Map<String, Value> {
        let mut thing = self.thing(kind, place);
        let language = match words.lang.as_str() {
            "" => self.context.words.code,
            language => language,
        };
        put(&mut thing, "inLanguage", json!(language));
        thing
    }

    fn dossier(&self, dossier: &Dossier) -> Value {
        let title = self.context.text(&dossier.title);
        let mut thing = self.worded("Article", Route::Dossier(&dossier.name), &title);
        let facts: Vec<&Fact> = self.context.catalog.facts_in(dossier).collect();
        put(&mut thing, "headline", json!(title.text));
        put(
            &mut thing,
            "description",
            json!(self.context.text(&dossier.standfirst).text),
        );
        let picture = Route::Picture(Some(&dossier.name));
        put(&mut thing, "image", json!(self.address(picture)));
        put(&mut thing, "dateModified", json!(dossier.reviewed_on));
        let articles: std::collections::BTreeSet<&str> = facts
            .iter()
            .flat_map(|fact| &fact.evidence)
            .map(|evidence| evidence.article.as_str())
            .collect();
        let based = articles
            .into_iter()
            .map(|name| self.mention("NewsArticle", name));
        put(&mut thing, "isBasedOn", Value::Array(based.collect()));
        let tally = tally(self.context, &facts);
        if !tally.is_empty() {
            put(&mut thing, "comment", comment(&tally));
        }
        Value::Object(thing)
    }

    /// A thing that another one mentions: its name and where it is.
    fn mention(&self, kind: &str, name: &str) -> Value {
        let inline = self.context.resource(name);
        let mut thing = Map::new();
        put(&mut thing, "@type", json!(kind));
        put(&mut thing, "name", json!(inline.text));
        let place = match Collection::from_name(name) {
            Some(Collection::Articles) => Route::Article(name),
            Some(Collection::Facts) => Route::Fact(name),
            _ => Route::Entity(name),
        };
        put(&mut thing, "url", json!(self.address(place)));
        Value::Object(thing)
    }

    fn mentions(&self, names: &[String]) -> Value {
        let things = names.iter().filter_map(|name| {
            let kind = self
                .context
                .catalog
                .entity(name)
                .map(|entity| entity_type(entity.kind()))?;
            Some(self.mention(kind, name))
        });
        Value::Array(things.collect())
    }

    fn fact(&self, fact: &Fact) -> Option<Value> {
        if !fact.state().is_current() {
            return None;
        }
        let statement = self.context.text(&fact.statement);
        let place = Route::Fact(&fact.name);
        let bearing = fact.evidence.iter();
        let bearing = bearing.filter(|evidence| evidence.stance() != Stance::Disputes);
        let sources = bearing.map(|evidence| self.mention("NewsArticle", &evidence.article));
        let sources = Value::Array(sources.collect());
        let mut thing = match &fact.body {
            Some(Body::Quote(quote)) if !quote.words.is_empty() => {
                let words = self.context.fragments(&quote.words).unwrap_or_default();
                let mut thing = self.worded("Quotation", place, &words);
                put(&mut thing, "text", json!(words.text));
                put(
                    &mut thing,
                    "spokenByCharacter",
                    self.mentions(&quote.speakers),
                );
                put(&mut thing, "isBasedOn", sources);
                thing
            }
            // What somebody denies is claimed, and did not simply happen.
            Some(Body::Event(event)) if starts(event.when.as_ref()) && !is_doubted(fact) => {
                let mut thing = self.worded("Event", place, &statement);
                let [start, end] = stated(event.when.as_ref());
                put(&mut thing, "name", json!(statement.text));
                put(&mut thing, "startDate", json!(start));
                put(&mut thing, "endDate", json!(end));
                put(&mut thing, "location", self.mentions(&event.places));
                thing
            }
            _ => {
                let mut thing = self.worded("Claim", place, &statement);
                put(&mut thing, "text", json!(statement.text));
                put(&mut thing, "appearance", sources);
                thing
            }
        };
        // An event is no work, which could be corrected.
        if thing.get("@type") != Some(&json!("Event")) {
            put(&mut thing, "correction", self.corrections(fact));
            let compared = |evidence: &Evidence| comment(&compared(self.context, evidence));
            let wording = Some(rendering(self.context, fact)).filter(|said| !said.is_empty());
            let wording = wording.map(comment).into_iter();
            let verdict = self.verdict(fact).into_iter();
            let comments = verdict.chain(wording);
            let comments = comments.chain(fact.evidence.iter().map(compared));
            put(&mut thing, "comment", Value::Array(comments.collect()));
        }
        Some(Value::Object(thing))
    }

    /// Our verdict, and the articles that dispute a fact.
    fn verdict(&self, fact: &Fact) -> Vec<Value> {
        let context = self.context;
        let verdict = fact.verification();
        let own = (verdict != Verification::Unspecified).then(|| {
            let word = context.words.term(verdict.as_str_name());
            let note = context.text(&fact.verification_note).text;
            let note = if note.is_empty() {
                note
            } else {
                format!(" — {note}")
            };
            let label = context.words.label.verification;
            comment(&format!("{}{note}", context.labelled(label, word)))
        });
        let disputing = fact.evidence.iter();
        let disputing = disputing.filter(|evidence| evidence.stance() == Stance::Disputes);
        let stance = context.words.term(Stance::Disputes.as_str_name());
        let disputing = disputing.map(|evidence| {
            comment(&context.labelled(&context.article(&evidence.article).text, stance))
        });
        own.into_iter().chain(disputing).collect()
    }

    fn corrections(&self, fact: &Fact) -> Value {
        let corrections = fact.corrections.iter().map(|correction| {
            json!({
                "@type": "CorrectionComment",
                "text": self.context.text(&correction.note).text,
                "datePublished": correction.date,
            })
        });
        Value::Array(corrections.collect())
    }

    fn entity(&self, entity: &Entity) -> Value {
        let mut thing = self.thing(entity_type(entity.kind()), Route::Entity(&entity.name));
        let own = self.context.entity_name(entity).text;
        let others = entity.names.iter().map(|name| name.text.as_str());
        let others: Vec<&str> = others.filter(|name| *name != own).collect();
        let same = entity.identifiers.iter();
        let same = same.filter_map(|identifier| {
            wikidata(&identifier.value)
                .or_else(|| web_address(&identifier.value).map(str::to_owned))
        });
        put(&mut thing, "sameAs", json!(same.collect::<Vec<_>>()));
        put(&mut thing, "alternateName", json!(others));
        put(
            &mut thing,
            "description",
            json!(self.context.text(&entity.description).text),
        );
        put(&mut thing, "name", json!(own));
        Value::Object(thing)
    }

    fn article(&self, article: &Article) -> Value {
        let mut thing = self.thing("NewsArticle", Route::Article(&article.name));
        put(&mut thing, "inLanguage", json!(article.language_code));
        put(
            &mut thing,
            "headline",
            json!(self.context.text(&article.title).text),
        );
        // A span is no date.
        let published = match stated(article.published.as_ref()) {
            [start, end] if start == end || end.is_none() => start,
            _ => None,
        };
        put(&mut thing, "datePublished", json!(published));
        if !article.publication.is_empty() {
            let publication = std::slice::from_ref(&article.publication);
            put(&mut thing, "publisher", self.mentions(publication));
        }
        put(&mut thing, "author", self.mentions(&article.authors));
        Value::Object(thing)
    }

    fn glossary(&self, dossier: &Dossier) -> Option<Value> {
        let terms: Vec<Value> = self
            .context
            .catalog
            .facts_in(dossier)
            .filter_map(|fact| match &fact.body {
                Some(Body::Definition(definition)) => Some(json!({
                    "@type": "DefinedTerm",
                    "name": self.context.entity(&definition.term).text,
                    "description": self.context.text(&definition.definition).text,
                })),
                _ => None,
            })
            .collect();
        if terms.is_empty() {
            return None;
        }
        let mut thing = self.worded("DefinedTermSet", self.context.here, &Inline::default());
        put(
            &mut thing,
            "name",
            json!(self.context.text(&dossier.title).text),
        );
        put(&mut thing, "hasDefinedTerm", Value::Array(terms));
        Some(Value::Object(thing))
    }

    /// The way to the page; its items need addresses.
    fn breadcrumbs(&self, trail: &[Inline]) -> Option<Value> {
        let base = self.base?;
        if trail.len() < 2 {
            return None;
        }
        let items = (1..).zip(trail).map(|(position, inline)| {
            let address = match inline.href.as_str() {
                "" => base.absolute(self.context.here),
                href => base.join(self.context.here, href),
            };
            json!({"@type": "ListItem", "position": position, "name": inline.text, "item": address})
        });
        Some(json!({
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": items.collect::<Vec<_>>(),
        }))
    }
}

/// What is to be known of a thing beside what it says.
fn comment(text: &str) -> Value {
    json!({"@type": "Comment", "text": text})
}

/// Puts a value, unless it says nothing.
fn put(thing: &mut Map<String, Value>, key: &str, value: Value) {
    let empty = match &value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    if !empty {
        thing.insert(key.to_owned(), value);
    }
}

/// The start and the end of a time, as far as it says them. What the editor concluded is not stated.
fn stated(time: Option<&TimeExpression>) -> [Option<String>; 2] {
    let time = time.filter(|time| time.basis() != TimeBasis::Inferred);
    let read = time.and_then(|time| Edtf::parse(&time.edtf).ok());
    read.map(|read| date::stated(&read)).unwrap_or_default()
}

fn starts(time: Option<&TimeExpression>) -> bool {
    let [start, _] = stated(time);
    start.is_some()
}

fn entity_type(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::State => "Country",
        EntityKind::GovernmentBody => "GovernmentOrganization",
        EntityKind::Publication => "NewsMediaOrganization",
        EntityKind::Organization | EntityKind::Collective => "Organization",
        EntityKind::Place => "Place",
        EntityKind::Product => "Product",
        EntityKind::Work => "CreativeWork",
        EntityKind::Concept | EntityKind::Unspecified => "Thing",
    }
}
