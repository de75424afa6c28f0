//! Mistakes, the lines on which they are, and what is said of them.

use crate::content::yaml::parse;

#[test]
#[expect(clippy::too_many_lines, reason = "the cases are a table")]
fn a_mistake_is_told_on_its_own_line_with_what_to_write() {
    for (text, line, message, hint) in [
        ("a: b\n\tc: d\n", 2, "a tab", "indent with spaces"),
        (
            "a: b\nkind:state\nc: d\n",
            2,
            "no space after `kind:`",
            "write `kind: state`",
        ),
        (
            "a:\n  kind:state\n  c: d\n",
            2,
            "no space after `kind:`",
            "write `kind: state`",
        ),
        (
            "a: b\nkind state\nc: d\n",
            2,
            "no colon after `kind`",
            "write `kind: …`",
        ),
        (
            "statement: The team: it won.\n",
            1,
            "another `: `",
            "`statement: \"…\"`",
        ),
        (
            "- statement: The team: it won.\n",
            1,
            "another `: `",
            "`statement: \"…\"`",
        ),
        (
            "cue: 'it's so'\n",
            1,
            "an apostrophe ends",
            "write the apostrophe twice",
        ),
        (
            "cue: \"it is \"so\" far\"\n",
            1,
            "a quotation mark ends",
            "as `\\\"`",
        ),
        (
            "quantity: >13000 {job}\nb: c\n",
            1,
            "cannot start with `>`",
            "`quantity: \"…\"`",
        ),
        ("a: {b: c\nd: e\n", 1, "`{` is not closed", "write `}`"),
        ("a: [b, c\nd: e\n", 1, "`[` is not closed", "write `]`"),
        ("a: [b, c", 1, "`[` is not closed", "write `]`"),
        ("a: [b, it's", 1, "`[` is not closed", "write `]`"),
        (
            "a: [\"b, c]\nd: \"e\"\n",
            1,
            "mark is not closed",
            "the same mark",
        ),
        (
            "a: ['b, c]\nd: e\n",
            1,
            "mark is not closed",
            "the same mark",
        ),
        (
            "a: [b, \"c]\nd: e\n",
            1,
            "mark is not closed",
            "the same mark",
        ),
        (
            "a: {b: c, d: \"e}\nf: g\n",
            1,
            "mark is not closed",
            "the same mark",
        ),
        (
            "a: {b: 'c, d: e}\n",
            1,
            "mark is not closed",
            "the same mark",
        ),
        (
            "a: \"b \\ud800 c\"\n",
            1,
            "`\\ud800` is no character",
            "the character itself",
        ),
        ("a: \"b \\q c\"\n", 1, "`\\q` has no meaning", "`\\\\`"),
        ("a: \"C:\\Users\"\n", 1, "`\\U` needs 8", "`\\\\`"),
        ("a: \"b \\x1 c\"\n", 1, "`\\x` needs 2", "`\\\\`"),
        (
            "a: b\nstatement The river\nc: d\n",
            2,
            "no colon after `statement`",
            "write `statement: …`",
        ),
        (
            "a:\n  b: {c: d,\n      e: '}'\n  f: g\n",
            2,
            "`{` is not closed",
            "write `}`",
        ),
        (
            "a:\n- {b: c, d: [e, {f: g}]\n- {b: h}\nk: l\n",
            2,
            "`{` is not closed",
            "write `}`",
        ),
        (
            "a: {b: c, quantity: 3700 {drone}, d: e}\nf: g\n",
            1,
            "`{` begins a value of its own",
            "`\"3700 {drone}\"`",
        ),
        (
            "f: g\na:\n- {quantity: 5 {tank}}\n",
            3,
            "`{` begins a value of its own",
            "`\"5 {tank}\"`",
        ),
        (
            "a: [~30 {truck}, b]\n",
            1,
            "`{` begins a value of its own",
            "`\"~30 {truck}\"`",
        ),
        (
            "a:\n  b: {c: d,\n    quantity: 9 {ship}}\n",
            3,
            "`{` begins a value of its own",
            "`\"9 {ship}\"`",
        ),
        ("name: @home\n", 1, "cannot start with `@`", "`name: \"…\"`"),
        ("name: `home`\n", 1, "with a backtick", "`name: \"…\"`"),
        ("a: [b, ` c]\n", 1, "with a backtick", "a backtick"),
        ("a: *b* c\n", 1, "cannot start with `*`", "begins with `*`"),
        ("- b\n- *c\n", 2, "cannot start with `*`", "begins with `*`"),
        ("a: {b: *c*, d: e}\n", 1, "with `*`", "begins with `*`"),
        ("a: & b\n", 1, "cannot start with `&`", "begins with `&`"),
        ("a: &b c\n", 1, "an anchor is", "begins with `&`"),
        ("a: !b c\n", 1, "a tag is", "begins with `!`"),
        ("- !b\n", 1, "a tag is", "begins with `!`"),
        ("a: ? b\n", 1, "cannot start with `?`", "begins with `?`"),
        ("a: - b\n", 1, "cannot start with `-`", "begins with `-`"),
        (
            "a: {b: - c}\n",
            1,
            "cannot start with `-`",
            "begins with `-`",
        ),
        ("- | b\n", 1, "cannot start with `|`", "begins with `|`"),
        (
            "a: [..] b\n",
            1,
            "text follows `]`",
            "around the whole text",
        ),
        ("- [b] c\n", 1, "text follows `]`", "around the whole text"),
        ("a: {b} c\n", 1, "text follows `}`", "around the whole text"),
        (
            "- \"b\" c\n",
            1,
            "text follows `\"`",
            "around the whole text",
        ),
        (
            "a: ['b' c]\n",
            1,
            "text follows `'`",
            "around the whole text",
        ),
        (
            "a: {b: #c, d: e}\nf: g\n",
            1,
            "begins a comment",
            "with ` #`",
        ),
        (
            "a: [b, c #1, d]\nf: g\n",
            1,
            "begins a comment",
            "with ` #`",
        ),
        ("name: %x\n", 1, "cannot start with `%`", "`name: \"…\"`"),
        (
            "a:\n  b: c\n   d: e\n  f: g\n",
            3,
            "`d` is indented by 3",
            "alike",
        ),
        (
            "a:\n  b:\n    c: d\n   e: f\n    g: h\n",
            4,
            "`e` is indented by 3",
            "alike",
        ),
        ("a:\n    c: d\n  e: f\n", 3, "`e` is indented by 2", "alike"),
    ] {
        let error = parse(text, 1).expect_err(text);
        assert_eq!(error.span.line, line, "{text}: {error:?}");
        assert!(error.message.contains(message), "{text}: {error:?}");
        assert!(
            error.hint.is_some_and(|found| found.contains(hint)),
            "{text}"
        );
    }
}

#[test]
fn what_is_yaml_is_read() {
    for text in [
        "a: 'it''s so'\n",
        "a: \"x\" # y\n",
        "a: >\n  folded: text\n  more\nb: c\n",
        "a: |2\n    x\n",
        "a: b:c\n",
        "a:\n- b: c\n  d: e\nf: g\n",
        "url: https://example.org/a\n",
        "a: 3700 {drone}\n",
        "a: {b: {c: d}, e: [{f: g}]}\n",
        "a: {b: c, # {\n  d: e}\n",
        "a: [b#c, '#d', \"e # f\"] # g\n",
    ] {
        assert!(parse(text, 1).is_ok(), "{text}");
    }
}
