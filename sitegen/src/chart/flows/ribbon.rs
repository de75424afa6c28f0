//! The ribbon of a transfer, its head, its ends, and the heading above a panel.

use crate::chart::draw::{Drawing, Mark, Shape, path, text};
use crate::chart::flows::row::{End, Row};
use crate::locale::format::capital;

/// The name of a panel, with a line below it.
pub(crate) fn heading(sheet: &mut Drawing, rows: &[Row]) {
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

/// A band along a path, hollow where no amount is stated.
pub(crate) fn ribbon(row: &Row, d: String) -> Vec<Shape> {
    if row.known {
        vec![path(d, "ribbon")]
    } else {
        vec![path(d.clone(), "ribbon unknown"), path(d, "ribbon inner")]
    }
}

/// How long the head of an arrow is.
pub(crate) const TIP: i32 = 11;

/// The head of an arrow at the end of a band.
pub(crate) fn tip(row: &Row, x: i32, y: i32) -> Shape {
    let class = if row.known { "tip" } else { "tip unknown" };
    let back = x - TIP;
    path(
        format!("M{back} {}L{x} {y}L{back} {}Z", y - 8, y + 8),
        class,
    )
}

/// Whoever has a page leads there.
pub(crate) fn named(sheet: &mut Drawing, end: &End, shapes: Vec<Shape>) {
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
