//! How much is in a dossier, when it was last read, and what to know before one reads it, in a line each.

use dossier::v1::{Dossier, Fact, Verification};

use crate::context::PageContext;
use crate::html::words_in;
use crate::locale::site::Standing;
use crate::part::coverage::articles;

/// So many words of prose are read silently in a minute: the mean of 190 studies of English (Brysbaert
/// 2019, Journal of Memory and Language 109).
const WORDS_PER_MINUTE: usize = 238;

/// How much is in a dossier, in a line.
pub(crate) fn size(context: &PageContext<'_>, dossier: &Dossier) -> String {
    let facts: Vec<&Fact> = context.catalog.facts_in(dossier).collect();
    let (words, sources) = (context.words, articles(&facts).len());
    format!(
        "{} · {}",
        (words.facts)(facts.len()),
        (words.sources)(sources)
    )
}

pub(crate) fn reviewed(context: &PageContext<'_>, dossier: &Dossier) -> String {
    if dossier.reviewed_on.is_empty() {
        return String::new();
    }
    (context.words.site.reviewed_on)(&context.day(&dossier.reviewed_on))
}

/// How long the prose takes to read; empty for none.
pub(crate) fn minutes(context: &PageContext<'_>, dossier: &Dossier) -> String {
    let sections = dossier.sections.iter();
    let words: usize = sections
        .filter_map(|section| context.own(&section.markdown))
        .map(|own| words_in(&own.text))
        .sum();
    if words == 0 {
        return String::new();
    }
    (context.words.site.minutes)(words.div_ceil(WORDS_PER_MINUTE))
}

/// How few facts were confirmed elsewhere; empty where most were, and for no facts.
pub(crate) fn unconfirmed(context: &PageContext<'_>, facts: &[&Fact]) -> String {
    let among = |verdicts: [Verification; 2]| {
        let among = facts.iter();
        among
            .filter(|fact| verdicts.contains(&fact.verification()))
            .count()
    };
    let standing = Standing {
        facts: facts.len(),
        articles: articles(facts).len(),
        confirmed: among([Verification::Corroborated, Verification::ConfirmedPrimary]),
        disputed: among([Verification::Disputed, Verification::Refuted]),
    };
    if standing.articles == 0 || standing.confirmed * 2 > standing.facts {
        return String::new();
    }
    (context.words.site.unconfirmed)(standing)
}
