//! Whether what a page read is as it was: a digest of each thing that can be read of a catalog.

use dossier::Collection;
use prost::Message;
use sha2::{Digest as _, Sha256};

use super::{Catalog, FORMER};
use crate::source::reads::{Key, Kind};

/// A digest of several things, each told from the next.
#[derive(Default)]
struct Sum(Sha256);

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn add_all<'t>(&mut self, texts: impl IntoIterator<Item = &'t String>) {
        for text in texts {
            self.add(text.as_bytes());
        }
    }

    fn add_message(&mut self, message: &impl Message) {
        self.add(&message.encode_to_vec());
    }

    fn add_messages<'m, M: Message + 'm>(&mut self, messages: impl IntoIterator<Item = &'m M>) {
        for message in messages {
            self.add_message(message);
        }
    }

    fn done(self) -> u64 {
        let digest = self.0.finalize();
        let start = digest.iter().take(8);
        start.fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }
}

impl Catalog {
    /// A digest of what there is now to read under a key; another one where that is something else.
    pub(crate) fn digest(&self, key: &Key) -> u64 {
        let name = key.name.as_str();
        let mut sum = Sum::default();
        match key.kind {
            Kind::Whole => self.add_whole(&mut sum, name),
            Kind::About => sum.add_all(self.about.get(name).into_iter().flatten()),
            Kind::From => sum.add_all(self.resting.get(name).into_iter().flatten()),
            Kind::LinksTo => {
                for incoming in self.incoming.get(name).into_iter().flatten() {
                    sum.add(incoming.from.as_bytes());
                    sum.add_message(&incoming.link);
                }
            }
            Kind::Tells => sum.add_all(self.dossiers_of.get(name).into_iter().flatten()),
            Kind::Meaning => sum.add_all(self.meanings.get(name)),
            Kind::Query => self.add_query_of(&mut sum, name),
            Kind::Coverage => sum.add_messages(self.coverage.get(name)),
            Kind::History => sum.add_messages(self.history.get(name).into_iter().flatten()),
            Kind::Former => sum.add_all(self.former.get(name)),
            Kind::First => sum.add_all(self.first.get(name)),
            Kind::All if name == FORMER => {
                sum.add_all(self.former.iter().flat_map(|(left, right)| [left, right]));
            }
            Kind::All => self.add_collection(&mut sum, name),
            Kind::Revision => {
                sum.add(self.store.as_bytes());
                sum.add(&self.revision.to_be_bytes());
            }
        }
        sum.done()
    }

    fn add_whole(&self, sum: &mut Sum, name: &str) {
        sum.add(&[u8::from(self.drafts.contains(name))]);
        sum.add_messages(self.entities.get(name));
        sum.add_messages(self.articles.get(name));
        sum.add_messages(self.facts.get(name));
        sum.add_messages(self.dossiers.get(name));
    }

    fn add_query_of(&self, sum: &mut Sum, name: &str) {
        let (dossier, section) = name.split_once('#').unwrap_or((name, ""));
        let key = (dossier.to_owned(), section.to_owned());
        if let Some(found) = self.queries.get(&key) {
            // That nothing was found is something else than that nothing was asked.
            sum.add(&[]);
            sum.add_all(found);
        }
    }

    fn add_collection(&self, sum: &mut Sum, plural: &str) {
        match Collection::from_plural(plural) {
            Some(Collection::Entities) => sum.add_messages(self.entities.values()),
            Some(Collection::Articles) => sum.add_messages(self.articles.values()),
            Some(Collection::Facts) => sum.add_messages(self.facts.values()),
            Some(Collection::Dossiers) => sum.add_messages(self.dossiers.values()),
            _ => {}
        }
    }
}
