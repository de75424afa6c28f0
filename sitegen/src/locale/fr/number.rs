//! A number and what is counted in French.

pub(super) fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count < 2 { one } else { many })
}
