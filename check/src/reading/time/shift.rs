//! Spans of time relative to that of the day of publication: "last year", "the week after next".

use super::lasting::unit;
use super::point::Base;
use super::view::{Read, View};
use super::word::{Key, Measure, Word};

/// Which one of several: before, this or after, and the place behind the word.
pub(super) fn which(view: &View<'_>, at: usize) -> Read<i64> {
    let words = [
        (Key::AfterNext, 2),
        (Key::BeforeLast, -2),
        (Key::Last, -1),
        (Key::Next, 1),
        (Key::This, 0),
    ];
    chosen(view, at, &words)
}

/// The same for words that stand behind: "l'an dernier", "la semana próxima".
pub(super) fn which_behind(view: &View<'_>, at: usize) -> Read<i64> {
    let words = [
        (Key::AfterNextBehind, 2),
        (Key::BeforeLastBehind, -2),
        (Key::LastBehind, -1),
        (Key::NextBehind, 1),
        (Key::ThisBehind, 0),
    ];
    chosen(view, at, &words)
}

pub(super) fn chosen(view: &View<'_>, at: usize, words: &[(Key, i64)]) -> Read<i64> {
    let found = words
        .iter()
        .filter_map(|(key, count)| Some((*count, view.key(at, &[*key])?)));
    found.max_by_key(|(_, next)| *next)
}

/// A whole stretch: "last year", "this week", "la semaine prochaine", "the week after next".
pub(super) fn shifted(view: &View<'_>, at: usize) -> Read<Base> {
    let start = view.skip(at, &[Key::The]);
    let stretch = |at: usize| {
        let (measure, next) = unit(view, at)?;
        let Measure::Span(span) = measure else {
            return None;
        };
        Some((span, next))
    };
    let before = [at, start].into_iter().find_map(|start| {
        let (count, next) = which(view, start)?;
        let (span, next) = stretch(view.skip(next, &[Key::The]))?;
        // "This week's", and "this year last".
        Some((Base::Shifted(span, count), next))
    });
    let behind = || {
        let (span, next) = stretch(start)?;
        let (count, next) = which_behind(view, next)?;
        Some((Base::Shifted(span, count), next))
    };
    before.or_else(behind)
}

/// The name of a season, 1 being spring.
pub(super) fn season_name(view: &View<'_>, at: usize) -> Read<i64> {
    view.find(at, |word| match word {
        Word::Season(season) => Some(season),
        _ => None,
    })
}
