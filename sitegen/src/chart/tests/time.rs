//! Figures of time, and of the ways by which facts came.

use dossier::v1::{EventStatus, Resolution};

use super::*;
use crate::chart::draw::rows::wrap;

/// A catalog of facts with these bodies, each with a statement of its own.
fn catalog_of(bodies: Vec<Body>) -> Catalog {
    let fact = |(number, body): (usize, Body)| Resource {
        resource: Some(resource::Resource::Fact(Box::new(Fact {
            name: format!("facts/f{number}"),
            state: LifecycleState::Published.into(),
            statement: vec![LocalizedText {
                text: format!("Number {number} tells what there is to tell of one thing."),
                language_code: "en".to_owned(),
            }],
            body: Some(body),
            ..Fact::default()
        }))),
    };
    let facts = bodies.into_iter().enumerate().map(fact);
    Catalog::new(1, facts.chain([entity(0)]).collect()).unwrap()
}

fn drawn(catalog: &Catalog, code: &str, view: View) -> Vec<Chart> {
    let context = PageContext {
        catalog,
        here: Route::Home,
        edition: Edition::default(),
        words: Words::for_language(code).unwrap(),
    };
    charts(&context, view, &catalog.facts().collect::<Vec<_>>())
}

fn when(edtf: &str, earliest: &str, latest: &str) -> TimeExpression {
    TimeExpression {
        edtf: edtf.to_owned(),
        earliest: earliest.to_owned(),
        latest: latest.to_owned(),
        ..TimeExpression::default()
    }
}

fn event(edtf: &str, [earliest, latest]: [&str; 2], status: EventStatus) -> Body {
    Body::Event(Box::new(Event {
        when: Some(when(edtf, earliest, latest)),
        status: status.into(),
        ..Event::default()
    }))
}

fn forecast(minimum: &str, maximum: &str, made_on: &str, resolution: Resolution) -> Body {
    Body::Forecast(Box::new(Forecast {
        made_on: (!made_on.is_empty()).then(|| when(made_on, made_on, made_on)),
        horizon: (minimum.len() + maximum.len() > 0).then(|| Horizon {
            minimum: minimum.to_owned(),
            maximum: maximum.to_owned(),
            ..Horizon::default()
        }),
        resolution: resolution.into(),
        ..Forecast::default()
    }))
}

fn shapes(drawing: &Drawing) -> impl Iterator<Item = &Shape> {
    let marks = drawing.marks.iter().flat_map(|mark| &mark.shapes);
    marks.chain(&drawing.ground)
}

/// The texts of a drawing that run into each other, or out of it.
fn touching(drawing: &Drawing, direction: &str) -> Vec<String> {
    let boxes = shapes(drawing).filter_map(|shape| match shape {
        Shape::Text { x, y, class, text } => {
            let (from, to) = match (*class, direction) {
                ("tick", _) => (x - scale::half(text), x + scale::half(text)),
                (_, "rtl") => (x - width(text), *x),
                _ => (*x, x + width(text)),
            };
            Some((from, to, *y, text))
        }
        _ => None,
    });
    let boxes: Vec<_> = boxes.collect();
    let mut wrong = Vec::new();
    for (place, (from, to, y, text)) in boxes.iter().enumerate() {
        if *from < -2 || *to > drawing.width + 2 || *y > drawing.height - 3 {
            wrong.push(format!("{text} leaves"));
        }
        for (other_from, other_to, other_y, other) in boxes.iter().skip(place + 1) {
            if from < other_to && other_from < to && (y - other_y).abs() < 16 {
                wrong.push(format!("{text} | {other}"));
            }
        }
    }
    wrong
}

#[test]
fn no_two_texts_touch_in_any_language_and_number() {
    for count in [1, 2, 10, 40, 100, 1_000] {
        let (catalog, passed_on) = (catalog(count), passed_on(count));
        for words in Words::ALL {
            let context = |catalog| PageContext {
                catalog,
                here: Route::Home,
                edition: Edition::default(),
                words,
            };
            let facts: Vec<&Fact> = catalog.facts().collect();
            let others: Vec<&Fact> = passed_on.facts().collect();
            let time = [View::Timeline, View::Forecasts];
            let own = context(&catalog);
            let time = time.into_iter().flat_map(|view| charts(&own, view, &facts));
            let context = context(&passed_on);
            let paths = provenance(&context, &paths(&context, &others));
            for chart in time.chain(paths) {
                assert!(!chart.finding.is_empty() && !chart.key.is_empty());
                for drawing in &chart.drawings {
                    let wrong = touching(drawing, words.direction);
                    assert_eq!(wrong, Vec::<String>::new(), "{} of {count}", chart.title);
                }
            }
        }
    }
}

#[test]
fn the_order_of_the_facts_is_of_no_account() {
    for count in [10, 200] {
        let catalog = catalog(count);
        let context = PageContext {
            catalog: &catalog,
            here: Route::Home,
            edition: Edition::default(),
            words: Words::ALL[0],
        };
        let facts: Vec<&Fact> = catalog.facts().collect();
        let backwards: Vec<&Fact> = facts.iter().rev().copied().collect();
        for view in [View::Timeline, View::Forecasts] {
            let one = format!("{:?}", charts(&context, view, &facts));
            assert!(one == format!("{:?}", charts(&context, view, &backwards)));
        }
    }
}

#[test]
fn a_wrapped_text_keeps_its_words_or_says_that_some_are_gone() {
    let text = "Since 1972 UTC has been held within 0.9 seconds of the Earth's rotation, and 朝鲜民主主义人民共和国 has been told.";
    for room in [60, 120, 304, 432, 900] {
        for most in 1..12 {
            let lines = wrap(text, room, most);
            assert!(lines.len() <= most && !lines.is_empty());
            assert!(lines.iter().all(|line| width(line) <= room), "{lines:?}");
            let bare = |text: &str| text.replace(' ', "");
            let whole = bare(&lines.concat()) == bare(text);
            assert!(whole || lines.last().unwrap().ends_with('…'), "{lines:?}");
        }
    }
    assert_eq!(wrap(text, 432, 3).concat().matches('…').count(), 0);
    // What must not break does not.
    assert_eq!(wrap("a b\u{a0}c", 28, 3), ["a", "b\u{a0}c"]);
}

fn day(number: usize, status: EventStatus) -> Body {
    let day = format!(
        "{}-{:02}-{:02}",
        1990 + number % 30,
        number % 12 + 1,
        number % 28 + 1
    );
    event(&day, [&day, &day], status)
}

/// The height of a heading.
fn heading(drawing: &Drawing, name: &str) -> Option<i32> {
    drawing.ground.iter().find_map(|shape| match shape {
        Shape::Text { y, text, .. } if text == name => Some(*y),
        _ => None,
    })
}

#[test]
fn what_is_planned_stands_apart_and_is_hollow() {
    for count in [6, 90] {
        let status = |number: usize| {
            if number.is_multiple_of(3) {
                EventStatus::Planned
            } else {
                EventStatus::Occurred
            }
        };
        let catalog = catalog_of(
            (0..count)
                .map(|number| day(number, status(number)))
                .collect(),
        );
        for drawing in &drawn(&catalog, "en", View::Timeline)[0].drawings {
            let border = heading(drawing, "Planned").expect("a heading");
            for mark in drawing.marks.iter().flat_map(|mark| &mark.shapes) {
                let (y, class) = match mark {
                    Shape::Dot { y, class, .. } | Shape::Bar { y, class, .. } => (y, *class),
                    _ => continue,
                };
                if class != "field" {
                    assert_eq!(*y > border, class == "planned", "{mark:?}");
                }
            }
        }
    }
}

#[test]
fn a_known_day_a_span_and_an_open_end_are_told_apart() {
    let catalog = catalog_of(vec![
        event(
            "2024-06-19",
            ["2024-06-19", "2024-06-19"],
            EventStatus::Occurred,
        ),
        event(
            "2024-04",
            ["2024-04-01", "2024-04-30"],
            EventStatus::Occurred,
        ),
        event("2024-02/..", ["2024-02-01", ""], EventStatus::Occurred),
        event("../2024-05", ["", "2024-05-31"], EventStatus::Occurred),
    ]);
    let chart = &drawn(&catalog, "en", View::Timeline)[0];
    assert_eq!(chart.finding, "4 dated facts, from February to June 2024");
    let words: Vec<&str> = chart.key.iter().map(|key| key.word).collect();
    assert_eq!(words, ["a known day", "exact day unknown", "no end known"]);
    for drawing in &chart.drawings {
        let texts: Vec<&str> = drawing
            .marks
            .iter()
            .flat_map(|mark| &mark.shapes)
            .filter_map(|shape| match shape {
                Shape::Text {
                    class: "date",
                    text,
                    ..
                } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(
            texts,
            [
                "since February 2024",
                "April 2024",
                "until May 2024",
                "19 June 2024"
            ]
        );
        let broken = |mark: &Mark| {
            mark.shapes
                .iter()
                .any(|shape| matches!(shape, Shape::Path { .. }))
        };
        let open: Vec<bool> = drawing.marks.iter().map(broken).collect();
        assert_eq!(open, [true, false, true, false]);
    }
}

#[test]
fn a_histogram_names_each_bar_and_counts_all_facts() {
    let catalog = catalog_of(
        (0..200)
            .map(|number| day(number, EventStatus::Occurred))
            .collect(),
    );
    for drawing in &drawn(&catalog, "en", View::Timeline)[0].drawings {
        let counts = drawing.marks.iter().map(|mark| {
            let (_, rest) = mark.title.split_once(": ").expect("a time");
            let (count, _) = rest.split_once(" fact").expect("a number of facts");
            count.parse::<usize>().unwrap()
        });
        let counts: Vec<usize> = counts.collect();
        assert_eq!(counts.iter().sum::<usize>(), 200);
        let most = format!("{} facts", counts.iter().max().unwrap());
        assert!(heading(drawing, &most).is_some(), "{most}");
    }
}

/// Where the marks of forecasts are, from the left to the right.
fn ranges(drawing: &Drawing) -> Vec<(i32, i32)> {
    let marks = drawing.marks.iter().flat_map(|mark| &mark.shapes);
    let bars = marks.filter_map(|shape| match shape {
        Shape::Bar {
            x, width, class, ..
        } if *class != "field" => Some((*x, x + width)),
        _ => None,
    });
    bars.collect()
}

#[test]
fn a_century_does_not_squeeze_the_others() {
    let catalog = catalog_of(vec![
        forecast("P3Y", "P5Y", "2024-01-01", Resolution::Open),
        forecast("P5Y", "P8Y", "", Resolution::Open),
        forecast("P100Y", "", "2022-11-18", Resolution::Open),
        forecast("P2Y", "P200Y", "2022-11-18", Resolution::Open),
        forecast("P6Y", "P7Y", "", Resolution::NotOccurred),
    ]);
    let chart = &drawn(&catalog, "en", View::Forecasts)[0];
    assert_eq!(
        chart.finding,
        "5 forecasts, from 2 to 200 years ahead; 4 are not settled yet, 1 did not come true, 2 were made on unknown days"
    );
    for drawing in &chart.drawings {
        let ranges = ranges(drawing);
        assert_eq!(ranges.len(), 5);
        // Eight years take more than half of the axis, and both that are longer end behind them.
        assert!(ranges[2].1 > 130, "{ranges:?}");
        assert!(ranges[3].0 > ranges[2].1, "{ranges:?}");
        assert!(ranges[4].1 > ranges[2].1, "{ranges:?}");
        assert!(heading(drawing, "later").is_some());
    }
    // Alone, a century is as long as the axis.
    let alone = catalog_of(vec![forecast("P50Y", "P100Y", "", Resolution::Open)]);
    let chart = &drawn(&alone, "en", View::Forecasts)[0];
    assert_eq!(
        chart.finding,
        "1 forecast, from 50 to 100 years ahead; it is not settled yet, it was made on an unknown day"
    );
    assert!(heading(&chart.drawings[0], "later").is_none());
}

#[test]
fn a_deadline_begins_when_it_is_announced() {
    let deadline = Body::Forecast(Box::new(Forecast {
        made_on: Some(when("2022-11-18", "2022-11-18", "2022-11-18")),
        window: Some(when("2022-11-18/2035", "2022-11-18", "2035-12-31")),
        ..Forecast::default()
    }));
    let catalog = catalog_of(vec![
        deadline,
        forecast("", "", "2024-06-01", Resolution::Open),
    ]);
    let chart = &drawn(&catalog, "fr", View::Forecasts)[0];
    assert_eq!(
        chart.finding,
        "1 prévision sur 2 indique une échéance, d’ici 13 ans\u{202f}; les deux sont en suspens"
    );
    let drawing = &chart.drawings[0];
    assert_eq!(ranges(drawing).len(), 1, "what names no time is on no axis");
    assert!(ranges(drawing)[0].0 <= 4 && ranges(drawing)[0].1 > 200);
    let says = |wanted: &str| {
        let mut shapes = shapes(drawing);
        shapes.any(|shape| matches!(shape, Shape::Text { text, .. } if text == wanted))
    };
    assert!(says("d’ici 2035"));
    assert_eq!(drawing.marks.len(), 1, "a link, and none without a time");
}

#[test]
fn the_nearest_forecasts_come_first_and_the_others_are_counted() {
    let years =
        |number: usize| forecast("P1Y", &format!("P{}Y", 90 - number), "", Resolution::Open);
    let catalog = catalog_of((0..70).map(years).collect());
    for drawing in &drawn(&catalog, "en", View::Forecasts)[0].drawings {
        let ends: Vec<i32> = ranges(drawing).iter().map(|(_, to)| *to).collect();
        assert!(ends.is_sorted() && ends.len() <= ROWS_MAX, "{ends:?}");
        let more = format!("{} more in the table.", 70 - ends.len());
        assert!(heading(drawing, &more).is_some(), "{more}");
        assert!(drawing.height < 4_000);
    }
}

#[test]
fn numbers_are_said_as_each_language_says_them() {
    let said = |code: &str| &Words::for_language(code).unwrap().charts.time;
    let timeline = |code: &str, count, planned| {
        let words = Words::for_language(code).unwrap();
        let (from, to) = (words.months[3], (words.month)("2024", words.months[5]));
        (said(code).timeline)(count, [from, &to], planned)
    };
    assert_eq!(
        timeline("en", 8, 1),
        "8 dated facts, from April to June 2024; 1 is planned"
    );
    assert_eq!(
        timeline("en", 2, 2),
        "2 dated facts, from April to June 2024; both are planned"
    );
    assert_eq!(
        timeline("fr", 8, 2),
        "8 faits datés, d’avril à juin 2024\u{202f}; 2 sont prévus"
    );
    assert_eq!(
        timeline("ar", 8, 1),
        "8 حقائق مؤرخة، من أبريل إلى يونيو 2024، وواحدة منها مقررة"
    );
    let dates = &Words::for_language("fr").unwrap().dates;
    assert_eq!(
        (dates.from)("18 novembre 2022"),
        "à partir du 18 novembre 2022"
    );
    assert_eq!((dates.until)("2035"), "jusqu’à 2035");
    assert_eq!((said("fr").since)("1er mai 2022"), "depuis le 1er mai 2022");
    assert_eq!((said("ar").length)(2, "a"), "سنتين");
    assert_eq!((said("ar").length)(5, "a"), "5 سنوات");
    assert_eq!((said("ar").length)(13, "a"), "13 سنة");
    assert_eq!(
        (said("fr").chains)(1, 1, 0),
        "Un fait nous est parvenu sans intermédiaire"
    );
    assert_eq!(
        (said("en").chains)(24, 9, 2),
        "24 facts reached us in 9 ways, at most 2 steps removed"
    );
}
