//! A corpus as a project of duibiao.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::catalogue::{self, Indicator, PROMISES, SLOTS, Topic};
use super::{Corpus, PERIOD, plan};

/// How much was written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    /// Files of `content/`.
    pub(crate) files: usize,
    /// Their bytes together.
    pub(crate) bytes: usize,
    /// The bytes of the plans among them.
    pub(crate) plan_bytes: usize,
}

/// Writes the project into an empty folder.
pub(crate) fn write(corpus: &Corpus, root: &Path) -> io::Result<Size> {
    let mut folder = Folder {
        root,
        size: Size::default(),
    };
    fs::create_dir_all(root)?;
    fs::write(root.join("duibiao.toml"), CONFIG)?;
    folder.put(
        "pages/about.md",
        "---\ntitle: 关于这些示例\n---\n本站的规划、指标和文件都是虚构的，只用来测量程序。\n",
    )?;
    for topic in corpus.topics() {
        folder.put(&format!("topics/{}.md", topic.id), &topic_file(topic))?;
        for indicator in SLOTS.iter().flatten().chain(&PROMISES) {
            let path = format!("indicators/{}/{}.md", topic.id, indicator.id_in(topic));
            folder.put(&path, &indicator_file(indicator, topic))?;
        }
    }
    for reference in catalogue::references(corpus.topics()) {
        let catalogue::Reference { id, title, kind } = reference;
        let text = format!(
            "---\nid: {id}\ntitle: {title}\nkind: {kind}\n---\n虚构的文件，供示例规划引用。\n"
        );
        folder.put(&format!("references/{id}.md"), &text)?;
    }
    for (_, key) in corpus.plans() {
        let text = plan_file(corpus, key);
        folder.size.plan_bytes += text.len();
        let path = format!("plans/{}/{}.md", corpus.topic(key).id, corpus.stem(key));
        folder.put(&path, &text)?;
    }
    Ok(folder.size)
}

const CONFIG: &str = r#"title = "示例规划对照"
kind = "research"
base_url = "https://duibiao.example/"
description = "虚构的规划，只用来测量程序。"
"#;

struct Folder<'a> {
    root: &'a Path,
    size: Size,
}

impl Folder<'_> {
    fn put(&mut self, path: &str, text: &str) -> io::Result<()> {
        let path = self.root.join("content").join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
        self.size.files += 1;
        self.size.bytes += text.len();
        Ok(())
    }
}

fn topic_file(topic: &Topic) -> String {
    let Topic { id, title } = topic;
    format!(
        "---\nid: {id}\ntitle: {title}\nname_en: Made-up topic {id}\n---\n虚构的领域，只用来测量程序。\n"
    )
}

fn indicator_file(indicator: &Indicator, topic: &Topic) -> String {
    let Indicator {
        unit,
        better,
        measure,
        wording,
        near,
        ..
    } = indicator;
    let (id, name) = (
        indicator.id_in(topic),
        Indicator::named(topic, indicator.name),
    );
    let (wording, near_name) = (
        Indicator::named(topic, wording),
        Indicator::named(topic, near.0),
    );
    let grade = near.1;
    format!(
        "---\nid: {id}\nname: {name}\nname_en: Made-up indicator {id}\ntopic: {}\nunit: \"{unit}\"\nbetter: {better}\nmeasure: {measure}\nalso:\n\
         \x20 - {{ name: {wording}, grade: wording, reason: 两个名称说的是同一个虚构的量。, by: 示例编者, on: 2026-11-22 }}\n\
         \x20 - {{ name: {near_name}, grade: {grade}, reason: 两个虚构的量范围不一样。, by: 示例编者, on: 2026-11-22 }}\n\
         ---\n虚构的指标“{name}”，没有真实的计算方法；不同地方的数不能用来说明任何事情。\n",
        topic.id
    )
}

fn plan_file(corpus: &Corpus, key: super::PlanKey) -> String {
    let plan = plan::plan(corpus, key);
    let (place, topic) = (corpus.place(key), corpus.topic(key));
    let (start, end) = PERIOD;
    let mut text = format!(
        "---\ntitle: {}\nregion: \"{}\"\ntopic: {}\nperiod: {start}-{end}\nstatus: {}\ntext: full\nverification: {}\ndoc_no: {}\n\
         issuers: [{}]\nwritten: {}\npublished: {}\nopenness: 主动公开\nsource:\n  title: 虚构的示例文本\n  seen: 2026-11-22\n",
        plan.title,
        place.code,
        topic.id,
        plan.status,
        plan.verification,
        plan.doc_no,
        plan.issuer,
        plan.written,
        plan.published
    );
    if let Some(above) = &plan.implements {
        // Writing to a text does not fail.
        writeln!(text, "implements:\n  - 《{above}》").ok();
    }
    text.push_str("note: 本规划是虚构的，不是任何地方的规划。\n---\n\n");
    text.push_str(&plan.body);
    text
}
