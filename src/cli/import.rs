//! `duibiao import`: documents of offices in, plan files out; and `--verify`, which looks for every cell of
//! a plan file in its original.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::Exit;
use super::arguments::Import;
use super::console::Console;
use super::surroundings::Surroundings;
use duibiao_import::original::UnreadableOriginal;
use duibiao_import::readers::Options;

mod documents;
mod known;
mod place;
mod proof;

pub(super) fn run(
    arguments: &Import,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    match (&arguments.verify, &arguments.against) {
        (Some(plan), Some(original)) => {
            proof::run(arguments, (plan, original), surroundings, console)
        }
        _ => documents::run(arguments, surroundings, console),
    }
}

/// The bytes of a file, no more than any reader takes.
fn bytes(path: &Path, options: &Options) -> Result<Vec<u8>, UnreadableOriginal> {
    let most = options.limits.package_bytes.max(options.limits.text_bytes) as u64;
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    match read() {
        Ok(bytes) if bytes.len() as u64 > most => Err(too_large(most)),
        Ok(bytes) => Ok(bytes),
        Err(cause) => Err(UnreadableOriginal {
            code: "not-opened",
            zh: format!("打不开文件：{cause}。请检查路径和权限。"),
            en: format!("The file cannot be opened: {cause}. Check its path and permissions."),
        }),
    }
}

fn too_large(most: u64) -> UnreadableOriginal {
    let megabytes = most >> 20;
    UnreadableOriginal {
        code: "too-large",
        zh: format!("文件超过 {megabytes} MB，不会是一份规划。"),
        en: format!("The file is larger than {megabytes} MB and cannot be a plan."),
    }
}

/// The name of a file without its folder.
fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
