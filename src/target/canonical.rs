//! The one spelling of a typed target.

use super::Target;

pub(super) fn target(target: &Target) -> String {
    target.printed.to_string()
}
