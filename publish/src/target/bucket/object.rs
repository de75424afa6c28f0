//! A file as an object of a bucket: packed or not, with its type, and whether the one that lies there is equal.

use md5::{Digest as _, Md5};
use object_store::path::Path;
use object_store::{Attribute, Attributes, ObjectStore, PutOptions};

use super::failure::failure;
use crate::digest::Digest;
use crate::manifest::is_own;
use crate::media::{cache_control, content_type, gzip, packs};
use crate::site::Stage;
use crate::target::{TargetError, Upload};

/// Whether objects are stored packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As they are.
    Plain,
    /// By gzip, with `Content-Encoding`, but for feeds and the like: not every reader of those asks for it
    /// or can take it.
    Gzip,
}

/// What a list says of an object.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) size: u64,
    pub(super) e_tag: Option<String>,
}

/// The object of a path, which has that very name: escapes in it would be part of its address.
pub(super) fn key(path: &str) -> Result<Path, TargetError> {
    Path::parse(path).map_err(|error| {
        let what = format!(
            "no object of a bucket can be called `{}`",
            path.escape_debug()
        );
        TargetError::refused(what, error)
    })
}

/// Sends a file.
pub(super) async fn send<'u>(
    store: &dyn ObjectStore,
    packing: Packing,
    upload: &'u Upload,
) -> Result<(&'u str, Digest), TargetError> {
    let (bytes, attributes) = object(packing, upload)?;
    let options = PutOptions {
        attributes,
        ..PutOptions::default()
    };
    let path = key(&upload.path)?;
    let sent = store.put_opts(&path, bytes.into(), options).await;
    sent.map_err(|error| failure("could not write to the bucket", &error))?;
    Ok((upload.path.as_str(), upload.file.digest))
}

/// Whether an object holds what would be sent, byte for byte. Where its ETag is no MD5 sum, as with keys of
/// one's own or at other makers, nobody knows.
pub(super) fn is_equal(
    packing: Packing,
    upload: &Upload,
    listed: &Listed,
) -> Result<bool, TargetError> {
    let Some(sum) = listed.e_tag.as_deref().and_then(sum_of) else {
        return Ok(false);
    };
    if !is_packed(packing, upload) && listed.size != upload.file.size {
        return Ok(false);
    }
    let (bytes, _) = object(packing, upload)?;
    Ok(md5(&bytes) == sum)
}

/// The MD5 sum of an object in one piece: 32 hexadecimal digits in quotation marks.
fn sum_of(e_tag: &str) -> Option<u128> {
    let digits = e_tag.trim_matches('"');
    let is_sum = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u128::from_str_radix(digits, 16).ok().filter(|_| is_sum)
}

fn md5(bytes: &[u8]) -> u128 {
    u128::from_be_bytes(Md5::digest(bytes).into())
}

fn is_packed(packing: Packing, upload: &Upload) -> bool {
    packing == Packing::Gzip
        && !is_own(&upload.path)
        && upload.file.stage != Stage::Last
        && packs(&upload.path, upload.file.size)
}

/// A file as it is stored.
fn object(packing: Packing, upload: &Upload) -> Result<(Vec<u8>, Attributes), TargetError> {
    let bytes = upload.bytes()?;
    let mut attributes = Attributes::from_iter([
        (Attribute::ContentType, content_type(&upload.path)),
        (Attribute::CacheControl, cache_control(upload.file.stage)),
    ]);
    if !is_packed(packing, upload) {
        return Ok((bytes, attributes));
    }
    attributes.insert(Attribute::ContentEncoding, "gzip".into());
    Ok((gzip(&bytes), attributes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::SiteFile;

    #[test]
    fn an_object_is_equal_where_its_sum_is_that_of_what_would_be_sent() {
        let upload = |text: &str| Upload {
            path: "a.html".to_owned(),
            file: SiteFile::of_bytes(text.into(), Stage::Page),
        };
        let (long, other) = ("word ".repeat(1_000), "more ".repeat(1_000));
        let plain = |text: &str| format!("{:032x}", md5(text.as_bytes()));
        let packed = |text: &str| format!("{:032x}", md5(&gzip(text.as_bytes())));
        for (packing, size, e_tag, is_same) in [
            (Packing::Plain, 5_000, format!("\"{}\"", plain(&long)), true),
            (Packing::Plain, 5_000, plain(&long).to_uppercase(), true),
            // Of the same size, and another.
            (
                Packing::Plain,
                5_000,
                format!("\"{}\"", plain(&other)),
                false,
            ),
            (Packing::Plain, 4_999, plain(&long), false),
            // In several pieces, or of another maker.
            (Packing::Plain, 5_000, format!("{}-2", plain(&long)), false),
            (Packing::Plain, 5_000, "0x8D4BCC2E4835CD0".to_owned(), false),
            (Packing::Gzip, 60, packed(&long), true),
            (Packing::Gzip, 5_000, plain(&long), false),
        ] {
            let listed = Listed {
                size,
                e_tag: Some(e_tag.clone()),
            };
            let found = is_equal(packing, &upload(&long), &listed).expect("in memory");
            assert_eq!(found, is_same, "{packing:?} {size} {e_tag}");
        }
        let unknown = Listed {
            size: 5_000,
            e_tag: None,
        };
        assert!(!is_equal(Packing::Plain, &upload(&long), &unknown).expect("in memory"));
    }
}
