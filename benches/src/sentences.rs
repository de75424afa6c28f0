//! How long a text takes to be cut into sentences, and its words to be read.

use std::fmt::Write as _;

use dossier_benches::measure::{Row, alternate, seconds};
use dossier_check::reading::{Reader, tokens};
use dossier_check::text::{Document, Segmentation};

use super::{Outcome, ROUNDS};

/// How large the text is, in bytes.
const BYTES: usize = 1_000_000;

/// How many sentences a long article has.
const SENTENCES: usize = 1_000;

/// What `dossier-segment/2` takes for a text of a megabyte, by what `dossier-segment/1` takes.
pub(super) fn sentences() -> Outcome {
    let text = text();
    let first = Segmentation::named("dossier-segment/1", "en").ok_or("no first profile")?;
    let second = Segmentation::newest("en");
    let cut = |segmentation| {
        let skeleton = Document::parse(&text, segmentation).skeleton();
        assert!(skeleton.blocks.len() > 1);
    };
    let (newest, before) = alternate(ROUNDS, || cut(second), || cut(first));
    Ok(vec![Row {
        what: "cut a text of 1 MB into sentences and fingerprint them".to_owned(),
        result: seconds(newest),
        baseline: format!("the same by dossier-segment/1: {}", seconds(before)),
        ratio: Some(newest / before),
    }])
}

/// What all readers take for the words of an article, by what its tokens take.
pub(super) fn reading() -> Row {
    let blocks = news();
    let reader = Reader::new("en");
    let (read, cut) = alternate(
        ROUNDS,
        || {
            let amounts = blocks.iter().map(|block| reader.read(block).amounts.len());
            assert!(amounts.sum::<usize>() > SENTENCES);
        },
        || {
            let pieces = blocks.iter().map(|block| tokens(block).len());
            assert!(pieces.sum::<usize>() > SENTENCES);
        },
    );
    Row {
        what: format!("read amounts, times, cues and quotations of {SENTENCES} sentences"),
        result: seconds(read),
        baseline: format!("cut them into tokens: {}", seconds(cut)),
        ratio: Some(read / cut),
    }
}

/// Sentences as news has them, eight to a block: about one and a half figures in each.
fn news() -> Vec<String> {
    const PATTERNS: [&str; 8] = [
        "More than 3,{} drones were delivered by Tuesday, the ministry said.",
        "\u{201c}We go on,\u{201d} the mayor told reporters after the vote.",
        "Exports rose 12.{}% to $1.2 billion between March and June 2023.",
        "At least twenty-three people were hurt on bridge {} two years ago.",
        "The firm has plants in three countries and did not answer questions.",
        "Nobody knows how long the talks will last, an official said.",
        "Prices fell from \u{a3}{}m to \u{a3}68m a month earlier, a report shows.",
        "It was attack {} since 15 March 2023 and the largest this year.",
    ];
    let block = |number: usize| {
        let sentences = PATTERNS.map(|pattern| pattern.replace("{}", &(100 + number).to_string()));
        sentences.join(" ")
    };
    (0..SENTENCES / PATTERNS.len()).map(block).collect()
}

/// Paragraphs with what makes a cut doubtful: abbreviations, numbers, quotations, brackets.
fn text() -> String {
    let mut text = String::new();
    for number in 0.. {
        if text.len() >= BYTES {
            break;
        }
        // Writing to a string does not fail.
        write!(
            text,
            "Actor {number} left at dawn. {number} others (see p. {number}) stayed with Dr. Roe of the U.S. \
             \"It is late,\" she said. \"Is it not?\" They sold 3.{number} tonnes for 12,500 crowns.[{number}] \
             On Dec. 5 the firm, Acme Inc., told the other firm so.\n\n"
        )
        .ok();
    }
    text
}
