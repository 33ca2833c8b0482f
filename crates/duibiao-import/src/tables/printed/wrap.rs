//! Which lines around a value belong to its row.
//!
//! Between two values stand the last lines of one name and the first lines of the next. Where one ends is
//! found for the whole table at once: a value stands in the middle of its name, or on its first or last
//! line throughout; brackets close in the name that opens them; a name goes on only from a full line.
//! Every way costs something, and the cheapest is taken. Time is linear in the rows.

use super::region_line::RegionLine;
use crate::tables::words::{half_width, is_balanced, length};

/// A row: its lines, and the one that holds its values.
#[derive(Clone, Debug)]
pub(super) struct WrappedRow {
    /// The first line.
    pub(super) first: usize,
    /// The line with the values.
    pub(super) value: usize,
    /// The last line.
    pub(super) last: usize,
    /// Whether no division of the lines was good.
    pub(super) is_doubtful: bool,
}

/// Lines of one name above or below its value.
const MOST_LINES: usize = 6;
/// A row that costs more was not understood.
const DOUBTFUL: usize = 10;

/// Where the value stands in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ValueSetting {
    Middle,
    Top,
    Bottom,
}

/// The rows of the lines.
pub(super) fn rows(lines: &[RegionLine<'_>]) -> Vec<WrappedRow> {
    let values: Vec<usize> = (0..lines.len())
        .filter(|at| lines.get(*at).is_some_and(|line| line.has_value))
        .collect();
    let settings = [
        ValueSetting::Middle,
        ValueSetting::Top,
        ValueSetting::Bottom,
    ];
    let divisions = settings.map(|setting| Division::of(lines, &values, setting));
    let best = divisions.into_iter().min_by_key(|division| division.cost);
    best.map(|division| division.rows).unwrap_or_default()
}

/// A way to divide all lines, and what it costs.
struct Division {
    rows: Vec<WrappedRow>,
    cost: usize,
}

/// A row that begins `above` lines before its value, and the cheapest way to come to it.
#[derive(Clone, Copy)]
struct WrapState {
    cost: usize,
    above: usize,
    below: usize,
    from: usize,
    own: usize,
}

impl Division {
    fn of(lines: &[RegionLine<'_>], values: &[usize], setting: ValueSetting) -> Self {
        let mut table: Vec<Vec<WrapState>> = Vec::with_capacity(values.len());
        let mut aboves = vec![(before(lines, values), 0, 0)];
        for (at, value) in values.iter().enumerate() {
            let next = values.get(at + 1).copied();
            let room = room(lines, *value, next);
            let mut states: Vec<WrapState> = Vec::new();
            for (above, cost, from) in &aboves {
                for below in 0..=room.min(MOST_LINES) {
                    let own = cost_of(lines, *value, *above, below, setting);
                    let left_over = if next.is_none() {
                        room.saturating_sub(below) * 2
                    } else {
                        0
                    };
                    states.push(WrapState {
                        cost: cost + own + left_over,
                        above: *above,
                        below,
                        from: *from,
                        own,
                    });
                }
            }
            aboves = next_aboves(&states, room);
            table.push(states);
        }
        Self::trace(&table, values)
    }

    fn trace(table: &[Vec<WrapState>], values: &[usize]) -> Self {
        let mut rows = Vec::with_capacity(values.len());
        let last = table.last().and_then(|states| {
            states
                .iter()
                .enumerate()
                .min_by_key(|(_, state)| (state.cost, state.below))
        });
        let cost = last.map_or(usize::MAX, |(_, state)| state.cost);
        let mut at = last.map_or(0, |(at, _)| at);
        for (states, value) in table.iter().zip(values).rev() {
            let Some(state) = states.get(at) else { break };
            rows.push(WrappedRow {
                first: value - state.above,
                value: *value,
                last: value + state.below,
                is_doubtful: state.own >= DOUBTFUL,
            });
            at = state.from;
        }
        rows.reverse();
        Self { rows, cost }
    }
}

/// The lines above the first value.
fn before(lines: &[RegionLine<'_>], values: &[usize]) -> usize {
    let first = values.first().copied().unwrap_or(0);
    first.min(MOST_LINES).min(lines.len())
}

/// The lines that may belong to a row below its value: all up to the next value; after the last value
/// only those that follow without a gap.
fn room(lines: &[RegionLine<'_>], value: usize, next: Option<usize>) -> usize {
    match next {
        Some(next) => next - value - 1,
        None => lines
            .iter()
            .skip(value + 1)
            .take_while(|line| !line.is_parted && line.is_narrow)
            .take(MOST_LINES)
            .count(),
    }
}

/// The cheapest state for every number of lines that are left to the next row.
fn next_aboves(states: &[WrapState], room: usize) -> Vec<(usize, usize, usize)> {
    let mut best: Vec<(usize, usize, usize)> = Vec::new();
    for (at, state) in states.iter().enumerate() {
        let left = room.saturating_sub(state.below);
        let (above, lost) = (left.min(MOST_LINES), left.saturating_sub(MOST_LINES));
        let cost = state.cost + lost * DOUBTFUL;
        match best.iter_mut().find(|(known, ..)| *known == above) {
            Some(entry) if entry.1 > cost => *entry = (above, cost, at),
            Some(_) => {}
            None => best.push((above, cost, at)),
        }
    }
    best
}

fn cost_of(
    lines: &[RegionLine<'_>],
    value: usize,
    above: usize,
    below: usize,
    setting: ValueSetting,
) -> usize {
    let row = lines.get(value - above..=value + below).unwrap_or_default();
    // A line of nothing but a group is beside the names, not one of them.
    let counts = |line: &&RegionLine<'_>| !line.left.is_empty() || !line.right.is_empty();
    let (over, under) = (
        row.iter().take(above).filter(counts).count(),
        row.iter().skip(above + 1).filter(counts).count(),
    );
    let off = match setting {
        ValueSetting::Middle => over.abs_diff(under),
        ValueSetting::Top => over,
        ValueSetting::Bottom => under,
    };
    let named: Vec<&RegionLine<'_>> = row.iter().filter(|line| !line.left.is_empty()).collect();
    off * 3 + cost_of_words(&named) + cost_of_gaps(lines, row, value, above)
}

fn cost_of_words(named: &[&RegionLine<'_>]) -> usize {
    let texts: Vec<String> = named.iter().map(|line| line.name()).collect();
    let name = texts.concat();
    let first = name.chars().next().map(half_width);
    let last = name.chars().next_back().map(half_width);
    let full = texts.iter().map(|text| length(text)).max().unwrap_or(0);
    let inner = texts.iter().rev().skip(1);
    let short = inner.filter(|text| length(text) + 3 < full).count();
    let begins_wrong =
        first.is_some_and(|c| matches!(c, ')' | '、' | ',' | '”' | '》' | '%' | '。'));
    let ends_wrong = last.is_some_and(|c| matches!(c, '、' | '(' | '“' | '《' | ',' | '和' | '及'));
    [
        (name.is_empty(), 40),
        (!is_balanced(&name), 12),
        (begins_wrong, 8),
        (ends_wrong, 8),
        (first == Some('('), 4),
    ]
    .iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, cost)| cost)
    .sum::<usize>()
        + short * 3
}

/// Gaps and ends of pages inside a row; a second number is another row.
fn cost_of_gaps(
    lines: &[RegionLine<'_>],
    row: &[RegionLine<'_>],
    value: usize,
    above: usize,
) -> usize {
    let inner = row.iter().skip(1);
    let gaps = inner.filter(|line| line.is_parted).count();
    let pages = row.last().map_or(0, |last| last.page) - row.first().map_or(0, |first| first.page);
    let numbers = row.iter().filter(|line| line.number.is_some()).count();
    let first = value - above;
    let is_parted_before = lines.get(first).is_some_and(|line| line.is_parted);
    gaps * 2 + pages * 8 + numbers.saturating_sub(1) * 30 + usize::from(!is_parted_before)
}
