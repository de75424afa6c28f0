//! Dates that are written in digits.

use super::super::{Token, TokenKind};
use super::point::{Base, Parts};
use super::said::Time;

/// Digits as a number, and how many they are.
pub(super) fn digits(token: Option<&Token>) -> Option<(i64, usize)> {
    let token = token.filter(|token| token.kind == TokenKind::Digits)?;
    let plain = token.text.len() <= 4 && token.text.bytes().all(|one| one.is_ascii_digit());
    plain.then(|| Some((token.text.parse().ok()?, token.text.len())))?
}

/// Whether a token is a mark that is joined to the token before it.
pub(super) fn joined(token: Option<&Token>, marks: &[&str]) -> bool {
    token.is_some_and(|token| {
        token.kind == TokenKind::Mark && !token.spaced && marks.contains(&token.text.as_str())
    })
}

/// A date as ISO 8601 has it, `2024-06-19`, with the place behind it. A time of day is left out.
pub(super) fn iso(tokens: &[Token], at: usize) -> Option<(Time, usize)> {
    let alone = at.checked_sub(1).and_then(|before| tokens.get(before));
    let start = tokens.get(at)?;
    if !start.spaced
        && alone.is_some_and(|before| before.kind != TokenKind::Mark || before.text == "-")
    {
        return None;
    }
    let (year, length) = digits(Some(start))?;
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
    let time = Time::at(Base::Parts(parts));
    time.absolute().is_some().then_some((time, next))
}
