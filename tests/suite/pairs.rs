//! Two printed targets and the verdict that they must get, from a table whose key was written by hand.
//!
//! The left one is of a city, the right one of its province. An empty direction is `higher`, an empty kind
//! of quantity `rate`.

use std::fs;

use duibiao_compare::verdict::{Judgement, JudgementContext, Standing, judge};
use duibiao_syntax::document::{Better, Grade, IndicatorMeasure};
use duibiao_syntax::period::Period;
use duibiao_syntax::quantity::Unit;
use duibiao_syntax::target::{Context, Target};

use crate::support::fixtures;

const PERIOD: Period = Period {
    start: 2021,
    end: 2025,
};

#[test]
fn every_pair_gets_its_verdict() {
    let text = fs::read_to_string(fixtures("verdicts").join("pairs.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(records.len() > 110, "{}", records.len());
    let wrong: Vec<String> = records
        .iter()
        .filter_map(|record| {
            let judged = judged(record, false);
            (judged.verdict.id() != &record[7])
                .then(|| format!("{record:?}: {} {:?}", judged.verdict.id(), judged.reason))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_compared_cannot_be_compared_from_the_other_side() {
    let text = fs::read_to_string(fixtures("verdicts").join("pairs.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for record in reader.records().map(Result::unwrap) {
        let sides = [judged(&record, false), judged(&record, true)];
        let [own, mirror] = sides.map(|side| (side.verdict.id(), side.difference, side.share));
        let wanted = match own.0 {
            "higher" => "lower",
            "lower" => "higher",
            "part" | "follows-upper" | "upper-unquantified" => continue,
            same => same,
        };
        if wanted == "not-comparable" && matches!(mirror.0, "upper-unquantified") {
            continue;
        }
        assert_eq!(mirror.0, wanted, "{record:?}");
        assert_eq!(own.1, mirror.1, "{record:?}");
    }
}

fn judged(record: &csv::StringRecord, is_mirrored: bool) -> Judgement {
    let target = |printed: &str, unit: &str| {
        let unit = Unit::new(unit);
        let context = Context {
            unit: unit.as_ref(),
            period: PERIOD,
            horizon: None,
        };
        Target::parse(printed, &context).0
    };
    let (own, upper) = (
        target(&record[1], &record[2]),
        target(&record[3], &record[4]),
    );
    let context = JudgementContext {
        grade: Grade::Same,
        standing: Standing::Above,
        better: match &record[5] {
            "lower" => Better::Lower,
            "neither" => Better::Neither,
            _ => Better::Higher,
        },
        measure: match &record[6] {
            "total" => IndicatorMeasure::Total,
            "level" => IndicatorMeasure::Level,
            _ => IndicatorMeasure::Rate,
        },
        unit: None,
    };
    if is_mirrored {
        judge(&upper, &own, &context)
    } else {
        judge(&own, &upper, &context)
    }
}
