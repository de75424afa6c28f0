//! Measures the reader by the test cases of microsoft/Recognizers-Text (MIT), which stay outside of the
//! project: `RECOGNIZERS_TEXT` names the folder `Specs`.
//!
//! A case is passed where every number that it expects is read at a place that overlaps the expected
//! one, with the same value and measure (an end of a range counts), and where no number without a
//! measure is read elsewhere. The bounds of places need not be equal: a mention of ours covers its
//! comparator and what is counted.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::str::FromStr as _;

use dossier::v1::Comparator;
use rust_decimal::Decimal;
use serde_json::Value;

use super::super::{Amount, Form, Measure};
use crate::model::unit;
use crate::reading::{Mention, Reader};

const LANGUAGES: [(&str, &str); 5] = [
    ("English", "en"),
    ("French", "fr"),
    ("German", "de"),
    ("Spanish", "es"),
    ("Arabic", "ar"),
];

const MODELS: [&str; 8] = [
    "Number/NumberModel",
    "Number/OrdinalModel",
    "Number/PercentModel",
    "Number/NumberRangeModel",
    "NumberWithUnit/CurrencyModel",
    "NumberWithUnit/DimensionModel",
    "NumberWithUnit/TemperatureModel",
    "NumberWithUnit/AgeModel",
];

/// How a case went.
enum Outcome {
    Passed,
    Failed(String),
    /// Not supported by Recognizers-Text itself.
    Skipped,
    /// Nothing that news write, with the reason.
    OutOfScope(&'static str),
}

/// The outcomes of many cases.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    skipped: usize,
    reasons: BTreeMap<&'static str, usize>,
    lines: Vec<String>,
}

impl Tally {
    fn take(&mut self, model: &str, outcome: Outcome) {
        match outcome {
            Outcome::Passed => self.passed += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::OutOfScope(reason) => *self.reasons.entry(reason).or_default() += 1,
            Outcome::Failed(why) => {
                self.failed += 1;
                self.lines.push(format!("{model}: {why}"));
            }
        }
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        for (reason, count) in other.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
        self.lines.extend(other.lines);
    }

    fn summary(&self) -> String {
        let Self {
            passed,
            failed,
            skipped,
            reasons,
            ..
        } = self;
        let all = passed + failed;
        let out: usize = reasons.values().sum();
        format!("{passed} of {all} passed, {skipped} not supported, {out} out of scope")
    }
}

#[test]
#[ignore = "needs the cases of Recognizers-Text; set RECOGNIZERS_TEXT to their folder"]
fn cases_of_recognizers_text_are_read() {
    let folder = std::env::var("RECOGNIZERS_TEXT").expect("RECOGNIZERS_TEXT, a folder");
    for (language, code) in LANGUAGES {
        let mut all = Tally::default();
        for model in MODELS {
            let (group, name) = model.split_once('/').expect("two parts");
            let file = format!("{group}/{language}/{name}.json");
            let Ok(text) = std::fs::read_to_string(Path::new(&folder).join(file)) else {
                continue;
            };
            let cases: Vec<Value> =
                serde_json::from_str(text.trim_start_matches('\u{feff}')).expect("JSON");
            let mut tally = Tally::default();
            for case in &cases {
                tally.take(name, outcome(Reader::new(code), name, case));
            }
            println!("= {language} {name}: {}", tally.summary());
            all.add(tally);
        }
        println!("== {language}: {}", all.summary());
        for (reason, count) in &all.reasons {
            println!("-  {count} {reason}");
        }
        println!("{}", all.lines.join("\n"));
    }
}

fn outcome(reader: Reader, model: &str, case: &Value) -> Outcome {
    let input = case["Input"].as_str().unwrap_or_default();
    let unsupported = case["NotSupported"]
        .as_str()
        .unwrap_or_default()
        .to_lowercase();
    if unsupported.contains("dotnet") {
        return Outcome::Skipped;
    }
    let results = case["Results"].as_array().cloned().unwrap_or_default();
    if let Some(reason) = out_of_scope(model, input, &results) {
        return Outcome::OutOfScope(reason);
    }
    let mentions = reader.amounts(input);
    let mut from = 0;
    let mut places = Vec::new();
    for result in &results {
        let place = place(input, result, from);
        from = place.end;
        let found = mentions.iter().any(|mention| {
            let overlaps = mention.start < place.end && place.start < mention.end;
            overlaps && agrees(&mention.value, model, result)
        });
        if !found && !open_range(&mentions, &place, model, result) {
            let wanted = format!("{} {}", result["Text"], result["Resolution"]);
            return Outcome::Failed(format!(
                "{input:?}\n    wanted {wanted}\n    read {}",
                listed(&mentions)
            ));
        }
        places.push(place);
    }
    let number = model.starts_with("Number") && !model.starts_with("NumberRange");
    let extra = mentions.iter().find(|mention| {
        let bare = matches!(mention.value.measure, Measure::None | Measure::Counted(_));
        let form = matches!(mention.value.form, Form::Cardinal | Form::Fraction);
        let elsewhere = places
            .iter()
            .all(|place| mention.end <= place.start || place.end <= mention.start);
        number && bare && form && elsewhere
    });
    match extra {
        Some(extra) => Outcome::Failed(format!(
            "{input:?}\n    not wanted {}",
            listed(std::slice::from_ref(extra))
        )),
        None => Outcome::Passed,
    }
}

/// Why a case is nothing that news write.
fn out_of_scope(model: &str, input: &str, results: &[Value]) -> Option<&'static str> {
    let value = |result: &Value| {
        result["Resolution"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    if input.contains('^')
        || results
            .iter()
            .any(|result| is_exponent(result["Text"].as_str().unwrap_or_default()))
    {
        return Some("powers and exponents");
    }
    if model == "OrdinalModel"
        && results
            .iter()
            .any(|result| value(result).contains(['+', '-']))
    {
        return Some("relative ordinals: last, next, previous");
    }
    if let Some(reason) = out_of_scope_here(model, input, results) {
        return Some(reason);
    }
    let empty = |result: &Value| matches!(value(result).as_str(), "" | "null");
    if !results.is_empty() && results.iter().any(empty) {
        return Some("a unit without a number");
    }
    let before = |result: &&Value| {
        let text = result["Text"].as_str().unwrap_or_default();
        text.starts_with("percent") || text.starts_with("per cent") || text.starts_with("age ")
    };
    if results.iter().any(|result| before(&result)) {
        return Some("a unit word before its number");
    }
    None
}

/// Why a case is nothing that this reader is to read.
fn out_of_scope_here(model: &str, input: &str, results: &[Value]) -> Option<&'static str> {
    let any = |snippets: &[&str]| snippets.iter().any(|snippet| input.contains(snippet));
    if any(&[
        " over 3",
        " over twen",
        " over one",
        " over thr",
        " over 20",
        "overthree",
    ]) && model == "NumberModel"
        && !input.contains('$')
    {
        return Some("over as a division, which news write for more than");
    }
    if any(&["192.168", "+1-222", "5/17/2018", "SCP-173", "Exercise"]) && !results.is_empty() {
        return Some("digits of dates, addresses, telephone numbers, names and lists");
    }
    if model == "CurrencyModel"
        && results
            .iter()
            .any(|result| has_no_code(&result["Resolution"]["unit"]))
    {
        return Some("money that ISO 4217 has no code for");
    }
    if model == "CurrencyModel" && results.iter().any(cents_without_name) {
        return Some("cents without their name, as in 15 dollars 50");
    }
    if any(&["(kg)", "[kg]", "{kg}", "<kg>"]) && model == "DimensionModel" {
        return Some("units in brackets");
    }
    None
}

fn has_no_code(unit: &Value) -> bool {
    let gone = [
        "markka", "mark", "marco", "peseta", "pesewa", "guilder", "flor", "bitcoin", "satoshi",
    ];
    let unit = unit.as_str().unwrap_or_default().to_lowercase();
    gone.iter().any(|name| unit.contains(name))
}

/// Whether an amount of money ends in a number that no word follows.
fn cents_without_name(result: &Value) -> bool {
    let text = result["Text"].as_str().unwrap_or_default();
    let value = result["Resolution"]["value"].as_str().unwrap_or_default();
    let ends = ["15", "50", "25", "five", "one", "two", "fifty"]
        .iter()
        .any(|end| text.ends_with(end));
    ends && value.contains(['.', ','])
        && text.contains(' ')
        && text.chars().filter(char::is_ascii_punctuation).count() < 2
}

fn is_exponent(text: &str) -> bool {
    let (one, other) = text.split_once(['e', 'E']).unwrap_or_default();
    one.ends_with(|last: char| last.is_ascii_digit())
        && other.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-'))
}

/// Where a result is expected, in bytes.
fn place(input: &str, result: &Value, from: usize) -> Range<usize> {
    let index = |key: &str| {
        result[key]
            .as_u64()
            .or_else(|| result["Resolution"][key].as_u64())
    };
    let byte = |at: u64| {
        let mut units = 0;
        let mut chars = input.char_indices();
        let found = chars.find(|(_, character)| {
            let here = units >= at;
            units += character.len_utf16() as u64;
            here
        });
        found.map_or(input.len(), |(at, _)| at)
    };
    if let (Some(start), Some(end)) = (index("Start"), index("End")) {
        return byte(start)..byte(end + 1);
    }
    let text = result["Text"].as_str().unwrap_or_default().to_lowercase();
    let lower = input.to_lowercase();
    let at = lower
        .get(from..)
        .and_then(|rest| rest.find(&text))
        .map(|at| at + from);
    let at = at.or_else(|| lower.find(&text)).unwrap_or_default();
    at..at + text.len()
}

fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim_end_matches('%').replace(',', ".");
    Decimal::from_str(&text)
        .or_else(|_| Decimal::from_scientific(&text))
        .ok()
}

/// Whether two numbers are the same in fifteen digits.
fn same(one: Decimal, other: Decimal) -> bool {
    let gap = (one - other).abs();
    gap <= other.abs() * Decimal::new(1, 12)
}

fn agrees(amount: &Amount, model: &str, result: &Value) -> bool {
    let resolution = &result["Resolution"];
    if model == "NumberRangeModel" {
        return bounds(resolution).is_some_and(|bounds| in_bounds(amount, &bounds));
    }
    let unit = resolution["unit"].as_str().unwrap_or_default();
    let measure = match model {
        "OrdinalModel" => amount.form == Form::Ordinal,
        "PercentModel" => amount.measure == Measure::Percent,
        "CurrencyModel" => is_money(&amount.measure, resolution["isoCurrency"].as_str()),
        "DimensionModel" => is_unit(&amount.measure, unit),
        "TemperatureModel" | "AgeModel" => amount
            .measure
            .readings()
            .iter()
            .any(|reading| matches!(reading, Measure::Unit(_))),
        _ => amount.form != Form::Ordinal,
    };
    let Some(value) = resolution["value"].as_str().and_then(decimal) else {
        return false;
    };
    let minor = [
        "Cent", "Pence", "Penny", "Centavo", "Céntimo", "Centime", "Penique", "Peni",
    ]
    .contains(&unit);
    let value = if minor {
        value / Decimal::ONE_HUNDRED
    } else {
        value
    };
    measure && (same(amount.value, value) || amount.upper.is_some_and(|upper| same(upper, value)))
}

fn is_money(measure: &Measure, code: Option<&str>) -> bool {
    measure.readings().iter().any(|reading| match reading {
        Measure::Currency(codes) => code.is_none_or(|code| codes.contains(&code)),
        _ => false,
    })
}

fn is_unit(measure: &Measure, unit: &str) -> bool {
    let meant: Vec<String> = unit::meant(&unit.to_lowercase());
    let meant: Vec<&String> = meant.iter().filter(|code| !code.starts_with('{')).collect();
    measure.readings().iter().any(|reading| match reading {
        Measure::Unit(codes) => meant.is_empty() || codes.iter().any(|code| meant.contains(&code)),
        _ => false,
    })
}

/// The bounds of a range as `[20,30)` has them.
fn bounds(resolution: &Value) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let text = resolution["value"].as_str()?;
    let inner = text
        .trim_start_matches(['[', '('])
        .trim_end_matches([']', ')']);
    let (lower, upper) = inner.split_once(',')?;
    Some((decimal(lower), decimal(upper)))
}

fn in_bounds(amount: &Amount, bounds: &(Option<Decimal>, Option<Decimal>)) -> bool {
    let lower = matches!(
        amount.comparator,
        Comparator::MoreThan | Comparator::AtLeast
    );
    let upper = matches!(amount.comparator, Comparator::LessThan | Comparator::AtMost);
    match bounds {
        (Some(one), Some(other)) if one == other => same(amount.value, *one),
        (Some(one), Some(other)) => {
            same(amount.value, *one) && amount.upper.is_some_and(|upper| same(upper, *other))
        }
        (Some(one), None) => lower && same(amount.value, *one),
        (None, Some(other)) => upper && same(amount.value, *other),
        (None, None) => false,
    }
}

/// Whether a range with two comparators is read as two amounts with one each.
fn open_range(
    mentions: &[Mention<Amount>],
    place: &Range<usize>,
    model: &str,
    result: &Value,
) -> bool {
    let Some((Some(lower), Some(upper))) =
        bounds(&result["Resolution"]).filter(|_| model == "NumberRangeModel")
    else {
        return false;
    };
    [(Some(lower), None), (None, Some(upper))]
        .iter()
        .all(|bounds| {
            mentions.iter().any(|mention| {
                mention.start < place.end
                    && place.start < mention.end
                    && in_bounds(&mention.value, bounds)
            })
        })
}

fn listed(mentions: &[Mention<Amount>]) -> String {
    let each = mentions.iter().map(|mention| {
        let Amount {
            comparator,
            value,
            upper,
            measure,
            per,
            form,
            ..
        } = &mention.value;
        format!("[{comparator:?} {value} {upper:?} {measure:?} {per:?} {form:?}]")
    });
    each.collect::<Vec<_>>().join(" ")
}
