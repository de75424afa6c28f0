//! On which articles facts rest.

use dossier::v1::{Article, Entity, Fact};

use crate::context::PageContext;
use crate::html::Inline;
use std::collections::BTreeSet;

/// An article in a few lines.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The article's name.
    pub(crate) name: String,
    pub(crate) title: Inline,
    pub(crate) publication: Inline,
    pub(crate) published: String,
    pub(crate) genre: &'static str,
    pub(crate) translation: String,
    pub(crate) facts: String,
}

/// The articles that some facts rest on.
pub(crate) fn sources(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Source> {
    let evidence = facts.iter().flat_map(|fact| &fact.evidence);
    let names: BTreeSet<&str> = evidence.map(|evidence| evidence.article.as_str()).collect();
    let articles = names
        .into_iter()
        .filter_map(|name| context.catalog.article(name));
    listed(context, articles)
}

/// The articles that an entity published or wrote.
pub(crate) fn own_sources(context: &PageContext<'_>, entity: &Entity) -> Vec<Source> {
    let own = |article: &&Article| {
        article.publication == entity.name || article.authors.contains(&entity.name)
    };
    listed(context, context.catalog.articles().filter(own))
}

/// Some articles, where readers of the language look for their titles.
pub(crate) fn listed<'a>(
    context: &PageContext<'_>,
    articles: impl Iterator<Item = &'a Article>,
) -> Vec<Source> {
    let order = context.words.order();
    let mut found: Vec<Source> = articles.map(|article| source(context, article)).collect();
    found.sort_by(|left, right| order.compare(&left.title.text, &right.title.text));
    found
}

/// An article in a few lines.
pub(crate) fn source(context: &PageContext<'_>, article: &Article) -> Source {
    Source {
        name: article.name.clone(),
        title: context.article(&article.name),
        publication: context.entity(&article.publication),
        published: context
            .time(article.published.as_ref())
            .unwrap_or_default()
            .text,
        genre: context.words.term(article.genre().as_str_name()),
        translation: translation(context, article),
        facts: (context.words.facts)(context.catalog.facts_from(&article.name).count()),
    }
}

/// From which language an article was translated, and how; empty where it was not.
pub(crate) fn translation(context: &PageContext<'_>, article: &Article) -> String {
    let Some(translation) = &article.translation else {
        return String::new();
    };
    let language = context.language(&translation.source_language_code);
    let method = context.words.term(translation.method().as_str_name());
    (context.words.label.translated_from)(&language, method)
}
