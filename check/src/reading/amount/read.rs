//! Reads the amount at a place: comparator, money, number, range, measure and period.

use dossier::v1::Comparator;
use rust_decimal::Decimal;

use super::cardinal::{Joins, Numeral};
use super::fraction;
use super::lexicon::Role;
use super::measures;
use super::numeral::numeral;
use super::place::{self, Counted};
use super::said::{Amount, Form, Measure};
use super::scan::Scan;
use super::side::{Side, side};
use super::words;
use crate::reading::Mention;

/// How far back a verb of change is looked for.
const CHANGE_DISTANCE: usize = 9;

/// What stands at a place.
pub(super) enum Read {
    /// An amount, and the token behind it.
    Amount(Box<Mention<Amount>>, usize),
    /// No amount up to this token.
    Skip(usize),
}

/// Reads what stands at a token.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Read {
    let token_may =
        scan.is_digits(at) || scan.may_begin(at, true) || is_code(scan, at) || is_odd(scan, at);
    if !token_may {
        return Read::Skip(at + 1);
    }
    if let Some(behind) = place::no_amount(scan, at) {
        return Read::Skip(behind.max(at + 1));
    }
    ranged(scan, at)
        .or_else(|| nothing(scan, at))
        .or_else(|| compared(scan, at))
        .map_or(Read::Skip(at + 1), |(amount, next)| {
            Read::Amount(Box::new(amount), next.max(at + 1))
        })
}

fn is_code(scan: &Scan<'_>, at: usize) -> bool {
    scan.raw(at).len() == 3 && scan.is_digits(at + 1) && measures::money_before(scan, at).is_some()
}

/// Marks and long words with which amounts begin: `½`, `.5`, `−5`, `dreiundzwanzig`.
fn is_odd(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.word(at);
    let mark =
        !scan.is_word(at) && (word.contains('⁄') || matches!(word, "." | "," | "-" | "−" | "–"));
    mark || scan.compound(at).is_some() || words::is_inflected(scan, at)
}

/// `between 5 and 8`, `from 5 to 8`.
fn ranged(scan: &Scan<'_>, at: usize) -> Option<(Mention<Amount>, usize)> {
    let (next, middle) = match scan.role(Role::Between, at) {
        Some(next) => (next, Role::BetweenAnd),
        None => (scan.role(Role::From, at)?, Role::To),
    };
    if middle == Role::To && is_change(scan, at) {
        return None;
    }
    // "Entre el 4 y el 5 %".
    let bare = |at: usize| {
        scan.role(Role::RangeArticle, at)
            .filter(|next| scan.is_digits(*next))
            .unwrap_or(at)
    };
    let lower = side(scan, bare(next), Joins::Barred)?;
    // Arabic writes the conjunction at the front of the second number.
    let prefixed = scan.lexicon.grammar.prefixed
        && middle == Role::BetweenAnd
        && scan.word(lower.next).starts_with('و');
    let upper = scan
        .role(middle, lower.next)
        .or_else(|| prefixed.then_some(lower.next))
        .or_else(|| scan.role(Role::To, lower.next))?;
    let upper = side(scan, bare(upper), Joins::Allowed)?;
    let range = range(lower, upper)?;
    Some(finished(scan, at, range, Comparator::Between))
}

/// Whether a verb of change stands before a place in the same sentence: `rose from 5 to 8`.
fn is_change(scan: &Scan<'_>, at: usize) -> bool {
    let from = at.saturating_sub(CHANGE_DISTANCE);
    let mut before = (from..at)
        .rev()
        .take_while(|word| !matches!(scan.word(*word), "." | ";" | "!" | "?"));
    let lead = at
        .checked_sub(1)
        .is_some_and(|before| scan.role(Role::RangeLead, before).is_some());
    !lead && before.any(|word| scan.role(Role::Change, word).is_some())
}

/// `no casualties`, `kein Schaden`: an amount of none.
fn nothing(scan: &Scan<'_>, at: usize) -> Option<(Mention<Amount>, usize)> {
    let next = scan.role(Role::None, at)?;
    let cue = scan
        .find(&scan.lexicon.before, at)
        .is_some_and(|found| found.next > next);
    let label = scan.role(Role::Label, at).is_some() && scan.is_digits(next);
    let idiom = scan.role(Role::NoneNot, next).is_some();
    let (words, behind) = measures::counted(scan, next)?;
    if cue
        || label
        || idiom
        || scan.word(next) != words.first().map(String::as_str).unwrap_or_default()
    {
        return None;
    }
    let numeral = Numeral::none(next);
    let side = Side {
        numeral,
        measure: Measure::Counted(words),
        number: at,
        next: behind,
    };
    let mention = mention(scan, at, Whole::new(side), Comparator::Exact);
    Some((mention, behind))
}

/// An amount with the words before it that compare it.
fn compared(scan: &Scan<'_>, at: usize) -> Option<(Mention<Amount>, usize)> {
    let cue = scan.find(&scan.lexicon.before, at);
    // In `subió hasta 5` the cue only leads to the new value.
    let target = scan.role(Role::To, at).is_some() && is_change(scan, at);
    if let Some(found) = &cue {
        let second = scan.find(&scan.lexicon.before, found.next);
        let from = second.as_ref().map_or(found.next, |found| found.next);
        let article = scan
            .role(Role::Article, from)
            .filter(|next| scan.is_digits(*next));
        let said = bound(
            scan,
            at,
            *found.value,
            second.as_ref().map(|found_value| *found_value.value),
        );
        let read = amount(
            scan,
            at,
            article.unwrap_or(from),
            said.filter(|_| !(target || spans(scan, at, from))),
        );
        if read.is_some() {
            return read;
        }
        if let Some(numeral) = fraction::compared(scan, from) {
            let side = Side {
                next: numeral.next,
                measure: Measure::None,
                number: from,
                numeral,
            };
            let comparator = said.unwrap_or(Comparator::Exact);
            return Some(finished(scan, at, Whole::new(side), comparator));
        }
    }
    amount(scan, at, at, None)
}

/// What words before a number compare; nothing where they only look like it: "Kredit über 40 Millionen",
/// "ne compte plus que six".
fn bound(
    scan: &Scan<'_>,
    at: usize,
    first: Comparator,
    second: Option<Comparator>,
) -> Option<Comparator> {
    let leads = scan.role(Role::Span, at).is_some();
    // "Under up to 1.5 metres of water".
    let is_bound = |second: &Comparator| leads || *second != Comparator::About;
    if let Some(second) = second.filter(is_bound) {
        return Some(second);
    }
    let is_sum = leads && is_led_by_sum(scan, at);
    let is_only = scan.role(Role::Only, at).is_some() && is_denied(scan, at);
    (!is_sum && !is_only).then_some(first)
}

/// Whether a noun to which "über" may belong stands shortly before it: a loan, a contract, a bill.
fn is_led_by_sum(scan: &Scan<'_>, at: usize) -> bool {
    let Some(nouns) = scan.lexicon.role(Role::SumLead) else {
        return false;
    };
    let is_noun = |word: &str| nouns.first_words().any(|noun| word.ends_with(noun));
    let before = (1..=SUM_DISTANCE).map_while(|back| at.checked_sub(back));
    let mut before = before.take_while(|at| scan.is_word(*at));
    before.any(|at| is_noun(scan.word(at)))
}

/// How far before "über" its noun may stand: "Vertrag mit der Stadt über 3 Millionen".
const SUM_DISTANCE: usize = 5;

/// How far before a word that compares a "not" may stand: "no longer employs more than 3".
const DENIED_DISTANCE: usize = 4;

/// Whether a "not" stands shortly before a place, in the same clause.
fn is_denied(scan: &Scan<'_>, at: usize) -> bool {
    let before = (1..=DENIED_DISTANCE).map_while(|back| at.checked_sub(back));
    let mut inside = before.take_while(|at| scan.is_word(*at) || scan.word(*at) == "'");
    inside.any(|at| scan.role(Role::Not, at).is_some())
}

/// Whether words that may compare lead to a time that something is spread over: `$5m over four years`.
fn spans(scan: &Scan<'_>, at: usize, number: usize) -> bool {
    let over = scan.role(Role::Span, at).is_some() && !scan.is_role_before(Role::SpanLead, at);
    let time = |code: &String| matches!(code.as_str(), "a" | "mo" | "wk" | "d" | "h" | "min" | "s");
    let timed = side(scan, number, Joins::Allowed).is_some_and(|side| match &side.measure {
        Measure::Unit(codes) => codes.iter().any(time),
        _ => false,
    });
    over && at > 0 && timed
}

/// An amount without what compares it before its number.
fn amount(
    scan: &Scan<'_>,
    start: usize,
    at: usize,
    comparator: Option<Comparator>,
) -> Option<(Mention<Amount>, usize)> {
    let first = side(scan, at, Joins::Allowed)?;
    let whole = to(scan, &first).unwrap_or_else(|| Whole::new(first));
    let between = whole.upper.is_some().then_some(Comparator::Between);
    let comparator = between.or(comparator).or(whole.side.numeral.comparator);
    Some(finished(
        scan,
        start,
        whole,
        comparator.unwrap_or(Comparator::Exact),
    ))
}

/// An amount, or the two ends of a range.
struct Whole {
    side: Side,
    upper: Option<Decimal>,
    next: usize,
}

impl Whole {
    fn new(side: Side) -> Self {
        Self {
            next: side.next,
            upper: None,
            side,
        }
    }
}

/// The range that begins with a number: `five to eight`, `3-3.5%`, `two or three`.
fn to(scan: &Scan<'_>, lower: &Side) -> Option<Whole> {
    if lower.numeral.form != Form::Cardinal {
        return None;
    }
    // `18- to 24-year-olds`.
    let open = scan.is_hyphen(lower.next)
        && scan.is_attached(lower.next)
        && !scan.is_attached(lower.next + 1);
    let at = if open { lower.next + 1 } else { lower.next };
    let dash = scan.is_dash(at);
    let middle = scan.role(Role::To, at);
    let or = scan
        .role(Role::Or, lower.next)
        .filter(|_| lower.measure == Measure::None);
    let next = middle.or(or)?;
    if dash && scan.is_attached(at) != scan.is_attached(next) {
        return None;
    }
    if !dash && middle.is_some() && is_change(scan, lower.number) {
        return None;
    }
    let upper = side(scan, next, Joins::Allowed)?;
    range(lower.clone(), upper)
}

/// Two ends as one range, where they are in order and of one measure.
fn range(lower: Side, upper: Side) -> Option<Whole> {
    let ordinal = [lower.numeral.form, upper.numeral.form].contains(&Form::Ordinal);
    let vague = [lower.numeral.form, upper.numeral.form].contains(&Form::Indefinite);
    let mut low = lower.numeral;
    let high = upper.numeral;
    let mantissa = high.value.checked_div(high.scale)?;
    if low.scale == Decimal::ONE && high.scale > Decimal::ONE && low.value < mantissa {
        low = low.times(high.scale, low.next)?;
    }
    let measure = match (lower.measure, upper.measure) {
        (Measure::None, other) | (other, Measure::None) => other,
        (one, other) if one == other => one,
        _ => return None,
    };
    let (mut low, mut high) = (low, high);
    let degrees = |codes: &[String]| codes.iter().any(|code| code == "Cel" || code == "[degF]");
    let is_temperature = matches!(&measure, Measure::Unit(codes) if degrees(codes));
    let is_negative = low.value < Decimal::ZERO && high.value < Decimal::ZERO;
    // "−12 °C to −15 °C" goes down.
    if low.value > high.value && (is_temperature || is_negative) {
        let next = high.next;
        (low, high) = (high, low);
        low.next = next;
        high.next = next;
    }
    let years =
        low.plain && high.plain && measure == Measure::None && low.value >= Decimal::from(1900);
    if low.value >= high.value || years || vague || ordinal && low.form != high.form {
        return None;
    }
    Some(Whole {
        upper: Some(high.value),
        next: upper.next,
        side: Side {
            numeral: Numeral {
                next: high.next,
                ..low
            },
            measure,
            number: lower.number,
            next: upper.next,
        },
    })
}

/// An amount with what stands behind it: what is counted, a period, words that compare.
fn finished(
    scan: &Scan<'_>,
    start: usize,
    whole: Whole,
    comparator: Comparator,
) -> (Mention<Amount>, usize) {
    let mut whole = whole;
    let mut comparator = comparator;
    let mut next = whole.next;
    if let Some(found) = scan.find(&scan.lexicon.behind, scan.skip_hyphen(next))
        && comparator_may_follow(scan, next, found.next)
    {
        comparator = match comparator {
            Comparator::Exact | Comparator::About => *found.value,
            other => other,
        };
        next = found.next;
    }
    let counts = whole.side.measure == Measure::None && whole.side.numeral.form != Form::Ordinal;
    if counts && let Some((words, behind)) = measures::counted(scan, next) {
        whole.side.measure = Measure::Counted(words);
        next = behind;
        if let Some(found) = scan.find(&scan.lexicon.behind, next)
            && comparator == Comparator::Exact
            && comparator_may_follow(scan, next, found.next)
        {
            comparator = *found.value;
            next = found.next;
        }
    }
    whole.next = next;
    if matches!(whole.side.measure, Measure::Currency(_)) {
        next = measures::price_of(scan, next);
        whole.next = next;
    }
    let behind = measures::period(scan, next).map_or(next, |(_, behind)| behind);
    (mention(scan, start, whole, comparator), behind)
}

/// Whether words that compare belong to the number before them and not to one behind.
fn comparator_may_follow(scan: &Scan<'_>, at: usize, next: usize) -> bool {
    // `5 or more than 7`: the words belong to the second number.
    let longer = (at..next).any(|from| {
        scan.find(&scan.lexicon.before, from).is_some_and(|found| {
            found.next >= next && side(scan, found.next, Joins::Barred).is_some()
        })
    });
    !(longer || scan.is_digits(next) || scan.find(&scan.lexicon.values, next).is_some())
}

fn mention(scan: &Scan<'_>, start: usize, whole: Whole, comparator: Comparator) -> Mention<Amount> {
    let side = whole.side;
    let period = measures::period(scan, whole.next);
    let (per, end) = match period {
        Some((per, end)) if side.numeral.form != Form::Ordinal => (Some(per), end),
        _ => (period_before(scan, start), whole.next),
    };
    let start_of = |at: usize| scan.token(at).map_or(scan.text.len(), |token| token.start);
    let end_of = |at: usize| {
        let last = at.checked_sub(1).and_then(|last| scan.token(last));
        last.map_or(0, |token| token.end)
    };
    Mention {
        start: start_of(start),
        end: end_of(end),
        value: Amount {
            comparator,
            also: also(scan, start, side.number, comparator),
            value: side.numeral.value.normalize(),
            upper: whole.upper.map(|upper| upper.normalize()),
            measure: side.measure,
            per,
            form: side.numeral.form,
            number: start_of(side.number)..end_of(side.numeral.next),
        },
    }
}

/// Words for each one of several, folded.
const EACH: [&str; 8] = [
    "jeden", "jede", "jedes", "each", "every", "chaque", "cada", "كل",
];

/// The period of a rate right before an amount: "monatlich 400 Euro", "jeden Monat rund 400 Euro".
fn period_before(scan: &Scan<'_>, start: usize) -> Option<String> {
    let mut places = start.saturating_sub(2)..start;
    places.find_map(|at| {
        // "Im Jahr 2023" is no rate, and neither is "a year".
        let is_each = EACH.contains(&scan.word(at));
        let is_adverb = scan.find(&scan.lexicon.periodic, at).is_some();
        let (per, end) = measures::period(scan, at).filter(|_| is_each || is_adverb)?;
        (end == start).then_some(per)
    })
}

/// How many words may stand before the word that compares, in one phrase with it: "un peu moins de".
const NEARLY_LEAD: usize = 3;

/// The comparators that are as fair a reading of the words before a number.
fn also(scan: &Scan<'_>, start: usize, number: usize, said: Comparator) -> Vec<Comparator> {
    use Comparator::{About, AtLeast, AtMost, Exact, LessThan, MoreThan};
    if start >= number {
        return Vec::new();
    }
    // They may begin before the word that compares.
    let covers = |role: Role| {
        let mut places = start.saturating_sub(NEARLY_LEAD)..=start;
        places.any(|at| {
            let end = scan.role(role, at);
            end.is_some_and(|end| start < end && end <= number)
        })
    };
    if covers(Role::Barely) {
        return vec![About, LessThan, Exact];
    }
    if covers(Role::Nearly) {
        return vec![About, LessThan];
    }
    match said {
        Exact if scan.role(Role::Span, start).is_some() => {
            // "Laut Vertrag über 300 Arbeiter" may be more.
            is_led_by_sum(scan, start)
                .then_some(MoreThan)
                .into_iter()
                .collect()
        }
        _ if !is_denied(scan, start) => Vec::new(),
        MoreThan => vec![AtMost],
        AtLeast => vec![LessThan],
        LessThan => vec![AtLeast],
        AtMost => vec![MoreThan],
        _ => Vec::new(),
    }
}

/// Whether an amount is to be told: years, and `one` that stands for a name, are none.
pub(super) fn counts(scan: &Scan<'_>, mention: &Mention<Amount>) -> bool {
    let amount = &mention.value;
    let at = scan
        .tokens
        .partition_point(|token| token.start < amount.number.start);
    let counted = matches!(amount.measure, Measure::Counted(_));
    let measured = amount.measure != Measure::None && !counted || amount.per.is_some();
    let first = numeral(scan, at, Joins::Allowed);
    let with = match amount.comparator {
        Comparator::Exact if counted => Counted::Words,
        Comparator::Exact => Counted::Nothing,
        _ => Counted::Compared,
    };
    let start = scan
        .tokens
        .partition_point(|token| token.start < mention.start);
    let cue = scan.find(&scan.lexicon.before, start);
    // In "up to 1200 jobs" the word before the number belongs to those that compare.
    let is_bound =
        cue.is_some_and(|cue| cue.next == at) && (counted || amount.value < Decimal::from(1900));
    let year = !is_bound && first.is_some_and(|numeral| place::is_year(scan, at, &numeral, with));
    if year && !measured {
        return false;
    }
    let pronoun = scan.word(at) == "one" && scan.is_role_before(Role::PronounBefore, at);
    let article = amount.form == Form::Article && amount.measure == Measure::None;
    let pronoun = pronoun && !measured && amount.value == Decimal::ONE;
    !(pronoun || article)
}
