//! Dates and durations in files: what is derived from them, and what is told of them.

use super::*;

#[test]
fn a_date_that_is_left_out_is_told_by_what_it_is() {
    for (date, message) in [
        (
            "2024-06-17T25:00",
            "`2024-06-17T25:00` has an invalid time of day; write `T23:20`, `T23:20:30`, `T23:20:30Z` or `T23:20:30+04:30`",
        ),
        (
            "Y17000",
            "`Y17000` has a year of more than four digits, which are not supported; years go from `-9999` to `9999`",
        ),
        (
            "19",
            "`19` is not a date; a year has four digits, a decade is written `201X`, a century `20XX`",
        ),
        ("2023-02-29", "`2023-02-29` is not in the calendar"),
        ("2024/2023", "`2024/2023` ends before it starts"),
        (
            "9999-24",
            "`9999-24` ends after the year 9999, the last possible one",
        ),
        (
            "2024-06-17T10:00/2024-06-18",
            "`2024-06-17T10:00/2024-06-18` has a time of day in an interval, which EDTF does not allow; write days: `2024-06-18/2024-06-19`",
        ),
    ] {
        let (_, assessment) = assess_with("period: 2024-06-17", &format!("period: \"{date}\""));
        let found: Vec<(Rule, &str)> = assessment
            .findings
            .iter()
            .map(|finding| (finding.rule, finding.message.as_str()))
            .collect();
        assert_eq!(found, [(Rule::BadDate, message)], "{date}");
    }
}

#[test]
fn dates_of_both_levels_are_taken() {
    for date in [
        "-0043",
        "2024-06-17T10:00:00Z",
        "../..",
        "/",
        "2024-06/",
        "-0044-03/-0043",
        "20XX",
        "2024-22~",
    ] {
        let (text, _) = assess_with("period: 2024-06-17", &format!("period: \"{date}\""));
        assert_eq!(text, "", "{date}");
    }
}

#[test]
fn a_window_that_no_date_can_say_is_refused_and_not_derived() {
    broken(
        "maximum: P3D",
        "maximum: P8000Y",
        expect![[r#"
            facts.yaml:20:40 error[bad-duration] `P8000Y` after 2024-06-18 is beyond the year 9999, the last possible one; leave `maximum` out if there is no end
        "#]],
    );
}

#[test]
fn hours_count_until_a_forecast_is_stale() {
    let horizon = "      horizon: {minimum: P1D, maximum: P3D}\n      resolution: occurred\n";
    for (maximum, stale) in [
        // Made on 18 June, looked at on 1 July.
        ("PT48H", true),
        ("PT312H", false),
        ("P12D", true),
        ("P13D", false),
        ("PT288H", true),
        ("PT289H", false),
    ] {
        let (text, _) = assess_with(horizon, &format!("      horizon: {{maximum: {maximum}}}\n"));
        assert_eq!(text.contains("stale-forecast"), stale, "{maximum}: {text}");
    }
}

#[test]
fn a_rate_is_not_for_no_time() {
    broken(
        "quantity: 3 m\n",
        "quantity: 3 m\n      rate: 3 m / P0D\n",
        expect![[r#"
            facts.yaml:10:13 error[bad-duration] `P0D` has no length; write a period such as `P1M`
        "#]],
    );
}
