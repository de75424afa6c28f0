//! Rows of marks on an axis, each beside its words.
//!
//! On a wide screen the axis has a column of its own and the words stand right of it, so that no line
//! crosses them; on a narrow one each mark lies below its words.

use std::fmt::Write as _;

use crate::chart::draw::scale::Tick;
use crate::chart::draw::{Drawing, Mark, Room, Shape, fit, path, text, width};

/// The column of the axis on a wide screen.
const AXIS: i32 = 248;

/// Between the axis and the words.
const GUTTER: i32 = 24;

/// From line to line.
const LINE: i32 = 20;

/// The room of the names of ticks.
pub(crate) const TOP: i32 = 30;

/// How many lines of a row say what else is to be known.
const ASIDES: usize = 3;

/// A figure is no higher: what goes beyond is a histogram, or only in the table.
pub(crate) const HEIGHT_MAX: i32 = 3_900;

/// How long the pieces are into which an open end breaks.
pub(crate) const TAIL: i32 = 20;

/// Half the height of a bar.
pub(crate) const HALF: i32 = 5;

/// A shorter bar is this wide: higher than wide, so that it is told from a dot.
const BAR_MIN: i32 = 8;

/// What stands beside a mark.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// When it is, in words.
    pub(crate) when: String,
    pub(crate) statement: String,
    /// What else is to be known, each thing for itself.
    pub(crate) aside: Vec<String>,
    pub(crate) href: String,
}

/// Breaks a word anywhere into lines of a width, and gives what is left for the next line.
fn broken(word: &str, room: i32, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    for character in word.chars() {
        line.push(character);
        if width(&line) > room && line.chars().count() > 1 {
            line.pop();
            lines.push(std::mem::replace(&mut line, character.to_string()));
        }
    }
    line
}

/// A text on lines of a width, broken between words; the last line is cut where there are too many. A
/// word that is longer than a line, or a script without spaces, is broken anywhere.
pub(crate) fn wrap(text: &str, room: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    // Spaces that do not break are none of these.
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let joined = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if width(&joined) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = broken(word, room, &mut lines);
    }
    lines.push(line);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(fit(&rest, room));
    }
    lines
}

/// Things on lines of a width: as many on each as there is room for, and none broken that need not be.
fn gather(things: &[String], room: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for thing in things {
        let joined = lines.last().map(|line| format!("{line} · {thing}"));
        match (joined, lines.last_mut()) {
            (Some(joined), Some(line)) if width(&joined) <= room => *line = joined,
            _ => lines.extend(wrap(thing, room, most)),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = fit(&format!("{last} …"), room);
        }
    }
    lines
}

/// Rows as they are laid out one below the other.
pub(crate) struct Sheet {
    drawing: Drawing,
    narrow: bool,
    ticks: Vec<Tick>,
    /// From where to where the lines of the axis go.
    strips: Vec<(i32, i32)>,
    y: i32,
}

/// From where to where the axis of a room goes.
pub(crate) fn axis(room: Room) -> (i32, i32) {
    (0, if room.narrow { room.width } else { AXIS })
}

impl Sheet {
    /// An empty sheet with the names of an axis.
    pub(crate) fn new(room: Room, ticks: Vec<Tick>) -> Self {
        let mut drawing = Drawing::empty(room);
        for tick in &ticks {
            let name = text(tick.middle, 15, "tick", tick.name.clone());
            drawing.ground.push(name);
        }
        Self {
            drawing,
            narrow: room.narrow,
            ticks,
            strips: Vec::new(),
            y: TOP,
        }
    }

    /// Where the words begin, and how wide they are.
    fn column(&self) -> (i32, i32) {
        let left = if self.narrow { 0 } else { AXIS + GUTTER };
        (left, self.drawing.width - left)
    }

    /// A heading between rows.
    pub(crate) fn heading(&mut self, name: &str) {
        let line = path(format!("M0 {}H{}", self.y, self.drawing.width), "rule");
        self.drawing.ground.push(line);
        let (left, room) = self.column();
        let name = text(left, self.y + 36, "group", fit(name, room - 20));
        self.drawing.ground.push(name);
        self.y += 50;
    }

    /// A row with its mark, which is told at what height to be.
    pub(crate) fn row(&mut self, words: &Words, most: usize, mark: impl FnOnce(i32) -> Vec<Shape>) {
        let top = self.y;
        let (left, room) = self.column();
        let (mut shapes, bottom) = self.written(words, (left, room), most);
        let middle = if self.narrow { bottom + 18 } else { top + 21 };
        let end = if self.narrow {
            middle + 18
        } else {
            bottom + 14
        };
        shapes.extend(mark(middle));
        if self.narrow {
            self.strips.push((middle - 11, middle + 11));
        } else {
            self.strips.push((top, end));
        }
        self.close(words, shapes, end);
    }

    /// The words of a row, and the baseline of the last of them.
    fn written(&self, words: &Words, (x, room): (i32, i32), most: usize) -> (Vec<Shape>, i32) {
        let mut y = self.y + 6;
        let mut shapes = Vec::new();
        let mut line = |class, line: String| {
            y += LINE;
            shapes.push(text(x, y, class, line));
        };
        if !words.when.is_empty() {
            line("date", fit(&words.when, room));
        }
        for statement in wrap(&words.statement, room, most) {
            line("label", statement);
        }
        for aside in gather(&words.aside, room, ASIDES) {
            line("aside", aside);
        }
        (shapes, y)
    }

    fn close(&mut self, words: &Words, shapes: Vec<Shape>, end: i32) {
        let (top, width) = (self.y, self.drawing.width);
        // The whole row leads to its fact.
        let field = Shape::Bar {
            x: 0,
            y: top + 1,
            width,
            height: end - top - 1,
            class: "field",
        };
        self.drawing.marks.push(Mark {
            href: words.href.clone(),
            title: words.statement.clone(),
            shapes: std::iter::once(field).chain(shapes).collect(),
        });
        let line = path(format!("M0 {top}H{width}"), "rule");
        self.drawing.ground.push(line);
        self.y = end;
    }

    /// What stands below the last row.
    pub(crate) fn footer(&mut self, words: &str) {
        let line = path(format!("M0 {}H{}", self.y, self.drawing.width), "rule");
        self.drawing.ground.push(line);
        let (left, room) = self.column();
        let words = text(left, self.y + 26, "aside", fit(words, room));
        self.drawing.ground.push(words);
        self.y += 36;
    }

    /// How high it is by now.
    pub(crate) fn height(&self) -> i32 {
        self.y
    }

    pub(crate) fn done(mut self) -> Drawing {
        let last = path(format!("M0 {}H{}", self.y, self.drawing.width), "rule");
        self.drawing.ground.push(last);
        for tick in &self.ticks {
            let mut line = format!("M{} 22V{TOP}", tick.x);
            let mut end = TOP;
            for (from, to) in &self.strips {
                // Writing to a string does not fail.
                if *from == end {
                    write!(line, "V{to}").ok();
                } else {
                    write!(line, "M{} {from}V{to}", tick.x).ok();
                }
                end = *to;
            }
            let class = if tick.broken { "break" } else { "grid" };
            self.drawing.ground.insert(0, path(line, class));
        }
        self.drawing.height = self.y + 1;
        self.drawing
    }
}

/// How an end of a bar is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Closed,
    /// Nobody knows it: the bar breaks into pieces.
    Open,
    /// It is known, but lies beyond the axis: the bar ends in a tip.
    Beyond,
}

/// A bar from one place to another, its middle at a height; its first end is closed or open.
pub(crate) fn bar(
    (from, to): (i32, i32),
    y: i32,
    (first, last): (End, End),
    class: &'static str,
) -> Vec<Shape> {
    let from = if first == End::Closed {
        from
    } else {
        from + TAIL
    };
    let to = match last {
        End::Closed => to,
        End::Open => to - TAIL,
        End::Beyond => to - 2 * HALF,
    };
    let mut shapes = vec![Shape::Bar {
        x: from,
        y: y - HALF,
        width: (to - from).max(6),
        height: 2 * HALF,
        class,
    }];
    if first == End::Open {
        shapes.push(path(pieces(from, y, -1), class));
    }
    match last {
        End::Closed => {}
        End::Open => shapes.push(path(pieces(to, y, 1), class)),
        End::Beyond => shapes.push(path(tip(to, y), class)),
    }
    shapes
}

/// A bar that can be told from a dot, within the edges.
pub(crate) fn span(
    (from, to): (i32, i32),
    y: i32,
    (left, right): (i32, i32),
    class: &'static str,
) -> Vec<Shape> {
    let long = (to - from).max(BAR_MIN);
    let start = (from + to - long) / 2;
    let start = start.min(right - long).max(left);
    bar((start, start + long), y, (End::Closed, End::Closed), class)
}

/// What is left of a bar behind an open end: smaller and smaller.
pub(crate) fn pieces(x: i32, y: i32, towards: i32) -> String {
    let mut d = String::new();
    for (away, long, half) in [(3, 5, 5), (11, 4, 4), (18, 2, 3)] {
        let (x, long) = (x + towards * away, towards * long);
        write!(d, "M{x} {}h{long}v{}h{}z", y - half, 2 * half, -long).ok();
    }
    d
}

pub(crate) fn tip(x: i32, y: i32) -> String {
    format!("M{} {}L{} {y}L{} {}z", x + 3, y - 6, x + 11, x + 3, y + 6)
}
