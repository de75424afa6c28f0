//! Who is tied to whom: on a narrow screen names in a column, ties as arcs beside it.
//!
//! On a wide screen there is room for columns, see `layers`. An arc diagram keeps every name on a line of its own, so none overlap at any width. The order of
//! names is found by moving each to the mean of those it is tied to, a few times over, which shortens
//! the arcs; equals keep the order of their names, so the same facts give the same drawing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dossier::v1::Fact;
use dossier::v1::fact::Body;

use super::{Chart, Drawing, Key, Mark, ROOMS, Room, Shape, count, fit, layers, path, text, width};
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

fn drawing(desk: &Desk<'_>, room: Room, names: &[&str], ties: &[Tie]) -> Drawing {
    let runs: Vec<Run> = names.iter().map(|name| desk.entity(name)).collect();
    let longest = runs.iter().map(|run| width(&run.text)).max().unwrap_or(0);
    let left = (longest + 18).min(184);
    let y = |place: usize| 18 + STEP * count(place);
    let place = |name: &str| names.iter().position(|one| *one == name);
    let mut marks: Vec<Mark> = Vec::new();
    let mut drawn: BTreeMap<(usize, usize), i32> = BTreeMap::new();
    for tie in ties {
        let (Some(one), Some(other)) = (place(&tie.one), place(&tie.other)) else {
            continue;
        };
        let (top, bottom) = (one.min(other), one.max(other));
        // Several ties of one pair lie beside one another.
        let again = drawn.entry((top, bottom)).or_default();
        let high = (y(bottom) - y(top)) / 2;
        let wide = (high * 3 / 2 + *again * 9).min(room.width - left - 4);
        *again += 1;
        let mut d = format!(
            "M{left} {}A{wide} {high} 0 0 1 {left} {}",
            y(top),
            y(bottom)
        );
        if tie.kind == Kind::Transfer {
            let (tip, back, y) = (left + 7, left + 14, y(other));
            // Writing to a string does not fail.
            write!(d, "M{back} {}L{tip} {y}L{back} {}", y - 5, y + 5).ok();
        }
        marks.push(Mark {
            href: tie.href.clone(),
            title: tie.title.clone(),
            shapes: vec![path(d.clone(), "reach"), path(d, tie.kind.class())],
        });
    }
    for (number, run) in runs.into_iter().enumerate() {
        marks.push(Mark {
            href: run.href.clone(),
            title: run.text.clone(),
            shapes: vec![
                text(left - 14, y(number) + 5, "name", fit(&run.text, left - 18)),
                Shape::Dot {
                    x: left,
                    y: y(number),
                    r: 5,
                    class: "known",
                },
            ],
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
