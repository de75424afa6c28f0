//! What a word is, to every search: in the API (`SearchFacts`, `ResolveEntities`) and in the pages.
//!
//! Two searches over the same facts must find the same things, so letters and boundaries are decided
//! here once; the page's script does the same in JavaScript, and `tests/search-words.json` tests all
//! three. Endings, typing errors and ranking may differ, as docs/api.md says.
//!
//! The rules are simpler than UAX #29 on purpose, because a browser has to follow them without tables:
//! a word is a run of letters and digits after folding. Spellings that readers use interchangeably are
//! one word: `F-16` and `F16`, `3,700` and `3 700`, `l'Iran` and `Iran`.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick, is_nfkd_quick};

/// A word of a text, as it is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The folded word.
    pub text: String,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
}

/// A folded character, with the range of the text that it comes from.
#[derive(Clone, Copy, Debug)]
struct Letter {
    character: char,
    start: usize,
    end: usize,
}

/// Folds a text for comparison: compatibility decomposition without marks (NFKD, then NFC), lower
/// case, digits of every script as ASCII, one letter for those that readers use interchangeably, and
/// nothing for invisible characters.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.chars().all(is_plain) {
        return fold_plain(text);
    }
    let whole = if is_bare(text) {
        Cow::Borrowed(text)
    } else {
        let bare = text
            .nfkd()
            .filter(|character| !is_combining_mark(*character));
        // Hangul falls apart above, and is put together again.
        Cow::Owned(bare.nfc().collect::<String>())
    };
    let mut out = String::with_capacity(whole.len());
    for character in whole.to_lowercase().chars() {
        match letter(character) {
            Some(letters) => out.push_str(letters),
            None => out.push(digit(character).unwrap_or(character)),
        }
    }
    out
}

/// As [`fold`], of letters that [`is_plain`] knows: no table of Unicode is asked, nor are there digits of
/// other scripts.
fn fold_plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            _ if character.is_ascii() => out.push(character.to_ascii_lowercase()),
            _ => match letter(character) {
                Some(letters) => out.push_str(letters),
                None => out.push(character),
            },
        }
    }
    out
}

/// Whether decomposition would change nothing: no marks, and nothing to take apart or to put together.
/// Most words of news are so, in every script, and to ask costs a tenth of doing it.
fn is_bare(text: &str) -> bool {
    let sure = |found| found == IsNormalized::Yes;
    sure(is_nfkd_quick(text.chars()))
        && sure(is_nfc_quick(text.chars()))
        && !text.chars().any(is_combining_mark)
}

/// ASCII, and the letters of Arabic that nothing was put together to: known without tables.
const fn is_plain(character: char) -> bool {
    character.is_ascii()
        || matches!(character, '\u{621}' | '\u{627}'..='\u{63A}' | '\u{641}'..='\u{64A}')
}

/// The words of a text in their order. Scripts that put no space between words give pairs of
/// characters that overlap, and the last character alone, so that each character starts a word.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let letters = letters(text);
    let mut words = Vec::new();
    let mut from = 0;
    while let Some(rest) = letters.get(from..).filter(|rest| !rest.is_empty()) {
        let length = number_length(rest).unwrap_or_else(|| run_length(rest));
        let (run, after) = rest.split_at(length.max(1));
        let before = from.checked_sub(1).and_then(|at| letters.get(at));
        if length > 0 && !is_elided(run, before, after.first()) {
            push_run(&mut words, run);
        }
        from += run.len();
    }
    words
}

/// What a text is also found by: words joined by a hyphen as one (`timelapse` for `time-lapse`, `f16`
/// for `F-16`), and the parts of a number whose groups may be numbers of their own (`12 700`).
#[must_use]
pub fn variants(text: &str) -> Vec<Word> {
    let letters = letters(text);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = letters.get(from..).filter(|rest| !rest.is_empty()) {
        let length = compound_length(rest);
        let (run, _) = rest.split_at(length.max(1));
        if length > 0 {
            let joined = run
                .iter()
                .filter(|letter| letter.character.is_alphanumeric());
            let joined: Vec<Letter> = joined.copied().collect();
            found.extend(word(&joined));
        }
        if let Some(length) = number_length(rest)
            && let Some(number) = rest.get(..length)
        {
            let parts = number.split(|letter| letter.character == ' ');
            if parts.clone().count() > 1 {
                found.extend(parts.filter_map(word));
            }
            from += length;
            continue;
        }
        from += if length == 0 {
            run_length(rest).max(1)
        } else {
            length
        };
    }
    found
}

/// A text as folded characters that know where they come from.
fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut starts = text.char_indices().peekable();
    while let Some((start, _)) = starts.next() {
        // What belongs to a character comes along: marks, and the vowels of decomposed Hangul.
        while starts.next_if(|(_, next)| continues(*next)).is_some() {}
        let end = starts.peek().map_or(text.len(), |(next, _)| *next);
        let folded = text.get(start..end).map(fold).unwrap_or_default();
        letters.extend(folded.chars().map(|character| Letter {
            character,
            start,
            end,
        }));
    }
    letters
}

fn continues(character: char) -> bool {
    is_combining_mark(character)
        || matches!(character, '\u{1160}'..='\u{11FF}')
        || letter(character) == Some("")
}

/// How many characters from here on are a run of letters and digits of one sort of script.
fn run_length(letters: &[Letter]) -> usize {
    let Some(first) = letters.first() else {
        return 0;
    };
    let same = |letter: &&Letter| {
        letter.character.is_alphanumeric()
            && is_spaceless(letter.character) == is_spaceless(first.character)
    };
    letters.iter().take_while(same).count()
}

/// How many characters from here on are a number whose digits stand in groups of three. A group is
/// no part of a longer run, so `1.000th` and the end of `20,240,617a` are none.
fn number_length(letters: &[Letter]) -> Option<usize> {
    let digits = |from: usize| {
        let rest = letters.get(from..).unwrap_or_default();
        rest.iter()
            .take_while(|letter| letter.character.is_ascii_digit())
            .count()
    };
    let mut length = digits(0);
    if !(1..=3).contains(&length) {
        return None;
    }
    let mut groups = 1;
    while letters
        .get(length)
        .is_some_and(|mark| is_group_mark(mark.character))
        && digits(length + 1) == 3
    {
        let after = letters.get(length + 4);
        if after.is_some_and(|after| after.character.is_alphanumeric()) {
            break;
        }
        length += 4;
        groups += 1;
    }
    (groups > 1).then_some(length)
}

/// How many characters from here on are runs that are joined by hyphens.
fn compound_length(letters: &[Letter]) -> usize {
    let mut length = run_length(letters);
    let mut parts = 1;
    while length > 0
        && letters
            .get(length)
            .is_some_and(|mark| is_hyphen(mark.character))
    {
        let rest = letters.get(length + 1..).unwrap_or_default();
        let next = run_length(rest);
        if next == 0
            || rest
                .first()
                .is_some_and(|first| is_spaceless(first.character))
        {
            break;
        }
        length += 1 + next;
        parts += 1;
    }
    if parts > 1 { length } else { 0 }
}

/// Whether a run hangs on another word by an apostrophe: `Iran's`, `l'Iran`, `qu'il`.
fn is_elided(run: &[Letter], before: Option<&Letter>, after: Option<&Letter>) -> bool {
    let hangs = match run {
        [one] => one.character.is_ascii_lowercase(),
        [one, two] => (one.character, two.character) == ('q', 'u'),
        _ => false,
    };
    let apostrophe =
        |beside: Option<&Letter>| beside.is_some_and(|letter| is_apostrophe(letter.character));
    hangs && (apostrophe(before) || apostrophe(after))
}

/// A word without the Arabic article, which is written as a part of it.
fn without_article(word: &[Letter]) -> &[Letter] {
    match word {
        [alef, lam, rest @ ..]
            if rest.len() > 1 && (alef.character, lam.character) == ('\u{627}', '\u{644}') =>
        {
            rest
        }
        _ => word,
    }
}

/// Adds what a run of letters, or a number in groups, is looked up by.
fn push_run(words: &mut Vec<Word>, run: &[Letter]) {
    if run
        .first()
        .is_some_and(|first| is_spaceless(first.character))
    {
        words.extend(run.windows(2).filter_map(word));
        words.extend(run.last().and_then(|last| word(&[*last])));
        return;
    }
    let run: Vec<Letter> = run
        .iter()
        .filter(|letter| letter.character.is_alphanumeric())
        .copied()
        .collect();
    let range = run.first().zip(run.last());
    words.extend(
        word(without_article(&run))
            .zip(range)
            .map(|(word, (first, last))| Word {
                start: first.start,
                end: last.end,
                ..word
            }),
    );
}

fn word(letters: &[Letter]) -> Option<Word> {
    Some(Word {
        text: letters.iter().map(|letter| letter.character).collect(),
        start: letters.first()?.start,
        end: letters.last()?.end,
    })
}

/// What is typed for a letter that Unicode does not take apart.
fn letter(character: char) -> Option<&'static str> {
    Some(match character {
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
        '\u{640}' => "",
        character if is_invisible(character) => "",
        _ => return None,
    })
}

/// Whether a character is not seen: a soft hyphen, a joiner, a mark of direction.
pub(crate) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
    )
}

/// The zeros of scripts with digits of their own in which news is written; nine more follow each.
const ZEROS: [u32; 18] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50,
    0xED0, 0xF20, 0x1040, 0x17E0, 0x1810,
];

/// A digit of another script as an ASCII digit.
fn digit(character: char) -> Option<char> {
    // Most letters come before all of them.
    if u32::from(character) < 0x660 {
        return None;
    }
    let mut values = ZEROS
        .iter()
        .filter_map(|zero| u32::from(character).checked_sub(*zero));
    values.find_map(|value| char::from_digit(value, 10))
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '‘')
}

/// What stands between groups of digits, after folding: a no-break space is a space then.
fn is_group_mark(character: char) -> bool {
    matches!(character, ',' | '.' | ' ' | '٬') || is_apostrophe(character)
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑')
}

/// Han, kana and hangul. Korean has spaces, but glues its particles to nouns. Thai, Lao, Khmer and
/// Burmese write none between words either.
fn is_spaceless(character: char) -> bool {
    matches!(character,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::{fold, variants, words};

    #[test]
    fn words_are_those_that_the_page_finds() {
        let cases: BTreeMap<String, Vec<String>> =
            serde_json::from_str(include_str!("../tests/search-words.json")).unwrap();
        for (text, expected) in cases {
            let found: Vec<String> = words(&text).into_iter().map(|word| word.text).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn folding_does_not_depend_on_the_short_way(
            text in "[ -~é½٣ÖАйأإآئؤةىا-يっガ\u{300}\u{653}\u{64B}\u{1100}\u{1161}가ﬁ]{0,12}",
        ) {
            // What stands beside a letter with a mark is folded the long way.
            let long = fold(&format!("{text} é"));
            proptest::prop_assert_eq!(format!("{} e", fold(&text)), long);
        }
    }

    #[test]
    fn words_stand_where_they_are_found() {
        for (text, expected) in [
            ("der Élan", vec!["der", "Élan"]),
            ("cost 3,700 €", vec!["cost", "3,700"]),
            ("朝鲜和", vec!["朝鲜", "鲜和", "和"]),
            ("قذائف الشماليّة", vec!["قذائف", "الشماليّة"]),
            ("e\u{301}lan\u{ad}s x", vec!["e\u{301}lan\u{ad}s", "x"]),
        ] {
            let found: Vec<&str> = words(text)
                .iter()
                .map(|word| text.get(word.start..word.end).unwrap())
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn compounds_and_loose_groups_have_variants() {
        for (text, expected) in [
            ("a time-lapse of F-16s", vec!["timelapse", "f16s"]),
            ("Shahed-136-type", vec!["shahed136type"]),
            ("in 12 700 men", vec!["12", "700"]),
            ("cost 3,700", vec![]),
            ("- a - b -", vec![]),
            ("KN-23導弾", vec!["kn23"]),
        ] {
            let found: Vec<String> = variants(text).into_iter().map(|word| word.text).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn names_fold_to_what_people_type() {
        for (text, folded) in [
            ("Kim Jong-Un", "kim jong-un"),
            ("Élysée", "elysee"),
            ("Straße", "strasse"),
            ("Łódź", "lodz"),
            ("북한", "북한"),
            ("إِيران", "ايران"),
            ("كوريا الشماليّة", "كوريا الشماليه"),
            ("ﬁnal", "final"),
            ("Ｇ７", "g7"),
            ("ΘΕΟΣ", "θεοσ"),
            ("٣٧٠٠", "3700"),
        ] {
            assert_eq!(fold(text), folded);
        }
        let rows: Value = serde_json::json!(["\u{0}", "\u{301}", "\u{200d}", "🇫🇷"]);
        for text in rows.as_array().unwrap() {
            let text = text.as_str().unwrap();
            assert!(words(text).is_empty(), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_text_has_words_in_order_and_inside(text in "\\PC*") {
            let mut last = 0;
            for word in words(&text) {
                proptest::prop_assert!(word.start >= last && word.start < word.end);
                proptest::prop_assert!(text.get(word.start..word.end).is_some());
                proptest::prop_assert!(!word.text.is_empty());
                last = word.start;
            }
            drop(variants(&text));
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once);
        }
    }
}
