use std::fs;
use std::path::Path;

use super::*;

/// What a run of the program left: its exit, standard output and standard error.
struct Ran {
    exit: Exit,
    out: String,
    err: String,
}

/// Runs `line`, split at spaces, in `folder`, with nothing in the environment.
fn run(folder: &Path, line: &str) -> Ran {
    run_with(&Surroundings::for_test(folder, &[]), line)
}

fn run_with(surroundings: &Surroundings, line: &str) -> Ran {
    let arguments = ["duibiao"]
        .into_iter()
        .chain(line.split(' ').filter(|word| !word.is_empty()));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run_in(
        surroundings,
        arguments.map(OsString::from),
        &mut out,
        &mut err,
    );
    Ran {
        exit,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn project(config: &str) -> tempfile::TempDir {
    let folder = folder();
    fs::write(folder.path().join("duibiao.toml"), config).unwrap();
    folder
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn help_in_english() {
    insta::assert_snapshot!(run(Path::new("/"), "--help").out, @r"
    Compiles government plans into a public website that compares their targets

    Usage: duibiao [OPTIONS] <COMMAND>

    Commands:
      init   Starts a new project with example plans
      check  Reads a project and says what is wrong with it; writes nothing
      build  Builds the website; with an error in the sources, the old one stays as it is

    Options:
          --lang <LANG>   Language of messages: zh or en [default: from DUIBIAO_LANG, the locale, the
                          project]
          --color <WHEN>  Colour in messages: auto, always or never [default: auto]
      -h, --help          Print help
      -V, --version       Print the version

    Example:
      duibiao init my-site && cd my-site && duibiao build
    ");
    insta::assert_snapshot!(run(Path::new("/"), "build --help").out, @r"
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
          --color <WHEN>     Colour in messages: auto, always or never [default: auto]
      -h, --help             Print help

    Example:
      duibiao build --output /srv/www/plans
    ");
}

#[test]
fn help_in_chinese() {
    insta::assert_snapshot!(run(Path::new("/"), "--help --lang zh").out, @r"
    把政府规划编译成可以逐项对照的公开网站

    用法：duibiao [选项] <命令>

    命令:
      init   新建一个带示例规划的项目
      check  检查项目，指出问题所在；不写任何文件
      build  生成网站；内容有错误时，原有网站保持不变

    选项:
          --lang <LANG>   消息用的语言：zh 或 en [默认：依次看 DUIBIAO_LANG、系统语言、项目]
          --color <WHEN>  消息是否带颜色：auto、always 或 never [默认：auto]
      -h, --help          显示帮助
      -V, --version       显示版本

    例：
      duibiao init my-site && cd my-site && duibiao build
    ");
    insta::assert_snapshot!(run(Path::new("/"), "init --lang=zh --help").out, @r"
    新建一个带示例规划的项目

    用法：duibiao init [选项] [文件夹]

    参数:
      [文件夹]  新项目的文件夹，须不存在或为空 [默认：当前文件夹]

    选项:
          --title <TITLE>  网站的标题
          --lang <LANG>    消息用的语言：zh 或 en [默认：依次看 DUIBIAO_LANG、系统语言、项目]
          --color <WHEN>   消息是否带颜色：auto、always 或 never [默认：auto]
      -h, --help           显示帮助

    例：
      duibiao init my-site --title 规划对照
    ");
    insta::assert_snapshot!(run(Path::new("/"), "check -h --lang zh").out, @r"
    检查项目，指出问题所在；不写任何文件

    用法：duibiao check [选项] [文件夹]

    参数:
      [文件夹]  项目的文件夹 [默认：当前文件夹，没有 duibiao.toml 时向上级查找]

    选项:
          --format <FORMAT>  报告的形式：human（给人看）或 json [默认：human]
          --strict           有警告也以 1 结束
          --lang <LANG>      消息用的语言：zh 或 en [默认：依次看 DUIBIAO_LANG、系统语言、项目]
          --color <WHEN>     消息是否带颜色：auto、always 或 never [默认：auto]
      -h, --help             显示帮助

    例：
      duibiao check --strict
    ");
    insta::assert_snapshot!(run(Path::new("/"), "build -h --lang zh").out, @r"
    生成网站；内容有错误时，原有网站保持不变

    用法：duibiao build [选项] [文件夹]

    参数:
      [文件夹]  项目的文件夹 [默认：当前文件夹，没有 duibiao.toml 时向上级查找]

    选项:
          --output <DIR>     发布到哪个文件夹 [默认：duibiao.toml 所写，否则是项目里的 output]
          --format <FORMAT>  报告的形式：human（给人看）或 json [默认：human]
          --jobs <N>         同时工作的线程数 [默认：每个处理器一个]
          --lang <LANG>      消息用的语言：zh 或 en [默认：依次看 DUIBIAO_LANG、系统语言、项目]
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
    insta::assert_snapshot!(all.join("\n"), @r"
    错误: 没有“biuld”这个命令。是不是“build”？
    错误: 没有“--formt”这个参数。是不是“--format”？
    错误: --format <FORMAT> 的值不能是“xml”，可以是：human、json
    错误: --jobs <N> 的值不能是“0”
    错误: --jobs <N> 缺少值
    错误: 没有说要做什么，命令有：init、check、build
    ");
}

#[test]
fn a_clean_project_ends_well() {
    let folder = project("title = \"t\"\n");
    let checked = run(folder.path(), "check --lang en");
    assert_eq!(
        (checked.exit, checked.err.as_str()),
        (Exit::Clean, "nothing to complain about\n")
    );
    let built = run(folder.path(), "build --lang en --jobs 2");
    assert_eq!(built.exit, Exit::Clean);
    assert!(
        built.out.contains("Published to output: 1 file,"),
        "{}",
        built.out
    );
    assert_eq!(names(&folder.path().join("output")), ["index.html"]);
}

#[test]
fn an_error_publishes_nothing_and_keeps_what_is_there() {
    let folder = project("title = !!\n");
    fs::create_dir(folder.path().join("output")).unwrap();
    let ran = run(folder.path(), "build");
    assert_eq!(ran.exit, Exit::Findings);
    assert!(
        ran.err.contains("duibiao.toml:1:9") && ran.err.ends_with("错误 1 处\n"),
        "{}",
        ran.err
    );
    assert!(
        ran.out.ends_with("没有发布；output 保持原样。\n"),
        "{}",
        ran.out
    );
    assert!(names(&folder.path().join("output")).is_empty());
}

#[test]
fn a_warning_fails_only_a_strict_check() {
    let folder = project("title = ??\n");
    assert_eq!(run(folder.path(), "check").exit, Exit::Clean);
    assert_eq!(run(folder.path(), "check --strict").exit, Exit::Findings);
    assert_eq!(run(folder.path(), "build").exit, Exit::Clean);
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let folder = project("title = \"t\"\n");
    fs::write(folder.path().join("output"), "a file").unwrap();
    let ran = run(folder.path(), "build --lang en");
    assert_eq!(ran.exit, Exit::Findings);
    assert!(ran.err.contains("error: cannot write"), "{}", ran.err);
    assert!(
        ran.out
            .ends_with("Nothing was published; output is as it was.\n"),
        "{}",
        ran.out
    );
}

#[test]
fn the_project_is_looked_for_above_and_named() {
    let folder = project("title = \"t\"\n");
    let inner = folder.path().join("content/plans");
    fs::create_dir_all(&inner).unwrap();
    let ran = run(&inner, "build");
    assert_eq!(ran.exit, Exit::Clean);
    let root = folder.path().display().to_string();
    assert!(ran.err.starts_with(&format!(
        "No duibiao.toml here; using the project in {root}\n"
    )));
    assert!(folder.path().join("output/index.html").exists());
}

#[test]
fn a_named_folder_is_taken_as_it_is() {
    let folder = project("title = \"t\"\n");
    fs::create_dir(folder.path().join("inner")).unwrap();
    let ran = run(folder.path(), "check inner --lang en");
    assert_eq!(ran.exit, Exit::Findings);
    assert!(ran.err.starts_with("error[DB0101]"), "{}", ran.err);
    let absent = run(folder.path(), "check absent --lang en");
    assert_eq!(absent.exit, Exit::Findings);
    assert!(absent.err.contains("is not a folder"), "{}", absent.err);
}

#[test]
fn an_output_folder_counts_from_the_current_folder() {
    let folder = project("title = \"t\"\n");
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let ran = run(&inner, "build --output www");
    assert!(ran.out.contains("已发布到 www：文件 1 个"), "{}", ran.out);
    assert!(inner.join("www/index.html").exists());
}

#[test]
fn json_goes_to_standard_output_and_nothing_to_the_other() {
    let folder = project("title = !!\n");
    for line in [
        "check --format json",
        "build --format json",
        "check absent --format json",
    ] {
        let ran = run(folder.path(), line);
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Findings, ""), "{line}");
        let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert!(document["diagnostics"].is_array() && document["summary"]["errors"].is_number());
    }
}

#[test]
fn the_project_s_language_is_spoken_unless_another_is_asked_for() {
    let folder = project("title = \"t\"\n");
    assert_eq!(run(folder.path(), "check").err, "没有发现问题\n");
    assert_eq!(
        run(folder.path(), "check --lang en").err,
        "nothing to complain about\n"
    );
}

#[test]
fn colour_follows_terminal_environment_and_flag() {
    let folder = project("title = !!\n");
    let colored = |terminal: bool, variables: &[(&str, &str)], line: &str| {
        let mut surroundings = Surroundings::for_test(folder.path(), variables);
        surroundings.err_is_terminal = terminal;
        run_with(&surroundings, line).err.contains('\u{1b}')
    };
    assert!(colored(true, &[], "check"));
    assert!(!colored(false, &[], "check"));
    assert!(!colored(true, &[("NO_COLOR", "1")], "check"));
    assert!(!colored(true, &[("TERM", "dumb")], "check"));
    assert!(colored(false, &[("NO_COLOR", "1")], "check --color always"));
    assert!(!colored(true, &[], "--color never check"));
}

#[test]
fn a_new_project_appears_whole_and_says_what_is_next() {
    let folder = folder();
    let ran = run(folder.path(), "init sites/a --lang zh --title 甲\"乙");
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Clean, ""));
    assert!(
        ran.out.contains("cd sites/a && duibiao build"),
        "{}",
        ran.out
    );
    let root = folder.path().join("sites/a");
    assert_eq!(
        names(&root),
        [".gitignore", "README.md", "content", "duibiao.toml"]
    );
    assert_eq!(names(&folder.path().join("sites")), ["a"]);
    let config = fs::read_to_string(root.join("duibiao.toml")).unwrap();
    assert!(config.contains("title = \"甲\\\"乙\""), "{config}");
}

#[test]
fn an_empty_folder_or_one_with_dot_files_is_filled() {
    let folder = folder();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join(".gitignore"), "mine\n").unwrap();
    let ran = run(folder.path(), "init");
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert!(ran.out.contains("\n  duibiao build\n"), "{}", ran.out);
    assert_eq!(
        names(folder.path()),
        [".git", ".gitignore", "README.md", "content", "duibiao.toml"]
    );
    assert_eq!(
        fs::read_to_string(folder.path().join(".gitignore")).unwrap(),
        "mine\n"
    );
}

#[test]
fn a_folder_with_content_is_refused_and_left_alone() {
    let folder = folder();
    fs::write(folder.path().join("letter.txt"), "dear").unwrap();
    let ran = run(folder.path(), "init --lang en");
    assert_eq!((ran.exit, ran.out.as_str()), (Exit::Misuse, ""));
    assert!(ran.err.contains("it holds letter.txt"), "{}", ran.err);
    let file = run(folder.path(), "init letter.txt --lang en");
    assert_eq!(file.exit, Exit::Misuse);
    assert!(file.err.contains("is not a folder"), "{}", file.err);
    assert_eq!(names(folder.path()), ["letter.txt"]);
}

#[test]
fn a_title_needs_words() {
    let folder = folder();
    let ran = run(folder.path(), "init --title=");
    assert_eq!((ran.exit, names(folder.path()).len()), (Exit::Misuse, 0));
}

/// A reader that has gone away, or a full disk.
struct Broken(io::ErrorKind);

impl io::Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_who_goes_away_is_no_failure_but_a_full_disk_is() {
    let folder = project("title = \"t\"\n");
    let surroundings = Surroundings::for_test(folder.path(), &[]);
    let exit = |kind| {
        let arguments = ["duibiao", "check"].map(OsString::from);
        run_in(&surroundings, arguments, &mut Broken(kind), &mut io::sink())
    };
    assert_eq!(exit(io::ErrorKind::BrokenPipe), Exit::Clean);
    assert_eq!(exit(io::ErrorKind::StorageFull), Exit::Findings);
}
