//! The lines of each table.

use std::borrow::Cow;
use std::io;

use super::super::page::PageContext;
use super::sheet::{DataCell, DataTable};
use duibiao_compare::catalog::{Cited, IndicatorId, NameId, Plan, PlanId, RowRef, Successor};
use duibiao_syntax::document::{Body, IndicatorRow, Verification};
use duibiao_syntax::span::Span;
use duibiao_syntax::target::{
    Amount, AmountChange, Direction, Operator, Relation, Target, TargetKind, Trend,
};

/// One plan.
pub(super) fn plan<'a>(page: &PageContext<'a>, id: PlanId) -> Vec<DataCell<'a>> {
    let catalog = page.context.catalog;
    let plan = catalog.plan(id);
    let document = &plan.document;
    let origin = &document.origin;
    let source = origin
        .url
        .as_ref()
        .or(origin.title.as_ref())
        .or(origin.note.as_ref());
    vec![
        text(plan.id()),
        text(&document.title.value),
        Cow::Owned(plan.region().id()),
        Cow::Owned(plan.region().full_name()),
        text(plan.region().level().id()),
        text(&document.topic.value),
        Cow::Owned(plan.period().to_string()),
        text(plan.status().id()),
        text(document.doc_no.as_ref().map_or("", |number| &number.value)),
        Cow::Owned(document.issuers.join("；")),
        shown(document.written),
        shown(document.published.as_ref().map(|published| published.date)),
        text(document.openness.as_deref().unwrap_or_default()),
        text(document.text.id()),
        text(source.map_or("", |source| source)),
        text(document.verification.id()),
        Cow::Owned(plan.rows.len().to_string()),
        Cow::Owned(plan.commitments.len().to_string()),
        text(plan.replaces.map_or("", |old| catalog.plan(old).id())),
        text(match plan.replaced_by {
            None => "",
            Some(Successor::Plan(new)) => catalog.plan(new).id(),
            Some(Successor::Reference(new)) => &catalog.reference(new).id.value,
        }),
        Cow::Owned(plan.is_default().to_string()),
    ]
}

/// The baselines and targets of a plan's tables.
pub(super) fn targets(
    page: &PageContext<'_>,
    id: PlanId,
    sheet: &mut DataTable<'_>,
) -> io::Result<()> {
    let plan = page.context.catalog.plan(id);
    let head = PlanHead::of(plan);
    let count = u32::try_from(plan.rows.len()).unwrap_or(u32::MAX);
    (0..count).try_for_each(|row| row_lines(page, &head, RowRef { plan: id, row }, None, sheet))
}

/// The rows of an indicator, in all plans.
pub(super) fn rows_of(
    page: &PageContext<'_>,
    id: IndicatorId,
    sheet: &mut DataTable<'_>,
) -> io::Result<()> {
    let catalog = page.context.catalog;
    catalog.indicator(id).rows.iter().try_for_each(|linked| {
        let head = PlanHead::of(catalog.plan(linked.row.plan));
        row_lines(page, &head, linked.row, Some(id), sheet)
    })
}

/// The lines of a row, under its home indicator or under the one that is asked for.
fn row_lines(
    page: &PageContext<'_>,
    head: &PlanHead<'_>,
    at: RowRef,
    indicator: Option<IndicatorId>,
    sheet: &mut DataTable<'_>,
) -> io::Result<()> {
    let catalog = page.context.catalog;
    let plan = head.plan;
    let row = catalog.row(at);
    let links = &catalog.row_links(at).links;
    let wanted = |link: &&(IndicatorId, _)| indicator.is_none_or(|indicator| link.0 == indicator);
    let link = links.iter().find(wanted).copied();
    let head = RowHead {
        plan: head,
        row: Some(row),
        indicator: link.map_or("", |(id, _)| &catalog.indicator(id).document.id.value),
        grade: link.map_or("", |(_, grade)| grade.id()),
        anchor: &row.anchor,
        clause: clause(&plan.document.body, row.span),
        verification: plan.verification(row),
    };
    if let Some(baseline) = row
        .baseline
        .as_ref()
        .filter(|baseline| baseline.value.kind != TargetKind::Blank)
    {
        sheet.line(&head.line(
            "baseline",
            &baseline.value,
            baseline_year(&baseline.year, &baseline.value),
        ))?;
    }
    for target in &row.targets {
        sheet.line(&head.line(
            "target",
            &target.target,
            target.target.horizon.year().to_string(),
        ))?;
    }
    Ok(())
}

/// The year of a baseline; a label without a year has none.
fn baseline_year(label: &str, value: &Target) -> String {
    if label.is_empty() {
        String::new()
    } else {
        value.horizon.year().to_string()
    }
}

/// The commitments of a plan.
pub(super) fn commitments(
    page: &PageContext<'_>,
    id: PlanId,
    sheet: &mut DataTable<'_>,
) -> io::Result<()> {
    let catalog = page.context.catalog;
    let plan = catalog.plan(id);
    let plan_head = PlanHead::of(plan);
    for (commitment, indicator) in plan.document.body.commitments.iter().zip(&plan.commitments) {
        let head = RowHead {
            plan: &plan_head,
            row: None,
            indicator: &catalog.indicator(*indicator).document.id.value,
            grade: "",
            anchor: &commitment.anchor,
            clause: clause(&plan.document.body, commitment.span),
            verification: plan.document.verification,
        };
        sheet.line(&head.line(
            "target",
            &commitment.target,
            commitment.target.horizon.year().to_string(),
        ))?;
    }
    Ok(())
}

/// What the lines of a plan have in common.
struct PlanHead<'a> {
    plan: &'a Plan,
    region: String,
    period: String,
}

impl<'a> PlanHead<'a> {
    fn of(plan: &'a Plan) -> Self {
        Self {
            plan,
            region: plan.region().id(),
            period: plan.period().to_string(),
        }
    }
}

/// What the lines of a row or commitment have in common.
struct RowHead<'a> {
    plan: &'a PlanHead<'a>,
    row: Option<&'a IndicatorRow>,
    indicator: &'a str,
    grade: &'static str,
    anchor: &'a str,
    clause: &'a str,
    verification: Verification,
}

impl<'a> RowHead<'a> {
    fn line(&self, statistic: &'static str, target: &'a Target, year: String) -> Vec<DataCell<'a>> {
        let typed = Typed::of(&target.kind);
        let row = self.row;
        let PlanHead {
            plan,
            region,
            period,
        } = self.plan;
        vec![
            text(plan.id()),
            text(region),
            text(&plan.document.topic.value),
            text(period),
            text(row.map_or("", |row| &row.number)),
            text(self.indicator),
            text(row.map_or("", |row| &row.name.value)),
            text(
                row.and_then(|row| row.nature)
                    .map_or("", |nature| nature.printed()),
            ),
            text(statistic),
            Cow::Owned(year),
            text(target.horizon.id()),
            text(target.kind.id()),
            text(typed.operator),
            shown(typed.value),
            shown(typed.high),
            text(target.unit.as_ref().map_or("", |unit| unit.as_printed())),
            text(&target.printed),
            text(self.verification.id()),
            text(self.anchor),
            text(typed.direction),
            text(typed.basis),
            text(self.grade),
            text(row.and_then(|row| row.group.as_deref()).unwrap_or_default()),
            text(target.hedge().unwrap_or_default()),
            text(self.clause),
        ]
    }
}

/// The typed form of a target in columns.
#[derive(Default)]
struct Typed<'a> {
    operator: &'static str,
    value: Option<rust_decimal::Decimal>,
    high: Option<rust_decimal::Decimal>,
    direction: &'static str,
    basis: &'a str,
}

impl<'a> Typed<'a> {
    fn of(kind: &'a TargetKind) -> Self {
        match kind {
            TargetKind::Amount(amount) | TargetKind::Cumulative(amount) => Self::amount(amount),
            TargetKind::Change(change) => Self::change(change),
            TargetKind::Proviso(proviso) => Self::of(&proviso.kind),
            TargetKind::Trend(trend) => Self {
                direction: trend_id(*trend),
                ..Self::default()
            },
            TargetKind::Relative(relative) => Self {
                operator: relation_sign(relative.relation),
                basis: &relative.yardstick,
                ..Self::default()
            },
            TargetKind::Delegated(delegated) => Self {
                basis: &delegated.by,
                ..Self::default()
            },
            TargetKind::Compound(_)
            | TargetKind::UnitOnly
            | TargetKind::Dash
            | TargetKind::Blank
            | TargetKind::Text => Self::default(),
        }
    }

    fn amount(amount: &Amount) -> Self {
        let (operator, value, high) = match amount {
            Amount::Bound(operator, value) => (operator_sign(*operator), *value, None),
            Amount::Exact(value) => ("=", *value, None),
            Amount::About(value) => ("~", *value, None),
            Amount::Range(low, high) => ("range", *low, Some(*high)),
        };
        Self {
            operator,
            value: Some(value),
            high,
            ..Self::default()
        }
    }

    fn change(change: &'a AmountChange) -> Self {
        Self {
            direction: match change.direction {
                Direction::Rise => "rise",
                Direction::Fall => "fall",
            },
            basis: change.basis.as_deref().unwrap_or_default(),
            ..Self::amount(&change.amount)
        }
    }
}

const fn operator_sign(operator: Operator) -> &'static str {
    match operator {
        Operator::AtLeast => ">=",
        Operator::MoreThan => ">",
        Operator::AtMost => "<=",
        Operator::LessThan => "<",
    }
}

const fn relation_sign(relation: Relation) -> &'static str {
    match relation {
        Relation::AtLeast => ">=",
        Relation::Above => ">",
        Relation::AtMost => "<=",
        Relation::Below => "<",
        Relation::InStep => "=",
    }
}

const fn trend_id(trend: Trend) -> &'static str {
    match trend {
        Trend::Rising => "rise",
        Trend::Falling => "fall",
        Trend::Stable => "stable",
        Trend::Advancing => "advance",
        Trend::Adjusting => "adjust",
    }
}

/// The citations of a plan.
pub(super) fn citations(
    page: &PageContext<'_>,
    id: PlanId,
    sheet: &mut DataTable<'_>,
) -> io::Result<()> {
    let catalog = page.context.catalog;
    let plan = catalog.plan(id);
    let body = &plan.document.body;
    for (citation, cited) in body.citations.iter().zip(&plan.citations) {
        let (kind, target, title): (_, &str, &str) = match *cited {
            Cited::Plan(target) if target == id => ("self", plan.id(), &plan.document.title.value),
            Cited::Plan(target) => (
                "plan",
                catalog.plan(target).id(),
                &catalog.plan(target).document.title.value,
            ),
            Cited::Reference(target) => (
                "reference",
                &catalog.reference(target).id.value,
                &catalog.reference(target).title.value,
            ),
            Cited::Stub(target) => (
                "stub",
                &catalog.stub(target).id,
                &catalog.stub(target).title,
            ),
        };
        sheet.line(&[
            text(plan.id()),
            text(clause(body, citation.span)),
            text(&page.slice(citation.span)),
            text(kind),
            text(target),
            text(title),
            text(citation.doc_no.as_deref().unwrap_or_default()),
        ])?;
    }
    Ok(())
}

/// The printed names of an indicator: its own, and the lines of the crosswalk.
pub(super) fn crosswalk(
    page: &PageContext<'_>,
    id: IndicatorId,
    sheet: &mut DataTable<'_>,
) -> io::Result<()> {
    let catalog = page.context.catalog;
    let indicator = catalog.indicator(id);
    let document = &indicator.document;
    let printed = |name: Option<NameId>| {
        let rows = indicator
            .rows
            .iter()
            .filter(|linked| Some(catalog.row_links(linked.row).name) == name);
        rows.count().to_string()
    };
    let (id, name) = (&*document.id.value, &*document.name.value);
    sheet.line(&[
        text(id),
        text(name),
        text(name),
        text("same"),
        text(""),
        text(""),
        text(""),
        text(""),
        Cow::Owned(printed(indicator.name)),
    ])?;
    for (alias, printed_name) in document.also.iter().zip(&indicator.also) {
        let plans: Vec<&str> = alias.plans.iter().map(|plan| &*plan.value).collect();
        sheet.line(&[
            text(id),
            text(name),
            text(&alias.name.value),
            text(alias.grade.id()),
            text(&alias.reason),
            text(alias.by.as_deref().unwrap_or_default()),
            shown(alias.on),
            Cow::Owned(plans.join(";")),
            Cow::Owned(printed(*printed_name)),
        ])?;
    }
    Ok(())
}

/// One indicator.
pub(super) fn indicator<'a>(page: &PageContext<'a>, id: IndicatorId) -> Vec<DataCell<'a>> {
    let indicator = page.context.catalog.indicator(id);
    let document = &indicator.document;
    vec![
        text(&document.id.value),
        text(&document.name.value),
        text(document.name_en.as_deref().unwrap_or_default()),
        text(&document.topic.value),
        text(document.unit.as_ref().map_or("", |unit| unit.as_printed())),
        text(document.better.id()),
        text(document.measure.id()),
        Cow::Owned(indicator.rows.len().to_string()),
    ]
}

/// The anchor of the clause or box in which a place stands.
fn clause(body: &Body, place: Span) -> &str {
    let clause = body
        .clause_at(place)
        .map(|clause| (clause.extent.start, body.anchor(clause)));
    let boxed = body
        .box_at(place)
        .map(|mark| (mark.span.start, &*mark.anchor));
    clause.max(boxed).map_or("", |(_, anchor)| anchor)
}

pub(super) fn text(words: &str) -> DataCell<'_> {
    Cow::Borrowed(words)
}

pub(super) fn shown<'a>(value: Option<impl ToString>) -> DataCell<'a> {
    Cow::Owned(value.map(|value| value.to_string()).unwrap_or_default())
}
