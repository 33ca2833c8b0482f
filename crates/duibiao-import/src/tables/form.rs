//! How rows are laid out when the header does not tell, by a look at the first of them.
//!
//! A header on one line may have cells below it one a line, and the other way round.

use crate::tables::document::TableDocument;
use crate::tables::header::Header;
use crate::tables::heads;
use crate::tables::line;
use crate::tables::number;
use crate::tables::printed;
use crate::tables::run_on;
use crate::tables::tab_rows;
use crate::tables::value::{is_dash, is_nature, is_value};
use crate::tables::words::{length, trimmed};

/// How the rows below a header are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowForm {
    /// Cells parted by tabs.
    Tabs,
    /// A cell on each line.
    Cells,
    /// Nothing between the cells.
    RunOn,
    /// Columns made with spaces.
    Columns,
}

/// The form of the rows from `at` on, by the next lines. None when they are no rows.
pub(crate) fn form(document: &TableDocument<'_>, at: usize, header: &Header) -> Option<RowForm> {
    let (mut tabs, mut gaps, mut alone, mut run_on, mut lines) = (0, 0, 0, 0, 0);
    let mut at = at;
    while lines < 14
        && let Some(next) = document.next_printed(at, 6)
        && let Some(text) = document.text(next)
    {
        let bare = trimmed(text);
        if lines == 0 && heads::at(document, next).is_some() {
            break;
        }
        if line::is_prose(text) || line::is_label(text) || line::is_contents(text) {
            break;
        }
        lines += 1;
        let is_cell =
            is_value(bare) || is_dash(bare) || is_nature(bare) || number::alone(bare).is_some();
        tabs += usize::from(tab_rows::is_row(text));
        gaps += usize::from(printed::segments(text).len() > 1 && !tab_rows::is_row(text));
        alone += usize::from(is_cell && length(bare) <= 30);
        run_on += usize::from(!is_cell && run_on::is_row_of(header, text));
        at = next + 1;
    }
    if tabs * 3 >= lines && tabs > 0 {
        Some(RowForm::Tabs)
    } else if gaps * 5 >= lines && gaps > 0 {
        Some(RowForm::Columns)
    } else if alone * 4 >= lines && alone > run_on {
        Some(RowForm::Cells)
    } else if run_on > 0 {
        Some(RowForm::RunOn)
    } else {
        None
    }
}
