//! Answers to a command line that asks for help or makes no sense.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Exit;
use super::console::Console;
use duibiao_syntax::diagnostic::Language;

/// What is wrong, in Chinese; `{…}` stands for what was written or is known.
const CHINESE: &[(ErrorKind, &str)] = &[
    (
        ErrorKind::InvalidValue,
        "{arg} 的值不能是“{value}”，可以是：{values}",
    ),
    (ErrorKind::ValueValidation, "{arg} 的值不能是“{value}”"),
    (ErrorKind::UnknownArgument, "没有“{arg}”这个参数"),
    (ErrorKind::InvalidSubcommand, "没有“{subcommand}”这个命令"),
    (
        ErrorKind::MissingSubcommand,
        "没有说要做什么，命令有：{subcommands}",
    ),
    (ErrorKind::ArgumentConflict, "{arg} 只能写一次"),
    (ErrorKind::TooManyValues, "{arg} 的值太多"),
    (ErrorKind::TooFewValues, "{arg} 缺少值"),
    (ErrorKind::InvalidUtf8, "参数不是 UTF-8 文字"),
];

/// What each placeholder stands for.
const PLACEHOLDERS: [(&str, ContextKind); 5] = [
    ("{arg}", ContextKind::InvalidArg),
    ("{value}", ContextKind::InvalidValue),
    ("{values}", ContextKind::ValidValue),
    ("{subcommand}", ContextKind::InvalidSubcommand),
    ("{subcommands}", ContextKind::ValidSubcommand),
];

/// Where clap keeps what may have been meant.
const SUGGESTIONS: [ContextKind; 3] = [
    ContextKind::SuggestedArg,
    ContextKind::SuggestedSubcommand,
    ContextKind::SuggestedValue,
];

/// Prints help or the version when that was asked for, else what is wrong.
pub(super) fn answer(error: &Error, console: &mut Console<'_>) -> Exit {
    let exit = if error.use_stderr() {
        Exit::Misuse
    } else {
        Exit::Clean
    };
    let is_complaint =
        exit == Exit::Misuse && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if is_complaint && console.language() == Language::Chinese {
        console.fail(&complaint(error));
        console.tell("\n命令见 duibiao --help，参数见 duibiao <命令> --help。\n");
    } else {
        console.help(&error.render(), exit);
    }
    exit
}

fn complaint(error: &Error) -> String {
    let no_value = error.kind() == ErrorKind::InvalidValue
        && known(error, ContextKind::InvalidValue).is_empty();
    let kind = if no_value {
        ErrorKind::TooFewValues
    } else {
        error.kind()
    };
    let template = CHINESE
        .iter()
        .find(|(of, _)| *of == kind)
        .map_or("命令行写得不对", |(_, template)| template);
    let filled = PLACEHOLDERS
        .iter()
        .fold(template.to_owned(), |text, (placeholder, kind)| {
            text.replace(placeholder, &known(error, *kind))
        });
    let suggestion = SUGGESTIONS
        .iter()
        .map(|kind| known(error, *kind))
        .find(|suggestion| !suggestion.is_empty());
    match suggestion {
        Some(suggestion) => format!("{filled}。是不是“{suggestion}”？"),
        None => filled,
    }
}

/// What clap says of `kind`, as text.
fn known(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    }
}
