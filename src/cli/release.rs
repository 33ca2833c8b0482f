//! `duibiao release`: signs off what goes public, or says why it cannot.
//!
//! Everything that could refuse a release is asked before anything is written. Then the site is
//! published as a build publishes it, and the store records the release; it exists when its line is in
//! the log.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::Exit;
use super::arguments::{OutputFormat, Release};
use super::console::Console;
use super::project::{self, CompiledProject};
use super::surroundings::Surroundings;
use super::{disk, snapshots};
use duibiao_publish::publish;
use duibiao_publish::release::Upload;
use duibiao_publish::release::archive::{self, ArchiveFiles};
use duibiao_publish::release::log::Facts;
use duibiao_publish::revision;
use duibiao_publish::store::{ReleaseDraft, Store};
use duibiao_publish::write;
use duibiao_render::permalinks::{Permalinks, Vanished};
use duibiao_render::redirect::Redirect;
use duibiao_render::redirect::server::BasePath;
use duibiao_render::site::Site;
use duibiao_report::report::CommandOutcome;
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::{self, Code, Diagnostic, Language, Message, any_error};
use duibiao_syntax::project::Project;

use kept::Kept;
use parts::{PreviousRelease, ReleaseParts, Texts};

mod gate;
mod kept;
mod parts;

pub(super) fn run(
    arguments: &Release,
    as_of: Option<Date>,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let root = project::locate(arguments.dir.as_deref(), surroundings, console);
    if let Some(number) = arguments.rebuild {
        return super::rebuild::run(&root, number, arguments, surroundings, console);
    }
    let compiled = project::compile(
        arguments.dir.as_deref(),
        Audience::public(surroundings.day(as_of)),
        arguments.format,
        surroundings,
        console,
    );
    let Some(CompiledProject {
        project,
        site,
        mut diagnostics,
        language,
    }) = compiled
    else {
        return Exit::Findings;
    };
    let work = Work {
        arguments,
        surroundings,
        project: &project,
        language,
    };
    let released = match site {
        Some(site) => work.release(&site, &mut diagnostics),
        None => Ok(None),
    };
    diagnostic::sort(&mut diagnostics);
    work.report(released, &diagnostics, console)
}

/// A release while it is made.
struct Work<'a> {
    arguments: &'a Release,
    surroundings: &'a Surroundings,
    project: &'a Arc<Project>,
    language: Language,
}

/// What was released.
struct Done {
    number: u32,
    folder: PathBuf,
    changed: usize,
    deleted: usize,
    warnings: Vec<Message>,
}

/// An I/O failure.
type Refused = Message;

impl Work<'_> {
    /// Releases a site; none when something of the site stands in the way, which is in `found` then.
    fn release(&self, site: &Site, found: &mut Vec<Diagnostic>) -> Result<Option<Done>, Refused> {
        let root = &self.project.root;
        let mut store = Store::open(root).map_err(|error| snapshots::told(&error))?;
        let number = store.log().next_number();
        let (present, loads) = gate::survey(site)?;
        let redirects = store
            .permalinks()
            .complete(site.context().redirects, &present);
        let vanished = store.permalinks().vanished(&present, &redirects);
        found.extend(vanished.iter().map(|vanished| self.vanished(vanished)));
        found.extend(loads.iter().map(gate::foreign));
        found.extend(gate::unsigned(site));
        if any_error(found) || self.arguments.dry_run {
            return Ok(None);
        }
        let before = PreviousRelease::read(&store)?;
        let base = BasePath::of(&self.project.config.base_url)?;
        let output = self.output();
        publish::publish(site, &output, root, &|_| ()).map_err(|error| error.message())?;
        let manifest = disk::read(&output.join(write::MANIFEST))?;
        let parts = ReleaseParts {
            site,
            number,
            before: &before,
            base: &base,
            manifest: &manifest,
            output: &output,
            redirects: &redirects,
            revision: self.revision(),
        };
        let texts = parts.texts(self.language)?;
        let upload = parts.upload(&texts.files);
        let permalinks = store.permalinks().grow(&present, number);
        let record = self.record(&mut store, &parts, &texts, &upload, &permalinks)?;
        Ok(Some(Done {
            number: record,
            folder: root
                .join(duibiao_publish::store::FOLDER)
                .join(format!("{record:04}")),
            changed: upload.changed.len(),
            deleted: upload.deleted.len(),
            warnings: parts.revision.1.into_iter().collect(),
        }))
    }

    fn output(&self) -> PathBuf {
        match &self.arguments.output {
            Some(folder) => self.surroundings.folder.join(folder),
            None => self.project.root.join(&self.project.config.output),
        }
    }

    /// The commit that the sources are, when they are exactly one; else why not.
    fn revision(&self) -> (Option<String>, Option<Message>) {
        match revision::head(&self.project.root) {
            Ok(head) if head.is_clean => (Some(head.commit), None),
            Ok(_) => (
                None,
                Some(Message::new(
                    "有没有提交到 git 的改动：本次发布没有对应的提交，源文件另存一份以供重建",
                    "there are changes that are not committed: this release has no revision; its sources are kept for rebuilding",
                )),
            ),
            Err(_) => (None, None),
        }
    }

    /// Puts the release into the store.
    fn record(
        &self,
        store: &mut Store,
        parts: &ReleaseParts<'_>,
        texts: &Texts,
        upload: &Upload<String>,
        permalinks: &Permalinks,
    ) -> Result<u32, Refused> {
        let files = &texts.files;
        let changed: BTreeMap<Box<str>, u64> = upload
            .changed
            .iter()
            .map(|path| (path.as_str().into(), disk::length(&parts.output.join(path))))
            .collect();
        let kept = Kept::of(self.project);
        let record = store.release(ReleaseDraft {
            facts: Facts {
                as_of: parts.site.audience().as_of,
                revision: parts.revision.0.as_deref().map(Into::into),
                tool: env!("CARGO_PKG_VERSION").into(),
                files: count(files.len()),
                bytes: files.values().map(|file| file.bytes).sum(),
                changed: count(upload.changed.len()),
                deleted: count(upload.deleted.len()),
            },
            sheet: texts.sheet.as_bytes(),
            manifest: parts.manifest,
            snapshot: &texts.snapshot,
            deleted: &archive::deletions(&upload.deleted),
            nginx: &texts.nginx,
            caddy: &texts.caddy,
            changed: ArchiveFiles {
                lengths: &changed,
                open: &mut |path| disk::open(&parts.output.join(path)),
            },
            sources: ArchiveFiles {
                lengths: &kept.lengths,
                open: &mut |path| kept.open(path),
            },
            permalinks,
        });
        record
            .map(|record| record.number)
            .map_err(|error| snapshots::told(&error))
    }

    fn vanished(&self, vanished: &Vanished) -> Diagnostic {
        let code = match vanished {
            Vanished::Address(_) => Code::AddressVanished,
            Vanished::Anchor(_) => Code::AnchorVanished,
            Vanished::Target { .. } | Vanished::StillThere(_) | Vanished::Circle(_) => {
                Code::RedirectInvalid
            }
        };
        let message = vanished.message();
        let diagnostic = Diagnostic::new(code, message.zh, message.en);
        let written = |entry: &&duibiao_syntax::config::RedirectEntry| match vanished {
            Vanished::Target { from, .. } | Vanished::StillThere(from) | Vanished::Circle(from) => {
                let written = entry.from.value.as_str();
                Redirect::parse(written, None, Some("—")).is_ok_and(|entry| entry.from == *from)
            }
            _ => false,
        };
        match self.project.config.redirects.iter().find(written) {
            Some(entry) => diagnostic.at(entry.from.span),
            None => diagnostic,
        }
    }

    fn report(
        &self,
        released: Result<Option<Done>, Refused>,
        diagnostics: &[Diagnostic],
        console: &mut Console<'_>,
    ) -> Exit {
        let format = self.arguments.format;
        let outcome = CommandOutcome {
            failure: released.as_ref().err().cloned(),
            ..CommandOutcome::default()
        };
        let found = (diagnostics, &self.project.sources);
        match released {
            Ok(Some(done)) => {
                if format == OutputFormat::Json {
                    console.say(&done.json());
                } else {
                    console.tell_findings(self.language, found);
                    console.say(&done.sentence(self.language, self.surroundings));
                }
                Exit::Clean
            }
            Ok(None) if self.arguments.dry_run && !any_error(diagnostics) => {
                console.report(format, self.language, found, &outcome);
                Exit::Clean
            }
            _ => {
                console.report(format, self.language, found, &outcome);
                Exit::Findings
            }
        }
    }
}

impl Done {
    fn sentence(&self, language: Language, surroundings: &Surroundings) -> String {
        let folder = surroundings.shown(&self.folder).display();
        let (number, changed, deleted) = (self.number, self.changed, self.deleted);
        let warnings = self.warnings.iter();
        let mut lines: Vec<String> = warnings
            .map(|warning| warning.in_language(language).to_owned())
            .collect();
        lines.push(match language {
            Language::Chinese => format!(
                "第 {number} 次发布：要上传的文件 {changed} 个，要删除的 {deleted} 个。\n审批单 {folder}/sheet.html，上传包 {folder}/changed.tar.zst，删除清单 {folder}/deleted.txt。\n请把 permalinks.lock 和 {folder} 一并提交到版本库。\n"
            ),
            Language::English => format!(
                "Release {number}: {changed} files to upload, {deleted} to delete.\nSheet {folder}/sheet.html, upload {folder}/changed.tar.zst, deletions {folder}/deleted.txt.\nCommit permalinks.lock and {folder} with the project.\n"
            ),
        });
        lines.join("\n")
    }

    fn json(&self) -> String {
        let value = serde_json::json!({
            "release": self.number,
            "folder": self.folder.to_string_lossy(),
            "changed": self.changed,
            "deleted": self.deleted,
        });
        format!("{value}\n")
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
