//! The lists of a site, from nothing at all to a chain with gaps.

use super::fixture::{SHELF, config, plan, site};
use super::*;
use crate::render::cells::fixture::World;
use crate::render::view::RegionNode;
use crate::render::{crosswalk, indicator, method, reference};
use duibiao_compare::catalog::{Cited, ReferenceId};
use duibiao_syntax::config::Config;
use duibiao_syntax::region::Region;

fn of_government(language: Language) -> Config {
    Config {
        kind: SiteKind::Government,
        ..config(language)
    }
}

fn region(code: &str) -> Region {
    Region::of(code.parse().unwrap())
}

/// The nation, a province that is only known by name, a city that names it, and a district.
fn chain() -> World {
    chain_with(config(Language::Chinese))
}

fn chain_with(config: Config) -> World {
    let nation = plan(
        "国家规划",
        "100000",
        "published: 2021-12-07 10:30\n",
        "≥90%",
    );
    let city = plan(
        "泰州规划",
        "321200",
        "written: 2022-03-28\nimplements: [《江苏省规划》]\n",
        "≥95%",
    );
    let city = city.replace("text: none", "text: digest")
        + "\n# 一、依据\n\n按《江苏省规划》和《某某办法》制定。\n";
    let district = plan("海陵区规划", "321202", "", "≥90%").replace("申报率", "申报比例");
    let known = "---\nid: jiangsu\ntitle: 江苏省规划\nkind: plan\nregion: \"320000\"\ntopic: health\nperiod: 2021-2025\n---\n";
    let documents = [
        ("plans/health/100000-2021.md", nation.as_str()),
        ("plans/health/321200-2021.md", city.as_str()),
        ("plans/health/321202-2021.md", district.as_str()),
        ("references/jiangsu.md", known),
    ];
    World::with(&[&SHELF[..], &documents].concat(), config)
}

#[test]
fn a_site_without_anything_has_all_its_lists() {
    for site in [
        site(&[]),
        World::with(&[], of_government(Language::English)),
    ] {
        let context = site.context();
        let page = |key| PageContext::new(&context, &key);
        let home = home(&page(PageKey::Home));
        assert_eq!(
            home.figures
                .iter()
                .map(|figure| (figure.id, figure.value))
                .collect::<Vec<_>>(),
            [("plans", 0)]
        );
        assert!(
            home.topics.is_empty()
                && home.latest.is_empty()
                && home.examples.is_empty()
                && home.stubs.is_empty()
        );
        assert!(topics(&page(PageKey::Topics)).topics.is_empty());
        assert!(regions(&page(PageKey::Regions)).roots.is_empty());
        assert!(
            indicator::indicators(&page(PageKey::Indicators))
                .sections
                .is_empty()
        );
        assert!(
            crosswalk::crosswalk(&page(PageKey::Crosswalk))
                .sections
                .is_empty()
        );
        assert_eq!(method::method(&page(PageKey::Method)).files.len(), 7);
        assert!(
            sitemap(&page(PageKey::SiteMap))
                .sections
                .iter()
                .all(|section| !section.groups.is_empty())
        );
        assert!(
            not_found(&page(PageKey::NotFound))
                .frame
                .breadcrumb
                .is_empty()
        );
    }
}

#[test]
fn the_first_page_counts_and_chooses() {
    let site = chain();
    let context = site.context();
    let home = home(&PageContext::new(&context, &PageKey::Home));
    let figures: Vec<_> = home
        .figures
        .iter()
        .map(|figure| (figure.id, figure.value))
        .collect();
    assert_eq!(
        figures,
        [
            ("plans", 3),
            ("rows", 3),
            ("verdicts", 8),
            ("regions", 3),
            ("indicators", 1),
            ("stubs", 2)
        ]
    );
    let latest: Vec<_> = home
        .latest
        .iter()
        .map(|plan| plan.title.text.as_str())
        .collect();
    assert_eq!(
        latest,
        ["泰州规划", "国家规划"],
        "by day; without a day there is no place in it"
    );
    let sentences: Vec<_> = home
        .examples
        .iter()
        .map(|example| (example.place.as_str(), example.verdict.id))
        .collect();
    assert_eq!(
        sentences,
        [
            ("泰州市 “十四五”", "higher"),
            ("海陵区 “十四五”", "lower"),
            ("海陵区 “十四五”", "equal")
        ]
    );
    assert_eq!(
        home.examples[0].indicator.href.as_deref(),
        Some("chains/health/321200-2021/index.html#ind-1")
    );
    let stubs: Vec<_> = home
        .stubs
        .iter()
        .map(|stub| (stub.title.text.as_str(), stub.cited))
        .collect();
    assert_eq!(stubs, [("江苏省规划", 1), ("某某办法", 1)]);
    let topic = &home.topics[0];
    assert_eq!(topic.description.as_deref(), Some("减少因工作而得的病。"));
    assert_eq!((topic.plans, topic.regions, topic.indicators), (3, 3, 1));
    assert_eq!(
        topic.periods[0].href.as_deref(),
        Some("matrix/health/2021-2025/index.html")
    );
}

#[test]
fn regions_lie_below_each_other_with_what_is_missing() {
    let site = chain();
    let context = site.context();
    let tree = regions(&PageContext::new(&context, &PageKey::Regions));
    assert_eq!(
        drawn(&tree.roots),
        "中国 1+0(江苏省 0+1(泰州市 1+0(海陵区 1+0())))"
    );
    let province = region("320000");
    let page = PageContext::new(&context, &PageKey::Region(province.clone()));
    let view = super::region(&page, &province);
    assert_eq!(drawn(&view.children), "泰州市 1+0(海陵区 1+0())");
    assert_eq!(view.stubs.len(), 1);
    assert_eq!(
        view.parents
            .iter()
            .map(|link| link.text.as_str())
            .collect::<Vec<_>>(),
        ["中国"]
    );
    assert!(view.sections.is_empty() && view.notices.is_empty());
}

/// A tree as one line: name, plans held and known, children.
fn drawn(nodes: &[RegionNode]) -> String {
    let node = |node: &RegionNode| {
        format!(
            "{} {}+{}({})",
            node.region.text,
            node.plans,
            node.stubs,
            drawn(&node.children)
        )
    };
    nodes.iter().map(node).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_retired_code_leads_to_its_successor() {
    let old = plan("邢台县规划", "130521", "", "≥90%");
    let new = plan("信都区规划", "130503", "", "≥90%");
    let both = [
        ("plans/health/130521-2021.md", old.as_str()),
        ("plans/health/130503-2021.md", new.as_str()),
    ];
    for (documents, has_link) in [(&both[..1], false), (&both[..], true)] {
        let site = site(&[&SHELF[..], documents].concat());
        let context = site.context();
        let retired = region("130521");
        let view = super::region(
            &PageContext::new(&context, &PageKey::Region(retired.clone())),
            &retired,
        );
        assert_eq!(view.notices[0].id, "retired-code");
        assert!(view.notices[0].text.as_ref().unwrap().contains("130503"));
        assert_eq!(
            view.notices[0].link.is_some(),
            has_link,
            "only to a page that exists"
        );
    }
}

#[test]
fn a_known_plan_shows_who_misses_it() {
    let site = chain();
    let context = site.context();
    let page = PageContext::new(&context, &PageKey::Reference(ReferenceId(0)));
    let view = reference::reference(&page, ReferenceId(0));
    assert!(view.stub);
    assert_eq!(
        view.below
            .iter()
            .map(|plan| plan.title.text.as_str())
            .collect::<Vec<_>>(),
        ["泰州规划"],
        "not the district: the city stands between"
    );
    assert_eq!(view.cited_by.len(), 1);
    assert_eq!(view.cited_by[0].clauses[0].text, "一、依据");
    assert_eq!(
        view.cited_by[0].clauses[0].href.as_deref(),
        Some("../../plans/health/321200-2021/index.html#s1")
    );
    let stub = reference::stub(&page, duibiao_compare::catalog::StubId(0));
    assert_eq!(stub.frame.title, "某某办法");
    assert!(
        site.catalog
            .cited_by
            .contains_key(&Cited::Stub(duibiao_compare::catalog::StubId(0)))
    );
}

#[test]
fn an_indicator_lists_its_names_and_targets() {
    let site = chain();
    let context = site.context();
    let id = duibiao_compare::catalog::IndicatorId(0);
    let view = indicator::indicator(&PageContext::new(&context, &PageKey::Indicator(id)), id);
    let names: Vec<_> = view
        .names
        .iter()
        .map(|name| (name.name.as_str(), name.grade, name.plans.len()))
        .collect();
    assert_eq!(names, [("申报率", "same", 2), ("申报比例", "wording", 1)]);
    assert_eq!(view.sections.len(), 1);
    let rows: Vec<_> = view.sections[0]
        .groups
        .iter()
        .flat_map(|group| {
            group
                .rows
                .iter()
                .map(|row| (group.level, row.verdict.as_ref().map(|verdict| verdict.id)))
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("nation", None),
            ("city", Some("higher")),
            ("county", Some("lower"))
        ],
        "against the nearest level"
    );
}

#[test]
fn government_lists_carry_their_labels_and_none_is_empty() {
    let site = chain_with(of_government(Language::Chinese));
    let context = site.context();
    let names = |metas: &[Meta]| metas.iter().map(|meta| meta.name).collect::<Vec<_>>();
    let home = home(&PageContext::new(&context, &PageKey::Home)).frame;
    assert_eq!(
        names(&home.metas),
        ["SiteName", "SiteDomain", "ColumnName", "ColumnType"]
    );
    let topics = topics(&PageContext::new(&context, &PageKey::Topics)).frame;
    assert_eq!(
        names(&topics.metas),
        [
            "SiteName",
            "SiteDomain",
            "ColumnName",
            "ColumnDescription",
            "ColumnKeywords",
            "ColumnType"
        ]
    );
    assert!(
        topics
            .metas
            .iter()
            .chain(&home.metas)
            .all(|meta| !meta.content.is_empty())
    );
    assert_eq!(
        home.metas.last().map(|meta| meta.content.as_str()),
        Some("首页")
    );
}

#[test]
fn one_name_may_mean_two_things_and_a_promise_may_stand_outside_the_table() {
    let indicator_text = "---\nid: rate\nname: 申报率\ntopic: health\nunit: \"%\"\nbetter: higher\nmeasure: rate\nalso:\n\
        \x20 - { name: 比例, grade: wording, reason: 一般。 }\n\
        \x20 - { name: 比例, grade: broader, reason: 这里更宽。, plans: [health/321200-2021] }\n---\n";
    let city = plan("市规划", "321200", "", "≥95%").replace("| 申报率", "| 比例");
    let promise = "\n# 一、任务\n\n[达到98%](indicator:rate)。\n";
    let district = plan("区规划", "321202", "", "≥90%")
        .replace("| 申报率", "| 比例")
        .replace("text: none", "text: digest")
        + promise;
    let site = site(&[
        SHELF[0],
        ("indicators/health/rate.md", indicator_text),
        ("plans/health/321200-2021.md", &city),
        ("plans/health/321202-2021.md", &district),
    ]);
    let context = site.context();
    let id = duibiao_compare::catalog::IndicatorId(0);
    let view = indicator::indicator(&PageContext::new(&context, &PageKey::Indicator(id)), id);
    let names: Vec<_> = view
        .names
        .iter()
        .map(|name| (name.grade, name.plans.len()))
        .collect();
    assert_eq!(names, [("same", 0), ("wording", 1), ("broader", 1)]);
    let rows: Vec<_> = view.sections[0]
        .groups
        .iter()
        .flat_map(|group| &group.rows)
        .map(|row| (row.name.as_str(), row.grade))
        .collect();
    assert_eq!(
        rows,
        [
            ("比例", "broader"),
            ("比例", "wording"),
            ("表外承诺", "same")
        ]
    );
    let items = indicator::indicators(&PageContext::new(&context, &PageKey::Indicators));
    assert_eq!(
        (
            items.sections[0].items[0].plans,
            items.sections[0].items[0].names
        ),
        (2, 3)
    );
}

#[test]
fn a_plan_that_is_known_for_more_than_its_name_is_no_stub() {
    let known = "---\nid: known\ntitle: 省规划\nkind: plan\nalso: [省规划（送审稿）]\nregion: \"320000\"\ntopic: health\nperiod: 2021-2025\nissued: 2022-04-11\n---\n";
    let site = site(&[SHELF[0], ("references/known.md", known)]);
    let context = site.context();
    let page = PageContext::new(&context, &PageKey::Reference(ReferenceId(0)));
    let view = reference::reference(&page, ReferenceId(0));
    assert!(!view.stub && view.notices.is_empty() && view.note.is_none());
    let fields: Vec<_> = view
        .fields
        .iter()
        .map(|field| (field.id, field.values.len()))
        .collect();
    let known = [
        ("title", 2),
        ("kind", 2),
        ("issued", 1),
        ("region", 1),
        ("level", 1),
        ("topic", 1),
        ("period", 1),
    ];
    assert_eq!(fields, known);
}
