//! How many bytes an answer brings, so that every client can take it.

/// How many bytes of resources an answer brings at most. With the largest resource, and what else is
/// in an answer, that is below the 4 MiB that gRPC's clients take unless they are told otherwise.
pub(super) const PAGE_BYTES_MAX: usize = 2 * 1024 * 1024;

/// The bytes that an answer has left for resources.
#[derive(Debug)]
pub(super) struct Room {
    left: usize,
    is_empty: bool,
}

impl Room {
    /// All that an answer has.
    pub(super) fn new() -> Self {
        Self {
            left: PAGE_BYTES_MAX,
            is_empty: true,
        }
    }

    /// Leaves out what does not fit, from the end. Returns how many are left out.
    pub(super) fn cut<M: prost::Message>(&mut self, messages: &mut Vec<M>) -> usize {
        let all = messages.len();
        let fitting = messages
            .iter()
            .take_while(|message| self.take(message.encoded_len()));
        messages.truncate(fitting.count());
        all - messages.len()
    }

    /// Takes room for so many bytes; false where they do not fit. The first always do.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        let left = self.left.checked_sub(bytes);
        let fits = left.is_some() || self.is_empty;
        self.left = if fits { left.unwrap_or_default() } else { 0 };
        self.is_empty = false;
        fits
    }
}

/// Takes what stands in the places of a page for as long as it fits. Returns it with the number of
/// places that it takes up: one may be empty.
pub(super) fn fitting<M: prost::Message>(
    places: impl Iterator<Item = Option<M>>,
) -> (Vec<M>, usize) {
    let (mut room, mut shown, mut count) = (Room::new(), Vec::new(), 0);
    for place in places {
        if let Some(message) = place {
            if !room.take(message.encoded_len()) {
                break;
            }
            shown.push(message);
        }
        count += 1;
    }
    (shown, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_ends_where_the_next_does_not_fit_and_is_never_empty() {
        let text = |bytes: usize| Some("x".repeat(bytes));
        let places = |sizes: &[usize]| {
            let places = sizes.iter().map(|bytes| text(*bytes));
            let (shown, count) = fitting(places);
            (shown.len(), count)
        };
        let (half, whole) = (PAGE_BYTES_MAX / 2, PAGE_BYTES_MAX);
        assert_eq!(places(&[]), (0, 0));
        assert_eq!(places(&[2 * whole, 1]), (1, 1));
        assert_eq!(places(&[1, 2 * whole, 1]), (1, 1));
        assert_eq!(places(&[half - 20, half - 20, 20, 20]), (3, 3));
        let with_gaps = [None, text(1), None, text(2 * whole)];
        assert_eq!(fitting(with_gaps.into_iter()), (vec!["x".to_owned()], 3));
    }
}
