//! Documents for the tests of lists, feeds and citations, around [`World`].

use crate::render::cells::fixture::World;
use duibiao_syntax::config::Config;
use duibiao_syntax::diagnostic::Language;

/// The site of some files: paths below `content/` and their texts.
pub(in crate::render) fn site(files: &[(&str, &str)]) -> World {
    World::with(files, config(Language::Chinese))
}

/// The settings of such a site.
pub(in crate::render) fn config(language: Language) -> Config {
    Config {
        title: "对标".to_owned(),
        base_url: "https://example.org/db/".to_owned(),
        language,
        ..Config::default()
    }
}

/// A plan with a table of one indicator; `more` are further lines of its front matter.
pub(in crate::render) fn plan(title: &str, region: &str, more: &str, target: &str) -> String {
    format!(
        "---\ntitle: {title}\nregion: \"{region}\"\ntopic: health\nperiod: 2021-2025\nstatus: in-force\n\
         text: none\nverification: transcribed\n{more}---\n\n| 序号 | 指标名称 | 2025年目标值 | 属性 |\n\
         |---|---|---|---|\n| 1 | 申报率 | {target} | 预期性 |\n"
    )
}

/// The topic and the indicator of [`plan`].
pub(in crate::render) const SHELF: [(&str, &str); 2] = [
    (
        "topics/health.md",
        "---\ntitle: 职业病防治\nname_en: Occupational health\n---\n减少因工作而得的病。这里收四级规划。\n",
    ),
    (
        "indicators/health/rate.md",
        "---\nid: rate\nname: 申报率\nname_en: Declaration rate\ntopic: health\nunit: \"%\"\nbetter: higher\n\
         measure: rate\nalso:\n  - { name: 申报比例, grade: wording, reason: 换了说法。, by: 编者, on: 2026-11-22 }\n---\n已申报的占多少。\n",
    ),
];
