//! A file that is written only if it differs from the published one.
//!
//! The produced bytes are compared with the published file while they come. The first difference
//! creates the staged file, with what was equal so far copied in front; without one nothing is ever
//! created. No file is held whole, whatever its length.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write};
use std::path::{Path, PathBuf};

use blake3::Hasher;

use super::carry::in_folder;
use super::error::{WriteError, WriteStep};
use super::produced::Produced;

/// How many bytes are compared and written at a time: more than most pages have.
const CHUNK: usize = 64 << 10;

/// Memory that a worker uses for one file after another.
pub(super) struct Buffers {
    /// Bytes that were produced and are not settled yet.
    pending: Vec<u8>,
    /// Bytes of the published file.
    published: Vec<u8>,
}

impl Default for Buffers {
    fn default() -> Self {
        Self {
            pending: Vec::with_capacity(CHUNK),
            published: vec![0; CHUNK],
        }
    }
}

/// Takes the bytes of one file.
pub(super) struct FileSink<'b> {
    /// Where the file is published, and where it is staged.
    paths: Paths,
    /// The published file with its length, for as long as it is the same as what came.
    published: Option<(File, u64)>,
    /// The staged file, once there is a difference.
    staged: Option<File>,
    buffers: &'b mut Buffers,
    hasher: Hasher,
    bytes: u64,
    /// Why it failed. Kept here because a renderer may wrap or drop what `write` returned.
    error: Option<WriteError>,
}

/// The two places of a file.
pub(super) struct Paths {
    /// In the published site; errors name it.
    pub(super) published: PathBuf,
    /// Whether something may be published there.
    pub(super) compare: bool,
    /// In the staged site.
    pub(super) staged: PathBuf,
}

impl Paths {
    fn not_read(&self, cause: io::Error) -> WriteError {
        WriteError::failed(WriteStep::ReadPublished, &self.published, cause)
    }

    fn not_written(&self, cause: io::Error) -> WriteError {
        WriteError::failed(WriteStep::Write, &self.published, cause)
    }
}

impl<'b> FileSink<'b> {
    /// For a file with these places.
    ///
    /// # Errors
    ///
    /// When the published file is there and cannot be opened.
    pub(super) fn new(paths: Paths, buffers: &'b mut Buffers) -> Result<Self, WriteError> {
        buffers.pending.clear();
        let published = if paths.compare {
            open_published(&paths.published).map_err(|cause| paths.not_read(cause))?
        } else {
            None
        };
        Ok(Self {
            paths,
            published,
            staged: None,
            buffers,
            hasher: Hasher::new(),
            bytes: 0,
            error: None,
        })
    }

    /// Settles the last bytes.
    ///
    /// # Errors
    ///
    /// When that fails, or anything failed before.
    pub(super) fn finish(mut self) -> Result<Produced, WriteError> {
        if self.error.is_none() {
            let settled = self.settle_pending().and_then(|()| self.settle_end());
            self.error = settled.err();
        }
        match self.error {
            Some(error) => Err(error),
            None => Ok(Produced {
                bytes: self.bytes,
                hash: self.hasher.finalize(),
                changed: self.staged.is_some(),
            }),
        }
    }

    /// Why writing failed, if it did.
    pub(super) fn into_error(self) -> Option<WriteError> {
        self.error
    }

    /// Compares or writes bytes that were produced.
    fn settle(&mut self, chunk: &[u8]) -> Result<(), WriteError> {
        self.hasher.update(chunk);
        for piece in chunk.chunks(CHUNK) {
            if !self.continues(piece)? {
                let written = self.stage()?.write_all(piece);
                written.map_err(|cause| self.paths.not_written(cause))?;
            }
            self.bytes += piece.len() as u64;
        }
        Ok(())
    }

    fn settle_pending(&mut self) -> Result<(), WriteError> {
        let mut pending = std::mem::take(&mut self.buffers.pending);
        let settled = self.settle(&pending);
        pending.clear();
        self.buffers.pending = pending;
        settled
    }

    /// A published file that goes on where ours ends is another file, as is none where ours is empty.
    fn settle_end(&mut self) -> Result<(), WriteError> {
        match self.published {
            Some((_, length)) if length == self.bytes => Ok(()),
            _ => self.stage().map(drop),
        }
    }

    /// Whether the published file goes on with this piece, all before being the same.
    fn continues(&mut self, piece: &[u8]) -> Result<bool, WriteError> {
        let Some((file, _)) = &mut self.published else {
            return Ok(false);
        };
        let published = &mut self.buffers.published[..piece.len()];
        let count = read_full(file, published).map_err(|cause| self.paths.not_read(cause))?;
        Ok(count == piece.len() && published == piece)
    }

    /// The staged file, created with all bytes that were the same so far if it is not there yet.
    fn stage(&mut self) -> Result<&mut File, WriteError> {
        let file = match self.staged.take() {
            Some(file) => file,
            None => self
                .create()
                .map_err(|cause| self.paths.not_written(cause))?,
        };
        Ok(self.staged.insert(file))
    }

    fn create(&mut self) -> io::Result<File> {
        let path = &self.paths.staged;
        let mut file = in_folder(path, || {
            OpenOptions::new().write(true).create_new(true).open(path)
        })?;
        if let Some((published, _)) = self.published.take() {
            copy_prefix(published, self.bytes, &mut file)?;
        }
        Ok(file)
    }

    /// Settles what is pending and then `rest`, which may be longer than a chunk.
    fn settle_with(&mut self, rest: &[u8]) -> Result<(), WriteError> {
        self.settle_pending()?;
        if rest.len() >= CHUNK {
            return self.settle(rest);
        }
        self.buffers.pending.extend_from_slice(rest);
        Ok(())
    }
}

impl Write for FileSink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.error.is_some() {
            return Err(io::Error::other("an earlier write failed"));
        }
        if self.buffers.pending.len() + bytes.len() <= CHUNK {
            self.buffers.pending.extend_from_slice(bytes);
        } else if let Err(error) = self.settle_with(bytes) {
            let words = io::Error::other(error.to_string());
            self.error = Some(error);
            return Err(words);
        }
        Ok(bytes.len())
    }

    /// One call: `write` takes everything, and pages come in tens of thousands of pieces.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(drop)
    }

    /// Does nothing: bytes are settled by the chunk, and the file is not read before it is finished.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The published file for reading, with its length; none when there is no regular file at the path.
fn open_published(path: &Path) -> io::Result<Option<(File, u64)>> {
    let file = match open_without_following(path) {
        Err(error) if is_no_file(&error) => return Ok(None),
        opened => opened?,
    };
    let metadata = file.metadata()?;
    Ok(metadata.is_file().then_some((file, metadata.len())))
}

fn is_no_file(error: &io::Error) -> bool {
    // ELOOP is how a link says that it was not followed, ENXIO how a socket says that it is no file.
    let link = rustix::io::Errno::from_io_error(error)
        .is_some_and(|errno| matches!(errno, rustix::io::Errno::LOOP | rustix::io::Errno::NXIO));
    link || matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Neither follows a link nor waits for the other end of a pipe that lies in the place of a file.
#[cfg(unix)]
fn open_without_following(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn open_without_following(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Fills the buffer as far as the file goes and returns how far.
fn read_full(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn copy_prefix(mut from: File, bytes: u64, to: &mut File) -> io::Result<()> {
    from.rewind()?;
    let copied = io::copy(&mut from.take(bytes), to)?;
    if copied == bytes {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}
