//! How many of an article's words a dossier may hold.

use dossier::v1::{QuoteForm, TextPolicy, fact::Body};

use super::index::Index;
use crate::diagnostic::{Finding, Rule};
use crate::text::count_words;

/// The words that a policy allows of a passage, and of what a named speaker said.
fn limits(policy: TextPolicy) -> (usize, usize) {
    match policy {
        TextPolicy::Full => (usize::MAX, usize::MAX),
        TextPolicy::ShortQuotes => (25, 50),
        TextPolicy::NoText | TextPolicy::Unspecified => (0, 11),
    }
}

/// Checks every headline, passage and quotation of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let policy = |article: &str| {
        let article = index.articles.get(article);
        article
            .and_then(|article| article.rights.as_ref())
            .map_or(TextPolicy::NoText, dossier::v1::Rights::text_policy)
    };
    for (name, article) in index.own_articles() {
        if !article.headline.is_empty() && policy(name) == TextPolicy::NoText {
            let told =
                "the rights say `no_text`, so the headline may not be held; use `title`".to_owned();
            findings.push(Finding::new(Rule::Rights, name, "headline", told));
        }
    }
    for (name, fact) in index.own_facts() {
        // What rests on no article has nobody's leave to quote more.
        let mut strictest = match fact.evidence.as_slice() {
            [] => limits(TextPolicy::NoText).1,
            _ => usize::MAX,
        };
        for (number, evidence) in fact.evidence.iter().enumerate() {
            let (passage, speech) = limits(policy(&evidence.article));
            strictest = strictest.min(speech);
            let words = count_words(&evidence.passage);
            if words > passage {
                let told =
                    format!("the passage has {words} words; the article's rights allow {passage}");
                let path = format!("evidence[{number}].passage");
                findings.push(Finding::new(Rule::Rights, name, &path, told));
            }
        }
        let Some(Body::Quote(quote)) = &fact.body else {
            continue;
        };
        if quote.form() == QuoteForm::Indirect && !quote.words.is_empty() {
            let told =
                "indirect speech has no words of its own; the form may be `fragment`".to_owned();
            findings.push(Finding::new(Rule::IndirectWords, name, "quote.words", told));
        }
        for (number, fragment) in quote.words.iter().enumerate() {
            let words = count_words(&fragment.text);
            if words > strictest {
                let told =
                    format!("{words} words are quoted; the article's rights allow {strictest}");
                let path = format!("quote.words[{number}]");
                findings.push(Finding::new(Rule::Rights, name, &path, told));
            }
        }
    }
}
