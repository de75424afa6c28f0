//! How is money said to a reader? With the sign that CLDR has for the currency in the language.

/// Where a language has the sign of a currency, and which ones differ from those that all share.
#[derive(Debug)]
pub(crate) struct Money {
    /// Before the number, or behind it.
    pub(crate) place: Place,
    /// Codes of ISO 4217 with their signs in this language.
    pub(crate) signs: &'static [(&'static str, &'static str)],
}

/// Where the sign of a currency stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// `£75`, `CHF 75`.
    Before,
    /// `75 £`.
    Behind,
}

/// Signs that are the same in every language of the site (CLDR 48, `symbol`).
const SIGNS: &[(&str, &str)] = &[
    ("EUR", "€"),
    ("GBP", "£"),
    ("BRL", "R$"),
    ("ILS", "₪"),
    ("INR", "₹"),
    ("KRW", "₩"),
    ("PHP", "₱"),
    ("VND", "₫"),
];

impl Money {
    /// An amount of money. A currency without a sign keeps its code.
    pub(crate) fn said(&self, number: &str, code: &str) -> String {
        let mut signs = self.signs.iter().chain(SIGNS);
        let sign = signs.find(|(currency, _)| *currency == code);
        let sign = sign.map_or(code, |(_, sign)| sign);
        if self.place == Place::Behind {
            return format!("{number}\u{a0}{sign}");
        }
        let (minus, number) = match number.strip_prefix('−') {
            Some(number) => ("−", number),
            None => ("", number),
        };
        // Letters do not touch digits.
        let letter = sign.ends_with(char::is_alphabetic);
        let gap = if letter { "\u{a0}" } else { "" };
        format!("{minus}{sign}{gap}{number}")
    }
}
