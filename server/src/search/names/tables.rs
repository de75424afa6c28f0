//! Words around names that do not tell one from another, folded.

/// What stands in front of a person's name, or in front of any name that somebody doubts.
const TITLES: [&str; 104] = [
    "acting",
    "defence",
    "defense",
    "deputy",
    "finance",
    "first",
    "interior",
    "late",
    "then",
    "m",
    "admiral",
    "ambassador",
    "archbishop",
    "ayatollah",
    "baron",
    "baroness",
    "bishop",
    "brigadier",
    "cardinal",
    "chairman",
    "chairwoman",
    "chancellor",
    "chief",
    "colonel",
    "commander",
    "comrade",
    "count",
    "countess",
    "crown",
    "dame",
    "director",
    "doctor",
    "dr",
    "emir",
    "emperor",
    "empress",
    "ex",
    "father",
    "foreign",
    "former",
    "frau",
    "general",
    "governor",
    "her",
    "herr",
    "his",
    "imam",
    "judge",
    "justice",
    "king",
    "lady",
    "leader",
    "lieutenant",
    "lord",
    "madame",
    "maj",
    "major",
    "marshal",
    "mayor",
    "miss",
    "monsieur",
    "mr",
    "mrs",
    "ms",
    "mme",
    "pope",
    "president",
    "premier",
    "prime",
    "prince",
    "princess",
    "prof",
    "professor",
    "queen",
    "rabbi",
    "rev",
    "reverend",
    "saint",
    "secretary",
    "senator",
    "sheikh",
    "sir",
    "so",
    "called",
    "sultan",
    "supreme",
    "vice",
    "ministre",
    "canciller",
    "chancelier",
    "chanceliere",
    "generalin",
    "konig",
    "konigin",
    "reine",
    "senor",
    "senora",
    "gouverneur",
    "botschafter",
    "botschafterin",
    "prinz",
    "prinzessin",
    "primer",
    "primera",
];

/// Articles that stand in front of names.
/// The Italian `il` is not among them: it is a syllable of Korean names.
const ARTICLES: [&str; 12] = [
    "das", "der", "die", "el", "het", "la", "las", "le", "les", "los", "os", "the",
];

/// Small words inside names, which one leaves out and another does not.
const PARTICLES: [&str; 24] = [
    "al", "and", "ar", "as", "ash", "bin", "d", "da", "de", "del", "den", "di", "do", "dos", "du",
    "el", "ibn", "l", "of", "the", "van", "von", "y", "zu",
];

/// What kind of company it is, behind its name.
const LEGAL_FORMS: [&str; 38] = [
    "ab",
    "ag",
    "as",
    "asa",
    "aps",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "eg",
    "ev",
    "gmbh",
    "gbr",
    "inc",
    "incorporated",
    "jsc",
    "kg",
    "kgaa",
    "kk",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "oao",
    "ojsc",
    "ooo",
    "oy",
    "oyj",
    "pao",
    "pjsc",
    "plc",
    "pte",
    "sa",
    "sarl",
    "se",
    "spa",
];

/// The endings of fathers' names in Russian, Ukrainian and Belarusian.
const PATRONYMICS: [&str; 8] = [
    "ovich", "evich", "ovych", "evych", "ovna", "evna", "ivna", "ovitch",
];

/// The endings of titles that languages join or put a syllable before: "Bundeskanzler", "expresidente".
const TITLE_ENDINGS: [&str; 10] = [
    "kanzler",
    "kanzlerin",
    "minister",
    "ministerin",
    "ministra",
    "ministro",
    "prasident",
    "prasidentin",
    "presidenta",
    "presidente",
];

pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(&word) || TITLE_ENDINGS.iter().any(|ending| word.ends_with(ending))
}

pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word) || is_article(word)
}

pub(super) fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(&word)
}

pub(super) fn is_patronymic(latin: &str) -> bool {
    latin.len() > 6 && PATRONYMICS.iter().any(|ending| latin.ends_with(ending))
}
