//! Ties of two, and who is tied how often.

use std::collections::BTreeMap;

use dossier::v1::Fact;
use dossier::v1::fact::Body;

use crate::context::PageContext;
use crate::url::Route;

/// A tie of two, of a kind that is a class of the style sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tie {
    pub(crate) kind: Kind,
    /// Who gives, holds or belongs.
    pub(crate) from: String,
    /// Who receives, is represented or has members; the other party of an agreement.
    pub(crate) to: String,
    pub(crate) href: String,
    pub(crate) title: String,
}

/// Kinds of ties, in the order in which they are drawn: the thickest lies lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Agreement,
    Membership,
    Role,
    Transfer,
}

impl Kind {
    /// The class of the style sheet.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Membership => "membership",
            Self::Role => "role",
            Self::Transfer => "transfer",
        }
    }
}

/// Who is tied how often, the most first.
pub(crate) fn degrees(ties: &[Tie]) -> Vec<(&str, usize)> {
    let mut degree: BTreeMap<&str, usize> = BTreeMap::new();
    for tie in ties {
        *degree.entry(&tie.from).or_default() += 1;
        *degree.entry(&tie.to).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = degree.into_iter().collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    names
}

pub(crate) fn among<'t>(ties: &'t [Tie], names: &[(&str, usize)]) -> impl Iterator<Item = &'t Tie> {
    let known = |name: &str| names.iter().any(|(known_name, _)| *known_name == name);
    ties.iter()
        .filter(move |tie| known(&tie.from) && known(&tie.to))
}

pub(crate) fn ties(context: &PageContext<'_>, fact: &Fact) -> Vec<Tie> {
    let (ones, others, kind): (Vec<&String>, Vec<&String>, _) = match &fact.body {
        Some(Body::Agreement(agreement)) => {
            let parties: Vec<&String> = agreement
                .parties
                .iter()
                .map(|party| &party.entity)
                .collect();
            (parties.clone(), parties, Kind::Agreement)
        }
        Some(Body::Transfer(transfer)) => (
            transfer.suppliers.iter().collect(),
            transfer.recipients.iter().collect(),
            Kind::Transfer,
        ),
        Some(Body::Role(one)) => (vec![&one.holder], vec![&one.principal], Kind::Role),
        Some(Body::Membership(one)) => (vec![&one.member], vec![&one.collective], Kind::Membership),
        _ => return Vec::new(),
    };
    let mut ties = Vec::new();
    for (place, name) in ones.iter().enumerate() {
        // The parties of an agreement are tied each to each, once.
        let skipped = if kind == Kind::Agreement {
            place + 1
        } else {
            0
        };
        for other in others.iter().skip(skipped) {
            if name != other && !name.is_empty() && !other.is_empty() {
                ties.push(Tie {
                    from: (*name).clone(),
                    to: (*other).clone(),
                    kind,
                    href: context.link(Route::Fact(&fact.name)),
                    title: context.text(&fact.statement).text,
                });
            }
        }
    }
    ties
}

/// The ties with those of one pair and kind as one, which says how many facts it stands for.
pub(crate) fn bundled(context: &PageContext<'_>, mut ties: Vec<Tie>) -> Vec<Tie> {
    for tie in &mut ties {
        // An agreement has no direction.
        if tie.kind == Kind::Agreement && tie.from > tie.to {
            std::mem::swap(&mut tie.from, &mut tie.to);
        }
    }
    ties.sort_unstable();
    let same = |left: &Tie, right: &Tie| {
        (left.kind, &left.from, &left.to) == (right.kind, &right.from, &right.to)
    };
    let bundles = ties.chunk_by(same).filter_map(|bundle| {
        let mut tie = bundle.first()?.clone();
        if bundle.len() > 1 {
            let [one, other] = [&tie.from, &tie.to].map(|name| context.entity(name));
            let facts = (context.words.facts)(bundle.len());
            let pair = format!("{} – {}", one.text, other.text);
            tie.title = context.labelled(&pair, &facts);
            tie.href = one.href;
        }
        Some(tie)
    });
    bundles.collect()
}

/// The ties without pairs that stand apart from everybody else: who holds an office of a state that is
/// tied to nobody says nothing of how the others hang together. Nothing is left out where nothing else is.
pub(crate) fn without_islands(ties: Vec<Tie>) -> Vec<Tie> {
    let alone: Vec<bool> = {
        let degree: BTreeMap<&str, usize> = degrees(&ties).into_iter().collect();
        let once = |name: &str| degree.get(name) == Some(&1);
        let alone = |tie: &Tie| once(&tie.from) && once(&tie.to);
        ties.iter().map(alone).collect()
    };
    if alone.iter().all(|alone| *alone) {
        return ties;
    }
    let kept = ties.into_iter().zip(alone);
    kept.filter(|(_, alone)| !alone)
        .map(|(tie, _)| tie)
        .collect()
}

/// How far an arc goes that would go so far, where the farthest has too little room: less than it
/// would, most so the far ones, and never as far as the next.
pub(crate) fn flatter(out: i32, far: i32, room: i32) -> i32 {
    if far <= room {
        out
    } else {
        2 * out * room / (out + far).max(1)
    }
}
