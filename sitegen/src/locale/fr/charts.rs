//! Words of the figures in French.

use super::number::number;
use super::time;
use crate::locale::charts::Charts;

pub(super) const CHARTS: Charts = Charts {
    timeline_title: "Ce qui s’est passé, et quand",
    forecasts_title: "Ce qui est prévu, et pour quand",
    flows_title: "Qui fournit quoi à qui",
    network_title: "Qui est lié à qui",
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
    time: time::TIME,
};

/// Names take no article here, which would depend on the name; so they stand behind a colon.
fn flows_reading(flows: usize, givers: usize, most: Option<(usize, &str)>) -> String {
    if let (1, Some((_, to))) = (flows, most) {
        return format!("Une seule livraison\u{202f}; destinataire\u{a0}: {to}");
    }
    match most {
        None => format!(
            "{} de {}",
            number(flows, "livraison", "livraisons"),
            number(givers, "fournisseur", "fournisseurs")
        ),
        Some((many, to)) if many == flows => {
            format!("Les {flows} livraisons ont le même destinataire\u{a0}: {to}")
        }
        Some((many, to)) => {
            format!("Premier destinataire\u{a0}: {to}, {many} livraisons sur {flows}")
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
