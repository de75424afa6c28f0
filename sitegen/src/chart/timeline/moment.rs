//! A fact in time: between which days it lies, and its words.

use dossier::Edtf;
use dossier::edtf::End;
use dossier::v1::fact::Body;
use dossier::v1::{Fact, TimeExpression};

use crate::chart::draw::rows::Words;
use crate::chart::draw::scale::{Day, day};
use crate::context::PageContext;
use crate::locale::date;
use crate::part::view::timeline::{is_planned, time_of};
use crate::url::Route;

/// A fact, and the days between which it lies.
#[derive(Debug)]
pub(crate) struct Moment {
    pub(crate) words: Words,
    pub(crate) name: String,
    pub(crate) first: Option<Day>,
    pub(crate) last: Option<Day>,
    /// Whether it is one known day.
    pub(crate) exact: bool,
    /// Whether it holds for all of the time, and not on a day in it.
    pub(crate) lasting: bool,
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
        match (self.planned, self.lasting) {
            (true, _) => "planned",
            (false, true) => "lasting",
            (false, false) => "known",
        }
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
        exact: first == last && time.is_exact(),
        lasting: first.is_some() && first < last && is_lasting(fact, time),
        planned: is_planned(fact),
    })
}

/// Whether a fact is of a whole time. What is measured or moved is a sum over its period, and what has a
/// start and an end goes on between them; of every other date only the day is not known.
fn is_lasting(fact: &Fact, time: &TimeExpression) -> bool {
    let summed = matches!(&fact.body, Some(Body::Measurement(_) | Body::Transfer(_)));
    summed || matches!(Edtf::parse(&time.edtf), Ok(Edtf::Interval(_)))
}

/// The date in words; something that has not ended is said to have begun.
fn when(context: &PageContext<'_>, time: &TimeExpression) -> String {
    let words = context.words;
    match Edtf::parse(&time.edtf) {
        Ok(Edtf::Interval(interval)) => match (interval.start(), interval.end()) {
            (End::Date(start), End::Open) => {
                (words.charts.time.since)(&date::single(words, &start))
            }
            _ => date::said(words, &Edtf::Interval(interval)),
        },
        _ => date::date(words, &time.edtf),
    }
}
