//! The project's own files in one archive, and one hash of them all.
//!
//! With it a release can be made again without git. The hash is of the files and not of the archive, so
//! that it stays what it is when the archive is packed in another way. Which files a project has is for
//! the caller.

use std::io::{self, Write};

use super::archive::{self, ArchiveFiles};
use super::digest::Digest;

/// Writes the archive of a project's files, and gives back the hash of all of them together.
///
/// # Errors
///
/// Those of [`archive::write`].
pub fn write(files: &mut ArchiveFiles<'_>, out: &mut dyn Write) -> io::Result<Digest> {
    let digests = archive::write(files, out)?;
    Ok(concat(
        files.lengths.keys().map(|path| &**path).zip(digests),
    ))
}

/// The hash of all files together, in the order of their paths: that of the lines `hash  path`, as `b3sum` prints
/// them.
pub fn concat<'a>(files: impl Iterator<Item = (&'a str, Digest)>) -> Digest {
    let mut lines = String::new();
    for (path, digest) in files {
        lines.push_str(&digest.to_string());
        lines.push_str("  ");
        lines.push_str(path);
        lines.push('\n');
    }
    Digest::of(lines.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::Read;

    use super::*;

    fn joint_of(files: &BTreeMap<Box<str>, &'static str>) -> Digest {
        let lengths = files
            .iter()
            .map(|(path, text)| (path.clone(), text.len() as u64));
        let mut open = |path: &str| Ok(Box::new(files[path].as_bytes()) as Box<dyn Read>);
        let (lengths, open) = (&lengths.collect(), &mut open);
        write(&mut ArchiveFiles { lengths, open }, &mut Vec::new()).unwrap()
    }

    #[test]
    fn the_joint_hash_sees_every_word_and_every_name() {
        let files = BTreeMap::from([("a.md".into(), "甲"), ("b.md".into(), "乙")]);
        let first = joint_of(&files);
        assert_eq!(first, joint_of(&files.clone()));
        let changed = BTreeMap::from([("a.md".into(), "甲"), ("b.md".into(), "丙")]);
        let renamed = BTreeMap::from([("a.md".into(), "甲"), ("c.md".into(), "乙")]);
        let swapped = BTreeMap::from([("a.md".into(), "乙"), ("b.md".into(), "甲")]);
        for other in [changed, renamed, swapped] {
            assert_ne!(first, joint_of(&other));
        }
    }

    #[test]
    fn the_joint_hash_is_that_of_lines_anybody_can_make() {
        let lines = format!("{}  a.md\n", Digest::of("甲".as_bytes()));
        let files = BTreeMap::from([("a.md".into(), "甲")]);
        assert_eq!(joint_of(&files), Digest::of(lines.as_bytes()));
    }
}
