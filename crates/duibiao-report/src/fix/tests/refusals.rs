//! What is left alone because it may mean something else.

use super::*;

#[test]
fn keys_that_may_mean_another_thing_stay() {
    for slip in ["区域", "test", "id2", "印发日期", "perod_of_grace"] {
        check_plan_none(
            Code::UnknownKey,
            "\nperiod: 2021-2025\n",
            &format!("\nperiod: 2021-2025\n{slip}: x\n"),
        );
    }
    // Both the slip and the key are there.
    check_plan_none(Code::UnknownKey, "\nperiod:", "\nperod: 2021-2026\nperiod:");
}

#[test]
fn two_slips_of_one_key_are_not_made_a_duplicate() {
    let text = PLAN.replacen("\ntitle:", "\ntitel: 甲\ntilte:", 1);
    let (found, sources) = findings(PLAN_PATH, &text);
    assert_eq!(propose(&found, &sources).len(), 1);
}

#[test]
fn values_that_leave_a_choice_stay() {
    for value in ["执行中", "有效", "draf t2", "live"] {
        check_plan_none(Code::NotInClosedSet, "in-force", value);
    }
    for value in [
        "2022-02-30",
        "3/28/2022",
        "2022年3月",
        "去年",
        "2022.3/28",
        "2022-03-28 9:00",
    ] {
        check_plan_none(
            Code::BadDate,
            "\nperiod:",
            &format!("\nwritten: {value}\nperiod:"),
        );
    }
    for value in ["五年", "2025-2021", "2021", "2021-21", "2021-2", "99-2025"] {
        check_plan_none(Code::BadPeriod, "2021-2025", value);
    }
    // The file name says another place; many places have the name.
    for value in ["盐城市", "鼓楼区", "某某市", "321299", "321200000001"] {
        check_plan_none(Code::UnknownRegion, "\"321200\"", value);
    }
    for value in [
        "www.example.org",
        "ftp://example.org",
        "https:/example.org",
        "https：／／示例",
    ] {
        check_plan_none(
            Code::BadUrl,
            "\nperiod:",
            &format!("\nsource: {{ url: \"{value}\" }}\nperiod:"),
        );
    }
}

#[test]
fn what_asks_for_a_decision_stays() {
    check_plan_none(Code::MissingKey, "status: in-force\n", "");
    check_plan_none(Code::EmptyValue, "\nperiod:", "\ndoc_no:\nperiod:");
    check_plan_none(
        Code::DuplicateKey,
        "topic: sample\n",
        "topic: sample\ntopic: water\n",
    );
    check_plan_none(Code::StemMismatch, "\"321200\"", "\"321000\"");
    check_plan_none(Code::YamlInvalid, "title: 示例市规划", "title: *示例");
    check_plan_none(
        Code::FrontMatterMissing,
        "---\ntitle: 示例市规划\n",
        "示例市规划\n",
    );
}

#[test]
fn rows_that_may_belong_elsewhere_stay() {
    check_plan_none(Code::TableRowStray, "预期性 |\n| 2 |", "预期性 |\n\n| 3 |");
    check_plan_none(
        Code::TableRowStray,
        "预期性 |\n| 2 | 示例数 | 个 |",
        "预期性 |\n\n| 2 | 示例数 |",
    );
    check_plan_none(Code::TableRowStray, "预期性 |\n", "预期性 |\n\n文字\n\n");
    check_plan_none(
        Code::TableRowCells,
        "| ≥95% | 预期性 |",
        "| ≥95% | 预期性 | 约束性 |",
    );
    check_plan_none(Code::TableRowCells, "| % | ≥95%", "| ≥95%");
    check_plan_none(
        Code::TableDelimiter,
        "|---|---|---|---|---|",
        "|:--|---|---|---|",
    );
    check_plan_none(Code::BadNature, "约束性", "参考性");
}

#[test]
fn prose_that_may_be_meant_stays() {
    check_plan_none(Code::IndentedCode, "\n建成示例点。", "\n    - 建成示例点。");
    check_plan_none(
        Code::IndentedCode,
        "\n建成示例点。",
        "\n    建成示例点。\n    扩建。",
    );
    check_plan_none(
        Code::BrokenBox,
        "建成示例点。\n",
        "[!专栏 1] 示例行动\n建设。\n\n扩建。\n",
    );
    check_plan_none(Code::EmphasisUnclosed, "建成示例点。", "**一是建成示例点。");
    check_plan_none(Code::ListMarkerNumber, "建成示例点。", "- 5.2 （降幅）");
}

#[test]
fn settings_of_unknown_tables_stay() {
    let text = "title = \"甲\"\nkind = \"none\"\nbase_url = \"https://example.org/\"\nfoter = 1\n[extra]\nx = 1\n";
    check_none(Code::ConfigInvalid, config::FILE_NAME, text);
    check_none(Code::ConfigUnknownKey, config::FILE_NAME, text);
}
