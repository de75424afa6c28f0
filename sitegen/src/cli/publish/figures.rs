//! What was published, for programs.

use std::time::Duration;

use dossier_publish::{Outcome, Site};
use serde_json::{Value, json};

/// What was done, or of a plan that was not carried out what would be; docs/site.md explains each name.
pub(super) fn figures(
    site: &Site,
    outcome: &Outcome,
    dry_run: bool,
    took: Duration,
    target: &str,
) -> Value {
    let plan = &outcome.plan;
    let mut figures = json!({
        "event": "published",
        "dry_run": dry_run,
        "target": target,
        "revision": site.origin.revision,
        "revision_before": outcome.before.as_ref().map(|origin| origin.revision),
        "files": plan.files,
        "files_sent": plan.puts.len(),
        "bytes_sent": plan.bytes(),
        "files_deleted": plan.deletes.len(),
        "seconds": took.as_secs_f64(),
    });
    if let (true, Some(figures)) = (dry_run, figures.as_object_mut()) {
        let puts: Vec<&String> = plan.puts.keys().map(|(_, path)| path).collect();
        figures.insert("put".to_owned(), json!(puts));
        figures.insert("delete".to_owned(), json!(plan.deletes));
    }
    figures
}
