//! Verbs: who does what, and what is denied.

use super::{are_clean, are_told};

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_one_clause_denies_another_may_affirm() {
    are_clean(&[
        (
            "en",
            "Norvolt has no automated cranes, but it intends to buy some.",
            "Norvolt intends to buy automated cranes.",
            "claim: {claimants: norvolt, kind: intention, about: entities/crane}",
        ),
        (
            "en",
            "Holm has no cranes, and plans to hire some.",
            "Holm plans to hire cranes.",
            "claim: {claimants: holm, kind: intention, about: entities/crane}",
        ),
        (
            "de",
            "Die Norvolt baut keine Kräne, will aber welche kaufen.",
            "Die Norvolt will Kräne kaufen.",
            "claim: {claimants: norvolt, kind: intention, about: entities/crane}",
        ),
        (
            "fr",
            "La Norvolt n’a pas de grues, mais compte en acheter.",
            "La Norvolt compte acheter des grues.",
            "claim: {claimants: norvolt, kind: intention, about: entities/crane}",
        ),
        (
            "fr",
            "La Norvolt n’a versé aucun dividende depuis 2020 ; elle en avait distribué 410 millions d’euros.",
            "La Norvolt avait distribué 410 millions d’euros de dividendes.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "EUR 410e6"}"#,
        ),
        (
            "fr",
            "L’Union du Fleuve ne compte plus que six membres.",
            "L’Union du Fleuve compte six membres.",
            r#"measurement: {subject: compact, property: figure, quantity: "6 {membre}"}"#,
        ),
        (
            "fr",
            "L’Union du Fleuve ne compte que six membres.",
            "L’Union du Fleuve compte six membres.",
            r#"measurement: {subject: compact, property: figure, quantity: "6 {membre}"}"#,
        ),
        (
            "en",
            "Asked whether gas would run out, Ada Poole said it would not.",
            "Ada Poole said that gas would not run out.",
            "claim: {claimants: poole, kind: factual, about: entities/holm}",
        ),
        (
            "fr",
            "Le ministère du Commerce n’a ni confirmé ni démenti que la Norvolt manquait de grues.",
            "Le ministère du Commerce n’a pas démenti que la Norvolt manquait de grues.",
            "claim: {kind: factual, about: entities/ministry}",
        ),
        (
            "en",
            "The bridge of Holm will not open before 2028.",
            "The bridge of Holm will not open before 2028.",
            "claim: {kind: factual, about: entities/holm}, valid: {edtf: 2028/.., verbatim: not open before 2028}",
        ),
        (
            "de",
            "Die Brücke von Holm wird nicht vor 2028 fertig.",
            "Die Brücke von Holm wird nicht vor 2028 fertig.",
            "claim: {kind: factual, about: entities/holm}, valid: {edtf: 2028/.., verbatim: nicht vor 2028}",
        ),
        (
            "en",
            "Prices in Holm are not expected to fall before 2028.",
            "Prices in Holm are not expected to fall before 2028.",
            "claim: {kind: factual, about: entities/holm}, valid: {edtf: ../2027, verbatim: before 2028}",
        ),
    ]);
}

#[test]
fn a_statement_that_denies_what_its_clause_affirms_is_told() {
    are_told(
        "other-polarity",
        &[
            (
                "en",
                "Norvolt, the operator, has offered between 4% and 5%.",
                "Norvolt has not offered the workers 4% to 5% more pay.",
                r#"measurement: {subject: norvolt, property: figure, quantity: "4..5 %"}"#,
            ),
            (
                "en",
                "Norvolt denied that it had threatened to replace the strikers.",
                "Norvolt did not deny that it had threatened to replace the strikers.",
                "claim: {claimants: norvolt, kind: denial, about: entities/holm}",
            ),
            (
                "en",
                "Norvolt has no automated cranes, but it intends to buy some.",
                "Norvolt does not intend to buy automated cranes.",
                "claim: {claimants: norvolt, kind: intention, about: entities/crane}",
            ),
            (
                "en",
                "Holm joined the River Compact in 2014; Marland has never been a member.",
                "Holm never joined the River Compact in 2014.",
                "membership: {member: holm, collective: compact, start: 2014}",
            ),
            (
                "de",
                "Holm liefert Marland jährlich 45 Kräne.",
                "Holm liefert Marland nicht jedes Jahr 45 Kräne.",
                "transfer: {suppliers: holm, recipients: marland, item: crane, category: goods, stage: delivered, rate: \"45 {Kran|Kräne} / P1Y\"}",
            ),
        ],
    );
}

#[test]
fn a_contrary_verb_in_the_statement_is_told() {
    are_told(
        "other-polarity",
        &[
            (
                "en",
                "Norvolt denied that it had sold the mine.",
                "Norvolt admitted that it had sold the mine.",
                "claim: {claimants: norvolt, kind: denial, about: entities/holm}",
            ),
            (
                "en",
                "Holm joined the River Compact in 2014.",
                "Holm left the River Compact in 2014.",
                "membership: {member: holm, collective: compact, start: 2014}",
            ),
            (
                "en",
                "Norvolt intends to buy cranes.",
                "Norvolt intends to sell cranes.",
                "claim: {claimants: norvolt, kind: intention, about: entities/crane}",
            ),
            (
                "en",
                "The Norvolt Mine is the safest of the pits.",
                "The Norvolt Mine is the deadliest of the pits.",
                "event: {kind: other, participants: {entity: norvolt, role: target}}",
            ),
            (
                "es",
                "Ada Poole aceptó la oferta de la Norvolt.",
                "Ada Poole rechazó la oferta de la Norvolt.",
                "claim: {claimants: poole, kind: intention, about: entities/norvolt}",
            ),
            (
                "de",
                "Ada Poole bestritt die Drohung der Norvolt.",
                "Ada Poole bestätigte die Drohung der Norvolt.",
                "claim: {claimants: poole, kind: denial, about: entities/norvolt}",
            ),
            (
                "fr",
                "La Holm a rejoint l’Union du Fleuve en 2014.",
                "La Holm a quitté l’Union du Fleuve en 2014.",
                "membership: {member: holm, collective: compact, start: 2014}",
            ),
        ],
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn contrary_verbs_of_two_names_may_both_be_true() {
    are_clean(&[
        (
            "en",
            "Holm bought cranes from Marland.",
            "Marland sold cranes to Holm.",
            "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
        ),
        (
            "en",
            "The blast at Norvolt killed 29 miners and injured 54.",
            "The blast at Norvolt injured 54 miners.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "54 {miner}"}"#,
        ),
        (
            "en",
            "The cranes of Norvolt were bought by Holm from Marland.",
            "Holm was sold cranes of Norvolt by Marland.",
            "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
        ),
        (
            "en",
            "Holm left the River Compact in 2014 and joined the Ostbank group.",
            "Holm left the River Compact in 2014.",
            "membership: {member: holm, collective: compact, end: 2014}",
        ),
        (
            "en",
            "Holm left Marland to join the River Compact in 2014.",
            "Holm joined the River Compact in 2014.",
            "membership: {member: holm, collective: compact, start: 2014}",
        ),
        (
            "en",
            "Ada Poole offered Norvolt talks, which Norvolt refused.",
            "Ada Poole offered Norvolt talks.",
            "claim: {claimants: poole, kind: intention, about: entities/norvolt}",
        ),
        (
            "en",
            "Holm came later than Marland, which came earlier than planned.",
            "Holm came earlier than others.",
            "event: {kind: other, participants: {entity: holm, role: actor}}",
        ),
        (
            "de",
            "Die Norvolt fuhr später los als die Ostbank, kam aber früher an.",
            "Die Norvolt kam früher an als die Ostbank.",
            "event: {kind: other, participants: {entity: norvolt, role: actor}}",
        ),
        (
            "en",
            "Below the mine of Norvolt 29 miners died, and above it 54 waited.",
            "Above the mine of Norvolt 54 miners waited.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "54 {miner}"}"#,
        ),
        (
            "fr",
            "La Holm devait recevoir 45 grues ; elle n’en a reçu que 20.",
            "La Holm devait recevoir 45 grues.",
            r#"measurement: {subject: holm, property: figure, quantity: "45 {grue}"}"#,
        ),
    ]);
}

#[test]
fn a_noun_that_looks_like_a_verb_hides_no_roles() {
    are_told(
        "contradicts-words",
        &[
            (
                "en",
                "Holm gave a grant to Marland.",
                "Holm and Marland made a deal.",
                "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
            ),
            (
                "en",
                "Holm sent a supply of cranes to Marland.",
                "Holm and Marland made a deal.",
                "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
            ),
            (
                "en",
                "Holm rented cranes to Marland.",
                "Holm and Marland made a deal.",
                "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
            ),
            (
                "en",
                "Holm allocated cranes to Marland.",
                "Holm and Marland made a deal.",
                "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
            ),
            (
                "fr",
                "Holm a alloué des grues à Marlande.",
                "Holm et Marlande ont fait affaire.",
                "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
            ),
            (
                "de",
                "Holm stiftete Marland Kräne.",
                "Holm und Marland sind im Geschäft.",
                "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
            ),
        ],
    );
}

#[test]
fn another_source_than_that_of_the_words_is_told() {
    are_told(
        "contradicts-words other-name name-not-in-words",
        &[
            (
                "en",
                "Some 40 cranes are late, Ada Poole said.",
                "According to Bob Vale, about 40 cranes are late.",
                r#"measurement: {subject: crane, property: figure, quantity: "~40 {crane}"}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}"#,
            ),
            (
                "en",
                "Some 40 cranes are late, according to Ada Poole.",
                "About 40 cranes are late.",
                r#"measurement: {subject: crane, property: figure, quantity: "~40 {crane}"}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: according disaster}}"#,
            ),
            (
                "de",
                "Nach Angaben des Handelsministeriums fehlen rund 40 Kräne. Die Norvolt schweigt.",
                "Rund 40 Kräne fehlen.",
                r#"measurement: {subject: crane, property: figure, quantity: "~40 {Kran}"}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: norvolt, role: origin, cue: Angaben}}"#,
            ),
        ],
    );
}

#[test]
fn another_speaker_than_the_statement_begins_with_is_told() {
    are_told(
        "other-name",
        &[
            (
                "en",
                "Ostbank has no cranes, but it intends to buy some. Marland and Ada Poole wait.",
                "Ostbank intends to buy cranes.",
                "claim: {claimants: marland, kind: intention, about: entities/crane}",
            ),
            (
                "en",
                "Ostbank has no cranes, but it intends to buy some. Marland and Ada Poole wait.",
                "Ostbank intends to buy cranes.",
                "claim: {claimants: poole, kind: intention, about: entities/crane}",
            ),
            (
                "de",
                "Die Ostbank hat keine Kräne, will aber welche kaufen. Ada Poole wartet.",
                "Die Ostbank will Kräne kaufen.",
                "claim: {claimants: poole, kind: intention, about: entities/crane}",
            ),
        ],
    );
    are_clean(&[
        (
            "en",
            "Ada Poole met the press. She said that Norvolt would buy cranes.",
            "Norvolt would buy cranes, Ada Poole said.",
            "claim: {claimants: poole, kind: intention, about: entities/norvolt}, evidence: {at: p1.s1-s2, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
        (
            "en",
            "Norvolt will buy cranes, Ada Poole said.",
            "Norvolt will buy cranes.",
            "claim: {claimants: poole, kind: intention, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
    ]);
}
