//! What of a run of text looks like syntax that was meant to be read?

use std::ops::Range;

use super::mark::Mark;

/// A mark that is not read, and the bytes at which it stands.
pub(crate) type Unread = (Mark, Range<usize>);

/// Words that are shown as they are written, and what stands before them.
pub(super) struct Run {
    pub(super) bytes: Range<usize>,
    pub(super) starts_line: bool,
    pub(super) starts_item: bool,
    pub(super) is_heading: bool,
}

/// Marks inside of a line, the most telling first.
const INSIDE: [(&str, Mark); 31] = [
    ("[^", Mark::Footnote),
    ("](", Mark::Link),
    ("][", Mark::Link),
    ("]{", Mark::Link),
    ("[[", Mark::Link),
    ("![", Mark::Link),
    ("[!", Mark::Alert),
    ("[fact:", Mark::Link),
    ("[entity:", Mark::Link),
    ("(fact:", Mark::Link),
    ("(entity:", Mark::Link),
    ("] (http", Mark::Link),
    ("] (#", Mark::Link),
    (")[http", Mark::Link),
    (")[#", Mark::Link),
    (")[www", Mark::Link),
    ("{#", Mark::Braces),
    ("{:", Mark::Braces),
    ("{.", Mark::Braces),
    ("{{", Mark::Braces),
    ("{%", Mark::Braces),
    ("{=", Mark::Braces),
    ("~~", Mark::Struck),
    ("<!", Mark::Comment),
    ("< !", Mark::Comment),
    ("<--", Mark::Comment),
    ("!--", Mark::Comment),
    ("-->", Mark::Comment),
    ("-- >", Mark::Comment),
    ("--!>", Mark::Comment),
    ("`", Mark::Code),
];

/// The first mark in a run that is not read.
pub(super) fn unread_in(text: &str, run: &Run) -> Option<Unread> {
    let shown = text.get(run.bytes.clone())?;
    let mut found: Vec<(Mark, Range<usize>)> = Vec::new();
    for (mark, meaning) in INSIDE {
        found.extend(
            shown
                .match_indices(mark)
                .map(|(at, _)| (meaning, at..at + mark.len())),
        );
    }
    let is_kind = |behind: &str| behind.starts_with(char::is_alphabetic);
    found.retain(|(mark, place)| {
        let begins = run.starts_line && place.start == 0;
        *mark != Mark::Alert || begins && shown.get(place.end..).is_some_and(is_kind)
    });
    found.extend(emphasis(shown));
    found.extend(bare_links(shown));
    if run.starts_item && ["[ ]", "[x]", "[X]"].iter().any(|mark| is_box(shown, mark)) {
        found.push((Mark::Task, 0..3));
    }
    if run.starts_line && (shown.starts_with("##") || is_lone_hashtag(text, run, shown)) {
        found.push((Mark::Heading, 0..1));
    }
    let is_rule = shown.contains('|') && shown.contains("--");
    if run.starts_line && is_rule && shown.chars().all(|character| "|:- \t".contains(character)) {
        found.push((Mark::Table, 0..shown.len()));
    }
    // A character behind a backslash is meant to be shown, and starts a run.
    let before = text.get(..run.bytes.start)?;
    let first = shown.chars().next().filter(|_| before.ends_with('\\'));
    found.retain(|(mark, _)| first.is_none_or(|shown| !mark.is_shown_by(shown)));
    if run.is_heading {
        let is_id = |place: &Range<usize>| shown.get(place.clone()) == Some("{#");
        for (mark, _) in found.iter_mut().filter(|(_, place)| is_id(place)) {
            *mark = Mark::Id;
        }
    }
    // Stable: of marks at one place the most telling counts.
    found.sort_by_key(|(_, bytes)| bytes.start);
    let (mark, bytes) = found.into_iter().next()?;
    Some((
        mark,
        run.bytes.start + bytes.start..run.bytes.start + bytes.end,
    ))
}

/// Targets of links that stand alone: `fact:treaty`.
fn bare_links(shown: &str) -> Vec<Unread> {
    let mut found = Vec::new();
    for kind in ["fact:", "entity:"] {
        for (at, _) in shown.match_indices(kind) {
            let before = shown.get(..at).and_then(|text| text.chars().next_back());
            let behind = shown.get(at + kind.len()..).unwrap_or_default();
            // As a part of a word or of an address it is something else.
            let is_word = before.is_some_and(|character| {
                character.is_alphanumeric() || "-_/.:=".contains(character)
            });
            let is_id = behind
                .starts_with(|character: char| character.is_ascii_lowercase() || character == '{');
            if !is_word && is_id {
                found.push((Mark::Link, at..at + kind.len()));
            }
        }
    }
    found
}

/// A line of so many words is no heading.
const HEADING_WORDS_MAX: usize = 8;

/// Whether a run is a paragraph of one line that begins with `#` and a letter, and is no sentence.
fn is_lone_hashtag(text: &str, run: &Run, shown: &str) -> bool {
    let begins = shown
        .strip_prefix('#')
        .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let before = text.get(..run.bytes.start).unwrap_or_default();
    let behind = text.get(run.bytes.end..).unwrap_or_default();
    let is_blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    let mut above = before.rsplit('\n').skip(1);
    let mut below = behind.split('\n').skip(1);
    let words = shown.split_whitespace().count();
    let is_sentence = words > HEADING_WORDS_MAX || shown.ends_with(['.', '!', '?', '…']);
    let is_whole = is_blank(behind.split('\n').next());
    begins && !is_sentence && is_whole && is_blank(above.next()) && is_blank(below.next())
}

/// Whether a list's item begins with a box to tick.
fn is_box(shown: &str, mark: &str) -> bool {
    shown
        .strip_prefix(mark)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Two or three stars or underscores, but for underscores inside of a word; more of them are a line to
/// write on.
fn emphasis(shown: &str) -> Vec<Unread> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = shown.get(at..) {
        let Some(start) = rest.find(['*', '_']) else {
            break;
        };
        let marks = rest.get(start..).unwrap_or_default();
        let mark = marks.chars().next();
        let length = marks
            .chars()
            .take_while(|other| Some(*other) == mark)
            .count();
        let place = at + start..at + start + length;
        at = place.end;
        let before = shown
            .get(..place.start)
            .and_then(|text| text.chars().next_back());
        let behind = shown.get(place.end..).and_then(|text| text.chars().next());
        let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let is_inner = mark == Some('_') && is_letter(before) && is_letter(behind);
        if (2..=3).contains(&length) && !is_inner {
            found.push((Mark::Emphasis, place));
        }
    }
    found
}
