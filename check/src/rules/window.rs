//! Between which days must a forecast come true, counted from the day on which it was made?
//!
//! A window is only as precise as what it is counted from. Two years after `2024-06?` is `2026-06?`: not
//! a day, and not certain. And it is a date that can be parsed again, or there is none.

use dossier::duration::Rounding;
use dossier::edtf::{Date, End, Interval, Precision, Qualifier};
use dossier::v1::{Horizon, Resource, TimeBasis, TimeExpression, fact::Body, resource};
use dossier::{Day, Duration, Edtf};

use crate::diagnostic::{At, Finding, Rule};

/// Computes the windows of forecasts whose day of statement is known.
pub(super) fn complete(resources: &mut [Resource], findings: &mut Vec<Finding>) {
    for resource in resources {
        let Some(resource::Resource::Fact(fact)) = &mut resource.resource else {
            continue;
        };
        let Some(Body::Forecast(forecast)) = &mut fact.body else {
            continue;
        };
        let dated = forecast
            .made_on
            .as_ref()
            .filter(|made_on| !made_on.edtf.is_empty());
        let finding = match (dated, &forecast.window, &forecast.horizon) {
            (None, Some(_), _) => {
                let message = "a window counts from the day on which the forecast was made; write it in `made_on`";
                let at = At::resource(&fact.name).field("forecast").field("window");
                Finding::new(Rule::NoMadeOn, at, message)
            }
            (Some(made_on), None, Some(horizon)) => match window(made_on, horizon) {
                Ok(window) => {
                    forecast.window = window;
                    continue;
                }
                Err(Unreachable { field, message }) => {
                    let at = At::resource(&fact.name).field("forecast").field("horizon");
                    let at = field.map_or(at.clone(), |field| at.field(field));
                    Finding::new(Rule::BadDuration, at, message)
                }
            },
            _ => continue,
        };
        findings.push(finding);
    }
}

/// Why a horizon has no window: the field below it that is to blame, and what to do.
struct Unreachable {
    field: Option<&'static str>,
    message: String,
}

/// From the earliest day that the shortest span allows to the latest that the longest one does, as
/// precise and as sure as the day of statement. Nothing where that has an end that is not known, or
/// where something cannot be read, which is told elsewhere.
fn window(
    made_on: &TimeExpression,
    horizon: &Horizon,
) -> Result<Option<TimeExpression>, Unreachable> {
    let Ok(made) = Edtf::parse(&made_on.edtf) else {
        return Ok(None);
    };
    let (Some(first), Some(last)) = made.seconds() else {
        return Ok(None);
    };
    let [minimum, maximum] = [&horizon.minimum, &horizon.maximum].map(|text| Duration::parse(text));
    let unread = |text: &str, read: &Option<Duration>| !text.is_empty() && read.is_none();
    if unread(&horizon.minimum, &minimum) || unread(&horizon.maximum, &maximum) {
        return Ok(None);
    }
    // That the shortest span is longer than the longest is told elsewhere too, where it always is.
    let swapped = minimum.as_ref().zip(maximum.as_ref());
    if swapped.is_some_and(|(shortest, longest)| shortest.is_longer_than(longest)) {
        return Ok(None);
    }
    let from = match &minimum {
        None => made.bounds().earliest,
        Some(shortest) => shortest.day_after(first, Rounding::Down),
    };
    let from = from.ok_or_else(|| beyond("minimum", &horizon.minimum, made_on))?;
    let to = match &maximum {
        None => None,
        Some(longest) => {
            let to = longest.day_after(last, Rounding::Up);
            Some(to.ok_or_else(|| beyond("maximum", &horizon.maximum, made_on))?)
        }
    };
    let [start, end] = ends(&made);
    let end = to.map_or(End::Open, |day| End::Date(like(day, end)));
    let interval = Interval::new(End::Date(like(from, start)), end).map_err(|_| Unreachable {
        field: None,
        message: format!(
            "counted from {}, the horizon's `minimum` ends after its `maximum`",
            made_on.edtf
        ),
    })?;
    let window = TimeExpression::from_edtf(&Edtf::Interval(interval));
    Ok(Some(TimeExpression {
        basis: TimeBasis::Resolved.into(),
        ..window
    }))
}

/// A span that leads to where no date is.
fn beyond(field: &'static str, span: &str, made_on: &TimeExpression) -> Unreachable {
    let instead = if field == "maximum" {
        "; leave `maximum` out if there is no end"
    } else {
        ""
    };
    let message = format!(
        "`{span}` after {} is beyond the year 9999, the last possible one{instead}",
        made_on.edtf
    );
    Unreachable {
        field: Some(field),
        message,
    }
}

/// How precise and how sure a date is at its two ends.
fn ends(date: &Edtf) -> [(Precision, Qualifier); 2] {
    let exact = (Precision::Day, Qualifier::Certain);
    let of = |date: &Date| (date.precision(), date.qualifier());
    match date {
        Edtf::Date(date) => [of(date); 2],
        Edtf::Moment(_) => [exact; 2],
        Edtf::Interval(interval) => {
            [interval.start(), interval.end()].map(|end| end.date().map_or(exact, of))
        }
    }
}

/// A day, told as precisely and as surely as another date.
fn like(day: Day, (precision, qualifier): (Precision, Qualifier)) -> Date {
    Date::around(day, precision, qualifier)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The window as its text; the finding where there is none to be had; empty for nothing.
    fn counted(made_on: &str, minimum: &str, maximum: &str) -> String {
        let made_on = TimeExpression {
            edtf: made_on.to_owned(),
            ..TimeExpression::default()
        };
        let horizon = Horizon {
            minimum: minimum.to_owned(),
            maximum: maximum.to_owned(),
            ..Horizon::default()
        };
        match window(&made_on, &horizon) {
            Ok(window) => window.map_or_else(String::new, |window| window.edtf),
            Err(Unreachable { field, message }) => {
                format!("{}: {message}", field.unwrap_or("horizon"))
            }
        }
    }

    #[test]
    fn a_window_is_as_precise_and_as_sure_as_what_it_is_counted_from() {
        for (made_on, minimum, maximum, expected) in [
            // Days, and hours from any time of the day.
            ("2024-06-17", "P1D", "P3D", "2024-06-18/2024-06-20"),
            ("2024-06-17", "", "P5Y", "2024-06-17/2029-06-17"),
            ("2024-06-17", "", "PT48H", "2024-06-17/2024-06-19"),
            ("2024-06-17", "PT36H", "PT36H", "2024-06-18/2024-06-19"),
            ("2024-06-17", "", "PT6H", "2024-06-17/2024-06-18"),
            ("2024-06-17", "", "P1DT12H", "2024-06-17/2024-06-19"),
            ("2024-06-17T10:00Z", "", "PT6H", "2024-06-17/2024-06-17"),
            ("2024-06-17T20:00", "PT6H", "PT48H", "2024-06-18/2024-06-19"),
            ("2024-01-31", "P1M", "P1M", "2024-02-29/2024-02-29"),
            // Without an end.
            ("2024-06-17", "P5Y", "", "2029-06-17/.."),
            ("2024-06-17?", "", "", "2024-06-17?/.."),
            // Doubt.
            ("2024-06-17?", "", "P1Y", "2024-06-17?/2025-06-17?"),
            ("2024-06~", "P1Y", "P2Y", "2025-06~/2026-06~"),
            (
                "2024-06-17%/2024-06-19",
                "",
                "P1D",
                "2024-06-17%/2024-06-20",
            ),
            // Months and years.
            ("2024-06", "P5Y", "P8Y", "2029-06/2032-06"),
            ("2024-06", "", "P10D", "2024-06/2024-07"),
            ("2024-06-XX", "", "P1M", "2024-06/2024-07"),
            ("2024", "", "P5Y", "2024/2029"),
            ("2024", "", "PT48H", "2024/2025"),
            ("202X", "P1Y", "P1Y", "2021/2030"),
            ("2024-21", "", "P1Y", "2024-03/2025-05"),
            ("2024-06/2024-06-19", "", "P1D", "2024-06/2024-06-20"),
            ("-0043-03", "", "P50Y", "-0043-03/0007-03"),
            // Nothing to count from.
            ("2024-06/..", "", "P1Y", ""),
            ("/2024-06", "", "P1Y", ""),
            ("XXXX", "", "P1Y", ""),
            ("June", "", "P1Y", ""),
            ("2024-06", "", "P1X", ""),
        ] {
            assert_eq!(counted(made_on, minimum, maximum), expected, "{made_on}");
        }
    }

    #[test]
    fn what_no_date_can_say_is_told() {
        for (made_on, minimum, maximum, expected) in [
            (
                "2024-06-17",
                "",
                "P8000Y",
                "maximum: `P8000Y` after 2024-06-17 is beyond the year 9999, the last possible one; leave `maximum` out if there is no end",
            ),
            (
                "2024",
                "P8000Y",
                "",
                "minimum: `P8000Y` after 2024 is beyond the year 9999, the last possible one",
            ),
            (
                "2024-01-31",
                "P1M",
                "P28D",
                "horizon: counted from 2024-01-31, the horizon's `minimum` ends after its `maximum`",
            ),
        ] {
            assert_eq!(counted(made_on, minimum, maximum), expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_derived_can_be_read_back(
            year in "-?[0-9]{2}[0-9X]{2}",
            part in "(-0[1-9](-[0-2][0-9])?|-2[1-4])?[?~%]?",
            minimum in "(P[0-9]{1,4}[YMWD]|PT[0-9]{1,4}[HMS])?",
            maximum in "(P[0-9]{1,4}[YMWD]|PT[0-9]{1,4}[HMS])?",
        ) {
            let made_on = TimeExpression { edtf: format!("{year}{part}"), ..Default::default() };
            let horizon = Horizon { minimum, maximum, ..Default::default() };
            if let Ok(Some(window)) = window(&made_on, &horizon) {
                let read = Edtf::parse(&window.edtf).expect("a date");
                let again = TimeExpression::from_edtf(&read);
                prop_assert_eq!(&again.earliest, &window.earliest);
                prop_assert_eq!(&again.latest, &window.latest);
                let made = Edtf::parse(&made_on.edtf).expect("a date");
                prop_assert_eq!(made.is_qualified(), read.is_qualified());
                prop_assert!(window.bounds().earliest >= made.bounds().earliest);
            }
        }
    }
}
