//! Words around names that do not tell one from another, folded.

/// What stands in front of a person's name, or in front of any name that somebody doubts.
const TITLES: [&str; 116] = [
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
    "minister",
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
    "bundeskanzler",
    "bundeskanzlerin",
    "bundesprasident",
    "kanzler",
    "kanzlerin",
    "ministerprasident",
    "ministerprasidentin",
    "ministre",
    "prasident",
    "prasidentin",
    "presidenta",
    "presidente",
    "ministra",
    "ministro",
    "canciller",
    "chancelier",
    "chanceliere",
    "premierminister",
    "aussenminister",
    "generalin",
    "konig",
    "konigin",
    "reina",
    "rey",
    "roi",
    "reine",
    "senor",
    "senora",
];

/// Articles that stand in front of names.
const ARTICLES: [&str; 13] = [
    "das", "der", "die", "el", "het", "il", "la", "las", "le", "les", "los", "os", "the",
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

pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// Whether a word is an article that stands inside of names, too: "Banco de la Nación". The Italian one
/// does not, and is a syllable of Korean names.
pub(super) fn is_inner_article(word: &str) -> bool {
    word != "il" && is_article(word)
}

pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word) || is_inner_article(word)
}

pub(super) fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(&word)
}

pub(super) fn is_patronymic(latin: &str) -> bool {
    latin.len() > 6 && PATRONYMICS.iter().any(|ending| latin.ends_with(ending))
}
