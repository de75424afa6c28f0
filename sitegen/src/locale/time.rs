//! Words of the figures of time, and of the ways by which facts came.

use dossier::v1::Resolution;

/// Some of the forecasts of a figure have this in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// What has come of them.
    Outcome(Resolution),
    /// They say how long it takes, but not from which day.
    NoDay,
}

/// Words of the figures of time, and of the ways by which facts came.
#[derive(Debug)]
pub(crate) struct Time {
    /// So many dated facts, from the one time to the other, so many of them planned.
    pub(crate) timeline: fn(usize, [&str; 2], usize) -> String,
    /// That something goes on from a date on.
    pub(crate) since: fn(&str) -> String,
    pub(crate) day: &'static str,
    pub(crate) span: &'static str,
    /// What holds for all of a time, and not on a day in it.
    pub(crate) lasting: &'static str,
    pub(crate) open: &'static str,
    pub(crate) planned_day: &'static str,
    pub(crate) planned_span: &'static str,
    pub(crate) planned_open: &'static str,
    /// Bars of a histogram.
    pub(crate) many: &'static str,
    pub(crate) many_planned: &'static str,
    /// `2 forecasts`.
    pub(crate) forecasts: fn(usize) -> String,
    /// How many of how many forecasts name a time.
    pub(crate) some_timed: fn(usize, usize) -> String,
    /// How far forecasts look: from the nearest, where it says so, to the furthest.
    pub(crate) ahead: fn(Option<&str>, &str) -> String,
    /// So many of so many: `both are open`.
    pub(crate) share: fn(Share, usize, usize) -> String,
    /// A length of time: how many, and of which unit (`a`, `mo`, `wk`, `d` as in UCUM).
    pub(crate) length: fn(usize, &str) -> String,
    /// The beginning of an axis that counts from the day on which something was said.
    pub(crate) said: &'static str,
    /// What lies behind the end of an axis.
    pub(crate) beyond: &'static str,
    pub(crate) made_on: fn(&str) -> String,
    /// A deadline.
    pub(crate) by: fn(&str) -> String,
    pub(crate) dated: &'static str,
    pub(crate) undated: &'static str,
    pub(crate) endless: &'static str,
    pub(crate) goes_on: &'static str,
    /// So many facts came by so many ways, with so many hands at most between origin and publication.
    pub(crate) chains: fn(usize, usize, usize) -> String,
}
