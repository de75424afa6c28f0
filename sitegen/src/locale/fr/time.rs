//! Words of the figures of time in French.

use dossier::v1::Resolution;

use super::article::{by, since, with_de};
use super::number::number;
use crate::locale::time::{Share, Time};

pub(super) const TIME: Time = Time {
    timeline,
    since,
    day: "un jour connu",
    lasting: "tout cet intervalle",
    span: "jour exact inconnu",
    open: "fin inconnue",
    planned_day: "prévu pour un jour",
    planned_span: "prévu, jour exact inconnu",
    planned_open: "prévu, fin inconnue",
    many: "nombre de faits qui y commencent",
    many_planned: "prévus",
    forecasts: |count| number(count, "prévision", "prévisions"),
    some_timed: |timed, all| match timed {
        1 => format!("1 prévision sur {all} indique une échéance"),
        timed => format!("{timed} prévisions sur {all} indiquent une échéance"),
    },
    ahead: |from, to| match from {
        None => format!("la plus lointaine à {to}"),
        Some(from) if from == to => format!("à une échéance {}", with_de(to)),
        Some(from) => format!("à une échéance {} à {to}", with_de(from)),
    },
    share,
    length: |count, unit| match unit {
        "a" => number(count, "an", "ans"),
        "mo" => number(count, "mois", "mois"),
        "wk" => number(count, "semaine", "semaines"),
        _ => number(count, "jour", "jours"),
    },
    said: "dit",
    beyond: "au-delà",
    made_on: |day| format!("dit\u{a0}: {day}"),
    by,
    dated: "énoncé un jour connu",
    undated: "jour non précisé",
    endless: "fin non précisée",
    goes_on: "finit au-delà de l’axe",
    chains,
};

fn timeline(count: usize, [from, to]: [&str; 2], planned: usize) -> String {
    let facts = number(count, "fait daté", "faits datés");
    let time = if from == to {
        format!("en {to}")
    } else {
        format!("{} à {to}", with_de(from))
    };
    let planned = match (planned, count) {
        (0, _) => String::new(),
        (1, 1) => "\u{202f}; il est prévu".to_owned(),
        (2, 2) => "\u{202f}; les deux sont prévus".to_owned(),
        (some, all) if some == all => "\u{202f}; tous sont prévus".to_owned(),
        (1, _) => "\u{202f}; 1 est prévu".to_owned(),
        (some, _) => format!("\u{202f}; {some} sont prévus"),
    };
    format!("{facts}, {time}{planned}")
}

fn share(share: Share, some: usize, all: usize) -> String {
    let [one, more] = match share {
        Share::Outcome(Resolution::Occurred) => ["s’est réalisée", "se sont réalisées"],
        Share::Outcome(Resolution::NotOccurred) => {
            ["ne s’est pas réalisée", "ne se sont pas réalisées"]
        }
        Share::Outcome(Resolution::Partly) => {
            ["s’est réalisée en partie", "se sont réalisées en partie"]
        }
        Share::Outcome(Resolution::Expired) => ["est échue", "sont échues"],
        Share::Outcome(_) => ["est en suspens", "sont en suspens"],
        Share::NoDay => [
            "a été énoncée un jour inconnu",
            "ont été énoncées un jour inconnu",
        ],
    };
    match (some, all) {
        (1, 1) => format!("elle {one}"),
        // "Toutes ne … pas" may mean that some do.
        _ if some == all && one.starts_with("ne ") => format!("aucune {}", one.replace(" pas", "")),
        (2, 2) => format!("les deux {more}"),
        _ if some == all => format!("toutes {more}"),
        _ => format!("{some} {}", if some == 1 { one } else { more }),
    }
}

/// `24 faits nous sont parvenus par 9 voies, avec un intermédiaire au plus`.
fn chains(facts: usize, ways: usize, hands: usize) -> String {
    let steps = match hands {
        0 => "sans intermédiaire".to_owned(),
        1 => "avec un intermédiaire".to_owned(),
        hands => format!("avec {hands} intermédiaires"),
    };
    if (facts, ways) == (1, 1) {
        return format!("Un fait nous est parvenu {steps}");
    }
    let most = if ways == 1 || hands == 0 {
        ""
    } else {
        " au plus"
    };
    let came = match facts {
        1 => "Un fait nous est parvenu".to_owned(),
        facts => format!("{facts} faits nous sont parvenus"),
    };
    let ways = number(ways, "voie", "voies");
    format!("{came} par {ways}, {steps}{most}")
}
