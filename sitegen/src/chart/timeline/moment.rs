//! A fact in time: between which days it lies, and its words.

use dossier::v1::{Fact, TimeExpression};

use crate::chart::draw::rows::Words;
use crate::chart::draw::scale::{Day, day};
use crate::context::PageContext;
use crate::locale::format;
use crate::part::view::timeline::{is_planned, time_of};
use crate::url::Route;

/// A fact, and the days between which it lies.
#[derive(Debug)]
pub(crate) struct Moment {
    pub(crate) words: Words,
    pub(crate) name: String,
    pub(crate) first: Option<Day>,
    pub(crate) last: Option<Day>,
    pub(crate) planned: bool,
}

impl Moment {
    /// The day that it is known by.
    pub(crate) fn start(&self) -> Day {
        self.first.or(self.last).unwrap_or_default()
    }

    pub(crate) fn days(&self) -> impl Iterator<Item = Day> {
        self.first.into_iter().chain(self.last)
    }

    pub(crate) fn class(&self) -> &'static str {
        if self.planned { "planned" } else { "known" }
    }
}

pub(crate) fn moment(context: &PageContext<'_>, fact: &Fact) -> Option<Moment> {
    let time = time_of(fact)?;
    let (first, last) = (day(&time.earliest), day(&time.latest));
    if first.is_none() && last.is_none() {
        return None;
    }
    Some(Moment {
        words: Words {
            when: when(context, time),
            statement: context.text(&fact.statement).text,
            aside: Vec::new(),
            href: context.link(Route::Fact(&fact.name)),
        },
        name: fact.name.clone(),
        first,
        last,
        planned: is_planned(fact),
    })
}

/// The date in words; something that goes on is said to have begun.
pub(crate) fn when(context: &PageContext<'_>, time: &TimeExpression) -> String {
    let start = time
        .edtf
        .strip_suffix("/..")
        .or(time.edtf.strip_suffix('/'));
    start
        .filter(|start| !start.is_empty() && *start != "..")
        .map_or_else(
            || format::date(context.words, &time.edtf),
            |start| (context.words.charts.time.since)(&format::date(context.words, start)),
        )
}
