//! Names taken apart, and words of them compared.

use super::*;

fn part(word: &str) -> Part {
    Part::new(&fold(word))
}

#[test]
fn words_of_one_name_fit() {
    for (one, other) in [
        ("Orlan", "ORLAN"),
        ("Orlan", "О́рлан"),
        ("Mohammed", "Muhammad"),
        ("Mohammed", "محمد"),
        ("Kiev", "Kyiv"),
        ("Zelensky", "Зеленский"),
        ("Putin", "بوتين"),
        ("Shoigu", "Шойгу"),
        ("Yeltsin", "Ельцин"),
        ("Qaddafi", "Gaddafi"),
        ("Marland", "Marlnd"),
        ("V", "Viktor"),
    ] {
        assert!(part(one).fit(&part(other)).is_some(), "{one} {other}");
    }
}

#[test]
fn words_of_two_names_do_not() {
    for (one, other) in [
        ("136", "131"),
        ("T34", "T35"),
        ("Orlan", "Norland"),
        ("Iran", "Iraq"),
        ("V", "Boris"),
        ("Anna", "Hanna-Maria"),
        ("Niger", "Nigeria"),
        ("Lee", "Lou"),
    ] {
        assert_eq!(part(one).fit(&part(other)), None, "{one} {other}");
    }
}

#[test]
fn what_does_not_tell_names_apart_is_left_out() {
    let parts = |text: &str| -> Vec<String> {
        let form = Form::new(text);
        form.parts.into_iter().map(|part| part.folded).collect()
    };
    for (text, expected) in [
        ("President Ada Poole", vec!["ada", "poole"]),
        ("the so-called Sand League", vec!["sand", "league"]),
        ("the F.S.", vec!["fs"]),
        ("J.K. Orlan", vec!["j", "k", "orlan"]),
        ("Orlan Bank AG", vec!["orlan", "bank"]),
        ("L’Oréal SA", vec!["oreal"]),
        ("PAO Gazprom", vec!["gazprom"]),
        ("Orlan Aktiengesellschaft", vec!["orlan"]),
        ("Orlan Gesellschaft mit beschränkter Haftung", vec!["orlan"]),
        ("Orlan GmbH & Co. KG", vec!["orlan"]),
        ("Orlan GmbH und Co. KGaA", vec!["orlan"]),
        ("Société anonyme Orlan", vec!["orlan"]),
        ("Orlan S.p.A.", vec!["orlan"]),
        ("Banco Orlan S.A.", vec!["banco", "orlan"]),
        ("Orlan Sp. z o.o.", vec!["orlan"]),
        ("Публичное акционерное общество Орлан", vec!["орлан"]),
        (
            "Общество с ограниченной ответственностью «Орлан»",
            vec!["орлан"],
        ),
        ("東京株式会社", vec!["東京"]),
        ("Aktiengesellschaft", vec!["aktiengesellschaft"]),
        ("Petrov S.A.", vec!["petrov", "s", "a"]),
        ("Ada Poole Ph.D.", vec!["ada", "poole", "phd"]),
        ("O’Conner’s", vec!["oconner"]),
        ("The President", vec!["president"]),
        ("", vec![]),
        ("—", vec![]),
    ] {
        assert_eq!(parts(text), expected, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_taken_apart(text in "\\PC{0,60}") {
        let form = Form::new(&text);
        for part in &form.parts {
            proptest::prop_assert!(part.fit(part).is_some());
        }
    }
}
