//! What `dossier.LANGUAGE.md` may say, and what becomes of it.

use super::*;

#[test]
fn what_is_wrong_with_a_translation_is_told_in_its_file() {
    broken(
        "(fact:rise) dans",
        "(fact:rice) dans",
        expect![[r#"
        dossier.fr.md:9:14 error[unknown-reference] unknown fact `rice`
          help: did you mean `rise`?
    "#]],
    );
    broken(
        "title: La crue",
        "title: La crue\nreviewed_on: 2024-07-01",
        expect![[r#"
            dossier.fr.md:4:1 error[bad-translation] `reviewed_on` is the same in every language, and belongs in `dossier.md` only
        "#]],
    );
    broken(
        "language: fr",
        "language: de",
        expect![[r#"
        dossier.fr.md:2:11 error[bad-translation] the file's name says that its language is `fr`
    "#]],
    );
    broken(
        "En bref {#short}",
        "En bref {#shorter}",
        expect![[r#"
            dossier.fr.md:7:1 error[bad-translation] `dossier.md` has no section `shorter`
              help: did you mean `short`?
            dossier.fr.md:1:1 warning[missing-translation] the section `short` is not translated
        "#]],
    );
    broken(
        "En bref {#short}",
        "En bref {#short kind=key_points}",
        expect![[r#"
            dossier.fr.md:7:1 error[bad-translation] what a section shows belongs in `dossier.md` only
        "#]],
    );
    broken(
        "---\nlanguage: fr",
        "language: fr",
        expect![[r#"
        dossier.fr.md:1:1 error[front-matter] the file does not start with front matter between `---` lines
    "#]],
    );
    // The words of the second one would be on no page.
    broken(
        "## En bref {#short}",
        "## En bref {#short}\n\nUn.\n\n## En bref {#short}",
        expect![[r#"
            dossier.fr.md:11:1 error[duplicate-name] the section `short` is translated twice
        "#]],
    );
    broken(
        "title: La crue",
        "title: [La crue",
        expect![[r#"
            dossier.fr.md:3:8 error[yaml] not YAML: `[` is not closed
              help: write `]` where it ends
        "#]],
    );
}

#[test]
fn a_translation_adds_its_words_to_those_of_the_dossier() {
    use dossier::v1::{Dossier, resource};
    let (findings, assessment) = assess_with("La crue", "La crue");
    assert_eq!(findings, "");
    let checked = assessment.checked.expect("correct content");
    let dossier = checked
        .resources()
        .find_map(|resource| match &resource.resource {
            Some(resource::Resource::Dossier(resource)) => Some(Dossier::clone(resource)),
            _ => None,
        });
    let dossier = dossier.expect("a dossier");
    let section = dossier.sections.first().expect("a section");
    for texts in [&dossier.title, &section.heading, &section.markdown] {
        let languages: Vec<&str> = texts
            .iter()
            .map(|text| text.language_code.as_str())
            .collect();
        assert_eq!(languages, ["en", "fr"]);
    }
    assert_eq!(dossier.title[1].text, "La crue");
}
