//! Words of the figures in French.

use super::number::number;
use super::time;
use crate::locale::charts::{Charts, Flows};

pub(super) const CHARTS: Charts = Charts {
    timeline_title: "Ce qui s’est passé, et quand",
    forecasts_title: "Ce qui est prévu, et pour quand",
    flows_title: "Qui fournit quoi à qui",
    network_title: "Qui est lié à qui",
    numbers_by_subject: "Le même chiffre, comparé",
    numbers_by_source: "Ce que dit chaque source, par date",
    numbers_over_time: "Le même chiffre au fil du temps",
    numbers_most: |most, count| format!("{most}, le plus élevé de {count}"),
    numbers_or_more: "ou plus",
    numbers_or_less: "ou moins",
    numbers_range: "quelque part dans cet intervalle",
    flows: "Toutes les bandes ont la même largeur\u{a0}: obus, drones et argent ne se comparent pas.",
    flows_reading,
    stated: "quantité précisée",
    not_stated: "quantité non précisée",
    network_reading,
    agreement: "accord",
    transfer: "transfert, vers le destinataire",
    office: "fonction",
    membership: "appartenance",
    chains_title: "Par où c’est passé, jusqu’à nous",
    more: |count| format!("{count} de plus dans le tableau."),
    table: "Voir en tableau",
    take_along: "Emporter ce graphique",
    as_picture: "image (SVG)",
    as_table: "tableau (CSV)",
    as_page: "page à intégrer",
    credit: "Source",
    time: time::TIME,
};

/// Names take no article here, which would depend on the name; so they stand behind a colon.
fn flows_reading(flows: Flows<'_>) -> String {
    let [one, many] = if flows.delivered {
        ["livraison", "livraisons"]
    } else {
        ["transfert", "transferts"]
    };
    let count = flows.count;
    match flows.most {
        None if flows.suppliers == 0 => number(count, one, many),
        None => format!(
            "{} de {}",
            number(count, one, many),
            number(flows.suppliers, "fournisseur", "fournisseurs")
        ),
        Some((_, to)) if count == 1 => {
            let one = if flows.delivered {
                "Une seule livraison"
            } else {
                "Un seul transfert"
            };
            format!("{one}\u{202f}; destinataire\u{a0}: {to}")
        }
        Some((2, to)) if count == 2 => {
            format!("Les deux {many} ont le même destinataire\u{a0}: {to}")
        }
        Some((some, to)) if some == count => {
            format!("Les {count} {many} ont le même destinataire\u{a0}: {to}")
        }
        Some((1, to)) => format!("1 {one} sur {count} a pour destinataire\u{a0}: {to}"),
        Some((some, to)) => {
            format!("{some} {many} sur {count} ont pour destinataire\u{a0}: {to}")
        }
    }
}

fn network_reading(names: usize, ties: usize, most: Option<(&str, usize)>) -> String {
    let all = format!(
        "{} entre {}",
        number(ties, "lien", "liens"),
        number(names, "nom", "noms")
    );
    match most {
        None => all,
        Some((name, many)) => format!(
            "{all}\u{202f}; en tête\u{a0}: {name}, avec {}",
            number(many, "lien", "liens")
        ),
    }
}
