//! A number and what is counted in Arabic.

/// A number of things: one, two, three to ten, eleven and more. Hundreds are followed by the singular,
/// and the two digits at the end decide.
pub(super) fn number(count: usize, [one, two, few, many]: [&str; 4]) -> String {
    match (count, count % 100) {
        (1, _) => one.to_owned(),
        (2, _) => two.to_owned(),
        (_, 3..=10) => format!("{count} {few}"),
        _ => format!("{count} {many}"),
    }
}

pub(super) const FACTS: [&str; 4] = ["حقيقة واحدة", "حقيقتان", "حقائق", "حقيقة"];
