//! How dates and amounts are said in a language.

use dossier::counted::PluralCategory;

use super::money::Money;

/// Words for uncertain dates.
#[derive(Debug)]
pub(crate) struct Dates {
    pub(crate) seasons: [&'static str; 4],
    pub(crate) possibly: fn(&str) -> String,
    pub(crate) about: fn(&str) -> String,
    pub(crate) until: fn(&str) -> String,
    pub(crate) from: fn(&str) -> String,
    pub(crate) span: fn(&str, &str) -> String,
    /// A winter, its year and the next one.
    pub(crate) winter: fn(&str, &str, &str) -> String,
    /// A year by its number, where 0 is 1 BC; before the year 1000 with its era.
    pub(crate) year: fn(i64) -> String,
    /// A decade, and a century of years, by its first year.
    pub(crate) decade: fn(i64) -> String,
    pub(crate) century: fn(i64) -> String,
    /// Some year of those from one to another.
    pub(crate) years: fn(&str, &str) -> String,
    pub(crate) unknown: &'static str,
    /// An end that nobody knows.
    pub(crate) unknown_date: &'static str,
    /// Without beginning or end.
    pub(crate) endless: &'static str,
    /// Of a date that the editor worked out: the source's own words.
    pub(crate) source_says: fn(&str) -> String,
}

/// Words for amounts.
#[derive(Debug)]
pub(crate) struct Amounts {
    pub(crate) about: &'static str,
    pub(crate) more_than: &'static str,
    pub(crate) at_least: &'static str,
    pub(crate) less_than: &'static str,
    pub(crate) at_most: &'static str,
    pub(crate) span: fn(&str, &str) -> String,
    /// So many millions: `2.5 million`.
    pub(crate) millions: fn(&str) -> String,
    pub(crate) billions: fn(&str) -> String,
    /// An amount and its unit, on one line.
    pub(crate) joined: fn(&str, &str) -> String,
    /// The language's own word for a unit: for a code of UCUM, or for a counted thing by its English
    /// name in braces. Nothing where a sign is printed, or where it has no word.
    pub(crate) noun: fn(&str, PluralCategory) -> Option<&'static str>,
    /// The plural of an editor's word, where the language lets a program form it.
    pub(crate) plural: fn(&str) -> String,
    /// What an amount behind a comparator looks like.
    pub(crate) governed: fn(&str) -> String,
    /// `per day`, by the code of the unit of time.
    pub(crate) per_time: fn(&str) -> Option<&'static str>,
    /// What stands before the thing by which something is counted: `per`.
    pub(crate) per_thing: &'static str,
    pub(crate) money: Money,
    /// A rate: an amount and an ISO 8601 duration.
    pub(crate) per: fn(&str, &str) -> String,
    pub(crate) unknown: &'static str,
    pub(crate) none: &'static str,
    pub(crate) within: fn(&str) -> String,
}
