//! Ties on a narrow screen: names in a column, ties as arcs beside it.
//!
//! An arc diagram keeps every name on a line of its own, so none overlap at any width. The order of
//! names is found by moving each to the mean of those it is tied to, a few times over, which shortens
//! the arcs; equals keep the order of their names, so the same facts give the same drawing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::chart::draw::{Drawing, Mark, Room, Shape, count, lines, path, text, width};
use crate::chart::network::tie::{Kind, Tie, flatter};
use crate::context::PageContext;
use crate::html::Inline;

/// How often names are moved.
const ROUNDS: usize = 24;

/// Names in an order in which those that are tied stand near one another.
pub(crate) fn ordered<'t>(names: Vec<&'t str>, ties: &'t [Tie]) -> Vec<&'t str> {
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
                name if tie.from == name => place.get(tie.to.as_str()),
                name if tie.to == name => place.get(tie.from.as_str()),
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

/// The height of a line.
const STEP: i32 = 30;

/// How far the names are from the dots.
const INSET: i32 = 14;

/// The height of a line of a name.
const LINE: i32 = 18;

pub(crate) fn drawing(
    context: &PageContext<'_>,
    room: Room,
    names: &[&str],
    ties: &[Tie],
) -> Drawing {
    let inlines: Vec<Inline> = names.iter().map(|name| context.entity(name)).collect();
    let longest = inlines
        .iter()
        .map(|inline| width(&inline.text))
        .max()
        .unwrap_or(0);
    let left = (longest + 20).min(184);
    let split: Vec<Vec<String>> = inlines
        .iter()
        .map(|inline| lines(&inline.text, left - INSET - 4, 2))
        .collect();
    let most = split.iter().map(Vec::len).max().unwrap_or(1);
    let step = STEP + if most > 1 { INSET } else { 0 };
    let y = |place: usize| 18 + step * count(place);
    let mut marks = arcs(names, ties, (left, room.width), y);
    for (number, (inline, split)) in inlines.into_iter().zip(split).enumerate() {
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
            href: inline.href,
            title: inline.text,
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

/// The arcs, from the dots towards the right edge.
fn arcs(
    names: &[&str],
    ties: &[Tie],
    (left, right): (i32, i32),
    y: impl Fn(usize) -> i32,
) -> Vec<Mark> {
    let place = |name: &str| names.iter().position(|candidate| *candidate == name);
    let mut drawn: BTreeMap<(usize, usize), i32> = BTreeMap::new();
    let mut all: Vec<(&Tie, [i32; 2], i32)> = Vec::new();
    for tie in ties {
        let (Some(one), Some(other)) = (place(&tie.from), place(&tie.to)) else {
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
