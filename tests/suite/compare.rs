//! Which rows are set side by side, and what is said of them, in small catalogs made here.
//!
//! Every verdict is reached here through whole plans; how two bare targets compare is also tested with
//! `verdict` itself.

use duibiao_compare::catalog::PlanId;
use duibiao_compare::compare::{self, Comparisons, Pair};
use duibiao_compare::verdict::{Standing, Verdict};
use duibiao_syntax::document::Verification;

use crate::support::{Linked, World, table};

/// A catalog with its comparisons.
struct Compared {
    linked: Linked,
    comparisons: Comparisons,
}

impl Compared {
    fn new(world: World) -> Self {
        let linked = world.linked().sound();
        let comparisons = compare::all(&linked.catalog);
        Self {
            linked,
            comparisons,
        }
    }

    fn of(&self, stem: &str) -> &compare::PlanComparison {
        self.comparisons.of(self.linked.plan(stem))
    }

    /// The pairs of a plan: `示例率 ≥95% ~ 100000-2021 ≥90%: above same higher stricter 5百分点`.
    fn lines(&self, stem: &str) -> Vec<String> {
        let id = self.linked.plan(stem);
        let pairs = self.of(stem).pairs.iter();
        pairs.map(|pair| self.line(id, pair)).collect()
    }

    fn line(&self, id: PlanId, pair: &Pair) -> String {
        let catalog = &self.linked.catalog;
        let own = catalog
            .plan(id)
            .document
            .body
            .rows()
            .nth(pair.row as usize)
            .unwrap();
        let other = catalog.row(pair.against);
        let printed = |row: &duibiao_syntax::document::IndicatorRow, target: u16| {
            row.targets[usize::from(target)].target.printed.to_string()
        };
        let plan = catalog
            .plan(pair.against.plan)
            .id()
            .trim_start_matches("sample/");
        let standing = match pair.standing {
            Standing::Above => "above",
            Standing::SamePlace => "same-place",
            Standing::Peer => "peer",
        };
        let mut words = vec![
            format!("{} {}", own.name.value, printed(own, pair.target)),
            format!("~ {plan} {}:", printed(other, pair.against_target)),
            standing.to_owned(),
            pair.grade.id().to_owned(),
            outcome(&pair.judgement(catalog, id)),
        ];
        words.retain(|word| !word.is_empty());
        words.join(" ")
    }
}

/// The verdict and everything that goes with it.
fn outcome(judgement: &duibiao_compare::verdict::Judgement) -> String {
    let mut words = vec![judgement.verdict.id().to_owned()];
    words.extend(judgement.strictness.map(|merit| merit.id().to_owned()));
    let unit = judgement.unit.as_deref().unwrap_or_default();
    words.extend(
        judgement
            .difference
            .map(|difference| format!("{difference}{unit}")),
    );
    words.extend(judgement.share.map(|(low, high)| format!("{low}..{high}%")));
    words.extend(judgement.reason.map(|reason| reason.id().to_owned()));
    words.extend(judgement.converted.map(|factor| format!("×{factor}")));
    words.join(" ")
}

/// The own target set beside that of the nation, for a rate of which more is better.
#[track_caller]
fn rate(own: &str, nation: &str, expected: &str) {
    let world = World::new().rate("rate", "示例率");
    pair(world, ("示例率", own), ("示例率", nation), expected);
}

/// The own row beside one of the nation.
#[track_caller]
fn pair(world: World, own: (&str, &str), nation: (&str, &str), expected: &str) {
    let world = world
        .plan("321200-2021", &table(&[own]))
        .plan("100000-2021", &table(&[nation]));
    let compared = Compared::new(world);
    let (catalog, id) = (
        &compared.linked.catalog,
        compared.linked.plan("321200-2021"),
    );
    let pairs = compared.comparisons.of(id).pairs.iter();
    let outcomes: Vec<String> = pairs
        .map(|pair| outcome(&pair.judgement(catalog, id)))
        .collect();
    assert_eq!(outcomes, [expected], "{own:?} beside {nation:?}");
}

fn lower(world: World) -> World {
    world.indicator(
        "low",
        "示例损失率",
        "unit: \"%\"\nbetter: lower\nmeasure: rate",
    )
}

fn neither(world: World) -> World {
    world.indicator(
        "any",
        "示例比例",
        "unit: \"%\"\nbetter: neither\nmeasure: rate",
    )
}

#[test]
fn higher_and_lower() {
    rate("≥95%", "≥90%", "higher stricter 5百分点");
    rate("85%", "≥90%", "lower looser 5百分点");
    rate("90—95%", "≥80%", "higher stricter 10百分点");
    rate("约70%", "80—90%", "lower looser 10百分点");
    pair(
        lower(World::new()),
        ("示例损失率", "≤9%"),
        ("示例损失率", "≤10%"),
        "lower stricter 1百分点",
    );
    pair(
        lower(World::new()),
        ("示例损失率", "12%"),
        ("示例损失率", "≤10%"),
        "higher looser 2百分点",
    );
    pair(
        neither(World::new()),
        ("示例比例", "12%"),
        ("示例比例", "10.50%"),
        "higher 1.5百分点",
    );
    pair(
        neither(World::new()),
        ("示例比例", "8%"),
        ("示例比例", "10%"),
        "lower 2百分点",
    );
}

#[test]
fn equal_and_only_the_sign() {
    rate("≥90%", "≥90%", "equal");
    rate("90.0％", "90%", "equal");
    rate("＞75%", "75%", "operator-only stricter");
    rate("≥75%", "＞75%", "operator-only looser");
    rate("75%", "≥75%", "operator-only");
    pair(
        lower(World::new()),
        ("示例损失率", "＜9%"),
        ("示例损失率", "≤9%"),
        "operator-only stricter",
    );
}

#[test]
fn part_of_the_upper_total() {
    let total = || World::new().total("count", "示例数");
    pair(
        total(),
        ("示例数", "7个"),
        ("示例数", "200个"),
        "part 3.5..3.5%",
    );
    pair(
        total(),
        ("示例数", "10—20个"),
        ("示例数", "100—200个"),
        "part 5..20%",
    );
    pair(
        total(),
        ("示例数", "300家"),
        ("示例数", "200个"),
        "part 150..150%",
    );
    pair(total(), ("示例数", "3个"), ("示例数", "0个"), "part");
    pair(
        total(),
        ("示例数", "下降5%"),
        ("示例数", "下降3%"),
        "higher stricter 2百分点",
    );
}

#[test]
fn without_a_number_of_its_own() {
    rate("完成省下达任务", "≥90%", "follows-upper");
    rate("不低于全市平均水平", "≥90%", "follows-upper");
    rate("≥90%", "完成国家审核衔接后确定的目标", "upper-unquantified");
    rate("≥90%", "稳步提升", "upper-unquantified");
    rate("≥90%", "基本健全", "upper-unquantified");
}

#[test]
fn other_scope() {
    for grade in ["broader", "narrower", "related"] {
        let also = format!("also:\n  - {{ name: 示例别率, grade: {grade}, reason: 只供测试。 }}");
        let keys = format!("unit: \"%\"\nbetter: higher\nmeasure: rate\n{also}");
        let world = || World::new().indicator("rate", "示例率", &keys);
        let expected = format!("scope-differs {grade}");
        pair(world(), ("示例别率", "≥95%"), ("示例率", "≥90%"), &expected);
        pair(world(), ("示例率", "≥95%"), ("示例别率", "≥90%"), &expected);
    }
}

#[test]
fn not_comparable_and_why() {
    rate("≥90%", "下降5%", "not-comparable kinds");
    rate("下降5%", "增长5%", "not-comparable direction");
    rate("80—90%", "85—95%", "not-comparable overlap");
    rate("≥90", "5公里", "not-comparable units");
    rate("稳步提升", "≥90%", "not-comparable own-unquantified");
    rate("2023年60%，2025年80%", "≥90%", "not-comparable several");
    rate("—", "≥90%", "not-comparable nothing-printed");
    rate("≥90%", "/", "not-comparable nothing-printed");
    let level = World::new().indicator(
        "area",
        "示例覆盖率",
        "unit: \"%\"\nbetter: higher\nmeasure: level",
    );
    pair(
        level,
        ("示例覆盖率", "30%"),
        ("示例覆盖率", "24%"),
        "not-comparable territory",
    );
    let beds = World::new().indicator(
        "beds",
        "示例床位",
        "unit: 张\nbetter: higher\nmeasure: total",
    );
    pair(
        beds,
        ("示例床位", "张"),
        ("示例床位", "7张"),
        "not-comparable unit-only",
    );
}

#[test]
fn in_kind() {
    rate("稳步提升", "持续提升", "same-in-kind");
    rate("与经济增长同步", "与经济增长同步", "same-in-kind");
    rate("基本健全", "基本健全", "same-in-kind");
    rate("稳步提升", "持续下降", "differs-in-kind");
    rate("基本健全", "初步建立", "differs-in-kind");
}

#[test]
fn units_are_converted_and_it_is_told() {
    let visits = || {
        World::new().indicator(
            "v",
            "示例人次",
            "unit: 亿人次\nbetter: higher\nmeasure: rate",
        )
    };
    let own = ("示例人次", "13000万人次");
    pair(
        visits(),
        own,
        ("示例人次", "1.2亿人次"),
        "higher stricter 0.1亿人次 ×0.0001",
    );
    let sum =
        || World::new().indicator("m", "示例额", "unit: 亿元\nbetter: higher\nmeasure: total");
    pair(
        sum(),
        ("示例额", "5000万元"),
        ("示例额", "10亿元"),
        "part 5..5% ×0.0001",
    );
    let area =
        || World::new().indicator("a", "示例面积", "unit: 亩\nbetter: higher\nmeasure: rate");
    pair(
        area(),
        ("示例面积", "45亩"),
        ("示例面积", "2公顷"),
        "higher stricter 15亩 ×15",
    );
    rate("九成", "≥90%", "operator-only");
    pair(sum(), ("示例额", "5"), ("示例额", "10亿元"), "part 50..50%");
}

#[test]
fn strict_takes_the_same_names_only() {
    let keys = "unit: \"%\"\nbetter: higher\nmeasure: rate\nalso:\n  \
                - { name: 示例比率, grade: wording, reason: 只供测试。 }";
    let world = World::new()
        .indicator("rate", "示例率", keys)
        .rate("other", "示例他率")
        .plan(
            "321200-2021",
            &table(&[("示例比率", "≥95%"), ("示例他率", "稳步提升")]),
        )
        .plan("320000-2021", &table(&[("示例比率", "≥92%")]))
        .plan(
            "100000-2021",
            &table(&[("示例率", "≥90%"), ("示例他率", "7%")]),
        );
    let compared = Compared::new(world);
    assert_eq!(
        compared.lines("321200-2021"),
        [
            "示例比率 ≥95% ~ 320000-2021 ≥92%: above same higher stricter 3百分点",
            "示例比率 ≥95% ~ 100000-2021 ≥90%: above wording higher stricter 5百分点",
            "示例他率 稳步提升 ~ 100000-2021 7%: above same not-comparable own-unquantified",
        ]
    );
    let province = compared.of("320000-2021").comparable;
    assert_eq!((province.strict, province.loose), (0, 1));
    let city = compared.of("321200-2021").comparable;
    assert_eq!((city.strict, city.loose), (1, 1));
}

#[test]
fn missing_levels_are_kept_and_the_next_is_looked_at() {
    let known = "---\nid: known\ntitle: 示例省规划\nkind: plan\nregion: \"320000\"\ntopic: sample\n\
                 period: 2021-2025\n---\n";
    let world = World::new()
        .rate("rate", "示例率")
        .file("content/references/known.md", known)
        .plan("321202-2021", &table(&[("示例率", "≥95%")]))
        .plan("100000-2021", &table(&[("示例率", "≥90%")]));
    let compared = Compared::new(world);
    let levels = &compared.of("321202-2021").levels;
    let drawn: Vec<String> = levels
        .iter()
        .map(|level| {
            let known = level.known.map_or("", |_| " known");
            format!("{} {}{known}", level.region.id(), level.plans.len())
        })
        .collect();
    assert_eq!(drawn, ["321200 0", "320000 0 known", "100000 1"]);
    let pairs = &compared.of("321202-2021").pairs;
    assert_eq!(pairs.iter().map(|pair| pair.level).collect::<Vec<_>>(), [2]);
}

#[test]
fn unanswered_rows_of_upper_plans_are_not_set() {
    let keys = "unit: \"%\"\nbetter: higher\nmeasure: rate\nalso:\n  \
                - { name: 示例旁率, grade: related, reason: 只供测试。 }";
    let world = World::new()
        .indicator("rate", "示例率", keys)
        .rate("other", "示例他率")
        .plan("321200-2021", &table(&[("示例旁率", "≥95%")]))
        .plan(
            "100000-2021",
            &table(&[("示例率", "≥90%"), ("示例他率", "7%")]),
        );
    let compared = Compared::new(world);
    let not_set = &compared.of("321200-2021").not_set;
    assert_eq!(not_set.len(), 1, "示例旁率 has to do with 示例率");
    let row = compared.linked.catalog.row(not_set[0].against);
    assert_eq!(&*row.name.value, "示例他率");
    assert_eq!(compared.of("100000-2021").not_set, [].into());
}

#[test]
fn drafts_are_compared_and_never_compared_with() {
    let world = World::new()
        .rate("rate", "示例率")
        .plan_with(
            "320000-2021",
            "status: consultation\n",
            &table(&[("示例率", "≥92%")]),
        )
        .plan("321200-2021", &table(&[("示例率", "≥95%")]))
        .plan("100000-2021", &table(&[("示例率", "≥90%")]));
    let compared = Compared::new(world);
    assert_eq!(
        compared.lines("320000-2021"),
        ["示例率 ≥92% ~ 100000-2021 ≥90%: above same higher stricter 2百分点"]
    );
    assert_eq!(
        compared.lines("321200-2021"),
        ["示例率 ≥95% ~ 100000-2021 ≥90%: above same higher stricter 5百分点"]
    );
}

#[test]
fn repealed_and_replaced_plans_are_no_reference() {
    for (keys, newer) in [
        ("status: repealed\n", ""),
        (
            "status: in-force\n",
            "status: in-force\nreplaces: 100000-2021\n",
        ),
    ] {
        let mut world = World::new()
            .rate("rate", "示例率")
            .plan("321200-2021", &table(&[("示例率", "≥95%")]))
            .plan_with("100000-2021", keys, &table(&[("示例率", "≥90%")]));
        if !newer.is_empty() {
            world = world.plan_with("100000-2021-b", newer, "");
        }
        assert_eq!(Compared::new(world).lines("321200-2021"), [""; 0]);
    }
}

#[test]
fn of_several_rows_the_nearest_and_best_read_is_taken() {
    let keys = "unit: \"%\"\nbetter: higher\nmeasure: rate\nalso:\n  \
                - { name: 示例比率, grade: wording, reason: 只供测试。 }";
    let verified = "| 指标名称 | 2025年目标值 | 核验 |\n|---|---|---|\n\
                    | 示例率 | ≥80% | 转引 |\n| 示例率 | ≥90% | 原文 |\n| 示例比率 | ≥70% | 原文 |\n";
    let world = World::new()
        .indicator("rate", "示例率", keys)
        .plan("321200-2021", &table(&[("示例率", "≥95%")]))
        .plan("100000-2021", verified);
    let compared = Compared::new(world);
    assert_eq!(
        compared.lines("321200-2021"),
        ["示例率 ≥95% ~ 100000-2021 ≥90%: above same higher stricter 5百分点"]
    );
    let catalog = &compared.linked.catalog;
    let nation = catalog.plan(compared.linked.plan("100000-2021"));
    let row = catalog.row(compared.of("321200-2021").pairs[0].against);
    assert_eq!(nation.verification(row), Verification::Transcribed);
}

#[test]
fn an_unverified_row_is_compared_when_there_is_no_better() {
    let world = World::new()
        .rate("rate", "示例率")
        .plan("321200-2021", &table(&[("示例率", "≥95%")]))
        .plan_with(
            "100000-2021",
            "status: in-force\nverification: recalled\n",
            &table(&[("示例率", "≥90%")]),
        );
    let compared = Compared::new(world);
    assert_eq!(compared.lines("321200-2021").len(), 1);
    let catalog = &compared.linked.catalog;
    let pair = &compared.of("321200-2021").pairs[0];
    let verification = catalog
        .plan(pair.against.plan)
        .verification(catalog.row(pair.against));
    assert_eq!(verification, Verification::Recalled);
}

#[test]
fn each_target_year_has_its_answer() {
    let years =
        |rows: &str| format!("| 指标名称 | 2023年目标值 | 2025年目标值 |\n|---|---|---|\n{rows}");
    let world = World::new()
        .rate("rate", "示例率")
        .plan("321200-2021", &years("| 示例率 | 80% | 95% |\n"))
        .plan("320000-2021", &years("| 示例率 | 70% | 90% |\n"))
        .plan("100000-2021", &table(&[("示例率", "85%")]));
    assert_eq!(
        Compared::new(world).lines("321200-2021"),
        [
            "示例率 80% ~ 320000-2021 70%: above same higher stricter 10百分点",
            "示例率 95% ~ 320000-2021 90%: above same higher stricter 5百分点",
            "示例率 80% ~ 100000-2021 85%: above same not-comparable horizon",
            "示例率 95% ~ 100000-2021 85%: above same higher stricter 10百分点",
        ]
    );
}

#[test]
fn peers_and_plans_of_the_same_place() {
    let world = World::new()
        .rate("rate", "示例率")
        .total("count", "示例数")
        .plan(
            "321200-2021",
            &table(&[("示例率", "≥95%"), ("示例数", "7个")]),
        )
        .titled_plan(
            "321200-2021-second",
            "另一示例规划",
            "status: in-force\n",
            &table(&[("示例率", "≥93%"), ("示例数", "5个")]),
        )
        .plan(
            "321100-2021",
            &table(&[("示例率", "≥90%"), ("示例数", "9个")]),
        )
        .plan("321202-2021", &table(&[("示例率", "≥80%")]))
        .plan("321100-2026", &table(&[("示例率", "≥99%")]));
    assert_eq!(
        Compared::new(world).lines("321200-2021"),
        [
            "示例率 ≥95% ~ 321200-2021-second ≥93%: same-place same higher stricter 2百分点",
            "示例率 ≥95% ~ 321100-2021 ≥90%: peer same higher stricter 5百分点",
            "示例数 7个 ~ 321200-2021-second 5个: same-place same higher stricter 2个",
            "示例数 7个 ~ 321100-2021 9个: peer same not-comparable totals",
        ]
    );
}

#[test]
fn more_than_forty_plans_have_no_peers() {
    let many = |count: usize| {
        let codes = duibiao_syntax::region::all()
            .filter(|entry| {
                entry.level == duibiao_syntax::region::Level::City && entry.retired.is_none()
            })
            .take(count);
        let world = World::new().rate("rate", "示例率");
        let world = codes.fold(world, |world, entry| {
            world.plan(
                &format!("{}-2021", entry.code),
                &table(&[("示例率", "≥95%")]),
            )
        });
        let compared = Compared::new(world);
        let first = compared.linked.catalog.plan_ids().next().unwrap().0;
        compared.comparisons.of(first).peers.len()
    };
    assert_eq!(many(compare::MOST_PEERS), compare::MOST_PEERS - 1);
    assert_eq!(many(compare::MOST_PEERS + 1), 0);
}

#[test]
fn the_crosswalk_of_one_plan_does_not_join_others() {
    let keys = "unit: \"%\"\nbetter: higher\nmeasure: rate\nalso:\n  \
                - { name: 示例别率, grade: wording, reason: 只供测试。, plans: [sample/321200-2021] }\n  \
                - { name: 示例别率, grade: related, reason: 只供测试。 }";
    let world = World::new()
        .indicator("rate", "示例率", keys)
        .plan("321200-2021", &table(&[("示例别率", "≥95%")]))
        .plan("321100-2021", &table(&[("示例别率", "≥95%")]))
        .plan("100000-2021", &table(&[("示例率", "≥90%")]));
    let compared = Compared::new(world);
    assert_eq!(
        compared.lines("321200-2021")[0],
        "示例别率 ≥95% ~ 100000-2021 ≥90%: above wording higher stricter 5百分点"
    );
    assert_eq!(
        compared.lines("321100-2021")[0],
        "示例别率 ≥95% ~ 100000-2021 ≥90%: above related scope-differs related"
    );
    assert_eq!(
        compared.lines("321100-2021")[1],
        "示例别率 ≥95% ~ 321200-2021 ≥95%: peer related scope-differs related"
    );
}

#[test]
fn plans_of_other_topics_are_looked_at_but_are_no_level() {
    let other = "---\ntitle: 示例纲要\nregion: \"100000\"\ntopic: outline\nperiod: 2021-2025\n\
                 status: in-force\ntext: digest\nverification: transcribed\n---\n\n";
    let world = World::new()
        .rate("rate", "示例率")
        .file(
            "content/topics/outline.md",
            "---\nid: outline\ntitle: 示例纲要\n---\n",
        )
        .file(
            "content/plans/outline/100000-2021.md",
            &format!("{other}{}", table(&[("示例率", "≥90%")])),
        )
        .plan("321200-2021", &table(&[("示例率", "≥95%")]));
    let compared = Compared::new(world);
    assert_eq!(
        compared.lines("321200-2021"),
        ["示例率 ≥95% ~ outline/100000-2021 ≥90%: above same higher stricter 5百分点"]
    );
    let levels = &compared.of("321200-2021").levels;
    assert!(levels.iter().all(|level| level.plans.is_empty()));
}

#[test]
fn every_verdict_but_the_absent_ones_was_reached() {
    let text = include_str!("compare.rs");
    let absent = [Verdict::New, Verdict::NotSet, Verdict::UpperMissing];
    for (verdict, id) in Verdict::ALL {
        let times =
            text.matches(&format!("\"{id}")).count() + text.matches(&format!(" {id} ")).count();
        assert!(absent.contains(&verdict) || times >= 2, "{id}: {times}");
    }
}
