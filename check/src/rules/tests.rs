//! Values that an earlier version took, and that are refused today.

use std::collections::{BTreeMap, BTreeSet};

use ::dossier::v1::{Entity, EntityKind, EntityName, Resource, resource};

use super::{Edits, RESOURCE_BYTES_MAX, StateView, Today, check, check_edits, check_restored};
use crate::diagnostic::{Finding, Severity};

/// A store with resources that nothing checked.
struct Held(BTreeMap<String, Resource>);

impl StateView for Held {
    fn resource(&self, name: &str) -> Option<Resource> {
        self.0.get(name).cloned()
    }

    fn referrers(&self, name: &str) -> Vec<String> {
        let refers = |resource: &&Resource| match &resource.resource {
            Some(resource::Resource::Entity(entity)) => entity.parent == name,
            _ => false,
        };
        let referrers = self.0.values().filter(refers);
        referrers
            .map(|referrer| referrer.name().to_owned())
            .collect()
    }

    fn references(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn former_owner(&self, _: &str) -> Option<String> {
        None
    }
}

fn entity(id: &str, kind: EntityKind, name: &str, parent: &str) -> Resource {
    let name = EntityName {
        text: name.to_owned(),
        language_code: "en".to_owned(),
        ..EntityName::default()
    };
    let entity = Entity {
        name: format!("entities/{id}"),
        kind: kind.into(),
        names: vec![name],
        parent: parent.to_owned(),
        ..Entity::default()
    };
    Resource {
        resource: Some(resource::Resource::Entity(Box::new(entity))),
    }
}

#[test]
fn a_resource_that_is_too_large_is_named_and_an_old_one_stays() {
    let named = |bytes: usize| {
        let name = "x".repeat(bytes);
        let all = vec![entity("large", EntityKind::Organization, &name, "")];
        let rules = check(all.clone(), Today::NoDay).findings;
        let old = check_restored(all, Today::NoDay);
        assert!(old.checked.is_some());
        let severity = |finding: &Finding| match finding.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let shown = rules
            .iter()
            .map(|finding| format!("{}[{}]", severity(finding), finding.rule));
        shown.collect::<Vec<String>>()
    };
    assert_eq!(named(RESOURCE_BYTES_MAX - 100), [""; 0]);
    assert_eq!(named(RESOURCE_BYTES_MAX), ["error[resource-too-large]"]);
}

#[test]
fn values_that_were_taken_before_stay_and_come_back() {
    let board = entity("board", EntityKind::Organization, "Board", "");
    let old = entity(
        "old",
        EntityKind::Organization,
        "Old\u{10}",
        "entities/board",
    );
    let all = [board, old.clone()];
    let held = Held(
        all.iter()
            .map(|resource| (resource.name().to_owned(), resource.clone()))
            .collect(),
    );
    let today = Today::from_text("2024-07-01");

    assert!(check(all.to_vec(), today).checked.is_none());
    assert!(check_restored(all.to_vec(), today).checked.is_some());

    let puts = vec![old];
    let put = Edits {
        puts: puts.clone(),
        ..Edits::default()
    };
    assert!(check_edits(put, &held, today).checked.is_none());
    let restored = Edits {
        puts,
        restored: BTreeSet::from(["entities/old".to_owned()]),
        ..Edits::default()
    };
    assert!(check_edits(restored, &held, today).checked.is_some());

    // It leans on what is edited, and is looked at again.
    let changed = entity("board", EntityKind::GovernmentBody, "Board", "");
    let other = Edits {
        puts: vec![changed],
        ..Edits::default()
    };
    let report = check_edits(other, &held, today);
    assert_eq!(report.findings, []);
    assert!(report.checked.is_some());
}
