//! Who is tied to whom, on a wide screen: in columns, read from left to right.
//!
//! First those who only hold offices, then those who act, then what these belong to. This is the
//! drawing of Sugiyama, Tagawa and Toda with columns that are given: a tie that passes a column gets an
//! empty slot there; each column is put in order by the means of what its names are tied to, slots
//! included; the middle column is spaced evenly, and the others stand as near to their neighbours as
//! they can without overlapping. Ties inside a column are arcs left of it. Lines bend only between
//! columns, and pass a column only in a slot or right of the name that they come from, so none crosses
//! a name.

mod shapes;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::chart::draw::order::{arrange, share, spread};
use crate::chart::draw::{Drawing, Room, count, lines, width};
use crate::chart::network::tie::{Kind, Tie};
use crate::context::PageContext;
use crate::html::Inline;

/// The height of a line of a name.
const LINE: i32 = 18;

/// How far names are apart at least.
const GAP: i32 = 20;

/// How far ends of ties at one name are apart, where there is room.
const PORT: i32 = 9;

/// What all ends of ties may take of a column's height.
const PORTS_MAX: i32 = 1_200;

/// How wide the gap between two columns is at least.
const BEND: i32 = 80;

/// From a dot to its name.
const INSET: i32 = 14;

const MIDDLE: usize = 1;

/// A name, or the slot of a tie that passes.
struct Node {
    /// The resource.
    id: String,
    inline: Inline,
    names: Vec<String>,
    column: usize,
    /// Ends at the left and right, in the order in which they are attached.
    left: Vec<End>,
    right: Vec<End>,
    y: i32,
    height: i32,
}

/// An end of a tie: what it is ordered by, and which tie it is.
type End = (i32, i32, usize);

/// A tie as it is drawn.
struct Line<'t> {
    tie: &'t Tie,
    /// The nodes from left to right, with the slot that it passes.
    way: Vec<usize>,
    /// How many ties of the same pair came before it.
    again: i32,
}

/// Where columns stand: the dots of each, and where the names of the middle one end.
struct Columns {
    dots: [i32; 3],
    /// How wide names may be.
    names: [i32; 3],
    /// Right of all names of the middle column.
    leave: i32,
    /// How far arcs may go out, left of a column.
    out: [i32; 3],
}

struct Layers<'t> {
    nodes: Vec<Node>,
    lines: Vec<Line<'t>>,
    order: Vec<Vec<usize>>,
    columns: Columns,
    port: i32,
    height: i32,
}

/// The ties of some names.
pub(crate) fn drawing(
    context: &PageContext<'_>,
    room: Room,
    names: &[&str],
    ties: &[Tie],
) -> Drawing {
    let mut names = names.to_vec();
    let kinds = columns_of(&names, ties);
    // Whatever came first, those of the same name stand in the same order.
    names.sort_unstable();
    let mut nodes: Vec<Node> = names
        .iter()
        .map(|name| Node {
            id: (*name).to_owned(),
            inline: context.entity(name),
            names: Vec::new(),
            column: kinds.get(name).copied().unwrap_or(MIDDLE),
            left: Vec::new(),
            right: Vec::new(),
            y: 0,
            height: 0,
        })
        .collect();
    let lines = ways(&names, &mut nodes, ties);
    let columns = columns(room, &nodes, &lines);
    let order = in_order(&nodes, &lines);
    let mut layers = Layers {
        nodes,
        lines,
        order,
        columns,
        port: PORT,
        height: 0,
    };
    layers.place();
    layers.attach();
    layers.drawn(room)
}

/// The column of each name.
fn columns_of<'n>(names: &[&'n str], ties: &[Tie]) -> BTreeMap<&'n str, usize> {
    let is = |name: &str, kind: Kind, of: fn(&Tie) -> &str| {
        ties.iter().any(|tie| tie.kind == kind && of(tie) == name)
    };
    let column = |name: &str| {
        if is(name, Kind::Membership, |tie| &tie.to) {
            return 2;
        }
        let mut own = ties.iter().filter(|tie| tie.from == name || tie.to == name);
        if own.all(|tie| tie.kind == Kind::Role && tie.from == name) {
            0
        } else {
            MIDDLE
        }
    };
    let mut columns: BTreeMap<&str, usize> =
        names.iter().map(|name| (*name, column(name))).collect();
    // Where nobody acts, collectives do.
    if columns.values().all(|column| *column != MIDDLE) {
        for column in columns.values_mut() {
            *column = (*column).min(MIDDLE);
        }
    }
    columns
}

/// The way of each tie; what passes the middle column gets a slot there, one for all of a pair.
fn ways<'t>(names: &[&str], nodes: &mut Vec<Node>, ties: &'t [Tie]) -> Vec<Line<'t>> {
    let mut slots: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut drawn: BTreeMap<(usize, usize), i32> = BTreeMap::new();
    let mut lines = Vec::new();
    for tie in ties {
        let place = |name: &str| names.iter().position(|candidate| *candidate == name);
        let (Some(one), Some(other)) = (place(&tie.from), place(&tie.to)) else {
            continue;
        };
        let column = |node: usize| nodes.get(node).map_or(MIDDLE, |node| node.column);
        let mut ends = [one, other];
        ends.sort_unstable_by_key(|node| (column(*node), *node));
        let [from, to] = ends;
        let again = drawn.entry((from, to)).or_default();
        let mut way = vec![from, to];
        if column(to) - column(from) > 1 {
            let slot = *slots.entry((from, to)).or_insert(nodes.len());
            if slot == nodes.len() {
                nodes.push(Node {
                    id: String::new(),
                    inline: Inline::default(),
                    names: Vec::new(),
                    column: MIDDLE,
                    left: Vec::new(),
                    right: Vec::new(),
                    y: 0,
                    height: 0,
                });
            }
            way.insert(1, slot);
        }
        lines.push(Line {
            tie,
            way,
            again: *again,
        });
        *again += 1;
    }
    lines
}

fn in_order(nodes: &[Node], lines: &[Line<'_>]) -> Vec<Vec<usize>> {
    let columns = (0..3).map(|column| {
        let all = nodes.iter().enumerate();
        let own = all.filter(|(_, node)| node.column == column);
        own.map(|(number, _)| number).collect()
    });
    let pairs = lines.iter().flat_map(|line| {
        let next = line.way.iter().skip(1);
        line.way.iter().copied().zip(next.copied())
    });
    let pairs: BTreeSet<(usize, usize)> = pairs.collect();
    let pairs: Vec<(usize, usize)> = pairs.into_iter().collect();
    let mut order = arrange(columns.collect(), &pairs);
    // What hangs together stands together, the most of it above.
    let groups = groups(nodes.len(), &pairs);
    let size = |group: &usize| {
        groups
            .iter()
            .filter(|other_group| *other_group == group)
            .count()
    };
    for column in &mut order {
        column.sort_by_key(|node| {
            let group = groups.get(*node).copied().unwrap_or(0);
            (Reverse(size(&group)), group)
        });
    }
    order
}

/// For each node the first of all that it is tied to, by however many others.
fn groups(nodes: usize, pairs: &[(usize, usize)]) -> Vec<usize> {
    let mut groups: Vec<usize> = (0..nodes).collect();
    for _ in 0..nodes {
        let before = groups.clone();
        for (one, other) in pairs {
            let of = |node: &usize| groups.get(*node).copied().unwrap_or(0);
            let least = of(one).min(of(other));
            for node in [one, other] {
                if let Some(group) = groups.get_mut(*node) {
                    *group = least;
                }
            }
        }
        if groups == before {
            break;
        }
    }
    groups
}

fn inside(nodes: &[Node], line: &Line<'_>, column: usize) -> bool {
    let mut ends = line.way.iter().filter_map(|node| nodes.get(*node));
    ends.all(|node| node.column == column)
}

fn columns(room: Room, nodes: &[Node], all: &[Line<'_>]) -> Columns {
    let longest = |column: usize| {
        let own = nodes.iter().filter(|node| node.column == column);
        own.map(|node| width(&node.inline.text)).max().unwrap_or(0)
    };
    let wanted = [0, 1, 2].map(longest);
    let [people, _, collectives] = wanted.map(|wanted| wanted > 0);
    let arcs = [0, 1, 2].map(|column| all.iter().any(|line| inside(nodes, line, column)));
    let [_, arcs_middle, arcs_right] = arcs;
    let gaps = (
        if people || arcs_middle { BEND } else { 0 },
        if collectives { BEND } else { 0 },
    );
    // A dot, and what is between it and its name, at each column; a little at the right of the middle.
    let fixed = |there: bool| if there { INSET + 12 } else { 0 };
    let fixed = fixed(people) + fixed(true) + fixed(collectives) + 16;
    let names = share(&wanted, room.width - gaps.0 - gaps.1 - fixed);
    let [first, middle, last] =
        [0, 1, 2].map(|number: usize| names.get(number).copied().unwrap_or(0));
    let left = if people { first + INSET + 6 } else { 0 };
    let right = if collectives {
        room.width - last - INSET - 6
    } else {
        room.width
    };
    // What is left goes to the gaps; arcs need more than lines that only go across.
    let free = right - left - 6 - INSET - middle - 16;
    let gap = match (gaps.0 > 0, collectives) {
        (true, true) if arcs_middle && !arcs_right => free * 11 / 20,
        (true, true) => free / 2,
        // Names alone stand near the margin, however much room there is.
        (true, false) if !people => free.min(70 + 16 * count(nodes.len())).min(320),
        (true, false) => free,
        (false, _) => 0,
    };
    let dot = left + gap + 6;
    let leave = dot + INSET + middle + 16;
    Columns {
        dots: [left, dot, right],
        names: [first, middle, last],
        leave,
        out: [0, gap - 22, right - leave - 22],
    }
}

impl Layers<'_> {
    /// Gives every name its height and its place.
    fn place(&mut self) {
        let mut ends: BTreeMap<usize, i32> = BTreeMap::new();
        for line in &self.lines {
            for (number, node) in line.way.iter().enumerate() {
                // Lines leave a name of the middle at its right all from one point.
                let left = number > 0 || inside(&self.nodes, line, self.column(*node));
                if left || self.column(*node) == 0 {
                    *ends.entry(*node).or_default() += 1;
                }
            }
        }
        let all: i32 = ends.values().sum();
        self.port = (PORTS_MAX / all.max(1)).clamp(1, PORT);
        for (number, node) in self.nodes.iter_mut().enumerate() {
            let room = self.columns.names.get(node.column).copied().unwrap_or(0);
            if !node.inline.text.is_empty() {
                node.names = lines(&node.inline.text, room, 2);
            }
            let ends = ends.get(&number).copied().unwrap_or(0);
            node.height = (LINE * count(node.names.len())).max(self.port * (ends - 1) + 10);
        }
        let high = |column: &Vec<usize>| -> i32 {
            let heights = column.iter().filter_map(|node| self.nodes.get(*node));
            heights.map(|node| node.height + GAP).sum()
        };
        self.height = self.order.iter().map(high).max().unwrap_or(0);
        let own = self.order.get(MIDDLE).map_or(0, high);
        let many = count(self.order.get(MIDDLE).map_or(0, Vec::len)).max(1);
        let more = (self.height - own) / many;
        let mut y = (self.height - own - more * many) / 2;
        for node in self.order.get(MIDDLE).into_iter().flatten() {
            if let Some(node) = self.nodes.get_mut(*node) {
                let step = node.height + GAP + more;
                node.y = y + step / 2;
                y += step;
            }
        }
        for column in [0, 2] {
            self.near(column);
        }
    }

    fn column(&self, node: usize) -> usize {
        self.nodes.get(node).map_or(MIDDLE, |node| node.column)
    }

    fn is(&self, node: usize, name: &str) -> bool {
        self.nodes.get(node).is_some_and(|node| node.id == name)
    }

    fn y(&self, node: usize) -> i32 {
        self.nodes.get(node).map_or(0, |node| node.y)
    }

    /// Places an outer column near what its names are tied to.
    fn near(&mut self, column: usize) {
        let order = self.order.get(column).cloned().unwrap_or_default();
        let middle = self.height / 2;
        let wanted = order.iter().map(|node| {
            let others = self
                .lines
                .iter()
                .filter_map(|line| beside(&line.way, *node));
            let others = others.filter(|other| self.column(*other) != column);
            let places: Vec<i32> = others.map(|other| self.y(other)).collect();
            let sum: i32 = places.iter().sum();
            sum.checked_div(count(places.len())).unwrap_or(middle)
        });
        let wanted: Vec<i32> = wanted.collect();
        let heights = order.iter().filter_map(|node| self.nodes.get(*node));
        let heights: Vec<i32> = heights.map(|node| node.height).collect();
        let places = spread(&wanted, &heights, GAP, (0, self.height));
        for (node, place) in order.iter().zip(places) {
            if let Some(node) = self.nodes.get_mut(*node) {
                node.y = place;
            }
        }
    }

    /// Gives every tie its place at both of its ends, so that few of them cross there.
    fn attach(&mut self) {
        let mut ends: Vec<(usize, bool, End)> = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            for (one, other) in line.way.iter().zip(line.way.iter().skip(1)) {
                let (above, below) = (self.y(*one), self.y(*other));
                if self.column(*one) == self.column(*other) {
                    ends.push((*one, false, around(above, below, (line.again, number))));
                    ends.push((*other, false, around(below, above, (line.again, number))));
                } else {
                    ends.push((*one, true, (1, below, number)));
                    ends.push((*other, false, (1, above, number)));
                }
            }
        }
        ends.sort_unstable();
        for (node, right, end) in ends {
            let Some(node) = self.nodes.get_mut(node) else {
                continue;
            };
            if right {
                node.right.push(end);
            } else {
                node.left.push(end);
            }
        }
    }

    /// Where a tie ends at a node.
    fn port(&self, node: usize, line: usize, right: bool) -> i32 {
        let Some(node) = self.nodes.get(node) else {
            return 0;
        };
        // All lines that leave the middle column do so from one point; a slot is one as well.
        if node.column == MIDDLE && (right || node.names.is_empty()) {
            return node.y;
        }
        let ends = if right { &node.right } else { &node.left };
        let place = ends.iter().position(|(.., own)| *own == line).unwrap_or(0);
        node.y + self.port * (2 * count(place) - count(ends.len()) + 1) / 2
    }
}

/// The node that a tie leads to from an end.
fn beside(way: &[usize], node: usize) -> Option<usize> {
    let mut back = way.iter().rev();
    let from = |way: &mut dyn Iterator<Item = &usize>| {
        way.skip_while(|step| **step != node).nth(1).copied()
    };
    from(&mut way.iter()).or_else(|| from(&mut back))
}

/// The place of an arc among others of its name: those that go far lie around those that do not.
fn around(own: i32, other: i32, (again, number): (i32, usize)) -> End {
    if other < own {
        (0, again - other * 64, number)
    } else {
        (2, -other * 64 - again, number)
    }
}
