//! The characters that end, open, close and continue a sentence, in all scripts.

/// What kind of end mark a character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// A full stop, which ends sentences, abbreviations, ordinals and initials.
    Dot,
    /// Dots that say that something is left out: `…`, `...`.
    Ellipsis,
    /// A mark that ends nothing but sentences, and is followed by a space: `!`, `?`.
    Strong,
    /// The same in a script that sets no space behind it: `。`, `।`, `؟`.
    Tight,
}

/// Characters with the property Sentence_Terminal of Unicode 17 that are not in ASCII, but for the
/// ones of [`mark`] that want a space.
///
/// They are listed here and not asked of a library, because a later version of Unicode must not
/// move the places of an article.
const TIGHT: [(char, char); 83] = [
    ('\u{589}', '\u{589}'),
    ('\u{61D}', '\u{61F}'),
    ('\u{6D4}', '\u{6D4}'),
    ('\u{700}', '\u{702}'),
    ('\u{7F9}', '\u{7F9}'),
    ('\u{837}', '\u{837}'),
    ('\u{839}', '\u{839}'),
    ('\u{83D}', '\u{83E}'),
    ('\u{964}', '\u{965}'),
    ('\u{104A}', '\u{104B}'),
    ('\u{1362}', '\u{1362}'),
    ('\u{1367}', '\u{1368}'),
    ('\u{166E}', '\u{166E}'),
    ('\u{1735}', '\u{1736}'),
    ('\u{17D4}', '\u{17D5}'),
    ('\u{1803}', '\u{1803}'),
    ('\u{1809}', '\u{1809}'),
    ('\u{1944}', '\u{1945}'),
    ('\u{1AA8}', '\u{1AAB}'),
    ('\u{1B4E}', '\u{1B4F}'),
    ('\u{1B5A}', '\u{1B5B}'),
    ('\u{1B5E}', '\u{1B5F}'),
    ('\u{1B7D}', '\u{1B7F}'),
    ('\u{1C3B}', '\u{1C3C}'),
    ('\u{1C7E}', '\u{1C7F}'),
    ('\u{203C}', '\u{203D}'),
    ('\u{2047}', '\u{2049}'),
    ('\u{2CF9}', '\u{2CFB}'),
    ('\u{2E2E}', '\u{2E2E}'),
    ('\u{2E3C}', '\u{2E3C}'),
    ('\u{2E53}', '\u{2E54}'),
    ('\u{3002}', '\u{3002}'),
    ('\u{A4FF}', '\u{A4FF}'),
    ('\u{A60E}', '\u{A60F}'),
    ('\u{A6F3}', '\u{A6F3}'),
    ('\u{A6F7}', '\u{A6F7}'),
    ('\u{A876}', '\u{A877}'),
    ('\u{A8CE}', '\u{A8CF}'),
    ('\u{A92F}', '\u{A92F}'),
    ('\u{A9C8}', '\u{A9C9}'),
    ('\u{AA5D}', '\u{AA5F}'),
    ('\u{AAF0}', '\u{AAF1}'),
    ('\u{ABEB}', '\u{ABEB}'),
    ('\u{FE12}', '\u{FE12}'),
    ('\u{FE15}', '\u{FE16}'),
    ('\u{FE56}', '\u{FE57}'),
    ('\u{FF01}', '\u{FF01}'),
    ('\u{FF0E}', '\u{FF0E}'),
    ('\u{FF1F}', '\u{FF1F}'),
    ('\u{FF61}', '\u{FF61}'),
    ('\u{10A56}', '\u{10A57}'),
    ('\u{10F55}', '\u{10F59}'),
    ('\u{10F86}', '\u{10F89}'),
    ('\u{11047}', '\u{11048}'),
    ('\u{110BE}', '\u{110C1}'),
    ('\u{11141}', '\u{11143}'),
    ('\u{111C5}', '\u{111C6}'),
    ('\u{111CD}', '\u{111CD}'),
    ('\u{111DE}', '\u{111DF}'),
    ('\u{11238}', '\u{11239}'),
    ('\u{1123B}', '\u{1123C}'),
    ('\u{112A9}', '\u{112A9}'),
    ('\u{113D4}', '\u{113D5}'),
    ('\u{1144B}', '\u{1144C}'),
    ('\u{115C2}', '\u{115C3}'),
    ('\u{115C9}', '\u{115D7}'),
    ('\u{11641}', '\u{11642}'),
    ('\u{1173C}', '\u{1173E}'),
    ('\u{11944}', '\u{11944}'),
    ('\u{11946}', '\u{11946}'),
    ('\u{11A42}', '\u{11A43}'),
    ('\u{11A9B}', '\u{11A9C}'),
    ('\u{11C41}', '\u{11C42}'),
    ('\u{11EF7}', '\u{11EF8}'),
    ('\u{11F43}', '\u{11F44}'),
    ('\u{16A6E}', '\u{16A6F}'),
    ('\u{16AF5}', '\u{16AF5}'),
    ('\u{16B37}', '\u{16B38}'),
    ('\u{16B44}', '\u{16B44}'),
    ('\u{16D6E}', '\u{16D6F}'),
    ('\u{16E98}', '\u{16E98}'),
    ('\u{1BC9F}', '\u{1BC9F}'),
    ('\u{1DA88}', '\u{1DA88}'),
];

/// Which end mark a character is, in every language; none if it is none.
pub(super) fn mark(character: char) -> Option<Mark> {
    match character {
        '.' | '\u{2024}' | '\u{FE52}' => Some(Mark::Dot),
        '!' | '?' | '\u{203C}' | '\u{203D}' | '\u{2047}'..='\u{2049}' | '\u{2E2E}' => {
            Some(Mark::Strong)
        }
        '…' => Some(Mark::Ellipsis),
        _ if character.is_ascii() => None,
        _ => ranges_hold(&TIGHT, character).then_some(Mark::Tight),
    }
}

fn ranges_hold(ranges: &[(char, char)], character: char) -> bool {
    let index = ranges.partition_point(|(_, last)| *last < character);
    ranges
        .get(index)
        .is_some_and(|(first, _)| *first <= character)
}

/// Whether a character closes what a sentence stands in, when it follows an end mark at once.
///
/// Some quotation marks open in one language and close in another; behind an end mark they close.
pub(super) fn closes(character: char) -> bool {
    super::pairs::opener(character).is_some()
        || matches!(
            character,
            '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | '›' | '‹' | '″' | '〞' | '〟'
        )
        || is_unseen(character)
}

/// Whether a quotation mark that stands alone, with a space on either side, closes.
pub(super) fn closes_alone(character: char) -> bool {
    super::pairs::opener(character).is_some() || matches!(character, '”' | '’' | '»' | '›')
}

/// Whether a character may stand before the first letter of a sentence.
pub(super) fn opens(character: char) -> bool {
    super::pairs::closer(character).is_some()
        || is_unseen(character)
        || matches!(
            character,
            '"' | '\''
                | '“'
                | '”'
                | '„'
                | '‟'
                | '‘'
                | '’'
                | '‚'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '¿'
                | '¡'
                | '-'
                | '‐'
                | '–'
                | '—'
                | '―'
                | '*'
                | '_'
                | '•'
                | '⁃'
                | '‣'
                | '●'
                | '▪'
                | '◦'
                | '·'
                | '#'
                | '§'
                | '$'
                | '€'
                | '£'
                | '¥'
                | '+'
                | '±'
                | '~'
                | '№'
                | '@'
                | '※'
                | ' '
        )
}

/// Whether a character at the start of a piece says that the sentence before goes on.
pub(super) fn continues(character: char) -> bool {
    matches!(
        character,
        ',' | ';' | ':' | '、' | '，' | '；' | '：' | '،' | '؛' | '%' | '&' | '/' | '=' | '|'
    ) || super::pairs::opener(character).is_some()
}

/// Whether a character is a sign of the direction of writing, which is not seen.
pub(super) fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
    )
}

/// Whether a letter is of a script that sets no spaces between its words.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(
        character,
        '\u{2E80}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Whether a letter is of a script without marks that end sentences: Thai, Lao, Tibetan.
pub(super) fn is_unmarked(character: char) -> bool {
    matches!(character, '\u{0E00}'..='\u{0EFF}' | '\u{0F00}'..='\u{0FFF}')
}

/// Whether a letter is small, in a script that begins sentences with a capital.
///
/// Georgian letters count as small in Unicode, but its sentences begin with them.
pub(super) fn is_small(character: char) -> bool {
    character.is_lowercase() && !matches!(character, '\u{10D0}'..='\u{10FF}')
}

#[cfg(test)]
mod tests {
    use super::TIGHT;

    #[test]
    fn the_ranges_are_in_order() {
        assert!(TIGHT.is_sorted_by(|range, next| range.0 <= range.1 && range.1 < next.0));
    }
}
