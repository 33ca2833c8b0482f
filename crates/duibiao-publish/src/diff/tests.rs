//! Differences between made-up snapshots, and that nothing is lost in them.

use proptest::prelude::*;

use super::*;
use crate::snapshot::tests::fixture::{Fixture, PROVINCE, PROVINCE_ID};
use crate::snapshot::{ClauseForm, ClauseLine, SnapshotVerdict, Statistic};

const CITY_ID: &str = "public-reading/460100-2026";

/// The difference of two projects, looked at by a test.
fn compared(old: &Fixture, new: &Fixture, look: impl FnOnce(&Difference<'_>)) {
    let (old, new) = (old.snapshot(), new.snapshot());
    look(&Difference::between(&old, &new));
}

fn of<'d, 'a>(difference: &'d Difference<'a>, id: &str) -> &'d PlanDifference<'a> {
    let mut plans = difference.plans.iter();
    plans.find(|plan| plan.plan.latest().id == id).unwrap()
}

fn outcomes(changes: &[ItemChange<'_, SnapshotVerdict>]) -> Vec<(String, String)> {
    let word = |verdict: Option<&SnapshotVerdict>| {
        verdict.map_or_else(String::new, |it| it.verdict.clone())
    };
    changes
        .iter()
        .map(|change| (word(change.before()), word(change.after())))
        .collect()
}

fn texts<'t>(
    changes: &[ItemChange<'t, SnapshotTarget>],
) -> Vec<(Option<&'t str>, Option<&'t str>)> {
    let text = |target: Option<&'t SnapshotTarget>| target.map(|target| &*target.text_as_printed);
    changes
        .iter()
        .map(|change| (text(change.before()), text(change.after())))
        .collect()
}

#[test]
fn nothing_changed() {
    let fixture = Fixture::default();
    compared(&fixture, &fixture, |difference| {
        assert!(difference.is_empty());
        assert_eq!(Totals::of(difference), Totals::default());
        assert_eq!(difference.before, difference.after);
        assert_eq!(difference.before.plans, 3);
    });
}

#[test]
fn one_target_is_one_row_and_the_verdicts_that_flip() {
    let old = Fixture::default();
    let new = old.with(PROVINCE, "≥33", "≥55");
    compared(&old, &new, |difference| {
        let province = of(difference, PROVINCE_ID);
        assert_eq!(texts(&province.targets), [(Some("≥33"), Some("≥55"))]);
        assert_eq!(targets::weight(&province.targets[0]), TargetWeight::Figure);
        assert_eq!(outcomes(&province.verdicts.flipped), []);
        assert_eq!(
            outcomes(&province.verdicts.restated),
            [("higher".to_owned(), "higher".to_owned())]
        );
        let city = of(difference, CITY_ID);
        assert_eq!(
            outcomes(&city.verdicts.flipped),
            [("higher".to_owned(), "lower".to_owned())]
        );
        assert!(city.targets.is_empty() && city.clauses.is_empty());
        assert_eq!(difference.plans.len(), 2);
        assert_eq!(Totals::of(difference).targets.sum(), 1);
        // The figure stands in a table of the text as well.
        assert_eq!(province.clauses.len(), 1);
        assert_eq!(clauses::weight(&province.clauses[0]), ClauseWeight::Cells);
    });
}

#[test]
fn a_changed_name_alone_is_told_as_such() {
    let old = Fixture::default();
    let new = old.with(PROVINCE, "| 1 | 居民持证率 |", "| 1 | 常住居民持证率 |").with(
        "content/indicators/public-reading/reader-card-rate.md",
        "measure: rate\n",
        "measure: rate\nalso:\n  - name: 常住居民持证率\n    grade: wording\n    reason: 只是用词不同。\n",
    );
    compared(&old, &new, |difference| {
        let province = of(difference, PROVINCE_ID);
        let weights: Vec<TargetWeight> = province.targets.iter().map(targets::weight).collect();
        // The baseline and the target of the row.
        assert_eq!(weights, [TargetWeight::Name, TargetWeight::Name]);
    });
}

#[test]
fn a_row_that_moves_down_is_the_same_row() {
    let old = Fixture::default();
    let new = old
        .with(PROVINCE, "| 1 | 居民持证率 | % | 11 | ≥33 | 约束性 |\n| 2 | 新建阅览室 | 间 | — |", "| 1 | 流动书车 | 辆 | — | 9 | 预期性 |\n| 2 | 居民持证率 | % | 11 | ≥33 | 约束性 |\n| 3 | 新建阅览室 | 间 | — |");
    compared(&old, &new, |difference| {
        let province = of(difference, PROVINCE_ID);
        let grave: Vec<ItemChange<'_, SnapshotTarget>> = province
            .targets
            .iter()
            .copied()
            .filter(|change| targets::weight(change) > TargetWeight::Place)
            .collect();
        assert_eq!(texts(&grave), [(None, Some("—")), (None, Some("9"))]);
        assert_eq!(outcomes(&province.verdicts.flipped), []);
        assert_eq!(
            outcomes(&province.verdicts.came_or_went),
            [(String::new(), "new".to_owned())]
        );
        // The same holds for those who compare with it.
        assert_eq!(outcomes(&of(difference, CITY_ID).verdicts.flipped), []);
    });
}

#[test]
fn one_word_is_one_clause() {
    let old = Fixture::default();
    let new = old.with(PROVINCE, "八小时", "九小时");
    compared(&old, &new, |difference| {
        let [province] = &difference.plans[..] else {
            panic!("{:#?}", difference.plans);
        };
        let [ItemChange::Changed { old, new }] = &province.clauses[..] else {
            panic!("{:#?}", province.clauses);
        };
        assert_eq!(new.anchor, "s2-2");
        let (old, new) = (old.words(), new.words());
        let changed: Vec<redline::RedlineRun<'_>> = redline::redline(&old, &new)
            .into_iter()
            .filter(|run| !matches!(run, redline::RedlineRun::Kept(_)))
            .collect();
        assert_eq!(
            changed,
            [
                redline::RedlineRun::Removed("八"),
                redline::RedlineRun::Added("九")
            ]
        );
        assert!(province.targets.is_empty() && province.verdicts.is_empty());
        assert!(difference.files.added.is_empty() && difference.files.removed.is_empty());
        assert!(difference.vanished().is_empty());
    });
}

#[test]
fn a_new_clause_does_not_rewrite_the_ones_below_it() {
    let old = Fixture::default();
    let new = old
        .with(
            PROVINCE,
            "（一）每年",
            "（一）书籍由各馆自选。\n\n（二）每年",
        )
        .with(PROVINCE, "（二）阅览室", "（三）阅览室");
    compared(&old, &new, |difference| {
        let province = of(difference, PROVINCE_ID);
        let told: Vec<(&str, ClauseWeight)> = province
            .clauses
            .iter()
            .map(|change| (&*change.latest().number, clauses::weight(change)))
            .collect();
        let wanted = [
            ("（一）", ClauseWeight::Words),
            ("（二）", ClauseWeight::Place),
            ("（三）", ClauseWeight::Place),
        ];
        assert_eq!(told, wanted);
        assert!(matches!(province.clauses[0], ItemChange::Added(_)));
    });
}

#[test]
fn a_clause_that_moved_and_changed_is_found_by_its_words() {
    let old = Fixture::default();
    let new = old.with(
        PROVINCE,
        "（一）每年公布一次进展。\n\n（二）阅览室免费开放，周末不少于八小时。",
        "（一）阅览室免费开放，周末不少于九小时。",
    );
    compared(&old, &new, |difference| {
        let province = of(difference, PROVINCE_ID);
        let [one, two] = &province.clauses[..] else {
            panic!("{:#?}", province.clauses);
        };
        assert!(
            matches!(one, ItemChange::Removed(old) if old.number == "（一）"),
            "{one:?}"
        );
        assert!(
            matches!(two, ItemChange::Changed { old, new } if old.number == "（二）" && new.number == "（一）"),
            "{two:?}"
        );
        assert_eq!(province.lost_anchors, ["s2-2"]);
        assert_eq!(
            difference.vanished(),
            ["plans/public-reading/460000-2026/#s2-2"]
        );
    });
}

#[test]
fn what_is_said_of_a_plan_is_told_field_by_field() {
    let old = Fixture::default();
    let new = old
        .with(
            PROVINCE,
            "title: 示例省公共阅读规划",
            "title: 示例省公共阅读“十五五”规划\ndoc_no: 示例发〔2026〕7号",
        )
        .with(PROVINCE, "status: in-force", "status: repealed");
    compared(&old, &new, |difference| {
        let fields: Vec<PlanField> = of(difference, PROVINCE_ID)
            .fields
            .iter()
            .map(|it| it.field)
            .collect();
        assert_eq!(
            fields,
            [PlanField::Title, PlanField::Status, PlanField::DocNo]
        );
        // A repealed plan is no reference: what follows from that is told apart.
        let city = of(difference, CITY_ID);
        assert!(city.verdicts.flipped.is_empty() && !city.verdicts.following.is_empty());
    });
}

#[test]
fn a_plan_that_goes_takes_its_facts_with_it() {
    let old = Fixture::default();
    let new = old.without(PROVINCE);
    compared(&old, &new, |difference| {
        let province = of(difference, PROVINCE_ID);
        assert!(matches!(province.plan, ItemChange::Removed(_)));
        assert_eq!((province.targets.len(), province.clauses.len()), (4, 7));
        let totals = Totals::of(difference);
        assert_eq!(totals.plans.removed, 1);
        assert_eq!(totals.verdicts, Turn::default(), "they all follow");
        assert!(totals.following > 0);
        assert!(
            difference
                .vanished()
                .contains(&"plans/public-reading/460000-2026/".to_owned())
        );
    });
    compared(&new, &old, |difference| {
        assert!(matches!(
            of(difference, PROVINCE_ID).plan,
            ItemChange::Added(_)
        ));
        assert_eq!(Totals::of(difference).verdicts, Turn::default());
        assert!(difference.vanished().is_empty());
    });
}

#[test]
fn a_plan_under_another_id_is_the_same_plan() {
    let old = Fixture::default();
    let new = old.renamed(PROVINCE, "content/plans/public-reading/460000-2026-a.md");
    compared(&old, &new, |difference| {
        let moved = of(difference, "public-reading/460000-2026-a");
        let fields: Vec<PlanField> = moved.fields.iter().map(|it| it.field).collect();
        assert_eq!(fields, [PlanField::Id]);
        assert!(moved.targets.is_empty() && moved.clauses.is_empty());
        let totals = Totals::of(difference);
        assert_eq!(
            (totals.plans.changed, totals.verdicts, totals.following),
            (1, Turn::default(), 0)
        );
        assert!(
            difference
                .vanished()
                .contains(&"plans/public-reading/460000-2026/".to_owned())
        );
    });
}

#[test]
fn a_text_that_is_not_known_is_said_to_be_so() {
    let old = Fixture::default().snapshot();
    let mut unknown = old.clone();
    for plan in &mut unknown.plans {
        plan.clauses = None;
    }
    // The same pages need not be read.
    assert!(Difference::between(&unknown, &old).is_empty());
    let new = Fixture::default()
        .with(PROVINCE, "八小时", "九小时")
        .snapshot();
    let difference = Difference::between(&unknown, &new);
    let told: Vec<(&str, bool)> = difference
        .plans
        .iter()
        .map(|plan| (&*plan.plan.latest().id, plan.is_text_known))
        .collect();
    assert_eq!(told, [(PROVINCE_ID, false)]);
}

#[test]
fn ten_thousand_clauses_that_all_moved_take_a_moment() {
    let clause = |number: u32, words: u32| Clause {
        anchor: format!("s{number}"),
        form: ClauseForm::Paragraph,
        number: format!("{number}."),
        title: String::new(),
        lines: vec![ClauseLine::Text(format!(
            "第{words}类阅览室在第{}片区开放，由第{}组管理。",
            words % 97,
            words % 89
        ))],
    };
    let snapshot = |shift: u32| Snapshot {
        plans: vec![SnapshotPlan {
            clauses: Some((0..10_000).map(|at| clause(at, at + shift)).collect()),
            ..SnapshotPlan::default()
        }],
        ..Snapshot::default()
    };
    let (old, new) = (snapshot(0), snapshot(5));
    let difference = Difference::between(&old, &new);
    let turn = Turn::of(&difference.plans[0].clauses);
    assert_eq!(turn.added, turn.removed);
    assert!(turn.added <= 5, "{turn:?}");
}

/// Applies changes to the old facts: what they name must be there.
fn applied<T: Ord + Clone>(old: &[T], changes: &[ItemChange<'_, T>]) -> Vec<T> {
    let mut facts = old.to_vec();
    for change in changes {
        if let Some(old) = change.before() {
            let at = facts.iter().position(|fact| fact == old).unwrap();
            facts.remove(at);
        }
        facts.extend(change.after().cloned());
    }
    facts.sort();
    facts
}

fn sorted<T: Ord + Clone>(facts: &[T]) -> Vec<T> {
    let mut facts = facts.to_vec();
    facts.sort();
    facts
}

fn any_target() -> impl Strategy<Value = SnapshotTarget> {
    (
        "[1-3]?",
        "ind-[1-3]",
        "(reading|rooms|)",
        "[甲乙]",
        "[1-2]",
        2029_i64..2031,
        any::<bool>(),
    )
        .prop_map(
            |(no, anchor, indicator, name, text, year, is_baseline)| SnapshotTarget {
                no,
                anchor,
                indicator_id: indicator,
                name_as_printed: name,
                statistic: if is_baseline {
                    Statistic::Baseline
                } else {
                    Statistic::Target
                },
                year: Some(year),
                text_as_printed: text,
                ..SnapshotTarget::default()
            },
        )
}

fn any_clause() -> impl Strategy<Value = Clause> {
    (
        "s[1-4]",
        "[一二]、",
        "[甲乙]?",
        prop::collection::vec("[甲乙丙丁]{0,8}", 0..3),
    )
        .prop_map(|(anchor, number, title, lines)| Clause {
            anchor,
            form: ClauseForm::Heading,
            number,
            title,
            lines: lines.into_iter().map(ClauseLine::Text).collect(),
        })
}

proptest! {
    #[test]
    fn nothing_is_lost(
        old_targets in prop::collection::vec(any_target(), 0..8),
        new_targets in prop::collection::vec(any_target(), 0..8),
        old_clauses in prop::collection::vec(any_clause(), 0..8),
        new_clauses in prop::collection::vec(any_clause(), 0..8),
    ) {
        let snapshot = |targets: &[SnapshotTarget], clauses: &[Clause]| Snapshot {
            plans: vec![SnapshotPlan {
                id: "a/b".to_owned(),
                targets: targets.to_vec(),
                clauses: Some(clauses.to_vec()),
                ..SnapshotPlan::default()
            }],
            ..Snapshot::default()
        };
        let (old, new) = (snapshot(&old_targets, &old_clauses), snapshot(&new_targets, &new_clauses));
        let difference = Difference::between(&old, &new);
        let (targets, clauses) = difference
            .plans
            .first()
            .map_or((&[][..], &[][..]), |plan| (&plan.targets[..], &plan.clauses[..]));
        prop_assert_eq!(applied(&old_targets, targets), sorted(&new_targets));
        prop_assert_eq!(applied(&old_clauses, clauses), sorted(&new_clauses));
        prop_assert!(targets.iter().all(ItemChange::is_real) && clauses.iter().all(ItemChange::is_real));
    }
}
