//! What a fact says reaches every page that shows it, in the order and direction of its readers.

use dossier::v1::{
    FactLink, LinkKind, Measurement, QuoteForm, Stance, TextPolicy, Verification, Voice,
};

use super::*;

fn plain(text: &str) -> LocalizedText {
    LocalizedText {
        text: text.to_owned(),
        language_code: "en".to_owned(),
    }
}

fn fact_of(resource: &mut Resource) -> &mut Fact {
    match resource.resource.as_mut() {
        Some(Kind::Fact(fact)) => fact,
        _ => panic!("no fact"),
    }
}

#[test]
fn all_fragments_of_a_quotation_are_shown_with_what_is_left_out() {
    let mut all = vec![
        entity("Ada Poole"),
        article("Title"),
        dossier("Story", "[it](fact:b)"),
    ];
    all.extend(facts("Text"));
    let quote = Quote {
        speakers: vec!["entities/a".to_owned()],
        form: QuoteForm::Fragment.into(),
        words: ["It rose", "very fast", "at night"].map(plain).to_vec(),
        ..Default::default()
    };
    for resource in all
        .iter_mut()
        .filter(|resource| resource.name() == "facts/b")
    {
        fact_of(resource).body = Some(Body::Quote(Box::new(quote.clone())));
    }
    let catalog = Catalog::new(1, all).expect("names are slugs");
    for place in [
        Route::Fact("facts/b"),
        Route::Dossier("dossiers/a"),
        Route::View("dossiers/a", View::Quotes),
        Route::Markdown("facts/b"),
    ] {
        let page = page(&catalog, place);
        assert!(
            page.contains("It rose … very fast … at night"),
            "{place:?}: {page}"
        );
    }
}

#[test]
fn who_ties_two_facts_is_told_at_both_ends() {
    let mut all = vec![
        entity("Ada Poole"),
        article("Title"),
        dossier("Story", "[it](fact:b)"),
    ];
    all.extend(facts("Text"));
    for kind in [LinkKind::Causes, LinkKind::Contradicts, LinkKind::Supports] {
        let link = FactLink {
            kind: kind.into(),
            fact: "facts/b".to_owned(),
            asserted_by: "entities/a".to_owned(),
            note: vec![plain("so she says")],
        };
        for resource in all
            .iter_mut()
            .filter(|resource| resource.name() == "facts/a")
        {
            fact_of(resource).links = vec![link.clone()];
        }
        let catalog = Catalog::new(1, all.clone()).expect("names are slugs");
        for place in [Route::Fact("facts/a"), Route::Fact("facts/b")] {
            let page = page(&catalog, place);
            let tie = page.split("according to").nth(1).unwrap_or_default();
            assert!(tie.contains("Ada Poole"), "{kind:?} on {place:?}: {page}");
            assert!(page.contains("so she says"), "{page}");
        }
        let story = page(&catalog, Route::Dossier("dossiers/a"));
        let is_attributed = story.contains("(according to ");
        assert_eq!(
            is_attributed,
            kind == LinkKind::Contradicts,
            "{kind:?}: {story}"
        );
    }
}

#[test]
fn the_headline_of_an_article_is_shown_where_its_rights_allow_words() {
    for (policy, shown) in [
        (TextPolicy::ShortQuotes, true),
        (TextPolicy::Full, true),
        (TextPolicy::NoText, false),
    ] {
        let mut resource = article("Title");
        if let Some(Kind::Article(article)) = &mut resource.resource {
            article.headline = "Rivers rise".to_owned();
            article.rights = Some(Rights {
                text_policy: policy.into(),
                ..Default::default()
            });
        }
        let catalog = Catalog::new(1, vec![resource]).expect("names are slugs");
        for place in [Route::Article("articles/a"), Route::Markdown("articles/a")] {
            assert_eq!(
                page(&catalog, place).contains("“Rivers rise”"),
                shown,
                "{policy:?}"
            );
        }
    }
}

/// An entity with a name in English, and so many facts that measure it.
fn measured(id: &str, kind: EntityKind, name: &str, times: usize) -> Vec<Resource> {
    let entity = Entity {
        name: format!("entities/{id}"),
        kind: kind.into(),
        names: vec![EntityName {
            text: name.to_owned(),
            language_code: "en".to_owned(),
            ..Default::default()
        }],
        ..Default::default()
    };
    let facts = (0..times).map(|number| {
        let body = Measurement {
            subject: format!("entities/{id}"),
            ..Default::default()
        };
        fact(
            &format!("{id}-{number}"),
            "Text",
            Body::Measurement(Box::new(body)),
        )
    });
    [resource(Kind::Entity(Box::new(entity)))]
        .into_iter()
        .chain(facts)
        .collect()
}

#[test]
fn who_is_told_most_about_stands_first_and_others_by_name() {
    let mut all = measured("a", EntityKind::State, "Avalon", 1);
    all.extend(measured("b", EntityKind::Organization, "Échelon", 1));
    all.extend(measured("c", EntityKind::Organization, "Western Air", 3));
    all.extend(measured("d", EntityKind::Organization, "Delta", 1));
    let names = |all: &[Resource], start: &str| -> Vec<String> {
        let names = all.iter().map(|resource| resource.name().to_owned());
        names.filter(|name| name.starts_with(start)).collect()
    };
    let mut story = dossier("Story", "");
    if let Some(Kind::Dossier(story)) = &mut story.resource {
        story.facts = names(&all, "facts/");
    }
    all.push(story);
    let catalog = Catalog::new(1, all).expect("names are slugs");
    let order = |place| {
        let page = page(&catalog, place);
        let main = page.split("<main").nth(1).expect("a main part").to_owned();
        let mut found: Vec<(usize, &str)> = ["Avalon", "Échelon", "Western Air", "Delta"]
            .into_iter()
            .map(|name| (main.find(&format!(">{name}<")).expect(name), name))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
    };
    let who = order(Route::View("dossiers/a", View::Who));
    assert_eq!(who, ["Western Air", "Delta", "Échelon", "Avalon"]);
    assert_eq!(
        order(Route::Entities),
        ["Avalon", "Delta", "Échelon", "Western Air"]
    );
    assert_eq!(
        order(Route::Search),
        ["Avalon", "Delta", "Échelon", "Western Air"]
    );
}

#[test]
fn no_text_of_any_field_runs_against_its_place() {
    let names = [
        "فيضان (3)",
        "Dam (3)",
        "the سد, 5",
        "سد dam «نهر» 7.",
        "−5",
        "عربي &amp; <b>",
    ];
    for text in names {
        for language in ["ar", "en", "not a tag"] {
            let texts = vec![LocalizedText {
                text: text.to_owned(),
                language_code: language.to_owned(),
            }];
            let mut all = vec![
                entity(text),
                article(text),
                dossier(text, &format!("{text} [{text}](fact:a)")),
            ];
            all.extend(facts(text));
            for resource in &mut all {
                if let Some(Kind::Fact(fact)) = &mut resource.resource {
                    fact.statement.clone_from(&texts);
                }
            }
            for words in Words::ALL {
                assert_eq!(
                    problems_in(all.clone(), words).0,
                    Vec::<String>::new(),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn a_build_says_once_what_a_picture_cannot_say() {
    let mut story = dossier("Story", "");
    if let Some(Kind::Dossier(story)) = &mut story.resource {
        story.title = vec![plain("반서방 축")];
    }
    let catalog = Catalog::new(1, vec![story]).expect("names are slugs");
    let unsaid = |base: Option<&str>| {
        let setting = Setting {
            base: base.map(|base| base.parse().expect("a base URL")),
            editions: Vec::new(),
            look: Look::default(),
        };
        Site::new(&catalog, setting, (Words::ALL[0], Edition::default())).unsaid()
    };
    assert_eq!(
        unsaid(Some("https://example.org/")),
        [
            "the preview picture of `dossiers/a` lacks letters for its title: Hangul (반, 방, 서, 축); it shows no title"
        ]
    );
    // Without an address there are no pictures.
    assert_eq!(unsaid(None), Vec::<String>::new());
}

type Change = Box<dyn Fn(&mut Fact)>;

/// What speaks against a fact is told wherever it is named, to people and to machines.
#[test]
fn no_place_names_a_doubted_fact_without_what_speaks_against_it() {
    let disputing = Evidence {
        stance: Stance::Disputes.into(),
        ..evidence("en")
    };
    let cases: [(&str, Change); 4] = [
        (
            "refuted",
            Box::new(|fact| fact.verification = Verification::Refuted.into()),
        ),
        (
            "disputed",
            Box::new(|fact| fact.verification = Verification::Disputed.into()),
        ),
        (
            "disputed",
            Box::new(move |fact| fact.evidence.push(disputing.clone())),
        ),
        (
            "retracted",
            Box::new(|fact| fact.state = LifecycleState::Retracted.into()),
        ),
    ];
    for (caveat, change) in cases {
        let mut all = vec![
            entity("Ada Poole"),
            article("Title"),
            dossier("Story", "[it](fact:a)"),
        ];
        all.extend(facts("Text"));
        for resource in all
            .iter_mut()
            .filter(|resource| resource.name() == "facts/a")
        {
            let fact = fact_of(resource);
            fact.evidence[0].voice = Voice::ReportedAsFact.into();
            change(fact);
        }
        let catalog = Catalog::new(1, all).expect("names are slugs");
        for place in [
            Route::Fact("facts/a"),
            Route::Facts,
            Route::Entity("entities/a"),
            Route::Markdown("facts/a"),
            Route::Markdown("entities/a"),
            Route::Markdown("articles/a"),
        ] {
            // No list has what was withdrawn.
            let is_own = matches!(place, Route::Fact(_) | Route::Markdown("facts/a"));
            if caveat == "retracted" && !is_own {
                continue;
            }
            let page = page(&catalog, place);
            let marked = format!("stated as fact, {caveat}");
            assert!(page.contains(&marked), "{caveat} on {place:?}: {page}");
        }
    }
}

/// That somebody claimed something is true where the claim is wrong: the mark says which of them.
#[test]
fn the_mark_of_a_claim_speaks_of_the_claim() {
    let claim = || Body::Claim(Box::default());
    let measurement = || Body::Measurement(Box::<Measurement>::default());
    let [refuted, disputed] = [Verification::Refuted, Verification::Disputed];
    for (body, verdict, expected) in [
        (
            claim(),
            refuted,
            ["claim refuted", "affirmation réfutée", "ادعاء ثبت خطؤه"],
        ),
        (
            claim(),
            disputed,
            ["claim disputed", "affirmation contestée", "ادعاء موضع خلاف"],
        ),
        (measurement(), refuted, ["refuted", "réfuté", "ثبت خطؤه"]),
        (
            measurement(),
            disputed,
            ["disputed", "contesté", "موضع خلاف"],
        ),
    ] {
        let mut all = vec![entity("Ada Poole"), article("Title")];
        all.extend(facts("Text"));
        for resource in all
            .iter_mut()
            .filter(|resource| resource.name() == "facts/a")
        {
            let fact = fact_of(resource);
            fact.evidence[0].voice = Voice::ReportedAsFact.into();
            fact.body = Some(body.clone());
            fact.verification = verdict.into();
        }
        let catalog = Catalog::new(1, all).expect("names are slugs");
        for (words, expected) in Words::ALL.into_iter().zip(expected) {
            let stated = words.term(Voice::ReportedAsFact.as_str_name());
            let marked = format!("{stated}{}{expected}", words.comma);
            let setting = Setting {
                base: None,
                editions: Vec::new(),
                look: Look::default(),
            };
            let site = Site::new(&catalog, setting, (words, Edition::default()));
            for place in [Route::Fact("facts/a"), Route::Markdown("facts/a")] {
                let file = site.page(place).expect("printed");
                let page = String::from_utf8(file.bytes).expect("UTF-8");
                assert!(page.contains(&marked), "{marked} on {place:?}: {page}");
            }
        }
    }
}

/// The Markdown of whoever published articles lists them, as the page does.
#[test]
fn the_articles_of_a_publication_are_listed_to_machines_too() {
    let mut all = vec![entity("Ada Poole"), article("Title")];
    all.extend(facts("Text"));
    let catalog = Catalog::new(1, all).expect("names are slugs");
    for place in [Route::Entity("entities/a"), Route::Markdown("entities/a")] {
        let page = page(&catalog, place);
        let (_, list) = page.split_once("Articles").expect("a heading");
        assert!(list.contains("Title"), "{place:?}: {page}");
        assert!(list.contains("articles/a"), "{place:?}: {page}");
    }
    let mut all = vec![entity("Ada Poole"), article("Title")];
    if let Some(Kind::Article(article)) = all[1].resource.as_mut() {
        article.publication = "entities/b".to_owned();
    }
    let catalog = Catalog::new(1, all).expect("names are slugs");
    let page = page(&catalog, Route::Markdown("entities/a"));
    assert!(!page.contains("## Articles"), "{page}");
}

/// Of two facts that contradict each other only one has an entry; the verdict on the other stands beside it.
#[test]
fn a_dispute_tells_the_verdicts_on_both_sides() {
    let mut all = vec![
        entity("Ada Poole"),
        article("Title"),
        dossier("Story", "[it](fact:a) and [that](fact:b)"),
    ];
    all.extend(facts("Text"));
    for (own, other) in [("facts/a", "facts/b"), ("facts/b", "facts/a")] {
        for resource in all.iter_mut().filter(|resource| resource.name() == own) {
            let fact = fact_of(resource);
            fact.links = vec![FactLink {
                kind: LinkKind::Contradicts.into(),
                fact: other.to_owned(),
                ..Default::default()
            }];
            if own == "facts/b" {
                fact.verification = Verification::Refuted.into();
            }
        }
    }
    let catalog = Catalog::new(1, all).expect("names are slugs");
    let page = page(&catalog, Route::Dossier("dossiers/a"));
    let disputes = page
        .split("What is disputed</h3>")
        .nth(1)
        .unwrap_or_default();
    let disputes = disputes.split("<h3>").next().unwrap_or_default();
    assert!(disputes.contains("(refuted)"), "{disputes}");
}

#[test]
fn a_publication_and_an_author_have_their_articles() {
    let mut written = article("Title");
    if let Some(Kind::Article(article)) = &mut written.resource {
        article.publication = "entities/other".to_owned();
        article.authors = vec!["entities/a".to_owned()];
    }
    for own in [article("Title"), written] {
        let all = vec![entity("The Ledger"), own];
        let catalog = Catalog::new(1, all).expect("names are slugs");
        let page = page(&catalog, Route::Entity("entities/a"));
        assert!(page.contains("<p class=\"meta\">1 article</p>"), "{page}");
        assert!(page.contains("articles/a/index.html\""), "{page}");
    }
}

/// A fact that an entity says.
fn attributed(mut resource: Resource) -> Resource {
    for evidence in &mut fact_of(&mut resource).evidence {
        evidence.set_voice(Voice::Attributed);
        for step in &mut evidence.attribution {
            step.agent = "entities/a".to_owned();
        }
    }
    resource
}

#[test]
fn a_name_in_a_sentence_has_its_article() {
    for (code, name, article, expected) in [
        (
            "en",
            "German Admiralty",
            "the",
            "according to the German Admiralty",
        ),
        ("en", "Ada Poole", "", "according to Ada Poole"),
        (
            "fr",
            "Amirauté allemande",
            "l'",
            "selon l’Amirauté allemande",
        ),
        ("fr", "Russie", "la", "selon la Russie"),
        // An article of another language is left out.
        ("fr", "North Sea", "the", "selon North Sea"),
    ] {
        let own = if name == "North Sea" { "en" } else { code };
        let mut all = vec![self::article("Title"), dossier("Story", "[it](fact:b)")];
        all.push(resource(Kind::Entity(Box::new(Entity {
            name: "entities/a".to_owned(),
            names: vec![EntityName {
                text: name.to_owned(),
                language_code: own.to_owned(),
                article: article.to_owned(),
                ..Default::default()
            }],
            ..Default::default()
        }))));
        all.extend(facts("Text").into_iter().map(attributed));
        let catalog = Catalog::new(1, all).expect("names are slugs");
        let words = Words::for_language(code).expect("words");
        let setting = Setting {
            base: None,
            editions: Vec::new(),
            look: Look::default(),
        };
        let site = Site::new(&catalog, setting, (words, Edition::default()));
        let file = site.page(Route::Fact("facts/b")).expect("printed");
        let page = String::from_utf8(file.bytes).expect("UTF-8");
        assert!(page.contains(expected), "{expected}: {page}");
    }
}
