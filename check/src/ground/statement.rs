//! Are the figures and days of our own sentence those of the fact, or of the words?

mod figure;

use std::collections::BTreeMap;
use std::ops::Range;

use dossier::v1::{LocalizedText, Verdict};
use dossier::{Day, Edtf};
use rust_decimal::Decimal;

pub(crate) use self::figure::Figures;
use self::figure::{Figure, is_same, is_same_time};
use super::article::{ArticleText, Found, Nearness, Selection};
use super::judgement::Outcome;
use super::part::{Part, PartValue};
use super::wanted::Wanted;
use crate::reading::{Agreement, Amount, Measure, Time, TimeKind};

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
    /// Where it stands in the statement, in bytes.
    pub(crate) place: Range<usize>,
    /// What a typed part says instead, as authoring files have it; nothing where none is like it.
    pub(crate) contradicts: Option<String>,
    figure: Figure,
}

impl Unheld {
    /// Where its number stands in the statement, in bytes, without what is counted.
    pub(crate) fn number(&self) -> Range<usize> {
        match &self.figure {
            Figure::Amount(amount) => amount.number.clone(),
            Figure::Time(..) => self.place.clone(),
        }
    }

    /// Whether it is a time or a length of time, and no amount.
    pub(crate) const fn is_time(&self) -> bool {
        matches!(self.figure, Figure::Time(..))
    }

    /// Whether it is a time without an end or a beginning: "since 2016".
    pub(crate) fn is_open(&self) -> bool {
        let Figure::Time(time, _) = &self.figure else {
            return false;
        };
        let absolute = time.absolute();
        absolute
            .is_some_and(|time| time.bounds().earliest.is_none() || time.bounds().latest.is_none())
    }

    /// The same for the source's own words, which excuse no other year: of a time that has one, words without
    /// a year say nothing.
    pub(crate) fn is_among_dated(&self, figures: &Figures<'_>, day: Option<Day>) -> bool {
        let has_year = |figure: &Figure| matches!(figure, Figure::Time(time, _) if time.kind() == TimeKind::Absolute);
        let lacks_year = |figure: &Figure| matches!(figure, Figure::Time(time, None) if time.kind() == TimeKind::Partial);
        let mut all = figures.all.iter();
        all.any(|placed| {
            !(has_year(&self.figure) && lacks_year(&placed.value))
                && self.figure.is_same(&placed.value, day)
        })
    }

    /// Whether other words say the same figure or day. Days without a year are those nearest to a day.
    pub(crate) fn is_among(&self, figures: &Figures<'_>, day: Option<Day>) -> bool {
        figures.holds(&self.figure, day)
    }
}

impl<'p> Typed<'p> {
    /// The typed parts of a fact.
    pub(crate) fn new(parts: &'p [Part]) -> Self {
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
                    typed.spans.push(per.as_str());
                }
                PartValue::Time(time) => typed.times.extend(Edtf::parse(&time.edtf).ok()),
                PartValue::Span(span) => typed
                    .spans
                    .extend([span.minimum.as_str(), span.maximum.as_str()]),
                _ => {}
            }
        }
        // An end that is not said is no length.
        typed.spans.retain(|span| !span.is_empty());
        typed
    }

    /// The first day of the first time, by which days without a year are found.
    pub(crate) fn day(&self) -> Option<Day> {
        self.times.iter().find_map(|time| time.bounds().earliest)
    }

    /// The figures and days of a statement that no typed part holds.
    pub(crate) fn unheld(&self, figures: &Figures<'_>) -> Vec<Unheld> {
        // An amount that the statement says somewhere is not contradicted by another figure.
        let unsaid = self.amounts.iter();
        let unsaid: Vec<&Wanted<'_>> = unsaid
            .filter(|wanted| {
                !figures
                    .all
                    .iter()
                    .any(|figure| is_said(wanted, &figure.value))
            })
            .collect();
        let all = figures.all.iter();
        // "Both governments", "three years earlier": where no amount is typed, nobody counts.
        let counts = !unsaid.is_empty() || !self.spans.is_empty();
        let amounts: Vec<&Amount> = figures
            .all
            .iter()
            .filter_map(|figure| figure.value.amount())
            .collect();
        let ranges = self.amounts.iter();
        let ranges: Vec<&Wanted<'_>> = ranges
            .filter(|range| range.has_both_ends(&amounts))
            .collect();
        let is_end = |figure: &Figure| {
            let amount = figure.amount();
            amount.is_some_and(|amount| ranges.iter().any(|range| range.is_end(amount)))
        };
        let unheld = all.filter(|mention| {
            !is_end(&mention.value)
                && (counts || !mention.value.is_small(&figures.said(mention)))
                && !self.holds(&mention.value)
        });
        let unheld = unheld.map(|mention| {
            let contradicted = mention.value.amount().and_then(|amount| {
                let mut unsaid = unsaid.iter();
                unsaid.find(|wanted| wanted.is_falsified_by(amount))
            });
            Unheld {
                says: figures.said(mention),
                place: mention.start..mention.end,
                contradicts: contradicted.map(|wanted| wanted.written()),
                figure: mention.value.clone(),
            }
        });
        unheld.collect()
    }

    fn holds(&self, figure: &Figure) -> bool {
        match figure {
            Figure::Amount(amount) => {
                let is = |size: &usize| amount.value == Decimal::from(*size);
                self.sizes.iter().any(is)
                    || self.amounts.iter().any(|wanted| is_told_by(wanted, amount))
                    || self.is_part_of_time(amount)
            }
            Figure::Time(time, amount) => {
                let otherwise = amount.as_ref().is_some_and(|amount| {
                    let mut amounts = self.amounts.iter();
                    amounts.any(|wanted| wanted.compares_otherwise(amount))
                });
                !otherwise && self.holds_time(time)
            }
        }
    }

    fn holds_time(&self, said: &Time) -> bool {
        if let Some(length) = said.length() {
            let mut spans = self.spans.iter();
            let in_spans = spans.any(|span| length.agrees(span) != Agreement::Different);
            return in_spans || self.holds_length(&length.least);
        }
        let day = self.day();
        let agrees = |value: &Edtf| said.agrees(value, day) != Agreement::Different;
        said.kind() == TimeKind::Relative || self.times.iter().any(agrees)
    }

    /// Whether an amount in a unit of time is a length: 37 s for "37 seconds".
    fn holds_length(&self, length: &str) -> bool {
        self.amounts.iter().any(|wanted| wanted.is_length(length))
    }

    /// Whether a bare number is a year of one of the times, or an end of a span: "3 to 5".
    fn is_part_of_time(&self, amount: &Amount) -> bool {
        let number = amount.value.normalize().to_string();
        let mut times = self.times.iter();
        let in_span = |span: &&str| {
            let mut digits = span.split(|c: char| !c.is_ascii_digit() && c != '.');
            digits.any(|digits| digits == number)
        };
        amount.measure == Measure::None
            && (times.any(|time| time.to_string().contains(&number))
                || self.spans.iter().any(in_span))
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

/// Whether a figure says an amount of the fact.
fn is_said(wanted: &Wanted<'_>, figure: &Figure) -> bool {
    match figure {
        Figure::Amount(amount) => is_told_by(wanted, amount),
        Figure::Time(time, _) => time
            .length()
            .is_some_and(|length| wanted.is_length(&length.least)),
    }
}

/// Whether an amount of a sentence is an amount of the fact, or that amount rounded.
fn is_told_by(wanted: &Wanted<'_>, amount: &Amount) -> bool {
    wanted.is_same(amount) || wanted.rounds_to(amount)
}

/// Looks for every figure and day of a statement in the fact, then in the words. Nothing
/// where the statement has none.
pub(super) fn judge(
    statement: &LocalizedText,
    parts: &[Part],
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Option<(Outcome, String)> {
    let figures = Figures::read(&statement.text, &statement.language_code);
    if figures.is_empty() {
        return None;
    }
    let typed = Typed::new(parts);
    let mut worst: Option<(Outcome, String)> = None;
    for unheld in typed.unheld(&figures) {
        let found = find(&unheld.figure, text, selection);
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
    Some(worst.unwrap_or_else(|| (Outcome::new(Verdict::Found), statement.text.clone())))
}

fn find(figure: &Figure, text: &ArticleText<'_>, selection: &Selection) -> Option<Found> {
    match figure {
        Figure::Amount(wanted) => text.nearest(selection, |block| {
            let mentions = block.amounts.iter();
            mentions
                .filter(|mention| is_same(wanted, &mention.value))
                .map(|mention| mention.start..mention.end)
        }),
        Figure::Time(wanted, _) => text.nearest(selection, |block| {
            let mentions = block.times.iter();
            mentions
                .filter(|mention| is_same_time(wanted, &mention.value, text.published))
                .map(|mention| mention.start..mention.end)
        }),
    }
}
