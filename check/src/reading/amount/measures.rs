//! What surrounds a number: money, units, what is counted, and the period of a rate.

use crate::model::currency;
use rust_decimal::Decimal;

use super::figures;
use super::lexicon::{Money, Role};
use super::said::Measure;
use super::scan::Scan;

/// More words do not name what is counted.
const COUNTED_MAX: usize = 5;

/// A symbol of a unit has at most as many tokens.
const SYMBOL_MAX: usize = 6;

/// Codes of currencies that are words where everything is in capitals.
const WORDS: [&str; 12] = [
    "ALL", "TOP", "TRY", "COP", "MAD", "CUP", "PEN", "SOS", "BAM", "MOP", "LAK", "GEL",
];

/// What was found beside a number.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    pub(super) measure: Measure,
    /// What the number is to be multiplied by: 0.01 where cents are counted.
    pub(super) size: Decimal,
    pub(super) next: usize,
}

impl Beside {
    fn new(measure: Measure, next: usize) -> Self {
        Self {
            measure,
            size: Decimal::ONE,
            next,
        }
    }

    fn money(money: &Money, next: usize) -> Self {
        Self {
            measure: Measure::Currency(money.codes.clone()),
            size: money.size,
            next,
        }
    }
}

/// Money that is named before its number: `£`, `US$`, `EUR`.
pub(super) fn money_before(scan: &Scan<'_>, at: usize) -> Option<Beside> {
    if let Some(found) = scan.find(&scan.lexicon.money, at)
        && is_sign(scan, at, found.next)
    {
        return Some(Beside::money(found.value, found.next));
    }
    let (code, size) = code(scan, at)?;
    let word = WORDS.contains(&code) && !scan.is_attached(at + 1);
    (!word).then(|| Beside {
        size,
        ..Beside::new(Measure::Currency(vec![code]), at + 1)
    })
}

/// Whether money is named by a sign or short form, which may stand before its number, and not by a
/// word, which stands behind it.
fn is_sign(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    let marks = (at..end).any(|token| !scan.is_word(token));
    let inside = scan.is_word(at) && scan.is_attached(at);
    let short = scan.raw(at).len() <= 3 && scan.raw(at).chars().all(char::is_uppercase);
    (marks || short || matches!(scan.word(at), "rs" | "tk")) && !inside
}

/// The code of ISO 4217 that stands at a token, and how many of the currency it stands for: a million
/// where `MEUR` is written.
fn code(scan: &Scan<'_>, at: usize) -> Option<(&'static str, Decimal)> {
    let raw = scan.raw(at);
    let million = raw.strip_prefix('M').filter(|rest| rest.len() == 3);
    let size = if million.is_some() { 1_000_000 } else { 1 };
    let raw = million.unwrap_or(raw);
    let code = raw.len() == 3 && raw.bytes().all(|byte| byte.is_ascii_uppercase());
    let found = if code {
        currency::codes(raw)
    } else {
        Vec::new()
    };
    Some((found.first().copied()?, Decimal::from(size)))
}

/// The measure that stands behind a number, without what is counted.
pub(super) fn behind(scan: &Scan<'_>, at: usize) -> Option<Beside> {
    let at = scan.skip_hyphen(at);
    let direct = named(scan, at);
    direct.or_else(|| {
        let of = scan.role(Role::Of, at)?;
        named(scan, of).filter(|beside| beside.measure != Measure::Percent)
    })
}

fn named(scan: &Scan<'_>, at: usize) -> Option<Beside> {
    if let Some(next) = scan.role(Role::PercentagePoint, at) {
        return Some(Beside::new(Measure::PercentagePoint, next));
    }
    if let Some(next) = scan.role(Role::Percent, at) {
        let point = scan.role(Role::PercentagePoint, at);
        return Some(Beside::new(Measure::Percent, point.unwrap_or(next)));
    }
    let money = scan.find(&scan.lexicon.money, at);
    // In "2024 $55m" the sign is that of the next number.
    let money = money.filter(|money| {
        let leads = scan.is_digits(money.next) && scan.is_attached(money.next);
        !(leads && is_sign(scan, at, money.next))
    });
    let unit = unit(scan, at);
    if let Some(either) = scan.find(&scan.lexicon.either, at)
        && let Some(money) = money.as_ref().filter(|money| money.next == either.next)
    {
        let readings = vec![
            Measure::Currency(money.value.codes.clone()),
            Measure::Unit(either.value.clone()),
        ];
        return Some(Beside::new(Measure::Either(readings), either.next));
    }
    let money = money.map(|found| Beside::money(found.value, found.next));
    let longest = match (money, unit) {
        (Some(money), Some(unit)) if unit.next > money.next => Some(unit),
        (money, unit) => money.or(unit),
    };
    longest
        .or_else(|| {
            let (code, size) = code(scan, at)?;
            let beside = Beside::new(Measure::Currency(vec![code]), at + 1);
            Some(Beside { size, ..beside })
        })
        .or_else(|| foreign_money(scan, at))
}

/// Money behind a word that says whose it is: `Cambodian riels`, `indische Rupien`.
fn foreign_money(scan: &Scan<'_>, at: usize) -> Option<Beside> {
    let other = scan.role(Role::Stop, at).is_some() || scan.may_begin(at, false);
    let found = scan.find(&scan.lexicon.money, at + 1)?;
    let known = scan.lexicon.role(Role::Stop).is_some() && !scan.is_digits(found.next);
    let name = scan.is_word(at) && scan.is_word(at + 1) && !scan.is_attached(at + 1);
    (name && known && !other).then(|| Beside::money(found.value, found.next))
}

/// A unit with what it is raised to or divided by.
fn unit(scan: &Scan<'_>, at: usize) -> Option<Beside> {
    if let Some((codes, next)) = symbol(scan, at) {
        return Some(Beside::new(Measure::Unit(codes), next));
    }
    let (codes, next) = raised(scan, at)?;
    let (codes, next) = divided(scan, &codes, next).unwrap_or((codes, next));
    Some(Beside::new(Measure::Unit(codes), next))
}

/// A unit by its symbol, or two with a slash between them.
fn symbol(scan: &Scan<'_>, at: usize) -> Option<(Vec<String>, usize)> {
    let mut ends = (at + 1..=at + SYMBOL_MAX)
        .filter(|end| *end <= scan.tokens.len())
        .rev();
    ends.find_map(|end| {
        let whole = (at + 1..end).all(|inner| scan.is_attached(inner));
        let open = scan.is_attached(end) && (scan.is_word(end) || scan.is_digits(end));
        let raw = scan.raw_until(at, end);
        let degree = raw.starts_with('°');
        if open || !(whole || degree) {
            return None;
        }
        let degrees = scan.is_attached(at)
            && at
                .checked_sub(1)
                .is_some_and(|digits| scan.is_digits(digits));
        match raw {
            "C" if degrees => return Some((vec!["Cel".to_owned()], end)),
            "F" if degrees => return Some((vec!["[degF]".to_owned()], end)),
            _ => {}
        }
        let raw: String = raw
            .chars()
            .filter(|character| !character.is_whitespace())
            .collect();
        let codes = symbol_codes(scan, &raw)?;
        Some((codes, end))
    })
}

fn symbol_codes(scan: &Scan<'_>, raw: &str) -> Option<Vec<String>> {
    let symbols = &scan.lexicon.symbols;
    let one = |raw: &str| {
        let plain = raw.replace('μ', "µ").replace('^', "");
        let lower = || plain.to_lowercase();
        let found = symbols.get(&plain);
        found
            .or_else(|| symbols.get(&lower()).filter(|_| plain.len() > 1))
            .cloned()
    };
    let Some((over, under)) = raw.split_once('/') else {
        return one(raw);
    };
    let under = match under {
        "hr" => "h".to_owned(),
        under => one(under)?.into_iter().next()?,
    };
    let joined = one(over)?.into_iter().map(|over| format!("{over}/{under}"));
    Some(joined.collect())
}

/// A unit by its name, raised by a word before or behind it: `square miles`, `kilómetros cuadrados`,
/// `Quadratmeter`.
fn raised(scan: &Scan<'_>, at: usize) -> Option<(Vec<String>, usize)> {
    let units = &scan.lexicon.units;
    for (role, power) in [(Role::Square, "2"), (Role::Cubic, "3")] {
        if let Some(next) = scan.role(role, at)
            && let Some(found) = scan.find(units, next)
        {
            return Some((powers(found.value, power), found.next));
        }
        let compound = scan
            .lexicon
            .grammar
            .compounds
            .then(|| compound(scan, role, at))
            .flatten();
        if let Some(codes) = compound {
            return Some((powers(codes, power), at + 1));
        }
    }
    let found = scan.find(units, at)?;
    for (role, power) in [(Role::Square, "2"), (Role::Cubic, "3")] {
        if let Some(next) = scan.role(role, found.next) {
            return Some((powers(found.value, power), next));
        }
    }
    let raw = scan.raw(at);
    // A word that is a unit only in small letters: `Mark`, `Turn` are names as well.
    (!raw.is_empty()).then(|| (found.value.clone(), found.next))
}

/// The unit behind `quadrat` or `kubik` in one word.
fn compound(scan: &Scan<'_>, role: Role, at: usize) -> Option<&'static Vec<String>> {
    let word = scan.word(at);
    let mut first = scan.lexicon.role(role)?.first_words();
    let rest = first.find_map(|first| word.strip_prefix(first))?;
    let (codes, _) = scan.lexicon.units.find(&[], 0, rest)?;
    Some(codes)
}

fn powers(codes: &[String], power: &str) -> Vec<String> {
    codes.iter().map(|code| format!("{code}{power}")).collect()
}

/// A unit of length or weight by another unit: `metres per second`, `kilomètres par heure`.
fn divided(scan: &Scan<'_>, codes: &[String], at: usize) -> Option<(Vec<String>, usize)> {
    let next = scan.role(Role::Per, at)?;
    let found = scan.find(&scan.lexicon.units, next)?;
    let under = found.value.first()?;
    let length = ["m", "km", "cm", "mm", "[mi_i]", "[ft_i]", "[nmi_i]"];
    let speed = codes.iter().all(|code| length.contains(&code.as_str()));
    let time = ["s", "min", "h", "ms"].contains(&under.as_str());
    if !speed || !time {
        return None;
    }
    let joined = codes.iter().map(|code| format!("{code}/{under}"));
    Some((joined.collect(), found.next))
}

/// The period of a rate, as an ISO 8601 duration: `a month`, `pro Tag`, `/day`, `daily`.
pub(super) fn period(scan: &Scan<'_>, at: usize) -> Option<(String, usize)> {
    if let Some(found) = scan.find(&scan.lexicon.periodic, at) {
        return Some((found.value.clone(), found.next));
    }
    let next = scan.role(Role::Per, scan.skip_hyphen(at))?;
    let found = scan.find(&scan.lexicon.periods, scan.skip_hyphen(next))?;
    // `a year earlier` says when and not how often.
    let time = scan.role(Role::PeriodNot, found.next).is_some();
    (!time).then(|| (found.value.clone(), found.next))
}

/// The token behind what a price is for: `a barrel`, `per share`, `pro Tonne`.
pub(super) fn price_of(scan: &Scan<'_>, at: usize) -> usize {
    let of = scan
        .role(Role::Per, scan.skip_hyphen(at))
        .map(|next| scan.skip_hyphen(next));
    let period = period(scan, at).is_some();
    let thing =
        of.filter(|next| scan.is_word(*next) && scan.find(&scan.lexicon.periods, *next).is_none());
    thing.filter(|_| !period).map_or(at, |next| next + 1)
}

/// The words behind a number that may name what is counted, and the token behind them.
pub(super) fn counted(scan: &Scan<'_>, at: usize) -> Option<(Vec<String>, usize)> {
    let mut next = scan.skip_hyphen(at);
    if let Some(of) = scan.role(Role::Of, next) {
        next = of;
    }
    let mut words = Vec::new();
    while words.len() < COUNTED_MAX {
        let from = if words.is_empty() {
            next
        } else {
            scan.skip_hyphen(next)
        };
        if !is_noun(scan, from) {
            break;
        }
        let end = scan.behind_name(from + 1);
        let digits = (from + 1..end).find(|inner| scan.is_digits(*inner));
        let figure = digits.and_then(|digits| figures::figure(scan, digits));
        let name = figure.is_some_and(|figure| figure.plain);
        // `F-35As` is one word.
        next = if name { end } else { from + 1 };
        words.push(dossier::words::fold(scan.raw_until(from, next)));
    }
    (!words.is_empty()).then_some((words, next))
}

/// Whether a word may name what is counted, or be a part of its name.
fn is_noun(scan: &Scan<'_>, at: usize) -> bool {
    let other = [Role::Stop, Role::Per, Role::Article, Role::Between]
        .iter()
        .any(|role| scan.role(*role, at).is_some());
    let prefix = scan
        .lexicon
        .prefixes
        .iter()
        .any(|prefix| prefix == scan.word(at));
    let other = other || prefix || is_amount(scan, at);
    let cue = scan.find(&scan.lexicon.behind, at).is_some();
    let number = cue || scan.find(&scan.lexicon.periodic, at).is_some();
    let elided = scan
        .token(at + 1)
        .is_some_and(|token| !token.spaced && matches!(token.text.as_str(), "'" | "’"));
    let short = scan
        .token(at)
        .is_some_and(|token| token.end - token.start < 2);
    let free = !(other || number || elided && short);
    free && scan.is_word(at)
}

/// Whether the next amount begins at a place.
fn is_amount(scan: &Scan<'_>, at: usize) -> bool {
    let lexicon = scan.lexicon;
    scan.find(&lexicon.values, at).is_some()
        || scan.find(&lexicon.before, at).is_some()
        || scan.find(&lexicon.indefinite, at).is_some()
        || scan.find(&lexicon.ordinals, at).is_some()
        || money_before(scan, at).is_some_and(|money| scan.is_digits(money.next))
}
