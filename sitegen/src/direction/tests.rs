use super::*;
use Direction::{LeftToRight as Ltr, RightToLeft as Rtl};

#[test]
fn a_language_has_the_direction_of_its_script() {
    for (tag, expected) in [
        ("en", Some(Ltr)),
        ("ar", Some(Rtl)),
        ("ar-Latn", Some(Ltr)),
        ("fa-IR", Some(Rtl)),
        ("az", Some(Ltr)),
        ("az-Arab", Some(Rtl)),
        ("ug", Some(Rtl)),
        ("pa", Some(Ltr)),
        ("pa-PK", Some(Rtl)),
        ("yi", Some(Rtl)),
        ("dv", Some(Rtl)),
        ("syr", Some(Rtl)),
        ("nqo", Some(Rtl)),
        ("ff-Adlm", Some(Rtl)),
        ("ckb", Some(Rtl)),
        ("zh-Hant", Some(Ltr)),
        ("not a tag", None),
        ("", None),
    ] {
        assert_eq!(Direction::of_language(tag), expected, "{tag}");
    }
}

#[test]
fn a_text_has_the_direction_of_its_first_letter() {
    for (text, expected) in [
        ("Dam", Some(Ltr)),
        ("(3) سد", Some(Rtl)),
        ("«סכר» dam", Some(Rtl)),
        ("12 – 15", None),
        ("\u{2068}سد\u{2069} dam", Some(Ltr)),
        ("", None),
    ] {
        assert_eq!(Direction::of_text(text), expected, "{text}");
    }
}

/// Marks what is isolated with angle brackets.
fn marked(text: &str, base: Direction) -> String {
    wrapped(text, (base, Form::Html), |out, run| {
        out.push('<');
        out.push_str(run);
        out.push('>');
    })
}

#[test]
fn what_runs_the_other_way_is_isolated_with_what_belongs_to_it() {
    for (base, text, expected) in [
        (Ltr, "no other", "no other"),
        (Ltr, "سد", "<سد>"),
        (Ltr, "سد (3)", "<سد (3)>"),
        (Ltr, "سد 3.", "<سد 3.>"),
        (Ltr, "“سد”, ", "“<سد>”, "),
        (Ltr, " · سد", " · <سد>"),
        (Ltr, "(سد)", "<(سد)>"),
        (Ltr, "(سد", "(<سد>"),
        (Rtl, "(«cue»)", "(«<cue>»)"),
        (Ltr, "سد)", "<سد>)"),
        (Ltr, "سد (نهر) 3 — there", "<سد (نهر) 3> — there"),
        (Ltr, "سد 3, there", "<سد 3>, there"),
        (Ltr, "سد 3 there", "<سد> 3 there"),
        (Ltr, "the سد (3) there", "the <سد> (3) there"),
        (Ltr, "the سد (النهر) there", "the <سد (النهر)> there"),
        (Ltr, "one سد, نهر two نهر", "one <سد, نهر> two <نهر>"),
        (Ltr, "סכר &amp; נהר", "<סכר &amp; נהר>"),
        (Ltr, "a &amp; b &#39; c", "a &amp; b &#39; c"),
        (Ltr, "−5 to +3", "−5 to +3"),
        (Rtl, "لا شيء", "لا شيء"),
        (Rtl, "JSON", "<JSON>"),
        (Rtl, "طائرة Shahed 136 واحدة", "طائرة <Shahed 136> واحدة"),
        (
            Rtl,
            "طائرة F-16 (Block 50) واحدة",
            "طائرة <F-16 (Block 50)> واحدة",
        ),
        (Rtl, "من −5 إلى +3.5 درجات", "من <−5> إلى <+3.5> درجات"),
        (Rtl, "−5", "<−5>"),
        (Rtl, "2024-06-17", "2024-06-17"),
        (Rtl, "أ &amp; ب", "أ &amp; ب"),
        (
            Rtl,
            "قال \u{2068}Dam\u{2069} ذلك",
            "قال \u{2068}Dam\u{2069} ذلك",
        ),
    ] {
        assert_eq!(marked(text, base), expected, "{text}");
    }
}

#[test]
fn a_plain_text_is_isolated_once() {
    let once = isolated("the سد (3)", Ltr, Form::Plain);
    assert_eq!(once, "the \u{2068}سد\u{2069} (3)");
    assert_eq!(isolated(&once, Ltr, Form::Plain), once);
}

proptest::proptest! {
    #[test]
    fn nothing_is_lost_and_no_letter_runs_against_its_place(
        text in "[ab سد0-9().,«»&; −\u{2068}\u{2069}]{0,24}",
        right in proptest::bool::ANY,
    ) {
        let base = if right { Rtl } else { Ltr };
        let kept: String = isolated(&text, base, Form::Plain).chars().filter(|character| !ISOLATE.contains(character)).collect();
        let given: String = text.chars().filter(|character| !ISOLATE.contains(character)).collect();
        proptest::prop_assert_eq!(kept, given);
        let plain: String = text.chars().filter(|character| !ISOLATE.contains(character)).collect();
        let outside = isolated(&plain, base, Form::Plain);
        let mut inside = false;
        for character in outside.chars() {
            match character {
                '\u{2068}' => inside = true,
                '\u{2069}' => inside = false,
                character if !inside => {
                    let direction = Direction::of_letter(character);
                    proptest::prop_assert!(direction.is_none_or(|found| found == base), "{}", outside);
                }
                _ => {}
            }
        }
    }
}
