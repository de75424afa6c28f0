//! Timelines and forecasts: words keep apart, planned things stand apart, nothing is lost.

use dossier::v1::EventStatus;

use super::tied::{assert_words_apart, desk};
use super::*;

/// A library of facts with these bodies, each with a long statement.
fn told(bodies: Vec<Body>) -> Library {
    let facts = bodies.into_iter().enumerate().map(|(number, body)| Resource {
        resource: Some(resource::Resource::Fact(Box::new(Fact {
            name: format!("facts/f{number}"),
            state: LifecycleState::Published.into(),
            statement: vec![LocalizedText {
                text: format!("Statement{number} tells of something, at a length that needs several lines of a narrow figure."),
                language_code: "en".to_owned(),
            }],
            body: Some(body),
            ..Fact::default()
        }))),
    });
    Library::new(1, facts.collect()).unwrap()
}

fn event(number: usize, status: EventStatus) -> Body {
    Body::Event(Box::new(Event {
        when: Some(time(number)),
        status: status.into(),
        ..Event::default()
    }))
}

fn forecast(minimum: &str, maximum: &str, made_on: Option<TimeExpression>) -> Body {
    Body::Forecast(Box::new(Forecast {
        horizon: (!minimum.is_empty()).then(|| Horizon {
            minimum: minimum.to_owned(),
            maximum: maximum.to_owned(),
            ..Horizon::default()
        }),
        made_on,
        ..Forecast::default()
    }))
}

fn words(drawing: &Drawing) -> String {
    let shapes = drawing.marks.iter().flat_map(|mark| &mark.shapes);
    let texts = shapes
        .chain(&drawing.ground)
        .filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some(text.as_str()),
            _ => None,
        });
    texts.collect::<Vec<_>>().join(" ")
}

#[test]
fn words_of_figures_of_time_keep_apart_at_any_size_in_any_language() {
    for count in [1, 2, 10, 40, 41, 100, 1_000] {
        let library = library(count);
        let facts: Vec<&Fact> = library.facts().collect();
        // In a mirror words begin where they end here.
        let languages = Words::ALL.into_iter().filter(|one| one.direction == "ltr");
        for language in languages {
            let desk = desk(&library, language);
            let views = [View::Timeline, View::Forecasts].into_iter();
            let charts = views.flat_map(|view| charts(&desk, view, &facts));
            for (title, drawing) in charts.flat_map(|one| {
                one.drawings
                    .into_iter()
                    .map(move |drawing| (one.title, drawing))
            }) {
                let what = format!("{title} {count}, {}, {}", drawing.class, language.code);
                assert_words_apart(&what, &drawing);
                assert_eq!(outside(&drawing), Vec::<String>::new(), "{what}");
            }
        }
    }
}

#[test]
fn the_order_of_facts_does_not_matter() {
    for count in [2, 10, 100] {
        let library = library(count);
        let desk = desk(&library, Words::ALL[0]);
        let facts: Vec<&Fact> = library.facts().collect();
        let other: Vec<&Fact> = facts.iter().rev().copied().collect();
        for view in [View::Timeline, View::Forecasts] {
            let drawn = |facts: &[&Fact]| format!("{:?}", charts(&desk, view, facts));
            assert_eq!(drawn(&facts), drawn(&other), "{view:?} of {count}");
        }
    }
}

#[test]
fn what_is_planned_stands_below_a_heading_of_its_own() {
    let bodies = (0..6).map(|number| {
        let planned = number == 0 || number == 3;
        event(
            number,
            if planned {
                EventStatus::Planned
            } else {
                EventStatus::Occurred
            },
        )
    });
    let library = told(bodies.collect());
    let desk = desk(&library, Words::ALL[0]);
    let facts: Vec<&Fact> = library.facts().collect();
    let charts = charts(&desk, View::Timeline, &facts);
    for drawing in &charts[0].drawings {
        let place = |wanted: &str| {
            let found = drawing.ground.iter().find_map(|shape| match shape {
                Shape::Text { y, text, .. } if text == wanted => Some(*y),
                _ => None,
            });
            found.expect("a heading")
        };
        let heading = place(desk.words.site.planned);
        for mark in &drawing.marks {
            let planned = mark.href.contains("/f0/") || mark.href.contains("/f3/");
            let y = mark.shapes.iter().find_map(|shape| match shape {
                Shape::Text { y, .. } => Some(*y),
                _ => None,
            });
            assert_eq!(y.expect("words") > heading, planned, "{}", mark.href);
        }
    }
    assert!(
        charts[0].reading.contains("2 are planned"),
        "{}",
        charts[0].reading
    );
}

#[test]
fn every_word_of_a_statement_is_there() {
    let bodies = (0..9).map(|number| event(number, EventStatus::Occurred));
    let library = told(bodies.collect());
    let desk = desk(&library, Words::ALL[0]);
    let facts: Vec<&Fact> = library.facts().collect();
    for drawing in charts(&desk, View::Timeline, &facts)
        .iter()
        .flat_map(|one| &one.drawings)
    {
        let said = words(drawing);
        for fact in &facts {
            let statement = &fact.statement[0].text;
            let missing = statement.split(' ').find(|word| !said.contains(word));
            assert_eq!(missing, None, "{}: {said}", drawing.class);
        }
    }
}

#[test]
fn forecasts_share_one_axis_and_those_without_a_time_are_listed() {
    let day = time(10);
    let library = told(vec![
        forecast("P5Y", "P8Y", Some(day.clone())),
        forecast("P3Y", "P5Y", None),
        forecast("P100Y", "", Some(day.clone())),
        forecast("", "", Some(day)),
    ]);
    let desk = desk(&library, Words::ALL[0]);
    let facts: Vec<&Fact> = library.facts().collect();
    let charts = charts(&desk, View::Forecasts, &facts);
    assert_eq!(charts.len(), 1);
    for drawing in &charts[0].drawings {
        assert_eq!(drawing.marks.len(), 4);
        let said = words(drawing);
        let time = &desk.words.charts.time;
        // A century stands behind a break, so that a few years keep their room.
        for wanted in [time.untimed, time.beyond, "within 5 to 8 years"] {
            assert!(said.contains(wanted), "no `{wanted}` in {said}");
        }
        let bar = |id: &str| {
            let mark = drawing.marks.iter().find(|mark| mark.href.contains(id));
            let shapes = mark.expect("a mark").shapes.iter();
            let found = shapes.filter_map(|shape| match shape {
                Shape::Bar {
                    x, width, class, ..
                } => Some((*x, *width, class.contains("undated"))),
                _ => None,
            });
            found
                .filter(|(_, width, _)| *width < 200)
                .max_by_key(|(_, width, _)| *width)
        };
        let (five, three) = (bar("/f0/").expect("a bar"), bar("/f1/").expect("a bar"));
        assert!(three.0 < five.0, "{three:?} {five:?}");
        assert!(three.2 && !five.2, "dashed where no day is named");
        assert!(five.1 > 20, "{five:?} is squeezed");
        assert_eq!(bar("/f3/"), None);
    }
}
