//! The links of a dossier's Markdown: to facts and entities that there are, and to the web.

use std::collections::BTreeSet;
use std::ops::Range;

use dossier::v1::{Dossier, Resource, resource};
use dossier::{Collection, web_address};
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::index::Index;
use super::references::wrong_target;
use crate::diagnostic::{Finding, Rule};

const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES);

/// What a link points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A resource, by its name: `fact:x` is `facts/x`, `entity:y` is `entities/y`.
    Resource(String),
    /// A place on the same page.
    Anchor,
    /// Somewhere else.
    Web(String),
}

/// Reads a link's destination.
pub fn target(destination: &str) -> Target {
    if let Some(id) = destination.strip_prefix("fact:") {
        Target::Resource(Collection::Facts.name(id))
    } else if let Some(id) = destination.strip_prefix("entity:") {
        Target::Resource(Collection::Entities.name(id))
    } else if destination.starts_with('#') {
        Target::Anchor
    } else {
        Target::Web(destination.to_owned())
    }
}

/// The resources that a resource's Markdown links to, each with the field of the text.
pub fn places(resource: &Resource) -> Vec<(String, String)> {
    let Some(resource::Resource::Dossier(dossier)) = &resource.resource else {
        return Vec::new();
    };
    let mut places = Vec::new();
    for (path, text) in texts(dossier) {
        for event in Parser::new_ext(text, OPTIONS) {
            if let Event::Start(Tag::Link { dest_url, .. }) = event
                && let Target::Resource(name) = target(&dest_url)
            {
                places.push((path.clone(), name));
            }
        }
    }
    places
}

/// The resources that a resource's Markdown links to.
pub(super) fn references(resource: &Resource) -> BTreeSet<String> {
    places(resource).into_iter().map(|(_, name)| name).collect()
}

/// A dossier's texts in Markdown, with their fields.
fn texts(dossier: &Dossier) -> Vec<(String, &str)> {
    let mut texts = Vec::new();
    for (number, section) in dossier.sections.iter().enumerate() {
        for (language, text) in section.markdown.iter().enumerate() {
            let path = format!("sections[{number}].markdown[{language}].text");
            texts.push((path, text.text.as_str()));
        }
    }
    for (language, text) in dossier.method_note.iter().enumerate() {
        texts.push((format!("method_note[{language}].text"), &text.text));
    }
    texts
}

/// Whether the text of this field is Markdown: those of [`texts`].
pub(super) fn is_markdown(path: &str) -> bool {
    let is_section = path.starts_with("sections[") && path.contains("].markdown[");
    is_section || path.starts_with("method_note[")
}

/// Checks every text in Markdown.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (name, dossier) in index.own_dossiers() {
        for (path, text) in texts(dossier) {
            one(index, (name, &path), text, findings);
        }
    }
}

fn one(index: &Index<'_>, (name, path): (&str, &str), text: &str, findings: &mut Vec<Finding>) {
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        let found = match event {
            Event::Start(Tag::Link { dest_url, .. }) => match target(&dest_url) {
                Target::Resource(target) => wrong_target(index, (name, path), &target),
                Target::Web(address) if web_address(&address).is_none() => {
                    let told = format!(
                        "`{address}` is not a link; write `fact:ID`, `entity:ID`, `#ID` or an http address"
                    );
                    Some(Finding::new(Rule::BadLink, name, path, told))
                }
                _ => None,
            },
            Event::Start(Tag::Image { .. }) => {
                let told = "pictures are not shown, only their description".to_owned();
                Some(Finding::new(Rule::DroppedPicture, name, path, told))
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let told = "raw HTML is not kept".to_owned();
                Some(Finding::new(Rule::RawHtml, name, path, told))
            }
            _ => None,
        };
        findings.extend(found.map(|found| spanned(found, range)));
    }
}

fn spanned(finding: Finding, range: Range<usize>) -> Finding {
    Finding {
        span: Some(range),
        ..finding
    }
}
