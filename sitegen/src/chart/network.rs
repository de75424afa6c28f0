//! Who is tied to whom.
//!
//! On a narrow screen names stand in a column with ties as arcs beside it; on a wide one there is room
//! for columns.

pub(crate) mod narrow;
pub(crate) mod tie;
pub(crate) mod wide;

use dossier::v1::Fact;

use crate::chart::draw::{Chart, Key, ROOMS, path};
use crate::chart::network::narrow::ordered;
use crate::chart::network::tie::ties;
use crate::chart::network::tie::{Kind, Tie, among, bundled, degrees, without_islands};
use crate::context::PageContext;
use crate::part::view::memberships::{is_table, is_ticked};

/// How many names are drawn at most; the others are in the table.
const NAMES_MAX: usize = 32;

/// The ties among some facts.
pub(crate) fn network(context: &PageContext<'_>, facts: &[&Fact]) -> Option<Chart> {
    let every: Vec<Tie> = facts.iter().flat_map(|fact| ties(context, fact)).collect();
    let every = bundled(context, every);
    let all = degrees(&every);
    let reading = reading(context, &all, every.len());
    // Memberships that are a table of their own are not drawn once more.
    let in_table = is_table(facts);
    let drawn = facts.iter().filter(|fact| !in_table || !is_ticked(fact));
    let ties = bundled(
        context,
        drawn.flat_map(|fact| ties(context, fact)).collect(),
    );
    let mut names = degrees(&ties);
    names.truncate(NAMES_MAX);
    let shown: Vec<Tie> = among(&ties, &names).cloned().collect();
    let shown = without_islands(shown);
    // Whoever is tied only to those who are left out would stand there alone.
    if !shown.is_empty() {
        names = degrees(&shown);
    }
    if names.len() < 2 {
        return None;
    }
    let names: Vec<&str> = names.into_iter().map(|(name, _)| name).collect();
    let order = ordered(names.clone(), &shown);
    let drawings = ROOMS.iter().map(|room| {
        if room.narrow {
            narrow::drawing(context, *room, &order, &shown)
        } else {
            wide::drawing(context, *room, &names, &shown)
        }
    });
    let words = &context.words.charts;
    let more = all.len() - names.len();
    Some(Chart {
        title: words.network_title,
        finding: reading,
        key: key(context, &shown),
        note: if more > 0 {
            (words.more)(more)
        } else {
            String::new()
        },
        drawings: drawings.collect(),
        ..Chart::default()
    })
}

fn reading(context: &PageContext<'_>, names: &[(&str, usize)], ties: usize) -> String {
    let most = match names {
        [(name, count), (_, next), ..] if count > next => Some((context.entity(name).text, *count)),
        // Several have the most, and none of them is to be told from the others.
        _ => None,
    };
    let most = most.as_ref().map(|(name, count)| (name.as_str(), *count));
    (context.words.charts.network_reading)(names.len(), ties, most)
}

fn key(context: &PageContext<'_>, ties: &[Tie]) -> Vec<Key> {
    let words = &context.words.charts;
    let samples = [
        (Kind::Agreement, words.agreement),
        (Kind::Transfer, words.transfer),
        (Kind::Role, words.office),
        (Kind::Membership, words.membership),
    ];
    let met = samples
        .into_iter()
        .filter(|(kind, _)| ties.iter().any(|tie| tie.kind == *kind));
    met.map(|(kind, word)| Key {
        shape: path(
            match kind {
                Kind::Transfer => "M2 8H30M24 3L30 8L24 13".to_owned(),
                _ => "M2 8H30".to_owned(),
            },
            kind.class(),
        ),
        word,
    })
    .collect()
}
