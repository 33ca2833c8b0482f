//! Taking the document of the codes apart. A part of a section is known by the words it begins with.

use std::collections::BTreeMap;

use duibiao_syntax::diagnostic::{Code, Message, Severity};

use super::{CodePage, ExampleLine, Explanation, Side};

/// The page of every code that has a section in `text`.
pub(super) fn pages(text: &'static str) -> BTreeMap<Code, CodePage> {
    let by_heading: BTreeMap<String, Code> = Code::ALL
        .iter()
        .map(|code| (format!("{code} {code:?}"), *code))
        .collect();
    text.split("\n## ")
        .skip(1)
        .filter_map(|section| section.split_once('\n'))
        .filter_map(|(heading, section)| Some((*by_heading.get(heading.trim())?, section)))
        .map(|(code, section)| (code, page(code, section.trim())))
        .collect()
}

/// A page that says no more than the code itself.
pub(super) fn empty(code: Code) -> CodePage {
    page(code, "")
}

fn page(code: Code, markdown: &'static str) -> CodePage {
    let body = body(code, markdown);
    let first = body.what.zh.split_inclusive(['。', '：', '；']).next();
    let title = first
        .unwrap_or_default()
        .trim_end_matches(['。', '：', '；']);
    CodePage {
        code,
        severity: code.severity(),
        title: Message::new(title, code.meaning()),
        body,
        markdown,
    }
}

/// The word that the Chinese sentence of a code begins with.
const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误：",
        Severity::Warning => "警告：",
        Severity::Note => "提示：",
    }
}

fn body(code: Code, markdown: &str) -> Explanation {
    let mut body = Explanation::default();
    code.meaning().clone_into(&mut body.what.en);
    let mut in_example = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            in_example = !in_example;
        } else if in_example {
            body.example.push(example_line(line));
        } else {
            let parts = [
                (severity_word(code.severity()), &mut body.what.zh),
                ("为什么：", &mut body.why.zh),
                ("Why: ", &mut body.why.en),
                ("改法：", &mut body.mend.zh),
                ("Fix: ", &mut body.mend.en),
            ];
            for (start, part) in parts {
                if let Some(words) = line.strip_prefix(start) {
                    *part = sentence(words);
                }
            }
        }
    }
    body
}

/// The words with a capital letter: in the document an English label stands before them.
fn sentence(words: &str) -> String {
    let mut sentence = words.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

fn example_line(line: &str) -> ExampleLine {
    let (side, text) = match line.split_at_checked(1) {
        Some(("-", text)) => (Side::Wrong, text),
        Some(("+", text)) => (Side::Right, text),
        Some((" ", text)) => (Side::Both, text),
        _ => (Side::Both, line),
    };
    ExampleLine {
        side,
        text: text.to_owned(),
    }
}
