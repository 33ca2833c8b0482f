//! Made-up projects for the tests of this crate: compiled, published and kept in git.
#![expect(
    clippy::disallowed_methods,
    reason = "tests write their projects to the disk"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;

use crate::read;
use duibiao_render::site::{self, Site, SiteContent};
use duibiao_syntax::audience::Audience;

use crate::snapshot::{self, Snapshot, SnapshotFile};

/// A made-up project: paths and texts.
#[derive(Clone)]
pub(crate) struct Fixture(BTreeMap<String, String>);

impl Default for Fixture {
    /// A nation, a province and a city with plans about public reading.
    fn default() -> Self {
        let plan = |title: &str, region: &str, target: &str, rooms: &str| {
            format!(
                "---\ntitle: {title}\nregion: \"{region}\"\ntopic: public-reading\nperiod: 2026-2030\nstatus: in-force\ntext: full\nverification: transcribed\n---\n\n\
                 # 一、目标\n\n各地依照《示例阅读条例》，把阅读办到居民身边。\n\n\
                 | 序号 | 指标名称 | 单位 | 2025年基期值 | 2030年目标值 | 属性 |\n|---|---|---|---|---|---|\n\
                 | 1 | 居民持证率 | % | 11 | {target} | 约束性 |\n| 2 | 新建阅览室 | 间 | — | {rooms} | 预期性 |\n\n\
                 # 二、任务\n\n（一）每年公布一次进展。\n\n（二）阅览室免费开放，周末不少于八小时。\n\n\
                 > [!专栏 1] 流动书车\n> 到2030年配备[22辆](indicator:book-vans)流动书车。\n> 1. 山区优先。\n\n\
                 # 三、保障\n\n经费列入预算。\n"
            )
        };
        let indicator = |id: &str, name: &str, unit: &str, measure: &str| {
            format!(
                "---\nid: {id}\nname: {name}\ntopic: public-reading\nunit: \"{unit}\"\nbetter: higher\nmeasure: {measure}\n---\n示例。\n"
            )
        };
        let files = [
            ("duibiao.toml", "title = \"示例站\"\nkind = \"research\"\nbase_url = \"https://example.org/\"\nlanguage = \"zh-CN\"\n".to_owned()),
            ("content/topics/public-reading.md", "---\nid: public-reading\ntitle: 公共阅读\n---\n示例。\n".to_owned()),
            ("content/references/example-reading-regulation.md", "---\nid: example-reading-regulation\ntitle: 示例阅读条例\nkind: regulation\n---\n示例。\n".to_owned()),
            ("content/indicators/public-reading/reader-card-rate.md", indicator("reader-card-rate", "居民持证率", "%", "rate")),
            ("content/indicators/public-reading/new-reading-rooms.md", indicator("new-reading-rooms", "新建阅览室", "间", "total")),
            ("content/indicators/public-reading/book-vans.md", indicator("book-vans", "流动书车", "辆", "total")),
            ("content/plans/public-reading/100000-2026.md", plan("示例国家公共阅读规划", "100000", "≥22", "〔4444〕")),
            ("content/plans/public-reading/460000-2026.md", plan("示例省公共阅读规划", "460000", "≥33", "〔222〕")),
            ("content/plans/public-reading/460100-2026.md", plan("示例市公共阅读规划", "460100", "≥44", "〔22〕")),
        ];
        Self(files.map(|(path, text)| (path.to_owned(), text)).into())
    }
}

/// The path of the made-up province's plan.
pub(crate) const PROVINCE: &str = "content/plans/public-reading/460000-2026.md";
/// Its id.
pub(crate) const PROVINCE_ID: &str = "public-reading/460000-2026";

impl Fixture {
    /// The same project with words of one file replaced; they must be there.
    pub(crate) fn with(&self, path: &str, old: &str, new: &str) -> Self {
        let mut changed = self.clone();
        let text = changed.0.get_mut(path).unwrap();
        assert!(text.contains(old), "{path} has no {old}");
        *text = text.replacen(old, new, 1);
        changed
    }

    /// The same project with a file under another name.
    pub(crate) fn renamed(&self, from: &str, to: &str) -> Self {
        let mut changed = self.clone();
        let text = changed.0.remove(from).unwrap();
        changed.0.insert(to.to_owned(), text);
        changed
    }

    /// The same project without a file.
    pub(crate) fn without(&self, path: &str) -> Self {
        let mut changed = self.clone();
        changed.0.remove(path).unwrap();
        changed
    }

    /// Writes its files.
    pub(crate) fn write(&self, root: &Path) {
        for (path, text) in &self.0 {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    /// What it would say.
    pub(crate) fn snapshot(&self) -> Snapshot {
        self.compiled(|_| ())
    }

    /// Publishes it to a folder as `duibiao build` does, and says what it says.
    pub(crate) fn publish(&self, folder: &Path) -> Snapshot {
        self.compiled(|files| {
            for (path, bytes) in files {
                let path = folder.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        })
    }

    fn compiled(&self, written: impl FnOnce(&BTreeMap<String, Vec<u8>>)) -> Snapshot {
        let root = tempfile::tempdir().unwrap();
        self.write(root.path());
        let project = Arc::new(read::project(root.path()).unwrap().value);
        let compiled = site::compile(&project, &Audience::public(date(2026, 11, 22)));
        let Some(site) = compiled.value else {
            panic!("{:#?}", compiled.diagnostics);
        };
        let mut files = rendered(&site);
        let records: BTreeMap<String, SnapshotFile> = files
            .iter()
            .map(|(path, bytes)| (path.clone(), SnapshotFile::of(bytes)))
            .collect();
        files.insert("duibiao-manifest.json".to_owned(), manifest(&records));
        written(&files);
        snapshot::of(&site.context(), records).unwrap()
    }
}

fn rendered(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let paths = site.paths().iter().enumerate();
    paths
        .map(|(at, path)| {
            let mut bytes = Vec::new();
            let content = site.render(at, &mut bytes).unwrap();
            assert!(matches!(content, SiteContent::Made));
            (path.as_str().to_owned(), bytes)
        })
        .collect()
}

fn manifest(files: &BTreeMap<String, SnapshotFile>) -> Vec<u8> {
    let manifest = serde_json::json!({
        "format": "duibiao-manifest",
        "version": 1,
        "files": files,
    });
    manifest.to_string().into_bytes()
}
