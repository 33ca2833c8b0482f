//! Files that wire the schemas into VS Code, and what does not work there.
//!
//! What is known (November 2026):
//!
//! - The YAML extension (`redhat.vscode-yaml`) does **not** look at front matter in Markdown; the request
//!   is open since 2019 (redhat-developer/vscode-yaml#207). A comment
//!   `# yaml-language-server: $schema=…` inside front matter is therefore of no use there. Our parser
//!   takes such a comment, as any `#` line.
//! - What does work in Markdown without any extension: snippets (`snippets`), and the findings of
//!   `duibiao check` in the list of problems, by a task with a problem matcher (`tasks`). The parser
//!   speaks there itself, so nothing can differ.
//! - With Node: the extension `unifiedjs.vscode-remark` with the package `remark-lint-frontmatter-schema`
//!   validates front matter against our schemas while typing ([`remark`]). It has no completion.
//! - `duibiao.toml`: Even Better TOML (`tamasfe.even-better-toml`) reads JSON Schema up to draft-04.
//!   Relative paths in its VS Code setting are looked for in the wrong folder (tamasfe/taplo#479), those
//!   in `.taplo.toml` are not: so the wiring is there (`taplo`).
//!
//! Nothing is written here; a file that exists is the user's, and merging is left to the user.

use serde_json::{Value, json};

use super::draw::place_holder;
use super::keys::{DocumentKind, SchemaKey, Shape};

/// The folder of the project for the schemas.
pub const FOLDER: &str = ".vscode/duibiao";

/// A file and what it should hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorFile {
    /// Its path from the project root.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// All files that make VS Code know the project, schemas included.
pub fn vscode_settings() -> Vec<EditorFile> {
    let mut files: Vec<EditorFile> = super::all()
        .into_iter()
        .map(|schema| EditorFile {
            path: format!("{FOLDER}/{}", schema.file),
            text: schema.text(),
        })
        .collect();
    files.extend([
        json_file(".vscode/settings.json", &settings()),
        json_file(".vscode/extensions.json", &extensions()),
        json_file(".vscode/tasks.json", &tasks()),
        json_file(".vscode/duibiao.code-snippets", &snippets()),
        EditorFile {
            path: ".taplo.toml".to_owned(),
            text: taplo(),
        },
    ]);
    files
}

fn json_file(path: &str, value: &Value) -> EditorFile {
    // Strings and lists only: there is nothing that could fail.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    EditorFile {
        path: path.to_owned(),
        text: text + "\n",
    }
}

/// `.vscode/settings.json`. Suggestions are off in Markdown unless they are asked for, and a trailing
/// blank or a tab would be text of a plan.
fn settings() -> Value {
    json!({
        "[markdown]": {
            "editor.quickSuggestions": { "other": "on", "comments": "off", "strings": "off" },
            "editor.snippetSuggestions": "top",
            "editor.wordWrap": "on",
            "editor.insertSpaces": true,
            "editor.tabSize": 2,
            "editor.unicodeHighlight.ambiguousCharacters": false,
            "editor.unicodeHighlight.invisibleCharacters": true
        },
        "files.encoding": "utf8",
        "files.autoGuessEncoding": false,
        "search.exclude": { "output": true, "releases": true }
    })
}

/// `.vscode/extensions.json`.
fn extensions() -> Value {
    json!({ "recommendations": ["tamasfe.even-better-toml"] })
}

/// `.vscode/tasks.json`: `duibiao check` in the format for GitHub, whose lines the matcher reads.
fn tasks() -> Value {
    let place = "^::(error|warning|notice) file=([^,]+),line=(\\d+),endLine=(\\d+)(?:,col=(\\d+),endColumn=(\\d+))?,title=([^:]+)::(.*)$";
    json!({
        "version": "2.0.0",
        "tasks": [{
            "label": "duibiao check",
            "detail": "检查全部文件，问题列在“问题”面板 / all findings in the list of problems",
            "type": "process",
            "command": "duibiao",
            "args": ["check", "--format", "github"],
            "group": { "kind": "build", "isDefault": true },
            "presentation": { "reveal": "silent" },
            "problemMatcher": {
                "owner": "duibiao",
                "source": "duibiao",
                "severity": "info",
                "fileLocation": ["relative", "${workspaceFolder}"],
                "pattern": {
                    "regexp": place,
                    "severity": 1, "file": 2, "line": 3, "endLine": 4,
                    "column": 5, "endColumn": 6, "code": 7, "message": 8
                }
            }
        }]
    })
}

/// `.vscode/duibiao.code-snippets`: a front matter for each kind of document, and the forms that are
/// hard to remember.
fn snippets() -> Value {
    let mut snippets = serde_json::Map::new();
    for kind in DocumentKind::ALL {
        let label = format!("duibiao：{}的文件头", kind.chinese());
        snippets.insert(
            label,
            json!({
                "scope": "markdown",
                "prefix": [format!("duibiao-{}", kind.id()), kind.chinese()],
                "description": format!("{}的文件头 / front matter: {}", kind.chinese(), kind.id()),
                "body": front_matter(kind),
            }),
        );
    }
    for (label, prefix, body) in FORMS {
        let body: Vec<&str> = body.lines().collect();
        snippets.insert(
            label.to_owned(),
            json!({
                "scope": "markdown", "prefix": prefix, "description": label, "body": body,
            }),
        );
    }
    Value::Object(snippets)
}

/// Label, prefix and body of the forms of a plan's text.
const FORMS: [(&str, &str, &str); 3] = [
    (
        "duibiao：指标表 / a table of targets",
        "指标表",
        "| 序号 | 指标名称 | 单位 | 基期值 | ${1:2030}年目标值 | 属性 |\n|---|---|---|---|---|---|\n| 1 | ${2:名称} | ${3:%} | ${4:—} | ${5:≥90%} | ${6|预期性,约束性|} |",
    ),
    (
        "duibiao：专栏 / a box",
        "专栏",
        "> [!专栏 ${1:1}] ${2:标题}\n> ${3:正文}",
    ),
    (
        "duibiao：表外承诺 / a promise outside the table",
        "承诺",
        "[${1:不少于150家}](indicator:${2:indicator-id})",
    ),
];

fn front_matter(kind: DocumentKind) -> Vec<String> {
    let required: Vec<&SchemaKey> = kind.keys().iter().filter(|key| key.required).collect();
    let lines = required.iter().enumerate().map(|(at, key)| {
        let value = place_holder(at + 1, key);
        let quote = matches!(key.shape, Shape::Region) || key.name == "unit";
        let value = if quote { format!("\"{value}\"") } else { value };
        format!("{}: {value}", key.name)
    });
    let fence = || std::iter::once("---".to_owned());
    fence()
        .chain(lines)
        .chain(fence())
        .chain([String::new(), "$0".to_owned()])
        .collect()
}

/// `.taplo.toml`.
fn taplo() -> String {
    format!(
        "[[rule]]\ninclude = [\"duibiao.toml\"]\n\n[rule.schema]\npath = \"{FOLDER}/duibiao.schema.json\"\nenabled = true\n"
    )
}

/// `.remarkrc.mjs`, for those who have Node; not among the files of [`vscode_settings`], since it does
/// nothing before `npm install -D remark remark-cli remark-frontmatter remark-lint-frontmatter-schema`.
pub fn remark() -> EditorFile {
    let schemas: Vec<String> = DocumentKind::ALL
        .into_iter()
        .map(|kind| {
            let files = if kind.is_by_topic() { "*/*.md" } else { "*.md" };
            format!(
                "          './{FOLDER}/{}.schema.json': ['./content/{}/{files}'],\n",
                kind.id(),
                kind.folder()
            )
        })
        .collect();
    EditorFile {
        path: ".remarkrc.mjs".to_owned(),
        text: format!(
            "import remarkFrontmatter from 'remark-frontmatter';\nimport frontmatterSchema from 'remark-lint-frontmatter-schema';\n\nexport default {{\n  plugins: [\n    remarkFrontmatter,\n    [\n      frontmatterSchema,\n      {{\n        schemas: {{\n{}        }},\n      }},\n    ],\n  ],\n}};\n",
            schemas.concat()
        ),
    }
}
