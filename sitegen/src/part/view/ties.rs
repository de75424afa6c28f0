//! Who is tied to whom.

use dossier::v1::Fact;
use dossier::v1::fact::Body;

use crate::context::PageContext;
use crate::html::Inlines;
use crate::part::view::memberships::{Memberships, memberships};
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

/// Who is tied to whom, and who belongs to what where that is a table of its own.
#[derive(Clone, Debug)]
pub(crate) struct Ties {
    pub(crate) memberships: Option<Memberships>,
    pub(crate) ties: Vec<Tie>,
}

/// The ties among some facts: agreements, transfers, offices, memberships.
pub(crate) fn ties(context: &PageContext<'_>, facts: &[&Fact]) -> Ties {
    Ties {
        memberships: memberships(context, facts),
        ties: facts.iter().filter_map(|fact| tie(context, fact)).collect(),
    }
}

/// Who is tied to whom by a fact, by name: givers, holders and members first. Nothing where a side is
/// not known.
fn ends(fact: &Fact) -> Option<[Vec<&String>; 2]> {
    let ends = match fact.body.as_ref()? {
        Body::Agreement(agreement) => {
            let mut parties = agreement.parties.iter().map(|party| &party.entity);
            let first = parties.next().into_iter().collect();
            [first, parties.collect()]
        }
        Body::Transfer(transfer) => [
            transfer.suppliers.iter().collect(),
            transfer.recipients.iter().collect(),
        ],
        Body::Role(role) => [vec![&role.holder], vec![&role.principal]],
        Body::Membership(membership) => [vec![&membership.member], vec![&membership.collective]],
        _ => return None,
    };
    let named = |names: &Vec<&String>| names.iter().any(|name| !name.is_empty());
    ends.iter().all(named).then_some(ends)
}

/// Whether a fact ties anybody to anybody.
pub(crate) fn takes(fact: &Fact) -> bool {
    ends(fact).is_some()
}

fn tie(context: &PageContext<'_>, fact: &Fact) -> Option<Tie> {
    let [who, whom] = ends(fact)?;
    let word = match fact.body.as_ref()? {
        Body::Agreement(agreement) => {
            let kind = agreement.kind().as_str_name();
            context.words.term(kind).to_owned()
        }
        Body::Transfer(transfer) => {
            let stage = context.words.term(transfer.stage().as_str_name());
            format!("{} · {stage}", context.entity(&transfer.item).text)
        }
        Body::Role(role) => context.text(&role.title).text,
        _ => context.words.label.collective.to_owned(),
    };
    Some(Tie {
        who: context.entities(who),
        word,
        href: context.link(Route::Fact(&fact.name)),
        whom: context.entities(whom),
        mark: mark_of(context, fact),
    })
}
