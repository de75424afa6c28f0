//! What words may say about times, and the keys under which the tables list them.

use dossier::edtf::MONTHS;

use super::calendar::Span;
use super::feasts::Feast;

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
    /// No time, though its words are known: "la mañana".
    Nothing,
    /// What is left.
    Key(Key),
}

/// Words with which no time begins: they join one to what stands before it, or stand behind it.
const JOINING: [Key; 26] = [
    Key::Ending,
    Key::Not,
    Key::Past,
    Key::UpTo,
    Key::UpToMany,
    Key::And,
    Key::AndHalf,
    Key::AndQuarter,
    Key::Ago,
    Key::DecadeMark,
    Key::FollowsYear,
    Key::FromContext,
    Key::Hence,
    Key::LastBehind,
    Key::NextBehind,
    Key::ThisBehind,
    Key::Of,
    Key::On,
    Key::OnBehind,
    Key::OnBehindFrom,
    Key::OneBehind,
    Key::Or,
    Key::OrdinalMark,
    Key::Passed,
    Key::To,
    Key::YearCue,
];

impl Word {
    /// Whether a time may begin with it.
    pub(super) fn may_begin(self) -> bool {
        match self {
            Self::Key(key) => !JOINING.contains(&key),
            Self::Nothing => false,
            _ => true,
        }
    }

    /// Whether it may be a time, and does not only join the parts of one.
    pub(super) fn is_bearing(self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Key(key) => matches!(
                key,
                Key::Then | Key::Now | Key::QuarterNumber | Key::HalfNumber
            ),
            _ => true,
        }
    }
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

            /// The bit that stands for it among those of all keys.
            pub(super) const fn mark(self) -> u128 {
                1 << self as u32
            }
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
    Ending = "ending",
    Early = "early",
    FollowsYear = "follows-year",
    From = "from",
    FromContext = "from-context",
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
    Not = "not",
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
    Past = "past",
    PassedLead = "passed-lead",
    QuarterNumber = "quarter-number",
    LaterIn = "later-in",
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
    UpTo = "up-to",
    UpToMany = "up-to-many",
    WeekNumber = "week-number",
    Whole = "whole",
    Within = "within",
    YearCue = "year-cue",
    YearLead = "year-lead",
}

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
pub(super) fn meaning(key: &str, value: i64) -> Option<Word> {
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
        "no-time" => Some(Word::Nothing),
        "offset" => Some(Word::Offset(value)),
        _ => None,
    };
    let joining = || Key::ALL.iter().find(|(name, _)| *name == key);
    of_calendar
        .or(counting)
        .or_else(|| unit(key).map(Word::Unit))
        .or_else(|| joining().map(|(_, key)| Word::Key(*key)))
}
