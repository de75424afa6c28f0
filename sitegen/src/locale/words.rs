//! Every word of the site that is not content: one field per word.
//!
//! A language is a value of [`Words`], so that one which lacks a word does not compile.

use super::search::Search;
use super::table::{Table, find};
use super::time;

/// The interface texts of one language.
#[derive(Debug)]
pub(crate) struct Words {
    /// The language as a BCP 47 tag.
    pub(crate) code: &'static str,
    /// The direction in which it is written, `ltr` or `rtl`.
    pub(crate) direction: &'static str,
    pub(super) terms: Table,
    pub(super) meanings: Table,
    pub(super) kinds: Table,
    pub(super) passives: Table,
    pub(super) languages: Table,
    /// A number of things: `1 fact`, `3 facts`.
    pub(crate) facts: fn(usize) -> String,
    pub(crate) sources: fn(usize) -> String,
    pub(crate) places: fn(usize) -> String,
    /// What stands between a label and what it labels.
    pub(crate) colon: &'static str,
    /// What stands around quoted words.
    pub(crate) quoted: (&'static str, &'static str),
    /// What stands between the parts of an enumeration.
    pub(crate) comma: &'static str,
    /// What stands between thousands.
    pub(crate) thousands: char,
    pub(crate) decimal: char,
    /// The names of the months.
    pub(crate) months: [&'static str; 12],
    /// Writes a day: year, month's name, day.
    pub(crate) day: fn(&str, &str, &str) -> String,
    pub(crate) month: fn(&str, &str) -> String,
    pub(crate) dates: Dates,
    pub(crate) amounts: Amounts,
    pub(crate) charts: Charts,
    pub(crate) search: Search,
    pub(crate) history: History,
    pub(crate) site: Site,
    pub(crate) label: Labels,
}

/// Words for uncertain dates.
#[derive(Debug)]
pub(crate) struct Dates {
    pub(crate) seasons: [&'static str; 4],
    pub(crate) possibly: fn(&str) -> String,
    pub(crate) about: fn(&str) -> String,
    pub(crate) until: fn(&str) -> String,
    pub(crate) from: fn(&str) -> String,
    pub(crate) span: fn(&str, &str) -> String,
    pub(crate) decade: fn(&str) -> String,
    pub(crate) unknown: &'static str,
    /// Of a date that the editor worked out: with the source's own words, or without.
    pub(crate) worked_out: &'static str,
    pub(crate) source_says: fn(&str) -> String,
}

/// Words for amounts.
#[derive(Debug)]
pub(crate) struct Amounts {
    pub(crate) about: &'static str,
    pub(crate) more_than: &'static str,
    pub(crate) at_least: &'static str,
    pub(crate) less_than: &'static str,
    pub(crate) at_most: &'static str,
    pub(crate) span: fn(&str, &str) -> String,
    /// So many millions: `2.5 million`.
    pub(crate) millions: fn(&str) -> String,
    pub(crate) billions: fn(&str) -> String,
    /// An amount and its unit, on one line.
    pub(crate) joined: fn(&str, &str) -> String,
    /// A unit (UCUM, or a counted thing in braces) for an amount of one or of many.
    pub(crate) unit: fn(&str, bool) -> String,
    /// A rate: an amount and an ISO 8601 duration.
    pub(crate) per: fn(&str, &str) -> String,
    pub(crate) unknown: &'static str,
    pub(crate) none: &'static str,
    pub(crate) within: fn(&str) -> String,
}

/// How to read figures.
#[derive(Debug)]
pub(crate) struct Charts {
    pub(crate) timeline_title: &'static str,
    pub(crate) forecasts_title: &'static str,
    pub(crate) flows_title: &'static str,
    pub(crate) network_title: &'static str,
    pub(crate) flows: &'static str,
    /// How many flows, from how many givers; how many of them lead to whom, where somebody is named.
    pub(crate) flows_reading: fn(usize, usize, Option<(usize, &str)>) -> String,
    /// Whether an amount is stated.
    pub(crate) stated: &'static str,
    pub(crate) not_stated: &'static str,
    /// How many names and ties; who alone has the most, and how many.
    pub(crate) network_reading: fn(usize, usize, Option<(&str, usize)>) -> String,
    /// Kinds of ties.
    pub(crate) agreement: &'static str,
    pub(crate) transfer: &'static str,
    pub(crate) office: &'static str,
    pub(crate) membership: &'static str,
    pub(crate) chains_title: &'static str,
    /// That so many more are only in the table.
    pub(crate) more: fn(usize) -> String,
    /// What opens the table beside a figure.
    pub(crate) table: &'static str,
    pub(crate) time: time::Time,
}

/// Words for what changed.
#[derive(Debug)]
pub(crate) struct History {
    pub(crate) title: &'static str,
    /// What stands above the states of a fact.
    pub(crate) text: &'static str,
    /// The heading of what changed in several facts, and what stands below it.
    pub(crate) changes: &'static str,
    pub(crate) changes_text: &'static str,
    pub(crate) before: &'static str,
    pub(crate) after: &'static str,
    /// What a fact says as a whole, and what it rests on, as parts that change.
    pub(crate) statement: &'static str,
    pub(crate) evidence: &'static str,
}

/// Words of the frame and of pages.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) name: &'static str,
    pub(crate) tagline: &'static str,
    /// What a reader finds here, in two sentences.
    pub(crate) promise: &'static str,
    /// Those who are named most.
    pub(crate) most_named: &'static str,
    /// Leads into a dossier.
    pub(crate) read: &'static str,
    pub(crate) skip: &'static str,
    pub(crate) home: &'static str,
    pub(crate) you_are_here: &'static str,
    pub(crate) facts: &'static str,
    pub(crate) entities: &'static str,
    pub(crate) articles: &'static str,
    pub(crate) corrections: &'static str,
    pub(crate) method: &'static str,
    pub(crate) story: &'static str,
    pub(crate) timeline: &'static str,
    pub(crate) flows: &'static str,
    pub(crate) network: &'static str,
    pub(crate) who: &'static str,
    pub(crate) quotes: &'static str,
    pub(crate) forecasts: &'static str,
    pub(crate) glossary: &'static str,
    pub(crate) sources: &'static str,
    pub(crate) all_facts: &'static str,
    pub(crate) on_this_page: &'static str,
    pub(crate) views: &'static str,
    pub(crate) languages: &'static str,
    pub(crate) built_from: fn(i64, &str) -> String,
    pub(crate) reviewed_on: fn(&str) -> String,
    pub(crate) not_found: &'static str,
    pub(crate) not_found_text: &'static str,
    pub(crate) no_dossier: &'static str,
    pub(crate) nothing_here: &'static str,
    pub(crate) no_corrections: &'static str,
    pub(crate) corrections_text: &'static str,
    pub(crate) how_to_read: &'static str,
    pub(crate) how_we_know: &'static str,
    /// What stands behind a paragraph: so many facts, so many names.
    pub(crate) behind: fn(usize, usize) -> String,
    /// All that stands behind a paragraph, where one thing of it is shown.
    pub(crate) behind_all: &'static str,
    /// The page that a view has of its own.
    pub(crate) own_page: fn(&str) -> String,
    /// The same, with how much more is there.
    pub(crate) beyond: fn(&str, usize) -> String,
    /// In whose voice facts are, and what that means.
    pub(crate) said: &'static str,
    pub(crate) said_text: &'static str,
    /// The same page for programs and subscribers.
    pub(crate) data: &'static str,
    pub(crate) print: &'static str,
    pub(crate) print_text: &'static str,
    pub(crate) disputed: &'static str,
    pub(crate) disputed_text: &'static str,
    pub(crate) cite: &'static str,
    pub(crate) undated: &'static str,
    pub(crate) planned: &'static str,
    pub(crate) flows_text: &'static str,
    pub(crate) facts_text: &'static str,
    pub(crate) entities_text: &'static str,
    pub(crate) articles_text: &'static str,
    pub(crate) method_text: &'static [(&'static str, &'static str)],
    pub(crate) voices: &'static str,
    pub(crate) verdicts: &'static str,
    pub(crate) anchors: &'static str,
}

/// Words beside values.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) says_who: &'static str,
    pub(crate) place: &'static str,
    /// The article and the place that a fact rests on.
    pub(crate) stands_in: &'static str,
    /// A sentence, or several, by number.
    pub(crate) sentences: fn(&str, bool) -> String,
    pub(crate) when: &'static str,
    pub(crate) valid: &'static str,
    pub(crate) as_of: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) status: &'static str,
    pub(crate) participants: &'static str,
    pub(crate) part_of: &'static str,
    pub(crate) title: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) parties: &'static str,
    pub(crate) provisions: &'static str,
    pub(crate) supplier: &'static str,
    pub(crate) recipient: &'static str,
    pub(crate) maker: &'static str,
    pub(crate) item: &'static str,
    pub(crate) category: &'static str,
    pub(crate) stage: &'static str,
    pub(crate) quantity: &'static str,
    pub(crate) rate: &'static str,
    pub(crate) period: &'static str,
    pub(crate) agreement: &'static str,
    pub(crate) purpose: &'static str,
    pub(crate) holder: &'static str,
    pub(crate) office: &'static str,
    pub(crate) principal: &'static str,
    pub(crate) start: &'static str,
    pub(crate) end: &'static str,
    pub(crate) member: &'static str,
    pub(crate) collective: &'static str,
    pub(crate) capability: &'static str,
    pub(crate) level: &'static str,
    pub(crate) property: &'static str,
    pub(crate) change: &'static str,
    pub(crate) about: &'static str,
    pub(crate) speaker: &'static str,
    pub(crate) words: &'static str,
    pub(crate) form: &'static str,
    pub(crate) original_language: &'static str,
    pub(crate) first_published: &'static str,
    pub(crate) claimant: &'static str,
    pub(crate) the_author: &'static str,
    pub(crate) count: &'static str,
    pub(crate) out_of: fn(&str, &str) -> String,
    pub(crate) instances: &'static str,
    pub(crate) forecaster: &'static str,
    pub(crate) made_on: &'static str,
    pub(crate) horizon: &'static str,
    pub(crate) window: &'static str,
    pub(crate) likelihood: &'static str,
    pub(crate) resolution: &'static str,
    pub(crate) settled_by: &'static str,
    pub(crate) term: &'static str,
    pub(crate) definition: &'static str,
    pub(crate) coined_by: &'static str,
    pub(crate) coined_in: &'static str,
    pub(crate) adopted_by: &'static str,
    pub(crate) fact: &'static str,
    pub(crate) voice: &'static str,
    pub(crate) certainty: &'static str,
    pub(crate) polarity: &'static str,
    pub(crate) stance: &'static str,
    pub(crate) rendering: &'static str,
    pub(crate) told_by: &'static str,
    pub(crate) according_to: fn(&str) -> String,
    pub(crate) read_passage: &'static str,
    pub(crate) verification: &'static str,
    pub(crate) derived_from: &'static str,
    pub(crate) links: &'static str,
    pub(crate) told_in: &'static str,
    pub(crate) topics: &'static str,
    pub(crate) details: &'static str,
    pub(crate) permalink: &'static str,
    pub(crate) withdrawn: &'static str,
    pub(crate) replaced: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) see_instead: &'static str,
    pub(crate) names: &'static str,
    pub(crate) identifiers: &'static str,
    pub(crate) belongs_to: &'static str,
    pub(crate) reliability: &'static str,
    pub(crate) publication: &'static str,
    pub(crate) authors: &'static str,
    pub(crate) published: &'static str,
    pub(crate) language: &'static str,
    pub(crate) translation: &'static str,
    pub(crate) translated_from: fn(&str, &str) -> String,
    pub(crate) genre: &'static str,
    pub(crate) rights: &'static str,
    pub(crate) address: &'static str,
    pub(crate) archive: &'static str,
    pub(crate) fingerprint: &'static str,
    pub(crate) coverage: &'static str,
    pub(crate) covered: fn(i32, i32, i32, i32) -> String,
    pub(crate) sentence: &'static str,
    pub(crate) rests_on_it: &'static str,
    pub(crate) who: &'static str,
    pub(crate) tie: &'static str,
    pub(crate) whom: &'static str,
    pub(crate) revision: &'static str,
    pub(crate) not_said: &'static str,
    pub(crate) asserted_by: &'static str,
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) expects: &'static str,
    pub(crate) groups: Groups,
}

/// Under which heads an entity's page puts its facts.
#[derive(Debug)]
pub(crate) struct Groups {
    pub(crate) says: &'static str,
    pub(crate) said_about: &'static str,
    pub(crate) named: &'static str,
}

impl Words {
    /// What a value of an enum is called; its name in the contract where there is no word.
    pub(crate) fn term(&self, value: &'static str) -> &'static str {
        find(self.terms, value).unwrap_or(value)
    }

    /// What a value of an enum means, in a sentence; empty for values that explain themselves.
    pub(crate) fn meaning(&self, value: &str) -> &'static str {
        find(self.meanings, value).unwrap_or_default()
    }

    /// Several of a kind: facts by the field of their body in the contract, entities by their kind:
    /// `Events`, `People`.
    pub(crate) fn kind(&self, body: &str) -> &'static str {
        find(self.kinds, body)
            .or(find(self.kinds, ""))
            .unwrap_or_default()
    }

    /// What a link is called at the end that it leads to: `is supported by`.
    pub(crate) fn passive(&self, kind: &str) -> &'static str {
        find(self.passives, kind)
            .or(find(self.passives, ""))
            .unwrap_or_default()
    }

    /// What a language is called, by its BCP 47 primary tag.
    pub(crate) fn language(&self, primary: &str) -> Option<&'static str> {
        find(self.languages, primary)
    }

    /// What the script of the search says, by what it stands for.
    pub(crate) fn of_search(&self) -> serde_json::Value {
        let (site, search) = (&self.site, &self.search);
        let found: serde_json::Map<String, serde_json::Value> = search
            .found
            .iter()
            .map(|(category, text)| ((*category).to_owned(), (*text).into()))
            .collect();
        // In the order in which readers are offered them.
        let facets = [
            ("facts", site.facts),
            ("names", site.entities),
            ("quotes", site.quotes),
            ("terms", search.terms),
            ("forecasts", site.forecasts),
            ("sources", site.sources),
            ("dossiers", search.dossiers),
        ];
        serde_json::json!({
            "alone": search.alone,
            "all": search.all,
            "also": search.also,
            "close": search.close,
            "facets": facets,
            "failed": search.failed,
            "found": found,
            "more": search.more,
            "names": search.names,
            "near": search.near,
            "none": search.none,
            "showAll": search.show_all,
        })
    }
}
