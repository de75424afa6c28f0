//! How languages differ when they name amounts.
//!
//! The words are in `languages/*.amount.txt`, one file per language, and signs that every language has
//! in `languages/common.amount.txt`. A line is a key, a colon and phrases, whose words are joined by
//! `_`. Names of units come from the table that authors' words are read by (`model::unit`); the files
//! add what that table lacks.

use std::collections::BTreeMap;

use dossier::v1::Comparator;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    SumLead,
    Instead,
    PartOf,
    Only,
    Not,
    Barely,
    Several,
    None,
    NoneNot,
    Between,
    BetweenAnd,
    From,
    To,
    Or,
    RangeLead,
    RangeArticle,
    Change,
    Nearly,
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

impl Role {
    /// The bit that says of a word that a phrase of this role begins with it.
    pub(super) const fn mark(self) -> u64 {
        1 << self as u32
    }
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
    /// How often: `twice`.
    pub(super) often: Phrases<Decimal>,
    pub(super) before: Phrases<Comparator>,
    pub(super) behind: Phrases<Comparator>,
    pub(super) money: Phrases<Money>,
    pub(super) units: Phrases<Vec<String>>,
    /// Names that are units and money: `pound`.
    pub(super) either: Phrases<Vec<String>>,
    pub(super) periods: Phrases<String>,
    pub(super) periodic: Phrases<String>,
    pub(super) roles: BTreeMap<Role, Phrases<()>>,
    /// Letters that scale a number which they are written at, as they are written.
    pub(super) letters: FxHashMap<String, Decimal>,
    /// Symbols of units as they are written.
    pub(super) symbols: FxHashMap<String, Vec<String>>,
    /// Endings that ordinals take: `n` in `dritten`.
    pub(super) inflections: Vec<String>,
    /// Endings that make a number word a part: `avos`.
    pub(super) part_endings: Vec<String>,
    /// What may be written at the front of a word: Arabic conjunctions and articles.
    pub(super) prefixes: Vec<String>,
    /// For each word, the marks of the phrases that begin with it.
    pub(super) beginnings: FxHashMap<String, u64>,
    /// The marks of the phrases with which amounts begin.
    pub(super) starting: u64,
}

impl Lexicon {
    /// The phrases that have a role.
    pub(super) fn role(&self, role: Role) -> Option<&Phrases<()>> {
        self.roles.get(&role)
    }

    /// The marks of the phrases that begin with a word, which is folded: first with just this word, then
    /// also with what is behind its prefix.
    pub(super) fn marks(&self, word: &str) -> [u64; 2] {
        let marks = |word: &str| self.beginnings.get(word).copied().unwrap_or_default();
        let own = marks(word);
        let prefixes = self.prefixes.iter();
        let bare = prefixes.filter_map(|prefix| word.strip_prefix(prefix.as_str()));
        [own, bare.map(marks).fold(own, |all, marks| all | marks)]
    }

    /// Whether the marks of a word have one of phrases with which amounts begin.
    pub(super) fn is_start(&self, marks: u64) -> bool {
        marks & self.starting != 0
    }

    /// Gives each sort of phrases its mark, after all lines are read: most words begin none, and one
    /// look at their marks says so.
    pub(super) fn mark_beginnings(&mut self) {
        let words = &mut self.beginnings;
        for (role, phrases) in &mut self.roles {
            note(phrases, role.mark(), words);
        }
        // Behind the marks of roles.
        let mut next = Role::OrdinalPointBefore.mark();
        let mut mark = || {
            next <<= 1;
            next
        };
        note(&mut self.parts, mark(), words);
        note(&mut self.behind, mark(), words);
        note(&mut self.units, mark(), words);
        note(&mut self.either, mark(), words);
        note(&mut self.periods, mark(), words);
        note(&mut self.periodic, mark(), words);
        note(&mut self.values, mark(), words);
        note(&mut self.ordinals, mark(), words);
        note(&mut self.shares, mark(), words);
        note(&mut self.indefinite, mark(), words);
        note(&mut self.often, mark(), words);
        note(&mut self.before, mark(), words);
        note(&mut self.money, mark(), words);
        let starting = [
            Role::Half,
            Role::Minus,
            Role::Article,
            Role::Several,
            Role::None,
            Role::Between,
            Role::From,
        ];
        self.starting = starting.map(Role::mark).into_iter().sum::<u64>()
            | self.values.mark
            | self.ordinals.mark
            | self.shares.mark
            | self.indefinite.mark
            | self.often.mark
            | self.before.mark
            | self.money.mark;
    }
}

/// Gives phrases their mark, and to each of their first words.
fn note<T>(phrases: &mut Phrases<T>, mark: u64, words: &mut FxHashMap<String, u64>) {
    phrases.mark = mark;
    for word in phrases.first_words() {
        *words.entry(word.to_owned()).or_default() |= mark;
    }
}
