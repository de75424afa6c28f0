//! Through whom a statement came: from its origin, by those who passed it on, to the article.
//!
//! One row per path. Rows that end in the same place run together there, so that what looks like several
//! sources and is one can be seen.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{Fact, Stance, Voice};

use crate::chart::draw::{
    Chart, Drawing, KEY_HEIGHT, KEY_WIDTH, Key, Mark, ROOMS, Room, Shape, fit, path, text, width,
};
use crate::context::PageContext;
use crate::part::source_view::{Hop, source_view};
use crate::part::voice_mark::voice_class;
use crate::url::Route;

/// How many paths a figure has at most: on a narrow screen each of them takes several lines.
const PATHS_MAX: usize = 16;

/// One path, and the facts that came by it.
#[derive(Debug)]
pub(crate) struct Path {
    /// From the origin to the article.
    pub(crate) hops: Vec<Hop>,
    /// The voice of the statements, as a class of the style sheet.
    class: &'static str,
    /// The names of the facts.
    pub(crate) facts: Vec<String>,
}

/// The paths by which some facts came, those of the most facts first.
pub(crate) fn paths(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Path> {
    let mut paths: Vec<Path> = Vec::new();
    let mut places: BTreeMap<(&str, Vec<String>), usize> = BTreeMap::new();
    for fact in facts {
        // Who disputes a statement did not pass it on.
        let supporting = fact.evidence.iter();
        for evidence in supporting.filter(|evidence| evidence.stance() != Stance::Disputes) {
            let class = voice_class(Some(evidence.voice()));
            let hops = source_view(context, evidence).hops;
            let names = hops.iter().map(|hop| hop.who.text.clone()).collect();
            let place = *places.entry((class, names)).or_insert(paths.len());
            match paths.get_mut(place) {
                Some(path) => path.facts.push(fact.name.clone()),
                None => paths.push(Path {
                    hops,
                    class,
                    facts: vec![fact.name.clone()],
                }),
            }
        }
    }
    let end = |path: &Path| path.hops.last().map(|hop| hop.who.text.clone());
    paths.sort_by_cached_key(|path| (end(path), std::cmp::Reverse(path.facts.len())));
    paths
}

/// By how many paths how many facts came, in a headline; empty where nobody but an article says anything.
pub(crate) fn finding(context: &PageContext<'_>, paths: &[Path]) -> String {
    let drawn: Vec<&Path> = paths.iter().filter(|path| path.hops.len() > 1).collect();
    let facts: BTreeSet<&String> = drawn.iter().flat_map(|path| &path.facts).collect();
    // The first one is the origin, the last one the article.
    let between = |path: &&Path| path.hops.len().saturating_sub(2);
    match drawn.iter().map(between).max() {
        Some(hops) => (context.words.charts.time.chains)(facts.len(), drawn.len(), hops),
        None => String::new(),
    }
}

/// A figure of paths; none where nobody but the articles says anything, or where all end in one article,
/// which a list says better.
pub(crate) fn provenance(context: &PageContext<'_>, paths: &[Path]) -> Option<Chart> {
    let drawn: Vec<&Path> = paths.iter().filter(|path| path.hops.len() > 1).collect();
    let ends = drawn.iter().filter_map(|path| path.hops.last());
    let ends: BTreeSet<&str> = ends.map(|hop| hop.who.href.as_str()).collect();
    if ends.len() < 2 {
        return None;
    }
    let more = drawn.len().saturating_sub(PATHS_MAX);
    let rows: Vec<Row> = drawn
        .iter()
        .take(PATHS_MAX)
        .map(|path| row(context, path))
        .collect();
    let words = &context.words.charts;
    Some(Chart {
        title: words.chains_title,
        finding: finding(context, paths),
        key: key(context, &drawn),
        note: match more {
            0 => String::new(),
            more => (words.more)(more),
        },
        drawings: ROOMS.iter().map(|room| drawing(*room, &rows)).collect(),
        ..Chart::default()
    })
}

/// The voices that there are.
fn key(context: &PageContext<'_>, paths: &[&Path]) -> Vec<Key> {
    const VOICES: [Voice; 4] = [
        Voice::ReportedAsFact,
        Voice::Attributed,
        Voice::AuthorAnalysis,
        Voice::EditorInference,
    ];
    let voices = VOICES.into_iter().filter_map(|voice| {
        let class = voice_class(Some(voice));
        let there = paths.iter().any(|path| path.class == class);
        there.then(|| Key {
            shape: path(format!("M0 {}H{KEY_WIDTH}", KEY_HEIGHT / 2), class),
            word: context.words.term(voice.as_str_name()),
        })
    });
    voices.collect()
}

struct Row {
    hops: Vec<HopLabel>,
    class: &'static str,
    /// How many facts, where it is more than one.
    count: String,
    /// The fact, or where its origin's facts are.
    href: String,
    title: String,
}

struct HopLabel {
    name: String,
    role: &'static str,
    href: String,
}

fn row(context: &PageContext<'_>, path: &Path) -> Row {
    let hops = path.hops.iter().map(|hop| HopLabel {
        name: hop.who.text.clone(),
        role: hop.role,
        href: hop.who.href.clone(),
    });
    let hops: Vec<HopLabel> = hops.collect();
    let count = (context.words.facts)(path.facts.len());
    let (href, title) = if let [one] = path.facts.as_slice() {
        (context.link(Route::Fact(one)), context.fact(one).text)
    } else {
        let origin = hops.first();
        let name = origin.map_or("", |hop| hop.name.as_str());
        let href = origin.map(|hop| hop.href.clone()).unwrap_or_default();
        (href, context.labelled(name, &count))
    };
    Row {
        hops,
        class: path.class,
        count: if path.facts.len() > 1 {
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
    let columns = rows.iter().map(|row| row.hops.len()).max().unwrap_or(1);
    // How many rows in succession end in the same place.
    let (mut end, mut joined) = (None, 0);
    for row in rows {
        if room.narrow {
            narrow(&mut sheet, row);
        } else {
            let own = row.hops.last().map(|hop| hop.name.as_str());
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
    let last = row.hops.len().saturating_sub(1);
    let mut from = 0;
    for (place, hop) in row.hops.iter().enumerate() {
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
        let name = fit(&hop.name, step - 34);
        from = x + width(&name) + 8;
        let shapes = vec![
            text(x, middle + 5, "label", name),
            text(x, middle + 23, "aside", fit(hop.role, step - 20)),
        ];
        put(sheet, hop, shapes);
    }
    sheet.height += HEIGHT;
}

/// The line to the next hop; the first one says how many facts came along it.
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
    let last = row.hops.len().saturating_sub(1);
    for (place, hop) in row.hops.iter().enumerate() {
        let y = sheet.height + 20;
        let shapes = vec![
            text(20, y, "label", fit(&hop.name, sheet.width - 20)),
            text(20, y + 18, "aside", fit(hop.role, sheet.width / 2 - 24)),
        ];
        put(sheet, hop, shapes);
        if place < last {
            arrow_down(sheet, row, y, place == 0);
        }
        sheet.height += 46;
    }
    sheet.height += 16;
}

/// The arrow from a hop at this height to the next below it; at the first with how many facts came so.
fn arrow_down(sheet: &mut Drawing, row: &Row, y: i32, is_first: bool) {
    let (top, tip) = (y - 6, y + 36);
    let mut shapes = vec![
        path(format!("M6 {top}V{tip}"), row.class),
        path(format!("M1 {}L6 {tip}L11 {}", tip - 8, tip - 8), "head"),
    ];
    if is_first && !row.count.is_empty() {
        let x = sheet.width / 2;
        shapes.push(text(x, y + 18, "aside", fit(&row.count, x)));
    }
    sheet.marks.push(Mark {
        href: row.href.clone(),
        title: row.title.clone(),
        shapes,
    });
}

/// A hop leads to its page, where it has one.
fn put(sheet: &mut Drawing, hop: &HopLabel, shapes: Vec<Shape>) {
    if hop.href.is_empty() {
        sheet.ground.extend(shapes);
        return;
    }
    sheet.marks.push(Mark {
        href: hop.href.clone(),
        title: format!("{} {}", hop.role, hop.name),
        shapes,
    });
}
