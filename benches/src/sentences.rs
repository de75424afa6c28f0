//! How long a text takes to be cut into sentences, and its words to be read.

use std::fmt::Write as _;
use std::hint::black_box;

use dossier::v1::{
    Article, AttributionRole, AttributionStep, Evidence, Fact, LocalizedText, Measurement,
    Quantity, Quote, QuoteForm, Selector, Voice, fact::Body,
};
use dossier_benches::measure::{Row, alternate, seconds};
use dossier_check::ground::{ArticleText, Names, verify};
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
    let read = articles.map(|(language, text)| read(language, &text, &names));
    let mut rows: Vec<Row> = read.collect();
    let articles = news::articles(SENTENCES);
    rows.extend(articles.map(|(language, text)| compared(language, &text, &names)));
    rows
}

/// What `verify` takes for as many facts as sentences, one on each, by what reading the article takes.
fn compared(language: &str, text: &str, names: &Names) -> Row {
    let document = Document::parse(text, Segmentation::newest(language));
    let article = Article {
        name: "articles/news".to_owned(),
        language_code: language.to_owned(),
        skeleton: Some(document.skeleton()),
        ..Article::default()
    };
    let facts = facts(&document, language);
    let facts: Vec<&Fact> = facts.iter().collect();
    let entities = news::entities();
    let (whole, read) = alternate(
        ROUNDS,
        || {
            let (answer, _) = verify(&article, text, &facts, entities.iter());
            assert_eq!(answer.anchors.len(), facts.len());
        },
        || {
            black_box(ArticleText::read(&document, &article, names));
        },
    );
    Row {
        what: format!(
            "verify {} facts on {SENTENCES} sentences, `{language}`",
            facts.len()
        ),
        result: seconds(whole),
        baseline: format!("read what they say: {}", seconds(read)),
        ratio: Some(whole / read),
    }
}

/// A fact on each sentence: an amount that the words have, or had before another digit was put there, and
/// a quotation on the second of each paragraph. Its statement is the sentence.
fn facts(document: &Document, language: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    for block in document.blocks() {
        for (number, range) in block.sentences.iter().enumerate() {
            let words = block.text.get(range.clone()).unwrap_or_default();
            let text = LocalizedText {
                text: words.to_owned(),
                language_code: language.to_owned(),
            };
            let characters = |at: usize| {
                let before = block.text.get(..at).unwrap_or_default().chars().count();
                u32::try_from(before).unwrap_or_default()
            };
            let sentence = u32::try_from(number + 1).unwrap_or_default();
            let selector = Selector {
                block: block.id.to_owned(),
                first_sentence: sentence,
                last_sentence: sentence,
                start: characters(range.start),
                end: characters(range.end),
                digest: dossier_check::text::digest(words),
            };
            let step = AttributionStep {
                agent: "entities/named-2".to_owned(),
                role: AttributionRole::Origin.into(),
                ..AttributionStep::default()
            };
            let body = if number == 1 {
                Body::Quote(Box::new(quote(words, language)))
            } else {
                Body::Measurement(Box::new(measurement(words)))
            };
            facts.push(Fact {
                name: format!("facts/fact-{}", facts.len()),
                statement: vec![text],
                evidence: vec![Evidence {
                    article: "articles/news".to_owned(),
                    selectors: vec![selector],
                    voice: Voice::Attributed.into(),
                    attribution: vec![step],
                    ..Evidence::default()
                }],
                body: Some(body),
                ..Fact::default()
            });
        }
    }
    facts
}

/// The last words of a sentence as if somebody had said them.
fn quote(words: &str, language: &str) -> Quote {
    let said: Vec<&str> = words.split(' ').skip(1).take(3).collect();
    Quote {
        speakers: vec!["entities/named-2".to_owned()],
        form: QuoteForm::Fragment.into(),
        words: vec![LocalizedText {
            text: said.join(" "),
            language_code: language.to_owned(),
        }],
        ..Quote::default()
    }
}

/// The first figure of a sentence.
fn measurement(words: &str) -> Measurement {
    let digits = words
        .chars()
        .skip_while(|character| !character.is_ascii_digit());
    let digits: String = digits.take_while(char::is_ascii_digit).collect();
    let value = if digits.is_empty() {
        "7".to_owned()
    } else {
        digits
    };
    Measurement {
        subject: "entities/named-0".to_owned(),
        quantity: Some(Quantity {
            value,
            unit: "1".to_owned(),
            ..Quantity::default()
        }),
        ..Measurement::default()
    }
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
