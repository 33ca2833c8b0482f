//! Targets that another level sets: 完成市下达目标, 达到国家要求, 按省级要求执行.
//!
//! An authority, then only words about setting and fulfilling: every word must be known, so that
//! 完成市级平台建设任务 (a piece of work) is not taken for a target handed down.

use super::cursor::Cursor;
use super::words::MeaningWords;

/// Reads who sets the target, and leaves what follows in brackets.
pub(super) fn eat<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    let mut ahead = *cursor;
    let has_verb = ahead.eat_longest(FULFILLING).is_some();
    let by = eat_authority(&mut ahead)?;
    let mut said = Vec::new();
    while let Some(word) = ahead.eat_longest(SETTING) {
        said.push(word);
    }
    let is_set = said.contains(&DelegatedSetting::Act);
    let is_complete = if has_verb {
        is_set || said.contains(&DelegatedSetting::Object)
    } else {
        is_set
    };
    is_complete.then_some(())?;
    *cursor = ahead;
    Some(by)
}

const FULFILLING: MeaningWords<()> = &[
    ((), "完成 达到 达 落实 满足 实现 执行 符合 服从"),
    ((), "按 按照 根据 依据 以 待"),
    ((), "不突破 不超过 控制在"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DelegatedSetting {
    /// What an authority does to set a target.
    Act,
    /// What it sets.
    Object,
    /// A word that changes neither.
    Filler,
}

const SETTING: MeaningWords<DelegatedSetting> = &[
    (
        DelegatedSetting::Act,
        "下达 下发 设定 确定 核定 审定 规定 制定 分解 安排 部署 定",
    ),
    (
        DelegatedSetting::Object,
        "目标 目标任务 目标值 指标 指标值 任务 任务数 要求 标准 计划 考核",
    ),
    (
        DelegatedSetting::Filler,
        "的 后 相关 有关 统一 审核 衔接 年度 当年 最终 约束性 总量 控制 规划",
    ),
    (DelegatedSetting::Filler, "以内 之内 内 执行 落实 完成 为准"),
];

/// The words up to the first word about setting, when they name a level of government.
fn eat_authority<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    cursor.skip_spaces();
    let start = *cursor;
    let longest = start.len().min(LONGEST_AUTHORITY);
    let end = (1..longest)
        .map(|length| start.after(length))
        .find(|rest| {
            let mut rest = *rest;
            rest.eat_longest(SETTING).is_some()
        })?;
    let by = start.until(end);
    (is_authority(by)).then(|| {
        *cursor = end;
        by
    })
}

const LONGEST_AUTHORITY: usize = 16;

/// One or more levels or bodies: 国家, 市、区, 国家和省, 江苏省, 省住建厅.
fn is_authority(name: &str) -> bool {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let is_level = |one: &str| LEVELS.split_ascii_whitespace().any(|level| level == one);
    name.split(['、', '和', '与', '及'])
        .all(|one| is_level(one) || is_body(one))
}

const LEVELS: &str = "国家 国家级 中央 省 市 区 县 州 盟 旗 省级 市级 区级 县级 州级 上级";

/// A name, not a clause: 逐步达到国家 is none.
fn is_body(name: &str) -> bool {
    let ends = [
        "省", "市", "区", "县", "州", "盟", "旗", "厅", "局", "部", "委", "政府",
    ];
    let of_clause = |c: char| !c.is_alphabetic() || "达到完成落实满足按照执行符合不".contains(c);
    let length = name.chars().count();
    (2..=10).contains(&length)
        && ends.iter().any(|end| name.ends_with(end))
        && !name.contains(of_clause)
}
