//! Figures of any size stay readable: 1 thing, 10, 100, 1,000.

use dossier::v1::fact::Body;
use dossier::v1::{
    Agreement, AgreementParty, Article, AttributionRole, AttributionStep, Entity, EntityKind,
    EntityName, Event, Evidence, Forecast, Horizon, LifecycleState, LocalizedText, Resource,
    TimeExpression, Transfer, Voice, resource,
};

mod numbers;
mod tied;
mod time;

use super::draw::*;
use super::*;
use crate::locale::Words;
use crate::source::catalog::Catalog;
use crate::url::{Edition, Route};

#[test]
fn texts_are_cut_to_their_room() {
    assert_eq!(fit("Russia", 200), "Russia");
    let cut = fit("The Democratic People's Republic of Korea", 120);
    assert!(cut.ends_with('…') && width(&cut) <= 120, "{cut}");
    assert!(width("朝鲜民主主义") > width("abcdef"));
}

fn entity(number: usize) -> Resource {
    Resource {
        resource: Some(resource::Resource::Entity(Box::new(Entity {
            name: format!("entities/e{number}"),
            kind: EntityKind::State.into(),
            names: vec![EntityName {
                text: format!("The United Federation number {number} of the whole World"),
                language_code: "en".to_owned(),
                ..EntityName::default()
            }],
            ..Entity::default()
        }))),
    }
}

/// A day some years after 1990, one of many.
fn time(number: usize) -> TimeExpression {
    let day = format!(
        "{}-{:02}-{:02}",
        1990 + number % 40,
        number % 12 + 1,
        number % 28 + 1
    );
    let open = number.is_multiple_of(7);
    TimeExpression {
        edtf: day.clone(),
        latest: if open { String::new() } else { day.clone() },
        earliest: day,
        ..TimeExpression::default()
    }
}

fn body(number: usize, count: usize) -> Body {
    let name = |other: usize| format!("entities/e{}", (number * 3 + other * 5) % count.max(2));
    match number % 4 {
        0 => Body::Transfer(Box::new(Transfer {
            suppliers: vec![name(0)],
            recipients: vec![name(1)],
            item: name(2),
            period: Some(time(number)),
            ..Transfer::default()
        })),
        1 => Body::Event(Box::new(Event {
            when: Some(time(number)),
            ..Event::default()
        })),
        2 => Body::Agreement(Box::new(Agreement {
            parties: (0..3)
                .map(|other| AgreementParty {
                    entity: name(other),
                    ..AgreementParty::default()
                })
                .collect(),
            ..Agreement::default()
        })),
        _ => Body::Forecast(Box::new(Forecast {
            horizon: Some(Horizon {
                minimum: "P3Y".to_owned(),
                maximum: format!("P{}Y", 4 + number % 9),
                ..Horizon::default()
            }),
            window: (number % 8 == 3).then(|| time(number)),
            ..Forecast::default()
        })),
    }
}

fn catalog(count: usize) -> Catalog {
    let fact = |number: usize| Resource {
        resource: Some(resource::Resource::Fact(Box::new(Fact {
            name: format!("facts/f{number}"),
            state: LifecycleState::Published.into(),
            statement: vec![LocalizedText {
                text: format!(
                    "Number {number} tells at some length what one of many actors has done to another."
                ),
                language_code: "en".to_owned(),
            }],
            body: Some(body(number, count)),
            ..Fact::default()
        }))),
    };
    let resources = (0..count.max(2)).map(entity).chain((0..count).map(fact));
    Catalog::new(1, resources.collect()).unwrap()
}

/// What leaves the room of its drawing.
fn outside(drawing: &Drawing) -> Vec<String> {
    let shapes = drawing
        .marks
        .iter()
        .flat_map(|mark| &mark.shapes)
        .chain(&drawing.ground);
    let wrong = shapes.filter(|shape| match shape {
        Shape::Text { x, y, class, text } => {
            let across = match *class {
                // Names end where they are placed, names of ticks have it in their middle.
                "name" | "name aside" => *x - width(text) < -2,
                "tick" | "tick value" => {
                    let half = scale::half(text);
                    *x - half < -2 || *x + half > drawing.width + 2
                }
                _ => x + width(text) > drawing.width + 2,
            };
            across || *y > drawing.height
        }
        Shape::Bar {
            x,
            y,
            width,
            height,
            ..
        } => *x < 0 || x + width > drawing.width + 2 || y + height > drawing.height,
        Shape::Dot { x, y, .. } => *x > drawing.width || *y > drawing.height,
        Shape::Path { .. } => false,
    });
    wrong.map(|shape| format!("{shape:?}")).collect()
}

#[test]
fn figures_of_any_size_keep_to_their_room() {
    for count in [1, 2, 10, 100, 1_000] {
        let catalog = catalog(count);
        let context = PageContext {
            catalog: &catalog,
            here: Route::Home,
            edition: Edition::default(),
            words: Words::ALL[0],
        };
        let facts: Vec<&Fact> = catalog.facts().collect();
        for view in [View::Timeline, View::Flows, View::Network, View::Forecasts] {
            for chart in charts(&context, view, &facts) {
                assert_eq!(chart.drawings.len(), 2);
                for drawing in &chart.drawings {
                    assert!(
                        !drawing.marks.is_empty(),
                        "{view:?} of {count} has no marks"
                    );
                    assert!(drawing.marks.iter().all(|mark| !mark.href.is_empty()));
                    // Forty rows of the tallest kind.
                    assert!(
                        drawing.height < 4_000,
                        "{view:?} of {count} is {} high",
                        drawing.height
                    );
                    assert_eq!(
                        outside(drawing),
                        Vec::<String>::new(),
                        "{view:?} of {count}"
                    );
                }
            }
        }
    }
}

/// Facts that came by many ways: each by an origin of its own and up to four others to one of two articles.
fn passed_on(count: usize) -> Catalog {
    let step = |number: usize| AttributionStep {
        agent: format!("entities/e{}", number % count.max(2)),
        role: AttributionRole::Relay.into(),
        ..AttributionStep::default()
    };
    let fact = |number: usize| Resource {
        resource: Some(resource::Resource::Fact(Box::new(Fact {
            name: format!("facts/f{number}"),
            evidence: vec![Evidence {
                article: ["articles/a", "articles/b"][number % 2].to_owned(),
                voice: Voice::Attributed.into(),
                attribution: (0..=number % 4)
                    .map(|other| step(number / 2 + other))
                    .collect(),
                ..Evidence::default()
            }],
            ..Fact::default()
        }))),
    };
    let article = |id: &str, publication: &str| Resource {
        resource: Some(resource::Resource::Article(Box::new(Article {
            name: format!("articles/{id}"),
            publication: publication.to_owned(),
            ..Article::default()
        }))),
    };
    let articles = [article("a", "entities/e0"), article("b", "entities/e1")];
    let resources = (0..count.max(2)).map(entity).chain((0..count).map(fact));
    Catalog::new(1, resources.chain(articles).collect()).unwrap()
}

#[test]
fn any_number_of_paths_keeps_to_its_room_and_leads_somewhere() {
    for count in [1, 2, 10, 100, 1_000] {
        let catalog = passed_on(count);
        for words in Words::ALL {
            let context = PageContext {
                catalog: &catalog,
                here: Route::Home,
                edition: Edition::default(),
                words,
            };
            let facts: Vec<&Fact> = catalog.facts().collect();
            let paths = paths(&context, &facts);
            assert_eq!(
                paths.iter().map(|path| path.facts.len()).sum::<usize>(),
                count
            );
            let Some(chart) = provenance(&context, &paths) else {
                assert_eq!(count, 1, "two articles make a figure, one does not");
                continue;
            };
            for drawing in &chart.drawings {
                assert!(drawing.marks.iter().all(|mark| !mark.href.is_empty()));
                assert!(drawing.height < 4_500, "{count}: {} high", drawing.height);
                if words.direction == "ltr" {
                    assert_eq!(outside(drawing), Vec::<String>::new(), "{count}");
                }
            }
        }
    }
}

#[test]
fn names_of_a_network_never_overlap() {
    let catalog = catalog(200);
    let context = PageContext {
        catalog: &catalog,
        here: Route::Home,
        edition: Edition::default(),
        words: Words::ALL[0],
    };
    let facts: Vec<&Fact> = catalog.facts().collect();
    for chart in charts(&context, View::Network, &facts) {
        for drawing in &chart.drawings {
            let shapes = drawing.marks.iter().flat_map(|mark| &mark.shapes);
            let mut lines: Vec<i32> = shapes
                .filter_map(|shape| match shape {
                    Shape::Text { y, .. } => Some(*y),
                    _ => None,
                })
                .collect();
            lines.sort_unstable();
            assert!(
                lines.windows(2).all(|pair| pair[1] - pair[0] >= 18),
                "{lines:?}"
            );
        }
    }
}

#[test]
fn a_figure_from_right_to_left_is_the_other_one_in_a_mirror() {
    let catalog = catalog(12);
    let facts: Vec<&Fact> = catalog.facts().collect();
    let context = |code| PageContext {
        catalog: &catalog,
        here: Route::Home,
        edition: Edition::default(),
        words: Words::for_language(code).expect("a language"),
    };
    for view in [View::Timeline, View::Flows, View::Network, View::Forecasts] {
        let (left, right) = (
            charts(&context("fr"), view, &facts),
            charts(&context("ar"), view, &facts),
        );
        assert_eq!(left.len(), right.len());
        for (left, right) in left.iter().zip(&right) {
            for (left, right) in left.drawings.iter().zip(&right.drawings) {
                let places = |drawing: &Drawing| -> Vec<i32> {
                    let shapes = drawing.marks.iter().flat_map(|mark| &mark.shapes);
                    let places = shapes.filter_map(|shape| match shape {
                        Shape::Dot { x, .. } => Some(*x),
                        Shape::Bar { x, width, .. } => Some(2 * x + width),
                        _ => None,
                    });
                    places.collect()
                };
                let turned = |shape: &Shape, place: i32| match shape {
                    Shape::Dot { .. } => left.width - place,
                    _ => 2 * left.width - place,
                };
                let shapes = left.marks.iter().flat_map(|mark| &mark.shapes);
                let shapes =
                    shapes.filter(|shape| matches!(shape, Shape::Dot { .. } | Shape::Bar { .. }));
                let wanted = shapes
                    .zip(places(left))
                    .map(|(shape, place)| turned(shape, place));
                assert_eq!(wanted.collect::<Vec<_>>(), places(right));
            }
        }
    }
}
