//! One entity: who or what it is, and every fact about it by kind.

use askama::Template;
use dossier::v1::fact::Body;
use dossier::v1::{Entity, Fact, Identifier, IdentifierScheme, NameForm};

use super::frame::{Frame, Setting, trail};
use crate::desk::{Desk, Line, Run};
use crate::figure::{self, Chart, Shape};
use crate::part::body::Row;
use crate::part::card::{Notice, notice};
use crate::part::views::{Content, FactGroup, by_kind};
use crate::url::{self, Place, View};

/// An entity's profile.
#[derive(Debug, Template)]
#[template(path = "page/entity.html")]
pub(crate) struct EntityPage {
    frame: Frame,
    name: Run,
    kind: &'static str,
    notice: Option<Notice>,
    description: Option<Run>,
    rows: Vec<Row>,
    facts: String,
    figures: Vec<Figured>,
    groups: Vec<FactGroup>,
    identity: String,
}

/// Figures of an entity's facts, with the same as a table.
#[derive(Debug)]
struct Figured {
    heading: &'static str,
    charts: Vec<Chart>,
    content: Option<Content>,
}

/// A figure of fewer marks says no more than the sentences of its facts.
const MARKS_MIN: usize = 4;

impl EntityPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting, entity: &Entity) -> Self {
        let name = desk.entity_name(entity);
        let kind = desk.words.term(entity.kind().as_str_name());
        let up = Run::link(desk.words.site.entities, desk.link(Place::Entities));
        let own = trail(desk, vec![up], name.clone());
        let description = entity
            .description
            .first()
            .map(|_| desk.text(&entity.description));
        let told = description.as_ref().map_or(kind, |run| run.text.as_str());
        let facts: Vec<&Fact> = desk.library.facts_about(&entity.name).collect();
        Self {
            frame: Frame::new(desk, setting, own, &format!("{}: {told}", name.text)),
            name,
            kind,
            notice: notice(
                desk,
                entity.state(),
                &entity.state_reason,
                &entity.superseded_by,
            ),
            rows: rows(desk, entity),
            facts: (desk.words.facts)(facts.len()),
            figures: figures(desk, &facts),
            groups: groups(desk, entity, &facts),
            description,
            identity: entity.name.clone(),
        }
    }
}

fn figures(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<Figured> {
    let site = &desk.words.site;
    let views = [
        (View::Network, site.network),
        (View::Timeline, site.timeline),
    ];
    let figured = views.into_iter().map(|(view, heading)| Figured {
        heading,
        charts: figure::charts(desk, view, facts),
        content: Some(Content::view(desk, view, facts)),
    });
    let says = |chart: &Chart| {
        let mut drawings = chart.drawings.iter();
        drawings.any(|drawing| drawing.marks.len() >= MARKS_MIN)
    };
    figured.filter(|one| one.charts.iter().any(says)).collect()
}

/// What is known of an entity, a row each.
pub(crate) fn rows(desk: &Desk<'_>, entity: &Entity) -> Vec<Row> {
    let label = &desk.words.label;
    let main = desk.entity_name(entity).text;
    let names = entity
        .names
        .iter()
        .filter(|name| name.text != main)
        .map(|name| {
            let form = (name.form() != NameForm::Unspecified).then(|| Run {
                class: "aside",
                ..Run::plain(format!(" ({})", desk.words.term(name.form().as_str_name())))
            });
            let run = Run {
                lang: desk.lang(&name.language_code),
                ..Run::plain(name.text.clone())
            };
            let foreign = (!run.lang.is_empty()).then(|| Run {
                class: "aside",
                ..Run::plain(format!(" ({})", desk.language(&run.lang)))
            });
            [run].into_iter().chain(form.or(foreign)).collect()
        });
    let names: Vec<Line> = names.collect();
    let identifiers: Vec<Line> = entity
        .identifiers
        .iter()
        .map(|one| identifier(desk, one))
        .collect();
    let reliability = entity.reliability.iter().map(|one| {
        let grade = desk.words.term(one.grade().as_str_name());
        let reason = desk.text(&one.reason);
        vec![
            Run::plain(format!("{grade}, {}: ", desk.day(&one.assessed_on))),
            reason,
        ]
    });
    let rows = [
        (label.names, names),
        (label.belongs_to, vec![desk.entities([&entity.parent])]),
        (label.identifiers, identifiers),
        (label.reliability, reliability.collect()),
    ];
    let rows = rows.into_iter().map(|(label, lines)| Row {
        label,
        lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
    });
    rows.filter(|row| !row.lines.is_empty()).collect()
}

fn identifier(desk: &Desk<'_>, identifier: &Identifier) -> Line {
    let scheme = desk.words.term(identifier.scheme().as_str_name());
    let href = match identifier.scheme() {
        IdentifierScheme::Wikidata => url::wikidata(&identifier.value),
        IdentifierScheme::Url => url::web(&identifier.value).map(str::to_owned),
        _ => None,
    };
    let value = Run {
        class: if href.is_some() { "external" } else { "" },
        href: href.unwrap_or_default(),
        ..Run::plain(identifier.value.clone())
    };
    vec![Run::plain(format!("{scheme} ")), value]
}

/// The entity's facts: what it says, what it is part of by kind, what is said about it, and where it
/// is only named.
fn groups(desk: &Desk<'_>, entity: &Entity, facts: &[&Fact]) -> Vec<FactGroup> {
    let words = &desk.words.label.groups;
    let with = |relation: Relation| -> Vec<&Fact> {
        let of = facts
            .iter()
            .filter(|fact| self::relation(entity, fact) == relation);
        of.copied().collect()
    };
    let mut groups = by_kind(desk, &with(Relation::Takes));
    let others = [
        (Relation::Says, words.says, "says"),
        (Relation::SaidAbout, words.said_about, "about"),
        (Relation::Named, words.named, "named"),
    ];
    for (relation, heading, id) in others {
        let cards: Vec<_> = with(relation)
            .iter()
            .map(|fact| crate::part::card::card(desk, fact))
            .collect();
        if !cards.is_empty() {
            groups.push(FactGroup {
                heading: heading.to_owned(),
                id,
                cards,
            });
        }
    }
    groups
}

/// What an entity has to do with a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// It takes part in what the fact tells.
    Takes,
    /// It says it.
    Says,
    /// Somebody says it of the entity.
    SaidAbout,
    /// It is named in the evidence or beside it.
    Named,
}

fn relation(entity: &Entity, fact: &Fact) -> Relation {
    let has = |names: &[String]| names.contains(&entity.name);
    let (speakers, about) = match &fact.body {
        Some(Body::Quote(quote)) => (&quote.speakers, &quote.about),
        Some(Body::Claim(claim)) => (&claim.claimants, &claim.about),
        Some(Body::Forecast(forecast)) => (&forecast.forecasters, &forecast.about),
        Some(_) | None => {
            let taking = crate::library::taking_part(fact);
            let takes = taking.contains(&entity.name.as_str());
            return if takes {
                Relation::Takes
            } else {
                Relation::Named
            };
        }
    };
    match (has(speakers), has(about)) {
        (true, _) => Relation::Says,
        (false, true) => Relation::SaidAbout,
        (false, false) => Relation::Named,
    }
}
