//! The two streams of the program and how to speak on them: language, colour, progress.

use std::io::{self, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::Exit;
use super::arguments::{Color, OutputFormat};
use super::surroundings::Surroundings;
use duibiao_report::report::{self, CommandOutcome, Style};
use duibiao_syntax::diagnostic::{Diagnostic, Language};
use duibiao_syntax::source::Sources;

/// The columns to draw for when their number is not given.
const USUAL_WIDTH: usize = 100;

/// Standard output for results, standard error for the rest.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about a stream"
)]
pub(super) struct Console<'a> {
    chosen: Option<Language>,
    out: &'a mut (dyn Write + Send),
    err: &'a mut (dyn Write + Send),
    /// Whether each stream may have colour.
    out_color: bool,
    err_color: bool,
    width: usize,
    animated: bool,
    /// Whether both ends are a terminal.
    asks: bool,
    /// The first thing that could not be written.
    broken: Option<io::Error>,
}

impl<'a> Console<'a> {
    /// A console that answers in `chosen`, or in the language of the project.
    pub(super) fn new(
        surroundings: &Surroundings,
        chosen: Option<Language>,
        out: &'a mut (dyn Write + Send),
        err: &'a mut (dyn Write + Send),
    ) -> Self {
        Self {
            chosen,
            out,
            err,
            out_color: surroundings.out_is_terminal && !surroundings.plain(),
            err_color: surroundings.err_is_terminal && !surroundings.plain(),
            width: surroundings.width().unwrap_or(USUAL_WIDTH),
            animated: surroundings.err_is_terminal && surroundings.variable("TERM") != Some("dumb"),
            asks: surroundings.in_is_terminal && surroundings.err_is_terminal,
            broken: None,
        }
    }

    /// Heeds `--color`.
    pub(super) fn color(&mut self, when: Color) {
        let forced = match when {
            Color::Auto => return,
            Color::Always => true,
            Color::Never => false,
        };
        (self.out_color, self.err_color) = (forced, forced);
    }

    /// The language to speak while no project is known.
    pub(super) fn language(&self) -> Language {
        self.chosen.unwrap_or(Language::English)
    }

    /// The language to speak about a project in `language`.
    pub(super) fn language_for(&self, language: Language) -> Language {
        self.chosen.unwrap_or(language)
    }

    /// Prints a result.
    pub(super) fn say(&mut self, text: &str) {
        let done = self
            .out
            .write_all(text.as_bytes())
            .and_then(|()| self.out.flush());
        self.note_failure(done);
    }

    /// Prints something about the work.
    pub(super) fn tell(&mut self, text: &str) {
        let done = self
            .err
            .write_all(text.as_bytes())
            .and_then(|()| self.err.flush());
        self.note_failure(done);
    }

    /// Prints help, which may be styled, as a result or as a complaint.
    pub(super) fn help(&mut self, text: &clap::builder::StyledStr, exit: Exit) {
        if exit == Exit::Clean {
            let text = if self.out_color {
                text.ansi().to_string()
            } else {
                text.to_string()
            };
            self.say(&text);
        } else {
            let text = if self.err_color {
                text.ansi().to_string()
            } else {
                text.to_string()
            };
            self.tell(&text);
        }
    }

    /// Says that something failed which is about no text.
    pub(super) fn fail(&mut self, message: &str) {
        let drawing = report::draw_failure(message, self.language(), self.style());
        self.tell(&drawing);
    }

    /// Reports findings and results in the form that was asked for.
    pub(super) fn report(
        &mut self,
        format: OutputFormat,
        language: Language,
        (diagnostics, sources): (&[Diagnostic], &Sources),
        outcome: &CommandOutcome<'_>,
    ) {
        if format == OutputFormat::Json {
            return self.say(&report::json(diagnostics, sources, outcome));
        }
        self.tell(&report::draw(diagnostics, sources, language, self.style()));
        if let Some(failure) = &outcome.failure {
            self.tell(&report::draw_failure(
                failure.in_language(language),
                language,
                self.style(),
            ));
        }
        self.say(&report::summary(outcome, language));
    }

    /// A bar for `total` steps of work, which shows itself when the work turns out to be long.
    pub(super) fn progress(
        &self,
        total: usize,
        language: Language,
        format: OutputFormat,
    ) -> Progress {
        Progress {
            total: u64::try_from(total).unwrap_or(u64::MAX),
            label: report::pick(language, "写页面", "writing"),
            wanted: self.animated && format == OutputFormat::Human,
            started: Instant::now(),
            bar: OnceLock::new(),
        }
    }

    /// The same for `total` documents that are read.
    #[cfg(feature = "import")]
    pub(super) fn work(&self, total: usize, language: Language, format: OutputFormat) -> Progress {
        Progress {
            label: report::pick(language, "读文件", "reading"),
            ..self.progress(total, language, format)
        }
    }

    /// The exit of the program: results that could not be written make it fail. A reader who has gone
    /// away, as `head` does, is no failure.
    pub(super) fn close(self, exit: Exit) -> Exit {
        match self.broken {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe && exit == Exit::Clean => {
                Exit::Findings
            }
            _ => exit,
        }
    }

    /// The language that was asked for, when one was.
    #[cfg(feature = "serve")]
    pub(super) const fn chosen(&self) -> Option<Language> {
        self.chosen
    }

    /// Whether a question can be asked at a terminal.
    pub(super) const fn can_ask(&self) -> bool {
        self.asks
    }

    /// Whether the reading end was closed.
    pub(super) const fn is_broken(&self) -> bool {
        self.broken.is_some()
    }

    /// Whether results may have colour.
    pub(super) const fn out_color(&self) -> bool {
        self.out_color
    }

    /// Draws what was found, when there is anything.
    pub(super) fn tell_findings(
        &mut self,
        language: Language,
        (diagnostics, sources): (&[Diagnostic], &Sources),
    ) {
        if !diagnostics.is_empty() {
            self.tell(&report::draw(diagnostics, sources, language, self.style()));
        }
    }

    /// How drawings for people look.
    pub(super) const fn style(&self) -> Style {
        Style {
            color: self.err_color,
            width: self.width,
        }
    }

    fn note_failure(&mut self, done: io::Result<()>) {
        if let Err(error) = done {
            self.broken.get_or_insert(error);
        }
    }
}

/// How far the work is; shared by the threads that do it.
#[derive(Debug)]
pub(super) struct Progress {
    total: u64,
    label: &'static str,
    wanted: bool,
    started: Instant,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// Shorter work is over before anybody has read a bar.
    const PATIENCE: Duration = Duration::from_millis(700);

    /// Shows that `done` steps are done.
    pub(super) fn at(&self, done: usize) {
        if self.wanted && self.started.elapsed() >= Self::PATIENCE {
            let bar = self.bar.get_or_init(|| self.new_bar());
            // Threads report in any order; the bar only moves on.
            let done = u64::try_from(done).unwrap_or(u64::MAX);
            bar.set_position(done.max(bar.position()));
        }
    }

    /// Removes the bar.
    pub(super) fn finish(self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }

    fn new_bar(&self) -> ProgressBar {
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::new(self.total)
            .with_style(style)
            .with_prefix(self.label)
            .with_elapsed(self.started.elapsed())
    }
}
