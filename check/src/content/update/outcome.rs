//! What became of a place in a file.

use dossier::v1::Selector;

use super::places::{Form, WrittenPlace};
use crate::text::moves::{Fate, Moves};
use crate::text::passage::{DOUBT, Passage};

/// What became of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds the same words.
    Kept,
    /// Its words stand elsewhere.
    Moved,
    /// Its words stand elsewhere, at several places; the one in order was taken.
    MovedInOrder,
    /// Its words stand in sentences that hold more words than these.
    Wider,
    /// Some of its words changed.
    Changed,
    /// Its words are not there any more.
    Gone,
    /// It was in doubt before.
    InDoubt,
    /// The older version of the text has no such place.
    NoPlace,
}

impl Outcome {
    /// Whether an editor must look at the place.
    pub const fn needs_editor(self) -> bool {
        matches!(
            self,
            Self::Changed | Self::Gone | Self::InDoubt | Self::NoPlace
        )
    }
}

/// A place that changes or that somebody must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedPlace {
    /// The name of the fact, or of the article whose mark it is.
    pub owner: String,
    /// The file in which it is written.
    pub file: String,
    /// On which line, from 1.
    pub line: usize,
    /// The place as it was written.
    pub from: String,
    /// The new places.
    pub to: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a place, and what to write.
pub(super) fn of_place(place: &WrittenPlace, moves: &Moves<'_>) -> (Outcome, Vec<String>) {
    let as_written = vec![place.text.clone()];
    let Ok(passage) = place.text.parse::<Passage>() else {
        let outcome = if place.text.ends_with(DOUBT) {
            Outcome::InDoubt
        } else {
            Outcome::NoPlace
        };
        return (outcome, as_written);
    };
    let Some(found) = moves.passage(&passage) else {
        return (Outcome::NoPlace, as_written);
    };
    let doubted = |passages: &[Passage]| {
        let written = passages.iter().map(|passage| format!("{passage}{DOUBT}"));
        written.collect::<Vec<String>>()
    };
    match found.fate {
        // A mark is of one passage.
        Fate::At(passages) if passages.len() > 1 && place.form == Form::Mark => {
            (Outcome::Changed, doubted(&[passage]))
        }
        Fate::Changed(passages) if place.form == Form::Mark => {
            let first = passages.into_iter().next().unwrap_or(passage);
            (Outcome::Changed, doubted(&[first]))
        }
        Fate::At(passages) => {
            let to: Vec<String> = passages.iter().map(Passage::to_string).collect();
            let outcome = match () {
                () if found.wider => Outcome::Wider,
                () if to == as_written => Outcome::Kept,
                () if found.repeated => Outcome::MovedInOrder,
                () => Outcome::Moved,
            };
            (outcome, to)
        }
        Fate::Changed(passages) => (Outcome::Changed, doubted(&passages)),
        Fate::Gone => (Outcome::Gone, doubted(&[passage])),
    }
}

/// What became of a selector, and the one to write; nothing where its words are not there, which the
/// check tells by its digest.
pub(super) fn of_selector(old: &Selector, moves: &Moves<'_>) -> (Outcome, Option<Selector>) {
    let Some(found) = moves.selector(old) else {
        return (Outcome::Changed, None);
    };
    let outcome = if found == *old {
        Outcome::Kept
    } else {
        Outcome::Moved
    };
    (outcome, Some(found))
}
