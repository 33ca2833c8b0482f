//! Names resolved to ids: rows, commitments, topics, versions, citations, links and files, each in a
//! small catalog made here.

use duibiao_compare::catalog::{Cited, RowLinks, Successor};
use duibiao_syntax::diagnostic::Code;
use duibiao_syntax::document::Grade;

use crate::support::{Linked, World, drawn, errors, table};

/// The rows of a plan: the printed name, and the indicators it leads to with their grades.
fn links(linked: &Linked, stem: &str) -> Vec<String> {
    let plan = linked.catalog.plan(linked.plan(stem));
    let rows = plan.linked_rows();
    rows.map(|(row, RowLinks { links, .. })| {
        let links: Vec<String> = links
            .iter()
            .map(|(id, grade)| {
                let id = &linked.catalog.indicator(*id).document.id.value;
                format!("{id} {}", grade.id())
            })
            .collect();
        format!("{}: {}", row.name.value, links.join(", "))
    })
    .collect()
}

fn alias(name: &str, grade: &str, more: &str) -> String {
    format!("  - {{ name: {name}, grade: {grade}, reason: 只供测试。{more} }}")
}

/// A rate with a crosswalk.
fn with_also(world: World, id: &str, name: &str, also: &[String]) -> World {
    let also = also.join("\n");
    let keys = format!("unit: \"%\"\nbetter: higher\nmeasure: rate\nalso:\n{also}");
    world.indicator(id, name, &keys)
}

#[test]
fn a_name_is_the_same_without_spaces_punctuation_width_and_notes() {
    let rows = [
        ("示例率（PM2.5）", "1%"),
        ("示 例 率 (ＰＭ２．５)①", "1%"),
        ("示例率—PM2.5", "1%"),
    ];
    let linked = World::new()
        .rate("pm", "示例率（PM2.5）")
        .plan("321200-2021", &table(&rows))
        .linked()
        .sound();
    for line in links(&linked, "321200-2021") {
        assert!(line.ends_with(": pm same"), "{line}");
    }
    let names: Vec<_> = linked.catalog.plans[0]
        .rows
        .iter()
        .map(|row| row.name)
        .collect();
    assert_eq!(names, [names[0]; 3]);
}

#[test]
fn likeness_only_suggests() {
    let linked = World::new()
        .rate("sample-rate", "示例达标率")
        .plan(
            "321200-2021",
            &table(&[("示例达到率", "1%"), ("全不相干", "1%")]),
        )
        .linked();
    let found = linked.of(Code::UnknownIndicator);
    assert_eq!(found[0].0, "示例达到率");
    assert!(
        found[0].1.contains("示例达标率（sample-rate）"),
        "{}",
        found[0].1
    );
    assert!(
        found[1].1.contains("新建 content/indicators/"),
        "{}",
        found[1].1
    );
    assert_eq!(
        links(&linked, "321200-2021"),
        ["示例达到率: ", "全不相干: "]
    );
}

#[test]
fn the_crosswalk_grades_names() {
    let also = [
        alias("示例比率", "wording", ""),
        alias("示例总率", "broader", ""),
        alias("示例分率", "narrower", ""),
    ];
    let world = with_also(World::new(), "a", "示例率", &also);
    let linked = with_also(world, "b", "示例旁率", &[alias("示例率", "related", "")])
        .plan(
            "321200-2021",
            &table(&[
                ("示例比率", "1%"),
                ("示例总率", "1%"),
                ("示例分率", "1%"),
                ("示例率", "1%"),
            ]),
        )
        .linked()
        .sound();
    assert_eq!(
        links(&linked, "321200-2021"),
        [
            "示例比率: a wording",
            "示例总率: a broader",
            "示例分率: a narrower",
            "示例率: a same, b related",
        ]
    );
}

#[test]
fn a_crosswalk_line_may_be_limited_to_plans() {
    let also = [
        alias("示例比率", "related", ""),
        alias("示例比率", "wording", ", plans: [sample/321200-2021]"),
        alias("示例别率", "wording", ", plans: [sample/321200-2021]"),
    ];
    let linked = with_also(World::new(), "a", "示例率", &also)
        .rate("b", "示例别率")
        .plan(
            "321200-2021",
            &table(&[("示例比率", "1%"), ("示例别率", "1%")]),
        )
        .plan(
            "320000-2021",
            &table(&[("示例比率", "1%"), ("示例别率", "1%")]),
        )
        .linked()
        .sound();
    assert_eq!(
        links(&linked, "321200-2021"),
        ["示例比率: a wording", "示例别率: b same, a wording"]
    );
    assert_eq!(
        links(&linked, "320000-2021"),
        ["示例比率: a related", "示例别率: b same"]
    );
}

#[test]
fn a_limited_name_alone_is_unknown_elsewhere() {
    let also = [alias(
        "示例别率",
        "wording",
        ", plans: [sample/321200-2021]",
    )];
    let linked = with_also(World::new(), "a", "示例率", &also)
        .plan("321200-2021", &table(&[("示例别率", "1%")]))
        .plan("320000-2021", &table(&[("示例别率", "1%")]))
        .linked();
    assert_eq!(errors(&linked.found), [Code::UnknownIndicator]);
    let place = linked
        .found
        .iter()
        .find_map(duibiao_syntax::diagnostic::Diagnostic::place);
    let path = &linked.sources.get(place.unwrap().source).path;
    assert_eq!(&**path, "content/plans/sample/320000-2021.md");
}

#[test]
fn a_name_with_two_homes_is_ambiguous() {
    let linked = with_also(World::new(), "a", "示例率", &[])
        .rate("b", "示 例 率")
        .linked();
    assert_eq!(linked.of(Code::AmbiguousIndicator)[0].0, "示 例 率");
    let world = with_also(
        World::new(),
        "a",
        "示例率",
        &[alias("示例别率", "wording", "")],
    );
    let linked = world.rate("b", "示例别率").linked();
    assert_eq!(errors(&linked.found), [Code::AmbiguousIndicator]);
    let world = with_also(
        World::new(),
        "a",
        "示例率",
        &[alias("示例别率", "related", "")],
    );
    assert_eq!(errors(&world.rate("b", "示例别率").linked().found), []);
}

#[test]
fn unused_names_and_double_rows_are_noted() {
    let also = [
        alias("示例比率", "wording", ""),
        alias("从未印过", "wording", ""),
    ];
    let linked = with_also(World::new(), "a", "示例率", &also)
        .plan(
            "321200-2021",
            &table(&[("示例率", "1%"), ("示例比率", "2%")]),
        )
        .linked()
        .sound();
    assert_eq!(linked.of(Code::UnusedAlias)[0].0, "从未印过");
    assert_eq!(linked.of(Code::DuplicateIndicatorRow)[0].0, "示例比率");
}

#[test]
fn commitments_name_indicators_by_id() {
    let body = "建成[3个](indicator:count)，[5个](indicator:cuont)。";
    let linked = World::new()
        .total("count", "示例数")
        .plan("321200-2021", body)
        .linked();
    assert_eq!(
        linked.of(Code::UnknownIndicatorId),
        [("cuont", "是不是 `count`？")]
    );
    assert_eq!(linked.catalog.indicators[0].commitments.len(), 2);
}

#[test]
fn uses_are_listed_in_the_order_of_plans() {
    let linked = World::new()
        .rate("a", "示例率")
        .plan("321200-2026", &table(&[("示例率", "1%")]))
        .plan("100000-2021", &table(&[("示例率", "1%")]))
        .plan("321200-2021", &table(&[("示例率", "1%")]))
        .linked();
    let ids: Vec<&str> = linked
        .catalog
        .plans
        .iter()
        .map(duibiao_compare::catalog::Plan::id)
        .collect();
    assert_eq!(
        ids,
        [
            "sample/100000-2021",
            "sample/321200-2021",
            "sample/321200-2026"
        ]
    );
    let rows = &linked.catalog.indicators[0].rows;
    assert!(rows.is_sorted_by_key(|linked| linked.row));
    assert!(rows.iter().all(|linked| linked.grade == Grade::Same));
}

#[test]
fn drafts_are_in_no_list() {
    let linked = World::new()
        .rate("a", "示例率")
        .plan_with(
            "321200-2021",
            "status: draft\n",
            &table(&[("示例率", "1%")]),
        )
        .plan("320000-2021", "见《示例规划321200-2021》。")
        .linked();
    assert_eq!(linked.catalog.plans.len(), 1);
    assert_eq!(linked.catalog.indicators[0].rows, []);
    let left_out: Vec<&str> = linked
        .catalog
        .left_out
        .iter()
        .map(|left| &*left.what)
        .collect();
    assert_eq!(left_out, ["content/plans/sample/321200-2021.md"]);
    let citations = &linked.catalog.plans[0].citations;
    assert!(matches!(citations[..], [Cited::Stub(_)]), "{citations:?}");
}

#[test]
fn ids_are_unique_over_kinds_of_their_own() {
    let linked = World::new()
        .rate("a", "示例率")
        .indicator(
            "b",
            "示例比率",
            "id: a\nunit: 个\nbetter: higher\nmeasure: total",
        )
        .linked();
    assert!(
        !errors(&linked.found).is_empty(),
        "{}",
        drawn(&linked.found, &linked.sources)
    );
    let same = "---\nid: same\ntitle: 示例\n---\n";
    let linked = World::new()
        .file("content/pages/x.md", same)
        .file("content/pages/y.md", same);
    assert_eq!(errors(&linked.linked().found), [Code::DuplicateId]);
}

#[test]
fn an_unknown_topic_suggests_or_says_what_to_make() {
    let plan = |topic: &str| {
        let text = format!(
            "---\ntitle: 示例\nregion: \"321200\"\ntopic: {topic}\nperiod: 2021-2025\n\
             status: in-force\ntext: digest\nverification: transcribed\n---\n"
        );
        let path = format!("content/plans/{topic}/321200-2021.md");
        World::new().file(&path, &text).linked()
    };
    assert_eq!(
        plan("sampel").of(Code::UnknownTopic),
        [("sampel", "是不是 `sample`？")]
    );
    let far = plan("heritage");
    assert_eq!(
        far.of(Code::UnknownTopic),
        [("heritage", "先建 content/topics/heritage.md")]
    );
}

#[test]
fn versions_know_each_other() {
    let linked = World::new()
        .plan_with("321200-2021-draft", "status: consultation\n", "")
        .plan_with(
            "321200-2021",
            "status: in-force\nreplaces: 321200-2021-draft\n",
            "",
        )
        .linked()
        .sound();
    let (draft, last) = (linked.plan("321200-2021-draft"), linked.plan("321200-2021"));
    assert_eq!(linked.catalog.plan(last).replaces, Some(draft));
    assert_eq!(
        linked.catalog.plan(draft).replaced_by,
        Some(Successor::Plan(last))
    );
    assert!(linked.catalog.plan(last).is_default());
    assert!(!linked.catalog.plan(draft).is_default());
}

#[test]
fn a_known_plan_may_replace_a_draft() {
    let reference = "---\nid: known\ntitle: 示例正式规划\nkind: plan\nregion: \"321200\"\n\
                     topic: sample\nperiod: 2021-2025\nreplaces: 321200-2021-draft\n---\n";
    let linked = World::new()
        .plan_with("321200-2021-draft", "status: consultation\n", "")
        .file("content/references/known.md", reference)
        .linked()
        .sound();
    let draft = linked.catalog.plan(linked.plan("321200-2021-draft"));
    assert!(matches!(draft.replaced_by, Some(Successor::Reference(_))));
    assert_eq!(linked.catalog.known.len(), 1);
}

#[test]
fn circles_and_doubles_are_errors() {
    let own = World::new().plan_with(
        "321200-2021",
        "status: in-force\nreplaces: 321200-2021\n",
        "",
    );
    assert_eq!(errors(&own.linked().found), [Code::CyclicReplaces]);
    let three = World::new()
        .plan_with(
            "321200-2021-a",
            "status: in-force\nreplaces: 321200-2021-b\n",
            "",
        )
        .plan_with(
            "321200-2021-b",
            "status: in-force\nreplaces: 321200-2021-c\n",
            "",
        )
        .plan_with(
            "321200-2021-c",
            "status: in-force\nreplaces: 321200-2021-a\n",
            "",
        )
        .linked();
    assert_eq!(errors(&three.found), [Code::CyclicReplaces]);
    assert_eq!(three.found[0].labels.len(), 3);
    let doubles = World::new()
        .titled_plan("321200-2021", "示例规划", "status: in-force\n", "")
        .titled_plan("321200-2021-b", "示例 规划", "status: in-force\n", "")
        .linked();
    assert_eq!(errors(&doubles.found), [Code::TwoCurrentVersions]);
}

#[test]
fn two_versions_of_one_cannot_both_take_its_place() {
    let linked = World::new()
        .titled_plan("321200-2021", "示例规划甲", "status: in-force\n", "")
        .titled_plan(
            "321200-2021-b",
            "示例规划",
            "status: in-force\nreplaces: 321200-2021\n",
            "",
        )
        .titled_plan(
            "321200-2021-c",
            "示例规划",
            "status: in-force\nreplaces: 321200-2021\n",
            "",
        )
        .linked();
    assert_eq!(errors(&linked.found), [Code::TwoCurrentVersions]);
}

#[test]
fn an_unknown_version_suggests_others_only() {
    let linked = World::new()
        .plan_with(
            "321200-2021",
            "status: in-force\nreplaces: 321200-2021-darft\n",
            "",
        )
        .plan_with("321200-2021-draft", "status: consultation\n", "")
        .linked();
    let found = linked.of(Code::UnknownPlan);
    assert_eq!(
        found,
        [("321200-2021-darft", "是不是 `sample/321200-2021-draft`？")]
    );
    let alone = World::new()
        .plan_with(
            "321200-2021",
            "status: in-force\nreplaces: 321200-2020\n",
            "",
        )
        .linked();
    let help = alone.of(Code::UnknownPlan)[0].1;
    assert!(
        !help.contains("sample/321200-2021`"),
        "a plan cannot replace itself: {help}"
    );
}

#[test]
fn citations_find_plans_references_and_stubs() {
    let law = "---\nid: law\ntitle: 中华人民共和国示例法\nkind: law\nalso: [示例法]\ndoc_no: 示例令〔2020〕7号\n---\n";
    let body = "根据《示例法》、《中华人民共和国示例法》、示例令[2020]7号、《示例规划320000-2021》、\
                《示例规划321200-2021》和《未收录示例》《未收录示例》。";
    let linked = World::new()
        .file("content/references/law.md", law)
        .plan("321200-2021", body)
        .plan("320000-2021", "")
        .linked()
        .sound();
    let own = linked.plan("321200-2021");
    let citations = &linked.catalog.plan(own).citations;
    let stub = citations[5];
    assert!(matches!(stub, Cited::Stub(_)));
    assert_eq!(citations[0], citations[1]);
    assert_eq!(citations[0], citations[2]);
    assert_eq!(citations[3], Cited::Plan(linked.plan("320000-2021")));
    assert_eq!(citations[4], Cited::Plan(own));
    assert_eq!(citations[6], stub, "one title, one stub");
    assert!(
        !linked.catalog.cited_by.contains_key(&Cited::Plan(own)),
        "its own title"
    );
    assert_eq!(linked.catalog.cited_by[&stub].len(), 2);
    assert_eq!(linked.catalog.stubs[0].id.len(), "c-01234567".len());
}

#[test]
fn a_title_that_two_share_is_said_to_be_ambiguous() {
    let linked = World::new()
        .titled_plan("321200-2021", "示例规划", "status: in-force\n", "")
        .titled_plan("320000-2021", "示例规划", "status: in-force\n", "")
        .titled_plan(
            "100000-2021",
            "示例国家规划",
            "status: in-force\n",
            "见《示例规划》。",
        )
        .linked()
        .sound();
    assert_eq!(linked.of(Code::AmbiguousCitation)[0].0, "《示例规划》");
}

#[test]
fn a_slip_in_a_title_is_asked_about_unless_it_is_the_place() {
    let linked = World::new()
        .titled_plan(
            "320000-2021",
            "江苏省示例防治规划",
            "status: in-force\n",
            "",
        )
        .plan(
            "321200-2021",
            "见《江苏省示例防冶规划》，《江西省示例防治规划》。",
        )
        .linked();
    let found = linked.of(Code::UncertainCitation);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "《江苏省示例防冶规划》");
}

#[test]
fn implements_is_resolved_like_a_citation() {
    let keys = "status: in-force\nimplements: [《示例规划100000-2021》, 《未收录示例》]\n";
    let linked = World::new()
        .plan_with("321200-2021", keys, "见《未收录示例》。")
        .plan("100000-2021", "")
        .linked()
        .sound();
    let plan = linked.catalog.plan(linked.plan("321200-2021"));
    assert_eq!(plan.implements[0], Cited::Plan(linked.plan("100000-2021")));
    assert_eq!(plan.implements[1], plan.citations[0]);
    assert_eq!(
        linked.catalog.cited_by[&plan.citations[0]].len(),
        1,
        "told once"
    );
}

#[test]
fn links_lead_to_documents_and_their_anchors() {
    let body = "# 一、目标\n\n> [!专栏 1] 示例\n> 正文\n\n[a](#s1) [b](#box-1) [c](#s2) \
                [d](../../pages/about.md#h1) [e](../../pages/abuot.md) [f](../../../Cargo.toml.md)";
    let linked = World::new()
        .file("content/pages/about.md", "---\ntitle: 关于\n---\n# 说明\n")
        .plan("321200-2021", body)
        .linked();
    let places: Vec<&str> = linked
        .of(Code::BrokenLink)
        .iter()
        .map(|found| found.0)
        .collect();
    assert_eq!(
        places,
        [
            "[c](#s2)",
            "[e](../../pages/abuot.md)",
            "[f](../../../Cargo.toml.md)"
        ]
    );
}

#[test]
fn a_suggested_address_can_be_written_as_it_stands() {
    let linked = World::new()
        .file("content/pages/about.md", "---\ntitle: 关于\n---\n")
        .attachment("content/plans/sample/示例规则.pdf")
        .plan("321200-2021", "[e](../../pages/abuot.md) [f](示例规划.pdf)")
        .linked();
    assert_eq!(
        linked.of(Code::BrokenLink)[0].1,
        "是不是 `../../pages/about.md`？"
    );
    assert_eq!(
        linked.of(Code::MissingAttachment)[0].1,
        "是不是 `示例规则.pdf`？"
    );
}

#[test]
fn only_files_that_a_published_page_names_are_published() {
    let linked = World::new()
        .attachment("content/plans/sample/全文.pdf")
        .attachment("content/plans/sample/图.png")
        .attachment("content/plans/sample/内部稿.docx")
        .attachment("content/plans/sample/草案.docx")
        .plan_with(
            "321200-2021",
            "status: in-force\nattachments: [{ file: 全文.pdf }]\n",
            "![图](图.png) [没有](没有.pdf)",
        )
        .plan_with("320000-2021", "status: draft\n", "[草案](草案.docx)")
        .linked();
    let published: Vec<&str> = linked
        .catalog
        .attachments
        .iter()
        .map(|path| &**path)
        .collect();
    assert_eq!(
        published,
        [
            "content/plans/sample/全文.pdf",
            "content/plans/sample/图.png"
        ]
    );
    assert_eq!(linked.of(Code::MissingAttachment)[0].0, "[没有](没有.pdf)");
    let left_out: Vec<&str> = linked
        .catalog
        .left_out
        .iter()
        .map(|left| &*left.what)
        .collect();
    assert!(
        left_out.contains(&"content/plans/sample/内部稿.docx"),
        "{left_out:?}"
    );
    assert!(
        left_out.contains(&"content/plans/sample/草案.docx"),
        "{left_out:?}"
    );
}
