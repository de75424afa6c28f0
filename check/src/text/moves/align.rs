//! Which element of an older list corresponds to which of a newer one.

use std::collections::{HashMap, HashSet, VecDeque};

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// For each element of the older list, where it is in the newer one.
#[derive(Debug)]
pub(super) struct Alignment {
    pairs: Vec<Option<usize>>,
    /// The pairs that keep the order of both lists, for what lies between them.
    in_order: Vec<Option<usize>>,
    new_length: usize,
}

impl Alignment {
    /// Aligns as two files are compared line by line; then elements that were moved out of the order,
    /// equal ones in turn.
    pub(super) fn new(old: &[String], new: &[String]) -> Self {
        let mut in_order = vec![None; old.len()];
        for (old, new) in kept(old, new) {
            if let Some(pair) = in_order.get_mut(old) {
                *pair = Some(new);
            }
        }
        let taken: HashSet<usize> = in_order.iter().copied().flatten().collect();
        let mut left: HashMap<&String, VecDeque<usize>> = HashMap::new();
        for (index, element) in new.iter().enumerate() {
            if !taken.contains(&index) {
                left.entry(element).or_default().push_back(index);
            }
        }
        let mut pairs = in_order.clone();
        for (pair, element) in pairs.iter_mut().zip(old) {
            if pair.is_none() {
                *pair = left.get_mut(element).and_then(VecDeque::pop_front);
            }
        }
        Self {
            pairs,
            in_order,
            new_length: new.len(),
        }
    }

    /// Where an element of the older list is in the newer one.
    pub(super) fn get(&self, old: usize) -> Option<usize> {
        self.pairs.get(old).copied().flatten()
    }

    /// The element that stands where one stood that is not there any more: between the nearest ones
    /// that are still there, as far behind the first of them; nothing where none does.
    pub(super) fn between(&self, old: usize) -> Option<usize> {
        let (before, distance) = self.before(old);
        let start = before.map_or(0, |before| before + 1);
        let mut behind = self.in_order.iter().skip(old).flatten();
        let end = behind.next().copied().unwrap_or(self.new_length);
        let free = (start..end).filter(|new| !self.pairs.contains(&Some(*new)));
        free.take(distance).last()
    }

    /// Where an element would be expected in the newer list.
    pub(super) fn near(&self, old: usize) -> usize {
        let (before, distance) = self.before(old);
        before.map_or(distance - 1, |before| before + distance)
    }

    /// Where the nearest element before one is that keeps the order, and how far before.
    fn before(&self, old: usize) -> (Option<usize>, usize) {
        let earlier = self.in_order.iter().take(old).rev().enumerate();
        let mut kept = earlier.filter_map(|(offset, pair)| Some(((*pair)?, offset + 1)));
        kept.next()
            .map_or((None, old + 1), |(new, distance)| (Some(new), distance))
    }
}

/// The elements that two lists have in common, in the order of both: their numbers in each.
fn kept(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, old, new) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = operation
        {
            pairs.extend((old_index..old_index + len).zip(new_index..));
        }
    }
    pairs
}
