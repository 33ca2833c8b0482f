//! The test suite: one binary, low-level tests first.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests stop at the first surprise, read fixtures and say what they skip"
)]

mod support;

mod architecture;
mod broken;
mod facts;
