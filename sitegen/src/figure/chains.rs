//! Through whom a statement came: from its origin, by those who passed it on, to the article.
//!
//! One row a way. Rows that end in the same place run together there, so that what looks like several
//! sources and is one can be seen.

use std::collections::BTreeSet;

use dossier::v1::{Fact, Voice};

use super::{
    Chart, Drawing, KEY_HEIGHT, KEY_WIDTH, Key, Mark, ROOMS, Room, Shape, fit, path, text, width,
};
use crate::desk::{Desk, voice_class};
use crate::part::evidence::{Step, witness};
use crate::url::Place;

/// How many ways a figure has at most: on a narrow screen each of them takes several lines.
const WAYS_MAX: usize = 16;

/// One way, and the facts that came by it.
#[derive(Debug)]
pub(crate) struct Way {
    /// From the origin to the article.
    pub(crate) hands: Vec<Step>,
    /// The voice of the statements, as a class of the style sheet.
    class: &'static str,
    /// The names of the facts.
    pub(crate) facts: Vec<String>,
}

/// The ways by which some facts came, those of the most facts first.
pub(crate) fn ways(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for fact in facts {
        for evidence in &fact.evidence {
            let class = voice_class(Some(evidence.voice()));
            let hands = witness(desk, evidence).chain;
            let same = |way: &&mut Way| {
                let names = |hands: &[Step]| -> Vec<String> {
                    hands.iter().map(|hand| hand.who.text.clone()).collect()
                };
                way.class == class && names(&way.hands) == names(&hands)
            };
            match ways.iter_mut().find(same) {
                Some(way) => way.facts.push(fact.name.clone()),
                None => ways.push(Way {
                    hands,
                    class,
                    facts: vec![fact.name.clone()],
                }),
            }
        }
    }
    let end = |way: &Way| way.hands.last().map(|hand| hand.who.text.clone());
    ways.sort_by_cached_key(|way| (end(way), std::cmp::Reverse(way.facts.len())));
    ways
}

/// A figure of ways; none where nobody but the article says anything.
pub(crate) fn chains(desk: &Desk<'_>, ways: &[Way]) -> Option<Chart> {
    let drawn: Vec<&Way> = ways.iter().filter(|way| way.hands.len() > 1).collect();
    if drawn.is_empty() {
        return None;
    }
    let more = drawn.len().saturating_sub(WAYS_MAX);
    let rows: Vec<Row> = drawn
        .iter()
        .take(WAYS_MAX)
        .map(|way| row(desk, way))
        .collect();
    let words = &desk.words.charts;
    let facts: BTreeSet<&String> = drawn.iter().flat_map(|way| &way.facts).collect();
    // The first one is the origin, the last one the article.
    let between = |way: &&Way| way.hands.len().saturating_sub(2);
    let hands = drawn.iter().map(between).max().unwrap_or(0);
    Some(Chart {
        title: words.chains_title,
        reading: (words.time.chains)(facts.len(), drawn.len(), hands),
        key: key(desk, &drawn),
        note: match more {
            0 => String::new(),
            more => (words.more)(more),
        },
        drawings: ROOMS.iter().map(|room| drawing(*room, &rows)).collect(),
    })
}

/// The voices that there are.
fn key(desk: &Desk<'_>, ways: &[&Way]) -> Vec<Key> {
    const VOICES: [Voice; 4] = [
        Voice::ReportedAsFact,
        Voice::Attributed,
        Voice::AuthorAnalysis,
        Voice::EditorInference,
    ];
    let voices = VOICES.into_iter().filter_map(|voice| {
        let class = voice_class(Some(voice));
        let there = ways.iter().any(|way| way.class == class);
        there.then(|| Key {
            shape: path(format!("M0 {}H{KEY_WIDTH}", KEY_HEIGHT / 2), class),
            word: desk.words.term(voice.as_str_name()),
        })
    });
    voices.collect()
}

struct Row {
    hands: Vec<Hand>,
    class: &'static str,
    /// How many facts, where it is more than one.
    count: String,
    /// The fact, or where its origin's facts are.
    href: String,
    title: String,
}

struct Hand {
    name: String,
    role: &'static str,
    href: String,
}

fn row(desk: &Desk<'_>, way: &Way) -> Row {
    let hands = way.hands.iter().map(|step| Hand {
        name: step.who.text.clone(),
        role: step.role,
        href: step.who.href.clone(),
    });
    let hands: Vec<Hand> = hands.collect();
    let count = (desk.words.facts)(way.facts.len());
    let (href, title) = if let [one] = way.facts.as_slice() {
        (desk.link(Place::Fact(one)), desk.fact(one).text)
    } else {
        let origin = hands.first();
        let name = origin.map_or("", |hand| hand.name.as_str());
        let href = origin.map(|hand| hand.href.clone()).unwrap_or_default();
        (href, desk.labelled(name, &count))
    };
    Row {
        hands,
        class: way.class,
        count: if way.facts.len() > 1 {
            count
        } else {
            String::new()
        },
        href,
        title,
    }
}

fn drawing(room: Room, rows: &[Row]) -> Drawing {
    let mut sheet = Drawing::empty(room);
    let columns = rows.iter().map(|row| row.hands.len()).max().unwrap_or(1);
    // How many rows in succession end in the same place.
    let (mut end, mut joined) = (None, 0);
    for row in rows {
        if room.narrow {
            narrow(&mut sheet, row);
        } else {
            let own = row.hands.last().map(|hand| hand.name.as_str());
            joined = if own == end { joined + 1 } else { 0 };
            wide(&mut sheet, row, columns, joined);
            end = own;
        }
    }
    sheet.height += 6;
    sheet
}

const HEIGHT: i32 = 56;

fn wide(sheet: &mut Drawing, row: &Row, columns: usize, joined: i32) {
    let columns = i32::try_from(columns).unwrap_or(1);
    let step = sheet.width / columns;
    let middle = sheet.height + 26;
    let last = row.hands.len().saturating_sub(1);
    let mut from = 0;
    for (place, hand) in row.hands.iter().enumerate() {
        let x = match i32::try_from(place) {
            // The article stands at the end, whatever lies between.
            _ if place == last => step * (columns - 1),
            Ok(place) => step * place,
            Err(_) => 0,
        };
        let again = place == last && joined > 0;
        if place > 0 {
            let to = if again { x + 12 } else { x - 8 };
            line(sheet, row, [from, to, middle], place == 1);
        }
        if again {
            // It stands above already, its role below its name.
            let gap = if joined == 1 { 30 } else { 0 };
            let up = format!("M{} {middle}V{}", x + 12, middle - HEIGHT + gap);
            sheet.ground.push(path(up, row.class));
            continue;
        }
        let name = fit(&hand.name, step - 34);
        from = x + width(&name) + 8;
        let shapes = vec![
            text(x, middle + 5, "label", name),
            text(x, middle + 23, "aside", fit(hand.role, step - 20)),
        ];
        put(sheet, hand, shapes);
    }
    sheet.height += HEIGHT;
}

/// The line to the next hand; the first one says how many facts came along it.
fn line(sheet: &mut Drawing, row: &Row, [from, to, y]: [i32; 3], counted: bool) {
    let tip = to - 8;
    let head = format!("M{tip} {}L{to} {y}L{tip} {}", y - 5, y + 5);
    let mut shapes = vec![
        path(format!("M{from} {y}H{to}"), row.class),
        path(head, "head"),
    ];
    if counted && !row.count.is_empty() {
        shapes.push(text(
            from + 4,
            y - 7,
            "aside",
            fit(&row.count, to - from - 8),
        ));
    }
    sheet.marks.push(Mark {
        href: row.href.clone(),
        title: row.title.clone(),
        shapes,
    });
}

fn narrow(sheet: &mut Drawing, row: &Row) {
    let last = row.hands.len().saturating_sub(1);
    for (place, hand) in row.hands.iter().enumerate() {
        let y = sheet.height + 20;
        let shapes = vec![
            text(20, y, "label", fit(&hand.name, sheet.width - 20)),
            text(20, y + 18, "aside", fit(hand.role, sheet.width / 2 - 24)),
        ];
        put(sheet, hand, shapes);
        if place < last {
            let (top, tip) = (y - 6, y + 36);
            let mut shapes = vec![
                path(format!("M6 {top}V{tip}"), row.class),
                path(format!("M1 {}L6 {tip}L11 {}", tip - 8, tip - 8), "head"),
            ];
            if place == 0 && !row.count.is_empty() {
                let x = sheet.width / 2;
                shapes.push(text(x, y + 18, "aside", fit(&row.count, x)));
            }
            sheet.marks.push(Mark {
                href: row.href.clone(),
                title: row.title.clone(),
                shapes,
            });
        }
        sheet.height += 46;
    }
    sheet.height += 16;
}

/// A hand leads to its page, where it has one.
fn put(sheet: &mut Drawing, hand: &Hand, shapes: Vec<Shape>) {
    if hand.href.is_empty() {
        sheet.ground.extend(shapes);
        return;
    }
    sheet.marks.push(Mark {
        href: hand.href.clone(),
        title: format!("{} {}", hand.role, hand.name),
        shapes,
    });
}
