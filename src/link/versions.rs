//! Which plans are versions of one another.

use std::collections::BTreeSet;

use super::names::normalised;
use crate::catalog::{Catalog, Plan, PlanId, ReferenceId, Successor};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::span::Spanned;

/// Resolves `replaces` both ways and reports circles and doubles.
pub(super) fn link(catalog: &mut Catalog, found: &mut Vec<Diagnostic>) {
    let by_id: std::collections::BTreeMap<Box<str>, PlanId> =
        catalog.plan_ids().map(|(id, plan)| (plan.id().into(), id)).collect();
    let find = |written: &Spanned<Box<str>>, topic: &str, found: &mut Vec<Diagnostic>| {
        let full = if written.value.contains('/') { written.value.to_string() } else { format!("{topic}/{}", written.value) };
        let id = by_id.get(&*full).copied();
        if id.is_none() {
            found.push(unknown(written, &full, by_id.keys().map(|id| &**id)));
        }
        id
    };
    let mut links: Vec<(PlanId, PlanId)> = Vec::new();
    for (id, plan) in catalog.plan_ids() {
        if let Some(written) = &plan.document.replaces
            && let Some(old) = find(written, &plan.document.topic.value, found)
        {
            links.push((id, old));
        }
    }
    let mut known: Vec<(ReferenceId, PlanId)> = Vec::new();
    for (id, reference) in (0..).map(ReferenceId).zip(&catalog.references) {
        let topic = reference.place.as_ref().map_or("", |place| &place.topic.value);
        if let Some(written) = &reference.replaces
            && let Some(old) = find(written, topic, found)
        {
            known.push((id, old));
        }
    }
    for (id, old) in known {
        catalog.plans[old.index()].replaced_by = Some(Successor::Reference(id));
    }
    for (new, old) in links {
        catalog.plans[new.index()].replaces = Some(old);
        catalog.plans[old.index()].replaced_by = Some(Successor::Plan(new));
    }
    report_circles(catalog, found);
    report_doubles(catalog, found);
}

fn unknown<'a>(written: &Spanned<Box<str>>, full: &str, ids: impl Iterator<Item = &'a str>) -> Diagnostic {
    let near = nearest(full, ids);
    let diagnostic = Diagnostic::new(
        Code::UnknownPlan,
        format!("没有编号为 `{full}` 的规划"),
        format!("there is no plan with the id `{full}`"),
    )
    .at(written.span);
    match near.first() {
        Some(near) => diagnostic.help(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
        None => diagnostic.help("写被替代的版本的文件名（不带 .md）", "write the file name of the version it replaces, without .md"),
    }
}

/// A plan that replaces itself through others has no latest version.
fn report_circles(catalog: &Catalog, found: &mut Vec<Diagnostic>) {
    let mut done: BTreeSet<PlanId> = BTreeSet::new();
    for (start, _) in catalog.plan_ids() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(id) = at.filter(|id| !done.contains(id)) {
            if let Some(first) = path.iter().position(|before| *before == id) {
                found.push(circle(catalog, &path[first..]));
                break;
            }
            path.push(id);
            at = catalog.plan(id).replaces;
        }
        done.extend(path);
    }
}

fn circle(catalog: &Catalog, plans: &[PlanId]) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(
        Code::CyclicReplaces,
        "几个版本互相替代，绕成了圈",
        "these versions replace each other in a circle",
    )
    .help("只在新版本里写 replaces，旧版本里删去", "keep `replaces` only in the newer version");
    for id in plans {
        if let Some(replaces) = &catalog.plan(*id).document.replaces {
            diagnostic = diagnostic.label(replaces.span, "这里写着替代", "this replaces");
        }
    }
    diagnostic
}

/// Two plans of one region, topic and period with one title are versions, and one must say so.
fn report_doubles(catalog: &Catalog, found: &mut Vec<Diagnostic>) {
    let key = |plan: &Plan| (plan.topic, plan.period(), plan.region().clone());
    for pair in catalog.plans.windows(2) {
        let [first, second] = pair else { continue };
        let related = first.replaced_by.is_some() || second.replaced_by.is_some();
        let same_title = normalised(&first.document.title.value) == normalised(&second.document.title.value);
        if key(first) == key(second) && same_title && !related {
            found.push(
                Diagnostic::new(Code::TwoCurrentVersions, "同一地区、领域、规划期有两份同名规划", "two plans of one region, topic and period have one title")
                    .label(second.document.title.span, "这一份", "this one")
                    .label(first.document.title.span, "和这一份", "and this one")
                    .help("在新版本里写 replaces: 旧版本的文件名", "write `replaces` with the older file's name in the newer one"),
            );
        }
    }
}
