//! Words of the figures.

use super::time::Time;

/// The transfers of a figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flows<'n> {
    pub(crate) count: usize,
    /// Whether all are on their way or have arrived, and so are deliveries.
    pub(crate) delivered: bool,
    /// From how many who are named.
    pub(crate) suppliers: usize,
    /// How many go to whom, where one gets more than any other.
    pub(crate) most: Option<(usize, &'n str)>,
}

/// How to read figures.
#[derive(Debug)]
pub(crate) struct Charts {
    pub(crate) timeline_title: &'static str,
    pub(crate) forecasts_title: &'static str,
    pub(crate) flows_title: &'static str,
    pub(crate) network_title: &'static str,
    /// Figures of one thing: one for each subject, several by source, many over time.
    pub(crate) numbers_by_subject: &'static str,
    pub(crate) numbers_by_source: &'static str,
    pub(crate) numbers_over_time: &'static str,
    /// Who has the most, with how much, of so many numbers.
    pub(crate) numbers_most: fn(&str, usize) -> String,
    /// Kinds of bars: a least number, a greatest number, a range.
    pub(crate) numbers_or_more: &'static str,
    pub(crate) numbers_or_less: &'static str,
    pub(crate) numbers_range: &'static str,
    pub(crate) flows: &'static str,
    /// What transfers there are, in a headline.
    pub(crate) flows_reading: fn(Flows<'_>) -> String,
    /// Whether an amount is stated.
    pub(crate) stated: &'static str,
    pub(crate) not_stated: &'static str,
    /// How many names and ties; who alone has the most, and how many.
    pub(crate) network_reading: fn(usize, usize, Option<(&str, usize)>) -> String,
    /// Kinds of ties.
    pub(crate) agreement: &'static str,
    pub(crate) transfer: &'static str,
    pub(crate) office: &'static str,
    pub(crate) membership: &'static str,
    pub(crate) chains_title: &'static str,
    /// That so many more are only in the table.
    pub(crate) more: fn(usize) -> String,
    /// What opens the table beside a figure.
    pub(crate) table: &'static str,
    /// What stands before the forms in which a figure can be taken along, and these.
    pub(crate) take_along: &'static str,
    pub(crate) as_picture: &'static str,
    pub(crate) as_table: &'static str,
    pub(crate) as_page: &'static str,
    /// What stands before the site that a figure was taken from.
    pub(crate) credit: &'static str,
    pub(crate) time: Time,
}
