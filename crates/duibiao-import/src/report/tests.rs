//! The two forms of the report.

use crate::original::Indicators;

use super::*;
use crate::assemble::{Context, NoticePlacement, import};
use crate::repair::RepairMode;
use crate::repair::tests::text;

fn imported() -> (Original, Imported) {
    let original = text(
        "嘉兴市“十五五”林业规划\n\n一、目标\n\n扩大苗圃，更新品种，苗木要供应城\n\n乡绿化，不得外流。\n\n公开方式：主动公开\n",
    );
    let context = Context {
        topics: &[],
        catalogue: &[],
        mode: RepairMode::Safe,
        region: None,
        topic: Some("forestry"),
        tables: &Indicators::default(),
        notice: NoticePlacement::SetApart,
        promises: &|_| Vec::new(),
        attachment: None,
    };
    let imported = import(&original, &context);
    (original, imported)
}

#[test]
fn the_fields_of_the_json_report_are_fixed() {
    let (original, imported) = imported();
    let value = serde_json::to_value(json("甲.txt", &original, &imported)).unwrap();
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "file",
            "encoding",
            "layout",
            "plan",
            "rows",
            "commitments",
            "repairs",
            "removed",
            "problems"
        ]
    );
    let plan = &value["plan"];
    assert_eq!(plan["region"], "浙江省嘉兴市");
    assert_eq!(plan["region_code"], "330400");
    assert_eq!(plan["period"], "2026-2030");
    assert_eq!(plan["openness"], "主动公开");
    assert_eq!(value["repairs"][0]["reason"], "page-break");
    assert_eq!(value["removed"][0]["reason"], "title");
    assert_eq!(
        imported.path.as_deref(),
        Some("content/plans/forestry/330400-2026.md")
    );
}

#[test]
fn the_page_says_what_was_found_and_what_is_next() {
    let (original, imported) = imported();
    let page = markdown("甲.txt", &original, &imported);
    for words in [
        "# 导入报告 Import report：甲.txt",
        "## 下一步 Next steps",
        "已证明",
        "| 行政区 region | 浙江省嘉兴市 330400 | high | 1 |",
        "### 分页断开的句子 `page-break`，已改 done：1",
        "### 标题（已写入文件头） `title`：1",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
}

#[test]
fn a_proof_that_fails_is_said_first() {
    let (original, mut imported) = imported();
    imported.problems.push(crate::original::ImportProblem {
        line: 5,
        code: "text-lost",
        zh: "少了 1 个字".into(),
        en: "one character is lost".into(),
    });
    let page = markdown("甲.txt", &original, &imported);
    assert!(page.contains("不能使用"));
    assert!(!page.contains("已证明"));
}
