//! The closing words of a command: what the site holds, what was written, what was left out and why.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use super::text::{pick, readable, width};
use super::{CommandOutcome, Publication};
use duibiao_publish::write::BuildReport;
use duibiao_render::site::{LeftOutDocument, PlanTally, Tally};
use duibiao_syntax::diagnostic::{Language, Message};

/// More plans than these are counted by topic instead of named.
const MOST_PLANS: usize = 60;
/// More omissions than these are counted instead of named.
const MOST_LEFT_OUT: usize = 40;

/// What a command did, in words and numbers; empty when it came to nothing.
pub fn summary(outcome: &CommandOutcome<'_>, language: Language) -> String {
    let mut text = String::new();
    if let Some(tally) = outcome.tally {
        if matches!(outcome.publication, Some(Publication::Published { .. })) {
            text += &plans(&tally.by_plan, language);
            text.push('\n');
            text += &by_text(&tally.by_plan, language);
        }
        text += &totals(tally, language);
        text += &left_out(&tally.left_out, language);
    }
    text += &match &outcome.publication {
        Some(Publication::Published {
            written,
            folder,
            took,
        }) => published(written, folder, *took, language),
        Some(Publication::Withheld { folder }) => withheld(folder, language),
        None => String::new(),
    };
    text
}

/// A table of the plans, or of their topics when the plans are many. The numbers stand first: what
/// follows them may be of any width.
fn plans(plans: &[PlanTally], language: Language) -> String {
    let rows = pick(language, "指标行", "rows");
    let commitments = pick(language, "承诺", "commitments");
    if plans.len() <= MOST_PLANS {
        let lines = plans.iter().map(|plan| {
            let counts = vec![plan.rows, plan.commitments];
            (counts, marked_title(plan, language))
        });
        let heads = [rows, commitments, pick(language, "规划", "plan")];
        return table(&heads, &lines.collect::<Vec<_>>());
    }
    let lines = by_topic(plans)
        .into_iter()
        .map(|(topic, counts)| (counts.to_vec(), topic.to_owned()));
    let heads = [
        pick(language, "规划", "plans"),
        rows,
        commitments,
        pick(language, "领域", "topic"),
    ];
    table(&heads, &lines.collect::<Vec<_>>())
}

/// What the plans whose text is held have together, and those of which only the table is.
fn by_text(plans: &[PlanTally], language: Language) -> String {
    let (texts, tables): (Vec<&PlanTally>, Vec<&PlanTally>) =
        plans.iter().partition(|plan| plan.has_text);
    if texts.is_empty() {
        return String::new();
    }
    let total = |plans: &[&PlanTally]| grouped(plans.iter().map(|plan| plan.rows).sum());
    let promised = grouped(texts.iter().map(|plan| plan.commitments).sum());
    let rows = sum(&texts);
    let (held, only) = (texts.len(), tables.len());
    let rest = total(&tables);
    match language {
        Language::Chinese => format!(
            "有正文或摘要的规划 {held} 部：指标 {rows} 行，表外承诺 {promised} 条；只收录指标表的 {only} 部：{rest} 行。\n"
        ),
        Language::English => format!(
            "{held} plans with their text or a digest: {rows} rows, {promised} commitments; {only} with their table only: {rest} rows.\n"
        ),
    }
}

/// `8 + 11 = 19`, or only the sum when there are too many to name.
fn sum(plans: &[&PlanTally]) -> String {
    const MOST_NAMED: usize = 12;
    let total = grouped(plans.iter().map(|plan| plan.rows).sum());
    if plans.len() < 2 || plans.len() > MOST_NAMED {
        return total;
    }
    let each: Vec<String> = plans.iter().map(|plan| grouped(plan.rows)).collect();
    format!("{} = {total}", each.join(" + "))
}

/// The title, and in brackets what the reader must know about the plan.
fn marked_title(plan: &PlanTally, language: Language) -> String {
    let title = readable(&plan.title);
    if plan.marks.is_empty() {
        return title;
    }
    let marks: Vec<&str> = plan
        .marks
        .iter()
        .map(|mark| mark.in_language(language))
        .collect();
    match language {
        Language::Chinese => format!("{title}（{}）", marks.join("，")),
        Language::English => format!("{title} ({})", marks.join(", ")),
    }
}

/// Plans, rows and commitments of each topic, the part of a plan's id before the `/`.
fn by_topic(plans: &[PlanTally]) -> BTreeMap<&str, [usize; 3]> {
    let mut topics: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for plan in plans {
        let topic = plan.id.split('/').next().unwrap_or_default();
        let counts = topics.entry(topic).or_default();
        *counts = [
            counts[0] + 1,
            counts[1] + plan.rows,
            counts[2] + plan.commitments,
        ];
    }
    topics
}

/// Lines of numbers, aligned to the right under their heads, with words behind them.
fn table(heads: &[&str], lines: &[(Vec<usize>, String)]) -> String {
    let widths: Vec<usize> = heads[..heads.len() - 1]
        .iter()
        .enumerate()
        .map(|(column, head)| {
            let widest = lines
                .iter()
                .map(|(counts, _)| grouped(counts[column]).len())
                .max();
            widest.unwrap_or(0).max(width(head))
        })
        .collect();
    let line = |cells: Vec<String>, words: &str| {
        let padded = cells
            .iter()
            .zip(&widths)
            .map(|(cell, wide)| " ".repeat(wide - width(cell)) + cell);
        padded
            .chain([words.to_owned()])
            .collect::<Vec<_>>()
            .join("  ")
            + "\n"
    };
    let (names, words) = heads.split_at(heads.len() - 1);
    let mut text = line(
        names.iter().map(|name| (*name).to_owned()).collect(),
        words[0],
    );
    for (counts, words) in lines {
        text += &line(counts.iter().map(|count| grouped(*count)).collect(), words);
    }
    text
}

/// A number of the tally, with its name and measure word in Chinese, and in English for one and many.
type Count = (fn(&Tally) -> usize, [&'static str; 2], [&'static str; 2]);

/// The totals, in two lines: the texts, and what the site makes of them.
const TOTALS: [&[Count]; 2] = [
    &[
        (|tally| tally.plans, ["规划", "部"], ["plan", "plans"]),
        (|tally| tally.rows, ["指标行", "行"], ["row", "rows"]),
        (
            |tally| tally.targets,
            ["目标值", "个"],
            ["target", "targets"],
        ),
        (
            |tally| tally.commitments,
            ["表外承诺", "条"],
            ["commitment", "commitments"],
        ),
        (
            |tally| tally.citations,
            ["引文", "处"],
            ["citation", "citations"],
        ),
    ],
    &[
        (
            |tally| tally.regions,
            ["行政区", "个"],
            ["region", "regions"],
        ),
        (
            |tally| tally.indicators,
            ["指标", "个"],
            ["indicator", "indicators"],
        ),
        (
            |tally| tally.verdicts,
            ["判定", "条"],
            ["verdict", "verdicts"],
        ),
        (
            |tally| tally.references,
            ["引用文件", "份"],
            ["reference", "references"],
        ),
        (|tally| tally.stubs, ["未收录文件", "份"], ["stub", "stubs"]),
        (|tally| tally.pages, ["页面", "页"], ["page", "pages"]),
    ],
];

fn totals(tally: &Tally, language: Language) -> String {
    let mut text = String::new();
    for (index, line) in TOTALS.iter().enumerate() {
        let counts: Vec<String> = line
            .iter()
            .enumerate()
            .map(|(place, count)| {
                let first = index == 0 && place == 0;
                let marks = if first {
                    marks(&tally.by_plan, language)
                } else {
                    String::new()
                };
                spoken(count, tally, language) + &marks
            })
            .collect();
        text += &counts.join(pick(language, "，", ", "));
        text += pick(language, "。\n", ".\n");
    }
    text
}

fn spoken((of, zh, en): &Count, tally: &Tally, language: Language) -> String {
    let count = of(tally);
    let number = grouped(count);
    match language {
        Language::Chinese => format!("{} {number} {}", zh[0], zh[1]),
        Language::English => format!("{number} {}", en[usize::from(count != 1)]),
    }
}

/// How many of the plans carry each mark, in brackets.
fn marks(plans: &[PlanTally], language: Language) -> String {
    let mut counts: BTreeMap<&Message, usize> = BTreeMap::new();
    for mark in plans.iter().flat_map(|plan| &plan.marks) {
        *counts.entry(mark).or_default() += 1;
    }
    if counts.is_empty() {
        return String::new();
    }
    let spoken: Vec<String> = counts
        .into_iter()
        .map(|(mark, count)| match language {
            Language::Chinese => format!("{} {count} 部", mark.zh),
            Language::English => format!("{count} {}", mark.en),
        })
        .collect();
    match language {
        Language::Chinese => format!("（其中{}）", spoken.join("，")),
        Language::English => format!(" ({})", spoken.join(", ")),
    }
}

fn left_out(left_out: &[LeftOutDocument], language: Language) -> String {
    if left_out.is_empty() {
        return String::new();
    }
    let head = match language {
        Language::Chinese => format!("没有进入网站的 {} 项：\n", left_out.len()),
        Language::English => format!("Left out of the site: {}\n", left_out.len()),
    };
    let colon = pick(language, "：", ": ");
    let named = left_out
        .iter()
        .take(MOST_LEFT_OUT)
        .map(|LeftOutDocument { what, why }| {
            let why = readable(why.in_language(language));
            format!("  {}{colon}{why}\n", readable(what))
        });
    let more = left_out.len().saturating_sub(MOST_LEFT_OUT);
    let rest = (more > 0).then(|| match language {
        Language::Chinese => format!("  ……另有 {more} 项\n"),
        Language::English => format!("  … and {more} more\n"),
    });
    [head].into_iter().chain(named).chain(rest).collect()
}

fn published(written: &BuildReport, folder: &Path, took: Duration, language: Language) -> String {
    let folder = folder.display();
    let [files, new, same, gone] = [
        written.files,
        written.written,
        written.unchanged,
        written.removed,
    ]
    .map(grouped);
    let size = size(written.bytes);
    let seconds = format!("{}.{:02}", took.as_secs(), took.subsec_millis() / 10);
    match language {
        Language::Chinese => format!(
            "已发布到 {folder}：文件 {files} 个，共 {size}；写入 {new} 个，未变 {same} 个，删除 {gone} 个；用时 {seconds} 秒。\n"
        ),
        Language::English => format!(
            "Published to {folder}: {files} {}, {size}; {new} written, {same} unchanged, {gone} removed; {seconds} s.\n",
            if written.files == 1 { "file" } else { "files" },
        ),
    }
}

fn withheld(folder: &Path, language: Language) -> String {
    let folder = folder.display();
    match language {
        Language::Chinese => format!("没有发布；{folder} 保持原样。\n"),
        Language::English => format!("Nothing was published; {folder} is as it was.\n"),
    }
}

/// A number with a comma between groups of three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

/// Bytes in the largest unit they fill, with one decimal.
fn size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000)];
    UNITS
        .into_iter()
        .find(|(_, unit)| bytes >= *unit)
        .map_or_else(
            || format!("{bytes} B"),
            |(name, unit)| format!("{}.{} {name}", bytes / unit, bytes % unit / (unit / 10)),
        )
}
