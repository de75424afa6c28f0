//! A bucket of an object store: S3 and what speaks like it, Google Cloud Storage, Azure.
//!
//! A bucket replaces one object only where it is still the one that was read (`If-Match`), and makes one only
//! where there is none (`If-None-Match`). That is what keeps two publishers apart. Some servers take both
//! headers and ignore them, so a bucket is asked once, before the first publication, whether it means it.
//!
//! Credentials come from the environment and the files that it names, as `object_store` reads them; no error
//! shows a query, which is where Azure's signatures stand.

mod journal;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path as FilePath;
use std::sync::Arc;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{
    Attribute, Attributes, Error, GetOptions, ObjectStore, PutMode, PutOptions, PutPayload,
    UpdateVersion,
};
use tokio::runtime::{Builder, Runtime};

use self::journal::Journal;
use crate::digest::Digest;
use crate::failpoint::failpoint;
use crate::manifest::{FOLDER, HEAD, is_own};
use crate::media::{cache_control, content_type, packs};
use crate::site::Stage;
use crate::target::{Gone, Target, TargetError, Upload};

/// How many files are on their way at once: enough to hide the way to a bucket that is far, and few enough
/// that none asks to slow down.
const CALLS_MAX: usize = 16;

/// The object that is made twice to find out whether the bucket keeps conditions.
const PROBE: &str = "probe";

/// How the settings of a bucket begin that keeps no conditions.
const UNCONDITIONAL: &str = "unconditional";

/// Whether objects are stored packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As they are.
    Plain,
    /// By gzip, with `Content-Encoding`, but for feeds and the like: not every reader of those asks for it
    /// or can take it.
    Gzip,
}

/// Whether the bucket has to keep two publishers apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conditions {
    /// It has to, and is asked whether it does.
    Needed,
    /// Somebody has promised that there is never more than one.
    Waived,
}

/// A bucket, or what lies below a prefix in it.
#[derive(Debug)]
pub struct BucketTarget {
    name: String,
    store: Arc<dyn ObjectStore>,
    runtime: Runtime,
    packing: Packing,
    conditions: Conditions,
    /// The version of the head that was read or written last; nothing where there is none.
    version: Option<UpdateVersion>,
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
        let failed = |error: io::Error| {
            let what = format!("could not use the cache `{}`", cache.display());
            TargetError::refused(what, error)
        };
        fs::create_dir_all(cache).map_err(failed)?;
        let lock = super::lock(&cache.join("lock"), wait).map_err(failed)?;
        let mut runtime = Builder::new_current_thread();
        Ok(Self {
            name: name.to_owned(),
            store,
            runtime: runtime.enable_all().build().map_err(failed)?,
            packing,
            conditions,
            version: None,
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

    /// Replaces the head, where it is the one that was read or written last.
    fn replace_head(&mut self, head: &[u8]) -> Result<(), TargetError> {
        let mode = match (&self.version, self.conditions) {
            (_, Conditions::Waived) => PutMode::Overwrite,
            (None, Conditions::Needed) => PutMode::Create,
            (Some(version), Conditions::Needed) => PutMode::Update(version.clone()),
        };
        let attributes = [
            (Attribute::ContentType, "application/json"),
            (Attribute::CacheControl, "no-store"),
        ];
        let attributes = Attributes::from_iter(attributes);
        let path = Path::from(HEAD);
        let options = PutOptions {
            mode,
            attributes,
            ..PutOptions::default()
        };
        let sent = self.store.put_opts(&path, head.to_vec().into(), options);
        match self.runtime.block_on(sent) {
            Ok(done) => {
                self.version = Some(UpdateVersion {
                    e_tag: done.e_tag,
                    version: done.version,
                });
                Ok(())
            }
            // What was sent again after a lost answer meets itself.
            Err(error) if is_conflict(&error) => match self.read_head()? {
                Some(there) if there == head => Ok(()),
                _ => Err(TargetError::Conflict),
            },
            Err(error) => Err(failure("could not replace the manifest", &error)),
        }
    }

    fn read_head(&mut self) -> Result<Option<Vec<u8>>, TargetError> {
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
        match self.runtime.block_on(read) {
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

    /// Removes objects, by as few requests as the store knows.
    fn remove(&self, paths: &[String]) -> Result<(), TargetError> {
        let paths: Vec<_> = paths
            .iter()
            .map(|path| Ok(Path::from(path.as_str())))
            .collect();
        if paths.is_empty() {
            return Ok(());
        }
        let removed = self.store.delete_stream(stream::iter(paths).boxed());
        let removed = removed.filter(|result| {
            let is_news = !matches!(result, Err(Error::NotFound { .. }));
            async move { is_news }
        });
        let all = self.runtime.block_on(removed.try_collect::<Vec<_>>());
        all.map(drop)
            .map_err(|error| failure("could not delete from the bucket", &error))
    }

    /// An object as it is stored.
    fn object(&self, upload: &Upload) -> Result<(Vec<u8>, Attributes), TargetError> {
        let (path, file) = (upload.path.as_str(), &upload.file);
        let bytes = upload.bytes()?;
        let mut attributes = Attributes::from_iter([
            (Attribute::ContentType, content_type(path)),
            (Attribute::CacheControl, cache_control(file.stage)),
        ]);
        let is_packed = self.packing == Packing::Gzip
            && !is_own(path)
            && file.stage != Stage::Last
            && packs(path, file.size);
        if !is_packed {
            return Ok((bytes, attributes));
        }
        attributes.insert(Attribute::ContentEncoding, "gzip".into());
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        // Writing to memory does not fail.
        encoder.write_all(&bytes).ok();
        Ok((encoder.finish().unwrap_or_default(), attributes))
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
    Ok(Arc::new(PrefixStore::new(store, Path::from(prefix))))
}

/// A file of the manifest.
fn own(name: &str) -> Path {
    Path::from(format!("{FOLDER}/{name}"))
}

fn is_conflict(error: &Error) -> bool {
    matches!(
        error,
        Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotFound { .. }
    )
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
        let head = self.read_head()?;
        // Whoever wrote a head that has conditions has asked the bucket.
        let settings = head.as_deref().and_then(|head| {
            let head: serde_json::Value = serde_json::from_slice(head).ok()?;
            Some(head.get("settings")?.as_str()?.to_owned())
        });
        self.is_probed |= settings.is_some_and(|settings| !settings.starts_with(UNCONDITIONAL));
        Ok(head)
    }

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        let read = async {
            let found = self
                .store
                .get_opts(&Path::from(path), GetOptions::default())
                .await?;
            found.bytes().await
        };
        match self.runtime.block_on(read) {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failure("could not read from the bucket", &error)),
        }
    }

    fn list(&mut self) -> Result<BTreeMap<String, u64>, TargetError> {
        let listed = self
            .runtime
            .block_on(self.store.list(None).try_collect::<Vec<_>>());
        let listed = listed.map_err(|error| failure("could not list the bucket", &error))?;
        let files = listed
            .into_iter()
            .map(|object| (object.location.to_string(), object.size));
        Ok(files.filter(|(path, _)| !is_own(path)).collect())
    }

    fn is_abandoned(&self, by: &str) -> bool {
        // The lock of the cache is ours, so whoever wrote the journal before is gone.
        self.journal.is_of(by)
    }

    fn found(&mut self, by: &str, paths: &[&str]) -> BTreeMap<String, Digest> {
        let sent = self.journal.continued(by);
        let known = paths
            .iter()
            .filter_map(|path| Some(((*path).to_owned(), *sent.get(*path)?)));
        known.collect()
    }

    fn claim(&mut self, by: &str, head: &[u8]) -> Result<(), TargetError> {
        self.probe()?;
        self.replace_head(head)?;
        self.journal.begin(by);
        Ok(())
    }

    fn put(&mut self, files: &[Upload]) -> Result<(), TargetError> {
        self.probe()?;
        let mut objects = Vec::with_capacity(files.len());
        for upload in files {
            objects.push((upload, self.object(upload)?));
        }
        let store = &self.store;
        let puts = objects
            .into_iter()
            .map(|(upload, (bytes, attributes))| async move {
                let options = PutOptions {
                    attributes,
                    ..PutOptions::default()
                };
                store
                    .put_opts(&Path::from(upload.path.as_str()), bytes.into(), options)
                    .await?;
                Ok((upload.path.as_str(), upload.file.digest))
            });
        let mut puts = stream::iter(puts).buffer_unordered(CALLS_MAX);
        self.runtime.block_on(async {
            while let Some(done) = puts.next().await {
                let (path, digest) =
                    done.map_err(|error| failure("could not write to the bucket", &error))?;
                self.journal.sent(path, digest);
                failpoint("publish-sending");
            }
            Ok(())
        })
    }

    fn commit(&mut self, head: &[u8], gone: Gone<'_>) -> Result<(), TargetError> {
        self.remove(gone.files)?;
        failpoint("publish-moving");
        self.replace_head(head)?;
        self.journal.end();
        Ok(())
    }

    fn sweep(&mut self, paths: &[String]) -> Result<(), TargetError> {
        self.remove(paths)
    }
}

/// Why the bucket did not do something: for good, or for now.
fn failure(what: &str, error: &Error) -> TargetError {
    let lasting = matches!(
        error,
        Error::NotFound { .. }
            | Error::PermissionDenied { .. }
            | Error::Unauthenticated { .. }
            | Error::NotSupported { .. }
            | Error::NotImplemented { .. }
            | Error::UnknownConfigurationKey { .. }
    );
    if lasting {
        refusal(what, error)
    } else {
        TargetError::unavailable(what, without_queries(&error.to_string()))
    }
}

fn refusal(what: &str, error: &Error) -> TargetError {
    TargetError::refused(what, without_queries(&error.to_string()))
}

/// A text without the queries of the addresses in it, which may be signatures.
fn without_queries(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.split_once('?') {
        Some((address, _)) if address.contains("://") => address,
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
