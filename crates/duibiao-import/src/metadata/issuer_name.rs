//! Whether words alone are the name of an office that issues plans.

/// How names of offices end.
pub(super) const ENDS: [&str; 24] = [
    "委员会",
    "委",
    "局",
    "厅",
    "部",
    "院",
    "总工会",
    "办公室",
    "办公厅",
    "政府",
    "中心",
    "署",
    "社",
    "总队",
    "支队",
    "大队",
    "公司",
    "银行",
    "联合会",
    "妇联",
    "工会",
    "协会",
    "分局",
    "管委会",
];

/// Whether words alone are the name of an office.
pub(super) fn is_name(words: &str) -> bool {
    let length = words.chars().count();
    (4..=40).contains(&length)
        && words
            .chars()
            .all(|c| c.is_alphabetic() || "（）()".contains(c))
        && ENDS.iter().any(|end| words.ends_with(end))
}
