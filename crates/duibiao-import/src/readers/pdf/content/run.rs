//! The state in which a page is drawn, and the operators that change it.

use std::rc::Rc;

use super::super::fixed::{Fixed, Matrix};
use super::super::font::Font;
use super::super::lexer::{Dict, Object};
use super::super::ruled::RuledLine;
use super::{PageContent, PlacedGlyph};

/// Graphics states in each other.
const STATES: usize = 256;

/// Rules of one page; a map has more, a table never.
const RULES: usize = 6000;

/// What `q` saves and `Q` brings back.
#[derive(Clone)]
pub(super) struct GraphicsState {
    pub(super) matrix: Matrix,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: Fixed,
    pub(super) letter_space: Fixed,
    pub(super) word_space: Fixed,
    pub(super) stretch: Fixed,
    pub(super) leading: Fixed,
    pub(super) rise: Fixed,
    pub(super) is_invisible: bool,
}

/// The run of one content stream.
pub(super) struct ContentRun<'r> {
    pub(super) resources: &'r Dict,
    pub(super) state: GraphicsState,
    pub(super) saved: Vec<GraphicsState>,
    pub(super) text: Matrix,
    pub(super) line: Matrix,
    /// The path that is being drawn, on the page.
    pub(super) path: Vec<RuledLine>,
    pub(super) point: Option<(Fixed, Fixed)>,
}

impl GraphicsState {
    /// The state at the beginning of a page.
    pub(super) fn of(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: Fixed::ZERO,
            letter_space: Fixed::ZERO,
            word_space: Fixed::ZERO,
            stretch: Fixed::ONE,
            leading: Fixed::ZERO,
            rise: Fixed::ZERO,
            is_invisible: false,
        }
    }
}

impl<'r> ContentRun<'r> {
    pub(super) fn new(resources: &'r Dict, state: GraphicsState) -> Self {
        Self {
            resources,
            state,
            saved: Vec::new(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            path: Vec::new(),
            point: None,
        }
    }
}

impl ContentRun<'_> {
    /// Carries out an operator that shows nothing.
    pub(super) fn operator(
        &mut self,
        operator: &str,
        operands: &[Object],
        content: &mut PageContent,
    ) {
        let number = |index: usize| {
            operands
                .get(index)
                .and_then(Object::number)
                .unwrap_or(Fixed::ZERO)
        };
        match operator {
            "q" if self.saved.len() < STATES => self.saved.push(self.state.clone()),
            "Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            "cm" => {
                if let Some(matrix) = matrix(operands) {
                    self.state.matrix = matrix.then(self.state.matrix);
                }
            }
            "BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            "Td" => self.next_line(number(0), number(1)),
            "TD" => {
                self.state.leading = number(1).negated();
                self.next_line(number(0), number(1));
            }
            "T*" => self.next_line(Fixed::ZERO, self.state.leading.negated()),
            "Tm" => {
                if let Some(matrix) = matrix(operands) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            "Tc" => self.state.letter_space = number(0),
            "Tw" => self.state.word_space = number(0),
            "Tz" => self.state.stretch = number(0).over(100),
            "TL" => self.state.leading = number(0),
            "Ts" => self.state.rise = number(0),
            "Tr" => self.state.is_invisible = number(0).whole() == 3,
            _ => self.path_operator(
                operator,
                [number(0), number(1), number(2), number(3)],
                content,
            ),
        }
    }

    fn path_operator(
        &mut self,
        operator: &str,
        [x, y, width, height]: [Fixed; 4],
        content: &mut PageContent,
    ) {
        match operator {
            "m" => self.point = Some(self.state.matrix.apply(x, y)),
            "l" => {
                let end = self.state.matrix.apply(x, y);
                if let Some(start) = self.point.replace(end) {
                    self.path.extend(RuledLine::between(start, end));
                }
            }
            "re" => {
                let one = self.state.matrix.apply(x, y);
                let other = self.state.matrix.apply(x.plus(width), y.plus(height));
                self.path.extend(RuledLine::around(one, other));
            }
            "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => {
                if content.rules.len() < RULES {
                    content.rules.append(&mut self.path);
                }
                self.path.clear();
            }
            "n" => self.path.clear(),
            _ => {}
        }
        if self.path.len() > RULES {
            self.path.clear();
        }
    }

    fn next_line(&mut self, x: Fixed, y: Fixed) {
        self.line = self.line.moved(x, y);
        self.text = self.line;
    }

    /// `'` and `"` begin a line, the second with spacing of its own.
    pub(super) fn before_showing(&mut self, operator: &str, operands: &[Object]) {
        if let ("\"", [word, letter, _]) = (operator, operands) {
            self.state.word_space = word.number().unwrap_or(Fixed::ZERO);
            self.state.letter_space = letter.number().unwrap_or(Fixed::ZERO);
        }
        if matches!(operator, "'" | "\"") {
            self.next_line(Fixed::ZERO, self.state.leading.negated());
        }
    }

    /// Moves on along the line; in a vertical font, down.
    pub(super) fn advance(&mut self, by: Fixed) {
        let is_vertical = self
            .state
            .font
            .as_ref()
            .is_some_and(|font| font.is_vertical);
        self.text = if is_vertical {
            self.text.moved(Fixed::ZERO, by.negated())
        } else {
            self.text.moved(by.times(self.state.stretch), Fixed::ZERO)
        };
    }

    /// A character at the current place, turned upright: its own line is the horizontal one.
    pub(super) fn glyph(&self, text: String, width: Fixed) -> PlacedGlyph {
        let place = self.text.then(self.state.matrix);
        let [a, b, ..] = place.0;
        let quarters = match (a.abs() >= b.abs(), a >= Fixed::ZERO, b >= Fixed::ZERO) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 3,
            (false, _, false) => 1,
        };
        let upright = place.then(Matrix::turned(-quarters));
        let (left, base) = upright.apply(Fixed::ZERO, self.state.rise);
        let (right, _) = upright.apply(width.times(self.state.stretch), self.state.rise);
        let (_, top) = upright.apply(Fixed::ZERO, self.state.rise.plus(self.state.size));
        PlacedGlyph {
            text,
            left: left.min(right),
            right: left.max(right),
            base,
            size: top.minus(base).abs(),
            quarters,
        }
    }
}

/// Six operands as a transformation.
pub(super) fn matrix(operands: &[Object]) -> Option<Matrix> {
    let numbers: Vec<Fixed> = operands.iter().filter_map(Object::number).collect();
    Some(Matrix(numbers.try_into().ok()?))
}
