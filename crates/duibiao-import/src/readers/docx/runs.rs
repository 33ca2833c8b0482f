//! The words of one paragraph: runs, and everything that may stand between runs.
//!
//! What a paragraph holds besides text (a picture, a page break, a text box) keeps its place among the
//! pieces; what to do with it is for the walker of blocks.

use super::DocxParts;
use super::math;
use super::notes::{self, NoteRef};
use crate::readers::raised::shifted;
use crate::readers::symbol;
use crate::readers::xml::{NodeId, Tree};

/// Fields in each other.
const FIELDS: usize = 64;

/// Reports of one kind in a paragraph.
const REPORTS: usize = 8;

/// A piece of a paragraph.
#[derive(Debug)]
pub(super) enum ParagraphPiece {
    Text(String),
    PageBreak,
    Picture(String),
    /// The content of a text box.
    TextBox(NodeId),
}

/// A piece left out: text and reason.
pub(super) type LeftOutText = (String, &'static str);

/// A thing to report: id, Chinese, English.
pub(super) type Report = (&'static str, String, String);

/// What goes on from paragraph to paragraph.
#[derive(Debug, Default)]
pub(super) struct Ongoing {
    /// For each open field, whether its result has begun.
    fields: Vec<bool>,
    feet: u32,
    ends: u32,
}

/// The content of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Inline {
    pub(super) pieces: Vec<ParagraphPiece>,
    pub(super) left_out: Vec<LeftOutText>,
    pub(super) reports: Vec<Report>,
    /// The notes that are referred to, with their marks.
    pub(super) notes: Vec<(NoteRef, String)>,
}

impl Inline {
    fn push(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(ParagraphPiece::Text(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.pieces.push(ParagraphPiece::Text(text.to_owned())),
        }
    }

    fn leave_out(&mut self, text: &str, reason: &'static str) {
        match self.left_out.last_mut() {
            Some((last, known)) if *known == reason => last.push_str(text),
            _ => self.left_out.push((text.to_owned(), reason)),
        }
    }
}

/// Reads the words of the paragraph `node`.
pub(super) fn read(tree: &Tree, node: NodeId, parts: &DocxParts, ongoing: &mut Ongoing) -> Inline {
    let mut reader = RunReader {
        tree,
        parts,
        ongoing,
        out: Inline::default(),
    };
    reader.children(node, Show::Plain);
    // An instruction that does not end in its paragraph would hide the rest of the document.
    for has_result in &mut reader.ongoing.fields {
        *has_result = true;
    }
    reader.out
}

/// Whether a switch such as `w:vanish` is set below `node`.
pub(super) fn is_on(tree: &Tree, node: NodeId, name: &str) -> bool {
    tree.child(node, name).is_some_and(|switch| {
        !matches!(
            tree.attribute(switch, "w:val"),
            Some("0" | "false" | "off" | "none")
        )
    })
}

/// How a run shows its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    Plain,
    Raised,
    Lowered,
    SymbolFont,
    Hidden,
    Deleted,
}

struct RunReader<'a> {
    tree: &'a Tree,
    parts: &'a DocxParts,
    ongoing: &'a mut Ongoing,
    out: Inline,
}

impl RunReader<'_> {
    fn children(&mut self, node: NodeId, show: Show) {
        for child in self.tree.children(node) {
            self.element(child, show);
        }
    }

    fn element(&mut self, node: NodeId, show: Show) {
        match self.tree.name(node) {
            "w:r" => {
                let show = self.show_of(node, show);
                self.children(node, show);
            }
            "w:del" | "w:moveFrom" => self.children(node, Show::Deleted),
            "w:t" | "w:delText" => {
                let text = self.tree.own_text(node);
                self.words(&text, show);
            }
            "m:oMath" | "m:oMathPara" => self.formula(node),
            "mc:AlternateContent" => self.alternative(node, show),
            "w:ruby" => {
                self.named(node, "w:rubyBase", show);
                self.named(node, "w:rt", Show::Hidden);
            }
            "w:drawing" | "w:pict" | "w:object" | "w:txbxContent" => self.drawing(node),
            "w:pPr" | "w:rPr" | "w:sdtPr" | "w:sdtEndPr" | "w:instrText" | "w:delInstrText"
            | "w:annotationRef" | "w:footnoteRef" | "w:endnoteRef" | "" => {}
            name => self.mark(name, node, show),
        }
    }

    /// Elements that stand for a character or a turn of the layout, and containers.
    fn mark(&mut self, name: &str, node: NodeId, show: Show) {
        match name {
            "w:tab" | "w:ptab" => self.words("\t", show),
            "w:br" if self.tree.attribute(node, "w:type") == Some("page") => {
                self.out.pieces.push(ParagraphPiece::PageBreak);
            }
            "w:br" | "w:cr" => self.words("\n", show),
            "w:noBreakHyphen" => self.words("-", show),
            "w:softHyphen" => {}
            "w:sym" => self.symbol(node, show),
            "w:fldChar" => self.field(node),
            "w:footnoteReference" => self.note(node, NoteRef::Foot),
            "w:endnoteReference" => self.note(node, NoteRef::End),
            _ => self.children(node, show),
        }
    }

    fn named(&mut self, node: NodeId, name: &str, show: Show) {
        if let Some(child) = self.tree.child(node, name) {
            self.children(child, show);
        }
    }

    /// A run inside deleted or hidden text stays so.
    fn show_of(&self, run: NodeId, outer: Show) -> Show {
        if matches!(outer, Show::Deleted | Show::Hidden) {
            return outer;
        }
        let Some(properties) = self.tree.child(run, "w:rPr") else {
            return outer;
        };
        let style = self.tree.child_value(properties, "w:rStyle", "w:val");
        if is_on(self.tree, properties, "w:vanish") || self.parts.styles.is_hidden(style) {
            return Show::Hidden;
        }
        let font = self.tree.child(properties, "w:rFonts");
        let font = font
            .and_then(|node| self.tree.attribute(node, "w:ascii"))
            .unwrap_or_default();
        match self.tree.child_value(properties, "w:vertAlign", "w:val") {
            _ if symbol::is_symbol_font(font) => Show::SymbolFont,
            Some("superscript") => Show::Raised,
            Some("subscript") => Show::Lowered,
            _ => outer,
        }
    }

    fn words(&mut self, text: &str, show: Show) {
        if self.ongoing.fields.contains(&false) {
            return self.out.leave_out(text, "field-instruction");
        }
        match show {
            Show::Plain => self.out.push(text),
            Show::Raised => self.out.push(&shifted(text, "⁰¹²³⁴⁵⁶⁷⁸⁹")),
            Show::Lowered => self.out.push(&shifted(text, "₀₁₂₃₄₅₆₇₈₉")),
            Show::SymbolFont => self.in_symbol_font(text),
            Show::Hidden => self.out.leave_out(text, "hidden-text"),
            Show::Deleted => self.out.leave_out(text, "tracked-deletion"),
        }
    }

    /// Letters of a run in the Symbol font are stored as Latin and shown as Greek.
    fn in_symbol_font(&mut self, text: &str) {
        for c in text.chars() {
            let code = u32::from(c);
            let is_coded = (0x21..=0xFF).contains(&code) || (0xF020..=0xF0FF).contains(&code);
            let shown = if is_coded {
                symbol::symbol(code).unwrap_or('\u{FFFD}')
            } else {
                c
            };
            self.out.push(shown.encode_utf8(&mut [0; 4]));
            if shown != c && self.out.reports.len() < REPORTS {
                self.out.reports.push(symbol_font(shown));
            }
        }
    }

    fn symbol(&mut self, node: NodeId, show: Show) {
        let font = self.tree.attribute(node, "w:font").unwrap_or_default();
        let code = self
            .tree
            .attribute(node, "w:char")
            .and_then(|code| u32::from_str_radix(code, 16).ok());
        let code = code.unwrap_or(0);
        let shown = match () {
            () if symbol::is_symbol_font(font) => symbol::symbol(code),
            () if symbol::is_picture_font(font) && font.eq_ignore_ascii_case("wingdings") => {
                symbol::wingdings(code)
            }
            () if symbol::is_picture_font(font) => None,
            () => char::from_u32(code).filter(|_| !(0xE000..=0xF8FF).contains(&code)),
        };
        if let Some(shown) = shown {
            return self.words(shown.encode_utf8(&mut [0; 4]), show);
        }
        self.words("\u{FFFD}", show);
        self.out.reports.push((
            "unknown-symbol",
            format!("字体 {font} 的符号 {code:04X} 无法辨认，请对照原件补上。"),
            format!("Symbol {code:04X} of the font {font} cannot be named; compare the original."),
        ));
    }

    fn field(&mut self, node: NodeId) {
        match self.tree.attribute(node, "w:fldCharType") {
            Some("begin") if self.ongoing.fields.len() < FIELDS => self.ongoing.fields.push(false),
            Some("separate") => {
                if let Some(has_result) = self.ongoing.fields.last_mut() {
                    *has_result = true;
                }
            }
            Some("end") => {
                self.ongoing.fields.pop();
            }
            _ => {}
        }
    }

    fn note(&mut self, node: NodeId, kind: fn(String) -> NoteRef) {
        let Some(id) = self.tree.attribute(node, "w:id") else {
            return;
        };
        let reference = kind(id.to_owned());
        let has_own_mark = self.tree.attribute(node, "w:customMarkFollows");
        let mut mark = String::new();
        if has_own_mark.is_none_or(|value| matches!(value, "0" | "false")) {
            let count = match reference {
                NoteRef::Foot(_) => &mut self.ongoing.feet,
                NoteRef::End(_) => &mut self.ongoing.ends,
            };
            *count = count.saturating_add(1);
            mark = notes::mark(&reference, *count);
            self.out.push(&mark);
        }
        self.out.notes.push((reference, mark));
    }

    fn formula(&mut self, node: NodeId) {
        let (text, is_plain) = math::linear(self.tree, node);
        if !is_plain {
            self.out.reports.push((
                "formula",
                format!("公式已改写成一行“{text}”，请对照原件。"),
                format!("A formula was written on one line as “{text}”; compare the original."),
            ));
        }
        self.out.push(&text);
    }

    /// The same content in two forms: the first is taken, the second only if the first has nothing to read.
    fn alternative(&mut self, node: NodeId, show: Show) {
        let before = self.out.pieces.len();
        let text = |out: &Inline| {
            out.pieces
                .iter()
                .map(|piece| match piece {
                    ParagraphPiece::Text(text) => text.len(),
                    _ => 0,
                })
                .sum::<usize>()
        };
        let words = text(&self.out);
        self.named(node, "mc:Choice", show);
        if self.out.pieces.len() == before && text(&self.out) == words {
            self.named(node, "mc:Fallback", show);
        }
    }

    /// Text boxes and pictures inside a drawing. A text box is entered once, so its own drawings wait.
    fn drawing(&mut self, node: NodeId) {
        let mut stack = vec![node];
        let mut description = String::new();
        while let Some(at) = stack.pop() {
            match self.tree.name(at) {
                "w:txbxContent" => {
                    self.out.pieces.push(ParagraphPiece::TextBox(at));
                    continue;
                }
                "mc:AlternateContent" => {
                    let choice = self
                        .tree
                        .child(at, "mc:Choice")
                        .or_else(|| self.tree.child(at, "mc:Fallback"));
                    stack.extend(choice);
                    continue;
                }
                "wp:docPr" => {
                    let words = self
                        .tree
                        .attribute(at, "descr")
                        .or_else(|| self.tree.attribute(at, "title"));
                    words.unwrap_or_default().clone_into(&mut description);
                }
                "a:blip" | "v:imagedata" => self
                    .out
                    .pieces
                    .push(ParagraphPiece::Picture(std::mem::take(&mut description))),
                _ => {}
            }
            let from = stack.len();
            stack.extend(self.tree.children(at));
            stack[from..].reverse();
        }
    }
}

fn symbol_font(shown: char) -> Report {
    (
        "symbol-font",
        format!("Symbol 字体的字符已换成“{shown}”，请对照原件。"),
        format!("A character of the Symbol font became “{shown}”; compare the original."),
    )
}
