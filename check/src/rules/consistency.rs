//! Whether a fact agrees with itself, and with what is said about it, without the article's text.
//!
//! The statement, the words of links and the typed fields say the same thing several times over. A
//! difference between them is a slip, or worse: `£75m` beside `GBP 75e9`. Prose is read by the same
//! reader, and compared in the same way, as the words of articles (`ground`).

mod derivation;
mod held;
mod link;
mod resolved;
mod roles;
mod speaker;
mod statement;

use super::index::Index;
use crate::diagnostic::Finding;

pub(super) use speaker::doubtful_origins;

/// Checks all facts of a state, and the links of its dossiers.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let ties = speaker::Ties::default();
    for (name, fact) in index.own_facts() {
        statement::check(index, name, fact, findings);
        findings.extend(derivation::check(index, name, fact));
        findings.extend(speaker::check(index, &ties, name, fact));
        resolved::check(index, name, fact, findings);
        findings.extend(resolved::check_published(index, name, fact));
        roles::check(name, fact, findings);
    }
    for (name, dossier) in index.own_dossiers() {
        link::check(index, name, dossier, findings);
    }
}
