//! The description of a page, carried out: where each character stands, which rules and pictures are drawn.
//!
//! Only what moves or shows text and what may rule a table is carried out; colours and shapes are passed over.

mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::original::UnreadableOriginal;

use self::run::{ContentRun, GraphicsState, matrix};
use super::file::PdfFile;
use super::fixed::{Fixed, Matrix};
use super::font::{Doubt, Font};
use super::lexer::{Dict, Lexer, Object};
use super::page::PdfPage;
use super::ruled::RuledLine;
use crate::readers::limits::Limits;
use crate::readers::refusal;

/// Forms in forms.
const FORMS: usize = 12;

/// Operands before one operator.
const OPERANDS: usize = 1 << 16;

/// A character on a page, the page turned so that most text is upright. Coordinates grow right and up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlacedGlyph {
    pub(super) text: String,
    pub(super) left: Fixed,
    pub(super) right: Fixed,
    pub(super) base: Fixed,
    pub(super) size: Fixed,
    /// Quarters that its line is turned against the page.
    pub(super) quarters: i64,
}

/// A picture: its edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Image {
    pub(super) top: Fixed,
    pub(super) bottom: Fixed,
    pub(super) width: Fixed,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    pub(super) glyphs: Vec<PlacedGlyph>,
    pub(super) rules: Vec<RuledLine>,
    pub(super) images: Vec<Image>,
    pub(super) has_vertical_text: bool,
    /// Whether all its text is invisible.
    pub(super) is_recognised: bool,
    pub(super) is_damaged: bool,
}

/// Carries out page after page; fonts are read once.
pub(super) struct Interpreter<'a> {
    file: &'a PdfFile<'a>,
    limits: &'a Limits,
    fonts: BTreeMap<u32, Rc<Font>>,
    doubts: BTreeSet<(Doubt, String)>,
    operators: usize,
    visible: usize,
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(file: &'a PdfFile<'a>, limits: &'a Limits) -> Self {
        let (fonts, doubts) = (BTreeMap::new(), BTreeSet::new());
        Self {
            file,
            limits,
            fonts,
            doubts,
            operators: 0,
            visible: 0,
        }
    }

    /// Carries out a page.
    pub(super) fn page(&mut self, page: &PdfPage) -> Result<PageContent, UnreadableOriginal> {
        let mut content = PageContent::default();
        let mut bytes = Vec::new();
        let parts = match page.dict.get("Contents") {
            Some(Object::Array(parts)) => parts.clone(),
            Some(Object::Reference(number)) => match self.file.object(*number) {
                Object::Array(parts) => parts,
                _ => vec![Object::Reference(*number)],
            },
            _ => Vec::new(),
        };
        for part in parts {
            let stream = self.file.stream(&part);
            let unpacked = stream
                .map(|stream| self.file.unpack(&stream))
                .transpose()?
                .flatten();
            match unpacked {
                Some(part) => bytes.extend(part),
                None => content.is_damaged = true,
            }
            bytes.push(b'\n');
        }
        self.visible = 0;
        let state = GraphicsState::of(Matrix::turned(page.quarters));
        self.stream(
            &bytes,
            &page.resources,
            state,
            &mut Vec::new(),
            &mut content,
        )?;
        content.is_recognised =
            !content.glyphs.is_empty() && self.visible == 0 && !content.images.is_empty();
        Ok(content)
    }

    /// What the fonts of all pages left in doubt.
    pub(super) fn font_reports(&self) -> Vec<(&'static str, String, String)> {
        let report = |(doubt, name): &(Doubt, String)| match doubt {
            Doubt::NoUnicode => (
                "font-without-unicode",
                format!(
                    "字体 {name} 没有说明字符编码，认不出的字写成了“\u{FFFD}”，请对照原件补上。"
                ),
                format!(
                    "The font {name} does not say which characters it draws; unknown ones became “\u{FFFD}”. Compare the original."
                ),
            ),
            Doubt::Symbol => (
                "symbol-font",
                format!("字体 {name} 的符号（≥、≤、μ 等）按 Symbol 编码读出，请对照原件。"),
                format!(
                    "Signs of the font {name} (≥, ≤, μ, …) were read by the Symbol encoding; compare the original."
                ),
            ),
        };
        self.doubts.iter().map(report).collect()
    }

    fn stream(
        &mut self,
        bytes: &[u8],
        resources: &Dict,
        state: GraphicsState,
        forms: &mut Vec<u32>,
        content: &mut PageContent,
    ) -> Result<(), UnreadableOriginal> {
        let mut run = ContentRun::new(resources, state);
        let mut lexer = Lexer::new(bytes, 0);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            let Object::Word(operator) = object else {
                operands.push(object);
                if operands.len() > OPERANDS {
                    operands.clear();
                    content.is_damaged = true;
                }
                continue;
            };
            self.operators += 1;
            if self.operators > self.limits.pdf_operators {
                return Err(refusal::too_large(
                    "PDF 操作数",
                    "operators of a PDF",
                    self.limits.pdf_operators,
                ));
            }
            match operator.as_str() {
                "BI" => skip_inline_image(bytes, &mut lexer),
                "Do" => self.draw(&run, &operands, forms, content)?,
                "Tf" => self.select_font(&mut run, &operands)?,
                "Tj" | "'" | "\"" | "TJ" => {
                    run.before_showing(&operator, &operands);
                    self.show(&mut run, operands.last(), content)?;
                }
                operator => run.operator(operator, &operands, content),
            }
            operands.clear();
        }
        Ok(())
    }

    fn select_font(
        &mut self,
        run: &mut ContentRun<'_>,
        operands: &[Object],
    ) -> Result<(), UnreadableOriginal> {
        let [name, size] = operands else {
            return Ok(());
        };
        run.state.size = size.number().unwrap_or(Fixed::ZERO);
        let fonts = self
            .file
            .get_dict(run.resources, "Font")
            .unwrap_or_default();
        let Some(entry) = name.name().and_then(|name| fonts.get(name)) else {
            run.state.font = None;
            return Ok(());
        };
        let number = match entry {
            Object::Reference(number) => Some(*number),
            _ => None,
        };
        if let Some(font) = number.and_then(|number| self.fonts.get(&number)) {
            run.state.font = Some(Rc::clone(font));
            return Ok(());
        }
        let Object::Dict(dict) = self.file.resolve(entry) else {
            return Ok(());
        };
        let font = Rc::new(Font::read(self.file, &dict)?);
        if let Some(number) = number {
            self.fonts.insert(number, Rc::clone(&font));
        }
        run.state.font = Some(font);
        Ok(())
    }

    /// Shows a string, or an array of strings and moves.
    fn show(
        &mut self,
        run: &mut ContentRun<'_>,
        operand: Option<&Object>,
        content: &mut PageContent,
    ) -> Result<(), UnreadableOriginal> {
        match operand {
            Some(Object::String(string)) => self.string(run, string, content),
            Some(Object::Array(items)) => {
                for item in items {
                    match item {
                        Object::String(string) => self.string(run, string, content)?,
                        Object::Number(back) => {
                            let forth = back.negated().over(1000).times(run.state.size);
                            run.advance(forth);
                        }
                        _ => {}
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn string(
        &mut self,
        run: &mut ContentRun<'_>,
        string: &[u8],
        content: &mut PageContent,
    ) -> Result<(), UnreadableOriginal> {
        let Some(font) = run.state.font.clone() else {
            content.is_damaged |= !string.is_empty();
            return Ok(());
        };
        for shown in font.show(string) {
            if let Some(doubt) = shown.doubt {
                self.doubts.insert((doubt, font.name.clone()));
            }
            let wide = shown.width.over(1000).times(run.state.size);
            if !shown.text.trim().is_empty() {
                self.visible += usize::from(!run.state.is_invisible);
                content.glyphs.push(run.glyph(shown.text, wide));
                content.has_vertical_text |= font.is_vertical;
            }
            if content.glyphs.len() > self.limits.pdf_page_glyphs {
                return Err(refusal::too_large(
                    "一页的字数",
                    "characters on a page",
                    self.limits.pdf_page_glyphs,
                ));
            }
            let extra = if shown.is_space {
                run.state.word_space
            } else {
                Fixed::ZERO
            };
            run.advance(wide.plus(run.state.letter_space).plus(extra));
        }
        Ok(())
    }

    /// `Do`: a picture is noted, a form is carried out. A form within itself is passed over.
    fn draw(
        &mut self,
        run: &ContentRun<'_>,
        operands: &[Object],
        forms: &mut Vec<u32>,
        content: &mut PageContent,
    ) -> Result<(), UnreadableOriginal> {
        let objects = self
            .file
            .get_dict(run.resources, "XObject")
            .unwrap_or_default();
        let Some(entry) = operands
            .last()
            .and_then(Object::name)
            .and_then(|name| objects.get(name))
        else {
            return Ok(());
        };
        let (Some(stream), &Object::Reference(number)) = (self.file.stream(entry), entry) else {
            return Ok(());
        };
        if self.file.get(&stream.dict, "Subtype").name() == Some("Image") {
            content.images.push(image(run.state.matrix));
            return Ok(());
        }
        if forms.contains(&number) || forms.len() >= FORMS {
            content.is_damaged = true;
            return Ok(());
        }
        let Some(bytes) = self.file.unpack(&stream)? else {
            return Ok(());
        };
        let resources = self
            .file
            .get_dict(&stream.dict, "Resources")
            .unwrap_or_else(|| run.resources.clone());
        let mut state = run.state.clone();
        if let Object::Array(items) = self.file.get(&stream.dict, "Matrix") {
            state.matrix = matrix(&items)
                .unwrap_or(Matrix::IDENTITY)
                .then(state.matrix);
        }
        forms.push(number);
        let done = self.stream(&bytes, &resources, state, forms, content);
        forms.pop();
        done
    }
}

/// The unit square of a picture on the page.
fn image(matrix: Matrix) -> Image {
    let corners = [(0, 0), (1, 0), (0, 1), (1, 1)]
        .map(|(x, y)| matrix.apply(Fixed::from_int(x), Fixed::from_int(y)));
    let (xs, ys) = (corners.map(|(x, _)| x), corners.map(|(_, y)| y));
    let bounds = |values: [Fixed; 4]| {
        let least = values.into_iter().fold(values[0], Fixed::min);
        (least, values.into_iter().fold(values[0], Fixed::max))
    };
    let ((left, right), (bottom, top)) = (bounds(xs), bounds(ys));
    Image {
        top,
        bottom,
        width: right.minus(left),
    }
}

/// Steps over the bytes of a picture within the page: to `EI` between spaces.
fn skip_inline_image(bytes: &[u8], lexer: &mut Lexer<'_>) {
    let from = lexer.position();
    let end = bytes[from..].windows(4).position(|window| {
        let [before, b'E', b'I', after] = window else {
            return false;
        };
        super::lexer::is_space(*before) && super::lexer::is_space(*after)
    });
    lexer.set_position(end.map_or(bytes.len(), |end| from + end + 3));
}
