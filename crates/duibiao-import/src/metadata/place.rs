//! The place that a plan is for.
//!
//! The title names it, from the greater place to the smaller: 某市某区. There are many 西区, so a
//! name alone is not enough: the places above it must be in the title, or one of them in the text before
//! the plan's first heading. Where that leaves several, all are named and none is chosen.

use crate::original::{Confidence, ImportProblem};
use duibiao_syntax::region::{self, Entry, Region, RegionCode};

use super::squeezed::squeezed;
use super::{Fact, Metadata};
use crate::repair::Passage;

/// Finds the place by the title, or by who issued the plan.
pub(super) fn read(passages: &[(usize, &Passage)], metadata: &mut Metadata) {
    let title = metadata
        .title
        .as_ref()
        .map(|title| (title.value.clone(), title.line, true));
    let issuer = metadata.issuers.as_ref().and_then(|issuers| {
        let name = issuers.value.names.first()?;
        Some((name.clone(), issuers.line, false))
    });
    for (words, line, is_title) in title.into_iter().chain(issuer) {
        let candidates = named(&words, is_title);
        if candidates.is_empty() {
            continue;
        }
        let sure = if is_title {
            Confidence::High
        } else {
            Confidence::Medium
        };
        match narrowed(&candidates, passages)[..] {
            [only] => {
                let confidence = if candidates.len() == 1 {
                    sure
                } else {
                    Confidence::Medium
                };
                metadata.region = Some(Fact::new(only, confidence, line));
            }
            ref several => metadata.problems.push(ambiguous(several, line)),
        }
        return;
    }
}

/// The places that words begin with.
fn named(words: &str, is_title: bool) -> Vec<RegionCode> {
    let words = words.trim_start_matches(['《', '“']);
    let nation = [
        "国家",
        "全国",
        "中国",
        "中华人民共和国",
        "国务院",
        "中共中央",
    ];
    if nation.iter().any(|name| words.starts_with(name)) {
        return vec![RegionCode::NATION];
    }
    let mut rest = words;
    let mut found: Vec<RegionCode> = Vec::new();
    // Province, city, county: no name has more steps.
    for _ in 0..3 {
        let Some((length, codes)) = step(rest, &found) else {
            break;
        };
        found = codes;
        rest = &rest[length..];
    }
    if found.is_empty() && is_title {
        return short(words);
    }
    found
}

/// The longest name that words begin with, below one of the places found so far.
fn step(words: &str, above: &[RegionCode]) -> Option<(usize, Vec<RegionCode>)> {
    let longest = current()
        .filter(|entry| words.starts_with(entry.name) && is_below(entry, above))
        .map(|entry| entry.name.len())
        .max()?;
    let codes = current()
        .filter(|entry| entry.name.len() == longest && words.starts_with(entry.name))
        .filter(|entry| is_below(entry, above))
        .map(|entry| entry.code)
        .collect();
    Some((longest, codes))
}

fn is_below(entry: &Entry, above: &[RegionCode]) -> bool {
    above.is_empty()
        || Region::of(entry.code)
            .ancestors()
            .any(|ancestor| above.contains(&ancestor.code))
}

fn current() -> impl Iterator<Item = &'static Entry> {
    region::all().filter(|entry| entry.retired.is_none() && entry.code != RegionCode::NATION)
}

/// A name without its last word: 上海“十五五”…. Only provinces and cities are called so.
fn short(words: &str) -> Vec<RegionCode> {
    const LASTS: [&str; 8] = [
        "特别行政区",
        "壮族自治区",
        "回族自治区",
        "维吾尔自治区",
        "自治区",
        "省",
        "市",
        "地区",
    ];
    current()
        .filter(|entry| {
            matches!(entry.level, region::Level::Province | region::Level::City)
                && LASTS
                    .iter()
                    .find_map(|last| entry.name.strip_suffix(last))
                    .is_some_and(|short| short.chars().count() >= 2 && words.starts_with(short))
        })
        .map(|entry| entry.code)
        .collect()
}

/// The candidates that stand below the place that the text names most closely.
fn narrowed(candidates: &[RegionCode], passages: &[(usize, &Passage)]) -> Vec<RegionCode> {
    const REACH: usize = 30;
    if candidates.len() <= 1 {
        return candidates.to_vec();
    }
    let words: String = passages
        .iter()
        .take(REACH)
        .map(|(_, passage)| squeezed(&passage.text))
        .collect();
    let mentioned = |code: &RegionCode, nearest: bool| {
        let mut above = Region::of(*code)
            .ancestors()
            .filter(|place| place.code != RegionCode::NATION);
        let place = if nearest { above.next() } else { above.last() };
        place.is_some_and(|place| words.contains(place.name()))
    };
    let by = |nearest: bool| -> Vec<RegionCode> {
        let kept = candidates.iter().filter(|code| mentioned(code, nearest));
        kept.copied().collect()
    };
    let (near, far) = (by(true), by(false));
    match (near.len(), far.len()) {
        (0, 0) => candidates.to_vec(),
        (0, _) | (2.., 1) => far,
        _ => near,
    }
}

fn ambiguous(candidates: &[RegionCode], line: u32) -> ImportProblem {
    const SHOWN: usize = 8;
    let list: Vec<String> = candidates
        .iter()
        .take(SHOWN)
        .map(|code| format!("{code} {}", Region::of(*code).full_name()))
        .collect();
    let more = if candidates.len() > SHOWN { "…" } else { "" };
    let list = format!("{}{more}", list.join("、"));
    ImportProblem {
        line,
        code: "region-ambiguous",
        zh: format!(
            "标题中的地名对应 {} 个行政区：{list}。用 --region 代码 选定，或在文件头的 region 写上代码",
            candidates.len()
        ),
        en: format!(
            "the name in the title is that of {} places: {list}. Choose one with --region CODE, or write its code in the front matter",
            candidates.len()
        ),
    }
}
