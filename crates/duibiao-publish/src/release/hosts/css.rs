//! The addresses that a style sheet loads: `url()`, `@import`, and the words of `image-set()`.
//!
//! A small scanner after the tokens of CSS, with escapes, so that `\75rl(` is found too. It knows no
//! properties: every `url()` counts but those of `@namespace`, which only name something.

/// With what, and the address.
pub(super) type CssLoad = (&'static str, String);

/// All addresses of a style sheet or of declarations, in order.
pub(super) fn loads(css: &str) -> Vec<CssLoad> {
    let mut scanner = Scanner {
        rest: css,
        rule: AtRule::Other,
        functions: Vec::new(),
        found: Vec::new(),
    };
    while scanner.step() {}
    scanner.found
}

/// The at-rule whose words are being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AtRule {
    Import,
    Namespace,
    Other,
}

struct Scanner<'a> {
    rest: &'a str,
    rule: AtRule,
    /// For each open bracket, whether strings in it are addresses.
    functions: Vec<bool>,
    found: Vec<CssLoad>,
}

impl Scanner<'_> {
    /// Takes one token; false at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else {
            return false;
        };
        match first {
            '/' if self.rest.starts_with("/*") => {
                let after = self.rest[2..].split_once("*/");
                self.rest = after.map_or("", |(_, after)| after);
            }
            '"' | '\'' => {
                let text = self.string(first);
                self.words(text);
            }
            '@' => {
                self.take(1);
                self.rule = match &*self.name() {
                    "import" => AtRule::Import,
                    "namespace" => AtRule::Namespace,
                    _ => AtRule::Other,
                };
            }
            '(' => self.open(false),
            ')' => {
                self.take(1);
                self.functions.pop();
            }
            ';' | '{' | '}' => {
                self.take(1);
                self.rule = AtRule::Other;
                self.functions.clear();
            }
            _ if begins_name(first) => self.word(),
            _ => self.take(first.len_utf8()),
        }
        true
    }

    fn take(&mut self, length: usize) {
        self.rest = &self.rest[length..];
    }

    fn open(&mut self, holds_addresses: bool) {
        self.take(1);
        self.functions.push(holds_addresses);
    }

    /// A name, and the bracket behind it if it is a function.
    fn word(&mut self) {
        let name = self.name();
        if !self.rest.starts_with('(') {
            return;
        }
        match &*name {
            "url" | "url-prefix" => self.url(),
            "image-set" | "-webkit-image-set" | "src" | "image" => self.open(true),
            _ => self.open(false),
        }
    }

    fn url(&mut self) {
        self.take(1);
        let inner = self.rest.trim_start();
        if inner.starts_with(['"', '\'']) {
            // The string is an address in whatever function it stands.
            self.functions.push(true);
            return;
        }
        self.rest = inner;
        let address = self.until(|c| c == ')' || c.is_ascii_whitespace());
        let after = self.rest.split_once(')');
        self.rest = after.map_or("", |(_, after)| after);
        self.note("url()", address);
    }

    /// A string: an address where one belongs.
    fn words(&mut self, text: String) {
        if self.rule == AtRule::Import && self.functions.last() != Some(&true) {
            self.note("@import", text);
        } else if self.functions.last() == Some(&true) {
            self.note("url()", text);
        }
    }

    fn note(&mut self, what: &'static str, address: String) {
        let what = match self.rule {
            AtRule::Namespace => return,
            AtRule::Import => "@import",
            AtRule::Other => what,
        };
        self.found.push((what, address));
    }

    fn string(&mut self, quote: char) -> String {
        self.take(1);
        let text = self.until(|c| c == quote || c == '\n');
        if self.rest.starts_with(['"', '\'', '\n']) {
            self.take(1);
        }
        text
    }

    /// A name in lower case, escapes resolved.
    fn name(&mut self) -> String {
        let mut name = self.until(|c| !(begins_name(c) || c.is_ascii_digit()));
        name.make_ascii_lowercase();
        name
    }

    /// The text up to a character that is not escaped, which is left.
    fn until(&mut self, ends: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(c) = self.rest.chars().next() {
            if c == '\\' {
                self.escape(&mut text);
            } else if ends(c) {
                break;
            } else {
                self.take(c.len_utf8());
                text.push(c);
            }
        }
        text
    }

    /// `\` and up to six hexadecimal digits with one space, or any other character.
    fn escape(&mut self, into: &mut String) {
        self.take(1);
        let bytes = self.rest.bytes();
        let digits = bytes.take(6).take_while(u8::is_ascii_hexdigit).count();
        if digits > 0 {
            let code = u32::from_str_radix(&self.rest[..digits], 16).ok();
            into.push(code.and_then(char::from_u32).unwrap_or('\u{fffd}'));
            self.take(digits);
            if self.rest.starts_with(|c: char| c.is_ascii_whitespace()) {
                self.take(1);
            }
        } else if let Some(c) = self.rest.chars().next() {
            self.take(c.len_utf8());
            if c != '\n' {
                into.push(c);
            }
        }
    }
}

fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '-' | '_' | '\\') || !c.is_ascii()
}
