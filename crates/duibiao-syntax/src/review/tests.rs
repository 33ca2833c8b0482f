//! Which signs count, and for which words.

use jiff::civil::date;

use super::*;
use crate::span::{SourceId, Span, Spanned};

const NOW: Date = date(2026, 11, 22);

fn sign(step: &str, by: &str, day: i8, of: Option<&str>) -> Sign {
    Sign {
        step: Spanned::new(step.into(), Span::new(SourceId(0), 0..0)),
        by: by.into(),
        on: date(2026, 11, day),
        of: of.map(Into::into),
    }
}

fn complete() -> Vec<Sign> {
    let people = [
        ("初审", "甲"),
        ("复审", "乙"),
        ("终审", "丙"),
        ("一校", "丁"),
        ("二校", "丁"),
        ("三校", "丁"),
    ];
    people
        .map(|(step, by)| sign(step, by, 20, Some("f00d")))
        .into()
}

fn judged(signs: &[Sign]) -> Review {
    judge(&Rules::default(), signs, "f00d", NOW)
}

fn state_of(review: &Review, step: &str) -> SignState {
    review
        .steps
        .iter()
        .find(|(name, _)| **name == *step)
        .unwrap()
        .1
}

#[test]
fn six_signs_for_the_words_as_they_stand_are_enough() {
    let review = judged(&complete());
    assert!(review.is_complete(), "{:?}", review.missing);
    assert_eq!(review.steps.len(), 6);
    let mut unbound = complete();
    unbound[0].of = None;
    assert!(judged(&unbound).is_complete());
}

#[test]
fn each_way_of_not_being_signed_is_told() {
    let review = judged(&[]);
    assert_eq!(review.missing.len(), 6);
    assert!(review.missing[2].zh.contains("缺终审") && review.missing[2].zh.contains("f00d"));

    let mut signs = complete();
    signs[1].of = Some("beef".into());
    signs[3].on = date(2026, 11, 23);
    signs.remove(5);
    let review = judged(&signs);
    assert_eq!(state_of(&review, "复审"), SignState::Outdated);
    assert_eq!(state_of(&review, "一校"), SignState::Future);
    assert_eq!(state_of(&review, "三校"), SignState::Missing);
    assert_eq!(review.missing.len(), 3);
}

#[test]
fn of_several_signs_for_a_step_the_best_counts() {
    for at in [0, 6] {
        let mut signs = complete();
        signs.insert(at, sign("初审", "甲", 1, Some("0000")));
        assert!(judged(&signs).is_complete());
    }
}

#[test]
fn steps_that_must_be_apart_need_two_people() {
    let mut signs = complete();
    signs[0].by = "张 三".into();
    signs[2].by = "张三".into();
    let review = judged(&signs);
    assert_eq!(review.missing.len(), 1);
    assert!(review.missing[0].zh.contains("不同的人"));
    let rules = Rules {
        apart: Vec::new(),
        ..Rules::default()
    };
    assert!(judge(&rules, &signs, "f00d", NOW).is_complete());
}

#[test]
fn wrong_signs_are_told_and_count_for_nothing() {
    let mut signs = complete();
    signs.push(sign("四校", "甲", 20, None));
    signs[4].by = " ".into();
    let review = judged(&signs);
    assert_eq!(review.missing.len(), 3);
    assert!(
        review
            .missing
            .iter()
            .any(|message| message.zh.contains("四校"))
    );
    assert_eq!(state_of(&review, "二校"), SignState::Missing);
}

#[test]
fn the_steps_can_be_chosen() {
    let rules = Rules {
        steps: vec!["签发".into()],
        apart: Vec::new(),
    };
    assert!(judge(&rules, &[sign("签发", "甲", 22, None)], "f00d", NOW).is_complete());
    let none = Rules {
        steps: Vec::new(),
        apart: Vec::new(),
    };
    assert!(judge(&none, &[], "f00d", NOW).is_complete());
}

#[test]
fn the_fingerprint_is_of_the_words_and_not_of_the_signs() {
    let plain = "---\ntitle: 某规划\n---\n正文\n";
    let print = fingerprint(plain);
    let signed = "---\ntitle: 某规划\nreview:\n  - { step: 初审, by: 甲, on: 2026-11-20 }\n- step: 终审\n  by: 乙\n---\n正文\n";
    assert_eq!(fingerprint(signed), print);
    assert_eq!(fingerprint(&signed.replace("review:", "审校:")), print);
    assert_eq!(fingerprint(&plain.replace('\n', "\r\n")), print);
    assert_ne!(fingerprint(&signed.replace("某规划", "另一规划")), print);
    assert_ne!(fingerprint(&plain.replace("正文", "正文。")), print);
    assert_ne!(
        fingerprint(&(plain.to_owned() + "review: 初审\n")),
        print,
        "the body is words"
    );
}
