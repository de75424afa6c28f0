//! Where a file mentions places of an article.

use dossier::Collection;
use dossier::v1::Selector;

use crate::content::yaml::{Node, Span, Value};

/// How a place is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As the value of `at`.
    Alone,
    /// In a list that starts there.
    Listed(Span),
    /// As the value of `at` of a mark, which takes only one.
    Mark,
}

/// A place such as `p7.s2`.
#[derive(Clone, Debug)]
pub(super) struct WrittenPlace {
    /// The name of what has it.
    pub(super) owner: String,
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) form: Form,
}

/// A selector that is written in full.
#[derive(Clone, Debug)]
pub(super) struct WrittenSelector {
    /// The name of what has it.
    pub(super) owner: String,
    pub(super) line: usize,
    pub(super) value: Selector,
    /// Those of its fields that say where, each with its place and value.
    pub(super) fields: Vec<(String, Span, String)>,
}

/// All places of an article in one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) written: Vec<WrittenPlace>,
    pub(super) selectors: Vec<WrittenSelector>,
    /// Where evidence names the older version.
    pub(super) digests: Vec<Span>,
}

impl Places {
    /// The places of the marks of an article's file.
    pub(super) fn of_marks(root: &Node) -> Self {
        let mut places = Self::default();
        for mark in root.get("marks").map_or(&[][..], items) {
            if let Some(node) = mark.get("at") {
                places.place("mark", node, Form::Mark);
            }
        }
        places
    }

    /// The places of all evidence on an article in a file of facts. Evidence that names another
    /// version than the digest's is left alone.
    pub(super) fn of_facts(root: &Node, article: &str, digest: &str) -> Self {
        let mut places = Self::default();
        let usual = root.get("article").and_then(article_name);
        let Some(Value::Map(facts)) = root.get("facts").map(|node| &node.value) else {
            return places;
        };
        for (key, fact) in facts {
            let owner = Collection::Facts.name(&key.text);
            for evidence in fact.get("evidence").map_or(&[][..], items) {
                let named = evidence.get("article").and_then(article_name);
                if named.or_else(|| usual.clone()).as_deref() == Some(article) {
                    places.evidence(&owner, evidence, digest);
                }
            }
        }
        places
    }

    fn evidence(&mut self, owner: &str, evidence: &Node, digest: &str) {
        if let Some(node) = evidence.get("text_digest") {
            if node.scalar() != Some(digest) {
                return;
            }
            self.digests.push(node.span);
        }
        if let Some(at) = evidence.get("at") {
            match &at.value {
                Value::List(list) => {
                    for item in list {
                        self.place(owner, item, Form::Listed(at.span));
                    }
                }
                _ => self.place(owner, at, Form::Alone),
            }
        }
        for selector in evidence.get("selectors").map_or(&[][..], items) {
            self.selectors.push(written_selector(owner, selector));
        }
    }

    fn place(&mut self, owner: &str, node: &Node, form: Form) {
        if let Some(text) = node.scalar() {
            self.written.push(WrittenPlace {
                owner: owner.to_owned(),
                span: node.span,
                text: text.to_owned(),
                form,
            });
        }
    }
}

/// The items of a list; a list of one may be written as the one.
fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        Value::Map(_) => std::slice::from_ref(node),
        _ => &[],
    }
}

/// The name of an article that is written with or without its collection.
pub(super) fn article_name(node: &Node) -> Option<String> {
    let written = node.scalar()?;
    let is_name = written.contains('/');
    Some(if is_name {
        written.to_owned()
    } else {
        Collection::Articles.name(written)
    })
}

fn written_selector(owner: &str, node: &Node) -> WrittenSelector {
    let text = |key: &str| node.get(key).and_then(Node::scalar).unwrap_or_default();
    let number = |key: &str| text(key).parse().unwrap_or_default();
    let value = Selector {
        block: text("block").to_owned(),
        first_sentence: number("first_sentence"),
        last_sentence: number("last_sentence"),
        start: number("start"),
        end: number("end"),
        digest: text("digest").to_owned(),
    };
    let keys = ["block", "first_sentence", "last_sentence", "start", "end"];
    let fields = keys.into_iter().filter_map(|key| {
        let field = node.get(key)?;
        Some((key.to_owned(), field.span, field.scalar()?.to_owned()))
    });
    WrittenSelector {
        owner: owner.to_owned(),
        line: node.span.line,
        fields: fields.collect(),
        value,
    }
}

/// The value of a field of a selector as it is written.
pub(super) fn selector_field(selector: &Selector, key: &str) -> String {
    match key {
        "block" => selector.block.clone(),
        "first_sentence" => selector.first_sentence.to_string(),
        "last_sentence" => selector.last_sentence.to_string(),
        "start" => selector.start.to_string(),
        _ => selector.end.to_string(),
    }
}
