#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expectations are data, written by the test runner"
)]

use expect_test::expect;

use super::*;

const TEXT: &str = "A headline\n\nOne sentence. Two sentences.\n";

#[test]
fn a_range_is_printed_as_a_selector() {
    let document = Document::parse(TEXT, Segmentation::newest("en"));
    let mut out = String::new();
    for selector in select(&document, "p1[0,3)").expect("a selector") {
        selector_line(&mut out, &selector);
    }
    expect![[r#"
        - {block: p1, first_sentence: 1, last_sentence: 1, start: 0, end: 3, digest: "8b12507783d5becacbf2ebe5b01a60024d8728a8f86dcc818bce699e8b3320bc"}
    "#]]
    .assert_eq(&out);
}

#[test]
fn a_range_that_cannot_be_selected_says_why() {
    let document = Document::parse(TEXT, Segmentation::newest("en"));
    let answers = ["p1", "p1[a,b)", "p9[0,1)", "p1[5,99)", "three"].map(|wanted| {
        match select(&document, wanted) {
            Ok(selector) => format!("{selector:?}"),
            Err(error) => error.to_string(),
        }
    });
    expect![[r#"
        `p1` is not a range; ranges are written `p7[12,48)`
        `p1[a,b)` is not a range; ranges are written `p7[12,48)`
        the text has no block `p9`; its last one is `p1`
        `p1` has 28 characters, so [5,99) does not fit
        the text has no `three`; write the words exactly as they are in one paragraph"#]]
    .assert_eq(&answers.join("\n"));
}

#[test]
fn words_are_selected_wherever_they_stand() {
    let document = Document::parse(TEXT, Segmentation::newest("en"));
    let found = select(&document, " sentence ").expect("a selector");
    let places = found
        .iter()
        .map(|selector| (selector.start, selector.end, selector.first_sentence));
    assert_eq!(places.collect::<Vec<_>>(), [(4, 12, 1), (18, 26, 2)]);
}

#[test]
fn sentences_are_shown_with_their_places() {
    let document = Document::parse(TEXT, Segmentation::newest("en"));
    expect![[r"
        p0.s1    A headline

        p1.s1    One sentence.
        p1.s2    Two sentences.

    "]]
    .assert_eq(&show::sentences(&document, None));
}
