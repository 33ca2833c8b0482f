//! Redlines keep both texts whole and do not shred words.

use proptest::prelude::*;

use super::*;

/// `[-old-]{+new+}`.
fn drawn(old: &str, new: &str) -> String {
    let runs = redline(old, new);
    let draw = |run: &RedlineRun<'_>| match run {
        RedlineRun::Kept(text) => (*text).to_owned(),
        RedlineRun::Removed(text) => format!("[-{text}-]"),
        RedlineRun::Added(text) => format!("{{+{text}+}}"),
    };
    runs.iter().map(draw).collect()
}

fn sides(runs: &[RedlineRun<'_>]) -> (String, String) {
    let (mut old, mut new) = (String::new(), String::new());
    for run in runs {
        match run {
            RedlineRun::Kept(text) => {
                old.push_str(text);
                new.push_str(text);
            }
            RedlineRun::Removed(text) => old.push_str(text),
            RedlineRun::Added(text) => new.push_str(text),
        }
    }
    (old, new)
}

#[test]
fn numbers_and_words_change_whole() {
    for (old, new, wanted) in [
        (
            "到2025年达到≥95%。",
            "到2030年达到≥96%。",
            "到[-2025-]{+2030+}年达到[-≥95%-]{+≥96%+}。",
        ),
        ("累计〔70〕个", "累计〔75〕个", "累计[-〔70〕-]{+〔75〕+}个"),
        ("PM2细颗粒物", "PM10细颗粒物", "[-PM2-]{+PM10+}细颗粒物"),
        ("1,234.5万元", "1,234.6万元", "[-1,234.5-]{+1,234.6+}万元"),
        ("建设阅览室", "新建阅览室", "[-建设-]{+新建+}阅览室"),
        (
            "推动市县开展示范。",
            "推动各市县开展示范。",
            "推动{+各+}市县开展示范。",
        ),
        ("同样", "同样", "同样"),
        ("", "新", "{+新+}"),
        ("旧", "", "[-旧-]"),
    ] {
        assert_eq!(drawn(old, new), wanted, "{old} → {new}");
    }
}

#[test]
fn what_two_changes_have_between_them_goes_with_them() {
    assert_eq!(
        drawn("甲方和乙方负责", "丙地和丁地负责"),
        "[-甲方和乙方-]{+丙地和丁地+}负责"
    );
    // A sentence and its stop are not swallowed.
    assert_eq!(drawn("甲。乙", "丙。丁"), "[-甲-]{+丙+}。[-乙-]{+丁+}");
}

#[test]
fn one_rewritten_sentence_leaves_the_others_alone() {
    let old = "每年公布进展。阅览室免费开放。经费列入预算。";
    let new = "每年公布进展。读者证在全省通用。经费列入预算。";
    assert_eq!(
        drawn(old, new),
        "每年公布进展。[-阅览室免费开放-]{+读者证在全省通用+}。经费列入预算。"
    );
}

#[test]
fn hostile_texts_take_counted_steps() {
    let old: String = (0..200_000_u32)
        .map(|n| if n % 3 == 0 { '甲' } else { '乙' })
        .collect();
    let new: String = (0..200_000_u32)
        .map(|n| if n % 7 < 3 { '乙' } else { '甲' })
        .collect();
    assert_eq!(sides(&redline(&old, &new)), (old, new));
    let stops = "。".repeat(200_000);
    let marks = "。！".repeat(100_000);
    assert_eq!(sides(&redline(&stops, &marks)), (stops, marks));
}

proptest! {
    #[test]
    fn both_texts_can_be_read_back(
        old in "[甲乙丙0-9。，≥%〔〕a\n ]{0,60}",
        new in "[甲乙丙0-9。，≥%〔〕a\n ]{0,60}",
    ) {
        prop_assert_eq!(sides(&redline(&old, &new)), (old, new));
    }

    #[test]
    fn any_text_survives(old in ".{0,40}", new in ".{0,40}") {
        let runs = redline(&old, &new);
        prop_assert!(runs.iter().all(|run| !matches!(run, RedlineRun::Kept("") | RedlineRun::Removed("") | RedlineRun::Added(""))));
        prop_assert_eq!(sides(&runs), (old, new));
    }
}
