//! Which of the waiting proposals are appended together, and what becomes of each?

use std::collections::BTreeSet;
use std::sync::Arc;

use dossier::v1::CommitResponse;
use prost::Message as _;

use super::{Job, Ready, Writer};
use crate::commit::{self, Sight};
use crate::ledger::condition::Condition;
use crate::ledger::decide::propose;
use crate::ledger::proposal::{Proposal, Refusal};
use crate::snapshot::Snapshot;
use crate::store::{Entry, Request, StoreError};

impl Writer {
    /// Checks proposals, each on top of those before it; answers those that are refused. Returns those
    /// that can be written, and those that must wait because their request is among them already.
    pub(super) fn prepare(&mut self, jobs: Vec<Job>) -> (Vec<Ready>, Vec<Job>) {
        let mut state = (**self.head.load().states.all()).clone();
        let mut requests: BTreeSet<String> = BTreeSet::new();
        let mut ready = Vec::new();
        let mut later = Vec::new();
        let mut away: Option<Arc<StoreError>> = None;
        for job in jobs {
            // A store that did not answer for one is not waited for by each of the others.
            if let Some(error) = &away {
                job.answer.send(Err(Refusal::from(Arc::clone(error)))).ok();
                continue;
            }
            let id = job.proposal.request.as_ref().map(|(id, _)| id.clone());
            if id.as_ref().is_some_and(|id| requests.contains(id)) {
                later.push(job);
                continue;
            }
            match self.decide(&state, &job.proposal) {
                Err(refusal) => {
                    if let Refusal::Away(error) = &refusal {
                        away = Some(Arc::clone(error));
                    }
                    job.answer.send(Err(refusal)).ok();
                }
                Ok((response, entry)) => {
                    if let Some(entry) = &entry {
                        state = state.apply(&entry.commit);
                        requests.extend(id);
                    }
                    ready.push(Ready {
                        job,
                        response,
                        entry,
                    });
                }
            }
        }
        (ready, later)
    }

    /// What comes of a proposal on top of a state.
    pub(super) fn decide(
        &mut self,
        state: &Snapshot,
        proposal: &Proposal,
    ) -> Result<(CommitResponse, Option<Entry>), Refusal> {
        if self.condition.now() == Condition::ReadOnly {
            return Err(Refusal::ReadOnly);
        }
        if let Some((id, digest)) = &proposal.request
            && let Some(earlier) = self.earlier(id)?
        {
            if earlier.digest != *digest {
                return Err(Refusal::RequestReused);
            }
            let response = CommitResponse::decode(earlier.response.as_slice());
            return Ok((response.unwrap_or_default(), None));
        }
        let newest = state.revision();
        if proposal.base_revision.is_some_and(|base| base != newest) {
            return Err(Refusal::Base { newest });
        }
        let time = (self.clock)();
        let (commit, warnings) = propose(state, proposal, time)?;
        let nothing = commit.changes.is_empty() || proposal.validate_only;
        let mut summary = commit::message(&commit, false, Sight::All);
        if nothing {
            summary.revision = newest;
            summary.commit_time = Some(state.commit_time());
        }
        let response = CommitResponse {
            commit: Some(summary),
            warnings,
        };
        if nothing {
            return Ok((response, None));
        }
        let request = proposal.request.clone().map(|(id, digest)| Request {
            id,
            digest,
            response: response.encode_to_vec(),
        });
        Ok((response, Some(Entry { commit, request })))
    }

    /// The request of an id, if it was carried out.
    fn earlier(&mut self, id: &str) -> Result<Option<Request>, Refusal> {
        self.store.request(id).map_err(|error| {
            if !matches!(error, StoreError::CorruptRequest(_)) {
                self.unreadable(&error);
            }
            Refusal::from(Arc::new(error))
        })
    }
}
