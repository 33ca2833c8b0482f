//! The report as a page beside the plan file: what was recognised, what was changed, what a person must do.

use std::collections::BTreeMap;

use crate::original::Original;

use super::{Certainty, Report, json};
use crate::assemble::Imported;
use crate::conserve;

/// How many entries of one reason are shown in full.
const SHOWN: usize = 8;

/// Draws the page.
pub fn markdown(file: &str, original: &Original, imported: &Imported) -> String {
    let report = json(file, original, imported);
    let mut page = ReportPage::default();
    page.line(&format!("# 导入报告 Import report：{}", one_line(file)));
    page.line(&format!(
        "格式 Format：{}；编码 Encoding：{}；规划文件 Plan file：{}",
        original.format,
        report.encoding.unwrap_or("—"),
        imported.path.as_deref().unwrap_or("（待定 to be decided）"),
    ));
    next_steps(&mut page, imported);
    problems(&mut page, &report);
    facts(&mut page, &report);
    tables(&mut page, &report, imported);
    structure(&mut page, imported);
    repairs(&mut page, &report);
    removed(&mut page, &report);
    page.text
}

#[derive(Default)]
struct ReportPage {
    text: String,
}

impl ReportPage {
    /// A block of its own.
    fn line(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line right below the one before.
    fn more(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn table(&mut self, header: &[&str], rows: impl Iterator<Item = Vec<String>>) {
        self.line(&format!("| {} |", header.join(" | ")));
        self.more(&format!("|{}|", vec!["---"; header.len()].join("|")));
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
            self.more(&format!("| {} |", cells.join(" | ")));
        }
    }
}

fn next_steps(page: &mut ReportPage, imported: &Imported) {
    page.line("## 下一步 Next steps");
    let unproved = imported
        .problems
        .iter()
        .any(|problem| conserve::CODES.contains(&problem.code));
    if unproved {
        page.line("- **原文没有全部进入规划文件，不能使用。** The plan file does not hold all of the original: do not use it.");
    } else {
        page.line("- 已证明：原文的每个字都在规划文件、修改清单或移出清单里。 Proved: every character of the original is in the plan file or in a list below.");
    }
    if !imported.problems.is_empty() {
        page.more(&format!(
            "- 先处理下面 {} 个待办。 See to the {} points below.",
            imported.problems.len(),
            imported.problems.len()
        ));
    }
    let doubtful = imported
        .repairs
        .iter()
        .filter(|repair| !repair.applied)
        .count();
    if doubtful > 0 {
        page.more(&format!(
            "- 有 {doubtful} 处修改只是建议，请对照原件决定。 {doubtful} repairs are only proposed: decide by the original."
        ));
    }
    page.more("- 逐行对照指标表，然后运行 `duibiao check`。 Compare the indicator table row by row, then run `duibiao check`.");
}

fn problems(page: &mut ReportPage, report: &Report) {
    page.line("## 待人处理 Needs a person");
    if report.problems.is_empty() {
        page.line("没有。 Nothing.");
        return;
    }
    page.table(
        &["行 Line", "代码 Code", "说明", "What"],
        report.problems.iter().map(|problem| {
            vec![
                line_number(problem.line),
                problem.code.to_owned(),
                problem.message.clone(),
                problem.message_en.clone(),
            ]
        }),
    );
}

fn facts(page: &mut ReportPage, report: &Report) {
    page.line("## 规划信息 What the document says about itself");
    let plan = &report.plan;
    let status = plan.status.map(str::to_owned);
    let region = plan.region.as_ref().zip(plan.region_code.as_ref());
    let region = region.map(|(name, code)| format!("{name} {code}"));
    let facts = [
        ("title", "标题", plan.title.clone()),
        ("region", "行政区", region),
        ("topic", "领域", plan.topic.clone()),
        ("period", "规划期", plan.period.clone()),
        ("status", "有效性", status),
        ("doc_no", "发文字号", plan.doc_no.clone()),
        ("issuers", "发文机关", plan.issuers.clone()),
        ("written", "成文日期", plan.written.clone()),
        ("openness", "公开方式", plan.openness.clone()),
    ];
    let certainty = |field: &str| -> Option<&Certainty> {
        plan.confidence.iter().find(|known| known.field == field)
    };
    page.table(
        &["项 Field", "内容 Value", "把握 Confidence", "行 Line"],
        facts.into_iter().map(|(field, zh, value)| {
            let known = certainty(field);
            vec![
                format!("{zh} {field}"),
                value.unwrap_or_else(|| "—（文中没有 not in the document）".to_owned()),
                known.map_or("—", |known| known.confidence).to_owned(),
                known.map_or_else(|| "—".to_owned(), |known| line_number(known.line)),
            ]
        }),
    );
    if plan.issuer_names.len() > 1 {
        page.line(&format!(
            "发文机关 Issuers（{}）：{}",
            plan.issuer_names.len(),
            plan.issuer_names.join("、")
        ));
    }
}

fn tables(page: &mut ReportPage, report: &Report, imported: &Imported) {
    page.line(&format!(
        "## 指标 Indicators：{} 张表 tables，{} 行 rows",
        imported.tables.tables.len(),
        report.rows.len()
    ));
    if !report.rows.is_empty() {
        page.table(
            &[
                "行 Line",
                "序号 No.",
                "指标 Name",
                "目标 Target",
                "把握 Confidence",
            ],
            report.rows.iter().map(|row| {
                let targets: Vec<&str> = row
                    .targets
                    .iter()
                    .map(|target| target.text.as_str())
                    .collect();
                vec![
                    line_number(row.line),
                    row.no.clone(),
                    row.name.clone(),
                    targets.join(" / "),
                    row.confidence.to_owned(),
                ]
            }),
        );
    }
    page.line(&format!(
        "## 表外承诺 Promises outside the tables：{}",
        report.commitments.len()
    ));
    if !report.commitments.is_empty() {
        page.table(
            &["行 Line", "条款 Clause", "原文 Words", "指标 Indicator"],
            report.commitments.iter().map(|promise| {
                vec![
                    line_number(promise.line),
                    promise.clause.clone(),
                    promise.text.clone(),
                    promise.indicator.clone().unwrap_or_else(|| "—".to_owned()),
                ]
            }),
        );
    }
}

fn structure(page: &mut ReportPage, imported: &Imported) {
    let structure = &imported.structure;
    let (boxes, responsible) = (structure.boxes.len(), structure.responsible.len());
    page.line(&format!(
        "## 结构 Structure：专栏 boxes {boxes}，责任条款 responsibilities {responsible}"
    ));
    if !structure.boxes.is_empty() {
        page.table(
            &["专栏 Box", "标题 Title", "从 From", "到 To"],
            structure.boxes.iter().map(|mark| {
                vec![
                    mark.label.clone(),
                    mark.title.clone(),
                    line_number(mark.line),
                    line_number(mark.end),
                ]
            }),
        );
    }
}

fn repairs(page: &mut ReportPage, report: &Report) {
    page.line(&format!("## 修改 Repairs：{}", report.repairs.len()));
    let mut by_reason: BTreeMap<(bool, &str), Vec<&super::ReportedRepair>> = BTreeMap::new();
    for repair in &report.repairs {
        let key = (repair.applied, repair.reason);
        by_reason.entry(key).or_default().push(repair);
    }
    for ((applied, reason), repairs) in by_reason {
        let done = if applied {
            "已改 done"
        } else {
            "建议 proposed"
        };
        page.line(&format!(
            "### {} `{reason}`，{done}：{}",
            reason_zh(reason),
            repairs.len()
        ));
        let rows = repairs.iter().take(SHOWN).map(|repair| {
            vec![
                line_number(repair.line),
                repair.before.clone(),
                repair.after.clone(),
            ]
        });
        page.table(&["行 Line", "原来 Before", "改为 After"], rows);
        rest(page, repairs.len());
    }
}

fn removed(page: &mut ReportPage, report: &Report) {
    page.line(&format!("## 移出 Removed：{}", report.removed.len()));
    let mut by_reason: BTreeMap<&str, Vec<&super::Removed>> = BTreeMap::new();
    for removed in &report.removed {
        by_reason.entry(removed.reason).or_default().push(removed);
    }
    for (reason, entries) in by_reason {
        page.line(&format!(
            "### {} `{reason}`：{}",
            reason_zh(reason),
            entries.len()
        ));
        let rows = entries
            .iter()
            .take(SHOWN)
            .map(|removed| vec![line_number(removed.line), removed.text.clone()]);
        page.table(&["行 Line", "原文 Words"], rows);
        rest(page, entries.len());
    }
}

fn rest(page: &mut ReportPage, count: usize) {
    if count > SHOWN {
        let left = count - SHOWN;
        page.line(&format!(
            "其余 {left} 处见 JSON 报告。 The other {left} are in the JSON report."
        ));
    }
}

/// What a reason is called in Chinese.
fn reason_zh(reason: &str) -> &'static str {
    const NAMES: [(&str, &str); 31] = [
        ("page-break", "分页断开的句子"),
        ("line-wrap", "按行宽折断的段落"),
        ("soft-line-break", "段内换行"),
        ("bookmark", "书签残迹"),
        ("office-markup", "Office 标记残迹"),
        ("formula", "公式写法"),
        ("ratio-sign", "比号当冒号"),
        ("soft-hyphen", "软连字符"),
        ("invisible-character", "看不见的字符"),
        ("private-use-character", "专用区字符"),
        ("radical-form", "部首形"),
        ("traditional-form", "繁体字形"),
        ("space-in-number", "数字中的空格"),
        ("space-in-word", "词中的空格"),
        ("list-mark", "列表记号"),
        ("heading-mark", "Markdown 标题记号"),
        ("emphasis-mark", "Markdown 加粗记号"),
        ("field-code", "Word 域代码"),
        ("repeated-fragment", "分页处重复的字"),
        ("page-number", "页码"),
        ("running-header", "页眉页脚"),
        ("contents", "目录"),
        ("stray-mark", "孤立的标点"),
        ("issuing-notice", "印发通知"),
        ("title", "标题（已写入文件头）"),
        ("front-matter", "文号、日期、公开方式等（已写入文件头）"),
        ("colophon", "版记"),
        ("picture", "图片"),
        ("table-header", "指标表表头（改用统一表头）"),
        ("table-debris", "指标表中的页码等"),
        ("site-navigation", "网站导航"),
    ];
    NAMES
        .iter()
        .find(|(id, _)| *id == reason)
        .map_or("其他", |(_, name)| name)
}

fn line_number(line: u32) -> String {
    if line == 0 {
        "—".to_owned()
    } else {
        line.to_string()
    }
}

/// A cell that neither Markdown nor HTML alters; long words are cut.
fn escaped(text: &str) -> String {
    const LONGEST: usize = 120;
    let line = one_line(text);
    let mut cell = String::new();
    for (at, c) in line.chars().enumerate() {
        if at == LONGEST {
            cell.push('…');
            break;
        }
        if "\\|*_`[]<>$~&#".contains(c) {
            cell.push('\\');
        }
        cell.push(c);
    }
    cell
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ⏎ ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
