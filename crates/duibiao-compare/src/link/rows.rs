//! Printed row names and commitments to indicators of the catalogue.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::names::normalised;
use crate::catalog::{CommitmentRef, IndicatorId, LinkedRow, NameId, PlanId, RowLinks, RowRef};
use duibiao_syntax::diagnostic::{Code, Diagnostic, nearest};
use duibiao_syntax::document::{Alias, Grade, IndicatorDocument, IndicatorRow, PlanDocument};
use duibiao_syntax::span::Span;

/// One way in which a printed name leads to an indicator.
struct Sense<'a> {
    indicator: IndicatorId,
    grade: Grade,
    /// The line of the crosswalk; none for the indicator's own name.
    alias: Option<&'a Alias>,
}

/// All printed names of the catalogue.
struct NameBook<'a> {
    senses: BTreeMap<String, Vec<Sense<'a>>>,
    indicators: &'a [Arc<IndicatorDocument>],
}

/// What the catalogue makes of all rows and commitments.
pub(super) struct Links {
    /// For each plan, in order.
    pub(super) plans: Vec<PlanLinks>,
    /// For each indicator, in order.
    pub(super) indicators: Vec<Uses>,
}

/// What the catalogue makes of the rows and commitments of a plan.
pub(super) struct PlanLinks {
    pub(super) rows: Box<[RowLinks]>,
    pub(super) commitments: Box<[IndicatorId]>,
}

/// Where an indicator is used.
#[derive(Clone, Default)]
pub(super) struct Uses {
    pub(super) name: Option<NameId>,
    pub(super) also: Box<[Option<NameId>]>,
    pub(super) rows: Vec<LinkedRow>,
    pub(super) commitments: Vec<CommitmentRef>,
}

/// Links the rows and commitments of all plans.
pub(super) fn link(
    indicators: &[Arc<IndicatorDocument>],
    plans: &[Arc<PlanDocument>],
    found: &mut Vec<Diagnostic>,
) -> Links {
    let book = NameBook::new(indicators, found);
    let mut interner = Interner::default();
    let plans: Vec<PlanLinks> = plans
        .iter()
        .map(|plan| {
            let rows: Box<[RowLinks]> = plan
                .body
                .rows()
                .map(|row| book.row(plan, row, &mut interner, found))
                .collect();
            twice(plan, &rows, found);
            let commitments = plan.body.commitments.iter();
            let commitments = commitments
                .map(|commitment| book.commitment(&commitment.indicator, found))
                .collect();
            PlanLinks { rows, commitments }
        })
        .collect();
    book.report_unused(&interner, found);
    Links {
        indicators: uses(indicators, &interner, &plans),
        plans,
    }
}

/// Ids for normalised names.
#[derive(Default)]
struct Interner {
    names: BTreeMap<String, NameId>,
}

impl Interner {
    fn id(&mut self, name: String) -> NameId {
        let next = NameId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        *self.names.entry(name).or_insert(next)
    }
}

impl<'a> NameBook<'a> {
    fn new(indicators: &'a [Arc<IndicatorDocument>], found: &mut Vec<Diagnostic>) -> Self {
        let mut senses: BTreeMap<String, Vec<Sense<'a>>> = BTreeMap::new();
        for (id, indicator) in (0..).map(IndicatorId).zip(indicators) {
            let own = Sense {
                indicator: id,
                grade: Grade::Same,
                alias: None,
            };
            senses
                .entry(normalised(&indicator.name.value))
                .or_default()
                .push(own);
            for alias in &indicator.also {
                let sense = Sense {
                    indicator: id,
                    grade: alias.grade,
                    alias: Some(alias),
                };
                senses
                    .entry(normalised(&alias.name.value))
                    .or_default()
                    .push(sense);
            }
        }
        let book = Self { senses, indicators };
        book.report_ambiguous(found);
        book
    }

    fn name_span(&self, sense: &Sense<'_>) -> Span {
        sense.alias.map_or_else(
            || self.indicators[sense.indicator.index()].name.span,
            |alias| alias.name.span,
        )
    }

    /// A name may be the same thing as one indicator only, in any one plan.
    fn report_ambiguous(&self, found: &mut Vec<Diagnostic>) {
        for (name, senses) in &self.senses {
            let homes: Vec<&Sense<'_>> = senses
                .iter()
                .filter(|sense| {
                    sense.grade <= Grade::Wording
                        && sense.alias.is_none_or(|alias| alias.plans.is_empty())
                })
                .collect();
            let Some(second) = homes
                .iter()
                .find(|sense| sense.indicator != homes[0].indicator)
            else {
                continue;
            };
            found.push(
                Diagnostic::new(
                    Code::AmbiguousIndicator,
                    format!("“{name}”同时属于两个指标"),
                    format!("“{name}” belongs to two indicators"),
                )
                .label(self.name_span(second), "这一个", "this one")
                .label(self.name_span(homes[0]), "和这一个", "and this one")
                .help("两个是一回事就合并；不是一回事，把其中一条对应改为 related，或用 plans 限定规划", "merge them, or grade one as related, or limit it with `plans`"),
            );
        }
    }

    fn row(
        &self,
        plan: &PlanDocument,
        row: &IndicatorRow,
        interner: &mut Interner,
        found: &mut Vec<Diagnostic>,
    ) -> RowLinks {
        let key = normalised(&row.name.value);
        let mut links: Vec<(IndicatorId, Grade)> = Vec::new();
        if let Some(senses) = self.senses.get(&key) {
            for sense in senses {
                if let Some(grade) = grade_in(plan, senses, sense)
                    && !links
                        .iter()
                        .any(|(indicator, _)| *indicator == sense.indicator)
                {
                    links.push((sense.indicator, grade));
                }
            }
        }
        links.sort_by_key(|(indicator, grade)| (*grade, *indicator));
        if links.is_empty() {
            found.push(self.unknown(row, &key));
        }
        RowLinks {
            name: interner.id(key),
            links: links.into(),
        }
    }

    fn unknown(&self, row: &IndicatorRow, key: &str) -> Diagnostic {
        let names = self.senses.keys().map(String::as_str);
        let near: Vec<String> = nearest(key, names)
            .into_iter()
            .filter_map(|key| self.senses.get(key)?.first())
            .map(|sense| {
                let document = &self.indicators[sense.indicator.index()];
                format!("{}（{}）", document.name.value, document.id.value)
            })
            .collect();
        let diagnostic = Diagnostic::new(
            Code::UnknownIndicator,
            format!("指标目录里没有“{}”", row.name.value),
            format!("“{}” is not in the catalogue of indicators", row.name.value),
        )
        .at(row.name.span);
        let lines = format!(
            "also:⏎  - {{ name: {}, grade: wording, reason: … }}",
            row.name.value
        );
        if near.is_empty() {
            diagnostic.help(
                format!("新建 content/indicators/<领域>/<编号>.md，name: {}；或在已有指标里加一条 {lines}", row.name.value),
                format!("add content/indicators/<topic>/<id>.md with name: {}; or add to an indicator: {lines}", row.name.value),
            )
        } else {
            diagnostic.help(
                format!(
                    "相近的有：{}。是一回事就在那份文件里加 {lines}",
                    near.join("、")
                ),
                format!(
                    "near: {}. If it is the same, add there: {lines}",
                    near.join(", ")
                ),
            )
        }
    }

    fn commitment(
        &self,
        written: &duibiao_syntax::span::Spanned<Box<str>>,
        found: &mut Vec<Diagnostic>,
    ) -> IndicatorId {
        let at = self
            .indicators
            .binary_search_by(|indicator| indicator.id.value.cmp(&written.value));
        let at = at.unwrap_or_else(|_| {
            let near = nearest(
                &written.value,
                self.indicators.iter().map(|indicator| &*indicator.id.value),
            );
            let diagnostic = Diagnostic::new(
                Code::UnknownIndicatorId,
                format!("没有编号为 `{}` 的指标", written.value),
                format!("there is no indicator with the id `{}`", written.value),
            )
            .at(written.span);
            found.push(match near.first() {
                Some(near) => diagnostic.help(
                    format!("是不是 `{near}`？"),
                    format!("did you mean `{near}`?"),
                ),
                None => diagnostic.help(
                    format!("新建 content/indicators/<领域>/{}.md", written.value),
                    format!("add content/indicators/<topic>/{}.md", written.value),
                ),
            });
            0
        });
        IndicatorId(u32::try_from(at).unwrap_or(u32::MAX))
    }

    fn report_unused(&self, printed: &Interner, found: &mut Vec<Diagnostic>) {
        for (name, senses) in &self.senses {
            if printed.names.contains_key(name) {
                continue;
            }
            for alias in senses.iter().filter_map(|sense| sense.alias) {
                found.push(
                    Diagnostic::new(
                        Code::UnusedAlias,
                        format!("没有规划印着“{}”", alias.name.value),
                        format!("no plan prints “{}”", alias.name.value),
                    )
                    .at(alias.name.span),
                );
            }
        }
    }
}

/// The grade of a sense in a plan. A line of the crosswalk that is limited to this plan goes before the
/// others of the same indicator.
fn grade_in(plan: &PlanDocument, senses: &[Sense<'_>], sense: &Sense<'_>) -> Option<Grade> {
    let names_plan = |alias: &Alias| alias.plans.iter().any(|id| *id.value == *plan.id.value);
    let limited = senses
        .iter()
        .filter(|other| other.indicator == sense.indicator)
        .find(|other| other.alias.is_some_and(names_plan));
    match limited {
        Some(limited) => Some(limited.grade),
        None => sense
            .alias
            .is_none_or(|alias| alias.plans.is_empty())
            .then_some(sense.grade),
    }
}

/// Reports the rows of one plan that are the same indicator.
fn twice(plan: &PlanDocument, links: &[RowLinks], found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<IndicatorId, &IndicatorRow> = BTreeMap::new();
    for (row, links) in plan.body.rows().zip(links) {
        let Some((indicator, _)) = links
            .links
            .first()
            .filter(|(_, grade)| *grade <= Grade::Wording)
        else {
            continue;
        };
        if let Some(before) = first.insert(*indicator, row) {
            found.push(
                Diagnostic::new(
                    Code::DuplicateIndicatorRow,
                    format!("“{}”和“{}”是同一个指标", row.name.value, before.name.value),
                    format!(
                        "“{}” and “{}” are the same indicator",
                        row.name.value, before.name.value
                    ),
                )
                .label(row.name.span, "这一行", "this row")
                .label(before.name.span, "和这一行", "and this row"),
            );
        }
    }
}

/// Lists the rows and commitments under their indicators.
fn uses(
    indicators: &[Arc<IndicatorDocument>],
    printed: &Interner,
    plans: &[PlanLinks],
) -> Vec<Uses> {
    let name = |name: &str| printed.names.get(&normalised(name)).copied();
    let mut uses: Vec<Uses> = indicators
        .iter()
        .map(|indicator| Uses {
            name: name(&indicator.name.value),
            also: indicator
                .also
                .iter()
                .map(|alias| name(&alias.name.value))
                .collect(),
            ..Uses::default()
        })
        .collect();
    for (plan_id, plan) in (0..).map(PlanId).zip(plans) {
        for (row, links) in (0..).zip(&plan.rows) {
            for (indicator, grade) in &links.links {
                let row = RowRef { plan: plan_id, row };
                uses[indicator.index()]
                    .rows
                    .push(LinkedRow { row, grade: *grade });
            }
        }
        for (commitment, indicator) in (0..).zip(&plan.commitments) {
            if let Some(used) = uses.get_mut(indicator.index()) {
                let plan = plan_id;
                used.commitments.push(CommitmentRef { plan, commitment });
            }
        }
    }
    uses
}
