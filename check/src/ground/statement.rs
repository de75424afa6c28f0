//! Are the figures and days of our own sentence those of the fact, or of the words?

use std::collections::BTreeMap;

use dossier::Edtf;
use dossier::v1::{LocalizedText, Verdict};

use rust_decimal::Decimal;

use super::amount::{Fit, Wanted};
use super::article::{ArticleText, Found, Nearness, Selection};
use super::judgement::Outcome;
use super::part::{Part, PartValue};
use crate::reading::{Agreement, Amount, Form, Measure, Mention, Reader, Time, TimeKind};

/// What a figure or a day of a statement is compared with: the typed parts of its fact.
pub(crate) struct Typed<'p> {
    amounts: Vec<Wanted<'p>>,
    times: Vec<Edtf>,
    spans: Vec<&'p str>,
    /// How many names stand in each list of the body: four parties, two speakers.
    sizes: Vec<usize>,
}

/// A figure or a day of a statement that the typed parts do not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unheld {
    /// As the statement says it.
    pub(crate) says: String,
    /// What a typed part says instead, as authoring files have it; nothing where none is like it.
    pub(crate) contradicts: Option<String>,
    value: Figure,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Figure {
    Amount(Amount),
    Time(Time),
}

impl<'p> Typed<'p> {
    /// The typed parts of a fact.
    pub(crate) fn of(parts: &'p [Part]) -> Self {
        let mut typed = Self {
            amounts: Vec::new(),
            times: Vec::new(),
            spans: Vec::new(),
            sizes: sizes(parts),
        };
        for part in parts {
            match &part.value {
                PartValue::Amount(quantity, per) => {
                    typed.amounts.extend(Wanted::new(quantity, per));
                    typed.spans.push(per);
                }
                PartValue::Time(time) => typed.times.extend(Edtf::parse(&time.edtf).ok()),
                PartValue::Span(span) => typed
                    .spans
                    .extend([span.minimum.as_str(), span.maximum.as_str()]),
                _ => {}
            }
        }
        typed
    }

    /// The figures and days of a statement that no typed part holds.
    pub(crate) fn unheld(&self, statement: &LocalizedText) -> Vec<Unheld> {
        let reader = Reader::new(&statement.language_code);
        let text = &statement.text;
        let said = |start: usize, end: usize| text.get(start..end).unwrap_or_default().to_owned();
        let times = reader.times(text);
        let mut found = Vec::new();
        for mention in reader.amounts(text) {
            let number = &mention.value.number;
            let in_time = times
                .iter()
                .any(|time| time.start <= number.start && number.end <= time.end);
            let is = |size: &usize| mention.value.value == Decimal::from(*size);
            if in_time || self.sizes.iter().any(is) || !says_how_many(&mention) {
                continue;
            }
            let fits = self.amounts.iter();
            let fits = fits.map(|one| (one.fit_of_value(&mention.value), one));
            let best = fits.max_by_key(|(fit, _)| *fit);
            let fit = best.as_ref().map_or(Fit::None, |(fit, _)| *fit);
            if fit == Fit::Same || self.is_part_of_time(&mention.value) {
                continue;
            }
            let like = best.filter(|(fit, _)| matches!(fit, Fit::SameNumber | Fit::SameDigits));
            found.push(Unheld {
                says: said(mention.start, mention.end),
                contradicts: like.map(|(_, wanted)| wanted.written()),
                value: Figure::Amount(mention.value),
            });
        }
        let amounts = reader.amounts(text);
        for mention in &times {
            // "A second" may be any.
            let is_article = amounts
                .iter()
                .any(|amount| amount.value.form == Form::Article && amount.start == mention.start);
            if !is_article && !self.holds_time(&mention.value) {
                found.push(Unheld {
                    says: said(mention.start, mention.end),
                    contradicts: None,
                    value: Figure::Time(mention.value.clone()),
                });
            }
        }
        found
    }

    fn holds_time(&self, said: &Time) -> bool {
        if let Some(length) = said.length() {
            let mut spans = self.spans.iter();
            let in_spans = spans.any(|span| length.agrees(span) != Agreement::Different);
            return in_spans || self.holds_length(&length.least);
        }
        let day = self.times.iter().find_map(|time| time.bounds().earliest);
        let agrees = |value: &Edtf| said.agrees(value, day) != Agreement::Different;
        said.kind() == TimeKind::Relative || self.times.iter().any(agrees)
    }

    /// Whether an amount in a unit of time is a length: 37 s for "37 seconds".
    fn holds_length(&self, length: &str) -> bool {
        self.amounts.iter().any(|wanted| wanted.is_length(length))
    }

    /// Whether a bare number is a year of one of the times.
    fn is_part_of_time(&self, amount: &Amount) -> bool {
        let number = amount.value.to_string();
        amount.measure == Measure::None
            && self
                .times
                .iter()
                .any(|time| time.to_string().contains(&number))
    }
}

/// How many entities each list of a fact names.
fn sizes(parts: &[Part]) -> Vec<usize> {
    let mut lists: BTreeMap<&str, usize> = BTreeMap::new();
    for part in parts {
        let field = part.field.as_str();
        if let (PartValue::Entity(_), Some((list, _))) = (&part.value, field.split_once('[')) {
            *lists.entry(list).or_default() += 1;
        }
    }
    lists.into_values().collect()
}

/// Whether a mention is a figure that a reader would check: no article, no ordinal, no "several".
fn says_how_many(mention: &Mention<Amount>) -> bool {
    matches!(mention.value.form, Form::Cardinal | Form::Fraction)
        && (mention.value.value > Decimal::ONE || mention.value.measure != Measure::None)
}

/// Whether a statement has a figure or a time at all.
fn says_figures(statement: &LocalizedText) -> bool {
    let reader = Reader::new(&statement.language_code);
    reader.amounts(&statement.text).iter().any(says_how_many)
        || !reader.times(&statement.text).is_empty()
}

/// Looks for every figure and day of a statement in the fact, then in the words. Nothing
/// where the statement has none.
pub(super) fn judge(
    statement: &LocalizedText,
    parts: &[Part],
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Option<(Outcome, String)> {
    let typed = Typed::of(parts);
    if !says_figures(statement) {
        return None;
    }
    let mut worst: Option<(Outcome, String)> = None;
    for unheld in typed.unheld(statement) {
        let found = find(&unheld.value, text, selection);
        let outcome = match &found {
            Some(found) if found.nearness == Nearness::Selected => continue,
            found => unheld.contradicts.as_deref().map_or_else(
                || Outcome::found(found.clone(), false),
                Outcome::contradicted,
            ),
        };
        let weight = |outcome: &Outcome| outcome.verdict as i32;
        if worst
            .as_ref()
            .is_none_or(|(worst, _)| weight(&outcome) > weight(worst))
        {
            worst = Some((outcome, unheld.says));
        }
    }
    Some(worst.unwrap_or_else(|| (Outcome::of(Verdict::Found), statement.text.clone())))
}

fn find(figure: &Figure, text: &ArticleText<'_>, selection: &Selection) -> Option<Found> {
    match figure {
        Figure::Amount(wanted) => text.nearest(selection, |block| {
            let mentions = block.amounts.iter();
            mentions
                .filter(|mention| is_same(wanted, &mention.value))
                .map(|mention| mention.start..mention.end)
        }),
        Figure::Time(wanted) => text.nearest(selection, |block| {
            let mentions = block.times.iter();
            mentions
                .filter(|mention| is_same_time(wanted, &mention.value, text))
                .map(|mention| mention.start..mention.end)
        }),
    }
}

/// Whether two amounts of two texts are one, whatever their comparators.
fn is_same(one: &Amount, other: &Amount) -> bool {
    let measures = |amount: &Amount| amount.measure.readings().to_vec();
    let agree = |one: &Measure, other: &Measure| match (one, other) {
        (Measure::Currency(one), Measure::Currency(other)) => {
            one.iter().any(|code| other.contains(code))
        }
        (Measure::Unit(one), Measure::Unit(other)) => one.iter().any(|code| other.contains(code)),
        (Measure::None, _) | (_, Measure::None) | (Measure::Counted(_), Measure::Counted(_)) => {
            true
        }
        (one, other) => is_percentage(one) && is_percentage(other),
    };
    let (ones, others) = (measures(one), measures(other));
    let mut pairs = ones
        .iter()
        .flat_map(|one| others.iter().map(move |other| (one, other)));
    (one.value, one.upper) == (other.value, other.upper)
        && other.form != Form::Ordinal
        && pairs.any(|(one, other)| agree(one, other))
}

fn is_percentage(measure: &Measure) -> bool {
    matches!(measure, Measure::Percent | Measure::PercentagePoint)
}

fn is_same_time(one: &Time, other: &Time, text: &ArticleText<'_>) -> bool {
    if let (Some(one), Some(other)) = (one.length(), other.length()) {
        return one.agrees(&other.least) != Agreement::Different;
    }
    let candidates = one.candidates(text.published);
    candidates.iter().any(|value| {
        matches!(
            other.agrees(value, text.published),
            Agreement::Same | Agreement::Compatible
        )
    })
}
