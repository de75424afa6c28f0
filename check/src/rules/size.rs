//! How large a resource may be.

use dossier::v1::Resource;

use super::index::Index;
use crate::diagnostic::{At, Finding, Rule};

/// The largest encoded resource, in bytes. A client has to read a resource as a whole, and gRPC clients
/// accept 4 MiB by default: a larger one would keep them from every page, export and watch that
/// contains it. The skeleton of an article with a million characters fits.
pub const RESOURCE_BYTES_MAX: usize = 1024 * 1024;

/// Reports resources that are too large.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let own = index
        .all
        .iter()
        .filter(|resource| index.owns(resource.name()));
    findings.extend(own.filter_map(too_large));
}

fn too_large(resource: &Resource) -> Option<Finding> {
    let size = resource.encoded_message_len();
    if size <= RESOURCE_BYTES_MAX {
        return None;
    }
    let message = format!(
        "the resource takes {size} bytes encoded, more than the limit of {RESOURCE_BYTES_MAX}; shorten its texts, or split it into several"
    );
    let at = At::resource(resource.name());
    Some(Finding::new(Rule::ResourceTooLarge, at, message))
}
