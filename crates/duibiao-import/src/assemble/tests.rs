//! Whole documents to plan files: what is drawn, what is told, that nothing is lost.

use std::path::{Path, PathBuf};

use crate::original::{OriginalFormat, Style, TextLine};

use super::*;
use crate::repair::tests::text;

const MODES: [RepairMode; 3] = [RepairMode::None, RepairMode::Safe, RepairMode::All];

fn topics() -> Vec<Topic> {
    vec![Topic {
        id: "occupational-health".into(),
        names: vec!["职业病防治".into()],
    }]
}

fn run(original: &Original, mode: RepairMode, tables: &Indicators) -> Imported {
    let topics = topics();
    let context = Context {
        topics: &topics,
        catalogue: &[],
        mode,
        region: None,
        topic: None,
        tables,
        notice: NoticePlacement::SetApart,
        promises: &|_| Vec::new(),
        attachment: None,
    };
    import(original, &context)
}

fn proof(imported: &Imported) -> Vec<&ImportProblem> {
    let is_proof = |problem: &&ImportProblem| conserve::CODES.contains(&problem.code);
    imported.problems.iter().filter(is_proof).collect()
}

/// Where the real texts are, when they are there.
#[expect(clippy::print_stderr, reason = "a test that was not run must say so")]
fn real_texts() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/plans");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not there", folder.display());
    None
}

#[expect(clippy::disallowed_methods, reason = "tests read the disk")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_five_texts_say_what_the_key_says() {
    let Some(folder) = real_texts() else { return };
    let key = read(&folder.join("plans.csv"));
    let mut lines = key.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect();
        let field = |name: &str| fields[names.iter().position(|known| *known == name).unwrap()];
        let original = text(&read(&folder.join(field("file"))));
        let imported = run(&original, RepairMode::Safe, &Indicators::default());
        let report = crate::report::json(field("file"), &original, &imported).plan;
        let text = |value: Option<String>| value.unwrap_or_default();
        let got = [
            text(report.title),
            text(report.region),
            text(report.region_code),
            text(report.topic),
            text(report.period),
            text(report.status.map(str::to_owned)),
            text(report.doc_no),
            text(report.issuers),
            text(report.written),
            text(report.openness),
        ];
        let status = field("status").trim_end_matches(" draft");
        let wanted = [
            field("title"),
            field("region"),
            field("region_code"),
            "occupational-health",
            field("period"),
            status,
            field("doc_number"),
            field("issuers"),
            field("date"),
            field("disclosure"),
        ];
        assert_eq!(got, wanted);
    }
}

#[test]
fn nothing_of_the_real_texts_is_lost() {
    let Some(folder) = real_texts() else { return };
    let more = folder.join("more");
    let names = [
        folder.join("panzhihua-xiqu.txt"),
        folder.join("fuxin.txt"),
        folder.join("yunnan-draft.txt"),
        folder.join("taizhou.txt"),
        folder.join("weihai.txt"),
        more.join("08-hubei-heritage-145-pdflayout.txt"),
        more.join("10-national-heritage-145-tableisimage.txt"),
        more.join("13-national-heritage-145-tabcells.txt"),
        more.join("14-national-heritage-145-htmlrowspan.txt"),
        more.join("16-shandong-education-145-prose.txt"),
    ];
    for name in names {
        let original = text(&read(&name));
        for mode in MODES {
            let imported = run(&original, mode, &Indicators::default());
            assert!(
                proof(&imported).is_empty(),
                "{name:?} {mode:?} {:?}",
                proof(&imported)
            );
        }
    }
}

#[test]
fn the_five_texts_are_read_by_duibiao_with_their_boxes() {
    let Some(folder) = real_texts() else { return };
    for (name, boxes) in [
        ("panzhihua-xiqu.txt", 4),
        ("fuxin.txt", 0),
        ("yunnan-draft.txt", 5),
        ("taizhou.txt", 2),
        ("weihai.txt", 2),
    ] {
        let original = text(&read(&folder.join(name)));
        let imported = run(&original, RepairMode::Safe, &Indicators::default());
        let mut sources = duibiao_syntax::source::Sources::default();
        let id = sources.add(imported.path.unwrap(), imported.drawn.text.as_str());
        let checked = duibiao_syntax::parse::document(sources.get(id));
        assert!(
            !duibiao_syntax::diagnostic::any_error(&checked.diagnostics),
            "{name} {:?}",
            checked.diagnostics
        );
        let Some(duibiao_syntax::document::Document::Plan(plan)) = checked.value else {
            panic!("{name} is no plan")
        };
        assert_eq!(plan.body.boxes.len(), boxes, "{name}");
        assert_eq!(imported.structure.boxes.len(), boxes, "{name}");
    }
}

/// A small generator, so that the same texts come every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Words that repairs, outline, boxes and Markdown look at.
const SCRAPS: [&str; 64] = [
    "一、",
    "（一）",
    "(二) ",
    "1.",
    "1. ",
    "2) ",
    "（1）",
    "①",
    "第一章 ",
    "专栏 1 ",
    "专栏2",
    "，",
    "。",
    "、",
    "：",
    "《",
    "》",
    "“",
    "”",
    "（",
    "）",
    "\n",
    "\n\n",
    "\n\n\n",
    "  ",
    "\t",
    "\u{3000}",
    "\u{C}",
    "[bookmark: _Toc1]",
    "[bookmark",
    "HYPERLINK \"",
    "\\* MERGEFORMAT",
    "\n## ",
    "\n- ",
    "$\\geq 9\\%$",
    "$",
    "∶",
    "門",
    "\u{200B}",
    "\u{E123}",
    "\u{AD}",
    "9 0%",
    "苗 圃",
    "— 3 —",
    "\n7\n",
    "........ 3",
    "目录",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "<b>",
    "&lt;",
    "#",
    "- ",
    "|",
    "|---|",
    "\\",
    "苗圃要供应城乡绿化需要的苗木",
    "嘉兴市“十五五”林业规划",
    "预期产出：",
    "\u{2F42}",
];

#[test]
fn whatever_comes_nothing_is_lost() {
    let mut dice = Dice(11);
    for _ in 0..600 {
        let length = 1 + dice.roll(60);
        let source: String = (0..length)
            .map(|_| SCRAPS[dice.roll(SCRAPS.len())])
            .collect();
        let original = text(&source);
        for mode in MODES {
            let imported = run(&original, mode, &Indicators::default());
            let found = proof(&imported);
            assert!(
                found.is_empty(),
                "{mode:?} {source:?}\n{}\n{found:?}",
                imported.drawn.text
            );
        }
    }
}

#[test]
fn a_word_paragraph_with_line_breaks_is_kept_whole() {
    let line = |number: u32, text: &str| {
        Block::Line(TextLine {
            line: number,
            text: text.to_owned(),
            style: Style::Plain,
        })
    };
    let original = Original {
        format: OriginalFormat::Docx,
        encoding: None,
        blocks: vec![
            line(1, "嘉兴市林业发展\n“十五五”规划"),
            line(2, "一、目标"),
            line(3, "1.扩大苗圃；\n2.更新品种，\n选用良种。"),
        ],
        removed: Vec::new(),
        problems: Vec::new(),
    };
    let imported = run(&original, RepairMode::Safe, &Indicators::default());
    assert!(proof(&imported).is_empty(), "{:?}", proof(&imported));
    let title = imported.metadata.title.unwrap();
    assert_eq!(title.value, "嘉兴市林业发展“十五五”规划");
    let paragraphs: Vec<&str> = imported
        .structure
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.text.as_str())
        .collect();
    assert_eq!(paragraphs, ["1.扩大苗圃；", "2.更新品种，选用良种。"]);
}

#[test]
fn a_notice_may_be_kept() {
    let original = text(
        "关于印发《嘉兴市林业规划》的通知\n\n现印发给你们，请认真贯彻执行。\n\n嘉兴市林业规划\n\n一、现状\n",
    );
    let context = Context {
        topics: &[],
        catalogue: &[],
        mode: RepairMode::Safe,
        region: None,
        topic: None,
        tables: &Indicators::default(),
        notice: NoticePlacement::Keep,
        promises: &|_| Vec::new(),
        attachment: None,
    };
    let imported = import(&original, &context);
    assert!(imported.drawn.text.contains("现印发给你们"));
    assert!(proof(&imported).is_empty());
}

#[test]
fn a_name_outside_the_catalogue_is_told_with_its_neighbours() {
    let row = OriginalRow {
        line: 9,
        name: "苗木成活率（全县）".into(),
        ..OriginalRow::default()
    };
    let tables = Indicators {
        tables: vec![crate::original::IndicatorTable {
            blocks: 0..0,
            layout: crate::original::RowLayout::TabRows,
            confidence: Confidence::High,
            caption: None,
            header: Vec::new(),
            rows: vec![row],
            notes: Vec::new(),
            debris: Vec::new(),
        }],
        problems: Vec::new(),
    };
    let entry = |name: &str| CatalogueName {
        id: "survival".into(),
        names: vec![name.into()],
    };
    let far = not_in_catalogue(&tables, &[entry("苗木成活率（全市）")]);
    assert_eq!(
        (far[0].code, far[0].line),
        ("indicator-not-in-catalogue", 9)
    );
    assert!(
        far[0].zh.contains("苗木成活率（全市）（survival）"),
        "{}",
        far[0].zh
    );
    assert_eq!(not_in_catalogue(&tables, &[entry("苗木 成活率(全县)")]), []);
}

#[test]
fn a_region_that_a_person_chose_settles_the_matter() {
    let original = text("鼓楼区“十五五”林业规划\n一、现状\n");
    let topics = topics();
    let context = Context {
        topics: &topics,
        catalogue: &[],
        mode: RepairMode::Safe,
        region: Some("350102".parse().unwrap()),
        topic: Some("forestry"),
        tables: &Indicators::default(),
        notice: NoticePlacement::SetApart,
        promises: &|_| Vec::new(),
        attachment: None,
    };
    let imported = import(&original, &context);
    let codes: Vec<&str> = imported
        .problems
        .iter()
        .map(|problem| problem.code)
        .collect();
    assert_eq!(codes, ["status-unconfirmed"]);
    assert_eq!(
        imported.path.as_deref(),
        Some("content/plans/forestry/350102-2026.md")
    );
}
