//! The words of the interface: `strings/<language>.toml` of a theme over those that are built in.
//!
//! A key is `table.name`; a text may have slots like `{n}`. Sentences about plans are not here: they
//! come with the views.

use std::borrow::Cow;
use std::collections::BTreeMap;

use duibiao_themes::STRINGS;

use super::closed_sets;

/// The words of the interface in one language.
#[derive(Clone, Debug, Default)]
pub(super) struct Strings {
    phrases: Keyed<StringTemplate>,
}

/// Values by key, for looking up more often than anything else is done: every cell of a table asks for a
/// few words. What is listed is listed in the order of the keys.
#[derive(Clone, Debug)]
pub(super) struct Keyed<V> {
    all: Vec<(Box<str>, V)>,
    /// Where in `all` a key is, at the place that its [`scattered`] number names or at the next free one
    /// behind it; a power of two of them, of which at least half are free.
    places: Vec<Option<u32>>,
}

impl<V> Default for Keyed<V> {
    fn default() -> Self {
        Self::over([], [])
    }
}

impl<V> Keyed<V> {
    /// These values over those before, which give way.
    pub(super) fn over(
        values: impl IntoIterator<Item = (Box<str>, V)>,
        before: impl IntoIterator<Item = (Box<str>, V)>,
    ) -> Self {
        let mut all: Vec<(Box<str>, V)> = values.into_iter().chain(before).collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all.dedup_by(|(second, _), (first, _)| second == first);
        let mut places = vec![None; (all.len() * 2).next_power_of_two()];
        for (at, (key, _)) in (0..).zip(&all) {
            let mut place = scattered(key, places.len());
            while places[place].is_some() {
                place = (place + 1) % places.len();
            }
            places[place] = Some(at);
        }
        Self { all, places }
    }

    pub(super) fn get(&self, key: &str) -> Option<&V> {
        let mut place = scattered(key, self.places.len());
        while let Some(at) = self.places[place] {
            let (known, value) = &self.all[at as usize];
            if **known == *key {
                return Some(value);
            }
            place = (place + 1) % self.places.len();
        }
        None
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.all.iter().map(|(key, value)| (&**key, value))
    }
}

/// A number below `count`, a power of two, that a key alone decides: from its length, how it begins and how
/// it ends, which hardly two keys share.
fn scattered(key: &str, count: usize) -> usize {
    let bytes = key.as_bytes();
    let short = || {
        let joined = |word: u64, byte: &u8| (word << 8) | u64::from(*byte);
        bytes.iter().fold(0, joined)
    };
    let word =
        |eight: Option<&[u8; 8]>| eight.map_or_else(short, |eight| u64::from_le_bytes(*eight));
    let (first, last) = (word(bytes.first_chunk()), word(bytes.last_chunk()));
    // Two odd numbers with bits all over (the golden ratio's, and one of SplitMix64).
    let mixed = (first.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ last ^ bytes.len() as u64)
        .wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 32) as usize & (count - 1)
}

/// One text: pieces that alternate between words and the names of slots, words first.
#[derive(Clone, Debug)]
struct StringTemplate {
    text: Box<str>,
    has_slots: bool,
}

impl StringTemplate {
    /// The names of its slots.
    fn slots(&self) -> impl Iterator<Item = &str> {
        self.text.split(['{', '}']).skip(1).step_by(2)
    }
}

/// Why a text could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoText {
    /// There is no such key.
    Key(String),
    /// The text has a slot that nothing was given for.
    Slot(String, String),
}

impl std::fmt::Display for NoText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(key) => write!(f, "no text has the key \"{key}\""),
            Self::Slot(key, slot) => write!(f, "the text \"{key}\" needs a value for {{{slot}}}"),
        }
    }
}

impl Strings {
    /// The built-in words of `language`; none when it is not built in.
    pub(super) fn built_in(language: &str) -> Self {
        let mut strings = Self::default();
        for (_, toml) in STRINGS.iter().filter(|(built_in, _)| *built_in == language) {
            strings
                .lay_over(toml)
                .expect("the built-in words are valid, which a test makes sure of");
        }
        strings
    }

    /// Adds the words of a file; those that are there already give way.
    pub(super) fn lay_over(&mut self, toml: &str) -> Result<(), toml::de::Error> {
        let table: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(toml)?;
        let phrases = table.into_iter().flat_map(|(group, texts)| {
            texts.into_iter().map(move |(name, text)| {
                let has_slots = text.contains('{');
                let text = text.into_boxed_str();
                let key = format!("{group}.{name}").into_boxed_str();
                (key, StringTemplate { text, has_slots })
            })
        });
        self.phrases = Keyed::over(phrases, std::mem::take(&mut self.phrases).all);
        Ok(())
    }

    /// Whether there is a text for `key`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.phrases.get(key).is_some()
    }

    /// All keys in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.phrases.iter().map(|(key, _)| key)
    }

    /// All texts without slots.
    pub(super) fn plain(&self) -> impl Iterator<Item = (&str, &str)> {
        self.phrases
            .iter()
            .filter(|(_, phrase)| !phrase.has_slots)
            .map(|(key, phrase)| (key, phrase.text.as_ref()))
    }

    /// The text of `key` if it has no slots.
    pub(super) fn word(&self, key: &str) -> Option<&str> {
        let phrase = self.phrases.get(key)?;
        (!phrase.has_slots).then_some(&*phrase.text)
    }

    /// The text of `key`, with what `value` gives for its slots.
    pub(super) fn text(
        &self,
        key: &str,
        value: impl Fn(&str) -> Option<String>,
    ) -> Result<Cow<'_, str>, NoText> {
        let Some(phrase) = self.phrases.get(key) else {
            return Err(NoText::Key(key.to_owned()));
        };
        if !phrase.has_slots {
            return Ok(Cow::Borrowed(&phrase.text));
        }
        let mut filled = String::with_capacity(phrase.text.len() + 8);
        for (place, part) in phrase.text.split(['{', '}']).enumerate() {
            if place % 2 == 0 {
                filled.push_str(part);
            } else {
                let missing = || NoText::Slot(key.to_owned(), part.to_owned());
                filled.push_str(&value(part).ok_or_else(missing)?);
            }
        }
        Ok(Cow::Owned(filled))
    }

    /// The slots that a built-in key does not have: nothing would fill them. Each with its key.
    pub(super) fn foreign_slots(&self, language: &str) -> Vec<(&str, &str)> {
        let built_in = Self::built_in(language);
        let mut foreign = Vec::new();
        for (key, phrase) in self.phrases.iter() {
            let Some(known) = built_in.phrases.get(key) else {
                continue;
            };
            let is_foreign = |slot: &&str| known.slots().all(|known| known != *slot);
            foreign.extend(phrase.slots().filter(is_foreign).map(|slot| (key, slot)));
        }
        foreign
    }

    /// The keys that every theme needs and these words lack.
    pub(super) fn missing_members(&self) -> Vec<String> {
        closed_sets::keys().filter(|key| !self.has(key)).collect()
    }
}

/// A use of the function `t` in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use<'a> {
    /// Where the key stands.
    pub(super) at: usize,
    /// The key, or what it begins with.
    pub(super) key: &'a str,
    /// Whether something is joined to the key, so that `key` is only its beginning.
    pub(super) joined: bool,
}

impl Use<'_> {
    /// Whether `strings` has what the template asks for.
    pub(super) fn is_answered(&self, strings: &Strings) -> bool {
        if self.joined {
            strings.keys().any(|key| key.starts_with(self.key))
        } else {
            strings.has(self.key)
        }
    }
}

/// The uses of `t` in a template whose key is written there, wholly or in part.
pub(super) fn uses(template: &str) -> Vec<Use<'_>> {
    template
        .match_indices("t(")
        .filter(|(at, _)| {
            let before = template[..*at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.')
        })
        .filter_map(|(at, _)| literal_key(template, at + "t(".len()))
        .collect()
}

/// The key that begins at `from`, unless it is a name.
fn literal_key(template: &str, from: usize) -> Option<Use<'_>> {
    let rest = template[from..].trim_start();
    let rest = match rest.strip_prefix("key") {
        Some(named) => named.trim_start().strip_prefix('=')?.trim_start(),
        None => rest,
    };
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (key, after) = rest[1..].split_once(quote)?;
    Some(Use {
        at: template.len() - rest.len() + 1,
        key,
        joined: after.trim_start().starts_with('~'),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_words_are_whole_in_both_languages() {
        let (zh, en) = (Strings::built_in("zh-CN"), Strings::built_in("en"));
        assert_eq!(zh.missing_members(), Vec::<String>::new());
        assert_eq!(en.missing_members(), Vec::<String>::new());
        assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    }

    #[test]
    fn both_languages_have_the_same_slots() {
        let slots = |strings: &Strings, key: &str| {
            let mut slots: Vec<String> = strings
                .phrases
                .get(key)
                .unwrap()
                .slots()
                .map(str::to_owned)
                .collect();
            slots.sort_unstable();
            slots
        };
        let (zh, en) = (Strings::built_in("zh-CN"), Strings::built_in("en"));
        for key in zh.keys() {
            assert_eq!(slots(&zh, key), slots(&en, key), "{key}");
        }
    }

    #[test]
    fn every_key_is_found_and_no_other() {
        let strings = Strings::built_in("zh-CN");
        for (key, phrase) in strings.phrases.iter() {
            let found = strings.phrases.get(key).unwrap();
            assert_eq!(found.text, phrase.text, "{key}");
            assert!(!strings.has(&format!("{key}.")), "{key}");
        }
        assert!(!strings.has("") && !Strings::default().has(""));
    }

    #[test]
    fn slots_are_filled() {
        let mut strings = Strings::default();
        strings.lay_over("[count]\nrows = \"共 {n} 行\"\n").unwrap();
        let text = strings.text("count.rows", |slot| (slot == "n").then(|| "3".to_owned()));
        assert_eq!(text.unwrap(), "共 3 行");
        assert_eq!(
            strings.text("count.rows", |_| None),
            Err(NoText::Slot("count.rows".to_owned(), "n".to_owned()))
        );
        assert_eq!(
            strings.text("a.b", |_| None),
            Err(NoText::Key("a.b".to_owned()))
        );
    }

    #[test]
    fn a_theme_cannot_invent_slots_for_built_in_texts() {
        let mut strings = Strings::built_in("zh-CN");
        strings
            .lay_over("[verdict]\nhigher = \"高 {by}\"\n[own]\nkey = \"{free}\"\n")
            .unwrap();
        assert_eq!(strings.foreign_slots("zh-CN"), [("verdict.higher", "by")]);
    }

    #[test]
    fn uses_are_found() {
        let found = uses(
            r#"{{ t("nav.home") }} {{ t(key='a.b', n=1) }} {{ t("verdict." ~ id) }} {{ format("x") }} {{ t(key) }}"#,
        );
        let keys: Vec<_> = found
            .iter()
            .map(|found| (found.key, found.joined))
            .collect();
        assert_eq!(
            keys,
            [("nav.home", false), ("a.b", false), ("verdict.", true)]
        );
    }
}
