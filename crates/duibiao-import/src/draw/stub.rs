//! An entry of the catalogue for an indicator that it does not have, to be looked over by a person.

use crate::original::OriginalRow;
use duibiao_syntax::document::{Better, IndicatorMeasure};

use super::one_line;

/// The path and the text of an entry. What is better and what kind of measure it is are read off the
/// target; a person must confirm both.
pub fn stub_indicator(row: &OriginalRow, topic: &str, id: &str) -> (String, String) {
    let target = row
        .targets
        .first()
        .map_or("", |target| target.text.as_str());
    let unit = row
        .unit
        .as_deref()
        .map(str::trim)
        .filter(|unit| !unit.is_empty())
        .or_else(|| target.contains(['%', '％']).then_some("%"))
        .unwrap_or("—");
    let measure = if unit.contains(['%', '％', '‰']) {
        IndicatorMeasure::Rate
    } else {
        IndicatorMeasure::Level
    };
    let name = quoted(&one_line(&row.name));
    let text = format!(
        "---\nid: {id}\nname: {name}\ntopic: {topic}\nunit: {}\nbetter: {}\nmeasure: {}\n---\n\
         由导入生成，方向、量的类型和单位待核。\n",
        quoted(unit),
        better(target).id(),
        measure.id(),
    );
    (format!("content/indicators/{topic}/{id}.md"), text)
}

fn better(target: &str) -> Better {
    const HIGHER: [&str; 9] = [
        "≥",
        "＞",
        ">",
        "以上",
        "不低于",
        "不少于",
        "提升",
        "提高",
        "增长",
    ];
    const LOWER: [&str; 8] = ["≤", "＜", "<", "以下", "不高于", "不超过", "下降", "降低"];
    let has = |words: &[&str]| words.iter().any(|word| target.contains(word));
    match (has(&HIGHER), has(&LOWER)) {
        (true, false) => Better::Higher,
        (false, true) => Better::Lower,
        _ => Better::Neither,
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
