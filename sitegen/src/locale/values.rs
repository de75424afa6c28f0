//! How dates and amounts are said in a language.

/// Words for uncertain dates.
#[derive(Debug)]
pub(crate) struct Dates {
    pub(crate) seasons: [&'static str; 4],
    pub(crate) possibly: fn(&str) -> String,
    pub(crate) about: fn(&str) -> String,
    pub(crate) until: fn(&str) -> String,
    pub(crate) from: fn(&str) -> String,
    pub(crate) span: fn(&str, &str) -> String,
    pub(crate) decade: fn(&str) -> String,
    pub(crate) unknown: &'static str,
    /// Of a date that the editor worked out: with the source's own words, or without.
    pub(crate) worked_out: &'static str,
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
    /// A unit (UCUM, or a counted thing in braces) for an amount of one or of many.
    pub(crate) unit: fn(&str, bool) -> String,
    /// A rate: an amount and an ISO 8601 duration.
    pub(crate) per: fn(&str, &str) -> String,
    pub(crate) unknown: &'static str,
    pub(crate) none: &'static str,
    pub(crate) within: fn(&str) -> String,
}
