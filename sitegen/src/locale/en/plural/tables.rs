//! The words that tell how English names of several words, and exceptions, form their plurals.

/// Words that are the same in the plural.
pub(super) const INVARIANT: &[&str] = &[
    "alive",
    "baht",
    "cattle",
    "dead",
    "elderly",
    "hertz",
    "ill",
    "iroquois",
    "livestock",
    "materiel",
    "missing",
    "offspring",
    "per cent",
    "percent",
    "poor",
    "poultry",
    "renminbi",
    "sick",
    "siemens",
    "swiss",
    "wounded",
    "yen",
    "yuan",
];

/// Those of them that say what somebody is.
pub(super) const INVARIANT_STATES: &[&str] = &[
    "alive", "dead", "elderly", "ill", "missing", "poor", "sick", "wounded",
];

/// Endings that take `s`, where the library has another plural or none.
pub(super) const TAKE_S: &[&str] = &[
    "agenda",
    "abdomen",
    "ataman",
    "brahman",
    "caiman",
    "cayman",
    "chairperson",
    "czech",
    "diocese",
    "dogma",
    "dolmen",
    "dragoman",
    "epoch",
    "erarch",
    "etrarch",
    "eunuch",
    "german",
    "hetman",
    "human",
    "igarch",
    "justice",
    "loch",
    "lumen",
    "mussulman",
    "musulman",
    "norman",
    "onarch",
    "ottoman",
    "quorum",
    "regimen",
    "riarch",
    "roman",
    "schema",
    "shaman",
    "specimen",
    "stamen",
    "stigma",
    "stomach",
    "talisman",
    "tech",
    "toman",
    "turcoman",
    "turkmen",
    "turkoman",
];

/// Endings that take `es`, where the library does not.
pub(super) const TAKE_ES: &[&str] = &[
    "cargo", "domino", "embargo", "focus", "lens", "mantis", "mosquito", "motto", "polis", "tz",
    "veto", "virus",
];

/// Whole words, which are also endings of others that take `ves`, `men` or `ies`, or no plural.
pub(super) const WHOLE_TAKE_S: &[&str] = &["by", "golf", "gulf", "oaf", "omen"];
pub(super) const WHOLE_TAKE_ES: &[&str] = &["bias", "go", "no", "pancreas"];

/// Words behind which nothing of a name carries the plural: votes in favour, people in need, dollars a day.
pub(super) const PREPOSITIONS: &[&str] = &[
    "a", "aboard", "about", "above", "across", "after", "against", "among", "an", "as", "at",
    "before", "behind", "below", "between", "by", "during", "for", "from", "in", "inside", "into",
    "near", "of", "on", "onto", "outside", "per", "since", "than", "that", "to", "towards",
    "under", "until", "who", "whose", "with", "within", "without",
];

/// Nouns that end as adverbs do.
pub(super) const NOUNS_IN_LY: &[&str] = &[
    "ally",
    "anomaly",
    "assembly",
    "belly",
    "bully",
    "butterfly",
    "dolly",
    "dragonfly",
    "family",
    "firefly",
    "fly",
    "folly",
    "gully",
    "homily",
    "jelly",
    "lily",
    "monopoly",
    "oligopoly",
    "panoply",
    "rally",
    "reassembly",
    "reply",
    "subassembly",
    "subfamily",
    "superfamily",
    "supply",
    "tally",
];

/// What carries something to another of these: surface to air.
pub(super) const MEDIA: &[&str] = &[
    "air",
    "body",
    "ground",
    "land",
    "sea",
    "ship",
    "shore",
    "space",
    "subsurface",
    "surface",
];

/// Phrases with a preposition that stand before a noun as one word does.
pub(super) const PHRASES_BEFORE: &[&str] = &[
    "drive by",
    "fly by wire",
    "out of area",
    "out of court",
    "out of date",
    "out of school",
    "out of work",
    "state of the art",
    "up to date",
];

/// Nouns that end as participles do.
pub(super) const NOUNS_IN_ED: &[&str] = &[
    "bed",
    "biped",
    "bloodshed",
    "bobsled",
    "coed",
    "flatbed",
    "hatred",
    "hundred",
    "infrared",
    "moped",
    "newlywed",
    "purebred",
    "quadruped",
    "red",
    "riverbed",
    "seabed",
    "seedbed",
    "shed",
    "sled",
    "thoroughbred",
    "watershed",
    "wed",
];

/// How participles end that end as "airbed" does, without its `bed`.
pub(super) const PARTICIPLES_IN_BED: &[&str] = &[
    "ar", "b", "i", "im", "lam", "o", "om", "or", "u", "um", "ur",
];

/// Participles that do not end in `ed`, and that are no nouns.
pub(super) const PARTICIPLES: &[&str] = &[
    "agreed",
    "beaten",
    "blown",
    "born",
    "bought",
    "broken",
    "brought",
    "built",
    "burnt",
    "caught",
    "chosen",
    "decreed",
    "done",
    "drawn",
    "driven",
    "eaten",
    "fallen",
    "flown",
    "found",
    "freed",
    "frozen",
    "given",
    "gone",
    "grown",
    "guaranteed",
    "held",
    "hidden",
    "hurt",
    "kept",
    "known",
    "laid",
    "lent",
    "lost",
    "made",
    "met",
    "overthrown",
    "paid",
    "rebuilt",
    "retaken",
    "seen",
    "sent",
    "shown",
    "slain",
    "sold",
    "spent",
    "stolen",
    "struck",
    "sunk",
    "sworn",
    "taken",
    "thrown",
    "torn",
    "withdrawn",
    "won",
    "written",
];

/// Participles that are nouns too, by what they are participles behind: `vote cast`, and "plaster cast".
pub(super) const PARTICIPLES_BEHIND: &[(&str, &[&str])] = &[
    ("cast", &["ballot", "vote"]),
    (
        "hit",
        &[
            "building", "house", "home", "person", "ship", "site", "target", "vehicle",
        ],
    ),
    (
        "left",
        &["day", "person", "round", "seat", "soldier", "worker"],
    ),
    (
        "shot",
        &[
            "child",
            "civilian",
            "man",
            "officer",
            "person",
            "protester",
            "soldier",
            "woman",
        ],
    ),
];

/// Those of them behind which one is at home, or somewhere else.
pub(super) const PARTICIPLES_HOME: &[&str] = &[
    "brought",
    "called",
    "driven",
    "escorted",
    "evacuated",
    "flown",
    "gone",
    "returned",
    "rushed",
    "sent",
    "shipped",
    "taken",
];

/// Adjectives that stand behind nouns.
pub(super) const ADJECTIVES_BEHIND: &[&str] = &[
    "absent",
    "ago",
    "alive",
    "available",
    "elect",
    "emeritus",
    "homeless",
    "jobless",
    "late",
    "missing",
    "old",
    "outstanding",
    "pending",
    "responsible",
];

/// Adjectives that stand behind some nouns, and are nouns behind others: "secretary-general", but "major
/// general".
pub(super) const ADJECTIVES_OF: &[(&str, &[&str])] = &[
    ("apparent", &["heir"]),
    (
        "designate",
        &[
            "ambassador",
            "bishop",
            "chancellor",
            "governor",
            "minister",
            "president",
        ],
    ),
    ("errant", &["knight"]),
    ("extraordinary", &["ambassador", "envoy"]),
    (
        "general",
        &[
            "advocate",
            "attorney",
            "auditor",
            "commissioner",
            "comptroller",
            "consul",
            "director",
            "governor",
            "inspector",
            "postmaster",
            "procurator",
            "secretary",
            "solicitor",
            "surgeon",
        ],
    ),
    ("laureate", &["poet"]),
    ("major", &["sergeant"]),
    ("martial", &["court"]),
    ("plenipotentiary", &["ambassador", "envoy", "minister"]),
    ("presumptive", &["heir"]),
    ("public", &["notary"]),
    (
        "short",
        &[
            "day",
            "dollar",
            "doctor",
            "euro",
            "goal",
            "hour",
            "kilometer",
            "kilometre",
            "man",
            "meter",
            "metre",
            "mile",
            "minute",
            "month",
            "nurse",
            "officer",
            "person",
            "pilot",
            "point",
            "pound",
            "ruble",
            "seat",
            "second",
            "soldier",
            "teacher",
            "ton",
            "tonne",
            "vote",
            "week",
            "worker",
            "yard",
            "year",
        ],
    ),
];

/// Verbs of which two make a noun: `hit and run`, `stop and search`, `shoot and scoot`.
pub(super) const VERBS_IN_PAIRS: &[&str] = &[
    "catch", "click", "collect", "come", "cover", "cut", "dash", "destroy", "dine", "drag", "drop",
    "fire", "forget", "frisk", "go", "grab", "greet", "hide", "hit", "kill", "kiss", "meet", "mix",
    "park", "pick", "pump", "dump", "release", "rescue", "ride", "run", "scoot", "search", "see",
    "seek", "seize", "shoot", "show", "smash", "snatch", "stop", "strike", "talk", "tell", "wait",
    "walk", "wash",
];

/// Nouns that are one thing together.
pub(super) const PAIRS: &[(&str, &str)] = &[
    ("bed", "breakfast"),
    ("black", "tan"),
    ("gin", "tonic"),
    ("horse", "cart"),
    ("rock", "roll"),
    ("whisky", "soda"),
];
