//! `duibiao-manifest.json`: what a published site consists of.
//!
//! One line a file, sorted, so that two releases can be compared with `diff` and checked with any
//! program that knows JSON and BLAKE3. Its presence is also what makes a folder ours. It holds no time
//! and no name of a machine: the same site has the same manifest.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::Deserialize;

use super::error::{FolderRefusal, WriteError, WriteStep};
use super::produced::Produced;
use duibiao_syntax::site_path::{SitePath, is_segment};

/// The name of the manifest, at the top of the output.
pub const NAME: &str = "duibiao-manifest.json";

const FORMAT: &str = "duibiao-manifest";
const VERSION: u32 = 1;

/// The files of a published site, sorted.
#[derive(Debug, Default)]
pub(super) struct PublishedFiles(Vec<Box<str>>);

impl PublishedFiles {
    pub(super) fn contains(&self, path: &str) -> bool {
        self.0
            .binary_search_by(|listed| (**listed).cmp(path))
            .is_ok()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|path| &**path)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestText<'a> {
    format: &'a str,
    version: u32,
    #[serde(borrow)]
    files: BTreeMap<&'a str, ManifestLine<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestLine<'a> {
    #[serde(rename = "bytes")]
    _bytes: u64,
    blake3: &'a str,
}

/// The manifest of the site in a folder; none when there is none.
///
/// # Errors
///
/// When it cannot be read, or is not one of ours.
pub(super) fn read(output: &Path) -> Result<Option<PublishedFiles>, WriteError> {
    let path = output.join(NAME);
    let metadata = match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        metadata => {
            metadata.map_err(|cause| WriteError::failed(WriteStep::Inspect, &path, cause))?
        }
    };
    let damaged = |what: String| WriteError::refused(output, FolderRefusal::Damaged(what));
    if !metadata.is_file() {
        return Err(damaged("not a file".to_owned()));
    }
    let bytes = fs::read(&path)
        .map_err(|cause| WriteError::failed(WriteStep::ReadPublished, &path, cause))?;
    parse(&bytes).map(Some).map_err(damaged)
}

fn parse(bytes: &[u8]) -> Result<PublishedFiles, String> {
    let text: ManifestText<'_> =
        serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if text.format != FORMAT || text.version != VERSION {
        return Err(format!("{} {}", text.format, text.version));
    }
    for (path, line) in &text.files {
        // Only such paths are ever taken away, so a manifest cannot lead us to other files.
        let ours = path.split('/').all(is_segment);
        let hash = line.blake3.len() == 64 && line.blake3.bytes().all(|b| b.is_ascii_hexdigit());
        if !(ours && hash) {
            return Err(path.to_string());
        }
    }
    Ok(PublishedFiles(
        text.files.into_keys().map(Box::from).collect(),
    ))
}

/// Writes the manifest of files that come in the order of their paths.
pub(super) fn write<'a>(
    files: impl Iterator<Item = (&'a SitePath, &'a Produced)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(
        out,
        "{{\n  \"format\": \"{FORMAT}\",\n  \"version\": {VERSION},\n  \"files\": {{"
    )?;
    let mut comma = "";
    for (path, produced) in files {
        // A site path has no character that JSON would escape.
        let (bytes, hash) = (produced.bytes, produced.hash.to_hex());
        write!(
            out,
            "{comma}\n    \"{path}\": {{ \"bytes\": {bytes}, \"blake3\": \"{hash}\" }}"
        )?;
        comma = ",";
    }
    out.write_all(b"\n  }\n}\n")
}
