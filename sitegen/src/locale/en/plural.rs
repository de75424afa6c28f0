//! Plurals of what English editors count. The library knows irregular nouns (`child`, `aircraft`); here
//! is what it does not know or gets wrong, and which word of several carries the plural.

/// Words that are the same in the plural.
const INVARIANT: &[&str] = &[
    "alive",
    "baht",
    "cattle",
    "dead",
    "elderly",
    "hertz",
    "ill",
    "iroquois",
    "livestock",
    "materiel",
    "missing",
    "offspring",
    "per cent",
    "percent",
    "poor",
    "poultry",
    "renminbi",
    "sick",
    "siemens",
    "swiss",
    "wounded",
    "yen",
    "yuan",
];

/// Endings that take `s`, where the library has another plural or none.
const TAKE_S: &[&str] = &[
    "agenda",
    "abdomen",
    "ataman",
    "brahman",
    "caiman",
    "cayman",
    "chairperson",
    "czech",
    "diocese",
    "dogma",
    "dolmen",
    "dragoman",
    "epoch",
    "erarch",
    "etrarch",
    "eunuch",
    "german",
    "hetman",
    "human",
    "igarch",
    "justice",
    "loch",
    "lumen",
    "mussulman",
    "musulman",
    "norman",
    "onarch",
    "ottoman",
    "quorum",
    "regimen",
    "riarch",
    "roman",
    "schema",
    "shaman",
    "specimen",
    "stamen",
    "stigma",
    "stomach",
    "talisman",
    "tech",
    "toman",
    "turcoman",
    "turkmen",
    "turkoman",
];

/// Endings that take `es`, where the library does not.
const TAKE_ES: &[&str] = &[
    "cargo", "domino", "embargo", "focus", "lens", "mantis", "mosquito", "motto", "polis", "tz",
    "veto", "virus",
];

/// Whole words, which are also endings of others that take `ves`, `men` or `ies`, or no plural.
const WHOLE_TAKE_S: &[&str] = &["by", "golf", "gulf", "oaf", "omen"];
const WHOLE_TAKE_ES: &[&str] = &["bias", "go", "no", "pancreas"];

/// Words behind which nothing of a name carries the plural: votes in favour, people in need.
const PREPOSITIONS: &[&str] = &[
    "aboard", "about", "above", "across", "after", "against", "among", "as", "at", "before",
    "behind", "below", "between", "by", "during", "for", "from", "in", "inside", "into", "near",
    "of", "on", "onto", "outside", "per", "since", "than", "that", "to", "towards", "under",
    "until", "who", "whose", "with", "within", "without",
];

/// Nouns that end as participles do.
const NOUNS_IN_ED: &[&str] = &[
    "bed",
    "biped",
    "bloodshed",
    "bobsled",
    "coed",
    "flatbed",
    "hatred",
    "hundred",
    "infrared",
    "moped",
    "newlywed",
    "purebred",
    "quadruped",
    "red",
    "riverbed",
    "seabed",
    "seedbed",
    "shed",
    "sled",
    "thoroughbred",
    "watershed",
    "wed",
];

/// Participles that do not end in `ed`, and that are no nouns.
const PARTICIPLES: &[&str] = &[
    "agreed",
    "beaten",
    "blown",
    "born",
    "bought",
    "broken",
    "brought",
    "built",
    "burnt",
    "caught",
    "chosen",
    "decreed",
    "done",
    "drawn",
    "driven",
    "eaten",
    "fallen",
    "flown",
    "found",
    "freed",
    "frozen",
    "given",
    "gone",
    "grown",
    "guaranteed",
    "held",
    "hidden",
    "hurt",
    "kept",
    "known",
    "laid",
    "lent",
    "lost",
    "made",
    "met",
    "overthrown",
    "paid",
    "rebuilt",
    "retaken",
    "seen",
    "sent",
    "shown",
    "slain",
    "sold",
    "spent",
    "stolen",
    "struck",
    "sunk",
    "sworn",
    "taken",
    "thrown",
    "torn",
    "withdrawn",
    "won",
    "written",
];

/// Participles that are nouns too, by what they are participles behind: `vote cast`, and "plaster cast".
const PARTICIPLES_BEHIND: &[(&str, &[&str])] = &[
    ("cast", &["ballot", "vote"]),
    (
        "hit",
        &[
            "building", "house", "home", "person", "ship", "site", "target", "vehicle",
        ],
    ),
    (
        "left",
        &["day", "person", "round", "seat", "soldier", "worker"],
    ),
    (
        "shot",
        &[
            "child",
            "civilian",
            "man",
            "officer",
            "person",
            "protester",
            "soldier",
            "woman",
        ],
    ),
];

/// Adjectives that stand behind nouns.
const ADJECTIVES_BEHIND: &[&str] = &[
    "absent",
    "ago",
    "alive",
    "available",
    "dead",
    "elect",
    "emeritus",
    "homeless",
    "ill",
    "jobless",
    "late",
    "missing",
    "old",
    "outstanding",
    "pending",
    "present",
    "responsible",
    "short",
    "sick",
];

/// Adjectives that stand behind some nouns, and are nouns behind others: "secretary-general", but "major
/// general".
const ADJECTIVES_OF: &[(&str, &[&str])] = &[
    ("apparent", &["heir"]),
    (
        "designate",
        &[
            "ambassador",
            "bishop",
            "chancellor",
            "governor",
            "minister",
            "president",
        ],
    ),
    ("errant", &["knight"]),
    ("extraordinary", &["ambassador", "envoy"]),
    (
        "general",
        &[
            "advocate",
            "attorney",
            "auditor",
            "commissioner",
            "comptroller",
            "consul",
            "director",
            "governor",
            "inspector",
            "postmaster",
            "procurator",
            "secretary",
            "solicitor",
            "surgeon",
        ],
    ),
    ("laureate", &["poet"]),
    ("major", &["sergeant"]),
    ("martial", &["court"]),
    ("plenipotentiary", &["ambassador", "envoy", "minister"]),
    ("presumptive", &["heir"]),
    ("public", &["notary"]),
];

/// What two or more of a thing are called: `MPs`, `F-16s`, `prisoners of war`, `people killed`.
pub(super) fn plural(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if INVARIANT.contains(&name.to_lowercase().as_str()) {
        return name.to_owned();
    }
    let (head, tail) = words.split_at(head_length(&words));
    let Some((carrier, front)) = head.split_last() else {
        return name.to_owned();
    };
    let carrier = compound(carrier);
    let said = front.iter().copied().chain([carrier.as_str()]);
    said.chain(tail.iter().copied())
        .collect::<Vec<_>>()
        .join(" ")
}

/// How many words of a name come up to the noun that carries the plural, with it.
fn head_length(words: &[&str]) -> usize {
    let mut behind = words.iter().skip(1);
    let phrase = behind.position(|word| {
        PREPOSITIONS.contains(word) || word.starts_with("d’") || word.starts_with("d'")
    });
    let mut length = phrase.map_or(words.len(), |at| at + 1);
    while let Some([before @ .., noun, last]) = words.get(..length) {
        let has_participle = length < words.len() && last.ends_with("ly");
        let taken = match before.last() {
            Some(further)
                if is_particle(last)
                    && (is_participle(noun, further) || may_be_participle(noun)) =>
            {
                2
            }
            _ if has_participle || stands_behind(last, noun) || is_participle(last, noun) => 1,
            _ => break,
        };
        length -= taken;
    }
    length
}

/// Whether an adjective stands behind its noun: `secretary general`, `person missing`.
fn stands_behind(word: &str, noun: &str) -> bool {
    ADJECTIVES_BEHIND.contains(&word) || is_listed(ADJECTIVES_OF, word, noun)
}

/// Whether a word behind a noun says what was done to it: `person killed`.
fn is_participle(word: &str, noun: &str) -> bool {
    is_sure_participle(word) || is_listed(PARTICIPLES_BEHIND, word, noun)
}

fn is_sure_participle(word: &str) -> bool {
    let regular = word.len() > 3 && word.ends_with("ed") && !word.ends_with("eed");
    PARTICIPLES.contains(&word) || regular && !NOUNS_IN_ED.contains(&word)
}

/// Whether a word is a participle before a particle: `drone shot down`, `road cut off`.
fn may_be_participle(word: &str) -> bool {
    word == "cut" || PARTICIPLES_BEHIND.iter().any(|(one, _)| *one == word)
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "aside" | "away" | "back" | "down" | "off" | "out" | "over" | "up"
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
    let is_agent = head.ends_with("er") && matches!(tail, "by" | "on" | "up" | "in" | "out");
    let inner = tail.split_once('-').map(|(first, _)| first);
    is_agent
        || inner.is_some_and(|first| matches!(first, "in" | "of" | "at" | "de" | "to"))
        || matches!(tail, "elect" | "designate")
        || is_listed(ADJECTIVES_OF, tail, head)
}

/// Whether a word ends as designations do: MP, F-16.
fn ends_as_a_name(word: &str) -> bool {
    word.ends_with(|one: char| one.is_uppercase() || one.is_ascii_digit())
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
mod tests {
    use super::*;

    #[test]
    fn exceptions_have_their_plurals() {
        for row in [
            "German Germans",
            "East_German East_Germans",
            "virus viruses",
            "coronavirus coronaviruses",
            "gulf gulfs",
            "wolf wolves",
            "loaf loaves",
            "talisman talismans",
            "ottoman ottomans",
            "woman women",
            "gunman gunmen",
            "Norman Normans",
            "human humans",
            "lens lenses",
            "cattle cattle",
            "stomach stomachs",
            "oligarch oligarchs",
            "search searches",
            "Czech Czechs",
            "epoch epochs",
            "Swiss Swiss",
            "British British",
            "Dutch Dutch",
            "Portuguese Portuguese",
            "Chinese Chinese",
            "diocese dioceses",
            "offspring offspring",
            "embargo embargoes",
            "veto vetoes",
            "hero heroes",
            "euro euros",
            "cargo cargoes",
            "bias biases",
            "metropolis metropolises",
            "blitz blitzes",
            "specimen specimens",
            "omen omens",
            "justice justices",
            "agenda agendas",
            "musk_ox musk_oxen",
            "displaced_person displaced_people",
            "yen yen",
            "fly-by fly-bys",
            "no-go no-goes",
            "wounded wounded",
            "missing missing",
            "homeless homeless",
            "bed beds",
            "hundred hundreds",
            "hospital_bed hospital_beds",
            "seed seeds",
            "F-35A F-35As",
        ] {
            check(row);
        }
    }

    #[test]
    fn the_noun_carries_the_plural() {
        for row in [
            "secretary-general secretaries-general",
            "secretary_general secretaries_general",
            "deputy_attorney_general deputy_attorneys_general",
            "major_general major_generals",
            "lieutenant-general lieutenant-generals",
            "court-martial courts-martial",
            "president-elect presidents-elect",
            "poet_laureate poets_laureate",
            "Nobel_laureate Nobel_laureates",
            "vote_in_favour votes_in_favour",
            "vote_against votes_against",
            "person_in_need people_in_need",
            "coup_d’état coups_d’état",
            "tonne_of_oil_equivalent tonnes_of_oil_equivalent",
            "person_killed people_killed",
            "person_killed_in_action people_killed_in_action",
            "job_lost jobs_lost",
            "vote_cast votes_cast",
            "plaster_cast plaster_casts",
            "person_missing people_missing",
            "early_warning early_warnings",
            "drone_shot_down drones_shot_down",
            "person_internally_displaced people_internally_displaced",
            "civilian_shot civilians_shot",
            "road_cut_off roads_cut_off",
            "mortar_shot mortar_shots",
            "building_hit buildings_hit",
            "direct_hit direct_hits",
            "MP_elected MPs_elected",
            "child_born children_born",
            "house_burnt_down houses_burnt_down",
            "year_old years_old",
            "armoured_vehicle armoured_vehicles",
            "red_flag red_flags",
            "per_cent per_cent",
            "head_of_state heads_of_state",
            "runner-up runners-up",
        ] {
            check(row);
        }
    }

    fn check(row: &str) {
        let (one, many) = row.split_once(' ').expect("two");
        assert_eq!(plural(&one.replace('_', " ")), many.replace('_', " "));
    }
}
