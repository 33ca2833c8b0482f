//! The cells of a table: a value or the reason why there is none, and what comparing it says.

use super::markup::Markup;
use crate::render::view::{
    Absent, Against, CellView, Horizon, Printed, TargetCell, UpperHead, VerdictView,
};

/// The head of a row.
pub(super) const MAIN_ROW: &str = "<th scope=\"row\">";

/// The head of a row that is a part of the one above.
pub(super) const SUB_ROW: &str = "<th scope=\"row\" class=\"sub\">";

/// How a table shows its values.
#[derive(Clone, Copy)]
pub(super) struct TableOptions<'a> {
    /// The period of the table, whose years need not be said again.
    pub(super) period: &'a str,
    /// Whether to say how the words were read.
    pub(super) reading: bool,
}

impl<'a> TableOptions<'a> {
    /// A table about one period that says how words were read.
    pub(super) const fn within(period: &'a str) -> Self {
        Self {
            period,
            reading: true,
        }
    }
}

impl Markup<'_> {
    /// A printed target, or the reason why there is none.
    pub(super) fn cell(&mut self, cell: &CellView, manner: TableOptions<'_>) -> &mut Self {
        match cell {
            CellView::Value(printed) => self.printed(printed, manner).marks(&printed.marks),
            CellView::Absent(absent) => self.absence(absent).marks(&absent.marks),
        }
    }

    fn printed(&mut self, printed: &Printed, manner: TableOptions<'_>) -> &mut Self {
        match &printed.href {
            Some(href) => self
                .open("<a class=\"num\"")
                .attr("href", href)
                .text(&printed.text)
                .raw("</a>"),
            None => self.element("<span class=\"num\"", &printed.text, "</span>"),
        };
        if let Some(unit) = &printed.unit {
            self.element(" <span class=\"unit\"", unit, "</span>");
        }
        if let Some(horizon) = &printed.horizon {
            self.raw(" ").when(horizon, manner.period);
        }
        if let Some(reading) = printed.reading.as_ref().filter(|_| manner.reading) {
            self.raw(" <span class=\"reading\">")
                .word("text.read-as")
                .raw(" ")
                .text(reading)
                .raw("</span>");
        }
        self
    }

    /// The years of the plans that are compared need not be said again.
    fn when(&mut self, horizon: &Horizon, period: &str) {
        self.raw("<span class=\"when\">");
        if horizon.id != "year" && period.contains(&*horizon.years) {
            self.member("span", horizon.id);
        } else {
            self.member_with("horizon", horizon.id, &[("years", &horizon.years)]);
        }
        self.raw("</span>");
    }

    fn absence(&mut self, absent: &Absent) -> &mut Self {
        let close = if let Some(href) = &absent.href {
            self.open("<a class=\"none\"").attr("href", href);
            "</a>"
        } else {
            self.open("<span class=\"none\"");
            "</span>"
        };
        match &absent.printed {
            Some(sign) => self.member_with("absence", absent.id, &[("sign", sign)]),
            None => self.member("absence", absent.id),
        };
        self.raw(close)
    }

    /// The targets of a row.
    pub(super) fn targets(
        &mut self,
        targets: &[TargetCell],
        manner: TableOptions<'_>,
    ) -> &mut Self {
        for target in targets {
            self.value(target.year.as_deref(), &target.cell, manner);
        }
        self
    }

    fn value(&mut self, year: Option<&str>, cell: &CellView, manner: TableOptions<'_>) {
        self.raw("<div class=\"v\">");
        if let Some(year) = year {
            self.element("<span class=\"when\"", year, "</span> ");
        }
        self.cell(cell, manner).raw("</div>");
    }

    /// What stands above: the value, then the verdict, then the name when it is another.
    pub(super) fn against(&mut self, all: &[Against], manner: TableOptions<'_>) -> &mut Self {
        for against in all {
            self.value(against.year.as_deref(), &against.cell, manner);
            if let Some(verdict) = &against.verdict {
                self.raw("<div class=\"j\">").verdict(verdict).raw("</div>");
            }
            if let Some(name) = &against.name {
                self.raw("<div class=\"alias\">")
                    .word("text.printed-as")
                    .raw(" ")
                    .text(name)
                    .raw("</div>");
            }
        }
        self
    }

    /// A verdict as a badge, with the difference and how nearly the rows say the same.
    pub(super) fn verdict(&mut self, verdict: &VerdictView) -> &mut Self {
        self.badge(verdict);
        if let Some(difference) = &verdict.difference {
            self.element(" <span class=\"diff\"", difference, "</span>");
        }
        if verdict.grade != "same" {
            self.member_in(
                " <span class=\"grade\"",
                ("grade", verdict.grade),
                "</span>",
            );
        }
        self.marks(&verdict.marks)
    }

    fn badge(&mut self, verdict: &VerdictView) {
        let link = verdict.href.as_deref();
        self.open(if link.is_some() { "<a" } else { "<span" })
            .attr_of("class", &["badge v-", verdict.id]);
        if let Some(href) = link {
            self.attr("href", href);
        }
        self.sign(verdict.id).raw(" ").member("verdict", verdict.id);
        if let Some(merit) = verdict.merit {
            self.member_in("<span class=\"merit\"", ("merit", merit), "</span>");
        }
        self.raw(if link.is_some() { "</a>" } else { "</span>" });
    }

    /// The sign is for the eye, the word for everybody.
    pub(super) fn sign(&mut self, id: &str) -> &mut Self {
        self.member_in(
            "<span class=\"sign\" aria-hidden=\"true\"",
            ("symbol", id),
            "</span>",
        )
    }

    /// The word for a level, unless it is the name of the region already.
    pub(super) fn level(&mut self, id: &str) -> &mut Self {
        if id == "nation" {
            return self;
        }
        self.member_in("<span class=\"level\"", ("level", id), "</span> ")
    }

    /// The heads of the columns for the levels above.
    pub(super) fn upper_heads(&mut self, uppers: &[UpperHead]) -> &mut Self {
        for upper in uppers {
            self.raw("<th scope=\"col\" class=\"upper\">")
                .level(upper.level)
                .link(&upper.region);
            if let Some(plan) = &upper.plan {
                self.raw("<span class=\"of\">").link(plan).raw("</span>");
            }
            if !upper.held {
                self.raw(" <span class=\"none\">")
                    .word("text.upper-missing")
                    .raw("</span>");
            }
            self.marks(&upper.marks).raw("</th>");
        }
        self
    }

    /// The cells of a row for the levels above.
    pub(super) fn upper_cells(
        &mut self,
        uppers: &[UpperHead],
        against: &[Vec<Against>],
        manner: TableOptions<'_>,
    ) -> &mut Self {
        for (upper, all) in uppers.iter().zip(against) {
            self.open("<td class=\"upper\"")
                .attr("data-l", &upper.region.text)
                .against(all, manner)
                .raw("</td>");
        }
        self
    }
}
