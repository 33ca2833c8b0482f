//! Broken projects: each is refused with a code, a place and a way out, and nothing on disk changes.
//!
//! A case is a folder of `tests/fixtures/broken/` that holds only what differs from the sound project
//! in `tests/fixtures/base/`; what no folder can hold (a link, a line of ten megabytes) is made here.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use duibiao_syntax::diagnostic::{Code, Severity};

use crate::support::{Tree, fixtures, lay, package, put, tree};

/// Makes a case what it is: before, the base and the files of its folder are laid out.
type Change = fn(&Path);

/// A broken project and what must be said about it.
struct Case {
    name: &'static str,
    code: &'static str,
    /// `path:line:column` of the drawing with that code; empty when the project as a whole is meant.
    place: &'static str,
    change: Change,
}

macro_rules! cases {
    ($($name:ident: $code:literal at $place:literal $(by $change:expr)?;)*) => {
        const CASES: &[Case] = &[$(Case {
            name: stringify!($name),
            code: $code,
            place: $place,
            change: cases!(@change $($change)?),
        }),*];

        $(#[test]
        fn $name() {
            check(stringify!($name));
        })*
    };
    (@change) => { |_| {} };
    (@change $change:expr) => { $change };
}

cases! {
    missing_title: "DB0205" at "content/plans/sample/321200-2021.md:2:1";
    missing_region: "DB0205" at "content/plans/sample/321200-2021.md:2:1";
    missing_status: "DB0205" at "content/plans/sample/321200-2021.md:2:1";
    missing_verification: "DB0205" at "content/plans/sample/321200-2021.md:2:1";
    missing_name: "DB0205" at "content/indicators/sample/sample-rate.md:2:1";
    missing_reason: "DB0205" at "content/indicators/sample/sample-rate.md:9:5";
    yaml_colon: "DB0203" at "content/plans/sample/321200-2021.md:2:13";
    yaml_tab: "DB0203" at "content/plans/sample/321200-2021.md:10:2";
    yaml_bracket: "DB0203" at "content/plans/sample/321200-2021.md:9:10";
    yaml_anchor: "DB0203" at "content/plans/sample/321200-2021.md:2:8";
    yaml_list: "DB0206" at "content/plans/sample/321200-2021.md:2:1";
    front_matter_missing: "DB0201" at "content/plans/sample/321200-2021.md:1:1";
    front_matter_unclosed: "DB0202" at "content/plans/sample/321200-2021.md:1:1";
    unknown_key: "DB0204" at "content/plans/sample/321200-2021.md:7:1";
    duplicate_key: "DB0207" at "content/plans/sample/321200-2021.md:8:1";
    empty_value: "DB0218" at "content/plans/sample/321200-2021.md:9:1";
    wrong_shape: "DB0206" at "content/plans/sample/321200-2021.md:2:8";
    misspelt_status: "DB0208" at "content/plans/sample/321200-2021.md:6:9";
    unknown_region: "DB0212" at "content/plans/sample/321200-2021.md:3:9";
    region_by_name: "DB0212" at "content/plans/sample/321200-2021.md:3:9";
    bad_date: "DB0209" at "content/plans/sample/321200-2021.md:9:10";
    bad_period: "DB0210" at "content/plans/sample/321200-2021.md:5:9";
    consultation_period: "DB0220" at "content/plans/sample/321200-2021.md:9:1";
    unknown_review_step: "DB0601" at "content/plans/sample/321200-2021.md:9:18";
    redirect_out_of_site: "DB0611" at "duibiao.toml:6:8";
    bad_identifier: "DB0211" at "content/indicators/sample/Sample_Rate2.md:1:1";
    bad_address: "DB0217" at "content/plans/sample/321200-2021.md:9:16";
    not_public: "DB0216" at "content/plans/sample/321200-2021.md:9:11";
    stem_mismatch: "DB0214" at "content/plans/sample/321200-2021.md:3:9";
    folder_mismatch: "DB0215" at "content/plans/sample/321200-2021.md:4:8";
    extra_cell: "DB0301" at "content/plans/sample/321200-2021.md:15:1";
    missing_cell: "DB0301" at "content/plans/sample/321200-2021.md:15:1";
    unescaped_pipe: "DB0301" at "content/plans/sample/321200-2021.md:15:1";
    row_after_blank: "DB0302" at "content/plans/sample/321200-2021.md:17:1";
    delimiter_mismatch: "DB0303" at "content/plans/sample/321200-2021.md:14:1";
    no_target_column: "DB0401" at "content/plans/sample/321200-2021.md:13:1";
    empty_target: "DB0404" at "content/plans/sample/321200-2021.md:15:1";
    unit_contradiction: "DB0405" at "content/plans/sample/321200-2021.md:16:17";
    bad_nature: "DB0407" at "content/plans/sample/321200-2021.md:15:24";
    bad_verification: "DB0408" at "content/plans/sample/321200-2021.md:15:16";
    empty_name: "DB0410" at "content/plans/sample/321200-2021.md:15:1";
    orphan_sub_row: "DB0411" at "content/plans/sample/321200-2021.md:15:1";
    bad_year: "DB0414" at "content/plans/sample/321200-2021.md:15:16";
    empty_table: "DB0415" at "content/plans/sample/321200-2021.md:13:1";
    minus_as_list: "DB0304" at "content/plans/sample/321200-2021.md:22:1";
    javascript_link: "DB0307" at "content/plans/sample/321200-2021.md:20:2";
    indented_paragraph: "DB0308" at "content/plans/sample/321200-2021.md:20:5";
    broken_box: "DB0312" at "content/plans/sample/321200-2021.md:20:1";
    secrecy_mark: "DB0315" at "content/plans/sample/321200-2021.md:11:1";
    too_deep: "DB0317" at "content/plans/sample/321200-2021.md:20:65";
    duplicate_plan: "DB0501" at "content/plans/sample/321200-2021-again.md:2:5";
    duplicate_indicator: "DB0501" at "content/indicators/sample/copy.md:2:5";
    unknown_topic: "DB0502" at "content/plans/sampel/321200-2021.md:4:8";
    unknown_indicator: "DB0503" at "content/plans/sample/321200-2021.md:15:7";
    unknown_indicator_far: "DB0503" at "content/plans/sample/321200-2021.md:15:7";
    unknown_commitment: "DB0504" at "content/plans/sample/321200-2021.md:20:18";
    ambiguous_name: "DB0505" at "content/indicators/sample/other-rate.md:3:7";
    unknown_replaces: "DB0506" at "content/plans/sample/321200-2021.md:8:11";
    cyclic_replaces: "DB0507" at "content/plans/sample/321200-2021.md:8:11";
    two_current_versions: "DB0508" at "content/plans/sample/321200-2021-second.md:2:8";
    broken_link: "DB0313" at "content/plans/sample/321200-2021.md:20:2";
    broken_anchor: "DB0313" at "content/plans/sample/321200-2021.md:20:2";
    missing_attachment: "DB0513" at "content/plans/sample/321200-2021.md:20:2";
    missing_picture: "DB0513" at "content/plans/sample/321200-2021.md:20:1";
    address_collision: "DB0701" at "content/pages/topics.md:1:1";
    gb18030: "DB0104" at "content/plans/sample/321200-2021.md:2:9";
    utf_16: "DB0104" at "content/plans/sample/321200-2021.md:1:1";
    empty_file: "DB0105" at "content/plans/sample/321200-2021.md:1:1";
    long_line: "DB0106" at "content/plans/sample/321200-2021.md:10:1" by |project| long(project, 2 << 20, false);
    ten_megabytes: "DB0106" at "content/plans/sample/321200-2021.md:1:1" by |project| long(project, 10 << 20, false);
    long_file: "DB0106" at "content/plans/sample/321200-2021.md:1:1" by |project| long(project, 6 << 20, true);
    control_character: "DB0107" at "content/plans/sample/321200-2021.md:20:33";
    bidi_character: "DB0107" at "content/plans/sample/321200-2021.md:2:10";
    stray_file: "DB0108" at "content/plan/321200-2021.md:1:1";
    stray_below: "DB0108" at "content/plans/321200-2021.md:1:1";
    link_outside: "DB0109" at "content/pages/outside.md:1:1" by |project| symlink("/dev/null", project.join("content/pages/outside.md")).unwrap();
    unreadable: "DB0110" at "content/pages/socket.md:1:1" by socket;
    config_missing: "DB0101" at "" by |project| fs::remove_file(project.join("duibiao.toml")).unwrap();
    config_invalid: "DB0102" at "duibiao.toml:2:8";
    config_missing_title: "DB0102" at "duibiao.toml:1:1";
    config_bad_address: "DB0102" at "duibiao.toml:3:12";
    config_wrong_type: "DB0102" at "duibiao.toml:1:9";
    config_unknown_key: "DB0103" at "duibiao.toml:4:1";
    config_unknown_page: "DB0102" at "duibiao.toml:4:31";
    theme_missing: "DB0801" at "duibiao.toml:4:9";
    theme_manifest: "DB0802" at "themes/mine/theme.toml:2:10";
    theme_syntax: "DB0803" at "themes/default/templates/page.html:1:8" by |project| template(project, "{% for %}");
    theme_failure: "DB0804" at "themes/default/templates/page.html:1:4" by |project| template(project, "{{ nothing.here }}");
    theme_failure_everywhere: "DB0804" at "themes/default/templates/404.html:1:25" by |project| {
        let text = "{{ t(\"site.skip\") }} {{ nothing.here }}";
        template_of(project, "404.html", text);
        put(&project.join("themes/default"), "templates/chain.html", "{% include \"404.html\" %}");
    };
    theme_string: "DB0805" at "themes/default/templates/page.html:1:7" by |project| template(project, "{{ t('naem') }}");
}

/// Writes a text of so many bytes, in one line or in many, behind the front matter of a plan.
fn long(project: &Path, bytes: usize, in_lines: bool) {
    let path = "content/plans/sample/321200-2021.md";
    let plan = fs::read_to_string(project.join(path)).unwrap();
    let (head, _) = plan.split_at(plan.rfind("---\n\n").unwrap() + "---\n".len());
    let piece = if in_lines {
        "示例文字。\n"
    } else {
        "示例文字。"
    };
    put(
        project,
        path,
        head.to_owned() + &piece.repeat(bytes / piece.len()),
    );
}

/// A file that is there and cannot be read: a socket, whose owner is gone.
fn socket(project: &Path) {
    drop(UnixListener::bind(project.join("content/pages/socket.md")).unwrap());
}

/// Gives the project the default theme as its own, with another template for ordinary pages.
fn template(project: &Path, text: &str) {
    template_of(project, "page.html", text);
}

fn template_of(project: &Path, name: &str, text: &str) {
    let theme = project.join("themes/default");
    lay(&tree(&package().join("themes/default")), &theme);
    put(&theme, &format!("templates/{name}"), text);
}

/// The site of the base project: what the output holds before a broken build.
static EARLIER_SITE: LazyLock<Tree> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    lay(&tree(&fixtures("base")), folder.path());
    let built = duibiao(folder.path(), "en");
    assert!(built.status.success(), "{}", text(&built.stderr));
    tree(&folder.path().join("output"))
});

fn duibiao(project: &Path, language: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duibiao"));
    command.args(["build", "--lang", language]);
    command.current_dir(project).env_clear().output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The folder of a case.
fn folder_name(case: &str) -> String {
    case.replace('_', "-")
}

fn check(name: &str) {
    let case = CASES.iter().find(|case| case.name == name).unwrap();
    let project = tempfile::tempdir().unwrap();
    lay(&tree(&fixtures("base")), project.path());
    let own = fixtures("broken").join(folder_name(name));
    if own.is_dir() {
        lay(&tree(&own), project.path());
    }
    lay(&EARLIER_SITE, &project.path().join("output"));
    (case.change)(project.path());
    let before = own_files(project.path());
    let chinese = duibiao(project.path(), "zh");
    let english = duibiao(project.path(), "en");
    let drawing = text(&chinese.stderr);
    assert_eq!(chinese.status.code(), Some(1), "{drawing}");
    assert_eq!(english.status.code(), Some(1), "{drawing}");
    let after = own_files(project.path());
    assert!(after == before, "something on disk changed");
    says(case, drawing, "修改办法: ");
    says(case, text(&english.stderr), "help: ");
    let spoken = format!("{drawing}\n{}", titles(text(&english.stderr)));
    insta::assert_snapshot!(name, spoken);
}

/// Sources and output; the lock of a build lies beside them.
fn own_files(project: &Path) -> Tree {
    let mut files = tree(project);
    files.retain(|path, _| !path.starts_with(".duibiao-output/"));
    files
}

/// One of the drawings has the code, the place and a way out.
#[track_caller]
fn says(case: &Case, drawn: &str, help: &str) {
    let Case { code, place, .. } = case;
    let found = drawn.split("\n\n").any(|drawing| {
        drawing.contains(&format!("[{code}]")) && drawing.contains(place) && drawing.contains(help)
    });
    assert!(found, "no {code} at {place} with a way out in:\n{drawn}");
}

/// The first lines of drawings, and the ways out.
fn titles(drawn: &str) -> String {
    let is_title = |line: &str| {
        ["error[", "warning[", "note["]
            .iter()
            .any(|severity| line.starts_with(severity))
    };
    let kept = drawn
        .lines()
        .filter(|line| is_title(line) || line.contains("= help: "));
    kept.flat_map(|line| [line.trim(), "\n"]).collect()
}

#[test]
fn every_folder_is_a_case() {
    let cases: BTreeSet<String> = CASES.iter().map(|case| folder_name(case.name)).collect();
    for entry in fs::read_dir(fixtures("broken")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = name.starts_with('.') || cases.contains(&name);
        assert!(known, "tests/fixtures/broken/{name} belongs to no case");
    }
}

/// Errors that only a release finds.
const OF_RELEASES: [Code; 4] = [
    Code::UnsignedPage,
    Code::AddressVanished,
    Code::AnchorVanished,
    Code::ForeignHost,
];

#[test]
fn every_error_has_a_case() {
    let shown: BTreeSet<&str> = CASES.iter().map(|case| case.code).collect();
    for code in Code::ALL {
        let is_error = code.severity() == Severity::Error;
        // What only a release finds is shown where releases are tested.
        let has_case = shown.contains(code.to_string().as_str()) || OF_RELEASES.contains(code);
        assert_eq!(is_error, has_case, "{code} {code:?}");
    }
}

#[test]
fn a_retired_region_is_only_a_warning() {
    let project = tempfile::tempdir().unwrap();
    lay(&tree(&fixtures("base")), project.path());
    lay(&tree(&fixtures("warned/retired-region")), project.path());
    let built = duibiao(project.path(), "zh");
    let drawing = text(&built.stderr);
    assert_eq!(built.status.code(), Some(0), "{drawing}");
    assert!(
        drawing.contains("content/plans/sample/140726-2021.md:3:9"),
        "{drawing}"
    );
    insta::assert_snapshot!(drawing);
}

/// The page says how many cells were found in the original, as long as none was changed since.
#[test]
fn a_proof_holds_until_a_cell_is_changed() {
    let project = tempfile::tempdir().unwrap();
    lay(&tree(&fixtures("base")), project.path());
    lay(&tree(&fixtures("warned/proof-outdated")), project.path());
    let built = duibiao(project.path(), "zh");
    let drawing = text(&built.stderr);
    assert_eq!(built.status.code(), Some(0), "{drawing}");
    insta::assert_snapshot!(drawing);
    let page = project
        .path()
        .join("output/plans/sample/321200-2021/index.html");
    assert!(!fs::read_to_string(&page).unwrap().contains("格有原文"));

    let plan = project.path().join("content/plans/sample/321200-2021.md");
    let stale = fs::read_to_string(&plan).unwrap();
    fs::write(&plan, stale.replace("0000000000000000", FINGERPRINT)).unwrap();
    let built = duibiao(project.path(), "zh");
    assert_eq!(text(&built.stderr), "没有发现问题\n");
    let page = fs::read_to_string(&page).unwrap();
    assert!(page.contains("7/7 格有原文（示例.txt，2026年11月22日核对）"));
}

/// That of the plan of the fixture.
const FINGERPRINT: &str = "71154a8c70712dbc";
