//! Which name may an unknown name have meant?

use std::collections::BTreeMap;

use dossier::Collection;
use dossier::v1::Resource;

use crate::diagnostic::did_you_mean;

/// So many different unknown names get a suggestion. Each looks at every name there is, and who
/// meets more of them renamed something, and needs no hundred hints.
const SUGGESTIONS_MAX: usize = 50;

/// Suggests names of a state's resources, and remembers what it suggested.
pub(super) struct Suggester<'s> {
    resources: &'s [Resource],
    suggested: BTreeMap<String, Option<String>>,
}

impl<'s> Suggester<'s> {
    /// Suggests names of these resources.
    pub(super) const fn new(resources: &'s [Resource]) -> Self {
        Self {
            resources,
            suggested: BTreeMap::new(),
        }
    }

    /// The id of a collection that looks most like an unknown one, as a hint.
    pub(super) fn suggest(&mut self, collection: Collection, id: &str) -> Option<String> {
        let unknown = collection.name(id);
        if let Some(suggestion) = self.suggested.get(&unknown) {
            return suggestion.clone();
        }
        if self.suggested.len() >= SUGGESTIONS_MAX {
            return None;
        }
        let names = self.resources.iter().map(Resource::name);
        let suggestion = did_you_mean(id, names.filter_map(|name| collection.id(name)));
        self.suggested.insert(unknown, suggestion.clone());
        suggestion
    }
}
