//! Which findings only follow from another: what was not read seems to be missing, and what rests on it
//! seems wrong. One cause gives one finding.

use std::collections::{BTreeMap, BTreeSet};

use dossier::Collection;
use dossier::v1::{Resource, resource};

use crate::diagnostic::{At, Finding, Rule, Severity};
use crate::model::field_path::FieldPath;
use crate::rules::unknown_reference;

/// The articles on which each fact rests, by the fact's name.
pub(super) type Rests = BTreeMap<String, BTreeSet<String>>;

/// Collects the articles that the evidence of each fact names.
pub(super) fn articles_of_facts(resources: &[Resource]) -> Rests {
    let facts = resources
        .iter()
        .filter_map(|resource| match &resource.resource {
            Some(resource::Resource::Fact(fact)) => Some(fact),
            _ => None,
        });
    facts
        .map(|fact| {
            let articles = fact
                .evidence
                .iter()
                .map(|evidence| evidence.article.clone());
            (fact.name.clone(), articles.collect())
        })
        .collect()
}

/// The fields whose values could not be read or understood, for each of which there is a finding.
pub(super) struct Unread {
    /// These fields, and all that they lie in.
    fields: BTreeSet<At>,
    /// Those among them that are empty now, because the value in the file is of another type.
    empty: BTreeSet<At>,
    /// The resources in which fields stand at a wrong place.
    misplaced: BTreeSet<String>,
    /// The fields that were probably meant by keys which nothing reads, and so are empty.
    misnamed: BTreeSet<At>,
    /// The messages with a key that nothing reads and that resembles none of their fields, so that it may
    /// stand for any of those that are missing.
    with_stray: BTreeSet<At>,
    /// The texts with characters that do not belong in text.
    bad_texts: BTreeSet<At>,
    /// What is reported of references to resources that have such an id, but for its spelling.
    misspelt: BTreeSet<String>,
    /// The fields that hold a value of another type, and so nothing.
    mistyped: BTreeSet<At>,
    /// The articles whose skeleton has such a field.
    skeletons: BTreeSet<String>,
    /// The articles in which a fact or a mark names a place that there is not.
    places: BTreeSet<String>,
    rests: Rests,
}

impl Unread {
    /// Notes what findings say was not read. The first `read` of them were made while reading.
    pub(super) fn new(findings: &[Finding], read: usize, rests: Rests) -> Self {
        let by_rule = |rule: Rule| findings.iter().filter(move |finding| finding.rule == rule);
        let resource = |finding: &Finding| finding.at.resource.clone();
        let unread = findings.iter().enumerate().filter(|(number, finding)| {
            finding.severity() == Severity::Error && (*number < read || is_of_form(finding.rule))
        });
        let unread: Vec<&At> = unread.map(|(_, finding)| &finding.at).collect();
        let empty = findings.iter().take(read);
        let empty = empty.filter(|finding| finding.severity() == Severity::Error);
        let in_skeleton = unread.iter().filter(|at| {
            Collection::Articles.contains(&at.resource)
                && at.path.lies_in(&FieldPath::new("skeleton"))
        });
        let places = by_rule(Rule::BadPlace).chain(by_rule(Rule::ChangedWords));
        let own = |finding: &Finding| BTreeSet::from([finding.at.resource.clone()]);
        let places = places.map(|finding| {
            let articles = rests.get(&finding.at.resource);
            articles.cloned().unwrap_or_else(|| own(finding))
        });
        Self {
            fields: unread.iter().copied().flat_map(around).collect(),
            empty: empty.map(|finding| &finding.at).flat_map(around).collect(),
            misplaced: by_rule(Rule::MisplacedKey).map(resource).collect(),
            misnamed: by_rule(Rule::UnknownKey)
                .map(|finding| finding.at.clone())
                // An attribute of a heading stands for no field.
                .filter(|at| !at.path.is_root() && !at.path.as_str().ends_with(']'))
                .map(written_as_at)
                .chain(by_rule(Rule::SectionId).map(|finding| finding.at.field("id")))
                .collect(),
            with_stray: by_rule(Rule::UnknownKey)
                .map(|finding| finding.at.clone())
                .filter(|at| at.path.as_str().ends_with(']'))
                .collect(),
            bad_texts: by_rule(Rule::BadText)
                .map(|finding| finding.at.clone())
                .collect(),
            misspelt: by_rule(Rule::BadId)
                .filter(|finding| finding.at.path.is_root())
                .filter_map(|finding| told_of_id(&finding.at.resource))
                .collect(),
            mistyped: by_rule(Rule::WrongType)
                .map(|finding| finding.at.clone())
                .filter(|at| !at.resource.is_empty())
                .collect(),
            skeletons: in_skeleton.map(|at| at.resource.clone()).collect(),
            places: places.flatten().collect(),
            rests,
        }
    }

    /// Whether a finding only follows from what was not read.
    pub(super) fn explains(&self, finding: &Finding) -> bool {
        let At { resource, path } = &finding.at;
        let misplaced = || self.misplaced.contains(resource);
        if finding.rule != Rule::UnknownKey && self.misnamed.contains(&finding.at)
            || finding.rule != Rule::WrongType && self.is_mistyped(&finding.at)
            || finding.rule != Rule::BadText && self.bad_texts.contains(&finding.at)
        {
            return true;
        }
        match finding.rule {
            // A field is missing because it, or something in it, was not read, or stands elsewhere.
            Rule::MissingField => {
                let selector = path.lies_in(&FieldPath::new("evidence"));
                self.fields.contains(&finding.at)
                    || misplaced()
                    || self.lies_beside_stray(&finding.at)
                    || (selector && self.rests_on_unread(resource))
            }
            // The number is there, but could not be read.
            Rule::BadQuantity => self.empty.contains(&finding.at),
            Rule::UnknownReference => self.misspelt.contains(&finding.message),
            Rule::NoAttribution => misplaced() || self.fields.contains(&finding.at),
            Rule::MissingBody | Rule::NoEvidence => misplaced() || self.has_misnamed(resource),
            // A time is neither given nor declared absent, because the key of either was not read.
            Rule::BadDate => self.has_misnamed_in(&finding.at),
            Rule::NoPublished => {
                let mut fields = self.misnamed.iter();
                fields.any(|at| at.path == FieldPath::new("published"))
            }
            // The key at the top of the file was not read.
            Rule::MissingArticle => self.misnamed.contains(&At::file().field("article")),
            Rule::MissingSkeleton => self.rests_on_unread(resource),
            Rule::NoMadeOn => self
                .fields
                .contains(&At::resource(resource).field("forecast")),
            Rule::NoAgent
            | Rule::NoClaimant
            | Rule::NoOrigin
            | Rule::NoReason
            | Rule::NoSuccessor
            | Rule::NoUnit
            | Rule::StaleForecast => self.fields.contains(&finding.at),
            // The field that holds the figure may be just the one.
            Rule::FigureNotHeld => self.fields.contains(&At::resource(resource)),
            Rule::KeptText => self
                .fields
                .contains(&At::resource(resource).field("rights")),
            Rule::UncoveredSentence => self.hides_coverage(resource),
            // The article has no such place because its skeleton was not read.
            Rule::SentenceRange if Collection::Articles.contains(resource) => {
                let block = path.parent().as_ref().and_then(FieldPath::parent);
                block.is_some_and(|block| self.empty.contains(&At::path(resource, block)))
            }
            Rule::BadPlace | Rule::BadDigest | Rule::DigestMismatch | Rule::SentenceRange => {
                let is_mark = path.lies_in(&FieldPath::new("marks"));
                self.rests_on_unread(resource) || (is_mark && self.skeletons.contains(resource))
            }
            _ => false,
        }
    }

    /// Whether a field belongs to a message with a key that may stand for it.
    fn lies_beside_stray(&self, field: &At) -> bool {
        let message = field.path.parent();
        message.is_some_and(|message| {
            self.with_stray
                .contains(&At::path(&field.resource, message))
        })
    }

    /// Whether a field, or one that it lies in, holds a value of another type.
    fn is_mistyped(&self, at: &At) -> bool {
        !self.mistyped.is_empty() && around(at).any(|at| self.mistyped.contains(&at))
    }

    /// Whether it is not known which sentences of an article facts rest on: evidence stands at a wrong place, or
    /// names one that there is not.
    fn hides_coverage(&self, article: &str) -> bool {
        let marks = At::resource(article).field("marks");
        !self.misplaced.is_empty()
            || self.lacks_evidence()
            || self.fields.contains(&marks)
            || self.places.contains(article)
            || self.skeletons.contains(article)
    }

    /// Whether a field right in a message was misnamed.
    fn has_misnamed_in(&self, message: &At) -> bool {
        let mut fields = self.misnamed.iter();
        fields.any(|at| {
            at.resource == message.resource && at.path.parent().as_ref() == Some(&message.path)
        })
    }

    fn has_misnamed(&self, resource: &str) -> bool {
        self.misnamed.iter().any(|at| at.resource == resource)
    }

    /// Whether evidence, or a fact with it, was not read.
    fn lacks_evidence(&self) -> bool {
        let mut fields = self.misnamed.iter().chain(&self.mistyped);
        fields.any(|at| at.path.is_root() || at.path.lies_in(&FieldPath::new("evidence")))
    }

    /// Whether a fact rests on an article whose skeleton was not read.
    fn rests_on_unread(&self, fact: &str) -> bool {
        let articles = self.rests.get(fact);
        let mut articles = articles.into_iter().flatten();
        articles.any(|article| self.skeletons.contains(article))
    }
}

/// The selectors, if a key was probably meant to be `at`, which is how people write them.
fn written_as_at(field: At) -> At {
    match field.path.parent() {
        Some(parent) if parent.field("at") == field.path => {
            At::path(&field.resource, parent.field("selectors"))
        }
        _ => field,
    }
}

/// What is reported of references to an id that a resource has in another spelling: `Rise` for `rise`.
fn told_of_id(name: &str) -> Option<String> {
    let collection = Collection::from_name(name)?;
    let id = collection.id(name)?.to_lowercase();
    let id: Vec<&str> = id.split([' ', '_']).collect();
    Some(unknown_reference(collection.singular(), &id.join("-")))
}

/// A field and all that it lies in.
fn around(at: &At) -> impl Iterator<Item = At> {
    let around = std::iter::successors(Some(at.path.clone()), FieldPath::parent);
    around.map(|path| At::path(&at.resource, path))
}

/// Whether a rule says that a value is not of the form that its field has, so that it has no meaning.
fn is_of_form(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::BadDate
            | Rule::BadDigest
            | Rule::BadDuration
            | Rule::BadPlace
            | Rule::BadQuantity
            | Rule::BadUnit
            | Rule::BadValue
            | Rule::SentenceRange
            | Rule::UnknownValue
    )
}
