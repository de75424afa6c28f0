//! A dossier as data for people: one table with a row for each fact, in the words of one language, and two
//! descriptions of it that programs read.
//!
//! The tables by kind and the JSON hold every field of the contract; this one holds what somebody with a
//! spreadsheet asks first, and never a statement without who says it and where.

mod describe;

use std::collections::BTreeSet;

use dossier::name::id;
use dossier::v1::fact::Body;
use dossier::v1::{Comparator, Dossier, Evidence, Fact, Quantity, Verification};

use super::data::record;
use crate::context::{PageContext, Setting};
use crate::html::Inlines;
use crate::part::body::kind;
use crate::part::passage::places;
use crate::part::tally::standing;
use crate::part::voice_mark::mark_of;
use crate::url::Route;

pub(crate) use self::describe::{croissant, package};

/// The columns of the table, in order. Their meanings are in [`Columns`](crate::locale::columns::Columns), in
/// the same order.
pub(crate) const COLUMNS: [&str; 18] = [
    "url",
    "id",
    "kind",
    "statement",
    "voice",
    "who",
    "reported_by",
    "article",
    "publisher",
    "published",
    "place",
    "date",
    "value",
    "value_to",
    "unit",
    "comparator",
    "compared",
    "verification",
];

/// Programs for spreadsheets take a file for UTF-8 only if it begins with this.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// The facts of a dossier that stand, as CSV (RFC 4180) in the page's language, in the editor's order.
pub(crate) fn table(context: &PageContext<'_>, setting: &Setting, dossier: &Dossier) -> String {
    table_of(context, setting, context.catalog.facts_in(dossier))
}

/// The same of some facts, in their order.
pub(crate) fn table_of<'f>(
    context: &PageContext<'_>,
    setting: &Setting,
    facts: impl Iterator<Item = &'f Fact>,
) -> String {
    let mut out = String::from(BYTE_ORDER_MARK);
    out.push_str(&record(COLUMNS.into_iter()));
    for fact in facts {
        let row = row(context, setting, fact);
        out.push_str(&record(row.iter().map(String::as_str)));
    }
    out
}

fn row(context: &PageContext<'_>, setting: &Setting, fact: &Fact) -> [String; COLUMNS.len()] {
    let place = Route::Fact(&fact.name);
    let address = setting.base.as_ref().map(|base| base.absolute(place));
    let [value, value_to, unit, comparator] = amount(context, fact);
    let mark = mark_of(context, fact);
    [
        address.unwrap_or_else(|| context.link(place)),
        id(&fact.name).to_owned(),
        kind(context, fact).to_owned(),
        context.text(&fact.statement).text,
        mark.map(|mark| mark.word).unwrap_or_default(),
        cell(context, fact, |evidence| hands(context, evidence, true)),
        cell(context, fact, |evidence| hands(context, evidence, false)),
        cell(context, fact, |evidence| {
            vec![context.article(&evidence.article).text]
        }),
        cell(context, fact, |evidence| publisher(context, evidence)),
        cell(context, fact, |evidence| published(context, evidence)),
        cell(context, fact, |evidence| place_in(context, fact, evidence)),
        fact.time()
            .map(|time| time.time.edtf.clone())
            .unwrap_or_default(),
        value,
        value_to,
        unit,
        comparator,
        standing(fact).code().to_owned(),
        verification(context, fact),
    ]
}

/// What all evidence of a fact says in a column, each thing once.
fn cell(
    context: &PageContext<'_>,
    fact: &Fact,
    texts: impl Fn(&Evidence) -> Vec<String>,
) -> String {
    let mut seen = BTreeSet::new();
    let texts = fact.evidence.iter().flat_map(texts);
    let texts = texts.filter(|text| !text.is_empty() && seen.insert(text.clone()));
    texts.collect::<Vec<_>>().join(context.words.semicolon)
}

/// Who says it first, or all those who passed it on.
fn hands(context: &PageContext<'_>, evidence: &Evidence, is_first: bool) -> Vec<String> {
    let steps = evidence.attribution.iter().enumerate();
    let steps = steps.filter(|(number, _)| (*number == 0) == is_first);
    let names = steps.map(|(_, step)| match step.agent.as_str() {
        "" => context.text(&step.unnamed).text,
        agent => context.entity(agent).text,
    });
    names.collect()
}

/// Where an evidence stands; with the article, if the fact rests on several.
fn place_in(context: &PageContext<'_>, fact: &Fact, evidence: &Evidence) -> Vec<String> {
    let place = joined(&places(context, evidence));
    let mut others = fact.evidence.iter();
    if place.is_empty() || others.all(|other| other.article == evidence.article) {
        return vec![place];
    }
    let article = context.article(&evidence.article).text;
    vec![context.labelled(&article, &place)]
}

fn publisher(context: &PageContext<'_>, evidence: &Evidence) -> Vec<String> {
    let article = context.catalog.article(&evidence.article).into_iter();
    article
        .map(|article| context.entity(&article.publication).text)
        .collect()
}

fn published(context: &PageContext<'_>, evidence: &Evidence) -> Vec<String> {
    let article = context.catalog.article(&evidence.article);
    let time = article.and_then(|article| article.published.as_ref());
    time.map(|time| time.edtf.clone()).into_iter().collect()
}

/// The texts of a line, one after another.
fn joined(inlines: &Inlines) -> String {
    inlines.iter().map(|inline| inline.text.as_str()).collect()
}

fn verification(context: &PageContext<'_>, fact: &Fact) -> String {
    match fact.verification() {
        Verification::Unspecified => String::new(),
        verdict => context.words.term(verdict.as_str_name()).to_owned(),
    }
}

/// The amount of a fact as numbers: from, to, unit, and how it relates to the number. Empty for what has none.
fn amount(context: &PageContext<'_>, fact: &Fact) -> [String; 4] {
    let Some(quantity) = quantity(fact) else {
        return Default::default();
    };
    let unit = match quantity.currency_code.as_str() {
        "" => quantity.unit.as_str(),
        currency => currency,
    };
    let comparator = quantity.effective_comparator();
    let (from, to) = match comparator {
        Comparator::Between => (quantity.lower.as_str(), quantity.upper.as_str()),
        _ => (quantity.value.as_str(), ""),
    };
    if from.is_empty() && to.is_empty() {
        return Default::default();
    }
    let comparator = context.words.term(comparator.as_str_name());
    [from, to, unit, comparator].map(str::to_owned)
}

fn quantity(fact: &Fact) -> Option<&Quantity> {
    match fact.body.as_ref()? {
        Body::Transfer(transfer) => transfer.quantity.as_ref(),
        Body::Measurement(measurement) => measurement.quantity.as_ref(),
        Body::Claim(claim) => claim.count.as_ref(),
        _ => None,
    }
}
