//! How much of the cases of microsoft/Recognizers-Text is read? The cases are not part of this project:
//! the test is ignored, and reads the folder `Specs/DateTime` that the environment variable
//! `RECOGNIZERS_TEXT` names. With `RECOGNIZERS_FAILURES` set, it also prints each case that is missed.
//!
//! A case passes where a mention overlaps its text and, for each value of the case, is that value:
//!
//! - a date: one of our candidates for the case's reference date is that very day;
//! - a range: one of our candidates begins on its first day, and ends on the day before its end, which
//!   is exclusive there. Where the words give a last day or month themselves, their library ends the
//!   range at its first day, and we at its last one; there the first day of our end must be theirs;
//!   What is left of a week or year they end on its last day ("rest of the week"), which must be ours;
//! - an open range (`Mod`): our candidate is open on the same side, and the other end is the same;
//! - a duration: ours is the same length, in months and in seconds.
//!
//! Not counted, each with its number: cases that the library itself does not support (`NotSupported` has
//! `dotnet`), results of other types (times of day, sets, time zones), and the kinds of [`out_of_scope`].

use std::collections::BTreeMap;
use std::path::Path;

use dossier::{Day, Edtf};
use serde_json::Value;

use super::super::{Mention, Reader};
use super::point::Base;
use super::said::Said;
use super::{Agreement, Time, agrees_duration};

const LANGUAGES: [(&str, &str); 5] = [
    ("English", "en"),
    ("French", "fr"),
    ("German", "de"),
    ("Spanish", "es"),
    ("Arabic", "ar"),
];

const MODELS: [&str; 5] = [
    "DateParser",
    "DatePeriodParser",
    "DurationParser",
    "DateTimeModel",
    "HolidayParser",
];

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    left_out: BTreeMap<&'static str, usize>,
}

#[test]
#[ignore = "needs the cases of Recognizers-Text in the folder that RECOGNIZERS_TEXT names"]
fn cases_of_recognizers_text() {
    let folder = std::env::var("RECOGNIZERS_TEXT").expect("the folder Specs/DateTime");
    for (language, code) in LANGUAGES {
        let mut all = (0, 0);
        for model in MODELS {
            let file = Path::new(&folder)
                .join(language)
                .join(format!("{model}.json"));
            let Ok(text) = std::fs::read_to_string(file) else {
                continue;
            };
            let cases: Value =
                serde_json::from_str(text.trim_start_matches('\u{feff}')).expect("JSON");
            let mut tally = Tally::default();
            for case in cases.as_array().expect("cases") {
                run(case, code, model, &mut tally);
            }
            let Tally {
                passed,
                failed,
                left_out,
            } = tally;
            let left_out: Vec<String> = left_out
                .iter()
                .map(|(why, count)| format!("{why} {count}"))
                .collect();
            println!(
                "{language} {model}: {passed} of {} ({:.1} %); not counted: {}",
                passed + failed,
                per_cent(passed, passed + failed),
                left_out.join(", ")
            );
            all = (all.0 + passed, all.1 + passed + failed);
        }
        println!(
            "{language}: {} of {} ({:.1} %)\n",
            all.0,
            all.1,
            per_cent(all.0, all.1)
        );
    }
}

fn per_cent(part: usize, whole: usize) -> f64 {
    let [part, whole] =
        [part, whole.max(1)].map(|count| f64::from(u32::try_from(count).unwrap_or(0)));
    part * 100.0 / whole
}

fn run(case: &Value, code: &str, model: &str, tally: &mut Tally) {
    let results = case["Results"].as_array().cloned().unwrap_or_default();
    let mut skip = |why| *tally.left_out.entry(why).or_default() += 1;
    if case["NotSupported"]
        .as_str()
        .unwrap_or_default()
        .contains("dotnet")
    {
        return skip("not supported");
    }
    if results.is_empty() {
        return skip("without a result");
    }
    let input = case["Input"].as_str().expect("an input");
    let day = case["Context"]["ReferenceDateTime"]
        .as_str()
        .and_then(|day| Day::parse(day.get(..10)?));
    let found = Reader::new(code).times(input);
    for result in &results {
        let undated = day.is_none() && wanted(result).contains("XX");
        let undated = undated.then_some("without a day of reference");
        if let Some(why) = out_of_scope(result).or(undated) {
            *tally.left_out.entry(why).or_default() += 1;
            continue;
        }
        let near: Vec<&Mention<Time>> = found
            .iter()
            .filter(|time| overlaps(input, time, result))
            .collect();
        if near
            .iter()
            .any(|mention| is_value(&mention.value, result, day))
        {
            tally.passed += 1;
            continue;
        }
        tally.failed += 1;
        if std::env::var_os("RECOGNIZERS_FAILURES").is_some() {
            let said: Vec<String> = near
                .iter()
                .map(|mention| described(input, mention, day))
                .collect();
            println!(
                "  MISS {code} {model} [{}] {} | {input} | ours: {}",
                kind(result),
                wanted(result),
                said.join("; ")
            );
        }
    }
}

fn described(input: &str, mention: &Mention<Time>, day: Option<Day>) -> String {
    let words = input.get(mention.start..mention.end).unwrap_or_default();
    let times: Vec<String> = mention
        .value
        .candidates(day)
        .iter()
        .map(ToString::to_string)
        .collect();
    let length = mention
        .value
        .length()
        .map_or_else(String::new, |length| length.least);
    format!("{words} = {} {length}", times.join(" "))
}

fn wanted(result: &Value) -> String {
    let value = if result["Value"].is_null() {
        &result["Resolution"]
    } else {
        &result["Value"]
    };
    format!("{} {value}", result["Text"])
}

fn kind(result: &Value) -> &str {
    let name = result["TypeName"]
        .as_str()
        .or(result["Type"].as_str())
        .unwrap_or_default();
    name.trim_start_matches("datetimeV2.")
}

/// Why a result is not counted.
fn out_of_scope(result: &Value) -> Option<&'static str> {
    if !["date", "daterange", "duration"].contains(&kind(result)) {
        return Some("of another type");
    }
    let text = wanted(result);
    if text.contains("BD") {
        return Some("business days");
    }
    if text.contains("0001-01-01") {
        return Some("days that no calendar has");
    }
    if text.contains("ref_undef") {
        return Some("named by the text around");
    }
    if values(result).is_empty() {
        return Some("without a value");
    }
    None
}

/// Whether a mention and the text of a result have a character in common.
fn overlaps(input: &str, mention: &Mention<Time>, result: &Value) -> bool {
    let start = result["Start"]
        .as_u64()
        .and_then(|at| usize::try_from(at).ok())
        .unwrap_or(0);
    let text = result["Text"].as_str().unwrap_or_default();
    let byte = |chars: usize| {
        input
            .char_indices()
            .nth(chars)
            .map_or(input.len(), |(at, _)| at)
    };
    let (start, end) = (byte(start), byte(start + text.chars().count()));
    mention.start < end && start < mention.end
}

/// A value of a case: its dates by name.
type Values = Vec<BTreeMap<String, String>>;

fn values(result: &Value) -> Values {
    let strings = |object: &Value| -> BTreeMap<String, String> {
        let pairs = object.as_object().into_iter().flatten();
        pairs
            .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
            .collect()
    };
    let mut all = Vec::new();
    for name in ["FutureResolution", "PastResolution"] {
        all.push(strings(&result["Value"][name]));
    }
    let resolved = result["Resolution"]["values"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    all.extend(resolved.iter().map(strings));
    let dated = |value: &BTreeMap<String, String>| {
        let texts = [
            "date",
            "startDate",
            "endDate",
            "duration",
            "start",
            "end",
            "value",
        ];
        texts
            .iter()
            .any(|key| value.get(*key).is_some_and(|text| text != "not resolved"))
    };
    all.retain(dated);
    all
}

fn is_value(time: &Time, result: &Value, day: Option<Day>) -> bool {
    if kind(result) == "duration" {
        let timex = result["Value"]["Timex"].as_str();
        let timex = timex
            .or(result["Resolution"]["values"][0]["timex"].as_str())
            .unwrap_or_default();
        let length = time.length();
        return length.is_some_and(|length| is_length(&length.least, timex));
    }
    let candidates = time.candidates(day);
    // Of a range with two stated ends, theirs ends where our second end begins.
    let stated: Vec<Edtf> = match &time.said {
        Said::Between(_, Some(end)) => end.candidates(day),
        _ => Vec::new(),
    };
    // What is left of a week, month or year they end on its last day itself.
    let rest = matches!(&time.said, Said::At(point) if matches!(point.base, Base::Rest(..)));
    let stated = if rest {
        let last = candidates
            .iter()
            .filter_map(|candidate| Edtf::parse(&candidate.bounds().latest?.to_string()).ok());
        last.collect()
    } else {
        stated
    };
    let all = values(result);
    let is = |value| {
        candidates
            .iter()
            .any(|candidate| is_time(candidate, value, &stated))
    };
    all.iter().all(is)
}

/// Whether two lengths are one; theirs may have fractions of years, which ISO 8601 has in months.
fn is_length(ours: &str, theirs: &str) -> bool {
    let years = theirs
        .strip_prefix('P')
        .and_then(|text| text.strip_suffix('Y'));
    let years: Option<f64> = years
        .filter(|text| text.contains('.'))
        .and_then(|text| text.parse().ok());
    let theirs = years.map_or_else(
        || theirs.to_owned(),
        |years| format!("P{:.0}M", years * 12.0),
    );
    agrees_duration(ours, &theirs) == Agreement::Same
}

fn is_time(ours: &Edtf, value: &BTreeMap<String, String>, stated: &[Edtf]) -> bool {
    let get = |keys: [&str; 3]| {
        keys.iter()
            .find_map(|key| Day::parse(value.get(*key)?.get(..10)?))
    };
    let bounds = ours.bounds();
    if let Some(date) = get(["date", "value", "date"]) {
        return bounds.earliest == Some(date) && bounds.latest == Some(date);
    }
    let (start, end) = (
        get(["startDate", "start", "start"]),
        get(["endDate", "end", "end"]),
    );
    let (first, last) = ends(ours);
    let begins = match (start, first) {
        (None, first) => first.is_none(),
        (Some(start), Some((first, last))) => {
            let after = end.is_none() && next(last) == Some(start);
            first == start || (end.is_none() && last == start) || after
        }
        _ => false,
    };
    let stops = match (end, last) {
        (None, last) => last.is_none(),
        (Some(end), Some((first, last))) => {
            let begins = |time: &Edtf| time.bounds().earliest == Some(end);
            let own = !stated.is_empty() && first == end;
            next(last) == Some(end) || own || stated.iter().any(begins)
        }
        _ => false,
    };
    begins && stops
}

fn next(day: Day) -> Option<Day> {
    Day::from_number(day.number() + 1)
}

type Days = Option<(Day, Day)>;

/// The first and last days of both ends of a time.
fn ends(time: &Edtf) -> (Days, Days) {
    let days = |bounds: dossier::Bounds| bounds.earliest.zip(bounds.latest);
    let Edtf::Interval(interval) = time else {
        let whole = days(time.bounds());
        return (whole, whole);
    };
    let end = |end: dossier::edtf::End| end.date().and_then(|date| days(date.bounds()));
    (end(interval.start()), end(interval.end()))
}
