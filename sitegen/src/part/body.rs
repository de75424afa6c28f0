//! The parts of a fact, spelt out: a row for each field that says something.

use dossier::v1::fact::Body;
use dossier::v1::{
    Agreement, Capability, Claim, Definition, Event, Fact, Forecast, LocalizedText, Measurement,
    Membership, Quantity, Quote, Rate, Role, TimeExpression, Transfer,
};

use crate::context::PageContext;
use crate::html::{Inline, Inlines};
use crate::locale::Labels;
use crate::locale::format;
use crate::part::rows::{Row, dated};

/// What sort of fact it is, in a word.
pub(crate) fn kind(context: &PageContext<'_>, fact: &Fact) -> &'static str {
    fact.kind()
        .map_or("", |kind| context.words.term(kind.as_str()))
}

/// The rows of a fact.
pub(crate) fn rows(context: &PageContext<'_>, fact: &Fact) -> Vec<Row> {
    let mut rows = Rows {
        context: *context,
        label: &context.words.label,
        done: Vec::new(),
    };
    match &fact.body {
        Some(Body::Event(body)) => rows.event(body),
        Some(Body::Agreement(body)) => rows.agreement(body),
        Some(Body::Transfer(body)) => rows.transfer(body),
        Some(Body::Role(body)) => rows.role(body),
        Some(Body::Membership(body)) => rows.membership(body),
        Some(Body::Capability(body)) => rows.capability(body),
        Some(Body::Measurement(body)) => rows.measurement(body),
        Some(Body::Quote(body)) => rows.quote(body),
        Some(Body::Claim(body)) => rows.claim(body),
        Some(Body::Forecast(body)) => rows.forecast(body),
        Some(Body::Definition(body)) => rows.definition(body),
        None => {}
    }
    rows.time(rows.label.valid, fact.valid.as_ref());
    rows.time(rows.label.as_of, fact.as_of.as_ref());
    rows.done
}

struct Rows<'a> {
    context: PageContext<'a>,
    label: &'static Labels,
    done: Vec<Row>,
}

impl Rows<'_> {
    fn add(&mut self, label: &'static str, lines: Vec<Inlines>) {
        let lines: Vec<Inlines> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            self.done.push(Row { label, lines });
        }
    }

    fn words(&mut self, label: &'static str, text: impl Into<String>) {
        self.add(label, vec![vec![Inline::plain(text)]]);
    }

    /// The word for an enum's value; none for the value that says nothing.
    fn term(&mut self, label: &'static str, value: &'static str) {
        if !value.ends_with("_UNSPECIFIED") {
            self.words(label, self.context.words.term(value));
        }
    }

    fn text(&mut self, label: &'static str, texts: &[LocalizedText]) {
        if !texts.is_empty() {
            self.add(label, vec![vec![self.context.text(texts)]]);
        }
    }

    /// The texts of a list of several things, a line each.
    fn texts(&mut self, label: &'static str, texts: &[LocalizedText]) {
        let lines = self.context.all(texts).into_iter().map(|text| vec![text]);
        self.add(label, lines.collect());
    }

    fn names<'n>(&mut self, label: &'static str, names: impl IntoIterator<Item = &'n String>) {
        self.add(label, vec![self.context.entities(names)]);
    }

    fn name(&mut self, label: &'static str, name: &String) {
        self.names(label, [name]);
    }

    fn time(&mut self, label: &'static str, time: Option<&TimeExpression>) {
        if let Some(when) = self.context.time(time) {
            self.add(label, vec![dated(when)]);
        }
    }

    fn quantity(&mut self, label: &'static str, quantity: Option<&Quantity>) {
        if let Some(quantity) = quantity {
            self.words(label, format::quantity(self.context.words, quantity));
        }
    }

    fn rate(&mut self, rate: Option<&Rate>) {
        if let Some(rate) = rate {
            self.words(self.label.rate, format::rate(self.context.words, rate));
        }
    }

    fn event(&mut self, event: &Event) {
        self.term(self.label.kind, event.kind().as_str_name());
        let lines = event.participants.iter().map(|participant| {
            let role = participant.role().as_str_name();
            let role = (!role.ends_with("_UNSPECIFIED")).then(|| Inline {
                class: "aside",
                ..Inline::plain(format!(" ({})", self.context.words.term(role)))
            });
            [self.context.entity(&participant.entity)]
                .into_iter()
                .chain(role)
                .collect()
        });
        let lines = lines.collect();
        self.add(self.label.participants, lines);
        self.time(self.label.when, event.when.as_ref());
        self.names(self.label.place, &event.places);
        self.name(self.label.part_of, &event.part_of);
        self.term(self.label.status, event.status().as_str_name());
    }

    fn agreement(&mut self, agreement: &Agreement) {
        let titles = agreement.titles.iter().map(|title| {
            vec![Inline {
                lang: self.context.lang(&title.language_code),
                ..Inline::plain(self.context.quoted(&title.text))
            }]
        });
        let titles = titles.collect();
        self.add(self.label.title, titles);
        self.term(self.label.kind, agreement.kind().as_str_name());
        self.texts(self.label.subject, &agreement.subjects);
        let parties = agreement.parties.iter().map(|party| {
            let mut line = vec![self.context.entity(&party.entity)];
            for action in &party.actions {
                let verb = self.context.words.term(action.kind().as_str_name());
                let when = self.context.time(action.when.as_ref());
                let when = when.map_or_else(String::new, |when| {
                    let comma = self.context.words.comma;
                    format!("{comma}{}{}", when.text, when.behind())
                });
                line.push(Inline {
                    class: "aside",
                    ..Inline::plain(format!(" — {verb}{when}"))
                });
                if !action.agent.is_empty() {
                    line.push(Inline::plain(" · "));
                    line.push(self.context.entity(&action.agent));
                }
            }
            line
        });
        let parties = parties.collect();
        self.add(self.label.parties, parties);
        self.term(self.label.status, agreement.status().as_str_name());
        self.texts(self.label.provisions, &agreement.provisions);
        self.name(self.label.place, &agreement.place);
    }

    fn transfer(&mut self, transfer: &Transfer) {
        self.names(self.label.supplier, &transfer.suppliers);
        self.names(self.label.recipient, &transfer.recipients);
        self.names(self.label.maker, &transfer.makers);
        self.name(self.label.item, &transfer.item);
        self.term(self.label.category, transfer.category().as_str_name());
        self.term(self.label.stage, transfer.stage().as_str_name());
        if transfer.quantity.is_none() && transfer.rate.is_none() {
            self.words(self.label.quantity, self.label.not_said);
        }
        self.quantity(self.label.quantity, transfer.quantity.as_ref());
        self.rate(transfer.rate.as_ref());
        self.time(self.label.period, transfer.period.as_ref());
        self.name(self.label.agreement, &transfer.agreement);
        self.text(self.label.purpose, &transfer.purpose);
        self.name(self.label.place, &transfer.place);
    }

    fn role(&mut self, role: &Role) {
        self.name(self.label.holder, &role.holder);
        self.text(self.label.office, &role.title);
        self.name(self.label.principal, &role.principal);
        self.term(self.label.status, role.status().as_str_name());
        self.time(self.label.start, role.start.as_ref());
        self.time(self.label.end, role.end.as_ref());
    }

    fn membership(&mut self, membership: &Membership) {
        self.name(self.label.member, &membership.member);
        self.name(self.label.collective, &membership.collective);
        self.text(self.label.office, &membership.role);
        self.term(self.label.status, membership.status().as_str_name());
        self.time(self.label.start, membership.start.as_ref());
        self.time(self.label.end, membership.end.as_ref());
    }

    fn capability(&mut self, capability: &Capability) {
        self.name(self.label.holder, &capability.holder);
        self.name(self.label.capability, &capability.capability);
        self.term(self.label.level, capability.level().as_str_name());
    }

    fn measurement(&mut self, measurement: &Measurement) {
        self.name(self.label.subject, &measurement.subject);
        self.text(self.label.property, &measurement.property);
        self.quantity(self.label.quantity, measurement.quantity.as_ref());
        self.rate(measurement.rate.as_ref());
        if let Some(change) = &measurement.change {
            let direction = self.context.words.term(change.direction().as_str_name());
            let amount = change.amount.as_ref();
            let amount = amount.map(|amount| format::quantity(self.context.words, amount));
            let amount = amount
                .map(|amount| format!("{}{amount}", self.context.words.comma))
                .unwrap_or_default();
            self.words(self.label.change, format!("{direction}{amount}"));
        }
        self.time(self.label.period, measurement.period.as_ref());
        self.names(self.label.about, &measurement.about);
    }

    fn quote(&mut self, quote: &Quote) {
        self.names(self.label.speaker, &quote.speakers);
        let words = self.context.fragments(&quote.words);
        let words = words.map(|inline| Inline {
            text: self.context.quoted(&inline.text),
            ..inline
        });
        self.add(self.label.words, vec![words.into_iter().collect()]);
        self.term(self.label.form, quote.form().as_str_name());
        self.time(self.label.when, quote.when.as_ref());
        self.name(self.label.place, &quote.place);
        self.names(self.label.about, &quote.about);
        if !quote.original_language_code.is_empty() {
            let language = self.context.language(&quote.original_language_code);
            self.words(self.label.original_language, language);
        }
        self.name(self.label.first_published, &quote.first_published_in);
    }

    fn claim(&mut self, claim: &Claim) {
        if claim.claimants.is_empty() {
            self.words(self.label.claimant, self.label.the_author);
        }
        self.names(self.label.claimant, &claim.claimants);
        self.term(self.label.kind, claim.kind().as_str_name());
        self.names(self.label.about, &claim.about);
        if let Some(count) = &claim.count {
            let count = format::quantity(self.context.words, count);
            let total = claim.out_of.as_ref();
            let total = total.map(|total| format::quantity(self.context.words, total));
            let said = total.map_or(count.clone(), |total| (self.label.out_of)(&count, &total));
            self.words(self.label.count, said);
        }
        let counted = claim
            .instances
            .iter()
            .map(|name| vec![self.context.fact(name)]);
        let counted = counted.collect();
        self.add(self.label.instances, counted);
    }

    fn forecast(&mut self, forecast: &Forecast) {
        if forecast.forecasters.is_empty() {
            self.words(self.label.forecaster, self.label.the_author);
        }
        self.names(self.label.forecaster, &forecast.forecasters);
        self.time(self.label.made_on, forecast.made_on.as_ref());
        if let Some(horizon) = &forecast.horizon {
            self.words(
                self.label.horizon,
                format::horizon(self.context.words, horizon),
            );
        }
        self.time(self.label.window, forecast.window.as_ref());
        self.term(self.label.likelihood, forecast.likelihood().as_str_name());
        self.term(self.label.resolution, forecast.resolution().as_str_name());
        self.name(self.label.settled_by, &forecast.resolved_by);
        self.names(self.label.about, &forecast.about);
    }

    fn definition(&mut self, definition: &Definition) {
        self.name(self.label.term, &definition.term);
        self.text(self.label.definition, &definition.definition);
        self.names(self.label.coined_by, &definition.coined_by);
        self.name(self.label.coined_in, &definition.coined_in);
        self.names(self.label.adopted_by, &definition.adopted_by);
    }
}
