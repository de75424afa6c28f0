//! Words of the figures in Arabic.

use super::number::number;
use super::time;
use crate::locale::charts::{Charts, Flows};

pub(super) const CHARTS: Charts = Charts {
    timeline_title: "ماذا حدث ومتى",
    forecasts_title: "ما المتوقع، ومتى",
    flows_title: "من يورّد ماذا ولمن",
    network_title: "من يرتبط بمن",
    numbers_by_subject: "الرقم نفسه، بالمقارنة",
    numbers_by_source: "ما يقوله كل مصدر، بحسب التاريخ",
    numbers_over_time: "الرقم نفسه عبر الزمن",
    numbers_most: |most, count| format!("{most}، وهو الأكبر من {count}"),
    numbers_or_more: "أو أكثر",
    numbers_or_less: "أو أقل",
    numbers_range: "في مكان ما ضمن هذا المدى",
    flows: "كل الأشرطة بعرض واحد، فالقذائف والمسيّرات والمال لا تُقارن.",
    flows_reading,
    stated: "كمية مذكورة",
    not_stated: "كمية غير مذكورة",
    network_reading,
    agreement: "اتفاق",
    transfer: "نقل، نحو المتلقي",
    office: "منصب",
    membership: "عضوية",
    chains_title: "كيف وصل إلينا",
    more: |count| format!("وفي الجدول {count} غيرها."),
    table: "اعرضه جدولًا",
    take_along: "خذ هذا الرسم معك",
    as_picture: "صورة (SVG)",
    as_table: "جدول (CSV)",
    as_page: "صفحة للتضمين",
    credit: "المصدر",
    time: time::TIME,
};

fn flows_reading(flows: Flows<'_>) -> String {
    let count = flows.count;
    if let (1, Some((_, to))) = (count, flows.most) {
        return format!("تدفق واحد إلى {to}");
    }
    let mut all = number(count, FLOWS);
    if flows.suppliers > 0 {
        let suppliers = number(flows.suppliers, ["جهة واحدة", "جهتين", "جهات", "جهة"]);
        all = format!("{all} من {suppliers}");
    }
    match flows.most {
        None => all,
        Some((2, to)) if count == 2 => format!("{all}، كلاهما إلى {to}"),
        Some((many, to)) if many == count => format!("{all}، كلها إلى {to}"),
        Some((1, to)) => format!("{all}، واحد منها إلى {to}"),
        Some((2, to)) => format!("{all}، اثنان منها إلى {to}"),
        Some((many, to)) => format!("{all}، {many} منها إلى {to}"),
    }
}

fn network_reading(names: usize, ties: usize, most: Option<(&str, usize)>) -> String {
    // The word for `and` is written together with what follows.
    let all = format!(
        "{} و{}",
        number(names, ["اسم واحد", "اسمان", "أسماء", "اسمًا"]),
        number(ties, TIES)
    );
    match most {
        None => all,
        Some((name, many)) => format!("{all}، وأكثرها لدى {name}: {}", number(many, TIES)),
    }
}

const FLOWS: [&str; 4] = ["تدفق واحد", "تدفقان", "تدفقات", "تدفقًا"];

const TIES: [&str; 4] = ["صلة واحدة", "صلتان", "صلات", "صلة"];
