//! The house rules that no lint knows.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{files, repository};

/// A file that a person reads in one sitting.
const FILE_LINES_MAX: usize = 500;
/// A template that fits a screen or two.
const TEMPLATE_LINES_MAX: usize = 120;

/// What fits beside another file on a screen.
const SCRIPT_COLUMNS_MAX: usize = 120;

fn sources(folder: &str, end: &str) -> Vec<(PathBuf, String)> {
    let all = files(&repository().join(folder)).into_iter();
    let of_kind = all.filter(|file| file.extension().is_some_and(|found| found == end));
    let read = of_kind.map(|file| {
        let text = fs::read_to_string(&file).expect("UTF-8");
        (file, text)
    });
    read.collect()
}

fn rust() -> Vec<(PathBuf, String)> {
    [
        "check/src",
        "publish/src",
        "server/src",
        "sitegen/src",
        "tests/it",
    ]
    .iter()
    .flat_map(|folder| sources(folder, "rs"))
    .collect()
}

fn is_test(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    name == Some("tests.rs") || file.components().any(|part| part.as_os_str() == "tests")
}

#[test]
fn a_file_answers_one_question_and_its_first_line_says_which() {
    for (file, text) in rust().into_iter().filter(|(file, _)| !is_test(file)) {
        assert!(
            text.starts_with("//! "),
            "{} does not say what it is for",
            file.display()
        );
        let lines = text.lines().count();
        assert!(
            lines <= FILE_LINES_MAX,
            "{} has {lines} lines",
            file.display()
        );
    }
}

#[test]
fn templates_hold_text_loops_and_matches_only() {
    for (file, text) in sources("templates", "html") {
        let name = file.display();
        assert!(!text.contains("safe"), "{name} trusts a text");
        assert!(!text.contains("style=\""), "{name} holds an inline style");
        assert!(!text.contains("<script"), "{name} holds a script");
        assert!(!text.contains("href=\"http"), "{name} makes an address");
        let lines = text.lines().count();
        assert!(lines <= TEMPLATE_LINES_MAX, "{name} has {lines} lines");
    }
}

#[test]
fn a_template_has_the_path_of_the_file_that_fills_it() {
    let folder = repository().join("templates");
    for (file, _) in sources("templates", "html") {
        let path = file.strip_prefix(&folder).expect("a template");
        let own = path.with_extension("rs");
        let parent = path.parent().expect("a folder");
        // A piece of a larger template lies in a folder that is named after the file which fills it.
        let is_piece = ![Path::new(""), Path::new("page"), Path::new("part")].contains(&parent);
        let found = [own, parent.with_extension("rs")];
        let mirrored = found
            .iter()
            .take(if is_piece { 2 } else { 1 })
            .any(|rust| repository().join("sitegen/src").join(rust).is_file());
        assert!(mirrored, "no file of sitegen/src fills {}", path.display());
    }
}

#[test]
fn scripts_are_as_narrow_as_everything_else() {
    let scripts = sources("templates", "js");
    assert!(!scripts.is_empty(), "no script was found");
    for (file, text) in scripts {
        for (number, line) in text.lines().enumerate() {
            let columns = line.chars().count();
            let place = format!("{}:{}", file.display(), number + 1);
            assert!(
                columns <= SCRIPT_COLUMNS_MAX,
                "{place} has {columns} columns"
            );
        }
    }
}

#[test]
fn sitegen_sees_nothing_of_the_server_but_its_contract() {
    let manifest = fs::read_to_string(repository().join("sitegen/Cargo.toml")).expect("a file");
    assert!(!manifest.contains("dossier-server"));
}

#[test]
fn only_one_file_makes_what_only_one_may_make() {
    for (what, owner) in [
        ("HtmlSafe", "sitegen/src/html.rs"),
        ("index.html\"", "sitegen/src/url/route.rs"),
        ("Status::with_error_details", "server/src/error.rs"),
        ("SystemTime::now", "cli/clock.rs"),
    ] {
        for (file, text) in rust() {
            let ours = is_test(&file) || file.ends_with(owner) || file.ends_with("it/tidy.rs");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            assert!(
                ours || !code.contains(what),
                "{} makes {what}; {owner} does that",
                file.display()
            );
        }
    }
}

#[test]
fn services_read_through_views_only() {
    let reads = [
        ".snapshot()",
        ".states()",
        ".head()",
        ".recent(",
        ".history()",
    ];
    for (file, text) in sources("server/src/service", "rs") {
        if file.ends_with("service/view.rs") || is_test(&file) {
            continue;
        }
        let found = reads.iter().find(|read| text.contains(*read));
        assert_eq!(found, None, "{} reads without a view", file.display());
    }
}

#[test]
fn only_the_contract_takes_names_apart() {
    let plurals = ["entities", "articles", "facts", "dossiers"];
    // `"facts"` alone is also a field of dossiers, sections and derivations.
    let compared = plurals.iter().filter(|plural| **plural != "facts");
    let compared = compared.map(|plural| format!("\"{plural}\""));
    let begun = plurals.iter().map(|plural| format!("\"{plural}/"));
    let cuts = ["split('/')", "split_once('/')", "rsplit('/')"].map(str::to_owned);
    let patterns: Vec<String> = compared.chain(begun).chain(cuts).collect();
    // A rate, an interval of dates, a division of units, a fraction, a path of a call and a part of a pattern
    // are no names.
    let others = [
        "check/src/filter/literal.rs",
        "check/src/filter/value.rs",
        "check/src/model/amount/exact.rs",
        "check/src/model/unit/words.rs",
        "check/src/reading/amount/measures.rs",
        "check/src/reading/amount/tables.rs",
        "check/src/reading/time/candidates.rs",
        "check/src/reading/time/said.rs",
        "server/src/serve/page.rs",
    ];
    let programs = ["check/src", "server/src"].into_iter();
    for (file, text) in programs.flat_map(|folder| sources(folder, "rs")) {
        if is_test(&file)
            || file.ends_with("fuzz.rs")
            || others.iter().any(|teaser| file.ends_with(teaser))
        {
            continue;
        }
        let code = text.split("#[cfg(test)]\nmod").next().unwrap_or_default();
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in lines {
            let found = patterns.iter().find(|pattern| line.contains(*pattern));
            assert_eq!(found, None, "{}: {line}", file.display());
        }
    }
}

#[test]
fn every_file_is_a_module_that_is_compiled() {
    let packages = [
        "proto",
        "check/src",
        "publish/src",
        "server/src",
        "sitegen/src",
        "tests/it",
    ];
    for (file, _) in packages
        .into_iter()
        .flat_map(|folder| sources(folder, "rs"))
    {
        let name = file.file_stem().and_then(|name| name.to_str());
        let name = name.expect("a name");
        if matches!(name, "lib" | "main") {
            continue;
        }
        let folder = file.parent().expect("a folder");
        let parents = [
            folder.with_extension("rs"),
            folder.join("lib.rs"),
            folder.join("main.rs"),
        ];
        let declares = |parent: &PathBuf| {
            fs::read_to_string(parent).is_ok_and(|text| text.contains(&format!("mod {name};")))
        };
        let file = file.display();
        assert!(parents.iter().any(declares), "no module declares {file}");
    }
}
