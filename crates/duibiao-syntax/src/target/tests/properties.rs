//! What holds for every text.

use proptest::prelude::*;

use super::*;

const ROWS: [&str; 12] = [
    "",
    "%",
    "％",
    "家",
    "万平方米",
    "万套（间）",
    "微克/立方米",
    "m3",
    "定性",
    "期",
    "1/10万",
    "以上",
];

fn contexts(row: &str) -> Vec<(Option<Unit>, Option<Horizon>)> {
    [
        None,
        Some(Horizon::Average(PERIOD)),
        Some(Horizon::Cumulative(PERIOD)),
    ]
    .map(|horizon| (Unit::new(row), horizon))
    .to_vec()
}

/// Reads a text everywhere; its canonical form must give the same kind, and nothing may be lost.
fn holds(printed: &str, row: &str) {
    for (unit, horizon) in contexts(row) {
        let context = Context {
            unit: unit.as_ref(),
            period: PERIOD,
            horizon,
        };
        let (target, _) = Target::parse(printed, &context);
        assert_eq!(&*target.printed, printed.trim());
        let canonical = target.canonical();
        let (again, _) = Target::parse(&canonical, &context);
        assert_eq!(
            again.kind, target.kind,
            "{printed:?} [{row}] as {canonical:?}"
        );
    }
}

/// Of these printed targets are made; here they stand in orders that are not printed.
const PIECES: &str = "≥ ＞ < 不少于 不超过 控制在 约 近 力争 基本 达到 提高到 下降 增加 新增 累计 年均 每年 \
    较2020年 比“十四五” 与上年相比 同比 90 5.0 1,234 １２ 九十 三 百分之九十 九成 2027年 到2030年底 \
    “十五五”期间 2026-2028年 % ％ 家 万 万平方米 套（间） 个百分点 /年 以上 （含）以上 以内 左右 - — ～ 至 \
    〔 〕 [ ] （ ） （除危废外） （含改扩建） （累计） 除危废外 ， ； ： 、 。 ① * $ \\geq 完成 市 下达 目标 \
    国家 要求 其中 不低于 全市平均水平 与 经济增长 同步 稳步 提升 保持 稳定 城区 镇区 / 1/10万 无";

fn pieces() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split_ascii_whitespace().chain([" "]).collect();
    prop::collection::vec(prop::sample::select(pieces), 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_kept_and_goes_round(printed in any::<String>(), row in 0..ROWS.len()) {
        holds(&printed, ROWS[row]);
    }

    #[test]
    fn any_order_of_pieces_goes_round(printed in pieces(), row in 0..ROWS.len()) {
        holds(&printed, ROWS[row]);
    }

    #[test]
    fn every_decimal_is_exact(mantissa in 0_u64.., scale in 0_u32..12) {
        let value = Decimal::from_i128_with_scale(i128::from(mantissa), scale);
        let read = reading(&format!("≥{value}%"), "%");
        prop_assert_eq!(read, format!("bound ≥{value} %"));
    }
}

/// A quadratic reader would take minutes, a recursive one the stack.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the time that reading takes is what is tested"
)]
fn long_texts_are_read_in_linear_time() {
    let started = std::time::Instant::now();
    let words = "1, 〔 （ （除外） 九 较年 力争 2027年 2027年、 2027年60%； 甲：5； ， ，除 全面 $\\geq 万 ① 99 ～";
    let repeated = words
        .split_ascii_whitespace()
        .map(|word| word.repeat(10_000));
    let nested = |inner: &str| format!("{}{inner}{}", "（".repeat(10_000), "）".repeat(10_000));
    let others = [
        "9".repeat(5_000),
        nested("5"),
        format!("5{}", nested("除")),
        format!("{}5", " ".repeat(50_000)),
        format!("5{}", "/家".repeat(10_000)),
        format!("完成{}", "市".repeat(10_000)),
        format!("2027年{}", "，九".repeat(10_000)),
    ];
    for text in repeated.chain(others) {
        let context = Context {
            unit: None,
            period: PERIOD,
            horizon: None,
        };
        let (target, _) = Target::parse(&text, &context);
        assert_eq!(&*target.printed, text.trim());
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn kinds_have_words_and_know_whether_they_hold_a_number() {
    let of = |printed: &str| {
        let context = Context {
            unit: None,
            period: PERIOD,
            horizon: None,
        };
        let target = Target::parse(printed, &context).0;
        (
            target.kind.id(),
            target.kind.is_quantified(),
            target.amount().is_some(),
        )
    };
    assert_eq!(of("≥90%"), ("bound", true, true));
    assert_eq!(of("90%"), ("exact", true, true));
    assert_eq!(of("约90%"), ("about", true, true));
    assert_eq!(of("80—90%"), ("range", true, true));
    assert_eq!(of("〔90〕"), ("cumulative", true, true));
    assert_eq!(of("下降9%"), ("change", true, false));
    assert_eq!(of("98%（除危废外）"), ("proviso", true, true));
    assert_eq!(of("下降9%（除危废外）"), ("proviso", true, false));
    assert_eq!(of("2027年5%，2030年6%"), ("compound", false, false));
    assert_eq!(of("稳步提升"), ("trend", false, false));
    assert_eq!(of("完成市下达目标"), ("delegated", false, false));
    assert_eq!(of("与全市同步"), ("relative", false, false));
    assert_eq!(of("张"), ("unit-only", false, false));
    assert_eq!(of("—"), ("dash", false, false));
    assert_eq!(of(""), ("blank", false, false));
    assert_eq!(of("其他"), ("text", false, false));
}

#[test]
fn canonical_forms() {
    let canonical = |printed: &str, row: &str| {
        let unit = Unit::new(row);
        let context = Context {
            unit: unit.as_ref(),
            period: PERIOD,
            horizon: None,
        };
        Target::parse(printed, &context).0.canonical()
    };
    assert_eq!(canonical("不少于150家", "家"), "≥150家");
    assert_eq!(canonical("7左右", "个"), "约7个");
    assert_eq!(canonical("35-40", "%"), "35—40%");
    assert_eq!(canonical("［25—27］", "万套（间）"), "〔25—27〕万套（间）");
    assert_eq!(
        canonical("较“十二五”降低30%以上", "%"),
        "较“十二五”下降30%以上"
    );
    assert_eq!(canonical("年均增长7%以上", ""), "年均增长7%以上");
    assert_eq!(canonical("提升2个百分点", "%"), "提高2个百分点");
    assert_eq!(canonical("累计降低17%", "%"), "累计下降17%");
    assert_eq!(canonical("每年争创1家以上", "家"), "年均≥1家");
    assert_eq!(canonical("≥98％（除危废外）", "%"), "≥98％（除危废外）");
    assert_eq!(canonical("达到国家要求", "%"), "完成国家下达目标");
    assert_eq!(canonical("与全市保持同步增长", "%"), "与全市同步");
    assert_eq!(
        canonical("2027年60%，2028年进一步优化布局", "%"),
        "2027年：60%；2028年：进一步优化布局"
    );
    assert_eq!(canonical("－", "%"), "—");
    assert_eq!(canonical("其他", "%"), "其他");
    assert_eq!(canonical("约5000万", "人"), "约5000万人");
}
