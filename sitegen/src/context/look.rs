//! What a site says of itself: what it is called, how to reach whoever makes it, and what else there is of its
//! pages. Where nothing is set, nothing is said.

mod page;
mod theme;
mod values;

use serde::{Deserialize, Serialize};

pub(crate) use self::page::{OwnPage, Translation};
pub(crate) use self::theme::Theme;
pub(crate) use self::values::{Reach, Texts, WebAddress, line};
use crate::html::Inline;
use crate::locale::Words;
use crate::source::catalog::Catalog;

/// What a site says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Look {
    /// What it is called; by default as this program calls it.
    pub(crate) title: Option<Texts>,
    /// What it is, in a line; by default as this program says it.
    pub(crate) tagline: Option<Texts>,
    /// Which twins its pages have.
    pub(crate) twins: Twins,
    /// Whether its figures can be taken along.
    pub(crate) figures: Figures,
    /// What else stands at the foot of every page.
    pub(crate) links: Vec<Link>,
    /// How to reach whoever makes it.
    pub(crate) contact: Option<Reach>,
    /// Where readers say that something is wrong.
    pub(crate) report_error: Option<Reach>,
    /// What others may do with it.
    pub(crate) licence: Option<Licence>,
    /// Colours that the style sheet has otherwise.
    pub(crate) theme: Option<Theme>,
    /// The owner's own pages, by name.
    pub(crate) pages: Vec<OwnPage>,
}

/// Which twins the page of a resource has, besides what readers read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Twins {
    /// JSON and Markdown.
    #[default]
    All,
    /// JSON.
    Json,
    /// None.
    None,
}

impl Twins {
    /// Whether each resource is there as JSON.
    pub(crate) fn has_json(self) -> bool {
        self != Self::None
    }

    /// Whether each resource is there as Markdown, and with it `llms.txt`, which lists that.
    pub(crate) fn has_markdown(self) -> bool {
        self == Self::All
    }
}

/// Whether each figure of a dossier's views has files of its own: a picture, its facts, a page to embed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Figures {
    /// On a site of up to [`FIGURES_FACTS_MAX`] facts.
    #[default]
    Auto,
    Yes,
    No,
}

/// On larger sites figures have no files of their own, unless the settings want them: every one of them is drawn
/// four times more, and whoever changes a fact has three more files to send for each figure that it is in.
pub(crate) const FIGURES_FACTS_MAX: usize = 5_000;

impl Figures {
    /// What is meant on a site of so many facts.
    pub(crate) fn settled(self, facts: usize) -> Self {
        match self {
            Self::Auto if facts <= FIGURES_FACTS_MAX => Self::Yes,
            Self::Auto => Self::No,
            chosen => chosen,
        }
    }

    /// Whether there are such files; of what is not settled yet there are none.
    pub(crate) fn are_wanted(self) -> bool {
        self == Self::Yes
    }
}

/// A link at the foot of every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    pub(crate) title: Texts,
    pub(crate) url: WebAddress,
}

/// A licence, and where it can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Licence {
    pub(crate) name: Texts,
    pub(crate) url: WebAddress,
}

impl Look {
    /// The same for a site of this catalog, where something depends on how much that holds.
    pub(crate) fn settled(&self, catalog: &Catalog) -> Self {
        Self {
            figures: self.figures.settled(catalog.facts().count()),
            ..self.clone()
        }
    }

    /// What the site is called in a language.
    pub(crate) fn title<'l>(&'l self, words: &'l Words) -> &'l str {
        let own = self.title.as_ref().map(|title| title.in_language(words).0);
        own.unwrap_or(words.site.name)
    }

    /// What the site is, in a line.
    pub(crate) fn tagline<'l>(&'l self, words: &'l Words) -> &'l str {
        let own = self
            .tagline
            .as_ref()
            .map(|tagline| tagline.in_language(words).0);
        own.unwrap_or(words.site.tagline)
    }

    /// The links at the foot of a page, in a language.
    pub(crate) fn foot(&self, words: &Words) -> Vec<Inline> {
        let links = self.links.iter();
        links
            .map(|link| link.title.linked(words, &link.url))
            .collect()
    }

    /// Whom to write to, where to say that something is wrong, and the licence: each with its label.
    pub(crate) fn imprint(&self, words: &Words) -> Vec<(&'static str, Inline)> {
        let site = &words.site;
        let reached = [
            (site.contact, &self.contact),
            (site.report_error, &self.report_error),
        ];
        let reached = reached
            .into_iter()
            .filter_map(|(label, reach)| Some((label, reach.as_ref()?.inline())));
        let licence = self.licence.iter();
        let licence =
            licence.map(|licence| (site.licence, licence.name.linked(words, &licence.url)));
        reached.chain(licence).collect()
    }

    /// The licence in a language, leading to where it can be read.
    pub(crate) fn licence_link(&self, words: &Words) -> Option<Inline> {
        let licence = self.licence.as_ref()?;
        Some(licence.name.linked(words, &licence.url))
    }

    /// Where the licence can be read; empty where there is none.
    pub(crate) fn licence_address(&self) -> &str {
        let licence = self.licence.as_ref();
        licence.map_or("", |licence| licence.url.as_str())
    }

    /// The texts that are not there in one of the site's languages, a warning for each.
    pub(crate) fn missing_texts(&self, languages: &[&'static Words]) -> Vec<String> {
        let own = [("title", &self.title), ("tagline", &self.tagline)];
        let own = own
            .into_iter()
            .filter_map(|(key, texts)| Some((key, texts.as_ref()?)));
        let links = self.links.iter().map(|link| ("footer.links", &link.title));
        let licence = self
            .licence
            .iter()
            .map(|licence| ("licence", &licence.name));
        let all = own.chain(links).chain(licence);
        all.flat_map(|(key, texts)| {
            let missing = languages.iter().filter(|words| !texts.has_own(words));
            missing.map(move |words| {
                let code = words.code;
                format!("`{key}` of the settings has no text in `{code}`; another one stands there")
            })
        })
        .collect()
    }
}

#[cfg(test)]
mod tests;
