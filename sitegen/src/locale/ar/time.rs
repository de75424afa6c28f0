//! Words of the figures of time in Arabic.

use dossier::v1::Resolution;

use super::number::number;
use crate::locale::time::{Share, Time};

pub(super) const TIME: Time = Time {
    timeline,
    since: |date| format!("منذ {date}"),
    day: "يوم معروف",
    lasting: "كل هذه المدة",
    span: "يوم ضمن هذه المدة",
    open: "نهايته غير معروفة",
    planned_day: "مقرر ليوم",
    planned_span: "مقرر ضمن هذه المدة",
    planned_open: "مقرر ونهايته غير معروفة",
    many: "عدد الحقائق التي تبدأ في تلك المدة",
    many_planned: "مقررة",
    forecasts: |count| number(count, ["توقع واحد", "توقعان", "توقعات", "توقعًا"]),
    some_timed: |timed, all| {
        let all = number(all, ["توقع واحد", "توقعان", "توقعات", "توقعًا"]);
        format!("{all}، منها {timed} بأجل")
    },
    ahead: |from, to| match from {
        None => format!("أبعدها بعد {to}"),
        Some(from) if from == to => format!("بعد {to} من قولها"),
        Some(from) => format!("من {from} إلى {to} بعد قولها"),
    },
    share,
    // As it is said behind a preposition, or of how long something takes.
    length: |count, unit| match unit {
        "a" => number(count, ["سنة", "سنتين", "سنوات", "سنة"]),
        "mo" => number(count, ["شهر", "شهرين", "أشهر", "شهرًا"]),
        "wk" => number(count, ["أسبوع", "أسبوعين", "أسابيع", "أسبوعًا"]),
        _ => number(count, ["يوم", "يومين", "أيام", "يومًا"]),
    },
    said: "القول",
    beyond: "أبعد",
    made_on: |day| format!("قيل {day}"),
    by: |day| format!("بحلول {day}"),
    dated: "محسوب من يوم معروف",
    undated: "لا يذكر المصدر يومًا",
    endless: "بلا نهاية مذكورة",
    goes_on: "ينتهي بعد المحور",
    chains,
};

fn timeline(count: usize, [from, to]: [&str; 2], planned: usize) -> String {
    let facts = number(
        count,
        [
            "حقيقة مؤرخة واحدة",
            "حقيقتان مؤرختان",
            "حقائق مؤرخة",
            "حقيقة مؤرخة",
        ],
    );
    let time = if from == to {
        format!("في {to}")
    } else {
        format!("من {from} إلى {to}")
    };
    let planned = match (planned, count) {
        (0, _) => String::new(),
        (1, 1) => "، وهي مقررة".to_owned(),
        (2, 2) => "، وكلتاهما مقررة".to_owned(),
        (some, all) if some == all => "، وكلها مقررة".to_owned(),
        (1, _) => "، وواحدة منها مقررة".to_owned(),
        (2, _) => "، واثنتان منها مقررتان".to_owned(),
        (some, _) => format!("، و{some} منها مقررة"),
    };
    format!("{facts}، {time}{planned}")
}

fn share(share: Share, some: usize, all: usize) -> String {
    let [one, two, more] = match share {
        Share::Outcome(Resolution::Occurred) => ["تحقق", "تحققا", "تحققت"],
        Share::Outcome(Resolution::NotOccurred) => ["لم يتحقق", "لم يتحققا", "لم تتحقق"],
        Share::Outcome(Resolution::Partly) => ["تحقق جزئيًا", "تحققا جزئيًا", "تحققت جزئيًا"],
        Share::Outcome(Resolution::Expired) => ["انقضت مدته", "انقضت مدتهما", "انقضت مدتها"],
        Share::Outcome(_) => ["لم يُحسم", "لم يُحسما", "لم تُحسم"],
        Share::NoDay => [
            "لا يذكر مصدره يومًا",
            "لا يذكر مصدرهما يومًا",
            "لا يذكر مصدرها يومًا",
        ],
    };
    match (some, all) {
        (1, 1) => one.to_owned(),
        (2, 2) => format!("كلاهما {one}"),
        _ if some == all => format!("كلها {more}"),
        (1, _) => format!("واحد منها {one}"),
        (2, _) => format!("اثنان منها {two}"),
        _ => format!("{some} منها {more}"),
    }
}

fn chains(facts: usize, ways: usize, hands: usize) -> String {
    if (facts, ways) == (1, 1) {
        return match hands {
            0 => "جاءت مباشرة من مصدرها الأول إلى النشر".to_owned(),
            hands => format!(
                "جاءت وبين مصدرها الأول والنشر {}",
                number(hands, ["جهة واحدة", "جهتان", "جهات", "جهة"])
            ),
        };
    }
    let verb = if facts == 2 { "جاءتا" } else { "جاءت" };
    let came = number(facts, ["حقيقة واحدة", "حقيقتان", "حقائق", "حقيقة"]);
    let by = number(ways, ["طريق واحد", "طريقين", "طرق", "طريقًا"]);
    let most = if ways == 1 {
        ""
    } else {
        " على الأكثر"
    };
    let through = match hands {
        0 => "مباشرة من مصدرها الأول إلى النشر".to_owned(),
        hands => {
            let hands = number(hands, ["جهة واحدة", "جهتان", "جهات", "جهة"]);
            format!("وبين مصدرها الأول والنشر {hands}{most}")
        }
    };
    format!("{came} {verb} عبر {by}، {through}")
}
