//! The lines of the table of verdicts: pairs first, then what one side does not have.

use std::borrow::Cow;
use std::io;

use super::super::page::PageContext;
use super::super::sentence;
use super::lines::{shown, text};
use super::sheet::{DataCell, DataTable};
use crate::route::View;
use duibiao_compare::catalog::{Plan, PlanId, RowRef};
use duibiao_compare::compare::{LevelAbove, NotSet, Pair};
use duibiao_compare::verdict::{Standing, Verdict};
use duibiao_syntax::document::{IndicatorRow, PlanStatus, Verification};

/// The verdicts of a plan.
pub(super) fn lines(
    page: &PageContext<'_>,
    id: PlanId,
    sheet: &mut DataTable<'_>,
) -> io::Result<()> {
    let comparison = page.context.comparisons.of(id);
    for pair in &comparison.pairs {
        of_pair(page, id, pair, sheet)?;
    }
    for row in 0..u32::try_from(page.context.catalog.plan(id).rows.len()).unwrap_or(u32::MAX) {
        for (at, level) in comparison.levels.iter().enumerate() {
            let answers = |pair: &&Pair| {
                pair.row == row && pair.standing == Standing::Above && usize::from(pair.level) == at
            };
            if comparison.pairs.iter().find(answers).is_none() {
                of_own_row(page, id, row, level, sheet)?;
            }
        }
    }
    let mut not_set = comparison.not_set.iter();
    not_set.try_for_each(|not_set| of_upper_row(page, id, not_set, sheet))
}

/// The two rows of a line, as far as there are two.
struct VerdictPair<'a> {
    own: &'a Plan,
    row: Option<&'a IndicatorRow>,
    indicator: &'a str,
    /// The other plan's id, its region's, and its row.
    against: (&'a str, String, Option<&'a IndicatorRow>),
    verdict: Verdict,
    sentence: String,
}

impl<'a> VerdictPair<'a> {
    /// The columns that every verdict has, up to the sentence; the rest is empty.
    fn cells(&self, view: View) -> Vec<DataCell<'_>> {
        let (plan, region, row) = &self.against;
        let number = |row: Option<&'a IndicatorRow>| text(row.map_or("", |row| &row.number));
        vec![
            text(self.own.id()),
            Cow::Owned(self.own.region().id()),
            text(self.indicator),
            number(self.row),
            text(plan),
            text(region),
            number(*row),
            text(view.id()),
            text(self.verdict.id()),
            text(""),
            text(""),
            text(""),
            text(&self.sentence),
        ]
    }

    fn anchors(&self) -> [DataCell<'_>; 2] {
        let anchor = |row: Option<&'a IndicatorRow>| text(row.map_or("", |row| &row.anchor));
        [anchor(self.row), anchor(self.against.2)]
    }

    /// A verdict about something that one side does not have: the same in both views.
    fn absence(&self, sheet: &mut DataTable<'_>) -> io::Result<()> {
        for view in View::ALL {
            let mut cells = self.cells(view);
            cells.extend(["", "", "above", "", "", ""].map(text));
            cells.extend(self.anchors());
            cells.push(text(""));
            cells.push(Cow::Owned(self.own.is_default().to_string()));
            sheet.line(&cells)?;
        }
        Ok(())
    }
}

fn of_pair(
    page: &PageContext<'_>,
    id: PlanId,
    pair: &Pair,
    sheet: &mut DataTable<'_>,
) -> io::Result<()> {
    let catalog = page.context.catalog;
    let (own, other) = (catalog.plan(id), catalog.plan(pair.against.plan));
    let row = catalog.row(RowRef {
        plan: id,
        row: pair.row,
    });
    let judgement = pair.judgement(catalog, id);
    let line = VerdictPair {
        own,
        row: Some(row),
        indicator: &catalog.indicator(pair.indicator).document.id.value,
        against: (
            other.id(),
            other.region().id(),
            Some(catalog.row(pair.against)),
        ),
        verdict: judgement.verdict,
        sentence: sentence::verdict(page.context, id, pair, &judgement).sentence,
    };
    let year = row.targets[usize::from(pair.target)].target.horizon.year();
    let in_default = own.is_default() && other.is_default();
    for view in View::ALL {
        // A row that only the loose view joins has no line in the strict one.
        if view == View::Strict && !pair.is_strict() {
            continue;
        }
        let mut cells = line.cells(view);
        cells[9] = shown(judgement.difference);
        cells[10] = text(judgement.unit.as_deref().unwrap_or_default());
        cells[11] = text(judgement.reason.map_or("", |reason| reason.id()));
        cells.push(text(
            judgement
                .strictness
                .map_or("", |strictness| strictness.id()),
        ));
        cells.push(text(pair.grade.id()));
        cells.push(text(standing_id(pair.standing)));
        cells.push(shown(judgement.share.map(|(low, _)| low)));
        cells.push(shown(judgement.share.map(|(_, high)| high)));
        cells.push(Cow::Owned(year.to_string()));
        cells.extend(line.anchors());
        cells.push(text(marks(page, id, pair)));
        cells.push(Cow::Owned(in_default.to_string()));
        sheet.line(&cells)?;
    }
    Ok(())
}

/// What a reader must know of either side.
fn marks(page: &PageContext<'_>, id: PlanId, pair: &Pair) -> &'static str {
    let catalog = page.context.catalog;
    let rows = [
        RowRef {
            plan: id,
            row: pair.row,
        },
        pair.against,
    ];
    let draft = rows
        .iter()
        .any(|row| catalog.plan(row.plan).status() == PlanStatus::Consultation);
    let unverified = rows.iter().any(|row| {
        catalog.plan(row.plan).verification(catalog.row(*row)) != Verification::Transcribed
    });
    match (draft, unverified) {
        (true, true) => "draft;unverified",
        (true, false) => "draft",
        (false, true) => "unverified",
        (false, false) => "",
    }
}

const fn standing_id(standing: Standing) -> &'static str {
    match standing {
        Standing::Above => "above",
        Standing::SamePlace => "same-place",
        Standing::Peer => "peer",
    }
}

/// An own row that the place above does not have, or whose plan the site does not hold.
fn of_own_row(
    page: &PageContext<'_>,
    id: PlanId,
    row: u32,
    level: &LevelAbove,
    sheet: &mut DataTable<'_>,
) -> io::Result<()> {
    let catalog = page.context.catalog;
    let at = RowRef { plan: id, row };
    let (verdict, sentence) = if level.plans.is_empty() {
        (
            Verdict::UpperMissing,
            sentence::upper_missing(page.context, id, row, level),
        )
    } else {
        (Verdict::New, sentence::new(page.context, id, row, level))
    };
    let home = catalog.row_links(at).links.first();
    let line = VerdictPair {
        own: catalog.plan(id),
        row: Some(catalog.row(at)),
        indicator: home.map_or("", |(id, _)| &catalog.indicator(*id).document.id.value),
        against: (
            level
                .plans
                .first()
                .map_or("", |upper| catalog.plan(*upper).id()),
            level.region.id(),
            None,
        ),
        verdict,
        sentence,
    };
    line.absence(sheet)
}

/// A row above that no own row answers to.
fn of_upper_row(
    page: &PageContext<'_>,
    id: PlanId,
    not_set: &NotSet,
    sheet: &mut DataTable<'_>,
) -> io::Result<()> {
    let catalog = page.context.catalog;
    let upper = catalog.plan(not_set.against.plan);
    let line = VerdictPair {
        own: catalog.plan(id),
        row: None,
        indicator: &catalog.indicator(not_set.indicator).document.id.value,
        against: (
            upper.id(),
            upper.region().id(),
            Some(catalog.row(not_set.against)),
        ),
        verdict: Verdict::NotSet,
        sentence: sentence::not_set(page.context, id, not_set),
    };
    line.absence(sheet)
}
