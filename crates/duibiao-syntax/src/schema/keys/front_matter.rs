//! The keys that several kinds of documents share, and those of topics, pages and references.

use super::{SchemaKey, Shape};
use crate::schema::words::Set;

/// A key that may be left out.
pub(super) const fn key(
    names: (&'static str, &'static str),
    shape: Shape,
    example: &'static str,
    zh: &'static str,
    en: &'static str,
) -> SchemaKey {
    SchemaKey {
        name: names.0,
        alias: names.1,
        zh,
        en,
        shape,
        required: false,
        example,
    }
}

/// The same key, where it must be there.
pub(super) const fn required(key: SchemaKey) -> SchemaKey {
    SchemaKey {
        required: true,
        ..key
    }
}

pub(super) const DRAFT: SchemaKey = key(
    ("draft", "草稿"),
    Shape::Flag,
    "true",
    "还不公开：预览里加标记显示，生成的网站里没有它。",
    "Not for the public yet: marked in a preview, and in no site.",
);
pub(super) const EDITOR: SchemaKey = key(
    ("editor", "责任编辑"),
    Shape::Text,
    "张示例",
    "谁负责这份文件；只在编辑台显示，不公开。",
    "Who answers for the file; shown on the desk only.",
);
pub(super) const REVIEW: SchemaKey = key(
    ("review", "审校"),
    Shape::Maps(&[
        required(key(
            ("step", "环节"),
            Shape::Text,
            "初审",
            "哪一个环节：初审、复审、终审、一校、二校、三校，或 duibiao.toml 里规定的。",
            "Which step, one of those that duibiao.toml asks for.",
        )),
        required(key(
            ("by", "人员"),
            Shape::Text,
            "张示例",
            "谁签的。",
            "Who signed.",
        )),
        required(key(
            ("on", "日期"),
            Shape::Date,
            "2026-11-22",
            "哪一天签的。",
            "When.",
        )),
        key(
            ("of", "指纹"),
            Shape::Text,
            "0123456789abcdef",
            "签的是哪一稿：编辑台给出的指纹；以后改动了文字，签字就失效。",
            "The fingerprint of what was signed, as the desk shows it; the sign is void once the words change.",
        ),
    ]),
    "",
    "三审三校的签字；不公开。",
    "The signs of the review; not published.",
);

pub(super) const ID: SchemaKey = key(
    ("id", "编号"),
    Shape::Id,
    "sample-rate",
    "编号，写进网址；不写时就是文件名。只用小写英文字母、数字和单个连字符。",
    "The id, part of the address; the file name when left out. Lower-case letters, digits and single hyphens.",
);
pub(super) const TITLE: SchemaKey = key(
    ("title", "标题"),
    Shape::Text,
    "示例市“十五五”公共阅读规划",
    "标题，与原文一致。",
    "The title, as the original prints it.",
);
pub(super) const NAME_EN: SchemaKey = key(
    ("name_en", "英文名称"),
    Shape::Text,
    "Share of residents with a reader card",
    "英文名称，用于英文界面。",
    "The English name, for the English interface.",
);
pub(super) const TOPIC_KEY: SchemaKey = key(
    ("topic", "领域"),
    Shape::Id,
    "public-reading",
    "领域：content/topics/ 里的编号，与所在文件夹同名。",
    "The topic: an id of content/topics/, the same as the folder of the file.",
);
pub(super) const REGION: SchemaKey = key(
    ("region", "行政区"),
    Shape::Region,
    "460100",
    "行政区划代码，GB/T 2260 的六位数字，加英文双引号；全国是 \"100000\"。",
    "The region: six digits of GB/T 2260 in quotes; the nation is \"100000\".",
);
pub(super) const ZONE: SchemaKey = key(
    ("zone", "功能区"),
    Shape::Map(&[
        required(key(
            ("id", "编号"),
            Shape::Id,
            "east-bay",
            "功能区的编号，写进网址。",
            "The id of the zone, part of the address.",
        )),
        required(key(
            ("name", "名称"),
            Shape::Text,
            "东湾新区",
            "功能区的名称。",
            "The name of the zone.",
        )),
    ]),
    "",
    "没有行政区划代码的功能区；region 写所在地的代码。",
    "A zone without a code of its own; `region` is the code of the place it lies in.",
);
pub(super) const PERIOD: SchemaKey = key(
    ("period", "规划期"),
    Shape::Period,
    "2026-2030",
    "规划期：起止年份，中间一个连字符。",
    "The planning period: first and last year with a hyphen.",
);
pub(super) const DOC_NO: SchemaKey = key(
    ("doc_no", "发文字号"),
    Shape::Text,
    "示文〔2026〕8号",
    "发文字号，与原文一致；不知道就不写。",
    "The document number as printed; left out when not known.",
);
pub(super) const ISSUERS: SchemaKey = key(
    ("issuers", "发文机关"),
    Shape::Texts,
    "示例市文化局",
    "发文机关，按原文的次序。",
    "The issuing offices in the printed order.",
);
pub(super) const PUBLISHED: SchemaKey = key(
    ("published", "发布日期"),
    Shape::Moment,
    "2026-03-30 09:00",
    "发布日期，可以带时间。",
    "The day of publication, with or without the time.",
);
pub(super) const REPLACES: SchemaKey = key(
    ("replaces", "替代"),
    Shape::Text,
    "460100-2026-draft",
    "被这一版替代的版本：它的文件名，不带 .md。",
    "The version that this one takes the place of: its file name without .md.",
);
pub(super) const SOURCE: SchemaKey = key(
    ("source", "来源"),
    Shape::Map(&[
        key(
            ("url", "网址"),
            Shape::Url,
            "https://example.org/plan.html",
            "原文的网址，以 https:// 或 http:// 开头。",
            "The address of the original.",
        ),
        key(
            ("title", "标题"),
            Shape::Text,
            "示例市人民政府网站",
            "原文所在网页的标题。",
            "The title of what was read.",
        ),
        key(
            ("seen", "查阅日期"),
            Shape::Date,
            "2026-11-22",
            "查阅的日期。",
            "The day it was seen.",
        ),
        key(
            ("note", "说明"),
            Shape::Text,
            "政府网站附件",
            "关于来源的说明。",
            "More about the source.",
        ),
    ]),
    "",
    "在哪里读到原文。",
    "Where the text was read.",
);

/// Keys of a topic.
pub(super) const TOPIC: &[SchemaKey] = &[ID, required(TITLE), NAME_EN];

/// Keys of a page.
pub(super) const PAGE: &[SchemaKey] = &[ID, required(TITLE), DRAFT, EDITOR, REVIEW];

/// Keys of a law or document that is cited.
pub(super) const REFERENCE: &[SchemaKey] = &[
    ID,
    required(TITLE),
    required(key(
        ("kind", "类别"),
        Shape::OneOf(Set::ReferenceKind),
        "law",
        "是哪一类文件。",
        "What kind of document it is.",
    )),
    key(
        ("also", "又作"),
        Shape::Texts,
        "示例法",
        "引用它时用的其他标题。",
        "Other titles under which it is cited.",
    ),
    DOC_NO,
    ISSUERS,
    key(
        ("issued", "印发日期"),
        Shape::Date,
        "2025-06-01",
        "印发日期。",
        "When it was issued.",
    ),
    PUBLISHED,
    SOURCE,
    REGION,
    ZONE,
    key(
        ("topic", "领域"),
        Shape::Text,
        "public-reading",
        "本站没有收录的规划：它的领域。行政区、领域、规划期三者要写就都写。",
        "For a plan that is not held: its topic. Region, topic and period go together.",
    ),
    PERIOD,
    REPLACES,
    DRAFT,
];
