//! Exact numbers and units, as plans print them.
//!
//! There is no floating point here: a number is the decimal that was printed, scale kept. A unit is the
//! printed word; what makes two units convertible (万人次 and 亿人次) is worked out only for comparing,
//! and a conversion is always told to the reader.

use rust_decimal::Decimal;
