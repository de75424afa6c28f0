use std::collections::BTreeSet;

use serde_json::Value;

use super::*;

fn read(text: &str) -> Result<Settings, String> {
    let settings = Settings::parse(Path::new("site/sitegen.toml"), text);
    settings.map_err(|error| error.to_string())
}

/// A file with every key.
const WHOLE: &str = r##"
title = { en = "Facts of the North", fr = "Faits du Nord" }
tagline = "What we know."
base_url = "https://facts.example.org/"
languages = ["en", "fr"]
content = "story"
out = "/srv/out"
metrics_listen = "[::1]:9465"
twins = "json"
figures = "no"
contact = "desk@example.org"
report_error = "https://example.org/errors"
licence = { name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/" }

[footer]
links = [{ title = "About us", url = "https://example.org/about" }]

[theme]
light = { ink = "#000", mark = "#700" }
dark = { paper = "#000" }

[targets.live]
to = "s3://facts/site"
base_url = "https://live.example.org/"
max_deletes = 3
staging = false
precompress = false
gzip = true
unconditional = true
cname = "facts.example.org"
on_published = "true"
patience = 90

[targets.here]
to = "live"
staging = true
precompress = true
"##;

#[test]
fn every_key_is_read() {
    let settings = read(WHOLE).expect("settings");
    let base: BaseUrl = "https://facts.example.org/".parse().expect("an address");
    assert_eq!(settings.base_url, Some(base));
    assert_eq!(settings.languages, ["en", "fr"]);
    let address = settings.metrics_listen.map(|address| address.to_string());
    assert_eq!(address.as_deref(), Some("[::1]:9465"));
    let (english, french) = (Words::ALL[0], Words::for_language("fr").expect("words"));
    let look = &settings.look;
    assert_eq!(look.title(english), "Facts of the North");
    assert_eq!(look.title(french), "Faits du Nord");
    assert_eq!(look.tagline(french), "What we know.");
    assert_eq!(look.twins, Twins::Json);
    assert_eq!(look.figures, Figures::No);
    let foot: Vec<String> = look
        .foot(english)
        .into_iter()
        .map(|link| link.href)
        .collect();
    assert_eq!(foot, ["https://example.org/about"]);
    let imprint = look.imprint(french).into_iter();
    let imprint: Vec<_> = imprint.map(|(label, link)| (label, link.href)).collect();
    assert_eq!(
        imprint,
        [
            ("Contact", "mailto:desk@example.org"),
            ("Signaler une erreur", "https://example.org/errors"),
            ("Licence", "https://creativecommons.org/licenses/by/4.0/"),
        ]
        .map(|(label, href)| (label, href.to_owned()))
    );
    let style = look.theme.as_ref().map(Theme::style).unwrap_or_default();
    assert!(
        style.contains("--ink: #000000; --mark: #770000;"),
        "{style}"
    );
}

#[test]
fn every_option_of_a_target_is_read() {
    let settings = read(WHOLE).expect("settings");
    let live = settings.targets.get("live").expect("a target");
    assert_eq!(live.to, "s3://facts/site");
    assert_eq!((live.max_deletes, live.patience), (Some(3), Some(90)));
    assert!(live.gzip && live.unconditional && !live.staging && !live.precompress);
    assert_eq!(live.cname.as_deref(), Some("facts.example.org"));
    assert_eq!(live.on_published.as_deref(), Some("true"));
    assert!(live.base_url.is_some());
}

#[test]
fn paths_are_looked_for_from_the_folder_of_the_file() {
    let settings = read(WHOLE).expect("settings");
    assert_eq!(settings.content.as_deref(), Some(Path::new("site/story")));
    assert_eq!(settings.out.as_deref(), Some(Path::new("/srv/out")));
    assert_eq!(settings.targets.get("here").expect("one").to, "site/live");
    for (to, is_folder) in [
        ("live", true),
        ("./a:b", true),
        ("/srv/a:b", true),
        ("s3://bucket/a", false),
        ("git:site.git#pages", false),
        ("git+https://example.org/a.git#pages", false),
        ("file:///srv/site", false),
    ] {
        assert_eq!(is_path(to), is_folder, "{to}");
    }
}

/// Files that are wrong, where, and what is said of it.
const WRONG: &[(&str, &str, &str)] = &[
    (
        "titel = \"a\"\n",
        "1:1",
        "unknown key `titel`; the keys here are `title`",
    ),
    (
        "\ntitle = 3\n",
        "2:9",
        "expected a text, or a table with a text for each language",
    ),
    (
        "title = { xx = \"a\" }",
        "1:",
        "not available in `xx`, only in `en`",
    ),
    (
        "twins = \"most\"",
        "1:9",
        "is not known here; write one of `all`, `json`, `none`",
    ),
    (
        "figures = \"some\"",
        "1:11",
        "is not known here; write one of `auto`, `yes`, `no`",
    ),
    (
        "base_url = \"facts\"",
        "1:12",
        "one is written `https://facts.example.org/axis/`",
    ),
    (
        "languages = [\"en\", \"xx\"]",
        "1:13",
        "not available in `xx`, only in `en`",
    ),
    ("languages = \"en\"", "1:13", "expected a list"),
    (
        "metrics_listen = \"localhost\"",
        "1:18",
        "expected an IP address with a port, such as `127.0.0.1:9465`",
    ),
    ("contact = \"me\"", "1:11", "such as `desk@example.org`"),
    (
        "report_error = \"javascript:x\"",
        "1:16",
        "such as `desk@example.org`",
    ),
    (
        "licence = { name = \"a\" }",
        "1:11",
        "the key `url` is missing",
    ),
    (
        "[footer]\nlinks = [{ title = \"a\", url = \"/b\" }]",
        "2:",
        "is not an absolute http or https address; one is written `https://",
    ),
    (
        "[footer]\nlink = []",
        "2:1",
        "unknown key `link`; the key here is `links`",
    ),
    ("titel = \"a\"\n", "1:1", "did you mean `title`?"),
    ("Title = \"a\"\n", "1:1", "did you mean `title`?"),
    ("base-url = \"a\"\n", "1:1", "did you mean `base_url`?"),
    ("baseurl = \"a\"\n", "1:1", "did you mean `base_url`?"),
    ("language = [\"en\"]\n", "1:1", "did you mean `languages`?"),
    ("license = \"a\"\n", "1:1", "did you mean `licence`?"),
    ("[target.a]\nto = \"b\"\n", "1:", "did you mean `targets`?"),
    ("[footer]\nlink = []", "2:1", "did you mean `links`?"),
    ("twins = \"al\"", "1:9", "did you mean `all`?"),
    (
        "[targets.a]\nto = \"b\"\nmax-deletes = 1",
        "3:1",
        "did you mean `max_deletes`?",
    ),
    (
        "[targets.a]\nstaging = true",
        "1:",
        "the key `to` is missing",
    ),
    (
        "[targets.a]\nto = \"b\"\nsecret = \"c\"",
        "3:1",
        "unknown key `secret`",
    ),
    (
        "[targets.a]\nto = \"b\"\npatience = -1",
        "3:12",
        "expected a whole number",
    ),
    (
        "[theme.dark]\nink = \"#333\"",
        "1:",
        "in `dark`, `ink` #333333 on `paper` #15171a has a contrast of 1.",
    ),
    (
        "[theme]\nlight.ink = \"black\"",
        "2:",
        "`black` is not a colour; one is written `#0b4f8a` or `#04a`",
    ),
    ("title = \"é\" x", "1:13", "expected newline"),
    ("title = \"a\"\ntitle = \"b\"", "2:1", "duplicate key"),
];

#[test]
fn what_is_wrong_is_said_with_its_place_and_what_to_write() {
    let mut others = Vec::new();
    for (text, place, message) in WRONG {
        let error = read(text).expect_err(text);
        let start = format!("site/sitegen.toml:{place}");
        let is_plain = error.lines().count() == 1;
        if !(is_plain && error.starts_with(&start) && error.contains(message)) {
            others.push(format!("{text}: {error}"));
        }
    }
    assert_eq!(others, Vec::<String>::new());
}

#[test]
fn without_a_file_nothing_is_set_but_one_that_is_named_must_be_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("none.toml");
    let error = Settings::read(Some(&path)).expect_err("none").to_string();
    assert!(
        error.contains("none.toml` cannot be read: No such file"),
        "{error}"
    );
    let settings = read("").expect("settings");
    assert_eq!(settings.look, Look::default());
    assert!(settings.base_url.is_none() && settings.targets.is_empty());
}

/// The keys of a table, as the program itself lists them for whoever writes another one.
fn keys(of: &str) -> BTreeSet<String> {
    let error = read(of).expect_err("an unknown key");
    let (_, known) = error.split_once(" here").expect(&error);
    let names = known.split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

#[test]
fn the_schema_and_the_guide_know_every_key() {
    let schema: Value =
        serde_json::from_str(include_str!("../../../../sitegen.schema.json")).expect("JSON");
    let guide = include_str!("../../../../docs/site.md");
    for (text, place, prefix) in [
        ("zz = 1", "", ""),
        ("[footer]\nzz = 1", "/properties/footer", "[footer] "),
        (
            "[footer]\nlinks = [{ zz = 1 }]",
            "/properties/footer/properties/links/items",
            "",
        ),
        ("licence = { zz = 1 }", "/properties/licence", ""),
        ("[theme]\nzz = 1", "/properties/theme", "[theme] "),
        ("[theme.light]\nzz = 1", "/$defs/palette", ""),
        ("[theme.dark]\nzz = 1", "/$defs/palette", ""),
        (
            "[targets.a]\nzz = 1",
            "/properties/targets/additionalProperties",
            "[targets.NAME] ",
        ),
    ] {
        let table = schema.pointer(place).expect(place);
        assert_eq!(
            table.get("additionalProperties"),
            Some(&Value::Bool(false)),
            "{place}"
        );
        let listed = table.get("properties").and_then(Value::as_object);
        let listed: BTreeSet<String> = listed
            .into_iter()
            .flat_map(|all| all.keys().cloned())
            .collect();
        let known = keys(text);
        assert_eq!(listed, known, "{place}");
        for key in known
            .iter()
            .filter(|_| !place.ends_with("items") && !place.ends_with("licence"))
        {
            let is_table = ["footer", "targets", "theme"].contains(&key.as_str());
            let row = format!("| `{prefix}{key}` |");
            assert!(is_table || guide.contains(&row), "docs/site.md lacks {row}");
        }
    }
}
