//! Which plan is which in two snapshots, and what differs in what is said *about* it.

use super::pairing::Pairing;
use super::{FieldChange, ItemChange};
use crate::snapshot::SnapshotPlan;

/// Something that is said about a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanField {
    /// Its id, which is its address.
    Id,
    /// The full title.
    Title,
    /// The place.
    Region,
    /// The topic.
    Topic,
    /// The years.
    Period,
    /// The legal state.
    Status,
    /// 发文字号.
    DocNo,
    /// 发文机关.
    Issuers,
    /// 成文日期.
    Written,
    /// 发布日期.
    Published,
    /// 公开方式.
    Openness,
    /// Whether the text is full, a digest or not held.
    Text,
    /// What was read.
    Source,
    /// Where the values were read.
    Verification,
    /// The version it takes the place of.
    Replaces,
    /// The version that takes its place.
    ReplacedBy,
}

type ReadPlanField = fn(&SnapshotPlan) -> &str;

/// Every field with how it is read.
const FIELDS: [(PlanField, ReadPlanField); 16] = [
    (PlanField::Id, |plan| &plan.id),
    (PlanField::Title, |plan| &plan.title),
    (PlanField::Region, |plan| &plan.region),
    (PlanField::Topic, |plan| &plan.topic),
    (PlanField::Period, |plan| &plan.period),
    (PlanField::Status, |plan| &plan.status),
    (PlanField::DocNo, |plan| &plan.doc_no),
    (PlanField::Issuers, |plan| &plan.issuers),
    (PlanField::Written, |plan| &plan.written),
    (PlanField::Published, |plan| &plan.published),
    (PlanField::Openness, |plan| &plan.openness),
    (PlanField::Text, |plan| &plan.text),
    (PlanField::Source, |plan| &plan.source),
    (PlanField::Verification, |plan| &plan.verification),
    (PlanField::Replaces, |plan| &plan.replaces),
    (PlanField::ReplacedBy, |plan| &plan.replaced_by),
];

/// The plans of both snapshots side by side: by id, and a plan that got another id by what it is.
pub(super) fn paired<'a>(
    old: &'a [SnapshotPlan],
    new: &'a [SnapshotPlan],
) -> Vec<ItemChange<'a, SnapshotPlan>> {
    let mut pairing = Pairing::new(old, new);
    pairing.by_same(|plan| Some(&*plan.id));
    pairing.by_unique(|plan| Some((&*plan.title, &*plan.topic, &*plan.period)));
    pairing.by_unique(|plan| Some((&*plan.region_code, &*plan.topic, &*plan.period)));
    pairing.changes()
}

/// What differs in what is said about a plan.
pub(super) fn fields<'a>(
    old: &'a SnapshotPlan,
    new: &'a SnapshotPlan,
) -> Vec<FieldChange<'a, PlanField>> {
    let changed = FIELDS.iter().map(|(field, read)| FieldChange {
        field: *field,
        old: read(old).into(),
        new: read(new).into(),
    });
    changed.filter(|change| change.old != change.new).collect()
}
