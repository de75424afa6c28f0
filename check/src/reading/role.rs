//! Words that say who does what to whom: verbs of giving, getting, acting and going, the prepositions
//! that mark a giver or a receiver, signs of the passive.
//!
//! One word may be several: French "de" means "of" and "from". So each token has a set of signs, and the
//! reader of a clause (`ground::frame`) decides which of them counts.

use std::collections::HashMap;

use super::tables::tables;
use super::{Language, Reader, Token, tokens};

/// What a word may say about the roles of the names around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleSign {
    /// A verb whose subject gives: "sent".
    Give,
    /// A verb whose subject gets: "received".
    Get,
    /// A verb whose subject does something to its object: "attacked".
    Act,
    /// A verb whose subject goes somewhere or belongs to something: "visited", "joined".
    Go,
    /// Before one who gets: "to".
    To,
    /// Before one who gave: "from".
    From,
    /// Before the doer of a verb in the passive: "by".
    By,
    /// Before one to whom something is done: "against".
    Against,
    /// Before one to whom what stands before belongs: "of".
    Of,
    /// Any other preposition: what it stands before has none of these roles.
    Other,
    /// Makes a verb passive: "was".
    Passive,
    /// Joins names: "and".
    And,
    /// Begins another subject or clause, so that no name before it is that of the verb: "which", "its".
    Block,
}

/// All signs of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoleSigns(u16);

impl RoleSigns {
    const fn bit(sign: RoleSign) -> u16 {
        match sign {
            RoleSign::Give => 1,
            RoleSign::Get => 1 << 1,
            RoleSign::Act => 1 << 2,
            RoleSign::Go => 1 << 3,
            RoleSign::To => 1 << 4,
            RoleSign::From => 1 << 5,
            RoleSign::By => 1 << 6,
            RoleSign::Against => 1 << 7,
            RoleSign::Of => 1 << 8,
            RoleSign::Other => 1 << 9,
            RoleSign::Passive => 1 << 10,
            RoleSign::And => 1 << 11,
            RoleSign::Block => 1 << 12,
        }
    }

    /// Whether the token has a sign.
    pub fn has(self, sign: RoleSign) -> bool {
        self.0 & Self::bit(sign) != 0
    }

    /// Whether it is a verb of the table.
    pub fn is_verb(self) -> bool {
        use RoleSign::{Act, Get, Give, Go};
        [Give, Get, Act, Go].into_iter().any(|sign| self.has(sign))
    }

    /// Whether it is a preposition.
    pub fn is_preposition(self) -> bool {
        use RoleSign::{Against, By, From, Of, Other, To};
        let all = [To, From, By, Against, Of, Other];
        all.into_iter().any(|sign| self.has(sign))
    }

    /// Adds a sign.
    pub fn insert(&mut self, sign: RoleSign) {
        self.0 |= Self::bit(sign);
    }

    const fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// The phrases of one language by their first word.
#[derive(Debug, Default)]
struct Table {
    phrases: HashMap<String, Vec<(Vec<String>, RoleSigns)>>,
}

impl Table {
    fn parse(text: &str) -> Self {
        let mut table = Self::default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (key, phrases) in lines.filter_map(|line| line.split_once(':')) {
            let Some(sign) = sign_of(key.trim()) else {
                continue;
            };
            for phrase in phrases.split(',') {
                table.add(phrase, RoleSigns(RoleSigns::bit(sign)));
            }
        }
        table
    }

    fn add(&mut self, phrase: &str, signs: RoleSigns) {
        let words: Vec<String> = tokens(phrase).into_iter().map(|token| token.text).collect();
        let Some(first) = words.first().cloned() else {
            return;
        };
        let known = self.phrases.entry(first).or_default();
        match known.iter_mut().find(|(phrase, _)| *phrase == words) {
            Some((_, all)) => all.add(signs),
            None => known.push((words, signs)),
        }
    }

    /// The longest phrase that the tokens begin with: how many of them it takes, and its signs.
    fn at(&self, first: &str, rest: &[Token]) -> Option<(usize, RoleSigns)> {
        let phrases = self.phrases.get(first)?.iter();
        let fitting = phrases.filter(|(phrase, _)| {
            let others = phrase.iter().skip(1);
            let following = rest.iter().skip(1).map(|token| &token.text);
            rest.len() >= phrase.len() && others.zip(following).all(|(left, right)| left == right)
        });
        let longest = fitting.max_by_key(|(phrase, _)| phrase.len())?;
        Some((longest.0.len(), longest.1))
    }
}

fn sign_of(key: &str) -> Option<RoleSign> {
    Some(match key {
        "give" => RoleSign::Give,
        "get" => RoleSign::Get,
        "act" => RoleSign::Act,
        "go" => RoleSign::Go,
        "to" => RoleSign::To,
        "from" => RoleSign::From,
        "by" => RoleSign::By,
        "against" => RoleSign::Against,
        "of" => RoleSign::Of,
        "other" => RoleSign::Other,
        "passive" => RoleSign::Passive,
        "and" => RoleSign::And,
        "block" => RoleSign::Block,
        _ => return None,
    })
}

tables!(
    /// The words of a language; nothing for one without a table.
    table_of: Table, "role.txt", Arabic "ar", English "en", French "fr", German "de", Spanish "es"
);

/// Whether a German verb, folded, is an infinitive and no participle: participles have "ge" before the stem,
/// end in "t", or change their vowel behind a prefix.
fn is_german_infinitive(verb: &str) -> bool {
    /// Participles without "ge", and those that are like their infinitives.
    const PARTICIPLES: [&str; 10] = [
        "verliehen",
        "uberwiesen",
        "bezogen",
        "erworben",
        "ubernommen",
        "verboten",
        "angegriffen",
        "vorgeworfen",
        "angeboten",
        "ausgewiesen",
    ];
    /// Infinitives in which "ge" belongs to the stem.
    const INFINITIVES: [&str; 3] = ["geben", "gewahren", "gehoren"];
    let has_ge = verb.starts_with("ge") && !INFINITIVES.contains(&verb)
        || ["ange", "entgegenge", "beige", "bereitge"]
            .iter()
            .any(|lead| verb.starts_with(lead));
    verb.ends_with('n') && !has_ge && !PARTICIPLES.contains(&verb) && !is_german_either(verb)
}

/// Whether a German verb, folded, is infinitive and participle in one.
pub fn is_german_either(verb: &str) -> bool {
    const EITHER: [&str; 8] = [
        "ubergeben",
        "uberlassen",
        "ubertragen",
        "erhalten",
        "empfangen",
        "uberfallen",
        "entlassen",
        "verlassen",
    ];
    EITHER.contains(&verb)
}

/// The position of a verb's subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordOrder {
    /// Before the verb, and its objects after it.
    SubjectFirst,
    /// Before the verb or right after it; parts of the verb may end the clause.
    VerbSecond,
    /// Right after the verb, or before it.
    VerbFirst,
}

impl Reader {
    /// The signs of every token; those of a phrase are on its first token, with the number of its
    /// tokens. Nothing in languages without tables.
    pub fn role_signs(self, tokens: &[Token]) -> Vec<(RoleSigns, usize)> {
        let none = (RoleSigns::default(), 1);
        let Some(table) = self.roles() else {
            return vec![none; tokens.len()];
        };
        let mut signs = Vec::with_capacity(tokens.len());
        while signs.len() < tokens.len() {
            let rest = tokens.get(signs.len()..).unwrap_or_default();
            let word = rest.first().map_or("", |token| token.text.as_str());
            let mut found = table.at(word, rest);
            // In Arabic "and" is written with the word that follows.
            if let (None, Language::Arabic, Some(bare)) =
                (found, self.language, word.strip_prefix('\u{648}'))
            {
                found = table.at(bare, rest);
            }
            let (length, sign) = found.map_or((1, none.0), |found| found);
            signs.push((sign, length));
            signs.extend((1..length).map(|_| none));
        }
        signs
    }

    /// Whether a verb of the table, folded, may be a participle with which an auxiliary makes a passive, by
    /// its form: not "sending", "schicken" or "livrer". In languages whose verbs do not show it always.
    pub fn may_be_participle(self, verb: &str) -> bool {
        match self.language {
            Language::English => !verb.ends_with("ing"),
            Language::French => {
                !(verb.ends_with('r') || verb.ends_with("dre") || verb.ends_with("ttre"))
            }
            Language::Spanish => !(verb.ends_with('r') || verb.ends_with("ndo")),
            Language::German => !is_german_infinitive(verb),
            Language::Arabic | Language::Other => true,
        }
    }

    /// Whether a word between an auxiliary and a verb makes that an infinitive: "is to send".
    pub fn begins_infinitive(self, word: &str) -> bool {
        self.language == Language::English && word == "to"
    }

    /// Whether "no" stands before nouns.
    pub fn has_no_for_nouns(self) -> bool {
        self.language == Language::English
    }

    /// Whether a word right behind a comma, folded, begins a clause about the name before it.
    pub fn is_relative(self, word: &str) -> bool {
        let words: &[&str] = match self.language {
            Language::English => &["which", "who", "whose", "whom", "where"],
            Language::French => &["qui", "que", "dont", "ou"],
            Language::German => &[
                "der", "die", "das", "dem", "den", "dessen", "deren", "welche", "welcher",
                "welches",
            ],
            Language::Spanish => &["que", "quien", "cuyo", "cuya", "cuyos", "cuyas"],
            Language::Arabic | Language::Other => &[],
        };
        words.contains(&word)
    }

    /// The position of a verb's subject in this language.
    pub fn word_order(self) -> WordOrder {
        match self.language {
            Language::German => WordOrder::VerbSecond,
            Language::Arabic => WordOrder::VerbFirst,
            _ => WordOrder::SubjectFirst,
        }
    }

    /// Whether the one from whom somebody gets something may be marked like a receiver, as in Spanish:
    /// "compró a", "bought from".
    pub fn gets_with_to(self) -> bool {
        matches!(self.language, Language::French | Language::Spanish)
    }

    fn roles(self) -> Option<&'static Table> {
        table_of(self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_table_is_read() {
        for text in [
            include_str!("languages/ar.role.txt"),
            include_str!("languages/de.role.txt"),
            include_str!("languages/en.role.txt"),
            include_str!("languages/es.role.txt"),
            include_str!("languages/fr.role.txt"),
        ] {
            let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            assert_eq!(lines.len(), 13);
            for line in lines {
                let (key, _) = line.split_once(':').expect("a key");
                assert!(sign_of(key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn a_word_may_have_several_signs_and_a_phrase_has_those_of_the_longest() {
        let reader = Reader::new("fr");
        let tokens = tokens("reçu de l’Iran, s’est rendu au Haut-Venn");
        let signs = reader.role_signs(&tokens);
        assert!(signs[0].0.has(RoleSign::Get));
        assert!(signs[1].0.has(RoleSign::From) && signs[1].0.has(RoleSign::Of));
        let going = signs.iter().find(|(sign, _)| sign.has(RoleSign::Go));
        assert_eq!(going.map(|(_, length)| *length), Some(4));
        assert!(
            Reader::new("pl")
                .role_signs(&tokens)
                .iter()
                .all(|(role_sign, _)| !role_sign.is_verb())
        );
    }
}
