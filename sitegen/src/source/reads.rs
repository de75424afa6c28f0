//! What a page read of the catalog, so that it is made anew only when that has changed.
//!
//! Only the [`Catalog`](super::catalog::Catalog) can be asked, and each of its answers is noted here while
//! a page is printed: single resources, sets of them, and that there is none. A page is printed on one
//! thread, so what is noted on that thread is what the page read.

use std::cell::RefCell;
use std::collections::BTreeSet;

use dossier::Collection;

/// Something that can be read, of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) kind: Kind,
    /// The resource that it is about; for a query a dossier and its section; for what there is one of,
    /// nothing.
    pub(crate) name: String,
}

impl Key {
    /// The key of something that has a name.
    pub(crate) fn named(kind: Kind, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
        }
    }
}

/// What of a catalog can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A resource, or that there is none of the name.
    Whole,
    /// Which facts name an entity.
    About,
    /// Which facts rest on an article.
    From,
    /// The links that lead to a fact.
    LinksTo,
    /// Which dossiers tell a fact.
    Tells,
    /// Which fact says what a term means.
    Meaning,
    /// What the query of a section found.
    Query,
    /// Which sentences of an article are covered.
    Coverage,
    /// What a fact said before.
    History,
    /// What a name leads to that is in use no more.
    Former,
    /// What a resource was called first.
    First,
    /// All resources of a collection, or all names that are in use no more.
    All,
    /// The store and its revision.
    Revision,
}

impl Kind {
    /// All kinds, each with the word by which it is kept.
    pub(crate) const ALL: [(Self, &'static str); 13] = [
        (Self::Whole, "whole"),
        (Self::About, "about"),
        (Self::From, "from"),
        (Self::LinksTo, "links-to"),
        (Self::Tells, "tells"),
        (Self::Meaning, "meaning"),
        (Self::Query, "query"),
        (Self::Coverage, "coverage"),
        (Self::History, "history"),
        (Self::Former, "former"),
        (Self::First, "first"),
        (Self::All, "all"),
        (Self::Revision, "revision"),
    ];

    /// The word by which a kind is kept.
    pub(crate) fn word(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(kind, _)| *kind == self);
        found.map_or("", |(_, word)| word)
    }

    /// The kind that is kept by a word.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(_, known)| *known == word);
        found.map(|(kind, _)| kind)
    }
}

thread_local! {
    /// What was read since somebody began to record, on this thread.
    static OPEN: RefCell<Option<BTreeSet<Key>>> = const { RefCell::new(None) };
}

#[cfg(test)]
thread_local! {
    /// A kind that is not noted: a test takes it away, to find out whether it would be missed.
    pub(crate) static UNNOTED: std::cell::Cell<Option<Kind>> = const { std::cell::Cell::new(None) };
}

/// Does something, and tells what it read. What is recorded inside of it is not told outside.
pub(crate) fn record<T>(action: impl FnOnce() -> T) -> (T, BTreeSet<Key>) {
    let outer = OPEN.replace(Some(BTreeSet::new()));
    let done = action();
    let read = OPEN.replace(outer);
    (done, read.unwrap_or_default())
}

/// Notes once more what was recorded: whoever takes over what somebody else made of it has read it too.
///
/// What follows from the resources alone is noted as all of them. That is less to keep, and no less true.
pub(crate) fn note_again(read: &BTreeSet<Key>) {
    for collection in Collection::ALL {
        note(Kind::All, collection.plural());
    }
    for key in read {
        if matches!(
            key.kind,
            Kind::Query | Kind::Coverage | Kind::History | Kind::Revision
        ) {
            note(key.kind, &key.name);
        }
    }
}

/// Notes that something is being read.
pub(super) fn note(kind: Kind, name: &str) {
    #[cfg(test)]
    if UNNOTED.get() == Some(kind) {
        return;
    }
    OPEN.with_borrow_mut(|open| {
        if let Some(read) = open {
            read.insert(Key::named(kind, name));
        }
    });
}
