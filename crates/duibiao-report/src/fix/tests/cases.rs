//! One case for each kind of repair.

use super::*;

#[test]
fn keys() {
    for slip in ["titel", "Title", "TITLE", "titl"] {
        check_plan(Code::UnknownKey, "\ntitle:", &format!("\n{slip}:"));
    }
    check_plan(Code::UnknownKey, "\nstatus:", "\nstaus:");
    let plan = PLAN.replace(
        "\n---\n\n",
        "\ndoc_no: 示文〔2021〕1号\nsource:\n  url: https://example.org/\n  note: 甲\n---\n\n",
    );
    check(
        Code::UnknownKey,
        PLAN_PATH,
        &plan.replace("doc_no", "doc-no"),
        &plan,
    );
    check(
        Code::UnknownKey,
        PLAN_PATH,
        &plan.replace("doc_no", "文号"),
        &plan.replace("doc_no", "发文字号"),
    );
    check(
        Code::UnknownKey,
        PLAN_PATH,
        &plan.replace("  note", "  noet"),
        &plan,
    );
}

#[test]
fn keys_of_items_are_looked_for_in_the_item() {
    let path = "content/indicators/sample/sample-rate.md";
    let sound = "---\nname: 示例率\ntopic: sample\nunit: \"%\"\nbetter: higher\nmeasure: rate\nalso:\n  - name: 甲率\n    grade: wording\n    reason: 同义\n  - { name: 乙率, grade: same, reason: 同名 }\n---\n只供测试。\n";
    assert!(findings(path, sound).0.is_empty());
    check(
        Code::UnknownKey,
        path,
        &sound.replace("    reason", "    reasn"),
        sound,
    );
    check(
        Code::UnknownKey,
        path,
        &sound.replace(" reason: 同名", " reasn: 同名"),
        sound,
    );
    check(
        Code::NotInClosedSet,
        path,
        &sound.replace("wording", "同义"),
        sound,
    );
    check(
        Code::NotInClosedSet,
        path,
        &sound.replace("grade: same", "grade: \"同名\""),
        &sound.replace("grade: same", "grade: \"same\""),
    );
    check(
        Code::NotInClosedSet,
        path,
        &sound.replace("higher", "越高越严"),
        sound,
    );
}

#[test]
fn words_of_closed_sets() {
    for word in ["In-Force", "in_force", "In Force", "现行有效", "in-foce"] {
        check_plan(Code::NotInClosedSet, "in-force", word);
    }
    check_plan(Code::NotInClosedSet, "transcribed", "原文");
    check_plan(Code::NotInClosedSet, "digest", "摘要");
}

#[test]
fn dates() {
    let dated = |value: &str| PLAN.replace("\n---\n\n", &format!("\nwritten: {value}\n---\n\n"));
    for value in [
        "2022/3/28",
        "2022.3.28",
        "2022年3月28日",
        "2022-3-28",
        "20220328",
        "２０２２年３月２８日",
        "2022.03.28",
    ] {
        check(
            Code::BadDate,
            PLAN_PATH,
            &dated(value),
            &dated("2022-03-28"),
        );
    }
    check(
        Code::BadDate,
        PLAN_PATH,
        &dated("\"2022/3/28\""),
        &dated("\"2022-03-28\""),
    );
    let published = |value: &str| {
        dated("2022-03-28").replace("written: 2022-03-28", &format!("published: {value}"))
    };
    for value in [
        "2022年3月28日 9:05",
        "2022-03-28T09:05:00",
        "2022/3/28 09:05",
    ] {
        check(
            Code::BadDate,
            PLAN_PATH,
            &published(value),
            &published("2022-03-28 09:05"),
        );
    }
}

#[test]
fn periods() {
    for value in [
        "十四五",
        "“十四五”",
        "“十四五”时期",
        "2021至2025年",
        "2021年—2025年",
        "2021——2025",
        "2021-25",
        "２０２１－２０２５",
        "2021 - 2025",
    ] {
        check_plan(Code::BadPeriod, "2021-2025", value);
    }
}

#[test]
fn regions() {
    let quoted = "\"321200\"";
    for value in [
        "泰州市",
        "江苏省泰州市",
        "\"泰州市\"",
        "321200000000",
        "３２１２００",
    ] {
        check_plan(Code::UnknownRegion, quoted, value);
    }
}

#[test]
fn addresses() {
    let sound = PLAN.replace(
        "\n---\n\n",
        "\nsource: { url: \"https://example.org/a?b=1\" }\n---\n\n",
    );
    for scheme in ["https：／／", "HTTPS://", "Https：//"] {
        check(
            Code::BadUrl,
            PLAN_PATH,
            &sound.replace("https://", scheme),
            &sound,
        );
    }
}

#[test]
fn fences_of_front_matter() {
    check(
        Code::FrontMatterMissing,
        PLAN_PATH,
        &format!("\n \n{PLAN}"),
        PLAN,
    );
    for fence in ["——", "--", "----", "－－－"] {
        check(
            Code::FrontMatterMissing,
            PLAN_PATH,
            &PLAN.replacen("---", fence, 1),
            PLAN,
        );
    }
    check(
        Code::FrontMatterMissing,
        PLAN_PATH,
        &PLAN.replacen("---\n", "", 1),
        PLAN,
    );
    let both = PLAN
        .replacen("---\n", "", 1)
        .replacen("\n---\n", "\n--\n", 1);
    check(Code::FrontMatterMissing, PLAN_PATH, &both, PLAN);
    for fence in ["\n——\n\n", "\n--\n\n"] {
        check(
            Code::FrontMatterUnclosed,
            PLAN_PATH,
            &PLAN.replacen("\n---\n\n", fence, 1),
            PLAN,
        );
    }
    let unclosed = PLAN.replacen("\n---\n\n", "\n", 1);
    check(
        Code::FrontMatterUnclosed,
        PLAN_PATH,
        &unclosed,
        &PLAN.replacen("---\n\n", "---\n", 1),
    );
    let blank = PLAN.replacen("\n---\n\n", "\n\n", 1);
    check(
        Code::FrontMatterUnclosed,
        PLAN_PATH,
        &blank,
        &PLAN.replacen("\n---\n\n", "\n---\n", 1),
    );
}

#[test]
fn signs_of_yaml() {
    check_plan(Code::YamlInvalid, "title: 示例市规划", "title：示例市规划");
    check_plan(Code::YamlInvalid, "title: 示例市规划", "title:示例市规划");
    let sound = PLAN.replace("title: 示例市规划", "title: \"示例市规划: 第\\\"一\\\"版\"");
    check(
        Code::YamlInvalid,
        PLAN_PATH,
        &PLAN.replace("title: 示例市规划", "title: 示例市规划: 第\"一\"版"),
        &sound,
    );
    let nested = PLAN.replace("\n---\n\n", "\nsource:\n  title: 示例网\n---\n\n");
    check(
        Code::YamlInvalid,
        PLAN_PATH,
        &nested.replace("  title", "\ttitle"),
        &nested,
    );
    let all = "---\ntitle：关于\n---\n";
    check(
        Code::WrongShape,
        "content/pages/about.md",
        all,
        "---\ntitle: 关于\n---\n",
    );
}

#[test]
fn lines_that_the_place_of_the_file_gives() {
    check_plan_moved(Code::MissingKey, "topic: sample\n");
    check_plan_moved(Code::MissingKey, "region: \"321200\"\n");
}

/// A line that is put back stands last.
#[track_caller]
fn check_plan_moved(code: Code, line: &str) {
    let broken = PLAN.replacen(line, "", 1);
    check(
        code,
        PLAN_PATH,
        &broken,
        &broken.replacen("\n---\n", &format!("\n{line}---\n"), 1),
    );
}

#[test]
fn lines_that_stand_twice() {
    check_plan(
        Code::DuplicateKey,
        "topic: sample\n",
        "topic: sample\ntopic: \"sample\"\n",
    );
    check_plan(
        Code::DuplicateKey,
        "topic: sample\n",
        "topic: sample\n领域: sample\n",
    );
}

#[test]
fn cells() {
    check_plan(
        Code::TableRowCells,
        "| ≥95% | 预期性 |",
        "| ≥95% | 预期性 | | |",
    );
    let sound = PLAN.replace("约束性 |\n\n", "约束性 |\n\n注：只供测试。\n\n");
    check(
        Code::TableRowCells,
        PLAN_PATH,
        &sound.replace("约束性 |\n\n", "约束性 |\n"),
        &sound,
    );
    check_plan(Code::BadNature, "约束性", "约 束性");
    let verified = |word: &str| {
        PLAN.replace("属性 |", "核验 |")
            .replace("预期性", word)
            .replace("约束性", "转引")
    };
    check(
        Code::BadVerification,
        PLAN_PATH,
        &verified("原　文"),
        &verified("原文"),
    );
    check(
        Code::BadVerification,
        PLAN_PATH,
        &verified("Reported"),
        &verified("reported"),
    );
}

#[test]
fn tables() {
    check_plan(Code::TableRowStray, "预期性 |\n", "预期性 |\n\n");
    check_plan(Code::TableRowStray, "预期性 |\n", "预期性 |\n \n\n");
    let three = PLAN.replace("约束性 |\n", "约束性 |\n| 3 | 示例点 | 处 | 9 | 约束性 |\n");
    check(
        Code::TableRowStray,
        PLAN_PATH,
        &three
            .replace("预期性 |\n", "预期性 |\n\n")
            .replace("约束性 |\n| 3", "约束性 |\n\n| 3"),
        &three,
    );
    check_plan(
        Code::TableRowStray,
        "|---|---|---|---|---|",
        "|——|——|—|———|－－|",
    );
    check_plan(Code::TableRowStray, "|---|---|---|---|---|\n", "");
    for row in ["|---|---|---|---|", "|---|---|---|---|---|---|"] {
        check_plan(Code::TableDelimiter, "|---|---|---|---|---|", row);
    }
}

#[test]
fn prose() {
    check_plan(Code::IndentedCode, "\n建成示例点。", "\n    建成示例点。");
    check_plan(Code::IndentedCode, "\n建成示例点。", "\n\t建成示例点。");
    let boxed = PLAN.replace(
        "建成示例点。",
        "> [!专栏 1] 示例行动\n> 建设示例点。\n> 2.扩建。",
    );
    check(
        Code::BrokenBox,
        PLAN_PATH,
        &boxed.replace("\n> ", "\n"),
        &boxed,
    );
    check_plan(
        Code::ConversionScar,
        "建成示例点。",
        "[bookmark: _Toc1]建成示例点。",
    );
    let bold = PLAN.replace("建成", "**一是**建成");
    for broken in ["** 一是**", "**一是 **", "** 一是 **"] {
        check(
            Code::EmphasisUnclosed,
            PLAN_PATH,
            &bold.replace("**一是**", broken),
            &bold,
        );
    }
}

#[test]
fn settings() {
    let sound = "title = \"示例站\"\nkind = \"government\"\nbase_url = \"https://example.org/\"\nlanguage = \"zh-CN\"\n\n[footer]\ncontact = \"甲\"\n";
    let file = config::FILE_NAME;
    assert!(findings(file, sound).0.is_empty());
    for word in ["Government", "政府"] {
        check(
            Code::ConfigInvalid,
            file,
            &sound.replace("government", word),
            sound,
        );
    }
    check(
        Code::ConfigInvalid,
        file,
        &sound.replace("zh-CN", "zh_cn"),
        sound,
    );
    check(
        Code::ConfigUnknownKey,
        file,
        &sound.replace("language", "langauge"),
        sound,
    );
    check(
        Code::ConfigUnknownKey,
        file,
        &sound.replace("contact", "contct"),
        sound,
    );
    check(
        Code::ConfigUnknownKey,
        file,
        &sound
            .replace("\ntitle", "")
            .replace("base_url", "base-url")
            .replace("language", "Language"),
        sound,
    );
}
