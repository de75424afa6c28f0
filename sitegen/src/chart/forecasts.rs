//! How far ahead people look: horizons as ranges on one axis that begins on the day on which somebody
//! spoke, whether or not that day is known.

mod axis;
mod outlook;

use dossier::v1::fact::Body;
use dossier::v1::{Fact, Resolution};

use self::axis::{Axis, cross, hatch};
use self::outlook::{FAR, Outlook, outlook};
use crate::chart::draw::rows::{HEIGHT_MAX, Sheet};
use crate::chart::draw::sample;
use crate::chart::draw::{Chart, Drawing, Key, ROOMS, ROWS_MAX, Room};
use crate::context::PageContext;
use crate::locale::time::Share;

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
    outlooks.sort_by(|left, right| {
        let order = |of: &Outlook| (of.range.is_none(), of.reach(), of.endless(), of.range);
        (order(left), &left.name).cmp(&(order(right), &right.name))
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
    let timed = || outlooks.iter().filter(|outlook| outlook.range.is_some());
    let nearest = timed()
        .filter_map(|outlook| outlook.range)
        .map(|(from, _)| from);
    let nearest = nearest.min().unwrap_or(0);
    let furthest = timed().max_by_key(|outlook| (outlook.reach(), outlook.endless()));
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
        let has = |outlook: &&Outlook| match share {
            Share::Outcome(resolution) => outlook.resolution == resolution,
            Share::NoDay => outlook.range.is_some() && !outlook.dated,
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
    let any = |has: &dyn Fn(&Outlook) -> bool| {
        outlooks
            .iter()
            .any(|outlook| outlook.range.is_some() && has(outlook))
    };
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
