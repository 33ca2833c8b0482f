//! Places: GB/T 2260 codes, their names and what stands above them.
//!
//! The table is built in (`docs/DATA-SOURCES.md` names where it comes from). The parent follows from the
//! table, the nation is `100000` by convention. A functional zone has no code of its own: it is the code
//! of the place it lies in plus a zone id and name, and stands one level below it. Retired codes are
//! known, with their successors, but a code that is in neither table is no region.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// Six digits of GB/T 2260; `100000` is the nation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode([u8; 6]);

impl RegionCode {
    /// The nation.
    pub const NATION: Self = Self(*b"100000");

    /// The six digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The code as a number, which orders as the code does.
    fn number(self) -> u32 {
        let digits = self.0.iter().map(|digit| u32::from(digit - b'0'));
        digits.fold(0, |number, digit| number * 10 + digit)
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for RegionCode {
    type Err = NotSixDigits;

    fn from_str(text: &str) -> Result<Self, NotSixDigits> {
        let Ok(bytes) = <[u8; 6]>::try_from(text.as_bytes()) else {
            return Err(NotSixDigits);
        };
        if bytes.iter().all(u8::is_ascii_digit) {
            Ok(Self(bytes))
        } else {
            Err(NotSixDigits)
        }
    }
}

/// A text that is not six digits, so it is no region code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSixDigits;

/// A level of government.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 国家.
    Nation,
    /// 省、自治区、直辖市.
    Province,
    /// 设区的市、自治州、地区、盟.
    City,
    /// 县、市辖区、县级市.
    County,
    /// 功能区: a zone without a code of its own.
    Zone,
}

impl Level {
    /// All levels, from the top.
    pub const ALL: [Self; 5] = [
        Self::Nation,
        Self::Province,
        Self::City,
        Self::County,
        Self::Zone,
    ];

    /// The word used in data files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Zone => "zone",
        }
    }
}

/// A zone inside a region: an ASCII id for addresses, and its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone {
    /// Lower-case letters, digits and hyphens.
    pub id: Box<str>,
    /// As printed, e.g. 南海新区.
    pub name: Box<str>,
}

/// A place that can have plans.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    /// Its code, or the code of the place its zone lies in.
    pub code: RegionCode,
    /// The zone, when the place has no code of its own.
    pub zone: Option<Box<Zone>>,
}

impl Region {
    /// The region that has this code itself.
    pub const fn of(code: RegionCode) -> Self {
        Self { code, zone: None }
    }

    /// What stands in addresses: the code, with the zone's id after a hyphen.
    pub fn id(&self) -> String {
        match &self.zone {
            Some(zone) => [self.code.as_str(), "-", &zone.id].concat(),
            None => self.code.as_str().to_owned(),
        }
    }

    /// The level of government.
    pub fn level(&self) -> Level {
        if self.zone.is_some() {
            return Level::Zone;
        }
        entry(self.code).map_or(Level::County, |entry| entry.level)
    }

    /// The short name: 泰州市.
    pub fn name(&self) -> &str {
        match &self.zone {
            Some(zone) => &zone.name,
            None => entry(self.code).map_or("", |entry| entry.name),
        }
    }

    /// The name with those of the places above it, the nation left out: 江苏省泰州市.
    pub fn full_name(&self) -> String {
        let mut full = match self.parent() {
            Some(parent) if parent.code != RegionCode::NATION => parent.full_name(),
            _ => String::new(),
        };
        full.push_str(self.name());
        full
    }

    /// The place directly above.
    pub fn parent(&self) -> Option<Self> {
        if self.zone.is_some() {
            return Some(Self::of(self.code));
        }
        entry(self.code)?.parent.map(Self::of)
    }

    /// The places above, the nearest first, the nation last.
    pub fn ancestors(&self) -> impl Iterator<Item = Self> + use<> {
        std::iter::successors(self.parent(), Self::parent)
    }
}

/// One line of the built-in table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code.
    pub code: RegionCode,
    /// The official name.
    pub name: &'static str,
    /// The level of government.
    pub level: Level,
    /// The code above; none for the nation.
    pub parent: Option<RegionCode>,
    /// Set when the code is no longer current.
    pub retired: Option<Retired>,
}

/// What became of a code that is no longer current.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retired {
    /// The code that took its place.
    pub replaced_by: RegionCode,
    /// The year of the change, as far as known.
    pub year: &'static str,
    /// Whether the successor was read in a source; otherwise it is only recalled.
    pub verified: bool,
}

/// The line of the table for a code, current or retired.
pub fn entry(code: RegionCode) -> Option<&'static Entry> {
    let number = code.number();
    let city = (number / 100) as usize;
    let range = TABLE.cities[city]..TABLE.cities[city + 1];
    let numbers = &TABLE.numbers[usize::from(range.start)..usize::from(range.end)];
    let at = numbers.iter().position(|known| *known == number)?;
    TABLE.entries.get(usize::from(range.start) + at)
}

/// The lines whose official name is `name`. There are many 西区.
pub fn named(name: &str) -> impl Iterator<Item = &'static Entry> {
    all().filter(move |entry| entry.name == name)
}

/// Every line of the table, by code.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    TABLE.entries.iter()
}

/// The built-in table. A place is looked up for every value of it that is shown, so the codes stand by
/// themselves, close together, and the first four digits say where.
struct RegionTable {
    /// Where in `numbers` the codes begin whose first four digits are those of the index, or come later.
    cities: Vec<u16>,
    /// The codes as numbers, in order.
    numbers: Vec<u32>,
    /// The line of each.
    entries: Vec<Entry>,
}

static TABLE: LazyLock<RegionTable> = LazyLock::new(|| {
    let nation = Entry {
        code: RegionCode::NATION,
        name: "中国",
        level: Level::Nation,
        parent: None,
        retired: None,
    };
    let current = lines(include_str!("region/gbt2260.csv")).filter_map(|fields| current(&fields));
    let retired =
        lines(include_str!("region/gbt2260-retired.csv")).filter_map(|fields| retired(&fields));
    let all = std::iter::once(nation).chain(retired).chain(current);
    let by_code: BTreeMap<RegionCode, Entry> = all.map(|entry| (entry.code, entry)).collect();
    let numbers: Vec<u32> = by_code.keys().map(|code| code.number()).collect();
    let first = |city: u32| numbers.partition_point(|number| number / 100 < city);
    let first = |city| u16::try_from(first(city)).expect("there are fewer codes than that");
    RegionTable {
        cities: (0..=10_000).map(first).collect(),
        entries: by_code.into_values().collect(),
        numbers,
    }
});

/// The data lines of a built-in table, whose fields hold neither commas nor quotes.
fn lines(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split(',').collect())
}

fn current(fields: &[&'static str]) -> Option<Entry> {
    let [code, name, level, parent, ..] = fields else {
        return None;
    };
    let level = match *level {
        "province" => Level::Province,
        "prefecture" | "city" => Level::City,
        _ => Level::County,
    };
    Some(Entry {
        code: code.parse().ok()?,
        name,
        level,
        parent: Some(parent.parse().unwrap_or(RegionCode::NATION)),
        retired: None,
    })
}

fn retired(fields: &[&'static str]) -> Option<Entry> {
    let [_, _, _, _, replaced_by, year, source, ..] = fields else {
        return None;
    };
    Some(Entry {
        retired: Some(Retired {
            replaced_by: replaced_by.parse().ok()?,
            year,
            verified: *source != "recalled",
        }),
        ..current(fields)?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(code: &str) -> Region {
        Region::of(code.parse().unwrap())
    }

    #[test]
    fn parents_follow_from_the_table() {
        let chain = |code| {
            region(code)
                .ancestors()
                .map(|region| region.name().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(chain("510403"), ["攀枝花市", "四川省", "中国"]);
        assert_eq!(chain("310118"), ["上海市", "中国"]);
        assert_eq!(chain("100000"), [""; 0]);
    }

    #[test]
    fn full_names_leave_the_nation_out() {
        assert_eq!(region("510403").full_name(), "四川省攀枝花市西区");
        assert_eq!(region("310118").full_name(), "上海市青浦区");
        assert_eq!(region("100000").full_name(), "中国");
    }

    #[test]
    fn a_zone_stands_below_the_place_it_lies_in() {
        let zone = Region {
            code: "371000".parse().unwrap(),
            zone: Some(Box::new(Zone {
                id: "nanhai".into(),
                name: "南海新区".into(),
            })),
        };
        assert_eq!(zone.id(), "371000-nanhai");
        assert_eq!(zone.full_name(), "山东省威海市南海新区");
        assert_eq!(zone.parent(), Some(region("371000")));
        assert_eq!(zone.level(), Level::Zone);
    }

    #[test]
    fn the_tables_are_whole() {
        assert_eq!(
            all().filter(|entry| entry.retired.is_none()).count(),
            3214 + 1
        );
        assert_eq!(all().filter(|entry| entry.retired.is_some()).count(), 75);
        let unverified = all().filter(|entry| entry.retired.is_some_and(|r| !r.verified));
        assert_eq!(unverified.count(), 11);
        for entry in all() {
            let parent = entry.parent.map(|code| super::entry(code).is_some());
            assert_ne!(parent, Some(false), "{entry:?}");
        }
    }

    #[test]
    fn levels() {
        for (code, level) in [
            ("100000", Level::Nation),
            ("310000", Level::Province),
            ("321200", Level::City),
            ("510403", Level::County),
        ] {
            assert_eq!(region(code).level(), level);
        }
        assert!(named("鼓楼区").count() > 1, "names alone are ambiguous");
    }
}
