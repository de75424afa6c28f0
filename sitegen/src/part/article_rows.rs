//! What is known of an article, a row each.

use dossier::v1::{Article, Rights, TextPolicy};
use dossier::web_address;

use crate::context::PageContext;
use crate::html::{Inline, Inlines};
use crate::part::notice::optional;
use crate::part::rows::{Row, dated};
use crate::part::view::sources::translation;

/// What is known of an article, a row each.
pub(crate) fn article_rows(context: &PageContext<'_>, article: &Article) -> Vec<Row> {
    let label = &context.words.label;
    let language = context.language(&article.language_code);
    let digest = article.skeleton.as_ref().map(|skeleton| Inline {
        class: "digest",
        ..Inline::plain(skeleton.digest.clone())
    });
    let rows = [
        (label.headline, vec![headline(context, article)]),
        (
            label.publication,
            vec![context.entities([&article.publication])],
        ),
        (label.authors, vec![context.entities(&article.authors)]),
        (label.published, vec![published(context, article)]),
        (
            label.genre,
            vec![words(context.words.term(article.genre().as_str_name()))],
        ),
        (label.language, vec![words(&language)]),
        (
            label.translation,
            vec![
                words(&translation(context, article)),
                translation_note(context, article),
            ],
        ),
        (label.address, vec![address(&article.url)]),
        (
            label.archive,
            article
                .archive_urls
                .iter()
                .map(|url| address(url))
                .collect(),
        ),
        (label.rights, vec![words(&rights(context, article))]),
        (label.fingerprint, vec![digest.into_iter().collect()]),
    ];
    let rows = rows.into_iter().map(|(label, lines)| Row {
        label,
        lines: lines
            .into_iter()
            .filter(|line: &Inlines| !line.is_empty())
            .collect(),
    });
    rows.filter(|row| !row.lines.is_empty()).collect()
}

fn words(text: &str) -> Inlines {
    let filled = (!text.is_empty()).then(|| Inline::plain(text));
    filled.into_iter().collect()
}

/// What the article itself is called, where its rights allow any of its words.
fn headline(context: &PageContext<'_>, article: &Article) -> Inlines {
    let policy = article.rights.as_ref().map(Rights::text_policy);
    if article.headline.is_empty() || policy == Some(TextPolicy::NoText) {
        return Inlines::new();
    }
    vec![Inline {
        lang: context.lang(&article.language_code),
        ..Inline::plain(context.quoted(&article.headline))
    }]
}

/// An address on the web; nothing for any other.
fn address(url: &str) -> Inlines {
    let inline = web_address(url).map(|url| Inline {
        class: "external",
        ..Inline::link(url, url)
    });
    inline.into_iter().collect()
}

fn published(context: &PageContext<'_>, article: &Article) -> Inlines {
    let when = context.time(article.published.as_ref());
    when.map_or_else(Inlines::new, dated)
}

fn translation_note(context: &PageContext<'_>, article: &Article) -> Inlines {
    let translation = article.translation.as_ref();
    let note = translation.and_then(|translation| optional(context, &translation.note));
    note.into_iter().collect()
}

fn rights(context: &PageContext<'_>, article: &Article) -> String {
    let rights = article.rights.clone().unwrap_or_default();
    let policy = match rights.text_policy() {
        TextPolicy::Unspecified => "",
        policy => context.words.term(policy.as_str_name()),
    };
    let parts = [rights.holder.as_str(), rights.license.as_str(), policy];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(context.words.semicolon)
}
