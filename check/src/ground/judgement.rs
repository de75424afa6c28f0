//! What was found of one part, how severe that is, and how it is reported.

use dossier::v1::{PartKind, PartVerdict, Verdict};

use super::article::{Found, Nearness};
use super::part::Part;
use crate::diagnostic::{At, Finding, Rule, Severity};

/// What a comparison found of one part of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The part.
    pub part: Part,
    /// What was found.
    pub verdict: Verdict,
    /// Where it is, if not in the selected words. Example: `p4.s2`.
    pub place: String,
    /// What the fact says, in readable form. Example: `GBP 75e9`.
    pub fact_says: String,
    /// What the selected words say of the same kind. Empty: nothing.
    pub words_say: String,
    /// How those words are written in a file, where that is not plain from them. Example: `../2030`.
    pub means: String,
    /// Whose words say something else, where they do.
    pub against: Against,
    /// Whether another evidence of the fact supports the part, so that its absence here is only a warning.
    pub borne_out: bool,
}

/// Whose words a part was compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Against {
    /// Those of the article.
    #[default]
    Words,
    /// Those of the fact's own statement.
    Statement,
}

/// What a comparison comes to, before it is known of which part.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outcome {
    pub(super) verdict: Verdict,
    pub(super) place: String,
    pub(super) words_say: String,
    pub(super) means: String,
    pub(super) against: Against,
}

impl Outcome {
    pub(super) fn new(verdict: Verdict) -> Self {
        Self {
            verdict,
            ..Self::default()
        }
    }

    /// The words say something else.
    pub(super) fn contradicted(words_say: &str) -> Self {
        Self {
            words_say: words_say.to_owned(),
            ..Self::new(Verdict::Contradicted)
        }
    }

    /// The fact's own statement names somebody else.
    pub(super) fn other_stated(statement_says: &str) -> Self {
        Self {
            against: Against::Statement,
            ..Self::contradicted(statement_says)
        }
    }

    /// The words of our own statement stand in another sentence.
    pub(super) fn misplaced(place: &str) -> Self {
        Self {
            place: place.to_owned(),
            against: Against::Statement,
            ..Self::new(Verdict::Elsewhere)
        }
    }

    /// Whether nothing of it would be told.
    pub(super) fn is_quiet(&self, kind: PartKind) -> bool {
        severity(kind, self.verdict, self.against).is_none()
    }

    /// By where something was found; names may stand before the selected words where these have a
    /// pronoun, a title or a short form.
    pub(super) fn found(found: Option<Found>, may_be_before: bool) -> Self {
        let Some(found) = found else {
            return Self::new(Verdict::Absent);
        };
        let (verdict, place) = match found.nearness {
            Nearness::Selected => return Self::new(Verdict::Found),
            Nearness::Block => (Verdict::Nearby, found.place),
            Nearness::Before if may_be_before => (Verdict::Nearby, found.place),
            Nearness::Before | Nearness::After => (Verdict::Elsewhere, found.place),
        };
        Self {
            place,
            ..Self::new(verdict)
        }
    }

    /// With how the words that say something else are written in a file; empty for nothing to add.
    pub(super) fn meaning(mut self, means: String) -> Self {
        if self.verdict != Verdict::Found {
            self.means = means;
        }
        self
    }

    /// Near, and yet not meant.
    pub(super) fn elsewhere(mut self) -> Self {
        if self.verdict == Verdict::Nearby {
            self.verdict = Verdict::Elsewhere;
        }
        self
    }

    /// With what the selected words say instead, where the part is not in them.
    pub(super) fn instead(mut self, words_say: &str) -> Self {
        if self.verdict != Verdict::Found {
            words_say.clone_into(&mut self.words_say);
        }
        self
    }

    pub(super) fn judgement(self, part: Part, fact_says: String) -> Judgement {
        Judgement {
            part,
            verdict: self.verdict,
            place: self.place,
            fact_says,
            words_say: self.words_say,
            means: self.means,
            against: self.against,
            borne_out: false,
        }
    }
}

/// How much a verdict weighs, whatever other evidence says; nothing where all is well.
fn severity(kind: PartKind, verdict: Verdict, against: Against) -> Option<Severity> {
    use PartKind::{Cue, Name, Speaker, Time, Title};
    Some(match verdict {
        // A word that goes with the value may be missing from our lists.
        Verdict::Contradicted if kind == PartKind::Choice => Severity::Warning,
        // Either of the two may be the slip.
        Verdict::Contradicted | Verdict::Elsewhere if against == Against::Statement => {
            Severity::Warning
        }
        // A word that denies may be missing from our lists.
        Verdict::Contradicted if kind == PartKind::Polarity => Severity::Warning,
        // A name or a form of the verb may be missing from our lists.
        Verdict::Absent if matches!(kind, Name | Speaker | Cue) => Severity::Warning,
        Verdict::Elsewhere if matches!(kind, Time | Name | Cue | Title) => Severity::Warning,
        Verdict::Contradicted | Verdict::Absent | Verdict::Elsewhere => Severity::Error,
        Verdict::Nearby if matches!(kind, Time | Name | Speaker | Cue | Title) => return None,
        Verdict::Nearby => Severity::Warning,
        _ => return None,
    })
}

impl Judgement {
    /// How severe it is; `None` if nothing is wrong.
    pub fn severity(&self) -> Option<Severity> {
        let whole = severity(self.part.kind, self.verdict, self.against)?;
        match whole {
            Severity::Error if self.borne_out => Some(Severity::Warning),
            Severity::Warning if self.borne_out => None,
            whole => Some(whole),
        }
    }

    /// What is wrong and what to do, in one sentence; empty if nothing is wrong.
    pub fn message(&self) -> String {
        if self.severity().is_none() {
            return String::new();
        }
        let (says, place) = (&self.fact_says, &self.place);
        let instead = match self.words_say.as_str() {
            "" => String::new(),
            words => format!("; the words say `{words}`{}", self.meaning()),
        };
        match self.verdict {
            Verdict::Contradicted if self.is_name() => self.other_name(),
            Verdict::Contradicted if self.part.kind == PartKind::Polarity => self.other_polarity(),
            Verdict::Contradicted if self.part.kind == PartKind::Choice => self.other_choice(),
            Verdict::Contradicted
                if self.against == Against::Statement && self.words_say.is_empty() =>
            {
                format!(
                    "the statement says `{says}`, but the words deny nothing; they contradict each other"
                )
            }
            Verdict::Contradicted if self.against == Against::Statement => format!(
                "the statement says `{says}`, but the words say `{}`; correct the statement, or point `at` to the words that say so",
                self.words_say
            ),
            Verdict::Contradicted if self.part.kind == PartKind::Statement => format!(
                "the statement says `{says}`, but the fact says `{}`",
                self.words_say
            ),
            Verdict::Contradicted => {
                format!(
                    "the fact says `{says}`, but the words say `{}`{}",
                    self.words_say,
                    self.meaning()
                )
            }
            Verdict::Absent if self.is_name() => format!(
                "the article never names `{says}`; if it uses another name, add that to its names"
            ),
            Verdict::Absent => format!("the article never says `{says}`{instead}"),
            Verdict::Elsewhere if self.against == Against::Statement => format!(
                "the statement's words `{says}` are in {place}, and hardly any are in the words that the fact rests on; if you mean that place, write it in `at`"
            ),
            Verdict::Elsewhere => format!(
                "`{says}` is in {place}, not in the words that the fact rests on{instead}; if you mean that place, add it to `at`"
            ),
            _ => format!(
                "`{says}` is in {place}, near the words that the fact rests on; if you mean that sentence too, add it to `at`"
            ),
        }
    }

    /// How the words are written in a file, as the end of a message.
    fn meaning(&self) -> String {
        match self.means.as_str() {
            "" => String::new(),
            means => format!(", which is `{means}`"),
        }
    }

    /// Why the words do not deny what the statement says.
    fn other_polarity(&self) -> String {
        let says = &self.fact_says;
        match self.against {
            Against::Words => format!(
                "the evidence says `{says}`, but its words deny nothing; remove the line, or point `at` to the words that deny"
            ),
            Against::Statement => format!(
                "the evidence says `{says}`, but the statement itself denies (`{}`), as the words do; remove the line, or rewrite the statement so that it affirms",
                self.words_say
            ),
        }
    }

    /// Why a value of a list is doubted, and what to do.
    fn other_choice(&self) -> String {
        let (says, other) = (&self.fact_says, &self.words_say);
        match (self.against, other.as_str()) {
            (Against::Statement, _) => format!(
                "the fact has `{says}`, but its statement says `{other}`; correct one of the two"
            ),
            (Against::Words, "") => format!(
                "the fact has `{says}`, but neither its statement nor the words have a word for that; correct the value, or say so in the statement"
            ),
            (Against::Words, _) => format!(
                "the fact has `{says}`, but the words say `{other}`; correct the value, or say so in the statement"
            ),
        }
    }

    /// Who has the place of a name.
    fn other_name(&self) -> String {
        let (says, other) = (&self.fact_says, &self.words_say);
        let whose = match self.against {
            Against::Words => "the sentence",
            Against::Statement => "its statement",
        };
        match (self.part.kind, other.as_str()) {
            (_, "") => format!(
                "the fact names `{says}` here, but {whose} gives them the opposite role; correct one of the two"
            ),
            (PartKind::Speaker, _) if self.against == Against::Words => {
                format!("the fact names `{says}`, but in the words `{other}` is the speaker")
            }
            _ => format!(
                "the fact names `{says}` here, but {whose} names `{other}`; correct one of the two"
            ),
        }
    }

    /// The finding for an editor; `None` if nothing is wrong.
    pub fn finding(&self, fact: &str) -> Option<Finding> {
        let severity = self.severity()?;
        let rule = match (severity, self.verdict) {
            (Severity::Error, Verdict::Contradicted) => Rule::ContradictsWords,
            (Severity::Error, Verdict::Elsewhere) => Rule::NotInPlace,
            (Severity::Error, _) => Rule::NotInArticle,
            (Severity::Warning, _) if self.borne_out => Rule::NotInAllEvidence,
            (Severity::Warning, Verdict::Contradicted) if self.is_name() => Rule::OtherName,
            (Severity::Warning, _) if self.part.kind == PartKind::Choice => Rule::OtherChoice,
            (Severity::Warning, Verdict::Contradicted) => Rule::OtherPolarity,
            (Severity::Warning, Verdict::Absent) => Rule::NameNotInWords,
            (Severity::Warning, _) if self.is_name() => Rule::NameNotInWords,
            (Severity::Warning, _) => Rule::BesideWords,
        };
        let at = At::path(fact, self.part.field.clone());
        Some(Finding::new(rule, at, self.message()))
    }

    fn is_name(&self) -> bool {
        matches!(self.part.kind, PartKind::Name | PartKind::Speaker)
    }

    /// As it is recorded.
    pub fn recorded(&self) -> PartVerdict {
        PartVerdict {
            field: self.part.field.to_string(),
            kind: self.part.kind.into(),
            verdict: self.verdict.into(),
            place: match self.verdict {
                Verdict::Nearby | Verdict::Elsewhere => self.place.clone(),
                _ => String::new(),
            },
        }
    }
}
