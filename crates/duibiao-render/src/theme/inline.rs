//! Words that a template asks for by name, put into it before it is compiled.
//!
//! `{{ t("nav.home") }}` is the same on every page of a site, so it need not be looked up and escaped on
//! each. Only a call that is written exactly so, of a text that is there and has no slots, gives way; all
//! else is left to the function `t`. Where a template was changed is kept, so that a fault is told at its
//! place in the text that the author wrote.

use std::ops::Range;

use super::strings::Strings;
use crate::html::escape_into;

const OPEN: &str = "{{ t(\"";
const CLOSE: &str = "\") }}";

/// A template with words in the place of calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inlined {
    /// What is compiled.
    pub(super) text: String,
    /// Behind each word: where it ends in the new text and where the call ended in the old one.
    ends: Vec<(usize, usize)>,
}

/// Puts words in.
pub(super) fn inlined(template: &str, strings: &Strings) -> Inlined {
    let mut inlined = Inlined::default();
    let mut done = 0;
    // What stands in such a block is not a call.
    let is_raw = template.contains("raw");
    for (at, _) in template.match_indices(OPEN).filter(|_| !is_raw) {
        let call = &template[at + OPEN.len()..];
        let Some((key, _)) = call.split_once(CLOSE) else {
            break;
        };
        let Some(word) = strings.word(key).filter(|word| is_plain(word)) else {
            continue;
        };
        inlined.text.push_str(&template[done..at]);
        escape_into(word, &mut inlined.text);
        done = at + OPEN.len() + key.len() + CLOSE.len();
        inlined.ends.push((inlined.text.len(), done));
    }
    inlined.text.push_str(&template[done..]);
    inlined
}

/// Whether a template with the text in it means what it means with the call: nothing in the text is a mark
/// of the engine, and none of it is space that such a mark takes away.
fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.trim() == word && !word.contains(['{', '}', '#', '%'])
}

impl Inlined {
    /// Where a place in the new text is in the old one.
    pub(super) fn place(&self, place: Range<usize>) -> Range<usize> {
        let before = |at: usize| {
            let behind = self.ends.partition_point(|(new, _)| *new <= at);
            let last = behind.checked_sub(1).and_then(|last| self.ends.get(last));
            last.map_or(at, |(new, old)| at - new + old)
        };
        before(place.start)..before(place.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings() -> Strings {
        let mut strings = Strings::default();
        let words = "[a]\nb = \"x < y\"\nslot = \"{n}\"\nspace = \" \"\nmark = \"50%\"\n";
        strings.lay_over(words).unwrap();
        strings
    }

    #[test]
    fn a_call_gives_way_to_its_escaped_text() {
        let template = "<p>{{ t(\"a.b\") }}</p>{{ t(\"a.b\") }}";
        let inlined = inlined(template, &strings());
        assert_eq!(inlined.text, "<p>x &lt; y</p>x &lt; y");
    }

    #[test]
    fn everything_else_stays() {
        for template in [
            "{{ t(\"a.slot\", n=1) }}",
            "{{ t(\"a.slot\") }}",
            "{{ t(\"a.space\") }}",
            "{{ t(\"a.mark\") }}",
            "{{ t(\"a.missing\") }}",
            "{{ t(\"a.\" ~ id) }}",
            "{{ t(\"a.b\") ~ \"\" }}",
            "{{t(\"a.b\")}}",
            "{{ t(\"a.b",
            "{% raw %}{{ t(\"a.b\") }}{% endraw %}",
        ] {
            let inlined = inlined(template, &strings());
            assert_eq!(inlined.text, template);
            assert_eq!(inlined.place(1..4), 1..4);
        }
    }

    #[test]
    fn places_are_those_of_the_template() {
        let template = "{{ one }} {{ t(\"a.b\") }} {{ two }} {{ t(\"a.b\") }} {{ three }}";
        let inlined = inlined(template, &strings());
        for name in ["one", "two", "three"] {
            let at = inlined.text.find(name).unwrap();
            let place = inlined.place(at..at + name.len());
            assert_eq!(&template[place], name);
        }
    }
}
