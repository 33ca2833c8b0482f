//! Stored number and format -> what the screen shows.

use super::super::decimal::Decimal;
use super::write;

fn shown(number: &str, code: &str) -> String {
    write(&Decimal::parse(number).unwrap(), code, false).unwrap_or_else(|| "?".to_owned())
}

#[test]
fn numbers_are_shown_with_their_digits() {
    for (number, code, expected) in [
        ("0.8", "0%", "80%"),
        ("0.955", "0.0%", "95.5%"),
        ("24.1", "0.00", "24.10"),
        ("24.100000000000001", "General", "24.1"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("2.675", "0.00", "2.68"),
        ("999.995", "0.00", "1000.00"),
        ("0.5", "0", "1"),
        ("0.4", "0", "0"),
        ("0", "0.0", "0.0"),
        ("-3", "0", "-3"),
        ("-0.001", "0.0", "0.0"),
        ("-5", "0_);(0)", "(5)"),
        ("0", "0;-0;\"—\"", "—"),
        ("12.5", "0.##", "12.5"),
        ("12", "0.##", "12."),
        ("7", "000", "007"),
        ("120000", "0.0,\"千\"", "120.0千"),
        ("95", "\"≥\"0\"%\"", "≥95%"),
        ("3", "[Red]0\"家\"", "3家"),
        ("8", "[$¥-804]#,##0", "¥8"),
        ("1E-3", "General", "0.001"),
        ("1.5E+3", "0", "1500"),
        (".5", "#.0", ".5"),
        ("42", "@", "42"),
        ("0.25", "# ?/?", "?"),
        ("1500", "0.00E+00", "?"),
        ("5", "[>3]0;General", "?"),
    ] {
        assert_eq!(shown(number, code), expected, "{number} as {code}");
    }
}

#[test]
fn dates_are_shown_by_their_pattern() {
    for (number, code, expected) in [
        ("44197", "yyyy\"年\"m\"月\"d\"日\"", "2021年1月1日"),
        ("44648.5", "yyyy-mm-dd hh:mm", "2022-03-28 12:00"),
        ("44648.75", "h:mm AM/PM", "6:00 下午"),
        ("59", "yyyy/m/d", "1900/2/28"),
        ("60", "yyyy/m/d", "1900/2/29"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("1", "yyyy/m/d", "1900/1/1"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("44197", "mmm-yy", "Jan-21"),
        ("2958465", "yyyy-mm-dd", "9999-12-31"),
    ] {
        assert_eq!(shown(number, code), expected, "{number} as {code}");
    }
    assert_eq!(write(&Decimal::parse("-1").unwrap(), "yyyy", false), None);
    assert_eq!(
        write(&Decimal::parse("0").unwrap(), "yyyy/m/d", true).unwrap(),
        "1904/1/1"
    );
}
