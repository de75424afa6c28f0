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

#[test]
fn a_value_that_means_nothing_is_one_finding() {
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
        for place in values(text) {
            for wrong in ["zzqx", "\"1,5 x\""] {
                let folder = tempfile::tempdir().expect("a folder");
                for (other, whole) in files {
                    let path = folder.path().join(other);
                    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
                    fs::write(path, whole).expect("written");
                }
                let mut changed = (*text).to_owned();
                changed.replace_range(place.clone(), wrong);
                fs::write(folder.path().join(name), changed).expect("written");
                let assessment = assess(folder.path(), "2024-07-01").expect("readable");
                let found = lines(&assessment);
                let count = assessment.findings.len();
                let line = text[..place.start].matches('\n').count() + 1;
                let old = &text[place.clone()];
                if count > 1 {
                    several += &format!("{name}:{line}: `{old}`, now `{wrong}`:\n{found}");
                }
                tried += 1;
            }
        }
    }
    assert!(several.is_empty(), "{several}");
    assert!(tried > 100, "only {tried} were tried");
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
    ] {
        let (_, assessment) = assess_with(from, to);
        let found = lines(&assessment);
        assert!(found.contains(wanted), "{to}:\n{found}");
        assert_eq!(assessment.findings.len(), 1, "{to}:\n{found}");
    }
}
