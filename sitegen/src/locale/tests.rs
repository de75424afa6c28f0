use dossier::descriptors::pool;
use prost_reflect::EnumDescriptor;

use super::Words;
use super::table::{Table, find};

/// Enums whose values no page names: those of errors, of requests and of the contract's own
/// annotations, and that of sections, which have headings of their own.
const UNNAMED: [&str; 5] = [
    "ErrorReason",
    "Format",
    "MatchReason",
    "SectionKind",
    "TimelineGranularity",
];

#[test]
fn every_value_that_the_contract_names_has_a_word() {
    let enums = pool()
        .all_enums()
        .filter(|descriptor| descriptor.package_name() == "dossier.v1");
    let (excluded, covered): (Vec<_>, Vec<_>) =
        enums.partition(|descriptor| UNNAMED.contains(&descriptor.name()));
    assert_eq!(excluded.len(), UNNAMED.len(), "one of these is gone");
    // The first value of each says nothing.
    let values = covered.iter().flat_map(EnumDescriptor::values);
    let names: Vec<String> = values
        .filter(|value| value.number() != 0)
        .map(|value| value.name().to_owned())
        .collect();
    assert!(names.len() > 150, "only {} values", names.len());
    for words in Words::ALL {
        for name in &names {
            let found = find(words.terms, name).is_some();
            assert!(found, "no word for {name} in `{}`", words.code);
        }
    }
}

#[test]
fn every_language_has_the_same_words_as_english() {
    let [english, ..] = Words::ALL;
    for words in Words::ALL {
        for (one, other) in [
            (english.terms, words.terms),
            (english.meanings, words.meanings),
            (english.kinds, words.kinds),
            (english.passives, words.passives),
            (english.languages, words.languages),
        ] {
            let keys = |table: Table| table.iter().map(|(key, _)| *key).collect::<Vec<_>>();
            assert_eq!(keys(one), keys(other), "`{}`", words.code);
            let empty = other.iter().find(|(_, text)| text.is_empty());
            assert_eq!(empty, None, "`{}`", words.code);
        }
        for other in Words::ALL {
            let name = words.language(other.code);
            assert!(
                name.is_some(),
                "`{}` has no name in `{}`",
                other.code,
                words.code
            );
        }
    }
}

#[test]
fn a_region_does_not_make_another_language() {
    let code = |tag| Words::for_language(tag).map(|words| words.code);
    assert_eq!(code("fr-CA"), Some("fr"));
    assert_eq!(code("xx"), None);
}
