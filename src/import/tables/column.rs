//! What a header cell of an indicator table says about its column.
//!
//! The vocabulary is that of `crate::parse::column`, which is private to its parser and knows the period
//! of its plan; here the period may be unknown, and a year alone can be the start or the goal. Which of
//! them it is follows from the whole header: see [`columns`].

use crate::period::Period;

use crate::import::tables::words::{folded, has_any, length};

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
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

impl Column {
    /// Whether its cells are values.
    pub(crate) const fn is_value(self) -> bool {
        matches!(self, Self::Baseline(_) | Self::Target(_) | Self::Actual(_))
    }
}

/// A column as its own words have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Column(Column),
    /// Only a year or a period.
    Time(u16),
    /// A mean or a total over a period: 年均增速, 累计.
    Over,
}

/// The columns of a header. A year alone is a target inside the plan's period and a starting value
/// before it; when the period is unknown, the first of several years is the start, if no other column is.
pub(crate) fn columns(words: &[String], period: Option<Period>) -> Vec<Column> {
    let said: Vec<Said> = words.iter().map(|word| said(word, period)).collect();
    let has_start = said
        .iter()
        .any(|said| matches!(said, Said::Column(Column::Baseline(_) | Column::Actual(_))));
    let has_goal = said
        .iter()
        .any(|said| matches!(said, Said::Column(Column::Target(_))));
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
            Said::Time(year) if is_start(year) => Column::Baseline(Some(year)),
            Said::Time(year) => Column::Target(Some(year)),
            Said::Over => Column::Target(None),
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

fn exact(plain: &str) -> Option<Column> {
    Some(match plain {
        "序号" | "编号" | "序" | "No" | "No." | "NO" | "NO." | "项次" => Column::Number,
        "类别" | "分类" | "领域" | "维度" | "方面" | "类型" | "板块" | "一级指标" | "指标类别"
        | "指标分类" | "指标领域" | "指标维度" | "目标类别" | "大类" => {
            Column::Group
        }
        "单位" | "计量单位" | "指标单位" => Column::Unit,
        "属性" | "指标属性" | "性质" | "指标性质" | "指标类型" | "目标属性" => {
            Column::Nature
        }
        "备注" | "说明" | "注" | "来源" | "数据来源" | "指标解释" | "指标说明" | "指标释义"
        | "计算方法" | "测算方法" | "完成时限" | "完成时间" => Column::Note,
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
    const ACTUAL: [&str; 7] = [
        "实际",
        "完成值",
        "完成情况",
        "完成数",
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
        Column::Department
    } else if plain.ends_with("名称") || matches!(plain, "项目" | "目标指标" | "指标项目")
    {
        Column::Name
    } else if has_any(text, &ACTUAL) {
        Column::Actual(year)
    } else if has_any(text, &BASELINE) {
        Column::Baseline(year)
    } else if has_any(text, &TARGET) {
        return target(text, plain, year, period);
    } else if let Some(time) = time.filter(|_| !over && !plain.ends_with("主要指标")) {
        return Said::Time(time.end);
    } else if over {
        return Said::Over;
    } else if plain.contains("指标") {
        Column::Name
    } else {
        Column::Unknown
    };
    Said::Column(column)
}

/// 目标 over a year before the period is the start that stands under the same head; 目标指标 names.
fn target(text: &str, plain: &str, year: Option<u16>, period: Option<Period>) -> Said {
    if plain.ends_with("指标") && year.is_none() {
        return Said::Column(Column::Name);
    }
    let is_before = |year: u16| period.is_some_and(|period| year < period.start);
    let says_value = text.contains("目标值");
    match year {
        Some(year) if is_before(year) && !says_value => Said::Column(Column::Baseline(Some(year))),
        year => Said::Column(Column::Target(year)),
    }
}

/// The time that words name: a year, a span of years, a five-year period.
pub(crate) fn time(text: &str) -> Option<Period> {
    let text = folded(text);
    let years = years(&text);
    match years[..] {
        [] => named_period(&text),
        [first, .., last] if first < last => Some(Period {
            start: first,
            end: last,
        }),
        [year, ..] => Some(Period {
            start: year,
            end: year,
        }),
    }
}

/// The four-digit years of a folded text.
fn years(text: &str) -> Vec<u16> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (1949..2200).contains(year))
        .take(4)
        .collect()
}

/// The five-year period that a text names: “十五五”, 十五五时期.
fn named_period(text: &str) -> Option<Period> {
    let ends = text.match_indices('五').map(|(at, five)| at + five.len());
    ends.filter_map(|end| {
        let numerals = text[..end]
            .char_indices()
            .rev()
            .take_while(|(_, c)| "一二三四五六七八九十".contains(*c));
        let start = numerals.take(4).last()?.0;
        Period::from_five_year_name(&text[start..end])
    })
    .next_back()
}

/// The header words of a text in which nothing parts them: 指标名称目标值. None when anything is left
/// over, so that prose is never a header.
pub(crate) fn split_joined(text: &str) -> Option<Vec<String>> {
    let text = folded(text);
    if length(&text) > 160 {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let end = word_end(rest)?;
        words.push(rest[..end].to_owned());
        rest = &rest[end..];
    }
    Some(words)
}

const WORDS: [&str; 73] = [
    "序号",
    "编号",
    "项次",
    "序",
    "类别",
    "分类",
    "领域",
    "维度",
    "方面",
    "类型",
    "板块",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标类别",
    "指标分类",
    "指标领域",
    "指标维度",
    "目标类别",
    "指标名称",
    "主要指标",
    "具体指标",
    "核心指标",
    "发展指标",
    "规划指标",
    "目标指标",
    "指标项目",
    "指标",
    "项目名称",
    "名称",
    "项目",
    "单位",
    "计量单位",
    "指标单位",
    "属性",
    "指标属性",
    "性质",
    "指标性质",
    "指标类型",
    "目标属性",
    "基础值",
    "基期值",
    "基准值",
    "基期",
    "基础",
    "现状值",
    "现状",
    "基数",
    "目标值",
    "规划目标值",
    "预期目标值",
    "规划目标",
    "预期目标",
    "目标",
    "规划值",
    "预期值",
    "指标值",
    "年均增速",
    "年均增长",
    "年均",
    "累计",
    "责任单位",
    "责任部门",
    "牵头单位",
    "牵头部门",
    "主管部门",
    "配合单位",
    "配合部门",
    "备注",
    "说明",
    "指标说明",
    "指标解释",
    "数据来源",
];

/// What may follow a year or a period to make one header word of both.
const AFTER_TIME: [&str; 22] = [
    "基础值",
    "基期值",
    "基准值",
    "基期",
    "现状值",
    "现状",
    "实际值",
    "实际完成值",
    "完成值",
    "完成情况",
    "实际完成",
    "实际",
    "完成",
    "目标值",
    "规划目标值",
    "规划目标",
    "预期目标",
    "目标",
    "规划值",
    "预期值",
    "指标值",
    "年均增速",
];

fn word_end(text: &str) -> Option<usize> {
    let end = time_end(text)
        .map(|end| end + longest(&text[end..], &AFTER_TIME).unwrap_or(0))
        .or_else(|| {
            let end = longest(text, &WORDS)?;
            let is_value_word = has_any(&text[..end], &["值", "目标", "基期", "现状"]);
            Some(
                end + bracketed_time_end(&text[end..])
                    .filter(|_| is_value_word)
                    .unwrap_or(0),
            )
        })?;
    Some(end + bracket_end(&text[end..]).unwrap_or(0))
}

fn longest(text: &str, words: &[&str]) -> Option<usize> {
    let starts = words.iter().filter(|word| text.starts_with(**word));
    starts.map(|word| word.len()).max()
}

/// 2025年, 2026-2030年, “十五五”期间, 到2025年.
fn time_end(text: &str) -> Option<usize> {
    let start = ["到", "至"]
        .iter()
        .find(|word| text.starts_with(**word))
        .map_or(0, |word| word.len());
    let body = &text[start..];
    let end = if body.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = body.find(|c: char| !(c.is_ascii_digit() || c == '-'));
        let end = digits.unwrap_or(body.len());
        matches!(end, 4 | 9).then_some(())?;
        time(&body[..end])?;
        let year = if body[end..].starts_with('年') {
            '年'.len_utf8()
        } else {
            0
        };
        end + year
    } else {
        let close = body.strip_prefix('“')?.find('”')?;
        let end = '“'.len_utf8() + close + '”'.len_utf8();
        named_period(&body[..end])?;
        end
    };
    let after = ["末", "底", "期间", "时期", "期末"];
    Some(start + end + longest(&body[end..], &after).unwrap_or(0))
}

fn bracketed_time_end(text: &str) -> Option<usize> {
    let end = bracket_end(text)?;
    time(&text[..end]).map(|_| end)
}

/// A bracket that explains the word before it: （%）, （2020年）.
fn bracket_end(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['(', '['])?;
    let end = inner.find([')', ']'])?;
    (length(&inner[..end]) <= 14).then_some(end + 2)
}

#[cfg(test)]
mod tests;
