//! What was published, for programs.

use dossier_publish::Origin;
use serde_json::{Value, json};

use super::published::Published;

/// What was done, or of a plan that was not carried out what would be; docs/site.md explains each name.
pub(super) fn figures(origin: &Origin, published: &Published, dry_run: bool) -> Value {
    let Published {
        outcome,
        target,
        took,
    } = published;
    let plan = &outcome.plan;
    let mut figures = json!({
        "event": "published",
        "dry_run": dry_run,
        "target": target,
        "revision": origin.revision,
        "revision_before": outcome.before.as_ref().map(|before| before.revision),
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
