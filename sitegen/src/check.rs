//! Checks a built site: every link and anchor resolves, and every page has what readers and their
//! programs need.

mod direction;
mod reader;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use self::reader::{Seen, read};

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
    check_pages(folder, |_| true)
}

/// Checks some pages of a site whose others were sound, and still are if nothing has gone that they may lead
/// to: an unchanged page leads where it led.
pub(crate) fn check_changed(
    folder: &Path,
    changed: &BTreeSet<String>,
) -> Result<Report, ReadError> {
    check_pages(folder, |name| changed.contains(name))
}

/// Checks the pages that are meant, and what they lead to.
fn check_pages(folder: &Path, is_meant: impl Fn(&str) -> bool) -> Result<Report, ReadError> {
    let mut files = BTreeSet::new();
    list(folder, "", &mut files)?;
    let read_page = |name: &str| {
        let path = folder.join(name);
        let html = fs::read_to_string(&path).map_err(|source| ReadError { path, source })?;
        Ok(read(&html))
    };
    let mut pages = BTreeMap::new();
    let mut report = Report::default();
    let all = files.iter().filter(|name| is_page(name));
    if all.clone().next().is_none() {
        let problem = format!("{}: contains no page", folder.display());
        report.problems.push(problem);
    }
    for name in all.filter(|name| is_meant(name)) {
        pages.insert(name.as_str(), read_page(name)?);
    }
    report.pages = pages.len();
    // The places on other pages that these lead to.
    for name in led_to(&pages, &files) {
        pages.insert(name, read_page(name)?);
    }
    for (name, page) in pages.iter().filter(|(name, _)| is_meant(name)) {
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

/// The pages that lie beyond some pages, and on which these name a place.
fn led_to<'f>(pages: &BTreeMap<&str, Seen>, files: &'f BTreeSet<String>) -> BTreeSet<&'f str> {
    let links = pages.iter().flat_map(|(name, page)| {
        let places = page.links.iter().filter_map(|link| link.split_once('#'));
        places.filter_map(move |(path, _)| resolve(name, path.split('?').next()?))
    });
    let beyond = links.filter(|to| is_page(to) && !pages.contains_key(to.as_str()));
    beyond
        .filter_map(|to| files.get(&to))
        .map(String::as_str)
        .collect()
}

/// The file that leads to the others of an index.
const HEAD: &str = "search/index/head.js";

/// Whether all files are there that the head of an index leads to.
fn index_problems(name: &str, script: &str, files: &BTreeSet<String>) -> Vec<String> {
    let json = script.strip_prefix("dossierSearch(\"head\", ");
    let json = json.and_then(|rest| rest.strip_suffix(");\n"));
    let head: Option<Value> = json.and_then(|json| serde_json::from_str(json).ok());
    let Some(head) = head else {
        return vec!["is not the head of an index".to_owned()];
    };
    let folder = name.strip_suffix("head.js").unwrap_or_default();
    let parts = ["words", "texts"].into_iter().flat_map(|kind| {
        let parts = head
            .get(kind)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        // Where the part starts, and what its name ends in.
        let stamps = parts.map(|part| part.get(1).and_then(Value::as_str).unwrap_or_default());
        stamps.map(move |stamp| format!("{folder}{kind}-{stamp}.js"))
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
        // A link is a file, wherever it leads.
        if entry.file_type().map_err(failed)?.is_dir() {
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
    need(!page.lang, "declares no language (`<html lang>`)");
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
        &format!("has {tops} first-level headings instead of one"),
    );
    let skips = page
        .headings
        .windows(2)
        .any(|pair| matches!(pair, [one, next] if *next > one + 1));
    need(skips, "skips a heading level");
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
    missing.then(|| format!("`{link}` points to no element of that page"))
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
    fn of_changed_pages_the_links_are_checked_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, body) in [
            (
                "a.html",
                format!("{PAGE}<a href='b.html#a'>x</a><a href='b.html#none'>y</a>"),
            ),
            ("b.html", format!("{PAGE}<a href='gone.html'>x</a>")),
        ] {
            fs::write(folder.path().join(name), body).expect("written");
        }
        let changed = BTreeSet::from(["a.html".to_owned()]);
        let report = check_changed(folder.path(), &changed).expect("read");
        assert_eq!(
            report.problems,
            ["a.html: `b.html#none` points to no element of that page"]
        );
        assert_eq!((report.pages, report.links), (1, 2));
        let none = check_changed(folder.path(), &BTreeSet::new()).expect("read");
        assert_eq!(none.problems, Vec::<String>::new());
    }

    #[test]
    fn an_index_without_its_parts_is_a_problem() {
        let head =
            "dossierSearch(\"head\", {\"words\": [[\"a\", \"1a\"]], \"texts\": [[0, \"2b\"]]});\n";
        let found = problems(&[
            ("index.html", PAGE),
            ("search/index/head.js", head),
            ("search/index/words-1a.js", ""),
            ("fr/search/index/head.js", "head"),
        ]);
        assert_eq!(
            found,
            [
                "fr/search/index/head.js: is not the head of an index",
                "search/index/head.js: `search/index/texts-2b.js` is not there",
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
            "contains an inline style",
            "contains a script in `onclick`",
            "loads `https://example.org/x.png` from another site",
            "contains a picture without a description",
            "contains a script",
            "declares no language (`<html lang>`)",
            "has no title",
            "skips a heading level",
            "`#b` points to no element of that page",
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
