//! Arabic.

mod terms;
mod time;

use super::search::Search;
use super::words::{Amounts, Charts, Dates, Groups, History, Labels, Site, Words};

/// Modern standard Arabic, as news agencies write it, from right to left. Digits are European ones, as
/// in most Arabic news online.
pub(super) const ARABIC: Words = Words {
    code: "ar",
    direction: "rtl",
    terms: terms::TERMS,
    meanings: terms::MEANINGS,
    kinds: terms::KINDS,
    passives: terms::PASSIVE,
    languages: terms::LANGUAGES,
    facts: |count| number(count, FACTS),
    sources: |count| number(count, ["مصدر واحد", "مصدران", "مصادر", "مصدرًا"]),
    places: |count| number(count, ["موضع واحد", "موضعان", "مواضع", "موضعًا"]),
    colon: ": ",
    quoted: ("«", "»"),
    comma: "، ",
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
    dates: DATES,
    amounts: AMOUNTS,
    charts: CHARTS,
    search: SEARCH,
    history: HISTORY,
    site: SITE,
    label: LABELS,
};

const FACTS: [&str; 4] = ["حقيقة واحدة", "حقيقتان", "حقائق", "حقيقة"];
const NAMES: [&str; 4] = ["اسم واحد", "اسمان", "أسماء", "اسمًا"];

/// A number of things: one, two, three to ten, eleven and more. Hundreds are followed by the singular,
/// and the two digits at the end decide.
fn number(count: usize, [one, two, few, many]: [&str; 4]) -> String {
    match (count, count % 100) {
        (1, _) => one.to_owned(),
        (2, _) => two.to_owned(),
        (_, 3..=10) => format!("{count} {few}"),
        _ => format!("{count} {many}"),
    }
}

const DATES: Dates = Dates {
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

const CHARTS: Charts = Charts {
    timeline_title: "ماذا حدث ومتى",
    forecasts_title: "إلى أي مدى تمتد التوقعات",
    flows_title: "من يعطي ماذا ولمن",
    network_title: "من يرتبط بمن",
    flows: "كل الأشرطة بعرض واحد، فالقذائف والمسيّرات والمال لا تُقارن.",
    flows_reading,
    stated: "كمية مذكورة",
    not_stated: "كمية غير مذكورة",
    network_reading,
    agreement: "اتفاق",
    transfer: "نقل، نحو المتلقي",
    office: "منصب",
    membership: "عضوية",
    chains_title: "عن طريق من وصل",
    more: |count| format!("وفي الجدول {count} غيرها."),
    table: "الشيء نفسه في جدول",
    time: time::TIME,
};

const FLOWS: [&str; 4] = ["تدفق واحد", "تدفقان", "تدفقات", "تدفقًا"];

fn flows_reading(flows: usize, givers: usize, most: Option<(usize, &str)>) -> String {
    let all = format!(
        "{} من {}",
        number(flows, FLOWS),
        number(givers, ["جهة واحدة", "جهتين", "جهات", "جهة"])
    );
    match most {
        None => format!("{all}."),
        Some((1, to)) if flows == 1 => format!("{all} إلى {to}."),
        Some((2, to)) if flows == 2 => format!("{all}، كلاهما إلى {to}."),
        Some((many, to)) if many == flows => format!("{all}، كلها إلى {to}."),
        Some((1, to)) => format!("{all}، واحد منها إلى {to}."),
        Some((2, to)) => format!("{all}، اثنان منها إلى {to}."),
        Some((many, to)) => format!("{all}، {many} منها إلى {to}."),
    }
}

const TIES: [&str; 4] = ["صلة واحدة", "صلتان", "صلات", "صلة"];

fn network_reading(names: usize, ties: usize, most: Option<(&str, usize)>) -> String {
    // The word for `and` is written together with what follows.
    let all = format!(
        "{} و{}",
        number(names, ["اسم واحد", "اسمان", "أسماء", "اسمًا"]),
        number(ties, TIES)
    );
    match most {
        None => format!("{all}."),
        Some((name, many)) => format!("{all}، وأكثرها لدى {name}: {}.", number(many, TIES)),
    }
}

const HISTORY: History = History {
    title: "السجل",
    text: "ما كانت تقوله هذه الصفحة من قبل، والتغيير الأحدث أولًا.",
    changes: "ما الذي تغيّر",
    changes_text: "ما تغيّر في الحقائق منذ نشرها أول مرة.",
    before: "قبل",
    after: "بعد",
    statement: "النص",
    evidence: "تستند إلى",
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
    none: "لا شيء هنا فيه «%».",
    near: "هل تقصد:",
    alone: "كل كلمة من هذه وحدها موجودة:",
    close: "لا شيء فيه «%» بهذه الكتابة. وهذا قريب منها:",
    failed: "تعذّرت قراءة جزء من الفهرس. حاول مجددًا أو تصفّح القوائم.",
    also: "يسمى أيضًا: %",
    names: "أسماء: %",
    all: "الكل",
    show_all: "اعرض الكل (%)",
    more: "اعرض المزيد",
    narrow: "اقتصر على",
    terms: "مصطلحات",
    dossiers: "ملفات",
    no_script: "البحث نفسه يحتاج إلى جافاسكربت. وكل ما يجده موجود في هذه القوائم أيضًا.",
    without: "أو تصفّح القوائم",
    letters: "الأسماء والمصطلحات بحسب الحروف",
    most_named: |count| format!("أكثر الأسماء ورودًا في الحقائق ({count})؛ وقائمة الأسماء فيها الكل."),
};

const AMOUNTS: Amounts = Amounts {
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

const SITE: Site = Site {
    name: "Dossier",
    tagline: "من المقالات إلى حقائق يمكن التحقق منها.",
    promise: "أخبار مفككة إلى حقائق. افتح أيًّا منها لترى من يقولها، وبكلام من، وبأي يقين.",
    most_named: "عمّن وعمّ يدور",
    read: "اقرأ القصة",
    skip: "إلى المحتوى",
    home: "الرئيسية",
    you_are_here: "أنت هنا",
    facts: "الحقائق",
    entities: "الأسماء",
    articles: "المصادر",
    corrections: "التصحيحات",
    method: "كيف نعرف",
    story: "القصة",
    timeline: "الخط الزمني",
    flows: "التدفقات",
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
    reviewed_on: |date| format!("قُرئ كاملًا آخر مرة في {date}"),
    not_found: "لا وجود لهذه الصفحة",
    not_found_text: "تحتفظ الحقيقة بعنوانها دائمًا حتى إن سُحبت. فهذا العنوان لم يكن لنا قط، أو أن فيه خطأ.",
    no_dossier: "لم يُنشر أي ملف بعد.",
    nothing_here: "لا شيء من هذا النوع في الملف.",
    no_corrections: "لم تُصحَّح أي حقيقة حتى الآن.",
    corrections_text: "ما كان خطأ أو تغيّر، ومتى قلنا ذلك. والحقيقة المسحوبة تحتفظ بصفحتها وتذكر السبب هناك.",
    how_to_read: "كيف تُقرأ العلامات",
    how_we_know: "كيف نعرف",
    behind: |facts, names| match (facts, names) {
        (0, names) => format!("من هو من: {}", number(names, NAMES)),
        (facts, 0) => format!("من يقول ذلك: {}", number(facts, FACTS)),
        (facts, names) => format!(
            "من يقول ذلك: {} و{}",
            number(facts, FACTS),
            number(names, NAMES)
        ),
    },
    behind_all: "أظهر كل ما في هذه الفقرة",
    own_page: |view| format!("{view} في صفحة مستقلة"),
    beyond: |page, more| match more {
        0 => page.to_owned(),
        more => format!("{page}، وفيها {more} غيرها"),
    },
    said: "قول من هذا",
    said_text: "لا يُعدّ واقعًا إلا ما يرويه مصدر حقيقةً. وما عداه قول أو حكم أو استنتاج لأحد.",
    data: "في صورة بيانات",
    print: "للطباعة",
    print_text: "على الورق تُكتب كل حقيقة في القصة مع من يقولها.",
    disputed: "موضع الخلاف",
    disputed_text: "حقائق في هذا الملف يعارضها مصدر أو حقيقة أخرى أو تحققنا منها.",
    cite: "للاستشهاد",
    undated: "بلا تاريخ",
    planned: "مقرر",
    flows_text: "كل سطر يعدّ شيئًا واحدًا في مرحلة واحدة. ما عُرض وما سُلِّم وما أُنتج وما استُخدم أعداد مختلفة، ولا تُجمع هنا أبدًا. والكمية التي لا يذكرها مصدر تظهر على أنها غير مذكورة.",
    facts_text: "كل الحقائق بحسب النوع. وكل منها يقود إلى قائله وبأي صوت وأين.",
    entities_text: "الأشخاص والدول والمنظمات والأماكن والأشياء التي تذكرها الحقائق.",
    articles_text: "المقالات التي تستند إليها الحقائق.",
    method_text: &[
        (
            "ما الحقيقة هنا",
            "الحقيقة هنا جملة بسيطة بكلماتنا، وأجزاؤها مفصلة: من وماذا وكم ومتى. ولا تظهر كلمات المصدر إلا اقتباسات قصيرة معلَّمة.",
        ),
        (
            "على ماذا تستند",
            "تسمّي كل حقيقة جمل المقال التي تعبّر عنها. ولا نحتفظ بنسخة من المقال، بل بأطوال وبصمات فقط. ومن لديه النص يستطيع التحقق من كل موضع بالأمر «dossier-server verify».",
        ),
        (
            "صوت من",
            "قد يروي المقال شيئًا على أنه حقيقة، أو ينقل ما يقوله غيره، أو يحكم بنفسه. ونحن نميّز بينها، ويدل الخط تحت كل رابط على نوعه.",
        ),
        (
            "ماذا نفعل بالأخطاء",
            "لا تُغيَّر حقيقة ولا تُحذف في صمت. للتصحيحات تاريخ وملاحظة، والحقيقة المسحوبة تحتفظ بعنوانها وتذكر السبب.",
        ),
    ],
    voices: "الأصوات",
    verdicts: "ما يقوله المحررون عن الحقيقة",
    anchors: "هل تُحقق من الموضع",
};

const LABELS: Labels = Labels {
    says_who: "من يقول ذلك",
    place: "المكان",
    stands_in: "يرد في",
    sentences: |numbers, many| {
        let word = if many { "الجمل" } else { "الجملة" };
        format!("{word} {numbers}")
    },
    when: "متى",
    valid: "يصح في",
    as_of: "في",
    kind: "النوع",
    status: "الحالة",
    participants: "المشاركون",
    part_of: "جزء من",
    title: "العنوان",
    subject: "الموضوع",
    parties: "الأطراف",
    provisions: "البنود",
    supplier: "المورّد",
    recipient: "المتلقي",
    maker: "الصانع",
    item: "الشيء",
    category: "الفئة",
    stage: "المرحلة",
    quantity: "الكمية",
    rate: "المعدل",
    period: "الفترة",
    agreement: "بموجب",
    purpose: "الغرض",
    holder: "الشاغل",
    office: "المنصب",
    principal: "لدى",
    start: "منذ",
    end: "حتى",
    member: "العضو",
    collective: "ينتمي إلى",
    capability: "القدرة",
    level: "المستوى",
    property: "الرقم",
    change: "التغيّر",
    about: "عن",
    speaker: "المتحدث",
    words: "الكلمات",
    form: "الصيغة",
    original_language: "لغة الأصل",
    first_published: "نُشر أولًا في",
    claimant: "القائل",
    the_author: "كاتب المقال",
    count: "العدد",
    out_of: |count, total| format!("{count} من أصل {total}"),
    instances: "المعدود",
    forecaster: "المتوقِّع",
    made_on: "قيل في",
    horizon: "الأفق",
    window: "أي",
    likelihood: "الاحتمال",
    resolution: "النتيجة",
    settled_by: "حسمه",
    term: "المصطلح",
    definition: "المعنى",
    coined_by: "صاغه",
    coined_in: "صيغ في",
    adopted_by: "تبناه",
    fact: "الحقيقة",
    voice: "الصوت",
    certainty: "اليقين",
    polarity: "الإثبات",
    stance: "الموقف",
    rendering: "الصياغة",
    told_by: "رواه",
    according_to: |name| format!("بحسب {name}"),
    read_passage: "اقرأ المقطع",
    verification: "حكمنا",
    derived_from: "مستنتج من",
    links: "حقائق متصلة",
    told_in: "يُروى في",
    topics: "المواضيع",
    details: "بالتفصيل",
    permalink: "صفحة هذه الحقيقة",
    withdrawn: "سُحب هذا.",
    replaced: "استُبدل هذا.",
    reason: "السبب",
    see_instead: "انظر بدلًا منه",
    names: "يسمى أيضًا",
    identifiers: "المعرّفات",
    belongs_to: "ينتمي إلى",
    reliability: "الموثوقية",
    publication: "المطبوعة",
    authors: "بقلم",
    published: "نُشر",
    language: "اللغة",
    translation: "الترجمة",
    translated_from: |language, method| format!("من {language}، {method}"),
    genre: "النوع",
    rights: "الحقوق",
    address: "العنوان",
    archive: "الأرشيف",
    fingerprint: "البصمة (SHA-256)",
    coverage: "كم منه في الحقائق",
    covered: |sentences, covered, marked, open| {
        format!(
            "الجمل: {sentences}. تغطيها الحقائق: {covered}. معلَّمة سياقًا أو تحليلًا أو أثاثًا: {marked}. مفتوحة: {open}."
        )
    },
    sentence: "الجملة",
    rests_on_it: "ما يستند إليه",
    who: "من",
    tie: "الصلة",
    whom: "بمن",
    revision: "المراجعة",
    not_said: "غير مذكور",
    asserted_by: "بحسب",
    from: "من",
    to: "إلى",
    expects: "المتوقع",
    groups: Groups {
        says: "ما يقولونه",
        said_about: "ما يقال عنه",
        named: "يرد أيضًا في",
    },
};
