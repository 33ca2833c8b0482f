//! Which encoding some bytes are in.

use encoding_rs::BIG5;

use super::{decode, decode_as};

const TEXT: &str = "為加強古樹名木保護，制定本規劃。到二〇二五年，全市古樹掛牌率達到百分之九十五以上，新增古樹公園三座。";

#[test]
fn big5_is_told_from_gb() {
    let (bytes, ..) = BIG5.encode(TEXT);
    let decoded = decode(&bytes).unwrap();
    assert_eq!((decoded.text.as_str(), decoded.encoding), (TEXT, "Big5"));
    let simple = "到2025年，全市古树挂牌率达到95%以上，丨亍丌。";
    let (bytes, ..) = encoding_rs::GB18030.encode(simple);
    let decoded = decode(&bytes).unwrap();
    assert_eq!(
        (decoded.text.as_str(), decoded.encoding),
        (simple, "GB18030")
    );
}

#[test]
fn damaged_utf8_is_not_taken_for_something_else() {
    let mut bytes = TEXT.repeat(3).into_bytes();
    bytes.insert(300, 0x81);
    assert_eq!(decode(&bytes).unwrap_err().code, "undecodable");
}

#[test]
fn a_wrong_label_does_not_win() {
    assert_eq!(decode_as(TEXT.as_bytes(), "utf-8").unwrap().text, TEXT);
    let (bytes, ..) = encoding_rs::GB18030.encode("挂牌率𠀀");
    assert_eq!(decode_as(&bytes, "gb2312").unwrap().text, "挂牌率𠀀");
    assert_eq!(decode_as(&bytes, "utf-8").unwrap().text, "挂牌率𠀀");
    assert_eq!(decode_as(&bytes, "no-such-label").unwrap().text, "挂牌率𠀀");
}

#[test]
fn ascii_and_short_texts() {
    for text in ["a", "90%", "规", "90\n"] {
        assert_eq!(decode(text.as_bytes()).unwrap().text, text);
    }
}
