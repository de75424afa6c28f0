//! Which file of a package rests on which, and what must never rest on what.
//!
//! A file is a module, and an arrow goes from each file to every file whose items it names: in a `use`
//! declaration, in a path that begins with `crate` or `super`, in a path that begins with a module of
//! its own (`parser::parse(…)`), or with another package of this workspace. Tests do not count; they
//! may look at anything.
//!
//! Two things that look like arrows are none. `mod parser;` says where a file is, not that it is
//! needed. And `pub use parser::Parser;` only shows a child's item at the parent's door: it is not the
//! parent's arrow, but whoever imports `Parser` from the parent has an arrow to the child. Without
//! following these doors, every folder with one would look like a circle; with them, a parent and its
//! child make a circle only where each uses what the other defines, and then one of them cannot be
//! read, tested or moved without the other, exactly as with any two files.
//!
//! The reading is of tokens, not of types: a name that reaches a file through a trait's method or a
//! field is not seen. That is enough to hold a layering, since the type must be named somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::{files, repository};

/// The packages that are looked at: the crate's name, and its folder.
const PACKAGES: [(&str, &str); 4] = [
    ("dossier_check", "check/src"),
    ("dossier_publish", "publish/src"),
    ("dossier_server", "server/src"),
    ("dossier_sitegen", "sitegen/src"),
];

/// Circles that are there by nature: a field is decoded by its short form, whose parts are fields.
const CIRCLES: [[&str; 2]; 1] = [["check/src/content/decode", "check/src/content/shorthand"]];

/// What must never rest on what, neither itself nor through others.
const NEVER: [(&str, &[&str]); 19] = [
    (
        "check/src/model",
        &[
            "check/src/diagnostic",
            "check/src/text",
            "check/src/filter",
            "check/src/rules",
            "check/src/content",
        ],
    ),
    ("check/src/text", &["check/src/rules", "check/src/content"]),
    (
        "check/src/filter",
        &["check/src/rules", "check/src/content"],
    ),
    ("check/src/rules", &["check/src/content"]),
    ("check/src/content", &["check/src/rules"]),
    (
        "server/src/store",
        &[
            "check/src/rules",
            "check/src/content",
            "server/src/snapshot",
            "server/src/ledger",
            "server/src/service",
        ],
    ),
    (
        "server/src/snapshot",
        &[
            "server/src/store",
            "server/src/ledger",
            "server/src/service",
        ],
    ),
    (
        "server/src/search",
        &["server/src/store", "server/src/service"],
    ),
    (
        "server/src/ledger",
        &["server/src/service", "server/src/error"],
    ),
    (
        "server/src/service",
        &["server/src/serve", "server/src/cli"],
    ),
    ("server/src/serve", &["server/src/cli"]),
    (
        "sitegen/src/source",
        &[
            "sitegen/src/locale",
            "sitegen/src/context",
            "sitegen/src/html",
            "sitegen/src/part",
            "sitegen/src/chart",
            "sitegen/src/page",
            "sitegen/src/export",
            "sitegen/src/site",
        ],
    ),
    (
        "sitegen/src/locale",
        &[
            "sitegen/src/source",
            "sitegen/src/context",
            "sitegen/src/part",
            "sitegen/src/chart",
            "sitegen/src/page",
        ],
    ),
    (
        "sitegen/src/part",
        &[
            "sitegen/src/chart",
            "sitegen/src/frame",
            "sitegen/src/page",
            "sitegen/src/export",
        ],
    ),
    (
        "sitegen/src/chart",
        &[
            "sitegen/src/frame",
            "sitegen/src/page",
            "sitegen/src/export",
        ],
    ),
    (
        "sitegen/src/export",
        &[
            "sitegen/src/chart",
            "sitegen/src/frame",
            "sitegen/src/page",
            "sitegen/src/site",
        ],
    ),
    ("sitegen/src/page", &["sitegen/src/site", "sitegen/src/cli"]),
    (
        "publish/src/target",
        &["publish/src/publication", "publish/src/plan"],
    ),
    ("sitegen/src/site", &["sitegen/src/cli"]),
];

/// What a package's manifest must never name.
const NEVER_DEPENDS: [(&str, &[&str]); 3] = [
    (
        "check/Cargo.toml",
        &[
            "dossier-server",
            "hyper",
            "postgres",
            "rusqlite",
            "tantivy",
            "tokio",
            "tonic",
        ],
    ),
    ("sitegen/Cargo.toml", &["dossier-server", "dossier-check"]),
    (
        "publish/Cargo.toml",
        &[
            "dossier-server",
            "dossier-check",
            "dossier-sitegen",
            "dossier.workspace",
            "tonic",
        ],
    ),
];

/// The most modules that a package may have at its top, so that its list is a table of contents.
const TOP_MODULES_MAX: usize = 15;

#[test]
fn no_files_import_each_other_in_a_circle() {
    let graph = Graph::read();
    assert!(graph.arrows.len() > 100, "the sources were not found");
    let circles: Vec<String> = graph
        .arrows
        .iter()
        .filter(|(arrow, _)| graph.reaches(&arrow.to, &arrow.from))
        .filter(|(arrow, _)| {
            let of = |circle: &[&str; 2]| {
                circle.contains(&arrow.from.as_str()) && circle.contains(&arrow.to.as_str())
            };
            !CIRCLES.iter().any(of)
        })
        .map(|(arrow, path)| format!("{} -> {} by `{path}`", arrow.from, arrow.to))
        .collect();
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn what_lies_below_never_rests_on_what_lies_above() {
    let graph = Graph::read();
    for (from, never) in NEVER {
        let within = |file: &str, place: &str| {
            file.strip_prefix(place)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let mut below = graph
            .files
            .iter()
            .filter(|file| within(file, from))
            .peekable();
        assert!(below.peek().is_some(), "there is no {from}");
        for file in below {
            for target in graph.reached(file) {
                let wrong = never.iter().find(|place| within(&target, place));
                assert!(wrong.is_none(), "{file} rests on {target}");
            }
        }
    }
    for (manifest, never) in NEVER_DEPENDS {
        let text = fs::read_to_string(repository().join(manifest)).expect("a manifest");
        let named = |line: &str, name: &str| {
            let rest = line.strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with(['.', ' ', '=']))
        };
        for name in never {
            let found = text.lines().find(|line| named(line, name));
            assert_eq!(found, None, "{manifest}");
        }
    }
}

#[test]
fn no_page_rests_on_another() {
    const PAGES: &str = "sitegen/src/page/";
    let graph = Graph::read();
    let page = |file: &str| {
        let rest = file.strip_prefix(PAGES)?;
        Some(rest.split('/').next().unwrap_or(rest).to_owned())
    };
    let arrows = graph.arrows.keys();
    let between = arrows
        .filter(|arrow| matches!((page(&arrow.from), page(&arrow.to)), (Some(from), Some(to)) if from != to));
    assert_eq!(between.collect::<Vec<_>>(), Vec::<&Arrow>::new());
    assert!(graph.files.iter().filter_map(|file| page(file)).count() > 10);
}

#[test]
fn the_top_of_a_package_is_a_table_of_contents() {
    for (_, folder) in PACKAGES {
        let graph = Graph::read();
        let inside = graph.files.iter().filter_map(|file| {
            let rest = file.strip_prefix(folder)?.strip_prefix('/')?;
            rest.split('/').next()
        });
        let top: BTreeSet<&str> = inside.filter(|name| *name != "main").collect();
        assert!(top.len() <= TOP_MODULES_MAX, "{folder}: {top:?}");
    }
}

/// From one file to another whose items it names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Arrow {
    from: String,
    to: String,
}

/// All files and arrows.
struct Graph {
    files: BTreeSet<String>,
    /// Each with one of the paths that make it.
    arrows: BTreeMap<Arrow, String>,
}

impl Graph {
    fn read() -> Self {
        let mut sources = Sources::default();
        for (_, folder) in PACKAGES {
            sources.add(folder);
        }
        let mut arrows = BTreeMap::new();
        for (file, source) in &sources.files {
            for path in &source.paths {
                let Some(to) = sources.target(file, path) else {
                    continue;
                };
                let own = format!("{file}/");
                if to != *file && !(path.is_public && to.starts_with(&own)) {
                    let from = file.clone();
                    arrows.insert(Arrow { from, to }, path.segments.join("::"));
                }
            }
        }
        Self {
            files: sources.files.into_keys().collect(),
            arrows,
        }
    }

    /// All files on which one rests, itself or through others.
    fn reached(&self, from: &str) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut next = vec![from.to_owned()];
        while let Some(file) = next.pop() {
            let first = Arrow {
                from: file.clone(),
                to: String::new(),
            };
            let arrows = self.arrows.range(first..).map(|(arrow, _)| arrow);
            for arrow in arrows.take_while(|arrow| arrow.from == file) {
                if reached.insert(arrow.to.clone()) {
                    next.push(arrow.to.clone());
                }
            }
        }
        reached
    }

    fn reaches(&self, from: &str, to: &str) -> bool {
        self.reached(from).contains(to)
    }
}

/// The sources of all packages, by their files without `.rs`; a crate's root is its folder.
#[derive(Default)]
struct Sources {
    files: BTreeMap<String, Source>,
}

/// What a file names.
struct Source {
    paths: Vec<Path>,
}

/// A path that a file names.
struct Path {
    segments: Vec<String>,
    /// Whether it is of a `pub use`.
    is_public: bool,
    /// What a `use` calls it; nothing in code.
    name: Option<String>,
}

impl Sources {
    fn add(&mut self, folder: &str) {
        let mut tests = BTreeSet::new();
        for file in files(&repository().join(folder)) {
            let path = file.strip_prefix(repository()).expect("a file of ours");
            let path = path.to_str().expect("UTF-8");
            let Some(module) = path.strip_suffix(".rs") else {
                continue;
            };
            let module = module.strip_suffix("/lib").unwrap_or(module).to_owned();
            let tokens = tokens(&fs::read_to_string(&file).expect("UTF-8"));
            let (code, test_modules) = without_tests(&tokens);
            tests.extend(test_modules.iter().map(|name| format!("{module}/{name}")));
            let paths = paths(code);
            self.files.insert(module, Source { paths });
        }
        let of_tests = |file: &String| {
            tests
                .iter()
                .any(|test| file == test || file.starts_with(&format!("{test}/")))
        };
        self.files.retain(|file, _| !of_tests(file));
    }

    /// The file that defines what a path of a file names, if it is one of ours.
    fn target(&self, file: &str, path: &Path) -> Option<String> {
        let (start, rest) = self.start(file, &path.segments)?;
        Some(self.follow(start, rest, 0))
    }

    /// Where a path begins, and what is left of it.
    fn start<'p>(&self, file: &str, segments: &'p [String]) -> Option<(String, &'p [String])> {
        let (first, mut rest) = segments.split_first()?;
        let mut module = file.to_owned();
        match first.as_str() {
            "crate" => {
                let root = PACKAGES.iter().find(|(_, folder)| file.starts_with(folder));
                root?.1.clone_into(&mut module);
            }
            "self" => {}
            "super" => module = parent(&module),
            name => {
                if let Some((_, folder)) = PACKAGES.iter().find(|(package, _)| *package == name) {
                    (*folder).clone_into(&mut module);
                } else if self.files.contains_key(&format!("{file}/{name}")) {
                    rest = segments;
                } else {
                    return None;
                }
            }
        }
        while let Some((first, others)) = rest.split_first()
            && first == "super"
        {
            module = parent(&module);
            rest = others;
        }
        Some((module, rest))
    }

    /// Goes down the modules of a path, and through the doors of `pub use`.
    fn follow(&self, mut module: String, mut path: &[String], doors: usize) -> String {
        while let Some((first, rest)) = path.split_first() {
            let child = format!("{module}/{first}");
            if self.files.contains_key(&child) {
                (module, path) = (child, rest);
                continue;
            }
            let door = self.files.get(&module).and_then(|source| {
                let mut doors = source.paths.iter().filter(|path| path.is_public);
                doors.find(|path| path.name.as_deref() == Some(first))
            });
            // A door onto itself would never end.
            if let Some(door) = door.filter(|_| doors < 8)
                && let Some((start, inner)) = self.start(&module, &door.segments)
            {
                let whole: Vec<String> = inner.iter().chain(rest).cloned().collect();
                return self.follow(start, &whole, doors + 1);
            }
            break;
        }
        module
    }
}

fn parent(module: &str) -> String {
    let parent = module.rsplit_once('/').map_or(module, |(parent, _)| parent);
    parent.to_owned()
}

/// The words and signs of a source without comments and literals; `::` is one sign.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if character == '"' {
            quoted(rest)
        } else if let Some(fence) = raw_fence(rest) {
            let end = rest
                .get(fence.len()..)
                .and_then(|inner| inner.find(&closing(&fence)));
            end.map_or(rest.len(), |end| fence.len() + end + fence.len() - 1)
        } else if character == '\'' {
            character_literal(rest)
        } else if character.is_alphanumeric() || character == '_' {
            let inside = |c: char| c.is_alphanumeric() || c == '_';
            let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
            tokens.push(rest.get(..end).unwrap_or_default().to_owned());
            end
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !character.is_whitespace() {
                tokens.push(character.to_string());
            }
            character.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    tokens
}

/// The length of a string literal with its quotation marks.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (place, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return place + 1,
            _ => {}
        }
    }
    text.len()
}

/// `r#"`, with as many `#` as there are, if a raw string begins here.
fn raw_fence(text: &str) -> Option<String> {
    let hashes = text.strip_prefix('r')?;
    let count = hashes.chars().take_while(|c| *c == '#').count();
    let opened = hashes.get(count..)?.starts_with('"');
    opened.then(|| format!("r{}\"", "#".repeat(count)))
}

fn closing(fence: &str) -> String {
    format!("\"{}", "#".repeat(fence.len() - 2))
}

/// The length of a character literal; that of the mark alone where it begins a lifetime.
fn character_literal(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => {
            let end = characters.skip(1).find(|(_, c)| *c == '\'');
            end.map_or(text.len(), |(place, _)| place + 1)
        }
        Some(_) => match characters.next() {
            Some((place, '\'')) => place + 1,
            _ => 1,
        },
        None => 1,
    }
}

/// The tokens before the tests, which stand at a file's end, and the names of test modules that are
/// files of their own.
fn without_tests(tokens: &[String]) -> (&[String], Vec<String>) {
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut names = Vec::new();
    for (start, window) in tokens.windows(mark.len()).enumerate() {
        if window != mark {
            continue;
        }
        let after = tokens.get(start + mark.len()..).unwrap_or_default();
        let place = after.iter().take(5).position(|token| token == "mod");
        let Some(place) = place else { continue };
        match (
            after.get(place + 1),
            after.get(place + 2).map(String::as_str),
        ) {
            (Some(name), Some(";")) => names.push(name.clone()),
            (Some(_), Some("{")) => return (tokens.get(..start).unwrap_or_default(), names),
            _ => {}
        }
    }
    (tokens, names)
}

/// Every path that a file names, in `use` declarations and in code.
fn paths(tokens: &[String]) -> Vec<Path> {
    let mut found = Vec::new();
    let mut is_public = false;
    let mut place = 0;
    while let Some(token) = tokens.get(place) {
        place += 1;
        match token.as_str() {
            "pub" => {
                is_public = true;
                // `pub(in crate::content)` says who may look, and names nothing.
                if tokens.get(place).is_some_and(|next| next == "(") {
                    let rest = tokens.get(place..).unwrap_or_default();
                    let end = rest.iter().position(|token| token == ")");
                    place += end.map_or(0, |end| end + 1);
                }
                continue;
            }
            "use" => tree(tokens, &mut place, (&[], is_public), &mut found),
            first if is_word(first) => {
                let mut segments = vec![first.to_owned()];
                while tokens.get(place).is_some_and(|next| next == "::")
                    && let Some(next) = tokens.get(place + 1).filter(|next| is_word(next))
                {
                    segments.push(next.clone());
                    place += 2;
                }
                if segments.len() > 1 {
                    found.push(Path {
                        segments,
                        is_public: false,
                        name: None,
                    });
                }
            }
            _ => {}
        }
        is_public = false;
    }
    found
}

/// The paths of a `use` declaration, or of a part of one in braces.
fn tree(
    tokens: &[String],
    place: &mut usize,
    (prefix, is_public): (&[String], bool),
    found: &mut Vec<Path>,
) {
    let mut segments = prefix.to_vec();
    let mut name: Option<String> = None;
    while let Some(token) = tokens.get(*place) {
        *place += 1;
        match token.as_str() {
            "::" => {}
            "{" => {
                tree(tokens, place, (&segments, is_public), found);
                segments.clear();
            }
            "," | "}" | ";" => {
                if segments.len() > prefix.len() {
                    let last = segments.last().cloned();
                    found.push(Path {
                        segments: segments.clone(),
                        is_public,
                        name: name.take().or(last),
                    });
                }
                segments = prefix.to_vec();
                if token != "," {
                    return;
                }
            }
            "as" => {
                name = tokens.get(*place).cloned();
                *place += 1;
            }
            word => segments.push(word.to_owned()),
        }
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}
