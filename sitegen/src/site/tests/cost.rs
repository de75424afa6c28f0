//! What a change costs: how many files of a site differ when one fact does, and why.

use dossier::v1::{Event, Participant};

use super::*;

/// Facts of one story: of a dossier, and of the article on which it rests.
const STORY: usize = 40;

/// Facts for each name.
const NAMED: usize = 5;

/// The languages of the site.
const LANGUAGES: [&str; 2] = ["en", "fr"];

/// A text in each language of the site.
fn said(text: &str) -> Vec<LocalizedText> {
    let said = LANGUAGES.map(|language| LocalizedText {
        text: format!("{text} ({language})"),
        language_code: language.to_owned(),
    });
    said.into()
}

fn day(day: &str) -> TimeExpression {
    TimeExpression {
        edtf: day.to_owned(),
        earliest: day.to_owned(),
        latest: day.to_owned(),
        ..Default::default()
    }
}

/// One of the facts of a made-up site; of the same number, whatever the size.
fn made_up(number: usize, names: usize) -> Fact {
    let name = |step: usize| format!("entities/actor-{}", number * step % names);
    let participant = |entity: String| Participant {
        entity,
        ..Default::default()
    };
    Fact {
        name: format!("facts/fact-{number}"),
        revision: 1,
        state: LifecycleState::Published.into(),
        statement: said(&format!("In case {number} two met")),
        evidence: vec![Evidence {
            article: format!("articles/article-{}", number / STORY),
            ..Default::default()
        }],
        body: Some(Body::Event(Box::new(Event {
            participants: vec![participant(name(1)), participant(name(3))],
            when: Some(day("2024-06-17")),
            ..Default::default()
        }))),
        ..Default::default()
    }
}

/// A dossier about an article, and the article.
fn story(number: usize) -> [Resource; 2] {
    let facts = number * STORY..(number + 1) * STORY;
    let section = |kind: SectionKind, id: &str| Section {
        id: id.to_owned(),
        heading: said(id),
        kind: kind.into(),
        ..Default::default()
    };
    let dossier = Dossier {
        name: format!("dossiers/dossier-{number}"),
        revision: 1,
        state: LifecycleState::Published.into(),
        language_code: "en".to_owned(),
        title: said(&format!("Story {number}")),
        standfirst: said("Who met whom"),
        sections: vec![section(SectionKind::Timeline, "timeline")],
        facts: facts.map(|fact| format!("facts/fact-{fact}")).collect(),
        ..Default::default()
    };
    let article = Article {
        name: format!("articles/article-{number}"),
        revision: 1,
        state: LifecycleState::Published.into(),
        title: said(&format!("Report {number}")),
        ..Default::default()
    };
    [
        resource(Kind::Dossier(Box::new(dossier))),
        resource(Kind::Article(Box::new(article))),
    ]
}

fn actor(number: usize) -> Resource {
    resource(Kind::Entity(Box::new(Entity {
        name: format!("entities/actor-{number}"),
        revision: 1,
        state: LifecycleState::Published.into(),
        kind: EntityKind::Person.into(),
        names: vec![EntityName {
            text: format!("Actor {number}"),
            language_code: "en".to_owned(),
            ..Default::default()
        }],
        ..Default::default()
    })))
}

/// A made-up site of so many stories, in which the fact of a number has changed, if it says of which.
fn catalog(stories: usize, changed: Option<usize>) -> Catalog {
    let names = stories * STORY / NAMED;
    let mut all: Vec<Resource> = (0..names).map(actor).collect();
    all.extend((0..stories).flat_map(story));
    let mut facts: Vec<Fact> = (0..stories * STORY)
        .map(|number| made_up(number, names))
        .collect();
    let mut history = Vec::new();
    let fact = changed.and_then(|number| facts.get_mut(number));
    if let Some(fact) = fact {
        history.push(revision_of(fact));
        fact.revision = 2;
        for text in &mut fact.statement {
            text.text = text.text.replace("met", "quarrelled");
        }
        history.insert(0, revision_of(fact));
    }
    let facts = facts.into_iter().map(Box::new);
    all.extend(facts.map(|fact| resource(Kind::Fact(fact))));
    let revision = if changed.is_some() { 2 } else { 1 };
    let mut catalog = Catalog::new(revision, all).expect("names are slugs");
    if let Some(number) = changed {
        let name = format!("facts/fact-{number}");
        catalog.add_history(name, history);
    }
    catalog
}

fn revision_of(fact: &Fact) -> ResourceRevision {
    ResourceRevision {
        revision: fact.revision,
        commit_time: Some(prost_types::Timestamp {
            seconds: 1_700_000_000 + fact.revision,
            nanos: 0,
        }),
        resource: Some(resource(Kind::Fact(Box::new(fact.clone())))),
        ..Default::default()
    }
}

/// All files of a site in its languages.
fn files(catalog: &Catalog) -> BTreeMap<String, Vec<u8>> {
    let words = LANGUAGES.map(|language| Words::for_language(language).expect("words"));
    let [main, other] = words;
    let editions = vec![
        (main, Edition::default()),
        (other, Edition::in_folder(other.code)),
    ];
    let mut found = BTreeMap::new();
    for own in &editions {
        let base: crate::url::BaseUrl = "https://example.org/".parse().expect("a base URL");
        let setting = Setting {
            base: Some(base.of_edition(own.1)),
            editions: editions.clone(),
            look: Look::default(),
        };
        let site = Site::new(catalog, setting, *own);
        for place in site.places().into_iter().chain(site.assets()) {
            let file = site.page(place).expect("printed");
            found.insert(file.path, file.bytes);
        }
    }
    found
}

/// Why a file may differ that shows a fact, by where it lies.
fn reason(path: &str, shows: bool) -> &'static str {
    let (own, end) = path.rsplit_once('.').unwrap_or((path, ""));
    let own = own.strip_prefix("fr/").unwrap_or(own);
    match end {
        _ if own.starts_with("search/") => "search",
        "xml" | "json" if own.ends_with("feed") => "feed",
        "xml" => "sitemap",
        "csv" => "table",
        "txt" => "llms.txt",
        "json" if own == "build" => "the build's record",
        "json" | "md" => "page as data",
        "png" | "svg" => "picture",
        _ => match own {
            "index" => "home",
            "facts/index" | "entities/index" | "articles/index" => "list",
            "corrections/index" => "corrections of the site",
            _ if shows => "page that shows it",
            _ => "page that does not show it",
        },
    }
}

/// What one changed fact costs a site of so many stories.
struct Cost {
    /// The pages of the site.
    pages: usize,
    /// The pages that show the fact.
    showing: usize,
    /// The files that differ, come or go, by reason.
    differing: BTreeMap<&'static str, Vec<String>>,
}

impl Cost {
    fn measure(stories: usize) -> Self {
        let number = 17;
        let before = files(&catalog(stories, None));
        let after = files(&catalog(stories, Some(number)));
        let address = format!("fact-{number}/index.html");
        let shows = |path: &String| {
            let page = after.get(path).or_else(|| before.get(path));
            let text = page.map(|page| String::from_utf8_lossy(page).into_owned());
            path.ends_with(&address) || text.is_some_and(|text| text.contains(&address))
        };
        let is_page = |path: &&String| path.rsplit_once('.').is_some_and(|(_, end)| end == "html");
        let showing = |path: &&String| reason(path, shows(path)) == "page that shows it";
        let mut differing: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        let gone = before.keys().filter(|path| !after.contains_key(*path));
        for path in after.keys().chain(gone) {
            if before.get(path) != after.get(path) {
                let reason = reason(path, shows(path));
                differing.entry(reason).or_default().push(path.clone());
            }
        }
        Self {
            pages: after.keys().filter(is_page).count(),
            showing: after.keys().filter(is_page).filter(showing).count(),
            differing,
        }
    }

    fn files(&self) -> usize {
        self.differing.values().map(Vec::len).sum()
    }
}

#[test]
fn one_changed_fact_costs_the_pages_that_show_it() {
    let sizes = [3, 27].map(Cost::measure);
    for cost in &sizes {
        println!(
            "{} pages, {} show the fact, {} files differ",
            cost.pages,
            cost.showing,
            cost.files()
        );
        for (reason, paths) in &cost.differing {
            println!("  {:4} {reason}: {}", paths.len(), paths.join(" "));
        }
        let most = 2 * cost.showing + 20 * LANGUAGES.len();
        assert!(cost.files() <= most, "{} files, not {most}", cost.files());
        let unexplained = cost.differing.get("page that does not show it");
        assert_eq!(unexplained, None);
    }
    // A larger site has more files of words, so that two words lie together less often.
    let counts = sizes.each_ref().map(|cost| {
        let reasons = cost.differing.iter();
        let counts = reasons.map(|(reason, paths)| (*reason, paths.len()));
        counts
            .filter(|(reason, _)| *reason != "search")
            .collect::<BTreeMap<_, _>>()
    });
    let [small, large] = counts;
    assert_eq!(small, large);
}
