//! A number and what is counted in French.

pub(super) fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count < 2 { one } else { many })
}

/// Whether a date in words begins with a day of a month, which takes an article: `18 novembre 2022`,
/// `1er mai`.
pub(super) fn is_day(date: &str) -> bool {
    let mut parts = date.split(' ');
    let first = parts.next().unwrap_or_default();
    let era = parts
        .next()
        .is_some_and(|part| matches!(part, "av." | "apr."));
    !era && first.len() <= 3 && first.starts_with(|one: char| one.is_ascii_digit())
}
