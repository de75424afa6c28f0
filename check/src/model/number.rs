//! Which numbers may a written number mean?
//!
//! `13.000` is thirteen thousand to a German reader and thirteen to an English one, and an article may
//! be in either language. So an ambiguous number is never read, in any language: its readings are
//! reported, each as the contract writes it, which cannot be misread.

use dossier::Decimal;

/// One number that a text may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// As written in the contract and authoring files. Example: `13000`.
    pub number: String,
    /// The condition for it, to follow "if"; empty if there is only one reading. Example: `the point
    /// groups thousands`.
    pub when: &'static str,
}

impl Reading {
    fn only(number: String) -> Vec<Self> {
        vec![Self { number, when: "" }]
    }
}

/// The zeros of the scripts in which news is written; nine more digits follow each of them (Unicode,
/// `General_Category=Nd`).
const ZEROS: [char; 20] = [
    '0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '෦', '๐', '໐', '༠', '၀', '០',
    '０',
];

/// What a keyboard has beside the hyphen, the point and the comma of ASCII.
const SIGNS: [(char, char); 8] = [
    ('−', '-'),
    ('﹣', '-'),
    ('－', '-'),
    ('＋', '+'),
    ('．', '.'),
    ('，', ','),
    ('٪', '%'),
    ('％', '%'),
];

/// The text with the digits and signs of any script as ASCII has them, and every white space as one
/// plain space.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        let sign = SIGNS.iter().find(|(written, _)| *written == character);
        let digit = ZEROS.iter().find_map(|zero| {
            let value = u32::from(character).checked_sub(u32::from(*zero))?;
            char::from_digit(value, 10)
        });
        out.push(digit.or(sign.map(|sign| sign.1)).unwrap_or(character));
    }
    out
}

/// The number as the contract writes it, if an author's text is unambiguous. A trailing `e0` says that
/// the point separates decimals, and is dropped: `3.141e0` is 3.141.
pub fn decimal(text: &str) -> Option<String> {
    if let Some(number) = text.strip_suffix("e0").filter(|number| is_unclear(number)) {
        return Some(number.to_owned());
    }
    (Decimal::parse(text).is_some() && !is_unclear(text)).then(|| text.to_owned())
}

/// A number of the contract as an author may write it: the inverse of [`decimal`].
pub fn authored(number: &str) -> String {
    let mark = if is_unclear(number) { "e0" } else { "" };
    format!("{number}{mark}")
}

/// Whether the point in a decimal number may be one that groups thousands: `13.000`, not `0.125`.
fn is_unclear(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    unsigned.split_once('.').is_some_and(|(whole, fraction)| {
        let grouped = matches!(whole.len(), 1..=3) && fraction.len() == 3;
        grouped && !whole.starts_with('0') && digits(whole) && digits(fraction)
    })
}

/// Every number that the text may mean; none if it is not a number. The text is [`plain`].
pub fn readings(text: &str) -> Vec<Reading> {
    if let Some(number) = decimal(text) {
        return Reading::only(number);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = if text.starts_with('-') { "-" } else { "" };
    let groups: Vec<&str> = unsigned.split(is_mark).collect();
    let marks: Vec<char> = unsigned
        .chars()
        .filter(|character| is_mark(*character))
        .collect();
    let digits =
        |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let (Some(last), true) = (marks.last(), groups.iter().all(digits)) else {
        return Vec::new();
    };
    let with_sign = |number: String| format!("{sign}{number}");
    let joined = with_sign(joined(&groups));
    if let [mark] = marks.as_slice() {
        return one_mark(*mark, &groups, joined, sign);
    }
    let (fraction, whole) = groups.split_last().unwrap_or((&"", &[]));
    let same = marks.iter().all(|mark| mark == last);
    let alone = marks.iter().filter(|mark| *mark == last).count() == 1;
    if same && can_group(*last) && is_grouped(&groups) {
        return Reading::only(joined);
    }
    // The last mark differs from those before it: then it marks decimals.
    if alone && matches!(last, '.' | ',' | '٫') && is_grouped(whole) {
        let whole = with_sign(self::joined(whole));
        return Reading::only(with_point(&whole, fraction));
    }
    Vec::new()
}

fn one_mark(mark: char, groups: &[&str], joined: String, sign: &str) -> Vec<Reading> {
    let [whole, fraction] = groups else {
        return Vec::new();
    };
    let grouped = is_grouped(groups);
    let decimal = with_point(&format!("{sign}{whole}"), fraction);
    let (groups, decimals) = match mark {
        '.' => ("the point groups thousands", "the point separates decimals"),
        ',' => ("the comma groups thousands", "the comma separates decimals"),
        '٫' => return Reading::only(decimal),
        _ if grouped => return Reading::only(joined),
        _ => return Vec::new(),
    };
    if !grouped {
        return Reading::only(decimal);
    }
    let reading = |number, when| Reading { number, when };
    vec![reading(joined, groups), reading(decimal, decimals)]
}

/// Without leading zeros, of which a number that is taken apart may have some.
fn joined(groups: &[&str]) -> String {
    groups.concat()
}

/// A decimal number that cannot be taken for a grouped one.
fn with_point(whole: &str, fraction: &str) -> String {
    let number = format!("{whole}.{fraction}");
    if !is_unclear(&number) {
        return number;
    }
    // `13.000` says 13 without its zeros as well, and `12.500` says 12.5.
    let short = number.trim_end_matches('0').trim_end_matches('.');
    authored(short)
}

/// What stands between groups of digits, or before decimals.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '.' | '٫') || can_group(character)
}

fn can_group(character: char) -> bool {
    matches!(character, '.' | ',' | ' ' | '\'' | '’' | '٬' | '_')
}

/// Groups of three behind a first one, as nearly everywhere; or of two before the last three, as in
/// India.
fn is_grouped(groups: &[&str]) -> bool {
    let Some((first, rest)) = groups.split_first() else {
        return false;
    };
    let Some((last, inner)) = rest.split_last() else {
        return false;
    };
    let of = |size: usize| inner.iter().all(|group| group.len() == size);
    let thousands = first.len() <= 3 && of(3);
    let lakhs = first.len() <= 2 && of(2) && !inner.is_empty();
    last.len() == 3 && !first.starts_with('0') && (thousands || lakhs)
}

#[cfg(test)]
mod tests;
