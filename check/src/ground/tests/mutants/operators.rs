//! The operators: each changes one place of a fact into something false.

use dossier::v1::{Article, Fact, PartKind, Polarity, Stance, Voice};
use prost::Message as _;
use prost_reflect::{DynamicMessage, Value};

use super::Clean;
use crate::ground::{Part, PartValue, parts};
use crate::model::contract;

/// One falsification: the operator, the field, and the fact with it.
pub(super) struct Mutant {
    pub(super) operator: &'static str,
    pub(super) field: String,
    pub(super) fact: Fact,
}

/// Changes the value at a path of a message.
fn change(
    message: &mut DynamicMessage,
    path: &str,
    edit: &dyn Fn(&Value) -> Option<Value>,
) -> bool {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let (name, index) = match first.split_once('[') {
        Some((name, index)) => (name, index.trim_end_matches(']').parse::<usize>().ok()),
        None => (first, None),
    };
    let Some(value) = message.get_field_by_name_mut(name) else {
        return false;
    };
    let slot = match (value, index) {
        (Value::List(items), Some(index)) => items.get_mut(index),
        (value, None) => Some(value),
        _ => None,
    };
    let Some(slot) = slot else { return false };
    if rest.is_empty() {
        return edit(slot).is_some_and(|new| {
            *slot = new;
            true
        });
    }
    match slot {
        Value::Message(inner) => change(inner, rest, edit),
        _ => false,
    }
}

fn mutated(fact: &Fact, path: &str, edit: &dyn Fn(&Value) -> Option<Value>) -> Option<Fact> {
    let mut message = contract::dynamic(fact, "dossier.v1.Fact")?;
    change(&mut message, path, edit)
        .then(|| Fact::decode(message.encode_to_vec().as_slice()).ok())?
}

fn text(edit: impl Fn(&str) -> Option<String>) -> impl Fn(&Value) -> Option<Value> {
    move |value| {
        let text = value.as_str()?;
        edit(text).filter(|new| new != text).map(Value::String)
    }
}

/// Another digit in place of the last one that is not a leading one.
fn other_digit(number: &str) -> Option<String> {
    let at = number.rfind(|character: char| character.is_ascii_digit())?;
    let digit = number.get(at..=at)?.parse::<u8>().ok()?;
    let mut out = number.to_owned();
    out.replace_range(at..=at, &((digit + 3) % 10).to_string());
    Some(out)
}

/// Another word in place of the longest.
fn other_word(words: &str) -> Option<String> {
    let longest = words.split_whitespace().max_by_key(|word| word.len())?;
    Some(words.replacen(longest, "catastrophe", 1))
}

/// Another figure in the first run of digits of a statement.
fn other_figure(statement: &str) -> Option<String> {
    let start = statement.find(|character: char| character.is_ascii_digit())?;
    let digit = statement.get(start..=start)?.parse::<u8>().ok()?;
    let mut out = statement.to_owned();
    out.replace_range(start..=start, &(digit % 9 + 1).to_string());
    Some(out)
}

/// A statement that says the contrary, where its verb can be told without grammar.
fn denied(statement: &str) -> Option<String> {
    const AUXILIARIES: [(&str, &str); 26] = [
        (" is ", " is not "),
        (" was ", " was not "),
        (" are ", " are not "),
        (" were ", " were not "),
        (" has ", " has not "),
        (" have ", " have not "),
        (" had ", " had not "),
        (" will ", " will not "),
        (" would ", " would not "),
        (" could ", " could not "),
        (" may ", " may not "),
        (" should ", " should not "),
        (" a ach", " n’a pas ach"),
        (" a rach", " n’a pas rach"),
        (" a vendu ", " n’a pas vendu "),
        (" a augmenté ", " n’a pas augmenté "),
        (" a livré ", " n’a pas livré "),
        (" a reçu ", " n’a pas reçu "),
        (" a visité ", " n’a pas visité "),
        (" ont signé ", " n’ont pas signé "),
        (" est ", " n’est pas "),
        (" doit ", " ne doit pas "),
        (" appartient ", " n’appartient pas "),
        (" وقع", " لم يوقع"),
        (" ist ", " ist nicht "),
        (" soll ", " soll nicht "),
    ];
    let has_not = [" not ", " pas ", " nicht ", " no ", " never "];
    if has_not.iter().any(|word| statement.contains(word)) {
        return None;
    }
    let found = AUXILIARIES
        .iter()
        .find(|(from, _)| statement.contains(from));
    if let Some((from, to)) = found {
        return Some(statement.replacen(from, to, 1));
    }
    let verb = statement.split(' ').find(|word| {
        let ends = ["ed", "ó", "aron", "ieron"];
        let is_verb = word.len() > 4 && word.starts_with(char::is_lowercase);
        is_verb && ends.iter().any(|end| word.ends_with(end))
    });
    if let Some(verb) = verb {
        let not = if verb.ends_with("ed") { "never" } else { "no" };
        return Some(statement.replacen(verb, &format!("{not} {verb}"), 1));
    }
    let (rest, last) = statement.trim_end_matches('.').rsplit_once(' ')?;
    let is_german = [" hat ", " haben ", " wurde "]
        .iter()
        .any(|verb| statement.contains(verb));
    is_german.then(|| format!("{rest} nicht {last}."))
}

fn other_date(edtf: &str) -> Option<String> {
    let year = edtf.get(..4)?.parse::<u16>().ok()?;
    Some(format!("{:04}{}", year + 3, edtf.get(4..)?))
}

type Edit<'e> = &'e dyn Fn(&Value) -> Option<Value>;

/// Every mutant of a fact.
pub(super) fn mutants(fact: &Fact, clean: &Clean) -> Vec<Mutant> {
    let mut found = Vec::new();
    let parts = parts(fact, 0);
    for part in &parts {
        let mut add = |operator, field: &str, edit: Edit<'_>| {
            let fact = mutated(fact, field, edit);
            found.extend(fact.map(|fact| Mutant {
                operator,
                field: field.to_owned(),
                fact,
            }));
        };
        let field = part.field.to_string();
        match part.kind {
            PartKind::Amount => amounts(&field, &mut add),
            PartKind::Direction => add("direction", &field, &|value| {
                let other = if value.as_enum_number()? == 1 { 2 } else { 1 };
                Some(Value::EnumNumber(other))
            }),
            PartKind::Time => add("date", &format!("{field}.edtf"), &text(other_date)),
            PartKind::Quoted => add("words", &format!("{field}.text"), &text(other_word)),
            PartKind::Verbatim => add("verbatim", &field, &text(other_word)),
            PartKind::Statement => {
                let field = format!("{field}.text");
                add("statement", &field, &text(other_figure));
                add("statement: not", &field, &text(denied));
            }
            PartKind::Name | PartKind::Speaker => {
                for (operator, other) in others(part, fact, clean) {
                    add(operator, &field, &text(|_| Some(other.clone())));
                }
            }
            _ => {}
        }
    }
    found.extend(parts.iter().flat_map(|part| chosen(fact, part)));
    found.extend(swapped(fact, &parts));
    found.extend(negated(fact));
    found.extend(related(fact, &parts, clean));
    for (article, _) in &clean.articles {
        found.extend(misplaced(fact, article));
    }
    found
}

/// Every other value of a list in place of the fact's own.
fn chosen(fact: &Fact, part: &Part) -> Vec<Mutant> {
    let PartValue::Choice(own) = &part.value else {
        return Vec::new();
    };
    let pool = dossier::descriptors::pool();
    let Some(list) = pool
        .all_enums()
        .find(|list| list.get_value_by_name(own).is_some())
    else {
        return Vec::new();
    };
    let others = list
        .values()
        .filter(|value| value.number() != 0 && value.name() != own);
    let field = part.field.to_string();
    let mutants = others.filter_map(|other| {
        let fact = mutated(fact, &field, &|_| Some(Value::EnumNumber(other.number())))?;
        Some(Mutant {
            operator: operator_of(list.name())?,
            field: field.clone(),
            fact,
        })
    });
    mutants.collect()
}

/// The operator for a list of the contract; nothing for lists that are not compared with words.
fn operator_of(list: &str) -> Option<&'static str> {
    Some(match list {
        "AgreementKind" => "choice: kind of agreement",
        "AgreementStatus" => "choice: status of agreement",
        "CapabilityLevel" => "choice: level",
        "Certainty" => "choice: certainty",
        "ClaimKind" => "choice: kind of claim",
        "EventKind" => "choice: kind of event",
        "EventStatus" => "choice: status of event",
        "Likelihood" => "choice: likelihood",
        "PartyActionKind" => "choice: action",
        "TenureStatus" => "choice: tenure",
        "TransferStage" => "choice: stage",
        _ => return None,
    })
}

fn amounts(field: &str, add: &mut dyn FnMut(&'static str, &str, Edit<'_>)) {
    let quantity = if field.ends_with("rate") {
        format!("{field}.quantity")
    } else {
        field.to_owned()
    };
    for number in ["value", "lower", "upper"] {
        let field = format!("{quantity}.{number}");
        add("number", &field, &text(other_digit));
        let scaled =
            |value: &str| (!value.is_empty() && value != "0").then(|| format!("{value}e3"));
        add("scale", &field, &text(scaled));
    }
    let currency = |code: &str| {
        (!code.is_empty()).then(|| if code == "EUR" { "USD" } else { "EUR" }.to_owned())
    };
    let field = format!("{quantity}.currency_code");
    add("currency", &field, &text(currency));
    let comparator = |value: &Value| {
        let number = value.as_enum_number()?;
        // Between has no other.
        (number != 7).then_some(Value::EnumNumber(if number == 3 { 5 } else { 3 }))
    };
    add("comparator", &format!("{quantity}.comparator"), &comparator);
}

/// Others of the same kind in place of an entity: the first of all, one whom the same words name, and
/// one who stands in none of the articles.
fn others(part: &Part, fact: &Fact, clean: &Clean) -> Vec<(&'static str, String)> {
    let PartValue::Entity(name) = &part.value else {
        return Vec::new();
    };
    let Some(own) = clean.entities.iter().find(|entity| entity.name == *name) else {
        return Vec::new();
    };
    let alike = clean.entities.iter();
    let alike = alike.filter(|entity| entity.kind == own.kind && entity.name != own.name);
    let alike: Vec<&str> = alike.map(|entity| entity.name.as_str()).collect();
    let there = clean.named_beside(fact);
    let first = alike.first().map(|other| ("who", *other));
    let near = alike.iter().find(|other| there.contains(**other));
    let far = alike.iter().find(|other| !clean.named.contains(**other));
    let near = near.map(|other| ("who: in the same words", *other));
    let far = far.map(|other| ("who: named nowhere", *other));
    let all = first.into_iter().chain(near).chain(far);
    all.map(|(operator, other)| (operator, other.to_owned()))
        .collect()
}

/// Two names of a fact in each other's place, where they are of fields that tell roles apart.
fn swapped(fact: &Fact, parts: &[Part]) -> Option<Mutant> {
    const PAIRS: [(&str, &str); 4] = [
        ("transfer.suppliers[0]", "transfer.recipients[0]"),
        (
            "event.participants[0].entity",
            "event.participants[1].entity",
        ),
        ("membership.member", "membership.collective"),
        ("role.holder", "role.principal"),
    ];
    let named = |field: &str| {
        let part = parts.iter().find(|part| part.field.as_str() == field)?;
        match &part.value {
            PartValue::Entity(name) => Some(name.clone()),
            _ => None,
        }
    };
    let (one, other, [first, second]) = PAIRS.iter().find_map(|(left, right)| {
        let both = [named(left)?, named(right)?];
        Some((left, right, both))
    })?;
    if let Some(dossier::v1::fact::Body::Event(event)) = &fact.body
        && event
            .participants
            .first()
            .map(|participant| participant.role)
            == event
                .participants
                .get(1)
                .map(|participant| participant.role)
    {
        return None;
    }
    let fact = mutated(fact, one, &text(|_| Some(second.clone())))?;
    let fact = mutated(&fact, other, &text(|_| Some(first.clone())))?;
    Some(Mutant {
        operator: "swap",
        field: (*one).to_owned(),
        fact,
    })
}

/// A person's words moved to each body that other facts or entities tie to the person, in all fields that
/// have the person as a speaker, and in the body of the fact alone.
fn related(fact: &Fact, parts: &[Part], clean: &Clean) -> Vec<Mutant> {
    let mut found = Vec::new();
    let speakers = parts.iter().filter(|part| part.kind == PartKind::Speaker);
    let of_body: Vec<(&str, &str)> = speakers
        .filter_map(|part| match &part.value {
            PartValue::Entity(name) => Some((part.field.as_str(), name.as_str())),
            _ => None,
        })
        .collect();
    for (field, name) in of_body
        .iter()
        .filter(|(field, _)| !field.starts_with("evidence"))
    {
        for other in clean.bodies_of(name) {
            let alone = mutated(fact, field, &text(|_| Some(other.clone())));
            let mut all = of_body.iter().filter(|(_, holder)| holder == name);
            let all = all.try_fold(fact.clone(), |fact, (field, _)| {
                mutated(&fact, field, &text(|_| Some(other.clone())))
            });
            for (operator, fact) in [("speaker: body alone", alone), ("speaker: body", all)] {
                found.extend(fact.map(|fact| Mutant {
                    operator,
                    field: (*field).to_owned(),
                    fact,
                }));
            }
        }
    }
    found
}

/// The evidence said to deny what it affirms, or the reverse. What the editor infers, and what does not
/// support the fact, is not compared.
fn negated(fact: &Fact) -> Option<Mutant> {
    let mut fact = fact.clone();
    let is_derived = fact.derivation.is_some();
    let evidence = fact.evidence.first_mut()?;
    if is_derived
        || evidence.voice() == Voice::EditorInference
        || evidence.effective_stance() != Stance::Supports
    {
        return None;
    }
    let other = match evidence.effective_polarity() {
        Polarity::Negated => Polarity::Affirmed,
        _ => Polarity::Negated,
    };
    evidence.set_polarity(other);
    Some(Mutant {
        operator: "negation",
        field: "evidence[0].polarity".to_owned(),
        fact,
    })
}

/// The fact pointed at the next sentence of its article.
fn misplaced(fact: &Fact, article: &Article) -> Option<Mutant> {
    let evidence = fact
        .evidence
        .first()
        .filter(|evidence| evidence.article == article.name)?;
    let here = evidence.selectors.first()?;
    let blocks = &article.skeleton.as_ref()?.blocks;
    let at = blocks.iter().position(|block| block.id == here.block)?;
    let block = blocks.get((at + 2) % blocks.len())?;
    let sentence = block.sentences.first()?;
    let mut fact = fact.clone();
    let evidence = fact.evidence.first_mut()?;
    evidence.selectors.truncate(1);
    let selector = evidence.selectors.first_mut()?;
    block.id.clone_into(&mut selector.block);
    (selector.first_sentence, selector.last_sentence) = (1, 1);
    (selector.start, selector.end) = (sentence.start, sentence.end);
    sentence.digest.clone_into(&mut selector.digest);
    Some(Mutant {
        operator: "place",
        field: "evidence[0].selectors[0]".to_owned(),
        fact,
    })
}
