//! Repairs that need no judgement: what the editor obviously wrote, in the form the parser asks for.
//!
//! A repair is proposed for one finding and made of edits to the same file; nothing is written here.
//! It is *safe*: either it changes no word that is published, or the wrong text can mean only one thing.
//! Whatever would choose for the editor, or needs another file, is not proposed; most codes have none.
//!
//! | code | repair | when it is safe |
//! |---|---|---|
//! | DB0101, 0104–0106, 0108–0110 | none | no text to edit, or the file is in the wrong place |
//! | DB0102 | a word of a closed set | other letters, or a Chinese word for exactly the same |
//! | DB0103, 0204 | rename the key | one key is near, it is not written yet, the word is long enough |
//! | DB0107 | delete it | U+FEFF, U+200B, U+2060: invisible and without effect; bidirectional, joining and control characters change or hide text, so an editor must look |
//! | DB0201 | blank lines off the top; the missing or misdrawn `---` | known keys follow |
//! | DB0202 | add the closing `---` | behind the last line of known keys |
//! | DB0203, 0206 | `键：值` and `key:value` → `key: value`; tabs → spaces; quotes around a value with `: ` | the file parses afterwards |
//! | DB0205 | add `topic`, and `region` of a plan | the folder and the file name leave one value |
//! | DB0207 | delete the second line | both say the same |
//! | DB0208 | the word of the set | other letters, one slip of the pen, or a Chinese word for exactly the same |
//! | DB0209 | `2022年3月28日`, `2022.3.28`, `20220328` … → `2022-03-28` | year first, a day of the calendar |
//! | DB0210 | `十四五`, `2021至2025年`, `2021-25` → `2021-2025` | two years in order |
//! | DB0211, 0214, 0215 | none | an address, a file name or a folder is to be chosen |
//! | DB0212 | the code | full-width or twelve digits; the name of one place, and the file name says the same |
//! | DB0213 | none | an old plan may keep its code |
//! | DB0216, 0218–0220, 0315 | none | these ask for a decision |
//! | DB0601, 0602, 0611–0614 | none | they are about people and about addresses that others know |
//! | DB0217 | `https：／／` and `HTTPS://` → `https://` | only the scheme is touched |
//! | DB0301 | delete empty cells past the header; blank line before prose below a table | nothing is in the cells; the line has no border |
//! | DB0302 | close the gap; `——` → `---`; add the delimiter row | row numbers go on; as many cells; the header is one |
//! | DB0303 | rebuild the delimiter row | header and rows agree, no alignment is lost |
//! | DB0304 | none | list or minus sign is the very question |
//! | DB0305–0307, 0309, 0313, 0317 | none | what was meant is not in the text |
//! | DB0308 | delete the indent | one line of plain words between blank lines |
//! | DB0312 | put the block quote before title and lines | nothing else could belong to the box |
//! | DB0314 | delete `[bookmark: …]` | a mark of the converter, never words |
//! | DB0316 | `** 一是**` → `**一是**` | two marks in the line, spaces inside |
//! | DB0401–0406, 0409–0413, 0415 | none | facts of the original |
//! | DB0407, 0408 | spaces out of the word, English word in small letters | the word is then one of the set |
//! | DB0414 | none | the year is not known |
//! | DB05xx, 07xx, 08xx | none | they are about other files |

use std::collections::{BTreeMap, BTreeSet};

use duibiao_syntax::diagnostic::{Code, Diagnostic, Message};
use duibiao_syntax::source::Sources;
use duibiao_syntax::span::{SourceId, Span};

use page::FileWithFindings;

pub use apply::{Overlap, apply};
pub use diff::unified_diff;

mod apply;
mod block;
mod diff;
mod header;
mod line;
mod page;
mod prose;
mod settings;
mod table;
mod value;

/// A repair of one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The code of the finding.
    pub code: Code,
    /// The index of the finding among those that were given.
    pub finding: usize,
    /// What is done, as a title.
    pub title: Message,
    /// The edits, in order, all of one file.
    pub edits: Vec<TextEdit>,
}

/// A place and what is to stand there instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextEdit {
    /// The place.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// The title and the edits of a repair.
struct RepairText {
    title: Message,
    edits: Vec<TextEdit>,
}

impl RepairText {
    fn new(zh: impl Into<String>, en: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        Self {
            title: Message::new(zh, en),
            edits,
        }
    }
}

/// The safe repairs of `diagnostics`, in their order. A repair that mends several findings at once is
/// proposed for the first of them.
pub fn propose(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Fix> {
    let mut by_source: BTreeMap<SourceId, Vec<usize>> = BTreeMap::new();
    for (index, found) in diagnostics.iter().enumerate() {
        if let Some(place) = found.place() {
            by_source.entry(place.source).or_default().push(index);
        }
    }
    let mut fixes = Vec::new();
    for (id, mut indices) in by_source {
        // Repairs of a table or a character are told once, at their first finding in the text.
        indices.sort_by_key(|index| (diagnostics[*index].place(), *index));
        let mut page = FileWithFindings::new(sources.get(id));
        let mut proposed = BTreeSet::new();
        for index in indices {
            let found = &diagnostics[index];
            let repair = repair(found, &mut page).filter(|repair| !repair.edits.is_empty());
            if let Some(repair) = repair
                && proposed.insert(repair.edits.clone())
            {
                fixes.push(Fix {
                    code: found.code,
                    finding: index,
                    title: repair.title,
                    edits: repair.edits,
                });
            }
        }
    }
    fixes.sort_by_key(|fix| fix.finding);
    fixes
}

/// Of `fixes`, the edits of each file that can be made together: where two meet, the earlier one wins,
/// and the other is found again by the next check.
pub fn together(fixes: &[Fix]) -> BTreeMap<SourceId, Vec<TextEdit>> {
    let mut chosen: BTreeMap<SourceId, BTreeMap<(u32, u32), Vec<TextEdit>>> = BTreeMap::new();
    for fix in fixes {
        let Some(source) = fix.edits.first().map(|edit| edit.span.source) else {
            continue;
        };
        let taken = chosen.entry(source).or_default();
        if fix.edits.iter().all(|edit| is_free(taken, edit.span)) {
            for edit in &fix.edits {
                let place = (edit.span.start, edit.span.end);
                taken.entry(place).or_default().push(edit.clone());
            }
        }
    }
    chosen
        .into_iter()
        .map(|(id, edits)| (id, edits.into_values().flatten().collect()))
        .collect()
}

/// Whether nothing that is taken meets a place. Insertions at one place go one behind the other.
fn is_free(taken: &BTreeMap<(u32, u32), Vec<TextEdit>>, place: Span) -> bool {
    let is_insertion = place.start == place.end;
    let before = taken.range(..(place.start, place.start)).next_back();
    let from = taken.range((place.start, place.start)..).next();
    let clear_before = before.is_none_or(|(other, _)| other.1 <= place.start);
    let clear_behind = from.is_none_or(|(other, _)| {
        (is_insertion && *other == (place.start, place.start))
            || other.0 >= place.end.max(place.start + 1)
    });
    clear_before && clear_behind
}

fn repair(found: &Diagnostic, page: &mut FileWithFindings<'_>) -> Option<RepairText> {
    match found.code {
        Code::ConfigInvalid => settings::word(found, page),
        Code::ConfigUnknownKey => settings::rename(found, page),
        Code::ForbiddenCharacter => prose::invisible(found, page),
        Code::FrontMatterMissing => header::opening(page),
        Code::FrontMatterUnclosed => header::closing(page),
        Code::YamlInvalid => header::syntax(found, page),
        Code::WrongShape => header::shape(found, page),
        Code::UnknownKey => value::rename(found, page),
        Code::MissingKey => header::derived(found, page),
        Code::DuplicateKey => header::duplicate(found, page),
        Code::NotInClosedSet => value::word(found, page),
        Code::BadDate => value::date(found, page),
        Code::BadPeriod => value::period(found, page),
        Code::UnknownRegion => value::region(found, page),
        Code::BadUrl => value::url(found, page),
        Code::TableRowCells => table::cells(found, page),
        Code::TableRowStray => table::stray(found, page),
        Code::TableDelimiter => table::delimiter(found, page),
        Code::IndentedCode => prose::indented(found, page),
        Code::BrokenBox => prose::boxed(found, page),
        Code::ConversionScar => prose::bookmark(found, page),
        Code::EmphasisUnclosed => prose::emphasis(found, page),
        Code::BadNature => table::nature(found, page),
        Code::BadVerification => table::verification(found, page),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
