//! Whether a sentence ends at a mark that may stand inside of one.

use super::language::{Abbreviation, Ordinals};
use super::marks::{is_small, is_unseen, opens};
use super::second::{End, Scan};

/// How many words an abbreviation has at most: `i. d. R.`
const PARTS_MAX: usize = 4;

/// The word behind a mark.
#[derive(Debug)]
pub(super) struct Next<'a> {
    word: &'a str,
    /// In small letters; empty for a word all in capitals, which is a name.
    lower: String,
    /// Whether the sentence cannot start with it, because it is written small.
    pub(super) small: bool,
    /// What stands behind the word.
    rest: &'a str,
}

/// The word before a mark.
#[derive(Debug)]
struct Before<'a> {
    word: &'a str,
    lower: String,
    /// The sentence up to the word.
    text: &'a str,
    /// Whether it is the first word of the sentence.
    first: bool,
}

impl<'a> Scan<'a> {
    pub(super) fn next_word(&self, end: &End) -> Next<'a> {
        let rest = self.rest(end.next).trim_start_matches(opens);
        let inner = |character: char| {
            character.is_alphanumeric() || matches!(character, '\'' | '’' | '-' | '‑')
        };
        let length = rest
            .find(|character| !inner(character))
            .unwrap_or(rest.len());
        let (word, rest) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let mut letters = word.chars();
        let small = letters.next().is_some_and(is_small) && !letters.any(char::is_uppercase);
        let capitals = word.chars().nth(1).is_some_and(char::is_uppercase);
        let stem = word.split(['\'', '’']).next().unwrap_or(word);
        let lower = if capitals {
            String::new()
        } else {
            stem.to_lowercase()
        };
        Next {
            word,
            lower,
            small,
            rest,
        }
    }

    fn before(&self, end: &End) -> Before<'a> {
        let text = self.block.get(self.start..end.first).unwrap_or_default();
        let text = text.trim_end_matches(is_unseen);
        let parts = |character: char| {
            character.is_whitespace()
                || matches!(
                    character,
                    '(' | '['
                        | '{'
                        | '"'
                        | '“'
                        | '„'
                        | '«'
                        | '»'
                        | '‚'
                        | '‘'
                        | '\''
                        | '’'
                        | '—'
                        | '–'
                        | '…'
                )
                || is_unseen(character)
        };
        let word = text.rsplit(parts).next().unwrap_or(text);
        let text = text.strip_suffix(word).unwrap_or_default();
        Before {
            word,
            lower: word.to_lowercase(),
            text,
            first: self.letter >= self.start + text.len(),
        }
    }

    pub(super) fn ends_at_strong(&self, end: &End) -> bool {
        let next = self.next_word(end);
        let before = self.before(end);
        let named = self.language.is_exclaimed(&before.lower);
        !next.small && (!named || self.language.starts(&next.lower))
    }

    pub(super) fn ends_at_ellipsis(&self, end: &End) -> bool {
        let next = self.next_word(end);
        let capital = next.word.starts_with(char::is_uppercase);
        // Two full stops are one of an abbreviation and one of the sentence.
        let attached = !self
            .block
            .get(..end.first)
            .unwrap_or_default()
            .ends_with(' ');
        // `because ... ROE: Who says so?`
        let speaker = next.rest.starts_with(':');
        capital && end.first > self.start && (attached || speaker || end.dots > 3)
    }

    pub(super) fn ends_at_dot(&self, end: &End) -> bool {
        let next = self.next_word(end);
        let before = self.before(end);
        if next.small || Self::is_label(&before) {
            return false;
        }
        if is_double_initial(before.word) {
            return self.ends_at_initial(&before, &next);
        }
        let digit = next.word.starts_with(char::is_numeric);
        match self.abbreviation(&before, &next) {
            Some(Abbreviation::Before) => false,
            // `S.` is a page, and an initial.
            Some(Abbreviation::Number) if before.is_capital() && !digit => {
                self.ends_at_word(&before, &next)
            }
            Some(Abbreviation::Number) => !(digit || self.is_numeral(&next)),
            Some(Abbreviation::Either) => {
                !digit && (self.is_counted(&before) || self.starts(&before, &next))
            }
            Some(Abbreviation::End) => !digit,
            Some(Abbreviation::Time) => !digit && self.ends_at_time(&before, &next),
            None => self.ends_at_word(&before, &next),
        }
    }

    /// Whether a short form in small letters stands behind a number, as a unit or the word for year
    /// does; in German what follows it is counted: `5 Std. Fahrt`.
    fn is_counted(&self, before: &Before<'_>) -> bool {
        self.language.ordinals != Ordinals::Capital
            && before.word.starts_with(char::is_lowercase)
            && !before.word.contains('.')
            && before.last_word().ends_with(char::is_numeric)
    }

    /// Whether the sentence so far is the number of an item and no more: `1.`, `a.`, `(iii).`
    fn is_label(before: &Before<'_>) -> bool {
        let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        // `The rules: 1. Do not run.`, but `Pages 2–11. Then`
        let listed = before.text.ends_with(' ')
            && before.text.trim_end().ends_with([':', ';', '–', '—', '•']);
        if listed && digits(before.word) && (1..=3).contains(&before.word.len()) {
            return true;
        }
        let core = before
            .word
            .trim_matches(|character: char| !character.is_alphanumeric());
        before.first && ((digits(core) && core.len() <= 4) || core.chars().count() == 1)
    }

    /// What the word before the mark is short for, together with the short words before it.
    fn abbreviation(&self, before: &Before<'_>, next: &Next<'_>) -> Option<Abbreviation> {
        let mut key = before.word.to_owned();
        let mut found = self.language.abbreviation(&key, before.first);
        let following = next.word.to_lowercase();
        let dotted = next.rest.starts_with('.');
        let mut text = before.text.trim_end();
        for _ in 0..PARTS_MAX {
            let longer = format!("{}.{following}", key.to_lowercase());
            if dotted && self.language.is_part(&longer) {
                return Some(Abbreviation::Before);
            }
            let word = text
                .rsplit([' ', '(', '[', '„', '“', '"'])
                .next()
                .unwrap_or(text);
            if word.len() > 8 || !word.ends_with('.') {
                break;
            }
            key = word.to_owned() + &key;
            found = self.language.abbreviation(&key, false).or(found);
            text = text.strip_suffix(word).unwrap_or_default().trim_end();
        }
        // `Prof.-Dr.`, `Müller-Str.`, `Wien/St.`
        let part = before.word.rsplit_once(['-', '/']).map(|(_, part)| part);
        found.or_else(|| self.language.abbreviation(part?, false))
    }

    /// Whether a sentence ends at a word that is no listed abbreviation.
    fn ends_at_word(&self, before: &Before<'_>, next: &Next<'_>) -> bool {
        let word = before.word;
        let count = word.chars().count();
        let digits = word.trim_start_matches('-');
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.ends_at_number(before, next);
        }
        if is_day(word) && is_year(next.word) {
            return false;
        }
        let doubtful = match word.chars().next() {
            Some(letter) if count == 1 && letter.is_alphabetic() => {
                return self.ends_at_letter(letter, before, next);
            }
            _ => {
                is_dotted(word)
                    || (self.language.voweled
                        && is_voweless(word)
                        && !self.language.is_word(&before.lower))
                    || (self.language.ordinals != Ordinals::None && is_roman(word))
            }
        };
        let counted = before.last_word().ends_with(char::is_numeric) && !word.contains('.');
        !doubtful || counted || self.starts(before, next)
    }

    /// A number with a full stop: an ordinal, or the end of a sentence.
    fn ends_at_number(&self, before: &Before<'_>, next: &Next<'_>) -> bool {
        let date = self.language.is_date(&next.lower);
        let last = before.last_word();
        // 31. 12. 2024, which all languages may write.
        let digits = next.word.len();
        let parts = next.rest.starts_with('.') || last.ends_with('.');
        if next.word.bytes().all(|byte| byte.is_ascii_digit()) && parts {
            let day = before.word.len() <= 2 && (digits <= 2 || digits == 4);
            return !day;
        }
        match self.language.ordinals {
            Ordinals::None => true,
            _ if before.word.len() > 3 => !date || before.word.len() > 4,
            _ if date => false,
            _ if self.language.starts(&next.lower) => true,
            _ if next.word.starts_with(char::is_numeric) => true,
            Ordinals::Small => {
                let leads = self.language.leads_ordinal(&last.to_lowercase());
                !(leads || before.first)
            }
            // Behind a noun a number is a name's, and no ordinal: `Seite 12.`
            Ordinals::Capital => {
                !before.first
                    && last.starts_with(char::is_uppercase)
                    && !self.language.leads_ordinal(&last.to_lowercase())
            }
        }
    }

    /// A single letter with a full stop: mostly an initial.
    fn ends_at_letter(&self, letter: char, before: &Before<'_>, next: &Next<'_>) -> bool {
        let last = before.last_word();
        if !letter.is_uppercase() {
            // A unit, `3 m.`, or a short form, `v. Chr.`; letters without case are short forms.
            let counted = letter.is_lowercase() && last.ends_with(char::is_numeric);
            return counted || self.starts(before, next);
        }
        self.ends_at_initial(before, next)
    }

    /// A capital with a full stop, or two of a double name.
    fn ends_at_initial(&self, before: &Before<'_>, next: &Next<'_>) -> bool {
        let last = before.last_word();
        if next.is_initial() || !self.language.starts(&next.lower) {
            return false;
        }
        // After a name, a short word may be a name too: `Albert I. He`.
        let name = last.starts_with(char::is_uppercase) && !before.is_second();
        !name || next.word.chars().count() > 2
    }

    /// A time of day, `5 p.m.`
    fn ends_at_time(&self, before: &Before<'_>, next: &Next<'_>) -> bool {
        let zone = next.word.chars().count() > 1 && next.word.chars().all(char::is_uppercase);
        let begun = before.text.split_whitespace().nth(2).is_some();
        begun && !zone && !self.language.is_date(&next.lower)
    }

    /// Whether the next word starts a sentence rather than a name.
    fn starts(&self, before: &Before<'_>, next: &Next<'_>) -> bool {
        if self.language.starts(&next.lower) {
            return true;
        }
        // `It is made in the U.S. Officials declined.`
        let plural = self.language.bare_plurals
            && next.word.len() > 4
            && next.lower.ends_with('s')
            && !["ss", "us", "is"]
                .iter()
                .any(|ending| next.lower.ends_with(ending));
        let verb = next
            .rest
            .strip_prefix(' ')
            .and_then(|rest| rest.chars().next());
        plural && !before.first && verb.is_some_and(char::is_lowercase)
    }

    /// Whether a word counts: `IV`, `B`.
    fn is_numeral(&self, next: &Next<'_>) -> bool {
        let mut letters = next.word.chars();
        let single =
            matches!((letters.next(), letters.next()), (Some(one), None) if one.is_uppercase());
        (single && !self.language.starts(&next.lower))
            || (next.word.len() > 1 && is_roman(next.word))
    }
}

impl Next<'_> {
    /// Whether it is the initial of a name, `A. A. Milne`, though it may be a word too.
    fn is_initial(&self) -> bool {
        self.word.chars().count() == 1 && self.rest.starts_with('.')
    }
}

impl<'a> Before<'a> {
    /// The word before the word.
    fn last_word(&self) -> &'a str {
        let text = self.text.trim_end();
        let word = text.rsplit(' ').next().unwrap_or(text);
        word.trim_start_matches(opens)
    }

    fn is_capital(&self) -> bool {
        let mut letters = self.word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    }

    /// Whether one word of the sentence stands before it.
    fn is_second(&self) -> bool {
        self.text.split_whitespace().nth(1).is_none()
    }
}

/// Whether a word is of short parts with full stops between them: `U.S`, `Ph.D`, `куб.м`.
fn is_dotted(word: &str) -> bool {
    let short = |part: &str| {
        (1..=3).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
    };
    word.contains('.') && word.split('.').all(short)
}

/// Whether a word is the initials of a double name: `J.-P`, `Ch.-A`, `K.-H`, `J-P`.
fn is_double_initial(word: &str) -> bool {
    let Some((first, second)) = word.split_once('-') else {
        return false;
    };
    let initial = |part: &str, count: usize| {
        part.starts_with(char::is_uppercase)
            && part.chars().count() <= count
            && part.chars().all(char::is_alphabetic)
    };
    match first.strip_suffix('.') {
        Some(first) => initial(first, 2) && initial(second, 2),
        None => initial(first, 1) && initial(second, 1),
    }
}

/// Whether a word is short and has no vowel, as abbreviations have and few words.
fn is_voweless(word: &str) -> bool {
    let vowel = |character: char| "aeiouyäöüåæøœáéíóúàèìòùâêîôûãõëïœ".contains(character);
    let lower = word.to_lowercase();
    let all_capitals = word.chars().all(char::is_uppercase);
    (2..=5).contains(&word.chars().count())
        && !all_capitals
        && lower.chars().all(char::is_alphabetic)
        && !lower.contains(vowel)
        && lower.is_ascii()
}

/// Whether a word is a day and a month: `5.10`
fn is_day(word: &str) -> bool {
    let within = |part: &str, last: u8| {
        part.parse()
            .is_ok_and(|number| (1..=last).contains(&number))
    };
    word.split_once('.')
        .is_some_and(|(day, month)| within(day, 31) && within(month, 12))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| b"IVXLCDM".contains(&byte))
}
