//! BLAKE3 of some bytes, as 64 hexadecimal digits wherever it is written.
//!
//! It says whether two contents are the same, and nothing about who made them.

use std::fmt;
use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

/// A hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Digest([u8; 32]);

impl Digest {
    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let hash = blake3::Hash::from_hex(text).ok()?;
        // Only one spelling, so that equal hashes are equal texts.
        (hash.to_hex().as_str() == text).then(|| Self(*hash.as_bytes()))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not 64 lower-case hexadecimal digits")
    }
}

/// A stream whose bytes are hashed while they pass, in either direction.
#[derive(Debug)]
pub(crate) struct Hashing<S> {
    stream: S,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl<S> Hashing<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self {
            stream,
            hasher: blake3::Hasher::new(),
            bytes: 0,
        }
    }

    /// How many bytes have passed.
    pub(crate) const fn passed(&self) -> u64 {
        self.bytes
    }

    /// The stream, and the hash of what has passed.
    pub(crate) fn finish(self) -> (S, Digest) {
        (self.stream, Digest(*self.hasher.finalize().as_bytes()))
    }

    fn pass(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.bytes += bytes.len() as u64;
    }
}

impl<S: Write> Write for Hashing<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.stream.write(bytes)?;
        self.pass(&bytes[..length]);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

impl<S: Read> Read for Hashing<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(buffer)?;
        self.pass(&buffer[..length]);
        Ok(length)
    }
}
