//! The profile `dossier-segment/2`: end marks of all scripts, and rules by language where they
//! leave a doubt.
//!
//! The block is walked from end mark to end mark. Each is taken with the marks, closing quotation
//! marks and references behind it, and then asked whether a sentence ends there; what it hangs on
//! is the word before it and the word behind it ([`doubt`](super::doubt)).

use std::ops::Range;

use super::brackets::Brackets;
use super::enumeration;
use super::first::splits;
use super::language::Language;
use super::marks::{
    Mark, closes, closes_alone, continues, is_unmarked, is_unseen, is_unspaced, mark,
};

/// The sentences of a normalised block, as half-open ranges in bytes, without surrounding spaces.
pub(super) fn sentences(block: &str, language: &Language) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for cut in cuts(block, language).into_iter().chain([block.len()]) {
        let piece = block.get(start..cut).unwrap_or_default();
        let end = start + piece.trim_end().len();
        if start < end {
            found.push(start..end);
        }
        start = cut;
    }
    found
}

/// Whether a block ends as a sentence does, closing marks and references aside.
///
/// A block in a script that has no end marks always does.
pub(super) fn ends_sentence(block: &str) -> bool {
    let open = block.trim_end_matches(|last| last == ' ' || closes(last));
    let unmarked = open.ends_with(is_unmarked);
    let reference = block
        .rfind(['[', '('])
        .and_then(|at| block.get(..at))
        .filter(|before| block.len() - before.len() <= REFERENCE_BYTES)
        .is_some_and(ends_in_mark);
    unmarked || ends_in_mark(open) || reference
}

/// How many characters before a quotation mark are searched for the one that opened.
const QUOTATION_CHARS: usize = 2_000;

/// How long a reference at the end of a block is at most, with its brackets: `[17]`, `(dpa)`.
const REFERENCE_BYTES: usize = 24;

fn ends_in_mark(text: &str) -> bool {
    text.trim_end_matches(|last| last == ' ' || closes(last))
        .ends_with(|last| {
            mark(last).is_some() || matches!(last, ':' | '：' | ';' | '།' | '༎' | '։')
        })
}

/// Where sentences start, but the first one, in bytes.
fn cuts(block: &str, language: &Language) -> Vec<usize> {
    let items = enumeration::starts(block);
    let mut items = items.into_iter().peekable();
    let mut scan = Scan {
        block,
        language,
        brackets: Brackets::find(block),
        last: block.rfind(char::is_alphanumeric),
        start: 0,
        letter: 0,
    };
    scan.begin(0);
    let mut cuts = Vec::new();
    let mut at = 0;
    loop {
        let found = scan.next_mark(at);
        let reached = found.unwrap_or(block.len());
        while let Some(item) = items.next_if(|item| *item <= reached) {
            if item > scan.start && !scan.brackets.enclose(item) {
                scan.begin(item);
                cuts.push(item);
            }
        }
        let Some(offset) = found else {
            return cuts;
        };
        let end = scan.end(offset);
        at = end.after;
        let next = end.next;
        if scan.ends(&end) && next > scan.start && !splits(block, next) {
            scan.begin(next);
            cuts.push(next);
        }
    }
}

/// A walk through one block.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    pub(super) block: &'a str,
    pub(super) language: &'a Language,
    brackets: Brackets,
    /// Where the last letter or digit of the block stands.
    last: Option<usize>,
    /// Where the sentence starts in which the walk is.
    pub(super) start: usize,
    /// Where its first letter or digit stands.
    pub(super) letter: usize,
}

/// Where a sentence may end.
#[derive(Debug)]
pub(super) struct End {
    /// The first of the marks that count: the last run of them.
    pub(super) first: usize,
    /// What stands at `first`; the strongest mark of the run.
    pub(super) mark: Mark,
    /// How many full stops and dots of omission the run has.
    pub(super) dots: usize,
    /// Behind the marks, and behind what closes and refers after them.
    pub(super) after: usize,
    /// Where the next piece starts: behind the spaces.
    pub(super) next: usize,
    /// Where a bracket was opened that closes behind the marks.
    pub(super) opened: Option<usize>,
}

impl<'a> Scan<'a> {
    /// Begins a sentence.
    fn begin(&mut self, start: usize) {
        let rest = self.rest(start);
        self.start = start;
        self.letter = start + rest.find(char::is_alphanumeric).unwrap_or(rest.len());
    }

    pub(super) fn rest(&self, from: usize) -> &'a str {
        self.block.get(from..).unwrap_or_default()
    }

    fn char_at(&self, offset: usize) -> Option<char> {
        self.rest(offset).chars().next()
    }

    fn char_before(&self, offset: usize) -> Option<char> {
        self.block.get(..offset)?.chars().next_back()
    }

    fn mark(&self, character: char) -> Option<Mark> {
        if self.language.marks.contains(&character) {
            return Some(Mark::Strong);
        }
        mark(character)
    }

    fn next_mark(&self, from: usize) -> Option<usize> {
        let rest = self.rest(from);
        rest.find(|character| self.mark(character).is_some())
            .map(|at| from + at)
    }

    /// Takes all that belongs to an end mark.
    fn end(&self, offset: usize) -> End {
        let mut end = End {
            first: offset,
            mark: Mark::Dot,
            dots: 0,
            after: offset,
            next: offset,
            opened: None,
        };
        let mut closed = true;
        loop {
            let at = end.after;
            let character = self.char_at(at);
            if let Some((character, found)) =
                character.and_then(|character| Some((character, self.mark(character)?)))
            {
                if closed {
                    (end.first, end.mark, end.dots, end.opened) = (at, found, 0, None);
                    closed = false;
                }
                end.take(character, found);
            } else if let Some(character) =
                character.filter(|character| self.closes(*character, &end))
            {
                closed = closed || !is_unseen(character);
                end.opened = self.brackets.opened_at(at).or(end.opened);
                end.after += character.len_utf8();
            } else if let Some(length) = self.aside(&end) {
                end.after += length;
            } else {
                break;
            }
        }
        let rest = self.rest(end.after);
        end.next = end.after + (rest.len() - rest.trim_start().len());
        end
    }

    /// Whether a character behind end marks closes what the sentence stands in.
    ///
    /// Behind a mark that wants no space, a quotation mark may as well open the next sentence.
    fn closes(&self, character: char, end: &End) -> bool {
        if end.mark != Mark::Tight || !matches!(character, '"' | '\'' | '“' | '‘' | '«' | '‹')
        {
            return closes(character);
        }
        let before = self.block.get(self.start..end.after).unwrap_or_default();
        match character {
            '"' | '\'' => {
                let near = before.chars().rev().take(QUOTATION_CHARS);
                near.filter(|letter| *letter == character).count() % 2 == 1
            }
            '“' => before
                .chars()
                .rev()
                .take(QUOTATION_CHARS)
                .any(|character| character == '„'),
            _ => false,
        }
    }

    /// The length of what stands behind end marks and belongs to them: a spaced dot of omission, a
    /// closing mark between spaces, a reference.
    fn aside(&self, end: &End) -> Option<usize> {
        let rest = self.rest(end.after);
        if let Some(length) = reference(rest) {
            return Some(length);
        }
        let Some(spaced) = rest.strip_prefix(' ') else {
            return self.footnote(end);
        };
        let mut characters = spaced.chars();
        let (first, second) = (characters.next()?, characters.next());
        let alone = !second.is_some_and(|second| {
            !matches!(second, ' ' | ',' | ')') && self.mark(second).is_none()
        });
        let numbers = || {
            let inside = bracketed(spaced)?;
            let plain = |character: char| {
                character.is_ascii_digit() || matches!(character, ',' | '–' | '-' | ' ')
            };
            inside.chars().all(plain).then(|| inside.len() + 3)
        };
        match first {
            // The full stop itself is taken next.
            '.' if alone => Some(1),
            _ if alone && closes_alone(first) => Some(1 + first.len_utf8()),
            _ => numbers(),
        }
    }

    /// The length of the number of a footnote, which lost its place above the line:
    /// `a consultation.11 Take`.
    fn footnote(&self, end: &End) -> Option<usize> {
        let rest = self.rest(end.after);
        if end.mark != Mark::Dot
            || end.dots != 1
            || !rest.starts_with(|character: char| character.is_ascii_digit())
        {
            return None;
        }
        let before = self.block.get(..end.first)?;
        let letters = before.chars().rev().take(3);
        let letters = letters.filter(|letter| letter.is_lowercase()).count();
        if letters < 3 && !before.ends_with([')', ']', '”', '"']) {
            return None;
        }
        let length = note_numbers(rest)?;
        let next = rest.get(length..)?.strip_prefix(' ')?.chars().next()?;
        (length > 0 && !next.is_lowercase() && !next.is_ascii_digit()).then_some(length)
    }

    /// Whether a sentence ends there.
    fn ends(&self, end: &End) -> bool {
        let rest = self.rest(end.next);
        let Some(first) = rest.chars().next() else {
            return false;
        };
        if self.brackets.enclose(end.next)
            || self.letter >= end.first
            || (continues(first) && !rest.starts_with(",,"))
            || self.last.is_none_or(|last| last < end.next)
        {
            return false;
        }
        if let Some(opened) = end.opened {
            return self.ends_in_bracket(end, opened);
        }
        let spaced = end.next > end.after;
        match end.mark {
            Mark::Tight => self.ends_tight(end, first),
            Mark::Strong if !spaced => is_unspaced(first),
            _ if !spaced => false,
            Mark::Dot => self.ends_at_dot(end),
            Mark::Ellipsis => self.ends_at_ellipsis(end),
            Mark::Strong => self.ends_at_strong(end),
        }
    }

    /// Whether a sentence ends behind a bracket that has an end mark inside: only if all of it is
    /// in the bracket.
    fn ends_in_bracket(&self, end: &End, opened: usize) -> bool {
        let before = self.block.get(self.start..opened).unwrap_or_default();
        let whole = !before.contains(char::is_alphanumeric);
        let first = self.char_at(end.next);
        match self.char_at(opened) {
            // What is said goes on with who says it: `「行こう。」と彼は言った。`
            Some('「' | '『' | '“' | '《') => {
                let introduced = before.trim_end().ends_with(['：', ':']);
                let another = first.is_some_and(|first| matches!(first, '「' | '『' | '“'));
                introduced || (whole && another)
            }
            _ => whole && !self.next_word(end).small,
        }
    }

    fn ends_tight(&self, end: &End, first: char) -> bool {
        let number = |character: Option<char>| character.is_some_and(char::is_numeric);
        let inside = self
            .char_before(end.first)
            .filter(|_| end.next == end.after);
        // A decimal point of full width.
        !(first.is_numeric() && number(inside))
    }
}

/// The length of the numbers of notes that a text begins with, each of up to three digits: `11`, `11,12`.
fn note_numbers(text: &str) -> Option<usize> {
    let mut length = 0;
    loop {
        let group = text.get(length..)?;
        let group = group
            .strip_prefix([' ', ',', '–'])
            .filter(|_| length > 0)
            .unwrap_or(group);
        let digits = group.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=3).contains(&digits) {
            return Some(length);
        }
        length = text.len() - group.len() + digits;
    }
}

impl End {
    fn take(&mut self, character: char, found: Mark) {
        self.after += character.len_utf8();
        self.mark = self.mark.max(found);
        if matches!(found, Mark::Dot | Mark::Ellipsis) {
            self.dots += if found == Mark::Dot { 1 } else { 3 };
        }
        if self.dots > 1 {
            self.mark = self.mark.max(Mark::Ellipsis);
        }
    }
}

/// The length of a reference that follows at once: `[17]`, `[7][8]`, `¹²`.
fn reference(rest: &str) -> Option<usize> {
    if rest.starts_with('[') {
        let inside = bracketed(rest)?;
        let plain = !inside.contains(|character| character == '[' || mark(character).is_some());
        return plain.then(|| inside.len() + 2);
    }
    let raised =
        |character: char| matches!(character, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '†' | '‡');
    let length = rest.len() - rest.trim_start_matches(raised).len();
    (length > 0).then_some(length)
}

/// What stands in the square brackets at the start of a text, if it is short.
fn bracketed(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('[')?;
    let mut near = inside
        .char_indices()
        .take_while(|(at, _)| *at <= REFERENCE_BYTES);
    let (end, _) = near.find(|(_, character)| *character == ']')?;
    inside.get(..end)
}
