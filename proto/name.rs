//! What are resources called? Collections and resource names, after AIP-122.
//!
//! A name is `{collection}/{id}`. Everything that follows from that form is decided here, once: which
//! collections exist and in which order they depend on each other, what an id may look like, and how
//! a name is split. No other code compares a text with a collection's name or splits a name.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;
use std::sync::Arc;

/// The longest id, in bytes: an id fits into a URL, a file name and a line, as a DNS label does
/// (RFC 1035, section 2.3.4).
pub const ID_BYTES_MAX: usize = 63;

/// One of the four collections. They are ordered by dependency: a resource refers to its own
/// collection or, with few exceptions, to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Collection {
    /// Persons, bodies, places and things: `entities/{id}`.
    Entities,
    /// Articles that facts rest on: `articles/{id}`.
    Articles,
    /// Facts: `facts/{id}`.
    Facts,
    /// Stories that refer to facts: `dossiers/{id}`.
    Dossiers,
}

impl Collection {
    /// All collections, in order of dependency.
    pub const ALL: [Self; 4] = [Self::Entities, Self::Articles, Self::Facts, Self::Dossiers];

    /// The first segment of its resources' names, a plural. Example: `entities`.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Articles => "articles",
            Self::Facts => "facts",
            Self::Dossiers => "dossiers",
        }
    }

    /// What one of its resources is called; also its field in `dossier.v1.Resource`.
    /// Example: `entity`.
    pub const fn singular(self) -> &'static str {
        match self {
            Self::Entities => "entity",
            Self::Articles => "article",
            Self::Facts => "fact",
            Self::Dossiers => "dossier",
        }
    }

    /// The type of its resources in `google.api.resource` annotations. Example: `dossier.dev/Entity`.
    pub const fn resource_type(self) -> &'static str {
        match self {
            Self::Entities => "dossier.dev/Entity",
            Self::Articles => "dossier.dev/Article",
            Self::Facts => "dossier.dev/Fact",
            Self::Dossiers => "dossier.dev/Dossier",
        }
    }

    /// The full name of its resources' message. Example: `dossier.v1.Entity`.
    pub const fn message_name(self) -> &'static str {
        match self {
            Self::Entities => "dossier.v1.Entity",
            Self::Articles => "dossier.v1.Article",
            Self::Facts => "dossier.v1.Fact",
            Self::Dossiers => "dossier.v1.Dossier",
        }
    }

    /// Its position in the order of dependency, from 0; also its index in [`Self::ALL`].
    pub const fn rank(self) -> usize {
        self as usize
    }

    /// The collection with this plural name, if there is one.
    pub fn from_plural(plural: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|collection| collection.plural() == plural)
    }

    /// The collection whose resources have this type, if there is one. Example: `dossier.dev/Fact`.
    pub fn from_resource_type(resource_type: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|collection| collection.resource_type() == resource_type)
    }

    /// The collection that a name begins with, whatever follows; `None` if it begins with none.
    pub fn from_name(name: &str) -> Option<Self> {
        let (plural, _) = name.split_once('/')?;
        Self::from_plural(plural)
    }

    /// The name of one of its resources. The id is not checked; see [`Name::new`] for a checked name.
    pub fn name(self, id: &str) -> String {
        format!("{}/{id}", self.plural())
    }

    /// The id in a name of this collection; `None` if the name belongs to another collection, or has no
    /// id or a further segment.
    pub fn id(self, name: &str) -> Option<&str> {
        split(name)
            .filter(|(collection, _)| *collection == self)
            .map(|(_, id)| id)
    }

    /// Whether a name is one of this collection: its plural, and an id of one segment.
    pub fn contains(self, name: &str) -> bool {
        self.id(name).is_some()
    }
}

impl Display for Collection {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.plural())
    }
}

/// Splits a name; `None` if it does not begin with a collection, or has no id or a further segment.
/// Does not check whether the id is well formed.
pub fn split(name: &str) -> Option<(Collection, &str)> {
    let (plural, id) = name.split_once('/')?;
    let collection = Collection::from_plural(plural)?;
    (!id.is_empty() && !id.contains('/')).then_some((collection, id))
}

/// Splits any text at its first `/`, for messages about names that may be malformed: what should be
/// the plural of a collection, and the id. A text without `/` is all id.
pub fn parts(text: &str) -> (&str, &str) {
    text.split_once('/').unwrap_or(("", text))
}

/// The last segment of a name: `facts/treaty` → `treaty`. A text without `/` is its own id.
pub fn id(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Whether a text can be an id: lower-case ASCII letters, digits and inner hyphens, at most
/// [`ID_BYTES_MAX`] bytes (a subset of AIP-122's resource ids).
pub fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let hyphen_outside = text.starts_with('-') || text.ends_with('-');
    !text.is_empty() && text.len() <= ID_BYTES_MAX && text.bytes().all(fits) && !hyphen_outside
}

/// A well-formed resource name. Cloning it copies a pointer; names are ordered by collection, then by
/// id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    collection: Collection,
    text: Arc<str>,
}

/// Why a text is not a resource's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvalidName {
    /// It does not begin with the name of a collection and `/`.
    Collection(String),
    /// Its id is not one; see [`is_id`].
    Id(String),
}

impl Name {
    /// The name with this id in a collection. Fails if the id is not valid.
    pub fn new(collection: Collection, id: &str) -> Result<Self, InvalidName> {
        let text = collection.name(id);
        if is_id(id) {
            let text = text.into();
            Ok(Self { collection, text })
        } else {
            Err(InvalidName::Id(text))
        }
    }

    /// The collection that it belongs to.
    pub fn collection(&self) -> Collection {
        self.collection
    }

    /// The id, its last segment.
    pub fn id(&self) -> &str {
        id(&self.text)
    }

    /// The whole name. Example: `facts/treaty`.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for Name {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        let (plural, id) = text.split_once('/').unwrap_or((text, ""));
        let collection = Collection::from_plural(plural);
        let collection = collection.ok_or_else(|| InvalidName::Collection(text.to_owned()))?;
        Self::new(collection, id)
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl Display for Name {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl From<Name> for Arc<str> {
    fn from(name: Name) -> Self {
        name.text
    }
}

impl Display for InvalidName {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Collection(name) => write!(
                formatter,
                "`{name}` is not a resource name; names begin with `entities/`, `articles/`, `facts/` or `dossiers/`"
            ),
            Self::Id(name) => write!(
                formatter,
                "`{name}` is not a resource name; ids have 1 to {ID_BYTES_MAX} characters: `a-z`, `0-9` and inner `-`"
            ),
        }
    }
}

impl std::error::Error for InvalidName {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_collection_and_an_id() {
        let name: Name = "facts/treaty-2".parse().expect("a name");
        assert_eq!(name.collection(), Collection::Facts);
        assert_eq!(name.id(), "treaty-2");
        assert_eq!(name.to_string(), "facts/treaty-2");
        for wrong in ["", "treaty", "facts", "Facts/treaty", "fact/treaty"] {
            let error = wrong.parse::<Name>();
            assert!(
                matches!(error, Err(InvalidName::Collection(_) | InvalidName::Id(_))),
                "{wrong}"
            );
        }
        for id in ["", "-a", "a-", "A", "a/b", "é", &"a".repeat(64)] {
            assert!(Name::new(Collection::Facts, id).is_err(), "{id}");
        }
        assert!(Name::new(Collection::Facts, &"a".repeat(63)).is_ok());
    }

    #[test]
    fn names_are_ordered_by_dependency() {
        let name = |text: &str| -> Name { text.parse().expect("a name") };
        let mut names = [
            name("dossiers/a"),
            name("facts/b"),
            name("articles/z"),
            name("entities/z"),
            name("facts/a"),
        ];
        names.sort();
        let texts: Vec<&str> = names.iter().map(Name::as_str).collect();
        assert_eq!(
            texts,
            [
                "entities/z",
                "articles/z",
                "facts/a",
                "facts/b",
                "dossiers/a"
            ]
        );
    }

    #[test]
    fn a_collection_is_found_by_each_of_its_names() {
        for (rank, collection) in Collection::ALL.into_iter().enumerate() {
            assert_eq!(collection.rank(), rank);
            assert_eq!(
                Collection::from_plural(collection.plural()),
                Some(collection)
            );
            let found = Collection::from_resource_type(collection.resource_type());
            assert_eq!(found, Some(collection));
            let name = collection.name("x");
            assert_eq!(Collection::from_name(&name), Some(collection));
            assert_eq!(collection.id(&name), Some("x"));
            assert_eq!(split(&name), Some((collection, "x")));
        }
        assert_eq!(split("facts/a/b"), None);
        assert_eq!(parts("facts/a/b"), ("facts", "a/b"));
        assert_eq!(parts("treaty"), ("", "treaty"));
        assert_eq!(Collection::Facts.id("entities/a"), None);
    }
}
