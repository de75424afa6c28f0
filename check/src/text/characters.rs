//! Characters that do not belong in text: controls and noncharacters; and texts without visible ones.
//!
//! XML, terminals and spreadsheets refuse or obey them, so a statement with one of them breaks a feed
//! or hides a word. The same rule holds for every text of the contract.

use std::ops::RangeInclusive;

/// Whether a text may have several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// It is one line: a name, a statement, a note.
    One,
    /// It is Markdown: lines end in U+000A, and tabs may stand in them.
    Several,
}

/// A character where none of its kind is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCharacter {
    /// The byte at which it starts; 0 for the whole text.
    pub byte: usize,
    /// What is wrong, and what to write instead.
    pub message: String,
}

/// The first thing that makes a text invalid; `None` if it is valid or empty.
pub fn bad_character(text: &str, lines: Lines) -> Option<BadCharacter> {
    let found = forbidden_character(text, lines).or_else(|| open_direction(text));
    found.or_else(|| {
        let unseen = !text.is_empty() && !text.contains(is_visible);
        unseen.then(|| BadCharacter {
            byte: 0,
            message: "the text has no visible characters".to_owned(),
        })
    })
}

/// The first character that no text has, where the text may be a part of another: a blank, say.
pub fn forbidden_character(text: &str, lines: Lines) -> Option<BadCharacter> {
    text.char_indices().find_map(|(byte, character)| {
        let message = wrong(character, lines)?;
        Some(BadCharacter { byte, message })
    })
}

/// A mark that starts a stretch in another direction and is not closed in its paragraph (UAX #9, BD9): what
/// is printed behind the text would run that way too.
fn open_direction(text: &str) -> Option<BadCharacter> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (byte, character) in text.char_indices() {
        match character {
            '\u{202A}' | '\u{202B}' | '\u{2066}'..='\u{2068}' => open.push((byte, character)),
            '\u{202C}' | '\u{2069}' => {
                let opener = open
                    .iter()
                    .rposition(|(_, opener)| closing(*opener) == character);
                open.truncate(opener.unwrap_or(open.len()));
            }
            '\n' | '\u{2029}' if !open.is_empty() => break,
            _ => {}
        }
    }
    let (byte, opener) = open.into_iter().next()?;
    let [code, end] = [opener, closing(opener)].map(u32::from);
    let message = format!(
        "U+{code:04X} is not closed; write U+{end:04X} behind the words that run the other way"
    );
    Some(BadCharacter { byte, message })
}

/// What ends what a mark of direction starts.
fn closing(opener: char) -> char {
    match opener {
        '\u{202A}' | '\u{202B}' => '\u{202C}',
        _ => '\u{2069}',
    }
}

fn wrong(character: char, lines: Lines) -> Option<String> {
    let code = u32::from(character);
    let what = match character {
        '\n' | '\t' | '\u{2028}' | '\u{2029}' if lines == Lines::Several => return None,
        '\n' | '\u{2028}' | '\u{2029}' => {
            return Some("a line break in a text of one line; write a space".to_owned());
        }
        '\t' => return Some("a tab in a text of one line; write a space".to_owned()),
        '\r' => "a carriage return; lines end in U+000A alone",
        '\u{80}'..='\u{9F}' => {
            "a control character; the text may have been wrongly read as Latin-1"
        }
        _ if character.is_control() => "a control character, which does not belong in text",
        '\u{202D}' | '\u{202E}' => {
            "an override of direction, which shows words in another order than they are written; write U+2066 or U+2067 before them and U+2069 behind"
        }
        '\u{FEFF}' => "a byte order mark, which belongs at the start of a file, not in a text",
        _ if is_noncharacter(code) => "a noncharacter, which does not belong in text",
        _ => return None,
    };
    Some(format!("U+{code:04X} is {what}"))
}

/// Whether Unicode keeps a code point for no character ever (The Unicode Standard, section 23.7).
fn is_noncharacter(code: u32) -> bool {
    code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code)
}

/// Code points that are shown as nothing: `Default_Ignorable_Code_Point` of Unicode, and blanks that
/// are letters or symbols by their category.
const INVISIBLE: [RangeInclusive<char>; 17] = [
    '\u{AD}'..='\u{AD}',
    '\u{34F}'..='\u{34F}',
    '\u{61C}'..='\u{61C}',
    '\u{115F}'..='\u{1160}',
    '\u{17B4}'..='\u{17B5}',
    '\u{180B}'..='\u{180F}',
    '\u{200B}'..='\u{200F}',
    '\u{202A}'..='\u{202E}',
    '\u{2060}'..='\u{206F}',
    '\u{2800}'..='\u{2800}',
    '\u{3164}'..='\u{3164}',
    '\u{FE00}'..='\u{FE0F}',
    '\u{FFA0}'..='\u{FFA0}',
    '\u{FFF0}'..='\u{FFFB}',
    '\u{1BCA0}'..='\u{1BCA3}',
    '\u{1D173}'..='\u{1D17A}',
    '\u{E0000}'..='\u{E0FFF}',
];

fn is_visible(character: char) -> bool {
    let is_blank = character.is_whitespace() || character.is_control();
    !is_blank && !INVISIBLE.iter().any(|range| range.contains(&character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_no_controls_and_no_noncharacters() {
        for text in [
            "",
            "a",
            "Ada Poole",
            "é",
            "नदी",
            "a\u{200D}b",
            "\u{AD}a",
            "\u{2066}a\u{2069}",
            "a \u{2067}b \u{2066}c\u{2069}\u{2069} d",
            "\u{202B}a\u{202C} b",
            "a\u{2069}",
            "\u{1F468}\u{200D}\u{1F469}",
            "\u{FFFD}",
            "a\u{A0}b",
        ] {
            assert_eq!(bad_character(text, Lines::One), None, "{text:?}");
        }
        let controls = (0..0x20_u32).chain(0x7F..0xA0).filter_map(char::from_u32);
        let others = [
            '\u{202D}',
            '\u{202E}',
            '\u{FEFF}',
            '\u{FDD0}',
            '\u{FDEF}',
            '\u{FFFE}',
            '\u{FFFF}',
            '\u{1FFFF}',
            '\u{10FFFE}',
        ];
        for character in controls.chain(others) {
            let text = format!("é{character}b");
            let found = bad_character(&text, Lines::One);
            assert_eq!(found.map(|found| found.byte), Some(2), "{text:?}");
            let in_lines = bad_character(&text, Lines::Several).is_some();
            assert_eq!(in_lines, !matches!(character, '\n' | '\t'), "{text:?}");
        }
        assert!(bad_character("a\u{2028}b", Lines::One).is_some());
        for (text, byte) in [
            ("a\u{2067}b", 1),
            ("\u{2066}a \u{2067}b\u{2069}", 0),
            ("a\u{202A}b\u{2069}", 1),
            ("\u{2068}", 0),
            ("a \u{2067}b\n\nc\u{2069}", 2),
        ] {
            let found = bad_character(text, Lines::Several);
            assert_eq!(found.map(|found| found.byte), Some(byte), "{text:?}");
        }
    }

    #[test]
    fn something_in_a_text_can_be_seen() {
        for text in [
            " ",
            "\u{200B}",
            "\u{AD}\u{2060}",
            "\u{3164}",
            "\u{2800}",
            "\u{E0020}",
            "\u{A0}",
        ] {
            for lines in [Lines::One, Lines::Several] {
                assert!(bad_character(text, lines).is_some(), "{text:?}");
            }
        }
    }
}
