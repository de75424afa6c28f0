//! A figure to take along: a picture that needs nothing else, and the facts that it is drawn from.
//!
//! The picture has its finding, its key, its sources and where it comes from in it, because it will stand
//! where none of that is. It is on the paper of the light site, also for readers with dark screens: programs
//! other than browsers know no media queries, and a document has one paper.

mod style;

use askama::Template;
use dossier::v1::{Dossier, Fact};

use self::style::style;
use crate::chart::draw::{Chart, Drawing, KEY_HEIGHT, KEY_WIDTH, ROOMS, Shape, lines, text, width};
use crate::chart::{drawn, figures};
use crate::context::{PageContext, Setting};
use crate::export::dataset::table_of;
use crate::url::{Figure, Route, fragment};

/// The facts of a figure as CSV, in the columns of the table of a dossier; empty where there is no such figure.
pub(crate) fn table(
    context: &PageContext<'_>,
    setting: &Setting,
    dossier: &Dossier,
    figure: Figure,
) -> String {
    let charts = figures(context, dossier, figure.view);
    let Some(chart) = charts.get(figure.place) else {
        return String::new();
    };
    let facts: Vec<&Fact> = context.catalog.facts_in(dossier).collect();
    let facts = drawn(context, figure.view, &facts, chart);
    table_of(context, setting, facts)
}

/// The paper around the drawing on all sides, in pixels.
const MARGIN: i32 = 24;
/// How far the lines of the finding and those of other texts are apart.
const FINDING_LINE: i32 = 27;
const LINE: i32 = 21;
/// How many lines the finding, and any text below the drawing, has at most.
const LINES_MAX: usize = 3;
/// The letters of the finding are larger than those by which texts are measured, 15 pixels, and bold.
const FINDING_SIZE: [i32; 2] = [22, 15];

/// A printed picture without the characters that XML forbids.
pub(crate) fn well_formed(picture: &str) -> String {
    let is_allowed = |character: &char| !character.is_control() || *character == '\n';
    picture.chars().filter(is_allowed).collect()
}

/// A figure as a picture.
#[derive(Debug, Template)]
#[template(path = "page/figure.html")]
pub(crate) struct Picture {
    lang: &'static str,
    direction: &'static str,
    width: i32,
    height: i32,
    margin: i32,
    style: String,
    title: &'static str,
    finding: String,
    /// Texts above and below the drawing.
    texts: Vec<Shape>,
    key: Vec<Sample>,
    drawing: Drawing,
    /// Where the drawing begins, from the top.
    top: i32,
}

/// A sample of a mark in the key.
#[derive(Debug)]
struct Sample {
    x: i32,
    y: i32,
    shape: Shape,
    word: Shape,
}

impl Picture {
    /// The picture of a figure in the looks of a style sheet; none where the view has no such figure.
    pub(crate) fn new(
        context: &PageContext<'_>,
        setting: &Setting,
        (dossier, figure): (&Dossier, Figure),
        sheet: &str,
    ) -> Option<Self> {
        let mut figures = figures(context, dossier, figure.view);
        let chart = figures.drain(..).nth(figure.place)?;
        let broad = ROOMS.iter().find(|room| !room.narrow)?;
        let mut drawings = chart.drawings.iter();
        let drawing = drawings.find(|drawing| drawing.class == broad.class)?;
        let mut drawing = drawing.clone();
        lead(context, setting, &mut drawing);
        let mut page = Page::new(broad.width, context.words.direction == "rtl");
        page.head(&chart);
        let key = page.key(&chart);
        let top = page.y;
        page.y += drawing.height;
        for line in foot(context, setting, (dossier, figure), &chart) {
            page.text(&line);
        }
        let shapes = drawing.marks.iter().flat_map(|mark| &mark.shapes);
        let shapes = shapes.chain(&drawing.ground).chain(&page.texts);
        let samples = key.iter().flat_map(|sample| [&sample.shape, &sample.word]);
        Some(Self {
            lang: context.words.code,
            direction: context.words.direction,
            width: broad.width + 2 * MARGIN,
            height: page.y + MARGIN + MARGIN / 2,
            margin: MARGIN,
            style: style(sheet, shapes.chain(samples)),
            title: chart.title,
            finding: chart.finding.clone(),
            texts: page.texts,
            key,
            drawing,
            top,
        })
    }
}

/// Makes the marks lead to their facts from anywhere. Where nobody knows where the site will be they lead
/// nowhere, as a relative link would.
fn lead(context: &PageContext<'_>, setting: &Setting, drawing: &mut Drawing) {
    for mark in &mut drawing.marks {
        let base = setting.base.as_ref().filter(|_| !mark.href.is_empty());
        let address = base.map(|base| base.join(context.here, &mark.href));
        mark.href = address.unwrap_or_default();
    }
}

/// What stands below a drawing: how to read it, its sources, where it comes from, what others may do with it.
fn foot(
    context: &PageContext<'_>,
    setting: &Setting,
    (dossier, figure): (&Dossier, Figure),
    chart: &Chart,
) -> Vec<String> {
    let words = context.words;
    let sources = chart.sources.iter().map(|source| source.text.as_str());
    let sources: String = sources.collect();
    let sources = (!sources.is_empty()).then(|| format!("{} {sources}", words.label.based_on));
    let site = setting.look.title(words);
    let title = context.text(&dossier.title).text;
    let credit = context.labelled(
        words.charts.credit,
        &format!("{title}{}{site}", words.comma),
    );
    let page = Route::View(&dossier.name, figure.view);
    let base = setting.base.as_ref();
    let address = base.map(|base| base.absolute(page) + &fragment(&chart.id));
    let licence = setting.look.licence_link(words);
    let licence = licence.map(|licence| context.labelled(words.site.licence, &licence.text));
    let note = (!chart.note.is_empty()).then(|| chart.note.clone());
    let all = [note, sources, Some(credit), address, licence];
    all.into_iter().flatten().collect()
}

/// A picture that is filled from the top.
struct Page {
    width: i32,
    mirrored: bool,
    /// Where the next thing begins.
    y: i32,
    texts: Vec<Shape>,
}

impl Page {
    fn new(width: i32, mirrored: bool) -> Self {
        Self {
            width,
            mirrored,
            y: MARGIN,
            texts: Vec::new(),
        }
    }

    /// The finding, and what is shown.
    fn head(&mut self, chart: &Chart) {
        let [size, measured] = FINDING_SIZE;
        let room = self.width * measured / size;
        for line in lines(&chart.finding, room, LINES_MAX) {
            self.line(&line, "finding", FINDING_LINE);
        }
        self.line(chart.title, "aside", LINE);
        self.y += LINE / 2;
    }

    /// Samples of the marks, each with its word, in as many lines as they take.
    fn key(&mut self, chart: &Chart) -> Vec<Sample> {
        let mut x = 0;
        let mut samples = Vec::new();
        for key in &chart.key {
            let wide = KEY_WIDTH + 8 + width(key.word);
            if x > 0 && x + wide > self.width {
                x = 0;
                self.y += LINE + 3;
            }
            let (y, middle) = (self.y, self.y + KEY_HEIGHT - 3);
            samples.push(Sample {
                x: self.placed(x, KEY_WIDTH),
                y,
                shape: key.shape.clone(),
                word: text(self.placed(x + KEY_WIDTH + 8, 0), middle, "aside", key.word),
            });
            x += wide + 22;
        }
        if !samples.is_empty() {
            self.y += LINE + LINE / 2;
        }
        samples
    }

    /// A text below the drawing.
    fn text(&mut self, written: &str) {
        for line in lines(written, self.width, LINES_MAX) {
            self.line(&line, "aside", LINE);
        }
    }

    fn line(&mut self, written: &str, class: &'static str, height: i32) {
        self.y += height;
        let x = self.placed(0, 0);
        self.texts.push(text(x, self.y - 4, class, written));
    }

    /// The left edge of something so wide, so far from the side on which readers begin.
    fn placed(&self, x: i32, wide: i32) -> i32 {
        if self.mirrored {
            self.width - x - wide
        } else {
            x
        }
    }
}
