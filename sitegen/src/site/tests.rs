use std::fs;

use dossier::v1::fact::Body;
use dossier::v1::resource::Resource as Kind;
use dossier::v1::{
    AgreementParty, AgreementTitle, Article, AttributionStep, ChangeType, Correction, Entity,
    EntityKind, EntityName, Evidence, Fact, Identifier, IdentifierScheme, LifecycleState,
    LocalizedText, Quantity, Quote, Resource, ResourceRevision, Rights, Section, SectionKind,
    Selector, TimeExpression, Transfer,
};

use super::*;

mod compared;
mod cost;
mod figures;
mod identity;
mod increment;
mod kept;
mod shown;
mod tables;
use crate::check;
use crate::context::look::Look;
use crate::part::view::{Content, takes};
use crate::url::View;

/// What somebody would write who wants a page to run a script.
const HOSTILE: &str = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>' onload='x\" style=\"x {{ 7*7 }} &amp;";

fn texts(text: &str) -> Vec<LocalizedText> {
    vec![LocalizedText {
        text: text.to_owned(),
        language_code: "en\" onload=\"x".to_owned(),
    }]
}

fn resource(kind: Kind) -> Resource {
    Resource {
        resource: Some(kind),
    }
}

fn entity(text: &str) -> Resource {
    resource(Kind::Entity(Box::new(Entity {
        name: "entities/a".to_owned(),
        kind: EntityKind::Person.into(),
        names: vec![EntityName {
            text: text.to_owned(),
            language_code: text.to_owned(),
            ..Default::default()
        }],
        description: texts(text),
        identifiers: vec![
            Identifier {
                scheme: IdentifierScheme::Url.into(),
                value: "javascript:alert(1)".to_owned(),
            },
            Identifier {
                scheme: IdentifierScheme::Wikidata.into(),
                value: "Q1\"onclick=x".to_owned(),
            },
        ],
        ..Default::default()
    })))
}

fn article(text: &str) -> Resource {
    resource(Kind::Article(Box::new(Article {
        name: "articles/a".to_owned(),
        title: texts(text),
        publication: "entities/a".to_owned(),
        language_code: text.to_owned(),
        url: "javascript:alert(1)".to_owned(),
        archive_urls: vec!["data:text/html,<script>".to_owned()],
        rights: Some(Rights {
            holder: text.to_owned(),
            license: text.to_owned(),
            ..Default::default()
        }),
        ..Default::default()
    })))
}

fn evidence(text: &str) -> Evidence {
    Evidence {
        article: "articles/a".to_owned(),
        text_fragment: text.to_owned(),
        selectors: vec![Selector {
            block: text.to_owned(),
            ..Default::default()
        }],
        attribution: vec![AttributionStep {
            unnamed: texts(text),
            cue: text.to_owned(),
            ..Default::default()
        }],
        note: texts(text),
        ..Default::default()
    }
}

fn fact(name: &str, text: &str, body: Body) -> Resource {
    let time = TimeExpression {
        edtf: text.to_owned(),
        verbatim: text.to_owned(),
        ..Default::default()
    };
    resource(Kind::Fact(Box::new(Fact {
        name: format!("facts/{name}"),
        statement: texts(text),
        valid: Some(time),
        evidence: vec![evidence(text)],
        corrections: vec![Correction {
            date: text.to_owned(),
            note: texts(text),
            ..Default::default()
        }],
        topics: vec![text.to_owned()],
        body: Some(body),
        ..Default::default()
    })))
}

fn facts(text: &str) -> Vec<Resource> {
    let quantity = Quantity {
        value: text.to_owned(),
        unit: text.to_owned(),
        ..Default::default()
    };
    let transfer = Transfer {
        suppliers: vec!["entities/a".to_owned(), text.to_owned()],
        item: text.to_owned(),
        quantity: Some(quantity),
        ..Default::default()
    };
    let quote = Quote {
        speakers: vec!["entities/a".to_owned()],
        words: texts(text),
        original_language_code: text.to_owned(),
        ..Default::default()
    };
    let agreement = dossier::v1::Agreement {
        titles: vec![AgreementTitle {
            text: text.to_owned(),
            language_code: text.to_owned(),
            ..Default::default()
        }],
        parties: vec![AgreementParty::default()],
        ..Default::default()
    };
    vec![
        fact("a", text, Body::Transfer(Box::new(transfer))),
        fact("b", text, Body::Quote(Box::new(quote))),
        fact("c", text, Body::Agreement(Box::new(agreement))),
    ]
}

fn dossier(text: &str, markdown: &str) -> Resource {
    let section = |kind: SectionKind, id: &str| Section {
        id: id.to_owned(),
        heading: texts(text),
        kind: kind.into(),
        markdown: texts(markdown),
        ..Default::default()
    };
    resource(Kind::Dossier(Box::new(Dossier {
        name: "dossiers/a".to_owned(),
        title: texts(text),
        standfirst: texts(text),
        sections: vec![
            section(SectionKind::Narrative, "one"),
            section(SectionKind::Timeline, "two"),
            section(SectionKind::Quotes, "three"),
        ],
        facts: ["a", "b", "c"].map(|id| format!("facts/{id}")).to_vec(),
        method_note: texts(markdown),
        reviewed_on: text.to_owned(),
        ..Default::default()
    })))
}

/// A page of an English site that nobody has published.
fn page(catalog: &Catalog, place: Route<'_>) -> String {
    let setting = Setting {
        base: None,
        editions: Vec::new(),
        look: Look::default(),
    };
    let site = Site::new(catalog, setting, (Words::ALL[0], Edition::default()));
    let file = site.page(place).expect("printed");
    String::from_utf8(file.bytes).expect("UTF-8")
}

/// Builds a site and checks it as `sitegen check` does.
fn problems(resources: Vec<Resource>) -> (Vec<String>, String) {
    problems_in(resources, Words::ALL[0])
}

/// The same in a language.
fn problems_in(resources: Vec<Resource>, words: &'static Words) -> (Vec<String>, String) {
    let catalog = Catalog::new(1, resources).expect("names are slugs");
    let setting = Setting {
        base: Some("https://example.org/".parse().expect("a base URL")),
        editions: Words::ALL.map(|words| (words, Edition::default())).into(),
        look: Look::default(),
    };
    let site = Site::new(&catalog, setting, (words, Edition::default()));
    let folder = tempfile::tempdir().expect("a folder");
    let mut all = String::new();
    for place in site.places().into_iter().chain(site.assets()) {
        let file = site.page(place).expect("printed");
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        // Data holds texts as they are, and no browser reads it as markup.
        if !file.path.ends_with("json") && !file.path.ends_with("js") && !file.path.ends_with("csv")
        {
            all.push_str(&String::from_utf8_lossy(&file.bytes));
        }
        fs::write(path, file.bytes).expect("written");
    }
    let report = check::check(folder.path()).expect("read");
    // The page for what does not exist names absolute addresses, which no folder holds.
    let problems = report.problems.into_iter();
    (
        problems
            .filter(|problem| !problem.starts_with("404.html"))
            .collect(),
        all,
    )
}

#[test]
fn hostile_content_never_becomes_markup() {
    let markdown = format!(
        "{HOSTILE}\n\n[a](javascript:alert(1)) ![b](https://example.org/x.png) <svg onload=x> [c](fact:a) [d](fact:none)\n\n<iframe src=x></iframe>"
    );
    let mut resources = vec![
        entity(HOSTILE),
        article(HOSTILE),
        dossier(HOSTILE, &markdown),
    ];
    resources.extend(facts(HOSTILE));
    let (problems, all) = problems(resources);
    assert_eq!(problems, Vec::<String>::new());
    for mark in [
        "<script>",
        "<iframe",
        "<svg onload",
        "<img",
        "href=\"javascript",
        "href=\"data:text",
    ] {
        assert!(!all.contains(mark), "{mark} stands in a page");
    }
}

#[test]
fn references_to_what_is_not_there_are_words() {
    let mut resources = vec![dossier("Text", "[gone](fact:gone) [gone](entity:gone)")];
    resources.extend(facts("Text"));
    assert_eq!(problems(resources).0, Vec::<String>::new());
}

#[test]
fn an_empty_server_makes_a_sound_site() {
    let (problems, all) = problems(Vec::new());
    assert_eq!(problems, Vec::<String>::new());
    assert!(all.contains("No dossier is published yet."));
}

#[test]
fn a_view_takes_a_fact_exactly_where_it_shows_it() {
    let catalog = Catalog::new(1, facts("one")).expect("names are slugs");
    let context = PageContext {
        catalog: &catalog,
        here: Route::Home,
        edition: Edition::default(),
        words: Words::ALL[0],
    };
    for fact in catalog.facts() {
        for view in View::ALL {
            let shown = !Content::view(&context, view, &[fact]).is_empty();
            let taken = takes(&catalog, view, fact);
            assert_eq!(taken, shown, "{} in {view:?}", fact.name);
        }
    }
}

#[test]
fn a_withdrawn_fact_keeps_its_page_and_leaves_the_lists() {
    let mut all = facts("Text");
    if let Some(Resource {
        resource: Some(Kind::Fact(fact)),
    }) = all.first_mut()
    {
        fact.state = LifecycleState::Retracted.into();
        fact.state_reason = texts("It was a mistake.");
    }
    let catalog = Catalog::new(1, all).expect("names are slugs");
    let html = |place| page(&catalog, place);
    assert!(html(Route::Fact("facts/a")).contains("It was a mistake."));
    assert!(!html(Route::Facts).contains("a/index.html"));
    assert!(html(Route::Corrections).contains("../facts/a/index.html"));
}

#[test]
fn a_name_that_leads_out_of_the_site_is_refused() {
    let hostile = Fact {
        name: "facts/../../etc".to_owned(),
        ..Fact::default()
    };
    let error = Catalog::new(1, vec![resource(Kind::Fact(Box::new(hostile)))]);
    let error = error.err().map(|error| error.to_string());
    assert_eq!(
        error.as_deref(),
        Some("the server sent `facts/../../etc`, which is not a name of facts")
    );
}

/// A state of the fact `a`, which says a text.
fn state(revision: i64, text: &str, state: LifecycleState) -> ResourceRevision {
    let mut fact = match facts(text).swap_remove(0).resource {
        Some(Kind::Fact(fact)) => fact,
        other => panic!("{other:?} is no fact"),
    };
    fact.state = state.into();
    ResourceRevision {
        revision,
        commit_time: Some(prost_types::Timestamp {
            seconds: 1_700_000_000 + revision * 86_400,
            nanos: 0,
        }),
        message: format!("change {revision}"),
        r#type: ChangeType::Updated.into(),
        resource: Some(resource(Kind::Fact(fact))),
        ..Default::default()
    }
}

#[test]
fn a_fact_that_changed_tells_what_it_said_before_but_no_draft() {
    let mut catalog = Catalog::new(9, facts("the third")).expect("names are slugs");
    let states = vec![
        state(9, "the third", LifecycleState::Published),
        state(4, "the second", LifecycleState::Published),
        ResourceRevision {
            revision: 3,
            r#type: ChangeType::Deleted.into(),
            ..Default::default()
        },
        state(2, "the first", LifecycleState::Draft),
    ];
    catalog.add_history("facts/a".to_owned(), states);
    let html = |place| page(&catalog, place);
    let page = html(Route::Fact("facts/a"));
    assert!(page.contains("23 November 2023</time> · changed"), "{page}");
    assert!(page.contains("18 November 2023</time> · added"), "{page}");
    assert!(
        page.contains("<span lang=\"en&#34; onload=&#34;x\">the second</span></del>"),
        "{page}"
    );
    assert!(!page.contains("the first"), "a draft is told");
    assert!(!html(Route::Fact("facts/b")).contains("id=\"history\""));
    let all = html(Route::Corrections);
    assert!(all.contains("facts/a/index.html#revision-9"), "{all}");
}

#[test]
fn a_state_whose_content_was_purged_says_why_and_is_compared_with_nothing() {
    let mut catalog = Catalog::new(9, facts("the third")).expect("names are slugs");
    let reason = LocalizedText {
        text: "Removed by order of a court.".to_owned(),
        language_code: "en".to_owned(),
    };
    let rest = Fact {
        name: "facts/a".to_owned(),
        state: LifecycleState::Retracted.into(),
        state_reason: vec![reason.clone()],
        ..Fact::default()
    };
    let purged = ResourceRevision {
        resource: Some(resource(Kind::Fact(Box::new(rest)))),
        purge: Some(dossier::v1::Purge {
            reason: Some(reason),
            purge_time: None,
        }),
        ..state(4, "", LifecycleState::Retracted)
    };
    let now = state(9, "the third", LifecycleState::Published);
    catalog.add_history("facts/a".to_owned(), vec![now, purged]);
    let page = page(&catalog, Route::Fact("facts/a"));
    let (_, history) = page.split_once("id=\"history\"").expect("a history");
    assert!(
        history.contains("Removed by order of a court."),
        "{history}"
    );
    assert!(
        history.contains("change 9") && !history.contains("change 4"),
        "{history}"
    );
    assert!(
        !history.contains("<ins>") && !history.contains("<del>"),
        "{history}"
    );
}
