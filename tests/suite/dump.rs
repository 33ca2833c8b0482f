//! A document written out for reading by eye: one line a fact, with its place.

use std::fmt::Write as _;

use duibiao_syntax::document::{
    Body, Citation, Clause, Document, IndicatorDocument, IndicatorRow, IndicatorTable, Origin,
    PlanDocument, PlanPlace, ReferenceDocument, TableColumn,
};
use duibiao_syntax::source::Source;
use duibiao_syntax::span::Span;
use duibiao_syntax::target::{Horizon, Target};

/// A document as lines of text.
pub(crate) fn document(document: &Document, source: &Source) -> String {
    let mut dump = Dump {
        source,
        text: String::new(),
    };
    match document {
        Document::Topic(topic) => {
            dump.line(&format!("topic {} {}", topic.id.value, topic.title));
            dump.maybe("name_en", topic.name_en.as_ref());
            dump.body(&topic.body);
        }
        Document::Indicator(indicator) => dump.indicator(indicator),
        Document::Plan(plan) => dump.plan(plan),
        Document::Reference(reference) => dump.reference(reference),
        Document::Page(page) => {
            dump.line(&format!("page {} {}", page.id.value, page.title));
            dump.body(&page.body);
        }
    }
    dump.text
}

struct Dump<'a> {
    source: &'a Source,
    text: String,
}

impl Dump<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn maybe(&mut self, key: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.line(&format!("  {key}: {value}"));
        }
    }

    fn list<T: std::fmt::Display>(&mut self, key: &str, values: impl IntoIterator<Item = T>) {
        let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        if !values.is_empty() {
            self.line(&format!("  {key}: {}", values.join(" | ")));
        }
    }

    /// `12:3`.
    fn at(&self, span: Span) -> String {
        let position = self.source.position(span.range().start);
        format!("{}:{}", position.line, position.column)
    }

    fn words(&self, span: Span) -> &str {
        &self.source.text[span.range()]
    }

    fn indicator(&mut self, indicator: &IndicatorDocument) {
        let IndicatorDocument {
            id, name, topic, ..
        } = indicator;
        self.line(&format!(
            "indicator {} {} in {}",
            id.value, name.value, topic.value
        ));
        self.maybe("name_en", indicator.name_en.as_ref());
        self.maybe(
            "unit",
            indicator
                .unit
                .as_ref()
                .map(duibiao_syntax::quantity::Unit::as_printed),
        );
        self.maybe("better", Some(indicator.better.id()));
        self.maybe("measure", Some(indicator.measure.id()));
        for alias in &indicator.also {
            let (name, grade, reason) = (&alias.name.value, alias.grade.id(), &alias.reason);
            self.line(&format!("  also {name}: {grade}, {reason}"));
            self.maybe("  by", alias.by.as_ref());
            self.maybe("  on", alias.on);
            self.list("  plans", alias.plans.iter().map(|plan| &plan.value));
        }
        self.body(&indicator.body);
    }

    fn plan(&mut self, plan: &PlanDocument) {
        self.line(&format!("plan {} {}", plan.id.value, plan.title.value));
        self.line(&format!(
            "  {} {}, {}, {}: {}, {}, {}",
            plan.region.value.id(),
            plan.region.value.full_name(),
            plan.topic.value,
            plan.period.value,
            plan.status.value.id(),
            plan.text.id(),
            plan.verification.id(),
        ));
        self.maybe("doc_no", plan.doc_no.as_ref().map(|number| &number.value));
        self.maybe("index_no", plan.index_no.as_ref());
        self.list("issuers", &plan.issuers);
        self.maybe("written", plan.written);
        let published = plan.published.as_ref();
        self.maybe(
            "published",
            published.map(|of| format!("{} {:?}", of.date, of.time)),
        );
        self.maybe("effective", plan.effective);
        self.maybe("repealed", plan.repealed);
        self.maybe("openness", plan.openness.as_ref());
        self.list("keywords", &plan.keywords);
        self.maybe(
            "abstract",
            plan.summary.as_ref().map(|text| format!("{text:?}")),
        );
        self.origin(&plan.origin);
        self.list(
            "implements",
            plan.implements.iter().map(|title| &title.value),
        );
        self.maybe("replaces", plan.replaces.as_ref().map(|id| &id.value));
        self.list(
            "changes",
            plan.changes
                .iter()
                .map(|of| format!("{} {}", of.date, of.note)),
        );
        let files = plan.attachments.iter();
        self.list(
            "attachments",
            files.map(|of| format!("{} {}", of.file.value, of.title)),
        );
        self.maybe("note", plan.note.as_ref());
        self.body(&plan.body);
    }

    fn reference(&mut self, reference: &ReferenceDocument) {
        let ReferenceDocument {
            id, title, kind, ..
        } = reference;
        self.line(&format!(
            "reference {} {} ({})",
            id.value,
            title.value,
            kind.id()
        ));
        self.list("also", reference.also.iter().map(|title| &title.value));
        self.maybe("issued", reference.issued);
        if let Some(PlanPlace {
            region,
            topic,
            period,
        }) = &reference.place
        {
            let (region, topic) = (region.value.id(), &topic.value);
            self.line(&format!("  place: {region} {topic} {}", period.value));
        }
        self.maybe("replaces", reference.replaces.as_ref().map(|id| &id.value));
        self.body(&reference.body);
    }

    fn origin(&mut self, origin: &Origin) {
        let Origin {
            url,
            title,
            seen,
            note,
        } = origin;
        self.maybe("source url", url.as_ref());
        self.maybe("source title", title.as_ref());
        self.maybe("source seen", seen.as_ref());
        self.maybe("source note", note.as_ref());
    }

    fn body(&mut self, body: &Body) {
        self.line(&format!("body at {}", self.at(body.span)));
        for clause in &body.clauses {
            self.clause(body, clause);
        }
        for mark in &body.boxes {
            let (label, title) = (self.words(mark.label), self.words(mark.title));
            let end = self.source.position(mark.span.range().end).line;
            self.line(&format!(
                "  box {} [{label}] {title} at {} to line {end}",
                mark.anchor,
                self.at(mark.span)
            ));
        }
        for table in &body.tables {
            self.table(table);
        }
        for commitment in &body.commitments {
            let (anchor, id) = (&commitment.anchor, &commitment.indicator);
            assert_eq!(self.words(id.span), &*id.value, "the place of the id");
            self.line(&format!(
                "  commitment {anchor} {} at {}: {}",
                id.value,
                self.at(commitment.span),
                target(&commitment.target)
            ));
        }
        for citation in &body.citations {
            self.citation(citation);
        }
        for link in &body.links {
            let at = self.at(link.span);
            self.line(&format!(
                "  {:?} link at {at}: {}",
                link.kind, link.destination
            ));
        }
        if body.has_code {
            self.line("  has code");
        }
    }

    fn clause(&mut self, body: &Body, clause: &Clause) {
        let [number, title, span] =
            [clause.number, clause.title, clause.extent].map(|extent| extent.of(self.source.id));
        let (number, title) = (self.words(number), self.words(title));
        self.line(&format!(
            "  clause {} level {} {:?} at {}: [{number}] {title}",
            body.anchor(clause),
            clause.level,
            clause.form,
            self.at(span)
        ));
    }

    fn table(&mut self, table: &IndicatorTable) {
        let columns: Vec<String> = table.columns.iter().map(column).collect();
        let second = if table.second_header {
            ", two headers"
        } else {
            ""
        };
        let at = self.at(table.span);
        self.line(&format!("  table at {at}{second}: {}", columns.join(" | ")));
        for row in &table.rows {
            self.row(row);
        }
    }

    fn row(&mut self, row: &IndicatorRow) {
        let at = self.at(row.span);
        let mut line = format!("    {} at {at}: {:?}", row.anchor, row.name.value);
        for (key, value) in [
            ("number", Some(&*row.number)),
            ("group", row.group.as_deref()),
        ] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                let _ = write!(line, ", {key} {value}");
            }
        }
        if row.is_part {
            line.push_str(", a part");
        }
        if let Some(unit) = &row.unit {
            let _ = write!(line, ", in {}", unit.as_printed());
        }
        if let Some(nature) = row.nature {
            let _ = write!(line, ", {}", nature.printed());
        }
        if let Some(verification) = row.verification {
            let _ = write!(line, ", {}", verification.id());
        }
        self.line(&line);
        let others = [
            ("by", row.responsible()),
            ("from", row.source()),
            ("note", row.note()),
        ];
        for (key, value) in others {
            self.maybe(&format!("    {key}"), value);
        }
        if let Some(baseline) = &row.baseline {
            let value = target(&baseline.value);
            self.line(&format!("      was ({}) {value}", baseline.year));
        }
        for of in &row.targets {
            let at = self.at(of.span);
            self.line(&format!("      target at {at} {}", target(&of.target)));
        }
    }

    fn citation(&mut self, citation: &Citation) {
        let words = self.words(citation.span);
        self.line(&format!(
            "  citation at {}: {words}: title {:?}, number {:?}",
            self.at(citation.span),
            citation.title.as_deref().unwrap_or_default(),
            citation.doc_no.as_deref().unwrap_or_default()
        ));
    }
}

fn column(column: &TableColumn) -> String {
    match column {
        TableColumn::Baseline(year) => format!("Baseline {year}"),
        TableColumn::Target(Some(time)) => format!("Target {}", horizon(*time)),
        TableColumn::Target(None) => "Target".to_owned(),
        other => format!("{other:?}"),
    }
}

/// `“≥95%” is bound ≥95% in year 2025`.
pub(crate) fn target(target: &Target) -> String {
    let mut text = format!(
        "“{}” is {} {} in {}",
        target.printed,
        target.kind.id(),
        target.canonical(),
        horizon(target.horizon)
    );
    if let Some(hedge) = target.hedge() {
        let _ = write!(text, ", {hedge}");
    }
    if !target.footnotes().is_empty() {
        let _ = write!(text, ", note {}", target.footnotes());
    }
    text
}

fn horizon(horizon: Horizon) -> String {
    match horizon {
        Horizon::Year(year) => format!("year {year}"),
        Horizon::Average(period) | Horizon::Cumulative(period) | Horizon::Period(period) => {
            format!("{} {period}", horizon.id())
        }
    }
}
