//! The lines of the table of verdicts: pairs first, then what one side does not have.

use std::borrow::Cow;
use std::io;

use super::super::page::PageContext;
use super::super::records::VerdictRecord;
use super::super::sentence;
use super::lines::text;
use crate::route::View;
use duibiao_compare::catalog::{Plan, PlanId, RowRef};
use duibiao_compare::compare::{LevelAbove, NotSet, Pair};
use duibiao_compare::verdict::{Standing, Verdict};
use duibiao_syntax::document::{IndicatorRow, PlanStatus, Verification};

/// Takes the lines of a table of verdicts one after the other.
pub(in crate::render) type TakeVerdicts<'t> =
    &'t mut dyn FnMut(&VerdictRecord<'_>) -> io::Result<()>;

/// The verdicts of a plan.
pub(in crate::render) fn lines(
    page: &PageContext<'_>,
    id: PlanId,
    take: TakeVerdicts<'_>,
) -> io::Result<()> {
    let comparison = page.context.comparisons.of(id);
    for pair in &comparison.pairs {
        of_pair(page, id, pair, take)?;
    }
    for row in 0..u32::try_from(page.context.catalog.plan(id).rows.len()).unwrap_or(u32::MAX) {
        for (at, level) in comparison.levels.iter().enumerate() {
            let answers = |pair: &&Pair| {
                pair.row == row && pair.standing == Standing::Above && usize::from(pair.level) == at
            };
            if comparison.pairs.iter().find(answers).is_none() {
                of_own_row(page, id, row, level, take)?;
            }
        }
    }
    let mut not_set = comparison.not_set.iter();
    not_set.try_for_each(|not_set| of_upper_row(page, id, not_set, take))
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

impl VerdictPair<'_> {
    /// What every verdict has; the rest is empty.
    fn record(&self) -> VerdictRecord<'_> {
        let (plan, region, row) = &self.against;
        VerdictRecord {
            plan_id: text(self.own.id()),
            region_code: Cow::Owned(self.own.region().id()),
            indicator_id: text(self.indicator),
            no: text(self.row.map_or("", |row| &row.number)),
            against_plan_id: text(plan),
            against_region_code: text(region),
            against_no: text(row.map_or("", |row| &row.number)),
            verdict: text(self.verdict.id()),
            sentence: text(&self.sentence),
            relation: text(standing_id(Standing::Above)),
            anchor: text(self.row.map_or("", |row| &row.anchor)),
            against_anchor: text(row.map_or("", |row| &row.anchor)),
            in_default: self.own.is_default(),
            ..VerdictRecord::default()
        }
    }

    /// A verdict about something that one side does not have: the same in both views.
    fn absence(&self, take: TakeVerdicts<'_>) -> io::Result<()> {
        in_views(self.record(), &View::ALL, take)
    }
}

/// The same record in some views.
fn in_views(
    mut record: VerdictRecord<'_>,
    views: &[View],
    take: TakeVerdicts<'_>,
) -> io::Result<()> {
    for view in views {
        record.view = text(view.id());
        take(&record)?;
    }
    Ok(())
}

fn of_pair(
    page: &PageContext<'_>,
    id: PlanId,
    pair: &Pair,
    take: TakeVerdicts<'_>,
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
    let strictness = judgement.strictness;
    let record = VerdictRecord {
        difference: judgement.difference,
        difference_unit: text(judgement.unit.as_deref().unwrap_or_default()),
        reason: text(judgement.reason.map_or("", |reason| reason.id())),
        strictness: text(strictness.map_or("", |strictness| strictness.id())),
        grade: text(pair.grade.id()),
        relation: text(standing_id(pair.standing)),
        share_low: judgement.share.map(|(low, _)| low),
        share_high: judgement.share.map(|(_, high)| high),
        year: Some(i64::from(year)),
        marks: text(marks(page, id, pair)),
        in_default: own.is_default() && other.is_default(),
        ..line.record()
    };
    // A row that only the loose view joins has no line in the strict one.
    let views = View::ALL.into_iter();
    let views: Vec<View> = views
        .filter(|view| *view == View::Loose || pair.is_strict())
        .collect();
    in_views(record, &views, take)
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
    take: TakeVerdicts<'_>,
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
    line.absence(take)
}

/// A row above that no own row answers to.
fn of_upper_row(
    page: &PageContext<'_>,
    id: PlanId,
    not_set: &NotSet,
    take: TakeVerdicts<'_>,
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
    line.absence(take)
}
