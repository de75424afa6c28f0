//! A view cut to what a page about something else can hold.

use crate::part::view::Content;

impl Content {
    /// The first of it, so many rows at most, and how many were left out.
    pub(crate) fn brief(mut self, most: usize) -> (Self, usize) {
        let mut room = Room { left: most, out: 0 };
        match &mut self {
            // An editor chose these one by one.
            Self::KeyNumbers(_) => {}
            Self::Timeline(timeline) => {
                room.take(&mut timeline.dated);
                room.take(&mut timeline.planned);
                room.take(&mut timeline.undated);
            }
            Self::Flows(groups) => room.groups(groups, |group| &mut group.rows),
            Self::Numbers(list) => room.take(list),
            Self::Ties(ties) => room.take(&mut ties.ties),
            Self::Quotes(groups) => room.groups(groups, |speaker| &mut speaker.quotes),
            Self::Forecasts(list) => room.take(list),
            Self::Glossary(list) => room.take(list),
            Self::Who(groups) => room.groups(groups, |group| &mut group.people),
            Self::Sources(list) => room.take(list),
            Self::Corrections(list) => room.take(list),
            Self::Facts(groups) => room.groups(groups, |group| &mut group.cards),
        }
        (self, room.out)
    }
}

/// How many rows still have room, and how many had none.
struct Room {
    left: usize,
    out: usize,
}

impl Room {
    fn take<T>(&mut self, list: &mut Vec<T>) {
        self.out += list.len().saturating_sub(self.left);
        list.truncate(self.left);
        self.left -= list.len();
    }

    /// Rows in groups; a group that is left with none goes.
    fn groups<G, T>(&mut self, groups: &mut Vec<G>, rows: impl Fn(&mut G) -> &mut Vec<T>) {
        for group in groups.iter_mut() {
            self.take(rows(group));
        }
        groups.retain_mut(|group| !rows(group).is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_taken_in_order_and_those_left_out_are_counted() {
        let mut room = Room { left: 4, out: 0 };
        let mut groups = vec![vec![1, 2, 3], vec![4, 5], vec![6]];
        room.groups(&mut groups, |group| group);
        assert_eq!(groups, [vec![1, 2, 3], vec![4]]);
        assert_eq!(room.out, 2);
    }
}
