use super::*;

/// A date in English, French and Arabic.
const SAID: [(&str, [&str; 3]); 41] = [
    (
        "2024-06-19",
        ["19 June 2024", "19 juin 2024", "19 يونيو 2024"],
    ),
    ("2024-06", ["June 2024", "juin 2024", "يونيو 2024"]),
    ("2024", ["2024", "2024", "2024"]),
    ("2024-21", ["spring 2024", "printemps 2024", "ربيع 2024"]),
    (
        "2024-24",
        ["winter 2024–2025", "hiver 2024-2025", "شتاء 2024–2025"],
    ),
    ("2024~", ["about 2024", "vers 2024", "نحو 2024"]),
    (
        "2024-06?",
        [
            "possibly June 2024",
            "peut-être juin 2024",
            "ربما يونيو 2024",
        ],
    ),
    (
        "2024%",
        [
            "possibly about 2024",
            "peut-être vers 2024",
            "ربما نحو 2024",
        ],
    ),
    ("2024-XX", ["2024", "2024", "2024"]),
    ("2024-XX-XX", ["2024", "2024", "2024"]),
    ("2024-06-XX", ["June 2024", "juin 2024", "يونيو 2024"]),
    ("201X", ["the 2010s", "les années 2010", "عقد 2010"]),
    (
        "190X",
        [
            "the years 1900 to 1909",
            "les années 1900 à 1909",
            "الأعوام من 1900 إلى 1909",
        ],
    ),
    (
        "19XX",
        [
            "the 1900s",
            "les années 1900 à 1999",
            "الأعوام من 1900 إلى 1999",
        ],
    ),
    (
        "1XXX",
        [
            "the years 1000 to 1999",
            "les années 1000 à 1999",
            "الأعوام من 1000 إلى 1999",
        ],
    ),
    (
        "XXXX",
        ["an unknown date", "une date inconnue", "تاريخ غير معروف"],
    ),
    // Years with their era.
    ("0000", ["1 BC", "1 av. J.-C.", "1 ق.م"]),
    ("-0043", ["44 BC", "44 av. J.-C.", "44 ق.م"]),
    (
        "-0043-03-15",
        ["15 March 44 BC", "15 mars 44 av. J.-C.", "15 مارس 44 ق.م"],
    ),
    ("0042", ["AD 42", "42 apr. J.-C.", "42 م"]),
    (
        "-01XX",
        [
            "the years 200 BC to 101 BC",
            "les années 200 av. J.-C. à 101 av. J.-C.",
            "الأعوام من 200 ق.م إلى 101 ق.م",
        ],
    ),
    // Times of day.
    (
        "2024-06-19T23:20:30Z",
        [
            "19 June 2024, 23:20:30 UTC",
            "19 juin 2024, 23:20:30 UTC",
            "19 يونيو 2024، 23:20:30 UTC",
        ],
    ),
    (
        "2024-06-19T23:20-04:30",
        [
            "19 June 2024, 23:20 UTC−04:30",
            "19 juin 2024, 23:20 UTC−04:30",
            "19 يونيو 2024، 23:20 UTC−04:30",
        ],
    ),
    (
        "2024-06-19T23:20",
        [
            "19 June 2024, 23:20",
            "19 juin 2024, 23:20",
            "19 يونيو 2024، 23:20",
        ],
    ),
    // Intervals.
    (
        "2022/2024-06",
        [
            "2022 to June 2024",
            "2022 – juin 2024",
            "من 2022 إلى يونيو 2024",
        ],
    ),
    ("2024/2024", ["2024", "2024", "2024"]),
    (
        "2024?/2024",
        ["possibly 2024", "peut-être 2024", "ربما 2024"],
    ),
    (
        "2024-06~/2024-06?",
        [
            "possibly about June 2024",
            "peut-être vers juin 2024",
            "ربما نحو يونيو 2024",
        ],
    ),
    (
        "2024-21/..",
        [
            "from spring 2024 on",
            "à partir du printemps 2024",
            "منذ ربيع 2024",
        ],
    ),
    (
        "2024-24~",
        [
            "about winter 2024–2025",
            "vers l’hiver 2024-2025",
            "نحو شتاء 2024–2025",
        ],
    ),
    (
        "2024-06-19/2024-06-19",
        ["19 June 2024", "19 juin 2024", "19 يونيو 2024"],
    ),
    (
        "2024-06-19/2024-06-19~",
        [
            "about 19 June 2024",
            "vers le 19 juin 2024",
            "نحو 19 يونيو 2024",
        ],
    ),
    // An open end and an unknown one.
    ("2022/..", ["from 2022 on", "à partir de 2022", "منذ 2022"]),
    (
        "2022/",
        [
            "2022 to an unknown date",
            "2022 – une date inconnue",
            "من 2022 إلى تاريخ غير معروف",
        ],
    ),
    ("../2024", ["until 2024", "jusqu’à 2024", "حتى 2024"]),
    (
        "/2024",
        [
            "an unknown date to 2024",
            "une date inconnue – 2024",
            "من تاريخ غير معروف إلى 2024",
        ],
    ),
    (
        "../..",
        [
            "without beginning or end",
            "sans début ni fin",
            "بلا بداية ولا نهاية",
        ],
    ),
    ("/", ["unknown", "inconnu", "غير معروف"]),
    (
        "../",
        [
            "until an unknown date",
            "jusqu’à une date inconnue",
            "حتى تاريخ غير معروف",
        ],
    ),
    (
        "/..",
        [
            "from an unknown date on",
            "à partir d’une date inconnue",
            "منذ تاريخ غير معروف",
        ],
    ),
    // What is no date.
    ("some day", ["some day", "some day", "some day"]),
];

#[test]
fn dates_are_said_as_precisely_as_they_are_known_and_no_more() {
    for (text, expected) in SAID {
        let found = Words::ALL.map(|words| date(words, text));
        assert_eq!(found, expected, "{text}");
    }
    assert_eq!(date(Words::ALL[0], ""), "");
}

#[test]
fn french_has_an_article_for_days_only() {
    for (text, expected) in [
        ("2024-06-01/..", "à partir du 1er juin 2024"),
        ("../2024-06-19", "jusqu’au 19 juin 2024"),
        ("-0043/..", "à partir de 44 av. J.-C."),
    ] {
        assert_eq!(date(Words::ALL[1], text), expected);
    }
}

#[test]
fn a_date_that_was_worked_out_says_so() {
    let expression = TimeExpression {
        edtf: "2024-06-19".to_owned(),
        verbatim: "on Wednesday".to_owned(),
        basis: TimeBasis::Inferred.into(),
        ..Default::default()
    };
    let when = time(Words::ALL[0], Some(&expression)).expect("a time");
    assert_eq!(when.text, "19 June 2024");
    assert_eq!(when.machine, "2024-06-19");
    assert_eq!(when.note, "our inference; the source says “on Wednesday”");
}

#[test]
fn machines_are_told_what_is_known_and_no_day_that_is_made_up() {
    for (text, [start, end], html) in [
        ("2024-06-19", ["2024-06-19", "2024-06-19"], "2024-06-19"),
        ("2024-06", ["2024-06", ""], "2024-06"),
        ("2024", ["2024", ""], "2024"),
        ("0042", ["0042", ""], "0042"),
        ("2024?", ["", ""], ""),
        ("2024-06-19~", ["", ""], ""),
        ("2024-21", ["", ""], ""),
        ("2024-XX", ["", ""], ""),
        ("202X", ["", ""], ""),
        ("-0043-03-15", ["", ""], ""),
        ("0000", ["", ""], ""),
        (
            "2024-06-19T23:20:30Z",
            ["2024-06-19T23:20:30Z", "2024-06-19T23:20:30Z"],
            "2024-06-19",
        ),
        ("2022/2024-06", ["2022", "2024-06"], ""),
        ("2022~/2024", ["", "2024"], ""),
        ("2022/..", ["2022", ""], ""),
        ("/2024", ["", "2024"], ""),
        ("/", ["", ""], ""),
    ] {
        let read = Edtf::parse(text).expect(text);
        let found = stated(&read).map(Option::unwrap_or_default);
        assert_eq!(found, [start, end], "{text}");
        assert_eq!(machine(text), html, "{text}");
    }
}
