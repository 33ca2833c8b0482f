//! Boxes 专栏: how their titles are written and where they end.

use crate::original::{Grid, Style};
use duibiao_syntax::outline::{Marker, NumberForm};

use crate::repair::{Passage, sentence};

/// A box whose end has not been found.
#[derive(Clone, Debug)]
pub(super) struct OpenBox {
    pub(super) index: usize,
    /// Its title was led by a tab, as cells of a converted table are: two empty lines end the cell.
    tabbed: bool,
    /// Its title has not come yet.
    untitled: bool,
    stage: BoxStage,
    /// The last 1. of a list inside.
    last: Option<u32>,
}

/// What has come so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BoxStage {
    /// Nothing but the title.
    Title,
    /// Some paragraphs.
    Text,
    /// 预期产出, which is the last paragraph of its genre.
    Results,
    /// A table right behind the title; only its notes can follow.
    Table,
}

impl OpenBox {
    pub(super) fn new(index: usize, tabbed: bool, untitled: bool) -> Self {
        Self {
            index,
            tabbed,
            untitled,
            stage: BoxStage::Title,
            last: None,
        }
    }

    /// Whether a passage stands behind the box; `outside` are the last numbers of the text around it.
    pub(super) fn ends_before(
        &self,
        passage: &Passage,
        marker: Option<Marker>,
        mut outside: impl Iterator<Item = (NumberForm, u32)>,
    ) -> bool {
        if matches!(passage.style, Style::Heading(_)) {
            return true;
        }
        if self.tabbed && self.stage != BoxStage::Title && passage.blanks >= 2 {
            return true;
        }
        let Some(marker) = marker else {
            let is_note = passage.text.starts_with("注");
            let behind = matches!(self.stage, BoxStage::Results | BoxStage::Table);
            return behind && !is_note && !sentence::is_box(&passage.text);
        };
        if marker.form < NumberForm::Arabic {
            return self.stage != BoxStage::Title || marker.ordinal > 1;
        }
        // The list inside goes on before the list outside does.
        let goes_on_inside = marker.ordinal == self.last.map_or(1, |last| last + 1);
        marker.form == NumberForm::Arabic
            && !goes_on_inside
            && outside
                .any(|(form, ordinal)| form == NumberForm::Arabic && marker.ordinal == ordinal + 1)
    }

    /// Whether a passage is the title that the label stands above.
    pub(super) fn takes_title(&mut self, passage: &Passage, marker: Option<Marker>) -> bool {
        std::mem::take(&mut self.untitled)
            && marker.is_none()
            && !passage.text.contains(['。', '：', '；'])
            && passage.text.chars().nth(40).is_none()
    }

    /// Takes a paragraph inside.
    pub(super) fn take(&mut self, text: &str, marker: Option<Marker>) {
        self.untitled = false;
        let is_result = ["预期产出", "预期成果", "预期效果", "预期成效"]
            .iter()
            .any(|lead| text.starts_with(lead))
            && !text.ends_with(['：', ':']);
        self.stage = match self.stage {
            _ if is_result => BoxStage::Results,
            BoxStage::Table => BoxStage::Table,
            _ => BoxStage::Text,
        };
        if let Some(marker) = marker.filter(|marker| marker.form == NumberForm::Arabic) {
            self.last = Some(marker.ordinal);
        }
    }

    /// Takes a table inside.
    pub(super) fn take_table(&mut self) {
        self.untitled = false;
        self.stage = match self.stage {
            BoxStage::Title | BoxStage::Table => BoxStage::Table,
            BoxStage::Text | BoxStage::Results => BoxStage::Text,
        };
    }
}

/// Whether a line is only the label of a box.
pub(super) fn is_labelled(text: &str) -> bool {
    if text.chars().nth(20).is_some() {
        return false;
    }
    let (label, title) = parted(text);
    !label.is_empty() && title.is_empty()
}

/// The label and the title of `专栏 2 支撑体系`.
pub(super) fn parted(text: &str) -> (&str, &str) {
    let Some(rest) = text.strip_prefix("专栏") else {
        return ("", text);
    };
    let number = rest.trim_start();
    let behind = number
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十-－".contains(c));
    if behind.len() == number.len() {
        return (&text[.."专栏".len()], rest.trim());
    }
    let behind_length = behind.len();
    let label = &text[..text.len() - behind_length];
    (label, behind.trim())
}

/// The title of a box that was set as a table of one column.
pub(super) fn title_of(grid: &Grid) -> Option<&str> {
    let single = grid.rows.iter().all(|row| row.len() <= 1);
    let first = grid.rows.iter().flatten().next()?;
    let title = first
        .text
        .split('\n')
        .map(str::trim)
        .find(|text| !text.is_empty())?;
    (single && sentence::is_box(title)).then_some(title)
}
