//! Amounts in Arabic: what units, counted things and currencies are called.

use dossier::counted::PluralCategory;

use crate::locale::money::{Money, Place};
use crate::locale::values::Amounts;

pub(super) const AMOUNTS: Amounts = Amounts {
    about: "نحو",
    more_than: "أكثر من",
    at_least: "ما لا يقل عن",
    less_than: "أقل من",
    at_most: "ما لا يزيد على",
    span: |one, other| format!("من {one} إلى {other}"),
    millions: |number| format!("{number}\u{a0}مليون"),
    billions: |number| format!("{number}\u{a0}مليار"),
    joined,
    noun,
    plural: str::to_owned,
    governed,
    per_time,
    per_thing: "لكل",
    money: MONEY,
    per,
    unknown: "كمية غير معروفة",
    none: "لا شيء",
    within: |span| format!("في غضون {span}"),
};

const MONEY: Money = Money {
    place: Place::Behind,
    signs: &[
        ("USD", "US$"),
        ("GBP", "UK£"),
        ("JPY", "JP¥"),
        ("CNY", "CN¥"),
        ("CAD", "CA$"),
        ("AUD", "AU$"),
        ("SAR", "ر.س."),
        ("AED", "د.إ."),
        ("EGP", "ج.م."),
        ("IQD", "د.ع."),
        ("JOD", "د.أ."),
        ("KWD", "د.ك."),
        ("LBP", "ل.ل."),
        ("MAD", "د.م."),
        ("QAR", "ر.ق."),
        ("TND", "د.ت."),
    ],
};

/// A noun for one, for two, for three to ten, and for eleven to 99; behind hundreds and fractions
/// stands the first.
type Noun = [&'static str; 4];

/// Units that are said in words.
const UNITS: &[(&str, Noun)] = &[
    ("a", ["سنة", "سنتان", "سنوات", "سنة"]),
    ("mo", ["شهر", "شهران", "أشهر", "شهرًا"]),
    ("wk", ["أسبوع", "أسبوعان", "أسابيع", "أسبوعًا"]),
    ("d", ["يوم", "يومان", "أيام", "يومًا"]),
    ("h", ["ساعة", "ساعتان", "ساعات", "ساعة"]),
    ("min", ["دقيقة", "دقيقتان", "دقائق", "دقيقة"]),
    ("s", ["ثانية", "ثانيتان", "ثوانٍ", "ثانية"]),
    ("m", ["متر", "متران", "أمتار", "مترًا"]),
    ("km", ["كيلومتر", "كيلومتران", "كيلومترات", "كيلومترًا"]),
    ("kg", ["كيلوغرام", "كيلوغرامان", "كيلوغرامات", "كيلوغرامًا"]),
    ("t", ["طن", "طنان", "أطنان", "طنًّا"]),
    ("[bbl_us]", ["برميل", "برميلان", "براميل", "برميلًا"]),
    ("[mi_i]", ["ميل", "ميلان", "أميال", "ميلًا"]),
];

/// Counted things are English nouns in the contract; those that occur in news have an Arabic one.
const COUNTED: &[(&str, Noun)] = &[
    ("article", ["مقال", "مقالان", "مقالات", "مقالًا"]),
    ("barrel", ["برميل", "برميلان", "براميل", "برميلًا"]),
    ("city", ["مدينة", "مدينتان", "مدن", "مدينة"]),
    ("company", ["شركة", "شركتان", "شركات", "شركة"]),
    ("country", ["بلد", "بلدان", "بلدان", "بلدًا"]),
    ("death", ["قتيل", "قتيلان", "قتلى", "قتيلًا"]),
    ("drone", ["مسيّرة", "مسيّرتان", "مسيّرات", "مسيّرة"]),
    ("fact", ["حقيقة", "حقيقتان", "حقائق", "حقيقة"]),
    ("house", ["بيت", "بيتان", "بيوت", "بيتًا"]),
    (
        "leap second",
        [
            "ثانية كبيسة",
            "ثانيتان كبيستان",
            "ثوانٍ كبيسة",
            "ثانية كبيسة",
        ],
    ),
    ("member", ["عضو", "عضوان", "أعضاء", "عضوًا"]),
    ("missile", ["صاروخ", "صاروخان", "صواريخ", "صاروخًا"]),
    ("person", ["شخص", "شخصان", "أشخاص", "شخصًا"]),
    ("round", ["قذيفة", "قذيفتان", "قذائف", "قذيفة"]),
    (
        "satellite",
        [
            "قمر اصطناعي",
            "قمران اصطناعيان",
            "أقمار اصطناعية",
            "قمرًا اصطناعيًا",
        ],
    ),
    ("shell", ["قذيفة", "قذيفتان", "قذائف", "قذيفة"]),
    ("ship", ["سفينة", "سفينتان", "سفن", "سفينة"]),
    ("soldier", ["جندي", "جنديان", "جنود", "جنديًا"]),
    ("state", ["دولة", "دولتان", "دول", "دولة"]),
    ("tank", ["دبابة", "دبابتان", "دبابات", "دبابة"]),
    ("truck", ["شاحنة", "شاحنتان", "شاحنات", "شاحنة"]),
    ("vote", ["صوت", "صوتان", "أصوات", "صوتًا"]),
    (
        "warhead",
        ["رأس حربي", "رأسان حربيان", "رؤوس حربية", "رأسًا حربيًا"],
    ),
];

fn noun(unit: &str, category: PluralCategory) -> Option<&'static str> {
    let counted = unit
        .strip_prefix('{')
        .and_then(|unit| unit.strip_suffix('}'));
    let (table, key) = counted.map_or((UNITS, unit), |counted| (COUNTED, counted));
    let (_, [one, two, few, many]) = table.iter().find(|(code, _)| *code == key)?;
    Some(match category {
        PluralCategory::Two => *two,
        PluralCategory::Few => *few,
        PluralCategory::Many => *many,
        PluralCategory::Zero | PluralCategory::One | PluralCategory::Other => *one,
    })
}

/// The end of a noun for two, which says the number by itself.
const DUAL: &str = "ان";

fn joined(amount: &str, unit: &str) -> String {
    if amount == "2" && unit.split(' ').all(|word| word.ends_with(DUAL)) {
        return unit.to_owned();
    }
    format!("{amount}\u{a0}{unit}")
}

/// All comparators govern the genitive, in which the noun for two ends otherwise.
fn governed(amount: &str) -> String {
    if amount.contains(char::is_numeric) {
        return amount.to_owned();
    }
    let words = amount.split(' ').map(|word| match word.strip_suffix(DUAL) {
        Some(stem) => format!("{stem}ين"),
        None => word.to_owned(),
    });
    words.collect::<Vec<String>>().join(" ")
}

fn per_time(code: &str) -> Option<&'static str> {
    Some(match code {
        "a" => "في السنة",
        "mo" => "في الشهر",
        "wk" => "في الأسبوع",
        "d" => "في اليوم",
        "h" => "في الساعة",
        "min" => "في الدقيقة",
        "s" => "في الثانية",
        _ => return None,
    })
}

fn per(amount: &str, period: &str) -> String {
    let words = match period {
        "P1Y" => "في السنة",
        "P1M" => "في الشهر",
        "P1W" | "P7D" => "في الأسبوع",
        "P1D" => "في اليوم",
        "PT1H" => "في الساعة",
        other => return format!("{amount} / {other}"),
    };
    format!("{amount} {words}")
}
