//! Made documents: what was put in comes out, in order, once.

use crate::original::{Block, Original, OriginalFormat, Style};

use super::{codes, opened, outline, removed};
use crate::readers::maker::{self, MadePart};

/// A plan of a made-up place with everything that a plan has.
fn plan() -> Vec<MadePart> {
    let text = |text: &str| text.to_owned();
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    vec![
        MadePart::Title(text("青禾市“十四五”古树保护规划")),
        MadePart::Paragraph(text(
            "为保护古树名木，制定本规划。到2025年，古树挂牌率≥95%，新增古树公园 3 座；A<B且C>D时按R&D口径计。",
        )),
        MadePart::Heading(1, text("一、现状")),
        MadePart::Paragraph(text(
            "全市登记古树一万二千株，其中一级古树三百株，分布在七个县区的四十六个乡镇，长势衰弱的占百分之四点五，病虫危害时有发生，巡查力量不足。",
        )),
        MadePart::Heading(2, text("（一）主要指标")),
        MadePart::Caption(text("表1 主要指标")),
        MadePart::Table(vec![
            row(&["序号", "指标", "2020年", "2025年", "属性"]),
            row(&["1", "挂牌率", "80%", "≥95%", "约束性"]),
            row(&["2", "巡查员", "—", "24.10", "预期性"]),
        ]),
        MadePart::Paragraph(text("以上指标由市绿化委员会解释。")),
    ]
}

/// Everything between the parts, white space aside.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn all_words(original: &Original) -> String {
    squeezed(&outline(original).concat().replace('|', ""))
}

fn put_in(parts: &[MadePart]) -> String {
    squeezed(&parts.iter().flat_map(MadePart::words).collect::<String>())
}

#[test]
fn word_keeps_every_word_and_style() {
    let original = opened("规划.docx", &maker::docx(&plan())).unwrap();
    assert_eq!(original.format, OriginalFormat::Docx);
    assert_eq!(all_words(&original), put_in(&plan()));
    let styles: Vec<Style> = original
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Line(line) => Some(line.style),
            _ => None,
        })
        .collect();
    assert_eq!(
        &styles[..3],
        &[Style::Title, Style::Plain, Style::Heading(1)]
    );
    assert_eq!(styles[4], Style::Heading(2));
    let Some(Block::Table(grid)) = original
        .blocks
        .iter()
        .find(|block| matches!(block, Block::Table(_)))
    else {
        panic!("no table");
    };
    assert_eq!(grid.rows.len(), 3);
    assert_eq!(grid.rows[1][3].text, "≥95%");
    assert_eq!(
        (grid.rows[1][3].column, grid.line, grid.rows[0][0].line),
        (3, 7, 7)
    );
    assert_eq!(codes(&original), Vec::<&str>::new());
}

#[test]
fn web_page_keeps_the_article_and_lists_the_rest() {
    let page = maker::html(&plan());
    let original = opened("保存.txt", page.as_bytes()).unwrap();
    assert_eq!(original.format, OriginalFormat::Html);
    assert_eq!(all_words(&original), put_in(&plan()));
    assert!(matches!(&original.blocks[0], Block::Line(line) if line.style == Style::Title));
    let site = removed(&original, "site-navigation").concat();
    for words in [
        "首页",
        "政务公开",
        "当前位置",
        "浏览次数",
        "打印",
        "主办",
        "ICP",
    ] {
        assert!(site.contains(words), "{words} is neither text nor removed");
    }
    assert_eq!(removed(&original, "script"), ["1"]);
    assert_eq!(codes(&original), Vec::<&str>::new());
}

#[test]
fn web_page_in_gb18030_is_the_same() {
    let page = maker::html(&plan());
    let expected = outline(&opened("a.html", page.as_bytes()).unwrap());
    for label in ["gb2312", "GBK", "utf-8"] {
        let page = page.replace("charset=\"utf-8\"", &format!("charset=\"{label}\""));
        let original = opened("a.html", &maker::gb18030(&page)).unwrap();
        assert_eq!(outline(&original), expected, "{label}");
        assert_eq!(original.encoding, Some("GB18030"));
    }
}

#[test]
fn pdf_keeps_every_word_and_the_columns() {
    let original = opened("规划.pdf", &maker::pdf(&plan())).unwrap();
    assert_eq!(original.format, OriginalFormat::Pdf);
    assert_eq!(all_words(&original), put_in(&plan()));
    let lines = outline(&original);
    let header = lines.iter().find(|line| line.contains("序号")).unwrap();
    let row = lines.iter().find(|line| line.contains("挂牌率  ")).unwrap();
    let column = |line: &str, word: &str| line[..line.find(word).unwrap()].chars().count();
    assert_eq!(column(header, "2025年"), column(row, "≥95%"), "{lines:#?}");
    assert_eq!(column(header, "属性"), column(row, "约束性"));
}

#[test]
fn pdf_pages_are_parted() {
    let parts: Vec<MadePart> = (0..80)
        .map(|index| MadePart::Paragraph(format!("第{index}条内容。")))
        .collect();
    let original = opened("规划.pdf", &maker::pdf(&parts)).unwrap();
    let breaks = original
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::PageBreak { .. }))
        .count();
    assert_eq!(breaks, 2);
    assert_eq!(all_words(&original).replace("[页]", ""), put_in(&parts));
}

#[test]
fn text_keeps_lines_in_every_encoding() {
    let text = "青禾市规划\r\n\t1\t挂牌率\t≥95%\n　　到2025年，达到𠀀。\r末行";
    let expected = [
        "青禾市规划",
        "\t1\t挂牌率\t≥95%",
        "　　到2025年，达到𠀀。",
        "末行",
    ];
    let wide = |swap: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if swap {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), "UTF-8"),
        (maker::gb18030(text), "GB18030"),
        (wide(false), "UTF-16LE"),
        (wide(true), "UTF-16BE"),
        ([&b"\xFF\xFE"[..], &wide(false)].concat(), "UTF-16LE"),
    ] {
        let original = opened("规划.txt", &bytes).unwrap();
        assert_eq!(outline(&original), expected);
        assert_eq!(original.encoding, Some(encoding));
    }
}
