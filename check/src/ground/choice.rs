//! Do the statement and the words bear out a value of a list: that an event is planned, goods delivered?
//!
//! Two things are told. Some values need words of their own: nobody calls a march cancelled without a word
//! for it, so where neither the statement nor the words have one, the value is a slip. And where the
//! statement says another value in so many words ("delivered" beside `stage: ordered`), and nothing for the
//! fact's own, one of the two is. Most words say nothing of a value; then nothing is told, and nothing is
//! recorded. What is not compared, with reasons, is listed in docs/checks.md.

use dossier::Day;
use dossier::v1::{LocalizedText, TimeExpression, Verdict};

use super::judgement::Outcome;
use super::negation::follows;
use crate::reading::{ChoiceCue, Reader, Strength};

/// The lists whose values are compared, as their names begin.
const LISTS: [&str; 11] = [
    "agreement_kind_",
    "agreement_status_",
    "capability_level_",
    "certainty_",
    "claim_kind_",
    "event_kind_",
    "event_status_",
    "likelihood_",
    "party_action_kind_",
    "tenure_status_",
    "transfer_stage_",
];

/// Values that need a word of their own, in the statement or in the article's words.
const NEEDED: [&str; 44] = [
    "agreement_kind_alliance",
    "agreement_kind_ceasefire",
    "agreement_kind_memorandum",
    "agreement_kind_partnership",
    "agreement_status_ratified",
    "agreement_status_suspended",
    "agreement_status_terminated",
    "capability_level_none",
    "capability_level_partial",
    "capability_level_seeking",
    "capability_level_threshold",
    "certainty_possible",
    "certainty_probable",
    "certainty_unlikely",
    "claim_kind_denial",
    "claim_kind_intention",
    "event_kind_ceremony",
    "event_kind_disaster",
    "event_kind_discovery",
    "event_kind_election",
    "event_kind_meeting",
    "event_kind_protest",
    "event_kind_publication",
    "event_kind_sanction",
    "event_kind_test",
    "event_kind_visit",
    "event_status_cancelled",
    "event_status_planned",
    "likelihood_possible",
    "likelihood_unlikely",
    "party_action_kind_acceded",
    "party_action_kind_ratified",
    "party_action_kind_suspended",
    "party_action_kind_withdrew",
    "tenure_status_acting",
    "tenure_status_candidate",
    "tenure_status_designate",
    "tenure_status_former",
    "transfer_stage_lost",
    "transfer_stage_offered",
    "transfer_stage_ordered",
    "transfer_stage_produced",
    "transfer_stage_shipped",
    "transfer_stage_used",
];

/// Values that stand for "nothing special": words for them are so common that only those of our own
/// statement count.
const PLAIN: [&str; 3] = [
    "capability_level_possesses",
    "event_status_occurred",
    "tenure_status_current",
];

/// Pairs of values of which words for the second say nothing against the first.
const FITTING: [(&str, &str); 12] = [
    ("agreement_kind_alliance", "agreement_kind_treaty"),
    ("agreement_kind_partnership", "agreement_kind_treaty"),
    ("agreement_status_in_force", "agreement_status_signed"),
    ("agreement_status_in_force", "agreement_status_ratified"),
    ("event_kind_attack", "event_kind_conflict"),
    ("event_kind_ceremony", "event_kind_launch"),
    ("event_kind_conflict", "event_kind_attack"),
    ("event_kind_decision", "event_kind_election"),
    ("event_kind_launch", "event_kind_ceremony"),
    ("event_kind_meeting", "event_kind_visit"),
    ("event_kind_visit", "event_kind_meeting"),
    ("event_status_occurred", "event_status_ongoing"),
];

/// What a value is compared with.
pub(super) struct Sayings<'s> {
    /// Our own statements, in whatever languages.
    pub(super) statements: &'s [LocalizedText],
    /// The reader of the article's language.
    pub(super) reader: Reader,
    /// The words of the article.
    pub(super) words: &'s str,
}

/// Compares a value of a list, as the contract names it; nothing where no word tells of it.
pub(super) fn judge(value: &str, sayings: &Sayings<'_>) -> Option<Outcome> {
    let value = value.to_lowercase();
    let list = LISTS.into_iter().find(|list| value.starts_with(list))?;
    if value == "certainty_certain" {
        return sayings.hedged();
    }
    if !sayings.are_read(&value) {
        return None;
    }
    let stated = sayings.stated(list);
    let is_own = |cue: &ChoiceCue<'_>| cue.value == value;
    let is_stated = stated.iter().any(|(_, cue)| is_own(cue));
    let in_words = || sayings.reader.choice_cues(sayings.words, list);
    if is_stated || !PLAIN.contains(&value.as_str()) && in_words().iter().any(is_own) {
        return Some(Outcome::new(Verdict::Found));
    }
    let other = stated.iter().find(|(text, cue)| {
        cue.strength == Strength::Says
            && !FITTING.contains(&(value.as_str(), cue.value))
            && !is_capital(text, cue)
    });
    match other {
        Some((text, cue)) => Some(Outcome::other_stated(text.text.get(cue.start..cue.end)?)),
        None => NEEDED
            .contains(&value.as_str())
            .then(|| Outcome::contradicted("")),
    }
}

/// Whether a value needs a word of its own, so that its lack is told.
#[cfg(test)]
pub(super) fn needs_word(value: &str) -> bool {
    NEEDED.contains(&value.to_lowercase().as_str())
}

/// Whether a time contradicts the status of an event: what is planned lies not wholly before the day of the
/// article, and what has happened lies not wholly behind it.
pub(super) fn other_time(value: &str, when: &TimeExpression, published: Day) -> bool {
    let bounds = when.bounds();
    match value {
        "EVENT_STATUS_PLANNED" => bounds.latest.is_some_and(|last| last < published),
        "EVENT_STATUS_OCCURRED" => is_to_come(when, published),
        _ => false,
    }
}

/// Whether an event lies wholly behind the day of the article, so that it is planned without a word for that:
/// "the dock opens in 2028".
pub(super) fn is_to_come(when: &TimeExpression, published: Day) -> bool {
    let bounds = when.bounds();
    bounds.earliest.is_some_and(|first| first > published)
}

/// The value of a list as files have it: `planned`.
pub(super) fn short(value: &str) -> String {
    let value = value.to_lowercase();
    let list = LISTS.into_iter().find(|list| value.starts_with(list));
    let short = list.and_then(|list| value.strip_prefix(list));
    short.unwrap_or(&value).to_owned()
}

/// Whether a cue begins with a capital and may be a name, "Will" or "May"; German nouns do not count.
fn is_capital(text: &LocalizedText, cue: &ChoiceCue<'_>) -> bool {
    let said = text.text.get(cue.start..cue.end).unwrap_or_default();
    let is_german = text.language_code.split('-').next() == Some("de");
    !is_german && said.starts_with(char::is_uppercase)
}

impl<'s> Sayings<'s> {
    /// Whether the languages of the article and of every statement have words for a value.
    fn are_read(&self, value: &str) -> bool {
        let has = |reader: Reader| reader.choices().is_some_and(|table| table.has(value));
        let mut statements = self.statements.iter();
        has(self.reader) && statements.all(|statement| has(Reader::new(&statement.language_code)))
    }

    /// What the statements say of the values of a list.
    fn stated(&self, list: &str) -> Vec<(&'s LocalizedText, ChoiceCue<'static>)> {
        let each = self.statements.iter().flat_map(|statement| {
            let reader = Reader::new(&statement.language_code);
            let cues = reader.choice_cues(&statement.text, list).into_iter();
            cues.map(move |cue| (statement, cue))
        });
        each.collect()
    }

    /// Whether the words say with a "may" or "probably" what a statement in their language says plainly.
    fn hedged(&self) -> Option<Outcome> {
        let is_hedge = |cue: &ChoiceCue<'_>| cue.strength == Strength::Says;
        let stated = [self.stated("certainty_"), self.stated("likelihood_")];
        if stated.iter().flatten().any(|(_, cue)| is_hedge(cue)) {
            return None;
        }
        let cues = self.reader.choice_cues(self.words, "certainty_");
        let hedge = cues.into_iter().filter(is_hedge).find(|cue| {
            let said = self.words.get(cue.start..cue.end).unwrap_or_default();
            // "May" is a month too.
            let is_small = said.starts_with(char::is_lowercase);
            let mut statements = self.statements.iter();
            is_small
                && statements.any(|statement| {
                    follows(self.reader, statement, (self.words, cue.start..cue.end))
                })
        })?;
        let said = self.words.get(hedge.start..hedge.end)?;
        Some(Outcome::contradicted(said))
    }
}

#[cfg(test)]
mod tests;
