//! Cells as they are shown.

#![expect(
    clippy::format_collect,
    reason = "the documents of tests are small, and a piece reads best where it stands"
)]

use crate::original::{Block, Grid, Original};

use crate::readers::maker;
use crate::readers::tests::{codes, opened, outline, removed};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A workbook with these rows in its only sheet, these cell formats and these strings.
fn xlsx(sheet: &str, formats: &[&str], strings: &[&str], state: &str) -> Vec<u8> {
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="指标表" sheetId="1" {state} r:id="rId1"/></sheets></workbook>"#
    );
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let own: String = formats
        .iter()
        .enumerate()
        .map(|(index, code)| {
            format!(
                r#"<numFmt numFmtId="{}" formatCode="{}"/>"#,
                164 + index,
                code.replace('"', "&quot;")
            )
        })
        .collect();
    let cells: String = (0..formats.len())
        .map(|index| format!(r#"<xf numFmtId="{}"/>"#, 164 + index))
        .collect();
    let styles = format!(
        r#"<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs>{cells}</cellXfs></styleSheet>"#
    );
    let items: String = strings
        .iter()
        .map(|text| format!("<si>{text}</si>"))
        .collect();
    let strings = format!(r#"<sst xmlns="{MAIN}">{items}</sst>"#);
    let sheet = format!(r#"<worksheet xmlns="{MAIN}">{sheet}</worksheet>"#);
    maker::zip(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// A small workbook for tests of all readers.
pub(crate) fn sample_xlsx() -> Vec<u8> {
    let sheet = r#"<cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>目标</t></is></c></row><row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>0.8</v></c><c r="C2" s="0"><v>24.1</v></c></row><row r="9"><c r="A9" t="e"><v>#REF!</v></c><c r="B9" t="b"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>"#;
    xlsx(
        sheet,
        &["0.00", "0%"],
        &[
            "<t>指标</t>",
            "<r><t>挂牌</t></r><r><rPr/><t>率</t></r><rPh><t>guà</t></rPh>",
        ],
        r#"state="hidden""#,
    )
}

/// A small Open Document spreadsheet for tests of all readers.
pub(crate) fn sample_ods() -> Vec<u8> {
    let content = r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="指标表"><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>指标</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><office:annotation><text:p>不公开</text:p></office:annotation><text:p>目标</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row><table:table-row><table:table-cell><text:p>挂牌<text:span>率</text:span></text:p><text:p>（<text:s text:c="2"/>%）</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2" office:value="0.8"><text:p>80%</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    maker::zip(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

fn grid(original: &Original) -> &Grid {
    let grid = original.blocks.iter().find_map(|block| match block {
        Block::Table(grid) => Some(grid),
        _ => None,
    });
    grid.unwrap()
}

#[test]
fn excel_shows_what_a_person_sees() {
    let original = opened("a.xlsx", &sample_xlsx()).unwrap();
    assert_eq!(
        outline(&original),
        ["指标表", "指标|目标", "挂牌率|80%|24.10", "#REF!|TRUE|"]
    );
    assert_eq!(
        (
            grid(&original).rows[0][0].columns,
            grid(&original).rows[0][1].column
        ),
        (2, 2)
    );
    assert_eq!(
        codes(&original),
        ["hidden-sheet", "hidden-cells", "hidden-cells", "cell-error"]
    );
}

#[test]
fn open_document_shows_what_a_person_sees() {
    let original = opened("a.ods", &sample_ods()).unwrap();
    assert_eq!(
        outline(&original),
        ["指标表", "指标|目标", "挂牌率\n（  %）|80%|80%"]
    );
    assert_eq!(removed(&original, "comment"), ["1"]);
    assert!(!format!("{original:?}").contains("不公开"));
}

#[test]
fn sparse_and_claimed_sizes_do_not_allocate() {
    let sheet = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>"#;
    let original = opened("a.xlsx", &xlsx(sheet, &["General"], &[], "")).unwrap();
    assert_eq!(grid(&original).rows.len(), 2);
    assert_eq!(removed(&original, "hidden-text"), ["2"]);
}

#[test]
fn a_cell_without_stored_result_is_reported() {
    let sheet = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f></c><c r="C1" s="1"><v>0.5</v></c></row></sheetData>"#;
    let original = opened("a.xlsx", &xlsx(sheet, &["General", "# ?/?"], &[], "")).unwrap();
    assert_eq!(codes(&original), ["cell-error", "number-format"]);
    assert_eq!(outline(&original)[1], "1||0.5");
}
