//! Pages: how large one is, where it starts, and the token of the next (AIP-158). All of the paging is
//! here; a list or a query only says what comes in which order.
//!
//! A token names a revision, and a revision never changes. So pages of one list always fit together:
//! nothing is shown twice or left out because of a commit in between, and a client may ask for a page
//! again. That is what others buy with cursors that live in the server, which a restart or another
//! replica would not know.
//!
//! Where the page starts is a key or a count. A list in the order of names goes on after the last name
//! (keyset paging): the tree of a snapshot finds it in a few steps, so that page 10,000 costs what
//! page 1 does. With another order or a filter all of it is looked through anyway for the total, and a
//! count of what came before is enough; at one revision it is exact, which offsets elsewhere are not.
//!
//! A page also ends where it would pass what an answer may bring (`room.rs`), so that few large resources shut no client
//! out, and goes on from there: what is shown counts, not what was asked for.
//!
//! A token is sealed together with a digest of the request's other arguments. Read as the next page of
//! another filter it would answer nonsense, so that is refused, and clients cannot come to rely on
//! what is in it.

use std::sync::Arc;

use dossier::serve::Encoded;
use dossier::v1;
use prost::Message as _;
use tonic::Response;

use super::token::{PageToken, TokenKey};
use super::view::View;
use super::{Api, encoded};
use crate::commit::Sight;
use crate::error::ServiceError;
use crate::search::Slice;
use crate::snapshot::Snapshot;

/// How many a page holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageSize {
    /// If nobody says.
    pub(super) default: usize,
    /// At most.
    pub(super) most: usize,
}

pub(super) const LIST: PageSize = PageSize {
    default: 50,
    most: 500,
};

/// A hit of a search brings its whole fact and snippets.
const SEARCH: PageSize = PageSize {
    default: 20,
    most: 100,
};

impl PageSize {
    /// The size that a request gets; 0 asks for the default.
    fn effective(self, requested: i32) -> Result<usize, ServiceError> {
        match usize::try_from(requested) {
            Err(_) => Err(ServiceError::InvalidPageSize(requested)),
            Ok(0) => Ok(self.default),
            Ok(size) => Ok(size.min(self.most)),
        }
    }
}

/// A request that is answered in pages.
pub(super) trait Paged: prost::Message + Clone + 'static {
    /// How many a page holds.
    const SIZE: PageSize;

    /// How many are asked for.
    fn page_size(&self) -> i32;

    /// The token of the page that is asked for; empty for the first.
    fn page_token(&self) -> &str;

    /// The revision that is asked for; 0 for the newest.
    fn read_revision(&self) -> i64;

    /// The arguments that must not change between pages, encoded.
    fn scope(&self) -> Vec<u8>;
}

/// The requests have these fields under the same names, and protobuf gives them no common type.
macro_rules! paged {
    ($($request:ident: $size:expr;)+) => {$(
        impl Paged for v1::$request {
            const SIZE: PageSize = $size;

            fn page_size(&self) -> i32 {
                self.page_size
            }

            fn page_token(&self) -> &str {
                &self.page_token
            }

            fn read_revision(&self) -> i64 {
                self.read_revision
            }

            fn scope(&self) -> Vec<u8> {
                let mut arguments = self.clone();
                arguments.page_size = 0;
                arguments.page_token.clear();
                arguments.read_revision = 0;
                // The name, because two requests may have the same bytes.
                let name = concat!(stringify!($request), "\n").as_bytes();
                [name, &arguments.encode_to_vec()].concat()
            }
        }
    )+};
}

paged! {
    ListArticlesRequest: LIST;
    ListCommitsRequest: LIST;
    ListDependentsRequest: LIST;
    ListDossiersRequest: LIST;
    ListEntitiesRequest: LIST;
    ListFactsRequest: LIST;
    ListRevisionsRequest: LIST;
    QueryTimelineRequest: LIST;
    SearchFactsRequest: SEARCH;
}

/// A page that was asked for, of one revision.
#[derive(Debug)]
pub(super) struct Page {
    size: usize,
    start: PageToken,
    scope: Vec<u8>,
    key: Arc<TokenKey>,
}

impl Page {
    /// How many it holds at most.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// What to cut from all that there is, where it starts after a count.
    pub(super) fn slice(&self) -> Slice {
        Slice {
            offset: usize::try_from(self.start.offset).unwrap_or(usize::MAX),
            size: self.size,
        }
    }

    /// The name after which it starts; empty at the start of a list.
    pub(super) fn after(&self) -> &str {
        &self.start.after
    }

    /// In the history, which goes back: the revision before which it starts.
    pub(super) fn before(&self) -> i64 {
        match i64::try_from(self.start.offset) {
            Ok(0) | Err(_) => self.start.revision.saturating_add(1),
            Ok(revision) => revision,
        }
    }

    /// Whether it is the first of its list.
    pub(super) fn is_first(&self) -> bool {
        self.start.offset == 0
    }

    /// The token of the page after this one, which takes up so many places of `total`; empty where this
    /// is the last.
    pub(super) fn next(&self, places: usize, total: usize) -> String {
        self.next_after(places, total, "")
    }

    /// The same, for a list in the order of names: `last` is the last name of this page.
    pub(super) fn next_after(&self, places: usize, total: usize, last: &str) -> String {
        let next = self.slice().offset.saturating_add(places);
        // A page without places is beyond the end, because the first of a page always fits.
        if next >= total || places == 0 {
            return String::new();
        }
        self.token(next as u64, last)
    }

    /// The token of the page that goes back from a revision; empty where there is nothing before it.
    pub(super) fn next_before(&self, last: Option<i64>) -> String {
        let last = last.and_then(|last| u64::try_from(last).ok());
        last.map_or_else(String::new, |last| self.token(last, ""))
    }

    fn token(&self, offset: u64, after: &str) -> String {
        let place = PageToken {
            revision: self.start.revision,
            offset,
            after: after.to_owned(),
        };
        self.key.seal(&place, &self.scope)
    }
}

/// How much there is in all, as answers say it.
pub(crate) fn total_size(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

impl Api {
    /// The page that a request asks for, and the state that it is of.
    pub(super) async fn page(
        &self,
        sight: Sight,
        request: &impl Paged,
    ) -> Result<(View, Page), ServiceError> {
        let page = self.requested_page(sight, request)?;
        let snapshot = self.at(sight, page.start.revision).await?;
        let start = PageToken {
            revision: snapshot.revision(),
            ..page.start
        };
        Ok((snapshot, Page { start, ..page }))
    }

    fn requested_page<R: Paged>(&self, sight: Sight, request: &R) -> Result<Page, ServiceError> {
        let size = R::SIZE.effective(request.page_size())?;
        let revision = request.read_revision();
        // A place in a list of everything is none in a list of what is published.
        let scope = [&[u8::from(sight == Sight::All)][..], &request.scope()].concat();
        let start = match request.page_token() {
            "" => PageToken {
                revision,
                ..PageToken::default()
            },
            token => self.key.open(token, &scope)?,
        };
        if revision != 0 && revision != start.revision {
            return Err(ServiceError::PageTokenMismatch);
        }
        Ok(Page {
            size,
            start,
            scope,
            key: Arc::clone(&self.key),
        })
    }

    /// Answers a question about the state at a revision, on a thread that answers no other calls.
    pub(super) async fn answer<M: prost::Message + 'static>(
        &self,
        sight: Sight,
        revision: i64,
        question: impl FnOnce(&Snapshot) -> Result<M, ServiceError> + Send + 'static,
    ) -> Result<Response<Encoded<M>>, ServiceError> {
        let snapshot = self.at(sight, revision).await?;
        let state = snapshot.clone();
        let message = self.heavy(move || question(&state)).await?;
        Ok(encoded(&snapshot, &message))
    }

    /// The same, for a question whose answer comes in pages.
    pub(super) async fn answer_page<R: Paged, M: prost::Message + 'static>(
        &self,
        (sight, request): (Sight, R),
        question: impl FnOnce(&Snapshot, &R, &Page) -> Result<M, ServiceError> + Send + 'static,
    ) -> Result<Response<Encoded<M>>, ServiceError> {
        let (snapshot, page) = self.page(sight, &request).await?;
        let state = snapshot.clone();
        let work = move || question(&state, &request, &page);
        let message = self.heavy(work).await?;
        Ok(encoded(&snapshot, &message))
    }
}
