//! The table of diagnostic codes.
//!
//! A code is never reused and never changes its meaning; `docs/diagnostics.md` has a section for each,
//! which a test keeps true. Numbers go by stage: 01 project, 02 front matter, 03 body, 04 tables and
//! targets, 05 links between documents, 06 review and release, 07 routes, 08 themes.

use std::fmt;

use super::Severity;

macro_rules! codes {
    ($($name:ident = $number:literal $severity:ident $meaning:literal;)*) => {
        /// A stable name for a kind of finding, printed as `DB0201`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Code {
            $(#[doc = $meaning] $name = $number,)*
        }

        impl Code {
            /// Every code, by number.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The severity that findings of this code have.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                }
            }

            /// What the code means, in one English sentence.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => $meaning,)*
                }
            }
        }
    };
}

codes! {
    ConfigMissing = 101 Error "The project has no `duibiao.toml`.";
    ConfigInvalid = 102 Error "`duibiao.toml` cannot be read as TOML, or a value in it is not allowed.";
    ConfigUnknownKey = 103 Error "`duibiao.toml` has a key that does not exist.";
    NotUtf8 = 104 Error "A source file is not UTF-8.";
    EmptySource = 105 Error "A source file is empty.";
    SourceTooLong = 106 Error "A source file, or one line of it, is longer than any plan.";
    ForbiddenCharacter = 107 Error "A source holds a control, bidirectional or invisible character.";
    StraySource = 108 Error "A file of `content/` is in no folder that gives it a meaning.";
    LinkOutside = 109 Error "A symbolic link in the project leads out of it.";
    Unreadable = 110 Error "A file of the project cannot be read.";

    FrontMatterMissing = 201 Error "A document does not begin with front matter.";
    FrontMatterUnclosed = 202 Error "The front matter has no closing line of three dashes.";
    YamlInvalid = 203 Error "The front matter is not valid YAML.";
    UnknownKey = 204 Error "The front matter has a key that does not exist.";
    MissingKey = 205 Error "A required key is missing.";
    WrongShape = 206 Error "A value is a list where a text is wanted, or the other way round.";
    DuplicateKey = 207 Error "A key stands twice.";
    NotInClosedSet = 208 Error "A value is not one of the allowed words.";
    BadDate = 209 Error "A date is not a day of the calendar written as 2026-11-22.";
    BadPeriod = 210 Error "A planning period is not written as 2021-2025.";
    BadIdentifier = 211 Error "An id is not made of lower-case letters, digits and hyphens.";
    UnknownRegion = 212 Error "A region code is not in GB/T 2260.";
    RetiredRegion = 213 Warning "A region code has been retired; its successor is named.";
    StemMismatch = 214 Error "The file name says another region or period than the front matter.";
    FolderMismatch = 215 Error "The folder says another topic than the front matter.";
    NotPublic = 216 Error "A document whose openness is not 主动公开 would be published.";
    BadUrl = 217 Error "An address is not an http or https address.";
    EmptyValue = 218 Error "A key has no value.";
    ProofOutdated = 219 Warning "A row or promise was changed after it was proved against the original.";
    ConsultationPeriod = 220 Error "A consultation closes before it opens, or the plan is no consultation draft.";

    TableRowCells = 301 Error "A table row has more or fewer cells than its header.";
    TableRowStray = 302 Error "A table row stands outside its table.";
    TableDelimiter = 303 Error "A table's delimiter row does not fit its header, so it is no table.";
    ListMarkerNumber = 304 Error "A list marker stands before a number and may be a minus sign.";
    RawHtml = 305 Warning "Raw HTML is shown as text.";
    HtmlComment = 306 Note "A comment was left out of the page.";
    UnsafeLink = 307 Error "A link leads to an address that can run code.";
    IndentedCode = 308 Error "An indented paragraph would become a block of code.";
    OutlineGap = 309 Warning "A number of the outline is missing or repeated.";
    BrokenBox = 312 Error "A box is not written as `> [!专栏 1] title`.";
    BrokenLink = 313 Error "A link leads to a page or an anchor that does not exist.";
    ConversionScar = 314 Warning "The text has debris of a conversion from Word or PDF.";
    ConfidentialMark = 315 Error "The text carries a mark of secrecy.";
    EmphasisUnclosed = 316 Warning "An emphasis mark has no partner and is shown as it is.";
    TooDeep = 317 Error "The text is nested deeper than any plan.";

    NoTargetColumn = 401 Error "An indicator table has no column of targets.";
    UnknownColumn = 402 Warning "A column of an indicator table was not recognised; it is shown but not read.";
    DuplicateRowNumber = 403 Warning "Two rows of a plan have the same number.";
    EmptyTarget = 404 Error "A row has no target in any target column.";
    UnitContradiction = 405 Error "A target is in another unit than its row.";
    UnitOnly = 406 Warning "A target cell holds a unit without a number.";
    BadNature = 407 Error "A nature is neither 约束性 nor 预期性.";
    BadVerification = 408 Error "A verification is not one of 原文, 转引, 记忆.";
    TargetYearOutside = 409 Warning "A target year lies outside the plan's period.";
    EmptyName = 410 Error "A row has no indicator name.";
    OrphanSubRow = 411 Error "A row that begins with 其中 has no row above it.";
    TargetIsText = 412 Note "A target has no typed form and is kept as text.";
    TableHeldIsMissing = 413 Warning "A plan of which only the table is held has no indicator table.";
    BadYear = 414 Error "A year cell is not a year, a period or a span within it.";
    EmptyTable = 415 Error "An indicator table has no rows.";

    DuplicateId = 501 Error "Two documents have the same id.";
    UnknownTopic = 502 Error "A topic is not in `content/topics/`.";
    UnknownIndicator = 503 Error "A printed row name is not in the catalogue.";
    UnknownIndicatorId = 504 Error "A commitment names an indicator that does not exist.";
    AmbiguousIndicator = 505 Error "A printed row name belongs to two indicators.";
    UnknownPlan = 506 Error "A plan that is named does not exist.";
    CyclicReplaces = 507 Error "Plans replace each other in a circle.";
    TwoCurrentVersions = 508 Error "Two plans of one region, topic and period have one title.";
    UncertainCitation = 509 Warning "A citation nearly matches a title of this site.";
    AmbiguousCitation = 510 Warning "A cited title belongs to two documents.";
    UnusedAlias = 511 Note "A name of the crosswalk is printed by no plan.";
    DuplicateIndicatorRow = 512 Note "Two rows of one plan are the same indicator.";
    MissingAttachment = 513 Error "A file that a page refers to does not exist.";

    UnknownReviewStep = 601 Error "A review sign names a step that does not exist.";
    UnsignedPage = 602 Error "A page lacks a review sign that a release demands.";
    RedirectInvalid = 611 Error "A redirect in `duibiao.toml` cannot be made.";
    AddressVanished = 612 Error "An address that was released would vanish.";
    AnchorVanished = 613 Error "An anchor that was released would vanish.";
    ForeignHost = 614 Error "A page would load something from another host.";

    SitePathCollision = 701 Error "Two pages have the same address.";

    ThemeMissing = 801 Error "The theme does not exist.";
    ThemeInvalid = 802 Error "A theme file cannot be read.";
    TemplateSyntax = 803 Error "A template cannot be compiled.";
    TemplateFailed = 804 Error "A template failed while rendering a page.";
    StringMissing = 805 Error "A theme has no text for a key in the site's language.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DB{:04}", *self as u16)
    }
}
