//! Are two times the same, or may they be?

use dossier::{Bounds, Edtf};

/// How two times compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// They are one.
    Same,
    /// One is a coarser or a partial saying of the other: "June 2024" beside `2024-06-19`.
    Compatible,
    /// The words name a time that nobody can find without the words around: "three days later".
    Unknown,
    /// They are two.
    Different,
}

/// Compares two times; `ranged` says that the words name the ends of the first one.
pub(super) fn compare(said: &Edtf, value: &Edtf, ranged: bool) -> Agreement {
    let (one, other) = (said.bounds(), value.bounds());
    if one == other {
        let same = said.is_qualified() == value.is_qualified();
        return if same {
            Agreement::Same
        } else {
            Agreement::Compatible
        };
    }
    let (Edtf::Interval(_), true) = (said, ranged) else {
        return holding(one, other);
    };
    let (start, end) = ends(said);
    if let Edtf::Interval(_) = value {
        let (first, last) = ends(value);
        return end_agrees(start, first).max(end_agrees(end, last));
    }
    let near = [start, end].map(|end| match end {
        Some(end) => holding(end, other),
        None => Agreement::Different,
    });
    near.into_iter().min().unwrap_or(Agreement::Different)
}

/// The bounds of both ends; nothing for one that is open.
fn ends(time: &Edtf) -> (Option<Bounds>, Option<Bounds>) {
    let Edtf::Interval(interval) = time else {
        return (Some(time.bounds()), Some(time.bounds()));
    };
    let bounds = |end: dossier::edtf::End| end.date().map(dossier::edtf::Date::bounds);
    (bounds(interval.start()), bounds(interval.end()))
}

/// An open end is a coarser saying of one that is known.
fn end_agrees(one: Option<Bounds>, other: Option<Bounds>) -> Agreement {
    match (one, other) {
        (Some(one), Some(other)) => holding(one, other),
        _ => Agreement::Compatible,
    }
}

/// Compatible where one has all days of the other.
pub(super) fn holding(one: Bounds, other: Bounds) -> Agreement {
    let holds = |outer: Bounds, inner: Bounds| {
        let from = outer
            .earliest
            .is_none_or(|first| inner.earliest.is_some_and(|day| first <= day));
        let to = outer
            .latest
            .is_none_or(|last| inner.latest.is_some_and(|day| day <= last));
        from && to
    };
    if holds(one, other) || holds(other, one) {
        Agreement::Compatible
    } else {
        Agreement::Different
    }
}
