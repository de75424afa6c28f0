//! Compares the words of a link to a fact with the fact.

use std::ops::Range;

use dossier::Collection;
use dossier::v1::{Dossier, LocalizedText};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::super::index::Index;
use super::super::markdown::{Target, spanned, target, texts};
use super::held::{typed_parts, unheld};
use crate::diagnostic::{At, Finding, Rule};
use crate::ground::{Figures, Typed, Unheld};
use crate::model::markdown::OPTIONS;

/// Checks the links of a dossier's texts.
pub(super) fn check(index: &Index<'_>, name: &str, dossier: &Dossier, findings: &mut Vec<Finding>) {
    for (path, text) in texts(dossier) {
        let at = At::path(name, path);
        for link in links(text) {
            let wrong = wrong_words(index, &link, &at);
            findings.extend(wrong.map(|finding| spanned(finding, link.place)));
        }
    }
}

/// A link to a fact.
struct Link {
    fact: String,
    words: LocalizedText,
    place: Range<usize>,
}

/// The links to facts that a text has.
fn links(text: &LocalizedText) -> Vec<Link> {
    let mut found = Vec::new();
    let mut open: Option<Link> = None;
    for (event, place) in Parser::new_ext(&text.text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let (Target::Resource(fact), words) = (target(&dest_url), String::new()) else {
                    continue;
                };
                let language_code = text.language_code.clone();
                let words = LocalizedText {
                    text: words,
                    language_code,
                };
                open = Some(Link { fact, words, place });
            }
            Event::End(TagEnd::Link) => found.extend(open.take()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(link) = &mut open {
                    link.words.text.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(link) = &mut open {
                    link.words.text.push(' ');
                }
            }
            _ => {}
        }
    }
    found.retain(|link| Collection::from_name(&link.fact) == Some(Collection::Facts));
    found
}

/// What is wrong with the words of a link: a figure or day that the fact has nowhere.
fn wrong_words(index: &Index<'_>, link: &Link, at: &At) -> Option<Finding> {
    let present = index.present_name(&link.fact).unwrap_or(&link.fact);
    let fact = index.facts.get(present)?;
    if Figures::read(&link.words.text, &link.words.language_code).is_empty() {
        return None;
    }
    let parts = typed_parts(fact);
    let typed = Typed::new(&parts);
    let statements = fact.statement.iter();
    let said: Vec<Figures<'_>> = statements
        .map(|statement| Figures::read(&statement.text, &statement.language_code))
        .collect();
    let unheld = unheld(index, fact, &typed, &link.words, Rule::LinkNotHeld);
    // "Never since 2016" may stand for "from 2017 on".
    let mut unsaid = unheld.into_iter().filter(|(_, figure)| {
        !figure.is_open() && !said.iter().any(|said| figure.is_among(said, typed.day()))
    });
    let (rule, figure) = unsaid.next()?;
    Some(Finding::new(
        rule,
        at.clone(),
        unsaid_message(&figure, present),
    ))
}

/// What is wrong with a figure of a link to a fact, and what to do.
fn unsaid_message(figure: &Unheld, fact: &str) -> String {
    let says = &figure.says;
    match &figure.contradicts {
        Some(amount) => {
            format!("the link says `{says}`, but `{fact}` says `{amount}`; correct one of the two")
        }
        None => format!(
            "the link says `{says}`, but `{fact}` does not; correct it, or end the link before it"
        ),
    }
}
