//! The parts of a page that shows a difference: figures first, then verdicts, plans, texts, addresses
//! and files. A part without anything in it is left out.

use duibiao_syntax::diagnostic::Language;

use super::markup::{HtmlTable, VisibleHtml, deleted, inserted, redlined};
use super::phrases;
use super::words::{self, say};
use crate::diff::{Difference, ItemChange, PlanField, Totals, Turn};

mod addresses;
mod figures;
mod texts;

/// All parts, each with its heading.
pub(super) fn all(difference: &Difference<'_>, language: Language) -> VisibleHtml {
    let mut html = VisibleHtml::default();
    let parts: [(&str, &str, VisibleHtml); 6] = [
        (
            "指标和目标",
            "Targets",
            figures::targets(difference, language),
        ),
        (
            "判定变化",
            "Verdicts",
            figures::verdicts(difference, language),
        ),
        ("规划信息", "Plans", plans(difference, language)),
        ("正文条款", "Clauses", texts::texts(difference, language)),
        (
            "网页和网址",
            "Pages and addresses",
            addresses::addresses(difference, language),
        ),
        ("文件", "Files", addresses::files(difference, language)),
    ];
    let full = parts.into_iter().filter(|(.., part)| !part.is_empty());
    for (at, (zh, en, part)) in full.enumerate() {
        let heading = match language {
            Language::Chinese => format!("{}、{zh}", NUMERALS[at]),
            Language::English => format!("{}. {en}", at + 1),
        };
        html.raw("<section>\n");
        html.element("<h2", &heading, "</h2>\n");
        html.push(part);
        html.raw("</section>\n");
    }
    html
}

const NUMERALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

/// Both sides in numbers, and how many of each kind came, went or changed.
pub(super) fn counts(difference: &Difference<'_>, language: Language) -> VisibleHtml {
    let totals = Totals::of(difference);
    let Difference { before, after, .. } = difference;
    let heads = match language {
        Language::Chinese => ["内容", "原有", "现有", "新增", "删除", "修改"],
        Language::English => ["What", "Before", "After", "Added", "Removed", "Changed"],
    };
    let caption = VisibleHtml::text(say(language, "数量", "In numbers"));
    let mut table = HtmlTable::new("counts", caption, &heads);
    let mut row = |zh, en, before: usize, after: usize, turn: Turn| {
        let numbers = [before, after, turn.added, turn.removed, turn.changed];
        let numbers = numbers.map(|number| VisibleHtml::text(&phrases::grouped(number)));
        let cells: Vec<VisibleHtml> = [VisibleHtml::text(say(language, zh, en))]
            .into_iter()
            .chain(numbers)
            .collect();
        table.row(cells);
    };
    row("规划", "Plans", before.plans, after.plans, totals.plans);
    row(
        "基期值和目标值",
        "Baselines and targets",
        before.targets,
        after.targets,
        totals.targets,
    );
    row(
        "表外承诺",
        "Commitments",
        before.commitments,
        after.commitments,
        totals.commitments,
    );
    row(
        "判定",
        "Verdicts",
        before.verdicts,
        after.verdicts,
        totals.verdicts,
    );
    row(
        "条款和专栏",
        "Clauses and boxes",
        before.clauses,
        after.clauses,
        totals.clauses,
    );
    row("网页", "Pages", before.pages, after.pages, totals.pages);
    row("文件", "Files", before.files, after.files, totals.files);
    table.finish()
}

fn plans(difference: &Difference<'_>, language: Language) -> VisibleHtml {
    let heads = match language {
        Language::Chinese => ["规划", "项目", "原为", "改为"],
        Language::English => ["Plan", "Field", "Before", "After"],
    };
    let caption = VisibleHtml::text(say(
        language,
        "规划的增减和信息",
        "Plans and what is said about them",
    ));
    let mut table = HtmlTable::new("plans", caption, &heads);
    for plan in &difference.plans {
        let title = || VisibleHtml::text(&phrases::plan(plan.plan.latest()));
        if !matches!(plan.plan, ItemChange::Changed { .. }) {
            let held = |held: bool| {
                VisibleHtml::text(if held {
                    say(language, "收录", "held")
                } else {
                    "—"
                })
            };
            table.row([
                title(),
                VisibleHtml::text(phrases::turn(&plan.plan, language)),
                held(plan.plan.before().is_some()),
                held(plan.plan.after().is_some()),
            ]);
        }
        for change in &plan.fields {
            let value = |value| words::plan_value(change.field, value, language);
            let (old, new) = (value(&change.old), value(&change.new));
            let cells = if change.field == PlanField::Title {
                [VisibleHtml::text(&old), redlined(&old, &new, language)]
            } else {
                [deleted(&old, language), inserted(&new, language)]
            };
            let [old, new] = cells;
            table.row([
                title(),
                VisibleHtml::text(words::plan_field(change.field, language)),
                old,
                new,
            ]);
        }
    }
    table.finish()
}
