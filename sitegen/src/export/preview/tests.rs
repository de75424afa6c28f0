use super::{FONTS, HEIGHT, INKS, PAPER, WIDTH, Words, draw};

/// The pixels that a picture has ink on, by row and column.
fn inked(words: &Words<'_>) -> Vec<(usize, usize)> {
    let file = draw(words).expect("drawn");
    let mut reader = png::Decoder::new(std::io::Cursor::new(file));
    reader.set_transformations(png::Transformations::EXPAND);
    let mut reader = reader.read_info().expect("PNG");
    assert_eq!(
        (reader.info().width, reader.info().height),
        (WIDTH.into(), HEIGHT.into())
    );
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut pixels).expect("a frame");
    let pixels = pixels.chunks(3).enumerate();
    let inked = pixels.filter(|(_, pixel)| *pixel != PAPER);
    let wide = usize::from(WIDTH);
    inked
        .map(|(place, _)| (place / wide, place % wide))
        .collect()
}

fn words(title: &str) -> Words<'_> {
    Words {
        brand: "Dossier",
        title,
        note: "79 facts",
        mirrored: false,
    }
}

#[test]
fn titles_of_any_length_and_script_stay_on_the_sheet() {
    let long = "A title that goes on and on about everything there is ".repeat(9);
    for title in [
        "",
        "Axis",
        &long,
        "Le récit — «\u{a0}été\u{a0}»",
        "Ось",
        "فيضان الوادي",
        &"W".repeat(400),
    ] {
        let inked = inked(&words(title));
        let edge = |(row, column): &(usize, usize)| {
            !(40..590).contains(row) || !(60..1140).contains(column)
        };
        let out = inked.iter().filter(|pixel| edge(pixel)).count();
        assert_eq!(out, 0, "{title}");
        assert!(inked.len() > 3000, "{title}: {} pixels", inked.len());
    }
}

#[test]
fn a_title_without_a_font_leaves_a_picture_of_the_rest() {
    let (korean, empty) = (inked(&words("반서방 축")), inked(&words("")));
    assert_eq!(korean, empty);
    assert!(inked(&words("Axis")).len() > empty.len());
}

#[test]
fn arabic_starts_at_the_right() {
    let right = |title, mirrored| {
        let words = Words {
            brand: title,
            note: "",
            mirrored,
            ..words(title)
        };
        inked(&words).iter().map(|(_, column)| *column).min()
    };
    assert!(right("Flood", true) > Some(600));
    assert!(right("Flood", false) < Some(100));
}

#[test]
fn the_colours_are_those_of_the_style_sheet() {
    let sheet = include_str!("../../../../templates/style.css");
    let hexadecimal = |[red, green, blue]: [u8; 3]| format!("#{red:02x}{green:02x}{blue:02x}");
    let [ink, soft, mark] = INKS.map(hexadecimal);
    for (token, color) in [
        ("paper", hexadecimal(PAPER)),
        ("ink", ink),
        ("soft", soft),
        ("mark", mark),
    ] {
        assert!(
            sheet.contains(&format!("--{token}: {color};")),
            "--{token} is not {color}"
        );
    }
    assert!(
        FONTS.iter().all(|font| font.len() < 200_000),
        "fonts are cut to what is needed"
    );
}
