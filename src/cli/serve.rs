//! `duibiao serve`: shows the project in a browser while it is edited.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::Exit;
use super::arguments::{OutputFormat, Serve};
use super::console::Console;
use super::project;
use super::surroundings::Surroundings;
use duibiao_preview::preview::{Preview, Settings};
use duibiao_preview::serve::editor::Editor;
use duibiao_preview::serve::{
    self, BasePath, DEFAULT_PORT, LogLine, Options, Port, Root, SiteScripts, browser,
};
use duibiao_render::redirect::stub::STYLE_HASH;
use duibiao_report::report;
use duibiao_syntax::audience::Audience;
use duibiao_syntax::config::FILE_NAME;

pub(super) fn run(
    arguments: &Serve,
    as_of: Option<Date>,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let root = project::locate(arguments.dir.as_deref(), surroundings, console);
    // The watcher tells real paths; links in the way to the project would make them look foreign.
    let root = std::path::absolute(&root).unwrap_or(root);
    let settings = Settings {
        root: root.clone(),
        audience: Audience {
            as_of: surroundings.day(as_of),
            drafts: arguments.drafts,
        },
        editor: editor(arguments, surroundings),
        language: console.chosen(),
        style: console.style(),
    };
    let preview = match Preview::open(settings) {
        Ok(preview) => Arc::new(preview),
        Err(error) => {
            console.fail(&error.message(console.language()));
            return Exit::Findings;
        }
    };
    let language = preview.language();
    let found = preview.drawn();
    if !arguments.bind.is_loopback() {
        console.tell(report::pick(
            language,
            "注意：这个地址不只本机能访问，草稿和未公开的内容都会暴露给网络\n",
            "Note: this address can be reached from the network, and so can whatever is not public yet\n",
        ));
    }
    let options = options(arguments, &preview, &root);
    let (open, log) = (arguments.open, options.log.clone());
    let served = serve::run(preview, options, |address, url| {
        console.say(&match arguments.format {
            OutputFormat::Json => format!(
                "{}\n",
                serde_json::json!({ "event": "ready", "url": url, "address": address.to_string() })
            ),
            OutputFormat::Human => format!("{url}\n"),
        });
        console.tell(&found);
        if open {
            browser::open(url, log);
        }
    });
    match served {
        Ok(()) => Exit::Clean,
        Err(error) => {
            console.fail(&error.message(language));
            Exit::Findings
        }
    }
}

/// What opens a place of a file: what was asked for, what the environment names, else VS Code, which
/// most people have.
fn editor(arguments: &Serve, surroundings: &Surroundings) -> Editor {
    let guess = || {
        Editor::guess(
            surroundings.variable("VISUAL"),
            surroundings.variable("EDITOR"),
            surroundings.variable("TERM_PROGRAM"),
        )
    };
    let usual = || Editor::parse("vscode").unwrap_or_else(|_| Editor::none());
    arguments
        .editor
        .clone()
        .or_else(guess)
        .unwrap_or_else(usual)
}

fn options(arguments: &Serve, preview: &Preview, root: &Path) -> Options {
    let port = arguments
        .port
        .map_or(Port::Preferred(DEFAULT_PORT), Port::Exactly);
    let log: LogLine = Arc::new(|line: &str| {
        // The reading end may be closed; the preview goes on.
        writeln!(std::io::stderr(), "{line}").unwrap_or_default();
    });
    Options {
        address: arguments.bind,
        port,
        allowed_hosts: arguments.allow_host.clone(),
        watch: watched(root),
        base: base(&preview.base_url()),
        site_scripts: SiteScripts::Allowed,
        site_style: STYLE_HASH,
        log,
    }
}

/// What is watched: the settings, and the folders that a site is made from.
fn watched(root: &Path) -> Vec<Root> {
    vec![
        Root::File(root.join(FILE_NAME)),
        Root::Tree(root.join("content")),
        Root::Tree(root.join("themes")),
    ]
}

/// The path of the site on its host.
fn base(base_url: &str) -> BasePath {
    let host = base_url.find("://").map_or(0, |at| at + "://".len());
    let path = base_url[host..]
        .find('/')
        .map_or("/", |slash| &base_url[host + slash..]);
    path.parse().unwrap_or_else(|_| BasePath::root())
}
