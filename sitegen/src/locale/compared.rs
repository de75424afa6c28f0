//! Words for what was compared with an article's text, and what was found.

use dossier::v1::PartKind;

/// Words for records of grounding.
#[derive(Debug)]
pub(crate) struct Compared {
    /// Nobody has compared it.
    pub(crate) not: &'static str,
    /// The day of a comparison.
    pub(crate) on: fn(&str) -> String,
    /// The day of the last of several.
    pub(crate) last: fn(&str) -> String,
    /// Nothing in it can be looked up in a text.
    pub(crate) nothing: &'static str,
    /// So many parts of a kind: `a date`, `2 dates`.
    pub(crate) parts: fn(PartKind, usize) -> String,
    /// How many facts were found whole, out of how many.
    pub(crate) whole: fn(usize, usize) -> String,
    pub(crate) partly: fn(usize) -> String,
    pub(crate) differing: fn(usize) -> String,
    pub(crate) absent: fn(usize) -> String,
    pub(crate) uncompared: fn(usize) -> String,
    /// None of so many facts was compared.
    pub(crate) none: fn(usize) -> String,
    /// What those words mean.
    pub(crate) tally_text: &'static str,
    /// The heading of what a comparison found part by part.
    pub(crate) details: &'static str,
    pub(crate) part: &'static str,
    pub(crate) found: &'static str,
    pub(crate) method: &'static str,
    pub(crate) recorded_by: &'static str,
    /// The heading on the method page, and what stands below it.
    pub(crate) title: &'static str,
    pub(crate) text: &'static str,
}

/// The forms of a noun for each kind of part, in a language's order of plurals.
pub(super) type Nouns<const FORMS: usize> = &'static [(PartKind, [&'static str; FORMS])];

/// The forms for a kind; empty ones for a kind that nobody compares.
pub(super) fn forms<const FORMS: usize>(
    nouns: Nouns<FORMS>,
    kind: PartKind,
) -> [&'static str; FORMS] {
    let entry = nouns.iter().find(|(known, _)| *known == kind);
    entry.map_or([""; FORMS], |(_, forms)| *forms)
}
