//! Is this time, or this duration, among those in the words?

use dossier::edtf::End;
use dossier::{Day, Edtf};

use dossier::v1::{Horizon, TimeBasis, TimeExpression, Verdict};

use super::article::{ArticleText, BlockText, Found, Nearness, Selection};
use super::judgement::Outcome;
use crate::reading::{Agreement, Mention, Time, TimeKind, tokens};

/// Looks for a time in the words.
pub(super) fn judge(
    time: &TimeExpression,
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Outcome {
    let Ok(wanted) = Edtf::parse(&time.edtf) else {
        return Outcome::new(Verdict::NotCompared);
    };
    match time.effective_basis() {
        TimeBasis::Inferred => Outcome::new(Verdict::Inferred),
        TimeBasis::Resolved => resolved(time, &wanted, text, selection),
        _ => stated(&wanted, text, selection),
    }
}

/// A relative time is computed again from the words and the day of publication.
fn resolved(
    time: &TimeExpression,
    wanted: &Edtf,
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Outcome {
    let said = text.reader.times(&time.verbatim);
    let published = text.published;
    let outcome = stated(wanted, text, selection);
    if outcome.verdict == Verdict::Found {
        return outcome;
    }
    // The words may count from another day that they name.
    let agreement = said
        .iter()
        .map(|mention| mention.value.agrees(wanted, published))
        .min();
    let is_finer = said.iter().any(|mention| {
        is_too_fine(&mention.value, wanted, published)
            || is_too_wide((&mention.value, &time.verbatim), wanted, published)
    });
    match agreement {
        Some(Agreement::Different) => Outcome::contradicted(&time.verbatim),
        Some(Agreement::Compatible) if is_finer => {
            let means = said.first().map(|time| time.value.written(published));
            Outcome::contradicted(&time.verbatim).meaning(means.unwrap_or_default())
        }
        Some(Agreement::Same | Agreement::Compatible) => Outcome::new(Verdict::Found),
        _ => Outcome::new(Verdict::Inferred),
    }
}

/// Whether a time lies within one that relative words say, and says more than they do: a day for "last
/// year". A part of a stretch has no plain ends, and neither has what is about then.
pub(crate) fn is_too_fine(said: &Time, value: &Edtf, published: Option<Day>) -> bool {
    published.is_some()
        && said.stage().is_none()
        && !value.is_qualified()
        && !is_open(value)
        && said.agrees(value, published) == Agreement::Compatible
        && !said.bears_out(value, published)
}

/// How many more days than the words an interval may have: an end in another year is a slip.
const WIDER_MAX: i64 = 300;

/// Words of a stretch of time, or of two times, of which one may not be read: "from March last year", "this
/// year and next", folded.
const STRETCHES: [&str; 28] = [
    "and", "from", "since", "until", "till", "to", "through", "between", "by", "before", "after",
    "und", "ab", "seit", "bis", "von", "vor", "nach", "zwischen", "et", "partir", "depuis",
    "jusqu", "entre", "avant", "y", "desde", "hasta",
];

/// Whether an interval reaches far beyond the one shorter time that words say: "in the third quarter" for one
/// that begins a year before.
pub(crate) fn is_too_wide(
    (said, verbatim): (&Time, &str),
    value: &Edtf,
    published: Option<Day>,
) -> bool {
    let words = tokens(verbatim);
    if words
        .iter()
        .any(|token| STRETCHES.contains(&token.text.as_str()))
    {
        return false;
    }
    let days = |time: &Edtf| {
        let bounds = time.bounds();
        Some(bounds.latest?.number() - bounds.earliest?.number())
    };
    let Edtf::Interval(_) = value else {
        return false;
    };
    let candidates = said.candidates(published);
    let longest: Option<i64> = candidates.iter().map(days).max().flatten();
    let wider = days(value).zip(longest).map(|(left, right)| left - right);
    wider.is_some_and(|wider| wider > WIDER_MAX)
}

/// Looks for the time within which a forecast is to come true. It mostly begins on the day on which it was
/// made, and the words name its end: "by 2030".
pub(super) fn judge_window(
    window: &TimeExpression,
    made_on: &TimeExpression,
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Outcome {
    let whole = judge(window, text, selection);
    let Ok(Edtf::Interval(interval)) = Edtf::parse(&window.edtf) else {
        return whole;
    };
    let date = |end: &End| {
        end.date()
            .and_then(|date| Edtf::parse(&date.to_string()).ok())
    };
    let (Some(start), Some(end)) = (date(&interval.start()), date(&interval.end())) else {
        return whole;
    };
    if matches!(whole.verdict, Verdict::Inferred | Verdict::NotCompared) {
        return whole;
    }
    let is_made_then = Edtf::parse(&made_on.edtf)
        .is_ok_and(|made| made.bounds().earliest == start.bounds().earliest);
    if !is_made_then && stated(&start, text, selection).verdict != Verdict::Found {
        return Outcome::contradicted(&made_on.edtf);
    }
    let by = Edtf::parse(&format!("../{end}")).map(|by| stated(&by, text, selection));
    let ends = [by.ok(), Some(stated(&end, text, selection))];
    let mut ends = ends.into_iter().flatten();
    ends.find(|outcome| outcome.verdict == Verdict::Found)
        .unwrap_or(whole)
}

/// A time that the words print, whole or in part.
fn stated(wanted: &Edtf, text: &ArticleText<'_>, selection: &Selection) -> Outcome {
    let holds = |wanted: &Edtf| {
        text.nearest(selection, |block| {
            let times = block.times.iter();
            times
                .filter(|mention| says(block, mention, wanted, text))
                .map(|mention| mention.start..mention.end)
        })
    };
    let mut found = holds(wanted);
    if found
        .as_ref()
        .is_none_or(|found| found.nearness != Nearness::Selected)
    {
        // Words may name the ends of an interval at two places.
        let ends = ends(wanted);
        let each: Option<Vec<Found>> = ends.iter().map(&holds).collect();
        let worst = each.and_then(|each| each.into_iter().max_by_key(|found| found.nearness));
        let nearer = match (&found, &worst) {
            (Some(one), Some(other)) => other.nearness < one.nearness,
            (None, Some(_)) => true,
            _ => false,
        };
        if nearer {
            found = worst;
        }
    }
    let Other {
        words: other,
        means,
        is_unresolved,
    } = other_time(wanted, text, selection);
    let bounds = wanted.bounds();
    let is_day_of_article = text.published.is_some()
        && (bounds.earliest, bounds.latest) == (text.published, text.published);
    let is_selected = |found: &Found| found.nearness == Nearness::Selected;
    match found {
        // What an article says without a day, it says on that of its publication.
        found
            if is_day_of_article
                && !found.as_ref().is_some_and(is_selected)
                && !names_a_day(text, selection) =>
        {
            Outcome::new(Verdict::Inferred)
        }
        None if !other.is_empty() => Outcome::contradicted(&other).meaning(means),
        // "On 4 November" of a fact's year that only another part of the article names.
        Some(found) if !is_selected(&found) && lacks_year(wanted, text, selection) => {
            Outcome::found(Some(found), false)
                .elsewhere()
                .instead(&other)
                .meaning(means)
        }
        // "Last April" of an article whose day is not known.
        None if is_unresolved && text.published.is_none() => Outcome::new(Verdict::NotCompared),
        found => Outcome::found(found, false).instead(&other).meaning(means),
    }
}

/// Whether words say a time, or one that is finer, or a part of it: "30 June" for 2012-06-30. A time of
/// a fact that is finer than the words is not what they say.
fn says(
    block: &BlockText<'_>,
    mention: &Mention<Time>,
    wanted: &Edtf,
    text: &ArticleText<'_>,
) -> bool {
    let said = &mention.value;
    match said.agrees(wanted, text.published) {
        Agreement::Same => true,
        // Nearly every time lies within one that is open.
        Agreement::Compatible if is_open(wanted) => false,
        Agreement::Compatible => said.bears_out(wanted, text.published),
        // "In June" may be that of any year.
        Agreement::Different => {
            said.kind() == TimeKind::Partial
                && is_same_part(said, wanted)
                && is_year_beside(block, mention, wanted, text)
        }
        Agreement::Unknown => false,
    }
}

fn is_open(time: &Edtf) -> bool {
    let bounds = time.bounds();
    bounds.earliest.is_none() || bounds.latest.is_none()
}

/// Whether a time without a year fits one of any year; that of a whole year is no part of it.
fn is_same_part(said: &Time, wanted: &Edtf) -> bool {
    // As if the article had been published on that day.
    let bounds = wanted.bounds();
    let day = bounds.earliest;
    let days = day.zip(bounds.latest);
    let is_short = days.is_some_and(|(first, last)| last.number() - first.number() < YEAR_MIN);
    let fits = said.agrees(wanted, day);
    is_short && matches!(fits, Agreement::Same | Agreement::Compatible)
}

/// No year has fewer days.
const YEAR_MIN: i64 = 364;

/// Whether the sentence of a time without a year, or the one before it, names the year of another time.
fn is_year_beside(
    block: &BlockText<'_>,
    mention: &Mention<Time>,
    wanted: &Edtf,
    text: &ArticleText<'_>,
) -> bool {
    let year = wanted.bounds().earliest.map(|day| day.parts().0);
    let names = |item: &Mention<Time>| {
        let time = item.value.absolute();
        let bounds = time.map(|time| time.bounds());
        let years = bounds.map(|bounds| [bounds.earliest, bounds.latest]);
        let mut years = years.into_iter().flatten().flatten();
        years.any(|day| Some(day.parts().0) == year)
    };
    let mut beside = text.times_beside(block, mention.start);
    beside.any(names)
}

/// Whether the selected words have a time without a year, of another year than a fact's, and neither their
/// sentence nor the one before it names that.
fn lacks_year(wanted: &Edtf, text: &ArticleText<'_>, selection: &Selection) -> bool {
    let Some(day) = wanted.bounds().earliest else {
        return false;
    };
    let selected = text.selected(selection, |block| &block.times);
    let mut partial = selected.iter().filter(|(_, mention)| {
        let said = &mention.value;
        let of_any_year = matches!(
            said.agrees(wanted, Some(day)),
            Agreement::Same | Agreement::Compatible
        );
        said.kind() == TimeKind::Partial
            && of_any_year
            && said.agrees(wanted, text.published) == Agreement::Different
    });
    let is_far = |(block, mention): &(&BlockText<'_>, &Mention<Time>)| {
        !is_year_beside(block, mention, wanted, text)
    };
    let mut all = selected.iter();
    let is_only = !all.any(|(_, mention)| {
        mention.value.agrees(wanted, text.published) != Agreement::Different
            && mention.value.kind() != TimeKind::Duration
    });
    is_only && partial.any(is_far)
}

/// The ends of an interval that are known; of another time nothing.
fn ends(time: &Edtf) -> Vec<Edtf> {
    let Edtf::Interval(interval) = time else {
        return Vec::new();
    };
    let ends = [interval.start(), interval.end()];
    let known = ends.iter().filter_map(|end| end.date());
    known
        .filter_map(|date| Edtf::parse(&date.to_string()).ok())
        .collect()
}

/// Whether the selected words name a day.
fn names_a_day(text: &ArticleText<'_>, selection: &Selection) -> bool {
    let selected = text.selected(selection, |block| &block.times);
    let mut candidates = selected
        .iter()
        .flat_map(|(_, mention)| mention.value.candidates(text.published));
    candidates.any(|time| {
        let bounds = time.bounds();
        bounds.earliest.is_some() && bounds.earliest == bounds.latest
    })
}

/// What the selected words say instead of a time.
struct Other {
    /// The first time that is another, as they say it; empty for none.
    words: String,
    /// How that is written in a file, where it is not plain from the words.
    means: String,
    /// Whether they say one that cannot be resolved.
    is_unresolved: bool,
}

fn other_time(wanted: &Edtf, text: &ArticleText<'_>, selection: &Selection) -> Other {
    let selected = text.selected(selection, |block| &block.times);
    let times = selected
        .iter()
        .filter(|(_, mention)| mention.value.kind() != TimeKind::Duration);
    let agreements: Vec<(Agreement, &Time, &str)> = times
        .map(|(block, mention)| {
            let agreement = mention.value.agrees(wanted, text.published);
            let words = block.words(&(mention.start..mention.end));
            (agreement, &mention.value, words)
        })
        .collect();
    let mut all = agreements.iter();
    let other = all.find(|(agreement, ..)| *agreement != Agreement::Unknown);
    let words = other.map_or("", |(_, _, words)| words);
    let means = other.map(|(_, time, _)| time.written(text.published));
    Other {
        words: words.to_owned(),
        means: means.filter(|means| means != words).unwrap_or_default(),
        is_unresolved: agreements
            .iter()
            .any(|(agreement, ..)| *agreement == Agreement::Unknown),
    }
}

/// Looks for both ends of a span of time.
pub(super) fn judge_span(span: &Horizon, text: &ArticleText<'_>, selection: &Selection) -> Outcome {
    let ends = [&span.minimum, &span.maximum];
    let ends: Vec<&String> = ends.into_iter().filter(|end| !end.is_empty()).collect();
    if ends.is_empty() {
        return Outcome::new(Verdict::NotCompared);
    }
    let is_length = |mention: &Mention<Time>, wanted: &str| {
        let length = mention.value.length();
        length.is_some_and(|length| {
            let agrees = length.agrees(wanted);
            matches!(agrees, Agreement::Same | Agreement::Compatible)
        })
    };
    let each = ends.iter().map(|wanted| {
        text.nearest(selection, |block| {
            let times = block.times.iter();
            times
                .filter(|mention| is_length(mention, wanted))
                .map(|mention| mention.start..mention.end)
        })
    });
    let each: Option<Vec<Found>> = each.collect();
    let found = each.and_then(|each| each.into_iter().max_by_key(|found| found.nearness));
    let selected = text.selected(selection, |block| &block.times);
    let length = selected
        .iter()
        .find(|(_, mention)| mention.value.kind() == TimeKind::Duration);
    let other = length.map_or("", |(block, mention)| {
        block.words(&(mention.start..mention.end))
    });
    match found {
        None if !other.is_empty() => Outcome::contradicted(other),
        found => Outcome::found(found, false).instead(other),
    }
}
