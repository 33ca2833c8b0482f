//! The closed sets of words: which there are, what each means, and which Chinese words mean exactly
//! the same.
//!
//! The words themselves come from the tables of [`crate::document`]; only the explanations are here.
//! A Chinese word stands in the table only when it can mean nothing else in that place, since a repair
//! puts the English word there without asking.

use crate::document::{
    Better, Grade, IndicatorMeasure, PlanStatus, ReferenceKind, TextKind, Verification,
};

/// A closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Set {
    /// The legal state of a plan.
    Status,
    /// What a body is.
    Text,
    /// Where values were read.
    Verification,
    /// Which direction is stricter.
    Better,
    /// What kind of quantity.
    Measure,
    /// How near a printed name is.
    Grade,
    /// What kind of document a reference is.
    ReferenceKind,
    /// Who runs the site.
    SiteKind,
    /// The language of the interface.
    Language,
}

/// One word of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What is written.
    pub id: &'static str,
    /// Chinese words that mean exactly this.
    pub chinese: &'static [&'static str],
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

impl Set {
    /// All sets.
    pub const ALL: [Self; 9] = [
        Self::Status,
        Self::Text,
        Self::Verification,
        Self::Better,
        Self::Measure,
        Self::Grade,
        Self::ReferenceKind,
        Self::SiteKind,
        Self::Language,
    ];

    /// The words that may be written, in the order of the set.
    pub fn ids(self) -> Vec<&'static str> {
        fn second<T>(table: &[(T, &'static str)]) -> Vec<&'static str> {
            table.iter().map(|(_, word)| *word).collect()
        }
        match self {
            Self::Status => second(&PlanStatus::ALL),
            Self::Text => second(&TextKind::ALL),
            Self::Verification => second(&Verification::ALL),
            Self::Better => second(&Better::ALL),
            Self::Measure => second(&IndicatorMeasure::ALL),
            Self::Grade => second(&Grade::ALL),
            Self::ReferenceKind => second(&ReferenceKind::ALL),
            Self::SiteKind => vec!["government", "research"],
            Self::Language => vec!["zh-CN", "en"],
        }
    }

    /// What the words mean.
    pub const fn words(self) -> &'static [Word] {
        match self {
            Self::Status => STATUS,
            Self::Text => TEXT,
            Self::Verification => VERIFICATION,
            Self::Better => BETTER,
            Self::Measure => MEASURE,
            Self::Grade => GRADE,
            Self::ReferenceKind => REFERENCE_KIND,
            Self::SiteKind => SITE_KIND,
            Self::Language => LANGUAGE,
        }
    }

    /// The word that `written` means beyond doubt: itself in other letters or with other joints, or a
    /// Chinese word for exactly the same.
    pub fn meant(self, written: &str) -> Option<&'static str> {
        let plain: String = written
            .trim()
            .chars()
            .map(|c| match c {
                '_' | ' ' => '-',
                c => c.to_ascii_lowercase(),
            })
            .collect();
        let same = |word: &&str| word.to_ascii_lowercase() == plain;
        self.ids().into_iter().find(same).or_else(|| {
            let word = self
                .words()
                .iter()
                .find(|word| word.chinese.contains(&written.trim()))?;
            Some(word.id)
        })
    }
}

const fn word(
    id: &'static str,
    chinese: &'static [&'static str],
    zh: &'static str,
    en: &'static str,
) -> Word {
    Word {
        id,
        chinese,
        zh,
        en,
    }
}

const STATUS: &[Word] = &[
    word(
        "draft",
        &["内部草稿", "草稿"],
        "内部草稿，不公开",
        "not for the public",
    ),
    word(
        "consultation",
        &["征求意见稿"],
        "征求意见稿：公开，有标记，默认不参加对照",
        "open for comments: shown with a mark, kept out of default comparisons",
    ),
    word(
        "not-yet-in-force",
        &["尚未生效"],
        "尚未生效",
        "published, not yet in force",
    ),
    word("in-force", &["现行有效"], "现行有效", "in force"),
    word("amended", &["已修改"], "已修改", "amended"),
    word("repealed", &["已废止", "废止"], "已废止", "repealed"),
    word("expired", &["已失效", "失效"], "已失效", "expired"),
];

const TEXT: &[Word] = &[
    word("full", &["全文"], "全文：正文是原文", "the official words"),
    word(
        "digest",
        &["摘要"],
        "摘要：正文是本站的概述",
        "a summary in the site's own words",
    ),
    word(
        "none",
        &["仅指标表"],
        "只收录指标表",
        "only the table is held",
    ),
];

const VERIFICATION: &[Word] = &[
    word(
        "transcribed",
        &["抄自原文", "原文"],
        "抄自原文",
        "read in the original",
    ),
    word(
        "reported",
        &["转引"],
        "转引自别的文字，显示为待核",
        "read in another text, marked as not verified",
    ),
    word(
        "recalled",
        &["凭一般了解", "记忆"],
        "没有见到文字依据，显示为待核",
        "from general knowledge, marked as not verified",
    ),
];

const BETTER: &[Word] = &[
    word(
        "higher",
        &["越高越严"],
        "数值高的要求更严",
        "higher is stricter",
    ),
    word(
        "lower",
        &["越低越严"],
        "数值低的要求更严",
        "lower is stricter",
    ),
    word(
        "neither",
        &["不评宽严"],
        "高低不说明宽严",
        "says nothing about merit",
    ),
];

const MEASURE: &[Word] = &[
    word(
        "rate",
        &["比率"],
        "比率、人均、增速：各地可以直接对照",
        "a ratio, a growth, a figure per head: the same yardstick everywhere",
    ),
    word(
        "level",
        &["水平"],
        "与地域有关的水平：只列出，不排高下",
        "a level of its territory: shown, not ranked",
    ),
    word(
        "total",
        &["总量"],
        "总量：下级是上级的一部分",
        "a count or an amount: a lower level's figure is a part of the upper one",
    ),
];

const GRADE: &[Word] = &[
    word("same", &["同名"], "同名", "the same name"),
    word(
        "wording",
        &["同义"],
        "换了说法的同一个量",
        "the same quantity in other words",
    ),
    word(
        "broader",
        &["范围较宽"],
        "印的范围较宽",
        "the printed row covers more",
    ),
    word(
        "narrower",
        &["范围较窄"],
        "印的范围较窄",
        "the printed row covers less",
    ),
    word(
        "related",
        &["相关"],
        "相关，但不是一个量",
        "another measure of a neighbouring thing",
    ),
];

const REFERENCE_KIND: &[Word] = &[
    word("law", &["法律"], "法律", "a law"),
    word(
        "regulation",
        &["法规", "规章", "法规规章"],
        "法规、规章",
        "a regulation",
    ),
    word(
        "plan",
        &["规划"],
        "规划：已知存在，本站没有收录",
        "a plan that is not held",
    ),
    word("policy", &["政策文件"], "政策文件", "a policy document"),
    word("standard", &["标准"], "标准", "a standard"),
    word("other", &["其他"], "其他", "anything else"),
];

const SITE_KIND: &[Word] = &[
    word(
        "government",
        &["政府", "政府网站"],
        "政府网站公开规划",
        "a government that publishes its plans",
    ),
    word(
        "research",
        &["研究"],
        "研究者比较规划",
        "anybody who studies them",
    ),
];

const LANGUAGE: &[Word] = &[
    word(
        "zh-CN",
        &["中文", "简体中文"],
        "简体中文",
        "simplified Chinese",
    ),
    word("en", &["英文", "英语"], "英文", "English"),
];
