//! `releases/log.jsonl`: what was released, one line a release, each holding the hash of the line before.
//!
//! A line that was changed, dropped or put elsewhere breaks the chain, and the fault is told with its
//! number. The last line has none after it: to have it safe too, keep [`ReleaseLog::tip`] elsewhere, as in
//! the history of git. There is no time of day here and no name of a machine; a release is the same
//! on every machine.

use duibiao_syntax::diagnostic::Message;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use duibiao_render::permalinks::LineFault;

#[cfg(test)]
mod tests;

/// One release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseRecord {
    /// Its number; the first is 1.
    pub number: u32,
    /// The hash of the line before, without its line end.
    pub previous: Option<Digest>,
    /// What the command says of it.
    pub facts: Facts,
    /// The hashes of its parts.
    pub blake3: Digests,
}

/// What a release is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The day as of which the site speaks.
    #[serde(with = "day")]
    pub as_of: Date,
    /// The commit it was made from, if the project is in git.
    pub revision: Option<Box<str>>,
    /// Name and version of the program.
    pub tool: Box<str>,
    /// Files of the site.
    pub files: u64,
    /// Their length together, in bytes.
    pub bytes: u64,
    /// Files to upload.
    pub changed: u64,
    /// Files to delete.
    pub deleted: u64,
}

/// The hashes of the parts of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digests {
    /// All files of the project together, see [`super::sources::concat`].
    pub sources: Digest,
    /// The manifest of the site.
    pub manifest: Digest,
    /// What the site says, before it is packed.
    #[serde(rename = "edition")]
    pub snapshot: Digest,
    /// The release sheet that was signed.
    pub sheet: Digest,
    /// The archive of the files to upload.
    pub archive: Digest,
    /// The permalinks file as this release leaves it.
    #[serde(rename = "ledger")]
    pub permalinks: Digest,
}

/// All releases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReleaseLog {
    text: String,
    records: Vec<ReleaseRecord>,
    tip: Option<Digest>,
}

impl ReleaseLog {
    /// Reads the log and follows its chain.
    ///
    /// # Errors
    ///
    /// Which line is not what the program wrote.
    pub fn parse(text: &str) -> Result<Self, LineFault> {
        let mut log = Self::default();
        for (at, line) in text.split_inclusive('\n').enumerate() {
            let number = at + 1;
            let Some(line) = line.strip_suffix('\n') else {
                return Err(LineFault::new(number, cut()));
            };
            let line = line.strip_suffix('\r').unwrap_or(line);
            let record: ReleaseRecord = serde_json::from_str(line)
                .map_err(|why| LineFault::new(number, malformed(&why)))?;
            if usize::try_from(record.number) != Ok(number) {
                return Err(LineFault::new(number, misplaced(number, record.number)));
            }
            if record.previous != log.tip {
                return Err(match at {
                    0 => LineFault::new(number, rewritten()),
                    before => LineFault::new(before, broken(number)),
                });
            }
            log.push(record)
                .filter(|written| written == line)
                .ok_or_else(|| LineFault::new(number, rewritten()))?;
        }
        Ok(log)
    }

    /// The releases, oldest first.
    pub fn records(&self) -> &[ReleaseRecord] {
        &self.records
    }

    /// The last release.
    pub fn last(&self) -> Option<&ReleaseRecord> {
        self.records.last()
    }

    /// The number that the next release will have.
    pub fn next_number(&self) -> u32 {
        self.last()
            .map_or(1, |record| record.number.saturating_add(1))
    }

    /// The hash of the last line, which the next one will hold.
    pub const fn tip(&self) -> Option<Digest> {
        self.tip
    }

    /// The log with one release more, and its record.
    #[must_use]
    pub fn append(&self, facts: Facts, blake3: Digests) -> (Self, ReleaseRecord) {
        let record = ReleaseRecord {
            number: self.next_number(),
            previous: self.tip,
            facts,
            blake3,
        };
        let mut log = self.clone();
        log.push(record.clone());
        (log, record)
    }

    /// The file.
    pub fn print(&self) -> &str {
        &self.text
    }

    /// Takes a record, and gives back its line. Nothing in a record can fail to be written.
    fn push(&mut self, record: ReleaseRecord) -> Option<String> {
        let line = serde_json::to_string(&record).ok()?;
        self.tip = Some(Digest::of(line.as_bytes()));
        self.records.push(record);
        self.text.push_str(&line);
        self.text.push('\n');
        Some(line)
    }
}

/// A date as `2026-11-22`.
mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for a reference"
    )]
    pub(super) fn serialize<S: Serializer>(date: &Date, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(date)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// What is wrong, with the one way out there is.
fn fault(zh: &str, en: &str) -> Message {
    Message::new(
        format!("{zh}：从 git 恢复 releases/log.jsonl"),
        format!("{en}: restore releases/log.jsonl from git"),
    )
}

fn cut() -> Message {
    fault("这一行被截断了", "this line was cut off")
}

fn malformed(why: &serde_json::Error) -> Message {
    fault(
        &format!("这一行不是一次发布的记录（{why}）"),
        &format!("this line is no record of a release ({why})"),
    )
}

fn misplaced(expected: usize, found: u32) -> Message {
    fault(
        &format!("这里应是第 {expected} 次发布，却是第 {found} 次：有一行被删去、重复或移动了"),
        &format!(
            "release {expected} belongs here and not {found}: a line was dropped, doubled or moved"
        ),
    )
}

fn broken(number: usize) -> Message {
    fault(
        &format!("这一行在写下之后被改过：第 {number} 行记着它原来的哈希"),
        &format!("this line was changed after it was written: line {number} holds the hash it had"),
    )
}

fn rewritten() -> Message {
    fault(
        "这一行的写法不是本程序的：它被改过",
        "this line is not written as this program writes it: it was changed",
    )
}
