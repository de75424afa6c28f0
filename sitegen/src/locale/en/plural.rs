//! Plurals of what English editors count. The library knows irregular nouns (`child`, `aircraft`); here
//! is what it does not know or gets wrong, and which word of several carries the plural.

mod people;
mod tables;

use self::people::{ADJECTIVES_OF_PEOPLE, is_somebody};
use self::tables::{
    ADJECTIVES_BEHIND, ADJECTIVES_OF, INVARIANT, INVARIANT_STATES, MEDIA, NOUNS_IN_ED, NOUNS_IN_LY,
    PAIRS, PARTICIPLES, PARTICIPLES_BEHIND, PARTICIPLES_HOME, PARTICIPLES_IN_BED, PHRASES_BEFORE,
    PREPOSITIONS, TAKE_ES, TAKE_S, VERBS_IN_PAIRS, WHOLE_TAKE_ES, WHOLE_TAKE_S,
};

/// What two or more of a thing are called: `MPs`, `F-16s`, `prisoners of war`, `people killed`. What is in
/// brackets behind it stays: `drones (large)`.
pub(super) fn plural(name: &str) -> String {
    match name.find(" (").and_then(|at| name.split_at_checked(at)) {
        Some((head, tail)) if name.ends_with(')') && !head.is_empty() => {
            format!("{}{tail}", listed(head))
        }
        _ => listed(name),
    }
}

/// The plural of a name, or of each in a list: `men, women and children`.
fn listed(name: &str) -> String {
    match name.rsplit_once(", ") {
        Some((front, last)) if last.split(' ').any(joins) => {
            let front: Vec<String> = front.split(", ").map(phrase).collect();
            let last = match last.split_once(' ') {
                Some((joint, last)) if joins(joint) => format!("{joint} {}", phrase(last)),
                _ => phrase(last),
            };
            format!("{}, {last}", front.join(", "))
        }
        _ => phrase(name),
    }
}

/// The plural of a name of one or several words.
fn phrase(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if INVARIANT.contains(&name.to_lowercase().as_str()) {
        return name.to_owned();
    }
    let (head, tail) = words.split_at(head_length(&words));
    let Some((carrier, front)) = head.split_last() else {
        return name.to_owned();
    };
    let carrier = compound(carrier);
    // Two nouns that are counted together, `woman and child`; but `hit and run` is one thing.
    let front = match front {
        [one, joint] if joins(joint) && !is_pair(&words) => {
            vec![compound(one), (*joint).to_owned()]
        }
        _ => front.iter().map(|word| (*word).to_owned()).collect(),
    };
    let tail = tail.iter().map(|word| (*word).to_owned());
    let said: Vec<String> = front.into_iter().chain([carrier]).chain(tail).collect();
    said.join(" ")
}

/// Whether two words and what joins them are a compound, whose last word carries the plural: two verbs,
/// `hit and run`, or nouns that are one thing, `bed and breakfast`.
fn is_pair(words: &[&str]) -> bool {
    let [one, joint, other] = words else {
        return false;
    };
    let are_verbs = [one, other]
        .iter()
        .all(|word| VERBS_IN_PAIRS.contains(word));
    joins(joint) && (are_verbs || PAIRS.contains(&(*one, *other)))
}

/// How many words of a name come up to the noun that carries the plural, with it; none where there is
/// no noun.
fn head_length(words: &[&str]) -> usize {
    let phrase = (1..words.len()).find(|at| begins_phrase(words, *at));
    let mut length = phrase.unwrap_or(words.len());
    if words.get(..length).is_some_and(has_no_noun) {
        return 0;
    }
    while let Some([before @ .., last]) = words.get(..length)
        && let Some(noun) = noun_before(before)
    {
        let behind_noun = length < words.len();
        length -= match before {
            [.., further, verb] if is_particle_behind(last, verb, further) => 2,
            _ if behind_noun && (is_adverb(last) || joins(last)) => 1,
            _ if stands_behind(last, noun) || is_participle(last, noun) => 1,
            _ => break,
        };
    }
    length
}

/// Whether a word begins what stands behind a noun: `votes | in favour`, but "state of the art tanks".
fn begins_phrase(words: &[&str], at: usize) -> bool {
    let Some(word) = words.get(at) else {
        return false;
    };
    let is_french = word.starts_with("d’") || word.starts_with("d'");
    is_french || PREPOSITIONS.contains(word) && !is_inside_compound(words, at)
}

/// Whether a preposition is a part of what stands before a noun as one word does: `door to door visit`,
/// `surface to air missile`, `state of the art tank`.
fn is_inside_compound(words: &[&str], at: usize) -> bool {
    let word = |at: usize| words.get(at).map(|word| word.to_lowercase());
    let sides = at.checked_sub(1).and_then(word).zip(word(at + 1));
    let is_medium = |side: &String| MEDIA.contains(&side.as_str());
    let is_pair = sides.is_some_and(|(left, right)| {
        left == right || words.get(at) == Some(&"to") && is_medium(&left) && is_medium(&right)
    });
    let has_noun = |end: usize| {
        words
            .get(end)
            .is_some_and(|noun| !PREPOSITIONS.contains(noun))
    };
    let is_listed = PHRASES_BEFORE.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        let starts = at.saturating_sub(phrase.len() - 1)..at;
        starts.into_iter().any(|start| {
            let end = start + phrase.len();
            let found = words.get(start..end);
            at < end && has_noun(end) && found.is_some_and(|found| found == phrase)
        })
    });
    is_pair && has_noun(at + 2) || is_listed
}

/// Whether words only say what was done to somebody, and how: `seriously wounded`, `killed or wounded`.
fn has_no_noun(words: &[&str]) -> bool {
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let Some((last, before)) = lower.split_last() else {
        return true;
    };
    let said = |word: &String| is_adverb(word) || joins(word) || is_state(word);
    is_state(last) && before.iter().all(said)
}

/// Whether a word says what somebody is, and is the same in the plural.
fn is_state(word: &str) -> bool {
    is_sure_participle(word)
        || INVARIANT_STATES.contains(&word)
        || ADJECTIVES_BEHIND.contains(&word)
        || word.len() > 4 && word.ends_with("less")
}

/// Whether words of a list are joined by a word.
fn joins(word: &str) -> bool {
    matches!(word, "and" | "or")
}

fn is_adverb(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ly") && !NOUNS_IN_LY.contains(&word)
}

/// The last word that may be a noun before a word that says something of it: `person` of "person killed or".
fn noun_before<'w>(words: &[&'w str]) -> Option<&'w str> {
    let says = |word: &str| is_adverb(word) || joins(word) || is_state(word);
    words.iter().rev().find(|word| !says(word)).copied()
}

/// Whether a word stands behind a noun and a participle and belongs to them: `drone shot down`.
fn is_particle_behind(word: &str, verb: &str, noun: &str) -> bool {
    if is_adverb(noun) || joins(noun) {
        return false;
    }
    match word {
        "home" => PARTICIPLES_HOME.contains(&verb),
        _ => is_particle(word) && (is_participle(verb, noun) || may_be_participle(verb)),
    }
}

/// Whether an adjective stands behind its noun: `secretary general`, `person missing`.
fn stands_behind(word: &str, noun: &str) -> bool {
    ADJECTIVES_BEHIND.contains(&word)
        || is_agent(noun, word)
        || ADJECTIVES_OF_PEOPLE.contains(&word) && is_somebody(noun)
        || is_listed(ADJECTIVES_OF, word, noun)
}

/// Whether a word behind a noun says what was done to it: `person killed`.
fn is_participle(word: &str, noun: &str) -> bool {
    let may_be_noun = ADJECTIVES_OF_PEOPLE.contains(&word);
    !may_be_noun && is_sure_participle(word) || is_listed(PARTICIPLES_BEHIND, word, noun)
}

fn is_sure_participle(word: &str) -> bool {
    let regular = word.len() > 3 && word.ends_with("ed") && !word.ends_with("eed");
    PARTICIPLES.contains(&word) || regular && !is_noun_in_ed(word)
}

/// Whether a noun ends as participles do: `airbed` and `cowshed`, but not "bombed" and "published".
fn is_noun_in_ed(word: &str) -> bool {
    let is_bed = |front: &str| !PARTICIPLES_IN_BED.iter().any(|end| front.ends_with(end));
    let is_shed = |front: &str| !front.ends_with(['a', 'e', 'i', 'o', 'u']);
    NOUNS_IN_ED.contains(&word)
        || word.strip_suffix("bed").is_some_and(is_bed)
        || word.strip_suffix("shed").is_some_and(is_shed)
}

/// Whether a word is a participle before a particle: `drone shot down`, `road cut off`.
fn may_be_participle(word: &str) -> bool {
    word == "cut"
        || PARTICIPLES_BEHIND
            .iter()
            .any(|(participle, _)| *participle == word)
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "abroad"
            | "ashore"
            | "aside"
            | "away"
            | "back"
            | "down"
            | "off"
            | "out"
            | "over"
            | "overboard"
            | "up"
    )
}

/// Whether a table has a word for a noun, which may be the last part of a compound.
fn is_listed(table: &[(&str, &[&str])], word: &str, noun: &str) -> bool {
    let noun = noun.to_lowercase();
    let last = noun.rsplit('-').next().unwrap_or_default();
    let mut rows = table.iter().filter(|(listed, _)| *listed == word);
    rows.any(|(_, nouns)| nouns.contains(&last))
}

/// The plural of one word that may have hyphens: its last part carries it, or the one before an adjective
/// or a preposition.
fn compound(word: &str) -> String {
    if ends_as_a_name(word) {
        return format!("{word}s");
    }
    if let Some((head, tail)) = word.split_once('-')
        && carries_plural(head, tail)
    {
        return format!("{}-{tail}", single(head));
    }
    match word.rsplit_once('-') {
        Some((front, last)) => format!("{front}-{}", single(last)),
        None => single(word),
    }
}

/// Whether the first part of a compound carries the plural: passers-by, sons-in-law, men-of-war,
/// secretaries-general; but grown-ups, take-offs.
fn carries_plural(head: &str, tail: &str) -> bool {
    let inner = tail.split_once('-').map(|(first, _)| first);
    is_agent(head, tail)
        || inner.is_some_and(|first| matches!(first, "in" | "of" | "at" | "de" | "to"))
        || matches!(tail, "elect" | "designate")
        || is_listed(ADJECTIVES_OF, tail, head)
}

/// Whether a noun and a particle say who does something: `runner up`, `passer-by`.
fn is_agent(noun: &str, particle: &str) -> bool {
    noun.ends_with("er") && matches!(particle, "by" | "on" | "up" | "in" | "out")
}

/// Whether a word ends as designations do: MP, F-16.
fn ends_as_a_name(word: &str) -> bool {
    word.ends_with(|character: char| character.is_uppercase() || character.is_ascii_digit())
}

fn single(word: &str) -> String {
    let lower = word.to_lowercase();
    let one = lower.as_str();
    let ends = |endings: &[&str]| endings.iter().any(|ending| one.ends_with(ending));
    if ends_as_a_name(word) || ends(TAKE_S) || WHOLE_TAKE_S.contains(&one) {
        return format!("{word}s");
    }
    if ends(TAKE_ES) || WHOLE_TAKE_ES.contains(&one) {
        return format!("{word}es");
    }
    if INVARIANT.contains(&one) || is_people(word) || is_sure_participle(one) {
        return word.to_owned();
    }
    if ends(&["craft", "less"]) {
        return word.to_owned();
    }
    pluralizer::pluralize(word, 2, false)
}

/// Whether a word is what a people is called, one or many: Chinese, British, Dutch.
fn is_people(word: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase);
    capital
        && ["ese", "ish", "nch", "tch", "lsh"]
            .iter()
            .any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests;
