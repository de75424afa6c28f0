#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expectations are data, written by the test runner"
)]

use expect_test::{Expect, expect};
use proptest::prelude::*;
use pulldown_cmark::Options;

use super::*;

/// What a reader's program may know beside CommonMark.
const READER: Options = MARKDOWN
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH);

fn target(address: &str) -> Option<String> {
    match address.split_once(':') {
        Some(("fact", "treaty")) => Some("../facts/treaty.md".to_owned()),
        Some(("https", _)) => Some(address.to_owned()),
        _ => address.starts_with('#').then(|| address.to_owned()),
    }
}

fn check(markdown: &str, expected: &Expect) {
    expected.assert_eq(&prose(markdown, &target));
}

/// The words that a reader sees.
fn shown(markdown: &str, options: Options) -> String {
    let mut shown = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(part) | Event::Code(part) => shown.push_str(&part),
            Event::SoftBreak | Event::HardBreak => shown.push('\n'),
            Event::Start(Tag::Strikethrough) | Event::FootnoteReference(_) => shown.push('!'),
            _ => {}
        }
    }
    shown
}

#[test]
fn links_lead_to_files_however_they_are_written() {
    for (markdown, expected) in [
        (
            "[a][]\n===\n\n[a]: fact:treaty",
            expect![[r#"
            ### [a](../facts/treaty.md)

            [a]: ../facts/treaty.md"#]],
        ),
        (
            "[*a* `]` \\]](fact:treaty \"t\") b",
            expect![[r#"[*a* `]` \]](../facts/treaty.md) b"#]],
        ),
        (
            "[a][t], [T], [b][], [c]\n\n[t]: fact:treaty\n[b]: <fact:treaty> 't'\n[c]: https://example.org/",
            expect![[r#"
                [a](../facts/treaty.md), [T](../facts/treaty.md), [b](../facts/treaty.md), [c]

                [t]: ../facts/treaty.md
                [b]: ../facts/treaty.md
                [c]: https://example.org/"#]],
        ),
        (
            "> [a\n> b](fact:treaty) c\n\n- [d]( <fact:treaty> )",
            expect![[r#"
                > [a
                > b](../facts/treaty.md) c

                - [d](../facts/treaty.md)"#]],
        ),
        (
            "[a](fact:nothing), [b](javascript:c), <fact:treaty>, <d@example.org>, <mailto:e>",
            expect!["a, b, [fact:treaty](../facts/treaty.md), d@example.org, mailto:e"],
        ),
        (
            "a!<fact:treaty> \\!<fact:treaty>",
            expect![[
                r#"a\![fact:treaty](../facts/treaty.md) \![fact:treaty](../facts/treaty.md)"#
            ]],
        ),
        (
            "<https://example.org/?a~b> [c](https://example.org/ 'd') [e](#f)",
            expect!["<https://example.org/?a~b> [c](https://example.org/ 'd') [e](#f)"],
        ),
    ] {
        check(markdown, &expected);
    }
}

#[test]
fn what_is_no_link_stays_what_it_is() {
    for (markdown, expected) in [
        (
            "`[a](fact:treaty)`\n\n    [a](fact:treaty) <b>\n\n```\n~~c~~ <d>\n```",
            expect![[r#"
                `[a](fact:treaty)`

                    [a](fact:treaty) <b>

                ```
                ~~c~~ <d>
                ```"#]],
        ),
        (
            "![a *b*](https://example.org/c.png 'd') ![e][t]\n\n[t]: fact:treaty",
            expect![[r#"
                a *b* e

                [t]: ../facts/treaty.md"#]],
        ),
        (
            "| a | b |\n|:-:|--:|\n| [c \\| d](fact:treaty) | ~~e~~ |",
            expect![[r#"
                | a | b |
                |:-:|--:|
                | [c \| d](../facts/treaty.md) | \~\~e\~\~ |"#]],
        ),
    ] {
        check(markdown, &expected);
    }
}

#[test]
fn nothing_is_read_that_the_page_does_not_read() {
    for (markdown, expected) in [
        (
            "a < b, \\<c, ~~d~~, \\~e~, [^1]\n\n[^1]: f g",
            expect![[r#"
                a &lt; b, \<c, \~\~d\~\~, \~e\~, \[^1]

                \[^1]: f g"#]],
        ),
        (
            "# a #\n\nb\n===\n\n> ## c\n\n- d\n  ---\n\n#### e",
            expect![[r#"
                ### a #

                ### b

                > ### c

                - ### d

                #### e"#]],
        ),
    ] {
        check(markdown, &expected);
    }
}

proptest! {
    /// What a reader of the file sees is what the page shows, where every link leads somewhere.
    #[test]
    fn the_words_are_those_of_the_page(
        markdown in "(a|b| |\\[a\\]: fact:treaty|\n|\\[|\\]|\\(|\\)|fact:treaty|https://e\\.org/|<|>|`|\\*|_|#|\\\\|- |> |:|~|&lt;|\\^){0,24}"
    ) {
        let written = prose(&markdown, &|_| Some("a.md".to_owned()));
        let (read, page) = (shown(&written, READER), shown(&markdown, MARKDOWN));
        prop_assert_eq!(read.trim(), page.trim(), "{}", written);
    }
}
