//! Whatever comes in: no panic, no lost word, no endless time.

use crate::original::{Block, Grid, GridCell, Indicators, Original};
use duibiao_syntax::period::Period;

use super::{line, original, picture, text};
use crate::tables::conserve;
use crate::tables::find;

/// A small generator of numbers that are the same every time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.next(from.len())]
    }
}

const WORDS: [&str; 66] = [
    "指标名称",
    "指标",
    "目标值",
    "基础值",
    "2020年",
    "2025年",
    "单位",
    "属性",
    "序号",
    "类别",
    "责任单位",
    "“十四五”主要指标",
    "注：",
    "①",
    "②",
    "（1）",
    "(2)",
    "1",
    "2",
    "3",
    "10",
    "- 1 ",
    "1.",
    "一、",
    "（一）",
    "绿化覆盖率",
    "公园数量（个）",
    "入学率（%）",
    "PM2.5",
    "其中：",
    "县水务局",
    "≥95%",
    "100%",
    "稳步提升",
    "—",
    "35-40",
    "新增一批",
    "％",
    "%",
    "个",
    "平方公里",
    "预期性",
    "约束性",
    "$\\geq 90\\%$",
    "。",
    "，",
    "；",
    "\t",
    "\t",
    "  ",
    "    ",
    " ",
    "|",
    "|---|---|",
    "— 3 —",
    "......",
    "专栏1",
    "表2",
    "完成情况",
    "实际完成",
    "\u{c}",
    "（",
    "）",
    "“",
    "到2025年，各项工作取得新的进展，人民生活更加美好。",
    "　",
];

fn random_line(numbers: &mut Numbers) -> String {
    let count = numbers.next(7);
    (0..count).map(|_| numbers.pick(&WORDS)).collect()
}

fn assert_conserved(original: &Original) -> Indicators {
    let found = find(original);
    let mut end = 0;
    for table in &found.tables {
        assert_eq!(
            conserve::unplaced(original, table),
            [],
            "{original:#?} {table:#?}"
        );
        assert!(table.blocks.start >= end && table.blocks.start < table.blocks.end);
        assert!(table.blocks.end <= original.blocks.len());
        end = table.blocks.end;
        for row in &table.rows {
            assert!(!row.name.is_empty());
            assert!(row.targets.iter().any(|target| !target.text.is_empty()));
        }
    }
    found
}

#[test]
fn arbitrary_lines() {
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    let mut tables = 0;
    for _ in 0..2000 {
        let count = 1 + numbers.next(24);
        let lines: Vec<String> = (0..count).map(|_| random_line(&mut numbers)).collect();
        tables += assert_conserved(&text(&lines.join("\n"))).tables.len();
    }
    assert!(tables > 5, "only {tables}");
}

#[test]
fn arbitrary_rows_below_a_header() {
    const HEADERS: [&str; 6] = [
        "指标名称目标值",
        "指标名称\t\t目标值",
        "指标\n2020年\n2025年",
        "序号   指标名称   单位   2020年   2025年   属性",
        "\t类型\n\t指标\n\t2020年\n\t2025年\n\t属性",
        "| 指标 | 目标值 |\n|---|---|",
    ];
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for _ in 0..2000 {
        let mut lines = vec![numbers.pick(&HEADERS).to_owned()];
        let count = numbers.next(16);
        lines.extend((0..count).map(|_| random_line(&mut numbers)));
        assert_conserved(&text(&lines.join("\n")));
    }
}

#[test]
fn arbitrary_grids() {
    let mut numbers = Numbers(0xDEAD_BEEF_CAFE_F00D);
    for _ in 0..2000 {
        let mut grid = Grid::default();
        for row in 0..numbers.next(8) {
            let mut column = 0;
            let mut cells = Vec::new();
            for _ in 0..numbers.next(7) {
                let columns = 1 + numbers.next(3) / 2;
                cells.push(GridCell {
                    line: u32::try_from(row).unwrap(),
                    text: numbers.pick(&WORDS).to_owned(),
                    column,
                    columns,
                    rows: 1 + numbers.next(4) / 3,
                    has_picture: numbers.next(20) == 0,
                });
                column += columns;
            }
            grid.rows.push(cells);
        }
        assert_conserved(&original(vec![
            line("主要指标"),
            Block::Table(grid),
            picture(),
        ]));
    }
}

#[test]
fn absurd_spans_and_places() {
    let cell = |column, columns, rows| GridCell {
        line: 1,
        text: "指标".to_owned(),
        column,
        columns,
        rows,
        has_picture: false,
    };
    let cells = vec![
        cell(usize::MAX, usize::MAX, usize::MAX),
        cell(0, 0, 0),
        cell(3, usize::MAX, 1),
    ];
    let narrow = vec![cell(0, 1, usize::MAX), cell(0, 1, 0), cell(1, 0, 3)];
    for rows in [vec![cells], vec![narrow.clone(), narrow]] {
        assert_conserved(&original(vec![Block::Table(Grid { line: 1, rows })]));
    }
}

/// Twice the text may take about twice the time, never four times; measured by what a text of this size
/// would take if it were not so: minutes.
#[test]
fn hostile_sizes() {
    let many = |unit: &str, count: usize| unit.repeat(count);
    for content in [
        many("指标名称目标值\n", 15_000),
        many("指标名称\n目标值\n", 10_000),
        many("指标\t目标值\n", 15_000),
        format!("指标名称目标值\n{}", many("- 1 覆盖率 90%\n", 5_000)),
        format!("指标\t目标值\n{}", many("覆盖率\t90%\n", 10_000)),
        format!("指标名称\n目标值\n{}", many("覆盖率\n90%\n", 5_000)),
        format!("指标名称    目标值\n{}", many("覆盖率    90%\n", 5_000)),
        format!(
            "指标名称    目标值\n覆盖率    90%\n{}",
            many("覆盖\n", 15_000)
        ),
        many("“十四五”主要指标\n", 7_000),
        many("注：①\n", 10_000),
        many("\n", 100_000),
        many("指", 150_000),
        format!("指标名称目标值\n1 {} 90%", many("一", 50_000)),
        many("目标值", 50_000),
        format!("指标\t目标值\n{}", many("其中：覆盖率\t90%\n", 10_000)),
        format!("指标名称\n目标值\n{}", many("覆盖率\n90%\n— 3 —\n", 4_000)),
        format!(
            "类别   指标名称    目标值\n{}",
            many("组   覆盖率    90%\n", 5_000)
        ),
        format!(
            "|指标|目标值|\n|---|---|\n{}",
            many("|覆盖率|90%|\n", 10_000)
        ),
        many("|", 50_000),
        many("（", 50_000),
    ] {
        assert_conserved(&text(&content));
    }
}

/// The vocabulary of the tests must be that of the grammar, or they test nothing.
#[test]
fn the_grammar_reads_the_values_of_the_tests() {
    let period = Period {
        start: 2021,
        end: 2025,
    };
    assert!(period.contains(2025));
    for value in [
        "≥95%",
        "100%",
        "稳步提升",
        "35-40",
        "$\\geq 90\\%$",
        "120.14平方公里",
    ] {
        assert!(crate::tables::value::is_value(value), "{value}");
    }
}
