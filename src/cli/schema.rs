//! `duibiao schema`: what editors need to know of front matter and settings.

use std::path::Path;

use super::Exit;
use super::arguments::Schema;
use super::console::Console;
use super::surroundings::Surroundings;
use super::{disk, project};
use duibiao_syntax::diagnostic::Message;
use duibiao_syntax::schema::editor::{self, EditorFile};
use duibiao_syntax::schema::{self, keys::DocumentKind};

pub(super) fn run(
    arguments: &Schema,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    if arguments.vscode {
        let root = project::locate(None, surroundings, console);
        return wire(&root, arguments.force, surroundings, console);
    }
    let kind = DocumentKind::ALL
        .into_iter()
        .find(|kind| kind.id() == arguments.of);
    let text = match kind {
        Some(kind) => schema::front_matter(kind).text(),
        None => schema::config().text(),
    };
    console.say(&text);
    Exit::Clean
}

/// Puts the schemas and the settings of VS Code into a project. What is there already and differs is
/// left alone unless it is to be replaced.
fn wire(root: &Path, force: bool, surroundings: &Surroundings, console: &mut Console<'_>) -> Exit {
    let mut kept = Vec::new();
    for EditorFile { path, text } in editor::vscode_settings() {
        let place = root.join(&path);
        let known = disk::read(&place).ok();
        let differs = known
            .as_ref()
            .is_some_and(|known| *known != text.as_bytes());
        if differs && !force {
            kept.push(path);
        } else if (known.is_none() || differs)
            && let Err(message) = disk::replace(&place, &text)
        {
            console.fail(message.in_language(console.language()));
            return Exit::Findings;
        }
    }
    let shown = surroundings.shown(root).display();
    let done = Message::new(
        format!("已在 {shown} 写好编辑器设置：.vscode/ 和 .taplo.toml。\n"),
        format!("Wrote the settings of editors in {shown}: .vscode/ and .taplo.toml.\n"),
    );
    console.say(done.in_language(console.language()));
    if kept.is_empty() {
        return Exit::Clean;
    }
    let list = kept.join(", ");
    let told = Message::new(
        format!("这些文件已经有了，没有动：{list}；要替换请加 --force\n"),
        format!(
            "These files are there already and were left alone: {list}; replace them with --force\n"
        ),
    );
    console.tell(told.in_language(console.language()));
    Exit::Findings
}
