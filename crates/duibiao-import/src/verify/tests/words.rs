//! What may be overlooked and what never is.

use crate::verify::wording::{Normalisation as N, same};

#[test]
fn only_dress_is_overlooked_and_said() {
    for (one, other, overlooked) in [
        ("≥90%", "≥90%", vec![]),
        ("≥90%", "≥ 90 %", vec![N::Spaces]),
        ("≥90%", "≥９０％", vec![N::Width]),
        ("≥90%", "$\\geq 90\\%$", vec![N::Latex, N::Spaces]),
        ("3—5", "3-5", vec![N::Dashes]),
        ("—", "-", vec![N::Dashes]),
        ("10000", "10,000", vec![N::Separators]),
        ("12.27", "12.27③", vec![N::Marks]),
        ("3\\*4", "3*4", vec![N::Markdown]),
        ("书屋覆盖率", "书屋覆盖率。", vec![N::Punctuation]),
        ("（%）", "(%)", vec![N::Width]),
        ("不少于150家", "不少于 150 家", vec![N::Spaces]),
    ] {
        assert_eq!(same(one, other), Some(overlooked.clone()), "{one} {other}");
        assert_eq!(same(other, one), Some(overlooked), "{other} {one}");
    }
}

#[test]
fn digits_comparators_and_units_are_never_overlooked() {
    for (one, other) in [
        ("90%", "≥90%"),
        ("≥90%", ">90%"),
        ("≥90%", "≤90%"),
        ("90%", "90"),
        ("90%", "90‰"),
        ("90%", "90个百分点"),
        ("不少于5家", "至少5家"),
        ("不少于5家", "≥5家"),
        ("5家", "5个"),
        ("85%以上", "85%"),
        ("9 0", "90"),
        ("90", "9.0"),
        ("10²", "102"),
        ("$10^{2}$", "102"),
        ("③", "3"),
        ("12③", "123"),
        ("-5", "5"),
        ("3—5", "35"),
        ("1,23", "123"),
        ("1,2345", "12345"),
        ("每年2家", "2家"),
        ("约5家", "5家"),
        ("稳步提升", "持续下降"),
        ("", "0"),
        ("—", "0"),
        ("一", "1"),
        ("万人", "人"),
        ("−5", "5"),
    ] {
        assert_eq!(same(one, other), None, "{one} {other}");
        assert_eq!(same(other, one), None, "{other} {one}");
    }
}

#[test]
fn no_two_numbers_become_one() {
    let dresses: [fn(&str) -> String; 6] = [
        str::to_owned,
        |number| {
            number
                .chars()
                .map(|c| {
                    if c.is_ascii_digit() {
                        char::from_u32(u32::from(c) + 0xFEE0).unwrap()
                    } else {
                        c
                    }
                })
                .collect()
        },
        |number| format!("$\\geq {number}\\%$"),
        |number| format!("≥ {number} %"),
        |number| format!("{number}③"),
        |number| format!("{number}。"),
    ];
    let numbers = [
        "1", "2", "10", "12", "21", "1.2", "12.0", "100", "1000", "1,000", "10,00", "0.12", "012",
        "1—2", "1 2", "-12",
    ];
    for one in numbers {
        for other in numbers.iter().filter(|other| **other != one) {
            let is_grouped = one.replace(',', "") == other.replace(',', "")
                && (one == "1,000" || *other == "1,000")
                && !one.contains("10,")
                && !other.contains("10,");
            for (first, second) in dresses
                .iter()
                .flat_map(|first| dresses.iter().map(move |second| (first, second)))
            {
                let found = same(&first(one), &second(other)).is_some();
                assert!(!found || is_grouped, "{} {}", first(one), second(other));
            }
        }
    }
}
