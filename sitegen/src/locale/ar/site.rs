//! Words of the pages in Arabic.

use super::number::number;
use crate::locale::site::{History, Site};

pub(super) const HISTORY: History = History {
    title: "السجل",
    text: "ما كانت تقوله هذه الصفحة من قبل، والتغيير الأحدث أولًا.",
    changes: "ما الذي تغيّر",
    changes_text: "ما تغيّر في الحقائق منذ نشرها أول مرة.",
    before: "قبل",
    after: "بعد",
    statement: "النص",
    evidence: "تستند إلى",
};

pub(super) const SITE: Site = Site {
    name: "Dossier",
    tagline: "حقائق من الأخبار، يمكن التحقق منها.",
    promise: "أخبار مقسّمة إلى حقائق. افتح أي حقيقة لترى من يقولها، وبأي كلمات، وبأي قدر من اليقين.",
    contact: "التواصل",
    report_error: "الإبلاغ عن خطأ",
    licence: "الترخيص",
    most_named: "أشخاص وأماكن في الأخبار",
    read: "اقرأ القصة",
    skip: "إلى المحتوى",
    home: "الرئيسية",
    you_are_here: "أنت هنا",
    facts: "الحقائق",
    entities: "أشخاص وأماكن",
    articles: "المصادر",
    own_articles: "المقالات",
    corrections: "التصحيحات",
    method: "كيف نعرف",
    story: "القصة",
    timeline: "الخط الزمني",
    flows: "من ورّد ماذا",
    numbers: "الأرقام",
    network: "الصلات",
    who: "من هو من",
    quotes: "الاقتباسات",
    forecasts: "التوقعات",
    glossary: "المسرد",
    sources: "المصادر",
    all_facts: "كل الحقائق",
    on_this_page: "في هذه الصفحة",
    views: "أوجه هذا الملف",
    languages: "اللغات",
    built_from: |revision, version| {
        format!("بُني من المراجعة {revision} ببرنامج sitegen {version}.")
    },
    minutes: |minutes| match minutes {
        1 => "قراءة دقيقة واحدة".to_owned(),
        2 => "قراءة دقيقتين".to_owned(),
        3..=10 => format!("قراءة {minutes} دقائق"),
        _ => format!("قراءة {minutes} دقيقة"),
    },
    unconfirmed: |standing| {
        let disputed = match standing.disputed {
            0 => String::new(),
            disputed => format!(" والمختلف فيه أو المنفي: {disputed}."),
        };
        let confirmed = match (standing.confirmed, standing.articles) {
            (0, 1) => "كل ما هنا من مقال واحد، ولم يؤكده مصدر آخر.".to_owned(),
            (0, _) => "لم يؤكد مصدر ثانٍ مستقل أيًّا من الحقائق الواردة هنا.".to_owned(),
            (confirmed, _) => format!("ما أكده مصدر ثانٍ مستقل: {confirmed} من {}.", standing.facts),
        };
        confirmed + &disputed
    },
    more_disputed: |count| format!("حقائق أخرى مختلف فيها: {count}"),
    reviewed_on: |date| format!("آخر مراجعة: {date}"),
    moved: "انتقلت هذه الصفحة",
    not_found: "لا وجود لهذه الصفحة",
    not_found_text: "تحقق من العنوان، أو ابحث عمّا تريد.",
    no_dossier: "لم يُنشر أي ملف بعد.",
    nothing_here: "لا شيء من هذا النوع في الملف.",
    no_corrections: "لم تُصحَّح أي حقيقة حتى الآن.",
    corrections_text: "ما كان خطأ أو تغيّر، ومتى قلنا ذلك. والحقيقة المسحوبة تحتفظ بصفحتها وتذكر السبب هناك.",
    how_we_know: "كيف نعرف",
    behind: |facts, names| match (facts, names) {
        (0, names) => format!("الأسماء ({names})"),
        (facts, 0) => format!("المصادر ({facts})"),
        (facts, names) => format!("المصادر والأسماء ({})", facts + names),
    },
    behind_all: "أظهر كل ما في هذه الفقرة",
    own_page: |view| format!("الصفحة الكاملة: {view}"),
    quotes_count: |count| number(count, ["اقتباس واحد", "اقتباسان", "اقتباسات", "اقتباسًا"]),
    terms_count: |count| number(count, ["مصطلح واحد", "مصطلحان", "مصطلحات", "مصطلحًا"]),
    names_count: |count| number(count, ["اسم واحد", "اسمان", "أسماء", "اسمًا"]),
    beyond: |page, more| match more {
        0 => page.to_owned(),
        more => format!("{page}، وفيها {more} غيرها"),
    },
    said: "من أين تأتي الحقائق",
    said_text: "لا يُعدّ واقعًا إلا ما يرويه مصدر حقيقةً. وما عداه قول أو حكم أو استنتاج لأحد.",
    data: "للتنزيل",
    print_text: "على الورق تُكتب كل حقيقة في القصة مع من يقولها.",
    disputed: "موضع الخلاف",
    disputed_text: "حقائق في هذا الملف يعارضها مصدر أو حقيقة أخرى أو نعارضها نحن.",
    cite: "للاستشهاد",
    undated: "بلا تاريخ",
    planned: "مقرر",
    flows_text: "كل سطر يعدّ شيئًا واحدًا في مرحلة واحدة. ما عُرض وما سُلِّم وما أُنتج وما استُخدم أعداد مختلفة، ولا تُجمع هنا أبدًا. والكمية التي لا يذكرها مصدر تظهر على أنها غير مذكورة.",
    in_no_dossier: "خارج أي ملف",
    facts_text: "كل الحقائق بحسب النوع. افتح أيًّا منها لترى مصدرها.",
    entities_text: "الأشخاص والدول والمنظمات والأماكن والأشياء التي تذكرها الحقائق.",
    articles_text: "المقالات التي تستند إليها الحقائق.",
    method_text: &[
        (
            "ما الحقيقة هنا",
            "الحقيقة هنا جملة بسيطة بكلماتنا، وأجزاؤها مفصلة: من وماذا وكم ومتى. ولا تظهر كلمات المصدر إلا اقتباسات قصيرة معلَّمة.",
        ),
        (
            "على ماذا تستند",
            "تسمّي كل حقيقة جمل المقال التي تعبّر عنها. ولا نحتفظ بنسخة من المقال، بل بأطوال وبصمات فقط. ومن لديه النص يستطيع أن يقارن به كل حقيقة بالأمر «dossier-server verify».",
        ),
        (
            "صوت من",
            "قد يروي المقال شيئًا على أنه حقيقة، أو ينقل ما يقوله غيره، أو يحكم بنفسه. ونحن نميّز بينها، وتدل علامة بجانب كل حقيقة على نوعها.",
        ),
        (
            "ماذا نفعل بالأخطاء",
            "لا تُغيَّر حقيقة ولا تُحذف في صمت. للتصحيحات تاريخ وملاحظة، والحقيقة المسحوبة تحتفظ بعنوانها وتذكر السبب.",
        ),
    ],
    voices: "الأصوات",
    verdicts: "ما يقوله المحررون عن الحقيقة",
    kept: |passages| {
        let places = ["موضع واحد", "موضعان", "مواضع", "موضعًا"];
        format!(
            "ما زالت الكلمات المستشهد بها في مكانها: {}",
            number(passages, places)
        )
    },
    anchors: "هل ما زالت في الموضع الكلمات نفسها",
};
