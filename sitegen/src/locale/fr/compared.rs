//! What was compared with a text, in French.

use dossier::v1::PartKind;

use super::number::number;
use crate::locale::compared::{Compared, Nouns, forms};

const NOUNS: Nouns<2> = &[
    (PartKind::Amount, ["un montant", "montants"]),
    (PartKind::Time, ["une date", "dates"]),
    (PartKind::Duration, ["une durée", "durées"]),
    (PartKind::Quoted, ["des mots cités", "citations"]),
    (
        PartKind::Verbatim,
        ["la formulation de la source", "formulations de la source"],
    ),
    (PartKind::Name, ["un nom", "noms"]),
    (PartKind::Speaker, ["un locuteur", "locuteurs"]),
    (
        PartKind::Direction,
        ["le sens d’une évolution", "sens d’évolution"],
    ),
    (PartKind::Cue, ["un mot introducteur", "mots introducteurs"]),
    (PartKind::Title, ["un titre", "titres"]),
    (PartKind::Statement, ["les chiffres de notre phrase", ""]),
    (PartKind::Polarity, ["un démenti", "démentis"]),
    (
        PartKind::Choice,
        ["une nature ou un état", "natures et états"],
    ),
];

pub(super) const COMPARED: Compared = Compared {
    not: "Non comparé avec le texte",
    on: |date| format!("Comparé avec le texte le {date}"),
    last: |date| format!("Dernière comparaison avec le texte le {date}"),
    nothing: "Rien dans ce fait n’a pu être comparé aux mots cités",
    parts: |kind, count| match (count, forms(NOUNS, kind)) {
        (1, [one, _]) => one.to_owned(),
        (count, [_, many]) => format!("{count} {many}"),
    },
    whole: |whole, all| {
        let found = if whole < 2 { "retrouvé" } else { "retrouvés" };
        let facts = number(whole, "fait", "faits");
        format!("{facts} sur {all} entièrement {found} dans le texte")
    },
    partly: |count| format!("{count} en partie"),
    differing: |count| number(count, "en diffère", "en diffèrent"),
    absent: |count| number(count, "introuvable", "introuvables"),
    uncompared: |count| number(count, "non comparé", "non comparés"),
    none: |all| match all {
        1 => "Son fait n’a pas été comparé avec le texte".to_owned(),
        all => format!("Aucun de ses {all} faits n’a été comparé avec le texte"),
    },
    tally_text: "Entièrement retrouvé\u{a0}: chaque partie figure dans les mots sur lesquels repose le fait, ou à côté, ou bien elle est donnée pour notre déduction. En partie\u{a0}: une chose a été retrouvée, une autre non, ou aucune règle ne permet de la comparer. Non comparé\u{a0}: personne ne l’a fait, rien n’y peut être cherché, ou tout y est déduit par nous. Cela ne dit pas si l’article a raison.",
    details: "Ce qui a été comparé",
    part: "Partie du fait",
    found: "Ce qui a été trouvé",
    method: "Méthode",
    recorded_by: "Comparé par",
    title: "Ce qu’a donné la comparaison avec le texte",
    text: "Qui possède le texte d’un article peut y comparer chaque fait\u{a0}: un programme cherche chaque montant, date, nom et citation dans les mots que le fait désigne. Nous gardons ce qu’il a trouvé, sans un mot du texte, sauf si ses droits le permettent en entier. Ce site montre le relevé du jour indiqué. La seule preuve d’un relevé est que quiconque possède le texte peut relancer «\u{a0}dossier-server verify\u{a0}» et doit obtenir le même. Que les parties figurent dans les mots ne dit pas que le fait en rend bien compte, ni que l’article a raison\u{a0}: les négations, et qui fait quoi à qui, ne sont comparés que dans les phrases simples.",
};
