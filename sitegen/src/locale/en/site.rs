//! Words of the pages in English.

use super::number::number;
use crate::locale::site::{History, Site};

pub(super) const HISTORY: History = History {
    title: "History",
    text: "What this page said before; newest change first.",
    changes: "What has changed",
    changes_text: "Changes of facts since they were first published.",
    before: "before",
    after: "after",
    statement: "Statement",
    evidence: "Rests on",
};

pub(super) const SITE: Site = Site {
    name: "Dossier",
    tagline: "Facts you can check, from the news.",
    promise: "News stories broken down into facts. Open a fact to see who says it, in what words, and how certain it is.",
    contact: "Contact",
    report_error: "Report an error",
    licence: "Licence",
    most_named: "People and places in the news",
    read: "Read the story",
    skip: "Skip to the content",
    home: "Home",
    you_are_here: "You are here",
    facts: "Facts",
    entities: "People and places",
    articles: "Sources",
    own_articles: "Articles",
    corrections: "Corrections",
    method: "How we know",
    story: "The story",
    timeline: "Timeline",
    flows: "Who supplied what",
    numbers: "Numbers",
    network: "Connections",
    who: "Who’s who",
    quotes: "Quotes",
    forecasts: "Forecasts",
    glossary: "Glossary",
    sources: "Sources",
    all_facts: "All facts",
    on_this_page: "On this page",
    views: "Views of this dossier",
    languages: "Languages",
    built_from: |revision, version| format!("Built from revision {revision} by sitegen {version}."),
    minutes: |minutes| format!("{minutes} min read"),
    unconfirmed: |standing| {
        let disputed = match standing.disputed {
            0 => String::new(),
            1 => " One fact is disputed or refuted.".to_owned(),
            disputed => format!(" {disputed} facts are disputed or refuted."),
        };
        let confirmed = match (standing.confirmed, standing.articles) {
            (0, 1) => {
                "Everything here comes from one article. None of it has been confirmed by another source."
                    .to_owned()
            }
            (0, _) => "None of the facts here has been confirmed by a second, independent source."
                .to_owned(),
            (confirmed, _) => format!(
                "{confirmed} of {} facts {} been confirmed by a second, independent source.",
                standing.facts,
                if confirmed == 1 { "has" } else { "have" }
            ),
        };
        confirmed + &disputed
    },
    more_disputed: |count| number(count, "more disputed fact", "more disputed facts"),
    reviewed_on: |date| format!("Last reviewed on {date}"),
    moved: "This page has moved",
    not_found: "This page does not exist",
    not_found_text: "Check the address, or search for what you are looking for.",
    no_dossier: "No dossier is published yet.",
    nothing_here: "This dossier has nothing of this kind.",
    no_corrections: "No fact has been corrected so far.",
    corrections_text: "What was wrong or has changed, and when we said so. A withdrawn fact keeps its page, which gives the reason.",
    how_we_know: "How we know",
    behind: |facts, names| match (facts, names) {
        (0, names) => format!("Names ({names})"),
        (1, 0) => "A fact and its sources".to_owned(),
        (facts, 0) => format!("{facts} facts and their sources"),
        (facts, names) => format!(
            "{} with sources, and {}",
            number(facts, "fact", "facts"),
            number(names, "name", "names")
        ),
    },
    behind_all: "Show everything behind this paragraph",
    own_page: |view| format!("Full page: {view}"),
    quotes_count: |count| number(count, "quotation", "quotations"),
    terms_count: |count| number(count, "term explained", "terms explained"),
    names_count: |count| number(count, "name", "people, places and organisations"),
    beyond: |page, more| match more {
        0 => page.to_owned(),
        more => format!("{page}, {more} more"),
    },
    said: "Where the facts come from",
    said_text: "Only what a source states as fact is stated as fact here. Everything else is somebody’s claim, judgement or conclusion, and is marked as such.",
    data: "Download",
    print_text: "On paper, every fact of the story is printed with its source.",
    disputed: "What is disputed",
    disputed_text: "Statements that another source, another fact or our own checking contradicts.",
    cite: "Cite this",
    undated: "Undated",
    planned: "Planned",
    flows_text: "Each row counts one thing at one stage. What was offered, delivered, made and used are counted apart and never added up. Where no source gives an amount, it is shown as not stated.",
    in_no_dossier: "In no dossier",
    facts_text: "Every fact, by type. Open one to see its source.",
    entities_text: "The people, states, organisations, places and things that the facts name.",
    articles_text: "The articles that the facts rest on.",
    method_text: &[
        (
            "What a fact is",
            "A fact here is one plain sentence in our own words, with its details set out: who, what, how many, when. A source’s own words appear only in short quotations, marked as such.",
        ),
        (
            "What it rests on",
            "Each fact names the sentences of an article that it rests on. We keep no copy of the article, only the lengths and fingerprints of its sentences. Anyone who has the text can compare every fact with it by running “dossier-server verify”.",
        ),
        (
            "Who is speaking",
            "An article may state something as fact, pass on what somebody says, or give its own judgement. We keep these apart, and a mark beside each fact shows which it is.",
        ),
        (
            "How we handle mistakes",
            "A fact is never changed or removed in silence. Corrections carry a date and a note; a withdrawn fact keeps its address and says why.",
        ),
    ],
    voices: "Voices",
    verdicts: "How far we have checked a fact",
    kept: |passages| match passages {
        1 => "The cited words are still in place".to_owned(),
        passages => format!("The cited words are still in place in all {passages} passages"),
    },
    anchors: "Whether the cited words are still there",
};
