//! One file as repairs look at it: its lines, the keys of its front matter, and what was done already.
//!
//! Made once for a file, so that ten thousand findings in it do not walk it ten thousand times. Lines
//! that are longer than any that a person types are never repaired.

use std::collections::BTreeSet;
use std::ops::Range;

use duibiao_syntax::source::Source;
use duibiao_syntax::span::Span;

use super::line;
use duibiao_syntax::schema::keys::{DocumentKind, SchemaKey};

/// Longer lines are left alone: looking at one again for each of its findings would take too long.
const LONGEST_LINE: usize = 4096;

/// A file with findings.
pub(super) struct FileWithFindings<'a> {
    /// The file.
    pub(super) source: &'a Source,
    /// What kind of document it is, when it is one.
    pub(super) kind: Option<DocumentKind>,
    /// Where each line begins.
    starts: Vec<usize>,
    /// Where maps begin: at a key at the margin, at an item of a list, at a section of settings.
    maps: Vec<MapStart<'a>>,
    /// The keys that are written, each with the line its map begins at; none for the outermost map.
    written: BTreeSet<(Option<usize>, String)>,
    /// Invisible characters whose deletion was proposed.
    pub(super) deleted: BTreeSet<char>,
    /// The table that a closed gap made longer.
    pub(super) grown: Option<Grown>,
}

/// The first line of a map inside the outermost one.
struct MapStart<'a> {
    line: usize,
    /// The key whose value it is, or the name of the section.
    key: &'a str,
}

/// A table that will be longer once a gap is closed.
#[derive(Clone, Copy)]
pub(super) struct Grown {
    /// Its last line then.
    pub(super) last: usize,
    /// How many cells its rows have.
    pub(super) cells: usize,
}

/// A map of front matter: the line it begins at, none for the outermost, and the keys it may have.
#[derive(Clone, Copy)]
pub(super) struct Map {
    pub(super) line: Option<usize>,
    pub(super) keys: &'static [SchemaKey],
}

impl<'a> FileWithFindings<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let text = &*source.text;
        let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut page = Self {
            source,
            kind: DocumentKind::of_path(&source.path),
            starts: std::iter::once(0).chain(newlines).collect(),
            maps: Vec::new(),
            written: BTreeSet::new(),
            deleted: BTreeSet::new(),
            grown: None,
        };
        page.index();
        page
    }

    /// Notes the keys of front matter, or of settings.
    fn index(&mut self) {
        if self.source.path.ends_with(".md") {
            self.index_front_matter();
        } else {
            self.index_settings();
        }
    }

    fn index_front_matter(&mut self) {
        let mut parent = "";
        for at in 0..self.starts.len() {
            let text = self.line(at);
            match text.trim_end() {
                "---" if at == 0 => continue,
                "---" | "..." => break,
                _ => {}
            }
            if text.trim_start().starts_with('-') {
                self.maps.push(MapStart {
                    line: at,
                    key: parent,
                });
            }
            let Some(key) = line::key(text) else { continue };
            if text.starts_with([' ', '\t', '-']) {
                let map = self.maps.last().map(|map| map.line);
                self.written.insert((map, key.to_owned()));
            } else {
                parent = key;
                self.maps.push(MapStart { line: at, key });
                self.written.insert((None, key.to_owned()));
            }
        }
    }

    fn index_settings(&mut self) {
        for at in 0..self.starts.len() {
            let text = self.line(at);
            if let Some(key) = line::section(text) {
                self.maps.push(MapStart { line: at, key });
            } else if let Some(key) = line::key(text) {
                let map = self.maps.last().map(|map| map.line);
                self.written.insert((map, key.to_owned()));
            }
        }
    }

    /// The index of the line that holds an offset.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// How many lines there are; the last one may be empty.
    pub(super) fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a line, its line break included; behind the last line there is an empty one.
    pub(super) fn whole_line(&self, at: usize) -> Range<usize> {
        let end = self.source.text.len();
        let start = |at: usize| self.starts.get(at).copied().unwrap_or(end);
        start(at)..start(at + 1)
    }

    /// The bytes of a line without its line break.
    pub(super) fn line_range(&self, at: usize) -> Range<usize> {
        let whole = self.whole_line(at);
        let text = &self.source.text[whole.clone()];
        whole.start..whole.start + text.trim_end_matches(['\n', '\r']).len()
    }

    /// The text of a line without its line break; a byte-order mark is not part of it. A line that is
    /// too long is empty, so that nothing is found in it.
    pub(super) fn line(&self, at: usize) -> &'a str {
        let range = self.line_range(at);
        if range.len() > LONGEST_LINE {
            return "";
        }
        let source: &'a Source = self.source;
        let text = &source.text[range];
        if at == 0 {
            text.trim_start_matches('\u{FEFF}')
        } else {
            text
        }
    }

    /// The text of a line if there is one with that index.
    pub(super) fn get(&self, at: usize) -> Option<&'a str> {
        (at < self.lines()).then(|| self.line(at))
    }

    /// Whether a line has nothing in it. One that is too long has.
    pub(super) fn is_blank(&self, at: usize) -> bool {
        let range = self.line_range(at);
        range.len() <= LONGEST_LINE && self.line(at).trim().is_empty()
    }

    /// The text of a span, when it is of a size that people write.
    pub(super) fn words(&self, span: Span) -> Option<&'a str> {
        let source: &'a Source = self.source;
        let text = source.text.get(span.range())?;
        (text.len() <= LONGEST_LINE).then_some(text)
    }

    /// How lines end in this file.
    pub(super) fn newline(&self) -> &'static str {
        let first = &self.source.text[self.whole_line(0)];
        if first.ends_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// The map inside the outermost one that the line of an offset belongs to.
    fn map_start(&self, offset: usize) -> Option<&MapStart<'a>> {
        let at = self.line_at(offset);
        let after = self.maps.partition_point(|map| map.line <= at);
        self.maps[..after].last()
    }

    /// Whether an offset is at the margin of its line, where keys of the outermost map are.
    pub(super) fn is_at_margin(&self, offset: usize) -> bool {
        let start = self.starts[self.line_at(offset)];
        let before = &self.source.text[start..offset.max(start)];
        matches!(before.trim_start_matches('\u{FEFF}'), "" | "\"" | "'")
    }

    /// Whether an offset is that of the first key of the outermost map.
    pub(super) fn is_first_key(&self, offset: usize) -> bool {
        let first = self.maps.first().map(|map| map.line);
        first == Some(self.line_at(offset)) && self.is_at_margin(offset)
    }

    /// The map that a key of front matter at this offset belongs to.
    pub(super) fn map_at(&self, offset: usize) -> Option<Map> {
        let keys = self.kind?.keys();
        if self.is_at_margin(offset) {
            return Some(Map { line: None, keys });
        }
        let start = self.map_start(offset)?;
        let keys = duibiao_syntax::schema::keys::find(keys, start.key)?
            .shape
            .inner();
        (!keys.is_empty()).then_some(Map {
            line: Some(start.line),
            keys,
        })
    }

    /// The line and the name of the section of settings that an offset stands in.
    pub(super) fn section_at(&self, offset: usize) -> Option<(usize, &'a str)> {
        self.map_start(offset).map(|map| (map.line, map.key))
    }

    /// Whether a key is written in the map that begins at a line, under either name.
    pub(super) fn has(&self, map: Option<usize>, key: &SchemaKey) -> bool {
        key.names()
            .any(|name| self.written.contains(&(map, name.to_owned())))
    }

    /// Notes that a key will be written in a map.
    pub(super) fn add(&mut self, map: Option<usize>, key: &SchemaKey) {
        self.written.insert((map, key.name.to_owned()));
    }

    /// The file name without `.md`, and the folder of the topic it lies in.
    pub(super) fn place(&self) -> Option<(&'a str, &'a str)> {
        let source: &'a Source = self.source;
        let (folders, file) = source.path.rsplit_once('/')?;
        let topic = folders.rsplit('/').next()?;
        Some((topic, file.strip_suffix(".md")?))
    }
}
