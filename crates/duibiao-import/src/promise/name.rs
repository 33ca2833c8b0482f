//! The words of a name: what stands at its ends and is none of it, its rank and its head.
//!
//! Names are cut out of sentences by their neighbours and bring words along that say when, how or how
//! much. They are taken off here by closed lists; what is left is never changed but for the order of
//! 企业参与创建, which names 参与创建的企业.

use super::lexicon::{DOINGS, LEAD_INS, RANK_JOINS, RANKS, TRAIL_OUTS, VERBS};

/// A name without the words at its ends that are none of it.
pub(super) fn cleaned(name: &str) -> String {
    let mut name = name.trim();
    loop {
        let shorter = without_time(name);
        let first = LEAD_INS.longest_prefix(shorter).unwrap_or_default();
        let shorter = &shorter[first.len()..];
        let last = TRAIL_OUTS.longest_suffix(shorter).unwrap_or_default();
        let shorter = &shorter[..shorter.len() - last.len()];
        if shorter == name {
            return unmatched_marks_off(name).to_owned();
        }
        name = shorter;
    }
}

/// 到2025年底, 2025年, “十四五”期间 at the beginning of a name tell when.
fn without_time(name: &str) -> &str {
    let rest = name
        .strip_prefix('到')
        .or_else(|| name.strip_prefix('至'))
        .unwrap_or(name);
    let after_year = rest
        .get(..4)
        .filter(|year| year.bytes().all(|b| b.is_ascii_digit()))
        .and_then(|_| rest[4..].strip_prefix('年'));
    if let Some(rest) = after_year {
        return ["年底前", "年底", "底前", "底", "末", "前", "度"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
    }
    let after_period = rest
        .strip_prefix('“')
        .and_then(|inner| inner.split_once("五”"))
        .filter(|(before, _)| before.chars().count() == 2)
        .map(|(_, rest)| rest);
    after_period
        .and_then(|rest| {
            ["期间", "时期", "期末", "末"]
                .iter()
                .find_map(|word| rest.strip_prefix(word))
        })
        .unwrap_or(name)
}

/// A closing mark whose opening one was cut off is no part of a name.
fn unmatched_marks_off(name: &str) -> &str {
    name.trim_start_matches(['）', '”', '》', '。', '.'])
}

/// What is left of a name when the ranks at its beginning are taken off: nothing for 省级、市级.
pub(super) fn without_ranks(name: &str) -> &str {
    let mut rest = name;
    while let Some(length) = rank_at(rest) {
        rest = &rest[length..];
    }
    rest
}

/// The length of the rank that a name begins with, and of what joins it to the next.
fn rank_at(name: &str) -> Option<usize> {
    let rank = RANKS.longest_prefix(name)?;
    let rest = &name[rank.len()..];
    let joint = RANK_JOINS.longest_prefix(rest).unwrap_or_default();
    // 省 and 市 alone are ranks only where they are joined to another: 省、市级.
    let is_short = !rank.ends_with(['级', '）']) && rank != "国家";
    (!is_short || !joint.is_empty() || rest.is_empty()).then_some(rank.len() + joint.len())
}

/// The rank that a name begins with, its 级 included: 县级 of 县级书屋.
pub(super) fn rank_of(name: &str) -> Option<&str> {
    RANKS
        .longest_prefix(name)
        .filter(|rank| rank.ends_with('级'))
}

/// 企业参与创建 is 参与创建的企业.
pub(super) fn inverted(noun: &str) -> String {
    let doing = noun
        .char_indices()
        .skip(1)
        .find(|(at, _)| DOINGS.longest_prefix(&noun[*at..]).is_some());
    match doing {
        // A clause before 的 describes the noun after it and is in order already.
        Some((at, _)) if !noun[at..].contains('的') => format!("{}的{}", &noun[at..], &noun[..at]),
        _ => noun.to_owned(),
    }
}

/// A clause without the verbs that it begins with.
pub(super) fn without_verbs(clause: &str) -> &str {
    let mut object = clause;
    while let Some(verb) = long_verb(object) {
        object = &object[verb.len()..];
    }
    object
}

/// The verb that a text begins with, unless it is a single sign, which may begin a noun as well.
pub(super) fn long_verb(text: &str) -> Option<&str> {
    VERBS
        .longest_prefix(text)
        .filter(|verb| verb.chars().nth(1).is_some())
}
