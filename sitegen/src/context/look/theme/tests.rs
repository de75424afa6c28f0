use super::*;

fn theme(toml: &str) -> Result<Theme, String> {
    toml::from_str(toml).map_err(|error| error.message().to_owned())
}

#[test]
fn the_style_sheet_has_these_tokens_and_every_pair_of_them_can_be_read() {
    let sheet = include_str!("../../../../../templates/style.css");
    let (light, dark) = sheet
        .split_once("@media (prefers-color-scheme: dark)")
        .expect("both");
    let dark = dark.split("*, ::before").next().expect("the tokens");
    for (_, name, colours) in TOKENS {
        for (place, (part, colour)) in [light, dark].into_iter().zip(colours).enumerate() {
            assert!(
                part.contains(&format!("  --{name}: {colour};")),
                "{name}, {place}"
            );
        }
    }
    let listed = light.matches(": #").count();
    assert_eq!(
        listed,
        TOKENS.len(),
        "a token of the style sheet is missing"
    );
    assert!(theme("").is_ok());
}

#[test]
fn contrast_is_that_of_wcag() {
    let colour = |text: &str| text.parse::<Colour>().expect(text);
    for (one, other, contrast) in [
        ("#000", "#fff", 21.0),
        ("#fff", "#ffffff", 1.0),
        // The lightest grey that is dark enough on white, and the next one.
        ("#767676", "#fff", 4.54),
        ("#777", "#fff", 4.48),
        ("#ff0000", "#fff", 4.00),
    ] {
        let found = colour(one).contrast(colour(other));
        assert!(
            (found - contrast).abs() < 0.005,
            "{one} on {other}: {found}"
        );
        let back = colour(other).contrast(colour(one));
        assert!((found - back).abs() < 1e-12);
    }
}

#[test]
fn a_pair_that_cannot_be_read_is_refused() {
    for (toml, message) in [
        (
            "light = { ink = \"#777\" }",
            "in `light`, `ink` #777777 on `paper` #fdfcf9 has a contrast of 4.3",
        ),
        (
            "dark = { ink = \"#777\" }",
            "in `dark`, `ink` #777777 on `paper`",
        ),
        (
            "light = { paper = \"#000\" }",
            "in `light`, `ink` #1b1d21 on `paper` #000000",
        ),
        ("light = { hit = \"#333\" }", "on `hit` #333333"),
        ("dark = { focus = \"#222\" }", "but 3:1 is needed"),
        ("light = { ink = \"red\" }", "one is written `#0b4f8a`"),
        ("light = { ink = \"#é00\" }", "one is written `#0b4f8a`"),
        ("light = { ink = \"#+12345\" }", "one is written `#0b4f8a`"),
        (
            "light = { accent = \"#000\" }",
            "expected one of `paper`, `sheet`, `ink`",
        ),
        ("bright = {}", "expected `light` or `dark`"),
    ] {
        let error = theme(toml).expect_err(toml);
        assert!(error.contains(message), "{toml}: {error}");
    }
}

#[test]
fn what_is_set_goes_behind_the_style_sheet_for_screens() {
    let theme = theme("dark = { paper = \"#000\", mark = \"#FA8\" }").expect("a theme");
    assert_eq!(
        theme.style(),
        "\n@media screen and (prefers-color-scheme: dark) {\n  :root { --paper: #000000; --mark: #ffaa88; }\n}\n"
    );
}
