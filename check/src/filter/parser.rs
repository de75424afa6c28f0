//! Reads a filter, and checks its fields and values against a message's descriptor.

use prost_reflect::{FieldDescriptor, Kind, MessageDescriptor};

use super::condition::{Condition, Operator};
use super::error::FilterError;
use super::lexer::{Token, Word};
use crate::diagnostic::did_you_mean;
use crate::model::contract;
use crate::model::time::{self, Span};

/// How deep parentheses and negations may stand in each other.
const DEPTH_MAX: usize = 16;

/// How many conditions a filter may have. Each costs time for every resource.
const TERMS_MAX: usize = 64;

/// Reads the words of a filter one after the other.
pub(super) struct Parser<'t> {
    tokens: &'t [Token],
    next: usize,
    /// The length of the filter, where its end is told of.
    end: usize,
    terms: usize,
    descriptor: &'t MessageDescriptor,
}

impl<'t> Parser<'t> {
    pub(super) fn new(tokens: &'t [Token], end: usize, descriptor: &'t MessageDescriptor) -> Self {
        Self {
            tokens,
            next: 0,
            end,
            terms: 0,
            descriptor,
        }
    }

    /// The condition that all words make up.
    pub(super) fn whole(mut self) -> Result<Condition, FilterError> {
        let condition = self.all(0)?;
        match self.peek() {
            None => Ok(condition),
            Some(token) => Err(self.wrong(token.position, "`AND`, `OR` or the end")),
        }
    }

    fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self, word: &Word) -> bool {
        let found = self.peek().is_some_and(|token| token.word == *word);
        self.next += usize::from(found);
        found
    }

    fn wrong(&self, position: usize, wanted: &str) -> FilterError {
        let found = self.tokens.iter().find(|token| token.position == position);
        let found = found.map_or_else(|| "the end".to_owned(), |token| format!("`{}`", token.word));
        FilterError {
            position,
            message: format!("expected {wanted}, found {found}"),
        }
    }

    fn position(&self) -> usize {
        self.peek().map_or(self.end, |token| token.position)
    }

    fn all(&mut self, depth: usize) -> Result<Condition, FilterError> {
        let mut parts = vec![self.any(depth)?];
        while self.take(&Word::And) {
            parts.push(self.any(depth)?);
        }
        Ok(Condition::All(parts))
    }

    fn any(&mut self, depth: usize) -> Result<Condition, FilterError> {
        let mut parts = vec![self.term(depth)?];
        while self.take(&Word::Or) {
            parts.push(self.term(depth)?);
        }
        Ok(Condition::Any(parts))
    }

    fn term(&mut self, depth: usize) -> Result<Condition, FilterError> {
        if depth > DEPTH_MAX {
            let message = format!("more than {DEPTH_MAX} levels of parentheses");
            return Err(FilterError {
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

    fn comparison(&mut self) -> Result<Condition, FilterError> {
        let position = self.position();
        self.terms += 1;
        if self.terms > TERMS_MAX {
            let message = format!("more than {TERMS_MAX} conditions");
            return Err(FilterError { position, message });
        }
        let Some(Word::Text {
            text: field,
            quoted: false,
        }) = self.peek().map(|token| &token.word)
        else {
            return Err(self.wrong(position, "a field"));
        };
        self.next += 1;
        if self.take(&Word::Open) {
            return self.function(field, position);
        }
        let Some(Word::Operator(symbol)) = self.peek().map(|token| &token.word) else {
            return Err(self.wrong(self.position(), "`=`, `!=`, `<`, `<=`, `>`, `>=` or `:`"));
        };
        let operator = operator(symbol);
        self.next += 1;
        let (value_position, value) = self.value()?;
        if field == "kind" && is_fact(self.descriptor) {
            return body(self.descriptor, operator, (value_position, value));
        }
        let path: Vec<String> = field.split('.').map(str::to_owned).collect();
        let (field, value) = resolve(self.descriptor, &path, value, (position, value_position))?;
        Ok(Condition::Compare {
            field,
            path,
            operator,
            value,
        })
    }

    fn value(&mut self) -> Result<(usize, &'t str), FilterError> {
        let position = self.position();
        let Some(Word::Text { text, .. }) = self.peek().map(|token| &token.word) else {
            return Err(self.wrong(position, "a value"));
        };
        self.next += 1;
        Ok((position, text))
    }

    /// A function, from behind its opening parenthesis on.
    fn function(&mut self, name: &str, position: usize) -> Result<Condition, FilterError> {
        let (first_position, first) = self.value()?;
        let second = if self.take(&Word::Comma) {
            Some(self.value()?)
        } else {
            None
        };
        let end = self.position();
        if !self.take(&Word::Close) {
            return Err(self.wrong(end, "`)`"));
        }
        let refused = |position, message| Err(FilterError { position, message });
        match (name, second) {
            ("mentions", None) if first.contains('/') => Ok(Condition::Mentions(first.to_owned())),
            ("mentions", None) => {
                let message = format!("`{first}` is no name; write `entities/{first}`");
                refused(first_position, message)
            }
            ("mentions", Some((position, _))) => {
                refused(position, "`mentions` takes one name".to_owned())
            }
            ("overlaps", _) if !is_fact(self.descriptor) => {
                refused(position, "`overlaps` is for facts".to_owned())
            }
            ("overlaps", second) => {
                let (until_position, until) = second.unwrap_or((first_position, first));
                let days = |position, text| {
                    time::days(text).map_err(|error| FilterError {
                        position,
                        message: error.to_string(),
                    })
                };
                Ok(Condition::Overlaps(Span {
                    earliest: days(first_position, first)?.earliest,
                    latest: days(until_position, until)?.latest,
                }))
            }
            (other, _) => {
                let known = ["mentions".to_owned(), "overlaps".to_owned()];
                Err(unknown(position, "function", other, &known))
            }
        }
    }
}

fn is_fact(descriptor: &MessageDescriptor) -> bool {
    descriptor.full_name() == "dossier.v1.Fact"
}

/// `kind` of a fact: which body it has.
fn body(
    descriptor: &MessageDescriptor,
    operator: Operator,
    (position, value): (usize, &str),
) -> Result<Condition, FilterError> {
    let bodies: Vec<FieldDescriptor> = descriptor
        .oneofs()
        .flat_map(|body| body.fields().collect::<Vec<_>>())
        .collect();
    let wanted = value.to_lowercase();
    let Some(field) = bodies.iter().find(|field| field.name() == wanted) else {
        let known: Vec<String> = bodies.iter().map(|field| field.name().to_owned()).collect();
        return Err(unknown(position, "kind", value, &known));
    };
    Ok(Condition::Body {
        number: field.number(),
        equal: operator != Operator::NotEqual,
    })
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

fn unknown(position: usize, what: &str, met: &str, known: &[String]) -> FilterError {
    let hint = did_you_mean(met, known.iter().map(String::as_str));
    let hint = hint.unwrap_or_else(|| format!("known: {}", known.join(", ")));
    let message = format!("unknown {what} `{met}`; {hint}");
    FilterError { position, message }
}

/// Checks a path against the descriptor, and a value against an enum's. Returns the field of the first
/// step, and the value as it is compared: an enum's by its short name.
fn resolve(
    descriptor: &MessageDescriptor,
    path: &[String],
    value: &str,
    (position, value_position): (usize, usize),
) -> Result<(FieldDescriptor, String), FilterError> {
    let mut descriptor = descriptor.clone();
    let mut start = None;
    let mut steps = path.iter().peekable();
    while let Some(step) = steps.next() {
        let Some(field) = descriptor.get_field_by_name(step) else {
            let known: Vec<String> = descriptor
                .fields()
                .map(|field| field.name().to_owned())
                .collect();
            return Err(unknown(position, "field", step, &known));
        };
        let start = start.get_or_insert_with(|| field.clone());
        match field.kind() {
            Kind::Message(inner) if steps.peek().is_some() => descriptor = inner,
            _ if steps.peek().is_some() => {
                let message = format!("`{step}` has no fields of its own");
                return Err(FilterError { position, message });
            }
            Kind::Enum(kind) if value != "*" => {
                let values = kind.values();
                let names: Vec<String> = values
                    .map(|one| contract::shorten(kind.name(), one.name()))
                    .collect();
                let short = contract::shorten(kind.name(), &value.to_uppercase());
                return if names.contains(&short) {
                    Ok((start.clone(), short))
                } else {
                    Err(unknown(value_position, kind.name(), value, &names))
                };
            }
            _ => {}
        }
    }
    let start = start.ok_or_else(|| unknown(position, "field", "", &[]))?;
    Ok((start, value.to_owned()))
}
