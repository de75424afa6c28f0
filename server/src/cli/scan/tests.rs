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
    selector_line(&mut out, &select(&document, "p1[0,3)").expect("a selector"));
    expect![[r#"
        - {block: p1, first_sentence: 1, last_sentence: 1, start: 0, end: 3, digest: "8b12507783d5becacbf2ebe5b01a60024d8728a8f86dcc818bce699e8b3320bc"}
    "#]]
    .assert_eq(&out);
}

#[test]
fn a_range_that_cannot_be_selected_says_why() {
    let document = Document::parse(TEXT, Segmentation::newest("en"));
    let told =
        ["p1", "p1[a,b)", "p9[0,1)", "p1[5,99)"].map(|wanted| match select(&document, wanted) {
            Ok(selector) => format!("{selector:?}"),
            Err(error) => error.to_string(),
        });
    expect![[r#"
        `p1` is not a range; ranges are written `p7[12,48)`
        `p1[a,b)` is not a range; ranges are written `p7[12,48)`
        the text has no block `p9`; its last one is `p1`
        `p1` has 28 characters, which [5,99) does not fit"#]]
    .assert_eq(&told.join("\n"));
}
