//! What a reader would stumble over: statements, links and queries.

use super::*;

#[test]
fn a_statement_can_be_read_alone() {
    for (from, to, expected) in [
        (
            "statement: The river in",
            "statement: On 19 June 2O24 the river in",
            expect![[r#"
                facts.yaml:5:16 warning[letter-in-figure] `2O24` contains a letter that looks like a digit, so it is not read as a number; write `2024` if that is what you mean
                  help: 2024
            "#]],
        ),
        (
            "statement: The river in",
            "statement: It rose, the river in",
            expect![[r#"
                facts.yaml:5:16 warning[starts-with-pronoun] the statement starts with `It`, so it cannot be read alone; say who or what is meant
            "#]],
        ),
        // Topics and the fact's own id hold no figure.
        (
            "  rise:\n    statement: The river in the Vale rose by 3",
            "  rise:\n    topics: level-7\n    statement: The river in the Vale rose by 7",
            expect![[r#"
                facts.yaml:6:16 warning[figure-not-held] the figure `7 metres` is in the statement, but in none of the fact's fields; add it to one of them
            "#]],
        ),
        (
            "rose by 3 metres.",
            "rose by 4 metres.",
            expect![[r#"
                facts.yaml:5:16 warning[figure-not-held] the figure `4 metres` is in the statement, but in none of the fact's fields; add it to one of them
            "#]],
        ),
        (
            "    measurement:\n      subject: vale\n      property: water level\n      quantity: 3 m\n      period: 2024-06-17\n    evidence:\n      at: p1.s1\n      voice: reported_as_fact",
            "    event: {kind: disaster, participants: {entity: vale, role: target}, when: 2024-06-17}\n    topics: '3'\n    evidence:\n      at: p1.s1\n      voice: author_analysis",
            expect![[r#"
                facts.yaml:6:12 warning[analysis-as-event] the author's analysis is not an event; a `claim` or a `forecast` may fit better
            "#]],
        ),
        // Names with digits are no figures.
        (
            "rose by 3 metres.",
            "rose by 3 metres, a G7 gauge with an F-16 dial says.",
            expect![[r#""#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn links_and_queries_of_sections_lead_somewhere() {
    for (from, to, expected) in [
        (
            "(entity:vale)",
            "(#shot)",
            expect![[r#"
                dossier.md:10:46 error[bad-link] no section has the id `shot`
                  help: did you mean `short`?
            "#]],
        ),
        ("(entity:vale)", "(#short)", expect![[r#""#]]),
        ("(entity:vale)", "(#fact-rise)", expect![[r#""#]]),
        (
            "{#short kind",
            "{#fact-rise kind",
            expect![[r#"
                dossier.md:8:1 error[bad-id] the page itself uses the id `fact-rise`; give the section another
            "#]],
        ),
        (
            "{#short kind",
            "{#content kind",
            expect![[r#"
                dossier.md:8:1 error[bad-id] the page itself uses the id `content`; give the section another
            "#]],
        ),
        (
            "---\nlanguage: en\ntitle",
            "---\nlanguage: en\nlead: short\ntitle",
            expect![[r#"
                dossier.md:3:7 error[unknown-reference] `short` is not the id of a section with a chart (timeline, flows, network, forecasts, numbers); this dossier has none
            "#]],
        ),
        (
            "(entity:vale)",
            "(javascript:alert)",
            expect![[r#"
                dossier.md:10:46 error[bad-link] `javascript:alert` is not a link; write `fact:ID`, `entity:ID`, `#ID` or an http address
            "#]],
        ),
        (
            "kind=key_points}",
            "kind=key_points query=\"kind = nonsense\"}",
            expect![[r#"
                dossier.md:8:1 error[bad-query] at 7: unknown kind `nonsense`; known: event, agreement, transfer, role, membership, capability, measurement, quote, claim, forecast, definition
            "#]],
        ),
        (
            "kind=key_points}",
            "kind=key_points facts=rise query=\"kind = quote\"}",
            expect![[r#"
                dossier.md:8:1 error[bad-query] a section has either `facts` or a `query`; remove one of the two
            "#]],
        ),
        (
            "(entity:vale).",
            "(entity:vale). ![x](javascript:x)",
            expect![[r#"
                dossier.md:10:71 warning[dropped-picture] pictures are not shown, only their descriptions; link to the picture
            "#]],
        ),
        (
            "(entity:vale).",
            "(entity:vale). <b>x</b>",
            expect![[r#"
                dossier.md:10:71 warning[raw-html] raw HTML is not shown; write Markdown
                dossier.md:10:75 warning[raw-html] raw HTML is not shown; write Markdown
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn a_statement_is_one_fact() {
    let long = format!(
        "statement: The river {} by 3 metres.",
        "rose and ".repeat(40)
    );
    broken(
        "statement: The river in the Vale rose by 3 metres.",
        &long,
        expect![[r#"
            facts.yaml:5:16 warning[long-statement] the statement has 383 characters; more than 300 are seldom one fact; split it
        "#]],
    );
}
