//! What is known of an entity, a row each.

use dossier::v1::{Entity, Identifier, IdentifierScheme, NameForm};
use dossier::web_address;

use crate::context::PageContext;
use crate::html::{Inline, Inlines};
use crate::part::rows::Row;
use crate::url;

/// What is known of an entity, a row each.
pub(crate) fn entity_rows(context: &PageContext<'_>, entity: &Entity) -> Vec<Row> {
    let label = &context.words.label;
    let main = context.entity_name(entity).text;
    let names = entity
        .names
        .iter()
        .filter(|name| name.text != main)
        .map(|name| {
            let form = (name.form() != NameForm::Unspecified).then(|| Inline {
                class: "aside",
                ..Inline::plain(format!(
                    " ({})",
                    context.words.term(name.form().as_str_name())
                ))
            });
            let inline = Inline {
                lang: context.lang(&name.language_code),
                ..Inline::plain(name.text.clone())
            };
            let foreign = (!inline.lang.is_empty()).then(|| Inline {
                class: "aside",
                ..Inline::plain(format!(" ({})", context.language(&inline.lang)))
            });
            [inline].into_iter().chain(form.or(foreign)).collect()
        });
    let names: Vec<Inlines> = names.collect();
    let identifiers: Vec<Inlines> = entity
        .identifiers
        .iter()
        .map(|identifier| self::identifier(context, identifier))
        .collect();
    let reliability = entity.reliability.iter().map(|reliability| {
        let grade = context.words.term(reliability.grade().as_str_name());
        let reason = context.text(&reliability.reason);
        vec![
            Inline::plain(format!(
                "{grade}, {}: ",
                context.day(&reliability.assessed_on)
            )),
            reason,
        ]
    });
    let rows = [
        (label.names, names),
        (label.belongs_to, vec![context.entities([&entity.parent])]),
        (label.identifiers, identifiers),
        (label.reliability, reliability.collect()),
    ];
    let rows = rows.into_iter().map(|(label, lines)| Row {
        label,
        lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
    });
    rows.filter(|row| !row.lines.is_empty()).collect()
}

fn identifier(context: &PageContext<'_>, identifier: &Identifier) -> Inlines {
    let scheme = context.words.term(identifier.scheme().as_str_name());
    let href = match identifier.scheme() {
        IdentifierScheme::Wikidata => url::wikidata(&identifier.value),
        IdentifierScheme::Url => web_address(&identifier.value).map(str::to_owned),
        _ => None,
    };
    let value = Inline {
        class: if href.is_some() { "external" } else { "" },
        href: href.unwrap_or_default(),
        ..Inline::plain(identifier.value.clone())
    };
    vec![Inline::plain(format!("{scheme} ")), value]
}
