//! Are these words there?

use std::ops::Range;

use dossier::v1::{LocalizedText, TitleForm, Verdict};

use super::article::{ArticleText, BlockText, Found, Nearness, Selection};
use super::judgement::Outcome;
use super::names::bare_forms;
use super::quotation::pieces;
use crate::reading::{Cue, Mention, tokens};

/// Looks for words in the article's own language; others are only found if they stand there all the same.
pub(super) fn judge_quoted(
    words: &LocalizedText,
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Outcome {
    let quoted = find(&words.text, text, selection, true);
    if let Some(found) = &quoted {
        if found.nearness == Nearness::Selected
            && let Some(said) = without_denial(&words.text, text, selection)
        {
            return Outcome::contradicted(&said);
        }
        return Outcome::found(Some(found.clone()), false);
    }
    if !same_language(&words.language_code, &text.language) {
        return Outcome::new(Verdict::NotCompared);
    }
    match find(&words.text, text, selection, false) {
        // The words stand there, and nobody is quoted with them.
        Some(_) => Outcome::contradicted("the same words, outside of quotation marks"),
        None => Outcome::new(Verdict::Absent).instead(&selected_quotation(text, selection)),
    }
}

/// The words of a quotation with the "not" right before them that a fact leaves out, where they stand
/// nowhere in the selection without one. "Not" and what follows is one thing that is said.
fn without_denial(words: &str, text: &ArticleText<'_>, selection: &Selection) -> Option<String> {
    let pieces = pieces(words);
    let first = pieces.first()?;
    let mut denied = None;
    for (number, block) in text.blocks.iter().enumerate() {
        let places = block.typeset.find(first).into_iter();
        for place in places.filter(|place| selection.touches(number, place)) {
            let lead = block.text.get(..place.start)?.trim_end();
            let is_denial = |cue: &&Mention<Cue>| {
                cue.value == Cue::Negation
                    && cue.end == lead.len()
                    && is_quoted(block, &(cue.start..cue.end))
            };
            let cue = block.cues.iter().find(is_denial)?;
            denied = denied.or_else(|| Some(block.words(&(cue.start..place.end)).to_owned()));
        }
    }
    denied
}

/// Looks for words of the article.
pub(super) fn judge_verbatim(
    words: &LocalizedText,
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Outcome {
    let found = find(&words.text, text, selection, false);
    // A text fragment may name its first and last words only.
    let found = found.or_else(|| {
        let (start, end) = words.text.split_once(',')?;
        let ends = [start, end].map(|part| find(part, text, selection, false));
        let [start, end] = ends;
        Some(start?).max(end)
    });
    Outcome::found(found, false)
}

/// Looks for the title of an agreement.
pub(super) fn judge_title(
    title: &LocalizedText,
    form: TitleForm,
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Outcome {
    let found = find(&title.text, text, selection, false);
    let is_quoted = form == TitleForm::AsQuoted;
    if found.is_none() && !(is_quoted && same_language(&title.language_code, &text.language)) {
        return Outcome::new(Verdict::NotCompared);
    }
    Outcome::found(found, true)
}

/// Looks for the word that introduces a statement, in any of its forms.
pub(super) fn judge_cue(
    cue: &LocalizedText,
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Outcome {
    if !text.reader.is_complete() {
        return Outcome::new(Verdict::NotCompared);
    }
    let wanted = tokens(&cue.text);
    let Some(main) = wanted
        .iter()
        .map(|token| &token.text)
        .max_by_key(|word| word.len())
    else {
        return Outcome::new(Verdict::NotCompared);
    };
    let nearest = |word: &str| {
        text.nearest(selection, |block| {
            let said = tokens(block.text).into_iter();
            said.filter(|token| {
                bare_forms(&token.text)
                    .iter()
                    .any(|said| same_verb(word, said))
            })
            .map(|token| token.start..token.end)
        })
    };
    // Every word of some length counts, but for auxiliaries: "according disaster" stands nowhere.
    let others = wanted.iter().map(|token| token.text.as_str());
    let others =
        others.filter(|word| word.chars().count() >= CUE_WORD_MIN && !AUXILIARIES.contains(word));
    let mut worst = nearest(main);
    for word in others {
        let found = nearest(word);
        let is_worse = match (&worst, &found) {
            (Some(worst), Some(found)) => worst.nearness < found.nearness,
            (Some(_), None) => true,
            (None, _) => false,
        };
        if is_worse {
            worst = found;
        }
    }
    Outcome::found(worst, true)
}

/// Shorter words of a cue are prepositions, articles and the like.
const CUE_WORD_MIN: usize = 4;

/// Words of a cue that an article may leave out, folded.
const AUXILIARIES: [&str; 24] = [
    "have", "been", "being", "were", "will", "would", "that", "haben", "hatte", "hatten", "habe",
    "wurde", "wurden", "wird", "worden", "avait", "avaient", "etait", "ont", "habia", "habian",
    "fueron", "sido", "dass",
];

/// Whether two words are forms of one verb, by how they begin: "warned" and "warns".
fn same_verb(one: &str, other: &str) -> bool {
    let common = one
        .chars()
        .zip(other.chars())
        .take_while(|(left, right)| left == right)
        .count();
    let (one, other) = (one.chars().count(), other.chars().count());
    let shorter = one.min(other);
    common == shorter && one.abs_diff(other) <= 3 && shorter > 2
        || common >= 4 && common + 3 >= one.max(other)
        || common >= 3 && shorter <= 4 && common + 2 >= one.max(other)
}

/// Where all pieces of words stand, at the farthest of them; with `quoted` only between quotation marks,
/// unless the block has none at all.
fn find(words: &str, text: &ArticleText<'_>, selection: &Selection, quoted: bool) -> Option<Found> {
    let pieces = pieces(words);
    let each = pieces.iter().map(|piece| {
        text.nearest(selection, |block| {
            let places = block.typeset.find(piece).into_iter();
            places.filter(move |range| !quoted || is_quoted(block, range))
        })
    });
    let each: Option<Vec<Found>> = each.collect();
    each?.into_iter().max_by_key(|found| found.nearness)
}

fn is_quoted(block: &BlockText<'_>, range: &Range<usize>) -> bool {
    let mut quoted = block.quoted.iter();
    block.quoted.is_empty() || quoted.any(|mark| mark.start <= range.start && range.end <= mark.end)
}

/// The first quotation that the selected words have.
fn selected_quotation(text: &ArticleText<'_>, selection: &Selection) -> String {
    for (number, block) in text.blocks.iter().enumerate() {
        let mut quoted = block.quoted.iter();
        if let Some(range) = quoted.find(|range| selection.touches(number, range)) {
            let words = block.words(range).trim();
            return match words.char_indices().nth(WORDS_SAY_MAX) {
                Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
                None => words.to_owned(),
            };
        }
    }
    String::new()
}

/// How many characters of a quotation a message repeats.
const WORDS_SAY_MAX: usize = 80;

/// Whether two tags name one language, whatever the region.
pub(super) fn same_language(one: &str, other: &str) -> bool {
    let primary = |tag: &str| {
        tag.split('-')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    one.is_empty() || primary(one) == primary(other)
}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.nearness
            .cmp(&other.nearness)
            .then_with(|| self.place.cmp(&other.place))
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
