use proptest::prelude::*;

use super::*;

/// What an editor is told: the readings, or `ok` where it is read.
fn advice(text: &str) -> String {
    match quantity(text) {
        Ok(_) => "ok".to_owned(),
        Err(error) => error.suggestion(),
    }
}

#[test]
fn amounts_that_mean_one_thing_are_read() {
    for text in [
        "3700",
        ">3700 {drone}",
        "2.5e6 {round}",
        "5..8 a",
        "EUR 12.5",
        "~GBP 160e6",
        "40 %",
        "<=0.9 s",
        "0.125 km",
        "1234.567 t",
        "3.141e0 m",
        "-4 Cel",
        "12 {fighter jet}",
        "3 {شاحنة}",
        "2 {child|children}",
        "7 km/h",
        "5 1",
        "75 m",
        "3 10*3/uL",
    ] {
        assert_eq!(advice(text), "ok", "{text}");
    }
}

#[test]
fn amounts_with_two_readings_are_refused_with_both() {
    for (text, readings) in [
        (
            "3 700",
            "write `3700` if it is one number, or `3..700` if it is a range",
        ),
        (
            "3 700 {shell}",
            "write `3700 {shell}` if it is one number, or `3..700 {shell}` if it is a range",
        ),
        (
            "13.000 {job}",
            "write `13000 {job}` if the point groups thousands, or `13 {job}` if the point separates decimals",
        ),
        (
            "13,000",
            "write `13000` if the comma groups thousands, or `13` if the comma separates decimals",
        ),
        (
            "EUR 1,234",
            "write `EUR 1234` if the comma groups thousands, or `EUR 1.234e0` if the comma separates decimals",
        ),
        (
            "3.500..4.500 t",
            "write `3500..4500 t` if the point groups thousands, or `3.5..4.5 t` if the point separates decimals",
        ),
        (
            "75m",
            "write `75e6` if `m` means million, or `75 m` if `m` is the unit",
        ),
        (
            "2 billion {tree}",
            "write `2e9 {tree}` if a billion is a thousand million, or `2e12 {tree}` if a billion is a million million",
        ),
        (
            "¥500",
            "write `JPY 500` if Japanese yen is meant, or `CNY 500` if Renminbi (Chinese) yuan is meant",
        ),
    ] {
        let error = quantity(text).expect_err(text);
        assert_eq!(error.suggestion(), readings, "{text}");
        assert_eq!(error.to_string(), format!("`{text}` is ambiguous"));
    }
}

#[test]
fn every_way_to_group_digits_is_answered_in_every_language() {
    for text in [
        "13\u{a0}000 {job}",
        "13\u{202f}000 {job}",
        "13\u{2009}000 {job}",
        "13'000 {job}",
        "13’000 {job}",
        "13_000 {job}",
        "١٣٬٠٠٠ {job}",
        "13.000 {job}",
        "13,000 {job}",
        "13 000 {job}",
        "１３,０００ {job}",
    ] {
        let error = quantity(text).expect_err(text);
        assert_eq!(
            error.meant().first().map(|meant| meant.write.as_str()),
            Some("13000 {job}"),
            "{text}"
        );
    }
}

#[test]
fn what_can_mean_one_thing_only_is_told() {
    for (text, write) in [
        ("1.234.567,8", "1234567.8"),
        ("1,234,567 {vote}", "1234567 {vote}"),
        ("1'000", "1000"),
        ("1 234 567 {vote}", "1234567 {vote}"),
        ("12,5 km", "12.5 km"),
        ("1.97bn", "1.97e9"),
        ("75 million GBP", "GBP 75e6"),
        ("£75m", "GBP 75e6"),
        ("US$1.97bn", "USD 1.97e9"),
        ("GBP ~160e6", "~GBP 160e6"),
        ("75 GBP", "GBP 75"),
        ("75 €", "EUR 75"),
        ("EUR75", "EUR 75"),
        ("£75-80m", "GBP 75e6..80e6"),
        ("12 Mrd. Euro", "EUR 12e9"),
        ("2,5 millions de {munition}", "2.5e6 {munition}"),
        ("3 millions d’habitants", "3e6 {habitant}"),
        ("5 lakh {voter}", "5e5 {voter}"),
        ("٣٧٠٠ {shell}", "3700 {shell}"),
        ("٥ ملايين يورو", "EUR 5e6"),
        ("≥ 300 km", ">=300 km"),
        ("about 300 km", "~300 km"),
        ("more than 3,7 t", ">3.7 t"),
        ("5–8 a", "5..8 a"),
        ("5 to 8 years", "5..8 a"),
        ("5%", "5 %"),
        ("5km", "5 km"),
        ("10 km per hour", "10 km/h"),
        ("“300 {job}”", "300 {job}"),
        ("4 fighter jets", "4 {fighter jet}"),
        ("−5 Cel", "-5 Cel"),
    ] {
        let wanted = format!("write `{write}`");
        assert_eq!(advice(text), wanted, "{text}");
        assert_eq!(advice(write), "ok", "{write}");
    }
}

#[test]
fn what_means_nothing_gets_examples() {
    for text in [
        "", "many", "1..2..3", "km 5", ">", "€75/t", "5.. a", "~5..8", "8..5 a a",
    ] {
        let error = quantity(text).expect_err(text);
        assert!(error.to_string().ends_with("is not an amount"), "{text}");
        assert_eq!(error.suggestion(), AMOUNTS, "{text}");
    }
}

#[test]
fn rates_are_answered_like_amounts() {
    for (text, write) in [
        ("300 {drone} per month", "300 {drone} / P1M"),
        ("300 {drone}/month", "300 {drone} / P1M"),
        ("3'000 {drone} / P1M", "3000 {drone} / P1M"),
        ("5 {flight} a day", "5 {flight} / P1D"),
        ("£75m a year", "GBP 75e6 / P1Y"),
        ("2 {visite} par jour", "2 {visite} / P1D"),
    ] {
        let error = rate(text).expect_err(text);
        assert_eq!(error.suggestion(), format!("write `{write}`"), "{text}");
        assert!(rate(write).is_ok(), "{write}");
    }
    let error = rate("300 {drone}").expect_err("no period");
    assert_eq!(error.to_string(), "`300 {drone}` is not a rate");
    assert_eq!(error.suggestion(), RATES);
}

#[test]
fn a_number_by_itself_is_held_to_the_same() {
    assert_eq!(decimal("2.5e6").as_deref(), Ok("2.5e6"));
    assert_eq!(decimal("3.141e0").as_deref(), Ok("3.141"));
    for (text, suggestion) in [
        (
            "13.000",
            "write `13000` if the point groups thousands, or `13` if the point separates decimals",
        ),
        ("75m", "write `75e6`"),
        ("1.97bn", "write `1.97e9`"),
        ("many", NUMBERS),
    ] {
        let error = decimal(text).expect_err(text);
        assert_eq!(error.suggestion(), suggestion, "{text}");
    }
}

proptest! {
    #[test]
    fn whatever_is_told_is_read(text in "[<>~≥]{0,2}[£$€]?[ A-Z]{0,4}[0-9٠-٣]{1,3}[ .,'\u{a0}٬]?[0-9]{0,3}[ .,]?[0-9]{0,3} ?(m|bn|million|Mrd.|k|km|GB|%|jobs|\\{a b\\}|EUR|/t)?") {
        if let Err(error) = quantity(&text) {
            for meant in error.meant() {
                prop_assert!(quantity(&meant.write).is_ok(), "{text}: {}", meant.write);
            }
        }
        let _never_panics = rate(&text).map_err(|error| error.suggestion());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,24}") {
        let _read = quantity(&text).map_err(|error| error.suggestion());
        let _read = rate(&text).map_err(|error| error.suggestion());
        let _read = decimal(&text).map_err(|error| error.suggestion());
    }
}
