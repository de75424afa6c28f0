//! Words around names that do not tell one from another, folded.

/// What stands in front of a person's name, or in front of any name that somebody doubts.
const TITLES: &[&str] = &[
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
    "hon",
    "honorable",
    "honourable",
    "sr",
    "sra",
    "srta",
];

/// Words that are a title only before another one: "Right Hon.", but Right Sector.
const BEFORE_TITLES: [&str; 6] = ["most", "primer", "primera", "right", "rt", "very"];

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

/// What kind of company it is, behind its name or before it, short or written out in one word.
const LEGAL_FORMS: &[&str] = &[
    "ab",
    "ag",
    "aksjeselskab",
    "aksjeselskap",
    "aktiebolag",
    "aktiengesellschaft",
    "aktieselskab",
    "allmennaksjeselskap",
    "anpartsselskab",
    "ao",
    "aps",
    "as",
    "asa",
    "bhd",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "doo",
    "eg",
    "eurl",
    "ev",
    "gbr",
    "gmbh",
    "inc",
    "incorporated",
    "jsc",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "kommanditgesellschaft",
    "lda",
    "limitada",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "nyrt",
    "oao",
    "ohg",
    "ojsc",
    "ooo",
    "osakeyhtio",
    "oy",
    "oyj",
    "pao",
    "pjsc",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "sasu",
    "se",
    "snc",
    "spa",
    "srl",
    "sro",
    "tbk",
    "ug",
    "unternehmergesellschaft",
    "zao",
    "zrt",
    "ао",
    "зао",
    "оао",
    "ооо",
    "пао",
];

/// Short ones that are nobody's name; the others are forms only in capitals, beside a name that is not.
const CERTAIN_FORMS: &[&str] = &[
    "gbr", "inc", "jsc", "llc", "llp", "ltd", "mbh", "nyrt", "oao", "ooo", "oyj", "plc", "pty",
    "pvt", "srl", "ооо", "пао", "оао",
];

/// Kinds of company in several words, the longer first.
const LEGAL_PHRASES: &[&str] = &[
    "sociedad anonima de capital variable",
    "closed joint stock company",
    "gesellschaft mit beschrankter haftung",
    "open joint stock company",
    "public joint stock company",
    "sociedad de responsabilidad limitada",
    "societa a responsabilita limitata",
    "societe a responsabilite limitee",
    "societe en nom collectif",
    "societe par actions simplifiee",
    "sp z o o",
    "spolka z ograniczona odpowiedzialnoscia",
    "общество с ограниченнои ответственностью",
    "gesellschaft burgerlichen rechts",
    "joint stock company",
    "kommanditgesellschaft auf aktien",
    "limited liability company",
    "limited liability partnership",
    "private limited company",
    "public limited company",
    "sa de cv",
    "societa per azioni",
    "societe en commandite",
    "закрытое акционерное общество",
    "открытое акционерное общество",
    "публичное акционерное общество",
    "anonim sirketi",
    "besloten vennootschap",
    "eingetragene genossenschaft",
    "eingetragener verein",
    "europaische gesellschaft",
    "julkinen osakeyhtio",
    "kabushiki kaisha",
    "limited partnership",
    "limited sirketi",
    "naamloze vennootschap",
    "offene handelsgesellschaft",
    "private limited",
    "proprietary limited",
    "publikt aktiebolag",
    "sociedad anonima",
    "sociedad limitada",
    "sociedade anonima",
    "sociedade limitada",
    "societas europaea",
    "societe anonyme",
    "societe europeenne",
    "spolka akcyjna",
    "акционерное общество",
    "شركه مساهمه",
];

/// Kinds of company in scripts without spaces, which are a part of the word.
const JOINED_FORMS: &[&str] = &[
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    "株式会社",
    "株式會社",
    "주식회사",
];

/// What stands behind a person's name and tells generations apart, with what it is short for.
const GENERATIONS: &[(&str, &str)] = &[
    ("jr", "jr"),
    ("jnr", "jr"),
    ("junior", "jr"),
    ("sr", "sr"),
    ("snr", "sr"),
    ("senior", "sr"),
];

/// Numbers of generations behind a given name and a surname; behind one name they are a monarch's.
const NUMERALS: [&str; 4] = ["ii", "iii", "iv", "v"];

/// Offices, degrees and orders behind a person's name.
const POSTNOMINALS: &[&str] = &[
    "bsc", "cbe", "cmg", "cpa", "dbe", "esq", "frs", "gbe", "jd", "kbe", "kc", "kcb", "kcmg",
    "llb", "llm", "mba", "mbe", "md", "mdb", "mdl", "mep", "mla", "mna", "mp", "mpp", "msc", "msp",
    "obe", "phd", "qc", "ret", "retd", "sj", "usaf", "usmc", "usn",
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

/// Whether a word is a title, in front of the next one.
pub(super) fn is_title(word: &str, next: &str) -> bool {
    is_title_alone(word) || BEFORE_TITLES.contains(&word) && is_title_alone(next)
}

fn is_title_alone(word: &str) -> bool {
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

/// Whether a legal form is nobody's name, however it is typed.
pub(super) fn is_certain_form(word: &str) -> bool {
    word.chars().count() > 3 || CERTAIN_FORMS.contains(&word)
}

/// How many words at the end of a name are its legal form in several words; 0 where they are none.
pub(super) fn phrase_behind(words: &[&str]) -> usize {
    phrase(|form| words.ends_with(form))
}

/// How many words at the start of a name are its legal form in several words; 0 where they are none.
pub(super) fn phrase_before(words: &[&str]) -> usize {
    phrase(|form| words.starts_with(form))
}

fn phrase(fits: impl Fn(&[&str]) -> bool) -> usize {
    let mut phrases = LEGAL_PHRASES
        .iter()
        .map(|legal_phrase| legal_phrase.split(' '));
    let found = phrases.find(|words| fits(&words.clone().collect::<Vec<_>>()));
    found.map_or(0, Iterator::count)
}

/// A word without the legal form that is a part of it; nothing where there is none.
pub(super) fn without_joined_form(word: &str) -> Option<&str> {
    let mut forms = JOINED_FORMS.iter();
    let bare = forms.find_map(|form| word.strip_suffix(form).or_else(|| word.strip_prefix(form)));
    bare.filter(|bare| !bare.is_empty())
}

/// Which generation a word behind a name says: `jr` for `junior`.
pub(super) fn generation(word: &str) -> Option<&str> {
    let known = GENERATIONS.iter().find(|(written, _)| *written == word);
    let numeral = NUMERALS.contains(&word).then_some(word);
    known.map(|(_, short)| *short).or(numeral)
}

/// Whether a word behind so many words of a name is no part of it: `jr`, `mp`.
pub(super) fn is_suffix(word: &str, behind: usize) -> bool {
    match behind {
        0 => matches!(word, "jr" | "jnr" | "sr" | "snr"),
        1 => {
            POSTNOMINALS.contains(&word)
                || GENERATIONS
                    .iter()
                    .any(|(generation, _)| *generation == word)
        }
        _ => POSTNOMINALS.contains(&word) || generation(word).is_some(),
    }
}

/// Whether a word with points inside, behind so many others, is an abbreviation that names have behind
/// them (`S.p.A.`, `Ph.D.`). Two letters may be initials: `Petrov S.A.`
pub(super) fn is_abbreviation(word: &str, behind: usize) -> bool {
    let needed = if word.chars().count() > 2 { 1 } else { 2 };
    behind >= needed && (is_legal_form(word) || POSTNOMINALS.contains(&word))
}

#[cfg(test)]
mod tests {
    use dossier::words::fold;

    use super::*;

    #[test]
    fn tables_are_folded_as_names_are() {
        let tables = [
            TITLES,
            LEGAL_FORMS,
            CERTAIN_FORMS,
            LEGAL_PHRASES,
            JOINED_FORMS,
            POSTNOMINALS,
        ];
        for word in tables.into_iter().flatten() {
            assert_eq!(fold(word), *word);
        }
    }
}
