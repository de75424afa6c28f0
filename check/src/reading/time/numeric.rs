//! Dates that are written in digits.

use super::super::{Token, TokenKind};
use super::calendar::{self, exists, full_year};
use super::point::{Base, Parts};
use super::table::Order;
use super::view::{DASHES, Read, View};
use super::word::{Key, Word};

/// Whether what follows digits makes them an amount. A number in words begins another: "verlor 2024 zwölf
/// Prozent".
pub(super) fn names_unit(view: &View<'_>, at: usize) -> bool {
    let found = view.find(at, |word| match word {
        Word::Unit(_) | Word::Scale(_) => Some(()),
        Word::Cardinal(_) if !view.is_word(at) => Some(()),
        _ => None,
    });
    found.is_some()
}

/// Digits as a number, and how many they are.
fn digits(token: Option<&Token>) -> Option<(i64, usize)> {
    let token = token.filter(|token| token.kind == TokenKind::Digits)?;
    let plain = token.text.len() <= 4 && token.text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| Some((token.text.parse().ok()?, token.text.len())))?
}

/// Whether a token is a mark that is joined to the token before it.
fn joined(token: Option<&Token>, marks: &[&str]) -> bool {
    token.is_some_and(|token| {
        token.kind == TokenKind::Mark && !token.spaced && marks.contains(&token.text.as_str())
    })
}

/// A date as ISO 8601 has it, `2024-06-19` or `2024-06`. A time of day is left out.
pub(super) fn iso(tokens: &[Token], at: usize) -> Read<Base> {
    if !is_start(tokens, at) {
        return None;
    }
    let (year, length) = digits(tokens.get(at))?;
    if length != 4 || !joined(tokens.get(at + 1), &["-"]) {
        return None;
    }
    let part = |at: usize| {
        let token = tokens.get(at).filter(|token| !token.spaced);
        digits(token).filter(|(_, length)| *length == 2)
    };
    let (month, _) = part(at + 2)?;
    let day = joined(tokens.get(at + 3), &["-"])
        .then(|| part(at + 4))
        .flatten();
    let (day, next) = day.map_or((None, at + 3), |(day, _)| (Some(day), at + 5));
    // More digits: a telephone number, or an identifier.
    if joined(tokens.get(next), &["-"]) && digits(tokens.get(next + 1)).is_some() {
        return None;
    }
    let parts = Parts {
        year: Some(year),
        month: Some(month),
        day,
        weekday: None,
    };
    if !exists(Some(year), month, day) || !(1000..=2999).contains(&year) {
        return None;
    }
    Some((or_years(parts), next))
}

/// `2010-11` may be a month and may be two years.
fn or_years(parts: Parts) -> Base {
    let Parts {
        year: Some(year),
        month: Some(month),
        day: None,
        ..
    } = parts
    else {
        return Base::Parts(parts);
    };
    let years = (month == year % 100 + 1).then(|| calendar::years(year, year + 1));
    match years.flatten() {
        Some(years) => Base::Either(Box::new(Base::Parts(parts)), Box::new(Base::Fixed(years))),
        None => Base::Parts(parts),
    }
}

/// Whether digits begin here, and are no part of a longer number or name.
fn is_start(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let Some(token) = tokens.get(at) else {
        return false;
    };
    let opens = [
        "(", "[", "|", "—", "–", "\"", "“", "„", "«", "-", "~", ":", "¿",
    ];
    token.spaced || before.is_none_or(|before| opens.contains(&before.text.as_str()))
}

/// A date with marks between its digits: `19/06/2024`, `19.6.24`, `2024/06/19`, `6/2024`, `19/6`.
pub(super) fn date(view: &View<'_>, at: usize) -> Read<Base> {
    if !view.is_digits(at) || !is_start(view.tokens, at) {
        return None;
    }
    if let Some(found) = iso(view.tokens, at) {
        return Some(found);
    }
    let (first, next) = view.digits(at)?;
    let mark = view
        .mark(next, &["/", "-", ".", "–"])
        .and_then(|_| view.token(next))?;
    let (second, behind) = view.digits(next + 1)?;
    let spaced = !view.is_tight(next) || !view.is_tight(next + 1);
    let third = (!spaced)
        .then(|| view.joined(behind, &[mark.text.as_str(), ","]))
        .flatten();
    let third = third.and_then(|start| {
        let year = view.is_tight(start) || view.mark(start - 1, &[","]).is_some();
        let found = view.digits(start).filter(|_| year)?;
        (view.is_tight(start) || found.0.1 == 4).then_some(found)
    });
    if let Some((third, end)) = third {
        let found = three(view.table.order, [first, second, third])?;
        return ends(view, end).then_some((found, end));
    }
    let ((first, length), (second, other)) = (first, second);
    let found = match (length, other) {
        (4, 1 | 2) => month_of(first, second),
        (1 | 2, 4) if !spaced || mark.text != "." => month_of(second, first),
        _ => None,
    };
    if let Some(found) = found {
        return ends(view, behind).then_some((found, behind));
    }
    let digits = [(first, length), (second, other)];
    let (found, end) = parted(view, at, digits).filter(|_| !spaced)?;
    ends(view, end).then_some((found, end))
}

/// A day and a month. Digits with two parts are fractions, scores and ranges as often as dates: they need
/// a word before them, two digits each, or a full stop behind them, or a day that is no month.
fn parted(view: &View<'_>, at: usize, [first, second]: [Digits; 2]) -> Read<Base> {
    let behind = at + 3;
    let dotted = view.joined(behind, &["."]).filter(|_| view.table.dotted());
    let leads = [
        Key::On,
        Key::DayLead,
        Key::From,
        Key::Between,
        Key::To,
        Key::Until,
        Key::Since,
        Key::By,
        Key::Before,
        Key::After,
        Key::This,
        Key::Last,
        Key::Next,
        Key::Or,
    ];
    let weekday = at > 0
        && view
            .find(at - 1, |word| {
                matches!(word, Word::Weekday(_)).then_some(())
            })
            .is_some();
    let ranged = at > 1 && view.is_digits(at - 2) && view.mark(at - 1, &DASHES).is_some();
    // "1/10 and 7/11", "10/1-11/2".
    let again = view.ends_before(at, &[Key::And]) && at > 3 && view.is_digits(at - 2);
    let again = again && view.mark(at - 3, &["/"]).is_some();
    let leading = view
        .mark(behind, &DASHES)
        .is_some_and(|next| view.is_digits(next) && view.mark(next + 1, &["/"]).is_some());
    let ranged = ranged || again || leading;
    let slash = view.mark(at + 1, &["/"]).is_some();
    let day = |left: Digits, right: Digits| left.0 > 12 && left.0 < 32 && right.0 < 13;
    let certain = day(first, second) || day(second, first);
    // "At 6.1 %", "by 5.15 euros".
    let signs = ["%", "°", "‰", "€", "$", "£"];
    let measured =
        view.mark(behind, &signs).is_some() || view.is_followed(behind) || names_unit(view, behind);
    if measured && dotted.is_none() && view.mark(at + 1, &["."]).is_some() {
        return None;
    }
    let always = (first.0, second.0) == (24, 7);
    let full = first.1 == 2 && second.1 == 2;
    let cued = view.ends_before(at, &leads) || weekday || ranged;
    let fits = cued || dotted.is_some() || (slash && !always && (full || certain));
    if !fits || first.1 > 2 || second.1 > 2 {
        return None;
    }
    let found = two_parts(view.table.order, first.0, second.0)?;
    Some((found, dotted.unwrap_or(behind)))
}

/// Whether digits end here: no letter, sign or further digit is joined to them.
fn ends(view: &View<'_>, at: usize) -> bool {
    let joined =
        view.is_tight(at) && (view.is_word(at) || view.mark(at, &["%", "/", "°"]).is_some());
    let more = view
        .joined(at, &["-", ".", ","])
        .is_some_and(|next| view.is_digits(next) && view.is_tight(next));
    let ranged = view.joined(at, &["-"]).is_some();
    !joined && (!more || ranged)
}

type Digits = (i64, usize);

fn three(order: Order, [first, second, third]: [Digits; 3]) -> Option<Base> {
    if first.1 == 4 {
        return whole(first.0, second.0, third.0);
    }
    let year = match third.1 {
        4 => third.0,
        2 => full_year(third.0),
        _ => return None,
    };
    let day_first = whole(year, second.0, first.0);
    let month_first = whole(year, first.0, second.0);
    // Arabic and some others also write the year first, with two digits.
    let year_first = || whole(full_year(first.0), second.0, third.0);
    choose(order, day_first, month_first).or_else(year_first)
}

fn whole(year: i64, month: i64, day: i64) -> Option<Base> {
    calendar::day(year, month, day)?;
    Some(Base::date(Some(year), Some(month), Some(day)))
}

fn month_of(year: i64, month: i64) -> Option<Base> {
    let fits = (1000..=2999).contains(&year) && (1..=12).contains(&month);
    fits.then(|| {
        or_years(Parts {
            year: Some(year),
            month: Some(month),
            ..Parts::default()
        })
    })
}

fn two_parts(order: Order, first: i64, second: i64) -> Option<Base> {
    let partial = |month: i64, day: i64| {
        calendar::day(2024, month, day)?;
        Some(Base::date(None, Some(month), Some(day)))
    };
    choose(order, partial(second, first), partial(first, second))
}

/// The order of the language; the other one only where the first cannot be.
fn choose(order: Order, day_first: Option<Base>, month_first: Option<Base>) -> Option<Base> {
    match (order, day_first, month_first) {
        (Order::Both, Some(day), Some(month)) if day != month => {
            Some(Base::Either(Box::new(month), Box::new(day)))
        }
        (_, day, month) => day.or(month),
    }
}
