//! The one object of a bucket that is replaced under a condition: the head of the manifest.

use std::sync::Arc;

use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error, GetOptions, ObjectStore, PutMode, PutOptions, UpdateVersion,
};

use super::failure::failure;
use crate::manifest::HEAD;
use crate::target::TargetError;

/// Whether the bucket has to keep two publishers apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conditions {
    /// It has to, and is asked whether it does.
    Needed,
    /// Somebody has promised that there is never more than one.
    Waived,
}

/// The head of the manifest.
#[derive(Debug)]
pub(super) struct HeadObject {
    store: Arc<dyn ObjectStore>,
    conditions: Conditions,
    /// The version that was read or written last; nothing where there is none.
    version: Option<UpdateVersion>,
}

impl HeadObject {
    pub(super) fn new(store: Arc<dyn ObjectStore>, conditions: Conditions) -> Self {
        Self {
            store,
            conditions,
            version: None,
        }
    }

    /// The head as it is now.
    pub(super) async fn read(&mut self) -> Result<Option<Vec<u8>>, TargetError> {
        let read = async {
            let found = self
                .store
                .get_opts(&Path::from(HEAD), GetOptions::default())
                .await?;
            let version = UpdateVersion {
                e_tag: found.meta.e_tag.clone(),
                version: found.meta.version.clone(),
            };
            Ok((found.bytes().await?, version))
        };
        match read.await {
            Ok((bytes, version)) => {
                self.version = Some(version);
                Ok(Some(bytes.to_vec()))
            }
            Err(Error::NotFound { .. }) => {
                self.version = None;
                Ok(None)
            }
            Err(error) => Err(failure("could not read the manifest", &error)),
        }
    }

    /// Replaces the head, where it is the one that was read or written last.
    pub(super) async fn replace(&mut self, head: &[u8]) -> Result<(), TargetError> {
        let mode = match (&self.version, self.conditions) {
            (_, Conditions::Waived) => PutMode::Overwrite,
            (None, Conditions::Needed) => PutMode::Create,
            (Some(version), Conditions::Needed) => PutMode::Update(version.clone()),
        };
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, "application/json"),
            (Attribute::CacheControl, "no-store"),
        ]);
        let options = PutOptions {
            mode,
            attributes,
            ..PutOptions::default()
        };
        let path = Path::from(HEAD);
        let sent = self.store.put_opts(&path, head.to_vec().into(), options);
        match sent.await {
            Ok(done) => {
                self.version = Some(UpdateVersion {
                    e_tag: done.e_tag,
                    version: done.version,
                });
                Ok(())
            }
            // What was sent again after a lost answer meets itself.
            Err(error) if is_conflict(&error) => match self.read().await? {
                Some(there) if there == head => Ok(()),
                _ => Err(TargetError::Conflict),
            },
            Err(error) => Err(failure("could not replace the manifest", &error)),
        }
    }
}

fn is_conflict(error: &Error) -> bool {
    matches!(
        error,
        Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotFound { .. }
    )
}
