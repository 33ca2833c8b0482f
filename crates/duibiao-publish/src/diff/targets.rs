//! Which figure is which in two versions of a plan, and in what two figures differ.
//!
//! A figure is known by its indicator, its year and whether it is a baseline or a target; a row may
//! move, get another number or another name and is still the same row. Where the indicator changed as
//! well, its place tells.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::pairing::Pairing;
use super::{FieldChange, ItemChange};
use crate::snapshot::SnapshotTarget;

/// A part of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetField {
    /// The figure, as printed.
    Text,
    /// The unit.
    Unit,
    /// The indicator of the catalogue.
    Indicator,
    /// Baseline or target.
    Statistic,
    /// The year.
    Year,
    /// For a year, an average or a span.
    Horizon,
    /// The name, as printed.
    Name,
    /// 约束性 or 预期性.
    Nature,
    /// Where it was read.
    Verification,
    /// 序号.
    Number,
    /// Its place on the page.
    Anchor,
    /// The clause in which it stands.
    Clause,
}

/// How grave the change of a figure is: that of the gravest part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetWeight {
    /// Only its number or its place on the page.
    Place,
    /// How much it binds, or where it was read.
    Mark,
    /// Only its name.
    Name,
    /// What it says.
    Figure,
}

impl TargetField {
    /// How grave a change of this part is.
    pub const fn weight(self) -> TargetWeight {
        match self {
            Self::Text
            | Self::Unit
            | Self::Indicator
            | Self::Statistic
            | Self::Year
            | Self::Horizon => TargetWeight::Figure,
            Self::Name => TargetWeight::Name,
            Self::Nature | Self::Verification => TargetWeight::Mark,
            Self::Number | Self::Anchor | Self::Clause => TargetWeight::Place,
        }
    }
}

type ReadTargetField = fn(&SnapshotTarget) -> Cow<'_, str>;

/// Every part with how it is read.
const FIELDS: [(TargetField, ReadTargetField); 12] = [
    (TargetField::Text, |target| {
        (&*target.text_as_printed).into()
    }),
    (TargetField::Unit, |target| (&*target.unit).into()),
    (TargetField::Indicator, |target| {
        (&*target.indicator_id).into()
    }),
    (TargetField::Statistic, |target| {
        target.statistic.id().into()
    }),
    (TargetField::Year, |target| {
        target
            .year
            .map_or_else(Cow::default, |year| year.to_string().into())
    }),
    (TargetField::Horizon, |target| (&*target.horizon).into()),
    (TargetField::Name, |target| {
        (&*target.name_as_printed).into()
    }),
    (TargetField::Nature, |target| (&*target.nature).into()),
    (TargetField::Verification, |target| {
        (&*target.verification).into()
    }),
    (TargetField::Number, |target| (&*target.no).into()),
    (TargetField::Anchor, |target| (&*target.anchor).into()),
    (TargetField::Clause, |target| (&*target.clause).into()),
];

/// In what two figures differ, the gravest first.
pub fn fields<'a>(
    old: &'a SnapshotTarget,
    new: &'a SnapshotTarget,
) -> Vec<FieldChange<'a, TargetField>> {
    let changed = FIELDS.iter().map(|(field, read)| FieldChange {
        field: *field,
        old: read(old),
        new: read(new),
    });
    changed.filter(|change| change.old != change.new).collect()
}

/// How grave a change is. What is added or removed always weighs most.
pub fn weight(change: &ItemChange<'_, SnapshotTarget>) -> TargetWeight {
    match change {
        ItemChange::Added(_) | ItemChange::Removed(_) => TargetWeight::Figure,
        ItemChange::Changed { old, new } => fields(old, new)
            .first()
            .map_or(TargetWeight::Place, |change| change.field.weight()),
    }
}

/// The figures of two versions of a plan side by side, the unchanged ones too.
pub(super) fn paired<'a>(
    old: &'a [SnapshotTarget],
    new: &'a [SnapshotTarget],
) -> Vec<ItemChange<'a, SnapshotTarget>> {
    let mut pairing = Pairing::new(old, new);
    let what = |target: &'a SnapshotTarget| {
        let known = !target.indicator_id.is_empty();
        known.then_some((&*target.indicator_id, target.statistic))
    };
    let when = |target: &'a SnapshotTarget| (target.year, &*target.horizon);
    let name = |target: &'a SnapshotTarget| (&*target.name_as_printed, &*target.unit);
    let figure = |target: &'a SnapshotTarget| (&*target.text_as_printed, &*target.unit);
    let place = |target: &'a SnapshotTarget| (&*target.anchor, target.statistic);
    pairing.by_same(Some);
    pairing.by_same(|it| Some((what(it)?, when(it), name(it), figure(it))));
    pairing.by_same(|it| Some((what(it)?, when(it), name(it), place(it))));
    pairing.by_same(|it| Some((what(it)?, when(it), name(it))));
    pairing.by_same(|it| Some((what(it)?, when(it), place(it))));
    pairing.by_same(|it| Some((what(it)?, it.year, name(it), place(it))));
    pairing.by_same(|it| Some((what(it)?, it.year)));
    // A place alone is no proof: another row may have taken it. Half of what it says must agree.
    pairing.by_same(|it| Some((place(it), it.year, name(it))));
    pairing.by_same(|it| Some((place(it), it.year, figure(it))));
    pairing.by_same(|it| Some((what(it)?, name(it))));
    pairing.by_same(|it| Some((what(it)?, place(it))));
    pairing.by_same(|it| Some((place(it), name(it))));
    pairing.changes()
}

/// Where the rows of the old version are in the new one; none for a row that is gone.
pub(super) fn moved<'a>(
    changes: &[ItemChange<'a, SnapshotTarget>],
) -> BTreeMap<&'a str, Option<&'a str>> {
    let mut places = BTreeMap::new();
    for change in changes {
        match change {
            ItemChange::Changed { old, new } => {
                places.insert(&*old.anchor, Some(&*new.anchor));
            }
            ItemChange::Removed(old) => {
                places.entry(&*old.anchor).or_insert(None);
            }
            ItemChange::Added(_) => {}
        }
    }
    places
}
