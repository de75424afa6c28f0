//! One fact: what is so, who says it, on what it rests, and what hangs on it.

use askama::Template;
use dossier::v1::Fact;
use dossier::v1::fact::Body;

use crate::chart;
use crate::chart::draw::Chart;
use crate::chart::draw::Shape;
use crate::context::{PageContext, Setting};
use crate::frame::{Frame, trail};
use crate::html::{Inline, Inlines};
use crate::locale::format;
use crate::part::amount::amount;
use crate::part::body::rows;
use crate::part::card::Card;
use crate::part::card::card;
use crate::part::citation::cite;
use crate::part::grounding::{Record, record};
use crate::part::history::{State, history};
use crate::part::notice::optional;
use crate::part::rows::Row;
use crate::part::view::quotes::{is_own, rendering};
use crate::source::mentions::telling;
use crate::url::Route;

/// A fact's permanent page.
#[derive(Debug, Template)]
#[template(path = "page/fact.html")]
pub(crate) struct FactPage {
    frame: Frame,
    card: Card,
    /// Its figure, set large, in three: before the digits, the digits, behind them.
    value: Option<[String; 3]>,
    /// The words themselves, of a quote.
    words: Option<Inline>,
    /// How they came into the article.
    rendering: &'static str,
    /// Whether the words of a quotation are the speaker's own.
    own_words: bool,
    rows: Vec<Row>,
    links: Vec<Link>,
    /// What was compared, part by part, of each evidence that was.
    records: Vec<Record>,
    /// Through whom it came.
    chart: Option<Chart>,
    history: Vec<State>,
    dossiers: Inlines,
    topics: String,
    identity: String,
    cite: Inlines,
}

/// A tie to another fact.
#[derive(Debug)]
pub(crate) struct Link {
    /// How the two are tied: "supports", "is supported by".
    kind: String,
    fact: Inline,
    /// Who says that they are tied so; empty for the editor.
    asserted_by: Inlines,
    note: Option<Inline>,
}

impl FactPage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting, fact: &Fact) -> Self {
        let card = card(context, fact);
        let up = Inline::link(context.words.site.facts, context.link(Route::Facts));
        let own = trail(context, vec![up], card.statement.clone());
        let description = context.labelled(card.kind, &card.statement.text);
        Self {
            frame: Frame::new(context, setting, own, &description),
            value: amount(context, fact).map(|value| format::parted(&value)),
            words: words(context, fact),
            rendering: rendering(context, fact),
            own_words: is_own(fact),
            rows: rows(context, fact),
            links: links(context, fact),
            records: fact
                .evidence
                .iter()
                .filter_map(|evidence| record(context, evidence))
                .collect(),
            chart: chart::provenance(context, &chart::paths(context, &[fact])),
            history: history(context, &fact.name),
            dossiers: dossiers_telling(context, fact),
            topics: fact.topics.join(context.words.comma),
            identity: fact.name.clone(),
            cite: cite(setting, context, (&card.statement, fact.revision)),
            card,
        }
    }
}

/// The words of a quote, as far as the rights allow them.
fn words(context: &PageContext<'_>, fact: &Fact) -> Option<Inline> {
    match &fact.body {
        Some(Body::Quote(quote)) => context.fragments(&quote.words),
        _ => None,
    }
}

fn links(context: &PageContext<'_>, fact: &Fact) -> Vec<Link> {
    let own = fact.links.iter().map(|link| Link {
        kind: context.words.term(link.kind().as_str_name()).to_owned(),
        fact: context.fact(&link.fact),
        asserted_by: context.entities_in_sentence([&link.asserted_by]),
        note: optional(context, &link.note),
    });
    let others = context
        .catalog
        .links_to(&fact.name)
        .iter()
        .map(|incoming| Link {
            kind: context
                .words
                .passive(incoming.link.kind().as_str_name())
                .to_owned(),
            fact: context.fact(&incoming.from),
            asserted_by: context.entities_in_sentence([&incoming.link.asserted_by]),
            note: optional(context, &incoming.link.note),
        });
    own.chain(others).collect()
}

/// The dossiers that tell a fact, leading to the section that does.
fn dossiers_telling(context: &PageContext<'_>, fact: &Fact) -> Inlines {
    let inlines = context.catalog.dossiers_telling(&fact.name).map(|dossier| {
        let page = context.link(Route::Dossier(&dossier.name));
        let section = telling(dossier, fact).map(|id| format!("#{id}"));
        Inline {
            href: format!("{page}{}", section.unwrap_or_default()),
            ..context.text(&dossier.title)
        }
    });
    crate::html::separated(context.words.comma, inlines)
}
