//! How is a unit said to a reader? Never as its code: `kW.h` is kWh, `{drone}` drones, `t/a` t per year.
//!
//! The contract has units as codes of UCUM, with what is counted in braces. Each language has words for
//! what news counts and measures in words; everything else has the sign that is printed for it.

mod sign;

use std::fmt::Write as _;

use dossier::counted::{Counted, PluralCategory};
use fixed_decimal::Decimal;
use icu_locale_core::Locale;
use icu_plurals::{PluralRules, PluralRulesOptions};
use octofhir_ucum::{UnitExpr, parse_expression};

use super::words::Words;
use sign::{clean, raised, symbol};

/// In which number a noun stands behind a number, as CLDR has it for the language. The number has no
/// exponent; what is none counts as many.
pub(crate) fn category(words: &Words, number: &str) -> PluralCategory {
    cldr(words, number).map_or(PluralCategory::Other, |category| match category {
        icu_plurals::PluralCategory::Zero => PluralCategory::Zero,
        icu_plurals::PluralCategory::One => PluralCategory::One,
        icu_plurals::PluralCategory::Two => PluralCategory::Two,
        icu_plurals::PluralCategory::Few => PluralCategory::Few,
        icu_plurals::PluralCategory::Many => PluralCategory::Many,
        icu_plurals::PluralCategory::Other => PluralCategory::Other,
    })
}

fn cldr(words: &Words, number: &str) -> Option<icu_plurals::PluralCategory> {
    let locale: Locale = words.code.parse().ok()?;
    let rules = PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()?;
    let number: Decimal = number.parse().ok()?;
    Some(rules.category_for(&number))
}

/// A unit in words or signs, for a number of that category; empty for the unit of pure numbers.
pub(crate) fn said(words: &Words, unit: &str, category: PluralCategory) -> String {
    if matches!(unit, "" | "1") {
        return String::new();
    }
    match Counted::parse(unit) {
        Some(Ok(counted)) => return noun(words, &counted, category),
        // Stores of earlier versions may hold braces without a word.
        Some(Err(_)) => return String::new(),
        None => {}
    }
    if let Some(word) = (words.amounts.noun)(unit, category) {
        return word.to_owned();
    }
    let (bare, annotations) = without_annotations(unit);
    let saying = Saying {
        words,
        category,
        annotations,
    };
    parse_expression(&bare).map_or_else(|_| clean(unit), |expression| saying.whole(&expression))
}

/// What is counted: in the reader's language where it has the word, or else as the editor wrote it.
fn noun(words: &Words, counted: &Counted, category: PluralCategory) -> String {
    let key = format!("{{{}}}", counted.word());
    if let Some(word) = (words.amounts.noun)(&key, category) {
        return word.to_owned();
    }
    if let Some(form) = counted.form(category) {
        return form.to_owned();
    }
    if category == PluralCategory::One || counted.has_plural() {
        return counted.word().to_owned();
    }
    (words.amounts.plural)(counted.word())
}

/// The unit with its annotations numbered, which may hold what UCUM has not, and what they were.
fn without_annotations(unit: &str) -> (String, Vec<&str>) {
    let (mut bare, mut annotations, mut rest) = (String::new(), Vec::new(), unit);
    while let Some((before, braced)) = rest.split_once('{') {
        let (inside, behind) = braced.split_once('}').unwrap_or((braced, ""));
        write!(bare, "{before}{{{}}}", annotations.len()).ok();
        annotations.push(inside);
        rest = behind;
    }
    bare.push_str(rest);
    (bare, annotations)
}

/// One unit on its way into words.
struct Saying<'s> {
    words: &'s Words,
    category: PluralCategory,
    annotations: Vec<&'s str>,
}

impl Saying<'_> {
    /// A whole unit. One that starts with a number is a factor of the amount.
    fn whole(&self, expression: &UnitExpr) -> String {
        let said = self.part(expression, self.category);
        if said.starts_with(|character: char| character.is_ascii_digit()) {
            format!("×\u{a0}{said}")
        } else {
            said
        }
    }

    fn part(&self, expression: &UnitExpr, category: PluralCategory) -> String {
        match expression {
            UnitExpr::Symbol(code) => self.simple(code, category),
            UnitExpr::Numeric(number) => number.to_string(),
            UnitExpr::Power(inner, power) => {
                // A sign, because words take no exponent.
                let base = match inner.as_ref() {
                    UnitExpr::Symbol(code) => symbol(code),
                    other => self.part(other, category),
                };
                format!("{base}{}", raised(*power))
            }
            UnitExpr::Annotation(index) => self.annotation(index, category),
            UnitExpr::Annotated(inner, index) => {
                let inner = self.part(inner, category);
                format!("{inner} ({})", self.annotation(index, PluralCategory::One))
            }
            UnitExpr::Product(parts) => self.product(parts, category),
            UnitExpr::Quotient(over, under) => {
                if Self::in_words(over) || Self::in_words(under) {
                    return format!("{} {}", self.part(over, category), self.per(under));
                }
                format!("{}/{}", self.sign(over), self.sign(under))
            }
            UnitExpr::Reciprocal(under) => self.per(under),
        }
    }

    fn product(&self, parts: &[UnitExpr], category: PluralCategory) -> String {
        let said: Vec<String> = parts
            .iter()
            .map(|part| match part {
                UnitExpr::Symbol(code) => symbol(code),
                part => self.part(part, category),
            })
            .collect();
        // Energy and charge are printed in one: kWh, mAh.
        match said.as_slice() {
            [power, hour] if hour == "h" && power.ends_with(['W', 'A']) => format!("{power}h"),
            _ => said.join("\u{a0}"),
        }
    }

    /// What an amount is divided by, in words: `per day`.
    fn per(&self, under: &UnitExpr) -> String {
        if let UnitExpr::Symbol(code) = under
            && let Some(per) = (self.words.amounts.per_time)(code)
        {
            return per.to_owned();
        }
        let under = match under {
            UnitExpr::Annotation(index) => self.annotation(index, PluralCategory::One),
            under => self.sign(under),
        };
        format!("{} {under}", self.words.amounts.per_thing)
    }

    /// A unit below the line, as a sign.
    fn sign(&self, expression: &UnitExpr) -> String {
        match expression {
            UnitExpr::Symbol(code) => symbol(code),
            UnitExpr::Product(_) => {
                let said = self.part(expression, PluralCategory::One);
                let number = said.starts_with(|character: char| character.is_ascii_digit());
                if number || !said.contains('\u{a0}') {
                    said
                } else {
                    format!("({said})")
                }
            }
            _ => self.part(expression, PluralCategory::One),
        }
    }

    fn simple(&self, code: &str, category: PluralCategory) -> String {
        let word = (self.words.amounts.noun)(code, category);
        word.map_or_else(|| symbol(code), str::to_owned)
    }

    /// Whether a part of a division is a word, so that the other is said with `per`.
    fn in_words(expression: &UnitExpr) -> bool {
        match expression {
            UnitExpr::Annotation(_) => true,
            UnitExpr::Symbol(code) => matches!(code.as_str(), "a" | "mo" | "wk" | "d"),
            _ => false,
        }
    }

    fn annotation(&self, index: &str, category: PluralCategory) -> String {
        let inside = index.parse::<usize>().ok();
        let inside = inside
            .and_then(|index| self.annotations.get(index))
            .copied();
        let braced = format!("{{{}}}", inside.unwrap_or_default());
        match Counted::parse(&braced) {
            Some(Ok(counted)) => noun(self.words, &counted, category),
            _ => clean(inside.unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests;
