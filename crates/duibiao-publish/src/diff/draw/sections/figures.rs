//! What plans promise and what that says beside others: figures and verdicts that changed.

use std::collections::BTreeMap;

use duibiao_syntax::diagnostic::Language;

use crate::diff::draw::markup::{HtmlTable, VisibleHtml, deleted, inserted, redlined};
use crate::diff::draw::phrases;
use crate::diff::draw::words::{self, say};
use crate::diff::targets::{self, TargetWeight};
use crate::diff::{Difference, ItemChange, PlanDifference, Totals};
use crate::snapshot::{SnapshotTarget, SnapshotVerdict};

pub(super) fn targets(difference: &Difference<'_>, language: Language) -> VisibleHtml {
    let mut html = VisibleHtml::default();
    for plan in &difference.plans {
        html.push(plan_targets(plan, difference, language));
    }
    html
}

/// The figures of a plan that differ. Those that only moved are counted.
fn plan_targets(
    plan: &PlanDifference<'_>,
    difference: &Difference<'_>,
    language: Language,
) -> VisibleHtml {
    let heads = match language {
        Language::Chinese => ["序号", "指标", "时间", "原为", "改为", "变动"],
        Language::English => [
            "No.",
            "Indicator",
            "When",
            "Before",
            "After",
            "What changed",
        ],
    };
    let mut table = HtmlTable::new("targets", caption(plan, language), &heads);
    let mut moved = 0;
    let kinds = [(&plan.targets, false), (&plan.commitments, true)];
    for (changes, is_commitment) in kinds {
        for change in changes {
            if targets::weight(change) == TargetWeight::Place {
                moved += 1;
            } else {
                let cells = target_cells(change, is_commitment, difference, language);
                table.row(cells);
            }
        }
    }
    let mut html = table.finish();
    if moved > 0 {
        let title = &plan.plan.latest().title;
        let moved = phrases::moved_figures(moved, language);
        let also = format!("{title}{}{moved}", say(language, "：", ": "));
        html.element("<p class=\"note\"", &also, "</p>\n");
    }
    html
}

fn caption(plan: &PlanDifference<'_>, language: Language) -> VisibleHtml {
    let latest = plan.plan.latest();
    let mut html = VisibleHtml::text(&latest.title);
    let tag = match plan.plan {
        ItemChange::Changed { .. } => String::new(),
        alone => format!(" · {}", phrases::turn(&alone, language)),
    };
    html.element(
        "<small",
        &format!(" {} · {}{tag}", latest.region, latest.id),
        "</small>",
    );
    html
}

fn target_cells(
    change: &ItemChange<'_, SnapshotTarget>,
    is_commitment: bool,
    difference: &Difference<'_>,
    language: Language,
) -> [VisibleHtml; 6] {
    let called = |target| phrases::name(target, difference);
    let latest = change.latest();
    let none = || VisibleHtml::text("—");
    let name = match change {
        ItemChange::Changed { old, new } => redlined(called(old), called(new), language),
        _ => VisibleHtml::text(called(latest)),
    };
    let (old, new) = match change {
        ItemChange::Added(new) => (none(), inserted(&phrases::figure(new), language)),
        ItemChange::Removed(old) => (deleted(&phrases::figure(old), language), none()),
        ItemChange::Changed { old, new } => match (phrases::figure(old), phrases::figure(new)) {
            (old, new) if old == new => (VisibleHtml::text(&old), VisibleHtml::text(&new)),
            (old, new) => (deleted(&old, language), inserted(&new, language)),
        },
    };
    [
        VisibleHtml::text(&latest.no),
        name,
        VisibleHtml::text(&phrases::when(latest, is_commitment, language)),
        old,
        new,
        VisibleHtml::text(&phrases::what_changed(change, language)),
    ]
}

pub(super) fn verdicts(difference: &Difference<'_>, language: Language) -> VisibleHtml {
    let heads = match language {
        Language::Chinese => ["对照", "原判定", "现判定"],
        Language::English => ["Rows", "Before", "After"],
    };
    let mut html = VisibleHtml::default();
    for plan in &difference.plans {
        let mut table = HtmlTable::new("verdicts", caption(plan, language), &heads);
        let shown = plan
            .verdicts
            .flipped
            .iter()
            .chain(&plan.verdicts.came_or_went);
        for change in shown {
            table.row([
                VisibleHtml::text(&phrases::rows(change.latest(), difference, language)),
                sentence(change.before(), language),
                sentence(change.after(), language),
            ]);
        }
        html.push(table.finish());
    }
    html.push(following(difference, language));
    let restated = Totals::of(difference).restated;
    if restated > 0 {
        let line = phrases::restated_verdicts(restated, language);
        html.element("<p class=\"note\"", &line, "</p>\n");
    }
    html
}

/// The verdicts that follow from plans that came or went, counted by what they were and what they are.
fn following(difference: &Difference<'_>, language: Language) -> VisibleHtml {
    let heads = match language {
        Language::Chinese => ["规划", "判定", "个数"],
        Language::English => ["Plan", "Verdict", "How many"],
    };
    let caption = say(
        language,
        "随规划的增减（或进出默认比较）而变的判定",
        "Verdicts that only follow from plans that came or went",
    );
    let mut table = HtmlTable::new("following", VisibleHtml::text(caption), &heads);
    for plan in &difference.plans {
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for change in &plan.verdicts.following {
            let word = |verdict: Option<&SnapshotVerdict>| {
                verdict.map_or_else(
                    || say(language, "（无）", "(none)").to_owned(),
                    |it| words::verdict(&it.verdict, &it.strictness, language),
                )
            };
            let turn = (word(change.before()), word(change.after()));
            *counts.entry(turn).or_default() += 1;
        }
        for ((old, new), count) in counts {
            table.row([
                VisibleHtml::text(&phrases::plan(plan.plan.latest())),
                VisibleHtml::text(&format!("{old} → {new}")),
                VisibleHtml::text(&phrases::grouped(count)),
            ]);
        }
    }
    table.finish()
}

fn sentence(verdict: Option<&SnapshotVerdict>, language: Language) -> VisibleHtml {
    let Some(verdict) = verdict else {
        return VisibleHtml::text("—");
    };
    let word = words::verdict(&verdict.verdict, &verdict.strictness, language);
    let mut html = VisibleHtml::default();
    html.element("<strong", &word, "</strong><br>");
    html.push_text(&verdict.sentence);
    html
}
