//! Parses a filter, and checks its fields and values against a message's descriptor.

use dossier::{Bounds, Collection, Edtf};
use prost_reflect::{FieldDescriptor, MessageDescriptor};

use super::condition::{Condition, Test};
use super::error::FilterError;
use super::field::{Path, unknown};
use super::lexer::{Token, Word, Written};
use super::literal::{equal, has, is_star, name, ordered};
use super::range::Operator;
use crate::model::contract::ReferenceTarget;

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
        let Some(Word::Text(field)) = self.peek().map(|token| &token.word) else {
            return Err(self.wrong(position, "a field"));
        };
        if field.quoted {
            return Err(self.wrong(position, "a field"));
        }
        self.next += 1;
        let field = field.text.as_str();
        if self.take(&Word::Open) {
            return self.function(field, position);
        }
        let Some(Word::Operator(symbol)) = self.peek().map(|token| &token.word) else {
            return Err(self.wrong(self.position(), "`=`, `!=`, `<`, `<=`, `>`, `>=` or `:`"));
        };
        let operator = self.position();
        self.next += 1;
        let (value_position, value) = self.value()?;
        let at = |position| move |message| FilterError { position, message };
        if field == "kind" && is_fact(self.descriptor) {
            let position = if is_comparison(symbol) {
                operator
            } else {
                value_position
            };
            return body(self.descriptor, symbol, value).map_err(at(position));
        }
        let path = Path::parse(field, self.descriptor).map_err(at(position))?;
        if *symbol == ":" && path.is_single_message() && !is_star(value) {
            return self.inner(field, value).map_err(at(value_position));
        }
        let unordered = is_comparison(symbol) && !path.kind.is_ordered();
        let position = if unordered { operator } else { value_position };
        let test = test(&path, symbol, value).map_err(at(position))?;
        let condition = Condition::Field(Box::new(path), test);
        Ok(if *symbol == "!=" {
            Condition::Not(Box::new(condition))
        } else {
            condition
        })
    }

    /// `transfer:quantity`: whether a message has a field.
    fn inner(&self, field: &str, value: &Written) -> Result<Condition, String> {
        let inner = format!("{field}.{}", value.text);
        let path = Path::parse(&inner, self.descriptor)
            .map_err(|error| format!("{error} (`:` tests whether a message has a field)"))?;
        Ok(Condition::Field(Box::new(path), Test::Given))
    }

    /// A value, which may stand in parentheses.
    fn value(&mut self) -> Result<(usize, &'t Written), FilterError> {
        let open = self.take(&Word::Open);
        let position = self.position();
        let Some(Word::Text(text)) = self.peek().map(|token| &token.word) else {
            return Err(self.wrong(position, "a value"));
        };
        self.next += 1;
        if open && !self.take(&Word::Close) {
            return Err(self.wrong(self.position(), "`)`"));
        }
        Ok((position, text))
    }

    /// A function, from behind its opening parenthesis on.
    fn function(&mut self, function: &str, position: usize) -> Result<Condition, FilterError> {
        let first = self.value()?;
        let second = if self.take(&Word::Comma) {
            Some(self.value()?)
        } else {
            None
        };
        if !self.take(&Word::Close) {
            return Err(self.wrong(self.position(), "`)`"));
        }
        let refused = |position, message| Err(FilterError { position, message });
        match (function, second) {
            ("mentions", None) => match name(&first.1.text, ReferenceTarget::Any) {
                Ok(name) => Ok(Condition::Mentions(name)),
                Err(message) => refused(first.0, message),
            },
            ("mentions", Some((position, _))) => {
                refused(position, "`mentions` takes one name".to_owned())
            }
            ("overlaps", _) if !is_fact(self.descriptor) => {
                refused(position, "`overlaps` is for facts".to_owned())
            }
            ("overlaps", second) => overlaps(first, second.unwrap_or(first)),
            (other, _) => {
                let known = ["mentions".to_owned(), "overlaps".to_owned()];
                refused(position, unknown("function", other, &known))
            }
        }
    }
}

fn is_fact(descriptor: &MessageDescriptor) -> bool {
    descriptor.full_name() == Collection::Facts.message_name()
}

fn is_comparison(symbol: &str) -> bool {
    matches!(symbol, "<" | "<=" | ">" | ">=")
}

/// The test that an operator makes of a field; that of `!=` is turned round by who asks.
fn test(path: &Path, symbol: &str, value: &Written) -> Result<Test, String> {
    match symbol {
        "<" => ordered(path, Operator::Less, value),
        "<=" => ordered(path, Operator::LessOrEqual, value),
        ">" => ordered(path, Operator::Greater, value),
        ">=" => ordered(path, Operator::GreaterOrEqual, value),
        ":" => has(path, value),
        _ => equal(path, value),
    }
}

/// `kind` of a fact: which body it has.
fn body(
    descriptor: &MessageDescriptor,
    symbol: &str,
    value: &Written,
) -> Result<Condition, String> {
    if is_comparison(symbol) {
        return Err("`kind` has no order; write `=` or `!=`".to_owned());
    }
    if symbol == ":" && is_star(value) {
        return Ok(Condition::Body(None));
    }
    let bodies: Vec<FieldDescriptor> = descriptor
        .oneofs()
        .flat_map(|body| body.fields().collect::<Vec<_>>())
        .collect();
    let wanted = value.text.to_lowercase();
    let Some(field) = bodies.iter().find(|field| field.name() == wanted) else {
        let known: Vec<String> = bodies.iter().map(|field| field.name().to_owned()).collect();
        return Err(unknown("kind", &value.text, &known));
    };
    let condition = Condition::Body(Some(field.number()));
    Ok(if symbol == "!=" {
        Condition::Not(Box::new(condition))
    } else {
        condition
    })
}

/// `overlaps`: the days from the first of one date to the last of another.
fn overlaps(
    (from_position, from): (usize, &Written),
    (until_position, until): (usize, &Written),
) -> Result<Condition, FilterError> {
    let bounds = |position, text: &Written| match Edtf::parse(&text.text) {
        Ok(date) => Ok(date.bounds()),
        Err(error) => Err(FilterError {
            position,
            message: error.to_string(),
        }),
    };
    let days = Bounds {
        earliest: bounds(from_position, from)?.earliest,
        latest: bounds(until_position, until)?.latest,
    };
    if days.is_reversed() {
        let message = format!("`{}` ends before `{}` starts", until.text, from.text);
        return Err(FilterError {
            position: until_position,
            message,
        });
    }
    Ok(Condition::Overlaps(days))
}
