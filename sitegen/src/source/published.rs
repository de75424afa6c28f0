//! What of a dossier is for readers: not what its editors note in the HTML of its Markdown.

use std::ops::Range;

use dossier::v1::Dossier;
use pulldown_cmark::{Event, Options, Parser};

/// The Markdown that there is: CommonMark with tables.
pub(crate) const MARKDOWN: Options = Options::ENABLE_TABLES;

/// A dossier as readers get it, on pages and as data: without what editors note in comments.
pub(super) fn published(mut dossier: Dossier) -> Dossier {
    let sections = dossier.sections.iter_mut();
    let prose = sections.flat_map(|section| &mut section.markdown);
    for text in prose.chain(&mut dossier.method_note) {
        text.text = without_raw_html(&text.text);
    }
    dossier
}

/// Markdown without the HTML in it: comments, tags, and blocks that begin with one. What editors note in a
/// comment is for themselves, so it must reach neither pages nor their data.
fn without_raw_html(markdown: &str) -> String {
    let mut kept = markdown.to_owned();
    loop {
        let events = Parser::new_ext(&kept, MARKDOWN).into_offset_iter();
        let raw =
            events.filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
        let ranges: Vec<(bool, Range<usize>)> = raw
            .map(|(event, range)| {
                (
                    matches!(event, Event::InlineHtml(html) if is_break(&html)),
                    range,
                )
            })
            .collect();
        if ranges.is_empty() {
            return kept;
        }
        // What is left may be a tag once more: `<<b>i>`. Each round has fewer angle brackets than the one before.
        let mut next = String::with_capacity(kept.len());
        let mut done = 0;
        for (is_break, range) in ranges {
            next.push_str(kept.get(done..range.start).unwrap_or_default());
            if is_break {
                next.push(' ');
            }
            done = range.end.max(done);
        }
        next.push_str(kept.get(done..).unwrap_or_default());
        kept = next;
    }
}

/// Whether a tag breaks a line: what stands before and behind it must not become one word.
fn is_break(html: &str) -> bool {
    let name = html.trim_start_matches(['<', '/']);
    let end = name.find(|character: char| !character.is_ascii_alphanumeric());
    let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
    ["br", "hr", "p", "div", "li", "td", "th", "tr"]
        .iter()
        .any(|other| name.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::without_raw_html;

    #[test]
    fn what_stands_in_html_reaches_nobody() {
        for (markdown, kept) in [
            ("one <!-- secret --> two", "one  two"),
            ("<!-- secret\nmore -->\n\ntwo", "\n\ntwo"),
            ("- a <i title=\"secret\">b</i>", "- a b"),
            ("<div secret>\nsecret\n</div>\n\nc", "\n\nc"),
            ("<<b>i>x", "x"),
            ("one<br/>two<BR>three</p>four", "one two three four"),
            ("o<b>n</b>e <bravo secret>two", "one two"),
            ("`<!-- shown -->` 3 < 4 > 2", "`<!-- shown -->` 3 < 4 > 2"),
            ("<https://example.org/a>", "<https://example.org/a>"),
            (
                "| a |\n|---|\n| <!-- secret --> b |",
                "| a |\n|---|\n|  b |",
            ),
        ] {
            let found = without_raw_html(markdown);
            assert!(!found.contains("secret"), "{found}");
            assert_eq!(
                found.trim_start_matches('\n'),
                kept.trim_start_matches('\n'),
                "{markdown}"
            );
        }
    }
}
