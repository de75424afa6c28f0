//! How dates and amounts are said in Arabic.

use crate::locale::values::{Amounts, Dates};

pub(super) const DATES: Dates = Dates {
    seasons: ["ربيع", "صيف", "خريف", "شتاء"],
    possibly: |date| format!("ربما {date}"),
    about: |date| format!("نحو {date}"),
    until: |date| format!("حتى {date}"),
    from: |date| format!("منذ {date}"),
    span: |one, other| format!("من {one} إلى {other}"),
    decade: |digits| format!("عقد {digits}0"),
    unknown: "غير معروف",
    worked_out: "استنتجه المحرر",
    source_says: |words| format!("يقول المصدر «{words}»"),
};

pub(super) const AMOUNTS: Amounts = Amounts {
    about: "نحو",
    more_than: "أكثر من",
    at_least: "ما لا يقل عن",
    less_than: "أقل من",
    at_most: "ما لا يزيد على",
    span: |one, other| format!("من {one} إلى {other}"),
    millions: |number| format!("{number}\u{a0}مليون"),
    billions: |number| format!("{number}\u{a0}مليار"),
    joined: |amount, unit| format!("{amount}\u{a0}{unit}"),
    unit,
    per,
    unknown: "كمية غير معروفة",
    none: "لا شيء",
    within: |span| format!("في غضون {span}"),
};

/// Counted things are English nouns in the contract; those that occur in news have an Arabic one. The
/// noun after a number stands in the singular, as after most numbers above ten.
const COUNTED: &[(&str, &str)] = &[
    ("article", "مقال"),
    ("barrel", "برميل"),
    ("city", "مدينة"),
    ("company", "شركة"),
    ("country", "بلد"),
    ("death", "قتيل"),
    ("drone", "مسيّرة"),
    ("fact", "حقيقة"),
    ("house", "بيت"),
    ("leap_second", "ثانية كبيسة"),
    ("member", "عضو"),
    ("missile", "صاروخ"),
    ("person", "شخص"),
    ("round", "قذيفة"),
    ("satellite", "قمر اصطناعي"),
    ("ship", "سفينة"),
    ("shell", "قذيفة"),
    ("soldier", "جندي"),
    ("state", "دولة"),
    ("tank", "دبابة"),
    ("truck", "شاحنة"),
    ("vote", "صوت"),
    ("warhead", "رأس حربي"),
];

fn unit(unit: &str, many: bool) -> String {
    let choose = |one: &str, more: &str| if many { more } else { one }.to_owned();
    match unit {
        "1" | "" => String::new(),
        "a" => choose("سنة", "سنوات"),
        "mo" => choose("شهر", "أشهر"),
        "wk" => choose("أسبوع", "أسابيع"),
        "d" => choose("يوم", "أيام"),
        "h" => choose("ساعة", "ساعات"),
        "min" => choose("دقيقة", "دقائق"),
        "s" => choose("ثانية", "ثوانٍ"),
        "m" => choose("متر", "أمتار"),
        counted if counted.starts_with('{') => {
            let word = counted.trim_matches(['{', '}']);
            let known = COUNTED.iter().find(|(english, _)| *english == word);
            known.map_or_else(|| word.replace('_', " "), |(_, noun)| (*noun).to_owned())
        }
        code => code.to_owned(),
    }
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
