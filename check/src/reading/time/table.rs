//! The words of a language that say times, read from `languages/*.date.txt`.
//!
//! A line is a key, a colon and words. `_` stands for the space within a phrase, `~` for the endings that
//! a language puts behind a word, and `=` before the value of a word that counts. Words are kept as they
//! are compared: cut into tokens, and folded.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::{Language, tokens};
use super::calendar::Span;
use super::feasts::Feast;
use super::german;

/// What a word, or a phrase, says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// From 1 to 12.
    Month(i64),
    /// From 1, Monday.
    Weekday(i64),
    /// From 1, spring.
    Season(i64),
    /// A unit of time.
    Unit(Measure),
    /// So many of a unit in one word: Arabic `عامين`.
    Length(Measure, i64),
    /// A number that counts things; below a thousand, or a number that is vague.
    Cardinal(i64),
    /// A number that is not meant exactly: "a few".
    Vague(i64),
    /// A hundred or a thousand.
    Scale(i64),
    /// A number that says which one.
    Ordinal(i64),
    /// Ten years of a century.
    Decade(i64),
    /// A feast.
    Feast(Feast),
    /// So many halves: German `anderthalb`.
    Halves(i64),
    /// A day beside the day of publication.
    Offset(i64),
    /// What is left.
    Key(Key),
}

/// Units of time, and stretches of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Second,
    Minute,
    Hour,
    Millennium,
    Span(Span),
}

macro_rules! keys {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// Words that join the parts of a time.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Key { $($name),* }

        impl Key {
            const ALL: &'static [(&'static str, Self)] = &[$(($text, Self::$name)),*];
        }
    };
}

keys! {
    About = "about",
    After = "after",
    AfterNextBehind = "after-next-behind",
    AfterNext = "after-next",
    Ago = "ago",
    AgoBefore = "ago-before",
    And = "and",
    AndHalf = "and-half",
    AndQuarter = "and-quarter",
    Before = "before",
    BeforeLast = "before-last",
    BeforeLastBehind = "before-last-behind",
    Between = "between",
    By = "by",
    DayLead = "day-lead",
    DecadeLead = "decade-lead",
    DecadeMark = "decade-mark",
    Earlier = "earlier",
    Early = "early",
    FollowsYear = "follows-year",
    From = "from",
    HalfOf = "half-of",
    HalfNumber = "half-number",
    Hence = "hence",
    InLength = "in-length",
    Last = "last",
    LastBehind = "last-behind",
    Late = "late",
    Later = "later",
    Mid = "mid",
    MonthLead = "month-lead",
    Next = "next",
    NextBehind = "next-behind",
    Now = "now",
    Lasting = "lasting",
    Of = "of",
    On = "on",
    OnBehind = "on-behind",
    OnBehindFrom = "on-behind-from",
    One = "one",
    OneBehind = "one-behind",
    OrdinalMark = "ordinal-mark",
    Or = "or",
    Passed = "passed",
    PassedLead = "passed-lead",
    QuarterNumber = "quarter-number",
    Rest = "rest",
    Same = "same",
    Since = "since",
    The = "the",
    Less = "less",
    More = "more",
    Then = "then",
    WeekOf = "week-of",
    This = "this",
    ThisBehind = "this-behind",
    To = "to",
    Until = "until",
    WeekNumber = "week-number",
    Whole = "whole",
    Within = "within",
    YearCue = "year-cue",
    YearLead = "year-lead",
}

/// In which order digits have day and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// The day, except where it cannot be one.
    #[default]
    DayFirst,
    /// Either may be meant; English.
    Both,
}

/// How a language writes what its words alone do not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Plain,
    /// Ordinals have a full stop, and numbers are one word.
    German,
    /// An "and" and an article are joined to the next word, and units stand before tens.
    Arabic,
}

/// A phrase: the tokens behind its first one, and what it says.
#[derive(Debug)]
struct Phrase {
    rest: Vec<String>,
    word: Word,
}

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Table {
    phrases: HashMap<String, Vec<Phrase>>,
    weak: Vec<String>,
    prefixes: Vec<&'static str>,
    endings: Vec<&'static str>,
    /// The marks before the decimals of a number.
    pub(super) decimals: Vec<&'static str>,
    /// The marks between groups of three digits.
    pub(super) groups: Vec<&'static str>,
    pub(super) order: Order,
    kind: Kind,
}

impl Table {
    /// The words of a language; nothing where it has no table.
    pub(super) fn of(language: Language) -> Option<&'static Self> {
        static TABLES: LazyLock<[Table; 5]> = LazyLock::new(|| files().map(Table::read));
        let [arabic, english, french, german, spanish] = &*TABLES;
        match language {
            Language::Arabic => Some(arabic),
            Language::English => Some(english),
            Language::French => Some(french),
            Language::German => Some(german),
            Language::Spanish => Some(spanish),
            Language::Other => None,
        }
    }

    fn read(file: &'static str) -> Self {
        let mut table = Self::default();
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        for (key, words) in lines.filter_map(|line| line.split_once(':')) {
            let words = words.trim();
            match key {
                "weak" => {
                    let folded = words.split_whitespace().map(dossier::words::fold);
                    table.weak.extend(folded);
                }
                "prefixes" => table.prefixes.extend(words.split_whitespace()),
                "endings" => table.endings.extend(words.split_whitespace()),
                "decimal" => table.decimals.extend(words.split_whitespace()),
                "group" => table.groups.extend(words.split_whitespace()),
                "order" => table.order = Order::Both,
                "kind" => {
                    table.kind = if words == "german" {
                        Kind::German
                    } else {
                        Kind::Arabic
                    }
                }
                _ => table.take(key, words),
            }
        }
        if table.kind == Kind::German {
            for (word, value) in german::numbers() {
                table.put(&word, value);
            }
        }
        table
    }

    /// Takes a line. A key that is not known is left out, which the tests would notice.
    fn take(&mut self, key: &str, words: &str) {
        for word in words.split_whitespace() {
            let (word, value) = word.split_once('=').unwrap_or((word, "0"));
            let Some(said) = meaning(key, value.parse().unwrap_or(0)) else {
                return;
            };
            match word.strip_suffix('~') {
                Some(stem) => {
                    for ending in self.endings.clone() {
                        self.put(&format!("{stem}{ending}"), said);
                    }
                }
                None => self.put(word, said),
            }
        }
    }

    fn put(&mut self, phrase: &str, word: Word) {
        let mut parts = tokens(&phrase.replace('_', " "))
            .into_iter()
            .map(|token| plain(&token.text).to_owned());
        if let Some(first) = parts.next() {
            let rest = parts.collect();
            let known = self.phrases.entry(first).or_default();
            known.push(Phrase { rest, word });
        }
    }

    /// Whether ordinals are written with a full stop: German.
    pub(super) fn dotted(&self) -> bool {
        self.kind == Kind::German
    }

    /// Whether units stand before tens, and an "and" is joined to the next word: Arabic.
    pub(super) fn joins(&self) -> bool {
        self.kind == Kind::Arabic
    }

    /// Whether a word is a time only in the company of others.
    pub(super) fn is_weak(&self, word: &str) -> bool {
        self.weak.iter().any(|one| one == word)
    }

    /// What a token says, together with those behind it, and how many they are.
    pub(super) fn look<'a>(
        &self,
        first: &str,
        behind: &(impl Iterator<Item = &'a str> + Clone),
    ) -> Vec<(Word, usize)> {
        let mut found = Vec::new();
        self.find(plain(first), behind, &mut found);
        for prefix in &self.prefixes {
            let bare = first.strip_prefix(prefix);
            if let Some(bare) = bare.filter(|bare| bare.chars().count() > 1) {
                let mut bare_found = Vec::new();
                self.find(bare, behind, &mut bare_found);
                // No month has an article: الأب is the father, and آب is August.
                let month = |word: Word| matches!(word, Word::Month(_)) && prefix.ends_with('ل');
                found.extend(bare_found.into_iter().filter(|(word, _)| !month(*word)));
            }
        }
        if self.kind == Kind::German && found.is_empty() {
            found.extend(german::compound(first).map(|word| (word, 1)));
        }
        found
    }

    fn find<'a>(
        &self,
        first: &str,
        behind: &(impl Iterator<Item = &'a str> + Clone),
        found: &mut Vec<(Word, usize)>,
    ) {
        let phrases = self.phrases.get(first).into_iter().flatten();
        for phrase in phrases {
            let mut behind = behind.clone();
            let fits = |part: &String| behind.next().is_some_and(|next| plain(next) == part);
            if phrase.rest.iter().all(fits) {
                found.push((phrase.word, phrase.rest.len() + 1));
            }
        }
    }
}

/// The files of the languages, in the order in which they are read.
pub(super) const fn files() -> [&'static str; 5] {
    [
        include_str!("../languages/ar.date.txt"),
        include_str!("../languages/en.date.txt"),
        include_str!("../languages/fr.date.txt"),
        include_str!("../languages/de.date.txt"),
        include_str!("../languages/es.date.txt"),
    ]
}

/// Apostrophes and hyphens are written in several ways.
fn plain(text: &str) -> &str {
    match text {
        "’" | "ʼ" | "‘" => "'",
        "‐" | "‑" => "-",
        text => text,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

const UNITS: [(&str, Measure); 14] = [
    ("second", Measure::Second),
    ("minute", Measure::Minute),
    ("hour", Measure::Hour),
    ("day", Measure::Span(Span::Day)),
    ("week", Measure::Span(Span::Week)),
    ("weekend", Measure::Span(Span::Weekend)),
    ("fortnight", Measure::Span(Span::Fortnight)),
    ("month", Measure::Span(Span::Month)),
    ("quarter", Measure::Span(Span::Quarter)),
    ("half", Measure::Span(Span::Half)),
    ("year", Measure::Span(Span::Year)),
    ("decade", Measure::Span(Span::Decade)),
    ("century", Measure::Span(Span::Century)),
    ("millennium", Measure::Millennium),
];

/// What the words of a line say.
fn meaning(key: &str, value: i64) -> Option<Word> {
    let unit = |name: &str| {
        UNITS
            .iter()
            .find(|(unit, _)| *unit == name)
            .map(|(_, unit)| *unit)
    };
    let number = |names: &[&str]| {
        let at = names.iter().position(|name| *name == key)?;
        i64::try_from(at + 1).ok()
    };
    if let Some((name, count)) = key.split_once('*') {
        return Some(Word::Length(unit(name)?, count.parse().ok()?));
    }
    let of_calendar = number(&MONTHS)
        .map(Word::Month)
        .or_else(|| number(&WEEKDAYS).map(Word::Weekday))
        .or_else(|| number(&SEASONS).map(Word::Season));
    let counting = match key {
        "cardinal" => Some(Word::Cardinal(value)),
        "vague" => Some(Word::Vague(value)),
        "scale" => Some(Word::Scale(value)),
        "ordinal" => Some(Word::Ordinal(value)),
        "decade-word" => Some(Word::Decade(value)),
        "halves" => Some(Word::Halves(value)),
        // Month and day: 1225.
        "feast" => Some(Word::Feast(Feast::Fixed(value / 100, value % 100))),
        "easter" => Some(Word::Feast(Feast::Easter(value))),
        "advent" => Some(Word::Feast(Feast::Advent(value))),
        // Month, day of the week and number: 1144; the last one where the number is 9.
        "feast-weekday" => {
            let index = if value % 10 == 9 { -1 } else { value % 10 };
            Some(Word::Feast(Feast::Weekday(
                value / 100,
                value / 10 % 10,
                index,
            )))
        }
        "offset" => Some(Word::Offset(value)),
        _ => None,
    };
    let joining = || Key::ALL.iter().find(|(name, _)| *name == key);
    of_calendar
        .or(counting)
        .or_else(|| unit(key).map(Word::Unit))
        .or_else(|| joining().map(|(_, key)| Word::Key(*key)))
}

#[cfg(test)]
mod tests {
    use super::{files, meaning};

    /// Keys that are no words.
    const SETTINGS: [&str; 7] = [
        "weak", "prefixes", "endings", "decimal", "group", "order", "kind",
    ];

    #[test]
    fn every_line_has_a_key_that_is_known() {
        for file in files() {
            for line in file.lines().filter(|line| !line.starts_with('#')) {
                let (key, words) = line.split_once(':').expect("a key");
                assert!(
                    SETTINGS.contains(&key) || meaning(key, 1).is_some(),
                    "{key}"
                );
                for (_, value) in words
                    .split_whitespace()
                    .filter_map(|word| word.split_once('='))
                {
                    assert!(value.parse::<i64>().is_ok(), "{key}: {value}");
                }
            }
        }
    }
}
