//! What counts as the same text: the profile `dossier-norm/1`.

use unicode_normalization::UnicodeNormalization as _;

/// The name of the profile that [`normalize`] applies.
pub const NORMALIZATION: &str = "dossier-norm/1";

/// Characters that are not seen and come and go with editors: byte order mark, zero width space,
/// soft hyphen.
const UNSEEN: [char; 3] = ['\u{FEFF}', '\u{200B}', '\u{00AD}'];

/// Applies `dossier-norm/1`: NFC, without U+FEFF, U+200B and U+00AD, every run of white space one
/// space, none at the ends. No case folding, no mapping of quotation marks or dashes.
pub fn normalize(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut gap = false;
    // The unseen go first: one of them between a letter and its accent must not keep them apart.
    for character in text
        .chars()
        .filter(|character| !UNSEEN.contains(character))
        .nfc()
    {
        if character.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && !result.is_empty() {
            result.push(' ');
        }
        gap = false;
        result.push(character);
    }
    result
}
