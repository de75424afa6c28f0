//! Which date may a text mean that is written in another way?

use super::EdtfError;
use super::read::expression;

/// The English months, in small letters.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The English seasons with their numbers in EDTF level 1.
const SEASONS: [(&str, &str); 5] = [
    ("spring", "21"),
    ("summer", "22"),
    ("autumn", "23"),
    ("fall", "23"),
    ("winter", "24"),
];

/// What people write before a date that is not exact.
const ABOUT: [&str; 6] = ["circa ", "ca. ", "ca ", "c. ", "about ", "around "];

/// What stands between two years that are meant as a span of time.
const DASHES: [&str; 6] = [" to ", " - ", " – ", "-", "–", "—"];

/// The dates that a text may mean which is none: `17.06.2024`, `2024-6-17`, `June 2024`, `2024–2025`,
/// `circa 2024`, `the 1990s`. Two where days and months, or a decade and a century, cannot be told apart; none
/// where nothing is known.
pub(super) fn meant(text: &str) -> Vec<String> {
    let text = text.trim();
    let found = numbers(text)
        .or_else(|| words(text))
        .or_else(|| span(text))
        .or_else(|| about(text))
        .or_else(|| season(text))
        .or_else(|| decade(text))
        .or_else(|| Some(vec![text.replacen(' ', "T", 1)]));
    let mut found = found.unwrap_or_default();
    found.retain(|date| date != text && expression(date).is_ok());
    found.dedup();
    found
}

/// Whether a text is a date in another form which no calendar has: `31.02.2024`.
pub(super) fn is_of_no_calendar(text: &str) -> bool {
    let text = text.trim();
    let dates = numbers(text).or_else(|| words(text)).unwrap_or_default();
    let is_none = |date: &String| matches!(expression(date), Err(EdtfError::Calendar(_)));
    dates.iter().any(is_none)
}

/// A date in numbers, in any order that people use.
fn numbers(text: &str) -> Option<Vec<String>> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return Some(vec![format!("{year}-{month}-{day}")]);
    }
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    if !parts.iter().all(is_number) {
        return None;
    }
    match (parts.as_slice(), lengths.as_slice()) {
        ([year, month, day], [4, 1..=2, 1..=2]) => Some(vec![written(year, month, Some(day))]),
        ([one, other, year], [1..=2, 1..=2, 4]) => {
            let day_first = written(year, other, Some(one));
            let is_american = text.contains('/');
            let month_first = is_american.then(|| written(year, one, Some(other)));
            Some([day_first].into_iter().chain(month_first).collect())
        }
        ([year, month], [4, 1..=2]) | ([month, year], [1..=2, 4]) => {
            Some(vec![written(year, month, None)])
        }
        _ => None,
    }
}

/// A date with the month in English: `17 June 2024`, `June 17, 2024`, `Jun 2024`.
fn words(text: &str) -> Option<Vec<String>> {
    let lower = text.to_lowercase();
    let parts = lower.split([' ', ',', '.']).filter(|part| !part.is_empty());
    let (mut month, mut day, mut year) = (None, None, None);
    for part in parts {
        let number = part.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let is_name = |name: &&str| part.len() > 2 && name.starts_with(part);
        if let Some(found) = MONTHS.iter().position(is_name) {
            month = Some((found + 1).to_string());
        } else if number.len() == 4 {
            year = Some(number);
        } else if !number.is_empty() && number.len() < 3 {
            day = Some(number);
        } else {
            return None;
        }
    }
    Some(vec![written(year?, &month?, day)])
}

/// A date that is not exact: `circa 2024`, `about June 2024`.
fn about(text: &str) -> Option<Vec<String>> {
    let lower = text.to_lowercase();
    let rest = ABOUT.iter().find_map(|about| lower.strip_prefix(about))?;
    let dates = match expression(rest) {
        Ok(_) => vec![rest.to_owned()],
        Err(_) => numbers(rest).or_else(|| words(rest))?,
    };
    Some(dates.iter().map(|date| format!("{date}~")).collect())
}

/// A season of a year: `Spring 2024`.
fn season(text: &str) -> Option<Vec<String>> {
    let lower = text.to_lowercase();
    let (name, year) = lower.split_once(' ')?;
    let year = year.trim_start_matches("of ");
    let (_, number) = SEASONS.iter().find(|(season, _)| *season == name)?;
    Some(vec![format!("{year}-{number}")])
}

/// A decade: `the 1990s`. The 1900s may be a century too.
fn decade(text: &str) -> Option<Vec<String>> {
    let text = text.strip_prefix("the ").unwrap_or(text);
    let year = ["'s", "’s", "s"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))?;
    let years = year.strip_suffix('0')?;
    let century = years.strip_suffix('0').map(|years| format!("{years}XX"));
    let decade = format!("{years}X");
    Some([decade].into_iter().chain(century).collect())
}

/// Two years with a dash between them.
fn span(text: &str) -> Option<Vec<String>> {
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let halves = DASHES.iter().find_map(|dash| {
        let (start, end) = text.split_once(dash)?;
        (is_year(start) && is_year(end)).then(|| format!("{start}/{end}"))
    })?;
    Some(vec![halves])
}

/// A date as EDTF has it.
fn written(year: &str, month: &str, day: Option<&str>) -> String {
    match day {
        Some(day) => format!("{year}-{month:0>2}-{day:0>2}"),
        None => format!("{year}-{month:0>2}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::edtf::Edtf;

    #[test]
    fn a_date_that_is_written_otherwise_is_told_as_it_should_be() {
        for (text, meant) in [
            ("17.06.2024", "write `2024-06-17`"),
            ("1.6.2024", "write `2024-06-01`"),
            ("2024-6-17", "write `2024-06-17`"),
            ("2024/06/17", "write `2024-06-17`"),
            ("2024.06.17", "write `2024-06-17`"),
            ("20240617", "write `2024-06-17`"),
            ("06/17/2024", "write `2024-06-17`"),
            ("06/07/2024", "write `2024-07-06` or `2024-06-07`"),
            ("06/06/2024", "write `2024-06-06`"),
            ("06/2024", "write `2024-06`"),
            ("2024-6", "write `2024-06`"),
            ("17 June 2024", "write `2024-06-17`"),
            ("June 17th, 2024", "write `2024-06-17`"),
            ("Sept. 2024", "write `2024-09`"),
            ("2024–2025", "write `2024/2025`"),
            ("2024-2025", "write `2024/2025`"),
            ("2024 to 2025", "write `2024/2025`"),
            ("2024-06-17 10:00", "write `2024-06-17T10:00`"),
            ("circa 2024", "write `2024~`"),
            ("ca. 17 June 2024", "write `2024-06-17~`"),
            ("about 2024-06", "write `2024-06~`"),
            ("Spring 2024", "write `2024-21`"),
            ("autumn of 2024", "write `2024-23`"),
            ("the 1990s", "write `199X`"),
            ("1990’s", "write `199X`"),
            ("1900s", "write `190X` or `19XX`"),
            ("31.06.2024", "is not in the calendar"),
            ("June 31, 2024", "is not in the calendar"),
            ("02/30/2024", "is not in the calendar"),
            ("29 February 2023", "is not in the calendar"),
            ("circa", "dates are written"),
            ("spring", "dates are written"),
            ("Spring last", "dates are written"),
            ("s", "dates are written"),
            ("0s", "dates are written"),
            ("2025-2024", "dates are written"),
            ("two weeks ago", "dates are written"),
            ("17 Junio 2024", "dates are written"),
            ("", "dates are written"),
            ("99999999", "a year of more than four digits"),
        ] {
            let error = Edtf::parse(text).expect_err(text).to_string();
            assert!(error.contains(meant), "{error}");
        }
    }
}
