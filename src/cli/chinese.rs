//! The Chinese help: a table beside the English definition, which a test keeps complete.

use clap::Command;

/// `command` is about …, `command usage`, `command after` and `command argument`; the program itself is
/// the command with the empty name.
const TEXTS: &[(&str, &str)] = &[
    ("", "把政府规划编译成可以逐项对照的公开网站"),
    (" usage", "duibiao [选项] <命令>"),
    (
        " after",
        "例：\n  duibiao init my-site && cd my-site && duibiao build",
    ),
    (
        " lang",
        "消息用的语言：zh 或 en [默认：依次看 DUIBIAO_LANG、系统语言、项目]",
    ),
    (
        " color",
        "消息是否带颜色：auto、always 或 never [默认：auto]",
    ),
    (
        " as_of",
        "按哪一天生成网站，例如 2026-11-22 [默认：北京时间的今天]",
    ),
    (" help", "显示帮助"),
    (" version", "显示版本"),
    ("init", "新建一个带示例规划的项目"),
    ("init usage", "duibiao init [选项] [文件夹]"),
    (
        "init after",
        "例：\n  duibiao init my-site --title 规划对照",
    ),
    (
        "init dir",
        "新项目的文件夹，须不存在或为空 [默认：当前文件夹]",
    ),
    ("init title", "网站的标题"),
    ("check", "检查项目，指出问题所在；只有 --fix 才写文件"),
    ("check usage", "duibiao check [选项] [文件夹]"),
    (
        "check after",
        "例：\n  duibiao check --strict\n  duibiao check --fix",
    ),
    (
        "check dir",
        "项目的文件夹 [默认：当前文件夹，没有 duibiao.toml 时向上级查找]",
    ),
    (
        "check format",
        "报告的形式：human（给人看）、json、sarif 或 github [默认：human]",
    ),
    ("check strict", "有警告也以 1 结束"),
    ("check fix", "改好可以放心改的问题；先显示改动"),
    ("check yes", "不再询问，直接修改"),
    ("check dry_run", "只显示会怎样修改"),
    ("check watch", "每次改动之后再检查"),
    ("check drafts", "草稿和尚未到发布日期的内容也检查"),
    ("build", "生成网站；内容有错误时，原有网站保持不变"),
    ("build usage", "duibiao build [选项] [文件夹]"),
    (
        "build after",
        "例：\n  duibiao build --output /srv/www/plans",
    ),
    (
        "build dir",
        "项目的文件夹 [默认：当前文件夹，没有 duibiao.toml 时向上级查找]",
    ),
    (
        "build output",
        "发布到哪个文件夹 [默认：duibiao.toml 所写，否则是项目里的 output]",
    ),
    (
        "build format",
        "报告的形式：human（给人看）或 json [默认：human]",
    ),
    ("build jobs", "同时工作的线程数 [默认：每个处理器一个]"),
    #[cfg(feature = "serve")]
    ("serve", "在浏览器里预览，边改边看：每次保存，页面随之更新"),
    #[cfg(feature = "serve")]
    ("serve usage", "duibiao serve [选项] [文件夹]"),
    #[cfg(feature = "serve")]
    ("serve after", "例：\n  duibiao serve --open --drafts"),
    #[cfg(feature = "serve")]
    (
        "serve dir",
        "项目的文件夹 [默认：当前文件夹，没有 duibiao.toml 时向上级查找]",
    ),
    #[cfg(feature = "serve")]
    ("serve port", "监听的端口 [默认：4000，被占用时取邻近的]"),
    #[cfg(feature = "serve")]
    ("serve bind", "监听的地址；不是本机地址时，草稿会暴露给网络"),
    #[cfg(feature = "serve")]
    ("serve allow_host", "除本机的名称外，还可以用来访问的主机名"),
    #[cfg(feature = "serve")]
    ("serve open", "打开浏览器"),
    #[cfg(feature = "serve")]
    (
        "serve editor",
        "点开文件所用的编辑器：vscode、idea、zed……、none，或含 {path} 和 {line} 的模板",
    ),
    #[cfg(feature = "serve")]
    (
        "serve drafts",
        "也显示草稿和尚未到发布日期的内容，并加上标记",
    ),
    #[cfg(feature = "serve")]
    (
        "serve format",
        "地址的形式：human（给人看）或 json [默认：human]",
    ),
    ("diff", "指出会改变什么：先是目标值，再是条款、页面和文件"),
    ("diff usage", "duibiao diff [选项] [文件夹]"),
    (
        "diff after",
        "例：\n  duibiao diff\n  duibiao diff --against git:HEAD~1 --format html > changes.html",
    ),
    (
        "diff dir",
        "项目的文件夹 [默认：当前文件夹，没有 duibiao.toml 时向上级查找]",
    ),
    (
        "diff against",
        "和什么比较：last（上次发布）、生成过的网站文件夹，或 git:版本 [默认：last]",
    ),
    (
        "diff format",
        "怎样显示：human（给人看）、json 或 html（可打印的网页）[默认：human]",
    ),
    (
        "release",
        "签发：审批单、清单、上传包、发布记录；不该公开的拒绝发布",
    ),
    ("release usage", "duibiao release [选项] [文件夹]"),
    (
        "release after",
        "例：\n  duibiao release --dry-run\n  duibiao release --rebuild 3 --output /tmp/release-3",
    ),
    (
        "release dir",
        "项目的文件夹 [默认：当前文件夹，没有 duibiao.toml 时向上级查找]",
    ),
    (
        "release output",
        "发布到哪个文件夹 [默认：duibiao.toml 所写，否则是项目里的 output]",
    ),
    ("release dry_run", "只说有什么妨碍发布"),
    (
        "release rebuild",
        "用存下的源文件重建第 N 次发布，逐字节比较",
    ),
    (
        "release format",
        "报告的形式：human（给人看）或 json [默认：human]",
    ),
    ("explain", "说明一个问题代码的含义、例子和改法"),
    ("explain usage", "duibiao explain [选项] [代码]"),
    ("explain after", "例：\n  duibiao explain DB0204"),
    ("explain code", "代码，例如 DB0204；不写则列出全部"),
    (
        "schema",
        "给出文件头或设置的 JSON Schema，或把它接入 VS Code",
    ),
    ("schema usage", "duibiao schema [选项] [种类]"),
    (
        "schema after",
        "例：\n  duibiao schema plan\n  duibiao schema --vscode",
    ),
    (
        "schema of",
        "哪一种：plan、indicator、topic、reference、page 或 config [默认：config]",
    ),
    (
        "schema vscode",
        "把 Schema 和 VS Code、Taplo 的设置写进项目",
    ),
    ("schema force", "覆盖已有的文件"),
    #[cfg(feature = "import")]
    (
        "import",
        "把办公文件变成规划文件：Word、网页、PDF、电子表格、文本",
    ),
    #[cfg(feature = "import")]
    ("import usage", "duibiao import [选项] <文件>…"),
    #[cfg(feature = "import")]
    (
        "import after",
        "例：\n  duibiao import --dry-run 规划.docx\n  duibiao import --verify content/plans/water/310000-2026.md --against 规划.docx",
    ),
    #[cfg(feature = "import")]
    ("import files", "文件：.docx .html .pdf .xlsx .ods .txt .md"),
    #[cfg(feature = "import")]
    (
        "import dir",
        "项目的文件夹 [默认：当前文件夹，没有 duibiao.toml 时向上级查找]",
    ),
    #[cfg(feature = "import")]
    (
        "import region",
        "规划的地区，文件里说不清时用：六位行政区划代码",
    ),
    #[cfg(feature = "import")]
    ("import topic", "规划的领域：content/topics/ 里的编号"),
    #[cfg(feature = "import")]
    (
        "import repair",
        "做哪些修复：none（都不做）、safe（有把握的）或 all（全部）[默认：safe]",
    ),
    #[cfg(feature = "import")]
    ("import accept_changes", "Word 文件的修订视为已接受"),
    #[cfg(feature = "import")]
    ("import keep_notice", "把印发通知留在规划文件里"),
    #[cfg(feature = "import")]
    ("import keep_original", "把原件留在规划文件旁边，供下载"),
    #[cfg(feature = "import")]
    ("import stubs", "为目录里没有的指标新建待核条目"),
    #[cfg(feature = "import")]
    ("import dry_run", "不写文件，只报告"),
    #[cfg(feature = "import")]
    ("import force", "覆盖已有的文件"),
    #[cfg(feature = "import")]
    ("import verify", "逐格核对这份规划文件"),
    #[cfg(feature = "import")]
    ("import against", "它的原件"),
    #[cfg(feature = "import")]
    ("import record", "全部核对上时，记入规划文件"),
    #[cfg(feature = "import")]
    (
        "import format",
        "报告的形式：human（给人看）或 json，一行一个对象 [默认：human]",
    ),
];

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// The same command line with Chinese help.
pub(super) fn translate(program: Command) -> Command {
    in_chinese(program, "")
}

fn in_chinese(command: Command, name: &str) -> Command {
    command
        .about(text(name))
        .override_usage(text(&format!("{name} usage")))
        .after_help(text(&format!("{name} after")))
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .mut_args(|argument| {
            let help = text(&format!("{name} {}", argument.get_id()));
            let heading = if argument.is_positional() {
                "参数"
            } else {
                "选项"
            };
            let argument = argument.help(help).help_heading(heading);
            if argument.is_positional() {
                argument.value_name(if name == "import" {
                    "文件"
                } else {
                    "文件夹"
                })
            } else {
                argument
            }
        })
        .mut_subcommands(|subcommand| {
            let name = subcommand.get_name().to_owned();
            in_chinese(subcommand, &name)
        })
}

fn text(key: &str) -> &'static str {
    TEXTS
        .iter()
        .find(|(of, _)| *of == key)
        .map_or("", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::cli::arguments::command;
    use duibiao_syntax::diagnostic::Language;

    /// Every key that a command and its subcommands need.
    fn keys(command: &Command, name: &str, into: &mut BTreeSet<String>) {
        into.extend([
            name.to_owned(),
            format!("{name} usage"),
            format!("{name} after"),
        ]);
        into.extend(
            command
                .get_arguments()
                .map(|argument| format!("{name} {}", argument.get_id())),
        );
        for subcommand in command.get_subcommands() {
            keys(subcommand, subcommand.get_name(), into);
        }
    }

    #[test]
    fn every_help_text_has_a_translation_and_no_translation_is_left_over() {
        let mut wanted = BTreeSet::new();
        keys(&command(Language::English), "", &mut wanted);
        let present: BTreeSet<String> = TEXTS.iter().map(|(key, _)| (*key).to_owned()).collect();
        assert_eq!(present, wanted);
        assert_eq!(TEXTS.len(), wanted.len(), "a key stands twice");
    }

    #[test]
    fn every_english_text_is_there() {
        let program = command(Language::English);
        for command in program.get_subcommands().chain([&program]) {
            assert!(command.get_about().is_some() && command.get_after_help().is_some());
            assert!(
                command
                    .get_arguments()
                    .all(|argument| argument.get_help().is_some())
            );
        }
    }
}
