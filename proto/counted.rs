//! What is counted, and what is it called if there are two or five of it?
//!
//! A unit of UCUM may be an annotation alone: `{drone}` is a count of drones. UCUM leaves the words
//! in the braces to whoever writes them; this is what the contract makes of them.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use unicode_normalization::UnicodeNormalization as _;

use crate::words::is_invisible;

/// A longer one is a sentence, and no name of a thing.
const CHARACTERS_MAX: usize = 60;

/// The plural categories of CLDR, of which each language uses some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PluralCategory {
    /// For none, in Arabic and Welsh.
    Zero,
    /// For one, and what a language treats alike.
    One,
    /// For two, in Arabic and Slovene.
    Two,
    /// For a few: 2 to 4 in Czech, 3 to 10 in Arabic.
    Few,
    /// For many: 11 to 99 in Arabic, millions in French.
    Many,
    /// For everything else; every language has it.
    Other,
}

impl PluralCategory {
    /// All categories, in the order of CLDR.
    pub const ALL: [Self; 6] = [
        Self::Zero,
        Self::One,
        Self::Two,
        Self::Few,
        Self::Many,
        Self::Other,
    ];

    /// As CLDR writes it. Example: `few`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|category| category.name() == text)
    }
}

/// Why the words in the braces do not name what is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountedError {
    /// There is no word, or one without a letter.
    NoWord,
    /// Braces, control characters, or space at an end.
    Character,
    /// More than sixty characters in one form.
    Long,
    /// A number and a space in front, which would read as a part of the amount.
    Number,
    /// A plural form for something that is no category, or two for one.
    Category(String),
}

impl Display for CountedError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWord => formatter.write_str("does not name what is counted"),
            Self::Character => formatter.write_str(
                "has a brace, a control character, or a space at its end between the braces",
            ),
            Self::Number => formatter.write_str(
                "begins with a number, which would read as a part of the amount; join it to its word: `{20-ft container}`",
            ),
            Self::Long => write!(
                formatter,
                "has more than {CHARACTERS_MAX} characters in one word or form"
            ),
            Self::Category(name) => write!(
                formatter,
                "gives a plural category of CLDR twice, or an unknown one, for `{name}`"
            ),
        }
    }
}

impl std::error::Error for CountedError {}

/// What is counted, with its irregular plurals: `{drone}`, `{child|children}`,
/// `{شاحنة|two:شاحنتان|few:شاحنات|many:شاحنة}`.
///
/// The first word is the singular. A word without a category is the form for everything else
/// (`other`). An underscore is a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    forms: Vec<(PluralCategory, String)>,
}

impl Counted {
    /// Reads a unit in braces. `None` for a unit that is not a count; an error for braces that do not
    /// hold a name.
    pub fn parse(unit: &str) -> Option<Result<Self, CountedError>> {
        let inner = unit.strip_prefix('{')?.strip_suffix('}')?;
        // `{a}/{b}` is an expression of two names, not a name.
        let expression = inner.find('}').zip(inner.find('{'));
        let expression = expression.is_some_and(|(end, start)| end < start);
        (!expression).then(|| Self::forms(inner))
    }

    fn forms(inner: &str) -> Result<Self, CountedError> {
        let mut forms: Vec<(PluralCategory, String)> = Vec::new();
        for (index, written) in inner.split('|').enumerate() {
            let (category, word) = match (index, written.split_once(':')) {
                (0, _) => (PluralCategory::One, written),
                (_, None) => (PluralCategory::Other, written),
                (_, Some((name, word))) => {
                    let category = PluralCategory::parse(name);
                    (
                        category.ok_or_else(|| CountedError::Category(written.to_owned()))?,
                        word,
                    )
                }
            };
            if forms.iter().any(|(taken, _)| *taken == category) {
                return Err(CountedError::Category(written.to_owned()));
            }
            forms.push((category, readable(word)?));
        }
        Ok(Self { forms })
    }

    /// The thing in the singular. Example: `leap second`.
    pub fn word(&self) -> &str {
        self.forms.first().map_or("", |(_, word)| word)
    }

    /// Whether its plural was written by hand.
    pub fn has_plural(&self) -> bool {
        self.forms.len() > 1
    }

    /// The form for a category, or the one for everything else; `None` if neither was written.
    pub fn form(&self, category: PluralCategory) -> Option<&str> {
        let of = |wanted| {
            let mut forms = self.forms.iter();
            forms.find(|(category, _)| *category == wanted)
        };
        of(category)
            .or_else(|| of(PluralCategory::Other))
            .map(|(_, word)| word.as_str())
    }
}

/// The unit by which amounts are compared: what stands in braces without the plural forms, which are only
/// for display, and in one spelling, however it was typed (NFC, no invisible characters, one space).
/// Example: `{child|children}` and `{child}` are both `{child}`; `{leap_second}` is `{leap second}`.
pub fn comparable_unit(unit: &str) -> Cow<'_, str> {
    if !unit.contains('{') {
        return Cow::Borrowed(unit);
    }
    let (mut comparable, mut rest) = (String::with_capacity(unit.len()), unit);
    while let Some((before, braced)) = rest.split_once('{') {
        comparable.push_str(before);
        comparable.push('{');
        let Some((inside, behind)) = braced.split_once('}') else {
            rest = braced;
            break;
        };
        comparable.push_str(&comparable_word(inside));
        comparable.push('}');
        rest = behind;
    }
    comparable.push_str(rest);
    Cow::Owned(comparable)
}

/// The singular between braces, as it is compared.
fn comparable_word(inside: &str) -> String {
    let spaced = spaced(inside.split('|').next().unwrap_or_default());
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ")
}

/// Words between braces without invisible characters, composed, and with spaces for underscores.
fn spaced(words: &str) -> String {
    let seen = words.chars().filter(|character| !is_invisible(*character));
    seen.nfc()
        .map(|character| if character == '_' { ' ' } else { character })
        .collect()
}

/// A unit or a part of one in the spelling of [`comparable_unit`], with the plural forms. A part may begin
/// `inside` braces and end there; one space at such an end stays, where a word may stand before it or
/// behind it.
/// Example: `{leap_second | leap_seconds}` is `{leap second|leap seconds}`, and of it `{leap_` is `{leap `.
pub fn respelled_unit(part: &str, inside: bool) -> String {
    let is_end = |character: &char| matches!(character, '{' | '}' | '|');
    let mut respelled = String::with_capacity(part.len());
    let mut inside = inside;
    for (at, piece) in part.split_inclusive(['{', '}', '|']).enumerate() {
        let end = piece.chars().next_back().filter(is_end);
        let text = end.map_or(piece, |end| piece.strip_suffix(end).unwrap_or(piece));
        if inside {
            respelled.push_str(&respelled_words(text, at == 0, end.is_none()));
        } else {
            respelled.push_str(text);
        }
        respelled.extend(end);
        inside = match end {
            Some('{') => true,
            Some('}') => false,
            _ => inside,
        };
    }
    respelled
}

/// Words between braces with one space between them, and one at each end that is open.
fn respelled_words(text: &str, is_open_start: bool, is_open_end: bool) -> String {
    let spaced = spaced(text);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut respelled = words.join(" ");
    if is_open_end && !words.is_empty() && spaced.ends_with(char::is_whitespace) {
        respelled.push(' ');
    }
    if is_open_start && spaced.starts_with(char::is_whitespace) {
        respelled.insert(0, ' ');
    }
    respelled
}

fn readable(word: &str) -> Result<String, CountedError> {
    let bad = |character: char| character.is_control() || matches!(character, '{' | '}');
    if word.chars().count() > CHARACTERS_MAX {
        return Err(CountedError::Long);
    }
    if word.contains(bad) || word.trim() != word {
        return Err(CountedError::Character);
    }
    if !word.chars().any(char::is_alphabetic) {
        return Err(CountedError::NoWord);
    }
    let unnumbered = word.trim_start_matches(char::is_numeric);
    let blank = |character: char| character.is_whitespace() || character == '_';
    if unnumbered.len() < word.len() && unnumbered.starts_with(blank) {
        return Err(CountedError::Number);
    }
    Ok(word.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::PluralCategory::{Few, Many, One, Other, Two};
    use super::*;

    fn parse(unit: &str) -> Option<Result<Counted, CountedError>> {
        Counted::parse(unit)
    }

    #[test]
    fn a_thing_may_bring_its_own_plurals() {
        let of = |unit: &str| parse(unit).expect("a count").expect("well written");
        let drone = of("{drone}");
        assert_eq!((drone.word(), drone.form(Other)), ("drone", None));
        assert!(!drone.has_plural());
        let child = of("{child|children}");
        assert_eq!(child.word(), "child");
        assert_eq!(child.form(One), Some("child"));
        assert_eq!(child.form(Other), Some("children"));
        assert_eq!(child.form(Few), Some("children"));
        let truck = of("{شاحنة|two:شاحنتان|few:شاحنات}");
        assert_eq!(truck.form(Two), Some("شاحنتان"));
        assert_eq!(truck.form(Few), Some("شاحنات"));
        assert_eq!(truck.form(Many), None);
        assert_eq!(of("{leap_second}").word(), "leap second");
        assert_eq!(of("{véhicule}").word(), "véhicule");
        assert_eq!(of("{人}").word(), "人");
    }

    #[test]
    fn braces_without_a_name_are_refused() {
        for unit in [
            "{}",
            "{1}",
            "{ }",
            "{%}",
            "{a|}",
            "{a||b}",
            "{a|one:b}",
            "{a|b|c}",
            "{a|some:b}",
            "{ a}",
            "{100 people}",
            "{100_people}",
            "{٣ people}",
            "{a|2 b}",
            "{a\u{7}}",
            "{{a}}",
        ] {
            assert!(parse(unit).expect("braces").is_err(), "{unit}");
        }
        let long = format!("{{{}}}", "a".repeat(61));
        assert_eq!(parse(&long), Some(Err(CountedError::Long)));
        let sixty = "é".repeat(60);
        let forms = format!("{{{sixty}|{sixty}|few:{sixty}}}");
        assert!(parse(&forms).expect("braces").is_ok());
        let one_long = format!("{{a|b|few:{sixty}c}}");
        assert_eq!(parse(&one_long), Some(Err(CountedError::Long)));
        for unit in ["km", "kg{dry}", "{a}/{b}", "{a}.d", ""] {
            assert_eq!(parse(unit), None, "{unit}");
        }
    }

    #[test]
    fn a_part_of_a_unit_is_spelt_as_the_whole() {
        for (part, inside, respelled) in [
            (
                "{leap_second | leap_seconds}",
                false,
                "{leap second|leap seconds}",
            ),
            ("{leap_sec", false, "{leap sec"),
            ("{leap_", false, "{leap "),
            ("{ leap", false, "{leap"),
            ("{ ", false, "{"),
            ("leap_seconds}", true, "leap seconds}"),
            ("_seconds}", true, " seconds}"),
            ("_", true, " "),
            ("_|  few:x", true, " |few:x"),
            ("[in_i]", false, "[in_i]"),
            ("}/[in_i]{a_b}", true, "}/[in_i]{a b}"),
            ("ve\u{301}h\u{200b}icule", true, "v\u{e9}hicule"),
            ("", true, ""),
        ] {
            assert_eq!(respelled_unit(part, inside), respelled, "{part}");
        }
    }

    #[test]
    fn plural_forms_do_not_make_another_unit() {
        for (unit, comparable) in [
            ("{child|children}", "{child}"),
            ("{child}", "{child}"),
            ("km", "km"),
            ("", ""),
            ("{child|two:a|few:b}", "{child}"),
            ("{child|children}/d", "{child}/d"),
            ("{death|deaths}/{person|people}", "{death}/{person}"),
            ("kg{dry|drier}", "kg{dry}"),
            ("{leap_second}", "{leap second}"),
            ("{a  b}", "{a b}"),
            ("{a\u{a0}b}", "{a b}"),
            ("{a\u{200b}b}", "{ab}"),
            ("{a\u{2060}b}", "{ab}"),
            ("{ve\u{301}hicule}", "{véhicule}"),
            ("{e\u{200d}\u{301}}", "{é}"),
            ("{a", "{a"),
        ] {
            assert_eq!(comparable_unit(unit), comparable, "{unit}");
        }
    }
}
