//! The integration tests, one binary. Each module holds what one concern promises; what they share is
//! in `support`. Fixtures lie in `tests/fixtures/`, and `architecture` keeps them from being forgotten.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed, and tests read and write their own folders"
)]

mod support;
mod dump;

mod architecture;
mod broken;
mod circles;
mod compare;
#[cfg(feature = "serve")]
mod desk;
mod desk_commands;
mod determinism;
mod facts;
mod html;
#[cfg(feature = "import")]
mod import;
mod link;
mod pairs;
mod parse;
mod properties;
mod release;
mod workspace;
