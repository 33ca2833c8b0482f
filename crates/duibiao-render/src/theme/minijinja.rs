//! Templates written for MiniJinja.
//!
//! The environment has the built-in filters, tests and functions of the engine, which are pure, and
//! `t`. Blocks leave no blank lines behind. A value that is `none` cannot be printed: it would show
//! as that word.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::engine::{Engine, Fault, PageWriter, Renderable, Templates};
use super::inline::{self, Inlined};
use super::strings::{Keyed, Strings};
use crate::html::{Html, escape};

/// How many steps a page may take. The largest matrix takes a few hundred thousand.
const FUEL: u64 = 10_000_000;

/// How deep templates and macros may call each other.
const RECURSION: usize = 100;

struct MiniJinjaTemplates {
    environment: Environment<'static>,
    /// What was compiled in the place of each template.
    inlined: BTreeMap<String, Inlined>,
}

/// Compiles `templates`.
pub(super) fn engine(
    templates: &Templates,
    strings: &Arc<Strings>,
) -> Result<Box<dyn Engine>, Vec<Fault>> {
    let mut environment = environment(strings);
    let mut faults = Vec::new();
    let inlined = templates
        .iter()
        .map(|(name, text)| (name.clone(), inline::inlined(text, strings)));
    let inlined: BTreeMap<String, Inlined> = inlined.collect();
    for (name, template) in &inlined {
        if let Err(error) = environment.add_template_owned(name.clone(), template.text.clone()) {
            faults.push(fault(&error, name, &inlined));
        }
    }
    if faults.is_empty() {
        Ok(Box::new(MiniJinjaTemplates {
            environment,
            inlined,
        }))
    } else {
        Err(faults)
    }
}

fn environment(strings: &Arc<Strings>) -> Environment<'static> {
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
        .expect("the delimiters are the usual ones");
    let mut environment = Environment::new();
    environment.set_syntax(syntax);
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(RECURSION);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(print);
    environment.add_function("t", translate(strings));
    environment
}

/// Prints one value. The engine's own formatter would also escape every `/`.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_none() {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            "a value that is none is printed",
        ));
    }
    match value.as_str() {
        Some(text) if value.is_safe() => Ok(out.write_str(text)?),
        Some(text) => escape(text, |piece| Ok(out.write_str(piece)?)),
        None => match value.downcast_object_ref::<Html>() {
            Some(html) => Ok(out.write_str(html.as_str())?),
            None => minijinja::escape_formatter(out, state, value),
        },
    }
}

/// The function `t`: the text of a key, with named arguments for its slots.
fn translate(
    strings: &Arc<Strings>,
) -> impl Fn(Option<&str>, Kwargs) -> Result<Value, Error> + Send + Sync + 'static {
    let strings = Arc::clone(strings);
    let words = strings.plain();
    let plain = words.map(|(key, text)| (Box::from(key), Value::from(text)));
    let plain = Keyed::over(plain, []);
    move |key, slots| {
        let key = match key {
            Some(key) => key,
            None => slots.get("key")?,
        };
        if let Some(text) = plain.get(key) {
            return Ok(text.clone());
        }
        let value = |slot: &str| {
            let value = slots
                .get::<Value>(slot)
                .ok()
                .filter(|value| !value.is_none());
            value.map(|value| value.to_string())
        };
        match strings.text(key, value) {
            Ok(text) => Ok(Value::from(text.as_ref())),
            Err(missing) => Err(Error::new(ErrorKind::InvalidOperation, missing.to_string())),
        }
    }
}

impl Engine for MiniJinjaTemplates {
    fn render(
        &self,
        template: &str,
        view: &dyn Renderable,
        page: &mut PageWriter<'_>,
    ) -> Result<(), Fault> {
        self.environment
            .get_template(template)
            .and_then(|compiled| {
                compiled
                    .render_captured_to(view.for_minijinja(), page)
                    .map(drop)
            })
            .map_err(|error| fault(&error, template, &self.inlined))
    }
}

/// The innermost error, which names the place; the outer ones only name who included whom.
fn fault(error: &Error, asked_for: &str, inlined: &BTreeMap<String, Inlined>) -> Fault {
    let mut innermost = error;
    while let Some(inner) = innermost
        .source()
        .and_then(|source| source.downcast_ref::<Error>())
    {
        innermost = inner;
    }
    let template = innermost.name().unwrap_or(asked_for);
    let place = innermost.range().map(|place| match inlined.get(template) {
        Some(inlined) => inlined.place(place),
        None => place,
    });
    Fault {
        template: template.to_owned(),
        place,
        reason: match innermost.detail() {
            Some(detail) => format!("{}: {detail}", innermost.kind()),
            None => innermost.kind().to_string(),
        },
    }
}
