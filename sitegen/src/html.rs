//! Makes the only unescaped text there is: Markdown becomes HTML here, and nowhere else.
//!
//! An editor's Markdown is not trusted. Raw HTML is left out, pictures become their description, and a
//! link leads to a fact, an entity, a section of the page or the web, or is no link at all.

mod bidi;

use std::fmt::{self, Display, Formatter};

use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};

use crate::locale::typography::Typesetter;
use crate::source::published::MARKDOWN;

pub(crate) use self::bidi::isolated;

/// A piece of a line: some words, that may lead somewhere and may be in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inline {
    pub(crate) text: String,
    /// Where it leads; empty for plain words.
    pub(crate) href: String,
    /// The words' language where it is not the page's; else empty.
    pub(crate) lang: String,
    /// A class of the style sheet; may be empty.
    pub(crate) class: &'static str,
}

impl Inline {
    /// Words that lead nowhere.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Words that lead somewhere.
    pub(crate) fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            ..Self::default()
        }
    }
}

/// What stands in one line.
pub(crate) type Inlines = Vec<Inline>;

/// Pieces with commas between them.
pub(crate) fn separated(comma: &str, inlines: impl IntoIterator<Item = Inline>) -> Inlines {
    let mut line = Inlines::new();
    for inline in inlines {
        if !line.is_empty() {
            line.push(Inline::plain(comma));
        }
        line.push(inline);
    }
    line
}

/// HTML that may be printed as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Display for Html {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

/// A part of a page that has a template of its own, which escapes what it prints. A template that is included
/// is compiled once for each place; a part is compiled once.
#[derive(Debug)]
pub(crate) struct Part<T>(pub(crate) T);

impl<T: askama::Template> Display for Part<T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.0.render_into(formatter).map_err(|_| fmt::Error)
    }
}

impl<T: askama::Template> askama::filters::HtmlSafe for Part<T> {}

/// Data in a page, which no browser runs (HTML, "data block").
pub(crate) fn data_block(value: &serde_json::Value) -> Html {
    // Nothing inside can end the element: `<` is written as JSON can write it.
    let json = value.to_string().replace('<', "\\u003c");
    Html(format!(
        "<script type=\"application/ld+json\">{json}</script>\n"
    ))
}

/// A script of the site's own.
pub(crate) fn script(href: &str) -> Html {
    Html(format!(
        "<script src=\"{}\" defer></script>\n",
        escape(href)
    ))
}

/// What a link in Markdown leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The address.
    pub(crate) href: String,
    /// What is said of the link: a class of the style sheet, or empty.
    pub(crate) class: &'static str,
    /// The resource that the block shows in place for it, where it does.
    pub(crate) shown: Option<Shown>,
}

/// A resource that is told in place, below the block that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Its name: `facts/treaty`.
    pub(crate) name: String,
    /// Its id on the page.
    pub(crate) anchor: String,
}

/// Finds what links lead to.
pub(crate) trait Resolve {
    /// The target of `fact:ID`.
    fn fact(&mut self, id: &str) -> Option<Target>;
    /// The target of `entity:ID`.
    fn entity(&mut self, id: &str) -> Option<Target>;
    /// The language of the text, by which its quotation marks are set.
    fn language(&self) -> &str;
    /// The highest level of a heading in the text.
    fn top(&self) -> HeadingLevel {
        HeadingLevel::H3
    }
    /// A block of running text ends here.
    fn end(&mut self) {}
}

/// A block of running text: a paragraph, a list, a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// How it looks.
    pub(crate) html: Html,
    /// The words' language where it is not the page's; else empty.
    pub(crate) lang: String,
    /// What is told in place for it, each once, in order.
    pub(crate) shown: Vec<Shown>,
}

/// Turns Markdown into blocks, with at most so many items of each list. Headings start below those of the page.
pub(crate) fn blocks(markdown: &str, items_max: usize, resolve: &mut dyn Resolve) -> Vec<Block> {
    let typesetter = Typesetter::new(resolve.language());
    let mut writer = Writer {
        resolve,
        links: Vec::new(),
        pictures: 0,
        columns: Vec::new(),
        cell: (0, "th"),
        shown: Vec::new(),
        in_code: false,
        typesetter,
    };
    let mut blocks = Vec::new();
    let (mut depth, mut items) = (0_usize, 0_usize);
    let mut events = Vec::new();
    for event in Parser::new_ext(markdown, MARKDOWN) {
        match &event {
            Event::Start(tag) => {
                items += usize::from(depth == 1 && matches!(tag, Tag::Item));
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            // The list ends here, and the next one is counted anew.
            items = 0;
        } else if items > items_max {
            continue;
        }
        // A table that is too wide scrolls by itself.
        let starts_table = matches!(event, Event::Start(Tag::Table(_)));
        let ends_table = matches!(event, Event::End(TagEnd::Table));
        events.extend(starts_table.then(|| raw("<div class=\"table\" tabindex=\"0\">")));
        events.extend(writer.event(event));
        events.extend(ends_table.then(|| raw("</div>\n")));
        if depth == 0 {
            let mut out = String::new();
            html::push_html(&mut out, events.drain(..));
            blocks.push(Block {
                html: Html(out),
                lang: String::new(),
                shown: std::mem::take(&mut writer.shown),
            });
            writer.resolve.end();
        }
    }
    blocks
}

/// The words of a text of Markdown, in one line.
pub(crate) fn plain(markdown: &str) -> String {
    let texts = Parser::new_ext(markdown, MARKDOWN).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        Event::SoftBreak | Event::HardBreak | Event::End(_) => Some(" ".into()),
        _ => None,
    });
    let all: String = texts.map(CowStr::into_string).collect();
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the links of a text of Markdown lead, as it is written.
pub(crate) fn links(markdown: &str) -> Vec<String> {
    let links = Parser::new_ext(markdown, MARKDOWN).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    });
    links.collect()
}

/// How many words readers read in a text of Markdown.
pub(crate) fn words_in(markdown: &str) -> usize {
    let texts = Parser::new_ext(markdown, MARKDOWN).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(dossier::words::words(&text).len()),
        _ => None,
    });
    texts.sum()
}

struct Writer<'r> {
    resolve: &'r mut dyn Resolve,
    /// Whether each open link was written.
    links: Vec<bool>,
    /// How many pictures are open: their description is read as text.
    pictures: usize,
    /// How the columns of the open table are set.
    columns: Vec<Alignment>,
    /// In which column the next cell is, and with which element.
    cell: (usize, &'static str),
    shown: Vec<Shown>,
    /// Whether a block of code is open, which stands as it was typed.
    in_code: bool,
    typesetter: Typesetter,
}

/// Whether words begin anew here.
fn is_start_of_line(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(
            Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell | Tag::BlockQuote(_)
        )
    )
}

impl Writer<'_> {
    /// What is written in place of an event.
    fn event<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        if is_start_of_line(&event) {
            self.typesetter.begin();
        }
        match event {
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::HtmlBlock)
            | Event::End(TagEnd::HtmlBlock) => None,
            Event::Start(Tag::Image { .. }) => {
                self.pictures += 1;
                None
            }
            Event::End(TagEnd::Image) => {
                self.pictures = self.pictures.saturating_sub(1);
                None
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.open(&dest_url),
            Event::End(TagEnd::Link) => self.links.pop()?.then(|| raw("</a>")),
            Event::Start(Tag::Heading { level, .. }) => Some(self.heading(level)),
            Event::End(TagEnd::Heading(level)) => {
                let level = level.max(self.resolve.top());
                Some(Event::End(TagEnd::Heading(level)))
            }
            Event::Start(Tag::Table(columns)) => Some(self.table(columns)),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.cell.0 = 0;
                Some(event)
            }
            Event::End(TagEnd::TableHead) => {
                self.cell.1 = "td";
                Some(event)
            }
            Event::Start(Tag::TableCell) => Some(self.table_cell()),
            Event::Start(Tag::CodeBlock(_)) => {
                self.in_code = true;
                let plain = pulldown_cmark::CodeBlockKind::Indented;
                Some(Event::Start(Tag::CodeBlock(plain)))
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                Some(event)
            }
            Event::Text(text) if !self.in_code => {
                Some(Event::Text(self.typesetter.set(&text).into()))
            }
            Event::Code(ref code) => {
                self.typesetter.pass(code);
                Some(event)
            }
            Event::SoftBreak | Event::HardBreak => {
                self.typesetter.pass(" ");
                Some(event)
            }
            other => Some(other),
        }
    }

    /// The start of a heading, below those of the page.
    fn heading<'e>(&self, level: HeadingLevel) -> Event<'e> {
        Event::Start(Tag::Heading {
            level: level.max(self.resolve.top()),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })
    }

    /// The start of a table. Its alignment would be written as inline styles, which the page's policy
    /// forbids: each cell gets a class.
    fn table<'e>(&mut self, columns: Vec<Alignment>) -> Event<'e> {
        let unset = columns.iter().map(|_| Alignment::None).collect();
        self.columns = columns;
        self.cell = (0, "th");
        Event::Start(Tag::Table(unset))
    }

    fn table_cell<'e>(&mut self) -> Event<'e> {
        let (column, element) = self.cell;
        self.cell.0 += 1;
        let class = match self.columns.get(column) {
            Some(Alignment::Left) => "left",
            Some(Alignment::Center) => "center",
            Some(Alignment::Right) => "right",
            Some(Alignment::None) | None => return Event::Start(Tag::TableCell),
        };
        raw(&format!("<{element} class=\"{class}\">"))
    }

    fn open<'e>(&mut self, url: &str) -> Option<Event<'e>> {
        let target = self.target(url);
        self.links.push(target.is_some());
        let Target { href, class, shown } = target?;
        if let Some(shown) = shown.filter(|shown_name| !self.shown.contains(shown_name)) {
            self.shown.push(shown);
        }
        let class = if class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{class}\"")
        };
        Some(raw(&format!("<a href=\"{}\"{class}>", escape(&href))))
    }

    fn target(&mut self, url: &str) -> Option<Target> {
        if let Some(id) = url.strip_prefix("fact:") {
            return self.resolve.fact(id);
        }
        if let Some(id) = url.strip_prefix("entity:") {
            return self.resolve.entity(id);
        }
        let section = url.strip_prefix('#').is_some_and(|id| !id.is_empty());
        let href = if section {
            url
        } else {
            dossier::web_address(url)?
        };
        let class = if section { "" } else { "external" };
        Some(Target {
            href: href.to_owned(),
            class,
            shown: None,
        })
    }
}

fn raw<'e>(html: &str) -> Event<'e> {
    Event::InlineHtml(CowStr::from(html.to_owned()))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// A text for a place that holds about this many characters, cut between words.
pub(crate) fn shortened(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() + 2 > characters {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    format!("{}…", out.trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests;
