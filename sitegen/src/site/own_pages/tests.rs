use super::*;

#[test]
fn a_page_has_a_title_and_markdown() {
    for (text, title, markdown) in [
        (
            "---\ntitle: About us\n---\n\nWe are.\n",
            "About us",
            "\nWe are.",
        ),
        (
            "---\r\ntitle: \"A: \\\"b\\\"\"\r\n---\r\nc\r\n",
            "A: \"b\"",
            "c",
        ),
        ("\u{feff}---\ntitle: 'It''s'\n\n---", "It's", ""),
        (
            "---\ntitle: À propos ---\n---\n---\n",
            "À propos ---",
            "---",
        ),
    ] {
        let translation = translation(text).expect(text);
        assert_eq!(
            (translation.title.as_str(), translation.markdown.as_str()),
            (title, markdown)
        );
    }
}

#[test]
fn what_is_wrong_with_a_page_is_said_with_its_line() {
    for (text, line, message) in [
        ("", 1, "without front matter"),
        ("# About us\n", 1, "without front matter"),
        ("---\ntitle: a\n", 1, "without front matter"),
        ("---\n---\n", 1, "has no title"),
        ("---\ntitle:\n---\n", 2, "the text is empty"),
        ("---\n\ntitel: a\n---\n", 3, "`titel` is not known here"),
        ("---\ntitle: a: b\n---\n", 2, "write it in double quotes"),
        (
            "---\ntitle: \"a\" b\"\n---\n",
            2,
            "ends its quotes too early",
        ),
        ("---\ntitle: \"a\\nb\"\n---\n", 2, "write it in one line"),
    ] {
        let (found, said) = translation(text).expect_err(text);
        assert_eq!(found, line, "{text}");
        assert!(said.contains(message), "{text}: {said}");
    }
}

#[test]
fn the_name_of_a_file_is_its_address_and_language() {
    let named = |name: &str| named(Path::new(name));
    assert_eq!(named("pages/about-us.md"), Ok(("about-us".to_owned(), "")));
    for name in ["pages/about.fr.md", "pages/about.FR.md", "about.fr-CA.md"] {
        assert_eq!(named(name), Ok(("about".to_owned(), "fr")), "{name}");
    }
    for name in ["About.md", "a b.md", "über.md", ".fr.md", "a_b.fr.md"] {
        let said = named(name).expect_err(name);
        assert!(said.contains("such as `about-us.md`"), "{name}: {said}");
    }
    let said = named("about.xx.md").expect_err("a language");
    assert!(
        said.contains("not available in `xx`, only in `en`"),
        "{said}"
    );
}

#[test]
fn pages_are_those_of_the_folder() {
    let content = tempfile::tempdir().expect("a folder");
    assert_eq!(read(content.path()).expect("none"), []);
    let folder = content.path().join("pages");
    fs::create_dir(&folder).expect("made");
    let put = |name: &str, title: &str| {
        fs::write(folder.join(name), format!("---\ntitle: {title}\n---\nText")).expect("written");
    };
    put("legal.md", "Legal");
    put("about.md", "About");
    put("about.fr.md", "À propos");
    for name in [".hidden.md", "README.md", "picture.png"] {
        put(name, "no");
    }
    let pages = read(content.path()).expect("pages");
    let names: Vec<&str> = pages.iter().map(|page| page.name.as_str()).collect();
    assert_eq!(names, ["about", "legal"]);
    let titles = pages.first().expect("one").titles("ar");
    let titles: Vec<_> = titles
        .iter()
        .map(|title| (title.language_code.as_str(), title.text.as_str()))
        .collect();
    assert_eq!(titles, [("ar", "About"), ("fr", "À propos")]);
}

#[test]
fn two_files_of_one_page_in_one_language_are_refused() {
    for (names, is_fine) in [
        (["about.fr.md", "about.fr-CA.md"], false),
        (["about.fr.md", "about.FR.md"], false),
        (["about.fr.md", "about.ar.md"], true),
        (["about.fr.md", "method.fr.md"], true),
        // Which language this is, only the settings of the site say.
        (["about.md", "about.en.md"], true),
    ] {
        let content = tempfile::tempdir().expect("a folder");
        let folder = content.path().join(FOLDER);
        fs::create_dir(&folder).expect("the folder of pages");
        for name in names {
            fs::write(folder.join(name), "---\ntitle: a\n---\nb\n").expect("a file");
        }
        let read = read(content.path()).map_err(|error| error.to_string());
        assert_eq!(read.is_ok(), is_fine, "{names:?}");
        let said = read.err().unwrap_or_default();
        assert!(is_fine || said.contains("this page in fr"), "{said}");
    }
}
