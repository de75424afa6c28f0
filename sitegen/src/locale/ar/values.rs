//! How dates are said in Arabic.

use crate::locale::values::Dates;

pub(super) const DATES: Dates = Dates {
    seasons: ["ربيع", "صيف", "خريف", "شتاء"],
    possibly: |date| format!("ربما {date}"),
    about: |date| format!("نحو {date}"),
    until: |date| format!("حتى {date}"),
    from: |date| format!("منذ {date}"),
    span: |one, other| format!("من {one} إلى {other}"),
    winter: |winter, year, next| format!("{winter} {year}–{next}"),
    year: |year| match year {
        ..=0 => format!("{} ق.م", 1 - year),
        1..=999 => format!("{year} م"),
        _ => year.to_string(),
    },
    decade: |first| format!("عقد {first}"),
    century: |first| format!("الأعوام من {first} إلى {}", first + 99),
    years: |first, last| format!("الأعوام من {first} إلى {last}"),
    unknown: "غير معروف",
    unknown_date: "تاريخ غير معروف",
    endless: "بلا بداية ولا نهاية",
    source_says: |words| format!("يقول المصدر «{words}»"),
};
