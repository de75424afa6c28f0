//! One fact: what is so, who says it, on what it rests, and what hangs on it.

use askama::Template;
use dossier::v1::Fact;
use dossier::v1::fact::Body;

use super::dossier::{cite, telling};
use super::frame::{Frame, Setting, trail};
use crate::desk::{Desk, Line, Run};
use crate::figure::{self, Chart, Shape};
use crate::format;
use crate::part::body::{Row, rows};
use crate::part::card::{Card, card, optional};
use crate::part::figure_of;
use crate::part::history::{State, history};
use crate::url::Place;

/// A fact's permanent page.
#[derive(Debug, Template)]
#[template(path = "page/fact.html")]
pub(crate) struct FactPage {
    frame: Frame,
    card: Card,
    /// Its figure, set large, in three: before the digits, the digits, behind them.
    value: Option<[String; 3]>,
    /// The words themselves, of a quote.
    words: Option<Run>,
    rows: Vec<Row>,
    links: Vec<Link>,
    /// Through whom it came.
    chart: Option<Chart>,
    history: Vec<State>,
    told: Line,
    topics: String,
    identity: String,
    cite: Line,
}

/// A tie to another fact.
#[derive(Debug)]
pub(crate) struct Link {
    /// How the two are tied: "supports", "is supported by".
    kind: String,
    fact: Run,
    /// Who says that they are tied so; empty for the editor.
    asserted_by: Line,
    note: Option<Run>,
}

impl FactPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting, fact: &Fact) -> Self {
        let card = card(desk, fact);
        let up = Run::link(desk.words.site.facts, desk.link(Place::Facts));
        let own = trail(desk, vec![up], card.statement.clone());
        let description = desk.labelled(card.kind, &card.statement.text);
        Self {
            frame: Frame::new(desk, setting, own, &description),
            value: figure_of(desk, fact).map(|value| format::parted(&value)),
            words: words(desk, fact),
            rows: rows(desk, fact),
            links: links(desk, fact),
            chart: figure::chains(desk, &figure::ways(desk, &[fact])),
            history: history(desk, &fact.name),
            told: told(desk, fact),
            topics: fact.topics.join(desk.words.comma),
            identity: fact.name.clone(),
            cite: cite(setting, desk, &card.statement),
            card,
        }
    }
}

/// The words of a quote, as far as the rights allow them.
fn words(desk: &Desk<'_>, fact: &Fact) -> Option<Run> {
    match &fact.body {
        Some(Body::Quote(quote)) => optional(desk, &quote.words),
        _ => None,
    }
}

fn links(desk: &Desk<'_>, fact: &Fact) -> Vec<Link> {
    let own = fact.links.iter().map(|link| Link {
        kind: desk.words.term(link.kind().as_str_name()).to_owned(),
        fact: desk.fact(&link.fact),
        asserted_by: desk.entities([&link.asserted_by]),
        note: link.note.first().map(|_| desk.text(&link.note)),
    });
    let others = desk
        .library
        .links_to(&fact.name)
        .iter()
        .map(|(from, kind)| Link {
            kind: desk.words.passive(kind.as_str_name()).to_owned(),
            fact: desk.fact(from),
            asserted_by: Line::new(),
            note: None,
        });
    own.chain(others).collect()
}

/// The dossiers that tell a fact, leading to the section that does.
fn told(desk: &Desk<'_>, fact: &Fact) -> Line {
    let runs = desk.library.dossiers_telling(&fact.name).map(|dossier| {
        let page = desk.link(Place::Dossier(&dossier.name));
        let section = telling(dossier, &fact.name).map(|id| format!("#{id}"));
        Run {
            href: format!("{page}{}", section.unwrap_or_default()),
            ..desk.text(&dossier.title)
        }
    });
    crate::desk::separated(desk.words.comma, runs)
}
