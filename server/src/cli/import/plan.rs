//! What an import changes: counts by collection and kind of change, and whether it deletes more than
//! people delete by hand.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter, Write as _};

use dossier::Collection;
use dossier::v1::{ChangeType, CommitResponse};
use dossier_check::rules::Checked;

use super::super::output::counted;
use crate::snapshot::Snapshot;

/// So many deletions need no second thought.
const DELETIONS_FREE: usize = 10;

/// A part of a collection, as a divisor, that may be deleted without a second thought: a tenth.
const DELETIONS_PART: usize = 10;

/// How many names of a kind of change are told.
const NAMES_SHOWN: usize = 5;

/// Deletions that look like an accident: more than [`DELETIONS_FREE`] resources, and more than a tenth
/// of their collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LargeDeletion {
    collection: Collection,
    deleted: usize,
    size: usize,
}

impl std::error::Error for LargeDeletion {}

impl Display for LargeDeletion {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            collection,
            deleted,
            size,
        } = self;
        write!(
            formatter,
            "{deleted} of {size} {collection} would be deleted, because they are not in the content; see which with `import --dry-run`, and delete them with `import --yes`"
        )
    }
}

/// The first collection of which a state leaves out more than may be deleted without being asked.
pub(super) fn large_deletion(snapshot: &Snapshot, checked: &Checked) -> Option<LargeDeletion> {
    let mut stays: BTreeSet<String> = BTreeSet::new();
    for put in checked.puts() {
        stays.insert(put.name().to_owned());
        // Under another name it is not lost.
        stays.extend(put.resource().former_names());
    }
    Collection::ALL.into_iter().find_map(|collection| {
        let mut size = 0;
        let mut deleted = 0;
        for record in snapshot.collection(collection) {
            size += 1;
            deleted += usize::from(!stays.contains::<str>(record.name.as_ref()));
        }
        is_large(deleted, size).then_some(LargeDeletion {
            collection,
            deleted,
            size,
        })
    })
}

const fn is_large(deleted: usize, size: usize) -> bool {
    deleted > DELETIONS_FREE && deleted.saturating_mul(DELETIONS_PART) > size
}

/// What a commit changes, or would: a line of its own, then a line for each collection and kind of
/// change, with a few names.
pub(super) fn summary(verb: &str, response: &CommitResponse) -> String {
    let commit = response.commit.clone().unwrap_or_default();
    let count = commit.changes.len();
    if count == 0 {
        return format!("nothing differs from revision {}\n", commit.revision);
    }
    let resources = counted(count, "resource", "resources");
    // What was only tried has made no revision.
    let mut out = match verb {
        "committed" => format!("committed revision {}: {resources}\n", commit.revision),
        verb => format!(
            "{verb} on top of revision {}: {resources}\n",
            commit.revision
        ),
    };
    let kinds = [
        (ChangeType::Created, "created"),
        (ChangeType::Updated, "changed"),
        (ChangeType::Recorded, "recorded anew"),
        (ChangeType::Deleted, "deleted"),
    ];
    for collection in Collection::ALL {
        for (kind, word) in kinds {
            let changes = commit
                .changes
                .iter()
                .filter(|change| change.r#type() == kind);
            let ids = changes.filter_map(|change| collection.id(&change.name));
            let ids: Vec<&str> = ids.collect();
            if ids.is_empty() {
                continue;
            }
            let nouns = counted(ids.len(), collection.singular(), collection.plural());
            let named: Vec<&str> = ids.iter().take(NAMES_SHOWN).copied().collect();
            write!(out, "  {nouns} {word}: {}", named.join(", ")).ok();
            match ids.len().saturating_sub(NAMES_SHOWN) {
                0 => writeln!(out).ok(),
                more => writeln!(out, " and {more} more").ok(),
            };
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use dossier::v1::{Commit, ResourceChange};

    use super::*;

    #[test]
    fn deletions_are_large_that_are_many_and_a_good_part() {
        for (deleted, size, large) in [
            (0, 0, false),
            (10, 10, false),
            (11, 11, true),
            (11, 110, false),
            (11, 109, true),
            (100, 1000, false),
            (101, 1000, true),
        ] {
            assert_eq!(is_large(deleted, size), large, "{deleted} of {size}");
        }
    }

    #[test]
    fn a_summary_counts_by_kind_and_names_a_few() {
        let change = |name: String, kind: ChangeType| ResourceChange {
            name,
            r#type: kind.into(),
            ..ResourceChange::default()
        };
        let mut changes = vec![
            change("entities/one".to_owned(), ChangeType::Created),
            change("entities/two".to_owned(), ChangeType::Deleted),
        ];
        changes.extend((1..8).map(|n| change(format!("facts/f{n}"), ChangeType::Updated)));
        let commit = Commit {
            revision: 7,
            changes,
            ..Commit::default()
        };
        let response = CommitResponse {
            commit: Some(commit),
            ..CommitResponse::default()
        };
        let lines = "  1 entity created: one\n  1 entity deleted: two\n  \
            7 facts changed: f1, f2, f3, f4, f5 and 2 more\n";
        assert_eq!(
            summary("committed", &response),
            format!("committed revision 7: 9 resources\n{lines}")
        );
        assert_eq!(
            summary("would commit", &response),
            format!("would commit on top of revision 7: 9 resources\n{lines}")
        );
    }
}
