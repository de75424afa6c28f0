//! Flows and ties: what is drawn never lies on a name, and says nothing that the facts do not.

use crate::locale::charts::Flows;
use dossier::v1::{Membership, Quantity, Role, TransferCategory, TransferStage};

use super::*;

/// Facts of some bodies, among so many entities.
fn made(entities: usize, bodies: impl Iterator<Item = Body>) -> Catalog {
    let facts = bodies.enumerate().map(|(number, body)| Resource {
        resource: Some(resource::Resource::Fact(Box::new(Fact {
            name: format!("facts/f{number}"),
            state: LifecycleState::Published.into(),
            body: Some(body),
            ..Fact::default()
        }))),
    });
    Catalog::new(1, (0..entities).map(entity).chain(facts).collect()).unwrap()
}

fn named(number: usize) -> String {
    format!("entities/e{number}")
}

fn agreement(one: usize, other: usize) -> Body {
    let parties = [one, other].map(|number| AgreementParty {
        entity: named(number),
        ..AgreementParty::default()
    });
    Body::Agreement(Box::new(Agreement {
        parties: parties.into(),
        ..Agreement::default()
    }))
}

fn membership(member: usize, collective: usize) -> Body {
    Body::Membership(Box::new(Membership {
        member: named(member),
        collective: named(collective),
        ..Membership::default()
    }))
}

fn role(holder: usize, principal: usize) -> Body {
    Body::Role(Box::new(Role {
        holder: named(holder),
        principal: named(principal),
        ..Role::default()
    }))
}

/// A transfer at any stage, some with amounts, some without a recipient.
fn transfer(number: usize, of: usize) -> Body {
    let stage = TransferStage::try_from(i32::try_from(number % 8 + 1).unwrap()).unwrap();
    let recipients = [named((number * 5 + 1) % of)];
    Body::Transfer(Box::new(Transfer {
        suppliers: vec![named(number * 7 % of)],
        recipients: recipients
            .into_iter()
            .skip(usize::from(number % 5 == 4))
            .collect(),
        item: named(number % of),
        category: TransferCategory::try_from(i32::try_from(number % 10 + 1).unwrap())
            .unwrap()
            .into(),
        stage: stage.into(),
        quantity: number.is_multiple_of(3).then(|| Quantity {
            value: "2500000".to_owned(),
            unit: "{round}".to_owned(),
            ..Quantity::default()
        }),
        ..Transfer::default()
    }))
}

/// Ties of all kinds among a few names: people hold offices of actors and of collectives.
fn tie(number: usize, of: usize) -> Body {
    let actors = of / 2;
    let actor = number * 7 % actors;
    match number % 5 {
        0 => transfer(number, actors),
        1 => agreement(actor, (actor + 1 + number % 3) % actors),
        2 => role(actors + number % (of / 4), actor),
        3 => membership(actor, of * 3 / 4 + number % (of - of * 3 / 4)),
        _ => role(
            actors + number % (of / 4),
            of * 3 / 4 + number % (of - of * 3 / 4),
        ),
    }
}

fn libraries() -> Vec<(&'static str, Catalog)> {
    vec![
        ("one agreement", made(2, [agreement(0, 1)].into_iter())),
        ("one membership", made(2, [membership(0, 1)].into_iter())),
        ("one office", made(2, [role(0, 1)].into_iter())),
        (
            "agreements",
            made(
                9,
                (0..20).map(|number| agreement(number % 9, (number + 1 + number % 4) % 9)),
            ),
        ),
        (
            "memberships",
            made(
                24,
                (0..40).map(|number| membership(number % 20, 20 + number % 4)),
            ),
        ),
        (
            "one centre",
            made(40, (1..40).map(|number| role(number, 0))),
        ),
        (
            "offices of collectives",
            made(
                9,
                (0..6).flat_map(|number| [role(number, 6), membership(8, 6)]),
            ),
        ),
        ("all kinds", made(28, (0..60).map(|number| tie(number, 28)))),
        (
            "a thousand",
            made(32, (0..1_000).map(|number| tie(number, 32))),
        ),
        (
            "transfers",
            made(12, (0..30).map(|number| transfer(number, 12))),
        ),
        (
            "many transfers",
            made(16, (0..300).map(|number| transfer(number, 16))),
        ),
        ("mixed", catalog(100)),
        ("mixed thousand", catalog(1_000)),
    ]
}

fn context<'l>(catalog: &'l Catalog, words: &'static Words) -> PageContext<'l> {
    PageContext {
        catalog,
        here: Route::Home,
        edition: Edition::default(),
        words,
    }
}

/// Left, right, top and bottom of a text.
type Boxed = (i32, i32, i32, i32, String);

fn boxes(drawing: &Drawing) -> Vec<Boxed> {
    let shapes = drawing.marks.iter().flat_map(|mark| &mark.shapes);
    let texts = shapes
        .chain(&drawing.ground)
        .filter_map(|shape| match shape {
            Shape::Text { x, y, class, text } => {
                let wide = width(text);
                let left = match *class {
                    class if class.starts_with("name") => x - wide,
                    "tick" => x - wide / 2,
                    _ => *x,
                };
                Some((left, left + wide, y - 11, y + 4, text.clone()))
            }
            _ => None,
        });
    texts.collect()
}

/// All flows and ties of all libraries, with what they are.
fn all_drawings() -> Vec<(String, Drawing)> {
    let mut all = Vec::new();
    for (what, catalog) in libraries() {
        let context = context(&catalog, Words::ALL[0]);
        let facts: Vec<&Fact> = catalog.facts().collect();
        for view in [View::Flows, View::Network] {
            let charts = charts(&context, view, &facts).into_iter();
            let drawings = charts.flat_map(|chart| chart.drawings);
            all.extend(
                drawings.map(|drawing| (format!("{view:?}, {what}, {}", drawing.class), drawing)),
            );
        }
    }
    all
}

#[test]
fn no_two_words_of_flows_and_ties_overlap() {
    for (what, drawing) in all_drawings() {
        assert_eq!(outside(&drawing), Vec::<String>::new(), "{what}");
        assert!(drawing.height < 4_000, "{what}: {} high", drawing.height);
        assert_words_apart(&what, &drawing);
    }
}

/// No word of a drawing lies on another.
fn assert_words_apart(what: &str, drawing: &Drawing) {
    let boxes = boxes(drawing);
    for (number, rectangle) in boxes.iter().enumerate() {
        let overlaps = |other: &&Boxed| {
            rectangle.0 < other.1
                && other.0 < rectangle.1
                && rectangle.2 < other.3
                && other.2 < rectangle.3
        };
        let other = boxes.iter().skip(number + 1).find(overlaps);
        assert_eq!(other, None, "{what}: {rectangle:?}");
    }
}

/// Points of a path that knows the commands M, L, H, V and C.
fn points(d: &str) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    let mut at = (0.0, 0.0);
    // Each command with its numbers.
    let mut commands: Vec<(char, String)> = Vec::new();
    for character in d.chars() {
        match commands.last_mut() {
            _ if character.is_ascii_alphabetic() => commands.push((character, String::new())),
            Some((_, numbers)) => numbers.push(character),
            None => panic!("{d}"),
        }
    }
    for (command, rest) in commands {
        let numbers: Vec<f64> = rest
            .split_whitespace()
            .map(|word| word.parse().unwrap())
            .collect();
        let (curve, end) = match command {
            'M' | 'L' => ([at, (numbers[0], numbers[1])], (numbers[0], numbers[1])),
            'H' => ([at, (numbers[0], at.1)], (numbers[0], at.1)),
            'C' => (
                [(numbers[0], numbers[1]), (numbers[2], numbers[3])],
                (numbers[4], numbers[5]),
            ),
            'Z' => continue,
            other => panic!("{other} in {d}"),
        };
        for step in 0..=60 {
            let t = f64::from(step) / 60.0;
            let mix = |a: f64, b: f64, c: f64, e: f64| {
                let s = 1.0 - t;
                a * s * s * s + 3.0 * b * s * s * t + 3.0 * c * s * t * t + e * t * t * t
            };
            if command != 'M' {
                points.push((
                    mix(at.0, curve[0].0, curve[1].0, end.0),
                    mix(at.1, curve[0].1, curve[1].1, end.1),
                ));
            }
        }
        at = end;
    }
    points
}

#[test]
fn no_line_passes_through_a_name_on_a_wide_screen() {
    let wide = all_drawings().into_iter();
    for (what, drawing) in wide.filter(|(_, drawing)| drawing.class == "broad") {
        let boxes = boxes(&drawing);
        let shapes = drawing.marks.iter().flat_map(|mark| &mark.shapes);
        let lines = shapes.filter_map(|shape| match shape {
            Shape::Path { d, .. } => Some(d),
            _ => None,
        });
        let (width, height) = (f64::from(drawing.width), f64::from(drawing.height));
        for (d, (x, y)) in lines.flat_map(|d| points(d).into_iter().map(move |at| (d, at))) {
            assert!((0.0..=width).contains(&x), "{what}: {d}");
            assert!((0.0..=height).contains(&y), "{what}: {d}");
            let hit = boxes.iter().find(|(left, right, top, bottom, _)| {
                (f64::from(*left)..f64::from(*right)).contains(&x)
                    && (f64::from(*top)..f64::from(*bottom)).contains(&y)
            });
            assert_eq!(hit, None, "{what}: {d}");
        }
    }
}

#[test]
fn the_order_of_facts_does_not_matter() {
    for (what, catalog) in libraries() {
        let context = context(&catalog, Words::ALL[0]);
        let facts: Vec<&Fact> = catalog.facts().collect();
        let mut other: Vec<&Fact> = facts.iter().rev().copied().collect();
        let middle = other.len() / 3;
        other.rotate_left(middle);
        for view in [View::Flows, View::Network] {
            let drawn = |facts: &[&Fact]| format!("{:?}", charts(&context, view, facts));
            assert_eq!(drawn(&facts), drawn(&other), "{what}");
        }
    }
}

/// The names and the places of panels.
fn panels(drawing: &Drawing) -> Vec<(i32, String)> {
    let headings = drawing.ground.iter().filter_map(|shape| match shape {
        Shape::Text {
            y,
            class: "group",
            text,
            ..
        } => Some((*y, text.to_lowercase())),
        _ => None,
    });
    headings.collect()
}

fn panel_of(panels: &[(i32, String)], mark: &Mark) -> String {
    let top = mark.shapes.iter().find_map(|shape| match shape {
        Shape::Text { y, .. } => Some(*y),
        _ => None,
    });
    let above = panels.iter().rfind(|(y, _)| Some(*y) < top);
    above.unwrap().1.clone()
}

#[test]
fn a_panel_has_one_stage_and_names_each_giver_once() {
    for count in [1, 2, 10, 40, 300] {
        let catalog = made(12, (0..count).map(|number| transfer(number, 12)));
        let context = context(&catalog, Words::ALL[0]);
        let facts: Vec<&Fact> = catalog.facts().collect();
        let chart = &charts(&context, View::Flows, &facts)[0];
        let stages = facts.iter().filter_map(|fact| match &fact.body {
            Some(Body::Transfer(body)) => {
                let stage = context.words.term(body.stage().as_str_name());
                Some((context.link(Route::Fact(&fact.name)), stage))
            }
            _ => None,
        });
        let stages: std::collections::BTreeMap<String, &str> = stages.collect();
        for drawing in &chart.drawings {
            let panels = panels(drawing);
            let mut sides: Vec<(String, &str, i32)> = Vec::new();
            for mark in &drawing.marks {
                let panel = panel_of(&panels, mark);
                match (stages.get(&mark.href), mark.shapes.first()) {
                    (Some(stage), _) => assert_eq!(panel, *stage),
                    (None, Some(Shape::Text { x, .. })) => sides.push((panel, &mark.title, *x)),
                    (None, other) => panic!("{other:?}"),
                }
            }
            let all = sides.len();
            sides.sort_unstable();
            sides.dedup();
            assert_eq!(sides.len(), all, "{count}: somebody is named twice");
        }
    }
}

#[test]
fn what_is_made_for_oneself_leads_nowhere_and_what_is_given_says_to_whom() {
    let alone = |stage: TransferStage| {
        Body::Transfer(Box::new(Transfer {
            suppliers: vec![named(0)],
            item: named(1),
            stage: stage.into(),
            ..Transfer::default()
        }))
    };
    for (stage, said) in [
        (TransferStage::Produced, false),
        (TransferStage::Delivered, true),
    ] {
        let catalog = made(2, [alone(stage)].into_iter());
        let context = context(&catalog, Words::ALL[0]);
        let facts: Vec<&Fact> = catalog.facts().collect();
        for drawing in &charts(&context, View::Flows, &facts)[0].drawings {
            let texts = boxes(drawing);
            assert_eq!(
                texts.iter().any(|text| text.4 == "not stated"),
                said,
                "{stage:?}"
            );
        }
    }
}

#[test]
fn readings_count_what_is_there() {
    let catalog = made(
        4,
        [agreement(0, 1), agreement(0, 2), membership(0, 3)].into_iter(),
    );
    let facts: Vec<&Fact> = catalog.facts().collect();
    let (context, arabic) = (
        context(&catalog, Words::ALL[0]),
        context(&catalog, Words::for_language("ar").unwrap()),
    );
    let chart = &charts(&context, View::Network, &facts)[0];
    let name = context.entity("entities/e0").text;
    assert_eq!(chart.finding, format!("All 3 connections are with {name}"));
    assert_eq!(chart.key.len(), 2);
    // Samples of lines are read in the direction of the page.
    let turned = &charts(&arabic, View::Network, &facts)[0];
    for key in &turned.key {
        assert!(matches!(
            key.shape,
            Shape::Path {
                mirrored: Some(KEY_WIDTH),
                ..
            }
        ));
    }
    for words in Words::ALL {
        let charts = &words.charts;
        for (count, suppliers, most) in [(1, 1, 1), (2, 1, 2), (7, 4, 6), (7, 4, 1), (12, 11, 2)] {
            for delivered in [true, false] {
                let flows = Flows {
                    count,
                    delivered,
                    suppliers,
                    most: Some((most, "X")),
                };
                let read = (charts.flows_reading)(flows);
                assert!(!read.ends_with('.') && read.contains('X'), "{read}");
                // Where several are as many, nobody is named.
                let read = (charts.flows_reading)(Flows {
                    most: None,
                    ..flows
                });
                assert!(!read.ends_with('.') && !read.contains('X'), "{read}");
            }
        }
        assert!(!(charts.network_reading)(2, 1, None).contains('0'));
    }
}
