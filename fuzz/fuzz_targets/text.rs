//! Any bytes as a text: read, tables found, plan file made, and nothing lost.
#![no_main]

use duibiao_import::readers::{self, Options};
use libfuzzer_sys::fuzz_target;

mod whole;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(original) = readers::read("a.txt", bytes, &Options::default()) {
        whole::import(&original);
    }
});
