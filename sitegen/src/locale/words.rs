//! Every word of the site that is not content: one field per word.
//!
//! A language is a value of [`Words`], so that one which lacks a word does not compile.

use crate::direction::Direction;

use super::charts::Charts;
use super::columns::Columns;
use super::compared::Compared;
use super::labels::Labels;
use super::order::Order;
use super::search::Search;
use super::site::{History, Site};
use super::table::{Table, find};
use super::values::{Amounts, Dates};

/// The interface texts of one language.
#[derive(Debug)]
pub(crate) struct Words {
    /// The language as a BCP 47 tag.
    pub(crate) code: &'static str,
    /// The direction in which it is written, `ltr` or `rtl`.
    pub(crate) direction: &'static str,
    /// What a name may begin with that says nothing of its place in a list; may be empty.
    pub(super) article: &'static str,
    pub(super) terms: Table,
    pub(super) meanings: Table,
    pub(super) kinds: Table,
    pub(super) passives: Table,
    pub(super) languages: Table,
    /// A number of things: `1 fact`, `3 facts`.
    pub(crate) facts: fn(usize) -> String,
    pub(crate) sources: fn(usize) -> String,
    pub(crate) articles: fn(usize) -> String,
    pub(crate) places: fn(usize) -> String,
    /// What stands between a label and what it labels.
    pub(crate) colon: &'static str,
    /// What stands around quoted words.
    pub(crate) quoted: (&'static str, &'static str),
    /// What stands between the parts of an enumeration.
    pub(crate) comma: &'static str,
    /// What stands between things that hold commas themselves, and between the parts of a sentence.
    pub(crate) semicolon: &'static str,
    /// From one thing on to the next, as the language is read.
    pub(crate) onward: &'static str,
    /// What stands between thousands.
    pub(crate) thousands: char,
    pub(crate) decimal: char,
    /// The names of the months.
    pub(crate) months: [&'static str; 12],
    /// Writes a day: year, month's name, day.
    pub(crate) day: fn(&str, &str, &str) -> String,
    pub(crate) month: fn(&str, &str) -> String,
    pub(crate) dates: Dates,
    pub(crate) amounts: Amounts,
    pub(crate) charts: Charts,
    /// What the columns of a dossier's table mean.
    pub(crate) columns: Columns,
    pub(crate) compared: Compared,
    pub(crate) search: Search,
    pub(crate) history: History,
    pub(crate) site: Site,
    pub(crate) label: Labels,
}

impl Words {
    /// The order in which names stand in lists.
    pub(crate) fn order(&self) -> Order {
        Order::for_language(self.code, self.article)
    }

    /// The direction in which the language is read.
    pub(crate) fn reading(&self) -> Direction {
        Direction::named(self.direction).unwrap_or(Direction::LeftToRight)
    }

    /// What a value of an enum is called; its name in the contract where there is no word.
    pub(crate) fn term(&self, value: &'static str) -> &'static str {
        find(self.terms, value).unwrap_or(value)
    }

    /// What a value of an enum means, in a sentence; empty for values that explain themselves.
    pub(crate) fn meaning(&self, value: &str) -> &'static str {
        find(self.meanings, value).unwrap_or_default()
    }

    /// Several of a kind: facts by the field of their body in the contract, entities by their kind:
    /// `Events`, `People`.
    pub(crate) fn kind(&self, body: &str) -> &'static str {
        find(self.kinds, body)
            .or(find(self.kinds, ""))
            .unwrap_or_default()
    }

    /// What a link is called at the end that it leads to: `is supported by`.
    pub(crate) fn passive(&self, kind: &str) -> &'static str {
        find(self.passives, kind)
            .or(find(self.passives, ""))
            .unwrap_or_default()
    }

    /// What a language is called, by its BCP 47 primary tag.
    pub(crate) fn language(&self, primary: &str) -> Option<&'static str> {
        find(self.languages, primary)
    }

    /// What the script of the search says, by what it stands for.
    pub(crate) fn of_search(&self) -> serde_json::Value {
        let (site, search) = (&self.site, &self.search);
        let found: serde_json::Map<String, serde_json::Value> = search
            .found
            .iter()
            .map(|(category, text)| ((*category).to_owned(), (*text).into()))
            .collect();
        // In the order in which readers are offered them.
        let facets = [
            ("facts", site.facts),
            ("names", site.entities),
            ("quotes", site.quotes),
            ("terms", search.terms),
            ("forecasts", site.forecasts),
            ("sources", site.sources),
            ("dossiers", search.dossiers),
        ];
        serde_json::json!({
            "alone": search.alone,
            "all": search.all,
            "also": search.also,
            "close": search.close,
            "facets": facets,
            "failed": search.failed,
            "found": found,
            "more": search.more,
            "names": search.names,
            "near": search.near,
            "none": search.none,
            "showAll": search.show_all,
            "some": search.some,
        })
    }
}
