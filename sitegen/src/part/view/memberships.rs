//! Who belongs to what, as a table of ticks: the gaps in it are seen at once, which crossing lines hide.

use std::collections::BTreeSet;

use dossier::v1::fact::Body;
use dossier::v1::{Fact, Membership, Polarity, TenureStatus};

use crate::context::PageContext;
use crate::html::Inline;
use crate::url::Route;

/// A column for each group, a row for each member.
#[derive(Clone, Debug)]
pub(crate) struct Memberships {
    pub(crate) groups: Vec<Inline>,
    pub(crate) rows: Vec<Row>,
}

/// A member, and for each group the fact that it belongs, if there is one.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) member: Inline,
    pub(crate) ticks: Vec<Option<Inline>>,
}

/// More columns do not fit on a screen.
const GROUPS_MAX: usize = 6;
/// More rows are no table that is seen at once.
const MEMBERS_MAX: usize = 24;

/// The membership that a fact affirms for today.
fn affirmed(fact: &Fact) -> Option<&Membership> {
    let negated = |fact: &Fact| {
        let first = fact.evidence.first();
        first.is_some_and(|one| one.polarity() == Polarity::Negated)
    };
    match &fact.body {
        Some(Body::Membership(one))
            if !matches!(one.status(), TenureStatus::Former | TenureStatus::Designate)
                && !one.member.is_empty()
                && !one.collective.is_empty()
                && !negated(fact) =>
        {
            Some(one)
        }
        _ => None,
    }
}

/// Whether the memberships among some facts make a table: several groups that share members.
pub(crate) fn is_table(facts: &[&Fact]) -> bool {
    let all = || facts.iter().filter_map(|fact| affirmed(fact));
    let groups: BTreeSet<&str> = all().map(|one| one.collective.as_str()).collect();
    let members: BTreeSet<&str> = all().map(|one| one.member.as_str()).collect();
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
    for one in facts.iter().filter_map(|fact| affirmed(fact)) {
        if !groups.contains(&one.collective.as_str()) {
            groups.push(&one.collective);
        }
        if !members.contains(&one.member.as_str()) {
            members.push(&one.member);
        }
    }
    let tick = |member: &str, group: &str| {
        let says = |fact: &&&Fact| {
            affirmed(fact).is_some_and(|one| one.member == member && one.collective == group)
        };
        let fact = facts.iter().find(says)?;
        let statement = context.text(&fact.statement);
        Some(Inline {
            href: context.link(Route::Fact(&fact.name)),
            ..statement
        })
    };
    let rows = members.iter().map(|member| Row {
        member: context.entity(member),
        ticks: groups.iter().map(|group| tick(member, group)).collect(),
    });
    Some(Memberships {
        rows: rows.collect(),
        groups: groups.iter().map(|group| context.entity(group)).collect(),
    })
}
