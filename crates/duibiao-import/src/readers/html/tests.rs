//! Pages as sites and editors make them.

use crate::original::{Block, Original, Style};

use crate::readers::tests::{codes, opened, outline, removed};

fn page(body: &str) -> Original {
    opened(
        "a.html",
        format!("<!doctype html><html><body>{body}</body></html>").as_bytes(),
    )
    .unwrap()
}

fn styles(original: &Original) -> Vec<Style> {
    original
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Line(line) => Some(line.style),
            _ => None,
        })
        .collect()
}

#[test]
fn lines_come_from_blocks_and_breaks() {
    let original = page("<div>甲<br>　　乙<p>丙 <b>丁</b></p>戊</div>己<hr>庚");
    assert_eq!(
        outline(&original),
        ["甲", "　　乙", "丙 丁", "戊", "己", "庚"]
    );
}

#[test]
fn line_ends_of_the_source_are_no_spaces_between_chinese() {
    let original = page("<p>职业病\n  防治，to\nbe&nbsp;&nbsp;≥90%\n以上</p>");
    assert_eq!(outline(&original), ["职业病防治，to be  ≥90% 以上"]);
}

#[test]
fn entities_and_raised_digits() {
    let original = page(
        "<p>A&lt;B&amp;C&gt;D&#8805;90% 10<sup>4</sup>m<sup>2</sup>，CO<sub>2</sub>，注<sup>[1]</sup></p>",
    );
    assert_eq!(outline(&original), ["A<B&C>D≥90% 10⁴m²，CO₂，注[1]"]);
}

#[test]
fn lists_keep_their_numbers() {
    let original =
        page("<ol start=3><li>甲<li><p>乙</p></ol><ul><li>丙<ul><li>丁</li></ul></li></ul>");
    assert_eq!(outline(&original), ["3. 甲", "4. 乙", "丙", "丁"]);
    assert_eq!(
        styles(&original),
        [Style::Plain, Style::Plain, Style::Bullet, Style::Bullet]
    );
}

#[test]
fn word_marks_of_lists() {
    let original = page(
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp; </span></span><![endif]>现状<o:p></o:p></p><p><span style='mso-list: Ignore'>·<span>&nbsp;</span></span>条目</p>",
    );
    assert_eq!(outline(&original), ["一、现状", "条目"]);
    assert_eq!(styles(&original), [Style::Plain, Style::Bullet]);
    assert_eq!(removed(&original, "bullet-mark"), ["·"]);
}

#[test]
fn tables_with_spans() {
    let original = page(
        "<p>前</p><table><tr><th rowspan=2>指标<th colspan=2>目标<tr><td>2025年<td>2030年<tr><td><p>挂牌率</p><p>（%）</p><td rowspan=9>≥95<td><img alt=图></table><p>后</p>",
    );
    assert_eq!(
        outline(&original),
        [
            "前",
            "指标|目标",
            "2025年|2030年",
            "挂牌率\n（%）|≥95|",
            "后"
        ]
    );
    let Block::Table(grid) = &original.blocks[1] else {
        panic!("no table")
    };
    let places: Vec<_> = grid
        .rows
        .iter()
        .flatten()
        .map(|cell| (cell.column, cell.columns, cell.rows))
        .collect();
    assert_eq!(
        places,
        [
            (0, 1, 2),
            (1, 2, 1),
            (1, 1, 1),
            (2, 1, 1),
            (0, 1, 1),
            (1, 1, 1),
            (2, 1, 1)
        ]
    );
    assert!(grid.rows[2][2].has_picture);
}

#[test]
fn layout_tables_are_no_tables() {
    let inner = "<table><tr><td>指标</td><td>目标</td></tr></table>";
    let original = page(&format!(
        "<table><tr><td><h2>标题文字</h2><p>正文一。</p><p>正文二。</p>{inner}</td></tr></table>"
    ));
    assert_eq!(
        outline(&original),
        ["标题文字", "正文一。", "正文二。", "指标|目标"]
    );
    let original = page(&format!(
        "<table><tr><td>甲</td><td>{inner}</td></tr></table>"
    ));
    assert_eq!(outline(&original), ["甲|指标\t目标"]);
    assert_eq!(codes(&original), ["nested-table"]);
}

#[test]
fn preformatted_text_keeps_its_lines_and_their_numbers() {
    let original = opened("a.txt", "<html><body><pre>甲\n\n  乙\t丙<table>\n<tr><td>一</td></tr>\n</table>丁\n</pre></body></html>".as_bytes()).unwrap();
    assert_eq!(outline(&original), ["甲", "", "  乙\t丙", "一", "丁"]);
    let lines: Vec<u32> = original
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Line(line) => Some(line.line),
            Block::Table(grid) => Some(grid.line),
            _ => None,
        })
        .collect();
    assert_eq!(lines, [1, 2, 3, 3, 5]);
}

#[test]
fn hidden_words_are_listed() {
    let original = page("<p>显示<span style='display: none'>藏一</span></p><div hidden>藏二</div>");
    assert_eq!(outline(&original), ["显示"]);
    assert_eq!(removed(&original, "hidden-text"), ["藏一", "藏二"]);
}

#[test]
fn the_article_is_found_without_a_known_name() {
    let text = "本规划所称古树，是指树龄在一百年以上的树木，由县级以上绿化主管部门认定。".repeat(4);
    let original = page(&format!(
        "<div class=x><ul><li><a href=1>首页</a></li></ul></div><div class=y><div><p>{text}</p><p>{text}</p></div></div><div class=z><a href=2>关于我们</a></div>"
    ));
    assert_eq!(outline(&original), [text.clone(), text]);
    assert_eq!(removed(&original, "site-navigation"), ["首页", "关于我们"]);
}

#[test]
fn doubt_about_the_article_is_reported() {
    let text = "这里是一段正文，说明规划的背景、目标与措施，以及由谁负责落实。".repeat(3);
    let original = page(&format!(
        "<div id=zoom><p>{text}</p></div><div class=other><p>{text}</p></div>"
    ));
    let all = outline(&original).concat() + &removed(&original, "site-navigation").concat();
    assert_eq!(all.matches("规划的背景").count(), 6);
    assert_eq!(codes(&original), ["main-content-uncertain"]);
}

#[test]
fn a_page_without_a_site_is_taken_whole() {
    let original = page("<h1>青禾市古树保护规划</h1><p>正文。</p>");
    assert_eq!(outline(&original), ["青禾市古树保护规划", "正文。"]);
    assert!(original.removed.is_empty());
}

#[test]
fn unclosed_and_misplaced_tags_lose_nothing() {
    let original = page("<table><p>表外<tr><td>一<td>二</table><p>甲<p>乙<b>丙<p>丁");
    assert_eq!(outline(&original), ["表外", "一|二", "甲", "乙丙", "丁"]);
}
