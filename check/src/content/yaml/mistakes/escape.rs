//! A backslash in double quotes that YAML cannot read.

use super::entry::Mistake;

/// What may follow a backslash.
const KNOWN: &str = "0abt\tnvfre \"/\\N_LPxuU";

/// What to do with a backslash that is meant as one.
const BACKSLASH: &str = "write `\\\\` for a backslash, or put single quotes around the text";

/// What is wrong with a backslash, if that is what a parser could not read in a line from a character on.
pub(super) fn wrong(cause: &str, line: &str, character: usize) -> Option<Mistake> {
    if !["escape", "hexadecimal"]
        .iter()
        .any(|word| cause.contains(word))
    {
        return None;
    }
    let characters: Vec<char> = line.chars().collect();
    let mut at = character;
    while let Some(found) = characters.get(at) {
        let next = characters.get(at + 1);
        match (*found, next) {
            ('\\', Some(next)) => {
                let behind: String = characters.iter().skip(at + 2).take(8).collect();
                if let Some((what, hint)) = fault(*next, &behind) {
                    return Some(Mistake {
                        start: at,
                        length: 2,
                        message: format!("not YAML: {what}"),
                        hint: hint.to_owned(),
                    });
                }
                at += 2;
            }
            _ => at += 1,
        }
    }
    None
}

/// What is wrong with an escape by its letter and the characters behind, and what to do; nothing if it can
/// be read.
fn fault(letter: char, behind: &str) -> Option<(String, &'static str)> {
    let wanted = match letter {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ if KNOWN.contains(letter) => return None,
        _ => {
            let message = format!("`\\{letter}` has no meaning in double quotes");
            return Some((message, BACKSLASH));
        }
    };
    let digits: String = behind.chars().take(wanted).collect();
    let are_digits = digits.chars().all(|digit| digit.is_ascii_hexdigit());
    if !are_digits || digits.len() < wanted {
        let message = format!("`\\{letter}` needs {wanted} hexadecimal digits behind it");
        return Some((message, BACKSLASH));
    }
    let code = u32::from_str_radix(&digits, 16).ok();
    code.and_then(char::from_u32).is_none().then(|| {
        let message = format!("`\\{letter}{digits}` is no character of Unicode");
        (message, "write the character itself")
    })
}
