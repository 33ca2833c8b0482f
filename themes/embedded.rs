//! The themes that duibiao brings along, as bytes in the program.
//!
//! What the files mean is the business of the crate that renders; a folder of the same name in a project
//! goes before what stands here.

use include_dir::{Dir, include_dir};

/// The name of the theme that needs no folder.
pub const DEFAULT_NAME: &str = "default";

/// The files of the default theme.
pub static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/default");

/// The words of the interface in the languages that are built in: the tag of each, and its table.
pub const STRINGS: [(&str, &str); 2] = [
    ("zh-CN", include_str!("default/strings/zh-CN.toml")),
    ("en", include_str!("default/strings/en.toml")),
];
