//! Which language to answer in, before any project is known.

use std::ffi::OsString;

use super::surroundings::Surroundings;
use duibiao_syntax::diagnostic::Language;

/// The language of `--lang`, wherever it stands, else of `DUIBIAO_LANG`, else Chinese when the locale
/// is. Nothing when none of them says so: then the project decides.
pub(super) fn chosen(arguments: &[OsString], surroundings: &Surroundings) -> Option<Language> {
    flag(arguments)
        .or_else(|| named(surroundings.variable("DUIBIAO_LANG")?))
        .or_else(|| locale(surroundings).filter(|language| *language == Language::Chinese))
}

/// The value of the flag, found before the command line is read: mistakes on it are told in the same
/// language.
fn flag(arguments: &[OsString]) -> Option<Language> {
    let words: Vec<&str> = arguments
        .iter()
        .map_while(|argument| argument.to_str().or(Some("")))
        .take_while(|word| *word != "--")
        .collect();
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    let apart = words
        .windows(2)
        .find(|pair| pair[0] == "--lang")
        .map(|pair| pair[1]);
    named(joined.or(apart)?)
}

/// Of the variables that name the locale, the first that is set wins.
fn locale(surroundings: &Surroundings) -> Option<Language> {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| surroundings.variable(name))
        .find(|value| !value.is_empty())
        .and_then(named)
}

fn named(name: &str) -> Option<Language> {
    let name = name.to_ascii_lowercase();
    if name.starts_with("zh") {
        Some(Language::Chinese)
    } else if name.starts_with("en") {
        Some(Language::English)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arguments: &str, variables: &[(&str, &str)], expected: Option<Language>) {
        let arguments: Vec<OsString> = arguments.split(' ').map(OsString::from).collect();
        let surroundings = Surroundings::for_test(std::path::Path::new("/"), variables);
        assert_eq!(chosen(&arguments, &surroundings), expected);
    }

    #[test]
    fn the_flag_wins_wherever_it_stands() {
        let english = [("DUIBIAO_LANG", "en"), ("LANG", "en_US.UTF-8")];
        check("duibiao --lang zh build", &english, Some(Language::Chinese));
        check(
            "duibiao build --lang=zh --jobs 2",
            &english,
            Some(Language::Chinese),
        );
        check(
            "duibiao build -- --lang=zh",
            &english,
            Some(Language::English),
        );
    }

    #[test]
    fn then_the_variable_of_the_program_then_a_chinese_locale() {
        let both = [("DUIBIAO_LANG", "zh"), ("LC_ALL", "en_US.UTF-8")];
        check("duibiao", &both, Some(Language::Chinese));
        check(
            "duibiao",
            &[("LANG", "zh_CN.UTF-8")],
            Some(Language::Chinese),
        );
        check(
            "duibiao",
            &[("LC_ALL", ""), ("LANG", "zh_TW")],
            Some(Language::Chinese),
        );
        check("duibiao", &[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], None);
    }

    #[test]
    fn anything_else_leaves_it_to_the_project() {
        check("duibiao", &[("LANG", "en_US.UTF-8")], None);
        check("duibiao --lang", &[("DUIBIAO_LANG", "fr")], None);
        check("duibiao", &[], None);
    }
}
