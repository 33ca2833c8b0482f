//! The reasons why a file is not read at all, each with the words that tell an editor what to do.
//!
//! One function for one reason, so that the set is closed and can be read at a glance. Whatever can be read
//! in part is not here: that is a [`crate::original::ImportProblem`] of the document.

use crate::original::UnreadableOriginal;

fn refuse(code: &'static str, zh: String, en: String) -> UnreadableOriginal {
    UnreadableOriginal { code, zh, en }
}

/// No bytes, or nothing but white space.
pub(crate) fn empty() -> UnreadableOriginal {
    refuse("empty", "文件是空的。".into(), "The file is empty.".into())
}

/// A format that is known and not read; `name` says which one, `cure` what to do instead.
pub(crate) fn foreign(name: &str, cure_zh: &str, cure_en: &str) -> UnreadableOriginal {
    refuse(
        "format-not-read",
        format!("这是 {name} 文件，不能直接导入：{cure_zh}。"),
        format!("This is a {name} file, which is not read: {cure_en}."),
    )
}

/// A picture of a page.
pub(crate) fn picture(name: &str) -> UnreadableOriginal {
    refuse(
        "scan",
        format!(
            "这是一张 {name} 图片（扫描件），里面没有文字。请向发文单位索取 Word 文件，或先做文字识别并逐字核对。"
        ),
        format!(
            "This is a {name} picture (a scan) without text. Ask the issuer for the Word file, or run character recognition and compare every word."
        ),
    )
}

/// A PDF that consists of pictures.
pub(crate) fn no_text_layer(pages: usize) -> UnreadableOriginal {
    refuse(
        "no-text-layer",
        format!(
            "这个 PDF 的 {pages} 页里没有文字（扫描件）。请向发文单位索取 Word 文件，或先做文字识别并逐字核对。"
        ),
        format!(
            "The {pages} pages of this PDF hold no text (a scan). Ask the issuer for the Word file, or run character recognition and compare every word."
        ),
    )
}

/// Bytes that are no text in any known encoding.
pub(crate) fn binary() -> UnreadableOriginal {
    refuse(
        "binary",
        "这不是文本，也不是能识别的文档格式。".into(),
        "This is neither text nor a document format that is known here.".into(),
    )
}

/// Text with a byte that fits no encoding.
pub(crate) fn undecodable(line: usize, encoding: &str) -> UnreadableOriginal {
    refuse(
        "undecodable",
        format!("第 {line} 行有无法按 {encoding} 解码的字节。请用原来的程序打开，另存为 UTF-8。"),
        format!(
            "Line {line} has a byte that is not {encoding}. Open it with the program that made it and save it as UTF-8."
        ),
    )
}

/// A file that ends too early or is not what its first bytes promise.
pub(crate) fn damaged(what: &str) -> UnreadableOriginal {
    refuse(
        "truncated",
        format!("文件不完整或已损坏（{what}）。请重新下载或另存一份。"),
        format!("The file is truncated or damaged ({what}). Download or save it again."),
    )
}

/// A file that asks for a password.
pub(crate) fn encrypted() -> UnreadableOriginal {
    refuse(
        "encrypted",
        "文件已加密。请去掉密码或打开限制后另存一份。".into(),
        "The file is encrypted. Save a copy without password and restrictions.".into(),
    )
}

/// Something is larger than the limits allow.
pub(crate) fn too_large(what_zh: &str, what_en: &str, limit: usize) -> UnreadableOriginal {
    refuse(
        "too-large",
        format!("{what_zh}超过上限 {limit}。请拆分后再导入。"),
        format!("There is more than the limit allows: {what_en}, {limit}. Split the document."),
    )
}

/// A part of a package that swells beyond reason.
pub(crate) fn zip_bomb(part: &str) -> UnreadableOriginal {
    refuse(
        "zip-bomb",
        format!("压缩包中的 {part} 解压后异常膨胀，已停止读取。"),
        format!("The part {part} of the package swells beyond reason; reading was stopped."),
    )
}

/// A package in which one name stands for two parts.
pub(crate) fn duplicate_parts() -> UnreadableOriginal {
    refuse(
        "duplicate-parts",
        "压缩包里有同名的部分，无法确定哪一个是正文。请用 Word 打开后另存。".into(),
        "Two parts of the package have the same name, so the text is uncertain. Open it and save it again.".into(),
    )
}

/// XML with a document type or with entities of its own.
pub(crate) fn entities(part: &str) -> UnreadableOriginal {
    refuse(
        "xml-entities",
        format!("{part} 里有 DTD 或实体声明，办公软件不会这样写，已拒绝读取。"),
        format!(
            "{part} declares a document type or entities, which office programs never do; it is refused."
        ),
    )
}

/// Structure nested beyond reason.
pub(crate) fn too_deep(what: &str, limit: usize) -> UnreadableOriginal {
    refuse(
        "too-deep",
        format!("{what} 的嵌套超过 {limit} 层，已停止读取。"),
        format!("{what} is nested deeper than {limit}; reading was stopped."),
    )
}

/// A Word file with revisions that were neither accepted nor rejected.
pub(crate) fn tracked_changes(count: usize) -> UnreadableOriginal {
    refuse(
        "tracked-changes",
        format!(
            "文件里有 {count} 处未处理的修订。请在 Word 里接受或拒绝全部修订，或加参数按“接受全部修订”导入。"
        ),
        format!(
            "The file holds {count} tracked changes. Accept or reject them in Word, or ask for all of them to be accepted."
        ),
    )
}
