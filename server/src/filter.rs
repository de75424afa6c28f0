//! What `filter` means: a subset of AIP-160 over the fields of a resource.
//!
//! `=`, `!=`, `<`, `<=`, `>`, `>=`, `:` (has), `AND`, `OR`, `NOT`, `-`, parentheses. As AIP-160 has
//! it, `OR` binds tighter than `AND`. Fields are checked against the descriptor, so a misspelt one is
//! an error and not an empty answer.

mod lexer;

use std::cmp::Ordering;

use prost_reflect::{DynamicMessage, Kind, MessageDescriptor, ReflectMessage as _, Value};

use crate::annotations;
use crate::check::values;
use crate::diagnostic::did_you_mean;
use crate::error::ServiceError;
use lexer::{Token, Word, lex};

/// The longest filter in bytes: a page of conditions, and nothing that takes long to read.
pub const FILTER_BYTES_MAX: usize = 2048;

/// How deep parentheses and negations may stand in each other.
const DEPTH_MAX: usize = 16;

/// A filter that was read.
#[derive(Debug)]
pub struct Filter {
    condition: Option<Condition>,
}

#[derive(Debug)]
enum Condition {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Compare {
        path: Vec<String>,
        operator: Operator,
        value: String,
    },
    Body {
        operator: Operator,
        value: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Has,
}

impl Filter {
    /// Reads a filter over messages of a type.
    pub fn parse(text: &str, descriptor: &MessageDescriptor) -> Result<Self, ServiceError> {
        if text.len() > FILTER_BYTES_MAX {
            let message = format!(
                "the filter has {} bytes; at most {FILTER_BYTES_MAX}",
                text.len()
            );
            return Err(ServiceError::InvalidFilter {
                position: 0,
                message,
            });
        }
        let tokens = lex(text)?;
        let end = text.chars().count();
        let mut parser = Parser {
            tokens: &tokens,
            next: 0,
            end,
            descriptor,
        };
        if tokens.is_empty() {
            return Ok(Self { condition: None });
        }
        let condition = parser.all(0)?;
        match parser.peek() {
            None => Ok(Self {
                condition: Some(condition),
            }),
            Some(token) => Err(parser.wrong(token.position, "`AND`, `OR` or the end")),
        }
    }

    /// Whether every message is let through.
    pub fn is_empty(&self) -> bool {
        self.condition.is_none()
    }

    /// Whether a message is let through.
    pub fn matches(&self, message: &DynamicMessage) -> bool {
        self.condition
            .as_ref()
            .is_none_or(|condition| condition.holds(message))
    }
}

struct Parser<'t> {
    tokens: &'t [Token],
    next: usize,
    end: usize,
    descriptor: &'t MessageDescriptor,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self, word: &Word) -> bool {
        let found = self.peek().is_some_and(|token| token.word == *word);
        self.next += usize::from(found);
        found
    }

    fn wrong(&self, position: usize, wanted: &str) -> ServiceError {
        let found = self.tokens.iter().find(|token| token.position == position);
        let found = found.map_or_else(|| "the end".to_owned(), |token| format!("`{}`", token.word));
        ServiceError::InvalidFilter {
            position,
            message: format!("expected {wanted}, found {found}"),
        }
    }

    fn position(&self) -> usize {
        self.peek().map_or(self.end, |token| token.position)
    }

    fn all(&mut self, depth: usize) -> Result<Condition, ServiceError> {
        let mut parts = vec![self.any(depth)?];
        while self.take(&Word::And) {
            parts.push(self.any(depth)?);
        }
        Ok(Condition::All(parts))
    }

    fn any(&mut self, depth: usize) -> Result<Condition, ServiceError> {
        let mut parts = vec![self.term(depth)?];
        while self.take(&Word::Or) {
            parts.push(self.term(depth)?);
        }
        Ok(Condition::Any(parts))
    }

    fn term(&mut self, depth: usize) -> Result<Condition, ServiceError> {
        if depth > DEPTH_MAX {
            let message = format!("more than {DEPTH_MAX} levels of parentheses");
            return Err(ServiceError::InvalidFilter {
                position: self.position(),
                message,
            });
        }
        if self.take(&Word::Not) {
            return Ok(Condition::Not(Box::new(self.term(depth + 1)?)));
        }
        if self.take(&Word::Open) {
            let inner = self.all(depth + 1)?;
            if !self.take(&Word::Close) {
                return Err(self.wrong(self.position(), "`)`"));
            }
            return Ok(inner);
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Condition, ServiceError> {
        let position = self.position();
        let Some(Word::Text {
            text: field,
            quoted: false,
        }) = self.peek().map(|token| &token.word)
        else {
            return Err(self.wrong(position, "a field"));
        };
        self.next += 1;
        let Some(Word::Operator(symbol)) = self.peek().map(|token| &token.word) else {
            return Err(self.wrong(self.position(), "`=`, `!=`, `<`, `<=`, `>`, `>=` or `:`"));
        };
        let operator = operator(symbol);
        self.next += 1;
        let value_position = self.position();
        let Some(Word::Text { text: value, .. }) = self.peek().map(|token| &token.word) else {
            return Err(self.wrong(value_position, "a value"));
        };
        self.next += 1;
        let virtual_kind = field == "kind" && self.descriptor.name() == "Fact";
        if virtual_kind {
            let bodies: Vec<String> = bodies(self.descriptor);
            return if bodies.contains(&value.to_lowercase()) {
                Ok(Condition::Body {
                    operator,
                    value: value.to_lowercase(),
                })
            } else {
                Err(unknown(value_position, "kind", value, &bodies))
            };
        }
        let path: Vec<String> = field.split('.').map(str::to_owned).collect();
        let value = resolve(self.descriptor, &path, value, (position, value_position))?;
        Ok(Condition::Compare {
            path,
            operator,
            value,
        })
    }
}

fn operator(symbol: &str) -> Operator {
    match symbol {
        "=" => Operator::Equal,
        "!=" => Operator::NotEqual,
        "<" => Operator::Less,
        "<=" => Operator::LessOrEqual,
        ">" => Operator::Greater,
        ">=" => Operator::GreaterOrEqual,
        _ => Operator::Has,
    }
}

fn bodies(descriptor: &MessageDescriptor) -> Vec<String> {
    let fields = descriptor
        .oneofs()
        .flat_map(|body| body.fields().collect::<Vec<_>>());
    fields.map(|field| field.name().to_owned()).collect()
}

fn unknown(position: usize, what: &str, met: &str, known: &[String]) -> ServiceError {
    let hint = did_you_mean(met, known.iter().map(String::as_str));
    let hint = hint.unwrap_or_else(|| format!("known: {}", known.join(", ")));
    let message = format!("unknown {what} `{met}`; {hint}");
    ServiceError::InvalidFilter { position, message }
}

/// Checks a path against the descriptor, and a value against an enum's. Returns the value as it is
/// compared: an enum's by its short name.
fn resolve(
    descriptor: &MessageDescriptor,
    path: &[String],
    value: &str,
    (position, value_position): (usize, usize),
) -> Result<String, ServiceError> {
    let mut descriptor = descriptor.clone();
    let mut steps = path.iter().peekable();
    while let Some(step) = steps.next() {
        let Some(field) = descriptor.get_field_by_name(step) else {
            let known: Vec<String> = descriptor
                .fields()
                .map(|field| field.name().to_owned())
                .collect();
            return Err(unknown(position, "field", step, &known));
        };
        match field.kind() {
            Kind::Message(inner) if steps.peek().is_some() => descriptor = inner,
            _ if steps.peek().is_some() => {
                let message = format!("`{step}` has no fields of its own");
                return Err(ServiceError::InvalidFilter { position, message });
            }
            Kind::Enum(kind) if value != "*" => {
                let values = kind.values();
                let names: Vec<String> = values
                    .map(|one| annotations::shorten(kind.name(), one.name()))
                    .collect();
                let short = annotations::shorten(kind.name(), &value.to_uppercase());
                return if names.contains(&short) {
                    Ok(short)
                } else {
                    Err(unknown(value_position, kind.name(), value, &names))
                };
            }
            _ => {}
        }
    }
    Ok(value.to_owned())
}

impl Condition {
    fn holds(&self, message: &DynamicMessage) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(message)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(message)),
            Self::Not(inner) => !inner.holds(message),
            Self::Body { operator, value } => {
                let descriptor = message.descriptor();
                let body = descriptor
                    .oneofs()
                    .flat_map(|one| one.fields().collect::<Vec<_>>());
                let name = body.into_iter().find(|field| message.has_field(field));
                let equal = name.is_some_and(|field| field.name() == value);
                equal == (*operator != Operator::NotEqual)
            }
            Self::Compare {
                path,
                operator,
                value,
            } => {
                let mut found = Vec::new();
                texts(message, path, &mut found);
                let any = |operator| found.iter().any(|text| compare(text, operator, value));
                match operator {
                    Operator::NotEqual => !any(Operator::Equal),
                    operator => any(*operator),
                }
            }
        }
    }
}

/// The values at a path as texts, through every list on the way.
pub(crate) fn texts(message: &DynamicMessage, path: &[String], found: &mut Vec<String>) {
    let Some((step, rest)) = path.split_first() else {
        return;
    };
    let Some(field) = message.descriptor().get_field_by_name(step) else {
        return;
    };
    if !message.has_field(&field) {
        return;
    }
    let value = message.get_field(&field);
    let single = std::slice::from_ref(value.as_ref());
    for value in value.as_list().unwrap_or(single) {
        match (value, field.kind()) {
            (Value::Message(inner), _) if rest.is_empty() => found.push(shown(inner)),
            (Value::Message(inner), _) => texts(inner, rest, found),
            (Value::EnumNumber(number), Kind::Enum(kind)) => {
                found.extend(annotations::short_name(&kind, *number));
            }
            (Value::String(text), _) => found.push(text.clone()),
            (Value::I32(number), _) => found.push(number.to_string()),
            (Value::U32(number), _) => found.push(number.to_string()),
            (Value::I64(number), _) => found.push(number.to_string()),
            (Value::Bool(truth), _) => found.push(truth.to_string()),
            _ => {}
        }
    }
}

/// What a message is compared by: a text's words, a time's first day, an amount's number.
fn shown(message: &DynamicMessage) -> String {
    let names = ["text", "earliest", "value", "entity"];
    let found = names.iter().find_map(|name| {
        let value = message.get_field_by_name(name)?;
        value.as_str().map(str::to_owned)
    });
    found.unwrap_or_default()
}

fn compare(text: &str, operator: Operator, wanted: &str) -> bool {
    if operator == Operator::Has {
        return wanted == "*" || text.to_lowercase().contains(&wanted.to_lowercase());
    }
    if operator == Operator::Equal
        && let Some(start) = wanted.strip_suffix('*')
    {
        return text.starts_with(start);
    }
    let order = values::compare(text, wanted).unwrap_or_else(|| text.cmp(wanted));
    match operator {
        Operator::Equal | Operator::Has => order == Ordering::Equal,
        Operator::NotEqual => order != Ordering::Equal,
        Operator::Less => order == Ordering::Less,
        Operator::LessOrEqual => order != Ordering::Greater,
        Operator::Greater => order == Ordering::Greater,
        Operator::GreaterOrEqual => order != Ordering::Less,
    }
}

#[cfg(test)]
mod tests;
