//! The keys of `duibiao.toml`.

use super::{SchemaKey, Shape};
use crate::schema::words::Set;

const fn key(
    name: &'static str,
    shape: Shape,
    example: &'static str,
    zh: &'static str,
    en: &'static str,
) -> SchemaKey {
    SchemaKey {
        name,
        alias: "",
        zh,
        en,
        shape,
        required: false,
        example,
    }
}

const fn required(key: SchemaKey) -> SchemaKey {
    SchemaKey {
        required: true,
        ..key
    }
}

/// The keys at the top of `duibiao.toml`.
pub const CONFIG: &[SchemaKey] = &[
    required(key(
        "title",
        Shape::Quoted,
        "示例市规划对照",
        "网站的名称，显示在每一页。",
        "The name of the site, on every page.",
    )),
    required(key(
        "kind",
        Shape::OneOf(Set::SiteKind),
        "government",
        "谁办的网站。",
        "Who runs the site.",
    )),
    required(key(
        "base_url",
        Shape::SiteUrl,
        "https://example.gov.cn/plans/",
        "网站发布后的地址。",
        "The public address of the site.",
    )),
    key(
        "language",
        Shape::OneOf(Set::Language),
        "zh-CN",
        "界面的语言；规划本身用原来的语言。",
        "The language of the interface; plans stay in theirs.",
    ),
    key(
        "theme",
        Shape::ThemeName,
        "default",
        "主题：themes/ 下的文件夹名，或自带的 default。",
        "The theme: a folder of themes/, or the built-in default.",
    ),
    key(
        "description",
        Shape::Quoted,
        "全市各区的规划指标，逐项对照。",
        "一句话介绍网站，给搜索引擎用。",
        "One sentence about the site, for search engines.",
    ),
    key(
        "publisher",
        Shape::Quoted,
        "示例市发展研究中心",
        "由谁发布。",
        "Who publishes the site.",
    ),
    key(
        "license",
        Shape::Quoted,
        "CC BY 4.0",
        "数据可以怎样使用。",
        "The terms under which the data may be used.",
    ),
    key(
        "contact",
        Shape::Quoted,
        "plans@example.org",
        "怎样联系办网站的人。",
        "How to reach those who run the site.",
    ),
    key(
        "output",
        Shape::Folder,
        "output",
        "生成的网站放在哪个文件夹（在项目内）。",
        "The output folder, inside the project.",
    ),
    key(
        "footer",
        Shape::Map(FOOTER),
        "",
        "页脚的标识；有才显示。",
        "The marks at the foot of every page; each only when it is there.",
    ),
    key(
        "nav",
        Shape::Maps(NAV),
        "",
        "导航里增加的项目。",
        "Entries that are added to the navigation.",
    ),
    key(
        "review",
        Shape::Map(REVIEW),
        "",
        "三审三校：发布前要有哪些签字。",
        "What has to be signed before a release.",
    ),
    key(
        "redirect",
        Shape::Maps(REDIRECT),
        "",
        "发布过而后移动或撤下的地址，每个写在一个 [[redirect]] 之下。",
        "Addresses that have moved or are gone, each below [[redirect]].",
    ),
];

/// The keys of `[review]`.
pub const REVIEW: &[SchemaKey] = &[
    key(
        "required",
        Shape::Switch,
        "true",
        "没有签全的规划和网页不能发布。",
        "Plans and pages that are not signed cannot be released.",
    ),
    key(
        "steps",
        Shape::List,
        "初审",
        "要签的环节，按次序。",
        "The steps to sign, in order.",
    ),
];

/// The keys of a redirect.
pub const REDIRECT: &[SchemaKey] = &[
    required(key(
        "from",
        Shape::Quoted,
        "plans/public-reading/460100-2026/",
        "发布过的地址，从网站的根开始写，可以带 #。",
        "The released address from the root of the site, with or without an anchor.",
    )),
    key(
        "to",
        Shape::Quoted,
        "plans/public-reading/460200-2026/",
        "现在的地址；to 和 gone 写一个。",
        "Where it is now; either this or `gone`.",
    ),
    key(
        "gone",
        Shape::Quoted,
        "规划已废止，页面撤下。",
        "撤下的原因，显示在原来的地址上。",
        "Why it was withdrawn, shown at the old address.",
    ),
];

/// The keys of `[footer]`.
pub const FOOTER: &[SchemaKey] = &[
    key(
        "host",
        Shape::Quoted,
        "示例市人民政府办公室",
        "主办单位。",
        "The office that hosts the site.",
    ),
    key(
        "contact",
        Shape::Quoted,
        "0000-00000000",
        "联系方式。",
        "How to reach it.",
    ),
    key(
        "site_id_code",
        Shape::Quoted,
        "0000000000",
        "政府网站标识码，十位数字。",
        "The ten digits of the government site register.",
    ),
    key(
        "icp",
        Shape::Quoted,
        "示ICP备00000000号",
        "ICP 备案号。",
        "The number of the ICP filing.",
    ),
    key(
        "police",
        Shape::Quoted,
        "示公网安备00000000000000号",
        "公安备案号，照原样。",
        "The police filing as printed.",
    ),
    key(
        "police_code",
        Shape::Quoted,
        "00000000000000",
        "公安备案号里的数字，用于链接。",
        "The digits of the police filing, for the link.",
    ),
    key(
        "error_report",
        Shape::Quoted,
        "https://example.org/report",
        "“政府网站找错”的地址。",
        "Where readers report a mistake.",
    ),
];

/// The keys of an entry of `nav`.
pub const NAV: &[SchemaKey] = &[
    required(key(
        "title",
        Shape::Quoted,
        "关于本站",
        "显示的文字。",
        "The words to click.",
    )),
    required(key(
        "page",
        Shape::Quoted,
        "about",
        "通向哪一页：content/pages/ 里的编号。",
        "The page: an id of content/pages/.",
    )),
];
