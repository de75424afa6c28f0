//! The columns of a table in English.

use crate::locale::columns::Columns;

pub(super) const COLUMNS: Columns = Columns {
    url: "The page of the fact.",
    id: "The fact’s id, which never changes its meaning.",
    kind: "The type of fact.",
    statement: "The fact in our own words.",
    voice: "In whose voice it is known, and what speaks against it.",
    who: "Who said it first, where somebody did.",
    reported_by: "Through whom it reached the article.",
    article: "The articles in which it appears, by our titles for them.",
    publisher: "Who published these articles.",
    published: "When they were published (EDTF).",
    place: "Where in the article it stands; with the article, if there are several.",
    date: "When the fact is (EDTF); empty if no date is known.",
    value: "The amount, or the lower end of a range.",
    value_to: "The upper end of a range.",
    unit: "The unit of the amount (UCUM), or a currency (ISO 4217).",
    comparator: "How the amount relates to the number: exact, about, more than and so on.",
    compared: "What a comparison with the words of the article found: whole, partly, differing, absent or uncompared.",
    verification: "How far we have checked the fact ourselves.",
};
