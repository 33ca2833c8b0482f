//! Which words are the title of a plan.

/// The kinds of document that a plan is, as titles end.
const KINDS: [&str; 9] = [
    "规划",
    "规划纲要",
    "纲要",
    "行动计划",
    "计划",
    "方案",
    "意见",
    "要点",
    "行动",
];

/// The name of the plan in the title of a notice: 关于印发《…》的通知.
pub(super) fn in_notice(words: &str) -> Option<&str> {
    const VERBS: [&str; 6] = [
        "关于印发",
        "关于发布",
        "关于公布",
        "关于下达",
        "关于转发",
        "关于批转",
    ];
    let (verb, at) = VERBS
        .iter()
        .filter_map(|verb| Some((verb, words.find(verb)?)))
        .min_by_key(|(_, at)| *at)?;
    let rest = &words[at + verb.len()..];
    let end = rest.rfind("的通知")?;
    let name = rest[..end].trim();
    let bare = name
        .strip_prefix('《')
        .and_then(|name| name.strip_suffix('》'))
        .unwrap_or(name);
    (!bare.is_empty()).then_some(bare)
}

/// Whether words alone can be the title of a plan.
pub(super) fn is_title(words: &str) -> bool {
    let length = words.chars().count();
    let bare = without_brackets(words);
    (6..=60).contains(&length)
        && !words.contains(['。', '；', '，', '：'])
        && !words.starts_with("关于")
        && KINDS.iter().any(|kind| bare.ends_with(kind))
        && duibiao_syntax::outline::marker(words).is_none()
}

/// Whether words are a bracket that belongs to the title above them: （2021-2025年）, （征求意见稿）.
pub(super) fn is_addition(words: &str) -> bool {
    let inner = words
        .strip_prefix(['（', '('])
        .and_then(|words| words.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| {
        let is_years = inner.chars().any(|c| c.is_ascii_digit())
            && inner
                .chars()
                .all(|c| c.is_ascii_digit() || "-—–－～~年至".contains(c));
        is_years || inner.ends_with('稿') && inner.chars().count() <= 12 || inner == "草案"
    })
}

/// The words without brackets at their end.
fn without_brackets(words: &str) -> &str {
    let mut bare = words.trim();
    while bare.ends_with(['）', ')']) {
        let Some(open) = bare.rfind(['（', '(']) else {
            break;
        };
        bare = bare[..open].trim_end();
    }
    bare
}
