//! The looks of a figure that stands alone: those rules of the site's style sheet that its shapes need.
//!
//! They are taken from the sheet, so that a figure looks everywhere as it does on its page. Programs that
//! show pictures know fewer rules than browsers: variables are replaced by their values, and what answers
//! to a pointer is left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::draw::Shape;

/// How a rule for figures begins in the sheet, which has one rule per line.
const SCOPE: &str = ".chart ";

/// The looks of what only a figure that stands alone has.
const OWN: &str =
    ".chart .finding { font: 600 22px/1 var(--serif); }\n.chart .paper { fill: var(--paper); }";

/// The rules of a sheet that some shapes need.
pub(super) fn style<'s>(sheet: &str, shapes: impl Iterator<Item = &'s Shape>) -> String {
    let classes: BTreeSet<&str> = shapes.flat_map(classes).chain(["paper"]).collect();
    let tokens = tokens(sheet);
    let rules = sheet.lines().chain(OWN.lines()).filter_map(|line| {
        let rule = line.strip_prefix(SCOPE)?;
        let (selector, _) = rule.split_once(" {")?;
        is_needed(selector, &classes).then(|| valued(rule, &tokens))
    });
    rules.collect::<Vec<_>>().join("\n")
}

fn classes(shape: &Shape) -> impl Iterator<Item = &str> {
    let (Shape::Path { class, .. }
    | Shape::Bar { class, .. }
    | Shape::Dot { class, .. }
    | Shape::Text { class, .. }) = shape;
    class.split(' ')
}

/// Whether a rule is for shapes with these classes: an element, perhaps, and classes of one shape.
fn is_needed(selector: &str, classes: &BTreeSet<&str>) -> bool {
    let mut parts = selector.split('.');
    let element = parts.next().unwrap_or_default();
    let is_plain = !selector.contains([':', ' ', ',', '[', '+', '>']);
    is_plain
        && matches!(element, "" | "text" | "path")
        && parts.all(|class| classes.contains(class))
}

/// The variables of a sheet, as they are on paper and on light screens. Those of a dark screen follow in a
/// block of their own; colours that the settings choose come last, and stand above the others.
fn tokens(sheet: &str) -> BTreeMap<&str, &str> {
    let mut tokens = BTreeMap::new();
    let mut in_light = true;
    for line in sheet.lines() {
        if line.starts_with("@media") {
            in_light = line.starts_with("@media screen and (prefers-color-scheme: light)");
        } else if line.starts_with('}') {
            in_light = true;
        }
        let is_token = in_light && (line.starts_with("  --") || line.starts_with("  :root {"));
        let line = line.trim().trim_start_matches(":root {");
        for declaration in line.split(';').filter(|_| is_token) {
            if let Some((name, value)) = declaration.split_once(':') {
                tokens.insert(name.trim(), value.trim());
            }
        }
    }
    tokens
}

/// A rule with the values of its variables.
fn valued(rule: &str, tokens: &BTreeMap<&str, &str>) -> String {
    let mut rule = rule.replace("transparent", "none");
    for (name, value) in tokens {
        rule = rule.replace(&format!("var({name})"), value);
    }
    rule
}
