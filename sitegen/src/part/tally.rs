//! How many facts were found in the texts that they rest on.

use std::collections::BTreeMap;

use dossier::v1::{Evidence, Fact, Stance, Verdict};

use crate::context::PageContext;
use crate::part::grounding::parts;

/// What became of a fact as a whole, over all evidence that supports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// Each part was compared, and stands in the words or beside them, or is called an inference.
    Whole,
    /// Something was found, and something not, or could not be compared.
    Partly,
    /// The words of an article that it rests on say something else.
    Differing,
    /// Nothing of it was found.
    Absent,
    /// Nobody compared it, or there was nothing that could be looked up.
    Uncompared,
}

impl Standing {
    /// For machines: `whole`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Partly => "partly",
            Self::Differing => "differing",
            Self::Absent => "absent",
            Self::Uncompared => "uncompared",
        }
    }
}

/// What became of a fact: of each part, the best that any supporting evidence has. What differs from the
/// words of one article differs, whatever another says.
pub(crate) fn standing(fact: &Fact) -> Standing {
    standing_in(&fact.evidence.iter().collect::<Vec<_>>())
}

/// What became of a fact by some of its evidence.
fn standing_in(evidence: &[&Evidence]) -> Standing {
    let supporting = evidence
        .iter()
        .filter(|evidence| matches!(evidence.stance(), Stance::Supports | Stance::Unspecified))
        .filter_map(|evidence| evidence.grounding.as_ref());
    let mut best: BTreeMap<&str, Verdict> = BTreeMap::new();
    for part in supporting.flat_map(parts) {
        if part.verdict() == Verdict::Contradicted {
            return Standing::Differing;
        }
        let known = best.entry(part.field.as_str()).or_insert(part.verdict());
        if rank(part.verdict()) < rank(*known) {
            *known = part.verdict();
        }
    }
    let any = |verdicts: &[Verdict]| best.values().any(|verdict| verdicts.contains(verdict));
    let found = any(&[Verdict::Found, Verdict::Nearby]);
    let missing = any(&[Verdict::Elsewhere, Verdict::Absent]);
    let unsure = any(&[Verdict::NotCompared, Verdict::Unspecified]);
    if found && !missing && !unsure {
        Standing::Whole
    } else if found || any(&[Verdict::Elsewhere]) {
        Standing::Partly
    } else if missing {
        Standing::Absent
    } else {
        // An inference alone was not found anywhere.
        Standing::Uncompared
    }
}

/// How well a verdict bears a part out; 0 is best.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Found => 0,
        Verdict::Nearby => 1,
        Verdict::Inferred => 2,
        Verdict::Elsewhere => 3,
        Verdict::Absent => 4,
        Verdict::NotCompared => 5,
        Verdict::Contradicted | Verdict::Unspecified => 6,
    }
}

/// How many of some facts were found, and when they were compared: `64 of 70 facts fully found in the
/// text · 4 in part · 2 not compared · Compared with the text on 25 November 2026`. Empty for no facts.
pub(crate) fn tally(context: &PageContext<'_>, facts: &[&Fact]) -> String {
    let evidence = facts.iter().map(|fact| fact.evidence.iter().collect());
    summary(context, &evidence.collect::<Vec<_>>())
}

/// The same of the facts that rest on an article, by what was found in that article alone.
pub(crate) fn tally_of_article(context: &PageContext<'_>, article: &str) -> String {
    let evidence = context.catalog.facts_from(article).map(|fact| {
        let evidence = fact.evidence.iter();
        evidence
            .filter(|evidence| evidence.article == article)
            .collect()
    });
    summary(context, &evidence.collect::<Vec<_>>())
}

/// A tally of facts, each by the evidence that counts.
fn summary(context: &PageContext<'_>, facts: &[Vec<&Evidence>]) -> String {
    let words = &context.words.compared;
    let mut counts: BTreeMap<Standing, usize> = BTreeMap::new();
    for evidence in facts {
        *counts.entry(standing_in(evidence)).or_default() += 1;
    }
    let count = |standing| counts.get(&standing).copied().unwrap_or_default();
    if facts.is_empty() {
        return String::new();
    }
    if count(Standing::Uncompared) == facts.len() {
        return (words.none)(facts.len());
    }
    let mut said = vec![(words.whole)(count(Standing::Whole), facts.len())];
    for (standing, say) in [
        (Standing::Partly, words.partly),
        (Standing::Differing, words.differing),
        (Standing::Absent, words.absent),
        (Standing::Uncompared, words.uncompared),
    ] {
        said.extend(counts.get(&standing).map(|count| say(*count)));
    }
    said.extend(day(context, facts));
    said.join(" · ")
}

/// On which day the facts were compared, or the last of them.
fn day(context: &PageContext<'_>, facts: &[Vec<&Evidence>]) -> Option<String> {
    let words = &context.words.compared;
    let records = facts.iter().flatten();
    let records = records.filter_map(|record| record.grounding.as_ref());
    let mut days: Vec<&str> = records.map(|record| record.record_date.as_str()).collect();
    days.sort_unstable();
    days.dedup();
    let last = context.day(days.last()?);
    Some(match days.len() {
        1 => (words.on)(&last),
        _ => (words.last)(&last),
    })
}

#[cfg(test)]
mod tests {
    use dossier::v1::{Grounding, PartKind, PartVerdict};

    use super::*;

    /// An evidence whose parts were found so; none for one that nobody compared.
    fn evidence(stance: Stance, parts: &[(&str, Verdict)]) -> Evidence {
        let parts = parts.iter().map(|(field, verdict)| PartVerdict {
            field: (*field).to_owned(),
            kind: PartKind::Amount.into(),
            verdict: (*verdict).into(),
            ..Default::default()
        });
        Evidence {
            stance: stance.into(),
            grounding: Some(Grounding {
                parts: parts.collect(),
                ..Default::default()
            }),
            ..Default::default()
        }
    }

    #[test]
    fn a_fact_is_no_better_than_its_parts() {
        use Verdict::{
            Absent, Contradicted, Elsewhere, Found, Inferred, Nearby, NotCompared, Unspecified,
        };
        for (verdicts, expected) in [
            (&[][..], Standing::Uncompared),
            (&[Found], Standing::Whole),
            (&[Found, Nearby, Inferred], Standing::Whole),
            (&[Nearby], Standing::Whole),
            (&[Inferred], Standing::Uncompared),
            (&[NotCompared], Standing::Uncompared),
            (&[Inferred, NotCompared], Standing::Uncompared),
            (&[Found, NotCompared], Standing::Partly),
            (&[Found, Unspecified], Standing::Partly),
            (&[Found, Elsewhere], Standing::Partly),
            (&[Elsewhere], Standing::Partly),
            (&[Found, Absent], Standing::Partly),
            (&[Absent], Standing::Absent),
            (&[Absent, Inferred, NotCompared], Standing::Absent),
            (&[Found, Contradicted], Standing::Differing),
            (&[Contradicted, Absent], Standing::Differing),
        ] {
            let names: Vec<String> = (0..verdicts.len())
                .map(|number| number.to_string())
                .collect();
            let parts: Vec<(&str, Verdict)> = names
                .iter()
                .map(String::as_str)
                .zip(verdicts.iter().copied())
                .collect();
            let fact = Fact {
                evidence: vec![evidence(Stance::Supports, &parts)],
                ..Default::default()
            };
            assert_eq!(standing(&fact), expected, "{verdicts:?}");
        }
    }

    #[test]
    fn one_evidence_supplies_what_another_lacks_but_none_that_disputes() {
        let half = |stance| Fact {
            evidence: vec![
                evidence(
                    Stance::Supports,
                    &[("a", Verdict::Found), ("b", Verdict::Absent)],
                ),
                Evidence::default(),
                evidence(stance, &[("a", Verdict::Absent), ("b", Verdict::Found)]),
            ],
            ..Default::default()
        };
        assert_eq!(standing(&half(Stance::Supports)), Standing::Whole);
        assert_eq!(standing(&half(Stance::Unspecified)), Standing::Whole);
        assert_eq!(standing(&half(Stance::Disputes)), Standing::Partly);
        assert_eq!(standing(&half(Stance::Mentions)), Standing::Partly);
        assert_eq!(standing(&Fact::default()), Standing::Uncompared);
    }

    #[test]
    fn what_differs_from_one_article_differs_whatever_another_says() {
        let fact = |stance| Fact {
            evidence: vec![
                evidence(Stance::Supports, &[("a", Verdict::Found)]),
                evidence(stance, &[("a", Verdict::Contradicted)]),
            ],
            ..Default::default()
        };
        assert_eq!(standing(&fact(Stance::Supports)), Standing::Differing);
        assert_eq!(standing(&fact(Stance::Disputes)), Standing::Whole);
    }
}
