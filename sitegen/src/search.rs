//! What the search in the page looks through: words and where they stand in files of a bounded size,
//! so that a query reads the few that it falls into, however large the site is.
//!
//! Each file is a script that hands one value to a function, because a page that lies on a disk may
//! load scripts from beside it, and may not fetch data. docs/decisions/0009 says how they are made.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value, json};

pub(crate) mod documents;

use crate::context::PageContext;
use crate::search::documents::{Document, FACETS, digest, documents};

/// How many bytes of words are in one file at most, unless a single word has more; half as many are usual.
const WORDS_BYTES: usize = 48_000;

/// How many bytes of what is shown are in one file at most, unless a single document has more.
const TEXTS_BYTES: usize = 16_000;

/// How many documents a word names that stands in more than a third of them; the others have it too,
/// and it does not tell them apart.
const COMMON: usize = 1_000;

/// The files of the index of one edition. The parts are known by the start of a digest of what they hold, so
/// that no browser puts an old part to new ones, and a part that stays has the address that it had.
#[derive(Debug)]
pub(crate) struct Index {
    /// What every query reads: which words and which documents are in which file.
    pub(crate) head: String,
    /// Words in order, each with the documents that have it.
    pub(crate) words: BTreeMap<u64, String>,
    /// What is shown of each document.
    pub(crate) texts: BTreeMap<u64, String>,
}

impl Index {
    /// Indexes all that the catalog holds, in the language of a page, for that page.
    pub(crate) fn new(context: &PageContext<'_>) -> Self {
        let documents = documents(context);
        let (texts, text_starts) = texts(&documents);
        let (words, word_starts) = words(&documents);
        let facets = FACETS.map(|facet| {
            let count = documents
                .iter()
                .filter(|document| document.facet == facet)
                .count();
            json!([facet, count])
        });
        let head = json!({
            "documents": documents.len(),
            "facets": facets,
            "space": documents::SPACE,
            "texts": text_starts,
            "words": word_starts,
        });
        Self {
            head: format!("dossierSearch(\"head\", {head});\n"),
            words,
            texts,
        }
    }

    /// What tells this index from any other, so that no browser puts an old part of it to new ones.
    pub(crate) fn stamp(&self) -> String {
        stamp(digest(&self.head))
    }
}

/// A digest as it stands in the name of a file.
pub(crate) fn stamp(digest: u64) -> String {
    format!("{digest:012x}")
}

/// Something that is in one of several files.
#[derive(Debug)]
struct Item<'d> {
    /// A digest that stays the same while others come and go.
    rank: u64,
    /// The first line of a file says where it starts.
    start: &'d str,
    line: String,
}

/// Cuts what is in order into files of at most so many bytes. What is too large is cut before the item
/// with the lowest rank, and both sides are cut again. So an item that comes, goes or changes alters the file
/// that it is in, and no others: nothing is counted from the beginning.
fn cut(items: &[Item<'_>], most: usize) -> Vec<Range<usize>> {
    let mut done = Vec::new();
    let mut open: Vec<Range<usize>> = std::iter::once(0..items.len()).collect();
    while let Some(range) = open.pop() {
        let some = items.get(range.clone()).unwrap_or_default();
        let bytes: usize = some.iter().map(|item| item.line.len() + 1).sum();
        let behind_first = some.iter().enumerate().skip(1);
        let lowest = behind_first.min_by_key(|(_, item)| item.rank);
        match lowest {
            Some((at, _)) if bytes > most => {
                let middle = range.start + at;
                open.extend([middle..range.end, range.start..middle]);
            }
            _ if some.is_empty() => {}
            _ => done.push(range),
        }
    }
    done
}

/// The files of some items by their stamps, and what the head says of them: where each starts, and its
/// stamp.
fn files(
    items: &[Item<'_>],
    (kind, most): (&str, usize),
    value: fn(&[&str]) -> String,
) -> (BTreeMap<u64, String>, Vec<(String, String)>) {
    let mut files = BTreeMap::new();
    let mut starts = Vec::new();
    for range in cut(items, most) {
        let some = items.get(range).unwrap_or_default();
        let lines: Vec<&str> = some.iter().map(|item| item.line.as_str()).collect();
        let value = value(&lines);
        let digest = digest(&value);
        let start = some.first().map(|item| item.start).unwrap_or_default();
        starts.push((start.to_owned(), stamp(digest)));
        let name = format!("{kind}-{}", stamp(digest));
        files.insert(digest, format!("dossierSearch(\"{name}\", {value});\n"));
    }
    (files, starts)
}

/// What is shown of all documents, cut into files.
fn texts(documents: &[Document]) -> (BTreeMap<u64, String>, Vec<Value>) {
    let items: Vec<Item<'_>> = documents
        .iter()
        .map(|document| Item {
            rank: digest(document.name()),
            start: document.name(),
            line: document.shown().to_string(),
        })
        .collect();
    let numbers: BTreeMap<&str, u64> = documents
        .iter()
        .map(|document| (document.name(), document.number))
        .collect();
    let value = |lines: &[&str]| format!("[\n{}\n]", lines.join(",\n"));
    let (files, starts) = files(&items, ("texts", TEXTS_BYTES), value);
    let starts = starts
        .into_iter()
        .map(|(start, stamp)| json!([numbers.get(start.as_str()), stamp]));
    (files, starts.collect())
}

/// The words of all documents, cut into files.
fn words(documents: &[Document]) -> (BTreeMap<u64, String>, Vec<Value>) {
    let mut postings: BTreeMap<&str, Vec<(u32, u64)>> = BTreeMap::new();
    for document in documents {
        for (word, weight) in &document.words {
            let found = postings.entry(word).or_default();
            found.push((*weight, document.number));
        }
    }
    let items: Vec<Item<'_>> = postings
        .into_iter()
        .map(|(word, found)| Item {
            rank: digest(word),
            start: word,
            line: format!("{word} {}", line(found, documents.len())),
        })
        .collect();
    let value = |lines: &[&str]| json!(lines.join("|")).to_string();
    let (files, starts) = files(&items, ("words", WORDS_BYTES), value);
    let starts = starts
        .into_iter()
        .map(|(start, stamp)| json!([start, stamp]));
    (files, starts.collect())
}

/// Which documents have a word: a group for each weight, the heaviest first, in which numbers are
/// steps from one document to the next, all to the base of 36: `f,1a,2 8,3`. A star stands first
/// where all others have the word as well.
fn line(mut found: Vec<(u32, u64)>, documents: usize) -> String {
    found.sort_by_key(|(weight, number)| (u32::MAX - weight, *number));
    let common = found.len() > COMMON && found.len() * 3 > documents;
    let mut out = String::new();
    if common {
        found.truncate(COMMON);
        out.push('*');
    }
    let mut open = None;
    let mut last = 0;
    for (weight, number) in found {
        if open != Some(weight) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&short(u64::from(weight)));
            (open, last) = (Some(weight), 0);
        }
        out.push(',');
        out.push_str(&short(number - last));
        last = number;
    }
    out
}

/// A number to the base of 36.
fn short(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(number % 36).unwrap_or_default();
        digits.extend(char::from_digit(digit, 36));
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{COMMON, Item, cut, digest, line, short};

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [0, 35, 36, 1_295, 1_296].map(short),
            ["0", "z", "10", "zz", "100"]
        );
    }

    #[test]
    fn the_heaviest_come_first_and_others_are_steps() {
        let found = vec![(8, 3), (15, 36), (8, 5), (15, 38)];
        assert_eq!(line(found, 40), "f,10,2 8,3,2");
    }

    #[test]
    fn a_word_of_all_documents_names_those_where_it_weighs_most() {
        let found: Vec<(u32, u64)> = (0..2_000)
            .map(|number: u32| (1 + number % 2, u64::from(number)))
            .collect();
        let line = line(found, 2_000);
        assert!(line.starts_with("* 2,1,2,2"), "{line}");
        assert_eq!(line.matches(',').count(), COMMON);
    }
    /// Words in order, with what stands behind each.
    fn items(words: &[String]) -> Vec<Item<'_>> {
        let items = words.iter().map(|word| Item {
            rank: digest(word),
            start: word,
            line: word.repeat(3),
        });
        items.collect()
    }

    /// The files into which words are cut.
    fn parts(words: &[String], most: usize) -> Vec<Vec<String>> {
        let ranges = cut(&items(words), most).into_iter();
        ranges.map(|range| words[range].to_vec()).collect()
    }

    #[test]
    fn what_comes_or_goes_alters_the_file_that_it_is_in() {
        let words: Vec<String> = (0..2_000)
            .map(|number| format!("word{number:04}"))
            .collect();
        let before = parts(&words, 2_000);
        assert_eq!(before.concat(), words);
        assert!(before.len() > 20 && before.len() < 150, "{}", before.len());
        let mut most = 0;
        for gone in (0..words.len()).step_by(7) {
            let mut others = words.clone();
            others.remove(gone);
            let after = parts(&others, 2_000);
            let new = after.iter().filter(|part| !before.contains(part)).count();
            let old = before.iter().filter(|part| !after.contains(part)).count();
            // Two files may fit into one now. Where it was the word before which a file was cut, both sides are
            // cut anew.
            most = most.max(new.max(old));
            let moved = new + old;
            assert!(moved <= 3 || before.iter().any(|part| part[0] == words[gone]));
        }
        assert!(most > 1, "no word stood first");
    }
}
