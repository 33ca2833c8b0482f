//! What words at the head of a column mean.

use super::*;

const PERIOD: Period = Period {
    start: 2026,
    end: 2030,
};

fn read(words: &[&str], period: Option<Period>) -> Vec<ColumnRole> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    columns(&words, period)
}

#[test]
fn words_of_headers() {
    for (word, wanted) in [
        ("序　号", ColumnRole::Number),
        ("类型", ColumnRole::Group),
        ("指标名称", ColumnRole::Name),
        ("主要指标（5项）", ColumnRole::Name),
        ("计量单位", ColumnRole::Unit),
        ("2025年基期值", ColumnRole::Baseline(Some(2025))),
        ("“十四五”基期值", ColumnRole::Baseline(Some(2025))),
        ("２０３０年目标值（%）", ColumnRole::Target(Some(2030))),
        ("目标", ColumnRole::Target(None)),
        ("2025年", ColumnRole::Baseline(Some(2025))),
        ("2030年", ColumnRole::Target(Some(2030))),
        ("年均增速", ColumnRole::Target(None)),
        ("2025年实际完成", ColumnRole::Actual(Some(2025))),
        ("指标性质", ColumnRole::Nature),
        ("牵头部门", ColumnRole::Department),
        ("备注", ColumnRole::Note),
        ("图示", ColumnRole::Unknown),
    ] {
        assert_eq!(read(&[word], Some(PERIOD)), [wanted], "{word}");
    }
}

#[test]
fn years_without_a_period() {
    assert_eq!(
        read(&["2020年", "2025年"], None),
        [
            ColumnRole::Baseline(Some(2020)),
            ColumnRole::Target(Some(2025))
        ]
    );
    assert_eq!(read(&["2025年"], None), [ColumnRole::Target(Some(2025))]);
    assert_eq!(
        read(&["基期值", "2025年", "2030年"], None)[1..],
        [
            ColumnRole::Target(Some(2025)),
            ColumnRole::Target(Some(2030))
        ]
    );
}

#[test]
fn joined_headers() {
    let words = |text| split_joined(text).map(|words| words.join("|"));
    assert_eq!(words("指标名称目标值").as_deref(), Some("指标名称|目标值"));
    assert_eq!(
        words("序号指标名称单位2020年基期值2025年目标值属性责任单位").as_deref(),
        Some("序号|指标名称|单位|2020年基期值|2025年目标值|属性|责任单位")
    );
    assert_eq!(
        words("指标（单位）2025年").as_deref(),
        Some("指标(单位)|2025年")
    );
    assert_eq!(words("指标完成得很好"), None);
}
