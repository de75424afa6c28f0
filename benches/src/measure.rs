//! Medians, ratios, and the table.

use std::time::{Duration, Instant};

/// One line of the table.
#[derive(Debug)]
pub struct Row {
    /// What was measured, and how much of it.
    pub what: String,
    /// The median, in words.
    pub result: String,
    /// What it is compared with, and its median in words; may be empty.
    pub baseline: String,
    /// Result by baseline; above 1 is better for rates, below 1 for times.
    pub ratio: Option<f64>,
}

/// Prints the table as Markdown.
pub fn table(rows: &[Row]) -> String {
    let mut out = String::from("| what | result | baseline | ratio |\n|---|--:|--:|--:|\n");
    for row in rows {
        let ratio = row
            .ratio
            .map(|ratio| format!("{ratio:.2}"))
            .unwrap_or_default();
        let cells = [row.what.as_str(), &row.result, &row.baseline, &ratio];
        out.push_str(&format_row(&cells));
    }
    out
}

fn format_row(cells: &[&str]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// The middle of some figures; 0 where there are none.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// The median seconds of two things, done in turn.
pub fn alternate(rounds: usize, mut one: impl FnMut(), mut other: impl FnMut()) -> (f64, f64) {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ones.push(timed(&mut one).as_secs_f64());
        others.push(timed(&mut other).as_secs_f64());
    }
    (median(ones), median(others))
}

fn timed(mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Seconds as people read them.
pub fn seconds(seconds: f64) -> String {
    if seconds < 1.0 {
        format!("{:.1} ms", seconds * 1e3)
    } else {
        format!("{seconds:.2} s")
    }
}
