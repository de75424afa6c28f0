//! Samples of marks for the key of a figure.

use crate::chart::draw::rows::{HALF, TAIL, pieces, tip};
use crate::chart::draw::{KEY_HEIGHT, KEY_WIDTH, Shape, path};

const Y: i32 = KEY_HEIGHT / 2;

pub(crate) fn dot(class: &'static str) -> Shape {
    Shape::Dot {
        x: KEY_WIDTH / 2,
        y: Y,
        r: 6,
        class,
    }
}

pub(crate) fn bar(class: &'static str) -> Shape {
    Shape::Bar {
        x: 2,
        y: Y - HALF,
        width: KEY_WIDTH - 4,
        height: 2 * HALF,
        class,
    }
}

/// The outline of a bar, for samples that have something beside it.
fn outline(to: i32) -> String {
    format!("M2 {}H{to}V{}H2z", Y - HALF, Y + HALF)
}

pub(crate) fn open(class: &'static str) -> Shape {
    let to = KEY_WIDTH - TAIL - 1;
    path(format!("{}{}", outline(to), pieces(to, Y, 1)), class)
}

pub(crate) fn beyond(class: &'static str) -> Shape {
    let to = KEY_WIDTH - 12;
    path(format!("{}{}", outline(to), tip(to, Y)), class)
}

/// A bar with something drawn over it.
pub(crate) fn over(class: &'static str, drawn: impl Fn(i32, i32, i32) -> String) -> Shape {
    let to = KEY_WIDTH - 2;
    path(format!("{}{}", outline(to), drawn(2, to, Y)), class)
}
