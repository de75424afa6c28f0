//! A made-up store, and commits to it that dice choose.

use dossier::v1::{CoverageReportResponse, Definition, Event, Participant, SentenceCoverage};

use super::*;

const FACTS: usize = 9;
const NAMES: usize = 4;
const STORIES: usize = 2;

/// Numbers that follow from a seed (splitmix64).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed >> 33) % sides as u64).expect("a small number")
    }
}

pub(super) fn said(text: &str, language: &str) -> LocalizedText {
    LocalizedText {
        text: text.to_owned(),
        language_code: language.to_owned(),
    }
}

pub(super) fn fact_name(number: usize) -> String {
    format!("facts/fact-{number}")
}

pub(super) fn entity_name(number: usize) -> String {
    format!("entities/actor-{number}")
}

/// Everything that a server would tell.
#[derive(Clone, Default)]
pub(super) struct Store {
    pub(super) revision: i64,
    pub(super) facts: BTreeMap<String, Fact>,
    pub(super) entities: BTreeMap<String, Entity>,
    pub(super) articles: BTreeMap<String, Article>,
    pub(super) dossiers: BTreeMap<String, Dossier>,
    pub(super) history: BTreeMap<String, Vec<ResourceRevision>>,
    pub(super) covered: BTreeMap<String, usize>,
    pub(super) found: BTreeMap<usize, Vec<String>>,
}

impl Store {
    pub(super) fn new(dice: &mut Dice) -> Self {
        let mut store = Self {
            revision: 1,
            ..Self::default()
        };
        for number in 0..NAMES {
            store.put_entity(number);
        }
        for number in 0..STORIES {
            store.put_story(number);
        }
        for number in 0..FACTS {
            store.put_fact(number, dice);
        }
        store
    }

    fn put_entity(&mut self, number: usize) {
        let name = entity_name(number);
        let entity = Entity {
            name: name.clone(),
            kind: EntityKind::Person.into(),
            state: LifecycleState::Published.into(),
            names: vec![EntityName {
                text: format!("Actor {number}"),
                language_code: "en".to_owned(),
                ..Default::default()
            }],
            ..Default::default()
        };
        self.entities.insert(name, entity);
    }

    fn put_story(&mut self, number: usize) {
        let article = Article {
            name: format!("articles/article-{number}"),
            state: LifecycleState::Published.into(),
            title: vec![said(&format!("Report {number}"), "en")],
            ..Default::default()
        };
        let prose = format!(
            "[one](entity:actor-{}) and [two](fact:fact-{number}) and [three](fact:fact-8).",
            number + 2
        );
        let section = |id: &str, kind: SectionKind, query: &str, facts: Vec<String>| Section {
            id: id.to_owned(),
            heading: vec![said(id, "en")],
            kind: kind.into(),
            markdown: vec![said(&prose, "en")],
            query: query.to_owned(),
            facts,
        };
        let own: Vec<String> = (0..3).map(|step| fact_name(number * 3 + step)).collect();
        let dossier = Dossier {
            name: format!("dossiers/dossier-{number}"),
            state: LifecycleState::Published.into(),
            language_code: "en".to_owned(),
            title: vec![said(&format!("Story {number}"), "en")],
            sections: vec![
                section("prose", SectionKind::Narrative, "", own.clone()),
                section(
                    "found",
                    SectionKind::Timeline,
                    "kind = \"event\"",
                    Vec::new(),
                ),
            ],
            facts: own.clone(),
            ..Default::default()
        };
        self.found.insert(number, own);
        self.covered.insert(article.name.clone(), 1);
        self.articles.insert(article.name.clone(), article);
        self.dossiers.insert(dossier.name.clone(), dossier);
    }

    fn put_fact(&mut self, number: usize, dice: &mut Dice) {
        let when = TimeExpression {
            edtf: "2024-06-17".to_owned(),
            earliest: "2024-06-17".to_owned(),
            latest: "2024-06-17".to_owned(),
            ..Default::default()
        };
        let event = Event {
            when: Some(when),
            ..Default::default()
        };
        let fact = Fact {
            name: fact_name(number),
            revision: self.revision,
            state: LifecycleState::Published.into(),
            statement: vec![said(&format!("They met in case {number}"), "en")],
            evidence: vec![Evidence {
                article: format!("articles/article-{}", number % STORIES),
                selectors: vec![Selector {
                    block: "p1".to_owned(),
                    first_sentence: 1,
                    ..Default::default()
                }],
                ..Default::default()
            }],
            body: Some(Body::Event(Box::new(event))),
            ..Default::default()
        };
        self.facts.insert(fact.name.clone(), fact);
        self.take_part(number, [dice.roll(NAMES), dice.roll(NAMES)]);
    }

    /// Lets entities take part in a fact that is an event.
    pub(super) fn take_part(&mut self, number: usize, entities: [usize; 2]) {
        let fact = self.facts.get_mut(&fact_name(number));
        if let Some(Body::Event(event)) = fact.and_then(|fact| fact.body.as_mut()) {
            let participant = |entity| Participant {
                entity: entity_name(entity),
                ..Default::default()
            };
            event.participants = entities.map(participant).to_vec();
        }
    }

    /// Commits something; which, the dice say.
    pub(super) fn commit(&mut self, dice: &mut Dice) {
        self.revision += 1;
        let number = dice.roll(FACTS + 2);
        let name = fact_name(number);
        match dice.roll(20) {
            0 => self.put_fact(number, dice),
            1 => drop(self.facts.remove(&name)),
            2 => self.rename(&name, dice),
            3 => self.define(dice.roll(NAMES)),
            4 => {
                let story = dice.roll(STORIES);
                let found = self.found.entry(story).or_default();
                toggle(found, &fact_name(dice.roll(FACTS)));
            }
            5 => {
                let covered = self.covered.values_mut().nth(dice.roll(STORIES));
                if let Some(count) = covered {
                    *count = 3 - *count;
                }
            }
            6 => self.remember(&name),
            7 => {
                let dossier = self.dossiers.values_mut().nth(dice.roll(STORIES));
                let changed = dossier.expect("a dossier");
                toggle(&mut changed.facts, &name);
            }
            8 => {
                let entity = self.entities.values_mut().nth(dice.roll(NAMES));
                let names = &mut entity.expect("an entity").names;
                let first = names.first_mut().expect("a name");
                first.text = format!("Renamed {}", self.revision);
            }
            9 => {
                let article = self.articles.values_mut().nth(dice.roll(STORIES));
                let changed = article.expect("an article");
                changed.title = vec![said(&format!("Report of {}", self.revision), "en")];
            }
            10 => self.claim(dice),
            _ => self.edit(&name, dice),
        }
    }

    /// Changes one thing in a fact.
    fn edit(&mut self, name: &str, dice: &mut Dice) {
        let revision = self.revision;
        let to = fact_name(dice.roll(FACTS));
        let Some(fact) = self.facts.get_mut(name) else {
            return;
        };
        match dice.roll(6) {
            0 => fact.statement = vec![said(&format!("They parted in {revision}"), "en")],
            1 => fact
                .statement
                .push(said(&format!("Ils sont partis en {revision}"), "fr")),
            2 => {
                let is_current = fact.state().is_current();
                let state = if is_current {
                    LifecycleState::Retracted
                } else {
                    LifecycleState::Published
                };
                fact.state = state.into();
            }
            3 => fact.corrections.push(Correction {
                id: format!("correction-{revision}"),
                date: "2024-07-01".to_owned(),
                note: vec![said("It was another day.", "en")],
                ..Default::default()
            }),
            4 => fact.links.push(FactLink {
                fact: to,
                ..Default::default()
            }),
            _ => {
                let evidence = fact.evidence.iter_mut();
                for evidence in evidence {
                    evidence.article = format!("articles/article-{}", dice.roll(STORIES));
                }
            }
        }
        fact.revision = revision;
        self.remember(name);
    }

    /// Adds a state to what a fact said before.
    pub(super) fn remember(&mut self, name: &str) {
        let Some(fact) = self.facts.get(name) else {
            return;
        };
        let state = ResourceRevision {
            revision: self.revision,
            commit_time: Some(prost_types::Timestamp {
                seconds: 1_700_000_000 + self.revision * 1_000,
                nanos: 0,
            }),
            r#type: ChangeType::Updated.into(),
            resource: Some(resource(Kind::Fact(Box::new(fact.clone())))),
            ..Default::default()
        };
        self.history
            .entry(name.to_owned())
            .or_default()
            .insert(0, state);
    }

    /// Gives a fact another name.
    fn rename(&mut self, name: &str, dice: &mut Dice) {
        let Some(mut fact) = self.facts.remove(name) else {
            return;
        };
        fact.former_ids.push(dossier::name::id(name).to_owned());
        fact.name = fact_name(dice.roll(FACTS + 2) + 20);
        self.facts.insert(fact.name.clone(), fact);
    }

    /// Lets a fact say that it had a name which is in use no more.
    fn claim(&mut self, dice: &mut Dice) {
        let id = format!("fact-{}", dice.roll(FACTS));
        let at = dice.roll(self.facts.len().max(1));
        if let Some(fact) = self.facts.values_mut().nth(at) {
            toggle(&mut fact.former_ids, &id);
        }
    }

    /// Says what a term means, or says so no more.
    pub(super) fn define(&mut self, term: usize) {
        let name = format!("facts/meaning-{term}");
        if self.facts.remove(&name).is_some() {
            return;
        }
        let definition = Definition {
            term: entity_name(term),
            definition: vec![said("Somebody who acts.", "en")],
            ..Default::default()
        };
        let fact = Fact {
            name: name.clone(),
            state: LifecycleState::Published.into(),
            statement: vec![said("An actor acts", "en")],
            body: Some(Body::Definition(Box::new(definition))),
            ..Default::default()
        };
        self.facts.insert(name, fact);
    }

    pub(super) fn catalog(&self) -> Catalog {
        let entities = self.entities.values().cloned();
        let articles = self.articles.values().cloned();
        let facts = self.facts.values().cloned();
        let dossiers = self.dossiers.values().cloned();
        let all = entities
            .map(|entity| Kind::Entity(Box::new(entity)))
            .chain(articles.map(|article| Kind::Article(Box::new(article))))
            .chain(facts.map(|fact| Kind::Fact(Box::new(fact))))
            .chain(dossiers.map(|dossier| Kind::Dossier(Box::new(dossier))));
        let all = all.map(resource).collect();
        let mut catalog = Catalog::new(self.revision, all).expect("names are slugs");
        for (article, covered) in &self.covered {
            let sentences = (1..=*covered).map(|number| SentenceCoverage {
                place: format!("p1.s{number}"),
                ..Default::default()
            });
            let report = CoverageReportResponse {
                article: article.clone(),
                sentence_count: 2,
                covered_count: i32::try_from(*covered).expect("a few"),
                sentences: sentences.collect(),
                ..Default::default()
            };
            catalog.add_coverage(article.clone(), report);
        }
        for (story, found) in &self.found {
            let key = (format!("dossiers/dossier-{story}"), "found".to_owned());
            catalog.add_query(key, found.clone());
        }
        for (fact, states) in &self.history {
            catalog.add_history(fact.clone(), states.clone());
        }
        catalog
    }
}

/// Takes a name out of a list, or into it.
pub(super) fn toggle(names: &mut Vec<String>, name: &str) {
    let before = names.len();
    names.retain(|listed| listed != name);
    if names.len() == before {
        names.push(name.to_owned());
    }
}
