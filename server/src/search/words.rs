//! Words without their endings: what the index holds, and what a query asks for.
//!
//! What a word is, `dossier::words` decides for every search. Here come the endings: `villages` finds
//! `village`, and `inquiétait` finds `inquiète`. Each text is stemmed by its own language (Snowball). A
//! query does not say its language, so a word of it is looked up by the endings of every language that
//! the texts are in.

use std::collections::BTreeSet;

use dossier::words::{Word, fold, variants, words};
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization as _;

/// The languages whose endings are known, by their subtags (BCP 47).
const LANGUAGES: [(&str, Algorithm); 20] = [
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nb", Algorithm::Norwegian),
    ("nl", Algorithm::Dutch),
    ("nn", Algorithm::Norwegian),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

/// The endings of one language; of none where it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Endings(Option<usize>);

impl Endings {
    /// The endings of a language, by its tag (BCP 47).
    pub(super) fn for_language(language_code: &str) -> Self {
        let subtag = language_code.split('-').next().unwrap_or_default();
        let known = |(code, _): &(&str, _)| code.eq_ignore_ascii_case(subtag);
        Self(LANGUAGES.iter().position(known))
    }

    /// A word as the index has it.
    fn stem(self, typed: &str, folded: &str) -> String {
        if let Some((typed, folded)) = without_plural(typed, folded) {
            return self.stem(typed, folded);
        }
        let known = self.0.and_then(|place| LANGUAGES.get(place));
        let Some((_, algorithm)) = known else {
            return folded.to_owned();
        };
        let has_digit = folded.chars().any(|character| character.is_ascii_digit());
        if has_digit || UNSPOKEN_TITLES.contains(&folded) {
            return folded.to_owned();
        }
        // People leave accents out, so endings are taken off without them; but in some scripts folding
        // changes letters that endings are made of.
        let lower = match algorithm {
            Algorithm::Arabic | Algorithm::Russian | Algorithm::Tamil => {
                let whole = typed.nfc().filter(|character| character.is_alphanumeric());
                whole.collect::<String>().to_lowercase()
            }
            _ => folded.to_owned(),
        };
        let stem = fold(&Stemmer::create(*algorithm).stem(&lower));
        if stem.is_empty() {
            folded.to_owned()
        } else {
            stem
        }
    }

    fn stops(self) -> Option<&'static [&'static str]> {
        let (code, _) = self.0.and_then(|place| LANGUAGES.get(place))?;
        stop_words::lookup(code)
    }
}

/// A number, designation or abbreviation without the `s` of its plural, which languages put behind it as
/// it is, as typed and folded: `16` for "16s" of "F-16s", `mp` for "MPs". Nothing for other words: "As" is
/// none, and "30S" another thing.
fn without_plural<'f>(typed: &'f str, folded: &'f str) -> Option<(&'f str, &'f str)> {
    let (before, bare) = (typed.strip_suffix('s')?, folded.strip_suffix('s')?);
    let last = before.chars().next_back()?;
    let several = bare.chars().nth(1).is_some();
    let designates = last.is_numeric() || several && last.is_uppercase();
    (designates && !bare.is_empty()).then_some((before, bare))
}

/// Titles that no vowel tells from the plural of an abbreviation.
const UNSPOKEN_TITLES: [&str; 2] = ["drs", "mrs"];

/// An abbreviation without the `s` that may be that of its plural, folded: `mp` for "mps". Whoever asks
/// may mean the whole as well: "hms", "gps". Nothing for words that can be spoken, for titles, and for
/// capitals to the end.
fn without_doubtful_plural<'f>(typed: &str, folded: &'f str) -> Option<&'f str> {
    let bare = folded.strip_suffix('s').filter(|_| typed.ends_with('s'))?;
    let consonant =
        |character: char| character.is_ascii_lowercase() && !"aeiouy".contains(character);
    let unspoken = bare.chars().all(consonant) && !bare.ends_with('s');
    let several = bare.chars().nth(1).is_some();
    (several && unspoken && !UNSPOKEN_TITLES.contains(&folded)).then_some(bare)
}

/// A word of a text in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) text: String,
    /// Where it stands, in bytes.
    pub(super) start: usize,
    /// Where it ends, in bytes.
    pub(super) end: usize,
    /// Which word of the text it is.
    pub(super) position: usize,
}

/// The words of a text as the index has them, in the order of their positions.
pub(super) fn tokens(text: &str, endings: Endings) -> Vec<Token> {
    let token = |position: usize, word: Word| Token {
        text: endings.stem(
            text.get(word.start..word.end).unwrap_or_default(),
            &word.text,
        ),
        start: word.start,
        end: word.end,
        position,
    };
    let plain = words(text);
    let starts: Vec<usize> = plain.iter().map(|word| word.start).collect();
    let joined = variants(text).into_iter().map(|variant| {
        let position = starts.partition_point(|start| *start < variant.start);
        token(position, variant)
    });
    let joined: Vec<Token> = joined.collect();
    let plain = plain.into_iter().enumerate();
    let mut tokens: Vec<Token> = plain.map(|(at, word)| token(at, word)).collect();
    tokens.extend(joined);
    tokens.sort_by_key(|token| token.position);
    tokens
}

/// A word that somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    typed: String,
    /// As it is without any ending taken off.
    pub(super) folded: String,
}

impl Asked {
    /// What to look up in texts with such endings: more than one form where it may be a plural or none.
    pub(super) fn forms(&self, endings: Endings) -> impl Iterator<Item = String> {
        let whole = endings.stem(&self.typed, &self.folded);
        let bare = without_doubtful_plural(&self.typed, &self.folded).map(str::to_owned);
        std::iter::once(whole).chain(bare)
    }

    /// What to look up in texts of several languages.
    pub(super) fn stems(&self, languages: &BTreeSet<Endings>) -> BTreeSet<String> {
        let languages = languages.iter();
        languages.flat_map(|endings| self.forms(*endings)).collect()
    }

    /// Whether it says nothing by itself in one of these languages, as `the` does.
    pub(super) fn is_stop_word(&self, languages: &BTreeSet<Endings>) -> bool {
        let lower = self.typed.to_lowercase();
        let mut lists = languages.iter().filter_map(|endings| endings.stops());
        lists.any(|list| list.contains(&lower.as_str()))
    }

    /// What to look for nearby where no text has the word, and how many letters may differ. A letter typed
    /// wrong is a letter of the word or of what its ending leaves: `missle` is near `missil(e)` only without
    /// its own ending, `missiel` only with it, and `mssile` and `mssiles`, of which a stemmer leaves a
    /// letter more, only without their last one.
    pub(super) fn near(&self, languages: &BTreeSet<Endings>) -> Vec<(String, u8)> {
        let mut forms = self.stems(languages);
        forms.insert(self.folded.clone());
        let shorter = forms.iter().map(|form| {
            let mut shorter = form.clone();
            shorter.pop();
            shorter
        });
        let shorter: Vec<String> = shorter.collect();
        forms.extend(shorter);
        let forms = forms.into_iter().map(|form| {
            let errors = typing_errors(&form);
            (form, errors)
        });
        forms.filter(|(_, errors)| *errors > 0).collect()
    }
}

/// How many letters of a form may be typed wrong: in longer ones more.
fn typing_errors(form: &str) -> u8 {
    let is_number = form.chars().any(|character| character.is_ascii_digit());
    match form.chars().count() {
        _ if is_number => 0,
        ..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The words that somebody looks for. A last character that is the end of a pair is none.
pub(super) fn asked(text: &str) -> Vec<Asked> {
    let mut end = 0;
    let found = words(text).into_iter().filter_map(|word| {
        let is_inside = word.end <= end;
        end = end.max(word.end);
        (!is_inside).then(|| Asked {
            typed: text
                .get(word.start..word.end)
                .unwrap_or_default()
                .to_owned(),
            folded: word.text,
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, language: &str) -> Vec<String> {
        let tokens = tokens(text, Endings::for_language(language)).into_iter();
        tokens.map(|token| token.text).collect()
    }

    #[test]
    fn endings_are_those_of_the_language() {
        for (language, one, other) in [
            ("en", "villages", "village"),
            ("en-GB", "launched", "launches"),
            ("de", "Häuser", "Häusern"),
            ("fr", "inquiétait", "inquiéter"),
            ("es", "aldeas", "aldea"),
            ("fr", "Élysée", "elysee"),
            ("ru", "ракеты", "ракетой"),
            ("ar", "الصواريخ", "صواريخ"),
            ("en", "Iran’s", "Iran"),
        ] {
            assert_eq!(texts(one, language), texts(other, language), "{language}");
        }
        assert_eq!(texts("3,700 drones", ""), ["3700", "drones"]);
        for (many, single) in [
            ("F-16s", "F-16"),
            ("MiG-29s", "MiG-29"),
            ("T-72s", "T-72"),
            ("1990s", "1990"),
            ("MPs", "MP"),
            ("UAVs", "UAV"),
            ("PhDs", "PhD"),
            ("747s", "747"),
            ("NGOs", "ngo"),
        ] {
            for language in ["en", "fr", "de", "", "ko"] {
                assert_eq!(texts(many, language), texts(single, language), "{many}");
            }
        }
        let whole = [
            "As", "16S", "MPS", "Us", "CSS", "css", "is", "mps", "hms", "Mrs",
        ];
        for other in whole {
            assert_eq!(texts(other, ""), [other.to_lowercase()]);
        }
        assert_eq!(texts("북한은", "ko"), ["북한", "한은", "은"]);
    }

    #[test]
    fn an_abbreviation_is_asked_for_whole_and_as_a_plural() {
        let languages = BTreeSet::from(["en", "de", ""].map(Endings::for_language));
        for (query, expected) in [
            ("hms", vec!["hm", "hms"]),
            ("gps", vec!["gp", "gps"]),
            ("mps", vec!["mp", "mps"]),
            ("MPs", vec!["mp"]),
            ("HMS", vec!["hms"]),
            ("css", vec!["css"]),
            ("mrs", vec!["mrs"]),
            ("Mrs", vec!["mrs"]),
            ("Drs", vec!["drs"]),
            ("Ms", vec!["ms"]),
        ] {
            let forms: BTreeSet<String> = asked(query)
                .iter()
                .flat_map(|word| word.stems(&languages))
                .collect();
            assert_eq!(Vec::from_iter(forms), expected, "{query}");
        }
        // In no language is a lady several gentlemen.
        for (code, _) in LANGUAGES {
            assert_eq!(texts("Mrs", code), ["mrs"], "{code}");
        }
    }

    #[test]
    fn joined_words_stand_where_their_first_part_does() {
        let tokens = tokens("a time-lapse film", Endings::default());
        let placed: Vec<(&str, usize)> = tokens
            .iter()
            .map(|token| (token.text.as_str(), token.position))
            .collect();
        let expected = [
            ("a", 0),
            ("time", 1),
            ("timelapse", 1),
            ("lapse", 2),
            ("film", 3),
        ];
        assert_eq!(placed, expected);
    }

    #[test]
    fn what_is_asked_has_no_loose_ends() {
        let folded = |text: &str| -> Vec<String> {
            asked(text).into_iter().map(|word| word.folded).collect()
        };
        assert_eq!(folded("북한 the 中"), ["북한", "the", "中"]);
        let languages = BTreeSet::from(["en", "fr"].map(Endings::for_language));
        let stops: Vec<bool> = asked("the drones, des obus")
            .iter()
            .map(|word| word.is_stop_word(&languages))
            .collect();
        assert_eq!(stops, [true, false, true, false]);
    }

    proptest::proptest! {
        #[test]
        fn no_word_of_any_language_breaks_a_stemmer(text in "\\PC{0,40}") {
            for (code, _) in LANGUAGES {
                for token in tokens(&text, Endings::for_language(code)) {
                    proptest::prop_assert!(!token.text.is_empty());
                }
            }
        }
    }
}
