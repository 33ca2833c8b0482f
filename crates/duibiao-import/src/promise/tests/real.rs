//! The finder on the real texts, when `../shared` is there.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the texts lie outside the project, and what was found is for a person to read"
)]

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::original::{OriginalCommitment, Paragraph};
use duibiao_syntax::outline::{NumberForm, marker};

use crate::promise::{CatalogueName, find};

/// The text of a shared file, or None with a message.
fn shared(path: &str) -> Option<String> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/plans")
        .join(path);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", file.display());
    }
    text
}

/// Cuts a text into paragraphs: a stand-in for the `plan` module.
fn paragraphs(text: &str, is_indented: bool) -> Vec<Paragraph> {
    let mut cutter = Cutter::default();
    let lines = (1_u32..).zip(text.lines());
    for (number, line) in lines {
        cutter.take(number, line, is_indented);
    }
    cutter.found
}

#[derive(Default)]
struct Cutter {
    found: Vec<Paragraph>,
    numbers: Vec<(NumberForm, String)>,
    heading: String,
    in_box: Option<String>,
    in_table: bool,
    goes_on: bool,
}

impl Cutter {
    fn take(&mut self, number: u32, line: &str, is_indented: bool) {
        let words = line.trim();
        let words = words
            .rsplit_once(']')
            .filter(|_| words.starts_with("[bookmark"))
            .map_or(words, |(_, rest)| rest.trim());
        let marked = marker(words.trim_start_matches("- "));
        let chinese = marked.filter(|m| m.form == NumberForm::Chinese);
        let names_a_table = words.contains("主要指标") || words.contains("指标与目标");
        if names_a_table && words.chars().count() < 40 && !words.ends_with('。') {
            self.in_table = true;
        }
        if chinese.is_some() {
            self.in_table = false;
        }
        if words.is_empty() || self.in_table || words.chars().all(|c| c.is_ascii_digit()) {
            return;
        }
        let is_box = words.starts_with("专栏");
        let starts = marked.is_some() || is_box || (is_indented && line.starts_with("  "));
        if let (Some(marker), false) = (marked, is_box) {
            self.number(marker.form, words, marker.length);
        }
        if is_box {
            let digits: String = words
                .chars()
                .skip(2)
                .filter(|c| !c.is_whitespace())
                .take_while(char::is_ascii_digit)
                .collect();
            self.in_box = Some(format!("专栏{digits}"));
        }
        if self.goes_on
            && !starts
            && let Some(last) = self.found.last_mut()
        {
            last.text.push_str(words);
        } else {
            self.found.push(Paragraph {
                line: number,
                text: words.to_owned(),
                clause: self.numbers.iter().map(|(_, text)| text.as_str()).collect(),
                heading: self.heading.clone(),
                in_box: self.in_box.clone(),
            });
        }
        let is_heading = (marked.is_some() && words.chars().count() < 40) || is_box;
        self.goes_on = !is_heading && !words.ends_with(['。', '！', '？', '；', '：', '）']);
    }

    fn number(&mut self, form: NumberForm, words: &str, length: usize) {
        if form <= NumberForm::ChineseInBrackets {
            self.in_box = None;
        }
        if self.in_box.is_some() {
            return;
        }
        self.numbers.retain(|(other, _)| *other < form);
        let text = words.trim_start_matches("- ")[..length]
            .trim_end_matches(['、', '.', '．'])
            .to_owned();
        self.numbers.push((form, text));
        if form <= NumberForm::ChineseInBrackets {
            self.heading = words.chars().take(40).collect();
        }
    }
}

#[derive(Debug)]
struct Key {
    plan: String,
    section: String,
    what: String,
    value: String,
    unit: String,
    comparator: String,
    per: String,
}

fn key(text: &str) -> Vec<Key> {
    text.lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let cell = |at: usize| cells.get(at).copied().unwrap_or_default().to_owned();
            Key {
                plan: cell(0),
                section: cell(1),
                what: cell(2),
                value: cell(3),
                unit: cell(4),
                comparator: cell(5),
                per: cell(6),
            }
        })
        .collect()
}

impl Key {
    /// The same section, number, unit and comparator, and the subject in these words.
    fn is(&self, found: &OriginalCommitment) -> bool {
        let plain = |text: &str| -> String {
            text.chars()
                .filter(|c| c.is_alphanumeric() || *c == '%')
                .collect()
        };
        let sections: Vec<&str> = self.section.split(" / ").collect();
        let bounds = ["≥", "不少于", "至少", "以上", "不低于"];
        let is_bound = bounds.iter().any(|bound| found.quantity.contains(bound));
        let (subject, what) = (plain(&found.subject), plain(&self.what));
        // The key shortens one subject to its head, gives one with its verb and one with its rank behind.
        let same_words = subject == what
            || subject.ends_with(&what)
            || what.strip_prefix("推荐") == Some(subject.as_str())
            || what.strip_suffix("市级") == subject.strip_prefix("市级");
        sections.contains(&found.clause.as_str())
            && found
                .quantity
                .contains(&format!("{}{}", self.value, self.unit))
            && is_bound == (self.comparator == "ge")
            && found.quantity.contains("每年") == (self.per == "年")
            && same_words
    }
}

/// The names of the real catalogue are not at hand here: the subjects of the key stand for them.
fn catalogue(keys: &[Key]) -> Vec<CatalogueName> {
    keys.iter()
        .map(|key| CatalogueName {
            id: key.what.clone(),
            names: vec![key.what.clone()],
        })
        .collect()
}

fn listed(found: &[OriginalCommitment]) -> String {
    found.iter().fold(String::new(), |mut list, c| {
        let _written = writeln!(
            list,
            "  {} {} | {} | {} | {:?} | {:?}",
            c.line, c.clause, c.subject, c.quantity, c.text, c.indicator
        );
        list
    })
}

#[test]
fn every_promise_of_the_key_is_proposed_and_nearly_nothing_else() {
    let Some(keys) = shared("commitments.csv").map(|text| key(&text)) else {
        return;
    };
    let names = catalogue(&keys);
    let (mut hits, mut wrong, mut report) = (0, 0, String::new());
    for plan in [
        "panzhihua-xiqu",
        "fuxin",
        "yunnan-draft",
        "taizhou",
        "weihai",
    ] {
        let Some(text) = shared(&format!("{plan}.txt")) else {
            return;
        };
        let found = find(&paragraphs(&text, false), &names);
        let _written = writeln!(report, "{plan}:\n{}", listed(&found));
        for key in keys.iter().filter(|key| key.plan == plan) {
            let is_there = found.iter().any(|commitment| key.is(commitment));
            hits += usize::from(is_there);
            if !is_there {
                let _written = writeln!(report, "  MISSED {key:?}");
            }
        }
        for extra in found
            .iter()
            .filter(|found| !keys.iter().any(|key| key.plan == plan && key.is(found)))
        {
            wrong += 1;
            let _written = writeln!(report, "  EXTRA {} {}", extra.subject, extra.quantity);
        }
    }
    println!(
        "{hits} of {} promises of the key, {wrong} others",
        keys.len()
    );
    assert!(
        hits == keys.len() && wrong <= 5,
        "{hits} of {}, {wrong} others\n{report}",
        keys.len()
    );
}

#[test]
fn further_texts_give_promises_to_read() {
    for (path, is_indented) in [
        ("more/08-hubei-heritage-145-pdflayout.txt", true),
        ("more/10-national-heritage-145-tableisimage.txt", true),
        ("more/16-shandong-education-145-prose.txt", false),
    ] {
        let Some(text) = shared(path) else { return };
        let found = find(&paragraphs(&text, is_indented), &[]);
        println!("{path}: {}\n{}", found.len(), listed(&found));
    }
}
