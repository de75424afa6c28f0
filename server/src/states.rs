//! The state at one revision as each kind of client sees it: whole to editors, and to readers the
//! projection of history to what was published (docs/decisions/0016).
//!
//! The projection is made of commits and not of states, so that everything that is derived from commits,
//! such as metadata, deletions, watches and differences, is that of the projection without a rule of its
//! own. While no draft was ever committed, both are one and the same snapshot.

use std::sync::Arc;

use bytes::Bytes;
use dossier::Metadata;
use dossier::v1::{ChangeType, LifecycleState};
use dossier_check::model::record::Record;
use dossier_check::model::resource::{Header, LifecycleHeader, decode};
use imbl::OrdMap;
use prost::Message as _;

use crate::commit::{Change, Commit, Sight, uid};
use crate::snapshot::{Loader, Snapshot};

/// How many changes of a projected commit are kept ready for lists of commits.
pub const CHANGES_SHOWN: usize = 100;

/// The state at one revision as each kind of client sees it.
#[derive(Clone, Debug)]
pub struct States {
    all: Arc<Snapshot>,
    published: Arc<Snapshot>,
    marks: Marks,
}

/// What readers see of each commit that they do not see whole.
type Marks = OrdMap<i64, Arc<Mark>>;

/// What readers see of one commit that they do not see whole.
#[derive(Debug)]
pub struct Mark {
    /// How many of its changes they see.
    pub count: usize,
    /// The first of those, without bodies.
    pub changes: Vec<Change>,
    /// Whether any change is hidden from them, and the message with it.
    pub hides: bool,
}

/// One commit as each kind of client sees it.
#[derive(Clone, Debug)]
pub struct News {
    /// What was committed.
    pub all: Arc<Commit>,
    /// Its projection to what is published.
    pub published: Arc<Commit>,
}

impl News {
    /// The commit as it is seen.
    pub fn seen(&self, sight: Sight) -> &Arc<Commit> {
        match sight {
            Sight::All => &self.all,
            Sight::Published => &self.published,
        }
    }
}

impl States {
    /// The state before the first commit.
    pub fn empty(store_uid: &str) -> Self {
        let all = Arc::new(Snapshot::empty(store_uid));
        Self {
            published: Arc::clone(&all),
            all,
            marks: Marks::new(),
        }
    }

    /// The states after a commit, and what each kind of client sees of it.
    #[must_use]
    pub fn apply(&self, commit: Arc<Commit>) -> (Self, News) {
        let all = Arc::new(self.all.apply(&commit));
        let mut marks = self.marks.clone();
        let projected = project(|name| self.published.record(name), &commit);
        let (seen, mark) = match projected {
            None => (Arc::clone(&commit), None),
            Some((seen, mark)) => (Arc::new(seen), Some(mark)),
        };
        marks.extend(mark.map(|mark| (commit.revision, Arc::new(mark))));
        let published = if marks.is_empty() {
            Arc::clone(&all)
        } else {
            Arc::new(self.published.apply_beside(&seen, &all))
        };
        let news = News {
            all: commit,
            published: seen,
        };
        let next = Self {
            all,
            published,
            marks,
        };
        (next, news)
    }

    /// The state as it is seen.
    pub fn seen(&self, sight: Sight) -> &Arc<Snapshot> {
        match sight {
            Sight::All => &self.all,
            Sight::Published => &self.published,
        }
    }

    /// The whole state.
    pub fn all(&self) -> &Arc<Snapshot> {
        &self.all
    }

    /// The revision.
    pub fn revision(&self) -> i64 {
        self.all.revision()
    }

    /// Whether readers and editors see different things.
    pub fn differ(&self) -> bool {
        !self.marks.is_empty()
    }

    /// What readers see of a commit; nothing where they see it whole.
    pub fn mark(&self, revision: i64) -> Option<&Arc<Mark>> {
        self.marks.get(&revision)
    }

    /// How many commits readers see nothing of.
    pub fn hidden_commits(&self) -> usize {
        self.marks.values().filter(|mark| mark.count == 0).count()
    }
}

/// The states after many commits in one go.
#[derive(Debug, Default)]
pub struct StatesLoader {
    all: Loader,
    /// Nothing while it is the same.
    published: Option<Loader>,
    marks: Marks,
}

impl StatesLoader {
    /// Takes in the next commit.
    pub fn take(&mut self, commit: Commit) {
        let before = self.published.as_ref().unwrap_or(&self.all);
        let projected = project(|name| before.get(name), &commit);
        let seen = match projected {
            None => self.published.is_some().then(|| commit.clone()),
            Some((seen, mark)) => {
                self.marks.insert(commit.revision, Arc::new(mark));
                Some(seen)
            }
        };
        if seen.is_some() && self.published.is_none() {
            self.published = Some(self.all.clone());
        }
        self.all.take(commit, None);
        if let (Some(published), Some(seen)) = (&mut self.published, seen) {
            published.take(seen, Some(&self.all));
        }
    }

    /// The states after the commits, on an empty store of this uid.
    pub fn finish(self, store_uid: &str) -> States {
        let all = Arc::new(self.all.finish(store_uid));
        let published = self.published.map_or_else(
            || Arc::clone(&all),
            |published| Arc::new(published.finish(store_uid)),
        );
        States {
            all,
            published,
            marks: self.marks,
        }
    }
}

/// What readers see of a commit, where they do not see it whole. `before`: what they saw of a name.
fn project<'r>(
    before: impl Fn(&str) -> Option<&'r Arc<Record>>,
    commit: &Commit,
) -> Option<(Commit, Mark)> {
    let seen = |change: &Change| {
        let before = before(&change.name).map(|record| record.header());
        published(before, change, commit)
    };
    let changes: Vec<Change> = commit.changes.iter().filter_map(seen).collect();
    if changes == commit.changes {
        return None;
    }
    // What withdraws something may be told in the words of the draft that it becomes.
    let hides = changes.len() < commit.changes.len() || commit.changes.iter().any(is_draft);
    let heads = changes.iter().take(CHANGES_SHOWN).map(|change| Change {
        body: Bytes::new(),
        references: Vec::new(),
        purge: None,
        ..change.clone()
    });
    let mark = Mark {
        count: changes.len(),
        changes: heads.collect(),
        hides,
    };
    let seen = Commit {
        revision: commit.revision,
        time: commit.time,
        author: if changes.is_empty() {
            String::new()
        } else {
            commit.author.clone()
        },
        message: if hides {
            String::new()
        } else {
            commit.message.clone()
        },
        changes,
    };
    Some((seen, mark))
}

/// Whether a change leaves a draft.
fn is_draft(change: &Change) -> bool {
    let lifecycle = LifecycleHeader::decode(change.body.as_ref()).unwrap_or_default();
    change.kind != ChangeType::Deleted && lifecycle.state() == LifecycleState::Draft
}

/// The history of one resource as readers see it, followed from its beginning.
#[derive(Debug, Default)]
pub struct Published {
    before: Option<Header>,
}

impl Published {
    /// What readers see of the next commit that changed the resource, given with just that change.
    pub fn follow(&mut self, commit: &Commit) -> Option<Commit> {
        let change = commit.changes.first()?;
        let seen = published(self.before.take(), change, commit);
        let is_there = seen
            .as_ref()
            .filter(|seen| seen.kind != ChangeType::Deleted);
        self.before = is_there.and_then(|seen| Header::decode(seen.body.as_ref()).ok());
        seen.map(|change| Commit {
            changes: vec![change],
            author: commit.author.clone(),
            message: commit.message.clone(),
            ..*commit
        })
    }
}

/// What readers see of a change, who saw a resource as it was.
fn published(was: Option<Header>, change: &Change, commit: &Commit) -> Option<Change> {
    let lifecycle = LifecycleHeader::decode(change.body.as_ref()).unwrap_or_default();
    let is_seen = change.kind != ChangeType::Deleted && lifecycle.state() != LifecycleState::Draft;
    if !is_seen {
        return was.map(|was| Change {
            name: Arc::clone(&change.name),
            kind: ChangeType::Deleted,
            etag: String::new(),
            previous_etag: was.etag,
            body: Bytes::new(),
            references: Vec::new(),
            purge: None,
        });
    }
    let now = Header::decode(change.body.as_ref()).unwrap_or_default();
    let metadata = match &was {
        Some(was) => Metadata {
            uid: was.uid.clone(),
            create_time: was.create_time,
            etag: now.etag.clone(),
            revision: now.revision,
            update_time: now.update_time,
        },
        None => Metadata {
            uid: uid(&change.name, commit.revision),
            create_time: Some(commit.time),
            etag: now.etag.clone(),
            revision: commit.revision,
            update_time: Some(commit.time),
        },
    };
    Some(Change {
        name: Arc::clone(&change.name),
        kind: was
            .as_ref()
            .map_or(ChangeType::Created, |_| ChangeType::Updated),
        etag: change.etag.clone(),
        previous_etag: was.map(|was| was.etag).unwrap_or_default(),
        body: with_metadata(change, &now, metadata),
        references: change.references.clone(),
        purge: change.purge.clone(),
    })
}

/// A body with other metadata; the same bytes where they are its own.
fn with_metadata(change: &Change, now: &Header, metadata: Metadata) -> Bytes {
    let own = now.uid == metadata.uid
        && now.create_time == metadata.create_time
        && now.revision == metadata.revision
        && now.update_time == metadata.update_time;
    match decode(&change.name, &change.body) {
        Some(mut resource) if !own => {
            resource.set_metadata(metadata);
            resource.encode_message().into()
        }
        _ => change.body.clone(),
    }
}
