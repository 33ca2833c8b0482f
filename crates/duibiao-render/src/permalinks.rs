//! `permalinks.lock`: every address that was ever released, with every anchor it ever had.
//!
//! It is committed with the project. An address or anchor in it that the site no longer has, and that no
//! redirect leads on from, has vanished, and nothing is released while one has. Lines are never taken
//! out: what was withdrawn keeps its line, which says until which release it was there. What the site has
//! at present is told by the caller, from the pages as they were really written
//! (`duibiao_publish::release::addresses`).

use std::collections::{BTreeMap, BTreeSet};

use duibiao_syntax::diagnostic::Message;
use duibiao_syntax::site_path::SitePath;

use crate::redirect::{Destination, Redirect, Redirects, SitePlace};

pub use line::LineFault;
pub use vanished::Vanished;

use line::PermalinkLine;

mod line;
#[cfg(test)]
mod tests;
mod vanished;

/// The name of the file, in the root of the project.
pub const NAME: &str = "permalinks.lock";

/// The first line: the format and its version.
const HEADER: &str = "duibiao-permalinks 1";

/// The files of a site and the anchors in each.
pub type Addresses = BTreeMap<SitePath, BTreeSet<Box<str>>>;

/// Every address ever released.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permalinks {
    lines: BTreeMap<SitePath, PermalinkLine>,
}

impl Permalinks {
    /// Reads the file. Only what [`Permalinks::print`] writes is taken, so that a line which was cut, doubled
    /// or left by a merge is noticed; carriage returns that git adds are not minded.
    ///
    /// # Errors
    ///
    /// Which line is at fault, and how to mend it.
    pub fn parse(text: &str) -> Result<Self, LineFault> {
        let Some(text) = text.strip_suffix('\n') else {
            return Err(LineFault::new(text.matches('\n').count() + 1, line::cut()));
        };
        let mut written = text.split('\n').map(|l| l.strip_suffix('\r').unwrap_or(l));
        if written.next() != Some(HEADER) {
            return Err(LineFault::new(1, wrong_header()));
        }
        let mut lines: Vec<(SitePath, PermalinkLine)> = Vec::new();
        for (at, text) in written.enumerate() {
            let number = at + 2;
            let (path, line) =
                PermalinkLine::parse(text).map_err(|why| LineFault::new(number, why))?;
            if lines.last().is_some_and(|(before, _)| *before >= path) {
                return Err(LineFault::new(number, out_of_order(&path)));
            }
            lines.push((path, line));
        }
        let lines = lines.into_iter().collect();
        Ok(Self { lines })
    }

    /// The file: a heading, then one line an address, sorted.
    pub fn print(&self) -> String {
        let length =
            |(path, line): (&SitePath, &PermalinkLine)| path.as_str().len() + line.longest();
        let mut text = String::with_capacity(self.lines.iter().map(length).sum::<usize>() + 32);
        text.push_str(HEADER);
        text.push('\n');
        for (path, line) in &self.lines {
            line.print(path, &mut text);
        }
        text
    }

    /// The addresses, present and withdrawn, sorted.
    pub fn addresses(&self) -> impl Iterator<Item = &SitePath> {
        self.lines.keys()
    }

    /// The first release without an address, if it was withdrawn.
    pub fn withdrawn(&self, path: &SitePath) -> Option<u32> {
        let last = self.lines.get(path)?.last?;
        Some(last.saturating_add(1))
    }

    /// Whether nothing was ever released.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The permalinks file after release `number`, which has these addresses. Nothing is ever taken out.
    #[must_use]
    pub fn grow(&self, present: &Addresses, number: u32) -> Self {
        let mut lines = self.lines.clone();
        for (path, line) in &mut lines {
            if !present.contains_key(path) {
                line.withdraw(number);
            }
        }
        for (path, anchors) in present {
            let line = lines
                .entry(path.clone())
                .or_insert_with(|| PermalinkLine::new(number));
            line.take(anchors);
        }
        Self { lines }
    }

    /// The redirects, and those that follow from them: where the page of a folder has moved, so have the
    /// files that lay beside or below it, to the same place beside the new page, or to that page when
    /// there is no such file. An editor who renames a plan then writes one line and not nine.
    #[must_use]
    pub fn complete(&self, redirects: &Redirects, present: &Addresses) -> Redirects {
        let missing = self
            .lines
            .keys()
            .filter(|path| !present.contains_key(*path));
        let followed = missing.filter_map(|path| follow(path, redirects, present));
        redirects.with(followed)
    }

    /// All that was released and has neither stayed nor been redirected, and all that is wrong with the
    /// redirects themselves, sorted. `redirects` are those of [`Permalinks::complete`].
    pub fn vanished(&self, present: &Addresses, redirects: &Redirects) -> Vec<Vanished> {
        let mut found = vanished::of_redirects(present, redirects);
        for (path, line) in &self.lines {
            let page = SitePlace::page(path.clone());
            match present.get(path) {
                None if redirects.end(&page).is_none() => found.push(Vanished::Address(page.path)),
                None => {}
                Some(anchors) => {
                    let gone = line.anchors().filter(|anchor| !anchors.contains(&**anchor));
                    let gone = gone.map(|anchor| place(path, &anchor));
                    let lost = gone.filter(|place| redirects.end(place).is_none());
                    found.extend(lost.map(Vanished::Anchor));
                }
            }
        }
        found.sort();
        found
    }
}

fn place(path: &SitePath, anchor: &str) -> SitePlace {
    SitePlace {
        path: path.clone(),
        anchor: Some(anchor.into()),
    }
}

/// Where a file went with the page of the nearest folder above it.
fn follow(path: &SitePath, redirects: &Redirects, present: &Addresses) -> Option<Redirect> {
    let from = SitePlace::page(path.clone());
    let (folder, end) = folders(path).find_map(|folder| {
        let page = SitePath::page([folder]);
        Some((folder, redirects.end(&SitePlace::page(page))??))
    })?;
    let to = match end {
        Destination::Gone(why) => Destination::Gone(why.clone()),
        Destination::Place(page) => {
            let rest = path.as_str().get(folder.len() + 1..)?;
            let beside = page.path.as_str().strip_suffix("index.html");
            let beside =
                beside.map(|new| SitePath::new(new.split_terminator('/').chain(rest.split('/'))));
            let beside = beside.filter(|file| present.contains_key(file));
            Destination::Place(beside.map_or_else(|| page.clone(), SitePlace::page))
        }
    };
    Some(Redirect { from, to })
}

/// The folders a file lies in, the nearest first; the site itself is none.
fn folders(path: &SitePath) -> impl Iterator<Item = &str> {
    std::iter::successors(above(path.as_str()), |folder| above(folder))
}

fn above(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(above, _)| above)
}

fn wrong_header() -> Message {
    Message::new(
        format!(
            "第一行应是 `{HEADER}`：这不是 {NAME}，或是更新的程序写的；从 git 恢复它，或升级 duibiao"
        ),
        format!(
            "the first line should be `{HEADER}`: this is no {NAME}, or a newer program wrote it; restore it from git, or upgrade duibiao"
        ),
    )
}

fn out_of_order(path: &SitePath) -> Message {
    Message::new(
        format!("`{path}` 与上一行重复，或不在字母顺序上：合并后请按顺序排好，每个地址只留一行"),
        format!(
            "`{path}` is a second line of the same address, or out of order: after a merge, sort the lines and keep one for each address"
        ),
    )
}
