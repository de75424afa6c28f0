//! Made-up news of any length in the languages that are read with tables, and who is named in it.

use dossier::v1::{Entity, EntityKind, EntityName};

/// Languages, and sentences as their news has them: about one and a half figures or times in each.
/// `{}` is a number of three digits.
const PATTERNS: [(&str, [&str; 8]); 5] = [
    (
        "en",
        [
            "More than 3,{} drones were delivered to Nordia by Tuesday, the ministry said.",
            "\u{201c}We go on,\u{201d} mayor Ada Poole told reporters after the vote.",
            "Exports rose 12.{}% to $1.2 billion between March and June 2023.",
            "At least twenty-three people were hurt on bridge {} two years ago.",
            "The River Board has plants in three countries and did not answer questions.",
            "Nobody knows how long the talks will last, an official of Westmark said.",
            "Prices fell from \u{a3}{}m to \u{a3}68m a month earlier, a report shows.",
            "It was attack {} since 15 March 2023 and the largest this year.",
        ],
    ),
    (
        "fr",
        [
            "Plus de 3 {} drones ont été livrés à Nordia avant mardi, a indiqué le ministère.",
            "« Nous continuons », a dit la maire Ada Poole aux journalistes après le vote.",
            "Les exportations ont augmenté de 12,{} % à 1,2 milliard de dollars entre mars et juin 2023.",
            "Au moins vingt-trois personnes ont été blessées sur le pont {} il y a deux ans.",
            "Le River Board a des usines dans trois pays et n’a pas répondu aux questions.",
            "Personne ne sait combien de temps dureront les pourparlers, selon un responsable de Westmark.",
            "Les prix sont passés de {} millions à 68 millions d’euros un mois plus tôt, selon un rapport.",
            "C’était l’attaque {} depuis le 15 mars 2023 et la plus importante cette année.",
        ],
    ),
    (
        "de",
        [
            "Mehr als 3.{} Drohnen wurden bis Dienstag nach Nordia geliefert, teilte das Ministerium mit.",
            "„Wir machen weiter“, sagte Bürgermeisterin Ada Poole nach der Abstimmung.",
            "Die Ausfuhren stiegen zwischen März und Juni 2023 um 12,{} Prozent auf 1,2 Milliarden Dollar.",
            "Mindestens dreiundzwanzig Menschen wurden vor zwei Jahren auf Brücke {} verletzt.",
            "Das River Board hat Werke in drei Ländern und beantwortete keine Fragen.",
            "Niemand weiß, wie lange die Verhandlungen dauern, sagte ein Beamter aus Westmark.",
            "Die Preise sanken von {} Millionen auf 68 Millionen Euro einen Monat zuvor, so ein Bericht.",
            "Es war der Angriff {} seit dem 15. März 2023 und der größte in diesem Jahr.",
        ],
    ),
    (
        "es",
        [
            "Más de 3.{} drones fueron entregados a Nordia antes del martes, dijo el ministerio.",
            "«Seguimos adelante», dijo la alcaldesa Ada Poole a los periodistas tras la votación.",
            "Las exportaciones subieron un 12,{} % hasta 1.200 millones de dólares entre marzo y junio de 2023.",
            "Al menos veintitrés personas resultaron heridas en el puente {} hace dos años.",
            "El River Board tiene plantas en tres países y no respondió a las preguntas.",
            "Nadie sabe cuánto durarán las conversaciones, dijo un funcionario de Westmark.",
            "Los precios cayeron de {} millones a 68 millones de euros un mes antes, según un informe.",
            "Fue el ataque {} desde el 15 de marzo de 2023 y el mayor de este año.",
        ],
    ),
    (
        "ar",
        [
            "قالت الوزارة إن أكثر من 3{} طائرة مسيرة سُلمت إلى نورديا قبل يوم الثلاثاء.",
            "«سنواصل العمل»، قالت رئيسة البلدية آدا بول للصحفيين بعد التصويت.",
            "ارتفعت الصادرات بنسبة 12.{}% إلى 1.2 مليار دولار بين مارس ويونيو 2023.",
            "أصيب ما لا يقل عن ثلاثة وعشرين شخصا على الجسر {} قبل عامين.",
            "ولدى مجلس النهر مصانع في ثلاثة بلدان ولم يجب عن الأسئلة.",
            "لا أحد يعرف كم ستستمر المحادثات، كما قال مسؤول من وستمارك.",
            "انخفضت الأسعار من {} مليون إلى 68 مليون جنيه قبل شهر، وفق تقرير.",
            "كان هذا الهجوم {} منذ 15 مارس 2023 والأكبر هذا العام.",
        ],
    ),
];

/// A language with as many sentences of its news, eight to a paragraph.
pub(super) fn articles(sentences: usize) -> impl Iterator<Item = (&'static str, String)> {
    PATTERNS.into_iter().map(move |(language, patterns)| {
        let paragraph = |number: usize| {
            let number = (100 + number).to_string();
            patterns
                .map(|pattern| pattern.replace("{}", &number))
                .join(" ")
        };
        let count = sentences.div_ceil(patterns.len());
        let paragraphs: Vec<String> = (0..count).map(paragraph).collect();
        (language, paragraphs.join("\n\n"))
    })
}

/// Who is named in the news, among others whom it does not name.
pub(super) fn entities() -> Vec<Entity> {
    let named = [
        (EntityKind::State, ["Nordia", "نورديا"]),
        (EntityKind::State, ["Westmark", "وستمارك"]),
        (EntityKind::Person, ["Ada Poole", "آدا بول"]),
        (EntityKind::Organization, ["River Board", "مجلس النهر"]),
    ];
    let named = named.map(|(kind, names)| entity(kind, names.map(str::to_owned).to_vec()));
    let others = (0..100).map(|number| {
        let titles = vec![format!("Organization {number} of the Second Coast")];
        entity(EntityKind::Organization, titles)
    });
    let mut entities: Vec<Entity> = named.into_iter().chain(others).collect();
    for (number, entity) in entities.iter_mut().enumerate() {
        entity.name = format!("entities/named-{number}");
    }
    entities
}

fn entity(kind: EntityKind, names: Vec<String>) -> Entity {
    let name = |text: String| EntityName {
        text,
        ..EntityName::default()
    };
    Entity {
        kind: kind.into(),
        names: names.into_iter().map(name).collect(),
        ..Entity::default()
    }
}
