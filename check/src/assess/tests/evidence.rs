//! Where a fact's evidence is, and who says so in it.

use super::*;

#[test]
fn evidence_is_where_it_says() {
    for (from, to, expected) in [
        (
            "      at: p1.s1\n",
            "      selectors: {block: p1, first_sentence: 1, last_sentence: 1, start: 0, end: 32, digest: '0000000000000000000000000000000000000000000000000000000000000000'}\n",
            expect![[r#"
                facts.yaml:12:18 error[digest-mismatch] the digest does not match `p1`[0,32)
            "#]],
        ),
        // Of a version of the text that nobody holds.
        (
            "at: p1.s1\n",
            "at: p1.s1\n      text_digest: '0000000000000000000000000000000000000000000000000000000000000000'\n",
            expect![[r#"
                facts.yaml:13:20 warning[other-version] the evidence refers to another version of the text than the article's skeleton; compare it with `dossier-server verify`, and remove `text_digest`
            "#]],
        ),
        (
            "      at: p1.s1\n",
            "      selectors: {block: p1, first_sentence: 2, last_sentence: 9, start: 0, end: 5, digest: '0000000000000000000000000000000000000000000000000000000000000000'}\n",
            expect![[r#"
                facts.yaml:12:18 error[sentence-range] `p1` has no sentences 2 to 9; it has 3
                flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p1.s1`; write one, or say in `marks` why there is none
            "#]],
        ),
        (
            "at: p1.s1\n",
            "at: p1.s1\n      text_digest: bogus\n",
            expect![[r#"
                facts.yaml:13:20 error[bad-digest] `bogus` is not a SHA-256 in 64 lower-case hexadecimal digits
                facts.yaml:13:20 warning[other-version] the evidence refers to another version of the text than the article's skeleton; compare it with `dossier-server verify`, and remove `text_digest`
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn marks_and_skeletons_can_be_read() {
    for (from, to, expected) in [
        (
            "{at: p0, role",
            "{at: p9, role",
            expect![[r#"
                flood.yaml:8:13 error[bad-place] the article has no block `p9`; its last one is `p1`
            "#]],
        ),
        (
            "skeleton:",
            "unused: x\nmarks:",
            expect![[r#"
                flood.yaml:8:13 error[bad-place] the article has no skeleton whose sentences could be marked; make one with `dossier-server scan`
                flood.yaml:9:1 error[unknown-key] unknown key `unused`
                  help: known keys: state, state_reason, superseded_by, former_ids, title, headline, publication, authors, published, language_code, translation, genre, url, archive_urls, rights, skeleton, marks
                flood.yaml:10:1 error[duplicate-key] `marks` is written twice
                facts.yaml:12:11 error[missing-skeleton] `articles/flood` has no skeleton to find a place in; make one with `dossier-server scan`
                facts.yaml:23:11 error[missing-skeleton] `articles/flood` has no skeleton to find a place in; make one with `dossier-server scan`
                facts.yaml:33:11 error[missing-skeleton] `articles/flood` has no skeleton to find a place in; make one with `dossier-server scan`
            "#]],
        ),
        (
            "normalization: dossier-norm/1",
            "normalization: dossier-norm/9",
            expect![[r#"
                flood.yaml:10:18 error[unknown-method] this version does not know the method `dossier-norm/9`, only `dossier-norm/1`; scan the text again
            "#]],
        ),
        (
            "      at: p1.s1\n",
            "      text_digest: '0000000000000000000000000000000000000000000000000000000000000000'\n      selectors: {block: p1, start: 0, end: 500, digest: '0000000000000000000000000000000000000000000000000000000000000000'}\n",
            expect![[r#"
                flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p1.s1`; write one, or say in `marks` why there is none
                facts.yaml:12:20 warning[other-version] the evidence refers to another version of the text than the article's skeleton; compare it with `dossier-server verify`, and remove `text_digest`
                facts.yaml:13:18 warning[moved-evidence] the article has no `p1`[0,500)
            "#]],
        ),
        (
            "marks: {at: p0, role: context}",
            "marks: []",
            expect![[r#"
                flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p0.s1`; write one, or say in `marks` why there is none
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn an_attribution_names_who_said_so() {
    for (from, to, expected) in [
        (
            "      attribution: {agent: engineer, role: origin, cue: warned}\n",
            "",
            expect![[r#"
                facts.yaml:23:7 error[no-attribution] an attributed statement needs an `attribution` that names who said so; add it, or write another `voice`
            "#]],
        ),
        (
            "attribution: {agent: engineer, role",
            "attribution: {role",
            expect![[r#"
                facts.yaml:25:20 error[no-agent] the step names nobody; name its `agent`, or describe an `unnamed` one
            "#]],
        ),
        (
            "attribution: {agent: engineer, role: origin, cue: warned}",
            "attribution: {agent: daily, role: relay}",
            expect![[r#"
                facts.yaml:23:7 warning[no-origin] the attribution names nobody as its origin; write `role: origin` in its first step
            "#]],
        ),
        (
            "attribution: {agent: engineer, role: origin, cue: warned}",
            "attribution: [{agent: daily, role: relay}, {agent: engineer, role: origin}]",
            expect![[r#"
                facts.yaml:25:50 error[origin-first] the origin is the first step of an attribution; move this step to the top, or give it another `role`
            "#]],
        ),
        (
            "    quote:\n      speakers: engineer\n      form: fragment\n      words: it may rise\n",
            "    claim: {kind: factual}\n",
            expect![[r#"
                facts.yaml:28:12 warning[no-claimant] the claim is attributed, but it has no claimant; name the `claimants`
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn a_fact_has_evidence_that_dates_it() {
    for (from, to, expected) in [
        (
            "    evidence:\n      at: p1.s1\n      voice: reported_as_fact\n",
            "",
            expect![[r#"
                facts.yaml:4:3 error[no-evidence] a published fact needs `evidence`, or a `derivation` from other facts; add one of them, or write `state: draft`
                flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p1.s1`; write one, or say in `marks` why there is none
            "#]],
        ),
        (
            "published: 2024-06-18\n",
            "",
            expect![[r#"
                facts.yaml:19:16 error[no-published] a relative date counts from the day of the article, but `articles/flood` has no `published`; add it there
            "#]],
        ),
        (
            "published: 2024-06-18\n",
            "",
            expect![[r#"
                facts.yaml:19:16 error[no-published] a relative date counts from the day of the article, but `articles/flood` has no `published`; add it there
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}
