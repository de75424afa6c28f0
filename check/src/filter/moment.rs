//! Points in time, as RFC 3339 writes them and `google.protobuf.Timestamp` keeps them.

use std::str::FromStr as _;

use prost_reflect::{DynamicMessage, Value};
use prost_types::Timestamp;

/// A point in time: seconds since 1970-01-01T00:00:00Z, and nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(i64, i32);

impl Moment {
    /// Reads RFC 3339: a day, `T`, a time with seconds, and `Z` or an offset such as `+02:00`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is not a point in time (RFC 3339); write it like `2024-06-19T12:00:00Z`"
            )
        };
        // The parser takes more than the standard, such as a day without a time.
        if !is_whole(text) {
            return Err(wrong());
        }
        let moment = Timestamp::from_str(&text.to_ascii_uppercase()).map_err(|_| wrong())?;
        Ok(Self(moment.seconds, moment.nanos))
    }

    /// The point in time that a `google.protobuf.Timestamp` keeps.
    pub(super) fn from_timestamp(timestamp: &DynamicMessage) -> Option<Self> {
        let Value::I64(seconds) = *timestamp.get_field_by_name("seconds")? else {
            return None;
        };
        match *timestamp.get_field_by_name("nanos")? {
            Value::I32(nanos) => Some(Self(seconds, nanos)),
            _ => None,
        }
    }
}

/// Whether a text has the shape of RFC 3339, with its offset in range.
fn is_whole(text: &str) -> bool {
    let Some((moment, rest)) = text.split_at_checked("2024-06-19T12:00:00".len()) else {
        return false;
    };
    let shape = "0000-00-00T00:00:00".bytes();
    let shaped = moment
        .bytes()
        .zip(shape)
        .all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            wanted => byte.eq_ignore_ascii_case(&wanted),
        });
    let rest = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let rest = fraction.trim_start_matches(|character: char| character.is_ascii_digit());
            if !(1..=9).contains(&(fraction.len() - rest.len())) {
                return false;
            }
            rest
        }
    };
    shaped && (rest.eq_ignore_ascii_case("z") || is_offset(rest))
}

fn is_offset(text: &str) -> bool {
    let Some((hours, minutes)) = text
        .strip_prefix(['+', '-'])
        .and_then(|rest| rest.split_once(':'))
    else {
        return false;
    };
    let below = |text: &str, end: u8| {
        let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        plain && text.parse().is_ok_and(|number: u8| number < end)
    };
    below(hours, 24) && below(minutes, 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_the_standard_has_them() {
        for (text, seconds, nanos) in [
            ("1970-01-01T00:00:00Z", 0, 0),
            ("1970-01-01t00:00:01z", 1, 0),
            ("1970-01-01T02:00:00+02:00", 0, 0),
            ("1969-12-31T19:00:00-05:00", 0, 0),
            ("2024-02-29T12:00:00.000000001Z", 1_709_208_000, 1),
            ("2024-02-29T12:00:00.5+00:00", 1_709_208_000, 500_000_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
        ] {
            assert_eq!(Moment::parse(text), Ok(Moment(seconds, nanos)), "{text}");
        }
        for text in [
            "",
            "yesterday",
            "2024",
            "2024-06-19",
            "2024-06-19T12:00:00",
            "2024-06-19T12:00Z",
            "2024-06-19 12:00:00Z",
            "2024-06-19T12:00:00+0200",
            "2024-06-19T12:00:00+24:00",
            "2024-06-19T12:00:00+02:60",
            "2024-06-19T25:00:00Z",
            "2024-13-19T12:00:00Z",
            "2024-02-30T12:00:00Z",
            "2023-02-29T12:00:00Z",
            "2024-06-19T12:00:00.Z",
            "2024-06-19T12:00:00.0000000001Z",
            "2024-06-19T12:00:00Zulu",
            "٢٠٢٤-06-19T12:00:00Z",
        ] {
            assert!(Moment::parse(text).is_err(), "{text}");
        }
    }
}
