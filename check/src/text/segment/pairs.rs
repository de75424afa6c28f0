//! Which marks enclose, and which of them belong together.

/// The pairs that enclose: brackets of all scripts, and the quotation marks of East Asia, whose
/// sentences go on behind a quotation.
const PAIRS: [(char, char); 20] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('（', '）'),
    ('［', '］'),
    ('｛', '｝'),
    ('「', '」'),
    ('『', '』'),
    ('｢', '｣'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('〔', '〕'),
    ('〖', '〗'),
    ('〘', '〙'),
    ('﹁', '﹂'),
    ('﹃', '﹄'),
    ('⟨', '⟩'),
    ('⟦', '⟧'),
    ('⸨', '⸩'),
];

/// The bracket that opens what this one closes.
pub(super) fn opener(closing: char) -> Option<char> {
    pair(closing, |pair| pair.1).map(|pair| pair.0)
}

/// The bracket that closes what this one opens.
pub(super) fn closer(opening: char) -> Option<char> {
    pair(opening, |pair| pair.0).map(|pair| pair.1)
}

fn pair(character: char, side: impl Fn(&(char, char)) -> char) -> Option<(char, char)> {
    // Letters of most alphabets, which need no look at the list.
    if character.is_ascii_alphanumeric() || matches!(character, ' '..='\'' | '\u{7F}'..='\u{2000}')
    {
        return None;
    }
    PAIRS.into_iter().find(|pair| side(pair) == character)
}
