//! Numbers that can be compared: the same thing, measured in the same unit. As bars by subject and by
//! source, so that it is seen where sources differ, or as a line where one subject was measured again and
//! again.

mod bars;
mod number;
mod series;
mod subject;

use dossier::v1::Fact;

use self::number::{Extent, Number, number};
use self::subject::{Subject, subjects};
use crate::chart::draw::sample;
use crate::chart::draw::{Chart, KEY_HEIGHT, Key, ROOMS, ROWS_MAX, path};
use crate::context::PageContext;
use crate::locale::format;
use crate::part::view::numbers::comparable;
use crate::part::view::takes;
use crate::url::View;

/// More figures on a page are not looked at; the table has all numbers.
const FIGURES_MAX: usize = 12;

/// So many subjects are named in a headline.
const NAMED_MAX: usize = 4;

/// A figure for each thing of which there are several numbers.
pub(crate) fn numbers(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Option<Chart>> {
    let taken: Vec<&Fact> = facts
        .iter()
        .copied()
        .filter(|fact| takes(context.catalog, View::Numbers, fact))
        .collect();
    let groups = comparable(&taken);
    let groups = groups.iter().filter(|group| group.len() > 1);
    let figures = groups.take(FIGURES_MAX).map(|group| {
        let mut numbers: Vec<Number> = group
            .iter()
            .map(|measured| number(context, measured))
            .collect();
        numbers.sort_by(|one, other| one.order().cmp(&other.order()));
        let property = context.text(group.first()?.property).text;
        figure(context, &format::capital(&property), numbers)
    });
    figures.collect()
}

fn figure(context: &PageContext<'_>, property: &str, numbers: Vec<Number>) -> Option<Chart> {
    // Where nothing is known there is nothing to compare.
    if numbers
        .iter()
        .all(|number| number.extent == Extent::Unknown)
    {
        return None;
    }
    let words = &context.words.charts;
    let series = series::is_series(&numbers);
    let subjects = subjects(numbers);
    let alone = subjects.iter().all(|subject| subject.numbers.len() == 1);
    let all = || subjects.iter().flat_map(|subject| &subject.numbers);
    let drawings = ROOMS.iter().map(|room| match subjects.first() {
        Some(only) if series => series::drawing(context, *room, &only.numbers),
        _ => bars::drawing(*room, &subjects, alone),
    });
    let more = all().count().saturating_sub(ROWS_MAX);
    Some(Chart {
        title: match (series, alone) {
            (true, _) => words.numbers_over_time,
            (_, true) => words.numbers_by_subject,
            (_, false) => words.numbers_by_source,
        },
        finding: context.labelled(property, &finding(context, &subjects)),
        key: if series {
            Vec::new()
        } else {
            key(context, &subjects)
        },
        note: match more {
            0 => String::new(),
            _ if series => String::new(),
            more => (words.more)(more),
        },
        drawings: drawings.collect(),
        rests_on: all().map(|number| number.name.clone()).collect(),
        ..Chart::default()
    })
}

/// From which number to which, for each subject, in a headline; who has the most, where there are many.
fn finding(context: &PageContext<'_>, subjects: &[Subject]) -> String {
    let said = |subject: &Subject| {
        let range = range(context, subject);
        format!("{}\u{a0}{range}", subject.name).replace('\u{a0}', " ")
    };
    if subjects.len() <= NAMED_MAX {
        let all: Vec<String> = subjects.iter().map(said).collect();
        return all.join(context.words.comma);
    }
    let count = subjects.iter().map(|subject| subject.numbers.len()).sum();
    let mut ends: Vec<(f64, f64, &Subject)> = subjects
        .iter()
        .map(|subject| {
            let bounds = subject.numbers.iter().map(|number| number.extent.bounds());
            let (low, high) = bounds.fold((f64::MAX, f64::MIN), |all, bounds| {
                (all.0.min(bounds.0), all.1.max(bounds.1))
            });
            (low, high, subject)
        })
        .collect();
    ends.sort_by(|one, other| other.1.total_cmp(&one.1));
    // Only what is larger than everything else, however the numbers are read, is called the most.
    match ends.as_slice() {
        [(low, _, most), (_, high, _), ..] if low > high => {
            (context.words.charts.numbers_most)(&said(most), count)
        }
        _ => (context.words.facts)(count),
    }
}

/// The numbers of a subject, from the least to the most that anybody names, without those that were shown
/// to be wrong.
fn range(context: &PageContext<'_>, subject: &Subject) -> String {
    let known = |number: &&Number| number.extent != Extent::Unknown;
    let standing = |number: &&Number| known(number) && !number.refuted;
    let mut numbers: Vec<&Number> = subject.numbers.iter().filter(standing).collect();
    if numbers.is_empty() {
        numbers = subject.numbers.iter().filter(known).collect();
    }
    // Of equal ones that which leaves least open is named.
    let order = |left: (f64, &Number), right: (f64, &Number)| {
        let open = (left.1.extent.is_open(), right.1.extent.is_open());
        left.0.total_cmp(&right.0).then(open.0.cmp(&open.1))
    };
    let low = |number: &Number| number.extent.named().0;
    let high = |number: &Number| number.extent.named().1;
    let least = numbers
        .iter()
        .min_by(|left, right| order((low(left), left), (low(right), right)));
    let most = numbers
        .iter()
        .min_by(|left, right| order((-high(left), left), (-high(right), right)));
    match (least, most) {
        (Some(least), Some(most)) if least.name == most.name => most.bare.clone(),
        (Some(least), Some(most)) if least.lower == most.upper => most.upper.clone(),
        (Some(least), Some(most)) if low(least) < high(most) => {
            (context.words.amounts.span)(&least.lower, &most.upper)
        }
        (_, Some(most)) => most.bare.clone(),
        _ => context.words.label.not_said.to_owned(),
    }
}

/// The kinds of bars that there are.
fn key(context: &PageContext<'_>, subjects: &[Subject]) -> Vec<Key> {
    let words = &context.words.charts;
    let (amounts, middle) = (&context.words.amounts, KEY_HEIGHT / 2);
    let drawn = || {
        subjects
            .iter()
            .flat_map(|subject| &subject.numbers)
            .take(ROWS_MAX)
    };
    let has = |wanted: fn(&Number) -> bool| drawn().any(wanted);
    let kinds = [
        (
            has(|number| number.class() == "known" && number.extent.is_exact()),
            sample::bar("known"),
            words.stated,
        ),
        (
            has(|number| matches!(number.extent, Extent::About(_))),
            sample::bar("lasting"),
            amounts.about,
        ),
        (
            has(|number| matches!(number.extent, Extent::AtLeast(_))),
            sample::open("known"),
            words.numbers_or_more,
        ),
        (
            has(|number| matches!(number.extent, Extent::AtMost(_))),
            sample::bar("planned"),
            words.numbers_or_less,
        ),
        (
            has(|number| matches!(number.extent, Extent::Between(..))),
            sample::bar("planned undated"),
            words.numbers_range,
        ),
        (
            has(|number| number.extent == Extent::Unknown),
            path(format!("M2 {}h24v10h-24z", middle - 5), "hollow"),
            words.not_stated,
        ),
        (
            has(|number| number.refuted),
            sample::bar("lapsed"),
            context.words.term("VERIFICATION_REFUTED"),
        ),
    ];
    let there: Vec<Key> = kinds
        .into_iter()
        .filter(|(there, ..)| *there)
        .map(|(_, shape, word)| Key { shape, word })
        .collect();
    // Plain bars explain themselves.
    if there.len() == 1
        && drawn().all(|number| number.class() == "known" && number.extent.is_exact())
    {
        return Vec::new();
    }
    there
}
