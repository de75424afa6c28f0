//! Where a text names entities.
//!
//! A name is found as whole words, folded, with the endings of its language ("Russlands", "Iranian");
//! for a person also by the last name alone. If several names begin at one place, the longest counts.

use std::collections::{HashMap, HashSet};

use dossier::v1::{Entity, EntityKind, EntityName, NameForm};

use crate::reading::{Token, TokenKind, tokens};

/// The names of entities, indexed for finding them in texts.
#[derive(Debug, Default)]
pub struct Names {
    /// By the first characters of the first word.
    by_beginning: HashMap<String, Vec<Known>>,
    /// Concepts, works and groupings, which a text may describe without naming them.
    describable: HashSet<String>,
    /// What kind of thing each entity is.
    kinds: HashMap<String, EntityKind>,
    /// The longer words of each entity's names: "board" of "The River Board".
    words: HashMap<String, HashSet<String>>,
    /// The last words of each entity's names that are nouns: no adjectives.
    nouns: HashMap<String, HashSet<String>>,
}

/// One name.
#[derive(Debug)]
struct Known {
    words: Vec<String>,
    entity: String,
    /// Of a country or place: also as an adjective, "Iranian".
    is_place: bool,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMention {
    /// Where it starts, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// The entities that have this name. Example: `entities/iran`.
    pub entities: Vec<String>,
}

/// What languages add to a name: plurals and cases.
const ENDINGS: [&str; 12] = [
    "s", "es", "n", "en", "ns", "e", "er", "em", "i", "ine", "as", "os",
];

/// How adjectives of places end, folded.
const ADJECTIVES: [&str; 51] = [
    "",
    "ian",
    "ians",
    "n",
    "ns",
    "an",
    "ans",
    "ean",
    "eans",
    "ese",
    "ish",
    "i",
    "is",
    "ic",
    "er",
    "ers",
    "ien",
    "ienne",
    "iens",
    "iennes",
    "ain",
    "aine",
    "ains",
    "aines",
    "ais",
    "aise",
    "aises",
    "ois",
    "oise",
    "oises",
    "isch",
    "ische",
    "ischen",
    "ischer",
    "isches",
    "ischem",
    "ano",
    "ana",
    "anos",
    "anas",
    "es",
    "esa",
    "eses",
    "esas",
    "e",
    "eno",
    "enos",
    "ense",
    "enses",
    "\u{64A}",
    "\u{64A}\u{647}",
];

/// How many characters of a word decide where it is looked up.
const BEGINNING: usize = 3;

fn beginning(word: &str) -> String {
    word.chars().take(BEGINNING).collect()
}

impl Names {
    /// The names of entities, in every language.
    pub fn new<'e>(entities: impl Iterator<Item = &'e Entity>) -> Self {
        let mut names = Self::default();
        for entity in entities {
            names.kinds.insert(entity.name.clone(), entity.kind());
            if matches!(
                entity.kind(),
                EntityKind::Concept | EntityKind::Work | EntityKind::Collective
            ) {
                names.describable.insert(entity.name.clone());
            }
            for name in &entity.names {
                names.add_name(entity, name);
            }
        }
        names
    }

    /// Adds one name of an entity, with what is known by it: a surname, a noun, the words.
    fn add_name(&mut self, entity: &Entity, name: &EntityName) {
        let words = words_of(&name.text);
        let is_person = entity.kind() == EntityKind::Person;
        if is_person && name.form() != NameForm::Acronym && words.len() > 1 {
            self.add_surname(&words, &entity.name);
        }
        if name.form() != NameForm::Adjective {
            let nouns = self.nouns.entry(entity.name.clone()).or_default();
            nouns.extend(words.last().cloned());
        }
        let longer = words.iter().filter(|word| word.chars().count() > 3);
        let of_entity = self.words.entry(entity.name.clone()).or_default();
        of_entity.extend(longer.cloned());
        let is_place = matches!(entity.kind(), EntityKind::State | EntityKind::Place);
        self.add(words, &entity.name, is_place);
    }

    fn add(&mut self, words: Vec<String>, entity: &str, is_place: bool) {
        let Some(first) = words.first() else { return };
        let known = self.by_beginning.entry(beginning(first)).or_default();
        known.push(Known {
            words,
            entity: entity.to_owned(),
            is_place,
        });
    }

    /// The last name; with what belongs to it, as in "von der Linden", where it begins with small words.
    fn add_surname(&mut self, words: &[String], entity: &str) {
        if let Some(last) = words.last().filter(|last| last.chars().count() > 2) {
            self.add(vec![last.clone()], entity, false);
        }
    }

    /// Whether a text may mention an entity without naming it: a concept, a work, a grouping.
    pub fn is_describable(&self, entity: &str) -> bool {
        self.describable.contains(entity)
    }

    /// Whether two entities are known and of one kind. Not for states and places, because a sentence
    /// about two of them often names a third, nor for what a text may describe without a name.
    pub fn are_alike(&self, one: &str, other: &str) -> bool {
        let kind = |name: &str| {
            let kind = self.kinds.get(name);
            kind.filter(|kind| !matches!(kind, EntityKind::State | EntityKind::Place))
                .filter(|_| !self.is_describable(name))
        };
        kind(one).is_some() && kind(one) == kind(other)
    }

    /// Whether an entity is one who does things: a person, a body, a state, a grouping.
    pub(super) fn is_party(&self, entity: &str) -> bool {
        use EntityKind::{Collective, GovernmentBody, Organization, Person, Publication, State};
        let kind = self.kinds.get(entity);
        kind.is_some_and(|kind| {
            matches!(
                kind,
                Person | Organization | State | GovernmentBody | Collective | Publication
            )
        })
    }

    /// Whether an entity is a person.
    pub(super) fn is_person(&self, entity: &str) -> bool {
        self.kinds.get(entity) == Some(&EntityKind::Person)
    }

    /// Whether an entity may say something.
    pub(super) fn can_speak(&self, entity: &str) -> bool {
        use EntityKind::{Collective, GovernmentBody, Organization, Person, Publication, State};
        let kind = self.kinds.get(entity);
        kind.is_some_and(|kind| {
            [
                Person,
                Organization,
                GovernmentBody,
                State,
                Collective,
                Publication,
            ]
            .contains(kind)
        })
    }

    /// Whether a word of a text ends a name of an entity as it is listed, and not in another case or as
    /// an adjective.
    pub(super) fn is_noun(&self, entity: &str, word: &str) -> bool {
        let nouns = self.nouns.get(entity);
        nouns.is_some_and(|nouns| bare_forms(word).iter().any(|word| nouns.contains(*word)))
    }

    /// Whether two entities are known and of one kind, whatever it is.
    pub fn are_of_one_kind(&self, one: &str, other: &str) -> bool {
        let kind = self.kinds.get(one);
        kind.is_some() && kind == self.kinds.get(other)
    }

    /// Whether a text has a short form of an entity's name: one of its longer words.
    pub fn has_short_form(&self, entity: &str, text: &str) -> bool {
        let Some(words) = self.words.get(entity) else {
            return false;
        };
        let mut tokens = tokens(text).into_iter();
        tokens.any(|token| {
            bare_forms(&token.text)
                .iter()
                .any(|word| words.contains(*word))
        })
    }

    /// Every name in a text, in order. None overlaps another, except a place named within a name:
    /// "Australia" in "airlines of Australia".
    pub fn find(&self, text: &str) -> Vec<NameMention> {
        self.among(&tokens(text))
    }

    /// The mentions in a text whose tokens are known.
    pub(super) fn among(&self, tokens: &[Token]) -> Vec<NameMention> {
        let mut found = Vec::new();
        let mut covered = 0;
        for at in 0..tokens.len() {
            let rest = tokens.get(at..).unwrap_or_default();
            let within = at < covered;
            let (length, entities) = self.longest(rest, within);
            let (first, last) = (rest.first(), rest.get(length.saturating_sub(1)));
            if let (Some(first), Some(last), false) = (first, last, entities.is_empty()) {
                found.push(NameMention {
                    start: first.start,
                    end: last.end,
                    entities,
                });
                covered = covered.max(at + length);
            }
        }
        found
    }

    /// The longest name that the tokens begin with: how many tokens it has, and whose it is.
    fn longest(&self, rest: &[Token], only_places: bool) -> (usize, Vec<String>) {
        let mut best: (usize, Vec<String>) = (0, Vec::new());
        let Some(first) = rest.first().filter(|token| token.kind != TokenKind::Mark) else {
            return best;
        };
        for word in bare_forms(&first.text) {
            let known = self.by_beginning.get(&beginning(word));
            let known = known.into_iter().flatten();
            for name in known.filter(|name| name.is_place || !only_places) {
                let Some(length) = name.length_at(word, rest) else {
                    continue;
                };
                if length > best.0 {
                    best = (length, vec![name.entity.clone()]);
                } else if length == best.0 && !best.1.contains(&name.entity) {
                    best.1.push(name.entity.clone());
                }
            }
        }
        best
    }
}

/// A word, and in Arabic also without the conjunctions, prepositions and the article that are written
/// with it.
pub(super) fn bare_forms(word: &str) -> Vec<&str> {
    let mut forms = vec![word];
    let mut rest = word;
    for prefix in [
        "\u{648}",
        "\u{641}",
        "\u{628}",
        "\u{644}",
        "\u{643}",
        "\u{627}\u{644}",
    ] {
        if let Some(bare) = rest.strip_prefix(prefix)
            && bare.chars().count() > 2
        {
            forms.push(bare);
            rest = bare;
        }
    }
    forms
}

/// The words of a name; marks within it, as in `O'Neill` and `F-16`, part words.
fn words_of(name: &str) -> Vec<String> {
    let words = tokens(name).into_iter();
    let words = words.filter(|token| token.kind != TokenKind::Mark);
    words.map(|token| token.text).collect()
}

impl Known {
    /// How many tokens of a text the name takes, if they begin with it.
    fn length_at(&self, first: &str, rest: &[Token]) -> Option<usize> {
        let mut words = self.words.iter().peekable();
        let mut length = 0;
        while let Some(word) = words.next() {
            let token = loop {
                let token = rest.get(length)?;
                length += 1;
                // Marks between the words of a name may be there or not.
                if token.kind != TokenKind::Mark {
                    break token;
                }
                if length == 1 || !matches!(token.text.as_str(), "-" | "'" | "." | "\u{2011}") {
                    return None;
                }
            };
            let said = if length == 1 { first } else { &token.text };
            let is_last = words.peek().is_none();
            if !(said == word || self.is_form(word, said, is_last)) {
                return None;
            }
        }
        Some(length)
    }

    /// Whether a word of a text is a form of one of the name: with an ending, or an adjective made of it.
    fn is_form(&self, word: &str, said: &str, is_last: bool) -> bool {
        let said = bare_forms(said);
        if said.contains(&word) {
            return true;
        }
        let Some(said) = said.first() else {
            return false;
        };
        let ending = said.strip_prefix(word);
        if word.chars().count() > 2 && ending.is_some_and(|ending| ENDINGS.contains(&ending)) {
            return true;
        }
        self.is_place && is_last && is_adjective_of(word, said)
    }
}

/// Whether a word may be made of the name of a place: "Iranian", "Ukrainian", "russisch", "iranien".
fn is_adjective_of(name: &str, word: &str) -> bool {
    const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];
    let name = name.strip_suffix("land").unwrap_or(name);
    let stem = name.trim_end_matches(VOWELS);
    let ending = word.strip_prefix(stem);
    stem.chars().count() > 3 && ending.is_some_and(|ending| ADJECTIVES.contains(&ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(id: &str, kind: EntityKind, names: &[&str]) -> Entity {
        let name = |text: &&str| EntityName {
            text: (*text).to_owned(),
            ..EntityName::default()
        };
        Entity {
            name: format!("entities/{id}"),
            kind: kind.into(),
            names: names.iter().map(name).collect(),
            ..Entity::default()
        }
    }

    #[test]
    fn names_are_found_as_whole_words_with_their_endings() {
        let entities = [
            entity("iran", EntityKind::State, &["Iran", "إيران"]),
            entity("korea", EntityKind::State, &["North Korea"]),
            entity(
                "russia",
                EntityKind::State,
                &["Russia", "Russland", "Russie"],
            ),
            entity("poole", EntityKind::Person, &["Ada Poole"]),
            entity("f16", EntityKind::Product, &["F-16"]),
            entity("bank", EntityKind::Organization, &["Northern Bank", "Bank"]),
            entity("iran-bank", EntityKind::Organization, &["Bank of Iran"]),
        ];
        let names = Names::new(entities.iter());
        for (text, expected) in [
            ("Iran’s drones", &[("Iran", "iran")][..]),
            ("Iranian drones", &[("Iranian", "iran")]),
            ("irandom Koreans", &[]),
            ("The North Korean army", &[("North Korean", "korea")]),
            ("Russlands Heer", &[("Russlands", "russia")]),
            ("des soldats russes", &[("russes", "russia")]),
            (
                "Mrs Poole and Ada Poole",
                &[("Poole", "poole"), ("Ada Poole", "poole")],
            ),
            ("an F16, an F-16", &[("F16", "f16"), ("F-16", "f16")]),
            ("Northern Bank", &[("Northern Bank", "bank")]),
            (
                "Bank of Iran",
                &[("Bank of Iran", "iran-bank"), ("Iran", "iran")],
            ),
            ("وإيران", &[("وإيران", "iran")]),
        ] {
            let found = names.find(text);
            let found: Vec<(&str, &str)> = found
                .iter()
                .map(|mention| {
                    (
                        text.get(mention.start..mention.end).unwrap_or_default(),
                        mention.entities[0].trim_start_matches("entities/"),
                    )
                })
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
