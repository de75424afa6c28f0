use super::*;

fn french() -> &'static Words {
    Words::for_language("fr").expect("a language")
}

fn texts(toml: &str) -> Result<Texts, String> {
    #[derive(Debug, Deserialize)]
    struct One {
        text: Texts,
    }
    let read: Result<One, _> = toml::from_str(&format!("text = {toml}"));
    read.map(|written| written.text)
        .map_err(|error| error.message().to_owned())
}

#[test]
fn a_text_has_the_language_of_the_page() {
    let english = Words::ALL[0];
    let both = texts("{ en = \"Facts\", fr = \"Faits\" }").expect("texts");
    assert_eq!(both.in_language(english).0, "Facts");
    assert_eq!(both.in_language(french()).0, "Faits");
    let one = texts("\"Facts\"").expect("a text");
    assert_eq!(one.in_language(french()), ("Facts", ""));
    assert!(one.has_own(french()));
    let other = texts("{ en-GB = \"Facts\" }").expect("texts");
    assert!(!other.has_own(french()));
    let look = Look {
        title: Some(other),
        ..Look::default()
    };
    assert_eq!(look.title(french()), "Facts");
    assert_eq!(
        look.missing_texts(&Words::ALL),
        ["fr", "ar"].map(|code| format!(
            "`title` of the settings has no text in `{code}`; another one stands there"
        ))
    );
}

#[test]
fn texts_that_no_page_can_show_are_refused() {
    for (toml, message) in [
        (
            "\" \"",
            "the text is empty; write one, or leave the key out",
        ),
        ("\"a\\nb\"", "the text holds a line break"),
        ("{}", "the table has no text"),
        ("{ xx = \"a\" }", "is not available in `xx`, only in `en`"),
        ("{ en = \"\" }", "the text is empty"),
        ("3", "expected a text, or a table"),
    ] {
        let error = texts(toml).expect_err(toml);
        assert!(error.contains(message), "{toml}: {error}");
    }
}

#[test]
fn whoever_can_be_reached_is_a_link_that_runs_nothing() {
    for (text, href) in [
        ("desk@example.org", "mailto:desk@example.org"),
        (
            "a.b+c_d-e@mail.example.org",
            "mailto:a.b+c_d-e@mail.example.org",
        ),
        ("https://example.org/contact", "https://example.org/contact"),
    ] {
        let reach: Reach = text.parse().expect(text);
        assert_eq!(reach.inline(), Inline::link(text, href));
    }
    for text in [
        "",
        "desk",
        "desk@",
        "@example.org",
        "desk@example",
        "a@b@example.org",
        "a..b@example.org",
        ".a@example.org",
        "a?bcc=x@example.org",
        "a%0a@example.org",
        "a\"@example.org",
        "a <a@example.org>",
        "desk@example.org/x",
        "desk@.example.org.",
        "mailto:desk@example.org",
        "javascript:alert(1)",
        "ftp://example.org/",
        "/contact",
    ] {
        let error = text.parse::<Reach>().expect_err(text);
        assert!(error.contains("such as `desk@example.org`"), "{error}");
    }
}

#[test]
fn where_nothing_is_set_nothing_is_said() {
    let look = Look::default();
    for words in Words::ALL {
        assert_eq!(look.title(words), words.site.name);
        assert_eq!(look.tagline(words), words.site.tagline);
        assert_eq!(look.foot(words), []);
        assert_eq!(look.imprint(words), []);
    }
    assert_eq!(look.missing_texts(&Words::ALL), Vec::<String>::new());
    assert_eq!(Twins::default(), Twins::All);
}

#[test]
fn figures_have_files_where_they_are_wanted_or_not_too_many() {
    let most = FIGURES_FACTS_MAX;
    for (setting, facts, wanted) in [
        (Figures::Auto, 0, true),
        (Figures::Auto, most, true),
        (Figures::Auto, most + 1, false),
        (Figures::Yes, most + 1, true),
        (Figures::No, 1, false),
    ] {
        let settled = setting.settled(facts);
        assert_eq!(settled.are_wanted(), wanted, "{setting:?} of {facts}");
        assert_eq!(settled.settled(most + 1), settled, "{setting:?} of {facts}");
    }
}
