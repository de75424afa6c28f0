//! The rules by name: what docs/checks.md lists, and what each finding carries.
//!
//! A rule is written here and nowhere else: its name, whether it refuses the content, and what it
//! finds. Tests compare docs/checks.md with this list, and look for a case that breaks each rule.

use std::fmt;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The content is refused.
    Error,
    /// The content is taken; somebody should look.
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
        /// a date that is not EDTF level 0 or 1, is not in the calendar, ends before it starts, or lies
        /// beyond the years -9999 to 9999
        BadDate = "bad-date";
        /// a digest that is not a SHA-256 in hexadecimal
        BadDigest = "bad-digest";
        /// a duration that is not ISO 8601, a period of no length, a horizon whose minimum is above its
        /// maximum, or one that leads beyond the year 9999
        BadDuration = "bad-duration";
        /// an id, former id, topic, or id of a section or correction that is not a slug of at most 63
        /// characters, or a name in the wrong collection
        BadId = "bad-id";
        /// an identifier that is not of its scheme
        BadIdentifier = "bad-identifier";
        /// a language tag that is not BCP 47
        BadLanguage = "bad-language";
        /// a link in Markdown to neither a fact, an entity, a place on the page nor the web
        BadLink = "bad-link";
        /// a place that is malformed, or that the article does not have
        BadPlace = "bad-place";
        /// an amount that is no number, or whose comparator and bounds are at odds
        BadQuantity = "bad-quantity";
        /// a query of a section that is no filter, or stands beside `facts`
        BadQuery = "bad-query";
        /// a record of grounding that `verify --write` does not write: of another article, or with a
        /// part, verdict or place that there is not
        BadRecord = "bad-record";
        /// a reference into the wrong collection, or without one where several are possible
        BadReference = "bad-reference";
        /// a text with characters that no text has, or in which nothing can be seen
        BadText = "bad-text";
        /// something in `dossier.LANGUAGE.md` that is not a translation: a field or section that
        /// `dossier.md` does not have, or says for all languages
        BadTranslation = "bad-translation";
        /// a unit that UCUM does not have, a number in place of a unit, braces without a word, a
        /// currency that ISO 4217 does not have
        BadUnit = "bad-unit";
        /// an address that is not absolute http or https
        BadUrl = "bad-url";
        /// a short form that cannot be read
        BadValue = "bad-value";
        /// a link in Markdown that is not read as one, so that its brackets would be shown
        BrokenLink = "broken-link";
        /// a place that holds other words than when it was written or compared with the fact
        ChangedWords = "changed-words";
        /// a figure of a statement, or of a link to a fact, with the digits of an amount of the fact and
        /// another scale, currency, unit or period
        ContradictsBody = "contradicts-body";
        /// a value that the words of the evidence give otherwise; told by `verify`
        ContradictsWords = "contradicts-words";
        /// a claim of kind `count` whose instances do not bear it out
        Count = "count";
        /// parts, causes, derivations, parents or successors that lead in a circle
        Cycle = "cycle";
        /// a field that the server or `verify --write` fills in
        DerivedField = "derived-field";
        /// a selector whose digest is not that of the skeleton at its place
        DigestMismatch = "digest-mismatch";
        /// something published that refers to a draft, which readers do not see
        DraftReference = "draft-reference";
        /// a key that is written twice
        DuplicateKey = "duplicate-key";
        /// a name, former id, or id of a section or correction that stands twice
        DuplicateName = "duplicate-name";
        /// a file in which nothing is written
        EmptyFile = "empty-file";
        /// a file of more than 8 MiB
        FileTooLarge = "file-too-large";
        /// a `dossier.md` without front matter
        FrontMatter = "front-matter";
        /// a heading with an id that is not of the second level, or stands in a quote or list
        HeadingLevel = "heading-level";
        /// words in a quote of indirect speech
        IndirectWords = "indirect-words";
        /// what may be the text of an article whose rights do not allow all of it to be kept
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
        /// a step of an attribution that neither names nor describes anyone
        NoAgent = "no-agent";
        /// an attributed statement without an attribution
        NoAttribution = "no-attribution";
        /// a dossier's folder without `dossier.md`
        NoDossier = "no-dossier";
        /// a published fact with neither evidence nor derivation
        NoEvidence = "no-evidence";
        /// a forecast's window without the day of its statement
        NoMadeOn = "no-made-on";
        /// a relative date in an article without its own date
        NoPublished = "no-published";
        /// a retraction without a public reason
        NoReason = "no-reason";
        /// text in `dossier.md` before the first heading
        NoSection = "no-section";
        /// a superseded resource without a successor
        NoSuccessor = "no-successor";
        /// CORROBORATED without two independent origins
        NotCorroborated = "not-corroborated";
        /// an amount, time or quotation that the article nowhere has; told by `verify`
        NotInArticle = "not-in-article";
        /// an amount, quotation or speaker that stands elsewhere in the article; told by `verify`
        NotInPlace = "not-in-place";
        /// a file that is not UTF-8
        NotUtf8 = "not-utf8";
        /// no entities or no articles at all, though something refers to them
        NothingRead = "nothing-read";
        /// an origin that does not stand first in its attribution
        OriginFirst = "origin-first";
        /// a speaker, claimant or forecaster who is not the origin that the evidence names, and for whom
        /// that one does not speak
        OtherSpeaker = "other-speaker";
        /// a resource of more than 1 MiB when it is encoded
        ResourceTooLarge = "resource-too-large";
        /// something published that refers to something retracted
        RetractedReference = "retracted-reference";
        /// more words of an article than its rights allow
        Rights = "rights";
        /// a section without an id
        SectionId = "section-id";
        /// a selector whose characters lie outside the sentences that it names
        SentenceRange = "sentence-range";
        /// more than five words in a `verbatim` or `text_fragment`
        TooManyWords = "too-many-words";
        /// a fact with two bodies
        TwoBodies = "two-bodies";
        /// a key that nothing reads
        UnknownKey = "unknown-key";
        /// a skeleton made by methods that this version does not know
        UnknownMethod = "unknown-method";
        /// a reference to something that there is not
        UnknownReference = "unknown-reference";
        /// a value that its enum does not have
        UnknownValue = "unknown-value";
        /// a file or folder that nothing reads, though it may hold content
        UnreadFile = "unread-file";
        /// a mark of Markdown that is not read, so that it would be shown: a footnote, `~~`, a box to
        /// tick, a table without a fitting head, `**` with spaces inside, code that does not end
        UnreadMark = "unread-mark";
        /// a file or folder that the system does not let us read
        UnreadableFile = "unreadable-file";
        /// an amount that does not come out of the facts that it is said to be computed from
        WrongArithmetic = "wrong-arithmetic";
        /// an entity of a kind that cannot play the part
        WrongKind = "wrong-kind";
        /// a time that its words do not name in an article of that day, or that lies after it
        WrongTime = "wrong-time";
        /// a list, mapping or plain value where another is wanted
        WrongType = "wrong-type";
        /// a file that is not plain YAML
        Yaml = "yaml";
    }
    Warning {
        /// the author's analysis, told as an event
        AnalysisAsEvent = "analysis-as-event";
        /// an amount or quotation beside the words of the evidence, a time elsewhere, or a statement whose
        /// own words stand in another sentence; told by `verify`
        BesideWords = "beside-words";
        /// a text that ` #` ends, because YAML begins a comment there
        CutByComment = "cut-by-comment";
        /// a unit that UCUM has for something else than is mostly meant: `mph`, `GB`, `ft`
        DoubtfulUnit = "doubtful-unit";
        /// a picture in Markdown, which is not shown
        DroppedPicture = "dropped-picture";
        /// a figure or day in the statement that the fact's fields do not hold
        FigureNotHeld = "figure-not-held";
        /// a file or folder that nothing reads and that holds no content
        ForeignFile = "foreign-file";
        /// a link in Markdown to an id that its target had before
        FormerName = "former-name";
        /// a language tag that is usually written otherwise, or not registered
        LanguageForm = "language-form";
        /// a figure or year with a letter in it that looks like a digit: `2O24`
        LetterInFigure = "letter-in-figure";
        /// a figure or day in the words of a link to a fact that the fact does not have
        LinkNotHeld = "link-not-held";
        /// a statement of more than 300 characters
        LongStatement = "long-statement";
        /// a section of `dossier.md` that `dossier.LANGUAGE.md` leaves out
        MissingTranslation = "missing-translation";
        /// evidence on an older version of the text whose place has changed since
        MovedEvidence = "moved-evidence";
        /// a name or verb that the words of the evidence do not have; told by `verify`
        NameNotInWords = "name-not-in-words";
        /// an attributed claim without a claimant
        NoClaimant = "no-claimant";
        /// a dossier that has no facts
        NoFacts = "no-facts";
        /// an attribution that names nobody as its origin
        NoOrigin = "no-origin";
        /// an amount without a unit
        NoUnit = "no-unit";
        /// a value that one evidence bears out and another does not; told by `verify`
        NotInAllEvidence = "not-in-all-evidence";
        /// a statement whose words go another way than the `change` of its fact
        OtherDirection = "other-direction";
        /// a name in a field, where the statement has another, or has it in another role; told by `verify`
        OtherName = "other-name";
        /// a statement that affirms what the words of the evidence deny, or denies what they affirm; told by
        /// `verify`
        OtherPolarity = "other-polarity";
        /// evidence on another version of the text than the article's skeleton, or records that were
        /// made from another
        OtherVersion = "other-version";
        /// raw HTML in Markdown, which is not shown
        RawHtml = "raw-html";
        /// an id that Windows keeps for a device, so that no file may be called so
        ReservedId = "reserved-id";
        /// an open forecast whose window has passed
        StaleForecast = "stale-forecast";
        /// a statement that cannot stand alone
        StartsWithPronoun = "starts-with-pronoun";
        /// statements of one fact that have other figures or days in another language
        StatementsDiffer = "statements-differ";
        /// a record of grounding that belongs to nothing: a fact, an evidence or a skeleton that there
        /// is not, or a method that this version does not know
        StrayRecord = "stray-record";
        /// one entity in two roles of a fact that nobody has at once, or twice in one
        TwoRoles = "two-roles";
        /// a sentence that no fact rests on, and that is not marked
        UncoveredSentence = "uncovered-sentence";
        /// somebody who speaks in the name of another, of which no fact tells
        UnrelatedSpeaker = "unrelated-speaker";
        /// a fact that says something else than when it was compared with the article
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
