//! Which plans are versions of one another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::DocumentsByKind;
use super::names::normalised;
use crate::catalog::{PlanId, ReferenceId, Successor};
use duibiao_syntax::diagnostic::{Code, Diagnostic, nearest};
use duibiao_syntax::document::PlanDocument;
use duibiao_syntax::span::Spanned;

/// Where a plan stands among its versions.
#[derive(Clone, Copy, Default)]
pub(super) struct VersionPlace {
    /// The version it takes the place of.
    pub(super) replaces: Option<PlanId>,
    /// The version that takes its place.
    pub(super) replaced_by: Option<Successor>,
}

/// Resolves `replaces` both ways, for each plan in order, and reports circles and doubles.
pub(super) fn link(shelves: &DocumentsByKind, found: &mut Vec<Diagnostic>) -> Vec<VersionPlace> {
    let ids = Ids::new(&shelves.plans);
    let mut places = vec![VersionPlace::default(); shelves.plans.len()];
    for (id, reference) in (0..).map(ReferenceId).zip(&shelves.references) {
        let topic = reference
            .place
            .as_ref()
            .map_or("", |place| &place.topic.value);
        if let Some(old) = ids.find(reference.replaces.as_ref(), topic, None, found) {
            places[old.index()].replaced_by = Some(Successor::Reference(id));
        }
    }
    for (id, plan) in (0..).map(PlanId).zip(&shelves.plans) {
        if let Some(old) = ids.find(plan.replaces.as_ref(), &plan.topic.value, Some(id), found) {
            places[id.index()].replaces = Some(old);
            places[old.index()].replaced_by = Some(Successor::Plan(id));
        }
    }
    report_circles(&shelves.plans, &places, found);
    report_doubles(&shelves.plans, &places, found);
    places
}

/// The plans by their ids.
struct Ids<'a>(BTreeMap<&'a str, PlanId>);

impl<'a> Ids<'a> {
    fn new(plans: &'a [Arc<PlanDocument>]) -> Self {
        let all = (0..).map(PlanId).zip(plans);
        Self(all.map(|(id, plan)| (&*plan.id.value, id)).collect())
    }

    /// The plan that is meant by a file name of the same topic or by a whole id.
    fn find(
        &self,
        written: Option<&Spanned<Box<str>>>,
        topic: &str,
        own: Option<PlanId>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<PlanId> {
        let written = written?;
        let full = if written.value.contains('/') {
            written.value.to_string()
        } else {
            format!("{topic}/{}", written.value)
        };
        let id = self.0.get(&*full).copied();
        if id.is_none() {
            let others = self.0.iter().filter(|(_, other)| Some(**other) != own);
            found.push(unknown(written, &full, others.map(|(id, _)| *id)));
        }
        id
    }
}

fn unknown<'a>(
    written: &Spanned<Box<str>>,
    full: &str,
    ids: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let near = nearest(full, ids);
    let diagnostic = Diagnostic::new(
        Code::UnknownPlan,
        format!("没有编号为 `{full}` 的规划"),
        format!("there is no plan with the id `{full}`"),
    )
    .at(written.span);
    match near.first() {
        Some(near) => diagnostic.help(
            format!("是不是 `{near}`？"),
            format!("did you mean `{near}`?"),
        ),
        None => diagnostic.help(
            "写被替代的版本的文件名（不带 .md）",
            "write the file name of the version it replaces, without .md",
        ),
    }
}

/// A plan that replaces itself through others has no latest version.
fn report_circles(
    plans: &[Arc<PlanDocument>],
    places: &[VersionPlace],
    found: &mut Vec<Diagnostic>,
) {
    let mut done: BTreeSet<PlanId> = BTreeSet::new();
    for (start, _) in (0..).map(PlanId).zip(plans) {
        let mut path: Vec<PlanId> = Vec::new();
        let mut at = Some(start);
        while let Some(id) = at.filter(|id| !done.contains(id)) {
            if let Some(first) = path.iter().position(|before| *before == id) {
                found.push(circle(plans, &path[first..]));
                break;
            }
            path.push(id);
            at = places[id.index()].replaces;
        }
        done.extend(path);
    }
}

fn circle(plans: &[Arc<PlanDocument>], ids: &[PlanId]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::CyclicReplaces,
        "几个版本互相替代，绕成了圈",
        "these versions replace each other in a circle",
    )
    .help(
        "只在新版本里写 replaces，旧版本里删去",
        "keep `replaces` only in the newer version",
    );
    let written = ids
        .iter()
        .filter_map(|id| plans[id.index()].replaces.as_ref());
    written.fold(diagnostic, |diagnostic, replaces| {
        diagnostic.label(replaces.span, "这里写着替代", "this replaces")
    })
}

/// Two plans of one region, topic and period with one title are versions, and one must say so.
fn report_doubles(
    plans: &[Arc<PlanDocument>],
    places: &[VersionPlace],
    found: &mut Vec<Diagnostic>,
) {
    let place = |plan: &PlanDocument| {
        (
            plan.topic.value.clone(),
            plan.period.value,
            plan.region.value.clone(),
        )
    };
    for (pair, places) in plans.windows(2).zip(places.windows(2)) {
        let [first, second] = pair else { continue };
        let related = places.iter().any(|place| place.replaced_by.is_some());
        let one_title = normalised(&first.title.value) == normalised(&second.title.value);
        if !related && one_title && place(first) == place(second) {
            found.push(
                Diagnostic::new(
                    Code::TwoCurrentVersions,
                    "同一地区、领域、规划期有两份同名规划",
                    "two plans of one region, topic and period have one title",
                )
                .label(second.title.span, "这一份", "this one")
                .label(first.title.span, "和这一份", "and this one")
                .help(
                    "在新版本里写 replaces: 旧版本的文件名",
                    "write `replaces` with the older file's name in the newer one",
                ),
            );
        }
    }
}
