//! What the search says.

use super::table::Table;

/// Words of the search. The script writes a number or what somebody typed for `%`.
#[derive(Debug)]
pub(crate) struct Search {
    pub(crate) title: &'static str,
    pub(crate) label: &'static str,
    /// What the button beside a field says.
    pub(crate) button: &'static str,
    /// With which keys one searches.
    pub(crate) keys: &'static str,
    /// How many were found, by plural category (Unicode CLDR).
    pub(crate) found: Table,
    /// That nothing was, and what to do.
    pub(crate) none: &'static str,
    /// What stands before words that are near.
    pub(crate) near: &'static str,
    /// What stands before words of which each alone finds something.
    pub(crate) alone: &'static str,
    /// That what is shown is spelt otherwise.
    pub(crate) close: &'static str,
    /// That no page has all words, and what is shown has the most of them.
    pub(crate) some: &'static str,
    pub(crate) failed: &'static str,
    /// What stands before other names, and before those that a fact names.
    pub(crate) also: &'static str,
    pub(crate) names: &'static str,
    pub(crate) all: &'static str,
    /// What opens all of one sort, and some more.
    pub(crate) show_all: &'static str,
    pub(crate) more: &'static str,
    /// What the buttons for sorts of results do.
    pub(crate) narrow: &'static str,
    pub(crate) terms: &'static str,
    pub(crate) dossiers: &'static str,
    /// What a browser without scripts says in place of the field.
    pub(crate) no_script: &'static str,
    /// What stands above the lists for those who cannot, or will not, search.
    pub(crate) without: &'static str,
    pub(crate) letters: &'static str,
    /// Above the letters where they are not all.
    pub(crate) most_named: fn(usize) -> String,
}
