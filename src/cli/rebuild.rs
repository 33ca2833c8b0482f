//! `duibiao release --rebuild N`: makes a release again from the sources that were kept with it, and says
//! whether it is the same to the byte.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::Exit;
use super::arguments::Release;
use super::console::Console;
use super::surroundings::Surroundings;
use super::{disk, snapshots};
use duibiao_publish::publish;
use duibiao_publish::read;
use duibiao_publish::release::digest::Digest;
use duibiao_publish::store;
use duibiao_publish::write;
use duibiao_render::site;
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::{Message, any_error};

pub(super) fn run(
    root: &Path,
    number: u32,
    arguments: &Release,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let language = console.language();
    let output = arguments
        .output
        .as_ref()
        .map(|folder| surroundings.folder.join(folder));
    match rebuild(root, number, output.as_deref()) {
        Ok(same) => {
            console.say(same.in_language(language));
            Exit::Clean
        }
        Err(message) => {
            console.fail(message.in_language(language));
            Exit::Findings
        }
    }
}

fn rebuild(root: &Path, number: u32, output: Option<&Path>) -> Result<Message, Message> {
    let released = store::release(root, number).map_err(|error| snapshots::told(&error))?;
    let Some(released) = released else {
        return Err(Message::new(
            format!("没有第 {number} 次发布"),
            format!("there is no release {number}"),
        ));
    };
    let sources = disk::temporary()?;
    unpack(&released.folder.join("sources.tar.zst"), sources.path())?;
    let made = disk::temporary()?;
    let output = output.unwrap_or(made.path());
    let checked = read::project(sources.path())
        .map_err(|error| Message::in_each(|language| error.message(language)))?;
    let audience = Audience::public(released.record.facts.as_of);
    let compiled = site::compile(&Arc::new(checked.value), &audience);
    let whole = !any_error(&checked.diagnostics);
    let Some(site) = compiled.value.filter(|_| whole) else {
        return Err(Message::new(
            "存下的源文件不能生成网站：可能是用别的版本发布的",
            "the kept sources make no site: perhaps another version of the program released them",
        ));
    };
    publish::publish(&site, output, sources.path(), &|_| ()).map_err(|error| error.message())?;
    let manifest = disk::read(&output.join(write::MANIFEST))?;
    if Digest::of(&manifest) == released.record.blake3.manifest {
        return Ok(Message::new(
            format!("第 {number} 次发布重建完成，与当时逐字节相同。\n"),
            format!("Release {number} was made again, the same to the byte.\n"),
        ));
    }
    let (was, is) = (&released.record.facts.tool, env!("CARGO_PKG_VERSION"));
    Err(Message::new(
        format!("重建的网站与第 {number} 次发布不同：当时的程序是 {was}，现在是 {is}"),
        format!(
            "the site is not that of release {number}: the program was {was} then and is {is} now"
        ),
    ))
}

/// Unpacks the sources of a release into a folder.
fn unpack(archive: &Path, into: &Path) -> Result<(), Message> {
    let failed = |cause: io::Error| {
        let path = archive.display();
        Message::new(
            format!("无法解开 {path}：{cause}"),
            format!("cannot unpack {path}: {cause}"),
        )
    };
    let file = File::open(archive).map_err(failed)?;
    let packed = zstd::stream::read::Decoder::new(file).map_err(failed)?;
    // `unpack` leaves out whatever would lie outside of the folder.
    tar::Archive::new(packed).unpack(into).map_err(failed)
}
