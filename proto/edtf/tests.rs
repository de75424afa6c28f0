//! Which texts are dates, which days they mean, and what holds for all of them.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Edtf {
    Edtf::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The first and the last day, as a table writes them: empty where there is none.
fn days(text: &str) -> [String; 2] {
    let Bounds { earliest, latest } = read(text).bounds();
    [earliest, latest].map(|day| day.map_or_else(String::new, |day| day.to_string()))
}

#[test]
fn dates_mean_their_days() {
    for (text, first, last) in [
        // A year, a month, a day.
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-06-19", "2024-06-19", "2024-06-19"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("0042-07", "0042-07-01", "0042-07-31"),
        // Before the year 0.
        ("-0043", "-0043-01-01", "-0043-12-31"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
        ("-0004-02", "-0004-02-01", "-0004-02-29"),
        ("-9999", "-9999-01-01", "-9999-12-31"),
        // Seasons.
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-23", "2024-09-01", "2024-11-30"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("-0001-24", "-0001-12-01", "0000-02-29"),
        // Marks change no day.
        ("2024?", "2024-01-01", "2024-12-31"),
        ("2024-06~", "2024-06-01", "2024-06-30"),
        ("2024-06-19%", "2024-06-19", "2024-06-19"),
        ("2024-21~", "2024-03-01", "2024-05-31"),
        ("-0043?", "-0043-01-01", "-0043-12-31"),
        // Digits that are unspecified.
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2XXX", "2000-01-01", "2999-12-31"),
        ("0XXX", "0000-01-01", "0999-12-31"),
        ("20XX~", "2000-01-01", "2099-12-31"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("2024-XX-XX", "2024-01-01", "2024-12-31"),
        ("2024-02-XX", "2024-02-01", "2024-02-29"),
        ("-01XX", "-0199-01-01", "-0100-12-31"),
        ("-00XX", "-0099-01-01", "-0001-12-31"),
        ("-0043-03-XX", "-0043-03-01", "-0043-03-31"),
        ("XXXX", "", ""),
        ("XXXX-XX", "", ""),
        ("XXXX-XX-XX", "", ""),
        // Times of day: the day as it is written.
        ("2024-06-19T23:20:30", "2024-06-19", "2024-06-19"),
        ("2024-06-19T23:20:30-04", "2024-06-19", "2024-06-19"),
        ("2024-06-19T24:00", "2024-06-19", "2024-06-19"),
        // Intervals.
        ("2022/2024", "2022-01-01", "2024-12-31"),
        ("2024-06-18/2024-06", "2024-06-18", "2024-06-30"),
        ("2024-06/2024-06-18", "2024-06-01", "2024-06-18"),
        ("2024/2024", "2024-01-01", "2024-12-31"),
        ("2024-06-19/2024-06-19", "2024-06-19", "2024-06-19"),
        ("2023-24/2024-21", "2023-12-01", "2024-05-31"),
        ("-0044/-0043", "-0044-01-01", "-0043-12-31"),
        ("-0001/0001", "-0001-01-01", "0001-12-31"),
        ("2022~/2024-06?", "2022-01-01", "2024-06-30"),
        // Ends that are open or unknown.
        ("2024-06/..", "2024-06-01", ""),
        ("2024-06/", "2024-06-01", ""),
        ("../2024-06", "", "2024-06-30"),
        ("/2024-06", "", "2024-06-30"),
        ("../..", "", ""),
        ("/", "", ""),
        ("/..", "", ""),
        ("../", "", ""),
    ] {
        assert_eq!(days(text), [first, last], "{text}");
        assert_eq!(read(text).to_string(), text);
    }
}

/// Times of day, between bars; the last line are leap seconds, which end a day of universal time.
const TIMES: [&str; 3] = [
    "00:00|23:59|23:20:30|23:20:30Z|23:20Z|23:20:30+04|23:20:30-04|23:20:30+04:30|23:20:30+00:00",
    "23:20:30+00:59|23:20:30+14:00|23:20:30-12:00|23:20:30.5|23:20:30.123456789Z|24:00|24:00:00|24:00Z",
    "23:59:60|23:59:60Z|18:59:60-05:00|05:29:60+05:30",
];

/// What is no time of day, between bars.
const NO_TIMES: [&str; 3] = [
    "|1|10|1:10|10:1|10:10:1|25:00|24:01|24:00:01|24:00:00.5|23:60|23:20:60|23:59:60+01|23:59:61Z",
    "10:10:10z|10:10:10Z15|10:10:10+24|10:10:10-13:00|10:10:10+14:01|10:10:10-00:00|10:10:10-05:60",
    "10:10:10+0530|10:10:10+1|10:10:10.|10:10.5|10:10:10.1234567890|10:10:10:10|101010|10:10:10?",
];

#[test]
fn times_of_day_are_read_as_they_are_written() {
    for time in TIMES.iter().flat_map(|times| times.split('|')) {
        let text = format!("2016-12-31T{time}");
        assert_eq!(read(&text).to_string(), text);
        assert_eq!(days(&text), ["2016-12-31", "2016-12-31"], "{text}");
        assert!(read(&text).is_exact(), "{text}");
    }
    for time in NO_TIMES.iter().flat_map(|times| times.split('|')) {
        let text = format!("2016-12-31T{time}");
        assert_eq!(Edtf::parse(&text), Err(EdtfError::TimeOfDay(text.clone())));
    }
}

type Reason = fn(String) -> EdtfError;

/// What is not read, by the reason; between bars.
const UNREAD: [(Reason, &str); 12] = [
    (
        EdtfError::Malformed,
        "| |?|-|+2024| 2024|2024 |2024-|2024-6-19|2024-06-1|Y2024|2024/06/19/20|19 June 2024",
    ),
    (
        EdtfError::Malformed,
        "2024-06-19t10:00|20xx|2024..2025|2024-06-19-20|NONE/|2012///2013|2024-6/2025|２０２４|२०२४",
    ),
    (EdtfError::Malformed, "2024T10:00|2024-06T10:00|T10:00"),
    (
        EdtfError::Calendar,
        "2024-00|2024-13|2024-20|2024-42|2024-99|2023-02-29|1900-02-29|2024-04-31|2024-01-00|2024-01-32",
    ),
    (
        EdtfError::Calendar,
        "2024-13-01|2024-21-01|2024-13-XX|2024-00-XX|-0000|-0000-01-01|2023-02-29T10:00|2024/2025-13",
    ),
    (
        EdtfError::Backwards,
        "2024/2023|2024-06-19/2024-06-18|2024-24/2024-21|0001/-0001|-0043/-0044",
    ),
    (EdtfError::ShortYear, "1|19|193|19?|-19|2024/25|24/2025"),
    (
        EdtfError::LongYear,
        "Y17000|Y-17000|Y170000002|12024|12024-06-19|-12024|202406190?|Y17000/2024",
    ),
    (
        EdtfError::LevelTwo,
        "[1667,1668]|{1960,1961-12}|[..1984]|Y17E7|Y-17E7|1950S2|Y3388E2S3|2001-25|2001-34|2001-41",
    ),
    (
        EdtfError::LevelTwo,
        "?2024|2024?-06|2024-?06|2024-~06-19|2024-06?-19|2024-1X|20X4|X024|1XXX-XX|20XX-XX|20XX-XX-XX|\
         20XX-06|156X-12-25|XXXX-12-XX|2024-XX-19|20XX-21|202X/203X|2024-06-XX/2024-07-03|2024-XX/2025|\
         2024/2025-XX-XX|-XXXX",
    ),
    (
        EdtfError::TimeInInterval,
        "2024-06-18T10:00/2024-06-19|2024-06-18/2024-06-19T10:00:00Z",
    ),
    (EdtfError::OutOfRange, "9999-24|9999-24?|9998/9999-24"),
];

#[test]
fn what_is_not_read_is_told_why() {
    for (reason, texts) in UNREAD {
        for text in texts.split('|') {
            let expected = reason(text.to_owned());
            assert_eq!(Edtf::parse(text), Err(expected), "{text}");
        }
    }
}

#[test]
fn only_one_known_day_is_exact() {
    for (text, exact) in [
        ("2024-06-19", true),
        ("-0043-03-15", true),
        ("2024-06-19T10:00Z", true),
        ("2024-06-19/2024-06-19", true),
        ("2024-06-19?", false),
        ("2024-06-19~", false),
        ("2024-06-19%", false),
        ("2024-06-19?/2024-06-19", false),
        ("2024-06-19/2024-06-19~", false),
        ("2024-06", false),
        ("2024-06-XX", false),
        ("2024-06-19/2024-06-20", false),
        ("2024-06-19/..", false),
        ("/", false),
        ("XXXX", false),
    ] {
        assert_eq!(read(text).is_exact(), exact, "{text}");
    }
}

#[test]
fn seconds_are_those_of_the_clock_by_which_they_are_written() {
    let day = Day::parse("2024-06-17").expect("a day").number() * SECONDS_OF_DAY;
    for (text, first, last) in [
        ("2024-06-17", 0, SECONDS_OF_DAY - 1),
        ("2024-06-17?", 0, SECONDS_OF_DAY - 1),
        ("2024-06-17T01:00", 3_600, 3_659),
        ("2024-06-17T01:00:01+04", 3_601, 3_601),
        ("2024-06-17T24:00:00", SECONDS_OF_DAY, SECONDS_OF_DAY),
    ] {
        assert_eq!(
            read(text).seconds(),
            (Some(day + first), Some(day + last)),
            "{text}"
        );
    }
    assert_eq!(read("2024-06-17/..").seconds(), (Some(day), None));
    assert_eq!(
        read("/2024-06-17").seconds(),
        (None, Some(day + SECONDS_OF_DAY - 1))
    );
}

#[test]
fn two_times_meet_where_they_may_have_a_day_in_common() {
    for (one, other, meet) in [
        ("2024", "2024-06-19", true),
        ("2024", "2025", false),
        ("2024/2025", "2025/2026", true),
        ("2024-06/..", "9999-12-31", true),
        ("2024-06/", "2024-05", false),
        ("../2024-06", "-9999", true),
        ("/", "2024", true),
        ("-0043", "-0044", false),
        ("-0043", "-0050/-0040", true),
        ("2023-24", "2024-02-29", true),
        ("2023-24", "2024-03", false),
    ] {
        let [one, other] = [one, other].map(|text| read(text).bounds());
        assert_eq!(one.meets(&other), meet, "{one:?} {other:?}");
        assert_eq!(other.meets(&one), meet, "{other:?} {one:?}");
    }
}

#[test]
fn times_are_in_the_order_of_their_days() {
    let ordered = [
        "../-0043",
        "/2024",
        "..",
        "-0044",
        "-0043",
        "-0001",
        "0000",
        "2023-24",
        "2024-06-18/2024-06-19",
        "2024-06-18/2024-06",
        "2024-06-18/..",
        "2024-06-19",
        "9999",
    ];
    let ordered = ordered.map(|text| read(if text == ".." { "../.." } else { text }).bounds());
    assert!(ordered.is_sorted(), "{ordered:?}");
}

/// A date that is level 0 or 1 by its make; most of them are in the calendar.
fn one_date() -> impl Strategy<Value = String> {
    let year = prop_oneof![
        "-?[0-9]{4}",
        "-?[0-9]{3}X",
        "-?[0-9]{2}XX",
        "[0-9]XXX",
        "XXXX",
        "20[0-9]{2}",
    ];
    let part = prop_oneof![
        "",
        "-(0[1-9]|1[0-2]|2[1-4]|XX)",
        "-(0[1-9]|1[0-2]|XX)-([0-2][0-9]|3[01]|XX)"
    ];
    (year, part, "[?~%]?").prop_map(|(year, part, mark)| format!("{year}{part}{mark}"))
}

fn expressions() -> impl Strategy<Value = String> {
    let time =
        "(T[0-2][0-9]:[0-5][0-9](:[0-6][0-9](\\.[0-9]{1,3})?)?(Z|[+-][01][0-9](:[0-5][0-9])?)?)";
    let moment =
        ("-?[0-9]{4}-0[1-9]-[0-2][0-9]", time).prop_map(|(day, time)| format!("{day}{time}"));
    let end = || prop_oneof![Just(String::new()), Just("..".to_owned()), one_date()];
    let interval = (end(), end()).prop_map(|(start, end)| format!("{start}/{end}"));
    prop_oneof![
        one_date(),
        moment,
        interval,
        "[0-9XYTZES?~%/.:+\\[{ -]{0,16}",
        ".{0,12}"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_read_is_printed_as_it_was_written_and_its_days_are_in_order(text in expressions()) {
        let read = match Edtf::parse(&text) {
            Ok(read) => read,
            Err(error) => {
                prop_assert!(error.to_string().contains(&text));
                return Ok(());
            }
        };
        prop_assert_eq!(read.to_string(), text);
        let Bounds { earliest, latest } = read.bounds();
        for day in [earliest, latest].into_iter().flatten() {
            prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
            prop_assert_eq!(Edtf::parse(&day.to_string()).expect("a day").bounds().earliest, Some(day));
        }
        if let (Some(first), Some(last)) = (earliest, latest) {
            prop_assert!(first <= last);
        }
        if let (Some(first), Some(last)) = read.seconds() {
            prop_assert!(first <= last);
        }
        prop_assert!(!read.is_exact() || earliest == latest);
    }

    #[test]
    fn the_order_of_times_is_total(texts in proptest::collection::vec(one_date(), 3)) {
        let read: Vec<Bounds> = texts
            .iter()
            .filter_map(|text| Some(Edtf::parse(text).ok()?.bounds()))
            .collect();
        if let [one, two, three] = read.as_slice() {
            prop_assert_eq!(one.cmp(two), two.cmp(one).reverse());
            prop_assert_eq!(one.cmp(two) == Ordering::Equal, one == two);
            if one <= two && two <= three {
                prop_assert!(one <= three);
            }
        }
    }

    #[test]
    fn a_day_lies_in_the_date_around_it(number in Day::FIRST.number()..=Day::LAST.number()) {
        let day = Day::from_number(number).expect("a day of the calendar");
        for precision in [Precision::Year, Precision::Month, Precision::Day] {
            let around = Date::around(day, precision, Qualifier::Uncertain);
            prop_assert_eq!(around.precision(), precision);
            let text = around.to_string();
            prop_assert_eq!(Edtf::parse(&text), Ok(Edtf::Date(around)));
            let own = Bounds { earliest: Some(day), latest: Some(day) };
            prop_assert!(around.bounds().meets(&own));
        }
    }
}
