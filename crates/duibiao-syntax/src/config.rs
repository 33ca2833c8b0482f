//! The settings of a site: `duibiao.toml` as plain values.
//!
//! Every finding about the file is collected, with its place, and a [`Config`] comes back however bad
//! the file is. Nothing is looked up on the disk here: whether the theme or the page of a navigation
//! entry exists is found out by the stages that hold them, for which those two keep their spans.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{self, Checked, Code, Diagnostic, Language, nearest};
use crate::source::Source;
use crate::span::{SourceId, Span, Spanned};

use address::{normal_base_url, normal_folder};

mod address;
#[cfg(test)]
mod tests;

/// The name of the file, at the project root.
pub const FILE_NAME: &str = "duibiao.toml";

/// The settings of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The name of the site, as it stands on every page.
    pub title: String,
    /// Who runs the site, which decides the official marks and the metadata.
    pub kind: SiteKind,
    /// The public address of the site: http or https, ends with `/`, no query.
    pub base_url: String,
    /// The language of the interface. Plans stay in theirs.
    pub language: Language,
    /// The name of the theme; a folder of `themes/` or the built-in `default`.
    pub theme: Spanned<String>,
    /// One sentence about the site, for search engines.
    pub description: Option<String>,
    /// Who publishes the site.
    pub publisher: Option<String>,
    /// Under what terms the data may be used.
    pub license: Option<String>,
    /// How to reach those who run the site.
    pub contact: Option<String>,
    /// The output folder: relative to the project, `/` between the parts, no `..`.
    pub output: String,
    /// What stands at the foot of every page.
    pub footer: Footer,
    /// Entries that are added to the navigation, in order.
    pub nav: Vec<NavEntry>,
    /// What has to be signed before a release.
    pub review: ReviewRules,
    /// Addresses that have moved or are gone, as written.
    pub redirects: Vec<RedirectEntry>,
}

/// Who runs a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiteKind {
    /// A government that publishes its plans.
    Government,
    /// Anybody who studies them.
    Research,
}

/// The marks at the foot of a page. Each is printed only when it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footer {
    /// 主办单位, the office that hosts the site.
    pub host: Option<String>,
    /// 联系方式, how to reach it.
    pub contact: Option<String>,
    /// 政府网站标识码, the ten digits of the government site register.
    pub site_id_code: Option<String>,
    /// ICP 备案号, the number of the internet filing.
    pub icp: Option<String>,
    /// 公安备案号 as printed, e.g. 京公网安备11010502000000号.
    pub police: Option<String>,
    /// The digits of the police filing, for the link to its register.
    pub police_code: Option<String>,
    /// 政府网站找错, the address where readers report a mistake.
    pub error_report: Option<String>,
}

/// An entry of the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavEntry {
    /// The words to click.
    pub title: String,
    /// The page it leads to, as written. Whether it exists is known only with the routes.
    pub page: Spanned<String>,
}

/// 三审三校: what has to be signed before a plan or a page is released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRules {
    /// Whether a release needs the signs.
    pub required: bool,
    /// The steps, in order.
    pub steps: Vec<String>,
}

impl Default for ReviewRules {
    fn default() -> Self {
        let steps = ["初审", "复审", "终审", "一校", "二校", "三校"];
        Self {
            required: false,
            steps: steps.map(str::to_owned).to_vec(),
        }
    }
}

/// What became of an address that was published once, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectEntry {
    /// The address, possibly with an anchor.
    pub from: Spanned<String>,
    /// Where it is now.
    pub to: Option<Spanned<String>>,
    /// Why it is no more.
    pub gone: Option<Spanned<String>>,
}

/// The settings of a project whose `duibiao.toml` is missing, so that later stages have something to
/// work with. Nothing is published with them: a missing file is an error.
impl Default for Config {
    fn default() -> Self {
        let nowhere = Span::new(SourceId(0), 0..0);
        Self {
            title: String::new(),
            kind: SiteKind::Research,
            base_url: "http://localhost/".to_owned(),
            language: Language::Chinese,
            theme: Spanned::new("default".to_owned(), nowhere),
            description: None,
            publisher: None,
            license: None,
            contact: None,
            output: "output".to_owned(),
            footer: Footer::default(),
            nav: Vec::new(),
            review: ReviewRules::default(),
            redirects: Vec::new(),
        }
    }
}

/// Reads the text of `duibiao.toml`. A value that is missing or not allowed is reported and replaced by
/// that of [`Config::default`].
pub fn parse(source: &Source) -> Checked<Config> {
    let mut reader = ConfigReader {
        source,
        found: Vec::new(),
    };
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    let complete = errors.is_empty();
    reader.syntax_errors(&errors);
    let config = reader.config(document.get_ref(), complete);
    diagnostic::sort(&mut reader.found);
    Checked::new(config, reader.found)
}

const KEYS: &[&str] = &[
    "title",
    "kind",
    "base_url",
    "language",
    "theme",
    "description",
    "publisher",
    "license",
    "contact",
    "output",
    "footer",
    "nav",
    "review",
    "redirect",
];
const FOOTER_KEYS: &[&str] = &[
    "host",
    "contact",
    "site_id_code",
    "icp",
    "police",
    "police_code",
    "error_report",
];
const NAV_KEYS: &[&str] = &["title", "page"];
const REVIEW_KEYS: &[&str] = &["required", "steps"];
const REDIRECT_KEYS: &[&str] = &["from", "to", "gone"];

/// A text that was read, in place.
type SpannedText = Spanned<String>;

/// Collects the findings while the tables are taken apart.
struct ConfigReader<'s> {
    source: &'s Source,
    found: Vec<Diagnostic>,
}

impl ConfigReader<'_> {
    fn config(&mut self, table: &DeTable<'_>, complete: bool) -> Config {
        self.unknown_keys(table, KEYS, "");
        let fallback = Config::default();
        let title = self.text(table, "title");
        let kind = self.text(table, "kind");
        let base_url = self.text(table, "base_url");
        // A broken line may be the very one that holds the key: say only what is sure.
        if complete {
            self.required(table, "title", title.as_ref(), "title = \"…\"");
            self.required(table, "kind", kind.as_ref(), "kind = \"government\"");
            self.required(
                table,
                "base_url",
                base_url.as_ref(),
                "base_url = \"https://…/\"",
            );
        }
        Config {
            title: title.map_or(fallback.title, |title| title.value),
            kind: kind
                .and_then(|kind| self.kind(&kind))
                .unwrap_or(fallback.kind),
            base_url: base_url
                .and_then(|url| self.base_url(&url))
                .unwrap_or(fallback.base_url),
            language: self.language(table).unwrap_or(fallback.language),
            theme: self.theme(table).unwrap_or_else(|| self.default_theme()),
            description: self.words(table, "description"),
            publisher: self.words(table, "publisher"),
            license: self.words(table, "license"),
            contact: self.words(table, "contact"),
            output: self.output(table).unwrap_or(fallback.output),
            footer: self.footer(table),
            nav: self.nav(table),
            review: self.review(table),
            redirects: self.redirects(table),
        }
    }

    fn kind(&mut self, written: &SpannedText) -> Option<SiteKind> {
        match written.value.as_str() {
            "government" => Some(SiteKind::Government),
            "research" => Some(SiteKind::Research),
            _ => {
                self.not_one_of("kind", written, &["government", "research"]);
                None
            }
        }
    }

    fn language(&mut self, table: &DeTable<'_>) -> Option<Language> {
        let written = self.text(table, "language")?;
        match written.value.as_str() {
            "zh-CN" => Some(Language::Chinese),
            "en" => Some(Language::English),
            _ => {
                self.not_one_of("language", &written, &["zh-CN", "en"]);
                None
            }
        }
    }

    fn base_url(&mut self, written: &SpannedText) -> Option<String> {
        let url = normal_base_url(&written.value);
        if url.is_none() {
            self.found.push(
                Diagnostic::new(
                    Code::ConfigInvalid,
                    format!("base_url “{}” 不是网站的地址", written.value),
                    format!("base_url {:?} is not the address of a site", written.value),
                )
                .at(written.span)
                .help(
                    "写成 https://example.gov.cn/ 或 https://example.gov.cn/plans/：只用 ASCII 字符（中文域名写 xn-- 形式），不带 ? 和 #",
                    "write it like https://example.gov.cn/ or https://example.gov.cn/plans/: ASCII only (xn-- for Chinese domains), no ? and no #",
                ),
            );
        }
        url
    }

    fn theme(&mut self, table: &DeTable<'_>) -> Option<SpannedText> {
        let written = self.text(table, "theme")?;
        if written.value.starts_with('.') || written.value.contains(['/', '\\', ':']) {
            self.found.push(
                Diagnostic::new(
                    Code::ConfigInvalid,
                    format!("主题名 “{}” 不能是路径", written.value),
                    format!("the theme name {:?} must not be a path", written.value),
                )
                .at(written.span)
                .help(
                    "写 themes/ 下的文件夹名，例如 theme = \"default\"",
                    "name a folder of themes/, e.g. theme = \"default\"",
                ),
            );
            return None;
        }
        Some(written)
    }

    fn default_theme(&self) -> SpannedText {
        Spanned::new("default".to_owned(), self.source.span(0..0))
    }

    fn output(&mut self, table: &DeTable<'_>) -> Option<String> {
        let written = self.text(table, "output")?;
        let folder = normal_folder(&written.value);
        if folder.is_none() {
            self.found.push(
                Diagnostic::new(
                    Code::ConfigInvalid,
                    format!("output “{}” 不是项目内的文件夹", written.value),
                    format!("output {:?} is not a folder inside the project", written.value),
                )
                .at(written.span)
                .help(
                    "写相对路径，不用 ..，也不要放在 content/、themes/、src/ 里，例如 output = \"output\"",
                    "write a relative path without .., outside content/, themes/ and src/, e.g. output = \"output\"",
                ),
            );
        }
        folder
    }

    fn footer(&mut self, table: &DeTable<'_>) -> Footer {
        let Some(value) = get(table, "footer") else {
            return Footer::default();
        };
        let DeValue::Table(footer) = value.get_ref() else {
            self.wrong_type(
                "footer",
                value,
                (
                    "一个表，写在 [footer] 之下",
                    "a table, written below [footer]",
                ),
            );
            return Footer::default();
        };
        self.unknown_keys(footer, FOOTER_KEYS, "footer.");
        Footer {
            host: self.words(footer, "host"),
            contact: self.words(footer, "contact"),
            site_id_code: self.words(footer, "site_id_code"),
            icp: self.words(footer, "icp"),
            police: self.words(footer, "police"),
            police_code: self.words(footer, "police_code"),
            error_report: self.words(footer, "error_report"),
        }
    }

    fn nav(&mut self, table: &DeTable<'_>) -> Vec<NavEntry> {
        const SHAPE: (&str, &str) = (
            "一组表，每个写作 { title = \"…\", page = \"…\" }",
            "a list of tables, each written { title = \"…\", page = \"…\" }",
        );
        self.tables(table, "nav", SHAPE, Self::nav_entry)
    }

    fn redirects(&mut self, table: &DeTable<'_>) -> Vec<RedirectEntry> {
        const SHAPE: (&str, &str) = (
            "一组表，每个写在 [[redirect]] 之下",
            "a list of tables, each written below [[redirect]]",
        );
        self.tables(table, "redirect", SHAPE, Self::redirect)
    }

    /// The tables of a list, each read by `one`.
    fn tables<T>(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        shape: (&str, &str),
        one: fn(&mut Self, &DeTable<'_>, Range<usize>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = get(table, key) else {
            return Vec::new();
        };
        let DeValue::Array(entries) = value.get_ref() else {
            self.wrong_type(key, value, shape);
            return Vec::new();
        };
        let mut all = Vec::new();
        for entry in entries {
            match entry.get_ref() {
                DeValue::Table(fields) => all.extend(one(self, fields, entry.span())),
                _ => self.wrong_type(key, entry, shape),
            }
        }
        all
    }

    /// A redirect has `from` and either `to` or `gone`.
    fn redirect(&mut self, fields: &DeTable<'_>, place: Range<usize>) -> Option<RedirectEntry> {
        self.unknown_keys(fields, REDIRECT_KEYS, "redirect.");
        let from = self.text(fields, "from");
        let (to, gone) = (self.text(fields, "to"), self.text(fields, "gone"));
        match from {
            Some(from) if to.is_some() != gone.is_some() => Some(RedirectEntry { from, to, gone }),
            _ => {
                self.found.push(
                    Diagnostic::new(
                        Code::ConfigInvalid,
                        "重定向要有 from，以及 to 和 gone 中的一个",
                        "a redirect needs `from` and one of `to` and `gone`",
                    )
                    .at(self.source.span(place))
                    .help(
                        "from = \"旧地址/\"，to = \"新地址/\"；撤下的写 gone = \"原因\"",
                        "from = \"old/\" and to = \"new/\", or gone = \"why it was withdrawn\"",
                    ),
                );
                None
            }
        }
    }

    fn review(&mut self, table: &DeTable<'_>) -> ReviewRules {
        let rules = ReviewRules::default();
        let Some(value) = get(table, "review") else {
            return rules;
        };
        let DeValue::Table(fields) = value.get_ref() else {
            let shape = (
                "一个表，写在 [review] 之下",
                "a table, written below [review]",
            );
            self.wrong_type("review", value, shape);
            return rules;
        };
        self.unknown_keys(fields, REVIEW_KEYS, "review.");
        ReviewRules {
            required: self.flag(fields, "required"),
            steps: self.steps(fields).unwrap_or(rules.steps),
        }
    }

    /// A switch that is off unless it is on.
    fn flag(&mut self, table: &DeTable<'_>, key: &str) -> bool {
        match get(table, key).map(|value| (value, value.get_ref())) {
            None => false,
            Some((_, DeValue::Boolean(flag))) => *flag,
            Some((value, _)) => {
                self.wrong_type(key, value, ("true 或 false", "true or false"));
                false
            }
        }
    }

    fn steps(&mut self, table: &DeTable<'_>) -> Option<Vec<String>> {
        let value = get(table, "steps")?;
        let texts = match value.get_ref() {
            DeValue::Array(entries) => entries
                .iter()
                .map(|entry| match entry.get_ref() {
                    DeValue::String(text) => Some(text.trim().to_owned()),
                    _ => None,
                })
                .collect::<Option<Vec<String>>>(),
            _ => None,
        };
        let texts = texts.filter(|texts| !texts.is_empty());
        if texts.is_none() {
            let shape = (
                "一组文本，例如 [\"初审\", \"终审\"]",
                "a list of texts, e.g. [\"初审\", \"终审\"]",
            );
            self.wrong_type("steps", value, shape);
        }
        texts
    }

    fn nav_entry(&mut self, fields: &DeTable<'_>, place: Range<usize>) -> Option<NavEntry> {
        self.unknown_keys(fields, NAV_KEYS, "nav.");
        let (title, page) = (self.text(fields, "title"), self.text(fields, "page"));
        if let (Some(title), Some(page)) = (title, page) {
            return Some(NavEntry {
                title: title.value,
                page,
            });
        }
        self.found.push(
            Diagnostic::new(
                Code::ConfigInvalid,
                "导航项要有 title 和 page",
                "a navigation entry needs a title and a page",
            )
            .at(self.source.span(place))
            .help(
                "写成 { title = \"关于\", page = \"about\" }",
                "write { title = \"About\", page = \"about\" }",
            ),
        );
        None
    }

    /// An optional text without its place.
    fn words(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        self.text(table, key).map(|text| text.value)
    }

    /// A text with its place. An empty one counts as left out: it is how a form is left blank.
    fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<SpannedText> {
        let value = get(table, key)?;
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(
                key,
                value,
                ("文本，写在引号里", "a text in quotation marks"),
            );
            return None;
        };
        let text = text.trim();
        (!text.is_empty()).then(|| Spanned::new(text.to_owned(), self.source.span(value.span())))
    }

    fn required(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        text: Option<&SpannedText>,
        example: &str,
    ) {
        let written = get(table, key);
        let wrong_type = written.is_some_and(|value| !value.get_ref().is_str());
        if text.is_some() || wrong_type {
            return;
        }
        let place = written.map_or(0..0, toml::Spanned::span);
        self.found.push(
            Diagnostic::new(
                Code::ConfigInvalid,
                format!("{FILE_NAME} 缺少 {key}"),
                format!("{FILE_NAME} has no {key}"),
            )
            .at(self.source.span(place))
            .help(
                format!("加上一行 {example}"),
                format!("add the line {example}"),
            ),
        );
    }

    fn unknown_keys(&mut self, table: &DeTable<'_>, known: &[&str], prefix: &str) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let diagnostic = Diagnostic::new(
                Code::ConfigUnknownKey,
                format!("没有 {prefix}{name} 这个设置"),
                format!("there is no setting {prefix}{name}"),
            )
            .at(self.source.span(key.span()));
            self.found.push(suggest(diagnostic, name, known));
        }
    }

    fn not_one_of(&mut self, key: &str, written: &SpannedText, allowed: &[&str]) {
        let diagnostic = Diagnostic::new(
            Code::ConfigInvalid,
            format!("{key} 不能是 “{}”", written.value),
            format!("{key} cannot be {:?}", written.value),
        )
        .at(written.span);
        self.found
            .push(suggest(diagnostic, &written.value, allowed));
    }

    fn wrong_type(&mut self, key: &str, value: &toml::Spanned<DeValue<'_>>, wanted: (&str, &str)) {
        let (zh, en) = (wanted.0, wanted.1);
        self.found.push(
            Diagnostic::new(
                Code::ConfigInvalid,
                format!("{key} 应当是{zh}"),
                format!("{key} must be {en}"),
            )
            .at(self.source.span(value.span()))
            .help(
                format!("把 {key} 改写成{zh}"),
                format!("write {key} as {en}"),
            ),
        );
    }

    fn syntax_errors(&mut self, errors: &[toml::de::Error]) {
        for error in errors {
            let place = error.span().unwrap_or(0..0);
            self.found.push(
                Diagnostic::new(
                    Code::ConfigInvalid,
                    format!("{FILE_NAME} 不是有效的 TOML：{}", error.message()),
                    format!("{FILE_NAME} is not valid TOML: {}", error.message()),
                )
                .at(self.source.span(place))
                .help(
                    "每行写作 键 = \"值\"，文本放在引号里",
                    "write each line as key = \"value\", texts in quotation marks",
                ),
            );
        }
    }
}

/// Adds the likely words to a finding about a wrong one, or all allowed ones when none is near.
fn suggest(diagnostic: Diagnostic, written: &str, allowed: &[&str]) -> Diagnostic {
    let near = nearest(written, allowed.iter().copied());
    if near.is_empty() {
        let all = allowed.join(", ");
        diagnostic.help(format!("可以写的有：{all}"), format!("allowed: {all}"))
    } else {
        let near = near.join(", ");
        diagnostic.help(
            format!("是否要写 {near}？"),
            format!("did you mean {near}?"),
        )
    }
}

fn get<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t toml::Spanned<DeValue<'i>>> {
    let mut entries = table.iter();
    entries
        .find(|(name, _)| name.get_ref() == key)
        .map(|(_, value)| value)
}
