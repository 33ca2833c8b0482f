//! What may stand on the command line. The English help is here, the Chinese in [`super::chinese`].

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::civil::Date;

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::chinese;
use duibiao_syntax::diagnostic::Language;

/// Reads the command line; help and mistakes are in `language`, English when there is none, and as wide
/// as the terminal when no width is given.
pub(super) fn parse(
    arguments: Vec<OsString>,
    language: Option<Language>,
    width: Option<usize>,
) -> Result<Arguments, clap::Error> {
    let mut command = command(language.unwrap_or(Language::English));
    if let Some(width) = width {
        command = command.term_width(width);
    }
    let matches = command.try_get_matches_from_mut(arguments)?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The definition of the command line with its help in `language`.
pub(super) fn command(language: Language) -> clap::Command {
    let command = Arguments::command().max_term_width(100);
    match language {
        Language::English => command,
        Language::Chinese => chinese::translate(command),
    }
}

/// Compiles government plans into a public website that compares their targets
#[derive(Debug, Parser)]
#[command(
    name = "duibiao",
    version,
    arg_required_else_help = true,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    after_help = "Example:\n  duibiao init my-site && cd my-site && duibiao build"
)]
pub(super) struct Arguments {
    #[arg(
        long,
        value_name = "LANG",
        global = true,
        display_order = 100,
        hide_possible_values = true,
        help = "Language of messages: zh or en [default: from DUIBIAO_LANG, the locale, the project]"
    )]
    pub(super) lang: Option<Lang>,
    /// Colour in messages: auto, always or never [default: auto]
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        display_order = 101,
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) color: Color,
    /// The day for which the site is made, e.g. 2026-11-22 [default: today in Beijing]
    #[arg(long, value_name = "DATE", global = true, display_order = 101, value_parser = day)]
    pub(super) as_of: Option<Date>,
    /// Print help
    #[arg(short, long, global = true, display_order = 102, action = ArgAction::Help)]
    help: Option<bool>,
    /// Print the version
    #[arg(short = 'V', long, display_order = 103, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// A day as `--as-of` takes it.
fn day(text: &str) -> Result<Date, jiff::Error> {
    text.parse()
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Init(Init),
    Check(Check),
    Build(Build),
    #[cfg(feature = "serve")]
    Serve(Serve),
    Diff(Diff),
    Release(Release),
    Explain(Explain),
    Schema(Schema),
    #[cfg(feature = "import")]
    Import(Import),
}

/// Starts a new project with example plans
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  duibiao init my-site --title \"Plans side by side\"")]
pub(super) struct Init {
    /// Folder of the new project; it must be absent or empty [default: the current folder]
    pub(super) dir: Option<PathBuf>,
    /// Title of the site
    #[arg(long)]
    pub(super) title: Option<String>,
}

/// Reads a project and says what is wrong with it; writes only with --fix
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[command(after_help = "Examples:\n  duibiao check --strict\n  duibiao check --fix")]
pub(super) struct Check {
    /// Folder of the project [default: the current folder, or the nearest above with a duibiao.toml]
    pub(super) dir: Option<PathBuf>,
    /// How to report: human, json, sarif or github [default: human]
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: CheckFormat,
    /// End with 1 on warnings too
    #[arg(long)]
    pub(super) strict: bool,
    /// Check drafts and what is published later as well
    #[arg(long)]
    pub(super) drafts: bool,
    /// Mend what can be mended safely; the changes are shown first
    #[arg(long, conflicts_with_all = ["watch", "format"])]
    pub(super) fix: bool,
    /// Mend without asking
    #[arg(long, requires = "fix")]
    pub(super) yes: bool,
    /// Only show what would be mended
    #[arg(long, requires = "fix", conflicts_with = "yes")]
    pub(super) dry_run: bool,
    /// Check again after every change
    #[arg(long)]
    pub(super) watch: bool,
}

/// Builds the website; with an error in the sources, the old one stays as it is
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  duibiao build --output /srv/www/plans")]
pub(super) struct Build {
    /// Folder of the project [default: the current folder, or the nearest above with a duibiao.toml]
    pub(super) dir: Option<PathBuf>,
    /// Folder to publish to [default: what duibiao.toml says, else output in the project]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// How to report: human or json [default: human]
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: OutputFormat,
    /// How many threads work at once [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
}

/// Shows the project in a browser while it is edited; the page follows every save
#[cfg(feature = "serve")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  duibiao serve --open --drafts")]
pub(super) struct Serve {
    /// Folder of the project [default: the current folder, or the nearest above with a duibiao.toml]
    pub(super) dir: Option<PathBuf>,
    /// Port to listen at [default: 4000, or a free one near it]
    #[arg(long, value_name = "N")]
    pub(super) port: Option<u16>,
    /// Address to listen at; any but a loopback address shows drafts to the network
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1",
        hide_default_value = true
    )]
    pub(super) bind: std::net::IpAddr,
    /// Name by which the server may be called besides those of this machine
    #[arg(long, value_name = "HOST")]
    pub(super) allow_host: Vec<duibiao_preview::serve::AllowedHost>,
    /// Open the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Editor that links to files open: vscode, idea, zed, …, none, or a template with {path} and {line}
    #[arg(long, value_name = "NAME", value_parser = duibiao_preview::serve::editor::Editor::parse)]
    pub(super) editor: Option<duibiao_preview::serve::editor::Editor>,
    /// Show drafts and what is published later, marked as such
    #[arg(long)]
    pub(super) drafts: bool,
    /// How to tell the address: human or json [default: human]
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: OutputFormat,
}

/// Shows what would change: targets first, then clauses, pages and files
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  duibiao diff\n  duibiao diff --against git:HEAD~1 --format html > changes.html"
)]
pub(super) struct Diff {
    /// Folder of the project [default: the current folder, or the nearest above with a duibiao.toml]
    pub(super) dir: Option<PathBuf>,
    /// What to compare with: last (the last release), a folder that a build wrote, or git:REVISION
    #[arg(
        long,
        value_name = "WHAT",
        default_value = "last",
        hide_default_value = true
    )]
    pub(super) against: String,
    /// How to show it: human, json or html [default: human]
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: DiffFormat,
}

/// Signs off what goes public: sheet, manifest, files to upload, log; refuses what must not go out
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  duibiao release --dry-run\n  duibiao release --rebuild 3 --output /tmp/release-3"
)]
pub(super) struct Release {
    /// Folder of the project [default: the current folder, or the nearest above with a duibiao.toml]
    pub(super) dir: Option<PathBuf>,
    /// Folder to publish to [default: what duibiao.toml says, else output in the project]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Only say what stands in the way
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Make release N again from its kept sources, and compare it byte for byte
    #[arg(long, value_name = "N", conflicts_with = "dry_run")]
    pub(super) rebuild: Option<u32>,
    /// How to report: human or json [default: human]
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: OutputFormat,
}

/// Explains the code of a finding, with an example and how to mend it
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  duibiao explain DB0204")]
pub(super) struct Explain {
    /// The code, e.g. DB0204; all of them when left out
    pub(super) code: Option<String>,
}

/// Prints the JSON Schema of front matter or settings, or wires it into VS Code
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  duibiao schema plan\n  duibiao schema --vscode")]
pub(super) struct Schema {
    /// Of what: plan, indicator, topic, reference, page or config [default: config]
    #[arg(value_name = "KIND", default_value = "config", hide_default_value = true, hide_possible_values = true, value_parser = ["plan", "indicator", "topic", "reference", "page", "config"])]
    pub(super) of: String,
    /// Write schemas and settings for VS Code and Taplo into the project
    #[arg(long)]
    pub(super) vscode: bool,
    /// Replace files that are there
    #[arg(long, requires = "vscode")]
    pub(super) force: bool,
}

/// Turns documents of offices into plan files: Word, web pages, PDF, spreadsheets, text
#[cfg(feature = "import")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  duibiao import --dry-run plan.docx\n  duibiao import --verify content/plans/water/310000-2026.md --against plan.docx"
)]
pub(super) struct Import {
    /// Documents: .docx .html .pdf .xlsx .ods .txt .md
    #[arg(required_unless_present = "verify", conflicts_with = "verify")]
    pub(super) files: Vec<PathBuf>,
    /// Folder of the project [default: the current folder, or the nearest above with a duibiao.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,
    /// Region of the plans, when a document does not say it clearly: six digits of GB/T 2260
    #[arg(long, value_name = "CODE", value_parser = region_code)]
    pub(super) region: Option<duibiao_syntax::region::RegionCode>,
    /// Topic of the plans: an id of content/topics/
    #[arg(long, value_name = "ID")]
    pub(super) topic: Option<String>,
    /// Which repairs are done: none, safe or all [default: safe]
    #[arg(
        long,
        value_name = "WHICH",
        default_value = "safe",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) repair: Repairs,
    /// Take the tracked changes of a Word file as accepted
    #[arg(long)]
    pub(super) accept_changes: bool,
    /// Keep the issuing notice in the plan file
    #[arg(long)]
    pub(super) keep_notice: bool,
    /// Keep the document beside the plan file, for download
    #[arg(long)]
    pub(super) keep_original: bool,
    /// Make entries for indicators that the catalogue does not have, to be looked over
    #[arg(long)]
    pub(super) stubs: bool,
    /// Write nothing, only tell
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Replace files that are there
    #[arg(long)]
    pub(super) force: bool,
    /// Look for every cell of this plan file in its original
    #[arg(long, value_name = "PLAN", requires = "against")]
    pub(super) verify: Option<PathBuf>,
    /// The original of the plan file
    #[arg(long, value_name = "ORIGINAL", requires = "verify")]
    pub(super) against: Option<PathBuf>,
    /// Record in the plan file that all cells were found
    #[arg(long, requires = "verify")]
    pub(super) record: bool,
    /// How to report: human or json, one object a line [default: human]
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: OutputFormat,
}

#[cfg(feature = "import")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Repairs {
    None,
    Safe,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    Zh,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Human,
    Json,
    Sarif,
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    Human,
    Json,
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    Human,
    Json,
}

/// A region code on the command line.
#[cfg(feature = "import")]
fn region_code(text: &str) -> Result<duibiao_syntax::region::RegionCode, String> {
    let code = text
        .parse()
        .map_err(|_cause| "six digits of GB/T 2260 / 应为六位数字的行政区划代码".to_owned())?;
    match duibiao_syntax::region::entry(code) {
        Some(_) => Ok(code),
        None => Err("not in GB/T 2260 / 不在行政区划代码表里".to_owned()),
    }
}
