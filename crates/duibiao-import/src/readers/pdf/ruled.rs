//! Ruled tables: lines that cross -> cells, and the characters in each.
//!
//! Only a grid of at least two rows and two columns whose rules meet is a table. A frame around text is
//! none, and neither are rules under headings.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::fixed::Fixed;

/// A straight horizontal or vertical line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RuledLine {
    pub(super) is_horizontal: bool,
    /// Its height for a horizontal rule, its distance from the left for a vertical one.
    pub(super) at: Fixed,
    pub(super) from: Fixed,
    pub(super) to: Fixed,
}

/// Lines closer than this are one, and ends this near to a line touch it: in thousandths of a point.
const NEAR: i64 = 2500;

fn near() -> Fixed {
    Fixed::ratio(NEAR, 1000)
}

impl RuledLine {
    /// The rule between two points, if it is straight and long enough to be one.
    pub(super) fn between(one: (Fixed, Fixed), other: (Fixed, Fixed)) -> Option<Self> {
        let (wide, high) = (one.0.minus(other.0).abs(), one.1.minus(other.1).abs());
        let straight = Fixed::ONE;
        let least = Fixed::from_int(3);
        match () {
            () if high <= straight && wide >= least => Some(Self {
                is_horizontal: true,
                at: one.1,
                from: one.0.min(other.0),
                to: one.0.max(other.0),
            }),
            () if wide <= straight && high >= least => Some(Self {
                is_horizontal: false,
                at: one.0,
                from: one.1.min(other.1),
                to: one.1.max(other.1),
            }),
            () => None,
        }
    }

    /// The rules of a rectangle: a thin one is a line itself, a larger one has four sides.
    pub(super) fn around(one: (Fixed, Fixed), other: (Fixed, Fixed)) -> Vec<Self> {
        let (left, right) = (one.0.min(other.0), one.0.max(other.0));
        let (bottom, top) = (one.1.min(other.1), one.1.max(other.1));
        let thin = Fixed::from_int(3);
        let (middle_x, middle_y) = (left.plus(right).over(2), bottom.plus(top).over(2));
        match (right.minus(left) < thin, top.minus(bottom) < thin) {
            (true, true) => Vec::new(),
            (false, true) => Self::between((left, middle_y), (right, middle_y))
                .into_iter()
                .collect(),
            (true, false) => Self::between((middle_x, bottom), (middle_x, top))
                .into_iter()
                .collect(),
            (false, false) => [
                Self::between((left, top), (right, top)),
                Self::between((left, bottom), (right, bottom)),
                Self::between((left, bottom), (left, top)),
                Self::between((right, bottom), (right, top)),
            ]
            .into_iter()
            .flatten()
            .collect(),
        }
    }
}

/// A table on a page: its cells and the lines between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ruled {
    /// From the top, cell by cell.
    pub(super) cells: Vec<RuledCell>,
    /// The lines of the grid, from the left and from the top.
    xs: Vec<Fixed>,
    ys: Vec<Fixed>,
    /// For each field of the grid, row by row, the index of its cell.
    owners: Vec<usize>,
}

/// A cell: its place in the grid and on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RuledCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Its right edge.
    pub(super) right: Fixed,
}

/// The tables that the rules of a page make, from the top.
pub(super) fn tables(rules: &[RuledLine]) -> Vec<Ruled> {
    let horizontal = joined(rules, true);
    let vertical = joined(rules, false);
    let mut tables: Vec<Ruled> = groups(&horizontal, &vertical)
        .into_iter()
        .filter_map(|(across, down)| table(&across, &down))
        .collect();
    tables.sort_by_key(|table| std::cmp::Reverse(table.top()));
    tables
}

/// Pieces of one line made one: Word draws a rule for each cell.
fn joined(rules: &[RuledLine], is_horizontal: bool) -> Vec<RuledLine> {
    let mut sorted: Vec<RuledLine> = rules
        .iter()
        .copied()
        .filter(|rule| rule.is_horizontal == is_horizontal)
        .collect();
    sorted.sort_by_key(|rule| (rule.at, rule.from));
    let mut lines: Vec<Vec<RuledLine>> = Vec::new();
    for rule in sorted {
        match lines.last_mut() {
            Some(line) if rule.at.minus(line[0].at) <= near() => line.push(rule),
            _ => lines.push(vec![rule]),
        }
    }
    let mut joined = Vec::new();
    for mut line in lines {
        let at = line[0].at;
        line.sort_by_key(|rule| rule.from);
        let mut open: Option<RuledLine> = None;
        for rule in line {
            match &mut open {
                Some(whole) if rule.from <= whole.to.plus(near()) => {
                    whole.to = whole.to.max(rule.to);
                }
                _ => joined.extend(open.replace(RuledLine { at, ..rule })),
            }
        }
        joined.extend(open);
    }
    joined
}

/// Rules that cross or touch, directly or through others.
fn groups(
    horizontal: &[RuledLine],
    vertical: &[RuledLine],
) -> Vec<(Vec<RuledLine>, Vec<RuledLine>)> {
    /// Crossings that are looked at: a table of 200 rows and 50 columns has ten thousand.
    const CROSSINGS: usize = 400_000;
    if horizontal.len().saturating_mul(vertical.len()) > CROSSINGS {
        return Vec::new();
    }
    let mut root: Vec<usize> = (0..horizontal.len() + vertical.len()).collect();
    for (index, across) in horizontal.iter().enumerate() {
        for (offset, down) in vertical.iter().enumerate() {
            if touch(across, down) {
                let (one, other) = (
                    find(&mut root, index),
                    find(&mut root, horizontal.len() + offset),
                );
                root[one.max(other)] = one.min(other);
            }
        }
    }
    let mut groups = BTreeMap::<usize, (Vec<RuledLine>, Vec<RuledLine>)>::new();
    for (index, rule) in horizontal.iter().enumerate() {
        groups
            .entry(find(&mut root, index))
            .or_default()
            .0
            .push(*rule);
    }
    for (offset, rule) in vertical.iter().enumerate() {
        groups
            .entry(find(&mut root, horizontal.len() + offset))
            .or_default()
            .1
            .push(*rule);
    }
    groups.into_values().collect()
}

fn touch(across: &RuledLine, down: &RuledLine) -> bool {
    let within = |value: Fixed, rule: &RuledLine| {
        value >= rule.from.minus(near()) && value <= rule.to.plus(near())
    };
    within(down.at, across) && within(across.at, down)
}

fn find(root: &mut [usize], of: usize) -> usize {
    let mut at = of;
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// The grid of a group, if it is one.
fn table(across: &[RuledLine], down: &[RuledLine]) -> Option<Ruled> {
    let mut ys = distinct(across);
    let xs = distinct(down);
    ys.reverse();
    if xs.len() < 3 || ys.len() < 3 || xs.len() > 200 || ys.len() > 2000 {
        return None;
    }
    let (cells, owners) = cells(across, down, &xs, &ys);
    let columns = cells.iter().map(|cell| cell.column).max().unwrap_or(0);
    let rows = cells.iter().map(|cell| cell.row).max().unwrap_or(0);
    (columns > 0 && rows > 0).then_some(Ruled {
        cells,
        xs,
        ys,
        owners,
    })
}

impl Ruled {
    /// How many rows the grid has.
    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// Its upper edge.
    pub(super) fn top(&self) -> Fixed {
        self.ys[0]
    }

    /// The index of the cell at a place, nothing outside of the table.
    pub(super) fn cell_at(&self, x: Fixed, y: Fixed) -> Option<usize> {
        let column = self.xs.partition_point(|&line| line <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|&line| line >= y).checked_sub(1)?;
        let width = self.xs.len() - 1;
        let is_inside = column < width && row < self.rows();
        self.owners
            .get(row * width + column)
            .copied()
            .filter(|_| is_inside)
    }
}

fn distinct(rules: &[RuledLine]) -> Vec<Fixed> {
    let mut places: Vec<Fixed> = rules.iter().map(|rule| rule.at).collect();
    places.sort_unstable();
    places.dedup_by(|next, kept| next.minus(*kept) <= near());
    places
}

/// Fields of the grid that no rule parts are one cell: to the right first, then down in full width. With the
/// cells comes the index of the cell of each field.
fn cells(
    across: &[RuledLine],
    down: &[RuledLine],
    xs: &[Fixed],
    ys: &[Fixed],
) -> (Vec<RuledCell>, Vec<usize>) {
    let (width, height) = (xs.len() - 1, ys.len() - 1);
    let middle = |lines: &[Fixed], field: usize| lines[field].plus(lines[field + 1]).over(2);
    let right_of = walls(down, xs, &|row| middle(ys, row), height);
    let below_of = walls(across, ys, &|column| middle(xs, column), width);
    let mut owners: Vec<Option<usize>> = vec![None; width * height];
    let mut cells = Vec::new();
    for field in 0..width * height {
        if owners[field].is_some() {
            continue;
        }
        let (row, column) = (field / width, field % width);
        let is_free = |row: usize, column: usize| owners[row * width + column].is_none();
        let goes_right = |at: &usize| !right_of[*at][row] && is_free(row, *at);
        let right = column + (column + 1..width).take_while(goes_right).count();
        let goes_down = |at: &usize| {
            (column..=right).all(|across| !below_of[*at][across] && is_free(*at, across))
        };
        let below = row + (row + 1..height).take_while(goes_down).count();
        for line in row..=below {
            owners[line * width + column..=line * width + right].fill(Some(cells.len()));
        }
        let (rows, columns) = (below - row + 1, right - column + 1);
        cells.push(RuledCell {
            row,
            column,
            rows,
            columns,
            right: xs[right + 1],
        });
    }
    (cells, owners.into_iter().flatten().collect())
}

/// For each line of the grid and each field along it, whether a rule is drawn there.
fn walls(
    rules: &[RuledLine],
    lines: &[Fixed],
    middle: &dyn Fn(usize) -> Fixed,
    fields: usize,
) -> Vec<Vec<bool>> {
    let mut walls = vec![vec![false; fields]; lines.len()];
    for rule in rules {
        let Some(line) = lines
            .iter()
            .position(|line| line.minus(rule.at).abs() <= near())
        else {
            continue;
        };
        for (field, wall) in walls[line].iter_mut().enumerate() {
            let at = middle(field);
            *wall |= at >= rule.from && at <= rule.to;
        }
    }
    walls
}
