//! Every code is found and explained in both languages.

use super::*;

mod examples;

#[test]
fn every_code_has_a_whole_section_in_order() {
    let headings: Vec<&str> = TEXT
        .split("\n## ")
        .skip(1)
        .map(|section| section.split('\n').next().unwrap())
        .collect();
    let codes: Vec<String> = Code::ALL
        .iter()
        .map(|code| format!("{code} {code:?}"))
        .collect();
    assert_eq!(headings, codes);
    for code in Code::ALL {
        let page = page(*code);
        assert_eq!(page.code, *code);
        let body = &page.body;
        for text in [&body.what, &body.why, &body.mend] {
            assert!(
                text.zh.chars().count() > 6 && text.zh.ends_with('。'),
                "{code}: {text:?}"
            );
            assert!(
                text.en.len() > 10 && text.en.ends_with('.'),
                "{code}: {text:?}"
            );
        }
        assert!(
            body.example.iter().any(|line| line.side != Side::Both),
            "{code}"
        );
        assert!(
            page.title.zh.chars().count() > 4,
            "{code}: {:?}",
            page.title
        );
    }
}

/// What the suite of the project demands of the document.
#[test]
fn the_document_keeps_its_form() {
    for code in Code::ALL {
        let page = page(*code);
        let lines: Vec<&str> = page.markdown().lines().collect();
        assert!(lines.contains(&code.meaning()), "{code}");
        assert_eq!(page.markdown().matches("```").count(), 2, "{code}");
    }
}

#[test]
fn a_code_is_found_however_it_is_written() {
    for written in [
        "DB0204",
        "db0204",
        "0204",
        "204",
        "db204",
        " DB204 ",
        "错误[DB0204]",
        "UnknownKey",
        "unknownkey",
    ] {
        assert_eq!(find(written), Ok(Code::UnknownKey), "{written}");
    }
}

#[test]
fn other_words_give_the_nearest_codes() {
    assert_eq!(find("DB0311").unwrap_err().nearest[0], Code::BrokenBox);
    assert_eq!(find("99999").unwrap_err().nearest.len(), 9 - 1);
    assert_eq!(find("UnknwonKey").unwrap_err().nearest[0], Code::UnknownKey);
    assert_eq!(find("").unwrap_err().nearest[0], Code::ConfigMissing);
    let message = find("DB0299\u{1b}[31m").unwrap_err().message();
    assert!(!message.zh.contains('\u{1b}'));
}

#[test]
fn text_says_everything_in_one_language() {
    let text = page(Code::DuplicateKey).text(Language::Chinese);
    assert!(
        text.starts_with("错误[DB0207] DuplicateKey\n\n同一个键写了两次"),
        "{text}"
    );
    assert!(
        text.contains("\n    status: in-force\n  - 有效性: draft\n"),
        "{text}"
    );
    let english = page(Code::DuplicateKey).text(Language::English);
    assert!(
        english.contains("How to mend it\n  Keep one") || english.contains("keep one"),
        "{english}"
    );
}

#[test]
fn html_is_escaped_and_whole() {
    for code in Code::ALL {
        for language in [Language::Chinese, Language::English] {
            let html = page(*code).html(language).into_string();
            let inside = html.replace("<del>", "").replace("<ins>", "");
            let tags = inside.matches('<').count();
            assert_eq!(tags, inside.matches('>').count(), "{code}");
            assert!(
                !html.contains("<script") && !html.contains("<b>") && !html.contains("<sub>"),
                "{code}"
            );
            assert_eq!(
                html.matches("<code>").count(),
                html.matches("</code>").count(),
                "{code}"
            );
        }
    }
    let html = page(Code::RawHtml).html(Language::Chinese).into_string();
    assert!(html.contains("<del>− PM&lt;sub&gt;2.5"), "{html}");
}
