//! The names around each verb, by the language's word order.

use super::party::{Marker, Party};
use super::role::Role;
use crate::reading::{
    Cue, Mention, Reader, RoleSign, RoleSigns, Token, TokenKind, WordOrder, is_german_either,
};

/// A sentence, taken apart.
pub(super) struct Clauses<'c> {
    pub(super) reader: Reader,
    pub(super) tokens: &'c [Token],
    pub(super) signs: &'c [(RoleSigns, usize)],
    pub(super) cues: &'c [Mention<Cue>],
    pub(super) parties: &'c [Party<'c>],
}

/// A verb with its place and the clause around it, all in tokens.
pub(super) struct Verb {
    signs: RoleSigns,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where its clause starts and ends.
    pub(super) from: usize,
    until: usize,
}

/// Marks that end a clause.
const MARKS: [&str; 12] = [
    ";", ":", ".", "(", ")", "\u{201C}", "\u{201D}", "\"", "«", "»", "„", "؛",
];

/// Forms of English verbs of the tables that are nouns as well.
const NOUNS: [&str; 37] = [
    "grant",
    "grants",
    "supply",
    "supplies",
    "purchase",
    "purchases",
    "export",
    "exports",
    "import",
    "imports",
    "transfer",
    "transfers",
    "pledge",
    "pledges",
    "offer",
    "offers",
    "order",
    "orders",
    "lease",
    "leases",
    "award",
    "awards",
    "pay",
    "rent",
    "hire",
    "loan",
    "loans",
    "gift",
    "gifts",
    "support",
    "help",
    "fine",
    "fines",
    "attack",
    "attacks",
    "visit",
    "visits",
];

/// The same for French, folded.
const FRENCH_NOUNS: [&str; 3] = ["offre", "commande", "commandes"];

/// Words before such a noun.
const DETERMINERS: [&str; 24] = [
    "a", "an", "the", "its", "his", "her", "their", "our", "this", "that", "these", "those", "no",
    "some", "any", "more", "new", "first", "large", "small", "annual", "another", "each", "every",
];

/// The same for French, folded.
const FRENCH_DETERMINERS: [&str; 14] = [
    "un", "une", "la", "l", "les", "sa", "ses", "leur", "leurs", "cette", "ces", "des", "nouvelle",
    "'",
];

/// The names around a verb, by their numbers.
struct Around<'v> {
    verb: &'v Verb,
    subject: Vec<usize>,
    /// Without a preposition.
    bare: Vec<usize>,
    to: Vec<usize>,
    by: Vec<usize>,
    against: Vec<usize>,
    /// From whom something is got, by whatever preposition.
    givers: Vec<usize>,
    is_passive: bool,
}

impl Around<'_> {
    /// The roles around a verb.
    fn cast(&self, found: &mut Vec<(Role, usize)>) {
        let signs = self.verb.signs;
        let mut add = |role: Role, parties: &[usize]| {
            found.extend(parties.iter().map(|number| (role, *number)));
        };
        let (doer, done) = if self.is_passive {
            (&self.by, [self.subject.as_slice(), &self.bare].concat())
        } else {
            (&self.subject, self.bare.clone())
        };
        let reached = if self.to.is_empty() { &done } else { &self.to };
        // "Rented": to somebody, or from somebody.
        let is_either = signs.has(RoleSign::Give) && signs.has(RoleSign::Get);
        let gives = signs.has(RoleSign::Give) && (!is_either || !self.to.is_empty());
        let gets = signs.has(RoleSign::Get)
            && (!is_either || self.to.is_empty() && !self.givers.is_empty());
        if gives {
            add(Role::Giver, doer);
            add(Role::Agent, doer);
            add(Role::Receiver, reached);
        }
        if gets {
            add(Role::Receiver, doer);
            add(Role::Giver, &self.givers);
        }
        if signs.has(RoleSign::Act) {
            let all = [done.as_slice(), &self.against].concat();
            add(Role::Agent, doer);
            add(Role::Patient, if all.is_empty() { &self.to } else { &all });
        }
        if signs.has(RoleSign::Go) {
            add(Role::Agent, doer);
            add(Role::Patient, reached);
        }
    }
}

/// How many words that no table knows may stand between a subject and its verb.
const GAP_MAX: usize = 2;

impl Clauses<'_> {
    /// The roles of parties, by their numbers, and the kinds of verbs whose subjects are not plain.
    pub(super) fn roles(&self) -> (Vec<(Role, usize)>, Vec<Role>) {
        let (mut found, mut unread) = (Vec::new(), Vec::new());
        for verb in self.verbs() {
            if self.is_unclear_voice(&verb) {
                unread.extend([Role::Giver, Role::Agent]);
                continue;
            }
            let subject = self.subject(&verb);
            let objects = self.objects(&verb, &subject);
            let around = self.around(&verb, subject, &objects);
            if around.subject.is_empty() && !around.is_passive {
                let is_way = verb.signs.has(RoleSign::Give) || verb.signs.has(RoleSign::Get);
                unread.push(if is_way { Role::Giver } else { Role::Agent });
            }
            around.cast(&mut found);
        }
        found.extend(self.ways());
        (found, unread)
    }

    pub(super) fn sign(&self, at: usize) -> RoleSigns {
        self.signs
            .get(at)
            .map_or_else(RoleSigns::default, |sign| sign.0)
    }

    /// The verbs outside of names, each with its clause.
    fn verbs(&self) -> Vec<Verb> {
        let is_named = |at: usize| {
            self.parties
                .iter()
                .any(|party| party.first <= at && at < party.end)
        };
        let starts = (0..self.tokens.len())
            .filter(|at| self.sign(*at).is_verb() && !is_named(*at) && !self.is_verbal_noun(*at));
        let starts: Vec<usize> = starts.collect();
        let mut verbs: Vec<Verb> = Vec::new();
        for start in starts {
            let length = self.signs.get(start).map_or(1, |sign| sign.1);
            verbs.push(self.verb(start, start + length));
        }
        verbs
    }

    /// Whether what looks like a verb is a noun: "gave a grant", "une offre", "for the supply of".
    fn is_verbal_noun(&self, at: usize) -> bool {
        let word = |at: Option<usize>| at.and_then(|at| self.tokens.get(at));
        let text = |at: Option<usize>| word(at).map_or("", |word| word.text.as_str());
        let (one, two) = (at.checked_sub(1), at.checked_sub(2));
        let is_party = |at: usize| {
            let mut parties = self.parties.iter();
            parties.any(|party| party.first <= at && at < party.end)
        };
        let (own, before) = (text(Some(at)), text(one));
        if FRENCH_NOUNS.contains(&own) {
            return FRENCH_DETERMINERS.contains(&before);
        }
        if !NOUNS.contains(&own) {
            return false;
        }
        let is_adjective = one.is_some_and(|at| {
            !is_party(at) && !self.sign(at).has(RoleSign::Block) && !self.sign(at).is_verb()
        });
        let far = is_adjective && matches!(text(two), "a" | "an");
        let is_preposition =
            one.is_some_and(|at| self.sign(at).is_preposition() && !matches!(before, "to" | "and"));
        DETERMINERS.contains(&before) || far || is_preposition
    }

    /// A verb of some tokens, with its clause.
    pub(super) fn verb(&self, start: usize, end: usize) -> Verb {
        Verb {
            signs: self.sign(start),
            start,
            end,
            from: self.clause_start(start),
            until: self.clause_end(end),
        }
    }

    /// Whether a token ends a clause: a mark, a verb of saying, another verb of the table.
    fn parts(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return true;
        };
        let is_mark = MARKS.contains(&token.text.as_str()) && !self.is_in_number(at);
        let is_saying = self.cues.iter().any(|cue| {
            cue.start == token.start && matches!(cue.value, Cue::Saying | Cue::According)
        });
        // "Holm will Marland Kies liefern": the verb of saying is one of wishing here.
        let is_modal = matches!(token.text.as_str(), "will" | "so");
        let is_saying = is_saying && !is_modal;
        is_mark || is_saying && !self.sign(at).is_verb() || self.sign(at).is_verb()
    }

    fn clause_start(&self, verb: usize) -> usize {
        let commas = self.reader.word_order() == WordOrder::VerbSecond;
        let ends = |at: &usize| self.parts(*at) || commas && self.is_comma(*at);
        (0..verb).rev().find(ends).map_or(0, |at| at + 1)
    }

    fn clause_end(&self, after: usize) -> usize {
        let ends = |at: &usize| self.parts(*at) || self.is_comma(*at);
        (after..self.tokens.len())
            .find(ends)
            .unwrap_or(self.tokens.len())
    }

    /// Whether a mark stands within a number: "3,700".
    fn is_in_number(&self, at: usize) -> bool {
        let is_digits = |token: &Token| token.kind == TokenKind::Digits && !token.spaced;
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.is_some_and(|token| token.kind == TokenKind::Digits)
            && self.tokens.get(at + 1).is_some_and(is_digits)
    }

    /// Whether a token is a comma that joins no names.
    fn is_comma(&self, at: usize) -> bool {
        let is_comma = self
            .tokens
            .get(at)
            .is_some_and(|token| matches!(token.text.as_str(), "," | "،"));
        let joins =
            |pair: &[Party<'_>]| matches!(pair, [one, other] if one.end == at && other.is_joined);
        is_comma && !self.is_in_number(at) && !self.parties.windows(2).any(joins)
    }

    /// The parties of the subject; nobody where it is not plain.
    fn subject(&self, verb: &Verb) -> Vec<usize> {
        let last = match self.reader.word_order() {
            WordOrder::SubjectFirst => self.before(verb),
            WordOrder::VerbFirst => self.after(verb).or_else(|| self.before(verb)),
            WordOrder::VerbSecond => self.first_bare(verb),
        };
        last.map_or_else(Vec::new, |number| self.list(number))
    }

    /// The whole list to which a party belongs.
    pub(super) fn list(&self, number: usize) -> Vec<usize> {
        let is_joined = |at: usize| self.parties.get(at).is_some_and(|party| party.is_joined);
        let mut start = number;
        while start > 0 && is_joined(start) {
            start -= 1;
        }
        let mut end = number + 1;
        while is_joined(end) {
            end += 1;
        }
        (start..end).collect()
    }

    /// The party right before a verb: only parts of the verb and a word or two stand between.
    pub(super) fn before(&self, verb: &Verb) -> Option<usize> {
        let number = self
            .parties
            .iter()
            .rposition(|party| party.end <= verb.start)?;
        let party = self.parties.get(number)?;
        let is_near = party.first >= verb.from && self.is_gap(party.end, verb.start);
        if is_near && party.is_bare() {
            return Some(number);
        }
        self.apposed(verb)
    }

    /// The party before a title or another source between commas: "Ivo Brandt, the president of Marland,
    /// came".
    fn apposed(&self, verb: &Verb) -> Option<usize> {
        let mut places = (0..verb.start).rev();
        let close = places.find(|at| self.is_comma(*at))?;
        let open = places.find(|at| self.is_comma(*at))?;
        let number = self.parties.iter().position(|party| party.end == open)?;
        let party = self.parties.get(number)?;
        let start = self.tokens.get(open)?.start;
        let end = self.tokens.get(close)?.start;
        let is_beside = |cue: &&Mention<Cue>| matches!(cue.value, Cue::Title | Cue::According);
        let mut beside = self.cues.iter().filter(is_beside);
        let has_title = beside.any(|cue| start < cue.start && cue.end <= end);
        // "Marland, which owns the port, said".
        let first = self
            .tokens
            .get(open + 1)
            .map_or("", |token| token.text.as_str());
        let has_title = has_title || self.reader.is_relative(first);
        (has_title && self.is_gap(close + 1, verb.start) && party.is_bare()).then_some(number)
    }

    /// The party right after a verb.
    pub(super) fn after(&self, verb: &Verb) -> Option<usize> {
        let number = self
            .parties
            .iter()
            .position(|party| party.first >= verb.end)?;
        let party = self.parties.get(number)?;
        let is_near = party.first < verb.until && self.is_gap(verb.end, party.first);
        // Right after a verb it belongs to no noun.
        let is_bare = party.is_bare() || party.is_free && party.first == verb.end;
        (is_near && is_bare).then_some(number)
    }

    /// The first party of a clause without a preposition, if no other noun stands before it. In German
    /// nouns have capitals, which tokens do not keep; so what stands before must be known.
    fn first_bare(&self, verb: &Verb) -> Option<usize> {
        let inside = |party: &Party<'_>| verb.from <= party.first && party.end <= verb.until;
        let bare = |party: &Party<'_>| inside(party) && party.marker == Marker::Bare;
        let number = self.parties.iter().position(bare)?;
        let party = self.parties.get(number)?;
        let is_dative = party.first.checked_sub(1).is_some_and(|at| {
            self.tokens
                .get(at)
                .is_some_and(|token| matches!(token.text.as_str(), "dem" | "den"))
        });
        // Between the verb and its subject stands nothing but an article.
        let is_near = party.end <= verb.start || party.first <= verb.end + GAP_MAX;
        (party.is_free && is_near && !is_dative && !self.has_other_subject(verb, party.first))
            .then_some(number)
    }

    /// Whether a pronoun stands before a token of a clause, which may be its subject.
    fn has_other_subject(&self, verb: &Verb, before: usize) -> bool {
        (verb.from..before).any(|at| self.sign(at).has(RoleSign::Block))
    }

    /// Whether words may stand between a subject and its verb.
    fn is_gap(&self, start: usize, end: usize) -> bool {
        let mut unknown = 0;
        for at in start..end {
            let (Some(token), sign) = (self.tokens.get(at), self.sign(at)) else {
                return false;
            };
            if token.kind == TokenKind::Mark && token.text != "'"
                || sign.has(RoleSign::Block)
                || sign.is_preposition() && !sign.has(RoleSign::To)
                || sign.has(RoleSign::And)
            {
                return false;
            }
            unknown += usize::from(!sign.has(RoleSign::Passive));
        }
        unknown <= GAP_MAX
    }

    /// The parties of a clause besides the subject.
    pub(super) fn objects(&self, verb: &Verb, subject: &[usize]) -> Vec<usize> {
        let everywhere = self.reader.word_order() == WordOrder::VerbSecond;
        let from = if everywhere { verb.from } else { verb.end };
        let numbered = self.parties.iter().enumerate();
        let inside = numbered.filter(|(number, party)| {
            from <= party.first && party.first < verb.until && !subject.contains(number)
        });
        inside
            .filter(|(_, party)| party.is_free)
            .map(|(number, _)| number)
            .collect()
    }

    pub(super) fn is_passive(&self, verb: &Verb, objects: &[usize]) -> bool {
        let start = match self.reader.word_order() {
            WordOrder::VerbSecond => verb.from,
            _ => verb.from.max(verb.start.saturating_sub(4)),
        };
        let end = match self.reader.word_order() {
            WordOrder::VerbSecond => verb.until,
            _ => verb.start,
        };
        let mut auxiliaries = (start..end).filter(|at| self.makes_passive(*at, verb));
        let is_go = verb.signs.has(RoleSign::Go);
        // In German "by" is "from", and says nothing by itself.
        let by = |number: &usize| {
            let marker = self.parties.get(*number).map(|party| party.marker);
            matches!(marker, Some(Marker::Preposition(sign)) if sign.has(RoleSign::By) && !sign.has(RoleSign::From))
        };
        !is_go && (auxiliaries.next().is_some() || objects.iter().any(by))
    }

    /// Whether an auxiliary makes a verb passive: the verb must be a participle. "Is sending", "is to send"
    /// and "wird senden" are not.
    fn makes_passive(&self, at: usize, verb: &Verb) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.text.as_str());
        // "Whose ports are closed, said": the auxiliary belongs to another clause.
        let parts = |at: usize| self.reader.begins_infinitive(word(at)) || self.is_comma(at);
        let is_free = |at: usize| !(at..verb.start).any(parts);
        self.sign(at).has(RoleSign::Passive)
            && self.reader.may_be_participle(word(verb.start))
            && is_free(at)
    }

    /// Whether a verb may be in the future or in the passive, and only the cases of nouns tell: "wird
    /// übergeben".
    fn is_unclear_voice(&self, verb: &Verb) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.text.as_str());
        let is_future = |at: usize| matches!(word(at), "wird" | "werden");
        self.reader.word_order() == WordOrder::VerbSecond
            && is_german_either(word(verb.start))
            && (verb.from..verb.until).any(is_future)
    }

    /// What stands around a verb, by the prepositions.
    fn around<'v>(&self, verb: &'v Verb, subject: Vec<usize>, objects: &[usize]) -> Around<'v> {
        let marker = |number: &usize| self.parties.get(*number).map(|party| party.marker);
        let with = |sign: RoleSign| -> Vec<usize> {
            let is = |number: &usize| matches!(marker(number), Some(Marker::Preposition(one)) if one.has(sign));
            objects.iter().copied().filter(is).collect()
        };
        // Where the subject may stand after the verb, it must be known before a name is an object.
        let knows = self.reader.word_order() == WordOrder::SubjectFirst || !subject.is_empty();
        let is_bare = |number: &usize| knows && marker(number) == Some(Marker::Bare);
        // What looks like a noun's attribute is mostly meant so: "reçu 3 700 péniches de la Marlande".
        let is_attribute = |number: &usize| matches!(marker(number), Some(Marker::Attribute(one)) if one.has(RoleSign::From));
        let to = with(RoleSign::To);
        let mut givers = with(RoleSign::From);
        if givers.is_empty() && self.reader.gets_with_to() {
            givers.clone_from(&to);
        }
        if givers.is_empty() {
            givers = objects.iter().copied().filter(is_attribute).collect();
        }
        Around {
            verb,
            bare: objects.iter().copied().filter(is_bare).collect(),
            by: with(RoleSign::By),
            against: with(RoleSign::Against),
            is_passive: self.is_passive(verb, objects),
            subject,
            to,
            givers,
        }
    }

    /// Ways from one to another, whatever the verb: "deliveries from Holm to Marland".
    fn ways(&self) -> Vec<(Role, usize)> {
        let mut found = Vec::new();
        for (number, pair) in self.parties.windows(2).enumerate() {
            let [one, other] = pair else { continue };
            let (Marker::Preposition(from) | Marker::Attribute(from), Marker::Preposition(to)) =
                (one.marker, other.marker)
            else {
                continue;
            };
            let is_plain =
                from.has(RoleSign::From) && to.has(RoleSign::To) && !to.has(RoleSign::From);
            if is_plain && one.is_free && other.is_free && other.first - one.end <= GAP_MAX {
                found.extend([(Role::Giver, number), (Role::Receiver, number + 1)]);
            }
        }
        found
    }
}
