//! How a name is taken apart, and how two words of names are compared.
//!
//! A name is written in many ways that all mean the same: with a title or without, initials for given
//! names, in another script, by another romanisation. So each word has three forms, from strict to loose:
//! folded; in Latin letters (`any_ascii`); and its sound, which is its consonants in a few classes, because
//! vowels are what romanisations disagree about and what Arabic does not write.

use dossier::words::fold;

use super::tables::{
    generation, is_abbreviation, is_article, is_certain_form, is_legal_form, is_particle,
    is_patronymic, is_suffix, is_title, phrase_before, phrase_behind, without_joined_form,
};

/// How alike two words must be (Jaro–Winkler) to be one word typed wrong.
const SLIP_LIKENESS: f64 = 0.88;

/// How alike two words with one sound must be to be one word spelt otherwise.
const SOUND_LIKENESS: f64 = 0.65;

/// The Arabic article, which is written as a part of its word.
const ARABIC_ARTICLE: &str = "\u{627}\u{644}";

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    folded: String,
    /// In lower-case Latin letters and digits.
    pub(super) latin: String,
    /// The consonants of its Latin form, in classes.
    pub(super) sound: String,
    /// Whether its script writes no short vowels.
    is_abjad: bool,
    /// Whether it stands behind a person's name and is no part of it: `Jr.`, `MP`.
    pub(super) is_suffix: bool,
}

/// A name, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// All words, folded and separated by spaces.
    pub(super) folded: String,
    /// The words that tell it from others.
    pub(super) parts: Vec<Part>,
    /// The same without spaces.
    pub(super) joined: String,
    pub(super) joined_sound: String,
    /// The first letters of several words; the word itself where it is one in capitals.
    pub(super) acronym: Option<String>,
    /// The words of its legal form, by which it is no person's who has them not for a name.
    pub(super) legal: Vec<String>,
}

/// How well two words fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fit {
    /// From 0 to 1.
    pub(super) score: f64,
    /// Whether the words are the same but for case and accents.
    pub(super) is_same: bool,
    /// Whether one is only the first letter of the other.
    pub(super) is_initial: bool,
}

impl Form {
    /// Takes a name apart.
    pub(super) fn new(text: &str) -> Self {
        let bare = without_apostrophes(text);
        let dotted = join_abbreviations(&join_dotted(&bare));
        let folded = fold(&dotted);
        let words: Vec<&str> = folded
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let (telling, forms) = telling(&words);
        let mut parts: Vec<Part> = telling.iter().map(|word| Part::new(word)).collect();
        mark_suffixes(&mut parts);
        let joined: String = parts.iter().map(|part| part.latin.as_str()).collect();
        Self {
            folded: words.join(" "),
            joined_sound: sound(&joined),
            acronym: acronym(&dotted, &words),
            legal: forms
                .into_iter()
                .filter(|form| is_sure_form(form, &dotted))
                .map(str::to_owned)
                .collect(),
            joined,
            parts,
        }
    }

    /// Whether it names a company, and not somebody with this name: a Sasu or a Limited may be a person.
    pub(super) fn is_company_beside(&self, person: &Self) -> bool {
        let has = |form: &String| person.folded.split(' ').any(|word| word == form);
        !self.legal.iter().all(has)
    }
}

/// Whether a legal form was meant as one: it is nobody's name, or in capitals where not everything is.
fn is_sure_form(form: &str, text: &str) -> bool {
    let capital = |word: &str| word.chars().all(char::is_uppercase);
    let mut words = text
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty());
    is_certain_form(form)
        || words.clone().any(|word| !capital(word))
            && words.any(|word| capital(word) && fold(word) == form)
}

/// Marks the words behind a name that are no part of it.
fn mark_suffixes(parts: &mut [Part]) {
    for (behind, part) in parts.iter_mut().enumerate().rev() {
        if !is_suffix(&part.folded, behind) {
            break;
        }
        part.is_suffix = true;
    }
}

impl Part {
    fn new(word: &str) -> Self {
        let bare = word.strip_prefix(ARABIC_ARTICLE);
        let bare = bare.filter(|bare| bare.chars().count() > 2).unwrap_or(word);
        let latin = any_ascii::any_ascii(bare).to_lowercase();
        let latin: String = latin.chars().filter(char::is_ascii_alphanumeric).collect();
        // Several F-16s are called as one is.
        let one = latin.strip_suffix('s').unwrap_or_default();
        let latin = if one.ends_with(|last: char| last.is_ascii_digit()) {
            one.to_owned()
        } else {
            latin
        };
        Self {
            folded: word.to_owned(),
            sound: sound(&latin),
            is_suffix: false,
            is_abjad: word
                .chars()
                .any(|character| matches!(character, '\u{590}'..='\u{77F}')),
            latin,
        }
    }

    /// Whether it is a number, or has one in it; those must be equal.
    pub(super) fn is_number(&self) -> bool {
        self.latin
            .chars()
            .any(|character| character.is_ascii_digit())
    }

    /// Whether it is a number and nothing else.
    pub(super) fn is_digits(&self) -> bool {
        self.latin
            .chars()
            .all(|character| character.is_ascii_digit())
    }

    /// Which generation it says behind a name; nothing where it says none.
    pub(super) fn generation(&self) -> Option<&str> {
        generation(&self.folded).filter(|_| self.is_suffix)
    }

    /// Whether it is a letter that stands for a name.
    pub(super) fn is_initial(&self) -> bool {
        self.latin.len() == 1 && !self.is_number()
    }

    /// Whether a name is the same without it: the name of the father.
    pub(super) fn is_patronymic(&self) -> bool {
        is_patronymic(&self.latin)
    }

    /// Whether it is a small word that one leaves out and another does not.
    pub(super) fn is_particle(&self) -> bool {
        is_particle(&self.latin)
    }

    /// How well another word fits this one; nothing if they are two words.
    pub(super) fn fit(&self, other: &Self) -> Option<Fit> {
        let fit = |score, is_same, is_initial| {
            Some(Fit {
                score,
                is_same,
                is_initial,
            })
        };
        if self.folded == other.folded {
            return fit(1.0, true, self.is_initial());
        }
        if !self.latin.is_empty() && self.latin == other.latin {
            return fit(0.97, false, self.is_initial());
        }
        if self.is_number() || other.is_number() {
            return None;
        }
        if self.is_initial() || other.is_initial() {
            let same = self.latin.chars().next() == other.latin.chars().next();
            return if same && !self.latin.is_empty() {
                fit(0.75, false, true)
            } else {
                None
            };
        }
        let likeness = strsim::jaro_winkler(&self.latin, &other.latin);
        let (short, long) = (
            self.latin.len().min(other.latin.len()),
            self.latin.len().max(other.latin.len()),
        );
        let slips = strsim::damerau_levenshtein(&self.latin, &other.latin);
        let (needed, most) = match long {
            ..=5 => (SLIP_LIKENESS + 0.02, 1),
            6..=7 => (SLIP_LIKENESS, 1),
            _ => (SLIP_LIKENESS, 2),
        };
        if short >= 4 && likeness >= needed && slips <= most {
            return fit(0.8 + likeness / 10.0, false, false);
        }
        let is_abjad = self.is_abjad || other.is_abjad;
        // `Nigeria` is not another spelling of `Niger`.
        let (one, other_latin) = (self.latin.as_str(), other.latin.as_str());
        let extends = one.starts_with(other_latin) || other_latin.starts_with(one);
        let alike = is_abjad || (likeness >= SOUND_LIKENESS && self.sound.len() > 1 && !extends);
        if !self.sound.is_empty() && self.sound == other.sound && alike {
            return fit(0.8, false, false);
        }
        None
    }
}

/// The words that are no title or article in front and no legal form, of which the last is always one,
/// and the legal forms.
fn telling<'w>(words: &[&'w str]) -> (Vec<&'w str>, Vec<&'w str>) {
    let mut forms = Vec::new();
    let rest = without_front(words, &mut forms);
    let rest = without_forms_behind(rest, &mut forms);
    let inner = rest.iter().copied().filter(|word| !is_article(word));
    let inner: Vec<&str> = inner.collect();
    let telling = if inner.is_empty() {
        rest.to_vec()
    } else {
        inner
    };
    let bare = |word: &'w str| match without_joined_form(word) {
        Some(bare) => {
            forms.push(word);
            bare
        }
        None => word,
    };
    (telling.into_iter().map(bare).collect(), forms)
}

/// A name without what stands in front of it. Notes the legal forms among that.
fn without_front<'r, 'w>(words: &'r [&'w str], forms: &mut Vec<&'w str>) -> &'r [&'w str] {
    let mut rest = words;
    while let [first, more @ ..] = rest {
        let phrase = phrase_before(rest);
        if phrase > 0 && phrase < rest.len() {
            let (form, more) = rest.split_at(phrase);
            forms.extend(form);
            rest = more;
            continue;
        }
        // Two Latin letters may be a syllable of a name; `АО` is none.
        let is_long = first.chars().count() > 2 || !first.is_ascii();
        let is_form = is_long && is_legal_form(first);
        let Some(next) = more.first() else {
            break;
        };
        if !(is_title(first, next) || is_article(first) || is_form) {
            break;
        }
        if is_form {
            forms.push(first);
        }
        rest = more;
    }
    rest
}

/// A name without the legal forms behind it, and without what joins them: `GmbH und Co. KG`.
fn without_forms_behind<'r, 'w>(words: &'r [&'w str], forms: &mut Vec<&'w str>) -> &'r [&'w str] {
    let mut rest = words;
    while let [more @ .., last] = rest {
        let phrase = phrase_behind(rest);
        if phrase > 0 && phrase < rest.len() {
            let (name, form) = rest.split_at(rest.len() - phrase);
            forms.extend(form);
            rest = name;
            continue;
        }
        let joins = !forms.is_empty() && matches!(*last, "and" | "e" | "et" | "und" | "y");
        if more.is_empty() || !(joins || is_legal_form(last)) {
            break;
        }
        if !joins {
            forms.push(last);
        }
        rest = more;
    }
    rest
}

/// A name in which abbreviations behind it have no points: `S.p.A.`, `Ph.D.`
fn join_abbreviations(text: &str) -> String {
    let word = |(behind, word): (usize, &str)| {
        let bare = word.trim_end_matches(',').replace('.', "");
        let inside = word.trim_end_matches([',', '.']).contains('.');
        if inside && is_abbreviation(&fold(&bare), behind) {
            bare
        } else {
            word.to_owned()
        }
    };
    let words = text.split_whitespace().enumerate().map(word);
    words.collect::<Vec<String>>().join(" ")
}

/// A name without apostrophes: `O’Conner` as one word, `Iran’s` and `l’Iran` as `Iran`.
fn without_apostrophes(text: &str) -> String {
    let is_apostrophe =
        |character: char| matches!(character, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´');
    let word = |word: &str| -> String {
        let lower = word.to_lowercase();
        let pieces: Vec<&str> = word.split(is_apostrophe).collect();
        match pieces.as_slice() {
            [_] => word.to_owned(),
            [before @ .., "s" | "S"] => before.concat(),
            [first, rest @ ..] if lower.starts_with(['l', 'd']) && first.len() == 1 => {
                rest.concat()
            }
            pieces => pieces.concat(),
        }
    };
    let words = text.split_whitespace().map(word);
    words.collect::<Vec<String>>().join(" ")
}

/// Whether a word is letters with points and without anything else: `F.S.`, `J.K`.
fn is_dotted(word: &str) -> bool {
    let mut chars = word.chars();
    let mut letters = 0;
    while let Some(letter) = chars.next() {
        match chars.next() {
            Some('.') | None if letter.is_alphabetic() => letters += 1,
            _ => return false,
        }
    }
    letters > 1 && word.contains('.')
}

/// A name in which letters with points and without spaces are one word, if there is nothing else:
/// `F.S.` is `FS`, and `J.K. Rowling` keeps her initials.
fn join_dotted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let next = words.iter().skip(1).copied().chain([""]);
    let soft =
        |word: &str, next: &str| is_article(&fold(word)) || is_title(&fold(word), &fold(next));
    let hard: Vec<&&str> = words
        .iter()
        .zip(next)
        .filter(|(word, next)| !soft(word, next))
        .map(|(word, _)| word)
        .collect();
    match hard.as_slice() {
        [only] if is_dotted(only) => {
            let joined = |word: &&str| {
                if word == *only {
                    word.replace('.', "")
                } else {
                    (*word).to_owned()
                }
            };
            words.iter().map(joined).collect::<Vec<String>>().join(" ")
        }
        _ => text.to_owned(),
    }
}

/// The first letters of a name's words, or a name that is such letters.
fn acronym(text: &str, words: &[&str]) -> Option<String> {
    let small = |word: &&&str| is_particle(word) || SMALL.contains(word);
    let hard: Vec<&&str> = words.iter().filter(|word| !small(word)).collect();
    if let [only] = hard.as_slice() {
        let written = text.chars().filter(|character| character.is_alphabetic());
        let capitals = written.filter(|character| character.is_uppercase()).count();
        let length = only.chars().count();
        return ((2..=6).contains(&length) && capitals >= length).then(|| (**only).to_owned());
    }
    let letters: String = hard.iter().filter_map(|word| word.chars().next()).collect();
    (hard.len() > 1).then_some(letters)
}

/// Words that acronyms leave out, besides particles.
const SMALL: [&str; 9] = ["des", "et", "for", "fur", "in", "on", "pour", "to", "und"];

/// Letters that are one sound in some romanisation, the longer first.
const SOUNDS: [(&str, &str); 26] = [
    ("shch", "s"),
    ("tsch", "c"),
    ("dzh", "j"),
    ("sch", "s"),
    ("tch", "c"),
    ("ph", "f"),
    ("sh", "s"),
    ("ch", "c"),
    ("zh", "j"),
    ("kh", "k"),
    ("gh", "k"),
    ("dj", "j"),
    ("th", "t"),
    ("dh", "d"),
    ("ck", "k"),
    ("ts", "s"),
    ("tz", "s"),
    ("ce", "s"),
    ("ci", "s"),
    ("cy", "s"),
    ("c", "k"),
    ("q", "k"),
    ("g", "k"),
    ("p", "b"),
    ("v", "f"),
    ("z", "s"),
];

/// The consonants of a word in Latin letters, in classes; digits stay.
fn sound(latin: &str) -> String {
    let mut out = String::new();
    let mut rest = latin;
    while let Some(first) = rest.chars().next() {
        let known = SOUNDS.iter().find(|(letters, _)| rest.starts_with(letters));
        let (length, class) = match known {
            Some((letters, class)) => (letters.len(), *class),
            None if "aeiouyhw".contains(first) => (first.len_utf8(), ""),
            None if first == 'x' => (1, "ks"),
            None => (
                first.len_utf8(),
                rest.get(..first.len_utf8()).unwrap_or_default(),
            ),
        };
        if !class.is_empty() && !out.ends_with(class) {
            out.push_str(class);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests;
