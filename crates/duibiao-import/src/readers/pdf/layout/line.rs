//! Characters on one base line.
//!
//! Small raised and lowered digits join the line that they belong to and keep their height, because m² is
//! not m2.

use super::super::content::PlacedGlyph;
use super::super::fixed::Fixed;

/// A line of a page.
#[derive(Clone, Debug)]
pub(super) struct GlyphLine {
    pub(super) base: Fixed,
    /// The size of its largest character.
    pub(super) size: Fixed,
    left: Fixed,
    pub(super) right: Fixed,
    /// From left to right.
    glyphs: Vec<PlacedGlyph>,
}

/// A stretch of a line without a wide gap in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) left: Fixed,
    pub(super) right: Fixed,
    pub(super) text: String,
}

/// Sorts characters into lines, from the top.
pub(super) fn lines(glyphs: Vec<PlacedGlyph>) -> Vec<GlyphLine> {
    let em = median(glyphs.iter().map(|glyph| glyph.size).collect());
    let is_large =
        |glyph: &PlacedGlyph| glyph.size.times(Fixed::from_int(10)) >= em.times(Fixed::from_int(7));
    let (large, small): (Vec<PlacedGlyph>, Vec<PlacedGlyph>) =
        glyphs.into_iter().partition(is_large);
    let mut lines = clustered(large);
    let mut alone = Vec::new();
    for glyph in small {
        match beside(&lines, &glyph) {
            Some(index) => lines[index].push(glyph),
            None => alone.push(glyph),
        }
    }
    lines.extend(clustered(alone));
    lines.sort_by_key(|line| std::cmp::Reverse(line.base));
    for line in &mut lines {
        line.tidy();
    }
    lines
}

/// Characters whose bases differ by less than half a size.
fn clustered(mut glyphs: Vec<PlacedGlyph>) -> Vec<GlyphLine> {
    glyphs.sort_by_key(|glyph| std::cmp::Reverse(glyph.base));
    let mut lines: Vec<GlyphLine> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if line.base.minus(glyph.base) <= line.size.max(glyph.size).over(2) => {
                line.size = line.size.max(glyph.size);
                line.push(glyph);
            }
            _ => lines.push(GlyphLine {
                base: glyph.base,
                size: glyph.size,
                left: glyph.left,
                right: glyph.right,
                glyphs: vec![glyph],
            }),
        }
    }
    lines
}

/// The line that a small character is raised or lowered from. `lines` go down the page.
fn beside(lines: &[GlyphLine], glyph: &PlacedGlyph) -> Option<usize> {
    let from = lines.partition_point(|line| line.base > glyph.base.plus(line.size));
    let off = |line: &GlyphLine| line.base.minus(glyph.base).abs();
    let is_near = |line: &GlyphLine| {
        off(line) <= line.size.times(Fixed::ratio(6, 10))
            && glyph.left <= line.right.plus(line.size)
            && glyph.right >= line.left.minus(line.size)
    };
    let near = lines[from..]
        .iter()
        .take(3)
        .enumerate()
        .filter(|(_, line)| is_near(line));
    near.min_by_key(|(_, line)| off(line))
        .map(|(offset, _)| from + offset)
}

/// A digit above or below its line in the form that shows it; nothing if it stands on the line.
fn shifted(glyph: &PlacedGlyph, line: &GlyphLine) -> Option<String> {
    let off = glyph.base.minus(line.base);
    let digit = glyph
        .text
        .parse::<usize>()
        .ok()
        .filter(|digit| *digit < 10)?;
    let is_small = glyph.size.times(Fixed::from_int(10)) < line.size.times(Fixed::from_int(9));
    let is_off = off.abs().times(Fixed::from_int(7)) > line.size;
    let forms = if off > Fixed::ZERO {
        "⁰¹²³⁴⁵⁶⁷⁸⁹"
    } else {
        "₀₁₂₃₄₅₆₇₈₉"
    };
    forms
        .chars()
        .nth(digit)
        .filter(|_| is_small && is_off)
        .map(String::from)
}

/// The middle of some sizes.
pub(super) fn median(mut sizes: Vec<Fixed>) -> Fixed {
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or(Fixed::ZERO)
}

/// The usual distance between lines, zero for a page with few of them.
pub(super) fn pitch(lines: &[&GlyphLine]) -> Fixed {
    if lines.len() < 4 {
        return Fixed::ZERO;
    }
    median(
        lines
            .windows(2)
            .map(|pair| pair[0].base.minus(pair[1].base))
            .collect(),
    )
}

impl GlyphLine {
    fn push(&mut self, glyph: PlacedGlyph) {
        self.left = self.left.min(glyph.left);
        self.right = self.right.max(glyph.right);
        self.glyphs.push(glyph);
    }

    /// Puts the characters in order and drops those printed twice, which is how some programs make bold.
    fn tidy(&mut self) {
        self.glyphs.sort_by_key(|glyph| (glyph.left, glyph.right));
        let near = self.size.over(8);
        self.glyphs
            .dedup_by(|next, kept| next.text == kept.text && next.left.minus(kept.left) < near);
        let bases = self
            .glyphs
            .iter()
            .filter(|glyph| glyph.size == self.size)
            .map(|glyph| glyph.base);
        self.base = median(bases.collect());
        self.raise_digits();
    }

    /// Digits fixed to the character before them, and set off from its base, are exponents or indexes. Small
    /// digits elsewhere are only small.
    fn raise_digits(&mut self) {
        let mut end: Option<Fixed> = None;
        for index in 0..self.glyphs.len() {
            let glyph = &self.glyphs[index];
            let is_fixed = end.is_some_and(|end| glyph.left.minus(end).abs() < self.size.over(4));
            let form = shifted(glyph, self).filter(|_| is_fixed);
            let is_large =
                glyph.size.times(Fixed::from_int(10)) >= self.size.times(Fixed::from_int(9));
            end = (is_large || form.is_some()).then_some(glyph.right);
            if let Some(form) = form {
                self.glyphs[index].text = form;
            }
        }
    }

    /// The words with one space for each gap.
    pub(super) fn plain(&self) -> String {
        let texts: Vec<String> = self
            .segments()
            .into_iter()
            .map(|segment| segment.text)
            .collect();
        texts.join(" ")
    }

    /// The stretches of the line.
    pub(super) fn segments(&self) -> Vec<Segment> {
        let stretch = self.stretch();
        let mut segments: Vec<Segment> = Vec::new();
        for glyph in &self.glyphs {
            let size = glyph.size.max(Fixed::ratio(1, 100));
            let wide_gap = stretch.plus(size.times(Fixed::ratio(8, 10)));
            match segments.last_mut() {
                Some(segment) if glyph.left.minus(segment.right) < wide_gap => {
                    let gap = glyph.left.minus(segment.right);
                    if has_space(&segment.text, &glyph.text, gap, size, stretch) {
                        segment.text.push(' ');
                    }
                    segment.text.push_str(&glyph.text);
                    segment.right = segment.right.max(glyph.right);
                }
                _ => segments.push(Segment {
                    left: glyph.left,
                    right: glyph.right,
                    text: glyph.text.clone(),
                }),
            }
        }
        segments
    }

    /// How far the Chinese characters of the line were drawn apart to fill it.
    fn stretch(&self) -> Fixed {
        let is_wide = |glyph: &PlacedGlyph| !glyph.text.starts_with(is_narrow);
        let pairs = self
            .glyphs
            .windows(2)
            .filter(|pair| is_wide(&pair[0]) && is_wide(&pair[1]));
        let gaps = pairs.map(|pair| pair[1].left.minus(pair[0].right).max(Fixed::ZERO));
        median(gaps.collect()).min(self.size.over(2))
    }
}

/// Whether a gap between two characters is a space. Setting programs put a quarter of the size between Chinese
/// and Latin, which is none, and draw Chinese apart to fill a line.
fn has_space(before: &str, after: &str, gap: Fixed, size: Fixed, stretch: Fixed) -> bool {
    match (before.ends_with(is_narrow), after.starts_with(is_narrow)) {
        (true, true) => gap > size.times(Fixed::ratio(18, 100)),
        (true, false) | (false, true) => gap > size.times(Fixed::ratio(40, 100)),
        (false, false) => gap > stretch.plus(size.times(Fixed::ratio(28, 100))),
    }
}

fn is_narrow(c: char) -> bool {
    u32::from(c) < 0x2000
}
