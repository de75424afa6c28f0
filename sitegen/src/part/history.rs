//! What a fact said before: each of its states, and in what the next one differs.

use dossier::v1::resource::Resource as Kind;
use dossier::v1::{ChangeType, Dossier, Fact, LifecycleState, ResourceRevision, Verification};
use prost_types::Timestamp;

use crate::context::PageContext;
use crate::html::{Inline, Inlines};
use crate::part::body::rows;
use crate::part::corrections::{Change, Corrected};
use crate::part::links::tied;
use crate::part::passage::places;
use crate::part::voice_mark::voice_mark;
use crate::url::Route;

/// One state of a fact.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) revision: i64,
    /// The day on which it came, in UTC.
    pub(crate) date: String,
    pub(crate) machine: String,
    /// What happened: added, changed, removed.
    pub(crate) kind: &'static str,
    /// Why, in the words of whoever committed it, or of whoever purged its content; may be empty.
    pub(crate) message: String,
    pub(crate) differences: Vec<Difference>,
}

/// What one part of a fact said, and what it says from then on.
#[derive(Debug)]
pub(crate) struct Difference {
    pub(crate) label: &'static str,
    pub(crate) before: Vec<Inlines>,
    pub(crate) after: Vec<Inlines>,
}

/// The states of a fact that readers could see, newest first; none for a fact that never changed.
pub(crate) fn history(context: &PageContext<'_>, fact: &str) -> Vec<State> {
    let seen = seen(context, fact);
    if seen.len() < 2 {
        return Vec::new();
    }
    let states = seen.iter().enumerate().map(|(place, state)| {
        let older = seen.get(place + 1);
        let (date, machine) = day(context, state.commit_time.as_ref());
        State {
            revision: state.revision,
            date,
            machine,
            kind: kind(context, state, older.is_none()),
            message: message(state),
            differences: older.map_or_else(Vec::new, |older| differences(context, older, state)),
        }
    });
    states.collect()
}

/// What is told of a state beside what it says.
fn message(state: &ResourceRevision) -> String {
    let reason = state.purge.as_ref().and_then(|purge| purge.reason.as_ref());
    reason.map_or_else(|| state.message.clone(), |reason| reason.text.clone())
}

/// The states of a fact without its drafts, which were nobody's to read.
fn seen<'l>(context: &PageContext<'l>, fact: &str) -> Vec<&'l ResourceRevision> {
    let all = context.catalog.history(fact).iter();
    let mut seen: Vec<&ResourceRevision> = all
        .filter(|revision| {
            stated(revision).is_none_or(|fact| fact.state() != LifecycleState::Draft)
        })
        .collect();
    // A draft that was deleted was never there either.
    while seen.last().is_some_and(|first| stated(first).is_none()) {
        seen.pop();
    }
    seen
}

fn stated(revision: &ResourceRevision) -> Option<&Fact> {
    match revision.resource.as_ref()?.resource.as_ref()? {
        Kind::Fact(fact) => Some(fact),
        _ => None,
    }
}

fn kind(context: &PageContext<'_>, state: &ResourceRevision, first: bool) -> &'static str {
    // To readers a fact begins when it is no draft any more.
    let kind = if first {
        ChangeType::Created
    } else {
        state.r#type()
    };
    context.words.term(kind.as_str_name())
}

/// A moment's day in UTC: for readers, for machines.
fn day(context: &PageContext<'_>, time: Option<&Timestamp>) -> (String, String) {
    let time = time.map(ToString::to_string).unwrap_or_default();
    let machine = time.split('T').next().unwrap_or_default();
    (context.day(machine), machine.to_owned())
}

fn differences(
    context: &PageContext<'_>,
    older: &ResourceRevision,
    newer: &ResourceRevision,
) -> Vec<Difference> {
    // What was purged did not say nothing.
    if older.purge.is_some() || newer.purge.is_some() {
        return Vec::new();
    }
    let (Some(older), Some(newer)) = (stated(older), stated(newer)) else {
        return Vec::new();
    };
    let (mut before, after) = (parts(context, older), parts(context, newer));
    let mut found: Vec<Difference> = Vec::new();
    for (label, after) in after {
        let place = before.iter().position(|(known, _)| *known == label);
        let before = place.map_or_else(Vec::new, |place| before.remove(place).1);
        found.push(difference(label, &before, &after));
    }
    // What is left is said no more.
    found.extend(
        before
            .into_iter()
            .map(|(label, before)| difference(label, &before, &[])),
    );
    found.retain(|difference| !difference.before.is_empty() || !difference.after.is_empty());
    found
}

/// The lines that only one side has.
fn difference(label: &'static str, before: &[Inlines], after: &[Inlines]) -> Difference {
    let without = |lines: &[Inlines], others: &[Inlines]| -> Vec<Inlines> {
        let own = lines.iter().filter(|line| !others.contains(line));
        own.cloned().collect()
    };
    Difference {
        label,
        before: without(before, after),
        after: without(after, before),
    }
}

/// All that a fact says, part by part.
fn parts(context: &PageContext<'_>, fact: &Fact) -> Vec<(&'static str, Vec<Inlines>)> {
    let label = &context.words.label;
    let mut parts = vec![(
        context.words.history.statement,
        vec![vec![context.text(&fact.statement)]],
    )];
    parts.extend(
        rows(context, fact)
            .into_iter()
            .map(|row| (row.label, row.lines)),
    );
    let grounds = fact.evidence.iter().map(|evidence| {
        let mut line = vec![
            context.article(&evidence.article),
            Inline::plain(context.words.comma),
        ];
        line.extend(places(context, evidence));
        let mark = voice_mark(context, Some(evidence.voice()));
        line.extend(mark.map(|mark| Inline::plain(format!(" · {}", mark.word))));
        line
    });
    parts.push((context.words.history.evidence, grounds.collect()));
    if fact.verification() != Verification::Unspecified {
        let word = context.words.term(fact.verification().as_str_name());
        parts.push((label.verification, vec![vec![Inline::plain(word)]]));
    }
    let links = fact.links.iter().map(|link| {
        let tie = context.words.term(link.kind().as_str_name());
        let mut line = vec![Inline::plain(format!("{tie} "))];
        line.extend(tied(context, &link.fact, link));
        line
    });
    parts.push((label.links, links.collect()));
    if fact.state() != LifecycleState::Unspecified {
        let word = context.words.term(fact.state().as_str_name());
        parts.push((label.status, vec![vec![Inline::plain(word)]]));
    }
    parts
}

/// What changed in some facts after they were first told, newest first.
pub(crate) fn changes(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Corrected> {
    newest(changed(context, facts))
}

/// What changed in a dossier since it was first told: in its facts, and which came later.
pub(crate) fn since(
    context: &PageContext<'_>,
    dossier: &Dossier,
    facts: &[&Fact],
) -> Vec<Corrected> {
    let later = facts.iter().filter(|fact| {
        let moments = (
            moment(fact.create_time.as_ref()),
            moment(dossier.create_time.as_ref()),
        );
        matches!(moments, (Some(fact), Some(dossier)) if fact > dossier)
    });
    let added = later.map(|fact| {
        let first = seen(context, &fact.name).last().copied();
        let revision = first.map_or(fact.revision, |first| first.revision);
        let (date, machine) = day(context, fact.create_time.as_ref());
        let change = Change {
            date,
            machine,
            kind: context.words.term(ChangeType::Created.as_str_name()),
            note: Inline::default(),
        };
        let fact = context.fact(&fact.name);
        (revision, Corrected { change, fact })
    });
    newest(added.chain(changed(context, facts)).collect())
}

fn moment(time: Option<&Timestamp>) -> Option<(i64, i32)> {
    time.map(|time| (time.seconds, time.nanos))
}

/// What changed, by the revision that brought it.
fn changed(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<(i64, Corrected)> {
    let mut found = Vec::new();
    for fact in facts {
        let mut states = history(context, &fact.name);
        // The first is no change.
        states.pop();
        let of = states.into_iter();
        found.extend(of.map(|state| (state.revision, corrected(context, fact, state))));
    }
    found
}

fn newest(mut found: Vec<(i64, Corrected)>) -> Vec<Corrected> {
    found.sort_by_key(|(revision, _)| std::cmp::Reverse(*revision));
    found.into_iter().map(|(_, corrected)| corrected).collect()
}

fn corrected(context: &PageContext<'_>, fact: &Fact, state: State) -> Corrected {
    let labels: Vec<&str> = state
        .differences
        .iter()
        .map(|difference| difference.label)
        .collect();
    let page = context.link(Route::Fact(&fact.name));
    Corrected {
        change: Change {
            date: state.date,
            machine: state.machine,
            kind: state.kind,
            note: Inline::plain(labels.join(context.words.comma)),
        },
        fact: Inline {
            href: format!("{page}#revision-{}", state.revision),
            ..context.fact(&fact.name)
        },
    }
}
