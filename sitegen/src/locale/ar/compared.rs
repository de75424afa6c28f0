//! What was compared with a text, in Arabic.

use dossier::v1::PartKind;

use super::number::{FACTS, number};
use crate::locale::compared::{Compared, Nouns, forms};

const NOUNS: Nouns<4> = &[
    (
        PartKind::Amount,
        ["مقدار واحد", "مقداران", "مقادير", "مقدارًا"],
    ),
    (
        PartKind::Time,
        ["تاريخ واحد", "تاريخان", "تواريخ", "تاريخًا"],
    ),
    (PartKind::Duration, ["مدة واحدة", "مدتان", "مدد", "مدة"]),
    (
        PartKind::Quoted,
        ["كلام مقتبس", "اقتباسان", "اقتباسات", "اقتباسًا"],
    ),
    (
        PartKind::Verbatim,
        [
            "عبارة المصدر",
            "عبارتان للمصدر",
            "عبارات للمصدر",
            "عبارة للمصدر",
        ],
    ),
    (PartKind::Name, ["اسم واحد", "اسمان", "أسماء", "اسمًا"]),
    (
        PartKind::Speaker,
        ["متحدث واحد", "متحدثان", "متحدثين", "متحدثًا"],
    ),
    (
        PartKind::Direction,
        [
            "اتجاه التغير",
            "اتجاهان للتغير",
            "اتجاهات للتغير",
            "اتجاهًا للتغير",
        ],
    ),
    (
        PartKind::Cue,
        [
            "كلمة تمهيدية",
            "كلمتان تمهيديتان",
            "كلمات تمهيدية",
            "كلمة تمهيدية",
        ],
    ),
    (
        PartKind::Title,
        ["عنوان واحد", "عنوانان", "عناوين", "عنوانًا"],
    ),
    (PartKind::Statement, ["أرقام جملتنا", "", "", ""]),
];

pub(super) const COMPARED: Compared = Compared {
    not: "لم تُقارَن بالنص",
    on: |date| format!("قورنت بالنص في {date}"),
    last: |date| format!("آخر مقارنة بالنص في {date}"),
    nothing: "ليس فيها ما يمكن البحث عنه في نص",
    parts: |kind, count| {
        // Our sentence is one, in however many languages.
        let count = if kind == PartKind::Statement {
            1
        } else {
            count
        };
        number(count, forms(NOUNS, kind))
    },
    whole: |whole, all| format!("وُجدت كاملة في النص: {whole} من {}", number(all, FACTS)),
    partly: |count| format!("وُجدت جزئيًا: {count}"),
    differing: |count| format!("تخالف النص: {count}"),
    absent: |count| format!("لم توجد: {count}"),
    uncompared: |count| format!("لم تُقارَن: {count}"),
    none: |all| format!("لم تُقارَن بالنص: {}", number(all, FACTS)),
    tally_text: "كاملة: كل جزء موجود في الكلمات التي تستند إليها الحقيقة أو بجانبها، أو نقول إنه استنتاجنا. جزئيًا: وُجد شيء ولم يوجد آخر، أو لا قاعدة لمقارنته. لم تُقارَن: لم يقارنها أحد، أو ليس فيها ما يُبحث عنه، أو كلها استنتاجنا. ولا يدل ذلك على أن المقال مصيب.",
    details: "ما الذي قورن",
    part: "جزء الحقيقة",
    found: "ما وُجد",
    method: "الطريقة",
    recorded_by: "قارنها",
    title: "ما وجدته المقارنة بالنص",
    text: "من لديه نص المقال يستطيع أن يقارن به كل حقيقة: يبحث برنامج عن كل مقدار وتاريخ واسم واقتباس في الكلمات التي تشير إليها الحقيقة. ونحفظ ما وجده دون كلمة من النص. وقد بُني هذا الموقع دون النصوص، ويعرض سجل اليوم المذكور. ولا دليل على السجل إلا أن كل من لديه النص يستطيع تشغيل «dossier-server verify» مجددًا ويجب أن يحصل على السجل نفسه. ووجود الأجزاء في الكلمات لا يدل على أن الحقيقة تنقلها بأمانة، ولا على أن المقال مصيب: فالنفي ليس جزءًا، ولا يُقارن من فعل بمن.",
};
