//! How long a text takes to be cut into sentences, and its words to be read.

use std::fmt::Write as _;
use std::hint::black_box;

use dossier::v1::Article;
use dossier_benches::measure::{Row, alternate, seconds};
use dossier_check::ground::{ArticleText, Names};
use dossier_check::reading::tokens;
use dossier_check::text::{Document, Segmentation};

use super::{Outcome, ROUNDS, news};

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

/// What all readers take for the words of an article, by what its tokens take, in each language that has
/// tables.
pub(super) fn reading() -> Vec<Row> {
    let entities = news::entities();
    let names = Names::new(entities.iter());
    let articles = news::articles(SENTENCES);
    articles
        .map(|(language, text)| read(language, &text, &names))
        .collect()
}

fn read(language: &str, text: &str, names: &Names) -> Row {
    let article = Article {
        language_code: language.to_owned(),
        ..Article::default()
    };
    let document = Document::parse(text, Segmentation::newest(language));
    let (read, cut) = alternate(
        ROUNDS,
        || {
            black_box(ArticleText::read(&document, &article, names));
        },
        || {
            assert!(tokens(text).len() > SENTENCES);
        },
    );
    Row {
        what: format!("read all that {SENTENCES} sentences say, `{language}`"),
        result: seconds(read),
        baseline: format!("cut them into tokens: {}", seconds(cut)),
        ratio: Some(read / cut),
    }
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
