//! Any text as a printed target: never a panic, and the printed words are kept.
#![no_main]

use duibiao_syntax::period::Period;
use duibiao_syntax::target::{Context, Horizon, Target};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let context = Context {
        unit: None,
        period: Period {
            start: 2021,
            end: 2025,
        },
        horizon: Some(Horizon::Year(2025)),
    };
    let (target, _) = Target::parse(text, &context);
    assert_eq!(&*target.printed, text.trim());
});
