//! The tables of a site as CSV and JSON: the data contract.
//!
//! A table is a list of columns and a function that hands over its lines one after the other, so that a
//! table of a million verdicts is never held, and both formats can be written in one go. CSV is UTF-8
//! without a mark, LF, RFC 4180; JSON is an array of objects with the same columns. A number is exact:
//! decimals are texts in JSON, without sign, per cent or separators; years and counts are integers. What
//! a cell of a table *means* on a page is not decided here.

mod lines;
mod package;
mod sheet;
mod verdicts;

use std::io;

use rayon::prelude::*;

use super::page::PageContext;
use super::view::DataColumn;
use crate::concat::Concat;
use crate::route::{self, DataFormat, Dataset, PageKey, Routes, Scope};
use duibiao_compare::catalog::{Catalog, IndicatorId, PlanId};
use duibiao_syntax::diagnostic::Language;

pub(super) use lines::{commitments, plan, targets};
pub(super) use package::package;
pub(super) use verdicts::lines as verdicts;

use super::records::{
    CitationRecord, ColumnSpec, CrosswalkRecord, IndicatorRecord, PlanRecord, Record, TargetRecord,
    VerdictRecord,
};
use sheet::{DataTable, Outs};

/// The table of a key, in the format of the key or in others.
///
/// # Panics
///
/// When the key is not that of a table: an empty file would hide the mistake.
pub(super) fn table(page: &PageContext<'_>, key: &PageKey, outs: Outs<'_>) -> io::Result<()> {
    match key {
        PageKey::Data(dataset, _) => whole(page, *dataset, outs),
        PageKey::PlanTargets(id, _) => plan_targets(page, *id, outs),
        PageKey::ChainVerdicts(id, _) => plan_verdicts(page, *id, outs),
        PageKey::MatrixCells(scope, _) => matrix_cells(page, scope, outs),
        PageKey::IndicatorRows(id, _) => indicator_rows(page, *id, outs),
        other => unreachable!("{other:?} is not a table"),
    }
}

/// A table of the whole site. Its lines are made in parallel, some plans at a time, and written in
/// order: one long file must not keep one thread busy when all others are done.
fn whole(page: &PageContext<'_>, dataset: Dataset, outs: Outs<'_>) -> io::Result<()> {
    let catalog = page.context.catalog;
    let formats: Vec<DataFormat> = outs.iter().map(|(format, _)| *format).collect();
    let mut sheet = DataTable::new(columns(dataset), outs)?;
    match dataset {
        Dataset::Crosswalk => {
            indicators(catalog)
                .try_for_each(|id| lines::crosswalk(page, id, &mut |line| sheet.line(line)))?;
        }
        Dataset::Indicators => {
            indicators(catalog).try_for_each(|id| sheet.line(&lines::indicator(page, id)))?;
        }
        by_plan => {
            let ids: Vec<PlanId> = catalog.plan_ids().map(|(id, _)| id).collect();
            for batch in ids.chunks(CHUNK * rayon::current_num_threads()) {
                let chunks: io::Result<Vec<Vec<Vec<u8>>>> = batch
                    .par_chunks(CHUNK)
                    .map(|ids| chunk(page, by_plan, &formats, ids))
                    .collect();
                chunks?.iter().try_for_each(|lines| sheet.lines(lines))?;
            }
        }
    }
    sheet.finish()
}

/// How a table of the whole site is put together from those of its plans, in the order of the catalog;
/// none when they have other lines.
pub(super) fn concat(
    catalog: &Catalog,
    routes: &Routes,
    dataset: Dataset,
    format: DataFormat,
) -> Option<Concat> {
    if dataset != Dataset::Verdicts {
        return None;
    }
    let parts = catalog.plan_ids().map(|(id, _)| {
        let key = PageKey::ChainVerdicts(id, format);
        routes.index_of(&route::path(catalog, &key))
    });
    let head = sheet::head(format, columns(dataset));
    let tail = sheet::tail(format);
    Some(Concat {
        cut: (head.len(), tail.len()),
        parts: parts.collect::<Option<_>>()?,
        head,
        between: sheet::between(format),
        tail,
    })
}

/// How many plans one thread makes the lines of before they are written.
const CHUNK: usize = 4;

/// The lines of some plans in each format.
fn chunk(
    page: &PageContext<'_>,
    dataset: Dataset,
    formats: &[DataFormat],
    ids: &[PlanId],
) -> io::Result<Vec<Vec<u8>>> {
    let page = &page.part();
    let mut bytes = vec![Vec::new(); formats.len()];
    let outs = bytes.iter_mut().map(|out| out as &mut dyn io::Write);
    let outs = formats.iter().copied().zip(outs).collect();
    let mut sheet = DataTable::part(columns(dataset), outs);
    for id in ids.iter().copied() {
        match dataset {
            Dataset::Plans => sheet.line(&plan(page, id))?,
            Dataset::Targets => targets(page, id, &mut |line| sheet.line(line))?,
            Dataset::Commitments => commitments(page, id, &mut |line| sheet.line(line))?,
            Dataset::Verdicts => verdicts::lines(page, id, &mut |line| sheet.line(line))?,
            Dataset::Citations => lines::citations(page, id, &mut |line| sheet.line(line))?,
            Dataset::Crosswalk | Dataset::Indicators => {}
        }
    }
    Ok(bytes)
}

fn indicators(catalog: &Catalog) -> impl Iterator<Item = IndicatorId> {
    (0..)
        .map(IndicatorId)
        .zip(&catalog.indicators)
        .map(|(id, _)| id)
}

/// The targets and baselines of a plan.
fn plan_targets(page: &PageContext<'_>, id: PlanId, outs: Outs<'_>) -> io::Result<()> {
    let mut sheet = DataTable::new(TargetRecord::COLUMNS, outs)?;
    targets(page, id, &mut |line| sheet.line(line))?;
    commitments(page, id, &mut |line| sheet.line(line))?;
    sheet.finish()
}

/// The verdicts of a plan.
fn plan_verdicts(page: &PageContext<'_>, id: PlanId, outs: Outs<'_>) -> io::Result<()> {
    let mut sheet = DataTable::new(VerdictRecord::COLUMNS, outs)?;
    verdicts::lines(page, id, &mut |line| sheet.line(line))?;
    sheet.finish()
}

/// The targets behind a matrix: those of its columns.
fn matrix_cells(page: &PageContext<'_>, scope: &Scope, outs: Outs<'_>) -> io::Result<()> {
    let mut sheet = DataTable::new(TargetRecord::COLUMNS, outs)?;
    for id in page.context.routes.matrices.columns(scope) {
        targets(page, *id, &mut |line| sheet.line(line))?;
    }
    sheet.finish()
}

/// The rows of an indicator, in all plans.
fn indicator_rows(page: &PageContext<'_>, id: IndicatorId, outs: Outs<'_>) -> io::Result<()> {
    let mut sheet = DataTable::new(TargetRecord::COLUMNS, outs)?;
    lines::rows_of(page, id, &mut |line| sheet.line(line))?;
    sheet.finish()
}

/// What a table holds and what its columns mean.
pub(super) fn describe(dataset: Dataset, language: Language) -> (String, Vec<DataColumn>) {
    let (zh, en) = match dataset {
        Dataset::Plans => ("每行一部规划（一个版本）", "one plan (one version) a line"),
        Dataset::Targets => ("每行一个基期值或目标值", "one baseline or target a line"),
        Dataset::Commitments => (
            "每行一项表外承诺，列与 targets 相同",
            "one commitment outside the tables a line, with the columns of targets",
        ),
        Dataset::Verdicts => (
            "每行一个判定，严格、宽松两种口径各一行",
            "one verdict a line, one for each view",
        ),
        Dataset::Citations => ("每行一处引文", "one citation a line"),
        Dataset::Crosswalk => (
            "每行一个印出的名称和它对应的指标",
            "one printed name and its indicator a line",
        ),
        Dataset::Indicators => ("每行一个指标", "one indicator a line"),
    };
    let columns = columns(dataset)
        .iter()
        .map(|column| column.described(language))
        .collect();
    (
        if language == Language::Chinese {
            zh
        } else {
            en
        }
        .to_owned(),
        columns,
    )
}

const fn columns(dataset: Dataset) -> &'static [ColumnSpec] {
    match dataset {
        Dataset::Plans => PlanRecord::COLUMNS,
        Dataset::Targets | Dataset::Commitments => TargetRecord::COLUMNS,
        Dataset::Verdicts => VerdictRecord::COLUMNS,
        Dataset::Citations => CitationRecord::COLUMNS,
        Dataset::Crosswalk => CrosswalkRecord::COLUMNS,
        Dataset::Indicators => IndicatorRecord::COLUMNS,
    }
}
