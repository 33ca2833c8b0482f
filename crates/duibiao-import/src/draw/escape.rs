//! Words that Markdown shows exactly as they are.
//!
//! As few characters as possible get a backslash, so that the file stays readable: `3*4` and `3~5` need
//! none (`duibiao_syntax::markdown` reads them as an author means them), but an editor should not have to know that, so
//! only the tilde is left bare.

/// Words inside a line.
pub(super) fn inline(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek();
        let special = match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '$' | '|' => true,
            '~' => next == Some(&'~') || words.ends_with('~'),
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#'),
            _ => false,
        };
        if special {
            words.push('\\');
        }
        words.push(if c.is_whitespace() { ' ' } else { c });
    }
    words
}

/// A line that has been escaped inside, so that its first characters begin no block.
pub(super) fn line_start(line: &str) -> String {
    let line = line.trim();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        return numbered(line, digits);
    }
    match line.chars().next() {
        Some('#' | '>' | '+' | '-' | '=') => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

/// `1. 建设` would become an item of a list and lose its number. Without the space it is a paragraph, and
/// the outline still reads it.
fn numbered(line: &str, digits: usize) -> String {
    let rest = &line[digits..];
    match rest.chars().next() {
        Some(stop @ ('.' | ')')) => {
            let words = rest[1..].trim_start();
            if words.is_empty() {
                format!("{}\\{stop}", &line[..digits])
            } else {
                format!("{}{stop}{words}", &line[..digits])
            }
        }
        _ => line.to_owned(),
    }
}

/// A heading: `#` at its end would be taken for the closing mark.
pub(super) fn heading(text: &str) -> String {
    let words = inline(text.trim());
    match words.strip_suffix('#') {
        Some(front) => format!("{front}\\#"),
        None => words,
    }
}

/// The title of a box, which is read as it stands.
pub(super) fn box_title(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The label of a box, which ends at the first bracket.
pub(super) fn label(label: &str) -> String {
    box_title(label).replace([']', '['], "")
}

/// A cell of a table.
pub(super) fn cell(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    inline(&words.join(" "))
}
