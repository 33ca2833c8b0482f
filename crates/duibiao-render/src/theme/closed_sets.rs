//! The closed sets whose members appear in views as ids and in pages as words.
//!
//! They are named here, before any page exists, so that loading a theme can prove that it has a word
//! for every member. What the members mean to the program is said where they are computed; this is
//! only the list that both sides are held to.

/// A closed set of ids.
#[derive(Clone, Copy, Debug)]
pub struct ClosedSet {
    /// Its name: the word of a member is the text `name.id`.
    pub name: &'static str,
    /// Its members, in the order in which they are explained.
    pub ids: &'static [&'static str],
    /// Whether each member also has an explanation, the text `name-text.id`, and the set a name of its
    /// own, `set.name`.
    pub explained: bool,
}

const fn explained(name: &'static str, ids: &'static [&'static str]) -> ClosedSet {
    ClosedSet {
        name,
        ids,
        explained: true,
    }
}

const fn plain(name: &'static str, ids: &'static [&'static str]) -> ClosedSet {
    ClosedSet {
        name,
        ids,
        explained: false,
    }
}

/// The verdicts, which have a sign as well as a word.
const VERDICTS: &[&str] = &[
    "higher",
    "lower",
    "equal",
    "operator-only",
    "part",
    "follows-upper",
    "upper-unquantified",
    "scope-differs",
    "not-comparable",
    "same-in-kind",
    "differs-in-kind",
    "new",
    "not-set",
    "upper-missing",
];

const NOTICES: &[&str] = &[
    "draft",
    "consultation",
    "not-yet-in-force",
    "amended",
    "repealed",
    "expired",
    "replaced",
    "period-over",
    "digest",
    "no-text",
    "reported",
    "recalled",
    "retired-code",
    "stub",
];

const FIELDS: &[&str] = &[
    "index-no",
    "title",
    "issuers",
    "doc-no",
    "doc-kind",
    "written",
    "published",
    "effective",
    "repealed",
    "status",
    "openness",
    "topic",
    "period",
    "region",
    "level",
    "source",
    "verification",
    "proof",
    "extent",
    "implements",
    "replaces",
    "kind",
    "issued",
    "keywords",
    "abstract",
];

/// Every closed set.
pub const CLOSED_SETS: &[ClosedSet] = &[
    explained("verdict", VERDICTS),
    plain("symbol", VERDICTS),
    explained("merit", &["stricter", "looser"]),
    explained(
        "grade",
        &["same", "wording", "broader", "narrower", "related"],
    ),
    explained(
        "absence",
        &[
            "not-set",
            "dash",
            "blank",
            "upper-missing",
            "no-table",
            "not-applicable",
            "not-stated",
        ],
    ),
    explained(
        "mark",
        &[
            "draft",
            "unverified",
            "not-yet-in-force",
            "amended",
            "repealed",
            "expired",
            "period-over",
        ],
    ),
    explained("mode", &["strict", "loose"]),
    explained("horizon", &["year", "average", "cumulative", "period"]),
    plain("span", &["average", "cumulative", "period"]),
    explained(
        "target",
        &[
            "bound",
            "exact",
            "about",
            "range",
            "cumulative",
            "change",
            "trend",
            "delegated",
            "relative",
            "compound",
            "proviso",
            "unit-only",
            "dash",
            "blank",
            "text",
        ],
    ),
    explained("nature", &["binding", "expected"]),
    explained("better", &["higher", "lower", "neither"]),
    explained("measure", &["rate", "level", "total"]),
    explained(
        "status",
        &[
            "draft",
            "consultation",
            "not-yet-in-force",
            "in-force",
            "amended",
            "repealed",
            "expired",
        ],
    ),
    explained("verification", &["transcribed", "reported", "recalled"]),
    explained("extent", &["full", "digest", "none"]),
    plain("notice", NOTICES),
    plain("notice-text", NOTICES),
    plain("level", &["nation", "province", "city", "county", "zone"]),
    plain("field", FIELDS),
    plain(
        "reference",
        &["law", "regulation", "plan", "policy", "standard", "other"],
    ),
    plain("citation", &["plan", "reference", "stub", "unresolved"]),
    plain(
        "figure",
        &[
            "plans",
            "rows",
            "verdicts",
            "regions",
            "indicators",
            "topics",
            "commitments",
            "stubs",
        ],
    ),
    plain(
        "left-out",
        &[
            "draft",
            "not-in-force",
            "missing",
            "unverified",
            "no-table",
            "replaced",
            "other",
        ],
    ),
    plain(
        "footer",
        &[
            "host",
            "contact",
            "site-id-code",
            "icp",
            "police",
            "party-mark",
            "error-report",
        ],
    ),
];

/// The texts that the closed sets call for.
pub(super) fn keys() -> impl Iterator<Item = String> {
    CLOSED_SETS.iter().flat_map(|set| {
        let words = set.ids.iter().map(|id| format!("{}.{id}", set.name));
        let explanations = set
            .ids
            .iter()
            .filter(|_| set.explained)
            .map(|id| format!("{}-text.{id}", set.name));
        let name = set.explained.then(|| format!("set.{}", set.name));
        words.chain(explanations).chain(name)
    })
}
