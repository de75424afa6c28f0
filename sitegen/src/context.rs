//! What every page is rendered from: the catalog, the page's own route, the edition, the language.

pub(crate) mod look;

use dossier::Collection;
use dossier::name::id;
use dossier::v1::{Entity, EntityName, LocalizedText, NameForm};

use self::look::Look;
use crate::html::{Inline, Inlines, separated};
use crate::locale::Words;
use crate::locale::date::{self, When};
use crate::locale::typography;
use crate::source::catalog::Catalog;
use crate::url::{BaseUrl, Edition, Route};

/// What a page is made with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageContext<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) here: Route<'a>,
    pub(crate) edition: Edition,
    pub(crate) words: &'static Words,
}

impl PageContext<'_> {
    /// A link from this page to another.
    pub(crate) fn link(&self, to: Route<'_>) -> String {
        self.edition.link(self.here, (self.edition, to))
    }

    /// The translation in the page's language, or the first there is.
    pub(crate) fn own<'t>(&self, texts: &'t [LocalizedText]) -> Option<&'t LocalizedText> {
        let own = texts.iter().find(|text| self.speaks(&text.language_code));
        own.or_else(|| texts.first())
    }

    /// The text in the page's language, or the first there is, with its quotation marks set.
    pub(crate) fn text(&self, texts: &[LocalizedText]) -> Inline {
        let Some(text) = self.own(texts) else {
            return Inline::default();
        };
        Inline {
            lang: self.lang(&text.language_code),
            ..Inline::plain(typography::set(&text.text, &text.language_code))
        }
    }

    /// All texts of a list of several things in the page's language, or in that of the first.
    pub(crate) fn all(&self, texts: &[LocalizedText]) -> Vec<Inline> {
        let Some(own) = self.own(texts) else {
            return Vec::new();
        };
        let alike = texts
            .iter()
            .filter(|text| text.language_code == own.language_code);
        alike
            .map(|text| self.text(std::slice::from_ref(text)))
            .collect()
    }

    /// What was said, as newspapers print it: all of its fragments, with an ellipsis where something between
    /// them was left out. Nothing where no words are given.
    pub(crate) fn fragments(&self, words: &[LocalizedText]) -> Option<Inline> {
        let first = words.first()?;
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let alike = words
            .iter()
            .all(|word| word.language_code == first.language_code);
        Some(Inline {
            lang: if alike {
                self.lang(&first.language_code)
            } else {
                String::new()
            },
            ..Inline::plain(texts.join(" … "))
        })
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
    pub(crate) fn entity(&self, name: &str) -> Inline {
        let Some(entity) = self.catalog.entity(name) else {
            return Inline::plain(id(name));
        };
        Inline {
            href: self.link(Route::Entity(&entity.name)),
            ..self.entity_name(entity)
        }
    }

    /// What an entity is called, leading nowhere.
    pub(crate) fn entity_name(&self, entity: &Entity) -> Inline {
        main_name(entity, |language| self.speaks(language)).map_or_else(
            || Inline::plain(id(&entity.name)),
            |name| Inline {
                lang: self.lang(&name.language_code),
                ..Inline::plain(typography::set(&name.text, &name.language_code))
            },
        )
    }

    /// An entity by its name as it stands in a sentence, with its article: `the German Admiralty`.
    pub(crate) fn entity_in_sentence(&self, name: &str) -> Inline {
        let own = self.entity(name);
        let entity = self.catalog.entity(name);
        let main = entity.and_then(|entity| main_name(entity, |language| self.speaks(language)));
        match main {
            Some(main) if own.lang.is_empty() => Inline {
                text: typography::set(&with_article(main), &main.language_code),
                ..own
            },
            // An article of one language does not go with a sentence of another.
            _ => own,
        }
    }

    /// Several entities in a line, as they stand in a sentence.
    pub(crate) fn entities_in_sentence<'n>(
        &self,
        names: impl IntoIterator<Item = &'n String>,
    ) -> Inlines {
        let filled = names.into_iter().filter(|name| !name.is_empty());
        let inlines = filled.map(|name| match Collection::from_name(name) {
            Some(Collection::Entities) => self.entity_in_sentence(name),
            _ => self.resource(name),
        });
        separated(self.words.comma, inlines)
    }

    /// Several entities in a line.
    pub(crate) fn entities<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Inlines {
        let filled = names.into_iter().filter(|name| !name.is_empty());
        separated(self.words.comma, filled.map(|name| self.resource(name)))
    }

    /// A resource of any kind, leading to its page.
    pub(crate) fn resource(&self, name: &str) -> Inline {
        match Collection::from_name(name) {
            Some(Collection::Facts) => self.fact(name),
            Some(Collection::Articles) => self.article(name),
            _ => self.entity(name),
        }
    }

    /// A fact by its statement, leading to its page.
    pub(crate) fn fact(&self, name: &str) -> Inline {
        let Some(fact) = self.catalog.fact(name) else {
            return Inline::plain(id(name));
        };
        Inline {
            href: self.link(Route::Fact(&fact.name)),
            class: if fact.state().is_current() {
                ""
            } else {
                "withdrawn"
            },
            ..self.text(&fact.statement)
        }
    }

    /// An article by its title, leading to its page.
    pub(crate) fn article(&self, name: &str) -> Inline {
        let Some(article) = self.catalog.article(name) else {
            return Inline::plain(id(name));
        };
        Inline {
            href: self.link(Route::Article(&article.name)),
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
        date::time(self.words, time)
    }

    /// What a language is called; its tag where there is no name for it.
    pub(crate) fn language(&self, tag: &str) -> String {
        let primary = tag.split('-').next().unwrap_or_default();
        let name = self.words.language(primary);
        name.unwrap_or(tag).to_owned()
    }

    /// A day as it is written in `reviewed_on` and the like.
    pub(crate) fn day(&self, day: &str) -> String {
        date::date(self.words, day)
    }
}

/// What all pages of a build have in common.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// Where the site will be published, where that is known.
    pub(crate) base: Option<BaseUrl>,
    /// The languages of the site, each with where it lies; the main one first.
    pub(crate) editions: Vec<(&'static Words, Edition)>,
    /// What it says of itself.
    pub(crate) look: Look,
}

impl Setting {
    /// The code of the site's main language; that of the page where the site has one only.
    pub(crate) fn main_language(&self, context: &PageContext<'_>) -> &'static str {
        let main = self.editions.first();
        main.map_or(context.words.code, |(words, _)| words.code)
    }
}

/// A name with the article that it takes.
fn with_article(name: &EntityName) -> String {
    let gap = if name.article.is_empty() || name.article.ends_with(['\'', '’']) {
        ""
    } else {
        " "
    };
    format!("{}{gap}{}", name.article, name.text)
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
        NameForm::Adjective => 7,
    };
    entity
        .names
        .iter()
        .min_by_key(|name| (!speaks(&name.language_code), rank(name)))
}
