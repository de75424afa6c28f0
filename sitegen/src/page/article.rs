//! One source: what it is, its text where the rights allow all of it, and sentence by sentence what rests
//! on it.

use askama::Template;
use dossier::v1::{Article, SentenceCoverage};

use crate::context::{PageContext, Setting};
use crate::frame::{Frame, trail};
use crate::html::Inline;
use crate::part::article_rows::article_rows;
use crate::part::coverage::coverage;
use crate::part::notice::{Notice, draft_notice, notice};
use crate::part::passage;
use crate::part::rows::Row;
use crate::part::source_text::{TextBlock, role, text_blocks, unshown};
use crate::part::tally::tally_of_article;
use crate::url::Route;

/// A source's page.
#[derive(Debug, Template)]
#[template(path = "page/article.html")]
pub(crate) struct ArticlePage {
    frame: Frame,
    title: Inline,
    notice: Option<Notice>,
    rows: Vec<Row>,
    coverage: String,
    /// How many of the facts that rest on it were found in it.
    tally: String,
    /// The text itself, with its facts; none where it may not be shown, and then why.
    text: Vec<TextBlock>,
    unshown: &'static str,
    /// What rests on each sentence, where the text is not shown.
    sentences: Vec<SentenceRow>,
    identity: String,
}

/// A sentence, by its place, and the facts that rest on it.
#[derive(Debug)]
pub(crate) struct SentenceRow {
    /// The id of the row, and the place in words.
    anchor: String,
    place: String,
    /// What it is where no fact covers it.
    role: &'static str,
    facts: Vec<Inline>,
}

impl ArticlePage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting, article: &Article) -> Self {
        let title = context.text(&article.title);
        let up = Inline::link(context.words.site.articles, context.link(Route::Articles));
        let own = trail(context, vec![up], title.clone());
        let report = context.catalog.coverage(&article.name);
        let sentences = report
            .map(|report| report.sentences.as_slice())
            .unwrap_or_default();
        let text = text_blocks(context, article, sentences);
        Self {
            frame: Frame::new(context, setting, own, &title.text),
            notice: notice(
                context,
                article.state(),
                &article.state_reason,
                &article.superseded_by,
            )
            .or_else(|| draft_notice(context, &article.name)),
            rows: article_rows(context, article),
            coverage: coverage(context, &article.name)
                .map(|(_, said)| said)
                .unwrap_or_default(),
            tally: tally_of_article(context, &article.name),
            unshown: unshown(context, article),
            sentences: sentences
                .iter()
                .filter(|_| text.is_empty())
                .map(|sentence| self::sentence(context, &article.name, sentence))
                .collect(),
            text,
            identity: article.name.clone(),
            title,
        }
    }
}

fn sentence(context: &PageContext<'_>, article: &str, sentence: &SentenceCoverage) -> SentenceRow {
    SentenceRow {
        place: passage::sentence(context, article, &sentence.place),
        anchor: sentence.place.clone(),
        role: role(context, sentence),
        facts: sentence
            .facts
            .iter()
            .map(|name| context.fact(name))
            .collect(),
    }
}
