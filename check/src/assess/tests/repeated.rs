//! One mistake in many places is one finding, which names the places.

use super::*;

#[test]
fn an_id_that_was_renamed_is_told_once_with_all_its_places() {
    let (text, _) = assess_with("  vale:\n", "  valley-vale:\n");
    expect![[r#"
        error[unknown-reference]: unknown entity `vale`
          --> dossiers/flood/dossier.md:10:46
           |
        10 | - The river [rose by 3 metres](fact:rise) in [the Vale](entity:vale).
           |                                              ^^^^^^^^^^^^^^^^^^^^^^^
           |
           = note: the same at dossiers/flood/facts.yaml:7:16
           = help: did you mean `valley-vale`?

        1 error
    "#]]
    .assert_eq(&text);
}

#[test]
fn an_old_id_is_told_once_with_the_new_one() {
    let (text, _) = assess_with("  vale:\n", "  dale:\n    former_ids: vale\n");
    expect![[r#"
        error[unknown-reference]: unknown entity `vale`
         --> dossiers/flood/facts.yaml:7:16
          |
        7 |       subject: vale
          |                ^^^^
          |
          = help: its id is now `dale`

        warning[former-name]: `vale` is a former id of `entities/dale`; write `entity:dale`
          --> dossiers/flood/dossier.md:10:46
           |
        10 | - The river [rose by 3 metres](fact:rise) in [the Vale](entity:vale).
           |                                              ^^^^^^^^^^^^^^^^^^^^^^^

        1 error, 1 warning
    "#]]
    .assert_eq(&text);
}

#[test]
fn an_id_in_another_spelling_is_told_where_it_is_defined() {
    for spelling in ["Vale", "VALE"] {
        let (text, _) = assess_with("  vale:\n", &format!("  {spelling}:\n"));
        assert!(text.contains("is not an id"), "{text}");
        assert!(!text.contains("unknown"), "{text}");
    }
}

#[test]
fn a_doubtful_language_of_a_file_is_told_once() {
    for tag in ["iw", "en-uk", "de-1996-1996"] {
        let (text, _) = assess_with(
            "language: en\nentities",
            &format!("language: {tag}\nentities"),
        );
        assert_eq!(text.matches("language-form").count(), 1, "{text}");
        assert!(!text.contains("the same at"), "{text}");
    }
}

#[test]
fn a_value_that_cannot_be_read_is_not_missed_as_well() {
    for (from, to) in [
        ("names: Ada Poole", "names: [{txt: Ada Poole, form: alias}]"),
        ("names: Ada Poole", "names: [{en: Ada Poole, fr: Ada}]"),
        ("at: p1.s1", "att: p1.s1"),
        ("quantity: 3 m", "quantity: {value: 3 700, unit: m}"),
        ("quantity: 3 m", "quantity: {value: 13.000, unit: m}"),
        ("quantity: 3 m", "quantity: \"3 {tr\\x04uck}\""),
    ] {
        let (text, _) = assess_with(from, to);
        assert_eq!(
            text.matches("error[").count(),
            text.matches(" key `").count().max(1),
            "{to}: {text}"
        );
        for rule in ["missing-field", "bad-quantity", "bad-unit"] {
            assert!(!text.contains(rule), "{to}: {text}");
        }
    }
}

#[test]
fn names_may_be_written_by_language() {
    let (text, assessment) = assess_with("names: Ada Poole", "names: {en: Ada Poole, ru: Ада Пул}");
    assert_eq!(text, "");
    let debug = format!(
        "{:?}",
        assessment
            .checked
            .map(|checked| checked.resources().cloned().collect::<Vec<_>>())
    );
    assert!(debug.contains("Ада Пул"), "{debug}");
}
