//! Facts of a difference in a few words, the same on paper and on a terminal.

use std::fmt::Write as _;

use duibiao_syntax::diagnostic::Language;

use super::words::{say, target_field, target_value};
use crate::diff::clauses::{self, ClauseWeight};
use crate::diff::redline::RedlineRun;
use crate::diff::targets::{self, TargetWeight};
use crate::diff::{Difference, ItemChange, TargetField, address};
use crate::snapshot::{Clause, SnapshotPlan, SnapshotTarget, SnapshotVerdict, Statistic};

/// A plan by its title and id.
pub(super) fn plan(plan: &SnapshotPlan) -> String {
    format!("{}（{}，{}）", plan.title, plan.region, plan.id)
}

/// Whether something came, went or changed.
pub(super) const fn turn<T>(change: &ItemChange<'_, T>, language: Language) -> &'static str {
    match change {
        ItemChange::Added(_) => say(language, "新增", "added"),
        ItemChange::Removed(_) => say(language, "删除", "removed"),
        ItemChange::Changed { .. } => say(language, "修改", "changed"),
    }
}

/// The name of a row; a commitment has none and is called by its indicator.
pub(super) fn name<'a>(target: &'a SnapshotTarget, difference: &Difference<'a>) -> &'a str {
    if target.name_as_printed.is_empty() {
        difference.names.indicator(&target.indicator_id)
    } else {
        &target.name_as_printed
    }
}

/// What a figure is and for when: 2030年目标.
pub(super) fn when(target: &SnapshotTarget, is_commitment: bool, language: Language) -> String {
    let kind = match (is_commitment, target.statistic) {
        (true, _) => say(language, "承诺", "commitment"),
        (false, Statistic::Target) => say(language, "目标", "target"),
        (false, Statistic::Baseline) => say(language, "基期", "baseline"),
    };
    match (target.year, language) {
        (None, _) => kind.to_owned(),
        (Some(year), Language::Chinese) => format!("{year}年{kind}"),
        (Some(year), Language::English) => format!("{year} {kind}"),
    }
}

/// The figure as printed, with its unit where the cell does not print it.
pub(super) fn figure(target: &SnapshotTarget) -> String {
    let SnapshotTarget {
        text_as_printed: text,
        unit,
        ..
    } = target;
    let joins = text.ends_with(|c: char| c.is_numeric() || c == '〕');
    if text.is_empty() {
        "—".to_owned()
    } else if unit.is_empty() || text.contains(&**unit) || !text.contains(char::is_numeric) {
        text.clone()
    } else if joins {
        format!("{text}{unit}")
    } else {
        format!("{text}（{unit}）")
    }
}

/// The change in words: what the columns before and after do not show.
pub(super) fn what_changed(change: &ItemChange<'_, SnapshotTarget>, language: Language) -> String {
    let ItemChange::Changed { old, new } = change else {
        return turn(change, language).to_owned();
    };
    if targets::weight(change) == TargetWeight::Name {
        return say(language, "只改名称，数值不变", "only the name, same figure").to_owned();
    }
    let mut all = String::new();
    for field in targets::fields(old, new) {
        let name = target_field(field.field, language);
        let glue = if all.is_empty() {
            ""
        } else {
            say(language, "；", "; ")
        };
        let _ = match field.field {
            TargetField::Text | TargetField::Unit | TargetField::Name => {
                write!(all, "{glue}{name}")
            }
            TargetField::Anchor | TargetField::Clause => Ok(()),
            shown => write!(
                all,
                "{glue}{name} {} → {}",
                target_value(shown, &field.old, language),
                target_value(shown, &field.new, language)
            ),
        };
    }
    all
}

/// The two rows of a verdict: 居民持证率：第 1 项，对《…》第 3 项.
pub(super) fn rows(
    verdict: &SnapshotVerdict,
    difference: &Difference<'_>,
    language: Language,
) -> String {
    let row = |no: &str, anchor: &str| match (no.is_empty(), language) {
        _ if anchor.is_empty() => say(language, "（无此项）", "(no such row)").to_owned(),
        (true, _) => anchor.to_owned(),
        (false, Language::Chinese) => format!("第 {no} 项"),
        (false, Language::English) => format!("row {no}"),
    };
    let indicator = difference.names.indicator(&verdict.indicator_id);
    let own = row(&verdict.no, &verdict.anchor);
    let other = row(&verdict.against_no, &verdict.against_anchor);
    let against = match (&*verdict.against_plan_id, language) {
        ("", _) => verdict.against_region_code.clone(),
        (id, Language::Chinese) => format!("《{}》", difference.names.plan(id)),
        (id, Language::English) => difference.names.plan(id).to_owned(),
    };
    match language {
        Language::Chinese => format!("{indicator}：{own}，对{against}{other}"),
        Language::English => format!("{indicator}: {own}, against {against}, {other}"),
    }
}

/// What is said of verdicts that only follow from plans that came or went.
pub(super) fn following_verdicts(count: usize, language: Language) -> String {
    match language {
        Language::Chinese => {
            format!("另有 {count} 个判定随规划的增减（或进出默认比较）而变，未逐条列出。")
        }
        Language::English => {
            format!("{count} more verdicts only follow from plans that came or went.")
        }
    }
}

/// What is said of verdicts whose outcome is the same.
pub(super) fn restated_verdicts(count: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("另有 {count} 个判定结论不变，只是句子或口径标记变了。"),
        Language::English => format!("{count} more verdicts are the same in other words."),
    }
}

/// A clause by its heading, or by its number where it has none.
pub(super) fn clause(clause: &Clause, language: Language) -> String {
    if clause.has_heading() {
        clause.heading()
    } else if clause.anchor.is_empty() {
        say(language, "（正文开头）", "(before the first clause)").to_owned()
    } else {
        format!("{} #{}", clause.number, clause.anchor)
    }
}

/// Whether a clause came, went or changed, and whether only its table did.
pub(super) fn clause_turn(change: &ItemChange<'_, Clause>, language: Language) -> &'static str {
    match clauses::weight(change) {
        ClauseWeight::Cells => say(language, "修改（仅表格）", "changed (table only)"),
        ClauseWeight::Place | ClauseWeight::Words => turn(change, language),
    }
}

/// Both texts of a clause for a redline. A heading that is the same is not repeated: it stands above.
pub(super) fn clause_texts(change: &ItemChange<'_, Clause>) -> (String, String) {
    let same_heading = match change {
        ItemChange::Changed { old, new } => old.has_heading() && old.heading() == new.heading(),
        ItemChange::Added(clause) | ItemChange::Removed(clause) => clause.has_heading(),
    };
    let read = if same_heading {
        Clause::text
    } else {
        Clause::words
    };
    let words = |clause: Option<&Clause>| clause.map(read).unwrap_or_default();
    (words(change.before()), words(change.after()))
}

/// Characters of unchanged text that are shown beside a change.
const CONTEXT: usize = 40;

/// A run of a redline, with the middle of a long unchanged one left out.
pub(super) fn shortened(
    run: RedlineRun<'_>,
    language: Language,
) -> (RedlineRun<'_>, Option<(String, &str)>) {
    let RedlineRun::Kept(text) = run else {
        return (run, None);
    };
    let length = text.chars().count();
    if length <= 3 * CONTEXT {
        return (run, None);
    }
    let byte = |at: usize| {
        text.char_indices()
            .nth(at)
            .map_or(text.len(), |(byte, _)| byte)
    };
    let left_out = length - 2 * CONTEXT;
    let mark = match language {
        Language::Chinese => format!("……（略 {left_out} 字）……"),
        Language::English => format!(" … ({left_out} characters) … "),
    };
    let (head, tail) = (&text[..byte(CONTEXT)], &text[byte(length - CONTEXT)..]);
    (RedlineRun::Kept(head), Some((mark, tail)))
}

/// An address as people know it; that of the first page is empty.
pub(super) fn shown_address(path: &str) -> String {
    format!("/{}", address(path.trim_start_matches('/')))
}

/// A number with a thin space between thousands.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push('\u{202F}');
        }
        shown.push(digit);
    }
    shown
}

/// What is said of figures that are not listed.
pub(super) fn moved_figures(count: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("另有 {count} 个数值不变，只是序号或位置变了。"),
        Language::English => {
            format!("{count} more figures are the same and only have another number or place.")
        }
    }
}

/// What is said of clauses that are not listed.
pub(super) fn moved_clauses(count: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("另有 {count} 条文字不变，只是编号或位置变了。"),
        Language::English => {
            format!("{count} more clauses are the same and only have another number or place.")
        }
    }
}

/// What is said of texts that cannot be compared.
pub(super) const fn unknown_text(language: Language) -> &'static str {
    say(
        language,
        "正文无法逐条比较：其中一方的网页不是本程序默认的样式。请人工核对这一页。",
        "The texts cannot be compared: one of the pages has markup that is not known. Check it by eye.",
    )
}
