//! `duibiao check`: everything that a build does, except rendering and writing; mends what is safe to mend.

use std::io::{self, BufRead as _};
use std::path::Path;
use std::time::Duration;

use jiff::civil::Date;

use super::Exit;
use super::arguments::{Check, CheckFormat, OutputFormat};
use super::console::Console;
use super::disk;
use super::project::{self, CompiledProject};
use super::surroundings::Surroundings;
use duibiao_publish::read::WatchedFolder;
use duibiao_render::site::Site;
use duibiao_render::workspace::Workspace;
use duibiao_report::fix;
use duibiao_report::report::{self, CommandOutcome};
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::{Diagnostic, Language, Severity};
use duibiao_syntax::source::Sources;

/// How often a watched project is looked at.
const ROUND: Duration = Duration::from_millis(300);

pub(super) fn run(
    arguments: &Check,
    as_of: Option<Date>,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let audience = Audience {
        as_of: surroundings.day(as_of),
        drafts: arguments.drafts,
    };
    if arguments.watch {
        let root = project::locate(arguments.dir.as_deref(), surroundings, console);
        return watch(&root, arguments, audience, console);
    }
    let compiled = project::compile(
        arguments.dir.as_deref(),
        audience,
        arguments.format.plain(),
        surroundings,
        console,
    );
    let Some(CompiledProject {
        project,
        site,
        diagnostics,
        language,
    }) = compiled
    else {
        return Exit::Findings;
    };
    if arguments.fix {
        return mend(
            arguments,
            &project.root,
            (&diagnostics, &project.sources),
            language,
            console,
        );
    }
    let tally = site.as_ref().map(Site::tally);
    let outcome = CommandOutcome {
        tally: tally.as_ref(),
        ..CommandOutcome::default()
    };
    tell(
        arguments.format,
        language,
        (&diagnostics, &project.sources),
        &outcome,
        console,
    );
    exit(&diagnostics, arguments.strict)
}

/// Says what was found in the form that was asked for.
fn tell(
    format: CheckFormat,
    language: Language,
    found: (&[Diagnostic], &Sources),
    outcome: &CommandOutcome<'_>,
    console: &mut Console<'_>,
) {
    let (diagnostics, sources) = found;
    match format {
        CheckFormat::Sarif => {
            let fixes = fix::propose(diagnostics, sources);
            console.say(&report::sarif(diagnostics, &fixes, sources));
        }
        CheckFormat::Github => console.say(&report::github(diagnostics, sources)),
        CheckFormat::Human | CheckFormat::Json => {
            console.report(format.plain(), language, found, outcome);
        }
    }
}

/// Shows what can be mended safely and mends it unless told not to. Ends with 1 while anything is left
/// to do.
fn mend(
    arguments: &Check,
    root: &Path,
    (diagnostics, sources): (&[Diagnostic], &Sources),
    language: Language,
    console: &mut Console<'_>,
) -> Exit {
    let fixes = fix::propose(diagnostics, sources);
    let mut mended = Vec::new();
    for (id, edits) in fix::together(&fixes) {
        let source = sources.get(id);
        let Ok(text) = fix::apply(&source.text, &edits) else {
            continue;
        };
        console.say(&fix::unified_diff(&source.path, &source.text, &text));
        mended.push((root.join(&*source.path), text));
    }
    if mended.is_empty() {
        console.tell(report::pick(
            language,
            "没有可以放心改的问题\n",
            "Nothing can be mended safely\n",
        ));
        return exit(diagnostics, arguments.strict);
    }
    if arguments.dry_run || !(arguments.yes || agreed(language, console)) {
        return Exit::Findings;
    }
    let count = mended.len();
    for (path, text) in mended {
        if let Err(message) = disk::replace(&path, &text) {
            console.fail(message.in_language(language));
            return Exit::Findings;
        }
    }
    console.tell(&match language {
        Language::Chinese => format!("改了 {count} 个文件；请再检查一次\n"),
        Language::English => format!("{count} files were mended; check again\n"),
    });
    if fixes.len() >= diagnostics.len() {
        Exit::Clean
    } else {
        Exit::Findings
    }
}

/// Whether the answer at the terminal is yes. Without a terminal, asking for it was the yes.
fn agreed(language: Language, console: &mut Console<'_>) -> bool {
    if !console.can_ask() {
        return true;
    }
    console.tell(report::pick(language, "照此修改？[y/N] ", "Apply? [y/N] "));
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).is_ok()
        && matches!(answer.trim(), "y" | "Y" | "yes" | "是")
}

/// Checks again after every change, until it is interrupted.
fn watch(root: &Path, arguments: &Check, audience: Audience, console: &mut Console<'_>) -> Exit {
    let mut folder = match WatchedFolder::open(root) {
        Ok(folder) => folder,
        Err(error) => {
            console.fail(&error.message(console.language()));
            return Exit::Findings;
        }
    };
    let (mut workspace, _) = Workspace::open(folder.written(), audience);
    loop {
        let written = folder.written();
        let language = console.language_for(written.project.config.language);
        let [own, linked] = workspace.findings(written);
        if !linked.diagnostics.is_empty() && !own.diagnostics.is_empty() {
            let found = (own.diagnostics.as_slice(), &own.sources);
            tell(
                arguments.format,
                language,
                found,
                &CommandOutcome::default(),
                console,
            );
        }
        let last = if linked.diagnostics.is_empty() {
            own
        } else {
            linked
        };
        let found = (last.diagnostics.as_slice(), &last.sources);
        tell(
            arguments.format,
            language,
            found,
            &CommandOutcome::default(),
            console,
        );
        loop {
            if console.is_broken() {
                return Exit::Clean;
            }
            std::thread::sleep(ROUND);
            // A folder that cannot be listed now may be there again in a moment.
            let changes = folder.refresh(None).unwrap_or_default();
            if !changes.is_empty() {
                drop(workspace.update(folder.written(), &changes));
                break;
            }
        }
    }
}

/// How to end with these findings; with `strict`, warnings count too.
fn exit(diagnostics: &[Diagnostic], strict: bool) -> Exit {
    let limit = if strict {
        Severity::Warning
    } else {
        Severity::Error
    };
    if diagnostics.iter().any(|found| found.severity <= limit) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

impl CheckFormat {
    /// The form of a report that is none of those for other programs' eyes.
    const fn plain(self) -> OutputFormat {
        match self {
            Self::Json => OutputFormat::Json,
            Self::Human | Self::Sarif | Self::Github => OutputFormat::Human,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use duibiao_syntax::diagnostic::Code;

    #[test]
    fn only_errors_fail_a_check_unless_it_is_strict() {
        let error = Diagnostic::new(Code::ConfigInvalid, "", "");
        let warning = Diagnostic::new(Code::RetiredRegion, "", "");
        let note = Diagnostic::new(Code::HtmlComment, "", "");
        for (found, lenient, strict) in [
            (vec![], Exit::Clean, Exit::Clean),
            (vec![note.clone()], Exit::Clean, Exit::Clean),
            (vec![note, warning.clone()], Exit::Clean, Exit::Findings),
            (vec![warning, error], Exit::Findings, Exit::Findings),
        ] {
            assert_eq!(exit(&found, false), lenient);
            assert_eq!(exit(&found, true), strict);
        }
    }
}
