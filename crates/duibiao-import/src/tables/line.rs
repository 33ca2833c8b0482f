//! What a line of text is, when it is not part of a table: heading, caption, prose, remark, page number.
//!
//! Rules look at shape and at the words that official documents have for these things. A number alone
//! is no page number here; whether it is one depends on the page break beside it.

use duibiao_syntax::outline::{self, NumberForm};

use crate::tables::number;
use crate::tables::value::is_circled;
use crate::tables::words::{folded, half_width, has_any, is_space, length, trimmed};

/// 一、 （一） 第三章: a heading of the outline above the level of rows.
pub(crate) fn is_heading(text: &str) -> bool {
    let above_rows = |form: NumberForm| {
        matches!(
            form,
            NumberForm::Part
                | NumberForm::Chapter
                | NumberForm::Section
                | NumberForm::Chinese
                | NumberForm::ChineseInBrackets
        )
    };
    outline::marker(trimmed(text)).is_some_and(|marker| above_rows(marker.form))
}

/// 专栏2, 表3, 附件1: what begins something new.
pub(crate) fn is_label(text: &str) -> bool {
    let text = trimmed(text);
    ["专栏", "附件", "附表", "附录", "图", "表"]
        .iter()
        .any(|word| {
            let Some(rest) = text.strip_prefix(word) else {
                return false;
            };
            let rest = trimmed(rest);
            let is_number =
                |c: char| half_width(c).is_ascii_digit() || "一二三四五六七八九十".contains(c);
            rest.starts_with(is_number) || rest.starts_with(['：', ':'])
        })
}

/// Sentences, as against the words of a cell.
pub(crate) fn is_prose(text: &str) -> bool {
    let text = trimmed(text);
    let stops = text.matches(['。', '；']).count();
    let length = length(text);
    let goes_on = stops > 0 && !text.ends_with('。');
    stops >= 2 || goes_on && length > 30 || stops > 0 && length > 60 || length > 120
}

/// A line of a table of contents: dots and a page.
pub(crate) fn is_contents(text: &str) -> bool {
    let text = trimmed(text);
    let is_leader = |c: char| matches!(c, '.' | '…' | '·' | '．' | '﹒' | '┈');
    let words = text.trim_end_matches(|c: char| half_width(c).is_ascii_digit() || c == ' ');
    let leaders = words
        .chars()
        .rev()
        .take_while(|c| is_leader(*c) || *c == ' ');
    leaders.filter(|c| is_leader(*c)).count() >= 3
        || text.contains("......")
        || text.contains("……………")
}

/// 注：, ①, *, 说明：: a remark below a table.
pub(crate) fn is_note(text: &str) -> bool {
    let text = trimmed(text);
    let first = text.chars().next();
    let bare = folded(text);
    let named = [
        "注:",
        "注1",
        "注2",
        "注3",
        "备注:",
        "说明:",
        "附注:",
        "资料来源:",
        "数据来源:",
    ];
    let bracketed = ["[注", "(注"];
    first.is_some_and(|c| is_circled(c) || matches!(c, '*' | '＊' | '※'))
        || named.iter().any(|word| bare.starts_with(word))
        || bracketed.iter().any(|word| bare.starts_with(word))
        || bare.starts_with("注(")
        || bare.starts_with("注①")
}

/// — 12 —, - 3 -, 第3页: a page number that is nothing else.
pub(crate) fn is_dressed_page_number(text: &str) -> bool {
    let bare = folded(text);
    let dressed = bare
        .strip_prefix(['-', '·'])
        .and_then(|rest| rest.strip_suffix(['-', '·']));
    let paged = bare.strip_prefix('第').and_then(|rest| {
        let end = rest.find('页')?;
        let after = &rest[end + '页'.len_utf8()..];
        let is_total = after.is_empty() || after.starts_with(['共', '/']);
        is_total.then(|| &rest[..end])
    });
    let is_number = |text: &str| {
        let digits = text.trim_matches('-');
        (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    dressed.or(paged).is_some_and(is_number)
}

/// Up to four digits and nothing else: a page number where a page ends.
pub(crate) fn is_bare_number(text: &str) -> bool {
    let text = trimmed(text);
    (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// A line drawn with signs, as some programs put it between rows.
pub(crate) fn is_rule(text: &str) -> bool {
    let is_stroke = |c: &char| matches!(c, '-' | '=' | '_' | '─' | '━' | '═' | '—' | '－');
    text.chars().filter(is_stroke).count() >= 6
        && text.chars().all(|c| is_stroke(&c) || is_space(c))
}

/// 续表, 续表1: a table goes on here.
pub(crate) fn is_continuation(text: &str) -> bool {
    let bare = folded(text);
    (bare.starts_with("续表") || bare.starts_with("(续表") || bare.ends_with("(续)"))
        && length(&bare) <= 30
}

/// 单位：万元, （单位：%）: what all numbers of a table are counted in.
pub(crate) fn is_unit_remark(text: &str) -> bool {
    let bare = folded(text);
    let bare = bare.trim_start_matches('(');
    (bare.starts_with("单位:") || bare.starts_with("计量单位:")) && length(bare) <= 24
}

/// Whether a line can be the caption of a table of indicators.
pub(crate) fn is_caption(text: &str) -> bool {
    let text = trimmed(text);
    let bare = folded(text);
    let names = bare.contains("指标") || bare.contains("目标") && bare.ends_with('表');
    let is_title = names || is_label(text) && length(&bare) <= 40;
    is_title && is_short_title(text) && !is_heading(text)
}

/// Whether a line promises a table of indicators without any doubt: `“十四五”发展主要指标`.
pub(crate) fn promises_table(text: &str) -> bool {
    const NAMES: [&str; 8] = [
        "主要指标",
        "指标体系",
        "指标与目标",
        "发展指标",
        "规划指标",
        "核心指标",
        "指标目标",
        "目标指标",
    ];
    let bare = folded(text);
    let end = bare
        .trim_end_matches(['表', ')'])
        .split('(')
        .next()
        .unwrap_or_default();
    let ends_so = NAMES.iter().any(|name| end.ends_with(name)) || bare.ends_with("指标表");
    let begins_so = is_label(text) && has_any(&bare, &NAMES);
    let looks_back = bare.contains("完成") || bare.contains("实现情况");
    (ends_so || begins_so) && !looks_back && is_short_title(text) && length(text) >= 6
}

/// A title: short, no sentence, not a line of the contents.
fn is_short_title(text: &str) -> bool {
    let text = trimmed(text);
    let ends_open = text.ends_with(['。', '；', '：', ':', '，', ',', '、', ';']);
    let is_sentence = text.contains('。') || text.contains('；');
    let is_row = number::leading(text).is_some_and(|number| number.is_closed);
    length(text) <= 44 && !ends_open && !is_sentence && !is_row && !is_contents(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lines_are() {
        assert!(is_heading("三、主要任务"));
        assert!(is_heading("（一）指导思想"));
        assert!(!is_heading("（1）覆盖率"));
        assert!(is_contents("专栏 1 主要指标 .................... 9"));
        assert!(is_contents("第一章 现状……………………3"));
        assert!(!is_contents("覆盖率达到2.5"));
        assert!(is_note("注：① 口径有调整"));
        assert!(is_note("  ② 折算值"));
        assert!(!is_note("注重实效"));
        assert!(is_dressed_page_number(" — 12 — "));
        assert!(is_dressed_page_number("第 3 页 共 9 页"));
        assert!(!is_dressed_page_number("12"));
        assert!(is_unit_remark("（单位：%）"));
    }

    #[test]
    fn captions() {
        assert!(promises_table("云河县“十四五”防灾减灾主要指标"));
        assert!(promises_table("专栏1 “十四五”时期主要指标"));
        assert!(promises_table("表 2 青山区发展指标体系"));
        assert!(!promises_table("“十三五”主要指标完成情况"));
        assert!(!promises_table("完善考核，健全指标体系。"));
        assert!(!promises_table("专栏 1 主要指标 ...... 9"));
        assert!(is_caption("附表：目标分解表"));
        assert!(!is_caption("（三）主要指标"));
    }
}
