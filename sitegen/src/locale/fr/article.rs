//! Articles and prepositions before dates in French: `le 18 novembre 2022`, `du printemps 2024`,
//! `jusqu’à l’été 2024`, `d’avril 2024`.

/// What a date in words begins with, by which its article goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// A day of a month, or spring: `le`.
    Masculine,
    /// Another season: `l’`.
    Vowel,
    /// Several years, which have their article already.
    Plural,
    /// A month or a year, which take none.
    Bare,
}

fn start(date: &str) -> Start {
    let mut words = date.split(' ');
    let first = words.next().unwrap_or_default();
    let era = words
        .next()
        .is_some_and(|part| matches!(part, "av." | "apr."));
    match first {
        "printemps" => Start::Masculine,
        "été" | "automne" | "hiver" => Start::Vowel,
        "les" => Start::Plural,
        // A year has its era behind it; `18` and `1er` are days.
        _ if !era
            && first.len() <= 3
            && first.starts_with(|character: char| character.is_ascii_digit()) =>
        {
            Start::Masculine
        }
        _ => Start::Bare,
    }
}

/// A date with its article: `le 18 novembre 2022`, `l’hiver 2022-2023`, `2022`.
pub(super) fn with_article(date: &str) -> String {
    match start(date) {
        Start::Masculine => format!("le {date}"),
        Start::Vowel => format!("l’{date}"),
        Start::Plural | Start::Bare => date.to_owned(),
    }
}

/// `de` before words, before a vowel `d’`.
pub(super) fn with_de(text: &str) -> String {
    if text.starts_with(['a', 'e', 'i', 'o', 'u', 'é']) {
        format!("d’{text}")
    } else {
        format!("de {text}")
    }
}

fn of_date(date: &str) -> String {
    match (start(date), date.strip_prefix("les ")) {
        (Start::Masculine, _) => format!("du {date}"),
        (Start::Vowel, _) => format!("de l’{date}"),
        (_, Some(years)) => format!("des {years}"),
        _ => with_de(date),
    }
}

fn to_date(date: &str) -> String {
    match (start(date), date.strip_prefix("les ")) {
        (Start::Masculine, _) => format!("au {date}"),
        (Start::Vowel, _) => format!("à l’{date}"),
        (_, Some(years)) => format!("aux {years}"),
        _ => format!("à {date}"),
    }
}

/// `à partir du printemps 2024`.
pub(super) fn from(date: &str) -> String {
    doubted(date, |date| format!("à partir {}", of_date(date)))
}

/// `jusqu’à l’été 2024`.
pub(super) fn until(date: &str) -> String {
    doubted(date, |date| format!("jusqu’{}", to_date(date)))
}

/// `depuis le 1er mai 2022`.
pub(super) fn since(date: &str) -> String {
    doubted(date, |date| format!("depuis {}", with_article(date)))
}

/// `d’ici l’hiver 2022-2023`.
pub(super) fn by(date: &str) -> String {
    doubted(date, |date| format!("d’ici {}", with_article(date)))
}

/// What is said of a date, with its doubts around all of it: no preposition stands before `peut-être`
/// or `vers`.
fn doubted(date: &str, said: impl Fn(&str) -> String) -> String {
    let (possibly, rest) = match date.strip_prefix("peut-être ") {
        Some(rest) => ("peut-être ", rest),
        None => ("", date),
    };
    match rest.strip_prefix("vers ") {
        Some(about) => {
            let bare = about
                .strip_prefix("le ")
                .or_else(|| about.strip_prefix("l’"));
            format!("{possibly}{} environ", said(bare.unwrap_or(about)))
        }
        None => format!("{possibly}{}", said(rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_take_their_articles_and_prepositions() {
        for (date, expected) in [
            (
                "18 novembre 2022",
                [
                    "du 18 novembre 2022",
                    "au 18 novembre 2022",
                    "le 18 novembre 2022",
                ],
            ),
            (
                "1er mai 2022",
                ["du 1er mai 2022", "au 1er mai 2022", "le 1er mai 2022"],
            ),
            (
                "printemps 2024",
                [
                    "du printemps 2024",
                    "au printemps 2024",
                    "le printemps 2024",
                ],
            ),
            ("été 2024", ["de l’été 2024", "à l’été 2024", "l’été 2024"]),
            (
                "automne 2024",
                ["de l’automne 2024", "à l’automne 2024", "l’automne 2024"],
            ),
            (
                "hiver 2024-2025",
                [
                    "de l’hiver 2024-2025",
                    "à l’hiver 2024-2025",
                    "l’hiver 2024-2025",
                ],
            ),
            ("avril 2024", ["d’avril 2024", "à avril 2024", "avril 2024"]),
            ("mars 2024", ["de mars 2024", "à mars 2024", "mars 2024"]),
            ("2024", ["de 2024", "à 2024", "2024"]),
            (
                "44 av. J.-C.",
                ["de 44 av. J.-C.", "à 44 av. J.-C.", "44 av. J.-C."],
            ),
            (
                "les années 2010",
                ["des années 2010", "aux années 2010", "les années 2010"],
            ),
        ] {
            assert_eq!([of_date(date), to_date(date), with_article(date)], expected);
        }
    }

    #[test]
    fn doubts_stand_around_the_preposition() {
        for (date, expected) in [
            ("vers 2024", "à partir de 2024 environ"),
            (
                "vers le printemps 2024",
                "à partir du printemps 2024 environ",
            ),
            (
                "peut-être vers l’été 2024",
                "peut-être à partir de l’été 2024 environ",
            ),
            ("peut-être août 2024", "peut-être à partir d’août 2024"),
            ("une date inconnue", "à partir d’une date inconnue"),
        ] {
            assert_eq!(from(date), expected);
        }
    }
}
