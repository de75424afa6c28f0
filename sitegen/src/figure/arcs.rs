//! Who is tied to whom: names in a column, ties as arcs beside it.
//!
//! An arc diagram keeps every name on a line of its own, so none overlap at any width. The order of
//! names is found by moving each to the mean of those it is tied to, a few times over, which shortens
//! the arcs; equals keep the order of their names, so the same facts give the same drawing.

use std::collections::BTreeMap;

use dossier::v1::Fact;
use dossier::v1::fact::Body;

use super::{Chart, Drawing, Mark, ROOMS, Room, Shape, fit, path, text, width};
use crate::desk::{Desk, Run};
use crate::url::Place;

/// How many names are drawn at most; the others are in the table.
const NAMES_MAX: usize = 32;

/// How often names are moved.
const ROUNDS: usize = 24;

/// The height of a line.
const STEP: i32 = 30;

struct Tie {
    one: String,
    other: String,
    class: &'static str,
    href: String,
    title: String,
}

/// The ties among some facts.
pub(super) fn network(desk: &Desk<'_>, facts: &[&Fact]) -> Option<Chart> {
    let ties: Vec<Tie> = facts.iter().flat_map(|fact| ties(desk, fact)).collect();
    let mut degree: BTreeMap<&str, usize> = BTreeMap::new();
    for tie in &ties {
        *degree.entry(&tie.one).or_default() += 1;
        *degree.entry(&tie.other).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = degree.into_iter().collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let all = names.len();
    names.truncate(NAMES_MAX);
    if names.len() < 2 {
        return None;
    }
    let names = ordered(names.into_iter().map(|(name, _)| name).collect(), &ties);
    let drawings = ROOMS.iter().map(|room| drawing(desk, *room, &names, &ties));
    let mut note = desk.words.charts.network.to_owned();
    if all > names.len() {
        note.push(' ');
        note.push_str(&(desk.words.charts.more)(all - names.len()));
    }
    Some(Chart {
        title: desk.words.charts.network_title,
        reading: (desk.words.facts)(ties.len()),
        key: Vec::new(),
        note,
        drawings: drawings.collect(),
    })
}

fn ties(desk: &Desk<'_>, fact: &Fact) -> Vec<Tie> {
    let (ones, others, class): (Vec<&String>, Vec<&String>, _) = match &fact.body {
        Some(Body::Agreement(one)) => {
            let parties: Vec<&String> = one.parties.iter().map(|party| &party.entity).collect();
            (parties.clone(), parties, "agreement")
        }
        Some(Body::Transfer(one)) => (
            one.suppliers.iter().collect(),
            one.recipients.iter().collect(),
            "transfer",
        ),
        Some(Body::Role(one)) => (vec![&one.holder], vec![&one.principal], "role"),
        Some(Body::Membership(one)) => (vec![&one.member], vec![&one.collective], "membership"),
        _ => return Vec::new(),
    };
    let mut ties = Vec::new();
    for (place, one) in ones.iter().enumerate() {
        // The parties of an agreement are tied each to each, once.
        let skipped = if class == "agreement" { place + 1 } else { 0 };
        for other in others.iter().skip(skipped) {
            if one != other && !one.is_empty() && !other.is_empty() {
                ties.push(Tie {
                    one: (*one).clone(),
                    other: (*other).clone(),
                    class,
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
    let left = (longest + 18).min(if room.narrow { 168 } else { 300 });
    let y = |place: usize| 18 + STEP * i32::try_from(place).unwrap_or(0);
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
        let d = format!(
            "M{left} {}A{wide} {high} 0 0 1 {left} {}",
            y(top),
            y(bottom)
        );
        marks.push(Mark {
            href: tie.href.clone(),
            title: tie.title.clone(),
            shapes: vec![path(d.clone(), "reach"), path(d, tie.class)],
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
