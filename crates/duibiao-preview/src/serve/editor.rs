//! The address that opens a place of a file in the editor.
//!
//! Editors register schemes of their own, and a link in the page is enough: the server starts no program.
//! Pure: what stands in the environment comes as arguments.

use std::fmt;

use duibiao_syntax::diagnostic::nearest;

use super::path;

/// How to open a place, as a template with `{path}`, `{line}` and `{column}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// Nothing when no link is wanted.
    template: Option<String>,
}

/// What was written names no editor and is no template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditorError {
    /// No editor has this name; these are like it.
    Unknown(String, Vec<&'static str>),
    /// The scheme leads into the browser instead of an editor.
    Scheme(String),
    /// The template has no `{path}`.
    NoPath(String),
    /// The template has a placeholder that nothing is put in for.
    Placeholder(String),
}

/// Known editors and their templates. `{path}` begins with a slash on every system.
const KNOWN: [(&str, &str); 14] = [
    ("vscode", "vscode://file{path}:{line}:{column}"),
    (
        "vscode-insiders",
        "vscode-insiders://file{path}:{line}:{column}",
    ),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("windsurf", "windsurf://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    (
        "idea",
        "idea://open?file={path}&line={line}&column={column}",
    ),
    (
        "webstorm",
        "webstorm://open?file={path}&line={line}&column={column}",
    ),
    (
        "pycharm",
        "pycharm://open?file={path}&line={line}&column={column}",
    ),
    (
        "sublime",
        "subl://open?url=file://{path}&line={line}&column={column}",
    ),
    (
        "textmate",
        "txmt://open?url=file://{path}&line={line}&column={column}",
    ),
    (
        "emacs",
        "emacs://open?url=file://{path}&line={line}&column={column}",
    ),
    (
        "macvim",
        "mvim://open?url=file://{path}&line={line}&column={column}",
    ),
    ("none", ""),
];

/// Programs as they stand in `VISUAL`, `EDITOR` and `TERM_PROGRAM`, and the editors they are.
const PROGRAMS: [(&str, &str); 21] = [
    ("code", "vscode"),
    ("vscode", "vscode"),
    ("code-insiders", "vscode-insiders"),
    ("codium", "vscodium"),
    ("vscodium", "vscodium"),
    ("cursor", "cursor"),
    ("windsurf", "windsurf"),
    ("zed", "zed"),
    ("zeditor", "zed"),
    ("idea", "idea"),
    ("webstorm", "webstorm"),
    ("pycharm", "pycharm"),
    ("charm", "pycharm"),
    ("subl", "sublime"),
    ("sublime_text", "sublime"),
    ("mate", "textmate"),
    ("emacs", "emacs"),
    ("emacsclient", "emacs"),
    ("mvim", "macvim"),
    ("gvim", "none"),
    ("vim", "none"),
];

/// Schemes that a link to an editor never has.
const FORBIDDEN: [&str; 12] = [
    "http",
    "https",
    "javascript",
    "data",
    "file",
    "blob",
    "about",
    "vbscript",
    "view-source",
    "ws",
    "wss",
    "ftp",
];

impl Editor {
    /// The editor with a name, or with a template of the user's own.
    ///
    /// # Errors
    ///
    /// When it is neither; the error says what would be.
    pub fn parse(text: &str) -> Result<Self, EditorError> {
        if let Some(known) = Self::known(text) {
            return Ok(known);
        }
        let Some((scheme, _)) = text.split_once(':') else {
            let names = KNOWN.iter().map(|(name, _)| *name);
            return Err(EditorError::Unknown(text.to_owned(), nearest(text, names)));
        };
        if !is_scheme(scheme) || FORBIDDEN.iter().any(|f| scheme.eq_ignore_ascii_case(f)) {
            return Err(EditorError::Scheme(scheme.to_owned()));
        }
        check_template(text)?;
        Ok(Self {
            template: Some(text.to_owned()),
        })
    }

    /// No links.
    pub const fn none() -> Self {
        Self { template: None }
    }

    /// The editor that seems to be in use, from the values of `VISUAL`, `EDITOR` and `TERM_PROGRAM`.
    /// The first of them that names a known program decides.
    pub fn guess(
        visual: Option<&str>,
        editor: Option<&str>,
        term_program: Option<&str>,
    ) -> Option<Self> {
        let values = [visual, editor, term_program].into_iter().flatten();
        values.filter_map(program).find_map(Self::known)
    }

    fn known(name: &str) -> Option<Self> {
        let (_, template) = KNOWN.iter().find(|(known, _)| *known == name)?;
        let template = (!template.is_empty()).then(|| (*template).to_owned());
        Some(Self { template })
    }

    /// The address that opens a file, given its absolute path as text, at a line and a column from 1.
    pub fn link(&self, path: &str, line: u32, column: u32) -> Option<String> {
        let template = self.template.as_ref()?;
        let address = address_of(path)?;
        let mut filled = String::with_capacity(template.len() + address.len() + 8);
        // One pass, so that a path which holds `{line}` stays as it is.
        let mut rest = &**template;
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            let (name, after) = rest[at + 1..].split_once('}')?;
            match name {
                "path" => filled.push_str(&address),
                "line" => filled.push_str(&line.to_string()),
                _ => filled.push_str(&column.to_string()),
            }
            rest = after;
        }
        filled.push_str(rest);
        Some(filled)
    }
}

fn check_template(text: &str) -> Result<(), EditorError> {
    let is_plain = text.bytes().all(|b| b.is_ascii_graphic());
    let mut has_path = false;
    for piece in text.split('{').skip(1) {
        match piece.split_once('}') {
            Some(("path", _)) => has_path = true,
            Some(("line" | "column", _)) => {}
            _ => return Err(EditorError::Placeholder(text.to_owned())),
        }
    }
    if has_path && is_plain {
        Ok(())
    } else {
        Err(EditorError::NoPath(text.to_owned()))
    }
}

fn is_scheme(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// The editor whose program a command line begins with: `/usr/bin/code --wait` is `vscode`.
fn program(command: &str) -> Option<&'static str> {
    let command = command.trim();
    let program = match command.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => command.split_whitespace().next(),
    }?;
    let name = program.rsplit(['/', '\\']).next()?.to_ascii_lowercase();
    let name = [".exe", ".cmd", ".bat", ".sh"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(&name);
    let (_, editor) = PROGRAMS.iter().find(|(known, _)| *known == name)?;
    Some(editor)
}

/// An absolute path as it stands in an address: with slashes, one at the front, percent-encoded. Nothing
/// for a path that is not absolute.
fn address_of(path: &str) -> Option<String> {
    if path.starts_with('/') {
        return Some(path::encode(path));
    }
    // `\\?\` only says that no other rules apply to what follows.
    let path = path.strip_prefix(r"\\?\").unwrap_or(path);
    let share = path.strip_prefix(r"UNC\").or(path.strip_prefix(r"\\"));
    if let Some(share) = share {
        return Some(format!("//{}", path::encode(&share.replace('\\', "/"))));
    }
    match path.as_bytes() {
        [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic() => {
            let below = path::encode(&path[2..].replace('\\', "/"));
            Some(format!("/{}:{below}", char::from(*drive)))
        }
        _ => None,
    }
}

impl fmt::Display for EditorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
        let names = names.join(" ");
        match self {
            Self::Unknown(text, near) => {
                write!(
                    f,
                    "没有名为 “{text}” 的编辑器 (no editor is called {text:?})"
                )?;
                if let Some(near) = near.first() {
                    write!(f, "，是否指 {near} (perhaps {near})")?;
                }
                write!(
                    f,
                    "：可用 {names}，或自己的网址模板，如 myeditor://open?file={{path}}&line={{line}} (use one of these, or a template of your own)"
                )
            }
            Self::Scheme(scheme) => write!(
                f,
                "编辑器的网址不能以 {scheme}: 开头 (the address of an editor cannot begin with {scheme}:)"
            ),
            Self::NoPath(text) => write!(
                f,
                "模板 {text} 须含有 {{path}}，且不含空格 (the template must have {{path}} and no spaces)"
            ),
            Self::Placeholder(text) => write!(
                f,
                "模板 {text} 中只能用 {{path}} {{line}} {{column}} (a template can only have {{path}}, {{line}} and {{column}})"
            ),
        }
    }
}

impl std::error::Error for EditorError {}

#[cfg(test)]
mod tests;
