//! What a template engine is to a theme: a set of compiled templates that write one view to one page.
//!
//! Two engines stand behind the trait. Both escape every value whatever the name of the template,
//! refuse undefined names, know the same host function `t`, and can reach neither disk nor clock nor
//! environment. How a fault is told to the person who writes the theme is not their business: see
//! [`crate::theme`].

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr};
use serde::{Serialize, Serializer};

use crate::html::Html;

/// The longest page that a template may make, in bytes. A page that is longer is a runaway loop.
const LONGEST_PAGE: usize = 20 << 20;

/// The templates of a theme: name to text.
pub(super) type Templates = BTreeMap<String, String>;

/// A set of compiled templates.
pub(super) trait Engine: Send + Sync {
    /// Writes `view` as `template` shows it.
    fn render(
        &self,
        template: &str,
        view: &dyn Renderable,
        page: &mut PageWriter<'_>,
    ) -> Result<(), Fault>;
}

/// What is wrong with a template, as far as an engine can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The template it is in, which need not be the one that was asked for.
    pub(super) template: String,
    /// The bytes it is about.
    pub(super) place: Option<Range<usize>>,
    /// What is wrong, in the words of the engine.
    pub(super) reason: String,
}

/// A value that a template of either engine can look into: everything that can be serialised.
pub trait Renderable {
    /// The value as MiniJinja sees it.
    fn for_minijinja(&self) -> minijinja::Value;

    /// The value as Tera sees it.
    fn for_tera(&self) -> tera::TeraResult<tera::Context>;
}

impl<T: Serialize> Renderable for T {
    fn for_minijinja(&self) -> minijinja::Value {
        minijinja::Value::from(minijinja::value::Serde(self))
    }

    fn for_tera(&self) -> tera::TeraResult<tera::Context> {
        tera::Context::from_serialize(self)
    }
}

impl Serialize for Html {
    /// Each engine knows what needs no escaping in its own way and carries it through serialisation
    /// unchanged: Tera as a string with a mark, MiniJinja as itself, because a table of a thousand plans is
    /// not copied to be printed once. To any other serialiser it is a plain string.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if minijinja::value::serializing_for_value() {
            minijinja::Value::from_object(self.clone()).serialize(serializer)
        } else {
            tera::Value::safe_string(self.as_str()).serialize(serializer)
        }
    }
}

impl Object for Html {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !self.as_str().is_empty()
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The way of a page from an engine to its file: not without end. It gathers nothing: its
/// receiver does.
pub(super) struct PageWriter<'a> {
    out: &'a mut dyn io::Write,
    written: usize,
    failure: Option<io::Error>,
}

impl<'a> PageWriter<'a> {
    /// A page on its way to `out`.
    pub(super) const fn new(out: &'a mut dyn io::Write) -> Self {
        Self {
            out,
            written: 0,
            failure: None,
        }
    }

    /// Whether the template has made a page that is longer than any page may be.
    pub(super) const fn is_too_long(&self) -> bool {
        self.written > LONGEST_PAGE
    }

    /// What went wrong with the real writer, if it was not the template that failed.
    pub(super) fn into_failure(self) -> Option<io::Error> {
        self.failure
    }
}

impl io::Write for PageWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.written += bytes.len();
        if self.is_too_long() {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        match self.out.write_all(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(failure) => {
                let kind = failure.kind();
                self.failure = Some(failure);
                Err(io::Error::from(kind))
            }
        }
    }

    /// One call: `write` takes everything.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(drop)
    }

    /// Does nothing: the receiver of the pieces knows when the page is done.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
