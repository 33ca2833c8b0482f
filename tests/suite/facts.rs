//! The facts that the site is about, against the answer keys that were made by hand.
//!
//! The keys lie beside the project as `../shared/plans/`; where they do not, the copies in
//! `tests/fixtures/facts/` are read, and the test says so. What is compared is the built JSON, so that a
//! value lost anywhere on the way is found.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use crate::support::today;
use duibiao_publish::read;
use duibiao_render::route::{DataFormat, Dataset, PageKey};
use duibiao_render::site::{self, Site};
use serde_json::Value;

type Record = BTreeMap<String, String>;

/// The tables of the real project, as built.
struct Built {
    targets: Vec<Value>,
    commitments: Vec<Value>,
    verdicts: Vec<Value>,
    plans: Vec<Value>,
}

static BUILT: LazyLock<Built> = LazyLock::new(|| {
    let project = read::project(Path::new(env!("CARGO_MANIFEST_DIR")))
        .unwrap()
        .value;
    let site = site::compile(&Arc::new(project), &today()).value.unwrap();
    Built {
        targets: table(&site, Dataset::Targets),
        commitments: table(&site, Dataset::Commitments),
        verdicts: table(&site, Dataset::Verdicts),
        plans: table(&site, Dataset::Plans),
    }
});

fn table(site: &Site, dataset: Dataset) -> Vec<Value> {
    let key = PageKey::Data(dataset, DataFormat::Json);
    let index = site.keys().iter().position(|other| *other == key).unwrap();
    let mut bytes = Vec::new();
    site.render(index, &mut bytes).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

/// An answer key: the shared one, or the copy.
fn key(name: &str) -> Vec<Record> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared/plans").join(name);
    let path: PathBuf = if shared.exists() {
        shared
    } else {
        eprintln!("../shared/plans/{name} is not there: reading the copy in tests/fixtures/facts");
        root.join("tests/fixtures/facts").join(name)
    };
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn text<'v>(line: &'v Value, column: &str) -> &'v str {
    line[column].as_str().unwrap_or_default()
}

/// The plan of this site that a key calls by a short name.
fn plan_id(short: &str) -> &'static str {
    match short {
        "panzhihua-xiqu" => "occupational-health/510403-2021",
        "fuxin" => "occupational-health/210900-2021",
        "yunnan-draft" => "occupational-health/530000-2021-draft",
        "taizhou" => "occupational-health/321200-2021",
        "weihai" => "occupational-health/371000-2021",
        "nation-outline-155" | "nation-outline-155-reported" => "development-outline/100000-2026",
        "shanghai-outline-155" => "development-outline/310000-2026",
        "qingpu-outline-155" => "development-outline/310118-2026",
        "shanghai-water-155" => "water/310000-2026",
        "putuo-water-155" => "water/310107-2026",
        "nation-renewal-155-reported" => "housing-renewal/100000-2026",
        "shanghai-housing-155" => "housing-renewal/310000-2026",
        "huangpu-renewal-155" => "housing-renewal/310101-2026",
        "minhang-renewal-155" => "housing-renewal/310112-2026-renewal",
        "minhang-housing-155" => "housing-renewal/310112-2026-housing",
        "putuo-housing-155" => "housing-renewal/310107-2026",
        "huangpu-greening-155" => "greening/310101-2026",
        "changning-greening-155" => "greening/310105-2026",
        "putuo-greening-155" => "greening/310107-2026",
        "minhang-greening-155" => "greening/310112-2026",
        "songjiang-greening-155" => "greening/310117-2026",
        "changning-energy-155" => "energy-carbon/310105-2026",
        "songjiang-energy-155" => "energy-carbon/310117-2026",
        "nation-heritage-145" => "heritage/100000-2021",
        "hubei-heritage-145" => "heritage/420000-2021",
        other => panic!("the key names an unknown plan {other}"),
    }
}

/// The comparator word of the key for a built line.
fn comparator(line: &Value) -> &'static str {
    match (
        text(line, "kind"),
        text(line, "operator"),
        text(line, "direction"),
    ) {
        ("bound", ">=", _) => "ge",
        ("bound", "<=", _) => "le",
        ("exact", "=", _) => "eq",
        ("trend", _, "rise") => "trend-up",
        ("trend", _, "fall") => "trend-down",
        ("trend" | "text", _, _) => "text",
        other => panic!("{other:?} in {line}"),
    }
}

#[test]
fn the_49_rows_of_the_seed_plans() {
    let rows = key("indicators.csv");
    assert_eq!(rows.len(), 49);
    for row in &rows {
        let line = one(&BUILT.targets, |line| {
            text(line, "plan_id") == plan_id(&row["plan"])
                && text(line, "no") == row["no"]
                && text(line, "statistic") == "target"
        });
        assert_eq!(text(line, "name_as_printed"), row["name"]);
        assert_eq!(text(line, "text_as_printed"), row["target"]);
        assert_eq!(comparator(line), row["comparator"], "{line}");
        assert_eq!(text(line, "value"), row["value"], "{line}");
        assert_eq!(text(line, "unit"), row["unit"], "{line}");
        let baseline = BUILT.targets.iter().find(|line| {
            text(line, "plan_id") == plan_id(&row["plan"])
                && text(line, "no") == row["no"]
                && text(line, "statistic") == "baseline"
        });
        assert_eq!(
            baseline.map_or("", |line| text(line, "text_as_printed")),
            row["baseline"]
        );
    }
    for (short, count) in [
        ("panzhihua-xiqu", 8),
        ("fuxin", 11),
        ("yunnan-draft", 14),
        ("taizhou", 7),
        ("weihai", 9),
    ] {
        let built = BUILT.targets.iter().filter(|line| {
            text(line, "plan_id") == plan_id(short) && text(line, "statistic") == "target"
        });
        assert_eq!(built.count(), count, "{short}");
    }
}

#[test]
fn the_25_commitments_of_the_seed_plans() {
    let mut wanted: Vec<_> = key("commitments.csv")
        .into_iter()
        .map(|row| {
            let per = if row["per"] == "年" {
                "average"
            } else {
                "year"
            };
            let comparator = row["comparator"].clone();
            (
                plan_id(&row["plan"]),
                row["value"].clone(),
                row["unit"].clone(),
                comparator,
                per,
            )
        })
        .collect();
    let mut built: Vec<_> = BUILT
        .commitments
        .iter()
        .map(|line| {
            let plan = BUILT
                .plans
                .iter()
                .find(|plan| plan["plan_id"] == line["plan_id"])
                .unwrap();
            let id = wanted
                .iter()
                .map(|row| row.0)
                .find(|id| *id == text(plan, "plan_id"))
                .unwrap();
            let comparator = comparator(line).to_owned();
            let horizon = if text(line, "horizon") == "average" {
                "average"
            } else {
                "year"
            };
            (
                id,
                text(line, "value").to_owned(),
                text(line, "unit").to_owned(),
                comparator,
                horizon,
            )
        })
        .collect();
    assert_eq!(wanted.len(), 25);
    wanted.sort();
    built.sort();
    assert_eq!(built, wanted);
}

#[test]
fn the_254_rows_of_the_chains_as_printed() {
    let (read, reported) = (key("chains.csv"), key("chains-reported.csv"));
    assert_eq!((read.len(), reported.len()), (244, 10));
    for (rows, verification) in [(&read, "transcribed"), (&reported, "reported")] {
        for row in rows {
            let is_row = |line: &&Value| {
                text(line, "plan_id") == plan_id(&row["plan_key"])
                    && text(line, "no") == row["no"]
                    && text(line, "name_as_printed") == row["name"]
                    && text(line, "verification") == verification
            };
            let lines: Vec<&Value> = BUILT.targets.iter().filter(is_row).collect();
            let printed = |statistic: &str| -> Vec<&str> {
                lines
                    .iter()
                    .filter(|line| text(line, "statistic") == statistic)
                    .map(|line| text(line, "text_as_printed"))
                    .collect()
            };
            assert_eq!(printed("target"), [row["target"].as_str()], "{row:?}");
            let baseline: Vec<&str> = Some(row["baseline"].as_str())
                .filter(|b| !b.is_empty())
                .into_iter()
                .collect();
            assert_eq!(printed("baseline"), baseline, "{row:?}");
            let target = lines
                .iter()
                .find(|line| text(line, "statistic") == "target")
                .unwrap();
            assert_eq!(text(target, "nature"), row["attribute"], "{row:?}");
            if !row["unit"].is_empty() && row["unit"] != "定性" {
                assert_eq!(text(target, "unit"), row["unit"], "{row:?}");
            }
        }
    }
}

/// The correspondences of the map that this site judges otherwise, each with the reason.
const ARGUED: [(&str, &str); 10] = [
    // ≥50 and ＞50 against 50, 70 against ≥70: the numbers are equal and the signs are not, which is
    // 仅符号不同 whichever side has the sign. The map calls two such pairs equal and three by operator.
    ("changning-energy-155", "生活垃圾回收利用率"),
    ("shanghai-housing-155", "区管及以上美丽幸福河湖建成率"),
    // The target is two dated texts about one kind of housing; there is no number to be looser by.
    ("putuo-housing-155", "基本完成不成套职工住宅改造"),
    // The map itself says that it is not confirmed that the same is counted.
    ("huangpu-renewal-155", "老旧住房综合修缮面积"),
    ("huangpu-renewal-155", "片区更新数量"),
    // 含改扩建 covers more, so 50 is no share of the 500 that does not say so.
    ("minhang-renewal-155", "更新商业设施面积（含改扩建）"),
    // New in this period against a running total: a share of it would mislead.
    ("huangpu-greening-155", "新增“美丽街区”提升建设数量"),
    ("putuo-greening-155", "“美丽街区”建设"),
    ("minhang-greening-155", "“美丽街区”提升和新建数量"),
    // Two rows merged into one: equal numbers of things that are not the same.
    (
        "hubei-heritage-145",
        "全国重点文物保护单位和湖北省文物保护单位“四有”完成率",
    ),
];

#[test]
fn the_correspondences_of_the_map() {
    let map = key("chains-map.csv");
    assert_eq!(map.len(), 149);
    let mut otherwise = Vec::new();
    for row in map.iter().filter(|row| !row["result"].is_empty()) {
        let judged = map.iter().filter(|base| {
            base["concept"] == row["concept"]
                && base["chain"] == row["chain"]
                && !std::ptr::eq(*base, row)
        });
        let verdicts: Vec<&Value> = judged
            .flat_map(|base| verdicts_between(row, base))
            .collect();
        assert!(!verdicts.is_empty(), "never set side by side: {row:?}");
        if !verdicts
            .iter()
            .any(|verdict| agrees(&row["result"], verdict))
        {
            otherwise.push((row["plan_key"].as_str(), row["name"].as_str()));
        }
    }
    otherwise.sort_unstable();
    let mut argued = ARGUED;
    argued.sort_unstable();
    assert_eq!(otherwise, argued);
}

/// The verdicts that set a row of the map beside another one.
fn verdicts_between<'b>(row: &Record, base: &Record) -> Vec<&'b Value> {
    let (own, against) = (anchor(row), anchor(base));
    let (plan, other) = (plan_id(&row["plan_key"]), plan_id(&base["plan_key"]));
    BUILT
        .verdicts
        .iter()
        .filter(|line| text(line, "view") == "loose")
        .filter(|line| text(line, "plan_id") == plan && text(line, "anchor") == own)
        .filter(|line| {
            text(line, "against_plan_id") == other && text(line, "against_anchor") == against
        })
        .collect()
}

fn anchor(row: &Record) -> &'static str {
    let line = BUILT.targets.iter().find(|line| {
        text(line, "plan_id") == plan_id(&row["plan_key"])
            && text(line, "name_as_printed") == row["name"]
    });
    text(
        line.unwrap_or_else(|| panic!("no such row: {row:?}")),
        "anchor",
    )
}

/// Whether a verdict is what the map says in its own words.
fn agrees(result: &str, line: &Value) -> bool {
    let (verdict, strictness) = (text(line, "verdict"), text(line, "strictness"));
    let by_value = matches!(verdict, "higher" | "lower");
    match result {
        "stricter" => by_value && strictness == "stricter",
        "looser" => by_value && strictness == "looser",
        "equal" => matches!(verdict, "equal" | "same-in-kind"),
        "looser by operator" => verdict == "operator-only" && strictness != "stricter",
        "stricter by operator" => verdict == "operator-only" && strictness == "stricter",
        "part" => verdict == "part",
        "deferred" | "relative" => verdict == "follows-upper",
        "no-number above" => verdict == "upper-unquantified",
        "not by number" => matches!(verdict, "scope-differs" | "not-comparable"),
        "broken cell" => verdict == "not-comparable" && text(line, "reason") == "unit-only",
        other => panic!("the map says {other:?}"),
    }
}

fn one(lines: &'static [Value], is_it: impl Fn(&Value) -> bool) -> &'static Value {
    let found: Vec<&Value> = lines.iter().filter(|line| is_it(line)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]
}

/// The loose verdict of a numbered row against a numbered row of another plan.
fn verdict(
    plan: &str,
    no: &str,
    against: &str,
    against_no: &str,
    view: &str,
) -> Option<&'static Value> {
    BUILT.verdicts.iter().find(|line| {
        text(line, "plan_id") == plan_id(plan)
            && text(line, "no") == no
            && text(line, "against_plan_id") == plan_id(against)
            && text(line, "against_no") == against_no
            && text(line, "view") == view
    })
}

#[test]
fn taizhou_is_five_points_above_the_other_seed_plans() {
    for (no, weihai, fuxin, xiqu) in [
        ("2", "2", "2", "2"),
        ("3", "3", "3", "3"),
        ("4", "4", "4", "4"),
        ("5", "5", "5", "5"),
    ] {
        for (other, other_no) in [
            ("weihai", weihai),
            ("fuxin", fuxin),
            ("panzhihua-xiqu", xiqu),
        ] {
            let line = verdict("taizhou", no, other, other_no, "strict").unwrap();
            assert_eq!(text(line, "verdict"), "higher", "{line}");
            assert_eq!(text(line, "difference"), "5", "{line}");
            assert_eq!(text(line, "difference_unit"), "百分点", "{line}");
            assert!(text(line, "sentence").contains("高 5 个百分点"), "{line}");
        }
    }
}

#[test]
fn other_words_compare_in_the_loose_view_only() {
    assert!(verdict("taizhou", "6", "weihai", "6", "strict").is_none());
    let loose = verdict("taizhou", "6", "weihai", "6", "loose").unwrap();
    assert_eq!(
        (text(loose, "verdict"), text(loose, "grade")),
        ("equal", "wording")
    );
}

#[test]
fn rows_that_do_not_cover_the_same_are_said_so() {
    let line = verdict("weihai", "9", "yunnan-draft", "14", "loose").unwrap();
    assert_eq!(text(line, "verdict"), "scope-differs");
    assert_eq!(text(line, "marks"), "draft");
    assert_eq!(line["in_default"], false);
}

#[test]
fn the_row_that_only_xiqu_has_is_new_and_without_a_number() {
    let row = one(&BUILT.targets, |line| {
        text(line, "plan_id") == plan_id("panzhihua-xiqu") && text(line, "no") == "8"
    });
    assert_eq!(text(row, "kind"), "trend");
    assert_eq!(text(row, "value"), "");
    let new = BUILT.verdicts.iter().filter(|line| {
        text(line, "plan_id") == plan_id("panzhihua-xiqu")
            && text(line, "no") == "8"
            && text(line, "verdict") == "new"
    });
    assert!(new.count() > 0);
}

#[test]
fn the_chain_of_qingpu() {
    let check = |no, against, against_no, verdict_id, strictness| {
        let line = verdict("qingpu-outline-155", no, against, against_no, "loose").unwrap();
        assert_eq!(
            (text(line, "verdict"), text(line, "strictness")),
            (verdict_id, strictness),
            "{line}"
        );
    };
    check(
        "14",
        "shanghai-outline-155",
        "13",
        "operator-only",
        "looser",
    );
    check("20", "shanghai-outline-155", "20", "higher", "looser");
    check("1", "shanghai-outline-155", "1", "follows-upper", "");
    check("16", "shanghai-outline-155", "15", "follows-upper", "");
    let part = verdict(
        "huangpu-renewal-155",
        "3",
        "shanghai-housing-155",
        "9",
        "loose",
    )
    .unwrap();
    assert_eq!(
        (text(part, "verdict"), text(part, "share_low")),
        ("part", "10")
    );
}

#[test]
fn a_draft_is_no_reference_and_no_missing_plan_is_passed_over() {
    let uses_draft = BUILT.verdicts.iter().filter(|line| {
        text(line, "against_plan_id") == plan_id("yunnan-draft") && line["in_default"] == true
    });
    assert_eq!(uses_draft.count(), 0);
    for (plan, missing) in [
        ("taizhou", "320000"),
        ("weihai", "370000"),
        ("panzhihua-xiqu", "510400"),
        ("panzhihua-xiqu", "510000"),
    ] {
        let lines = BUILT.verdicts.iter().filter(|line| {
            text(line, "plan_id") == plan_id(plan)
                && text(line, "against_region_code") == missing
                && text(line, "verdict") == "upper-missing"
        });
        assert!(lines.count() > 0, "{plan} {missing}");
    }
}
