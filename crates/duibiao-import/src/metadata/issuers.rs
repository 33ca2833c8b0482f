//! Who issued a plan: the names under the notice, on the title page, or in its sentences.
//!
//! A signature in two columns comes out of a conversion with the names of one line side by side, and with
//! a name that was too long for its column broken around its neighbour. Names are told apart by how
//! names of offices begin and end, not by columns, which a conversion does not keep.

use crate::original::Confidence;

use super::front::Front;
use super::issuer_name::{ENDS, is_name};
use super::squeezed::squeezed;
use super::{Fact, Issuers, marks};
use crate::repair::Passage;

/// Ends that a longer word inside a name does not have, so that a name may be cut behind them.
const SURE_ENDS: [&str; 8] = [
    "委员会",
    "局",
    "厅",
    "总工会",
    "办公室",
    "办公厅",
    "署",
    "部",
];

/// Reads the issuers.
pub(super) fn read(front: &Front, passages: &[(usize, &Passage)]) -> Option<Fact<Issuers>> {
    signature(front, passages)
        .or_else(|| title_page(front, passages))
        .or_else(|| in_sentences(front, passages))
        .or_else(|| {
            let issuer = front.notice_issuer.clone()?;
            let issuers = Issuers {
                names: vec![issuer.value],
                count: 1,
            };
            Some(Fact::new(issuers, issuer.confidence, issuer.line))
        })
}

/// The names between the last sentence of the notice and its date.
fn signature(front: &Front, passages: &[(usize, &Passage)]) -> Option<Fact<Issuers>> {
    let (start, end) = front.notice?;
    let notice = passages.get(start..end)?;
    // Without a date the names stand right before the disclosure or the plan.
    let end = notice
        .iter()
        .position(|(_, passage)| {
            let words = squeezed(&passage.text);
            words.ends_with('日') && marks::is_mark(&words)
        })
        .or_else(|| (1..notice.len()).find(|at| marks::is_mark(&notice[*at].1.text) && *at > 2))
        .unwrap_or(notice.len());
    let from = notice[..end]
        .iter()
        .rposition(|(_, passage)| !may_sign(&passage.text))
        .map_or(0, |at| at + 1);
    let lines: Vec<&str> = notice[from..end]
        .iter()
        .map(|(_, passage)| passage.text.as_str())
        .collect();
    let (names, whole) = names(&lines);
    let line = notice.get(from)?.1.line;
    let confidence = if whole {
        Confidence::High
    } else {
        Confidence::Low
    };
    issuers(names, confidence, line)
}

fn issuers(names: Vec<String>, confidence: Confidence, line: u32) -> Option<Fact<Issuers>> {
    let count = names.len();
    (count > 0).then(|| Fact::new(Issuers { names, count }, confidence, line))
}

/// A line of names or of a part of one.
fn may_sign(text: &str) -> bool {
    text.chars().nth(100).is_none()
        && text
            .chars()
            .all(|c| c.is_alphabetic() || c.is_whitespace() || "（）()".contains(c))
        && !text.ends_with("通知")
}

/// Names below the title.
fn title_page(front: &Front, passages: &[(usize, &Passage)]) -> Option<Fact<Issuers>> {
    let page = passages.get(front.title_at.1..front.body)?;
    let lines: Vec<&(usize, &Passage)> = page
        .iter()
        .filter(|(_, passage)| is_name(&squeezed(&passage.text)))
        .collect();
    let line = lines.first()?.1.line;
    let names = lines
        .iter()
        .map(|(_, passage)| squeezed(&passage.text))
        .collect();
    issuers(names, Confidence::Medium, line)
}

/// 某局等16部门联合制定了…, 某局会同….
fn in_sentences(front: &Front, passages: &[(usize, &Passage)]) -> Option<Fact<Issuers>> {
    let (start, end) = front.notice?;
    passages[start..end].iter().find_map(|(_, passage)| {
        let words = squeezed(&passage.text);
        let (name, count) = and_others(&words)?;
        let issuers = Issuers {
            names: vec![name],
            count,
        };
        Some(Fact::new(issuers, Confidence::Medium, passage.line))
    })
}

/// `某局` and 16 of `某局等16部门联合制定`.
fn and_others(words: &str) -> Option<(String, usize)> {
    const ACTS: [&str; 6] = ["联合", "制定", "编制", "印发", "共同", "研究"];
    for (at, sign) in words.match_indices('等') {
        let rest = &words[at + sign.len()..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Ok(count) = rest[..digits].parse::<usize>() else {
            continue;
        };
        let behind = rest[digits..].trim_start_matches(['个', '家']);
        let Some(behind) = behind
            .strip_prefix("部门")
            .or_else(|| behind.strip_prefix("单位"))
        else {
            continue;
        };
        let name = last_words(&words[..at]);
        let acts = ACTS.iter().any(|act| behind.starts_with(act));
        if acts && is_name(name) && (2..=99).contains(&count) {
            return Some((name.to_owned(), count));
        }
    }
    None
}

/// What stands behind the last stop, near the end.
fn last_words(words: &str) -> &str {
    const REACH: usize = 60;
    let start = words
        .char_indices()
        .rev()
        .take(REACH)
        .take_while(|(_, c)| !"，。、；《》：由".contains(*c))
        .last();
    start.map_or("", |(at, _)| &words[at..])
}

/// The names on some lines, and whether each of them ends as names do.
fn names(lines: &[&str]) -> (Vec<String>, bool) {
    let tokens: Vec<String> = lines.iter().flat_map(|line| tokens(line)).collect();
    let head = shared_head(&tokens);
    let begins = |token: &str| {
        head.as_deref().is_none_or(|head| token.starts_with(head))
            || ["中共", "中国", "国家", "共青团", "国网"]
                .iter()
                .any(|lead| token.starts_with(lead))
    };
    let ends = |token: &str| ENDS.iter().any(|end| token.ends_with(end));
    let mut names: Vec<String> = Vec::new();
    // The name that was too long for its column.
    let mut broken: Option<usize> = None;
    for (at, token) in tokens.iter().enumerate() {
        let next_goes_on = tokens
            .get(at + 1)
            .is_some_and(|next| !begins(next) && !ends_alone(next));
        match broken {
            Some(open) if !begins(token) => {
                names[open].push_str(token);
                broken = (!ends(&names[open])).then_some(open);
            }
            Some(open) => match residue(token) {
                Some((name, residue)) => {
                    names.push(name.to_owned());
                    names[open].push_str(residue);
                    broken = (next_goes_on || !ends(&names[open])).then_some(open);
                }
                None => names.push(token.clone()),
            },
            None if !begins(token) && !ends_alone(token) && !names.is_empty() => {
                if let Some(last) = names.last_mut() {
                    last.push_str(token);
                }
            }
            None => {
                names.push(token.clone());
                broken = (!ends(token)).then_some(names.len() - 1);
            }
        }
    }
    let whole = names.iter().all(|name| ends(name));
    (names, whole)
}

/// Whether a token without the usual beginning is a name by itself, not the end of one.
fn ends_alone(token: &str) -> bool {
    token.chars().count() >= 5 && is_name(token)
}

/// Words parted by white space; single characters in a row are one word set wide.
fn tokens(line: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut wide = false;
    for word in line.split_whitespace() {
        let single = word.chars().nth(1).is_none();
        match tokens.last_mut() {
            Some(last) if single && wide => last.push_str(word),
            _ => tokens.push(word.to_owned()),
        }
        wide = single;
    }
    tokens
}

/// The characters that most names begin with: the place.
fn shared_head(tokens: &[String]) -> Option<String> {
    let head = |token: &String| -> Option<String> {
        let head: String = token.chars().take(2).collect();
        (head.chars().count() == 2).then_some(head)
    };
    let first = tokens.iter().find_map(head)?;
    let sharing = tokens
        .iter()
        .filter(|token| token.starts_with(&first))
        .count();
    (tokens.len() > 1 && sharing * 2 >= tokens.len()).then_some(first)
}

/// A name and what stands behind it in the same word: the end of its neighbour.
fn residue(token: &str) -> Option<(&str, &str)> {
    SURE_ENDS
        .iter()
        .filter_map(|end| {
            let at = token.find(end)? + end.len();
            (at < token.len() && token[..at].chars().count() >= 5).then_some(at)
        })
        .min()
        .map(|at| token.split_at(at))
}
