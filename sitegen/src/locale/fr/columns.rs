//! The columns of a table in French.

use crate::locale::columns::Columns;

pub(super) const COLUMNS: Columns = Columns {
    url: "La page du fait.",
    id: "L’identifiant du fait, dont le sens ne change jamais.",
    kind: "Le type de fait.",
    statement: "Le fait, dans nos propres mots.",
    voice: "De qui vient le fait, et ce qui s’y oppose.",
    who: "Qui l’a dit en premier, s’il y a lieu.",
    reported_by: "Par qui il est parvenu à l’article.",
    article: "Les articles où il figure, sous les titres que nous leur donnons.",
    publisher: "Qui a publié ces articles.",
    published: "Quand ils ont été publiés (EDTF).",
    place: "À quel endroit de l’article il se trouve ; avec l’article, s’il y en a plusieurs.",
    date: "La date du fait (EDTF) ; vide si elle n’est pas connue.",
    value: "La quantité, ou le bas d’une fourchette.",
    value_to: "Le haut d’une fourchette.",
    unit: "L’unité de la quantité (UCUM), ou une devise (ISO 4217).",
    comparator: "Le rapport entre la quantité et le nombre : exactement, environ, plus de, etc.",
    compared: "Ce qu’a donné la comparaison avec les mots de l’article : whole (tout), partly (en partie), differing (différent), absent ou uncompared (non comparé).",
    verification: "Jusqu’où nous avons vérifié le fait nous-mêmes.",
};
