//! What the search in the page looks through: words and where they stand in files of a bounded size,
//! so that a query reads the few that it falls into, however large the site is.
//!
//! Each file is a script that hands one value to a function, because a page that lies on a disk may
//! load scripts from beside it, and may not fetch data. docs/decisions/0009 says how they are made.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub(crate) mod documents;

use crate::context::PageContext;
use crate::search::documents::{Document, FACETS, documents};

/// How many bytes of words are in one file, unless a single word has more.
const WORDS_BYTES: usize = 32_000;

/// How many documents are in one file.
const TEXTS: usize = 20;

/// How many documents a site has in one file where it has no more.
const TEXTS_OF_ONE: usize = 200;

/// How many documents a word names that stands in more than a third of them; the others have it too,
/// and it does not tell them apart.
const COMMON: usize = 1_000;

/// The files of the index of one edition.
#[derive(Debug)]
pub(crate) struct Index {
    /// What every query reads: which words and which documents are in which file.
    pub(crate) head: String,
    /// Words in order, each with the documents that have it.
    pub(crate) words: Vec<String>,
    /// What is shown of each document.
    pub(crate) texts: Vec<String>,
}

impl Index {
    /// Indexes all that the catalog holds, in the language of a page, for that page.
    pub(crate) fn new(context: &PageContext<'_>) -> Self {
        let documents = documents(context);
        let size = if documents.len() > TEXTS_OF_ONE {
            TEXTS
        } else {
            TEXTS_OF_ONE
        };
        let texts: Vec<String> = documents
            .chunks(size)
            .enumerate()
            .map(|(number, some)| {
                let rows: Vec<String> = some.iter().map(|one| one.shown().to_string()).collect();
                let rows = rows.join(",\n");
                format!("dossierSearch(\"texts-{number}\", [\n{rows}\n]);\n")
            })
            .collect();
        let (firsts, words): (Vec<String>, Vec<String>) = shards(&documents).into_iter().unzip();
        let ranges: Vec<Value> = firsts
            .iter()
            .zip(&words)
            .map(|(first, script)| json!([first, stamp(script)]))
            .collect();
        let starts = FACETS.map(|facet| {
            let first = documents.iter().position(|one| one.facet == facet);
            let count = documents.iter().filter(|one| one.facet == facet).count();
            json!([facet, first.unwrap_or_default(), count])
        });
        let stamps: Vec<String> = texts.iter().map(|script| stamp(script)).collect();
        let head = json!({
            "documents": documents.len(),
            "facets": starts,
            "size": size,
            "texts": stamps,
            "words": ranges,
        });
        Self {
            head: format!("dossierSearch(\"head\", {head});\n"),
            words,
            texts,
        }
    }

    /// What tells this index from any other, so that no browser puts an old part of it to new ones.
    pub(crate) fn stamp(&self) -> String {
        stamp(&self.head)
    }
}

/// The start of a digest; part of the address of a file, which changes with what it holds.
fn stamp(script: &str) -> String {
    let mut stamp = String::new();
    for byte in Sha256::digest(script.as_bytes()).iter().take(4) {
        // Writing to a string does not fail.
        write!(stamp, "{byte:02x}").ok();
    }
    stamp
}

/// The words of all documents, cut into files: the first word of each, and the file.
fn shards(documents: &[Document]) -> Vec<(String, String)> {
    let mut postings: BTreeMap<&str, Vec<(u32, usize)>> = BTreeMap::new();
    for (number, document) in documents.iter().enumerate() {
        for (word, weight) in &document.words {
            postings.entry(word).or_default().push((*weight, number));
        }
    }
    let mut files: Vec<(String, Vec<String>)> = Vec::new();
    let mut bytes = WORDS_BYTES;
    for (word, found) in postings {
        let line = format!("{word} {}", line(found, documents.len()));
        bytes += line.len() + 1;
        match files.last_mut() {
            Some((_, lines)) if bytes <= WORDS_BYTES => lines.push(line),
            _ => {
                bytes = line.len();
                files.push((word.to_owned(), vec![line]));
            }
        }
    }
    let files = files.into_iter().enumerate();
    let script = |(number, (first, lines)): (usize, (String, Vec<String>))| {
        let lines = json!(lines.join("|"));
        (
            first,
            format!("dossierSearch(\"words-{number}\", {lines});\n"),
        )
    };
    files.map(script).collect()
}

/// Which documents have a word: a group for each weight, the heaviest first, in which numbers are
/// steps from one document to the next, all to the base of 36: `f,1a,2 8,3`. A star stands first
/// where all others have the word as well.
fn line(mut found: Vec<(u32, usize)>, documents: usize) -> String {
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
            out.push_str(&short(weight as usize));
            (open, last) = (Some(weight), 0);
        }
        out.push(',');
        out.push_str(&short(number - last));
        last = number;
    }
    out
}

/// A number to the base of 36.
fn short(mut number: usize) -> String {
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
    use super::{COMMON, line, short};

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
        let found: Vec<(u32, usize)> = (0..2_000)
            .map(|number| (1 + number as u32 % 2, number))
            .collect();
        let line = line(found, 2_000);
        assert!(line.starts_with("* 2,1,2,2"), "{line}");
        assert_eq!(line.matches(',').count(), COMMON);
    }
}
