//! Adjectives that are plain behind people and animals, and whom those stand behind.

/// Adjectives that stand behind people and animals, and are nouns or parts of them behind other nouns:
/// "soldier wounded", but "combat wounded" and "birthday present".
pub(super) const ADJECTIVES_OF_PEOPLE: &[&str] = &["dead", "ill", "present", "sick", "wounded"];

/// Whom such adjectives stand behind.
const PEOPLE: &[&str] = &[
    "adult",
    "aide",
    "analyst",
    "animal",
    "athlete",
    "aunt",
    "baby",
    "bird",
    "bishop",
    "boy",
    "camel",
    "captain",
    "casualty",
    "cat",
    "chief",
    "child",
    "citizen",
    "colonel",
    "conscript",
    "cop",
    "cousin",
    "cow",
    "crew",
    "delegate",
    "deputy",
    "diplomat",
    "dog",
    "envoy",
    "expert",
    "female",
    "general",
    "girl",
    "goat",
    "guard",
    "guest",
    "head",
    "horse",
    "hostage",
    "husband",
    "inmate",
    "judge",
    "king",
    "local",
    "male",
    "marine",
    "medic",
    "monk",
    "mp",
    "national",
    "neighbour",
    "nun",
    "nurse",
    "official",
    "passer-by",
    "people",
    "pig",
    "pilgrim",
    "pilot",
    "priest",
    "rebel",
    "recruit",
    "relative",
    "scholar",
    "sheep",
    "slave",
    "son",
    "spouse",
    "spy",
    "suspect",
    "teen",
    "troop",
    "uncle",
    "veteran",
    "victim",
    "wife",
    "witness",
    "youth",
];

/// How others are called that such adjectives stand behind.
const PEOPLE_END: &[&str] = &[
    "ant", "ee", "ent", "er", "ian", "ist", "man", "or", "person",
];

/// What ends so and is nobody, and stands before such words: "Easter present".
const NOBODY: &[&str] = &["easter", "summer", "water", "winter"];

/// Whether a noun says who somebody is.
pub(super) fn is_somebody(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    let last = noun.rsplit('-').next().unwrap_or_default();
    let is_listed = PEOPLE.contains(&noun.as_str()) || PEOPLE.contains(&last);
    is_listed || !NOBODY.contains(&last) && PEOPLE_END.iter().any(|ending| last.ends_with(ending))
}
