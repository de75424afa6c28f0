use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

struct Known;

impl Resolve for Known {
    fn language(&self) -> &'static str {
        "en"
    }

    fn fact(&mut self, id: &str) -> Option<Target> {
        (id == "treaty").then(|| Target {
            href: "#fact-treaty".to_owned(),
            class: "reported",
            shown: Some(shown("facts/treaty", "fact-treaty")),
        })
    }

    fn entity(&mut self, id: &str) -> Option<Target> {
        let (href, shown) = match id {
            "iran" => ("../iran/index.html", None),
            "utc" => (
                "#fact-utc-definition",
                Some(shown("facts/utc-definition", "fact-utc-definition")),
            ),
            _ => return None,
        };
        Some(Target {
            href: href.to_owned(),
            class: "",
            shown,
        })
    }
}

fn shown(name: &str, anchor: &str) -> Shown {
    Shown {
        name: name.to_owned(),
        anchor: anchor.to_owned(),
    }
}

fn html(markdown: &str) -> String {
    blocks(markdown, usize::MAX, &mut Known)
        .iter()
        .map(|block| block.html.to_string())
        .collect()
}

fn check(markdown: &str, expected: &Expect) {
    expected.assert_eq(&html(markdown));
}

#[test]
fn facts_and_entities_become_links() {
    check(
        "[Signed](fact:treaty) by [Iran](entity:iran), see [below](#flows).",
        &expect![[r##"
            <p><a href="#fact-treaty" class="reported">Signed</a> by <a href="../iran/index.html">Iran</a>, see <a href="#flows">below</a>.</p>
        "##]],
    );
}

#[test]
fn an_unknown_fact_stays_as_words() {
    check(
        "[Signed](fact:nothing).",
        &expect![[r"
        <p>Signed.</p>
    "]],
    );
}

#[test]
fn a_block_names_the_facts_it_refers_to() {
    let blocks = blocks(
        "[a](fact:treaty) [b](fact:treaty)\n\nnothing",
        usize::MAX,
        &mut Known,
    );
    assert_eq!(blocks[0].shown, [shown("facts/treaty", "fact-treaty")]);
    assert_eq!(blocks[1].shown, Vec::new());
}

#[test]
fn raw_html_is_dropped() {
    check(
        "<script>alert(1)</script>\n\nA <b onclick=x>word</b>. <!-- ask first -->",
        &expect![[r"
            <p>A word. </p>
        "]],
    );
}

#[test]
fn script_addresses_and_pictures_are_dropped() {
    check(
        "[one](javascript:alert(1)) [two](JAVASCRIPT:x) [three](data:text/html,x) ![four](https://example.org/x.png) <javascript:alert(1)> [five](vbscript:x \"t\")",
        &expect![[r"
            <p>one two three four javascript:alert(1) five</p>
        "]],
    );
}

#[test]
fn an_address_cannot_end_its_attribute() {
    check(
        "[x](https://example.org/\"onmouseover=\"alert(1)) [y](#a\"b)",
        &expect![[r##"
            <p>x <a href="#a&quot;b">y</a></p>
        "##]],
    );
}

#[test]
fn columns_are_set_by_classes_and_no_inline_style() {
    check(
        "| a | b | c | d |\n|--:|---|:-:|:--|\n| 1 | [2](#x) |\n| 1 | 2 | 3 | 4 |\n\n| e |\n|---|\n",
        &expect![[r##"
            <div class="table" tabindex="0"><table><thead><tr><th class="right">a</th><th>b</th><th class="center">c</th><th class="left">d</th></tr></thead><tbody>
            <tr><td class="right">1</td><td><a href="#x">2</a></td><td class="center"></td><td class="left"></td></tr>
            <tr><td class="right">1</td><td>2</td><td class="center">3</td><td class="left">4</td></tr>
            </tbody></table>
            </div>
            <div class="table" tabindex="0"><table><thead><tr><th>e</th></tr></thead><tbody>
            </tbody></table>
            </div>
        "##]],
    );
}

#[test]
fn a_heading_in_a_quote_stays_in_it_with_its_text() {
    check(
        "> Heading\n> ---\n> Text.\n\n- # One\n\n  More.",
        &expect![[r"
            <blockquote>
            <h3>Heading</h3>
            <p>Text.</p>
            </blockquote>
            <ul>
            <li>
            <h3>One</h3>
            <p>More.</p>
            </li>
            </ul>
        "]],
    );
}

#[test]
fn headings_stay_below_those_of_the_page() {
    check(
        "# One\n\n#### Four",
        &expect![[r"
        <h3>One</h3>
        <h4>Four</h4>
    "]],
    );
}

#[test]
fn texts_are_cut_between_words() {
    assert_eq!(shortened("One two, three", 10), "One two…");
    assert_eq!(shortened("One two", 10), "One two");
}

proptest! {
    /// Whatever is written, every tag in the output is one that Markdown makes, and no attribute
    /// but an address and a class stands in it.
    #[test]
    fn nothing_but_plain_markup_comes_out(markdown in "[a-z<>\"'=/()\\[\\]!#*_`\n :&;]{0,80}") {
        let out = html(&markdown);
        for tag in out.split('<').skip(1) {
            let inside = tag.split('>').next().unwrap_or_default();
            let name = inside.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
            let known = ["p", "a", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "h3",
                "h4", "h5", "h6", "hr", "br", "div", "table", "thead", "tbody", "tr", "th", "td"];
            prop_assert!(known.contains(&name), "<{inside}> in {out}");
            prop_assert!(!inside.contains(" on"), "<{inside}> in {out}");
        }
    }
}

#[test]
fn a_block_refers_to_what_explains_its_terms_once() {
    let blocks = blocks(
        "[UTC](entity:utc) and [it](entity:utc), [Iran](entity:iran)",
        usize::MAX,
        &mut Known,
    );
    let wanted = shown("facts/utc-definition", "fact-utc-definition");
    assert_eq!(blocks[0].shown, [wanted]);
}

#[test]
fn only_the_first_items_of_a_list_are_written() {
    let markdown = "Before.\n\n- a\n  - inner\n  - second\n- b\n- [c](fact:treaty)\n\nBetween.\n\n1. x\n2. y\n3. z\n";
    for (items, expected) in [
        (0, vec![]),
        (1, vec!["a", "inner", "second", "x"]),
        (2, vec!["a", "inner", "second", "b", "x", "y"]),
        (9, vec!["a", "inner", "second", "b", "c", "x", "y", "z"]),
    ] {
        let blocks = blocks(markdown, items, &mut Known);
        assert_eq!(blocks.len(), 4, "{blocks:?}");
        let html: String = blocks.iter().map(|block| block.html.to_string()).collect();
        let all = ["a", "inner", "second", "b", "c", "x", "y", "z"];
        let found: Vec<&str> = all
            .into_iter()
            .filter(|item| {
                html.contains(&format!("<li>{item}")) || html.contains(&format!(">{item}</a>"))
            })
            .collect();
        assert_eq!(found, expected, "{html}");
        // What is not written is not told either.
        let told = blocks.iter().any(|block| !block.shown.is_empty());
        assert_eq!(told, items > 2);
    }
}
