//! What kind of fact is it, and when?

use crate::v1::{Fact, TimeExpression, fact::Body};

/// The kinds of fact, in the order of the contract's `Fact.body`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// Something happened or is planned.
    Event,
    /// Parties bound themselves.
    Agreement,
    /// Something moved.
    Transfer,
    /// Someone holds or held an office.
    Role,
    /// An entity belongs to a collective.
    Membership,
    /// An actor has, seeks or nearly has something.
    Capability,
    /// A figure or a trend.
    Measurement,
    /// Someone's words.
    Quote,
    /// Someone asserts or judges.
    Claim,
    /// Someone expects.
    Forecast,
    /// A term and who coined it.
    Definition,
}

impl FactKind {
    /// All kinds, in the order of the contract.
    pub const ALL: [Self; 11] = [
        Self::Event,
        Self::Agreement,
        Self::Transfer,
        Self::Role,
        Self::Membership,
        Self::Capability,
        Self::Measurement,
        Self::Quote,
        Self::Claim,
        Self::Forecast,
        Self::Definition,
    ];

    /// The name of its field in `Fact.body`, as in filters and files. Example: `event`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Agreement => "agreement",
            Self::Transfer => "transfer",
            Self::Role => "role",
            Self::Membership => "membership",
            Self::Capability => "capability",
            Self::Measurement => "measurement",
            Self::Quote => "quote",
            Self::Claim => "claim",
            Self::Forecast => "forecast",
            Self::Definition => "definition",
        }
    }

    /// The kind with this name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl Body {
    /// The kind of fact that has this body.
    pub const fn kind(&self) -> FactKind {
        match self {
            Self::Event(_) => FactKind::Event,
            Self::Agreement(_) => FactKind::Agreement,
            Self::Transfer(_) => FactKind::Transfer,
            Self::Role(_) => FactKind::Role,
            Self::Membership(_) => FactKind::Membership,
            Self::Capability(_) => FactKind::Capability,
            Self::Measurement(_) => FactKind::Measurement,
            Self::Quote(_) => FactKind::Quote,
            Self::Claim(_) => FactKind::Claim,
            Self::Forecast(_) => FactKind::Forecast,
            Self::Definition(_) => FactKind::Definition,
        }
    }
}

/// The date of a fact, and the field that it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FactTime<'f> {
    /// The path of the field inside the fact. Example: `event.when`.
    pub field: &'static str,
    /// The date; at least one of its ends is known.
    pub time: &'f TimeExpression,
}

impl Fact {
    /// What kind of fact it is; `None` if it has no body.
    pub fn kind(&self) -> Option<FactKind> {
        self.body.as_ref().map(Body::kind)
    }

    /// When the fact is, as the contract's `QueryTimeline` defines it: the first dated field of its
    /// body (for an agreement the earliest dated action, for a role or membership its start and then
    /// its end, for a forecast its window and then the day on which it was made), else `valid`, else
    /// `as_of`. `None` if none of them has a known end.
    pub fn time(&self) -> Option<FactTime<'_>> {
        let own = self.body.iter().flat_map(Body::times);
        let valid = self.valid.iter().map(|time| ("valid", time));
        let as_of = self.as_of.iter().map(|time| ("as_of", time));
        own.chain(valid)
            .chain(as_of)
            .find(|(_, time)| time.is_dated())
            .map(|(field, time)| FactTime { field, time })
    }
}

impl Body {
    /// The body's dates that may be the date of the fact, best first.
    fn times(&self) -> Vec<(&'static str, &TimeExpression)> {
        let candidates = match self {
            Self::Event(event) => vec![("event.when", event.when.as_ref())],
            Self::Agreement(agreement) => {
                let actions = agreement.parties.iter().flat_map(|party| &party.actions);
                let dated = actions
                    .filter_map(|action| action.when.as_ref())
                    .filter(|time| time.is_dated());
                let first = dated.min_by_key(|time| time.bounds());
                vec![("agreement.parties.actions.when", first)]
            }
            Self::Transfer(transfer) => vec![("transfer.period", transfer.period.as_ref())],
            Self::Role(role) => vec![
                ("role.start", role.start.as_ref()),
                ("role.end", role.end.as_ref()),
            ],
            Self::Membership(membership) => vec![
                ("membership.start", membership.start.as_ref()),
                ("membership.end", membership.end.as_ref()),
            ],
            Self::Measurement(measurement) => {
                vec![("measurement.period", measurement.period.as_ref())]
            }
            Self::Quote(quote) => vec![("quote.when", quote.when.as_ref())],
            Self::Forecast(forecast) => vec![
                ("forecast.window", forecast.window.as_ref()),
                ("forecast.made_on", forecast.made_on.as_ref()),
            ],
            Self::Capability(_) | Self::Claim(_) | Self::Definition(_) => Vec::new(),
        };
        let present = candidates.into_iter();
        present
            .filter_map(|(field, time)| Some((field, time?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::v1::{Claim, Event, Forecast, Role};

    #[expect(
        clippy::unnecessary_wraps,
        reason = "the fields that it fills are optional"
    )]
    fn day(text: &str) -> Option<TimeExpression> {
        Some(TimeExpression {
            edtf: text.to_owned(),
            earliest: text.to_owned(),
            latest: text.to_owned(),
            ..TimeExpression::default()
        })
    }

    fn placed(body: Body, as_of: Option<TimeExpression>) -> Option<(&'static str, String)> {
        let fact = Fact {
            body: Some(body),
            as_of,
            ..Fact::default()
        };
        fact.time()
            .map(|found| (found.field, found.time.edtf.clone()))
    }

    #[test]
    fn the_first_dated_field_places_a_fact() {
        let undated = Event {
            when: Some(TimeExpression::default()),
            ..Event::default()
        };
        let role = Role {
            end: day("2020-01-01"),
            ..Role::default()
        };
        let forecast = Forecast {
            window: day("2025-01-01"),
            made_on: day("2024-01-01"),
            ..Forecast::default()
        };
        let claim = Claim::default();
        for (body, expected) in [
            (
                Body::Event(Box::new(undated)),
                Some(("as_of", "2024-06-19")),
            ),
            (Body::Role(Box::new(role)), Some(("role.end", "2020-01-01"))),
            (
                Body::Forecast(Box::new(forecast)),
                Some(("forecast.window", "2025-01-01")),
            ),
            (Body::Claim(Box::new(claim)), Some(("as_of", "2024-06-19"))),
        ] {
            let found = placed(body, day("2024-06-19"));
            let found = found.as_ref().map(|(field, edtf)| (*field, edtf.as_str()));
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_fact_without_a_known_end_is_not_placed() {
        assert_eq!(placed(Body::Claim(Box::default()), None), None);
        assert_eq!(Fact::default().kind(), None);
    }

    #[test]
    fn kinds_are_found_by_their_names() {
        for kind in FactKind::ALL {
            assert_eq!(FactKind::from_name(kind.as_str()), Some(kind));
        }
        assert_eq!(FactKind::from_name("rumour"), None);
    }
}
