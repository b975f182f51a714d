//! The door of the WebAssembly module: numbers and bytes in, numbers and bytes out, no logic and no state that lasts.
//!
//! The host writes a body into [`input`], prepared keys into [`credentials`] and a signature into [`header`], calls one
//! function, and reads what [`output`] points at. Only numbers cross: that keeps the glue, and the module, small and fast.

#![allow(unreachable_pub, reason = "exports have to be `pub`, and nothing in Rust reaches them")]

mod host;
mod wiping;

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use host::{KEY_LEN, Signer};

use crate::{
    Error,
    json::{self, BYTE_ORDER_MARK, ErrorKind, Form, MAX_LEN, Rewriter, Text},
    signature::{Signature, wipe},
    slack::compose,
    webhook::Candidates,
};

/// What [`verify`] returns when there is no match, and [`sign`] and [`rewrite`] never.
const MISMATCH: i32 = -1;
const MISSING: i32 = -2;
const MALFORMED: i32 = -3;

/// The room for a header's value in bytes: servers take no longer ones, and what is cut off could not make one right.
const HEADER_LEN: usize = 16 << 10;

/// A buffer that grew beyond this is given back by [`release`].
const KEPT_CAPACITY: usize = 1 << 20;

/// More of the stack than signing takes, and more of it than explaining does, in bytes.
const SHALLOW: usize = 1 << 10;
const DEEP: usize = 1 << 15;

/// What one call leaves for the next: buffers, and the result until it is read.
#[derive(Default)]
struct Workspace {
    input: Vec<u8>,
    credentials: Vec<u8>,
    header: Vec<u8>,
    signer: Signer,
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
    /// What the last rewrite gave for a body of so many bytes.
    Text(usize),
    Message(String),
}

thread_local! {
    static WORKSPACE: RefCell<Workspace> = RefCell::default();
}

/// Not inlined, as [`prepare_in`] is not: so the exports have no stack of their own, which [`wipe_stack`] would spare.
#[inline(never)]
fn with<T>(work: impl FnOnce(&mut Workspace) -> T) -> T {
    WORKSPACE.with_borrow_mut(work)
}

/// Nothing: but the glue calls it in each new instance, whether there is one or not.
#[wasm_bindgen(start)]
pub fn start() {}

/// Makes room for a body of `len` bytes, and says where; 0 if there is no such room. What was written stays.
#[wasm_bindgen]
pub fn input(len: usize) -> *mut u8 {
    with(|workspace| room(&mut workspace.input, len, MAX_LEN))
}

/// Makes room for `len` bytes of prepared keys, and says where; 0 if there is none.
#[wasm_bindgen]
pub fn credentials(len: usize) -> *mut u8 {
    with(|workspace| room(&mut workspace.credentials, len, KEPT_CAPACITY))
}

/// Where the room for a header's value is: 16 KiB; 0 if there is none.
#[wasm_bindgen]
pub fn header() -> *mut u8 {
    with(|workspace| room(&mut workspace.header, HEADER_LEN, HEADER_LEN))
}

/// Prepares the secret of `len` bytes that the credentials are, and leaves the key in its place; false if it is empty.
#[wasm_bindgen]
pub fn prepare(len: usize) -> bool {
    let prepared = with(|workspace| prepare_in(&mut workspace.credentials, len));
    wipe_stack::<SHALLOW>();
    prepared
}

/// Signs a form of the body with the first of the credentials: 0, and the output is the signature; or the error's code.
#[wasm_bindgen]
pub fn sign(body_len: usize, is_text: bool, form: u8) -> i32 {
    with(|workspace| {
        workspace.output = Output::Nothing;
        let Workspace { input, credentials, signer, rewriter, .. } = workspace;
        let key = keys(credentials, 1);
        let message = rewriter.rewrite(text(&input[..body_len], is_text), form_of(form));
        let signed = message.map(|message| signer.sign(&key[0], message));
        wipe(&mut credentials[..KEY_LEN]);
        match signed {
            Ok(signature) => {
                workspace.output = Output::Signature(signature.encode());
                0
            }
            Err(error) => failed(&mut workspace.error_offset, error),
        }
    })
}

/// Verifies the body against the signature that the header is: on a match the key's index times 16, plus the likely form
/// the next time times 4, plus the form, and the output is the message; or one of the negative codes. `forms` has a bit
/// for each form to try, and above these 3 the number of the one to try first.
#[wasm_bindgen]
pub fn verify(key_count: usize, signature_len: usize, body_len: usize, is_text: bool, forms: u8) -> i32 {
    with(|workspace| {
        workspace.output = Output::Nothing;
        let Workspace { input, credentials, header, signer, rewriter, .. } = workspace;
        let keys = keys(credentials, key_count);
        let (forms, likely) = ([0, 1, 2].map(|form| forms & 1 << form != 0), form_of(forms >> 3));
        let candidates = Candidates { text: text(&input[..body_len], is_text), forms, likely };
        let found = Signature::parse(&header[..signature_len]).map(|expected| {
            candidates.find(rewriter, |message| keys.iter().position(|key| signer.sign(key, message) == expected))
        });
        wipe(&mut credentials[..key_count * KEY_LEN]);
        wipe(&mut header[..signature_len]);
        match found {
            Ok(Some(found)) => {
                workspace.output = Output::Text(body_len);
                i32::try_from(found.secret << 4 | (found.likely as usize) << 2 | found.form as usize)
                    .unwrap_or(MISMATCH)
            }
            Ok(None) => MISMATCH,
            Err(Error::SignatureMissing) => MISSING,
            Err(_) => MALFORMED,
        }
    })
}

/// Rewrites the body: 0, and the output is the text; or the code of the error.
#[wasm_bindgen]
pub fn rewrite(body_len: usize, is_text: bool, form: u8) -> i32 {
    with(|workspace| {
        workspace.output = Output::Nothing;
        let body = text(&workspace.input[..body_len], is_text);
        match workspace.rewriter.rewrite(body, form_of(form)) {
            Ok(_) => {
                workspace.output = Output::Text(body_len);
                0
            }
            Err(error) => failed(&mut workspace.error_offset, error),
        }
    })
}

/// Makes a Slack message of the event that the body is: 0, and the output is its JSON; the code of an error; or
/// [`MISMATCH`] if it is no event.
#[wasm_bindgen]
pub fn slack_message(body_len: usize, is_text: bool) -> i32 {
    with(|workspace| {
        workspace.output = Output::Nothing;
        let body = text(&workspace.input[..body_len], is_text);
        match workspace.rewriter.rewrite(body, Form::Python).map(compose) {
            Ok(Some(message)) => {
                workspace.output = Output::Message(message);
                0
            }
            Ok(None) => MISMATCH,
            Err(error) => failed(&mut workspace.error_offset, error),
        }
    })
}

/// Explains why a signature does not match the body; the output is the report, as JSON. The credentials are so many
/// secrets, each behind its length in 4 bytes, with the header behind them: `len` bytes in all.
#[wasm_bindgen]
pub fn explain(secrets: usize, len: usize, body_len: usize, is_text: bool) {
    with(|workspace| {
        let mut rest = &workspace.credentials[..len];
        let mut list = Vec::with_capacity(secrets.min(len));
        for _ in 0..secrets {
            let (length, behind) = rest.split_first_chunk().unwrap_or((&[0; 4], &[]));
            let (secret, behind) = behind.split_at(u32::from_le_bytes(*length) as usize);
            list.push(secret);
            rest = behind;
        }
        let body = text(&workspace.input[..body_len], is_text);
        workspace.output = Output::Message(crate::explain(list, body, rest).to_json());
        wipe(&mut workspace.credentials[..len]);
    });
    wipe_stack::<DEEP>();
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

/// Makes the output say what is wrong with the text that the last call refused.
#[wasm_bindgen]
pub fn json_message(code: u8) {
    with(|workspace| {
        let error = ErrorKind::from_code(code).map(|kind| json::Error::new(kind, workspace.error_offset));
        workspace.output = error.map_or(Output::Nothing, |error| Output::Message(error.to_string()));
    });
}

/// Makes the output say what is wrong with the signature that the last [`verify`] refused.
#[wasm_bindgen]
pub fn signature_message(signature_len: usize) {
    with(|workspace| {
        let header = &mut workspace.header[..signature_len];
        let error = match Signature::parse(header) {
            Ok(_) => Error::SignatureMismatch,
            Err(error) => error,
        };
        wipe(header);
        workspace.output = Output::Message(error.to_string());
    });
}

/// Wipes a body, what was made of it and what the keys left on the stack, and gives large buffers back: true if the
/// body's was one of them. The output is gone with it.
#[wasm_bindgen]
pub fn release(body_len: usize) -> bool {
    let given_back = with(|workspace| {
        let input = &mut workspace.input;
        // A new instance, in the place of one that failed, has less than was written.
        let written = body_len.min(input.len());
        wipe(&mut input[..written]);
        let large = input.len() > KEPT_CAPACITY;
        if large {
            *input = Vec::new();
        }
        workspace.rewriter.clear();
        workspace.signer.clear();
        if let Output::Message(message) = core::mem::take(&mut workspace.output) {
            wipe(&mut message.into_bytes());
        }
        large
    });
    wipe_stack::<SHALLOW>();
    given_back
}

impl Workspace {
    fn output(&self) -> &[u8] {
        match &self.output {
            Output::Nothing => &[],
            Output::Signature(signature) => signature,
            Output::Message(message) => message.as_bytes(),
            &Output::Text(len) => self.rewriter.last(Text::Bytes(&self.input[..len])),
        }
    }
}

#[inline(never)]
fn prepare_in(credentials: &mut [u8], len: usize) -> bool {
    let key = host::prepare(&credentials[..len]);
    wipe(&mut credentials[..len]);
    let Some(mut key) = key else {
        return false;
    };
    credentials[..KEY_LEN].copy_from_slice(&key);
    wipe(&mut key);
    true
}

/// The keys that the credentials begin with.
fn keys(credentials: &[u8], count: usize) -> &[[u8; KEY_LEN]] {
    credentials[..count * KEY_LEN].as_chunks().0
}

/// Overwrites so much of the stack below the caller.
#[inline(never)]
fn wipe_stack<const BYTES: usize>() {
    wipe(&mut [0_u8; BYTES]);
}

fn room(buffer: &mut Vec<u8>, len: usize, most: usize) -> *mut u8 {
    if len > buffer.len() {
        if len > most || buffer.try_reserve_exact(len - buffer.len()).is_err() {
            return core::ptr::null_mut();
        }
        buffer.resize(len, 0);
    }
    buffer.as_mut_ptr()
}

/// A body, which the host may have encoded from a string: that makes a difference for a byte order mark alone.
fn text(bytes: &[u8], is_text: bool) -> Text<'_> {
    if is_text
        && bytes.starts_with(BYTE_ORDER_MARK)
        && let Ok(text) = core::str::from_utf8(bytes)
    {
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
