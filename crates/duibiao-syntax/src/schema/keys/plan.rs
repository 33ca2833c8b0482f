//! The keys of a plan.

use super::front_matter::{
    DOC_NO, DRAFT, EDITOR, ID, ISSUERS, PERIOD, PUBLISHED, REGION, REPLACES, REVIEW, SOURCE, TITLE,
    TOPIC_KEY, ZONE, key, required,
};
use super::{SchemaKey, Shape};
use crate::schema::words::Set;

/// The id of a plan begins with its region and first year.
const PLAN_ID: SchemaKey = SchemaKey {
    example: "460100-2026",
    ..ID
};
/// Keys of a plan.
pub(super) const PLAN: &[SchemaKey] = &[
    PLAN_ID,
    required(TITLE),
    required(REGION),
    ZONE,
    required(TOPIC_KEY),
    required(PERIOD),
    required(key(
        ("status", "有效性"),
        Shape::OneOf(Set::Status),
        "in-force",
        "有效性；draft 不公开。",
        "The legal state; a draft is not published.",
    )),
    required(key(
        ("text", "正文"),
        Shape::OneOf(Set::Text),
        "full",
        "正文是原文、摘要，还是只有指标表。",
        "Whether the body is the official words, a summary or only the table.",
    )),
    required(key(
        ("verification", "核验"),
        Shape::OneOf(Set::Verification),
        "transcribed",
        "数值是在哪里读到的；后两种在网页上显示为待核。",
        "Where the values were read; the last two are marked on the page.",
    )),
    DOC_NO,
    key(
        ("index_no", "索引号"),
        Shape::Text,
        "000000000/2026-00001",
        "信息公开的索引号。",
        "The index number of the disclosure.",
    ),
    ISSUERS,
    key(
        ("written", "成文日期"),
        Shape::Date,
        "2026-03-28",
        "成文日期。",
        "The day it was signed.",
    ),
    PUBLISHED,
    key(
        ("effective", "实施日期"),
        Shape::Date,
        "2026-05-01",
        "实施日期。",
        "The day it takes effect.",
    ),
    key(
        ("repealed", "废止日期"),
        Shape::Date,
        "2031-01-01",
        "废止或失效的日期。",
        "The day it was repealed or expired.",
    ),
    key(
        ("openness", "公开方式"),
        Shape::Text,
        "主动公开",
        "公开方式；依申请公开、不予公开的文件不能发布。",
        "How open it is; only 主动公开 may be published.",
    ),
    key(
        ("keywords", "主题词"),
        Shape::Texts,
        "公共阅读",
        "主题词。",
        "Key words.",
    ),
    key(
        ("abstract", "内容概述"),
        Shape::Text,
        "到2030年建成覆盖城乡的公共阅读服务网络。",
        "内容概述，一两句话。",
        "What it says, in a sentence or two.",
    ),
    SOURCE,
    key(
        ("implements", "落实"),
        Shape::Texts,
        "《示例省“十五五”公共阅读规划》",
        "它说明要落实的上级规划，写书名号里的全名。",
        "Titles of the plans above that it names.",
    ),
    REPLACES,
    key(
        ("changes", "更新记录"),
        Shape::Maps(&[
            required(key(
                ("date", "日期"),
                Shape::Date,
                "2027-05-01",
                "日期。",
                "The day.",
            )),
            required(key(
                ("note", "说明"),
                Shape::Text,
                "更正专栏2的一处错字。",
                "改了什么。",
                "What changed.",
            )),
        ]),
        "",
        "网页的更新记录。",
        "The history of the page.",
    ),
    key(
        ("attachments", "附件"),
        Shape::Maps(&[
            required(key(
                ("file", "文件"),
                Shape::Text,
                "460100-2026.pdf",
                "文件名，放在这份规划旁边。",
                "The file, beside the plan.",
            )),
            key(
                ("title", "标题"),
                Shape::Text,
                "规划全文（PDF）",
                "它是什么。",
                "What it is.",
            ),
        ]),
        "",
        "供下载的文件。",
        "Files for download.",
    ),
    key(
        ("proof", "核对"),
        Shape::Map(PROOF),
        "",
        "与原件逐格核对的记录，由 duibiao import --verify --record 写入，不要手改。",
        "The record of a proof against the original, written by duibiao import --verify --record.",
    ),
    key(
        ("note", "编者说明"),
        Shape::Text,
        "示例数据，均为编造。",
        "编者说明，显示在网页上。",
        "A remark of the editors, shown on the page.",
    ),
    DRAFT,
    key(
        ("consultation", "征求意见期"),
        Shape::Map(CONSULTATION),
        "",
        "公众可以提意见的日期；只用于征求意见稿。",
        "When the public may comment; for consultation drafts only.",
    ),
    EDITOR,
    REVIEW,
];

const PROOF: &[SchemaKey] = &[
    required(key(
        ("original", "原件"),
        Shape::Text,
        "原件.docx",
        "原件的文件名。",
        "The file name of the original.",
    )),
    required(key(
        ("hash", "散列"),
        Shape::Text,
        "0123456789abcdef",
        "原件的散列值。",
        "The hash of the original.",
    )),
    required(key(
        ("on", "日期"),
        Shape::Date,
        "2026-11-22",
        "核对的日期。",
        "When it was proved.",
    )),
    required(key(
        ("cells", "单元格"),
        Shape::Count,
        "14/14",
        "核对到的单元格数和总数。",
        "Cells found, and all.",
    )),
    required(key(
        ("fingerprint", "指纹"),
        Shape::Text,
        "0123456789abcdef",
        "核对时指标行和承诺的指纹。",
        "The fingerprint of rows and promises at that time.",
    )),
];

const CONSULTATION: &[SchemaKey] = &[
    required(key(
        ("opens", "开始"),
        Shape::Date,
        "2026-03-01",
        "第一天；这一天之前网站不显示这份文件。",
        "The first day; the site does not show the file before it.",
    )),
    required(key(
        ("closes", "截止"),
        Shape::Date,
        "2026-03-31",
        "最后一天。",
        "The last day.",
    )),
    key(
        ("respond", "反馈方式"),
        Shape::Text,
        "意见寄至示例市文化局。",
        "怎样提意见，与公告一致。",
        "How to comment, as the notice says.",
    ),
];
