//! Which Markdown is read, as what, and which is told.

use dossier::v1::resource;

use super::*;

const BODY: &str = "## In short {#short kind=key_points}\n\n- The river [rose by 3 metres](fact:rise) in [the Vale](entity:vale).\n";

/// The sections of a dossier with this Markdown: ids, headings, texts. What is found wrong, else.
fn read_as(markdown: &str) -> String {
    let (_, assessment) = assess_with(BODY, markdown);
    let mut read = lines(&assessment);
    let checked = assessment.checked.iter();
    let resources = checked.flat_map(|checked| checked.resources().cloned());
    for resource in resources {
        let Some(resource::Resource::Dossier(dossier)) = resource.resource else {
            continue;
        };
        for section in dossier.sections {
            let text = |texts: &[dossier::v1::LocalizedText]| {
                texts
                    .first()
                    .map(|text| text.text.clone())
                    .unwrap_or_default()
            };
            read += &format!(
                "{} | {} | {} | {:?}\n",
                section.id,
                text(&section.heading),
                section.query + &section.facts.join(" "),
                text(&section.markdown)
            );
        }
    }
    read
}

fn check(markdown: &str, expected: Expect) {
    expected.assert_eq(&read_as(markdown));
}

#[test]
fn only_headings_of_the_text_itself_start_sections() {
    for (markdown, expected) in [
        (
            "## A {#a}\n\n> ## Heading\n>\n> Its text.\n",
            expect![[r#"
            a | A |  | "> ## Heading\n>\n> Its text."
        "#]],
        ),
        (
            "## A {#a}\n\n> Heading\n> ---\n> Its text.\n",
            expect![[r#"
            a | A |  | "> Heading\n> ---\n> Its text."
        "#]],
        ),
        (
            "## A {#a}\n\n- ## Heading\n\n  Its text.\n",
            expect![[r#"
            a | A |  | "- ## Heading\n\n  Its text."
        "#]],
        ),
        (
            "## A {#a}\n\n1. > - ## Heading\n",
            expect![[r#"
            a | A |  | "1. > - ## Heading"
        "#]],
        ),
        (
            "## A {#a}\n\n> ## Heading {#q}\n>\n> Its text.\n",
            expect![[r#"
                dossier.md:10:14 error[heading-level] this heading has an id but starts no section; a section starts with `##`, outside of quotes and lists
            "#]],
        ),
        (
            "## A {#a}\n\n- Heading {#q}\n  ---\n",
            expect![[r#"
                dossier.md:10:11 error[heading-level] this heading has an id but starts no section; a section starts with `##`, outside of quotes and lists
            "#]],
        ),
        (
            "## A {#a}\n\nHeading {#q}\n===\n",
            expect![[r#"
                dossier.md:10:9 error[heading-level] this heading has an id but starts no section; a section starts with `##`, outside of quotes and lists
            "#]],
        ),
        (
            "Words of {#no}\nA {#a}\n---\n\nText.\n\nB {#b}\n-\n\nText.",
            expect![[r#"
                dossier.md:8:10 error[unread-mark] braces are shown as they are; only a section's heading may have an `{#id}`
            "#]],
        ),
        (
            "## A {#a}\n\n```\n## B {#b}\n```\n\n    ## C {#c}\n\nText.\n",
            expect![[r#"
            a | A |  | "```\n## B {#b}\n```\n\n    ## C {#c}\n\nText."
        "#]],
        ),
        (
            "## A {#a}\n\n    ## C {#c}\n",
            expect![[r#"
            a | A |  | "    ## C {#c}"
        "#]],
        ),
        (
            "## A {#a} ##\n\n<!--\n## B {#b}\n-->\n",
            expect![[r#"
                dossier.md:10:1 warning[raw-html] raw HTML is not shown; write Markdown
                a | A |  | "<!--\n## B {#b}\n-->"
            "#]],
        ),
        (
            "## A <b>B</b> <!-- c --> {#a}\n\nText.\n",
            expect![[r#"
            dossier.md:8:6 warning[raw-html] raw HTML is not shown; write Markdown
            dossier.md:8:10 warning[raw-html] raw HTML is not shown; write Markdown
            dossier.md:8:15 warning[raw-html] raw HTML is not shown; write Markdown
            a | A B |  | "Text."
        "#]],
        ),
        (
            "## A<br>B {#a #b kind=narrative kind=timeline}\n\nText.\n",
            expect![[r#"
                dossier.md:8:1 error[duplicate-key] the heading has an id twice; remove `#b` or the other
                dossier.md:8:1 error[duplicate-key] the heading has `kind` twice; remove `kind=timeline` or the other
                dossier.md:8:5 warning[raw-html] raw HTML is not shown; write Markdown
            "#]],
        ),
        (
            "## A {#a kind=story}\n\nText.\n",
            expect![[r#"
            dossier.md:8:1 error[unknown-value] unknown SectionKind `story`
              help: known values: key_points, narrative, timeline, flows, network, quotes, forecasts, glossary, argument, sources, key_figures, who_is_who, open_questions, questions_and_answers, numbers
        "#]],
        ),
        (
            "## A {#a facts=\"rise rise\"}\n\nText.\n",
            expect![[r#"
            dossier.md:8:1 warning[repeated-value] `facts/rise` is in this list already; remove one of the two
            a | A | facts/rise facts/rise | "Text."
        "#]],
        ),
        (
            "## A {#a}\n\n| a |\n|---|\n| ## B {#b} |\n",
            expect![[r#"
            dossier.md:12:8 error[unread-mark] braces are shown as they are; only a section's heading may have an `{#id}`
        "#]],
        ),
    ] {
        check(markdown, expected);
    }
}

#[test]
fn braces_behind_a_heading_are_read_as_they_are_written() {
    for (markdown, expected) in [
        (
            "## *A* `b` &amp; \\*c\\* # {#a}\n\nText.\n",
            expect![[r#"
            a | A b & *c* # |  | "Text."
        "#]],
        ),
        (
            "## 1. A {b} c {#a}\n\nText.\n",
            expect![[r#"
            a | 1. A {b} c |  | "Text."
        "#]],
        ),
        (
            "## A {#a query=\"name = *rise OR transfer.quantity.unit = {m} OR name = words*\"}\n",
            expect![[r#"
                dossier.md:8:1 error[bad-query] at 55: `words*` can never match: names are written `facts/iran`, with small letters, digits and hyphens
            "#]],
        ),
        (
            "## A \\{#a}\n\nText.\n",
            expect![[r#"
                dossier.md:8:1 error[section-id] the section `A {#a}` has no id; write `{#id}`
            "#]],
        ),
        (
            "## A {b}\n\nText.\n",
            expect![[r#"
                dossier.md:8:1 error[section-id] the section `A` has no id; write `{#id}`
                dossier.md:8:1 error[unknown-key] unknown attribute `b`
            "#]],
        ),
        (
            "## A [rise](fact:rise) {#a}\n\nText.\n",
            expect![[r#"
            dossier.md:8:6 error[unread-mark] a section's heading cannot contain links; move this one into the text below
        "#]],
        ),
        (
            "## A [rise] (fact:rise) {#a}\n\nText.\n",
            expect![[r#"
            dossier.md:8:13 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "#]],
        ),
        (
            "## A **b ** ~~c~~ {#a}\n\nText.\n",
            expect![[r#"
            dossier.md:8:6 error[unread-mark] this would be shown as it is; write `**words**`, without spaces inside
        "#]],
        ),
    ] {
        check(markdown, expected);
    }
}

#[test]
fn targets_of_links_may_stand_in_another_section() {
    for (markdown, expected) in [
        (
            "## A {#a}\n\nIt [rose][r] in the [Vale].\n\n## B {#b}\n\nText.\n\n[R]: fact:rise\n[vale]: <entity:vale> 'The Vale'\n",
            expect![[r#"
                a | A |  | "It [rose][r] in the [Vale].\n\n[R]: fact:rise\n\n[vale]: <entity:vale> 'The Vale'"
                b | B |  | "Text.\n\n[R]: fact:rise\n[vale]: <entity:vale> 'The Vale'"
            "#]],
        ),
        (
            "[r]: fact:rise\n\n## A {#a}\n\nIt [rose][r], [rose][R].\n\n## B {#b}\n\n`[r]` [r]\n",
            expect![[r#"
                a | A |  | "It [rose][r], [rose][R].\n\n[r]: fact:rise"
                b | B |  | "`[r]` [r]\n\n[r]: fact:rise"
            "#]],
        ),
        (
            "## A {#a}\n\nIt [rose][r].\n\n## B {#b}\n\n    [r]: fact:rise\n",
            expect![[r#"
            dossier.md:10:9 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "#]],
        ),
        (
            "## A {#a}\n\nIt [rose][r].\n\n[r]: fact:rice\n",
            expect![[r#"
            dossier.md:10:4 error[unknown-reference] unknown fact `rice`
              help: did you mean `rise`?
        "#]],
        ),
    ] {
        check(markdown, expected);
    }
}

#[test]
fn what_would_be_shown_as_marks_is_told() {
    let mut findings = String::new();
    for markdown in [
        "a [^1] b\n\n[^1]: See there.",
        "a [^1] b\n\n[^1]: https://example.org/",
        "a ~~b~~ c",
        "- [ ] a\n- [x] b\n- [sic] c",
        "a ** b** c",
        "a __b __ c",
        "a **b",
        "##A heading",
        "#A heading",
        "#Tag is in use.\nSo it is.",
        "a\n#tag b",
        "\\#Tag",
        "#1 of them",
        "> [!NOTE]\n> a",
        "> [!warning] a",
        "> \\[!NOTE] a",
        "a [!] b",
        "a [!sic] b",
        "a [b]{fact:rise} c",
        "a fact:rise c",
        "a <fact:rise> c",
        "The fact: rise. An artefact:rise. See example.org/fact:rise",
        "#Tag is in use.",
        "#Tag has [a fact](fact:rise) b",
        "a {#b} c",
        "### a {#b}",
        "a {: .b}",
        "{{ b }}",
        "| a | b |\n|---|\n| 1 | 2 |",
        "a\nb | c\n|---|---|",
        "| a |\n|---|\n| 1 | 2 |",
        "```\ncode",
        "> ~~~\n> code\n\na",
        "a `b",
        "a <!-- b",
        "a <!-- b -> c",
        "a <!-- b -- > c",
        "a <! -- b --> c",
        "a < !-- b",
        "a --> b",
        "<!-- a\n\nb",
        "a \\<!-- b",
        "a \\` b",
        "a&#1;b",
        "`&#1;`",
        "a&#xFFFF;b &#7;",
        "(a)[https://example.org/] b",
        "[a] (https://example.org/) b",
        "[a] (fact:rise) b",
        "[a] [rise] b",
        "[a][rise] b",
        "[[rise]]",
        "![a] (b.png)",
        "[](fact:rise)",
        "<fact:rise>",
        "[a](<fact:rise) b",
        "<https://example.org/?a=[b]>",
        "[a](/b)",
    ] {
        let (_, assessment) = assess_with(BODY, &format!("## A {{#a}}\n\n{markdown}\n"));
        findings += &format!("{markdown:?}\n{}", lines(&assessment));
    }
    expect![[r####"
        "a [^1] b\n\n[^1]: See there."
        dossier.md:10:3 error[unread-mark] footnotes are not supported; say it in the text, or make it a fact and link to it
        dossier.md:12:1 error[unread-mark] footnotes are not supported; say it in the text, or make it a fact and link to it
        "a [^1] b\n\n[^1]: https://example.org/"
        dossier.md:10:3 error[unread-mark] footnotes are not supported; say it in the text, or make it a fact and link to it
        "a ~~b~~ c"
        dossier.md:10:3 error[unread-mark] strikethrough is not supported; say what is true now, and what was wrong in a `correction`
        "- [ ] a\n- [x] b\n- [sic] c"
        dossier.md:10:3 error[unread-mark] checkboxes are not supported; write a plain list
        dossier.md:11:3 error[unread-mark] checkboxes are not supported; write a plain list
        "a ** b** c"
        dossier.md:10:3 error[unread-mark] this would be shown as it is; write `**words**`, without spaces inside
        "a __b __ c"
        dossier.md:10:3 error[unread-mark] this would be shown as it is; write `**words**`, without spaces inside
        "a **b"
        dossier.md:10:3 error[unread-mark] this would be shown as it is; write `**words**`, without spaces inside
        "##A heading"
        dossier.md:10:1 error[unread-mark] this is not parsed as a heading; write a space after the `#`, or `\#` for a hashtag
        "#A heading"
        dossier.md:10:1 error[unread-mark] this is not parsed as a heading; write a space after the `#`, or `\#` for a hashtag
        "#Tag is in use.\nSo it is."
        "a\n#tag b"
        "\\#Tag"
        "#1 of them"
        "> [!NOTE]\n> a"
        dossier.md:10:3 error[unread-mark] notes such as `[!NOTE]` are not supported; write a plain quotation or list
        "> [!warning] a"
        dossier.md:10:3 error[unread-mark] notes such as `[!NOTE]` are not supported; write a plain quotation or list
        "> \\[!NOTE] a"
        "a [!] b"
        "a [!sic] b"
        "a [b]{fact:rise} c"
        dossier.md:10:5 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "a fact:rise c"
        dossier.md:10:3 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "a <fact:rise> c"
        dossier.md:10:3 error[broken-link] this link has no text; write `[words](fact:ID)`
        "The fact: rise. An artefact:rise. See example.org/fact:rise"
        "#Tag is in use."
        "#Tag has [a fact](fact:rise) b"
        "a {#b} c"
        dossier.md:10:3 error[unread-mark] braces are shown as they are; only a section's heading may have an `{#id}`
        "### a {#b}"
        dossier.md:10:7 error[heading-level] this heading has an id but starts no section; a section starts with `##`, outside of quotes and lists
        "a {: .b}"
        dossier.md:10:3 error[unread-mark] braces are shown as they are; only a section's heading may have an `{#id}`
        "{{ b }}"
        dossier.md:10:1 error[unread-mark] braces are shown as they are; only a section's heading may have an `{#id}`
        "| a | b |\n|---|\n| 1 | 2 |"
        dossier.md:11:1 error[unread-mark] this is not parsed as a table; put a header with as many cells directly above this line
        "a\nb | c\n|---|---|"
        dossier.md:12:1 error[unread-mark] this is not parsed as a table; put a header with as many cells directly above this line
        "| a |\n|---|\n| 1 | 2 |"
        dossier.md:12:1 error[unread-mark] this row has more cells than the table's header; the rest would be lost
        "```\ncode"
        dossier.md:10:1 error[unread-mark] the code that starts here is not closed; end it with the same marks
        "> ~~~\n> code\n\na"
        dossier.md:10:3 error[unread-mark] the code that starts here is not closed; end it with the same marks
        "a `b"
        dossier.md:10:3 error[unread-mark] this mark is shown as it is; code within a line ends with the same mark
        "a <!-- b"
        dossier.md:10:3 error[unread-mark] this is not read as a comment, and its words would be published; write `<!-- … -->` on one line
        "a <!-- b -> c"
        dossier.md:10:3 error[unread-mark] this is not read as a comment, and its words would be published; write `<!-- … -->` on one line
        "a <!-- b -- > c"
        dossier.md:10:3 error[unread-mark] this is not read as a comment, and its words would be published; write `<!-- … -->` on one line
        "a <! -- b --> c"
        dossier.md:10:3 error[unread-mark] this is not read as a comment, and its words would be published; write `<!-- … -->` on one line
        "a < !-- b"
        dossier.md:10:3 error[unread-mark] this is not read as a comment, and its words would be published; write `<!-- … -->` on one line
        "a --> b"
        dossier.md:10:3 error[unread-mark] this is not read as a comment, and its words would be published; write `<!-- … -->` on one line
        "<!-- a\n\nb"
        dossier.md:10:1 error[unread-mark] the comment that starts here does not end, and all behind it would be lost; close it with `-->`
        "a \\<!-- b"
        "a \\` b"
        "a&#1;b"
        dossier.md:10:2 error[bad-text] U+0001 is a control character, which does not belong in text
        "`&#1;`"
        "a&#xFFFF;b &#7;"
        dossier.md:10:2 error[bad-text] U+FFFF is a noncharacter, which does not belong in text
        dossier.md:10:12 error[bad-text] U+0007 is a control character, which does not belong in text
        "(a)[https://example.org/] b"
        dossier.md:10:3 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "[a] (https://example.org/) b"
        dossier.md:10:3 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "[a] (fact:rise) b"
        dossier.md:10:5 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "[a] [rise] b"
        "[a][rise] b"
        dossier.md:10:3 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "[[rise]]"
        dossier.md:10:1 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "![a] (b.png)"
        dossier.md:10:1 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "[](fact:rise)"
        dossier.md:10:1 error[broken-link] this link has no text; write `[words](fact:ID)`
        "<fact:rise>"
        dossier.md:10:1 error[broken-link] this link has no text; write `[words](fact:ID)`
        "[a](<fact:rise) b"
        dossier.md:10:3 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "<https://example.org/?a=[b]>"
        dossier.md:10:1 error[bad-link] `https://example.org/?a=[b]` is not an address (RFC 3986): write `%5B` for `[`
        "[a](/b)"
        dossier.md:10:1 error[bad-link] `/b` is not a link; write `fact:ID`, `entity:ID`, `#ID` or an http address
    "####]].assert_eq(&findings);
}

#[test]
fn what_is_meant_to_be_shown_is_not_told() {
    for markdown in [
        "a \\[^1] b, \\~~c, \\{#d}, \\[e](f), \\**g, h \\\\",
        "`[^1] ~~b~~ ** {#c} [a] (b)`",
        "```\n- [ ] a [^1]\n## B {#b}\n```",
        "    - [ ] a ~~b~~",
        "- [sic] he said [sic] (2024)",
        "5 * 3 * 2, snake_case, ~5, ~5 to ~7, $5, {drone}, #tag, F# and C#, a|b",
        "Name: ____, ****",
        "| a | b |\n|:--|--:|\n| 1 \\| 2 | `3` |\n| 1 |",
        "~~~ text\n```\n~~~",
        "> ```\n> a\n> ```",
        "- ```\n  a\n  ```",
        "https://example.org/a_b__c",
        "**a** __b__ ***c*** [**d**](fact:rise) **[e](fact:rise)**",
        "a  \nb\\\nc &lt;b&gt;",
    ] {
        let (_, assessment) = assess_with(BODY, &format!("## A {{#a}}\n\n{markdown}\n"));
        assert_eq!(lines(&assessment), "", "{markdown}");
    }
}
