//! A difference for a terminal: the same parts in the same order as on paper, one line a change.
//!
//! Columns are aligned by the columns that a terminal gives to a character, two for a Chinese one.
//! Without colour a redline is `[-旧-]{+新+}`. Nothing is printed here.

use duibiao_syntax::diagnostic::Language;
use unicode_width::UnicodeWidthStr;

use super::html::SheetHeading;
use super::phrases;
use super::visible::visible;
use super::words::{self, say};
use crate::diff::clauses::{self, ClauseWeight};
use crate::diff::redline::{RedlineRun, redline};
use crate::diff::targets::{self, TargetWeight};
use crate::diff::{Difference, ItemChange, PlanDifference, Totals, Turn, is_page};
use crate::snapshot::{Clause, SnapshotTarget, SnapshotVerdict};

/// Whether a terminal shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// With colours.
    Shown,
    /// Plain text only.
    Plain,
}

/// Paths of one list that are shown.
const MOST_PATHS: usize = 20;
/// Columns that a name may take before the rest of its line moves to the right.
const WIDEST_NAME: usize = 36;

/// A difference for a terminal.
pub fn terminal(
    difference: &Difference<'_>,
    heading: &SheetHeading<'_>,
    language: Language,
    colour: Colour,
) -> String {
    let mut screen = Screen {
        text: String::new(),
        language,
        colour,
    };
    let SheetHeading { site, old, new } = heading;
    screen.line(0, &format!("{site}: {old} → {new}"));
    if difference.is_empty() {
        screen.line(
            0,
            say(
                language,
                "两边内容相同，没有变更。",
                "Both sides are the same.",
            ),
        );
        return screen.text;
    }
    screen.targets(difference);
    screen.verdicts(difference);
    screen.plans(difference);
    screen.texts(difference);
    screen.paths(difference);
    screen.totals(difference);
    screen.text
}

struct Screen {
    text: String,
    language: Language,
    colour: Colour,
}

/// Where a paint begins or ends, in lines that are not finished: noncharacters, which no text may hold.
/// So a whole line can be made harmless at once, whatever it was put together from.
const BOLD: char = '\u{FDD0}';
const RED: char = '\u{FDD1}';
const GREEN: char = '\u{FDD2}';
const RESET: char = '\u{FDD3}';

const PAINTS: [(char, &str); 4] = [
    (BOLD, "\u{1b}[1m"),
    (RED, "\u{1b}[31m"),
    (GREEN, "\u{1b}[32m"),
    (RESET, "\u{1b}[0m"),
];

fn painted(paint: char, words: &str) -> String {
    format!("{paint}{words}{RESET}")
}

fn removed(words: &str) -> String {
    painted(RED, &format!("[-{words}-]"))
}

fn added(words: &str) -> String {
    painted(GREEN, &format!("{{+{words}+}}"))
}

impl Screen {
    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        say(self.language, zh, en)
    }

    /// A finished line at a depth. What it was put together from needs no care.
    fn line(&mut self, depth: usize, words: &str) {
        for _ in 0..depth {
            self.text.push_str("  ");
        }
        for c in visible(words.trim_end()).chars() {
            match PAINTS.iter().find(|(paint, _)| *paint == c) {
                Some((_, code)) if self.colour == Colour::Shown => self.text.push_str(code),
                Some(_) => {}
                None if c == '\n' => self.text.push(' '),
                None => self.text.push(c),
            }
        }
        self.text.push('\n');
    }

    fn part(&mut self, title: &str) {
        self.text.push('\n');
        let title = painted(BOLD, title);
        self.line(0, &title);
    }

    fn targets(&mut self, difference: &Difference<'_>) {
        let with_any =
            |plan: &&PlanDifference<'_>| !plan.targets.is_empty() || !plan.commitments.is_empty();
        let mut plans = difference.plans.iter().filter(with_any).peekable();
        if plans.peek().is_none() {
            return;
        }
        self.part(self.say("指标和目标", "Targets"));
        for plan in plans {
            self.line(1, &phrases::plan(plan.plan.latest()));
            self.plan_targets(plan, difference);
        }
    }

    fn plan_targets(&mut self, plan: &PlanDifference<'_>, difference: &Difference<'_>) {
        let mut moved = 0;
        let mut rows: Vec<[String; 3]> = Vec::new();
        for (changes, is_commitment) in [(&plan.targets, false), (&plan.commitments, true)] {
            for change in changes {
                if targets::weight(change) == TargetWeight::Place {
                    moved += 1;
                } else {
                    rows.push(self.target(change, is_commitment, difference));
                }
            }
        }
        let widest = |column: usize| {
            let widths = rows.iter().map(|row| row[column].width());
            widths
                .filter(|width| *width <= WIDEST_NAME)
                .max()
                .unwrap_or(0)
        };
        let (first, second) = (widest(0), widest(1));
        for [name, when, what] in &rows {
            let line = format!("{}  {}  {what}", padded(name, first), padded(when, second));
            self.line(2, &line);
        }
        if moved > 0 {
            let line = phrases::moved_figures(moved, self.language);
            self.line(2, &line);
        }
    }

    fn target(
        &self,
        change: &ItemChange<'_, SnapshotTarget>,
        is_commitment: bool,
        difference: &Difference<'_>,
    ) -> [String; 3] {
        let name = |target| phrases::name(target, difference);
        let latest = change.latest();
        let number = if latest.no.is_empty() {
            String::new()
        } else {
            format!("{} ", &latest.no)
        };
        let figure = |target: &SnapshotTarget| phrases::figure(target);
        let what = match change {
            ItemChange::Added(new) => added(&figure(new)),
            ItemChange::Removed(old) => removed(&figure(old)),
            ItemChange::Changed { old, new } if figure(old) == figure(new) => figure(new),
            ItemChange::Changed { old, new } => format!("{} → {}", figure(old), figure(new)),
        };
        let note = match change {
            ItemChange::Changed { old, new } if name(old) != name(new) => format!(
                "{}；{}",
                phrases::what_changed(change, self.language),
                self.redlined(name(old), name(new)),
            ),
            _ => phrases::what_changed(change, self.language),
        };
        [
            format!("{number}{}", name(latest)),
            phrases::when(latest, is_commitment, self.language),
            format!("{what}  （{note}）"),
        ]
    }

    fn verdicts(&mut self, difference: &Difference<'_>) {
        let totals = Totals::of(difference);
        if totals.verdicts.sum() + totals.following + totals.restated == 0 {
            return;
        }
        self.part(self.say("判定变化", "Verdicts"));
        for plan in &difference.plans {
            let listed = plan
                .verdicts
                .flipped
                .iter()
                .chain(&plan.verdicts.came_or_went);
            let mut listed = listed.peekable();
            if listed.peek().is_some() {
                self.line(1, &phrases::plan(plan.plan.latest()));
            }
            for change in listed {
                self.verdict(change, difference);
            }
        }
        if totals.following > 0 {
            let line = phrases::following_verdicts(totals.following, self.language);
            self.line(1, &line);
        }
        if totals.restated > 0 {
            let line = phrases::restated_verdicts(totals.restated, self.language);
            self.line(1, &line);
        }
    }

    fn verdict(&mut self, change: &ItemChange<'_, SnapshotVerdict>, difference: &Difference<'_>) {
        let rows = phrases::rows(change.latest(), difference, self.language);
        self.line(2, &rows);
        let language = self.language;
        let word = |verdict: &SnapshotVerdict| {
            let word = words::verdict(&verdict.verdict, &verdict.strictness, language);
            format!("{word}  {}", verdict.sentence)
        };
        if let Some(old) = change.before() {
            let old = painted(RED, &format!("- {}", word(old)));
            self.line(3, &old);
        }
        if let Some(new) = change.after() {
            let new = painted(GREEN, &format!("+ {}", word(new)));
            self.line(3, &new);
        }
    }

    fn plans(&mut self, difference: &Difference<'_>) {
        if Totals::of(difference).plans == Turn::default() {
            return;
        }
        self.part(self.say("规划信息", "Plans"));
        for plan in &difference.plans {
            let title = phrases::plan(plan.plan.latest());
            if !matches!(plan.plan, ItemChange::Changed { .. }) {
                let turn = phrases::turn(&plan.plan, self.language);
                self.line(1, &format!("{turn}  {title}"));
            } else if !plan.fields.is_empty() {
                self.line(1, &title);
            }
            for change in &plan.fields {
                let value = |value| words::plan_value(change.field, value, self.language);
                let (old, new) = (value(&change.old), value(&change.new));
                let name = words::plan_field(change.field, self.language);
                self.line(2, &format!("{name}  {} → {}", &old, &new));
            }
        }
    }

    fn texts(&mut self, difference: &Difference<'_>) {
        let with_any = |plan: &&PlanDifference<'_>| {
            matches!(plan.plan, ItemChange::Changed { .. })
                && !(plan.clauses.is_empty() && plan.is_text_known)
        };
        let mut plans = difference.plans.iter().filter(with_any).peekable();
        if plans.peek().is_none() {
            return;
        }
        self.part(self.say("正文条款", "Clauses"));
        for plan in plans {
            self.line(1, &phrases::plan(plan.plan.latest()));
            if !plan.is_text_known {
                let unknown = phrases::unknown_text(self.language);
                self.line(2, unknown);
            }
            self.clauses(&plan.clauses);
        }
    }

    fn clauses(&mut self, changes: &[ItemChange<'_, Clause>]) {
        let mut moved = 0;
        for change in changes {
            if clauses::weight(change) == ClauseWeight::Place {
                moved += 1;
                continue;
            }
            let label = phrases::clause(change.latest(), self.language);
            let turn = phrases::clause_turn(change, self.language);
            self.line(2, &format!("{}  {turn}", &label));
            let (old, new) = phrases::clause_texts(change);
            let redline = self.redlined(&old, &new);
            for line in redline.lines() {
                self.line(3, line);
            }
        }
        if moved > 0 {
            let line = phrases::moved_clauses(moved, self.language);
            self.line(2, &line);
        }
    }

    fn redlined(&self, old: &str, new: &str) -> String {
        let mut drawn = String::new();
        for run in redline(old, new) {
            let (run, rest) = phrases::shortened(run, self.language);
            match run {
                RedlineRun::Kept(words) => drawn.push_str(words),
                RedlineRun::Removed(words) => drawn.push_str(&removed(words)),
                RedlineRun::Added(words) => drawn.push_str(&added(words)),
            }
            if let Some((mark, tail)) = rest {
                drawn.push_str(&mark);
                drawn.push_str(tail);
            }
        }
        drawn
    }

    fn paths(&mut self, difference: &Difference<'_>) {
        let files = &difference.files;
        let pages = |list: &[(&str, _)], pages: bool| -> Vec<String> {
            let list = list.iter().filter(|(path, _)| is_page(path) == pages);
            list.map(|(path, _)| phrases::shown_address(path)).collect()
        };
        let vanished = difference.vanished();
        let lists = [
            (
                self.say("消失的网址", "Gone addresses"),
                vanished
                    .iter()
                    .map(|gone| phrases::shown_address(gone))
                    .collect(),
            ),
            (
                self.say("新增的网页", "New pages"),
                pages(&files.added, true),
            ),
            (
                self.say("修改的网页", "Changed pages"),
                pages(&files.changed, true),
            ),
            (
                self.say("新增的其他文件", "Other new files"),
                pages(&files.added, false),
            ),
            (
                self.say("删除的其他文件", "Other files that are gone"),
                pages(&files.removed, false),
            ),
            (
                self.say("修改的其他文件", "Other changed files"),
                pages(&files.changed, false),
            ),
        ];
        for (title, list) in lists {
            self.list(title, &list);
        }
    }

    fn list(&mut self, title: &str, list: &[String]) {
        if list.is_empty() {
            return;
        }
        self.part(&format!("{title} {}", list.len()));
        for path in list.iter().take(MOST_PATHS) {
            self.line(1, path);
        }
        if let Some(more) = list.len().checked_sub(MOST_PATHS).filter(|more| *more > 0) {
            let line = match self.language {
                Language::Chinese => format!("…… 还有 {more} 个"),
                Language::English => format!("… and {more} more"),
            };
            self.line(1, &line);
        }
    }

    /// The last line, which a person looks for first.
    fn totals(&mut self, difference: &Difference<'_>) {
        let totals = Totals::of(difference);
        let line = match self.language {
            Language::Chinese => format!(
                "共变更：目标 {}，承诺 {}，判定 {}，条款 {}，网页 {}，文件 {}",
                totals.targets.sum(),
                totals.commitments.sum(),
                totals.verdicts.sum(),
                totals.clauses.sum(),
                totals.pages.sum(),
                totals.files.sum()
            ),
            Language::English => format!(
                "Changes: {} targets, {} commitments, {} verdicts, {} clauses, {} pages, {} files",
                totals.targets.sum(),
                totals.commitments.sum(),
                totals.verdicts.sum(),
                totals.clauses.sum(),
                totals.pages.sum(),
                totals.files.sum()
            ),
        };
        self.part(&line);
    }
}

/// Words filled up to a number of columns.
fn padded(words: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(words.width());
    format!("{words}{}", " ".repeat(missing))
}
