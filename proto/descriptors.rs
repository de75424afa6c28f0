//! The descriptors of the contract: its own description, with comments and options.

use std::sync::LazyLock;

use prost_reflect::{DescriptorPool, FieldDescriptor, Kind};

use crate::v1::{Format, PartKind};

/// The encoded `google.protobuf.FileDescriptorSet` of the contract and all that it imports.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dossier.binpb"));

static POOL: LazyLock<DescriptorPool> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "build.rs compiled these bytes; a test reads them"
    )]
    DescriptorPool::decode(FILE_DESCRIPTOR_SET).expect("the contract's own descriptors")
});

/// The contract's descriptors, decoded once.
pub fn pool() -> &'static DescriptorPool {
    &POOL
}

/// The number of the enum value that an omitted field counts as, by the contract's `default_value`.
/// `None` if the field is not an enum, or is then unspecified.
pub fn default_value(field: &FieldDescriptor) -> Option<i32> {
    let extension = pool().get_extension_by_name("dossier.v1.default_value")?;
    let Kind::Enum(kind) = field.kind() else {
        return None;
    };
    let options = field.options();
    let name = options.get_extension(&extension);
    let value = kind.get_value_by_name(name.as_str()?)?;
    Some(value.number())
}

/// What the text of a field represents, by the contract's `format`.
pub fn format(field: &FieldDescriptor) -> Format {
    let found = pool()
        .get_extension_by_name("dossier.v1.format")
        .and_then(|extension| field.options().get_extension(&extension).as_enum_number());
    found
        .and_then(|number| Format::try_from(number).ok())
        .unwrap_or_default()
}

/// How a field of a fact is compared with the words that the fact rests on, by the contract's `part`.
pub fn part(field: &FieldDescriptor) -> PartKind {
    let found = pool()
        .get_extension_by_name("dossier.v1.part")
        .and_then(|extension| field.options().get_extension(&extension).as_enum_number());
    found
        .and_then(|number| PartKind::try_from(number).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use prost_reflect::{EnumDescriptor, MessageDescriptor};

    use super::*;

    /// AIP-191; without `go_package` protoc-gen-go refuses a file.
    #[test]
    fn every_file_says_where_its_code_belongs_in_each_language() {
        let ours = |file: &prost_reflect::FileDescriptor| file.package_name() == "dossier.v1";
        let mut outer = Vec::new();
        for file in pool().files().filter(ours) {
            let name = file.name().to_owned();
            let options = file.file_descriptor_proto().options.clone();
            let options = options.unwrap_or_default();
            for (found, expected) in [
                (&options.csharp_namespace, "Dossier.V1"),
                (&options.go_package, "dossier.dev/dossier/v1;dossierv1"),
                (&options.java_package, "dev.dossier.v1"),
                (&options.objc_class_prefix, "DSR"),
                (&options.php_namespace, "Dossier\\V1"),
                (&options.ruby_package, "Dossier::V1"),
            ] {
                assert_eq!(found.as_deref(), Some(expected), "{name}");
            }
            assert_eq!(options.java_multiple_files, Some(true), "{name}");
            outer.push(options.java_outer_classname);
        }
        let count = outer.len();
        outer.sort();
        outer.dedup();
        assert!(count > 10 && outer.len() == count, "{outer:?}");
    }

    /// The comment before an element of the contract.
    fn comment(file: &prost_reflect::FileDescriptor, path: &[i32]) -> String {
        let info = file.file_descriptor_proto().source_code_info.as_ref();
        let locations = &info.expect("comments").location;
        let found = locations.iter().find(|location| location.path == path);
        let comment = found.and_then(|location| location.leading_comments.clone());
        let comment = comment.unwrap_or_default();
        comment.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn messages() -> impl Iterator<Item = MessageDescriptor> {
        let messages = pool().all_messages();
        messages.filter(|message| message.package_name() == "dossier.v1")
    }

    fn fields() -> impl Iterator<Item = FieldDescriptor> {
        messages().flat_map(|message| message.fields().collect::<Vec<_>>())
    }

    fn field_comment(field: &FieldDescriptor) -> String {
        comment(&field.parent_message().parent_file(), field.path())
    }

    /// What the comment of an enum's first value says that it is read as.
    fn read_as(kind: &EnumDescriptor) -> Option<String> {
        let unsaid = kind.get_value(0)?;
        let comment = comment(&kind.parent_file(), unsaid.path());
        let (_, rest) = comment.split_once("read as ")?;
        let word = rest.split(|c: char| !c.is_ascii_uppercase()).next()?;
        Some(word.to_owned())
    }

    /// Requests are asked with, and never kept or compared; a resource's state is filled in before it
    /// is kept.
    fn is_kept(field: &FieldDescriptor) -> bool {
        let request = field.parent_message().name().ends_with("Request");
        let state = field
            .kind()
            .as_enum()
            .is_some_and(|kind| kind.name() == "LifecycleState");
        !request && !state
    }

    #[test]
    fn comment_and_default_value_of_each_enum_field_agree() {
        let mut with_default = 0;
        for field in fields().filter(is_kept) {
            let Kind::Enum(kind) = field.kind() else {
                continue;
            };
            let name = field.full_name();
            let comment = field_comment(&field);
            let says = comment.contains("Left out") && !comment.contains("Left out: unspecified");
            let default = default_value(&field);
            assert_eq!(default.is_some(), says, "{name}: {comment}");
            if let Some(number) = default {
                let value = kind.get_value(number).expect("a value of the enum");
                let wanted = read_as(&kind).expect("the comment of the first value says so too");
                assert!(
                    value.name().ends_with(&format!("_{wanted}")),
                    "{name}: {wanted}"
                );
                assert!(number > 0 && !field.is_list(), "{name}");
                with_default += 1;
            } else {
                // An enum is read as one of its values where some field of it has a default.
                let elsewhere = fields().any(|member| {
                    member.kind() == field.kind() && default_value(&member).is_some()
                });
                assert!(read_as(&kind).is_none() || elsewhere, "{name}");
            }
        }
        assert!(with_default > 10, "{with_default}");
    }

    /// All messages that a fact is made of.
    fn messages_of_a_fact() -> Vec<MessageDescriptor> {
        let fact = pool().get_message_by_name("dossier.v1.Fact");
        let mut found: Vec<MessageDescriptor> = fact.into_iter().collect();
        let mut next = 0;
        while let Some(message) = found.get(next).cloned() {
            next += 1;
            let inner = message
                .fields()
                .filter_map(|field| field.kind().as_message().cloned());
            let ours = inner.filter(|message| message.package_name() == "dossier.v1");
            for message in ours.collect::<Vec<_>>() {
                if !found.contains(&message) {
                    found.push(message);
                }
            }
        }
        found
    }

    /// Whether an article could say what the field holds.
    fn could_be_said(field: &FieldDescriptor) -> bool {
        const VALUES: [&str; 6] = [
            "LocalizedText",
            "Quantity",
            "Rate",
            "TimeExpression",
            "Horizon",
            "ChangeDirection",
        ];
        let reference = pool().get_extension_by_name("google.api.resource_reference");
        let to_entity = reference.is_some_and(|extension| {
            let options = field.options();
            let target = options.get_extension(&extension);
            let target = target
                .as_message()
                .and_then(|target| Some(target.get_field_by_name("type")?.as_str()?.to_owned()));
            target.is_some_and(|target| target == "dossier.dev/Entity" || target == "*")
        });
        match field.kind() {
            Kind::Message(message) => VALUES.contains(&message.name()),
            Kind::Enum(kind) => VALUES.contains(&kind.name()),
            _ => to_entity || format(field) == Format::Prose,
        }
    }

    #[test]
    fn each_field_that_an_article_could_say_names_how_it_is_compared() {
        let mut compared = 0;
        for message in messages_of_a_fact() {
            // The text of a `LocalizedText` is compared as the field that holds it, and a record is not
            // compared itself.
            if ["LocalizedText", "Grounding", "PartVerdict", "Selector"].contains(&message.name()) {
                continue;
            }
            for field in message.fields().filter(could_be_said) {
                assert_ne!(part(&field), PartKind::Unspecified, "{}", field.full_name());
                compared += usize::from(part(&field) != PartKind::Ours);
            }
        }
        assert!(compared > 40, "{compared}");
    }

    #[test]
    fn comment_and_format_of_each_text_agree() {
        for field in fields().filter(is_kept) {
            if field.kind() != Kind::String {
                continue;
            }
            let comment = field_comment(&field);
            let kept = !field.parent_message().name().ends_with("Response");
            let wanted = if comment.contains("a decimal number") {
                Format::Decimal
            } else if comment.contains("ISO 8601 duration") {
                Format::Duration
            } else if kept && (comment.contains("YYYY-MM-DD") || comment.contains("in EDTF,")) {
                Format::Date
            } else {
                Format::Unspecified
            };
            let found = format(&field);
            let prose = found == Format::Prose && wanted == Format::Unspecified;
            assert!(
                found == wanted || prose,
                "{}: {found:?}, {wanted:?}",
                field.full_name()
            );
        }
    }
}
