//! A panel of flows on a wide screen: givers at the left, takers at the right, ribbons between them.
//!
//! Everybody is named once a panel, beside a bar that spans their ribbons. A ribbon is straight under
//! its words and bends behind them, so that none crosses a word.

use std::collections::BTreeMap;

use crate::chart::draw::order::{arrange, share, spread};
use crate::chart::draw::{Drawing, Mark, Room, Shape, count, fit, lines, text, width};
use crate::chart::flows::ribbon::{TIP, heading, named, ribbon, tip};
use crate::chart::flows::row::{End, Row};

/// How wide the bar of a giver or taker is.
const BAR: i32 = 6;

/// What a bend needs at least.
const BEND: i32 = 130;

/// How far the ends of ribbons at one taker are apart.
const SLOT: i32 = 20;

/// The height of a line of words.
const LINE: i32 = 18;

/// Where things stand from left to right; the same in all panels.
struct Columns {
    /// The left edge of the givers' bars.
    from: i32,
    /// Where ribbons begin to bend.
    bend: i32,
    /// The left edge of the takers' bars.
    to: i32,
}

/// All panels, one below the other.
pub(crate) fn broad(room: Room, panels: &[&[Row]]) -> Drawing {
    let mut sheet = Drawing::empty(room);
    let rows: Vec<&Row> = panels.iter().copied().flatten().collect();
    let columns = columns(room, &rows);
    for rows in panels {
        heading(&mut sheet, rows);
        panel(&mut sheet, rows, &columns);
    }
    sheet.height += 4;
    sheet
}

fn columns(room: Room, rows: &[&Row]) -> Columns {
    let longest = |names: &mut dyn Iterator<Item = &str>| names.map(width).max().unwrap_or(0);
    let givers = longest(&mut rows.iter().map(|row| row.from.name.as_str()));
    let takers = rows.iter().filter_map(|row| row.to.as_ref());
    let takers = longest(&mut takers.map(|taker| taker.name.as_str()));
    let words = longest(
        &mut rows
            .iter()
            .flat_map(|row| [row.what.as_str(), row.category]),
    );
    let gaps = 2 * BAR + 54;
    let shares = share(&[givers, words, takers], room.width - BEND - gaps);
    let [givers, words, takers] =
        [0, 1, 2].map(|number: usize| shares.get(number).copied().unwrap_or(0));
    let from = givers + 18;
    let bend = from + BAR + 10 + words + 10;
    Columns {
        from,
        bend,
        to: if takers == 0 {
            room.width
        } else {
            room.width - takers - 16 - BAR
        },
    }
}

/// A row and where its ribbon begins.
struct Placed<'r> {
    row: &'r Row,
    /// The place of its giver, and of its taker, from above.
    ends: (usize, Option<usize>),
    what: Vec<String>,
    y: i32,
}

fn panel(sheet: &mut Drawing, rows: &[Row], columns: &Columns) {
    let (givers, takers) = sides(rows);
    let place = |ends: &[&End], wanted: &End| ends.iter().position(|end| *end == wanted);
    let room = columns.bend - columns.from - BAR - 20;
    let mut placed: Vec<Placed<'_>> = rows
        .iter()
        .map(|row| Placed {
            row,
            ends: (
                place(&givers, &row.from).unwrap_or(0),
                row.to.as_ref().and_then(|to| place(&takers, to)),
            ),
            what: lines(&row.what, room, 3),
            y: 0,
        })
        .collect();
    // What has no taker stands last, out of the way of what has.
    placed.sort_by_key(|row| (row.ends.0, row.ends.1.unwrap_or(usize::MAX)));
    let top = sheet.height;
    for of in placed.chunk_by_mut(|left, right| left.ends.0 == right.ends.0) {
        giver(sheet, of, columns);
    }
    let bottom = sheet.height;
    let right = sheet.width - columns.to - BAR - 10;
    let mut ends = BTreeMap::new();
    for recipient in taken(&placed, &takers, right, (top, bottom)) {
        ends.extend(taker(sheet, &recipient, columns.to));
    }
    for (number, row) in placed.iter().enumerate() {
        let end = ends.get(&number).copied();
        sheet.marks.push(mark(row, end, columns));
    }
}

/// Givers and takers, in an order in which few ribbons cross.
fn sides(rows: &[Row]) -> (Vec<&End>, Vec<&End>) {
    let mut givers: Vec<&End> = rows.iter().map(|row| &row.from).collect();
    let mut takers: Vec<&End> = rows.iter().filter_map(|row| row.to.as_ref()).collect();
    for side in [&mut givers, &mut takers] {
        side.sort_unstable();
        side.dedup();
    }
    let number = |ends: &[&End], wanted: &End| ends.iter().position(|end| *end == wanted);
    let ties = rows.iter().filter_map(|row| {
        let taker = number(&takers, row.to.as_ref()?)?;
        Some((number(&givers, &row.from)?, givers.len() + taker))
    });
    let mut ties: Vec<(usize, usize)> = ties.collect();
    ties.sort_unstable();
    ties.dedup();
    let all = givers.len() + takers.len();
    let order = arrange(
        vec![(0..givers.len()).collect(), (givers.len()..all).collect()],
        &ties,
    );
    // Givers are numbered before takers.
    let (left, right): (Vec<usize>, Vec<usize>) = order
        .into_iter()
        .flatten()
        .partition(|number| *number < givers.len());
    let first = givers.len();
    let right = right.iter().filter_map(|place| takers.get(place - first));
    let left = left.iter().filter_map(|place| givers.get(*place));
    (left.copied().collect(), right.copied().collect())
}

/// Gives each of a giver's rows its place, and draws the bar and the name.
fn giver(sheet: &mut Drawing, rows: &mut [Placed<'_>], columns: &Columns) {
    sheet.height += 10;
    let top = sheet.height;
    let many = rows.len();
    let mut bottom = top;
    for placed in rows.iter_mut() {
        placed.y = sheet.height + LINE * count(placed.what.len()) + 8;
        bottom = placed.y + 6;
        let below = if placed.row.category.is_empty() {
            16
        } else {
            36
        };
        sheet.height = placed.y + below;
    }
    let Some(first) = rows.first() else { return };
    let end = &first.row.from;
    let most = if many > 1 { 3 } else { 2 };
    let names = lines(&end.name, columns.from - 10, most);
    let middle = i32::midpoint(top, bottom);
    let shapes = label(
        &names,
        (columns.from - 10, middle),
        if end.said { "name" } else { "name aside" },
    );
    named(sheet, end, shapes);
    sheet.ground.push(Shape::Bar {
        x: columns.from,
        y: top,
        width: BAR,
        height: bottom - top,
        class: "end",
    });
}

/// A name in one line or several, about a middle.
fn label(names: &[String], (x, middle): (i32, i32), class: &'static str) -> Vec<Shape> {
    let top = middle + 5 - (count(names.len()) - 1) * LINE / 2;
    let places = (0..).map(|number| top + number * LINE);
    let shapes = names.iter().zip(places);
    shapes
        .map(|(name, y)| text(x, y, class, name.as_str()))
        .collect()
}

/// A taker: the numbers of the rows that reach them, the middle of the bar, the name in lines.
struct Taken<'r> {
    end: &'r End,
    rows: Vec<usize>,
    middle: i32,
    names: Vec<String>,
}

/// Where takers stand: each at the middle of what reaches them, if there is room.
fn taken<'r>(
    placed: &[Placed<'_>],
    takers: &[&'r End],
    room: i32,
    span: (i32, i32),
) -> Vec<Taken<'r>> {
    let mut all = Vec::new();
    let (mut wanted, mut heights) = (Vec::new(), Vec::new());
    for (number, end) in takers.iter().enumerate() {
        let rows = placed.iter().enumerate();
        let rows = rows.filter(|(_, row)| row.ends.1 == Some(number));
        let (rows, at): (Vec<usize>, Vec<i32>) = rows.map(|(row, placed)| (row, placed.y)).unzip();
        let names = lines(&end.name, room, 2);
        let many = count(rows.len()).max(1);
        wanted.push(at.iter().sum::<i32>() / many);
        heights.push((SLOT * many).max(LINE * count(names.len())));
        all.push(Taken {
            end,
            rows,
            middle: 0,
            names,
        });
    }
    for (one, middle) in all.iter_mut().zip(spread(&wanted, &heights, 14, span)) {
        one.middle = middle;
    }
    all
}

/// Draws the bar and the name of a taker; gives where the ribbons of their rows end.
fn taker(sheet: &mut Drawing, taken: &Taken<'_>, x: i32) -> Vec<(usize, i32)> {
    let many = count(taken.rows.len());
    let first = taken.middle - SLOT * (many - 1) / 2;
    if taken.end.said {
        sheet.ground.push(Shape::Bar {
            x,
            y: first - 8,
            width: BAR,
            height: SLOT * (many - 1) + 16,
            class: "end",
        });
    }
    let class = if taken.end.said { "label" } else { "aside" };
    let shapes = label(&taken.names, (x + BAR + 10, taken.middle), class);
    named(sheet, taken.end, shapes);
    sheet.height = sheet.height.max(first + SLOT * many);
    let ends = (0..).map(|slot| first + slot * SLOT);
    taken.rows.iter().copied().zip(ends).collect()
}

/// A ribbon to its end, where it has a tip.
fn way(placed: &Placed<'_>, end: Option<i32>, columns: &Columns) -> Vec<Shape> {
    let (y, from, bend) = (placed.y, columns.from + BAR, columns.bend);
    let Some(end) = end else {
        return ribbon(placed.row, format!("M{from} {y}H{bend}"));
    };
    let to = columns.to - 4;
    let back = to - TIP;
    let middle = i32::midpoint(bend, back);
    let line = format!("M{from} {y}H{bend}C{middle} {y} {middle} {end} {back} {end}");
    let mut shapes = ribbon(placed.row, line);
    shapes.push(tip(placed.row, to, end));
    shapes
}

/// A ribbon and its words. Without an end it stops where others bend.
fn mark(placed: &Placed<'_>, end: Option<i32>, columns: &Columns) -> Mark {
    let (y, from) = (placed.y, columns.from + BAR);
    let mut shapes = way(placed, end, columns);
    let x = from + 10;
    let top = y - 12 - LINE * (count(placed.what.len()) - 1);
    for (line, y) in placed.what.iter().zip((0..).map(|line| top + line * LINE)) {
        shapes.push(text(x, y, "what", line.as_str()));
    }
    if !placed.row.category.is_empty() {
        let word = fit(placed.row.category, columns.bend - x);
        shapes.push(text(x, y + 20, "aside", word));
    }
    Mark {
        href: placed.row.href.clone(),
        title: placed.row.title.clone(),
        shapes,
    }
}
