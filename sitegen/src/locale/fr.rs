//! French.

mod amounts;
mod article;
mod charts;
mod columns;
mod compared;
mod labels;
mod number;
mod site;
mod terms;
mod time;
mod values;

use self::number::number;
use super::search::Search;
use super::words::Words;

/// French, as newspapers have it. Spaces that must not break stand as escapes: a narrow one before
/// `;`, `!`, `?` and between thousands, a wide one before `:` and inside quotation marks.
pub(super) const FRENCH: Words = Words {
    code: "fr",
    direction: "ltr",
    article: "",
    terms: terms::TERMS,
    meanings: terms::MEANINGS,
    kinds: terms::KINDS,
    passives: terms::PASSIVE,
    languages: terms::LANGUAGES,
    facts: |count| number(count, "fait", "faits"),
    sources: |count| number(count, "source", "sources"),
    articles: |count| number(count, "article", "articles"),
    places: |count| number(count, "passage", "passages"),
    colon: "\u{a0}: ",
    quoted: ("«\u{a0}", "\u{a0}»"),
    comma: ", ",
    semicolon: "\u{202f}; ",
    onward: "→",
    thousands: '\u{202f}',
    decimal: ',',
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    day: |year, month, day| {
        let day = if day == "1" { "1er" } else { day };
        format!("{day} {month} {year}")
    },
    month: |year, month| format!("{month} {year}"),
    dates: values::DATES,
    amounts: amounts::AMOUNTS,
    charts: charts::CHARTS,
    columns: columns::COLUMNS,
    compared: compared::COMPARED,
    search: SEARCH,
    history: site::HISTORY,
    site: site::SITE,
    label: labels::LABELS,
};

const SEARCH: Search = Search {
    title: "Recherche",
    label: "Chercher des noms, des faits, des citations et des sources",
    button: "Chercher",
    keys: "Entrée\u{a0}: premier résultat. ↑ ↓\u{a0}: parcourir. Échap\u{a0}: effacer. /\u{a0}: revenir ici.",
    found: &[("one", "% résultat"), ("other", "% résultats")],
    none: "Aucun résultat pour «\u{a0}%\u{a0}».",
    near: "Vouliez-vous dire\u{a0}:",
    alone: "Essayez un seul mot\u{a0}:",
    close: "Aucun résultat exact pour «\u{a0}%\u{a0}». Graphies proches\u{a0}:",
    some: "Aucune page n’a tous ces mots. Celles-ci en ont le plus\u{a0}:",
    failed: "La recherche est incomplète pour le moment. Réessayez, ou parcourez les listes.",
    also: "Aussi appelé\u{a0}: %",
    names: "Noms\u{a0}: %",
    all: "Tout",
    show_all: "Tout afficher (%)",
    more: "Afficher la suite",
    narrow: "Afficher seulement",
    terms: "Termes",
    dossiers: "Dossiers",
    no_script: "La recherche a besoin de JavaScript. Tout ce qu’elle trouve figure aussi dans ces listes.",
    without: "Ou parcourez les listes",
    letters: "Noms et termes de A à Z",
    most_named: |count| {
        format!("Les {count} les plus cités dans les faits\u{202f}; la liste les donne tous.")
    },
};
