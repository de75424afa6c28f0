//! Whether a quoted passage is still where it was.
//!
//! Equal digests or nothing: a passage that was edited is CHANGED, however little, because a page
//! that points to "almost the same words" would vouch for words that nobody checked.

use dossier::v1::{AnchorState, Selector};

use super::digest;
use super::document::{Document, TextBlock};

/// How a selector compares with a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// Whether its place still holds the same words.
    pub state: AnchorState,
    /// Where the words are now, if they moved.
    pub relocated_to: Option<Selector>,
}

impl Anchor {
    fn plain(state: AnchorState) -> Self {
        Self {
            state,
            relocated_to: None,
        }
    }
}

impl Document {
    /// Compares a selector with this text. A passage that is not at its place is looked for at every
    /// window of its length; the cost is the text's length times the passage's.
    pub fn anchor(&self, selector: &Selector) -> Anchor {
        let block = self.blocks.iter().find(|block| block.id == selector.block);
        let range = block.and_then(|block| block.bytes(selector.start, selector.end));
        if let (Some(block), Some(range)) = (block, &range)
            && digest(block.slice(range)) == selector.digest
        {
            return Anchor::plain(AnchorState::Verified);
        }
        let length = selector.end.saturating_sub(selector.start);
        let mut found = Vec::new();
        for block in &self.blocks {
            windows(block, length, &selector.digest, &mut found);
            if found.len() > 1 {
                return Anchor::plain(AnchorState::Ambiguous);
            }
        }
        match (found.pop(), range) {
            (Some(place), _) => Anchor {
                state: AnchorState::Relocated,
                relocated_to: Some(place),
            },
            (None, Some(_)) => Anchor::plain(AnchorState::Changed),
            (None, None) => Anchor::plain(AnchorState::Lost),
        }
    }
}

/// Adds the places of a block where a text of that length and digest stands.
pub(super) fn windows(block: &TextBlock, length: u32, wanted: &str, found: &mut Vec<Selector>) {
    let (length, total) = (length as usize, block.length() as usize);
    if length == 0 || length > total {
        return;
    }
    let mut bounds: Vec<usize> = block
        .text
        .char_indices()
        .map(|(offset, _)| offset)
        .collect();
    bounds.push(block.text.len());
    for (start, end) in bounds.iter().zip(bounds.iter().skip(length)) {
        let range = *start..*end;
        let text = block.slice(&range);
        // A passage neither starts nor ends with a space, which spares most digests of long texts.
        if text.starts_with(' ') || text.ends_with(' ') || digest(text) != wanted {
            continue;
        }
        if block.on_graphemes(&range) {
            found.push(block.selector(&range));
        }
    }
}
