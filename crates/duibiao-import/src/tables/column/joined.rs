//! Header words with nothing between them, as converters leave them: 指标名称目标值.

use super::time::{longest, time, time_end};
use super::{ColumnRole, Said, said};
use crate::tables::words::{folded, has_any, length};

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
    Some(with_name(words))
}

/// 指标属性 is one word, unless no other word names the indicators: then it is 指标 and 属性.
fn with_name(mut words: Vec<String>) -> Vec<String> {
    let is_name = |word: &String| said(word, None) == Said::Column(ColumnRole::Name);
    if words.len() < 2 || words.iter().any(is_name) {
        return words;
    }
    let at = words.iter().position(|word| {
        let rest = word.strip_prefix("指标");
        rest.is_some_and(|rest| WORDS.split_ascii_whitespace().any(|word| word == rest))
    });
    if let Some(at) = at {
        let rest = words[at].split_off("指标".len());
        words.insert(at + 1, rest);
    }
    words
}

const WORDS: &str = "序号 编号 项次 序 类别 分类 领域 维度 方面 类型 板块 一级指标 二级指标 \
    三级指标 指标类别 指标分类 指标领域 指标维度 目标类别 指标名称 主要指标 具体指标 \
    核心指标 发展指标 规划指标 目标指标 指标项目 指标 项目名称 名称 项目 单位 \
    计量单位 指标单位 属性 指标属性 性质 指标性质 指标类型 目标属性 基础值 基期值 \
    基准值 基期 基础 现状值 现状 基数 目标值 规划目标值 预期目标值 规划目标 \
    预期目标 目标 规划值 预期值 指标值 年均增速 年均增长 年均 累计 完成值 \
    实际完成值 实际完成 实际值 完成情况 实现值 完成率 责任单位 责任部门 牵头单位 \
    牵头部门 主管部门 配合单位 配合部门 备注 说明 指标说明 指标解释 数据来源";

/// What may follow a year or a period to make one header word of both.
const AFTER_TIME: &str = "基础值 基期值 基准值 基期 现状值 现状 实际值 实际完成值 完成值 完成情况 \
    实际完成 实际 完成 目标值 规划目标值 规划目标 预期目标 目标 规划值 预期值 \
    指标值 年均增速";

fn word_end(text: &str) -> Option<usize> {
    let end = time_end(text)
        .map(|end| end + longest(&text[end..], AFTER_TIME).unwrap_or(0))
        .or_else(|| {
            let end = longest(text, WORDS)?;
            let is_value_word = has_any(&text[..end], &["值", "目标", "基期", "现状"]);
            Some(
                end + bracketed_time_end(&text[end..])
                    .filter(|_| is_value_word)
                    .unwrap_or(0),
            )
        })?;
    Some(end + bracket_end(&text[end..]).unwrap_or(0))
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
