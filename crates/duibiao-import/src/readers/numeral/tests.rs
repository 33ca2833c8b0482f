//! Numbers in every writing.

use super::{Numeral, write};

#[test]
fn every_writing() {
    for (numeral, pairs) in [
        (
            Numeral::Chinese,
            &[
                (1, "一"),
                (10, "十"),
                (11, "十一"),
                (20, "二十"),
                (99, "九十九"),
                (101, "一〇一"),
            ][..],
        ),
        (
            Numeral::ChineseThousand,
            &[
                (10, "十"),
                (101, "一百零一"),
                (110, "一百一十"),
                (1010, "一千零一十"),
                (2000, "二千"),
            ],
        ),
        (
            Numeral::ChineseLegal,
            &[(1, "壹"), (11, "壹拾壹"), (20, "贰拾")],
        ),
        (Numeral::ChineseDigits, &[(10, "一〇"), (25, "二五")]),
        (
            Numeral::Circled,
            &[
                (1, "①"),
                (20, "⑳"),
                (21, "㉑"),
                (36, "㊱"),
                (50, "㊿"),
                (51, "51"),
                (0, "0"),
            ],
        ),
        (Numeral::Parenthesized, &[(3, "⑶"), (21, "21")]),
        (Numeral::WithStop, &[(1, "⒈")]),
        (Numeral::FullWidth, &[(12, "１２")]),
        (Numeral::DecimalZero, &[(3, "03"), (12, "12")]),
        (Numeral::Stems, &[(1, "甲"), (11, "11")]),
        (Numeral::Branches, &[(12, "亥")]),
        (
            Numeral::RomanUpper,
            &[(4, "IV"), (1999, "MCMXCIX"), (4000, "4000")],
        ),
        (Numeral::LatinLower, &[(1, "a"), (27, "aa")]),
        (Numeral::Decimal, &[(-1, "-1"), (7, "7")]),
    ] {
        for (number, expected) in pairs {
            assert_eq!(write(*number, numeral), *expected);
        }
    }
}
