//! On which line of a text is a byte?
//!
//! A file with many findings needs many locations, so the starts of its lines are found once, and each
//! location costs a binary search and the characters of one line.

/// Where the lines of a text start.
#[derive(Clone, Debug)]
pub(super) struct LineIndex {
    /// The byte at which each line starts; the first starts at 0.
    starts: Vec<usize>,
}

impl LineIndex {
    /// Finds the lines of a text.
    pub(super) fn new(text: &str) -> Self {
        let later = text.match_indices('\n').map(|(byte, _)| byte + 1);
        Self {
            starts: std::iter::once(0).chain(later).collect(),
        }
    }

    /// The line and the column of a byte, both from 1, columns in characters. The start of the text
    /// where the byte is inside a character or behind the end.
    pub(super) fn position(&self, text: &str, byte: usize) -> (usize, usize) {
        if !text.is_char_boundary(byte) {
            return (1, 1);
        }
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|line| self.starts.get(line));
        let before = text.get(start.copied().unwrap_or_default()..byte);
        (line, before.unwrap_or_default().chars().count() + 1)
    }

    /// The byte at which a line starts, by its number from 1; nothing where there is none.
    pub(super) fn start(&self, number: usize) -> Option<usize> {
        self.starts.get(number.checked_sub(1)?).copied()
    }

    /// A line by its number, from 1, without its end; empty where there is none.
    pub(super) fn line<'t>(&self, text: &'t str, number: usize) -> &'t str {
        let start = number.checked_sub(1).and_then(|line| self.starts.get(line));
        let Some(start) = start else {
            return "";
        };
        let end = self.starts.get(number).copied().unwrap_or(text.len());
        let line = text.get(*start..end).unwrap_or_default();
        let Some(ended) = line.strip_suffix('\n') else {
            return line;
        };
        ended.strip_suffix('\r').unwrap_or(ended)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::LineIndex;

    proptest! {
        #[test]
        fn places_are_those_that_counting_gives(text in "[aé\r\n]{0,12}", byte in 0..30_usize, number in 1..9_usize) {
            let index = LineIndex::new(&text);
            let before = text.get(..byte).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            prop_assert_eq!(index.position(&text, byte), (line, column));
            let counted = text.lines().nth(number - 1).unwrap_or_default();
            prop_assert_eq!(index.line(&text, number), counted);
        }
    }
}
