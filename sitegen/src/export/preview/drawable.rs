//! What of a title can a picture show? Its fonts have the scripts in which the site has words, and a
//! title may be in any; a box in place of a letter says nothing to anybody.
//!
//! As a designer would: a title in another language, if all of that can be drawn; else the title without
//! the words that cannot, an ellipsis in their place; and no title where hardly anything is left.

use std::collections::{BTreeMap, BTreeSet};

use cosmic_text::{Attrs, Buffer, Family, Metrics, Shaping, Weight};
use unicode_script::UnicodeScript as _;

use super::{Sheet, WIDTH};

/// What stands for words that are left out.
const ELLIPSIS: &str = "…";

/// What a picture shows of a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Drawable {
    /// What can be drawn; empty where that is hardly anything.
    pub(crate) text: String,
    /// The characters of the first title for which there are no letters.
    pub(crate) missing: BTreeSet<char>,
}

impl Drawable {
    /// The scripts of the missing characters, each with these: `Hangul (반, 방, 서)`.
    pub(crate) fn scripts(&self) -> String {
        let mut scripts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for character in &self.missing {
            let of_script = scripts.entry(character.script().full_name()).or_default();
            of_script.push(character.to_string());
        }
        let listed = scripts
            .into_iter()
            .map(|(script, all)| format!("{script} ({})", all.join(", ")));
        listed.collect::<Vec<_>>().join(", ")
    }
}

/// What a picture shows of a title that is given in several languages, the wanted one first.
pub(crate) fn drawable(titles: &[&str]) -> Drawable {
    let mut sheet = Sheet::new();
    let Some(first) = titles.first() else {
        return Drawable::default();
    };
    let missing = sheet.missing(first);
    let whole = titles.iter().find(|title| sheet.missing(title).is_empty());
    let text = match whole {
        Some(whole) => (*whole).to_owned(),
        None => sheet.without(first, &missing),
    };
    Drawable { text, missing }
}

impl Sheet {
    /// The characters of a text for which no font has a letter.
    fn missing(&mut self, text: &str) -> BTreeSet<char> {
        let mut buffer = Buffer::new(&mut self.fonts, Metrics::new(32.0, 38.0));
        buffer.set_size(Some(f32::from(WIDTH)), None);
        let family = Attrs::new().family(Family::Name("Noto Serif"));
        let attributes = family.weight(Weight::BOLD);
        buffer.set_text(text, &attributes, Shaping::Advanced, None);
        buffer.shape_until_scroll(&mut self.fonts, false);
        let mut missing = BTreeSet::new();
        for line in buffer.layout_runs() {
            let boxes = line.glyphs.iter().filter(|glyph| glyph.glyph_id == 0);
            let texts = boxes.filter_map(|glyph| line.text.get(glyph.start..glyph.end));
            missing.extend(texts.flat_map(str::chars));
        }
        missing
    }

    /// A text without the words that have one of these characters; nothing where fewer than half are left.
    fn without(&mut self, text: &str, missing: &BTreeSet<char>) -> String {
        let mut kept: Vec<&str> = Vec::new();
        let (mut words, mut drawn) = (0, 0);
        for word in text.split_whitespace() {
            let is_word = word.contains(char::is_alphanumeric);
            words += usize::from(is_word);
            if !word.contains(|word| missing.contains(&word)) {
                drawn += usize::from(is_word);
                kept.push(word);
            } else if kept.last() != Some(&ELLIPSIS) {
                kept.push(ELLIPSIS);
            }
        }
        let text = kept.join(" ");
        let enough = drawn > 0 && 2 * drawn >= words && self.missing(&text).is_empty();
        if enough { text } else { String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_says_what_it_can() {
        for (titles, text, scripts) in [
            (&["Axis"][..], "Axis", ""),
            (&["فيضان الوادي"], "فيضان الوادي", ""),
            (&["Ось зла"], "Ось зла", ""),
            // In another language, before anything is left out.
            (
                &["반서방 축", "The axis"],
                "The axis",
                "Hangul (반, 방, 서, 축)",
            ),
            (&["반서방 축", "반"], "", "Hangul (반, 방, 서, 축)"),
            (
                &["The treaty of 東京 and Moscow"],
                "The treaty of … and Moscow",
                "Han (京, 東)",
            ),
            (&["The 東 京 treaty"], "The … treaty", "Han (京, 東)"),
            (&["東京 treaty 条約 法"], "", "Han (京, 条, 東, 法, 約)"),
            (
                &["Fire 🔥 in the valley"],
                "Fire … in the valley",
                "Common (🔥)",
            ),
            (&["संधि ก"], "", "Devanagari (\u{902}, ध, स, ि), Thai (ก)"),
            (&[""], "", ""),
        ] {
            let found = drawable(titles);
            assert_eq!(
                (found.text.as_str(), found.scripts().as_str()),
                (text, scripts)
            );
        }
        assert_eq!(drawable(&[]), Drawable::default());
    }
}
