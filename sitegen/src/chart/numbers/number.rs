//! A number of a figure: between which values it lies, and its words.

use dossier::v1::{Absence, Comparator, Evidence, Quantity, Stance, Verification, Voice};

use crate::chart::draw::scale::{Day, day};
use crate::context::PageContext;
use crate::locale::format;
use crate::part::source_view::source_view;
use crate::part::view::numbers::Measured;
use crate::url::Route;

/// Between which values an amount lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Extent {
    Exact(f64),
    About(f64),
    /// So much or more.
    AtLeast(f64),
    /// So much or less.
    AtMost(f64),
    Between(f64, f64),
    Unknown,
}

impl Extent {
    fn from_quantity(quantity: &Quantity) -> Self {
        let read = |text: &str| text.parse::<f64>().ok().filter(|value| value.is_finite());
        match quantity.absence() {
            Absence::Unknown => return Self::Unknown,
            Absence::None => return Self::Exact(0.0),
            Absence::Unspecified => {}
        }
        if quantity.comparator() == Comparator::Between {
            let bounds = read(&quantity.lower).zip(read(&quantity.upper));
            return bounds.map_or(Self::Unknown, |(low, high)| Self::Between(low, high));
        }
        let Some(value) = read(&quantity.value) else {
            return Self::Unknown;
        };
        match quantity.comparator() {
            Comparator::About => Self::About(value),
            Comparator::MoreThan | Comparator::AtLeast => Self::AtLeast(value),
            Comparator::LessThan | Comparator::AtMost => Self::AtMost(value),
            _ => Self::Exact(value),
        }
    }

    pub(super) fn is_exact(self) -> bool {
        matches!(self, Self::Exact(_))
    }

    /// Whether it leaves open how much it is.
    pub(super) fn is_open(self) -> bool {
        !self.is_exact()
    }

    /// The least and the greatest value that it names.
    pub(super) fn named(self) -> (f64, f64) {
        match self {
            Self::Between(low, high) => (low, high),
            other => {
                let value = other.middle().unwrap_or_default();
                (value, value)
            }
        }
    }

    /// The value that is named; of a range the one in its middle.
    pub(super) fn middle(self) -> Option<f64> {
        match self {
            Self::Exact(value)
            | Self::About(value)
            | Self::AtLeast(value)
            | Self::AtMost(value) => Some(value),
            Self::Between(low, high) => Some(f64::midpoint(low, high)),
            Self::Unknown => None,
        }
    }

    /// From where to where it may be. What is about a value may be a tenth away from it.
    pub(super) fn bounds(self) -> (f64, f64) {
        match self {
            Self::Exact(value) => (value, value),
            Self::About(value) => (value - value.abs() / 10.0, value + value.abs() / 10.0),
            Self::AtLeast(value) => (value, f64::MAX),
            Self::AtMost(value) => (f64::MIN, value),
            Self::Between(low, high) => (low, high),
            Self::Unknown => (f64::MIN, f64::MAX),
        }
    }

    /// The values to which its bar reaches.
    pub(super) fn reach(self) -> (f64, f64) {
        match self {
            Self::Between(low, high) => (low.min(0.0), high.max(0.0)),
            other => {
                let value = other.middle().unwrap_or_default();
                (value.min(0.0), value.max(0.0))
            }
        }
    }
}

/// An amount, and what is said beside it.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) name: String,
    pub(super) subject: String,
    /// Who says so; empty where nobody does.
    pub(super) who: String,
    pub(super) when: String,
    /// The amount in words.
    pub(super) full: String,
    /// The same without what was counted, which the headline names.
    pub(super) bare: String,
    /// The least value that it names, without any unit.
    pub(super) lower: String,
    /// The greatest value that it names, as in `bare`.
    pub(super) upper: String,
    pub(super) extent: Extent,
    /// The day, where it is known to be one.
    pub(super) day: Option<Day>,
    first: Option<Day>,
    /// Whether it was shown to be wrong.
    pub(super) refuted: bool,
    /// Whether things are counted, and not measured.
    pub(super) counted: bool,
    pub(super) statement: String,
    pub(super) href: String,
}

impl Number {
    /// By days, those without one last.
    pub(super) fn order(&self) -> (bool, Option<Day>, &str) {
        (self.first.is_none(), self.first, &self.name)
    }

    /// The class of its bar.
    pub(super) fn class(&self) -> &'static str {
        match self.extent {
            _ if self.refuted => "lapsed",
            Extent::About(_) => "lasting",
            Extent::AtMost(_) => "planned",
            Extent::Between(..) => "planned undated",
            _ => "known",
        }
    }
}

pub(super) fn number(context: &PageContext<'_>, measured: &Measured<'_>) -> Number {
    let (fact, quantity) = (measured.fact, measured.quantity);
    let time = measured.time;
    let counted = quantity.unit.contains('{') || quantity.unit.is_empty();
    let counted = counted && quantity.currency_code.is_empty();
    let said = |quantity: &Quantity| format::quantity(context.words, quantity);
    let without_unit = |quantity: &Quantity| {
        said(&Quantity {
            unit: String::new(),
            currency_code: String::new(),
            ..quantity.clone()
        })
    };
    let bare = |quantity: &Quantity| {
        if counted {
            without_unit(quantity)
        } else {
            said(quantity)
        }
    };
    let [lower, upper] = bounds(quantity);
    let first = time.and_then(|time| day(&time.earliest).or_else(|| day(&time.latest)));
    let exact = time.filter(|time| time.earliest == time.latest && time.is_exact());
    Number {
        name: fact.name.clone(),
        subject: context.entity(measured.subject).text,
        who: who(context, measured),
        when: context.time(time).unwrap_or_default().text,
        full: said(quantity),
        bare: bare(quantity),
        lower: without_unit(&lower),
        upper: bare(&upper),
        extent: Extent::from_quantity(quantity),
        day: exact.and(first),
        first,
        refuted: fact.verification() == Verification::Refuted,
        counted,
        statement: context.text(&fact.statement).text,
        href: context.link(Route::Fact(&fact.name)),
    }
}

/// The bounds of a range as amounts of their own; of any other amount twice the amount itself.
fn bounds(quantity: &Quantity) -> [Quantity; 2] {
    if quantity.comparator() != Comparator::Between {
        return [quantity.clone(), quantity.clone()];
    }
    [&quantity.lower, &quantity.upper].map(|bound| Quantity {
        value: bound.clone(),
        lower: String::new(),
        upper: String::new(),
        comparator: Comparator::Exact.into(),
        ..quantity.clone()
    })
}

/// Who gives the number: the first in the chain of the first article that bears it out.
fn who(context: &PageContext<'_>, measured: &Measured<'_>) -> String {
    let mut evidence = measured.fact.evidence.iter();
    let supports = |evidence: &&Evidence| evidence.stance() != Stance::Disputes;
    let first = evidence.find(supports);
    let hop = first.and_then(|evidence| source_view(context, evidence).hops.into_iter().next());
    match hop {
        Some(hop) => hop.who.text,
        None if measured.fact.derivation.is_some() => {
            let inference = Voice::EditorInference.as_str_name();
            context.words.term(inference).to_owned()
        }
        None => String::new(),
    }
}
