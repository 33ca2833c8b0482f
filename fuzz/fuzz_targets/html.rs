//! Any bytes as a web page.
#![no_main]

use duibiao_import::readers::{self, Options};
use libfuzzer_sys::fuzz_target;

mod whole;

fuzz_target!(|bytes: &[u8]| {
    let page = [b"<!doctype html>", bytes].concat();
    if let Ok(original) = readers::read("a.html", &page, &Options::default()) {
        whole::import(&original);
    }
});
