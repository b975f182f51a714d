//! The door of the WebAssembly module: numbers and bytes in, numbers and bytes out, no logic and no state that lasts.
//!
//! The host writes into [`input`], calls one function, and reads what [`output`] points at. Text is built only when it
//! is asked for, because that is slow.

#![allow(unreachable_pub, reason = "exports have to be `pub`, and nothing in Rust reaches them")]

use std::cell::RefCell;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::{
    Error,
    json::{self, ErrorKind, Form, MAX_LEN, Rewriter, Text},
    signature::{Key, Signature, wipe},
    webhook::find,
};

/// What [`verify`] returns when there is no match, and [`sign`] and [`rewrite`] never.
const MISMATCH: i32 = -1;
const MISSING: i32 = -2;
const MALFORMED: i32 = -3;

/// A buffer that grew beyond this is given back by [`release`].
const KEPT_CAPACITY: usize = 1 << 20;

/// What one call leaves for the next: buffers, and the result until it is read.
#[derive(Default)]
struct Workspace {
    input: Vec<u8>,
    rewriter: Rewriter,
    output: Output,
    error_offset: usize,
}

/// Where the result of the last call is.
#[derive(Default)]
enum Output {
    #[default]
    Nothing,
    Signature([u8; Signature::ENCODED_LEN]),
    /// The rewritten form of the body that `input` holds from this byte on.
    Text {
        start: usize,
        end: usize,
        is_text: bool,
    },
}

thread_local! {
    static WORKSPACE: RefCell<Workspace> = RefCell::default();
}

fn with<T>(work: impl FnOnce(&mut Workspace) -> T) -> T {
    WORKSPACE.with_borrow_mut(work)
}

/// Makes room for `len` bytes to write before the next call, and says where; 0 if there is no such room.
#[wasm_bindgen]
pub fn input(len: usize) -> *mut u8 {
    with(|workspace| {
        let input = &mut workspace.input;
        if len > input.len() {
            let more = len - input.len();
            if len > MAX_LEN + MAX_LEN / 8 || input.try_reserve_exact(more).is_err() {
                return core::ptr::null_mut();
            }
            input.resize(len, 0);
        }
        input.as_mut_ptr()
    })
}

/// The linear memory that the addresses are of.
#[wasm_bindgen]
pub fn linear_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// The 64 bytes of a prepared key; none for an empty secret.
#[wasm_bindgen]
pub fn prepare(secret: &Uint8Array) -> Uint8Array {
    let mut secret = secret.to_vec();
    let key = Key::new(&secret);
    wipe(&mut secret);
    match key {
        Ok(key) => {
            let mut bytes = key.to_bytes();
            let array = Uint8Array::from(&bytes[..]);
            wipe(&mut bytes);
            array
        }
        Err(_) => Uint8Array::new_with_length(0),
    }
}

/// Signs a form of the first `len` bytes of the input: 0, and the output is the signature; or the code of the error.
#[wasm_bindgen]
pub fn sign(key: &Uint8Array, len: usize, is_text: bool, form: u8) -> i32 {
    let Some(key) = keys(key).pop() else {
        return MISMATCH;
    };
    with(|workspace| {
        workspace.output = Output::Nothing;
        let text = text(&workspace.input, 0, len, is_text);
        match workspace.rewriter.rewrite(text, form_of(form)) {
            Ok(message) => {
                workspace.output = Output::Signature(key.sign(message).encode());
                0
            }
            Err(error) => failed(&mut workspace.error_offset, error),
        }
    })
}

/// Verifies the body in the input, which stands behind `signature_len` bytes of header: on a match the secret's index
/// times 4 plus the form, and the output is the message; or one of the negative codes.
#[wasm_bindgen]
pub fn verify(prepared: &Uint8Array, signature_len: usize, body_len: usize, is_text: bool, forms: u8) -> i32 {
    let keys = keys(prepared);
    with(|workspace| {
        workspace.output = Output::Nothing;
        let expected = match Signature::parse(&workspace.input[..signature_len]) {
            Ok(expected) => expected,
            Err(Error::SignatureMissing) => return MISSING,
            Err(_) => return MALFORMED,
        };
        let end = signature_len + body_len;
        let body = text(&workspace.input, signature_len, end, is_text);
        let forms = (0..3).filter(|form| forms & 1 << form != 0).map(form_of);
        match find(&keys, forms, body, &expected, &mut workspace.rewriter) {
            Some(found) => {
                workspace.output = Output::Text { start: signature_len, end, is_text };
                i32::try_from(found.secret * 4 + found.form as usize).unwrap_or(MISMATCH)
            }
            None => MISMATCH,
        }
    })
}

/// Rewrites the first `len` bytes of the input: 0, and the output is the text; or the code of the error.
#[wasm_bindgen]
pub fn rewrite(len: usize, is_text: bool, form: u8) -> i32 {
    with(|workspace| {
        workspace.output = Output::Nothing;
        let text = text(&workspace.input, 0, len, is_text);
        match workspace.rewriter.rewrite(text, form_of(form)) {
            Ok(_) => {
                workspace.output = Output::Text { start: 0, end: len, is_text };
                0
            }
            Err(error) => failed(&mut workspace.error_offset, error),
        }
    })
}

/// Where the result of the last call is, until the next one.
#[wasm_bindgen]
pub fn output() -> *const u8 {
    with(|workspace| workspace.output().as_ptr())
}

/// The length of that result in bytes.
#[wasm_bindgen]
pub fn output_len() -> usize {
    with(|workspace| workspace.output().len())
}

/// The byte of the text at which the last call failed.
#[wasm_bindgen]
pub fn error_offset() -> usize {
    with(|workspace| workspace.error_offset)
}

/// What is wrong with the text that the last call refused, in words.
#[wasm_bindgen]
pub fn json_message(code: u8) -> String {
    with(|workspace| match ErrorKind::from_code(code) {
        Some(kind) => json::Error::new(kind, workspace.error_offset).to_string(),
        None => String::new(),
    })
}

/// What is wrong with the signature that the last [`verify`] refused, in words.
#[wasm_bindgen]
pub fn signature_message(signature_len: usize) -> String {
    with(|workspace| match Signature::parse(&workspace.input[..signature_len]) {
        Ok(_) => Error::SignatureMismatch,
        Err(error) => error,
    })
    .to_string()
}

/// Wipes what is left of messages, and gives large buffers back. The output is gone with it.
#[wasm_bindgen]
pub fn release() {
    with(|workspace| {
        workspace.input.fill(0);
        if workspace.input.capacity() > KEPT_CAPACITY {
            workspace.input = Vec::new();
        }
        workspace.rewriter.clear();
        workspace.output = Output::Nothing;
    });
}

impl Workspace {
    fn output(&self) -> &[u8] {
        match &self.output {
            Output::Nothing => &[],
            Output::Signature(signature) => signature,
            &Output::Text { start, end, is_text } => self.rewriter.last(text(&self.input, start, end, is_text)),
        }
    }
}

/// The prepared keys, 64 bytes each.
fn keys(prepared: &Uint8Array) -> Vec<Key> {
    let mut bytes = prepared.to_vec();
    let keys = bytes.as_chunks().0.iter().map(Key::from_bytes).collect();
    wipe(&mut bytes);
    keys
}

/// A stretch of the input. What the host encoded from a string is UTF-8; only its byte order mark makes a difference.
fn text(input: &[u8], start: usize, end: usize, is_text: bool) -> Text<'_> {
    let bytes = &input[start..end];
    if is_text && let Ok(text) = core::str::from_utf8(bytes) {
        return Text::Str(text);
    }
    Text::Bytes(bytes)
}

fn form_of(number: u8) -> Form {
    match number {
        0 => Form::Raw,
        1 => Form::Python,
        _ => Form::JavaScript,
    }
}

fn failed(offset: &mut usize, error: json::Error) -> i32 {
    *offset = error.offset();
    i32::from(error.kind() as u8)
}
