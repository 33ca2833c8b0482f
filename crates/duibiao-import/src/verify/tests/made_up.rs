//! Made-up plans and originals.

use crate::original::{Indicators, RowTarget};

use super::{plan_promise, plan_row, row, tables, text};
use crate::verify::{
    CellKind, Difference, Normalisation, PlanCell, PlanCells, ProofStatus, verify,
};

const ORIGINAL: &str = "\
二、目标
主要指标
1\t居民阅读率\t≥ 85%
2\t书屋覆盖率\t90%
3\t人均藏书\t2.5
三、任务
（一）建设书屋
每年争创省级书屋不少于 3 家，
市级书屋梯队2家。到2025年，数字借阅占比达到45%以上。
专栏1 人才
1.培养青年馆员5名、古籍修复领域首席专家1名。
";

fn rows() -> Indicators {
    let mut last = row(5, "3", "人均藏书", "2.5");
    last.unit = Some("册".to_owned());
    last.baseline = Some("1.8".to_owned());
    tables(
        1..5,
        vec![
            row(3, "1", "居民阅读率", "≥ 85%"),
            row(4, "2", "书屋覆盖率", "90%"),
            last,
        ],
    )
}

fn plan() -> PlanCells {
    let mut last = plan_row(13, "3", "人均藏书", "2.5");
    last.cells.insert(
        0,
        PlanCell {
            kind: CellKind::Unit,
            words: "册".to_owned(),
        },
    );
    last.cells.insert(
        1,
        PlanCell {
            kind: CellKind::Baseline,
            words: "1.8".to_owned(),
        },
    );
    PlanCells {
        rows: vec![
            plan_row(11, "1", "居民阅读率", "≥85%"),
            plan_row(12, "2", "书屋覆盖率", "90%"),
            last,
        ],
        promises: vec![
            plan_promise(21, "省级书屋", "每年不少于3家"),
            plan_promise(22, "市级书屋梯队", "每年2家"),
            plan_promise(23, "数字借阅占比", "达到45%以上"),
            plan_promise(24, "阅读推广青年馆员", "5名"),
            plan_promise(25, "古籍修复领域首席专家", "1名"),
        ],
    }
}

fn differences(plan: &PlanCells) -> Vec<Difference> {
    verify(plan, &text(ORIGINAL), &rows()).differences()
}

#[test]
fn a_true_plan_is_proved_with_lines_clauses_and_what_was_overlooked() {
    let proved = verify(&plan(), &text(ORIGINAL), &rows());
    assert_eq!(proved.differences(), []);
    assert!(proved.is_complete());
    let status = |found: &str| {
        proved
            .proofs
            .iter()
            .find(|proof| proof.found == found)
            .unwrap()
    };
    assert_eq!(
        status("≥85%").status,
        ProofStatus::ProvedAfter(vec![Normalisation::Spaces])
    );
    assert_eq!((status("≥85%").line, status("≥85%").plan_line), (3, 11));
    assert_eq!(status("90%").status, ProofStatus::Proved);
    assert_eq!(
        (
            status("每年不少于3家").line,
            status("每年不少于3家").clause.as_str()
        ),
        (8, "三（一）")
    );
    assert_eq!(
        (status("每年2家").line, status("达到45%以上").line),
        (9, 9),
        "lines of a joined paragraph are kept apart"
    );
    assert_eq!(
        status("5名").status,
        ProofStatus::ProvedAfter(vec![Normalisation::Name])
    );
    assert_eq!(
        (
            status("5名").named.as_deref(),
            status("5名").clause.as_str()
        ),
        (Some("青年馆员"), "专栏1.1")
    );
}

#[test]
fn every_changed_digit_is_reported_with_its_row_and_lines() {
    let original = plan();
    let mut changes = 0;
    for at in 0..super::real::slots(&original) {
        let (slot, line, words) = super::real::slot(&original, at);
        for changed in super::real::changed_digits(&words) {
            let mut plan = original.clone();
            *super::real::slot_mut(&mut plan, at).unwrap() = changed.clone();
            let found = differences(&plan);
            assert!(
                found
                    .iter()
                    .any(|d| d.plan_line == line && d.found == changed && d.original_line > 0),
                "{slot:?} {words} {changed}: {found:?}"
            );
            changes += 1;
        }
    }
    assert!(changes > 50, "{changes}");
}

#[test]
fn a_changed_comparator_or_unit_is_reported() {
    for (at, words) in [
        (0, ">85%"),
        (0, "85%"),
        (0, "≤85%"),
        (0, "不少于85%"),
        (1, "≥90%"),
        (1, "90‰"),
        (1, "90"),
    ] {
        let mut plan = plan();
        plan.rows[at].cells[0].words = words.to_owned();
        let found = differences(&plan);
        assert_eq!(
            found
                .iter()
                .map(|d| (d.code, d.found.as_str(), d.original_line))
                .collect::<Vec<_>>(),
            [("cell-differs", words, rows().tables[0].rows[at].line)]
        );
    }
    for (at, words) in [
        (0, "每年3家"),
        (0, "不少于3家"),
        (1, "2家"),
        (2, "45%"),
        (3, "5人"),
        (4, "至少1名"),
    ] {
        let mut plan = plan();
        plan.promises[at].words = words.to_owned();
        let found = differences(&plan);
        assert_eq!(
            found
                .iter()
                .map(|d| (d.code, d.found.as_str(), d.plan_line))
                .collect::<Vec<_>>(),
            [("promise-differs", words, 21 + u32::try_from(at).unwrap())]
        );
    }
    let mut plan = plan();
    plan.rows[2].cells[0].words = "本".to_owned();
    assert_eq!(differences(&plan)[0].kind, CellKind::Unit);
}

#[test]
fn missing_and_extra_rows_are_reported() {
    let mut plan = plan();
    plan.rows.remove(1);
    let found = differences(&plan);
    assert_eq!(
        found
            .iter()
            .map(|d| (d.code, d.expected.as_str(), d.original_line, d.plan_line))
            .collect::<Vec<_>>(),
        [("row-extra", "2 书屋覆盖率", 4, 0)]
    );
    plan.rows.push(plan_row(14, "9", "馆际互借率", "30%"));
    let found = differences(&plan);
    assert_eq!(
        found
            .iter()
            .map(|d| (d.code, d.plan_line))
            .collect::<Vec<_>>(),
        [("row-missing", 14), ("row-extra", 0)]
    );
    let mut renamed = super::made_up::plan();
    renamed.rows[1].name = "书屋普及率".to_owned();
    let found = differences(&renamed);
    assert_eq!(
        found
            .iter()
            .map(|d| (d.code, d.expected.as_str(), d.plan_line))
            .collect::<Vec<_>>(),
        [("name-differs", "书屋覆盖率", 12)]
    );
    let mut promise = super::made_up::plan();
    promise.promises.push(plan_promise(26, "流动书车", "8辆"));
    assert_eq!(
        differences(&promise)
            .iter()
            .map(|d| d.code)
            .collect::<Vec<_>>(),
        ["promise-missing"]
    );
}

#[test]
fn targets_of_several_years_are_told_apart() {
    let mut original = row(3, "1", "居民阅读率", "80%");
    original.targets = vec![
        RowTarget {
            year: Some(2025),
            text: "80%".to_owned(),
            line: 3,
        },
        RowTarget {
            year: Some(2030),
            text: "90%".to_owned(),
            line: 3,
        },
    ];
    let of = |year: u16, words: &str| PlanCell {
        kind: CellKind::Target(Some(year)),
        words: words.to_owned(),
    };
    let mut plan_row = plan_row(11, "1", "居民阅读率", "80%");
    plan_row.cells = vec![of(2030, "90%"), of(2025, "80%")];
    let tables = tables(1..2, vec![original]);
    let mut plan = PlanCells {
        rows: vec![plan_row],
        promises: Vec::new(),
    };
    assert!(verify(&plan, &text("一、目标\n表\n三、任务"), &tables).is_complete());
    plan.rows[0].cells[0].kind = CellKind::Target(Some(2035));
    assert_eq!(
        verify(&plan, &text("一、目标\n表\n三、任务"), &tables).differences()[0].expected,
        ""
    );
    plan.rows[0].cells[0].kind = CellKind::Target(Some(2030));
    plan.rows[0].cells[0].words = "80%".to_owned();
    assert_eq!(
        verify(&plan, &text("一、目标\n表\n三、任务"), &tables).differences()[0].expected,
        "90%"
    );
}

#[test]
fn rows_without_a_table_are_proved_by_a_sentence() {
    let original =
        text("一、目标\n到2025年，居民阅读率达到85%以上，书屋数量稳步增加，村级书屋覆盖率95%。\n");
    let none = Indicators::default();
    let of = |name: &str, words: &str| {
        let plan = PlanCells {
            rows: vec![plan_row(11, "", name, words)],
            promises: Vec::new(),
        };
        verify(&plan, &original, &none).proofs.remove(0)
    };
    assert_eq!(of("居民阅读率", "85%以上").status, ProofStatus::Proved);
    assert_eq!(of("书屋数量", "稳步增加").status, ProofStatus::Proved);
    assert_eq!(
        (
            of("村级书屋覆盖率", "95%").status,
            of("村级书屋覆盖率", "95%").line
        ),
        (ProofStatus::Proved, 2)
    );
    assert_eq!(
        (
            of("居民阅读率", "86%以上").status,
            of("居民阅读率", "86%以上").expected
        ),
        (ProofStatus::Differs, "85%以上".to_owned())
    );
    assert_eq!(of("居民阅读率", "85%").status, ProofStatus::Differs);
    assert_eq!(
        of("村级书屋覆盖率", "5%").status,
        ProofStatus::Differs,
        "5% is no part of 95%"
    );
    assert_eq!(of("书屋数量", "持续下降").status, ProofStatus::Missing);
}

#[test]
fn an_equal_number_elsewhere_proves_nothing() {
    let original = text("一、任务\n培养青年馆员5名。培养资深馆员6名。\n");
    let plan = PlanCells {
        rows: Vec::new(),
        promises: vec![plan_promise(3, "青年馆员", "6名")],
    };
    let found = verify(&plan, &original, &Indicators::default()).differences();
    assert_eq!(
        (found[0].expected.as_str(), found[0].found.as_str()),
        ("5名", "6名")
    );
}

#[test]
fn large_and_odd_input_ends_soon() {
    let many = "建设书屋5家，覆盖率达到9%。\n".repeat(3000);
    let rows = (0..3000)
        .map(|at| plan_row(at, &at.to_string(), &format!("书屋{at}"), "5家"))
        .collect();
    let promises = (0..3000)
        .map(|at| plan_promise(at, &format!("流动书屋{at}"), "5家"))
        .collect();
    let found = verify(
        &PlanCells { rows, promises },
        &text(&many),
        &Indicators::default(),
    );
    assert_eq!(found.proofs.len(), 6000);
    let same = |line| row(line, "1", "书屋", "5家");
    let rows = (0..20_000)
        .map(|at| plan_row(at, "1", "书屋", "5家"))
        .collect();
    let twins = tables(0..1, (0..20_000).map(same).collect());
    let plan = PlanCells {
        rows,
        promises: Vec::new(),
    };
    assert!(verify(&plan, &text("表"), &twins).is_complete());
    assert!(verify(&PlanCells::default(), &text(""), &Indicators::default()).is_complete());
}

#[test]
fn a_cell_that_the_plan_leaves_out_is_reported() {
    let mut without_baseline = plan();
    without_baseline.rows[2].cells.remove(1);
    let found = differences(&without_baseline);
    let said: Vec<_> = found
        .iter()
        .map(|d| (d.kind, d.expected.as_str(), d.found.as_str()))
        .collect();
    assert_eq!(said, [(CellKind::Baseline, "1.8", "")]);
    let mut without_target = plan();
    without_target.rows[0].cells.clear();
    let found = differences(&without_target);
    assert_eq!(
        (
            found[0].kind,
            found[0].expected.as_str(),
            found[0].plan_line
        ),
        (CellKind::Target(None), "≥ 85%", 11)
    );
    let mut empty = plan();
    empty.rows.push(plan_row(15, "8", "没有的一行", "5"));
    empty.rows[3].cells.clear();
    assert_eq!(
        differences(&empty)
            .iter()
            .map(|d| (d.code, d.plan_line))
            .collect::<Vec<_>>(),
        [("row-missing", 15)]
    );
}
