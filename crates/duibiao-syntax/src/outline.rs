//! Numbers of the official outline: 第一章 第一节 一、（一）1.（1）①.
//!
//! GB/T 9704-2012 orders 一、（一）1.（1）; long plans put 编、章、节 above it. A number is recognised by
//! its form alone, whether or not the line is marked as a heading. What a number means in its place (an
//! anchor, a level) is worked out by [`Outline`], which takes the numbers one after the other. It does
//! not look at titles.

/// The form of a number, the coarsest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberForm {
    /// 第一编、第一篇.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// 一、
    Chinese,
    /// （一）
    ChineseInBrackets,
    /// 1.
    Arabic,
    /// （1）
    ArabicInBrackets,
    /// ①
    Circled,
}

/// A number at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Its form.
    pub form: NumberForm,
    /// The number.
    pub ordinal: u32,
    /// Its bytes, with brackets and stop.
    pub length: usize,
    /// The bracket or stop that closes it: plans mix （四） and (四).
    pub close: char,
}

/// The number that a line begins with.
pub fn marker(line: &str) -> Option<Marker> {
    in_brackets(line)
        .or_else(|| ordinal_word(line))
        .or_else(|| with_stop(line))
        .or_else(|| circled(line))
}

/// （一）, (一), （1）, (1).
fn in_brackets(line: &str) -> Option<Marker> {
    let rest = line.strip_prefix(['（', '('])?;
    let inner_end = rest.find(['）', ')'])?;
    let close = rest[inner_end..].chars().next()?;
    let inner = rest[..inner_end].trim();
    let (form, ordinal) = match chinese(inner) {
        Some(ordinal) => (NumberForm::ChineseInBrackets, ordinal),
        None => (NumberForm::ArabicInBrackets, arabic(inner)?),
    };
    let length = line.len() - rest.len() + inner_end + close.len_utf8();
    Some(Marker {
        form,
        ordinal,
        length,
        close,
    })
}

/// 第三章, 第二节, 第一编.
fn ordinal_word(line: &str) -> Option<Marker> {
    let rest = line.strip_prefix('第')?;
    let at = rest.find(['编', '篇', '章', '节'])?;
    let close = rest[at..].chars().next()?;
    let form = match close {
        '章' => NumberForm::Chapter,
        '节' => NumberForm::Section,
        _ => NumberForm::Part,
    };
    let number = rest[..at].trim();
    let ordinal = chinese(number).or_else(|| arabic(number))?;
    let length = line.len() - rest.len() + at + close.len_utf8();
    let follows = line[length..].chars().next();
    let stands_alone = follows.is_none_or(|c| c.is_whitespace() || !c.is_alphanumeric());
    stands_alone.then_some(Marker {
        form,
        ordinal,
        length,
        close,
    })
}

/// 一、 and 1. 1． 1、 — but not 1.5.
fn with_stop(line: &str) -> Option<Marker> {
    let at = line.find(['、', '.', '．'])?;
    let close = line[at..].chars().next()?;
    let number = &line[..at];
    let length = at + close.len_utf8();
    if close == '、'
        && let Some(ordinal) = chinese(number)
    {
        return Some(Marker {
            form: NumberForm::Chinese,
            ordinal,
            length,
            close,
        });
    }
    let ordinal = arabic(number)?;
    let next = line[length..].chars().next();
    let is_decimal = next.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    (!is_decimal).then_some(Marker {
        form: NumberForm::Arabic,
        ordinal,
        length,
        close,
    })
}

/// ① to ⑳.
fn circled(line: &str) -> Option<Marker> {
    let close = line.chars().next().filter(|c| ('①'..='⑳').contains(c))?;
    let ordinal = u32::from(close) - u32::from('①') + 1;
    Some(Marker {
        form: NumberForm::Circled,
        ordinal,
        length: close.len_utf8(),
        close,
    })
}

/// 一 to 九十九.
fn chinese(text: &str) -> Option<u32> {
    let digit = |c: char| {
        "一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .and_then(|at| u32::try_from(at + 1).ok())
    };
    let chars: Vec<char> = text.chars().collect();
    match chars[..] {
        ['十'] => Some(10),
        ['十', ones] => Some(10 + digit(ones)?),
        [tens, '十'] => Some(digit(tens)? * 10),
        [tens, '十', ones] => Some(digit(tens)? * 10 + digit(ones)?),
        [ones] => digit(ones),
        _ => None,
    }
}

/// 1 to 999, half or full width.
fn arabic(text: &str) -> Option<u32> {
    let digits: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => {
                char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
            }
            other => other,
        })
        .collect();
    let is_number = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// Where in the outline the text stands.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    stack: Vec<OpenNumber>,
    plain: u32,
    /// The anchor of the box that the text is in.
    inside: Option<String>,
}

#[derive(Clone, Debug)]
struct OpenNumber {
    step: OutlineStep,
    ordinal: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OutlineStep {
    Numbered(NumberForm),
    /// A heading without a number, by its count of `#`.
    Plain(u8),
}

/// What a number has become in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The anchor.
    pub anchor: String,
    /// One for the outermost level.
    pub level: u8,
    /// What was expected, when this number does not follow the one before it.
    pub gap: Option<u32>,
}

impl Outline {
    /// Enters a box, whose numbers begin anew; returns the outline outside, to come back to.
    #[must_use]
    pub fn enter(&mut self, anchor: &str) -> Self {
        let inner = Self {
            inside: Some(anchor.to_owned()),
            ..Self::default()
        };
        std::mem::replace(self, inner)
    }

    /// Takes the next number.
    pub fn number(&mut self, marker: Marker) -> Placed {
        let step = OutlineStep::Numbered(marker.form);
        let mut previous = None;
        while let Some(open) = self.stack.last() {
            match open.step {
                OutlineStep::Numbered(form) if form < marker.form => break,
                OutlineStep::Plain(_) => break,
                OutlineStep::Numbered(form) => {
                    if form == marker.form {
                        previous = Some(open.ordinal);
                    }
                    self.stack.pop();
                }
            }
        }
        self.stack.push(OpenNumber {
            step,
            ordinal: marker.ordinal,
        });
        let expected = previous.map_or(1, |ordinal| ordinal + 1);
        let restarts = marker.ordinal == 1;
        Placed {
            anchor: self.anchor(),
            level: self.level(),
            gap: (marker.ordinal != expected && !restarts).then_some(expected),
        }
    }

    /// Takes a heading without a number.
    pub fn plain(&mut self, hashes: u8) -> Placed {
        self.stack
            .retain(|open| matches!(open.step, OutlineStep::Plain(level) if level < hashes));
        self.plain += 1;
        self.stack.push(OpenNumber {
            step: OutlineStep::Plain(hashes),
            ordinal: self.plain,
        });
        Placed {
            anchor: self.anchor(),
            level: self.level(),
            gap: None,
        }
    }

    fn level(&self) -> u8 {
        u8::try_from(self.stack.len()).unwrap_or(u8::MAX)
    }

    /// `s3-2-1` for 三、（二）1.; a level that is left out counts as 0, so that no two places share an
    /// anchor. `h1` is the first heading without a number, `ch3-2-s1` is 一、 in 第三章第二节.
    fn anchor(&self) -> String {
        let mut parts: Vec<String> = self.inside.iter().cloned().collect();
        if let Some(open) = self
            .stack
            .iter()
            .rev()
            .find(|open| matches!(open.step, OutlineStep::Plain(_)))
        {
            parts.push(format!("h{}", open.ordinal));
        }
        let ordinal = |form: NumberForm| {
            self.stack
                .iter()
                .find(|open| open.step == OutlineStep::Numbered(form))
                .map(|open| open.ordinal)
        };
        parts.extend(group(&ordinal, "p", &[NumberForm::Part]));
        parts.extend(group(
            &ordinal,
            "ch",
            &[NumberForm::Chapter, NumberForm::Section],
        ));
        let prefix = if self.inside.is_some() { "n" } else { "s" };
        parts.extend(group(
            &ordinal,
            prefix,
            &[
                NumberForm::Chinese,
                NumberForm::ChineseInBrackets,
                NumberForm::Arabic,
                NumberForm::ArabicInBrackets,
                NumberForm::Circled,
            ],
        ));
        parts.join("-")
    }
}

/// The numbers of some forms, up to the finest one that is open.
fn group(
    ordinal: &dyn Fn(NumberForm) -> Option<u32>,
    prefix: &str,
    forms: &[NumberForm],
) -> Option<String> {
    let last = forms.iter().rposition(|form| ordinal(*form).is_some())?;
    let numbers: Vec<String> = forms[..=last]
        .iter()
        .map(|form| ordinal(*form).unwrap_or(0).to_string())
        .collect();
    Some(format!("{prefix}{}", numbers.join("-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_recognised_by_their_signs() {
        for (line, form, ordinal) in [
            ("一、总体要求", NumberForm::Chinese, 1),
            ("十二、保障", NumberForm::Chinese, 12),
            ("（三）规划目标", NumberForm::ChineseInBrackets, 3),
            ("(四)目标", NumberForm::ChineseInBrackets, 4),
            ("1.用人单位", NumberForm::Arabic, 1),
            ("１．目标", NumberForm::Arabic, 1),
            ("12、目标", NumberForm::Arabic, 12),
            ("（1）工伤保险", NumberForm::ArabicInBrackets, 1),
            ("①首先", NumberForm::Circled, 1),
            ("第三章 主要目标", NumberForm::Chapter, 3),
            ("第十二节　目标", NumberForm::Section, 12),
            ("第一编", NumberForm::Part, 1),
        ] {
            let marker = marker(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((marker.form, marker.ordinal), (form, ordinal), "{line}");
        }
        for line in [
            "1.5万家",
            "一是加强",
            "到2025年",
            "2025.",
            "第三章节能",
            "（见附件）",
            "（二〇二一）",
            "",
        ] {
            assert_eq!(marker(line), None, "{line}");
        }
    }

    #[test]
    fn anchors_come_from_numbers_alone() {
        let mut outline = Outline::default();
        let mut place = |line: &str| outline.number(marker(line).unwrap());
        assert_eq!(place("一、").anchor, "s1");
        assert_eq!(place("（一）").anchor, "s1-1");
        assert_eq!(place("（二）").anchor, "s1-2");
        assert_eq!(place("1.").anchor, "s1-2-1");
        assert_eq!(place("（1）").anchor, "s1-2-1-1");
        assert_eq!(
            place("三、"),
            Placed {
                anchor: "s3".into(),
                level: 1,
                gap: Some(2)
            }
        );
        assert_eq!(place("2.").anchor, "s3-0-2");
    }

    #[test]
    fn boxes_have_numbers_of_their_own() {
        let mut outline = Outline::default();
        outline.number(marker("三、").unwrap());
        let outside = outline.enter("box-2");
        assert_eq!(outline.number(marker("3.").unwrap()).anchor, "box-2-n0-0-3");
        outline = outside;
        assert_eq!(outline.number(marker("（一）").unwrap()).anchor, "s3-1");
    }

    #[test]
    fn headings_without_numbers_are_counted() {
        let mut outline = Outline::default();
        assert_eq!(outline.plain(1).anchor, "h1");
        assert_eq!(outline.plain(1).anchor, "h2");
        assert_eq!(outline.number(marker("1.").unwrap()).anchor, "h2-s0-0-1");
    }
}
