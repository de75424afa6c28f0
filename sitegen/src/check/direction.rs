//! Does every text stand in an element that is read as the text is?

use html5ever::tokenizer::{Tag, TagKind};

use crate::direction::Direction;

/// Elements without an end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// The elements that are open, each with the direction that it is read in; none where it finds it by
/// itself.
#[derive(Default)]
pub(super) struct Directions {
    open: Vec<(String, Option<Direction>)>,
}

impl Directions {
    /// A tag was read.
    pub(super) fn tag(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if tag.kind == TagKind::EndTag {
            if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
                self.open.truncate(at);
            }
            return;
        }
        if tag.self_closing || VOID.contains(&name) {
            return;
        }
        let mut attributes = tag.attrs.iter();
        let written = attributes.find(|attribute| &*attribute.name.local == "dir");
        let direction = match written {
            Some(written) => Direction::named(&written.value),
            None if name == "bdi" => None,
            None => self.current(),
        };
        self.open.push((name.to_owned(), direction));
    }

    fn current(&self) -> Option<Direction> {
        let outermost = Some(Direction::LeftToRight);
        self.open
            .last()
            .map_or(outermost, |(_, direction)| *direction)
    }

    /// Whether a text begins with a letter that runs against its element.
    pub(super) fn runs_against(&self, text: &str) -> bool {
        let own = Direction::of_text(text);
        self.current()
            .is_some_and(|base| own.is_some_and(|own| own != base))
    }
}
