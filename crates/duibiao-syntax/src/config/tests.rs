//! What is read from `duibiao.toml`, and what is found in it.

use super::*;
use crate::source::Sources;

const GOOD: &str = "title = \"对标\"\nkind = \"research\"\nbase_url = \"https://x.cn\"\n";

fn read(text: &str) -> (Checked<Config>, Sources) {
    let mut sources = Sources::default();
    let id = sources.add(FILE_NAME, text);
    (parse(sources.get(id)), sources)
}

/// The code, the text under the primary label and the English help of each finding.
fn findings(text: &str) -> Vec<(Code, String, String)> {
    let (checked, sources) = read(text);
    let tell = |d: &Diagnostic| {
        let under = d.place().map_or("", |span| sources.slice(span)).to_owned();
        let help = d
            .help
            .as_ref()
            .map_or("", |help| help.en.as_str())
            .to_owned();
        (d.code, under, help)
    };
    checked.diagnostics.iter().map(tell).collect()
}

/// Appends a line to a good file and returns its only finding.
fn finding(line: &str) -> (Code, String, String) {
    let mut all = findings(&format!("{GOOD}{line}"));
    assert_eq!(all.len(), 1, "{line}: {all:?}");
    all.remove(0)
}

#[test]
fn a_short_file_has_defaults() {
    let (checked, _) = read(GOOD);
    assert_eq!(checked.diagnostics, []);
    let config = checked.value;
    assert_eq!(
        (config.title.as_str(), config.kind),
        ("对标", SiteKind::Research)
    );
    assert_eq!(config.base_url, "https://x.cn/");
    assert_eq!(
        (config.theme.value.as_str(), config.output.as_str()),
        ("default", "output")
    );
    assert_eq!(
        (config.language, config.description),
        (Language::Chinese, None)
    );
    assert_eq!((config.footer, config.nav), (Footer::default(), Vec::new()));
}

#[test]
fn a_full_file_keeps_every_value() {
    let text = "\u{FEFF}title = \"T\"\r\nkind = \"government\"\r\nbase_url = \"HTTP://Ex.gov.cn:8080/a/b//\"\r\n\
        language = \"en\"\ntheme = \"mine\"\ndescription = \"d\"\npublisher = \"p\"\nlicense = \"l\"\n\
        contact = \"c\"\noutput = \"./build//site/\"\nnav = [{ title = \"关于\", page = \"about\" }]\n[footer]\n\
        host = \"h\"\ncontact = \"fc\"\nsite_id_code = \"3200000001\"\nicp = \"i\"\npolice = \"po\"\n\
        police_code = \"1\"\nerror_report = \"https://e\"\n";
    let (checked, sources) = read(text);
    assert_eq!(checked.diagnostics, []);
    let config = checked.value;
    assert_eq!(config.base_url, "http://ex.gov.cn:8080/a/b/");
    assert_eq!(
        (config.kind, config.language),
        (SiteKind::Government, Language::English)
    );
    assert_eq!(sources.slice(config.theme.span), "\"mine\"");
    assert_eq!(config.output, "build/site");
    assert_eq!(sources.slice(config.nav[0].page.span), "\"about\"");
    let footer = config.footer;
    let all = [
        footer.host,
        footer.contact,
        footer.site_id_code,
        footer.icp,
        footer.police,
        footer.police_code,
    ];
    let all: Vec<&str> = all.iter().flatten().map(String::as_str).collect();
    assert_eq!(all, ["h", "fc", "3200000001", "i", "po", "1"]);
    assert_eq!(footer.error_report.as_deref(), Some("https://e"));
}

#[test]
fn an_empty_file_lacks_three_keys() {
    let all = findings("");
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|(code, under, help)| {
        *code == Code::ConfigInvalid && under.is_empty() && help.starts_with("add the line ")
    }));
    let blank = findings("title = \" \"\nkind = \"research\"\nbase_url = \"https://x.cn\"");
    assert_eq!((blank.len(), blank[0].1.as_str()), (1, "\" \""));
}

#[test]
fn unknown_keys_are_errors_with_a_suggestion() {
    let unknown = |line: &str, under: &str, help: &str| {
        let expected = (Code::ConfigUnknownKey, under.to_owned(), help.to_owned());
        assert_eq!(finding(line), expected);
    };
    unknown("titel = \"x\"", "titel", "did you mean title?");
    unknown("[footer]\npolise = \"x\"", "polise", "did you mean police?");
    unknown(
        "nav = [{ title = \"a\", page = \"b\", paeg = 1 }]",
        "paeg",
        "did you mean page?",
    );
    let (code, under, help) = finding("表 = 1".replace('表', "\"表\"").as_str());
    assert_eq!((code, under.as_str()), (Code::ConfigUnknownKey, "\"表\""));
    assert!(help.starts_with("allowed: title, kind"), "{help}");
}

#[test]
fn wrong_values_are_pointed_at() {
    let invalid = |line: &str, under: &str| {
        let (code, found, _) = finding(line);
        assert_eq!(
            (code, found.as_str()),
            (Code::ConfigInvalid, under),
            "{line}"
        );
    };
    invalid("language = \"zh\"", "\"zh\"");
    invalid("description = 5", "5");
    invalid("footer = \"x\"", "\"x\"");
    invalid("nav = \"x\"", "\"x\"");
    invalid("nav = [1]", "1");
    invalid("nav = [{ title = \"a\" }]", "{ title = \"a\" }");
    invalid("[footer]\nsite_id_code = 3200000001", "3200000001");
    for output in [
        "..",
        "a/../b",
        "/srv",
        ".",
        "content/x",
        "themes",
        "src",
        "~/site",
        "C:/x",
        "a\\\\b",
    ] {
        let under = format!("\"{output}\"");
        invalid(&format!("output = {under}"), &under);
    }
    for theme in ["../x", "a/b", ".hidden", "c:"] {
        invalid(&format!("theme = \"{theme}\""), &format!("\"{theme}\""));
    }
}

#[test]
fn base_urls_are_public_addresses() {
    let bad = [
        "x.cn",
        "ftp://x.cn/",
        "https://",
        "https:///a",
        "https://x.cn/?q",
        "https://x.cn/#a",
        "https://中国.cn/",
        "https://u:p@x.cn/",
        "https://x.cn/a b/",
        "https://x.cn/../",
        "https://x.cn:99999/",
        "javascript:alert(1)",
        "https://x.cn/\\\"<",
        "//x.cn/",
    ];
    for url in bad {
        let text = GOOD.replace("https://x.cn", url);
        let all = findings(&text);
        assert_eq!((all.len(), all[0].0), (1, Code::ConfigInvalid), "{url}");
        assert_eq!(all[0].1, format!("\"{url}\""));
    }
    for (written, normal) in [
        ("http://[::1]:80", "http://[::1]:80/"),
        ("https://X.cn/A", "https://x.cn/A/"),
        ("http://127.0.0.1:4000/", "http://127.0.0.1:4000/"),
    ] {
        assert_eq!(normal_base_url(written).as_deref(), Some(normal));
    }
}

#[test]
fn all_errors_of_a_broken_file_are_collected() {
    let text = "title = \nkind = \"goverment\"\nbase_url = \"https://x.cn\"\nkind = \"research\"\nlanguag = \"en\"\n";
    let all = findings(text);
    let codes: Vec<Code> = all.iter().map(|finding| finding.0).collect();
    assert!(codes.contains(&Code::ConfigUnknownKey), "{all:?}");
    assert!(all.len() >= 4, "{all:?}");
    assert!(
        all.iter()
            .any(|(_, _, help)| help == "did you mean government?"),
        "{all:?}"
    );
    assert!(
        !all.iter()
            .any(|(_, _, help)| help.starts_with("add the line")),
        "{all:?}"
    );
}
