//! What is reported of keys that are unknown, and of resources that are defined twice?

use std::collections::BTreeMap;

use super::Reader;
use crate::content::yaml::{Key, Span};
use crate::diagnostic::{At, Finding, Rule, did_you_mean, most_alike};
use crate::model::field_path::FieldPath;

impl Reader {
    /// Notes the resources that a file describes a second time, each with both places; those that
    /// another file describes too as one, for the one is a copy of the other.
    pub(crate) fn described_twice(&mut self, file: usize, doubles: &[(String, Span)]) {
        let mut by_file: BTreeMap<Option<usize>, Vec<&(String, Span)>> = BTreeMap::new();
        for double in doubles {
            let other = self.sources.file_of(&double.0);
            let alone = other == Some(file);
            let group = by_file.entry(other.filter(|_| !alone)).or_default();
            group.push(double);
        }
        for (other, group) in by_file {
            let copied = other.is_some() && group.len() > 1;
            let shown = if copied { 1 } else { group.len() };
            let others = group.len() - shown;
            for (name, span) in group.into_iter().take(shown) {
                let first = self.sources.place_of(name).unwrap_or_default();
                let what = match others {
                    0 => format!("`{name}` is defined twice"),
                    1 => format!("`{name}` and 1 other are defined twice"),
                    others => format!("`{name}` and {others} others are defined twice"),
                };
                let message = format!("{what}; first in {first}");
                let finding = Finding::new(Rule::DuplicateName, At::resource(name), message);
                self.finding(file, *span, finding);
            }
        }
    }

    /// Notes a key that nothing reads, in a message at a path. It is noted for the field that was
    /// probably meant, which is then not reported as missing as well; or else for the message.
    pub(crate) fn unknown_key(
        &mut self,
        (file, parent): (usize, &FieldPath),
        key: &Key,
        known: &[&str],
    ) {
        if key.is_bare {
            let message = format!("a comma ends the text before `{}`", key.text);
            let hint = "put quotes around a text that contains a comma".to_owned();
            let finding = Finding::new(Rule::UnknownKey, At::file(), message);
            self.finding(file, key.span, finding.suggest(Some(hint)));
            return;
        }
        let is_prose = key.text.contains(char::is_whitespace);
        let quotes = "if it is part of the text before it, quote that text: a comma or a `: ` ends an unquoted one";
        let is_indented = key.text.starts_with(char::is_whitespace);
        let spaces = "a no-break space or similar comes before it; indent with spaces";
        let hint = is_indented
            .then(|| spaces.to_owned())
            .or_else(|| is_prose.then(|| quotes.to_owned()))
            .or_else(|| did_you_mean(&key.text, known.iter().copied()))
            .or_else(|| Some(format!("known keys: {}", known.join(", "))));
        let message = format!("unknown key `{}`", key.text);
        let mut finding = Finding::new(Rule::UnknownKey, At::file(), message).suggest(hint);
        let meant = most_alike(&key.text, known.iter().copied());
        finding.at.path = meant.map_or_else(|| parent.clone(), |meant| parent.field(meant));
        self.finding(file, key.span, finding);
    }
}
