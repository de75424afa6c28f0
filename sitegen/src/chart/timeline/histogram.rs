//! Too many facts to name: how many of them begin in each part of the time.

use crate::chart::draw::sample;
use crate::chart::draw::scale::{Scale, first_of, half, month_name, month_number, year_name};
use crate::chart::draw::{Drawing, Key, Mark, Room, Shape, path, text};
use crate::chart::timeline::moment::Moment;
use crate::context::PageContext;

/// How high the tallest bar is.
const PEAK: i32 = 130;

/// How many months a bar has: whole months and years, so that it has a name.
const MONTHS: [i64; 13] = [
    1, 3, 12, 24, 60, 120, 240, 300, 600, 1_200, 2_400, 6_000, 12_000,
];

/// Facts that begin in the same part of the time.
struct Part<'m> {
    /// The part, counted in parts since the year 0.
    number: i64,
    moments: Vec<&'m Moment>,
}

pub(crate) fn key(context: &PageContext<'_>, moments: &[Moment]) -> Vec<Key> {
    let words = &context.words.charts.time;
    let mut key = Vec::new();
    for (planned, class, word) in [
        (false, "known", words.many),
        (true, "planned", words.many_planned),
    ] {
        if moments.iter().any(|moment| moment.planned == planned) {
            key.push(Key {
                shape: sample::bar(class),
                word,
            });
        }
    }
    key
}

fn parts(moments: &[Moment], every: i64, planned: bool) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    // They come in the order of their days.
    for moment in moments.iter().filter(|moment| moment.planned == planned) {
        let number = month_number(moment.start()).div_euclid(every);
        match parts.last_mut().filter(|part| part.number == number) {
            Some(part) => part.moments.push(moment),
            None => parts.push(Part {
                number,
                moments: vec![moment],
            }),
        }
    }
    parts
}

/// A part of the time in words: `June 2024`, `2003`, `1990 to 1994`.
fn name(context: &PageContext<'_>, number: i64, every: i64) -> String {
    let (first, last) = (number * every, number * every + every - 1);
    let span = |left: &str, right: &str| (context.words.dates.span)(left, right);
    match every {
        1 => month_name(context.words, first, true),
        12 => year_name(context.words, first),
        every if every < 12 => span(
            &month_name(context.words, first, false),
            &month_name(context.words, last, true),
        ),
        _ => span(
            &year_name(context.words, first),
            &year_name(context.words, last),
        ),
    }
}

/// A histogram of what happened, and one of what is planned below it, to the same scale.
pub(crate) fn histogram(context: &PageContext<'_>, room: Room, moments: &[Moment]) -> Drawing {
    let months = || moments.iter().map(|moment| month_number(moment.start()));
    let first = months().min().unwrap_or_default();
    let last = months().max().unwrap_or_default();
    let most = if room.narrow { 28 } else { 56 };
    let fine = MONTHS
        .into_iter()
        .find(|every| (last - first) / every < most);
    let every = fine.unwrap_or(60_000);
    let scale = Scale {
        first: first_of(first.div_euclid(every) * every),
        last: first_of((last.div_euclid(every) + 1) * every),
        left: 2,
        right: room.width - 2,
    };
    let mut panel = Panel {
        context,
        scale,
        every,
        most: 1,
        drawing: Drawing::empty(room),
    };
    let happened = parts(moments, every, false);
    let planned = parts(moments, every, true);
    let all = happened.iter().chain(&planned);
    panel.most = all.map(|part| part.moments.len()).max().unwrap_or(1);
    if !happened.is_empty() {
        panel.draw(&happened, "known");
    }
    if !planned.is_empty() {
        let y = panel.drawing.height + if happened.is_empty() { 20 } else { 34 };
        let heading = text(0, y, "group", context.words.site.planned);
        panel.drawing.ground.push(heading);
        panel.drawing.height = y + 8;
        panel.draw(&planned, "planned");
    }
    panel.drawing
}

struct Panel<'d, 'a> {
    context: &'d PageContext<'a>,
    scale: Scale,
    /// How many months a bar has.
    every: i64,
    /// How many facts the tallest bar has.
    most: usize,
    drawing: Drawing,
}

impl Panel<'_, '_> {
    fn high(&self, count: usize) -> i32 {
        let share = i32::try_from(count).unwrap_or(0) * PEAK;
        (share / i32::try_from(self.most).unwrap_or(1).max(1)).max(4)
    }

    /// Where a part of the time begins.
    fn x(&self, number: i64) -> i32 {
        self.scale.x(first_of(number * self.every))
    }

    fn draw(&mut self, parts: &[Part<'_>], class: &'static str) {
        // The first of the highest.
        let highest = parts.iter().rev();
        let Some(highest) = highest.max_by_key(|part| part.moments.len()) else {
            return;
        };
        let peak = self.high(highest.moments.len());
        let base = self.drawing.height + 26 + peak;
        let wide = self.drawing.width;
        // The number of the tallest bar stands on it, and is the scale of all the others.
        let words = (self.context.words.facts)(highest.moments.len());
        let half = half(&words);
        let middle = i32::midpoint(self.x(highest.number), self.x(highest.number + 1));
        let middle = middle.min(wide - half).max(half);
        let ground = &mut self.drawing.ground;
        ground.push(text(middle, base - peak - 8, "tick", words));
        ground.push(path(format!("M0 {}H{wide}", base - peak), "grid"));
        for part in parts {
            let mark = self.bar(part, base, class);
            self.drawing.marks.push(mark);
        }
        self.axis(base);
    }

    /// The line on which the bars stand, with the times below it.
    fn axis(&mut self, base: i32) {
        let wide = self.drawing.width;
        let ground = &mut self.drawing.ground;
        ground.push(path(format!("M0 {base}H{wide}"), "base"));
        for tick in self.scale.ticks(self.context.words, (0, wide)) {
            ground.push(path(format!("M{} {base}v7", tick.x), "base"));
            ground.push(text(tick.middle, base + 22, "tick", tick.name));
        }
        self.drawing.height = base + 28;
    }

    fn bar(&self, part: &Part<'_>, base: i32, class: &'static str) -> Mark {
        let count = part.moments.len();
        let (from, to) = (self.x(part.number), self.x(part.number + 1));
        let height = self.high(count);
        let first = part.moments.first().map(|moment| &moment.words);
        let time = name(self.context, part.number, self.every);
        let facts = (self.context.words.facts)(count);
        let statement = first.map_or("", |words| words.statement.as_str());
        let counted = self.context.labelled(&time, &facts);
        Mark {
            href: first.map(|words| words.href.clone()).unwrap_or_default(),
            title: format!("{counted}{}{statement}", self.context.words.semicolon),
            shapes: vec![Shape::Bar {
                x: from + 1,
                y: base - height,
                width: (to - from - 2).max(3),
                height,
                class,
            }],
        }
    }
}
