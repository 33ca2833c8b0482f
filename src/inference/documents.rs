//! Documents that lie in the folder of a new project already, and how to take them over.

use duibiao_syntax::diagnostic::Message;

/// How many files are named; a folder may hold thousands.
const MOST_NAMED: usize = 5;

/// Documents that lie there already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExistingDocuments {
    /// Those that `duibiao import` reads, by name.
    pub importable: Vec<String>,
    /// Old forms that must be saved in another one first, by name.
    pub old_forms: Vec<String>,
}

/// Sorts the files of a folder. Files of a project, of git and of editors are no documents.
pub(super) fn found(files: &[String]) -> ExistingDocuments {
    const IMPORTABLE: [&str; 8] = ["docx", "html", "htm", "pdf", "xlsx", "ods", "txt", "md"];
    const OLD: [&str; 4] = ["doc", "wps", "xls", "et"];
    let mut found = ExistingDocuments::default();
    for file in files {
        let Some(extension) = extension(file) else {
            continue;
        };
        if IMPORTABLE.contains(&extension.as_str()) {
            found.importable.push(file.clone());
        } else if OLD.contains(&extension.as_str()) {
            found.old_forms.push(file.clone());
        }
    }
    found.importable.sort_unstable();
    found.old_forms.sort_unstable();
    found
}

/// The extension of a file that may be a document.
fn extension(file: &str) -> Option<String> {
    let name = file.rsplit('/').next()?;
    let ours = ["content", "themes", "output", "releases", "node_modules"];
    let is_hidden = file.split('/').any(|part| part.starts_with(['.', '~']));
    let is_ours = file
        .split_once('/')
        .is_some_and(|(top, _)| ours.contains(&top));
    let (stem, extension) = name.rsplit_once('.')?;
    let plain = stem.to_ascii_lowercase();
    let is_about_the_project = ["readme", "license", "changelog", "contributing"]
        .iter()
        .any(|word| plain.starts_with(word));
    let is_document =
        !is_hidden && !is_ours && !is_about_the_project && !name.contains(char::is_control);
    is_document.then(|| extension.to_ascii_lowercase())
}

impl ExistingDocuments {
    /// What to say at the end, with the command; nothing when there is nothing.
    pub fn hint(&self) -> Option<Message> {
        let importable = (!self.importable.is_empty()).then(|| {
            let (count, command) = (self.importable.len(), command(&self.importable));
            Message::new(
                format!("这里已有 {count} 份文件可以导入：\n\n  {command}\n"),
                format!("{count} documents here can be imported:\n\n  {command}\n"),
            )
        });
        let old_forms = (!self.old_forms.is_empty()).then(|| {
            let names = shell_names(&self.old_forms);
            Message::new(
                format!("请先另存为 .docx 或 .xlsx 再导入：{names}\n"),
                format!("save these as .docx or .xlsx first: {names}\n"),
            )
        });
        match (importable, old_forms) {
            (Some(first), Some(second)) => {
                Some(Message::new(first.zh + &second.zh, first.en + &second.en))
            }
            (first, second) => first.or(second),
        }
    }
}

/// The command for the first documents; `--dry-run` shows what would come of them.
fn command(names: &[String]) -> String {
    format!("duibiao import --dry-run {}", shell_names(names))
}

/// The first names as a shell takes them, and a sign that there are more.
fn shell_names(names: &[String]) -> String {
    let first = names.iter().take(MOST_NAMED).map(|name| shell(name));
    let more = (names.len() > MOST_NAMED).then(|| "…".to_owned());
    first.chain(more).collect::<Vec<_>>().join(" ")
}

/// A file name as a shell takes it.
fn shell(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./+".contains(c);
    if name.chars().all(is_plain) && !name.starts_with('-') {
        return name.to_owned();
    }
    let name = if name.starts_with('-') {
        format!("./{name}")
    } else {
        name.to_owned()
    };
    format!("'{}'", name.replace('\'', "'\\''"))
}
