//! Commits and changes as rows, and rows as commits and changes.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use dossier::v1::{ChangeType, LocalizedText};
use prost_types::Timestamp;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};

use super::failed::Failed;
use super::session::run;
use crate::commit::{Change, Commit, Purge, size_of_change};
use crate::store::record::{purge_seal, signed, unsealed};
use crate::store::{Digest, Entry, Format, REQUESTS_KEPT, Request, StoreError, chain, seal};

/// How long the database may take to write a piece.
const WRITE: Duration = Duration::from_secs(30);

/// A piece of what is written: rows and bytes.
const PIECE: (usize, usize) = (10_000, 8 * 1024 * 1024);

/// What the tables of a schema are called, and what their checksums are made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// What the checksums are made of.
    pub(super) format: Format,
    /// The column with the checksum of a commit.
    pub(super) checksum: &'static str,
    /// The columns that [`head`] reads.
    pub(super) head: &'static str,
    /// The columns that [`change`] reads.
    pub(super) change: &'static str,
    /// The table that they are in.
    pub(super) changes: &'static str,
}

impl Layout {
    /// The layout of this version's schema.
    pub(super) const NEW: Self = Self {
        format: Format::Checksums,
        checksum: "checksum",
        head: "commits.revision, seconds, nanos, author, message, change_count, last_change, checksum",
        change: "name, kind, etag, previous_etag, body, refs,
            content, reason, language, purge_seconds, purge_nanos, seal",
        changes: "dossier.changes LEFT JOIN dossier.purged ON purged.change = changes.id",
    };

    /// The layout of schemas 1 and 2.
    const OLD: Self = Self {
        format: Format::Words,
        checksum: "digest",
        head: "commits.revision, seconds, nanos, author, message, change_count, last_change, digest",
        change: "name, kind, etag, previous_etag, body, refs, NULL::bytea",
        changes: "dossier.changes",
    };

    /// The layout of a schema.
    pub(super) fn of_schema(schema: i64) -> Self {
        match Format::of_schema(usize::try_from(schema).unwrap_or_default()) {
            Format::Words => Self::OLD,
            Format::Checksums => Self::NEW,
        }
    }
}

/// A row of `commits`.
pub(super) struct Head {
    /// Without changes.
    pub(super) commit: Commit,
    /// How many changes it has.
    pub(super) count: i64,
    /// The row of the last.
    pub(super) last: i64,
    /// The checksum.
    pub(super) digest: Vec<u8>,
}

/// A row that begins with the columns of a commit.
pub(super) fn head(row: &Row) -> Result<Head, tokio_postgres::Error> {
    let commit = Commit {
        revision: row.try_get(0)?,
        time: Timestamp {
            seconds: row.try_get(1)?,
            nanos: row.try_get(2)?,
        },
        author: row.try_get(3)?,
        message: row.try_get(4)?,
        changes: Vec::new(),
    };
    Ok(Head {
        commit,
        count: row.try_get(5)?,
        last: row.try_get(6)?,
        digest: row.try_get(7)?,
    })
}

/// A row that has the columns of a change from a first one on.
pub(super) fn change(row: &Row, first: usize) -> Result<Change, Failed> {
    let name: &str = row.try_get(first)?;
    let body: &[u8] = row.try_get(first + 4)?;
    let references: &str = row.try_get(first + 5)?;
    let references = references.split('\n').filter(|piece| !piece.is_empty());
    let mut change = Change {
        name: name.into(),
        kind: ChangeType::try_from(row.try_get::<_, i32>(first + 1)?).unwrap_or_default(),
        etag: row.try_get(first + 2)?,
        previous_etag: row.try_get(first + 3)?,
        body: Bytes::copy_from_slice(body),
        references: references.map(str::to_owned).collect(),
        purge: None,
    };
    let content: Option<&[u8]> = row.try_get(first + 6)?;
    if let Some(content) = content {
        let purge = purge(row, content, first + 7)?;
        change.purge = Some(Arc::new(purge));
        let seal: &[u8] = row.try_get(first + 11)?;
        if purge_seal(&change).is_none_or(|expected| expected != seal) {
            return Err(left_altered(name));
        }
    }
    Ok(change)
}

fn purge(row: &Row, content: &[u8], first: usize) -> Result<Purge, Failed> {
    Ok(Purge {
        content: content.try_into().map_err(|_| left_altered("a change"))?,
        reason: LocalizedText {
            text: row.try_get(first)?,
            language_code: row.try_get(first + 1)?,
        },
        time: Timestamp {
            seconds: row.try_get(first + 2)?,
            nanos: row.try_get(first + 3)?,
        },
    })
}

/// Says that what is left of a purged change was altered.
fn left_altered(name: &str) -> Failed {
    let wrong = format!("what is left of `{name}` is not what was written");
    StoreError::Damaged(vec![wrong]).into()
}

/// A request, since when it is kept, and its checksum.
pub(super) const REQUEST: &str = "SELECT id, digest, response, seconds, seal FROM dossier.requests";

/// A row of [`REQUEST`], if its checksum says so.
pub(super) fn request(row: &Row) -> Result<Result<Request, StoreError>, tokio_postgres::Error> {
    let request = Request {
        id: row.try_get(0)?,
        digest: row.try_get(1)?,
        response: row.try_get(2)?,
    };
    Ok(unsealed(request, row.try_get(3)?, row.try_get(4)?))
}

/// Commits by columns, so that a statement writes many of them.
#[derive(Default)]
struct Commits<'e> {
    revisions: Vec<i64>,
    seconds: Vec<i64>,
    nanos: Vec<i32>,
    authors: Vec<&'e str>,
    messages: Vec<&'e str>,
    counts: Vec<i64>,
    lasts: Vec<i64>,
    digests: Vec<Vec<u8>>,
}

/// Changes by columns.
#[derive(Default)]
struct Changes<'e> {
    ids: Vec<i64>,
    revisions: Vec<i64>,
    names: Vec<&'e str>,
    kinds: Vec<i32>,
    etags: Vec<&'e str>,
    previous: Vec<&'e str>,
    bodies: Vec<&'e [u8]>,
    references: Vec<String>,
    bytes: usize,
}

/// Writes commits that follow a tip: the row of the last change before them, and the checksum. Returns
/// the checksum of the last.
pub(super) async fn insert(
    client: &Client,
    entries: &[Entry],
    (mut last, mut digest): (i64, Digest),
) -> Result<Digest, Failed> {
    let mut commits = Commits::default();
    let first = last;
    for Entry { commit, .. } in entries {
        digest = chain(&digest, commit);
        last += signed(commit.changes.len());
        commits.revisions.push(commit.revision);
        commits.seconds.push(commit.time.seconds);
        commits.nanos.push(commit.time.nanos);
        commits.authors.push(&commit.author);
        commits.messages.push(&commit.message);
        commits.counts.push(signed(commit.changes.len()));
        commits.lasts.push(last);
        commits.digests.push(digest.to_vec());
    }
    commits.write(client).await?;
    let all = entries.iter().flat_map(|Entry { commit, .. }| {
        let changes = commit.changes.iter();
        changes.map(|change| (commit.revision, change))
    });
    let mut changes = Changes::default();
    for (id, (revision, change)) in (first + 1..).zip(all) {
        changes.add(id, revision, change);
        if changes.ids.len() >= PIECE.0 || changes.bytes >= PIECE.1 {
            std::mem::take(&mut changes).write(client).await?;
        }
    }
    changes.write(client).await?;
    requests(client, entries).await?;
    Ok(digest)
}

impl Commits<'_> {
    async fn write(&self, client: &Client) -> Result<(), Failed> {
        let sql = "INSERT INTO dossier.commits
             (revision, seconds, nanos, author, message, change_count, last_change, checksum)
             SELECT * FROM unnest($1::int8[], $2::int8[], $3::int4[], $4::text[], $5::text[],
                                  $6::int8[], $7::int8[], $8::bytea[])";
        let values = [
            (&self.revisions as _, Type::INT8_ARRAY),
            (&self.seconds as _, Type::INT8_ARRAY),
            (&self.nanos as _, Type::INT4_ARRAY),
            (&self.authors as _, Type::TEXT_ARRAY),
            (&self.messages as _, Type::TEXT_ARRAY),
            (&self.counts as _, Type::INT8_ARRAY),
            (&self.lasts as _, Type::INT8_ARRAY),
            (&self.digests as _, Type::BYTEA_ARRAY),
        ];
        run(client, WRITE, (sql, &values)).await
    }
}

impl<'e> Changes<'e> {
    fn add(&mut self, id: i64, revision: i64, change: &'e Change) {
        self.ids.push(id);
        self.revisions.push(revision);
        self.names.push(&change.name);
        self.kinds.push(change.kind.into());
        self.etags.push(&change.etag);
        self.previous.push(&change.previous_etag);
        self.bodies.push(&change.body);
        self.references.push(change.references.join("\n"));
        self.bytes += size_of_change(change);
    }

    async fn write(self, client: &Client) -> Result<(), Failed> {
        if self.ids.is_empty() {
            return Ok(());
        }
        let sql = "INSERT INTO dossier.changes
             (id, revision, name, kind, etag, previous_etag, body, refs)
             SELECT * FROM unnest($1::int8[], $2::int8[], $3::text[], $4::int4[], $5::text[],
                                  $6::text[], $7::bytea[], $8::text[])";
        let values = [
            (&self.ids as _, Type::INT8_ARRAY),
            (&self.revisions as _, Type::INT8_ARRAY),
            (&self.names as _, Type::TEXT_ARRAY),
            (&self.kinds as _, Type::INT4_ARRAY),
            (&self.etags as _, Type::TEXT_ARRAY),
            (&self.previous as _, Type::TEXT_ARRAY),
            (&self.bodies as _, Type::BYTEA_ARRAY),
            (&self.references as _, Type::TEXT_ARRAY),
        ];
        run(client, WRITE, (sql, &values)).await
    }
}

/// Keeps the answers to requests, and lets old ones go.
async fn requests(client: &Client, entries: &[Entry]) -> Result<(), Failed> {
    let (mut ids, mut seconds) = (Vec::new(), Vec::new());
    let (mut digests, mut responses) = (Vec::new(), Vec::new());
    let mut seals = Vec::new();
    for entry in entries {
        if let Some(request) = &entry.request {
            ids.push(request.id.as_str());
            seconds.push(entry.commit.time.seconds);
            digests.push(request.digest.as_str());
            responses.push(request.response.as_slice());
            seals.push(seal(request, entry.commit.time.seconds).to_vec());
        }
    }
    let Some(newest) = seconds.iter().max() else {
        return Ok(());
    };
    let oldest = newest - REQUESTS_KEPT.as_secs().cast_signed();
    let sql = "INSERT INTO dossier.requests (id, seconds, digest, response, seal)
         SELECT * FROM unnest($1::text[], $2::int8[], $3::text[], $4::bytea[], $5::bytea[])";
    let values = [
        (&ids as _, Type::TEXT_ARRAY),
        (&seconds as _, Type::INT8_ARRAY),
        (&digests as _, Type::TEXT_ARRAY),
        (&responses as _, Type::BYTEA_ARRAY),
        (&seals as _, Type::BYTEA_ARRAY),
    ];
    run(client, WRITE, (sql, &values)).await?;
    let sql = "DELETE FROM dossier.requests WHERE seconds < $1";
    run(client, WRITE, (sql, &[(&oldest as _, Type::INT8)])).await
}
