//! Facts on an axis of time: days as points, uncertain dates and windows as bars.

use std::fmt::Write as _;

use dossier::v1::fact::Body;
use dossier::v1::{EventStatus, Fact};

use super::scale::{Day, Scale, day, months};
use super::{Chart, Drawing, Mark, ROOMS, ROWS_MAX, Room, Shape, fit, path, text};
use crate::desk::Desk;
use crate::part::time_of;
use crate::url::Place;

/// Where the axis starts.
const LEFT: i32 = 8;

/// Where the rows start, below the names of the axis.
const TOP: i32 = 36;

/// The height of a row.
const STEP: i32 = 48;

/// A row: a fact, and the days between which it lies.
struct Row {
    label: String,
    href: String,
    first: Option<Day>,
    last: Option<Day>,
    planned: bool,
}

fn row(desk: &Desk<'_>, fact: &Fact, (first, last): (&str, &str), planned: bool) -> Row {
    Row {
        label: desk.text(&fact.statement).text,
        href: desk.link(Place::Fact(&fact.name)),
        first: day(first),
        last: day(last),
        planned,
    }
}

/// What happened when.
pub(super) fn timeline(desk: &Desk<'_>, facts: &[&Fact]) -> Option<Chart> {
    let rows = facts.iter().filter_map(|fact| {
        let time = time_of(fact)?;
        let planned = matches!(&fact.body, Some(Body::Event(event)) if event.status() == EventStatus::Planned);
        Some(row(desk, fact, (&time.earliest, &time.latest), planned))
    });
    let rows: Vec<Row> = rows.collect();
    // One day alone is no figure.
    if rows.len() < 2 {
        return None;
    }
    let charts = &desk.words.charts;
    chart(desk, rows, (charts.timeline_title, charts.timeline))
}

/// The windows of forecasts whose day is known.
pub(super) fn windows(desk: &Desk<'_>, facts: &[&Fact]) -> Option<Chart> {
    let rows = facts.iter().filter_map(|fact| match &fact.body {
        Some(Body::Forecast(forecast)) => {
            let window = forecast.window.as_ref()?;
            Some(row(desk, fact, (&window.earliest, &window.latest), true))
        }
        _ => None,
    });
    let charts = &desk.words.charts;
    chart(
        desk,
        rows.collect(),
        (charts.forecasts_title, charts.windows),
    )
}

fn chart(
    desk: &Desk<'_>,
    mut rows: Vec<Row>,
    (title, note): (&'static str, &str),
) -> Option<Chart> {
    rows.retain(|row| row.first.is_some() || row.last.is_some());
    rows.sort_by_key(|row| (row.first.or(row.last), row.last));
    let days = || rows.iter().flat_map(|row| [row.first, row.last]).flatten();
    let (first, last) = (days().min()?, days().max()?);
    // A little room at both ends.
    let margin = ((last - first) / 20).max(15);
    let span = (first - margin, last + margin);
    let drawings = ROOMS.iter().map(|room| {
        if rows.len() > ROWS_MAX {
            density(desk, *room, &rows, span)
        } else {
            drawing(desk, *room, &rows, span)
        }
    });
    Some(Chart {
        title,
        reading: (desk.words.facts)(rows.len()),
        key: Vec::new(),
        note: note.to_owned(),
        drawings: drawings.collect(),
    })
}

fn axis(desk: &Desk<'_>, room: Room, scale: Scale, line: impl Fn(i32) -> String) -> Vec<Shape> {
    let ticks = scale.ticks(desk.words, if room.narrow { 3 } else { 7 });
    let mut shapes = Vec::new();
    for (x, name) in ticks {
        shapes.push(path(line(x), "grid"));
        shapes.push(text(x, 16, "tick", name));
    }
    shapes
}

/// A line of the grid, which leaves room for the words above each mark.
fn grid(x: i32, rows: usize) -> String {
    let mut line = format!("M{x} 24V{TOP}");
    for top in (0..).map(|row| TOP + row * STEP).take(rows) {
        // Writing to a string does not fail.
        write!(line, "M{x} {}V{}", top + 20, top + STEP).ok();
    }
    line
}

fn drawing(desk: &Desk<'_>, room: Room, rows: &[Row], (first, last): (Day, Day)) -> Drawing {
    let scale = Scale {
        first,
        last,
        left: LEFT,
        right: room.width - 10,
    };
    let height = TOP + STEP * i32::try_from(rows.len()).unwrap_or(0);
    let mut top = TOP;
    let marks = rows.iter().map(|row| {
        let label = text(0, top + 14, "label", fit(&row.label, room.width));
        let y = top + 30;
        top += STEP;
        Mark {
            href: row.href.clone(),
            title: row.label.clone(),
            shapes: vec![label, span(row, scale, y)],
        }
    });
    Drawing {
        class: room.class,
        width: room.width,
        height,
        marks: marks.collect(),
        ground: axis(desk, room, scale, |x| grid(x, rows.len())),
    }
}

/// A known day is a point, everything else a bar; an end that is not known is at the edge.
fn span(row: &Row, scale: Scale, y: i32) -> Shape {
    let class = |open: bool| match (row.planned, open) {
        (true, _) => "planned",
        (false, true) => "open",
        (false, false) => "known",
    };
    let from = scale.x(row.first.unwrap_or(scale.first));
    let to = scale.x(row.last.unwrap_or(scale.last));
    if row.first == row.last {
        return Shape::Dot {
            x: from,
            y,
            r: 6,
            class: class(false),
        };
    }
    Shape::Bar {
        x: from,
        y: y - 5,
        width: (to - from).max(12),
        height: 10,
        class: class(row.first.is_none() || row.last.is_none()),
    }
}

/// Too many rows to name: how many facts begin in each part of the time.
fn density(desk: &Desk<'_>, room: Room, rows: &[Row], (first, last): (Day, Day)) -> Drawing {
    const HEIGHT: i32 = 160;
    let scale = Scale {
        first,
        last,
        left: 8,
        right: room.width - 8,
    };
    let count = if room.narrow { 24 } else { 48 };
    let step = (scale.right - scale.left) / count;
    let mut parts: Vec<Vec<&Row>> = (0..=count).map(|_| Vec::new()).collect();
    for row in rows {
        let start = row.first.or(row.last).unwrap_or(first);
        let place = usize::try_from((scale.x(start) - scale.left) / step.max(1)).unwrap_or(0);
        if let Some(part) = parts.get_mut(place) {
            part.push(row);
        }
    }
    let most = parts.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let mut marks = Vec::new();
    for (place, part) in (0..).zip(&parts) {
        let Some(row) = part.first() else { continue };
        let share = part.len() * 110 / most;
        let height = i32::try_from(share).unwrap_or(0).max(3);
        marks.push(Mark {
            href: row.href.clone(),
            title: desk.labelled(&(desk.words.facts)(part.len()), &row.label),
            shapes: vec![Shape::Bar {
                x: scale.left + place * step,
                y: HEIGHT - 4 - height,
                width: (step - 2).max(2),
                height,
                class: "known",
            }],
        });
    }
    Drawing {
        class: room.class,
        width: room.width,
        height: HEIGHT,
        ground: axis(desk, room, scale, |x| format!("M{x} 24V{HEIGHT}")),
        marks,
    }
}

/// How far ahead forecasts look whose day is not known.
pub(super) fn horizons(desk: &Desk<'_>, facts: &[&Fact]) -> Option<Chart> {
    let rows: Vec<(Row, i64, i64)> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            Some(Body::Forecast(forecast)) if forecast.window.is_none() => {
                let horizon = forecast.horizon.as_ref()?;
                let from = months(&horizon.minimum);
                let to = months(&horizon.maximum);
                let (from, to) = (from.or(to)?, to.or(from)?);
                Some((row(desk, fact, ("", ""), true), from, to))
            }
            _ => None,
        })
        .take(ROWS_MAX)
        .collect();
    let longest = rows.iter().map(|(_, _, to)| *to).max()?.max(12);
    let years = (longest + 11) / 12;
    let drawings = ROOMS.iter().map(|room| ahead(desk, *room, &rows, years));
    Some(Chart {
        title: desk.words.charts.forecasts_title,
        reading: (desk.words.facts)(rows.len()),
        key: Vec::new(),
        note: desk.words.charts.horizons.to_owned(),
        drawings: drawings.collect(),
    })
}

fn ahead(desk: &Desk<'_>, room: Room, rows: &[(Row, i64, i64)], years: i64) -> Drawing {
    let right = room.width - 24;
    let x = |month: i64| {
        LEFT + i32::try_from(month * i64::from(right - LEFT) / (years * 12)).unwrap_or(0)
    };
    let height = TOP + STEP * i32::try_from(rows.len()).unwrap_or(0);
    let every = (years + 5) / 6;
    let mut ground = Vec::new();
    for year in (0..=years).filter(|year| year % every.max(1) == 0) {
        ground.push(path(grid(x(year * 12), rows.len()), "grid"));
        let name = if year == 0 {
            "0".to_owned()
        } else {
            (desk.words.amounts.unit)("a", year != 1)
        };
        let name = if year == 0 {
            name
        } else {
            format!("{year} {name}")
        };
        ground.push(text(x(year * 12), 16, "tick", name));
    }
    let mut top = TOP;
    let marks = rows.iter().map(|(row, from, to)| {
        let label = text(0, top + 14, "label", fit(&row.label, room.width));
        let y = top + 30;
        top += STEP;
        let bar = Shape::Bar {
            x: x(*from),
            y: y - 5,
            width: (x(*to) - x(*from)).max(12),
            height: 10,
            class: "planned",
        };
        Mark {
            href: row.href.clone(),
            title: row.label.clone(),
            shapes: vec![
                label,
                path(format!("M{LEFT} {y}H{}", x(*from)), "lead"),
                bar,
            ],
        }
    });
    Drawing {
        class: room.class,
        width: room.width,
        height,
        marks: marks.collect(),
        ground,
    }
}
