//! What a word is, in any script.

use dossier_check::text::fold;
use unicode_segmentation::UnicodeSegmentation as _;

/// A word of a text, as it is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The folded word.
    pub(super) text: String,
    /// Where it stands, in bytes.
    pub(super) start: usize,
    /// Where it ends, in bytes.
    pub(super) end: usize,
    /// Which word of the text it is.
    pub(super) position: usize,
}

/// The words of a text by Unicode's rules (UAX #29), folded, without a plural `s`. Scripts that put
/// no space between words are cut into pairs of characters that overlap.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut run: Vec<(usize, char)> = Vec::new();
    for (start, piece) in text.unicode_word_indices() {
        if piece.chars().all(is_spaceless) {
            let adjacent = run
                .last()
                .is_none_or(|(at, last)| at + last.len_utf8() == start);
            if !adjacent {
                pairs(&mut words, &run);
                run.clear();
            }
            run.extend(piece.char_indices().map(|(at, one)| (start + at, one)));
            continue;
        }
        pairs(&mut words, &run);
        run.clear();
        push(&mut words, stem(fold(piece)), (start, start + piece.len()));
    }
    pairs(&mut words, &run);
    words
}

/// A word as `words` would give it, but for its plural: the start of other words.
pub(super) fn prefix(text: &str) -> String {
    fold(text)
}

fn push(words: &mut Vec<Word>, text: String, (start, end): (usize, usize)) {
    if !text.is_empty() {
        let position = words.len();
        words.push(Word {
            text,
            start,
            end,
            position,
        });
    }
}

fn pairs(words: &mut Vec<Word>, run: &[(usize, char)]) {
    let end = |at: usize, one: char| at + one.len_utf8();
    if let [(at, one)] = run {
        push(words, fold(&one.to_string()), (*at, end(*at, *one)));
    }
    for pair in run.windows(2) {
        if let [(at, one), (next, other)] = pair {
            let text = fold(&format!("{one}{other}"));
            push(words, text, (*at, end(*next, *other)));
        }
    }
}

/// Han, kana and hangul. Korean has spaces, but glues its particles to nouns.
fn is_spaceless(one: char) -> bool {
    matches!(one,
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

/// What French and Italian put before a vowel, with an apostrophe.
const ELISIONS: [&str; 12] = [
    "l", "d", "s", "n", "c", "m", "t", "j", "qu", "un", "dell", "all",
];

/// English and French write a plural `s`; `'s` belongs to the word before it, and `l'` is a word of
/// its own that nobody looks for.
fn stem(mut word: String) -> String {
    if let Some((before, after)) = word.split_once(['\'', '’']) {
        word = match after {
            "s" => before.to_owned(),
            after if ELISIONS.contains(&before) => after.to_owned(),
            _ => word,
        };
    }
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    if plural && word.chars().all(|one| one.is_ascii_alphabetic()) {
        word.pop();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_of_any_script_are_found_where_they_stand() {
        let text = |text: &str| -> Vec<String> {
            let found = words(text).into_iter();
            found.map(|word| word.text).collect()
        };
        assert_eq!(text("Iran's drones: 3,700!"), ["iran", "drone", "3,700"]);
        assert_eq!(text("L’Élysée, à Paris"), ["elysee", "a", "pari"]);
        assert_eq!(text("북한은"), ["북한", "한은"]);
        assert_eq!(
            text("朝鲜和俄罗斯"),
            ["朝鲜", "鲜和", "和俄", "俄罗", "罗斯"]
        );
        assert_eq!(text("كوريا الشماليّة"), ["كوريا", "الشماليه"]);
        let found = words("der Élan");
        assert_eq!((found[1].start, found[1].end), (4, 9));
    }
}
