//! Rules -> grids.

use super::super::fixed::Fixed;
use super::{RuledLine, tables};

fn rule(is_horizontal: bool, at: i64, from: i64, to: i64) -> RuledLine {
    RuledLine {
        is_horizontal,
        at: Fixed::from_int(at),
        from: Fixed::from_int(from),
        to: Fixed::from_int(to),
    }
}

fn cells(rules: &[RuledLine]) -> Vec<(usize, usize, usize, usize)> {
    let found = tables(rules);
    found
        .iter()
        .flat_map(|table| &table.cells)
        .map(|cell| (cell.row, cell.column, cell.rows, cell.columns))
        .collect()
}

#[test]
fn rules_in_pieces_and_a_tall_cell() {
    let rules = [
        rule(true, 100, 0, 100),
        rule(true, 60, 50, 100),
        rule(true, 20, 0, 50),
        rule(true, 20, 51, 100),
        rule(false, 0, 20, 100),
        rule(false, 50, 20, 60),
        rule(false, 50, 59, 100),
        rule(false, 100, 20, 100),
    ];
    assert_eq!(cells(&rules), [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]);
}

#[test]
fn what_does_not_meet_is_no_table() {
    let lines = [
        rule(true, 100, 0, 100),
        rule(true, 60, 0, 100),
        rule(true, 20, 0, 100),
    ];
    assert_eq!(cells(&lines), []);
    let apart = [
        lines.as_slice(),
        &[
            rule(false, 300, 20, 100),
            rule(false, 350, 20, 100),
            rule(false, 400, 20, 100),
        ],
    ]
    .concat();
    assert_eq!(cells(&apart), []);
}

#[test]
fn many_rules_end() {
    let many: Vec<RuledLine> = (0..3000)
        .flat_map(|at| {
            [
                rule(true, at * 4, 0, 20_000),
                rule(false, at * 4, 0, 20_000),
            ]
        })
        .collect();
    assert!(tables(&many).is_empty());
}
