//! What may stand on the command line. The English help is here, the Chinese in [`super::chinese`].

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::chinese;
use crate::diagnostic::Language;

/// Reads the command line; help and mistakes are in `language`, English when there is none, and as wide
/// as the terminal when nobody says how wide.
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
    /// Print help
    #[arg(short, long, global = true, display_order = 102, action = ArgAction::Help)]
    help: Option<bool>,
    /// Print the version
    #[arg(short = 'V', long, display_order = 103, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Init(Init),
    Check(Check),
    Build(Build),
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

/// Reads a project and says what is wrong with it; writes nothing
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  duibiao check --strict")]
pub(super) struct Check {
    /// Folder of the project [default: the current folder, or the nearest above with a duibiao.toml]
    pub(super) dir: Option<PathBuf>,
    /// How to report: human or json [default: human]
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: Format,
    /// End with 1 on warnings too
    #[arg(long)]
    pub(super) strict: bool,
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
    pub(super) format: Format,
    /// How many threads work at once [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
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
pub(super) enum Format {
    Human,
    Json,
}
