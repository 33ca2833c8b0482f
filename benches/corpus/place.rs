//! The places that plans are about: the country and its divisions down to the county, from the table
//! that the program has built in.

use std::collections::BTreeMap;

/// A level of government.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// 国家.
    Nation,
    /// 省.
    Province,
    /// 市.
    City,
    /// 县.
    County,
}

/// A place.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Its code.
    pub(crate) code: &'static str,
    /// Its name as titles print it, a county's with that of the place above: 石家庄市长安区.
    pub(crate) name: String,
    /// Its level.
    pub(crate) level: Level,
    /// The index of the place above.
    pub(crate) parent: Option<usize>,
}

const TABLE: &str = include_str!("../../crates/duibiao-syntax/src/region/gbt2260.csv");

/// Places that stand alone in the table, without anything below them.
const ALONE: [&str; 3] = ["71", "81", "82"];

/// The country and all places below it, each after the one above it.
pub(crate) fn all() -> Vec<Place> {
    let mut places = vec![Place {
        code: "100000",
        name: "全国".to_owned(),
        level: Level::Nation,
        parent: None,
    }];
    let mut lines: Vec<[&str; 4]> = TABLE.lines().skip(1).filter_map(fields).collect();
    lines.sort_by_key(|[code, _, level, _]| (depth(level), *code));
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for [code, name, level, parent] in lines {
        let above = known.get(parent).copied().unwrap_or(0);
        let level = level_of(level);
        let prefix = if level == Level::County {
            places[above].name.as_str()
        } else {
            ""
        };
        let place = Place {
            code,
            name: format!("{prefix}{name}"),
            level,
            parent: Some(above),
        };
        known.insert(code, places.len());
        places.push(place);
    }
    places
}

fn fields(line: &'static str) -> Option<[&'static str; 4]> {
    let fields: Vec<&str> = line.split(',').collect();
    let [code, name, level, parent] = fields[..] else {
        return None;
    };
    let is_alone = ALONE.iter().any(|prefix| code.starts_with(prefix));
    (!is_alone).then_some([code, name, level, parent])
}

fn depth(level: &str) -> usize {
    match level {
        "province" => 0,
        "prefecture" => 1,
        _ => 2,
    }
}

fn level_of(level: &str) -> Level {
    [Level::Province, Level::City, Level::County][depth(level)]
}

/// A prime that does not divide the number of counties, so that every county comes once.
const STEP: usize = 1009;

/// The indices of the places in an order that begins all over the country: counties far from each
/// other, each behind those above it. Places come more than once.
pub(crate) fn spread(places: &[Place]) -> impl Iterator<Item = usize> + '_ {
    let of_county = |(at, place): (usize, &Place)| (place.level == Level::County).then_some(at);
    let counties: Vec<usize> = places.iter().enumerate().filter_map(of_county).collect();
    let far = (0..counties.len()).map(move |at| counties[at * STEP % counties.len()]);
    far.flat_map(move |county| {
        let up = std::iter::successors(Some(county), |place| places[*place].parent);
        let mut chain: Vec<usize> = up.collect();
        chain.reverse();
        chain
    })
}
