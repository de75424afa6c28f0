//! Who is tied to whom: on a narrow screen names in a column, ties as arcs beside it.
//!
//! On a wide screen there is room for columns, see `layers`. An arc diagram keeps every name on a line of its own, so none overlap at any width. The order of
//! names is found by moving each to the mean of those it is tied to, a few times over, which shortens
//! the arcs; equals keep the order of their names, so the same facts give the same drawing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dossier::v1::Fact;
use dossier::v1::fact::Body;

use super::{
    Chart, Drawing, Key, Mark, ROOMS, Room, Shape, count, layers, lines, path, text, width,
};
use crate::desk::{Desk, Run};
use crate::url::Place;

/// How many names are drawn at most; the others are in the table.
const NAMES_MAX: usize = 32;

/// How often names are moved.
const ROUNDS: usize = 24;

/// The height of a line.
const STEP: i32 = 30;

/// A tie of two, of a kind that is a class of the style sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tie {
    pub(super) kind: Kind,
    /// Who gives, holds or belongs.
    pub(super) one: String,
    pub(super) other: String,
    pub(super) href: String,
    pub(super) title: String,
}

/// Kinds of ties, in the order in which they are drawn: the thickest lies lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Agreement,
    Membership,
    Role,
    Transfer,
}

impl Kind {
    /// The class of the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Membership => "membership",
            Self::Role => "role",
            Self::Transfer => "transfer",
        }
    }
}

/// The ties among some facts.
pub(super) fn network(desk: &Desk<'_>, facts: &[&Fact]) -> Option<Chart> {
    let mut ties: Vec<Tie> = facts.iter().flat_map(|fact| ties(desk, fact)).collect();
    ties.sort_unstable();
    let all = degrees(&ties);
    let reading = reading(desk, &all, ties.len());
    let mut names = all.clone();
    names.truncate(NAMES_MAX);
    let shown: Vec<Tie> = among(&ties, &names).cloned().collect();
    // Whoever is tied only to those who are left out would stand there alone.
    if !shown.is_empty() {
        names = degrees(&shown);
    }
    if names.len() < 2 {
        return None;
    }
    let names: Vec<&str> = names.into_iter().map(|(name, _)| name).collect();
    let order = ordered(names.clone(), &shown);
    let drawings = ROOMS.iter().map(|room| {
        if room.narrow {
            drawing(desk, *room, &order, &shown)
        } else {
            layers::drawing(desk, *room, &names, &shown)
        }
    });
    let words = &desk.words.charts;
    let more = all.len() - names.len();
    Some(Chart {
        title: words.network_title,
        reading,
        key: key(desk, &shown),
        note: if more > 0 {
            (words.more)(more)
        } else {
            String::new()
        },
        drawings: drawings.collect(),
    })
}

/// Who is tied how often, the most first.
fn degrees(ties: &[Tie]) -> Vec<(&str, usize)> {
    let mut degree: BTreeMap<&str, usize> = BTreeMap::new();
    for tie in ties {
        *degree.entry(&tie.one).or_default() += 1;
        *degree.entry(&tie.other).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = degree.into_iter().collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    names
}

fn among<'t>(ties: &'t [Tie], names: &[(&str, usize)]) -> impl Iterator<Item = &'t Tie> {
    let known = |name: &str| names.iter().any(|(one, _)| *one == name);
    ties.iter()
        .filter(move |tie| known(&tie.one) && known(&tie.other))
}

fn reading(desk: &Desk<'_>, names: &[(&str, usize)], ties: usize) -> String {
    let most = match names {
        [(name, count), (_, next), ..] if count > next => Some((desk.entity(name).text, *count)),
        // Several have the most, and none of them is to be told from the others.
        _ => None,
    };
    let most = most.as_ref().map(|(name, count)| (name.as_str(), *count));
    (desk.words.charts.network_reading)(names.len(), ties, most)
}

fn key(desk: &Desk<'_>, ties: &[Tie]) -> Vec<Key> {
    let words = &desk.words.charts;
    let samples = [
        (Kind::Agreement, words.agreement),
        (Kind::Transfer, words.transfer),
        (Kind::Role, words.office),
        (Kind::Membership, words.membership),
    ];
    let met = samples
        .into_iter()
        .filter(|(kind, _)| ties.iter().any(|tie| tie.kind == *kind));
    met.map(|(kind, word)| Key {
        shape: path(
            match kind {
                Kind::Transfer => "M2 8H30M24 3L30 8L24 13".to_owned(),
                _ => "M2 8H30".to_owned(),
            },
            kind.class(),
        ),
        word,
    })
    .collect()
}

fn ties(desk: &Desk<'_>, fact: &Fact) -> Vec<Tie> {
    let (ones, others, kind): (Vec<&String>, Vec<&String>, _) = match &fact.body {
        Some(Body::Agreement(one)) => {
            let parties: Vec<&String> = one.parties.iter().map(|party| &party.entity).collect();
            (parties.clone(), parties, Kind::Agreement)
        }
        Some(Body::Transfer(one)) => (
            one.suppliers.iter().collect(),
            one.recipients.iter().collect(),
            Kind::Transfer,
        ),
        Some(Body::Role(one)) => (vec![&one.holder], vec![&one.principal], Kind::Role),
        Some(Body::Membership(one)) => (vec![&one.member], vec![&one.collective], Kind::Membership),
        _ => return Vec::new(),
    };
    let mut ties = Vec::new();
    for (place, one) in ones.iter().enumerate() {
        // The parties of an agreement are tied each to each, once.
        let skipped = if kind == Kind::Agreement {
            place + 1
        } else {
            0
        };
        for other in others.iter().skip(skipped) {
            if one != other && !one.is_empty() && !other.is_empty() {
                ties.push(Tie {
                    one: (*one).clone(),
                    other: (*other).clone(),
                    kind,
                    href: desk.link(Place::Fact(&fact.name)),
                    title: desk.text(&fact.statement).text,
                });
            }
        }
    }
    ties
}

/// Names in an order in which those that are tied stand near one another.
fn ordered<'t>(names: Vec<&'t str>, ties: &'t [Tie]) -> Vec<&'t str> {
    let mut names = names;
    names.sort_unstable();
    for _ in 0..ROUNDS {
        let place: BTreeMap<&str, usize> = names
            .iter()
            .enumerate()
            .map(|(place, name)| (*name, place))
            .collect();
        let mean = |name: &str| {
            let own = place.get(name).copied().unwrap_or(0);
            let near = ties.iter().filter_map(|tie| match name {
                name if tie.one == name => place.get(tie.other.as_str()),
                name if tie.other == name => place.get(tie.one.as_str()),
                _ => None,
            });
            let (sum, count) = near.fold((own, 1), |(sum, count), at| (sum + at, count + 1));
            // In thousandths, because floats have no order that all machines agree on.
            sum * 1000 / count
        };
        names.sort_by_cached_key(|name| mean(name));
    }
    names
}

/// How far the names are from the dots.
const INSET: i32 = 14;

/// The height of a line of a name.
const LINE: i32 = 18;

fn drawing(desk: &Desk<'_>, room: Room, names: &[&str], ties: &[Tie]) -> Drawing {
    let runs: Vec<Run> = names.iter().map(|name| desk.entity(name)).collect();
    let longest = runs.iter().map(|run| width(&run.text)).max().unwrap_or(0);
    let left = (longest + 20).min(184);
    let split: Vec<Vec<String>> = runs
        .iter()
        .map(|run| lines(&run.text, left - INSET - 4, 2))
        .collect();
    let most = split.iter().map(Vec::len).max().unwrap_or(1);
    let step = STEP + if most > 1 { INSET } else { 0 };
    let y = |place: usize| 18 + step * count(place);
    let mut marks = arcs(names, ties, (left, room.width), y);
    for (number, (run, split)) in runs.into_iter().zip(split).enumerate() {
        let top = y(number) + 5 - (count(split.len()) - 1) * LINE / 2;
        let places = (0..).map(|line| top + line * LINE);
        let words = split.into_iter().zip(places);
        let words = words.map(|(line, y)| text(left - INSET, y, "name", line));
        let dot = Shape::Dot {
            x: left,
            y: y(number),
            r: 5,
            class: "end",
        };
        marks.push(Mark {
            href: run.href,
            title: run.text,
            shapes: words.chain([dot]).collect(),
        });
    }
    Drawing {
        class: room.class,
        width: room.width,
        height: y(names.len().saturating_sub(1)) + 18,
        ground: Vec::new(),
        marks,
    }
}

/// How far an arc goes that would go so far, where the farthest has too little room: less than it
/// would, most so the far ones, and never as far as the next.
pub(super) fn flatter(out: i32, far: i32, room: i32) -> i32 {
    if far <= room {
        out
    } else {
        2 * out * room / (out + far).max(1)
    }
}

/// The arcs, from the dots towards the right edge.
fn arcs(
    names: &[&str],
    ties: &[Tie],
    (left, right): (i32, i32),
    y: impl Fn(usize) -> i32,
) -> Vec<Mark> {
    let place = |name: &str| names.iter().position(|one| *one == name);
    let mut drawn: BTreeMap<(usize, usize), i32> = BTreeMap::new();
    let mut all: Vec<(&Tie, [i32; 2], i32)> = Vec::new();
    for tie in ties {
        let (Some(one), Some(other)) = (place(&tie.one), place(&tie.other)) else {
            continue;
        };
        // Several ties of one pair lie beside one another.
        let again = drawn.entry((one.min(other), one.max(other))).or_default();
        let ends = [y(one), y(other)];
        let high = (y(one) - y(other)).abs() / 2;
        all.push((tie, ends, high * 3 / 2 + *again * 9));
        *again += 1;
    }
    let room = right - left - 4;
    let far = all.iter().map(|(.., out)| *out).max().unwrap_or(1);
    let marks = all.into_iter().map(|(tie, [from, to], out)| {
        let out = flatter(out, far, room);
        let (top, bottom) = (from.min(to), from.max(to));
        let high = (bottom - top) / 2;
        let mut d = format!("M{left} {top}A{out} {high} 0 0 1 {left} {bottom}");
        if tie.kind == Kind::Transfer {
            let (tip, back) = (left + 7, left + 14);
            // Writing to a string does not fail.
            write!(d, "M{back} {}L{tip} {to}L{back} {}", to - 5, to + 5).ok();
        }
        Mark {
            href: tie.href.clone(),
            title: tie.title.clone(),
            shapes: vec![path(d.clone(), "reach"), path(d, tie.kind.class())],
        }
    });
    marks.collect()
}
