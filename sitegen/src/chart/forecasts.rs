//! How far ahead people look: horizons as ranges on one axis that begins on the day on which somebody
//! spoke, whether or not that day is known.

use std::fmt::Write as _;

use dossier::v1::fact::Body;
use dossier::v1::{Fact, Forecast, Resolution, TimeExpression};
use dossier::{Edtf, edtf};

use crate::chart::draw::rows::{self, End, HEIGHT_MAX, Sheet, TAIL, Words};
use crate::chart::draw::sample;
use crate::chart::draw::scale::{Tick, apart, day, days};
use crate::chart::draw::{Chart, Drawing, Key, ROOMS, ROWS_MAX, Room, Shape, path, width};
use crate::context::PageContext;
use crate::locale::time::Share;
use crate::locale::{date, format};
use crate::url::Route;

/// A horizon that is so many times as long as the middle one lies beyond the axis, or all others would
/// be squeezed to nothing.
const FAR: i64 = 4;

/// A forecast, and how many days after it was made it would come true.
struct Outlook {
    words: Words,
    name: String,
    /// From, and up to; the latter is missing where there is no end.
    range: Option<(i64, Option<i64>)>,
    dated: bool,
    resolution: Resolution,
}

impl Outlook {
    /// How far it looks.
    fn reach(&self) -> Option<i64> {
        let (from, to) = self.range?;
        Some(to.unwrap_or(from))
    }

    fn endless(&self) -> bool {
        matches!(self.range, Some((_, None)))
    }

    fn class(&self) -> &'static str {
        match (self.resolution, self.dated) {
            (Resolution::Occurred, _) => "known",
            (Resolution::Expired, true) => "lapsed",
            (Resolution::Expired, false) => "lapsed undated",
            (_, true) => "planned",
            (_, false) => "planned undated",
        }
    }
}

/// The figure of forecasts; none where none of them says how long it takes.
pub(crate) fn forecasts(context: &PageContext<'_>, facts: &[&Fact]) -> Option<Chart> {
    let mut outlooks: Vec<Outlook> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            Some(Body::Forecast(forecast)) => Some(outlook(context, fact, forecast)),
            _ => None,
        })
        .collect();
    // The nearest first, those without a time last.
    outlooks.sort_by(|one, other| {
        let order = |of: &Outlook| (of.range.is_none(), of.reach(), of.endless(), of.range);
        (order(one), &one.name).cmp(&(order(other), &other.name))
    });
    let end = end(&outlooks)?;
    let drawn = ROOMS
        .iter()
        .map(|room| drawing(context, *room, &outlooks, end));
    Some(Chart {
        title: context.words.charts.forecasts_title,
        finding: reading(context, &outlooks),
        key: key(context, &outlooks, end),
        note: String::new(),
        drawings: drawn.collect(),
        ..Chart::default()
    })
}

fn outlook(context: &PageContext<'_>, fact: &Fact, forecast: &Forecast) -> Outlook {
    let resolution = forecast.effective_resolution();
    let range = from_horizon(forecast).or_else(|| from_window(forecast));
    // Without a day of statement there is no window.
    let dated = forecast.window.is_some()
        || forecast
            .made_on
            .as_ref()
            .is_some_and(|made| !made.earliest.is_empty());
    let who: String = if forecast.forecasters.is_empty() {
        context.words.label.the_author.to_owned()
    } else {
        let names = context.entities(&forecast.forecasters);
        names.into_iter().map(|inline| inline.text).collect()
    };
    let outcome = context.words.term(resolution.as_str_name());
    let calendar = calendar(context, forecast, range.is_some());
    let aside = [Some(outcome.to_owned()), calendar, Some(who)];
    Outlook {
        words: Words {
            when: when(context, forecast),
            statement: context.text(&fact.statement).text,
            aside: aside.into_iter().flatten().collect(),
            href: context.link(Route::Fact(&fact.name)),
        },
        name: fact.name.clone(),
        range,
        dated,
        resolution,
    }
}

fn from_horizon(forecast: &Forecast) -> Option<(i64, Option<i64>)> {
    let horizon = forecast.horizon.as_ref()?;
    let (from, to) = (days(&horizon.minimum), days(&horizon.maximum));
    (from.is_some() || to.is_some()).then(|| (from.unwrap_or(0), to))
}

/// A window counted from the day on which it was made.
fn from_window(forecast: &Forecast) -> Option<(i64, Option<i64>)> {
    let window = forecast.window.as_ref()?;
    let made = day(&forecast.made_on.as_ref()?.earliest)?;
    let away = |text: &str| day(text).map(|day| (day - made).max(0));
    let (from, to) = (away(&window.earliest), away(&window.latest));
    (from.is_some() || to.is_some()).then(|| (from.unwrap_or(0), to))
}

/// When it would come true, as it was said.
fn when(context: &PageContext<'_>, forecast: &Forecast) -> String {
    if let Some(horizon) = &forecast.horizon {
        return format::horizon(context.words, horizon);
    }
    let Some(window) = &forecast.window else {
        return String::new();
    };
    let made = forecast.made_on.as_ref().map(TimeExpression::bounds);
    let begins = made.unwrap_or_default().earliest;
    match Edtf::parse(&window.edtf) {
        // A window that begins when it is announced is a deadline.
        Ok(Edtf::Interval(interval)) if begins.is_some() && begins == window.bounds().earliest => {
            match interval.end() {
                edtf::End::Date(last) => {
                    (context.words.charts.time.by)(&date::single(context.words, &last))
                }
                edtf::End::Open | edtf::End::Unknown => date::date(context.words, &window.edtf),
            }
        }
        _ => date::date(context.words, &window.edtf),
    }
}

/// What is known of the calendar.
fn calendar(context: &PageContext<'_>, forecast: &Forecast, timed: bool) -> Option<String> {
    let made = forecast
        .made_on
        .as_ref()
        .filter(|made| !made.edtf.is_empty());
    match (&forecast.window, made) {
        (Some(window), _) if forecast.horizon.is_some() => {
            Some(date::date(context.words, &window.edtf))
        }
        (_, Some(made)) => {
            let day = date::date(context.words, &made.edtf);
            Some((context.words.charts.time.made_on)(&day))
        }
        (_, None) => timed.then(|| context.words.charts.time.undated.to_owned()),
    }
}

/// Where the axis ends, in days; none where nothing is on it.
fn end(outlooks: &[Outlook]) -> Option<i64> {
    let mut reaches: Vec<i64> = outlooks.iter().filter_map(Outlook::reach).collect();
    reaches.sort_unstable();
    let middle = reaches.get(reaches.len().saturating_sub(1) / 2)?;
    let far = middle.saturating_mul(FAR);
    let near = reaches.iter().filter(|reach| **reach <= far);
    let longest = *near.max()?;
    Some(longest + longest / 20 + 1)
}

/// About how long so many days are: the number and the unit.
fn length(days: i64) -> (usize, &'static str) {
    let (number, unit) = match days {
        730.. => ((days * 4 + 730) / 1_461, "a"),
        60.. => ((days * 16 + 243) / 487, "mo"),
        14.. => ((days + 3) / 7, "wk"),
        _ => (days, "d"),
    };
    (usize::try_from(number).unwrap_or(0), unit)
}

fn reading(context: &PageContext<'_>, outlooks: &[Outlook]) -> String {
    let words = &context.words.charts.time;
    let all = outlooks.len();
    let timed = || outlooks.iter().filter(|one| one.range.is_some());
    let nearest = timed().filter_map(|one| one.range).map(|(from, _)| from);
    let nearest = nearest.min().unwrap_or(0);
    let furthest = timed().max_by_key(|one| (one.reach(), one.endless()));
    let endless = furthest.is_some_and(Outlook::endless);
    let (count, unit) = length(furthest.and_then(Outlook::reach).unwrap_or(0));
    let mut to = (words.length)(count, unit);
    if endless {
        to = format!("{} {to}", context.words.amounts.at_least);
    }
    let from = match length(nearest) {
        (0, _) => None,
        (number, own) if (number, own) == (count, unit) => Some(to.clone()),
        // Of one unit, it is said once.
        (number, own) if own == unit && !endless && number > 1 => Some(number.to_string()),
        (number, own) => Some((words.length)(number, own)),
    };
    let ahead = match &from {
        None if timed().count() == 1 && !endless => (context.words.amounts.within)(&to),
        from => (words.ahead)(from.as_deref(), &to),
    };
    let shares = [
        Share::Outcome(Resolution::Open),
        Share::Outcome(Resolution::Occurred),
        Share::Outcome(Resolution::Partly),
        Share::Outcome(Resolution::NotOccurred),
        Share::Outcome(Resolution::Expired),
        Share::NoDay,
    ];
    let shares = shares.into_iter().filter_map(|share| {
        let has = |one: &&Outlook| match share {
            Share::Outcome(resolution) => one.resolution == resolution,
            Share::NoDay => one.range.is_some() && !one.dated,
        };
        let some = outlooks.iter().filter(has).count();
        (some > 0).then(|| (words.share)(share, some, all))
    });
    let shares: Vec<String> = shares.collect();
    // How far ahead is said of those that say it.
    let count = match timed().count() {
        timed if timed < all => (words.some_timed)(timed, all),
        _ => (words.forecasts)(all),
    };
    let (comma, semicolon) = (context.words.comma, context.words.semicolon);
    format!("{count}{comma}{ahead}{semicolon}{}", shares.join(comma))
}

/// The kinds of mark that there are.
fn key(context: &PageContext<'_>, outlooks: &[Outlook], end: i64) -> Vec<Key> {
    let words = &context.words.charts.time;
    let term = |resolution: Resolution| context.words.term(resolution.as_str_name());
    let any =
        |has: &dyn Fn(&Outlook) -> bool| outlooks.iter().any(|one| one.range.is_some() && has(one));
    let came = |resolution| any(&|one: &Outlook| one.resolution == resolution);
    let marks = [
        (any(&|one| one.dated), sample::bar("planned"), words.dated),
        (
            any(&|one| !one.dated),
            sample::bar("planned undated"),
            words.undated,
        ),
        (
            came(Resolution::Occurred),
            sample::bar("known"),
            term(Resolution::Occurred),
        ),
        (
            came(Resolution::Partly),
            sample::over("planned", hatch),
            term(Resolution::Partly),
        ),
        (
            came(Resolution::NotOccurred),
            sample::over("planned", cross),
            term(Resolution::NotOccurred),
        ),
        (
            came(Resolution::Expired),
            sample::bar("lapsed"),
            term(Resolution::Expired),
        ),
        (
            any(&Outlook::endless),
            sample::open("planned"),
            words.endless,
        ),
        (
            any(&|one| matches!(one.range, Some((_, Some(to))) if to > end)),
            sample::beyond("planned"),
            words.goes_on,
        ),
    ];
    let there = marks.into_iter().filter(|(there, _, _)| *there);
    there.map(|(_, shape, word)| Key { shape, word }).collect()
}

/// Strokes across a bar that stand for something that came to nothing.
fn cross(from: i32, to: i32, y: i32) -> String {
    let x = i32::midpoint(from, to);
    format!("M{} {}l14 14M{} {}l-14 14", x - 7, y - 7, x + 7, y - 7)
}

/// Strokes within a bar that stand for something that came true in part.
fn hatch(from: i32, to: i32, y: i32) -> String {
    let mut d = String::new();
    for x in (from + 4..to - 1).step_by(5) {
        // Writing to a string does not fail.
        write!(d, "M{x} {}v10", y - 5).ok();
    }
    d
}

/// An axis that counts days from zero.
struct Axis {
    /// How many days it has.
    end: i64,
    left: i32,
    /// Where the last day is.
    right: i32,
    /// Where what lies beyond begins, where anything does.
    beyond: Option<i32>,
    /// Where everything ends.
    edge: i32,
}

impl Axis {
    fn new(context: &PageContext<'_>, room: Room, outlooks: &[Outlook], end: i64) -> Self {
        let (left, edge) = rows::axis(room);
        let far = |one: &Outlook| matches!(one.range, Some((from, to)) if to.unwrap_or(from) > end);
        let right = if outlooks.iter().any(far) {
            edge - width(context.words.charts.time.beyond).max(44) - 24
        } else if outlooks.iter().any(Outlook::endless) {
            edge - TAIL - 10
        } else {
            edge - 4
        };
        Self {
            end,
            left: left + 4,
            right,
            beyond: outlooks.iter().any(far).then_some(right + 10),
            edge: edge - 2,
        }
    }

    fn x(&self, day: i64) -> i32 {
        let room = i64::from(self.right - self.left);
        let day = day.clamp(0, self.end);
        self.left + i32::try_from(day * room / self.end).unwrap_or(0)
    }

    fn ticks(&self, context: &PageContext<'_>) -> Vec<Tick> {
        // Each as a number of a unit, and how many days four hundred of them have.
        const UNITS: [(&str, i64, &[i64]); 4] = [
            ("d", 400, &[1, 2, 5]),
            ("wk", 2_800, &[1, 2, 4]),
            ("mo", 12_175, &[1, 2, 3, 6]),
            (
                "a",
                146_100,
                &[1, 2, 3, 5, 10, 20, 25, 50, 100, 200, 500, 1_000, 5_000],
            ),
        ];
        let words = &context.words.charts.time;
        let edges = (0, self.beyond.unwrap_or(self.edge));
        let said = (self.left, words.said.to_owned());
        let mut ticks = apart(std::slice::from_ref(&said), edges).unwrap_or_default();
        let paces = UNITS.iter().flat_map(|(unit, long, steps)| {
            let step = move |step: &i64| (*unit, *step, step * long / 400);
            steps.iter().map(step)
        });
        for (unit, step, long) in paces {
            if self.end / long.max(1) > 12 {
                continue;
            }
            let count = usize::try_from(step).unwrap_or(1);
            let days = (1..).map(|number| (number, long * i64::try_from(number).unwrap_or(1)));
            let days = days.take_while(|(_, day)| *day <= self.end);
            let named = days.map(|(number, day): (usize, i64)| {
                let name = (words.length)(number * count, unit);
                (self.x(day), name)
            });
            let named: Vec<(i32, String)> = std::iter::once(said.clone()).chain(named).collect();
            if let Some(found) = apart(&named, edges) {
                ticks = found;
                break;
            }
        }
        ticks.extend(self.beyond.map(|x| Tick {
            x,
            middle: i32::midpoint(x, self.edge),
            name: words.beyond.to_owned(),
            broken: true,
        }));
        ticks
    }

    /// The range of a forecast, and the way to it from the day on which it was made.
    fn mark(&self, outlook: &Outlook, (from, to): (i64, Option<i64>), y: i32) -> Vec<Shape> {
        let class = outlook.class();
        let start = match self.beyond {
            Some(beyond) if from > self.end => beyond + 6,
            _ => self.x(from),
        };
        let mut shapes = Vec::new();
        if start > self.left + 6 {
            shapes.push(path(format!("M{} {y}H{}", self.left, start - 2), "lead"));
        }
        let last = match to {
            None => End::Open,
            Some(to) if to > self.end => End::Beyond,
            Some(_) => End::Closed,
        };
        let stop = match to {
            Some(to) if to <= self.end => self.x(to),
            _ => self.edge,
        };
        shapes.extend(if last == End::Closed {
            rows::span((start, stop), y, (self.left, self.edge), class)
        } else {
            rows::bar((start, stop), y, (End::Closed, last), class)
        });
        // What is drawn over a bar stays on its unbroken part.
        let stop = if last == End::Closed {
            stop
        } else {
            stop - TAIL
        };
        let over = match outlook.resolution {
            Resolution::NotOccurred => cross(start, stop, y),
            Resolution::Partly => hatch(start, stop, y),
            _ => return shapes,
        };
        shapes.push(path(over, "over"));
        shapes
    }
}

fn drawing(context: &PageContext<'_>, room: Room, outlooks: &[Outlook], end: i64) -> Drawing {
    let axis = Axis::new(context, room, outlooks, end);
    let mut sheet = Sheet::new(room, axis.ticks(context));
    let lines = if room.narrow { 6 } else { 3 };
    let mut drawn = 0;
    // What has no time has no place on an axis: it is counted, and stands in the table.
    let timed = outlooks
        .iter()
        .filter_map(|outlook| Some((outlook, outlook.range?)));
    for (outlook, range) in timed.take(ROWS_MAX) {
        // The highest row, and what stands below.
        if sheet.height() > HEIGHT_MAX - 350 {
            break;
        }
        sheet.row(&outlook.words, lines, |y| axis.mark(outlook, range, y));
        drawn += 1;
    }
    if drawn < outlooks.len() {
        sheet.footer(&(context.words.charts.more)(outlooks.len() - drawn));
    }
    sheet.done()
}
