//! What templates see: one plain struct for each kind of page, made of finished pieces.
//!
//! A view holds facts as finished text in the language of the site, addresses that are already
//! relative to the page, and, for everything that comes from a closed set (verdicts, marks, levels,
//! statuses), the id of the member; its word is the theme's (`t("verdict." ~ id)`). So the same view
//! serves every theme, both engines and both languages.
//!
//! It deliberately is not the model: nothing here is computed with, no field means “not yet”, and no
//! template sees anything else. Which ids exist is said by [`crate::theme::CLOSED_SETS`].

use serde::Serialize;

pub use cell::{Absent, Against, CellView, Horizon, MarkView, Printed, TargetCell, VerdictView};
pub use compare::{
    ChainRow, ChainRowGroup, ChainView, ColumnGroup, Counted, LeftOutPlan, MatrixColumn, MatrixRow,
    MatrixRowGroup, MatrixView, ModeChoice,
};
pub use frame::{Alternate, Crumb, FooterMark, Frame, Meta, NavItem, SiteView};
pub use index::{
    Example, HomeView, PlanGroup, PlanSection, RegionIndexView, RegionNode, RegionView, SiteCount,
    SitemapGroup, SitemapSection, SitemapView, TopicIndexView, TopicSummary, TopicView,
};
pub use indicator::{
    CrosswalkRow, CrosswalkSection, CrosswalkView, IndicatorGroup, IndicatorIndexSection,
    IndicatorIndexView, IndicatorItem, IndicatorRow, IndicatorSection, IndicatorView, PrintedName,
};
pub use page::{
    DataColumn, DataFile, MethodView, NotFoundView, PageView, ReferenceView, TermTable,
};
pub use piece::{
    Choice, CitedBy, Contents, Date, Download, Field, FieldValue, Link, NoticeView, PlanItem,
    StubItem, Update,
};
pub use plan::{
    Citation, CommitmentRow, HowToCite, PeerNote, PlanVersion, PlanView, TargetColumns, TargetRow,
    TargetRowGroup, UpperHead,
};

mod cell;
mod compare;
mod frame;
mod index;
mod indicator;
mod page;
mod piece;
mod plan;

macro_rules! views {
    ($($variant:ident($view:ident) = $template:literal, $meaning:literal;)*) => {
        /// A page, ready for a template.
        #[derive(Clone, Debug, Serialize)]
        #[serde(untagged)]
        pub enum View {
            $(#[doc = $meaning] $variant(Box<$view>),)*
        }

        impl View {
            /// The template of every kind of page, in the order of the kinds.
            pub const TEMPLATES: &[&str] = &[$($template),*];

            /// The template that shows this page.
            pub const fn template_name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $template,)*
                }
            }

            /// What the page shares with every other page.
            pub const fn frame(&self) -> &Frame {
                match self {
                    $(Self::$variant(view) => &view.frame,)*
                }
            }
        }

        $(
            impl $view {
                /// The template that shows this page.
                pub const fn template_name(&self) -> &'static str {
                    $template
                }
            }

            impl From<$view> for View {
                fn from(view: $view) -> Self {
                    Self::$variant(Box::new(view))
                }
            }
        )*
    };
}

views! {
    Home(HomeView) = "home.html", "The first page.";
    TopicIndex(TopicIndexView) = "topics.html", "All topics.";
    Topic(TopicView) = "topic.html", "One topic.";
    RegionIndex(RegionIndexView) = "regions.html", "All regions.";
    Region(RegionView) = "region.html", "One region.";
    Plan(PlanView) = "plan.html", "One plan.";
    Chain(ChainView) = "chain.html", "One plan beside the levels above it.";
    Matrix(MatrixView) = "matrix.html", "Every indicator of a topic and period, region by region.";
    IndicatorIndex(IndicatorIndexView) = "indicators.html", "All indicators.";
    Indicator(IndicatorView) = "indicator.html", "One indicator.";
    Reference(ReferenceView) = "reference.html", "A law or document that is cited, or a stub.";
    Crosswalk(CrosswalkView) = "crosswalk.html", "Which printed name is which indicator.";
    Method(MethodView) = "method.html", "What every word and sign of the site means.";
    Sitemap(SitemapView) = "sitemap.html", "Every page of the site as a list.";
    NotFound(NotFoundView) = "404.html", "The page for an address that does not exist.";
    Page(PageView) = "page.html", "An ordinary page.";
}

#[cfg(test)]
pub(crate) mod mock;
#[cfg(test)]
mod tests;
