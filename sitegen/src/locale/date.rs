//! Says dates in words: as precisely and as surely as they are known, and no more.

use dossier::Edtf;
use dossier::edtf::{Date, End, Interval, Moment, Part, Precision, Qualifier, Season, Year, Zone};
use dossier::v1::{Absence, TimeBasis, TimeExpression};

use crate::locale::Words;

/// A date or span in words: `19 June 2024`, `about 2022`, `2022 to 2024`. What cannot be read is shown
/// as it is written.
pub(crate) fn date(words: &Words, text: &str) -> String {
    Edtf::parse(text).map_or_else(|_| text.to_owned(), |read| said(words, &read))
}

/// A date that was read, in words.
pub(crate) fn said(words: &Words, date: &Edtf) -> String {
    match date {
        Edtf::Date(date) => single(words, date),
        Edtf::Moment(moment) => at(words, moment),
        Edtf::Interval(interval) => between(words, interval),
    }
}

/// An end that is unknown is told apart from one that is open: something that has not ended.
fn between(words: &Words, interval: &Interval) -> String {
    let dates = &words.dates;
    let (start, end) = (interval.start(), interval.end());
    let side = |end: End| match end {
        End::Date(date) => Some(single(words, &date)),
        End::Unknown => Some(dates.unknown_date.to_owned()),
        End::Open => None,
    };
    if (start, end) == (End::Unknown, End::Unknown) {
        return dates.unknown.to_owned();
    }
    if let (End::Date(one), End::Date(other)) = (start, end) {
        let (plain, last) = (unqualified(words, &one), unqualified(words, &other));
        if plain == last {
            return qualified(words, &plain, both(one.qualifier(), other.qualifier()));
        }
    }
    match (side(start), side(end)) {
        (Some(start), Some(end)) if start == end => start,
        (Some(start), Some(end)) => (dates.span)(&start, &end),
        (Some(start), None) => (dates.from)(&start),
        (None, Some(end)) => (dates.until)(&end),
        (None, None) => dates.endless.to_owned(),
    }
}

/// A date in words.
pub(crate) fn single(words: &Words, date: &Date) -> String {
    qualified(words, &unqualified(words, date), date.qualifier())
}

/// A date in words with how sure it is.
fn qualified(words: &Words, plain: &str, qualifier: Qualifier) -> String {
    let dates = &words.dates;
    match qualifier {
        Qualifier::Certain => plain.to_owned(),
        Qualifier::Uncertain => (dates.possibly)(plain),
        Qualifier::Approximate => (dates.about)(plain),
        Qualifier::Both => (dates.possibly)(&(dates.about)(plain)),
    }
}

/// How sure a span is that begins and ends on one date: no surer than either.
fn both(one: Qualifier, other: Qualifier) -> Qualifier {
    match (one, other) {
        (same, other) if same == other => same,
        (Qualifier::Certain, unsure) | (unsure, Qualifier::Certain) => unsure,
        _ => Qualifier::Both,
    }
}

fn unqualified(words: &Words, date: &Date) -> String {
    let Some((first, last)) = date.year().range() else {
        return words.dates.unknown_date.to_owned();
    };
    let year = (words.dates.year)(first);
    match date.part() {
        Part::Year | Part::SomeMonth | Part::SomeDay => years(words, date.year(), (first, last)),
        Part::Month(month) | Part::SomeDayOf(month) => {
            (words.month)(&year, month_name(words, month))
        }
        Part::Day(month, day) => (words.day)(&year, month_name(words, month), &day.to_string()),
        Part::Season(Season::Winter) => {
            let [.., winter] = words.dates.seasons;
            (words.dates.winter)(winter, &year, &(words.dates.year)(first + 1))
        }
        Part::Season(season) => {
            let place = Season::ALL
                .iter()
                .position(|candidate| *candidate == season);
            let name = place.and_then(|place| words.dates.seasons.get(place));
            (words.month)(&year, name.copied().unwrap_or_default())
        }
    }
}

/// A year, a decade, or a span of more years.
fn years(words: &Words, year: Year, (first, last): (i64, i64)) -> String {
    let dates = &words.dates;
    match year.unspecified() {
        0 => (dates.year)(first),
        // The decade from 1900 on is not the 1900s.
        1 if first >= 1_000 && first % 100 != 0 => (dates.decade)(first),
        2 if first >= 1_000 => (dates.century)(first),
        _ => (dates.years)(&(dates.year)(first), &(dates.year)(last)),
    }
}

fn month_name(words: &Words, month: i64) -> &'static str {
    let place = usize::try_from(month - 1).ok();
    let name = place.and_then(|place| words.months.get(place));
    name.copied().unwrap_or_default()
}

fn at(words: &Words, moment: &Moment) -> String {
    let (year, month, of_month) = moment.day().parts();
    let year = (words.dates.year)(year);
    let day = (words.day)(&year, month_name(words, month), &of_month.to_string());
    let zone = match moment.zone() {
        Zone::Local => String::new(),
        Zone::Utc => " UTC".to_owned(),
        offset @ Zone::Offset { .. } => format!(" UTC{offset}").replace('-', "−"),
    };
    format!("{day}{}{}{zone}", words.comma, moment.clock())
}

/// A date, and what is to be known of it: that it was worked out, and what the source says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct When {
    /// The date in words.
    pub(crate) text: String,
    /// The date as HTML's `time` element takes it; empty where it takes none.
    pub(crate) machine: String,
    /// What is to be known of it; may be empty.
    pub(crate) note: String,
}

impl When {
    /// The note as it stands behind the date: in parentheses; empty where there is none.
    pub(crate) fn behind(&self) -> String {
        if self.note.is_empty() {
            String::new()
        } else {
            format!(" ({})", self.note)
        }
    }
}

/// A time in words; nothing where none is stated.
pub(crate) fn time(words: &Words, time: Option<&TimeExpression>) -> Option<When> {
    let time = time?;
    if time.edtf.is_empty() {
        let text = match time.absence() {
            Absence::Unspecified => time.verbatim.clone(),
            Absence::None => words.amounts.none.to_owned(),
            Absence::Unknown => words.dates.unknown.to_owned(),
        };
        return (!text.is_empty()).then(|| When {
            text,
            ..When::default()
        });
    }
    let mut notes = Vec::new();
    if matches!(time.basis(), TimeBasis::Inferred | TimeBasis::Resolved) {
        notes.push(words.term(time.basis().as_str_name()).to_owned());
        if !time.verbatim.is_empty() {
            notes.push((words.dates.source_says)(&time.verbatim));
        }
    }
    Some(When {
        text: date(words, &time.edtf),
        machine: machine(&time.edtf),
        note: notes.join(words.semicolon),
    })
}

/// A year, a month or a day as HTML has it: sure, and not before the year 1.
fn machine(text: &str) -> String {
    let read = match Edtf::parse(text) {
        Ok(Edtf::Date(date)) => iso(&date),
        Ok(Edtf::Moment(moment)) => iso(&Date::around(
            moment.day(),
            Precision::Day,
            Qualifier::Certain,
        )),
        Ok(Edtf::Interval(_)) | Err(_) => None,
    };
    read.unwrap_or_default()
}

/// The start and the end of a date as schema.org has dates: ISO 8601, a year, a month or a day, or a
/// time of a day. Nothing for an end that is open, unknown, uncertain, approximate, a season, part of
/// a year that is not said, or before the year 1: to give a day there would be to make one up. A year
/// or month that something happened in has no end, since it did not last that long.
pub(crate) fn stated(date: &Edtf) -> [Option<String>; 2] {
    match date {
        Edtf::Date(date) => {
            let start = iso(date);
            let end = start
                .clone()
                .filter(|_| matches!(date.part(), Part::Day(..)));
            [start, end]
        }
        Edtf::Moment(moment) => {
            let (year, ..) = moment.day().parts();
            let text = (year > 0).then(|| date.to_string());
            [text.clone(), text]
        }
        Edtf::Interval(interval) => {
            [interval.start(), interval.end()].map(|end| end.date().and_then(iso))
        }
    }
}

fn iso(date: &Date) -> Option<String> {
    let known = matches!(date.part(), Part::Year | Part::Month(_) | Part::Day(..));
    let sure = date.qualifier() == Qualifier::Certain && date.year().unspecified() == 0;
    let (year, _) = date.year().range()?;
    (known && sure && year > 0).then(|| date.to_string())
}

#[cfg(test)]
mod tests;
