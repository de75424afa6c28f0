//! What was corrected, and in which fact.

use std::fmt::Write as _;

use dossier::name::is_id;
use dossier::v1::{Correction, Fact};
use sha2::{Digest as _, Sha256};

use crate::context::PageContext;
use crate::html::Inline;
use crate::url::{self, Route};

/// So many changes stand on a page that is about something else; all on a page of their own.
pub(crate) const NEWEST: usize = 5;

/// A correction of a fact.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) date: String,
    pub(crate) machine: String,
    pub(crate) kind: &'static str,
    pub(crate) note: Inline,
}

/// So many hexadecimal digits tell the corrections of one fact apart.
const DIGEST_DIGITS: usize = 12;

/// What tells a correction from the others of its fact, wherever in the list it stands: the id that its
/// editor gave it, or a digest of its day and the first text of its note.
pub(crate) fn identity(correction: &Correction) -> String {
    if is_id(&correction.id) {
        return correction.id.clone();
    }
    let text = correction.note.first().map_or("", |note| &note.text);
    let digest = Sha256::digest(format!("{}\n{text}", correction.date));
    let mut hexadecimal = String::new();
    for byte in digest.iter().take(DIGEST_DIGITS / 2) {
        // Writing to a string does not fail.
        write!(hexadecimal, "{byte:02x}").ok();
    }
    hexadecimal
}

/// A correction, ready to print.
pub(crate) fn change(context: &PageContext<'_>, correction: &Correction) -> Change {
    Change {
        date: context.day(&correction.date),
        machine: correction.date.clone(),
        kind: context.words.term(correction.kind().as_str_name()),
        note: context.text(&correction.note),
    }
}

/// A correction, with the fact that it is of.
#[derive(Clone, Debug)]
pub(crate) struct Corrected {
    pub(crate) change: Change,
    pub(crate) fact: Inline,
}

/// The corrections of some facts, newest first.
pub(crate) fn corrections(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Corrected> {
    let mut found: Vec<Corrected> = Vec::new();
    for fact in facts {
        let page = context.link(Route::Fact(&fact.name));
        found.extend(fact.corrections.iter().map(|correction| {
            let place = url::correction(&url::card(&fact.name), &identity(correction));
            Corrected {
                change: change(context, correction),
                fact: Inline {
                    href: format!("{page}{}", url::fragment(&place)),
                    ..context.fact(&fact.name)
                },
            }
        }));
    }
    found.sort_by(|left, right| right.change.machine.cmp(&left.change.machine));
    found
}
