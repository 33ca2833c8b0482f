//! What Word can put into a paragraph, and what of it is read.

use crate::original::{Block, Original, Style};

use crate::readers::maker::{docx_with, word_part, word_styles};
use crate::readers::tests::{codes, opened, outline, removed};
use crate::readers::{Options, read};

/// One of each, for the mutations.
pub(crate) const EVERYTHING: &str = r#"<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>题</w:t><w:tab/><w:br w:type="page"/></w:r><w:ins w:id="1"><w:r><w:t>增</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>删</w:delText></w:r></w:del></w:p><w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>3</w:t><w:fldChar w:fldCharType="end"/></w:r><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:footnoteReference w:id="2"/></w:r><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"#;

fn word(body: &str) -> Original {
    opened(
        "a.docx",
        &docx_with(body, &[("styles.xml", &word_styles())]),
    )
    .unwrap()
}

/// A paragraph around runs.
fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

/// A run around text.
fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(&t(text)))
}

/// Cells of the first table as text, column, columns, rows.
fn cells(original: &Original) -> Vec<(String, usize, usize, usize)> {
    let grid = original.blocks.iter().find_map(|block| match block {
        Block::Table(grid) => Some(grid),
        _ => None,
    });
    let cells = grid.unwrap().rows.iter().flatten();
    cells
        .map(|cell| (cell.text.clone(), cell.column, cell.columns, cell.rows))
        .collect()
}

fn at(text: &str, column: usize, columns: usize, rows: usize) -> (String, usize, usize, usize) {
    (text.to_owned(), column, columns, rows)
}

#[test]
fn merged_cells_span() {
    let restart = r#"<w:vMerge w:val="restart"/>"#;
    let body = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell(restart, "指标"),
        cell(r#"<w:gridSpan w:val="2"/>"#, "目标"),
        cell(restart, "属性"),
        cell("<w:vMerge/>", ""),
        cell("", "2025年"),
        cell("", "2030年") + &cell("<w:vMerge/>", ""),
        cell("", "挂牌率"),
        cell(r#"<w:gridSpan w:val="3"/>"#, "95%"),
    );
    assert_eq!(
        cells(&word(&body)),
        [
            at("指标", 0, 1, 2),
            at("目标", 1, 2, 1),
            at("属性", 3, 1, 2),
            at("2025年", 1, 1, 1),
            at("2030年", 2, 1, 1),
            at("挂牌率", 0, 1, 1),
            at("95%", 1, 3, 1),
        ]
    );
}

#[test]
fn words_under_a_merge_are_not_lost() {
    let body = format!(
        "<w:tbl><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell(r#"<w:vMerge w:val="restart"/>"#, "显"),
        cell("<w:vMerge/>", "隐")
    );
    let original = word(&body);
    assert_eq!(outline(&original), ["显", ""]);
    assert_eq!(removed(&original, "hidden-text"), ["隐"]);
}

#[test]
fn a_frame_around_a_table_is_no_table() {
    let inner = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell("", "指标"),
        cell("", "目标")
    );
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>",
        p(&t("专栏1")),
        p("")
    );
    assert_eq!(outline(&word(&body)), ["专栏1", "指标|目标", ""]);
}

#[test]
fn tables_in_content_controls_and_grid_before() {
    let row = format!(
        r#"<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}</w:tr>"#,
        cell("", "甲"),
        cell("", "乙")
    );
    let body = format!(
        "<w:sdt><w:sdtContent><w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>"
    );
    assert_eq!(cells(&word(&body)), [at("甲", 1, 1, 1), at("乙", 2, 1, 1)]);
}

#[test]
fn fields_keep_their_result() {
    let field = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>第3页</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let simple = r#"<w:fldSimple w:instr="PAGE"><w:r><w:t>4</w:t></w:r></w:fldSimple>"#;
    assert_eq!(
        outline(&word(&p(&format!("{}{field}{simple}", t("见"))))),
        ["见第3页4"]
    );
    let unended = r#"<w:r><w:fldChar w:fldCharType="begin"/><w:t>x</w:t></w:r>"#;
    let original = word(&(p(unended) + &p(&t("后文"))));
    assert_eq!(outline(&original), ["", "后文"]);
    assert_eq!(removed(&original, "field-instruction"), ["x"]);
}

#[test]
fn symbols_are_named_or_reported() {
    let sym =
        |font: &str, code: &str| format!(r#"<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>"#);
    let original = word(&p(&(sym("Symbol", "F0B3")
        + &t("90%，")
        + &sym("Symbol", "F06D")
        + &sym("Wingdings", "F0FC")
        + &sym("Webdings", "F061"))));
    assert_eq!(outline(&original), ["≥90%，μ✓\u{FFFD}"]);
    assert_eq!(codes(&original), ["unknown-symbol", "unknown-character"]);
    let run = r#"<w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>m</w:t></w:r><w:r><w:t>g</w:t></w:r>"#;
    let original = word(&p(run));
    assert_eq!(outline(&original), ["μg"]);
    assert_eq!(codes(&original), ["symbol-font"]);
}

#[test]
fn raised_digits_stay_raised() {
    let raised = |text: &str| {
        format!(r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{text}</w:t></w:r>"#)
    };
    assert_eq!(
        outline(&word(&p(&(t("10")
            + &raised("4")
            + &t("m")
            + &raised("[2]"))))),
        ["10⁴m[2]"]
    );
}

#[test]
fn formulas_keep_what_binds_them() {
    let r = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let fraction = format!(
        "<m:oMath>{}<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f></m:oMath>",
        r("率="),
        r("a+b"),
        r("200")
    );
    let original = word(&p(&fraction));
    assert_eq!(outline(&original), ["率=(a+b)/200"]);
    assert_eq!(codes(&original), ["formula"]);
    let plain = format!("<m:oMath>{}</m:oMath>", r("≥90%"));
    assert_eq!(codes(&word(&p(&plain))), Vec::<&str>::new());
}

#[test]
fn hidden_text_and_comments_stay_out() {
    let hidden = r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t>机密</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>公开</w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:annotationRef/></w:r>"#;
    let comments = word_part(
        "comments",
        r#"<w:comment w:id="0" w:author="某审稿人"><w:p><w:r><w:t>批注内容</w:t></w:r></w:p></w:comment>"#,
    );
    let header = word_part("hdr", &p(&t("内部资料")));
    let file = docx_with(
        &p(hidden),
        &[
            ("comments.xml", &comments),
            ("header1.xml", &header),
            ("header2.xml", &header),
        ],
    );
    let original = opened("a.docx", &file).unwrap();
    assert_eq!(outline(&original), ["公开"]);
    assert_eq!(removed(&original, "hidden-text"), ["机密"]);
    assert_eq!(removed(&original, "comment"), ["1"]);
    assert_eq!(removed(&original, "header-footer"), ["内部资料"]);
    let everything = format!("{original:?}");
    assert!(!everything.contains("批注内容") && !everything.contains("某审稿人"));
}

#[test]
fn notes_follow_their_block() {
    let notes = word_part(
        "footnotes",
        &format!(
            r#"<w:footnote w:type="separator" w:id="0">{}</w:footnote><w:footnote w:id="2">{}</w:footnote>"#,
            p(&t("线")),
            p(&format!(
                "<w:r><w:footnoteRef/></w:r>{}",
                t(" 为2019年数据。")
            ))
        ),
    );
    let body = p(&format!(
        r#"{}<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>"#,
        t("12.27")
    )) + &p(&t("下文"));
    let original = opened("a.docx", &docx_with(&body, &[("footnotes.xml", &notes)])).unwrap();
    assert_eq!(outline(&original), ["12.27①", "①为2019年数据。", "下文"]);
    assert!(matches!(&original.blocks[1], Block::Line(line) if line.style == Style::Footnote));
}

#[test]
fn text_boxes_are_taken_once() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p(&t("框内")));
    let body = p(&format!(
        "{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        t("段落")
    ));
    let original = word(&body);
    assert_eq!(outline(&original), ["段落", "框内"]);
    assert_eq!(codes(&original), ["text-box"]);
}

#[test]
fn pictures_keep_their_words() {
    let drawing = r#"<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="主要指标表"/><a:graphic><a:blip r:embed="rId9"/></a:graphic></wp:inline></w:drawing></w:r>"#;
    assert_eq!(
        outline(&word(&p(&(t("表1") + drawing)))),
        ["表1", "[图 主要指标表]"]
    );
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(drawing));
    let original = word(&table);
    assert!(matches!(&original.blocks[0], Block::Table(grid) if grid.rows[0][0].has_picture));
}

#[test]
fn tracked_changes_are_refused_until_accepted() {
    let body = p(&format!(
        "{}<w:del w:id=\"1\"><w:r><w:delText>80%</w:delText></w:r></w:del><w:ins w:id=\"2\">{}</w:ins>",
        t("达到"),
        t("95%")
    )) + &format!(
        "<w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr>{}</w:p>",
        t("前半")
    ) + &p(&t("后半"));
    let file = docx_with(&body, &[]);
    let refusal = opened("a.docx", &file).unwrap_err();
    assert_eq!(refusal.code, "tracked-changes");
    assert!(refusal.zh.contains("3 处"));
    let accepted = read(
        "a.docx",
        &file,
        &Options {
            accept_tracked_changes: true,
            ..Options::default()
        },
    )
    .unwrap();
    assert_eq!(outline(&accepted), ["达到95%", "前半后半"]);
    assert_eq!(removed(&accepted, "tracked-deletion"), ["80%"]);
}

#[test]
fn breaks_and_tabs() {
    let runs = r#"<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:br w:type="page"/><w:t>丁</w:t></w:r>"#;
    assert_eq!(outline(&word(&p(runs))), ["甲\t乙\n丙", "[页]", "丁"]);
    let before = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>新页</w:t></w:r></w:p>";
    assert_eq!(outline(&word(before)), ["[页]", "新页"]);
}

#[test]
fn strict_names_and_other_prefixes_are_read() {
    let document = r#"<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>严格</x:t></x:r></x:p></x:body></x:document>"#;
    let file = crate::readers::maker::zip(&[("word/document.xml", document.as_bytes())]);
    assert_eq!(outline(&opened("a.docx", &file).unwrap()), ["严格"]);
}
