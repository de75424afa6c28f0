//! The last step of every page: what runs the other way than its place is isolated.
//!
//! It is done here, in one pass over the printed page, and not where each text is printed: there are some
//! hundred such places, in templates, in Markdown and in figures, and one that forgot it would show a name
//! with its brackets on the wrong side. An element with a language gets the direction of that language;
//! in every other text a run of the other direction is put into `<bdi>`, or between the characters for it
//! where HTML has no place for an element: in titles, attributes and figures.

use crate::direction::{Direction, Form, isolated as isolated_text, wrapped};

/// A page of our own making, with everything isolated that runs the other way.
pub(crate) fn isolated(page: &str) -> String {
    let mut pass = Pass {
        out: String::with_capacity(page.len() + page.len() / 16),
        open: Vec::new(),
    };
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        pass.text(text);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, behind) = tag.split_at(end);
        rest = pass.tag(tag, behind);
    }
    pass.text(rest);
    pass.out
}

/// Elements without an end, of those that pages hold.
const VOID: [&str; 8] = [
    "meta", "base", "link", "input", "br", "hr", "img", "!doctype",
];

/// Elements whose text is no text.
const RAW: [&str; 2] = ["script", "style"];

/// Elements in which no other may stand, or in which no `<bdi>` is known.
const PLAIN: [&str; 2] = ["title", "svg"];

/// Attributes that are read or shown as text.
const READ: [&str; 3] = ["title", "aria-label", "placeholder"];

/// Names of `meta` whose content is read as text.
const READ_META: [&str; 4] = [
    "=\"description\"",
    "=\"og:title\"",
    "=\"og:description\"",
    "=\"og:image:alt\"",
];

/// An element that is open.
struct Open<'p> {
    name: &'p str,
    /// Its direction; none where it finds it by itself.
    direction: Option<Direction>,
    plain: bool,
}

struct Pass<'p> {
    out: String,
    open: Vec<Open<'p>>,
}

impl<'p> Pass<'p> {
    fn text(&mut self, text: &str) {
        let innermost = self.open.last();
        match innermost.and_then(|open| Some((open.direction?, open.plain))) {
            None => self.out.push_str(text),
            Some((base, true)) => self.out.push_str(&isolated_text(text, base, Form::Html)),
            Some((base, false)) => {
                let text = wrapped(text, (base, Form::Html), |out, run| {
                    // A number has no letter that would tell its direction.
                    let start = match Direction::of_text(run) {
                        Some(_) => "<bdi>",
                        None => "<bdi dir=\"ltr\">",
                    };
                    out.extend([start, run, "</bdi>"]);
                });
                self.out.push_str(&text);
            }
        }
    }

    /// Prints a tag, and what follows it where that is no text. Returns what is left.
    fn tag(&mut self, tag: &'p str, behind: &'p str) -> &'p str {
        let inner = tag.trim_start_matches('<').trim_end_matches('>');
        if let Some(name) = inner.strip_prefix('/') {
            self.close(name.trim());
            self.out.push_str(tag);
            return behind;
        }
        let name = inner.split([' ', '/', '\n']).next().unwrap_or_default();
        self.start(tag, name);
        if !RAW.contains(&name) {
            return behind;
        }
        let end = format!("</{name}");
        let (raw, rest) = behind.split_at(behind.find(&end).unwrap_or(behind.len()));
        self.out.push_str(raw);
        rest
    }

    fn start(&mut self, tag: &'p str, name: &'p str) {
        let parent = self.open.last();
        let base = parent.map_or(Some(Direction::LeftToRight), |open| open.direction);
        let plain = parent.is_some_and(|open| open.plain) || PLAIN.contains(&name);
        let written = attribute(tag, "dir").map(Direction::named);
        let spoken = attribute(tag, "lang").and_then(Direction::of_language);
        let direction = match written {
            Some(written) => written,
            None if name == "bdi" => None,
            None => spoken.or(base),
        };
        let (head, end) = tag.split_at(tag.len() - if tag.ends_with("/>") { 2 } else { 1 });
        self.attributes(
            head,
            direction.or(base),
            READ_META.iter().any(|name| head.contains(name)),
        );
        if written.is_none() && spoken.is_some() && spoken != base {
            let name = spoken.map_or("auto", Direction::name);
            self.out.extend([" dir=\"", name, "\""]);
        }
        self.out.push_str(end);
        if end != "/>" && !VOID.contains(&name) {
            self.open.push(Open {
                name,
                direction,
                plain,
            });
        }
    }

    /// Prints a tag up to its end, with the attributes that are read as plain texts isolated.
    fn attributes(&mut self, head: &str, direction: Option<Direction>, is_read_meta: bool) {
        let mut parts = head.split('"');
        self.out.push_str(parts.next().unwrap_or_default());
        let mut name = head.split('"').next().unwrap_or_default();
        while let Some(value) = parts.next() {
            let own = name.trim_end_matches('=');
            let own = own.rsplit(' ').next().unwrap_or_default();
            let read = READ.contains(&own) || (own == "content" && is_read_meta);
            self.out.push('"');
            match direction {
                Some(base) if read => self.out.push_str(&isolated_text(value, base, Form::Html)),
                _ => self.out.push_str(value),
            }
            let Some(next) = parts.next() else {
                return;
            };
            self.out.push('"');
            self.out.push_str(next);
            name = next;
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(at);
        }
    }
}

/// The value of an attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut parts = tag.split('"');
    let mut before = parts.next()?;
    while let Some(value) = parts.next() {
        let own = before.trim_end_matches('=').rsplit(' ').next();
        if own == Some(name) {
            return Some(value);
        }
        before = parts.next()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_other_direction_is_isolated() {
        for (page, expected) in [
            (
                "<html lang=\"en\" dir=\"ltr\"><h1 lang=\"ar\">سد (3)</h1>",
                "<html lang=\"en\" dir=\"ltr\"><h1 lang=\"ar\" dir=\"rtl\">سد (3)</h1>",
            ),
            (
                "<p>by <a href=\"x\">سد (3)</a>, 5 facts</p>",
                "<p>by <a href=\"x\"><bdi>سد (3)</bdi></a>, 5 facts</p>",
            ),
            (
                "<html lang=\"ar\" dir=\"rtl\"><p>من <b>−5</b> JSON</p><i lang=\"fr\">a سد</i>",
                "<html lang=\"ar\" dir=\"rtl\"><p>من <b><bdi dir=\"ltr\">−5</bdi></b> <bdi>JSON</bdi></p><i lang=\"fr\" dir=\"ltr\">a <bdi>سد</bdi></i>",
            ),
            (
                "<title>سد — Dossier</title><meta property=\"og:title\" content=\"سد — Dossier\"><meta name=\"x\" content=\"سد\"><br><p>a</p>",
                "<title>\u{2068}سد\u{2069} — Dossier</title><meta property=\"og:title\" content=\"\u{2068}سد\u{2069} — Dossier\"><meta name=\"x\" content=\"سد\"><br><p>a</p>",
            ),
            (
                "<svg aria-label=\"سد\"><path d=\"M1\"/><text x=\"1\">سد (3)</text></svg><p>سد</p>",
                "<svg aria-label=\"\u{2068}سد\u{2069}\"><path d=\"M1\"/><text x=\"1\">\u{2068}سد (3)\u{2069}</text></svg><p><bdi>سد</bdi></p>",
            ),
            (
                "<script type=\"application/ld+json\">{\"name\": \"سد\"}</script><bdi>سد</bdi>",
                "<script type=\"application/ld+json\">{\"name\": \"سد\"}</script><bdi>سد</bdi>",
            ),
            (
                "<i lang=\"not one\">سد &lt;b&gt;</i>",
                "<i lang=\"not one\"><bdi>سد</bdi> &lt;b&gt;</i>",
            ),
        ] {
            let start = "<html lang=\"en\" dir=\"ltr\">";
            let whole = page.starts_with("<html");
            let page = if whole {
                page.to_owned()
            } else {
                format!("{start}{page}")
            };
            let expected = if whole {
                expected.to_owned()
            } else {
                format!("{start}{expected}")
            };
            assert_eq!(isolated(&page), expected);
        }
    }
}
