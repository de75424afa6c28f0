//! Figures, which way they move, and how they are compared.

use super::{are_clean, are_told};

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn an_amount_moves_as_its_own_clause_says() {
    are_clean(&[
        (
            "en",
            "Output of Norvolt was flat, whereas sales slipped 0.4 per cent.",
            "Sales of Norvolt fell by 0.4%.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: down, amount: "0.4 %"}}"#,
        ),
        (
            "en",
            "The Ministry of Trade revised its estimate to 2.2%, having first put it at 2.5%, and left that for June unchanged.",
            "The Ministry of Trade lowered its estimate to 2.2%.",
            r#"measurement: {subject: ministry, property: figure, quantity: "2.2 %", change: {direction: down}}"#,
        ),
        (
            "en",
            "Because the price of steel fell by a quarter, cranes became 4% dearer.",
            "Cranes became 4% dearer.",
            r#"measurement: {subject: crane, property: figure, change: {direction: up, amount: "4 %"}}"#,
        ),
        (
            "en",
            "Because the price of steel fell, Holm bought 20% more cranes.",
            "Holm bought 20% more cranes.",
            r#"measurement: {subject: holm, property: figure, change: {direction: up, amount: "20 %"}}"#,
        ),
        (
            "de",
            "Weil der Stahlpreis um ein Viertel fiel, verteuerten sich die Kräne um 4 Prozent.",
            "Die Kräne verteuerten sich um 4 Prozent.",
            r#"measurement: {subject: crane, property: figure, change: {direction: up, amount: "4 %"}}"#,
        ),
        (
            "en",
            "Losses of Norvolt came to £4m, 10% more than before.",
            "Losses of Norvolt rose by 10% to £4 million.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "GBP 4e6", change: {direction: up, amount: "10 %"}}"#,
        ),
        (
            "en",
            "The loss of Norvolt was steady at £4m.",
            "The loss of Norvolt was steady at £4 million.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "GBP 4e6", change: {direction: steady}}"#,
        ),
        (
            "fr",
            "Les pertes de la Norvolt ont augmenté de 10 %.",
            "Les pertes de la Norvolt ont augmenté de 10 %.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "10 %"}}"#,
        ),
        (
            "de",
            "Der Verlust der Norvolt stieg um 10 Prozent.",
            "Der Verlust der Norvolt stieg um 10 Prozent.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "10 %"}}"#,
        ),
        (
            "en",
            "Of every £100 that Norvolt spends, £38 goes on wages.",
            "Norvolt spends 38% on wages.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "38 %"}"#,
        ),
        (
            "en",
            "A third of the cranes are late.",
            "About a third of the cranes are late.",
            r#"measurement: {subject: crane, property: figure, quantity: "~33 %"}"#,
        ),
    ]);
}

#[test]
fn an_amount_that_moves_the_other_way_is_told() {
    are_told(
        "contradicts-words",
        &[
            (
                "en",
                "Sales of Norvolt narrowed to $88m from $131m a year earlier, even though costs climbed by a tenth.",
                "Sales of Norvolt came to $88 million.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "USD 88e6", change: {direction: up}}"#,
            ),
            (
                "en",
                "Sales of Norvolt narrowed to $88m, even though costs climbed by a tenth.",
                "Costs of Norvolt moved by a tenth.",
                r#"measurement: {subject: norvolt, property: figure, change: {direction: down, amount: "10 %"}}"#,
            ),
            (
                "fr",
                "Le nombre de grues devrait augmenter de 4 %.",
                "Le nombre de grues change de 4 %.",
                r#"measurement: {subject: crane, property: figure, change: {direction: down, amount: "4 %"}}"#,
            ),
            (
                "fr",
                "Le nombre de grues va baisser de 4 %.",
                "Le nombre de grues change de 4 %.",
                r#"measurement: {subject: crane, property: figure, change: {direction: up, amount: "4 %"}}"#,
            ),
            (
                "de",
                "Im Herbst legte der Umsatz der Norvolt um gut ein Zehntel zu, der Gewinn brach um 60 Prozent ein.",
                "Der Gewinn der Norvolt änderte sich um 60 Prozent.",
                r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "60 %"}}"#,
            ),
            (
                "de",
                "Die Kräne brauchen 45 Minuten länger.",
                "Die Kräne brauchen 45 Minuten anders.",
                r#"measurement: {subject: crane, property: figure, change: {direction: down, amount: "45 min"}}"#,
            ),
            (
                "en",
                "Norvolt sold 30% less in Holm.",
                "Norvolt sold other amounts in Holm, by 30%.",
                r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "30 %"}}"#,
            ),
        ],
    );
}

#[test]
fn a_statement_that_compares_otherwise_is_told() {
    are_told(
        "contradicts-body figure-not-held",
        &[
            (
                "en",
                "More than 40 ships of Norvolt waited.",
                "40 ships of Norvolt waited.",
                r#"measurement: {subject: norvolt, property: figure, quantity: ">40 {ship}"}"#,
            ),
            (
                "en",
                "More than 40 ships of Norvolt waited.",
                "At least 40 ships of Norvolt waited.",
                r#"measurement: {subject: norvolt, property: figure, quantity: ">40 {ship}"}"#,
            ),
            (
                "en",
                "It costs Norvolt about $35 million.",
                "It costs Norvolt more than $35 million.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "~USD 35e6"}"#,
            ),
            (
                "de",
                "Der Bau der Norvolt dauert rund 14 Monate.",
                "Der Bau der Norvolt dauert mehr als 14 Monate.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "~14 mo"}"#,
            ),
            (
                "de",
                "Der Bau der Norvolt dauert rund 14 Monate.",
                "Der Bau der Norvolt dauert weniger als 14 Monate.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "~14 mo"}"#,
            ),
            (
                "fr",
                "Plus de 40 navires de la Norvolt attendent.",
                "Au moins 40 navires de la Norvolt attendent.",
                r#"measurement: {subject: norvolt, property: figure, quantity: ">40 {navire}"}"#,
            ),
        ],
    );
}

#[test]
fn a_way_told_of_something_else_is_no_contradiction() {
    are_clean(&[
        (
            "en",
            "Norvolt cut fares, which had risen for years, by 10%.",
            "Norvolt lowered its fares by 10%.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: down, amount: "10 %"}}"#,
        ),
        (
            "en",
            "Sales of Norvolt fell by 2% more than Ada Poole had expected.",
            "Sales of Norvolt fell by 2%.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: down, amount: "2 %"}}"#,
        ),
        (
            "de",
            "Die Norvolt beschäftigt laut Vertrag über 300 Arbeiter.",
            "Die Norvolt beschäftigt mehr als 300 Arbeiter.",
            r#"measurement: {subject: norvolt, property: figure, quantity: ">300 {Arbeiter}"}"#,
        ),
    ]);
}
