//! What a word is to the search in the page. `templates/search/engine.js` folds in the same way, and
//! `tests/search-words.json` holds both to it.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A text in lower case without accents, vowel signs and marks of direction, with one letter for
/// those that readers type for each other.
pub(crate) fn fold(text: &str) -> String {
    let bare = text.nfkd().filter(|one| !is_combining_mark(*one));
    // Hangul falls apart above, and is put together again.
    let whole: String = bare.nfc().collect();
    let mut out = String::with_capacity(whole.len());
    for one in whole.to_lowercase().chars() {
        match letter(one) {
            Some(letters) => out.push_str(letters),
            None => out.push(one),
        }
    }
    out
}

/// What is typed for a letter that Unicode does not take apart.
fn letter(one: char) -> Option<&'static str> {
    Some(match one {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        // Alef, yeh, teh and kaf have forms that are written for each other.
        '\u{671}' => "\u{627}",
        '\u{649}' | '\u{6CC}' => "\u{64A}",
        '\u{629}' => "\u{647}",
        '\u{6A9}' => "\u{643}",
        // A tatweel only stretches; soft hyphens, joiners and marks of direction are not seen.
        '\u{640}'
        | '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' => "",
        _ => return None,
    })
}

/// The words of a text, folded. Scripts without spaces between words give pairs of characters that
/// overlap, and the last character alone, so that each of them starts a word.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Vec<char> = Vec::new();
    // What stands before the open word, and before the character at hand.
    let (mut opened, mut last) = (' ', ' ');
    for one in fold(text).chars().chain([' ']) {
        let belongs = one.is_alphanumeric();
        let same = word
            .last()
            .is_none_or(|last| is_spaceless(*last) == is_spaceless(one));
        if !(belongs && same) {
            push(&mut words, &word, (opened, one));
            word.clear();
        }
        if belongs {
            if word.is_empty() {
                opened = last;
            }
            word.push(one);
        }
        last = one;
    }
    words
}

/// Adds what a run of letters is looked up by, given what stands before and after it.
fn push(words: &mut Vec<String>, word: &[char], (before, after): (char, char)) {
    let Some(last) = word.last() else {
        return;
    };
    if is_spaceless(*last) {
        words.extend(word.windows(2).map(|pair| pair.iter().collect::<String>()));
        words.push(last.to_string());
        return;
    }
    let text: String = word.iter().collect();
    // `Iran's`, `l'Iran`, `qu'il`: what hangs on by an apostrophe is no word.
    let hangs = matches!(word, [one] if one.is_ascii_lowercase()) || text == "qu";
    if hangs && (is_apostrophe(before) || is_apostrophe(after)) {
        return;
    }
    // The Arabic article is written as a part of its word.
    let bare = text.strip_prefix("\u{627}\u{644}");
    let bare = bare.filter(|rest| rest.chars().count() > 1);
    words.push(bare.unwrap_or(&text).to_owned());
}

fn is_apostrophe(one: char) -> bool {
    matches!(one, '\'' | '’')
}

/// Han, kana and hangul. Korean has spaces, but glues its particles to nouns.
fn is_spaceless(one: char) -> bool {
    matches!(one,
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::words;

    #[test]
    fn words_are_those_that_the_page_finds() {
        let cases: BTreeMap<String, Vec<String>> =
            serde_json::from_str(include_str!("../../../tests/search-words.json")).expect("cases");
        for (text, expected) in cases {
            assert_eq!(words(&text), expected, "{text}");
        }
    }
}
