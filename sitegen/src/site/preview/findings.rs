//! What is wrong with content, as `dossier-server check` tells it to programs.

use serde_json::{Value, json};

/// What is wrong at a place, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Whether it keeps the content from being shown.
    pub(crate) is_error: bool,
    /// The rule that is broken.
    rule: String,
    message: String,
    /// Empty where nobody knows.
    suggestion: String,
    /// Where it is: `facts.yaml:7:16`, or a resource and its field.
    place: String,
}

impl Finding {
    /// Reads what `check --format json` prints; nothing where it is something else.
    pub(super) fn all(text: &str) -> Option<Vec<Self>> {
        let Value::Array(all) = serde_json::from_str(text).ok()? else {
            return None;
        };
        Some(all.iter().map(Self::read).collect())
    }

    fn read(value: &Value) -> Self {
        let text = |key: &str| {
            let text = value.get(key).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let number = |key: &str| value.get(key).and_then(Value::as_u64);
        let place = match (number("line"), number("column")) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", text("file")),
            _ => format!("{} {}", text("resource"), text("path")),
        };
        Self {
            is_error: text("severity") == "error",
            rule: text("rule"),
            message: text("message"),
            suggestion: text("suggestion"),
            place: place.trim().to_owned(),
        }
    }

    /// The finding for the page that shows it.
    pub(super) fn value(&self) -> Value {
        json!({
            "error": self.is_error,
            "rule": self.rule,
            "message": self.message,
            "suggestion": self.suggestion,
            "place": self.place,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_read_with_their_places() {
        let text = r#"[
            {"severity": "error", "rule": "unknown-reference", "message": "unknown entity `x`",
             "suggestion": "did you mean `y`?", "resource": "facts/a", "path": "event", "file": "a/facts.yaml",
             "line": 7, "column": 16, "length": 1},
            {"severity": "warning", "rule": "orphan", "message": "nobody", "suggestion": null,
             "resource": "entities/a", "path": "", "file": null, "line": null, "column": null, "length": null}
        ]"#;
        let all = Finding::all(text).expect("findings");
        let places: Vec<&str> = all.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, ["a/facts.yaml:7:16", "entities/a"]);
        assert!(all.first().is_some_and(|finding| finding.is_error));
        assert_eq!(
            all.last().map(|finding| finding.suggestion.as_str()),
            Some("")
        );
        assert_eq!(Finding::all("error: no such folder"), None);
    }
}
