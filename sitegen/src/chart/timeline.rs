//! What happened when: known days as points, uncertain dates as bars, what is planned apart.

pub(crate) mod histogram;
pub(crate) mod moment;

use dossier::v1::Fact;

use crate::chart::draw::rows::{self, End, HEIGHT_MAX, Sheet, TAIL};
use crate::chart::draw::sample;
use crate::chart::draw::scale::{Day, Scale, month_name, month_number, year_name};
use crate::chart::draw::{Chart, Drawing, Key, ROOMS, ROWS_MAX, Room, Shape};
use crate::chart::timeline::moment::{Moment, moment};
use crate::context::PageContext;

/// The figure of what happened when.
pub(crate) fn timeline(context: &PageContext<'_>, facts: &[&Fact]) -> Option<Chart> {
    let mut moments: Vec<Moment> = facts
        .iter()
        .filter_map(|fact| moment(context, fact))
        .collect();
    // One day alone is no figure.
    if moments.len() < 2 {
        return None;
    }
    moments.sort_by(|left, right| {
        let order = |of: &Moment| (of.planned, of.start(), of.last.is_none(), of.last);
        (order(left), &left.name).cmp(&(order(right), &right.name))
    });
    let drawn = ROOMS.iter().map(|room| drawing(context, *room, &moments));
    let drawn: Option<Vec<Drawing>> = drawn.collect();
    let (key, drawings) = drawn.map_or_else(
        || {
            let dense = |room: &Room| histogram::histogram(context, *room, &moments);
            (
                histogram::key(context, &moments),
                ROOMS.iter().map(dense).collect(),
            )
        },
        |drawings| (key(context, &moments), drawings),
    );
    Some(Chart {
        title: context.words.charts.timeline_title,
        finding: reading(context, &moments),
        key,
        note: String::new(),
        drawings,
        ..Chart::default()
    })
}

fn reading(context: &PageContext<'_>, moments: &[Moment]) -> String {
    let days = || moments.iter().flat_map(Moment::days);
    let first = month_number(days().min().unwrap_or_default());
    let last = month_number(days().max().unwrap_or_default());
    let [from, to] = if last - first >= 36 {
        [
            year_name(context.words, first),
            year_name(context.words, last),
        ]
    } else {
        let same_year = year_name(context.words, first) == year_name(context.words, last);
        let alone = first == last;
        [
            month_name(context.words, first, alone || !same_year),
            month_name(context.words, last, true),
        ]
    };
    let planned = moments.iter().filter(|moment| moment.planned).count();
    (context.words.charts.time.timeline)(moments.len(), [&from, &to], planned)
}

/// The kinds of mark that there are.
fn key(context: &PageContext<'_>, moments: &[Moment]) -> Vec<Key> {
    let words = &context.words.charts.time;
    let kinds: [(bool, [&'static str; 3]); 2] = [
        (false, [words.day, words.span, words.open]),
        (
            true,
            [words.planned_day, words.planned_span, words.planned_open],
        ),
    ];
    let mut key = Vec::new();
    for (planned, [at, within, open]) in kinds {
        let class = if planned { "planned" } else { "known" };
        let own = || moments.iter().filter(|moment| moment.planned == planned);
        let mut put = |any: bool, shape: Shape, word| {
            if any {
                key.push(Key { shape, word });
            }
        };
        let is_open = |moment: &Moment| moment.first.is_none() || moment.last.is_none();
        let is_day = |moment: &Moment| moment.exact;
        put(own().any(is_day), sample::dot(class), at);
        let is_span = |moment: &&Moment| !is_open(moment) && !is_day(moment);
        let lasts = |moment: &Moment| moment.class() == "lasting";
        let mut spans = own().filter(is_span);
        put(spans.any(|span| !lasts(span)), sample::bar(class), within);
        let mut spans = own().filter(is_span);
        put(spans.any(lasts), sample::bar("lasting"), words.lasting);
        put(own().any(is_open), sample::open(class), open);
    }
    key
}

/// A row for each, with as many lines as there is room for; none where it would be too high for all.
fn drawing(context: &PageContext<'_>, room: Room, moments: &[Moment]) -> Option<Drawing> {
    if moments.len() > ROWS_MAX {
        return None;
    }
    let lines = if room.narrow { 2..=6 } else { 2..=3 };
    let mut drawn = lines
        .rev()
        .map(|lines| listed(context, room, moments, lines));
    drawn.find(|drawing| drawing.height <= HEIGHT_MAX)
}

/// The scale of all moments between two edges, with room for what has no end.
fn scale_of(moments: &[Moment], (left, right): (i32, i32)) -> Scale {
    let days = || moments.iter().flat_map(Moment::days);
    let (first, last) = (
        days().min().unwrap_or_default(),
        days().max().unwrap_or_default(),
    );
    // Open ends go on outside of the days that there are.
    let tail = |any: bool| if any { TAIL } else { 0 };
    // A little time at both ends.
    let margin = ((last - first) / 24).max(15);
    Scale {
        first: first - margin,
        last: last + margin,
        left: left + 2 + tail(moments.iter().any(|moment| moment.first.is_none())),
        right: right - 4 - tail(moments.iter().any(|moment| moment.last.is_none())),
    }
}

fn listed(context: &PageContext<'_>, room: Room, moments: &[Moment], lines: usize) -> Drawing {
    let (left, right) = rows::axis(room);
    let scale = scale_of(moments, (left, right));
    let edges = (left + 2, right - 2);
    let mut sheet = Sheet::new(room, scale.ticks(context.words, (left, right)));
    let mut planned = false;
    for moment in moments {
        if moment.planned && !planned {
            sheet.heading(context.words.site.planned);
            planned = true;
        }
        sheet.row(&moment.words, lines, |y| mark(moment, scale, edges, y));
    }
    sheet.done()
}

fn mark(moment: &Moment, scale: Scale, edges: (i32, i32), y: i32) -> Vec<Shape> {
    let class = moment.class();
    match (moment.first, moment.last) {
        (Some(first), Some(last)) if moment.exact && first == last => vec![Shape::Dot {
            x: scale.x(first),
            y,
            r: 6,
            class,
        }],
        (Some(first), Some(last)) => rows::span((scale.x(first), scale.x(last)), y, edges, class),
        (first, last) => {
            let end = |day: Option<Day>| {
                if day.is_some() {
                    End::Closed
                } else {
                    End::Open
                }
            };
            let from = first.map_or(edges.0, |day| scale.x(day));
            let to = last.map_or(edges.1, |day| scale.x(day));
            rows::bar((from, to), y, (end(first), end(last)), class)
        }
    }
}
