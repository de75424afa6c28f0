//! The links in a dossier's Markdown: to existing facts and entities, and to the web.

use std::collections::BTreeSet;
use std::ops::Range;

use dossier::Collection;
use dossier::name::parts;
use dossier::v1::{Dossier, LocalizedText, Resource, resource};
use pulldown_cmark::{Event, Parser, Tag};

use super::addresses::wrong_address;
use super::dossier::is_anchor_of_page;
use super::index::Index;
use super::references::wrong_target;
use super::suggester::Suggester;
use crate::diagnostic::{At, Finding, Rule, did_you_mean};
use crate::model::field_path::FieldPath;
use crate::model::markdown::{Mark, OPTIONS, RAW_HTML, unread};
use crate::text::characters::{Lines, forbidden_character};

/// What a link points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A resource, by its name: `fact:x` is `facts/x`, `entity:y` is `entities/y`.
    Resource(String),
    /// A place on the same page, by its id.
    Anchor(String),
    /// Somewhere else.
    Web(String),
}

/// Reads a link's destination.
pub fn target(destination: &str) -> Target {
    if let Some(id) = destination.strip_prefix("fact:") {
        Target::Resource(Collection::Facts.name(id))
    } else if let Some(id) = destination.strip_prefix("entity:") {
        Target::Resource(Collection::Entities.name(id))
    } else if let Some(id) = destination.strip_prefix('#') {
        Target::Anchor(id.to_owned())
    } else {
        Target::Web(destination.to_owned())
    }
}

/// The resources that a resource's Markdown links to, each with the field of the text.
pub fn links(resource: &Resource) -> Vec<(FieldPath, String)> {
    let Some(resource::Resource::Dossier(dossier)) = &resource.resource else {
        return Vec::new();
    };
    let mut links = Vec::new();
    for (path, text) in texts(dossier) {
        for event in Parser::new_ext(&text.text, OPTIONS) {
            if let Event::Start(Tag::Link { dest_url, .. }) = event
                && let Target::Resource(name) = target(&dest_url)
            {
                links.push((path.clone(), name));
            }
        }
    }
    links
}

/// The resources that a resource's Markdown links to.
pub(super) fn references(resource: &Resource) -> BTreeSet<String> {
    links(resource).into_iter().map(|(_, name)| name).collect()
}

/// A dossier's texts in Markdown, with their fields.
pub(super) fn texts(dossier: &Dossier) -> Vec<(FieldPath, &LocalizedText)> {
    let mut texts = Vec::new();
    for (number, section) in dossier.sections.iter().enumerate() {
        let markdown = FieldPath::new("sections").index(number).field("markdown");
        for (language, text) in section.markdown.iter().enumerate() {
            texts.push((markdown.index(language).field("text"), text));
        }
    }
    for (language, text) in dossier.method_note.iter().enumerate() {
        let path = FieldPath::new("method_note").index(language).field("text");
        texts.push((path, text));
    }
    texts
}

/// Checks every text in Markdown.
pub(super) fn check(index: &Index<'_>, suggester: &mut Suggester<'_>, findings: &mut Vec<Finding>) {
    for (name, dossier) in index.own_dossiers() {
        for (path, text) in texts(dossier) {
            let at = At::path(name, path);
            let marks = unread(&text.text);
            // Written plainly, it is a finding of the text as such.
            let is_bad = forbidden_character(&text.text, Lines::Several).is_some();
            let unread_at: BTreeSet<(usize, usize)> =
                marks.iter().map(|(_, at)| (at.start, at.end)).collect();
            for (event, range) in Parser::new_ext(&text.text, OPTIONS).into_offset_iter() {
                // One finding for one mistake: a footnote is no link to check.
                if unread_at.contains(&(range.start, range.end)) {
                    continue;
                }
                let finding = wrong_event(index, suggester, &at, &event);
                let finding = finding.or_else(|| wrong_anchor(dossier, &at, &event));
                let finding = finding.filter(|finding| finding.rule != Rule::BadText || !is_bad);
                findings.extend(finding.map(|finding| spanned(finding, range)));
            }
            for (mark, range) in marks {
                let rule = match mark {
                    Mark::Link | Mark::Wordless => Rule::BrokenLink,
                    Mark::Id => Rule::HeadingLevel,
                    _ => Rule::UnreadMark,
                };
                let finding = Finding::new(rule, at.clone(), mark.message());
                findings.push(spanned(finding, range));
            }
        }
    }
}

/// What is wrong with a link, picture or tag.
fn wrong_event(
    index: &Index<'_>,
    suggester: &mut Suggester<'_>,
    at: &At,
    event: &Event<'_>,
) -> Option<Finding> {
    let (rule, message) = match event {
        Event::Start(Tag::Link { dest_url, .. }) => match target(dest_url) {
            Target::Resource(target) => {
                let Some(present) = index.present_name(&target) else {
                    return wrong_target(index, suggester, at, &target);
                };
                let wrong = wrong_target(index, suggester, at, present);
                return wrong.or_else(|| Some(former_name(at, &target, present)));
            }
            Target::Web(address) => {
                let wanted = "a link; write `fact:ID`, `entity:ID`, `#ID` or an http address";
                (Rule::BadLink, wrong_address(&address, wanted)?)
            }
            Target::Anchor(_) => return None,
        },
        Event::Start(Tag::Image { .. }) => {
            let message = "pictures are not shown, only their descriptions; link to the picture";
            (Rule::DroppedPicture, message.to_owned())
        }
        Event::Text(text) | Event::Code(text) => {
            // What a reference such as `&#1;` stands for; what is written plainly is checked as any text.
            let bad = forbidden_character(text, Lines::Several)?;
            (Rule::BadText, bad.message)
        }
        Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => (Rule::RawHtml, RAW_HTML.to_owned()),
        _ => return None,
    };
    Some(Finding::new(rule, at.clone(), message))
}

/// A link by a name that its target had before. It leads there, and would not if the id were forgotten.
fn former_name(at: &At, former: &str, present: &str) -> Finding {
    let (_, old) = parts(former);
    let (_, new) = parts(present);
    let kind = Collection::from_name(present).map_or("fact", Collection::singular);
    let message = format!("`{old}` is a former id of `{present}`; write `{kind}:{new}`");
    Finding::new(Rule::FormerName, at.clone(), message)
}

/// What is wrong with a link to a place on the page: there is no section with this id.
fn wrong_anchor(dossier: &Dossier, at: &At, event: &Event<'_>) -> Option<Finding> {
    let Event::Start(Tag::Link { dest_url, .. }) = event else {
        return None;
    };
    let Target::Anchor(id) = target(dest_url) else {
        return None;
    };
    let ids = || dossier.sections.iter().map(|section| section.id.as_str());
    if is_anchor_of_page(&id) || ids().any(|known| known == id) {
        return None;
    }
    let message = format!("no section has the id `{id}`");
    let hint = did_you_mean(&id, ids()).or_else(|| {
        let known: Vec<&str> = ids().collect();
        Some(format!("the sections are: {}", known.join(", ")))
    });
    Some(Finding::new(Rule::BadLink, at.clone(), message).suggest(hint))
}

pub(super) fn spanned(finding: Finding, range: Range<usize>) -> Finding {
    Finding {
        span: Some(range),
        ..finding
    }
}
