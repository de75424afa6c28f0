//! Words of the pages in French.

use super::number::number;
use crate::locale::site::{History, Site};

pub(super) const HISTORY: History = History {
    title: "Historique",
    text: "Ce que cette page disait auparavant, le changement le plus récent d’abord.",
    changes: "Ce qui a changé",
    changes_text: "Les changements apportés aux faits depuis leur première publication.",
    before: "avant",
    after: "après",
    statement: "Énoncé",
    evidence: "Repose sur",
};

pub(super) const SITE: Site = Site {
    name: "Dossier",
    tagline: "Des faits vérifiables, tirés de la presse.",
    promise: "L’actualité décomposée en faits. Ouvrez un fait pour voir qui le dit, en quels termes et avec quelle certitude.",
    contact: "Contact",
    report_error: "Signaler une erreur",
    licence: "Licence",
    most_named: "Personnes et lieux dans l’actualité",
    read: "Lire le récit",
    skip: "Aller au contenu",
    home: "Accueil",
    you_are_here: "Vous êtes ici",
    facts: "Faits",
    entities: "Personnes et lieux",
    articles: "Sources",
    own_articles: "Articles",
    corrections: "Corrections",
    method: "Notre méthode",
    story: "Le récit",
    timeline: "Chronologie",
    flows: "Qui a fourni quoi",
    numbers: "Chiffres",
    network: "Liens",
    who: "Qui est qui",
    quotes: "Citations",
    forecasts: "Prévisions",
    glossary: "Glossaire",
    sources: "Sources",
    all_facts: "Tous les faits",
    on_this_page: "Sur cette page",
    views: "Vues de ce dossier",
    languages: "Langues",
    built_from: |revision, version| {
        format!("Produit à partir de la révision {revision} par sitegen {version}.")
    },
    minutes: |minutes| format!("{minutes}\u{a0}min de lecture"),
    unconfirmed: |standing| {
        let disputed = match standing.disputed {
            0 => String::new(),
            1 => " Un fait est contesté ou réfuté.".to_owned(),
            disputed => format!(" {disputed} faits sont contestés ou réfutés."),
        };
        let confirmed = match (standing.confirmed, standing.articles) {
            (0, 1) => {
                "Tout vient ici d’un seul article. Rien n’en a été confirmé par une autre source."
                    .to_owned()
            }
            (0, _) => {
                "Aucun des faits présentés ici n’a été confirmé par une seconde source indépendante."
                    .to_owned()
            }
            (1, _) => format!(
                "Un seul fait sur {} a été confirmé par une seconde source indépendante.",
                standing.facts
            ),
            (confirmed, _) => format!(
                "{confirmed} faits sur {} ont été confirmés par une seconde source indépendante.",
                standing.facts
            ),
        };
        confirmed + &disputed
    },
    more_disputed: |count| match count {
        1 => "1 autre fait contesté".to_owned(),
        _ => format!("{count} autres faits contestés"),
    },
    reviewed_on: |date| format!("Dernière relecture\u{a0}: {date}"),
    moved: "Cette page a changé d’adresse",
    not_found: "Cette page n’existe pas",
    not_found_text: "Vérifiez l’adresse, ou lancez une recherche.",
    no_dossier: "Aucun dossier n’est encore publié.",
    nothing_here: "Le dossier ne contient rien de tel.",
    no_corrections: "Aucun fait n’a été corrigé jusqu’ici.",
    corrections_text: "Ce qui était faux ou a changé, et quand nous l’avons dit. Un fait retiré garde sa page et y donne la raison.",
    how_we_know: "Nos sources et notre méthode",
    behind: |facts, names| match (facts, names) {
        (0, names) => format!("Noms ({names})"),
        (1, 0) => "Un fait et ses sources".to_owned(),
        (facts, 0) => format!("{facts} faits et leurs sources"),
        (facts, names) => format!(
            "{} avec sources, et {}",
            number(facts, "fait", "faits"),
            number(names, "nom", "noms")
        ),
    },
    behind_all: "Voir tout ce qui fonde ce paragraphe",
    own_page: |view| format!("Page complète\u{a0}: {view}"),
    quotes_count: |count| number(count, "citation", "citations"),
    terms_count: |count| number(count, "terme expliqué", "termes expliqués"),
    names_count: |count| number(count, "nom", "personnes, lieux et organisations"),
    beyond: |page, more| match more {
        0 => page.to_owned(),
        more => format!("{page}, {more} de plus"),
    },
    said: "D’où viennent les faits",
    said_text: "Seul ce qu’une source énonce comme un fait est présenté ici comme un fait. Le reste est une affirmation, un jugement ou une déduction, et signalé comme tel.",
    data: "Télécharger",
    print_text: "Sur papier, chaque fait du récit est imprimé avec sa source.",
    disputed: "Ce qui est contesté",
    disputed_text: "Les énoncés que contredit une autre source, un autre fait ou notre propre vérification.",
    cite: "Citer cette page",
    undated: "Sans date",
    planned: "Prévu",
    flows_text: "Chaque ligne compte une chose à une étape. Ce qui a été offert, livré, produit ou employé est compté à part et jamais additionné. Une quantité qu’aucune source ne donne est signalée comme non précisée.",
    in_no_dossier: "Hors dossier",
    facts_text: "Tous les faits, par type. Ouvrez-en un pour voir sa source.",
    entities_text: "Les personnes, États, organisations, lieux et choses que les faits nomment.",
    articles_text: "Les articles sur lesquels reposent les faits.",
    method_text: &[
        (
            "Ce qu’est un fait",
            "Un fait est ici une phrase simple, dans nos propres mots, dont les éléments sont détaillés\u{a0}: qui, quoi, combien, quand. Les mots d’une source n’apparaissent que dans de courtes citations, signalées comme telles.",
        ),
        (
            "Sur quoi il repose",
            "Chaque fait nomme les phrases d’un article sur lesquelles il repose. Nous ne gardons aucune copie de l’article, seulement la longueur et l’empreinte de ses phrases. Quiconque possède le texte peut y comparer chaque fait avec la commande «\u{a0}dossier-server verify\u{a0}».",
        ),
        (
            "Qui parle",
            "Un article peut énoncer un fait, transmettre ce que quelqu’un dit, ou donner son propre jugement. Nous les distinguons, et une marque à côté de chaque fait montre de quoi il s’agit.",
        ),
        (
            "Ce que nous faisons de nos erreurs",
            "Un fait n’est jamais modifié ou supprimé en silence. Les corrections portent une date et une note\u{202f}; un fait retiré garde son adresse et dit pourquoi.",
        ),
    ],
    voices: "Voix",
    verdicts: "Jusqu’où nous avons vérifié un fait",
    kept: |passages| match passages {
        1 => "Les mots cités sont toujours en place".to_owned(),
        passages => format!("Les mots cités sont toujours en place dans les {passages} passages"),
    },
    anchors: "Les mots cités y sont-ils encore\u{202f}?",
};
