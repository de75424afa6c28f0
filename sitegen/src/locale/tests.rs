use dossier::v1;

use super::Words;
use super::table::{Table, find};

/// The names of all values of an enum, but for the one that says nothing.
macro_rules! values {
    ($($kind:ident),* $(,)?) => {{
        let mut names: Vec<&'static str> = Vec::new();
        $(names.extend((1..100).filter_map(|number| v1::$kind::try_from(number).ok()).map(|value| value.as_str_name()));)*
        names
    }};
}

#[test]
fn every_value_that_the_contract_names_has_a_word() {
    let names = values![
        Absence,
        AgreementKind,
        AgreementStatus,
        AnchorState,
        AttributionRole,
        BlockRole,
        CapabilityLevel,
        Certainty,
        ChangeDirection,
        ChangeType,
        ClaimKind,
        Comparator,
        CorrectionKind,
        CoverageState,
        DerivationMethod,
        Endorsement,
        EntityKind,
        EventKind,
        EventStatus,
        Genre,
        IdentifierScheme,
        LifecycleState,
        Likelihood,
        LinkKind,
        NameForm,
        ParticipantRole,
        PartyActionKind,
        Polarity,
        QuoteForm,
        ReliabilityGrade,
        Rendering,
        Resolution,
        SentenceRole,
        Stance,
        TenureStatus,
        TextPolicy,
        TimeBasis,
        TitleForm,
        TransferCategory,
        TransferStage,
        TranslationMethod,
        Verification,
        Voice
    ];
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
    let code = |tag| Words::of(tag).map(|words| words.code);
    assert_eq!(code("fr-CA"), Some("fr"));
    assert_eq!(code("xx"), None);
}
