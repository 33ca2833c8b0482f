//! Templates written for Tera.
//!
//! The same views and the same `t`, called as `t(key="nav.home")`, since functions of Tera take named
//! arguments only. Tera has no measure of steps; a loop without end is stopped by the length of the
//! page, by the engine's own cap on `range`, and by nothing else.

use std::sync::Arc;

use tera::{ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::engine::{Engine, Fault, PageWriter, Renderable, Templates};
use super::strings::Strings;
use crate::html::escape;

struct TeraTemplates(Tera);

/// Compiles `templates`.
pub(super) fn engine(
    templates: &Templates,
    strings: &Arc<Strings>,
) -> Result<Box<dyn Engine>, Vec<Fault>> {
    let mut tera = Tera::default();
    tera.autoescape_on([""]);
    tera.set_escape_fn(|text, out| escape(text, |piece| out.write_all(piece.as_bytes())));
    tera.register_function("t", translate(strings));
    let all = templates
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    match tera.add_raw_templates(all) {
        Ok(()) => Ok(Box::new(TeraTemplates(tera))),
        Err(error) => Err(vec![fault(&error, "")]),
    }
}

/// The function `t`: the text of a key, with named arguments for its slots.
fn translate(
    strings: &Arc<Strings>,
) -> impl Fn(Kwargs, &State<'_>) -> TeraResult<Value> + Send + Sync + 'static {
    let strings = Arc::clone(strings);
    move |slots, _| {
        let key: &str = slots.must_get("key")?;
        let value = |slot: &str| {
            let value = slots
                .get::<Value>(slot)
                .ok()
                .flatten()
                .filter(|value| !value.is_none());
            value.map(|value| value.to_string())
        };
        match strings.text(key, value) {
            Ok(text) => Ok(Value::normal_string(&text)),
            Err(missing) => Err(tera::Error::message(missing)),
        }
    }
}

impl Engine for TeraTemplates {
    fn render(
        &self,
        template: &str,
        view: &dyn Renderable,
        page: &mut PageWriter<'_>,
    ) -> Result<(), Fault> {
        view.for_tera()
            .and_then(|context| self.0.render_to(template, &context, page))
            .map_err(|error| fault(&error, template))
    }
}

/// Some errors come as a place and a message, others as finished text that names the place.
fn fault(error: &tera::Error, asked_for: &str) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Fault {
            template: report.filename().to_owned(),
            place: Some(report.span().range.clone()),
            reason: report.message().to_owned(),
        },
        other => Fault {
            template: asked_for.to_owned(),
            place: None,
            reason: other.to_string(),
        },
    }
}
