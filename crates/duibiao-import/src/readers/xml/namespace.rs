//! Namespaces: which prefix of the file means which vocabulary.
//!
//! The vocabularies of office documents get one short name each, the same for the transitional and the
//! strict form of OOXML. A vocabulary that is not listed keeps the prefix that the file gives it.

/// Declarations in force at one place of a document.
pub(super) const LIMIT: usize = 256;

/// A part of the address of a vocabulary, and its short name here.
const VOCABULARIES: [(&str, &str); 21] = [
    ("/wordprocessingml/2006/main", "w"),
    ("/wordprocessingml/main", "w"),
    ("/spreadsheetml/2006/main", "s"),
    ("/spreadsheetml/main", "s"),
    ("/officeDocument/2006/relationships", "r"),
    ("/officeDocument/relationships", "r"),
    ("/officeDocument/2006/math", "m"),
    ("/officeDocument/math", "m"),
    ("/drawingml/2006/main", "a"),
    ("/drawingml/main", "a"),
    ("/drawingml/2006/wordprocessingDrawing", "wp"),
    ("/drawingml/wordprocessingDrawing", "wp"),
    ("/drawingml/2006/chart", "c"),
    ("/drawingml/chart", "c"),
    ("/markup-compatibility/2006", "mc"),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("opendocument:xmlns:table:1.0", "table"),
    ("opendocument:xmlns:text:1.0", "text"),
    ("opendocument:xmlns:office:1.0", "office"),
    ("opendocument:xmlns:style:1.0", "style"),
    ("/package/2006/relationships", "rel"),
];

/// The prefix that an attribute declares: `w` for `xmlns:w`, nothing for `xmlns`.
pub(super) fn declared(attribute: &str) -> Option<&str> {
    match attribute.strip_prefix("xmlns")? {
        "" => Some(""),
        rest => rest.strip_prefix(':'),
    }
}

/// The declarations in force, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    bindings: Vec<(String, Option<&'static str>)>,
    /// How many bindings there were outside each open element.
    outside: Vec<usize>,
}

impl Scopes {
    /// Enters an element; false if there are too many declarations.
    pub(super) fn enter<'a>(&mut self, declared: impl Iterator<Item = (&'a str, &'a str)>) -> bool {
        self.outside.push(self.bindings.len());
        for (prefix, address) in declared {
            self.bindings.push((prefix.to_owned(), vocabulary(address)));
        }
        self.bindings.len() <= LIMIT
    }

    /// Leaves the innermost element.
    pub(super) fn leave(&mut self) {
        if let Some(length) = self.outside.pop() {
            self.bindings.truncate(length);
        }
    }

    /// The name of an element, with the short name of its vocabulary.
    pub(super) fn element(&self, raw: &str) -> String {
        let (prefix, local) = raw.split_once(':').unwrap_or(("", raw));
        self.joined(prefix, local)
    }

    /// The name of an attribute. One without prefix belongs to no vocabulary.
    pub(super) fn attribute(&self, raw: &str) -> String {
        match raw.split_once(':') {
            Some((prefix, local)) => self.joined(prefix, local),
            None => raw.to_owned(),
        }
    }

    fn joined(&self, prefix: &str, local: &str) -> String {
        let bound = self
            .bindings
            .iter()
            .rev()
            .find(|(known, _)| known == prefix);
        match bound
            .and_then(|(_, vocabulary)| *vocabulary)
            .unwrap_or(prefix)
        {
            "" => local.to_owned(),
            name => format!("{name}:{local}"),
        }
    }
}

fn vocabulary(address: &str) -> Option<&'static str> {
    VOCABULARIES
        .iter()
        .find(|(ending, _)| address.ends_with(ending))
        .map(|&(_, name)| name)
}
