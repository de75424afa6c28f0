//! What a page is made with: the library, the page's own place, the language.

use dossier::v1::{Entity, EntityName, Fact, LocalizedText, NameForm, Voice};

use crate::format::{self, When};
use crate::library::{Library, stands};
use crate::url::{self, Edition, Place};
use crate::words::Words;

/// A piece of a line: some words, that may lead somewhere and may be in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    /// Where it leads; empty for plain words.
    pub(crate) href: String,
    /// The words' language where it is not the page's; else empty.
    pub(crate) lang: String,
    /// A class of the style sheet; may be empty.
    pub(crate) class: &'static str,
}

impl Run {
    /// Words that lead nowhere.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Words that lead somewhere.
    pub(crate) fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            ..Self::default()
        }
    }
}

/// What stands in one line.
pub(crate) type Line = Vec<Run>;

/// What a page is made with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) library: &'a Library,
    pub(crate) here: Place<'a>,
    pub(crate) edition: Edition,
    pub(crate) words: &'static Words,
}

impl Desk<'_> {
    /// A link from this page to another.
    pub(crate) fn link(&self, to: Place<'_>) -> String {
        self.edition.link(self.here, (self.edition, to))
    }

    /// The text in the page's language, or the first there is.
    pub(crate) fn text(&self, texts: &[LocalizedText]) -> Run {
        let own = texts.iter().find(|text| self.speaks(&text.language_code));
        let Some(text) = own.or_else(|| texts.first()) else {
            return Run::default();
        };
        Run {
            lang: self.lang(&text.language_code),
            ..Run::plain(text.text.clone())
        }
    }

    fn speaks(&self, language: &str) -> bool {
        language.split('-').next() == Some(self.words.code)
    }

    /// What the attribute `lang` has to say of words in a language.
    pub(crate) fn lang(&self, language: &str) -> String {
        if self.speaks(language) {
            String::new()
        } else {
            language.to_owned()
        }
    }

    /// An entity by its name, leading to its page.
    pub(crate) fn entity(&self, name: &str) -> Run {
        let Some(entity) = self.library.entity(name) else {
            return Run::plain(url::id(name));
        };
        Run {
            href: self.link(Place::Entity(&entity.name)),
            ..self.entity_name(entity)
        }
    }

    /// What an entity is called, leading nowhere.
    pub(crate) fn entity_name(&self, entity: &Entity) -> Run {
        main_name(entity, |language| self.speaks(language)).map_or_else(
            || Run::plain(url::id(&entity.name)),
            |name| Run {
                lang: self.lang(&name.language_code),
                ..Run::plain(name.text.clone())
            },
        )
    }

    /// Several entities in a line.
    pub(crate) fn entities<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Line {
        let filled = names.into_iter().filter(|name| !name.is_empty());
        separated(self.words.comma, filled.map(|name| self.resource(name)))
    }

    /// A resource of any kind, leading to its page.
    pub(crate) fn resource(&self, name: &str) -> Run {
        match name.split('/').next() {
            Some("facts") => self.fact(name),
            Some("articles") => self.article(name),
            _ => self.entity(name),
        }
    }

    /// A fact by its statement, leading to its page.
    pub(crate) fn fact(&self, name: &str) -> Run {
        let Some(fact) = self.library.fact(name) else {
            return Run::plain(url::id(name));
        };
        Run {
            href: self.link(Place::Fact(&fact.name)),
            class: if stands(fact.state()) {
                ""
            } else {
                "withdrawn"
            },
            ..self.text(&fact.statement)
        }
    }

    /// An article by its title, leading to its page.
    pub(crate) fn article(&self, name: &str) -> Run {
        let Some(article) = self.library.article(name) else {
            return Run::plain(url::id(name));
        };
        Run {
            href: self.link(Place::Article(&article.name)),
            ..self.text(&article.title)
        }
    }

    /// A label and what it labels.
    pub(crate) fn labelled(&self, label: &str, text: &str) -> String {
        format!("{label}{}{text}", self.words.colon)
    }

    /// Words of a source, between the marks that the language puts around them.
    pub(crate) fn quoted(&self, words: &str) -> String {
        let (before, behind) = self.words.quoted;
        format!("{before}{words}{behind}")
    }

    /// A time in words.
    pub(crate) fn time(&self, time: Option<&dossier::v1::TimeExpression>) -> Option<When> {
        format::time(self.words, time)
    }

    /// What a language is called; its tag where there is no name for it.
    pub(crate) fn language(&self, tag: &str) -> String {
        let primary = tag.split('-').next().unwrap_or_default();
        let name = self.words.language(primary);
        name.unwrap_or(tag).to_owned()
    }

    /// A day as it is written in `reviewed_on` and the like.
    pub(crate) fn day(&self, day: &str) -> String {
        format::date(self.words, day)
    }
}

/// Pieces with commas between them.
pub(crate) fn separated(comma: &str, runs: impl IntoIterator<Item = Run>) -> Line {
    let mut line = Line::new();
    for run in runs {
        if !line.is_empty() {
            line.push(Run::plain(comma));
        }
        line.push(run);
    }
    line
}

/// The name under which readers know an entity: short before official, never a metonym.
fn main_name(entity: &Entity, speaks: impl Fn(&str) -> bool) -> Option<&EntityName> {
    let rank = |name: &EntityName| match name.effective_form() {
        NameForm::Unspecified | NameForm::Short => 0,
        NameForm::Official => 2,
        NameForm::Transliteration => 3,
        NameForm::Alias => 4,
        NameForm::Acronym | NameForm::Former => 5,
        NameForm::Metonym => 6,
    };
    entity
        .names
        .iter()
        .min_by_key(|name| (!speaks(&name.language_code), rank(name)))
}

/// The voice in which a fact is known: that of the first evidence that bears it out.
pub(crate) fn voice(fact: &Fact) -> Option<Voice> {
    let evidence = fact.evidence.first().map(dossier::v1::Evidence::voice);
    evidence.or_else(|| fact.derivation.as_ref().map(|_| Voice::EditorInference))
}

/// The style sheet's class for a voice.
pub(crate) fn voice_class(voice: Option<Voice>) -> &'static str {
    match voice {
        Some(Voice::ReportedAsFact) => "reported",
        Some(Voice::Attributed | Voice::AttributedAnonymous) => "attributed",
        Some(Voice::AuthorAnalysis) => "analysis",
        Some(Voice::EditorInference) => "inference",
        Some(Voice::Unspecified) | None => "",
    }
}
