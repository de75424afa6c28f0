//! True and falsified facts from made-up news, a line each in `lines/`: a language, the words of an article, a
//! statement, a body.

use super::{Row, findings_for};

/// The rows of a file; its name and a row's line tell where an alarm is from.
fn rows(text: &'static str) -> impl Iterator<Item = (usize, Row)> {
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(|(number, line)| {
        let mut cells = line.split(" | ");
        let mut cell = || cells.next().unwrap_or_default();
        (number + 1, (cell(), cell(), cell(), cell()))
    })
}

#[test]
fn of_true_facts_nothing_is_told() {
    let mut count = 0;
    let mut alarms = Vec::new();
    for (number, (language, words, statement, body)) in rows(include_str!("lines/true.txt")) {
        count += 1;
        let found = findings_for(language, words, statement, body);
        if !found.is_empty() {
            alarms.push(format!("{number}: {statement}\n  {}", found.join("\n  ")));
        }
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
    assert!(count >= 150, "{count} true facts");
}

#[test]
fn of_falsified_facts_something_is_told() {
    let mut count = 0;
    let mut missed = Vec::new();
    for (number, (language, words, statement, body)) in rows(include_str!("lines/false.txt")) {
        count += 1;
        if findings_for(language, words, statement, body).is_empty() {
            missed.push(format!("{number}: {words} | {statement} | {body}"));
        }
    }
    assert!(
        missed.is_empty(),
        "{} of {count}\n{}",
        missed.len(),
        missed.join("\n")
    );
    assert!(count >= 40, "{count} falsified facts");
}
