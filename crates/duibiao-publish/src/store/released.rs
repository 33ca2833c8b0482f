//! A release that exists, and its parts as they were released.
//!
//! What is read is held against the hash in the log, so a part that was changed since is never taken for
//! the real one. The archives are not read here; they are for people and servers.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the part of the edge that reads releases"
)]

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::StoreStep;
use super::error::{StoreError, StoreProblem};
use super::release_folder;
use crate::release::digest::Digest;
use crate::release::log::ReleaseRecord;

/// A release that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// What the log says of it.
    pub record: ReleaseRecord,
    /// Where its parts lie, if they were kept.
    pub folder: PathBuf,
}

impl Released {
    pub(super) fn new(releases: &Path, record: ReleaseRecord) -> Self {
        let folder = release_folder(releases, record.number);
        Self { record, folder }
    }

    /// Its manifest.
    ///
    /// # Errors
    ///
    /// When it is not there, or is not the one that was released.
    pub fn manifest(&self) -> Result<Vec<u8>, StoreError> {
        let path = self.folder.join("manifest.json");
        let bytes =
            fs::read(&path).map_err(|cause| StoreError::failed(StoreStep::Read, &path, cause))?;
        genuine(&path, bytes, self.record.blake3.manifest)
    }

    /// What the site said, as JSON.
    ///
    /// # Errors
    ///
    /// When it is not there, or is not the one that was released.
    pub fn snapshot(&self) -> Result<Vec<u8>, StoreError> {
        let path = self.folder.join("edition.json.zst");
        let failed = |cause| StoreError::failed(StoreStep::Read, &path, cause);
        let packed = File::open(&path).map_err(failed)?;
        let mut reader = zstd::stream::read::Decoder::new(packed).map_err(failed)?;
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(failed)?;
        genuine(&path, bytes, self.record.blake3.snapshot)
    }
}

fn genuine(path: &Path, bytes: Vec<u8>, expected: Digest) -> Result<Vec<u8>, StoreError> {
    if Digest::of(&bytes) == expected {
        Ok(bytes)
    } else {
        Err(StoreError::new(path, StoreProblem::NotAsReleased))
    }
}
