//! French.

mod terms;
mod time;

use super::search::Search;
use super::words::{Amounts, Charts, Dates, Groups, History, Labels, Site, Words};

/// French, as newspapers have it. Spaces that must not break stand as escapes: a narrow one before
/// `;`, `!`, `?` and between thousands, a wide one before `:` and inside quotation marks.
pub(super) const FRENCH: Words = Words {
    code: "fr",
    direction: "ltr",
    terms: terms::TERMS,
    meanings: terms::MEANINGS,
    kinds: terms::KINDS,
    passives: terms::PASSIVE,
    languages: terms::LANGUAGES,
    facts: |count| number(count, "fait", "faits"),
    sources: |count| number(count, "source", "sources"),
    places: |count| number(count, "passage", "passages"),
    colon: "\u{a0}: ",
    quoted: ("«\u{a0}", "\u{a0}»"),
    comma: ", ",
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
    dates: DATES,
    amounts: AMOUNTS,
    charts: CHARTS,
    search: SEARCH,
    history: HISTORY,
    site: SITE,
    label: LABELS,
};

fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count < 2 { one } else { many })
}

/// Whether a date in words begins with a day of a month, which takes an article: `18 novembre 2022`,
/// `1er mai`.
fn is_day(date: &str) -> bool {
    let first = date.split(' ').next().unwrap_or_default();
    first.len() <= 3 && first.starts_with(|one: char| one.is_ascii_digit())
}

const DATES: Dates = Dates {
    seasons: ["printemps", "été", "automne", "hiver"],
    possibly: |date| format!("peut-être {date}"),
    about: |date| format!("vers {date}"),
    until: |date| {
        let to = if is_day(date) { "au" } else { "à" };
        format!("jusqu’{to} {date}")
    },
    from: |date| {
        let of = if is_day(date) { "du" } else { "de" };
        format!("à partir {of} {date}")
    },
    span: |one, other| format!("{one} – {other}"),
    decade: |digits| format!("les années {digits}0"),
    unknown: "inconnu",
    worked_out: "établi par la rédaction",
    source_says: |words| format!("la source dit «\u{a0}{words}\u{a0}»"),
};

const CHARTS: Charts = Charts {
    timeline_title: "Ce qui s’est passé, et quand",
    forecasts_title: "Jusqu’où portent les prévisions",
    flows_title: "Qui donne quoi à qui",
    network_title: "Qui est lié à qui",
    flows: "Tous les rubans ont la même largeur\u{a0}: obus, drones et argent ne se comparent pas.",
    flows_reading,
    stated: "quantité précisée",
    not_stated: "quantité non précisée",
    network_reading,
    agreement: "accord",
    transfer: "transfert, vers le destinataire",
    office: "fonction",
    membership: "appartenance",
    chains_title: "Par qui c’est passé",
    more: |count| format!("{count} de plus dans le tableau."),
    table: "La même chose en tableau",
    time: time::TIME,
};

/// Names take no article here, which would depend on the name; so they stand behind a colon.
fn flows_reading(flows: usize, givers: usize, most: Option<(usize, &str)>) -> String {
    let all = format!(
        "{} de {}",
        number(flows, "flux", "flux"),
        number(givers, "fournisseur", "fournisseurs")
    );
    match most {
        None => format!("{all}."),
        Some((many, to)) if many == flows => {
            format!("{all}\u{202f}; seul destinataire\u{a0}: {to}.")
        }
        Some((many, to)) => format!(
            "{all}\u{202f}; premier destinataire\u{a0}: {to}, avec {}.",
            number(many, "flux", "flux")
        ),
    }
}

fn network_reading(names: usize, ties: usize, most: Option<(&str, usize)>) -> String {
    let all = format!(
        "{} et {}",
        number(names, "nom", "noms"),
        number(ties, "lien", "liens")
    );
    match most {
        None => format!("{all}."),
        Some((name, many)) => format!(
            "{all}\u{202f}; en tête\u{a0}: {name}, avec {}.",
            number(many, "lien", "liens")
        ),
    }
}

const HISTORY: History = History {
    title: "Historique",
    text: "Ce que cette page disait auparavant, le changement le plus récent d’abord.",
    changes: "Ce qui a changé",
    changes_text: "Les changements apportés aux faits depuis leur première publication.",
    before: "avant",
    after: "après",
    statement: "Énoncé",
    evidence: "Repose sur",
};

const SEARCH: Search = Search {
    title: "Recherche",
    label: "Noms dans toutes les langues, faits, citations et sources",
    button: "Chercher",
    keys: "Entrée ouvre le premier résultat, les flèches parcourent, Échap efface, / ramène ici.",
    found: &[("one", "% résultat"), ("other", "% résultats")],
    none: "Rien ici ne contient «\u{a0}%\u{a0}».",
    near: "Vouliez-vous dire\u{a0}:",
    alone: "Chacun de ces mots seul se trouve\u{a0}:",
    close: "Rien ne contient exactement «\u{a0}%\u{a0}». Ceci s’écrit presque ainsi\u{a0}:",
    failed: "Une partie de l’index n’a pu être lue. Réessayez, ou parcourez les listes.",
    also: "Aussi appelé\u{a0}: %",
    names: "Noms\u{a0}: %",
    all: "Tout",
    show_all: "Tout afficher (%)",
    more: "Afficher la suite",
    narrow: "Se limiter à",
    terms: "Termes",
    dossiers: "Dossiers",
    no_script: "La recherche elle-même a besoin de JavaScript. Tout ce qu’elle trouve figure aussi dans ces listes.",
    without: "Ou parcourez les listes",
    letters: "Noms et termes de A à Z",
    most_named: |count| {
        format!("Les {count} que le plus de faits nomment\u{202f}; la liste des noms les a tous.")
    },
};

const AMOUNTS: Amounts = Amounts {
    about: "environ",
    more_than: "plus de",
    at_least: "au moins",
    less_than: "moins de",
    at_most: "au plus",
    span: |one, other| format!("{one} à {other}"),
    millions: |number| large(number, "million"),
    billions: |number| large(number, "milliard"),
    joined: |amount, unit| {
        let large = ["million", "millions", "milliard", "milliards"];
        if !large.iter().any(|word| amount.ends_with(word)) {
            return format!("{amount}\u{a0}{unit}");
        }
        let vowel = unit.starts_with(['a', 'e', 'é', 'É', 'h', 'i', 'o', 'u']);
        format!("{amount} {}{unit}", if vowel { "d’" } else { "de " })
    },
    unit,
    per,
    unknown: "une quantité inconnue",
    none: "aucun",
    within: |span| format!("d’ici {span}"),
};

/// A noun like `million`, in the singular below two.
fn large(number: &str, noun: &str) -> String {
    let one = number.split(',').next() == Some("1") || number.starts_with("0,");
    format!("{number}\u{a0}{noun}{}", if one { "" } else { "s" })
}

/// Counted things are English nouns in the contract; those that occur in news have a French one.
const COUNTED: &[(&str, &str, &str)] = &[
    ("article", "article", "articles"),
    ("barrel", "baril", "barils"),
    ("city", "ville", "villes"),
    ("clock", "horloge", "horloges"),
    ("company", "entreprise", "entreprises"),
    ("country", "pays", "pays"),
    ("death", "mort", "morts"),
    ("drone", "drone", "drones"),
    ("fact", "fait", "faits"),
    ("flight", "vol", "vols"),
    ("house", "maison", "maisons"),
    ("laboratory", "laboratoire", "laboratoires"),
    ("launch", "lancement", "lancements"),
    (
        "leap_second",
        "seconde intercalaire",
        "secondes intercalaires",
    ),
    ("member", "membre", "membres"),
    ("missile", "missile", "missiles"),
    ("person", "personne", "personnes"),
    ("round", "munition", "munitions"),
    ("satellite", "satellite", "satellites"),
    ("ship", "navire", "navires"),
    ("shell", "obus", "obus"),
    ("soldier", "soldat", "soldats"),
    ("state", "État", "États"),
    ("tank", "char", "chars"),
    ("time", "fois", "fois"),
    ("vote", "voix", "voix"),
    ("warhead", "ogive", "ogives"),
    ("weapon", "arme", "armes"),
];

fn unit(unit: &str, many: bool) -> String {
    let choose = |one: &str, more: &str| if many { more } else { one }.to_owned();
    match unit {
        "1" | "" => String::new(),
        "a" => choose("an", "ans"),
        "mo" => "mois".to_owned(),
        "wk" => choose("semaine", "semaines"),
        "d" => choose("jour", "jours"),
        "h" => choose("heure", "heures"),
        "min" => choose("minute", "minutes"),
        "s" => choose("seconde", "secondes"),
        counted if counted.starts_with('{') => {
            let word = counted.trim_matches(['{', '}']);
            let known = COUNTED.iter().find(|(english, _, _)| *english == word);
            known.map_or_else(
                || word.replace('_', " "),
                |(_, one, more)| choose(one, more),
            )
        }
        code => code.to_owned(),
    }
}

fn per(amount: &str, period: &str) -> String {
    let words = match period {
        "P1Y" => "par an",
        "P1M" => "par mois",
        "P1W" | "P7D" => "par semaine",
        "P1D" => "par jour",
        "PT1H" => "par heure",
        other => return format!("{amount} en {other}"),
    };
    format!("{amount} {words}")
}

const SITE: Site = Site {
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
    disputed_text: "Les faits de ce dossier qu’une source, un autre fait ou notre vérification contredit.",
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
            "Chaque fait nomme les phrases d’un article qui l’expriment. Nous ne gardons aucune copie de l’article, seulement des longueurs et des empreintes. Qui possède le texte peut vérifier chaque passage avec la commande «\u{a0}dossier-server verify\u{a0}».",
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
    anchors: "Si un passage a été vérifié",
};

const LABELS: Labels = Labels {
    says_who: "Qui le dit",
    place: "Lieu",
    stands_in: "Se trouve dans",
    sentences: |numbers, many| {
        let word = if many { "phrases" } else { "phrase" };
        format!("{word} {numbers}")
    },
    when: "Quand",
    valid: "Vrai pour",
    as_of: "Au",
    kind: "Genre",
    status: "État",
    participants: "Participants",
    part_of: "Partie de",
    title: "Titre",
    subject: "Objet",
    parties: "Parties",
    provisions: "Dispositions",
    supplier: "Fournisseur",
    recipient: "Destinataire",
    maker: "Fabricant",
    item: "Quoi",
    category: "Catégorie",
    stage: "Étape",
    quantity: "Quantité",
    rate: "Rythme",
    period: "Période",
    agreement: "En vertu de",
    purpose: "But",
    holder: "Titulaire",
    office: "Fonction",
    principal: "De",
    start: "Depuis",
    end: "Jusqu’à",
    member: "Membre",
    collective: "Appartient à",
    capability: "Capacité",
    level: "Niveau",
    property: "Chiffre",
    change: "Évolution",
    about: "Au sujet de",
    speaker: "Qui parle",
    words: "Mots",
    form: "Forme",
    original_language: "Dit ou écrit en",
    first_published: "D’abord publié dans",
    claimant: "L’affirme",
    the_author: "l’auteur de l’article",
    count: "Décompte",
    out_of: |count, total| format!("{count} sur {total}"),
    instances: "Comptés",
    forecaster: "Le prévoit",
    made_on: "Dit le",
    horizon: "Échéance",
    window: "C’est-à-dire",
    likelihood: "Probabilité",
    resolution: "Issue",
    settled_by: "Tranché par",
    term: "Terme",
    definition: "Sens",
    coined_by: "Forgé par",
    coined_in: "Forgé dans",
    adopted_by: "Repris par",
    fact: "Fait",
    voice: "Voix",
    certainty: "Certitude",
    polarity: "Polarité",
    stance: "Position",
    rendering: "Restitution",
    told_by: "raconté par",
    according_to: |name| format!("selon {name}"),
    read_passage: "Lire le passage",
    verification: "Notre verdict",
    derived_from: "Établi à partir de",
    links: "Faits liés",
    told_in: "Raconté dans",
    topics: "Thèmes",
    details: "En détail",
    permalink: "Page de ce fait",
    withdrawn: "Ceci a été retiré.",
    replaced: "Ceci a été remplacé.",
    reason: "Raison",
    see_instead: "Voir plutôt",
    names: "Aussi appelé",
    identifiers: "Identifiants",
    belongs_to: "Appartient à",
    reliability: "Fiabilité",
    publication: "Publication",
    authors: "Par",
    published: "Publié",
    language: "Langue",
    translation: "Traduction",
    translated_from: |language, method| format!("langue source\u{a0}: {language}, {method}"),
    genre: "Genre",
    rights: "Droits",
    address: "Adresse",
    archive: "Archive",
    fingerprint: "Empreinte (SHA-256)",
    coverage: "Quelle part en est dans les faits",
    covered: |sentences, covered, marked, open| {
        format!(
            "{sentences} phrases\u{a0}: {covered} couvertes par des faits, {marked} marquées comme contexte, analyse ou habillage, {open} ouvertes."
        )
    },
    sentence: "Phrase",
    rests_on_it: "Ce qui repose dessus",
    who: "Qui",
    tie: "Lien",
    whom: "À qui",
    revision: "révision",
    not_said: "non précisé",
    asserted_by: "selon",
    from: "De",
    to: "À",
    expects: "Ce qui est attendu",
    groups: Groups {
        says: "Ce qu’ils disent",
        said_about: "Ce qu’on en dit",
        named: "Aussi nommé dans",
    },
};
