//! What a script hands to [`check`](super::check()), read without trusting its shape.

use crate::input::{Context, Kind};
use crate::key::Key;
use js_sys::{Array, Reflect, Uint8Array};
use std::borrow::Cow;
use wasm_bindgen::{JsCast, JsError, JsValue};

/// The bytes of a string or a `Uint8Array`.
pub(super) fn bytes<'a>(input: &JsValue, text: Option<&'a str>) -> Result<Cow<'a, [u8]>, JsError> {
    match text {
        Some(text) => Ok(Cow::Borrowed(text.as_bytes())),
        None => match input.dyn_ref::<Uint8Array>() {
            Some(array) => Ok(Cow::Owned(array.to_vec())),
            None => Err(JsError::new("a string or a Uint8Array is to be checked")),
        },
    }
}

/// What the person says, from `{ kind, now, receiver, country, name, addresses, onlyFor, brand,
/// scanned, keys }`.
pub(super) fn options(options: &JsValue) -> Result<(Option<Kind>, Context), JsError> {
    let mut context = Context::default();
    if options.is_undefined() || options.is_null() {
        return Ok((None, context));
    }
    context.now = value(options, "now").map(|now| seconds(&now)).transpose()?;
    context.receiver = text(options, "receiver")?;
    context.country = text(options, "country")?;
    context.name = text(options, "name")?;
    context.only_for = text(options, "onlyFor")?;
    context.brand = text(options, "brand")?;
    context.addresses = texts(options, "addresses")?.unwrap_or_default();
    context.scanned = texts(options, "scanned")?;
    if let Some(keys) = value(options, "keys") {
        let keys = keys.dyn_into::<Array>().map_err(|_| refused("keys"))?;
        let keys = keys.iter().map(|given| key(&given));
        context.keys = keys.collect::<Result<_, JsError>>()?;
    }
    let kind = text(options, "kind")?
        .map(|kind| self::kind(&kind))
        .transpose()?;
    Ok((kind, context))
}

fn kind(name: &str) -> Result<Kind, JsError> {
    match name {
        "message" => Ok(Kind::Message),
        "headers" => Ok(Kind::Headers),
        "html" => Ok(Kind::Html),
        "text" => Ok(Kind::Text),
        "links" => Ok(Kind::Links),
        _ => Err(refused("kind")),
    }
}

/// A public key, from `{ selector, domain, record }`.
fn key(given: &JsValue) -> Result<Key, JsError> {
    let part = |name: &str| text(given, name)?.ok_or_else(|| refused("keys"));
    Key::given(&part("selector")?, &part("domain")?, &part("record")?)
        .ok_or_else(|| refused("keys"))
}

/// A time as RFC 3339 writes it.
fn seconds(now: &JsValue) -> Result<i64, JsError> {
    now.as_string()
        .as_deref()
        .and_then(crate::time::parse)
        .ok_or_else(|| refused("now"))
}

fn texts(options: &JsValue, name: &str) -> Result<Option<Vec<String>>, JsError> {
    let Some(list) = value(options, name) else {
        return Ok(None);
    };
    let list = list.dyn_into::<Array>().map_err(|_| refused(name))?;
    let strings: Option<Vec<String>> = list.iter().map(|text| text.as_string()).collect();
    strings.map(Some).ok_or_else(|| refused(name))
}

fn text(options: &JsValue, name: &str) -> Result<Option<String>, JsError> {
    value(options, name)
        .map(|value| value.as_string().ok_or_else(|| refused(name)))
        .transpose()
}

fn value(options: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(options, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

fn refused(name: &str) -> JsError {
    JsError::new(&format!("the option `{name}` is not understood"))
}
