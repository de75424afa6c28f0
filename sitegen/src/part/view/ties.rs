//! Who is tied to whom.

use dossier::v1::Fact;
use dossier::v1::fact::Body;

use crate::context::PageContext;
use crate::html::Inlines;
use crate::part::voice_mark::{VoiceMark, mark_of};
use crate::url::Route;

/// That somebody is tied to somebody.
#[derive(Clone, Debug)]
pub(crate) struct Tie {
    pub(crate) who: Inlines,
    /// The tie in a word or two.
    pub(crate) word: String,
    pub(crate) href: String,
    pub(crate) whom: Inlines,
    pub(crate) mark: Option<VoiceMark>,
}

/// The ties among some facts: agreements, transfers, offices, memberships.
pub(crate) fn ties(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Tie> {
    facts.iter().filter_map(|fact| tie(context, fact)).collect()
}

fn tie(context: &PageContext<'_>, fact: &Fact) -> Option<Tie> {
    let (who, tie, whom) = match fact.body.as_ref()? {
        Body::Agreement(agreement) => {
            let mut parties = agreement.parties.iter().map(|party| &party.entity);
            let first: Vec<&String> = parties.next().into_iter().collect();
            let kind = context
                .words
                .term(agreement.kind().as_str_name())
                .to_owned();
            (context.entities(first), kind, context.entities(parties))
        }
        Body::Transfer(transfer) => {
            let stage = context.words.term(transfer.stage().as_str_name());
            let tie = format!("{} · {stage}", context.entity(&transfer.item).text);
            (
                context.entities(&transfer.suppliers),
                tie,
                context.entities(&transfer.recipients),
            )
        }
        Body::Role(role) => {
            let title = context.text(&role.title).text;
            (
                context.entities([&role.holder]),
                title,
                context.entities([&role.principal]),
            )
        }
        Body::Membership(membership) => {
            let tie = context.words.label.collective.to_owned();
            (
                context.entities([&membership.member]),
                tie,
                context.entities([&membership.collective]),
            )
        }
        _ => return None,
    };
    let complete = !who.is_empty() && !whom.is_empty();
    complete.then(|| Tie {
        who,
        word: tie,
        href: context.link(Route::Fact(&fact.name)),
        whom,
        mark: mark_of(context, fact),
    })
}
