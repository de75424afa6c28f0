//! Pages say what was compared with a text, when, and what was found: that and no more.

use dossier::v1::{Grounding, PartKind, PartVerdict, Rendering, Verdict};

use super::*;

fn record(parts: &[(PartKind, Verdict, &str)]) -> Grounding {
    let parts = parts
        .iter()
        .zip(1..)
        .map(|((kind, verdict, place), number)| PartVerdict {
            field: format!("field[{number}]"),
            kind: (*kind).into(),
            verdict: (*verdict).into(),
            place: (*place).to_owned(),
        });
    Grounding {
        method: "dossier-ground/1".to_owned(),
        parts: parts.collect(),
        recorded_by: "The desk".to_owned(),
        record_date: "2026-11-25".to_owned(),
        ..Default::default()
    }
}

/// A dossier of three facts of which the first has these records, each of an evidence.
fn resources_with(records: &[Option<Grounding>]) -> Vec<Resource> {
    let mut resources = vec![entity("A"), article("A"), dossier("A", "[c](fact:a)")];
    resources.extend(facts("A"));
    for resource in &mut resources {
        if let Some(Kind::Fact(fact)) = &mut resource.resource
            && fact.name == "facts/a"
        {
            let evidence = records.iter().map(|record| Evidence {
                grounding: record.clone(),
                ..evidence("A")
            });
            fact.evidence = evidence.collect();
        }
    }
    resources
}

#[test]
fn a_line_says_what_was_found_where() {
    use PartKind::{Amount, Cue, Name, Ours, Quoted, Statement, Time};
    use Verdict::{Absent, Contradicted, Found, Inferred, Nearby, NotCompared};
    for (parts, expected) in [
        (
            &[
                (Amount, Found, ""),
                (Time, Found, ""),
                (Quoted, Found, ""),
                (Name, Nearby, "p1.s1"),
                (Name, Nearby, "p1.s1"),
            ][..],
            [
                "Compared with the text on 25 November 2026. Found in these words: an amount, a date, quoted words. Found close by: 2 names.",
                "Comparé avec le texte le 25 novembre 2026. Trouvé dans ces mots\u{a0}: un montant, une date, des mots cités. Trouvé tout près\u{a0}: 2 noms.",
                "قورنت بالنص في 25 نوفمبر 2026. موجود في هذه الكلمات: مقدار واحد، تاريخ واحد، كلام مقتبس. وُجد بالقرب منها: اسمان.",
            ],
        ),
        (
            &[
                (Time, Inferred, ""),
                (Amount, Contradicted, ""),
                (Name, Absent, ""),
            ],
            [
                "Compared with the text on 25 November 2026. Differs from these words: an amount. Not found in the article: a name. Our inference: a date.",
                "Comparé avec le texte le 25 novembre 2026. Diffère de ces mots\u{a0}: un montant. Non trouvé dans l’article\u{a0}: un nom. Notre déduction\u{a0}: une date.",
                "قورنت بالنص في 25 نوفمبر 2026. يختلف عن هذه الكلمات: مقدار واحد. غير موجود في المقال: اسم واحد. استنتاجنا: تاريخ واحد.",
            ],
        ),
        (
            &[
                (Ours, Found, ""),
                (Cue, NotCompared, ""),
                (Statement, Found, ""),
                (Statement, Found, ""),
            ],
            [
                "Compared with the text on 25 November 2026. Found in these words: the figures of our sentence. Not compared: an introducing word.",
                "Comparé avec le texte le 25 novembre 2026. Trouvé dans ces mots\u{a0}: les chiffres de notre phrase. Non comparé\u{a0}: un mot introducteur.",
                "قورنت بالنص في 25 نوفمبر 2026. موجود في هذه الكلمات: أرقام جملتنا. لم يُقارَن: كلمة تمهيدية.",
            ],
        ),
        (
            &[],
            [
                "Compared with the text on 25 November 2026. Nothing in this fact could be compared with the words.",
                "Comparé avec le texte le 25 novembre 2026. Rien dans ce fait n’a pu être comparé aux mots cités.",
                "قورنت بالنص في 25 نوفمبر 2026. ليس فيها ما يمكن مقارنته بالكلمات.",
            ],
        ),
    ] {
        for (words, expected) in Words::ALL.into_iter().zip(expected) {
            let (problems, all) = problems_in(resources_with(&[Some(record(parts))]), words);
            assert_eq!(problems, Vec::<String>::new());
            assert!(all.contains(expected), "`{}`: {expected}", words.code);
        }
    }
}

#[test]
fn what_nobody_compared_is_called_so_and_nothing_is_called_checked() {
    for (words, [not, none]) in Words::ALL.into_iter().zip([
        [
            "Not compared with the text",
            "None of its 3 facts was compared with the text",
        ],
        [
            "Non comparé avec le texte",
            "Aucun de ses 3 faits n’a été comparé avec le texte",
        ],
        ["لم تُقارَن بالنص", "لم تُقارَن بالنص: 3 حقائق"],
    ]) {
        let (_, all) = problems_in(resources_with(&[None]), words);
        assert!(all.contains(not) && all.contains(none), "`{}`", words.code);
        for claim in [
            "checked against",
            "word for word",
            "vérifié sur",
            "mot à mot",
            "تم التحقق",
        ] {
            assert!(!all.contains(claim), "`{}`: {claim}", words.code);
        }
    }
}

#[test]
fn a_fact_shows_each_part_of_each_record() {
    let parts = [
        (PartKind::Amount, Verdict::Found, ""),
        (PartKind::Name, Verdict::Elsewhere, "p4.s2"),
    ];
    let resources = resources_with(&[None, Some(record(&parts)), Some(record(&[]))]);
    let catalog = Catalog::new(1, resources).expect("names are slugs");
    let fact = page(&catalog, Route::Fact("facts/a"));
    for words in [
        "dossier-ground/1",
        "Compared by: The desk",
        "<th scope=\"row\">amount</th>",
        "found only elsewhere in the article (paragraph 4, sentence 2)",
    ] {
        assert!(fact.contains(words), "{words}: {fact}");
    }
    assert_eq!(fact.matches("<summary>What was compared: <span").count(), 2);
    let dossier = page(&catalog, Route::Dossier("dossiers/a"));
    assert!(dossier.contains(
        "0 of 3 facts fully found in the text · 1 in part · 2 not compared · Compared with the text on 25 November 2026"
    ));
    assert!(
        !dossier.contains("dossier-ground/1"),
        "details are on the fact's page"
    );
    let markdown = page(&catalog, Route::Markdown("facts/a"));
    assert!(
        markdown.contains("Not compared with the text"),
        "{markdown}"
    );
    assert!(
        markdown.contains("Found only elsewhere in the article: a name"),
        "{markdown}"
    );
}

#[test]
fn quoted_words_say_whose_they_are() {
    for (rendering, expected) in [
        (Rendering::Unspecified, None),
        (
            Rendering::BackTranslated,
            Some("Wording: back-translated; not the original words"),
        ),
        (
            Rendering::Verbatim,
            Some("Wording: the original words, as the article gives them"),
        ),
    ] {
        let mut resources = resources_with(&[]);
        for resource in &mut resources {
            if let Some(Kind::Fact(fact)) = &mut resource.resource
                && fact.name == "facts/b"
            {
                for evidence in &mut fact.evidence {
                    evidence.rendering = rendering.into();
                }
            }
        }
        let catalog = Catalog::new(1, resources).expect("names are slugs");
        for place in [
            Route::Fact("facts/b"),
            Route::View("dossiers/a", View::Quotes),
        ] {
            let page = page(&catalog, place);
            let beside = page
                .split_once("</blockquote>")
                .and_then(|(_, behind)| behind.strip_prefix("<p class=\"aside\">"))
                .and_then(|behind| behind.split_once("</p>"))
                .map(|(words, _)| words);
            assert_eq!(beside, expected, "{page}");
        }
    }
}
