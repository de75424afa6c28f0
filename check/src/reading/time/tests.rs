use dossier::{Day, Edtf};
use proptest::prelude::*;

mod languages;

use super::super::Reader;
use super::{Agreement, Time, TimeKind, agrees_duration};

/// What a reader says of a text, with the day of publication 19 June 2024, a Wednesday: the words of each
/// time, its kind, and what it may be.
fn times_in(language: &str, text: &str) -> String {
    let reference = Day::parse("2024-06-19");
    let found = Reader::new(language).times(text);
    let times = found.iter().map(|time| {
        let words = text.get(time.start..time.end).expect("a place in the text");
        format!("{words} = {}", value(&time.value, reference))
    });
    times.collect::<Vec<_>>().join("; ")
}

fn value(time: &Time, reference: Option<Day>) -> String {
    let length = time.length();
    if time.kind() == TimeKind::Duration {
        let length = length.expect("a duration has a length");
        let about = if length.approximate { "~" } else { "" };
        return match &length.most {
            Some(most) => format!("{about}{}..{most}", length.least),
            None => format!("{about}{}", length.least),
        };
    }
    let times = time.candidates(reference);
    let times: Vec<String> = times.iter().map(ToString::to_string).collect();
    if times.is_empty() {
        "?".to_owned()
    } else {
        times.join(" or ")
    }
}

/// Compares what is told of each text with what is expected.
fn check(language: &str, cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let found = times_in(language, text);
        if found != *expected {
            wrong.push(format!("{text}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn kinds_are_told_apart() {
    for (text, kind) in [
        ("in 2024", TimeKind::Absolute),
        ("since 2008", TimeKind::Absolute),
        ("early 2024", TimeKind::Absolute),
        ("in June", TimeKind::Partial),
        ("on Monday", TimeKind::Partial),
        ("on 5/6/2024", TimeKind::Partial),
        ("since June", TimeKind::Partial),
        ("yesterday", TimeKind::Relative),
        ("last January", TimeKind::Relative),
        ("three days later", TimeKind::Relative),
        ("five years", TimeKind::Duration),
    ] {
        let found = Reader::new("en").times(text);
        let kinds: Vec<TimeKind> = found.iter().map(|time| time.value.kind()).collect();
        assert_eq!(kinds, [kind], "{text}");
    }
}

#[test]
fn times_agree_by_what_is_said() {
    use Agreement::{Compatible, Different, Same, Unknown};
    for (text, value, expected) in [
        ("on 19 June 2024", "2024-06-19", Same),
        ("in June 2024", "2024-06-19", Compatible),
        ("on 19 June 2024", "2024-06", Compatible),
        ("on 19 June 2024", "2024-06-20", Different),
        ("on 19 June", "2024-06-19", Same),
        ("on 19 June", "2023-06-19", Same),
        ("on 19 June", "2014-06-19", Different),
        ("around 2010", "2010~", Same),
        ("around 2010", "2010", Compatible),
        ("the 1990s", "199X", Same),
        ("the 1990s", "1990/1999", Same),
        ("the 1990s", "1994", Compatible),
        ("the 1990s", "1984", Different),
        ("from 2010 to 2015", "2010/2015", Same),
        ("from 2010 to 2015", "2010/2016", Different),
        ("from 2010 to 2015", "2010", Compatible),
        ("from 2010 to 2015", "2012", Different),
        ("since 2008", "2008/..", Same),
        ("since 2008", "2009/..", Different),
        ("since 2008", "2008", Compatible),
        ("since 2008", "2015", Different),
        ("since 2008", "2008/2015", Compatible),
        ("until 2029", "../2029", Same),
        ("until 2029", "2029", Compatible),
        ("until 2029", "2028", Different),
        ("early 2024", "2024-02", Compatible),
        ("early 2024", "2024-11", Different),
        ("two years ago", "2022", Same),
        ("two years ago", "2022-06-19", Same),
        ("two years ago", "2021", Different),
        ("yesterday", "2024-06-18", Same),
        ("yesterday", "2024-06-19", Different),
        ("three days later", "2024-06-18", Unknown),
        ("the following week", "2024-06-26", Compatible),
        ("the following week", "2022-03-02", Unknown),
        ("the next day", "2022-03-02", Unknown),
        ("next week", "2022-03-02", Different),
        ("5/6/2024", "2024-06-05", Same),
        ("the third quarter of 2023", "2023-07/2023-09", Same),
        ("the third quarter of 2023", "2023-08", Compatible),
        ("the third quarter of 2023", "2023-10", Different),
    ] {
        let found = Reader::new("en").times(text);
        let [mention] = found.as_slice() else {
            panic!("{text}: {found:?}");
        };
        let value = Edtf::parse(value).expect(value);
        let agreement = mention.value.agrees(&value, Day::parse("2024-06-19"));
        assert_eq!(agreement, expected, "{text} and {value}");
    }
}

#[test]
fn lengths_agree_where_they_are_as_long() {
    use Agreement::{Compatible, Different, Same, Unknown};
    for (one, other, expected) in [
        ("P1Y", "P12M", Same),
        ("PT48H", "P2D", Same),
        ("P2W", "P14D", Same),
        ("PT0.9S", "PT0.90S", Same),
        ("P1M", "P30D", Compatible),
        ("P1Y", "P365D", Compatible),
        ("P1M", "P32D", Different),
        ("P5Y", "P8Y", Different),
        ("PT1M", "P1M", Different),
        ("five", "P5Y", Unknown),
    ] {
        assert_eq!(agrees_duration(one, other), expected, "{one} {other}");
        assert_eq!(agrees_duration(other, one), expected, "{other} {one}");
    }
    let length = |text| {
        let found = Reader::new("en").times(text);
        let length = found.first().and_then(|time| time.value.length());
        length.expect(text)
    };
    assert_eq!(length("within five years").agrees("P5Y"), Same);
    assert_eq!(length("five to eight years").agrees("P5Y"), Compatible);
    assert_eq!(length("five to eight years").agrees("P6Y"), Different);
}

/// Words of all languages and the marks around them, so that readings are tried that prose seldom has.
fn pieces() -> impl Strategy<Value = String> {
    let words: Vec<&str> = super::table::files()
        .into_iter()
        .flat_map(str::split_whitespace)
        .collect();
    let word = proptest::sample::select(words).prop_map(|word| {
        let word = word.split('=').next().unwrap_or_default();
        word.replace('_', " ").replace('~', "en")
    });
    let piece = prop_oneof![
        4 => word,
        3 => "[0-9]{1,4}",
        1 => "[0-9٠-٩]{1,9}",
        1 => Just("9999-12-31".to_owned()),
        2 => "[-–/.,:'()%]",
        1 => "\\PC{0,6}",
    ];
    proptest::collection::vec((piece, prop_oneof![Just(" "), Just("")]), 0..12).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, space)| [piece, space.to_owned()])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn places_are_in_order_and_times_can_be_written(text in pieces(), language in 0..6_usize) {
        let language = ["ar", "en", "fr", "de", "es", "nl"][language];
        let mut last = 0;
        for mention in Reader::new(language).times(&text) {
            prop_assert!(mention.start >= last && mention.end > mention.start);
            prop_assert!(text.get(mention.start..mention.end).is_some());
            last = mention.end;
            for reference in [None, Day::parse("2024-02-29"), Some(Day::FIRST), Some(Day::LAST)] {
                for time in mention.value.candidates(reference) {
                    prop_assert_eq!(Edtf::parse(&time.to_string()), Ok(time.clone()));
                    prop_assert_ne!(mention.value.agrees(&time, reference), Agreement::Different);
                }
            }
            if let Some(absolute) = mention.value.absolute() {
                prop_assert_eq!(mention.value.kind(), TimeKind::Absolute);
                prop_assert_eq!(Edtf::parse(&absolute.to_string()), Ok(absolute));
            }
            if let Some(length) = mention.value.length() {
                prop_assert!(dossier::duration::Duration::parse(&length.least).is_some(), "{}", length.least);
            }
        }
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn an_end_before_a_time_is_the_day_before_it() {
    let day = Day::new(2025, 11, 26);
    for (language, text, written, right, wrong) in [
        (
            "en",
            "before 2031",
            "../2030",
            &["../2030", "../2030-12", "../2030-12-31", "../2031"][..],
            &["../2029", "../2032", "../2030-11"][..],
        ),
        (
            "de",
            "vor 2031",
            "../2030",
            &["../2030", "../2030-12-31"],
            &["../2029"],
        ),
        (
            "fr",
            "avant 2031",
            "../2030",
            &["../2030", "../2030-12"],
            &["../2029"],
        ),
        (
            "es",
            "antes de 2031",
            "../2030",
            &["../2030", "../2030-12"],
            &["../2029"],
        ),
        (
            "ar",
            "قبل 2031",
            "../2030",
            &["../2030", "../2030-12"],
            &["../2029"],
        ),
        (
            "en",
            "before May 2031",
            "../2031-04",
            &["../2031-04", "../2031-04-30"],
            &["../2031-03"],
        ),
        (
            "en",
            "by 2031",
            "../2031",
            &["../2031"],
            &["../2030", "../2030-12-31"],
        ),
        (
            "en",
            "by mid-2028",
            "../2028-08",
            &[
                "../2028-06",
                "../2028-06-30",
                "../2028-07",
                "../2028-08",
                "../2028",
            ],
            &["../2027", "../2028-12", "../2029"],
        ),
        (
            "de",
            "bis Mitte 2027",
            "../2027-08",
            &["../2027-06", "../2027-07", "../2027"],
            &["../2026", "../2027-11"],
        ),
        (
            "fr",
            "d'ici mi-2028",
            "../2028-08",
            &["../2028-06", "../2028"],
            &["../2027"],
        ),
    ] {
        let times = Reader::new(language).times(text);
        let time = &times.first().expect("a time").value;
        assert_eq!(time.written(day), written, "{text}");
        for (values, expected) in [(right, true), (wrong, false)] {
            for value in values {
                let edtf = Edtf::parse(value).expect("a time");
                let same = time.agrees(&edtf, day) == Agreement::Same;
                assert_eq!(same, expected, "{text} {value}");
            }
        }
    }
}

#[test]
fn a_year_may_stand_before_a_number_in_words() {
    for (language, text, expected) in [
        ("de", "Die Bahn verlor 2024 zwölf Prozent.", "2024 = 2024"),
        (
            "de",
            "Die Werft verlor 2023 zwanzig Aufträge.",
            "2023 = 2023",
        ),
        ("en", "In 2023 twenty ships sank.", "2023 = 2023"),
        (
            "fr",
            "La ville a perdu en 2023 vingt navires.",
            "2023 = 2023",
        ),
        ("es", "Perdió en 2023 veinte barcos.", "2023 = 2023"),
        ("de", "Es kamen 2000 Tonnen.", ""),
        ("fr", "Des sept grands navires, un a coulé.", ""),
        (
            "fr",
            "Le 3 sept 2024, un navire a coulé.",
            "Le 3 sept 2024 = 2024-09-03",
        ),
    ] {
        assert_eq!(times_in(language, text), expected, "{text}");
    }
}
