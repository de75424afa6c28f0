//! Tests of the reader of amounts, with made-up sentences.

mod recognizers;

use std::fmt::Write as _;

use dossier::v1::Comparator;

use super::{Amount, Form, Measure};
use crate::reading::Reader;

/// The amounts of a text in short: `more than 3700 {drones}`, `75000000 GBP`.
fn amounts_in(language: &str, text: &str) -> String {
    let mentions = Reader::new(language).amounts(text);
    let each = mentions.iter().map(|mention| amount(&mention.value));
    each.collect::<Vec<_>>().join("; ")
}

fn amount(amount: &Amount) -> String {
    let mut written = match amount.comparator {
        Comparator::About => "~",
        Comparator::MoreThan => ">",
        Comparator::AtLeast => ">=",
        Comparator::LessThan => "<",
        Comparator::AtMost => "<=",
        _ => "",
    }
    .to_owned();
    let _ = write!(written, "{}", amount.value.round_dp(6).normalize());
    if let Some(upper) = amount.upper {
        let _ = write!(written, "..{upper}");
    }
    written.push_str(&measure(&amount.measure));
    if let Some(per) = &amount.per {
        let _ = write!(written, " / {per}");
    }
    match amount.form {
        Form::Cardinal => {}
        form => {
            let _ = write!(written, " {form:?}");
        }
    }
    written
}

fn measure(measure: &Measure) -> String {
    match measure {
        Measure::None => String::new(),
        Measure::Percent => " %".to_owned(),
        Measure::PercentagePoint => " pp".to_owned(),
        Measure::Currency(codes) => format!(" {}", codes.first().unwrap_or(&"")),
        Measure::Unit(codes) => format!(" {}", codes.join("|")),
        Measure::Counted(words) => format!(" {{{}}}", words.join(" ")),
        Measure::Either(readings) => readings.iter().map(self::measure).collect(),
    }
}

/// Lines of sentences, each with the amounts that it names.
fn check(language: &str, lines: &str) {
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let (text, expected) = line.split_once("=>").expect("an arrow");
        assert_eq!(
            amounts_in(language, text),
            expected.trim(),
            "{language}: {text}"
        );
    }
}

#[test]
fn english_amounts() {
    check(
        "en",
        r"
        More than 3,700 drones and 260 missiles flew. => >3700 {drones}; 260 {missiles flew}
        A £75m loss after £1.97bn. => 75000000 GBP; 1970000000 GBP
        It fell 12.5% to $1.2 billion. => 12.5 %; 1200000000 USD
        Up to US$5 a day. => <=5 USD / P1D
        At least five thousand fled; fewer than 200 of them came. => >=5000 {fled}; <200
        Nearly half a million homes and two thirds of all. => ~500000 {homes}; 0.666667 Fraction
        They sent 300 drones a month, then 60 per month. => 300 {drones} / P1M; 60 / P1M
        It won $5m a year earlier. => 5000000 USD; 1 a Article
        Hundreds of thousands of birds, dozens of cats. => >100000 {birds} Indefinite; >12 {cats} Indefinite
        Several ships and several hundred planes. => >1 {ships} Indefinite; >100 {planes} Indefinite
        No casualties, and no one was hurt any longer. => 0 {casualties}
        The third attack, the 21st, killed three people. => 3 Ordinal; 21 Ordinal; 3 {people}
        A child was killed. => 1 {child} Article
        At 30 km/h for 1½ hours and 188 miles an hour. => 30 km/h; 1.5 h; 188 [mi_i]/h
        It fell 0.25 percentage points. => 0.25 pp
        A 75m tower; £75m; 75m people. => 75 m; 75000000 GBP; 75000000 {people}
        Twenty-five thousand four hundred and six votes. => 25406 {votes}
        A dozen; more than a dozen cats; two dozen. => 12; >12 {cats}; 24
        One in five children, a quarter of them. => 0.2 {children} Fraction; 0.25 Fraction
        Five or more tanks, 20+ guns, 10 or so. => >=5 {tanks}; >=20 {guns}; ~10
        As many as 5, no more than 6, no fewer than 7. => <=5; <=6; >=7
        It costs 50p, 30 cents or 5 pounds. => 0.5 GBP; 0.3 USD; 5 GBP [lb_av]
        Three million and a half; 5 feet 2 inches. => 3500000; 5.166667 [ft_i]
        Rs 500 crore and ¥10 trillion. => 5000000000 INR; 10000000000000 JPY
        −5 degrees Celsius and 20°C. => -5 Cel; 20 Cel
        Worth $1.5bn over four years; it lasted over four years. => 1500000000 USD; 4 a; >4 a
        Oil at $74.23 a barrel; €500 million-a-year. => 74.23 USD; 500000000 EUR / P1Y
        A magnitude-6.9 quake; 56 F-35As; 40C. => 1 {magnitude} Article; 6.9 {quake}; 56 {f-35as}; 40 Cel
        The 2-year deal of the 27-nation bloc. => 2 a; 27 {nation bloc}
        ",
    );
}

#[test]
fn ranges() {
    check(
        "en",
        r"
        Between 5 and 8 per cent. => 5..8 %
        Between five hundred and six hundred men. => 500..600 {men}
        Five to eight ships. => 5..8 {ships}
        3-3.5% and 3–4 miles. => 3..3.5 %; 3..4 [mi_i]
        From 10 to 12 men. => 10..12 {men}
        It rose from 5% to 8%. => 5 %; 8 %
        Worth $200-250 million. => 200000000..250000000 USD
        Between £5m and £8m. => 5000000..8000000 GBP
        18- to 24-year-olds. => 18..24 a
        Two or three ships. => 2..3 {ships}
        By 320 votes to 105. => 320 {votes}; 105
        Three hundred and four hundred men. => 300; 400 {men}
        ",
    );
    check(
        "de",
        r"
        5 bis 8 Prozent; von 5 auf 8 Prozent. => 5..8 %; 5; 8 %
        ",
    );
    check(
        "fr",
        r"
        De 5 à 8 %; passé de 5 à 8 %. => 5..8 %; 5; 8 %
        ",
    );
    check(
        "es",
        r"
        De 5 a 8 años; pasó de 5 a 8. => 5..8 a; 5; 8
        ",
    );
    check(
        "ar",
        r"
        بين 5 و8 أشخاص => 5..8 {اشخاص}
        بين خمسة وثمانية => 5..8
        ",
    );
}

#[test]
fn what_is_no_amount() {
    for (language, text) in [
        ("en", "The F-16, the Shahed-136, COVID-19, A320s and 5G."),
        ("en", "At 6pm on 15 March 2024 or March 15, 2024 at 10:30."),
        ("en", "In 2023 and 2024, the 1990s, since 1987."),
        (
            "en",
            "Version 1.0.2, +44 20 7946 0958, 9/11, 24/7, 2022-23.",
        ),
        ("en", "On page 5 of Article 370, Route 66, No. 7."),
        ("en", "The one that no one saw; this one."),
        ("de", "Am 15. März 2024 um 15 Uhr, im Jahr 2023."),
        ("fr", "Le 15 mars 2024 à 15h30, en 2023."),
        ("es", "El 15 de marzo de 2024, a las 15 horas."),
        ("ar", "في 15 مارس 2024"),
        ("nl", "Meer dan 3.700 of 3,700."),
    ] {
        assert_eq!(amounts_in(language, text), "", "{language}: {text}");
    }
}

#[test]
fn german_amounts() {
    check(
        "de",
        r"
        Mehr als 3.700 Drohnen, knapp 75 Millionen Euro. => >3700 {drohnen}; ~75000000 EUR
        Dreiundzwanzig Stunden; 2,5 Prozent. => 23 h; 2.5 %
        1,97 Mrd. Euro und 1,5 Mio. Euro jährlich. => 1970000000 EUR; 1500000 EUR / P1Y
        Eine halbe Million Tonnen, zwei Drittel. => 500000 t; 0.666667 Fraction
        300 Drohnen pro Monat. => 300 {drohnen} / P1M
        Zweihundertfünfzigtausend Euro. => 250000 EUR
        Zweieinhalb Jahre, anderthalb Tage. => 2.5 a; 1.5 d
        Bis zu 30 km/h auf 20 Quadratkilometern. => <=30 km/h; 20 km2
        Das dritte Mal; am 3. Tag; ein Kind. => 3 Ordinal; 3 Ordinal; 1 {kind} Article
        Keine Verletzten, Hunderte Tote. => 0 {verletzten}; >100 {tote} Indefinite
        Höchstens 100 000 Menschen. => <=100000 {menschen}
        3,5 Milliarden US-Dollar. => 3500000000 USD
        ",
    );
}

#[test]
fn french_amounts() {
    check(
        "fr",
        r"
        Plus de 3 700 drones, près de 75 millions d’euros. => >3700 {drones}; ~75000000 EUR
        Vingt-deux heures; quatre-vingt-dix blessés. => 22 h; 90 {blesses}
        1,97 milliard d'euros, 12 M€, 3 Md€. => 1970000000 EUR; 12000000 EUR; 3000000000 EUR
        Un demi-million de tonnes, la moitié. => 500000 t; 0.5 Fraction
        Une centaine de chars, des milliers de morts. => ~100 {chars}; >1000 {morts} Indefinite
        300 drones par mois, 500 000 barils par jour. => 300 {drones} / P1M; 500000 [bbl_us] / P1D
        Deux cent mille; soixante et onze; deux cents. => 200000; 71; 200
        Trente-quatre cents; au moins cinq cents soldats. => 0.34 EUR; >=500 {soldats}
        Aucun blessé; le troisième jour; un enfant. => 0 {blesse}; 3 Ordinal; 1 {enfant} Article
        Un Français sur quatre; les trois quarts. => 0.25 Fraction; 0.75 Fraction
        Une dizaine de milliers de soldats, d’ici 2035 au plus tard. => ~10000 {soldats}
        0,25 point de pourcentage. => 0.25 pp
        ",
    );
}

#[test]
fn spanish_amounts() {
    check(
        "es",
        r"
        Más de 3.700 drones, casi 75 millones de euros. => >3700 {drones}; ~75000000 EUR
        Veintidós mil quinientos soldados. => 22500 {soldados}
        Subió un 2,5 % hasta 1.970 millones de euros. => 2.5 %; 1970000000 EUR
        Hasta 500 personas. => <=500 {personas}
        Dos mil millones; treinta y dos; mil cien. => 2000000000; 32; 1100
        Medio millón de toneladas, la mitad. => 500000 t; 0.5 Fraction
        Cientos de miles de personas; un niño. => >100000 {personas} Indefinite; 1 {nino} Article
        300 drones al mes; 500.000 barriles diarios. => 300 {drones} / P1M; 500000 [bbl_us] / P1D
        Nueve de cada diez; las tres cuartas partes. => 0.9 Fraction; 0.75 Fraction
        El vigésimo quinto día. => 25 Ordinal
        ",
    );
}

#[test]
fn arabic_amounts() {
    check(
        "ar",
        r"
        أكثر من 3700 طائرة و٧٥ مليون دولار => >3700 {طايره}; 75000000 USD
        قتل خمسة وعشرون شخصا => 25 {شخصا}
        ثلاثة آلاف وسبعمئة صاروخ => 3700 {صاروخ}
        مئتان وخمسون ألف يورو => 250000 EUR
        ألف ومئة؛ ثلاث مئة => 1100; 300
        ما لا يقل عن ٥٠٠٠ جندي، أي نحو 40 في المئة => >=5000 {جندي}; ~40 %
        ٣٬٧٠٠ مسيرة؛ ٢٫٥ مليار يورو => 3700 {مسيره}; 2500000000 EUR
        300 طائرة في الشهر؛ نصف مليون طن => 300 {طايره} / P1M; 500000 t
        مئات القتلى؛ اليوم الثالث => >100 {القتلي} Indefinite; 3 Ordinal
        ",
    );
}

#[test]
fn other_languages_have_digits_signs_and_codes() {
    check(
        "nl",
        r"
        €75 miljoen, 40 % en 12,5 km. => 75000000 EUR; 40 %; 12.5 km
        1.234.567 en EUR 5. => 1234567 {en}; 5 EUR
        ",
    );
}

#[test]
fn the_number_has_a_place_of_its_own() {
    let text = "It made more than £75m a year.";
    let mentions = Reader::new("en").amounts(text);
    let mention = mentions.first().expect("an amount");
    let whole = text.get(mention.start..mention.end);
    assert_eq!(whole, Some("more than £75m a year"));
    assert_eq!(text.get(mention.value.number.clone()), Some("75m"));
}

proptest::proptest! {
    #[test]
    fn places_are_in_order_and_hold_their_numbers(
        text in "([a-zé]{1,7}|[0-9]{1,4}|[.,;%€$£/½-]|million|and|between|two|half|third|no|m| ){0,30}",
        language in "en|fr|de|es|ar|nl",
    ) {
        let mut behind = 0;
        for mention in Reader::new(&language).amounts(&text) {
            let number = mention.value.number.clone();
            assert!(behind <= mention.start && mention.start <= number.start);
            assert!(number.start < number.end && number.end <= mention.end);
            assert!(text.get(mention.start..mention.end).is_some());
            assert!(text.get(number).is_some());
            assert!(mention.value.upper.is_none_or(|upper| upper > mention.value.value));
            behind = mention.end;
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}", language in "en|fr|de|es|ar|nl") {
        Reader::new(&language).amounts(&text);
    }
}

#[test]
fn nearly_is_about_and_less_in_every_language() {
    for (language, text, is_nearly) in [
        ("en", "nearly 40 ships", true),
        ("en", "They paid just under £2m.", true),
        ("en", "a little less than 40 ships", true),
        ("en", "fewer than 40 ships", false),
        ("en", "about 40 ships", false),
        ("de", "knapp 2,5 Millionen Tonnen", true),
        ("de", "etwas weniger als 40 Schiffe", true),
        ("de", "rund 40 Schiffe", false),
        ("fr", "près de 40 navires", true),
        ("fr", "un peu moins de 40 navires", true),
        ("fr", "moins de 40 navires", false),
        ("es", "casi 40 barcos", true),
        ("es", "poco menos de 40 barcos", true),
        ("es", "unos 40 barcos", false),
        ("ar", "ما يقرب من 40 سفينة", true),
        ("ar", "نحو 40 سفينة", false),
    ] {
        let amounts = Reader::new(language).amounts(text);
        // "A little" may be an amount by itself.
        let found = amounts.last();
        let found = found.map(|amount| amount.value.also.contains(&Comparator::LessThan));
        assert_eq!(found, Some(is_nearly), "{text}");
    }
}

#[test]
fn ranges_have_two_ends_in_every_language() {
    for (language, text, expected) in [
        (
            "de",
            "mit einem Defizit zwischen 60 und 70 Millionen Euro",
            "60000000..70000000 EUR",
        ),
        ("de", "steigt um 4 bis 6 Prozent", "4..6 %"),
        ("es", "entre el 4 y el 5 %", "4..5 %"),
        ("es", "del 8 al 9 por ciento", "8..9 %"),
        ("fr", "entre le 4 et le 5 %", "4..5 %"),
        ("fr", "de 8 à 9 %", "8..9 %"),
        ("en", "Fees rose 2 or 3 per cent.", "2..3 %"),
        ("en", "rose from 4% to 6%", "4 %; 6 %"),
    ] {
        let found = amounts_in(language, text);
        assert!(found.ends_with(expected), "{text}: {found}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_looks_like_a_time_a_bound_or_a_noun_is_an_amount() {
    let mut wrong = Vec::new();
    for (language, text, expected) in [
        ("en", "It stood at 6.1%.", "6.1 %"),
        ("en", "It stood at 10.45 per cent.", "10.45 %"),
        ("en", "They met at 6.15.", ""),
        ("en", "It will cut up to 1200 jobs.", "<=1200 {jobs}"),
        ("en", "under up to 1.5 metres of water", "<=1.5 m"),
        ("en", "It failed at least twice.", ">=2 Often"),
        ("en", "more than half were late", ">0.5 Fraction"),
        ("en", "barely half of it", "~0.5 Fraction"),
        (
            "en",
            "It got 3 of its 5 million dollars.",
            "3000000 USD; 5000000 USD",
        ),
        (
            "en",
            "18 instead of 12 million tonnes",
            "18000000 t; 12000000 t",
        ),
        (
            "en",
            "Two of the 40 million users left.",
            "2; 40000000 {users left}",
        ),
        (
            "en",
            "It lost $40m, in 2024 $55m.",
            "40000000 USD; 55000000 USD",
        ),
        ("en", "It was 15°C to 12°C.", "12..15 Cel"),
        ("en", "It was −12°C to −15°C.", "-15..-12 Cel"),
        ("fr", "jusqu’à 1200 postes", "<=1200 {postes}"),
        ("fr", "jusqu’à 1 200 postes", "<=1200 {postes}"),
        ("fr", "Le quart est perdu.", "0.25 Fraction"),
        ("fr", "plus de la moitié", ">0.5 Fraction"),
        ("fr", "plus du tiers des lits", ">0.333333 {lits} Fraction"),
        ("fr", "à peine un quart", "~0.25 Fraction"),
        ("fr", "Elle ne compte plus que six membres.", "6 {membres}"),
        (
            "fr",
            "18 au lieu de 12 millions d’euros",
            "18000000 EUR; 12000000 EUR",
        ),
        (
            "de",
            "von dem erst ein Fünftel abgerufen ist",
            "0.2 {abgerufen} Fraction",
        ),
        (
            "de",
            "Mehr als die Hälfte steht leer.",
            ">0.5 {steht leer} Fraction",
        ),
        (
            "de",
            "Knapp die Hälfte steht leer.",
            "~0.5 {steht leer} Fraction",
        ),
        (
            "de",
            "ein Kredit über höchstens 40 Millionen Euro",
            "1 {kredit} Article; <=40000000 EUR",
        ),
        (
            "de",
            "ein Kredit über 40 Millionen Euro",
            "1 {kredit} Article; 40000000 EUR",
        ),
        ("de", "Sie verlor über 40 Millionen Euro.", ">40000000 EUR"),
        (
            "de",
            "18 statt der bewilligten 12 Millionen Euro",
            "18000000 EUR; 12000000 EUR",
        ),
        ("de", "3 von 5 Millionen Euro", "3000000 EUR; 5000000 EUR"),
        ("de", "Es geschah zweimal.", "2 Often"),
        ("es", "hasta 1200 puestos", "<=1200 {puestos}"),
        ("es", "más de la mitad", ">0.5 Fraction"),
        (
            "es",
            "18 en lugar de 12 millones de euros",
            "18000000 EUR; 12000000 EUR",
        ),
        ("es", "No tiene más que seis miembros.", "6 {miembros}"),
    ] {
        let found = amounts_in(language, text);
        if found != expected {
            wrong.push(format!("{text}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn a_denied_bound_may_be_read_the_other_way_round() {
    for (language, text, other) in [
        (
            "en",
            "It no longer employs more than 3 cooks.",
            Comparator::AtMost,
        ),
        (
            "en",
            "It does not own fewer than 3 ships.",
            Comparator::AtLeast,
        ),
        (
            "fr",
            "Elle n’emploie pas plus de 3 cuisiniers.",
            Comparator::AtMost,
        ),
        (
            "de",
            "Sie beschäftigt nicht länger mehr als 3 Köche.",
            Comparator::AtMost,
        ),
        (
            "de",
            "Er schloss einen Vertrag mit der Stadt über 3 Millionen Euro.",
            Comparator::MoreThan,
        ),
        ("en", "Its debt topped $3 million.", Comparator::MoreThan),
        ("en", "It lost a good third.", Comparator::MoreThan),
        ("en", "It has well under 3,000 cooks.", Comparator::LessThan),
        ("en", "The toll does not exceed 30.", Comparator::AtMost),
        ("en", "It has some 40-odd ships.", Comparator::About),
        (
            "fr",
            "Le total ne dépasse pas 3 millions.",
            Comparator::AtMost,
        ),
        ("fr", "Le coût a dépassé 3 millions.", Comparator::MoreThan),
        (
            "de",
            "Die Kosten überstiegen 3 Millionen Euro.",
            Comparator::MoreThan,
        ),
        (
            "de",
            "Es waren deutlich weniger als 3000.",
            Comparator::LessThan,
        ),
        (
            "es",
            "Las pérdidas superan los 3 millones.",
            Comparator::MoreThan,
        ),
        (
            "es",
            "La deuda no supera los 3 millones.",
            Comparator::AtMost,
        ),
    ] {
        let amounts = Reader::new(language).amounts(text);
        let last = amounts.last().expect(text);
        let fits = last.value.comparator == other || last.value.also.contains(&other);
        assert!(fits, "{text}: {last:?}");
    }
}
