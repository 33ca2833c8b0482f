//! The rows of an indicator table, in every form that real plans print.

use super::catalogue::{Form, Indicator, SLOTS, Topic};
use super::place::Level;
use super::rng::Rng;
use super::{Corpus, PlanKey};

/// A row.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The printed name.
    pub(crate) name: String,
    /// The group it stands in.
    pub(crate) group: &'static str,
    /// The unit column.
    pub(crate) unit: &'static str,
    /// The baseline.
    pub(crate) baseline: String,
    /// The target.
    pub(crate) target: String,
    /// Whether it is binding.
    pub(crate) nature: &'static str,
}

const GROUPS: [&str; 3] = ["服务", "设施", "保障"];

/// The table of a plan.
pub(crate) fn rows(corpus: &Corpus, key: PlanKey) -> Vec<Row> {
    let mut rng = corpus.rng(key, "rows");
    let (place, topic) = (corpus.place(key), corpus.topic(key));
    let slots = SLOTS.iter().enumerate();
    let row = |(at, slot): (usize, &'static [Indicator; 2])| {
        let indicator = &slot[usize::from(rng.percent(25))];
        Row {
            name: name(indicator, topic, &mut rng),
            group: if at % 4 == 0 { GROUPS[at / 4] } else { "" },
            unit: indicator.unit,
            baseline: baseline(indicator.form, &mut rng),
            target: target(indicator, place.level, &mut rng),
            nature: rng.pick(&["约束性", "预期性", "预期性"]),
        }
    };
    slots.map(row).collect()
}

/// Mostly the name of the catalogue, else one of the crosswalk.
fn name(indicator: &Indicator, topic: &Topic, rng: &mut Rng) -> String {
    let printed = match rng.below(20) {
        0..16 => indicator.name,
        16..19 => indicator.wording,
        _ => indicator.near.0,
    };
    Indicator::named(topic, printed)
}

fn baseline(form: Form, rng: &mut Rng) -> String {
    match form {
        Form::Trend | Form::Delegated | Form::Relative | Form::Labelled | Form::Change => {
            "—".to_owned()
        }
        Form::AtLeastCount | Form::Cumulative | Form::About => rng.between(10, 60).to_string(),
        Form::AtMost | Form::Range => rng.between(8, 20).to_string(),
        _ => format!("{}.{}", rng.between(50, 89), rng.below(10)),
    }
}

fn target(indicator: &Indicator, level: Level, rng: &mut Rng) -> String {
    let unit = indicator.unit;
    match indicator.form {
        Form::AtLeastShare => share(rng),
        Form::AtLeastCount => count(unit, rng),
        Form::AtMost => at_most(unit, rng),
        Form::Exact => rng.pick(&["100%", "100", "100％"]).to_owned(),
        Form::About => about(rng),
        Form::Range => range(rng),
        Form::Cumulative => cumulative(rng),
        Form::Change => change(rng),
        Form::Trend => rng.pick(&TRENDS).to_owned(),
        Form::Delegated => delegated(level, rng),
        Form::Relative => relative(level, rng),
        Form::Steps => steps(rng),
        Form::Labelled => labelled(rng),
        Form::Proviso => proviso(rng),
        Form::Promise => promise(unit, rng),
    }
}

fn share(rng: &mut Rng) -> String {
    let n = rng.between(80, 98);
    match rng.below(8) {
        0..3 => format!("≥{n}%"),
        3 => format!("≥{n}％"),
        4 => format!("{n}%以上"),
        5 => format!("不低于{n}%"),
        6 => format!("＞{n}"),
        _ => format!("$\\geq {n}\\%$"),
    }
}

fn count(unit: &str, rng: &mut Rng) -> String {
    let n = rng.between(20, 400);
    match rng.below(4) {
        0 => format!("≥{n}"),
        1 => format!("{n}{unit}以上"),
        2 => format!("至少{n}{unit}"),
        _ => format!("不少于{n}{unit}"),
    }
}

fn at_most(unit: &str, rng: &mut Rng) -> String {
    let n = rng.between(3, 12);
    match rng.below(4) {
        0 => format!("≤{n}"),
        1 => format!("{n}{unit}（含）以下"),
        2 => format!("不突破{n}"),
        _ => format!("不超过{n}{unit}"),
    }
}

fn about(rng: &mut Rng) -> String {
    let n = rng.between(20, 300);
    if rng.percent(50) {
        format!("{n}左右")
    } else {
        format!("约{n}")
    }
}

fn range(rng: &mut Rng) -> String {
    let low = rng.between(3, 30);
    let high = low + rng.between(2, 6);
    format!("{low}{}{high}", rng.pick(&["-", "—", "～"]))
}

fn cumulative(rng: &mut Rng) -> String {
    let n = rng.between(5, 90);
    match rng.below(3) {
        0 => format!("[{n}]"),
        1 => format!("累计{n}处"),
        _ => format!("〔{n}〕"),
    }
}

fn change(rng: &mut Rng) -> String {
    let n = rng.between(5, 40);
    match rng.below(4) {
        0 => format!("较“十三五”下降{n}%以上"),
        1 => format!("下降{n}%左右"),
        2 => format!("年均下降{}%", rng.between(2, 6)),
        _ => format!("下降{n}%"),
    }
}

const TRENDS: [&str; 5] = ["稳步提升", "持续提升", "稳步推进", "保持稳定", "动态调整"];

fn delegated(level: Level, rng: &mut Rng) -> String {
    let by = match level {
        Level::Nation => return share(rng),
        Level::Province => ["完成国家下达任务", "完成国家考核要求"],
        Level::City => ["完成省下达任务", "完成省级考核要求"],
        Level::County => ["完成市下达任务", "完成市级考核要求"],
    };
    rng.pick(&by).to_owned()
}

fn relative(level: Level, rng: &mut Rng) -> String {
    let with = match level {
        Level::Nation => return format!("年均增长{}%", rng.between(4, 8)),
        Level::Province => ["不低于全国平均水平", "高于全国平均水平", "与经济增长同步"],
        Level::City => ["不低于全省平均水平", "高于全省平均水平", "与经济增长同步"],
        Level::County => ["不低于全市平均水平", "高于全市平均水平", "与经济增长同步"],
    };
    rng.pick(&with).to_owned()
}

fn steps(rng: &mut Rng) -> String {
    let first = rng.between(50, 70);
    format!("2023年{first}%，2025年{}%", first + rng.between(5, 25))
}

fn labelled(rng: &mut Rng) -> String {
    format!(
        "室内：{}处 室外：{}处",
        rng.between(2, 30),
        rng.between(2, 30)
    )
}

fn proviso(rng: &mut Rng) -> String {
    // One in forty says it in words that have no typed form.
    if rng.below(40) == 0 {
        return "按示例办法另行公布".to_owned();
    }
    format!("≥{}％（除停用的外）", rng.between(85, 99))
}

/// A promise in prose, with its number, unit and comparator.
pub(crate) fn promise(unit: &str, rng: &mut Rng) -> String {
    let n = rng.between(2, 80);
    match rng.below(4) {
        0 => format!("{n}{unit}以上"),
        1 => format!("至少{n}{unit}"),
        2 => format!("不少于{n}{unit}"),
        _ => format!("{n}{unit}"),
    }
}
