//! What one line of front matter or settings is: a key, a section, a fence. Lines only; what a key
//! means is in [`duibiao_syntax::schema::keys`].

/// The key that a line of YAML or TOML begins with, quotes taken off: `title: …`, `  - name: …`,
/// `title = …`, `标题：…`.
pub(super) fn key(line: &str) -> Option<&str> {
    let text = line.trim_start_matches([' ', '\t', '-']);
    let end = text.find([':', '：', '='])?;
    let key = text[..end].trim().trim_matches(['"', '\'']);
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    (!key.is_empty() && key.chars().all(is_word)).then_some(key)
}

/// The name in `[name]` or `[[name]]`.
pub(super) fn section(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix('[')?.strip_suffix(']')?;
    Some(inner.trim_matches(['[', ']']).trim())
}

/// Whether a line is three dashes, or what people type for them.
pub(super) fn is_fence(line: &str) -> bool {
    let text = line.trim();
    let dashes = text
        .chars()
        .filter(|c| matches!(c, '-' | '－' | '—' | '–' | '−'))
        .count();
    (2..=12).contains(&dashes) && dashes == text.chars().count()
}

/// The value of a line that begins with `key`, and where it begins.
pub(super) fn value(line: &str) -> Option<(usize, &str)> {
    let colon = line.find(':')?;
    let rest = &line[colon + 1..];
    let value = rest.trim_start();
    Some((line.len() - value.len(), value.trim_end()))
}
