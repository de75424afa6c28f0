//! What single kinds of fact must be like.

use super::*;

#[test]
fn a_count_is_borne_out() {
    let words =
        "    quote:\n      speakers: engineer\n      form: fragment\n      words: it may rise\n";
    for (claim, expected) in [
        (
            "{claimants: engineer, kind: count, count: '>1 {river}', instances: [facts/rise]}",
            expect![[r#"
                facts.yaml:28:54 error[count] the count is >1 {river}, but `instances` lists 1
            "#]],
        ),
        (
            "{claimants: engineer, kind: count, count: '>=1 {river}', instances: [facts/rise]}",
            expect![[r#""#]],
        ),
        (
            "{claimants: engineer, kind: count, count: '3 {river}', out_of: '2 {river}'}",
            expect![[r#"
                facts.yaml:28:54 error[count] the count 3 exceeds its total 2
            "#]],
        ),
        (
            "{claimants: engineer, kind: count, count: '2..3 {river}', instances: [facts/rise]}",
            expect![[r#"
                facts.yaml:28:54 error[count] the count is 2..3 {river}, but `instances` lists 1
            "#]],
        ),
    ] {
        broken(words, &format!("    claim: {claim}\n"), expected);
    }
    broken(
        words,
        "    claim: {kind: count, count: '2 {fact}', instances: rise}\n",
        expect![[r#"
            facts.yaml:28:33 error[count] the count is 2 {fact}, but `instances` lists 1
            facts.yaml:28:12 warning[no-claimant] the claim is attributed, but it has no claimant; name the `claimants`
        "#]],
    );
}

#[test]
fn a_verdict_rests_on_two_origins() {
    for (from, to, expected) in [
        // Two articles of one publication are one origin, and one article twice is too.
        // Two articles of one publication are one origin, and one article twice is too.
        (
            "    evidence:\n      at: p1.s1\n      voice: reported_as_fact\n",
            "    evidence:\n    - {at: p1.s1, voice: reported_as_fact}\n    - {at: p1.s1, voice: reported_as_fact}\n    verification: corroborated\n",
            expect![[r#"
                facts.yaml:14:19 error[not-corroborated] corroboration needs supporting evidence from two different origins; add one, or write another `verification`
                facts.yaml:13:7 warning[repeated-value] the same element is in this list already; remove one of the two
            "#]],
        ),
        (
            "    links: {kind: supports, fact: warning}",
            "    verification: corroborated",
            expect![[r#"
                facts.yaml:14:19 error[not-corroborated] corroboration needs supporting evidence from two different origins; add one, or write another `verification`
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn a_forecast_counts_from_a_day_and_ends() {
    for (from, to, expected) in [
        (
            "made_on: {edtf: 2024-06-18, basis: resolved}",
            "made_on: {absence: unknown}\n      window: 2024-06-19/2024-06-21",
            expect![[r#"
                facts.yaml:20:15 error[no-made-on] a window counts from the day on which the forecast was made; write it in `made_on`
            "#]],
        ),
        (
            "      made_on: {edtf: 2024-06-18, basis: resolved}\n",
            "      window: 2024-06\n",
            expect![[r#"
                facts.yaml:19:15 error[no-made-on] a window counts from the day on which the forecast was made; write it in `made_on`
            "#]],
        ),
        (
            "      resolution: occurred\n",
            "",
            expect![[r#"
                facts.yaml:18:7 warning[stale-forecast] the window closed on 2024-06-21, but the forecast is still open; write what became of it in `resolution`
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn what_is_named_is_of_a_kind_that_fits() {
    for (from, to, expected) in [
        (
            "words: it may rise",
            "words: it may rise\n      place: engineer\n      first_published_in: vale",
            expect![[r#"
                facts.yaml:32:14 error[wrong-kind] `entities/engineer` is of kind `person`; name an entity of kind `place` or `state`
                facts.yaml:33:27 error[wrong-kind] `entities/vale` is of kind `place`; name an entity of kind `work` or `publication`
            "#]],
        ),
        (
            "cue: warned}\n  words",
            "cue: warned, work: vale}\n  words",
            expect![[r#"
                facts.yaml:25:71 error[wrong-kind] `entities/vale` is of kind `place`; name an entity of kind `work` or `publication`
            "#]],
        ),
        (
            "    quote:\n      speakers: engineer\n      form: fragment\n      words: it may rise\n",
            "    definition: {term: pump, definition: A machine., coined_by: engineer}\n",
            expect![[r#"
                facts.yaml:28:24 error[wrong-kind] `entities/pump` is of kind `product`; name an entity of kind `concept` or `collective`
            "#]],
        ),
        (
            "    quote:\n      speakers: engineer\n      form: fragment\n      words: it may rise\n",
            "    event: {kind: disaster, participants: {entity: vale, role: target}, part_of: rise}\n",
            expect![[r#"
                facts.yaml:28:82 error[wrong-kind] `facts/rise` is not an event; name a fact whose body is `event:`
            "#]],
        ),
        (
            "publication: daily",
            "publication: vale",
            expect![[r#"
                flood.yaml:3:14 error[wrong-kind] `entities/vale` is of kind `place`; name an entity of kind `publication`
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn no_more_words_are_kept_than_the_rights_allow() {
    for (from, to, expected) in [
        (
            "genre: reportage\n",
            "genre: reportage\nheadline: Rivers rise\n",
            expect![[r#"
                flood.yaml:7:11 error[rights] the rights say `no_text`, so the headline may not be kept; describe the article in your own words in `title`
            "#]],
        ),
        (
            "words: it may rise",
            "words: it may rise and then it may fall and then rise again",
            expect![[r#"
                facts.yaml:31:14 error[rights] 12 words are quoted; the article's rights allow 11
            "#]],
        ),
        (
            "form: fragment",
            "form: indirect",
            expect![[r#"
                facts.yaml:31:14 error[indirect-words] indirect speech has no quoted words; remove them, or write `form: fragment`
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}
