//! The desk as HTML: tables with captions, links into the pages, no script and no style of its own but
//! one sheet.

use std::fmt::Write as _;

use super::{Desk, MOST};
use duibiao_render::theme::escape_into;
use duibiao_syntax::diagnostic::{Language, Message};
use duibiao_syntax::review::SignState;

/// The style sheet of the desk.
pub const STYLE: &str = include_str!("desk.css");

/// Where the links of a desk lead.
pub struct Links<'a> {
    /// The root of the site, as an address that ends with `/`.
    pub root: &'a str,
    /// The address that opens a place of a file in the editor.
    pub editor: &'a dyn Fn(&str, usize, usize) -> Option<String>,
}

/// A page of the desk that says one thing.
pub fn plain(title: &str, text: &str, language: Language) -> String {
    let mut body = String::from("<h1>");
    escape_into(title, &mut body);
    body.push_str("</h1>\n<p>");
    escape_into(text, &mut body);
    body.push_str("</p>\n");
    framed(title, "../../", &body, language)
}

/// The page that explains a code; `html` is safe already.
pub fn explained(html: &str, language: Language) -> String {
    framed("duibiao", "../../../", html, language)
}

fn framed(title: &str, root: &str, body: &str, language: Language) -> String {
    let (tag, desk) = match language {
        Language::Chinese => ("zh-CN", "编辑台"),
        Language::English => ("en", "Desk"),
    };
    let mut head = String::new();
    escape_into(title, &mut head);
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{head}</title>\n\
         <link rel=\"stylesheet\" href=\"{root}_desk/desk.css\">\n</head>\n<body>\n<main>\n\
         <p><a href=\"{root}_desk/\">{desk}</a></p>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// The state of a page while it is rendered.
struct DeskPage<'a> {
    language: Language,
    links: &'a Links<'a>,
    html: String,
}

/// Draws a desk.
pub fn html(desk: &Desk, language: Language, links: &Links<'_>) -> String {
    let mut page = DeskPage {
        language,
        links,
        html: String::new(),
    };
    page.head(desk);
    page.files(desk);
    page.editors(desk);
    page.unverified(desk);
    page.withheld(desk);
    page.reviews(desk);
    page.stubs(desk);
    page.html.push_str("</main>\n</body>\n</html>\n");
    page.html
}

impl DeskPage<'_> {
    fn raw(&mut self, html: &str) -> &mut Self {
        self.html.push_str(html);
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        escape_into(text, &mut self.html);
        self
    }

    fn say(&mut self, zh: &str, en: &str) -> &mut Self {
        let text = match self.language {
            Language::Chinese => zh,
            Language::English => en,
        };
        escape_into(text, &mut self.html);
        self
    }

    fn message(&mut self, message: &Message) -> &mut Self {
        escape_into(message.in_language(self.language), &mut self.html);
        self
    }

    /// A link into the site.
    fn link(&mut self, address: &str, text: &str) -> &mut Self {
        let root = self.links.root;
        self.raw("<a href=\"").text(root).text(address).raw("\">");
        self.text(text).raw("</a>")
    }

    /// The place of a file, as a link into the editor when there is one.
    fn place(&mut self, path: &str, line: usize, column: usize) -> &mut Self {
        let mut shown = path.to_owned();
        if line > 0 {
            // Writing to a string cannot fail.
            let _ = write!(shown, ":{line}:{column}");
        }
        match (self.links.editor)(path, line.max(1), column.max(1)) {
            Some(address) => self
                .raw("<a href=\"")
                .text(&address)
                .raw("\"><code>")
                .text(&shown)
                .raw("</code></a>"),
            None => self.raw("<code>").text(&shown).raw("</code>"),
        }
    }

    fn head(&mut self, desk: &Desk) {
        let language = match self.language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        };
        let root = self.links.root;
        self.raw("<!doctype html>\n<html lang=\"")
            .raw(language)
            .raw("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
            .say("编辑台", "Desk")
            .raw(" - ")
            .text(&desk.title)
            .raw("</title>\n<link rel=\"stylesheet\" href=\"")
            .text(root)
            .raw("_desk/desk.css\">\n</head>\n<body>\n<main>\n<p><a href=\"")
            .text(root)
            .raw("\">")
            .text(&desk.title)
            .raw("</a></p>\n<h1>")
            .say("编辑台", "Desk")
            .raw("</h1>\n<p>")
            .say("按 ", "As of ")
            .text(&desk.day)
            .say(" 的网站；只在预览中可见。", "; seen in the preview only.")
            .raw(" <a href=\"")
            .text(root)
            .raw("_desk/changes/\">")
            .say("自上次发布以来的改动", "Changes since the last release")
            .raw("</a></p>\n");
        self.sums(desk);
    }

    /// What is to be done in numbers.
    fn sums(&mut self, desk: &Desk) {
        let count = |at: usize| desk.files.iter().map(|file| file.counts[at]).sum();
        let unsigned = desk.reviews.iter().filter(|line| !line.missing.is_empty());
        let sums: [(&str, &str, usize); 6] = [
            ("错误", "errors", count(0)),
            ("警告", "warnings", count(1)),
            ("提示", "notes", count(2)),
            ("待核数值", "unverified values", desk.unverified.len()),
            ("未公开的文件", "withheld", desk.withheld.len()),
            ("审校未完成", "reviews to finish", unsigned.count()),
        ];
        self.raw("<ul class=\"sums\">\n");
        for (zh, en, sum) in sums {
            self.raw("<li><strong>")
                .text(&sum.to_string())
                .raw("</strong> ")
                .say(zh, en)
                .raw("</li>\n");
        }
        self.raw("</ul>\n");
    }

    /// The beginning of a section; says so when there is nothing in it.
    fn section(&mut self, id: &str, (zh, en): (&str, &str), count: usize) -> bool {
        self.raw("<section aria-labelledby=\"")
            .raw(id)
            .raw("\">\n<h2 id=\"");
        self.raw(id).raw("\">").say(zh, en).raw("</h2>\n");
        if count == 0 {
            self.raw("<p class=\"none\">")
                .say("没有。", "None.")
                .raw("</p>\n");
        }
        count > 0
    }

    fn table(&mut self, (zh, en): (&str, &str), heads: &[(&str, &str)]) {
        self.raw("<div class=\"table\" tabindex=\"0\"><table>\n<caption>");
        self.say(zh, en).raw("</caption>\n<thead><tr>");
        for (zh, en) in heads {
            self.raw("<th scope=\"col\">").say(zh, en).raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
    }

    fn end_table(&mut self, count: usize) {
        self.raw("</tbody></table></div>\n");
        if count > MOST {
            let rest = (count - MOST).to_string();
            self.raw("<p>").say("另有 ", "And ").text(&rest);
            self.say(" 项。", " more.").raw("</p>\n");
        }
    }

    fn end_section(&mut self) {
        self.raw("</section>\n");
    }

    fn counts(&mut self, counts: [usize; 3]) {
        for count in counts {
            self.raw("<td class=\"number\">")
                .text(&count.to_string())
                .raw("</td>");
        }
    }

    fn files(&mut self, desk: &Desk) {
        if self.section(
            "files",
            ("问题（按文件）", "Problems by file"),
            desk.files.len(),
        ) {
            self.table(
                (
                    "有问题的文件，严重的在前",
                    "Files with problems, the gravest first",
                ),
                &[
                    ("文件", "file"),
                    ("责任编辑", "editor"),
                    ("错误", "errors"),
                    ("警告", "warnings"),
                    ("提示", "notes"),
                    ("最要紧的一处", "the gravest"),
                ],
            );
            for file in desk.files.iter().take(MOST) {
                let (code, message, line, column) = &file.first;
                self.raw("<tr><th scope=\"row\">")
                    .place(&file.path, *line, *column);
                if file.is_behind {
                    self.raw(" <span class=\"behind\">");
                    self.say("页面停在改动之前", "the page shows an earlier state");
                    self.raw("</span>");
                }
                self.raw("</th><td>")
                    .text(file.editor.as_deref().unwrap_or("—"))
                    .raw("</td>");
                self.counts(file.counts);
                self.raw("<td>");
                self.link(&format!("_desk/codes/{code}/"), code);
                self.raw(" ").message(message).raw("</td></tr>\n");
            }
            self.end_table(desk.files.len());
        }
        self.end_section();
    }

    fn editors(&mut self, desk: &Desk) {
        let named = desk.editors.iter().any(|line| line.editor.is_some());
        if !named {
            return;
        }
        self.section("editors", ("问题（按责任编辑）", "Problems by editor"), 1);
        self.table(
            ("每位编辑要处理的问题", "What each editor has to mend"),
            &[
                ("责任编辑", "editor"),
                ("文件", "files"),
                ("错误", "errors"),
                ("警告", "warnings"),
                ("提示", "notes"),
            ],
        );
        for line in desk.editors.iter().take(MOST) {
            self.raw("<tr><th scope=\"row\">");
            match &line.editor {
                Some(name) => self.text(name),
                None => self.say("未写明", "not named"),
            };
            self.raw("</th><td class=\"number\">")
                .text(&line.files.to_string())
                .raw("</td>");
            self.counts(line.counts);
            self.raw("</tr>\n");
        }
        self.end_table(desk.editors.len());
        self.end_section();
    }

    fn unverified(&mut self, desk: &Desk) {
        let all = &desk.unverified;
        if self.section("unverified", ("待核的数值", "Unverified values"), all.len()) {
            self.table(
                (
                    "没有与原文核对过的指标行",
                    "Rows that were not checked against the original",
                ),
                &[
                    ("规划", "plan"),
                    ("指标行", "row"),
                    ("来源", "read in"),
                    ("责任编辑", "editor"),
                ],
            );
            for cell in all.iter().take(MOST) {
                self.raw("<tr><td>")
                    .text(&cell.plan)
                    .raw("</td><th scope=\"row\">");
                self.link(&cell.address, &cell.row).raw("</th><td>");
                match cell.verification {
                    "reported" => self.say("转引", "another text"),
                    _ => self.say("记忆", "no text"),
                };
                self.raw("</td><td>")
                    .text(cell.editor.as_deref().unwrap_or("—"));
                self.raw("</td></tr>\n");
            }
            self.end_table(all.len());
        }
        self.end_section();
    }

    fn withheld(&mut self, desk: &Desk) {
        let all = &desk.withheld;
        if self.section(
            "withheld",
            ("草稿和未到日期的文件", "Drafts and what comes later"),
            all.len(),
        ) {
            self.table(
                ("公众看不到的文件", "What the public does not see"),
                &[("文件", "file"), ("标题", "title"), ("原因", "why")],
            );
            for document in all.iter().take(MOST) {
                self.raw("<tr><th scope=\"row\">")
                    .place(&document.path, 0, 0);
                self.raw("</th><td>");
                match &document.address {
                    Some(address) => self.link(address, &document.title),
                    None => self.text(&document.title),
                };
                self.raw("</td><td>")
                    .message(&document.reason)
                    .raw("</td></tr>\n");
            }
            self.end_table(all.len());
        }
        self.end_section();
    }

    fn reviews(&mut self, desk: &Desk) {
        if desk.reviews.is_empty() {
            return;
        }
        self.section("reviews", ("审校", "Review"), desk.reviews.len());
        let mut heads = vec![("文件", "file")];
        heads.extend(desk.steps.iter().map(|step| (step.as_str(), step.as_str())));
        heads.push(("还缺什么", "what is missing"));
        self.table(("三审三校", "Steps of the review"), &heads);
        for line in desk.reviews.iter().take(MOST) {
            self.raw("<tr><th scope=\"row\">")
                .place(&line.path, 0, 0)
                .raw("</th>");
            for state in &line.states {
                self.raw("<td>");
                match state {
                    SignState::Signed => self.say("✓ 已签", "✓ signed"),
                    SignState::Future => self.say("日期未到", "dated later"),
                    SignState::Outdated => self.say("内容已改", "text changed"),
                    SignState::Missing => self.say("—", "—"),
                };
                self.raw("</td>");
            }
            self.raw("<td>");
            for missing in &line.missing {
                self.raw("<p>").message(missing).raw("</p>");
            }
            self.raw("</td></tr>\n");
        }
        self.end_table(desk.reviews.len());
        self.end_section();
    }

    fn stubs(&mut self, desk: &Desk) {
        let all = &desk.stubs;
        if self.section(
            "stubs",
            ("引用最多的未收录文件", "Cited most and not held"),
            all.len(),
        ) {
            self.table(
                (
                    "引用了而本站没有的文件",
                    "Documents that are cited and not held",
                ),
                &[("文件", "document"), ("引用次数", "cited")],
            );
            for stub in all.iter().take(MOST) {
                self.raw("<tr><th scope=\"row\">")
                    .link(&stub.address, &stub.title);
                self.raw("</th><td class=\"number\">")
                    .text(&stub.cited.to_string());
                self.raw("</td></tr>\n");
            }
            self.end_table(all.len());
        }
        self.end_section();
    }
}
