//! What a comparison says, as a sentence that quotes both sides.
//!
//! Every verdict has exactly one sentence, in the language of the site, made from the printed words and
//! the judgement; nothing is worked out here.

use std::borrow::Cow;

use duibiao_compare::catalog::{Plan, PlanId, RowRef};
use duibiao_compare::compare::{LevelAbove, NotSet, Pair};
use duibiao_compare::verdict::{Judgement, Reason, Standing, Strictness, Verdict};
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::{Grade, PlanStatus, Verification};
use duibiao_syntax::region::{Level, Region};
use duibiao_syntax::target::{Amount, Operator, Target, TargetKind};

use super::RenderContext;

/// What a comparison says, in words.
pub struct Finding {
    /// The whole as a sentence.
    pub sentence: String,
    /// Why the rows do not say quite the same, or cannot be compared.
    pub reason: Option<String>,
}

/// The judgement of a pair in words.
pub fn verdict(
    context: &RenderContext<'_>,
    plan: PlanId,
    pair: &Pair,
    judgement: &Judgement,
) -> Finding {
    let catalog = context.catalog;
    let language = context.config.language;
    let own_row = RowRef {
        plan,
        row: pair.row,
    };
    let sides = Sides {
        own: catalog.plan(plan).region().name(),
        own_words: quoted(&catalog.row(own_row).targets[usize::from(pair.target)].target),
        reference: reference_name(context, plan, pair),
        words: quoted(&catalog.row(pair.against).targets[usize::from(pair.against_target)].target),
    };
    let reason = reason(context, plan, pair, judgement);
    let said = reason.as_deref().unwrap_or_default();
    let sentence = match language {
        Language::Chinese => sides.chinese(judgement, said),
        Language::English => sides.english(judgement, said),
    };
    Finding {
        sentence: sentence + &doubts(context, plan, pair),
        reason,
    }
}

/// The two sides, as the sentence names and quotes them.
struct Sides<'a> {
    own: &'a str,
    own_words: Cow<'a, str>,
    reference: String,
    words: Cow<'a, str>,
}

impl Sides<'_> {
    fn chinese(&self, judgement: &Judgement, reason: &str) -> String {
        let Self {
            own,
            own_words,
            reference,
            words,
        } = self;
        let difference = difference(judgement, Language::Chinese).unwrap_or_default();
        let merit = merit(judgement, Language::Chinese);
        let converted = judgement.converted.map_or("", |_| "（单位已换算）");
        match judgement.verdict {
            Verdict::Higher => format!(
                "{own} {own_words}，比{reference}（{words}）高 {difference}{converted}{merit}。"
            ),
            Verdict::Lower => format!(
                "{own} {own_words}，比{reference}（{words}）低 {difference}{converted}{merit}。"
            ),
            Verdict::Equal => {
                format!("{own} {own_words}，与{reference}（{words}）持平{converted}。")
            }
            Verdict::OperatorOnly => {
                format!("{own} {own_words}，与{reference}（{words}）数值相同，仅符号不同{merit}。")
            }
            Verdict::Part => format!(
                "{own} {own_words}，分担{reference}总量（{words}）的一部分，{difference}{converted}。"
            ),
            Verdict::FollowsUpper => {
                format!("{own}“{own_words}”，没有自己的数值，随上级；{reference}为 {words}。")
            }
            Verdict::UpperUnquantified => {
                format!("{own} {own_words}；{reference}没有定量（{words}）。")
            }
            Verdict::ScopeDiffers => {
                format!("{own} {own_words}，{reference} {words}，口径不同：{reason}。")
            }
            Verdict::NotComparable => {
                format!("{own} {own_words}，{reference} {words}，不能按数值比较：{reason}。")
            }
            Verdict::SameInKind if own_words == words => {
                format!("{own}与{reference}都是“{own_words}”，定性一致。")
            }
            Verdict::SameInKind => format!("{own}“{own_words}”，{reference}“{words}”，定性一致。"),
            Verdict::DiffersInKind => {
                format!("{own}“{own_words}”，{reference}“{words}”，定性不同。")
            }
            Verdict::New | Verdict::NotSet | Verdict::UpperMissing => String::new(),
        }
    }

    fn english(&self, judgement: &Judgement, reason: &str) -> String {
        let Self {
            own,
            own_words,
            reference,
            words,
        } = self;
        let difference = difference(judgement, Language::English).unwrap_or_default();
        let merit = merit(judgement, Language::English);
        let converted = judgement.converted.map_or("", |_| " (units converted)");
        match judgement.verdict {
            Verdict::Higher => format!(
                "{own}: {own_words}, {difference} higher than {reference} ({words}){converted}{merit}."
            ),
            Verdict::Lower => format!(
                "{own}: {own_words}, {difference} lower than {reference} ({words}){converted}{merit}."
            ),
            Verdict::Equal => {
                format!("{own}: {own_words}, equal to {reference} ({words}){converted}.")
            }
            Verdict::OperatorOnly => format!(
                "{own}: {own_words}, the same number as {reference} ({words}) with another sign{merit}."
            ),
            Verdict::Part => format!(
                "{own}: {own_words}, a part of the total of {reference} ({words}), {difference}{converted}."
            ),
            Verdict::FollowsUpper => {
                format!("{own}: “{own_words}”, no number of its own; {reference} has {words}.")
            }
            Verdict::UpperUnquantified => {
                format!("{own}: {own_words}; {reference} sets no number ({words}).")
            }
            Verdict::ScopeDiffers => format!(
                "{own}: {own_words}, {reference}: {words}; they do not cover the same: {reason}."
            ),
            Verdict::NotComparable => format!(
                "{own}: {own_words}, {reference}: {words}; not comparable by number: {reason}."
            ),
            Verdict::SameInKind => {
                format!("{own}: “{own_words}”, {reference}: “{words}”; the same in kind.")
            }
            Verdict::DiffersInKind => {
                format!("{own}: “{own_words}”, {reference}: “{words}”; different in kind.")
            }
            Verdict::New | Verdict::NotSet | Verdict::UpperMissing => String::new(),
        }
    }
}

/// The sentence of an own row that a level above does not have.
pub fn new(context: &RenderContext<'_>, plan: PlanId, row: u32, level: &LevelAbove) -> String {
    let at = RowRef { plan, row };
    let own = context.catalog.plan(plan).region().name();
    let words = own_words(context, at);
    let targets = &context.catalog.row(at).targets;
    let in_kind = !targets
        .iter()
        .any(|target| target.target.kind.is_quantified());
    let language = context.config.language;
    let upper = plan_of(&level.region, language);
    match (language, in_kind) {
        (Language::Chinese, true) => format!("{own} {words}（定性），新增；{upper}未设这一指标。"),
        (Language::Chinese, false) => format!("{own} {words}，新增；{upper}未设这一指标。"),
        (Language::English, true) => {
            format!("{own}: {words} (without a number), new; {upper} has no such indicator.")
        }
        (Language::English, false) => {
            format!("{own}: {words}, new; {upper} has no such indicator.")
        }
    }
}

/// The sentence of an own row below a place whose plan the site does not hold.
pub fn upper_missing(
    context: &RenderContext<'_>,
    plan: PlanId,
    row: u32,
    level: &LevelAbove,
) -> String {
    let own = context.catalog.plan(plan);
    let words = own_words(context, RowRef { plan, row });
    match context.config.language {
        Language::Chinese => format!(
            "{} {words}；{}本站未收录。",
            own.region().name(),
            plan_of(&level.region, Language::Chinese)
        ),
        Language::English => format!(
            "{}: {words}; {} is not held by this site.",
            own.region().name(),
            plan_of(&level.region, Language::English)
        ),
    }
}

/// The sentence of a row above that no own row answers to.
pub fn not_set(context: &RenderContext<'_>, plan: PlanId, not_set: &NotSet) -> String {
    let own = context.catalog.plan(plan).region().name();
    let upper = context.catalog.plan(not_set.against.plan).region();
    let words = own_words(context, not_set.against);
    match context.config.language {
        Language::Chinese => format!(
            "{}为 {words}；{own}未设这一指标。",
            plan_of(upper, Language::Chinese)
        ),
        Language::English => format!(
            "{}: {words}; {own} has no such indicator.",
            plan_of(upper, Language::English)
        ),
    }
}

/// How far apart, or which share: `5 个百分点`, `占 10%`.
pub fn difference(judgement: &Judgement, language: Language) -> Option<String> {
    if let Some((low, high)) = judgement.share {
        let share = if low == high {
            format!("{low}%")
        } else {
            format!("{low}%—{high}%")
        };
        return Some(match language {
            Language::Chinese => format!("占 {share}"),
            Language::English => format!("{share} of it"),
        });
    }
    let value = judgement.difference?;
    Some(match (judgement.unit.as_deref(), language) {
        (None, _) => value.to_string(),
        (Some("百分点"), Language::Chinese) => format!("{value} 个百分点"),
        (Some("百分点"), Language::English) => format!("{value} percentage points"),
        (Some(unit), _) => format!("{value} {unit}"),
    })
}

fn merit(judgement: &Judgement, language: Language) -> &'static str {
    match (judgement.strictness, language) {
        (None, _) => "",
        (Some(Strictness::Stricter), Language::Chinese) => "，更严",
        (Some(Strictness::Looser), Language::Chinese) => "，更宽",
        (Some(Strictness::Stricter), Language::English) => ", stricter",
        (Some(Strictness::Looser), Language::English) => ", looser",
    }
}

/// Why two rows are not the same, or cannot be compared.
pub fn reason(
    context: &RenderContext<'_>,
    plan: PlanId,
    pair: &Pair,
    judgement: &Judgement,
) -> Option<String> {
    let language = context.config.language;
    let judged = judgement.reason.map(|reason| of_reason(reason, language));
    let graded = crosswalk_reason(context, plan, pair);
    match (judged, graded) {
        (Some(judged), Some(graded)) => Some(match language {
            Language::Chinese => format!("{judged}（{graded}）"),
            Language::English => format!("{judged} ({graded})"),
        }),
        (Some(judged), None) => Some(judged.to_owned()),
        (None, graded) => graded,
    }
}

const fn of_reason(reason: Reason, language: Language) -> &'static str {
    let (zh, en) = match reason {
        Reason::Broader => ("一方的范围更宽", "one of them covers more"),
        Reason::Narrower => ("一方的范围更窄", "one of them covers less"),
        Reason::Related => ("量的不是同一件事", "they do not measure the same thing"),
        Reason::Units => ("单位不同", "the units differ"),
        Reason::Kinds => (
            "一个是水平，一个是变化",
            "one is a level, the other a change",
        ),
        Reason::Territory => ("各地的本底不同", "each territory has its own level"),
        Reason::Totals => ("都是各自的总量", "both are totals of their own places"),
        Reason::Overlap => ("两个区间重叠", "the ranges overlap"),
        Reason::Direction => ("一升一降", "one rises, the other falls"),
        Reason::OwnUnquantified => ("本级没有数值", "the own row has no number"),
        Reason::UnitOnly => (
            "目标格里只有单位，没有数",
            "a target cell holds a unit and no number",
        ),
        Reason::Several => ("一格里有几个数", "a cell holds several values"),
        Reason::NothingPrinted => ("有一方没有印出数值", "one of them prints no value"),
        Reason::Horizon => ("时限不同", "they are for different times"),
        Reason::Basis => ("对比的基期不同", "the changes are against different states"),
        Reason::Side => (
            "一方是下限，一方是上限",
            "one is a lower bound, the other an upper one",
        ),
        Reason::Proviso => (
            "附带的范围或条件不同",
            "what they cover is restricted differently",
        ),
        Reason::Unread => (
            "有一方的数没有读出",
            "a number of one of them could not be read",
        ),
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// The crosswalk's own words about the two printed names.
fn crosswalk_reason(context: &RenderContext<'_>, plan: PlanId, pair: &Pair) -> Option<String> {
    if pair.grade == Grade::Same {
        return None;
    }
    let catalog = context.catalog;
    let indicator = catalog.indicator(pair.indicator);
    let own = RowRef {
        plan,
        row: pair.row,
    };
    let mut reasons: Vec<&str> = Vec::new();
    for row in [own, pair.against] {
        let name = Some(catalog.row_links(row).name);
        let id = catalog.plan(row.plan).id();
        let alias = indicator
            .document
            .also
            .iter()
            .zip(&indicator.also)
            .filter(|(_, printed)| **printed == name)
            .map(|(alias, _)| alias)
            .filter(|alias| {
                alias.plans.is_empty() || alias.plans.iter().any(|plan| *plan.value == *id)
            })
            .max_by_key(|alias| alias.plans.len());
        reasons.extend(alias.map(|alias| alias.reason.trim_end_matches('。')));
    }
    reasons.dedup();
    (!reasons.is_empty()).then(|| reasons.join("；"))
}

/// What a reader must know of either side.
fn doubts(context: &RenderContext<'_>, plan: PlanId, pair: &Pair) -> String {
    let catalog = context.catalog;
    let language = context.config.language;
    let mut doubts = Vec::new();
    let name = |side: &Plan| plan_of(side.region(), language);
    for row in [
        RowRef {
            plan,
            row: pair.row,
        },
        pair.against,
    ] {
        let side = catalog.plan(row.plan);
        if side.status() == PlanStatus::Consultation {
            let name = name(side);
            doubts.push(match language {
                Language::Chinese => format!("{name}为征求意见稿"),
                Language::English => format!("{name} is a consultation draft"),
            });
        }
        if side.verification(catalog.row(row)) != Verification::Transcribed {
            let name = name(side);
            doubts.push(match language {
                Language::Chinese => format!("{name}的数值待核"),
                Language::English => format!("the value in {name} is not verified"),
            });
        }
    }
    match (doubts.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Chinese) => format!("（{}。）", doubts.join("；")),
        (false, Language::English) => format!(" ({}.)", doubts.join("; ")),
    }
}

/// 国家规划, 江苏省规划.
fn plan_of(region: &Region, language: Language) -> String {
    match (region.level(), language) {
        (Level::Nation, Language::Chinese) => "国家规划".to_owned(),
        (Level::Nation, Language::English) => "the national plan".to_owned(),
        (_, Language::Chinese) => [region.name(), "规划"].concat(),
        (_, Language::English) => format!("the plan of {}", region.name()),
    }
}

/// The other side by its place, with its title where the place alone would not tell which plan.
fn reference_name(context: &RenderContext<'_>, plan: PlanId, pair: &Pair) -> String {
    let own = context.catalog.plan(plan);
    let other = context.catalog.plan(pair.against.plan);
    let title = &other.document.title.value;
    let language = context.config.language;
    let tells = pair.standing != Standing::SamePlace && own.topic == other.topic;
    match (tells, pair.standing, language) {
        (true, _, _) => plan_of(other.region(), language),
        (false, Standing::SamePlace, Language::Chinese) => format!("本地区《{title}》"),
        (false, Standing::SamePlace, Language::English) => format!("《{title}》 of the same place"),
        (false, _, _) => format!("《{title}》"),
    }
}

fn own_words(context: &RenderContext<'_>, row: RowRef) -> String {
    let words: Vec<Cow<'_, str>> = context
        .catalog
        .row(row)
        .targets
        .iter()
        .map(|target| quoted(&target.target))
        .collect();
    words.join("；")
}

/// The printed words with their unit, when a number stands there without it.
pub fn quoted(target: &Target) -> Cow<'_, str> {
    let printed = &target.printed;
    match &target.unit {
        Some(unit) if target.kind.is_quantified() && !has_unit(printed, unit.as_printed()) => {
            Cow::Owned(format!("{printed}{}", unit.as_printed()))
        }
        _ => Cow::Borrowed(printed),
    }
}

fn has_unit(printed: &str, unit: &str) -> bool {
    printed.contains(unit)
        || (matches!(unit, "%" | "％") && printed.contains(['%', '％', '成'])
            || printed.contains("百分"))
}

/// The typed form in words, when the printed ones are not plain.
pub fn reading(target: &Target, language: Language) -> Option<String> {
    let amount = target.amount()?;
    let unit = target.unit.as_ref().map_or("", |unit| unit.as_printed());
    let plain = is_plain(&target.printed, amount);
    if plain {
        return None;
    }
    let words = match language {
        Language::Chinese => amount_zh(amount, unit),
        Language::English => amount_en(amount, unit),
    };
    let total = matches!(target.kind, TargetKind::Cumulative(_));
    Some(match (total, language) {
        (true, Language::Chinese) => format!("累计{words}"),
        (true, Language::English) => format!("{words} in total"),
        (false, _) => words,
    })
}

/// Whether a reader sees the typed form in the printed words at once.
fn is_plain(printed: &str, amount: &Amount) -> bool {
    let odd = |c: char| matches!(c, '$' | '\\' | '〔' | '［' | '[') || ('０'..='９').contains(&c);
    let says_sign = match amount {
        Amount::Exact(_) | Amount::Range(..) => true,
        Amount::Bound(..) => {
            printed.contains(['≥', '≤', '＞', '＜', '>', '<'])
                || printed.contains('不')
                || printed.contains('上')
                || printed.contains('下')
                || printed.contains('内')
                || printed.contains('至')
                || printed.contains("超过")
                || printed.contains("低于")
                || printed.contains("高于")
        }
        Amount::About(_) => printed.contains(['约', '右', '近']),
    };
    says_sign && !printed.contains(odd)
}

fn amount_zh(amount: &Amount, unit: &str) -> String {
    match amount {
        Amount::Bound(Operator::AtLeast, value) => format!("至少 {value}{unit}"),
        Amount::Bound(Operator::MoreThan, value) => format!("超过 {value}{unit}"),
        Amount::Bound(Operator::AtMost, value) => format!("至多 {value}{unit}"),
        Amount::Bound(Operator::LessThan, value) => format!("低于 {value}{unit}"),
        Amount::Exact(value) => format!("{value}{unit}"),
        Amount::About(value) => format!("约 {value}{unit}"),
        Amount::Range(low, high) => format!("{low}—{high}{unit}"),
    }
}

fn amount_en(amount: &Amount, unit: &str) -> String {
    match amount {
        Amount::Bound(Operator::AtLeast, value) => format!("at least {value} {unit}"),
        Amount::Bound(Operator::MoreThan, value) => format!("more than {value} {unit}"),
        Amount::Bound(Operator::AtMost, value) => format!("at most {value} {unit}"),
        Amount::Bound(Operator::LessThan, value) => format!("less than {value} {unit}"),
        Amount::Exact(value) => format!("{value} {unit}"),
        Amount::About(value) => format!("about {value} {unit}"),
        Amount::Range(low, high) => format!("{low}–{high} {unit}"),
    }
}
