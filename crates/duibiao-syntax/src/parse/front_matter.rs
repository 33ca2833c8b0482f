//! The schema of front matter: which keys each kind of document has, and what type each value is.
//!
//! Every fault of a document is found in one reading. A document whose required keys are not all right
//! is no document; its diagnostics say why.

use super::fields::{FieldName, Fields, STATUS};
use super::yaml;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    Alias, Attachment, Better, Body, Consultation, DeskNotes, Grade, IndicatorDocument,
    IndicatorMeasure, PageDocument, PlanDocument, PlanPlace, PlanStatus, Proof, ReferenceDocument,
    ReferenceKind, Sign, TextKind, TopicDocument, Verification, fingerprint,
};
use crate::period::Period;
use crate::quantity::Unit;
use crate::source::Source;
use crate::span::{Span, Spanned};

/// The front matter of a source, and where its body begins.
pub(super) struct FrontMatterBlock {
    /// Its keys and values.
    pub(super) fields: Fields,
    /// The first byte of the body.
    pub(super) body_start: usize,
}

/// Splits a source into its front matter and its body.
pub(super) fn head(source: &Source, found: &mut Vec<Diagnostic>) -> Option<FrontMatterBlock> {
    let text = &*source.text;
    let begin = if text.starts_with('\u{FEFF}') {
        '\u{FEFF}'.len_utf8()
    } else {
        0
    };
    let Some(yaml_start) = opening(&text[begin..]).map(|length| begin + length) else {
        found.push(missing_opening(source, begin));
        return None;
    };
    let Some((yaml_end, body_start)) = closing(text, yaml_start) else {
        found.push(
            Diagnostic::new(
                Code::FrontMatterUnclosed,
                "文件头没有结束",
                "the front matter is not closed",
            )
            .label(
                source.span(begin..begin + 3),
                "从这里开始",
                "it begins here",
            )
            .help(
                "在文件头最后另起一行写 ---",
                "put a line of three dashes after the last key",
            ),
        );
        return None;
    };
    match yaml::read(source, yaml_start, yaml_end) {
        Ok(root) => Some(FrontMatterBlock {
            fields: Fields::new(root, found)?,
            body_start,
        }),
        Err(diagnostic) => {
            found.push(*diagnostic);
            None
        }
    }
}

/// The length of the opening line.
fn opening(text: &str) -> Option<usize> {
    let line = text.split_inclusive('\n').next()?;
    (line.trim_end() == "---").then_some(line.len())
}

/// Where the YAML ends and where the body begins.
fn closing(text: &str, yaml_start: usize) -> Option<(usize, usize)> {
    let mut at = yaml_start;
    for line in text[yaml_start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn missing_opening(source: &Source, begin: usize) -> Diagnostic {
    Diagnostic::new(
        Code::FrontMatterMissing,
        "文件没有文件头",
        "the document has no front matter",
    )
    .label(
        source.span(begin..begin),
        "第一行应该是 ---",
        "the first line should be ---",
    )
    .help(
        "文件头写在两行 --- 之间，例如：---⏎title: …⏎---",
        "front matter stands between two lines of ---, e.g. ---⏎title: …⏎---",
    )
}

const TITLE: FieldName = ("title", "标题");
const NAME: FieldName = ("name", "名称");
const NAME_EN: FieldName = ("name_en", "英文名称");
const TOPIC: FieldName = ("topic", "领域");
const REGION: FieldName = ("region", "行政区");
const PERIOD: FieldName = ("period", "规划期");
const REPLACES: FieldName = ("replaces", "替代");
const SOURCE: FieldName = ("source", "来源");
const DOC_NO: FieldName = ("doc_no", "发文字号");
const ISSUERS: FieldName = ("issuers", "发文机关");
const PUBLISHED: FieldName = ("published", "发布日期");
const DRAFT: FieldName = ("draft", "草稿");
const NOTE_BY: FieldName = ("by", "人员");

/// Reads a topic.
pub(super) fn topic(
    mut fields: Fields,
    stem: &Spanned<Box<str>>,
    body: Body,
    found: &mut Vec<Diagnostic>,
) -> Option<TopicDocument> {
    let id = fields.id(stem, found);
    let title = fields.required(TITLE, found);
    let name_en = fields.text(NAME_EN, found).map(|name| name.value);
    fields.finish(found);
    Some(TopicDocument {
        id: id?,
        title: title?.value,
        name_en,
        body,
    })
}

/// Reads an entry of the catalogue.
pub(super) fn indicator(
    mut fields: Fields,
    stem: &Spanned<Box<str>>,
    folder: &str,
    body: Body,
    found: &mut Vec<Diagnostic>,
) -> Option<IndicatorDocument> {
    let id = fields.id(stem, found);
    let name = fields.required(NAME, found);
    let name_en = fields.text(NAME_EN, found).map(|name| name.value);
    let topic = in_folder(fields.required(TOPIC, found), folder, found);
    let unit = fields.required(("unit", "单位"), found);
    let better = fields.one_of(("better", "方向"), &Better::ALL, found);
    let measure = fields.one_of(("measure", "量的类型"), &IndicatorMeasure::ALL, found);
    let also = aliases(&mut fields, found);
    fields.finish(found);
    Some(IndicatorDocument {
        id: id?,
        name: name?,
        name_en,
        topic: topic?,
        unit: Unit::new(&unit?.value),
        better: better?.value,
        measure: measure?.value,
        also,
        body,
    })
}

fn aliases(fields: &mut Fields, found: &mut Vec<Diagnostic>) -> Vec<Alias> {
    let maps = fields.maps(("also", "又作"), found);
    maps.into_iter()
        .filter_map(|mut fields| {
            let name = fields.required(NAME, found);
            let grade = fields.one_of(("grade", "等级"), &Grade::ALL, found);
            let reason = fields.required(("reason", "理由"), found);
            let by = fields.text(("by", "判定人"), found).map(|by| by.value);
            let on = fields.date(("on", "日期"), found);
            let plans = fields.list(("plans", "规划"), found);
            fields.finish(found);
            Some(Alias {
                name: name?,
                grade: grade?.value,
                reason: reason?.value,
                by,
                on,
                plans,
            })
        })
        .collect()
}

/// Reads a plan.
#[expect(
    clippy::too_many_lines,
    reason = "one line a key, in the order of the schema"
)]
pub(super) fn plan(
    mut fields: Fields,
    stem: &Spanned<Box<str>>,
    folder: &str,
    body: impl FnOnce(Period, Option<TextKind>, &mut Vec<Diagnostic>) -> Body,
    found: &mut Vec<Diagnostic>,
) -> Option<PlanDocument> {
    let stem = fields.id(stem, found);
    let title = fields.required(TITLE, found);
    let region = fields.region(REGION, found);
    let topic = in_folder(fields.required(TOPIC, found), folder, found);
    let period = fields.period(PERIOD, found);
    let status = fields.one_of(STATUS, &PlanStatus::ALL, found);
    let text = fields.one_of(("text", "正文"), &TextKind::ALL, found);
    let verification = fields.one_of(("verification", "核验"), &Verification::ALL, found);
    let doc_no = fields.text(DOC_NO, found);
    let index_no = fields
        .text(("index_no", "索引号"), found)
        .map(|number| number.value);
    let issuers = values(fields.list(ISSUERS, found));
    let written = fields.date(("written", "成文日期"), found);
    let published = fields.published(PUBLISHED, found);
    let effective = fields.date(("effective", "实施日期"), found);
    let repealed = fields.date(("repealed", "废止日期"), found);
    let openness = openness(&mut fields, found);
    let keywords = values(fields.list(("keywords", "主题词"), found));
    let summary = fields
        .text(("abstract", "内容概述"), found)
        .map(|text| text.value);
    let origin = fields.origin(SOURCE, found);
    let implements = fields.list(("implements", "落实"), found);
    let replaces = fields.text(REPLACES, found);
    let changes = fields.changes(("changes", "更新记录"), found);
    let attachments = attachments(&mut fields, found);
    let proof = proof(&mut fields, found);
    let note = fields
        .text(("note", "编者说明"), found)
        .map(|note| note.value);
    let draft = fields.flag(DRAFT, found);
    let consultation = consultation(&mut fields, status.as_ref(), found);
    let desk = desk_notes(&mut fields, found);
    fields.finish(found);
    let (stem, region, period) = (stem?, region?, period?);
    check_stem(&stem, &region.value.id(), period.value, region.span, found);
    let body = body(period.value, text.as_ref().map(|text| text.value), found);
    let proof = proof.and_then(|proof| valid(proof, &body, found));
    let topic = topic?;
    Some(PlanDocument {
        id: stem.with(format!("{}/{}", topic.value, stem.value).into()),
        title: title?,
        region,
        topic,
        period,
        status: status?,
        text: text?.value,
        verification: verification?.value,
        doc_no,
        index_no,
        issuers,
        written,
        published,
        effective,
        repealed,
        openness,
        keywords,
        summary,
        origin,
        implements,
        replaces,
        changes,
        attachments,
        proof,
        note,
        draft,
        consultation,
        desk,
        body,
    })
}

/// The record of a proof. It is written by a program, so one that is not whole is refused.
fn proof(fields: &mut Fields, found: &mut Vec<Diagnostic>) -> Option<Spanned<Proof>> {
    let (span, mut fields) = fields.map_at(("proof", "核对"), found)?;
    let original = fields.required(("original", "原件"), found);
    let hash = fields.required(("hash", "散列"), found);
    let on = fields.required_date(("on", "日期"), found);
    let cells = fields.required(("cells", "单元格"), found);
    let fingerprint = fields.required(("fingerprint", "指纹"), found);
    fields.finish(found);
    let cells = cells?;
    let counts = cells.value.split_once('/');
    let counts = counts.and_then(|(proved, all)| Some((proved.parse().ok()?, all.parse().ok()?)));
    let Some((proved, all)) = counts else {
        found.push(
            Diagnostic::new(
                Code::NotInClosedSet,
                format!("`cells` 应写成 14/14，不是 `{}`", cells.value),
                format!("`cells` is written as 14/14, not `{}`", cells.value),
            )
            .at(cells.span)
            .help(
                "删去 proof，重新核对：duibiao import --verify … --against … --record",
                "delete the proof and verify again: duibiao import --verify … --against … --record",
            ),
        );
        return None;
    };
    let proof = Proof {
        original: original?.value,
        hash: hash?.value,
        on: on?,
        proved,
        cells: all,
        fingerprint: fingerprint?.value,
    };
    Some(Spanned::new(proof, span))
}

/// A proof holds for the cells that were proved and for no others.
fn valid(proof: Spanned<Proof>, body: &Body, found: &mut Vec<Diagnostic>) -> Option<Proof> {
    if *proof.value.fingerprint == *fingerprint(body) {
        return Some(proof.value);
    }
    found.push(
        Diagnostic::new(
            Code::ProofOutdated,
            "核对之后改过指标或承诺，核对记录不再有效",
            "a row or a promise was changed after it was proved, so the proof no longer holds",
        )
        .at(proof.span)
        .help(
            "重新核对：duibiao import --verify 本文件 --against 原件 --record",
            "verify again: duibiao import --verify THIS_FILE --against ORIGINAL --record",
        ),
    );
    None
}

/// 公开方式. Only what is open to everyone may be on a site (条例 of 2019, art. 19–20).
fn openness(fields: &mut Fields, found: &mut Vec<Diagnostic>) -> Option<Box<str>> {
    let openness = fields.text(("openness", "公开方式"), found)?;
    if ["依申请公开", "不予公开", "不公开"]
        .iter()
        .any(|closed| openness.value.contains(closed))
    {
        found.push(
            Diagnostic::new(
                Code::NotPublic,
                format!("公开方式是“{}”，不能发布", openness.value),
                format!(
                    "its openness is “{}”, so it cannot be published",
                    openness.value
                ),
            )
            .at(openness.span)
            .help(
                "确实主动公开的改为 主动公开；否则把文件移出 content/",
                "move the file out of content/ unless it is 主动公开",
            ),
        );
    }
    Some(openness.value)
}

/// When the public may comment: only on a consultation draft, and the last day is not before the first.
fn consultation(
    fields: &mut Fields,
    status: Option<&Spanned<PlanStatus>>,
    found: &mut Vec<Diagnostic>,
) -> Option<Consultation> {
    let (key, mut fields) = fields.map_at(("consultation", "征求意见期"), found)?;
    let opens = fields.required_date(("opens", "开始"), found);
    let closes = fields.required_date(("closes", "截止"), found);
    let respond = fields
        .text(("respond", "反馈方式"), found)
        .map(|text| text.value);
    fields.finish(found);
    let (opens, closes) = (opens?, closes?);
    if closes < opens {
        found.push(
            Diagnostic::new(
                Code::ConsultationPeriod,
                format!("征求意见的截止日期 {closes} 早于开始日期 {opens}"),
                format!("the consultation closes on {closes}, before it opens on {opens}"),
            )
            .at(key)
            .help("核对两个日期", "check the two days"),
        );
    }
    if let Some(status) = status.filter(|status| status.value != PlanStatus::Consultation) {
        found.push(
            Diagnostic::new(
                Code::ConsultationPeriod,
                "只有征求意见稿才有征求意见期",
                "only a consultation draft has a consultation period",
            )
            .at(key)
            .label(
                status.span,
                "状态不是 consultation",
                "its status is another",
            )
            .help(
                "把 status 改为 consultation，或删去 consultation",
                "make the status `consultation`, or delete the period",
            ),
        );
    }
    Some(Consultation {
        opens,
        closes,
        respond,
    })
}

/// Who answers for a file, and the signs of its review.
fn desk_notes(fields: &mut Fields, found: &mut Vec<Diagnostic>) -> DeskNotes {
    let editor = fields
        .text(("editor", "责任编辑"), found)
        .map(|name| name.value);
    let signs = fields.maps(("review", "审校"), found);
    let review = signs
        .into_iter()
        .filter_map(|mut fields| {
            let step = fields.required(("step", "环节"), found);
            let by = fields.required(NOTE_BY, found);
            let on = fields.required_date(("on", "日期"), found);
            let of = fields.text(("of", "指纹"), found).map(|of| of.value);
            fields.finish(found);
            Some(Sign {
                step: step?,
                by: by?.value,
                on: on?,
                of,
            })
        })
        .collect();
    DeskNotes { editor, review }
}

fn attachments(fields: &mut Fields, found: &mut Vec<Diagnostic>) -> Vec<Attachment> {
    let maps = fields.maps(("attachments", "附件"), found);
    maps.into_iter()
        .filter_map(|mut fields| {
            let file = fields.required(("file", "文件"), found);
            let title = fields.text(TITLE, found).map(|title| title.value);
            fields.finish(found);
            let file = file?;
            let title = title.unwrap_or_else(|| file.value.clone());
            Some(Attachment { file, title })
        })
        .collect()
}

/// The file name of a plan begins with its region and the first year of its period, so that addresses
/// come from codes: `321200-2021`, `530000-2021-draft`.
fn check_stem(
    stem: &Spanned<Box<str>>,
    region: &str,
    period: Period,
    region_span: Span,
    found: &mut Vec<Diagnostic>,
) {
    let expected = format!("{region}-{}", period.start);
    let rest = stem.value.strip_prefix(&*expected);
    if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-')) {
        return;
    }
    found.push(
        Diagnostic::new(
            Code::StemMismatch,
            format!("文件名（或编号）`{}` 与行政区、规划期不符", stem.value),
            format!("the file name (or id) `{}` does not fit the region and period", stem.value),
        )
        .label(region_span, format!("按这里应以 `{expected}` 开头"), format!("so it should begin with `{expected}`"))
        .help(
            format!("把文件改名为 {expected}.md；同一地区同一领域有几部规划时加后缀：{expected}-housing.md"),
            format!("rename the file to {expected}.md, with a suffix when there are several: {expected}-housing.md"),
        ),
    );
}

fn in_folder(
    topic: Option<Spanned<Box<str>>>,
    folder: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<Spanned<Box<str>>> {
    let topic = topic?;
    if &*topic.value != folder {
        found.push(
            Diagnostic::new(
                Code::FolderMismatch,
                format!("领域是 `{}`，文件却在 `{folder}/` 里", topic.value),
                format!(
                    "the topic is `{}` but the file lies in `{folder}/`",
                    topic.value
                ),
            )
            .at(topic.span)
            .help(
                "改领域，或把文件移到同名的文件夹",
                "change the topic or move the file to the folder of that name",
            ),
        );
    }
    Some(topic)
}

/// Reads a reference.
pub(super) fn reference(
    mut fields: Fields,
    stem: &Spanned<Box<str>>,
    body: Body,
    found: &mut Vec<Diagnostic>,
) -> Option<ReferenceDocument> {
    let id = fields.id(stem, found);
    let title = fields.required(TITLE, found);
    let kind = fields.one_of(("kind", "类别"), &ReferenceKind::ALL, found);
    let also = fields.list(("also", "又作"), found);
    let doc_no = fields.text(DOC_NO, found);
    let issuers = values(fields.list(ISSUERS, found));
    let issued = fields.date(("issued", "印发日期"), found);
    let published = fields.published(PUBLISHED, found);
    let origin = fields.origin(SOURCE, found);
    let place = place(&mut fields, found);
    let replaces = fields.text(REPLACES, found);
    let draft = fields.flag(DRAFT, found);
    fields.finish(found);
    Some(ReferenceDocument {
        id: id?,
        title: title?,
        kind: kind?.value,
        also,
        doc_no,
        issuers,
        issued,
        published,
        origin,
        place,
        replaces,
        draft,
        body,
    })
}

/// Region, topic and period: all three, or none.
fn place(fields: &mut Fields, found: &mut Vec<Diagnostic>) -> Option<PlanPlace> {
    if !fields.has_any(&[REGION, TOPIC, PERIOD]) {
        return None;
    }
    let region = fields.region(REGION, found);
    let topic = fields.required(TOPIC, found);
    let period = fields.period(PERIOD, found);
    Some(PlanPlace {
        region: region?,
        topic: topic?,
        period: period?,
    })
}

/// Reads an ordinary page.
pub(super) fn page(
    mut fields: Fields,
    stem: &Spanned<Box<str>>,
    body: Body,
    found: &mut Vec<Diagnostic>,
) -> Option<PageDocument> {
    let id = fields.id(stem, found);
    let title = fields.required(TITLE, found);
    let draft = fields.flag(DRAFT, found);
    let desk = desk_notes(&mut fields, found);
    fields.finish(found);
    Some(PageDocument {
        id: id?,
        title: title?.value,
        draft,
        desk,
        body,
    })
}

fn values(texts: Vec<Spanned<Box<str>>>) -> Vec<Box<str>> {
    texts.into_iter().map(|text| text.value).collect()
}

/// The verification of a row, by its Chinese or English word.
pub(super) fn row_verification(
    text: &Spanned<Box<str>>,
    found: &mut Vec<Diagnostic>,
) -> Option<Verification> {
    const WORDS: [(Verification, &str); 6] = [
        (Verification::Transcribed, "原文"),
        (Verification::Reported, "转引"),
        (Verification::Recalled, "记忆"),
        (Verification::Transcribed, "transcribed"),
        (Verification::Reported, "reported"),
        (Verification::Recalled, "recalled"),
    ];
    let known = WORDS.iter().find(|(_, word)| *word == &*text.value);
    if known.is_none() {
        found.push(
            Diagnostic::new(
                Code::BadVerification,
                format!("核验“{}”不是原文、转引、记忆之一", text.value),
                format!(
                    "the verification “{}” is not one of 原文, 转引, 记忆",
                    text.value
                ),
            )
            .at(text.span)
            .help(
                "写 原文、转引 或 记忆；与整份规划相同的留空",
                "write 原文, 转引 or 记忆, or leave it empty when it is as the plan says",
            ),
        );
    }
    known.map(|(verification, _)| *verification)
}
