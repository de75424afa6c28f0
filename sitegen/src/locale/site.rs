//! Words of the pages: their names, headings and introductions.

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

/// How the facts of a dossier stand up to other sources.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    pub(crate) facts: usize,
    /// On how many articles they rest.
    pub(crate) articles: usize,
    /// How many a second, independent source confirms.
    pub(crate) confirmed: usize,
    /// How many are disputed or refuted.
    pub(crate) disputed: usize,
}

/// Words of the frame and of pages.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) name: &'static str,
    pub(crate) tagline: &'static str,
    /// What a reader finds here, in two sentences.
    pub(crate) promise: &'static str,
    /// The labels of whom to write to, where to say that something is wrong, and what others may do.
    pub(crate) contact: &'static str,
    pub(crate) report_error: &'static str,
    pub(crate) licence: &'static str,
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
    /// Those that a publication published or a person wrote.
    pub(crate) own_articles: &'static str,
    pub(crate) corrections: &'static str,
    pub(crate) method: &'static str,
    pub(crate) story: &'static str,
    pub(crate) timeline: &'static str,
    pub(crate) flows: &'static str,
    pub(crate) numbers: &'static str,
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
    /// How many minutes the prose takes to read.
    pub(crate) minutes: fn(usize) -> String,
    /// How few facts were confirmed, which a reader must know first.
    pub(crate) unconfirmed: fn(Standing) -> String,
    /// So many more facts than are shown are disputed.
    pub(crate) more_disputed: fn(usize) -> String,
    /// The heading of a page that leads to another.
    pub(crate) moved: &'static str,
    pub(crate) not_found: &'static str,
    pub(crate) not_found_text: &'static str,
    pub(crate) no_dossier: &'static str,
    pub(crate) nothing_here: &'static str,
    pub(crate) no_corrections: &'static str,
    pub(crate) corrections_text: &'static str,
    pub(crate) how_we_know: &'static str,
    /// What stands behind a paragraph: so many facts, so many names.
    pub(crate) behind: fn(usize, usize) -> String,
    /// All that stands behind a paragraph, where one thing of it is shown.
    pub(crate) behind_all: &'static str,
    /// The page that a view has of its own.
    pub(crate) own_page: fn(&str) -> String,
    /// How many quotations, explained terms and described names a view has.
    pub(crate) quotes_count: fn(usize) -> String,
    pub(crate) terms_count: fn(usize) -> String,
    pub(crate) names_count: fn(usize) -> String,
    /// The same, with how much more is there.
    pub(crate) beyond: fn(&str, usize) -> String,
    /// In whose voice facts are, and what that means.
    pub(crate) said: &'static str,
    pub(crate) said_text: &'static str,
    /// The same page for programs and subscribers.
    pub(crate) data: &'static str,
    pub(crate) print_text: &'static str,
    pub(crate) disputed: &'static str,
    pub(crate) disputed_text: &'static str,
    pub(crate) cite: &'static str,
    pub(crate) undated: &'static str,
    pub(crate) planned: &'static str,
    pub(crate) flows_text: &'static str,
    /// Over the facts that no dossier tells.
    pub(crate) in_no_dossier: &'static str,
    pub(crate) facts_text: &'static str,
    pub(crate) entities_text: &'static str,
    pub(crate) articles_text: &'static str,
    pub(crate) method_text: &'static [(&'static str, &'static str)],
    pub(crate) voices: &'static str,
    pub(crate) verdicts: &'static str,
    /// That the cited words are still in place in so many passages, which are all.
    pub(crate) kept: fn(usize) -> String,
    pub(crate) anchors: &'static str,
}
