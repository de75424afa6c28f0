//! Figures of numbers: bars by subject and source, and lines over time.

use dossier::v1::{Comparator, Measurement, Quantity, Verification};

use super::*;

/// A number of ships that a subject lost, as an amount of authoring files without its unit.
struct Given {
    subject: usize,
    comparator: Comparator,
    value: String,
    /// A day, or empty.
    day: String,
    verification: Verification,
}

impl Given {
    fn new(subject: usize, value: &str, day: &str) -> Self {
        Self {
            subject,
            comparator: Comparator::Exact,
            value: value.to_owned(),
            day: day.to_owned(),
            verification: Verification::Unspecified,
        }
    }

    fn comparator(mut self, comparator: Comparator) -> Self {
        self.comparator = comparator;
        self
    }

    fn refuted(mut self) -> Self {
        self.verification = Verification::Refuted;
        self
    }

    fn fact(&self, number: usize, unit: &str) -> Resource {
        let text = |text: &str| LocalizedText {
            text: text.to_owned(),
            language_code: "en".to_owned(),
        };
        let bounds = self.value.split_once('-');
        let between = self.comparator == Comparator::Between;
        let (lower, upper) = bounds.filter(|_| between).unwrap_or_default();
        let quantity = Quantity {
            value: if between {
                String::new()
            } else {
                self.value.clone()
            },
            lower: lower.to_owned(),
            upper: upper.to_owned(),
            comparator: self.comparator.into(),
            unit: unit.to_owned(),
            ..Quantity::default()
        };
        let period = TimeExpression {
            edtf: self.day.clone(),
            earliest: self.day.clone(),
            latest: self.day.clone(),
            ..TimeExpression::default()
        };
        Resource {
            resource: Some(resource::Resource::Fact(Box::new(Fact {
                name: format!("facts/f{number}"),
                state: LifecycleState::Published.into(),
                verification: self.verification.into(),
                statement: vec![text(
                    "Somebody counted some of the ships that were lost that day.",
                )],
                body: Some(Body::Measurement(Box::new(Measurement {
                    subject: format!("entities/s{}", self.subject),
                    property: vec![text("ships lost")],
                    quantity: Some(quantity),
                    period: (!self.day.is_empty()).then_some(period),
                    ..Measurement::default()
                }))),
                ..Fact::default()
            }))),
        }
    }
}

fn subject(number: usize) -> Resource {
    Resource {
        resource: Some(resource::Resource::Entity(Box::new(Entity {
            name: format!("entities/s{number}"),
            names: vec![EntityName {
                text: format!("S{number}"),
                language_code: "en".to_owned(),
                ..EntityName::default()
            }],
            ..Entity::default()
        }))),
    }
}

fn drawn(given: &[Given], unit: &str, words: &'static Words) -> Vec<Chart> {
    let subjects = given.iter().map(|number| number.subject).max().unwrap_or(0);
    let facts = given.iter().enumerate();
    let facts = facts.map(|(number, one)| one.fact(number, unit));
    let resources = (0..=subjects).map(subject).chain(facts);
    let catalog = Catalog::new(1, resources.collect()).unwrap();
    let context = PageContext {
        catalog: &catalog,
        here: Route::Home,
        edition: Edition::default(),
        words,
    };
    let facts: Vec<&Fact> = catalog.facts().collect();
    charts(&context, View::Numbers, &facts)
}

/// Checks the title of the one figure of each case.
fn titled(cases: Vec<(Vec<Given>, &str)>) {
    for (given, expected) in cases {
        let charts = drawn(&given, "{ship}", Words::ALL[0]);
        let findings: Vec<&str> = charts.iter().map(|chart| chart.finding.as_str()).collect();
        assert_eq!(findings, [expected]);
    }
}

#[test]
fn a_headline_names_the_least_and_the_greatest_number() {
    use Comparator::{About, AtLeast, Between};
    let given = |subject, value| Given::new(subject, value, "");
    titled(vec![
        (
            vec![given(0, "14"), given(1, "9"), given(1, "19")],
            "Ships lost: S0 14, S1 9 to 19",
        ),
        // What was shown to be wrong is no bound.
        (
            vec![given(0, "14"), given(0, "15").refuted(), given(1, "9")],
            "Ships lost: S0 14, S1 9",
        ),
        (
            vec![given(0, "9"), given(0, "18").comparator(AtLeast)],
            "Ships lost: S0 9 to at least 18",
        ),
        (
            vec![given(0, "9"), given(1, "5-8").comparator(Between)],
            "Ships lost: S0 9, S1 5 to 8",
        ),
        // A range counts with its own bounds, whatever others say inside it.
        (
            vec![
                given(0, "9"),
                given(0, "5-8").comparator(Between),
                given(1, "9"),
                given(1, "12"),
                given(1, "1-20").comparator(Between),
            ],
            "Ships lost: S0 5 to 9, S1 1 to 20",
        ),
        // Of equal numbers, the one that is said exactly.
        (
            vec![
                given(0, "14").comparator(About),
                given(0, "14"),
                given(1, "18").comparator(AtLeast),
                given(1, "18").comparator(AtLeast),
            ],
            "Ships lost: S0 14, S1 at least 18",
        ),
    ]);
}

#[test]
fn only_what_nothing_else_can_equal_is_called_the_most() {
    use Comparator::{About, AtLeast, AtMost};
    let given = |subject, value| Given::new(subject, value, "");
    let beside = |last: Given| {
        let mut all: Vec<Given> = (0..5).map(|subject| given(subject, "3")).collect();
        all.push(last);
        all
    };
    titled(vec![
        (beside(given(5, "9")), "Ships lost: S5 9, the most of 6"),
        (beside(given(5, "3")), "Ships lost: 6 facts"),
        (
            beside(given(5, "9").comparator(AtMost)),
            "Ships lost: 6 facts",
        ),
        (
            beside(given(5, "3.2").comparator(About)),
            "Ships lost: 6 facts",
        ),
        (
            beside(given(5, "9").comparator(AtLeast)),
            "Ships lost: S5 at least 9, the most of 6",
        ),
    ]);
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let given = [
        Given::new(0, "100", ""),
        Given::new(1, "25", ""),
        Given::new(2, "0", ""),
    ];
    for drawing in &drawn(&given, "{ship}", Words::ALL[0])[0].drawings {
        let bars = |mark: &Mark| -> i32 {
            let bars = mark.shapes.iter().filter_map(|shape| match shape {
                Shape::Bar { width, class, .. } if *class == "known" => Some(*width),
                _ => None,
            });
            bars.sum()
        };
        let lengths: Vec<i32> = drawing.marks.iter().map(bars).collect();
        assert!((lengths[0] - 4 * lengths[1]).abs() <= 4, "{lengths:?}");
        assert_eq!(lengths[2], 0, "nothing has no length");
    }
}

#[test]
fn one_number_is_no_figure_and_neither_are_numbers_of_other_things() {
    assert!(drawn(&[Given::new(0, "1", "")], "{ship}", Words::ALL[0]).is_empty());
    let unreadable = [Given::new(0, "many", ""), Given::new(1, "few", "")];
    assert!(drawn(&unreadable, "{ship}", Words::ALL[0]).is_empty());
}

#[test]
fn numbers_of_one_subject_on_days_of_their_own_are_a_line() {
    let days = ["1916-06-03", "1916-06-05", "1916-06-08", "1916-07-07"];
    let given = |last: &str| {
        let days = days[..3].iter().copied().chain([last]);
        let given = days.zip(["9", "11", "12", "19"]);
        let given: Vec<Given> = given
            .map(|(day, value)| Given::new(0, value, day))
            .collect();
        given
    };
    let is_line = |given: &[Given]| {
        let charts = drawn(given, "{ship}", Words::ALL[0]);
        let drawing = &charts[0].drawings[0];
        let mut ground = drawing.ground.iter();
        ground.any(|shape| {
            matches!(
                shape,
                Shape::Path {
                    class: "series",
                    ..
                }
            )
        })
    };
    assert!(is_line(&given(days[3])));
    // Two numbers of one day contradict each other, and a number without a day has no place.
    assert!(!is_line(&given(days[2])));
    assert!(!is_line(&given("")));
}

/// Texts of a drawing that lie on each other.
fn overlapping(drawing: &Drawing) -> Vec<(String, String)> {
    let marks = drawing.marks.iter().flat_map(|mark| &mark.shapes);
    let boxes: Vec<(i32, i32, i32, &String)> = marks
        .chain(&drawing.ground)
        .filter_map(|shape| match shape {
            Shape::Text { x, y, class, text } if class.starts_with("tick") => {
                Some((x - scale::half(text), x + scale::half(text), *y, text))
            }
            Shape::Text { x, y, text, .. } => Some((*x, x + width(text), *y, text)),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    for (place, one) in boxes.iter().enumerate() {
        for other in &boxes[place + 1..] {
            if (one.2 - other.2).abs() < 14 && one.0 < other.1 && other.0 < one.1 {
                found.push((one.3.clone(), other.3.clone()));
            }
        }
    }
    found
}

/// So many numbers of so many subjects, of all kinds, or exact ones of different days.
fn many(count: usize, subjects: usize, dated: bool) -> Vec<Given> {
    use Comparator::{About, AtLeast, AtMost, Between, Exact};
    let kinds = [Exact, About, AtLeast, AtMost, Between];
    let given = |number: usize| {
        let kind = if dated { Exact } else { kinds[number % 5] };
        let value = match kind {
            Between => format!("{number}-{}", number * 3 + 1),
            _ => (number * 7_919 % 100_000).to_string(),
        };
        let day = time(number).earliest;
        let day = if dated { day } else { String::new() };
        Given::new(number % subjects, &value, &day).comparator(kind)
    };
    (0..count).map(given).collect()
}

#[test]
fn any_number_of_numbers_keeps_to_its_room() {
    let units = ["{ship}", "t", "{ship}"];
    let counts = [1, 2, 10, 100, 1_000].into_iter();
    let cases = counts.flat_map(|count| [1, 2, 7, 1_000].map(|subjects| (count, subjects)));
    let cases = cases.flat_map(|(count, subjects)| {
        [false, true].map(|dated| (count, subjects, many(count, subjects, dated)))
    });
    for (count, subjects, given) in cases {
        let charts = units.into_iter().zip(Words::ALL);
        let charts = charts.flat_map(|(unit, words)| {
            let mut charts = drawn(&given, unit, words);
            // What is turned round is measured as it was laid out.
            if words.direction == "rtl" {
                charts.iter_mut().for_each(Chart::mirror);
            }
            charts
        });
        for drawing in charts.flat_map(|chart| chart.drawings) {
            let what = format!("{count} numbers of {subjects} in {}", drawing.width);
            assert!(!drawing.marks.is_empty(), "{what}");
            assert!(drawing.height < 4_000, "{what}: {} high", drawing.height);
            assert_eq!(outside(&drawing), Vec::<String>::new(), "{what}");
            assert_eq!(overlapping(&drawing), [], "{what}");
        }
    }
}
