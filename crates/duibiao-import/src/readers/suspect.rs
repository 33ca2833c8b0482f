//! Characters that cannot be what the author wrote: the replacement character and the private area.
//!
//! They come from a wrong decoding or from a font that alone knows what they look like. They stay in the
//! text and are reported, because any character put in their place would be a guess.

use crate::original::{Block, ImportProblem, Original};

/// The problems of suspect characters in the text of `original`, one for a line.
pub(crate) fn characters(original: &Original) -> Vec<ImportProblem> {
    let mut problems = Vec::new();
    for block in &original.blocks {
        match block {
            Block::Line(line) => problems.extend(in_text(line.line, &line.text)),
            Block::Table(grid) => problems.extend(
                grid.rows
                    .iter()
                    .flatten()
                    .filter_map(|cell| in_text(cell.line, &cell.text)),
            ),
            Block::Picture(_) | Block::PageBreak { .. } => {}
        }
        if problems.len() > 50 {
            break;
        }
    }
    problems
}

fn in_text(line: u32, text: &str) -> Option<ImportProblem> {
    let found = text.chars().find(|&c| is_suspect(c))?;
    let count = text.chars().filter(|&c| is_suspect(c)).count();
    let code = u32::from(found);
    Some(ImportProblem {
        line,
        code: "unknown-character",
        zh: format!("有 {count} 个字符无法辨认（第一个是 U+{code:04X}），请对照原件补上。"),
        en: format!(
            "{count} characters cannot be named (the first is U+{code:04X}); compare the original."
        ),
    })
}

fn is_suspect(c: char) -> bool {
    matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}
