//! Reads `dossier.md`: YAML front matter, then sections that start at `## Heading {#id kind=…}`.

mod heading;
pub(super) mod translation;

use std::collections::BTreeSet;
use std::ops::Range;

use dossier::Collection;
use dossier::v1::{LifecycleState, Resource};
use prost_reflect::{DynamicMessage, Kind, MessageDescriptor, ReflectMessage as _, Value as Field};
use pulldown_cmark::{BrokenLink, Parser};

use self::heading::{Heading, headings};
use super::decode::{Context, Decoder, Reader};
use super::head::language;
use super::line_index::LineIndex;
use super::yaml::{self, Span};
use crate::diagnostic::{At, Finding, Rule, did_you_mean};
use crate::model::contract;
use crate::model::field_path::FieldPath;
use crate::model::markdown::{self as markup, Mark, OPTIONS};

/// The start of a file.
const TOP: Span = Span {
    line: 1,
    column: 1,
    length: 3,
};

/// Reads a dossier's file; `facts` are those of the `facts.yaml` beside it. What was read is left to be
/// kept, so that translations can be added first.
pub(super) fn dossier(
    reader: &mut Reader,
    file: usize,
    (id, facts): (&str, Vec<String>),
    text: &str,
) -> Option<DynamicMessage> {
    let name = Collection::Dossiers.name(id);
    reader.sources.add(At::resource(&name), file, TOP);
    reader.resource.clone_from(&name);
    let Some((front, body)) = front_matter(text) else {
        reader.finding(file, TOP, no_front_matter(text));
        return None;
    };
    let root = match yaml::parse(text.get(front).unwrap_or_default(), 2) {
        Ok(root) => root,
        Err(error) => {
            let finding =
                Finding::new(Rule::Yaml, At::resource(&name), error.message).suggest(error.hint);
            reader.finding(file, error.span, finding);
            return None;
        }
    };
    let language = language(reader, file, &root);
    let context = Context {
        file,
        language: language.clone(),
        article: None,
    };
    let descriptor = contract::message_type(Collection::Dossiers)?;
    let mut decoder = Decoder {
        reader,
        context: &context,
    };
    let mut message = decoder.message(&root, &descriptor, &FieldPath::root());
    message.set_field_by_name("name", Field::String(name));
    if !message.has_field_by_name("language_code") {
        message.set_field_by_name("language_code", Field::String(language));
    }
    if !message.has_field_by_name("facts") {
        let facts = listed(decoder.reader, &message, facts);
        let facts = facts.into_iter().map(Field::String).collect();
        message.set_field_by_name("facts", Field::List(facts));
    }
    let sections = Sections::new(decoder, text, body).read(&descriptor);
    message.set_field_by_name("sections", Field::List(sections));
    Some(message)
}

/// The facts of a folder that its dossier lists: all but drafts, which readers do not see, unless the
/// dossier is a draft itself. A draft is listed once it is published.
fn listed(reader: &Reader, dossier: &DynamicMessage, facts: Vec<String>) -> Vec<String> {
    let draft = LifecycleState::Draft;
    let state = dossier.get_field_by_name("state");
    if state.and_then(|state| state.as_enum_number()) == Some(draft.into()) {
        return facts;
    }
    let resources = reader.resources.iter();
    let drafts: BTreeSet<&str> = resources
        .filter(|resource| resource.state() == draft)
        .map(Resource::name)
        .collect();
    let mut facts = facts;
    facts.retain(|fact| !drafts.contains(fact.as_str()));
    facts
}

/// The bytes of the front matter, and of what follows it.
fn front_matter(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let rest = text.strip_prefix("---\n")?;
    let at_end = || rest.strip_suffix("\n---").map(str::len);
    let length = rest.find("\n---\n").or_else(at_end)?;
    let end = text.len().min(4 + length + 5);
    Some((4..4 + length + 1, end..text.len()))
}

/// What is wrong with a file that has no front matter.
fn no_front_matter(text: &str) -> Finding {
    let message = if text.starts_with("---\n") {
        "the front matter that starts here is not closed: a second line `---` is missing"
    } else {
        "the file does not start with front matter between `---` lines"
    };
    Finding::new(Rule::FrontMatter, At::file(), message)
}

struct Sections<'r, 't> {
    decoder: Decoder<'r>,
    text: &'t str,
    lines: LineIndex,
    body: Range<usize>,
    /// All of the Markdown, which knows the targets of links that any of its parts write down.
    whole: Parser<'t>,
}

impl<'r, 't> Sections<'r, 't> {
    fn new(decoder: Decoder<'r>, text: &'t str, body: Range<usize>) -> Self {
        let markdown = text.get(body.clone()).unwrap_or_default();
        Self {
            decoder,
            text,
            lines: LineIndex::new(text),
            body,
            whole: Parser::new_ext(markdown, OPTIONS),
        }
    }

    /// The headings that start sections. The others are part of the text; those before all sections are
    /// told where they carry an id. Returns whether there is such a one, too.
    fn headings(&mut self) -> (Vec<Heading>, bool) {
        let mut found = headings(self.text, &self.body);
        let before = found.iter().take_while(|heading| !heading.starts_section);
        let lost = before.filter(|heading| heading.id.is_some());
        let lost: Vec<usize> = lost.map(|heading| heading.line.start).collect();
        for start in &lost {
            let message = Mark::Id.message().to_owned();
            self.error(
                Rule::HeadingLevel,
                &FieldPath::new("sections"),
                *start,
                message,
            );
        }
        found.retain(|heading| heading.starts_section);
        for heading in &found {
            self.plain_words(heading);
        }
        (found, !lost.is_empty())
    }

    /// The words of a section's heading are plain: a link in them would be lost, a mark shown.
    fn plain_words(&mut self, heading: &Heading) {
        let path = FieldPath::new("sections");
        if let Some(link) = heading.link {
            let message =
                "a section's heading cannot contain links; move this one into the text below";
            self.error(Rule::UnreadMark, &path, link, message.to_owned());
            return;
        }
        let words = self.text.get(heading.words.clone()).unwrap_or_default();
        for bytes in markup::raw_html(words) {
            let start = heading.words.start + bytes.start;
            self.error(Rule::RawHtml, &path, start, markup::RAW_HTML.to_owned());
        }
        for (mark, bytes) in markup::unread(words) {
            let rule = if mark == Mark::Link {
                Rule::BrokenLink
            } else {
                Rule::UnreadMark
            };
            self.error(
                rule,
                &path,
                heading.words.start + bytes.start,
                mark.message().to_owned(),
            );
        }
    }

    fn read(mut self, dossier: &MessageDescriptor) -> Vec<Field> {
        let (headings, is_reported) = self.headings();
        let body = self.body.clone();
        let start = headings
            .first()
            .map_or(body.end, |heading| heading.line.start);
        let before = self.text.get(body.start..start).unwrap_or_default();
        // Targets of links may stand anywhere, and are no text.
        let is_text = Parser::new_ext(before, OPTIONS).next().is_some();
        if is_text && !is_reported {
            let at = body.start + before.len() - before.trim_start().len();
            let message = "text before the first `##` heading belongs to no section".to_owned();
            self.error(Rule::NoSection, &FieldPath::new("sections"), at, message);
        }
        let kind = dossier
            .get_field_by_name("sections")
            .map(|field| field.kind());
        let Some(Kind::Message(descriptor)) = kind else {
            return Vec::new();
        };
        let ends = headings
            .iter()
            .skip(1)
            .map(|next| next.line.start)
            .chain([body.end]);
        let mut sections = Vec::new();
        for (index, (heading, end)) in headings.iter().zip(ends).enumerate() {
            sections.push(Field::Message(self.section(
                &descriptor,
                index,
                heading,
                end,
            )));
        }
        sections
    }

    fn section(
        &mut self,
        descriptor: &MessageDescriptor,
        index: usize,
        heading: &Heading,
        end: usize,
    ) -> DynamicMessage {
        let path = FieldPath::new("sections").index(index);
        self.locate(&path, heading.line.start);
        let mut section = DynamicMessage::new(descriptor.clone());
        let title = self.text_field(&section, "heading", &heading.text);
        section.set_field_by_name("heading", title);
        if let Some(id) = &heading.id {
            section.set_field_by_name("id", Field::String(id.clone()));
        } else {
            let message = format!("the section `{}` has no id; write `{{#id}}`", heading.text);
            self.error(Rule::SectionId, &path, heading.line.start, message);
        }
        for word in &heading.repeated {
            let key = word.split('=').next().unwrap_or(word);
            let what = match key.strip_prefix('#') {
                Some(_) => "an id".to_owned(),
                None => format!("`{key}`"),
            };
            let message = format!("the heading has {what} twice; remove `{word}` or the other");
            self.error(Rule::DuplicateKey, &path, heading.line.start, message);
        }
        let mut kind = "narrative";
        for (key, value) in &heading.attributes {
            match key.as_str() {
                "kind" => kind = value,
                "query" => section.set_field_by_name("query", Field::String(value.clone())),
                "facts" => section.set_field_by_name("facts", facts(value)),
                other => {
                    let message = format!("unknown attribute `{other}`");
                    let hint = did_you_mean(other, ["kind", "query", "facts"]);
                    let finding =
                        Finding::new(Rule::UnknownKey, At::path("", path.clone()), message)
                            .suggest(hint);
                    let span = self.span(heading.line.start);
                    self.decoder.hinted(span, finding);
                }
            }
        }
        self.set_kind(&mut section, kind, &path, heading.line.start);
        if let Some((start, markdown)) = self.markdown(heading.line.end..end) {
            let text = self.text_field(&section, "markdown", &markdown);
            section.set_field_by_name("markdown", text);
            self.locate_text(&path.field("markdown").index(0).field("text"), start);
        }
        section
    }

    /// The text of a section, and at which byte of the file it starts; nothing where there is none. A
    /// link may have its target (`[a]: fact:b`) in another section: then the target is added, because a
    /// section is read alone from here on.
    fn markdown(&self, bytes: Range<usize>) -> Option<(usize, String)> {
        let section = self.text.get(bytes.clone())?;
        let inside = markup::inside(section);
        let own = section.get(inside.clone()).filter(|own| !own.is_empty())?;
        let mut markdown = own.to_owned();
        let mut missing: BTreeSet<&str> = BTreeSet::new();
        let mut note = |link: BrokenLink<'_>| {
            let target = self.whole.reference_definitions().get(&link.reference);
            let whole = self.text.get(self.body.clone())?;
            let written = target.and_then(|target| whole.get(target.span.clone()));
            missing.extend(written);
            None
        };
        Parser::new_with_broken_link_callback(own, OPTIONS, Some(&mut note)).for_each(drop);
        for target in missing {
            markdown.push_str("\n\n");
            markdown.push_str(target.trim());
        }
        Some((bytes.start + inside.start, markdown))
    }

    fn set_kind(&mut self, section: &mut DynamicMessage, kind: &str, path: &FieldPath, at: usize) {
        let field = section.descriptor().get_field_by_name("kind");
        let Some(Kind::Enum(kinds)) = field.map(|field| field.kind()) else {
            return;
        };
        let names: Vec<(String, i32)> = kinds
            .values()
            .filter(|value| value.number() != 0)
            .map(|value| {
                (
                    contract::shorten(kinds.name(), value.name()),
                    value.number(),
                )
            })
            .collect();
        if let Some((_, number)) = names.iter().find(|(name, _)| name == kind) {
            section.set_field_by_name("kind", Field::EnumNumber(*number));
            return;
        }
        // So that no missing kind is reported beside the unknown one.
        let narrative = names.iter().find(|(name, _)| name == "narrative");
        if let Some((_, number)) = narrative {
            section.set_field_by_name("kind", Field::EnumNumber(*number));
        }
        let known: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        let hint = did_you_mean(kind, known.iter().copied())
            .or_else(|| Some(format!("known values: {}", known.join(", "))));
        let message = format!("unknown SectionKind `{kind}`");
        let span = self.span(at);
        let finding =
            Finding::new(Rule::UnknownValue, At::path("", path.clone()), message).suggest(hint);
        self.decoder.hinted(span, finding);
    }

    /// A list of texts that holds one, in the file's language.
    fn text_field(&self, section: &DynamicMessage, field: &str, text: &str) -> Field {
        let field = section.descriptor().get_field_by_name(field);
        let Some(Kind::Message(kind)) = field.map(|field| field.kind()) else {
            return Field::List(Vec::new());
        };
        let mut message = DynamicMessage::new(kind);
        message.set_field_by_name("text", Field::String(text.to_owned()));
        let language = self.decoder.context.language.clone();
        message.set_field_by_name("language_code", Field::String(language));
        Field::List(vec![Field::Message(message)])
    }

    fn locate(&mut self, path: &FieldPath, byte: usize) {
        let span = self.span(byte);
        self.decoder.locate(path, span);
    }

    /// Notes that a text stands in the file as it is, from a byte on.
    fn locate_text(&mut self, path: &FieldPath, byte: usize) {
        let Reader {
            resource, sources, ..
        } = &mut *self.decoder.reader;
        let at = At::path(resource, path.clone());
        sources.add_text(at, self.decoder.context.file, byte);
    }

    fn error(&mut self, rule: Rule, path: &FieldPath, byte: usize, message: String) {
        let span = self.span(byte);
        self.decoder.error(rule, path, span, message);
    }

    /// The rest of the line on which a byte stands.
    fn span(&self, byte: usize) -> Span {
        let (line, column) = self.lines.position(self.text, byte);
        Span {
            line,
            column,
            length: 1000,
        }
    }
}

fn facts(names: &str) -> Field {
    let name = |id: &str| {
        if id.contains('/') {
            id.to_owned()
        } else {
            Collection::Facts.name(id)
        }
    };
    Field::List(
        names
            .split_whitespace()
            .map(|id| Field::String(name(id)))
            .collect(),
    )
}
