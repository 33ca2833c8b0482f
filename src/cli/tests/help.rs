//! Help in both languages.

use super::*;

#[test]
fn help_in_english() {
    insta::assert_snapshot!(run(Path::new("/"), "--help").out, @"
    Compiles government plans into a public website that compares their targets

    Usage: duibiao [OPTIONS] <COMMAND>

    Commands:
      init     Starts a new project with example plans
      check    Reads a project and says what is wrong with it; writes only with --fix
      build    Builds the website; with an error in the sources, the old one stays as it is
      serve    Shows the project in a browser while it is edited; the page follows every save
      diff     Shows what would change: targets first, then clauses, pages and files
      release  Signs off what goes public: sheet, manifest, files to upload, log; refuses what must not
               go out
      explain  Explains the code of a finding, with an example and how to mend it
      schema   Prints the JSON Schema of front matter or settings, or wires it into VS Code
      import   Turns documents of offices into plan files: Word, web pages, PDF, spreadsheets, text

    Options:
          --lang <LANG>   Language of messages: zh or en [default: from DUIBIAO_LANG, the locale, the
                          project]
          --as-of <DATE>  The day for which the site is made, e.g. 2026-11-22 [default: today in
                          Beijing]
          --color <WHEN>  Colour in messages: auto, always or never [default: auto]
      -h, --help          Print help
      -V, --version       Print the version

    Example:
      duibiao init my-site && cd my-site && duibiao build
    ");
    insta::assert_snapshot!(run(Path::new("/"), "build --help").out, @"
    Builds the website; with an error in the sources, the old one stays as it is

    Usage: duibiao build [OPTIONS] [DIR]

    Arguments:
      [DIR]  Folder of the project [default: the current folder, or the nearest above with a
             duibiao.toml]

    Options:
          --output <DIR>     Folder to publish to [default: what duibiao.toml says, else output in the
                             project]
          --format <FORMAT>  How to report: human or json [default: human]
          --jobs <N>         How many threads work at once [default: one for each processor]
          --lang <LANG>      Language of messages: zh or en [default: from DUIBIAO_LANG, the locale, the
                             project]
          --as-of <DATE>     The day for which the site is made, e.g. 2026-11-22 [default: today in
                             Beijing]
          --color <WHEN>     Colour in messages: auto, always or never [default: auto]
      -h, --help             Print help

    Example:
      duibiao build --output /srv/www/plans
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "the help itself")]
fn help_in_chinese() {
    insta::assert_snapshot!(run(Path::new("/"), "--help --lang zh").out, @"
    把政府规划编译成可以逐项对照的公开网站

    用法：duibiao [选项] <命令>

    命令:
      init     新建一个带示例规划的项目
      check    检查项目，指出问题所在；只有 --fix 才写文件
      build    生成网站；内容有错误时，原有网站保持不变
      serve    在浏览器里预览，边改边看：每次保存，页面随之更新
      diff     指出会改变什么：先是目标值，再是条款、页面和文件
      release  签发：审批单、清单、上传包、发布记录；不该公开的拒绝发布
      explain  说明一个问题代码的含义、例子和改法
      schema   给出文件头或设置的 JSON Schema，或把它接入 VS Code
      import   把办公文件变成规划文件：Word、网页、PDF、电子表格、文本

    选项:
          --lang <LANG>   消息用的语言：zh 或 en [默认：依次看 DUIBIAO_LANG、系统语言、项目]
          --as-of <DATE>  按哪一天生成网站，例如 2026-11-22 [默认：北京时间的今天]
          --color <WHEN>  消息是否带颜色：auto、always 或 never [默认：auto]
      -h, --help          显示帮助
      -V, --version       显示版本

    例：
      duibiao init my-site && cd my-site && duibiao build
    ");
    insta::assert_snapshot!(run(Path::new("/"), "init --lang=zh --help").out, @"
    新建一个带示例规划的项目

    用法：duibiao init [选项] [文件夹]

    参数:
      [文件夹]  新项目的文件夹，须不存在或为空 [默认：当前文件夹]

    选项:
          --title <TITLE>  网站的标题
          --lang <LANG>    消息用的语言：zh 或 en [默认：依次看 DUIBIAO_LANG、系统语言、项目]
          --as-of <DATE>   按哪一天生成网站，例如 2026-11-22 [默认：北京时间的今天]
          --color <WHEN>   消息是否带颜色：auto、always 或 never [默认：auto]
      -h, --help           显示帮助

    例：
      duibiao init my-site --title 规划对照
    ");
    insta::assert_snapshot!(run(Path::new("/"), "check -h --lang zh").out, @"
    检查项目，指出问题所在；只有 --fix 才写文件

    用法：duibiao check [选项] [文件夹]

    参数:
      [文件夹]  项目的文件夹 [默认：当前文件夹，没有 duibiao.toml 时向上级查找]

    选项:
          --format <FORMAT>  报告的形式：human（给人看）、json、sarif 或 github [默认：human]
          --strict           有警告也以 1 结束
          --drafts           草稿和尚未到发布日期的内容也检查
          --fix              改好可以放心改的问题；先显示改动
          --yes              不再询问，直接修改
          --dry-run          只显示会怎样修改
          --watch            每次改动之后再检查
          --lang <LANG>      消息用的语言：zh 或 en [默认：依次看 DUIBIAO_LANG、系统语言、项目]
          --as-of <DATE>     按哪一天生成网站，例如 2026-11-22 [默认：北京时间的今天]
          --color <WHEN>     消息是否带颜色：auto、always 或 never [默认：auto]
      -h, --help             显示帮助

    例：
      duibiao check --strict
      duibiao check --fix
    ");
    insta::assert_snapshot!(run(Path::new("/"), "build -h --lang zh").out, @"
    生成网站；内容有错误时，原有网站保持不变

    用法：duibiao build [选项] [文件夹]

    参数:
      [文件夹]  项目的文件夹 [默认：当前文件夹，没有 duibiao.toml 时向上级查找]

    选项:
          --output <DIR>     发布到哪个文件夹 [默认：duibiao.toml 所写，否则是项目里的 output]
          --format <FORMAT>  报告的形式：human（给人看）或 json [默认：human]
          --jobs <N>         同时工作的线程数 [默认：每个处理器一个]
          --lang <LANG>      消息用的语言：zh 或 en [默认：依次看 DUIBIAO_LANG、系统语言、项目]
          --as-of <DATE>     按哪一天生成网站，例如 2026-11-22 [默认：北京时间的今天]
          --color <WHEN>     消息是否带颜色：auto、always 或 never [默认：auto]
      -h, --help             显示帮助

    例：
      duibiao build --output /srv/www/plans
    ");
}

#[test]
fn asking_for_help_or_the_version_is_no_mistake() {
    for line in [
        "--help",
        "-h",
        "build --help",
        "--version",
        "-V",
        "--lang zh init -h",
    ] {
        let ran = run(Path::new("/"), line);
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Clean, ""), "{line}");
        assert!(!ran.out.is_empty(), "{line}");
    }
    assert!(run(Path::new("/"), "-V").out.starts_with("duibiao "));
}

#[test]
fn a_wrong_command_line_is_misuse_in_either_language() {
    for line in [
        "",
        "biuld",
        "build --formt json",
        "build --format xml",
        "build --jobs 0",
        "init a b",
        "build --jobs",
    ] {
        for language in ["zh", "en"] {
            let surroundings =
                Surroundings::for_test(Path::new("/"), &[("DUIBIAO_LANG", language)]);
            let ran = run_with(&surroundings, line);
            assert_eq!((ran.exit, ran.out.as_str()), (Exit::Misuse, ""), "{line}");
            assert_eq!(
                ran.err.contains("duibiao <命令>") || ran.err.contains("用法"),
                language == "zh",
                "{}",
                ran.err
            );
        }
    }
}

#[test]
fn mistakes_in_chinese() {
    let said = |line: &str| {
        run(Path::new("/"), line)
            .err
            .lines()
            .next()
            .unwrap()
            .to_owned()
    };
    let all = [
        "biuld",
        "build --formt json",
        "build --format xml",
        "build --jobs 0",
        "build --jobs",
        "--color never",
    ]
    .map(|line| said(&format!("--lang zh {line}")));
    insta::assert_snapshot!(all.join("\n"), @"
    错误: 没有“biuld”这个命令。是不是“build”？
    错误: 没有“--formt”这个参数。是不是“--format”？
    错误: --format <FORMAT> 的值不能是“xml”，可以是：human、json
    错误: --jobs <N> 的值不能是“0”
    错误: --jobs <N> 缺少值
    错误: 没有说要做什么，命令有：init、check、build、serve、diff、release、explain、schema、import
    ");
}
