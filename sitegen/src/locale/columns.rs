//! What the columns of a dossier's table mean.

/// What each column of a dossier's table means, in a sentence.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) url: &'static str,
    pub(crate) id: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) statement: &'static str,
    pub(crate) voice: &'static str,
    pub(crate) who: &'static str,
    pub(crate) reported_by: &'static str,
    pub(crate) article: &'static str,
    pub(crate) publisher: &'static str,
    pub(crate) published: &'static str,
    pub(crate) place: &'static str,
    pub(crate) date: &'static str,
    pub(crate) value: &'static str,
    pub(crate) value_to: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) comparator: &'static str,
    pub(crate) compared: &'static str,
    pub(crate) verification: &'static str,
}

impl Columns {
    /// The meanings in the order of the columns.
    pub(crate) fn meanings(&self) -> [&'static str; 18] {
        [
            self.url,
            self.id,
            self.kind,
            self.statement,
            self.voice,
            self.who,
            self.reported_by,
            self.article,
            self.publisher,
            self.published,
            self.place,
            self.date,
            self.value,
            self.value_to,
            self.unit,
            self.comparator,
            self.compared,
            self.verification,
        ]
    }
}
