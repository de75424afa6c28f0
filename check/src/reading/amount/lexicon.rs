//! What languages differ in when they name amounts.
//!
//! The words stand in `languages/*.amount.txt`, one file a language, and signs that every language has
//! in `languages/common.amount.txt`. A line is a key, a colon and phrases, the words of which are
//! joined by `_`. Names of units come from the table that authors' words are read by
//! (`model::unit`); the files add what that table has not.

use std::collections::{HashMap, HashSet};

use dossier::v1::Comparator;
use rust_decimal::Decimal;

use super::phrases::Phrases;

/// A piece of a number that is written in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    /// A number: `seven`, `twenty`, `quinientos`.
    Value(Decimal),
    /// It multiplies what is below a hundred: `hundred`.
    Times(Decimal),
    /// It multiplies all that is smaller: `thousand`, `million`.
    Scale(Decimal),
    /// It multiplies and ends the number: `dozen`.
    Group(Decimal),
    /// As `Group`, and the number is a rough one: `centaine`.
    Around(Decimal),
    /// It joins the pieces of a number: `and`.
    And,
    /// The half that ends a number: `einhalb` in `zweieinhalb`.
    Half,
    /// The number becomes an ordinal.
    Ordinal(Decimal),
    /// The number counts parts: `viertel`.
    Part(Decimal),
}

/// What a phrase does that is no number, measure or comparator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Half,
    HalfBefore,
    And,
    Mixed,
    Point,
    Minus,
    Article,
    PronounBefore,
    Ratio,
    RatioNoun,
    Span,
    SpanLead,
    Several,
    None,
    NoneNot,
    Between,
    BetweenAnd,
    From,
    To,
    Or,
    RangeLead,
    Change,
    Percent,
    PercentagePoint,
    Square,
    Cubic,
    Per,
    PeriodNot,
    Of,
    MetresBehind,
    Stop,
    Month,
    YearBefore,
    Label,
    ClockBehind,
    ClockBefore,
    OrdinalEnding,
    OrdinalPointBefore,
}

/// A name of money.
#[derive(Clone, Debug)]
pub(super) struct Money {
    /// The codes that it may stand for.
    pub(super) codes: Vec<&'static str>,
    /// How many of the currency one of it is: 0.01 for a cent.
    pub(super) size: Decimal,
}

/// How a language puts number words together.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property of its own"
)]
pub(super) struct Grammar {
    /// Number words are written as one and have to be taken apart.
    pub(super) compounds: bool,
    /// Units stand before tens: `dreiundzwanzig`.
    pub(super) units_first: bool,
    /// Conjunctions are written at the front of the next word: Arabic.
    pub(super) prefixed: bool,
    /// A conjunction stands between tens and units: `treinta y dos`.
    pub(super) joins_tens: bool,
    /// Ten to nineteen may follow sixty and eighty: `soixante-douze`.
    pub(super) sixties: bool,
}

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// What stands before decimals; none where that is not known.
    pub(super) decimal: Option<char>,
    pub(super) grammar: Grammar,
    pub(super) values: Phrases<Atom>,
    pub(super) ordinals: Phrases<Decimal>,
    pub(super) parts: Phrases<Decimal>,
    pub(super) shares: Phrases<Decimal>,
    pub(super) indefinite: Phrases<Decimal>,
    pub(super) before: Phrases<Comparator>,
    pub(super) behind: Phrases<Comparator>,
    pub(super) money: Phrases<Money>,
    pub(super) units: Phrases<Vec<String>>,
    /// Names that are units and money: `pound`.
    pub(super) either: Phrases<Vec<String>>,
    pub(super) periods: Phrases<String>,
    pub(super) periodic: Phrases<String>,
    pub(super) roles: HashMap<Role, Phrases<()>>,
    /// Letters that scale a number which they are written at, as they are written.
    pub(super) letters: HashMap<String, Decimal>,
    /// Symbols of units as they are written.
    pub(super) symbols: HashMap<String, Vec<String>>,
    /// Endings that ordinals take: `n` in `dritten`.
    pub(super) inflections: Vec<String>,
    /// Endings that make a number word a part: `avos`.
    pub(super) part_endings: Vec<String>,
    /// What may be written at the front of a word: Arabic conjunctions and articles.
    pub(super) prefixes: Vec<String>,
    /// Words with which an amount may begin.
    pub(super) starters: HashSet<String>,
}

impl Lexicon {
    /// The phrases that have a role.
    pub(super) fn role(&self, role: Role) -> Option<&Phrases<()>> {
        self.roles.get(&role)
    }

    /// Whether an amount may begin with just this word, which is folded.
    pub(super) fn begins(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Whether an amount may begin with a word, which is folded, or with what is behind its prefix.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        if self.begins(word) {
            return true;
        }
        let mut prefixes = self.prefixes.iter();
        prefixes.any(|prefix| {
            word.strip_prefix(prefix.as_str())
                .is_some_and(|rest| self.starters.contains(rest))
        })
    }

    /// Notes the words with which amounts begin, after all lines are read.
    pub(super) fn collect_starters(&mut self) {
        let mut words: Vec<String> = Vec::new();
        words.extend(self.values.first_words().map(str::to_owned));
        words.extend(self.ordinals.first_words().map(str::to_owned));
        words.extend(self.shares.first_words().map(str::to_owned));
        words.extend(self.indefinite.first_words().map(str::to_owned));
        words.extend(self.before.first_words().map(str::to_owned));
        words.extend(self.money.first_words().map(str::to_owned));
        for role in [
            Role::Half,
            Role::Minus,
            Role::Article,
            Role::Several,
            Role::None,
            Role::Between,
            Role::From,
        ] {
            let phrases = self.roles.get(&role);
            let first = phrases.into_iter().flat_map(Phrases::first_words);
            words.extend(first.map(str::to_owned));
        }
        self.starters.extend(words);
    }
}
