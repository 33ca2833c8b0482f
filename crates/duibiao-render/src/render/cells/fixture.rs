//! A small site made of Markdown, for the tests of pages.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::redirect::Redirects;
use crate::render::RenderContext;
use crate::route::{self, Routes};
use crate::theme::{self, Theme};
use duibiao_compare::catalog::{Catalog, PlanId};
use duibiao_compare::compare::{self, Comparisons};
use duibiao_compare::link;
use duibiao_syntax::audience::Audience;
use duibiao_syntax::config::Config;
use duibiao_syntax::diagnostic::{Language, any_error};
use duibiao_syntax::parse;
use duibiao_syntax::project::ThemeFiles;
use duibiao_syntax::source::Sources;

/// The day of every test.
const VIEWPOINT: Audience = Audience::public(jiff::civil::date(2026, 11, 22));

/// Everything that pages are made from.
pub(in crate::render) struct World {
    config: Config,
    sources: Sources,
    pub(in crate::render) catalog: Catalog,
    comparisons: Comparisons,
    routes: Routes,
    theme: Theme,
    redirects: Redirects,
}

impl World {
    /// The site of some files: paths below `content/` and their texts.
    pub(in crate::render) fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, Config::default())
    }

    pub(in crate::render) fn with(files: &[(&str, &str)], config: Config) -> Self {
        let mut sources = Sources::default();
        let ids: Vec<_> = files
            .iter()
            .map(|(path, text)| sources.add(format!("content/{path}"), *text))
            .collect();
        let mut found = Vec::new();
        let documents = parse::documents(&sources, &ids).drain_into(&mut found);
        let catalog =
            link::catalog(documents, &sources, &BTreeMap::new(), VIEWPOINT).drain_into(&mut found);
        assert!(
            !any_error(&found),
            "{:#?}",
            found.iter().map(|one| &one.message.en).collect::<Vec<_>>()
        );
        let routes = route::routes(&catalog, std::iter::empty()).drain_into(&mut found);
        let language = if config.language == Language::Chinese {
            "zh-CN"
        } else {
            "en"
        };
        Self {
            comparisons: compare::all(&catalog),
            theme: theme::load(&plain_theme(), language).unwrap(),
            redirects: Redirects::default(),
            config,
            sources,
            catalog,
            routes,
        }
    }

    pub(in crate::render) fn context(&self) -> RenderContext<'_> {
        RenderContext {
            config: &self.config,
            sources: &self.sources,
            audience: &VIEWPOINT,
            catalog: &self.catalog,
            comparisons: &self.comparisons,
            routes: &self.routes,
            theme: &self.theme,
            redirects: &self.redirects,
        }
    }

    /// The plan of a file `plans/<topic>/<stem>.md`.
    pub(in crate::render) fn plan(&self, id: &str) -> PlanId {
        self.catalog
            .plan_ids()
            .find(|(_, plan)| plan.id() == id)
            .unwrap()
            .0
    }
}

/// A theme with the built-in words and one template for everything.
fn plain_theme() -> ThemeFiles {
    let manifest =
        "name = \"plain\"\nengine = \"minijinja\"\nversion = \"1\"\ngeneric = \"all.html\"\n";
    let files = [("theme.toml", manifest), ("templates/all.html", "")];
    ThemeFiles {
        name: "plain".to_owned(),
        files: files
            .into_iter()
            .map(|(path, text)| (path.to_owned(), Cow::Borrowed(text.as_bytes())))
            .collect(),
    }
}

/// A topic, three indicators, and the plans of a nation, a province that is not held, two cities and a
/// draft.
pub(in crate::render) const SMALL: &[(&str, &str)] = &[
    ("topics/health.md", "---\nid: health\ntitle: 健康\n---\n"),
    (
        "indicators/health/rate.md",
        "---\nid: rate\nname: 申报率\ntopic: health\nunit: \"%\"\nbetter: higher\nmeasure: rate\n\
         also:\n  - { name: 申报的比例, grade: wording, reason: 同一个比例。, by: t, on: 2026-01-01 }\n  \
         - { name: 大企业申报率, grade: narrower, reason: 只算大企业。, by: t, on: 2026-01-01 }\n---\n定义。\n",
    ),
    (
        "indicators/health/known.md",
        "---\nid: known\nname: 知晓率\ntopic: health\nunit: \"%\"\nbetter: higher\nmeasure: rate\n---\n定义。\n",
    ),
    (
        "indicators/health/homes.md",
        "---\nid: homes\nname: 机构数\ntopic: health\nunit: 家\nbetter: neither\nmeasure: total\n---\n定义。\n",
    ),
    (
        "references/js.md",
        "---\nid: js\ntitle: 江苏省健康规划\nkind: plan\nregion: \"320000\"\ntopic: health\nperiod: 2021-2025\n---\n未收录。\n",
    ),
    (
        "plans/health/100000-2021.md",
        "---\ntitle: 国家健康规划\nregion: \"100000\"\ntopic: health\nperiod: 2021-2025\nstatus: in-force\n\
         text: none\nverification: recalled\n---\n\n\
         | 序号 | 类别 | 指标名称 | 2025年目标值 |\n|---|---|---|---|\n\
         | 1 | 防治 | 申报率 | ≥90% |\n| 2 |  | 知晓率 | ≥85% |\n",
    ),
    (
        "plans/health/321200-2021.md",
        "---\ntitle: 泰州市健康规划\nregion: \"321200\"\ntopic: health\nperiod: 2021-2025\nstatus: in-force\n\
         text: full\nverification: transcribed\nissuers: [泰州市卫生健康委员会]\ndoc_no: 泰卫〔2022〕8号\n\
         written: 2022-03-28\nimplements: [《江苏省健康规划》]\n---\n\n\
         # 一、目标\n\n依据《国家健康规划》制定。\n\n\
         | 序号 | 指标名称 | 单位 | 2020年基期值 | 2023年目标值 | 2025年目标值 | 属性 | 责任部门 |\n\
         |---|---|---|---|---|---|---|---|\n\
         | 1 | 申报率 | % | 80 | ≥92 | ≥95 | 约束性 | 卫健委 |\n\
         | 2 | 机构数 | 家 | — |  | 〔70〕 | 预期性 |  |\n\n\
         # 二、任务\n\n到2025年，[不少于5家](indicator:homes)机构建成。\n",
    ),
    (
        "plans/health/371000-2021.md",
        "---\ntitle: 威海市健康规划\nregion: \"371000\"\ntopic: health\nperiod: 2021-2025\nstatus: in-force\n\
         text: none\nverification: transcribed\n---\n\n\
         | 序号 | 指标名称 | 2025年目标值 |\n|---|---|---|\n\
         | 1 | 申报的比例 | ≥90% |\n| 2 | 大企业申报率 | ≥99% |\n",
    ),
    (
        "plans/health/530000-2021-draft.md",
        "---\ntitle: 云南省健康规划（征求意见稿）\nregion: \"530000\"\ntopic: health\nperiod: 2021-2025\n\
         status: consultation\ntext: none\nverification: transcribed\n---\n\n\
         | 序号 | 指标名称 | 2025年目标值 |\n|---|---|---|\n| 1 | 申报率 | ≥95% |\n",
    ),
];
