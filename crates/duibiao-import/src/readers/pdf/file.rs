//! The file: which objects there are and where.
//!
//! The index at the end of a PDF is not used. The whole file is searched for objects instead, in linear
//! time, and of several with one number the last counts: that is right for updated files, and damaged or
//! hostile indexes can do nothing.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::original::UnreadableOriginal;

use super::filter::{self, Unpacked};
use super::lexer::{Dict, Lexer, Object, is_space};
use crate::readers::limits::Limits;
use crate::readers::refusal;

/// References that point to references.
const CHAIN: usize = 32;

/// Filters of one stream.
const FILTERS: usize = 8;

/// A PDF file.
pub(super) struct PdfFile<'a> {
    bytes: &'a [u8],
    objects: BTreeMap<u32, ObjectPlace>,
    /// Unpacked object streams.
    containers: Vec<Vec<u8>>,
    trailer: Dict,
    limits: &'a Limits,
    /// Bytes that have come out of streams so far.
    spent: Cell<usize>,
    /// Bytes that were read as objects so far.
    lexed: Cell<usize>,
}

#[derive(Clone, Copy, Debug)]
enum ObjectPlace {
    /// In the file, up to the next object.
    At {
        from: usize,
        to: usize,
    },
    In {
        container: usize,
        offset: usize,
    },
}

/// A stream: its dictionary and its packed bytes.
pub(super) struct Stream<'a> {
    pub(super) dict: Dict,
    raw: &'a [u8],
}

impl<'a> PdfFile<'a> {
    /// Finds all objects of a file.
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, UnreadableOriginal> {
        let mut file = Self {
            bytes,
            objects: BTreeMap::new(),
            containers: Vec::new(),
            trailer: Dict::new(),
            limits,
            spent: Cell::new(0),
            lexed: Cell::new(0),
        };
        file.scan()?;
        if file.trailer.contains_key("Encrypt") {
            return Err(refusal::encrypted());
        }
        if file.objects.is_empty() {
            return Err(refusal::damaged("PDF"));
        }
        Ok(file)
    }

    /// Goes through the file once. Streams are stepped over, so that their bytes cannot look like objects.
    fn scan(&mut self) -> Result<(), UnreadableOriginal> {
        let mut at = 0;
        // The object or trailer that has begun: its number, none for a trailer, and where.
        let mut open: Option<(Option<u32>, usize)> = None;
        while let Some((word, position)) = next_word(self.bytes, at) {
            let end = position + word.len();
            at = if word == b"stream" {
                end_of_stream(self.bytes, end)
            } else {
                end
            };
            if let Some((number, from)) = open.take() {
                self.close(number, ObjectPlace::At { from, to: end }, word == b"stream")?;
            }
            open = match word {
                b"obj" => number_before(self.bytes, position).map(|number| (Some(number), end)),
                b"trailer" => Some((None, end)),
                _ => None,
            };
        }
        let to = self.bytes.len();
        open.map_or(Ok(()), |(number, from)| {
            self.close(number, ObjectPlace::At { from, to }, false)
        })
    }

    /// Notes an object whose end is found.
    fn close(
        &mut self,
        number: Option<u32>,
        place: ObjectPlace,
        is_stream: bool,
    ) -> Result<(), UnreadableOriginal> {
        let Some(number) = number else {
            if let Some(Object::Dict(dict)) = self.lexed(place) {
                self.trailer.extend(dict);
            }
            return Ok(());
        };
        self.insert(number, place)?;
        if is_stream {
            self.index_stream(place)
        } else {
            Ok(())
        }
    }

    fn insert(&mut self, number: u32, place: ObjectPlace) -> Result<(), UnreadableOriginal> {
        self.objects.insert(number, place);
        if self.objects.len() > self.limits.pdf_objects {
            return Err(refusal::too_large(
                "PDF 对象数",
                "objects of a PDF",
                self.limits.pdf_objects,
            ));
        }
        Ok(())
    }

    /// Streams that hold objects or the trailer.
    fn index_stream(&mut self, place: ObjectPlace) -> Result<(), UnreadableOriginal> {
        let Some(stream) = self.stream_at(place) else {
            return Ok(());
        };
        match stream.dict.get("Type").and_then(Object::name) {
            Some("XRef") => self.trailer.extend(stream.dict),
            Some("ObjStm") if !self.trailer.contains_key("Encrypt") => {
                self.unpack_objects(&stream)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn unpack_objects(&mut self, stream: &Stream<'_>) -> Result<(), UnreadableOriginal> {
        let first = stream
            .dict
            .get("First")
            .and_then(Object::count)
            .unwrap_or(0);
        let count = stream.dict.get("N").and_then(Object::count).unwrap_or(0);
        let Some(data) = self.unpack(stream)? else {
            return Ok(());
        };
        let container = self.containers.len();
        let mut lexer = Lexer::new(&data, 0);
        let mut found = Vec::new();
        for _ in 0..count {
            let (Some(number), Some(offset)) = (lexer.next(), lexer.next()) else {
                break;
            };
            let number = number.count().and_then(|number| u32::try_from(number).ok());
            let (Some(number), Some(offset)) = (number, offset.count()) else {
                break;
            };
            found.push((number, first.saturating_add(offset)));
        }
        self.containers.push(data);
        found.into_iter().try_for_each(|(number, offset)| {
            self.insert(number, ObjectPlace::In { container, offset })
        })
    }

    /// The object with a number, references followed.
    pub(super) fn object(&self, number: u32) -> Object {
        let mut number = number;
        for _ in 0..CHAIN {
            match self
                .objects
                .get(&number)
                .and_then(|&place| self.lexed(place))
            {
                Some(Object::Reference(next)) => number = next,
                object => return object.unwrap_or(Object::Null),
            }
        }
        Object::Null
    }

    /// Reads the object at a place. Reading the same bytes over and over ends when the limit is spent.
    fn lexed(&self, place: ObjectPlace) -> Option<Object> {
        let (bytes, from) = match place {
            ObjectPlace::At { from, to } => (self.bytes.get(..to)?, from),
            ObjectPlace::In { container, offset } => {
                (self.containers.get(container)?.as_slice(), offset)
            }
        };
        if self.lexed.get() > self.limits.package_bytes {
            return None;
        }
        let mut lexer = Lexer::new(bytes, from);
        let object = lexer.next();
        self.lexed.set(
            self.lexed
                .get()
                .saturating_add(lexer.position().saturating_sub(from)),
        );
        object
    }

    /// What an object is, if it is a reference.
    pub(super) fn resolve(&self, object: &Object) -> Object {
        match object {
            Object::Reference(number) => self.object(*number),
            object => object.clone(),
        }
    }

    /// An entry of a dictionary, resolved.
    pub(super) fn get(&self, dict: &Dict, key: &str) -> Object {
        dict.get(key)
            .map_or(Object::Null, |object| self.resolve(object))
    }

    /// An entry of a dictionary that is a dictionary; a stream gives its own.
    pub(super) fn get_dict(&self, dict: &Dict, key: &str) -> Option<Dict> {
        match self.get(dict, key) {
            Object::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    pub(super) fn trailer(&self) -> &Dict {
        &self.trailer
    }

    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.objects.keys().copied()
    }

    /// The stream that an object refers to.
    pub(super) fn stream(&self, object: &Object) -> Option<Stream<'a>> {
        let Object::Reference(number) = object else {
            return None;
        };
        self.stream_at(*self.objects.get(number)?)
    }

    fn stream_at(&self, place: ObjectPlace) -> Option<Stream<'a>> {
        let ObjectPlace::At { to, .. } = place else {
            return None;
        };
        let Some(Object::Dict(dict)) = self.lexed(place) else {
            return None;
        };
        let start = to.checked_sub(b"stream".len())?;
        let rest = self.bytes.get(start..)?.strip_prefix(b"stream")?;
        let rest = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .or_else(|| rest.strip_prefix(b"\r"))
            .unwrap_or(rest);
        let raw = self.by_length(&dict, rest).unwrap_or_else(|| {
            let from = self.bytes.len() - rest.len();
            let end = find(rest, b"endstream").map_or(self.bytes.len(), |at| from + at);
            &self.bytes[from..end]
        });
        Some(Stream { dict, raw })
    }

    /// The bytes that `Length` claims, if the end is where it says.
    fn by_length(&self, dict: &Dict, rest: &'a [u8]) -> Option<&'a [u8]> {
        let length = match dict.get("Length")? {
            Object::Reference(number) if self.objects.contains_key(number) => {
                self.object(*number).count()?
            }
            length => length.count()?,
        };
        let after = rest.get(length..)?;
        let end = after.iter().position(|&byte| !is_space(byte)).unwrap_or(0);
        after[end..]
            .starts_with(b"endstream")
            .then(|| &rest[..length])
    }

    /// The bytes of a stream; nothing for pictures.
    pub(super) fn unpack(
        &self,
        stream: &Stream<'_>,
    ) -> Result<Option<Vec<u8>>, UnreadableOriginal> {
        let list = |key: &str| match self.get(&stream.dict, key) {
            Object::Array(items) => items.iter().map(|item| self.resolve(item)).collect(),
            Object::Null => Vec::new(),
            single => vec![single],
        };
        let (filters, parameters) = (list("Filter"), list("DecodeParms"));
        let mut bytes = stream.raw.to_vec();
        for (index, filter) in filters.iter().take(FILTERS).enumerate() {
            let room = self
                .limits
                .part_bytes
                .min(self.limits.package_bytes.saturating_sub(self.spent.get()));
            bytes = match filter::undo(filter.name().unwrap_or_default(), &bytes, room) {
                Unpacked::Bytes(bytes) => bytes,
                Unpacked::TooLarge => return Err(refusal::zip_bomb("PDF stream")),
                Unpacked::Foreign => return Ok(None),
            };
            self.spent.set(self.spent.get().saturating_add(bytes.len()));
            let parameters = parameters.get(index).and_then(Object::dict);
            let predictor = parameters
                .and_then(|dict| dict.get("Predictor"))
                .and_then(Object::count)
                .unwrap_or(1);
            if predictor >= 10 {
                let columns = parameters
                    .and_then(|dict| dict.get("Columns"))
                    .and_then(Object::count)
                    .unwrap_or(1);
                bytes = filter::unpredict(&bytes, columns);
            }
        }
        Ok(Some(bytes))
    }

    /// The kinds of all annotations, for a note to the editor.
    pub(super) fn annotation_kinds(&self) -> Vec<String> {
        let kind = |number: u32| match self.object(number) {
            Object::Dict(dict) if dict.contains_key("Rect") && dict.contains_key("Subtype") => {
                self.get(&dict, "Subtype").name().map(str::to_owned)
            }
            _ => None,
        };
        self.numbers().filter_map(kind).collect()
    }
}

/// The next `obj`, `stream` or `trailer` that is a word of its own beginning.
fn next_word(bytes: &[u8], from: usize) -> Option<(&'static [u8], usize)> {
    let mut at = from;
    while at < bytes.len() {
        let word: &'static [u8] = match bytes[at] {
            b'o' if bytes[at..].starts_with(b"obj") => b"obj",
            b's' if bytes[at..].starts_with(b"stream") => b"stream",
            b't' if bytes[at..].starts_with(b"trailer") => b"trailer",
            _ => {
                at += 1;
                continue;
            }
        };
        if at == 0 || !bytes[at - 1].is_ascii_alphabetic() {
            return Some((word, at));
        }
        at += word.len();
    }
    None
}

/// The number in `12 0 obj`, seen from `obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let before = &bytes[at.saturating_sub(32)..at];
    let generation = before.trim_ascii_end();
    let cut = generation
        .iter()
        .rposition(|byte| !byte.is_ascii_digit())
        .map_or(0, |at| at + 1);
    if cut == generation.len() {
        return None;
    }
    let number = generation[..cut].trim_ascii_end();
    let cut = number
        .iter()
        .rposition(|byte| !byte.is_ascii_digit())
        .map_or(0, |at| at + 1);
    std::str::from_utf8(&number[cut..]).ok()?.parse().ok()
}

/// Where to go on after the word `stream` at `at`: after its end, if there is one.
fn end_of_stream(bytes: &[u8], at: usize) -> usize {
    find(&bytes[at..], b"endstream").map_or(bytes.len(), |end| at + end + b"endstream".len())
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes
        .windows(needle.len())
        .position(|window| window == needle)
}
