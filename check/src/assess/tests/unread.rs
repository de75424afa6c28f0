//! Entries of a content directory that are not read, or not as they stand.

use std::os::unix::fs::symlink;

use super::*;

/// The content, changed by a step, and the lines of what is found; paths are those inside it.
fn changed(step: impl FnOnce(&Path)) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let article = article();
    for (name, text) in [
        ("entities.yaml", ENTITIES),
        ("articles/flood.yaml", &article),
        ("dossiers/flood/facts.yaml", FACTS),
        ("dossiers/flood/dossier.md", DOSSIER),
        ("dossiers/flood/dossier.fr.md", TRANSLATION),
    ] {
        put(folder.path(), name, text);
    }
    step(folder.path());
    let assessment = assess(folder.path(), "2024-07-01").expect("readable");
    let root = format!("{}/", folder.path().display());
    lines(&assessment).replace(&root, "")
}

fn put(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("written");
}

/// The content with a file or folder under another name.
fn renamed(from: &str, to: &str) -> String {
    changed(|root| {
        let to = root.join(to);
        fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
        fs::rename(root.join(from), to).expect("renamed");
    })
}

#[test]
fn a_file_under_a_wrong_name_is_the_one_finding() {
    for (from, to, hint) in [
        (
            "entities.yaml",
            "entities.yml",
            "rename it to `entities.yaml`",
        ),
        (
            "entities.yaml",
            "Entities.yaml",
            "rename it to `entities.yaml`",
        ),
        (
            "entities.yaml",
            "entites.yaml",
            "rename it to `entities.yaml`",
        ),
        (
            "entities.yaml",
            "entities.yaml.txt",
            "rename it to `entities.yaml`",
        ),
        (
            "entities.yaml",
            "entities.json",
            "rename it to `entities.yaml`",
        ),
        (
            "entities.yaml",
            "who.yaml",
            "read are `entities.yaml`, `entities/*.yaml`",
        ),
        (
            "entities.yaml",
            "entities/more.yml",
            "rename it to `more.yaml`",
        ),
        (
            "entities.yaml",
            "entities/sub/more.yaml",
            "move its files into `entities` itself",
        ),
        (
            "entities.yaml",
            "entity/more.yaml",
            "did you mean `entities`?",
        ),
        (
            "articles/flood.yaml",
            "articles/flood.yml",
            "rename it to `flood.yaml`",
        ),
        (
            "articles/flood.yaml",
            "articles/flood.YAML",
            "rename it to `flood.yaml`",
        ),
        (
            "articles/flood.yaml",
            "articles/flood",
            "rename it to `flood.yaml`",
        ),
        (
            "articles/flood.yaml",
            "articles/2024/flood.yaml",
            "move its files into `articles` itself",
        ),
        ("articles", "article", "did you mean `articles`?"),
        ("articles", "Articles", "did you mean `articles`?"),
        ("articles", "sources", "read are `entities.yaml`"),
        ("dossiers", "dossier", "did you mean `dossiers`?"),
        (
            "dossiers/flood/facts.yaml",
            "dossiers/flood/facts.yml",
            "rename it to `facts.yaml`",
        ),
        (
            "dossiers/flood/facts.yaml",
            "dossiers/flood/fact.yaml",
            "rename it to `facts.yaml`",
        ),
        (
            "dossiers/flood/facts.yaml",
            "dossiers/flood/flood.yaml",
            "move its content there",
        ),
        (
            "dossiers/flood/facts.yaml",
            "dossiers/flood/facts/a.yaml",
            "move its files into the dossier's",
        ),
        (
            "dossiers/flood/facts.yaml",
            "dossiers/facts.yaml",
            "move it to `dossiers/ID/facts.yaml`",
        ),
        (
            "dossiers/flood/dossier.md",
            "dossiers/flood/dosier.md",
            "rename it to `dossier.md`",
        ),
        (
            "dossiers/flood/dossier.md",
            "dossiers/flood/Dossier.MD",
            "rename it to `dossier.md`",
        ),
        (
            "dossiers/flood/dossier.md",
            "dossiers/flood.md",
            "move it to `dossiers/flood/dossier.md`",
        ),
        (
            "dossiers/flood/dossier.fr.md",
            "dossiers/flood/dossier_fr.md",
            "rename it to `dossier.fr.md`",
        ),
        (
            "dossiers/flood/dossier.fr.md",
            "dossiers/flood/dosier.fr.md",
            "rename it to `dossier.fr.md`",
        ),
        (
            "dossiers/flood/dossier.fr.md",
            "dossiers/flood/dossier-french.md",
            "rename it to `dossier.fr.md`",
        ),
        (
            "dossiers/flood/dossier.fr.md",
            "dossiers/flood/fr.md",
            "rename it to `dossier.fr.md`",
        ),
        (
            "dossiers/flood/dossier.fr.md",
            "dossiers/flood/dossier.french.md",
            "rename it to `dossier.fr.md`",
        ),
        (
            "dossiers/flood/dossier.fr.md",
            "dossiers/flood/dossier.fr_BE.md",
            "rename it to `dossier.fr-BE.md`",
        ),
    ] {
        let found = renamed(from, to);
        let errors = found.matches(" error[").count();
        assert!(errors == 1 && found.contains(hint), "{to}: {found}");
        assert_eq!(found.lines().count(), 2, "{to}: {found}");
    }
}

#[test]
fn what_cannot_be_read_is_the_one_finding() {
    let dangling = changed(|root| {
        fs::remove_file(root.join("articles/flood.yaml")).expect("removed");
        symlink("nowhere", root.join("articles/flood.yaml")).expect("a link");
    });
    expect![[r#"
        flood.yaml:1:1 error[unread-file] `flood.yaml` is a link to something that is not there
          help: fix the link or delete it
    "#]]
    .assert_eq(&dangling);
    let unreadable = changed(|root| {
        fs::remove_file(root.join("articles/flood.yaml")).expect("removed");
        // A file that is there and that nobody can read from its start, root included.
        symlink("/proc/self/mem", root.join("articles/flood.yaml")).expect("a link");
    });
    let message = "flood.yaml:1:1 error[unreadable-file] the file could not be read";
    assert!(unreadable.starts_with(message), "{unreadable}");
    assert_eq!(unreadable.lines().count(), 2, "{unreadable}");
    let folder = changed(|root| {
        fs::create_dir(root.join("articles/more.yaml")).expect("a folder");
    });
    assert!(
        folder.contains("error[unread-file] the folder `more.yaml`"),
        "{folder}"
    );
    let loops = changed(|root| {
        symlink("..", root.join("dossiers/again")).expect("a link");
    });
    assert!(
        loops.contains("error[unread-file] the folder `dossiers`"),
        "{loops}"
    );
    for text in ["", " \n", "\u{FEFF}"] {
        let empty = changed(|root| put(root, "articles/flood.yaml", text));
        expect![[r#"
            flood.yaml:1:1 error[empty-file] the file is empty
              help: fill it, or delete it
        "#]]
        .assert_eq(&empty);
    }
    let nothing = changed(|root| put(root, "entities.yaml", "language: en\nentities:\n"));
    expect![[r#"
        entities.yaml:1:1 error[empty-file] the file has no entities
          help: write `entities: {}` if there should be none
    "#]]
    .assert_eq(&nothing);
}

#[test]
fn what_is_no_content_is_passed_over_or_told_gently() {
    let ignored = changed(|root| {
        for name in [
            ".DS_Store",
            ".git/config.yaml",
            "README.md",
            "articles/README.md",
            "articles/.flood.yaml.swp",
            "articles/flood.yaml~",
            "articles/#flood.yaml#",
            "dossiers/Thumbs.db",
            "dossiers/.hidden/facts.yaml",
            "entities/.old.yaml",
            "articles/._flood.yaml",
            "grounding/._flood.yaml",
            "dossiers/.old.yaml",
            "dossiers/flood/.facts.yaml",
            "dossiers/flood/.dossier.fr.md",
            "texts/.flood.txt",
            "dossiers/flood/facts.yaml.orig",
        ] {
            put(root, name, "x");
        }
    });
    assert_eq!(ignored, "");
    let findings = changed(|root| {
        for name in [
            "pictures/a.png",
            "dossiers/flood/map.svg",
            "notes.txt",
            "Makefile",
        ] {
            put(root, name, "x");
        }
    });
    expect![[r#"
        Makefile:1:1 warning[foreign-file] `Makefile` is not read
          help: delete it, move it out of the content, or begin its name with `.` to keep it
        map.svg:1:1 warning[foreign-file] the picture `map.svg` is not shown anywhere
          help: delete it, move it out of the content, or begin its name with `.` to keep it
        notes.txt:1:1 warning[foreign-file] `notes.txt` is not read
          help: delete it, move it out of the content, or begin its name with `.` to keep it
        pictures:1:1 warning[foreign-file] the folder `pictures` is not read
          help: delete it, move it out of the content, or begin its name with `.` to keep it
    "#]]
    .assert_eq(&findings);
}

#[test]
fn the_words_of_a_block_are_those_of_its_digest() {
    let first = TEXT.lines().next().expect("a headline").trim();
    for (policy, text, rule) in [
        ("full", first, None),
        ("full", "Other words.", Some("digest-mismatch")),
        ("no_text", first, Some("rights")),
        ("short_quotes", first, Some("rights")),
    ] {
        let found = changed(|root| {
            let article = article().replace("no_text", policy);
            let block = format!("{{id: p0, text: \"{text}\", ");
            let article = article.replace("{id: p0, ", &block);
            assert!(article.contains(&block), "{article}");
            put(root, "articles/flood.yaml", &article);
        });
        let lines = found.lines().filter(|line| line.contains("error["));
        let lines: Vec<&str> = lines.collect();
        assert_eq!(lines.len(), usize::from(rule.is_some()), "{found}");
        let is_named = |rule: &str| found.contains(&format!("error[{rule}]"));
        assert!(rule.is_none_or(is_named), "{policy}: {found}");
    }
}

#[test]
fn a_kept_text_is_the_version_of_its_skeleton() {
    let found = changed(|root| {
        let full = article().replace("no_text", "full");
        put(root, "articles/flood.yaml", &full);
        put(root, "texts/flood.txt", &format!("{TEXT} More."));
    });
    assert!(found.contains("error[kept-text]"), "{found}");
    assert!(found.contains("scan --update flood --text"), "{found}");
}

#[test]
fn the_text_of_an_article_is_kept_only_where_its_rights_allow_all_of_it() {
    for name in [
        "articles/flood.txt",
        "entities/flood.html",
        "dossiers/flood.pdf",
        "dossiers/flood/text.docx",
    ] {
        let found = changed(|root| put(root, name, TEXT));
        assert!(found.contains("error[kept-text]"), "{name}: {found}");
        assert_eq!(found.lines().count(), 2, "{name}: {found}");
    }
    let kept = changed(|root| put(root, "texts/flood.txt", TEXT));
    expect![[r#"
        flood.txt:1:1 error[kept-text] the rights of `articles/flood` are not `full`, so its text is not kept
          help: move the text out of the content
    "#]]
    .assert_eq(&kept);
    let other = changed(|root| put(root, "texts/other.txt", TEXT));
    assert!(
        other.contains("there is no `articles/other` that this"),
        "{other}"
    );
    let full = changed(|root| {
        put(root, "texts/flood.txt", TEXT);
        put(
            root,
            "articles/flood.yaml",
            &article().replace("no_text", "full"),
        );
    });
    assert_eq!(full, "");
}

#[test]
fn a_language_may_be_written_in_any_case() {
    let upper = renamed(
        "dossiers/flood/dossier.fr.md",
        "dossiers/flood/dossier.FR.md",
    );
    expect![[r#"
        dossier.FR.md:1:1 warning[language-form] `FR` is usually written `fr`
    "#]]
    .assert_eq(&upper);
    let both = changed(|root| put(root, "dossiers/flood/dossier.FR.md", TRANSLATION));
    expect![[r#"
        dossier.fr.md:1:1 error[bad-translation] `dossier.FR.md` already has the dossier in `fr`
        dossier.FR.md:1:1 warning[language-form] `FR` is usually written `fr`
    "#]]
    .assert_eq(&both);
    let named = changed(|root| {
        put(
            root,
            "entities.yaml",
            &ENTITIES.replace("language: en", "language: english"),
        );
    });
    expect![[r#"
        entities.yaml:1:11 error[bad-language] `english` is not a registered language tag (BCP 47)
          help: did you mean `en`?
    "#]]
    .assert_eq(&named);
}

#[test]
fn one_cause_is_one_finding() {
    let article = changed(|root| {
        put(
            root,
            "dossiers/flood/facts.yaml",
            &FACTS.replace("article: flood", "article: floods"),
        );
    });
    expect![[r#"
        facts.yaml:2:10 error[unknown-reference] unknown article `floods`
          help: did you mean `flood`?
    "#]]
    .assert_eq(&article);
    let entities = changed(|root| fs::remove_file(root.join("entities.yaml")).expect("removed"));
    assert!(
        entities
            .contains("error[nothing-read] no entities were read, but 4 resources refer to some"),
        "{entities}"
    );
    assert_eq!(entities.lines().count(), 2, "{entities}");
    let articles =
        changed(|root| fs::remove_file(root.join("articles/flood.yaml")).expect("removed"));
    expect![[r#"
        facts.yaml:2:10 error[unknown-reference] unknown article `flood`
    "#]]
    .assert_eq(&articles);
    let facts = renamed("dossiers/flood/facts.yaml", "facts.yaml");
    expect![[r#"
        dossier.md:1:1 warning[no-facts] the dossier has no facts: there is no `facts.yaml` beside it
          help: the facts in the `facts.yaml` beside `dossiers` belong to no dossier; move the file here, or list them in `facts:`
    "#]]
    .assert_eq(&facts);
}

#[test]
fn a_double_is_told_with_both_places() {
    let entity = changed(|root| {
        put(
            root,
            "entities/more.yaml",
            "entities:\n  vale: {kind: place, names: Vale}\n",
        );
    });
    assert!(
        entity.contains("more.yaml:2:3 error[duplicate-name] `entities/vale` is defined twice"),
        "{entity}"
    );
    assert!(entity.contains("entities.yaml`, line 10"), "{entity}");
    let dossier = changed(|root| {
        put(
            root,
            "dossiers/flood.yaml",
            "title: T\nstandfirst: S\nlanguage_code: en\n",
        );
    });
    assert!(
        dossier.contains("dossier.md:1:1 error[duplicate-name] `dossiers/flood` is defined twice"),
        "{dossier}"
    );
    let copied = changed(|root| {
        put(root, "dossiers/copy/facts.yaml", FACTS);
        put(root, "dossiers/copy/dossier.md", DOSSIER);
    });
    assert_eq!(copied.matches(" error[").count(), 1, "{copied}");
    assert!(
        copied.contains("`facts/rise` and 2 others are defined twice"),
        "{copied}"
    );
}

/// Whatever a file is called, an import must not delete what it holds.
#[test]
fn a_file_that_reads_as_content_is_missed_whatever_its_name_is() {
    for (from, to) in [
        ("entities.yaml", "entities/more.yaml "),
        ("entities.yaml", "entities/more.ymal"),
        ("entities.yaml", "entities/more.y\u{430}ml"),
        ("entities.yaml", "entities/more.yaml (1)"),
        ("entities.yaml", "more.cfg"),
        ("entities.yaml", "entities/more.data"),
        ("articles/flood.yaml", "articles/flood.yaml1"),
        ("articles/flood.yaml", "articles/flood"),
        ("articles/flood.yaml", "articles/flood.conf"),
        ("dossiers/flood/facts.yaml", "dossiers/flood/facts.old"),
        ("dossiers/flood/facts.yaml", "dossiers/flood/f"),
        ("dossiers/flood/dossier.md", "dossiers/flood/dossier.md "),
        ("dossiers/flood/dossier.md", "dossiers/flood/dossier.mdx"),
        ("dossiers/flood/dossier.md", "dossiers/flood/dossier.m"),
        (
            "dossiers/flood/dossier.fr.md",
            "dossiers/flood/dossier.md.fr",
        ),
        ("dossiers/flood/dossier.fr.md", "dossiers/flood/dossier.fr"),
    ] {
        let found = renamed(from, to);
        let errors = found.matches("error[").count();
        assert!(found.contains("error[unread-file]"), "{to}: {found}");
        assert_eq!(errors, 1, "{to}: {found}");
    }
}

/// What is not read and holds nothing does not stand for what is missing.
#[test]
fn a_dossier_without_its_file_is_missed_beside_a_picture() {
    let found = changed(|root| {
        fs::remove_file(root.join("dossiers/flood/dossier.md")).expect("removed");
        put(root, "dossiers/flood/map.svg", "x");
    });
    assert!(found.contains("error[no-dossier]"), "{found}");
}
