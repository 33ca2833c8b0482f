//! What became of one file of the site.

use blake3::Hash;

/// What became of one file.
#[derive(Clone, Debug)]
pub(super) struct Produced {
    /// Its length in bytes.
    pub(super) bytes: u64,
    /// The hash of its content.
    pub(super) hash: Hash,
    /// Whether it was staged because the published file is absent or differs.
    pub(super) changed: bool,
}
