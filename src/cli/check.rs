//! `duibiao check`: everything that a build does, except rendering and writing.

use std::sync::Arc;

use jiff::civil::Date;

use super::Exit;
use super::arguments::Check;
use super::console::Console;
use super::project;
use super::surroundings::Surroundings;
use crate::diagnostic::{self, Checked, Diagnostic, Severity};
use crate::publicity::Viewpoint;
use crate::report::Outcome;
use crate::site::{self, Site};

pub(super) fn run(
    arguments: &Check,
    as_of: Option<Date>,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let opened = project::open(
        arguments.dir.as_deref(),
        arguments.format,
        surroundings,
        console,
    );
    let Some(Checked {
        value: project,
        mut diagnostics,
    }) = opened
    else {
        return Exit::Findings;
    };
    let project = Arc::new(project);
    let viewpoint = Viewpoint {
        as_of: surroundings.day(as_of),
        drafts: arguments.drafts,
    };
    let site = site::compile(&project, &viewpoint).drain_into(&mut diagnostics);
    let tally = site.as_ref().map(Site::tally);
    diagnostic::sort(&mut diagnostics);
    let outcome = Outcome {
        tally: tally.as_ref(),
        ..Outcome::default()
    };
    let language = console.language_for(project.config.language);
    console.report(
        arguments.format,
        language,
        (&diagnostics, &project.sources),
        &outcome,
    );
    exit(&diagnostics, arguments.strict)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

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
