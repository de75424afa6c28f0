//! The picture that goes with a page wherever somebody shares its address (Open Graph): what the
//! page is called, whose it is, and how much is in it, on the paper of the site.

mod drawable;

use cosmic_text::{
    Align, Attrs, Buffer, Color, Ellipsize, EllipsizeHeightLimit, Family, FontSystem, Metrics,
    Shaping, SwashCache, Weight, fontdb,
};
use png::{BitDepth, ColorType, Encoder, EncodingError};

pub(crate) use self::drawable::drawable;

/// The size that previews are made for.
pub(crate) const WIDTH: u16 = 1200;
/// The height of it.
pub(crate) const HEIGHT: u16 = 630;

/// Open fonts (templates/fonts/OFL.txt), cut to the scripts in which the site has words.
const FONTS: [&[u8]; 3] = [
    include_bytes!("../../../templates/fonts/NotoSerif-Bold.ttf"),
    include_bytes!("../../../templates/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../../templates/fonts/NotoNaskhArabic-Bold.ttf"),
];

/// The paper and the inks, as in the style sheet: `--paper`, `--ink`, `--soft`, `--mark`.
const PAPER: [u8; 3] = [0xfd, 0xfc, 0xf9];
const INKS: [[u8; 3]; 3] = [[0x1b, 0x1d, 0x21], [0x54, 0x58, 0x5f], [0x8a, 0x2f, 0x12]];
/// So many shades lie between the paper and an ink.
const SHADES: u8 = 64;

/// The margin on all sides.
const MARGIN: f32 = 84.0;
/// The bar above the title.
const BAR: [u16; 2] = [112, 10];

/// An ink, by its place in the list.
#[derive(Clone, Copy)]
enum Ink {
    Text,
    Soft,
    Mark,
}

/// What a picture says.
#[derive(Debug)]
pub(crate) struct Words<'t> {
    /// Whose page it is.
    pub(crate) brand: &'t str,
    pub(crate) title: &'t str,
    /// A line below.
    pub(crate) note: &'t str,
    /// Whether it is read from right to left.
    pub(crate) mirrored: bool,
}

/// Draws a picture as PNG. What it says is [`drawable`]; a line that is not is left out.
pub(crate) fn draw(words: &Words<'_>) -> Result<Vec<u8>, EncodingError> {
    let mut sheet = Sheet::new();
    let side = if words.mirrored {
        Align::Right
    } else {
        Align::Left
    };
    let style = |size: f32, lines: u16, serif: bool| Style {
        size,
        lines,
        serif,
        side,
    };
    let brand = sheet.text(words.brand, style(38.0, 1, true));
    // A long title is smaller, before it is cut.
    let large = sheet.text(words.title, style(78.0, 3, true));
    let title = if large.cut {
        sheet.text(words.title, style(58.0, 5, true))
    } else {
        large
    };
    let note = sheet.text(words.note, style(32.0, 1, false));
    let middle = (f32::from(HEIGHT) - title.height) / 2.0 + 12.0;
    sheet.print(brand, MARGIN * 0.8, Ink::Text);
    sheet.bar(words.mirrored, middle - 44.0);
    sheet.print(title, middle, Ink::Text);
    sheet.print(note, f32::from(HEIGHT) - MARGIN * 1.15, Ink::Soft);
    sheet.png()
}

#[derive(Clone, Copy)]
struct Style {
    size: f32,
    /// How many lines it may take.
    lines: u16,
    serif: bool,
    side: Align,
}

/// A text that is laid out.
struct Block {
    buffer: Buffer,
    height: f32,
    /// Whether not all of it fits.
    cut: bool,
}

struct Sheet {
    fonts: FontSystem,
    glyphs: SwashCache,
    /// A palette's index for each pixel: an ink and its shade.
    pixels: Vec<u8>,
}

impl Sheet {
    fn new() -> Self {
        let mut db = fontdb::Database::new();
        for font in FONTS {
            db.load_font_data(font.to_vec());
        }
        // Only our own fonts, so that the picture is the same on every machine.
        Self {
            fonts: FontSystem::new_with_locale_and_db("en".to_owned(), db),
            glyphs: SwashCache::new(),
            pixels: vec![0; usize::from(WIDTH) * usize::from(HEIGHT)],
        }
    }

    fn text(&mut self, text: &str, style: Style) -> Block {
        let line = style.size * 1.18;
        let width = f32::from(WIDTH) - 2.0 * MARGIN;
        let mut buffer = Buffer::new(&mut self.fonts, Metrics::new(style.size, line));
        buffer.set_size(Some(width), None);
        let (family, weight) = if style.serif {
            ("Noto Serif", Weight::BOLD)
        } else {
            ("Noto Sans", Weight::NORMAL)
        };
        let attributes = Attrs::new().family(Family::Name(family)).weight(weight);
        buffer.set_text(text, &attributes, Shaping::Advanced, Some(style.side));
        buffer.shape_until_scroll(&mut self.fonts, false);
        let missing = |buffer: &Buffer| {
            let mut inlines = buffer.layout_runs();
            inlines.any(|inline| inline.glyphs.iter().any(|glyph| glyph.glyph_id == 0))
        };
        if missing(&buffer) {
            buffer.set_text("", &attributes, Shaping::Advanced, Some(style.side));
            buffer.shape_until_scroll(&mut self.fonts, false);
        }
        let lines = u16::try_from(buffer.layout_runs().count()).unwrap_or(u16::MAX);
        let cut = lines > style.lines;
        if cut {
            let limit = EllipsizeHeightLimit::Lines(style.lines.into());
            buffer.set_ellipsize(Ellipsize::End(limit));
            buffer.shape_until_scroll(&mut self.fonts, false);
        }
        Block {
            buffer,
            height: line * f32::from(lines.min(style.lines)),
            cut,
        }
    }

    fn print(&mut self, mut block: Block, top: f32, ink: Ink) {
        let pixels = &mut self.pixels;
        // Letters come pixel by pixel; of their colour only how much of the pixel they cover matters.
        let draw = |x: i32, y: i32, _, _, color: Color| {
            shade(pixels, [MARGIN as i32 + x, top as i32 + y], ink, color.a());
        };
        block
            .buffer
            .draw(&mut self.fonts, &mut self.glyphs, Color::rgb(0, 0, 0), draw);
    }

    fn bar(&mut self, mirrored: bool, top: f32) {
        let [wide, high] = BAR.map(i32::from);
        let left = if mirrored {
            i32::from(WIDTH) - MARGIN as i32 - wide
        } else {
            MARGIN as i32
        };
        for y in 0..high {
            for x in 0..wide {
                shade(
                    &mut self.pixels,
                    [left + x, top as i32 + y],
                    Ink::Mark,
                    u8::MAX,
                );
            }
        }
    }

    fn png(&self) -> Result<Vec<u8>, EncodingError> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, WIDTH.into(), HEIGHT.into());
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_palette(palette());
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(file)
    }
}

/// Puts ink on a pixel, unless there is more on it already.
fn shade(pixels: &mut [u8], [x, y]: [i32; 2], ink: Ink, cover: u8) {
    let inside = (0..i32::from(WIDTH)).contains(&x) && (0..i32::from(HEIGHT)).contains(&y);
    let place = if inside { y * i32::from(WIDTH) + x } else { -1 };
    let place = usize::try_from(place).ok();
    let shade = cover / (u8::MAX / SHADES + 1);
    if let Some(pixel) = place.and_then(|place| pixels.get_mut(place))
        && shade > *pixel % SHADES
    {
        *pixel = ink as u8 * SHADES + shade;
    }
}

/// The colours from the paper to each ink.
fn palette() -> Vec<u8> {
    let most = u32::from(SHADES - 1);
    let shades = |ink: [u8; 3]| {
        (0..=most).flat_map(move |shade| {
            [0, 1, 2].map(|part: usize| {
                let [paper, ink] = [PAPER, ink].map(|color| color.get(part).copied().unwrap_or(0));
                ((u32::from(paper) * (most - shade) + u32::from(ink) * shade) / most) as u8
            })
        })
    };
    INKS.into_iter().flat_map(shades).collect()
}

#[cfg(test)]
mod tests;
