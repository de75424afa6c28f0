//! Shows findings: to people like a compiler, to programs as JSON.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Finding, Location, Severity};

/// Whether to colour the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// ANSI colours.
    On,
    /// Plain text.
    Off,
}

/// Renders findings for people, each with its line and a caret, and a closing line that counts them.
pub fn text(findings: &[Finding], colour: Colour) -> String {
    let renderer = match colour {
        Colour::On => Renderer::styled(),
        Colour::Off => Renderer::plain(),
    };
    let mut out = String::new();
    for finding in findings {
        // Writing to a String cannot fail.
        writeln!(out, "{}\n", report(finding, &renderer)).ok();
    }
    out.push_str(&summary(findings));
    out
}

/// Renders one finding for people.
fn report(finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(finding.message.as_str())
        .id(finding.rule.name());
    let mut group = if let Some(place) = &finding.place
        && place.source.is_empty()
    {
        // It concerns the file, of which there is nothing to show.
        title.element(Origin::path(place.file.as_str()))
    } else if let Some(place) = &finding.place {
        let snippet = Snippet::source(place.source.as_str())
            .line_start(place.line)
            .path(place.file.as_str())
            .annotation(AnnotationKind::Primary.span(bytes(place)));
        title.element(snippet)
    } else {
        let about = format!("in `{}`, field `{}`", finding.at.resource, finding.at.path);
        title.element(Level::NOTE.message(about))
    };
    if !finding.also.is_empty() {
        group = group.element(Level::NOTE.message(elsewhere(&finding.also)));
    }
    if let Some(suggestion) = &finding.suggestion {
        group = group.element(Level::HELP.message(suggestion.as_str()));
    }
    renderer.render(&[group])
}

/// How many further locations of a mistake are named.
const ALSO_SHOWN: usize = 5;

/// Where else a mistake is.
fn elsewhere(also: &[Location]) -> String {
    let named = also.iter().take(ALSO_SHOWN);
    let mut places: Vec<String> = named
        .map(|place| format!("{}:{}:{}", place.file, place.line, place.column))
        .collect();
    let more = also.len().saturating_sub(ALSO_SHOWN);
    if more > 0 {
        places.push(format!("{more} more"));
    }
    match places.split_last() {
        Some((last, [])) => format!("the same at {last}"),
        Some((last, before)) => format!("the same at {} and {last}", before.join(", ")),
        None => String::new(),
    }
}

/// The bytes of a place within its line.
fn bytes(place: &Location) -> std::ops::Range<usize> {
    let offset = |characters: usize| {
        let mut indices = place.source.char_indices().map(|(index, _)| index);
        indices.nth(characters).unwrap_or(place.source.len())
    };
    offset(place.column.saturating_sub(1))..offset(place.column.saturating_sub(1) + place.length)
}

fn summary(findings: &[Finding]) -> String {
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity() == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    };
    match (errors, warnings) {
        (0, 0) => String::new(),
        (0, _) => format!("{}\n", plural(warnings, "warning")),
        (_, 0) => format!("{}\n", plural(errors, "error")),
        _ => format!(
            "{}, {}\n",
            plural(errors, "error"),
            plural(warnings, "warning")
        ),
    }
}

/// Renders findings for programs: one JSON array of objects, all with the same keys.
pub fn json(findings: &[Finding]) -> String {
    format!("{:#}\n", values(findings))
}

/// The same in a single line, for programs that read more after it.
pub fn json_line(findings: &[Finding]) -> String {
    format!("{}\n", values(findings))
}

fn values(findings: &[Finding]) -> serde_json::Value {
    let all = findings.iter().map(|finding| {
        let place = finding.place.as_ref();
        serde_json::json!({
            "severity": match finding.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            "rule": finding.rule.name(),
            "message": finding.message,
            "suggestion": finding.suggestion,
            "resource": finding.at.resource,
            "path": finding.at.path.as_str(),
            "file": place.map(|place| place.file.as_str()),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "length": place.map(|place| place.length),
            "also": finding.also.iter().map(also).collect::<Vec<_>>(),
        })
    });
    serde_json::Value::Array(all.collect())
}

/// A further location of a mistake.
fn also(place: &Location) -> serde_json::Value {
    serde_json::json!({
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "length": place.length,
    })
}
