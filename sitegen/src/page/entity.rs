//! One entity: who or what it is, and every fact about it by kind.

use askama::Template;
use dossier::v1::fact::Body;
use dossier::v1::{Entity, Fact};

use crate::chart;
use crate::chart::draw::Chart;
use crate::chart::draw::Shape;
use crate::context::{PageContext, Setting};
use crate::frame::{Frame, trail};
use crate::html::{Inline, Part};
use crate::part::entity_rows::entity_rows;
use crate::part::notice::{Notice, draft_notice, notice};
use crate::part::rows::Row;
use crate::part::view::fact_groups::{FactGroup, by_kind};
use crate::part::view::sources::{Source, own_sources};
use crate::part::view::{Content, ViewPart};
use crate::url::{Route, View};

/// An entity's profile.
#[derive(Debug, Template)]
#[template(path = "page/entity.html")]
pub(crate) struct EntityPage {
    frame: Frame,
    name: Inline,
    kind: &'static str,
    notice: Option<Notice>,
    description: Option<Inline>,
    rows: Vec<Row>,
    /// How many articles and facts there are.
    counts: String,
    /// The articles that it published or wrote.
    sources: Vec<Source>,
    figures: Vec<Figured>,
    groups: Vec<FactGroup>,
    identity: String,
}

/// Figures of an entity's facts, with the same as a table.
#[derive(Debug)]
struct Figured {
    heading: &'static str,
    charts: Vec<Chart>,
    content: Part<ViewPart>,
}

/// A figure of fewer marks says no more than the sentences of its facts.
const MARKS_MIN: usize = 4;

impl EntityPage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting, entity: &Entity) -> Self {
        let name = context.entity_name(entity);
        let kind = context.words.term(entity.kind().as_str_name());
        let up = Inline::link(context.words.site.entities, context.link(Route::Entities));
        let own = trail(context, vec![up], name.clone());
        let description = entity
            .description
            .first()
            .map(|_| context.text(&entity.description));
        let summary = description
            .as_ref()
            .map_or(kind, |inline| inline.text.as_str());
        let facts: Vec<&Fact> = context.catalog.facts_about(&entity.name).collect();
        let sources = own_sources(context, entity);
        Self {
            frame: Frame::new(context, setting, own, &format!("{}: {summary}", name.text)),
            name,
            kind,
            notice: notice(
                context,
                entity.state(),
                &entity.state_reason,
                &entity.superseded_by,
            )
            .or_else(|| draft_notice(context, &entity.name)),
            rows: entity_rows(context, entity),
            counts: counts(context, sources.len(), facts.len()),
            sources,
            figures: figures(context, &facts),
            groups: groups(context, entity, &facts),
            description,
            identity: entity.name.clone(),
        }
    }
}

/// How many articles there are by it, and how many facts about it; only one of the two where there are
/// none of the other.
fn counts(context: &PageContext<'_>, articles: usize, facts: usize) -> String {
    let facts = (facts > 0 || articles == 0).then(|| (context.words.facts)(facts));
    let articles = (articles > 0).then(|| (context.words.articles)(articles));
    let counts: Vec<String> = articles.into_iter().chain(facts).collect();
    counts.join(" · ")
}

fn figures(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Figured> {
    let site = &context.words.site;
    let views = [
        (View::Network, site.network),
        (View::Timeline, site.timeline),
    ];
    let figured = views.into_iter().map(|(view, heading)| Figured {
        heading,
        charts: chart::charts(context, view, facts),
        content: Content::view(context, view, facts).part(context.words),
    });
    let says = |chart: &Chart| {
        let mut drawings = chart.drawings.iter();
        drawings.any(|drawing| drawing.marks.len() >= MARKS_MIN)
    };
    figured
        .filter(|part| part.charts.iter().any(says))
        .collect()
}

/// The entity's facts: what it says, what it is part of by kind, what is said about it, and where it
/// is only named.
fn groups(context: &PageContext<'_>, entity: &Entity, facts: &[&Fact]) -> Vec<FactGroup> {
    let words = &context.words.label.groups;
    let with = |relation: Relation| -> Vec<&Fact> {
        let all = facts.iter().copied();
        all.filter(|fact| self::relation(entity, fact) == relation)
            .collect()
    };
    let mut groups = by_kind(context, &with(Relation::Takes));
    let others = [
        (Relation::Says, words.says, "says"),
        (Relation::SaidAbout, words.said_about, "about"),
        (Relation::Named, words.named, "named"),
    ];
    for (relation, heading, id) in others {
        let cards: Vec<_> = with(relation)
            .iter()
            .map(|fact| crate::part::card::card(context, fact))
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
            let taking = crate::source::mentions::taking_part(fact);
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
