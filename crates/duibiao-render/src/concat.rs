//! A file whose bytes are those of other files of the site, one after the other.
//!
//! The verdicts of the site are those of its plans, half a gigabyte of them for ten thousand, so a
//! build copies them from the files of the plans instead of judging everything once more. A [`Concat`]
//! says how; it neither reads nor writes, and a single file can be made without it.

/// How a file is put together. Files are told by their index among all files of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concat {
    /// What stands before all parts.
    pub head: Vec<u8>,
    /// What stands between two parts.
    pub between: &'static [u8],
    /// What stands behind all parts.
    pub tail: &'static [u8],
    /// How many bytes of each part are left out, at its beginning and at its end: its own head and tail.
    pub cut: (usize, usize),
    /// The files.
    pub parts: Vec<usize>,
}

impl Concat {
    /// What of a part goes into the file; none when it has no lines, so that nothing stands between.
    pub fn kept<'b>(&self, part: &'b [u8]) -> Option<&'b [u8]> {
        let end = part.len().checked_sub(self.cut.1)?;
        part.get(self.cut.0..end).filter(|kept| !kept.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_without_lines_leaves_nothing() {
        let concat = Concat {
            head: b"[".to_vec(),
            between: b",",
            tail: b"\n]\n",
            cut: (1, 3),
            parts: vec![],
        };
        assert_eq!(concat.kept(b"[\n1\n]\n"), Some(&b"\n1"[..]));
        assert_eq!(concat.kept(b"[\n]\n"), None);
        assert_eq!(concat.kept(b""), None);
    }
}
