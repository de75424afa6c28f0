//! A bucket of an object store: S3 and what speaks like it, Google Cloud Storage, Azure.
//!
//! A bucket replaces one object only where it is still the one that was read (`If-Match`), and makes one only
//! where there is none (`If-None-Match`). That is what keeps two publishers apart. Some servers take both
//! headers and ignore them, so a bucket is asked once, before the first publication, whether it means it.
//!
//! Credentials come from the environment and the files that it names, as `object_store` reads them; no error
//! shows a query, which is where Azure's signatures stand.

mod failure;
mod head;
mod journal;
mod object;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path as FilePath;
use std::sync::Arc;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{
    Error, GetOptions, ObjectStore, PutMode, PutOptions, PutPayload, UpdateVersion,
};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use self::failure::{failure, refusal};
pub use self::head::Conditions;
use self::head::HeadObject;
use self::journal::Journal;
pub use self::object::Packing;
use self::object::{Listed, is_equal, key, send};
use crate::claim::Claim;
use crate::digest::Digest;
use crate::failpoint::failpoint;
use crate::manifest::FOLDER;
use crate::target::{Gone, Target, TargetError, Upload};

/// How many files are on their way at once: enough to hide the way to a bucket that is far, and few enough
/// that none asks to slow down.
const CALLS_MAX: usize = 16;

/// How many objects are deleted between two looks at the clock: as many as one request of S3 takes.
const DELETES_MAX: usize = 1_000;

/// The object that is made twice to find out whether the bucket keeps conditions.
const PROBE: &str = "probe";

/// How the settings of a bucket begin that keeps no conditions.
const UNCONDITIONAL: &str = "unconditional";

/// A bucket, or what lies below a prefix in it.
#[derive(Debug)]
pub struct BucketTarget {
    name: String,
    store: Arc<dyn ObjectStore>,
    runtime: Runtime,
    packing: Packing,
    conditions: Conditions,
    head: HeadObject,
    /// What lay there when it was listed; nothing where it was not since the head was read.
    listed: Option<BTreeMap<String, Listed>>,
    /// Whether the bucket has been found to keep conditions.
    is_probed: bool,
    journal: Journal,
    _lock: File,
}

impl BucketTarget {
    /// A bucket at an address such as `s3://bucket/prefix`. The cache is a folder that stays from one
    /// publication to the next; without it one that was interrupted begins again. `wait` is called if another
    /// publisher on this machine has to end first.
    pub fn open(
        address: &str,
        form: (Packing, Conditions),
        cache: &FilePath,
        wait: impl FnOnce(),
    ) -> Result<Self, TargetError> {
        // Another part of this program may have chosen one already, which is as good.
        rustls::crypto::ring::default_provider()
            .install_default()
            .ok();
        let store = connect(address);
        let store = store.map_err(|error| refusal("could not use the bucket", &error))?;
        Self::of_store(address, store, form, (cache, wait))
    }

    fn of_store(
        name: &str,
        store: Arc<dyn ObjectStore>,
        (packing, conditions): (Packing, Conditions),
        (cache, wait): (&FilePath, impl FnOnce()),
    ) -> Result<Self, TargetError> {
        let lock = super::lock_cache(cache, wait)?;
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime =
            runtime.map_err(|error| TargetError::system("could not wait for answers", &error))?;
        Ok(Self {
            name: name.to_owned(),
            head: HeadObject::new(Arc::clone(&store), conditions),
            store,
            runtime,
            packing,
            conditions,
            listed: None,
            is_probed: false,
            journal: Journal::open(cache.join("sent")),
            _lock: lock,
        })
    }

    /// Makes one object twice, and replaces it as if it were another one; both must fail.
    fn probe(&mut self) -> Result<(), TargetError> {
        if self.is_probed || self.conditions == Conditions::Waived {
            return Ok(());
        }
        let path = own(&format!("{PROBE}-{}", std::process::id()));
        let other = UpdateVersion {
            e_tag: Some("\"0123456789abcdef0123456789abcdef\"".to_owned()),
            version: Some("1".to_owned()),
        };
        let put = |mode| {
            let options = PutOptions {
                mode,
                ..PutOptions::default()
            };
            let sent = self
                .store
                .put_opts(&path, PutPayload::from_static(b"probe\n"), options);
            self.runtime.block_on(sent)
        };
        match put(PutMode::Create) {
            // One that was left over says as much.
            Ok(_) | Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => {}
            Err(error) => return Err(failure("could not write to the bucket", &error)),
        }
        let ignored = [put(PutMode::Create), put(PutMode::Update(other))]
            .iter()
            .any(Result::is_ok);
        self.remove(&[path.to_string()])?;
        if ignored {
            return Err(TargetError::refused(
                format_args!("`{}` ignores the conditions of requests", self.name),
                "so two publishers at once could spoil the site; publish from one place only, and say `--unconditional`",
            ));
        }
        self.is_probed = true;
        Ok(())
    }

    /// Removes objects, by as few requests as the store knows.
    fn remove(&self, paths: &[String]) -> Result<(), TargetError> {
        let keys = paths.iter().map(|path| key(path));
        let keys: Vec<Path> = keys.collect::<Result<_, _>>()?;
        if keys.is_empty() {
            return Ok(());
        }
        let keys = stream::iter(keys.into_iter().map(Ok)).boxed();
        let removed = self.store.delete_stream(keys);
        let removed = removed.filter(|result| {
            let is_news = !matches!(result, Err(Error::NotFound { .. }));
            async move { is_news }
        });
        let all = self.runtime.block_on(removed.try_collect::<Vec<_>>());
        all.map(drop)
            .map_err(|error| failure("could not delete from the bucket", &error))
    }
}

/// The store of an address, below its prefix.
fn connect(address: &str) -> Result<Arc<dyn ObjectStore>, Error> {
    let (scheme, rest) = address.split_once("://").unwrap_or_default();
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let url = format!("{scheme}://{bucket}");
    let store: Box<dyn ObjectStore> = match scheme {
        "gs" => Box::new(
            GoogleCloudStorageBuilder::from_env()
                .with_url(url)
                .build()?,
        ),
        "az" => Box::new(MicrosoftAzureBuilder::from_env().with_url(url).build()?),
        _ => Box::new(AmazonS3Builder::from_env().with_url(url).build()?),
    };
    Ok(Arc::new(PrefixStore::new(store, Path::parse(prefix)?)))
}

/// A file of the manifest.
fn own(name: &str) -> Path {
    Path::from(format!("{FOLDER}/{name}"))
}

impl Target for BucketTarget {
    fn name(&self) -> &str {
        &self.name
    }

    fn settings(&self) -> String {
        let conditions = match self.conditions {
            Conditions::Needed => "conditional",
            Conditions::Waived => UNCONDITIONAL,
        };
        match self.packing {
            Packing::Plain => format!("{conditions} plain"),
            Packing::Gzip => format!("{conditions} gzip"),
        }
    }

    fn head(&mut self) -> Result<Option<Vec<u8>>, TargetError> {
        self.listed = None;
        self.journal.forget();
        let head = self.runtime.block_on(self.head.read())?;
        // Whoever wrote a head that has conditions has asked the bucket.
        let settings = head.as_deref().and_then(|head| {
            let head: serde_json::Value = serde_json::from_slice(head).ok()?;
            Some(head.get("settings")?.as_str()?.to_owned())
        });
        self.is_probed |= settings.is_some_and(|settings| !settings.starts_with(UNCONDITIONAL));
        Ok(head)
    }

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        let key = key(path)?;
        let read = async {
            let found = self.store.get_opts(&key, GetOptions::default()).await?;
            found.bytes().await
        };
        match self.runtime.block_on(read) {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failure("could not read from the bucket", &error)),
        }
    }

    fn list(&mut self, _: &dyn Fn(&str) -> bool) -> Result<BTreeSet<String>, TargetError> {
        let listed = self
            .runtime
            .block_on(self.store.list(None).try_collect::<Vec<_>>());
        let listed = listed.map_err(|error| failure("could not list the bucket", &error))?;
        let listed: BTreeMap<String, Listed> = listed
            .into_iter()
            .map(|object| {
                let (size, e_tag) = (object.size, object.e_tag);
                (object.location.to_string(), Listed { size, e_tag })
            })
            .collect();
        let paths = listed.keys().cloned().collect();
        self.listed = Some(listed);
        Ok(paths)
    }

    fn is_abandoned(&self, by: &str) -> bool {
        // The lock of the cache is ours, so whoever wrote the journal before is gone.
        self.journal.is_of(by)
    }

    fn sent(&mut self, by: &str) -> BTreeMap<String, Digest> {
        self.journal.continued(by)
    }

    fn holds(&mut self, files: &[Upload]) -> Result<BTreeSet<String>, TargetError> {
        let mut held = BTreeSet::new();
        for upload in files {
            let listed = self.listed.as_ref();
            if let Some(listed) = listed.and_then(|listed| listed.get(&upload.path))
                && is_equal(self.packing, upload, listed)?
            {
                held.insert(upload.path.clone());
            }
        }
        Ok(held)
    }

    fn claim(&mut self, by: &str, head: &[u8]) -> Result<(), TargetError> {
        self.probe()?;
        self.runtime.block_on(self.head.replace(head))?;
        self.journal.begin(by);
        Ok(())
    }

    fn put(&mut self, files: &[Upload], claim: &mut Claim) -> Result<(), TargetError> {
        self.probe()?;
        let (head, journal, packing) = (&mut self.head, &mut self.journal, self.packing);
        let store = self.store.as_ref();
        // A file is read when its turn comes.
        let puts = files.iter().map(|upload| send(store, packing, upload));
        let mut puts = stream::iter(puts).buffer_unordered(CALLS_MAX);
        self.runtime.block_on(async {
            loop {
                if claim.due_in().is_zero() {
                    // Where the claim is lost, what is on its way is dropped.
                    head.replace(&claim.next_head()).await?;
                }
                match timeout(claim.due_in(), puts.next()).await {
                    Ok(Some(sent)) => journal.sent(sent?),
                    Ok(None) => return Ok(()),
                    Err(_) => continue,
                }
                failpoint("publish-sending");
            }
        })
    }

    fn commit(
        &mut self,
        head: &[u8],
        gone: Gone<'_>,
        claim: &mut Claim,
    ) -> Result<(), TargetError> {
        for paths in gone.files.chunks(DELETES_MAX) {
            if claim.due_in().is_zero() {
                self.runtime
                    .block_on(self.head.replace(&claim.next_head()))?;
            }
            self.remove(paths)?;
        }
        failpoint("publish-moving");
        self.runtime.block_on(self.head.replace(head))?;
        self.journal.end();
        Ok(())
    }

    fn sweep(&mut self, paths: &[String]) -> Result<(), TargetError> {
        self.remove(paths)
    }
}

#[cfg(test)]
mod tests;
