//! How dates are said in Arabic.

use crate::locale::values::Dates;

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
