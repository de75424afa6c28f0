//! What the search in the page looks through: every name, fact and article, in a file of its own.
//!
//! It is a script that sets one variable, because a page that lies on a disk may load a script from
//! beside it, and may not fetch data.

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::library::stands;
use crate::part::body;
use crate::url::Place;

/// The file: rows of what is shown, where it leads, what it is, and other words that find it.
pub(crate) fn script(desk: &Desk<'_>) -> String {
    let library = desk.library;
    let entities = library.entities().map(|one| {
        let own = desk.entity_name(one).text;
        let others = one
            .names
            .iter()
            .map(|name| name.text.as_str())
            .filter(|name| *name != own);
        let others: Vec<&str> = others.collect();
        let kind = desk.words.term(one.kind().as_str_name());
        json!([
            own,
            desk.link(Place::Entity(&one.name)),
            kind,
            others.join(" ")
        ])
    });
    let dossiers = library.dossiers().map(|one| {
        let standfirst = desk.text(&one.standfirst).text;
        json!([
            desk.text(&one.title).text,
            desk.link(Place::Dossier(&one.name)),
            desk.words.site.story,
            standfirst
        ])
    });
    let facts = library
        .facts()
        .filter(|fact| stands(fact.state()))
        .map(|one| {
            let statement = desk.text(&one.statement).text;
            json!([
                statement,
                desk.link(Place::Fact(&one.name)),
                body::kind(desk, one),
                one.topics.join(" ")
            ])
        });
    let articles = library.articles().map(|one| {
        json!([
            desk.text(&one.title).text,
            desk.link(Place::Article(&one.name)),
            desk.words.site.sources,
            ""
        ])
    });
    let rows: Vec<Value> = dossiers
        .chain(entities)
        .chain(facts)
        .chain(articles)
        .collect();
    let lines: Vec<String> = rows.iter().map(ToString::to_string).collect();
    format!("const rows = [\n{}\n];\n", lines.join(",\n"))
}
