//! Feasts whose day follows from a simple rule.

use dossier::{Day, Edtf};

use super::calendar;

/// How the day of a feast is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feast {
    /// The same day of every year: month and day.
    Fixed(i64, i64),
    /// So many days after Easter Sunday, or before it.
    Easter(i64),
    /// So many days after the fourth Sunday in Advent, the last one before Christmas, or before it.
    Advent(i64),
    /// The n-th day of the week of a month: month, day of the week, and n, which is -1 for the last.
    Weekday(i64, i64, i64),
}

/// The day of a feast in a year.
pub(super) fn day(feast: Feast, year: i64) -> Option<Edtf> {
    let day = match feast {
        Feast::Fixed(month, day) => Day::new(year, month, day),
        Feast::Easter(days) => calendar::days_later(easter(year)?, days),
        Feast::Advent(days) => {
            let eve = Day::new(year, 12, 24)?;
            let back = calendar::weekday(eve) % 7;
            calendar::days_later(eve, days - back)
        }
        Feast::Weekday(month, weekday, index) => {
            let first = Day::new(year, month, 1)?;
            let last = Day::last_of(year, month)?;
            if index < 0 {
                let back = (calendar::weekday(last) - weekday).rem_euclid(7);
                calendar::days_later(last, -back)
            } else {
                let skip = (weekday - calendar::weekday(first)).rem_euclid(7);
                calendar::days_later(first, skip + 7 * (index - 1))
            }
        }
    }?;
    calendar::days(day, day)
}

/// Easter Sunday of the Gregorian calendar (the rule of Meeus, Jones and Butcher).
fn easter(year: i64) -> Option<Day> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let correction = (century + 8) / 25;
    let correction = (century - correction + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15).rem_euclid(30);
    let shift =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * shift) / 451;
    let all = epact + shift - 7 * late + 114;
    Day::new(year, all / 31, all % 31 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_where_the_tables_have_it() {
        for day in [
            "1961-04-02",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2024-03-31",
            "2038-04-25",
        ] {
            let day = Day::parse(day).expect("a day");
            assert_eq!(easter(day.parts().0), Some(day));
        }
    }
}
