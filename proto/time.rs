//! Which days may a time expression cover, and how is one made from a date?

use crate::day::Day;
use crate::edtf::{Bounds, Edtf};
use crate::v1::TimeExpression;

impl TimeExpression {
    /// The time expression of a date, with the days derived from it.
    pub fn from_edtf(edtf: &Edtf) -> Self {
        let Bounds { earliest, latest } = edtf.bounds();
        let shown = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
        Self {
            edtf: edtf.to_string(),
            earliest: shown(earliest),
            latest: shown(latest),
            ..Self::default()
        }
    }

    /// The first and the last day that it may cover, as a server derived them.
    pub fn bounds(&self) -> Bounds {
        Bounds {
            earliest: Day::parse(&self.earliest),
            latest: Day::parse(&self.latest),
        }
    }

    /// Whether at least one end of the time is known.
    pub fn is_dated(&self) -> bool {
        self.bounds().is_dated()
    }

    /// Whether it is one known day: neither longer, nor uncertain, nor approximate.
    pub fn is_exact(&self) -> bool {
        Edtf::parse(&self.edtf).is_ok_and(|edtf| edtf.is_exact())
    }
}
