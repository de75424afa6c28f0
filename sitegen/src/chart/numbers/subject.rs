//! Which numbers belong to which subject, and in what order?

use std::collections::BTreeMap;

use super::number::Number;

/// The numbers of one subject.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) name: String,
    pub(super) numbers: Vec<Number>,
}

/// Numbers by subject: in the order of their days, or, where each subject has one, the largest first.
pub(super) fn subjects(numbers: Vec<Number>) -> Vec<Subject> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut subjects: Vec<Subject> = Vec::new();
    for number in numbers {
        let place = *places
            .entry(number.subject.clone())
            .or_insert(subjects.len());
        match subjects.get_mut(place) {
            Some(subject) => subject.numbers.push(number),
            None => subjects.push(Subject {
                name: number.subject.clone(),
                numbers: vec![number],
            }),
        }
    }
    if subjects.iter().all(|subject| subject.numbers.len() == 1) {
        subjects.sort_by(|one, other| {
            let size = |of: &Subject| of.numbers.first().and_then(|number| number.extent.middle());
            let sizes = (size(other), size(one));
            let sizes = (sizes.0.unwrap_or(f64::MIN), sizes.1.unwrap_or(f64::MIN));
            sizes.0.total_cmp(&sizes.1)
        });
    }
    subjects
}
