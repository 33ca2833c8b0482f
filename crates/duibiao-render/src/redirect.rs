//! Where something that was released has gone: to another place of the site, or away for a reason.
//!
//! An editor declares one redirect for each page or anchor that moved. Chains are followed to their end
//! here, once, so that no reader is sent twice; a circle has no end and is told by [`crate::permalinks`],
//! which knows what the site holds. Whether a place exists is not known here. What a web server and a
//! browser are given is drawn in [`server`] and [`stub`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use duibiao_syntax::diagnostic::Message;
use duibiao_syntax::site_path::{SitePath, is_segment};

pub mod server;
pub mod stub;
#[cfg(test)]
mod tests;
mod written;

/// A page or file of the site, or an anchor in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SitePlace {
    /// The file.
    pub path: SitePath,
    /// The anchor, without the `#`.
    pub anchor: Option<Box<str>>,
}

impl SitePlace {
    /// A whole file.
    pub const fn page(path: SitePath) -> Self {
        Self { path, anchor: None }
    }
}

/// The address as people write it: `plans/water/310000-2026/#s3-2`.
impl fmt::Display for SitePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(shown(&self.path))?;
        match &self.anchor {
            Some(anchor) => write!(f, "#{anchor}"),
            None => Ok(()),
        }
    }
}

/// The address of a file as people write it; the first page has no shorter name than its file.
pub(crate) fn shown(path: &SitePath) -> &str {
    match path.address() {
        "" => path.as_str(),
        address => address,
    }
}

/// What became of something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// It is now here.
    Place(SitePlace),
    /// It was withdrawn, and this is why.
    Gone(Box<str>),
}

/// One declaration of an editor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// What is no longer there.
    pub from: SitePlace,
    /// What became of it.
    pub to: Destination,
}

impl Redirect {
    /// Reads the three values of a `[[redirect]]` table.
    ///
    /// # Errors
    ///
    /// When an address is not one of this site's, when the reason is empty, or when not exactly one of
    /// `to` and `gone` is given.
    pub fn parse(from: &str, to: Option<&str>, gone: Option<&str>) -> Result<Self, Message> {
        let from = written::place("from", from)?;
        let to = match (to, gone) {
            (Some(to), None) => Destination::Place(written::place("to", to)?),
            (None, Some(why)) => Destination::Gone(written::reason(why)?),
            _ => return Err(written::one_of_two(&from)),
        };
        if to == Destination::Place(from.clone()) {
            return Err(Message::new(
                format!("`{from}` 跳转到它自己：改正 to"),
                format!("`{from}` is redirected to itself: correct `to`"),
            ));
        }
        Ok(Self { from, to })
    }
}

/// No disk holds a longer path.
const LONGEST_PATH: usize = 4096;

/// The path that a text writes, if every part of it is one that a site can have.
pub(crate) fn site_path(text: &str) -> Option<SitePath> {
    let fits = text.len() <= LONGEST_PATH && text.split('/').all(is_segment);
    fits.then(|| SitePath::new([text]))
}

/// All redirects of a site, each with the end of its chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redirects {
    declared: BTreeMap<SitePlace, Destination>,
    /// Nothing for those that lead into a circle.
    ends: BTreeMap<SitePlace, Option<Destination>>,
}

impl Redirects {
    /// Takes the declarations together.
    ///
    /// # Errors
    ///
    /// When two of them are about the same place.
    pub fn new(redirects: impl IntoIterator<Item = Redirect>) -> Result<Self, Message> {
        let mut declared = BTreeMap::new();
        for Redirect { from, to } in redirects {
            if let Some(before) = declared.insert(from.clone(), to) {
                let before = match before {
                    Destination::Place(place) => place.to_string(),
                    Destination::Gone(why) => why.into_string(),
                };
                return Err(Message::new(
                    format!("`{from}` 有两条 [[redirect]]，另一条是“{before}”：只留一条"),
                    format!("`{from}` has two [[redirect]]s, the other being “{before}”: keep one"),
                ));
            }
        }
        Ok(Self::resolved(declared))
    }

    /// These and further ones, which do not replace any of these.
    #[must_use]
    pub(crate) fn with(&self, further: impl IntoIterator<Item = Redirect>) -> Self {
        let mut declared = self.declared.clone();
        for Redirect { from, to } in further {
            declared.entry(from).or_insert(to);
        }
        Self::resolved(declared)
    }

    fn resolved(declared: BTreeMap<SitePlace, Destination>) -> Self {
        let ends = ends(&declared);
        Self { declared, ends }
    }

    /// What was declared of each place, sorted by place.
    pub fn iter(&self) -> impl Iterator<Item = (&SitePlace, &Destination)> {
        self.declared.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    /// Where the chain that begins at a place ends. `None` when nothing is declared of it, and
    /// `Some(None)` when the chain never ends.
    pub fn end(&self, from: &SitePlace) -> Option<Option<&Destination>> {
        self.ends.get(from).map(Option::as_ref)
    }

    /// The ends of all whole files that have one, sorted by path.
    pub fn pages(&self) -> impl Iterator<Item = (&SitePath, &Destination)> {
        let ends = self.ends.iter().filter(|(from, _)| from.anchor.is_none());
        ends.filter_map(|(from, end)| Some((&from.path, end.as_ref()?)))
    }

    /// The ends of the anchors of one file that have one, sorted.
    pub fn anchors(&self, path: &SitePath) -> impl Iterator<Item = (&str, &Destination)> {
        let first = SitePlace::page(path.clone());
        let ends = self.ends.range(first..);
        let ends = ends.take_while(move |(from, _)| from.path == *path);
        ends.filter_map(|(from, end)| Some((from.anchor.as_deref()?, end.as_ref()?)))
    }
}

/// Follows every chain to its end. Each redirect is looked at once, however long the chains are.
fn ends(declared: &BTreeMap<SitePlace, Destination>) -> BTreeMap<SitePlace, Option<Destination>> {
    let mut ends: BTreeMap<SitePlace, Option<Destination>> = BTreeMap::new();
    for first in declared.keys() {
        let mut walked: BTreeSet<&SitePlace> = BTreeSet::new();
        let mut at = first;
        let end = loop {
            if let Some(end) = ends.get(at) {
                break end.clone();
            }
            if !walked.insert(at) {
                break None;
            }
            match &declared[at] {
                Destination::Place(place) => match next(declared, place) {
                    Some(place) => at = place,
                    None => break Some(declared[at].clone()),
                },
                gone @ Destination::Gone(_) => break Some(gone.clone()),
            }
        };
        ends.extend(walked.into_iter().map(|place| (place.clone(), end.clone())));
    }
    ends
}

/// The declaration that a destination runs into: its own, or that of the page it is on.
fn next<'a>(
    declared: &'a BTreeMap<SitePlace, Destination>,
    place: &SitePlace,
) -> Option<&'a SitePlace> {
    let own = declared.get_key_value(place);
    let of_page = || declared.get_key_value(&SitePlace::page(place.path.clone()));
    own.or_else(of_page).map(|(from, _)| from)
}
