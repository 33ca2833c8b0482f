//! `duibiao diff`: what would change against the last release, another output folder or a revision.

use std::path::Path;

use jiff::civil::Date;

use super::Exit;
use super::arguments::{Diff, DiffFormat, OutputFormat};
use super::console::Console;
use super::project::{self, CompiledProject};
use super::snapshots;
use super::surroundings::Surroundings;
use duibiao_publish::diff::Difference;
use duibiao_publish::diff::draw::StylePlace;
use duibiao_publish::diff::draw::html::{self, SheetHeading};
use duibiao_publish::diff::draw::json;
use duibiao_publish::diff::draw::terminal::{self, Colour};
use duibiao_publish::snapshot::Snapshot;
use duibiao_report::report::CommandOutcome;
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::Message;

pub(super) fn run(
    arguments: &Diff,
    as_of: Option<Date>,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let day = surroundings.day(as_of);
    let compiled = project::compile(
        arguments.dir.as_deref(),
        Audience::public(day),
        OutputFormat::Human,
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
    let Some(site) = site else {
        let found = (diagnostics.as_slice(), &project.sources);
        console.report(
            OutputFormat::Human,
            language,
            found,
            &CommandOutcome::default(),
        );
        return Exit::Findings;
    };
    let compared = snapshots::of_site(&site).and_then(|new| {
        let (name, old) = old(arguments, surroundings, &project.root, day, &new)?;
        let difference = Difference::between(&old, &new);
        let here = Message::new("现在的内容", "the project as it is");
        let heading = SheetHeading {
            site: &project.config.title,
            old: name.in_language(language),
            new: here.in_language(language),
        };
        let colour = if console.out_color() {
            Colour::Shown
        } else {
            Colour::Plain
        };
        Ok(match arguments.format {
            DiffFormat::Human => terminal::terminal(&difference, &heading, language, colour),
            DiffFormat::Json => json::json(&difference),
            DiffFormat::Html => html::html(&difference, &heading, StylePlace::Page, language),
        })
    });
    match compared {
        Ok(text) => {
            console.say(&text);
            Exit::Clean
        }
        Err(message) => {
            console.fail(message.in_language(language));
            Exit::Findings
        }
    }
}

/// The other side, and what it is called.
fn old(
    arguments: &Diff,
    surroundings: &Surroundings,
    root: &Path,
    as_of: Date,
    new: &Snapshot,
) -> Result<(Message, Snapshot), Message> {
    let against = arguments.against.as_str();
    if against == "last" {
        return Ok(match snapshots::of_last_release(root)? {
            Some((number, snapshot)) => (
                Message::new(format!("第 {number} 次发布"), format!("release {number}")),
                snapshot,
            ),
            None => (
                Message::new("还没有发布过", "nothing released yet"),
                Snapshot::default(),
            ),
        });
    }
    if let Some(revision) = against.strip_prefix("git:") {
        let (commit, snapshot) = snapshots::of_revision(root, revision, as_of)?;
        let short = commit.get(..12).unwrap_or(&commit);
        let name = format!("{revision} ({short})");
        return Ok((Message::new(name.clone(), name), snapshot));
    }
    let folder = surroundings.folder.join(against);
    let snapshot = snapshots::of_folder(&folder, new)?;
    Ok((Message::new(against, against), snapshot))
}
