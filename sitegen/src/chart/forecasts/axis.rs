//! The axis of days on which forecasts are drawn, and the marks on it.

use std::fmt::Write as _;

use dossier::v1::Resolution;

use super::outlook::Outlook;
use crate::chart::draw::rows::{self, End, TAIL};
use crate::chart::draw::scale::{Tick, apart};
use crate::chart::draw::{Room, Shape, path, width};
use crate::context::PageContext;

/// Strokes across a bar that stand for something that came to nothing.
pub(super) fn cross(from: i32, to: i32, y: i32) -> String {
    let x = i32::midpoint(from, to);
    format!("M{} {}l14 14M{} {}l-14 14", x - 7, y - 7, x + 7, y - 7)
}

/// Strokes within a bar that stand for something that came true in part.
pub(super) fn hatch(from: i32, to: i32, y: i32) -> String {
    let mut d = String::new();
    for x in (from + 4..to - 1).step_by(5) {
        // Writing to a string does not fail.
        write!(d, "M{x} {}v10", y - 5).ok();
    }
    d
}

/// An axis that counts days from zero.
pub(super) struct Axis {
    /// How many days it has.
    end: i64,
    left: i32,
    /// Where the last day is.
    right: i32,
    /// Where what lies beyond begins, where anything does.
    beyond: Option<i32>,
    /// Where everything ends.
    edge: i32,
}

impl Axis {
    pub(super) fn new(
        context: &PageContext<'_>,
        room: Room,
        outlooks: &[Outlook],
        end: i64,
    ) -> Self {
        let (left, edge) = rows::axis(room);
        let far = |outlook: &Outlook| matches!(outlook.range, Some((from, to)) if to.unwrap_or(from) > end);
        let right = if outlooks.iter().any(far) {
            edge - width(context.words.charts.time.beyond).max(44) - 24
        } else if outlooks.iter().any(Outlook::endless) {
            edge - TAIL - 10
        } else {
            edge - 4
        };
        Self {
            end,
            left: left + 4,
            right,
            beyond: outlooks.iter().any(far).then_some(right + 10),
            edge: edge - 2,
        }
    }

    pub(super) fn x(&self, day: i64) -> i32 {
        let room = i64::from(self.right - self.left);
        let day = day.clamp(0, self.end);
        self.left + i32::try_from(day * room / self.end).unwrap_or(0)
    }

    pub(super) fn ticks(&self, context: &PageContext<'_>) -> Vec<Tick> {
        // Each as a number of a unit, and how many days four hundred of them have.
        const UNITS: [(&str, i64, &[i64]); 4] = [
            ("d", 400, &[1, 2, 5]),
            ("wk", 2_800, &[1, 2, 4]),
            ("mo", 12_175, &[1, 2, 3, 6]),
            (
                "a",
                146_100,
                &[1, 2, 3, 5, 10, 20, 25, 50, 100, 200, 500, 1_000, 5_000],
            ),
        ];
        let words = &context.words.charts.time;
        let edges = (0, self.beyond.unwrap_or(self.edge));
        let said = (self.left, words.said.to_owned());
        let mut ticks = apart(std::slice::from_ref(&said), edges).unwrap_or_default();
        let paces = UNITS.iter().flat_map(|(unit, long, steps)| {
            let step = move |step: &i64| (*unit, *step, step * long / 400);
            steps.iter().map(step)
        });
        for (unit, step, long) in paces {
            if self.end / long.max(1) > 12 {
                continue;
            }
            let count = usize::try_from(step).unwrap_or(1);
            let days = (1..).map(|number| (number, long * i64::try_from(number).unwrap_or(1)));
            let days = days.take_while(|(_, day)| *day <= self.end);
            let named = days.map(|(number, day): (usize, i64)| {
                let name = (words.length)(number * count, unit);
                (self.x(day), name)
            });
            let named: Vec<(i32, String)> = std::iter::once(said.clone()).chain(named).collect();
            if let Some(found) = apart(&named, edges) {
                ticks = found;
                break;
            }
        }
        ticks.extend(self.beyond.map(|x| Tick {
            x,
            middle: i32::midpoint(x, self.edge),
            name: words.beyond.to_owned(),
            broken: true,
        }));
        ticks
    }

    /// The range of a forecast, and the way to it from the day on which it was made.
    pub(super) fn mark(
        &self,
        outlook: &Outlook,
        (from, to): (i64, Option<i64>),
        y: i32,
    ) -> Vec<Shape> {
        let class = outlook.class();
        let start = match self.beyond {
            Some(beyond) if from > self.end => beyond + 6,
            _ => self.x(from),
        };
        let mut shapes = Vec::new();
        if start > self.left + 6 {
            shapes.push(path(format!("M{} {y}H{}", self.left, start - 2), "lead"));
        }
        let last = match to {
            None => End::Open,
            Some(to) if to > self.end => End::Beyond,
            Some(_) => End::Closed,
        };
        let stop = match to {
            Some(to) if to <= self.end => self.x(to),
            _ => self.edge,
        };
        shapes.extend(if last == End::Closed {
            rows::span((start, stop), y, (self.left, self.edge), class)
        } else {
            rows::bar((start, stop), y, (End::Closed, last), class)
        });
        // What is drawn over a bar stays on its unbroken part.
        let stop = if last == End::Closed {
            stop
        } else {
            stop - TAIL
        };
        let over = match outlook.resolution {
            Resolution::NotOccurred => cross(start, stop, y),
            Resolution::Partly => hatch(start, stop, y),
            _ => return shapes,
        };
        shapes.push(path(over, "over"));
        shapes
    }
}
