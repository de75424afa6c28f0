//! Writes resources as the files that they are read from: plain, complete, without the short forms.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use dossier::Collection;
use dossier::name::split;
use dossier::v1::{Resource, resource};
use prost_reflect::{DynamicMessage, SerializeOptions, Value as Field};
use serde_json::Value;

use super::{grounding, kept, shorthand};
use crate::model::resource::without_metadata;
use crate::model::{contract, number};

/// The files of a content directory with these resources, by path.
pub fn files(resources: impl Iterator<Item = Resource>) -> BTreeMap<PathBuf, String> {
    let mut files: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut recorded = Vec::new();
    for mut resource in resources {
        let Some((collection, id)) = split(resource.name()) else {
            continue;
        };
        let id = id.to_owned();
        files.extend(text_taken(&mut resource, &id));
        let Some(value) = authored(&resource) else {
            continue;
        };
        match collection {
            Collection::Entities | Collection::Facts => {
                let file = files.entry(PathBuf::from(format!("{collection}.yaml")));
                let text = file.or_insert_with(|| format!("{collection}:\n"));
                write!(text, "  {id}:").ok();
                put(text, &value, 2);
            }
            Collection::Articles | Collection::Dossiers => {
                let mut text = String::new();
                put(&mut text, &value, 0);
                files.insert(PathBuf::from(format!("{collection}/{id}.yaml")), text);
            }
        }
        if let Some(resource::Resource::Fact(fact)) = resource.resource {
            recorded.push(fact);
        }
    }
    files.extend(grounding::files(recorded.iter().map(AsRef::as_ref)));
    files
}

/// Takes the text out of an article, as the file that it is read from.
fn text_taken(resource: &mut Resource, id: &str) -> Option<(PathBuf, String)> {
    let Some(resource::Resource::Article(article)) = &mut resource.resource else {
        return None;
    };
    let file = kept::file(id, article.skeleton.as_ref()?)?;
    article.skeleton = article.skeleton.take().map(kept::without_words);
    Some(file)
}

/// What an author writes of a resource: without its name, which stands elsewhere, and without what
/// the server derives.
fn authored(resource: &Resource) -> Option<Value> {
    let resource = without_metadata(resource);
    let wrapper = contract::dynamic(&resource, "dossier.v1.Resource")?;
    let (_, value) = wrapper.fields().next()?;
    let mut message = value.as_message()?.clone();
    strip(&mut message);
    let options = SerializeOptions::new().use_proto_field_name(true);
    message
        .serialize_with_options(serde_json::value::Serializer, &options)
        .ok()
}

fn strip(message: &mut DynamicMessage) {
    let fields: Vec<_> = message.fields().map(|(field, _)| field).collect();
    for field in fields {
        // Records have files of their own.
        if contract::rules(&field).derived || contract::is_record(&field) {
            message.clear_field(&field);
            continue;
        }
        match message.get_field_mut(&field) {
            Field::String(text) if shorthand::is_decimal(&field) => *text = number::authored(text),
            Field::Message(inner) => strip(inner),
            Field::List(items) => {
                for item in items {
                    if let Field::Message(inner) = item {
                        strip(inner);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Writes a value in block style, with strings as JSON has them, which YAML reads alike. Each part of
/// the text is written once and never looked at again.
fn put(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                start_line(out, indent);
                out.push_str(key);
                out.push(':');
                put(out, value, indent + 1);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                start_line(out, indent);
                out.push('-');
                put(out, item, indent + 1);
            }
        }
        plain => {
            // Writing to a String cannot fail.
            writeln!(out, " {plain}").ok();
        }
    }
}

/// Ends the line that is open, if one is, and indents the next.
fn start_line(out: &mut String, indent: usize) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out.extend(std::iter::repeat_n("  ", indent));
}

#[cfg(test)]
mod tests {
    use dossier::v1::{
        Evidence, Fact, LocalizedText, Resource, Selector, Skeleton, Voice, resource,
    };
    use expect_test::expect;

    use super::files;

    fn text(text: &str) -> LocalizedText {
        LocalizedText {
            text: text.to_owned(),
            language_code: "en".to_owned(),
        }
    }

    fn fact(id: &str, statements: Vec<LocalizedText>, evidence: Vec<Evidence>) -> Resource {
        Resource {
            resource: Some(resource::Resource::Fact(Box::new(Fact {
                name: format!("facts/{id}"),
                revision: 7,
                statement: statements,
                evidence,
                ..Fact::default()
            }))),
        }
    }

    #[test]
    fn a_file_has_one_line_per_value_and_no_blank_ones() {
        let selector = |block: &str| Selector {
            block: block.to_owned(),
            end: 3,
            ..Selector::default()
        };
        let evidence = Evidence {
            article: "articles/a".to_owned(),
            voice: Voice::Attributed.into(),
            selectors: vec![selector("p1"), Selector::default()],
            ..Evidence::default()
        };
        let statements = vec![text("A line\n\nand \"another\"."), text("B.")];
        let resources = [
            fact("a", statements, vec![evidence]),
            fact("b", Vec::new(), Vec::new()),
            fact("c", vec![text("C.")], Vec::new()),
        ];
        let written = files(resources.into_iter());
        let lines: Vec<&str> = written.values().flat_map(|text| text.lines()).collect();
        expect![[r#"
            facts:
              a:
                evidence:
                  -
                    article: "articles/a"
                    selectors:
                      -
                        block: "p1"
                        end: 3
                      - {}
                    voice: "VOICE_ATTRIBUTED"
                statement:
                  -
                    language_code: "en"
                    text: "A line\n\nand \"another\"."
                  -
                    language_code: "en"
                    text: "B."
              b: {}
              c:
                statement:
                  -
                    language_code: "en"
                    text: "C.""#]]
        .assert_eq(&lines.join("\n"));
    }

    #[test]
    fn a_text_is_a_file_of_its_own_if_every_block_has_words() {
        let block = |text: &str| dossier::v1::Block {
            text: text.to_owned(),
            ..dossier::v1::Block::default()
        };
        for (blocks, expected) in [
            (vec![block("A"), block("B.")], Some("A\n\nB.\n")),
            (vec![block("A"), block("")], None),
            (vec![block("")], None),
        ] {
            let words = blocks.iter().filter(|block| !block.text.is_empty()).count();
            let article = dossier::v1::Article {
                name: "articles/a".to_owned(),
                skeleton: Some(Skeleton {
                    blocks,
                    ..Skeleton::default()
                }),
                ..dossier::v1::Article::default()
            };
            let resource = Resource {
                resource: Some(resource::Resource::Article(Box::new(article))),
            };
            let written = files(std::iter::once(resource));
            let text = written.get(std::path::Path::new("texts/a.txt"));
            assert_eq!(text.map(String::as_str), expected);
            let article = written.get(std::path::Path::new("articles/a.yaml"));
            let left = article.map_or(0, |text| text.matches("text:").count());
            assert_eq!(left, if expected.is_some() { 0 } else { words });
        }
    }

    #[test]
    fn what_is_not_shared_by_many_has_a_file_of_its_own() {
        let article = dossier::v1::Article {
            name: "articles/a".to_owned(),
            skeleton: Some(Skeleton::default()),
            ..dossier::v1::Article::default()
        };
        let resource = Resource {
            resource: Some(resource::Resource::Article(Box::new(article))),
        };
        let written: Vec<_> = files(std::iter::once(resource)).into_iter().collect();
        expect![[r#"
            [
                (
                    "articles/a.yaml",
                    "skeleton: {}\n",
                ),
            ]
        "#]]
        .assert_debug_eq(&written);
    }
}
