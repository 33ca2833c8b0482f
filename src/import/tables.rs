//! Placeholder.
use crate::import::original::{Indicators, Original};
/// Nothing yet.
pub fn find(_: &Original) -> Indicators {
    Indicators::default()
}
