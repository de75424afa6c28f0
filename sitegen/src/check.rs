//! Checks a built site: every link and anchor resolves, and every page has what readers and their
//! programs need.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use serde_json::Value;

/// What a page holds, as far as it is checked.
#[derive(Debug, Default)]
struct Seen {
    ids: BTreeSet<String>,
    links: BTreeSet<String>,
    lang: bool,
    title: bool,
    headings: Vec<u8>,
    problems: Vec<String>,
}

/// What is wrong with a site, and how much of it was looked at.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) pages: usize,
    pub(crate) links: usize,
    /// Path and problem, in the order of the paths.
    pub(crate) problems: Vec<String>,
}

/// A site that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("could not read `{}`: {source}", .path.display())]
pub(crate) struct ReadError {
    path: PathBuf,
    source: io::Error,
}

/// Checks all pages below a folder.
pub(crate) fn check(folder: &Path) -> Result<Report, ReadError> {
    let mut files = BTreeSet::new();
    list(folder, "", &mut files)?;
    let mut pages = BTreeMap::new();
    for name in files.iter().filter(|name| is_page(name)) {
        let path = folder.join(name);
        let html = fs::read_to_string(&path).map_err(|source| ReadError { path, source })?;
        pages.insert(name.as_str(), read(&html));
    }
    let mut report = Report {
        pages: pages.len(),
        ..Report::default()
    };
    if pages.is_empty() {
        report
            .problems
            .push(format!("{}: holds no page", folder.display()));
    }
    for (name, page) in &pages {
        report.links += page.links.len();
        let links = page
            .links
            .iter()
            .filter_map(|link| broken(name, link, &files, &pages));
        let problems = page
            .problems
            .iter()
            .cloned()
            .chain(shape(page))
            .chain(links);
        report
            .problems
            .extend(problems.map(|problem| format!("{name}: {problem}")));
    }
    for name in files.iter().filter(|name| name.ends_with(HEAD)) {
        let path = folder.join(name);
        let script = fs::read_to_string(&path).map_err(|source| ReadError { path, source })?;
        let problems = index_problems(name, &script, &files).into_iter();
        report
            .problems
            .extend(problems.map(|problem| format!("{name}: {problem}")));
    }
    Ok(report)
}

/// The file that leads to the others of an index.
const HEAD: &str = "search/index/head.js";

/// Whether all files are there that the head of an index leads to.
fn index_problems(name: &str, script: &str, files: &BTreeSet<String>) -> Vec<String> {
    let json = script.strip_prefix("dossierSearch(\"head\", ");
    let json = json.and_then(|rest| rest.strip_suffix(");\n"));
    let head: Option<Value> = json.and_then(|json| serde_json::from_str(json).ok());
    let Some(head) = head else {
        return vec!["is no head of an index".to_owned()];
    };
    let folder = name.strip_suffix("head.js").unwrap_or_default();
    let parts = ["words", "texts"].into_iter().flat_map(|kind| {
        let count = head.get(kind).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).map(move |number| format!("{folder}{kind}-{number}.js"))
    });
    let missing = parts.filter(|part| !files.contains(part));
    missing
        .map(|part| format!("`{part}` is not there"))
        .collect()
}

fn list(folder: &Path, below: &str, files: &mut BTreeSet<String>) -> Result<(), ReadError> {
    let path = folder.join(below);
    let failed = |source| ReadError {
        path: path.clone(),
        source,
    };
    for entry in fs::read_dir(&path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let name = if below.is_empty() {
            name
        } else {
            format!("{below}/{name}")
        };
        if entry.path().is_dir() {
            list(folder, &name, files)?;
        } else {
            files.insert(name);
        }
    }
    Ok(())
}

fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "html")
}

/// What every page must have.
fn shape(page: &Seen) -> Vec<String> {
    let mut problems = Vec::new();
    let mut need = |wrong: bool, problem: &str| {
        if wrong {
            problems.push(problem.to_owned());
        }
    };
    need(!page.lang, "names no language (`<html lang>`)");
    need(!page.title, "has no title");
    let tops = page
        .headings
        .iter()
        .copied()
        .map(u32::from)
        .filter(|level| *level == 1)
        .count();
    need(
        tops != 1,
        &format!("has {tops} headings of the first level, not one"),
    );
    let skips = page
        .headings
        .windows(2)
        .any(|pair| matches!(pair, [one, next] if *next > one + 1));
    need(skips, "skips a level of headings");
    problems
}

fn broken(
    from: &str,
    link: &str,
    files: &BTreeSet<String>,
    pages: &BTreeMap<&str, Seen>,
) -> Option<String> {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    // What tells versions of a file apart is no part of its name.
    let path = match path.split_once(':') {
        Some(_) => path,
        None => path.split('?').next().unwrap_or_default(),
    };
    if let Some((scheme, _)) = path.split_once(':') {
        let known = matches!(scheme, "http" | "https" | "mailto");
        return (!known).then(|| format!("`{link}` is not an address on the web"));
    }
    let Some(target) = resolve(from, path) else {
        return Some(format!("`{link}` leads out of the site"));
    };
    if !files.contains(&target) {
        return Some(format!("`{link}` leads nowhere"));
    }
    // A text fragment is for the browser, and names no element.
    let id = anchor.split(":~:").next().unwrap_or_default();
    let page = pages.get(target.as_str());
    let missing = !id.is_empty() && page.is_some_and(|page| !page.ids.contains(id));
    missing.then(|| format!("`{link}` names no element of that page"))
}

fn resolve(from: &str, link: &str) -> Option<String> {
    if link.is_empty() {
        return Some(from.to_owned());
    }
    if link.starts_with('/') {
        return None;
    }
    let mut path: Vec<&str> = from.split('/').collect();
    path.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop()?;
            }
            part => path.push(part),
        }
    }
    Some(path.join("/"))
}

/// Collects what a page holds while it is read.
#[derive(Default)]
struct Reader {
    seen: RefCell<Seen>,
    in_title: RefCell<bool>,
    /// What the open script holds, if one is open.
    script: RefCell<Option<Script>>,
}

/// A script element.
#[derive(Default)]
struct Script {
    /// JSON-LD, which no browser runs.
    data: bool,
    /// A file of the site.
    file: bool,
    text: String,
}

impl Script {
    fn problem(&self) -> Option<&'static str> {
        let json = || serde_json::from_str::<Value>(&self.text).is_ok();
        match self {
            Self { data: true, .. } => (!json()).then_some("holds data that is not JSON"),
            Self { file: true, .. } if self.text.trim().is_empty() => None,
            _ => Some("holds a script"),
        }
    }
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                self.open(&tag);
                if &*tag.name == "script" {
                    let file = tag.attrs.iter().find(|one| &*one.name.local == "src");
                    *self.script.borrow_mut() = Some(Script {
                        data: has(&tag, "type", "application/ld+json"),
                        file: file.is_some_and(|file| !file.value.contains(':')),
                        text: String::new(),
                    });
                    return TokenSinkResult::RawData(RawKind::ScriptData);
                }
            }
            Token::TagToken(tag) if &*tag.name == "script" => {
                let script = self.script.take();
                let problem = script.and_then(|script| script.problem());
                self.seen
                    .borrow_mut()
                    .problems
                    .extend(problem.map(str::to_owned));
            }
            Token::CharacterTokens(text) if self.script.borrow().is_some() => {
                if let Some(script) = self.script.borrow_mut().as_mut() {
                    script.text.push_str(&text);
                }
            }
            Token::TagToken(tag) if &*tag.name == "title" => {
                *self.in_title.borrow_mut() = false;
            }
            Token::CharacterTokens(text) if *self.in_title.borrow() => {
                self.seen.borrow_mut().title |= !text.trim().is_empty();
            }
            Token::ParseError(error) => {
                self.seen
                    .borrow_mut()
                    .problems
                    .push(format!("is not HTML: {error}"));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reader {
    fn open(&self, tag: &Tag) {
        let mut seen = self.seen.borrow_mut();
        let name = &*tag.name;
        if let Some(level) = name.strip_prefix('h').and_then(|rest| rest.parse().ok()) {
            seen.headings.push(level);
        }
        if name == "title" {
            // Pictures have titles too; the page's comes first.
            *self.in_title.borrow_mut() = true;
        }
        for attribute in &tag.attrs {
            let value: &str = &attribute.value;
            match &*attribute.name.local {
                "lang" if name == "html" => seen.lang = !value.is_empty(),
                "id" if !seen.ids.insert(value.to_owned()) => {
                    seen.problems.push(format!("has the id `{value}` twice"));
                }
                "id" => {}
                "href" | "src" if is_foreign_asset(name, value) => {
                    seen.problems
                        .push(format!("loads `{value}` from another site"));
                }
                // The page's own picture, written into the page.
                "href" if name == "link" && value.starts_with("data:") => {}
                // A page's own address names where it will be, not where it is now.
                "href" if name == "link" && has(tag, "rel", "canonical") => {}
                // So do feeds.
                "href" if name == "link" && has(tag, "rel", "alternate") && value.contains(':') => {
                }
                // What the search reads is named where no browser loads it by itself.
                "href" | "src" | "action" | "data-index" | "data-engine" | "data-drawing" => {
                    seen.links.insert(value.to_owned());
                }
                "style" => seen.problems.push("holds an inline style".to_owned()),
                other if other.starts_with("on") => {
                    seen.problems.push(format!("holds a script in `{other}`"));
                }
                _ => {}
            }
        }
        if name == "img" && !tag.attrs.iter().any(|one| &*one.name.local == "alt") {
            seen.problems
                .push("holds a picture without a description".to_owned());
        }
    }
}

fn has(tag: &Tag, attribute: &str, value: &str) -> bool {
    tag.attrs
        .iter()
        .any(|one| &*one.name.local == attribute && &*one.value == value)
}

/// Whether an element would fetch something from elsewhere by itself.
fn is_foreign_asset(element: &str, url: &str) -> bool {
    let loads = matches!(
        element,
        "img" | "script" | "iframe" | "source" | "video" | "audio"
    );
    loads && (url.contains("://") || url.starts_with("//"))
}

fn read(html: &str) -> Seen {
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // Our reader asks for no script to run, so one call reads all.
    let _end = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.seen.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(pages: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, body) in pages {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, body).expect("written");
        }
        check(folder.path()).expect("read").problems
    }

    const PAGE: &str = "<!doctype html><html lang=en><title>T</title><h1 id=a>One</h1>";

    #[test]
    fn a_sound_site_has_no_problems() {
        let linked = format!("{PAGE}<a href='b/index.html#a'>x</a><a href='#a'>y</a>");
        let back =
            format!("{PAGE}<a href='../index.html'>x</a><a href='https://example.org/'>y</a>");
        assert_eq!(
            problems(&[("index.html", &linked), ("b/index.html", &back)]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn an_index_without_its_parts_is_a_problem() {
        let head = "dossierSearch(\"head\", {\"words\": [[\"a\", \"1\"]], \"texts\": [\"2\"]});\n";
        let found = problems(&[
            ("index.html", PAGE),
            ("search/index/head.js", head),
            ("search/index/words-0.js", ""),
            ("fr/search/index/head.js", "head"),
        ]);
        assert_eq!(
            found,
            [
                "fr/search/index/head.js: is no head of an index",
                "search/index/head.js: `search/index/texts-0.js` is not there",
            ]
        );
    }

    #[test]
    fn each_problem_is_told() {
        let page = "<!doctype html><html><h1 id=a>One</h1><h3 id=a style='x' onclick=y>Two</h3>\
            <a href='nowhere.html'>x</a><a href='../out.html'>x</a><a href='#b'>x</a>\
            <a href='javascript:x'>x</a><a href='/root.html'>x</a><img src='https://example.org/x.png'>\
            <script>x</script>";
        let expected = [
            "has the id `a` twice",
            "holds an inline style",
            "holds a script in `onclick`",
            "loads `https://example.org/x.png` from another site",
            "holds a picture without a description",
            "holds a script",
            "names no language (`<html lang>`)",
            "has no title",
            "skips a level of headings",
            "`#b` names no element of that page",
            "`../out.html` leads out of the site",
            "`/root.html` leads out of the site",
            "`javascript:x` is not an address on the web",
            "`nowhere.html` leads nowhere",
        ];
        let expected: Vec<String> = expected
            .iter()
            .map(|problem| format!("index.html: {problem}"))
            .collect();
        assert_eq!(problems(&[("index.html", page)]), expected);
    }
}
