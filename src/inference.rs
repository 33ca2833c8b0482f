//! What a new project can know without asking: title, kind, address, language and publisher, each with
//! the reason for it.
//!
//! What was seen comes in as values ([`Seen`]); looking at folders, the environment and git is for the
//! caller. A guess is made only where a wrong one would be noticed at once or does no harm: who
//! publishes a site is never taken from the name of a person.

use duibiao_syntax::diagnostic::{Language, Message};

mod address;
mod documents;

pub use documents::ExistingDocuments;

/// What was seen around a new project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The name of its folder.
    pub folder: String,
    /// The text of a README in it, if there is one.
    pub readme: Option<String>,
    /// The locale, e.g. `zh_CN.UTF-8`, of the first variable that names one.
    pub locale: Option<String>,
    /// The text of a file `CNAME`, as page hosts have it.
    pub cname: Option<String>,
    /// The address of the git remote `origin`.
    pub remote: Option<String>,
    /// `user.name` of git.
    pub user: Option<String>,
    /// The names of the files in the folder, paths with `/` below it.
    pub files: Vec<String>,
}

/// A value and why it was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess<T> {
    /// What was chosen.
    pub value: T,
    /// Why.
    pub reason: Message,
}

impl<T> Guess<T> {
    fn new(value: T, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            value,
            reason: Message::new(zh, en),
        }
    }
}

/// Who runs a site, as `duibiao.toml` has it.
pub type SiteKind = duibiao_syntax::config::SiteKind;

/// The settings of a new project. What could not be known is left to the starter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The name of the site.
    pub title: Option<Guess<String>>,
    /// Who runs it.
    pub kind: Guess<SiteKind>,
    /// Its public address.
    pub base_url: Option<Guess<String>>,
    /// The language of the interface.
    pub language: Guess<Language>,
    /// Who publishes it.
    pub publisher: Option<Guess<String>>,
    /// Documents that lie there already.
    pub found: ExistingDocuments,
}

/// What a new project can be, from what was seen.
pub fn propose(seen: &Seen) -> Proposal {
    let base_url = address::base_url(seen.cname.as_deref(), seen.remote.as_deref());
    Proposal {
        title: title(seen),
        kind: kind(base_url.as_ref()),
        language: language(seen.locale.as_deref()),
        publisher: publisher(seen),
        found: documents::found(&seen.files),
        base_url,
    }
}

/// The longest name that fits the head of a page.
const LONGEST_TITLE: usize = 60;

/// The heading of the README, else the name of the folder when it is a name and no habit.
fn title(seen: &Seen) -> Option<Guess<String>> {
    let heading = seen.readme.as_deref().and_then(heading);
    if let Some(heading) = heading {
        return Some(Guess::new(
            heading,
            "README 的标题",
            "the heading of the README",
        ));
    }
    let name = seen.folder.trim();
    let is_habit = [
        "website", "site", "www", "web", "public", "new", "test", "tmp", "temp", "project",
    ];
    let is_name = is_title(name)
        && !name.starts_with('.')
        && !is_habit.contains(&name.to_ascii_lowercase().as_str());
    let title = name.replace(['-', '_'], " ");
    is_name.then(|| {
        Guess::new(
            title,
            format!("文件夹的名字 {name}"),
            format!("the name of the folder, {name}"),
        )
    })
}

/// The first heading of a Markdown text, without its marks.
fn heading(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{FEFF}');
    let line = text
        .lines()
        .take(50)
        .find_map(|line| line.strip_prefix("# "))?;
    let plain: String = line.chars().filter(|c| !"*`#".contains(*c)).collect();
    let plain = plain.trim();
    let has_markup = plain.contains(['<', '[', '!']);
    (is_title(plain) && !has_markup).then(|| plain.to_owned())
}

fn is_title(text: &str) -> bool {
    let length = text.chars().count();
    (2..=LONGEST_TITLE).contains(&length)
        && text.chars().any(char::is_alphabetic)
        && !text.chars().any(char::is_control)
}

/// A government where the address is one of its domain; research otherwise, which claims less.
fn kind(base_url: Option<&Guess<String>>) -> Guess<SiteKind> {
    match base_url.filter(|url| address::is_government(&url.value)) {
        Some(url) => Guess::new(
            SiteKind::Government,
            format!("{} 在 .gov.cn 之下", url.value),
            format!("{} is below .gov.cn", url.value),
        ),
        None => Guess::new(
            SiteKind::Research,
            "没有看到 .gov.cn 的网址；政府网站请改为 government",
            "no address below .gov.cn was seen; write government for a government's site",
        ),
    }
}

fn language(locale: Option<&str>) -> Guess<Language> {
    let locale = locale.unwrap_or_default();
    let plain = locale.split(['.', '@']).next().unwrap_or_default();
    if plain.to_ascii_lowercase().starts_with("en") {
        return Guess::new(
            Language::English,
            format!("系统的语言是 {plain}"),
            format!("the locale is {plain}"),
        );
    }
    Guess::new(
        Language::Chinese,
        "规划是中文的，系统的语言不是英文",
        "plans are Chinese and the locale is not English",
    )
}

/// The user of git, only where the name is that of an office or an organisation.
fn publisher(seen: &Seen) -> Option<Guess<String>> {
    const OFFICES: [&str; 19] = [
        "人民政府",
        "委员会",
        "办公室",
        "办公厅",
        "局",
        "厅",
        "研究院",
        "研究所",
        "研究中心",
        "中心",
        "大学",
        "学院",
        "学会",
        "协会",
        "基金会",
        "编辑部",
        "图书馆",
        "出版社",
        "公司",
    ];
    let name = seen.user.as_deref()?.trim();
    let is_office = is_title(name)
        && name.chars().count() >= 4
        && OFFICES.iter().any(|office| name.ends_with(office));
    is_office.then(|| {
        Guess::new(
            name.to_owned(),
            "git 的 user.name 是一个单位",
            "user.name of git is the name of an office",
        )
    })
}

impl Proposal {
    /// The lines of `duibiao.toml` for what is known, in the order of the starter, each with its reason
    /// as a comment above it.
    pub fn settings(&self) -> String {
        let kind = match self.kind.value {
            SiteKind::Government => "government",
            SiteKind::Research => "research",
        };
        let language = self.language.value.tag();
        let lines = [
            (
                "title",
                self.title
                    .as_ref()
                    .map(|guess| (guess.value.as_str(), &guess.reason)),
            ),
            ("kind", Some((kind, &self.kind.reason))),
            (
                "base_url",
                self.base_url
                    .as_ref()
                    .map(|guess| (guess.value.as_str(), &guess.reason)),
            ),
            ("language", Some((language, &self.language.reason))),
            (
                "publisher",
                self.publisher
                    .as_ref()
                    .map(|guess| (guess.value.as_str(), &guess.reason)),
            ),
        ];
        lines
            .into_iter()
            .filter_map(|(key, line)| line.map(|(value, reason)| (key, value, reason)))
            .flat_map(|(key, value, reason)| {
                let comment = format!("# {}\n", one_line(&reason.zh));
                [comment, format!("{key} = {}\n", quoted(value))]
            })
            .collect()
    }
}

fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn quoted(text: &str) -> String {
    let plain = one_line(text);
    format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests;
