//! `duibiao diff`: what would change against the last release, another output folder or a revision.

use std::path::Path;

use jiff::civil::Date;

use super::Exit;
use super::arguments::{Diff, DiffFormat, Format};
use super::console::Console;
use super::editions;
use super::project::{self, Compiled};
use super::surroundings::Surroundings;
use duibiao_publish::diff::Difference;
use duibiao_publish::diff::draw::html::{self, Heading};
use duibiao_publish::diff::draw::json;
use duibiao_publish::diff::draw::terminal::{self, Colour};
use duibiao_publish::edition::Edition;
use duibiao_report::report::Outcome;
use duibiao_syntax::diagnostic::Message;
use duibiao_syntax::publicity::Viewpoint;

pub(super) fn run(
    arguments: &Diff,
    as_of: Option<Date>,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let day = surroundings.day(as_of);
    let compiled = project::compile(
        arguments.dir.as_deref(),
        Viewpoint::public(day),
        Format::Human,
        surroundings,
        console,
    );
    let Some(Compiled {
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
        console.report(Format::Human, language, found, &Outcome::default());
        return Exit::Findings;
    };
    let compared = editions::of_site(&site).and_then(|new| {
        let (name, old) = old(arguments, surroundings, &project.root, day, &new)?;
        let difference = Difference::between(&old, &new);
        let here = Message::new("现在的内容", "the project as it is");
        let heading = Heading {
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
            DiffFormat::Html => html::html(&difference, &heading, language),
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
    new: &Edition,
) -> Result<(Message, Edition), Message> {
    let against = arguments.against.as_str();
    if against == "last" {
        return Ok(match editions::of_last_release(root)? {
            Some((number, edition)) => (
                Message::new(format!("第 {number} 次发布"), format!("release {number}")),
                edition,
            ),
            None => (
                Message::new("还没有发布过", "nothing released yet"),
                Edition::default(),
            ),
        });
    }
    if let Some(revision) = against.strip_prefix("git:") {
        let (commit, edition) = editions::of_revision(root, revision, as_of)?;
        let short = commit.get(..12).unwrap_or(&commit);
        let name = format!("{revision} ({short})");
        return Ok((Message::new(name.clone(), name), edition));
    }
    let folder = surroundings.folder.join(against);
    let edition = editions::of_folder(&folder, new)?;
    Ok((Message::new(against, against), edition))
}
