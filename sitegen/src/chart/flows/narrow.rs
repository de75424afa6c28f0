//! Flows on a narrow screen: what, and below it the ribbon that leads to whoever gets it.

use crate::chart::draw::{Drawing, Mark, Room, Shape, fit, lines, text, width};
use crate::chart::flows::ribbon::{TIP, heading, named, ribbon, tip};
use crate::chart::flows::row::Row;

/// Where a narrow drawing's words begin, right of the giver's bar.
const INSET: i32 = 16;

pub(crate) fn slim(room: Room, panels: &[&[Row]]) -> Drawing {
    let mut sheet = Drawing::empty(room);
    let rows = panels.iter().copied().flatten();
    let takers = rows.filter_map(|row| row.to.as_ref());
    let longest = takers.map(|taker| width(&taker.name)).max().unwrap_or(0);
    let right = room.width - (longest + 8).min(130);
    for rows in panels {
        heading(&mut sheet, rows);
        for of in rows.chunk_by(|left, right| left.from == right.from) {
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
