//! Reads the log a piece at a time: a log, and one name's history, may be longer than memory is large.

use tokio_postgres::Client;
use tokio_postgres::types::Type;

use super::failed::Failed;
use super::rows::{Head, Layout, change, head};
use super::session::rows;
use crate::commit::Commit;
use crate::store::record::signed;
use crate::store::{Digest, Extent, GENESIS, Past, StoreError};

/// How many commits, changes, and bytes of changes are read at a time. One commit may have more.
const PIECE: (i64, i64, i64) = (64, 2_000, 4 * 1024 * 1024);

/// The newest revision, the row of its last change and its checksum.
pub(super) async fn tip(client: &Client, layout: Layout) -> Result<(i64, i64, Digest), Failed> {
    let sql = format!(
        "SELECT revision, last_change, {} FROM dossier.commits ORDER BY revision DESC LIMIT 1",
        layout.checksum
    );
    let found = rows(client, &sql, &[]).await?;
    let Some(row) = found.first() else {
        return Ok((0, 0, GENESIS));
    };
    let revision = row.try_get(0)?;
    let digest = digest(row.try_get(2)?, revision)?;
    Ok((revision, row.try_get(1)?, digest))
}

/// The row of a revision's last change, and its checksum; nothing where there is no such revision.
pub(super) async fn before(
    client: &Client,
    layout: Layout,
    revision: i64,
) -> Result<Option<(i64, Digest)>, Failed> {
    let sql = format!(
        "SELECT last_change, {} FROM dossier.commits WHERE revision = $1",
        layout.checksum
    );
    let found = rows(client, &sql, &[(&revision, Type::INT8)]).await?;
    let Some(row) = found.first() else {
        return Ok(None);
    };
    let digest = digest(row.try_get(1)?, revision)?;
    Ok(Some((row.try_get(0)?, digest)))
}

fn digest(bytes: &[u8], revision: i64) -> Result<Digest, StoreError> {
    let corrupt = |_| StoreError::Corrupt { revision };
    bytes.try_into().map_err(corrupt)
}

/// The next commits after one, with their changes: of a piece, or a single large one. Which changes are
/// theirs is checked, and what they say is not. Nothing where there are no more.
pub(super) async fn piece(
    client: &Client,
    layout: Layout,
    (known, until): (i64, i64),
    last: i64,
) -> Result<Vec<Head>, Failed> {
    let mut heads = whole_heads(client, layout, (known, until), last).await?;
    let fitting = fitting(client, &heads, last).await?;
    heads.truncate(fitting);
    let Some(end) = heads.last().map(|head| head.last) else {
        return Ok(heads);
    };
    let (columns, changes) = (layout.change, layout.changes);
    let sql = format!("SELECT {columns} FROM {changes} WHERE id > $1 AND id <= $2 ORDER BY id");
    let changes = rows(client, &sql, &[(&last, Type::INT8), (&end, Type::INT8)]).await?;
    let mut changes = changes.iter();
    for head in &mut heads {
        let count = usize::try_from(head.count).unwrap_or_default();
        for row in changes.by_ref().take(count) {
            head.commit.changes.push(change(row, 0)?);
        }
    }
    Ok(heads)
}

/// The next commits after one, without changes, as long as each continues the one before: its number,
/// and the rows of its changes. Nothing else may be asked about those rows: a wrong number stands for
/// more of them than are wanted, or for none that the database can count to.
async fn whole_heads(
    client: &Client,
    layout: Layout,
    (known, until): (i64, i64),
    last: i64,
) -> Result<Vec<Head>, Failed> {
    // Not up to a number, where a gap would look like the end.
    let sql = format!(
        "SELECT {} FROM dossier.commits WHERE revision > $1 AND revision <= $2
         ORDER BY revision LIMIT $3",
        layout.head
    );
    let values = [
        (&known as _, Type::INT8),
        (&until as _, Type::INT8),
        (&PIECE.0 as _, Type::INT8),
    ];
    let found = rows(client, &sql, &values).await?;
    let (mut heads, mut last) = (Vec::with_capacity(found.len()), last);
    for (row, revision) in found.iter().zip(known.saturating_add(1)..) {
        let next = head(row)?;
        let follows = next.commit.revision == revision
            && next.count >= 0
            && last.checked_add(next.count) == Some(next.last);
        if !follows && heads.is_empty() {
            return Err(StoreError::Corrupt { revision }.into());
        }
        if !follows {
            break;
        }
        last = next.last;
        heads.push(next);
    }
    Ok(heads)
}

/// How many of these commits, which follow a row, are read at a time; at least one, if there is one.
/// Their sizes are known without reading what is large.
async fn fitting(client: &Client, heads: &[Head], last: i64) -> Result<usize, Failed> {
    let (Some(first), Some(end)) = (heads.first(), heads.last()) else {
        return Ok(0);
    };
    let sql = "SELECT (SELECT coalesce(sum(octet_length(body)::int8 + octet_length(refs)), 0)::int8
           FROM dossier.changes WHERE id > last_change - change_count AND id <= last_change)
         FROM dossier.commits WHERE revision BETWEEN $1 AND $2 ORDER BY revision";
    let values = [
        (&first.commit.revision as _, Type::INT8),
        (&end.commit.revision as _, Type::INT8),
    ];
    let sizes = rows(client, sql, &values).await?;
    let (mut fitting, mut bytes) = (0, 0_i64);
    for (head, size) in heads.iter().zip(&sizes) {
        bytes = bytes.saturating_add(size.try_get(0)?);
        let too_much = head.last > last.saturating_add(PIECE.1) || bytes > PIECE.2;
        if fitting > 0 && too_much {
            break;
        }
        fitting += 1;
    }
    Ok(fitting.max(1))
}

/// Commits before a revision that changed a name, newest first.
pub(super) async fn revisions(
    client: &Client,
    layout: Layout,
    (name, before): (&str, i64),
    extent: Extent,
) -> Result<Past, Failed> {
    // How many of them fit is known without reading what is large.
    let sql = "SELECT octet_length(body)::int8 FROM dossier.changes
         WHERE name = $1 AND revision < $2 AND etag <> previous_etag
         ORDER BY revision DESC LIMIT $3";
    let limit = signed(extent.count).saturating_add(1);
    let values = |limit| {
        [
            (&name as _, Type::TEXT),
            (&before as _, Type::INT8),
            (limit, Type::INT8),
        ]
    };
    let sizes = rows(client, sql, &values(&limit as _)).await?;
    let (mut fitting, mut bytes) = (0, 0_usize);
    for row in &sizes {
        if fitting >= extent.count || bytes >= extent.bytes {
            break;
        }
        let size: i64 = row.try_get(0)?;
        bytes = bytes.saturating_add(usize::try_from(size).unwrap_or_default());
        fitting += 1;
    }
    let sql = format!(
        "SELECT {}, {} FROM {}
         JOIN dossier.commits ON commits.revision = changes.revision
         WHERE name = $1 AND changes.revision < $2 AND etag <> previous_etag
         ORDER BY changes.revision DESC LIMIT $3",
        layout.head, layout.change, layout.changes
    );
    let found = rows(client, &sql, &values(&signed(fitting) as _)).await?;
    let commits = found.iter().map(|row| {
        let mut commit = head(row)?.commit;
        commit.changes.push(change(row, 8)?);
        Ok::<_, Failed>(commit)
    });
    let past = Past::take(commits, extent)?;
    let more = past.more || sizes.len() > fitting;
    Ok(Past { more, ..past })
}

/// Commits before a revision, newest first, each with the number of its changes and some of them,
/// without bodies: how many commits, and how many changes of each.
pub(super) async fn heads(
    client: &Client,
    layout: Layout,
    before: i64,
    (limit, most): (i64, i64),
) -> Result<Vec<(Commit, usize)>, Failed> {
    let sql = format!(
        "SELECT {} FROM dossier.commits WHERE revision < $1 ORDER BY revision DESC LIMIT $2",
        layout.head
    );
    let values = [(&before as _, Type::INT8), (&limit as _, Type::INT8)];
    let found = rows(client, &sql, &values).await?;
    let mut heads = Vec::with_capacity(found.len());
    for row in &found {
        let head = head(row)?;
        let (mut commit, first) = (head.commit, head.last.saturating_sub(head.count));
        let sql = "SELECT name, kind, etag, previous_etag, ''::bytea, '', NULL::bytea FROM dossier.changes
                   WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3";
        let values = [
            (&first as _, Type::INT8),
            (&head.last as _, Type::INT8),
            (&most as _, Type::INT8),
        ];
        for row in &rows(client, sql, &values).await? {
            commit.changes.push(change(row, 0)?);
        }
        heads.push((commit, usize::try_from(head.count).unwrap_or_default()));
    }
    Ok(heads)
}
