//! Who gave what to whom: a panel for each stage, in it a ribbon for each transfer.
//!
//! Ribbons are of one width. Amounts of shells, drones and dollars cannot be compared, and a width that
//! said otherwise would lie; an amount is written where it is known, and the ribbon is hollow where not.
//! What was offered, delivered and used are different counts, so stages never share a panel.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::fact::Body;
use dossier::v1::{Fact, Transfer, TransferStage};

use super::panel::broad;
use super::{
    Chart, Drawing, Key, Mark, ROOMS, ROWS_MAX, Room, Shape, fit, lines, path, text, width,
};
use crate::desk::{Desk, Line};
use crate::part::figure_of;
use crate::url::Place;

/// A transfer; or several of one pair at one stage, where there are too many to draw each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    /// Which panel, in the order of the life of goods.
    stage: usize,
    pub(super) from: End,
    /// Nobody where the stage has no recipient of its own.
    pub(super) to: Option<End>,
    kind: i32,
    pub(super) what: String,
    pub(super) category: &'static str,
    pub(super) known: bool,
    pub(super) href: String,
    pub(super) title: String,
    heading: &'static str,
}

/// Who stands at an end of a ribbon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct End {
    pub(super) name: String,
    /// Their page, where it is one alone.
    pub(super) href: String,
    /// Whether a fact names them.
    pub(super) said: bool,
}

/// How many ribbons there are at most where each is a pair: their names take several lines.
const PAIRS_MAX: usize = 32;

/// From an offer to what was used up.
const STAGES: [TransferStage; 8] = [
    TransferStage::Offered,
    TransferStage::Agreed,
    TransferStage::Ordered,
    TransferStage::Produced,
    TransferStage::Shipped,
    TransferStage::Delivered,
    TransferStage::Used,
    TransferStage::Lost,
];

/// The transfers among some facts.
pub(super) fn flows(desk: &Desk<'_>, facts: &[&Fact]) -> Option<Chart> {
    let mut rows: Vec<Row> = facts.iter().filter_map(|fact| row(desk, fact)).collect();
    if rows.is_empty() {
        return None;
    }
    rows.sort_unstable();
    let words = &desk.words.charts;
    let reading = reading(desk, &rows);
    let key = key(desk, &rows);
    let mut note = words.flows.to_owned();
    if rows.len() > ROWS_MAX {
        let (joined, more) = together(desk, &rows);
        rows = joined;
        if more > 0 {
            note.push(' ');
            note.push_str(&(words.more)(more));
        }
    }
    let panels: Vec<&[Row]> = rows
        .chunk_by(|one, other| one.stage == other.stage)
        .collect();
    let drawings = ROOMS.iter().map(|room| {
        if room.narrow {
            slim(*room, &panels)
        } else {
            broad(*room, &panels)
        }
    });
    Some(Chart {
        title: words.flows_title,
        reading,
        key,
        note,
        drawings: drawings.collect(),
    })
}

/// How many flows, from how many, and where most of them lead.
fn reading(desk: &Desk<'_>, rows: &[Row]) -> String {
    let givers: BTreeSet<&End> = rows.iter().map(|row| &row.from).collect();
    let mut takers: BTreeMap<&End, usize> = BTreeMap::new();
    for taker in rows.iter().filter_map(|row| row.to.as_ref()) {
        *takers.entry(taker).or_default() += 1;
    }
    let most = takers.into_iter().filter(|(taker, _)| taker.said);
    let most = most.min_by_key(|(_, count)| std::cmp::Reverse(*count));
    let most = most.map(|(taker, count)| (count, taker.name.as_str()));
    (desk.words.charts.flows_reading)(rows.len(), givers.len(), most)
}

fn key(desk: &Desk<'_>, rows: &[Row]) -> Vec<Key> {
    let words = &desk.words.charts;
    let samples = [
        (true, path("M2 8H30".to_owned(), "ribbon"), words.stated),
        (
            false,
            path("M2 4H30V12H2Z".to_owned(), "hollow"),
            words.not_stated,
        ),
    ];
    let met = |known| rows.iter().any(|row| row.known == known);
    let met = samples.into_iter().filter(|(known, ..)| met(*known));
    met.map(|(_, shape, word)| Key { shape, word }).collect()
}

fn words(line: &Line) -> String {
    line.iter().map(|run| run.text.as_str()).collect()
}

fn end(desk: &Desk<'_>, names: &[String]) -> Option<End> {
    let line = desk.entities(names);
    let href = match line.as_slice() {
        [] => return None,
        [one] => one.href.clone(),
        _ => String::new(),
    };
    Some(End {
        name: words(&line),
        href,
        said: true,
    })
}

fn nobody(desk: &Desk<'_>) -> End {
    End {
        name: desk.words.label.not_said.to_owned(),
        href: String::new(),
        said: false,
    }
}

fn row(desk: &Desk<'_>, fact: &Fact) -> Option<Row> {
    let Some(Body::Transfer(transfer)) = &fact.body else {
        return None;
    };
    let stage = transfer.stage();
    let amount = figure_of(desk, fact);
    let item = desk.entity(&transfer.item).text;
    let (from, to) = ends(desk, transfer);
    let place = STAGES.iter().position(|one| *one == stage);
    let word = |said: bool, name| if said { desk.words.term(name) } else { "" };
    Some(Row {
        stage: place.unwrap_or(STAGES.len()),
        from,
        to,
        kind: transfer.category,
        what: match &amount {
            Some(amount) => desk.labelled(&item, amount),
            None => item,
        },
        category: word(transfer.category != 0, transfer.category().as_str_name()),
        known: amount.is_some(),
        href: desk.link(Place::Fact(&fact.name)),
        title: desk.text(&fact.statement).text,
        heading: word(transfer.stage != 0, stage.as_str_name()),
    })
}

/// What is made comes from its maker. What is made, used or lost need not go to anybody; anything else
/// has a recipient, even where nobody says who.
fn ends(desk: &Desk<'_>, transfer: &Transfer) -> (End, Option<End>) {
    let stage = transfer.stage();
    let (suppliers, makers) = (&transfer.suppliers, &transfer.makers);
    let makers_first = stage == TransferStage::Produced;
    let (first, second) = if makers_first {
        (makers, suppliers)
    } else {
        (suppliers, makers)
    };
    let from = end(desk, first).or_else(|| end(desk, second));
    let alone = matches!(
        stage,
        TransferStage::Produced | TransferStage::Used | TransferStage::Lost
    );
    let to = end(desk, &transfer.recipients).or_else(|| (!alone).then(|| nobody(desk)));
    (from.unwrap_or_else(|| nobody(desk)), to)
}

/// Too many to name each: one ribbon for each pair at each stage, the most first; and how many facts
/// are left out even so.
fn together(desk: &Desk<'_>, rows: &[Row]) -> (Vec<Row>, usize) {
    let mut pairs: BTreeMap<(usize, &End, &Option<End>), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let pair = (row.stage, &row.from, &row.to);
        pairs.entry(pair).or_default().push(row);
    }
    let mut pairs: Vec<Vec<&Row>> = pairs.into_values().collect();
    pairs.sort_by_key(|of| std::cmp::Reverse(of.len()));
    let left: usize = pairs.iter().skip(PAIRS_MAX).map(Vec::len).sum();
    let joined = pairs.iter().take(PAIRS_MAX).filter_map(|of| {
        let mut row = (*of.first()?).clone();
        if of.len() > 1 {
            row.what = (desk.words.facts)(of.len());
            row.known = of.iter().any(|row| row.known);
            if of.iter().any(|other| other.category != row.category) {
                row.category = "";
            }
        }
        Some(row)
    });
    let mut joined: Vec<Row> = joined.collect();
    joined.sort_unstable();
    (joined, left)
}

/// The name of a panel, with a line below it.
pub(super) fn heading(sheet: &mut Drawing, rows: &[Row]) {
    if sheet.height > 0 {
        sheet.height += 26;
    }
    let word = rows.first().map_or("", |row| row.heading);
    if word.is_empty() {
        return;
    }
    sheet.height += 26;
    let y = sheet.height;
    sheet.ground.push(text(0, y - 8, "group", capital(word)));
    sheet
        .ground
        .push(path(format!("M0 {y}H{}", sheet.width), "grid"));
    sheet.height += 8;
}

/// A heading starts with a capital letter where the script has them.
fn capital(word: &str) -> String {
    let mut rest = word.chars();
    let first = rest.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(rest).collect()
}

/// A band along a path, hollow where no amount is stated.
pub(super) fn ribbon(row: &Row, d: String) -> Vec<Shape> {
    if row.known {
        vec![path(d, "ribbon")]
    } else {
        vec![path(d.clone(), "ribbon unknown"), path(d, "ribbon inner")]
    }
}

/// How long the head of an arrow is.
pub(super) const TIP: i32 = 11;

/// The head of an arrow at the end of a band.
pub(super) fn tip(row: &Row, x: i32, y: i32) -> Shape {
    let class = if row.known { "tip" } else { "tip unknown" };
    let back = x - TIP;
    path(
        format!("M{back} {}L{x} {y}L{back} {}Z", y - 8, y + 8),
        class,
    )
}

/// Whoever has a page leads there.
pub(super) fn named(sheet: &mut Drawing, end: &End, shapes: Vec<Shape>) {
    if end.href.is_empty() {
        sheet.ground.extend(shapes);
    } else {
        sheet.marks.push(Mark {
            href: end.href.clone(),
            title: end.name.clone(),
            shapes,
        });
    }
}

/// Where a narrow drawing's words begin, right of the giver's bar.
const INSET: i32 = 16;

fn slim(room: Room, panels: &[&[Row]]) -> Drawing {
    let mut sheet = Drawing::empty(room);
    let rows = panels.iter().copied().flatten();
    let takers = rows.filter_map(|row| row.to.as_ref());
    let longest = takers.map(|taker| width(&taker.name)).max().unwrap_or(0);
    let right = room.width - (longest + 8).min(130);
    for rows in panels {
        heading(&mut sheet, rows);
        for of in rows.chunk_by(|one, other| one.from == other.from) {
            let Some(first) = of.first() else { continue };
            let name = fit(&first.from.name, room.width);
            let y = sheet.height + 20;
            named(&mut sheet, &first.from, vec![text(0, y, "label", name)]);
            let top = y + 10;
            sheet.height = top;
            for row in of {
                stacked(&mut sheet, row, right);
            }
            sheet.ground.push(Shape::Bar {
                x: 0,
                y: top,
                width: 6,
                height: sheet.height - top - 8,
                class: "end",
            });
        }
    }
    sheet
}

/// A row of a narrow drawing: what, and below it the ribbon that leads to whoever gets it.
fn stacked(sheet: &mut Drawing, row: &Row, right: i32) {
    let mut y = sheet.height;
    let mut shapes = Vec::new();
    for line in lines(&row.what, sheet.width - INSET, 3) {
        y += 17;
        shapes.push(text(INSET, y - 3, "what", line));
    }
    y += 12;
    if row.to.is_some() {
        shapes.splice(0..0, ribbon(row, format!("M6 {y}H{}", right - TIP)));
        shapes.push(tip(row, right, y));
    } else {
        shapes.splice(0..0, ribbon(row, format!("M6 {y}H{right}")));
    }
    let mut below = y + 12;
    if let Some(taker) = &row.to {
        let class = if taker.said { "label" } else { "aside" };
        for (line, at) in lines(&taker.name, sheet.width - right - 8, 2)
            .into_iter()
            .zip([y + 5, y + 22])
        {
            shapes.push(text(right + 8, at, class, line));
            below = below.max(at + 6);
        }
    }
    if !row.category.is_empty() {
        let room = right - INSET;
        shapes.push(text(INSET, y + 22, "aside", fit(row.category, room)));
        below = below.max(y + 28);
    }
    sheet.height = below + 8;
    sheet.marks.push(Mark {
        href: row.href.clone(),
        title: row.title.clone(),
        shapes,
    });
}
