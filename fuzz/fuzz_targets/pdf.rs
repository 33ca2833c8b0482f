//! Any bytes behind the head of a PDF.
#![no_main]

use duibiao_import::readers::{self, Options};
use libfuzzer_sys::fuzz_target;

mod whole;

fuzz_target!(|bytes: &[u8]| {
    let file = [b"%PDF-1.7\n", bytes].concat();
    if let Ok(original) = readers::read("a.pdf", &file, &Options::default()) {
        whole::import(&original);
    }
});
