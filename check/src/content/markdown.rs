//! Reads `dossier.md`: YAML front matter, then sections that start at `## Heading {#id kind=…}`.

pub(super) mod translation;

use std::ops::Range;

use dossier::Collection;
use prost_reflect::{DynamicMessage, Kind, MessageDescriptor, ReflectMessage as _, Value as Field};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::decode::{Context, Decoder, Reader};
use super::head::language;
use super::line_index::LineIndex;
use super::yaml::{self, Span};
use crate::diagnostic::{At, Finding, Rule, did_you_mean};
use crate::model::contract;
use crate::model::field_path::FieldPath;

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
        let facts = facts.into_iter().map(Field::String).collect();
        message.set_field_by_name("facts", Field::List(facts));
    }
    let sections = Sections::new(decoder, text).read(&descriptor, body);
    message.set_field_by_name("sections", Field::List(sections));
    Some(message)
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
        "the front matter that starts here does not end: a second line `---` is missing"
    } else {
        "the file does not start with front matter between `---` lines"
    };
    Finding::new(Rule::FrontMatter, At::file(), message)
}

/// A heading of the second level.
struct Heading {
    /// The bytes of the heading's line or lines.
    line: Range<usize>,
    text: String,
    id: Option<String>,
    attributes: Vec<(String, String)>,
}

struct Sections<'r, 't> {
    decoder: Decoder<'r>,
    text: &'t str,
    lines: LineIndex,
}

impl<'r, 't> Sections<'r, 't> {
    fn new(decoder: Decoder<'r>, text: &'t str) -> Self {
        Self {
            decoder,
            text,
            lines: LineIndex::new(text),
        }
    }

    /// A heading with an id starts a section only at the second level; at another, its braces would be
    /// printed.
    /// Returns whether there is one.
    fn wrong_levels(&mut self, body: &Range<usize>) -> bool {
        let mut found = false;
        let markdown = self.text.get(body.clone()).unwrap_or_default();
        for (event, range) in Parser::new(markdown).into_offset_iter() {
            let Event::Start(Tag::Heading { level, .. }) = event else {
                continue;
            };
            let heading = markdown.get(range.clone()).unwrap_or_default();
            let has_id = heading.contains("{#") && heading.trim_end().ends_with('}');
            if level != HeadingLevel::H2 && has_id {
                let message = "a section starts with `##`, and this heading with an id does not";
                let path = FieldPath::of("sections");
                let start = body.start + range.start;
                self.error(Rule::HeadingLevel, &path, start, message.to_owned());
                found = true;
            }
        }
        found
    }

    fn read(mut self, dossier: &MessageDescriptor, body: Range<usize>) -> Vec<Field> {
        let is_told = self.wrong_levels(&body);
        let headings = headings(self.text, &body);
        let start = headings
            .first()
            .map_or(body.end, |heading| heading.line.start);
        let before = self.text.get(body.start..start).unwrap_or_default();
        if !before.trim().is_empty() && !is_told {
            let at = body.start + before.len() - before.trim_start().len();
            let message = "text before the first `##` heading belongs to no section".to_owned();
            self.error(Rule::NoSection, &FieldPath::of("sections"), at, message);
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
        let path = FieldPath::of("sections").index(index);
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
        let body = self.text.get(heading.line.end..end).unwrap_or_default();
        let start = heading.line.end + body.len() - body.trim_start().len();
        if !body.trim().is_empty() {
            let text = self.text_field(&section, "markdown", body.trim());
            section.set_field_by_name("markdown", text);
            self.locate_text(&path.field("markdown").index(0).field("text"), start);
        }
        section
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

/// The headings of the second level, as CommonMark sees them: not those inside code.
fn headings(text: &str, body: &Range<usize>) -> Vec<Heading> {
    let markdown = text.get(body.clone()).unwrap_or_default();
    let mut found: Vec<Heading> = Vec::new();
    let mut open = false;
    for (event, range) in Parser::new(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) => {
                open = true;
                found.push(Heading {
                    line: body.start + range.start..body.start + range.end,
                    text: String::new(),
                    id: None,
                    attributes: Vec::new(),
                });
            }
            Event::End(TagEnd::Heading(_)) => open = false,
            Event::Text(part) | Event::Code(part) if open => {
                if let Some(heading) = found.last_mut() {
                    heading.text.push_str(&part);
                }
            }
            _ => {}
        }
    }
    for heading in &mut found {
        split_attributes(heading);
    }
    found
}

/// Takes `{#id key=value key="several words"}` off the end of a heading. The heading attributes of
/// pulldown-cmark end at a space, which a list of facts and a query need.
fn split_attributes(heading: &mut Heading) {
    let Some(inner) = heading.text.trim_end().strip_suffix('}') else {
        return;
    };
    let Some((text, inner)) = inner.rsplit_once(" {") else {
        return;
    };
    let text = text.trim_end().to_owned();
    for word in quoted_words(inner) {
        if let Some(id) = word.strip_prefix('#') {
            heading.id = Some(id.to_owned());
            continue;
        }
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        heading
            .attributes
            .push((key.to_owned(), value.trim_matches('"').to_owned()));
    }
    heading.text = text;
}

/// The words of a text, parted by spaces; spaces between two quotation marks part none.
fn quoted_words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut inside = false;
    for (byte, character) in text.char_indices() {
        match character {
            '"' => inside = !inside,
            ' ' if !inside => {
                words.extend(text.get(start..byte));
                start = byte + 1;
            }
            _ => {}
        }
    }
    words.extend(text.get(start..));
    words.retain(|word| !word.is_empty());
    words
}
