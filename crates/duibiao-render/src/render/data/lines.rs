//! The lines of each table.

use std::borrow::Cow;
use std::io;

use super::super::page::PageContext;
use super::super::records::{
    CitationRecord, CrosswalkRecord, IndicatorRecord, PlanRecord, TargetRecord,
};
use duibiao_compare::catalog::{Cited, IndicatorId, NameId, Plan, PlanId, RowRef, Successor};
use duibiao_syntax::document::{Body, IndicatorRow, Verification};
use duibiao_syntax::span::Span;
use duibiao_syntax::target::{
    Amount, AmountChange, Direction, Operator, Relation, Target, TargetKind, Trend,
};

/// Takes the lines of a table of targets one after the other.
pub(in crate::render) type TakeTargets<'t> = &'t mut dyn FnMut(&TargetRecord<'_>) -> io::Result<()>;

/// One plan.
pub(in crate::render) fn plan<'a>(page: &PageContext<'a>, id: PlanId) -> PlanRecord<'a> {
    let catalog = page.context.catalog;
    let plan = catalog.plan(id);
    let document = &plan.document;
    let origin = &document.origin;
    let source = origin
        .url
        .as_ref()
        .or(origin.title.as_ref())
        .or(origin.note.as_ref());
    PlanRecord {
        plan_id: text(plan.id()),
        title: text(&document.title.value),
        region_code: Cow::Owned(plan.region().id()),
        region: Cow::Owned(plan.region().full_name()),
        level: text(plan.region().level().id()),
        topic: text(&document.topic.value),
        period: Cow::Owned(plan.period().to_string()),
        status: text(plan.status().id()),
        doc_no: text(document.doc_no.as_ref().map_or("", |number| &number.value)),
        issuers: Cow::Owned(document.issuers.join("；")),
        written: document.written,
        published: document.published.as_ref().map(|published| published.date),
        openness: text(document.openness.as_deref().unwrap_or_default()),
        text: text(document.text.id()),
        source: text(source.map_or("", |source| source)),
        verification: text(document.verification.id()),
        rows: count(plan.rows.len()),
        commitments: count(plan.commitments.len()),
        replaces: text(plan.replaces.map_or("", |old| catalog.plan(old).id())),
        replaced_by: text(match plan.replaced_by {
            None => "",
            Some(Successor::Plan(new)) => catalog.plan(new).id(),
            Some(Successor::Reference(new)) => &catalog.reference(new).id.value,
        }),
        in_default: plan.is_default(),
    }
}

/// The baselines and targets of a plan's tables.
pub(in crate::render) fn targets(
    page: &PageContext<'_>,
    id: PlanId,
    take: TakeTargets<'_>,
) -> io::Result<()> {
    let plan = page.context.catalog.plan(id);
    let head = PlanHead::of(plan);
    let count = u32::try_from(plan.rows.len()).unwrap_or(u32::MAX);
    (0..count).try_for_each(|row| row_lines(page, &head, RowRef { plan: id, row }, None, take))
}

/// The rows of an indicator, in all plans.
pub(super) fn rows_of(
    page: &PageContext<'_>,
    id: IndicatorId,
    take: TakeTargets<'_>,
) -> io::Result<()> {
    let catalog = page.context.catalog;
    catalog.indicator(id).rows.iter().try_for_each(|linked| {
        let head = PlanHead::of(catalog.plan(linked.row.plan));
        row_lines(page, &head, linked.row, Some(id), take)
    })
}

/// The lines of a row, under its home indicator or under the one that is asked for.
fn row_lines(
    page: &PageContext<'_>,
    head: &PlanHead<'_>,
    at: RowRef,
    indicator: Option<IndicatorId>,
    take: TakeTargets<'_>,
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
        let year = baseline_year(&baseline.year, &baseline.value);
        take(&head.record("baseline", &baseline.value, year))?;
    }
    for target in &row.targets {
        take(&head.target(&target.target))?;
    }
    Ok(())
}

/// The year of a baseline; a label without a year has none.
fn baseline_year(label: &str, value: &Target) -> Option<i64> {
    (!label.is_empty()).then(|| i64::from(value.horizon.year()))
}

/// The commitments of a plan.
pub(in crate::render) fn commitments(
    page: &PageContext<'_>,
    id: PlanId,
    take: TakeTargets<'_>,
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
        take(&head.target(&commitment.target))?;
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
    fn target(&self, target: &'a Target) -> TargetRecord<'a> {
        self.record("target", target, Some(i64::from(target.horizon.year())))
    }

    fn record(
        &self,
        statistic: &'static str,
        target: &'a Target,
        year: Option<i64>,
    ) -> TargetRecord<'a> {
        let typed = Typed::of(&target.kind);
        let row = self.row;
        let PlanHead {
            plan,
            region,
            period,
        } = self.plan;
        let nature = row.and_then(|row| row.nature);
        TargetRecord {
            plan_id: text(plan.id()),
            region_code: text(region),
            topic: text(&plan.document.topic.value),
            period: text(period),
            no: text(row.map_or("", |row| &row.number)),
            indicator_id: text(self.indicator),
            name_as_printed: text(row.map_or("", |row| &row.name.value)),
            nature: text(nature.map_or("", |nature| nature.printed())),
            statistic: text(statistic),
            year,
            horizon: text(target.horizon.id()),
            kind: text(target.kind.id()),
            operator: text(typed.operator),
            value: typed.value,
            value_high: typed.high,
            unit: text(target.unit.as_ref().map_or("", |unit| unit.as_printed())),
            text_as_printed: text(&target.printed),
            verification: text(self.verification.id()),
            anchor: text(self.anchor),
            direction: text(typed.direction),
            basis: text(typed.basis),
            grade: text(self.grade),
            group: text(row.and_then(|row| row.group.as_deref()).unwrap_or_default()),
            hedge: text(target.hedge().unwrap_or_default()),
            clause: text(self.clause),
        }
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
    take: &mut dyn FnMut(&CitationRecord<'_>) -> io::Result<()>,
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
        take(&CitationRecord {
            plan_id: text(plan.id()),
            anchor: text(clause(body, citation.span)),
            written: text(&page.slice(citation.span)),
            kind: text(kind),
            target_id: text(target),
            target_title: text(title),
            doc_no: text(citation.doc_no.as_deref().unwrap_or_default()),
        })?;
    }
    Ok(())
}

/// The printed names of an indicator: its own, and the lines of the crosswalk.
pub(super) fn crosswalk(
    page: &PageContext<'_>,
    id: IndicatorId,
    take: &mut dyn FnMut(&CrosswalkRecord<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let catalog = page.context.catalog;
    let indicator = catalog.indicator(id);
    let document = &indicator.document;
    let printed = |name: Option<NameId>| {
        let rows = indicator
            .rows
            .iter()
            .filter(|linked| Some(catalog.row_links(linked.row).name) == name);
        count(rows.count())
    };
    let own = CrosswalkRecord {
        indicator_id: text(&document.id.value),
        indicator: text(&document.name.value),
        name: text(&document.name.value),
        grade: text("same"),
        printed: printed(indicator.name),
        ..CrosswalkRecord::default()
    };
    take(&own)?;
    for (alias, printed_name) in document.also.iter().zip(&indicator.also) {
        let plans: Vec<&str> = alias.plans.iter().map(|plan| &*plan.value).collect();
        take(&CrosswalkRecord {
            name: text(&alias.name.value),
            grade: text(alias.grade.id()),
            reason: text(&alias.reason),
            by: text(alias.by.as_deref().unwrap_or_default()),
            on: alias.on,
            plans: Cow::Owned(plans.join(";")),
            printed: printed(*printed_name),
            ..own.clone()
        })?;
    }
    Ok(())
}

/// One indicator.
pub(super) fn indicator<'a>(page: &PageContext<'a>, id: IndicatorId) -> IndicatorRecord<'a> {
    let indicator = page.context.catalog.indicator(id);
    let document = &indicator.document;
    IndicatorRecord {
        indicator_id: text(&document.id.value),
        name: text(&document.name.value),
        name_en: text(document.name_en.as_deref().unwrap_or_default()),
        topic: text(&document.topic.value),
        unit: text(document.unit.as_ref().map_or("", |unit| unit.as_printed())),
        better: text(document.better.id()),
        measure: text(document.measure.id()),
        rows: count(indicator.rows.len()),
    }
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

/// Words as they stand.
pub(super) const fn text(words: &str) -> Cow<'_, str> {
    Cow::Borrowed(words)
}

/// How many there are of something.
fn count(number: usize) -> Option<i64> {
    i64::try_from(number).ok()
}
