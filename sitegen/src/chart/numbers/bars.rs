//! Bars from zero, each with its amount at its end.

use super::number::{Extent, Number};
use super::subject::Subject;
use crate::chart::draw::rows::{HALF, TAIL, pieces};
use crate::chart::draw::{
    Drawing, Mark, ROWS_MAX, Room, Shape, count, fit, lines, path, text, width,
};

/// The column of the names on a wide screen, and where the bars begin there.
const NAMES: i32 = 232;
const BARS: i32 = 248;

/// The amount at the end of a bar has no more room than this.
const AMOUNT_MAX: i32 = 190;
const AMOUNT_MAX_NARROW: i32 = 140;

/// From line to line of what stands beside a bar.
const LINE: i32 = 19;

/// Where values are.
struct Scale {
    low: f64,
    high: f64,
    left: i32,
    right: i32,
}

impl Scale {
    fn x(&self, value: f64) -> i32 {
        let share = (value - self.low) / (self.high - self.low);
        let room = f64::from(self.right - self.left);
        self.left + (share.clamp(0.0, 1.0) * room).round() as i32
    }
}

/// The bars of some subjects. Where each has one number, its name stands beside its bar, otherwise above
/// its bars.
pub(super) fn drawing(room: Room, subjects: &[Subject], alone: bool) -> Drawing {
    let numbers: Vec<&Number> = subjects
        .iter()
        .flat_map(|subject| &subject.numbers)
        .collect();
    let sheet = Sheet {
        room,
        alone,
        scale: scale(room, &numbers),
        several: subjects.len() > 1 && !alone,
    };
    let mut drawing = Drawing::empty(room);
    let (mut y, mut left) = (0, ROWS_MAX);
    for subject in subjects {
        if left == 0 {
            break;
        }
        let heading = if sheet.several {
            subject.name.as_str()
        } else {
            ""
        };
        if !heading.is_empty() {
            let heading = fit(heading, room.width - 8);
            drawing.ground.push(text(0, y + 24, "group", heading));
            y += 36;
        }
        let top = y;
        for number in subject.numbers.iter().take(left) {
            let first = drawing.marks.is_empty();
            y = sheet.row(&mut drawing, number, y, first);
        }
        left -= subject.numbers.len().min(left);
        // Where names stand above their bars, the line of zero would run through them.
        if !room.narrow {
            let zero = sheet.scale.x(0.0);
            let base = path(format!("M{zero} {top}V{y}"), "base");
            drawing.ground.push(base);
        }
        y += if sheet.several { 12 } else { 0 };
    }
    drawing.height = y + 2;
    drawing
}

/// The scale of some numbers, with room for what stands at the ends of bars.
fn scale(room: Room, numbers: &[&Number]) -> Scale {
    let reaches = || numbers.iter().map(|number| number.extent.reach());
    let low = reaches().map(|(low, _)| low).fold(0.0, f64::min);
    let high = reaches().map(|(_, high)| high).fold(0.0, f64::max);
    let most = if room.narrow {
        AMOUNT_MAX_NARROW
    } else {
        AMOUNT_MAX
    };
    let amounts = numbers.iter().map(|number| width(&number.full) + 12);
    let amount = amounts.max().unwrap_or_default().min(most);
    let open = |number: &&Number| matches!(number.extent, Extent::AtLeast(_));
    let tail = if numbers.iter().any(open) {
        TAIL + 4
    } else {
        0
    };
    let left = if room.narrow { 1 } else { BARS };
    Scale {
        low,
        // Where all is zero the axis still has a length.
        high: if high > low { high } else { low + 1.0 },
        left,
        right: room.width - amount - tail - 10,
    }
}

struct Sheet {
    room: Room,
    alone: bool,
    /// Whether names of subjects stand above their bars.
    several: bool,
    scale: Scale,
}

impl Sheet {
    /// Where the words of a row begin, where the middle of its bar is, and where the row ends. The words are
    /// centred beside the bar, or stand above it.
    fn heights(&self, top: i32, lines: usize) -> (i32, i32, i32) {
        let height = count(lines) * LINE;
        if self.room.narrow {
            return (top + 20, top + height + 20, top + height + 36);
        }
        let end = top + (height + 14).max(34);
        let middle = i32::midpoint(top, end);
        (middle - height / 2 + 14, middle, end)
    }

    /// A row from a height on; gives that of the next one.
    fn row(&self, drawing: &mut Drawing, number: &Number, top: i32, first: bool) -> i32 {
        let column = if self.room.narrow {
            self.room.width
        } else {
            NAMES
        };
        let words = self.named(number, column);
        let (start, middle, end) = self.heights(top, words.len());
        let mut shapes = vec![Shape::Bar {
            x: 0,
            y: top,
            width: self.room.width,
            height: end - top,
            class: "field",
        }];
        for (place, (class, line)) in words.into_iter().enumerate() {
            shapes.push(text(0, start + count(place) * LINE, class, line));
        }
        if self.room.narrow {
            let zero = self.scale.x(0.0);
            let base = path(format!("M{zero} {}V{}", middle - 10, middle + 10), "base");
            drawing.ground.push(base);
        }
        let (bar, stop) = self.bar(number, middle);
        shapes.extend(bar);
        let amount = if first { &number.full } else { &number.bare };
        let room = self.room.width - stop - 8;
        shapes.push(text(stop + 8, middle + 5, "date", fit(amount, room)));
        drawing.marks.push(Mark {
            href: number.href.clone(),
            title: number.statement.clone(),
            shapes,
        });
        end
    }

    /// The lines beside a bar: whose number it is, and when.
    fn named(&self, number: &Number, room: i32) -> Vec<(&'static str, String)> {
        let head = if self.alone {
            &number.subject
        } else {
            &number.who
        };
        // On a phone, who and when share a line where there is room.
        let line = format!("{head} · {}", number.when);
        let whole = !head.is_empty() && !number.when.is_empty();
        if self.room.narrow && !self.alone && whole && width(&line) <= room - 8 {
            return vec![("label", line)];
        }
        let mut named: Vec<(&'static str, String)> = Vec::new();
        if !head.is_empty() {
            let head = lines(head, room - 8, 2);
            named.extend(head.into_iter().map(|line| ("label", line)));
        }
        let beside = if self.alone { number.who.as_str() } else { "" };
        let mut aside = [beside, number.when.as_str()];
        aside.sort_by_key(|words| words.is_empty());
        let aside: Vec<&str> = aside
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
        if !aside.is_empty() {
            named.push(("aside", fit(&aside.join(" · "), room - 8)));
        }
        named
    }

    /// A bar at a height, and where the amount behind it begins.
    fn bar(&self, number: &Number, y: i32) -> (Vec<Shape>, i32) {
        let zero = self.scale.x(0.0);
        let class = number.class();
        let block = |from: i32, to: i32| Shape::Bar {
            x: from.min(to),
            y: y - HALF - 2,
            width: (to - from).abs(),
            height: 2 * HALF + 4,
            class,
        };
        match number.extent {
            Extent::Unknown => {
                let d = format!("M{} {}h24v10h-24z", zero + 1, y - HALF);
                (vec![path(d, "hollow")], zero + 26)
            }
            Extent::Between(low, high) => {
                let (from, to) = (self.scale.x(low), self.scale.x(high));
                let mut shapes = vec![block(from, to.max(from + 6))];
                if from > zero + 4 {
                    shapes.push(path(format!("M{} {y}H{}", zero + 2, from - 2), "lead"));
                }
                (shapes, to.max(from + 6))
            }
            extent => {
                let to = self.scale.x(extent.middle().unwrap_or_default());
                let mut shapes = Vec::new();
                if to != zero {
                    shapes.push(block(zero, to));
                }
                let mut stop = to.max(zero);
                if matches!(extent, Extent::AtLeast(_)) {
                    shapes.push(path(pieces(to, y, 1), class));
                    stop += TAIL + 2;
                }
                (shapes, stop)
            }
        }
    }
}
