//! A `*` at an end of a value: what a text, a name or a unit is known by.

use super::*;

#[test]
fn a_pattern_of_a_unit_knows_it_however_it_is_typed() {
    for (stored, asked, fits) in [
        ("{leap_second}", "{leap_sec*", true),
        ("{leap_second}", "{leap sec*", true),
        ("{leap second}", "{leap_sec*", true),
        ("{leap second}", "{leap__sec*", true),
        ("{leap_second}", "{leap_*", true),
        ("{leap}", "{leap_*", false),
        ("{leap_second}", "*p_second}", true),
        ("{leap_second}", "*_second}", true),
        ("{leap second}", "*_second}", true),
        ("{leap_second}", "*p_sec*", true),
        ("{leap second}", "*p_sec*", true),
        ("{leap_second|leap_seconds}", "*leap_seconds}", true),
        ("{leap_second|leap_seconds}", "*leap seconds}", true),
        ("{leap_second|leap_seconds}", "*leap_second}", true),
        ("{leap second|leap seconds}", "*leap_seconds}", true),
        ("{leap_second|leap_seconds}", "{leap_second|*", true),
        ("{leap_second | leap_seconds}", "{leap_second|leap*", true),
        ("{leap_second}", "*leap_seconds}", false),
        ("{ve\u{301}hicule}", "{v\u{e9}h*", true),
        ("{v\u{e9}hicule}", "*ve\u{301}h*", true),
        ("{a\u{200b}b}", "{ab*", true),
        ("{ab}", "*a\u{200b}b}", true),
        ("{death|deaths}/{foot_soldier}", "*}/{foot s*", true),
        ("{death|deaths}/{foot_soldier}", "{death}/{foot_s*", true),
        ("[in_i]", "[in_*", true),
        ("[in_i]", "*n_i]", true),
        ("[in_i]", "*n i]", false),
        ("[in_i]", "*n_i*", true),
        ("km", "k*", true),
        ("km", "*k", false),
    ] {
        let transfer = Transfer {
            quantity: Some(quantity("40", stored)),
            ..Transfer::default()
        };
        let fact = bare(Body::Transfer(Box::new(transfer)));
        let filter = format!("transfer.quantity.unit = '{asked}'");
        table(&fact, &[(&filter, fits)]);
    }
}

#[test]
fn a_pattern_of_a_name_may_be_as_long_as_an_id() {
    let longest = "a".repeat(63);
    let shorter = "a".repeat(62);
    let longer = "a".repeat(64);
    let fact = record(Fact {
        name: "facts/long".to_owned(),
        evidence: vec![Evidence {
            article: format!("articles/{longest}"),
            ..Evidence::default()
        }],
        ..Fact::default()
    });
    let filter = |pattern: &str| format!("evidence.article = '{pattern}'");
    for (pattern, fits) in [
        (format!("articles/{longest}*"), true),
        (format!("articles/{shorter}*"), true),
        (format!("*{longest}"), true),
        (format!("*{shorter}"), true),
        (format!("*{longest}*"), true),
        (format!("*{shorter}*"), true),
        (format!("*cles/{longest}*"), true),
        (format!("*cles/{longest}"), true),
        (format!("articles/{shorter}-*"), false),
        (format!("*-{shorter}"), false),
        ("*-*".to_owned(), false),
        ("*-a*".to_owned(), false),
    ] {
        match parse(&filter(&pattern)) {
            Ok(filter) => assert_eq!(filter.matches(&fact), fits, "{pattern}"),
            // A hyphen at the outer side needs another character, which is one too many.
            Err(error) => assert!(
                pattern.contains(&shorter) && pattern.contains('-'),
                "{error}"
            ),
        }
    }
    for pattern in [
        format!("articles/{longer}*"),
        format!("*{longer}"),
        format!("*{longer}*"),
        "articles/-*".to_owned(),
        "*-".to_owned(),
        "*A*".to_owned(),
    ] {
        assert!(parse(&filter(&pattern)).is_err(), "{pattern}");
    }
}
