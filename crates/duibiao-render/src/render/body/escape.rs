//! Text made safe for HTML.

/// Appends words as the text of an element.
pub(in crate::render) fn text(words: &str, html: &mut String) {
    escape(words, html);
}

/// Appends a value of an attribute in double quotes.
pub(in crate::render) fn attribute(value: &str, html: &mut String) {
    escape(value, html);
}

fn escape(words: &str, html: &mut String) {
    let mut copied = 0;
    for (at, byte) in words.bytes().enumerate() {
        let entity = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        html.push_str(&words[copied..at]);
        html.push_str(entity);
        copied = at + 1;
    }
    html.push_str(&words[copied..]);
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_gets_out() {
        let mut html = String::new();
        super::text("\"><script>alert('1')</script>&amp;规划", &mut html);
        assert_eq!(
            html,
            "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;规划"
        );
    }
}
