use dossier::v1;

use super::Words;

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
    let words = Words::of("en");
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
    for name in names {
        assert!((words.term)(name).is_some(), "no word for {name}");
    }
}

#[test]
fn an_unknown_language_falls_back_to_english() {
    assert_eq!(Words::of("en-GB").code, "en");
    assert_eq!(Words::of("xx").code, "en");
}
