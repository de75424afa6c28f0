//! Words and marks around numbers, in the languages of news.

use crate::model::unit;

/// Marks and words before a number, with the comparator that they stand for.
pub(super) const COMPARATORS: &[(&str, &str)] = &[
    (">=", ">="),
    ("=>", ">="),
    ("<=", "<="),
    ("=<", "<="),
    ("≥", ">="),
    ("⩾", ">="),
    ("≤", "<="),
    ("⩽", "<="),
    (">", ">"),
    ("<", "<"),
    ("≈", "~"),
    ("∼", "~"),
    ("~", "~"),
    ("±", "~"),
    ("about ", "~"),
    ("around ", "~"),
    ("approximately ", "~"),
    ("approx. ", "~"),
    ("circa ", "~"),
    ("ca. ", "~"),
    ("c. ", "~"),
    ("etwa ", "~"),
    ("rund ", "~"),
    ("environ ", "~"),
    ("unos ", "~"),
    ("نحو ", "~"),
    ("حوالي ", "~"),
    ("more than ", ">"),
    ("over ", ">"),
    ("mehr als ", ">"),
    ("über ", ">"),
    ("plus de ", ">"),
    ("más de ", ">"),
    ("أكثر من ", ">"),
    ("less than ", "<"),
    ("under ", "<"),
    ("fewer than ", "<"),
    ("weniger als ", "<"),
    ("moins de ", "<"),
    ("أقل من ", "<"),
    ("at least ", ">="),
    ("mindestens ", ">="),
    ("au moins ", ">="),
    ("at most ", "<="),
    ("up to ", "<="),
    ("höchstens ", "<="),
    ("bis zu ", "<="),
    ("au plus ", "<="),
];

/// What stands between the ends of a range.
pub(super) const TO: [&str; 11] = [
    "...", "..", "…", "–", "—", "-", "to ", "bis ", "à ", "a ", "إلى ",
];

const MILLION: Exponents = &[(6, "")];
const BILLION: Exponents = &[(9, "")];
const EITHER_BILLION: Exponents = &[
    (9, "a billion is a thousand million"),
    (12, "a billion is a million million"),
];
const EITHER_TRILLION: Exponents = &[
    (12, "a trillion is a million million"),
    (18, "a trillion is a million million million"),
];

/// The exponents that a word may stand for, and under which condition.
pub(super) type Exponents = &'static [(i32, &'static str)];

/// Words for powers of ten, in lower case, with the exponents that they may stand for.
const SCALES: &[(&[&str], Exponents)] = &[
    (
        &[
            "k",
            "thousand",
            "thousands",
            "tsd",
            "tsd.",
            "tausend",
            "mille",
            "mil",
            "milliers",
            "тыс",
            "тыс.",
            "тысяч",
            "ألف",
            "آلاف",
            "千",
        ],
        &[(3, "")],
    ),
    (&["万", "萬"], &[(4, "")]),
    (&["lakh", "lakhs", "lac"], &[(5, "")]),
    (
        &[
            "mn",
            "mln",
            "mln.",
            "mio",
            "mio.",
            "mill.",
            "million",
            "millions",
            "millionen",
            "millón",
            "millones",
            "milhão",
            "milhões",
            "milione",
            "milioni",
            "miljoen",
            "млн",
            "млн.",
            "миллион",
            "миллионов",
            "مليون",
            "ملايين",
            "百万",
        ],
        MILLION,
    ),
    (&["crore", "crores"], &[(7, "")]),
    (&["億", "亿"], &[(8, "")]),
    (
        &[
            "bn",
            "bln",
            "mrd",
            "mrd.",
            "mia.",
            "md",
            "mds",
            "milliard",
            "milliards",
            "milliarde",
            "milliarden",
            "miliardo",
            "miliardi",
            "mld",
            "mld.",
            "miljard",
            "млрд",
            "млрд.",
            "миллиардов",
            "مليار",
            "مليارات",
        ],
        BILLION,
    ),
    (&["billion", "billions"], EITHER_BILLION),
    (&["billionen", "billones", "bio", "bio.", "兆"], &[(12, "")]),
    (&["tn", "trn"], &[(12, "")]),
    (&["trillion", "trillions"], EITHER_TRILLION),
    (&["trillionen", "trillones"], &[(18, "")]),
];

/// Letters that scale a number only where they are written at it: `75m`, `1.97b`.
pub(super) const ATTACHED: &[(&str, i32)] = &[("m", 6), ("M", 6), ("b", 9), ("B", 9), ("K", 3)];

/// Words for periods of a rate.
pub(super) const PERIODS: &[(&str, &[&str])] = &[
    (
        "P1Y",
        &[
            "year", "yr", "a", "annum", "jahr", "an", "año", "anno", "سنة",
        ],
    ),
    (
        "P1M",
        &["month", "mo", "monat", "mois", "mes", "mese", "شهر"],
    ),
    (
        "P1W",
        &[
            "week",
            "wk",
            "woche",
            "semaine",
            "semana",
            "settimana",
            "أسبوع",
        ],
    ),
    ("P1D", &["day", "d", "tag", "jour", "día", "giorno", "يوم"]),
    (
        "PT1H",
        &["hour", "h", "hr", "stunde", "heure", "hora", "ora", "ساعة"],
    ),
];

/// What stands between the amount and the period of a rate.
pub(super) const PER: [&str; 9] = [
    "/", " per ", " a ", " an ", " each ", " pro ", " par ", " por ", " في ",
];

/// What stands between a large number and what is counted.
pub(super) const OF: [&str; 6] = ["of ", "de ", "d’", "d'", "di ", "von "];

/// Words for powers of ten that stand for one power only, with its exponent.
pub(crate) fn scale_words() -> impl Iterator<Item = (&'static str, i32)> {
    let clear = SCALES
        .iter()
        .filter_map(|(names, exponents)| match exponents {
            [(exponent, _)] => Some((*names, *exponent)),
            _ => None,
        });
    clear.flat_map(|(names, exponent)| names.iter().map(move |name| (*name, exponent)))
}

/// The exponents of a word for a power of ten that is no unit.
pub(super) fn scales(text: &str) -> Option<Exponents> {
    let lower = text.to_lowercase();
    let mut rows = SCALES.iter();
    let (_, scales) = rows.find(|(names, _)| names.contains(&lower.as_str()))?;
    (!unit::is_unit(text)).then_some(*scales)
}
