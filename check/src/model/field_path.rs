//! Which field of a resource is meant?
//!
//! A path is built step by step from names and positions, and only here does it become text, so that
//! every part of the program writes and compares paths in one way. The contract has no maps, so there
//! are no keys.

use std::fmt;

/// The way from a resource to one of its fields, written as in `google.rpc.BadRequest`.
/// Example: `evidence[0].selectors[1].digest`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath(String);

impl FieldPath {
    /// The resource itself.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// A field of the resource. Example: `statement`.
    pub fn new(field: &str) -> Self {
        Self(field.to_owned())
    }

    /// A field of the message at this path.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        if self.is_root() {
            return Self::new(name);
        }
        let mut path = String::with_capacity(self.0.len() + 1 + name.len());
        path.push_str(&self.0);
        path.push('.');
        path.push_str(name);
        Self(path)
    }

    /// An item of the list at this path, from 0.
    #[must_use]
    pub fn index(&self, position: usize) -> Self {
        Self(format!("{}[{position}]", self.0))
    }

    /// The parent of this path: the message of a field, the list of an item. The root has none.
    pub fn parent(&self) -> Option<Self> {
        if self.is_root() {
            return None;
        }
        let end = self.0.rfind(['.', '[']).unwrap_or_default();
        Some(Self(self.0.get(..end).unwrap_or_default().to_owned()))
    }

    /// Whether this is the resource itself.
    pub const fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this path equals another one or is inside it.
    pub fn lies_in(&self, outer: &Self) -> bool {
        let Some(rest) = self.0.strip_prefix(&outer.0) else {
            return false;
        };
        outer.is_root() || rest.is_empty() || rest.starts_with(['.', '['])
    }

    /// The path as text; empty for the resource itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::FieldPath;

    #[test]
    fn a_path_is_written_as_clients_of_the_service_know_it() {
        let selector = FieldPath::new("evidence")
            .index(0)
            .field("selectors")
            .index(1);
        for (path, text) in [
            (FieldPath::root(), ""),
            (FieldPath::root().field("statement"), "statement"),
            (selector.clone(), "evidence[0].selectors[1]"),
            (selector.field("digest"), "evidence[0].selectors[1].digest"),
        ] {
            assert_eq!(path.as_str(), text);
        }
    }

    #[test]
    fn a_path_lies_in_itself_and_in_what_is_around_it_only() {
        let selectors = FieldPath::new("evidence").index(1).field("selectors");
        for (outer, expected) in [
            (FieldPath::root(), true),
            (FieldPath::new("evidence"), true),
            (FieldPath::new("evidence").index(1), true),
            (selectors.clone(), true),
            (selectors.index(0), false),
            (FieldPath::new("evi"), false),
            (FieldPath::new("evidence").index(1).field("select"), false),
        ] {
            assert_eq!(selectors.lies_in(&outer), expected, "{outer}");
        }
    }

    /// One step: into a field, or to an item of a list.
    #[derive(Clone, Debug)]
    enum Step {
        Field(String),
        Index(usize),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            "[a-z_]{1,8}".prop_map(Step::Field),
            (0..20_usize).prop_map(Step::Index),
        ]
    }

    proptest! {
        #[test]
        fn the_parent_of_a_step_is_where_it_was_taken(
            first in "[a-z_]{1,8}",
            steps in prop::collection::vec(step(), 0..5),
        ) {
            let mut path = FieldPath::new(&first);
            prop_assert_eq!(path.parent(), Some(FieldPath::root()));
            for step in steps {
                let next = match step {
                    Step::Field(name) => path.field(&name),
                    Step::Index(position) => path.index(position),
                };
                prop_assert_eq!(next.parent(), Some(path.clone()));
                prop_assert!(next.lies_in(&path) && !path.lies_in(&next));
                path = next;
            }
        }
    }
}
