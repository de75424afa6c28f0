//! Which day is it, for the rules that depend on one?

use dossier::Day;

/// The day that a check takes for today. Only warnings depend on it, so what was accepted once is never
/// refused for being old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Today {
    /// It is this day.
    Is(Day),
    /// It is no day in particular, as for a state that was committed long ago: nothing is past.
    NoDay,
}

impl Today {
    /// The day of a date or time as `YYYY-MM-DD…`; no day where the text does not begin with one.
    pub fn from_text(text: &str) -> Self {
        text.get(..10)
            .and_then(Day::parse)
            .map_or(Self::NoDay, Self::Is)
    }

    /// Whether a day is past.
    pub(super) fn is_after(self, day: Day) -> bool {
        match self {
            Self::Is(today) => today > day,
            Self::NoDay => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Today};

    #[test]
    fn a_day_is_past_from_the_next_one_on() {
        let day = Day::parse("2024-06-21").expect("a day");
        for (today, past) in [
            ("2024-06-20", false),
            ("2024-06-21", false),
            ("2024-06-22", true),
            ("2024-06-22T00:00:00Z", true),
            ("", false),
            ("tomorrow, or so", false),
        ] {
            assert_eq!(Today::from_text(today).is_after(day), past, "{today}");
        }
    }
}
