//! Dates of spreadsheets: a count of days, shown by a pattern.
//!
//! Day 60 of the 1900 calendar is 29 February 1900, which never was; every program keeps it.

/// A day and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
    pub(super) seconds: i64,
}

/// The moment of a count of days.
pub(super) fn moment(days: i64, seconds: i64, is_1904: bool) -> Option<Moment> {
    if !(0..=2_958_465).contains(&days) {
        return None;
    }
    if days == 60 && !is_1904 {
        return Some(Moment {
            year: 1900,
            month: 2,
            day: 29,
            seconds,
        });
    }
    // Days since 0000-03-01, by the usual formula for the Gregorian calendar.
    let epoch = match (is_1904, days < 60) {
        (true, _) => 695_361,
        (false, true) => 693_900,
        (false, false) => 693_899,
    };
    let count = days + epoch;
    let (era, of_era) = (count / 146_097, count % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    Some(Moment {
        year,
        month,
        day,
        seconds,
    })
}
