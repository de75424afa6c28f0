//! The command `purge`: content goes for ever, because the law demands it.

use std::process::ExitCode;

use clap::{ArgGroup, Args};
use dossier::v1::{ChangeType, LocalizedText};

use super::clock;
use super::open::StoreArguments;
use super::output::{counted, fail, fail_by, print};
use crate::commit::{Change, Order, TEXT_BYTES_MAX};
use crate::store::{Extent, Store, StoreError};

/// Take the content of a resource out of the store for ever, because the law demands it.
///
/// What a resource says now is never purged: delete or correct it first. Names, dates, authors and
/// messages stay, history shows the reason, and `verify-store` still proves everything else. A server
/// can keep running; it takes no commits while the store is written anew. This cannot be undone, and
/// backups, copies and caches from before still have the content. Exit codes: 0 done, 1 the store is
/// damaged, 2 it could not be done.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("which").required(true).multiple(false))]
pub(crate) struct Arguments {
    /// The resource, for example `facts/treaty`.
    name: String,
    #[command(flatten)]
    store: StoreArguments,
    /// A revision of the store that created or changed the resource; may be given several times.
    #[arg(long, value_name = "NUMBER", group = "which")]
    revision: Vec<i64>,
    /// All of its revisions but the one that it has now.
    #[arg(long, group = "which")]
    past: bool,
    /// All of its revisions; it must have been deleted.
    #[arg(long, group = "which")]
    all: bool,
    /// Why, for the public. Must not repeat what is purged.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The language of the reason (BCP 47).
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
    /// Say what would be purged, and purge nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Why nothing was purged.
#[derive(Debug, thiserror::Error)]
enum PurgeError {
    #[error("{0}")]
    Refused(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if !arguments.store.named() {
        return fail(&"say where to purge with `--data DIR` or `--database-url URL`");
    }
    match purge(arguments) {
        Ok(summary) => print(&summary),
        Err(PurgeError::Refused(reason)) => fail(&reason),
        Err(PurgeError::Store(error)) => fail_by(&error),
    }
}

/// Returns what to say.
fn purge(arguments: &Arguments) -> Result<String, PurgeError> {
    let reason = arguments.reason.trim();
    if reason.is_empty() || reason.len() > TEXT_BYTES_MAX {
        let reason = format!("`--reason` must be 1 to {TEXT_BYTES_MAX} bytes long");
        return Err(PurgeError::Refused(reason));
    }
    let mut store = arguments.store.open_to_write()?;
    let name = &arguments.name;
    let newest = store.newest()?;
    let changes = store.changes_of(name)?;
    let which = match (arguments.all, arguments.past) {
        (true, _) => Which::All,
        (_, true) => Which::Past,
        _ => Which::Revisions(&arguments.revision),
    };
    let revisions = chosen(name, &changes, which).map_err(PurgeError::Refused)?;
    let shown = if revisions.is_empty() {
        format!("{name}: nothing is left to purge")
    } else {
        let numbers: Vec<String> = revisions.iter().map(ToString::to_string).collect();
        let of = counted(revisions.len(), "revision", "revisions");
        format!("{name}: the content of {of}: {}", numbers.join(", "))
    };
    if arguments.dry_run {
        return Ok(format!("would purge {shown}\n"));
    }
    let messages = messages(store.as_mut(), name, &revisions)?;
    if !revisions.is_empty() {
        let order = Order {
            name: name.clone(),
            revisions,
            reason: LocalizedText {
                text: reason.to_owned(),
                language_code: arguments.language.clone(),
            },
            time: clock::now(),
        };
        store.purge(newest, &order)?;
    }
    // Also where nothing is left: an earlier run may have been ended before this.
    store.scrub()?;
    Ok(format!("purged {shown}\n{messages}{NEXT}"))
}

/// What the store cannot do.
const NEXT: &str = "\
to do: build and publish sites anew; `--on-published` is given the addresses that changed
to do: empty caches of answers to GETs at a revision, which last a day
to do: delete backups, exports, published branches and other copies from before
";

/// The messages of the commits, which stay, and may say what was purged.
fn messages(store: &mut dyn Store, name: &str, revisions: &[i64]) -> Result<String, StoreError> {
    let all = Extent {
        count: usize::MAX,
        bytes: usize::MAX,
    };
    let past = store.history(name, i64::MAX, all)?;
    let commits = past.commits.iter();
    let lines = commits.filter(|commit| revisions.contains(&commit.revision));
    Ok(lines.fold(String::new(), |text, commit| {
        let (revision, message) = (commit.revision, &commit.message);
        format!("{text}the message of revision {revision} stays: {message:?}\n")
    }))
}

/// Which revisions of a resource are meant.
#[derive(Clone, Copy, Debug)]
enum Which<'r> {
    Revisions(&'r [i64]),
    Past,
    All,
}

/// A resource's content between two changes of it: the change that made it, and the commits that only
/// brought records of grounding, which repeat it.
type State<'c> = &'c [(i64, Change)];

/// The states of a resource, the oldest first.
fn states(changes: &[(i64, Change)]) -> Vec<State<'_>> {
    let is_whole = |(_, change): &(i64, Change)| !change.is_record_only();
    let starts = changes.iter().enumerate();
    let starts = starts.filter(|(_, change)| is_whole(change));
    let mut starts: Vec<usize> = starts.map(|(place, _)| place).collect();
    starts.push(changes.len());
    let states = starts.windows(2).filter_map(|ends| match ends {
        [from, until] => changes.get(*from..*until),
        _ => None,
    });
    states.collect()
}

/// Whether the resource was gone.
fn is_deleted(state: State<'_>) -> bool {
    let first = state.first();
    first.is_some_and(|(_, change)| change.kind == ChangeType::Deleted)
}

/// The revisions whose content is still there and has to go. A commit that only brought records of
/// grounding repeats the content, so it goes with the change before it.
fn chosen(name: &str, changes: &[(i64, Change)], which: Which<'_>) -> Result<Vec<i64>, String> {
    if changes.is_empty() {
        return Err(format!("there never was a `{name}`"));
    }
    let states = states(changes);
    let now = states.last().filter(|state| !is_deleted(state));
    let has = |state: State<'_>, revision: i64| state.iter().any(|(made, _)| *made == revision);
    let mut wanted: Vec<State<'_>> = Vec::new();
    match which {
        Which::Revisions(revisions) => {
            for revision in revisions {
                let state = states.iter().find(|state| has(state, *revision));
                let state = state.filter(|state| !is_deleted(state));
                wanted.push(state.ok_or_else(|| {
                    format!("revision {revision} did not create or change `{name}`")
                })?);
            }
        }
        Which::Past | Which::All => {
            let there = states.iter().filter(|state| !is_deleted(state));
            wanted.extend(there);
        }
    }
    if let Which::Past = which {
        wanted.retain(|state| now != Some(state));
    }
    let kept = wanted.iter().find(|state| now == Some(state));
    if let Some((revision, _)) = kept.and_then(|state| state.first()) {
        return Err(format!(
            "revision {revision} is what `{name}` says now; delete or correct it first{}",
            if matches!(which, Which::All) {
                ", or purge its `--past`"
            } else {
                ""
            }
        ));
    }
    let rows = wanted.into_iter().flatten();
    let mut revisions: Vec<i64> = rows
        .filter(|(_, change)| change.purge.is_none())
        .map(|(revision, _)| *revision)
        .collect();
    revisions.sort_unstable();
    revisions.dedup();
    Ok(revisions)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    /// A history in letters: `c`reated, `u`pdated, `r`ecorded, `d`eleted, one revision each.
    fn history(letters: &str) -> Vec<(i64, Change)> {
        let mut etag = String::new();
        let changes = (1..).zip(letters.chars()).map(|(revision, letter)| {
            let previous_etag = etag.clone();
            let kind = match letter {
                'c' => ChangeType::Created,
                'd' => ChangeType::Deleted,
                _ => ChangeType::Updated,
            };
            etag = match letter {
                'd' => String::new(),
                'r' => previous_etag.clone(),
                _ => format!("\"{revision}\""),
            };
            let change = Change {
                name: "facts/a".into(),
                kind,
                etag: etag.clone(),
                previous_etag,
                body: Bytes::new(),
                references: Vec::new(),
                purge: None,
            };
            (revision, change)
        });
        changes.collect()
    }

    #[test]
    fn what_a_resource_says_now_is_never_chosen_and_records_go_with_their_change() {
        let deleted = "did not create or change";
        let now = "is what `facts/a` says now";
        for (letters, which, expected) in [
            ("cu", Which::Revisions(&[1]), Ok(vec![1])),
            ("cu", Which::Revisions(&[2]), Err(now)),
            ("cu", Which::Revisions(&[1, 1]), Ok(vec![1])),
            ("cu", Which::Revisions(&[3]), Err(deleted)),
            ("cu", Which::Past, Ok(vec![1])),
            ("cu", Which::All, Err("or purge its `--past`")),
            ("c", Which::Past, Ok(vec![])),
            ("crru", Which::Revisions(&[1]), Ok(vec![1, 2, 3])),
            ("crru", Which::Revisions(&[3]), Ok(vec![1, 2, 3])),
            ("cur", Which::Revisions(&[3]), Err(now)),
            ("cur", Which::Revisions(&[2]), Err(now)),
            ("cur", Which::Past, Ok(vec![1])),
            ("cud", Which::All, Ok(vec![1, 2])),
            ("cud", Which::Past, Ok(vec![1, 2])),
            ("cud", Which::Revisions(&[3]), Err(deleted)),
            ("cdc", Which::Past, Ok(vec![1])),
            ("cdc", Which::All, Err(now)),
            ("", Which::All, Err("there never was a")),
        ] {
            let found = chosen("facts/a", &history(letters), which);
            match (found, expected) {
                (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{letters} {which:?}"),
                (Err(found), Err(part)) => {
                    assert!(found.contains(part), "{letters} {which:?}: {found}");
                }
                (found, _) => panic!("{letters} {which:?}: {found:?}"),
            }
        }
    }
}
