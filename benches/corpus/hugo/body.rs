//! The text of a plan as Markdown for Hugo: the same words, with the ids and links that duibiao finds by
//! itself written out.

use std::fmt::Write as _;

use serde_json::Value;

/// The text with the ids of its headings, with links for its citations, and its promises.
pub(super) fn markdown(body: &str, view: &Value, root: &str) -> String {
    let mut text = String::with_capacity(body.len() * 3 / 2);
    let mut numbers = [0_usize; 3];
    for line in body.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=3).contains(&depth) {
            // The page has the only heading of the first level.
            text.push('#');
            text.push_str(line);
            heading_id(&mut text, &mut numbers, depth);
        } else if let Some(title) = line.strip_prefix("> [!") {
            box_title(&mut text, title);
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    promises(&cited(text, view), root)
}

/// `s3-2` for the second section of the third.
fn heading_id(text: &mut String, numbers: &mut [usize; 3], depth: usize) {
    numbers[depth - 1] += 1;
    numbers[depth..].fill(0);
    let parts: Vec<String> = numbers[..depth].iter().map(usize::to_string).collect();
    // Writing to a text does not fail.
    write!(text, " {{#s{}}}", parts.join("-")).ok();
}

/// Hugo has no boxes with numbers; a quotation with a title in bold type comes near.
fn box_title(text: &mut String, title: &str) {
    write!(text, "> **{}**\n>", title.replacen(']', "", 1)).ok();
}

/// Links every citation that leads somewhere. No citation of a plan is a part of another one.
fn cited(mut text: String, view: &Value) -> String {
    let citations = view["citations"].as_array().into_iter().flatten();
    for citation in citations {
        let (written, href) = (&citation["written"], &citation["target"]["href"]);
        if let (Some(written), Some(href)) = (written.as_str(), href.as_str()) {
            text = text.replace(written, &format!("[{written}]({href})"));
        }
    }
    text
}

/// Leads every promise to its indicator, with the id that other plans use.
fn promises(text: &str, root: &str) -> String {
    const LINK: &str = "](indicator:";
    let mut pieces = text.split(LINK);
    let mut made = pieces.next().unwrap_or_default().to_owned();
    for (at, piece) in pieces.enumerate() {
        if let Some(start) = made.rfind('[') {
            made.insert_str(start, &format!("<a id=\"c-{}\"></a>", at + 1));
        }
        let (indicator, rest) = piece.split_once(')').unwrap_or((piece, ""));
        write!(made, "]({root}indicators/{indicator}/index.html){rest}").ok();
    }
    made
}
