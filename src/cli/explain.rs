//! `duibiao explain`: what a code of a finding means and how to mend it.

use super::Exit;
use super::arguments::Explain;
use super::console::Console;
use duibiao_report::explain;
use duibiao_syntax::diagnostic::{Code, Language};

pub(super) fn run(arguments: &Explain, console: &mut Console<'_>) -> Exit {
    let language = console.language();
    let Some(written) = &arguments.code else {
        console.say(&list(language));
        return Exit::Clean;
    };
    match explain::find(written) {
        Ok(code) => {
            console.say(&explain::page(code).text(language));
            Exit::Clean
        }
        Err(unknown) => {
            console.fail(unknown.message().in_language(language));
            Exit::Misuse
        }
    }
}

/// Every code with what it means, one a line.
fn list(language: Language) -> String {
    let lines = Code::ALL.iter().map(|code| {
        let title = &explain::page(*code).title;
        format!("{code}  {}\n", title.in_language(language))
    });
    lines.collect()
}
