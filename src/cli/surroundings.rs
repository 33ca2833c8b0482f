//! What the program finds around it when it starts. Nothing else asks the environment.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Every variable that means something to the program.
const VARIABLES: [&str; 11] = [
    "DUIBIAO_LANG",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "NO_COLOR",
    "TERM",
    "COLUMNS",
    "SOURCE_DATE_EPOCH",
    "VISUAL",
    "EDITOR",
    "TERM_PROGRAM",
];

/// Environment, folder and terminals of the process.
#[derive(Debug)]
pub(super) struct Surroundings {
    variables: BTreeMap<&'static str, String>,
    /// The current folder; `.` when it has no path, e.g. because it was deleted.
    pub(super) folder: PathBuf,
    /// Whether a person types standard input.
    pub(super) in_is_terminal: bool,
    /// Whether a person reads standard output.
    pub(super) out_is_terminal: bool,
    /// Whether a person reads standard error.
    pub(super) err_is_terminal: bool,
}

impl Surroundings {
    /// Those of this process.
    pub(super) fn of_process() -> Self {
        Self {
            variables: VARIABLES
                .into_iter()
                .filter_map(|name| Some((name, std::env::var(name).ok()?)))
                .collect(),
            folder: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            in_is_terminal: io::stdin().is_terminal(),
            out_is_terminal: io::stdout().is_terminal(),
            err_is_terminal: io::stderr().is_terminal(),
        }
    }

    /// A variable, when it is set.
    pub(super) fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// Whether the environment asks for no colour, whatever the terminal can do.
    pub(super) fn plain(&self) -> bool {
        self.variable("NO_COLOR")
            .is_some_and(|value| !value.is_empty())
            || self.variable("TERM") == Some("dumb")
    }

    /// The columns of the terminal, when their number is given.
    pub(super) fn width(&self) -> Option<usize> {
        let columns: usize = self.variable("COLUMNS")?.parse().ok()?;
        Some(columns.clamp(40, 200))
    }

    /// The day for which to make a site: the one that is asked for, that of `SOURCE_DATE_EPOCH`, or
    /// today. Plans are published by the clock of Beijing, wherever the program runs.
    pub(super) fn day(&self, asked: Option<Date>) -> Date {
        let beijing = TimeZone::fixed(jiff::tz::offset(8));
        let epoch = self.variable("SOURCE_DATE_EPOCH");
        let epoch = epoch.and_then(|seconds| Timestamp::from_second(seconds.parse().ok()?).ok());
        let now = || epoch.unwrap_or_else(Timestamp::now);
        asked.unwrap_or_else(|| now().to_zoned(beijing).date())
    }

    /// A path as the user would write it from the current folder.
    pub(super) fn shown<'p>(&self, path: &'p Path) -> &'p Path {
        match path.strip_prefix(&self.folder) {
            Ok(inside) if inside.as_os_str().is_empty() => Path::new("."),
            Ok(inside) => inside,
            Err(_) => path,
        }
    }

    #[cfg(test)]
    pub(super) fn for_test(folder: &Path, variables: &[(&str, &str)]) -> Self {
        let value = |name: &str| {
            variables
                .iter()
                .find(|(of, _)| *of == name)
                .map(|(_, value)| *value)
        };
        Self {
            variables: VARIABLES
                .into_iter()
                .filter_map(|name| Some((name, value(name)?.to_owned())))
                .collect(),
            folder: folder.to_owned(),
            in_is_terminal: false,
            out_is_terminal: false,
            err_is_terminal: false,
        }
    }
}
