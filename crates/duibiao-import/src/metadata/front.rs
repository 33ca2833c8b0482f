//! What stands before the text of a plan: the issuing notice with its signature, or a title page.
//!
//! The notice is a document of its own. Its words go where removed words go, and the plan begins with
//! its title, which is in the front matter.

use crate::original::Confidence;

use super::issuer_name::is_name;
use super::squeezed::squeezed;
use super::{Fact, marks, title};
use crate::repair::Passage;

/// The parts of the front, as indices of the leading passages.
#[derive(Clone, Debug, Default)]
pub(super) struct Front {
    pub(super) title: Option<Fact<String>>,
    /// Where the notice begins and ends.
    pub(super) notice: Option<(usize, usize)>,
    /// The passages that print the title of the plan, with what belongs to it.
    pub(super) title_at: (usize, usize),
    /// What stands before the words that the notice's title says are issued: 某市人民政府办公室.
    pub(super) notice_issuer: Option<Fact<String>>,
    /// The first passage of the plan's own text.
    pub(super) body: usize,
}

impl Front {
    pub(super) fn of(passages: &[(usize, &Passage)]) -> Self {
        let end = first_heading(passages);
        let words: Vec<String> = passages[..end]
            .iter()
            .map(|(_, passage)| squeezed(&passage.text))
            .collect();
        let mut front = match notice(&words, passages) {
            Some(notice) => with_notice(&words, passages, notice),
            None => without_notice(&words, passages),
        };
        front.body = front.body.min(end);
        while front.body < end && front.goes_on(&passages[front.body].1.text) {
            front.body += 1;
        }
        front
    }

    /// Below the title: number, date, issuers, disclosure.
    fn goes_on(&self, text: &str) -> bool {
        let words = squeezed(text);
        self.title.is_some() && (marks::is_mark(&words) || is_name(&words))
    }

    /// The passages that are no part of the plan proper.
    pub(super) fn apart(&self, passages: &[(usize, &Passage)]) -> Vec<(usize, &'static str)> {
        let mut apart = Vec::new();
        let (title_start, title_end) = self.title_at;
        for (at, (index, passage)) in passages[..self.body].iter().enumerate() {
            let in_notice = self
                .notice
                .is_some_and(|(start, end)| (start..end).contains(&at));
            if (title_start..title_end).contains(&at) {
                apart.push((*index, "title"));
            } else if in_notice {
                apart.push((*index, "issuing-notice"));
            } else if self.goes_on(&passage.text) {
                apart.push((*index, "front-matter"));
            }
        }
        apart
    }

    /// 主送机关: the line of the notice that ends with a colon.
    pub(super) fn addressees(&self, passages: &[(usize, &Passage)]) -> Option<Fact<String>> {
        let (start, end) = self.notice?;
        passages[start..end]
            .iter()
            .take(6)
            .find_map(|(_, passage)| {
                let text = passage.text.trim();
                let names = text.strip_suffix(['：', ':'])?;
                (!names.contains('。'))
                    .then(|| Fact::new(names.to_owned(), Confidence::High, passage.line))
            })
    }
}

/// The first numbered heading of the coarsest form that the text has, or the end.
fn first_heading(passages: &[(usize, &Passage)]) -> usize {
    use duibiao_syntax::outline::{NumberForm, marker};
    let is_heading = |passage: &Passage| {
        marker(&passage.text).is_some_and(|marker| {
            matches!(
                marker.form,
                NumberForm::Part | NumberForm::Chapter | NumberForm::Chinese
            ) && marker.ordinal == 1
        })
    };
    passages
        .iter()
        .position(|(_, passage)| is_heading(passage))
        .unwrap_or(passages.len().min(60))
}

/// What the title of a notice says.
struct NoticeTitle {
    start: usize,
    /// Behind the title of the notice.
    end: usize,
    name: String,
    issuer: String,
}

/// The title of a notice may be broken over four lines.
fn notice(words: &[String], passages: &[(usize, &Passage)]) -> Option<NoticeTitle> {
    for start in 0..words.len() {
        let mut whole = String::new();
        for (end, line) in words.iter().enumerate().skip(start).take(4) {
            if line.contains('。') || whole.chars().count() > 160 {
                break;
            }
            whole.push_str(line);
            if !line.ends_with("的通知") {
                continue;
            }
            let Some(name) = title::in_notice(&whole) else {
                continue;
            };
            let issuer = whole.split("关于").next().unwrap_or_default().to_owned();
            // The lines above it may hold who issues it.
            debug_assert!(end < passages.len(), "words are those of the passages");
            return Some(NoticeTitle {
                start,
                end: end + 1,
                name: name.to_owned(),
                issuer,
            });
        }
    }
    None
}

fn with_notice(words: &[String], passages: &[(usize, &Passage)], notice: NoticeTitle) -> Front {
    let wanted = comparable(&notice.name);
    let found = printed(words, notice.end, |whole| comparable(whole) == wanted)
        .or_else(|| printed(words, notice.end, title::is_title));
    let notice_line = passages[notice.start].1.line;
    let notice_issuer = is_name(&notice.issuer)
        .then(|| Fact::new(notice.issuer.clone(), Confidence::Medium, notice_line));
    let Some((start, end)) = found else {
        let end = behind_notice(words, notice.end);
        return Front {
            title: Some(Fact::new(notice.name, Confidence::Medium, notice_line)),
            notice: Some((0, end)),
            title_at: (end, end),
            notice_issuer,
            body: end,
        };
    };
    let (title, end) = with_additions(words, start, end);
    Front {
        title: Some(Fact::new(title, Confidence::High, passages[start].1.line)),
        notice: Some((0, start)),
        title_at: (start, end),
        notice_issuer,
        body: end,
    }
}

fn without_notice(words: &[String], passages: &[(usize, &Passage)]) -> Front {
    let Some((start, end)) = printed(words, 0, title::is_title) else {
        return Front::default();
    };
    let (title, end) = with_additions(words, start, end);
    Front {
        title: Some(Fact::new(title, Confidence::High, passages[start].1.line)),
        notice: None,
        title_at: (start, end),
        notice_issuer: None,
        body: end,
    }
}

/// The first one to three lines that together are what is wanted.
fn printed(words: &[String], from: usize, wanted: impl Fn(&str) -> bool) -> Option<(usize, usize)> {
    (from..words.len()).find_map(|start| {
        let mut whole = String::new();
        for (end, line) in words.iter().enumerate().skip(start).take(3) {
            whole.push_str(line);
            if whole.chars().count() > 80 || line.contains('。') {
                return None;
            }
            if wanted(&whole) {
                return Some((start, end + 1));
            }
        }
        None
    })
}

fn with_additions(words: &[String], start: usize, end: usize) -> (String, usize) {
    let mut title = words[start..end].concat();
    let mut end = end;
    while let Some(addition) = words.get(end).filter(|words| title::is_addition(words)) {
        title.push_str(addition);
        end += 1;
    }
    let bare = title
        .strip_prefix('《')
        .and_then(|title| title.strip_suffix('》'));
    (bare.map_or(title.clone(), str::to_owned), end)
}

/// Behind the last mark of a notice (date, disclosure), or behind its last sentence.
fn behind_notice(words: &[String], from: usize) -> usize {
    let last_mark = (from..words.len()).rfind(|at| marks::is_mark(&words[*at]));
    let last_sentence = (from..words.len()).find(|at| {
        words[*at].contains("请认真贯彻")
            || words[*at].contains("请结合实际")
            || words[*at].contains("现印发")
    });
    last_mark.or(last_sentence).map_or(from, |at| at + 1)
}

fn comparable(words: &str) -> String {
    words
        .chars()
        .filter(|c| !"《》“”\"()（） ".contains(*c))
        .map(|c| if "—–－～~".contains(c) { '-' } else { c })
        .collect()
}
