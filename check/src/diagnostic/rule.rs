//! The rules by name: what docs/checks.md lists, and what each finding carries.
//!
//! A rule is defined here and nowhere else: its name, whether it refuses the content, and what it
//! finds. Tests compare docs/checks.md with this list, and look for a case that breaks each rule.

use std::fmt;

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The content is refused.
    Error,
    /// The content is accepted; somebody should look.
    Warning,
}

/// Makes [`Rule`] out of one list: of each rule the variant, its name, and what it finds.
macro_rules! rules {
    ($($severity:ident { $($(#[doc = $finds:literal])+ $variant:ident = $name:literal;)* })*) => {
        /// What a finding says is broken. The names are a promise to whoever reads findings by
        /// program: a rule that is no longer fitting gets a new name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(
                #[doc = concat!("`", $name, "`:", $($finds,)+ ".")]
                $variant,
            )*)*
        }

        impl Rule {
            /// Every rule: first those that refuse the content, and both parts by name.
            pub const ALL: &[Self] = &[$($(Self::$variant,)*)*];

            /// The rule's name, in kebab case. Example: `unknown-reference`.
            pub const fn name(self) -> &'static str {
                match self {
                    $($(Self::$variant => $name,)*)*
                }
            }

            /// Whether what breaks the rule is refused.
            pub const fn severity(self) -> Severity {
                match self {
                    $($(Self::$variant => Severity::$severity,)*)*
                }
            }

            /// What the rule finds, as docs/checks.md says it, in Markdown.
            pub const fn finds(self) -> &'static str {
                match self {
                    $($(Self::$variant => concat!($($finds),+).trim_ascii(),)*)*
                }
            }
        }
    };
}

impl Rule {
    /// Whether the rule looks at what is said, and not at how resources hang together. What an earlier
    /// version took stands in stores; a restoration brings it back, and an edit of something else does
    /// not fail on it.
    pub const fn is_about_value(self) -> bool {
        matches!(
            self,
            Self::BadDate
                | Self::BadDuration
                | Self::BadIdentifier
                | Self::BadLanguage
                | Self::DuplicateLanguage
                | Self::BadQuantity
                | Self::BadRecord
                | Self::BadText
                | Self::BadUnit
                | Self::BadUrl
                | Self::BadValue
                | Self::BrokenLink
                | Self::ContradictsBody
                | Self::OtherSpeaker
                | Self::ResourceTooLarge
                | Self::UnreadMark
                | Self::WrongArithmetic
                | Self::WrongTime
        )
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

rules! {
    Error {
        /// a date that is not EDTF level 0 or 1, does not exist in the calendar, ends before it
        /// starts, or lies outside the years -9999 to 9999
        BadDate = "bad-date";
        /// a digest that is not a SHA-256 in hexadecimal
        BadDigest = "bad-digest";
        /// a duration that is not ISO 8601, a period of zero length, a horizon whose minimum
        /// exceeds its maximum, or one that leads past the year 9999
        BadDuration = "bad-duration";
        /// an id, former id, topic, or id of a section or correction that is not a slug of at most 63
        /// characters, or a name in the wrong collection
        BadId = "bad-id";
        /// an identifier that does not follow its scheme
        BadIdentifier = "bad-identifier";
        /// a language tag that is not BCP 47
        BadLanguage = "bad-language";
        /// a link in Markdown to something other than a fact, an entity, an id on the page or the
        /// web
        BadLink = "bad-link";
        /// a place that is malformed, or that does not exist in the article
        BadPlace = "bad-place";
        /// an amount that is not a number, or whose comparator and bounds conflict
        BadQuantity = "bad-quantity";
        /// a section's query that is not a valid filter, or is given together with `facts`
        BadQuery = "bad-query";
        /// a grounding record that `verify --write` would not write: for another article, or with
        /// an unknown part, verdict or place
        BadRecord = "bad-record";
        /// a reference into the wrong collection, or without a collection where several are
        /// possible
        BadReference = "bad-reference";
        /// a text with characters that do not belong in text, or without visible characters
        BadText = "bad-text";
        /// something in `dossier.LANGUAGE.md` that is not a translation: a field or section that
        /// `dossier.md` does not have, or sets for all languages
        BadTranslation = "bad-translation";
        /// a unit that is not in UCUM, a number in place of a unit, braces without a word, a
        /// currency that is not in ISO 4217
        BadUnit = "bad-unit";
        /// an address that is not an absolute http or https URL
        BadUrl = "bad-url";
        /// a short form that cannot be read
        BadValue = "bad-value";
        /// a link in Markdown that does not parse as one, so that its brackets would be shown
        BrokenLink = "broken-link";
        /// a place whose words have changed since it was written or compared with the fact
        ChangedWords = "changed-words";
        /// a figure in a statement, or in a link to a fact, with the digits of one of the fact's
        /// amounts but another scale, currency, unit or period
        ContradictsBody = "contradicts-body";
        /// a value that the words of the evidence contradict; reported by `verify`
        ContradictsWords = "contradicts-words";
        /// a claim of kind `count` that its instances do not support
        Count = "count";
        /// parts, causes, derivations, parents or successors that form a cycle
        Cycle = "cycle";
        /// a field that the server or `verify --write` fills in
        DerivedField = "derived-field";
        /// a selector whose digest differs from the skeleton's at its place, or the text of a block
        /// that does not have the digest of the block
        DigestMismatch = "digest-mismatch";
        /// something published that refers to a draft, which readers do not see
        DraftReference = "draft-reference";
        /// a key that occurs twice
        DuplicateKey = "duplicate-key";
        /// two texts of one field in the same language, of which only one would be shown
        DuplicateLanguage = "duplicate-language";
        /// a name, former id, or id of a section or correction that occurs twice
        DuplicateName = "duplicate-name";
        /// a file without content
        EmptyFile = "empty-file";
        /// a file larger than 8 MiB
        FileTooLarge = "file-too-large";
        /// a `dossier.md` without front matter
        FrontMatter = "front-matter";
        /// a heading with an id that is not of the second level, or is inside a quote or list
        HeadingLevel = "heading-level";
        /// words in a quote of indirect speech
        IndirectWords = "indirect-words";
        /// what may be the text of an article whose rights do not allow keeping all of it, or a kept
        /// text of another version than the article's skeleton
        KeptText = "kept-text";
        /// a key that belongs to another message, because its block is indented wrongly
        MisplacedKey = "misplaced-key";
        /// `at` without an article
        MissingArticle = "missing-article";
        /// a fact that states nothing
        MissingBody = "missing-body";
        /// a field that the contract requires
        MissingField = "missing-field";
        /// `at` in an article without a skeleton
        MissingSkeleton = "missing-skeleton";
        /// a hop of an attribution that neither names nor describes anyone
        NoAgent = "no-agent";
        /// an attributed statement without an attribution
        NoAttribution = "no-attribution";
        /// a dossier's folder without `dossier.md`
        NoDossier = "no-dossier";
        /// a published fact with neither evidence nor derivation
        NoEvidence = "no-evidence";
        /// a forecast with a window but without the day on which it was made
        NoMadeOn = "no-made-on";
        /// a relative date in an article without a publication date
        NoPublished = "no-published";
        /// a retraction without a public reason
        NoReason = "no-reason";
        /// text in `dossier.md` before the first heading
        NoSection = "no-section";
        /// a superseded resource without a successor
        NoSuccessor = "no-successor";
        /// CORROBORATED without two independent origins
        NotCorroborated = "not-corroborated";
        /// an amount, time or quotation that is nowhere in the article; reported by `verify`
        NotInArticle = "not-in-article";
        /// an amount, quotation or speaker that is elsewhere in the article; reported by `verify`
        NotInPlace = "not-in-place";
        /// a file that is not UTF-8
        NotUtf8 = "not-utf8";
        /// no entities or no articles at all, although something refers to them
        NothingRead = "nothing-read";
        /// an origin that is not the first hop of its attribution
        OriginFirst = "origin-first";
        /// a speaker, claimant or forecaster who is not the origin that the evidence names, and for
        /// whom that origin does not speak
        OtherSpeaker = "other-speaker";
        /// a resource larger than 1 MiB when encoded
        ResourceTooLarge = "resource-too-large";
        /// something published that refers to something retracted
        RetractedReference = "retracted-reference";
        /// more words of an article than its rights allow
        Rights = "rights";
        /// a section without an id
        SectionId = "section-id";
        /// characters outside of the sentences that a selector names, or sentences that do not fill their block
        SentenceRange = "sentence-range";
        /// more than five words in a `verbatim` or `text_fragment`
        TooManyWords = "too-many-words";
        /// a fact with two bodies
        TwoBodies = "two-bodies";
        /// a key that is not a field
        UnknownKey = "unknown-key";
        /// a skeleton made by methods that this version does not know
        UnknownMethod = "unknown-method";
        /// a reference to something that does not exist
        UnknownReference = "unknown-reference";
        /// a value that is not in its enum
        UnknownValue = "unknown-value";
        /// a file or folder that is not read, although it may hold content
        UnreadFile = "unread-file";
        /// Markdown syntax that is not supported, so that it would be shown: a footnote, `~~`, a
        /// checkbox, a table whose header does not fit, `**` with spaces inside, unclosed code
        UnreadMark = "unread-mark";
        /// a file or folder that the system refuses to open
        UnreadableFile = "unreadable-file";
        /// an amount that does not follow from the facts it is said to be computed from
        WrongArithmetic = "wrong-arithmetic";
        /// an entity whose kind does not fit the role
        WrongKind = "wrong-kind";
        /// a time that does not follow from its words in an article of that date, or that lies after it
        WrongTime = "wrong-time";
        /// a list, mapping or plain value where another is expected
        WrongType = "wrong-type";
        /// a file that is not plain YAML
        Yaml = "yaml";
    }
    Warning {
        /// the author's analysis, recorded as an event
        AnalysisAsEvent = "analysis-as-event";
        /// an amount or quotation near the words of the evidence, a time elsewhere, or a statement
        /// whose words are in another sentence; reported by `verify`
        BesideWords = "beside-words";
        /// a text cut short by ` #`, which begins a comment in YAML
        CutByComment = "cut-by-comment";
        /// a unit that means something else in UCUM than most people mean by it: `mph`, `GB`, `ft`
        DoubtfulUnit = "doubtful-unit";
        /// a picture in Markdown, which is not shown
        DroppedPicture = "dropped-picture";
        /// a figure or day in the statement that is not in the fact's fields, not even rounded with a
        /// word that says so (`about 5%` for `4.96 %`)
        FigureNotHeld = "figure-not-held";
        /// a file or folder that is not read and holds no content
        ForeignFile = "foreign-file";
        /// a link in Markdown to a former id of its target
        FormerName = "former-name";
        /// a language tag that is usually written differently, or is not registered
        LanguageForm = "language-form";
        /// a figure or year that contains a letter that looks like a digit: `2O24`
        LetterInFigure = "letter-in-figure";
        /// a figure or day in the words of a link to a fact that is not in the fact's fields
        LinkNotHeld = "link-not-held";
        /// a statement of more than 300 characters
        LongStatement = "long-statement";
        /// a section of `dossier.md` that is missing in `dossier.LANGUAGE.md`
        MissingTranslation = "missing-translation";
        /// evidence on an older version of the text whose place has changed since
        MovedEvidence = "moved-evidence";
        /// a name or verb that is not in the words of the evidence; reported by `verify`
        NameNotInWords = "name-not-in-words";
        /// an attributed claim without a claimant
        NoClaimant = "no-claimant";
        /// a dossier without facts
        NoFacts = "no-facts";
        /// an attribution that names nobody as its origin
        NoOrigin = "no-origin";
        /// an amount without a unit
        NoUnit = "no-unit";
        /// a value that some evidence supports and other evidence does not; reported by `verify`
        NotInAllEvidence = "not-in-all-evidence";
        /// a value of a list, such as a status or a stage, that needs a word of its own and has none, or
        /// beside which the statement says another value; reported by `verify`
        OtherChoice = "other-choice";
        /// a statement whose words go in another direction than the fact's `change`
        OtherDirection = "other-direction";
        /// a name in a field where the statement has another name, or the same name in another
        /// role; reported by `verify`
        OtherName = "other-name";
        /// a statement that affirms what the words of the evidence deny, or denies what they
        /// affirm, or says with a verb the contrary of theirs (`sold` for `bought`), or speaks of all where
        /// they speak of a part (`every` for `half of`) and the other way round; reported by `verify`
        OtherPolarity = "other-polarity";
        /// evidence on a version of the text other than the skeleton's, or grounding records made
        /// from another version
        OtherVersion = "other-version";
        /// raw HTML in Markdown, which is not shown
        RawHtml = "raw-html";
        /// a list with the same value twice: a resource, a topic, a whole piece of evidence
        RepeatedValue = "repeated-value";
        /// an id that Windows reserves for a device, so that no file can have that name
        ReservedId = "reserved-id";
        /// an open forecast whose window has passed
        StaleForecast = "stale-forecast";
        /// a statement that cannot stand alone
        StartsWithPronoun = "starts-with-pronoun";
        /// statements of one fact whose figures or days differ between languages, or of which one denies
        /// what the other says
        StatementsDiffer = "statements-differ";
        /// a grounding record that matches nothing: its fact, evidence or skeleton does not exist,
        /// or this version does not know its method
        StrayRecord = "stray-record";
        /// one entity in two roles of a fact that exclude each other, or twice in one role
        TwoRoles = "two-roles";
        /// a sentence that no fact rests on and that is not marked
        UncoveredSentence = "uncovered-sentence";
        /// somebody who speaks for another without a fact that relates them
        UnrelatedSpeaker = "unrelated-speaker";
        /// a fact that has changed since it was compared with the article
        UnverifiedChange = "unverified-change";
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::{Rule, Severity};

    const CHECKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/checks.md");

    /// The rows of the tables of docs/checks.md, below the heading that says how much they weigh.
    fn listed() -> Vec<(Severity, String)> {
        let mut severity = Severity::Error;
        let mut rows = Vec::new();
        for line in fs::read_to_string(CHECKS).expect("the page").lines() {
            match line {
                "## Errors" => severity = Severity::Error,
                "## Warnings" => severity = Severity::Warning,
                row if row.starts_with("| `") => rows.push((severity, row.to_owned())),
                _ => {}
            }
        }
        rows
    }

    #[test]
    fn docs_list_just_the_rules_that_there_are() {
        let wanted: Vec<(Severity, String)> = Rule::ALL
            .iter()
            .map(|rule| (rule.severity(), format!("| `{rule}` | {} |", rule.finds())))
            .collect();
        assert_eq!(listed(), wanted);
    }

    #[test]
    fn names_are_in_kebab_case_and_in_order() {
        let keys: Vec<_> = Rule::ALL
            .iter()
            .map(|rule| (rule.severity(), rule.name()))
            .collect();
        assert!(keys.is_sorted(), "{keys:?}");
        let names: BTreeSet<&str> = keys.iter().map(|(_, name)| *name).collect();
        assert_eq!(names.len(), keys.len());
        for name in names {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(name.chars().all(plain), "{name}");
        }
    }
}
