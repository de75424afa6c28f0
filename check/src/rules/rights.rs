//! How many of an article's words a dossier may hold.

use dossier::v1::{Article, Fact, Quote, QuoteForm, Rights, TextPolicy, fact::Body};

use super::index::Index;
use crate::diagnostic::{At, Finding, Rule};
use crate::text::count_words;

/// How many words a policy allows.
#[derive(Clone, Copy)]
struct Allowance {
    /// Of a passage of the article.
    passage: usize,
    /// Of what a named speaker said.
    speech: usize,
}

const fn allowance(policy: TextPolicy) -> Allowance {
    let (passage, speech) = match policy {
        TextPolicy::Full => (usize::MAX, usize::MAX),
        TextPolicy::ShortQuotes => (25, 50),
        TextPolicy::NoText | TextPolicy::Unspecified => (0, 11),
    };
    Allowance { passage, speech }
}

/// The policy of an article; the strictest where there is no article, or it says nothing.
fn policy(article: Option<&Article>) -> TextPolicy {
    let rights = article.and_then(|article| article.rights.as_ref());
    rights.map_or(TextPolicy::NoText, Rights::text_policy)
}

/// Checks every headline, text, passage and quotation of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (name, article) in index.own_articles() {
        if !article.headline.is_empty() && policy(Some(article)) == TextPolicy::NoText {
            let message = "the rights say `no_text`, so the headline may not be kept; describe the article in your own words in `title`";
            let at = At::resource(name).field("headline");
            findings.push(Finding::new(Rule::Rights, at, message));
        }
        texts(article, findings);
    }
    for (_, fact) in index.own_facts() {
        passages(index, fact, findings);
        if let Some(Body::Quote(quote)) = &fact.body {
            words(quote, speech_allowed(index, fact), &fact.name, findings);
        }
    }
}

/// The text of an article is kept only where its rights allow all of it. One finding for all blocks.
fn texts(article: &Article, findings: &mut Vec<Finding>) {
    let skeleton = article.skeleton.iter();
    let mut blocks = skeleton.flat_map(|skeleton| &skeleton.blocks);
    let first = blocks.position(|block| !block.text.is_empty());
    if let Some(number) = first
        && policy(Some(article)) != TextPolicy::Full
    {
        let message = "the rights are not `full`, so the text of the article may not be kept";
        let at = At::resource(&article.name).field("skeleton");
        let at = at.field("blocks").index(number).field("text");
        findings.push(Finding::new(Rule::Rights, at, message));
    }
}

fn passages(index: &Index<'_>, fact: &Fact, findings: &mut Vec<Finding>) {
    for (number, evidence) in fact.evidence.iter().enumerate() {
        let allowed = allowance(policy(index.article(&evidence.article))).passage;
        let count = count_words(&evidence.passage);
        if count > allowed {
            let message =
                format!("the passage has {count} words; the article's rights allow {allowed}");
            let at = At::resource(&fact.name).field("evidence").index(number);
            findings.push(Finding::new(Rule::Rights, at.field("passage"), message));
        }
    }
}

/// How many words of a speaker all articles of a fact allow.
fn speech_allowed(index: &Index<'_>, fact: &Fact) -> usize {
    let articles = fact.evidence.iter();
    let allowed = articles.map(|article| allowance(policy(index.article(&article.article))).speech);
    // What rests on no article has nobody's permission to quote more.
    allowed
        .min()
        .unwrap_or(allowance(TextPolicy::NoText).speech)
}

fn words(quote: &Quote, allowed: usize, fact: &str, findings: &mut Vec<Finding>) {
    let at = At::resource(fact).field("quote").field("words");
    if quote.form() == QuoteForm::Indirect && !quote.words.is_empty() {
        let message = "indirect speech has no quoted words; remove them, or write `form: fragment`";
        findings.push(Finding::new(Rule::IndirectWords, at.clone(), message));
    }
    for (number, fragment) in quote.words.iter().enumerate() {
        let count = count_words(&fragment.text);
        if count > allowed {
            let message = format!("{count} words are quoted; the article's rights allow {allowed}");
            findings.push(Finding::new(Rule::Rights, at.index(number), message));
        }
    }
}
