//! Reads the files of words.

mod symbols;

use std::str::FromStr as _;
use std::sync::LazyLock;

use dossier::v1::Comparator;
use iso_currency::Currency;
use rust_decimal::Decimal;

use super::lexicon::{Atom, Lexicon, Money, Role};
use crate::model::amount::scale_words;
use crate::model::unit;
use crate::reading::Language;
use symbols::symbols;

const COMMON: &str = include_str!("../languages/common.amount.txt");

/// The languages that have a file.
const FILES: [(Language, &str); 5] = [
    (Language::Arabic, include_str!("../languages/ar.amount.txt")),
    (
        Language::English,
        include_str!("../languages/en.amount.txt"),
    ),
    (Language::French, include_str!("../languages/fr.amount.txt")),
    (Language::German, include_str!("../languages/de.amount.txt")),
    (
        Language::Spanish,
        include_str!("../languages/es.amount.txt"),
    ),
];

/// The keys of roles.
const ROLES: [(&str, Role); 46] = [
    ("half", Role::Half),
    ("half-before", Role::HalfBefore),
    ("and", Role::And),
    ("mixed", Role::Mixed),
    ("point", Role::Point),
    ("minus", Role::Minus),
    ("article", Role::Article),
    ("pronoun-before", Role::PronounBefore),
    ("ratio", Role::Ratio),
    ("ratio-noun", Role::RatioNoun),
    ("span", Role::Span),
    ("span-lead", Role::SpanLead),
    ("sum-lead", Role::SumLead),
    ("instead", Role::Instead),
    ("part-of", Role::PartOf),
    ("only", Role::Only),
    ("not", Role::Not),
    ("barely", Role::Barely),
    ("several", Role::Several),
    ("none", Role::None),
    ("none-not", Role::NoneNot),
    ("between", Role::Between),
    ("between-and", Role::BetweenAnd),
    ("from", Role::From),
    ("to", Role::To),
    ("or", Role::Or),
    ("range-lead", Role::RangeLead),
    ("range-article", Role::RangeArticle),
    ("change", Role::Change),
    ("nearly", Role::Nearly),
    ("percent", Role::Percent),
    ("percentage-point", Role::PercentagePoint),
    ("square", Role::Square),
    ("cubic", Role::Cubic),
    ("per", Role::Per),
    ("period-not", Role::PeriodNot),
    ("of", Role::Of),
    ("metres-behind", Role::MetresBehind),
    ("stop", Role::Stop),
    ("month", Role::Month),
    ("year-before", Role::YearBefore),
    ("label", Role::Label),
    ("clock-behind", Role::ClockBehind),
    ("clock-before", Role::ClockBefore),
    ("ordinal-ending", Role::OrdinalEnding),
    ("ordinal-point-before", Role::OrdinalPointBefore),
];

/// The keys of comparators; those of words that stand behind the number end in `-behind`.
const COMPARATORS: [(&str, Comparator); 6] = [
    ("exact", Comparator::Exact),
    ("about", Comparator::About),
    ("more-than", Comparator::MoreThan),
    ("at-least", Comparator::AtLeast),
    ("less-than", Comparator::LessThan),
    ("at-most", Comparator::AtMost),
];

static LEXICONS: LazyLock<Vec<(Language, Lexicon)>> = LazyLock::new(|| {
    let files = FILES.iter();
    files
        .map(|(language, text)| (*language, Lexicon::read(*language, text)))
        .collect()
});

static UNKNOWN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(Language::Other, ""));

/// The words of a language; only signs and codes for one that has no file.
pub(super) fn lexicon(language: Language) -> &'static Lexicon {
    let mut lexicons = LEXICONS.iter();
    lexicons
        .find(|(known, _)| *known == language)
        .map_or(&UNKNOWN, |(_, lexicon)| lexicon)
}

impl Lexicon {
    /// Reads the file of a language, with what is alike in all.
    fn read(language: Language, text: &str) -> Self {
        let mut lexicon = Self {
            symbols: symbols(),
            ..Self::default()
        };
        for line in text.lines().chain(COMMON.lines()) {
            // A line that is not understood is left out, which a test would notice.
            let _known = lexicon.take(line);
        }
        if language == Language::Other {
            lexicon.take_scale_words();
        } else {
            lexicon.take_unit_names(language);
        }
        lexicon.mark_beginnings();
        lexicon
    }

    /// Takes a line; nothing where its key is not known.
    fn take(&mut self, line: &str) -> Option<()> {
        if line.starts_with('#') {
            return Some(());
        }
        let (key, words) = line.split_once(": ")?;
        let words = words.split_whitespace();
        let (kind, of) = key.split_once(' ').unwrap_or((key, ""));
        if let Some((_, role)) = ROLES.iter().find(|(name, _)| *name == kind) {
            let phrases = self.roles.entry(*role).or_default();
            words.for_each(|word| phrases.insert(word, ()));
            return Some(());
        }
        let (cue, behind) = match kind.strip_suffix("-behind") {
            Some(cue) => (cue, true),
            None => (kind, false),
        };
        if let Some((_, comparator)) = COMPARATORS.iter().find(|(name, _)| *name == cue) {
            let phrases = if behind {
                &mut self.behind
            } else {
                &mut self.before
            };
            words.for_each(|word| phrases.insert(word, *comparator));
            return Some(());
        }
        if let Ok(value) = Decimal::from_str(kind) {
            words.for_each(|word| self.values.insert(word, Atom::Value(value)));
            return Some(());
        }
        self.take_number(kind, of, words.clone())
            .or_else(|| self.take_measure(kind, of, words.clone()))
            .or_else(|| self.take_setting(kind, words))
    }

    /// Takes a line of words that make numbers.
    fn take_number<'w>(
        &mut self,
        kind: &str,
        of: &str,
        words: impl Iterator<Item = &'w str>,
    ) -> Option<()> {
        let value = || fraction(of);
        match kind {
            "times" | "scale" | "group" | "around" => {
                let atom = match kind {
                    "times" => Atom::Times(value()?),
                    "scale" => Atom::Scale(value()?),
                    "group" => Atom::Group(value()?),
                    _ => Atom::Around(value()?),
                };
                words.for_each(|word| self.values.insert(word, atom));
            }
            "ordinal" => {
                let value = value()?;
                words.for_each(|word| self.ordinals.insert(word, value));
            }
            "part" => {
                let value = value()?;
                words.for_each(|word| self.parts.insert(word, value));
            }
            "share" => {
                let value = value()?;
                words.for_each(|word| self.shares.insert(word, value));
            }
            "indefinite" => {
                let value = value()?;
                words.for_each(|word| self.indefinite.insert(word, value));
            }
            "often" => {
                let value = value()?;
                words.for_each(|word| self.often.insert(word, value));
            }
            "letters" => {
                let value = value()?;
                words.for_each(|word| {
                    self.letters.insert(word.to_owned(), value);
                });
            }
            _ => return None,
        }
        Some(())
    }

    /// Takes a line of names of money, units or periods.
    fn take_measure<'w>(
        &mut self,
        kind: &str,
        of: &str,
        words: impl Iterator<Item = &'w str>,
    ) -> Option<()> {
        match kind {
            "currency" | "cent" => {
                let codes = of.split(' ').filter_map(Currency::from_code);
                let money = Money {
                    codes: codes.map(|currency| currency.code()).collect(),
                    size: Decimal::new(1, if kind == "cent" { 2 } else { 0 }),
                };
                words.for_each(|word| self.money.insert(word, money.clone()));
            }
            "unit" | "unit-or-money" => {
                let codes: Vec<String> = of.split(' ').map(str::to_owned).collect();
                let names = if kind == "unit" {
                    &mut self.units
                } else {
                    &mut self.either
                };
                words.for_each(|word| names.insert(word, codes.clone()));
            }
            "period" => words.for_each(|word| self.periods.insert(word, of.to_owned())),
            "periodic" => words.for_each(|word| self.periodic.insert(word, of.to_owned())),
            _ => return None,
        }
        Some(())
    }

    /// Takes a line that says how the language writes numbers.
    fn take_setting<'w>(
        &mut self,
        kind: &str,
        mut words: impl Iterator<Item = &'w str>,
    ) -> Option<()> {
        match kind {
            "decimal" => self.decimal = words.next()?.chars().next(),
            "compounds" => self.grammar.compounds = true,
            "units-first" => self.grammar.units_first = true,
            "joins-tens" => self.grammar.joins_tens = true,
            "sixties" => self.grammar.sixties = true,
            "percent-sign" => {}
            "inflections" => self.inflections.extend(words.map(dossier::words::fold)),
            "part-ending" => self.part_endings.extend(words.map(dossier::words::fold)),
            "prefix" => {
                self.grammar.prefixed = true;
                self.prefixes.extend(words.map(dossier::words::fold));
                self.prefixes.sort_by_key(String::len);
            }
            _ => return None,
        }
        Some(())
    }

    /// Takes the words for millions and the like in all languages that authors' words are read in: a
    /// number whose scale was overlooked would be another number.
    fn take_scale_words(&mut self) {
        for (word, exponent) in scale_words() {
            let scale = u32::try_from(exponent)
                .ok()
                .and_then(|exponent| 10_u64.checked_pow(exponent));
            if let Some(scale) = scale.filter(|_| word.chars().count() > 1) {
                self.values.insert(word, Atom::Scale(Decimal::from(scale)));
            }
        }
    }

    /// Takes the names of units that authors may write, but for those that are other words here.
    fn take_unit_names(&mut self, language: Language) {
        let endings: &[&str] = match language {
            Language::German => &["", "n", "en", "e", "s"],
            Language::Spanish => &["", "s", "es"],
            Language::Arabic => &[""],
            _ => &["", "s"],
        };
        for (code, names) in unit::names() {
            if code == "%" || code.starts_with('{') {
                continue;
            }
            for name in names {
                if self.is_other_word(name) {
                    continue;
                }
                for ending in endings {
                    let phrase = format!("{}{ending}", name.replace(' ', "_"));
                    self.units.insert(&phrase, vec![code.to_owned()]);
                }
            }
        }
    }

    /// Whether a name of another language's table is a common word of this one.
    fn is_other_word(&self, name: &str) -> bool {
        let folded = dossier::words::fold(name);
        let roles = [Role::Stop, Role::Article, Role::Per, Role::Of, Role::Month];
        roles
            .iter()
            .any(|role| self.role(*role).is_some_and(|words| words.starts(&folded)))
    }
}

/// A number or a fraction of two: `12`, `2/3`.
fn fraction(text: &str) -> Option<Decimal> {
    let (over, under) = text.split_once('/').unwrap_or((text, "1"));
    let over = Decimal::from_str(over).ok()?;
    over.checked_div(Decimal::from_str(under).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        for (_, text) in FILES.into_iter().chain([(Language::Other, COMMON)]) {
            for line in text.lines() {
                assert_eq!(Lexicon::default().take(line), Some(()), "{line}");
            }
        }
    }

    #[test]
    fn every_currency_and_unit_exists() {
        let files = FILES.into_iter().map(|(_, text)| text).chain([COMMON]);
        for line in files.flat_map(str::lines) {
            let Some((key, _)) = line.split_once(": ") else {
                continue;
            };
            let (kind, of) = key.split_once(' ').unwrap_or((key, ""));
            let exists = |code: &str| match kind {
                "currency" | "cent" => Currency::from_code(code).is_some(),
                "unit" | "unit-or-money" => unit::is_unit(code),
                _ => true,
            };
            assert!(of.split(' ').all(exists), "{line}");
        }
    }
}
