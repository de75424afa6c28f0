//! A fact that does not agree with itself, its derivation, its evidence, or a link to it.

use super::*;

const STATEMENT: &str = "statement: The river in the Vale rose by 3 metres.";
const QUANTITY: &str = "      quantity: 3 m\n";
const LINK: &str = "[rose by 3 metres](fact:rise)";

/// What is found where the fact `rise` has another statement and amount, and no link says one.
fn stated(quantity: &str, statement: &str) -> String {
    let statement = format!("statement: {statement}");
    let quantity = format!("      {quantity}\n");
    let (_, assessment) = assess_with_all(&[
        (STATEMENT, &statement),
        (QUANTITY, &quantity),
        (LINK, "[rose](fact:rise)"),
    ]);
    lines(&assessment)
}

fn table(cases: &[(&str, &str)], expected: Expect) {
    let mut found = String::new();
    for (quantity, statement) in cases {
        found += &format!("{quantity} | {statement}\n{}", stated(quantity, statement));
    }
    expected.assert_eq(&found);
}

#[test]
fn a_statement_may_round_an_amount_if_it_says_so() {
    table(
        &[
            ("quantity: 4.96 %", "'It rose by about 5%.'"),
            ("quantity: 4.96 %", "'It rose by 5%.'"),
            ("quantity: 4.96 %", "'It rose by more than 5%.'"),
            ("quantity: 4.96 %", "'It rose by nearly 5%.'"),
            ("quantity: '3712 {drone}'", "'More than 3,700 drones flew.'"),
            ("quantity: '3712 {drone}'", "'More than 3,800 drones flew.'"),
            ("quantity: '3712 {drone}'", "'Nearly 3,700 drones flew.'"),
            (
                "quantity: '3968 {drone}'",
                "'Fewer than 4,000 drones flew.'",
            ),
            ("quantity: '140 {drone}'", "'About 100 drones flew.'"),
            ("quantity: '>3712 {drone}'", "'About 3,700 drones flew.'"),
            ("quantity: EUR 1.48e9", "'It cost about €1.5 billion.'"),
            ("quantity: EUR 1.48e9", "'It cost about $1.5 billion.'"),
            ("quantity: 35 %", "'Over a third of the drones flew.'"),
            (
                "quantity: 32 %",
                "{de: 'Fast ein Drittel der Drohnen flog.'}",
            ),
            (
                "quantity: 49 %",
                "{fr: 'Environ la moitié des drones a volé.'}",
            ),
            (
                "quantity: '3968 {dron}'",
                "{es: 'Volaron casi 4000 drones.'}",
            ),
            (
                "quantity: '3968 {drone}'",
                "{de: 'Rund 4000 Drohnen flogen.'}",
            ),
            ("quantity: '3968 {drone}'", "{de: '4000 Drohnen flogen.'}"),
        ],
        expect![[r#"
            quantity: 4.96 % | 'It rose by about 5%.'
            facts.yaml:5:16 warning[starts-with-pronoun] the statement starts with `It`, so it cannot be read alone; say who or what is meant
            quantity: 4.96 % | 'It rose by 5%.'
            facts.yaml:5:16 warning[starts-with-pronoun] the statement starts with `It`, so it cannot be read alone; say who or what is meant
            facts.yaml:5:16 warning[figure-not-held] the figure `5%` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: 4.96 % | 'It rose by more than 5%.'
            facts.yaml:5:16 warning[starts-with-pronoun] the statement starts with `It`, so it cannot be read alone; say who or what is meant
            facts.yaml:5:16 warning[figure-not-held] the figure `more than 5%` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: 4.96 % | 'It rose by nearly 5%.'
            facts.yaml:5:16 warning[starts-with-pronoun] the statement starts with `It`, so it cannot be read alone; say who or what is meant
            quantity: '3712 {drone}' | 'More than 3,700 drones flew.'
            quantity: '3712 {drone}' | 'More than 3,800 drones flew.'
            facts.yaml:5:16 warning[figure-not-held] the figure `More than 3,800 drones flew` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: '3712 {drone}' | 'Nearly 3,700 drones flew.'
            facts.yaml:5:16 warning[figure-not-held] the figure `Nearly 3,700 drones flew` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: '3968 {drone}' | 'Fewer than 4,000 drones flew.'
            quantity: '140 {drone}' | 'About 100 drones flew.'
            facts.yaml:5:16 warning[figure-not-held] the figure `About 100 drones flew` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: '>3712 {drone}' | 'About 3,700 drones flew.'
            facts.yaml:5:16 warning[figure-not-held] the figure `About 3,700 drones flew` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: EUR 1.48e9 | 'It cost about €1.5 billion.'
            facts.yaml:5:16 warning[starts-with-pronoun] the statement starts with `It`, so it cannot be read alone; say who or what is meant
            quantity: EUR 1.48e9 | 'It cost about $1.5 billion.'
            facts.yaml:5:16 warning[starts-with-pronoun] the statement starts with `It`, so it cannot be read alone; say who or what is meant
            facts.yaml:5:16 warning[figure-not-held] the figure `about $1.5 billion` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: 35 % | 'Over a third of the drones flew.'
            quantity: 32 % | {de: 'Fast ein Drittel der Drohnen flog.'}
            quantity: 49 % | {fr: 'Environ la moitié des drones a volé.'}
            quantity: '3968 {dron}' | {es: 'Volaron casi 4000 drones.'}
            quantity: '3968 {drone}' | {de: 'Rund 4000 Drohnen flogen.'}
            quantity: '3968 {drone}' | {de: '4000 Drohnen flogen.'}
            facts.yaml:5:17 warning[figure-not-held] the figure `4000 Drohnen flogen` is in the statement, but in none of the fact's fields; add it to one of them
        "#]],
    );
}

#[test]
fn a_statement_has_the_scale_currency_and_unit_of_its_fact() {
    table(
        &[
            ("quantity: GBP 75e9", "'The board lost £75m.'"),
            ("quantity: GBP 75e6", "'The board lost $75m.'"),
            ("quantity: GBP 75e6", "'The board lost £75 billion.'"),
            ("quantity: 37 s", "'Clocks differ by 37 minutes.'"),
            ("quantity: '>3700 {drone}'", "'Over 37,000 drones flew.'"),
            ("rate: 300 {drone} / P1M", "'They sent 300 drones a year.'"),
            (
                "quantity: EUR 75e6",
                "{de: 'Der Verlust lag bei 75 Milliarden Euro.'}",
            ),
            (
                "quantity: 40 %",
                "{de: 'Der Pegel stieg um 40 Zentimeter.'}",
            ),
            (
                "quantity: EUR 75e6",
                "{fr: 'La perte est de 75 milliards d’euros.'}",
            ),
            (
                "quantity: EUR 75e6",
                "{es: 'La pérdida fue de 75 millones de dólares.'}",
            ),
            ("quantity: USD 75e6", "{ar: 'بلغت الخسارة ٧٥ مليار دولار.'}"),
        ],
        expect![[r#"
            quantity: GBP 75e9 | 'The board lost £75m.'
            facts.yaml:5:16 error[contradicts-body] the statement says `£75m`, but the fact says `GBP 75e9`; correct one of the two
            quantity: GBP 75e6 | 'The board lost $75m.'
            facts.yaml:5:16 error[contradicts-body] the statement says `$75m`, but the fact says `GBP 75e6`; correct one of the two
            quantity: GBP 75e6 | 'The board lost £75 billion.'
            facts.yaml:5:16 error[contradicts-body] the statement says `£75 billion`, but the fact says `GBP 75e6`; correct one of the two
            quantity: 37 s | 'Clocks differ by 37 minutes.'
            facts.yaml:5:16 error[contradicts-body] the statement says `37 minutes`, but the fact says `37 s`; correct one of the two
            quantity: '>3700 {drone}' | 'Over 37,000 drones flew.'
            facts.yaml:5:16 error[contradicts-body] the statement says `Over 37,000 drones flew`, but the fact says `>3700 {drone}`; correct one of the two
            rate: 300 {drone} / P1M | 'They sent 300 drones a year.'
            facts.yaml:5:16 error[contradicts-body] the statement says `300 drones a year`, but the fact says `300 {drone} / P1M`; correct one of the two
            facts.yaml:5:16 warning[starts-with-pronoun] the statement starts with `They`, so it cannot be read alone; say who or what is meant
            quantity: EUR 75e6 | {de: 'Der Verlust lag bei 75 Milliarden Euro.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `75 Milliarden Euro`, but the fact says `EUR 75e6`; correct one of the two
            quantity: 40 % | {de: 'Der Pegel stieg um 40 Zentimeter.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `40 Zentimeter`, but the fact says `40 %`; correct one of the two
            quantity: EUR 75e6 | {fr: 'La perte est de 75 milliards d’euros.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `75 milliards d’euros`, but the fact says `EUR 75e6`; correct one of the two
            quantity: EUR 75e6 | {es: 'La pérdida fue de 75 millones de dólares.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `75 millones de dólares`, but the fact says `EUR 75e6`; correct one of the two
            quantity: USD 75e6 | {ar: 'بلغت الخسارة ٧٥ مليار دولار.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `٧٥ مليار دولار`, but the fact says `USD 75e6`; correct one of the two
        "#]],
    );
}

#[test]
fn what_a_fact_holds_nowhere_is_told_in_every_language() {
    table(
        &[
            ("quantity: 3 m", "'The river rose by 4 metres.'"),
            (
                "quantity: 17 %",
                "'On 19 June 2024 it rose by 17 per cent.'",
            ),
            ("quantity: 3 m", "'The river rose by 17 per cent.'"),
            ("quantity: 3 m", "{de: 'Der Fluss stieg um vier Meter.'}"),
            ("quantity: 3 m", "{fr: 'La rivière a monté de 4 mètres.'}"),
            ("quantity: 3 m", "{es: 'El río subió cuatro metros.'}"),
            ("quantity: 3 m", "{ar: 'ارتفع النهر ٤ أمتار.'}"),
            (
                "quantity: 3 m",
                "'The two villages and both boards of the Vale agree.'",
            ),
            ("quantity: '4 {ship}'", "'The navy lost five ships.'"),
            ("quantity: 3 m", "{nl: 'De rivier steeg 4 m.'}"),
        ],
        expect![[r#"
            quantity: 3 m | 'The river rose by 4 metres.'
            facts.yaml:5:16 warning[figure-not-held] the figure `4 metres` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: 17 % | 'On 19 June 2024 it rose by 17 per cent.'
            facts.yaml:5:16 warning[figure-not-held] the time `19 June 2024` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: 3 m | 'The river rose by 17 per cent.'
            facts.yaml:5:16 warning[figure-not-held] the figure `17 per cent` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: 3 m | {de: 'Der Fluss stieg um vier Meter.'}
            facts.yaml:5:17 warning[figure-not-held] the figure `vier Meter` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: 3 m | {fr: 'La rivière a monté de 4 mètres.'}
            facts.yaml:5:17 warning[figure-not-held] the figure `4 mètres` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: 3 m | {es: 'El río subió cuatro metros.'}
            facts.yaml:5:17 warning[figure-not-held] the figure `cuatro metros` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: 3 m | {ar: 'ارتفع النهر ٤ أمتار.'}
            facts.yaml:5:17 warning[figure-not-held] the figure `٤ أمتار` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: 3 m | 'The two villages and both boards of the Vale agree.'
            facts.yaml:5:16 warning[figure-not-held] the figure `two villages` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: '4 {ship}' | 'The navy lost five ships.'
            facts.yaml:5:16 warning[figure-not-held] the figure `five ships` is in the statement, but in none of the fact's fields; add it to one of them
            quantity: 3 m | {nl: 'De rivier steeg 4 m.'}
            facts.yaml:5:17 warning[figure-not-held] the figure `4 m` is in the statement, but in none of the fact's fields; add it to one of them
        "#]],
    );
}

#[test]
fn what_a_fact_holds_may_be_said() {
    for (quantity, statement) in [
        ("quantity: GBP 75e6", "'The board lost £75m in June 2024.'"),
        (
            "quantity: GBP 75e6",
            "'By 17 June 2024 seventy-five million pounds were lost.'",
        ),
        ("quantity: 37 s", "{fr: 'L’écart est de 37 secondes.'}"),
        (
            "quantity: EUR 1.97e9",
            "{de: 'Der Verlust lag bei 1,97 Milliarden Euro.'}",
        ),
        (
            "quantity: '>3700 {drone}'",
            "{es: 'Más de 3.700 drones volaron.'}",
        ),
        ("quantity: '>3700 {drone}'", "{ar: 'أكثر من ٣٧٠٠ طائرة'}"),
        (
            "quantity: 3 m",
            "'The third flood in the Vale, says a G7 gauge with an F-16 dial.'",
        ),
        (
            "quantity: {value: '40', unit: '%', verbatim: four in ten}",
            "'Four in ten, or 40%, were hit.'",
        ),
        (
            "quantity: 5 %",
            "'It rose by 5%, to 3 metres, as the F-16 of 2024.'",
        ),
    ] {
        let found = stated(quantity, statement);
        let held = !found.contains("contradicts-body");
        assert!(held, "{quantity} | {statement}\n{found}");
    }
    assert_eq!(
        stated("quantity: GBP 75e6", "'The board lost £75m in June 2024.'"),
        ""
    );
}

#[test]
fn the_words_of_a_statement_go_the_way_of_the_change() {
    table(
        &[
            (
                "change: {direction: down, amount: 3 m}",
                "'The river rose by 3 metres.'",
            ),
            (
                "change: {direction: up, amount: 3 m}",
                "{de: 'Der Pegel sank um 3 Meter.'}",
            ),
            (
                "change: {direction: up, amount: 3 m}",
                "'The river rose by 3 metres after rain fell.'",
            ),
            (
                "change: {direction: up, amount: 3 m}",
                "'It gained 3 metres.'",
            ),
        ],
        expect![[r#"
            change: {direction: down, amount: 3 m} | 'The river rose by 3 metres.'
            facts.yaml:5:16 warning[other-direction] the statement says `rose`, but the change has `direction: down`; correct one of the two
            change: {direction: up, amount: 3 m} | {de: 'Der Pegel sank um 3 Meter.'}
            facts.yaml:5:17 warning[other-direction] the statement says `sank`, but the change has `direction: up`; correct one of the two
            change: {direction: up, amount: 3 m} | 'The river rose by 3 metres after rain fell.'
            change: {direction: up, amount: 3 m} | 'It gained 3 metres.'
            facts.yaml:5:16 warning[starts-with-pronoun] the statement starts with `It`, so it cannot be read alone; say who or what is meant
        "#]],
    );
}

#[test]
fn statements_in_several_languages_say_the_same() {
    table(
        &[
            (
                "quantity: 3 m",
                "{en: The river rose by 3 metres., fr: La rivière a monté de 4 mètres.}",
            ),
            (
                "quantity: 3 m",
                "{en: The river rose by 3 metres., de: Der Fluss stieg um drei Meter.}",
            ),
            (
                "quantity: 3 m",
                "{en: On 17 June 2024 the river rose., fr: La rivière a monté le 18 juin 2024.}",
            ),
            (
                "quantity: 3 m",
                "{en: The river rose by 3 metres on 17 June 2024., de: Der Fluss stieg.}",
            ),
        ],
        expect![[r#"
            quantity: 3 m | {en: The river rose by 3 metres., fr: La rivière a monté de 4 mètres.}
            facts.yaml:5:50 warning[figure-not-held] the figure `4 mètres` is in the statement, but in none of the fact's fields; add it to one of them
            facts.yaml:5:50 warning[statements-differ] this statement says `4 mètres`, but the one in `en` says `3 metres`; correct one of the two
            quantity: 3 m | {en: The river rose by 3 metres., de: Der Fluss stieg um drei Meter.}
            quantity: 3 m | {en: On 17 June 2024 the river rose., fr: La rivière a monté le 18 juin 2024.}
            facts.yaml:5:54 warning[figure-not-held] the time `le 18 juin 2024` is in the statement, but in none of the fact's fields; add it to one of them
            facts.yaml:5:54 warning[statements-differ] this statement says `le 18 juin 2024`, but the one in `en` says `17 June 2024`; correct one of the two
            quantity: 3 m | {en: The river rose by 3 metres on 17 June 2024., de: Der Fluss stieg.}
        "#]],
    );
}

/// The facts `one` and `two`, and `rise`, which is computed from them.
fn computed(derived: &str, one: &str, two: &str) -> String {
    let statement = "statement: The river in the Vale rose.";
    let quantity = format!("      quantity: {derived}\n");
    let source = |id: &str, quantity: &str| {
        format!(
            "  {id}:\n    statement: A figure.\n    measurement: {{subject: vale, property: level, \
             quantity: {quantity}}}\n    evidence: {{at: p1.s1, voice: reported_as_fact}}\n"
        )
    };
    let words = format!("{}{}  words:\n", source("one", one), source("two", two));
    let (_, assessment) = assess_with_all(&[
        (STATEMENT, statement),
        (QUANTITY, &quantity),
        (LINK, "[rose](fact:rise)"),
        ("  words:\n", &words),
        (
            "    links: {kind: supports, fact: warning}\n",
            "    derivation: {facts: [one, two], method: arithmetic}\n",
        ),
    ]);
    lines(&assessment)
}

#[test]
fn what_is_computed_comes_out() {
    for (derived, one, two) in [
        ("37 s", "'27 {leap second}'", "10 s"),
        ("GBP 100e6", "GBP 75e6", "GBP 25e6"),
        ("GBP 50e6", "GBP 75e6", "GBP 25e6"),
        ("33 %", "GBP 25e6", "GBP 75e6"),
        ("200 %", "GBP 75e6", "GBP 25e6"),
        ("'3 {time}'", "GBP 75e6", "GBP 25e6"),
        ("'>900 {drone}'", "'503 {drone}'", "'410 {drone}'"),
        ("GBP 15e6", "20 %", "GBP 75e6"),
        ("'2 {case}'", "GBP 75e6", "GBP 25e6"),
        // Nobody can tell what was meant.
        ("7 km", "GBP 75e6", "3 h"),
    ] {
        assert_eq!(computed(derived, one, two), "", "{derived}: {one}, {two}");
    }
}

#[test]
fn what_does_not_come_out_is_told() {
    let mut found = String::new();
    for (derived, one, two) in [
        ("73 s", "'27 {leap second}'", "10 s"),
        ("GBP 101e6", "GBP 75e6", "GBP 25e6"),
        ("GBP 100e9", "GBP 75e6", "GBP 25e6"),
        ("35 %", "GBP 25e6", "GBP 75e6"),
        ("'>950 {drone}'", "'503 {drone}'", "'410 {drone}'"),
        ("GBP 16e6", "20 %", "GBP 75e6"),
    ] {
        found += &format!("{derived}: {one}, {two}\n{}", computed(derived, one, two));
    }
    expect![[r#"
        73 s: '27 {leap second}', 10 s
        facts.yaml:9:17 error[wrong-arithmetic] the amount is `73 s`, which does not follow from `27 {leap second}` and `10 s`: their sum is 37, their difference is 17, their product is 270
        GBP 101e6: GBP 75e6, GBP 25e6
        facts.yaml:9:17 error[wrong-arithmetic] the amount is `GBP 101e6`, which does not follow from `GBP 75e6` and `GBP 25e6`: their sum is 100000000, their difference is 50000000
        GBP 100e9: GBP 75e6, GBP 25e6
        facts.yaml:9:17 error[wrong-arithmetic] the amount is `GBP 100e9`, which does not follow from `GBP 75e6` and `GBP 25e6`: their sum is 100000000, their difference is 50000000
        35 %: GBP 25e6, GBP 75e6
        facts.yaml:9:17 error[wrong-arithmetic] the amount is `35 %`, which does not follow from `GBP 25e6` and `GBP 75e6`: their ratio is 33.33, the change is -66.67, their ratio is 300, the change is 200
        '>950 {drone}': '503 {drone}', '410 {drone}'
        facts.yaml:9:17 error[wrong-arithmetic] the amount is `>950 {drone}`, which does not follow from `503 {drone}` and `410 {drone}`: their sum is 913, their difference is 93, their ratio is 1.23, their ratio is 0.82
        GBP 16e6: 20 %, GBP 75e6
        facts.yaml:9:17 error[wrong-arithmetic] the amount is `GBP 16e6`, which does not follow from `20 %` and `GBP 75e6`: that part of it is 15000000
    "#]].assert_eq(&found);
}

#[test]
fn the_words_of_a_link_agree_with_its_fact() {
    let mut found = String::new();
    for link in [
        "[rose by 3 kilometres](fact:rise)",
        "[rose by 4 metres](fact:rise)",
        "[rose by *three* metres](fact:rise)",
        "[rose on 17 June 2024](fact:rise)",
        "[rose on 18 June 2024](fact:rise)",
        "[rose by four metres](fact:rise)",
        "[rose, as never since 2016](fact:rise)",
        "[rose](fact:rise) by 4 metres",
    ] {
        let (_, assessment) = assess_with(LINK, link);
        found += &format!("{link}\n{}", lines(&assessment));
    }
    expect![[r#"
        [rose by 3 kilometres](fact:rise)
        dossier.md:10:13 error[contradicts-body] the link says `3 kilometres`, but `facts/rise` says `3 m`; correct one of the two
        [rose by 4 metres](fact:rise)
        dossier.md:10:13 warning[link-not-held] the link says `4 metres`, but `facts/rise` does not; correct it, or end the link before it
        [rose by *three* metres](fact:rise)
        [rose on 17 June 2024](fact:rise)
        [rose on 18 June 2024](fact:rise)
        dossier.md:10:13 warning[link-not-held] the link says `18 June 2024`, but `facts/rise` does not; correct it, or end the link before it
        [rose by four metres](fact:rise)
        dossier.md:10:13 warning[link-not-held] the link says `four metres`, but `facts/rise` does not; correct it, or end the link before it
        [rose, as never since 2016](fact:rise)
        [rose](fact:rise) by 4 metres
    "#]].assert_eq(&found);
}

#[test]
fn who_speaks_is_who_said_it() {
    const SPEAKERS: &str = "      speakers: engineer\n";
    let critic = "  critic: {kind: person, names: Bob Vale}\n  pump:\n";
    let council = "  council: {kind: organization, names: Council}\n  pump:\n";
    let tie = |fact: &str| {
        format!(
            "  tie:\n    statement: Ada Poole speaks.\n    {fact}\n    evidence: {{at: p1.s1, voice: reported_as_fact}}\n  words:\n"
        )
    };
    let role =
        tie("role: {holder: engineer, title: head, principal: river-board, status: current}");
    let mut found = String::new();
    for (note, changes) in [
        (
            "another person",
            vec![
                (SPEAKERS, "      speakers: critic\n"),
                ("  pump:\n", critic),
            ],
        ),
        (
            "one of several",
            vec![
                (SPEAKERS, "      speakers: [critic, engineer]\n"),
                ("  pump:\n", critic),
            ],
        ),
        (
            "her board, which no fact says",
            vec![(SPEAKERS, "      speakers: river-board\n")],
        ),
        (
            "her board, by a role",
            vec![
                (SPEAKERS, "      speakers: river-board\n"),
                ("  words:\n", &role),
            ],
        ),
        (
            "her board, by its parent",
            vec![
                (SPEAKERS, "      speakers: river-board\n"),
                (
                    "    names: Ada Poole\n",
                    "    names: Ada Poole\n    parent: river-board\n",
                ),
            ],
        ),
        (
            "another body",
            vec![
                (SPEAKERS, "      speakers: council\n"),
                ("  pump:\n", council),
                (
                    "words: it may rise\n    evidence:\n      at: p1.s2\n      voice: attributed\n      attribution: {agent: engineer",
                    "words: it may rise\n    evidence:\n      at: p1.s2\n      voice: attributed\n      attribution: {agent: river-board",
                ),
            ],
        ),
        (
            "a forecaster",
            vec![
                (
                    "      forecasters: engineer\n",
                    "      forecasters: critic\n",
                ),
                ("  pump:\n", critic),
            ],
        ),
    ] {
        let (_, assessment) = assess_with_all(&changes);
        found += &format!("{note}\n{}", lines(&assessment));
    }
    expect![[r#"
        another person
        facts.yaml:29:17 error[other-speaker] `entities/critic` is one of the `speakers`, but the evidence has `entities/engineer` as its origin; name the same one in both
        one of several
        her board, which no fact says
        facts.yaml:29:17 warning[unrelated-speaker] the evidence has `entities/engineer` as its origin, but no `role`, `membership` or `parent` says that they speak for `entities/river-board`
          help: name the same one in both, or write a fact that relates the two
        her board, by a role
        her board, by its parent
        another body
        facts.yaml:29:17 error[other-speaker] `entities/council` is one of the `speakers`, but the evidence has `entities/river-board` as its origin; name the same one in both
        a forecaster
        facts.yaml:18:20 error[other-speaker] `entities/critic` is one of the `forecasters`, but the evidence has `entities/engineer` as its origin; name the same one in both
    "#]].assert_eq(&found);
}

#[test]
fn a_resolved_time_follows_from_its_words() {
    let mut found = String::new();
    for period in [
        "{edtf: 2024-06-17, basis: resolved, verbatim: on Monday}",
        "{edtf: 2024-06-18, basis: resolved, verbatim: on Monday}",
        "{edtf: 2022, basis: resolved, verbatim: two years ago}",
        "{edtf: 2021, basis: resolved, verbatim: two years ago}",
        "{edtf: 2023-05, basis: resolved, verbatim: last month}",
        "{edtf: 2024-05, basis: resolved, verbatim: last month}",
        "{edtf: 2024-06-20, basis: resolved, verbatim: three days later}",
        "{edtf: 2021, basis: inferred, verbatim: two years ago}",
    ] {
        let (_, assessment) = assess_with("period: 2024-06-17", &format!("period: {period}"));
        found += &format!("{period}\n{}", lines(&assessment));
    }
    expect![[r#"
        {edtf: 2024-06-17, basis: resolved, verbatim: on Monday}
        {edtf: 2024-06-18, basis: resolved, verbatim: on Monday}
        facts.yaml:10:22 error[wrong-time] `on Monday` in an article of 2024-06-18 means `2024-06-17` or `2024-06-24`, not `2024-06-18`; correct it, or write `basis: inferred`
        {edtf: 2022, basis: resolved, verbatim: two years ago}
        {edtf: 2021, basis: resolved, verbatim: two years ago}
        facts.yaml:10:22 error[wrong-time] `two years ago` in an article of 2024-06-18 means `2022-06-18` or `2022`, not `2021`; correct it, or write `basis: inferred`
        {edtf: 2023-05, basis: resolved, verbatim: last month}
        facts.yaml:10:22 error[wrong-time] `last month` in an article of 2024-06-18 means `2024-05`, not `2023-05`; correct it, or write `basis: inferred`
        {edtf: 2024-05, basis: resolved, verbatim: last month}
        {edtf: 2024-06-20, basis: resolved, verbatim: three days later}
        {edtf: 2021, basis: inferred, verbatim: two years ago}
    "#]].assert_eq(&found);
}

#[test]
fn nobody_has_two_roles_at_once() {
    const QUOTE: &str =
        "    quote:\n      speakers: engineer\n      form: fragment\n      words: it may rise\n";
    let mut found = String::new();
    for body in [
        "transfer: {suppliers: river-board, recipients: river-board, item: pump, category: goods, stage: delivered}",
        "transfer: {suppliers: river-board, recipients: daily, item: pump, category: goods, stage: delivered}",
        "agreement: {kind: contract, subjects: pumps, status: signed, parties: [{entity: daily}, {entity: daily}]}",
        "event: {kind: visit, participants: [{entity: daily, role: guest}, {entity: daily, role: host}]}",
        "event: {kind: other, participants: [{entity: daily, role: actor}, {entity: daily, role: beneficiary}]}",
        "membership: {member: river-board, collective: river-board}",
        "role: {holder: engineer, title: Engineer, principal: engineer, status: current}",
        "capability: {holder: pump, capability: pump, level: possesses}",
    ] {
        let (_, assessment) = assess_with_all(&[(QUOTE, &format!("    {body}\n"))]);
        found += &format!(
            "{}\n{}",
            body.split(':').next().unwrap(),
            lines(&assessment)
        );
    }
    expect![[r#"
        transfer
        facts.yaml:28:52 warning[two-roles] `entities/river-board` is supplier and recipient at once; name somebody else in one of the two
        transfer
        agreement
        facts.yaml:28:102 warning[two-roles] `entities/daily` is party twice; name somebody else, or remove one of the two
        event
        facts.yaml:28:80 warning[two-roles] `entities/daily` is guest and host at once; name somebody else in one of the two
        event
        membership
        facts.yaml:28:51 warning[two-roles] `entities/river-board` is member and collective at once; name somebody else in one of the two
        role
        facts.yaml:28:58 warning[two-roles] `entities/engineer` is holder and principal at once; name somebody else in one of the two
        capability
        facts.yaml:28:44 warning[two-roles] `entities/pump` is holder and capability at once; name somebody else in one of the two
    "#]].assert_eq(&found);
}

#[test]
fn a_statement_has_no_opposite_comparator_and_no_other_period() {
    table(
        &[
            ("quantity: '>40 {drone}'", "'More than 40 drones flew.'"),
            ("quantity: '>40 {drone}'", "'Fewer than 40 drones flew.'"),
            ("quantity: '>=40 {drone}'", "'At most 40 drones flew.'"),
            ("quantity: '~40 {drone}'", "'Nearly 40 drones flew.'"),
            ("quantity: '<40 {drone}'", "'Nearly 40 drones flew.'"),
            (
                "quantity: '>=40 {drone}'",
                "{de: 'Höchstens 40 Drohnen flogen.'}",
            ),
            (
                "quantity: '>=40 {drone}'",
                "{de: 'Mindestens 40 Drohnen flogen.'}",
            ),
            (
                "quantity: '>40 {drone}'",
                "{fr: 'Moins de 40 drones ont volé.'}",
            ),
            (
                "quantity: '<40 {drone}'",
                "{es: 'Volaron más de 40 drones.'}",
            ),
            ("quantity: '>40 {drone}'", "{ar: 'حلقت أقل من 40 طائرة.'}"),
            (
                "rate: 400 t / P1Y",
                "{de: 'Die Anlage braucht jeden Monat 400 Tonnen.'}",
            ),
            (
                "rate: 400 t / P1Y",
                "{de: 'Die Anlage braucht jährlich 400 Tonnen.'}",
            ),
            (
                "quantity: 2 %",
                "{de: 'Der Anteil stieg um 2 Prozentpunkte.'}",
            ),
            (
                "quantity: 2 %",
                "{fr: 'La part a gagné 2 points de pourcentage.'}",
            ),
            (
                "quantity: 2 %",
                "{es: 'La cuota subió 2 puntos porcentuales.'}",
            ),
            ("quantity: 4..6 %", "'Prices will rise by 4% to 6%.'"),
        ],
        expect![[r#"
            quantity: '>40 {drone}' | 'More than 40 drones flew.'
            quantity: '>40 {drone}' | 'Fewer than 40 drones flew.'
            facts.yaml:5:16 error[contradicts-body] the statement says `Fewer than 40 drones flew`, but the fact says `>40 {drone}`; correct one of the two
            quantity: '>=40 {drone}' | 'At most 40 drones flew.'
            facts.yaml:5:16 error[contradicts-body] the statement says `At most 40 drones flew`, but the fact says `>=40 {drone}`; correct one of the two
            quantity: '~40 {drone}' | 'Nearly 40 drones flew.'
            quantity: '<40 {drone}' | 'Nearly 40 drones flew.'
            quantity: '>=40 {drone}' | {de: 'Höchstens 40 Drohnen flogen.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `Höchstens 40 Drohnen flogen`, but the fact says `>=40 {drone}`; correct one of the two
            quantity: '>=40 {drone}' | {de: 'Mindestens 40 Drohnen flogen.'}
            quantity: '>40 {drone}' | {fr: 'Moins de 40 drones ont volé.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `Moins de 40 drones`, but the fact says `>40 {drone}`; correct one of the two
            quantity: '<40 {drone}' | {es: 'Volaron más de 40 drones.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `más de 40 drones`, but the fact says `<40 {drone}`; correct one of the two
            quantity: '>40 {drone}' | {ar: 'حلقت أقل من 40 طائرة.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `أقل من 40 طائرة`, but the fact says `>40 {drone}`; correct one of the two
            rate: 400 t / P1Y | {de: 'Die Anlage braucht jeden Monat 400 Tonnen.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `400 Tonnen`, but the fact says `400 t / P1Y`; correct one of the two
            rate: 400 t / P1Y | {de: 'Die Anlage braucht jährlich 400 Tonnen.'}
            quantity: 2 % | {de: 'Der Anteil stieg um 2 Prozentpunkte.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `2 Prozentpunkte`, but the fact says `2 %`; correct one of the two
            quantity: 2 % | {fr: 'La part a gagné 2 points de pourcentage.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `2 points de pourcentage`, but the fact says `2 %`; correct one of the two
            quantity: 2 % | {es: 'La cuota subió 2 puntos porcentuales.'}
            facts.yaml:5:17 error[contradicts-body] the statement says `2 puntos porcentuales`, but the fact says `2 %`; correct one of the two
            quantity: 4..6 % | 'Prices will rise by 4% to 6%.'
        "#]],
    );
}

#[test]
fn what_happened_did_so_before_the_article() {
    let made_on = "made_on: {edtf: 2024-06-18, basis: resolved}";
    let mut findings = String::new();
    for when in [
        "2024-06-18",
        "2024-06-19",
        "2024-06-20",
        "2025-06-18",
        "2024-06/2025",
    ] {
        let (_, assessment) = assess_with(made_on, &format!("made_on: {when}"));
        findings += &format!("{when}\n{}", lines(&assessment));
    }
    expect![[r#"
        2024-06-18
        2024-06-19
        2024-06-20
        facts.yaml:19:16 error[wrong-time] `2024-06-20` is after 2024-06-18, when the article was published; correct it
        2025-06-18
        facts.yaml:19:16 error[wrong-time] `2025-06-18` is after 2024-06-18, when the article was published; correct it
        2024-06/2025
    "#]].assert_eq(&findings);
}
