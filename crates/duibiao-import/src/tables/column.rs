//! What a header cell of an indicator table says about its column.
//!
//! The vocabulary is that of `duibiao_syntax::parse::column`, which is private to its parser and knows the period
//! of its plan; here the period may be unknown, and a year alone can be the start or the goal. Which of
//! them it is follows from the whole header: see [`columns`].

mod joined;
mod time;

use duibiao_syntax::period::Period;

use crate::tables::words::{folded, has_any, length};
pub(crate) use joined::split_joined;
pub(crate) use time::{span, time};

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnRole {
    /// The number of the row.
    Number,
    /// The group that rows stand in.
    Group,
    /// The name of the indicator.
    Name,
    /// The unit.
    Unit,
    /// A starting value.
    Baseline(Option<u16>),
    /// A target.
    Target(Option<u16>),
    /// What was really reached: the table looks back, unless this is the starting value.
    Actual(Option<u16>),
    /// 约束性, 预期性.
    Nature,
    /// Who is responsible.
    Department,
    /// Remarks, definitions, sources.
    Note,
    /// Nothing known.
    Unknown,
}

impl ColumnRole {
    /// Whether its cells are values.
    pub(crate) const fn is_value(self) -> bool {
        matches!(self, Self::Baseline(_) | Self::Target(_) | Self::Actual(_))
    }
}

/// A column as its own words have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Column(ColumnRole),
    /// Only a year or a period.
    Time(u16),
    /// A mean or a total over a period: 年均增速, 累计.
    Over,
}

/// The columns of a header. A year alone is a target inside the plan's period and a starting value
/// before it; when the period is unknown, the first of several years is the start, if no other column is.
pub(crate) fn columns(words: &[String], period: Option<Period>) -> Vec<ColumnRole> {
    let said: Vec<Said> = words.iter().map(|word| said(word, period)).collect();
    let has_start = said.iter().any(|said| {
        matches!(
            said,
            Said::Column(ColumnRole::Baseline(_) | ColumnRole::Actual(_))
        )
    });
    let has_goal = said
        .iter()
        .any(|said| matches!(said, Said::Column(ColumnRole::Target(_))));
    let years = || {
        said.iter().filter_map(|said| match said {
            Said::Time(year) => Some(*year),
            Said::Column(_) | Said::Over => None,
        })
    };
    let (first, count) = (years().min(), years().count());
    let is_start = |year: u16| match period {
        Some(period) => year < period.start,
        None => !has_start && (count > 1 || has_goal) && Some(year) == first,
    };
    said.into_iter()
        .map(|said| match said {
            Said::Column(column) => column,
            Said::Time(year) if is_start(year) => ColumnRole::Baseline(Some(year)),
            Said::Time(year) => ColumnRole::Target(Some(year)),
            Said::Over => ColumnRole::Target(None),
        })
        .collect()
}

/// Whether a cell says something that only headers say, and nothing else.
pub(crate) fn is_header_word(text: &str) -> bool {
    let bare = folded(text);
    (1..=18).contains(&length(&bare)) && split_joined(&bare).is_some_and(|words| words.len() == 1)
}

fn said(word: &str, period: Option<Period>) -> Said {
    let text = folded(word);
    let plain = text.split(['(', '[']).next().unwrap_or_default();
    if let Some(column) = exact(plain) {
        return Said::Column(column);
    }
    by_words(&text, plain, period)
}

fn exact(plain: &str) -> Option<ColumnRole> {
    Some(match plain {
        "序号" | "编号" | "序" | "No" | "No." | "NO" | "NO." | "项次" => ColumnRole::Number,
        "类别" | "分类" | "领域" | "维度" | "方面" | "类型" | "板块" | "一级指标" | "指标类别"
        | "指标分类" | "指标领域" | "指标维度" | "目标类别" | "大类" => {
            ColumnRole::Group
        }
        "单位" | "计量单位" | "指标单位" => ColumnRole::Unit,
        "属性" | "指标属性" | "性质" | "指标性质" | "指标类型" | "目标属性" => {
            ColumnRole::Nature
        }
        "备注" | "说明" | "注" | "来源" | "数据来源" | "指标解释" | "指标说明" | "指标释义"
        | "计算方法" | "测算方法" | "完成时限" | "完成时间" => ColumnRole::Note,
        _ => return None,
    })
}

fn by_words(text: &str, plain: &str, period: Option<Period>) -> Said {
    const DEPARTMENT: [&str; 4] = ["责任", "牵头", "配合", "主管部门"];
    const BASELINE: [&str; 9] = [
        "基期",
        "基础",
        "基准",
        "现状",
        "基数",
        "基线",
        "初始值",
        "当前值",
        "期初",
    ];
    const ACTUAL: [&str; 8] = [
        "实际",
        "完成值",
        "完成情况",
        "完成数",
        "完成率",
        "实现值",
        "实现情况",
        "达到值",
    ];
    const TARGET: [&str; 7] = [
        "目标",
        "规划值",
        "预期值",
        "规划数",
        "计划值",
        "期末",
        "指标值",
    ];
    const OVER: [&str; 3] = ["年均", "累计", "增速"];
    let time = time(text);
    let over = has_any(text, &OVER) && !plain.ends_with("指标");
    let year = time.filter(|_| !over).map(|time| time.end);
    let column = if has_any(text, &DEPARTMENT) {
        ColumnRole::Department
    } else if plain.ends_with("名称") || matches!(plain, "项目" | "目标指标" | "指标项目")
    {
        ColumnRole::Name
    } else if has_any(text, &ACTUAL) {
        ColumnRole::Actual(year)
    } else if has_any(text, &BASELINE) {
        ColumnRole::Baseline(year)
    } else if has_any(text, &TARGET) {
        return target(text, plain, year, period);
    } else if let Some(time) = time.filter(|_| !over && !plain.ends_with("主要指标")) {
        return Said::Time(time.end);
    } else if over {
        return Said::Over;
    } else if plain.contains("指标") {
        ColumnRole::Name
    } else {
        ColumnRole::Unknown
    };
    Said::Column(column)
}

/// 目标 over a year before the period is the start that stands under the same head; 目标指标 names.
fn target(text: &str, plain: &str, year: Option<u16>, period: Option<Period>) -> Said {
    if plain.ends_with("指标") && year.is_none() {
        return Said::Column(ColumnRole::Name);
    }
    let is_before = |year: u16| period.is_some_and(|period| year < period.start);
    let says_value = text.contains("目标值");
    match year {
        Some(year) if is_before(year) && !says_value => {
            Said::Column(ColumnRole::Baseline(Some(year)))
        }
        year => Said::Column(ColumnRole::Target(year)),
    }
}

#[cfg(test)]
mod tests;
