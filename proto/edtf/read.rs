//! How is a date read?

use super::{
    Clock, Date, Edtf, EdtfError, End, Interval, Moment, Part, Qualifier, Season, Year, Zone,
};
use crate::day::{Day, digits, month_length};

/// Why a part of a text is not read; the whole text tells more.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// It does not look like a date of level 0 or 1.
    Shape,
    /// The calendar does not have it.
    Calendar,
    /// Its last day would be in a year of five digits.
    Range,
    /// Its time of day is none.
    Clock,
}

/// A date, a moment or an interval.
pub(super) fn expression(text: &str) -> Result<Edtf, EdtfError> {
    let explained = |fault: Fault| match fault {
        Fault::Shape => unread(text),
        Fault::Calendar => EdtfError::Calendar(text.to_owned()),
        Fault::Range => EdtfError::OutOfRange(text.to_owned()),
        Fault::Clock => EdtfError::TimeOfDay(text.to_owned()),
    };
    let Some((start, end)) = text.split_once('/') else {
        return match text.split_once('T') {
            Some((day, time)) => moment(day, time).map(Edtf::Moment),
            None => date(text).map(Edtf::Date),
        }
        .map_err(explained);
    };
    let timed = |end: &str| {
        end.split_once('T')
            .is_some_and(|(day, _)| date(day).is_ok())
    };
    if timed(start) || timed(end) {
        return Err(EdtfError::TimeInInterval(text.to_owned()));
    }
    let start = interval_end(start).map_err(explained)?;
    let end = interval_end(end).map_err(explained)?;
    Interval::new(start, end).map(Edtf::Interval)
}

fn interval_end(text: &str) -> Result<End, Fault> {
    match text {
        "" => Ok(End::Unknown),
        ".." => Ok(End::Open),
        text => date(text).map(End::Date),
    }
}

fn date(text: &str) -> Result<Date, Fault> {
    let written = Qualifier::WRITTEN
        .into_iter()
        .find_map(|qualifier| Some((text.strip_suffix(qualifier.as_str())?, qualifier)));
    let (text, qualifier) = written.unwrap_or((text, Qualifier::Certain));
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let mut parts = unsigned.split('-');
    let year = parts.next().unwrap_or_default();
    let year = year_of(year, unsigned.len() < text.len())?;
    let part = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => Part::Year,
        (Some(month), None, _) => month_of(year, month)?,
        (Some(month), Some(of_month), None) => day_of(year, month, of_month)?,
        _ => return Err(Fault::Shape),
    };
    Ok(Date {
        year,
        part,
        qualifier,
    })
}

/// A year of four digits, the last of which may be `X`.
fn year_of(text: &str, negative: bool) -> Result<Year, Fault> {
    let known = text.trim_end_matches('X');
    let unspecified = text.len() - known.len();
    if known.len() + unspecified != 4 || (negative && known.is_empty()) {
        return Err(Fault::Shape);
    }
    if !known.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Shape);
    }
    let digits = digits(&text.replace('X', "0"), 4).ok_or(Fault::Shape)?;
    if negative && digits == 0 && unspecified == 0 {
        return Err(Fault::Calendar);
    }
    Ok(Year {
        negative,
        digits,
        unspecified: u8::try_from(unspecified).map_err(|_| Fault::Shape)?,
    })
}

/// A month, a season, or a month that is not said. Digits of its year are specified, unless all of the
/// date is unspecified.
fn month_of(year: Year, text: &str) -> Result<Part, Fault> {
    if text == "XX" && matches!(year.unspecified, 0 | 4) {
        return Ok(Part::SomeMonth);
    }
    if year.unspecified > 0 {
        return Err(Fault::Shape);
    }
    let number = digits(text, 2).ok_or(Fault::Shape)?;
    let season = Season::ALL
        .into_iter()
        .find(|season| season.number() == number);
    match (number, season) {
        (1..=12, _) => Ok(Part::Month(number)),
        (_, Some(season)) => {
            let part = Part::Season(season);
            // Winter ends in the next year.
            let ends = !matches!(season, Season::Winter)
                || year
                    .range()
                    .is_some_and(|(_, last)| Day::last_of(last + 1, 2).is_some());
            if ends { Ok(part) } else { Err(Fault::Range) }
        }
        // More seasons, quarters and the like of level 2.
        (25..=41, None) => Err(Fault::Shape),
        _ => Err(Fault::Calendar),
    }
}

fn day_of(year: Year, month: &str, of_month: &str) -> Result<Part, Fault> {
    match (month, of_month) {
        ("XX", "XX") if matches!(year.unspecified, 0 | 4) => return Ok(Part::SomeDay),
        ("XX", _) => return Err(Fault::Shape),
        _ if year.unspecified > 0 => return Err(Fault::Shape),
        _ => {}
    }
    let month = digits(month, 2).ok_or(Fault::Shape)?;
    if of_month == "XX" {
        let exists = (1..=12).contains(&month);
        return if exists {
            Ok(Part::SomeDayOf(month))
        } else {
            Err(Fault::Calendar)
        };
    }
    let of_month = digits(of_month, 2).ok_or(Fault::Shape)?;
    let (year, _) = year.range().ok_or(Fault::Shape)?;
    let exists = (1..=12).contains(&month) && (1..=month_length(year, month)).contains(&of_month);
    if exists {
        Ok(Part::Day(month, of_month))
    } else {
        Err(Fault::Calendar)
    }
}

fn moment(day: &str, time: &str) -> Result<Moment, Fault> {
    let read = date(day)?;
    let plain = matches!(read.part, Part::Day(..)) && !read.is_qualified();
    let day = Day::parse(day).filter(|_| plain).ok_or(Fault::Shape)?;
    let cut = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(cut).ok_or(Fault::Clock)?;
    let zone = zone_of(zone).ok_or(Fault::Clock)?;
    let clock = clock_of(clock, zone).ok_or(Fault::Clock)?;
    Ok(Moment { day, clock, zone })
}

/// The offsets that are in use: from twelve hours behind universal time to fourteen before it.
fn zone_of(text: &str) -> Option<Zone> {
    let (behind, written) = match text {
        "" => return Some(Zone::Local),
        "Z" => return Some(Zone::Utc),
        text => match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+')?),
        },
    };
    let (hours, minutes) = match written.split_once(':') {
        Some((hours, minutes)) => (hours, Some(digits(minutes, 2)?)),
        None => (written, None),
    };
    let hours = digits(hours, 2)?;
    let more = minutes.unwrap_or(0);
    let all = hours * 60 + more;
    let most = if behind { 12 * 60 } else { 14 * 60 };
    // ISO 8601 has no -00:00.
    let fine = more < 60 && all <= most && !(behind && all == 0);
    fine.then_some(Zone::Offset {
        behind,
        hours,
        minutes,
    })
}

fn clock_of(text: &str, zone: Zone) -> Option<Clock> {
    let (text, fraction) = match text.split_once('.') {
        Some((text, fraction)) => (text, Some(fraction)),
        None => (text, None),
    };
    let mut parts = text.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let second = match parts.next() {
        Some(second) => Some(digits(second, 2)?),
        None => None,
    };
    let fraction_fine = fraction.is_none_or(|digits| {
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        second.is_some() && plain && matches!(digits.len(), 1..=9)
    });
    let usual = hour < 24 && minute < 60 && second.is_none_or(|second| second < 60);
    let midnight = (hour, minute, second.unwrap_or(0)) == (24, 0, 0) && fraction.is_none();
    let leap = second == Some(60) && ends_a_day(hour, minute, zone);
    let fine = parts.next().is_none() && fraction_fine && (usual || midnight || leap);
    fine.then(|| Clock {
        hour,
        minute,
        second,
        fraction: fraction.unwrap_or_default().to_owned(),
    })
}

/// Whether a minute may be the last of a day of universal time, behind which leap seconds are put.
fn ends_a_day(hour: i64, minute: i64, zone: Zone) -> bool {
    let offset = match zone {
        Zone::Local => return hour < 24 && minute == 59,
        Zone::Utc => 0,
        Zone::Offset {
            behind,
            hours,
            minutes,
        } => {
            let offset = hours * 60 + minutes.unwrap_or(0);
            if behind { -offset } else { offset }
        }
    };
    let of_day = hour * 60 + minute;
    hour < 24 && minute < 60 && (of_day - offset).rem_euclid(24 * 60) == 24 * 60 - 1
}

/// What a text is that does not look like a date of level 0 or 1.
fn unread(text: &str) -> EdtfError {
    let text = text.to_owned();
    let ends = || text.splitn(2, '/');
    if text.starts_with(['[', '{']) || ends().any(is_level_two) {
        EdtfError::LevelTwo(text)
    } else if ends().any(has_long_year) {
        EdtfError::LongYear(text)
    } else if ends().any(is_short_year) {
        EdtfError::ShortYear(text)
    } else {
        EdtfError::Malformed(text)
    }
}

/// Whether a text would be a date but for marks in the middle, digits that are unspecified where level
/// 1 has none, or a season of level 2; or is a year with an exponent or significant digits.
fn is_level_two(text: &str) -> bool {
    let year = text.trim_start_matches(['Y', '-']);
    if let Some((year, more)) = year.split_once(['E', 'S']) {
        let rest = more.replacen('S', "", 1);
        return [year, rest.as_str()].into_iter().all(are_digits);
    }
    let plain = text.replace(['?', '~', '%'], "").replace('X', "0");
    let unsigned = plain.strip_prefix('-').unwrap_or(&plain);
    let lengths: Vec<usize> = unsigned.split('-').map(str::len).collect();
    let shaped = matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2]);
    shaped && unsigned.split('-').all(are_digits) && date(text).is_err()
}

fn has_long_year(text: &str) -> bool {
    let plain = text.trim_end_matches(['?', '~', '%']);
    let unsigned = plain.strip_prefix('Y').unwrap_or(plain);
    let unsigned = unsigned.strip_prefix('-').unwrap_or(unsigned);
    let year = unsigned.split('-').next().unwrap_or_default();
    are_digits(year) && year.len() > 4
}

fn is_short_year(text: &str) -> bool {
    let plain = text.trim_end_matches(['?', '~', '%']);
    let unsigned = plain.strip_prefix('-').unwrap_or(plain);
    are_digits(unsigned) && unsigned.len() < 4
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
