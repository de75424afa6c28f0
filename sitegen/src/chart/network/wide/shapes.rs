//! The lines, dots and words of a drawing in columns, once everything has its place.

use std::fmt::Write as _;

use super::{INSET, LINE, Layers, Line, MIDDLE, Node, inside};
use crate::chart::draw::{Drawing, Mark, Room, Shape, count, path, text, width};
use crate::chart::network::tie::{Kind, flatter};

/// From the middle of a dot to where lines end.
const RIM: i32 = 7;

impl Layers<'_> {
    pub(crate) fn drawn(&self, room: Room) -> Drawing {
        let mut marks = Vec::new();
        let far = [0, 1, 2].map(|column| self.farthest(column));
        for (number, line) in self.lines.iter().enumerate() {
            let column = line.way.first().map_or(MIDDLE, |node| self.column(*node));
            let mut d = if inside(&self.nodes, line, column) {
                let far = far.get(column).copied().unwrap_or(1);
                self.arc(number, line, column, far)
            } else {
                self.across(number, line)
            };
            self.head(&mut d, number, line);
            marks.push(Mark {
                href: line.tie.href.clone(),
                title: line.tie.title.clone(),
                shapes: vec![path(d.clone(), "reach"), path(d, line.tie.kind.class())],
            });
        }
        let names = self.nodes.iter().filter(|node| !node.names.is_empty());
        marks.extend(names.map(|node| self.name(node)));
        Drawing {
            class: room.class,
            width: room.width,
            height: self.height,
            ground: Vec::new(),
            marks,
        }
    }

    fn dot(&self, column: usize) -> i32 {
        self.columns.dots.get(column).copied().unwrap_or(0)
    }

    /// How far an arc would like to go out.
    fn wish(&self, number: usize, line: &Line<'_>) -> i32 {
        let [from, to] = self.ends(number, line);
        18 + (from - to).abs() * 2 / 5 + 12 * line.again
    }

    /// Where an arc begins and ends, both at the left of its column.
    fn ends(&self, number: usize, line: &Line<'_>) -> [i32; 2] {
        [line.way.first(), line.way.last()]
            .map(|node| node.map_or(0, |node| self.port(*node, number, false)))
    }

    fn farthest(&self, column: usize) -> i32 {
        let all = self.lines.iter().enumerate();
        let own = all.filter(|(_, line)| inside(&self.nodes, line, column));
        own.map(|(number, line)| self.wish(number, line))
            .max()
            .unwrap_or(1)
    }

    fn arc(&self, number: usize, line: &Line<'_>, column: usize, far: i32) -> String {
        let room = self.columns.out.get(column).copied().unwrap_or(0);
        let out = flatter(self.wish(number, line), far, room);
        let [from, to] = self.ends(number, line);
        let x = self.dot(column) - RIM;
        // A curve goes out three quarters as far as what pulls it.
        let pull = x - out * 4 / 3;
        format!("M{x} {from}C{pull} {from} {pull} {to} {x} {to}")
    }

    fn across(&self, number: usize, line: &Line<'_>) -> String {
        let mut d = String::new();
        let mut at = (0, 0);
        for (place, node) in line.way.iter().enumerate() {
            let column = self.column(*node);
            if place > 0 {
                let end = (self.dot(column) - RIM, self.port(*node, number, false));
                let middle = i32::midpoint(at.0, end.0);
                // Writing to a string does not fail.
                write!(
                    d,
                    "C{middle} {} {middle} {} {} {}",
                    at.1, end.1, end.0, end.1
                )
                .ok();
            }
            at = self.leave(*node, number);
            if place == 0 {
                write!(d, "M{} {}", self.start(*node), at.1).ok();
            }
            if place + 1 < line.way.len() && column == MIDDLE {
                write!(d, "H{}", at.0).ok();
            }
        }
        d
    }

    /// Where a line to the right begins: behind the dot of a first column, behind a name of the middle.
    fn start(&self, node: usize) -> i32 {
        let column = self.column(node);
        let dot = self.dot(column);
        if column != MIDDLE {
            return dot + RIM;
        }
        let names = self
            .nodes
            .get(node)
            .into_iter()
            .flat_map(|node| &node.names);
        dot + INSET + names.map(|name| width(name)).max().unwrap_or(0) + 12
    }

    /// Where a line to the right leaves its column.
    fn leave(&self, node: usize, line: usize) -> (i32, i32) {
        let x = match self.column(node) {
            MIDDLE => self.columns.leave,
            column => self.dot(column) + RIM,
        };
        (x, self.port(node, line, true))
    }

    /// The head of an arrow at whoever gets something.
    fn head(&self, d: &mut String, number: usize, line: &Line<'_>) {
        let (Some(first), Some(last)) = (line.way.first(), line.way.last()) else {
            return;
        };
        if line.tie.kind != Kind::Transfer {
            return;
        }
        let same = self.column(*first) == self.column(*last);
        let backwards = self.is(*first, &line.tie.to);
        let (x, y, back) = if backwards && !same {
            (self.start(*first), self.port(*first, number, true), 7)
        } else {
            let node = if backwards { first } else { last };
            let x = self.dot(self.column(*node)) - RIM;
            (x, self.port(*node, number, false), -7)
        };
        write!(d, "M{} {}L{x} {y}L{} {}", x + back, y - 4, x + back, y + 4).ok();
    }

    fn name(&self, node: &Node) -> Mark {
        let x = self.dot(node.column);
        let ends = count(node.left.len().max(if node.column == 0 {
            node.right.len()
        } else {
            1
        }));
        let high = self.port * (ends - 1) / 2;
        let dot = if ends > 1 {
            Shape::Bar {
                x: x - 4,
                y: node.y - high - 4,
                width: 8,
                height: 2 * high + 8,
                class: "end",
            }
        } else {
            Shape::Dot {
                x,
                y: node.y,
                r: 5,
                class: "end",
            }
        };
        let (at, class) = if node.column == 0 {
            (x - INSET, "name")
        } else {
            (x + INSET, "label")
        };
        let top = node.y + 5 - (count(node.names.len()) - 1) * LINE / 2;
        let places = (0..).map(|number| top + number * LINE);
        let words = node.names.iter().zip(places);
        let words = words.map(|(name, y)| text(at, y, class, name.as_str()));
        Mark {
            href: node.inline.href.clone(),
            title: node.inline.text.clone(),
            shapes: words.chain([dot]).collect(),
        }
    }
}
