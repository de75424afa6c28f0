use super::*;

fn en() -> &'static Words {
    Words::ALL[0]
}

fn amount(value: &str, comparator: Comparator, unit: &str) -> Quantity {
    Quantity {
        value: value.to_owned(),
        comparator: comparator.into(),
        unit: unit.to_owned(),
        ..Default::default()
    }
}

#[test]
fn amounts_are_spoken_with_their_comparator_and_unit() {
    let said = |value, comparator, unit| {
        quantity(en(), &amount(value, comparator, unit)).replace('\u{a0}', " ")
    };
    assert_eq!(
        said("3700", Comparator::MoreThan, "{drone}"),
        "more than 3,700 drones"
    );
    assert_eq!(
        said("2.5e6", Comparator::Exact, "{round}"),
        "2.5 million rounds"
    );
    assert_eq!(said("1", Comparator::Exact, "{army}"), "1 army");
    assert_eq!(said("2", Comparator::About, "{army}"), "about 2 armies");
    assert_eq!(said("40", Comparator::AtMost, "%"), "at most 40%");
    assert_eq!(said("300", Comparator::AtLeast, "km"), "at least 300 km");
    assert_eq!(said("0.25", Comparator::Exact, "1"), "0.25");
    let span = Quantity {
        lower: "5".to_owned(),
        upper: "8".to_owned(),
        ..amount("", Comparator::Between, "a")
    };
    assert_eq!(quantity(en(), &span).replace('\u{a0}', " "), "5 to 8 years");
    for (lower, upper, said) in [
        ("5", "5", "5 years"),
        ("5", "5e0", "5 years"),
        ("1", "1", "1 year"),
        ("5", "5.0", "5 years"),
    ] {
        let same = Quantity {
            lower: lower.to_owned(),
            upper: upper.to_owned(),
            ..span.clone()
        };
        assert_eq!(quantity(en(), &same).replace('\u{a0}', " "), said);
    }
    let money = Quantity {
        currency_code: "EUR".to_owned(),
        ..amount("1250000000", Comparator::About, "")
    };
    assert_eq!(
        quantity(en(), &money).replace('\u{a0}', " "),
        "about €1.25 billion"
    );
}

#[test]
fn numbers_keep_every_digit() {
    for (text, said) in [
        ("1234567", "1,234,567"),
        ("1000000", "1 million"),
        ("1230000000", "1.23 billion"),
        ("1234000000", "1,234 million"),
        ("-0.5", "−0.5"),
        ("1e-3", "0.001"),
        ("1e400", "1e400"),
        ("x", "x"),
    ] {
        assert_eq!(decimal(en(), text).replace('\u{a0}', " "), said, "{text}");
    }
}

#[test]
fn horizons_and_rates_are_said_in_words() {
    let span = |minimum: &str, maximum: &str| {
        let horizon = Horizon {
            minimum: minimum.to_owned(),
            maximum: maximum.to_owned(),
            ..Default::default()
        };
        super::horizon(en(), &horizon)
    };
    assert_eq!(span("P5Y", "P8Y"), "within 5 to 8 years");
    assert_eq!(span("", "P1Y"), "within 1 year");
    assert_eq!(span("P6M", "P2Y"), "within 6 months to 2 years");
    assert_eq!(span("P5Y", "P05Y"), "within 5 years");
    assert_eq!(span("P1Y6M", "P1Y6M"), "within 1 year, 6 months");
    let monthly = Rate {
        quantity: Some(amount("300", Comparator::MoreThan, "{drone}")),
        period: "P1M".to_owned(),
        ..Default::default()
    };
    assert_eq!(
        rate(en(), &monthly).replace('\u{a0}', " "),
        "more than 300 drones a month"
    );
}

#[test]
fn french_amounts_are_french() {
    let french = Words::for_language("fr").expect("French");
    let of = |value: &str, unit: &str| {
        let amount = Quantity {
            value: value.to_owned(),
            unit: unit.to_owned(),
            ..Quantity::default()
        };
        quantity(french, &amount).replace(['\u{a0}', '\u{202f}'], "_")
    };
    assert_eq!(of("37000", "{drone}"), "37_000_drones");
    assert_eq!(of("2.5e6", "{round}"), "2,5_millions de munitions");
    assert_eq!(of("1.5e6", "{state}"), "1,5_million d’États");
    assert_eq!(of("1", "{leap_second}"), "1_seconde intercalaire");
    assert_eq!(of("12", "%"), "12_%");
    assert_eq!(of("3", "{wind_turbine}"), "3_wind turbine");
}

#[test]
fn an_amount_is_parted_at_its_digits() {
    let parts = |amount: &str| parted(amount).join("|");
    assert_eq!(
        parts("more than 3,700\u{a0}drones"),
        "more than|3,700|drones"
    );
    assert_eq!(parts("within 5 to 8 years"), "within|5 to 8|years");
    assert_eq!(parts("2.5\u{a0}million rounds"), "|2.5|million rounds");
    assert_eq!(parts("3 out of 4\u{a0}states"), "|3 out of 4|states");
    assert_eq!(parts("37%"), "|37|%");
    assert_eq!(parts("an unknown amount"), "|an unknown amount|");
}

#[test]
fn money_has_the_sign_of_the_language() {
    let of = |language: &str, value: &str, code: &str| {
        let amount = Quantity {
            value: value.to_owned(),
            currency_code: code.to_owned(),
            ..Quantity::default()
        };
        let words = Words::for_language(language).expect("a language of the site");
        quantity(words, &amount).replace('\u{a0}', " ")
    };
    for (value, code, english, french, arabic) in [
        (
            "75e6",
            "GBP",
            "£75 million",
            "75 millions £GB",
            "75 مليون UK£",
        ),
        ("12.5", "EUR", "€12.5", "12,5 €", "12.5 €"),
        ("1970", "USD", "US$1,970", "1\u{202f}970 $US", "1,970 US$"),
        ("3", "CHF", "CHF 3", "3 CHF", "3 CHF"),
        ("-5", "GBP", "−£5", "−5 £GB", "−5 UK£"),
    ] {
        assert_eq!(of("en", value, code), english);
        assert_eq!(of("fr", value, code), french);
        assert_eq!(of("ar", value, code), arabic);
    }
    let span = Quantity {
        lower: "5".to_owned(),
        upper: "8".to_owned(),
        currency_code: "GBP".to_owned(),
        ..amount("", Comparator::Between, "")
    };
    assert_eq!(quantity(en(), &span), "£5 to £8");
}

#[test]
fn arabic_says_two_by_the_noun_alone() {
    let arabic = Words::for_language("ar").expect("Arabic");
    let of = |value: &str, comparator| {
        quantity(arabic, &amount(value, comparator, "{truck}")).replace('\u{a0}', " ")
    };
    assert_eq!(of("2", Comparator::Exact), "شاحنتان");
    assert_eq!(of("2", Comparator::MoreThan), "أكثر من شاحنتين");
    assert_eq!(of("3", Comparator::MoreThan), "أكثر من 3 شاحنات");
    assert_eq!(of("40", Comparator::Exact), "40 شاحنة");
}

#[test]
fn durations_are_said_part_by_part() {
    for (text, said) in [
        ("P1Y6M", "1 year, 6 months"),
        ("P2W", "2 weeks"),
        ("PT48H", "48 hours"),
        ("PT1H", "1 hour"),
        ("PT1.5H", "1.5 hours"),
        ("P1DT12H", "1 day, 12 hours"),
        ("P5X", "P5X"),
    ] {
        let found = duration(en(), text).replace('\u{a0}', " ");
        assert_eq!(found, said, "{text}");
    }
}
