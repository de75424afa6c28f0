//! What a figure is made of: shapes with classes of the style sheet, in whole pixels, so that two
//! builds are equal byte for byte.

pub(crate) mod order;
pub(crate) mod rows;
pub(crate) mod sample;
pub(crate) mod scale;

use crate::context::PageContext;
use crate::html::Inline;

/// A figure.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chart {
    /// Its id on the page; empty where it cannot be linked to.
    pub(crate) id: String,
    /// What it shows: a question that it answers.
    pub(crate) title: &'static str,
    /// Whether the heading above says the same, so that the title is for those only who do not see that.
    pub(crate) headed: bool,
    /// What there is to see, true of these facts: a headline, so without a full stop.
    pub(crate) finding: String,
    /// What its lines and marks stand for.
    pub(crate) key: Vec<Key>,
    /// What else is to be known to read it; may be empty.
    pub(crate) note: String,
    pub(crate) drawings: Vec<Drawing>,
    /// The names of the facts that it is drawn from, where these are not all of its view.
    pub(crate) rests_on: Vec<String>,
    /// The articles that it rests on, or how many.
    pub(crate) sources: Vec<Inline>,
    /// The forms in which readers can take it along, where it has any.
    pub(crate) along: Vec<Inline>,
}

/// A line or mark, and what it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// Drawn in a room of [`KEY_WIDTH`] by [`KEY_HEIGHT`].
    pub(crate) shape: Shape,
    pub(crate) word: &'static str,
}

/// The room of a sample in a key.
pub(crate) const KEY_WIDTH: i32 = 32;
/// See [`KEY_WIDTH`].
pub(crate) const KEY_HEIGHT: i32 = 16;

/// A figure laid out for one width.
#[derive(Clone, Debug)]
pub(crate) struct Drawing {
    /// The class of the style sheet that shows it on the screens that it is for.
    pub(crate) class: &'static str,
    pub(crate) width: i32,
    pub(crate) height: i32,
    /// What leads nowhere: axes, lines, names of groups.
    pub(crate) ground: Vec<Shape>,
    pub(crate) marks: Vec<Mark>,
}

impl Drawing {
    /// A sheet on which nothing is drawn.
    pub(crate) fn empty(room: Room) -> Self {
        Self {
            class: room.class,
            width: room.width,
            height: 0,
            ground: Vec::new(),
            marks: Vec::new(),
        }
    }
}

/// A part of a drawing that leads somewhere.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) href: String,
    /// What is shown on hovering, and read aloud.
    pub(crate) title: String,
    pub(crate) shapes: Vec<Shape>,
}

/// Something drawn. Looks are the style sheet's.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Path {
        d: String,
        class: &'static str,
        /// The drawing's width where the path is to be seen as in a mirror.
        mirrored: Option<i32>,
    },
    Bar {
        x: i32,
        y: i32,
        width: i32,
        height: i32,
        class: &'static str,
    },
    Dot {
        x: i32,
        y: i32,
        r: i32,
        class: &'static str,
    },
    Text {
        x: i32,
        y: i32,
        class: &'static str,
        text: String,
    },
}

/// A width that figures are laid out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Room {
    pub(crate) class: &'static str,
    pub(crate) width: i32,
    pub(crate) narrow: bool,
}

/// The column of the story, and the narrowest screen without its margins.
pub(crate) const ROOMS: [Room; 2] = [
    Room {
        class: "broad",
        width: 704,
        narrow: false,
    },
    Room {
        class: "slim",
        width: 304,
        narrow: true,
    },
];

/// How many rows a figure has at most; what goes beyond is counted, and in the table.
pub(crate) const ROWS_MAX: usize = 40;

impl Chart {
    /// The figure below a heading, in the part of a page that has this id.
    /// Several in one part are numbered from the second on.
    pub(crate) fn under(mut self, heading: &str, part: &str, place: usize) -> Self {
        self.id = crate::url::anchor("figure", part);
        if place > 0 {
            self.id = format!("{}.{}", self.id, place + 1);
        }
        self.headed = heading.trim().to_lowercase() == self.title.to_lowercase();
        self
    }

    /// The figure as the page's language is read.
    pub(crate) fn turned(mut self, context: &PageContext<'_>) -> Self {
        if context.words.direction == "rtl" {
            self.mirror();
        }
        self
    }

    /// Turns the figure round for readers who begin on the right. The style sheet lets its words begin
    /// there as well.
    pub(crate) fn mirror(&mut self) {
        for key in &mut self.key {
            key.shape.mirror(KEY_WIDTH);
        }
        for drawing in &mut self.drawings {
            let marks = drawing.marks.iter_mut().flat_map(|mark| &mut mark.shapes);
            for shape in drawing.ground.iter_mut().chain(marks) {
                shape.mirror(drawing.width);
            }
        }
    }
}

impl Shape {
    /// The shape as in a mirror, in a room of this width.
    pub(crate) fn mirror(&mut self, room: i32) {
        match self {
            Self::Path { mirrored, .. } => *mirrored = Some(room),
            Self::Bar { x, width, .. } => *x = room - *x - *width,
            Self::Dot { x, .. } | Self::Text { x, .. } => *x = room - *x,
        }
    }
}

/// About how wide a text is at the size of a figure's letters, 15 pixels.
pub(crate) fn width(text: &str) -> i32 {
    let tenths: i32 = text
        .chars()
        .map(|letter| match letter {
            'i' | 'l' | 'j' | 't' | 'f' | 'r' | ' ' | '.' | ',' | ':' | '\'' | '’' => 45,
            'm' | 'w' | 'M' | 'W' => 125,
            letter if letter.is_uppercase() => 98,
            // Letters that are as wide as they are high.
            '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{FFEF}' => 150,
            _ => 87,
        })
        .sum();
    tenths / 10 + 1
}

/// A text that is no wider than this, cut if it must be.
pub(crate) fn fit(text: &str, room: i32) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for character in text.chars() {
        out.push(character);
        if width(&out) > room - 14 {
            out.pop();
            break;
        }
    }
    format!("{}…", out.trim_end())
}

/// The same text in lines that are no wider than this, so many at most; the last is cut if it must be.
pub(crate) fn lines(text: &str, room: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let full = lines.len() >= most.max(1);
        match lines.last_mut() {
            Some(last) if full || width(&format!("{last} {word}")) <= room => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| fit(line, room)).collect()
}

/// A number of things as a length.
pub(crate) fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

pub(crate) fn text(x: i32, y: i32, class: &'static str, text: impl Into<String>) -> Shape {
    Shape::Text {
        x,
        y,
        class,
        text: text.into(),
    }
}

pub(crate) fn path(d: String, class: &'static str) -> Shape {
    Shape::Path {
        d,
        class,
        mirrored: None,
    }
}
