//! The desk as HTML: tables with captions, links into the pages, no script and no style of its own but
//! one sheet.

use super::{Desk, MOST};
use duibiao_render::html::{Html, HtmlWriter};
use duibiao_syntax::diagnostic::Language;
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
    let mut html = begun(title, "../../", language);
    back(&mut html, "../../_desk/", ("编辑台", "Desk"))
        .element("<h1", title, "</h1>\n")
        .element("<p", text, "</p>\n");
    ended(html)
}

/// The page that explains a code.
pub fn explained(explanation: &Html, language: Language) -> String {
    let mut html = begun("duibiao", "../../../", language);
    back(&mut html, "../../../_desk/", ("编辑台", "Desk")).html(explanation);
    ended(html)
}

/// A page up to the beginning of its `main`. `root` is as in [`Links`].
fn begun(title: &str, root: &str, language: Language) -> HtmlWriter<Language> {
    let mut html = HtmlWriter::new(language, 0);
    html.open("<!doctype html>\n<html")
        .attr("lang", language.tag())
        .raw("\n<head>\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .element("<title", title, "</title>\n")
        .open("<link rel=\"stylesheet\"")
        .attr_of("href", &[root, "_desk/desk.css"])
        .raw("\n</head>\n<body>\n<main>\n");
    html
}

/// The link to the page above.
fn back<'w>(
    html: &'w mut HtmlWriter<Language>,
    address: &str,
    (zh, en): (&str, &str),
) -> &'w mut HtmlWriter<Language> {
    html.open("<p><a")
        .attr("href", address)
        .say(zh, en)
        .raw("</a></p>\n")
}

fn ended(mut html: HtmlWriter<Language>) -> String {
    html.raw("</main>\n</body>\n</html>\n");
    html.finish().into_string()
}

/// The state of a page while it is rendered.
struct DeskPage<'a> {
    links: &'a Links<'a>,
    html: HtmlWriter<Language>,
}

/// Draws a desk.
pub fn html(desk: &Desk, language: Language, links: &Links<'_>) -> String {
    let name = match language {
        Language::Chinese => "编辑台",
        Language::English => "Desk",
    };
    let title = format!("{name} - {}", desk.title);
    let mut page = DeskPage {
        links,
        html: begun(&title, links.root, language),
    };
    page.head(desk);
    page.files(desk);
    page.editors(desk);
    page.unverified(desk);
    page.withheld(desk);
    page.reviews(desk);
    page.stubs(desk);
    ended(page.html)
}

impl DeskPage<'_> {
    fn raw(&mut self, markup: &'static str) -> &mut HtmlWriter<Language> {
        self.html.raw(markup)
    }

    /// A link into the site.
    fn link(&mut self, address: &str, text: &str) -> &mut HtmlWriter<Language> {
        self.html
            .open("<a")
            .attr_of("href", &[self.links.root, address])
            .text(text)
            .raw("</a>")
    }

    /// The place of a file, as a link into the editor when there is one.
    fn place(&mut self, path: &str, line: usize, column: usize) -> &mut HtmlWriter<Language> {
        let shown = if line > 0 {
            format!("{path}:{line}:{column}")
        } else {
            path.to_owned()
        };
        match (self.links.editor)(path, line.max(1), column.max(1)) {
            Some(address) => {
                self.html
                    .open("<a")
                    .attr("href", &address)
                    .element("<code", &shown, "</code></a>")
            }
            None => self.html.element("<code", &shown, "</code>"),
        }
    }

    fn head(&mut self, desk: &Desk) {
        let root = self.links.root;
        back(&mut self.html, root, (&desk.title, &desk.title))
            .raw("<h1>")
            .say("编辑台", "Desk")
            .raw("</h1>\n<p>")
            .say("按 ", "As of ")
            .text(&desk.day)
            .say(" 的网站；只在预览中可见。", "; seen in the preview only.")
            .open(" <a")
            .attr_of("href", &[root, "_desk/changes/"])
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
            self.html
                .element("<li><strong", &sum.to_string(), "</strong> ")
                .say(zh, en)
                .raw("</li>\n");
        }
        self.raw("</ul>\n");
    }

    /// The beginning of a section; says so when there is nothing in it.
    fn section(&mut self, id: &str, (zh, en): (&str, &str), count: usize) -> bool {
        self.html
            .open("<section")
            .attr("aria-labelledby", id)
            .open("\n<h2")
            .attr("id", id)
            .say(zh, en)
            .raw("</h2>\n");
        if count == 0 {
            self.raw("<p class=\"none\">")
                .say("没有。", "None.")
                .raw("</p>\n");
        }
        count > 0
    }

    fn table(&mut self, (zh, en): (&str, &str), heads: &[(&str, &str)]) {
        self.raw("<div class=\"table\" tabindex=\"0\"><table>\n<caption>")
            .say(zh, en)
            .raw("</caption>\n<thead><tr>");
        for (zh, en) in heads {
            self.raw("<th scope=\"col\">").say(zh, en).raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
    }

    fn end_table(&mut self, count: usize) {
        self.raw("</tbody></table></div>\n");
        if count > MOST {
            let rest = (count - MOST).to_string();
            self.raw("<p>")
                .say("另有 ", "And ")
                .text(&rest)
                .say(" 项。", " more.")
                .raw("</p>\n");
        }
    }

    fn end_section(&mut self) {
        self.raw("</section>\n");
    }

    fn number(&mut self, number: usize) -> &mut HtmlWriter<Language> {
        let open = "<td class=\"number\"";
        self.html.element(open, &number.to_string(), "</td>")
    }

    fn counts(&mut self, counts: [usize; 3]) {
        for count in counts {
            self.number(count);
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
                self.raw("<tr><th scope=\"row\">");
                self.place(&file.path, *line, *column);
                if file.is_behind {
                    self.raw(" <span class=\"behind\">")
                        .say("页面停在改动之前", "the page shows an earlier state")
                        .raw("</span>");
                }
                let editor = file.editor.as_deref().unwrap_or("—");
                self.html.element("</th><td", editor, "</td>");
                self.counts(file.counts);
                self.raw("<td>");
                self.link(&format!("_desk/codes/{code}/"), code)
                    .raw(" ")
                    .message(message)
                    .raw("</td></tr>\n");
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
                Some(name) => self.html.text(name),
                None => self.html.say("未写明", "not named"),
            };
            self.raw("</th>");
            self.number(line.files);
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
                self.html
                    .element("<tr><td", &cell.plan, "</td><th scope=\"row\">");
                self.link(&cell.address, &cell.row).raw("</th><td>");
                match cell.verification {
                    "reported" => self.html.say("转引", "another text"),
                    _ => self.html.say("记忆", "no text"),
                };
                let editor = cell.editor.as_deref().unwrap_or("—");
                self.html.element("</td><td", editor, "</td></tr>\n");
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
                self.raw("<tr><th scope=\"row\">");
                self.place(&document.path, 0, 0).raw("</th><td>");
                match &document.address {
                    Some(address) => self.link(address, &document.title),
                    None => self.html.text(&document.title),
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
            self.raw("<tr><th scope=\"row\">");
            self.place(&line.path, 0, 0).raw("</th>");
            for state in &line.states {
                self.raw("<td>");
                match state {
                    SignState::Signed => self.html.say("✓ 已签", "✓ signed"),
                    SignState::Future => self.html.say("日期未到", "dated later"),
                    SignState::Outdated => self.html.say("内容已改", "text changed"),
                    SignState::Missing => self.html.text("—"),
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
                self.raw("<tr><th scope=\"row\">");
                self.link(&stub.address, &stub.title).raw("</th>");
                self.number(stub.cited).raw("</tr>\n");
            }
            self.end_table(all.len());
        }
        self.end_section();
    }
}
