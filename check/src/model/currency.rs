//! Which currencies may `£`, `euros` or `GBP` mean?

use iso_currency::Currency;

/// Signs and words, in lower case, with the codes that they may stand for, the most likely first.
/// ISO 4217 has codes only; a sign that many currencies share has those that news mostly means.
const NAMES: &[(&str, &[&str])] = &[
    ("£", &["GBP"]),
    ("€", &["EUR"]),
    ("$", &["USD"]),
    ("us$", &["USD"]),
    ("a$", &["AUD"]),
    ("au$", &["AUD"]),
    ("c$", &["CAD"]),
    ("ca$", &["CAD"]),
    ("nz$", &["NZD"]),
    ("hk$", &["HKD"]),
    ("s$", &["SGD"]),
    ("nt$", &["TWD"]),
    ("r$", &["BRL"]),
    ("mx$", &["MXN"]),
    ("¥", &["JPY", "CNY"]),
    ("￥", &["JPY", "CNY"]),
    ("cn¥", &["CNY"]),
    ("rmb", &["CNY"]),
    ("₹", &["INR"]),
    ("₽", &["RUB"]),
    ("₩", &["KRW"]),
    ("₺", &["TRY"]),
    ("₴", &["UAH"]),
    ("₪", &["ILS"]),
    ("₦", &["NGN"]),
    ("₱", &["PHP"]),
    ("₫", &["VND"]),
    ("₸", &["KZT"]),
    ("₼", &["AZN"]),
    ("₾", &["GEL"]),
    ("฿", &["THB"]),
    ("﷼", &["IRR", "SAR"]),
    ("zł", &["PLN"]),
    ("kč", &["CZK"]),
    ("kr", &["SEK", "NOK", "DKK"]),
    ("fr.", &["CHF"]),
    ("sfr", &["CHF"]),
    ("rs.", &["INR", "PKR"]),
    ("euro", &["EUR"]),
    ("euros", &["EUR"]),
    ("يورو", &["EUR"]),
    ("евро", &["EUR"]),
    ("dollar", &["USD"]),
    ("dollars", &["USD"]),
    ("us dollars", &["USD"]),
    ("dólares", &["USD"]),
    ("dollari", &["USD"]),
    ("دولار", &["USD"]),
    ("долларов", &["USD"]),
    ("pound", &["GBP"]),
    ("pounds", &["GBP"]),
    ("pfund", &["GBP"]),
    ("pounds sterling", &["GBP"]),
    ("livres sterling", &["GBP"]),
    ("yen", &["JPY"]),
    ("yuan", &["CNY"]),
    ("renminbi", &["CNY"]),
    ("rubles", &["RUB"]),
    ("roubles", &["RUB"]),
    ("rubel", &["RUB"]),
    ("рублей", &["RUB"]),
    ("rupees", &["INR", "PKR"]),
    ("francs", &["CHF", "XOF"]),
    ("franken", &["CHF"]),
    ("zloty", &["PLN"]),
    ("hryvnia", &["UAH"]),
    ("гривень", &["UAH"]),
    ("shekels", &["ILS"]),
    ("riyals", &["SAR"]),
    ("dirhams", &["AED", "MAD"]),
    ("lira", &["TRY"]),
    ("rand", &["ZAR"]),
];

/// The codes that a sign, a word or a code may mean; none for anything else.
pub fn codes(text: &str) -> Vec<&'static str> {
    let text = text.trim();
    let lower = text.to_lowercase();
    if let Some((_, codes)) = NAMES.iter().find(|(name, _)| *name == lower) {
        return codes.to_vec();
    }
    let code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    // `all` and `top` are words; whoever means the currency writes it large.
    let written = text.bytes().all(|byte| byte.is_ascii_uppercase());
    Currency::from_code(text)
        .filter(|_| code && written)
        .map(|currency| vec![currency.code()])
        .unwrap_or_default()
}

/// A currency at the start of a text, and what stands behind it.
pub(super) fn at_start(text: &str) -> Option<(Vec<&'static str>, &str)> {
    split(
        text,
        text.char_indices()
            .map(|(at, character)| at + character.len_utf8()),
        |text, at| {
            let (head, tail) = text.split_at_checked(at)?;
            Some((head, tail))
        },
    )
}

/// A currency at the end of a text, and what stands before it.
pub(super) fn at_end(text: &str) -> Option<(Vec<&'static str>, &str)> {
    split(text, text.char_indices().map(|(at, _)| at), |text, at| {
        let (head, tail) = text.split_at_checked(at)?;
        Some((tail, head))
    })
}

/// The longest piece that names a currency and does not end amid a word.
fn split<'t>(
    text: &'t str,
    cuts: impl Iterator<Item = usize>,
    cut: impl Fn(&'t str, usize) -> Option<(&'t str, &'t str)>,
) -> Option<(Vec<&'static str>, &'t str)> {
    let pieces = cuts.filter_map(|at| cut(text, at));
    let found = pieces.filter_map(|(piece, rest)| {
        let codes = codes(piece);
        let before = text.starts_with(piece);
        let (inner, outer) = if before {
            (piece.chars().next_back(), rest.chars().next())
        } else {
            (piece.chars().next(), rest.chars().next_back())
        };
        let letter = |character: Option<char>| character.is_some_and(char::is_alphabetic);
        let amid = letter(inner) && letter(outer);
        (!codes.is_empty() && !amid).then_some((piece.trim().len(), codes, rest))
    });
    found
        .max_by_key(|(length, _, _)| *length)
        .map(|(_, codes, rest)| (codes, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_words_and_codes_name_currencies() {
        for (text, expected) in [
            ("£", "GBP"),
            ("$", "USD"),
            ("US$", "USD"),
            ("¥", "JPY CNY"),
            ("euros", "EUR"),
            ("Euro", "EUR"),
            ("CHF", "CHF"),
            ("chf", ""),
            ("ABC", ""),
            ("", ""),
        ] {
            assert_eq!(codes(text).join(" "), expected, "{text}");
        }
        let every_code_exists = NAMES.iter().flat_map(|(_, codes)| codes.iter());
        for code in every_code_exists {
            assert!(Currency::from_code(code).is_some(), "{code}");
        }
    }

    #[test]
    fn a_currency_is_found_at_either_end() {
        assert_eq!(at_start("£75m"), Some((vec!["GBP"], "75m")));
        assert_eq!(at_start("US$ 75"), Some((vec!["USD"], "75")));
        assert_eq!(at_start("EUR75"), Some((vec!["EUR"], "75")));
        assert_eq!(at_end("75 million GBP"), Some((vec!["GBP"], "75 million")));
        assert_eq!(
            at_end("75 million euros"),
            Some((vec!["EUR"], "75 million"))
        );
        assert_eq!(at_end("75 €"), Some((vec!["EUR"], "75")));
        assert_eq!(at_end("75 grand"), None);
        assert_eq!(at_start("75"), None);
    }
}
