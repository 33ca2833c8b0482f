//! Texts that changed, clause by clause, as redlines.

use duibiao_syntax::diagnostic::Language;

use crate::diff::clauses::{self, ClauseWeight};
use crate::diff::draw::markup::{VisibleHtml, redlined};
use crate::diff::draw::phrases;
use crate::diff::draw::words::say;
use crate::diff::{Difference, ItemChange, PlanDifference};
use crate::snapshot::Clause;

pub(super) fn texts(difference: &Difference<'_>, language: Language) -> VisibleHtml {
    let mut html = VisibleHtml::default();
    for plan in &difference.plans {
        let inner = match plan.plan {
            ItemChange::Changed { .. } => edited_text(plan, language),
            _ => whole_text(plan, language),
        };
        if !inner.is_empty() {
            html.element("<h3", &phrases::plan(plan.plan.latest()), "</h3>\n");
            html.push(inner);
        }
    }
    html
}

/// A text that came or went with its plan is not printed whole: its plan is what is signed.
fn whole_text(plan: &PlanDifference<'_>, language: Language) -> VisibleHtml {
    let (turn, count) = (phrases::turn(&plan.plan, language), plan.clauses.len());
    let mut html = VisibleHtml::default();
    if count > 0 {
        let place = match plan.plan {
            ItemChange::Removed(_) => say(
                language,
                "全文见上一次发布",
                "read them in the last release",
            ),
            _ => say(language, "全文见规划页", "read them on its page"),
        };
        let line = match language {
            Language::Chinese => format!("随规划{turn}，共 {count} 条，{place}。"),
            Language::English => format!("{turn} with its plan: {count} clauses; {place}."),
        };
        html.element("<p class=\"note\"", &line, "</p>\n");
    }
    html
}

fn edited_text(plan: &PlanDifference<'_>, language: Language) -> VisibleHtml {
    let mut html = VisibleHtml::default();
    if !plan.is_text_known {
        let line = phrases::unknown_text(language);
        html.element("<p class=\"note\"", line, "</p>\n");
    }
    let mut moved = 0;
    for change in &plan.clauses {
        match clauses::weight(change) {
            ClauseWeight::Place => moved += 1,
            ClauseWeight::Cells | ClauseWeight::Words => html.push(clause(change, language)),
        }
    }
    if moved > 0 {
        let line = phrases::moved_clauses(moved, language);
        html.element("<p class=\"note\"", &line, "</p>\n");
    }
    html
}

fn clause(change: &ItemChange<'_, Clause>, language: Language) -> VisibleHtml {
    let mut html = VisibleHtml::default();
    html.raw("<div class=\"clause\"><p class=\"sans\">");
    html.element(
        "<strong",
        &phrases::clause(change.latest(), language),
        "</strong> ",
    );
    let turn = phrases::clause_turn(change, language);
    html.element("<span class=\"note\"", turn, "</span></p><p>");
    let (old, new) = phrases::clause_texts(change);
    html.push(redlined(&old, &new, language));
    html.raw("</p></div>\n");
    html
}
