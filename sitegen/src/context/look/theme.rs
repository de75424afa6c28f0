//! The colours of a site: tokens of the style sheet that the settings set otherwise. Words that nobody can read
//! are refused before anything is built: each pair is measured as WCAG 2.2 does.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A token of the style sheet: a custom property that is a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Token {
    /// The background.
    Paper,
    /// The background of what is set apart.
    Sheet,
    /// Words.
    Ink,
    /// Words beside the matter.
    Soft,
    /// Lines between things.
    Rule,
    /// Links.
    Link,
    /// Links to what was read.
    Seen,
    /// What is marked: the accent.
    Mark,
    /// Areas of figures in the accent.
    Tint,
    /// The outline of what has the focus.
    Focus,
    /// The background of words that were searched for.
    Hit,
}

/// All tokens, with their names in the style sheet and their colours there: light, dark.
const TOKENS: [(Token, &str, [Colour; 2]); 11] = [
    (
        Token::Paper,
        "paper",
        [Colour(0x00fd_fcf9), Colour(0x0015_171a)],
    ),
    (
        Token::Sheet,
        "sheet",
        [Colour(0x00f4_f1ea), Colour(0x001f_2226)],
    ),
    (
        Token::Ink,
        "ink",
        [Colour(0x001b_1d21), Colour(0x00e9_e6df)],
    ),
    (
        Token::Soft,
        "soft",
        [Colour(0x0054_585f), Colour(0x00ab_aeb4)],
    ),
    (
        Token::Rule,
        "rule",
        [Colour(0x00d9_d4c8), Colour(0x003a_3e44)],
    ),
    (
        Token::Link,
        "link",
        [Colour(0x000b_4f8a), Colour(0x008c_c2f2)],
    ),
    (
        Token::Seen,
        "seen",
        [Colour(0x005b_3a87), Colour(0x00c3_a9ec)],
    ),
    (
        Token::Mark,
        "mark",
        [Colour(0x008a_2f12), Colour(0x00f0_a07f)],
    ),
    (
        Token::Tint,
        "tint",
        [Colour(0x00bb_7f69), Colour(0x00a2_6d57)],
    ),
    (
        Token::Focus,
        "focus",
        [Colour(0x00b8_500c), Colour(0x00f2_b06f)],
    ),
    (
        Token::Hit,
        "hit",
        [Colour(0x00fb_e8a6), Colour(0x0040_360f)],
    ),
];

/// What words need on their background (success criterion 1.4.3).
const WORDS: f64 = 4.5;
/// What the outline of the focus and the areas of figures need (1.4.11).
const SHAPES: f64 = 3.0;

/// What is shown on what, and the contrast that it needs.
const PAIRS: [(Token, Token, f64); 14] = [
    (Token::Ink, Token::Paper, WORDS),
    (Token::Ink, Token::Sheet, WORDS),
    (Token::Ink, Token::Hit, WORDS),
    (Token::Soft, Token::Paper, WORDS),
    (Token::Soft, Token::Sheet, WORDS),
    (Token::Link, Token::Paper, WORDS),
    (Token::Link, Token::Sheet, WORDS),
    (Token::Seen, Token::Paper, WORDS),
    (Token::Seen, Token::Sheet, WORDS),
    (Token::Mark, Token::Paper, WORDS),
    (Token::Mark, Token::Sheet, WORDS),
    (Token::Focus, Token::Paper, SHAPES),
    (Token::Focus, Token::Sheet, SHAPES),
    (Token::Tint, Token::Paper, SHAPES),
];

/// A colour of sRGB, as red, green and blue in three bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
struct Colour(u32);

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a colour; one is written `#0b4f8a` or `#04a`");
        let digits = text.strip_prefix('#').ok_or_else(wrong)?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let whole = match digits.len() {
            6 => digits.to_owned(),
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => return Err(wrong()),
        };
        let number = u32::from_str_radix(&whole, 16).ok().filter(|_| is_hex);
        number.map(Self).ok_or_else(wrong)
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "#{:06x}", self.0)
    }
}

impl Colour {
    /// The relative luminance (WCAG 2.2): 0 for black, 1 for white.
    fn luminance(self) -> f64 {
        let [_, red, green, blue] = self.0.to_be_bytes();
        let linear = |byte: u8| {
            let part = f64::from(byte) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// The contrast ratio of two colours (WCAG 2.2): from 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}

/// The colours that are set, by their tokens.
type Palette = BTreeMap<Token, Colour>;

/// The tokens that a site sets, for light and for dark screens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) struct Theme {
    light: Palette,
    dark: Palette,
}

/// The theme as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    light: Palette,
    #[serde(default)]
    dark: Palette,
}

impl TryFrom<Written> for Theme {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        for (name, palette, place) in [("light", &written.light, 0), ("dark", &written.dark, 1)] {
            for (words, ground, needed) in PAIRS {
                readable((name, palette, place), (words, ground), needed)?;
            }
        }
        Ok(Self {
            light: written.light,
            dark: written.dark,
        })
    }
}

/// Refuses a pair that is too much alike in a palette: what is set, or else as the style sheet has it.
fn readable(
    (name, palette, place): (&str, &Palette, usize),
    (words, ground): (Token, Token),
    needed: f64,
) -> Result<(), String> {
    let known = |token: Token| {
        let own = TOKENS.iter().find(|(candidate, ..)| *candidate == token)?;
        let colour = palette.get(&token).copied();
        Some((own.1, colour.or_else(|| own.2.get(place).copied())?))
    };
    let (Some((words, one)), Some((ground, other))) = (known(words), known(ground)) else {
        return Ok(());
    };
    let contrast = one.contrast(other);
    if contrast >= needed {
        return Ok(());
    }
    // Cut off, so that too little never looks like enough.
    let shown = (contrast * 100.0).floor() / 100.0;
    Err(format!(
        "in `{name}`, `{words}` {one} on `{ground}` {other} has a contrast of {shown:.2}:1, but {needed}:1 is needed (WCAG 2.2); set one of them lighter or darker"
    ))
}

impl Theme {
    /// What is added to the style sheet. Paper keeps its own colours.
    pub(crate) fn style(&self) -> String {
        let mut out = String::new();
        for (name, palette) in [("light", &self.light), ("dark", &self.dark)] {
            if palette.is_empty() {
                continue;
            }
            let set = TOKENS.iter().filter_map(|(token, property, _)| {
                let colour = palette.get(token)?;
                Some(format!(" --{property}: {colour};"))
            });
            let set: String = set.collect();
            // Writing to a string does not fail.
            write!(
                out,
                "\n@media screen and (prefers-color-scheme: {name}) {{\n  :root {{{set} }}\n}}\n"
            )
            .ok();
        }
        out
    }
}

#[cfg(test)]
mod tests;
