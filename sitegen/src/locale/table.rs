//! Words by what they stand for.

/// Words by what they stand for.
pub(crate) type Table = &'static [(&'static str, &'static str)];

pub(crate) fn find(table: Table, key: &str) -> Option<&'static str> {
    let entry = table.iter().find(|(known, _)| *known == key);
    entry.map(|(_, words)| *words)
}
