//! One subject, measured again and again: steps for what is counted, a line for what is measured.

use std::fmt::Write as _;

use dossier::v1::Quantity;

use super::number::{Extent, Number};
use crate::chart::draw::scale::{Scale, half};
use crate::chart::draw::{Drawing, Mark, ROWS_MAX, Room, Shape, path, text, width};
use crate::context::PageContext;
use crate::locale::format;

/// How high the plot is, and what stands above and below it.
const HEIGHT: i32 = 220;
const TOP: i32 = 34;
const BELOW: i32 = 30;

/// Fewer days make no line.
const DAYS_MIN: usize = 3;

/// Whether numbers, in the order of their days, are those of one subject over time: each of a known day of
/// its own, and none of them contested by another.
pub(super) fn is_series(numbers: &[Number]) -> bool {
    let one_subject = numbers
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if one.subject == other.subject));
    let apart = numbers
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if one.day < other.day));
    let plain = |number: &Number| {
        let valued = matches!(number.extent, Extent::Exact(_) | Extent::About(_));
        number.day.is_some() && valued && !number.refuted
    };
    numbers.len() >= DAYS_MIN && one_subject && apart && numbers.iter().all(plain)
}

/// The values of an axis, at round steps.
struct Values {
    first: f64,
    last: f64,
    ticks: Vec<(f64, String)>,
}

impl Values {
    /// From zero, or from below it, to above all values, at one, two or five of a power of ten.
    fn read(context: &PageContext<'_>, numbers: &[Number]) -> Self {
        let all = || numbers.iter().filter_map(|number| number.extent.middle());
        let low = all().fold(0.0, f64::min);
        let high = all().fold(0.0, f64::max);
        let span = if high > low { high - low } else { 1.0 };
        let power = (span / 4.0).log10().floor() as i32;
        let unit = 10_f64.powi(power);
        let step = [1.0, 2.0, 5.0, 10.0].map(|times| times * unit);
        let fits = |step: &&f64| span / **step <= 5.0;
        let step = step.iter().find(fits).copied().unwrap_or(10.0 * unit);
        let (first, last) = ((low / step).floor(), (high / step).ceil().max(1.0));
        let decimals = usize::try_from(-power).unwrap_or(0);
        let ticks = (0_u8..12)
            .map(|place| first + f64::from(place))
            .take_while(|place| *place <= last)
            .map(|place| {
                let value = format!("{:.*}", decimals, place * step);
                let amount = Quantity {
                    value,
                    ..Quantity::default()
                };
                (place * step, format::quantity(context.words, &amount))
            });
        Self {
            ticks: ticks.collect(),
            first: first * step,
            last: last * step,
        }
    }

    fn y(&self, value: f64) -> i32 {
        let share = (value - self.first) / (self.last - self.first);
        TOP + HEIGHT - (share.clamp(0.0, 1.0) * f64::from(HEIGHT)).round() as i32
    }
}

pub(super) fn drawing(context: &PageContext<'_>, room: Room, numbers: &[Number]) -> Drawing {
    let values = Values::read(context, numbers);
    let mut drawing = Drawing::empty(room);
    drawing.height = TOP + HEIGHT + BELOW;
    let names = values.ticks.iter().map(|(_, name)| width(name));
    let left = names.max().unwrap_or_default().min(room.width / 3) + 12;
    for (value, name) in &values.ticks {
        let y = values.y(*value);
        let line = path(format!("M{left} {y}H{}", room.width), "grid");
        drawing.ground.push(line);
        drawing.ground.push(text(0, y + 5, "aside", name.clone()));
    }
    let days = || numbers.iter().filter_map(|number| number.day);
    let (first, last) = (days().min().unwrap_or(0), days().max().unwrap_or(0));
    let scale = Scale {
        first,
        last,
        left: left + 10,
        right: room.width - 10,
    };
    for tick in scale.ticks(context.words, (left, room.width)) {
        let name = text(tick.middle, TOP + HEIGHT + 22, "tick", tick.name);
        drawing.ground.push(name);
    }
    let points: Vec<(i32, i32)> = numbers
        .iter()
        .filter_map(|number| Some((scale.x(number.day?), values.y(number.extent.middle()?))))
        .collect();
    let steps = numbers.iter().all(|number| number.counted);
    drawing.ground.push(path(line(&points, steps), "series"));
    let labelled = labelled(numbers, &points, (left, room.width));
    let every = numbers.len().div_ceil(ROWS_MAX).max(1);
    for (place, (number, (x, y))) in numbers.iter().zip(&points).enumerate() {
        let label = labelled.iter().find(|(of, _)| *of == place);
        // Of very many points the last is marked, and some of the others.
        if place % every != 0 && place + 1 != numbers.len() && label.is_none() {
            continue;
        }
        let mut shapes = vec![Shape::Dot {
            x: *x,
            y: *y,
            r: 5,
            class: "known",
        }];
        shapes.extend(
            label.map(|(_, middle)| text(*middle, y - 12, "tick value", number.bare.clone())),
        );
        drawing.marks.push(Mark {
            href: number.href.clone(),
            title: number.statement.clone(),
            shapes,
        });
    }
    drawing
}

/// A line through points; in steps, where a number holds until the next.
fn line(points: &[(i32, i32)], steps: bool) -> String {
    let mut d = String::new();
    for (place, (x, y)) in points.iter().enumerate() {
        // Writing to a string does not fail.
        match (place, steps) {
            (0, _) => write!(d, "M{x} {y}").ok(),
            (_, true) => write!(d, "H{x}V{y}").ok(),
            (_, false) => write!(d, "L{x} {y}").ok(),
        };
    }
    d
}

/// Which points have their amount written above, and where its middle is: the last, the first, then every
/// other for which there is room.
fn labelled(
    numbers: &[Number],
    points: &[(i32, i32)],
    (left, right): (i32, i32),
) -> Vec<(usize, i32)> {
    let last = numbers.len().saturating_sub(1);
    let order = [last, 0].into_iter().chain(1..last);
    let mut taken: Vec<(i32, i32)> = Vec::new();
    let mut placed = Vec::new();
    for place in order {
        let (Some(number), Some((x, _))) = (numbers.get(place), points.get(place)) else {
            continue;
        };
        let half = half(&number.bare) + 4;
        let middle = (*x).min(right - half).max(left + half);
        let (from, to) = (middle - half, middle + half);
        // The line may rise beside a label, so each has its own stretch of the axis.
        if taken.iter().all(|(start, end)| to < *start || *end < from) {
            taken.push((from, to));
            placed.push((place, middle));
        }
    }
    placed
}
