//! In which portions are files sent?

use crate::target::Upload;

/// So many bytes, or so many files, are sent between two looks at the clock.
const CHUNK_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// See [`CHUNK_BYTES_MAX`].
const CHUNK_FILES_MAX: usize = 256;

/// Cuts files into runs that take not too long.
pub(super) fn chunks(uploads: &[Upload]) -> Vec<&[Upload]> {
    let mut chunks = Vec::new();
    let mut rest = uploads;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = rest.iter().take(CHUNK_FILES_MAX).take_while(|upload| {
            let fits = bytes < CHUNK_BYTES_MAX;
            bytes += upload.file.size;
            fits
        });
        let count = fits.count().max(1);
        let (chunk, after) = rest.split_at(count.min(rest.len()));
        chunks.push(chunk);
        rest = after;
    }
    chunks
}
