//! In which order things that are tied stand, and how far from one another.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How often every column is put in order.
const ROUNDS: usize = 24;

/// How many ties there may be for neighbours to be changed one by one: each change looks at all pairs.
const TIES_MAX: usize = 160;

/// Columns in an order in which ties between them cross little and ties inside them are short.
///
/// This is the ordering of Sugiyama, Tagawa and Toda, with columns that are given: each thing moves to
/// the mean of those it is tied to, one column after the other, there and back; the best order met on
/// the way counts, and neighbours change places in it as long as that helps. Equals stand in the order
/// of their numbers, so whoever numbers things by name gets the same order whatever comes first.
pub(crate) fn arrange(columns: Vec<Vec<usize>>, ties: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut now = columns;
    for column in &mut now {
        column.sort_unstable();
    }
    let mut best = now.clone();
    let mut least = cost(&best, ties);
    for round in 0..ROUNDS {
        sweep(&mut now, ties, round % 2 == 1);
        let cost = cost(&now, ties);
        if cost < least {
            least = cost;
            best.clone_from(&now);
        }
    }
    if ties.len() <= TIES_MAX {
        change_neighbours(&mut best, ties, least);
    }
    best
}

/// Moves each thing to the mean of those it is tied to, one column after the other, there or back.
fn sweep(columns: &mut [Vec<usize>], ties: &[(usize, usize)], is_back: bool) {
    let mut order: Vec<usize> = (0..columns.len()).collect();
    if is_back {
        order.reverse();
    }
    for number in order {
        let places = places(columns);
        if let Some(column) = columns.get_mut(number) {
            column.sort_by_cached_key(|thing| (mean(*thing, number, ties, &places), *thing));
        }
    }
}

/// The column of each thing, its place there, and how far down that is in thousandths.
type Places = BTreeMap<usize, (usize, i64, i64)>;

fn places(columns: &[Vec<usize>]) -> Places {
    let mut places = Places::new();
    for (number, column) in columns.iter().enumerate() {
        let count = i64::try_from(column.len()).unwrap_or(1).max(1);
        for (place, node) in (0_i64..).zip(column) {
            places.insert(
                *node,
                (number, place, (2 * place + 1) * 1_000 / (2 * count)),
            );
        }
    }
    places
}

fn mean(end: usize, column: usize, ties: &[(usize, usize)], places: &Places) -> i64 {
    let (mut sum, mut count, mut inside) = (0, 0, false);
    for (from, to) in ties {
        let other = match end {
            end if *from == end => to,
            end if *to == end => from,
            _ => continue,
        };
        if let Some((number, _, down)) = places.get(other) {
            sum += down;
            count += 1;
            inside |= *number == column;
        }
    }
    let own = places.get(&end).map_or(0, |(_, _, down)| *down);
    // Two that are tied to one another alone would change places for ever.
    if inside || count == 0 {
        sum += own;
        count += 1;
    }
    sum / count
}

/// Crossings between columns count most, then lengths inside one.
fn cost(columns: &[Vec<usize>], ties: &[(usize, usize)]) -> i64 {
    let places = places(columns);
    let mut across: Vec<[(usize, i64); 2]> = Vec::new();
    let mut cost = 0;
    for (one, other) in ties {
        let (Some(one), Some(other)) = (places.get(one), places.get(other)) else {
            continue;
        };
        if one.0 == other.0 {
            cost += (one.1 - other.1).abs();
        } else {
            let mut ends = [(one.0, one.1), (other.0, other.1)];
            ends.sort_unstable();
            across.push(ends);
        }
    }
    for (number, [from, to]) in across.iter().enumerate() {
        let cross = across.iter().skip(number + 1).filter(|[other, end]| {
            (other.0, end.0) == (from.0, to.0) && (other.1 - from.1) * (end.1 - to.1) < 0
        });
        cost += 4 * i64::try_from(cross.count()).unwrap_or(0);
    }
    cost
}

fn change_neighbours(columns: &mut [Vec<usize>], ties: &[(usize, usize)], least: i64) {
    let mut least = least;
    let pairs: Vec<(usize, usize)> = columns
        .iter()
        .enumerate()
        .flat_map(|(number, column)| (1..column.len()).map(move |place| (number, place)))
        .collect();
    for _ in 0..8 {
        let before = least;
        for (number, place) in &pairs {
            let swap = |columns: &mut [Vec<usize>]| {
                if let Some(column) = columns.get_mut(*number) {
                    column.swap(place - 1, *place);
                }
            };
            swap(columns);
            let cost = cost(columns, ties);
            if cost < least {
                least = cost;
            } else {
                swap(columns);
            }
        }
        if least == before {
            break;
        }
    }
}

/// Where things stand that want to be at some places, are so high, and keep so far apart: the middles,
/// as near as can be to what is wanted (pool adjacent violators), between a top and a bottom.
pub(crate) fn spread(
    wanted: &[i32],
    heights: &[i32],
    gap: i32,
    (top, bottom): (i32, i32),
) -> Vec<i32> {
    let mut offsets: Vec<i32> = Vec::new();
    let mut before: Option<(i32, i32)> = None;
    for height in heights {
        let offset = before.map_or(0, |(at, last)| at + (last + height) / 2 + gap);
        offsets.push(offset);
        before = Some((offset, *height));
    }
    // Those that would overlap stand together at their mean.
    let mut pools: Vec<(i32, i32)> = Vec::new();
    for (wanted, offset) in wanted.iter().zip(&offsets) {
        let mut pool = (wanted - offset, 1);
        while let Some(last) = pools.last().copied() {
            if last.0 / last.1 <= pool.0 / pool.1 {
                break;
            }
            pools.pop();
            pool = (pool.0 + last.0, pool.1 + last.1);
        }
        pools.push(pool);
    }
    let first = heights.first().map_or(0, |height| top + height / 2);
    let last = before.map_or(0, |(at, height)| bottom - height / 2 - at);
    let places = pools.iter().flat_map(|(sum, count)| {
        let place = (sum / count).min(last).max(first);
        (0..*count).map(move |_| place)
    });
    places.zip(&offsets).map(|(place, at)| place + at).collect()
}

/// How wide columns are that want so much, where there is only so much in all: those that want little
/// get it, the others share what is left.
pub(crate) fn share(wanted: &[i32], room: i32) -> Vec<i32> {
    let mut order: Vec<(usize, i32)> = wanted.iter().copied().enumerate().collect();
    order.sort_by_key(|(_, wanted)| Reverse(*wanted));
    let mut left = room;
    let mut shares = BTreeMap::new();
    while let Some((number, wanted)) = order.pop() {
        let others = i32::try_from(order.len()).unwrap_or(0);
        let own = wanted.min(left / (others + 1));
        left -= own;
        shares.insert(number, own);
    }
    shares.into_values().collect()
}
