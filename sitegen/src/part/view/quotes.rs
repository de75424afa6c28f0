//! Who said what, in their words.

use dossier::v1::fact::Body;
use dossier::v1::{Fact, Quote, Rendering};

use crate::context::PageContext;
use crate::html::{Inline, Inlines};
use crate::locale::date::When;
use crate::part::card::{Card, card};

/// Somebody, and what they said.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    pub(crate) name: Inlines,
    pub(crate) quotes: Vec<Quotation>,
}

/// Something that somebody said.
#[derive(Clone, Debug)]
pub(crate) struct Quotation {
    /// The words themselves, where the rights allow them.
    pub(crate) words: Option<Inline>,
    /// Whether they are the speaker's own, so that they may stand in quotation marks.
    pub(crate) own: bool,
    /// How they came into the article: in the speaker's own words, or translated.
    pub(crate) rendering: &'static str,
    pub(crate) when: Option<When>,
    pub(crate) card: Card,
}

/// The quotes among some facts, by speaker, in the order of their first words.
pub(crate) fn quotes(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Speaker> {
    let mut speakers: Vec<(&[String], Speaker)> = Vec::new();
    for fact in facts {
        let Some(Body::Quote(quote)) = &fact.body else {
            continue;
        };
        let quotation = quotation(context, fact, quote);
        match speakers
            .iter_mut()
            .find(|(names, _)| *names == quote.speakers)
        {
            Some((_, speaker)) => speaker.quotes.push(quotation),
            None => speakers.push((
                &quote.speakers,
                Speaker {
                    name: context.entities(&quote.speakers),
                    quotes: vec![quotation],
                },
            )),
        }
    }
    speakers.into_iter().map(|(_, speaker)| speaker).collect()
}

fn quotation(context: &PageContext<'_>, fact: &Fact, quote: &Quote) -> Quotation {
    Quotation {
        words: context.fragments(&quote.words),
        own: is_own(fact),
        rendering: rendering(context, fact),
        when: context.time(quote.when.as_ref()),
        card: card(context, fact),
    }
}

/// How the words of a quote came into the article; nothing where nobody says so.
fn said(fact: &Fact) -> Option<Rendering> {
    let mut renderings = fact.evidence.iter().map(dossier::v1::Evidence::rendering);
    renderings.find(|rendering| *rendering != Rendering::Unspecified)
}

/// The same in words; empty where nobody says so.
pub(crate) fn rendering(context: &PageContext<'_>, fact: &Fact) -> &'static str {
    said(fact).map_or("", |rendering| context.words.term(rendering.as_str_name()))
}

/// Whether the words are those that the speaker used. Words that were translated stand in no quotation
/// marks, which would say that somebody spoke them.
pub(crate) fn is_own(fact: &Fact) -> bool {
    !matches!(
        said(fact),
        Some(Rendering::Translated | Rendering::BackTranslated | Rendering::Paraphrased)
    )
}
