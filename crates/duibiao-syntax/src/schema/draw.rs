//! Keys as JSON Schema.

use serde_json::{Map, Value, json};

use super::keys::{CONFIG, DocumentKind, SchemaKey, Shape};
use super::words::{Set, Word};

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

const TEXT_PATTERN: &str = r"\S";
const ID_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
const DATE_PATTERN: &str = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const MOMENT_PATTERN: &str =
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])( ([01][0-9]|2[0-3]):[0-5][0-9])?$";
const PERIOD_PATTERN: &str = "^[0-9]{4}[-—–－～~][0-9]{4}$";
const REGION_PATTERN: &str = "^[0-9]{6}$";
const URL_PATTERN: &str = "^https?://[^/\\s<>\"'`][^\\s<>\"'`]*$";
const COUNT_PATTERN: &str = "^[0-9]+/[0-9]+$";
const SITE_URL_PATTERN: &str = r"^[hH][tT][tT][pP][sS]?://[^\s?#]+$";
const FOLDER_PATTERN: &str = r"^[^/\\:][^\\:]*$";
const THEME_PATTERN: &str = r"^[^./\\:][^/\\:]*$";

/// The front matter of a kind of document.
pub(super) fn front_matter(kind: DocumentKind) -> Value {
    let more = (kind == DocumentKind::Reference).then(|| place_of_plan(kind.keys()));
    let mut schema = constrained(kind.keys(), more);
    let title = format!(
        "duibiao：{}的文件头 / front matter: {}",
        kind.chinese(),
        kind.id()
    );
    let folder = if kind.is_by_topic() { "/<topic>" } else { "" };
    let place = format!("content/{}{folder}/*.md", kind.folder());
    schema.insert("title".into(), json!(title));
    schema.insert("description".into(), json!(place));
    schema.insert("defaultSnippets".into(), json!([snippet(kind)]));
    headed(schema)
}

/// The settings.
pub(super) fn config() -> Value {
    let mut schema = object(CONFIG);
    schema.insert(
        "title".into(),
        json!("duibiao.toml：网站的设置 / settings of the site"),
    );
    headed(schema)
}

/// The schema with its draft in front.
fn headed(schema: Map<String, Value>) -> Value {
    let mut headed = Map::new();
    headed.insert("$schema".into(), json!(DRAFT));
    headed.extend(schema);
    Value::Object(headed)
}

/// A map with these keys and no others.
fn object(keys: &[SchemaKey]) -> Map<String, Value> {
    constrained(keys, None)
}

/// A map with these keys and no others, of which one thing more must hold.
fn constrained(keys: &[SchemaKey], more: Option<Value>) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys {
        let value = property(key);
        for name in key.names() {
            properties.insert(name.to_owned(), value.clone());
        }
    }
    let mut schema = Map::new();
    schema.insert("type".into(), json!("object"));
    schema.insert("additionalProperties".into(), json!(false));
    schema.insert("properties".into(), Value::Object(properties));
    let required: Vec<Value> = keys
        .iter()
        .filter(|key| key.required)
        .map(present)
        .collect();
    let once = keys.iter().filter(|key| !key.alias.is_empty()).map(once);
    let all: Vec<Value> = required.into_iter().chain(once).chain(more).collect();
    if !all.is_empty() {
        schema.insert("allOf".into(), Value::Array(all));
    }
    schema
}

/// That a key is there under either name.
fn present(key: &SchemaKey) -> Value {
    let mut names: Vec<Value> = key
        .names()
        .map(|name| json!({ "required": [name] }))
        .collect();
    if names.len() == 1 {
        return names.remove(0);
    }
    json!({ "anyOf": names })
}

/// That a key is not there under both names.
fn once(key: &SchemaKey) -> Value {
    json!({ "not": { "required": [key.name, key.alias] } })
}

/// Region, topic and period of a plan that is not held: all three, or none of them and no zone.
fn place_of_plan(keys: &[SchemaKey]) -> Value {
    let find = |name| keys.iter().filter(move |key| key.name == name);
    let three = ["region", "topic", "period"].into_iter().flat_map(find);
    let four = ["region", "topic", "period", "zone"]
        .into_iter()
        .flat_map(find);
    let all: Vec<Value> = three.map(present).collect();
    let none: Vec<Value> = four
        .flat_map(SchemaKey::names)
        .map(|name| json!({ "required": [name] }))
        .collect();
    json!({ "anyOf": [{ "allOf": all }, { "not": { "anyOf": none } }] })
}

/// The value of a key, with the words about it.
fn property(key: &SchemaKey) -> Value {
    let mut schema = value(key.shape);
    let names = if key.alias.is_empty() {
        key.name.to_owned()
    } else {
        format!("{}（{}）", key.alias, key.name)
    };
    schema.insert("title".into(), json!(names));
    schema.insert(
        "description".into(),
        json!(format!("{}\n{}", key.zh, key.en)),
    );
    if !key.example.is_empty() {
        schema.insert("examples".into(), json!([example(key)]));
    }
    Value::Object(schema)
}

/// The example of a key as the value that it is.
fn example(key: &SchemaKey) -> Value {
    match key.shape {
        Shape::Flag | Shape::Switch => json!(key.example == "true"),
        Shape::List => json!([key.example]),
        _ => json!(key.example),
    }
}

fn value(shape: Shape) -> Map<String, Value> {
    let schema = match shape {
        Shape::Text => scalar(),
        Shape::Quoted => json!({ "type": "string" }),
        Shape::Id => pattern(ID_PATTERN, Some(100)),
        Shape::Date => pattern(DATE_PATTERN, None),
        Shape::Moment => pattern(MOMENT_PATTERN, None),
        Shape::Period => pattern(PERIOD_PATTERN, None),
        // YAML reads six digits without quotes as a number, which the parser takes as written.
        Shape::Region => json!({
            "type": ["string", "integer"], "pattern": REGION_PATTERN, "minimum": 100_000, "maximum": 999_999
        }),
        Shape::Url => pattern(URL_PATTERN, None),
        Shape::Count => pattern(COUNT_PATTERN, None),
        Shape::SiteUrl => pattern(SITE_URL_PATTERN, None),
        Shape::Folder => pattern(FOLDER_PATTERN, None),
        Shape::ThemeName => pattern(THEME_PATTERN, None),
        Shape::OneOf(set) => closed(set),
        Shape::Flag => json!({ "enum": [true, false, "是", "否"] }),
        Shape::Switch => json!({ "type": "boolean" }),
        Shape::List => json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 }),
        Shape::Texts => json!({
            "anyOf": [scalar(), { "type": "array", "items": scalar() }]
        }),
        Shape::Map(keys) => Value::Object(object(keys)),
        Shape::Maps(keys) => {
            let map = Value::Object(object(keys));
            json!({ "anyOf": [{ "type": "array", "items": map }, map] })
        }
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

/// Words; a title may well be a year.
fn scalar() -> Value {
    json!({ "type": ["string", "number", "boolean"], "pattern": TEXT_PATTERN })
}

fn pattern(pattern: &str, longest: Option<usize>) -> Value {
    match longest {
        Some(longest) => json!({ "type": "string", "pattern": pattern, "maxLength": longest }),
        None => json!({ "type": "string", "pattern": pattern }),
    }
}

/// A closed set; YAML and TOML editors look for the meanings of its words in different places.
fn closed(set: Set) -> Value {
    let ids = set.ids();
    let meaning = |id: &&str| {
        let word: Option<&Word> = set.words().iter().find(|word| word.id == *id);
        word.map_or_else(String::new, |word| format!("{} / {}", word.zh, word.en))
    };
    let meanings: Vec<String> = ids.iter().map(meaning).collect();
    json!({
        "enum": ids,
        "enumDescriptions": meanings,
        "x-taplo": { "docs": { "enumValues": meanings } },
    })
}

/// All required keys at once, for an empty front matter.
fn snippet(kind: DocumentKind) -> Value {
    let required = kind.keys().iter().filter(|key| key.required);
    let body: Map<String, Value> = required
        .enumerate()
        .map(|(at, key)| (key.name.to_owned(), json!(place_holder(at + 1, key))))
        .collect();
    json!({
        "label": format!("{}：必填的键 / required keys", kind.chinese()),
        "description": "必填的键，按 Tab 逐个填写 / all required keys",
        "body": body,
    })
}

/// The stop of a snippet at which a value is typed or chosen.
pub(super) fn place_holder(number: usize, key: &SchemaKey) -> String {
    match key.shape {
        Shape::OneOf(set) => format!("${{{number}|{}|}}", set.ids().join(",")),
        _ => format!("${{{number}:{}}}", key.example),
    }
}
