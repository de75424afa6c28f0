//! What was compared with a text, in English.

use dossier::v1::PartKind;

use super::number::number;
use crate::locale::compared::{Compared, Nouns, forms};

const NOUNS: Nouns<2> = &[
    (PartKind::Amount, ["an amount", "amounts"]),
    (PartKind::Time, ["a date", "dates"]),
    (PartKind::Duration, ["a period", "periods"]),
    (PartKind::Quoted, ["quoted words", "quotations"]),
    (
        PartKind::Verbatim,
        ["the source’s wording", "wordings of the source"],
    ),
    (PartKind::Name, ["a name", "names"]),
    (PartKind::Speaker, ["a speaker", "speakers"]),
    (
        PartKind::Direction,
        ["the direction of a change", "directions of changes"],
    ),
    (PartKind::Cue, ["an introducing word", "introducing words"]),
    (PartKind::Title, ["a title", "titles"]),
    (PartKind::Statement, ["the figures of our sentence", ""]),
    (PartKind::Polarity, ["a denial", "denials"]),
    (PartKind::Choice, ["a kind or status", "kinds and statuses"]),
];

pub(super) const COMPARED: Compared = Compared {
    not: "Not compared with the text",
    on: |date| format!("Compared with the text on {date}"),
    last: |date| format!("Last compared with the text on {date}"),
    nothing: "Nothing in this fact could be compared with the words",
    parts: |kind, count| match (count, forms(NOUNS, kind)) {
        (1, [one, _]) => one.to_owned(),
        (count, [_, many]) => format!("{count} {many}"),
    },
    whole: |whole, all| {
        let facts = number(all, "fact", "facts");
        format!("{whole} of {facts} fully found in the text")
    },
    partly: |count| format!("{count} in part"),
    differing: |count| number(count, "differs from it", "differ from it"),
    absent: |count| format!("{count} not found"),
    uncompared: |count| format!("{count} not compared"),
    none: |all| match all {
        1 => "Its fact was not compared with the text".to_owned(),
        all => format!("None of its {all} facts was compared with the text"),
    },
    tally_text: "Fully found: each part is in the words that the fact rests on, near them, or is marked as our inference. In part: something was found and something was not, or there is no rule for comparing it. Not compared: nobody did so, nothing in it can be looked up, or all of it is our inference. None of this says whether the article is right.",
    details: "What was compared",
    part: "Part of the fact",
    found: "What was found",
    method: "Method",
    recorded_by: "Compared by",
    title: "What a comparison with the text found",
    text: "Whoever has an article’s text can compare every fact with it: a program looks up each amount, date, name and quotation in the words that the fact names. We keep what it found, and no word of the text unless its rights allow all of it. This site shows the record of the day that it names. The record’s only proof is that anyone who has the text can run “dossier-server verify” again and must get the same. That the parts are in the words does not mean that the fact is a fair account of them, or that the article is right: denials, and who did what to whom, are compared only in plain sentences.",
};
