//! Words that deny, and words that make them mean something else.

/// Words that make "not" no denial, folded.
pub(super) const ONLY: [&str; 10] = [
    "only",
    "just",
    "merely",
    "nur",
    "bloss",
    "seulement",
    "solo",
    "solamente",
    "فقط",
    "least",
];

/// Words that deny something else than a verb, or may mean something else, folded.
pub(super) const WEAK: [&str; 22] = [
    "without", "ohne", "sans", "sin", "دون", "بدون", "غير", "ما", "nor", "neither", "ni", "noch",
    "weder", "personne", "none", "nobody", "nothing", "niemand", "nichts", "nadie", "nada",
    "tampoco",
];

/// Words that deny the noun behind them, folded: they count where both sides have that noun.
pub(super) const NOUNS: &[&str] = &[
    "kein", "keine", "keinen", "keinem", "keiner", "keines", "aucun", "aucune", "ningun",
    "ninguno", "ninguna",
];

/// Words with which somebody does not do something, folded, and the word that leads to what.
pub(super) const REFUSING: [(&[&str], &str); 3] = [
    (
        &[
            "refused", "refuses", "refusing", "failed", "fails", "declined", "declines",
        ],
        "to",
    ),
    (&["refuse", "refusent", "refusait", "refusaient"], "de"),
    (&["nego", "niega", "negaron", "niegan"], "a"),
];

/// Forms of English and German verbs that begin otherwise than the verb itself. Verbs of three letters end
/// in a mark here, so that they begin no other word.
pub(super) const IRREGULAR: &[(&str, &str)] = &[
    ("sold", "sell"),
    ("met", "meet"),
    ("bought", "buy|"),
    ("buy", "buy|"),
    ("buys", "buy|"),
    ("paid", "pay|"),
    ("pay", "pay|"),
    ("pays", "pay|"),
    ("repaid", "repay"),
    ("gave", "give"),
    ("given", "give"),
    ("sent", "send"),
    ("built", "build"),
    ("left", "leave"),
    ("lost", "lose"),
    ("won", "win|"),
    ("win", "win|"),
    ("wins", "win|"),
    ("found", "find"),
    ("held", "hold"),
    ("kept", "keep"),
    ("made", "make"),
    ("took", "take"),
    ("taken", "take"),
    ("went", "go|"),
    ("gone", "go|"),
    ("came", "come"),
    ("got", "get|"),
    ("get", "get|"),
    ("began", "begin"),
    ("begun", "begin"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("caught", "catch"),
    ("chose", "choos"),
    ("chosen", "choos"),
    ("fell", "fall"),
    ("fallen", "fall"),
    ("fought", "fight"),
    ("flew", "fly|"),
    ("fly", "fly|"),
    ("led", "lead"),
    ("lent", "lend"),
    ("rose", "rise"),
    ("risen", "rise"),
    ("ran", "run|"),
    ("run", "run|"),
    ("saw", "see|"),
    ("seen", "see|"),
    ("see", "see|"),
    ("sank", "sink"),
    ("sunk", "sink"),
    ("shot", "shoot"),
    ("spent", "spend"),
    ("stood", "stand"),
    ("struck", "strik"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("threw", "throw"),
    ("wrote", "write"),
    ("written", "write"),
    ("denied", "deny"),
    ("denies", "deny"),
    ("knew", "know"),
    ("known", "know"),
    ("traf", "treff"),
    ("trafen", "treff"),
    ("getroffen", "treff"),
    ("bekam", "bekom"),
    ("erhielt", "erhal"),
    ("erhielten", "erhal"),
];

/// Words behind which a sentence speaks of another one, folded: "Holm is not a member, but Marland is".
pub(super) const CONTRASTS: [&str; 15] = [
    "but", "whereas", "while", "unlike", "aber", "sondern", "hingegen", "dagegen", "mais",
    "tandis", "pero", "sino", "mientras", "لكن", "بل",
];

/// What parts what is denied of a noun from the rest, folded: "has no cranes, and plans to hire some".
pub(super) const FINE: [&str; 7] = [",", "and", "und", "et", "y", "e", "،"];

/// Words with which nothing is said to be so, folded: "asked whether it would run out".
pub(super) const OPEN: [&str; 12] = [
    "whether", "if", "unless", "ask", "asked", "ob", "falls", "wenn", "si", "should", "اذا", "لو",
];

/// Words that say nothing of the matter, folded: auxiliaries, pronouns, prepositions of four letters and more.
pub(super) const GRAMMAR: [&str; 92] = [
    "does", "have", "been", "were", "that", "this", "these", "those", "will", "would", "with",
    "from", "they", "them", "their", "there", "which", "having", "could", "should", "about",
    "into", "over", "under", "also", "more", "than", "when", "while", "dass", "nicht", "sind",
    "eine", "einen", "einem", "einer", "eines", "wird", "werden", "wurde", "wurden", "worden",
    "haben", "hatte", "hatten", "habe", "waren", "sein", "seine", "ihre", "ihren", "sich", "auch",
    "noch", "nach", "beim", "wird", "kann", "soll", "sollen", "muss", "dans", "pour", "avec",
    "sont", "etait", "avait", "avaient", "ont", "elle", "elles", "leur", "leurs", "cette", "plus",
    "entre", "depuis", "mais", "para", "como", "este", "esta", "estos", "entre", "sobre", "desde",
    "hasta", "sido", "habia", "habian", "fueron", "han",
];

/// Number words behind "plus que", folded.
pub(super) const NUMBERS: [&str; 28] = [
    "un", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "vingt", "trente", "cent", "mille", "uno", "una", "dos", "tres", "cuatro", "cinco",
    "seis", "siete", "ocho", "nueve", "diez",
];

/// Words that mean something else more often than they deny, folded.
pub(super) const AMBIGUOUS: [&str; 4] = ["noch", "ما", "غير", "ni"];

/// Words that make "no", "not" or "pas" a comparison, folded: "no more than", "pas plus de".
pub(super) const COMPARING: [&str; 26] = [
    "more", "less", "fewer", "later", "earlier", "longer", "higher", "lower", "greater", "until",
    "mehr", "weniger", "spater", "langer", "hoher", "plus", "moins", "avant", "mas", "menos",
    "hasta", "despues", "antes", "اكثر", "اقل", "قبل",
];

/// Words that only deny, folded.
pub(super) const PLAIN: [&str; 12] = [
    "not", "never", "pas", "jamais", "nicht", "nie", "niemals", "no", "nunca", "لم", "لن", "ليس",
];

/// Beginnings of words with which another language says what is denied, folded: "failed" for "n’a pas pu".
pub(super) const OTHERWISE: &[&str] = &[
    "fail", "unable", "unlike", "less", "need", "lack", "instead", "rather", "refus", "miss",
    "avoid", "prevent", "stop", "keep", "kept", "still", "only", "last", "until", "before", "few",
    "little", "differ", "leave", "left", "free", "absen", "manqu", "echou", "evit", "empech",
    "reste", "seul", "dernier", "avant", "peu", "encore", "ander", "fehl", "schei", "unter",
    "verhind", "vermei", "weni", "falta", "fracas", "evita", "impid", "otr", "مستح", "عدم", "فشل",
];

/// Words behind a "not" that lead to no verb with a subject, folded.
pub(super) const INFINITIVES: [&str; 7] = ["having", "to", "being", "be", "zu", "haber", "ser"];
