//! Arabic.

mod amounts;
mod charts;
mod columns;
mod compared;
mod labels;
mod number;
mod site;
mod terms;
mod time;
mod values;

use self::number::{FACTS, number};
use super::search::Search;
use super::words::Words;

/// Modern standard Arabic, as news agencies write it, from right to left. Digits are European ones, as
/// in most Arabic news online.
pub(super) const ARABIC: Words = Words {
    code: "ar",
    direction: "rtl",
    article: "ال",
    terms: terms::TERMS,
    meanings: terms::MEANINGS,
    kinds: terms::KINDS,
    passives: terms::PASSIVE,
    languages: terms::LANGUAGES,
    facts: |count| number(count, FACTS),
    sources: |count| number(count, ["مصدر واحد", "مصدران", "مصادر", "مصدرًا"]),
    articles: |count| number(count, ["مقال واحد", "مقالان", "مقالات", "مقالًا"]),
    places: |count| number(count, ["موضع واحد", "موضعان", "مواضع", "موضعًا"]),
    colon: ": ",
    quoted: ("«", "»"),
    comma: "، ",
    semicolon: "؛ ",
    onward: "←",
    thousands: ',',
    decimal: '.',
    months: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    day: |year, month, day| format!("{day} {month} {year}"),
    month: |year, month| format!("{month} {year}"),
    dates: values::DATES,
    amounts: amounts::AMOUNTS,
    charts: charts::CHARTS,
    columns: columns::COLUMNS,
    compared: compared::COMPARED,
    search: SEARCH,
    history: site::HISTORY,
    site: site::SITE,
    label: labels::LABELS,
};

const SEARCH: Search = Search {
    title: "بحث",
    label: "أسماء بكل اللغات وحقائق واقتباسات ومصادر",
    button: "ابحث",
    keys: "الإدخال يفتح النتيجة الأولى، والأسهم تتنقل، وEscape يفرغ، و/ يعود إلى هنا.",
    found: &[
        ("zero", "لا نتائج"),
        ("one", "نتيجة واحدة"),
        ("two", "نتيجتان"),
        ("few", "% نتائج"),
        ("many", "% نتيجة"),
        ("other", "% نتيجة"),
    ],
    none: "لا نتائج لـ«%».",
    near: "هل تقصد:",
    alone: "جرّب كلمة واحدة:",
    close: "لا شيء فيه «%» بهذه الكتابة. وهذا قريب منها:",
    some: "لا صفحة فيها كل هذه الكلمات. وهذه فيها أكثرها:",
    failed: "البحث غير مكتمل الآن. حاول مجددًا أو تصفّح القوائم.",
    also: "يسمى أيضًا: %",
    names: "أسماء: %",
    all: "الكل",
    show_all: "اعرض الكل (%)",
    more: "اعرض المزيد",
    narrow: "اعرض فقط",
    terms: "مصطلحات",
    dossiers: "ملفات",
    no_script: "البحث نفسه يحتاج إلى جافاسكربت. وكل ما يجده موجود في هذه القوائم أيضًا.",
    without: "أو تصفّح القوائم",
    letters: "الأسماء والمصطلحات بحسب الحروف",
    most_named: |count| format!("أكثر الأسماء ورودًا في الحقائق ({count})؛ وقائمة الأسماء فيها الكل."),
};
