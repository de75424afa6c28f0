//! Figures in which a letter stands for a digit: `2O24`, `l9 June`, `3,7O0`.
//!
//! Read up to the letter, they would give a number or day that nobody meant. So they are not read at all,
//! and an editor is told. Names such as `H2O`, `B52` and `2S19` do not count.

use super::{Mention, Token, TokenKind};

/// Letters that are typed, or pasted from other scripts, for digits wherever they stand within a figure;
/// folded.
const ALIKE: [(char, char); 8] = [
    ('o', '0'),
    ('о', '0'),
    ('ο', '0'),
    ('օ', '0'),
    ('l', '1'),
    ('i', '1'),
    ('і', '1'),
    ('ι', '1'),
];

/// Letters that are typed for a zero at the end of a figure.
const ZEROS: [&str; 7] = ["O", "О", "о", "Ο", "ο", "Օ", "օ"];

/// Letters that are taken for digits in a year only, because names of things have them; folded.
const ALIKE_IN_YEARS: [(char, char); 6] = [
    ('s', '5'),
    ('ѕ', '5'),
    ('b', '8'),
    ('z', '2'),
    ('з', '3'),
    ('б', '6'),
];

/// Years in which such a letter is a slip.
const YEARS: std::ops::RangeInclusive<u16> = 1500..=2100;

/// How many letters may stand together in such a figure.
const LETTERS_MAX: usize = 2;

/// Words before a year, folded, as radars and guns have them not: "in 19B4", "the 1S91".
const BEFORE_YEAR: [&str; 22] = [
    "in", "of", "since", "by", "until", "from", "before", "after", "en", "de", "depuis", "avant",
    "im", "seit", "bis", "vor", "nach", "desde", "hasta", "في", "منذ", "عام",
];

/// Words and marks between a year and the rest of its date, folded.
const BESIDE_YEAR: [&str; 8] = [",", ".", "of", "de", "del", "du", "في", "من"];

/// The figures of a text in which a letter stands for a digit, with the digits that are meant.
pub(crate) fn slips(text: &str, tokens: &[Token]) -> Vec<Mention<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let length = run(rest);
        let pieces = rest.get(..length).unwrap_or_default();
        if let (Some(first), Some(last)) = (pieces.first(), pieces.last())
            && let Some(value) = meant(text, pieces, is_before_year(tokens, at))
        {
            let (start, end) = (first.start, last.end);
            found.push(Mention { start, end, value });
        }
        at += length;
    }
    found
}

/// How many tokens of letters and digits stand together, one at least.
fn run(rest: &[Token]) -> usize {
    let is_piece = |token: &Token| token.kind != TokenKind::Mark;
    if !rest.first().is_some_and(is_piece) {
        return 1;
    }
    let behind = rest.iter().skip(1);
    1 + behind
        .take_while(|token| is_piece(token) && !token.spaced)
        .count()
}

/// Whether a year may stand here: behind a word that goes before one, or behind a day and its month.
fn is_before_year(tokens: &[Token], at: usize) -> bool {
    let before = |steps: usize| tokens.get(at.checked_sub(steps)?);
    let is_word = |token: &Token| BEFORE_YEAR.contains(&token.text.as_str());
    // A number that stands alone; the `91` of `1S91` is none.
    let is_day = |steps: usize| {
        let is_number = |token: &Token| token.kind == TokenKind::Digits && token.text.len() <= 2;
        before(steps).is_some_and(|token| is_number(token) && (token.spaced || at == steps))
    };
    // `19 Juni`, `19. Juni`.
    let is_ordinal = before(2).is_some_and(|token| token.text == ".");
    before(1).is_some_and(is_word) || is_day(2) || (is_ordinal && is_day(3))
}

/// The digits that a run of letters and digits stands for; nothing where it is no figure.
fn meant(text: &str, pieces: &[Token], is_before_year: bool) -> Option<String> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    if pieces.len() < 2 {
        return None;
    }
    let is_digits = |token: &Token| token.kind == TokenKind::Digits;
    let raw = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
    let whole = |pieces: &[Token], alike: &[(char, char)]| -> Option<String> {
        let pieces = pieces
            .iter()
            .map(|token| digits((token, raw(token)), alike));
        pieces.collect()
    };
    match (is_digits(first), is_digits(last)) {
        (true, true) => whole(pieces, &ALIKE).or_else(|| {
            let year = whole(pieces, &[ALIKE.as_slice(), &ALIKE_IN_YEARS].concat())?;
            let is_year = year.len() == 4 && year.parse().is_ok_and(|year| YEARS.contains(&year));
            (is_year && is_before_year).then_some(year)
        }),
        // `40O`, while `40l` are litres, `1o` is "primero" and `37º` a sign; `4O0m` with a scale behind.
        (true, false) => {
            let (_, number) = pieces.split_last()?;
            if ZEROS.contains(&raw(last)) {
                return whole(pieces, &ALIKE);
            }
            let number = whole(number, &ALIKE).filter(|_| number.len() > 1)?;
            Some(number + raw(last))
        }
        // `l9`, while `O5`, `I5` and `i5` are names.
        (false, true) if raw(first) == "l" => whole(pieces, &ALIKE),
        _ => None,
    }
}

/// The digits of a token, or those that its letters stand for.
fn digits((token, raw): (&Token, &str), alike: &[(char, char)]) -> Option<String> {
    // A capital L looks like no digit: `1L219` is a radar.
    if raw.contains('L') {
        return None;
    }
    if token.kind == TokenKind::Digits {
        return Some(token.text.clone());
    }
    if token.text.chars().count() > LETTERS_MAX || token.end - token.start > 2 * LETTERS_MAX {
        return None;
    }
    let digit = |letter: char| {
        let mut alike = alike.iter();
        alike
            .find(|(character, _)| *character == letter)
            .map(|(_, digit)| *digit)
    };
    token.text.chars().map(digit).collect()
}

/// Takes away what was read up to a slip, or behind one.
pub(super) fn drop_amounts<T>(mentions: &mut Vec<Mention<T>>, slips: &[Mention<String>]) {
    mentions.retain(|mention| {
        let mut slips = slips.iter();
        !slips.any(|slip| mention.start <= slip.end && slip.start <= mention.end)
    });
}

/// Takes away the dates that a slip is a part of: of `19 June 2O24` nothing is read.
pub(super) fn drop_times<T>(
    mentions: &mut Vec<Mention<T>>,
    slips: &[Mention<String>],
    tokens: &[Token],
) {
    drop_amounts(mentions, slips);
    // What stands between two places: nothing, or one word or mark.
    let is_beside = |start: usize, end: usize, is_year: bool| {
        let between: Vec<&str> = tokens
            .iter()
            .filter(|token| start <= token.start && token.end <= end)
            .map(|token| token.text.as_str())
            .collect();
        match between.as_slice() {
            [] => true,
            [one] => BESIDE_YEAR.contains(one) && (is_year || *one != ","),
            _ => false,
        }
    };
    mentions.retain(|mention| {
        let mut slips = slips.iter();
        !slips.any(|slip| {
            let is_year = slip.value.len() == 4;
            (mention.end <= slip.start && is_beside(mention.end, slip.start, is_year))
                || (slip.end <= mention.start && is_beside(slip.end, mention.start, false))
        })
    });
}

#[cfg(test)]
mod tests {
    use super::super::{Reader, tokens};
    use super::*;

    #[test]
    fn letters_that_stand_for_digits_are_found_and_names_are_none() {
        for (text, expected) in [
            ("on 19 June 2O24", "2024"),
            ("on 19 June 2о24", "2024"),
            ("on 19 June 2024", ""),
            ("on l9 June", "19"),
            ("on 1O June", "10"),
            ("on 1l June", ""),
            ("20l9", "2019"),
            ("20I9", "2019"),
            ("3,7O0 barges", "700"),
            ("40O drones", "400"),
            ("£4O0m", "400m"),
            ("in 2S24 and in 20S4", "2054"),
            ("in 19B4", "1984"),
            ("the 2S19 howitzers", ""),
            ("the radars 1L219, 1L219M, 1S91 and 1B75", ""),
            ("on 19 June 20S4", "2054"),
            ("19 June 20S4", "2054"),
            ("am 19. Juni 20S4", "2054"),
            ("the radars 1S91 and 1B75, 2S19 and 1L219", ""),
            (
                "H2O, CO2, B52, F16, A320, 4x4, 3D, 5G, 12l, 70s, 24th, 1o, 37º, i5, O5",
                "",
            ),
            ("5b7, 0x1F, 12a3", ""),
        ] {
            let found = slips(text, &tokens(text));
            let found: Vec<&str> = found.iter().map(|slip| slip.value.as_str()).collect();
            assert_eq!(found.join(", "), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_read_of_a_date_or_an_amount_with_a_letter_in_it() {
        for (language, text, times, amounts) in [
            ("en", "It came on 19 June 2O24.", 0, 0),
            ("en", "It came on June 19, 2O24.", 0, 0),
            ("en", "It came on l9 June 2024.", 0, 0),
            ("en", "It came in June of 2O24.", 0, 0),
            ("en", "It came in 2O24, and 7 ships in May 2023.", 1, 1),
            ("en", "It sent 3,7O0 barges in May 2023.", 1, 0),
            ("en", "It sent £4O0m.", 0, 0),
            ("fr", "Elle est venue le 19 juin 2O24.", 0, 0),
            ("de", "Sie kam am 19. Juni 2O24.", 0, 0),
            ("de", "Sie kam am l9. Juni 2024.", 0, 0),
            ("es", "Llegó el 19 de junio de 2O24.", 0, 0),
            ("es", "Llegó el l9 de junio de 2024.", 0, 0),
            ("ar", "في 17 يونيو 2O24", 0, 0),
        ] {
            let reading = Reader::new(language).read(text);
            let of_kinds = (
                reading.times.len(),
                reading
                    .amounts
                    .iter()
                    .filter(|amount| {
                        // A day that is no part of a date any more is a number like others.
                        text.get(amount.start..amount.end) != Some("19")
                            && text.get(amount.start..amount.end) != Some("17")
                    })
                    .count(),
            );
            assert_eq!(of_kinds, (times, amounts), "{text}: {reading:?}");
        }
    }
}
