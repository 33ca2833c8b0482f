//! Nothing is lost and nothing is said twice: in documents made at random every word is unique, and must be
//! found once in the blocks, in what was removed, or in a problem.

#![expect(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "the documents of tests are small, and a piece reads best where it stands"
)]

use std::fmt::Write as _;

use crate::original::Original;

use super::{Random, opened, outline};
use crate::readers::maker::{docx_with, pdf_with, word_part, word_styles};
use crate::readers::{Options, read};

/// Gives out words that occur once: `字a字`, `字b字`, …
struct Words {
    random: Random,
    given: Vec<String>,
}

impl Words {
    fn new(seed: u64) -> Self {
        Self {
            random: Random(seed),
            given: Vec::new(),
        }
    }

    fn next(&mut self) -> String {
        let mut number = self.given.len();
        let mut letters = String::new();
        for _ in 0..3 {
            letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
            number /= 26;
        }
        let word = format!("《{letters}》");
        self.given.push(word.clone());
        word
    }

    /// Checks that each word is there once.
    fn check(&self, original: &Original, source: &str) {
        let mut all = outline(original).join("\n");
        for removed in &original.removed {
            writeln!(all, "{}", removed.text).unwrap();
        }
        // A problem may repeat words; alone it is enough only for words that have no place.
        let told: String = original
            .problems
            .iter()
            .filter(|problem| problem.code == "drawn-text")
            .map(|problem| problem.zh.as_str())
            .collect();
        all += &told;
        let all: String = all.chars().filter(|c| !c.is_whitespace()).collect();
        for word in &self.given {
            assert_eq!(
                all.matches(word.as_str()).count(),
                1,
                "{word} in {all}\n{source}"
            );
        }
    }
}

/// Runs of a Word paragraph.
fn runs(words: &mut Words, depth: usize) -> String {
    let run = |properties: &str, word: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{word}</w:t></w:r>")
    };
    let mut text = String::new();
    for _ in 0..=words.random.below(3) {
        let word = words.next();
        let kind = if depth > 3 { 0 } else { words.random.below(13) };
        text += &match kind {
            1 => run("<w:vanish/>", &word),
            2 => format!("<w:hyperlink r:id=\"r\">{}</w:hyperlink>", run("", &word)),
            3 => format!("<w:ins w:id=\"1\">{}</w:ins>", run("", &word)),
            4 => format!("<w:del w:id=\"1\"><w:r><w:delText>{word}</w:delText></w:r></w:del>"),
            5 => format!(
                "<w:sdt><w:sdtPr/><w:sdtContent>{}{}</w:sdtContent></w:sdt>",
                run("", &word),
                runs(words, depth + 1)
            ),
            6 => format!(
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
                run("", &word)
            ),
            7 => format!(
                "<w:fldSimple w:instr=\"x\">{}</w:fldSimple>",
                run("", &word)
            ),
            8 => format!(
                "<m:oMath><m:f><m:num><m:r><m:t>{word}</m:t></m:r></m:num><m:den><m:r><m:t>{}</m:t></m:r></m:den></m:f></m:oMath>",
                words.next()
            ),
            9 => {
                let content = format!(
                    "<w:txbxContent>{}</w:txbxContent>",
                    blocks(words, depth + 2)
                );
                format!(
                    "{}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
                    run("", &word)
                )
            }
            10 => format!(
                "<w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby>",
                run("", &word),
                run("", &words.next())
            ),
            11 => format!("{}<w:r><w:br w:type=\"page\"/></w:r>", run("", &word)),
            _ => run("", &word),
        };
    }
    text
}

/// Blocks of Word: paragraphs and tables in each other.
fn blocks(words: &mut Words, depth: usize) -> String {
    let mut text = String::new();
    for _ in 0..=words.random.below(3) {
        match if depth > 3 { 0 } else { words.random.below(5) } {
            1 => {
                let mut rows = String::new();
                for _ in 0..=words.random.below(3) {
                    let merge =
                        ["", "<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>"][words.random.below(3)];
                    let span = words.random.below(3) + 1;
                    let deleted = if words.random.below(9) == 0 {
                        "<w:trPr><w:del w:id=\"2\"/></w:trPr>"
                    } else {
                        ""
                    };
                    write!(rows, "<w:tr>{deleted}<w:tc><w:tcPr>{merge}<w:gridSpan w:val=\"{span}\"/></w:tcPr>{}</w:tc>", blocks(words, depth + 2)).unwrap();
                    for _ in 0..words.random.below(2) {
                        write!(rows, "<w:tc>{}</w:tc>", blocks(words, depth + 2)).unwrap();
                    }
                    rows += "</w:tr>";
                }
                write!(text, "<w:tbl><w:tblPr/>{rows}</w:tbl><w:p/>").unwrap();
            }
            2 => write!(
                text,
                "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
                blocks(words, depth + 1)
            )
            .unwrap(),
            3 => write!(
                text,
                "<w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr>{}</w:p>",
                runs(words, depth)
            )
            .unwrap(),
            _ => write!(text, "<w:p>{}</w:p>", runs(words, depth)).unwrap(),
        }
    }
    text
}

#[test]
fn word_files_lose_nothing() {
    let options = Options {
        accept_tracked_changes: true,
        ..Options::default()
    };
    for seed in 1..300 {
        let mut words = Words::new(seed * 0x9E37_79B9);
        let note = words.next();
        let notes = word_part(
            "footnotes",
            &format!("<w:footnote w:id=\"1\"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>"),
        );
        let header = word_part(
            "hdr",
            &format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", words.next()),
        );
        let body = format!(
            "{}<w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>",
            blocks(&mut words, 0)
        );
        let file = docx_with(
            &body,
            &[
                ("styles.xml", &word_styles()),
                ("footnotes.xml", &notes),
                ("header1.xml", &header),
            ],
        );
        words.check(&read("a.docx", &file, &options).unwrap(), &body);
    }
}

/// A piece of a page: tags in each other, often closed wrongly.
fn markup(words: &mut Words, depth: usize) -> String {
    const TAGS: [&str; 24] = [
        "p",
        "div",
        "span",
        "b",
        "a",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "h2",
        "pre",
        "section",
        "nav",
        "sup",
        "center",
        "font",
        "blockquote",
        "button",
        "caption",
        "form",
        "td rowspan=2 colspan=2",
    ];
    let mut text = String::new();
    for _ in 0..=words.random.below(4) {
        let tag = TAGS[words.random.below(TAGS.len())];
        let name = tag.split(' ').next().unwrap();
        match words.random.below(9) {
            0 => text += &words.next(),
            1 => write!(text, "<br>{}<!-- 注 -->", words.next()).unwrap(),
            2 => write!(text, "<{tag}>{}", words.next()).unwrap(),
            3 => write!(text, "{}</{name}>", words.next()).unwrap(),
            4 => write!(text, "<div style='display:none'>{}</div>", words.next()).unwrap(),
            _ if depth < 5 => write!(text, "<{tag}>{}</{name}>", markup(words, depth + 1)).unwrap(),
            _ => text += &words.next(),
        }
    }
    text
}

#[test]
fn web_pages_lose_nothing() {
    for seed in 1..600 {
        let mut words = Words::new(seed * 0x1234_5677);
        let around = words.next();
        let page = format!(
            "<!doctype html><html><head><title>{}</title></head><body>正文<div class=top>{around}</div><div id=zoom>{}</div>{}</body></html>",
            words.next(),
            markup(&mut words, 0),
            markup(&mut words, 0)
        );
        words.check(&opened("a.html", page.as_bytes()).unwrap(), &page);
    }
}

#[test]
fn pdf_pages_lose_nothing() {
    let codes: Vec<char> = "《》abcdefghijklmnopqrstuvwxyz".chars().collect();
    for seed in 1..100 {
        let mut words = Words::new(seed * 0x7654_3219);
        let mut content = "50 600 400 1 re f 50 400 400 1 re f 50 500 400 1 re f 50 400 1 200 re f 250 400 1 200 re f 450 400 1 200 re f\n".to_owned();
        for line in 0..words.random.below(30) {
            for column in 0..=words.random.below(3) {
                let hex: String = words
                    .next()
                    .chars()
                    .map(|c| {
                        format!(
                            "{:04X}",
                            17 + codes.iter().position(|&known| known == c).unwrap()
                        )
                    })
                    .collect();
                let turn = if column == 3 && line % 4 == 0 {
                    "0 1 -1 0"
                } else {
                    "1 0 0 1"
                };
                let size = words.random.below(5) + 8;
                writeln!(
                    content,
                    "BT /F1 {size} Tf {turn} {} {} Tm <{hex}> Tj ET",
                    60 + column * 100,
                    800 - line * 25
                )
                .unwrap();
            }
        }
        let file = pdf_with(std::slice::from_ref(&content), &codes);
        match opened("a.pdf", &file) {
            Ok(original) => words.check(&original, &content),
            Err(refusal) => assert!(words.given.is_empty(), "{}", refusal.en),
        }
    }
}
