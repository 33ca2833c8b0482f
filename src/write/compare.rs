//! A file that is written only if it differs from the published one.
//!
//! The produced bytes are compared with the published file while they come. The first difference
//! creates the staged file, with what was equal so far copied in front; without one nothing is ever
//! created. No file is held whole, whatever its length.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write};
use std::path::{Path, PathBuf};

use blake3::{Hash, Hasher};

use super::error::{Step, WriteError};

/// How many bytes are compared and written at a time: more than most pages have.
const CHUNK: usize = 64 << 10;

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
pub(super) struct Sink<'b> {
    published: PathBuf,
    staged: PathBuf,
    buffers: &'b mut Buffers,
    hasher: Hasher,
    bytes: u64,
    state: State,
    /// Why it failed. Kept here because whoever renders may wrap or drop what `write` returned.
    error: Option<WriteError>,
}

enum State {
    /// There is no published file, and none staged yet.
    New,
    /// So far the same as the published file.
    Same(File),
    /// The staged file.
    Staged(File),
}

impl<'b> Sink<'b> {
    /// For a file that is published at one path, if any, and would be staged at the other.
    ///
    /// # Errors
    ///
    /// When the published file is there and cannot be opened.
    pub(super) fn new(
        published: Option<PathBuf>,
        staged: PathBuf,
        buffers: &'b mut Buffers,
    ) -> Result<Self, WriteError> {
        buffers.pending.clear();
        let published = published.unwrap_or_default();
        let state = open_published(&published)
            .map_err(|cause| WriteError::failed(Step::ReadPublished, &published, cause))?
            .map_or(State::New, State::Same);
        Ok(Self {
            published,
            staged,
            buffers,
            hasher: Hasher::new(),
            bytes: 0,
            state,
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
            let pending = std::mem::take(&mut self.buffers.pending);
            let settled = self.settle(&pending).and_then(|()| self.settle_end());
            self.buffers.pending = pending;
            self.error = settled.err();
        }
        match self.error {
            Some(error) => Err(error),
            None => Ok(Produced {
                bytes: self.bytes,
                hash: self.hasher.finalize(),
                changed: matches!(self.state, State::Staged(_)),
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
                self.staged()?
                    .write_all(piece)
                    .map_err(|cause| WriteError::failed(Step::Write, &self.staged, cause))?;
            }
            self.bytes += piece.len() as u64;
        }
        Ok(())
    }

    /// A published file that goes on where ours ends is another file, as is none where ours is empty.
    fn settle_end(&mut self) -> Result<(), WriteError> {
        let same = match &mut self.state {
            State::Same(file) => {
                read_full(file, &mut self.buffers.published[..1]).map_err(|cause| {
                    WriteError::failed(Step::ReadPublished, &self.published, cause)
                })? == 0
            }
            State::New | State::Staged(_) => false,
        };
        if !same {
            self.staged()?;
        }
        Ok(())
    }

    /// Whether the published file goes on with this piece, all before being the same.
    fn continues(&mut self, piece: &[u8]) -> Result<bool, WriteError> {
        let State::Same(file) = &mut self.state else {
            return Ok(false);
        };
        let published = &mut self.buffers.published[..piece.len()];
        let count = read_full(file, published)
            .map_err(|cause| WriteError::failed(Step::ReadPublished, &self.published, cause))?;
        Ok(count == piece.len() && published == piece)
    }

    /// The staged file, created with all bytes that were the same so far if it is not there yet.
    fn staged(&mut self) -> Result<&mut File, WriteError> {
        if !matches!(self.state, State::Staged(_)) {
            let mut created = create(&self.staged)
                .map_err(|cause| WriteError::failed(Step::Write, &self.staged, cause))?;
            if let State::Same(published) = &mut self.state {
                copy_prefix(published, self.bytes, &mut created)
                    .map_err(|cause| WriteError::failed(Step::Write, &self.staged, cause))?;
            }
            self.state = State::Staged(created);
        }
        match &mut self.state {
            State::Staged(file) => Ok(file),
            State::New | State::Same(_) => unreachable!("the line above made it so"),
        }
    }

    /// Settles what is pending and then `rest`, which may be longer than a chunk.
    fn flush_with(&mut self, rest: &[u8]) -> Result<(), WriteError> {
        let mut pending = std::mem::take(&mut self.buffers.pending);
        let settled = self.settle(&pending);
        pending.clear();
        self.buffers.pending = pending;
        settled?;
        if rest.len() >= CHUNK {
            return self.settle(rest);
        }
        self.buffers.pending.extend_from_slice(rest);
        Ok(())
    }
}

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.error.is_some() {
            return Err(io::Error::other("an earlier write failed"));
        }
        if self.buffers.pending.len() + bytes.len() <= CHUNK {
            self.buffers.pending.extend_from_slice(bytes);
        } else if let Err(error) = self.flush_with(bytes) {
            let words = io::Error::other(error.to_string());
            self.error = Some(error);
            return Err(words);
        }
        Ok(bytes.len())
    }

    /// Does nothing: bytes are settled by the chunk, and nobody reads the file before it is finished.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The published file for reading; none when there is no regular file at the path.
fn open_published(path: &Path) -> io::Result<Option<File>> {
    if path.as_os_str().is_empty() {
        return Ok(None);
    }
    let opened = open_without_following(path);
    match opened {
        Ok(file) if file.metadata()?.is_file() => Ok(Some(file)),
        Ok(_) => Ok(None),
        Err(error) if is_no_file(&error) => Ok(None),
        Err(error) => Err(error),
    }
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

fn copy_prefix(from: &mut File, bytes: u64, to: &mut File) -> io::Result<()> {
    from.rewind()?;
    let copied = io::copy(&mut from.take(bytes), to)?;
    if copied == bytes {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

fn create(path: &Path) -> io::Result<File> {
    in_folder(path, || {
        OpenOptions::new().write(true).create_new(true).open(path)
    })
}

/// Makes something at a path, and the folders above it when they turn out to be missing: each folder is
/// made once, and nothing is asked before.
pub(super) fn in_folder<T>(path: &Path, make: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match make() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(path))?;
            make()
        }
        done => done,
    }
}
