//! The record of a proof in the front matter of a plan file.

use duibiao_syntax::document::Proof;

/// The text of a plan file with this proof in place of the one that it may have, as its last key. None when
/// the text has no front matter.
pub fn with_proof(text: &str, proof: &Proof) -> Option<String> {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines = text.split_inclusive('\n');
    let mut drawn = lines.next().filter(|line| is_rule(line))?.to_owned();
    let mut in_proof = false;
    let mut rest = drawn.len();
    for line in lines {
        if is_rule(line) {
            drawn.push_str(&block(proof).replace('\n', newline));
            drawn.push_str(&text[rest..]);
            return Some(drawn);
        }
        let is_inside = line.starts_with([' ', '\t']) || line.trim().is_empty();
        in_proof = begins_proof(line) || in_proof && is_inside;
        if !in_proof {
            drawn.push_str(line);
        }
        rest += line.len();
    }
    None
}

fn is_rule(line: &str) -> bool {
    matches!(
        line.trim_start_matches('\u{FEFF}').trim_end(),
        "---" | "..."
    )
}

fn begins_proof(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or_default();
    matches!(key.trim_end(), "proof" | "核对")
}

fn block(proof: &Proof) -> String {
    let Proof {
        original,
        hash,
        on,
        proved,
        cells,
        fingerprint,
    } = proof;
    let original = original.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "proof:\n  original: \"{original}\"\n  hash: \"{hash}\"\n  on: {on}\n  cells: {proved}/{cells}\n  fingerprint: \"{fingerprint}\"\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof() -> Proof {
        Proof {
            original: "某市 \"规划\".docx".into(),
            hash: "00ff".into(),
            on: jiff::civil::date(2026, 11, 22),
            proved: 14,
            cells: 14,
            fingerprint: "0123456789abcdef".into(),
        }
    }

    #[test]
    fn a_proof_is_the_last_key_and_there_is_one_only() {
        let plan = "---\ntitle: 甲\ntext: full\n---\n\n正文\n";
        let once = with_proof(plan, &proof()).unwrap();
        assert_eq!(
            once,
            "---\ntitle: 甲\ntext: full\nproof:\n  original: \"某市 \\\"规划\\\".docx\"\n  hash: \"00ff\"\n  \
             on: 2026-11-22\n  cells: 14/14\n  fingerprint: \"0123456789abcdef\"\n---\n\n正文\n"
        );
        assert_eq!(with_proof(&once, &proof()).unwrap(), once);
        let moved = once
            .replace("text: full\n", "")
            .replace("0123456789abcdef\"\n", "0123456789abcdef\"\ntext: full\n");
        assert_eq!(with_proof(&moved, &proof()).unwrap(), once);
    }

    #[test]
    fn without_front_matter_there_is_no_place() {
        assert_eq!(with_proof("正文\n", &proof()), None);
        assert_eq!(with_proof("---\ntitle: 甲\n", &proof()), None);
    }
}
