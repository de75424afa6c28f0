//! The items of a list that runs on in one line: `1. First 2. Second`, `(a) First. (b) Second.`
//!
//! Lines that end without a blank one between them are one block, so a list often is one.

use super::marks::{closes, is_small, mark};

/// Words that may stand before an item that is no item of its own: `(a) one and (b) two`.
const CONJUNCTIONS: [&str; 20] = [
    "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "ed", "en", "of", "og", "eller", "och",
    "i", "oraz", "и", "или", "та",
];

/// How long a label is at most, with its bullet: `•(xviii)`.
const LABEL_BYTES: usize = 12;

/// How the items of one list are counted and marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Style {
    counted: Counted,
    bracket: bool,
    ending: Ending,
    bullet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counted {
    Numbers,
    Small,
    Capitals,
    Roman,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Dot,
    Bracket,
    DotBracket,
}

/// The start of what may be an item.
#[derive(Debug)]
struct Item {
    start: usize,
    style: Style,
    value: u32,
    /// Whether it stands where a sentence may start.
    fresh: bool,
    /// Whether it could be an item behind the one before, though that does not end as a sentence.
    follows: bool,
}

/// Where the items of the lists of a block start, in bytes.
pub(super) fn starts(block: &str) -> Vec<usize> {
    let items = items(block);
    let mut starts = Vec::new();
    let mut rest = items.as_slice();
    while let Some((head, others)) = rest.split_first() {
        rest = others;
        if !(head.fresh && (head.value == 1 || head.style.bullet)) {
            continue;
        }
        let mut value = head.value;
        let mut run = vec![head.start];
        for item in others.iter().filter(|item| item.style == head.style) {
            if item.value == value + 1 && (item.fresh || item.follows) {
                value = item.value;
                run.push(item.start);
            } else if item.value == 1 && item.fresh {
                // Another list, which is looked at in its turn.
                break;
            }
        }
        if run.len() > 1 {
            starts.append(&mut run);
        }
    }
    starts.sort_unstable();
    starts.dedup();
    starts
}

fn items(block: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut offset = 0;
    let mut bullet = None;
    for token in block.split(' ') {
        let start = offset;
        offset += token.len() + 1;
        if token.strip_prefix(is_bullet) == Some("") {
            bullet = Some(start);
            continue;
        }
        let start = bullet.take().unwrap_or(start);
        if !token.ends_with(['.', ')']) || token.len() > LABEL_BYTES {
            continue;
        }
        let label = token.trim_start_matches(is_bullet);
        let next = block.get(offset..).and_then(|rest| rest.chars().next());
        let (Some(next), Some(before)) = (next, block.get(..start)) else {
            continue;
        };
        for (counted, value) in values(label) {
            let Some(style) = style(block, start, (label, counted)) else {
                continue;
            };
            // Before a digit a number is the day of a date, `1. 2. 2000`.
            let dotted = style.ending == Ending::Dot && style.counted != Counted::Numbers;
            if (style.ending == Ending::Dot && (is_small(next) || next.is_ascii_digit()))
                || (dotted && !next.is_uppercase())
            {
                continue;
            }
            items.push(Item {
                start,
                style,
                value,
                fresh: starts_sentence(before) || style.bullet,
                follows: !is_small(next) && !goes_on(before),
            });
        }
    }
    items
}

fn is_bullet(character: char) -> bool {
    matches!(character, '•' | '⁃' | '‣' | '●' | '▪' | '◦')
}

fn style(block: &str, start: usize, (label, counted): (&str, Counted)) -> Option<Style> {
    let ending = if label.ends_with(".)") {
        Ending::DotBracket
    } else if label.ends_with(')') {
        Ending::Bracket
    } else {
        Ending::Dot
    };
    // A capital with a full stop is an initial, and small Roman numerals with one are words.
    let plain = matches!(counted, Counted::Numbers | Counted::Small);
    (plain || ending != Ending::Dot).then(|| Style {
        counted,
        bracket: label.starts_with('('),
        ending,
        bullet: block
            .get(start..)
            .is_some_and(|rest| rest.starts_with(is_bullet)),
    })
}

/// What a label may count: `i)` is the ninth letter and the first Roman numeral.
fn values(label: &str) -> Vec<(Counted, u32)> {
    let mut values = Vec::new();
    let core = label.trim_start_matches('(').trim_end_matches(['.', ')']);
    if core.len() <= 3
        && let Ok(number) = core.parse()
    {
        values.push((Counted::Numbers, number));
    }
    let mut letters = core.bytes();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        match letter {
            b'a'..=b'z' => values.push((Counted::Small, u32::from(letter - b'a') + 1)),
            b'A'..=b'Z' => values.push((Counted::Capitals, u32::from(letter - b'A') + 1)),
            _ => {}
        }
    }
    if let Some(number) = ROMAN.iter().position(|numeral| *numeral == core) {
        values.extend(u32::try_from(number + 1).map(|number| (Counted::Roman, number)));
    }
    values
}

const ROMAN: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx",
];

/// Whether a sentence may start behind this text.
fn starts_sentence(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(closes);
    before.is_empty() || before.ends_with(|last| mark(last).is_some() || matches!(last, ':' | '։'))
}

/// Whether the sentence goes on behind this text.
fn goes_on(before: &str) -> bool {
    let before = before.trim_end();
    let word = before.rsplit(' ').next().unwrap_or(before);
    before.ends_with([',', ';', ':', '-', '–', '—', '/', '&', '(']) || CONJUNCTIONS.contains(&word)
}
