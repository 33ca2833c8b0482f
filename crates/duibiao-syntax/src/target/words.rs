//! The words of the grammar and what each of them says. The longest word that fits counts, so 提高到
//! (a level) is never 提高 (a change), and 不超过 never 超过.

use super::{Direction, Operator};

/// Lines of a meaning and the words that have it, with spaces between the words.
pub(super) type MeaningWords<T> = &'static [(T, &'static str)];

/// What a word before a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeadingWord {
    /// It weakens the promise.
    Hedge,
    /// It says that the value is reached, held or made, which the number says as well.
    Plain,
    /// The same of a value that is moved; 增加到2倍 says of what, and not how much.
    Moved,
    /// On which side of the number, or that it is only near.
    Bound(Bound),
    /// Near; but before a number of years it means “the last … years”.
    Nearly,
    /// A change, not a level.
    Direction(Direction),
    /// A total over the period.
    Cumulative,
    /// Per year.
    Average,
}

/// How a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Side(Operator),
    About,
}

const AT_LEAST: Bound = Bound::Side(Operator::AtLeast);
const MORE_THAN: Bound = Bound::Side(Operator::MoreThan);
const AT_MOST: Bound = Bound::Side(Operator::AtMost);
const LESS_THAN: Bound = Bound::Side(Operator::LessThan);

/// What may stand before a number, in any order. 控制在 alone says at, not at most: that takes 以内.
pub(super) const BEFORE: MeaningWords<LeadingWord> = &[
    (LeadingWord::Hedge, HEDGES),
    (
        LeadingWord::Plain,
        "= 达到 达 为 实现 确保 整体达到 总体达到 全部达到 均达到 建成 建设 创建 培育 打造 评选",
    ),
    (
        LeadingWord::Plain,
        "培训 培养 改造 新建 改建 扩建 完成 覆盖率 覆盖率达 覆盖率达到 达标率 达标率达 达标率达到",
    ),
    (
        LeadingWord::Moved,
        "提高到 提高至 提升到 提升至 上升到 上升至 升至 扩大到 扩大至",
    ),
    (
        LeadingWord::Moved,
        "增加到 增加至 增长到 增长至 增到 增至 缩短到 缩短至",
    ),
    (
        LeadingWord::Moved,
        "降到 降至 降低到 降低至 下降到 下降至 减少到 减少至 减至",
    ),
    (
        LeadingWord::Plain,
        "保持 保持在 稳定在 维持 维持在 控制在 控制到",
    ),
    (
        LeadingWord::Cumulative,
        "累计 累计达到 五年累计 5年累计 期内累计",
    ),
    (LeadingWord::Average, "年均 年平均 每年 平均每年"),
    (LeadingWord::Bound(AT_LEAST), AT_LEAST_WORDS),
    (LeadingWord::Bound(MORE_THAN), MORE_THAN_WORDS),
    (LeadingWord::Bound(AT_MOST), AT_MOST_WORDS),
    (LeadingWord::Bound(LESS_THAN), LESS_THAN_WORDS),
    (LeadingWord::Bound(Bound::About), "≈ 约 大约 约为"),
    (LeadingWord::Nearly, "近 将近"),
    (
        LeadingWord::Direction(Direction::Fall),
        "下降 下降率 降低 降低率 减少 削减 压减 缩减 缩短 降幅",
    ),
    (
        LeadingWord::Direction(Direction::Rise),
        "增加 新增 净增 净增加 增长 增长率 增速 增幅 提高 提升 上升",
    ),
];

/// The words that bind a target to a number or to another's result. 不少于 and its like include it,
/// 超过 and its like do not (Civil Code, art. 1259).
pub(super) const SIDES: MeaningWords<Operator> = &[
    (Operator::AtLeast, AT_LEAST_WORDS),
    (Operator::MoreThan, MORE_THAN_WORDS),
    (Operator::AtMost, AT_MOST_WORDS),
    (Operator::LessThan, LESS_THAN_WORDS),
];

/// The words that weaken a promise.
pub(super) const HEDGES: &str = "力争 力争实现 争取 努力 努力实现 预计 预期 争创 原则上 基本";
const AT_LEAST_WORDS: &str =
    "≥ >= => 大于等于 大于或等于 不少于 不得少于 不低于 不得低于 不小于 至少 最少";
const MORE_THAN_WORDS: &str = "> 超过 突破 超 高于 大于 多于";
const AT_MOST_WORDS: &str =
    "≤ <= =< 小于等于 小于或等于 不超过 不得超过 不高于 不得高于 不大于 不多于 不突破 至多 最多";
const LESS_THAN_WORDS: &str = "< 低于 小于 少于 不足 不满 未满 不到";

/// What may stand between a direction and its amount: 下降了20%, 下降幅度达到20%.
pub(super) const AFTER_DIRECTION: MeaningWords<()> = &[((), "了 幅度")];

/// What may stand after a number and its unit (Civil Code, art. 1259: 以上、以下、以内 include the
/// number, 以外 does not).
pub(super) const AFTER: MeaningWords<Bound> = &[
    (AT_LEAST, "+ 以上 及以上 或以上 (含)以上 以上(含)"),
    (
        AT_MOST,
        "以下 及以下 或以下 (含)以下 以下(含) 以内 (含)以内 以内(含) 之内",
    ),
    (MORE_THAN, "以外"),
    (Bound::About, "左右 上下"),
];
