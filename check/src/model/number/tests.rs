use super::*;

fn numbers_read(text: &str) -> String {
    let readings = readings(&plain(text));
    let numbers: Vec<String> = readings.into_iter().map(|reading| reading.number).collect();
    numbers.join(" | ")
}

#[test]
fn numbers_that_can_be_read_in_two_ways_have_both_readings() {
    for (text, readings) in [
        ("13.000", "13000 | 13"),
        ("13,000", "13000 | 13"),
        ("12.500", "12500 | 12.5"),
        ("1,234", "1234 | 1.234e0"),
        ("-3.141", "-3141 | -3.141e0"),
        ("١٣٬٠٠٠", "13000"),
        ("1,5", "1.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1234,567", "1234.567"),
        ("3,14159", "3.14159"),
        ("٣٫٥", "3.5"),
    ] {
        assert_eq!(numbers_read(text), readings, "{text}");
    }
}

#[test]
fn digits_in_groups_are_one_number_whatever_groups_them() {
    for text in [
        "3 700",
        "3\u{a0}700",
        "3\u{202f}700",
        "3\u{2009}700",
        "3'700",
        "3’700",
        "3_700",
        "٣٬٧٠٠",
        "３ ７００",
        "३ ७००",
    ] {
        assert_eq!(numbers_read(text), "3700", "{text}");
    }
    for (text, number) in [
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234 567", "1234567"),
        ("12,34,567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1,234,567.8", "1234567.8"),
        ("1 234,5", "1234.5"),
        ("1'234.50", "1234.50"),
        ("1.234,567", "1234.567"),
        ("-1 234 567,8", "-1234567.8"),
        ("−1 000", "-1000"),
    ] {
        assert_eq!(numbers_read(text), number, "{text}");
    }
}

#[test]
fn what_is_no_number_has_no_reading() {
    for text in [
        "",
        "-",
        "1..2",
        "1,2,3",
        "3 70",
        "12 3456",
        "1.2.456,7",
        "a",
        "1,",
        ",5",
        "0 700",
    ] {
        assert_eq!(numbers_read(text), "", "{text}");
    }
}

#[test]
fn a_number_of_the_contract_comes_back_from_what_an_author_writes() {
    for number in [
        "3.141", "13.000", "-999.999", "0.125", "1234.567", "2.5e6", "7", "1.5",
    ] {
        assert_eq!(decimal(&authored(number)).as_deref(), Some(number));
    }
    assert_eq!(authored("3.141"), "3.141e0");
    assert_eq!(decimal("3.141"), None);
    assert_eq!(decimal("7e0").as_deref(), Some("7e0"));
}
