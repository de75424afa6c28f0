//! One cause gives one finding: every value of the content in turn is written wrongly.

#![expect(clippy::string_slice, reason = "the places were found in the text")]

use super::*;

/// Where the plain values of a YAML text stand: what is behind `key: ` as far as it goes.
fn values(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(": ") {
        let start = at + 2;
        let rest = &text[start..];
        let end = rest.find([',', '}', ']', '\n']).unwrap_or(rest.len());
        if !rest.starts_with(['{', '[']) && end > 0 {
            found.push(start..start + end);
        }
    }
    found
}

/// Where the keys of a YAML text stand, but for those that are ids.
fn keys(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for (end, _) in text.match_indices(':') {
        let before = &text[..end];
        let is_letter = |character: char| character.is_ascii_lowercase() || character == '_';
        let start = before
            .rfind(|letter| !is_letter(letter))
            .map_or(0, |at| at + 1);
        if [
            "engineer", "language", "rise", "warning", "words", "vale", "pump", "daily",
        ]
        .contains(&&text[start..end])
        {
            continue;
        }
        if end - start > 3 && !before[..start].ends_with('-') {
            found.push(start..end);
        }
    }
    found
}

/// Replaces one place after another, and returns what there is where that gives other than one finding.
fn one_by_one(
    places: fn(&str) -> Vec<std::ops::Range<usize>>,
    wrong: &[fn(&str) -> String],
) -> String {
    let article = article().replace("text_policy: no_text", "text_policy: full");
    let files = [
        ("entities.yaml", ENTITIES),
        ("articles/flood.yaml", article.as_str()),
        ("dossiers/flood/facts.yaml", FACTS),
        ("dossiers/flood/dossier.md", DOSSIER),
        ("texts/flood.txt", TEXT),
    ];
    let (mut tried, mut several) = (0, String::new());
    for (name, text) in files.iter().take(3) {
        let places = places(text);
        tried += places.len();
        for (place, wrong) in places
            .iter()
            .flat_map(|place| wrong.iter().map(move |wrong_value| (place, wrong_value)))
        {
            let folder = tempfile::tempdir().expect("a folder");
            for (other, whole) in files {
                let path = folder.path().join(other);
                fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
                fs::write(path, whole).expect("written");
            }
            let old = &text[place.clone()];
            let mut changed = (*text).to_owned();
            changed.replace_range(place.clone(), &wrong(old));
            fs::write(folder.path().join(name), changed).expect("written");
            let assessment = assess(folder.path(), "2024-07-01").expect("readable");
            if assessment.findings.len() > 1 {
                let line = text[..place.start].matches('\n').count() + 1;
                let found = lines(&assessment);
                several += &format!("{name}:{line}: `{old}`, now `{}`:\n{found}", wrong(old));
            }
        }
    }
    assert!(tried > 5, "only {tried} were tried");
    several
}

#[test]
fn a_value_that_means_nothing_is_one_finding() {
    let several = one_by_one(values, &[|_| "zzqx".to_owned(), |_| "\"1,5 x\"".to_owned()]);
    assert!(several.is_empty(), "{several}");
}

/// Where the mappings in braces of a YAML text stand, but for those of the skeleton, which nobody writes.
fn mappings(text: &str) -> Vec<std::ops::Range<usize>> {
    let skeleton = text.find("skeleton:").unwrap_or(text.len());
    let starts = text.match_indices(": {").map(|(at, _)| at + 2);
    starts
        .filter(|start| *start < skeleton)
        .filter_map(|start| Some(start..start + text[start..].find('}')? + 1))
        .collect()
}

#[test]
fn a_text_or_a_list_in_place_of_a_mapping_is_one_finding() {
    let several = one_by_one(mappings, &[|_| "zzqx".to_owned(), |_| "[zzqx]".to_owned()]);
    assert!(several.is_empty(), "{several}");
}

#[test]
fn a_misspelt_key_is_one_finding() {
    let misspelt = |key: &str| format!("{}{}", &key[..key.len() - 2], &key[key.len() - 1..]);
    let several = one_by_one(keys, &[misspelt]);
    assert!(several.is_empty(), "{several}");
}

#[test]
fn a_skeleton_that_a_hand_changed_is_one_finding() {
    for (from, to, wanted) in [
        ("id: p1,", "id: one,", "`one` is not the id of a block"),
        ("id: p1,", "id: p01,", "`p01` is not the id of a block"),
        ("id: p1,", "id: p0,", "two blocks have the id `p0`"),
        (
            "length: 71,",
            "length: 60,",
            "ends after the 60 characters of the block",
        ),
        (
            "start: 33,",
            "start: 29,",
            "starts before the previous one ends",
        ),
        ("start: 33,", "start: 64,", "has no characters"),
        (
            "length: 71,",
            "length: 72,",
            "is the last, but ends before the 72 characters of the block",
        ),
        (
            "start: 33,",
            "start: 35,",
            "starts 3 characters after the previous one ends",
        ),
    ] {
        let (_, assessment) = assess_with(from, to);
        let found = lines(&assessment);
        assert!(found.contains(wanted), "{to}:\n{found}");
        assert_eq!(assessment.findings.len(), 1, "{to}:\n{found}");
    }
}

#[test]
fn a_missing_comma_and_an_open_quotation_mark_are_told_where_they_are() {
    for (from, to, expected) in [
        (
            "      horizon: {minimum: P1D, maximum: P3D}",
            "      horizon: {minimum: P1D maximum: P3D}",
            expect![[r#"
                facts.yaml:20:37 error[yaml] not YAML: a comma is missing before this entry, or the text is not quoted
                  help: put a comma between two entries, and quotes around a text that contains one
            "#]],
        ),
        (
            "    statement: The river in",
            "    statement: \"The river in",
            expect![[r#"
                facts.yaml:5:16 error[yaml] not YAML: this quotation mark is not closed
                  help: write the same mark where the text ends
            "#]],
        ),
        (
            "    statement: The river in",
            "    statement: 'The river in",
            expect![[r#"
                facts.yaml:5:16 error[yaml] not YAML: this quotation mark is not closed
                  help: write the same mark where the text ends
            "#]],
        ),
        (
            "names: [Vale, The Vale]",
            "names: [\"Vale, The Vale]",
            expect![[r#"
                entities.yaml:12:13 error[yaml] not YAML: this quotation mark is not closed
                  help: write the same mark where the text ends
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}
