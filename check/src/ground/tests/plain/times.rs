//! Times that the words say, and others.

use super::{are_clean, are_told};

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn a_window_begins_on_the_day_of_the_article() {
    are_clean(&[
        (
            "en",
            "The cranes will come by Friday, Ada Poole said.",
            "Ada Poole said that the cranes would come by Friday.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-11-28, verbatim: by Friday, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
        (
            "en",
            "The cranes will come before Christmas, Ada Poole said.",
            "Ada Poole said that the cranes would come before Christmas.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-25, verbatim: before Christmas, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
        (
            "en",
            "The cranes will come before Christmas, Ada Poole said.",
            "Ada Poole said that the cranes would come before Christmas.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-24, verbatim: before Christmas, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
        (
            "en",
            "The cranes will come before Easter, Ada Poole said.",
            "Ada Poole said that the cranes would come before Easter.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2026-04-05, verbatim: before Easter, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
        (
            "en",
            "The cranes will come by the end of the year, Ada Poole said.",
            "Ada Poole said that the cranes would come by the end of the year.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-31, verbatim: end of the year, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
        (
            "de",
            "Die Kräne kommen bis Freitag, sagte Ada Poole.",
            "Ada Poole sagte, die Kräne kämen bis Freitag.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-11-28, verbatim: bis Freitag, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: sagte}}",
        ),
        (
            "de",
            "Die Kräne kommen vor Weihnachten, sagte Ada Poole.",
            "Ada Poole sagte, die Kräne kämen vor Weihnachten.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-24, verbatim: vor Weihnachten, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: sagte}}",
        ),
        (
            "de",
            "Die Kräne kommen bis Ende des Jahres, sagte Ada Poole.",
            "Ada Poole sagte, die Kräne kämen bis Ende des Jahres.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-31, verbatim: bis Ende des Jahres, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: sagte}}",
        ),
        (
            "fr",
            "Les grues viendront d’ici à vendredi, a dit Ada Poole.",
            "Ada Poole a dit que les grues viendraient d’ici à vendredi.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-11-28, verbatim: d’ici à vendredi, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: dit}}",
        ),
        (
            "fr",
            "Les grues viendront avant Noël, a dit Ada Poole.",
            "Ada Poole a dit que les grues viendraient avant Noël.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-25, verbatim: avant Noël, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: dit}}",
        ),
        (
            "en",
            "Sales of Norvolt rose by 4% over the past year.",
            "Sales of Norvolt rose by 4% in a year.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "4 %"}, period: {edtf: 2024-11/2025-11, verbatim: over the past year, basis: resolved}}"#,
        ),
        (
            "en",
            "Sales of Norvolt rose by 30% in the past decade.",
            "Sales of Norvolt rose by 30% in ten years.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "30 %"}, period: {edtf: 2015/2025, verbatim: in the past decade, basis: resolved}}"#,
        ),
        (
            "en",
            "In the year to September, Norvolt lost £4m.",
            "Norvolt lost £4 million in the year to September 2025.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "GBP 4e6", period: {edtf: 2024-10/2025-09, verbatim: in the year to September, basis: resolved}}"#,
        ),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn another_year_than_that_of_the_words_is_told() {
    are_told(
        "contradicts-words beside-words figure-not-held wrong-time",
        &[
            (
                "en",
                "Norvolt was sold on 4 November. It was founded in Holm. In 2018 it moved.",
                "Norvolt was sold.",
                "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018-11-04}",
            ),
            (
                "en",
                "Norvolt was sold on Monday. It was founded in Holm. In 2018 it moved.",
                "Norvolt was sold.",
                "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018-11-05}",
            ),
            (
                "en",
                "Norvolt was sold on 4 November. It was founded in Holm. Its seat is there. In 2018 it moved.",
                "Norvolt was sold in 2018.",
                "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018}",
            ),
            (
                "fr",
                "La Norvolt fut vendue le 4 novembre. Elle vient de Holm. En 2018 elle déménagea.",
                "La Norvolt fut vendue.",
                "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018-11-04}",
            ),
            (
                "de",
                "Im dritten Quartal verlor Norvolt 7 Kunden. Die Firma sitzt in Holm. Sie kam 2011.",
                "Norvolt verlor 7 Kunden.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "7 {Kunde}", period: 2011}"#,
            ),
            (
                "en",
                "Norvolt lost 7 ships in October.",
                "Norvolt lost 7 ships in October 2025.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "7 {ship}", period: {edtf: 2026-10, verbatim: in October, basis: resolved}}"#,
            ),
            (
                "fr",
                "La Norvolt perdit 7 navires en octobre.",
                "La Norvolt perdit 7 navires en octobre 2025.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "7 {navire}", period: {edtf: 2026-10, verbatim: en octobre, basis: resolved}}"#,
            ),
            (
                "de",
                "Norvolt verlor 7 Schiffe im Oktober.",
                "Norvolt verlor 7 Schiffe im Oktober 2025.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "7 {Schiff}", period: {edtf: 2026-10, verbatim: im Oktober, basis: resolved}}"#,
            ),
            (
                "en",
                "In the third quarter Norvolt lost 7 ships.",
                "Norvolt lost 7 ships.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "7 {ship}", period: {edtf: 2024-07/2025-09, verbatim: In the third quarter, basis: resolved}}"#,
            ),
            (
                "en",
                "In the third quarter Norvolt lost 7 ships.",
                "Norvolt lost 7 ships.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "7 {ship}", period: {edtf: 2025-07/2026-09, verbatim: In the third quarter, basis: resolved}}"#,
            ),
            (
                "en",
                "Norvolt has lost 7 ships since January.",
                "Norvolt has lost 7 ships.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "7 {ship}", period: {edtf: 2025-01/2025-03, verbatim: since January, basis: resolved}}"#,
            ),
        ],
    );
}

#[test]
fn the_year_may_stand_in_the_sentence_before() {
    are_clean(&[
        (
            "en",
            "In 2018 Norvolt moved to Holm. On 4 November it was sold.",
            "Norvolt was sold on 4 November 2018.",
            "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018-11-04}, evidence: {at: p1.s2, voice: reported_as_fact}",
        ),
        (
            "de",
            "Norvolt kam 2018 nach Holm. Am 4. November wurde Norvolt verkauft.",
            "Norvolt wurde am 4. November 2018 verkauft.",
            "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018-11-04}, evidence: {at: p1.s2, voice: reported_as_fact}",
        ),
        (
            "en",
            "Norvolt has lost 7 ships since January.",
            "Norvolt has lost 7 ships.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "7 {ship}", period: {edtf: 2025-01/2025-11, verbatim: since January, basis: resolved}}"#,
        ),
        (
            "de",
            "In der Nacht zum 8. November verlor Norvolt 7 Schiffe.",
            "Norvolt verlor 7 Schiffe.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "7 {Schiff}", period: {edtf: 2025-11-07/2025-11-08, verbatim: Nacht zum 8. November, basis: resolved}}, evidence: {at: p1.s1-s2, voice: reported_as_fact}"#,
        ),
    ]);
}
