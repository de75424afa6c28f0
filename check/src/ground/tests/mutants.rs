//! Falsifies clean dossiers in one place at a time, and counts what is noticed.
//!
//! Every operator is applied at every place it applies to, without a record at hand. A falsification is
//! noticed where a finding names the fact. Places that no comparison could tell apart are excluded,
//! each kind with its reason, and counted.

mod operators;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use dossier::v1::{Article, Entity, EntityKind, Fact, Resource, Verdict, fact::Body, resource};

use crate::assess::assess_without_records;
use crate::diagnostic::Rule;
use crate::ground::verify::judged;
use crate::ground::{ArticleText, Judgement, Names, PartValue, all_parts};
use crate::rules::{Today, check};
use crate::text::{Document, Segmentation};
use operators::{Mutant, mutants};

/// The day of the checks.
const TODAY: &str = "2026-12-01";

/// The dossiers that are falsified: their content, and the texts of their articles.
const DOSSIERS: [(&str, &[&str]); 6] = [
    ("content", &["leap-second"]),
    ("tests/arabic", &["flood"]),
    ("tests/content", &["canal"]),
    ("tests/french", &["port"]),
    ("tests/german", &["bahn"]),
    ("tests/spanish", &["agua"]),
];

/// How the operators that change a value of a list are called.
const CHOICE: &str = "choice";

/// What all mutants are made of.
struct Clean {
    resources: Vec<Resource>,
    facts: Vec<Fact>,
    entities: Vec<Entity>,
    articles: Vec<(Article, String)>,
    /// Who is named in an article.
    named: BTreeSet<String>,
}

impl Clean {
    /// What a person belongs to, by the facts and by the entity itself.
    fn bodies_of(&self, name: &str) -> BTreeSet<String> {
        let mut entities = self.entities.iter();
        let is_person = |entity: &Entity| entity.kind() == EntityKind::Person;
        let Some(person) = entities.find(|entity| entity.name == name && is_person(entity)) else {
            return BTreeSet::new();
        };
        let ties = self.facts.iter().filter_map(|fact| match &fact.body {
            Some(Body::Role(role)) if role.holder == name => Some(role.principal.clone()),
            Some(Body::Membership(tie)) if tie.member == name => Some(tie.collective.clone()),
            _ => None,
        });
        let all = ties.chain([person.parent.clone()]);
        all.filter(|tie| !tie.is_empty()).collect()
    }

    /// Who is named in the sentences that the first evidence of a fact selects.
    fn named_beside(&self, fact: &Fact) -> BTreeSet<String> {
        let Some(evidence) = fact.evidence.first() else {
            return BTreeSet::new();
        };
        let mut all = self.articles.iter();
        let own = all.find(|(article, _)| article.name == evidence.article);
        let Some((article, text)) = own else {
            return BTreeSet::new();
        };
        let document = Document::parse(text, Segmentation::for_article(article));
        let names = Names::new(self.entities.iter());
        let selected = evidence.selectors.iter();
        let places = selected.filter_map(|selector| document.find(selector));
        let words = places.filter_map(|(number, range)| {
            let block = document.blocks().nth(number)?;
            block.text.get(range)
        });
        let mentions = words.flat_map(|words| names.find(words));
        mentions.flat_map(|mention| mention.entities).collect()
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the repository")
        .to_owned()
}

fn clean(content: &str, articles: &[&str]) -> Clean {
    let folder = root().join(content);
    let assessment = assess_without_records(&folder, TODAY).expect("content");
    assert_eq!(assessment.findings, [], "{content} is not clean");
    let checked = assessment.checked.expect("clean content");
    let mut clean = Clean {
        resources: checked.resources().cloned().collect(),
        facts: Vec::new(),
        entities: Vec::new(),
        articles: Vec::new(),
        named: BTreeSet::new(),
    };
    for resource in checked
        .resources()
        .filter_map(|resource| resource.resource.as_ref())
    {
        match resource {
            resource::Resource::Fact(fact) => clean.facts.push(fact.as_ref().clone()),
            resource::Resource::Entity(entity) => clean.entities.push(entity.as_ref().clone()),
            resource::Resource::Article(article) => {
                let id = article.name.trim_start_matches("articles/");
                if articles.contains(&id) {
                    let path = folder.join("texts").join(format!("{id}.txt"));
                    let text = std::fs::read_to_string(path).expect("a text");
                    clean.articles.push((article.as_ref().clone(), text));
                }
            }
            resource::Resource::Dossier(_) => {}
        }
    }
    let names = Names::new(clean.entities.iter());
    let mentions = clean.articles.iter().flat_map(|(_, text)| names.find(text));
    clean.named = mentions.flat_map(|mention| mention.entities).collect();
    clean
}

/// Why no comparison could notice a falsification; nothing where one should.
fn excluded(mutant: &Mutant, before: &[Judgement]) -> Option<&'static str> {
    if let Some(list) = mutant.operator.strip_prefix("choice: kind of") {
        let part = all_parts(&mutant.fact)
            .into_iter()
            .find(|part| part.field.as_str() == mutant.field);
        let needs = |value: &str| crate::ground::choice::needs_word(value);
        let is_open =
            !matches!(part.map(|part| part.value), Some(PartValue::Choice(value)) if needs(&value));
        return is_open.then_some(match list {
            " claim" => "a kind of claim without words of its own",
            _ => "a kind without words of its own",
        });
    }
    let judged = before
        .iter()
        .find(|judgement| mutant.field.starts_with(judgement.part.field.as_str()));
    match judged.map(|judgement| judgement.verdict) {
        Some(Verdict::Inferred) => Some("the editor says that it is not in the text"),
        Some(Verdict::NotCompared) => Some("no rule for this kind or language"),
        _ => None,
    }
}

/// An article's name, and what its text says.
type Read<'t> = (&'t str, ArticleText<'t>);

fn judgements(articles: &[Read<'_>], fact: &Fact) -> Vec<Judgement> {
    let each = articles
        .iter()
        .flat_map(|(article, text)| judged(fact, article, text).1);
    each.flatten().collect()
}

/// What a mutant says at its place.
fn said(fact: &Fact, field: &str) -> String {
    let field = field.strip_suffix(".text").unwrap_or(field);
    let parts = crate::ground::parts(fact, 0);
    let part = parts.iter().find(|part| part.field.as_str() == field);
    part.map_or_else(String::new, |part| format!("{:?}", part.value))
}

/// Whether the rules that need no text find something in a fact of the content. What was filled in for
/// the fact as it was is filled in anew.
fn is_checked_to_be_wrong(clean: &Clean, fact: &Fact) -> bool {
    let resources = clean.resources.iter().map(|resource| {
        if resource.name() == fact.name {
            let fact = Box::new(fact.clone());
            Resource {
                resource: Some(resource::Resource::Fact(fact)),
            }
        } else {
            resource.clone()
        }
    });
    let report = check(resources.collect(), Today::from_text(TODAY));
    let mut findings = report.findings.iter();
    findings.any(|finding| finding.at.resource == fact.name && finding.rule != Rule::DerivedField)
}

#[derive(Default)]
struct Count {
    noticed: usize,
    tried: usize,
    missed: Vec<String>,
}

/// What came of all falsifications.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<&'static str, Count>,
    reasons: BTreeMap<&'static str, usize>,
}

impl Tally {
    /// Falsifies a fact in every way.
    fn try_all(&mut self, clean: &Clean, articles: &[Read<'_>], fact: &Fact) {
        let before = judgements(articles, fact);
        let alarms = |judged: &[Judgement]| {
            judged
                .iter()
                .filter(|judgement| judgement.severity().is_some())
                .count()
        };
        assert_eq!(alarms(&before), 0, "{} is not clean", fact.name);
        if before.is_empty() {
            return;
        }
        for mutant in mutants(fact, clean) {
            if let Some(reason) = excluded(&mutant, &before) {
                *self.reasons.entry(reason).or_default() += 1;
                continue;
            }
            // The rules that need no text compare no value of a list with words.
            let is_choice = mutant.operator.starts_with(CHOICE);
            let noticed = alarms(&judgements(articles, &mutant.fact)) > 0
                || !is_choice && is_checked_to_be_wrong(clean, &mutant.fact);
            let count = self.counts.entry(mutant.operator).or_default();
            count.tried += 1;
            count.noticed += usize::from(noticed);
            if !noticed {
                let Mutant { field, fact, .. } = &mutant;
                let value = said(fact, field);
                count.missed.push(format!("{} {field}: {value}", fact.name));
            }
        }
    }
}

/// Falsifies all facts of all dossiers.
fn tallied() -> Tally {
    let mut tally = Tally::default();
    for (content, articles) in DOSSIERS {
        let clean = clean(content, articles);
        let names = Names::new(clean.entities.iter());
        let texts = clean.articles.iter().map(|(article, text)| {
            let document = Document::parse(text, Segmentation::for_article(article));
            (article, document)
        });
        let texts: Vec<(&Article, Document)> = texts.collect();
        let read = texts.iter().map(|(article, document)| {
            let text = ArticleText::read(document, article, &names);
            (article.name.as_str(), text)
        });
        let read: Vec<Read<'_>> = read.collect();
        for fact in &clean.facts {
            tally.try_all(&clean, &read, fact);
        }
    }
    tally
}

/// How many falsifications were noticed, and how many there were: of values of lists, or of all else.
fn noticed(tally: &Tally, of_choices: bool) -> (usize, usize) {
    let counts = tally.counts.iter();
    let counts = counts.filter(|(name, _)| name.starts_with(CHOICE) == of_choices);
    counts.fold((0, 0), |(noticed, tried), (_, count)| {
        (noticed + count.noticed, tried + count.tried)
    })
}

#[test]
fn falsified_facts_are_noticed() {
    let tally = tallied();
    let ((noticed, tried), (chosen, choices)) = (noticed(&tally, false), noticed(&tally, true));
    let Tally { counts, reasons } = tally;
    for (operator, count) in &counts {
        println!("{operator}: {} of {} noticed", count.noticed, count.tried);
        for missed in &count.missed {
            println!("  missed: {missed}");
        }
    }
    for (reason, count) in &reasons {
        println!("left out: {count}, {reason}");
    }
    println!("all but values of lists: {noticed} of {tried} noticed");
    println!("values of lists: {chosen} of {choices} noticed");
    assert!(tried > 800, "only {tried} falsifications");
    // Measured: 97 % of all. What is missed are names that the article has at hand and neither sentence
    // tells apart, and sentences beside those that a fact without figures rests on.
    assert!(100 * noticed >= 96 * tried, "{noticed} of {tried}");
    // Measured: 79 %. What is missed has a word that goes with several values.
    assert!(100 * chosen >= 78 * choices, "{chosen} of {choices}");
    for (denied, least) in [
        ("negation", 95),
        ("statement: not", 75),
        ("speaker: body", 95),
    ] {
        let count = counts.get(denied);
        let (noticed, tried) = count.map_or((0, 0), |counted| (counted.noticed, counted.tried));
        let is_enough = tried > 10 && 100 * noticed >= least * tried;
        assert!(is_enough, "{denied}: {noticed} of {tried}");
    }
    for whole in [
        "words",
        "verbatim",
        "number",
        "scale",
        "currency",
        "comparator",
        "statement",
        "date",
        "direction",
    ] {
        let missed = counts.get(whole).map_or(&[][..], |count| &count.missed);
        assert_eq!(missed, &[""; 0], "{whole}");
    }
}
