//! Workflow commands and their escapes.

use super::*;
use duibiao_syntax::diagnostic::Code;
use duibiao_syntax::span::Span;

#[test]
fn a_finding_is_one_line_with_the_place_and_both_languages() {
    let mut sources = Sources::default();
    let id = sources.add("content/pages/a,b:c 100%.md", "---\ntitel: 𠀀甲\n");
    let found = Diagnostic::new(Code::UnknownKey, "没有 `titel`\n这个键", "no key: 100%")
        .at(Span::new(id, 4..9))
        .help("改成 `title`", "write `title`");
    assert_eq!(
        github(&[found], &sources),
        "::error file=content/pages/a%2Cb%3Ac 100%25.md,line=2,endLine=2,col=1,endColumn=6,title=DB0204\
         ::没有 `titel`%0A这个键%0A改法：改成 `title`%0Ano key: 100%25%0Ahelp: write `title`\n"
    );
}

#[test]
fn a_place_of_several_lines_has_no_columns() {
    let mut sources = Sources::default();
    let id = sources.add("a.md", "一\n二\n");
    let found = Diagnostic::new(Code::TargetIsText, "甲", "a").at(Span::new(id, 0..6));
    assert_eq!(
        github(&[found], &sources),
        "::notice file=a.md,line=1,endLine=2,title=DB0412::甲%0Aa\n"
    );
}

#[test]
fn a_finding_about_the_project_has_no_file() {
    let found = Diagnostic::new(Code::ConfigMissing, "甲", "a");
    assert_eq!(
        github(&[found], &Sources::default()),
        "::error title=DB0101::甲%0Aa\n"
    );
}
