//! Hard text: what is normalised, where sentences end, what is found again.

#![expect(
    clippy::needless_raw_string_hashes,
    clippy::needless_pass_by_value,
    clippy::format_push_string,
    reason = "expectations are data, written by the test runner"
)]

use dossier::v1::{
    AnchorState, Article, Evidence, Fact, LifecycleState, Selector, SentenceMark, SentenceRole,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::passage::Passage;
use super::*;

/// The first profile, whose every cut is kept.
fn first() -> Segmentation {
    Segmentation::named("dossier-segment/1", "en").expect("a profile")
}

/// The newest profile.
fn parse(text: &str) -> Document {
    Document::parse(text, Segmentation::newest("en"))
}

fn cut(text: &str, expected: Expect) {
    let document = Document::parse(text, first());
    let mut out = String::new();
    for block in &document.blocks {
        for (number, range) in (1..).zip(&block.sentences) {
            out += &format!("{}.s{number} {}\n", block.id, block.slice(range));
        }
    }
    expected.assert_eq(&out);
}

#[test]
fn normalisation_keeps_letters_and_drops_accidents() {
    for (text, wanted) in [
        ("\u{FEFF}a\r\n b\t c ", "a b c"),
        ("co\u{AD}operate \u{200B}now", "cooperate now"),
        ("cafe\u{301}", "caf\u{e9}"),
        ("e\u{200B}\u{301}", "\u{e9}"),
        ("“A” — «B»\u{a0}!", "“A” — «B» !"),
        ("\u{3000}中文\u{3000}", "中文"),
        (" \n ", ""),
    ] {
        assert_eq!(normalize(text), wanted, "{text:?}");
    }
}

#[test]
fn abbreviations_and_initials_do_not_end_sentences() {
    cut(
        "He met Dr. Smith of the U.S. Army. J. K. Rowling came, e.g. to St. Ives. M. Petit left.",
        expect![[r#"
            p1.s1 He met Dr. Smith of the U.S. Army.
            p1.s2 J. K. Rowling came, e.g. to St. Ives.
            p1.s3 M. Petit left.
        "#]],
    );
}

#[test]
fn ellipses_quotations_and_stray_marks_stay_with_their_sentence() {
    cut(
        "No definition… – rather than an answer. \"It is so.\" He left. They agree. »",
        expect![[r#"
            p1.s1 No definition… – rather than an answer.
            p1.s2 "It is so."
            p1.s3 He left.
            p1.s4 They agree. »
        "#]],
    );
    cut(
        "It said so at the University of Oslo. , cited by an agency. Then more.",
        expect![[r#"
            p1.s1 It said so at the University of Oslo. , cited by an agency.
            p1.s2 Then more.
        "#]],
    );
    cut(
        "« Il viendra. » Elle partit. Qu’en dire ? Rien !",
        expect![[r#"
            p1.s1 « Il viendra. » Elle partit.
            p1.s2 Qu’en dire ?
            p1.s3 Rien !
        "#]],
    );
    cut(
        "“One thing looks like a “second” thing,” it wrote. What drives it is need. And need is bad. »",
        expect![[r#"
            p1.s1 “One thing looks like a “second” thing,” it wrote.
            p1.s2 What drives it is need.
            p1.s3 And need is bad. »
        "#]],
    );
}

#[test]
fn other_scripts_are_cut_by_their_own_marks() {
    cut(
        "他们签署了条约。没有人说话！真的吗？",
        expect![[r#"
        p1.s1 他们签署了条约。
        p1.s2 没有人说话！
        p1.s3 真的吗？
    "#]],
    );
    cut(
        "조약에 서명했다. 그는 떠났다.",
        expect![[r#"
        p1.s1 조약에 서명했다.
        p1.s2 그는 떠났다.
    "#]],
    );
    cut(
        "وقّع البلدان المعاهدة. هل هذا صحيح؟ نعم.",
        expect![[r#"
        p1.s1 وقّع البلدان المعاهدة.
        p1.s2 هل هذا صحيح؟
        p1.s3 نعم.
    "#]],
    );
    cut(
        "A family 👨‍👩‍👧 came. Cafe\u{301} closed.",
        expect![[r#"
        p1.s1 A family 👨‍👩‍👧 came.
        p1.s2 Café closed.
    "#]],
    );
}

#[test]
fn blocks_are_parted_by_blank_lines_or_else_by_lines() {
    cut(
        "Title\r\n\r\nOne.\r\nTwo.\r\n\r\nThree.\r\n\r\n\r\nLatest\r\n",
        expect![[r#"
            p0.s1 Title
            p1.s1 One.
            p1.s2 Two.
            p2.s1 Three.
            p3.s1 Latest
        "#]],
    );
    cut(
        "One line.\nAnother line.",
        expect![[r#"
        p1.s1 One line.
        p2.s1 Another line.
    "#]],
    );
    let roles: Vec<_> = Document::parse("Title\n\nOne.\n\nsource x\n\nLatest", first())
        .skeleton()
        .blocks
        .iter()
        .map(|block| format!("{} {:?}", block.id, block.role()))
        .collect();
    expect![[r#"
        p0 Headline
        p1 Paragraph
        p2 Boilerplate
        p3 Boilerplate"#]]
    .assert_eq(&roles.join("\n"));
}

fn state(document: &Document, selector: &Selector) -> String {
    let anchor = document.anchor(selector);
    match anchor.relocated_to {
        Some(to) => format!("{:?} {}[{},{})", anchor.state, to.block, to.start, to.end),
        None => format!("{:?}", anchor.state),
    }
}

#[test]
fn a_passage_is_found_again_or_it_is_not() {
    let before = parse("Alpha beta. Gamma delta.\n\nOne shell, one drone.");
    let gamma = before.select("p1", 12, 24).expect("a range");
    let numeral = before.select("p2", 0, 3).expect("a range");
    let after = parse;
    expect!["Verified"].assert_eq(&state(&before, &gamma));
    expect!["Relocated p1[6,18)"].assert_eq(&state(&after("Beta. Gamma delta.\n\nX."), &gamma));
    expect!["Ambiguous"].assert_eq(&state(&after("Gamma delta. X. Gamma delta.\n\nX."), &gamma));
    expect!["Changed"].assert_eq(&state(&after("Alpha beta. Gamma delts.\n\nX."), &gamma));
    expect!["Lost"].assert_eq(&state(&after("Short.\n\nX."), &gamma));
    expect!["Verified"].assert_eq(&state(&before, &numeral));
}

#[test]
fn a_skeleton_tells_what_it_can_without_words() {
    let document = parse("Alpha beta. Gamma delta.\n\nOne shell.");
    let index = SkeletonIndex::new(document.skeleton());
    let tell = |block: &str, start, end| {
        let selector = document.select(block, start, end).expect("a range");
        index.anchor(&selector)
    };
    assert_eq!(tell("p1", 12, 24), AnchorState::Verified);
    assert_eq!(tell("p1", 0, 24), AnchorState::Verified);
    assert_eq!(tell("p1", 0, 5), AnchorState::Unchecked);
    let gamma = document.select("p1", 12, 24).expect("a range");
    let moved = Selector {
        start: 0,
        end: 11,
        ..gamma.clone()
    };
    assert_eq!(index.anchor(&moved), AnchorState::Relocated);
    let wrong = Selector {
        digest: digest("x"),
        ..gamma.clone()
    };
    assert_eq!(index.anchor(&wrong), AnchorState::Changed);
    let lost = Selector {
        block: "p9".to_owned(),
        digest: digest("x"),
        ..gamma
    };
    assert_eq!(index.anchor(&lost), AnchorState::Lost);
}

#[test]
fn a_selection_splits_no_character() {
    let document = parse("A 👨‍👩‍👧 came.");
    let selected = document
        .select("p1", 2, 4)
        .map_err(|error| error.to_string());
    assert_eq!(
        selected,
        Err("[2,4) of `p1` splits a grapheme cluster".to_owned())
    );
}

#[test]
fn places_are_read_and_written_alike() {
    for text in ["p0", "p7.s2", "p7.s2-s3"] {
        assert_eq!(
            text.parse::<Passage>().map(|place| place.to_string()),
            Ok(text.to_owned())
        );
    }
    for text in [
        "",
        "p",
        "7",
        "p7.",
        "p7.s0",
        "p7.s3-s2",
        "p7.s",
        "p07",
        "p7.s1-s",
        "p99999999999",
    ] {
        assert!(text.parse::<Passage>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn a_document_keeps_its_promises(
        text in "(\\PC|\n| |\\. |[A-Z]){0,80}",
        newest in any::<bool>(),
        language in "(en|de|ja|hy|xx)",
    ) {
        let normal = normalize(&text);
        prop_assert_eq!(normalize(&normal), normal);
        let segmentation = if newest { Segmentation::newest(&language) } else { first() };
        let document = Document::parse(&text, segmentation);
        let skeleton = document.skeleton();
        let index = SkeletonIndex::new(skeleton.clone());
        for (block, kept) in document.blocks.iter().zip(&skeleton.blocks) {
            let mut last = 0;
            let mut outside = block.text.clone();
            for range in block.sentences.iter().rev() {
                outside.replace_range(range.clone(), "");
            }
            prop_assert_eq!(outside.trim(), "");
            for sentence in &kept.sentences {
                prop_assert!(sentence.start >= last && sentence.end > sentence.start);
                last = sentence.end;
                let selector = document.select(&kept.id, sentence.start, sentence.end);
                let selector = selector.expect("a sentence can be selected");
                prop_assert_eq!(document.anchor(&selector).state, AnchorState::Verified);
                prop_assert_eq!(index.anchor(&selector), AnchorState::Verified);
            }
            prop_assert!(last <= kept.length);
        }
    }
}

/// A fact that rests on some sentences of `articles/a`.
fn resting(name: &str, state: LifecycleState, first: u32, last: u32) -> Fact {
    let selector = Selector {
        block: "p1".to_owned(),
        first_sentence: first,
        last_sentence: last,
        ..Selector::default()
    };
    Fact {
        name: name.to_owned(),
        state: state.into(),
        evidence: vec![Evidence {
            article: "articles/a".to_owned(),
            selectors: vec![selector],
            ..Evidence::default()
        }],
        ..Fact::default()
    }
}

#[test]
fn a_sentence_is_covered_marked_or_neither() {
    let document = Document::parse(
        "A headline\n\nOne came. Two came. Three came. Four came.\n",
        first(),
    );
    let mark = |at: &str, role: SentenceRole| SentenceMark {
        at: at.to_owned(),
        role: role.into(),
        ..SentenceMark::default()
    };
    let article = Article {
        name: "articles/a".to_owned(),
        skeleton: Some(document.skeleton()),
        marks: vec![
            mark("p1.s2-s3", SentenceRole::Context),
            mark("p1", SentenceRole::Analysis),
            mark("p9", SentenceRole::Context),
            mark("nowhere", SentenceRole::Context),
        ],
        ..Article::default()
    };
    let facts = [
        resting("facts/one", LifecycleState::Published, 1, 2),
        resting("facts/two", LifecycleState::Published, 2, u32::MAX - 1),
        resting("facts/draft", LifecycleState::Draft, 1, 1),
        resting("facts/none", LifecycleState::Published, 0, 0),
    ];
    let shown = |facts: &[Fact]| {
        let mut out = String::new();
        for sentence in coverage(&article, facts.iter()).sentences {
            let (state, role) = (sentence.state(), sentence.role());
            out += &format!(
                "{} {state:?} {role:?} {:?}\n",
                sentence.place, sentence.facts
            );
        }
        out
    };
    expect![[r#"
        p0.s1 Uncovered Unspecified []
        p1.s1 Covered Unspecified ["facts/one"]
        p1.s2 Covered Unspecified ["facts/one", "facts/two"]
        p1.s3 Covered Unspecified ["facts/two"]
        p1.s4 Covered Unspecified ["facts/two"]
    "#]]
    .assert_eq(&shown(&facts));
    expect![[r#"
        p0.s1 Uncovered Unspecified []
        p1.s1 Marked Analysis []
        p1.s2 Marked Context []
        p1.s3 Marked Context []
        p1.s4 Marked Analysis []
    "#]]
    .assert_eq(&shown(&[]));
}
