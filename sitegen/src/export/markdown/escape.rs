//! Text as Markdown in which it means itself, wherever it is put.

use std::fmt::Write as _;

/// Markdown that shows exactly this text in any place for words: a paragraph, heading, list, quote, link
/// or cell of a table. It is one line. Whoever reads it may know more than CommonMark: tables, struck
/// words, footnotes, ids in braces.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text.chars().peekable();
    let mut is_first = true;
    let mut is_number = true;
    while let Some(character) = rest.next() {
        let next = rest.peek().copied();
        let is_edge = is_first || next.is_none();
        // Writing to a string does not fail.
        let is_space = character.is_whitespace() && (is_edge || character.is_control());
        // Programs that read an id in braces look for them behind a backslash too.
        let ends_braces = character == '}' && next.is_none();
        if character == '<' {
            // No tag, whoever puts the file into a page.
            out.push_str("&lt;");
        } else if is_space || ends_braces {
            write!(out, "&#{};", u32::from(character)).ok();
        } else {
            let ends_number = is_number && !is_first && next.is_none_or(char::is_whitespace);
            let is_mark = match character {
                '\\' | '`' | '*' | '_' | '[' | ']' | '&' | '~' | '|' | '{' => true,
                // What a line begins with: a heading, a list, a quote, a rule, a definition.
                '#' | '+' | '-' | '=' | '>' | ':' if is_first => true,
                // The end of a heading, and what makes a picture of the link behind it.
                '#' | '!' if next.is_none() => true,
                '.' | ')' => ends_number,
                _ => false,
            };
            if is_mark {
                out.push('\\');
            }
            out.push(character);
        }
        is_number &= character.is_ascii_digit();
        is_first = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    use super::escaped;

    /// What a reader's program may know beside CommonMark.
    const READER: Options = Options::ENABLE_TABLES
        .union(Options::ENABLE_FOOTNOTES)
        .union(Options::ENABLE_STRIKETHROUGH)
        .union(Options::ENABLE_TASKLISTS)
        .union(Options::ENABLE_HEADING_ATTRIBUTES)
        .union(Options::ENABLE_DEFINITION_LIST)
        .union(Options::ENABLE_GFM)
        .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);

    /// Where words stand: what is before them and behind.
    const PLACES: [(&str, &str); 11] = [
        ("", "\n"),
        ("before\n\n", "\n\nbehind"),
        ("# ", "\n"),
        ("###### ", "\n\nbehind"),
        ("- ", "\n- behind\n"),
        ("- [", "](a.md)\n"),
        ("- [a](a.md): ", "\n"),
        ("> ", "\n"),
        ("> - ", "\n"),
        ("| a | b |\n|---|---|\n| ", " | b |\n"),
        ("| ", " | b |\n|---|---|\n"),
    ];

    /// The text of a piece of Markdown, and its elements.
    fn read(markdown: &str) -> (String, Vec<String>) {
        let mut text = String::new();
        let mut elements = Vec::new();
        for event in Parser::new_ext(markdown, READER) {
            match event {
                Event::Text(part) => text.push_str(&part),
                other => elements.push(format!("{other:?}")),
            }
        }
        (text, elements)
    }

    /// What is read with the text in a place is what is read with a plain word, but for the word.
    fn check(text: &str) {
        for (before, behind) in PLACES {
            let markdown = format!("{before}{}{behind}", escaped(text));
            let (plain, elements) = read(&format!("{before}WORD{behind}"));
            let wanted = (plain.replace("WORD", text), elements);
            assert_eq!(read(&markdown), wanted, "{markdown}");
        }
    }

    #[test]
    fn what_markdown_reads_is_shown() {
        for text in [
            "*a* [x](https://example.org/) \\\\ &amp; &#35; &copy",
            "A ] b [ c ![d](e) [^1] [[f]] [g][h] [i]: j",
            "# a #",
            "## a {#b}",
            "1. a",
            "12) a",
            "1.",
            "1.5 a",
            "- a",
            "+ a",
            "> a",
            "=",
            "===",
            "---",
            "- - -",
            "***",
            "    four spaces",
            "\ttab\t",
            "a | b || c \\| d \\",
            "`code` ``",
            "~~~",
            "~~a~~ ~b~",
            "_a_ __b__",
            "<b> <!-- c --> <https://example.org/>",
            "a\nb\r\nc\n\n# d",
            " a  ",
            "!",
            "a!",
            "[ ] a",
            "[x]",
            ": a",
            "|---|",
            "| a |",
            "a\\",
            "\u{a0}a\u{a0}",
            "https://example.org/a_b",
            "$a$",
            "@a",
            "…",
            "\u{2028}",
            "\u{85}",
        ] {
            check(text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_shown(text in "[^\u{0}]{1,12}") {
            check(&text);
        }

        #[test]
        fn any_marks_are_shown(text in "[-+*_=~`#>|\\\\\\[\\](){}<!&;:^.$@a1 \n\t\"']{1,10}") {
            check(&text);
        }
    }
}
