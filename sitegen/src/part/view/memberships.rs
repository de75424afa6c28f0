//! Who belongs to what, as a table of ticks: the gaps in it are seen at once, which crossing lines hide.

use std::collections::BTreeSet;

use dossier::v1::fact::Body;
use dossier::v1::{Evidence, Fact, Membership, Polarity, Stance, TenureStatus};

use crate::context::PageContext;
use crate::html::Inline;
use crate::part::voice_mark::{VoiceMark, mark_of};
use crate::url::Route;

/// A column for each group, a row for each member.
#[derive(Clone, Debug)]
pub(crate) struct Memberships {
    pub(crate) groups: Vec<Group>,
    pub(crate) rows: Vec<Row>,
}

/// A group, and in whose voice its members are named, where that is one for all.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) name: Inline,
    pub(crate) mark: Option<VoiceMark>,
}

/// A fact that a member belongs, and its voice where the group has none for all.
#[derive(Clone, Debug)]
pub(crate) struct Tick {
    pub(crate) fact: Inline,
    pub(crate) mark: Option<VoiceMark>,
}

/// A member, and for each group the fact that it belongs, if there is one.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) member: Inline,
    pub(crate) ticks: Vec<Option<Tick>>,
}

/// More columns do not fit on a screen.
const GROUPS_MAX: usize = 6;
/// More rows are no table that is seen at once.
const MEMBERS_MAX: usize = 24;

/// The membership that a fact affirms for today.
fn affirmed(fact: &Fact) -> Option<&Membership> {
    // What no evidence supports, or what is denied, is no tick.
    let supports = |evidence: &Evidence| {
        matches!(evidence.stance(), Stance::Unspecified | Stance::Supports)
            && evidence.polarity() != Polarity::Negated
    };
    let affirms = |fact: &Fact| fact.evidence.is_empty() || fact.evidence.iter().any(supports);
    match &fact.body {
        Some(Body::Membership(one))
            if !matches!(one.status(), TenureStatus::Former | TenureStatus::Designate)
                && !one.member.is_empty()
                && !one.collective.is_empty()
                && affirms(fact) =>
        {
            Some(one)
        }
        _ => None,
    }
}

/// Whether a fact is a tick in such a table.
pub(crate) fn is_ticked(fact: &Fact) -> bool {
    affirmed(fact).is_some()
}

/// Whether the memberships among some facts make a table: several groups that share members.
pub(crate) fn is_table(facts: &[&Fact]) -> bool {
    let all = || facts.iter().filter_map(|fact| affirmed(fact));
    let groups: BTreeSet<&str> = all()
        .map(|membership| membership.collective.as_str())
        .collect();
    let members: BTreeSet<&str> = all().map(|membership| membership.member.as_str()).collect();
    (2..=GROUPS_MAX).contains(&groups.len())
        && (2..=MEMBERS_MAX).contains(&members.len())
        && all().count() > members.len()
}

/// The memberships among some facts, in the order of their editor.
pub(crate) fn memberships(context: &PageContext<'_>, facts: &[&Fact]) -> Option<Memberships> {
    if !is_table(facts) {
        return None;
    }
    let (mut groups, mut members): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for membership in facts.iter().filter_map(|fact| affirmed(fact)) {
        if !groups.contains(&membership.collective.as_str()) {
            groups.push(&membership.collective);
        }
        if !members.contains(&membership.member.as_str()) {
            members.push(&membership.member);
        }
    }
    let groups: Vec<(&str, Group)> = groups
        .into_iter()
        .map(|name| (name, group(context, name, facts)))
        .collect();
    let tick = |member: &str, (name, group): &(&str, Group)| {
        let says = |fact: &&&Fact| {
            affirmed(fact).is_some_and(|membership| {
                membership.member == member && membership.collective == *name
            })
        };
        let fact = facts.iter().find(says)?;
        Some(Tick {
            fact: Inline {
                href: context.link(Route::Fact(&fact.name)),
                ..context.text(&fact.statement)
            },
            mark: mark_of(context, fact).filter(|_| group.mark.is_none()),
        })
    };
    let rows = members.iter().map(|member| Row {
        member: context.entity(member),
        ticks: groups.iter().map(|group| tick(member, group)).collect(),
    });
    Some(Memberships {
        rows: rows.collect(),
        groups: groups.into_iter().map(|(_, group)| group).collect(),
    })
}

fn group(context: &PageContext<'_>, name: &str, facts: &[&Fact]) -> Group {
    let own =
        |fact: &&&Fact| affirmed(fact).is_some_and(|membership| membership.collective == name);
    let mut marks = facts.iter().filter(own).map(|fact| mark_of(context, fact));
    let first = marks.next().flatten();
    let alike = first.filter(|first| {
        let same = |mark: &VoiceMark| mark.word == first.word;
        marks.all(|mark| mark.as_ref().is_some_and(same))
    });
    Group {
        name: context.entity(name),
        mark: alike,
    }
}
