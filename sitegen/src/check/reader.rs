//! Reads a page as a browser does, as far as it is checked.

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use serde_json::Value;

use super::direction::Directions;

/// What a page holds, as far as it is checked.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) ids: BTreeSet<String>,
    pub(super) links: BTreeSet<String>,
    pub(super) lang: bool,
    pub(super) title: bool,
    pub(super) headings: Vec<u8>,
    pub(super) problems: Vec<String>,
}

/// Collects what a page holds while it is read.
#[derive(Default)]
struct Reader {
    seen: RefCell<Seen>,
    in_title: RefCell<bool>,
    directions: RefCell<Directions>,
    /// The text since the last tag.
    text: RefCell<String>,
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
            Self { data: true, .. } => (!json()).then_some("contains data that is not JSON"),
            Self { file: true, .. } if self.text.trim().is_empty() => None,
            _ => Some("contains a script"),
        }
    }
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.direct(&token);
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                self.open(&tag);
                if &*tag.name == "script" {
                    let file = tag.attrs.iter().find(|attr| &*attr.name.local == "src");
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

/// Reads where a page leads on by itself.
fn leads_on(seen: &mut Seen, value: &str) {
    match value.split_once("url=") {
        Some((_, url)) => {
            seen.links.insert(url.to_owned());
        }
        None => seen.problems.push("reloads itself".to_owned()),
    }
}

impl Reader {
    /// Looks at the direction of texts. Each comes in pieces, up to the next tag.
    fn direct(&self, token: &Token) {
        match token {
            Token::TagToken(tag) => {
                let text = self.text.take();
                let mut directions = self.directions.borrow_mut();
                if directions.runs_against(&text) {
                    let start: String = text.trim().chars().take(30).collect();
                    self.seen.borrow_mut().problems.push(format!(
                        "contains `{start}`, which runs against the direction of its element"
                    ));
                }
                directions.tag(tag);
            }
            Token::CharacterTokens(text) if self.script.borrow().is_none() => {
                self.text.borrow_mut().push_str(text);
            }
            _ => {}
        }
    }

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
                "href" if value.is_empty() => {
                    seen.problems
                        .push("has a link that leads nowhere".to_owned());
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
                // A page that leads on by itself: `0; url=../new/index.html`.
                "content" if name == "meta" && has(tag, "http-equiv", "refresh") => {
                    leads_on(&mut seen, value);
                }
                "style" => seen.problems.push("contains an inline style".to_owned()),
                other if other.starts_with("on") => {
                    seen.problems
                        .push(format!("contains a script in `{other}`"));
                }
                _ => {}
            }
        }
        if name == "img" && !tag.attrs.iter().any(|attr| &*attr.name.local == "alt") {
            seen.problems
                .push("contains a picture without a description".to_owned());
        }
    }
}

fn has(tag: &Tag, attribute: &str, value: &str) -> bool {
    tag.attrs
        .iter()
        .any(|attr| &*attr.name.local == attribute && &*attr.value == value)
}

/// Whether an element would fetch something from elsewhere by itself.
fn is_foreign_asset(element: &str, url: &str) -> bool {
    let loads = matches!(
        element,
        "img" | "script" | "iframe" | "source" | "video" | "audio"
    );
    loads && (url.contains("://") || url.starts_with("//"))
}

pub(super) fn read(html: &str) -> Seen {
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // Our reader asks for no script to run, so one call reads all.
    let _end = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.seen.into_inner()
}
