//! English.

mod amounts;
mod charts;
mod columns;
mod compared;
mod labels;
mod number;
mod plural;
mod site;
mod terms;
mod time;
mod values;

use self::number::number;
use super::search::Search;
use super::words::Words;

/// English, as the style guides of news agencies have it: no jargon, no initials.
pub(super) const ENGLISH: Words = Words {
    code: "en",
    direction: "ltr",
    article: "",
    terms: terms::TERMS,
    meanings: terms::MEANINGS,
    kinds: terms::KINDS,
    passives: terms::PASSIVE,
    languages: terms::LANGUAGES,
    facts: |count| number(count, "fact", "facts"),
    sources: |count| number(count, "source", "sources"),
    articles: |count| number(count, "article", "articles"),
    places: |count| number(count, "place", "places"),
    colon: ": ",
    quoted: ("“", "”"),
    comma: ", ",
    semicolon: "; ",
    onward: "→",
    thousands: ',',
    decimal: '.',
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    day: |year, month, day| format!("{day} {month} {year}"),
    month: |year, month| format!("{month} {year}"),
    dates: values::DATES,
    amounts: amounts::AMOUNTS,
    charts: charts::CHARTS,
    columns: columns::COLUMNS,
    compared: compared::COMPARED,
    search: SEARCH,
    history: site::HISTORY,
    site: site::SITE,
    label: labels::LABELS,
};

const SEARCH: Search = Search {
    title: "Search",
    label: "Search names, facts, quotes and sources",
    button: "Search",
    keys: "Enter: first result. ↑ ↓: move. Esc: clear. /: back to this box.",
    found: &[("one", "1 result"), ("other", "% results")],
    none: "No results for “%”.",
    near: "Did you mean:",
    alone: "Try one word:",
    close: "No exact match for “%”. Similar spellings:",
    some: "No page has all of these words. These have most:",
    failed: "Search is incomplete at the moment. Try again, or look through the lists.",
    also: "Also called: %",
    names: "Names: %",
    all: "All",
    show_all: "Show all %",
    more: "Show more",
    narrow: "Show only",
    terms: "Terms",
    dossiers: "Dossiers",
    no_script: "Search needs JavaScript. Everything it finds is in these lists too.",
    without: "Or look through the lists",
    letters: "Names and terms from A to Z",
    most_named: |count| format!("The {count} that most facts name; the list has all."),
};
