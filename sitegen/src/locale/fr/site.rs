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
    tagline: "Des articles, on tire des faits vérifiables.",
    promise: "Des articles démontés en faits. Ouvrez-en un pour voir qui le dit, dans les mots de qui, et avec quelle certitude.",
    most_named: "De qui et de quoi il s’agit",
    read: "Lire le récit",
    skip: "Aller au contenu",
    home: "Accueil",
    you_are_here: "Vous êtes ici",
    facts: "Faits",
    entities: "Noms",
    articles: "Sources",
    corrections: "Corrections",
    method: "D’où nous le savons",
    story: "Le récit",
    timeline: "Chronologie",
    flows: "Flux",
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
    reviewed_on: |date| format!("Relu en entier le {date}"),
    moved: "Cette page a changé d’adresse",
    not_found: "Cette page n’existe pas",
    not_found_text: "Un fait garde son adresse pour toujours, même s’il est retiré. Cette adresse n’a donc jamais été la nôtre, ou elle est mal écrite.",
    no_dossier: "Aucun dossier n’est encore publié.",
    nothing_here: "Le dossier ne contient rien de tel.",
    no_corrections: "Aucun fait n’a été corrigé jusqu’ici.",
    corrections_text: "Ce qui était faux ou a changé, et quand nous l’avons dit. Un fait retiré garde sa page et y donne la raison.",
    how_to_read: "Comment lire les marques",
    how_we_know: "D’où nous le savons",
    behind: |facts, names| match (facts, names) {
        (0, names) => format!("Qui est qui\u{a0}: {}", number(names, "nom", "noms")),
        (facts, 0) => format!("Qui le dit\u{a0}: {}", number(facts, "fait", "faits")),
        (facts, names) => format!(
            "Qui le dit\u{a0}: {}, {}",
            number(facts, "fait", "faits"),
            number(names, "nom", "noms")
        ),
    },
    behind_all: "Montrer tout ce paragraphe",
    own_page: |view| format!("{view}, sur une page à part"),
    beyond: |page, more| match more {
        0 => page.to_owned(),
        more => format!("{page}, avec {more} de plus"),
    },
    said: "De qui vient la parole",
    said_text: "Seul ce qu’une source rapporte comme un fait est donné pour vrai. Le reste est affirmé, jugé ou déduit par quelqu’un.",
    data: "En données",
    print: "Imprimer",
    print_text: "Sur papier, chaque fait du récit est écrit avec celui qui le dit.",
    disputed: "Ce qui est contesté",
    disputed_text: "Les faits de ce dossier que contredit une source, un autre fait ou notre propre avis.",
    cite: "Citer cette page",
    undated: "Sans date",
    planned: "Prévu",
    flows_text: "Chaque ligne compte une chose à une étape. Ce qui fut offert, livré, produit et employé se compte à part, et ne s’additionne jamais ici. Une quantité qu’aucune source ne donne est signalée comme non précisée.",
    facts_text: "Tous les faits, par genre. Chacun mène à qui le dit, de quelle voix et où.",
    entities_text: "Les personnes, États, organisations, lieux et choses que les faits nomment.",
    articles_text: "Les articles sur lesquels reposent les faits.",
    method_text: &[
        (
            "Ce qu’est un fait",
            "Un fait est ici une phrase simple, dans nos propres mots, dont les parties sont détaillées\u{a0}: qui, quoi, combien, quand. Les mots d’une source n’apparaissent qu’en courtes citations signalées.",
        ),
        (
            "Sur quoi il repose",
            "Chaque fait nomme les phrases d’un article qui l’expriment. Nous ne gardons aucune copie de l’article, seulement des longueurs et des empreintes. Qui possède le texte peut y comparer chaque fait avec la commande «\u{a0}dossier-server verify\u{a0}».",
        ),
        (
            "De qui est la voix",
            "Un article peut rapporter une chose comme un fait, transmettre ce que quelqu’un dit, ou juger lui-même. Nous les distinguons, et chaque lien d’un texte montre par son soulignement de quoi il s’agit.",
        ),
        (
            "Que faire des erreurs",
            "Un fait n’est jamais modifié ou supprimé en silence. Les corrections portent une date et une note\u{202f}; un fait retiré garde son adresse et dit pourquoi.",
        ),
    ],
    voices: "Voix",
    verdicts: "Ce que la rédaction dit d’un fait",
    anchors: "Si un passage contient encore les mêmes mots",
};
