//! In which direction is a text written, and what of it runs the other way?
//!
//! A browser sorts letters of both directions by the Unicode bidirectional algorithm (UAX #9). It knows
//! nothing of what belongs together, so a bracket or number beside a name of the other direction jumps
//! to its other side. What keeps its order is isolated: in HTML by an element, in plain text by two
//! characters that nobody sees.

use std::ops::Range;

use icu_locale::{LanguageIdentifier, LocaleDirectionality};
use unicode_bidi::{BidiClass, bidi_class};

/// The direction in which a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    LeftToRight,
    RightToLeft,
}

/// First strong isolate, and pop directional isolate (UAX #9, 2.3).
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

impl Direction {
    /// The direction of a language, by its script or the likely one; none for what is no language tag.
    pub(crate) fn of_language(tag: &str) -> Option<Self> {
        let language: LanguageIdentifier = tag.parse().ok()?;
        match LocaleDirectionality::new_extended().get(&language)? {
            icu_locale::Direction::RightToLeft => Some(Self::RightToLeft),
            icu_locale::Direction::LeftToRight => Some(Self::LeftToRight),
            _ => None,
        }
    }

    /// The direction of a text of an unknown language: that of its first letter with one, outside of
    /// isolates (UAX #9, rule P2).
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        let mut depth = 0_usize;
        for character in text.chars() {
            match character {
                '\u{2066}'..='\u{2068}' => depth += 1,
                '\u{2069}' => depth = depth.saturating_sub(1),
                character if depth == 0 => {
                    if let Some(direction) = Self::of_letter(character) {
                        return Some(direction);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The direction of a letter; none for digits, marks and spaces.
    fn of_letter(character: char) -> Option<Self> {
        match bidi_class(character) {
            BidiClass::L => Some(Self::LeftToRight),
            BidiClass::R | BidiClass::AL => Some(Self::RightToLeft),
            _ => None,
        }
    }

    /// The direction that an attribute `dir` names.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "ltr" => Some(Self::LeftToRight),
            "rtl" => Some(Self::RightToLeft),
            _ => None,
        }
    }

    /// Its name in an attribute `dir`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    /// With entities, such as `&amp;`, whose letters are no letters of the text.
    Html,
}

/// A text for a place of a direction where no element can stand, in which what runs the other way is
/// isolated.
pub(crate) fn isolated(text: &str, base: Direction, form: Form) -> String {
    wrapped(text, (base, form), |out, run| {
        let [start, end] = ISOLATE;
        out.push(start);
        out.push_str(run);
        out.push(end);
    })
}

/// A text with each run wrapped that is of the other direction than its place.
pub(crate) fn wrapped(
    text: &str,
    (base, form): (Direction, Form),
    wrap: impl Fn(&mut String, &str),
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for run in runs(text, base, form) {
        out.push_str(text.get(done..run.start).unwrap_or_default());
        wrap(&mut out, text.get(run.clone()).unwrap_or_default());
        done = run.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// What a character is for the search of runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A letter of the place's direction.
    Own,
    /// A letter of the other.
    Other,
    Digit,
    /// What may stand before the digits of a number: a sign.
    Sign,
    Open,
    Close,
    /// A mark of a number or word: `.`, `%`, `-`.
    Inner,
    Space,
    /// Everything else: quotation marks, dashes, separators.
    Mark,
}

/// A character or entity, and where it stands.
#[derive(Clone, Debug)]
struct Piece {
    at: Range<usize>,
    class: Class,
}

/// Where a text runs against the direction of its place.
fn runs(text: &str, base: Direction, form: Form) -> Vec<Range<usize>> {
    let pieces = pieces(text, base, form);
    let has = |class| pieces.iter().any(|piece| piece.class == class);
    if has(Class::Other) && !has(Class::Own) {
        return whole(&pieces).into_iter().collect();
    }
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let end = match piece.class {
            Class::Other => run_end(&pieces, at, base),
            Class::Sign if base == Direction::RightToLeft => number_end(&pieces, at),
            _ => at,
        };
        if let Some(last) = end.checked_sub(1).and_then(|last| pieces.get(last))
            && end > at
        {
            runs.push(piece.at.start..last.at.end);
            at = end;
        } else {
            at += 1;
        }
    }
    runs
}

fn pieces(text: &str, base: Direction, form: Form) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut isolates = 0_usize;
    for (start, character) in text.char_indices() {
        if pieces.last().is_some_and(|last| last.at.end > start) {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        let entity = entity(rest).filter(|_| form == Form::Html);
        let end = start + entity.map_or(character.len_utf8(), str::len);
        match character {
            '\u{2066}'..='\u{2068}' => isolates += 1,
            '\u{2069}' => isolates = isolates.saturating_sub(1),
            _ => {}
        }
        let class = match entity {
            None if isolates == 0 => class(character, base),
            // What is isolated already, and what stands for a mark.
            _ => Class::Mark,
        };
        pieces.push(Piece {
            at: start..end,
            class,
        });
    }
    pieces
}

/// The entity that a text begins with, such as `&amp;`.
fn entity(text: &str) -> Option<&str> {
    let name = text.strip_prefix('&')?;
    let end = name.find(';')?;
    let is_name = |name: &str| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    is_name(name.get(..end)?)
        .then(|| text.get(..end + 2))
        .flatten()
}

fn class(character: char, base: Direction) -> Class {
    match Direction::of_letter(character) {
        Some(direction) if direction == base => return Class::Own,
        Some(_) => return Class::Other,
        None => {}
    }
    match character {
        character if character.is_numeric() => Class::Digit,
        '+' | '-' | '\u{2212}' | '±' => Class::Sign,
        '(' | '[' | '{' => Class::Open,
        ')' | ']' | '}' => Class::Close,
        '.' | '!' | '?' | '…' | '%' | '/' | '_' | '&' | '@' | '#' | '$' | '€' | '£' | '°' => {
            Class::Inner
        }
        character if character.is_whitespace() => Class::Space,
        // A vowel sign or accent belongs to its letter.
        character if bidi_class(character) == BidiClass::NSM => Class::Inner,
        _ => Class::Mark,
    }
}

/// The whole of a text without a letter of the place's direction, but for what stands around it: spaces,
/// quotation marks and separators are those of the place.
fn whole(pieces: &[Piece]) -> Option<Range<usize>> {
    let inside = |piece: &Piece| !matches!(piece.class, Class::Space | Class::Mark);
    let first = pieces.iter().position(|piece| match piece.class {
        Class::Open | Class::Inner => false,
        _ => inside(piece),
    })?;
    let first = match first.checked_sub(1).and_then(|before| pieces.get(before)) {
        // A bracket that closes within.
        Some(before) if before.class == Class::Open && closes(pieces, first - 1) => first - 1,
        _ => first,
    };
    let mut last = pieces.iter().rposition(inside)?;
    let is_around = |last: usize| match pieces.get(last).map(|piece| piece.class) {
        Some(Class::Close) => opened(pieces, first, last).is_none(),
        Some(class) => matches!(class, Class::Space | Class::Mark),
        None => false,
    };
    while is_around(last) {
        last = last.checked_sub(1)?;
    }
    (first <= last).then_some(pieces.get(first)?.at.start..pieces.get(last)?.at.end)
}

/// Whether a bracket that opens at a place is closed.
fn closes(pieces: &[Piece], open: usize) -> bool {
    let mut behind = pieces.iter().skip(open);
    behind.any(|piece| piece.class == Class::Close)
}

/// Where the bracket opened that closes at a place, not before a first one.
fn opened(pieces: &[Piece], first: usize, close: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate().take(close + 1).skip(first).rev() {
        match piece.class {
            Class::Close => depth += 1,
            Class::Open => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The end of a run: behind its last letter, a bracket that opened in it, and, where words are read to
/// the right, the digits that follow a word (`Shahed 136`).
fn run_end(pieces: &[Piece], start: usize, base: Direction) -> usize {
    let rest = || pieces.iter().enumerate().skip(start);
    let own = rest().find(|(_, piece)| piece.class == Class::Own);
    let limit = own.map_or(pieces.len(), |(at, _)| at);
    let last = rest().take_while(|(at, _)| *at < limit);
    let last = last.filter(|(_, piece)| piece.class == Class::Other).last();
    let mut end = last.map_or(start, |(at, _)| at) + 1;
    let class = |at: usize| pieces.get(at).map(|piece| piece.class);
    if base == Direction::RightToLeft {
        let digits = end + usize::from(matches!(class(end), Some(Class::Space | Class::Sign)));
        if class(digits) == Some(Class::Digit) {
            end = digits_end(pieces, digits);
        }
    }
    let closing = (end..limit).find(|at| class(*at) == Some(Class::Close));
    let end = match closing {
        Some(close) if opened(pieces, start, close).is_some_and(|open| open < end) => close + 1,
        _ => end,
    };
    if base == Direction::LeftToRight {
        with_number(pieces, end)
    } else {
        end
    }
}

/// The end of a run with the number behind it, where a separator or nothing follows: the `3` of a name and
/// not that of "3 ships".
fn with_number(pieces: &[Piece], end: usize) -> usize {
    let class = |at: usize| pieces.get(at).map(|piece| piece.class);
    let digits = end + usize::from(class(end) == Some(Class::Space));
    if class(digits) != Some(Class::Digit) {
        return end;
    }
    let behind = digits_end(pieces, digits);
    let is_separated = match class(behind) {
        None | Some(Class::Mark | Class::Close) => true,
        Some(Class::Space) => matches!(class(behind + 1), None | Some(Class::Mark)),
        _ => false,
    };
    if is_separated { behind } else { end }
}

/// The end of a number that begins with a sign; the place itself where there is none.
fn number_end(pieces: &[Piece], sign: usize) -> usize {
    let class = |at: usize| pieces.get(at).map(|piece| piece.class);
    let alone = sign.checked_sub(1).and_then(class);
    let alone = !matches!(alone, Some(Class::Own | Class::Other | Class::Digit));
    if alone && class(sign + 1) == Some(Class::Digit) {
        digits_end(pieces, sign + 1)
    } else {
        sign
    }
}

/// Behind the digits that begin at a place, with the marks between them.
fn digits_end(pieces: &[Piece], start: usize) -> usize {
    let number = |piece: &Piece| matches!(piece.class, Class::Digit | Class::Inner | Class::Mark);
    let run = pieces.iter().enumerate().skip(start);
    let run = run.take_while(|(_, piece)| number(piece));
    let last = run.filter(|(_, piece)| piece.class == Class::Digit).last();
    last.map_or(start, |(at, _)| at + 1)
}

#[cfg(test)]
mod tests;
