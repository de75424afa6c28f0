//! Which codes of UCUM may a unit as written in a newspaper mean?

use super::code::is_unit;
use super::table::{FALSE_FRIENDS, METRIC, PREFIXES, SYMBOLS, WORDS};

/// How UCUM writes the signs of print.
const SIGNS: [(&str, &str); 16] = [
    ("²", "2"),
    ("³", "3"),
    ("⁻¹", "-1"),
    ("⁻²", "-2"),
    ("⁻³", "-3"),
    ("^", ""),
    ("µ", "u"),
    ("μ", "u"),
    ("·", "."),
    ("⋅", "."),
    ("×", "."),
    ("∕", "/"),
    ("⁄", "/"),
    ("Ω", "Ohm"),
    (" / ", "/"),
    ("\u{a0}", " "),
];

/// Words that stand for a division.
const PER: [&str; 4] = [" per ", " pro ", " par ", " por "];

/// The codes that may be meant, the most likely first; none for what looks like no unit at all.
pub(super) fn codes(written: &str) -> Vec<String> {
    let written = written.trim();
    let mut plain = written.to_owned();
    for (sign, code) in SIGNS {
        plain = plain.replace(sign, code);
    }
    for per in PER {
        plain = plain.replace(per, "/");
    }
    let whole = simple(written);
    let mut found = if whole.is_empty() {
        compound(&plain)
    } else {
        whole
    };
    if found.is_empty() {
        found.extend(counted(written));
    }
    // A factor at the start would be the end of a number that was cut: `1/2 t`, `10^3 t`.
    let factor = |code: &String| {
        let first = code.trim_start_matches(['/', '(']);
        first.starts_with(|character: char| character.is_ascii_digit())
    };
    found.retain(|code| is_unit(code) && !factor(code));
    found
}

/// A unit in parts: `km/h`, `l/100km`, `kWh/m²`.
fn compound(plain: &str) -> Vec<String> {
    if let Some((over, under)) = plain.split_once('/') {
        let over = match over.trim() {
            "" => vec![String::new()],
            over => compound(over),
        };
        // UCUM reads from left to right: `L/100.km` is a hundredth of a litre times a kilometre.
        let under = compound(under.trim()).into_iter().next();
        let under = under.map(|under| {
            if under.contains(['.', '/']) && !under.starts_with('{') {
                format!("({under})")
            } else {
                under
            }
        });
        let joined = over.iter().zip(&under);
        return joined
            .map(|(over, under)| format!("{over}/{under}"))
            .collect();
    }
    if let Some((one, other)) = plain.split_once('.').filter(|(pair, _)| !pair.is_empty()) {
        let (one, other) = (compound(one), compound(other));
        let joined = one.iter().zip(other.first());
        return joined
            .map(|(left, right)| format!("{left}.{right}"))
            .collect();
    }
    // `100km` in `l/100km`.
    let end = plain.find(|character: char| !character.is_ascii_digit());
    if let Some((digits, unit)) = end
        .filter(|end| *end > 0)
        .and_then(|end| plain.split_at_checked(end))
    {
        let unit = simple(unit.trim());
        return unit.iter().map(|unit| format!("{digits}.{unit}")).collect();
    }
    let found = simple(plain);
    if found.is_empty() && plain.starts_with('{') {
        return vec![plain.to_owned()];
    }
    if found.is_empty() {
        return counted(plain).into_iter().collect();
    }
    found
}

/// The codes of one unit with its exponent.
fn simple(text: &str) -> Vec<String> {
    let exact = |wanted: &str| {
        let mut symbols = SYMBOLS.iter();
        let found = symbols.find(|(symbol, _)| *symbol == wanted);
        found.map(|(_, codes)| codes.iter().map(|code| (*code).to_owned()).collect())
    };
    if let Some(codes) = exact(text) {
        return codes;
    }
    let friend = FALSE_FRIENDS.iter().any(|friend| friend.code == text);
    if is_unit(text) && !friend {
        return vec![text.to_owned()];
    }
    if let Some(codes) = word(text) {
        return codes;
    }
    for (prefix, power) in [
        ("square ", "2"),
        ("sq ", "2"),
        ("sq. ", "2"),
        ("cubic ", "3"),
        ("cu ", "3"),
        ("quadrat", "2"),
        ("kubik", "3"),
    ] {
        let lower = text.to_lowercase();
        if let Some(base) = lower.strip_prefix(prefix) {
            return raised(&simple(base), power);
        }
    }
    if let Some(base) = text
        .strip_suffix(['2', '3'])
        .filter(|base| !base.is_empty())
    {
        let power = if text.ends_with('2') { "2" } else { "3" };
        return raised(&simple(base), power);
    }
    in_other_case(text)
}

fn raised(codes: &[String], power: &str) -> Vec<String> {
    let plain = |code: &&String| {
        code.chars()
            .all(|character| character.is_ascii_alphabetic())
            || code.ends_with(']')
    };
    codes
        .iter()
        .filter(plain)
        .map(|code| format!("{code}{power}"))
        .collect()
}

/// A unit by its name, in the singular or with the plural's `s`.
fn word(text: &str) -> Option<Vec<String>> {
    let lower = text.to_lowercase().replace('_', " ");
    let short = lower.trim_end_matches('.');
    let singular = short.strip_suffix('s').unwrap_or(short);
    let named = |wanted: &str| {
        let mut rows = WORDS.iter();
        rows.find(|(_, names)| names.contains(&wanted))
    };
    let (code, _) = named(short).or_else(|| named(singular))?;
    Some(vec![(*code).to_owned()])
}

/// A metric unit whose letters are right and whose capitals are not: `KM`, `Kwh`, `mhz`.
fn in_other_case(text: &str) -> Vec<String> {
    let wanted = text.to_lowercase();
    let mut found = Vec::new();
    for unit in METRIC {
        for prefix in PREFIXES {
            let code = format!("{prefix}{unit}");
            let print = code.replace("By", "B").replace('.', "");
            let alike = [code.to_lowercase(), print.to_lowercase()].contains(&wanted);
            if alike && is_unit(&code) {
                found.push(code);
            }
        }
    }
    // A capital of the writer's decides between `MW` and `mW`.
    let first = text.chars().next();
    found.sort_by_key(|code| code.chars().next() != first);
    found
}

/// A word that is no unit is something that is counted.
fn counted(text: &str) -> Option<String> {
    let letters = |character: char| {
        character.is_alphabetic() || matches!(character, ' ' | '-' | '_' | '’' | '\'')
    };
    let name = !text.is_empty() && text.chars().all(letters) && text.chars().count() > 1;
    if !name {
        return None;
    }
    let singular = if text.is_ascii() {
        pluralizer::pluralize(text, 1, false)
    } else {
        text.to_owned()
    };
    Some(format!("{{{singular}}}"))
}
