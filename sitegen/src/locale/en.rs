//! English.

mod terms;
mod time;

use super::search::Search;
use super::words::{Amounts, Charts, Dates, Groups, History, Labels, Site, Words};

/// English, as the style guides of news agencies have it: no jargon, no initials.
pub(super) const ENGLISH: Words = Words {
    code: "en",
    direction: "ltr",
    terms: terms::TERMS,
    meanings: terms::MEANINGS,
    kinds: terms::KINDS,
    passives: terms::PASSIVE,
    languages: terms::LANGUAGES,
    facts: |count| number(count, "fact", "facts"),
    sources: |count| number(count, "source", "sources"),
    places: |count| number(count, "place", "places"),
    colon: ": ",
    quoted: ("“", "”"),
    comma: ", ",
    thousands: ',',
    decimal: '.',
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    day: |year, month, day| format!("{day} {month} {year}"),
    month: |year, month| format!("{month} {year}"),
    dates: DATES,
    amounts: AMOUNTS,
    charts: CHARTS,
    search: SEARCH,
    history: HISTORY,
    site: SITE,
    label: LABELS,
};

fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

const DATES: Dates = Dates {
    seasons: ["spring", "summer", "autumn", "winter"],
    possibly: |date| format!("possibly {date}"),
    about: |date| format!("about {date}"),
    until: |date| format!("until {date}"),
    from: |date| format!("from {date} on"),
    span: |one, other| format!("{one} to {other}"),
    decade: |digits| format!("the {digits}0s"),
    unknown: "unknown",
    worked_out: "worked out by the editor",
    source_says: |words| format!("the source says “{words}”"),
};

const CHARTS: Charts = Charts {
    timeline_title: "What happened when",
    forecasts_title: "How far ahead people look",
    flows_title: "Who gives what to whom",
    network_title: "Who is tied to whom",
    flows: "All ribbons are of one width: shells, drones and money cannot be compared.",
    flows_reading,
    stated: "amount stated",
    not_stated: "amount not stated",
    network_reading,
    agreement: "agreement",
    transfer: "transfer, to the recipient",
    office: "office",
    membership: "membership",
    chains_title: "Through whom it came",
    more: |count| format!("{count} more in the table."),
    table: "The same as a table",
    time: time::TIME,
};

fn flows_reading(flows: usize, givers: usize, most: Option<(usize, &str)>) -> String {
    let all = format!(
        "{} from {}",
        number(flows, "flow", "flows"),
        number(givers, "giver", "givers")
    );
    match most {
        None => format!("{all}."),
        Some((1, to)) if flows == 1 => format!("{all} to {to}."),
        Some((many, to)) if many == flows => format!("{all}, all to {to}."),
        Some((1, to)) => format!("{all}; one of them leads to {to}."),
        Some((many, to)) => format!("{all}; {many} of them lead to {to}."),
    }
}

fn network_reading(names: usize, ties: usize, most: Option<(&str, usize)>) -> String {
    let all = format!(
        "{} and {}",
        number(names, "name", "names"),
        number(ties, "tie", "ties")
    );
    match most {
        None => format!("{all}."),
        Some((name, many)) => format!("{all}; {name} has the most, {many}."),
    }
}

const HISTORY: History = History {
    title: "History",
    text: "What this page said before, the newest change first.",
    changes: "What has changed",
    changes_text: "Changes of facts since they were first published.",
    before: "before",
    after: "after",
    statement: "Statement",
    evidence: "Rests on",
};

const SEARCH: Search = Search {
    title: "Search",
    label: "Names in any language, facts, quotes and sources",
    button: "Search",
    keys: "Enter opens the first result, arrow keys walk, Escape clears, / comes back here.",
    found: &[("one", "1 result"), ("other", "% results")],
    none: "Nothing here has “%”.",
    near: "Did you mean:",
    alone: "Each of these alone is found:",
    close: "Nothing has exactly “%”. This is spelt nearly so:",
    failed: "A part of the index could not be read. Try again, or look through the lists.",
    also: "Also called: %",
    names: "Names: %",
    all: "All",
    show_all: "Show all %",
    more: "Show more",
    narrow: "Narrow to",
    terms: "Terms",
    dossiers: "Dossiers",
    no_script: "The search itself needs JavaScript. Everything it finds is in these lists too.",
    without: "Or look through the lists",
    letters: "Names and terms from A to Z",
    most_named: |count| format!("The {count} that most facts name; the list of names has all."),
};

const AMOUNTS: Amounts = Amounts {
    about: "about",
    more_than: "more than",
    at_least: "at least",
    less_than: "less than",
    at_most: "at most",
    span: |one, other| format!("{one} to {other}"),
    millions: |number| format!("{number}\u{a0}million"),
    billions: |number| format!("{number}\u{a0}billion"),
    joined: |amount, unit| match unit {
        "%" => format!("{amount}%"),
        unit => format!("{amount}\u{a0}{unit}"),
    },
    unit,
    per,
    unknown: "an unknown amount",
    none: "none",
    within: |span| format!("within {span}"),
};

/// Counted things stand in braces and get an English plural; measured ones are UCUM codes.
fn unit(unit: &str, many: bool) -> String {
    let word = match unit {
        "1" | "" => return String::new(),
        "a" => "year",
        "mo" => "month",
        "wk" => "week",
        "d" => "day",
        "h" => "hour",
        "min" => "minute",
        "s" => "second",
        counted if counted.starts_with('{') => counted.trim_matches(['{', '}']),
        code => return code.to_owned(),
    };
    let word = word.replace('_', " ");
    if many { plural(&word) } else { word }
}

fn plural(word: &str) -> String {
    let vowel_before_y = ["ay", "ey", "oy", "uy"]
        .iter()
        .any(|end| word.ends_with(end));
    if ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        format!("{word}es")
    } else if let (false, Some(stem)) = (vowel_before_y, word.strip_suffix('y')) {
        format!("{stem}ies")
    } else {
        format!("{word}s")
    }
}

fn per(amount: &str, period: &str) -> String {
    let words = match period {
        "P1Y" => "a year",
        "P1M" => "a month",
        "P1W" | "P7D" => "a week",
        "P1D" => "a day",
        "PT1H" => "an hour",
        other => return format!("{amount} in {other}"),
    };
    format!("{amount} {words}")
}

const SITE: Site = Site {
    name: "Dossier",
    tagline: "Articles in, checkable facts out.",
    promise: "News stories taken apart into facts. Open any of them to see who says so, in whose words, and how sure it is.",
    most_named: "Who and what it is about",
    read: "Read the story",
    skip: "Skip to the content",
    home: "Home",
    you_are_here: "You are here",
    facts: "Facts",
    entities: "Names",
    articles: "Sources",
    corrections: "Corrections",
    method: "How we know",
    story: "The story",
    timeline: "Timeline",
    flows: "Flows",
    network: "Ties",
    who: "Who is who",
    quotes: "Quotes",
    forecasts: "Forecasts",
    glossary: "Glossary",
    sources: "Sources",
    all_facts: "All facts",
    on_this_page: "On this page",
    views: "Views of this dossier",
    languages: "Languages",
    built_from: |revision, version| format!("Built from revision {revision} by sitegen {version}."),
    reviewed_on: |date| format!("Last read in full on {date}"),
    not_found: "This page does not exist",
    not_found_text: "A fact keeps its address for good, even when it is withdrawn. So this address was never one of ours, or it was misspelt.",
    no_dossier: "No dossier is published yet.",
    nothing_here: "Nothing of this kind is in the dossier.",
    no_corrections: "No fact has been corrected so far.",
    corrections_text: "What was wrong, or has changed, and when we said so. A fact that is withdrawn keeps its page and gives the reason there.",
    how_to_read: "How to read the marks",
    how_we_know: "How we know",
    behind: |facts, names| match (facts, names) {
        (0, names) => format!("Who is who: {}", number(names, "name", "names")),
        (facts, 0) => format!("Who says so: {}", number(facts, "fact", "facts")),
        (facts, names) => format!(
            "Who says so: {}, {}",
            number(facts, "fact", "facts"),
            number(names, "name", "names")
        ),
    },
    behind_all: "Show all of this paragraph",
    own_page: |view| format!("{view} on a page of its own"),
    beyond: |page, more| match more {
        0 => page.to_owned(),
        more => format!("{page}, with {more} more"),
    },
    said: "Whose word it is",
    said_text: "Only what a source reports as fact is stated as something that is so. Everything else is claimed, judged or worked out by somebody.",
    data: "As data",
    print: "Print",
    print_text: "On paper every fact of the story is written out with who says so.",
    disputed: "What is disputed",
    disputed_text: "Facts of this dossier that a source, another fact or our own check speaks against.",
    cite: "Cite this",
    undated: "No date is given",
    planned: "Planned",
    flows_text: "Each row counts one thing at one stage. What was offered, delivered, made and used are different counts, and they are never added up here. An amount that no source gives is shown as not stated.",
    facts_text: "Every fact, by kind. Each leads to who says so, in whose voice, and where.",
    entities_text: "The people, states, organisations, places and things that the facts name.",
    articles_text: "The articles that the facts rest on.",
    method_text: &[
        (
            "What a fact is",
            "A fact here is one plain sentence in our own words, with its parts spelt out: who, what, how many, when. Words of a source appear only as short marked quotations.",
        ),
        (
            "What it rests on",
            "Each fact names the sentences of an article that express it. We keep no copy of the article, only lengths and fingerprints. Whoever has the text can check every place with the command “dossier-server verify”.",
        ),
        (
            "Whose voice it is",
            "An article may report something as a fact, pass on what somebody says, or judge for itself. These are kept apart, and every link in a text shows by its underline which it is.",
        ),
        (
            "What we do with mistakes",
            "A fact is never silently changed or removed. Corrections carry a date and a note; a withdrawn fact keeps its address and says why.",
        ),
    ],
    voices: "Voices",
    verdicts: "What the editors say of a fact",
    anchors: "Whether a place was checked",
};

const LABELS: Labels = Labels {
    says_who: "Who says so",
    place: "Where",
    stands_in: "Stands in",
    sentences: |numbers, many| {
        let word = if many { "sentences" } else { "sentence" };
        format!("{word} {numbers}")
    },
    when: "When",
    valid: "True of",
    as_of: "As of",
    kind: "Kind",
    status: "Status",
    participants: "Taking part",
    part_of: "Part of",
    title: "Title",
    subject: "Subject",
    parties: "Parties",
    provisions: "Provisions",
    supplier: "Supplier",
    recipient: "Recipient",
    maker: "Maker",
    item: "What",
    category: "Category",
    stage: "Stage",
    quantity: "Amount",
    rate: "Rate",
    period: "Period",
    agreement: "Under",
    purpose: "Purpose",
    holder: "Holder",
    office: "Office",
    principal: "Of",
    start: "Since",
    end: "Until",
    member: "Member",
    collective: "Belongs to",
    capability: "Capability",
    level: "Level",
    property: "Figure",
    change: "Change",
    about: "About",
    speaker: "Speaker",
    words: "Words",
    form: "Form",
    original_language: "Spoken or written in",
    first_published: "First published in",
    claimant: "Says so",
    the_author: "the article’s author",
    count: "Count",
    out_of: |count, total| format!("{count} out of {total}"),
    instances: "Counted",
    forecaster: "Expects so",
    made_on: "Said on",
    horizon: "Horizon",
    window: "That is",
    likelihood: "Likelihood",
    resolution: "Outcome",
    settled_by: "Settled by",
    term: "Term",
    definition: "Meaning",
    coined_by: "Coined by",
    coined_in: "Coined in",
    adopted_by: "Taken up by",
    fact: "Fact",
    voice: "Voice",
    certainty: "Certainty",
    polarity: "Polarity",
    stance: "Stance",
    rendering: "Wording",
    told_by: "told by",
    according_to: |name| format!("according to {name}"),
    read_passage: "Read the passage",
    verification: "Our verdict",
    derived_from: "Worked out from",
    links: "Connected facts",
    told_in: "Told in",
    topics: "Topics",
    details: "In detail",
    permalink: "Page of this fact",
    withdrawn: "This was withdrawn.",
    replaced: "This was replaced.",
    reason: "Reason",
    see_instead: "See instead",
    names: "Also called",
    identifiers: "Identifiers",
    belongs_to: "Belongs to",
    reliability: "Reliability",
    publication: "Publication",
    authors: "By",
    published: "Published",
    language: "Language",
    translation: "Translation",
    translated_from: |language, method| format!("from {language}, {method}"),
    genre: "Genre",
    rights: "Rights",
    address: "Address",
    archive: "Archived",
    fingerprint: "Fingerprint (SHA-256)",
    coverage: "How much of it is in the facts",
    covered: |sentences, covered, marked, open| {
        format!(
            "{sentences} sentences: {covered} are covered by facts, {marked} are marked as context, analysis or furniture, {open} are open."
        )
    },
    sentence: "Sentence",
    rests_on_it: "What rests on it",
    who: "Who",
    tie: "Tie",
    whom: "Whom",
    revision: "revision",
    not_said: "not stated",
    asserted_by: "according to",
    from: "From",
    to: "To",
    expects: "What is expected",
    groups: Groups {
        says: "What they say",
        said_about: "What is said about it",
        named: "Also named in",
    },
};
