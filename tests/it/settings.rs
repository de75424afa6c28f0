//! `sitegen.toml`: what it says is on the pages, in what programs read, and nowhere where it is not set.

use std::fs;
use std::path::Path;

use crate::support::{CONTENT, files, repository, run, stdout};

/// Settings with every key that pages follow from.
const SETTINGS: &str = r##"
title = { en = "Facts <of> the North", fr = "Faits & Nord" }
tagline = "What we know."
base_url = "https://facts.example.org/"
languages = ["en", "fr"]
contact = "desk@example.org"
report_error = "https://example.org/errors?a=1&b=2"
licence = { name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/" }

[theme.dark]
mark = "#fa8"

[footer]
links = [{ title = { en = "About us", fr = "Qui nous sommes" }, url = "https://example.org/about" }]

[targets.here]
to = "live"
base_url = "https://live.example.org/"
staging = true
"##;

/// Builds the site of the tests with these settings; what it said, on both outputs.
fn build(folder: &Path, settings: &str, more: &[&str]) -> String {
    let file = folder.join("sitegen.toml");
    fs::write(&file, settings).expect("written");
    let (config, out) = (file.to_string_lossy(), folder.join("public"));
    let out = out.to_string_lossy();
    let arguments = [
        "build",
        "--config",
        &config,
        "--content",
        CONTENT,
        "--out",
        &out,
    ];
    let output = run("sitegen", &[&arguments, more].concat());
    let said = stdout(&output) + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    said
}

fn page(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join("public").join(path)).expect(path)
}

#[test]
fn what_is_set_is_on_the_pages_in_their_language() {
    let folder = tempfile::tempdir().expect("a folder");
    build(folder.path(), SETTINGS, &[]);
    for (path, texts) in [
        (
            "facts/timber/index.html",
            &[
                "— Facts &#60;of&#62; the North</title>",
                "<a class=\"brand\" href=\"../../index.html\">Facts &#60;of&#62; the North</a>",
                "<a href=\"https://example.org/about\">About us</a>",
                "<li>Contact: <a href=\"mailto:desk@example.org\">desk@example.org</a></li>",
                "<li>Report an error: <a href=\"https://example.org/errors?a=1&#38;b=2\">",
                "<a href=\"https://creativecommons.org/licenses/by/4.0/\">CC BY 4.0</a>",
                "<link rel=\"license\" href=\"https://creativecommons.org/licenses/by/4.0/\">",
                "<link rel=\"canonical\" href=\"https://facts.example.org/facts/timber/\">",
            ][..],
        ),
        (
            "fr/index.html",
            &[
                "Faits &#38; Nord",
                "Qui nous sommes",
                "Signaler une erreur\u{a0}: ",
            ],
        ),
        ("index.html", &["What we know."]),
        (
            "style.css",
            &["@media screen and (prefers-color-scheme: dark) {\n  :root { --mark: #ffaa88; }"],
        ),
        ("llms.txt", &["# Facts", "> What we know."]),
        ("feed.xml", &["<title>Facts &lt;of&gt; the North</title>"]),
    ] {
        let page = page(folder.path(), path);
        for text in texts {
            assert!(page.contains(text), "{path} lacks {text}");
        }
        assert!(!page.contains("<of>") || path == "llms.txt", "{path}");
    }
    let site = folder.path().join("public");
    let output = run("sitegen", &["check", &site.to_string_lossy()]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let config = folder.path().join("sitegen.toml");
    fs::write(&config, "out = \"public\"").expect("written");
    let output = run("sitegen", &["check", "--config", &config.to_string_lossy()]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn twins_that_are_not_wanted_are_nowhere() {
    let ends = [".json", ".md", "llms.txt"];
    for (twins, kept) in [("all", &ends[..]), ("json", &ends[..1]), ("none", &[])] {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = format!("twins = \"{twins}\"\nbase_url = \"https://facts.example.org/\"");
        build(folder.path(), &settings, &[]);
        let site = folder.path().join("public");
        let all = files(&site).into_iter();
        let all: Vec<String> = all.map(|file| file.display().to_string()).collect();
        for end in ends {
            let twin = |file: &&String| {
                let own = file.contains("/feed.") || file.ends_with("/build.json");
                file.ends_with(end) && !own
            };
            let count = all.iter().filter(twin).count();
            assert_eq!(
                count > 0,
                kept.contains(&end),
                "{twins}: {count} with {end}"
            );
        }
        let fact = page(folder.path(), "facts/timber/index.html");
        assert_eq!(
            fact.contains("application/json"),
            twins != "none",
            "{twins}"
        );
        assert_eq!(fact.contains("text/markdown"), twins == "all", "{twins}");
        assert_eq!(fact.contains("timber.md"), twins == "all", "{twins}");
        assert_eq!(fact.contains("timber.json"), twins != "none", "{twins}");
        assert_eq!(fact.contains("llms.txt"), twins == "all", "{twins}");
        assert_eq!(fact.contains("<p>Download: "), twins != "none", "{twins}");
        let output = run("sitegen", &["check", &site.to_string_lossy()]);
        assert!(output.status.success(), "{twins}: {output:?}");
    }
}

#[test]
fn figures_that_are_not_wanted_are_nowhere() {
    let forms = ["figure-1.svg", "figure-1.csv", "figure-1/index.html"];
    for (setting, wanted) in [
        ("", true),
        ("figures = \"auto\"", true),
        ("figures = \"yes\"", true),
        ("figures = \"no\"", false),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        build(folder.path(), setting, &[]);
        let site = folder.path().join("public");
        let view = page(folder.path(), "dossiers/canal/flows/index.html");
        for form in forms {
            let file = site.join("dossiers/canal/flows").join(form);
            assert_eq!(file.is_file(), wanted, "{setting}: {form}");
            let link = format!("href=\"{form}\"");
            assert_eq!(view.contains(&link), wanted, "{setting}: {link}");
        }
        let all = files(&site).into_iter();
        let of_figures = all.filter(|file| file.to_string_lossy().contains("/figure-"));
        assert_eq!(of_figures.count() > 0, wanted, "{setting}");
        let output = run("sitegen", &["check", &site.to_string_lossy()]);
        assert!(output.status.success(), "{setting}: {output:?}");
    }
}

#[test]
fn a_changed_setting_prints_everything_again_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    build(folder.path(), SETTINGS, &[]);
    let again = build(folder.path(), SETTINGS, &[]);
    assert!(again.contains("updated"), "{again}");
    for (from, to) in [
        ("Faits &", "Fait &"),
        ("What we know.", "What we know now."),
        ("facts.example.org", "fact.example.org"),
        ("desk@", "office@"),
        ("/errors", "/error"),
        ("CC BY 4.0", "CC0"),
        ("#fa8", "#fb8"),
        ("/about", "/us"),
        ("tagline", "twins = \"json\"\ntagline"),
        ("tagline", "figures = \"no\"\ntagline"),
    ] {
        let changed = SETTINGS.replacen(from, to, 1);
        assert_ne!(changed, SETTINGS);
        let said = build(folder.path(), &changed, &[]);
        assert!(
            said.contains("with other settings; all files were printed"),
            "{to}: {said}"
        );
        let said = build(folder.path(), &changed, &[]);
        assert!(said.contains("updated"), "{to}: {said}");
    }
}

#[test]
fn every_flag_stands_above_the_file_and_no_file_means_no_setting() {
    let folder = tempfile::tempdir().expect("a folder");
    let flags = [
        "--base-url",
        "https://flag.example.org/",
        "--language",
        "fr",
    ];
    build(folder.path(), SETTINGS, &flags);
    let fact = page(folder.path(), "facts/timber/index.html");
    assert!(fact.contains("<html lang=\"fr\""));
    assert!(fact.contains("href=\"https://flag.example.org/facts/timber/\""));
    assert!(!fact.contains("facts.example.org"));

    let said = build(folder.path(), "", &[]);
    let fact = page(folder.path(), "facts/timber/index.html");
    assert!(said.contains("no sitemap"), "{said}");
    for text in ["Contact", "mailto:", "Report an error", "rel=\"license\""] {
        assert!(!fact.contains(text), "{text}");
    }
}

#[test]
fn a_target_is_named_by_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sitegen.toml");
    fs::write(&file, SETTINGS).expect("written");
    let (config, out) = (file.to_string_lossy(), folder.path().join("public"));
    let out = out.to_string_lossy();
    let publish = |to: &str| {
        let place = [
            "publish",
            "--config",
            &config,
            "--content",
            CONTENT,
            "--out",
            &out,
        ];
        run("sitegen", &[&place[..], &["--to", to]].concat())
    };
    assert!(publish("here").status.success());
    let output = publish("her");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    let wanted =
        "`her` is no target of the settings, which have `here`; a new folder is written `./her`";
    assert!(said.contains(wanted), "{said}");
    let live = |path: &str| fs::read_to_string(folder.path().join("live").join(path)).expect(path);
    assert!(live("robots.txt").contains("Disallow: /"));
    assert!(live("facts/timber/index.html").contains("https://live.example.org/facts/timber/"));
}

/// A copy of the content of the tests, with these pages.
fn content_with(folder: &Path, pages: &[(&str, &str)]) -> String {
    let content = folder.join("content");
    let from = repository().join(CONTENT);
    for file in files(&from) {
        let to = content.join(file.strip_prefix(&from).expect("below"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        fs::copy(&file, &to).expect("copied");
    }
    fs::create_dir_all(content.join("pages")).expect("made");
    for (name, text) in pages {
        fs::write(content.join("pages").join(name), text).expect("written");
    }
    content.to_string_lossy().into_owned()
}

const ABOUT: &str = "---\ntitle: \"About <us>\"\n---\n\n# Who\n\n[The timber](fact:timber) <script>x</script>\n[a](javascript:x) ![b](https://example.org/x.png)\n\n### How\n\nWe read.\n";

/// Pages of the owner, as files.
const PAGES: [(&str, &str); 3] = [
    ("about.md", ABOUT),
    ("about.fr.md", "---\ntitle: À propos\n---\nNous.\n"),
    ("legal.md", "---\ntitle: Legal\n---\nText.\n"),
];

/// What stands on the pages of a site with [`PAGES`].
const SHOWN: [(&str, &str); 12] = [
    ("pages/about/index.html", "<h1>About &#60;us&#62;</h1>"),
    ("pages/about/index.html", "<h2>Who</h2>"),
    ("pages/about/index.html", "<h3>How</h3>"),
    (
        "pages/about/index.html",
        "href=\"../../facts/timber/index.html\"",
    ),
    (
        "pages/about/index.html",
        "<meta name=\"description\" content=\"Who The timber",
    ),
    (
        "pages/about/index.html",
        "<link rel=\"canonical\" href=\"https://news.example/pages/about/\">",
    ),
    (
        "facts/timber/index.html",
        "<a href=\"../../pages/about/index.html\">About &#60;us&#62;</a>",
    ),
    (
        "facts/timber/index.html",
        "<a href=\"../../pages/legal/index.html\">Legal</a>",
    ),
    (
        "fr/facts/timber/index.html",
        "pages/about/index.html\">À propos</a>",
    ),
    (
        "fr/facts/timber/index.html",
        "pages/legal/index.html\" lang=\"en\">Legal</a>",
    ),
    ("fr/pages/about/index.html", "<p>Nous.</p>"),
    ("sitemap.xml", "https://news.example/fr/pages/about/"),
];

#[test]
fn pages_of_the_owner_are_linked_at_the_foot_and_follow_the_rules_of_sections() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = content_with(folder.path(), &PAGES);
    let out = folder.path().join("public").to_string_lossy().into_owned();
    let base = ["--base-url", "https://news.example/"];
    let place = ["build", "--content", &content, "--out", &out];
    let output = run("sitegen", &[&place[..], &base].concat());
    assert!(output.status.success(), "{output:?}");
    for (path, text) in SHOWN {
        let page = page(folder.path(), path);
        assert!(page.contains(text), "{path} lacks {text}: {page}");
    }
    let about = page(folder.path(), "pages/about/index.html");
    for text in ["<script>x", "javascript:", "<img"] {
        assert!(!about.contains(text), "{text}");
    }
    for (program, path) in [("sitegen", &out), ("dossier-server", &content)] {
        let output = run(program, &["check", path]);
        assert!(output.status.success(), "{program}: {output:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("pages/"), "{said}");
    }
}

#[test]
fn what_readers_do_not_get_of_pages_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let links = "---\ntitle: A\n---\n[a](fact:tinber) [b](entity:nobody) [c](other.md) [d](mailto:a@b.c) [e](#)\n\
                 [f](fact:timber) [g](entity:marland) [h](https://example.org/) [i](#who)\n";
    let pages = [
        ("about.md", links),
        ("about.en.md", "---\ntitle: B\n---\nB.\n"),
    ];
    let content = content_with(folder.path(), &pages);
    let out = folder.path().join("public").to_string_lossy().into_owned();
    let output = run("sitegen", &["build", "--content", &content, "--out", &out]);
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    for url in [
        "fact:tinber",
        "entity:nobody",
        "other.md",
        "mailto:a@b.c",
        "#",
    ] {
        let wanted = format!("`pages/about.md`: the link to `{url}` leads nowhere");
        assert!(said.contains(&wanted), "{wanted}: {said}");
    }
    assert_eq!(said.matches("leads nowhere").count(), 5, "{said}");
    let wanted = "`pages/about.en.md` is not shown, because `pages/about.md` is in `en` too";
    assert!(said.contains(wanted), "{said}");
    assert!(page(folder.path(), "pages/about/index.html").contains("<h1>A</h1>"));
}

#[test]
fn a_changed_page_of_the_owner_is_printed_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = content_with(folder.path(), &PAGES);
    let out = folder.path().join("public").to_string_lossy().into_owned();
    let place = ["build", "--content", &content, "--out", &out];
    assert!(run("sitegen", &place).status.success());
    let other = "---\ntitle: Legal\n---\nOther.\n";
    content_with(folder.path(), &[("legal.md", other)]);
    let output = run("sitegen", &place);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("all files were printed"), "{said}");
    assert!(page(folder.path(), "pages/legal/index.html").contains("Other."));
}

#[test]
fn a_page_that_cannot_be_shown_is_an_error_of_the_content() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = content_with(folder.path(), &[("about.md", "---\ntitel: a\n---\n")]);
    let out = folder.path().join("public").to_string_lossy().into_owned();
    let output = run("sitegen", &["build", "--content", &content, "--out", &out]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("about.md:2: `titel` is not known here"),
        "{said}"
    );
}

#[test]
fn settings_that_cannot_be_used_stop_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("wrong.toml");
    fs::write(&file, "title = \"a\"\ntitel = \"b\"\n").expect("written");
    let config = file.to_string_lossy();
    for command in [
        &["build"][..],
        &["preview"],
        &["publish", "--to", "nowhere"],
        &["watch", "--to", "nowhere", "--server", "http://127.0.0.1:1"],
        &["check"],
    ] {
        let output = run("sitegen", &[command, &["--config", &config]].concat());
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        let wanted = "wrong.toml:2:1: unknown key `titel`; the keys here are `title`";
        assert!(said.contains(wanted), "{command:?}: {said}");
    }
}
