//! What one plan says: the facts of its front matter, its rows, its citations and its body.

use std::fmt::Write as _;

use super::catalogue::{self, PROMISES};
use super::prose::{chinese, long_title, sentence, sentences, title};
use super::rng::Rng;
use super::row::{self, Row};
use super::{Corpus, PlanKey};

/// A plan.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Its title.
    pub(crate) title: String,
    /// Its number.
    pub(crate) doc_no: String,
    /// Who issued it.
    pub(crate) issuer: String,
    /// The legal state.
    pub(crate) status: &'static str,
    /// Where its values were read.
    pub(crate) verification: &'static str,
    /// 成文日期.
    pub(crate) written: String,
    /// 发布日期.
    pub(crate) published: String,
    /// The title of the plan above.
    pub(crate) implements: Option<String>,
    /// Its text in Markdown.
    pub(crate) body: String,
}

/// A cited document.
#[derive(Clone, Debug)]
struct Citation {
    /// Its title.
    title: String,
    /// Its number, when that is written behind the title.
    doc_no: Option<String>,
}

/// The plan of a place and topic.
pub(crate) fn plan(corpus: &Corpus, key: PlanKey) -> Plan {
    let mut rng = corpus.rng(key, "plan");
    let rows = row::rows(corpus, key);
    let citations = citations(corpus, key, &mut rng);
    let (month, day) = (rng.between(1, 11), rng.between(1, 20));
    let implements = corpus.above(key).next().map(|above| corpus.title(above));
    let body = Writer::new(corpus, key, &rows, &citations).body();
    Plan {
        title: corpus.title(key),
        doc_no: doc_no(corpus, key),
        issuer: format!("{}示例办公室", corpus.place(key).name),
        status: status(&mut rng),
        verification: if rng.percent(4) {
            "reported"
        } else {
            "transcribed"
        },
        written: format!("2022-{month:02}-{day:02}"),
        published: format!("2022-{month:02}-{:02}", day + rng.between(1, 8)),
        implements,
        body,
    }
}

fn status(rng: &mut Rng) -> &'static str {
    match rng.below(50) {
        0 => "consultation",
        1 => "amended",
        2 => "expired",
        _ => "in-force",
    }
}

/// A number that no other plan has.
fn doc_no(corpus: &Corpus, key: PlanKey) -> String {
    let serial = corpus.find(key).map_or(0, |at| at + 1);
    format!("示例发〔2022〕{serial}号")
}

/// Four to nine: the plans above, laws of the topic, and now and then a plan elsewhere or a document
/// that the site does not hold.
fn citations(corpus: &Corpus, key: PlanKey, rng: &mut Rng) -> Vec<Citation> {
    let mut all: Vec<Citation> = corpus
        .above(key)
        .map(|above| to_plan(corpus, above, rng))
        .collect();
    let references = catalogue::references(&corpus.topics()[key.topic..=key.topic]);
    let first = rng.below(catalogue::REFERENCES_EACH);
    let count = rng.between(4_usize.saturating_sub(all.len()).max(2), 4);
    let chosen = references.iter().cycle().skip(first).take(count);
    all.extend(chosen.map(|reference| Citation {
        title: reference.title.clone(),
        doc_no: None,
    }));
    if rng.percent(20) {
        let other = corpus.key(rng.below(corpus.len()));
        if other != key
            && all
                .iter()
                .all(|citation| citation.title != corpus.title(other))
        {
            all.push(to_plan(corpus, other, rng));
        }
    }
    if rng.percent(25) {
        let number = rng.between(1, 60);
        all.push(Citation {
            title: format!(
                "关于做好第{}批基层联系单位报送工作的示例函",
                chinese(number)
            ),
            doc_no: Some(format!("示例函〔2021〕{number}号")),
        });
    }
    all
}

fn to_plan(corpus: &Corpus, key: PlanKey, rng: &mut Rng) -> Citation {
    let is_held = corpus.find(key).is_some();
    Citation {
        title: corpus.title(key),
        doc_no: (is_held && rng.percent(30)).then(|| doc_no(corpus, key)),
    }
}

/// Puts a body together.
struct Writer<'a> {
    corpus: &'a Corpus,
    key: PlanKey,
    rows: &'a [Row],
    /// What is still to be cited.
    citations: std::slice::Iter<'a, Citation>,
    /// The promises that are still to be made.
    promises: usize,
    rng: Rng,
    text: String,
}

impl<'a> Writer<'a> {
    fn new(corpus: &'a Corpus, key: PlanKey, rows: &'a [Row], citations: &'a [Citation]) -> Self {
        Self {
            corpus,
            key,
            rows,
            citations: citations.iter(),
            promises: 2,
            rng: corpus.rng(key, "body"),
            text: String::with_capacity(24 << 10),
        }
    }

    fn body(mut self) -> String {
        // Two dice, so that most are of middle length: files of 10 to 20 KB, 15 KB on average.
        let length = 7_200 + self.rng.below(5_500) + self.rng.below(5_500);
        self.basis();
        self.present();
        self.aims();
        self.tasks(length);
        self.safeguards();
        self.text
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push_str("\n\n");
    }

    fn paragraph(&mut self, count: usize) {
        let text = sentences(count, &mut self.rng);
        self.line(&text);
    }

    /// All citations but two, in one sentence.
    fn basis(&mut self) {
        let mut titles = String::new();
        while self.citations.len() > 2 {
            let Some(citation) = self.citations.next() else {
                break;
            };
            titles.push_str(&cite(citation));
        }
        self.line(&format!(
            "本示例规划依据{titles}等编制，内容均为虚构，仅用于测量程序的速度。"
        ));
    }

    fn present(&mut self) {
        self.line("# 一、现状");
        self.paragraph(4);
        self.paragraph(3);
    }

    fn aims(&mut self) {
        self.line("# 二、总体要求");
        self.line("## （一）思路");
        self.paragraph(4);
        self.line("## （二）原则");
        for number in 1..=4 {
            let words = format!(
                "{number}.{}。{}",
                title(&mut self.rng),
                sentence(&mut self.rng)
            );
            self.line(&words);
        }
        self.line("## （三）目标");
        self.paragraph(2);
        self.table();
    }

    fn table(&mut self) {
        self.text.push_str("| 序号 | 类别 | 指标名称 | 单位 | 2020年基期值 | 2025年目标值 | 属性 |\n|---|---|---|---|---|---|---|\n");
        for (at, row) in self.rows.iter().enumerate() {
            let Row {
                group,
                name,
                unit,
                baseline,
                target,
                nature,
            } = row;
            let number = at + 1;
            // Writing to a text does not fail.
            writeln!(
                self.text,
                "| {number} | {group} | {name} | {unit} | {baseline} | {target} | {nature} |"
            )
            .ok();
        }
        self.text.push('\n');
    }

    /// Sections until the text is long enough, the last with a box.
    fn tasks(&mut self, length: usize) {
        self.line("# 三、主要任务");
        let mut number = 0;
        while number < 2 || self.text.len() < length {
            number += 1;
            let heading = format!("## （{}）{}", chinese(number), long_title(&mut self.rng));
            self.line(&heading);
            self.items();
        }
        self.box_of_projects();
    }

    fn items(&mut self) {
        for number in 1..=self.rng.between(3, 5) {
            let heading = format!("### {number}.{}", title(&mut self.rng));
            self.line(&heading);
            let mut text = match self.citations.next() {
                Some(citation) => format!("落实{}。", cite(citation)),
                None => String::new(),
            };
            let count = self.rng.between(2, 4);
            text.push_str(&sentences(count, &mut self.rng));
            if self.promises > 0 && number == 3 {
                text.push_str(&self.promise());
            }
            self.line(&text);
        }
    }

    fn promise(&mut self) -> String {
        self.promises -= 1;
        let topic = self.corpus.topic(self.key);
        let indicator = &PROMISES[(self.promises + self.key.place) % PROMISES.len()];
        let words = row::promise(indicator.unit, &mut self.rng);
        format!(
            "规划期内建设或安排{}[{words}](indicator:{})。",
            indicator.name,
            indicator.id_in(topic)
        )
    }

    fn box_of_projects(&mut self) {
        let heading = format!("> [!专栏 1] {}重点事项", self.corpus.topic(self.key).title);
        self.text.push_str(&heading);
        self.text.push('\n');
        for number in 1..=4 {
            let words = format!(
                "> {number}.{}。{}\n",
                title(&mut self.rng),
                sentence(&mut self.rng)
            );
            self.text.push_str(if number == 1 { "" } else { ">\n" });
            self.text.push_str(&words);
        }
        self.text.push('\n');
    }

    fn safeguards(&mut self) {
        self.line("# 四、保障措施");
        for number in 1..=3 {
            let heading = format!("## （{}）{}", chinese(number), title(&mut self.rng));
            self.line(&heading);
            self.paragraph(2);
        }
        self.text.pop();
    }
}

fn cite(citation: &Citation) -> String {
    match &citation.doc_no {
        Some(number) => format!("《{}》（{number}）", citation.title),
        None => format!("《{}》", citation.title),
    }
}
